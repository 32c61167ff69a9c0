// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading databases for the checks.

#include "sim-rows.h"
#include "wabi-store-private.h"
#include "wabi-table.h"

#include <string.h>

static void
free_row (gpointer data)
{
  SimRow *row = data;

  if (--row->references > 0)
    return;
  g_clear_object (&row->record);
  g_free (row->id);
  g_free (row->body);
  g_free (row->client);
  g_free (row);
}

static SimRow *
ref_row (SimRow *row)
{
  row->references++;
  return row;
}

static GHashTable *
new_rows (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_row);
}

/* ---- what was read, until the disk is written to ---- */

typedef struct
{
  guint64 mark;
  gpointer value; /* counted */
} Kept;

static Kept kept_one[SIM_MOST_SERVERS][SIM_PRACTICES], kept_all[SIM_PRACTICES], kept_desks[SIM_MOST_DESKS];
static Kept kept_audit, kept_mutations, kept_held;

static gpointer
find_kept (const Kept *kept, guint64 mark)
{
  return kept->value != NULL && kept->mark == mark ? kept->value : NULL;
}

static void
forget_rows (Kept *kept)
{
  if (kept->value != NULL)
    g_hash_table_unref (kept->value);
  *kept = (Kept){ 0 };
}

static GHashTable *
keep_rows (Kept *kept, guint64 mark, GHashTable *take_rows)
{
  forget_rows (kept);
  *kept = (Kept){ mark, take_rows };
  return g_hash_table_ref (take_rows);
}

static GPtrArray *
keep_list (Kept *kept, guint64 mark, GPtrArray *take_list)
{
  if (kept->value != NULL)
    g_ptr_array_unref (kept->value);
  *kept = (Kept){ mark, take_list };
  return g_ptr_array_ref (take_list);
}

void
sim_rows_forget (void)
{
  for (guint practice = 0; practice < SIM_PRACTICES; practice++)
    {
      for (guint i = 0; i < SIM_MOST_SERVERS; i++)
        forget_rows (&kept_one[i][practice]);
      forget_rows (&kept_all[practice]);
    }
  for (guint i = 0; i < SIM_MOST_DESKS; i++)
    forget_rows (&kept_desks[i]);
}

/* Of all servers together: each mark is given once and grows, so the newest tells them apart but for which servers are open. */
static guint64
mark_servers (SimWorld *world)
{
  guint64 mark = 0;

  for (guint i = 0; i < world->n_servers; i++)
    mark = MAX (mark, sim_disk_get_mark (world->servers[i].disk));
  return mark;
}

static gboolean
collect (const WabiRow *from, gpointer data, GError **error)
{
  SimRow *row = g_new0 (SimRow, 1);
  const char *kind = wabi_row_text (from, 0);

  row->references = 1;
  row->kind = wabi_domain_find_kind (kind);
  row->id = g_strdup (wabi_row_text (from, 1));
  row->version = wabi_row_int (from, 2);
  row->seq = wabi_row_int (from, 3);
  row->deleted = wabi_row_int (from, 4) != 0;
  row->body = g_strdup (wabi_row_text (from, 5));
  row->client = g_strdup (wabi_row_text (from, 6));
  g_hash_table_replace (data, g_strconcat (kind, " ", row->id, NULL), row);
  return TRUE;
}

static const char *
get_client_column (const WabiKind *kind)
{
  const char *column = wabi_table_get_stream_column (kind);

  return column != NULL ? column : "NULL";
}

static const char *
get_sql (gboolean old)
{
  static GHashTable *kept; /* how many kinds, and whether without locations → SQL: schedules differ in their tables */
  GString *text;
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);
  gpointer key = GUINT_TO_POINTER (2 * n + (old ? 1 : 0));
  const char *known = kept != NULL ? g_hash_table_lookup (kept, key) : NULL;

  if (known != NULL)
    return known;
  if (kept == NULL)
    kept = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    if (!old || kinds[i] != &wabi_kind_location)
      g_string_append_printf (text, "%sSELECT '%s', id, version, seq, deleted, body, %s FROM r_%s WHERE practice_id = $1",
                              text->len > 0 ? " UNION ALL " : "", kinds[i]->name, get_client_column (kinds[i]), kinds[i]->name);
  g_hash_table_insert (kept, key, text->str);
  return g_string_free (text, FALSE);
}

/* One of the store's own reading connections: nobody else is about to use it. */
WabiDb *
sim_server_get_db (SimServer *server)
{
  WabiDb *db = server->store != NULL ? wabi_readers_take (server->store, NULL) : NULL;

  if (db != NULL)
    wabi_readers_give (server->store, db);
  return db;
}

GHashTable *
sim_rows_of_one (SimServer *server, guint practice)
{
  guint64 mark = sim_disk_get_mark (server->disk);
  GHashTable *known = find_kept (&kept_one[server->index][practice], mark);
  g_autoptr (GHashTable) rows = NULL;
  WabiValue args[] = { WABI_TEXT (sim_practice_id (practice)) };
  WabiDb *db = sim_server_get_db (server);

  if (db == NULL || sim_disk_is_dead (server->disk))
    return NULL;
  if (known != NULL)
    return g_hash_table_ref (known);
  rows = new_rows ();
  if (!wabi_db_query (db, get_sql (FALSE), args, 1, collect, rows, NULL, NULL))
    return NULL;
  return keep_rows (&kept_one[server->index][practice], mark, g_steal_pointer (&rows));
}

