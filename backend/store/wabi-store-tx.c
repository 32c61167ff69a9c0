// SPDX-License-Identifier: AGPL-3.0-or-later
// A write in progress: places in feeds and audit chains, taken inside the transaction and written back once
// at its end.

#include "wabi-store-books.h"

#include <string.h>

#include "wabi-table.h"
#include "wabi-text.h"

static void
free_head (gpointer data)
{
  WabiTxHead *head = data;

  g_free (head->practice);
  g_free (head->audit_hash);
  g_free (head->saved_audit_hash);
  g_free (head);
}

void
wabi_tx_init (WabiStoreTx *tx, WabiLane *lane)
{
  memset (tx, 0, sizeof *tx);
  tx->store = lane->store;
  tx->lane = lane;
  tx->db = lane->db;
  tx->now = wabi_clock_now (lane->store->clock);
  tx->heads = g_ptr_array_new_with_free_func (free_head);
  tx->locked = g_ptr_array_new_with_free_func (g_free);
  tx->views = g_ptr_array_new_with_free_func (wabi_plain_view_free);
  tx->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tx->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
wabi_tx_clear (WabiStoreTx *tx)
{
  g_clear_pointer (&tx->heads, g_ptr_array_unref);
  g_clear_pointer (&tx->locked, g_ptr_array_unref);
  g_clear_pointer (&tx->views, g_ptr_array_unref);
  g_clear_pointer (&tx->zones, g_hash_table_unref);
  g_clear_pointer (&tx->moved, g_hash_table_unref);
}

gboolean
wabi_tx_save (WabiStoreTx *tx, GError **error)
{
  for (guint i = 0; i < tx->heads->len; i++)
    {
      WabiTxHead *head = g_ptr_array_index (tx->heads, i);

      head->saved_head = head->head;
      head->saved_audit_n = head->audit_n;
      g_free (head->saved_audit_hash);
      head->saved_audit_hash = g_strdup (head->audit_hash);
    }
  tx->saved_heads = tx->heads->len;
  tx->saved_locked = tx->locked->len;
  return wabi_db_post (tx->db, error, "SAVEPOINT job");
}

gboolean
wabi_tx_release (WabiStoreTx *tx, GError **error)
{
  return wabi_db_run (tx->db, error, "RELEASE SAVEPOINT job");
}

gboolean
wabi_tx_undo (WabiStoreTx *tx, GError **error)
{
  /* Locks that were taken after the savepoint go with it, so what was read under them is not known any more. */
  g_ptr_array_set_size (tx->heads, (int)tx->saved_heads);
  g_ptr_array_set_size (tx->locked, (int)tx->saved_locked);
  for (guint i = 0; i < tx->heads->len; i++)
    {
      WabiTxHead *head = g_ptr_array_index (tx->heads, i);

      head->head = head->saved_head;
      head->audit_n = head->saved_audit_n;
      g_free (head->audit_hash);
      head->audit_hash = g_strdup (head->saved_audit_hash);
    }
  g_hash_table_remove_all (tx->zones);
  /* Fails when the engine has undone the whole transaction by itself, as SQLite does on a full disk. */
  return wabi_db_run (tx->db, error, "ROLLBACK TO SAVEPOINT job") && wabi_tx_release (tx, error);
}

/* ---- heads ---- */

typedef struct
{
  WabiStoreTx *tx;
  const char *practice;
  guint n;
} HeadRows;

static void
add_head (WabiStoreTx *tx, const char *practice, const char *service, const WabiRow *row)
{
  WabiTxHead *head = g_new0 (WabiTxHead, 1);

  head->practice = g_strdup (practice);
  head->service = g_intern_string (service);
  head->head = row != NULL ? wabi_row_int (row, 1) : 0;
  head->audit_n = row != NULL ? wabi_row_int (row, 2) : 0;
  head->audit_hash = g_strdup (row != NULL ? wabi_row_text (row, 3) : "");
  head->first_head = head->saved_head = head->head;
  head->first_audit_n = head->saved_audit_n = head->audit_n;
  head->saved_audit_hash = g_strdup (head->audit_hash);
  g_ptr_array_add (tx->heads, head);
}

static WabiTxHead *
find_head (WabiStoreTx *tx, const char *practice, const char *service)
{
  for (guint i = 0; i < tx->heads->len; i++)
    {
      WabiTxHead *head = g_ptr_array_index (tx->heads, i);

      if (strcmp (head->service, service) == 0 && strcmp (head->practice, practice) == 0)
        return head;
    }
  return NULL;
}

static gboolean
read_head (const WabiRow *row, gpointer data, GError **error)
{
  HeadRows *rows = data;

  rows->n++;
  if (find_head (rows->tx, rows->practice, wabi_row_text (row, 0)) == NULL)
    add_head (rows->tx, rows->practice, wabi_row_text (row, 0), row);
  return TRUE;
}

/* The whole practice is locked, in the order of its services' names, not one service: rules read across services. */
static gboolean
lock_rows (WabiStoreTx *tx, const char *practice, guint *out_n, GError **error)
{
  WabiValue args[] = { WABI_TEXT (practice) };
  HeadRows rows = { tx, practice, 0 };

  if (!wabi_db_query (tx->db,
                      "SELECT service, head, audit_n, audit_hash FROM practice_head WHERE practice_id = $1 ORDER BY service FOR UPDATE",
                      args, 1, read_head, &rows, NULL, error))
    return FALSE;
  *out_n = rows.n;
  return TRUE;
}

/* Of two who make it at once the second waits for the first, and then finds it. */
static gboolean
make_row (WabiStoreTx *tx, const char *practice, const char *service, GError **error)
{
  return wabi_db_post (tx->db, error,
                       "INSERT INTO practice_head (practice_id, service, head, min_seq, audit_n, audit_hash) VALUES ($1, $2, 0, 0, "
                       "0, '') ON CONFLICT (practice_id, service) DO NOTHING",
                       WABI_TEXT (practice), WABI_TEXT (service));
}

static gboolean
is_locked (const WabiStoreTx *tx, const char *practice)
{
  for (guint i = 0; i < tx->locked->len; i++)
    if (strcmp (g_ptr_array_index (tx->locked, i), practice) == 0)
      return TRUE;
  return FALSE;
}

gboolean
wabi_tx_lock (WabiStoreTx *tx, const char *practice, GError **error)
{
  guint n = 0;

  if (tx->store->driver->dialect != WABI_DIALECT_POSTGRES || is_locked (tx, practice))
    return TRUE;
  if (!lock_rows (tx, practice, &n, error))
    return FALSE;
  if (n == 0 && (!make_row (tx, practice, tx->store->services[0], error) || !lock_rows (tx, practice, &n, error)))
    return FALSE;
  g_ptr_array_add (tx->locked, g_strdup (practice));
  return TRUE;
}

/* Of several processes one at a time writes what belongs to no practice; it may then lock practices in any order, since nobody
 * else holds more than one. */
gboolean
wabi_tx_lock_common (WabiStoreTx *tx, GError **error)
{
  g_autofree char *epoch = NULL;

  return tx->store->driver->dialect != WABI_DIALECT_POSTGRES
         || wabi_db_get_text (tx->db, "SELECT value FROM server_meta WHERE name = 'epoch' FOR UPDATE", NULL, 0, &epoch, error);
}

static gboolean
load_head (WabiStoreTx *tx, const char *practice, const char *service, GError **error)
{
  WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (service) };
  HeadRows rows = { tx, practice, 0 };

  if (!wabi_db_query (tx->db,
                      "SELECT service, head, audit_n, audit_hash FROM practice_head WHERE practice_id = $1 AND service = $2", args, 2,
                      read_head, &rows, NULL, error))
    return FALSE;
  if (rows.n == 0)
    add_head (tx, practice, service, NULL);
  return TRUE;
}

