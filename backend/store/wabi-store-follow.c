// SPDX-License-Identifier: AGPL-3.0-or-later
// Copies of other services' records: fetched pages written with the place that they reach.

#include "wabi-store-follow.h"

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-table.h"

static const WabiMigration steps[] = {
  { 1, "CREATE TABLE peer_feed (practice_id TEXT NOT NULL, service TEXT NOT NULL, epoch TEXT NOT NULL, cursor BIGINT NOT NULL, "
       "kinds TEXT NOT NULL, sweeping BIGINT NOT NULL, PRIMARY KEY (practice_id, service));" },
};

/* ---- which kinds ---- */

static gboolean
reaction_wants (const WabiStore *store, const char *service, const WabiKind *kind)
{
  for (guint i = 0; i < store->n_reactions; i++)
    if (strcmp (store->reactions[i].service, service) == 0 && strcmp (store->reactions[i].follows, kind->service) == 0
        && strcmp (store->reactions[i].kind, kind->name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_followed (WabiStore *store, const WabiKind *kind)
{
  if (wabi_store_has_service (store, kind->service))
    return FALSE;
  for (guint i = 0; store->services[i] != NULL; i++)
    if (wabi_domain_needs (store->services[i], kind) || reaction_wants (store, store->services[i], kind))
      return TRUE;
  return FALSE;
}

char *
wabi_store_list_followed (WabiStore *store, const char *service)
{
  GString *names = NULL;

  g_return_val_if_fail (store != NULL && service != NULL, NULL);

  for (guint i = 0; i < store->n_kinds; i++)
    if (strcmp (store->kinds[i]->service, service) == 0 && is_followed (store, store->kinds[i]))
      {
        if (names == NULL)
          names = g_string_new (NULL);
        else
          g_string_append_c (names, ',');
        g_string_append (names, store->kinds[i]->name);
      }
  return names != NULL ? g_string_free (names, FALSE) : NULL;
}

/* ---- places, in memory for those who wait ---- */

static void
free_place (gpointer data)
{
  WabiFollowPlace *place = data;

  g_free (place->epoch);
  g_free (place);
}

static char *
make_mark (const char *practice, const char *service)
{
  return g_strconcat (practice, "\n", service, NULL);
}

static void
keep_place (WabiStore *store, const char *practice, const char *service, const char *epoch, gint64 cursor, gboolean sweeping)
{
  WabiFollowPlace *place = g_new0 (WabiFollowPlace, 1);

  place->epoch = g_strdup (epoch);
  place->cursor = cursor;
  place->sweeping = sweeping;
  g_mutex_lock (&store->follow.lock);
  g_hash_table_replace (store->follow.places, make_mark (practice, service), place);
  g_cond_broadcast (&store->follow.moved);
  g_mutex_unlock (&store->follow.lock);
}

static gboolean
load_place (const WabiRow *row, gpointer data, GError **error)
{
  WabiStore *store = data;
  g_autofree char *kinds = wabi_store_list_followed (store, wabi_row_text (row, 1));

  /* Where other kinds are followed than before, the feed is read once more: what is here already is passed over. */
  keep_place (store, wabi_row_text (row, 0), wabi_row_text (row, 1), wabi_row_text (row, 2),
              g_strcmp0 (kinds, wabi_row_text (row, 4)) == 0 ? wabi_row_int (row, 3) : 0, wabi_row_int (row, 5) != 0);
  return TRUE;
}

gboolean
wabi_follow_open (WabiStore *store, WabiDb *db, GError **error)
{
  return wabi_migrate (db, "follow", steps, G_N_ELEMENTS (steps), error)
         && wabi_db_query (db, "SELECT practice_id, service, epoch, cursor, kinds, sweeping FROM peer_feed", NULL, 0,
                           load_place, store, NULL, error);
}

void
wabi_follow_init (WabiStore *store)
{
  g_mutex_init (&store->follow.lock);
  g_cond_init (&store->follow.moved);
  store->follow.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_place);
  store->follow.ready = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < store->n_kinds; i++)
    store->follow.any |= is_followed (store, store->kinds[i]);
}

void
wabi_follow_clear (WabiStore *store)
{
  g_clear_pointer (&store->follow.places, g_hash_table_unref);
  g_clear_pointer (&store->follow.ready, g_hash_table_unref);
  g_cond_clear (&store->follow.moved);
  g_mutex_clear (&store->follow.lock);
}

gint64
wabi_follow_get_ready (WabiStore *store, const char *practice, const char *service)
{
  g_autofree char *mark = make_mark (practice, service);
  gint64 *seq, ready;

  if (wabi_store_has_service (store, service))
    return G_MAXINT64;
  g_mutex_lock (&store->follow.lock);
  seq = g_hash_table_lookup (store->follow.ready, mark);
  ready = seq != NULL ? *seq : -1;
  g_mutex_unlock (&store->follow.lock);
  return ready;
}

void
wabi_store_follow_find (WabiStore *store, const char *practice, const char *service, WabiFollowPlace *out)
{
  g_autofree char *mark = NULL;
  WabiFollowPlace *place;
  gint64 *ready;

  g_return_if_fail (store != NULL && practice != NULL && service != NULL && out != NULL);

  mark = make_mark (practice, service);
  g_mutex_lock (&store->follow.lock);
  place = g_hash_table_lookup (store->follow.places, mark);
  ready = g_hash_table_lookup (store->follow.ready, mark);
  *out = (WabiFollowPlace){ g_strdup (place != NULL ? place->epoch : ""), place != NULL ? place->cursor : 0,
                            place != NULL && place->sweeping, ready != NULL ? *ready : -1 };
  g_mutex_unlock (&store->follow.lock);
}

GPtrArray *
wabi_store_follow_list_practices (WabiStore *store, const char *service)
{
  GPtrArray *practices = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer mark;

  g_return_val_if_fail (store != NULL && service != NULL, practices);

  g_mutex_lock (&store->follow.lock);
  g_hash_table_iter_init (&iter, store->follow.places);
  while (g_hash_table_iter_next (&iter, &mark, NULL))
    {
      const char *line = strchr (mark, '\n');

      if (strcmp (line + 1, service) == 0)
        g_ptr_array_add (practices, g_strndup (mark, (gsize)(line - (const char *)mark)));
    }
  g_mutex_unlock (&store->follow.lock);
  return practices;
}

/* ---- a page ---- */

typedef struct
{
  const WabiFollowPage *page;
  WabiStore *store;
  WabiFollowPlace place; /* as it is after the transaction; its epoch is the page's */
} Apply;

static gboolean
is_newer (WabiStoreTx *tx, const char *practice, WabiRecord *record, gboolean *newer, GError **error)
{
  WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (wabi_record_get_id (record)) };
  gint64 there = -1;
  char sql[120];

  g_snprintf (sql, sizeof sql, "SELECT seq FROM r_%s WHERE practice_id = $1 AND id = $2", wabi_record_get_kind (record)->name);
  if (!wabi_db_get_int (tx->db, sql, args, 2, &there, error))
    return FALSE;
  *newer = wabi_record_get_seq (record) > there;
  return TRUE;
}

