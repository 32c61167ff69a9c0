// SPDX-License-Identifier: AGPL-3.0-or-later
// Gathers from records what the pure rules of booking and billing want to know about one visit.

#include "wabi-proof.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-text.h"

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

struct _WabiProof
{
  const WabiView *view;
  WabiScheduleFacts facts;
  WabiRecord *visit, *staff, *client, *coverage, *payer;
  char *staff_name, *client_name;
  GPtrArray *keep; /* records and arrays whose texts the facts borrow */
  GArray *visits, *credentials, *authorizations, *staff_hours, *client_hours, *time_off, *holidays;
  GPtrArray *limit_arrays;
};

static void
keep_all (WabiProof *proof, GPtrArray *take_records)
{
  g_ptr_array_add (proof->keep, take_records);
}

static WabiVisitStatus
read_status (WabiRecord *record)
{
  const char *status = wabi_record_get_text (record, "status");

  if (wabi_record_get_kind (record) == &wabi_kind_session)
    return wabi_record_is (record, "state", "ended") ? WABI_VISIT_DELIVERED : WABI_VISIT_IN_PROGRESS;

  if (g_strcmp0 (status, "cancelled") == 0 || g_strcmp0 (status, "withdrawn") == 0 || g_strcmp0 (status, "proposed") == 0)
    return WABI_VISIT_CANCELLED;
  if (g_strcmp0 (status, "no_show") == 0)
    return WABI_VISIT_MISSED;
  if (g_strcmp0 (status, "completed") == 0)
    return WABI_VISIT_DELIVERED;
  return g_strcmp0 (status, "in_session") == 0 ? WABI_VISIT_IN_PROGRESS : WABI_VISIT_BOOKED;
}

static WabiVisit
read_visit (WabiRecord *record)
{
  return (WabiVisit){
    .id = wabi_record_get_id (record),
    .staff_id = wabi_record_get_text (record, "staff"),
    .client_id = wabi_record_get_text (record, "client"),
    .code = wabi_record_get_text (record, "service_code"),
    .place = wabi_record_get_text (record, "place"),
    .start_at = wabi_record_get_int (record, "starts_at"),
    .end_at = wabi_record_get_int (record, "ends_at"),
    .status = read_status (record),
  };
}

/* Before it is held a visit is judged by what is booked; afterwards by what was really held, whatever else was planned. */
static const WabiKind *
visits_kind (WabiProof *proof)
{
  return wabi_record_get_kind (proof->visit) == &wabi_kind_session ? &wabi_kind_session : &wabi_kind_appointment;
}

static gboolean
is_same_visit (WabiProof *proof, WabiRecord *other)
{
  return strcmp (wabi_record_get_id (other), wabi_record_get_id (proof->visit)) == 0;
}

static void
add_visits (WabiProof *proof, const char *field, const char *id, gint64 from, gint64 to, GHashTable *seen)
{
  GPtrArray *records = wabi_lookup_between (proof->view, visits_kind (proof), field, id, from, to);

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiVisit visit = read_visit (record);

      if (is_same_visit (proof, record) || !g_hash_table_add (seen, (gpointer) visit.id))
        continue;
      g_array_append_val (proof->visits, visit);
    }
  keep_all (proof, records);
}

static void
gather_visits (WabiProof *proof)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const WabiVisit *visit = &proof->facts.base.visit;

  add_visits (proof, "staff", visit->staff_id, visit->start_at - DAY_US, visit->end_at + DAY_US, seen);
  /* Units of a day, week and month count as well, so the client's month around the visit is read. */
  add_visits (proof, "client", visit->client_id, visit->start_at - 32 * DAY_US, visit->end_at + 32 * DAY_US, seen);
  proof->facts.base.visits = (const WabiVisit *) (gpointer) proof->visits->data;
  proof->facts.base.n_visits = proof->visits->len;
}

