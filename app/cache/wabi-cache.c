// SPDX-License-Identifier: AGPL-3.0-or-later
// The cache as an object: opened with its lock and key, told about, closed.

#include "wabi-rescue-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "wabi-text.h"

#define OFFSET_STEP (G_GINT64_CONSTANT (10) * G_USEC_PER_SEC)
/* The mark of a file in which damage was met: it is looked through before it is opened again. */
#define DOUBTED "doubted"
#define KEPT_FOR (G_GINT64_CONSTANT (30) * 24 * 3600 * G_USEC_PER_SEC)

G_DEFINE_QUARK (wabi - cache - error - quark, wabi_cache_error)
G_DEFINE_FINAL_TYPE (WabiCache, wabi_cache, G_TYPE_OBJECT)

enum
{
  CHANGED,
  OUTBOX_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

gboolean
wabi_cache_fail (GError *take_inner, GError **error)
{
  g_autoptr (GError) inner = take_inner;

  if (g_error_matches (inner, WABI_DB_ERROR, WABI_DB_ERROR_FULL))
    g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_DISK_FULL,
                 _ ("The disk is full. This change was not saved; make room and try again."));
  else if (g_error_matches (inner, WABI_DB_ERROR, WABI_DB_ERROR_CORRUPT))
    g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED,
                 _ ("The copy on this computer is damaged. Close Wabi Care and open it again: the copy is loaded anew then, and what waits in it is "
                    "taken over. (%s)"),
                 inner->message);
  else if (inner->domain == WABI_DB_ERROR)
    g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED,
                 _ ("The local copy could not be used: %s."), inner->message);
  else
    g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

gboolean
wabi_cache_check_open (WabiCache *cache, GError **error)
{
  if (cache->main.db != NULL)
    return TRUE;
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_CLOSED,
               _ ("The local copy is closed. Sign in again."));
  return FALSE;
}

void
wabi_cache_lock_writing (WabiCache *cache)
{
  g_mutex_lock (&cache->write_turn);
  g_mutex_lock (&cache->write_lock);
  g_mutex_unlock (&cache->write_turn);
}

gboolean
wabi_cache_begin (WabiCache *cache, GError **error)
{
  GError *inner = NULL;

  if (!wabi_cache_check_open (cache, error))
    return FALSE;
  wabi_cache_lock_writing (cache);
  if (wabi_conn_begin (&cache->main, &inner))
    return TRUE;
  g_mutex_unlock (&cache->write_lock);
  return wabi_cache_fail (inner, error);
}

gboolean
wabi_cache_end (WabiCache *cache, gboolean keep, GError **error)
{
  g_autoptr (WabiChanges) changes = NULL;
  GError *inner = NULL;

  if (keep)
    keep = wabi_conn_commit (&cache->main, &changes, &inner);
  else
    wabi_conn_rollback (&cache->main);
  g_mutex_unlock (&cache->write_lock);
  if (!keep)
    wabi_reserve_release_if_short (cache);
  if (keep && !wabi_changes_is_empty (changes))
    wabi_cache_emit (cache, changes, FALSE);
  return inner == NULL ? keep : wabi_cache_fail (inner, error);
}

int
wabi_cache_find_service (WabiCache *cache, const char *service)
{
  for (int i = 0; cache->tables->services[i] != NULL; i++)
    if (strcmp (cache->tables->services[i], service) == 0)
      return i;
  return -1;
}

static gboolean
count_queue (const WabiRow *row, gpointer data, GError **error)
{
  WabiCache *cache = data;
  int service = wabi_cache_find_service (cache, wabi_row_text (row, 0));
  WabiCacheQueue queue = { (guint)wabi_row_int (row, 1), wabi_row_int (row, 2) };

  cache->pending += queue.pending;
  if (service >= 0)
    cache->queues[service] = queue;
  return TRUE;
}

