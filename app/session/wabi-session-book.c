// SPDX-License-Identifier: AGPL-3.0-or-later
// The events of a running session: saved one by one, counted by core.

#include "wabi-session-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-cache-sync.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-measures.h"
#include "wabi-note-facts.h"
#include "wabi-session-close.h"

/* One event of either kind, in the order of time. */
typedef struct
{
  WabiRecord *record;
  gboolean is_trial;
} Entry;

struct _WabiSessionBook
{
  GObject parent_instance;
  WabiDesk *desk; /* borrowed: the page that owns the book outlives neither */
  WabiRecord *session;
  GPtrArray *targets;   /* WabiBookTarget */
  GPtrArray *behaviors; /* WabiBookBehavior */
  GArray *entries;      /* Entry, all of the session, voids too */
  GHashTable *known;    /* ids of the entries */
  int device_seq;
};

G_DEFINE_FINAL_TYPE (WabiSessionBook, wabi_session_book, G_TYPE_OBJECT)

enum
{
  CHANGED,
  RELOADED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
free_target (gpointer data)
{
  WabiBookTarget *target = data;

  g_object_unref (target->record);
  g_free (target->program);
  g_array_unref (target->marks);
  g_free (target);
}

static void
free_behavior (gpointer data)
{
  WabiBookBehavior *behavior = data;

  g_object_unref (behavior->record);
  g_free (behavior);
}

static void
clear_entry (gpointer data)
{
  g_object_unref (((Entry *) data)->record);
}

static WabiTrialEvent
read_trial (WabiRecord *record)
{
  return (WabiTrialEvent){
    .id = wabi_record_get_id (record),
    .session_id = wabi_record_get_text (record, "session"),
    .target_id = wabi_record_get_text (record, "target"),
    .result = wabi_record_is (record, "result", "correct")    ? WABI_TRIAL_CORRECT
              : wabi_record_is (record, "result", "prompted") ? WABI_TRIAL_PROMPTED
                                                              : WABI_TRIAL_INCORRECT,
    .prompt = wabi_record_get_text (record, "prompt_level"),
    .at = wabi_record_get_int (record, "at"),
    .action = wabi_record_is (record, "action", "void") ? WABI_EVENT_VOID : WABI_EVENT_RECORD,
    .voids = wabi_record_get_text (record, "voids"),
  };
}

static WabiBehaviorEvent
read_behavior (WabiRecord *record)
{
  return (WabiBehaviorEvent){
    .id = wabi_record_get_id (record),
    .session_id = wabi_record_get_text (record, "session"),
    .behavior_id = wabi_record_get_text (record, "behavior"),
    .kind = wabi_record_has (record, "duration") ? WABI_BEHAVIOR_DURATION : WABI_BEHAVIOR_FREQUENCY,
    .at = wabi_record_get_int (record, "at"),
    .count = 1,
    .duration = wabi_record_get_int (record, "duration"),
    .action = wabi_record_is (record, "action", "void") ? WABI_EVENT_VOID : WABI_EVENT_RECORD,
    .voids = wabi_record_get_text (record, "voids"),
  };
}

static void
count_target (WabiSessionBook *self, WabiBookTarget *target, GPtrArray *effective)
{
  const char *id = wabi_record_get_id (target->record);
  g_autoptr (WabiTrialSummary) summary
      = wabi_trials_summarize (effective, wabi_record_get_id (self->session), id, WABI_PROMPTED_NOT_CORRECT);

  target->trials = summary->trials;
  target->correct = summary->correct;
  target->percent = wabi_percent (summary->numerator, summary->denominator);
  g_array_set_size (target->marks, 0);
  for (guint i = 0; i < effective->len; i++)
    {
      const WabiTrialEvent *trial = g_ptr_array_index (effective, i);
      guint mark = trial->result == WABI_TRIAL_CORRECT    ? WABI_BOOK_CORRECT
                   : trial->result == WABI_TRIAL_PROMPTED ? WABI_BOOK_PROMPTED
                                                          : WABI_BOOK_INCORRECT;

      if (g_strcmp0 (trial->target_id, id) == 0)
        g_array_append_val (target->marks, mark);
    }
}

static void
count_behavior (WabiSessionBook *self, WabiBookBehavior *behavior, GPtrArray *effective)
{
  g_autoptr (WabiBehaviorSummary) summary
      = wabi_behaviors_summarize (effective, wabi_record_get_id (self->session), wabi_record_get_id (behavior->record));

  behavior->count = summary->count;
  behavior->duration = summary->duration;
}

/* Counts anew what core says of the events; a few hundred events cost microseconds. */
static void
count_all (WabiSessionBook *self)
{
  g_autoptr (GArray) trials = g_array_new (FALSE, TRUE, sizeof (WabiTrialEvent));
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (WabiBehaviorEvent));
  g_autoptr (GPtrArray) effective = NULL, effective_events = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      WabiTrialEvent trial;
      WabiBehaviorEvent event;

