// SPDX-License-Identifier: AGPL-3.0-or-later
// What a family owes, and what was told to it.

#pragma once

#include "wabi-money-book.h"

G_BEGIN_DECLS

/**
 * WabiFamilyLine:
 * @charge: (nullable): the charge, %NULL for a payment on account
 * @date: the day of service, or of the payment
 * @code: (nullable): the service
 * @service: (nullable): its name, where it is the practice's own
 * @asked: what the practice asks for the service
 * @insurance: what payers paid
 * @adjusted: what the contract takes off
 * @family: what falls to the family
 * @paid: what the family paid of it
 * @due: what it still owes of it
 * @waiting: what payers have not answered yet: the family is not asked for it
 */
typedef struct
{
  char *charge;
  char *date;
  char *code;
  char *service;
  gint64 asked, insurance, adjusted, family, paid, due, waiting;
} WabiFamilyLine;

/**
 * WabiFamilyAccount:
 * @lines: (element-type WabiFamilyLine): services that the family owes or owed something for, oldest first
 * @due: what it owes in all
 * @credit: what it paid and is not applied yet
 * @waiting: what payers still have to answer
 * @ages: what is due by age since it fell to the family: up to 30, 60, 90 days, and older
 */
typedef struct
{
  GPtrArray *lines;
  gint64 due, credit, waiting;
  gint64 ages[4];
} WabiFamilyAccount;

/**
 * wabi_family_account_new:
 * @view: where to look
 * @client: the client
 * @today: YYYY-MM-DD
 *
 * Returns: (transfer full): how the family stands
 */
WabiFamilyAccount *wabi_family_account_new (const WabiView *view, const char *client, const char *today);

/** wabi_family_account_free: @account (transfer full) (nullable). */
void wabi_family_account_free (WabiFamilyAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiFamilyAccount, wabi_family_account_free)

/**
 * wabi_family_account_to_json:
 * @account: an account
 *
 * Returns: (transfer full): its lines as a statement keeps them
 */
JsonNode *wabi_family_account_to_json (const WabiFamilyAccount *account);

/**
 * WabiEstimateLine:
 * @code: a service
 * @units: how many units are expected
 * @rate_cents: fee for a unit
 * @asked: units times rate
 * @allowed: what the payer is expected to allow
 * @family: what is expected to fall to the family
 */
typedef struct
{
  const char *code;
  gint64 units, rate_cents, asked, allowed, family;
} WabiEstimateLine;

/**
 * WabiShareTerms:
 * @copay_cents: for each day of service
 * @coinsurance_percent: of what is allowed
 * @deductible_left_cents: what the family pays first
 * @out_of_pocket_left_cents: what it pays at most; negative for no limit
 */
typedef struct
{
  gint64 copay_cents;
  int coinsurance_percent;
  gint64 deductible_left_cents;
  gint64 out_of_pocket_left_cents;
} WabiShareTerms;

/**
 * wabi_family_share:
 * @allowed: what the payer allows for services in their order, cents
 * @days: on how many days they are given
 * @terms: (inout): what is left of deductible and limit, counted down
 *
 * The family's share: the deductible first, then the coinsurance, then a copayment for each day, and never above the limit.
 *
 * Returns: cents
 */
gint64 wabi_family_share (gint64 allowed, int days, WabiShareTerms *terms);

/**
 * wabi_plan_due:
 * @total: what is to be paid
 * @each: how much each time
 * @every: "week", "two-weeks" or "month"
 * @first: day of the first payment
 * @through: a day
 *
 * A month's day that a month does not have is its last.
 *
 * Returns: how much should have been paid through that day
 */
gint64 wabi_plan_due (gint64 total, gint64 each, const char *every, WabiDay first, WabiDay through);

/** wabi_plan_next_day: Returns: the day of the first payment after @after, %WABI_DAY_NONE when @total was asked for by then. */
WabiDay wabi_plan_next_day (gint64 total, gint64 each, const char *every, WabiDay first, WabiDay after);

G_END_DECLS
