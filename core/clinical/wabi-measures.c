// SPDX-License-Identifier: AGPL-3.0-or-later
// Trials and behavior events counted: accuracy, prompts, runs, frequency and duration.

#include "wabi-measures.h"

// What trials and behavior events share, for leaving out what was taken back.
typedef struct
{
  const char *id;
  gint64 at;
  WabiEventAction action;
  const char *voids;
} Head;

typedef Head (*GetHead) (gconstpointer event);

static Head
get_trial_head (gconstpointer event)
{
  const WabiTrialEvent *trial = event;

  return (Head){ trial->id, trial->at, trial->action, trial->voids };
}

static Head
get_behavior_head (gconstpointer event)
{
  const WabiBehaviorEvent *behavior = event;

  return (Head){ behavior->id, behavior->at, behavior->action, behavior->voids };
}

static int
compare_heads (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GetHead get_head = (GetHead)user_data;
  Head left = get_head (*(const gconstpointer *)a);
  Head right = get_head (*(const gconstpointer *)b);

  if (left.at != right.at)
    return left.at < right.at ? -1 : 1;
  return g_strcmp0 (left.id, right.id);
}

/* Of several entries in place of one, the last counts: by time, and by id where the times are equal, the same on every desktop. */
static void
note_replacement (GHashTable *replaced, GHashTable *voided, const Head *head)
{
  Head *other = g_hash_table_lookup (replaced, head->voids);
  gboolean later = other == NULL || head->at > other->at || (head->at == other->at && g_strcmp0 (head->id, other->id) > 0);

  g_hash_table_add (voided, (gpointer)head->voids);
  if (other != NULL)
    g_hash_table_add (voided, (gpointer)(later ? other->id : head->id));
  if (later)
    g_hash_table_insert (replaced, (gpointer)head->voids, g_memdup2 (head, sizeof *head));
}

static GPtrArray *
collect_effective (const void *events, gsize n_events, gsize size, GetHead get_head)
{
  GPtrArray *effective = g_ptr_array_new ();
  g_autoptr (GHashTable) voided = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (gsize i = 0; i < n_events; i++)
    {
      Head head = get_head ((const guint8 *)events + i * size);

      if (head.voids == NULL || head.id == NULL)
        continue;
      if (head.action == WABI_EVENT_VOID)
        g_hash_table_add (voided, (gpointer)head.voids);
      else
        note_replacement (replaced, voided, &head);
    }
  for (gsize i = 0; i < n_events; i++)
    {
      gconstpointer event = (const guint8 *)events + i * size;
      Head head = get_head (event);

      if (head.action == WABI_EVENT_VOID || head.id == NULL || g_hash_table_contains (voided, head.id)
          || !g_hash_table_add (seen, (gpointer)head.id))
        continue;
      g_ptr_array_add (effective, (gpointer)event);
    }
  g_ptr_array_sort_with_data (effective, compare_heads, (gpointer)get_head);
  return effective;
}

static gboolean
is_wanted (const char *wanted, const char *found)
{
  return wanted == NULL || g_strcmp0 (wanted, found) == 0;
}

static void
count_prompt (GArray *prompts, const char *prompt)
{
  WabiPromptCount fresh = { prompt != NULL ? prompt : "", 1 };

  for (guint i = 0; i < prompts->len; i++)
    if (g_str_equal (g_array_index (prompts, WabiPromptCount, i).prompt, fresh.prompt))
      {
        g_array_index (prompts, WabiPromptCount, i).count++;
        return;
      }
  g_array_append_val (prompts, fresh);
}

static void
set_accuracy (WabiTrialSummary *summary, WabiPromptedCounting counting)
{
  summary->numerator = summary->correct;
  summary->denominator = summary->trials;
  if (counting == WABI_PROMPTED_CORRECT)
    summary->numerator += summary->prompted;
  else if (counting == WABI_PROMPTED_LEFT_OUT)
    summary->denominator -= summary->prompted;
}

GPtrArray *
wabi_trials_effective (const WabiTrialEvent *events, gsize n_events)
{
  return collect_effective (events, n_events, sizeof *events, get_trial_head);
}

