// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers, fees, enrollments and charges.

#include <glib/gi18n-lib.h>

#include "wabi-charge-day.h"
#include "wabi-charge-facts.h"
#include "wabi-commands-private.h"

WABI_RULE_SET (enrollment)
WABI_RULE_REMOVE (enrollment)

static WabiRecord *
get_open_charge (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) charge = wabi_context_get (context, &wabi_kind_charge, id, error);

  if (charge == NULL)
    return NULL;
  if (!wabi_record_is (charge, "state", "open"))
    {
      wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "immutable", "state",
                           _("This charge is on a claim already, so it stays as it is."));
      return NULL;
    }
  return g_steal_pointer (&charge);
}

/* The other charges of the day go by it: units that are summed, time that one takes from another. */
static gboolean
put_and_settle (WabiContext *context, WabiRecord *take_charge, GError **error)
{
  g_autoptr (WabiRecord) charge = take_charge;

  wabi_context_put (context, g_object_ref (charge));
  return wabi_charge_day_settle (context, charge, error);
}

/* Looks at the records anew: after an authorization, a fee or a coverage was mended. What is a part of a session is made of the session. */
static gboolean
refresh (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) given = get_open_charge (context, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) before = NULL;
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) note = NULL;
  WabiRecord *charge;

  if (given == NULL)
    return FALSE;
  before = wabi_record_has (given, "split_from") ? get_open_charge (context, wabi_record_get_text (given, "split_from"), error)
                                                 : g_object_ref (given);
  session = before != NULL ? wabi_context_get (context, &wabi_kind_session, wabi_record_get_text (before, "session"), error) : NULL;
  note = session != NULL ? wabi_context_get (context, &wabi_kind_note, wabi_record_get_text (before, "note"), error) : NULL;
  if (note == NULL)
    return FALSE;
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "authorization", NULL);
  wabi_charge_make (context->view, note, session, charge);
  return put_and_settle (context, charge, error);
}

static gboolean
void_charge (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = get_open_charge (context, wabi_json_peek_text (args, "id"), error);
  WabiRecord *charge;

  if (before == NULL)
    return FALSE;
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "state", "void");
  return put_and_settle (context, charge, error);
}

static gboolean
restore_charge (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_charge, wabi_json_peek_text (args, "id"), error);
  WabiRecord *charge;

  if (before == NULL)
    return FALSE;
  if (!wabi_record_is (before, "state", "void"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-void", "state", _("This charge is not set aside."));
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "state", "open");
  return put_and_settle (context, charge, error);
}

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_billing[] = {
  { "enrollment.set", "billing", MONEY, 0, NULL, 0, set_enrollment, N_ ("Record an enrollment") },
  { "enrollment.remove", "billing", MONEY, 0, ID_ARGS, remove_enrollment, N_ ("Take an enrollment away") },
  { "charge.refresh", "billing", MONEY, 0, ID_ARGS, refresh, N_ ("Check a charge again") },
  { "charge.void", "billing", MONEY, 0, ID_ARGS, void_charge, N_ ("Set a charge aside") },
  { "charge.restore", "billing", MONEY, 0, ID_ARGS, restore_charge, N_ ("Take a charge back in") },
};
const guint wabi_n_commands_billing = G_N_ELEMENTS (wabi_commands_billing);