WabiTxHead *
wabi_tx_get_head (WabiStoreTx *tx, const char *practice, const char *service, GError **error)
{
  WabiTxHead *head;

  if (!wabi_tx_lock (tx, practice, error))
    return NULL;
  head = find_head (tx, practice, service);
  if (head != NULL)
    return head;
  if (tx->store->driver->dialect == WABI_DIALECT_POSTGRES && !make_row (tx, practice, service, error))
    return NULL;
  return load_head (tx, practice, service, error) ? find_head (tx, practice, service) : NULL;
}

gboolean
wabi_tx_write_heads (WabiStoreTx *tx, GError **error)
{
  for (guint i = 0; i < tx->heads->len; i++)
    {
      WabiTxHead *head = g_ptr_array_index (tx->heads, i);

      if (head->head == head->first_head && head->audit_n == head->first_audit_n)
        continue;
      if (!wabi_db_post (tx->db, error,
                         "INSERT INTO practice_head (practice_id, service, head, min_seq, audit_n, "
                         "audit_hash) VALUES ($1, $2, $3, 0, "
                         "$4, $5) ON CONFLICT (practice_id, service) DO UPDATE SET head = excluded.head, "
                         "audit_n = excluded.audit_n, audit_hash = excluded.audit_hash",
                         WABI_TEXT (head->practice), WABI_TEXT (head->service), WABI_INT (head->head),
                         WABI_INT (head->audit_n), WABI_TEXT (head->audit_hash)))
        return FALSE;
    }
  return TRUE;
}

