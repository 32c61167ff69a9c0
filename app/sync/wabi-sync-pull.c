// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading one feed: the next pages are asked for and looked through while the last ones are put into the
// cache.

#include <string.h>

#include "wabi-sync-private.h"

#define PULL_LIMIT 5000
/* Pages of at most 1 MiB each: so many go into the cache together, and so many lie in memory at most. */
#define PAGES_TOGETHER 8
#define PAGES_MOST 14

typedef struct
{
  guint references; /* of the main thread, one for each call that is under way */
  WabiSync *sync;
  WabiCache *cache;
  char *service, *epoch, *access;
  guint index;
  gint64 since, head;            /* where the next page begins; the end of the feed, as last told */
  gint64 base;                   /* the end of the feed when it was begun at 0 */
  gboolean whole;                /* what came is shown only when it is complete */
  gint64 soft_wait;
  WabiCacheNeed need; /* beside the feed, once that is read */
  GPtrArray *waiting, *applying; /* pages */
  gboolean asking, ended;
  WabiSyncCompare wants;       /* whether the copy is compared at the end */
  WabiCacheCompared compared;
  WabiHttpAnswer *answer; /* the one under work; at the end the one that was not a page */
  WabiPullPage *page;     /* just looked through */
  GError *error;          /* of this machine, or of an answer that makes no sense */
  gboolean lost;          /* no answer came */
} Pull;

static void ask (Pull *pull);

static void
drop (Pull *pull)
{
  if (--pull->references > 0)
    return;
  g_object_unref (pull->sync);
  g_object_unref (pull->cache);
  g_free (pull->service);
  g_free (pull->epoch);
  g_free (pull->access);
  g_clear_pointer (&pull->need.client, g_free);
  g_clear_pointer (&pull->need.place, g_free);
  g_ptr_array_unref (pull->waiting);
  g_ptr_array_unref (pull->applying);
  g_clear_pointer (&pull->answer, wabi_http_answer_free);
  g_clear_pointer (&pull->page, wabi_pull_page_free);
  g_clear_error (&pull->error);
  g_free (pull);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pull, drop)

static Pull *
keep (Pull *pull)
{
  pull->references++;
  return pull;
}

/* Whether the cache that is read for is still the open one. */
static gboolean
is_current (const Pull *pull)
{
  return pull->sync->cache == pull->cache && pull->sync->machine != NULL;
}

static void
run_in_thread (Pull *pull, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (pull->sync, NULL, callback, keep (pull));

  g_task_set_task_data (task, pull, NULL);
  g_task_run_in_thread (task, func);
}

static gint64
get_now (const Pull *pull)
{
  return wabi_clock_monotonic (wabi_cache_get_clock (pull->cache));
}