static void
gather_credentials (WabiProof *proof)
{
  GPtrArray *records = wabi_lookup_by (proof->view, &wabi_kind_credential, "staff", proof->facts.base.visit.staff_id);

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiCredential credential = { wabi_record_get_text (record, "type"), wabi_lookup_day (record, "valid_from"),
                                    wabi_lookup_day (record, "valid_to") };

      g_array_append_val (proof->credentials, credential);
    }
  keep_all (proof, records);
  proof->facts.base.credentials = (const WabiCredential *) (gpointer) proof->credentials->data;
  proof->facts.base.n_credentials = proof->credentials->len;
}

static void
gather_enrollment (WabiProof *proof)
{
  g_autoptr (GPtrArray) records = wabi_lookup_by (proof->view, &wabi_kind_enrollment, "staff", proof->facts.base.visit.staff_id);
  WabiEnrolment *enrolment = &proof->facts.base.enrolment;

  enrolment->required = proof->payer != NULL && wabi_record_get_bool (proof->payer, "needs_enrollment");
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

/* Units used from an authorization: what charges took, and what booked visits will take. */
static void
count_used (WabiProof *proof, WabiRecord *authorization, const char *code, WabiDay from, WabiDay to, int *delivered, int *scheduled)
{
  const char *zone = proof->facts.base.zone;
  gint64 start = wabi_zone_day_start (zone, from), end = wabi_zone_day_start (zone, to + 1);
  g_autoptr (GPtrArray) visits = wabi_lookup_between (proof->view, visits_kind (proof), "client",
                                                      wabi_record_get_text (authorization, "client"), start, end);

  *delivered = *scheduled = 0;
  /* What is billed takes its units in the order in which it was held: later sessions do not take them away. */
  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (visits, i);
      WabiVisit visit = read_visit (record);
      int units;

      if (is_same_visit (proof, record) || g_strcmp0 (visit.code, code) != 0 || !wabi_visit_takes_time (visit.status))
        continue;
      if (wabi_record_has (record, "authorization")
          && !wabi_record_is (record, "authorization", wabi_record_get_id (authorization)))
        continue;
      if (visits_kind (proof) == &wabi_kind_session && visit.start_at > proof->facts.base.visit.start_at)
        continue;
      units = wabi_units_count (&proof->facts.base.unit_rule, wabi_visit_minutes (&visit));
      *(visit.status == WABI_VISIT_DELIVERED ? delivered : scheduled) += units;
    }
}

static void
read_limits (WabiProof *proof, WabiRecord *record, WabiAuthorization *authorization)
{
  JsonArray *lines = wabi_record_get_array (record, "lines");
  GArray *limits = g_array_new (FALSE, TRUE, sizeof (WabiAuthLimit));

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      WabiAuthLimit limit = { wabi_json_peek_text (line, "code"), WABI_AUTH_TOTAL, (int) wabi_json_peek_int (line, "units", 0), 0, 0 };
      const char *per = wabi_json_peek_text (line, "per");
      WabiDay from = authorization->from, to = authorization->to;

      if (limit.code == NULL || (per != NULL && !wabi_auth_period_from_name (per, &limit.period)))
        continue;
      if (limit.period != WABI_AUTH_TOTAL)
        wabi_auth_period_range (authorization, limit.period, wabi_zone_day (proof->facts.base.zone, proof->facts.base.visit.start_at),
                                &from, &to);
      if (g_strcmp0 (limit.code, proof->facts.base.visit.code) == 0)
        count_used (proof, record, limit.code, from, to, &limit.delivered, &limit.scheduled);
      limit.delivered += (int) wabi_json_peek_int (line, "opening", 0);
      g_array_append_val (limits, limit);
    }
  authorization->limits = (const WabiAuthLimit *) (gpointer) limits->data;
  authorization->n_limits = limits->len;
  g_ptr_array_add (proof->limit_arrays, limits);
}

static gboolean
list_has (WabiRecord *record, const char *field, const char *text)
{
  g_auto (GStrv) all = wabi_lookup_strv (record, field);

  return text != NULL && g_strv_contains ((const char *const *) all, text);
}

