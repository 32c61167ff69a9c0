// SPDX-License-Identifier: AGPL-3.0-or-later
// The booking proof: a visit where all is well, spoiled in one way at a time.

#include "wabi-schedule-check.h"

#define ZONE "America/New_York"

typedef struct
{
  WabiScheduleFacts facts;
  WabiVisit visits[9];
  WabiAvailability staff_hours[1];
  WabiAvailability client_hours[1];
  WabiTimeOff time_off[1];
  WabiHoliday holidays[1];
  WabiCredential credentials[1];
  WabiAuthLimit limits[2];
  WabiAuthorization auths[2];
} Fixture;

static WabiDay
day (const char *text)
{
  return wabi_day_from_text (text);
}

static gint64
at (const char *text, int hour)
{
  return wabi_zone_from_local (ZONE, day (text), hour * 60);
}

// The new session of mockups/schedule.png: Eli, Thursday Mar 12, 1 to 4 pm, weekly, with Jordan.
static void
make_good (Fixture *f)
{
  *f = (Fixture){ 0 };
  f->staff_hours[0] = (WabiAvailability){ 4, 780, 1080, WABI_DAY_NONE, WABI_DAY_NONE };
  f->client_hours[0] = (WabiAvailability){ 4, 750, 1200, WABI_DAY_NONE, WABI_DAY_NONE };
  f->credentials[0] = (WabiCredential){ "RBT", day ("2024-10-01"), day ("2026-10-31") };
  f->limits[0] = (WabiAuthLimit){ "97153", WABI_AUTH_TOTAL, 1040, 380, 243 };
  f->auths[0] = (WabiAuthorization){ .id = "auth-1",
                                     .number = "A-20417",
                                     .payer_name = "Harbor Health",
                                     .status = WABI_AUTH_APPROVED,
                                     .from = day ("2026-01-02"),
                                     .to = day ("2026-06-30"),
                                     .limits = f->limits,
                                     .n_limits = 1 };
  f->facts.base = (WabiVisitFacts){ .zone = ZONE,
                                    .today = day ("2026-03-10"),
                                    .staff_name = "Jordan",
                                    .client_name = "Eli",
                                    .payer_name = "Harbor Health",
                                    .visit = { .id = "new",
                                               .staff_id = "jordan",
                                               .client_id = "eli",
                                               .code = "97153",
                                               .place = "12",
                                               .start_at = at ("2026-03-12", 13),
                                               .end_at = at ("2026-03-12", 16) },
                                    .credentials = f->credentials,
                                    .n_credentials = 1,
                                    .enrolment = { TRUE, TRUE, day ("2024-01-01"), WABI_DAY_NONE },
                                    .authorization_required = TRUE,
                                    .authorizations = f->auths,
                                    .n_authorizations = 1,
                                    .visits = f->visits,
                                    .n_visits = 0,
                                    .units_per_day = 32 };
  f->facts.staff_hours = f->staff_hours;
  f->facts.n_staff_hours = 1;
  f->facts.client_hours = f->client_hours;
  f->facts.n_client_hours = 1;
  f->facts.staff_time_off = f->time_off;
  f->facts.holidays = f->holidays;
  f->facts.series_count = 1;
}

static void
add_visit (Fixture *f, const char *staff, const char *client, const char *code, int start, int end)
{
  f->visits[f->facts.base.n_visits++] = (WabiVisit){ .id = "other",
                                                     .staff_id = staff,
                                                     .client_id = client,
                                                     .code = code,
                                                     .staff_name = "Dr. Amin",
                                                     .client_name = "Mila",
                                                     .start_at = at ("2026-03-12", start),
                                                     .end_at = at ("2026-03-12", end) };
}

