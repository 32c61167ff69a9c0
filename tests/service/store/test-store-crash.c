// SPDX-License-Identifier: AGPL-3.0-or-later
// Killed at any point: what was acknowledged is there, once, and what reacts has reacted once.

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"

#define THREADS 4
#define ROUNDS 6

typedef struct
{
  Fixture *fixture;
  guint number, round;
  int out;
} Pusher;

/* Writes the id of each visit to the pipe after the store has acknowledged it. */
static gpointer
push_for_ever (gpointer data)
{
  Pusher *pusher = data;
  g_autofree char *device = g_strdup_printf ("device-%u-%u", pusher->round, pusher->number);

  for (gint64 n = 1;; n++)
    {
      g_autofree char *id = wabi_id_new (pusher->fixture->ids);
      g_autoptr (JsonObject) answer
          = push_one (pusher->fixture, device, n, "visit.add", visit_args (pusher->fixture, id, "ann"));

      if (strcmp (get_status (answer, 0), "applied") != 0
          || write (pusher->out, id, WABI_ID_LENGTH) != WABI_ID_LENGTH)
        abort ();
    }
  return NULL;
}

static void
run_child (Fixture *fixture, guint round, int out)
{
  static Pusher pushers[THREADS];

  fixture_open (fixture);
  for (guint i = 0; i < THREADS; i++)
    {
      pushers[i] = (Pusher){ fixture, i, round, out };
      g_thread_new ("pusher", push_for_ever, &pushers[i]);
    }
  for (;;)
    pause ();
}

/* Reads acknowledged ids until there are enough of them, then kills the child in the midst of its work. */
static void
kill_after (pid_t child, int in, guint enough, GHashTable *acknowledged)
{
  char id[WABI_ID_LENGTH + 1] = "";
  gsize have = 0;
  gssize got;
  guint seen = 0;

  while ((got = read (in, id + have, WABI_ID_LENGTH - have)) > 0)
    {
      have += (gsize)got;
      if (have < WABI_ID_LENGTH)
        continue;
      g_hash_table_add (acknowledged, g_strdup (id));
      have = 0;
      if (++seen == enough)
        kill (child, SIGKILL);
    }
  g_assert_cmpuint (seen, >=, enough);
  waitpid (child, NULL, 0);
}

static gboolean
check_row (const WabiRow *row, gpointer data, GError **error)
{
  g_hash_table_remove (data, wabi_row_text (row, 0));
  return TRUE;
}

static gboolean
remove_found (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_query (db, "SELECT id FROM r_visit", NULL, 0, check_row, data, NULL, error);
}

static void
check_nothing_lost (Fixture *fixture, GHashTable *acknowledged)
{
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key;
  gint64 visits;

  g_hash_table_iter_init (&iter, acknowledged);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (missing, key);
  g_assert_true (wabi_store_wait_idle (fixture->store, 60));
  g_assert_true (wabi_store_read (fixture->store, NULL, remove_found, missing, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (missing), ==, 0);
  visits = count_rows (fixture, "SELECT count(*) FROM r_visit");
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM mutation"), ==, visits);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_tally WHERE body = '{\"count\":1}'"), ==,
                   visits);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_tally"), ==, visits);
  g_assert_cmpuint (check_dense (fixture, "ward"), ==, (guint)visits * 2);
  g_assert_cmpuint (check_dense (fixture, "ledger"), ==, (guint)visits);
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint round = 0; round < ROUNDS; round++)
    {
      int ends[2];
      pid_t child;

      /* No thread of ours may live while we fork. */
      g_clear_pointer (&fixture->store, wabi_store_close);
      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          close (ends[0]);
          run_child (fixture, round, ends[1]);
        }
      close (ends[1]);
      kill_after (child, ends[0], 20 + round * 37, acknowledged);
      close (ends[0]);
      fixture_open (fixture);
      check_nothing_lost (fixture, acknowledged);
    }
  g_assert_cmpuint (g_hash_table_size (acknowledged), >=, ROUNDS * 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/crash/kill", Fixture, "reacting", fixture_set_up, test_kill, fixture_tear_down);
  return g_test_run ();
}
