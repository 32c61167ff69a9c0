// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading databases for the checks.

#include "sim-rows.h"
#include "wabi-store-private.h"

#include <string.h>

static void
free_row (gpointer data)
{
  SimRow *row = data;

  g_free (row->id);
  g_free (row->body);
  g_free (row);
}

static GHashTable *
new_rows (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_row);
}

static gboolean
collect (const WabiRow *from, gpointer data, GError **error)
{
  SimRow *row = g_new0 (SimRow, 1);
  const char *kind = wabi_row_text (from, 0);

  row->kind = wabi_domain_find_kind (kind);
  row->id = g_strdup (wabi_row_text (from, 1));
  row->version = wabi_row_int (from, 2);
  row->seq = wabi_row_int (from, 3);
  row->deleted = wabi_row_int (from, 4) != 0;
  row->body = g_strdup (wabi_row_text (from, 5));
  g_hash_table_replace (data, g_strdup_printf ("%s %s", kind, row->id), row);
  return TRUE;
}

static const char *
get_sql (gboolean old)
{
  static char *sql[2];
  GString *text;
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  if (sql[old] != NULL)
    return sql[old];
  text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    if (!old || kinds[i] != &wabi_kind_location)
      g_string_append_printf (text, "%sSELECT '%s', id, version, seq, deleted, body FROM r_%s WHERE practice_id = $1",
                              text->len > 0 ? " UNION ALL " : "", kinds[i]->name, kinds[i]->name);
  sql[old] = g_string_free (text, FALSE);
  return sql[old];
}

/* One of the store's own reading connections: nobody else is about to use it. */
WabiDb *
sim_server_get_db (SimWorld *world)
{
  WabiDb *db = world->server.store != NULL ? wabi_readers_take (world->server.store, NULL) : NULL;

  if (db != NULL)
    wabi_readers_give (world->server.store, db);
  return db;
}

GHashTable *
sim_rows_of_server (SimWorld *world, guint practice)
{
  g_autoptr (GHashTable) rows = new_rows ();
  WabiValue args[] = { WABI_TEXT (sim_practice_id (practice)) };
  g_autoptr (GError) error = NULL;
  WabiDb *db;

  if ((db = sim_server_get_db (world)) == NULL
      || !wabi_db_query (db, get_sql (FALSE), args, 1, collect, rows, NULL, &error))
    return NULL;
  return g_steal_pointer (&rows);
}

static gboolean
overlay_base (const WabiRow *from, gpointer data, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s %s", wabi_row_text (from, 0), wabi_row_text (from, 1));

  if (!wabi_row_is_null (from, 5))
    return collect (from, data, error);
  g_hash_table_remove (data, key);
  return TRUE;
}

/* 1 or 0; -1 when the disk does not say. */
static gint64
has_location (WabiDb *db)
{
  gint64 there = 0;

  return wabi_db_get_int (db, "SELECT count(*) FROM sqlite_master WHERE name = 'r_location'", NULL, 0, &there, NULL) ? there : -1;
}

GHashTable *
sim_rows_of_desk (SimDesk *desk)
{
  g_autoptr (GHashTable) rows = new_rows ();
  WabiValue args[] = { WABI_TEXT (sim_practice_id (desk->user->practice)) };
  WabiDb *db = sim_desk_get_db (desk);
  gint64 location = db != NULL ? has_location (db) : -1;

  if (location < 0 || !wabi_db_query (db, get_sql (location == 0), args, 1, collect, rows, NULL, NULL)
      || !wabi_db_query (db, "SELECT kind, id, version, seq, deleted, body FROM shadow", NULL, 0, overlay_base, rows, NULL, NULL)
      || !wabi_db_query (db, "SELECT kind, id, version, seq, deleted, body FROM raw", NULL, 0, collect, rows, NULL, NULL))
    return NULL;
  return g_steal_pointer (&rows);
}

SimRow *
sim_rows_find (GHashTable *rows, const WabiKind *kind, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s %s", kind->name, id);

  return g_hash_table_lookup (rows, key);
}

char *
sim_rows_print (GHashTable *rows)
{
  GString *text = g_string_new (NULL);
  GList *keys = g_list_sort (g_hash_table_get_keys (rows), (GCompareFunc) strcmp);

  for (GList *at = keys; at != NULL; at = at->next)
    {
      const SimRow *row = g_hash_table_lookup (rows, at->data);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %s\n", (const char *) at->data, row->version, row->seq,
                              row->deleted, row->body);
    }
  g_list_free (keys);
  return g_string_free (text, FALSE);
}

WabiRecord *
sim_row_make_record (const SimRow *row)
{
  WabiRecord *record = wabi_record_new_from_body (row->kind, row->id, row->body, NULL);

  if (record != NULL)
    wabi_record_set_stamp (record, row->version, row->seq, row->deleted);
  return record;
}

/* ---- commands ---- */

static gboolean
collect_id (const WabiRow *row, gpointer data, GError **error)
{
  g_hash_table_replace (data, g_strdup (wabi_row_text (row, 0)), GINT_TO_POINTER ((int) wabi_row_int (row, 1) + 1));
  return TRUE;
}

