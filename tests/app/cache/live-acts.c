// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do on desktops under test, and what they see there.

#include "live-acts.h"

#include <string.h>

WabiRecord *
acts_get_first (WabiSync *sync, const WabiKind *kind)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  WabiQuery query;

  wabi_query_init (&query, kind);
  query.limit = 1;
  records = wabi_cache_list (wabi_sync_get_cache (sync), &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  return g_object_ref (g_ptr_array_index (records, 0));
}

void
acts_edit_client (WabiSync *sync, const char *field, const char *value)
{
  g_autoptr (WabiRecord) client = acts_get_first (sync, &wabi_kind_client);
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
  g_autoptr (WabiRecord) client = acts_get_first (expected->sync, &wabi_kind_client);

  return wabi_record_is (client, expected->field, expected->value) && wabi_record_get_seq (client) > 0;
}

void
acts_expect (WabiSync *sync, const char *field, const char *value)
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

          g_string_append_printf (all, "%s %s %" G_GINT64_FORMAT " %s\n", kinds[i]->name,
                                  wabi_record_get_id (record), wabi_record_get_seq (record), body);
        }
    }
  return g_strdup (all->str);
}

static gboolean
are_same (gpointer data)
{
  WabiSync **both = data;
  g_autofree char *a = dump_all (both[0]), *b = dump_all (both[1]);

  return strcmp (a, b) == 0;
}

void
acts_expect_same (WabiSync *a, WabiSync *b)
{
  WabiSync *both[] = { a, b };
  g_autofree char *all = dump_all (a);

  g_assert_cmpuint (strlen (all), >, 1000);
  live_wait (are_same, both, "two desktops that hold the same");
}

typedef struct
{
  WabiSync *sync;
  WabiSyncState state;
} Awaited;

static gboolean
is_there (gpointer data)
{
  Awaited *awaited = data;

  return wabi_sync_get_state (awaited->sync) == awaited->state;
}

void
acts_wait_for_state (WabiSync *sync, WabiSyncState state)
{
  Awaited awaited = { sync, state };
  g_autofree char *what = g_strdup_printf ("state %d", (int)state);

  live_wait (is_there, &awaited, what);
}
