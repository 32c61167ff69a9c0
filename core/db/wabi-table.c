// SPDX-License-Identifier: AGPL-3.0-or-later
// Record tables made and written from the field tables.

#include "wabi-table.h"

#include <string.h>

static const char *
column_type (const WabiField *field)
{
  switch (field->type)
    {
    case WABI_FIELD_INT:
    case WABI_FIELD_BOOL:
    case WABI_FIELD_INSTANT:
    case WABI_FIELD_MONEY:
      return "BIGINT";
    case WABI_FIELD_TEXT:
    case WABI_FIELD_LONG_TEXT:
    case WABI_FIELD_DATE:
    case WABI_FIELD_ENUM:
    case WABI_FIELD_REF:
    case WABI_FIELD_LIST:
    case WABI_FIELD_JSON:
    case WABI_FIELD_CODE:
    default:
      return "TEXT";
    }
}

/* Kinds whose client is no column already have one more, "stream": the client's id (sync.md 6.3). */
static gboolean
has_own_stream (const WabiKind *kind)
{
  return g_strcmp0 (wabi_table_get_stream_column (kind), "stream") == 0;
}

const char *
wabi_table_get_stream_column (const WabiKind *kind)
{
  const WabiField *field;

  switch (wabi_kind_get_bond (kind, &field))
    {
    case WABI_BOND_SELF:
      return "id";
    case WABI_BOND_FIELD:
      return field->flags & WABI_INDEXED ? "f_client" : "stream";
    case WABI_BOND_PARENT:
      return "stream";
    case WABI_BOND_NONE:
    default:
      return NULL;
    }
}

static char *
build_create (WabiDb *db, const WabiKind *kind)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "CREATE TABLE IF NOT EXISTS r_%s (practice_id TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL, "
                          "seq BIGINT NOT NULL, deleted BIGINT NOT NULL, schema BIGINT NOT NULL, body TEXT NOT NULL",
                          kind->name);
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & WABI_INDEXED)
      g_string_append_printf (sql, ", f_%s %s%s", kind->fields[i].name, column_type (&kind->fields[i]),
                              g_strcmp0 (kind->fields[i].name, kind->cluster_by) == 0 ? " NOT NULL DEFAULT 0" : "");
  if (has_own_stream (kind))
    g_string_append (sql, ", stream TEXT");
  /* Rows that are read together lie together (sync.md, section 1): 2.5 times faster pages than a table keyed by id. */
  if (kind->cluster_by != NULL)
    g_string_append_printf (sql, ", PRIMARY KEY (practice_id, f_%s, id))", kind->cluster_by);
  else
    g_string_append (sql, ", PRIMARY KEY (practice_id, id))");
  if (db->driver->dialect == WABI_DIALECT_SQLITE)
    g_string_append (sql, " WITHOUT ROWID");
  return g_string_free (sql, FALSE);
}

static gboolean
run_text (WabiDb *db, char *take_sql, GError **error)
{
  g_autofree char *sql = take_sql;

  return wabi_db_run (db, error, sql);
}

/* Which columns the table has. On PostgreSQL a statement that fails costs the transaction, so the catalog is asked; on SQLite
 * pragma_table_info() as a table came after 3.15, so the empty select is tried instead. */
static gboolean
has_column (WabiDb *db, const WabiKind *kind, const char *column, gboolean *out, GError **error)
{
  g_autofree char *table = g_strconcat ("r_", kind->name, NULL);
  WabiValue args[] = { WABI_TEXT (table), WABI_TEXT (column) };
  g_autofree char *sql = NULL;
  gint64 n = 0;

  if (db->driver->dialect == WABI_DIALECT_POSTGRES)
    {
      if (!wabi_db_get_int (db, "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND "
                                "table_name = $1 AND column_name = $2", args, 2, &n, error))
        return FALSE;
      *out = n > 0;
      return TRUE;
    }
  sql = g_strdup_printf ("SELECT %s FROM r_%s WHERE practice_id = '' LIMIT 0", column, kind->name);
  *out = wabi_db_query (db, sql, NULL, 0, NULL, NULL, NULL, NULL);
  return TRUE;
}

