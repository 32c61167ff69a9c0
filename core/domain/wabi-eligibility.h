// SPDX-License-Identifier: AGPL-3.0-or-later
// Whom a payer can be asked about (270), what is missing where it cannot, and what it said the last time.

#pragma once

#include "wabi-benefit-words.h"
#include "wabi-lookup.h"

G_BEGIN_DECLS

/** WABI_BENEFIT_SCHEDULE: id of the only benefit_schedule of a practice. */
#define WABI_BENEFIT_SCHEDULE "00000000-0000-7000-8000-000000000004"

/** WABI_BENEFIT_SILENT_DAYS: after so many days an answer is missed, where the practice says nothing else. */
#define WABI_BENEFIT_SILENT_DAYS 3

/**
 * WabiCheckState:
 * @WABI_CHECK_READY: the payer can be asked
 * @WABI_CHECK_WAITS: it was asked, and its answer is awaited
 * @WABI_CHECK_NO_CLIENT: the client is not there, or is discharged
 * @WABI_CHECK_ENDED: the plan is not valid today by our own records
 * @WABI_CHECK_SELF: nobody insures; the family pays
 * @WABI_CHECK_NO_MEMBER: the number on the card is missing
 * @WABI_CHECK_NO_SUBSCRIBER: who is insured is missing
 * @WABI_CHECK_NO_BIRTH: the patient's birth date is missing
 * @WABI_CHECK_NO_PAYER_ID: the payer's number with the clearinghouse is missing
 * @WABI_CHECK_NO_PRACTICE: the practice's NPI or tax number is missing
 * @WABI_CHECK_NO_PARTNER: no partner in use takes such questions, or it is not clear which
 * @WABI_CHECK_PARTNER_OFF: the payer's partner is not used at present
 * @WABI_CHECK_PARTNER_CANNOT: the payer's partner does not take such questions
 * @WABI_CHECK_UNSENDABLE: something else in the records cannot be written into a question
 *
 * Whether a payer can be asked about a coverage.
 */
typedef enum
{
  WABI_CHECK_READY,
  WABI_CHECK_WAITS,
  WABI_CHECK_NO_CLIENT,
  WABI_CHECK_ENDED,
  WABI_CHECK_SELF,
  WABI_CHECK_NO_MEMBER,
  WABI_CHECK_NO_SUBSCRIBER,
  WABI_CHECK_NO_BIRTH,
  WABI_CHECK_NO_PAYER_ID,
  WABI_CHECK_NO_PRACTICE,
  WABI_CHECK_NO_PARTNER,
  WABI_CHECK_PARTNER_OFF,
  WABI_CHECK_PARTNER_CANNOT,
  WABI_CHECK_UNSENDABLE,
} WabiCheckState;

/** WABI_CHECK_STATES: how many there are. */
#define WABI_CHECK_STATES (WABI_CHECK_UNSENDABLE + 1)

/** wabi_check_get_word: Returns: the word by which records know @state, such as "member". */
const char *wabi_check_get_word (WabiCheckState state);

/** wabi_check_from_word: Returns: the state that @word (nullable) names; %WABI_CHECK_UNSENDABLE for another word. */
WabiCheckState wabi_check_from_word (const char *word);

/** wabi_check_explain: Returns: (transfer none): what is missing and what to do, translated; empty for %WABI_CHECK_READY. */
const char *wabi_check_explain (WabiCheckState state);

/** wabi_check_get_place: Returns: (transfer none) (nullable): where that is mended: "coverage", "client", "payer", "partner" or "practice". */
const char *wabi_check_get_place (WabiCheckState state);

/**
 * wabi_partner_refuses:
 * @partner: a partner
 * @guide: "270" or "276"
 *
 * Returns: (transfer none) (nullable): why such questions can never go to it, translated; %NULL where the practice may say that it takes them
 */
const char *wabi_partner_refuses (WabiRecord *partner, const char *guide);