void
wabi_cache_recount (WabiCache *cache)
{
  WabiValue args[] = { WABI_INT (wabi_clock_monotonic (cache->clock)) };
  gint64 refused = 0, aside = 0;
  g_autoptr (GError) error = NULL;

  cache->pending = 0;
  memset (cache->queues, 0, sizeof *cache->queues * g_strv_length ((char **)cache->tables->services));
  if (!wabi_db_query (cache->main.db,
                      "SELECT service, count(*), min (pos) FROM outbox WHERE state < 2 GROUP BY service", NULL,
                      0, count_queue, cache, NULL, &error)
      || (cache->pending > 0
          && !wabi_db_get_int (cache->main.db, "SELECT count(*) FROM outbox WHERE state < 2 AND aside > $1",
                               args, 1, &aside, &error))
      || !wabi_db_get_int (cache->main.db, "SELECT count(*) FROM refused", NULL, 0, &refused, &error)
      || !wabi_db_get_int (cache->main.db, "SELECT max (min_schema) FROM feed_cursor", NULL, 0,
                           &cache->min_schema, &error))
    g_warning ("the queue cannot be counted: %s", error->message);
  cache->refused = (guint)refused;
  cache->aside = (guint)aside;
}

void
wabi_cache_count_given (WabiCache *cache)
{
  WabiCacheQueue *queue = cache->last_given >= 0 ? &cache->queues[cache->last_given] : NULL;

  if (queue == NULL || queue->pending == 0)
    {
      wabi_cache_recount (cache);
      return;
    }
  queue->pending++;
  cache->pending++;
}

void
wabi_cache_emit (WabiCache *cache, WabiChanges *changes, gboolean outbox)
{
  g_object_ref (cache);
  if (changes != NULL && cache->main.db != NULL)
    g_signal_emit (cache, signals[CHANGED], 0, changes);
  if (outbox && cache->main.db != NULL)
    g_signal_emit (cache, signals[OUTBOX_CHANGED], 0);
  g_object_unref (cache);
}

/* ---- Opening ---- */

static gboolean
take_lock (WabiCache *cache, const char *directory, GError **error)
{
  g_autofree char *path = g_strconcat (cache->path, ".lock", NULL);

  if (g_mkdir_with_parents (directory, 0700) == 0)
    cache->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (cache->lock_fd < 0)
    {
      g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED,
                   _ ("The folder for local copies cannot be used: %s."), g_strerror (errno));
      return FALSE;
    }
  if (flock (cache->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_LOCKED,
               _ ("Wabi Care is open already. Use its other window."));
  return FALSE;
}

static char *
read_boot_id (WabiCache *cache)
{
  char *text = NULL;

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
    return g_strstrip (text);
  return wabi_id_new (cache->ids);
}

/* Under another device's id the services count anew; ids of commands stay, so nothing is done twice. */
static gboolean
keep_device (WabiCache *cache, GError **error)
{
  g_autofree char *known = NULL;

  if (!wabi_conn_get_meta (&cache->main, "device", &known, error))
    return FALSE;
  if (cache->device == NULL)
    cache->device = known != NULL ? g_strdup (known) : wabi_id_new (cache->ids);
  if (g_strcmp0 (known, cache->device) == 0)
    return TRUE;
  return wabi_db_run (cache->main.db, error, "UPDATE outbox SET n = NULL")
         && wabi_db_run (cache->main.db, error, "UPDATE feed_cursor SET last_n = 0")
         && wabi_conn_put_meta (&cache->main, "device", cache->device, error);
}

static void set_offset (WabiCache *cache, gint64 offset);

