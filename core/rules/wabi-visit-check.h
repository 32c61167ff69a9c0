// SPDX-License-Identifier: AGPL-3.0-or-later
// The proofs that booking and billing share: what passes at booking passes on the claim, for the same facts.

#pragma once

#include "wabi-auth.h"
#include "wabi-codes.h"
#include "wabi-concurrency.h"
#include "wabi-finding.h"
#include "wabi-ncci.h"
#include "wabi-units.h"

G_BEGIN_DECLS

/** WabiVisitStatus: cancelled and missed visits take nobody's time. */
typedef enum
{
  WABI_VISIT_BOOKED,
  WABI_VISIT_IN_PROGRESS,
  WABI_VISIT_DELIVERED,
  WABI_VISIT_CANCELLED,
  WABI_VISIT_MISSED,
} WabiVisitStatus;

/**
 * WabiVisit:
 * @id: (nullable): a visit with the same id never clashes with itself (moving)
 * @staff_id: (nullable): who renders
 * @client_id: (nullable): %NULL for time without a client (meeting, driving)
 * @staff_name: (nullable): for words
 * @client_name: (nullable): for words
 * @code: (nullable): service code; %NULL when nothing is billed
 * @place: (nullable): place of service code
 * @start_at: instant
 * @end_at: instant, excluded
 * @status: state
 * @units: billable units, for limits of a period; 0 lets the unit rule count the minutes
 * @units_known: whether @units counts even when it is 0
 * @authorization: (nullable): family of the authorization that it takes its units from; see #WabiAuthorization
 */
typedef struct
{
  const char *id;
  const char *staff_id;
  const char *client_id;
  const char *staff_name;
  const char *client_name;
  const char *code;
  const char *place;
  gint64 start_at;
  gint64 end_at;
  WabiVisitStatus status;
  int units;
  gboolean units_known;
  const char *authorization;
} WabiVisit;

/** WabiCredential: @type "RBT", valid from @from to @to, included; %WABI_DAY_NONE is open. */
typedef struct
{
  const char *type;
  WabiDay from;
  WabiDay to;
} WabiCredential;

/** WabiCodeAllowance: who may render @code with this payer: @credentials "RBT,BCaBA,BCBA". */
typedef struct
{
  const char *code;
  const char *credentials;
} WabiCodeAllowance;

/** WabiEnrolment: the staff member's enrolment with the payer; @enrolled FALSE with @required means none on
 * file. */
typedef struct
{
  gboolean required;
  gboolean enrolled;
  WabiDay from;
  WabiDay to;
} WabiEnrolment;

/**
 * WabiBillingFacts:
 * @known: whether what follows was gathered; booking says nothing about it when it was not
 * @diagnoses: (nullable) (array zero-terminated=1): principal first
 * @asd_principal_required: whether autism must come first
 * @covered: whether there is coverage at all
 * @member_id: (nullable)
 * @coverage_from: coverage of the client, first day
 * @coverage_to: last day
 * @npi_required: whether the payer wants the performer's NPI
 * @performer_npi: (nullable)
 * @fee_known: whether the payer's fee schedule can be read here
 * @fee_cents: fee for a unit; negative when no fee was found
 * @fee_source: (nullable): words, "fee schedule of Jan 1"
 * @filing_days: the payer's days from service to claim; 0 for none
 *
 * What a claim needs besides the visit.
 */
typedef struct
{
  gboolean known;
  const char *const *diagnoses;
  gboolean asd_principal_required;
  gboolean covered;
  const char *member_id;
  WabiDay coverage_from;
  WabiDay coverage_to;
  gboolean npi_required;
  const char *performer_npi;
  gboolean fee_known;
  gint64 fee_cents;
  const char *fee_source;
  int filing_days;
} WabiBillingFacts;

/**
 * WabiBenefit:
 * @credential: (nullable): only when given by these
 * @at_place: whether it is about the place of the visit only
 * @covered: whether it is paid
 * @source: (nullable): who says so
 *
 * What a payer says about paying for the visit's code at its place.
 */
typedef struct
{
  const char *credential;
  gboolean at_place;
  gboolean covered;
  const char *source;
} WabiBenefit;

