// SPDX-License-Identifier: AGPL-3.0-or-later
// Two processes on one database: each hears of what the other has committed, by NOTIFY on PostgreSQL, by looking on SQLite.

#include "wabi-store-private.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* How often the heads themselves are looked at: a nudge may be lost with the process that owed it, and SQLite sends none. */
#define LOOK_MS 1000
#define REOPEN_MS 1000

static char *
make_key (const char *practice, const char *service)
{
  return g_strconcat (practice, "\n", service, NULL);
}

void
wabi_news_init (WabiStore *store)
{
  WabiNews *news = &store->news;

  news->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_mutex_init (&news->lock);
  news->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  news->unsaid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  news->late = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
wabi_news_clear (WabiStore *store)
{
  WabiNews *news = &store->news;

  g_clear_pointer (&news->known, g_hash_table_unref);
  g_clear_pointer (&news->unsaid, g_hash_table_unref);
  g_clear_pointer (&news->late, g_hash_table_unref);
  g_clear_pointer (&news->channel, g_free);
  g_mutex_clear (&news->lock);
  if (news->wake_fd >= 0)
    close (news->wake_fd);
}

static void
wake (WabiNews *news)
{
  guint64 one = 1;

  if (write (news->wake_fd, &one, sizeof one) != sizeof one)
    g_debug ("the thread that hands on news is awake already");
}

/* ---- telling ---- */

static void
call_listeners (WabiStore *store, const char *practice, const char *service, gint64 head)
{
  g_mutex_lock (&store->listeners_lock);
  for (guint i = 0; i < store->listeners->len; i++)
    {
      WabiListener *listener = &g_array_index (store->listeners, WabiListener, i);

      listener->func (practice, service, head, listener->data);
    }
  g_mutex_unlock (&store->listeners_lock);
}

/* Heads only rise, and each is told once, whoever hears of it first. */
static void
note_head (WabiStore *store, const char *practice, const char *service, gint64 head, gboolean own)
{
  WabiNews *news = &store->news;
  g_autofree char *key = make_key (practice, service);
  gint64 *known;
  gboolean fresh, told;

  g_mutex_lock (&news->lock);
  known = g_hash_table_lookup (news->known, key);
  fresh = known == NULL || *known < head;
  /* What stands there at the first look is no news. */
  told = fresh && (own || news->filled);
  if (fresh)
    g_hash_table_replace (news->known, g_strdup (key), g_memdup2 (&head, sizeof head));
  if (told && own && news->thread != NULL && store->driver->dialect == WABI_DIALECT_POSTGRES)
    g_hash_table_add (news->unsaid, g_strdup (key));
  else if (told && !own)
    g_hash_table_add (news->late, g_strdup (key));
  if (told)
    call_listeners (store, practice, service, head);
  g_mutex_unlock (&news->lock);
}

void
wabi_news_tell (WabiStore *store, const char *practice, const char *service, gint64 head)
{
  note_head (store, practice, service, head, TRUE);
  if (store->driver->dialect == WABI_DIALECT_POSTGRES)
    wake (&store->news);
}

/* ---- hearing ---- */

static gboolean
read_head (const WabiRow *row, gpointer data, GError **error)
{
  note_head (data, wabi_row_text (row, 0), wabi_row_text (row, 1), wabi_row_int (row, 2), FALSE);
  return TRUE;
}

static gboolean
look (WabiStore *store, WabiDb *db, GError **error)
{
  if (!wabi_db_query (db, "SELECT practice_id, service, head FROM practice_head", NULL, 0, read_head, store, NULL, error))
    return FALSE;
  store->news.filled = TRUE;
  return TRUE;
}

static void
on_notice_cb (const char *payload, gpointer data)
{
  g_auto (GStrv) parts = g_strsplit (payload, " ", 3);

  if (g_strv_length (parts) == 3)
    note_head (data, parts[0], parts[1], g_ascii_strtoll (parts[2], NULL, 10), FALSE);
}

/* The process that has made a change also reacts to it; should it be gone, the change is not forgotten. */
static void
mark_late (WabiStore *store)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (store->wanted) == 0)
    return;
  g_mutex_lock (&store->news.lock);
  g_hash_table_iter_init (&iter, store->news.late);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      wabi_lanes_mark (store, key);
      g_hash_table_iter_remove (&iter);
    }
  g_mutex_unlock (&store->news.lock);
}

/* ---- saying it on PostgreSQL ---- */

/* By its own connection, after the commit: NOTIFY within a transaction makes all commits of the cluster wait for each other. */
static gboolean
say (WabiStore *store, WabiDb *db, const char *key, gint64 head, GError **error)
{
  g_autofree char *payload = g_strdup_printf ("%s %" G_GINT64_FORMAT, key, head);

  return wabi_db_run (db, error, "SELECT pg_notify ($1, $2)", WABI_TEXT (store->news.channel),
                      WABI_TEXT (g_strdelimit (payload, "\n", ' ')));
}

