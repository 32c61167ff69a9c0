// SPDX-License-Identifier: AGPL-3.0-or-later
// The arithmetic of pointing at time: whatever is pressed and pulled, a slot stays within its day.

#include "wabi-slot-private.h"

static void
test_snap (void)
{
  static const struct
  {
    int minute, snap, expected;
  } cases[] = { { 0, 15, 0 },   { 7, 15, 0 },       { 8, 15, 15 },      { 547, 15, 540 },   { 548, 15, 555 },
                { -20, 15, 0 }, { 2000, 15, 1440 }, { 1439, 15, 1440 }, { 1439, 50, 1440 }, { 61, 1, 61 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (wabi_slot_snap (cases[i].minute, cases[i].snap, 1440), ==, cases[i].expected);
}

static void
test_drag_covers_both_ends (void)
{
  WabiSlot down = wabi_slot_from_drag (2, 545, 610, 15, 1440);
  WabiSlot up = wabi_slot_from_drag (2, 610, 545, 15, 1440);
  WabiSlot click = wabi_slot_from_drag (0, 545, 545, 15, 1440);
  WabiSlot end = wabi_slot_from_drag (0, 1430, 5000, 15, 1440);

  g_assert_true (wabi_slot_equal (down, (WabiSlot){ 2, 540, 615 }));
  g_assert_true (wabi_slot_equal (up, down));
  g_assert_true (wabi_slot_equal (click, (WabiSlot){ 0, 540, 555 }));
  g_assert_true (wabi_slot_equal (end, (WabiSlot){ 0, 1425, 1440 }));
}

static void
test_move_keeps_length (void)
{
  WabiSlot slot = { 3, 600, 690 };

  g_assert_true (wabi_slot_equal (wabi_slot_move (slot, 1, 30, 7, 1440), (WabiSlot){ 4, 630, 720 }));
  g_assert_true (wabi_slot_equal (wabi_slot_move (slot, -9, -900, 7, 1440), (WabiSlot){ 0, 0, 90 }));
  g_assert_true (wabi_slot_equal (wabi_slot_move (slot, 9, 900, 7, 1440), (WabiSlot){ 6, 1350, 1440 }));
}

static void
test_resize_stays_positive (void)
{
  WabiSlot slot = { 0, 600, 690 };

  g_assert_cmpint (wabi_slot_resize (slot, 722, 15, 1440).end, ==, 720);
  g_assert_cmpint (wabi_slot_resize (slot, 100, 15, 1440).end, ==, 615);
  g_assert_cmpint (wabi_slot_resize (slot, 9999, 15, 1440).end, ==, 1440);
  g_assert_cmpint (wabi_slot_resize ((WabiSlot){ 0, 1430, 1435 }, 0, 15, 1440).end, ==, 1440);
}

static void
test_random_slots_stay_in_the_day (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260309);

  for (int i = 0; i < 20000; i++)
    {
      int snap = g_rand_int_range (rand, 1, 121);
      WabiSlot slot = wabi_slot_from_drag (g_rand_int_range (rand, 0, 7), g_rand_int_range (rand, -100, 1600),
                                           g_rand_int_range (rand, -100, 1600), snap, 1440);

      slot = wabi_slot_move (slot, g_rand_int_range (rand, -8, 9), g_rand_int_range (rand, -1600, 1600), 7, 1440);
      slot = wabi_slot_resize (slot, g_rand_int_range (rand, -100, 1600), snap, 1440);
      g_assert_cmpint (slot.column, >=, 0);
      g_assert_cmpint (slot.column, <, 7);
      g_assert_cmpint (slot.start, >=, 0);
      g_assert_cmpint (slot.end, >, slot.start);
      g_assert_cmpint (slot.end, <=, WABI_DAY_MINUTES);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slot/snap", test_snap);
  g_test_add_func ("/slot/drag-covers-both-ends", test_drag_covers_both_ends);
  g_test_add_func ("/slot/move-keeps-length", test_move_keeps_length);
  g_test_add_func ("/slot/resize-stays-positive", test_resize_stays_positive);
  g_test_add_func ("/slot/random-stays-in-the-day", test_random_slots_stay_in_the_day);
  return g_test_run ();
}
