// SPDX-License-Identifier: AGPL-3.0-or-later
// Starts, kills and starts again a real server for desktops under test.

#include "live-server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SECONDS 60

static void
run_program (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                               &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

void
live_server_control (LiveServer *live, const char *command, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  const char *word;
  va_list more;

  g_ptr_array_add (argv, (gpointer)g_getenv ("WABI_TEST_CTL"));
  g_ptr_array_add (argv, (gpointer)command);
  va_start (more, command);
  while ((word = va_arg (more, const char *)) != NULL)
    g_ptr_array_add (argv, (gpointer)word);
  va_end (more);
  g_ptr_array_add (argv, (gpointer) "--data");
  g_ptr_array_add (argv, live->data);
  if (g_getenv ("WABI_TEST_STORE") != NULL)
    {
      g_ptr_array_add (argv, (gpointer) "--store");
      g_ptr_array_add (argv, (gpointer)g_getenv ("WABI_TEST_STORE"));
    }
  g_ptr_array_add (argv, NULL);
  run_program ((const char *const *)argv->pdata);
}

gboolean
live_server_make (LiveServer *live, const char *data)
{
  const char *ctl = g_getenv ("WABI_TEST_CTL");

  memset (live, 0, sizeof *live);
  if (ctl == NULL || g_getenv ("WABI_TEST_SERVER") == NULL || !g_file_test (ctl, G_FILE_TEST_EXISTS)
      || !g_file_test (g_getenv ("WABI_TEST_SERVER"), G_FILE_TEST_EXISTS))
    return FALSE;
  live->directory = g_dir_make_tmp ("wabi-live-XXXXXX", NULL);
  live->data = data != NULL ? g_strdup (data) : g_build_filename (live->directory, "server", NULL);
  if (data == NULL)
    live_server_control (live, "demo", "--clients", "6", "--staff", "6", NULL);
  return TRUE;
}

/* A test that fails must not leave a server behind. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
live_server_start (LiveServer *live)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", live->port);
  const char *argv[] = { g_getenv ("WABI_TEST_SERVER"),
                         "--data",
                         live->data,
                         "--listen",
                         listen,
                         "--ready-fd",
                         "3",
                         "--log",
                         "none",
                         g_getenv ("WABI_TEST_STORE") != NULL ? "--store" : NULL,
                         g_getenv ("WABI_TEST_STORE"),
                         NULL };
  const int target = 3;
  char text[16] = { 0 };
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_true (g_spawn_async_with_pipes_and_fds (
      NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, die_with_parent, NULL, -1, -1,
      -1, &ends[1], &target, 1, &live->pid, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  close (ends[1]);
  g_assert_cmpint (read (ends[0], text, sizeof text - 1), >, 0);
  close (ends[0]);
  live->port = (guint)g_ascii_strtoull (text, NULL, 10);
  g_free (live->server);
  live->server = g_strdup_printf ("https://localhost:%u", live->port);
}

void
live_server_kill (LiveServer *live)
{
  if (live->pid == 0)
    return;
  kill (live->pid, SIGKILL);
  waitpid (live->pid, NULL, 0);
  live->pid = 0;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_tree (inner);
    }
  g_remove (path);
}

void
live_server_free (LiveServer *live)
{
  live_server_kill (live);
  /* Threads that still close a cache must not find their folder gone. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (live->directory);
  g_free (live->directory);
  g_free (live->data);
  g_free (live->server);
}

WabiSignIn *
live_server_sign_in (LiveServer *live, const char *role)
{
  g_autofree char *path = g_build_filename (live->directory, "sign-in.json", NULL);
  g_autoptr (GError) error = NULL;
  WabiSignIn *sign_in;

  live_server_control (live, "demo-sign-in", "--as", role, "--out", path, NULL);
  sign_in = wabi_sign_in_read_file (path, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_free (sign_in->server);
  sign_in->server = g_strdup (live->server);
  return sign_in;
}

static gboolean
on_beat_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
live_wait (gboolean (*check) (gpointer data), gpointer data, const char *what)
{
  gint64 until = g_get_monotonic_time () + MOST_SECONDS * G_USEC_PER_SEC;
  guint beat = g_timeout_add (20, on_beat_cb, NULL);

  while (!check (data))
    {
      if (g_get_monotonic_time () > until)
        g_error ("waited in vain: %s", what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (beat);
}

typedef struct
{
  gboolean (*finish) (WabiSync *sync, GAsyncResult *result, GError **error);
  GError *error;
  gboolean done;
} Coming;

static void
on_come_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Coming *coming = data;
  gboolean ok = coming->finish (WABI_SYNC (source), result, &coming->error);

  g_assert_true (ok == (coming->error == NULL));
  coming->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Coming *)data)->done;
}

GError *
live_try_sign_in (LiveServer *live, WabiSync *sync, const char *role, const char *password)
{
  Coming coming = { wabi_sync_sign_in_finish, NULL, FALSE };
  g_autoptr (WabiSignIn) sign_in = live_server_sign_in (live, role);

  if (password != NULL)
    {
      g_free (sign_in->password);
      sign_in->password = g_strdup (password);
    }
  wabi_sync_sign_in_async (sync, sign_in, NULL, on_come_cb, &coming);
  live_wait (is_done, &coming, "sign-in");
  return coming.error;
}

GError *
live_try_resume (WabiSync *sync)
{
  Coming coming = { wabi_sync_resume_finish, NULL, FALSE };

  wabi_sync_resume_async (sync, NULL, on_come_cb, &coming);
  live_wait (is_done, &coming, "resume");
  return coming.error;
}

GError *
live_try_unlock (WabiSync *sync, const char *password)
{
  Coming coming = { wabi_sync_unlock_finish, NULL, FALSE };

  wabi_sync_unlock_async (sync, password, NULL, on_come_cb, &coming);
  live_wait (is_done, &coming, "unlock");
  return coming.error;
}

WabiSync *
live_desktop_closed (LiveServer *live, const char *folder, WabiKeyStore *keys)
{
  g_autofree char *directory = g_build_filename (live->directory, folder, NULL);

  return wabi_sync_new (directory, wabi_cache_get_domain_tables (), keys);
}

void
live_quit (WabiSync *take_sync)
{
  g_object_run_dispose (G_OBJECT (take_sync));
  g_object_unref (take_sync);
}

WabiSync *
live_desktop (LiveServer *live, const char *folder, const char *role)
{
  g_autoptr (WabiKeyStore) keys = wabi_memory_key_store_new ();
  WabiSync *sync = live_desktop_closed (live, folder, keys);
  g_autoptr (GError) error = live_try_sign_in (live, sync, role, NULL);

  g_assert_no_error (error);
  g_assert_nonnull (wabi_sync_get_cache (sync));
  return sync;
}

void
live_copy_folder (const char *from, const char *to)
{
  g_autofree char *inside = g_strconcat (from, "/.", NULL);
  const char *argv[] = { "/bin/cp", "-a", inside, to, NULL };

  remove_tree (to);
  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  run_program (argv);
}