static gboolean
read_meta (WabiCache *cache, GError **error)
{
  g_autofree char *roles = NULL, *offset = NULL;

  /* Of a copy that was opened before this one and set aside. */
  g_clear_pointer (&cache->zone, g_free);
  g_clear_pointer (&cache->user_name, g_free);
  g_clear_pointer (&cache->practice_name, g_free);
  if (!keep_device (cache, error) || !wabi_conn_get_meta (&cache->main, "zone", &cache->zone, error)
      || !wabi_conn_get_meta (&cache->main, "user-name", &cache->user_name, error)
      || !wabi_conn_get_meta (&cache->main, "practice-name", &cache->practice_name, error)
      || !wabi_conn_get_meta (&cache->main, "setting:clock-offset", &offset, error)
      || !wabi_conn_get_meta (&cache->main, "roles", &roles, error))
    return FALSE;
  if (offset != NULL)
    set_offset (cache, g_ascii_strtoll (offset, NULL, 10));
  if (roles != NULL)
    cache->caller.roles = (guint)g_ascii_strtoull (roles, NULL, 10);
  return TRUE;
}

static gboolean
collect_problem (const WabiRow *row, gpointer data, GError **error)
{
  char **first = data;

  if (*first == NULL)
    *first = g_strdup (wabi_row_text (row, 0));
  return TRUE;
}

/* Each page carries a seal: a torn or rotten one shows before anything is read from it. A SQLCipher that does not
 * know the question (before 4.2) answers nothing. */
static gboolean
check_pages (WabiCache *cache, GError **error)
{
  g_autofree char *problem = NULL;

  if (!wabi_db_query (cache->main.db, "PRAGMA cipher_integrity_check", NULL, 0, collect_problem, &problem, NULL,
                      error))
    return FALSE;
  if (problem == NULL)
    return TRUE;
  g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_CORRUPT, "cipher_integrity_check: %s", problem);
  return FALSE;
}

/*
 * After an end without wabi_cache_close() the file is looked through before it is trusted, which reads all of
 * it. What a program wrote that was only killed is whole, since the system kept it: so this is done when the
 * machine has been started anew since.
 */
static gboolean
check_after_crash (WabiCache *cache, GError **error)
{
  g_autofree char *open_mark = NULL, *verdict = NULL;

  if (!wabi_conn_get_meta (&cache->main, "open", &open_mark, error))
    return FALSE;
  if (g_strcmp0 (open_mark, cache->boot) == 0)
    return TRUE;
  if (open_mark != NULL
      && (!check_pages (cache, error)
          || !wabi_db_get_text (cache->main.db, "PRAGMA quick_check(1)", NULL, 0, &verdict, error)))
    return FALSE;
  if (open_mark == NULL || g_strcmp0 (verdict, "ok") == 0)
    return wabi_conn_put_meta (&cache->main, "open", cache->boot, error);
  g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_CORRUPT, "quick_check: %s", verdict);
  return FALSE;
}

/* When the clock last leapt over more than the time for which commands are kept; 0 for never. A leap is not age: what was confirmed
 * before it is kept as long again, since a server that is restored may want it back. Nothing is older than what was given before it. */
static gboolean
note_leap (WabiCache *cache, gint64 now, gint64 *leap, GError **error)
{
  g_autofree char *seen = NULL, *leapt = NULL, *now_text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  if (!wabi_conn_get_meta (&cache->main, "clock-seen", &seen, error) || !wabi_conn_get_meta (&cache->main, "clock-leap", &leapt, error))
    return FALSE;
  *leap = leapt != NULL ? g_ascii_strtoll (leapt, NULL, 10) : 0;
  if (seen != NULL && ABS (now - g_ascii_strtoll (seen, NULL, 10)) > KEPT_FOR)
    {
      *leap = now;
      if (!wabi_conn_put_meta (&cache->main, "clock-leap", now_text, error))
        return FALSE;
    }
  return wabi_conn_put_meta (&cache->main, "clock-seen", now_text, error);
}

static gboolean
drop_old (WabiCache *cache, GError **error)
{
  gint64 now = wabi_clock_now (cache->clock), leap = 0;

  if (!note_leap (cache, now, &leap, error))
    return FALSE;
  return (leap != 0 && ABS (now - leap) < KEPT_FOR)
         || wabi_db_run (cache->main.db, error,
                         "DELETE FROM outbox WHERE state = 3 AND at < $1 AND pos < coalesce ((SELECT min (pos) FROM outbox WHERE at >= $1), "
                         "pos + 1)",
                         WABI_INT (now - KEPT_FOR));
}

