// SPDX-License-Identifier: AGPL-3.0-or-later
// Cents over parts: known divisions, and what no division may break.

#include "wabi-share.h"

#define MOST 8

static void
test_amounts (void)
{
  static const struct
  {
    gint64 amount;
    gint64 weights[3];
    gint64 wanted[3];
  } cases[] = {
    { 100, { 1, 1, 1 }, { 34, 33, 33 } },         { 101, { 1, 1, 1 }, { 34, 34, 33 } },
    { -101, { 1, 1, 1 }, { -34, -34, -33 } },     { 0, { 5, 0, 7 }, { 0, 0, 0 } },
    { 10, { 0, 0, 0 }, { 4, 3, 3 } },             { 7, { 0, 3, 0 }, { 0, 7, 0 } },
    { 1, { 1, 1, 2 }, { 0, 0, 1 } },              { 10000, { 5000, 3000, 4000 }, { 4167, 2500, 3333 } },
    { 24001, { 5000, 3000, 4000 }, { 10001, 6000, 8000 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 out[3];

      g_assert_true (wabi_share_amount (cases[i].amount, cases[i].weights, 3, out));
      for (gsize j = 0; j < 3; j++)
        g_assert_cmpint (out[j], ==, cases[i].wanted[j]);
    }
}

/* Two sessions of a dollar, of which 1.01 is paid: each by itself would get 51 and 50 of both amounts, and the first one cent too much. */
static void
test_both_ways (void)
{
  const gint64 amounts[] = { 101, 99 }, weights[] = { 100, 100 };
  gint64 out[4];

  g_assert_true (wabi_share_table (amounts, 2, weights, 2, out));
  g_assert_cmpint (out[0], ==, 51);
  g_assert_cmpint (out[1], ==, 50);
  g_assert_cmpint (out[2], ==, 49);
  g_assert_cmpint (out[3], ==, 50);
}

static void
test_too_large (void)
{
  const gint64 large[] = { WABI_SHARE_MAX, 1 }, negative[] = { 5, -1 }, fine[] = { 1, 2 }, most[] = { WABI_SHARE_MAX / 2, WABI_SHARE_MAX / 2 };
  const gint64 least[] = { G_MININT64, G_MAXINT64 };
  gint64 out[4];

  g_assert_false (wabi_share_amount (1, large, 2, out));
  g_assert_false (wabi_share_amount (1, negative, 2, out));
  g_assert_false (wabi_share_amount (G_MININT64, fine, 2, out));
  g_assert_false (wabi_share_amount (1, fine, 0, out));
  g_assert_false (wabi_share_table (least, 2, fine, 2, out));
  g_assert_false (wabi_share_table (large, 2, fine, 2, out));
  g_assert_true (wabi_share_amount (WABI_SHARE_MAX, most, 2, out));
  g_assert_cmpint (out[0], ==, WABI_SHARE_MAX / 2);
  g_assert_true (wabi_share_amount (WABI_SHARE_MAX - 1, most, 2, out));
  g_assert_cmpint (out[0] + out[1], ==, WABI_SHARE_MAX - 1);
}

/* What is exact for each amount and each part, whatever they are. */
static void
check_sums (const gint64 *amounts, gsize rows, const gint64 *weights, gsize n, const gint64 *out)
{
  gint64 sum = 0, asked[MOST];

  for (gsize row = 0; row < rows; row++)
    {
      gint64 parts = 0;

      for (gsize i = 0; i < n; i++)
        {
          parts += out[row * n + i];
          g_assert_true (amounts[row] >= 0 ? out[row * n + i] >= 0 : out[row * n + i] <= 0);
        }
      g_assert_cmpint (parts, ==, amounts[row]);
      sum += amounts[row];
    }
  g_assert_true (wabi_share_amount (sum, weights, n, asked));
  for (gsize i = 0; i < n; i++)
    {
      gint64 all = 0;

      for (gsize row = 0; row < rows; row++)
        all += out[row * n + i];
      g_assert_cmpint (all, ==, asked[i]);
    }
}

static void
check_negatives (const gint64 *amounts, gsize rows, const gint64 *weights, gsize n, const gint64 *out)
{
  gint64 back[MOST], undone[MOST * MOST];

  for (gsize row = 0; row < rows; row++)
    back[row] = -amounts[row];
  g_assert_true (wabi_share_table (back, rows, weights, n, undone));
  for (gsize i = 0; i < rows * n; i++)
    g_assert_cmpint (undone[i], ==, -out[i]);
}

/* No part is further from its exact share than the cents that came before it were rounded. */
static void
check_near (const gint64 *amounts, gsize rows, const gint64 *weights, gsize n, const gint64 *out)
{
  gint64 total = 0;

  for (gsize i = 0; i < n; i++)
    total += weights[i];
  for (gsize row = 0; row < rows && total > 0; row++)
    for (gsize i = 0; i < n; i++)
      {
        double exact = (double) amounts[row] * (double) weights[i] / (double) total;

        g_assert_cmpfloat (ABS ((double) out[row * n + i] - exact), <, (double) rows + 1);
      }
}

static void
test_random (void)
{
  for (int round = 0; round < 20000; round++)
    {
      gsize n = (gsize) g_test_rand_int_range (1, MOST), rows = (gsize) g_test_rand_int_range (1, MOST);
      gint64 amounts[MOST], weights[MOST], out[MOST * MOST];
      int reach = g_test_rand_int_range (1, 8) == 1 ? 5 : 40000;

      for (gsize i = 0; i < n; i++)
        weights[i] = g_test_rand_int_range (0, reach);
      for (gsize row = 0; row < rows; row++)
        amounts[row] = g_test_rand_int_range (g_test_rand_bit () ? 0 : -reach, reach);
      g_assert_true (wabi_share_table (amounts, rows, weights, n, out));
      check_sums (amounts, rows, weights, n, out);
      check_negatives (amounts, rows, weights, n, out);
      check_near (amounts, rows, weights, n, out);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share/amounts", test_amounts);
  g_test_add_func ("/share/both-ways", test_both_ways);
  g_test_add_func ("/share/too-large", test_too_large);
  g_test_add_func ("/share/random", test_random);
  return g_test_run ();
}
