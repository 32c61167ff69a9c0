// SPDX-License-Identifier: AGPL-3.0-or-later
// Lanes: known pictures, and what must hold for any day.

#include "wabi-day-slots.h"

static int
real_end (const WabiDaySlot *slot)
{
  return MAX (slot->end_minute, slot->start_minute + 1);
}

static void
test_pictures (void)
{
  WabiDaySlot side_by_side[] = { { 780, 1020 }, { 840, 900 }, { 1020, 1080 } };
  WabiDaySlot ladder[] = { { 0, 60 }, { 0, 30 }, { 30, 90 }, { 60, 120 } };
  WabiDaySlot wide[] = { { 0, 100 }, { 0, 30 }, { 0, 30 }, { 40, 80 } };

  wabi_day_slots_pack (side_by_side, G_N_ELEMENTS (side_by_side));
  g_assert_cmpint (side_by_side[0].lane, ==, 0);
  g_assert_cmpint (side_by_side[0].lanes, ==, 2);
  g_assert_cmpint (side_by_side[1].lane, ==, 1);
  g_assert_cmpint (side_by_side[2].lanes, ==, 1); // touches the end of the first, does not overlap it

  wabi_day_slots_pack (ladder, G_N_ELEMENTS (ladder));
  g_assert_cmpint (ladder[0].lane, ==, 0);
  g_assert_cmpint (ladder[1].lane, ==, 1);
  g_assert_cmpint (ladder[2].lane, ==, 1);
  g_assert_cmpint (ladder[3].lane, ==, 0);
  g_assert_cmpint (ladder[3].lanes, ==, 2);

  wabi_day_slots_pack (wide, G_N_ELEMENTS (wide));
  g_assert_cmpint (wide[3].lane, ==, 1);
  g_assert_cmpint (wide[3].span, ==, 2);
  wabi_day_slots_pack (NULL, 0);
}

static int
deepest (const WabiDaySlot *slots, gsize n)
{
  int most = 0;

  for (gsize i = 0; i < n; i++)
    {
      int depth = 0;

      for (gsize j = 0; j < n; j++)
        depth
            += slots[j].start_minute <= slots[i].start_minute && slots[i].start_minute < real_end (&slots[j]);
      most = MAX (most, depth);
    }
  return most;
}

static void
test_properties (void)
{
  for (int round = 0; round < 2000; round++)
    {
      WabiDaySlot slots[24];
      gsize n = g_test_rand_int_range (1, G_N_ELEMENTS (slots));
      int most_lanes = 0;

      for (gsize i = 0; i < n; i++)
        {
          slots[i].start_minute = g_test_rand_int_range (0, 300);
          slots[i].end_minute = slots[i].start_minute + g_test_rand_int_range (0, 90);
        }
      wabi_day_slots_pack (slots, n);
      for (gsize i = 0; i < n; i++)
        {
          most_lanes = MAX (most_lanes, slots[i].lanes);
          g_assert_cmpint (slots[i].lane, >=, 0);
          g_assert_cmpint (slots[i].span, >=, 1);
          g_assert_cmpint (slots[i].lane + slots[i].span, <=, slots[i].lanes);
          for (gsize j = 0; j < n; j++)
            {
              if (i == j || slots[i].start_minute >= real_end (&slots[j])
                  || slots[j].start_minute >= real_end (&slots[i]))
                continue;
              g_assert_cmpint (slots[i].lanes, ==, slots[j].lanes);
              g_assert_true (slots[i].lane + slots[i].span <= slots[j].lane
                             || slots[j].lane + slots[j].span <= slots[i].lane);
            }
        }
      g_assert_cmpint (most_lanes, ==, deepest (slots, n));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-slots/pictures", test_pictures);
  g_test_add_func ("/day-slots/properties", test_properties);
  return g_test_run ();
}
