// SPDX-License-Identifier: AGPL-3.0-or-later
// What was judged of charges, kept until a record changes that it stands on.

#include "wabi-cache-private.h"

#include <string.h>

/* Counts the transactions that changed what charges are judged by. */
#define STAMP "verdict-stamp"
#define BASIS "verdict-basis"

static gboolean
get_stamp (WabiConn *conn, gint64 *stamp, GError **error)
{
  g_autofree char *text = NULL;

  *stamp = 0;
  if (!wabi_conn_get_meta (conn, STAMP, &text, error))
    return FALSE;
  *stamp = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

static gboolean
bump_stamp (WabiConn *conn, GError **error)
{
  g_autofree char *text = NULL;
  gint64 stamp;

  if (!get_stamp (conn, &stamp, error))
    return FALSE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, stamp + 1);
  return wabi_conn_put_meta (conn, STAMP, text, error);
}

static gboolean
drop_all (WabiConn *conn, GError **error)
{
  return wabi_db_run (conn->db, error, "DELETE FROM verdict");
}

static gboolean
drop_of (WabiConn *conn, const char *sql, GHashTable *ids, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!wabi_db_run (conn->db, error, sql, WABI_TEXT (id)))
      return FALSE;
  return TRUE;
}

/* Returns: FALSE where anything may be touched. */
static gboolean
find_touched (WabiConn *conn, GHashTable *clients, GHashTable *staff)
{
  for (gsize i = 0; i < conn->tables->n_bearings; i++)
    {
      const WabiKindBearing *bearing = &conn->tables->bearings[i];
      GHashTable *ids = wabi_changes_get_ids (conn->changes, bearing->kind);
      GHashTableIter iter;
      gpointer id;

      if (!wabi_changes_has_kind (conn->changes, bearing->kind) || bearing->bearing == WABI_BEARS_NOT)
        continue;
      if (ids == NULL)
        return FALSE;
      g_hash_table_iter_init (&iter, ids);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        if (!wabi_charge_find_touched (&conn->view, bearing, id, clients, staff))
          return FALSE;
    }
  return TRUE;
}

static gboolean
bears (WabiConn *conn)
{
  for (gsize i = 0; i < conn->tables->n_bearings; i++)
    if (conn->tables->bearings[i].bearing != WABI_BEARS_NOT && wabi_changes_has_kind (conn->changes, conn->tables->bearings[i].kind))
      return TRUE;
  return FALSE;
}

gboolean
wabi_conn_drop_verdicts (WabiConn *conn, GError **error)
{
  g_autoptr (GHashTable) clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *reads;
  gboolean known;
  gint64 kept = 0;

  if (conn->changes == NULL || !bears (conn))
    return TRUE;
  if (!bump_stamp (conn, error) || !wabi_db_get_int (conn->db, "SELECT EXISTS (SELECT 1 FROM verdict)", NULL, 0, &kept, error))
    return FALSE;
  if (kept == 0)
    return TRUE;
  /* What is looked up here is not what a rule read. */
  reads = g_steal_pointer (&conn->reads);
  known = find_touched (conn, clients, staff);
  conn->reads = reads;
  if (!known)
    return drop_all (conn, error);
  return drop_of (conn, "DELETE FROM verdict WHERE client = $1", clients, error)
         && drop_of (conn, "DELETE FROM verdict WHERE staff = $1", staff, error);
}

gboolean
wabi_cache_begin_verdicts (WabiCache *cache, const char *basis, gint64 *stamp, GError **error)
{
  g_autofree char *there = NULL;
  GError *inner = NULL;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && basis != NULL && stamp != NULL, FALSE);

  if (!wabi_cache_check_open (cache, error))
    return FALSE;
  if (!wabi_conn_get_meta (&cache->main, BASIS, &there, &inner) || !get_stamp (&cache->main, stamp, &inner))
    return wabi_cache_fail (inner, error);
  if (g_strcmp0 (there, basis) == 0)
    return TRUE;
  if (!wabi_cache_begin (cache, error))
    return FALSE;
  ok = drop_all (&cache->main, &inner) && wabi_conn_put_meta (&cache->main, BASIS, basis, &inner);
  if (!ok)
    wabi_cache_fail (inner, error);
  return wabi_cache_end (cache, ok, ok ? error : NULL);
}

static gboolean
put_all (WabiConn *conn, gint64 stamp, const WabiVerdict *verdicts, guint n, GError **error)
{
  gint64 now;

  if (!get_stamp (conn, &now, error))
    return FALSE;
  for (guint i = 0; now == stamp && i < n; i++)
    if (!wabi_db_run (conn->db, error, "INSERT OR REPLACE INTO verdict (charge, client, staff, text) VALUES ($1, $2, $3, $4)",
                      WABI_TEXT (verdicts[i].charge), WABI_TEXT (verdicts[i].client), WABI_TEXT (verdicts[i].staff), WABI_TEXT (verdicts[i].text)))
      return FALSE;
  return TRUE;
}

gboolean
wabi_cache_keep_verdicts (WabiCache *cache, gint64 stamp, const WabiVerdict *verdicts, guint n, GError **error)
{
  GError *inner = NULL;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache), FALSE);

  if (!wabi_cache_begin (cache, error))
    return FALSE;
  /* Inside of the transaction nothing else is written. */
  ok = put_all (&cache->main, stamp, verdicts, n, &inner);
  if (!ok)
    wabi_cache_fail (inner, error);
  return wabi_cache_end (cache, ok, ok ? error : NULL);
}

char *
wabi_cache_dup_verdict (WabiCache *cache, const char *charge)
{
  g_autoptr (GError) error = NULL;
  WabiValue args[] = { WABI_TEXT (charge) };
  char *text = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && charge != NULL, NULL);

  if (wabi_cache_check_open (cache, NULL) && !wabi_db_get_text (cache->main.db, "SELECT text FROM verdict WHERE charge = $1", args, 1, &text, &error))
    g_warning ("what was judged cannot be read: %s", error->message);
  return text;
}
