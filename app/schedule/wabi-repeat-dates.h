// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-series.h"

G_BEGIN_DECLS

/**
 * WabiRepeatDates:
 *
 * The dates of a series before it is booked: those that cannot be, each with its reason and ways on (leave it out, another time, somebody else),
 * and all of them on request. Nothing is saved here.
 *
 * Signals: "changed" (a date was left out, or got a time or person of its own).
 */
#define WABI_TYPE_REPEAT_DATES (wabi_repeat_dates_get_type ())
G_DECLARE_FINAL_TYPE (WabiRepeatDates, wabi_repeat_dates, WABI, REPEAT_DATES, GtkWidget)

/** wabi_repeat_dates_set_up: gives it the desk, once. */
void wabi_repeat_dates_set_up (WabiRepeatDates *self, WabiDesk *desk);

/** wabi_repeat_dates_show: shows @plan (nullable), judged. */
void wabi_repeat_dates_show (WabiRepeatDates *self, const WabiSeriesPlan *plan);

/** wabi_repeat_dates_forget: nothing is left out and nothing is otherwise any more. */
void wabi_repeat_dates_forget (WabiRepeatDates *self);

/** wabi_repeat_dates_get_left_out: Returns: (transfer none) (nullable): dates as text, for the series' field "exdates". */
JsonArray *wabi_repeat_dates_get_left_out (WabiRepeatDates *self);

/** wabi_repeat_dates_get_apart: Returns: (transfer none) (nullable): what is otherwise, as wabi_series_plan_book() takes it. */
JsonArray *wabi_repeat_dates_get_apart (WabiRepeatDates *self);

G_END_DECLS
