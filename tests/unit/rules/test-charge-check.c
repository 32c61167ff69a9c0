// SPDX-License-Identifier: AGPL-3.0-or-later
// Readiness of charges: one thing spoiled at a time, and the promise that what passed at booking passes here.

#include "wabi-charge-check.h"

#include "wabi-schedule-check.h"
#include "wabi-scrub.h"

#define ZONE "America/New_York"

typedef struct
{
  WabiChargeFacts facts;
  WabiVisit visits[10];
  WabiCredential credentials[2];
  WabiAuthLimit limits[2];
  WabiAuthorization auths[2];
} Fixture;

static const char *const asd[] = { "F84.0", "F88", NULL };
static const char *const adhd[] = { "F90.2", "F84.0", NULL };
static const char *const missing[] = { "Plan", "Techniques", NULL };

static WabiDay
day (const char *text)
{
  return wabi_day_from_text (text);
}

static gint64
at (const char *text, int minute)
{
  return wabi_zone_from_local (ZONE, day (text), minute);
}

// The charge of mockups/billing.png: Eli, Mar 9, 1 to 4 pm, 12 units at $17.00.
static void
make_good (Fixture *f)
{
  *f = (Fixture){ 0 };
  f->credentials[0] = (WabiCredential){ "RBT", day ("2024-10-01"), day ("2026-10-31") };
  f->limits[0] = (WabiAuthLimit){ "97153", WABI_AUTH_TOTAL, 1040, 541, 243 };
  f->auths[0] = (WabiAuthorization){ .id = "auth-1",
                                     .number = "A-20417",
                                     .status = WABI_AUTH_APPROVED,
                                     .from = day ("2026-01-02"),
                                     .to = day ("2026-06-30"),
                                     .limits = f->limits,
                                     .n_limits = 1 };
  f->facts = (WabiChargeFacts){
    .base = { .zone = ZONE,
              .today = day ("2026-03-11"),
              .staff_name = "J. Reyes",
              .client_name = "Eli",
              .payer_name = "Harbor Health",
              .visit = { .id = "s1",
                         .staff_id = "jordan",
                         .client_id = "eli",
                         .code = "97153",
                         .start_at = at ("2026-03-09", 780),
                         .end_at = at ("2026-03-09", 960) },
              .visits = f->visits,
              .credentials = f->credentials,
              .n_credentials = 1,
              .enrolment = { TRUE, TRUE, day ("2024-01-01"), WABI_DAY_NONE },
              .authorization_required = TRUE,
              .authorizations = f->auths,
              .n_authorizations = 1,
              .units_per_day = 32,
              .billing = { .fee_cents = 1700,
                           .fee_source = "fee schedule of Jan 1",
                           .npi_required = TRUE,
                           .performer_npi = "1234567893",
                           .diagnoses = asd,
                           .asd_principal_required = TRUE,
                           .member_id = "HH100",
                           .coverage_from = day ("2026-01-01"),
                           .coverage_to = WABI_DAY_NONE,
                           .filing_days = 90 } },
    .charge_tenths = 120,
    .allotted_tenths = -1,
    .charge_cents = 20400,
    .note = WABI_NOTE_SIGNED,
  };
}

static void
test_ready (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  Fixture f;

  make_good (&f);
  findings = wabi_charge_check (&f.facts);
  g_assert_true (wabi_charge_is_ready (findings));
  g_assert_cmpint (wabi_findings_worst (findings), ==, WABI_FINDING_PASSED);
  g_assert_cmpstr (wabi_findings_find (findings, "units-agree")->title, ==, "180 minutes, 12 units");
  g_assert_cmpstr (wabi_findings_find (findings, "units-agree")->detail, ==,
                   "12 units = ⌊(180 + 7) / 15⌋, midpoint rule");
  g_assert_cmpstr (wabi_findings_find (findings, "amount-agrees")->title, ==, "$17.00 × 12 units = $204.00");
  g_assert_cmpstr (wabi_findings_find (findings, "filing")->title, ==, "88 days left to file");
}

typedef struct
{
  const char *name;
  void (*spoil) (Fixture *f);
  const char *id;
  WabiFindingLevel level;
  const char *way_on;
} Case;