static void
begin_resync (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Pull *pull = task_data;
  GError *error = NULL;

  if (wabi_cache_begin_resync (pull->cache, pull->service, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_resync_begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  if (!is_current (pull))
    return;
  if (ok)
    {
      wabi_sync_machine_pull_done (pull->sync->machine, pull->index);
      wabi_sync_go_on (pull->sync);
    }
  else
    wabi_sync_fail_here (pull->sync, pull->index, error);
}

static void
start_anew (Pull *pull)
{
  /* Nobody may ask from the old place meanwhile. */
  wabi_sync_machine_keep_pulling (pull->sync->machine, pull->index);
  run_in_thread (pull, begin_resync, on_resync_begun_cb);
}

/* TRUE when what is here is not what the service has, and is read anew. */
static gboolean
mend (Pull *pull)
{
  const WabiCacheCompared *compared = &pull->compared;
  gboolean same = compared->verdict == WABI_CACHE_SAME, anew;

  if (compared->verdict == WABI_CACHE_UNCOMPARED)
    return FALSE;
  anew = wabi_sync_machine_compared (pull->sync->machine, get_now (pull), pull->index, same);
  if (!same)
    g_message ("sync: the copy of %s is not what the service has: %s, %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there; %s",
               pull->service, compared->kind->name, compared->here, compared->there,
               anew ? "it is read anew" : "it was read anew and still differs");
  if (anew)
    start_anew (pull);
  return anew;
}

/* ---- Beside the feed: clients that have come into the person's care ---- */

static void
end_well (Pull *pull)
{
  WabiSync *sync = pull->sync;

  wabi_sync_machine_pull_done (sync->machine, pull->index);
  wabi_sync_machine_set_soft_wait (sync->machine, get_now (pull), pull->index, pull->soft_wait);
  wabi_sync_go_on (sync);
}

static void attend (Pull *pull);

/* Looks through a page of the client's records and puts it into the cache. */
static void
take_stream (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Pull *pull = task_data;
  GError *error = NULL;
  g_autoptr (WabiPullPage) page
      = wabi_stream_page_parse (g_bytes_get_data (pull->answer->body, NULL), g_bytes_get_size (pull->answer->body),
                                pull->service, pull->need.client, &error);

  if (page != NULL && wabi_cache_apply_stream (pull->cache, page, &error))
    g_task_return_boolean (task, page->access != NULL && g_strcmp0 (page->access, pull->access) == 0);
  else
    g_task_return_error (task, error);
}

static void
on_stream_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;
  g_autoptr (GError) error = NULL;
  gboolean same = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_pointer (&pull->answer, wabi_http_answer_free);
  if (!is_current (pull))
    return;
  if (error != NULL)
    wabi_sync_fail_here (pull->sync, pull->index, error);
  /* Who may see what has changed meanwhile: the feed says how, with the next round. What the person does goes out first. */
  else if (!same || wabi_cache_get_pending (pull->cache) > 0)
    end_well (pull);
  else
    attend (pull);
}

static void
on_stream_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;

  pull->answer = wabi_http_ask_finish (result, NULL);
  if (!is_current (pull))
    return;
  if (pull->answer == NULL)
    wabi_sync_fail_round (pull->sync, pull->index, WABI_SYNC_FAILED_NETWORK, 0);
  else if (pull->answer->status == 200)
    run_in_thread (pull, take_stream, on_stream_taken_cb);
  else if (pull->answer->status == 404)
    end_well (pull);
  else
    wabi_sync_take_refusal (pull->sync, pull->index, pull->answer);
}

static void
ask_stream (Pull *pull)
{
  g_autofree char *after = g_uri_escape_string (pull->need.place, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/sync/stream?service=%s&client=%s&after=%s&limit=%d", pull->service,
                                           pull->need.client, after, PULL_LIMIT);

  wabi_http_ask_async (pull->sync->session, "GET", pull->sync->account->server, path, pull->sync->access_token, NULL,
                       pull->sync->cancellable, on_stream_answer_cb, keep (pull));
}

