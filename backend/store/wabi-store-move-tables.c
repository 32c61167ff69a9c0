// SPDX-License-Identifier: AGPL-3.0-or-later
// Which tables a service has, by the database's own catalog: its kinds' tables, those named after it, and its rows in the shared ones.

#include "wabi-store-move-private.h"

#include <string.h>

#define SUM_BYTES 32

static void
free_column (gpointer data)
{
  WabiMoveColumn *column = data;

  g_free (column->name);
  g_free (column);
}

static void
free_table (gpointer data)
{
  WabiMoveTable *table = data;

  g_free (table->name);
  g_ptr_array_unref (table->columns);
  g_free (table);
}

static WabiValueType
type_of (const char *declared)
{
  g_autofree char *lower = g_ascii_strdown (declared != NULL ? declared : "", -1);

  if (strstr (lower, "int") != NULL)
    return WABI_VALUE_INT;
  return strstr (lower, "blob") != NULL || strstr (lower, "bytea") != NULL ? WABI_VALUE_BLOB : WABI_VALUE_TEXT;
}

static gboolean
take_column (const WabiRow *row, gpointer data, GError **error)
{
  GPtrArray *tables = data;
  WabiMoveTable *table = tables->len > 0 ? g_ptr_array_index (tables, tables->len - 1) : NULL;
  WabiMoveColumn *column = g_new0 (WabiMoveColumn, 1);

  if (table == NULL || strcmp (table->name, wabi_row_text (row, 0)) != 0)
    {
      table = g_new0 (WabiMoveTable, 1);
      table->name = g_strdup (wabi_row_text (row, 0));
      table->columns = g_ptr_array_new_with_free_func (free_column);
      g_ptr_array_add (tables, table);
    }
  column->name = g_strdup (wabi_row_text (row, 1));
  column->type = type_of (wabi_row_text (row, 2));
  g_ptr_array_add (table->columns, column);
  return TRUE;
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(WabiMoveColumn *const *) a)->name, (*(WabiMoveColumn *const *) b)->name);
}

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(WabiMoveTable *const *) a)->name, (*(WabiMoveTable *const *) b)->name);
}

