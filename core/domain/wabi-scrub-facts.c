// SPDX-License-Identifier: AGPL-3.0-or-later
// What the scrubber looks at, gathered from records.

#include "wabi-scrub-facts.h"

#include <string.h>

#include "wabi-charge-day.h"
#include "wabi-charge-facts.h"
#include "wabi-claim-build.h"
#include "wabi-codes.h"

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

struct _WabiScrubSheet
{
  WabiScrubFacts facts;
  WabiProofContext *context;
  WabiProof *proof;
  WabiRecord *charge, *session; /* of the context, but the charge */
  const WabiVisitFacts *base;
  WabiPayerTerms *asked;
  WabiTermsKey key;
  GStrv diagnoses, modifiers, expected;
  WabiRecord *partner; /* the context's */
  const char *level; /* of the modifiers that are expected */
};

static WabiRecord *
get (WabiScrubSheet *sheet, const WabiKind *kind, const char *id)
{
  return id != NULL ? wabi_proof_context_get (sheet->context, kind, id) : NULL;
}

static const char *
text (WabiRecord *record, const char *field)
{
  return record != NULL ? wabi_record_get_text (record, field) : NULL;
}

/* ---- Practice, client, plan, payer ---- */

/* The front desk does not see the partners: what only they say is not asked of it. */
static const char *
either (WabiScrubSheet *sheet, const char *name, WabiRecord *practice, const char *fallback)
{
  if (sheet->partner != NULL && wabi_record_has (sheet->partner, name))
    return wabi_record_get_text (sheet->partner, name);
  return text (practice, fallback);
}

/* Through the same clearinghouse for all charges of the payer. */
static WabiRecord *
find_partner (WabiScrubSheet *sheet, WabiRecord *payer)
{
  g_autofree char *key = g_strdup_printf ("partner %s", wabi_record_get_id (payer));
  GPtrArray *found = wabi_proof_context_recall (sheet->context, key);

  if (found == NULL)
    {
      WabiRecord *partner = wabi_claim_find_partner (wabi_proof_context_get_view (sheet->context), payer);

      found = g_ptr_array_new_with_free_func (g_object_unref);
      if (partner != NULL)
        g_ptr_array_add (found, partner);
      wabi_proof_context_remember (sheet->context, key, found, (GDestroyNotify) g_ptr_array_unref);
    }
  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

static void
read_practice (WabiScrubSheet *sheet, WabiRecord *payer)
{
  GPtrArray *practices = wabi_proof_context_list (sheet->context, &wabi_kind_practice, NULL, NULL);
  WabiRecord *practice = practices->len > 0 ? g_ptr_array_index (practices, 0) : NULL;

  if (practice == NULL)
    return;
  if (sheet->charge != NULL && payer != NULL)
    sheet->partner = find_partner (sheet, payer);
  sheet->facts.practice = (WabiScrubPractice){
    .sender_known = sheet->charge != NULL || wabi_record_has (practice, "submitter_id"),
    .name = text (practice, "name"),
    .npi = text (practice, "npi"),
    .ein = text (practice, "ein"),
    .taxonomy = text (practice, "taxonomy"),
    .street = text (practice, "street"),
    .city = text (practice, "city"),
    .state = text (practice, "state"),
    .zip = text (practice, "zip"),
    .phone = text (practice, "phone"),
    .contact = text (practice, "contact"),
    .submitter_id = either (sheet, "sender_id", practice, "submitter_id"),
    .receiver_id = either (sheet, "receiver_id", practice, "receiver_id"),
    .receiver_name = either (sheet, "receiver_name", practice, "receiver_name"),
    .test = wabi_record_get_bool (practice, "test_claims") || (sheet->partner != NULL && wabi_record_get_bool (sheet->partner, "test")),
  };
}

static void
read_client (WabiScrubSheet *sheet)
{
  WabiRecord *client = get (sheet, &wabi_kind_client, sheet->base->visit.client_id);

  if (client == NULL)
    return;
  sheet->diagnoses = wabi_lookup_strv (client, "diagnoses");
  sheet->facts.client = (WabiScrubClient){
    .last_name = text (client, "last_name"),
    .first_name = text (client, "first_name"),
    .birth_date = text (client, "birth_date"),
    .sex = text (client, "sex"),
    .street = text (client, "street"),
    .city = text (client, "city"),
    .state = text (client, "state"),
    .zip = text (client, "zip"),
    .status = text (client, "status"),
    .diagnoses = (const char *const *) sheet->diagnoses,
  };
}

static int
count_same_rank (WabiScrubSheet *sheet, WabiRecord *coverage)
{
  GPtrArray *all = wabi_proof_context_list (sheet->context, &wabi_kind_coverage, "client", sheet->base->visit.client_id);
  int n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (all, i);

      n += wabi_record_get_int (other, "priority") == wabi_record_get_int (coverage, "priority")
           && wabi_day_in_range (sheet->facts.charge.day, wabi_lookup_day (other, "valid_from"), wabi_lookup_day (other, "valid_to"));
    }
  return n;
}

