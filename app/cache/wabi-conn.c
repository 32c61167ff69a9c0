// SPDX-License-Identifier: AGPL-3.0-or-later
// One connection to the cache's file: its tables, transactions and notes.

#include "wabi-conn-private.h"

#include <string.h>

#include "wabi-migration.h"
#include "wabi-text.h"

static const WabiMigration steps[] = {
  { 1,
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE feed_cursor (service TEXT NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, epoch TEXT, loaded "
    "BIGINT NOT NULL,"
    " sweeping BIGINT NOT NULL, last_n BIGINT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE outbox (pos INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, n BIGINT, service "
    "TEXT NOT NULL,"
    " name TEXT NOT NULL, args TEXT NOT NULL, deps TEXT NOT NULL, wall BIGINT NOT NULL, mono BIGINT NOT "
    "NULL, boot TEXT NOT NULL,"
    " zone TEXT NOT NULL, user_id TEXT NOT NULL, online BIGINT NOT NULL, state BIGINT NOT NULL, seq BIGINT "
    "NOT NULL,"
    " kinds TEXT NOT NULL, at BIGINT NOT NULL);"
    "CREATE INDEX outbox_waiting ON outbox (pos) WHERE state < 2;"
    "CREATE INDEX outbox_applied ON outbox (service, seq) WHERE state = 2;"
    "CREATE TABLE touch (command TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL,"
    " PRIMARY KEY (command, kind, id)) WITHOUT ROWID;"
    "CREATE INDEX touch_record ON touch (kind, id);"
    "CREATE TABLE shadow (kind TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL, seq BIGINT NOT NULL,"
    " deleted BIGINT NOT NULL, body TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;"
    "CREATE TABLE refused (id TEXT NOT NULL PRIMARY KEY, service TEXT NOT NULL, name TEXT NOT NULL, args "
    "TEXT NOT NULL,"
    " deps TEXT NOT NULL, code TEXT, field TEXT, message TEXT, dep_of TEXT, given_at BIGINT NOT NULL, at "
    "BIGINT NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE buffer (key TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, at BIGINT NOT NULL) WITHOUT "
    "ROWID;"
    "CREATE TABLE person_name (kind TEXT NOT NULL, id TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY "
    "(kind, id)) WITHOUT ROWID;"
    "CREATE TABLE word (kind TEXT NOT NULL, word TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, word, "
    "id)) WITHOUT ROWID;"
    "CREATE INDEX word_record ON word (kind, id);"
    "CREATE TABLE raw (kind TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL, seq BIGINT NOT NULL,"
    " deleted BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;"
    "CREATE TABLE seen (service TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (service, "
    "kind, id)) WITHOUT ROWID;" },
  /* With the state in it, what waits is counted without looking at the commands themselves. */
  { 2, "DROP INDEX outbox_waiting; CREATE INDEX outbox_waiting ON outbox (pos, state) WHERE state < 2;" },
  /* Each service has its own queue, epoch and reach. "aside": until when a command that its service could not
   * take is left. */
  { 3, "ALTER TABLE outbox ADD COLUMN aside BIGINT NOT NULL DEFAULT 0;"
       "ALTER TABLE outbox ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;"
       "DROP INDEX outbox_waiting; CREATE INDEX outbox_waiting ON outbox (service, pos, state) WHERE state < 2;"
       "ALTER TABLE feed_cursor ADD COLUMN told_epoch TEXT;"
       "ALTER TABLE feed_cursor ADD COLUMN acked BIGINT NOT NULL DEFAULT 0;"
       "UPDATE feed_cursor SET told_epoch = (SELECT value FROM meta WHERE key = 'epoch');" },
  /* Which version of the command tables each service knows, and the oldest that it still takes from here. What
   * is kept raw goes with its feed. */
  { 4, "ALTER TABLE feed_cursor ADD COLUMN schema BIGINT NOT NULL DEFAULT 1;"
       "ALTER TABLE feed_cursor ADD COLUMN min_schema BIGINT NOT NULL DEFAULT 1;"
       "ALTER TABLE raw ADD COLUMN service TEXT NOT NULL DEFAULT '';" },
  /* Whose records may be here, as each service last said; "filling": what came before is fetched beside the
   * feed, "place" is how far. */
  { 5, "CREATE TABLE access (service TEXT NOT NULL PRIMARY KEY, token TEXT NOT NULL, roles BIGINT NOT NULL, "
       "narrow BIGINT NOT NULL, filled_to BIGINT NOT NULL) WITHOUT ROWID;"
       "CREATE TABLE caseload (service TEXT NOT NULL, client TEXT NOT NULL, filling BIGINT NOT NULL, place TEXT "
       "NOT NULL, PRIMARY KEY (service, client)) WITHOUT ROWID;"
       "ALTER TABLE raw ADD COLUMN client TEXT;" },
  /* Where the feed ended when it was begun at 0. */
  { 6, "ALTER TABLE feed_cursor ADD COLUMN base BIGINT NOT NULL DEFAULT 0;" },
  /* What a waiting command had made, and a rule took off the screen over newer news: shown again when the service says yes. */
  { 7, "CREATE TABLE unseen (command TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, deleted BIGINT NOT NULL, body TEXT NOT NULL,"
       " PRIMARY KEY (command, kind, id)) WITHOUT ROWID;" },
  /* What was judged of charges, until a record changes that it stands on. */
  { 8, "CREATE TABLE verdict (charge TEXT NOT NULL PRIMARY KEY, client TEXT NOT NULL, staff TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;"
       "CREATE INDEX verdict_client ON verdict (client); CREATE INDEX verdict_staff ON verdict (staff);" },
};

static WabiRecord *
view_get (gpointer data, const WabiKind *kind, const char *id, GError **error)
{
  static const char birth_sql[]
      = "SELECT o.id FROM touch t JOIN outbox o ON o.id = t.command WHERE t.kind = $1 AND t.id = $2 AND "
        "o.state < 2 AND EXISTS"
        " (SELECT 1 FROM shadow s WHERE s.kind = $1 AND s.id = $2 AND s.version = 0) ORDER BY o.pos LIMIT 1";
  WabiConn *conn = data;
  g_autoptr (WabiRecord) record = wabi_table_get (conn->db, conn->caller->practice, kind, id, error);
  WabiValue args[] = { WABI_TEXT (kind->name), WABI_TEXT (id) };
  char *birth = NULL;

  if (conn->reads == NULL)
    return g_steal_pointer (&record);
  g_hash_table_add (conn->reads, (gpointer)kind);
  if (record == NULL || wabi_record_get_seq (record) != 0)
    return g_steal_pointer (&record);
  if (!wabi_db_get_text (conn->db, birth_sql, args, 2, &birth, error))
    return NULL;
  if (birth != NULL)
    g_hash_table_add (conn->births, birth);
  return g_steal_pointer (&record);
}

static GPtrArray *
view_list (gpointer data, const WabiQuery *query, GError **error)
{
  WabiConn *conn = data;

  if (conn->reads != NULL)
    g_hash_table_add (conn->reads, (gpointer)query->kind);
  return wabi_table_list (conn->db, conn->caller->practice, query, error);
}

gboolean
wabi_conn_open (WabiConn *conn, const char *path, const guint8 *key, gboolean durable,
                const WabiCacheTables *tables, const WabiCaller *caller, GError **error)
{
  WabiDbOptions options = { path, key, FALSE, durable };

  memset (conn, 0, sizeof *conn);
  conn->tables = tables;
  conn->caller = caller;
  conn->view = (WabiView){ view_get, view_list, conn };
  conn->db = wabi_db_open (wabi_db_get_sqlite (), &options, error);
  return conn->db != NULL;
}

void
wabi_conn_close (WabiConn *conn)
{
  g_clear_pointer (&conn->db, wabi_db_close);
  g_clear_pointer (&conn->changes, wabi_changes_unref);
  g_clear_pointer (&conn->reads, g_hash_table_unref);
  g_clear_pointer (&conn->births, g_hash_table_unref);
}

/* One text that changes whenever the field tables do, so that a usual start does not look at every table. */
static char *
build_fingerprint (const WabiCacheTables *tables)
{
  g_autoptr (GString) text = g_string_new ("2");

  for (guint i = 0; i < tables->n_kinds; i++)
    {
      const WabiKind *kind = tables->kinds[i];

      g_string_append_printf (text, "\n%s %s", kind->name, kind->cluster_by != NULL ? kind->cluster_by : "-");
      for (guint j = 0; j < kind->n_fields; j++)
        if (kind->fields[j].flags & WABI_INDEXED)
          g_string_append_printf (text, " %s:%d", kind->fields[j].name, (int)kind->fields[j].type);
    }
  for (guint i = 0; i < tables->n_search; i++)
    g_string_append_printf (text, "\n%s.%s", tables->search[i].kind, tables->search[i].field);
  return wabi_text_hash_hex (text->str, -1);
}

typedef struct
{
  WabiConn *conn;
  const WabiKind *kind;
  GPtrArray *records;
} Collect;

static gboolean
collect_record (const WabiRow *row, gpointer data, GError **error)
{
  Collect *collect = data;
  WabiRecord *record
      = wabi_record_new_from_body (collect->kind, wabi_row_text (row, 0), wabi_row_text (row, 4), error);

  if (record == NULL)
    return FALSE;
  wabi_record_set_stamp (record, wabi_row_int (row, 1), wabi_row_int (row, 2), wabi_row_int (row, 3) != 0);
  g_ptr_array_add (collect->records, record);
  return TRUE;
}

/* Records of kinds that an older program did not know were kept as they came. */
static gboolean
adopt_raw (WabiConn *conn, const WabiKind *kind, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  Collect collect = { conn, kind, records };
  WabiValue args[] = { WABI_TEXT (kind->name) };

  if (!wabi_db_query (conn->db, "SELECT id, version, seq, deleted, body FROM raw WHERE kind = $1", args, 1,
                      collect_record, &collect, NULL, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!wabi_table_put (conn->db, conn->caller->practice, g_ptr_array_index (records, i), error)
        || !wabi_conn_index_words (conn, g_ptr_array_index (records, i), error))
      return FALSE;
  return wabi_db_run (conn->db, error, "DELETE FROM raw WHERE kind = $1", WABI_TEXT (kind->name));
}

static gboolean
ensure_tables (WabiConn *conn, const char *fingerprint, gboolean indexed, GError **error)
{
  for (guint i = 0; i < conn->tables->n_kinds; i++)
    if (!wabi_table_ensure (conn->db, conn->tables->kinds[i], FALSE, error)
        || !adopt_raw (conn, conn->tables->kinds[i], error)
        || (indexed && !wabi_table_ensure_indexes (conn->db, conn->tables->kinds[i], error)))
      return FALSE;
  for (guint i = 0; conn->tables->services[i] != NULL; i++)
    if (!wabi_db_run (conn->db, error, "INSERT OR IGNORE INTO feed_cursor (service, seq, loaded, sweeping, last_n)"
                      " VALUES ($1, 0, 0, 0, 0)",
                      WABI_TEXT (conn->tables->services[i])))
      return FALSE;
  return wabi_table_write_hints (conn->db, conn->tables->kinds, conn->tables->n_kinds, error)
         && wabi_conn_put_meta (conn, "tables", fingerprint, error);
}

gboolean
wabi_conn_prepare (WabiConn *conn, GError **error)
{
  g_autofree char *now = build_fingerprint (conn->tables), *then = NULL, *indexed = NULL;

  if (!wabi_migrate (conn->db, "cache", steps, G_N_ELEMENTS (steps), error)
      || !wabi_conn_get_meta (conn, "tables", &then, error)
      || !wabi_conn_get_meta (conn, "indexed", &indexed, error))
    return FALSE;
  if (g_strcmp0 (now, then) == 0)
    return TRUE;
  if (!wabi_conn_begin (conn, error))
    return FALSE;
  if (!ensure_tables (conn, now, indexed != NULL, error))
    {
      wabi_conn_rollback (conn);
      return FALSE;
    }
  return wabi_conn_commit (conn, NULL, error);
}

gboolean
wabi_conn_ensure_indexes (WabiConn *conn, GError **error)
{
  g_autofree char *indexed = NULL;

  if (!wabi_conn_get_meta (conn, "indexed", &indexed, error))
    return FALSE;
  if (indexed != NULL)
    return TRUE;
  /* Each index reads the whole table: with this much room it is decrypted once, and the room is given back.
   */
  if (!wabi_db_script (conn->db, "PRAGMA cache_size=-64000;", error))
    return FALSE;
  for (guint i = 0; i < conn->tables->n_kinds; i++)
    if (!wabi_table_ensure_indexes (conn->db, conn->tables->kinds[i], error))
      return FALSE;
  return wabi_table_write_hints (conn->db, conn->tables->kinds, conn->tables->n_kinds, error)
         && wabi_conn_put_meta (conn, "indexed", "1", error)
         && wabi_db_script (conn->db, "PRAGMA cache_size=-16000; PRAGMA shrink_memory;", error);
}

gboolean
wabi_conn_begin (WabiConn *conn, GError **error)
{
  g_clear_pointer (&conn->changes, wabi_changes_unref);
  conn->changes = wabi_changes_new ();
  return wabi_db_begin (conn->db, WABI_DB_WRITE, error);
}

gboolean
wabi_conn_commit (WabiConn *conn, WabiChanges **changes, GError **error)
{
  if (!wabi_conn_drop_verdicts (conn, error))
    {
      wabi_conn_rollback (conn);
      return FALSE;
    }
  if (!wabi_db_commit (conn->db, error))
    {
      g_clear_pointer (&conn->changes, wabi_changes_unref);
      return FALSE;
    }
  if (changes != NULL)
    *changes = g_steal_pointer (&conn->changes);
  g_clear_pointer (&conn->changes, wabi_changes_unref);
  return TRUE;
}

void
wabi_conn_rollback (WabiConn *conn)
{
  wabi_db_rollback (conn->db);
  g_clear_pointer (&conn->changes, wabi_changes_unref);
}

gboolean
wabi_conn_put_meta (WabiConn *conn, const char *key, const char *value, GError **error)
{
  if (value == NULL)
    return wabi_db_run (conn->db, error, "DELETE FROM meta WHERE key = $1", WABI_TEXT (key));
  return wabi_db_run (conn->db, error, "INSERT OR REPLACE INTO meta (key, value) VALUES ($1, $2)",
                      WABI_TEXT (key), WABI_TEXT (value));
}

gboolean
wabi_conn_get_meta (WabiConn *conn, const char *key, char **out, GError **error)
{
  WabiValue args[] = { WABI_TEXT (key) };

  return wabi_db_get_text (conn->db, "SELECT value FROM meta WHERE key = $1", args, 1, out, error);
}

const WabiKind *
wabi_conn_find_kind (WabiConn *conn, const char *name)
{
  for (guint i = 0; i < conn->tables->n_kinds; i++)
    if (strcmp (conn->tables->kinds[i]->name, name) == 0)
      return conn->tables->kinds[i];
  return NULL;
}

char *
wabi_conn_dup_search_fields (WabiConn *conn, const WabiKind *kind)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = 0; i < conn->tables->n_search; i++)
    if (strcmp (conn->tables->search[i].kind, kind->name) == 0)
      g_string_append_printf (fields, "%s%s", fields->len > 0 ? " " : "", conn->tables->search[i].field);
  return fields->len > 0 ? g_strdup (fields->str) : NULL;
}