static void
gather_authorizations (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  GPtrArray *records = wabi_lookup_by (proof->view, &wabi_kind_authorization, "client", base->visit.client_id);

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiAuthorization one = {
        .id = wabi_record_get_id (record),
        .number = wabi_record_has (record, "number") ? wabi_record_get_text (record, "number") : _("without a number"),
        .payer_name = base->payer_name,
        .from = wabi_lookup_day (record, "valid_from"),
        .to = wabi_lookup_day (record, "valid_to"),
        .week_start = 1,
      };

      if (!wabi_auth_status_from_name (wabi_record_get_text (record, "status"), &one.status)
          || (proof->payer != NULL && !wabi_record_is (record, "payer", wabi_record_get_id (proof->payer))))
        continue;
      read_limits (proof, record, &one);
      g_array_append_val (proof->authorizations, one);
    }
  keep_all (proof, records);
  base->authorizations = (const WabiAuthorization *) (gpointer) proof->authorizations->data;
  base->n_authorizations = proof->authorizations->len;
  base->authorization_required
      = proof->payer != NULL && (list_has (proof->payer, "needs_authorization", base->visit.code) || list_has (proof->payer, "needs_authorization", "all"));
}

static void
read_hours (WabiProof *proof, const WabiKind *kind, const char *field, const char *id, GArray *out)
{
  g_autoptr (GPtrArray) records = wabi_lookup_by (proof->view, kind, field, id);

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
  GPtrArray *away = wabi_lookup_by (proof->view, &wabi_kind_time_off, "staff", facts->base.visit.staff_id);
  WabiQuery query;
  GPtrArray *holidays;

  for (guint i = 0; i < away->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (away, i);
      WabiTimeOff one = { wabi_record_get_int (record, "starts_at"), wabi_record_get_int (record, "ends_at"),
                          wabi_record_get_text (record, "reason") };

      if (wabi_record_is (record, "status", "approved"))
        g_array_append_val (proof->time_off, one);
    }
  keep_all (proof, away);
  wabi_query_init (&query, &wabi_kind_holiday);
  holidays = wabi_view_list (proof->view, &query, NULL);
  for (guint i = 0; holidays != NULL && i < holidays->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (holidays, i);
      WabiHoliday one = { wabi_lookup_day (record, "date"), wabi_record_get_text (record, "name") };

      g_array_append_val (proof->holidays, one);
    }
  if (holidays != NULL)
    keep_all (proof, holidays);
  facts->staff_time_off = (const WabiTimeOff *) (gpointer) proof->time_off->data;
  facts->n_staff_time_off = proof->time_off->len;
  facts->holidays = (const WabiHoliday *) (gpointer) proof->holidays->data;
  facts->n_holidays = proof->holidays->len;
}

void
wabi_payer_read_unit_rule (WabiRecord *payer, WabiUnitRule *out)
{
  *out = (WabiUnitRule){ WABI_ROUNDING_MIDPOINT, WABI_UNIT_SCOPE_SESSION, 15, 0 };
  if (payer == NULL)
    return;
  if (!wabi_rounding_from_name (wabi_record_get_text (payer, "unit_method"), &out->rounding)
      || !wabi_unit_scope_from_name (wabi_record_get_text (payer, "unit_scope"), &out->scope))
    g_warning ("payer %s has a unit rule that this version does not know", wabi_record_get_id (payer));
  out->minimum_minutes = (int) wabi_record_get_int (payer, "unit_minimum");
}

static void
read_payer (WabiProof *proof)
{
  WabiVisitFacts *base = &proof->facts.base;
  WabiDay day = wabi_zone_day (base->zone, base->visit.start_at);

  proof->coverage = wabi_lookup_coverage (proof->view, base->visit.client_id, day);
  if (proof->coverage != NULL)
    proof->payer = wabi_lookup_get (proof->view, &wabi_kind_payer, wabi_record_get_text (proof->coverage, "payer"));
  wabi_payer_read_unit_rule (proof->payer, &base->unit_rule);
  if (proof->payer == NULL)
    return;
  base->payer_name = wabi_record_get_text (proof->payer, "name");
  base->matrix = wabi_concurrency_find_matrix (wabi_record_get_text (proof->payer, "concurrency"));
  if (wabi_record_is (proof->payer, "mue", "medicare"))
    {
      base->units_per_day = wabi_codes_day_limit (base->visit.code, WABI_LIMIT_MEDICARE);
      base->units_per_day_source = "Medicare MUE 2024-07-01";
    }
  else if (wabi_record_is (proof->payer, "mue", "medicaid"))
    {
      base->units_per_day = wabi_codes_day_limit (base->visit.code, WABI_LIMIT_MEDICAID);
      base->units_per_day_source = "Medicaid MUE 2024-07-01";
    }
}

