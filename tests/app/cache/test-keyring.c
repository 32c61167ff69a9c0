// SPDX-License-Identifier: AGPL-3.0-or-later
// The real Secret Service, on a bus and with a home of its own: secrets are kept, kept apart, forgotten; a
// key that it lost is recovered.

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cache-fixture.h"

#define BOX_1 "01890000-0000-7000-8000-000000000001"
#define MOST_SECONDS 30

typedef struct
{
  char *home;
  GTestDBus *bus;
  GDBusConnection *connection;
  GPid daemon;
} Session;

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Whether the collection that secrets go into by default is there and open. */
static gboolean
is_unlocked (Session *session)
{
  g_autoptr (GVariant) alias = g_dbus_connection_call_sync (
      session->connection, "org.freedesktop.secrets", "/org/freedesktop/secrets",
      "org.freedesktop.Secret.Service", "ReadAlias", g_variant_new ("(s)", "default"), G_VARIANT_TYPE ("(o)"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START, 1000, NULL, NULL);
  g_autoptr (GVariant) locked = NULL;
  g_autoptr (GVariant) inner = NULL;
  const char *path;

  if (alias == NULL)
    return FALSE;
  g_variant_get (alias, "(&o)", &path);
  if (strcmp (path, "/") == 0)
    return FALSE;
  locked = g_dbus_connection_call_sync (
      session->connection, "org.freedesktop.secrets", path, "org.freedesktop.DBus.Properties", "Get",
      g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"), G_VARIANT_TYPE ("(v)"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START, 1000, NULL, NULL);
  if (locked == NULL)
    return FALSE;
  g_variant_get (locked, "(v)", &inner);
  return !g_variant_get_boolean (inner);
}

static gboolean
start_daemon (Session *session)
{
  g_autofree char *control = g_strdup_printf ("--control-directory=%s/run", session->home);
  const char *argv[]
      = { "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", control, NULL };
  gint64 until = g_get_monotonic_time () + MOST_SECONDS * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  int in = -1;

  if (!g_spawn_async_with_pipes (NULL, (char **)argv, NULL,
                                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                                     | G_SPAWN_STDERR_TO_DEV_NULL,
                                 die_with_parent, NULL, &session->daemon, &in, NULL, NULL, &error))
    {
      g_test_message ("%s", error->message);
      return FALSE;
    }
  g_assert_cmpint (write (in, "a throw-away password", 21), ==, 21);
  close (in);
  while (!is_unlocked (session))
    {
      if (g_get_monotonic_time () > until || waitpid (session->daemon, NULL, WNOHANG) != 0)
        return FALSE;
      g_usleep (10000);
    }
  return TRUE;
}

/* FALSE where there is no bus or no keyring to start. */
static gboolean
start_session (Session *session)
{
  g_autofree char *bus = g_find_program_in_path ("dbus-daemon");
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");
  g_autoptr (GError) error = NULL;

  memset (session, 0, sizeof *session);
  if (bus == NULL || daemon == NULL)
    return FALSE;
  session->home = g_dir_make_tmp ("wabi-keyring-XXXXXX", NULL);
  g_setenv ("HOME", session->home, TRUE);
  g_setenv ("XDG_DATA_HOME", session->home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", session->home, TRUE);
  session->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (session->bus);
  session->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (session->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  return start_daemon (session);
}

static void
stop_daemon (Session *session)
{
  if (session->daemon != 0)
    {
      kill (session->daemon, SIGKILL);
      waitpid (session->daemon, NULL, 0);
    }
  session->daemon = 0;
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

static void
end_session (Session *session)
{
  stop_daemon (session);
  g_clear_object (&session->connection);
  /* Stopped, not let go: libsecret holds its connection for the life of the program, and g_test_dbus_down()
   * waits until nobody does. */
  if (session->bus != NULL)
    g_test_dbus_stop (session->bus);
  if (session->home != NULL)
    remove_tree (session->home);
  g_free (session->home);
}

static void
check_apart (WabiKeyStore *keys)
{
  const WabiKeyOwner ana = { "https://localhost:1", "practice-1", "ana" },
                     ben = { "https://localhost:1", "practice-1", "ben" };
  g_autofree char *key = NULL, *other = NULL, *token = NULL, *gone = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_key_store_store (keys, &ana, "data-key", "one", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (wabi_key_store_store (keys, &ana, "data-key", "two", NULL, &error));
  g_assert_true (wabi_key_store_store (keys, &ana, "refresh-token", "three", NULL, &error));
  key = wabi_key_store_lookup (keys, &ana, "data-key", NULL, &error);
  g_assert_cmpstr (key, ==, "two");
  token = wabi_key_store_lookup (keys, &ana, "refresh-token", NULL, &error);
  g_assert_cmpstr (token, ==, "three");
  other = wabi_key_store_lookup (keys, &ben, "data-key", NULL, &error);
  g_assert_null (other);
  g_assert_no_error (error);
  g_assert_true (wabi_key_store_clear (keys, &ana, "data-key", NULL, &error));
  g_assert_true (wabi_key_store_clear (keys, &ana, "data-key", NULL, &error));
  g_assert_no_error (error);
  gone = wabi_key_store_lookup (keys, &ana, "data-key", NULL, &error);
  g_assert_null (gone);
  kept = wabi_key_store_lookup (keys, &ana, "refresh-token", NULL, &error);
  g_assert_cmpstr (kept, ==, "three");
}

static void
check_recovers (Fixture *fixture)
{
  WabiCacheOptions options = fixture_options (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL, *label = NULL, *key = NULL;

  /* As an online sign-in does: the key goes into the keyring, and sealed beside the cache. */
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (wabi_cache_get_key_in_keyring (fixture->cache));
  g_assert_true (
      wabi_cache_set_caller (fixture->cache, WABI_ROLES_ALL, "America/New_York", "Ana", "Oak", &error));
  command = add_box (fixture->cache, BOX_1, "one");
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_clear_object (&fixture->cache);
  g_assert_true (wabi_key_store_clear (fixture->keys, &options.owner, "data-key", NULL, &error));
  g_assert_null (fixture_reopen (fixture, FALSE, &error));
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY);
  g_clear_error (&error);
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_no_error (error);
  label = dup_label (fixture->cache, BOX_1);
  g_assert_cmpstr (label, ==, "one");
  key = wabi_key_store_lookup (fixture->keys, &options.owner, "data-key", NULL, &error);
  g_assert_nonnull (key);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_assert_no_error (error);
}

/* The keyring went away altogether: the cache still opens after an online sign-in, and says that the key is
 * nowhere. */
static void
check_goes_without (Session *session, Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  stop_daemon (session);
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_false (wabi_cache_get_key_in_keyring (fixture->cache));
  g_assert_null (fixture_reopen (fixture, FALSE, &error));
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY);
}

static void
test_keyring (void)
{
  g_autoptr (GError) error = NULL;
  static Session session;
  Fixture fixture = { NULL };

  if (!start_session (&session))
    {
      end_session (&session);
      g_test_skip ("no keyring can be started here");
      return;
    }
  fixture.directory = g_dir_make_tmp ("wabi-cache-XXXXXX", NULL);
  fixture.keys = wabi_secret_key_store_new ();
  memset (fixture.recovery, 7, sizeof fixture.recovery);
  wabi_fake_clock_init (&fixture.clock, G_GINT64_CONSTANT (1700000000000000), 1000);
  check_apart (fixture.keys);
  check_recovers (&fixture);
  check_goes_without (&session, &fixture);
  fixture_tear_down (&fixture, NULL);
  end_session (&session);
}

int
main (int argc, char **argv)
{
  /* Before anything else looks at it: the program must not see the machine's own session. */
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/keeps-and-recovers", test_keyring);
  return g_test_run ();
}
