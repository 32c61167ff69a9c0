// SPDX-License-Identifier: AGPL-3.0-or-later
// From a signed note and its session to a charge, and from the charge to its readiness.

#include "wabi-charge-facts.h"

#include <string.h>

#include "wabi-money.h"
#include "wabi-note-facts.h"

static const char *
find_distinct (WabiRecord *charge)
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
  g_auto (GStrv) modifiers = wabi_payer_terms_dup_modifiers (terms, &key, find_distinct (charge));
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
static int
count_tenths (const WabiView *view, const WabiVisitFacts *base, WabiRecord *charge, const char *date, int minutes)
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
  set_units (charge, count_tenths (view, base, charge, date, minutes));
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

static WabiNoteState
read_note_state (WabiRecord *note)
{
  const char *state = note != NULL ? wabi_record_get_text (note, "state") : NULL;

  if (state == NULL)
    return WABI_NOTE_MISSING;
  if (strcmp (state, "signed") == 0)
    return WABI_NOTE_SIGNED;
  if (strcmp (state, "pending") == 0)
    return WABI_NOTE_SIGNATURE_PENDING;
  return strcmp (state, "returned") == 0 ? WABI_NOTE_RETURNED : WABI_NOTE_DRAFT;
}

/* A signed note that was complete stays complete: its text cannot change. Only what the payer asks besides is looked at again. */
static GStrv
find_missing (const WabiView *view, WabiRecord *note, WabiRecord *session)
{
  g_autoptr (WabiNoteData) data = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (note == NULL || session == NULL || wabi_record_is (note, "state", "signed"))
    return NULL;
  data = wabi_note_data_new (view, session);
  findings = wabi_note_data_check (data, note);
  return wabi_note_missing_words (findings);
}

static int
find_allotted (const WabiView *view, const WabiVisitFacts *base, WabiRecord *charge)
{
  if (base->unit_rule.scope == WABI_UNIT_SCOPE_SESSION)
    return -1;
  return count_tenths (view, base, charge, wabi_record_get_text (charge, "date"), (int) wabi_record_get_int (charge, "minutes"));
}

/* Whether another line of the day says that it was distinct: CMS takes the modifier on either line of a pair. */
static gboolean
has_distinct_beside (const WabiView *view, WabiRecord *charge)
{
  g_autoptr (GPtrArray) others = wabi_lookup_by (view, &wabi_kind_charge, "client", wabi_record_get_text (charge, "client"));

  for (guint i = 0; i < others->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (others, i);

      if (wabi_record_is (other, "date", wabi_record_get_text (charge, "date")) && !wabi_record_is (other, "state", "void")
          && find_distinct (other) != NULL)
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
check (const WabiView *view, WabiRecord *charge, WabiChargeFacts *facts)
{
  GPtrArray *findings = wabi_charge_check (facts);
  const WabiFinding *pair = wabi_findings_find (findings, "pair-distinct");

  if (pair == NULL || pair->level == WABI_FINDING_PASSED || !has_distinct_beside (view, charge))
    return findings;
  g_ptr_array_unref (findings);
  facts->base.pairing.distinct = TRUE;
  return wabi_charge_check (facts);
}

GPtrArray *
wabi_charge_judge (const WabiView *view, WabiRecord *charge, gint64 now)
{
  g_autoptr (WabiRecord) session = wabi_lookup_get (view, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  g_autoptr (WabiRecord) note = wabi_lookup_get (view, &wabi_kind_note, wabi_record_get_text (charge, "note"));
  const char *zone = session != NULL ? wabi_record_get_text (session, "zone") : "UTC";
  g_autoptr (WabiProof) proof = wabi_proof_new (view, zone, now, session != NULL ? session : charge);
  g_auto (GStrv) missing = find_missing (view, note, session);
  WabiRecord *payer = wabi_proof_get_payer (proof);
  WabiTermsKey key = { .code = wabi_record_get_text (charge, "service_code"), .place = wabi_record_get_text (charge, "place") };
  WabiChargeFacts facts = {
    .base = wabi_proof_get_facts (proof)->base,
    .minutes = (int) wabi_record_get_int (charge, "minutes"),
    .charge_tenths = wabi_charge_get_tenths (charge),
    .charge_cents = wabi_record_get_int (charge, "amount_cents"),
    .note = read_note_state (note),
    .missing_elements = (const char *const *) missing,
    .guardian_signed = wabi_lookup_guardian_signature (view, note, NULL) != 0,
  };

  facts.allotted_tenths = find_allotted (view, &facts.base, charge);
  facts.base.billing.fee_cents = wabi_record_has (charge, "rate_cents") ? wabi_record_get_int (charge, "rate_cents") : -1;
  facts.base.billing.fee_known = TRUE;
  facts.base.pairing.known = TRUE;
  facts.base.pairing.distinct = find_distinct (charge) != NULL;
  facts.guardian_signature_required = payer != NULL && wabi_payer_terms_get_bool (wabi_proof_get_terms (proof), "note", "guardian", &key);
  return check (view, charge, &facts);
}
