// SPDX-License-Identifier: AGPL-3.0-or-later
// What one service does when it sees a change in another's feed.

#include <string.h>

#include "wabi-care-team.h"
#include "wabi-charge-day.h"
#include "wabi-charge-facts.h"
#include "wabi-commands-private.h"
#include "wabi-service-table.h"
#include "wabi-text.h"
#include "wabi-unit-book.h"

/* A person who said that it stays canceled is not asked again. */
static gboolean
was_settled (WabiRecord *appointment, const char *status)
{
  JsonArray *settled = wabi_record_get_array (appointment, "settled");
  g_autofree char *text = NULL;
  g_autofree char *held = g_strdup_printf ("\"status\":\"%s\"", status);

  for (guint i = 0; settled != NULL && i < json_array_get_length (settled); i++)
    {
      g_free (text);
      text = wabi_json_to_canonical (json_array_get_element (settled, i));
      if (strstr (text, "held-after-cancel") != NULL && strstr (text, held) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
proposes_status (WabiRecord *appointment, const char *status)
{
  for (guint i = 0; i < wabi_proposals_count (appointment); i++)
    {
      JsonObject *proposal = wabi_proposals_get (appointment, i), *set = NULL;

      if (proposal != NULL && wabi_json_take_object (proposal, "set", TRUE, &set, NULL)
          && g_strcmp0 (wabi_json_peek_text (set, "status"), status) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_held_after_cancel (JsonObject *proposal, gpointer data)
{
  return g_strcmp0 (wabi_json_peek_text (proposal, "why"), "held-after-cancel") == 0;
}

/* Held although it was canceled: both are kept, a person settles it (sync.md 6.5). The whole state is proposed: taken, nothing of the
 * cancellation is left. */
static void
propose_held (WabiContext *context, WabiRecord *appointment, WabiRecord *session, const char *status)
{
  static const char *const rest[] = { "cancelled_by", "cancel_reason", "cancel_note", "cancelled_at", "late_cancel" };
  g_autoptr (JsonObject) set = json_object_new ();
  g_autoptr (JsonObject) was = json_object_new ();
  WabiCaller caller = context->caller;

  json_object_set_string_member (set, "status", status);
  json_object_set_string_member (was, "status", wabi_record_get_text (appointment, "status"));
  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (appointment), rest[i]);

      json_object_set_null_member (set, rest[i]);
      json_object_set_member (was, rest[i], node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL));
    }
  /* That it ended replaces that it began. */
  wabi_context_drop_proposals (context, appointment, is_held_after_cancel, NULL);
  context->caller.user = wabi_record_get_text (session, "staff");
  wabi_context_propose (context, appointment, was, set, "held-after-cancel");
  context->caller = caller;
}

/* A session that began or ended is the state of its appointment. */
static gboolean
follow_session (WabiContext *context, WabiRecord *session, GError **error)
{
  const char *status = wabi_record_is (session, "state", "ended") ? "completed" : "in_session";
  g_autoptr (WabiRecord) appointment = NULL;
  WabiRecord *changed;

  if (!wabi_context_find (context, &wabi_kind_appointment, wabi_record_get_text (session, "appointment"), &appointment, error))
    return FALSE;
  if (appointment == NULL || wabi_record_is (appointment, "status", status))
    return TRUE;
  changed = wabi_record_copy (appointment);
  if (!wabi_text_list_has ("cancelled no_show withdrawn", wabi_record_get_text (appointment, "status")))
    wabi_record_set_text (changed, "status", status);
  else if (!proposes_status (appointment, status) && !was_settled (appointment, status))
    propose_held (context, changed, session, status);
  wabi_context_put (context, changed);
  return TRUE;
}

/* What the practice gives and never bills makes no charge. */
static gboolean
is_unbilled (WabiContext *context, WabiRecord *session)
{
  g_autoptr (WabiServiceTable) table = wabi_service_table_new (context->view);
  WabiDay day = wabi_zone_day (wabi_record_get_text (session, "zone"), wabi_record_get_int (session, "starts_at"));

  return wabi_service_is (wabi_service_table_find (table, wabi_record_get_text (session, "service_code"), day), WABI_SERVICE_UNBILLED);
}

/* A signed note makes a charge, once. */
static gboolean
follow_note (WabiContext *context, WabiRecord *note, GError **error)
{
  g_autoptr (GPtrArray) charges = NULL;
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) charge = NULL;
  g_autofree char *id = NULL;

  if (!wabi_record_is (note, "state", "signed"))
    return TRUE;
  charges = wabi_lookup_by (context->view, &wabi_kind_charge, "note", wabi_record_get_id (note));
  if (charges->len > 0)
    return TRUE;
  session = wabi_context_get (context, &wabi_kind_session, wabi_record_get_text (note, "session"), error);
  if (session == NULL)
    return FALSE;
  if (is_unbilled (context, session))
    return TRUE;
  id = wabi_id_new (context->ids);
  charge = wabi_record_new (&wabi_kind_charge, id);
  wabi_charge_make (context->view, note, session, charge);
  wabi_context_put (context, g_object_ref (charge));
  return wabi_charge_day_settle (context, charge, error);
}

const WabiReaction wabi_reactions[] = {
  { "scheduling", "sessions", "session", follow_session },
  { "billing", "sessions", "note", follow_note },
  { "billing", "scheduling", "appointment", wabi_unit_book_follow_visit },
  { "billing", "sessions", "session", wabi_unit_book_follow_visit },
  { "billing", "patients", "authorization", wabi_unit_book_follow_authorization },
  { "patients", "scheduling", "appointment", wabi_care_team_follow_booking },
};
const guint wabi_n_reactions = G_N_ELEMENTS (wabi_reactions);
