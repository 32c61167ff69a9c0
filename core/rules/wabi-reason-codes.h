// SPDX-License-Identifier: AGPL-3.0-or-later
// What the reasons of a remittance mean for an ABA clinic, in our own words.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiReasonTreatment:
 * @WABI_REASON_CONTRACT: the payer's contract or law takes it off; it is written off, nobody is asked for it
 * @WABI_REASON_FAMILY: the family's share: deductible, coinsurance, copayment, or what a plan does not cover when the payer says so
 * @WABI_REASON_DENIAL: the payer did not pay what it may yet pay; nothing is written off before somebody looked
 * @WABI_REASON_PRIOR: what an earlier payer did; it moves no money in the books
 * @WABI_REASON_FORWARD: went on to another payer
 * @WABI_REASON_PENDING: not decided yet
 *
 * What posting does with an adjustment. Decided from the reason and its group together (billing-facts section 3: a denial is told from
 * amounts and reasons, never from CLP02 alone).
 */
typedef enum
{
  WABI_REASON_CONTRACT,
  WABI_REASON_FAMILY,
  WABI_REASON_DENIAL,
  WABI_REASON_PRIOR,
  WABI_REASON_FORWARD,
  WABI_REASON_PENDING,
} WabiReasonTreatment;

/**
 * WabiReasonCode:
 * @code: a claim adjustment reason code (CARC) or remittance advice remark code (RARC)
 * @treatment: what posting does with it when its group is CO, OA or PI; for a remark what it makes of a reason that leaves it open
 * @category: one of "authorization filing duplicate correction eligibility clinical benefit other", the kind of work it makes
 * @words: what it says, untranslated, in our own words (the lists' texts are copyrighted by X12)
 * @ended: (nullable): the day after which payers should not send it any more, YYYY-MM-DD; some still do
 */
typedef struct
{
  const char *code;
  WabiReasonTreatment treatment;
  const char *category;
  const char *words;
  const char *ended;
} WabiReasonCode;

/**
 * wabi_reason_find:
 * @code: (nullable): a CARC
 *
 * Source: the X12 list of claim adjustment reason codes of June 2024.
 *
 * Returns: (nullable): its row, %NULL for one that we do not know
 */
const WabiReasonCode *wabi_reason_find (const char *code);

/**
 * wabi_remark_find:
 * @code: (nullable): a RARC
 *
 * Source: the X12 list of remittance advice remark codes of June 2024.
 *
 * Returns: (nullable): its row, %NULL for one that we do not know
 */
const WabiReasonCode *wabi_remark_find (const char *code);

/**
 * wabi_reason_list:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the reasons
 */
const WabiReasonCode *wabi_reason_list (gsize *n);

/**
 * wabi_remark_list:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the remarks
 */
const WabiReasonCode *wabi_remark_list (gsize *n);

/**
 * wabi_reason_treat:
 * @group: CO, PR, OA or PI
 * @code: the CARC
 *
 * PR is the family's, whatever the reason. An unknown reason is a denial: somebody looks before money is given up.
 *
 * Returns: what posting does with it
 */
WabiReasonTreatment wabi_reason_treat (const char *group, const char *code);

/**
 * wabi_reason_category:
 * @code: the CARC
 * @remarks: (nullable) (array zero-terminated=1): the RARCs beside it, which say what a general reason (16, 96, A1 …) means
 *
 * Returns: (transfer none): the kind of work, "other" when nothing says
 */
const char *wabi_reason_category (const char *code, const char *const *remarks);

/**
 * wabi_reason_explain:
 * @group: (nullable): CO, PR, OA or PI
 * @code: the CARC
 *
 * Returns: (transfer full): translated words such as "CO-197: No authorization was found", also for a code that we do not know
 */
char *wabi_reason_explain (const char *group, const char *code);

/**
 * WabiProviderAdjustmentRule:
 * @code: of a PLB, such as "WO"
 * @account: the account of the books that bears it (wabi-money-book.h)
 * @needs_hands: somebody has to say which claim or bill it belongs to
 * @words: what it is, untranslated
 */
typedef struct
{
  const char *code;
  const char *account;
  gboolean needs_hands;
  const char *words;
} WabiProviderAdjustmentRule;

/**
 * wabi_provider_adjustment_find:
 * @code: (nullable): PLB03-1
 *
 * Source: the code list of PLB03-1 in the guide 005010X221A1.
 *
 * Returns: the rule; for a code that we do not know one that asks for hands
 */
const WabiProviderAdjustmentRule *wabi_provider_adjustment_find (const char *code);

G_END_DECLS