static void
add_visit (Fixture *f, const char *staff, const char *client, const char *code)
{
  f->visits[f->facts.base.n_visits++] = (WabiVisit){ .id = "other",
                                                     .staff_id = staff,
                                                     .client_id = client,
                                                     .code = code,
                                                     .start_at = at ("2026-03-09", 840),
                                                     .end_at = at ("2026-03-09", 900) };
}

static void
spoil_draft (Fixture *f)
{
  f->facts.note = WABI_NOTE_DRAFT;
}
static void
spoil_no_note (Fixture *f)
{
  f->facts.note = WABI_NOTE_MISSING;
}
static void
spoil_returned (Fixture *f)
{
  f->facts.note = WABI_NOTE_RETURNED;
}
static void
spoil_pending (Fixture *f)
{
  f->facts.note = WABI_NOTE_SIGNATURE_PENDING;
}
static void
spoil_elements (Fixture *f)
{
  f->facts.missing_elements = missing;
}
static void
spoil_guardian (Fixture *f)
{
  f->facts.guardian_signature_required = TRUE;
}
static void
spoil_units (Fixture *f)
{
  f->facts.charge_tenths = 110;
  f->facts.charge_cents = 18700;
}
static void
spoil_allotted (Fixture *f)
{
  f->facts.allotted_tenths = 130;
}
static void
spoil_fee (Fixture *f)
{
  f->facts.base.billing.fee_cents = -1;
}
static void
spoil_amount (Fixture *f)
{
  f->facts.charge_cents = 20401;
}
static void
spoil_auth (Fixture *f)
{
  f->auths[0].to = day ("2026-03-08");
}
static void
spoil_auth_units (Fixture *f)
{
  f->limits[0].scheduled = 488;
}
static void
spoil_pace (Fixture *f)
{
  f->limits[0].delivered = 700;
  f->limits[0].scheduled = 0;
}
static void
spoil_credential (Fixture *f)
{
  f->credentials[0].to = day ("2026-03-05");
}
static void
spoil_enrolment (Fixture *f)
{
  f->facts.base.enrolment.enrolled = FALSE;
}
static void
spoil_npi (Fixture *f)
{
  f->facts.base.billing.performer_npi = NULL;
}
static void
spoil_npi_digit (Fixture *f)
{
  f->facts.base.billing.performer_npi = "1234567890";
}
static void
spoil_npi_free (Fixture *f)
{
  f->facts.base.billing.performer_npi = NULL;
  f->facts.base.billing.npi_required = FALSE;
}
static void
spoil_diagnosis (Fixture *f)
{
  f->facts.base.billing.diagnoses = NULL;
}
static void
spoil_principal (Fixture *f)
{
  f->facts.base.billing.diagnoses = adhd;
}
static void
spoil_member (Fixture *f)
{
  f->facts.base.billing.member_id = "";
}
static void
spoil_coverage (Fixture *f)
{
  f->facts.base.billing.coverage_to = day ("2026-03-08");
}
static void
spoil_staff_overlap (Fixture *f)
{
  add_visit (f, "jordan", "mila", "97153");
}
static void
spoil_client_overlap (Fixture *f)
{
  add_visit (f, "sam", "eli", "97153");
}
static void
spoil_pair (Fixture *f)
{
  add_visit (f, "amin", "eli", "97155");
}
// 97152 at 8, 0362T in the afternoon, by one person: the modifier opens it.
static void
spoil_ncci (Fixture *f)
{
  f->facts.base.visit.code = f->limits[0].code = "97152";
  f->facts.base.pairing.pairs = wabi_ncci_get_shipped ();
  f->facts.base.pairing.known = TRUE;
  add_visit (f, "jordan", "eli", "0362T");
  f->visits[f->facts.base.n_visits - 1].start_at = at ("2026-03-09", 480);
  f->visits[f->facts.base.n_visits - 1].end_at = at ("2026-03-09", 540);
}
static void
spoil_ncci_distinct (Fixture *f)
{
  spoil_ncci (f);
  f->facts.base.pairing.distinct = TRUE;
}
static void
spoil_usual_units (Fixture *f)
{
  f->facts.base.usual.first_units = 700;
}
static void
spoil_usual_window (Fixture *f)
{
  f->facts.base.usual.within_days = 3;
  add_visit (f, "amin", "eli", f->facts.base.visit.code);
  f->visits[f->facts.base.n_visits - 1].authorization = f->auths[0].id;
  f->visits[f->facts.base.n_visits - 1].start_at = f->facts.base.visit.start_at - 3 * G_TIME_SPAN_DAY;
  f->visits[f->facts.base.n_visits - 1].end_at = f->facts.base.visit.end_at - 3 * G_TIME_SPAN_DAY;
}
static void
spoil_usual_months (Fixture *f)
{
  f->facts.base.usual.months = 1;
}
static void
spoil_month (Fixture *f)
{
  f->facts.base.monthly = (WabiMonthlyFacts){ "97155", 10, "TRICARE" };
  add_visit (f, "amin", "eli", "97155");
  f->visits[f->facts.base.n_visits - 1].place = "10"; // not in person
  f->visits[f->facts.base.n_visits - 1].start_at = at ("2026-03-02", 480);
  f->visits[f->facts.base.n_visits - 1].end_at = at ("2026-03-02", 540);
}
static void
spoil_month_there (Fixture *f)
{
  spoil_month (f);
  f->visits[f->facts.base.n_visits - 1].place = "12";
}
static void
spoil_month_before (Fixture *f)
{
  spoil_month_there (f);
  f->visits[f->facts.base.n_visits - 1].start_at = at ("2026-02-27", 480);
  f->visits[f->facts.base.n_visits - 1].end_at = at ("2026-02-27", 540);
}
static void
spoil_day (Fixture *f)
{
  f->facts.base.units_per_day = 8;
}
static void
spoil_filing_soon (Fixture *f)
{
  f->facts.base.today = day ("2026-03-09") + 68;
}
static void
spoil_filing_before (Fixture *f)
{
  f->facts.base.today = day ("2026-03-09") + 67;
  f->limits[0].delivered = 700;
}
static void
spoil_filing_last (Fixture *f)
{
  f->facts.base.today = day ("2026-03-09") + 90;
}
static void
spoil_filing_late (Fixture *f)
{
  f->facts.base.today = day ("2026-03-09") + 91;
}