static void
read_coverage (WabiScrubSheet *sheet, WabiRecord *coverage)
{
  if (coverage == NULL)
    return;
  sheet->facts.coverage = (WabiScrubCoverage){
    .there = TRUE,
    .member_id = text (coverage, "member_id"),
    .group_number = text (coverage, "group_number"),
    .relation = text (coverage, "relation"),
    .subscriber_first = text (coverage, "subscriber_first"),
    .subscriber_last = text (coverage, "subscriber_last"),
    .subscriber_birth = text (coverage, "subscriber_birth"),
    .subscriber_sex = text (coverage, "subscriber_sex"),
    .priority = (int) wabi_record_get_int (coverage, "priority"),
    .same_rank = count_same_rank (sheet, coverage),
  };
}

/* The modifiers that the payer wants on such a line: which one says the certificate, and whether one says telehealth. */
static void
read_expected (WabiScrubSheet *sheet)
{
  static const char *const levels[] = { "HM", "HN", "HO", "HP", NULL }, *const remote[] = { "95", "GT", "93", "FQ", "GQ", NULL };

  sheet->expected = wabi_payer_terms_dup_modifiers (sheet->asked, &sheet->key, NULL);
  for (guint i = 0; sheet->expected[i] != NULL; i++)
    {
      const char *modifier = sheet->expected[i];

      if (sheet->level == NULL && (g_strv_contains (levels, modifier) || modifier[0] == 'U'))
        sheet->level = modifier;
      sheet->facts.payer.telehealth = sheet->facts.payer.telehealth || g_strv_contains (remote, modifier);
    }
  sheet->facts.payer.modifiers = sheet->level != NULL;
}

static void
read_payer (WabiScrubSheet *sheet, WabiRecord *payer)
{
  const WabiTermsRule *pattern;

  if (payer == NULL)
    return;
  sheet->facts.payer = (WabiScrubPayer){
    .name = text (payer, "name"),
    .id = text (payer, "payer_id"),
    .type = text (payer, "type"),
    .filing = text (payer, "filing"),
    .unit_method = wabi_payer_terms_get_text (sheet->asked, "units", "method", &sheet->key),
    .rendering = wabi_payer_terms_get_text (sheet->asked, "rendering", "who", &sheet->key),
    .supervising = wabi_payer_terms_get_text (sheet->asked, "supervising", "when", &sheet->key),
    .concurrency = wabi_payer_terms_get_text (sheet->asked, "concurrency", "table", NULL),
    .member_pattern = wabi_payer_terms_get_text (sheet->asked, "member", "pattern", NULL),
    .without_taxonomy = !wabi_payer_terms_get_bool (sheet->asked, "taxonomy", "billing", &sheet->key),
    .always_facility = g_strcmp0 (wabi_payer_terms_get_text (sheet->asked, "facility", "send", &sheet->key), "always") == 0,
    .session_times = wabi_payer_terms_get_bool (sheet->asked, "session-times", "send", &sheet->key),
    .needs_npi = wabi_payer_terms_get_bool (sheet->asked, "enrollment", "npi", &sheet->key),
    .needs_enrollment = wabi_payer_terms_get_bool (sheet->asked, "enrollment", "needed", &sheet->key),
    .patient_is_subscriber = g_strcmp0 (wabi_payer_terms_get_text (sheet->asked, "subscriber", "who", NULL), "always-self") == 0,
  };
  read_expected (sheet);
  pattern = wabi_payer_terms_find (sheet->asked, "member", "pattern", NULL);
  sheet->facts.payer.own_pattern = pattern != NULL && pattern->level != WABI_TERMS_SHIPPED;
}

/* ---- People ---- */

static gboolean
is_independent (WabiRecord *staff)
{
  return staff != NULL && wabi_record_has (staff, "credential") && g_str_has_prefix (wabi_record_get_text (staff, "credential"), "BCBA");
}

