// SPDX-License-Identifier: AGPL-3.0-or-later
// A service moves to another database: copied, read back and compared, and only then let go.

#include "wabi-store-move-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SUM_BYTES 32
/* Notes in server_meta: where a service went; that it has not arrived whole yet; the history that it brought along. */
#define MOVED "moved:"
#define ARRIVING "arriving:"
#define EPOCH "epoch:"
#define LEAVING "leaving:" /* while its rows may be deleted, also those that otherwise never are */

static gboolean
note (WabiDb *db, const char *what, const char *service, const char *value, GError **error)
{
  g_autofree char *name = g_strconcat (what, service, NULL);

  return wabi_db_run (db, error,
                      "INSERT INTO server_meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                      WABI_TEXT (name), WABI_TEXT (value));
}

static gboolean
forget (WabiDb *db, const char *what, const char *service, GError **error)
{
  g_autofree char *name = g_strconcat (what, service, NULL);

  return wabi_db_run (db, error, "DELETE FROM server_meta WHERE name = $1", WABI_TEXT (name));
}

static gboolean
read_note (WabiDb *db, const char *what, const char *service, char **value, GError **error)
{
  g_autofree char *name = g_strconcat (what, service, NULL);
  WabiValue args[] = { WABI_TEXT (name) };

  *value = NULL;
  return wabi_db_get_text (db, "SELECT value FROM server_meta WHERE name = $1", args, 1, value, error);
}

/* The history of a service's feeds in a database: its own if it brought one, else the database's. */
static gboolean
read_epoch (WabiDb *db, const char *service, char **whole, char **own, GError **error)
{
  g_autofree char *brought = NULL;

  if (!read_note (db, "epoch", "", whole, error) || !read_note (db, EPOCH, service, &brought, error))
    return FALSE;
  if (brought != NULL && *whole != NULL && g_str_has_prefix (brought, *whole) && brought[strlen (*whole)] == ' ')
    *own = g_strdup (brought + strlen (*whole) + 1);
  else
    *own = g_strdup (*whole);
  return TRUE;
}

/* ---- one table after the other ---- */

static gboolean
same_columns (const WabiMoveTable *one, const WabiMoveTable *other)
{
  if (strcmp (one->name, other->name) != 0 || one->columns->len != other->columns->len)
    return FALSE;
  for (guint i = 0; i < one->columns->len; i++)
    {
      const WabiMoveColumn *a = g_ptr_array_index (one->columns, i), *b = g_ptr_array_index (other->columns, i);

      if (strcmp (a->name, b->name) != 0 || a->type != b->type)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_tables (GPtrArray *from, GPtrArray *to, GError **error)
{
  gboolean same = from->len == to->len;

  for (guint i = 0; same && i < from->len; i++)
    same = same_columns (g_ptr_array_index (from, i), g_ptr_array_index (to, i));
  if (same)
    return TRUE;
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID,
                       _ ("The two databases have different tables. Start the same version of the server once on both, then try again."));
  return FALSE;
}

static gboolean
is_heads (const WabiMoveTable *table)
{
  return strcmp (table->name, "practice_head") == 0;
}

/* The head of a feed comes last: behind it stands a guard that takes no record with an older place. */
static gboolean
copy_tables (WabiDb *from, WabiDb *to, GPtrArray *tables, const char *service, GError **error)
{
  for (guint i = 0; i < tables->len; i++)
    if (is_heads (g_ptr_array_index (tables, i)) && !wabi_move_remove (to, g_ptr_array_index (tables, i), service, error))
      return FALSE;
  for (guint heads = 0; heads < 2; heads++)
    for (guint i = 0; i < tables->len; i++)
      {
        const WabiMoveTable *table = g_ptr_array_index (tables, i);

        if (is_heads (table) == (heads == 1)
            && (!wabi_move_remove (to, table, service, error) || !wabi_move_copy (from, to, table, service, error)))
          return FALSE;
      }
  return TRUE;
}

/* Into the second database, in one transaction, marked as not to be used yet. */
static gboolean
arrive (WabiDb *from, WabiDb *to, GPtrArray *tables, const char *service, GError **error)
{
  g_autofree char *from_whole = NULL, *from_own = NULL, *to_whole = NULL, *to_own = NULL, *line = NULL;

  if (!read_epoch (from, service, &from_whole, &from_own, error) || !read_epoch (to, service, &to_whole, &to_own, error))
    return FALSE;
  line = g_strconcat (to_whole, " ", from_own, NULL);
  return note (to, LEAVING, service, "1", error) && copy_tables (from, to, tables, service, error)
         && forget (to, LEAVING, service, error) && note (to, EPOCH, service, line, error)
         && note (to, ARRIVING, service, "1", error) && forget (to, MOVED, service, error)
         && wabi_db_run (to, error, "DELETE FROM peer_feed WHERE service = $1", WABI_TEXT (service));
}

static gboolean
compare (WabiDb *from, WabiDb *to, GPtrArray *tables, const char *service, WabiMoveReport *report, GError **error)
{
  g_autoptr (GChecksum) all = g_checksum_new (G_CHECKSUM_SHA256);

  report->tables = tables->len;
  report->rows = 0;
  for (guint i = 0; i < tables->len; i++)
    {
      const WabiMoveTable *table = g_ptr_array_index (tables, i);
      guint8 here[SUM_BYTES], there[SUM_BYTES];
      gint64 rows_here = 0, rows_there = 0;

      if (!wabi_move_sum (from, table, service, here, &rows_here, error) || !wabi_move_sum (to, table, service, there, &rows_there, error))
        return FALSE;
      if (rows_here != rows_there || memcmp (here, there, SUM_BYTES) != 0)
        {
          g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
                       _ ("The copy of “%s” is not what was copied. Nothing was moved; see whether somebody else writes there."), table->name);
          return FALSE;
        }
      report->rows += rows_here;
      g_checksum_update (all, (const guchar *) table->name, -1);
      g_checksum_update (all, here, SUM_BYTES);
    }
  g_strlcpy (report->digest, g_checksum_get_string (all), sizeof report->digest);
  return TRUE;
}

/* What other services read stays, as copies of what is now elsewhere. */
static gboolean
is_read_by_others (const WabiMoveTable *table, const char *service)
{
  const WabiKind *kind = g_str_has_prefix (table->name, "r_") ? wabi_domain_find_kind (table->name + 2) : NULL;

  for (guint i = 0; kind != NULL && wabi_domain_services[i] != NULL; i++)
    if (strcmp (wabi_domain_services[i], service) != 0 && wabi_domain_needs (wabi_domain_services[i], kind))
      return TRUE;
  return FALSE;
}

static gboolean
let_go (WabiDb *from, GPtrArray *tables, const char *service, const char *to_name, GError **error)
{
  g_autofree char *whole = NULL, *own = NULL;

  if (!read_epoch (from, service, &whole, &own, error)
      || !wabi_db_run (from, error, "DELETE FROM peer_feed WHERE service = $1", WABI_TEXT (service))
      || !wabi_db_run (from, error,
                       "INSERT INTO peer_feed (practice_id, service, epoch, cursor, kinds, sweeping) SELECT practice_id, service, $2, head, '', "
                       "0 FROM practice_head WHERE service = $1 AND head > 0",
                       WABI_TEXT (service), WABI_TEXT (own))
      || !note (from, LEAVING, service, "1", error))
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    if (!is_read_by_others (g_ptr_array_index (tables, i), service)
        && !wabi_move_remove (from, g_ptr_array_index (tables, i), service, error))
      return FALSE;
  return forget (from, LEAVING, service, error) && note (from, MOVED, service, to_name, error) && forget (from, EPOCH, service, error);
}

/* ---- the steps, each in a transaction of its database ---- */

static gboolean
run_arrive (WabiDb *from, WabiDb *to, GPtrArray *tables, const char *service, WabiMoveReport *report, GError **error)
{
  gboolean ok = wabi_db_begin (to, WABI_DB_WRITE, error) && arrive (from, to, tables, service, error) && wabi_db_commit (to, error);

  wabi_db_rollback (to);
  return ok && compare (from, to, tables, service, report, error);
}

static gboolean
run_let_go (WabiDb *from, WabiDb *to, GPtrArray *tables, const char *service, const char *to_name, GError **error)
{
  gboolean ok = wabi_db_begin (from, WABI_DB_WRITE, error) && let_go (from, tables, service, to_name, error) && wabi_db_commit (from, error);

  wabi_db_rollback (from);
  return ok && forget (to, ARRIVING, service, error);
}

gboolean
wabi_store_move_service (WabiDb *from, WabiDb *to, const char *service, const char *to_name, WabiMoveReport *report, GError **error)
{
  g_autoptr (GPtrArray) tables = NULL, others = NULL;
  g_autofree char *moved = NULL, *arriving = NULL;

  g_return_val_if_fail (from != NULL && to != NULL && service != NULL && to_name != NULL && report != NULL, FALSE);

  memset (report, 0, sizeof *report);
  tables = wabi_move_list_tables (from, service, error);
  others = tables != NULL ? wabi_move_list_tables (to, service, error) : NULL;
  if (others == NULL || !check_tables (tables, others, error) || !read_note (from, MOVED, service, &moved, error)
      || !read_note (to, ARRIVING, service, &arriving, error))
    return FALSE;
  /* It broke off at the very end: all is there, only the mark is left. */
  if (moved != NULL && arriving != NULL)
    return forget (to, ARRIVING, service, error);
  if (moved != NULL)
    {
      g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID, _ ("“%s” is not here: it was moved to %s."), service, moved);
      return FALSE;
    }
  return run_arrive (from, to, tables, service, report, error) && run_let_go (from, to, tables, service, to_name, error);
}