static gboolean
has_column (const WabiMoveTable *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (strcmp (((WabiMoveColumn *) g_ptr_array_index (table->columns, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_of_service (WabiMoveTable *table, const char *service)
{
  g_autofree char *prefix = g_strconcat (service, "_", NULL);

  /* Whose copies these are is another matter than whose rows. */
  if (strcmp (table->name, "peer_feed") == 0)
    return FALSE;
  if (g_str_has_prefix (table->name, "r_"))
    {
      const WabiKind *kind = wabi_domain_find_kind (table->name + 2);

      return kind != NULL && strcmp (kind->service, service) == 0;
    }
  table->shared = has_column (table, "practice_id") && has_column (table, "service");
  return table->shared || g_str_has_prefix (table->name, prefix);
}

GPtrArray *
wabi_move_list_tables (WabiDb *db, const char *service, GError **error)
{
  const char *sql = db->driver->dialect == WABI_DIALECT_POSTGRES
                        ? "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c JOIN information_schema.tables t "
                          "ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = current_schema () "
                          "AND t.table_type = 'BASE TABLE' ORDER BY c.table_name"
                        : "SELECT m.name, i.name, i.type FROM sqlite_master m, pragma_table_info (m.name) i WHERE m.type = 'table' ORDER BY m.name";
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (free_table);

  if (!wabi_db_query (db, sql, NULL, 0, take_column, tables, NULL, error))
    return NULL;
  for (guint i = tables->len; i > 0; i--)
    {
      WabiMoveTable *table = g_ptr_array_index (tables, i - 1);

      g_ptr_array_sort (table->columns, compare_columns);
      if (!is_of_service (table, service) || table->columns->len > WABI_MOVE_MAX_COLUMNS)
        g_ptr_array_remove_index (tables, i - 1);
    }
  g_ptr_array_sort (tables, compare_tables);
  return g_steal_pointer (&tables);
}

/* ---- rows ---- */

static char *
build_columns (const WabiMoveTable *table)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (out, "%s\"%s\"", i > 0 ? ", " : "", ((WabiMoveColumn *) g_ptr_array_index (table->columns, i))->name);
  return g_string_free (out, FALSE);
}

static gboolean
select_rows (WabiDb *db, const WabiMoveTable *table, const char *service, WabiRowFunc func, gpointer data, GError **error)
{
  g_autofree char *columns = build_columns (table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s%s", columns, table->name, table->shared ? " WHERE service = $1" : "");
  WabiValue args[] = { WABI_TEXT (service) };

  return wabi_db_query (db, sql, args, table->shared ? 1 : 0, func, data, NULL, error);
}

static WabiValue
read_value (const WabiRow *row, const WabiMoveTable *table, guint i)
{
  const WabiMoveColumn *column = g_ptr_array_index (table->columns, i);
  gconstpointer bytes;
  gsize length = 0;

  if (wabi_row_is_null (row, i))
    return WABI_NULL;
  if (column->type == WABI_VALUE_INT)
    return WABI_INT (wabi_row_int (row, i));
  if (column->type == WABI_VALUE_TEXT)
    return WABI_TEXT (wabi_row_text (row, i));
  bytes = wabi_row_blob (row, i, &length);
  return WABI_BLOB (bytes, length);
}

typedef struct
{
  const WabiMoveTable *table;
  guint8 *sum;
  gint64 rows;
} Sum;

static void
add_value (GChecksum *checksum, const WabiValue *value)
{
  char number[40];
  gssize length = value->type == WABI_VALUE_TEXT ? (gssize) strlen (value->data) : value->length;

  g_snprintf (number, sizeof number, "%d:%" G_GINT64_FORMAT ":", (int) value->type,
              value->type == WABI_VALUE_INT ? value->number : value->type == WABI_VALUE_NULL ? 0 : (gint64) length);
  g_checksum_update (checksum, (const guchar *) number, -1);
  if (value->type == WABI_VALUE_TEXT || value->type == WABI_VALUE_BLOB)
    g_checksum_update (checksum, value->data, length);
}

/* Sums of rows are put together without regard to their order, which databases see differently. */
static gboolean
add_row (const WabiRow *row, gpointer data, GError **error)
{
  Sum *sum = data;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[SUM_BYTES];
  gsize length = sizeof digest;
  guint carry = 0;

  for (guint i = 0; i < sum->table->columns->len; i++)
    {
      WabiValue value = read_value (row, sum->table, i);

      add_value (checksum, &value);
    }
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < SUM_BYTES; i++)
    {
      carry += (guint) sum->sum[i] + digest[i];
      sum->sum[i] = (guint8) carry;
      carry >>= 8;
    }
  sum->rows++;
  return TRUE;
}

gboolean
wabi_move_sum (WabiDb *db, const WabiMoveTable *table, const char *service, guint8 *sum, gint64 *rows, GError **error)
{
  Sum work = { table, sum, 0 };

  memset (sum, 0, SUM_BYTES);
  if (!select_rows (db, table, service, add_row, &work, error))
    return FALSE;
  *rows = work.rows;
  return TRUE;
}

typedef struct
{
  WabiDb *to;
  const WabiMoveTable *table;
  char *sql;
} Copy;

static gboolean
copy_row (const WabiRow *row, gpointer data, GError **error)
{
  Copy *copy = data;
  WabiValue values[WABI_MOVE_MAX_COLUMNS];

  for (guint i = 0; i < copy->table->columns->len; i++)
    values[i] = read_value (row, copy->table, i);
  return wabi_db_query (copy->to, copy->sql, values, copy->table->columns->len, NULL, NULL, NULL, error);
}

gboolean
wabi_move_copy (WabiDb *from, WabiDb *to, const WabiMoveTable *table, const char *service, GError **error)
{
  g_autofree char *columns = build_columns (table);
  GString *sql = g_string_new (NULL);
  Copy copy = { to, table, NULL };
  gboolean ok;

  g_string_append_printf (sql, "INSERT INTO %s (%s) VALUES (", table->name, columns);
  for (guint i = 1; i <= table->columns->len; i++)
    g_string_append_printf (sql, "%s$%u", i > 1 ? ", " : "", i);
  g_string_append_c (sql, ')');
  copy.sql = g_string_free (sql, FALSE);
  ok = select_rows (from, table, service, copy_row, &copy, error);
  g_free (copy.sql);
  return ok;
}

gboolean
wabi_move_remove (WabiDb *db, const WabiMoveTable *table, const char *service, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s%s", table->name, table->shared ? " WHERE service = $1" : "");
  WabiValue args[] = { WABI_TEXT (service) };

  return wabi_db_query (db, sql, args, table->shared ? 1 : 0, NULL, NULL, NULL, error);
}
