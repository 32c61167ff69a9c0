// SPDX-License-Identifier: AGPL-3.0-or-later
// The waiting list: who waits for what, and whose open hours would fit, with the proof; placing books the series and settles the entry.

#include "wabi-waiting-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-need-match.h"
#include "wabi-series-acts.h"
#include "wabi-series.h"
#include "wabi-visit-words.h"
#include "wabi-words.h"

#define MOST_SHOWN 5

/* An entry that somebody opened, and the matches that were found so far. */
typedef struct
{
  WabiRecord *need;
  GtkWidget *row;
  GPtrArray *staff, *matches;
  guint next;
  gboolean done;
} Entry;

typedef struct
{
  WabiProofContext *context;
  GPtrArray *entries;
} State;

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->need);
  g_clear_pointer (&entry->staff, g_ptr_array_unref);
  g_clear_pointer (&entry->matches, g_ptr_array_unref);
  g_free (entry);
}

static void
forget (State *state)
{
  g_clear_pointer (&state->entries, g_ptr_array_unref);
  g_clear_pointer (&state->context, wabi_proof_context_unref);
}

static void
clear (gpointer data)
{
  forget (data);
  g_free (data);
}

static gboolean
may_book (WabiWaitingPane *pane)
{
  return (wabi_desk_get_roles (wabi_waiting_pane_get_desk (pane)) & WABI_WAITING_PLANNERS) != 0;
}

static char *
say_days (guint days)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);

  for (int day = 1; day <= 7; day++)
    if (days & (1u << day))
      {
        g_autofree char *name = wabi_words_weekday (day), *letters = g_utf8_substring (name, 0, 3);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", letters);
      }
  return g_string_free (text, FALSE);
}

/* --- placing --- */

static gboolean
place (WabiWaitingPane *pane, Entry *entry, const WabiNeedMatch *match, char **why, GError **error)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  State *state = wabi_waiting_pane_get_state (pane);
  const char *need = wabi_record_get_id (entry->need);
  g_autofree char *id = wabi_desk_new_id (desk);
  g_autoptr (WabiRecord) draft = wabi_need_match_make_series (state->context, entry->need, match, id);
  g_autoptr (WabiSeriesPlan) plan = wabi_series_plan_book (wabi_desk_get_view (desk), draft, NULL, error);
  gboolean ok;

  if (plan == NULL)
    return FALSE;
  if (!wabi_series_plan_judge (plan, wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk)))
    {
      *why = wabi_series_plan_dup_conflicts (plan);
      return TRUE;
    }
  wabi_desk_begin_group (desk);
  ok = wabi_series_book (desk, plan, NULL, NULL, error)
       && wabi_desk_do (desk, "need.place", wabi_args ("id", need, "series", id, NULL), NULL, "need.reopen", wabi_args ("id", need, NULL), error);
  if (ok)
    wabi_desk_end_group (desk, _("Placed: the sessions are booked and the waiting list is settled"));
  else
    {
      g_autoptr (GError) stuck = NULL;

      if (!wabi_desk_drop_group (desk, &stuck))
        g_prefix_error (error, "%s ", stuck->message);
    }
  return ok;
}

static void
on_place_cb (GtkWidget *button, WabiWaitingPane *pane)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  State *state = wabi_waiting_pane_get_state (pane);
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");
  g_auto (GStrv) parts = g_strsplit (g_object_get_data (G_OBJECT (button), "wabi-id"), " ", 2);
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  for (guint i = 0; i < state->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (state->entries, i);

      if (!g_str_equal (wabi_record_get_id (entry->need), parts[0]) || entry->matches == NULL)
        continue;
      for (guint j = 0; j < entry->matches->len; j++)
        if (g_str_equal (((WabiNeedMatch *) g_ptr_array_index (entry->matches, j))->staff, parts[1])
            && !place (pane, entry, g_ptr_array_index (entry->matches, j), &why, &error))
          wabi_desk_tell_error (desk, error);
    }
  if (why != NULL)
    {
      /* All or nothing: what stands in the way is said where it was tried. */
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), why);
      gtk_widget_set_sensitive (button, FALSE);
    }
}

/* --- matches --- */