/* What a service could not take is tried again at once when the program starts: its pause was told by a clock that is another one now. */
static gboolean
end_asides (WabiCache *cache, GError **error)
{
  return wabi_db_run (cache->main.db, error, "UPDATE outbox SET aside = 0 WHERE state < 2 AND aside <> 0");
}

static gboolean
open_file (WabiCache *cache, GError **error)
{
  return wabi_conn_open (&cache->main, cache->path, cache->vault.key, TRUE, cache->tables, &cache->caller,
                         error)
         && wabi_conn_prepare (&cache->main, error) && check_after_crash (cache, error)
         && read_meta (cache, error) && drop_old (cache, error) && end_asides (cache, error);
}

static gboolean
open_or_set_aside (WabiCache *cache, GError **error)
{
  GError *inner = NULL;

  if (open_file (cache, &inner))
    return TRUE;
  wabi_conn_close (&cache->main);
  if (!g_error_matches (inner, WABI_DB_ERROR, WABI_DB_ERROR_CORRUPT))
    return wabi_cache_fail (inner, error);
  g_warning ("the local copy is damaged and is set aside: %s", inner->message);
  g_clear_error (&inner);
  cache->vault.set_aside = wabi_vault_set_aside (cache->path, error);
  if (cache->vault.set_aside == NULL)
    return FALSE;
  return open_file (cache, &inner) ? TRUE : wabi_cache_fail (inner, error);
}

/* Into a file that was made just now come the names that the damaged one knew. */
static gboolean
rescue (WabiCache *cache, const WabiCacheOptions *options, GError **error)
{
  GError *inner = NULL;

  wabi_rescue_run (cache, options);
  return cache->zone != NULL || read_meta (cache, &inner) || wabi_cache_fail (inner, error);
}

static void
fill_texts (WabiCache *cache)
{
  if (cache->zone == NULL)
    cache->zone = g_strdup ("UTC");
  if (cache->user_name == NULL)
    cache->user_name = g_strdup ("");
  if (cache->practice_name == NULL)
    cache->practice_name = g_strdup ("");
}

static gboolean
open_cache (WabiCache *cache, const WabiCacheOptions *options, GCancellable *cancellable, GError **error)
{
  WabiVault vault;

  if (!take_lock (cache, options->directory, error))
    return FALSE;
  if (!wabi_vault_open (&vault, options, cache->path, cancellable, error))
    return FALSE;
  cache->vault = vault;
  if (!open_or_set_aside (cache, error) || !rescue (cache, options, error))
    return FALSE;
  if (!wabi_reserve_ensure (cache))
    g_message ("the disk is nearly full: no reserve can be kept");
  fill_texts (cache);
  wabi_cache_recount (cache);
  return TRUE;
}

/* ---- Time ---- */

static gint64
read_offset (WabiCache *cache)
{
  gint64 offset;

  g_bit_lock (&cache->offset_lock, 0);
  offset = cache->offset;
  g_bit_unlock (&cache->offset_lock, 0);
  return offset;
}

static gint64
read_corrected (gpointer data)
{
  WabiCache *cache = data;

  return wabi_clock_now (cache->machine_clock) - read_offset (cache);
}

static gint64
read_monotonic (gpointer data)
{
  return wabi_clock_monotonic (((WabiCache *)data)->machine_clock);
}

static void
set_offset (WabiCache *cache, gint64 offset)
{
  g_bit_lock (&cache->offset_lock, 0);
  cache->offset = ABS (offset) > WABI_CACHE_OFFSET_TOLD ? offset : 0;
  g_bit_unlock (&cache->offset_lock, 0);
}

gint64
wabi_cache_get_clock_offset (WabiCache *cache)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache), 0);
  return read_offset (cache);
}

