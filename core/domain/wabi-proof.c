// SPDX-License-Identifier: AGPL-3.0-or-later
// Gathers from records what the pure rules of booking and billing want to know about one visit.

#include "wabi-proof.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-proof-eligibility.h"
#include "wabi-proof-places.h"
#include "wabi-proof-supervision.h"
#include "wabi-words.h"

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define MONTH_US (32 * DAY_US)

struct _WabiProof
{
  WabiProofContext *context;
  WabiScheduleFacts facts;
  WabiRecord *visit, *staff, *client, *coverage, *payer; /* all but the visit are the context's */
  gboolean held;                                         /* judged by what was held, not by what is booked */
  GPtrArray *texts;
  WabiPayerTerms *terms; /* the context's */
  GArray *visits, *credentials, *authorizations, *staff_hours, *client_hours, *time_off, *holidays, *benefits, *told;
  GPtrArray *limit_arrays;
  GStrv diagnoses;
};

/* Before it is held a visit is judged by what is booked; afterwards by what was really held, whatever else was planned. */
static const GArray *
get_book (WabiProof *proof, const char *field, const char *id, gint64 from, gint64 to)
{
  return wabi_proof_context_get_book (proof->context, proof->held, field, id, from, to);
}

static gboolean
is_self (WabiProof *proof, const WabiBookEntry *entry)
{
  return strcmp (entry->visit.id, proof->facts.base.visit.id) == 0;
}

static const char *
get_payer_id (WabiProof *proof)
{
  return proof->payer != NULL ? wabi_record_get_id (proof->payer) : NULL;
}

static const char *
get_credential (WabiProof *proof)
{
  return proof->staff != NULL ? wabi_record_get_text (proof->staff, "credential") : NULL;
}

/* ---- Units ---- */

/* With a payer that sums the day the visit itself is worth what it adds to the rest of the day. */
static void
count_own_units (WabiProof *proof, const GArray *book)
{
  WabiVisitFacts *base = &proof->facts.base;
  WabiDay day = wabi_zone_day (base->zone, base->visit.start_at);
  WabiBookEntry own = { .visit = base->visit, .day = day,
                        .unit_minutes = wabi_proof_context_get_unit_minutes (proof->context, base->visit.code, day) };
  int others = 0;

  if (base->unit_rule.scope == WABI_UNIT_SCOPE_SESSION)
    return;
  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      if (!is_self (proof, entry) && wabi_book_is_summed_with (&base->unit_rule, entry, &own))
        others += entry->minutes;
    }
  base->visit.units_known = TRUE;
  base->visit.units = wabi_units_count (&base->unit_rule, others + wabi_visit_minutes (&base->visit)) - wabi_units_count (&base->unit_rule, others);
}

/* Units of @limit that are gone, in the days from @from to @to: given elsewhere before this program, held, and booked. */
static void
count_used (WabiProof *proof, const WabiAuthFacts *auth, WabiAuthLimit *limit, WabiDay opening_day, WabiDay from, WabiDay to)
{
  const WabiVisitFacts *base = &proof->facts.base;
  const GArray *book = get_book (proof, "client", base->visit.client_id, 0, 0);

  for (guint i = 0; i < book->len; i++)
    {
      WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      if (is_self (proof, entry) || !wabi_auth_limit_covers (limit, entry->visit.code) || !wabi_day_in_range (entry->day, from, to)
          || (limit->opening > 0 && opening_day != WABI_DAY_NONE && entry->day <= opening_day))
        continue;
      /* What is billed takes its units in the order in which it was held: later sessions do not take them away. */
      if (proof->held && entry->visit.start_at > base->visit.start_at)
        continue;
      if (g_strcmp0 (wabi_proof_context_find_family (proof->context, entry), auth->family) == 0)
        *(entry->visit.status == WABI_VISIT_DELIVERED ? &limit->delivered : &limit->scheduled) += wabi_book_allot_for (proof->context, book, i, get_payer_id (proof), base->visit.id);
    }
}

