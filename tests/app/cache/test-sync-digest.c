// SPDX-License-Identifier: AGPL-3.0-or-later
// A copy from which something was lost behind its back is found and mended against a real server; a sound one is left alone, whatever
// happens to its person's caseload (sync.md 6.2).

#include <string.h>

#include "live-acts.h"
#include "wabi-cache-sync.h"
#include "wabi-db.h"

static guint differed, mended;

static GLogWriterOutput
count_words (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0 && strstr (fields[i].value, "is not what the service has") != NULL)
      {
        differed++;
        mended += strstr (fields[i].value, "it is read anew") != NULL;
      }
  return g_log_writer_default (level, fields, n_fields, data);
}

typedef struct
{
  LiveServer live;
  WabiKeyStore *keys;
  WabiSync *sync;
} Desk;

static gboolean
set_up (Desk *desk, const char *role)
{
  g_autoptr (GError) error = NULL;

  if (!live_server_make (&desk->live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return FALSE;
    }
  live_server_start (&desk->live);
  desk->keys = wabi_memory_key_store_new ();
  desk->sync = live_desktop_closed (&desk->live, "desk", desk->keys);
  error = live_try_sign_in (&desk->live, desk->sync, role, NULL);
  g_assert_no_error (error);
  acts_wait_for_state (desk->sync, WABI_SYNC_SAVED);
  differed = mended = 0;
  return TRUE;
}

static void
tear_down (Desk *desk)
{
  live_quit (desk->sync);
  g_object_unref (desk->keys);
  live_server_free (&desk->live);
}

static char *
find_cache_file (Desk *desk)
{
  g_autofree char *directory = g_build_filename (desk->live.directory, "desk", NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".cache"))
      return g_build_filename (directory, name, NULL);
  g_assert_not_reached ();
}

