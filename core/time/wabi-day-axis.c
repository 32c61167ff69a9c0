// SPDX-License-Identifier: AGPL-3.0-or-later
// The hours down the side of a calendar whose days are not all equally long.

#include "wabi-day-axis.h"

/* The first elapsed minute of @day whose clock does not show it; WABI_DAY_MINUTES when all do. */
static int
find_turn (const char *zone, WabiDay day)
{
  gint64 start = wabi_zone_day_start (zone, day);
  int low = 0, high = MIN (wabi_zone_day_length (zone, day), WABI_DAY_MINUTES);

  while (low < high)
    {
      int middle = (low + high) / 2;
      WabiLocal local = wabi_zone_to_local (zone, start + middle * WABI_MINUTE);

      if (local.day == day && local.minute == middle)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
wabi_day_axis_init (WabiDayAxis *axis, const char *zone, WabiDay from, WabiDay to)
{
  *axis = (WabiDayAxis){ 0, WABI_DAY_MINUTES };
  for (WabiDay day = from; day <= to && axis->extra == 0; day++)
    if (wabi_zone_day_length (zone, day) > WABI_DAY_MINUTES)
      {
        axis->extra = wabi_zone_day_length (zone, day) - WABI_DAY_MINUTES;
        axis->at = find_turn (zone, day);
      }
}

int
wabi_day_axis_length (const WabiDayAxis *axis)
{
  return WABI_DAY_MINUTES + axis->extra;
}

static gboolean
is_long (const WabiDayAxis *axis, const char *zone, WabiDay day)
{
  return axis->extra > 0 && wabi_zone_day_length (zone, day) > WABI_DAY_MINUTES;
}

int
wabi_day_axis_place (const WabiDayAxis *axis, const char *zone, WabiDay day, gint64 at, gboolean is_end)
{
  gint64 start = wabi_zone_day_start (zone, day), stop = wabi_zone_day_start (zone, day + 1);
  WabiLocal local;

  if (at <= start && !is_end)
    return wabi_zone_to_local (zone, start).minute;
  if (at >= stop)
    return wabi_day_axis_length (axis);
  if (is_long (axis, zone, day))
    return (int) ((at - start) / WABI_MINUTE);
  local = wabi_zone_to_local (zone, is_end ? at - 1 : at);
  if (is_end)
    local.minute++; /* the minute that holds the last microsecond ends there, also before a gap */
  return local.minute > axis->at || (!is_end && local.minute == axis->at) ? local.minute + axis->extra : local.minute;
}

gint64
wabi_day_axis_read (const WabiDayAxis *axis, const char *zone, WabiDay day, int minute)
{
  int clock = minute;

  if (is_long (axis, zone, day))
    return wabi_zone_day_start (zone, day) + minute * WABI_MINUTE;
  if (axis->extra > 0 && minute > axis->at)
    clock = MAX (minute - axis->extra, axis->at);
  return wabi_zone_from_local (zone, day, clock);
}

gboolean
wabi_day_axis_get_gap (const WabiDayAxis *axis, const char *zone, WabiDay day, int *start, int *end)
{
  int missing = WABI_DAY_MINUTES - wabi_zone_day_length (zone, day);

  if (missing > 0)
    {
      *start = find_turn (zone, day);
      *end = *start + missing;
      return TRUE;
    }
  *start = axis->at;
  *end = axis->at + axis->extra;
  return axis->extra > 0 && !is_long (axis, zone, day);
}

int
wabi_day_axis_to_clock (const WabiDayAxis *axis, int minute, gboolean is_end)
{
  return axis->extra > 0 && (is_end ? minute > axis->at : minute >= axis->at) ? minute - axis->extra : minute;
}