/* ---- Visits ---- */

static char *
keep_text (WabiProof *proof, char *take_text)
{
  g_ptr_array_add (proof->texts, take_text);
  return take_text;
}

/* Names only of those in the way: the words of a finding say them. */
static void
name_people (WabiProof *proof, WabiVisit *other)
{
  const WabiVisit *visit = &proof->facts.base.visit;

  if (other->start_at >= visit->end_at || other->end_at <= visit->start_at)
    return;
  other->staff_name = keep_text (proof, wabi_lookup_full_name (wabi_proof_context_get (proof->context, &wabi_kind_staff, other->staff_id)));
  other->client_name = keep_text (proof, wabi_lookup_full_name (wabi_proof_context_get (proof->context, &wabi_kind_client, other->client_id)));
}

/* @clients: the book is the client's, where units count; what is the client's own is not taken from the staff's book again. */
static void
add_visits (WabiProof *proof, const GArray *book, gboolean clients, gint64 from, gint64 to)
{
  const char *client = proof->facts.base.visit.client_id;

  for (guint i = 0; i < book->len; i++)
    {
      WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);
      WabiVisit visit = entry->visit;

      if (visit.start_at < from || visit.start_at >= to || is_self (proof, entry)
          || (!clients && client != NULL && g_strcmp0 (visit.client_id, client) == 0))
        continue;
      if (clients)
        {
          visit.authorization = wabi_proof_context_find_family (proof->context, entry);
          visit.units = wabi_book_allot_for (proof->context, book, i, get_payer_id (proof), proof->facts.base.visit.id);
          visit.units_known = TRUE;
        }
      name_people (proof, &visit);
      g_array_append_val (proof->visits, visit);
    }
}

static void
reach_family (WabiProof *proof, const WabiAuthFacts *auth, WabiDay day, gint64 *from, gint64 *to)
{
  const GPtrArray *all = wabi_proof_context_get_authorizations (proof->context, proof->facts.base.visit.client_id);
  const char *zone = proof->facts.base.zone;

  if (!wabi_day_in_range (day, auth->from, auth->to))
    return;
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *version = ((WabiAuthFacts *) g_ptr_array_index (all, i))->record;
      WabiDay first = wabi_lookup_day (version, "valid_from"), last = wabi_lookup_day (version, "valid_to");

      if (strcmp (((WabiAuthFacts *) g_ptr_array_index (all, i))->family, auth->family) != 0)
        continue;
      *from = first != WABI_DAY_NONE ? MIN (*from, wabi_zone_day_start (zone, first)) : 0;
      *to = last != WABI_DAY_NONE ? MAX (*to, wabi_zone_day_start (zone, last + 1)) : G_MAXINT64;
    }
}

static void
gather_visits (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  const WabiVisit *visit = &base->visit;
  const GPtrArray *all = wabi_proof_context_get_authorizations (proof->context, visit->client_id);
  /* Units of a day, week and month count as well, so the client's month around the visit is read, and all days of its authorizations. */
  gint64 from = visit->start_at - MONTH_US, to = visit->end_at + MONTH_US;
  gint64 near = visit->start_at - DAY_US, far = visit->end_at + DAY_US;
  WabiDay day = wabi_zone_day (base->zone, visit->start_at);
  const GArray *book;

  for (guint i = 0; i < all->len; i++)
    reach_family (proof, g_ptr_array_index (all, i), day, &from, &to);
  book = get_book (proof, "client", visit->client_id, from, to);
  count_own_units (proof, book);
  add_visits (proof, book, TRUE, visit->start_at - MONTH_US, visit->end_at + MONTH_US);
  add_visits (proof, get_book (proof, "staff", visit->staff_id, near, far), FALSE, near, far);
  /* Whoever held a session was there, whatever else was planned. */
    /* What was held was held: only a booking can still give way. */
  if (!proof->held)
    wabi_proof_add_blocks (proof->context, visit, proof->visits);
  base->visits = (const WabiVisit *) (gpointer) proof->visits->data;
  base->n_visits = proof->visits->len;
}

