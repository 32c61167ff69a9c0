// SPDX-License-Identifier: AGPL-3.0-or-later
// After a cancellation: when the session can be made up for, and who could use the hours.

#include "wabi-waiting-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-fill-search.h"
#include "wabi-format.h"
#include "wabi-slot-search.h"
#include "wabi-text.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"
#include "wabi-words.h"

#define MOST_TIMES 4
#define MOST_SHOWN 8

typedef struct
{
  char *visit_id;
  WabiRecord *visit;
  WabiProofContext *context;
  GPtrArray *ids;        /* who is still to be considered */
  GPtrArray *candidates; /* of WabiFillCandidate */
  GPtrArray *drafts;     /* of WabiRecord: what the buttons book */
  AdwPreferencesGroup *fill;
  guint next;
  gboolean substitutes; /* the client can come, but not with this person */
} State;

static void
forget (State *state)
{
  g_clear_pointer (&state->candidates, g_ptr_array_unref);
  g_clear_pointer (&state->drafts, g_ptr_array_unref);
  g_clear_pointer (&state->ids, g_ptr_array_unref);
  g_clear_pointer (&state->context, wabi_proof_context_unref);
  g_clear_object (&state->visit);
  state->next = 0;
}

static void
clear (gpointer data)
{
  State *state = data;

  forget (state);
  g_free (state->visit_id);
  g_free (state);
}

static void
on_book_cb (GtkWidget *button, WabiWaitingPane *pane)
{
  State *state = wabi_waiting_pane_get_state (pane);
  const char *id = g_object_get_data (G_OBJECT (button), "wabi-id");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < state->drafts->len; i++)
    if (g_str_equal (wabi_record_get_id (g_ptr_array_index (state->drafts, i)), id)
        && !wabi_visit_book (wabi_waiting_pane_get_desk (pane), g_ptr_array_index (state->drafts, i), &error))
      wabi_desk_tell_error (wabi_waiting_pane_get_desk (pane), error);
}

static void
add_book_button (WabiWaitingPane *pane, GtkWidget *row, WabiRecord *take_draft, const char *title)
{
  State *state = wabi_waiting_pane_get_state (pane);
  g_autofree char *said = g_strdup_printf (_("Book %s"), title);
  GtkWidget *button = wabi_waiting_button_new (_("_Book"), said, wabi_record_get_id (take_draft), G_CALLBACK (on_book_cb), pane);

  g_ptr_array_add (state->drafts, take_draft);
  if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
describe_when (WabiDesk *desk, gint64 start, gint64 end)
{
  g_autofree char *day = wabi_format_day (wabi_zone_day (wabi_desk_get_zone (desk), start)), *range = wabi_format_range (wabi_desk_get_zone (desk), start, end);

  return g_strdup_printf ("%s · %s", day, range);
}

/* --- the make-up --- */

static WabiRecord *
make_makeup (WabiDesk *desk, WabiRecord *lost, const WabiSlot *slot)
{
  static const char *const kept[] = { "client", "zone", "service_code", "place", "location", "room", "notes" };
  g_autofree char *id = wabi_desk_new_id (desk);
  WabiRecord *draft = wabi_record_new (&wabi_kind_appointment, id);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (wabi_record_has (lost, kept[i]))
      wabi_record_set_text (draft, kept[i], wabi_record_get_text (lost, kept[i]));
  wabi_record_set_text (draft, "staff", slot->staff);
  wabi_record_set_int (draft, "starts_at", slot->starts_at);
  wabi_record_set_int (draft, "ends_at", slot->ends_at);
  wabi_record_set_text (draft, "status", "scheduled");
  wabi_record_set_text (draft, "makeup_for", wabi_record_get_id (lost));
  return draft;
}

static void
add_findings (GtkWidget *row, GPtrArray *findings)
{
  GtkWidget *list = wabi_finding_list_new (_("Billable"));

  wabi_visit_show_findings (WABI_FINDING_LIST (list), findings);
  gtk_widget_set_margin_top (list, 9);
  gtk_widget_set_margin_bottom (list, 9);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), list);
}

static char *
say_slot (WabiDesk *desk, const WabiSlot *slot)
{
  g_autofree char *staff = wabi_desk_dup_name (desk, &wabi_kind_staff, slot->staff);
  guint warnings = wabi_findings_count (slot->findings, WABI_FINDING_WARNING);

  if (warnings == 0)
    return g_strdup_printf (_("%s · everything checked"), staff);
  return g_strdup_printf (ngettext ("%s · %u thing to look at", "%s · %u things to look at", warnings), staff, warnings);
}

/* A family that cannot come then cannot come with somebody else either. */
static void
add_times (WabiWaitingPane *pane, State *state)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  g_autoptr (GPtrArray) slots = wabi_slots_find (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk), state->visit, MOST_TIMES);
  AdwPreferencesGroup *group = wabi_waiting_pane_add_group (pane, _("Book a make-up"), _("The next times that are free for both, each proved like any booking."));
  guint shown = 0;

  for (guint i = 0; i < slots->len; i++)
    {
      const WabiSlot *slot = g_ptr_array_index (slots, i);
      g_autofree char *when = describe_when (desk, slot->starts_at, slot->ends_at), *who = say_slot (desk, slot);
      GtkWidget *row;

      if (slot->other_staff && !state->substitutes)
        continue;
      row = wabi_waiting_expander_new (when, who);
      add_book_button (pane, row, make_makeup (desk, state->visit, slot), when);
      add_findings (row, slot->findings);
      adw_preferences_group_add (group, row);
      shown++;
    }
  if (shown == 0)
    adw_preferences_group_add (group, wabi_waiting_row_new (_("No time in the next two weeks would do"), _("Look again later, or book it by hand on the schedule.")));
}

