// SPDX-License-Identifier: AGPL-3.0-or-later
// The ledger of lost hours always closes: owed = recovered + lost + open, whatever was canceled, made up, canceled again or waived.

#include "wabi-makeup.h"

#define FROM "2026-01-01"
#define TO "2026-06-30"
#define IN "2026-03-12"
#define LATE "2026-07-10"

typedef struct
{
  const char *id, *makeup_for, *day;
  int minutes;
  WabiMakeupState state;
  gboolean waived;
} Visit;

typedef struct
{
  const char *name;
  Visit visits[5];
  const char *today;
  WabiMakeupHours sums;
  guint lines;
} Row;

#define LOST WABI_MAKEUP_LOST
#define BOOKED WABI_MAKEUP_BOOKED
#define HELD WABI_MAKEUP_HELD

static const Row rows[] = {
  { "nothing", { { NULL } }, IN, { 0, 0, 0, 0, 0 }, 0 },
  { "held visits owe nothing", { { "a", NULL, IN, 120, HELD, FALSE } }, IN, { 0, 0, 0, 0, 0 }, 0 },
  { "lost is open", { { "a", NULL, IN, 120, LOST, FALSE } }, IN, { 120, 0, 0, 120, 0 }, 1 },
  { "lost outside the authorization", { { "a", NULL, "2025-12-31", 120, LOST, FALSE } }, IN, { 0, 0, 0, 0, 0 }, 0 },
  { "last day still counts", { { "a", NULL, TO, 120, LOST, FALSE } }, TO, { 120, 0, 0, 120, 0 }, 1 },
  { "booked is still open", { { "a", NULL, IN, 120, LOST, FALSE }, { "b", "a", IN, 90, BOOKED, FALSE } }, IN, { 120, 0, 0, 120, 90 }, 1 },
  { "made up in part", { { "a", NULL, IN, 120, LOST, FALSE }, { "b", "a", IN, 90, HELD, FALSE } }, IN, { 120, 90, 0, 30, 0 }, 1 },
  { "in two parts", { { "a", NULL, IN, 120, LOST, FALSE }, { "b", "a", IN, 90, HELD, FALSE }, { "c", "a", IN, 30, HELD, FALSE } }, IN, { 120, 120, 0, 0, 0 }, 1 },
  { "longer than what was lost", { { "a", NULL, IN, 60, LOST, FALSE }, { "b", "a", IN, 90, HELD, FALSE }, { "c", NULL, IN, 45, LOST, FALSE } }, IN, { 105, 60, 0, 45, 0 }, 2 },
  { "a make-up is canceled", { { "a", NULL, IN, 60, LOST, FALSE }, { "b", "a", IN, 60, LOST, FALSE } }, IN, { 60, 0, 0, 60, 0 }, 1 },
  { "and made up again", { { "a", NULL, IN, 60, LOST, FALSE }, { "b", "a", IN, 60, LOST, FALSE }, { "c", "b", IN, 60, HELD, FALSE } }, IN, { 60, 60, 0, 0, 0 }, 1 },
  { "what was lost was restored", { { "a", NULL, IN, 60, BOOKED, FALSE }, { "b", "a", IN, 60, HELD, FALSE } }, IN, { 0, 0, 0, 0, 0 }, 0 },
  { "the make-up of a visit that is not here", { { "b", "x", IN, 60, HELD, FALSE } }, IN, { 0, 0, 0, 0, 0 }, 0 },
  { "made up after the end does not count", { { "a", NULL, IN, 60, LOST, FALSE }, { "b", "a", LATE, 60, HELD, FALSE } }, LATE, { 60, 0, 60, 0, 0 }, 1 },
  { "open becomes lost", { { "a", NULL, IN, 60, LOST, FALSE }, { "b", "a", IN, 20, HELD, FALSE } }, LATE, { 60, 20, 40, 0, 0 }, 1 },
  { "waived", { { "a", NULL, IN, 60, LOST, TRUE }, { "b", NULL, IN, 30, LOST, FALSE } }, IN, { 90, 0, 60, 30, 0 }, 2 },
  { "waived after it was made up in part", { { "a", NULL, IN, 60, LOST, TRUE }, { "b", "a", IN, 15, HELD, FALSE } }, IN, { 60, 15, 45, 0, 0 }, 1 },
  { "a ring ends", { { "a", "b", IN, 60, LOST, FALSE }, { "b", "a", IN, 60, LOST, FALSE } }, IN, { 0, 0, 0, 0, 0 }, 0 },
  { "itself", { { "a", "a", IN, 60, LOST, FALSE } }, IN, { 0, 0, 0, 0, 0 }, 0 },
  { "the canceled make-up of a visit that is counted elsewhere", { { "b", "x", IN, 60, LOST, FALSE } }, IN, { 0, 0, 0, 0, 0 }, 0 },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WabiMakeupVisit visits[5];
      WabiMakeupHours sums;
      g_autoptr (GArray) lines = NULL;
      gsize n = 0;

      for (; n < 5 && rows[i].visits[n].id != NULL; n++)
        visits[n] = (WabiMakeupVisit){ rows[i].visits[n].id, rows[i].visits[n].makeup_for, wabi_day_from_text (rows[i].visits[n].day),
                                       rows[i].visits[n].minutes, rows[i].visits[n].state, rows[i].visits[n].waived };
      g_test_message ("%s", rows[i].name);
      lines = wabi_makeup_sum (visits, n, wabi_day_from_text (FROM), wabi_day_from_text (TO), wabi_day_from_text (rows[i].today), &sums);
      g_assert_cmpuint (lines->len, ==, rows[i].lines);
      g_assert_cmpint (sums.owed, ==, rows[i].sums.owed);
      g_assert_cmpint (sums.recovered, ==, rows[i].sums.recovered);
      g_assert_cmpint (sums.lost, ==, rows[i].sums.lost);
      g_assert_cmpint (sums.open, ==, rows[i].sums.open);
      g_assert_cmpint (sums.booked, ==, rows[i].sums.booked);
    }
}

