// SPDX-License-Identifier: AGPL-3.0-or-later
// Two desktops and a real server: what one does the other sees, also when the server is killed in between.

#include "live-server.h"

#include <string.h>

#include "wabi-domain.h"

static gboolean
is_saved (gpointer data)
{
  return wabi_sync_get_state (data) == WABI_SYNC_SAVED;
}

static gboolean
is_offline (gpointer data)
{
  return wabi_sync_get_state (data) == WABI_SYNC_OFFLINE;
}

static WabiRecord *
get_first_client (WabiSync *sync)
{
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (GError) error = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_client);
  query.limit = 1;
  clients = wabi_cache_list (wabi_sync_get_cache (sync), &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (clients->len, ==, 1);
  return g_object_ref (g_ptr_array_index (clients, 0));
}

static void
edit_client (WabiSync *sync, const char *field, const char *value)
{
  g_autoptr (WabiRecord) client = get_first_client (sync);
  g_autoptr (JsonObject) args = json_object_new ();
  JsonObject *base = json_object_new (), *set = json_object_new ();
  g_autoptr (GError) error = NULL;

  if (wabi_record_has (client, field))
    json_object_set_string_member (base, field, wabi_record_get_text (client, field));
  json_object_set_string_member (set, field, value);
  json_object_set_string_member (args, "id", wabi_record_get_id (client));
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  if (!wabi_cache_apply (wabi_sync_get_cache (sync), "client.edit", args, NULL, NULL, &error))
    g_error ("%s", error->message);
}

typedef struct
{
  WabiSync *sync;
  const char *field, *value;
} Expected;

static gboolean
shows (gpointer data)
{
  Expected *expected = data;
  g_autoptr (WabiRecord) client = get_first_client (expected->sync);

  return wabi_record_is (client, expected->field, expected->value) && wabi_record_get_seq (client) > 0;
}

static void
expect (WabiSync *sync, const char *field, const char *value)
{
  Expected expected = { sync, field, value };

  live_wait (shows, &expected, value);
}

static char *
dump_all (WabiSync *sync)
{
  g_autoptr (GString) all = g_string_new (NULL);
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) records = NULL;
      WabiQuery query;

      wabi_query_init (&query, kinds[i]);
      records = wabi_cache_list (wabi_sync_get_cache (sync), &query, NULL);
      for (guint j = 0; j < records->len; j++)
        {
          WabiRecord *record = g_ptr_array_index (records, j);
          g_autofree char *body = wabi_record_dup_json (record);

          g_string_append_printf (all, "%s %s %" G_GINT64_FORMAT " %s\n", kinds[i]->name, wabi_record_get_id (record),
                                  wabi_record_get_seq (record), body);
        }
    }
  return g_strdup (all->str);
}

static void
test_two_desktops_converge (void)
{
  g_autofree char *all_a = NULL, *all_b = NULL;
  LiveServer live;
  WabiSync *a, *b;

  if (!live_server_make (&live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return;
    }
  live_server_start (&live);
  a = live_desktop (&live, "a", "admin");
  b = live_desktop (&live, "b", "admin");
  live_wait (is_saved, a, "first load of a");
  live_wait (is_saved, b, "first load of b");
  edit_client (a, "guardian_phone", "555-0100");
  expect (b, "guardian_phone", "555-0100");

  live_server_kill (&live);
  edit_client (a, "guardian_name", "Ana Offline");
  edit_client (b, "city", "Elsewhere");
  live_wait (is_offline, a, "a offline");
  live_wait (is_offline, b, "b offline");
  g_assert_nonnull (strstr (wabi_sync_get_state_text (a), "1 change waits"));
  live_server_start (&live);
  wabi_sync_now (a);
  wabi_sync_now (b);
  expect (b, "guardian_name", "Ana Offline");
  expect (a, "city", "Elsewhere");
  live_wait (is_saved, a, "a saved");
  live_wait (is_saved, b, "b saved");
  all_a = dump_all (a);
  all_b = dump_all (b);
  g_assert_cmpuint (strlen (all_a), >, 1000);
  g_assert_cmpstr (all_a, ==, all_b);
  g_object_unref (a);
  g_object_unref (b);
  live_server_free (&live);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-live/two-desktops-converge", test_two_desktops_converge);
  return g_test_run ();
}
