// SPDX-License-Identifier: AGPL-3.0-or-later
// Schedules into calendars on other servers: what is to be sent is claimed in one write, sent outside of it, and its result written in another.

#include "wabi-calendar-push.h"

#include <string.h>

#include "wabi-calendar-tasks.h"
#include "wabi-lookup.h"

#define USUAL_EVERY 60
#define USUAL_RETRY 60
#define USUAL_CHECK 3600
#define LONGEST_PAUSE (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define MOST_AT_ONCE 50
/* About three days at an hour each: what cannot be taken out of a calendar until then stays there. */
#define MOST_TRIES_OF_ENDED 80

/* Trials and charges change all day, and say nothing of when somebody is where. */
#define HEADS                                                                                                          \
  "SELECT CAST (COALESCE (sum (head), 0) AS BIGINT) FROM practice_head WHERE practice_id = $1 AND "                    \
  "service IN ('auth', 'patients', 'scheduling')"

struct _WabiCalendarPush
{
  WabiStore *store;
  const WabiCaldavOptions *options;
  const WabiVault *key;
  const WabiClock *clock;
  gint64 every, retry, check; /* microseconds */
  GHashTable *seen;           /* id of a calendar → Seen */
  GCancellable *cancellable;  /* that the program ends */
  GThread *thread;
  GMutex lock;
  GCond wake;
  gboolean closing, wanted; /* under the lock */
};

/* What a calendar was last compared with; forgotten when the program ends. */
typedef struct
{
  gint64 heads;      /* of the practice's feeds */
  gint64 checked_at; /* when it was last looked at what is there */
} Seen;

/* One calendar's turn. */
typedef struct
{
  WabiCalendarPush *self;
  const char *practice;
  WabiRecord *push;
  Seen *seen;
  char *password; /* (nullable) */
  gboolean has_secret, over;
  gint64 heads, now;
  GHashTable *tags; /* (nullable): what is there */
  GPtrArray *tasks; /* of WabiCalendarTask */
  guint changed;
  gboolean sent;    /* whether anything was to be done */
  gboolean stopped; /* in the middle, since the program ends */
  WabiCaldavResult result;
  gboolean no_key;
  guint status;
  WabiStoreTx *tx;
} Turn;

/* --- reading --- */

static char *
name_secret (const Turn *turn)
{
  return g_strconcat (turn->practice, "/", wabi_record_get_id (turn->push), NULL);
}

static gboolean
read_turn (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Turn *turn = data;
  const WabiValue args[] = { WABI_TEXT (turn->practice) };
  g_autoptr (GPtrArray) secrets = wabi_lookup_by (view, &wabi_kind_calendar_secret, "push", wabi_record_get_id (turn->push));
  g_autofree char *whose = name_secret (turn);

  turn->has_secret = secrets->len > 0;
  turn->over = wabi_calendar_push_is_over (view, turn->push);
  if (turn->has_secret)
    turn->password = wabi_vault_unseal (turn->self->key, whose, wabi_record_get_text (g_ptr_array_index (secrets, 0), "sealed"));
  return wabi_db_get_int (db, HEADS, args, 1, &turn->heads, error);
}

static gboolean
read_tasks (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Turn *turn = data;

  turn->tasks = wabi_calendar_tasks_list (view, turn->push, turn->tags, turn->now, &turn->changed);
  return TRUE;
}

/* --- writing --- */

static gboolean
has_more (const Turn *turn)
{
  return turn->tasks != NULL && turn->tasks->len > MOST_AT_ONCE;
}

static gboolean
put_row (Turn *turn, const WabiCalendarTask *task, GError **error)
{
  WabiView view;
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiRecord) row = NULL;

  wabi_store_tx_init_view (turn->tx, turn->practice, &view);
  there = wabi_lookup_get (&view, &wabi_kind_calendar_pushed, task->row);
  if (there == NULL)
    return TRUE;
  row = wabi_record_copy (there);
  if (task->forget || (task->done && task->text == NULL))
    {
      wabi_record_set_stamp (row, wabi_record_get_version (row), wabi_record_get_seq (row), TRUE);
      return wabi_store_tx_put (turn->tx, turn->practice, row, error);
    }
  wabi_record_set_text (row, "hash", task->done ? task->hash : NULL);
  wabi_record_set_text (row, "etag", task->tag);
  if (task->text != NULL)
    wabi_record_set_int (row, "until", task->until);
  return wabi_store_tx_put (turn->tx, turn->practice, row, error);
}