static gboolean
put_copy (WabiStoreTx *tx, const WabiFollowPage *page, WabiRecord *record, GError **error)
{
  g_autofree char *body = wabi_record_get_deleted (record) ? g_strdup ("{}") : wabi_record_dup_json (record);
  gboolean newer = FALSE;

  if (!is_newer (tx, page->practice, record, &newer, error))
    return FALSE;
  return !newer || wabi_table_put_json (tx->db, page->practice, record, body, error);
}

static gboolean
write_place (WabiStoreTx *tx, const char *practice, const char *service, const WabiFollowPlace *place, GError **error)
{
  g_autofree char *kinds = wabi_store_list_followed (tx->store, service);

  return wabi_db_run (tx->db, error,
                      "INSERT INTO peer_feed (practice_id, service, epoch, cursor, kinds, sweeping) VALUES ($1, $2, $3, $4, $5, $6) "
                      "ON CONFLICT (practice_id, service) DO UPDATE SET epoch = excluded.epoch, cursor = excluded.cursor, "
                      "kinds = excluded.kinds, sweeping = excluded.sweeping",
                      WABI_TEXT (practice), WABI_TEXT (service), WABI_TEXT (place->epoch), WABI_INT (place->cursor),
                      WABI_TEXT (kinds != NULL ? kinds : ""), WABI_INT (place->sweeping));
}