/* ---- the practice's zone ---- */

static gboolean
read_zone (WabiStoreTx *tx, const char *practice, char **out, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  const char *zone = NULL;
  WabiQuery query;

  if (tx->store->practice_kind != NULL)
    {
      /* A practice has one record of itself. */
      wabi_query_init (&query, tx->store->practice_kind);
      query.limit = 1;
      records = wabi_table_list (tx->db, practice, &query, error);
      if (records == NULL)
        return FALSE;
    }
  if (records != NULL && records->len > 0)
    zone = wabi_record_get_text (g_ptr_array_index (records, 0), "zone");
  *out = g_strdup (zone != NULL ? zone : "UTC");
  return TRUE;
}

/* The head under which the lane may keep the zone for later transactions; -1 where it has to be read each time: the record is a copy of
 * another service's, or this transaction has moved the feed that it is in. */
static gboolean
find_zone_head (WabiStoreTx *tx, const char *practice, gint64 *out, GError **error)
{
  const WabiTxHead *head;

  *out = -1;
  if (tx->store->practice_kind == NULL || !wabi_store_has_mounted (tx->store, tx->store->practice_kind))
    return TRUE;
  head = wabi_tx_get_head (tx, practice, tx->store->practice_kind->service, error);
  if (head == NULL)
    return FALSE;
  if (head->head == head->first_head)
    *out = head->head;
  return TRUE;
}

static void
keep_zone (WabiLane *lane, const char *practice, const char *zone, gint64 head)
{
  WabiLaneZone *kept = g_new (WabiLaneZone, 1);

  *kept = (WabiLaneZone){ g_strdup (zone), head };
  g_hash_table_replace (lane->zones, g_strdup (practice), kept);
}

const char *
wabi_tx_get_zone (WabiStoreTx *tx, const char *practice, GError **error)
{
  const char *zone = g_hash_table_lookup (tx->zones, practice);
  const WabiLaneZone *kept;
  char *fresh = NULL;
  gint64 head;

  if (zone != NULL)
    return zone;
  if (!find_zone_head (tx, practice, &head, error))
    return NULL;
  kept = head >= 0 ? g_hash_table_lookup (tx->lane->zones, practice) : NULL;
  if (kept != NULL && kept->head == head)
    fresh = g_strdup (kept->zone);
  else if (!read_zone (tx, practice, &fresh, error))
    return NULL;
  else if (head >= 0)
    keep_zone (tx->lane, practice, fresh, head);
  g_hash_table_insert (tx->zones, g_strdup (practice), fresh);
  return fresh;
}

gboolean
wabi_tx_put_body (WabiStoreTx *tx, const char *practice, WabiRecord *record, const char *body, GError **error)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  WabiTxHead *head;

  if (!wabi_store_has_mounted (tx->store, kind))
    {
      g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
                   "“%s” belongs to a service that is not mounted here", kind->name);
      return FALSE;
    }
  head = wabi_tx_get_head (tx, practice, kind->service, error);
  if (head == NULL)
    return FALSE;
  wabi_record_set_stamp (record, wabi_record_get_version (record) + 1, head->head + 1,
                         wabi_record_get_deleted (record));
  if (!wabi_table_put_json (tx->db, practice, record, body, error) || !wabi_books_keep (tx, practice, record, error))
    return FALSE;
  head->head++;
  if (kind == tx->store->practice_kind)
    g_hash_table_remove (tx->zones, practice);
  if (g_hash_table_contains (tx->store->wanted, kind->name))
    g_hash_table_add (tx->moved, g_strconcat (practice, "\n", kind->service, NULL));
  return TRUE;
}

