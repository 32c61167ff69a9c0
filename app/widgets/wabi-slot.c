// SPDX-License-Identifier: AGPL-3.0-or-later
// Slots are values; every function returns one that lies within a day.

#include "wabi-slot-private.h"

int
wabi_slot_snap (int minute, int snap, int day)
{
  g_return_val_if_fail (snap > 0, minute);

  minute = CLAMP (minute, 0, day);
  return MIN ((minute + snap / 2) / snap * snap, day);
}

WabiSlot
wabi_slot_from_drag (int column, int from, int to, int snap, int day)
{
  int low, high;

  from = CLAMP (from, 0, day - 1);
  to = CLAMP (to, 0, day - 1);
  low = MIN (from, to) / snap * snap;
  high = (MAX (from, to) / snap + 1) * snap;
  return (WabiSlot){ column, low, MIN (high, day) };
}

WabiSlot
wabi_slot_move (WabiSlot slot, int columns_by, int minutes_by, int columns, int day)
{
  int length = CLAMP (slot.end - slot.start, 1, day);
  int start = CLAMP (slot.start + minutes_by, 0, day - length);

  return (WabiSlot){ CLAMP (slot.column + columns_by, 0, MAX (columns - 1, 0)), start, start + length };
}

WabiSlot
wabi_slot_resize (WabiSlot slot, int end, int snap, int day)
{
  end = wabi_slot_snap (end, snap, day);
  return (WabiSlot){ slot.column, slot.start, MIN (MAX (end, slot.start + snap), day) };
}

gboolean
wabi_slot_equal (WabiSlot a, WabiSlot b)
{
  return a.column == b.column && a.start == b.start && a.end == b.end;
}