/**
 * WabiPairFacts:
 * @pairs: (nullable) (element-type WabiNcciPair): pairs of codes that the payer does not pay together
 * @source: (nullable): who published them
 * @advisory: whether they are another program's, so that they only warn
 * @any_staff: whether all lines of a day have one rendering provider, whoever gave them
 * @known: whether modifiers are known: a booking has none yet
 * @distinct: whether one of the lines has a modifier that says it was distinct
 */
typedef struct
{
  const GArray *pairs;
  const char *source;
  gboolean advisory;
  gboolean any_staff;
  gboolean known;
  gboolean distinct;
} WabiPairFacts;

/**
 * WabiMonthlyFacts:
 * @code: (nullable): what the payer wants once a month in person; %NULL for nothing
 * @percent: what it cuts otherwise
 * @source: (nullable): who says so
 */
typedef struct
{
  const char *code;
  int percent;
  const char *source;
} WabiMonthlyFacts;

/**
 * WabiUsualFacts:
 * @first_units: most units of the visit's code on the client's first authorization with the payer; 0 for no limit
 * @again_units: most on a later one
 * @within_days: days within which they are to be used, the first use being the first of them; 0 for no limit
 * @months: how long the payer's authorizations hold; 0 for any time
 * @source: (nullable): who says so
 *
 * What a payer grants by its own rules, whatever an authorization's letter seems to say.
 */
typedef struct
{
  int first_units, again_units, within_days, months;
  const char *source;
} WabiUsualFacts;

/** WabiToldState: what a payer's answer about a coverage (271) says; one that could not be given, or says neither, tells nothing. */
typedef enum
{
  WABI_TOLD_NOTHING,
  WABI_TOLD_ACTIVE,
  WABI_TOLD_INACTIVE,
} WabiToldState;

/**
 * WabiToldCoverage:
 * @state: what the payer said
 * @told: the day on which it said so
 * @from: first day of the coverage as the payer has it; %WABI_DAY_NONE where it named none
 * @to: last day
 * @plan: (nullable): the plan's name
 *
 * One answer about the coverage that is used.
 */
typedef struct
{
  WabiToldState state;
  WabiDay told;
  WabiDay from;
  WabiDay to;
  const char *plan;
} WabiToldCoverage;

/**
 * WabiEligibilityFacts:
 * @known: whether answers of payers are kept and can be read here; nothing is said about them where they are not
 * @answers: (array length=n_answers): what the payer said of the coverage, the newest first
 * @asked: the day of a question that still waits for its answer; %WABI_DAY_NONE for none
 * @changed: (nullable): what the last answer changed, in words, where nobody has seen to it yet
 * @remedy: (nullable): what to do about it
 */
typedef struct
{
  gboolean known;
  const WabiToldCoverage *answers;
  gsize n_answers;
  WabiDay asked;
  const char *changed;
  const char *remedy;
} WabiEligibilityFacts;

/**
 * WabiVisitFacts:
 * @zone: of the practice
 * @today: the caller's date
 * @visit: the one to be judged
 * @service: (nullable): the practice's row of the visit's code as of its day; %NULL where it has none, or where nobody looked
 * @services_known: whether the practice's service codes were looked at
 * @staff_name: (nullable)
 * @client_name: (nullable): first name is enough
 * @payer_name: (nullable)
 * @visits: (array length=n_visits): other visits of that staff member and of that client
 * @credentials: (array length=n_credentials): of the staff member
 * @allowances: (array length=n_allowances): the payer's own; the default table for codes not listed
 * @authorization_required: whether the payer wants one for this code
 * @authorizations: (array length=n_authorizations): of the client with this payer
 * @unit_rule: the payer's
 * @matrix: (nullable): the payer's; %NULL for the commercial default
 * @units_per_day: limit for the code (MUE or the payer's own); 0 for none
 * @units_per_day_source: (nullable): words, "Medicare MUE of 2024-07-01"
 * @benefits: (array length=n_benefits): what the payer says about paying for this code here, those that count first coming first
 * @pairing: codes that are not paid together
 * @monthly: what is wanted once a month
 * @usual: what the payer grants by its own rules
 * @billing: what a claim needs besides
 * @eligibility: what the payer said of the client's coverage
 */