/* For each copied kind of a service: a statement about the rows of one practice. */
static gboolean
run_for_kinds (WabiStoreTx *tx, const char *practice, const char *service, const char *format, GError **error)
{
  WabiStore *store = tx->store;

  for (guint i = 0; i < store->n_kinds; i++)
    {
      g_auto (GStrv) parts = g_strsplit (format, "%", 2);
      g_autofree char *sql = NULL;

      if (strcmp (store->kinds[i]->service, service) != 0 || !is_followed (store, store->kinds[i]))
        continue;
      sql = g_strconcat (parts[0], "r_", store->kinds[i]->name, parts[1], NULL);
      if (!wabi_db_run (tx->db, error, sql, WABI_TEXT (practice)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_place (const WabiRow *row, gpointer data, GError **error)
{
  WabiFollowPlace *place = data;

  g_free (place->epoch);
  *place = (WabiFollowPlace){ g_strdup (wabi_row_text (row, 0)), wabi_row_int (row, 1), wabi_row_int (row, 2) != 0 };
  return TRUE;
}

/* As the database has it: on PostgreSQL another process, newer or older than this one, may follow into the same copies for a while. */
static gboolean
find_stored (WabiStoreTx *tx, const char *practice, const char *service, WabiFollowPlace *out, GError **error)
{
  WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (service) };

  *out = (WabiFollowPlace){ NULL, 0, FALSE };
  return wabi_db_query (tx->db, "SELECT epoch, cursor, sweeping FROM peer_feed WHERE practice_id = $1 AND service = $2", args, 2, read_place,
                        out, NULL, error);
}

static gboolean
apply_page (WabiStoreTx *tx, gpointer data, GError **error)
{
  Apply *apply = data;
  const WabiFollowPage *page = apply->page;
  g_autofree char *place_epoch = NULL, *stored_epoch = NULL;
  WabiFollowPlace before, stored;

  wabi_store_follow_find (tx->store, page->practice, page->service, &before);
  place_epoch = before.epoch;
  if (!find_stored (tx, page->practice, page->service, &stored, error))
    return FALSE;
  stored_epoch = stored.epoch;
  if ((stored.epoch != NULL && strcmp (stored.epoch, page->epoch) != 0) || (strcmp (before.epoch, page->epoch) != 0 && before.epoch[0] != '\0') || before.cursor != page->since)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_RESYNC,
                           _ ("The page does not begin where the copies end."));
      return FALSE;
    }
  for (guint i = 0; i < page->records->len; i++)
    if (!put_copy (tx, page, g_ptr_array_index (page->records, i), error))
      return FALSE;
  apply->place = (WabiFollowPlace){ (char *)page->epoch, page->next, before.sweeping && stored.sweeping && page->more };
  if (before.sweeping && stored.sweeping && !page->more
      && !run_for_kinds (tx, page->practice, page->service, "DELETE FROM % WHERE practice_id = $1 AND seq < 0", error))
    return FALSE;
  return write_place (tx, page->practice, page->service, &apply->place, error);
}

gboolean
wabi_store_follow_apply (WabiStore *store, const WabiFollowPage *page, GError **error)
{
  Apply apply = { .page = page, .store = store };

  g_return_val_if_fail (store != NULL && page != NULL && page->records != NULL, FALSE);

  /* Only one thread fetches a feed, so the place in memory cannot move between the transaction and this line. */
  if (!wabi_store_write_in (store, page->practice, apply_page, &apply, error))
    return FALSE;
  keep_place (store, page->practice, page->service, apply.place.epoch, apply.place.cursor, apply.place.sweeping);
  return TRUE;
}

/* ---- from the beginning ---- */

typedef struct
{
  const char *practice, *service, *epoch;
  gboolean sweeping;
} Restart;

/* Whether this process knew that history already: then the owner has forgotten tombstones that it had not read yet. */
static gboolean
is_known (WabiStore *store, const Restart *restart)
{
  g_autofree char *epoch = NULL;
  WabiFollowPlace place;

  wabi_store_follow_find (store, restart->practice, restart->service, &place);
  epoch = place.epoch;
  return strcmp (epoch, restart->epoch) == 0;
}

/* What was copied is to be read once more; what does not come again goes. Turned round, its places are older than all that comes, and no two
 * rows meet at one place. Of another history reactions see everything once more. */
static gboolean
restart_feed (WabiStoreTx *tx, gpointer data, GError **error)
{
  Restart *restart = data;
  g_autofree char *place_epoch = NULL, *mark = NULL;
  WabiFollowPlace before, after = { (char *)restart->epoch, 0, TRUE, -1 };
  gboolean same;

  if (!find_stored (tx, restart->practice, restart->service, &before, error))
    return FALSE;
  place_epoch = before.epoch;
  same = before.epoch != NULL && strcmp (before.epoch, restart->epoch) == 0;
  if (before.epoch == NULL)
    after.sweeping = FALSE;
  else if (same && !is_known (tx->store, restart))
    after.sweeping = before.sweeping; /* another process has seen it too */
  else if (!run_for_kinds (tx, restart->practice, restart->service,
                           "UPDATE % SET seq = -seq WHERE practice_id = $1 AND seq > 0", error)
           || (!same
               && !wabi_db_run (tx->db, error, "DELETE FROM follower WHERE practice_id = $1 AND follows = $2",
                                WABI_TEXT (restart->practice), WABI_TEXT (restart->service))))
    return FALSE;
  mark = make_mark (restart->practice, restart->service);
  g_mutex_lock (&tx->store->follow.lock);
  g_hash_table_remove (tx->store->follow.ready, mark);
  g_mutex_unlock (&tx->store->follow.lock);
  restart->sweeping = after.sweeping;
  return write_place (tx, restart->practice, restart->service, &after, error);
}

gboolean
wabi_store_follow_restart (WabiStore *store, const char *practice, const char *service, const char *epoch, GError **error)
{
  Restart restart = { practice, service, epoch, FALSE };

  g_return_val_if_fail (store != NULL && practice != NULL && service != NULL && epoch != NULL, FALSE);

  if (!wabi_store_write_in (store, practice, restart_feed, &restart, error))
    return FALSE;
  keep_place (store, practice, service, epoch, 0, restart.sweeping);
  return TRUE;
}

/* ---- reactions on copies ---- */

typedef struct
{
  const char *practice, *service;
  gint64 seq;
} Release;

static gboolean
release_feed (WabiStoreTx *tx, gpointer data, GError **error)
{
  Release *release = data;
  g_autofree char *mark = make_mark (release->practice, release->service);

  g_mutex_lock (&tx->store->follow.lock);
  g_hash_table_replace (tx->store->follow.ready, g_strdup (mark), g_memdup2 (&release->seq, sizeof release->seq));
  g_mutex_unlock (&tx->store->follow.lock);
  g_hash_table_add (tx->moved, g_steal_pointer (&mark));
  return TRUE;
}

gboolean
wabi_store_follow_release (WabiStore *store, const char *practice, const char *service, gint64 seq, GError **error)
{
  Release release = { practice, service, seq };

  g_return_val_if_fail (store != NULL && practice != NULL && service != NULL, FALSE);
  return wabi_store_write_in (store, practice, release_feed, &release, error);
}

/* ---- waiting ---- */

void
wabi_store_follow_set_asker (WabiStore *store, WabiFollowAskFunc ask, gpointer data)
{
  g_return_if_fail (store != NULL);

  g_mutex_lock (&store->follow.lock);
  store->follow.ask = ask;
  store->follow.ask_data = data;
  g_mutex_unlock (&store->follow.lock);
}

/* With the lock held. */
static gboolean
has_reached (WabiStore *store, const char *mark, const char *epoch, gint64 seq)
{
  WabiFollowPlace *place = g_hash_table_lookup (store->follow.places, mark);

  if (place == NULL)
    return seq <= 0;
  if (place->epoch[0] != '\0' && epoch != NULL && strcmp (place->epoch, epoch) != 0)
    return TRUE;
  return place->cursor >= seq;
}

gboolean
wabi_store_follow_wait (WabiStore *store, const char *practice, const char *service, const char *epoch, gint64 seq, gint64 until)
{
  g_autofree char *mark = NULL, *kinds = NULL;
  gboolean reached, in_time = TRUE;
  WabiFollowAskFunc ask;

  g_return_val_if_fail (store != NULL && practice != NULL && service != NULL, FALSE);

  if (wabi_store_has_service (store, service))
    return TRUE;
  kinds = wabi_store_list_followed (store, service);
  if (kinds == NULL)
    return TRUE;
  mark = make_mark (practice, service);
  g_mutex_lock (&store->follow.lock);
  reached = has_reached (store, mark, epoch, seq);
  ask = store->follow.ask;
  g_mutex_unlock (&store->follow.lock);
  if (reached)
    return TRUE;
  if (ask != NULL)
    ask (service, 0, store->follow.ask_data);
  g_mutex_lock (&store->follow.lock);
  while (!(reached = has_reached (store, mark, epoch, seq)) && in_time)
    in_time = g_cond_wait_until (&store->follow.moved, &store->follow.lock, until);
  g_mutex_unlock (&store->follow.lock);
  return reached;
}

gboolean
wabi_store_follow_refresh (WabiStore *store, gint64 until)
{
  gboolean in_time = TRUE, done;
  WabiFollowAskFunc ask;
  guint64 ticket;

  g_return_val_if_fail (store != NULL, FALSE);

  if (!store->follow.any)
    return TRUE;
  g_mutex_lock (&store->follow.lock);
  ask = store->follow.ask;
  ticket = ++store->follow.last_ticket;
  g_mutex_unlock (&store->follow.lock);
  if (ask == NULL)
    return FALSE;
  ask (NULL, ticket, store->follow.ask_data);
  g_mutex_lock (&store->follow.lock);
  while (!(done = store->follow.done_ticket >= ticket) && in_time)
    in_time = g_cond_wait_until (&store->follow.moved, &store->follow.lock, until);
  g_mutex_unlock (&store->follow.lock);
  return done;
}

void
wabi_store_follow_done (WabiStore *store, guint64 ticket)
{
  g_return_if_fail (store != NULL);

  g_mutex_lock (&store->follow.lock);
  store->follow.done_ticket = MAX (store->follow.done_ticket, ticket);
  g_cond_broadcast (&store->follow.moved);
  g_mutex_unlock (&store->follow.lock);
}