static void
test_all_well (void)
{
  static const char *const order[]
      = { "both-available", "units-worth",     "authorization", "units-left",   "staff-may-serve",
          "place",          "concurrency",     "day-limit",     "holiday-clear" };
  Fixture f;
  g_autoptr (GPtrArray) findings = NULL;

  make_good (&f);
  f.facts.series_count = 14;
  findings = wabi_schedule_check (&f.facts);
  g_assert_cmpuint (findings->len, ==, G_N_ELEMENTS (order));
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (((WabiFinding *)g_ptr_array_index (findings, i))->id, ==, order[i]);
  g_assert_cmpint (wabi_findings_worst (findings), ==, WABI_FINDING_PASSED);
  g_assert_cmpstr (wabi_findings_find (findings, "both-available")->detail, ==,
                   "Jordan 1:00 – 6:00 pm, Eli 12:30 – 8:00 pm, 14 of 14 dates");
  g_assert_cmpstr (wabi_findings_find (findings, "authorization")->title, ==,
                   "Authorization A-20417 covers 97153");
  g_assert_cmpstr (wabi_findings_find (findings, "authorization")->detail, ==,
                   "Harbor Health · Jan 2 – Jun 30");
  g_assert_cmpstr (wabi_findings_find (findings, "units-left")->title, ==,
                   "Units: 249 of 1040 left after this series");
  g_assert_cmpstr (wabi_findings_find (findings, "units-left")->detail, ==,
                   "380 delivered · 243 booked · 168 this series");
  g_assert_cmpint (wabi_findings_find (findings, "units-left")->bar.proposed, ==, 168);
  g_assert_cmpstr (wabi_findings_find (findings, "staff-may-serve")->detail, ==,
                   "RBT valid to Oct 31, 2026 · Harbor Health since Jan 1, 2024");
  g_assert_cmpstr (wabi_findings_find (findings, "day-limit")->title, ==,
                   "12 units a day within the limit of 32");
}

// Each spoils one thing; the table says which finding must come, and at which level.
typedef struct
{
  const char *name;
  void (*spoil) (Fixture *f);
  const char *id;
  WabiFindingLevel level;
} Case;

static void
spoil_staff_booked (Fixture *f)
{
  add_visit (f, "jordan", "mila", "97153", 15, 17);
}
static void
spoil_client_booked (Fixture *f)
{
  add_visit (f, "sam", "eli", "97153", 12, 14);
}
static void
spoil_touching (Fixture *f)
{
  add_visit (f, "jordan", "mila", "97153", 16, 17);
}
static void
spoil_allowed_pair (Fixture *f)
{
  add_visit (f, "amin", "eli", "97155", 14, 15);
}
static void
spoil_same_staff_pair (Fixture *f)
{
  add_visit (f, "jordan", "eli", "97155", 14, 15);
}

static void
spoil_cancelled (Fixture *f)
{
  add_visit (f, "jordan", "mila", "97153", 13, 16);
  f->visits[0].status = WABI_VISIT_CANCELLED;
}

static void
spoil_itself (Fixture *f)
{
  add_visit (f, "jordan", "eli", "97153", 13, 16);
  f->visits[0].id = "new";
}

static void
spoil_tricare_pair (Fixture *f)
{
  spoil_allowed_pair (f);
  f->facts.base.matrix = wabi_concurrency_find_matrix ("tricare");
}

static void
spoil_tricare_denied (Fixture *f)
{
  add_visit (f, "amin", "eli", "97158", 14, 15);
  f->facts.base.matrix = wabi_concurrency_find_matrix ("tricare");
}

static void
spoil_staff_hours (Fixture *f)
{
  f->staff_hours[0].end_minute = 959;
}
static void
spoil_staff_weekday (Fixture *f)
{
  f->staff_hours[0].weekday = 5;
}
static void
spoil_staff_ended (Fixture *f)
{
  f->staff_hours[0].to = day ("2026-03-11");
}
static void
spoil_no_hours (Fixture *f)
{
  f->facts.n_staff_hours = 0;
}
static void
spoil_client_hours (Fixture *f)
{
  f->client_hours[0].start_minute = 781;
}
static void
spoil_client_unlimited (Fixture *f)
{
  f->facts.n_client_hours = 0;
}

static void
spoil_time_off (Fixture *f)
{
  f->time_off[0] = (WabiTimeOff){ at ("2026-03-12", 15), at ("2026-03-13", 0), "Dentist" };
  f->facts.n_staff_time_off = 1;
}

static void
spoil_holiday (Fixture *f)
{
  f->holidays[0] = (WabiHoliday){ day ("2026-03-12"), "Founders' day" };
  f->facts.n_holidays = 1;
}

static void
spoil_auth_ended (Fixture *f)
{
  f->auths[0].to = day ("2026-03-11");
}
static void
spoil_auth_early (Fixture *f)
{
  f->auths[0].from = day ("2026-03-13");
}
static void
spoil_auth_pending (Fixture *f)
{
  f->auths[0].status = WABI_AUTH_REQUESTED;
}
static void
spoil_auth_denied (Fixture *f)
{
  f->auths[0].status = WABI_AUTH_DENIED;
}
static void
spoil_auth_code (Fixture *f)
{
  f->limits[0].code = "97155,97156";
}
static void
spoil_auth_none (Fixture *f)
{
  f->facts.base.n_authorizations = 0;
}

