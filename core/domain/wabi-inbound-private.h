// SPDX-License-Identifier: AGPL-3.0-or-later
// Parts of what billing does with files that come back.

#pragma once

#include "wabi-277.h"
#include "wabi-999.h"
#include "wabi-commands-private.h"

G_BEGIN_DECLS

/* The rule of "inbound.import": "id", "name", "content", "partner". */
gboolean wabi_inbound_import (WabiContext *context, JsonObject *args, GError **error);

/* Takes a text of somebody else's into a field of ours: cut to its bytes, without control characters; nothing for NULL or nothing. */
void wabi_inbound_set (WabiRecord *record, const char *field, const char *text);

/* Each claim of a file that was acknowledged hears of it; those of a rejected one may be billed anew. */
gboolean wabi_inbound_hear_acks (WabiContext *context, const char *file, const WabiAckFile *acks,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_inbound_hear_statuses (WabiContext *context, const char *file, const WabiStatusFile *statuses,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of wabi-271.h. */
struct _WabiBenefitFile;

/* Each person of a 271: a record of benefits beside the last one, with what changed. */
gboolean wabi_inbound_hear_benefits (WabiContext *context, const char *file, const struct _WabiBenefitFile *answers,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The questions about benefits in the claim_file @question_file were not taken in, as @file says: the one in its set @number, or all for 0. */
void wabi_inbound_refuse_questions (WabiContext *context, const char *file, const char *question_file, guint number);

/* What happened to a claim: one more step in its history, and its new state where @state is not NULL. @is_word: it was said of a claim under way,
 * and what it says of a person's help, @wanting or NULL, takes the place of what was said before. */
typedef struct
{
  gboolean is_word;
  const char *wanting;
  const char *step, *outcome, *state;
  const char *category, *status, *entity, *words, *file, *payer_control;
} WabiClaimStep;

/* @key: what the step is by its nature, so that it is noted once. */
void wabi_claim_note_step (WabiContext *context, WabiRecord *claim, const char *key, const WabiClaimStep *step);

/* A claim that was never taken in: its charges are open again. FALSE with @error when the books refuse. */
gboolean wabi_claim_release (WabiContext *context, WabiRecord *claim, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The rules of "remittance.settle" ("id", "claim", "lines": [{"charge","paid","contractual","family","write_off"}], "words") and of
 * "remittance.reverse" ("id" of an answer or a remittance, "words"). */
gboolean wabi_remit_settle (WabiContext *context, JsonObject *args, GError **error);
gboolean wabi_remit_reverse (WabiContext *context, JsonObject *args, GError **error);

/* What of a posted remittance (@id) still waits: the sum of the books and its answers are the truth, its two figures and its state are for
 * lists. "partly" while money is in suspense or an answer waits for hands. */
gboolean wabi_remit_sum_up (WabiContext *context, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A payment on a charge settles its open denials, the oldest first. */
gboolean wabi_denials_hear_payment (WabiContext *context, const char *charge, gint64 cents, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A charge of an answer was paid less than it should have been by @cents: one denial of the category "underpaid" for each charge and posting. */
gboolean wabi_denials_note_underpaid (WabiContext *context, WabiRecord *answer, WabiRecord *remittance, const char *charge, gint64 cents,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A claim was replaced by one with the charges of @kept, or voided (@kept is NULL): its open denials are billed again, or closed. */
gboolean wabi_denials_hear_claim (WabiContext *context, WabiRecord *claim, GPtrArray *kept, const char *words,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Charges go out on a new claim: their open denials are billed again. */
gboolean wabi_denials_hear_request (WabiContext *context, GPtrArray *charges, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
