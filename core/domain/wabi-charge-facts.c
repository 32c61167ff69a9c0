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

  wabi_record_take_node (charge, "rate_cents", NULL);
  if (fee != NULL)
    wabi_record_set_int (charge, "rate_cents", wabi_record_get_int (fee, "cents"));
}

/* The last day on which the payer takes it. */
static void
set_deadline (WabiRecord *charge, WabiPayerTerms *terms)
{
  WabiTermsKey key = { .code = wabi_record_get_text (charge, "service_code"), .place = wabi_record_get_text (charge, "place") };
  gint64 days = wabi_payer_terms_get_int (terms, "filing", "days", &key, 0);
  g_autofree char *text = days > 0 ? wabi_day_dup_text (wabi_lookup_day (charge, "date") + (WabiDay) days) : NULL;

  wabi_record_set_text (charge, "deadline", text);
}

/* A further part of a session whose time is whole again has nothing left. */
static void
set_line (const WabiView *view, WabiRecord *charge)
{
  g_autoptr (GPtrArray) lines = wabi_charge_day_plan_of (view, charge);
  const WabiChargeLine *line = wabi_charge_day_find (lines, wabi_record_get_id (charge));
  const WabiChargeLine nothing = { .starts_at = wabi_record_get_int (charge, "starts_at"), .ends_at = wabi_record_get_int (charge, "ends_at") };

  wabi_charge_day_apply (line != NULL ? line : &nothing, charge);
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
  const char *credential = staff != NULL ? wabi_record_get_text (staff, "credential") : NULL;
  g_auto (GStrv) modifiers = NULL;

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
  if (!wabi_record_has (charge, "authorization"))
    wabi_record_set_text (charge, "authorization", wabi_proof_pick_authorization (proof));
  if (!wabi_record_has (charge, "state"))
    wabi_record_set_text (charge, "state", "open");
  modifiers = set_modifiers (charge, wabi_proof_get_terms (proof), credential);
  set_price (view, charge, payer, credential, (const char *const *) modifiers);
  set_deadline (charge, wabi_proof_get_terms (proof));
  set_line (view, charge);
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
