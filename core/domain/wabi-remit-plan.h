// SPDX-License-Identifier: AGPL-3.0-or-later
// What becomes of a remittance: the summary that a biller reads before it is posted, and what posting then does.

#pragma once

#include "wabi-claim-lines.h"
#include "wabi-money-book.h"
#include "wabi-reason-codes.h"

G_BEGIN_DECLS

/**
 * WabiRemitMove:
 * @charge: id of the charge that it is about
 * @kind: the word of the books: "payment", "adjustment", "transfer"
 * @account: what bears it: suspense for a payment, contractual, receivable_family, or receivable_payer of the next payer
 * @next_payer: (nullable): of a transfer to another plan
 * @group: (nullable): CO, PR, OA, PI
 * @reason: (nullable): the CARC
 * @cents: what it takes from what the payer owes; negative gives back
 *
 * One movement of money that posting a claim makes.
 */
typedef struct
{
  char *charge;
  const char *kind;
  WabiMoneyAccount account;
  char *next_payer;
  char *group;
  char *reason;
  gint64 cents;
} WabiRemitMove;

/**
 * WabiRemitDenial:
 * @charge: (nullable): id of the charge, %NULL when the claim as a whole is meant
 * @group: CO, OA, PI
 * @reason: the CARC
 * @remarks: (array zero-terminated=1): the RARCs
 * @category: see wabi_reason_category()
 * @cents: what was not paid because of it; negative takes an earlier denial back
 */
typedef struct
{
  char *charge;
  char *group;
  char *reason;
  GStrv remarks;
  const char *category;
  gint64 cents;
} WabiRemitDenial;

/**
 * WabiRemitAction:
 * @WABI_REMIT_POST: it posts by itself
 * @WABI_REMIT_TELL: it moves no money (forwarded, an estimate): only the claim's history grows
 * @WABI_REMIT_HOLD: a person has to look: @why says at what
 * @WABI_REMIT_ORPHAN: no claim of ours was found for it
 */
typedef enum
{
  WABI_REMIT_POST,
  WABI_REMIT_TELL,
  WABI_REMIT_HOLD,
  WABI_REMIT_ORPHAN,
} WabiRemitAction;

/**
 * WabiRemitClaimPlan:
 * @answer: the remit_claim
 * @claim: (nullable): our claim
 * @charges: (element-type WabiRecord): the charges of @claim that its lines are about, those of one line after another
 * @action: what becomes of it
 * @outcome: "paid", "partial", "denied", "reversal", "correction", "forwarded", "told"
 * @matched_by: (nullable): "line", "claim", "member", "hand"
 * @why: (nullable): for people, translated: why it is held, or to be looked at
 * @moves: (element-type WabiRemitMove): what posting moves
 * @denials: (element-type WabiRemitDenial): what was not paid and may yet be
 * @paid: sum of the payments
 * @contractual: sum of what the contract takes off
 * @family: sum of what falls to the family
 * @next: sum of what goes to the next payer
 * @denied: sum of the denials
 */
typedef struct
{
  WabiRecord *answer;
  WabiRecord *claim;
  GPtrArray *charges;
  WabiRemitAction action;
  const char *outcome;
  const char *matched_by;
  char *why;
  GPtrArray *moves;
  GPtrArray *denials;
  gint64 paid, contractual, family, next, denied;
} WabiRemitClaimPlan;

/**
 * WabiRemitPlan:
 * @remittance: the remittance
 * @claims: (element-type WabiRemitClaimPlan): its claims that are not posted yet, in the order of the file
 * @n_post: how many post or tell by themselves
 * @n_hands: how many need hands
 * @post_cents: what of the payment posts
 * @hands_cents: what of it stays in suspense with claims that need hands
 * @difference_cents: what the payer's own sums do not explain; stays in suspense
 * @why: (nullable): why nothing of it can be posted now (a second copy of a payment, a cut file)
 */
typedef struct
{
  WabiRecord *remittance;
  GPtrArray *claims;
  guint n_post, n_hands;
  gint64 post_cents, hands_cents, difference_cents;
  char *why;
} WabiRemitPlan;