static GHashTable *
list_ids (SimDesk *desk, const char *sql)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (sim_desk_get_db (desk) != NULL && wabi_db_query (sim_desk_get_db (desk), sql, NULL, 0, collect_id, ids, NULL, NULL))
    return ids;
  g_hash_table_unref (ids);
  return NULL;
}

GHashTable *
sim_list_outbox (SimDesk *desk)
{
  return list_ids (desk, "SELECT id, state FROM outbox");
}

GHashTable *
sim_list_refused (SimDesk *desk)
{
  return list_ids (desk, "SELECT id, 0 FROM refused");
}

static void
free_mutation (gpointer data)
{
  SimMutation *mutation = data;

  g_free (mutation->practice);
  g_free (mutation->service);
  g_free (mutation->device);
  g_free (mutation->mid);
  g_free (mutation->status);
  g_free (mutation->result);
  g_free (mutation->user);
  g_free (mutation);
}

static gboolean
collect_mutation (const WabiRow *row, gpointer data, GError **error)
{
  SimMutation *mutation = g_new0 (SimMutation, 1);

  mutation->practice = g_strdup (wabi_row_text (row, 0));
  mutation->service = g_strdup (wabi_row_text (row, 1));
  mutation->device = g_strdup (wabi_row_text (row, 2));
  mutation->n = wabi_row_int (row, 3);
  mutation->mid = g_strdup (wabi_row_text (row, 4));
  mutation->status = g_strdup (wabi_row_text (row, 5));
  mutation->result = g_strdup (wabi_row_text (row, 6));
  mutation->user = g_strdup (wabi_row_text (row, 7));
  g_ptr_array_add (data, mutation);
  return TRUE;
}

GPtrArray *
sim_list_mutations (SimWorld *world)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_mutation);
  WabiDb *db;

  if ((db = sim_server_get_db (world)) != NULL
      && wabi_db_query (db,
                        "SELECT practice_id, service, device, n, mid, status, result, user_id FROM mutation ORDER BY practice_id, service, "
                        "device, n",
                        NULL, 0, collect_mutation, all, NULL, NULL))
    return all;
  g_ptr_array_unref (all);
  return NULL;
}

static void
free_audit (gpointer data)
{
  SimAudit *audit = data;

  g_free (audit->practice);
  g_free (audit->service);
  g_free (audit->event);
  g_free (audit->refs);
  g_free (audit);
}

static gboolean
collect_audit (const WabiRow *row, gpointer data, GError **error)
{
  SimAudit *audit = g_new0 (SimAudit, 1);

  audit->practice = g_strdup (wabi_row_text (row, 0));
  audit->service = g_strdup (wabi_row_text (row, 1));
  audit->n = wabi_row_int (row, 2);
  audit->event = g_strdup (wabi_row_text (row, 3));
  audit->refs = g_strdup (wabi_row_text (row, 4));
  g_ptr_array_add (data, audit);
  return TRUE;
}

GPtrArray *
sim_list_audit (SimWorld *world)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_audit);
  WabiDb *db;

  if ((db = sim_server_get_db (world)) != NULL
      && wabi_db_query (db,
                        "SELECT practice_id, service, n, event, refs FROM audit ORDER BY practice_id, service, n", NULL, 0, collect_audit,
                        all, NULL, NULL))
    return all;
  g_ptr_array_unref (all);
  return NULL;
}

typedef struct
{
  gint64 seq;
  char *epoch;
  gboolean loaded, sweeping;
} Cursor;

static gboolean
read_cursor (const WabiRow *row, gpointer data, GError **error)
{
  Cursor *cursor = data;

  cursor->seq = wabi_row_int (row, 0);
  cursor->epoch = g_strdup (wabi_row_text (row, 1));
  cursor->loaded = wabi_row_int (row, 2) != 0;
  cursor->sweeping = wabi_row_int (row, 3) != 0;
  return TRUE;
}

gboolean
sim_desk_read_cursor (SimDesk *desk, const char *service, gint64 *seq, char **epoch, gboolean *loaded, gboolean *sweeping)
{
  WabiValue args[] = { WABI_TEXT (service) };
  Cursor cursor = { -1, NULL, FALSE, FALSE };
  gboolean ok = sim_desk_get_db (desk) != NULL
                && wabi_db_query (sim_desk_get_db (desk), "SELECT seq, epoch, loaded, sweeping FROM feed_cursor WHERE service = $1", args, 1,
                                  read_cursor, &cursor, NULL, NULL)
                && cursor.seq >= 0;

  *seq = cursor.seq;
  *epoch = cursor.epoch;
  *loaded = cursor.loaded;
  *sweeping = cursor.sweeping;
  return ok;
}

gint64
sim_server_get_head (SimWorld *world, guint practice, const char *service)
{
  WabiValue args[] = { WABI_TEXT (sim_practice_id (practice)), WABI_TEXT (service) };
  gint64 head = 0;
  WabiDb *db;

  if ((db = sim_server_get_db (world)) == NULL
      || !wabi_db_get_int (db, "SELECT head FROM practice_head WHERE practice_id = $1 AND service = $2", args,
                           2, &head, NULL))
    return -1;
  return head;
}
