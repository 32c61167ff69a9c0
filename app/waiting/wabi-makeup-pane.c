// SPDX-License-Identifier: AGPL-3.0-or-later
// The worklist of make-ups: for each client and authorization what is owed, recovered, lost and open, and each lost session that is open.

#include "wabi-waiting-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-makeup-ledger.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

#define DAYS_BACK 200

typedef struct
{
  WabiProofContext *context;
  GPtrArray *clients;
  guint next, shown;
} State;

static void
forget (State *state)
{
  g_clear_pointer (&state->clients, g_ptr_array_unref);
  g_clear_pointer (&state->context, wabi_proof_context_unref);
  state->next = state->shown = 0;
}

static void
clear (gpointer data)
{
  forget (data);
  g_free (data);
}

static void
on_book_cb (GtkWidget *button, WabiWaitingPane *pane)
{
  wabi_waiting_present (wabi_waiting_pane_get_desk (pane), "after", g_object_get_data (G_OBJECT (button), "wabi-id"), button);
}

static void
on_waive_cb (GtkWidget *button, WabiWaitingPane *pane)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  const char *id = g_object_get_data (G_OBJECT (button), "wabi-id");
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (desk, "makeup.waive", wabi_args ("id", id, NULL), _("No make-up is wanted for it"), "makeup.unwaive", wabi_args ("id", id, NULL), &error))
    wabi_desk_tell_error (desk, error);
}

static char *
say_sums (const WabiMakeupLedger *ledger)
{
  g_autofree char *owed = wabi_format_minutes (ledger->sums.owed), *recovered = wabi_format_minutes (ledger->sums.recovered);
  g_autofree char *lost = wabi_format_minutes (ledger->sums.lost), *open = wabi_format_minutes (ledger->sums.open);
  g_autofree char *booked = wabi_format_minutes (ledger->sums.booked), *end = wabi_format_date_text (wabi_record_get_text (ledger->authorization, "valid_to"));
  const char *number = wabi_record_get_text (ledger->authorization, "number");

  /* Translators: an authorization, its last day, then what was owed and what became of it */
  return g_strdup_printf (_("Authorization %s until %s\nOwed %s · recovered %s · lost %s · open %s (%s of it booked)"), number != NULL ? number : "–", end,
                          owed, recovered, lost, open, booked);
}

static GtkWidget *
make_row (WabiWaitingPane *pane, const WabiMakeupEntry *entry, const char *name)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  const char *zone = wabi_desk_get_zone (desk), *id = wabi_record_get_id (entry->visit);
  gint64 start = wabi_record_get_int (entry->visit, "starts_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, start)), *range = wabi_format_range (zone, start, wabi_record_get_int (entry->visit, "ends_at"));
  g_autofree char *open = wabi_format_minutes (entry->hours.open - entry->hours.booked), *state = wabi_visit_dup_state (entry->visit);
  g_autofree char *title = g_strdup_printf ("%s · %s · %s", day, range, wabi_record_get_text (entry->visit, "service_code"));
  g_autofree char *text = g_strdup_printf (_("%s · %s not booked yet"), state, open);
  g_autofree char *book = g_strdup_printf (_("Book a make-up for %s, %s"), name, day), *waive = g_strdup_printf (_("No make-up wanted for %s, %s"), name, day);
  GtkWidget *row = wabi_waiting_row_new (title, text), *button;

  if ((wabi_desk_get_roles (desk) & WABI_WAITING_PLANNERS) == 0)
    return row;
  button = wabi_waiting_button_new (_("_Not wanted"), waive, id, G_CALLBACK (on_waive_cb), pane);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), wabi_waiting_button_new (_("_Book a make-up"), book, id, G_CALLBACK (on_book_cb), pane));
  return row;
}

static gboolean
step (WabiWaitingPane *pane)
{
  State *state = wabi_waiting_pane_get_state (pane);
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  g_autoptr (GPtrArray) ledgers = NULL;
  g_autofree char *name = NULL;
  const char *client;

  if (state->next >= state->clients->len)
    {
      if (state->shown == 0)
        wabi_waiting_pane_add_widget (pane, wabi_empty_state_new ("object-select-symbolic", _("Nothing to make up"),
                                                                  _("Every session that was canceled was made up for, or is booked.")));
      return FALSE;
    }
  client = g_ptr_array_index (state->clients, state->next++);
  name = wabi_desk_dup_name (desk, &wabi_kind_client, client);
  ledgers = wabi_makeup_ledgers_new (state->context, client);
  for (guint i = 0; i < ledgers->len; i++)
    {
      const WabiMakeupLedger *ledger = g_ptr_array_index (ledgers, i);
      g_autofree char *sums = say_sums (ledger);
      AdwPreferencesGroup *group = NULL;

      for (guint j = 0; j < ledger->entries->len; j++)
        {
          const WabiMakeupEntry *entry = g_ptr_array_index (ledger->entries, j);

          if (entry->hours.open <= entry->hours.booked)
            continue;
          if (group == NULL)
            group = wabi_waiting_pane_add_group (pane, name, sums);
          adw_preferences_group_add (group, make_row (pane, entry, name));
          state->shown++;
        }
    }
  return TRUE;
}

static void
fill (WabiWaitingPane *pane)
{
  State *state = wabi_waiting_pane_get_state (pane);
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  gint64 now = wabi_desk_get_now (desk);

  forget (state);
  state->context = wabi_proof_context_new (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), now);
  state->clients = wabi_makeup_list_clients (wabi_desk_get_view (desk), now - DAYS_BACK * 24 * 60 * WABI_MINUTE, now + DAYS_BACK * 24 * 60 * WABI_MINUTE);
  wabi_waiting_pane_work (pane);
}

static const WabiWaitingParts parts = { N_("Make-ups"), N_("Sessions that were canceled or missed, whose hours are still owed to the family within the authorization."),
                                        NULL, "appointment authorization session", fill, step, NULL, clear };

GtkWidget *
wabi_makeup_pane_new (WabiDesk *desk)
{
  return wabi_waiting_pane_new (desk, &parts, g_new0 (State, 1));
}
