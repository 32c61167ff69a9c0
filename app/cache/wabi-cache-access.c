// SPDX-License-Identifier: AGPL-3.0-or-later
// The caseload as app/sync asks for it: what is known, what is to be filled up, and the file written anew after something was taken away.

#include "wabi-cache-work-private.h"
#include "wabi-caseload-private.h"

gboolean
wabi_cache_read_access (WabiCache *cache, const char *service, char **access, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && access != NULL, FALSE);

  *access = NULL;
  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  ok = wabi_caseload_get_token (&cache->work.conn, service, access, error);
  wabi_work_leave (cache);
  return ok;
}

static gboolean
read_need (WabiConn *conn, const char *service, WabiCacheNeed *need, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };
  g_autofree char *scrub = NULL;
  gint64 restart = 0;

  if (!wabi_db_get_int (conn->db, "SELECT count(*) FROM feed_cursor WHERE service = $1 AND sweeping = 1 AND seq = 0", args, 1, &restart, error)
      || !wabi_conn_get_meta (conn, "scrub", &scrub, error))
    return FALSE;
  need->restart = restart > 0;
  need->scrub = scrub != NULL;
  return wabi_caseload_next_fill (conn, service, &need->client, &need->place, error);
}

gboolean
wabi_cache_read_need (WabiCache *cache, const char *service, WabiCacheNeed *need, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && need != NULL, FALSE);

  *need = (WabiCacheNeed){ 0 };
  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  ok = read_need (&cache->work.conn, service, need, error);
  wabi_work_leave (cache);
  return ok;
}

/* Deleting leaves the bytes in free places of the file and in its journal; writing it anew does not. */
static gboolean
rewrite (WabiConn *conn, gboolean *whole, GError **error)
{
  gint64 busy = 1;

  if (!wabi_db_script (conn->db, "PRAGMA secure_delete=ON; VACUUM;", error)
      || !wabi_db_get_int (conn->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, 0, &busy, error))
    return FALSE;
  *whole = busy == 0;
  return TRUE;
}

gboolean
wabi_cache_scrub (WabiCache *cache, GError **error)
{
  WabiConn *conn = &cache->work.conn;
  gboolean ok, whole = FALSE;

  g_return_val_if_fail (WABI_IS_CACHE (cache), FALSE);

  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  wabi_cache_lock_writing (cache);
  ok = rewrite (conn, &whole, error);
  /* Somebody was still reading the journal: once more with the next pull. */
  if (ok && whole)
    ok = wabi_conn_put_meta (conn, "scrub", NULL, error)
         && wabi_db_script (conn->db, "PRAGMA wal_checkpoint(TRUNCATE);", error);
  g_mutex_unlock (&cache->write_lock);
  wabi_work_leave (cache);
  return ok;
}