static void
gather_credentials (WabiProof *proof)
{
  GPtrArray *records = wabi_proof_context_list (proof->context, &wabi_kind_credential, "staff", proof->facts.base.visit.staff_id);

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiCredential credential = { wabi_record_get_text (record, "type"), wabi_lookup_day (record, "valid_from"),
                                    wabi_lookup_day (record, "valid_to") };

      g_array_append_val (proof->credentials, credential);
    }
  proof->facts.base.credentials = (const WabiCredential *) (gpointer) proof->credentials->data;
  proof->facts.base.n_credentials = proof->credentials->len;
}

static void
gather_enrollment (WabiProof *proof)
{
  GPtrArray *records = wabi_proof_context_list (proof->context, &wabi_kind_enrollment, "staff", proof->facts.base.visit.staff_id);
  WabiEnrolment *enrolment = &proof->facts.base.enrolment;
  WabiTermsKey key = { proof->facts.base.visit.code, get_credential (proof), proof->facts.base.visit.place };

  enrolment->required = proof->payer != NULL && wabi_payer_terms_get_bool (proof->terms, "enrollment", "needed", &key);
  enrolment->from = enrolment->to = WABI_DAY_NONE;
  for (guint i = 0; proof->payer != NULL && i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);

      if (!wabi_record_is (record, "payer", wabi_record_get_id (proof->payer)))
        continue;
      enrolment->enrolled = TRUE;
      enrolment->from = wabi_lookup_day (record, "valid_from");
      enrolment->to = wabi_lookup_day (record, "valid_to");
    }
}

/* What counts is asked for the authorizations that hold that day; of the others only their words are needed. */
static void
read_limits (WabiProof *proof, const WabiAuthFacts *auth, WabiAuthorization *out)
{
  WabiDay day = wabi_zone_day (proof->facts.base.zone, proof->facts.base.visit.start_at);
  gboolean counts = wabi_day_in_range (day, auth->from, auth->to);
  GArray *limits = g_array_sized_new (FALSE, TRUE, sizeof (WabiAuthLimit), auth->limits->len);

  for (guint i = 0; i < auth->limits->len; i++)
    {
      WabiAuthLimit limit = g_array_index (auth->limits, WabiAuthLimit, i);
      WabiDay from = WABI_DAY_NONE, to = WABI_DAY_NONE;

      if (limit.period != WABI_AUTH_TOTAL)
        wabi_auth_period_range (out, limit.period, day, &from, &to);
      if (counts && wabi_auth_limit_covers (&limit, proof->facts.base.visit.code))
        count_used (proof, auth, &limit, g_array_index (auth->opening_day, WabiDay, i), from, to);
      g_array_append_val (limits, limit);
    }
  out->limits = (const WabiAuthLimit *) (gpointer) limits->data;
  out->n_limits = limits->len;
  g_ptr_array_add (proof->limit_arrays, limits);
}

static void
gather_authorizations (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  const GPtrArray *all = wabi_proof_context_get_authorizations (proof->context, base->visit.client_id);
  WabiTermsKey key = { base->visit.code, get_credential (proof), base->visit.place };

  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *auth = g_ptr_array_index (all, i);
      WabiAuthorization one = {
        .id = auth->id,
        .number = wabi_record_has (auth->record, "number") ? wabi_record_get_text (auth->record, "number") : _("without a number"),
        .payer_name = base->payer_name,
        .family = auth->family,
        .status = auth->status,
        .schedule_only = auth->schedule_only,
        .from = auth->from,
        .to = auth->to,
        .week_start = 1,
      };

      if ((proof->payer != NULL && g_strcmp0 (auth->payer, wabi_record_get_id (proof->payer)) != 0)
          || (auth->to != WABI_DAY_NONE && auth->from > auth->to))
        continue;
      read_limits (proof, auth, &one);
      g_array_append_val (proof->authorizations, one);
    }
  base->authorizations = (const WabiAuthorization *) (gpointer) proof->authorizations->data;
  base->n_authorizations = proof->authorizations->len;
  base->authorization_required = proof->payer != NULL && wabi_payer_terms_get_bool (proof->terms, "authorization", "needed", &key);
}

