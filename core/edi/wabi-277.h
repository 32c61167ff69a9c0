// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-parts.h"

G_BEGIN_DECLS

/**
 * WabiStatusCode:
 * @category: (nullable): such as "A2" accepted for adjudication, "A7" invalid information, "F1" paid
 * @code: (nullable): the status code, such as "562"
 * @entity: (nullable): whom it is about, such as "85"
 */
typedef struct
{
  const char *category;
  const char *code;
  const char *entity;
} WabiStatusCode;

/**
 * WabiStatus:
 * @codes: (array length=n_codes): STC01, STC10, STC11: the first one rules
 * @n_codes: 1 to 3
 * @date: (nullable): STC02, when it took effect
 * @action: (nullable): STC03: WQ goes on, U rejected
 * @has_charge: whether STC04 could be read
 * @charge: STC04 in cents
 * @has_paid: whether STC05 could be read
 * @paid: STC05 in cents
 * @paid_date: (nullable): STC06
 * @method: (nullable): STC07
 * @check_date: (nullable): STC08
 * @check: (nullable): STC09, number of the check or transfer
 * @message: (nullable): STC12, in the payer's words
 * @segment: number of the STC
 */
typedef struct
{
  WabiStatusCode codes[3];
  guint n_codes;
  const char *date;
  const char *action;
  gboolean has_charge;
  gint64 charge;
  gboolean has_paid;
  gint64 paid;
  const char *paid_date;
  const char *method;
  const char *check_date;
  const char *check;
  const char *message;
  guint segment;
} WabiStatus;

/**
 * WabiStatusLine:
 * @procedure: SVC01
 * @charge: SVC02 in cents
 * @paid: SVC03 in cents
 * @units: SVC07 in hundredths, or 0
 * @control: (nullable): REF*FJ, our line control number
 * @from: (nullable): first day of service
 * @to: (nullable): last day of service
 * @statuses: (array length=n_statuses): what became of the line
 */
typedef struct
{
  WabiX12Procedure procedure;
  gint64 charge;
  gint64 paid;
  gint64 units;
  const char *control;
  const char *from;
  const char *to;
  const WabiStatus *statuses;
  guint n_statuses;
  guint segment;
} WabiStatusLine;

/**
 * WabiStatusClaim:
 * @trace: (nullable): TRN02: our claim number in a 277CA, the number of our request in a 277
 * @control: (nullable): our claim number: REF*EJ where it is, else @trace of a 277CA
 * @payer_claim: (nullable): REF*1K, the payer's claim number
 * @clearinghouse_claim: (nullable): REF*D9
 * @bill_type: (nullable): REF*BLT
 * @from: (nullable): first day of service
 * @to: (nullable): last day of service
 * @payer: (nullable): who answers
 * @receiver: (nullable): to whom
 * @provider: (nullable): the billing provider
 * @subscriber: (nullable): the insured person (of a 277CA %NULL, which tells only the patient)
 * @patient: (nullable): the patient; the same as @subscriber when they are one
 * @statuses: (array length=n_statuses): what became of the claim
 * @lines: (array length=n_lines): what became of its lines, where it is told
 * @findings: (array length=n_findings): what is wrong with this answer, owned by the file
 * @segment: number of its TRN
 */
typedef struct
{
  const char *trace;
  const char *control;
  const char *payer_claim;
  const char *clearinghouse_claim;
  const char *bill_type;
  const char *from;
  const char *to;
  const WabiX12Name *payer;
  const WabiX12Name *receiver;
  const WabiX12Name *provider;
  const WabiX12Name *subscriber;
  const WabiX12Name *patient;
  const WabiStatus *statuses;
  guint n_statuses;
  const WabiX12Reference *references;
  guint n_references;
  const WabiStatusLine *lines;
  guint n_lines;
  const WabiX12Finding *const *findings;
  guint n_findings;
  guint segment;
} WabiStatusClaim;

/**
 * WabiStatusLevel:
 * @level: HL03: 20 payer or clearinghouse, 21 receiver, 19 provider, 22, 23, PT
 * @name: (nullable): who it is
 * @trace: (nullable): TRN02 of the level: under 21 of a 277CA it is our BHT03
 * @statuses: (array length=n_statuses): what is said of the whole batch or of all claims of a provider
 * @quantities: (array length=n_quantities): 90, QA accepted; AA, QC rejected
 * @amounts: (array length=n_amounts): YU accepted, YY rejected
 * @segment: number of its HL
 */