/* Before anything is sent: what a calendar has by our doing is known, also when the program ends in between. */
static gboolean
claim (WabiStoreTx *tx, gpointer data, GError **error)
{
  Turn *turn = data;

  turn->tx = tx;
  for (guint i = 0; i < MIN (turn->tasks->len, MOST_AT_ONCE); i++)
    {
      WabiCalendarTask *task = g_ptr_array_index (turn->tasks, i);
      g_autoptr (WabiRecord) row = NULL;

      if (task->row != NULL)
        {
          if (!put_row (turn, task, error))
            return FALSE;
          continue;
        }
      task->row = wabi_store_tx_new_id (tx);
      row = wabi_record_new (&wabi_kind_calendar_pushed, task->row);
      wabi_record_set_text (row, "push", wabi_record_get_id (turn->push));
      wabi_record_set_text (row, "name", task->name);
      wabi_record_set_int (row, "until", task->until);
      if (!wabi_store_tx_put (tx, turn->practice, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_all (Turn *turn, const WabiView *view, GError **error)
{
  static const WabiKind *const kinds[] = { &wabi_kind_calendar_pushed, &wabi_kind_calendar_secret };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) all = wabi_lookup_by (view, kinds[i], "push", wabi_record_get_id (turn->push));

      for (guint j = 0; j < all->len; j++)
        {
          g_autoptr (WabiRecord) gone = wabi_record_copy (g_ptr_array_index (all, j));

          wabi_record_set_stamp (gone, wabi_record_get_version (gone), wabi_record_get_seq (gone), TRUE);
          if (!wabi_store_tx_put (turn->tx, turn->practice, gone, error))
            return FALSE;
        }
    }
  return TRUE;
}

static void
set_failed (Turn *turn, WabiRecord *push)
{
  gint64 tries = MIN (wabi_record_get_int (push, "tries") + 1, 1000);
  gint64 pause = tries > 12 ? LONGEST_PAUSE : MIN (turn->self->retry << (tries - 1), LONGEST_PAUSE);
  gboolean refused = turn->no_key || turn->result == WABI_CALDAV_PASSWORD;

  /* Nobody is locked out of a calendar since we tried a wrong password again and again. */
  wabi_record_set_text (push, "state", refused ? "refused" : "failing");
  wabi_record_set_text (push, "problem", turn->no_key ? "key" : wabi_caldav_result_word (turn->result));
  wabi_record_set_int (push, "answer", turn->status);
  wabi_record_set_int (push, "tries", tries);
  wabi_record_set_int (push, "at", turn->now + pause);
}

static void
set_good (Turn *turn, WabiRecord *push, const WabiView *view)
{
  g_autoptr (GPtrArray) rows = wabi_lookup_by (view, &wabi_kind_calendar_pushed, "push", wabi_record_get_id (push));
  static const char *const passed[] = { "problem", "answer", "tries", "at" };

  wabi_record_set_text (push, "state", "good");
  for (guint i = 0; i < G_N_ELEMENTS (passed); i++)
    wabi_record_take_node (push, passed[i], NULL);
  wabi_record_set_int (push, "good_at", turn->now);
  wabi_record_set_int (push, "events", rows->len);
}

/* Whether nothing of a calendar that ends is to be done any more: all is out of it, or it cannot be taken out. */
static gboolean
is_finished (const Turn *turn, WabiRecord *push)
{
  if (!turn->over)
    return FALSE;
  return turn->result == WABI_CALDAV_DONE || wabi_record_is (push, "state", "refused") || wabi_record_get_int (push, "tries") > MOST_TRIES_OF_ENDED;
}

static gboolean
write_state (Turn *turn, const WabiView *view, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_lookup_get (view, &wabi_kind_calendar_push, wabi_record_get_id (turn->push));
  g_autoptr (WabiRecord) push = NULL;

  /* Somebody paused it, or tried again, while it was sent: the next turn says how it is. */
  if (there == NULL || wabi_record_get_version (there) != wabi_record_get_version (turn->push))
    return TRUE;
  push = wabi_record_copy (there);
  if (turn->changed > 0)
    wabi_record_set_int (push, "restored", MIN (wabi_record_get_int (push, "restored") + turn->changed, 1000000));
  if (turn->result != WABI_CALDAV_DONE || turn->no_key)
    set_failed (turn, push);
  else if (!has_more (turn))
    set_good (turn, push, view);
  if (is_finished (turn, push) && !has_more (turn) && !forget_all (turn, view, error))
    return FALSE;
  return wabi_store_tx_put (turn->tx, turn->practice, push, error);
}

static gboolean
write_results (WabiStoreTx *tx, gpointer data, GError **error)
{
  Turn *turn = data;
  WabiView view;

  turn->tx = tx;
  for (guint i = 0; turn->tasks != NULL && i < MIN (turn->tasks->len, MOST_AT_ONCE); i++)
    if (!put_row (turn, g_ptr_array_index (turn->tasks, i), error))
      return FALSE;
  wabi_store_tx_init_view (tx, turn->practice, &view);
  return turn->stopped || write_state (turn, &view, error);
}

/* --- sending --- */

/* Ours stands: what somebody else made of it is written over, and told. */
static WabiCaldavResult
put_event (WabiCaldav *line, Turn *turn, WabiCalendarTask *task)
{
  g_autofree char *made = NULL;
  WabiCaldavResult result = wabi_caldav_put (line, task->name, task->text, task->tag, &made);

  if (result == WABI_CALDAV_CHANGED)
    {
      g_autofree char *tag = NULL;

      turn->changed += task->sure && task->tag != NULL;
      result = wabi_caldav_find (line, task->name, &tag);
      g_free (made);
      made = NULL;
      if (result == WABI_CALDAV_DONE)
        result = wabi_caldav_put (line, task->name, task->text, tag != NULL ? tag : "*", &made);
      else if (result == WABI_CALDAV_GONE)
        result = wabi_caldav_put (line, task->name, task->text, NULL, &made);
    }
  if (result != WABI_CALDAV_DONE)
    return result == WABI_CALDAV_CHANGED ? WABI_CALDAV_AWAY : result;
  if (made == NULL)
    result = wabi_caldav_find (line, task->name, &made);
  g_free (task->tag);
  task->tag = g_steal_pointer (&made);
  return result;
}

static WabiCaldavResult
remove_event (WabiCaldav *line, Turn *turn, WabiCalendarTask *task)
{
  WabiCaldavResult result = wabi_caldav_delete (line, task->name, task->tag);

  /* A session that does not take place must not stay, whatever was noted on it. */
  if (result == WABI_CALDAV_CHANGED)
    {
      turn->changed++;
      result = wabi_caldav_delete (line, task->name, NULL);
    }
  return result == WABI_CALDAV_GONE || result == WABI_CALDAV_CHANGED ? WABI_CALDAV_DONE : result;
}

static gboolean
is_closing (WabiCalendarPush *self)
{
  gboolean closing;

  g_mutex_lock (&self->lock);
  closing = self->closing;
  g_mutex_unlock (&self->lock);
  return closing;
}

static void
send_tasks (WabiCaldav *line, Turn *turn)
{
  for (guint i = 0; i < MIN (turn->tasks->len, MOST_AT_ONCE) && turn->result == WABI_CALDAV_DONE && !turn->stopped; i++)
    {
      WabiCalendarTask *task = g_ptr_array_index (turn->tasks, i);

      turn->stopped = is_closing (turn->self);
      if (task->forget || turn->stopped)
        continue;
      turn->result = task->text != NULL ? put_event (line, turn, task) : remove_event (line, turn, task);
      turn->status = wabi_caldav_get_status (line);
      task->done = turn->result == WABI_CALDAV_DONE;
      turn->stopped = is_closing (turn->self);
    }
  /* That a single event cannot be found says nothing of the calendar: the next turn looks. */
  if (turn->result == WABI_CALDAV_GONE)
    turn->result = WABI_CALDAV_MISSING;
}

/* Looks at what is there, where that is due; a calendar in trouble is asked before anything is sent. */
static gboolean
look_there (WabiCaldav *line, Turn *turn)
{
  if (turn->seen->checked_at != 0 && turn->now - turn->seen->checked_at < turn->self->check && !wabi_record_is (turn->push, "state", "failing"))
    return TRUE;
  turn->result = wabi_caldav_list (line, &turn->tags);
  turn->status = wabi_caldav_get_status (line);
  turn->stopped = is_closing (turn->self);
  if (turn->result == WABI_CALDAV_DONE)
    turn->seen->checked_at = turn->now;
  return turn->result == WABI_CALDAV_DONE;
}

static void
work_through (Turn *turn)
{
  WabiCalendarPush *self = turn->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiCaldav) line = NULL;
  gboolean ok = TRUE;

  if (turn->password == NULL || !wabi_caldav_allows (self->options, wabi_record_get_text (turn->push, "url"), NULL))
    {
      turn->no_key = turn->password == NULL;
      turn->result = turn->no_key ? WABI_CALDAV_DONE : WABI_CALDAV_REFUSED;
    }
  else
    {
      line = wabi_caldav_new (self->options, wabi_record_get_text (turn->push, "url"), wabi_record_get_text (turn->push, "user"), turn->password,
                              self->cancellable);
      if (look_there (line, turn))
        ok = wabi_store_read (self->store, turn->practice, read_tasks, turn, &error);
      turn->sent = turn->tasks != NULL && turn->tasks->len > 0;
      if (ok && turn->sent)
        ok = wabi_store_write_in (self->store, turn->practice, claim, turn, &error);
      if (ok && turn->sent)
        send_tasks (line, turn);
    }
  if (ok && !(turn->stopped && turn->tasks == NULL) && (turn->sent || turn->no_key || turn->over || turn->result != WABI_CALDAV_DONE || !wabi_record_is (turn->push, "state", "good")))
    ok = wabi_store_write_in (self->store, turn->practice, write_results, turn, &error);
  if (!ok)
    g_warning ("a connected calendar was not kept: %s", error->message);
  /* Again at once while more is to be sent, else when something changes. */
  turn->seen->heads = ok && turn->result == WABI_CALDAV_DONE && !turn->sent ? turn->heads : -1;
}

/* Returns whether more is to be sent. */
static gboolean
serve_calendar (WabiCalendarPush *self, const char *practice, WabiRecord *push)
{
  Turn turn = { .self = self, .practice = practice, .push = push, .now = wabi_clock_now (self->clock), .result = WABI_CALDAV_DONE };
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  turn.seen = g_hash_table_lookup (self->seen, wabi_record_get_id (push));
  if (turn.seen == NULL)
    {
      turn.seen = g_new0 (Seen, 1);
      turn.seen->heads = -1;
      g_hash_table_insert (self->seen, g_strdup (wabi_record_get_id (push)), turn.seen);
    }
  if (wabi_record_get_int (push, "at") > turn.now)
    return FALSE;
  if (!wabi_store_read (self->store, practice, read_turn, &turn, &error))
    g_warning ("a connected calendar could not be read: %s", error->message);
  else if ((turn.over ? turn.has_secret : !wabi_record_is (push, "state", "refused"))
           && (turn.heads != turn.seen->heads || turn.now - turn.seen->checked_at >= self->check || !wabi_record_is (push, "state", "good")))
    {
      work_through (&turn);
      more = turn.result == WABI_CALDAV_DONE && has_more (&turn);
    }
  wabi_vault_wipe (turn.password);
  g_clear_pointer (&turn.tags, g_hash_table_unref);
  g_clear_pointer (&turn.tasks, g_ptr_array_unref);
  return more;
}

typedef struct
{
  GPtrArray *pushes;
} Listing;

static gboolean
list_pushes (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  static const char *const states[] = { "on", "ended" };
  Listing *listing = data;

  listing->pushes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GPtrArray) some = wabi_lookup_by (view, &wabi_kind_calendar_push, "status", states[i]);

      for (guint j = 0; j < some->len; j++)
        g_ptr_array_add (listing->pushes, g_object_ref (g_ptr_array_index (some, j)));
    }
  return TRUE;
}