typedef struct
{
  const char *zone;
  WabiDay today;
  WabiVisit visit;
  const WabiServiceCode *service;
  gboolean services_known;
  const char *staff_name;
  const char *client_name;
  const char *payer_name;
  const WabiVisit *visits;
  gsize n_visits;
  const WabiCredential *credentials;
  gsize n_credentials;
  const WabiCodeAllowance *allowances;
  gsize n_allowances;
  WabiEnrolment enrolment;
  gboolean authorization_required;
  const WabiAuthorization *authorizations;
  gsize n_authorizations;
  WabiUnitRule unit_rule;
  const WabiConcurrencyMatrix *matrix;
  int units_per_day;
  const char *units_per_day_source;
  const WabiBenefit *benefits;
  gsize n_benefits;
  WabiPairFacts pairing;
  WabiMonthlyFacts monthly;
  WabiUsualFacts usual;
  WabiBillingFacts billing;
  WabiEligibilityFacts eligibility;
} WabiVisitFacts;

/** WabiOccurrence: one date of a series, on the wall clock of the zone. */
typedef struct
{
  gint64 start_at;
  gint64 end_at;
  WabiDay day;
  int start_minute;
  int end_minute;
  int units;
} WabiOccurrence;

/** wabi_visit_get_service: Returns: (transfer none) (nullable): the service of the visit: as the practice has it, or where nobody
 * looked as it comes with the program. */
const WabiServiceCode *wabi_visit_get_service (const WabiVisitFacts *facts);

/** wabi_visit_is_billed: Returns: whether the visit is to be billed: it has a client and a code, and not one that the practice never
 * bills. */
gboolean wabi_visit_is_billed (const WabiVisitFacts *facts);

/** wabi_visit_minutes: Returns: whole minutes of a visit, 0 when it ends before it starts. */
int wabi_visit_minutes (const WabiVisit *visit);

/** wabi_visit_make_occurrence: Returns: @visit moved by @days local days. */
WabiOccurrence wabi_visit_make_occurrence (const WabiVisitFacts *facts, int days);

/** wabi_visit_takes_time: Returns: whether a visit in this state takes anybody's time. */
gboolean wabi_visit_takes_time (WabiVisitStatus status);

/** wabi_visit_find_staff_clash: Returns: (transfer none) (nullable): a visit of the same staff member that
 * overlaps, other than one of the same group: the same group code at the same time, for another client. */
const WabiVisit *wabi_visit_find_staff_clash (const WabiVisitFacts *facts, const WabiOccurrence *occurrence);

/**
 * wabi_visit_find_client_overlap:
 * @action: (out): what the payer does with the pair
 *
 * Returns: (transfer none) (nullable): the visit of the same client, by other staff, that overlaps; the one
 * with the worst action if several do.
 */
const WabiVisit *wabi_visit_find_client_overlap (const WabiVisitFacts *facts,
                                                 const WabiOccurrence *occurrence,
                                                 WabiConcurrencyAction *action);

/** wabi_visit_find_credential: Returns: (transfer none) (nullable): the credential that allows the code on
 * @day. */
const WabiCredential *wabi_visit_find_credential (const WabiVisitFacts *facts, WabiDay day);

/** wabi_visit_allowed_credentials: Returns: (nullable): the list of credentials for the visit's code; %NULL:
 * anybody. */
const char *wabi_visit_allowed_credentials (const WabiVisitFacts *facts);

/*
 * The shared proofs. Each appends one finding that passed, or those that did not, for the given dates
 * (array length=n). A proof that does not apply (nothing billed, no client) appends nothing.
 */

/** wabi_visit_check_staff_time: "staff-double-booked" or nothing: Returns: whether it is free. */
gboolean wabi_visit_check_staff_time (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                      GPtrArray *findings);
/** wabi_visit_check_client_time: "client-double-booked" or nothing, for overlaps that the payer denies;
 * Returns: free. */
gboolean wabi_visit_check_client_time (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                       GPtrArray *findings);
/** wabi_visit_check_authorization: "authorization" passed, or "authorization-missing", "-expired",
 * "-pending", ... */
gboolean wabi_visit_check_authorization (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                         GPtrArray *findings);
/**
 * wabi_visit_pick_authorization:
 * @date: when
 *
 * The one on which a visit is booked and billed. Of those that cover, with room in all their limits: the one it was booked on, then an
 * approved before a pending one, then the one that ends first. Where none has room, the one with the most.
 *
 * Returns: (transfer none) (nullable): one of the facts
 */