/**
 * wabi_remit_list_answers:
 * @view: where to look
 * @remittance: id of a remittance
 *
 * Returns: (transfer full) (element-type WabiRecord): its remit_claims, in the order of the file
 */
GPtrArray *wabi_remit_list_answers (const WabiView *view, const char *remittance);

/**
 * wabi_remit_plan_new:
 * @view: where to look
 * @remittance: a remittance
 * @answers: (element-type WabiRecord): its remit_claims, posted ones too
 *
 * Matches by line control number, then claim number, then member, date and charge, or by what a person chose; decides what each adjustment is
 * from its group and reason; holds what does not balance to the cent. Nothing is changed. A reversal earlier in the same remittance is seen by
 * what comes after it.
 *
 * Returns: (transfer full): what posting would do
 */
WabiRemitPlan *wabi_remit_plan_new (const WabiView *view, WabiRecord *remittance, GPtrArray *answers);

/**
 * wabi_remit_plan_free:
 * @plan: (transfer full) (nullable): what to free
 */
void wabi_remit_plan_free (WabiRemitPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiRemitPlan, wabi_remit_plan_free)

/**
 * wabi_remit_claim_plan_free:
 * @plan: (transfer full) (nullable): what to free
 */
void wabi_remit_claim_plan_free (WabiRemitClaimPlan *plan);

/* ---- matching (wabi-remit-match.c) ---- */

/**
 * wabi_remit_match:
 * @view: where to look
 * @answer: a remit_claim
 * @payer: (nullable): id of the payer, when known
 * @matched_by: (out): how it was found
 *
 * Returns: (transfer full) (nullable): our claim
 */
WabiRecord *wabi_remit_match (const WabiView *view, WabiRecord *answer, const char *payer, const char **matched_by);

/**
 * wabi_remit_match_lines:
 * @view: where to look
 * @claim: our claim
 * @content: content of the answer
 * @sent: (out) (transfer full) (element-type WabiSentLine): for each line of @content the line of ours, %NULL where none was found
 *
 * By line control number, else by code, date and charge among the claim's own lines; each of our lines is taken once unless its number says so.
 *
 * Returns: whether each line found ours
 */
gboolean wabi_remit_match_lines (const WabiView *view, WabiRecord *claim, JsonObject *content, GPtrArray **sent);

/* ---- dividing (wabi-remit-divide.c) ---- */

/**
 * wabi_remit_divide_line:
 * @sent: our line
 * @told: what the payer said of it: a line of the content
 * @adjustments: (out) (transfer full) (element-type WabiRemitCas): its adjustments, in an order that does not depend on the payer's
 *
 * The payment and each adjustment over the charges of the line, exact for each amount and each charge; see wabi_share_table().
 *
 * Returns: (transfer full) (nullable): cents at [amount * charges + charge], the payment first, then @adjustments; %NULL and @adjustments
 *   unset where the figures are beyond all sense
 */
gint64 *wabi_remit_divide_line (const WabiSentLine *sent, JsonObject *told, GArray **adjustments);

/**
 * wabi_remit_divide_units:
 * @sent: our line
 * @units: of the whole line, in any measure
 *
 * Returns: (transfer full) (nullable): what of @units falls to each of its charges, by their own units
 */
gint64 *wabi_remit_divide_units (const WabiSentLine *sent, gint64 units);

/**
 * wabi_remit_suggest:
 * @view: where to look
 * @answer: a remit_claim that found no claim
 *
 * For a person who matches by hand: claims that fit in part, best first, at most eight.
 *
 * Returns: (transfer full) (element-type WabiRecord): claims
 */
GPtrArray *wabi_remit_suggest (const WabiView *view, WabiRecord *answer);

/**
 * wabi_remit_find_payer:
 * @view: where to look
 * @name: (nullable): what the payer calls itself
 * @ids: (array zero-terminated=1): its numbers: N104, REF*2U, TRN03, BPR10
 *
 * Returns: (transfer full) (nullable): the payer of ours that it is
 */
WabiRecord *wabi_remit_find_payer (const WabiView *view, const char *name, const char *const *ids);

G_END_DECLS
