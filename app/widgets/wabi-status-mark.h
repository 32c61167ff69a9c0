// SPDX-License-Identifier: AGPL-3.0-or-later
// The small mark beside a statement: passed, warning, blocked or waiting, told by shape as well as color.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiMarkKind:
 * @WABI_MARK_NONE: nothing to say; the mark is invisible but keeps its place
 * @WABI_MARK_PASSED: round, check
 * @WABI_MARK_WARNING: rounded square, "!"
 * @WABI_MARK_BLOCKED: square, "✕"
 * @WABI_MARK_PENDING: round outline, three dots: being checked, or waits to be sent
 * @WABI_MARK_INFO: small dot, a step that is done and needs no judgement
 */
typedef enum
{
  WABI_MARK_NONE,
  WABI_MARK_PASSED,
  WABI_MARK_WARNING,
  WABI_MARK_BLOCKED,
  WABI_MARK_PENDING,
  WABI_MARK_INFO,
} WabiMarkKind;

#define WABI_TYPE_MARK_KIND (wabi_mark_kind_get_type ())
GType wabi_mark_kind_get_type (void);

#define WABI_TYPE_STATUS_MARK (wabi_status_mark_get_type ())
G_DECLARE_FINAL_TYPE (WabiStatusMark, wabi_status_mark, WABI, STATUS_MARK, GtkWidget)

/**
 * wabi_mark_kind_to_text:
 * @kind: a kind
 *
 * Returns: the kind in a word for people ("Passed", "Warning", …), "" for %WABI_MARK_NONE
 */
const char *wabi_mark_kind_to_text (WabiMarkKind kind);

/**
 * wabi_status_mark_new:
 * @kind: what it says
 *
 * Returns: a mark of 18 px
 */
GtkWidget *wabi_status_mark_new (WabiMarkKind kind);

/**
 * wabi_status_mark_set_kind:
 * @self: a mark
 * @kind: what it says from now on; also the property `kind`
 */
void wabi_status_mark_set_kind (WabiStatusMark *self, WabiMarkKind kind);

/**
 * wabi_status_mark_get_kind:
 * @self: a mark
 *
 * Returns: what it says
 */
WabiMarkKind wabi_status_mark_get_kind (WabiStatusMark *self);

G_END_DECLS
