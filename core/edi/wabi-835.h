// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-parts.h"

G_BEGIN_DECLS

/**
 * WabiRemitAdjustment:
 * @group: CAS01: CO, OA, PI, PR; never %NULL
 * @reason: the CARC, never %NULL
 * @cents: what it takes off the payment; negative adds
 * @quantity: hundredths of a unit, 0 when it is not told
 * @segment: number of the CAS
 */
typedef struct
{
  const char *group;
  const char *reason;
  gint64 cents;
  gint64 quantity;
  guint segment;
} WabiRemitAdjustment;

/**
 * WabiRemitRemark:
 * @kind: "HE" for a RARC (also those of MIA and MOA), "RX" for a pharmacy code
 * @code: such as "M62"
 */
typedef struct
{
  const char *kind;
  const char *code;
} WabiRemitRemark;

/**
 * WabiRemitContact:
 * @role: PER01: CX claims, BL technical, IC web site
 * @name: (nullable): PER02
 * @kinds: (array length=n_numbers): TE, FX, EM, EX, UR
 * @numbers: (array length=n_numbers): the number of each kind
 * @n_numbers: 0 to 3
 */
typedef struct
{
  const char *role;
  const char *name;
  const char *kinds[3];
  const char *numbers[3];
  guint n_numbers;
} WabiRemitContact;

/**
 * WabiRemitLine:
 * @number: counts the lines of the claim from 1
 * @procedure: SVC01, what was adjudicated
 * @submitted: SVC06, what we had sent, when the payer changed it; its code is %NULL otherwise
 * @revenue_code: (nullable): SVC04
 * @charge: SVC02 in cents
 * @paid: SVC03 in cents
 * @units: SVC05 in hundredths; 100 when the payer left it out
 * @submitted_units: SVC07 in hundredths, or 0
 * @from: (nullable): first day of service (472 or 150)
 * @to: (nullable): last day of service (472 or 151)
 * @control: (nullable): REF*6R, our line control number
 * @has_allowed: whether AMT*B6 is there
 * @allowed: AMT*B6 in cents
 * @money_unreadable: an amount of the line, or of its adjustments, could not be read: do not post it
 * @findings: (array length=n_findings): what is wrong with it, owned by the file
 * @segment: number of the SVC
 */
typedef struct
{
  guint number;
  WabiX12Procedure procedure;
  WabiX12Procedure submitted;
  const char *revenue_code;
  gint64 charge;
  gint64 paid;
  gint64 units;
  gint64 submitted_units;
  const char *from;
  const char *to;
  const char *control;
  gboolean has_allowed;
  gint64 allowed;
  gboolean money_unreadable;
  const WabiRemitAdjustment *adjustments;
  guint n_adjustments;
  const WabiX12Date *dates;
  guint n_dates;
  const WabiX12Reference *references;
  guint n_references;
  const WabiX12Amount *amounts;
  guint n_amounts;
  const WabiX12Quantity *quantities;
  guint n_quantities;
  const WabiRemitRemark *remarks;
  guint n_remarks;
  const WabiX12Finding *const *findings;
  guint n_findings;
  guint segment;
} WabiRemitLine;

/**
 * WabiRemitClaim:
 * @number: counts the claims of the payment from 1
 * @group: (nullable): LX01 it stands under
 * @control: (nullable): CLP01, our claim number
 * @status: (nullable): CLP02: 1 primary, 4 denied, 22 reversal, ... (decide from the amounts, not from this
 * alone)
 * @charge: CLP03 in cents
 * @paid: CLP04 in cents
 * @patient: CLP05 in cents, what the patient owes by the payer's count
 * @filing: (nullable): CLP06
 * @payer_claim: (nullable): CLP07, the payer's claim number
 * @place: (nullable): CLP08
 * @frequency: (nullable): CLP09
 * @names: (array length=n_names): QC patient, IL insured, 74 corrected, 82 rendering, TT crossover, PR, GB
 * @dates: (array length=n_dates): 232/233 statement, 036 coverage end, 050 received
 * @amounts: (array length=n_amounts): AU coverage, I interest, D8 discount, F5 patient paid, ...
 * @remarks: (array length=n_remarks): RARCs of MIA and MOA
 * @money_unreadable: an amount of the claim or of one of its lines could not be read: do not post it
 * @findings: (array length=n_findings): what is wrong with it and its lines, owned by the file
 * @segment: number of the CLP
 * @last_segment: number of its last segment
 */
typedef struct
{
  guint number;
  const char *group;
  const char *control;
  const char *status;
  gint64 charge;
  gint64 paid;
  gint64 patient;
  const char *filing;
  const char *payer_claim;
  const char *place;
  const char *frequency;
  gboolean money_unreadable;
  const WabiRemitAdjustment *adjustments;
  guint n_adjustments;
  const WabiX12Name *names;
  guint n_names;
  const WabiX12Reference *references;
  guint n_references;
  const WabiX12Date *dates;
  guint n_dates;
  const WabiX12Amount *amounts;
  guint n_amounts;
  const WabiX12Quantity *quantities;
  guint n_quantities;
  const WabiRemitRemark *remarks;
  guint n_remarks;
  const WabiRemitContact *contacts;
  guint n_contacts;
  const WabiRemitLine *lines;
  guint n_lines;
  const WabiX12Finding *const *findings;
  guint n_findings;
  guint segment;
  guint last_segment;
} WabiRemitClaim;

/**
 * WabiRemitProviderAdjustment:
 * @provider: (nullable): PLB01
 * @fiscal_date: (nullable): PLB02
 * @reason: such as WO, FB, L6; never %NULL
 * @reference: (nullable): the payer's claim number or an earlier trace
 * @cents: positive is taken from the payment, negative is added to it
 * @segment: number of the PLB
 */