static void
spoil_auth_not_needed (Fixture *f)
{
  spoil_auth_none (f);
  f->facts.base.authorization_required = FALSE;
}

static void
spoil_units (Fixture *f)
{
  f->limits[0].scheduled = 649;
}
static void
spoil_units_exact (Fixture *f)
{
  f->limits[0].scheduled = 648;
}
static void
spoil_pace (Fixture *f)
{
  f->limits[0].delivered = 541;
}

static void
spoil_week (Fixture *f)
{
  f->limits[1] = (WabiAuthLimit){ "97153", WABI_AUTH_WEEK, 20, 5, 4 };
  f->auths[0].n_limits = 2;
}

static void
spoil_week_seen (Fixture *f)
{
  spoil_week (f);
  f->limits[1].delivered = f->limits[1].scheduled = 0;
  add_visit (f, "sam", "eli", "97153", 8, 11); // 12 units the same week
}

static void
spoil_credential_none (Fixture *f)
{
  f->credentials[0].type = "front desk";
}
static void
spoil_credential_ended (Fixture *f)
{
  f->credentials[0].to = day ("2026-03-05");
}
static void
spoil_credential_early (Fixture *f)
{
  f->credentials[0].from = day ("2026-04-01");
}
static void
spoil_code (Fixture *f)
{
  f->facts.base.visit.code = "97155";
  f->limits[0].code = "97155";
}
static void
spoil_enrolment (Fixture *f)
{
  f->facts.base.enrolment.enrolled = FALSE;
}
static void
spoil_enrolment_ended (Fixture *f)
{
  f->facts.base.enrolment.to = day ("2026-03-01");
}
static void
spoil_enrolment_free (Fixture *f)
{
  f->facts.base.enrolment = (WabiEnrolment){ FALSE, FALSE, 0, 0 };
}
static void
spoil_day_limit (Fixture *f)
{
  f->facts.base.units_per_day = 11;
}

static void
spoil_day_limit_sum (Fixture *f)
{
  add_visit (f, "sam", "eli", "97153", 8, 11);
  f->facts.base.units_per_day = 23;
}

static void
spoil_time (Fixture *f)
{
  f->facts.base.visit.end_at = f->facts.base.visit.start_at;
}

static void
spoil_schedule_only (Fixture *f)
{
  f->auths[0].status = WABI_AUTH_REQUESTED;
  f->auths[0].schedule_only = TRUE;
}

static void
spoil_opening (Fixture *f)
{
  f->limits[0].opening = 406; // 1040 - 380 - 243 - 406 leaves 11, one too few
}

static void
spoil_opening_exact (Fixture *f)
{
  f->limits[0].opening = 405;
}

static void
spoil_place (Fixture *f)
{
  f->facts.base.visit.place = "77";
}

static const WabiBenefit no_school[] = { { "RBT", TRUE, FALSE, "TRICARE" }, { NULL, FALSE, TRUE, "contract" } };
static const WabiBenefit no_school_by_others[] = { { "BCaBA", TRUE, FALSE, "TRICARE" } };
static const WabiBenefit no_benefit[] = { { NULL, FALSE, FALSE, "TRICARE" } };

static void
spoil_school (Fixture *f)
{
  f->facts.base.visit.place = "03";
  f->facts.base.benefits = no_school;
  f->facts.base.n_benefits = 2;
}

static void
spoil_school_elsewhere (Fixture *f)
{
  f->facts.base.visit.place = "03";
  f->facts.base.benefits = no_school_by_others;
  f->facts.base.n_benefits = 1;
}

static void
spoil_benefit (Fixture *f)
{
  f->facts.base.benefits = no_benefit;
  f->facts.base.n_benefits = 1;
}

// 0362T and 97152 by one person on one day: the one pair inside of ABA; a booking has no modifiers yet, so it warns.
static void
spoil_pair (Fixture *f)
{
  f->facts.base.visit.code = f->limits[0].code = "97152";
  f->facts.base.pairing.pairs = wabi_ncci_get_shipped ();
  add_visit (f, "jordan", "eli", "0362T", 8, 11);
}

