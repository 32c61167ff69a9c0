// SPDX-License-Identifier: AGPL-3.0-or-later
// All that the person sees as text, and a look through the whole of the encrypted file.

#include "agent.h"

#include "wabi-cache-sync.h"
#include "wabi-db.h"
#include "wabi-text.h"
#include "wabi-vault-private.h"

static gboolean
dump_records (Agent *agent, GString *all, GError **error)
{
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) records = NULL;
      WabiQuery query;

      wabi_query_init (&query, kinds[i]);
      records = wabi_cache_list (wabi_sync_get_cache (agent->sync), &query, error);
      if (records == NULL)
        return FALSE;
      for (guint j = 0; j < records->len; j++)
        {
          WabiRecord *record = g_ptr_array_index (records, j);
          g_autofree char *body = wabi_record_dup_json (record);

          g_string_append_printf (all, "record %s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", kinds[i]->name,
                                  wabi_record_get_id (record), wabi_record_get_version (record),
                                  wabi_record_get_seq (record), body);
        }
    }
  return TRUE;
}

static gboolean
dump_inbox (Agent *agent, GString *all, GError **error)
{
  g_autoptr (GPtrArray) box = wabi_cache_list_refused (wabi_sync_get_cache (agent->sync), error);

  for (guint i = 0; box != NULL && i < box->len; i++)
    {
      WabiRefusedItem *item = g_ptr_array_index (box, i);
      g_autofree char *args = wabi_json_object_to_canonical (item->args);
      g_autofree char *hash = wabi_text_hash_hex (args, -1);

      g_string_append_printf (all, "inbox %s %s %s %s %s\n", item->id, item->name, item->code, hash,
                              item->dep_of != NULL ? item->dep_of : "-");
    }
  return box != NULL;
}

static gboolean
collect_text (const WabiRow *row, gpointer data, GError **error)
{
  g_string_append_printf (data, "file %s\n", wabi_row_text (row, 0));
  return TRUE;
}

/* With a connection and the key of its own, beside the one that the program has open. */
static gboolean
dump_file (Agent *agent, const char *directory, GString *all, GError **error)
{
  WabiCache *cache = wabi_sync_get_cache (agent->sync);
  const WabiKeyOwner *owner = wabi_cache_get_owner (cache);
  g_autofree char *path = wabi_vault_build_path (directory, owner);
  g_autofree char *text = wabi_key_store_lookup (agent->keys, owner, "data-key", NULL, error);
  g_autofree guint8 *key = NULL;
  gsize length = 0;
  WabiDbOptions options = { .location = path };
  WabiDb *db;
  gboolean ok;

  if (text == NULL)
    {
      g_string_append (all, "file without a key\n");
      return *error == NULL;
    }
  key = g_base64_decode (text, &length);
  options.key = key;
  db = wabi_db_open (wabi_db_get_sqlite (), &options, error);
  if (db == NULL)
    return FALSE;
  ok = wabi_db_query (db, "PRAGMA integrity_check", NULL, 0, collect_text, all, NULL, error);
  wabi_db_close (db);
  return ok;
}

/* By what name the services call what this person may see. */
static gboolean
dump_access (Agent *agent, GString *all, GError **error)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      g_autofree char *access = NULL;

      if (!wabi_cache_read_access (wabi_sync_get_cache (agent->sync), wabi_domain_services[i], &access, error))
        return FALSE;
      if (access != NULL)
        g_string_append_printf (all, "access %s %s\n", wabi_domain_services[i], access);
    }
  return TRUE;
}

gboolean
agent_dump (Agent *agent, const char *directory, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *path = g_build_filename (directory, "dump.txt", NULL);

  return dump_records (agent, all, error) && dump_inbox (agent, all, error) && dump_access (agent, all, error)
         && dump_file (agent, directory, all, error)
         && g_file_set_contents (path, all->str, (gssize)all->len, error);
}