static gboolean
is_enrolled (WabiScrubSheet *sheet, WabiRecord *staff, WabiRecord *payer)
{
  GPtrArray *all = wabi_proof_context_list (sheet->context, &wabi_kind_enrollment, "staff", wabi_record_get_id (staff));

  for (guint i = 0; payer != NULL && i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (wabi_record_is (one, "payer", wabi_record_get_id (payer))
          && wabi_day_in_range (sheet->facts.charge.day, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to")))
        return TRUE;
    }
  return FALSE;
}

static void
read_person (WabiScrubSheet *sheet, WabiScrubPerson *person, const char *id, WabiRecord *payer)
{
  WabiRecord *staff = get (sheet, &wabi_kind_staff, id);

  if (staff == NULL)
    return;
  *person = (WabiScrubPerson){
    .there = TRUE,
    .active = wabi_record_get_bool (staff, "active"),
    .enrolled = is_enrolled (sheet, staff, payer),
    .independent = is_independent (staff),
    .last_name = text (staff, "last_name"),
    .first_name = text (staff, "first_name"),
    .credential = text (staff, "credential"),
    .npi = text (staff, "npi"),
    .modifier = sheet->level,
  };
}

/* Who signs: known once it is signed; before, the person's supervisor, or the person who needs none. */
static const char *
find_signer (WabiScrubSheet *sheet)
{
  WabiRecord *staff = get (sheet, &wabi_kind_staff, sheet->base->visit.staff_id);

  if (sheet->charge != NULL)
    return text (sheet->charge, "signer");
  return is_independent (staff) ? sheet->base->visit.staff_id : text (staff, "supervisor");
}

static void
read_people (WabiScrubSheet *sheet, WabiRecord *payer)
{
  const char *signer = find_signer (sheet), *renderer = NULL, *staff = sheet->base->visit.staff_id;

  read_person (sheet, &sheet->facts.performer, staff, payer);
  if (payer == NULL)
    return;
  if (wabi_claim_pick_renderer (sheet->asked, &sheet->key, staff, signer, &renderer))
    read_person (sheet, &sheet->facts.renderer, renderer, payer);
  if (g_strcmp0 (sheet->facts.payer.supervising, "not-independent") == 0 && !sheet->facts.performer.independent)
    read_person (sheet, &sheet->facts.supervisor, signer, payer);
}

static void
read_place (WabiScrubSheet *sheet, WabiRecord *visit)
{
  static const char *const nowhere[] = { "12", "02", "10", NULL };
  WabiRecord *location = get (sheet, &wabi_kind_location, text (visit, "location"));

  if (location == NULL || sheet->base->visit.place == NULL || g_strv_contains (nowhere, sheet->base->visit.place))
    return;
  sheet->facts.place = (WabiScrubPlace){ TRUE, text (location, "street"), text (location, "city"), text (location, "state"), text (location, "zip") };
}

/* ---- The charge ---- */

static gboolean
lists_code (WabiRecord *authorization, const char *code)
{
  JsonArray *lines = wabi_record_get_array (authorization, "lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      const char *codes = JSON_NODE_HOLDS_OBJECT (node) ? wabi_json_peek_text (json_node_get_object (node), "code") : NULL;
      g_auto (GStrv) each = g_strsplit (codes != NULL ? codes : "", ",", -1);

      if (code != NULL && g_strv_contains ((const char *const *) each, code))
        return TRUE;
    }
  return FALSE;
}

static void
read_authorization (WabiScrubSheet *sheet, WabiRecord *payer)
{
  WabiRecord *authorization = get (sheet, &wabi_kind_authorization, text (sheet->charge, "authorization"));

  if (authorization == NULL)
    return;
  sheet->facts.authorization = (WabiScrubAuthorization){
    .there = TRUE,
    .same_payer = payer != NULL && wabi_record_is (authorization, "payer", wabi_record_get_id (payer)),
    .same_client = wabi_record_is (authorization, "client", text (sheet->charge, "client")),
    .lists_code = lists_code (authorization, text (sheet->charge, "service_code")),
    .number = text (authorization, "number"),
    .status = text (authorization, "status"),
    .from = wabi_lookup_day (authorization, "valid_from"),
    .to = wabi_lookup_day (authorization, "valid_to"),
  };
}

static void
count_others (WabiScrubSheet *sheet)
{
  WabiScrubCharge *charge = &sheet->facts.charge;
  GPtrArray *all = wabi_charge_day_peek (sheet->context, text (sheet->charge, "client"), text (sheet->charge, "date"));

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (all, i);
      gboolean same_code = wabi_record_is (other, "service_code", charge->code), same_staff = wabi_record_is (other, "staff", text (sheet->charge, "staff"));

      if (strcmp (wabi_record_get_id (other), wabi_record_get_id (sheet->charge)) == 0 || wabi_record_is (other, "state", "void"))
        continue;
      /* The parts of a session that a payer's rule divided begin at different times. */
      charge->twins += same_code && same_staff && wabi_record_get_int (other, "starts_at") == wabi_record_get_int (sheet->charge, "starts_at");
      charge->likes += same_code && !same_staff && wabi_record_get_int (other, "minutes") == charge->minutes;
    }
}

static int
count_group (const WabiVisitFacts *base)
{
  const WabiServiceCode *service = wabi_visit_get_service (base);
  int n = 1;

  if (service == NULL || service->group_max <= 1)
    return 0;
  for (gsize i = 0; i < base->n_visits; i++)
    n += g_strcmp0 (base->visits[i].code, base->visit.code) == 0 && g_strcmp0 (base->visits[i].staff_id, base->visit.staff_id) == 0
         && base->visits[i].start_at == base->visit.start_at && base->visits[i].client_id != NULL;
  return n;
}

static void
read_session (WabiScrubSheet *sheet)
{
  WabiScrubCharge *charge = &sheet->facts.charge;
  WabiRecord *session = sheet->session;
  gboolean is_part = wabi_record_has (sheet->charge, "split_from") || wabi_record_has (sheet->charge, "split");

  charge->same_client = charge->same_staff = TRUE;
  if (session == NULL)
    return;
  charge->session_code = text (session, "service_code");
  charge->session_place = text (session, "place");
  charge->session_state = text (session, "state");
  charge->same_client = wabi_record_is (session, "client", text (sheet->charge, "client"));
  charge->same_staff = wabi_record_is (session, "staff", text (sheet->charge, "staff"));
  /* A part of a session has fewer minutes than all of it. */
  charge->session_minutes = is_part ? charge->minutes : wabi_visit_minutes (&sheet->base->visit);
}

static gint64
find_fee (WabiScrubSheet *sheet, WabiRecord *payer)
{
  GPtrArray *fees = payer != NULL ? wabi_proof_context_list (sheet->context, &wabi_kind_fee, "payer", wabi_record_get_id (payer)) : NULL;
  const WabiFeeKey key = { sheet->key.code, sheet->key.credential, sheet->key.place, (const char *const *) sheet->modifiers, text (sheet->charge, "date") };
  WabiRecord *fee = fees != NULL ? wabi_fee_find (fees, &key) : NULL;

  return fee != NULL ? wabi_record_get_int (fee, "cents") : -1;
}

static void
read_charge (WabiScrubSheet *sheet, WabiRecord *payer)
{
  WabiScrubCharge *charge = &sheet->facts.charge;
  WabiRecord *record = sheet->charge, *coverage = wabi_proof_get_coverage (sheet->proof);
  const char *zone = sheet->base->zone;
  gint64 from = wabi_record_get_int (record, "starts_at"), to = wabi_record_get_int (record, "ends_at");
  WabiLocal start = wabi_zone_to_local (zone, from), end = wabi_zone_to_local (zone, to);

  sheet->modifiers = wabi_lookup_strv (record, "modifiers");
  *charge = (WabiScrubCharge){
    .code = text (record, "service_code"),
    .service = wabi_service_table_find (wabi_proof_context_get_services (sheet->context), text (record, "service_code"), start.day),
    .services_known = TRUE,
    .place = text (record, "place"),
    .state = text (record, "state"),
    .payer = text (record, "payer"),
    .coverage = text (record, "coverage"),
    .modifiers = (const char *const *) sheet->modifiers,
    .minutes = (int) wabi_record_get_int (record, "minutes"),
    .units_tenths = wabi_charge_get_tenths (record),
    .cents = wabi_record_get_int (record, "amount_cents"),
    .rate_cents = wabi_record_get_int (record, "rate_cents"),
    .current_fee_cents = find_fee (sheet, payer),
    .day = start.day,
    .record_day = wabi_lookup_day (record, "date"),
    .start_minute = start.minute,
    .end_minute = start.minute + (int) ((to - from) / WABI_MINUTE),
    .current_payer = payer != NULL ? wabi_record_get_id (payer) : NULL,
    .current_coverage = coverage != NULL ? wabi_record_get_id (coverage) : NULL,
    .group_size = count_group (sheet->base),
    .age_days = sheet->base->today - start.day,
  };
  /* On the night when clocks change minutes pass that no clock shows. */
  if (end.day == start.day && end.minute > start.minute)
    charge->end_minute = MAX (charge->end_minute, end.minute);
  read_session (sheet);
  count_others (sheet);
}

static void
read_note (WabiScrubSheet *sheet)
{
  WabiRecord *note = get (sheet, &wabi_kind_note, text (sheet->charge, "note"));
  WabiRecord *signer = get (sheet, &wabi_kind_staff, text (note, "signed_by"));
  gint64 ended = wabi_record_get_int (sheet->charge, "ends_at"), signed_at = note != NULL ? wabi_record_get_int (note, "signed_at") : 0;
  gboolean by_performer;

  if (note == NULL)
    return;
  by_performer = wabi_record_is (note, "signed_by", text (sheet->charge, "staff"));
  sheet->facts.note = (WabiScrubNote){
    .there = TRUE,
    .same_session = wabi_record_is (note, "session", text (sheet->charge, "session")),
    .signed_before_end = signed_at > 0 && signed_at < ended,
    .by_performer = by_performer,
    .by_supervisor = signer != NULL && !by_performer && is_independent (signer),
    .sign_days = signed_at > 0 ? (int) (MAX (0, signed_at - ended) / DAY_US) : -1,
    .signer_credential = text (note, "signer_credential"),
  };
}

/* ---- The sheet ---- */

WabiScrubSheet *
wabi_scrub_sheet_new (WabiProof *proof, WabiRecord *charge)
{
  WabiScrubSheet *sheet = g_new0 (WabiScrubSheet, 1);
  WabiRecord *payer = wabi_proof_get_payer (proof), *visit;

  sheet->context = wabi_proof_context_ref (wabi_proof_get_context (proof));
  sheet->proof = proof;
  sheet->base = &wabi_proof_get_facts (proof)->base;
  sheet->charge = charge;
  sheet->facts.today = sheet->base->today;
  sheet->asked = wabi_proof_get_terms (proof);
  sheet->key = (WabiTermsKey){ sheet->base->visit.code, text (get (sheet, &wabi_kind_staff, sheet->base->visit.staff_id), "credential"), sheet->base->visit.place };
  sheet->facts.charge.code = sheet->base->visit.code;
  sheet->facts.charge.service = sheet->base->service;
  sheet->facts.charge.services_known = TRUE;
  sheet->facts.charge.day = wabi_zone_day (sheet->base->zone, sheet->base->visit.start_at);
  if (charge != NULL)
    {
      sheet->session = get (sheet, &wabi_kind_session, text (charge, "session"));
      read_charge (sheet, payer);
      read_authorization (sheet, payer);
      read_note (sheet);
    }
  read_practice (sheet, payer);
  read_client (sheet);
  read_coverage (sheet, wabi_proof_get_coverage (proof));
  read_payer (sheet, payer);
  read_people (sheet, payer);
  visit = charge != NULL ? get (sheet, &wabi_kind_appointment, text (sheet->session, "appointment")) : wabi_proof_get_visit (proof);
  read_place (sheet, visit);
  return sheet;
}

void
wabi_scrub_sheet_free (WabiScrubSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_strfreev (sheet->diagnoses);
  g_strfreev (sheet->modifiers);
  g_strfreev (sheet->expected);
  wabi_proof_context_unref (sheet->context);
  g_free (sheet);
}

const WabiScrubFacts *
wabi_scrub_sheet_get_facts (WabiScrubSheet *sheet)
{
  return &sheet->facts;
}

/* What would refuse the claim warns. Returns whether anything would. */
static gboolean
warn (WabiProof *proof, GPtrArray *findings)
{
  g_autoptr (WabiScrubSheet) sheet = wabi_scrub_sheet_new (proof, NULL);
  g_autoptr (GPtrArray) all = wabi_findings_new ();
  gboolean refuses = FALSE;

  wabi_scrub (&sheet->facts, WABI_SCRUB_RECORD, WABI_SCRUB_RECORD, all);
  for (guint i = 0; i < all->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (all, i);

      if (finding->level != WABI_FINDING_BLOCKED)
        continue;
      refuses = TRUE;
      finding->level = WABI_FINDING_WARNING;
      g_ptr_array_add (findings, finding);
      all->pdata[i] = NULL;
    }
  return refuses;
}

GPtrArray *
wabi_scrub_explain_booking (WabiProof *proof)
{
  GPtrArray *findings = wabi_proof_explain_booking (proof);

  /* Without a payer there is no claim to speak of; that is told by others. */
  if (wabi_proof_get_payer (proof) == NULL || wabi_proof_get_facts (proof)->base.visit.code == NULL || !warn (proof, findings))
    return findings;
  for (guint i = findings->len; i > 0; i--)
    if (g_str_equal (((WabiFinding *) g_ptr_array_index (findings, i - 1))->id, "billing-ready"))
      g_ptr_array_remove_index (findings, i - 1);
  return findings;
}
