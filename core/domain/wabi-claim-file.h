// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims become a file: numbers that must never be given twice are taken in the transaction that stores it.

#pragma once

#include "wabi-claim-build.h"
#include "wabi-commands-private.h"

G_BEGIN_DECLS

/**
 * WabiClaimOrder:
 * @payer: id of the payer that the file goes to
 * @groups: (element-type WabiClaimGroup): its claims, without control numbers
 * @request: (nullable): id of the claim_request that asked for them
 * @claim_id: (nullable): id for the claim, when there is only one
 * @replaces: (nullable): the claim that the only one replaces or voids
 *
 * What one file is to hold.
 */
typedef struct
{
  const char *payer;
  GPtrArray *groups;
  const char *request;
  const char *claim_id;
  WabiRecord *replaces;
} WabiClaimOrder;

/**
 * wabi_claim_file_write:
 * @context: of a command of the billing service
 * @order: what goes into it
 * @error: where to put an error of #WABI_COMMAND_ERROR
 *
 * Numbers the claims, writes and checks the file, and puts it with its claims and what was sent of each charge.
 *
 * Returns: (transfer full) (nullable): id of the claim_file
 */
char *wabi_claim_file_write (WabiContext *context, const WabiClaimOrder *order, GError **error);

/**
 * wabi_claim_ask_status:
 * @context: of a command of the billing service
 * @args: "id" of the claim_file that is to be, "claim"
 * @error: where to put an error of #WABI_COMMAND_ERROR
 *
 * The rule of "claim.ask-status": a question to the payer (276) what became of a claim, as a file of its own; its answer (277) comes by "inbound.import".
 *
 * Returns: whether it was asked
 */
gboolean wabi_claim_ask_status (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_claim_see_to: the rule of "claim.see-to": a person has seen to what was said of a claim; FALSE with @error when it cannot be read. */
gboolean wabi_claim_see_to (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_claim_see_again: the rule of "claim.see-again", which takes that back; FALSE with @error when it cannot be read. */
gboolean wabi_claim_see_again (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_claim_ask_statuses: the rule of "claim.ask-statuses": "id" of the first claim_file, "claims"; a file for each payer. */
gboolean wabi_claim_ask_statuses (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_claim_ask_late: the rule of "claim.ask-late", which only the service gives: "partner", and in "waits" after how many days a payer's claims are late. */
gboolean wabi_claim_ask_late (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_claim_take_envelope: takes the next number of an envelope into @isa; FALSE with @error when the store refuses. */
gboolean wabi_claim_take_envelope (WabiContext *context, gint64 *isa, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_claim_take_checks: takes the next @n numbers of questions about benefits, from @first on; FALSE with @error when the store refuses. */
gboolean wabi_claim_take_checks (WabiContext *context, guint n, gint64 *first, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_claim_tell: puts a step of @claim's way: "made", "replaced", "voided", "276"; @words (nullable). */
void wabi_claim_tell (WabiContext *context, WabiRecord *claim, const char *step, const char *words);

G_END_DECLS
