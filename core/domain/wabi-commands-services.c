// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice's own service codes, and whether others may name a code.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-service-table.h"

gboolean
wabi_service_check (WabiContext *context, const char *codes, WabiDay from, WabiDay to, const char *field, GError **error)
{
  g_autoptr (WabiServiceTable) table = wabi_service_table_new (context->view);
  g_auto (GStrv) all = g_strsplit (codes != NULL ? codes : "", ",", -1);

  for (char **code = all; *code != NULL; code++)
    if (!wabi_service_table_has_in (table, g_strstrip (*code), from, to))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "code-unknown", field,
                                  /* Translators: a service code */
                                  _ ("“%s” is not one of the practice's service codes on these days. Add it in Billing, Payers, Service codes, "
                                     "or choose another."),
                                  *code);
  return TRUE;
}

/* ---- the practice's own codes ---- */

static gboolean
refuse (WabiContext *context, const char *field, GError **error, const char *words)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "service-code-invalid", field, "%s", words);
}

static gboolean
check_credentials (WabiContext *context, WabiRecord *service, GError **error)
{
  g_auto (GStrv) credentials = wabi_lookup_strv (service, "credentials");

  for (char **one = credentials; *one != NULL; one++)
    if (wabi_codes_find_credential (*one) == NULL)
      return refuse (context, "credentials", error, _ ("Choose who may give it from the list of credentials."));
  return TRUE;
}

/* What does not fit what a unit is would only mislead: it goes. */
static gboolean
check_service (WabiContext *context, WabiRecord *service, GError **error)
{
  const char *to = wabi_record_get_text (service, "valid_to");
  gint64 least = wabi_record_has (service, "group_min") ? wabi_record_get_int (service, "group_min") : 1;

  if (!wabi_record_is (service, "unit", "minutes"))
    wabi_record_take_node (service, "unit_minutes", NULL);
  else if (!wabi_record_has (service, "unit_minutes"))
    return refuse (context, "unit_minutes", error, _ ("Say how many minutes a unit has."));
  if (wabi_record_has (service, "group_max") && wabi_record_get_int (service, "group_max") < least)
    return refuse (context, "group_max", error, _ ("The largest group is smaller than the smallest. Choose a larger one."));
  if (to != NULL && g_strcmp0 (to, wabi_record_get_text (service, "valid_from")) < 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "range-invalid", "valid_to",
                                _ ("The last day lies before the first. Choose a later last day."));
  return check_credentials (context, service, error);
}

static gboolean
set_service (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) service = NULL;

  if (!wabi_rule_set (context, &wabi_kind_service_code, args, &service, error) || !check_service (context, service, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&service));
  return TRUE;
}

static gboolean
switch_service (WabiContext *context, JsonObject *args, gboolean active, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_service_code, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (there == NULL)
    return FALSE;
  record = wabi_record_copy (there);
  wabi_record_set_bool (record, "active", active);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
withdraw_service (WabiContext *context, JsonObject *args, GError **error)
{
  return switch_service (context, args, FALSE, error);
}

static gboolean
restore_service (WabiContext *context, JsonObject *args, GError **error)
{
  return switch_service (context, args, TRUE, error);
}

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_services[] = {
  { "service-code.set", "billing", MONEY, 0, NULL, 0, set_service, N_ ("Change a service code") },
  { "service-code.withdraw", "billing", MONEY, 0, ID_ARGS, withdraw_service, N_ ("Withdraw a service code") },
  { "service-code.restore", "billing", MONEY, 0, ID_ARGS, restore_service, N_ ("Take a service code back in") },
};
const guint wabi_n_commands_services = G_N_ELEMENTS (wabi_commands_services);
