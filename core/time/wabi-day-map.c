// SPDX-License-Identifier: AGPL-3.0-or-later
// An interval of time cut at local midnights, as calendars draw it.

#include "wabi-day-map.h"

static WabiDaySegment
make_segment (const char *zone, WabiDay day, gint64 start_at, gint64 end_at, gboolean to_midnight)
{
  WabiLocal start = wabi_zone_to_local (zone, start_at);
  WabiLocal end = wabi_zone_to_local (zone, end_at);
  gint64 length = (end_at - start_at + WABI_MINUTE - 1) / WABI_MINUTE;
  WabiDaySegment segment
      = { .day = day, .start_minute = start.minute, .start_at = start_at, .end_at = end_at };

  segment.end_minute = to_midnight ? WABI_DAY_MINUTES : end.minute + (end_at % WABI_MINUTE != 0 ? 1 : 0);
  if (segment.end_minute <= segment.start_minute)
    segment.end_minute = segment.start_minute + MAX (length, 1);
  segment.end_minute = MIN (segment.end_minute, WABI_DAY_MINUTES);
  return segment;
}

GArray *
wabi_day_map_cut (const char *zone, gint64 start_at, gint64 end_at)
{
  GArray *segments = g_array_new (FALSE, TRUE, sizeof (WabiDaySegment));
  gint64 at = start_at;

  while (at < end_at)
    {
      WabiDay day = wabi_zone_day (zone, at);
      gint64 midnight = wabi_zone_day_start (zone, day + 1);
      gint64 stop = MIN (midnight > at ? midnight : end_at, end_at);
      WabiDaySegment segment = make_segment (zone, day, at, stop, stop == midnight);

      g_array_append_val (segments, segment);
      at = stop;
    }
  return segments;
}
