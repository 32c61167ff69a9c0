// SPDX-License-Identifier: AGPL-3.0-or-later
// A session cut around another: the technician's 9 to 12 with the analyst's 10 to 11, and any visits at all.

#include "wabi-split.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define NINE (9 * 60 * MINUTE)

static const WabiConcurrencyPair PAIRS[] = {
  { "97153", "97155", WABI_CONCURRENCY_SPLIT_LOWER },
  { "97153", "97156", WABI_CONCURRENCY_ALLOW },
  { "97155", "97156", WABI_CONCURRENCY_SPLIT_LOWER },
};
static const WabiConcurrencyMatrix MATRIX = { "own", "a contract", NULL, NULL, PAIRS, G_N_ELEMENTS (PAIRS), WABI_CONCURRENCY_DENY };

static void
test_hour_of_supervision (void)
{
  WabiSplitVisit visits[] = {
    { .id = "a", .code = "97153", .start_at = NINE, .end_at = NINE + 180 * MINUTE, .rate = 1700 },
    { .id = "b", .code = "97155", .start_at = NINE + 60 * MINUTE, .end_at = NINE + 120 * MINUTE, .rate = 3000 },
  };
  g_autoptr (GArray) parts = NULL;
  g_autoptr (GArray) cuts = NULL;

  wabi_split_plan (visits, 2, &MATRIX, &parts, &cuts);
  g_assert_cmpuint (visits[0].n_parts, ==, 2);
  g_assert_cmpint (g_array_index (parts, WabiSplitPart, 0).to, ==, 60);
  g_assert_cmpint (g_array_index (parts, WabiSplitPart, 1).from, ==, 120);
  g_assert_cmpint (g_array_index (parts, WabiSplitPart, 1).to, ==, 180);
  g_assert_cmpuint (visits[1].n_parts, ==, 1);
  g_assert_cmpuint (cuts->len, ==, 1);
  g_assert_cmpint (g_array_index (cuts, WabiSplitCut, 0).from, ==, 60);
  g_assert_cmpint (g_array_index (cuts, WabiSplitCut, 0).to, ==, 120);
  g_assert_cmpuint (g_array_index (cuts, WabiSplitCut, 0).other, ==, 1);
}