static void
spoil_nothing_left (Fixture *f)
{
  f->facts.minutes = 5;
  f->facts.charge_tenths = 0;
  f->facts.charge_cents = 0;
}
static void
spoil_pay_higher (Fixture *f)
{
  f->facts.base.matrix = wabi_concurrency_find_matrix_on ("tricare", day ("2026-03-09"));
  add_visit (f, "amin", "eli", "97155");
}
static void
spoil_group (Fixture *f)
{
  static const char *const members[] = { "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8" };

  f->facts.base.visit.code = "97154";
  f->limits[0].code = "97154";
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      add_visit (f, "jordan", members[i], "97154");
      f->visits[i].start_at = f->facts.base.visit.start_at;
      f->visits[i].end_at = f->facts.base.visit.end_at;
    }
}
static void
spoil_auth_none (Fixture *f)
{
  f->facts.base.n_authorizations = 0;
}
static void
spoil_auth_waits (Fixture *f)
{
  f->auths[0].status = WABI_AUTH_REQUESTED;
}
static void
spoil_auth_schedule (Fixture *f)
{
  f->auths[0].status = WABI_AUTH_REQUESTED;
  f->auths[0].schedule_only = TRUE;
}
static void
spoil_auth_later (Fixture *f)
{
  f->auths[0].from = day ("2026-03-10");
}
static void
spoil_auth_denied (Fixture *f)
{
  f->auths[0].status = WABI_AUTH_DENIED;
}
static void
spoil_auth_code (Fixture *f)
{
  f->limits[0].code = "97155";
}
static void
spoil_week (Fixture *f)
{
  f->limits[1] = (WabiAuthLimit){ "97153", WABI_AUTH_WEEK, 20, 15, 0, 0 };
  f->auths[0].n_limits = 2;
}
static void
spoil_no_credential (Fixture *f)
{
  f->facts.base.n_credentials = 0;
}
static void
spoil_credential_later (Fixture *f)
{
  f->credentials[0].from = day ("2026-03-10");
}
static void
spoil_place (Fixture *f)
{
  f->facts.base.visit.place = "77";
}
static void
spoil_school (Fixture *f)
{
  static const WabiBenefit no_school[] = { { "RBT", TRUE, FALSE, "TRICARE" } };

  f->facts.base.visit.place = "03";
  f->facts.base.benefits = no_school;
  f->facts.base.n_benefits = 1;
}
static void
spoil_benefit (Fixture *f)
{
  static const WabiBenefit none[] = { { NULL, FALSE, FALSE, "TRICARE" } };

  f->facts.base.benefits = none;
  f->facts.base.n_benefits = 1;
}
static void
spoil_pair_never (Fixture *f)
{
  spoil_ncci (f);
  f->visits[f->facts.base.n_visits - 1].code = "90837";
}
static void
spoil_no_coverage (Fixture *f)
{
  f->facts.base.billing.known = TRUE;
}