static void
read_hours (WabiProof *proof, const WabiKind *kind, const char *field, const char *id, GArray *out)
{
  GPtrArray *records = wabi_proof_context_list (proof->context, kind, field, id);

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiAvailability window = { (int) wabi_record_get_int (record, "weekday"), (int) wabi_record_get_int (record, "start_minute"),
                                  (int) wabi_record_get_int (record, "end_minute"), wabi_lookup_day (record, "valid_from"),
                                  wabi_lookup_day (record, "valid_to") };

      g_array_append_val (out, window);
    }
}

static void
gather_hours (WabiProof *proof)
{
  WabiScheduleFacts *facts = &proof->facts;

  read_hours (proof, &wabi_kind_staff_hours, "staff", facts->base.visit.staff_id, proof->staff_hours);
  read_hours (proof, &wabi_kind_client_hours, "client", facts->base.visit.client_id, proof->client_hours);
  facts->staff_hours = (const WabiAvailability *) (gpointer) proof->staff_hours->data;
  facts->n_staff_hours = proof->staff_hours->len;
  facts->client_hours = (const WabiAvailability *) (gpointer) proof->client_hours->data;
  facts->n_client_hours = proof->client_hours->len;
}

static void
gather_absences (WabiProof *proof)
{
  WabiScheduleFacts *facts = &proof->facts;
  GPtrArray *away = wabi_proof_context_list (proof->context, &wabi_kind_time_off, "staff", facts->base.visit.staff_id);
  GPtrArray *holidays = wabi_proof_context_list (proof->context, &wabi_kind_holiday, NULL, NULL);

  for (guint i = 0; i < away->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (away, i);
      WabiTimeOff one = { wabi_record_get_int (record, "starts_at"), wabi_record_get_int (record, "ends_at"),
                          wabi_record_get_text (record, "reason") };

      if (wabi_record_is (record, "status", "approved"))
        g_array_append_val (proof->time_off, one);
    }
  for (guint i = 0; i < holidays->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (holidays, i);
      WabiHoliday one = { wabi_lookup_day (record, "date"), wabi_record_get_text (record, "name") };

      g_array_append_val (proof->holidays, one);
    }
  facts->staff_time_off = (const WabiTimeOff *) (gpointer) proof->time_off->data;
  facts->n_staff_time_off = proof->time_off->len;
  facts->holidays = (const WabiHoliday *) (gpointer) proof->holidays->data;
  facts->n_holidays = proof->holidays->len;
}

/* What the payer says about paying for this code at this place, those that count first coming first. */
static void
read_benefits (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  const GPtrArray *rules = wabi_payer_terms_list (proof->terms);

  for (guint i = 0; i < rules->len; i++)
    {
      const WabiTermsRule *rule = g_ptr_array_index (rules, i);
      WabiBenefit benefit = { rule->credential, rule->place != NULL, TRUE, rule->source };

      if (strcmp (rule->rule, "benefit") != 0 || !wabi_payer_terms_holds (proof->terms, rule)
          || (rule->codes != NULL && (base->visit.code == NULL || !g_strv_contains ((const char *const *) rule->codes, base->visit.code)))
          || (rule->place != NULL && g_strcmp0 (rule->place, base->visit.place) != 0) || !json_object_has_member (rule->value, "covered"))
        continue;
      benefit.covered = json_object_get_boolean_member_with_default (rule->value, "covered", TRUE);
      g_array_append_val (proof->benefits, benefit);
    }
  base->benefits = (const WabiBenefit *) (gpointer) proof->benefits->data;
  base->n_benefits = proof->benefits->len;
}

