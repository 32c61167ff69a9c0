// SPDX-License-Identifier: AGPL-3.0-or-later
// The queue: runs, numbers, what falls with a refusal.

#include "wabi-sync-batch.h"

static const char *const on_a[] = { "a", NULL }, *const on_b[] = { "b", NULL };
static const char *const at_1[] = { "box 1", NULL }, *const at_2[] = { "box 2", NULL };

/* What is sent of a queue, as the ids with nothing between. */
static char *
plan (const WabiQueued *queue, guint n, WabiBatchRule rule)
{
  guint picked[WABI_SYNC_BATCH_MAX], count = wabi_batch_plan (queue, n, &rule, picked);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append (text, queue[picked[i]].id);
  return g_strdup (text->str);
}

static GHashTable *
make_set (const char *ids)
{
  static const char *const words[] = { "a", "b", "c", "d", "e", "f" };
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (; *ids != '\0'; ids++)
    g_hash_table_add (set, (gpointer)words[*ids - 'a']);
  return set;
}

static void
test_plans_runs (void)
{
  static const struct
  {
    const char *what;
    WabiQueued queue[5];
    guint limit;
    gint64 until, last;
    gint64 flown;
    const char *waiting, *sent;
  } rows[] = {
    { "all", { { "a", "s", 0, NULL, NULL, 1 }, { "b", "s", 0, NULL, NULL, 2 } }, 200, G_MAXINT64, 0, 0, "", "ab" },
    { "no more than the limit", { { "a", "s", 0, NULL, NULL, 1 }, { "b", "s", 0, NULL, NULL, 2 } }, 1, G_MAXINT64, 0, 0, "", "a" },
    { "up to another service's turn", { { "a", "s", 0, NULL, NULL, 1 }, { "b", "s", 0, NULL, NULL, 4 } }, 200, 3, 0, 0, "", "a" },
    { "something, even out of turn", { { "a", "s", 0, NULL, NULL, 5 } }, 200, 3, 0, 0, "", "a" },
    { "not what is on its way", { { "a", "s", 1, NULL, NULL, 1 }, { "b", "s", 0, on_a, NULL, 2 } }, 200, G_MAXINT64, 1, 1, "a", "b" },
    { "what needs one before it", { { "a", "s", 0, NULL, NULL, 1 }, { "b", "s", 0, on_a, NULL, 2 } }, 200, G_MAXINT64, 0, 0, "a", "ab" },
    { "around what waits for another service",
      { { "c", "s", 0, on_a, NULL, 1 }, { "d", "s", 0, NULL, NULL, 2 } }, 200, G_MAXINT64, 0, 0, "a", "d" },
    { "not what needs what is held",
      { { "b", "s", 0, on_a, NULL, 1 }, { "c", "s", 0, on_b, NULL, 2 }, { "d", "s", 0, NULL, NULL, 3 } }, 200, G_MAXINT64, 0, 0, "ab", "d" },
    { "not the same record after what is held",
      { { "b", "s", 0, on_a, NULL, 1, FALSE, at_1 }, { "c", "s", 0, NULL, NULL, 2, FALSE, at_1 }, { "d", "s", 0, NULL, NULL, 3, FALSE, at_2 } },
      200, G_MAXINT64, 0, 0, "a", "d" },
    { "around what is set aside",
      { { "a", "s", 0, NULL, NULL, 1, TRUE }, { "b", "s", 0, NULL, NULL, 2 } }, 200, G_MAXINT64, 0, 0, "", "b" },
    { "numbers without a gap",
      { { "a", "s", 4, NULL, NULL, 1 }, { "b", "s", 5, NULL, NULL, 3 }, { "c", "s", 7, NULL, NULL, 2 } }, 200, G_MAXINT64, 7, 0, "", "ab" },
    { "new ones right after the last number",
      { { "a", "s", 4, NULL, NULL, 3 }, { "b", "s", 0, NULL, NULL, 2 } }, 200, G_MAXINT64, 4, 0, "", "ab" },
    { "no new ones before the last number",
      { { "a", "s", 4, NULL, NULL, 3 }, { "b", "s", 0, NULL, NULL, 2 } }, 200, G_MAXINT64, 6, 0, "", "a" },
    { "nothing overtakes what has its number",
      { { "b", "s", 4, on_a, NULL, 1 }, { "c", "s", 5, NULL, NULL, 2 } }, 200, G_MAXINT64, 5, 0, "a", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GHashTable) waiting = make_set (rows[i].waiting);
      g_autofree char *sent = NULL;
      guint n = 0;

      g_test_message ("%s", rows[i].what);
      while (n < G_N_ELEMENTS (rows[i].queue) && rows[i].queue[n].id != NULL)
        n++;
      sent = plan (rows[i].queue, n, (WabiBatchRule){ rows[i].limit, rows[i].until, rows[i].last, rows[i].flown, waiting });
      g_assert_cmpstr (sent, ==, rows[i].sent);
    }
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