gboolean
wabi_cache_note_server_time (WabiCache *cache, gint64 server_now, GError **error)
{
  gint64 offset, known;
  g_autofree char *text = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache), FALSE);

  offset = wabi_clock_now (cache->machine_clock) - server_now;
  known = read_offset (cache);
  offset = ABS (offset) > WABI_CACHE_OFFSET_TOLD ? offset : 0;
  /* A header tells seconds, and travels: what changed less is the same. */
  if (ABS (offset - known) < OFFSET_STEP)
    return TRUE;
  if (offset != 0)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);
  if (!wabi_cache_check_open (cache, error))
    return FALSE;
  set_offset (cache, offset);
  return wabi_cache_put_setting (cache, "clock-offset", text, error);
}

static WabiCache *
new_cache (const WabiCacheOptions *options)
{
  WabiCache *cache = g_object_new (WABI_TYPE_CACHE, NULL);

  cache->owner.server = g_strdup (options->owner.server);
  cache->owner.practice = g_strdup (options->owner.practice);
  cache->owner.user = g_strdup (options->owner.user);
  cache->caller.practice = cache->owner.practice;
  cache->caller.user = cache->owner.user;
  cache->tables = options->tables;
  cache->queues = g_new0 (WabiCacheQueue, g_strv_length ((char **)options->tables->services) + 1);
  cache->machine_clock = options->clock != NULL ? options->clock : wabi_clock_get_system ();
  cache->corrected = (WabiClock){ read_corrected, read_monotonic, cache };
  cache->clock = &cache->corrected;
  cache->ids = wabi_id_source_new (cache->clock);
  cache->reserve_size = options->reserve;
  cache->path = wabi_vault_build_path (options->directory, &options->owner);
  cache->boot = read_boot_id (cache);
  cache->device = g_strdup (options->device);
  cache->context = g_main_context_ref_thread_default ();
  return cache;
}

WabiCache *
wabi_cache_open_sync (const WabiCacheOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (WabiCache) cache = NULL;

  g_return_val_if_fail (options != NULL && options->tables != NULL && options->keys != NULL, NULL);

  cache = new_cache (options);
  return open_cache (cache, options, cancellable, error) ? g_steal_pointer (&cache) : NULL;
}

typedef struct
{
  WabiCache *cache;
  WabiCacheOptions options;
} Opening;

static void
free_opening (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->cache);
  g_free ((char *)opening->options.directory);
  g_object_unref (opening->options.keys);
  g_clear_pointer (&opening->options.recovery_key, g_bytes_unref);
  g_free (opening);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;

  if (open_cache (opening->cache, &opening->options, cancellable, &error))
    g_task_return_pointer (task, g_object_ref (opening->cache), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
wabi_cache_open_async (const WabiCacheOptions *options, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Opening *opening;

  g_return_if_fail (options != NULL && options->tables != NULL && options->keys != NULL);

  opening = g_new0 (Opening, 1);
  opening->cache = new_cache (options);
  opening->options = *options;
  opening->options.directory = g_strdup (options->directory);
  opening->options.owner = opening->cache->owner;
  opening->options.device = NULL; /* the cache has it */
  opening->options.keys = g_object_ref (options->keys);
  opening->options.recovery_key = options->recovery_key != NULL ? g_bytes_ref (options->recovery_key) : NULL;
  g_task_set_source_tag (task, wabi_cache_open_async);
  g_task_set_task_data (task, opening, free_opening);
  g_task_run_in_thread (task, open_in_thread);
}

WabiCache *
wabi_cache_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wabi_cache_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
wabi_cache_close (WabiCache *cache)
{
  g_autoptr (GError) error = NULL;
  gboolean damaged;

  g_return_if_fail (WABI_IS_CACHE (cache));

  g_mutex_lock (&cache->work.lock);
  damaged = (cache->main.db != NULL && cache->main.db->damaged) || (cache->work.conn.db != NULL && cache->work.conn.db->damaged);
  cache->work.closed = TRUE;
  wabi_conn_close (&cache->work.conn);
  g_mutex_unlock (&cache->work.lock);
  if (cache->main.db != NULL && cache->zone != NULL
      && !wabi_conn_put_meta (&cache->main, "open", damaged ? DOUBTED : NULL, &error))
    g_warning ("the cache could not be marked as closed: %s", error->message);
  wabi_conn_close (&cache->main);
  wabi_vault_clear (&cache->vault);
  if (cache->lock_fd >= 0)
    close (cache->lock_fd);
  cache->lock_fd = -1;
}

static void
wabi_cache_finalize (GObject *object)
{
  WabiCache *self = WABI_CACHE (object);

  wabi_cache_close (self);
  g_free ((char *)self->owner.server);
  g_free ((char *)self->owner.practice);
  g_free ((char *)self->owner.user);
  g_free (self->path);
  g_free (self->device);
  g_free (self->former_device);
  g_free (self->boot);
  g_free (self->zone);
  g_free (self->user_name);
  g_free (self->practice_name);
  g_free (self->refusal_code);
  g_free (self->refusal_field);
  g_clear_pointer (&self->ids, wabi_id_source_free);
  g_free (self->queues);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->write_turn);
  g_mutex_clear (&self->work.lock);
  G_OBJECT_CLASS (wabi_cache_parent_class)->finalize (object);
}

