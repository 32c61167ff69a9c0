// SPDX-License-Identifier: AGPL-3.0-or-later
// Hours of the week that are free, and how sessions fit into them.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** WabiOpening: free from minute @start to @end of the ISO @weekday, 1 Monday to 7 Sunday. */
typedef struct
{
  int weekday;
  int start, end;
} WabiOpening;

/** wabi_openings_cut: takes @start to @end on @weekday out of @openings (element-type WabiOpening). */
void wabi_openings_cut (GArray *openings, int weekday, int start, int end);

/** wabi_openings_meet: Returns: (transfer full) (element-type WabiOpening): what is in both, by weekday and time. */
GArray *wabi_openings_meet (const GArray *a, const GArray *b);

/**
 * wabi_openings_choose:
 * @openings: (element-type WabiOpening): what is free
 * @minutes: length of a session
 * @sessions: how many a week are wanted
 * @start: (out): the minute at which all of them begin
 *
 * The most sessions at one time of day, and the earliest such time, in steps of 15 minutes. Where more weekdays fit than are wanted they are spread
 * over the week.
 *
 * Returns: the weekdays, bit 1 for Monday to bit 7 for Sunday; 0 when not one fits
 */
guint wabi_openings_choose (const GArray *openings, int minutes, int sessions, int *start);

G_END_DECLS