static void
check_hours (const WabiMakeupHours *hours)
{
  g_assert_cmpint (hours->owed, ==, hours->recovered + hours->lost + hours->open);
  g_assert_cmpint (hours->recovered, >=, 0);
  g_assert_cmpint (hours->lost, >=, 0);
  g_assert_cmpint (hours->open, >=, 0);
  g_assert_cmpint (hours->booked, >=, 0);
  g_assert_cmpint (hours->booked, <=, hours->open);
}

#define MOST 24

static gsize
make_visits (GRand *rand, WabiMakeupVisit *visits, char ids[MOST][8])
{
  gsize n = (gsize) g_rand_int_range (rand, 0, MOST);
  WabiDay from = wabi_day_from_text (FROM);

  for (gsize i = 0; i < MOST; i++)
    g_snprintf (ids[i], 8, "v%u", (guint) i);
  for (gsize i = 0; i < n; i++)
    visits[i] = (WabiMakeupVisit){ ids[i], g_rand_boolean (rand) ? ids[g_rand_int_range (rand, 0, MOST)] : NULL, from + g_rand_int_range (rand, -20, 240),
                                   g_rand_int_range (rand, 0, 16) * 15, (WabiMakeupState) g_rand_int_range (rand, 0, 3), g_rand_int_range (rand, 0, 6) == 0 };
  return n;
}

/* Whatever the visits say of each other, also rings; each line closes, the lines add up, and once the authorization has ended nothing is open. */
static void
test_property (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260312);
  WabiDay from = wabi_day_from_text (FROM), to = wabi_day_from_text (TO);

  for (guint round = 0; round < 20000; round++)
    {
      WabiMakeupVisit visits[MOST];
      char ids[MOST][8];
      gsize n = make_visits (rand, visits, ids);
      WabiDay today = from + g_rand_int_range (rand, -5, 260);
      WabiMakeupHours sums, added = { 0 };
      g_autoptr (GArray) lines = wabi_makeup_sum (visits, n, from, to, today, &sums);

      check_hours (&sums);
      for (guint i = 0; i < lines->len; i++)
        {
          const WabiMakeupLine *line = &g_array_index (lines, WabiMakeupLine, i);

          check_hours (&line->hours);
          g_assert_cmpint (visits[line->index].state, ==, WABI_MAKEUP_LOST);
          g_assert_cmpint (line->hours.owed, ==, visits[line->index].minutes);
          added.owed += line->hours.owed;
          added.recovered += line->hours.recovered;
          added.lost += line->hours.lost;
        }
      g_assert_cmpint (added.owed, ==, sums.owed);
      g_assert_cmpint (added.recovered, ==, sums.recovered);
      g_assert_cmpint (added.lost, ==, sums.lost);
      if (today > to)
        g_assert_cmpint (sums.open, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/makeup/table", test_table);
  g_test_add_func ("/makeup/property", test_property);
  return g_test_run ();
}