      if (entry->is_trial)
        {
          trial = read_trial (entry->record);
          g_array_append_val (trials, trial);
        }
      else
        {
          event = read_behavior (entry->record);
          g_array_append_val (events, event);
        }
    }
  effective = wabi_trials_effective ((const WabiTrialEvent *) (gpointer) trials->data, trials->len);
  effective_events = wabi_behaviors_effective ((const WabiBehaviorEvent *) (gpointer) events->data, events->len);
  for (guint i = 0; i < self->targets->len; i++)
    count_target (self, g_ptr_array_index (self->targets, i), effective);
  for (guint i = 0; i < self->behaviors->len; i++)
    count_behavior (self, g_ptr_array_index (self->behaviors, i), effective_events);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = ((const Entry *) a)->record, *other = ((const Entry *) b)->record;
  gint64 at = wabi_record_get_int (one, "at"), other_at = wabi_record_get_int (other, "at");

  if (at != other_at)
    return at < other_at ? -1 : 1;
  return strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

static const char *
get_device (WabiSessionBook *self)
{
  return wabi_cache_get_device (wabi_desk_get_cache (self->desk));
}

static void
add_entry (WabiSessionBook *self, WabiRecord *record, gboolean is_trial)
{
  Entry entry = { g_object_ref (record), is_trial };

  if (!g_hash_table_add (self->known, g_strdup (wabi_record_get_id (record))))
    {
      g_object_unref (record);
      return;
    }
  g_array_append_val (self->entries, entry);
  if (wabi_record_is (record, "device", get_device (self)))
    self->device_seq = MAX (self->device_seq, (int) wabi_record_get_int (record, "device_seq"));
}

static void
read_entries (WabiSessionBook *self)
{
  const WabiView *view = wabi_desk_get_view (self->desk);
  const char *id = wabi_record_get_id (self->session);
  g_autoptr (GPtrArray) trials = wabi_lookup_by (view, &wabi_kind_trial, "session", id);
  g_autoptr (GPtrArray) events = wabi_lookup_by (view, &wabi_kind_behavior_event, "session", id);

  for (guint i = 0; i < trials->len; i++)
    add_entry (self, g_ptr_array_index (trials, i), TRUE);
  for (guint i = 0; i < events->len; i++)
    add_entry (self, g_ptr_array_index (events, i), FALSE);
  g_array_sort (self->entries, compare_entries);
}

static gint64
get_sort (WabiRecord *record)
{
  return wabi_record_has (record, "sort") ? wabi_record_get_int (record, "sort") : G_MAXINT32;
}