typedef struct
{
  const char *level;
  const WabiX12Name *name;
  const char *trace;
  const WabiStatus *statuses;
  guint n_statuses;
  const WabiX12Quantity *quantities;
  guint n_quantities;
  const WabiX12Amount *amounts;
  guint n_amounts;
  guint segment;
} WabiStatusLevel;

/**
 * WabiStatusReport:
 * @origin: where it stood
 * @is_acknowledgment: a 277CA (005010X214), otherwise an answer to a 276
 * @reference: (nullable): BHT03
 * @date: (nullable): BHT04
 * @received: (nullable): DTP*050, when the sender got our file
 * @processed: (nullable): DTP*009
 * @is_complete: it ended in an SE that fits
 * @levels: (array length=n_levels): the levels above claims, in the order of the file
 * @claims: (array length=n_claims): in the order of the file
 *
 * One transaction set 277.
 */
typedef struct
{
  WabiX12Origin origin;
  gboolean is_acknowledgment;
  const char *reference;
  const char *date;
  const char *received;
  const char *processed;
  gboolean is_complete;
  const WabiStatusLevel *levels;
  guint n_levels;
  const WabiStatusClaim *claims;
  guint n_claims;
  const WabiX12Finding *const *findings;
  guint n_findings;
} WabiStatusReport;

/**
 * WabiStatusFile:
 * @reports: (array length=n_reports): one for each transaction set 277
 * @findings: (element-type WabiX12Finding): all that is wrong, in the order of the file
 */
typedef struct _WabiStatusFile WabiStatusFile;
struct _WabiStatusFile
{
  const WabiStatusReport *reports;
  guint n_reports;
  GPtrArray *findings;
  /*< private >*/
  gpointer arena;
};

/**
 * wabi_status_read:
 * @data: (array length=length): a file; not needed any more afterwards
 * @length: its bytes
 * @error: %WABI_X12_ERROR_NOT_X12 when it is no X12 at all
 *
 * Reads every 277CA and 277 of a file, leniently. What else is in it is passed over.
 *
 * Returns: (transfer full) (nullable): what it says
 */
WabiStatusFile *wabi_status_read (const char *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_status_file_free:
 * @file: (transfer full) (nullable): a file
 */
void wabi_status_file_free (WabiStatusFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiStatusFile, wabi_status_file_free)

/**
 * WabiStatusOutcome:
 * @WABI_STATUS_OUTCOME_UNKNOWN: no category that is known
 * @WABI_STATUS_OUTCOME_RECEIVED: A0, A1: received or forwarded, not yet accepted
 * @WABI_STATUS_OUTCOME_ACCEPTED: A2, A5: it will be decided on
 * @WABI_STATUS_OUTCOME_REJECTED: A3, A6, A7, A8: it never was received, correct it and send it anew
 * @WABI_STATUS_OUTCOME_PENDING: P: being worked on
 * @WABI_STATUS_OUTCOME_WANTED: R: the payer waits for information
 * @WABI_STATUS_OUTCOME_PAID: F1
 * @WABI_STATUS_OUTCOME_DENIED: F2
 * @WABI_STATUS_OUTCOME_FINAL: F0, F3, F4: decided otherwise
 * @WABI_STATUS_OUTCOME_NOT_FOUND: A4, D0
 * @WABI_STATUS_OUTCOME_FAILED: E: the request could not be answered
 */
typedef enum
{
  WABI_STATUS_OUTCOME_UNKNOWN,
  WABI_STATUS_OUTCOME_RECEIVED,
  WABI_STATUS_OUTCOME_ACCEPTED,
  WABI_STATUS_OUTCOME_REJECTED,
  WABI_STATUS_OUTCOME_PENDING,
  WABI_STATUS_OUTCOME_WANTED,
  WABI_STATUS_OUTCOME_PAID,
  WABI_STATUS_OUTCOME_DENIED,
  WABI_STATUS_OUTCOME_FINAL,
  WABI_STATUS_OUTCOME_NOT_FOUND,
  WABI_STATUS_OUTCOME_FAILED,
} WabiStatusOutcome;

/**
 * wabi_status_get_outcome:
 * @category: (nullable): a category such as "A7"
 *
 * Returns: what it comes to
 */
WabiStatusOutcome wabi_status_get_outcome (const char *category);

/**
 * wabi_status_explain:
 * @list: "category" or "status" or "entity"
 * @code: a code
 *
 * Returns: (transfer none) (nullable): a few translated words for it, or %NULL when it is not known
 */
const char *wabi_status_explain (const char *list, const char *code);

G_END_DECLS
