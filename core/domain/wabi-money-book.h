// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * WabiMoneyAccount:
 * @WABI_MONEY_NO_ACCOUNT: ends a list of legs
 * @WABI_MONEY_RECEIVABLE_PAYER: what a payer has been asked for and has not settled
 * @WABI_MONEY_RECEIVABLE_FAMILY: what a family has been asked for and has not settled
 * @WABI_MONEY_REVENUE: what was asked for (credit)
 * @WABI_MONEY_CONTRACTUAL: what the contract with the payer takes off (CO 45 and its like)
 * @WABI_MONEY_WRITE_OFF: what the practice lets go
 * @WABI_MONEY_CASH_PAYER: money from payers
 * @WABI_MONEY_CASH_FAMILY: money from families
 * @WABI_MONEY_FAMILY_CREDIT: what families have paid and is not applied to a charge yet (credit)
 * @WABI_MONEY_SUSPENSE: money of which it is not known yet what it is for (credit)
 * @WABI_MONEY_INTEREST: interest and penalties of payers
 * @WABI_MONEY_PAYER_RECOVERY: what payers have taken from a payment for something else (PLB)
 * @WABI_MONEY_FORWARD_BALANCE: what a payer carries into its next payment (PLB FB)
 * @WABI_MONEY_REFUND: what is to be given back to a payer
 *
 * An account of the money ledger. A debit is positive.
 */
typedef enum
{
  WABI_MONEY_NO_ACCOUNT,
  WABI_MONEY_RECEIVABLE_PAYER,
  WABI_MONEY_RECEIVABLE_FAMILY,
  WABI_MONEY_REVENUE,
  WABI_MONEY_CONTRACTUAL,
  WABI_MONEY_WRITE_OFF,
  WABI_MONEY_CASH_PAYER,
  WABI_MONEY_CASH_FAMILY,
  WABI_MONEY_FAMILY_CREDIT,
  WABI_MONEY_SUSPENSE,
  WABI_MONEY_INTEREST,
  WABI_MONEY_PAYER_RECOVERY,
  WABI_MONEY_FORWARD_BALANCE,
  WABI_MONEY_REFUND,
  WABI_MONEY_N_ACCOUNTS,
} WabiMoneyAccount;

/** wabi_money_account_get_name: Returns: the word of the records, such as "receivable_payer". */
const char *wabi_money_account_get_name (WabiMoneyAccount account);

/** wabi_money_account_from_name: Returns: the account, %WABI_MONEY_NO_ACCOUNT for a word that is none. */
WabiMoneyAccount wabi_money_account_from_name (const char *name);

/** wabi_money_account_get_words: Returns: what people call it, translated. */
const char *wabi_money_account_get_words (WabiMoneyAccount account);

/**
 * WabiMoneyLeg:
 * @account: which account; %WABI_MONEY_NO_ACCOUNT ends the list
 * @cents: a debit is positive; a leg of nothing is left out
 * @payer: (nullable): whose; %NULL for the entry's
 * @claim: (nullable): on which claim; %NULL for the entry's
 */
typedef struct
{
  WabiMoneyAccount account;
  gint64 cents;
  const char *payer, *claim;
} WabiMoneyLeg;

#define WABI_MONEY_MAX_LEGS 12

/**
 * WabiMoneyEntry:
 * @key: (nullable): what the entry is by its nature, such as "835/<remit claim>/<charge>/paid": the same key is posted once, however often it is
 *   given; %NULL for an entry that may be given again, which only the service can make
 * @kind: a word of the field "entry": "bill", "payment", "transfer" …
 * @date: (nullable): the day of the books, YYYY-MM-DD; %NULL for today
 * @client: (nullable): whose; all legs are this client's
 * @payer: (nullable): the payer, unless a leg says another
 * @claim: (nullable): the claim, unless a leg says another
 * @charge: (nullable): the charge; all legs are this charge's
 * @remittance: (nullable): where it comes from
 * @remit_claim: (nullable): where it comes from
 * @family_payment: (nullable): where it comes from
 * @group: (nullable): CO, PR, OA, PI
 * @reason: (nullable): the CARC, or the code of a PLB
 * @reference: (nullable): what the payer calls it, a check's number
 * @words: (nullable): for people
 * @legs: what goes where; they add up to nothing
 * @within_credit: the caller has read the family's credit in this command and takes no more than that; it is not added up again for each entry
 *
 * An entry of the journal before it is posted. It is about one charge and one client or about none, so that each charge balances by itself.
 */