WabiProof *
wabi_proof_new (const WabiView *view, const char *zone, gint64 now, WabiRecord *visit)
{
  WabiProof *proof = g_new0 (WabiProof, 1);
  WabiVisitFacts *base = &proof->facts.base;

  proof->view = view;
  proof->visit = g_object_ref (visit);
  proof->keep = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  proof->limit_arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  proof->visits = g_array_new (FALSE, TRUE, sizeof (WabiVisit));
  proof->credentials = g_array_new (FALSE, TRUE, sizeof (WabiCredential));
  proof->authorizations = g_array_new (FALSE, TRUE, sizeof (WabiAuthorization));
  proof->staff_hours = g_array_new (FALSE, TRUE, sizeof (WabiAvailability));
  proof->client_hours = g_array_new (FALSE, TRUE, sizeof (WabiAvailability));
  proof->time_off = g_array_new (FALSE, TRUE, sizeof (WabiTimeOff));
  proof->holidays = g_array_new (FALSE, TRUE, sizeof (WabiHoliday));

  base->zone = zone;
  base->today = wabi_zone_day (zone, now);
  base->visit = read_visit (visit);
  base->visit.status = WABI_VISIT_BOOKED;
  proof->staff = wabi_lookup_get (view, &wabi_kind_staff, base->visit.staff_id);
  proof->client = wabi_lookup_get (view, &wabi_kind_client, base->visit.client_id);
  proof->staff_name = wabi_lookup_full_name (proof->staff);
  proof->client_name = wabi_lookup_full_name (proof->client);
  base->staff_name = proof->staff_name;
  base->client_name = proof->client_name;
  read_payer (proof);
  gather_visits (proof);
  gather_credentials (proof);
  gather_enrollment (proof);
  gather_authorizations (proof);
  gather_hours (proof);
  gather_absences (proof);
  return proof;
}

void
wabi_proof_free (WabiProof *proof)
{
  if (proof == NULL)
    return;
  g_object_unref (proof->visit);
  g_clear_object (&proof->staff);
  g_clear_object (&proof->client);
  g_clear_object (&proof->coverage);
  g_clear_object (&proof->payer);
  g_free (proof->staff_name);
  g_free (proof->client_name);
  g_ptr_array_unref (proof->keep);
  g_ptr_array_unref (proof->limit_arrays);
  g_array_unref (proof->visits);
  g_array_unref (proof->credentials);
  g_array_unref (proof->authorizations);
  g_array_unref (proof->staff_hours);
  g_array_unref (proof->client_hours);
  g_array_unref (proof->time_off);
  g_array_unref (proof->holidays);
  g_free (proof);
}

const WabiScheduleFacts *
wabi_proof_get_facts (WabiProof *proof)
{
  return &proof->facts;
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

GPtrArray *
wabi_proof_check_booking (WabiProof *proof)
{
  return wabi_schedule_check (&proof->facts);
}

const char *
wabi_proof_pick_authorization (WabiProof *proof)
{
  const WabiVisitFacts *base = &proof->facts.base;
  WabiDay day = wabi_zone_day (base->zone, base->visit.start_at);
  int units = wabi_units_count (&base->unit_rule, wabi_visit_minutes (&base->visit));
  const WabiAuthorization *best = NULL;

  for (gsize i = 0; i < base->n_authorizations; i++)
    {
      const WabiAuthorization *one = &base->authorizations[i];
      const WabiAuthLimit *limit = wabi_auth_find_limit (one, base->visit.code, WABI_AUTH_TOTAL);

      if (!wabi_auth_covers (one, base->visit.code, day) || (limit != NULL && wabi_auth_remaining (limit) < units))
        continue;
      if (best == NULL || one->to < best->to)
        best = one;
    }
  return best != NULL ? best->id : NULL;
}
