// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-model.h"
#include "wabi-payer-terms.h"

G_BEGIN_DECLS

/** WABI_CLAIM_MAX_CHARGES: a claim has at most fifty lines, and never so many sessions of a day on one of them that this is too few. */
#define WABI_CLAIM_MAX_CHARGES 1000

/**
 * WabiClaimGroup:
 * @charges: (element-type WabiRecord): charges that go on one claim, by time
 * @line_of: (element-type guint): for each charge which line of the claim it stands on, from 0; empty before the claim is built
 * @control: the claim's control number
 * @frequency: '1' original, '7' replacement, '8' void; 0 is an original
 * @payer_control: (nullable): the payer's own number of the claim that is replaced or voided
 * @coverage: (nullable): the plan that it goes to; %NULL for the charges' own
 * @prior: (nullable): the claim to the payer before this one, whose answer is posted
 * @sent: (nullable): a claim whose lines are sent again as they were, whatever became of the charges
 *
 * One claim to be built: at most fifty lines of one client and plan.
 */
typedef struct
{
  GPtrArray *charges;
  GArray *line_of;
  char *control;
  char frequency;
  char *payer_control;
  WabiRecord *coverage;
  WabiRecord *prior;
  WabiRecord *sent;
} WabiClaimGroup;

/**
 * wabi_claim_group_charges:
 * @view: where to look for the payer's rules
 * @payer: (nullable): the payer; %NULL for what all ask
 * @charges: (element-type WabiRecord): its charges
 *
 * One claim for each client, plan and signer, and as the payer's rule of each day of service says: for each authorization unless it
 * takes them by line; for each day, week, month or session; with no more lines than it takes. Charges of one line are on one claim, whatever
 * else would part them.
 *
 * Returns: (transfer full) (element-type WabiClaimGroup): the claims that they make, without control numbers
 */
GPtrArray *wabi_claim_group_charges (const WabiView *view, WabiRecord *payer, GPtrArray *charges);

/**
 * wabi_claim_sort_charges:
 * @charges: (element-type WabiRecord): charges, which are put in the order of their time
 */
void wabi_claim_sort_charges (GPtrArray *charges);

/**
 * wabi_claim_group_lay_lines:
 * @view: where to look
 * @terms: the payer's terms, of any day
 * @group: a claim, of which @line_of is set
 *
 * Each charge is a line, but where the payer wants one line a day those of it are one. What was sent before keeps its lines.
 *
 * Returns: how many lines the claim has
 */
guint wabi_claim_group_lay_lines (const WabiView *view, WabiPayerTerms *terms, WabiClaimGroup *group);

/**
 * wabi_claim_group_new:
 *
 * Returns: (transfer full): an original without charges
 */
WabiClaimGroup *wabi_claim_group_new (void);

/**
 * wabi_claim_group_free:
 * @group: (transfer full) (nullable): what to free
 */
void wabi_claim_group_free (WabiClaimGroup *group);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiClaimGroup, wabi_claim_group_free)

/**
 * wabi_claim_pick_renderer:
 * @asked: the payer's terms of that day
 * @key: code, credential of who gave it, place
 * @performer: (nullable): who gave it
 * @signer: (nullable): who answers for it
 * @out: (out) (transfer none) (nullable): which of the two renders
 *
 * Returns: whether the payer wants a person named at all
 */
gboolean wabi_claim_pick_renderer (WabiPayerTerms *asked, const WabiTermsKey *key, const char *performer, const char *signer, const char **out);

/**
 * wabi_claim_find_partner:
 * @view: where to look
 * @payer: the payer
 *
 * Returns: (transfer full) (nullable): who carries its claims: the payer's own partner, else the only active one
 */
WabiRecord *wabi_claim_find_partner (const WabiView *view, WabiRecord *payer);

/**
 * wabi_claim_line_control:
 * @control: of the claim
 * @number: of the line, from 1
 *
 * Returns: (transfer full): what REF*6R says and the remittance repeats
 */
char *wabi_claim_line_control (const char *control, guint number);

/**
 * wabi_claim_build_batch:
 * @view: where to look
 * @payer: the payer
 * @groups: (element-type WabiClaimGroup): the claims, with control numbers
 * @isa_control: interchange control number, never used before
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @error: where to put %WABI_COMMAND_ERROR_REFUSED, with what is missing in words
 *
 * Returns: (transfer full) (nullable): everything that the 837P file says
 */
WabiClaimBatch *wabi_claim_build_batch (const WabiView *view, WabiRecord *payer, GPtrArray *groups, gint64 isa_control,
                                        const char *zone, gint64 now, GError **error);

/**
 * wabi_claim_next_coverage:
 * @view: where to look
 * @claim: a claim that its payer has answered
 *
 * Returns: (transfer full) (nullable): the client's plan that pays after it on that day
 */
WabiRecord *wabi_claim_next_coverage (const WabiView *view, WabiRecord *claim);

/**
 * wabi_claim_find_answer:
 * @view: where to look
 * @claim: a claim
 *
 * What counts of several: a reversal takes away the answers before it, a correction stands for them.
 *
 * Returns: (transfer full) (nullable): the posted remit_claim that counts
 */
WabiRecord *wabi_claim_find_answer (const WabiView *view, WabiRecord *claim);

G_END_DECLS
