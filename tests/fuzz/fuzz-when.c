// SPDX-License-Identifier: AGPL-3.0-or-later
// Anything that a person may type as a day or a time, or that comes as one in a record.

#include "fuzz.h"

#include "wabi-when.h"
#include "wabi-zone.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  WabiDay day;
  int minute;

  if (text == NULL)
    return 0;
  if (wabi_when_parse_day (text, 20521, &day))
    g_assert_cmpint (day, !=, WABI_DAY_NONE);
  if (wabi_when_parse_minute (text, &minute))
    g_assert_true (minute >= 0 && minute <= WABI_DAY_MINUTES);
  if (wabi_day_parse (text, &day))
    g_assert_cmpint (wabi_day_from_text (text), ==, day);
  if (wabi_minute_parse (text, &minute))
    g_assert_true (minute >= 0 && minute <= WABI_DAY_MINUTES);
  if (wabi_zone_is_known (text))
    {
      gint64 at = wabi_zone_from_local (text, 20521, 600);

      g_assert_cmpint (wabi_zone_day (text, at), ==, 20521);
    }
  return 0;
}
