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
WabiSeriesPlan *wabi_repeat_editor_judge (WabiRepeatEditor *self, WabiRecord *visit, GError **error);

/**
 * WabiRepeatChoice:
 * @rule: RRULE text; without an end where an authorization ends the series
 * @with_authorization: whether the authorization ends it
 * @next: whether the authorization that follows it does
 * @skip_holidays: whether holidays are left out
 *
 * How a series repeats, as it is chosen.
 */
typedef struct
{
  char *rule;
  gboolean with_authorization, next, skip_holidays;
} WabiRepeatChoice;

/** wabi_repeat_choice_clear: frees what @choice holds. */
void wabi_repeat_choice_clear (WabiRepeatChoice *choice);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiRepeatChoice, wabi_repeat_choice_clear)

/**
 * wabi_repeat_editor_fill:
 * @series: a series that is to be changed
 * @day: the date of one of its sessions
 * @next: (nullable): the last day of the authorization with which it could be prolonged
 *
 * Shows how it repeats, as of its beginning.
 */
void wabi_repeat_editor_fill (WabiRepeatEditor *self, WabiRecord *series, WabiDay day, const char *next);

/** wabi_repeat_editor_shift_count: where a number ends the series, makes it @by more, or less. */
void wabi_repeat_editor_shift_count (WabiRepeatEditor *self, int by);

/**
 * wabi_repeat_editor_read:
 * @choice: (out): what is chosen
 * @error: where to put what is missing, fit to be shown
 *
 * Returns: whether it is complete
 */
gboolean wabi_repeat_editor_read (WabiRepeatEditor *self, WabiRepeatChoice *choice, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_repeat_editor_show_dates: shows the dates of @plan (nullable), judged. */
void wabi_repeat_editor_show_dates (WabiRepeatEditor *self, const WabiSeriesPlan *plan);

/** wabi_repeat_editor_get_left_out: Returns: (transfer none) (nullable): dates as text that were left out here. */
JsonArray *wabi_repeat_editor_get_left_out (WabiRepeatEditor *self);

/** wabi_repeat_editor_hide_dates: nothing to show: the session is not complete yet. */
void wabi_repeat_editor_hide_dates (WabiRepeatEditor *self);

/** wabi_repeat_editor_get_apart: Returns: (transfer none) (nullable): what is otherwise on some dates. */
JsonArray *wabi_repeat_editor_get_apart (WabiRepeatEditor *self);

G_END_DECLS