static char *
fold_names (WabiRecord *record, const char *fields)
{
  g_auto (GStrv) names = g_strsplit (fields, " ", -1);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    if (wabi_record_get_text (record, names[i]) != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", wabi_record_get_text (record, names[i]));
  return wabi_text_fold (all->str);
}

gboolean
wabi_conn_index_words (WabiConn *conn, WabiRecord *record, GError **error)
{
  const char *kind = wabi_record_get_kind (record)->name, *id = wabi_record_get_id (record);
  g_autofree char *fields = wabi_conn_dup_search_fields (conn, wabi_record_get_kind (record)), *folded = NULL;
  g_auto (GStrv) words = NULL;

  if (fields == NULL)
    return TRUE;
  if (!wabi_db_run (conn->db, error, "DELETE FROM word WHERE kind = $1 AND id = $2", WABI_TEXT (kind),
                    WABI_TEXT (id))
      || !wabi_db_run (conn->db, error, "DELETE FROM person_name WHERE kind = $1 AND id = $2",
                       WABI_TEXT (kind), WABI_TEXT (id)))
    return FALSE;
  if (wabi_record_get_deleted (record))
    return TRUE;
  folded = fold_names (record, fields);
  words = g_strsplit_set (folded, " -'.,", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0'
        && !wabi_db_run (conn->db, error, "INSERT OR IGNORE INTO word (kind, word, id) VALUES ($1, $2, $3)",
                         WABI_TEXT (kind), WABI_TEXT (words[i]), WABI_TEXT (id)))
      return FALSE;
  return wabi_db_run (conn->db, error, "INSERT INTO person_name (kind, id, folded) VALUES ($1, $2, $3)",
                      WABI_TEXT (kind), WABI_TEXT (id), WABI_TEXT (folded));
}
