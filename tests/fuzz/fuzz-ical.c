// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as a calendar: it is read or refused in words, what is read is within bounds, and written and read again it says the same.

#include "fuzz.h"

#include <string.h>

#include "wabi-ical.h"

#define MOST 300

static void
check_events (const WabiIcalCalendar *calendar)
{
  for (guint i = 0; i < calendar->events->len; i++)
    {
      const WabiIcalEvent *event = g_ptr_array_index (calendar->events, i);

      g_assert_true (event->uid != NULL && g_utf8_validate (event->uid, -1, NULL));
      g_assert_true (event->ends_at >= event->starts_at);
      g_assert_true (wabi_zone_is_known (event->zone));
      g_assert_true (event->summary == NULL || g_utf8_validate (event->summary, -1, NULL));
    }
  for (guint i = 0; i < calendar->problems->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (calendar->problems, i), -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiIcalCalendar) calendar = NULL, again = NULL;
  g_autoptr (GArray) times = NULL;
  g_autofree char *text = NULL;
  gint64 from = wabi_zone_from_local ("UTC", wabi_day_from_ymd (2026, 1, 1), 0);

  if (size > 8000)
    return 0;
  calendar = wabi_ical_read ((const char *) data, size, "America/New_York", &error);
  g_assert_true ((calendar == NULL) == (error != NULL));
  if (calendar == NULL)
    return 0;
  check_events (calendar);
  times = wabi_ical_list_times (calendar, from, from + 400 * WABI_DAY_MINUTES * WABI_MINUTE, MOST, NULL);
  g_assert_cmpuint (times->len, <=, MOST);
  text = wabi_ical_write (calendar);
  again = wabi_ical_read (text, strlen (text), "America/New_York", NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->events->len, ==, calendar->events->len);
  for (guint i = 0; i < again->events->len; i++)
    {
      const WabiIcalEvent *one = g_ptr_array_index (calendar->events, i), *other = g_ptr_array_index (again->events, i);

      g_assert_cmpint (one->starts_at, ==, other->starts_at);
      g_assert_cmpint (one->ends_at, ==, other->ends_at);
    }
  return 0;
}