typedef struct
{
  const char *provider;
  const char *fiscal_date;
  const char *reason;
  const char *reference;
  gint64 cents;
  guint segment;
} WabiRemitProviderAdjustment;

/**
 * WabiRemitParty:
 * @name: N1, N3 and N4
 * @references: (array length=n_references): REF
 * @contacts: (array length=n_contacts): PER
 */
typedef struct
{
  WabiX12Name name;
  const WabiX12Reference *references;
  guint n_references;
  const WabiRemitContact *contacts;
  guint n_contacts;
} WabiRemitParty;

/**
 * WabiRemitPayment:
 * @origin: where it stood
 * @handling: (nullable): BPR01: I with payment, H information only, ...
 * @amount: BPR02 in cents, never negative for a credit
 * @is_debit: BPR03 is D: the payer takes money back
 * @method: (nullable): BPR04: ACH, CHK, FWT, BOP, NON
 * @originator: (nullable): BPR10, 1 and the payer's EIN
 * @receiver_bank: (nullable): BPR13
 * @receiver_account: (nullable): BPR15
 * @date: (nullable): BPR16, the day of the payment
 * @trace: (nullable): TRN02, the number of the check or transfer
 * @trace_originator: (nullable): TRN03
 * @trace_supplement: (nullable): TRN04
 * @receiver_id: (nullable): REF*EV
 * @production_date: (nullable): DTM*405
 * @is_complete: the transaction ended in an SE that fits; otherwise the file was cut or damaged: do not post
 * it
 * @money_unreadable: an amount anywhere in it could not be read
 * @claims: (array length=n_claims): in the order of the file
 * @adjustments: (array length=n_adjustments): PLB, one for each pair
 * @findings: (array length=n_findings): everything that is wrong with it, owned by the file
 *
 * One check or transfer: a transaction set 835.
 */
typedef struct
{
  WabiX12Origin origin;
  const char *handling;
  gint64 amount;
  gboolean is_debit;
  const char *method;
  const char *originator;
  const char *receiver_bank;
  const char *receiver_account;
  const char *date;
  const char *trace;
  const char *trace_originator;
  const char *trace_supplement;
  const char *receiver_id;
  const char *production_date;
  gboolean is_complete;
  gboolean money_unreadable;
  WabiRemitParty payer;
  WabiRemitParty payee;
  const WabiRemitClaim *claims;
  guint n_claims;
  const WabiRemitProviderAdjustment *adjustments;
  guint n_adjustments;
  const WabiX12Finding *const *findings;
  guint n_findings;
} WabiRemitPayment;

/**
 * WabiRemitFile:
 * @payments: (array length=n_payments): one for each transaction set 835
 * @findings: (element-type WabiX12Finding): all that is wrong, in the order of the file
 *
 * Everything that a file of remittance advice says.
 */
typedef struct _WabiRemitFile WabiRemitFile;
struct _WabiRemitFile
{
  const WabiRemitPayment *payments;
  guint n_payments;
  GPtrArray *findings;
  /*< private >*/
  gpointer arena;
};

/**
 * wabi_remit_read:
 * @data: (array length=length): a file; not needed any more afterwards
 * @length: its bytes
 * @error: %WABI_X12_ERROR_NOT_X12 when it is no X12 at all
 *
 * Reads leniently: a date or an amount that is none, a segment out of place, a broken interchange between
 * good ones become findings and the rest is read on. Transaction sets of other kinds are passed over.
 *
 * Returns: (transfer full) (nullable): what it says
 */
WabiRemitFile *wabi_remit_read (const char *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_remit_file_free:
 * @file: (transfer full) (nullable): a file
 */
void wabi_remit_file_free (WabiRemitFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiRemitFile, wabi_remit_file_free)

/**
 * wabi_remit_line_difference:
 * @line: a line
 *
 * Returns: SVC03 − (SVC02 − its adjustments), in cents: 0 when the line balances
 */
gint64 wabi_remit_line_difference (const WabiRemitLine *line);

/**
 * WabiRemitClaimBalance:
 * @payment: CLP04 − (CLP03 − adjustments of the claim − adjustments of its lines); 0 when it balances
 * @charges: CLP03 − the charges of the lines; 0 without lines
 * @payments: CLP04 − (payments of the lines − adjustments of the claim); 0 without lines
 * @patient: CLP05 − all PR adjustments; for control only, it is no part of the balance
 * @lines: how many lines do not balance
 */
typedef struct
{
  gint64 payment;
  gint64 charges;
  gint64 payments;
  gint64 patient;
  guint lines;
} WabiRemitClaimBalance;

/**
 * wabi_remit_claim_balance:
 * @claim: a claim
 * @balance: (out): the differences in cents
 *
 * Returns: whether everything but @patient is 0
 */
gboolean wabi_remit_claim_balance (const WabiRemitClaim *claim, WabiRemitClaimBalance *balance);

/**
 * WabiRemitBalance:
 * @claims_paid: the sum of CLP04
 * @adjusted: the sum of PLB
 * @difference: BPR02 − (claims_paid − adjusted); 0 when the transaction balances
 * @claims: how many claims do not balance
 */
typedef struct
{
  gint64 claims_paid;
  gint64 adjusted;
  gint64 difference;
  guint claims;
} WabiRemitBalance;

/**
 * wabi_remit_payment_balance:
 * @payment: a payment
 * @balance: (out): the sums and differences in cents
 *
 * Returns: whether the transaction and all of its claims balance
 */
gboolean wabi_remit_payment_balance (const WabiRemitPayment *payment, WabiRemitBalance *balance);

G_END_DECLS