static const Case cases[] = {
  { "no unit", spoil_nothing_left, "units-none", WABI_FINDING_BLOCKED, "schedule" },
  { "one is paid", spoil_pay_higher, "concurrency", WABI_FINDING_WARNING, "schedule" },
  { "large group", spoil_group, "group-full", WABI_FINDING_BLOCKED, "schedule" },
  { "no authorization", spoil_auth_none, "authorization-missing", WABI_FINDING_BLOCKED, "authorization" },
  { "authorization waits", spoil_auth_waits, "authorization-pending", WABI_FINDING_BLOCKED, "authorization" },
  { "for scheduling only", spoil_auth_schedule, "authorization-schedule-only", WABI_FINDING_BLOCKED, "authorization" },
  { "authorization later", spoil_auth_later, "authorization-not-started", WABI_FINDING_BLOCKED, "authorization" },
  { "authorization denied", spoil_auth_denied, "authorization-denied", WABI_FINDING_BLOCKED, "authorization" },
  { "authorization of another code", spoil_auth_code, "authorization-code-missing", WABI_FINDING_BLOCKED, "authorization" },
  { "week", spoil_week, "units-period-short", WABI_FINDING_BLOCKED, "authorization" },
  { "no credential", spoil_no_credential, "staff-not-credentialed", WABI_FINDING_BLOCKED, "staff/credential" },
  { "credential later", spoil_credential_later, "staff-credential-not-started", WABI_FINDING_BLOCKED, "staff/credential" },
  { "unknown place", spoil_place, "place-unknown", WABI_FINDING_BLOCKED, "schedule" },
  { "school", spoil_school, "place-not-covered", WABI_FINDING_BLOCKED, "schedule" },
  { "not a benefit", spoil_benefit, "code-not-covered", WABI_FINDING_BLOCKED, "schedule" },
  { "pair that never passes", spoil_pair_never, "pair-never", WABI_FINDING_BLOCKED, "schedule" },
  { "no coverage", spoil_no_coverage, "coverage-missing", WABI_FINDING_BLOCKED, "client/coverage" },
  { "draft", spoil_draft, "note-unsigned", WABI_FINDING_BLOCKED, "note" },
  { "no note", spoil_no_note, "note-missing", WABI_FINDING_BLOCKED, "note" },
  { "returned", spoil_returned, "note-returned", WABI_FINDING_BLOCKED, "note" },
  { "signature pending", spoil_pending, "note-signature-pending", WABI_FINDING_BLOCKED, "note" },
  { "elements", spoil_elements, "note-incomplete", WABI_FINDING_BLOCKED, "note" },
  { "guardian", spoil_guardian, "guardian-unsigned", WABI_FINDING_BLOCKED, "note/guardian" },
  { "units", spoil_units, "units-disagree", WABI_FINDING_BLOCKED, "charge/units" },
  { "allotted", spoil_allotted, "units-disagree", WABI_FINDING_BLOCKED, "charge/units" },
  { "fee", spoil_fee, "fee-missing", WABI_FINDING_BLOCKED, "payer/fee" },
  { "amount", spoil_amount, "amount-disagrees", WABI_FINDING_BLOCKED, "charge/amount" },
  { "authorization", spoil_auth, "authorization-expired", WABI_FINDING_BLOCKED, "authorization" },
  { "authorization units", spoil_auth_units, "units-short", WABI_FINDING_BLOCKED, "authorization" },
  { "pace is no matter", spoil_pace, "units-left", WABI_FINDING_PASSED, "" },
  { "credential", spoil_credential, "staff-credential-expired", WABI_FINDING_BLOCKED, "staff/credential" },
  { "enrolment", spoil_enrolment, "staff-not-enrolled", WABI_FINDING_BLOCKED, "payer/enrollment" },
  { "npi", spoil_npi, "npi-missing", WABI_FINDING_BLOCKED, "staff/npi" },
  { "npi digit", spoil_npi_digit, "npi-wrong", WABI_FINDING_BLOCKED, "staff/npi" },
  { "npi not wanted", spoil_npi_free, "staff-may-serve", WABI_FINDING_PASSED, "" },
  { "diagnosis", spoil_diagnosis, "diagnosis-missing", WABI_FINDING_BLOCKED, "client/diagnosis" },
  { "principal", spoil_principal, "diagnosis-not-asd", WABI_FINDING_BLOCKED, "client/diagnosis" },
  { "member", spoil_member, "member-id-missing", WABI_FINDING_BLOCKED, "client/coverage" },
  { "coverage", spoil_coverage, "coverage-not-active", WABI_FINDING_BLOCKED, "client/coverage" },
  { "staff overlap", spoil_staff_overlap, "staff-double-booked", WABI_FINDING_BLOCKED, "schedule" },
  { "client overlap", spoil_client_overlap, "client-double-booked", WABI_FINDING_BLOCKED, "schedule" },
  { "allowed pair", spoil_pair, "concurrency", WABI_FINDING_PASSED, "" },
  { "day limit", spoil_day, "day-limit-exceeded", WABI_FINDING_BLOCKED, "schedule" },
  { "pair", spoil_ncci, "pair-distinct", WABI_FINDING_BLOCKED, "charge/distinct" },
  { "pair with modifier", spoil_ncci_distinct, "pair-distinct", WABI_FINDING_PASSED, "" },
  { "month without visit in person", spoil_month, "monthly-visit", WABI_FINDING_WARNING, "schedule" },
  { "month with visit", spoil_month_there, "concurrency", WABI_FINDING_PASSED, "" },
  { "visit of another month", spoil_month_before, "monthly-visit", WABI_FINDING_WARNING, "schedule" },
  { "more units than granted", spoil_usual_units, "usual-units", WABI_FINDING_WARNING, "authorization" },
  { "too long after the first", spoil_usual_window, "usual-window", WABI_FINDING_WARNING, "authorization" },
  { "longer than granted", spoil_usual_months, "usual-months", WABI_FINDING_WARNING, "authorization" },
  { "filing soon", spoil_filing_soon, "filing", WABI_FINDING_WARNING, "" },
  { "filing before", spoil_filing_before, "filing", WABI_FINDING_PASSED, "" },
  { "filing last day", spoil_filing_last, "filing", WABI_FINDING_WARNING, "" },
  { "filing late", spoil_filing_late, "filing-late", WABI_FINDING_BLOCKED, "payer/filing" },
};