static gboolean
serve_practice (WabiCalendarPush *self, const char *practice)
{
  Listing listing = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  if (!wabi_store_read (self->store, practice, list_pushes, &listing, &error))
    g_warning ("connected calendars could not be read: %s", error->message);
  for (guint i = 0; listing.pushes != NULL && i < listing.pushes->len && !is_closing (self); i++)
    more |= serve_calendar (self, practice, g_ptr_array_index (listing.pushes, i));
  g_clear_pointer (&listing.pushes, g_ptr_array_unref);
  return more;
}

static gboolean
look (WabiCalendarPush *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) practices = wabi_store_list_practices (self->store, "scheduling", &error);
  gboolean more = FALSE;

  if (practices == NULL)
    g_warning ("connected calendars: the practices could not be read: %s", error->message);
  for (guint i = 0; practices != NULL && i < practices->len; i++)
    more |= serve_practice (self, g_ptr_array_index (practices, i));
  return more;
}

/* --- the thread --- */

static gpointer
work (gpointer data)
{
  WabiCalendarPush *self = data;
  gboolean more;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      gint64 until = g_get_monotonic_time () + self->every;

      self->wanted = FALSE;
      g_mutex_unlock (&self->lock);
      more = look (self);
      g_mutex_lock (&self->lock);
      while (!more && !self->closing && !self->wanted && g_cond_wait_until (&self->wake, &self->lock, until))
        ;
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static gint64
read_seconds (const char *text, gint64 usual)
{
  guint64 seconds = 0;

  return G_USEC_PER_SEC * (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 86400, &seconds, NULL) ? (gint64) seconds : usual);
}

WabiCalendarPush *
wabi_calendar_push_new (WabiStore *store, const WabiCaldavOptions *options, const WabiVault *key, const WabiClock *clock)
{
  WabiCalendarPush *self = g_new0 (WabiCalendarPush, 1);

  self->store = store;
  self->options = options;
  self->key = key;
  self->clock = clock;
  self->every = read_seconds (options->every, USUAL_EVERY);
  self->retry = read_seconds (options->retry, USUAL_RETRY);
  self->check = read_seconds (options->check, USUAL_CHECK);
  self->cancellable = g_cancellable_new ();
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->thread = g_thread_new ("calendars", work, self);
  return self;
}

void
wabi_calendar_push_wake (WabiCalendarPush *self)
{
  g_mutex_lock (&self->lock);
  self->wanted = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

void
wabi_calendar_push_free (WabiCalendarPush *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_hash_table_unref (self->seen);
  g_free (self);
}