/* By need: a probe is asked first, before teaching changes it; then most trials left; then as planned. */
static int
compare_targets (gconstpointer a, gconstpointer b)
{
  const WabiBookTarget *one = *(WabiBookTarget *const *) a, *other = *(WabiBookTarget *const *) b;
  gboolean probe = wabi_record_is (one->record, "status", "probe"), other_probe = wabi_record_is (other->record, "status", "probe");
  int left = one->planned - one->trials, other_left = other->planned - other->trials;
  gint64 sort = get_sort (one->record), other_sort = get_sort (other->record);

  if (probe != other_probe && (left > 0) == (other_left > 0))
    return probe ? -1 : 1;
  if (left != other_left)
    return left > other_left ? -1 : 1;
  if (sort != other_sort)
    return sort < other_sort ? -1 : 1;
  return strcmp (wabi_record_get_id (one->record), wabi_record_get_id (other->record));
}

static int
compare_behaviors (gconstpointer a, gconstpointer b)
{
  const WabiBookBehavior *one = *(WabiBookBehavior *const *) a, *other = *(WabiBookBehavior *const *) b;
  gint64 sort = get_sort (one->record), other_sort = get_sort (other->record);

  if (sort != other_sort)
    return sort < other_sort ? -1 : 1;
  return strcmp (wabi_record_get_id (one->record), wabi_record_get_id (other->record));
}

static void
read_targets (WabiSessionBook *self)
{
  const WabiView *view = wabi_desk_get_view (self->desk);
  g_autoptr (GPtrArray) records = wabi_lookup_by (view, &wabi_kind_target, "client", wabi_record_get_text (self->session, "client"));

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      g_autoptr (WabiRecord) program = NULL;
      WabiBookTarget *target;

      if (!wabi_record_is (record, "status", "acquisition") && !wabi_record_is (record, "status", "probe"))
        continue;
      program = wabi_lookup_get (view, &wabi_kind_program, wabi_record_get_text (record, "program"));
      if (program != NULL && !wabi_record_is (program, "status", "active"))
        continue;
      target = g_new0 (WabiBookTarget, 1);
      target->record = g_object_ref (record);
      target->program = program != NULL ? g_strdup (wabi_record_get_text (program, "name")) : NULL;
      target->planned = wabi_record_has (record, "trials_planned") ? (int) wabi_record_get_int (record, "trials_planned") : 10;
      target->marks = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_add (self->targets, target);
    }
}

static void
read_behaviors (WabiSessionBook *self)
{
  const WabiView *view = wabi_desk_get_view (self->desk);
  g_autoptr (GPtrArray) records = wabi_lookup_by (view, &wabi_kind_behavior, "client", wabi_record_get_text (self->session, "client"));

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiBookBehavior *behavior;

      if (!wabi_record_is (record, "status", "active"))
        continue;
      behavior = g_new0 (WabiBookBehavior, 1);
      behavior->record = g_object_ref (record);
      behavior->is_duration = wabi_record_is (record, "measure", "duration");
      g_ptr_array_add (self->behaviors, behavior);
    }
  g_ptr_array_sort (self->behaviors, compare_behaviors);
}

static char *
timers_key (WabiSessionBook *self)
{
  return g_strconcat ("session-timers:", wabi_record_get_id (self->session), NULL);
}

static gboolean
keep_timers (WabiSessionBook *self, GError **error)
{
  g_autoptr (JsonObject) timers = json_object_new ();
  g_autofree char *key = timers_key (self), *text = NULL;

  for (guint i = 0; i < self->behaviors->len; i++)
    {
      WabiBookBehavior *behavior = g_ptr_array_index (self->behaviors, i);

      if (behavior->running_since != 0)
        json_object_set_int_member (timers, wabi_record_get_id (behavior->record), behavior->running_since);
    }
  if (json_object_get_size (timers) == 0)
    {
      wabi_cache_drop_buffer (wabi_desk_get_cache (self->desk), key);
      return TRUE;
    }
  text = wabi_json_object_to_canonical (timers);
  return wabi_cache_put_buffer (wabi_desk_get_cache (self->desk), key, text, error);
}