static void
test_one_spoiled (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) findings = NULL;
  const WabiFinding *finding;
  Fixture f;

  make_good (&f);
  c->spoil (&f);
  findings = wabi_charge_check (&f.facts);
  finding = wabi_findings_find (findings, c->id);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->level, ==, c->level);
  g_assert_cmpint (wabi_findings_worst (findings), ==, c->level);
  g_assert_cmpstr (finding->way_on, ==, c->way_on);
  g_assert_cmpint (wabi_charge_is_ready (findings), ==, c->level != WABI_FINDING_BLOCKED);
}

static const char *
pick (const char *const *from, int n)
{
  return from[g_test_rand_int_range (0, n)];
}

static void
make_random (Fixture *f)
{
  static const char *const codes[] = { "97153", "97155", "97156", "97151" };
  static const char *const types[] = { "RBT", "BCaBA", "BCBA" };
  static const char *const people[] = { "jordan", "amin", "sam" };
  static const char *const clients[] = { "eli", "mila" };
  WabiVisitFacts *base = &f->facts.base;

  make_good (f);
  base->visit.code = pick (codes, 4);
  base->unit_rule.rounding = g_test_rand_int_range (0, 4);
  base->visit.end_at = base->visit.start_at + g_test_rand_int_range (1, 300) * WABI_MINUTE;
  base->authorization_required = g_test_rand_bit ();
  base->enrolment = (WabiEnrolment){ g_test_rand_bit (), g_test_rand_bit (),
                                     day ("2026-03-09") - g_test_rand_int_range (-1, 4),
                                     day ("2026-03-09") + g_test_rand_int_range (-1, 4) };
  base->matrix = wabi_concurrency_find_matrix (g_test_rand_bit () ? "tricare" : "commercial");
  base->units_per_day = g_test_rand_int_range (0, 24);
  base->n_credentials = 2;
  for (int i = 0; i < 2; i++)
    {
      f->credentials[i]
          = (WabiCredential){ pick (types, 3), day ("2026-03-09") - g_test_rand_int_range (-1, 4),
                              day ("2026-03-09") + g_test_rand_int_range (-1, 4) };
      f->limits[i]
          = (WabiAuthLimit){ pick (codes, 4), g_test_rand_int_range (0, 4), g_test_rand_int_range (0, 60),
                             g_test_rand_int_range (0, 20), g_test_rand_int_range (0, 20) };
      f->auths[i] = f->auths[0];
      f->auths[i].n_limits = 2;
      f->auths[i].status = g_test_rand_int_range (0, 3);
      f->auths[i].to = day ("2026-03-09") + g_test_rand_int_range (-1, 30);
    }
  base->n_authorizations = 2;
  for (base->n_visits = 0; base->n_visits < 3; base->n_visits++)
    {
      gint64 start = base->visit.start_at + g_test_rand_int_range (-300, 300) * WABI_MINUTE;

      f->visits[base->n_visits] = (WabiVisit){ .id = "v",
                                               .staff_id = pick (people, 3),
                                               .client_id = pick (clients, 2),
                                               .code = pick (codes, 4),
                                               .start_at = start,
                                               .end_at = start + g_test_rand_int_range (1, 120) * WABI_MINUTE,
                                               .status = g_test_rand_int_range (0, 5) };
    }
  f->facts.charge_tenths = wabi_units_tenths (&base->unit_rule, wabi_visit_minutes (&base->visit));
}

