// SPDX-License-Identifier: AGPL-3.0-or-later
// Walks the audit chains: each entry carries the hash of the one before, and the last is noted beside the
// feed's head.

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *practice, *service, *hash;
  gint64 n, entries;
  GHashTable *sealed; /* see wabi_sealed_take() */
} Chain;

static void
clear_chain (Chain *chain)
{
  g_clear_pointer (&chain->practice, g_free);
  g_clear_pointer (&chain->service, g_free);
  g_clear_pointer (&chain->hash, g_free);
  g_clear_pointer (&chain->sealed, g_hash_table_unref);
}

static gboolean
refuse_chain (const Chain *chain, gint64 n, const char *why, GError **error)
{
  g_autofree char *entry = g_strdup_printf ("%" G_GINT64_FORMAT, n);

  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
               _ ("The audit chain of %s in practice %s is broken at entry %s: %s."), chain->service, chain->practice,
               entry, why);
  return FALSE;
}

static gboolean
check_entry (const WabiRow *row, gpointer data, GError **error)
{
  Chain *chain = data;
  WabiAuditEntry entry
      = { chain->practice,       chain->service,         wabi_row_int (row, 0),  wabi_row_text (row, 1),
          wabi_row_int (row, 3), wabi_row_text (row, 4), wabi_row_text (row, 5), wabi_row_text (row, 6) };
  const char *noted = wabi_row_text (row, 2);
  g_autofree char *hash = NULL;

  if (entry.n != chain->n + 1)
    return refuse_chain (chain, chain->n + 1, _ ("an entry is missing"), error);
  if (strcmp (entry.prev, chain->hash) != 0)
    return refuse_chain (chain, entry.n, _ ("it does not follow the one before"), error);
  hash = wabi_audit_hash (&entry);
  if (strcmp (noted, hash) != 0)
    return refuse_chain (chain, entry.n, _ ("it was changed"), error);
  wabi_sealed_take (chain->sealed, entry.refs);
  chain->n = entry.n;
  chain->entries++;
  g_free (chain->hash);
  chain->hash = g_steal_pointer (&hash);
  return TRUE;
}

static gboolean
walk_chain (WabiDb *db, Chain *chain, gint64 audit_n, const char *audit_hash, GError **error)
{
  WabiValue args[] = { WABI_TEXT (chain->practice), WABI_TEXT (chain->service) };

  chain->n = 0;
  chain->hash = g_strdup ("");
  if (!wabi_db_query (db,
                      "SELECT n, prev_hash, hash, at, user_id, event, refs FROM audit WHERE practice_id = $1 "
                      "AND service = $2 ORDER BY n",
                      args, 2, check_entry, chain, NULL, error))
    return FALSE;
  if (chain->n != audit_n)
    return refuse_chain (chain, MIN (chain->n, audit_n) + 1, _ ("its end was cut off or added to"), error);
  if (strcmp (chain->hash, audit_hash) != 0)
    return refuse_chain (chain, chain->n, _ ("its end was exchanged"), error);
  return wabi_sealed_check (db, chain->practice, chain->sealed, error);
}

typedef struct
{
  WabiDb *db;
  const char *practice;
  gint64 entries;
} Walk;

static gboolean
walk_row (const WabiRow *row, gpointer data, GError **error)
{
  Walk *walk = data;
  Chain chain = { NULL };
  gboolean ok;

  if (walk->practice != NULL && strcmp (walk->practice, wabi_row_text (row, 0)) != 0)
    return TRUE;
  chain.practice = g_strdup (wabi_row_text (row, 0));
  chain.service = g_strdup (wabi_row_text (row, 1));
  chain.sealed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ok = walk_chain (walk->db, &chain, wabi_row_int (row, 2), wabi_row_text (row, 3), error);
  walk->entries += chain.entries;
  clear_chain (&chain);
  return ok;
}

static gboolean
check_orphans (WabiDb *db, GError **error)
{
  gint64 orphans = 0;

  if (!wabi_db_get_int (db,
                        "SELECT count(*) FROM (SELECT DISTINCT practice_id, service FROM audit) a WHERE NOT "
                        "EXISTS (SELECT 1 FROM "
                        "practice_head h WHERE h.practice_id = a.practice_id AND h.service = a.service)",
                        NULL, 0, &orphans, error))
    return FALSE;
  if (orphans == 0)
    return TRUE;
  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
               _ ("The audit has entries of a feed that has no head."));
  return FALSE;
}

static gboolean
walk_all (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Walk *walk = data;

  walk->db = db;
  return wabi_db_query (db,
                        "SELECT practice_id, service, audit_n, audit_hash FROM practice_head ORDER BY "
                        "practice_id, service",
                        NULL, 0, walk_row, walk, NULL, error)
         && check_orphans (db, error);
}

gboolean
wabi_store_verify_audit (WabiStore *store, const char *practice, gint64 *entries, GError **error)
{
  Walk walk = { NULL, practice, 0 };
  gboolean ok;

  g_return_val_if_fail (store != NULL, FALSE);

  ok = wabi_store_read (store, practice, walk_all, &walk, error);
  if (entries != NULL)
    *entries = walk.entries;
  return ok;
}
