// SPDX-License-Identifier: AGPL-3.0-or-later
// The queue: runs, numbers, what falls with a refusal.

#include "wabi-sync-batch.h"

static void
test_plans_runs (void)
{
  const WabiQueued queue[] = { { "1", "a" }, { "2", "a" }, { "3", "b" }, { "4", "a" } };

  g_assert_cmpuint (wabi_batch_plan (queue, 4, 200), ==, 2);
  g_assert_cmpuint (wabi_batch_plan (queue, 4, 1), ==, 1);
  g_assert_cmpuint (wabi_batch_plan (queue + 2, 2, 200), ==, 1);
  g_assert_cmpuint (wabi_batch_plan (queue, 0, 200), ==, 0);
}

static void
test_numbers_once (void)
{
  WabiQueued queue[] = { { "1", "a", 7 }, { "2", "a", 8 }, { "3", "a", 0 }, { "4", "a", 0 } };

  g_assert_cmpint (wabi_batch_number (queue, 4, 8), ==, 10);
  g_assert_cmpint (queue[0].n, ==, 7);
  g_assert_cmpint (queue[2].n, ==, 9);
  g_assert_cmpint (queue[3].n, ==, 10);
  g_assert_cmpint (wabi_batch_number (queue, 4, 10), ==, 10);
}

static void
test_follows_a_refusal (void)
{
  const char *const on_1[] = { "1", NULL }, *const on_3[] = { "x", "3", NULL }, *const on_x[] = { "x", NULL };
  WabiQueued queue[] = {
    { "2", "b", 0, on_x, NULL }, { "3", "b", 0, on_1, NULL }, { "4", "c", 0, on_3, NULL },
    { "5", "a", 9, on_1, NULL }, /* sent: the service answers for it */
    { "6", "a", 0, NULL, NULL },
  };
  g_autoptr (GHashTable) refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (refused, g_strdup ("1"));
  g_assert_cmpuint (wabi_batch_fail_deps (queue, G_N_ELEMENTS (queue), refused), ==, 2);
  g_assert_null (queue[0].failed_dep);
  g_assert_cmpstr (queue[1].failed_dep, ==, "1");
  g_assert_cmpstr (queue[2].failed_dep, ==, "3");
  g_assert_null (queue[3].failed_dep);
  g_assert_null (queue[4].failed_dep);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-batch/plans-runs", test_plans_runs);
  g_test_add_func ("/sync-batch/numbers-once", test_numbers_once);
  g_test_add_func ("/sync-batch/follows-a-refusal", test_follows_a_refusal);
  return g_test_run ();
}