static void
test_edges (void)
{
  /* All of it; half a minute at either end; one after the other; on its way already. */
  static const struct { int from, to, seconds; gboolean fixed; guint n_parts; int left; } rows[] = {
    { 0, 180, 0, FALSE, 0, 0 }, { -30, 400, 0, FALSE, 0, 0 },  { 60, 120, 30, FALSE, 2, 119 }, { 180, 240, 0, FALSE, 1, 180 },
    { 60, 120, 0, TRUE, 1, 180 }, { -60, 30, 0, FALSE, 1, 150 }, { 150, 200, 0, FALSE, 1, 150 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WabiSplitVisit visits[] = {
        { .id = "b", .code = "97155", .start_at = NINE + rows[i].from * MINUTE + rows[i].seconds * G_TIME_SPAN_SECOND,
          .end_at = NINE + rows[i].to * MINUTE + rows[i].seconds * G_TIME_SPAN_SECOND, .rate = 3000 },
        { .id = "a", .code = "97153", .start_at = NINE, .end_at = NINE + 180 * MINUTE, .rate = 1700, .fixed = rows[i].fixed },
      };
      g_autoptr (GArray) parts = NULL;
      g_autoptr (GArray) cuts = NULL;
      int left = 0;

      wabi_split_plan (visits, 2, &MATRIX, &parts, &cuts);
      for (guint k = 0; k < visits[1].n_parts; k++)
        left += g_array_index (parts, WabiSplitPart, visits[1].first_part + k).to - g_array_index (parts, WabiSplitPart, visits[1].first_part + k).from;
      g_assert_cmpuint (visits[1].n_parts, ==, rows[i].n_parts);
      g_assert_cmpint (left, ==, rows[i].left);
    }
}

/* ---- any visits ---- */

#define MOST 7

static gboolean
is_billed_at (const WabiSplitVisit *visit, GArray *parts, gint64 at)
{
  for (guint k = 0; k < visit->n_parts; k++)
    {
      const WabiSplitPart *part = &g_array_index (parts, WabiSplitPart, visit->first_part + k);

      if (at >= visit->start_at + part->from * MINUTE && at < visit->start_at + part->to * MINUTE)
        return TRUE;
    }
  return FALSE;
}

static void
check_plan (WabiSplitVisit *visits, guint n, GArray *parts, GArray *cuts)
{
  for (guint i = 0; i < n; i++)
    {
      int sum = 0, last = 0;

      for (guint k = 0; k < visits[i].n_parts; k++)
        {
          const WabiSplitPart *part = &g_array_index (parts, WabiSplitPart, visits[i].first_part + k);

          g_assert_cmpuint (part->visit, ==, i);
          g_assert_cmpint (part->from, >=, last);
          g_assert_cmpint (part->from, <, part->to);
          last = part->to;
          sum += part->to - part->from;
        }
      for (guint k = 0; k < cuts->len; k++)
        if (g_array_index (cuts, WabiSplitCut, k).visit == i)
          sum += g_array_index (cuts, WabiSplitCut, k).to - g_array_index (cuts, WabiSplitCut, k).from;
      /* Minutes are conserved: billed or given way, each once. */
      g_assert_cmpint (sum, ==, wabi_split_minutes (&visits[i]));
    }
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (wabi_concurrency_look_up (&MATRIX, visits[i].code, visits[k].code) == WABI_CONCURRENCY_SPLIT_LOWER)
        for (gint64 at = 0; at < 300 * MINUTE; at += MINUTE / 2)
          g_assert_false (is_billed_at (&visits[i], parts, at) && is_billed_at (&visits[k], parts, at));
}

static void
test_anything (void)
{
  static const char *const codes[] = { "97153", "97155", "97156" }, *const ids[] = { "a", "b", "c", "d", "e", "f", "g" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 400; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 1, MOST + 1), turn = (guint) g_rand_int_range (rand, 0, (int) n);
      WabiSplitVisit visits[MOST] = { 0 }, again[MOST];
      g_autoptr (GArray) parts = NULL;
      g_autoptr (GArray) cuts = NULL;
      g_autoptr (GArray) other_parts = NULL;
      g_autoptr (GArray) other_cuts = NULL;

      for (guint i = 0; i < n; i++)
        {
          gint64 start = g_rand_int_range (rand, 0, 400) * (MINUTE / 2);

          visits[i] = (WabiSplitVisit){ .id = ids[i], .code = codes[g_rand_int_range (rand, 0, 3)], .start_at = start,
                                        .end_at = start + g_rand_int_range (rand, 0, 180) * (MINUTE / 2), .rate = g_rand_int_range (rand, 0, 3) * 100 };
        }
      wabi_split_plan (visits, n, &MATRIX, &parts, &cuts);
      check_plan (visits, n, parts, cuts);
      /* The same whatever order they come in. */
      for (guint i = 0; i < n; i++)
        again[i] = visits[(i + turn) % n];
      wabi_split_plan (again, n, &MATRIX, &other_parts, &other_cuts);
      for (guint i = 0; i < n; i++)
        {
          const WabiSplitVisit *one = &visits[(i + turn) % n], *other = &again[i];

          g_assert_cmpuint (one->n_parts, ==, other->n_parts);
          for (guint k = 0; k < one->n_parts; k++)
            {
              g_assert_cmpint (g_array_index (parts, WabiSplitPart, one->first_part + k).from, ==,
                               g_array_index (other_parts, WabiSplitPart, other->first_part + k).from);
              g_assert_cmpint (g_array_index (parts, WabiSplitPart, one->first_part + k).to, ==,
                               g_array_index (other_parts, WabiSplitPart, other->first_part + k).to);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/hour-of-supervision", test_hour_of_supervision);
  g_test_add_func ("/split/edges", test_edges);
  g_test_add_func ("/split/anything", test_anything);
  return g_test_run ();
}
