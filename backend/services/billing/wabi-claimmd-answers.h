// SPDX-License-Identifier: AGPL-3.0-or-later
// What Claim.MD answers, as far as it is read.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiClaimmdClaim:
 * @control: our number of the claim ("pcn")
 * @response: number of its newest message, or 0
 * @rejected: whether it is rejected; else it is taken
 * @words: (nullable): what is said of it
 *
 * What is said of one claim.
 */
typedef struct
{
  char *control;
  gint64 response;
  gboolean rejected;
  char *words;
} WabiClaimmdClaim;

/**
 * WabiClaimmdAnswer:
 * @error: (nullable): what is wrong, in Claim.MD's words
 * @last_response: the number up to which claims were told of, or -1
 * @last_era: the number up to which remittances were listed, or -1
 * @claims: (element-type WabiClaimmdClaim): what is said of claims
 * @eras: (element-type gint64): numbers of remittances
 * @files: (element-type utf8): names of files that were uploaded
 * @data: (nullable): an X12 file
 *
 * An answer of any of its calls.
 */
typedef struct
{
  char *error;
  gint64 last_response, last_era;
  GPtrArray *claims;
  GArray *eras;
  GPtrArray *files;
  char *data;
} WabiClaimmdAnswer;

/** wabi_claimmd_answer_free: frees it. */
void wabi_claimmd_answer_free (WabiClaimmdAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiClaimmdAnswer, wabi_claimmd_answer_free)

/** wabi_claimmd_read: Returns: (transfer full) (nullable): what an answer says; %NULL where it is not whole, or not its XML and no X12 either. */
WabiClaimmdAnswer *wabi_claimmd_read (const char *text, gsize length);

/**
 * wabi_claimmd_make_277ca:
 * @claims: (element-type WabiClaimmdClaim): what is said of claims
 * @upto: number of the newest message; names the file
 * @date: the day, YYYY-MM-DD
 *
 * Claim.MD tells of claims in rows of its own; what is told is kept as the acknowledgement (277CA) that says the same: taken as received (A1), rejected as
 * returned (A3) with its words.
 *
 * Returns: (transfer full): the file
 */
char *wabi_claimmd_make_277ca (GPtrArray *claims, gint64 upto, const char *date);

G_END_DECLS
