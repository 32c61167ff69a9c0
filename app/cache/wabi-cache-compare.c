// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether what is here of a feed is what the service says it must be (sync.md 6.2).

#include "wabi-cache-work-private.h"
#include "wabi-caseload-private.h"

#include <string.h>

typedef struct
{
  WabiDigest digest;
  gint64 last; /* the furthest place of a record in the feed */
} Held;

static gboolean
add_row (const WabiRow *row, gpointer data, GError **error)
{
  Held *held = data;

  /* Tombstones are not counted, but how far they have come says how new the copy is. */
  if (wabi_row_int (row, 3) == 0)
    wabi_digest_add (&held->digest, wabi_row_text (row, 0), wabi_row_int (row, 1), wabi_row_int (row, 2));
  held->last = MAX (held->last, wabi_row_int (row, 2));
  return TRUE;
}

/* What the service said: rows that nothing lies on, and what lies beneath the others. One statement is one snapshot, so that a person may
 * give commands meanwhile. */
static gboolean
read_held (WabiConn *conn, const WabiKind *kind, Held *held, GError **error)
{
  WabiValue args[] = { WABI_TEXT (conn->caller->practice), WABI_TEXT (kind->name) };
  g_autofree char *sql
      = g_strdup_printf ("SELECT id, version, seq, deleted FROM r_%s r WHERE practice_id = $1 AND NOT EXISTS "
                         "(SELECT 1 FROM shadow s WHERE s.kind = $2 AND s.id = r.id) "
                         "UNION ALL SELECT id, version, seq, deleted FROM shadow WHERE kind = $2 AND version > 0",
                         kind->name);

  return wabi_db_query (conn->db, sql, args, 2, add_row, held, NULL, error);
}

/* Only a copy that stands where the page ends, of whom the page was written for, and that nothing is still on its way to, can be compared. */
static gboolean
is_comparable (WabiConn *conn, const WabiPullPage *page, gboolean *out, GError **error)
{
  static const char sql[]
      = "SELECT count(*) FROM feed_cursor f WHERE service = $1 AND seq = $2 AND epoch = $3 AND loaded = 1 AND sweeping = 0 AND NOT EXISTS "
        "(SELECT 1 FROM caseload c WHERE c.service = $1 AND c.filling = 1) AND NOT EXISTS "
        "(SELECT 1 FROM access a WHERE a.service = $1 AND a.token <> $4)";
  WabiValue args[] = { WABI_TEXT (page->service), WABI_INT (page->head), WABI_TEXT (page->epoch),
                       WABI_TEXT (page->access != NULL ? page->access : "") };
  gint64 count = 0;

  *out = FALSE;
  if (page->digests == NULL || page->more || page->next != page->head)
    return TRUE;
  if (!wabi_db_get_int (conn->db, sql, args, 4, &count, error))
    return FALSE;
  *out = count > 0;
  return TRUE;
}

static gboolean
compare_kind (WabiConn *conn, const WabiPullPage *page, const WabiPullDigest *told, WabiCacheCompared *out, GError **error)
{
  const WabiKind *kind = wabi_conn_find_kind (conn, told->kind);
  Held held = { { 0 } };

  /* What this program does not know yet it keeps as it came, and cannot tell whole. */
  if (kind == NULL || strcmp (kind->service, page->service) != 0)
    return TRUE;
  if (!read_held (conn, kind, &held, error))
    return FALSE;
  /* A page that was on its way while a client's records were filled up is older than they are. */
  if (held.last > page->head)
    out->verdict = WABI_CACHE_UNCOMPARED;
  else if (!wabi_digest_is_equal (&held.digest, &told->digest))
    {
      out->verdict = WABI_CACHE_DIFFERS;
      out->kind = kind;
      out->here = held.digest.count;
      out->there = told->digest.count;
    }
  return TRUE;
}

static gboolean
compare (WabiConn *conn, const WabiPullPage *page, WabiCacheCompared *out, GError **error)
{
  gboolean comparable;

  if (!is_comparable (conn, page, &comparable, error))
    return FALSE;
  if (!comparable)
    return TRUE;
  out->verdict = WABI_CACHE_SAME;
  for (guint i = 0; i < page->digests->len && out->verdict == WABI_CACHE_SAME; i++)
    if (!compare_kind (conn, page, &g_array_index (page->digests, WabiPullDigest, i), out, error))
      return FALSE;
  return TRUE;
}

gboolean
wabi_cache_compare (WabiCache *cache, const WabiPullPage *page, WabiCacheCompared *out, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && page != NULL && page->client == NULL && out != NULL, FALSE);

  *out = (WabiCacheCompared){ WABI_CACHE_UNCOMPARED, NULL, 0, 0 };
  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  ok = compare (&cache->work.conn, page, out, error);
  wabi_work_leave (cache);
  return ok;
}
