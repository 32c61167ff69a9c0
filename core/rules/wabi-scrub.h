// SPDX-License-Identifier: AGPL-3.0-or-later
// The scrubber: every rule that a charge must keep before a payer sees it, as tables of plain facts.

#pragma once

#include "wabi-charge-check.h"

G_BEGIN_DECLS

/**
 * WabiScrubStage:
 * @WABI_SCRUB_RECORD: what is known when a visit is booked: practice, client, coverage, payer, people, place. Booking asks the same rules and
 *   warns, so that nothing that it called billable is refused later
 * @WABI_SCRUB_CHARGE: what was held, written and priced
 * @WABI_SCRUB_CLAIM: a claim that follows another: its replacement, its void, the next payer's
 */
typedef enum
{
  WABI_SCRUB_RECORD,
  WABI_SCRUB_CHARGE,
  WABI_SCRUB_CLAIM,
} WabiScrubStage;

/** WabiScrubPractice: who asks for payment, and through whom; @sender_known: whether it can be told here through whom. */
typedef struct
{
  const char *name, *npi, *ein, *taxonomy, *street, *city, *state, *zip, *phone, *contact;
  const char *submitter_id, *receiver_id, *receiver_name;
  gboolean test, sender_known;
} WabiScrubPractice;

/** WabiScrubClient: who was served; @diagnoses (nullable) (array zero-terminated=1). */
typedef struct
{
  const char *last_name, *first_name, *birth_date, *sex, *street, *city, *state, *zip, *status;
  const char *const *diagnoses;
} WabiScrubClient;

/** WabiScrubCoverage: the plan; @same_rank: how many plans of that day have its place in the order, itself among them. */
typedef struct
{
  gboolean there;
  const char *member_id, *group_number, *relation;
  const char *subscriber_first, *subscriber_last, *subscriber_birth, *subscriber_sex;
  int priority, same_rank;
} WabiScrubCoverage;

/** WabiScrubPayer: who is asked; @modifiers whether it wants the one of the certificate, @telehealth whether it wants one for telehealth,
 * @own_pattern whether the practice recorded @member_pattern, and it is not only what is shipped. */
typedef struct
{
  const char *name, *id, *type, *filing, *unit_method, *rendering, *supervising, *concurrency, *member_pattern;
  gboolean modifiers, telehealth, session_times, needs_npi, needs_enrollment, patient_is_subscriber, own_pattern;
  gboolean without_taxonomy, always_facility;
} WabiScrubPayer;

/** WabiScrubPerson: a member of staff as the claim names one; @there: whether it names one at all. */
typedef struct
{
  gboolean there, active, enrolled, independent;
  const char *last_name, *first_name, *credential, *npi, *modifier;
} WabiScrubPerson;

/** WabiScrubAuthorization: the one that the charge takes its units from. */
typedef struct
{
  gboolean there, same_payer, same_client, lists_code;
  const char *number, *status;
  WabiDay from, to;
} WabiScrubAuthorization;

/** WabiScrubPlace: where it was, when that is a place of the practice's own. */
typedef struct
{
  gboolean there;
  const char *street, *city, *state, *zip;
} WabiScrubPlace;

/**
 * WabiScrubCharge:
 * @service: (nullable): the practice's row of @code on @day
 * @services_known: whether it was looked for; otherwise what comes with the program counts
 * @modifiers: (nullable) (array zero-terminated=1)
 * @current_fee_cents: what the fee schedule says today of that date; -1 when that is not known
 * @start_minute: of @day
 * @end_minute: of @day, over 1440 when it ends the day after
 * @session_code: (nullable): what the session says now; so with the others
 * @current_payer: (nullable): who pays first on that day by what is on file now
 * @twins: other charges of the same client, service, person and start
 * @likes: other charges of the same client, service, day and minutes by somebody else
 * @group_size: clients of the group at that time, itself among them; 0 when that is not known
 */
typedef struct
{
  const char *code, *place, *state, *payer, *coverage;
  const WabiServiceCode *service;
  gboolean services_known;
  const char *const *modifiers;
  int minutes, units_tenths;
  gint64 cents, rate_cents, current_fee_cents;
  WabiDay day, record_day;
  int start_minute, end_minute;
  const char *session_code, *session_place, *session_state;
  int session_minutes;
  gboolean same_client, same_staff;
  const char *current_payer, *current_coverage;
  int twins, likes, group_size, age_days;
} WabiScrubCharge;