static int
read_usual (WabiProof *proof, const char *member, const WabiTermsKey *key)
{
  const WabiTermsRule *rule = wabi_payer_terms_find (proof->terms, "authorization", member, key);

  if (rule != NULL)
    proof->facts.base.usual.source = rule->source;
  return (int) wabi_payer_terms_get_int (proof->terms, "authorization", member, key, 0);
}

static void
read_wishes (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  WabiTermsKey key = { .code = base->visit.code, .place = base->visit.place };
  const WabiTermsRule *monthly = wabi_payer_terms_find (proof->terms, "monthly", "code", &key);

  base->pairing.pairs = wabi_payer_terms_get_pairs (proof->terms, &base->pairing.source, &base->pairing.advisory);
  base->pairing.any_staff = g_strcmp0 (wabi_payer_terms_get_text (proof->terms, "rendering", "who", &key), "performer") != 0;
  base->usual.months = read_usual (proof, "months", &key);
  base->usual.within_days = read_usual (proof, "within_days", &key);
  base->usual.first_units = read_usual (proof, "first_units", &key);
  base->usual.again_units = read_usual (proof, "again_units", &key);
  if (monthly == NULL)
    return;
  base->monthly.code = wabi_payer_terms_get_text (proof->terms, "monthly", "code", &key);
  base->monthly.percent = (int) wabi_payer_terms_get_int (proof->terms, "monthly", "penalty_percent", &key, 0);
  base->monthly.source = monthly->source;
}

static void
read_payer (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  WabiDay day = wabi_zone_day (base->zone, base->visit.start_at);

  base->service = wabi_service_table_find (wabi_proof_context_get_services (proof->context), base->visit.code, day);
  base->services_known = TRUE;
  proof->coverage = wabi_proof_context_find_coverage (proof->context, base->visit.client_id, day);
  if (proof->coverage != NULL)
    proof->payer = wabi_proof_context_get (proof->context, &wabi_kind_payer, wabi_record_get_text (proof->coverage, "payer"));
  proof->terms = wabi_proof_context_get_terms (proof->context, get_payer_id (proof), day);
  wabi_payer_terms_read_units (proof->terms, base->visit.code, &base->unit_rule);
  if (proof->payer == NULL)
    return;
  base->payer_name = wabi_record_get_text (proof->payer, "name");
  base->matrix = wabi_payer_terms_get_matrix (proof->terms);
  base->units_per_day = wabi_payer_terms_get_day_limit (proof->terms, base->visit.code, &base->units_per_day_source);
  read_benefits (proof);
  read_wishes (proof);
}

/* What a claim will need; the fee is another service's and is read only where booking or billing judges by it. */
static void
gather_billing (WabiProof *proof)
{
  WabiBillingFacts *billing = &proof->facts.base.billing;
  WabiTermsKey key = { proof->facts.base.visit.code, get_credential (proof), proof->facts.base.visit.place };

  billing->known = TRUE;
  proof->diagnoses = proof->client != NULL ? wabi_lookup_strv (proof->client, "diagnoses") : NULL;
  billing->diagnoses = (const char *const *) proof->diagnoses;
  billing->covered = proof->coverage != NULL;
  billing->member_id = proof->coverage != NULL ? wabi_record_get_text (proof->coverage, "member_id") : NULL;
  billing->coverage_from = wabi_lookup_day (proof->coverage, "valid_from");
  billing->coverage_to = wabi_lookup_day (proof->coverage, "valid_to");
  billing->performer_npi = proof->staff != NULL ? wabi_record_get_text (proof->staff, "npi") : NULL;
  billing->fee_cents = -1;
  if (proof->payer == NULL)
    return;
  billing->asd_principal_required = TRUE;
  billing->npi_required = wabi_payer_terms_get_bool (proof->terms, "enrollment", "npi", &key);
  billing->filing_days = (int) wabi_payer_terms_get_int (proof->terms, "filing", "days", &key, 0);
}

