// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines that were paid, but less than the contract says or than is usual.

#include "wabi-underpaid.h"

#include "wabi-payer-terms.h"
#include "wabi-remit-content.h"

static void
free_underpaid (gpointer data)
{
  g_free (((WabiUnderpaid *) data)->charge);
  g_free (data);
}

/* The line's charge, as it was sent. */
static WabiRecord *
find_charge (const WabiView *view, JsonObject *line, WabiRecord *claim)
{
  const char *control = wabi_json_peek_text (line, "control");
  g_autoptr (GPtrArray) charges = control != NULL ? wabi_lookup_by (view, &wabi_kind_charge, "line_control", control) : NULL;

  for (guint i = 0; charges != NULL && i < charges->len; i++)
    if (claim == NULL || wabi_record_is (g_ptr_array_index (charges, i), "client", wabi_record_get_text (claim, "client")))
      return g_object_ref (g_ptr_array_index (charges, i));
  return NULL;
}

/* Hundredths of a cent for a unit; 0 when the contract's figure is not on file. */
static gint64
get_contract (const WabiView *view, GPtrArray *fees, WabiRecord *charge)
{
  g_autoptr (WabiRecord) staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (charge, "staff"));
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  const WabiFeeKey key = { wabi_record_get_text (charge, "service_code"), staff != NULL ? wabi_record_get_text (staff, "credential") : NULL,
                           wabi_record_get_text (charge, "place"), (const char *const *) modifiers, wabi_record_get_text (charge, "date") };
  WabiRecord *fee = wabi_fee_find (fees, &key);

  return fee != NULL ? 100 * wabi_record_get_int (fee, "allowed_cents") : 0;
}

static void
judge_line (const WabiView *view, JsonObject *line, WabiRecord *charge, GPtrArray *fees, const WabiPayerHistory *history, GPtrArray *found)
{
  gint64 units = wabi_json_peek_int (line, "units", 0), allowed = wabi_remit_content_allowed (line), contract = get_contract (view, fees, charge), wanted;
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  WabiAllowed usual = { 0, 0, 0 };
  WabiUnderpaid *one;

  if (units <= 0 || allowed <= 0)
    return;
  if (contract == 0 && history != NULL)
    usual = wabi_payer_history_get_usual (history, wabi_record_get_text (charge, "service_code"), modifiers[0]);
  if (!wabi_learn_is_underpaid (allowed * 10000 / units, &usual, contract))
    return;
  wanted = contract > 0 ? contract : usual.cents;
  one = g_new0 (WabiUnderpaid, 1);
  one->charge = g_strdup (wabi_record_get_id (charge));
  one->allowed = allowed;
  one->expected = (wanted * units + 5000) / 10000;
  one->by_contract = contract > 0;
  /* Less than a cent is the payer's rounding. */
  if (one->expected > one->allowed)
    g_ptr_array_add (found, one);
  else
    free_underpaid (one);
}

GPtrArray *
wabi_underpaid_list (const WabiView *view, WabiRecord *answer, WabiRecord *claim, const WabiPayerHistory *history)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (free_underpaid);
  g_autoptr (GPtrArray) fees = NULL;
  JsonObject *content = NULL;
  JsonArray *lines;

  if (claim == NULL || wabi_record_has (claim, "prior") || wabi_record_is (answer, "outcome", "reversal")
      || !wabi_json_take_object (wabi_record_get_body (answer), "content", FALSE, &content, NULL) || content == NULL)
    return found;
  fees = wabi_lookup_by (view, &wabi_kind_fee, "payer", wabi_record_get_text (claim, "payer"));
  lines = wabi_remit_content_lines (content);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autoptr (WabiRecord) charge = find_charge (view, line, claim);

      if (charge != NULL)
        judge_line (view, line, charge, fees, history, found);
    }
  return found;
}

char *
wabi_underpaid_dup_denial (WabiRecord *answer, const char *charge)
{
  g_autofree char *name = g_strdup_printf ("underpaid/%s/%s/%" G_GINT64_FORMAT, wabi_record_get_id (answer), charge, wabi_record_get_int (answer, "round"));

  return wabi_id_derive (name);
}