/**
 * wabi_partner_find_for:
 * @view: where to look
 * @payer: a payer
 * @guide: "270" or "276"
 * @state: (out): %WABI_CHECK_READY, or why there is none
 *
 * The payer's own partner; where it has none, the only one in use that takes such questions.
 *
 * Returns: (transfer full) (nullable): who carries questions to that payer
 */
WabiRecord *wabi_partner_find_for (const WabiView *view, WabiRecord *payer, const char *guide, WabiCheckState *state);

/**
 * WabiEligibility:
 *
 * What is read once for many coverages.
 */
typedef struct _WabiEligibility WabiEligibility;

/**
 * wabi_eligibility_new:
 * @view: where to look; it has to live as long
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @knows_partners: whether @view shows partners; where it does not (the front desk's), that none takes questions is found out by the service
 *
 * Returns: (transfer full): it
 */
WabiEligibility *wabi_eligibility_new (const WabiView *view, const char *zone, gint64 now, gboolean knows_partners);

/** wabi_eligibility_free: frees it; %NULL is allowed. */
void wabi_eligibility_free (WabiEligibility *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiEligibility, wabi_eligibility_free)

/** wabi_eligibility_get_today: Returns: the practice's day. */
WabiDay wabi_eligibility_get_today (WabiEligibility *self);

/**
 * wabi_eligibility_list_caseload:
 * @self: it
 * @error: where to put an error of the store
 *
 * Returns: (transfer full) (element-type WabiRecord) (nullable): coverages valid today of all clients who are not discharged, without those
 *   that nobody insures, in the order of their ids
 */
GPtrArray *wabi_eligibility_list_caseload (WabiEligibility *self, GError **error);

/** wabi_eligibility_judge: Returns: whether the payer of @coverage can be asked now. */
WabiCheckState wabi_eligibility_judge (WabiEligibility *self, WabiRecord *coverage);

/** wabi_eligibility_get_payer: Returns: (transfer none) (nullable): the payer of @coverage. */
WabiRecord *wabi_eligibility_get_payer (WabiEligibility *self, WabiRecord *coverage);

/** wabi_eligibility_get_partner: Returns: (transfer none) (nullable): who carries the question. */
WabiRecord *wabi_eligibility_get_partner (WabiEligibility *self, WabiRecord *coverage);

/** wabi_eligibility_get_practice: Returns: (transfer none) (nullable): the practice's own record. */
WabiRecord *wabi_eligibility_get_practice (WabiEligibility *self);

/**
 * WabiCheckHistory:
 * @all: (element-type WabiRecord): all questions and answers, the newest first
 * @answer: (nullable): (transfer none): the newest that was answered
 * @open: (nullable): (transfer none): a question after it that is not answered
 * @is_silent: whether @open should have been answered by now
 *
 * What is known of one coverage.
 */
typedef struct
{
  GPtrArray *all;
  WabiRecord *answer, *open;
  gboolean is_silent;
} WabiCheckHistory;

/** wabi_eligibility_read: reads what is known of the coverage @id into @out, to be cleared with wabi_check_history_clear(). */
void wabi_eligibility_read (WabiEligibility *self, const char *id, WabiCheckHistory *out);

/** wabi_eligibility_is_silent: Returns: whether the question @asked is the last one about its coverage, and should have been answered by now. */
gboolean wabi_eligibility_is_silent (WabiEligibility *self, WabiRecord *asked);

/** wabi_check_history_clear: lets go what @history holds. */
void wabi_check_history_clear (WabiCheckHistory *history);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiCheckHistory, wabi_check_history_clear)

/**
 * wabi_benefit_schedule_month:
 * @day: the day of the month on which is asked, 1 to 28
 * @today: the day
 *
 * Returns: (transfer full): "YYYY-MM" of the last month whose day has come
 */
char *wabi_benefit_schedule_month (int day, WabiDay today);

/**
 * wabi_benefit_schedule_next:
 * @schedule: (nullable): the monthly check
 * @today: the day
 *
 * Returns: when it asks next: today or before where it is due; %WABI_DAY_NONE where it is off
 */
WabiDay wabi_benefit_schedule_next (WabiRecord *schedule, WabiDay today);

G_END_DECLS