static void
read_visit (WabiProof *proof, WabiRecord *record)
{
  WabiVisit *visit = &proof->facts.base.visit;
  WabiRecord *booking = record;
  WabiBookEntry entry = { .visit = { .client_id = wabi_record_get_text (record, "client") } };

  *visit = (WabiVisit){ .id = wabi_record_get_id (record),
                        .staff_id = wabi_record_get_text (record, "staff"),
                        .client_id = wabi_record_get_text (record, "client"),
                        .code = wabi_record_get_text (record, "service_code"),
                        .place = wabi_record_get_text (record, "place"),
                        .start_at = wabi_record_get_int (record, "starts_at"),
                        .end_at = wabi_record_get_int (record, "ends_at"),
                        .status = WABI_VISIT_BOOKED };
  if (proof->held)
    booking = wabi_proof_context_get (proof->context, &wabi_kind_appointment, wabi_record_get_text (record, "appointment"));
  entry.authorization = booking != NULL ? wabi_record_get_text (booking, "authorization") : NULL;
  entry.day = wabi_zone_day (proof->facts.base.zone, visit->start_at);
  if (entry.authorization != NULL)
    visit->authorization = wabi_proof_context_find_family (proof->context, &entry);
}

WabiProof *
wabi_proof_new_in (WabiProofContext *context, WabiRecord *visit)
{
  WabiProof *proof = g_new0 (WabiProof, 1);
  WabiVisitFacts *base = &proof->facts.base;

  proof->context = wabi_proof_context_ref (context);
  proof->visit = g_object_ref (visit);
  proof->held = wabi_record_get_kind (visit) == &wabi_kind_session;
  proof->texts = g_ptr_array_new_with_free_func (g_free);
  proof->limit_arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  proof->visits = g_array_new (FALSE, TRUE, sizeof (WabiVisit));
  proof->credentials = g_array_new (FALSE, TRUE, sizeof (WabiCredential));
  proof->authorizations = g_array_new (FALSE, TRUE, sizeof (WabiAuthorization));
  proof->staff_hours = g_array_new (FALSE, TRUE, sizeof (WabiAvailability));
  proof->client_hours = g_array_new (FALSE, TRUE, sizeof (WabiAvailability));
  proof->time_off = g_array_new (FALSE, TRUE, sizeof (WabiTimeOff));
  proof->holidays = g_array_new (FALSE, TRUE, sizeof (WabiHoliday));
  proof->benefits = g_array_new (FALSE, TRUE, sizeof (WabiBenefit));
  proof->told = g_array_new (FALSE, TRUE, sizeof (WabiToldCoverage));

  base->zone = wabi_proof_context_get_zone (context);
  base->today = wabi_zone_day (base->zone, wabi_proof_context_get_now (context));
  read_visit (proof, visit);
  proof->staff = wabi_proof_context_get (context, &wabi_kind_staff, base->visit.staff_id);
  proof->client = wabi_proof_context_get (context, &wabi_kind_client, base->visit.client_id);
  base->staff_name = keep_text (proof, wabi_lookup_full_name (proof->staff));
  base->client_name = keep_text (proof, wabi_lookup_full_name (proof->client));
  read_payer (proof);
  gather_visits (proof);
  gather_credentials (proof);
  gather_enrollment (proof);
  gather_authorizations (proof);
  gather_hours (proof);
  gather_absences (proof);
  if (!proof->held)
    {
      wabi_proof_gather_places (context, visit, &proof->facts, proof->texts, proof->limit_arrays);
      wabi_proof_gather_limits (context, &proof->facts, proof->limit_arrays);
    }
  gather_billing (proof);
  wabi_proof_gather_eligibility (context, proof->coverage, proof->payer, &base->eligibility, proof->told, proof->texts);
  return proof;
}

WabiProof *
wabi_proof_new (const WabiView *view, const char *zone, gint64 now, WabiRecord *visit)
{
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (view, zone, now);

  return wabi_proof_new_in (context, visit);
}