const WabiAuthorization *wabi_visit_pick_authorization (const WabiVisitFacts *facts, const WabiOccurrence *date);

/** wabi_visit_check_units: "units-left" (passed or warning), "units-short", "units-period-short". */
gboolean wabi_visit_check_units (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                 GPtrArray *findings);
/** wabi_visit_check_code: nothing, or "code-unknown" where the practice does not have the code on that day. Returns: whether it is known. */
gboolean wabi_visit_check_code (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings);
/** wabi_visit_check_staff: "staff-may-serve" passed, or "staff-not-credentialed", "staff-credential-expired",
 * "staff-not-enrolled". */
gboolean wabi_visit_check_staff (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                 GPtrArray *findings);
/** wabi_visit_check_concurrency: "concurrency" passed, or a warning where the payer pays one only; "group-full".
 * What the payer denies is wabi_visit_check_client_time()'s. Returns: whether both are paid. */
gboolean wabi_visit_check_concurrency (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                       GPtrArray *findings);
/** wabi_visit_check_benefit: nothing, or "code-not-covered" or "place-not-covered" by the payer. */
gboolean wabi_visit_check_benefit (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings);
/**
 * wabi_visit_check_pairs:
 *
 * Nothing where no other code of the day makes a pair with the visit's; else "pair-distinct", passed with the modifier that says so, a warning
 * while modifiers are not known, blocked without; or "pair-never".
 */
gboolean wabi_visit_check_pairs (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings);
/** wabi_visit_check_monthly: nothing, or "monthly-visit": passed, or a warning for months without it. */
gboolean wabi_visit_check_monthly (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings);
/** wabi_visit_check_usual: nothing, or the warnings "usual-units", "usual-window" and "usual-months" about what the payer grants. */
gboolean wabi_visit_check_usual (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings);
/** wabi_visit_check_place: "place" passed, "place-unknown", or what wabi_visit_check_benefit() says. */
gboolean wabi_visit_check_place (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                 GPtrArray *findings);
/** wabi_visit_check_worth: "units-worth" passed with the payer's arithmetic, or "units-none". */
gboolean wabi_visit_check_worth (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                 GPtrArray *findings);
/** wabi_visit_check_diagnosis: "diagnosis", "diagnosis-missing" or "diagnosis-not-asd". */
gboolean wabi_visit_check_diagnosis (const WabiVisitFacts *facts, GPtrArray *findings);
/** wabi_visit_check_coverage: "coverage", "coverage-missing", "member-id-missing" or "coverage-not-active". */
gboolean wabi_visit_check_coverage (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                    GPtrArray *findings);
/** wabi_visit_check_npi: "npi", "npi-missing" or "npi-wrong"; nothing where the payer does not ask for it. */
gboolean wabi_visit_check_npi (const WabiVisitFacts *facts, GPtrArray *findings);
/** wabi_visit_check_fee: "fee" or "fee-missing"; nothing where the fee schedule is not known. */
gboolean wabi_visit_check_fee (const WabiVisitFacts *facts, GPtrArray *findings);
/** wabi_visit_check_filing: "filing" (a warning from three quarters of the time) or "filing-late". */
gboolean wabi_visit_check_filing (const WabiVisitFacts *facts, const WabiOccurrence *date, GPtrArray *findings);
/** wabi_visit_check_ready_to_bill: for booking: the five above, those that fail as warnings; "billing-ready" when none does. */
gboolean wabi_visit_check_ready_to_bill (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                         GPtrArray *findings);
/** wabi_visit_check_day_limit: "day-limit" passed, or "day-limit-exceeded". */
gboolean wabi_visit_check_day_limit (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                     GPtrArray *findings);

/**
 * wabi_visit_check_eligibility:
 *
 * What the payer's last answers (271) say of the coverage on these days: "eligibility" passed; "eligibility-ended", "eligibility-not-active" or
 * "eligibility-not-begun" blocked; "eligibility-until", "eligibility-changed", "eligibility-unchecked" or "eligibility-unclear" as a warning. Nothing
 * where answers are not known.
 *
 * Returns: whether the payer said that the client is covered
 */
gboolean wabi_visit_check_eligibility (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings);

G_END_DECLS