/* Ends the program, changes its file, and starts it again. */
static void
harm (Desk *desk, const char *sql)
{
  g_autoptr (GError) error = NULL, resumed = NULL;
  g_autofree char *path = find_cache_file (desk), *key = NULL;
  g_autofree guchar *bytes = NULL;
  g_autoptr (WabiDb) db = NULL;
  gsize length = 0;
  gboolean ok;

  key = wabi_key_store_lookup (desk->keys, wabi_cache_get_owner (wabi_sync_get_cache (desk->sync)), "data-key", NULL, &error);
  g_assert_no_error (error);
  bytes = g_base64_decode (key, &length);
  live_quit (desk->sync);
  db = wabi_db_open (wabi_db_get_sqlite (), &(WabiDbOptions){ path, bytes, FALSE, TRUE }, &error);
  g_assert_no_error (error);
  ok = wabi_db_script (db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_clear_pointer (&db, wabi_db_close);
  desk->sync = live_desktop_closed (&desk->live, "desk", desk->keys);
  resumed = live_try_resume (desk->sync);
  g_assert_no_error (resumed);
  acts_wait_for_state (desk->sync, WABI_SYNC_SAVED);
}

static gboolean
is_mended (gpointer count)
{
  return mended >= *(guint *) count;
}

static void
test_heals (void)
{
  guint two = 2;
  WabiSync *fresh;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  fresh = live_desktop (&desk.live, "fresh", "admin");
  acts_wait_for_state (fresh, WABI_SYNC_SAVED);
  harm (&desk, "DELETE FROM r_client WHERE id IN (SELECT id FROM r_client ORDER BY id LIMIT 2);"
               "UPDATE r_appointment SET version = version - 1, seq = seq - 1, body = '{}' WHERE id = (SELECT max (id) FROM r_appointment);");
  g_assert_cmpuint (differed, ==, 0);
  wabi_sync_check (desk.sync);
  live_wait (is_mended, &two, "that both feeds are read anew");
  acts_expect_same (desk.sync, fresh);
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  g_assert_cmpuint (differed, ==, 2);
  live_quit (fresh);
  tear_down (&desk);
}

typedef struct
{
  WabiSync *sync;
  guint clients;
} Awaited;

static guint
count_clients (WabiSync *sync)
{
  g_autoptr (GError) error = NULL;
  WabiQuery query;
  gint64 n = 0;

  wabi_query_init (&query, &wabi_kind_client);
  g_assert_true (wabi_cache_count (wabi_sync_get_cache (sync), &query, &n, &error));
  g_assert_no_error (error);
  return (guint) n;
}

static gboolean
has_clients (gpointer data)
{
  Awaited *awaited = data;

  return count_clients (awaited->sync) == awaited->clients && wabi_sync_get_state (awaited->sync) == WABI_SYNC_SAVED;
}

static void
expect_clients (WabiSync *sync, guint n)
{
  Awaited awaited = { sync, n };

  live_wait (has_clients, &awaited, "a caseload of another size");
}

static void
give (WabiSync *sync, const char *name, JsonObject *take_args)
{
  g_autoptr (JsonObject) args = take_args;
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_cache_apply (wabi_sync_get_cache (sync), name, args, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* A client whom the technician does not have. */
static char *
add_client (WabiSync *office)
{
  char *id = wabi_cache_new_id (wabi_sync_get_cache (office));
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "first_name", "New");
  json_object_set_string_member (args, "last_name", "Client");
  json_object_set_string_member (args, "birth_date", "2020-01-01");
  json_object_set_string_member (args, "sex", "F");
  json_object_set_string_member (args, "status", "intake");
  give (office, "client.add", args);
  acts_wait_for_state (office, WABI_SYNC_SAVED);
  return id;
}

/* Comparisons asked for again and again while a client comes and goes and things are recorded: none says that the copy is wrong, and one
 * that is wrong is still found afterwards. */
static void
test_caseload_is_no_difference (void)
{
  g_autofree char *client = NULL, *entry = NULL;
  guint one = 1, before;
  WabiSync *office;
  Desk desk;

  if (!set_up (&desk, "rbt"))
    return;
  office = live_desktop (&desk.live, "office", "admin");
  acts_wait_for_state (office, WABI_SYNC_SAVED);
  before = count_clients (desk.sync);
  client = add_client (office);
  for (guint round = 0; round < 3; round++)
    {
      JsonObject *on = json_object_new (), *off = json_object_new ();

      g_free (entry);
      entry = wabi_cache_new_id (wabi_sync_get_cache (office));
      json_object_set_string_member (on, "id", entry);
      json_object_set_string_member (on, "client", client);
      json_object_set_string_member (on, "staff", wabi_cache_get_owner (wabi_sync_get_cache (desk.sync))->user);
      json_object_set_string_member (off, "id", entry);
      give (office, "care_team.add", on);
      wabi_sync_check (desk.sync);
      expect_clients (desk.sync, before + 1);
      wabi_sync_check (desk.sync);
      acts_edit_client (office, "city", round % 2 == 0 ? "Here" : "There");
      give (office, "care_team.remove", off);
      wabi_sync_check (desk.sync);
      expect_clients (desk.sync, before);
      wabi_sync_check (desk.sync);
      acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
    }
  g_assert_cmpuint (differed, ==, 0);
  harm (&desk, "DELETE FROM r_client WHERE id = (SELECT max (id) FROM r_client)");
  g_assert_cmpuint (count_clients (desk.sync), ==, before - 1);
  wabi_sync_check (desk.sync);
  live_wait (is_mended, &one, "that the feed is read anew");
  expect_clients (desk.sync, before);
  g_assert_cmpuint (differed, ==, 1);
  live_quit (office);
  tear_down (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (count_words, NULL, NULL);
  g_test_add_func ("/sync-digest/heals", test_heals);
  g_test_add_func ("/sync-digest/caseload-is-no-difference", test_caseload_is_no_difference);
  return g_test_run ();
}