static void
spoil_pair_by_another (Fixture *f)
{
  spoil_pair (f);
  f->visits[f->facts.base.n_visits - 1].staff_id = "sam";
}

static void
spoil_pair_never (Fixture *f)
{
  spoil_pair_by_another (f);
  f->visits[f->facts.base.n_visits - 1].code = "90837";
  f->facts.base.pairing.any_staff = TRUE;
}

static void
spoil_pair_advisory (Fixture *f)
{
  spoil_pair_never (f);
  f->facts.base.pairing.advisory = TRUE;
}

static void
spoil_short (Fixture *f)
{
  f->facts.base.visit.end_at = f->facts.base.visit.start_at + 7 * WABI_MINUTE;
}

static void
make_group (Fixture *f, int others)
{
  f->facts.base.visit.code = f->limits[0].code = "97154";
  for (int i = 0; i < others; i++)
    {
      g_autofree char *client = g_strdup_printf ("child-%d", i);

      add_visit (f, "jordan", g_intern_string (client), "97154", 13, 16);
    }
}

static void
spoil_group (Fixture *f)
{
  make_group (f, 7);
}

static void
spoil_group_full (Fixture *f)
{
  make_group (f, 8);
}

static void
spoil_group_shifted (Fixture *f)
{
  make_group (f, 0);
  add_visit (f, "jordan", "mila", "97154", 14, 16);
}

static void
spoil_member_id (Fixture *f)
{
  static const char *const asd[] = { "F84.0", NULL };

  f->facts.base.billing = (WabiBillingFacts){ .known = TRUE, .covered = TRUE, .diagnoses = asd, .coverage_from = WABI_DAY_NONE,
                                              .coverage_to = WABI_DAY_NONE };
}

static void
spoil_uncovered (Fixture *f)
{
  spoil_member_id (f);
  f->facts.base.billing.covered = FALSE;
}

static void
spoil_nothing_to_bill (Fixture *f)
{
  spoil_member_id (f);
  f->facts.base.billing.member_id = "W1";
}

static void
spoil_fee (Fixture *f)
{
  spoil_nothing_to_bill (f);
  f->facts.base.billing.fee_known = TRUE;
  f->facts.base.billing.fee_cents = -1;
}