static void
add_match (WabiWaitingPane *pane, Entry *entry, const WabiNeedMatch *match, const char *name)
{
  g_autofree char *days = say_days (match->days), *range = wabi_words_minute_range (match->start, match->start + match->minutes);
  g_autofree char *title = g_strdup_printf ("%s · %s · %s", name, days, range), *reasons = wabi_waiting_join (match->verdict.reasons);
  g_autofree char *sessions = g_strdup_printf (_("%d of %d sessions a week · %s"), match->sessions, (int) wabi_record_get_int (entry->need, "sessions_per_week"), reasons);
  g_autofree char *key = g_strdup_printf ("%s %s", wabi_record_get_id (entry->need), match->staff), *said = g_strdup_printf (_("Place with %s"), title);
  GtkWidget *row = wabi_waiting_expander_new (title, sessions), *list = wabi_finding_list_new (_("Billable")), *button;

  wabi_visit_show_findings (WABI_FINDING_LIST (list), match->findings);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_widget_set_margin_top (list, 9);
  gtk_widget_set_margin_bottom (list, 9);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), list);
  if (may_book (pane))
    {
      button = wabi_waiting_button_new (_("_Place"), said, key, G_CALLBACK (on_place_cb), pane);
      g_object_set_data (G_OBJECT (button), "row", row);
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
    }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (entry->row), row);
}

static void
show_matches (WabiWaitingPane *pane, Entry *entry)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  guint shown = 0;

  wabi_need_match_sort (entry->matches);
  for (guint i = 0; i < entry->matches->len; i++)
    {
      const WabiNeedMatch *match = g_ptr_array_index (entry->matches, i);
      g_autofree char *name = wabi_desk_dup_name (desk, &wabi_kind_staff, match->staff);
      g_autofree char *days = NULL, *range = NULL, *why = NULL;

      if (match->verdict.passed_over == NULL && shown++ < MOST_SHOWN)
        {
          add_match (pane, entry, match, name);
          continue;
        }
      if (match->verdict.passed_over == NULL)
        continue;
      days = say_days (match->days);
      range = wabi_words_minute_range (match->start, match->start + match->minutes);
      why = match->days != 0 ? g_strdup_printf (_("Passed over: %s (would have time %s, %s)"), match->verdict.passed_over, days, range)
                             : g_strdup_printf (_("Passed over: %s"), match->verdict.passed_over);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (entry->row), wabi_waiting_row_new (name, why));
    }
}

static gboolean
step_entry (WabiWaitingPane *pane, Entry *entry)
{
  State *state = wabi_waiting_pane_get_state (pane);

  if (entry->staff == NULL)
    {
      entry->staff = wabi_fill_list_staff (state->context, entry->need);
      entry->matches = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_need_match_free);
    }
  if (entry->next < entry->staff->len)
    {
      g_ptr_array_add (entry->matches, wabi_need_match_consider (state->context, entry->need, g_ptr_array_index (entry->staff, entry->next++)));
      return TRUE;
    }
  show_matches (pane, entry);
  entry->done = TRUE;
  return FALSE;
}

static gboolean
step (WabiWaitingPane *pane)
{
  State *state = wabi_waiting_pane_get_state (pane);

  for (guint i = 0; i < state->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (state->entries, i);

      if (!entry->done && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (entry->row)))
        {
          step_entry (pane, entry);
          return TRUE;
        }
    }
  return FALSE;
}

/* --- the list --- */

static void
on_expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, WabiWaitingPane *pane)
{
  wabi_waiting_pane_work (pane);
}

static void
on_edit_cb (GtkWidget *button, WabiWaitingPane *pane)
{
  g_autoptr (WabiRecord) need = wabi_desk_get (wabi_waiting_pane_get_desk (pane), &wabi_kind_need, g_object_get_data (G_OBJECT (button), "wabi-id"));

  if (need != NULL)
    wabi_need_form_present (wabi_waiting_pane_get_desk (pane), need, wabi_waiting_get_window (pane));
}

static void
on_remove_cb (GtkWidget *button, WabiWaitingPane *pane)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  const char *id = g_object_get_data (G_OBJECT (button), "wabi-id");
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (desk, "need.withdraw", wabi_args ("id", id, NULL), _("Taken off the waiting list"), "need.reopen", wabi_args ("id", id, NULL), &error))
    wabi_desk_tell_error (desk, error);
}