/** WabiScrubNote: @sign_days from the session to the signature, -1 when it is not known. */
typedef struct
{
  gboolean there, same_session, signed_before_end, by_performer, by_supervisor;
  int sign_days;
  const char *signer_credential;
} WabiScrubNote;

/**
 * WabiScrubClaim:
 * @frequency: (nullable): "1", "7" or "8"; %NULL where no claim is judged
 * @before_state: (nullable): state of the claim that it replaces or voids
 * @original_lines: lines of that claim
 * @answered: whether the payer before has answered, and it is posted
 * @difference_cents: by how much that answer fails to make up the charge
 * @left_cents: what that payer left to be paid
 * @next_plan: whether there is a plan after it
 */
typedef struct
{
  const char *frequency, *control, *original_reference, *before_state;
  int lines, original_lines, diagnoses, days_left;
  gint64 total_cents, difference_cents, left_cents;
  gboolean later_payer, answered, next_plan, sent_on;
} WabiScrubClaim;

/**
 * WabiScrubFacts:
 * @today: the caller's date
 * @performer: who gave the session
 * @renderer: who renders by the payer's rule
 * @supervisor: who is named as supervising; not there where nobody is
 *
 * Everything that the rules look at.
 */
typedef struct
{
  WabiDay today;
  WabiScrubPractice practice;
  WabiScrubClient client;
  WabiScrubCoverage coverage;
  WabiScrubPayer payer;
  WabiScrubPerson performer, renderer, supervisor;
  WabiScrubAuthorization authorization;
  WabiScrubPlace place;
  WabiScrubCharge charge;
  WabiScrubNote note;
  WabiScrubClaim claim;
} WabiScrubFacts;

/**
 * WabiScrubRule:
 * @id: "S-CLI-04", never given to another rule
 * @level: whether it stands in the way or is to be looked at
 * @stage: from when on it can be judged
 * @check: (nullable): id of the finding of wabi_charge_check() that judges it
 * @way: where it is mended, as in wabi_charge_check()
 * @source: who says so
 * @title: for a biller, not translated yet
 * @remedy: (nullable): what to do, not translated yet
 */
typedef struct
{
  const char *id;
  WabiFindingLevel level;
  WabiScrubStage stage;
  const char *check;
  const char *way;
  const char *source;
  const char *title;
  const char *remedy;
  gsize field;
  gboolean (*holds) (const WabiScrubFacts *facts, const char *text);
  gboolean (*when) (const WabiScrubFacts *facts);
} WabiScrubRule;

/** WabiScrubTheme: a table of rules; @name is not translated yet. */
typedef struct
{
  const char *name;
  const WabiScrubRule *rules;
  gsize n_rules;
} WabiScrubTheme;

/** WabiScrubVerdict: %WABI_SCRUB_NOT_ASKED where a rule does not apply, or what it needs is missing and told by another. */
typedef enum
{
  WABI_SCRUB_NOT_ASKED,
  WABI_SCRUB_HOLDS,
  WABI_SCRUB_BROKEN,
} WabiScrubVerdict;

/** wabi_scrub_get_themes: Returns: (transfer none) (array length=n): all rules; @n (out). */
const WabiScrubTheme *wabi_scrub_get_themes (gsize *n);

/** wabi_scrub_count: Returns: how many rules there are. */
guint wabi_scrub_count (void);

/** wabi_scrub_find: @id: of a rule, or of the finding that judges it. Returns: (transfer none) (nullable): the rule. */
const WabiScrubRule *wabi_scrub_find (const char *id);

/** wabi_scrub_judge: Returns: whether @rule is kept; never asks a rule that wabi_charge_check() judges. */
WabiScrubVerdict wabi_scrub_judge (const WabiScrubRule *rule, const WabiScrubFacts *facts);

/**
 * wabi_scrub:
 * @facts: what is known
 * @first: from this stage
 * @last: to this one
 * @findings: (element-type WabiFinding): where what is broken is added, what blocks first
 *
 * Returns: how many rules were asked
 */
guint wabi_scrub (const WabiScrubFacts *facts, WabiScrubStage first, WabiScrubStage last, GPtrArray *findings);

G_END_DECLS
