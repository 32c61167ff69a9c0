// SPDX-License-Identifier: AGPL-3.0-or-later
// From a signed note and its session to a charge, and from the charge to its readiness.

#include "wabi-charge-facts.h"

#include <string.h>

#include "wabi-money.h"

const char *
wabi_charge_find_distinct (WabiRecord *charge)
{
  JsonArray *modifiers = wabi_record_get_array (charge, "modifiers");

  for (guint i = 0; modifiers != NULL && i < json_array_get_length (modifiers); i++)
    if (wabi_ncci_is_distinct (json_array_get_string_element (modifiers, i)))
      return json_array_get_string_element (modifiers, i);
  return NULL;
}

/* In the payer's order; that the service was distinct is a person's to say, and stays. */
static GStrv
set_modifiers (WabiRecord *charge, WabiPayerTerms *terms, const char *credential)
{
  WabiTermsKey key = { wabi_record_get_text (charge, "service_code"), credential, wabi_record_get_text (charge, "place") };
  g_auto (GStrv) modifiers = wabi_payer_terms_dup_modifiers (terms, &key, wabi_charge_find_distinct (charge));
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; modifiers[i] != NULL; i++)
    json_array_add_string_element (array, modifiers[i]);
  json_node_take_array (node, array);
  wabi_record_take_node (charge, "modifiers", node);
  return g_steal_pointer (&modifiers);
}

int
wabi_charge_get_tenths (WabiRecord *charge)
{
  return wabi_record_has (charge, "units_tenths") ? (int) wabi_record_get_int (charge, "units_tenths")
                                                  : 10 * (int) wabi_record_get_int (charge, "units");
}

/* In a day's scope the units of the day are earned once: what other charges of the day took is not given again. */
int
wabi_charge_count_tenths (const WabiView *view, const WabiVisitFacts *base, WabiRecord *charge, const char *date, int minutes)
{
  g_autoptr (GPtrArray) others = NULL;
  int sum = minutes, taken = 0;

  if (base->unit_rule.scope == WABI_UNIT_SCOPE_SESSION)
    return wabi_units_tenths (&base->unit_rule, minutes);
  others = wabi_lookup_by (view, &wabi_kind_charge, "client", base->visit.client_id);
  for (guint i = 0; i < others->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (others, i);

      if (strcmp (wabi_record_get_id (other), wabi_record_get_id (charge)) == 0 || wabi_record_is (other, "state", "void")
          || !wabi_record_is (other, "date", date) || !wabi_record_is (other, "service_code", base->visit.code)
          || (base->unit_rule.scope == WABI_UNIT_SCOPE_DAY_CODE_RENDERING && !wabi_record_is (other, "staff", base->visit.staff_id)))
        continue;
      sum += (int) wabi_record_get_int (other, "minutes");
      taken += wabi_charge_get_tenths (other);
    }
  return MAX (0, wabi_units_tenths (&base->unit_rule, sum) - taken);
}

/* Whole units; a payer that takes tenths of them gets the exact ones besides. */
static void
set_units (WabiRecord *charge, int tenths)
{
  wabi_record_set_int (charge, "units", (tenths + 9) / 10);
  if (tenths % 10 != 0)
    wabi_record_set_int (charge, "units_tenths", tenths);
  else
    wabi_record_take_node (charge, "units_tenths", NULL);
}

static void
copy_text (WabiRecord *to, WabiRecord *from, const char *field)
{
  wabi_record_set_text (to, field, wabi_record_get_text (from, field));
}

static void
set_price (const WabiView *view, WabiRecord *charge, WabiRecord *payer, const char *credential, const char *const *modifiers)
{
  g_autoptr (GPtrArray) fees = wabi_lookup_by (view, &wabi_kind_fee, "payer", payer != NULL ? wabi_record_get_id (payer) : NULL);
  WabiFeeKey key = { wabi_record_get_text (charge, "service_code"), credential, wabi_record_get_text (charge, "place"), modifiers,
                     wabi_record_get_text (charge, "date") };
  WabiRecord *fee = wabi_fee_find (fees, &key);
  gint64 amount;

  if (fee == NULL)
    {
      wabi_record_take_node (charge, "rate_cents", NULL);
      wabi_record_set_int (charge, "amount_cents", 0);
      return;
    }
  wabi_record_set_int (charge, "rate_cents", wabi_record_get_int (fee, "cents"));
  if (!wabi_money_times_tenths (wabi_record_get_int (fee, "cents"), wabi_charge_get_tenths (charge), &amount))
    amount = 0;
  wabi_record_set_int (charge, "amount_cents", amount);
}

void
wabi_charge_make (const WabiView *view, WabiRecord *note, WabiRecord *session, WabiRecord *charge)
{
  const char *zone = wabi_record_get_text (session, "zone");
  g_autoptr (WabiProof) proof = wabi_proof_new (view, zone, wabi_record_get_int (session, "ends_at"), session);
  g_autoptr (WabiRecord) staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (session, "staff"));
  const WabiVisitFacts *base = &wabi_proof_get_facts (proof)->base;
  WabiRecord *payer = wabi_proof_get_payer (proof), *coverage = wabi_proof_get_coverage (proof);
  g_autofree char *date = wabi_day_dup_text (wabi_zone_day (zone, base->visit.start_at));
  g_autofree char *arithmetic = NULL;
  const char *credential = staff != NULL ? wabi_record_get_text (staff, "credential") : NULL;
  g_auto (GStrv) modifiers = NULL;
  int minutes = wabi_visit_minutes (&base->visit);

  wabi_record_set_text (charge, "session", wabi_record_get_id (session));
  wabi_record_set_text (charge, "note", wabi_record_get_id (note));
  copy_text (charge, session, "client");
  copy_text (charge, session, "staff");
  copy_text (charge, session, "service_code");
  copy_text (charge, session, "place");
  wabi_record_set_text (charge, "signer", wabi_record_get_text (note, "signed_by"));
  wabi_record_set_text (charge, "payer", payer != NULL ? wabi_record_get_id (payer) : NULL);
  wabi_record_set_text (charge, "coverage", coverage != NULL ? wabi_record_get_id (coverage) : NULL);
  wabi_record_set_int (charge, "starts_at", base->visit.start_at);
  wabi_record_set_int (charge, "ends_at", base->visit.end_at);
  wabi_record_set_text (charge, "date", date);
  wabi_record_set_int (charge, "minutes", minutes);
  set_units (charge, wabi_charge_count_tenths (view, base, charge, date, minutes));
  arithmetic = wabi_units_explain (&base->unit_rule, minutes);
  wabi_record_set_text (charge, "arithmetic", arithmetic);
  if (!wabi_record_has (charge, "authorization"))
    wabi_record_set_text (charge, "authorization", wabi_proof_pick_authorization (proof));
  if (!wabi_record_has (charge, "state"))
    wabi_record_set_text (charge, "state", "open");
  modifiers = set_modifiers (charge, wabi_proof_get_terms (proof), credential);
  set_price (view, charge, payer, credential, (const char *const *) modifiers);
}

void
wabi_charge_fill (const WabiView *view, WabiRecord *charge)
{
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiProof) proof = NULL;

  if (wabi_record_has (charge, "authorization"))
    return;
  session = wabi_lookup_get (view, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  if (session == NULL)
    return;
  proof = wabi_proof_new (view, wabi_record_get_text (session, "zone"), wabi_record_get_int (session, "ends_at"), session);
  wabi_record_set_text (charge, "authorization", wabi_proof_pick_authorization (proof));
}