static const Case cases[] = {
  { "schedule only", spoil_schedule_only, "authorization-schedule-only", WABI_FINDING_WARNING },
  { "opening balance", spoil_opening, "units-short", WABI_FINDING_BLOCKED },
  { "opening balance exact", spoil_opening_exact, "units-left", WABI_FINDING_WARNING }, // what is left goes too fast
  { "place unknown", spoil_place, "place-unknown", WABI_FINDING_BLOCKED },
  { "technician at school", spoil_school, "place-not-covered", WABI_FINDING_BLOCKED },
  { "school with others", spoil_school_elsewhere, "place", WABI_FINDING_PASSED },
  { "not a benefit", spoil_benefit, "code-not-covered", WABI_FINDING_BLOCKED },
  { "pair", spoil_pair, "pair-distinct", WABI_FINDING_WARNING },
  { "pair that never passes", spoil_pair_never, "pair-never", WABI_FINDING_BLOCKED },
  { "pair of another program", spoil_pair_advisory, "pair-never", WABI_FINDING_WARNING },
  { "pair by another person", spoil_pair_by_another, "place", WABI_FINDING_PASSED },
  { "no unit", spoil_short, "units-none", WABI_FINDING_WARNING },
  { "group", spoil_group, "concurrency", WABI_FINDING_PASSED },
  { "group full", spoil_group_full, "group-full", WABI_FINDING_BLOCKED },
  { "group at another time", spoil_group_shifted, "staff-double-booked", WABI_FINDING_BLOCKED },
  { "no member number", spoil_member_id, "member-id-missing", WABI_FINDING_WARNING },
  { "no coverage", spoil_uncovered, "coverage-missing", WABI_FINDING_WARNING },
  { "billing ready", spoil_nothing_to_bill, "billing-ready", WABI_FINDING_PASSED },
  { "no fee", spoil_fee, "fee-missing", WABI_FINDING_WARNING },
  { "staff booked", spoil_staff_booked, "staff-double-booked", WABI_FINDING_BLOCKED },
  { "client booked", spoil_client_booked, "client-double-booked", WABI_FINDING_BLOCKED },
  { "touching", spoil_touching, "both-available", WABI_FINDING_PASSED },
  { "cancelled frees", spoil_cancelled, "both-available", WABI_FINDING_PASSED },
  { "not against itself", spoil_itself, "both-available", WABI_FINDING_PASSED },
  { "allowed pair", spoil_allowed_pair, "concurrency", WABI_FINDING_PASSED },
  { "same person in a pair", spoil_same_staff_pair, "staff-double-booked", WABI_FINDING_BLOCKED },
  { "pays the higher", spoil_tricare_pair, "concurrency", WABI_FINDING_WARNING },
  { "denied pair", spoil_tricare_denied, "client-double-booked", WABI_FINDING_BLOCKED },
  { "staff hours", spoil_staff_hours, "staff-unavailable", WABI_FINDING_BLOCKED },
  { "staff weekday", spoil_staff_weekday, "staff-unavailable", WABI_FINDING_BLOCKED },
  { "staff hours ended", spoil_staff_ended, "staff-unavailable", WABI_FINDING_BLOCKED },
  { "no staff hours", spoil_no_hours, "staff-hours-missing", WABI_FINDING_WARNING },
  { "client hours", spoil_client_hours, "client-unavailable", WABI_FINDING_BLOCKED },
  { "client unlimited", spoil_client_unlimited, "both-available", WABI_FINDING_PASSED },
  { "time off", spoil_time_off, "staff-time-off", WABI_FINDING_BLOCKED },
  { "holiday", spoil_holiday, "holiday", WABI_FINDING_BLOCKED },
  { "authorization ended", spoil_auth_ended, "authorization-expired", WABI_FINDING_BLOCKED },
  { "authorization early", spoil_auth_early, "authorization-not-started", WABI_FINDING_BLOCKED },
  { "authorization pending", spoil_auth_pending, "authorization-pending", WABI_FINDING_BLOCKED },
  { "authorization denied", spoil_auth_denied, "authorization-denied", WABI_FINDING_BLOCKED },
  { "authorization code", spoil_auth_code, "authorization-code-missing", WABI_FINDING_BLOCKED },
  { "authorization none", spoil_auth_none, "authorization-missing", WABI_FINDING_BLOCKED },
  { "authorization not needed", spoil_auth_not_needed, "authorization", WABI_FINDING_PASSED },
  { "units short", spoil_units, "units-short", WABI_FINDING_BLOCKED },
  { "units exact", spoil_units_exact, "units-left", WABI_FINDING_PASSED },
  { "over pace", spoil_pace, "units-left", WABI_FINDING_WARNING },
  { "week short", spoil_week, "units-period-short", WABI_FINDING_BLOCKED },
  { "week short by visits", spoil_week_seen, "units-period-short", WABI_FINDING_BLOCKED },
  { "no credential", spoil_credential_none, "staff-not-credentialed", WABI_FINDING_BLOCKED },
  { "credential ended", spoil_credential_ended, "staff-credential-expired", WABI_FINDING_BLOCKED },
  { "credential early", spoil_credential_early, "staff-credential-not-started", WABI_FINDING_BLOCKED },
  { "technician for analyst", spoil_code, "staff-not-credentialed", WABI_FINDING_BLOCKED },
  { "not enrolled", spoil_enrolment, "staff-not-enrolled", WABI_FINDING_BLOCKED },
  { "enrolment ended", spoil_enrolment_ended, "staff-not-enrolled", WABI_FINDING_BLOCKED },
  { "enrolment not needed", spoil_enrolment_free, "staff-may-serve", WABI_FINDING_PASSED },
  { "day limit", spoil_day_limit, "day-limit-exceeded", WABI_FINDING_BLOCKED },
  { "day limit in sum", spoil_day_limit_sum, "day-limit-exceeded", WABI_FINDING_BLOCKED },
  { "no time", spoil_time, "time-invalid", WABI_FINDING_BLOCKED },
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
  findings = wabi_schedule_check (&f.facts);
  finding = wabi_findings_find (findings, c->id);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->level, ==, c->level);
  g_assert_cmpint (wabi_findings_worst (findings), ==, c->level); // and nothing else is wrong
  g_assert_cmpint (finding->title[0], !=, '\0');
  if (c->level == WABI_FINDING_BLOCKED)
    g_assert_cmpint (finding->way_on[0], !=, '\0');
}

