// SPDX-License-Identifier: AGPL-3.0-or-later
// Slots are values; every function returns one that lies within a day.

#include "wabi-slot-private.h"

int
wabi_slot_snap (int minute, int snap)
{
  g_return_val_if_fail (snap > 0, minute);

  minute = CLAMP (minute, 0, WABI_DAY_MINUTES);
  return MIN ((minute + snap / 2) / snap * snap, WABI_DAY_MINUTES);
}

WabiSlot
wabi_slot_from_drag (int column, int from, int to, int snap)
{
  int low, high;

  from = CLAMP (from, 0, WABI_DAY_MINUTES - 1);
  to = CLAMP (to, 0, WABI_DAY_MINUTES - 1);
  low = MIN (from, to) / snap * snap;
  high = (MAX (from, to) / snap + 1) * snap;
  return (WabiSlot){ column, low, MIN (high, WABI_DAY_MINUTES) };
}

WabiSlot
wabi_slot_move (WabiSlot slot, int columns_by, int minutes_by, int columns)
{
  int length = CLAMP (slot.end - slot.start, 1, WABI_DAY_MINUTES);
  int start = CLAMP (slot.start + minutes_by, 0, WABI_DAY_MINUTES - length);

  return (WabiSlot){ CLAMP (slot.column + columns_by, 0, MAX (columns - 1, 0)), start, start + length };
}

WabiSlot
wabi_slot_resize (WabiSlot slot, int end, int snap)
{
  end = wabi_slot_snap (end, snap);
  return (WabiSlot){ slot.column, slot.start, MIN (MAX (end, slot.start + snap), WABI_DAY_MINUTES) };
}

gboolean
wabi_slot_equal (WabiSlot a, WabiSlot b)
{
  return a.column == b.column && a.start == b.start && a.end == b.end;
}