/* --- the hole --- */

static char *
say_candidate (WabiWaitingPane *pane, const WabiFillCandidate *candidate)
{
  State *state = wabi_waiting_pane_get_state (pane);
  const WabiKind *kind = state->substitutes ? &wabi_kind_staff : &wabi_kind_client;

  return wabi_desk_dup_name (wabi_waiting_pane_get_desk (pane), kind, wabi_record_get_text (candidate->visit, state->substitutes ? "staff" : "client"));
}

static void
show_candidates (WabiWaitingPane *pane, State *state)
{
  guint shown = 0, over = 0;
  g_autoptr (GtkWidget) passed = g_object_ref_sink (wabi_waiting_expander_new (_("Passed over"), NULL));

  wabi_fill_sort (state->candidates);
  for (guint i = 0; i < state->candidates->len; i++)
    {
      const WabiFillCandidate *candidate = g_ptr_array_index (state->candidates, i);
      g_autofree char *name = say_candidate (pane, candidate), *reasons = wabi_waiting_join (candidate->verdict.reasons);
      GtkWidget *row;

      if (candidate->verdict.passed_over != NULL)
        {
          adw_expander_row_add_row (ADW_EXPANDER_ROW (passed), wabi_waiting_row_new (name, candidate->verdict.passed_over));
          over++;
          continue;
        }
      if (shown++ < MOST_SHOWN)
        {
          row = wabi_waiting_expander_new (name, reasons);
          add_book_button (pane, row, g_object_ref (candidate->visit), name);
          add_findings (row, candidate->findings);
          adw_preferences_group_add (state->fill, row);
        }
      else
        {
          adw_expander_row_add_row (ADW_EXPANDER_ROW (passed), wabi_waiting_row_new (name, reasons));
          over++;
        }
    }
  if (shown == 0)
    adw_preferences_group_add (state->fill, wabi_waiting_row_new (_("Nobody could come then"), over > 0 ? _("Below is why, for each of them.") : NULL));
  if (over > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u, with the reason", "%u, each with the reason", over), over);

      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (passed), text);
      adw_preferences_group_add (state->fill, passed);
    }
}

/* One a step: each reads what the client has, and a proof takes its time. */
static gboolean
step (WabiWaitingPane *pane)
{
  State *state = wabi_waiting_pane_get_state (pane);
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  g_autofree char *id = NULL, *text = NULL;
  const char *who;

  if (state->next >= state->ids->len)
    {
      adw_preferences_group_set_description (state->fill, state->substitutes ? _("Who could give the session instead, the best first.")
                                                                             : _("Who could use these hours, the best first."));
      show_candidates (pane, state);
      return FALSE;
    }
  who = g_ptr_array_index (state->ids, state->next++);
  id = wabi_desk_new_id (desk);
  g_ptr_array_add (state->candidates,
                   wabi_fill_consider (state->context, state->visit, state->substitutes ? wabi_record_get_text (state->visit, "client") : who,
                                       state->substitutes ? who : wabi_record_get_text (state->visit, "staff"), id));
  text = g_strdup_printf (_("Looking at %u of %u…"), state->next, state->ids->len);
  adw_preferences_group_set_description (state->fill, text);
  return TRUE;
}

static void
fill (WabiWaitingPane *pane)
{
  State *state = wabi_waiting_pane_get_state (pane);
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  g_autofree char *name = NULL, *when = NULL, *status = NULL, *text = NULL;

  forget (state);
  state->visit = wabi_desk_get (desk, &wabi_kind_appointment, state->visit_id);
  if (state->visit == NULL || !wabi_visit_has_status (state->visit, "cancelled no_show"))
    {
      wabi_waiting_pane_say (pane, _("Nothing to fill"), _("This session is not canceled any more."));
      return;
    }
  state->substitutes = wabi_record_is (state->visit, "cancelled_by", "staff");
  state->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  state->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_fill_candidate_free);
  state->context = wabi_proof_context_new (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  state->ids = state->substitutes ? wabi_fill_list_staff (state->context, state->visit) : wabi_fill_list_clients (state->context, state->visit);
  name = wabi_desk_dup_name (desk, &wabi_kind_client, wabi_record_get_text (state->visit, "client"));
  when = describe_when (desk, wabi_record_get_int (state->visit, "starts_at"), wabi_record_get_int (state->visit, "ends_at"));
  status = wabi_visit_dup_state (state->visit);
  text = g_strdup_printf ("%s\n%s%s", when, status, wabi_record_get_bool (state->visit, "late_cancel") ? _(" (late)") : "");
  wabi_waiting_pane_say (pane, name, text);
  if (!wabi_visit_may (desk, "appointment.book"))
    {
      wabi_waiting_pane_add_widget (pane, gtk_label_new (_("The front desk and analysts book sessions.")));
      return;
    }
  add_times (pane, state);
  state->fill = wabi_waiting_pane_add_group (pane, state->substitutes ? _("Find a substitute") : _("Fill these hours"), NULL);
  wabi_waiting_pane_work (pane);
}

static const WabiWaitingParts parts
    = { N_("After the cancellation"), NULL, NULL, "appointment authorization client_hours staff_hours", fill, step, NULL, clear };

GtkWidget *
wabi_after_pane_new (WabiDesk *desk, const char *visit)
{
  State *state = g_new0 (State, 1);

  state->visit_id = g_strdup (visit);
  return wabi_waiting_pane_new (desk, &parts, state);
}