// Weekly to Jun 11 with a holiday on one date; skipping it frees the series, and the units follow.
static void
test_series (void)
{
  WabiDay skip[] = { day ("2026-05-28") };
  g_autoptr (GPtrArray) blocked = NULL, skipped = NULL;
  g_autoptr (GArray) dates = NULL;
  Fixture f;

  make_good (&f);
  f.facts.series_count = 14;
  f.holidays[0] = (WabiHoliday){ skip[0], "Closed" };
  f.facts.n_holidays = 1;
  blocked = wabi_schedule_check (&f.facts);
  g_assert_cmpstr (wabi_findings_find (blocked, "holiday")->title, ==, "May 28 is a holiday of the practice");
  g_assert_cmpstr (wabi_findings_find (blocked, "holiday")->detail, ==,
                   "Skip that date or move it to May 29, 1:00 pm");
  g_assert_cmpstr (wabi_findings_find (blocked, "holiday")->way_on, ==, "skip-date");
  g_assert_cmpstr (wabi_findings_find (blocked, "holiday")->subject, ==, "2026-05-28");
  f.facts.skip_days = skip;
  f.facts.n_skip_days = 1;
  skipped = wabi_schedule_check (&f.facts);
  g_assert_cmpint (wabi_findings_worst (skipped), ==, WABI_FINDING_PASSED);
  g_assert_cmpint (wabi_findings_find (skipped, "units-left")->bar.proposed, ==, 156);
  dates = wabi_schedule_dates (&f.facts);
  g_assert_cmpuint (dates->len, ==, 13);
  for (guint i = 0; i < dates->len; i++)
    {
      g_assert_cmpint (g_array_index (dates, WabiOccurrence, i).start_minute, ==, 780);
      g_assert_cmpint (g_array_index (dates, WabiOccurrence, i).units, ==, 12);
    }
}

// A series that runs over the end of one authorization into the next uses both.
static void
test_two_authorizations (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  Fixture f;

  make_good (&f);
  f.facts.series_count = 4;
  f.auths[1] = f.auths[0];
  f.auths[1].number = "A-3";
  f.auths[0].to = day ("2026-03-20");
  f.auths[1].from = day ("2026-03-21");
  f.facts.base.n_authorizations = 2;
  findings = wabi_schedule_check (&f.facts);
  g_assert_cmpstr (wabi_findings_find (findings, "authorization")->title, ==,
                   "Authorizations A-20417, A-3 cover 97153");
  g_assert_cmpint (wabi_findings_find (findings, "units-left")->bar.proposed, ==, 24);
  f.auths[1].from = day ("2026-03-27");
  g_ptr_array_unref (findings);
  findings = wabi_schedule_check (&f.facts);
  g_assert_cmpstr (wabi_findings_find (findings, "authorization-expired")->detail, ==,
                   "1 of 4 dates, first on Mar 26");
}

static void
test_without_client (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  Fixture f;

  make_good (&f);
  f.facts.base.visit.client_id = f.facts.base.visit.code = NULL;
  findings = wabi_schedule_check (&f.facts);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpstr (wabi_findings_find (findings, "both-available")->title, ==, "Available");
}

static void
test_joined_windows (void)
{
  WabiAvailability windows[] = { { 1, 540, 600, WABI_DAY_NONE, WABI_DAY_NONE },
                                 { 1, 600, 720, WABI_DAY_NONE, WABI_DAY_NONE },
                                 { 1, 1320, 1440, WABI_DAY_NONE, WABI_DAY_NONE },
                                 { 2, 0, 120, WABI_DAY_NONE, WABI_DAY_NONE } };
  WabiDay monday = day ("2026-03-09");

  g_assert_true (wabi_availability_holds (windows, 4, monday, 540, 720));
  g_assert_false (wabi_availability_holds (windows, 4, monday, 540, 721));
  g_assert_false (wabi_availability_holds (windows, 4, monday, 539, 600));
  g_assert_true (
      wabi_availability_holds (windows, 4, monday, 1380, 1500)); // over midnight into Tuesday's window
  g_assert_false (wabi_availability_holds (windows, 3, monday, 1380, 1500));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule-check/all-well", test_all_well);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/schedule-check/spoiled/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_one_spoiled);
    }
  g_test_add_func ("/schedule-check/series", test_series);
  g_test_add_func ("/schedule-check/two-authorizations", test_two_authorizations);
  g_test_add_func ("/schedule-check/without-client", test_without_client);
  g_test_add_func ("/schedule-check/joined-windows", test_joined_windows);
  return g_test_run ();
}