/* Of what was deleted only the client stays, so that those hear of it whom it concerns. */
static WabiValue
promote (const WabiField *field, WabiRecord *record)
{
  if (!wabi_record_has (record, field->name) || (wabi_record_get_deleted (record) && strcmp (field->name, "client") != 0))
    return WABI_NULL;
  if (field->type == WABI_FIELD_BOOL)
    return WABI_INT (wabi_record_get_bool (record, field->name));
  if (strcmp (column_type (field), "BIGINT") == 0)
    return WABI_INT (wabi_record_get_int (record, field->name));
  return WABI_TEXT (wabi_record_get_text (record, field->name));
}

typedef struct
{
  GPtrArray *practices, *records;
  const WabiKind *kind;
} Refill;

static gboolean
collect_record (const WabiRow *row, gpointer data, GError **error)
{
  Refill *refill = data;
  WabiRecord *record = wabi_record_new_from_body (refill->kind, wabi_row_text (row, 1), wabi_row_text (row, 5), error);

  if (record == NULL)
    return FALSE;
  wabi_record_set_stamp (record, wabi_row_int (row, 2), wabi_row_int (row, 3), wabi_row_int (row, 4) != 0);
  g_ptr_array_add (refill->practices, g_strdup (wabi_row_text (row, 0)));
  g_ptr_array_add (refill->records, record);
  return TRUE;
}

static gboolean
collect_all (WabiDb *db, Refill *refill, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT practice_id, id, version, seq, deleted, body FROM r_%s", refill->kind->name);

  return wabi_db_query (db, sql, NULL, 0, collect_record, refill, NULL, error);
}

/* Only the column changes: the record keeps its version and its place in the feed, which the guards watch. */
static gboolean
refill_column (WabiDb *db, const Refill *refill, const WabiField *field, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE r_%s SET f_%s = $3 WHERE practice_id = $1 AND id = $2", refill->kind->name, field->name);

  for (guint i = 0; i < refill->records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (refill->records, i);
      WabiValue values[] = { WABI_TEXT (g_ptr_array_index (refill->practices, i)), WABI_TEXT (wabi_record_get_id (record)),
                             promote (field, record) };

      if (!wabi_db_post_values (db, sql, values, G_N_ELEMENTS (values), error))
        return FALSE;
    }
  return TRUE;
}

/* Adds the columns that the table lacks and fills them from the bodies. */
static gboolean
grow (WabiDb *db, const WabiKind *kind, GError **error)
{
  g_autoptr (GPtrArray) practices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  Refill refill = { practices, records, kind };
  gboolean collected = FALSE, has = FALSE;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const WabiField *field = &kind->fields[i];
      g_autofree char *column = g_strconcat ("f_", field->name, NULL);

      if (!(field->flags & WABI_INDEXED))
        continue;
      if (!has_column (db, kind, column, &has, error))
        return FALSE;
      if (has)
        continue;
      if (!run_text (db, g_strdup_printf ("ALTER TABLE r_%s ADD COLUMN f_%s %s", kind->name, field->name, column_type (field)), error))
        return FALSE;
      if (!collected && !collect_all (db, &refill, error))
        return FALSE;
      collected = TRUE;
      if (!refill_column (db, &refill, field, error))
        return FALSE;
    }
  return TRUE;
}