static void
read_timers (WabiSessionBook *self)
{
  g_autofree char *key = timers_key (self);
  g_autofree char *text = wabi_cache_dup_buffer (wabi_desk_get_cache (self->desk), key, NULL);
  g_autoptr (JsonObject) timers = text != NULL ? wabi_json_parse_object (text, -1, NULL, NULL) : NULL;

  for (guint i = 0; timers != NULL && i < self->behaviors->len; i++)
    {
      WabiBookBehavior *behavior = g_ptr_array_index (self->behaviors, i);

      if (behavior->is_duration)
        behavior->running_since = wabi_json_peek_int (timers, wabi_record_get_id (behavior->record), 0);
    }
}

static void
reload (WabiSessionBook *self)
{
  g_ptr_array_set_size (self->targets, 0);
  g_ptr_array_set_size (self->behaviors, 0);
  read_targets (self);
  read_behaviors (self);
  read_timers (self);
  read_entries (self);
  count_all (self);
  g_ptr_array_sort (self->targets, compare_targets);
}

static gboolean
has_unknown (WabiSessionBook *self, WabiChanges *changes, const WabiKind *kind)
{
  GHashTable *ids = wabi_changes_get_ids (changes, kind);
  GHashTableIter iter;
  gpointer id;

  if (ids == NULL)
    return wabi_changes_has_kind (changes, kind);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->known, id))
      return TRUE;
  return FALSE;
}

