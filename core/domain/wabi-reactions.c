// SPDX-License-Identifier: AGPL-3.0-or-later
// What one service does when it sees a change in another's feed.

#include <string.h>

#include "wabi-charge-facts.h"
#include "wabi-commands-private.h"

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
  /* Held although it was canceled: both are kept, a person settles it (sync.md 6.5). */
  if (wabi_record_is (appointment, "status", "cancelled") || wabi_record_is (appointment, "status", "no_show"))
    {
      g_autoptr (JsonObject) set = json_object_new ();

      if (wabi_record_get_bool (appointment, "needs_hand"))
        {
          g_object_unref (changed);
          return TRUE;
        }
      json_object_set_string_member (set, "status", status);
      wabi_context_propose (context, changed, set, "held-after-cancel");
    }
  else
    wabi_record_set_text (changed, "status", status);
  wabi_context_put (context, changed);
  return TRUE;
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
  id = wabi_id_new (context->ids);
  charge = wabi_record_new (&wabi_kind_charge, id);
  wabi_charge_make (context->view, note, session, charge);
  wabi_context_put (context, g_steal_pointer (&charge));
  return TRUE;
}

const WabiReaction wabi_reactions[] = {
  { "scheduling", "sessions", "session", follow_session },
  { "billing", "sessions", "note", follow_note },
};
const guint wabi_n_reactions = G_N_ELEMENTS (wabi_reactions);
