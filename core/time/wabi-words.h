// SPDX-License-Identifier: AGPL-3.0-or-later
// Days, clocks and lengths of time in words, as rules say them in findings and notes.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/** wabi_words_day: Returns: (transfer full): "Mar 5". */
char *wabi_words_day (WabiDay day);

/** wabi_words_day_year: Returns: (transfer full): "Mar 5, 2026". */
char *wabi_words_day_year (WabiDay day);

/** wabi_words_month: Returns: (transfer full): "Mar 2026", of the month of a day. */
char *wabi_words_month (WabiDay day);

/** wabi_words_day_range: Returns: (transfer full): "Jan 2 – Jun 30", with years when they differ; open ends
 * in words. */
char *wabi_words_day_range (WabiDay from, WabiDay to);

/** wabi_words_minute: Returns: (transfer full): the wall clock in the locale's way, "1:00 pm". */
char *wabi_words_minute (int minute);

/** wabi_words_minute_range: Returns: (transfer full): "1:00 – 4:00 pm", "11:00 am – 1:00 pm". */
char *wabi_words_minute_range (int start_minute, int end_minute);

/** wabi_words_duration: Returns: (transfer full): seconds in words: "45 s", "3 min 05 s", "1 h 02 min". */
char *wabi_words_duration (gint64 seconds);

/** wabi_words_weekday: Returns: (transfer full): "Monday" in the locale's language, for ISO weekdays 1 to 7.
 */
char *wabi_words_weekday (int weekday);

G_END_DECLS
