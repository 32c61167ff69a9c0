// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-parts.h"

G_BEGIN_DECLS

/** WABI_BENEFIT_MAX_TYPES: service types that one EB segment lists here; more are cut off with a finding. */
#define WABI_BENEFIT_MAX_TYPES 99

/**
 * WabiBenefitRejection:
 * @level: the HL03 it stands under: 20 payer, 21 provider, 22 subscriber, 23 dependent
 * @is_valid: AAA01 is Y: the request was understood
 * @reason: (nullable): AAA03: 72 bad member id, 75 not found, ...
 * @follow_up: (nullable): AAA04: C correct and send again, ...
 * @segment: number of the AAA
 */
typedef struct
{
  const char *level;
  gboolean is_valid;
  const char *reason;
  const char *follow_up;
  guint segment;
} WabiBenefitRejection;

/**
 * WabiBenefit:
 * @info: (nullable): EB01: 1 active, 6 inactive, A coinsurance, B copay, C deductible, G out of pocket
 * maximum, ...
 * @coverage: (nullable): EB02: IND, FAM, ...
 * @types: (array length=n_types): EB03, service types such as "MH" or "30"
 * @insurance: (nullable): EB04
 * @plan: (nullable): EB05
 * @period: (nullable): EB06: 23 calendar year, 27 visit, 29 remaining, ...
 * @has_cents: whether EB07 could be read
 * @cents: EB07
 * @has_percent: whether EB08 could be read
 * @percent: EB08 in hundredths of a percent: 2000 for 20 %
 * @quantity_kind: (nullable): EB09
 * @quantity: EB10 in hundredths, or 0
 * @authorization: EB11: Y, N, U or 0
 * @network: EB12: Y in the network, N outside, W both, U unknown, or 0
 * @procedure: EB13; its code is %NULL when the benefit is not about one
 * @messages: (array length=n_messages): MSG
 * @names: (array length=n_names): related entities between LS and LE, such as PR another payer
 * @deliveries: (array length=n_deliveries): HSD as they stand, such as "HSD*VS*30"
 * @places: (array length=n_places): III02 of III01 ZZ: places of service
 */
typedef struct
{
  const char *info;
  const char *coverage;
  const char *const *types;
  guint n_types;
  const char *insurance;
  const char *plan;
  const char *period;
  gboolean has_cents;
  gint64 cents;
  gboolean has_percent;
  gint64 percent;
  const char *quantity_kind;
  gint64 quantity;
  char authorization;
  char network;
  WabiX12Procedure procedure;
  const WabiX12Date *dates;
  guint n_dates;
  const WabiX12Reference *references;
  guint n_references;
  const char *const *messages;
  guint n_messages;
  const WabiX12Name *names;
  guint n_names;
  const char *const *deliveries;
  guint n_deliveries;
  const char *const *places;
  guint n_places;
  guint segment;
} WabiBenefit;

/**
 * WabiBenefitAnswer:
 * @origin: where it stood
 * @reference: (nullable): BHT03
 * @date: (nullable): BHT04
 * @traces: (array length=n_traces): TRN: kind 2 is ours given back, 1 is the payer's own
 * @payer: (nullable): who answers
 * @provider: (nullable): who had asked
 * @subscriber: (nullable): the insured person
 * @patient: (nullable): the dependent, or the same as @subscriber
 * @relation: (nullable): INS02 of the patient
 * @references: (array length=n_references): of the subscriber and the patient: 18 plan, 6P and 1L group, ...
 * @dates: (array length=n_dates): of the subscriber and the patient: 291, 346 and 347 plan, ...
 * @rejections: (array length=n_rejections): AAA of every level above and of the person
 * @benefits: (array length=n_benefits): EB
 * @is_complete: the transaction ended in an SE that fits
 *
 * What a payer says of one person. A 271 about many has one for each.
 */
typedef struct
{
  WabiX12Origin origin;
  const char *reference;
  const char *date;
  const WabiX12Reference *traces;
  guint n_traces;
  const WabiX12Name *payer;
  const WabiX12Name *provider;
  const WabiX12Name *subscriber;
  const WabiX12Name *patient;
  const char *relation;
  const WabiX12Reference *references;
  guint n_references;
  const WabiX12Date *dates;
  guint n_dates;
  const WabiBenefitRejection *rejections;
  guint n_rejections;
  const WabiBenefit *benefits;
  guint n_benefits;
  gboolean is_complete;
  const WabiX12Finding *const *findings;
  guint n_findings;
} WabiBenefitAnswer;