static gboolean
say_all (WabiStore *store, WabiDb *db, GError **error)
{
  WabiNews *news = &store->news;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_mutex_lock (&news->lock);
  g_hash_table_iter_init (&iter, news->unsaid);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_ptr_array_add (keys, g_strdup (key));
      g_array_append_vals (heads, g_hash_table_lookup (news->known, key), 1);
      g_hash_table_iter_remove (&iter);
    }
  g_mutex_unlock (&news->lock);
  for (guint i = 0; i < keys->len; i++)
    if (!say (store, db, g_ptr_array_index (keys, i), g_array_index (heads, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
is_listening (WabiNews *news)
{
  gboolean listening;

  g_mutex_lock (&news->lock);
  listening = news->thread != NULL;
  g_mutex_unlock (&news->lock);
  return listening;
}

/* A tool without listeners, which nobody waits for, says it with its commit. */
gboolean
wabi_news_announce (WabiStoreTx *tx, GError **error)
{
  WabiStore *store = tx->store;
  gboolean later;

  if (store->driver->dialect != WABI_DIALECT_POSTGRES)
    return TRUE;
  later = is_listening (&store->news);
  for (guint i = 0; !later && i < tx->heads->len; i++)
    {
      const WabiTxHead *head = g_ptr_array_index (tx->heads, i);
      g_autofree char *payload = g_strdup_printf ("%s %s %" G_GINT64_FORMAT, head->practice, head->service, head->head);

      if (head->head != head->first_head
          && !wabi_db_post (tx->db, error, "SELECT pg_notify ('wabi_' || current_schema (), $1)", WABI_TEXT (payload)))
        return FALSE;
    }
  return TRUE;
}

/* ---- the thread ---- */

static gboolean
subscribe (WabiStore *store, WabiDb *db, GError **error)
{
  g_autofree char *sql = NULL;

  if (store->driver->dialect != WABI_DIALECT_POSTGRES)
    return TRUE;
  g_clear_pointer (&store->news.channel, g_free);
  if (!wabi_db_get_text (db, "SELECT 'wabi_' || current_schema ()", NULL, 0, &store->news.channel, error))
    return FALSE;
  sql = g_strdup_printf ("LISTEN \"%s\"", store->news.channel);
  return wabi_db_script (db, sql, error);
}

static WabiDb *
connect_once (WabiStore *store, GError **error)
{
  gboolean postgres = store->driver->dialect == WABI_DIALECT_POSTGRES;
  WabiDbOptions options = { .location = store->location, .read_only = !postgres };
  g_autoptr (WabiDb) db = wabi_db_open (store->driver, &options, error);

  return db != NULL && subscribe (store, db, error) && look (store, db, error) ? g_steal_pointer (&db) : NULL;
}

static gboolean
wait_for_wake (WabiNews *news, int timeout_ms)
{
  struct pollfd fd = { news->wake_fd, POLLIN, 0 };

  return poll (&fd, 1, timeout_ms) > 0;
}

static gboolean
is_closing (WabiNews *news)
{
  guint64 count;
  gboolean closing;

  if (read (news->wake_fd, &count, sizeof count) < 0)
    count = 0;
  g_mutex_lock (&news->lock);
  closing = news->closing;
  g_mutex_unlock (&news->lock);
  return closing;
}

/* SQLite counts in data_version what other connections have changed. */
static gboolean
look_when_changed (WabiStore *store, WabiDb *db, gint64 *version, GError **error)
{
  gint64 now = *version;

  if (store->driver->dialect == WABI_DIALECT_SQLITE && !wabi_db_get_int (db, "PRAGMA data_version", NULL, 0, &now, error))
    return FALSE;
  if (store->driver->dialect == WABI_DIALECT_SQLITE && now == *version)
    return TRUE;
  *version = now;
  return look (store, db, error);
}

static gboolean
go_on (WabiStore *store, WabiDb *db, gint64 *looked_at, gint64 *version, GError **error)
{
  gint64 wait_ms = (*looked_at - g_get_monotonic_time ()) / 1000 + LOOK_MS;

  if (store->driver->dialect == WABI_DIALECT_POSTGRES)
    {
      if (!say_all (store, db, error)
          || !wabi_pg_wait_notices (db, store->news.wake_fd, (int) CLAMP (wait_ms, 0, LOOK_MS), on_notice_cb, store, error))
        return FALSE;
    }
  else
    wait_for_wake (&store->news, LOOK_MS);
  if (g_get_monotonic_time () - *looked_at < LOOK_MS * 1000)
    return TRUE;
  *looked_at = g_get_monotonic_time ();
  mark_late (store);
  return look_when_changed (store, db, version, error);
}

static gpointer
hear_until_closed (gpointer data)
{
  WabiStore *store = data;
  gint64 looked_at = 0, version = -1;
  g_autoptr (WabiDb) db = NULL;

  while (!is_closing (&store->news))
    {
      g_autoptr (GError) error = NULL;

      if (db == NULL)
        db = connect_once (store, &error);
      if (db != NULL && go_on (store, db, &looked_at, &version, &error))
        continue;
      g_message ("news of other processes have to wait: %s", error->message);
      g_clear_pointer (&db, wabi_db_close);
      wait_for_wake (&store->news, REOPEN_MS);
    }
  return NULL;
}

static gboolean
fill_known (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return look (data, db, error);
}

/* What stands there now is looked at before this returns, so that whatever comes later is news. */
void
wabi_news_listen (WabiStore *store)
{
  WabiNews *news = &store->news;
  g_autoptr (GError) error = NULL;

  if (is_listening (news))
    return;
  if (!wabi_store_read (store, NULL, fill_known, store, &error))
    g_message ("what others have written so far is not known yet: %s", error->message);
  g_clear_error (&error);
  g_mutex_lock (&news->lock);
  if (news->thread == NULL)
    news->thread = g_thread_try_new ("wabi-news", hear_until_closed, store, &error);
  g_mutex_unlock (&news->lock);
  if (error != NULL)
    g_warning ("news of other processes will not be heard: %s", error->message);
}

void
wabi_news_stop (WabiStore *store)
{
  WabiNews *news = &store->news;

  if (news->thread == NULL)
    return;
  g_mutex_lock (&news->lock);
  news->closing = TRUE;
  g_mutex_unlock (&news->lock);
  wake (news);
  g_thread_join (g_steal_pointer (&news->thread));
}