static char *
say_need (WabiDesk *desk, WabiRecord *need)
{
  g_auto (GStrv) weekdays = wabi_lookup_strv (need, "weekdays");
  g_autofree char *service = wabi_desk_dup_service (desk, wabi_record_get_text (need, "service_code"));
  g_autofree char *hours = wabi_format_minutes ((int) wabi_record_get_int (need, "minutes_per_week"));
  int latest = wabi_record_has (need, "latest_minute") ? (int) wabi_record_get_int (need, "latest_minute") : 1440;
  g_autofree char *range = wabi_words_minute_range ((int) wabi_record_get_int (need, "earliest_minute"), latest), *named = NULL;
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  int waited = MAX (0, today - wabi_lookup_day (need, "since"));
  gint64 sessions = wabi_record_get_int (need, "sessions_per_week");
  const char *notes = wabi_record_get_text (need, "notes");
  guint days = 0;

  for (guint i = 0; weekdays != NULL && weekdays[i] != NULL; i++)
    days |= 1u << (weekdays[i][0] - '0');
  named = days != 0 ? say_days (days) : g_strdup (_("any day"));
  /* Translators: service, hours, sessions a week, days, hours of the day, how long it has waited, notes */
  return g_strdup_printf (ngettext ("%s\n%s a week in %d session · %s, %s · waits for %d days%s%s", "%s\n%s a week in %d sessions · %s, %s · waits for %d days%s%s",
                                    (gulong) sessions),
                          service, hours, (int) sessions, named, range, waited, notes != NULL ? " · " : "", notes != NULL ? notes : "");
}

static void
add_entry (WabiWaitingPane *pane, AdwPreferencesGroup *group, WabiRecord *need)
{
  State *state = wabi_waiting_pane_get_state (pane);
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  const char *id = wabi_record_get_id (need);
  g_autofree char *name = wabi_desk_dup_name (desk, &wabi_kind_client, wabi_record_get_text (need, "client")), *text = say_need (desk, need);
  g_autofree char *change = g_strdup_printf (_("Change the entry of %s"), name), *off = g_strdup_printf (_("Take %s off the list"), name);
  Entry *entry = g_new0 (Entry, 1);

  entry->need = g_object_ref (need);
  entry->row = wabi_waiting_expander_new (name, text);
  g_ptr_array_add (state->entries, entry);
  if (may_book (pane))
    {
      GtkWidget *edit = wabi_waiting_button_new (_("C_hange"), change, id, G_CALLBACK (on_edit_cb), pane);
      GtkWidget *remove = wabi_waiting_button_new (_("Take _off"), off, id, G_CALLBACK (on_remove_cb), pane);

      gtk_widget_add_css_class (edit, "flat");
      gtk_widget_add_css_class (remove, "flat");
      adw_expander_row_add_action (ADW_EXPANDER_ROW (entry->row), remove);
      adw_expander_row_add_action (ADW_EXPANDER_ROW (entry->row), edit);
    }
  g_signal_connect_object (entry->row, "notify::expanded", G_CALLBACK (on_expanded_cb), pane, G_CONNECT_DEFAULT);
  adw_preferences_group_add (group, entry->row);
}

static void
fill (WabiWaitingPane *pane)
{
  State *state = wabi_waiting_pane_get_state (pane);
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  g_autoptr (GPtrArray) needs = wabi_need_list (wabi_desk_get_view (desk));
  AdwPreferencesGroup *group;

  forget (state);
  state->entries = g_ptr_array_new_with_free_func (free_entry);
  state->context = wabi_proof_context_new (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  if (needs->len == 0)
    {
      wabi_waiting_pane_add_widget (pane, wabi_empty_state_new ("wabi-schedule-symbolic", _("Nobody waits"),
                                                                _("Put a client on the list when there are hours to give and no time for them yet.")));
      return;
    }
  group = wabi_waiting_pane_add_group (pane, NULL, NULL);
  for (guint i = 0; i < needs->len; i++)
    add_entry (pane, group, g_ptr_array_index (needs, i));
  /* The first in the line is looked for at once. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (((Entry *) g_ptr_array_index (state->entries, 0))->row), TRUE);
}

static void
on_add (WabiWaitingPane *pane)
{
  wabi_need_form_present (wabi_waiting_pane_get_desk (pane), NULL, wabi_waiting_get_window (pane));
}

static const WabiWaitingParts parts = { N_("Waiting list"), N_("Clients with hours to give and no time yet. Open an entry to see whose open hours fit, and why others were passed over."),
                                        N_("_Put on the list"), "need appointment staff_hours client_hours authorization", fill, step, on_add, clear };

GtkWidget *
wabi_need_pane_new (WabiDesk *desk)
{
  return wabi_waiting_pane_new (desk, &parts, g_new0 (State, 1));
}