/**
 * WabiBenefitFile:
 * @answers: (array length=n_answers): one for each person
 * @findings: (element-type WabiX12Finding): all that is wrong, in the order of the file
 */
typedef struct _WabiBenefitFile WabiBenefitFile;
struct _WabiBenefitFile
{
  const WabiBenefitAnswer *answers;
  guint n_answers;
  GPtrArray *findings;
  /*< private >*/
  gpointer arena;
};

/**
 * wabi_benefit_read:
 * @data: (array length=length): a file; not needed any more afterwards
 * @length: its bytes
 * @error: %WABI_X12_ERROR_NOT_X12 when it is no X12 at all
 *
 * Reads every 271 of a file, leniently. What else is in it is passed over.
 *
 * Returns: (transfer full) (nullable): what it says
 */
WabiBenefitFile *wabi_benefit_read (const char *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_benefit_file_free:
 * @file: (transfer full) (nullable): a file
 */
void wabi_benefit_file_free (WabiBenefitFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiBenefitFile, wabi_benefit_file_free)

/**
 * WabiCoverageState:
 * @WABI_COVERAGE_UNKNOWN: the answer does not tell
 * @WABI_COVERAGE_ACTIVE: the person is covered
 * @WABI_COVERAGE_INACTIVE: the person is not covered
 * @WABI_COVERAGE_REJECTED: the payer could not answer; see the rejections
 */
typedef enum
{
  WABI_COVERAGE_UNKNOWN,
  WABI_COVERAGE_ACTIVE,
  WABI_COVERAGE_INACTIVE,
  WABI_COVERAGE_REJECTED,
} WabiCoverageState;

/**
 * WabiCoverage:
 * @state: whether the person is covered
 * @plan: (nullable): the name of the plan
 * @insurance: (nullable): the kind of insurance (EB04)
 * @group: (nullable): the group number
 * @from: (nullable): since when
 * @to: (nullable): until when
 * @copay: cents for a visit, or -1 when it is not told; likewise all below
 * @coinsurance: hundredths of a percent that the family pays
 * @deductible: of the person for the year
 * @deductible_left: what remains of it
 * @family_deductible: of the family
 * @family_deductible_left: what remains of it
 * @out_of_pocket: the most that the person pays in the year
 * @out_of_pocket_left: what remains of it
 * @family_out_of_pocket: of the family
 * @family_out_of_pocket_left: what remains of it
 * @authorization: Y when the services need one, N when not, 0 when it is not told
 * @other_payer: (nullable): another payer that comes first or second (coordination of benefits)
 *
 * What a front desk wants to know of an answer, for the services of a clinic and within the network.
 */
typedef struct
{
  WabiCoverageState state;
  const char *plan;
  const char *insurance;
  const char *group;
  const char *from;
  const char *to;
  gint64 copay;
  gint64 coinsurance;
  gint64 deductible;
  gint64 deductible_left;
  gint64 family_deductible;
  gint64 family_deductible_left;
  gint64 out_of_pocket;
  gint64 out_of_pocket_left;
  gint64 family_out_of_pocket;
  gint64 family_out_of_pocket_left;
  char authorization;
  const char *other_payer;
} WabiCoverage;

/**
 * wabi_benefit_summarize:
 * @answer: an answer
 * @coverage: (out): what it comes to; borrows the texts
 *
 * For each figure the benefit is taken that fits a clinic best: mental health (MH, CF, A6, A8) before all
 * others, then the plan as a whole (30), within the network before outside of it.
 */
void wabi_benefit_summarize (const WabiBenefitAnswer *answer, WabiCoverage *coverage);

/**
 * wabi_benefit_explain:
 * @list: "info" (EB01), "coverage" (EB02), "type" (EB03), "period" (EB06), "rejection" (AAA03) or "follow-up"
 * (AAA04)
 * @code: a code
 *
 * Returns: (transfer none) (nullable): a few translated words for it, or %NULL when it is not known
 */
const char *wabi_benefit_explain (const char *list, const char *code);

G_END_DECLS