typedef struct
{
  const char *key;
  const char *kind;
  const char *date;
  const char *client, *payer, *claim, *charge, *remittance, *remit_claim, *family_payment;
  const char *group, *reason, *reference, *words;
  WabiMoneyLeg legs[WABI_MONEY_MAX_LEGS + 1];
  gboolean within_credit;
} WabiMoneyEntry;

/**
 * wabi_money_post:
 * @context: of a command or reaction of the billing service
 * @entry: what is to be posted
 * @out_id: (out) (transfer full) (optional) (nullable): the record's id; %NULL when every leg is nothing, so that there was nothing to post
 * @error: where to put an error of #WABI_COMMAND_ERROR: "unbalanced", "month-closed", "over-void", "credit-overdrawn", "key-taken"
 *
 * The only way into the books. Puts the entry, and the new sums on its charge and its claims, which must have been put or stored before. A key
 * that was posted before with the same legs is left alone.
 *
 * Returns: whether it is posted
 */
gboolean wabi_money_post (WabiContext *context, const WabiMoneyEntry *entry, char **out_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_move:
 * @context: of a command or reaction of the billing service
 * @head: everything but the legs
 * @debit: where it goes; its cents are not looked at
 * @credit: where it comes from; its cents are not looked at
 * @cents: how much; what is negative goes the other way
 * @error: as wabi_money_post()
 *
 * An entry of two legs.
 *
 * Returns: whether it is posted
 */
gboolean wabi_money_move (WabiContext *context, const WabiMoneyEntry *head, WabiMoneyLeg debit, WabiMoneyLeg credit, gint64 cents,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_reverse:
 * @context: of a command or reaction of the billing service
 * @entry: id of what was posted
 * @kind: (nullable): "void", "recoup", "correction"; %NULL for "reversal"
 * @date: (nullable): the day of the books; %NULL for today
 * @words: (nullable): why, for people
 * @out_id: (out) (transfer full) (optional): the reversing entry's id
 * @error: as wabi_money_post(); "reversed" when it was reversed before
 *
 * Nothing is ever deleted: an entry with every leg turned round takes it back. A reversal can itself be reversed, once.
 *
 * Returns: whether it is posted
 */
gboolean wabi_money_reverse (WabiContext *context, const char *entry, const char *kind, const char *date, const char *words, char **out_id,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiMoneyPickFunc:
 * @entry: an entry of the books
 * @data: what was given with the function
 *
 * Returns: whether it is meant
 */
typedef gboolean (*WabiMoneyPickFunc) (WabiRecord *entry, gconstpointer data);

/**
 * wabi_money_reverse_all:
 * @context: of a command or reaction of the billing service
 * @field: "charge", "remittance", "remit_claim", "family_payment": by which the entries are found
 * @id: its value
 * @pick: (nullable): which of them; %NULL for all
 * @data: for @pick
 * @words: (nullable): why, for people
 * @error: as wabi_money_reverse()
 *
 * Takes back what still stands of them: reversals, and what was reversed before, are left alone.
 *
 * Returns: whether all of it is taken back
 */
gboolean wabi_money_reverse_all (WabiContext *context, const char *field, const char *id, WabiMoneyPickFunc pick, gconstpointer data, const char *words,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_bill:
 * @context: of a command of the billing service
 * @charge: a charge, stored or put
 * @claim: id of its claim, stored or put
 * @error: as wabi_money_post()
 *
 * Asks the charge's payer for the charge's amount: receivable and revenue. Once for a charge and claim.
 *
 * Returns: whether it is posted
 */
gboolean wabi_money_bill (WabiContext *context, WabiRecord *charge, const char *claim, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_unbill:
 * @context: of a command of the billing service
 * @charge: id of a charge
 * @claim: id of the claim on which it was billed
 * @error: as wabi_money_post(); "not-billed"
 *
 * Takes back what wabi_money_bill() posted.
 *
 * Returns: whether it is posted
 */
gboolean wabi_money_unbill (WabiContext *context, const char *charge, const char *claim, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_file_claim:
 * @context: of a command of the billing service
 * @claim: a claim that goes out; it and its charges have been put
 * @error: as wabi_money_post()
 *
 * What the books say of a claim on its way: the first payer is asked for each charge. The next one (a claim with "prior") is asked for what the
 * family, and the payer before it, were still to pay of it. A claim that voids asks nobody for anything.
 *
 * Returns: whether it is posted
 */
gboolean wabi_money_file_claim (WabiContext *context, WabiRecord *claim, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_end_claim:
 * @context: of a command of the billing service
 * @claim: a claim that is voided, or replaced by another
 * @error: as wabi_money_post()
 *
 * Takes back what wabi_money_file_claim() posted of it; what was paid stays until the payer takes it back. To be called before the claim and its
 * charges are read for a change, and before what replaces it is filed.
 *
 * Returns: whether it is posted
 */
gboolean wabi_money_end_claim (WabiContext *context, WabiRecord *claim, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_is_closed:
 * @context: where to look
 * @date: YYYY-MM-DD
 * @closed: (out): whether the books of its month are shut
 * @error: where to put an error of the store
 *
 * Returns: whether the store could answer
 */
gboolean wabi_money_is_closed (WabiContext *context, const char *date, gboolean *closed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- sums ---- */

/**
 * WabiMoneyFilter:
 * @client: (nullable): legs of this client
 * @payer: (nullable): legs of this payer
 * @claim: (nullable): legs of this claim
 * @charge: (nullable): legs of this charge
 * @remittance: (nullable): of entries of this remittance
 * @family_payment: (nullable): of entries of this payment
 * @from: (nullable): first day of the books
 * @to: (nullable): last day of the books
 *
 * Which legs are added up; what is %NULL is not asked.
 */
typedef struct
{
  const char *client, *payer, *claim, *charge, *remittance, *family_payment;
  const char *from, *to;
} WabiMoneyFilter;

/**
 * WabiMoneySums:
 * @cents: what is on each account
 * @entries: how many entries had a leg that was added
 */
typedef struct
{
  gint64 cents[WABI_MONEY_N_ACCOUNTS];
  guint entries;
} WabiMoneySums;

/**
 * WabiMoneyState:
 * @billed: what was asked for, less what was taken back
 * @paid: what payers have paid, less what they took back
 * @adjusted: contractual and written off
 * @family: what falls to the family, paid or not
 * @family_paid: what of that the family has paid
 * @open_payer: what payers still owe
 * @open_family: what the family still owes
 *
 * Where a charge or claim stands: @billed = @paid + @adjusted + @family + @open_payer, and @family = @family_paid + @open_family. These
 * are the fields billed_cents, paid_cents, adjusted_cents, family_cents and family_paid_cents of a charge; its balance_cents is @open_payer
 * and @open_family together.
 */
typedef struct
{
  gint64 billed, paid, adjusted, family, family_paid, open_payer, open_family;
} WabiMoneyState;

/** wabi_money_sums_get_state: what @sums say of a charge or claim; @out (out). */
void wabi_money_sums_get_state (const WabiMoneySums *sums, WabiMoneyState *out);

/**
 * wabi_money_sum:
 * @view: where to look
 * @filter: which legs
 * @out: (out): the sums
 * @error: where to put an error of the store
 *
 * Adds up the entries themselves: what charges and claims say of themselves is kept beside them for worklists, this is what it must agree with.
 *
 * Returns: whether the store could answer
 */
gboolean wabi_money_sum (const WabiView *view, const WabiMoneyFilter *filter, WabiMoneySums *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_sum_in:
 * @context: where to look, with what was put so far
 * @filter: which legs
 * @out: (out): the sums
 * @error: where to put an error of the store
 *
 * Returns: whether the store could answer
 */
gboolean wabi_money_sum_in (WabiContext *context, const WabiMoneyFilter *filter, WabiMoneySums *out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_add_legs:
 * @entry: an entry of the books
 * @filter: (nullable): which of its legs
 * @sums: (inout): where they are added
 *
 * For who goes through entries by himself.
 */
void wabi_money_add_legs (WabiRecord *entry, const WabiMoneyFilter *filter, WabiMoneySums *sums);

G_END_DECLS
