// SPDX-License-Identifier: AGPL-3.0-or-later
// What SQLite's planner must know of the record tables, told instead of measured, so that plans never depend
// on when somebody measured.

#include "wabi-table.h"

#include <string.h>

/*
 * Without statistics SQLite takes a practice's id for as good a way in as a practice's id and a client's: it
 * walks the whole practice along the primary key to save a sort. These rows of sqlite_stat1 say that one
 * practice has a million rows, and how many each index leaves of them.
 */
#define ROWS "1000000 1000000"
#define FEW ROWS " 200"
#define MANY ROWS " 250000"

static gboolean
hint (WabiDb *db, const WabiKind *kind, const char *index, const char *stat, GError **error)
{
  g_autofree char *table = g_strconcat ("r_", kind->name, NULL);

  return wabi_db_run (db, error, "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)",
                      WABI_TEXT (table), WABI_TEXT (index), WABI_TEXT (stat));
}

static gboolean
hint_column (WabiDb *db, const WabiKind *kind, const char *column, const char *stat, GError **error)
{
  g_autofree char *index = g_strdup_printf ("x_%s_%s", kind->name, column);

  return hint (db, kind, index, stat, error);
}

static gboolean
hint_field (WabiDb *db, const WabiKind *kind, const WabiField *field, GError **error)
{
  gboolean coarse = field->type == WABI_FIELD_ENUM || field->type == WABI_FIELD_BOOL;
  g_autofree char *stat = g_strconcat (coarse ? MANY : FEW, kind->cluster_by != NULL ? " 2" : "", NULL);

  return hint_column (db, kind, field->name, stat, error);
}

static gboolean
hint_kind (WabiDb *db, const WabiKind *kind, GError **error)
{
  g_autofree char *table = g_strconcat ("r_", kind->name, NULL);
  gboolean clustered = kind->cluster_by != NULL;

  /* The primary key of a table without row ids goes by the table's own name. */
  if (!hint (db, kind, table, clustered ? ROWS " 10 1" : ROWS " 1", error)
      || !hint_column (db, kind, "seq", ROWS " 1", error)
      || (clustered && !hint_column (db, kind, "id", ROWS " 1", error)))
    return FALSE;
  if (wabi_table_get_stream_column (kind) != NULL && !hint_column (db, kind, "stream", FEW " 1", error))
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & WABI_INDEXED) && g_strcmp0 (kind->fields[i].name, kind->cluster_by) != 0
        && !hint_field (db, kind, &kind->fields[i], error))
      return FALSE;
  return TRUE;
}

gboolean
wabi_table_write_hints (WabiDb *db, const WabiKind *const *kinds, guint n_kinds, GError **error)
{
  if (db->driver->dialect != WABI_DIALECT_SQLITE)
    return TRUE;
  /* Measuring one small table makes sqlite_stat1, which cannot be created by hand. */
  if (!wabi_db_script (db, "CREATE TABLE IF NOT EXISTS hint_anchor (x BIGINT); ANALYZE hint_anchor; DELETE FROM sqlite_stat1;",
                       error))
    return FALSE;
  for (guint i = 0; i < n_kinds; i++)
    if (!hint_kind (db, kinds[i], error))
      return FALSE;
  return wabi_db_script (db, "ANALYZE sqlite_master;", error);
}
