// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers, fees, enrollments and charges.

#include <glib/gi18n-lib.h>

#include "wabi-charge-facts.h"
#include "wabi-commands-private.h"

WABI_RULE_SET (enrollment)

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

/* Looks at the records anew: after an authorization, a fee or a coverage was mended. */
static gboolean
refresh (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = get_open_charge (context, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) charge = NULL;

  if (before == NULL)
    return FALSE;
  session = wabi_context_get (context, &wabi_kind_session, wabi_record_get_text (before, "session"), error);
  note = session != NULL ? wabi_context_get (context, &wabi_kind_note, wabi_record_get_text (before, "note"), error) : NULL;
  if (note == NULL)
    return FALSE;
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "authorization", NULL);
  wabi_charge_make (context->view, note, session, charge);
  wabi_context_put (context, g_steal_pointer (&charge));
  return TRUE;
}

static gboolean
void_charge (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = get_open_charge (context, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) charge = NULL;

  if (before == NULL)
    return FALSE;
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "state", "void");
  wabi_context_put (context, g_steal_pointer (&charge));
  return TRUE;
}

static gboolean
restore_charge (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_charge, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) charge = NULL;

  if (before == NULL)
    return FALSE;
  if (!wabi_record_is (before, "state", "void"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-void", "state", _("This charge is not set aside."));
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "state", "open");
  wabi_context_put (context, g_steal_pointer (&charge));
  return TRUE;
}

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_billing[] = {
  { "enrollment.set", "billing", MONEY, 0, NULL, 0, set_enrollment, N_ ("Record an enrollment") },
  { "charge.refresh", "billing", MONEY, 0, ID_ARGS, refresh, N_ ("Check a charge again") },
  { "charge.void", "billing", MONEY, 0, ID_ARGS, void_charge, N_ ("Set a charge aside") },
  { "charge.restore", "billing", MONEY, 0, ID_ARGS, restore_charge, N_ ("Take a charge back in") },
};
const guint wabi_n_commands_billing = G_N_ELEMENTS (wabi_commands_billing);
