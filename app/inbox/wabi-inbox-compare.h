// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiInboxCompare:
 *
 * All versions of a record side by side, thing by thing, each a choice. Keys: arrows between the choices, 1 to 9 for a version of the thing that has
 * the focus, B for both of a long text, Enter to save.
 *
 * Signal: "settle" (args: a JsonObject, transfer none), the arguments of the kind's "settle".
 */
#define WABI_TYPE_INBOX_COMPARE (wabi_inbox_compare_get_type ())
G_DECLARE_FINAL_TYPE (WabiInboxCompare, wabi_inbox_compare, WABI, INBOX_COMPARE, AdwBin)

/**
 * wabi_inbox_compare_new:
 * @desk: (transfer none): for words and ids
 * @record: (transfer none): a record with proposals
 *
 * Returns: (transfer floating): the comparison
 */
GtkWidget *wabi_inbox_compare_new (WabiDesk *desk, WabiRecord *record);

/**
 * wabi_inbox_compare_take:
 * @self: a comparison
 * @version: 0 for what stands, 1 for the first proposal …
 *
 * As the button over the version does: all of it, at once.
 */
void wabi_inbox_compare_take (WabiInboxCompare *self, guint version);

/**
 * wabi_inbox_compare_get_versions:
 * @self: a comparison
 *
 * Returns: how many proposals there are beside what stands
 */
guint wabi_inbox_compare_get_versions (WabiInboxCompare *self);

G_END_DECLS