static void
wabi_cache_class_init (WabiCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_cache_finalize;

  /**
   * WabiCache::changed:
   * @cache: the cache
   * @changes: which records
   */
  signals[CHANGED] = g_signal_new ("changed", WABI_TYPE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, WABI_TYPE_CHANGES);
  /**
   * WabiCache::outbox-changed:
   * @cache: the cache
   */
  signals[OUTBOX_CHANGED] = g_signal_new ("outbox-changed", WABI_TYPE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
wabi_cache_init (WabiCache *self)
{
  self->lock_fd = -1;
  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->write_turn);
  g_mutex_init (&self->work.lock);
}

/* ---- What it is ---- */

const char *
wabi_cache_get_set_aside (WabiCache *cache)
{
  return cache->vault.set_aside;
}

gboolean
wabi_cache_get_key_in_keyring (WabiCache *cache)
{
  return cache->vault.in_keyring;
}

const WabiKeyOwner *
wabi_cache_get_owner (WabiCache *cache)
{
  return &cache->owner;
}

const WabiCacheTables *
wabi_cache_get_tables (WabiCache *cache)
{
  return cache->tables;
}

const WabiClock *
wabi_cache_get_clock (WabiCache *cache)
{
  return cache->clock;
}

char *
wabi_cache_new_id (WabiCache *cache)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);
  return wabi_id_new (cache->ids);
}

static void
replace_text (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

gboolean
wabi_cache_set_caller (WabiCache *cache, guint roles, const char *zone, const char *name,
                       const char *practice_name, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", roles);
  GError *inner = NULL;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && zone != NULL && name != NULL && practice_name != NULL,
                        FALSE);

  if (!wabi_cache_begin (cache, error))
    return FALSE;
  ok = wabi_conn_put_meta (&cache->main, "roles", number, &inner)
       && wabi_conn_put_meta (&cache->main, "zone", zone, &inner)
       && wabi_conn_put_meta (&cache->main, "user-name", name, &inner)
       && wabi_conn_put_meta (&cache->main, "practice-name", practice_name, &inner);
  if (ok)
    {
      cache->caller.roles = roles;
      replace_text (&cache->zone, zone);
      replace_text (&cache->user_name, name);
      replace_text (&cache->practice_name, practice_name);
    }
  if (!ok)
    wabi_cache_fail (inner, error);
  return wabi_cache_end (cache, ok, ok ? error : NULL);
}

const WabiCaller *
wabi_cache_get_caller (WabiCache *cache)
{
  return &cache->caller;
}

const char *
wabi_cache_get_zone (WabiCache *cache)
{
  return cache->zone;
}

const char *
wabi_cache_get_user_name (WabiCache *cache)
{
  return cache->user_name;
}

const char *
wabi_cache_get_practice_name (WabiCache *cache)
{
  return cache->practice_name;
}