void
wabi_proof_free (WabiProof *proof)
{
  if (proof == NULL)
    return;
  g_object_unref (proof->visit);
  g_ptr_array_unref (proof->texts);
  g_ptr_array_unref (proof->limit_arrays);
  g_array_unref (proof->visits);
  g_array_unref (proof->credentials);
  g_array_unref (proof->authorizations);
  g_array_unref (proof->staff_hours);
  g_array_unref (proof->client_hours);
  g_array_unref (proof->time_off);
  g_array_unref (proof->holidays);
  g_array_unref (proof->benefits);
  g_array_unref (proof->told);
  g_strfreev (proof->diagnoses);
  wabi_proof_context_unref (proof->context);
  g_free (proof);
}

const WabiScheduleFacts *
wabi_proof_get_facts (WabiProof *proof)
{
  return &proof->facts;
}

WabiPayerTerms *
wabi_proof_get_terms (WabiProof *proof)
{
  return proof->terms;
}

WabiRecord *
wabi_proof_get_visit (WabiProof *proof)
{
  return proof->visit;
}

WabiProofContext *
wabi_proof_get_context (WabiProof *proof)
{
  return proof->context;
}

WabiRecord *
wabi_proof_get_payer (WabiProof *proof)
{
  return proof->payer;
}

WabiRecord *
wabi_proof_get_coverage (WabiProof *proof)
{
  return proof->coverage;
}

/* Only billers and administrators hold fees: where a copy has none of the payer, nothing is known of its schedule. */
static void
gather_fee (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  g_autofree char *date = wabi_day_dup_text (wabi_zone_day (base->zone, base->visit.start_at));
  g_autofree char *words = NULL;
  WabiTermsKey key = { base->visit.code, get_credential (proof), base->visit.place };
  g_auto (GStrv) modifiers = NULL;
  GPtrArray *fees;
  WabiRecord *fee;

  if (proof->payer == NULL || base->billing.fee_known)
    return;
  fees = wabi_proof_context_list (proof->context, &wabi_kind_fee, "payer", wabi_record_get_id (proof->payer));
  base->billing.fee_known = fees->len > 0;
  modifiers = wabi_payer_terms_dup_modifiers (proof->terms, &key, NULL);
  fee = wabi_fee_find (fees, &(WabiFeeKey){ key.code, key.credential, key.place, (const char *const *) modifiers, date });
  base->billing.fee_cents = fee != NULL ? wabi_record_get_int (fee, "cents") : -1;
  if (fee == NULL)
    return;
  words = wabi_words_day_year (wabi_lookup_day (fee, "valid_from"));
  base->billing.fee_source = keep_text (proof, g_strdup_printf (_("fee schedule of %s"), words));
}

GPtrArray *
wabi_proof_explain_booking (WabiProof *proof)
{
  GPtrArray *findings;
  WabiSupervision month;

  gather_fee (proof);
  findings = wabi_proof_check_booking (proof);
  if (!proof->held)
    {
      WabiOccurrence date = wabi_visit_make_occurrence (&proof->facts.base, 0);

      wabi_visit_check_monthly (&proof->facts.base, &date, 1, findings);
      wabi_visit_check_usual (&proof->facts.base, &date, 1, findings);
    }
  if (!proof->held && wabi_proof_read_supervision (proof->context, &proof->facts.base.visit, proof->staff, &month))
    {
      month.staff_name = proof->facts.base.staff_name;
      wabi_supervision_check (&month, findings);
    }
  return findings;
}

GPtrArray *
wabi_proof_check_booking (WabiProof *proof)
{
  return wabi_schedule_check (&proof->facts);
}

const char *
wabi_proof_pick_authorization (WabiProof *proof)
{
  WabiOccurrence date = wabi_visit_make_occurrence (&proof->facts.base, 0);
  const WabiAuthorization *best = wabi_visit_pick_authorization (&proof->facts.base, &date);

  return best != NULL ? best->id : NULL;
}
