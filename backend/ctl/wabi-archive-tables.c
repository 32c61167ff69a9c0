// SPDX-License-Identifier: AGPL-3.0-or-later
// Which tables a database of ours has, whichever kind of database it is.

#include "wabi-archive-private.h"

#include <string.h>

static gboolean
is_ours (const char *table)
{
  /* Notes of the migration runner are the program's own; hints are made anew. */
  return !g_str_has_prefix (table, "sqlite_") && strcmp (table, "migration") != 0 && strcmp (table, "hint_anchor") != 0;
}

static int
rank (const char *table)
{
  if (strcmp (table, "server_meta") == 0)
    return 2;
  return strcmp (table, "practice_head") == 0;
}

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a, *other = *(const char *const *) b;
  int by_rank = rank (one) - rank (other);

  return by_rank != 0 ? by_rank : strcmp (one, other);
}

static gboolean
take_table (const WabiRow *row, gpointer data, GError **error)
{
  if (is_ours (wabi_row_text (row, 0)))
    g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

GPtrArray *
wabi_archive_list_tables (WabiDb *db, GError **error)
{
  const char *sql = db->driver->dialect == WABI_DIALECT_POSTGRES
                        ? "SELECT CAST (table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema () AND "
                          "table_type = 'BASE TABLE'"
                        : "SELECT name FROM sqlite_master WHERE type = 'table'";
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);

  if (!wabi_db_query (db, sql, NULL, 0, take_table, tables, NULL, error))
    return NULL;
  g_ptr_array_sort (tables, compare_tables);
  return g_steal_pointer (&tables);
}

static WabiArchiveType
find_type (const char *declared)
{
  if (g_ascii_strcasecmp (declared, "BIGINT") == 0 || g_ascii_strcasecmp (declared, "INTEGER") == 0)
    return WABI_ARCHIVE_INT;
  return g_ascii_strcasecmp (declared, "BLOB") == 0 || g_ascii_strcasecmp (declared, "BYTEA") == 0 ? WABI_ARCHIVE_BLOB : WABI_ARCHIVE_TEXT;
}

static gboolean
take_column (const WabiRow *row, gpointer data, GError **error)
{
  WabiArchiveColumn column = { g_strdup (wabi_row_text (row, 1)), find_type (wabi_row_text (row, 2)) };

  g_array_append_val (data, column);
  return TRUE;
}

static void
clear_column (gpointer data)
{
  g_free (((WabiArchiveColumn *) data)->name);
}

GArray *
wabi_archive_list_columns (WabiDb *db, const char *table, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (table) };
  gboolean postgres = db->driver->dialect == WABI_DIALECT_POSTGRES;
  g_autofree char *sql
      = postgres ? g_strdup ("SELECT CAST (ordinal_position AS BIGINT), CAST (column_name AS TEXT), CAST (data_type AS TEXT) FROM "
                             "information_schema.columns WHERE table_schema = current_schema () AND table_name = $1 ORDER BY "
                             "ordinal_position")
                 : g_strdup_printf ("PRAGMA table_info(\"%s\")", table);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (WabiArchiveColumn));

  g_array_set_clear_func (columns, clear_column);
  if (!wabi_db_query (db, sql, args, postgres ? 1 : 0, take_column, columns, NULL, error))
    return NULL;
  return g_steal_pointer (&columns);
}

void
wabi_archive_sums_clear (WabiArchiveSums *sums)
{
  g_clear_pointer (&sums->epoch, g_free);
}

gboolean
wabi_archive_is_empty (WabiDb *db, gboolean *empty, GError **error)
{
  g_autoptr (GPtrArray) tables = wabi_archive_list_tables (db, error);

  if (tables == NULL)
    return FALSE;
  *empty = TRUE;
  for (guint i = 0; i < tables->len && *empty; i++)
    {
      const char *table = g_ptr_array_index (tables, i);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM (SELECT 1 FROM \"%s\" LIMIT 1) q", table);
      gint64 n = 0;

      if (strcmp (table, "server_meta") == 0)
        continue;
      if (!wabi_db_get_int (db, sql, NULL, 0, &n, error))
        return FALSE;
      *empty = n == 0;
    }
  return TRUE;
}
