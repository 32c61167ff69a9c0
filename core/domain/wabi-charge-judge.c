// SPDX-License-Identifier: AGPL-3.0-or-later
// From the charge to its readiness.

#include "wabi-charge-judge.h"

#include <string.h>

#include "wabi-charge-day.h"
#include "wabi-charge-facts.h"
#include "wabi-note-facts.h"
#include "wabi-scrub-facts.h"

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

/* Whether another line of the day says that it was distinct: CMS takes the modifier on either line of a pair. */
static gboolean
has_distinct_beside (WabiProofContext *context, WabiRecord *charge)
{
  GPtrArray *others = wabi_charge_day_peek (context, wabi_record_get_text (charge, "client"), wabi_record_get_text (charge, "date"));

  for (guint i = 0; i < others->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (others, i);

      if (!wabi_record_is (other, "state", "void") && wabi_charge_find_distinct (other) != NULL)
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
check (WabiProofContext *context, WabiRecord *charge, WabiChargeFacts *facts)
{
  GPtrArray *findings = wabi_charge_check (facts);
  const WabiFinding *pair = wabi_findings_find (findings, "pair-distinct");

  if (pair == NULL || pair->level == WABI_FINDING_PASSED || !has_distinct_beside (context, charge))
    return findings;
  g_ptr_array_unref (findings);
  facts->base.pairing.distinct = TRUE;
  return wabi_charge_check (facts);
}

GPtrArray *
wabi_charge_judge_in (WabiProofContext *context, WabiRecord *charge)
{
  const WabiView *view = wabi_proof_context_get_view (context);
  WabiRecord *session = wabi_proof_context_get (context, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  WabiRecord *note = wabi_proof_context_get (context, &wabi_kind_note, wabi_record_get_text (charge, "note"));
  g_autoptr (WabiProof) proof = wabi_proof_new_in (context, session != NULL ? session : charge);
  g_autoptr (WabiScrubSheet) sheet = NULL;
  g_auto (GStrv) missing = find_missing (view, note, session);
  WabiTermsKey key = { .code = wabi_record_get_text (charge, "service_code"), .place = wabi_record_get_text (charge, "place") };
  GPtrArray *findings;
  WabiChargeFacts facts = {
    .base = wabi_proof_get_facts (proof)->base,
    .minutes = (int) wabi_record_get_int (charge, "minutes"),
    .charge_tenths = wabi_charge_get_tenths (charge),
    .charge_cents = wabi_record_get_int (charge, "amount_cents"),
    .note = read_note_state (note),
    .missing_elements = (const char *const *) missing,
  };

  facts.allotted_tenths = wabi_charge_day_allot (context, charge);
  facts.base.billing.fee_cents = wabi_record_has (charge, "rate_cents") ? wabi_record_get_int (charge, "rate_cents") : -1;
  facts.base.billing.fee_known = TRUE;
  facts.base.pairing.known = TRUE;
  facts.base.pairing.distinct = wabi_charge_find_distinct (charge) != NULL;
  facts.guardian_signature_required
      = wabi_proof_get_payer (proof) != NULL && wabi_payer_terms_get_bool (wabi_proof_get_terms (proof), "note", "guardian", &key);
  facts.guardian_signed = facts.guardian_signature_required && wabi_lookup_guardian_signature (view, note, NULL) != 0;
  findings = check (context, charge, &facts);
  sheet = wabi_scrub_sheet_new (proof, charge);
  wabi_scrub (wabi_scrub_sheet_get_facts (sheet), WABI_SCRUB_RECORD, WABI_SCRUB_CHARGE, findings);
  return findings;
}

GPtrArray *
wabi_charge_judge (const WabiView *view, WabiRecord *charge, gint64 now)
{
  g_autoptr (WabiRecord) session = wabi_lookup_get (view, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  const char *zone = session != NULL ? wabi_record_get_text (session, "zone") : "UTC";
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (view, zone, now);

  return wabi_charge_judge_in (context, charge);
}
