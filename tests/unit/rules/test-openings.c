// SPDX-License-Identifier: AGPL-3.0-or-later
// Free hours of the week: what is cut out is gone, and sessions are put only where all of one fits.

#include "wabi-openings.h"

#define DAY(n) (1u << (n))

static GArray *
make (const WabiOpening *openings, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (WabiOpening));

  g_array_append_vals (array, openings, n);
  return array;
}

static void
test_cut (void)
{
  static const struct
  {
    int weekday, start, end;
    const char *left;
  } rows[] = {
    { 1, 600, 660, "1:540-600 1:660-720 2:540-720" }, { 1, 500, 560, "1:560-720 2:540-720" }, { 1, 700, 800, "1:540-700 2:540-720" },
    { 1, 0, 1440, "2:540-720" },                      { 3, 0, 1440, "1:540-720 2:540-720" },  { 1, 660, 600, "1:540-720 2:540-720" },
    { 1, 720, 800, "1:540-720 2:540-720" },
  };
  const WabiOpening openings[] = { { 1, 540, 720 }, { 2, 540, 720 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) array = make (openings, 2);
      g_autoptr (GString) text = g_string_new (NULL);

      wabi_openings_cut (array, rows[i].weekday, rows[i].start, rows[i].end);
      for (guint j = 0; j < array->len; j++)
        {
          const WabiOpening *one = &g_array_index (array, WabiOpening, j);

          g_string_append_printf (text, "%s%d:%d-%d", j > 0 ? " " : "", one->weekday, one->start, one->end);
        }
      g_assert_cmpstr (text->str, ==, rows[i].left);
    }
}

static void
test_choose (void)
{
  static const struct
  {
    WabiOpening openings[6];
    guint n;
    int minutes, sessions;
    guint days;
    int start;
  } rows[] = {
    { { { 0 } }, 0, 60, 2, 0, 0 },
    { { { 1, 540, 590 } }, 1, 60, 1, 0, 0 },
    { { { 1, 540, 600 } }, 1, 60, 1, DAY (1), 540 },
    { { { 1, 540, 720 }, { 3, 600, 720 } }, 2, 60, 2, DAY (1) | DAY (3), 600 }, /* both days rather than earlier */
    { { { 1, 540, 720 }, { 3, 600, 720 } }, 2, 60, 1, DAY (1), 540 },
    { { { 1, 540, 660 }, { 2, 540, 660 }, { 3, 540, 660 }, { 4, 540, 660 }, { 5, 540, 660 } }, 5, 120, 3, DAY (1) | DAY (3) | DAY (5), 540 },
    { { { 1, 540, 660 }, { 2, 540, 660 }, { 3, 540, 660 }, { 4, 540, 660 } }, 4, 120, 2, DAY (1) | DAY (3), 540 },
    { { { 1, 1380, 1440 } }, 1, 60, 1, DAY (1), 1380 }, /* until midnight */
    { { { 1, 540, 720 } }, 1, 0, 1, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) openings = make (rows[i].openings, rows[i].n);
      int start;

      g_assert_cmphex (wabi_openings_choose (openings, rows[i].minutes, rows[i].sessions, &start), ==, rows[i].days);
      if (rows[i].days != 0)
        g_assert_cmpint (start, ==, rows[i].start);
    }
}

static gboolean
is_open (const GArray *openings, int weekday, int minute)
{
  for (guint i = 0; i < openings->len; i++)
    {
      const WabiOpening *one = &g_array_index (openings, WabiOpening, i);

      if (one->weekday == weekday && one->start <= minute && minute < one->end)
        return TRUE;
    }
  return FALSE;
}

static GArray *
make_random (GRand *rand)
{
  GArray *openings = g_array_new (FALSE, FALSE, sizeof (WabiOpening));

  for (int day = 1; day <= 7; day++)
    {
      WabiOpening one = { day, g_rand_int_range (rand, 0, 60) * 15, 0 };

      one.end = one.start + g_rand_int_range (rand, 1, 36) * 15;
      if (g_rand_boolean (rand))
        g_array_append_val (openings, one);
    }
  return openings;
}

/* Minute by minute: what was cut is not open, what was open elsewhere still is, and a chosen session lies in open time of both. */
static void
test_property (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GArray) staff = make_random (rand), client = make_random (rand), before = g_array_new (FALSE, FALSE, sizeof (WabiOpening)), both = NULL;
      int day = g_rand_int_range (rand, 1, 8), from = g_rand_int_range (rand, 0, 1440), to = from + g_rand_int_range (rand, 1, 300);
      int minutes = g_rand_int_range (rand, 1, 12) * 15, wanted = g_rand_int_range (rand, 1, 6), start;
      guint days;

      g_array_append_vals (before, staff->data, staff->len);
      wabi_openings_cut (staff, day, from, to);
      for (int minute = 0; minute < 1440; minute += 7)
        for (int one = 1; one <= 7; one++)
          g_assert_cmpint (is_open (staff, one, minute), ==, is_open (before, one, minute) && !(one == day && minute >= from && minute < to));
      both = wabi_openings_meet (staff, client);
      days = wabi_openings_choose (both, minutes, wanted, &start);
      for (int one = 1, n = 0; one <= 7; one++)
        if (days & DAY (one))
          {
            g_assert_cmpint (++n, <=, wanted);
            for (int minute = start; minute < start + minutes; minute++)
              g_assert_true (is_open (staff, one, minute) && is_open (client, one, minute));
          }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/openings/cut", test_cut);
  g_test_add_func ("/openings/choose", test_choose);
  g_test_add_func ("/openings/property", test_property);
  return g_test_run ();
}
