// SPDX-License-Identifier: AGPL-3.0-or-later
// Hours of a week as people write them: "Mon–Fri 8 am – 4:30 pm; Sat 9 – 12".

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/** WabiWeekly: [@start_minute, @end_minute) on each @weekday (ISO, 1 is Monday). */
typedef struct
{
  int weekday;
  int start_minute;
  int end_minute;
} WabiWeekly;

/**
 * wabi_weekly_join:
 * @windows: (element-type WabiWeekly): hours, which are put in order; those that touch or overlap become one
 */
void wabi_weekly_join (GArray *windows);

/**
 * wabi_weekly_to_text:
 * @windows: (element-type WabiWeekly): hours in order, as wabi_weekly_join() leaves them
 *
 * Days with the same hours are said once.
 *
 * Returns: (transfer full): "Mon–Thu 8:00 am – 4:30 pm; Fri 8:00 am – 12:00 pm, 1:00 – 5:00 pm", which wabi_weekly_parse() reads
 */
char *wabi_weekly_to_text (const GArray *windows);

/**
 * wabi_weekly_parse:
 * @text: what was typed: days, then hours with commas; ";" before the next days
 * @wrong: (out) (transfer full): in words, what cannot be read
 *
 * Days are written by their first letters, in the person's language or in English. Without am and pm the clock has 24 hours, but hours that
 * could mean either ("1 – 5") are asked about.
 *
 * Returns: (transfer full) (element-type WabiWeekly) (nullable): the hours, joined; empty for nothing typed; %NULL with @wrong set
 */
GArray *wabi_weekly_parse (const char *text, char **wrong);

/**
 * wabi_weekly_minutes:
 * @windows: (element-type WabiWeekly): hours
 *
 * Returns: minutes a week
 */
int wabi_weekly_minutes (const GArray *windows);

/**
 * wabi_weekly_parse_minute:
 * @text: "8", "8:30", "8 am", "4:30p", "16:30"
 * @minute: (out): of the day, up to 1440
 *
 * Returns: whether it is a time of day
 */
gboolean wabi_weekly_parse_minute (const char *text, int *minute) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
