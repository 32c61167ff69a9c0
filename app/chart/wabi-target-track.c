// SPDX-License-Identifier: AGPL-3.0-or-later
// A target's history as a graph and in words.

#include "wabi-target-track.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "wabi-format.h"
#include "wabi-measures.h"
#include "wabi-note-facts.h"
#include "wabi-words.h"

struct _WabiTargetTrack
{
  WabiRecord *target;
  WabiHistory *history;
  GPtrArray *phases; /* WabiRecord, by date */
  WabiMasteryCriterion criterion;
  WabiMastery mastery;
  WabiDay today;
};

static const WabiSessionPoint *
get_points (WabiTargetTrack *track)
{
  return (const WabiSessionPoint *) (gpointer) track->history->points->data;
}

static int
compare_phases (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (wabi_record_get_text (*(WabiRecord *const *) a, "date"), wabi_record_get_text (*(WabiRecord *const *) b, "date"));
}

WabiTargetTrack *
wabi_target_track_new (WabiDesk *desk, WabiRecord *target, const char *except)
{
  WabiTargetTrack *track = g_new0 (WabiTargetTrack, 1);
  const WabiView *view = wabi_desk_get_view (desk);
  const char *id = wabi_record_get_id (target);

  track->target = g_object_ref (target);
  track->history = wabi_history_new (view, wabi_desk_get_zone (desk), id, except);
  track->phases = wabi_lookup_by (view, &wabi_kind_phase, "target", id);
  g_ptr_array_sort (track->phases, compare_phases);
  track->today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  wabi_target_read_criterion (target, &track->criterion);
  track->mastery = wabi_mastery_evaluate (&track->criterion, get_points (track), track->history->points->len);
  return track;
}

void
wabi_target_track_free (WabiTargetTrack *track)
{
  if (track == NULL)
    return;
  g_object_unref (track->target);
  wabi_history_free (track->history);
  g_ptr_array_unref (track->phases);
  g_free (track);
}

WabiTrackState
wabi_target_track_get_state (WabiTargetTrack *track)
{
  if (wabi_record_is (track->target, "status", "mastered") || wabi_record_is (track->target, "status", "maintenance")
      || track->mastery.state == WABI_MASTERY_MASTERED)
    return WABI_TRACK_MASTERED;
  if (track->mastery.run > 0)
    return WABI_TRACK_CLOSE;
  if (track->mastery.state == WABI_MASTERY_STALLED)
    return WABI_TRACK_STUCK;
  return track->mastery.counted == 0 ? WABI_TRACK_NOT_STARTED : WABI_TRACK_LEARNING;
}

char *
wabi_target_track_dup_words (WabiTargetTrack *track)
{
  switch (wabi_target_track_get_state (track))
    {
    case WABI_TRACK_MASTERED:
      return g_strdup (track->mastery.state == WABI_MASTERY_MASTERED && !wabi_record_is (track->target, "status", "mastered")
                               && !wabi_record_is (track->target, "status", "maintenance")
                           ? _("Criterion met")
                           : _("Mastered"));
    case WABI_TRACK_CLOSE:
      return g_strdup_printf (_("Close to mastery: %d of %d sessions"), track->mastery.run, track->criterion.sessions);
    case WABI_TRACK_STUCK:
      return g_strdup (_("Stuck: the last 3 sessions were no better"));
    case WABI_TRACK_LEARNING:
      return g_strdup_printf (_("Learning: best %d %% so far"), track->mastery.best_percent);
    case WABI_TRACK_NOT_STARTED:
    default:
      return g_strdup (_("Not started"));
    }
}

char *
wabi_target_track_dup_sentence (WabiTargetTrack *track)
{
  return wabi_mastery_explain (&track->criterion, get_points (track), track->history->points->len);
}

int
wabi_target_track_get_last_percent (WabiTargetTrack *track)
{
  guint n = track->history->points->len;

  return n > 0 ? wabi_percent (get_points (track)[n - 1].correct, get_points (track)[n - 1].trials) : -1;
}

guint
wabi_target_track_get_n_sessions (WabiTargetTrack *track)
{
  return track->history->points->len;
}

const char *
wabi_target_track_get_session (WabiTargetTrack *track, guint index)
{
  return index < track->history->points->len ? get_points (track)[index].session_id : NULL;
}

/* The array owns the texts; the graph copies them. */
static void
add_dot (GArray *dots, const char *label, int trials, int correct, gboolean hollow)
{
  char *note = g_strdup_printf (ngettext ("%d of %d trial", "%d of %d trials", (gulong) trials), correct, trials);
  WabiGraphDot dot = { trials > 0 ? 100.0 * correct / trials : NAN, g_strdup (label), note, hollow };

  g_array_append_val (dots, dot);
}

static void
free_dot_texts (gpointer data)
{
  WabiGraphDot *dot = data;

  g_free ((char *) dot->label);
  g_free ((char *) dot->note);
}

static void
show_phases (WabiTargetTrack *track, WabiGraph *graph, guint n_dots)
{
  g_autoptr (GArray) phases = g_array_new (FALSE, TRUE, sizeof (WabiGraphPhase));

  for (guint i = 0; i < track->phases->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (track->phases, i);
      WabiDay day = wabi_lookup_day (record, "date");
      WabiGraphPhase phase = { 0, wabi_record_get_text (record, "label"), wabi_record_is (record, "style", "event") };

      while (phase.index < track->history->points->len && get_points (track)[phase.index].day < day)
        phase.index++;
      /* Several changes between two sessions: the last one is what the next session was held under. */
      if (phases->len > 0 && g_array_index (phases, WabiGraphPhase, phases->len - 1).index == phase.index
          && g_array_index (phases, WabiGraphPhase, phases->len - 1).event == phase.event)
        g_array_set_size (phases, phases->len - 1);
      if (phase.index < MAX (n_dots, 1))
        g_array_append_val (phases, phase);
    }
  wabi_graph_set_phases (graph, (const WabiGraphPhase *) (gpointer) phases->data, phases->len);
}

void
wabi_target_track_show (WabiTargetTrack *track, WabiGraph *graph, int trials, int correct)
{
  g_autoptr (GArray) dots = g_array_new (FALSE, TRUE, sizeof (WabiGraphDot));
  g_autofree char *mastery = g_strdup_printf (_("mastery %d %%"), track->criterion.percent);
  guint n = track->history->points->len;

  g_array_set_clear_func (dots, free_dot_texts);
  for (guint i = 0; i < n; i++)
    {
      const WabiSessionPoint *point = &get_points (track)[i];
      g_autofree char *day = wabi_words_day (point->day);

      add_dot (dots, day, point->trials, point->correct, FALSE);
    }
  if (trials > 0)
    add_dot (dots, _("today"), trials, correct, TRUE);
  wabi_graph_set_title (graph, wabi_record_get_text (track->target, "name"));
  wabi_graph_set_range (graph, 0, 100, "%");
  wabi_graph_set_points (graph, (const WabiGraphDot *) (gpointer) dots->data, dots->len);
  wabi_graph_set_mastery (graph, track->criterion.percent, mastery);
  show_phases (track, graph, dots->len);
}
