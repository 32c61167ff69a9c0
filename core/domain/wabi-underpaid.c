// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines that were paid, but less than the contract says or than is usual.

#include "wabi-underpaid.h"

#include "wabi-payer-terms.h"
#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"
#include "wabi-share.h"

static void
free_underpaid (gpointer data)
{
  g_free (((WabiUnderpaid *) data)->charge);
  g_free (data);
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

/* The same of a line on which several charges stand: by the units of each. 0 when it is not on file for one of them. */
static gint64
get_line_contract (const WabiView *view, GPtrArray *fees, const WabiSentLine *sent, GPtrArray *charges, gint64 units)
{
  g_autofree gint64 *parts = wabi_remit_divide_units (sent, units);
  gint64 sum = 0, first = 0;
  gboolean alike = TRUE;

  for (guint i = 0; parts != NULL && i < charges->len; i++)
    {
      gint64 contract = get_contract (view, fees, g_ptr_array_index (charges, i));

      if (contract == 0)
        return 0;
      first = i == 0 ? contract : first;
      alike = alike && contract == first;
      sum += contract * parts[i];
    }
  return alike ? first : units > 0 ? (sum + units / 2) / units : 0;
}

/* What is missing of the line is missing of each of its charges. */
static void
add_parts (const WabiSentLine *sent, gint64 allowed, gint64 expected, gboolean by_contract, GPtrArray *found)
{
  const gint64 amounts[] = { allowed, expected - allowed };
  guint n = sent->parts->len;
  g_autofree gint64 *weights = wabi_sent_line_dup_cents (sent), *out = g_new0 (gint64, 2 * (gsize) n);

  for (guint i = 0; wabi_share_table (amounts, 2, weights, n, out) && i < n; i++)
    {
      WabiUnderpaid *one;

      if (out[n + i] <= 0)
        continue;
      one = g_new0 (WabiUnderpaid, 1);
      one->charge = g_strdup (g_array_index (sent->parts, WabiSentPart, i).charge);
      one->allowed = out[i];
      one->expected = out[i] + out[n + i];
      one->by_contract = by_contract;
      g_ptr_array_add (found, one);
    }
}

static void
judge_line (const WabiView *view, JsonObject *told, const WabiSentLine *sent, GPtrArray *charges, GPtrArray *fees, const WabiPayerHistory *history,
            GPtrArray *found)
{
  gint64 units = wabi_json_peek_int (told, "units", 0), allowed = wabi_remit_content_allowed (told), contract, wanted, expected;
  g_auto (GStrv) modifiers = wabi_lookup_strv (g_ptr_array_index (charges, 0), "modifiers");
  WabiAllowed usual = { 0, 0, 0 };

  if (units <= 0 || allowed <= 0)
    return;
  contract = get_line_contract (view, fees, sent, charges, units);
  if (contract == 0 && history != NULL)
    usual = wabi_payer_history_get_usual (history, wabi_record_get_text (g_ptr_array_index (charges, 0), "service_code"), modifiers[0]);
  if (!wabi_learn_is_underpaid (allowed * 10000 / units, &usual, contract))
    return;
  wanted = contract > 0 ? contract : usual.cents;
  expected = (wanted * units + 5000) / 10000;
  /* Less than a cent is the payer's rounding. */
  if (expected > allowed)
    add_parts (sent, allowed, expected, contract > 0, found);
}

/* %NULL when one of them is not here. */
static GPtrArray *
get_charges (const WabiView *view, const WabiSentLine *sent)
{
  g_autoptr (GPtrArray) charges = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sent->parts->len; i++)
    {
      WabiRecord *charge = wabi_lookup_get (view, &wabi_kind_charge, g_array_index (sent->parts, WabiSentPart, i).charge);

      if (charge == NULL)
        return NULL;
      g_ptr_array_add (charges, charge);
    }
  return g_steal_pointer (&charges);
}

GPtrArray *
wabi_underpaid_list (const WabiView *view, WabiRecord *answer, WabiRecord *claim, const WabiPayerHistory *history)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (free_underpaid);
  g_autoptr (GPtrArray) fees = NULL, sent = NULL;
  JsonObject *content = NULL;
  JsonArray *lines;

  if (claim == NULL || wabi_record_has (claim, "prior") || wabi_record_is (answer, "outcome", "reversal")
      || !wabi_json_take_object (wabi_record_get_body (answer), "content", FALSE, &content, NULL) || content == NULL)
    return found;
  fees = wabi_lookup_by (view, &wabi_kind_fee, "payer", wabi_record_get_text (claim, "payer"));
  lines = wabi_remit_content_lines (content);
  wabi_remit_match_lines (view, claim, content, &sent);
  for (guint i = 0; i < sent->len; i++)
    {
      const WabiSentLine *line = g_ptr_array_index (sent, i);
      g_autoptr (GPtrArray) charges = line != NULL ? get_charges (view, line) : NULL;

      if (charges != NULL)
        judge_line (view, json_array_get_object_element (lines, i), line, charges, fees, history, found);
    }
  return found;
}

char *
wabi_underpaid_dup_denial (WabiRecord *answer, const char *charge)
{
  g_autofree char *name = g_strdup_printf ("underpaid/%s/%s/%" G_GINT64_FORMAT, wabi_record_get_id (answer), charge, wabi_record_get_int (answer, "round"));

  return wabi_id_derive (name);
}