GPtrArray *
wabi_behaviors_effective (const WabiBehaviorEvent *events, gsize n_events)
{
  return collect_effective (events, n_events, sizeof *events, get_behavior_head);
}

WabiTrialSummary *
wabi_trials_summarize (const GPtrArray *effective, const char *session_id, const char *target_id,
                       WabiPromptedCounting counting)
{
  WabiTrialSummary *summary = g_new0 (WabiTrialSummary, 1);

  summary->prompts = g_array_new (FALSE, FALSE, sizeof (WabiPromptCount));
  summary->event_ids = g_ptr_array_new ();
  for (guint i = 0; i < effective->len; i++)
    {
      const WabiTrialEvent *trial = g_ptr_array_index (effective, i);

      if (!is_wanted (session_id, trial->session_id) || !is_wanted (target_id, trial->target_id))
        continue;
      if (summary->trials++ == 0)
        summary->first_at = trial->at;
      summary->last_at = trial->at;
      summary->correct += trial->result == WABI_TRIAL_CORRECT;
      summary->incorrect += trial->result == WABI_TRIAL_INCORRECT;
      summary->prompted += trial->result == WABI_TRIAL_PROMPTED;
      if (trial->result == WABI_TRIAL_PROMPTED)
        count_prompt (summary->prompts, trial->prompt);
      g_ptr_array_add (summary->event_ids, (gpointer)trial->id);
    }
  set_accuracy (summary, counting);
  return summary;
}

void
wabi_trial_summary_free (WabiTrialSummary *summary)
{
  if (summary == NULL)
    return;
  g_array_unref (summary->prompts);
  g_ptr_array_unref (summary->event_ids);
  g_free (summary);
}

WabiBehaviorSummary *
wabi_behaviors_summarize (const GPtrArray *effective, const char *session_id, const char *behavior_id)
{
  WabiBehaviorSummary *summary = g_new0 (WabiBehaviorSummary, 1);

  summary->event_ids = g_ptr_array_new ();
  for (guint i = 0; i < effective->len; i++)
    {
      const WabiBehaviorEvent *event = g_ptr_array_index (effective, i);

      if (!is_wanted (session_id, event->session_id) || !is_wanted (behavior_id, event->behavior_id))
        continue;
      summary->count += event->count > 0 ? event->count : 1;
      summary->duration += MAX (event->duration, 0);
      summary->longest = MAX (summary->longest, event->duration);
      g_ptr_array_add (summary->event_ids, (gpointer)event->id);
    }
  return summary;
}

void
wabi_behavior_summary_free (WabiBehaviorSummary *summary)
{
  if (summary == NULL)
    return;
  g_ptr_array_unref (summary->event_ids);
  g_free (summary);
}

int
wabi_percent (gint64 numerator, gint64 denominator)
{
  if (denominator <= 0)
    return -1;
  return (numerator * 200 + denominator) / (denominator * 2);
}

int
wabi_rate_per_hour (int count, gint64 duration)
{
  gint64 hour = 60 * WABI_MINUTE;

  if (duration <= 0)
    return -1;
  return ((gint64)count * 10 * hour + duration / 2) / duration;
}

int
wabi_trials_longest_run (const GPtrArray *effective, const char *session_id, const char *target_id,
                         WabiTrialResult result)
{
  int longest = 0, run = 0;

  for (guint i = 0; i < effective->len; i++)
    {
      const WabiTrialEvent *trial = g_ptr_array_index (effective, i);

      if (!is_wanted (session_id, trial->session_id) || !is_wanted (target_id, trial->target_id))
        continue;
      run = trial->result == result ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  return longest;
}

int
wabi_trials_last_with_prompt (const GPtrArray *effective, const char *session_id, const char *target_id,
                              const char *prompt)
{
  int number = 0, last = 0;

  for (guint i = 0; i < effective->len; i++)
    {
      const WabiTrialEvent *trial = g_ptr_array_index (effective, i);

      if (!is_wanted (session_id, trial->session_id) || !is_wanted (target_id, trial->target_id))
        continue;
      number++;
      if (trial->result == WABI_TRIAL_PROMPTED && g_strcmp0 (trial->prompt, prompt) == 0)
        last = number;
    }
  return last;
}