static gboolean
add_own (SimServer *server, guint practice, GHashTable *all)
{
  g_autoptr (GHashTable) rows = sim_rows_of_one (server, practice);
  GHashTableIter iter;
  gpointer key, value;

  if (rows == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (sim_server_has (server, ((SimRow *) value)->kind->service))
      g_hash_table_insert (all, g_strdup (key), ref_row (value));
  return TRUE;
}

GHashTable *
sim_rows_of_server (SimWorld *world, guint practice)
{
  guint64 mark = mark_servers (world);
  GHashTable *known = find_kept (&kept_all[practice], mark);
  g_autoptr (GHashTable) all = NULL;

  if (!sim_servers_are_up (world))
    return NULL;
  if (world->n_servers == 1)
    return sim_rows_of_one (&world->servers[0], practice);
  if (known != NULL)
    return g_hash_table_ref (known);
  all = new_rows ();
  for (guint i = 0; i < world->n_servers; i++)
    if (!add_own (&world->servers[i], practice, all))
      return NULL;
  return keep_rows (&kept_all[practice], mark, g_steal_pointer (&all));
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
  WabiValue args[] = { WABI_TEXT (sim_practice_id (desk->user->practice)) };
  WabiDb *db = sim_desk_get_db (desk);
  guint64 mark = sim_disk_get_mark (desk->disk);
  GHashTable *known = find_kept (&kept_desks[desk->index], mark);
  g_autoptr (GHashTable) rows = NULL;
  gint64 location;

  if (db != NULL && known != NULL)
    return g_hash_table_ref (known);
  location = db != NULL ? has_location (db) : -1;
  rows = new_rows ();
  if (location < 0 || !wabi_db_query (db, get_sql (location == 0), args, 1, collect, rows, NULL, NULL)
      || !wabi_db_query (db, "SELECT kind, id, version, seq, deleted, body, NULL FROM shadow", NULL, 0, overlay_base, rows, NULL, NULL)
      || !wabi_db_query (db, "SELECT kind, id, version, seq, deleted, body, client FROM raw", NULL, 0, collect, rows, NULL, NULL))
    return NULL;
  return keep_rows (&kept_desks[desk->index], mark, g_steal_pointer (&rows));
}

SimRow *
sim_rows_find (GHashTable *rows, const WabiKind *kind, const char *id)
{
  g_autofree char *key = g_strconcat (kind->name, " ", id, NULL);

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
  SimRow *keeper = (SimRow *) row;

  if (row->record != NULL)
    return g_object_ref (row->record);
  keeper->record = wabi_record_new_from_body (row->kind, row->id, row->body, NULL);
  if (row->record == NULL)
    return NULL;
  wabi_record_set_stamp (row->record, row->version, row->seq, row->deleted);
  return g_object_ref (row->record);
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

static gint64
read_seq (const char *result)
{
  g_autofree char *text = g_strdup_printf ("{%s}", result);
  g_autoptr (JsonObject) object = wabi_json_parse_object (text, -1, NULL, NULL);

  return object != NULL ? wabi_json_peek_int (object, "seq", 0) : 0;
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
  mutation->seq = read_seq (mutation->result);
  g_ptr_array_add (data, mutation);
  return TRUE;
}

/* What every server says of its own. */
static GPtrArray *
list_all (SimWorld *world, Kept *kept, const char *sql, WabiRowFunc func, GDestroyNotify free_func)
{
  guint64 mark = mark_servers (world);
  GPtrArray *known = find_kept (kept, mark);
  g_autoptr (GPtrArray) all = NULL;

  if (!sim_servers_are_up (world))
    return NULL;
  if (known != NULL)
    return g_ptr_array_ref (known);
  all = g_ptr_array_new_with_free_func (free_func);
  for (guint i = 0; i < world->n_servers; i++)
    {
      WabiDb *db = sim_server_get_db (&world->servers[i]);

      if (db == NULL || !wabi_db_query (db, sql, NULL, 0, func, all, NULL, NULL))
        return NULL;
    }
  return keep_list (kept, mark, g_steal_pointer (&all));
}

static gboolean
collect_held (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

GPtrArray *
sim_list_held (SimWorld *world)
{
  return list_all (world, &kept_held, "SELECT id FROM quarantine WHERE state = 'held' ORDER BY id", collect_held, g_free);
}

GPtrArray *
sim_list_mutations (SimWorld *world)
{
  return list_all (world, &kept_mutations,
                   "SELECT practice_id, service, device, n, mid, status, result, user_id FROM mutation ORDER BY practice_id, service, device, n",
                   collect_mutation, free_mutation);
}

static void
free_audit (gpointer data)
{
  SimAudit *audit = data;

  g_free (audit->practice);
  g_free (audit->service);
  g_free (audit->event);
  g_free (audit->refs);
  g_clear_pointer (&audit->object, json_object_unref);
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
  audit->object = wabi_json_parse_object (audit->refs, -1, NULL, NULL);
  if (audit->object != NULL && !wabi_json_take_array (audit->object, "records", FALSE, 100000, &audit->records, NULL))
    audit->records = NULL;
  g_ptr_array_add (data, audit);
  return TRUE;
}

GPtrArray *
sim_list_audit (SimWorld *world)
{
  return list_all (world, &kept_audit, "SELECT practice_id, service, n, event, refs FROM audit ORDER BY practice_id, service, n",
                   collect_audit, free_audit);
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
  WabiDb *db = sim_server_get_db (sim_server_of (world, service));

  if (db == NULL
      || !wabi_db_get_int (db, "SELECT head FROM practice_head WHERE practice_id = $1 AND service = $2", args,
                           2, &head, NULL))
    return -1;
  return head;
}