WabiDb *
wabi_store_tx_get_db (WabiStoreTx *tx)
{
  g_return_val_if_fail (tx != NULL, NULL);
  return tx->db;
}

void
wabi_store_tx_init_view (WabiStoreTx *tx, const char *practice, WabiView *out)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (tx != NULL && practice != NULL && out != NULL);

  /* What is read through it may be written back. When this fails the transaction has failed, and says so at the next statement. */
  if (!wabi_tx_lock (tx, practice, &error))
    g_debug ("a practice could not be locked: %s", error->message);
  g_ptr_array_add (tx->views, wabi_plain_view_new (out, tx->db, practice));
}

gint64
wabi_store_tx_get_now (WabiStoreTx *tx)
{
  g_return_val_if_fail (tx != NULL, 0);
  return tx->now;
}

char *
wabi_store_tx_new_id (WabiStoreTx *tx)
{
  g_return_val_if_fail (tx != NULL, NULL);
  return wabi_id_new (tx->store->ids);
}

gboolean
wabi_store_tx_put (WabiStoreTx *tx, const char *practice, WabiRecord *record, GError **error)
{
  g_autofree char *body = NULL;

  g_return_val_if_fail (tx != NULL && practice != NULL && WABI_IS_RECORD (record), FALSE);

  body = wabi_record_dup_json (record);
  return wabi_tx_put_body (tx, practice, record, body, error);
}

char *
wabi_audit_hash (const WabiAuditEntry *entry)
{
  g_autoptr (GString) text = g_string_sized_new (400);

  /* Canonical JSON: members in the order of their names. */
  g_string_append_printf (text, "{\"at\":%" G_GINT64_FORMAT ",\"event\":", entry->at);
  wabi_json_append_text (text, entry->event);
  g_string_append_printf (text, ",\"n\":%" G_GINT64_FORMAT ",\"practice\":", entry->n);
  wabi_json_append_text (text, entry->practice);
  g_string_append (text, ",\"prev\":");
  wabi_json_append_text (text, entry->prev);
  g_string_append (text, ",\"refs\":");
  wabi_json_append_text (text, entry->refs);
  g_string_append (text, ",\"service\":");
  wabi_json_append_text (text, entry->service);
  g_string_append (text, ",\"user\":");
  wabi_json_append_text (text, entry->user);
  g_string_append_c (text, '}');
  return wabi_text_hash_hex (text->str, (gssize)text->len);
}

gboolean
wabi_store_tx_audit (WabiStoreTx *tx, const char *practice, const char *service, const char *user,
                     const char *event, const char *refs, GError **error)
{
  WabiAuditEntry entry
      = { practice, service, 0, NULL, tx->now, user != NULL ? user : "", event, refs != NULL ? refs : "" };
  g_autofree char *hash = NULL;
  WabiTxHead *head;

  g_return_val_if_fail (practice != NULL && service != NULL && event != NULL, FALSE);

  head = wabi_tx_get_head (tx, practice, service, error);
  if (head == NULL)
    return FALSE;
  entry.n = head->audit_n + 1;
  entry.prev = head->audit_hash;
  hash = wabi_audit_hash (&entry);
  if (!wabi_db_post (tx->db, error,
                    "INSERT INTO audit (practice_id, service, n, prev_hash, hash, at, user_id, event, refs) "
                    "VALUES ($1, $2, $3, $4, $5, "
                    "$6, $7, $8, $9)",
                    WABI_TEXT (practice), WABI_TEXT (service), WABI_INT (entry.n), WABI_TEXT (entry.prev),
                    WABI_TEXT (hash), WABI_INT (entry.at), WABI_TEXT (entry.user), WABI_TEXT (entry.event),
                    WABI_TEXT (entry.refs)))
    return FALSE;
  head->audit_n = entry.n;
  g_free (head->audit_hash);
  head->audit_hash = g_steal_pointer (&hash);
  return TRUE;
}
