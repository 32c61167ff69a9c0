// SPDX-License-Identifier: AGPL-3.0-or-later
// Two processes with eight writing threads each on one database: who reads meanwhile sees each place of the feed once, in order,
// without a gap (sync.md section 7, 1 to 3).

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"

#define PROCESSES 2
#define THREADS 8
#define PUSHES 25

typedef struct
{
  Fixture *fixture;
  guint process, number;
} Pusher;

static void
push_visit (Fixture *fixture, const char *practice, const char *device, gint64 n)
{
  g_autoptr (WabiCommand) command = command_new (fixture, n, "visit.add", visit_args (fixture, NULL, "ann"));
  WabiPush push = { .caller = { practice, USER, WABI_ROLE_FRONTDESK }, .device = device, .service = "ward", .from_n = n,
                    .commands = &command, .n_commands = 1 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!wabi_store_push (fixture->store, &push, out, NULL, &error))
    g_error ("%s", error->message);
}

/* Every other push goes to the other practice, so that lanes run beside each other. */
static gpointer
push_some (gpointer data)
{
  Pusher *pusher = data;
  g_autofree char *device = g_strdup_printf ("device-%u-%u", pusher->process, pusher->number);

  for (gint64 n = 1; n <= PUSHES; n++)
    {
      push_visit (pusher->fixture, PRACTICE, device, n);
      push_visit (pusher->fixture, OTHER_PRACTICE, device, n);
    }
  return NULL;
}

static void
run_child (Fixture *fixture, guint process)
{
  GThread *threads[THREADS];
  Pusher pushers[THREADS];

  fixture_open (fixture);
  for (guint i = 0; i < THREADS; i++)
    {
      pushers[i] = (Pusher){ fixture, process, i };
      threads[i] = g_thread_new ("pusher", push_some, &pushers[i]);
    }
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  wabi_store_close (fixture->store);
  _exit (0);
}

/* Reads on from the cursor; each place must be the next one. */
static gint64
poll_feed (Fixture *fixture, gint64 cursor, GHashTable *seen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) page = read_feed (fixture, "ward", cursor, 37, WABI_ROLES_ALL, &error);
  JsonArray *changes;

  g_assert_no_error (error);
  changes = json_object_get_array_member (page, "changes");
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);

      g_assert_cmpint (wabi_json_peek_int (change, "seq", 0), ==, ++cursor);
      g_assert_true (g_hash_table_add (seen, g_strdup (wabi_json_peek_text (change, "id"))));
    }
  g_assert_cmpint (wabi_json_peek_int (page, "next", -1), ==, cursor);
  return cursor;
}

static guint
count_ended (pid_t *children)
{
  guint ended = 0;

  for (guint i = 0; i < PROCESSES; i++)
    {
      int status = 0;

      if (children[i] != 0 && waitpid (children[i], &status, WNOHANG) == children[i])
        {
          g_assert_cmpint (status, ==, 0);
          children[i] = 0;
        }
      ended += children[i] == 0;
    }
  return ended;
}

static void
test_two_processes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  pid_t children[PROCESSES];
  gint64 cursor = 0;
  gboolean ended;

  /* No thread of ours may live while we fork. */
  g_clear_pointer (&fixture->store, wabi_store_close);
  for (guint i = 0; i < PROCESSES; i++)
    {
      children[i] = fork ();
      g_assert_cmpint (children[i], >=, 0);
      if (children[i] == 0)
        run_child (fixture, i);
    }
  fixture_open (fixture);
  do
    {
      ended = count_ended (children) == PROCESSES;
      cursor = poll_feed (fixture, cursor, seen);
    }
  while (!ended);
  for (gint64 before = -1; before != cursor;)
    {
      before = cursor;
      cursor = poll_feed (fixture, cursor, seen);
    }
  g_assert_cmpint (cursor, ==, PROCESSES * THREADS * PUSHES);
  g_assert_cmpuint (check_dense (fixture, "ward"), ==, PROCESSES * THREADS * PUSHES);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM mutation"), ==, 2 * PROCESSES * THREADS * PUSHES);
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* ---- hearing of each other ---- */

typedef struct
{
  GMutex lock;
  GCond heard;
  gint64 head;
} Ear;

static void
on_head_cb (const char *practice, const char *service, gint64 head, gpointer data)
{
  Ear *ear = data;

  g_mutex_lock (&ear->lock);
  ear->head = head;
  g_cond_signal (&ear->heard);
  g_mutex_unlock (&ear->lock);
}

static gint64
wait_for_head (Ear *ear, gint64 head)
{
  gint64 until = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND, got;
  gboolean in_time = TRUE;

  g_mutex_lock (&ear->lock);
  while (ear->head < head && in_time)
    in_time = g_cond_wait_until (&ear->heard, &ear->lock, until);
  got = ear->head;
  g_mutex_unlock (&ear->lock);
  return got;
}

/* Two stores on one database stand for two processes; the second has no listener, like wabictl, the third has one, like a server. */
static void
test_news (Fixture *fixture, gconstpointer data)
{
  Fixture tool = *fixture, server = *fixture;
  Ear ear = { .head = 0 }, other = { .head = 0 };

  g_mutex_init (&ear.lock);
  g_cond_init (&ear.heard);
  g_mutex_init (&other.lock);
  g_cond_init (&other.heard);
  push_visit (fixture, PRACTICE, "device-a", 1);
  wabi_store_add_listener (fixture->store, on_head_cb, &ear);
  fixture_open (&tool);
  push_visit (&tool, PRACTICE, "device-a", 2);
  g_assert_cmpint (wait_for_head (&ear, 2), ==, 2);
  fixture_open (&server);
  wabi_store_add_listener (server.store, on_head_cb, &other);
  push_visit (&server, PRACTICE, "device-a", 3);
  g_assert_cmpint (wait_for_head (&ear, 3), ==, 3);
  push_visit (fixture, PRACTICE, "device-a", 4);
  g_assert_cmpint (wait_for_head (&other, 4), ==, 4);
  wabi_store_close (tool.store);
  wabi_store_close (server.store);
  g_clear_pointer (&fixture->store, wabi_store_close);
  g_mutex_clear (&ear.lock);
  g_cond_clear (&ear.heard);
  g_mutex_clear (&other.lock);
  g_cond_clear (&other.heard);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/together/two-processes", Fixture, NULL, fixture_set_up, test_two_processes, fixture_tear_down);
  g_test_add ("/store/together/news", Fixture, NULL, fixture_set_up, test_news, fixture_tear_down);
  return g_test_run ();
}