/* Our own entries come back from the cache and are known; only another's (a second technician, another desktop) are read. */
static void
on_desk_changed_cb (WabiDesk *desk, WabiChanges *changes, gpointer data)
{
  WabiSessionBook *self = data;

  if (wabi_changes_has (changes, &wabi_kind_session, wabi_record_get_id (self->session)))
    {
      g_autoptr (WabiRecord) session = wabi_desk_get (self->desk, &wabi_kind_session, wabi_record_get_id (self->session));

      if (session != NULL)
        g_set_object (&self->session, session);
    }
  if (wabi_changes_has_kind (changes, &wabi_kind_target) || wabi_changes_has_kind (changes, &wabi_kind_program)
      || wabi_changes_has_kind (changes, &wabi_kind_behavior))
    {
      reload (self);
      g_signal_emit (self, signals[RELOADED], 0);
    }
  else if (has_unknown (self, changes, &wabi_kind_trial) || has_unknown (self, changes, &wabi_kind_behavior_event))
    {
      guint before = self->entries->len;

      read_entries (self);
      if (self->entries->len == before)
        return;
      count_all (self);
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

static void
wabi_session_book_finalize (GObject *object)
{
  WabiSessionBook *self = WABI_SESSION_BOOK (object);

  g_clear_object (&self->session);
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->behaviors);
  g_array_unref (self->entries);
  g_hash_table_unref (self->known);
  G_OBJECT_CLASS (wabi_session_book_parent_class)->finalize (object);
}

static void
wabi_session_book_class_init (WabiSessionBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_session_book_finalize;
  signals[CHANGED] = g_signal_new ("changed", WABI_TYPE_SESSION_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RELOADED] = g_signal_new ("reloaded", WABI_TYPE_SESSION_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_session_book_init (WabiSessionBook *self)
{
  self->targets = g_ptr_array_new_with_free_func (free_target);
  self->behaviors = g_ptr_array_new_with_free_func (free_behavior);
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

WabiRecord *
wabi_session_book_find_open (WabiDesk *desk)
{
  WabiQuery query;
  g_autoptr (GPtrArray) open = NULL;

  wabi_query_init (&query, &wabi_kind_session);
  wabi_query_where_text (&query, "staff", WABI_EQ, wabi_desk_get_user (desk));
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  query.order_by = "starts_at";
  query.descending = TRUE;
  query.limit = 1;
  open = wabi_desk_list (desk, &query);
  return open->len > 0 ? g_object_ref (g_ptr_array_index (open, 0)) : NULL;
}

WabiSessionBook *
wabi_session_book_new (WabiDesk *desk, WabiRecord *session)
{
  WabiSessionBook *self = g_object_new (WABI_TYPE_SESSION_BOOK, NULL);

  self->desk = desk;
  self->session = g_object_ref (session);
  reload (self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_desk_changed_cb), self, G_CONNECT_DEFAULT);
  return self;
}

WabiRecord *
wabi_session_book_get_session (WabiSessionBook *book)
{
  return book->session;
}

guint
wabi_session_book_get_n_targets (WabiSessionBook *book)
{
  return book->targets->len;
}

const WabiBookTarget *
wabi_session_book_get_target (WabiSessionBook *book, guint index)
{
  g_return_val_if_fail (index < book->targets->len, NULL);
  return g_ptr_array_index (book->targets, index);
}

guint
wabi_session_book_get_n_behaviors (WabiSessionBook *book)
{
  return book->behaviors->len;
}

const WabiBookBehavior *
wabi_session_book_get_behavior (WabiSessionBook *book, guint index)
{
  g_return_val_if_fail (index < book->behaviors->len, NULL);
  return g_ptr_array_index (book->behaviors, index);
}

void
wabi_session_book_count (WabiSessionBook *book, int *done, int *planned, int *correct)
{
  int sums[3] = { 0, 0, 0 };

  for (guint i = 0; i < book->targets->len; i++)
    {
      WabiBookTarget *target = g_ptr_array_index (book->targets, i);

      sums[0] += target->trials;
      sums[1] += target->planned;
      sums[2] += target->correct;
    }
  if (done != NULL)
    *done = sums[0];
  if (planned != NULL)
    *planned = sums[1];
  if (correct != NULL)
    *correct = sums[2];
}

JsonNode *
wabi_session_book_count_devices (WabiSessionBook *book)
{
  g_autoptr (GPtrArray) trials = g_ptr_array_new ();

  for (guint i = 0; i < book->entries->len; i++)
    if (g_array_index (book->entries, Entry, i).is_trial)
      g_ptr_array_add (trials, g_array_index (book->entries, Entry, i).record);
  return wabi_session_close_build (trials);
}

/* Saves an event, and takes it into the book only once it is saved. */
static gboolean
save (WabiSessionBook *self, gboolean is_trial, JsonObject *args, GError **error)
{
  const WabiKind *kind = is_trial ? &wabi_kind_trial : &wabi_kind_behavior_event;
  g_autofree char *id = g_strdup (wabi_json_peek_text (args, "id"));
  g_autoptr (WabiRecord) record = wabi_record_new (kind, id);
  int device_seq = self->device_seq;

  wabi_record_set_all (record, args);
  /* Known before the cache tells of it, so that its own echo is not read again. */
  add_entry (self, record, is_trial);
  if (!wabi_desk_do (self->desk, is_trial ? "trial.record" : "behavior.record", args, NULL, NULL, NULL, error))
    {
      g_array_set_size (self->entries, self->entries->len - 1);
      g_hash_table_remove (self->known, id);
      /* A number that was never used would be looked for as a trial that has not come. */
      self->device_seq = device_seq;
      return FALSE;
    }
  count_all (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/* Trials of one computer are counted without a hole, so that it can be told whether all have come. */
static void
number (WabiSessionBook *self, JsonObject *args)
{
  json_object_set_string_member (args, "device", get_device (self));
  json_object_set_int_member (args, "device_seq", self->device_seq + 1);
}

static JsonObject *
new_event (WabiSessionBook *self, const char *member, const char *of, const char *action)
{
  g_autofree char *id = wabi_desk_new_id (self->desk);
  JsonObject *args = wabi_args ("id", id, "session", wabi_record_get_id (self->session), member, of, "action", action, NULL);

  json_object_set_int_member (args, "at", wabi_desk_get_now (self->desk));
  return args;
}

gboolean
wabi_session_book_record_trial (WabiSessionBook *book, guint index, WabiBookResult result, const char *prompt, GError **error)
{
  static const char *const words[] = { "correct", "prompted", "incorrect" };
  WabiBookTarget *target;
  JsonObject *args;

  g_return_val_if_fail (index < book->targets->len, FALSE);

  target = g_ptr_array_index (book->targets, index);
  args = new_event (book, "target", wabi_record_get_id (target->record), "record");
  json_object_set_string_member (args, "result", words[result]);
  json_object_set_string_member (args, "prompt_level", result == WABI_BOOK_PROMPTED ? prompt : "independent");
  number (book, args);
  return save (book, TRUE, args, error);
}

gboolean
wabi_session_book_record_behavior (WabiSessionBook *book, guint index, const char *antecedent, const char *consequence, GError **error)
{
  WabiBookBehavior *behavior;
  JsonObject *args;
  gint64 since;

  g_return_val_if_fail (index < book->behaviors->len, FALSE);

  behavior = g_ptr_array_index (book->behaviors, index);
  since = behavior->running_since;
  args = new_event (book, "behavior", wabi_record_get_id (behavior->record), "record");
  if (behavior->is_duration)
    {
      gint64 now = wabi_desk_get_now (book->desk);

      json_object_set_int_member (args, "at", since != 0 ? since : now);
      json_object_set_int_member (args, "duration", since != 0 ? CLAMP (now - since, 0, 24 * 60 * WABI_MINUTE) : 0);
    }
  if (antecedent != NULL && *antecedent != '\0')
    json_object_set_string_member (args, "antecedent", antecedent);
  if (consequence != NULL && *consequence != '\0')
    json_object_set_string_member (args, "consequence", consequence);
  behavior->running_since = 0;
  if (!save (book, FALSE, args, error))
    {
      behavior->running_since = since;
      return FALSE;
    }
  /* The event is saved first: a crash between the two shows a timer that still runs, never one that is lost. */
  return since == 0 || keep_timers (book, error);
}

static gboolean
is_void_of (WabiSessionBook *self, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (wabi_record_is (g_array_index (self->entries, Entry, i).record, "voids", id))
      return TRUE;
  return FALSE;
}

static Entry *
find_last_of (WabiSessionBook *self, const char *behavior)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i - 1);

      if (!entry->is_trial && wabi_record_is (entry->record, "behavior", behavior) && !wabi_record_is (entry->record, "action", "void")
          && !wabi_record_has (entry->record, "antecedent") && !wabi_record_has (entry->record, "consequence")
          && !is_void_of (self, wabi_record_get_id (entry->record)))
        return entry;
    }
  return NULL;
}

gint64
wabi_session_book_get_last_of (WabiSessionBook *book, guint index)
{
  Entry *entry;

  g_return_val_if_fail (index < book->behaviors->len, 0);

  entry = find_last_of (book, wabi_record_get_id (((WabiBookBehavior *) g_ptr_array_index (book->behaviors, index))->record));
  return entry != NULL ? wabi_record_get_int (entry->record, "at") : 0;
}

static JsonObject *
new_void (WabiSessionBook *self, Entry *entry)
{
  const char *member = entry->is_trial ? "target" : "behavior";
  JsonObject *args = new_event (self, member, wabi_record_get_text (entry->record, member), "void");

  json_object_set_string_member (args, "voids", wabi_record_get_id (entry->record));
  if (entry->is_trial)
    number (self, args);
  return args;
}

gboolean
wabi_session_book_explain_last (WabiSessionBook *book, guint index, const char *antecedent, const char *consequence, GError **error)
{
  WabiBookBehavior *behavior;
  g_autoptr (WabiRecord) old = NULL;
  Entry *entry;
  JsonObject *args;

  g_return_val_if_fail (index < book->behaviors->len, FALSE);

  behavior = g_ptr_array_index (book->behaviors, index);
  entry = find_last_of (book, wabi_record_get_id (behavior->record));
  if (entry == NULL)
    return wabi_session_book_record_behavior (book, index, antecedent, consequence, error);
  old = g_object_ref (entry->record);
  args = new_event (book, "behavior", wabi_record_get_id (behavior->record), "record");
  json_object_set_int_member (args, "at", wabi_record_get_int (old, "at"));
  if (wabi_record_has (old, "duration"))
    json_object_set_int_member (args, "duration", wabi_record_get_int (old, "duration"));
  json_object_set_string_member (args, "antecedent", antecedent != NULL ? antecedent : "");
  json_object_set_string_member (args, "consequence", consequence != NULL ? consequence : "");
  /* The new one goes first: after a crash between the two it stands twice, which a person sees and takes back; it is never lost. */
  if (!save (book, FALSE, args, error))
    return FALSE;
  return save (book, FALSE, new_void (book, &(Entry){ old, FALSE }), error);
}

gboolean
wabi_session_book_start_timer (WabiSessionBook *book, guint index, GError **error)
{
  WabiBookBehavior *behavior;

  g_return_val_if_fail (index < book->behaviors->len, FALSE);

  behavior = g_ptr_array_index (book->behaviors, index);
  behavior->running_since = wabi_desk_get_now (book->desk);
  if (!keep_timers (book, error))
    {
      behavior->running_since = 0;
      return FALSE;
    }
  g_signal_emit (book, signals[CHANGED], 0);
  return TRUE;
}

static Entry *
find_newest (WabiSessionBook *self)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i - 1);

      if (!wabi_record_is (entry->record, "action", "void") && !is_void_of (self, wabi_record_get_id (entry->record)))
        return entry;
    }
  return NULL;
}