// Moonshot 4 of the field map, kept as a property: the same facts, the same judgement, at booking and on the
// claim.
static void
test_booking_keeps_its_promise (void)
{
  static const char *const shared[] = { "authorization", "units-left", "staff-may-serve", "day-limit", "concurrency" };
  static const char *const clashes[] = { "staff-double-booked", "client-double-booked" };
  guint passed = 0, refused = 0;

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GPtrArray) booking = NULL, charge = NULL;
      Fixture f;

      make_random (&f);
      if (f.facts.charge_tenths == 0)
        continue; // nothing to bill
      booking = wabi_schedule_check (&(WabiScheduleFacts){ .base = f.facts.base, .series_count = 1 });
      charge = wabi_charge_check (&f.facts);
      for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
        {
          const WabiFinding *before = wabi_findings_find (booking, shared[i]);
          const WabiFinding *after = wabi_findings_find (charge, shared[i]);

          g_assert_cmpint (before != NULL, ==, after != NULL);
          if (before != NULL)
            g_assert_cmpint (after->level, <=, before->level);
          passed += before != NULL;
          refused += before == NULL;
        }
      for (gsize i = 0; i < G_N_ELEMENTS (clashes); i++)
        g_assert_cmpint (wabi_findings_find (booking, clashes[i]) != NULL, ==,
                         wabi_findings_find (charge, clashes[i]) != NULL);
    }
  g_assert_cmpuint (passed, >, 500);
  g_assert_cmpuint (refused, >, 500);
}

/* Every rule of the scrubber that is judged here is broken by one of the cases above, and by its level; test_ready() keeps them all. */
static void
test_every_rule (void)
{
  gsize n;
  const WabiScrubTheme *themes = wabi_scrub_get_themes (&n);

  for (gsize t = 0; t < n; t++)
    for (gsize r = 0; r < themes[t].n_rules; r++)
      {
        const WabiScrubRule *rule = &themes[t].rules[r];
        gboolean found = rule->check == NULL;

        for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
          found = found || (g_str_equal (cases[i].id, rule->check) && cases[i].level == rule->level);
        if (!found)
          g_error ("%s (%s) has no case here", rule->id, rule->check);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charge-check/ready", test_ready);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/charge-check/spoiled/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_one_spoiled);
    }
  g_test_add_func ("/charge-check/every-rule", test_every_rule);
  g_test_add_func ("/charge-check/booking-keeps-its-promise", test_booking_keeps_its_promise);
  return g_test_run ();
}