static void
read_need (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Pull *pull = task_data;
  GError *error = NULL;

  g_clear_pointer (&pull->need.client, g_free);
  g_clear_pointer (&pull->need.place, g_free);
  if (wabi_cache_read_need (pull->cache, pull->service, &pull->need, &error)
      && (!pull->need.scrub || wabi_cache_scrub (pull->cache, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_need_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  if (!is_current (pull))
    return;
  if (!ok)
    wabi_sync_fail_here (pull->sync, pull->index, error);
  else if (pull->need.restart && wabi_sync_machine_resync (pull->sync->machine, get_now (pull), pull->index))
    wabi_sync_go_on (pull->sync);
  else if (pull->need.client != NULL)
    ask_stream (pull);
  else
    end_well (pull);
}

static void
attend (Pull *pull)
{
  run_in_thread (pull, read_need, on_need_read_cb);
}

/* Everything that came is applied, and nothing more is to come. */
static void
finish (Pull *pull)
{
  WabiSync *sync = pull->sync;

  if (pull->error != NULL)
    wabi_sync_fail_here (sync, pull->index, pull->error);
  else if (pull->lost)
    wabi_sync_fail_round (sync, pull->index, WABI_SYNC_FAILED_NETWORK, 0);
  else if (pull->answer == NULL && mend (pull))
    return;
  else if (pull->answer == NULL)
    attend (pull);
  else if (pull->answer->status != 410)
    wabi_sync_take_refusal (sync, pull->index, pull->answer);
  else if (wabi_sync_machine_resync (sync->machine, get_now (pull), pull->index))
    start_anew (pull);
  else
    wabi_sync_go_on (sync);
}

/* ---- Into the cache ---- */

static void
apply_pages (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Pull *pull = task_data;
  GError *error = NULL;

  if (wabi_cache_apply_pages (pull->cache, (WabiPullPage **)pull->applying->pdata, pull->applying->len,
                              &error)
      && wabi_cache_compare (pull->cache, g_ptr_array_index (pull->applying, pull->applying->len - 1), &pull->compared, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void advance (Pull *pull);

static void
on_pages_applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;
  const WabiPullPage *last = g_ptr_array_index (pull->applying, pull->applying->len - 1);
  gboolean ok = g_task_propagate_boolean (G_TASK (result), pull->error == NULL ? &pull->error : NULL);

  if (!is_current (pull))
    return;
  if (ok)
    {
      wabi_sync_machine_pulled (pull->sync->machine, get_now (pull), pull->index, last->next, last->head,
                                last->more);
      wabi_sync_machine_keep_pulling (pull->sync->machine, pull->index);
      wabi_sync_update_state (pull->sync);
    }
  else
    {
      pull->ended = TRUE;
      g_ptr_array_set_size (pull->waiting, 0);
    }
  g_ptr_array_set_size (pull->applying, 0);
  ask (pull);
  advance (pull);
}

/* What a person sees is always some complete state of the feed, unless they are told that it is not. So pages
 * are kept until the last of them has come; when they do not come, it is asked for again. */
static void
drop_incomplete (Pull *pull)
{
  const WabiPullPage *last;

  if (!pull->whole || !pull->ended || pull->asking || pull->waiting->len == 0)
    return;
  last = g_ptr_array_index (pull->waiting, pull->waiting->len - 1);
  if (!last->more)
    return;
  g_ptr_array_set_size (pull->waiting, 0);
  /* On a line that breaks again and again it would never become complete: then as in a first load. */
  wabi_sync_machine_begin_catch_up (pull->sync->machine, pull->index);
}

static gboolean
is_enough (Pull *pull)
{
  drop_incomplete (pull);
  if (pull->ended && !pull->asking)
    return pull->waiting->len > 0;
  return !pull->whole && (pull->waiting->len >= PAGES_TOGETHER || (pull->ended && pull->waiting->len > 0));
}

static void
advance (Pull *pull)
{
  if (pull->applying->len > 0)
    return;
  if (is_enough (pull))
    {
      GPtrArray *pages = pull->applying;

      pull->applying = pull->waiting;
      pull->waiting = pages;
      run_in_thread (pull, apply_pages, on_pages_applied_cb);
    }
  else if (pull->ended && !pull->asking)
    finish (pull);
}

/* ---- From the server ---- */

static void
parse_page (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Pull *pull = task_data;
  GError *error = NULL;

  pull->page
      = wabi_pull_page_parse (g_bytes_get_data (pull->answer->body, NULL),
                              g_bytes_get_size (pull->answer->body), pull->service, pull->since, &error);
  if (pull->page != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A long way behind is like a first load: shown as it comes, and said. */
static void
judge_distance (Pull *pull)
{
  WabiSyncMachine *machine = pull->sync->machine;

  if (pull->head == 0 && pull->page->head - pull->since > WABI_SYNC_CATCH_UP)
    wabi_sync_machine_begin_catch_up (machine, pull->index);
  pull->head = pull->page->head;
  pull->whole = !wabi_sync_machine_is_partial (machine, pull->index);
  wabi_sync_machine_nudge (machine, pull->index, pull->head);
}

static void
on_page_parsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;

  pull->asking = FALSE;
  g_clear_pointer (&pull->answer, wabi_http_answer_free);
  if (!g_task_propagate_boolean (G_TASK (result), pull->error == NULL ? &pull->error : NULL))
    pull->ended = TRUE;
  if (!is_current (pull))
    return;
  wabi_sync_note_progress (pull->sync);
  if (pull->page != NULL)
    {
      judge_distance (pull);
      if (pull->since == 0)
        pull->base = pull->page->head;
      pull->since = pull->page->next;
      g_free (pull->epoch);
      pull->epoch = g_strdup (pull->page->epoch);
      g_free (pull->access);
      pull->access = g_strdup (pull->page->access);
      /* What the person does meanwhile goes out first; but a few pages are soon complete. */
      pull->ended |= !pull->page->more || (!pull->whole && wabi_cache_get_pending (pull->cache) > 0);
      g_ptr_array_add (pull->waiting, g_steal_pointer (&pull->page));
    }
  ask (pull);
  advance (pull);
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;

  pull->answer = wabi_http_ask_finish (result, NULL);
  if (!is_current (pull))
    return;
  if (pull->answer != NULL)
    wabi_sync_note_time (pull->sync, pull->answer);
  if (pull->answer != NULL && pull->answer->status == 200)
    {
      pull->soft_wait = pull->answer->soft_wait;
      run_in_thread (pull, parse_page, on_page_parsed_cb);
      return;
    }
  pull->lost = pull->answer == NULL;
  pull->ended = TRUE;
  pull->asking = FALSE;
  advance (pull);
}

/* That the copy was not what it should be is told once, with the first page of what is read anew, so that whoever runs the server can see
 * how often it happens. */
static const char *
get_digest_words (const Pull *pull)
{
  if (pull->wants == WABI_SYNC_COMPARE_NOT)
    return "";
  return pull->wants == WABI_SYNC_COMPARE_MENDING && pull->since == 0 ? "&digest=differs" : "&digest=1";
}

static void
ask (Pull *pull)
{
  g_autofree char *path = NULL, *epoch = NULL;
  WabiSync *sync = pull->sync;

  if (pull->asking || pull->ended || (!pull->whole && pull->waiting->len + pull->applying->len >= PAGES_MOST))
    return;
  pull->asking = TRUE;
  epoch = g_uri_escape_string (pull->epoch != NULL ? pull->epoch : "", NULL, FALSE);
  path = g_strdup_printf ("/v1/sync?service=%s&since=%" G_GINT64_FORMAT "&limit=%d&base=%" G_GINT64_FORMAT "%s%s%s%s%s", pull->service,
                          pull->since, PULL_LIMIT, pull->base, epoch[0] != '\0' ? "&epoch=" : "", epoch,
                          pull->access != NULL ? "&access=" : "", pull->access != NULL ? pull->access : "", get_digest_words (pull));
  wabi_http_ask_async (sync->session, "GET", sync->account->server, path, sync->access_token, NULL,
                       sync->cancellable, on_answer_cb, keep (pull));
}

static void
read_cursor (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Pull *pull = task_data;
  GError *error = NULL;
  gboolean loaded;

  if (wabi_cache_read_cursor (pull->cache, pull->service, &pull->since, &pull->epoch, &loaded, &error)
      && wabi_cache_read_base (pull->cache, pull->service, &pull->base, &error)
      && wabi_cache_read_access (pull->cache, pull->service, &pull->access, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_cursor_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pull) pull = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  if (!is_current (pull))
    return;
  if (ok)
    ask (pull);
  else
    wabi_sync_fail_here (pull->sync, pull->index, error);
}

void
wabi_sync_round_pull (WabiSync *sync, guint service)
{
  Pull *pull = g_new0 (Pull, 1);

  pull->sync = g_object_ref (sync);
  pull->cache = g_object_ref (sync->cache);
  pull->index = service;
  pull->service = g_strdup (sync->tables->services[service]);
  pull->wants = wabi_sync_machine_wants_digest (sync->machine, get_now (pull), service);
  pull->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_pull_page_free);
  pull->applying = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_pull_page_free);
  run_in_thread (pull, read_cursor, on_cursor_read_cb);
}
