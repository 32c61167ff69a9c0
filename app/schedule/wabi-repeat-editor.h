// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-repeat-dates.h"

G_BEGIN_DECLS

/**
 * WabiRepeatEditor:
 *
 * How a session repeats: never, by days, weeks, months, or a rule of the person's own; when that ends; and which dates it gives.
 *
 * Signals: "changed" (the person chose something).
 */
#define WABI_TYPE_REPEAT_EDITOR (wabi_repeat_editor_get_type ())
G_DECLARE_FINAL_TYPE (WabiRepeatEditor, wabi_repeat_editor, WABI, REPEAT_EDITOR, GtkWidget)

/** wabi_repeat_editor_set_up: gives it the desk, once. */
void wabi_repeat_editor_set_up (WabiRepeatEditor *self, WabiDesk *desk);

/** wabi_repeat_editor_reset: the session does not repeat. */
void wabi_repeat_editor_reset (WabiRepeatEditor *self);

/** wabi_repeat_editor_get_active: Returns: whether it repeats. */
gboolean wabi_repeat_editor_get_active (WabiRepeatEditor *self);

/**
 * wabi_repeat_editor_judge:
 * @visit: the first session, complete
 * @error: where to put what is missing, fit to be shown
 *
 * Plans the series that begins with @visit, judges it and shows its dates.
 *
 * Returns: (transfer none) (nullable): the plan, until the next call
 */
const WabiSeriesPlan *wabi_repeat_editor_judge (WabiRepeatEditor *self, WabiRecord *visit, GError **error);

/** wabi_repeat_editor_hide_dates: nothing to show: the session is not complete yet. */
void wabi_repeat_editor_hide_dates (WabiRepeatEditor *self);

/** wabi_repeat_editor_get_apart: Returns: (transfer none) (nullable): what is otherwise on some dates. */
JsonArray *wabi_repeat_editor_get_apart (WabiRepeatEditor *self);

G_END_DECLS
