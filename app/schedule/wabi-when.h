// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * wabi_when_parse_day:
 * @text: (nullable): "2026-03-12", "3/12", "3/12/26", "Mar 12", "12 March 2026", "thu", "today", "tomorrow"; a weekday before it is passed over
 * @today: the day; a date without a year is the nearest one to it that is not half a year back
 * @day: (out): what was meant; %WABI_DAY_NONE on failure
 *
 * Reads a day as people type it, with the month's and weekday's names in English and in their own language.
 *
 * Returns: whether it was a day
 */
gboolean wabi_when_parse_day (const char *text, WabiDay today, WabiDay *day) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_when_parse_minute:
 * @text: (nullable): "1pm", "1:30 pm", "13:30", "930", "9"
 * @minute: (out): minutes since midnight; 1440 for "24:00"
 *
 * Reads a time of day as people type it. Without am or pm, an hour from 1 to 6 is in the afternoon, where a clinic works.
 *
 * Returns: whether it was a time
 */
gboolean wabi_when_parse_minute (const char *text, int *minute) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
