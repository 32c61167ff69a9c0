// SPDX-License-Identifier: AGPL-3.0-or-later
// How often or how long a behavior was seen, session by session.

#include "wabi-behavior-series.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "wabi-lookup.h"
#include "wabi-measures.h"
#include "wabi-words.h"

#define MAX_POINTS 60

static GPtrArray *
read_effective (GPtrArray *records, GArray *events)
{
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiBehaviorEvent event = {
        .id = wabi_record_get_id (record),
        .session_id = wabi_record_get_text (record, "session"),
        .behavior_id = wabi_record_get_text (record, "behavior"),
        .at = wabi_record_get_int (record, "at"),
        .count = 1,
        .duration = wabi_record_get_int (record, "duration"),
        .action = wabi_record_is (record, "action", "void") ? WABI_EVENT_VOID : WABI_EVENT_RECORD,
        .voids = wabi_record_get_text (record, "voids"),
      };

      g_array_append_val (events, event);
    }
  return wabi_behaviors_effective ((const WabiBehaviorEvent *) (gpointer) events->data, events->len);
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "starts_at"), other = wabi_record_get_int (*(WabiRecord *const *) b, "starts_at");

  return one < other ? -1 : one > other;
}

static char *
describe (GArray *values, gboolean duration)
{
  double sum = 0, last;

  if (values->len == 0)
    return g_strdup (_("Not recorded in any session yet."));
  last = g_array_index (values, double, values->len - 1);
  if (values->len == 1)
    return duration ? g_strdup_printf (_("%.1f min in the one session so far."), last) : g_strdup_printf (_("%.0f times in the one session so far."), last);
  for (guint i = 0; i + 1 < values->len; i++)
    sum += g_array_index (values, double, i);
  sum /= values->len - 1;
  return duration ? g_strdup_printf (_("%.1f min in the last session; %.1f min on average before."), last, sum)
                  : g_strdup_printf (_("%.0f times in the last session; %.1f times on average before."), last, sum);
}

static void
free_label (gpointer data)
{
  g_free ((char *) ((WabiGraphDot *) data)->label);
}

char *
wabi_behavior_series_show (WabiDesk *desk, WabiRecord *behavior, WabiGraph *graph, GPtrArray *sessions)
{
  const WabiView *view = wabi_desk_get_view (desk);
  const char *id = wabi_record_get_id (behavior), *zone = wabi_desk_get_zone (desk);
  gboolean duration = wabi_record_is (behavior, "measure", "duration");
  g_autoptr (GPtrArray) records = wabi_lookup_by (view, &wabi_kind_behavior_event, "behavior", id);
  g_autoptr (GPtrArray) held = wabi_lookup_by (view, &wabi_kind_session, "client", wabi_record_get_text (behavior, "client"));
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (WabiBehaviorEvent)), values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) dots = g_array_new (FALSE, TRUE, sizeof (WabiGraphDot));
  g_autoptr (GPtrArray) effective = read_effective (records, events);
  gboolean begun = FALSE;
  double top = 4;

  g_array_set_clear_func (dots, free_label);
  g_ptr_array_set_size (sessions, 0);
  g_ptr_array_sort (held, compare_sessions);
  for (guint i = 0; i < held->len; i++)
    {
      WabiRecord *session = g_ptr_array_index (held, i);
      g_autoptr (WabiBehaviorSummary) summary = wabi_behaviors_summarize (effective, wabi_record_get_id (session), id);
      double value = duration ? (double) summary->duration / WABI_MINUTE : summary->count;
      WabiGraphDot dot = { value, NULL, NULL, wabi_record_is (session, "state", "open") };

      begun = begun || summary->count > 0;
      if (!begun || held->len - i > MAX_POINTS)
        continue;
      dot.label = wabi_words_day (wabi_zone_day (zone, wabi_record_get_int (session, "starts_at")));
      g_array_append_val (dots, dot);
      g_array_append_val (values, value);
      g_ptr_array_add (sessions, g_strdup (wabi_record_get_id (session)));
      top = MAX (top, value);
    }
  wabi_graph_set_title (graph, wabi_record_get_text (behavior, "name"));
  wabi_graph_set_range (graph, 0, ((int) (top / 4) + 1) * 4, duration ? _("min") : _("times"));
  wabi_graph_set_phases (graph, NULL, 0);
  wabi_graph_set_mastery (graph, NAN, NULL);
  wabi_graph_set_points (graph, (const WabiGraphDot *) (gpointer) dots->data, dots->len);
  return describe (values, duration);
}
