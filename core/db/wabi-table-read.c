// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading records back from the tables that the field tables made.

#include "wabi-table.h"

#include <string.h>

#define DEFAULT_LIMIT 100000

static const char *const operators[] = { "=", "<", "<=", ">", ">=" };

static void
append_order (GString *sql, const WabiKind *kind, const WabiQuery *query)
{
  const char *direction = query->descending ? " DESC" : "";

  if (query->order_by != NULL)
    g_string_append_printf (sql, " ORDER BY f_%s%s, id%s", query->order_by, direction, direction);
  else if (kind->cluster_by != NULL)
    g_string_append_printf (sql, " ORDER BY f_%s%s, id%s", kind->cluster_by, direction, direction);
  else
    g_string_append_printf (sql, " ORDER BY id%s", direction);
}

char *
wabi_table_build_select (const WabiKind *kind, const WabiQuery *query, const char *columns, const char *practice,
                         WabiValue *out_args, guint *out_n)
{
  GString *sql = g_string_new (NULL);
  guint n = 0;

  g_string_append_printf (sql, "SELECT %s FROM r_%s WHERE practice_id = $1 AND deleted = 0", columns, kind->name);
  out_args[n++] = WABI_TEXT (practice);
  for (guint i = 0; query != NULL && i < query->n_terms; i++)
    {
      const WabiTerm *term = &query->terms[i];

      out_args[n++] = term->text != NULL ? WABI_TEXT (term->text) : WABI_INT (term->number);
      g_string_append_printf (sql, " AND f_%s %s $%u", term->field, operators[term->op], n);
    }
  *out_n = n;
  return g_string_free (sql, FALSE);
}

static char *
build_list (const WabiQuery *query, const char *columns, const char *practice, WabiValue *args, guint *n)
{
  g_autofree char *select = wabi_table_build_select (query->kind, query, columns, practice, args, n);
  GString *sql = g_string_new (select);

  append_order (sql, query->kind, query);
  g_string_append_printf (sql, " LIMIT %u", query->limit > 0 ? query->limit : DEFAULT_LIMIT);
  if (query->offset > 0)
    g_string_append_printf (sql, " OFFSET %u", query->offset);
  return g_string_free (sql, FALSE);
}

typedef struct
{
  const WabiKind *kind;
  WabiRecord *record;
  GPtrArray *records;
} Reader;

static gboolean
read_record (const WabiRow *row, gpointer data, GError **error)
{
  Reader *reader = data;
  WabiRecord *record = wabi_record_new_from_body (reader->kind, wabi_row_text (row, 0), wabi_row_text (row, 4), error);

  if (record == NULL)
    return FALSE;
  wabi_record_set_stamp (record, wabi_row_int (row, 1), wabi_row_int (row, 2), wabi_row_int (row, 3) != 0);
  if (reader->records != NULL)
    g_ptr_array_add (reader->records, record);
  else
    {
      g_clear_object (&reader->record);
      reader->record = record;
    }
  return TRUE;
}

WabiRecord *
wabi_table_get (WabiDb *db, const char *practice, const WabiKind *kind, const char *id, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT id, version, seq, deleted, body FROM r_%s WHERE practice_id = $1 AND id = $2", kind->name);
  WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (id) };
  Reader reader = { kind, NULL, NULL };

  if (!wabi_db_query (db, sql, args, 2, read_record, &reader, NULL, error))
    g_clear_object (&reader.record);
  return reader.record;
}

GPtrArray *
wabi_table_list (WabiDb *db, const char *practice, const WabiQuery *query, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  WabiValue args[WABI_QUERY_MAX_TERMS + 2];
  guint n;
  g_autofree char *sql = build_list (query, "id, version, seq, deleted, body", practice, args, &n);
  Reader reader = { query->kind, NULL, records };

  if (!wabi_db_query (db, sql, args, n, read_record, &reader, NULL, error))
    return NULL;
  return g_steal_pointer (&records);
}

gboolean
wabi_table_count (WabiDb *db, const char *practice, const WabiQuery *query, gint64 *out, GError **error)
{
  WabiValue args[WABI_QUERY_MAX_TERMS + 2];
  guint n;
  g_autofree char *sql = wabi_table_build_select (query->kind, query, "count(*)", practice, args, &n);

  *out = 0;
  return wabi_db_get_int (db, sql, args, n, out, error);
}

typedef struct
{
  GString *out;
  guint count;
} Appender;

static gboolean
append_record (const WabiRow *row, gpointer data, GError **error)
{
  Appender *appender = data;
  GString *out = appender->out;
  char number[64];

  g_string_append (out, appender->count++ > 0 ? ",{\"id\":\"" : "{\"id\":\"");
  g_string_append (out, wabi_row_text (row, 0));
  g_snprintf (number, sizeof number, "\",\"version\":%" G_GINT64_FORMAT ",\"seq\":%" G_GINT64_FORMAT, wabi_row_int (row, 1),
              wabi_row_int (row, 2));
  g_string_append (out, number);
  g_string_append (out, ",\"body\":");
  g_string_append (out, wabi_row_text (row, 4));
  g_string_append_c (out, '}');
  return TRUE;
}

gboolean
wabi_table_append_json (WabiDb *db, const char *practice, const WabiQuery *query, GString *out, guint *count, GError **error)
{
  WabiValue args[WABI_QUERY_MAX_TERMS + 2];
  guint n;
  g_autofree char *sql = build_list (query, "id, version, seq, deleted, body", practice, args, &n);
  Appender appender = { out, 0 };

  if (!wabi_db_query (db, sql, args, n, append_record, &appender, NULL, error))
    return FALSE;
  *count = appender.count;
  return TRUE;
}