char *
wabi_session_book_can_undo (WabiSessionBook *book)
{
  Entry *entry = find_newest (book);
  g_autofree char *time = NULL;

  if (entry == NULL)
    return NULL;
  time = wabi_format_time (wabi_desk_get_zone (book->desk), wabi_record_get_int (entry->record, "at"));
  if (!entry->is_trial)
    return g_strdup_printf (_("Take back the behavior of %s"), time);
  if (wabi_record_is (entry->record, "result", "correct"))
    return g_strdup_printf (_("Take back “Correct” of %s"), time);
  if (wabi_record_is (entry->record, "result", "prompted"))
    return g_strdup_printf (_("Take back “Prompted” of %s"), time);
  return g_strdup_printf (_("Take back “Incorrect” of %s"), time);
}

int
wabi_session_book_undo (WabiSessionBook *book, GError **error)
{
  Entry *entry = find_newest (book);
  g_autoptr (WabiRecord) record = NULL;

  if (entry == NULL)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _("Nothing is recorded yet that could be taken back."));
      return -1;
    }
  record = g_object_ref (entry->record);
  if (!save (book, entry->is_trial, new_void (book, entry), error))
    return -1;
  for (guint i = 0; i < book->targets->len; i++)
    if (wabi_record_is (record, "target", wabi_record_get_id (((WabiBookTarget *) g_ptr_array_index (book->targets, i))->record)))
      return (int) i;
  return -1;
}

char *
wabi_session_book_dup_mastery (WabiSessionBook *book, guint index)
{
  WabiBookTarget *target;
  g_autoptr (WabiHistory) history = NULL;
  WabiMasteryCriterion criterion;

  g_return_val_if_fail (index < book->targets->len, NULL);

  target = g_ptr_array_index (book->targets, index);
  history = wabi_history_new (wabi_desk_get_view (book->desk), wabi_record_get_text (book->session, "zone"),
                              wabi_record_get_id (target->record), wabi_record_get_id (book->session));
  wabi_target_read_criterion (target->record, &criterion);
  return wabi_mastery_explain (&criterion, (const WabiSessionPoint *) (gpointer) history->points->data, history->points->len);
}