/* What belongs to a note or session is told by it; else the body says whose it is. */
static gboolean
refill_stream (WabiDb *db, const WabiKind *kind, GError **error)
{
  g_autoptr (GPtrArray) practices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  Refill refill = { practices, records, kind };
  const WabiField *field;
  g_autofree char *sql = NULL;

  if (wabi_kind_get_bond (kind, &field) == WABI_BOND_PARENT)
    return run_text (db,
                     g_strdup_printf ("UPDATE r_%s SET stream = (SELECT p.f_client FROM r_%s p WHERE p.practice_id = r_%s.practice_id AND "
                                      "p.id = r_%s.f_%s)",
                                      kind->name, field->values, kind->name, kind->name, field->name),
                     error);
  sql = g_strdup_printf ("UPDATE r_%s SET stream = $3 WHERE practice_id = $1 AND id = $2", kind->name);
  if (!collect_all (db, &refill, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiValue values[] = { WABI_TEXT (g_ptr_array_index (practices, i)), WABI_TEXT (wabi_record_get_id (record)),
                             WABI_TEXT (wabi_record_get_client (record)) };

      if (!wabi_db_post_values (db, sql, values, G_N_ELEMENTS (values), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
grow_stream (WabiDb *db, const WabiKind *kind, GError **error)
{
  gboolean has = FALSE;

  if (!has_own_stream (kind))
    return TRUE;
  if (!has_column (db, kind, "stream", &has, error))
    return FALSE;
  return has
         || (run_text (db, g_strdup_printf ("ALTER TABLE r_%s ADD COLUMN stream TEXT", kind->name), error)
             && refill_stream (db, kind, error));
}

/* By place in the feed, and by client and place: what one technician may see of a large practice is found without walking the practice. */
static gboolean
ensure_feed_indexes (WabiDb *db, const WabiKind *kind, GError **error)
{
  const char *stream = wabi_table_get_stream_column (kind);

  return run_text (db,
                   g_strdup_printf ("CREATE UNIQUE INDEX IF NOT EXISTS x_%s_seq ON r_%s (practice_id, seq)", kind->name, kind->name),
                   error)
         && (stream == NULL
             || run_text (db,
                          g_strdup_printf ("CREATE INDEX IF NOT EXISTS x_%s_stream ON r_%s (practice_id, %s, seq)", kind->name, kind->name,
                                           stream),
                          error));
}

gboolean
wabi_table_ensure (WabiDb *db, const WabiKind *kind, gboolean with_seq, GError **error)
{
  if (!run_text (db, build_create (db, kind), error) || !grow (db, kind, error) || !grow_stream (db, kind, error))
    return FALSE;
  if (kind->cluster_by != NULL
      && !run_text (db, g_strdup_printf ("CREATE UNIQUE INDEX IF NOT EXISTS x_%s_id ON r_%s (practice_id, id)", kind->name, kind->name),
                    error))
    return FALSE;
  return !with_seq || ensure_feed_indexes (db, kind, error);
}

gboolean
wabi_table_ensure_indexes (WabiDb *db, const WabiKind *kind, GError **error)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *name = kind->fields[i].name;

      if (!(kind->fields[i].flags & WABI_INDEXED) || g_strcmp0 (name, kind->cluster_by) == 0)
        continue;
      if (!run_text (db,
                     g_strdup_printf ("CREATE INDEX IF NOT EXISTS x_%s_%s ON r_%s (practice_id, f_%s%s%s)", kind->name, name, kind->name,
                                      name, kind->cluster_by != NULL ? ", f_" : "",
                                      kind->cluster_by != NULL ? kind->cluster_by : ""),
                     error))
        return FALSE;
    }
  /* A service has it already, with the place in the feed behind it. */
  return !has_own_stream (kind)
         || run_text (db,
                      g_strdup_printf ("CREATE INDEX IF NOT EXISTS x_%s_stream ON r_%s (practice_id, stream)", kind->name, kind->name),
                      error);
}

/* ---- writing ---- */

#define FIXED_COLUMNS 7
#define MAX_COLUMNS 40

/* The place of a promoted field among the arguments of a put. */
static guint
find_argument (const WabiKind *kind, const WabiField *field)
{
  guint n = FIXED_COLUMNS;

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & WABI_INDEXED)
      {
        n++;
        if (&kind->fields[i] == field)
          return n;
      }
  return 0;
}

/* What belongs to a note or a session takes the client from there, when nobody says it: both have the client as a column. */
static void
append_stream_value (GString *sql, const WabiKind *kind, guint argument)
{
  const WabiField *field;
  WabiBond bond = wabi_kind_get_bond (kind, &field);
  guint parent = bond == WABI_BOND_PARENT ? find_argument (kind, field) : 0;

  if (!has_own_stream (kind))
    return;
  if (parent == 0)
    g_string_append_printf (sql, ", $%u", argument);
  else
    g_string_append_printf (sql, ", coalesce($%u, (SELECT f_client FROM r_%s p WHERE p.practice_id = $1 AND p.id = $%u))", argument,
                            field->values, parent);
}

static char *
build_put (const WabiKind *kind, gboolean upsert, gboolean replace)
{
  GString *sql = g_string_new (replace ? "INSERT OR REPLACE" : "INSERT");
  GString *update = g_string_new ("version = excluded.version, seq = excluded.seq, deleted = excluded.deleted, "
                                  "schema = excluded.schema, body = excluded.body");
  guint n = FIXED_COLUMNS;

  g_string_append_printf (sql, " INTO r_%s (practice_id, id, version, seq, deleted, schema, body", kind->name);
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & WABI_INDEXED)
      {
        n++;
        g_string_append_printf (sql, ", f_%s", kind->fields[i].name);
        g_string_append_printf (update, ", f_%s = excluded.f_%s", kind->fields[i].name, kind->fields[i].name);
      }
  if (has_own_stream (kind))
    {
      g_string_append (sql, ", stream");
      g_string_append (update, ", stream = excluded.stream");
    }
  g_string_append (sql, ") VALUES ($1");
  for (guint i = 2; i <= n; i++)
    g_string_append_printf (sql, ", $%u", i);
  append_stream_value (sql, kind, n + 1);
  g_string_append_c (sql, ')');
  if (upsert)
    g_string_append_printf (sql, " ON CONFLICT (practice_id, id) DO UPDATE SET %s", update->str);
  g_string_free (update, TRUE);
  return g_string_free (sql, FALSE);
}

typedef enum
{
  PUT_UPSERT,
  PUT_INSERT,
  PUT_REPLACE,
  N_PUTS,
} Put;

/* One statement text for each kind and way, built once and kept for the life of the program. */
static const char *
get_put (const WabiKind *kind, Put put)
{
  static GHashTable *made[N_PUTS];
  static GMutex lock;
  const char *sql;

  g_mutex_lock (&lock);
  if (made[put] == NULL)
    made[put] = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (made[put], kind);
  if (sql == NULL)
    {
      sql = build_put (kind, put == PUT_UPSERT, put == PUT_REPLACE);
      g_hash_table_insert (made[put], (gpointer) kind, (gpointer) sql);
    }
  g_mutex_unlock (&lock);
  return sql;
}

/*
 * An upsert fails loudly on a second record at one place of the feed; replacing, all that an old SQLite can, would swallow the first. Replacing
 * also keeps every page that it touches for a rollback of the one statement, and SQLCipher encrypts each of these: four times the work
 * of the record itself. So what is new is only inserted.
 */
static gboolean
run_put (WabiDb *db, const WabiKind *kind, const WabiValue *values, guint n, GError **error)
{
  GError *inner = NULL;

  if (db->driver->upsert)
    return wabi_db_post_values (db, get_put (kind, PUT_UPSERT), values, n, error);
  if (wabi_db_query (db, get_put (kind, PUT_INSERT), values, n, NULL, NULL, NULL, &inner))
    return TRUE;
  if (!g_error_matches (inner, WABI_DB_ERROR, WABI_DB_ERROR_UNIQUE))
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  g_error_free (inner);
  return wabi_db_query (db, get_put (kind, PUT_REPLACE), values, n, NULL, NULL, NULL, error);
}

gboolean
wabi_table_put_json (WabiDb *db, const char *practice, WabiRecord *record, const char *body, GError **error)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  WabiValue values[MAX_COLUMNS] = { WABI_TEXT (practice),
                                    WABI_TEXT (wabi_record_get_id (record)),
                                    WABI_INT (wabi_record_get_version (record)),
                                    WABI_INT (wabi_record_get_seq (record)),
                                    WABI_INT (wabi_record_get_deleted (record)),
                                    WABI_INT (kind->schema),
                                    WABI_TEXT (body) };
  guint n = FIXED_COLUMNS;

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & WABI_INDEXED)
      {
        g_assert (n < MAX_COLUMNS);
        values[n] = promote (&kind->fields[i], record);
        if (values[n].type == WABI_VALUE_NULL && g_strcmp0 (kind->fields[i].name, kind->cluster_by) == 0)
          values[n] = WABI_INT (0);
        n++;
      }
  if (has_own_stream (kind))
    {
      g_assert (n < MAX_COLUMNS);
      values[n++] = WABI_TEXT (wabi_record_get_client (record));
    }
  return run_put (db, kind, values, n, error);
}

gboolean
wabi_table_put (WabiDb *db, const char *practice, WabiRecord *record, GError **error)
{
  g_autofree char *body = wabi_record_dup_json (record);

  return wabi_table_put_json (db, practice, record, body, error);
}

gboolean
wabi_table_remove (WabiDb *db, const char *practice, const WabiKind *kind, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM r_%s WHERE practice_id = $1 AND id = $2", kind->name);

  return wabi_db_run (db, error, sql, WABI_TEXT (practice), WABI_TEXT (id));
}
