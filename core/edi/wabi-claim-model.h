// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-writer.h"

G_BEGIN_DECLS

/** WABI_CLAIM_MAX_LINES: loop 2400 repeats at most 50 times in a claim. */
#define WABI_CLAIM_MAX_LINES 50
/** WABI_CLAIM_MAX_DIAGNOSES: one HI segment of a professional claim holds 12. */
#define WABI_CLAIM_MAX_DIAGNOSES 12
/** WABI_CLAIM_MAX_MODIFIERS: per procedure code. */
#define WABI_CLAIM_MAX_MODIFIERS 4
/** WABI_CLAIM_MAX_POINTERS: diagnoses that one line may point to. */
#define WABI_CLAIM_MAX_POINTERS 4
/** WABI_CLAIM_MAX_OTHER_PAYERS: loop 2320 repeats at most ten times. */
#define WABI_CLAIM_MAX_OTHER_PAYERS 10
/** WABI_CLAIM_MAX_ADJUDICATIONS: loop 2430 repeats at most 15 times in a line. */
#define WABI_CLAIM_MAX_ADJUDICATIONS 15
/** WABI_CLAIM_BATCH_MAX_CLAIMS: what receivers recommend for one transaction set. */
#define WABI_CLAIM_BATCH_MAX_CLAIMS 5000

/*
 * Plain structs: every char * and array is owned by the struct it stands in and may be %NULL when it says
 * nothing. Set them with wabi_claim_set_text(). Text is UTF-8 as people wrote it; the writer makes it X12.
 * Dates are YYYY-MM-DD.
 */

/**
 * WabiClaimAddress:
 * @street1: N301
 * @street2: (nullable): N302
 * @city: N401
 * @state: N402, two letters
 * @zip: N403, five or nine digits, a dash is allowed
 */
typedef struct
{
  char *street1;
  char *street2;
  char *city;
  char *state;
  char *zip;
} WabiClaimAddress;

/**
 * WabiClaimProvider:
 * @is_organization: then @last_name is the organization's name
 * @npi: (nullable): ten digits
 * @taxonomy: (nullable): ten characters such as 103K00000X
 * @tax_id: (nullable): EIN or SSN of a billing provider, dashes are allowed
 * @tax_id_is_ssn: REF*SY instead of REF*EI
 * @other_id_qualifier: (nullable): 0B license, 1G UPIN, G2 commercial number, LU location number
 * @other_id: (nullable): the number of that kind, needed when there is no NPI
 * @address: of a billing provider or a service facility
 */
typedef struct
{
  gboolean is_organization;
  char *last_name;
  char *first_name;
  char *middle_name;
  char *suffix;
  char *npi;
  char *taxonomy;
  char *tax_id;
  gboolean tax_id_is_ssn;
  char *other_id_qualifier;
  char *other_id;
  WabiClaimAddress address;
} WabiClaimProvider;

/**
 * WabiClaimPerson:
 * @birth_date: (nullable): YYYY-MM-DD
 * @sex: 'F', 'M', 'U' or 0 when it is not said
 */
typedef struct
{
  char *last_name;
  char *first_name;
  char *middle_name;
  char *suffix;
  char *birth_date;
  char sex;
  WabiClaimAddress address;
} WabiClaimPerson;

/**
 * WabiClaimPayer:
 * @name: as the payer calls itself
 * @id: the identifier that the clearinghouse knows it by
 * @provider_id_qualifier: (nullable): G2 or LU
 * @provider_id: (nullable): the billing provider's own number with this payer
 */
typedef struct
{
  char *name;
  char *id;
  char *provider_id_qualifier;
  char *provider_id;
  WabiClaimAddress address;
} WabiClaimPayer;

/**
 * WabiClaimPolicy:
 * @sequence: 'P' primary, 'S' secondary, 'T' tertiary, 'A' to 'H' from the fourth on
 * @relation: "18" when the patient is the subscriber, else 01 spouse, 19 child, 20, 21, 39, 40, 53, G8
 * @filing_code: what kind of plan: CI, BL, HM, CH, MC, ... (SBR09)
 * @insurance_type: (nullable): SBR05, only when Medicare is not primary: 12, 13, 14, 15, 16, 41, 42, 43, 47
 * @member_id: of the subscriber
 * @subscriber: whose plan it is; with relation 18 the patient
 */
typedef struct
{
  char sequence;
  char *relation;
  char *group_number;
  char *group_name;
  char *filing_code;
  char *insurance_type;
  char *member_id;
  WabiClaimPerson subscriber;
  WabiClaimPayer payer;
} WabiClaimPolicy;

/**
 * WabiClaimAdjustment:
 * @group: CO, CR, OA, PI or PR
 * @reason: a claim adjustment reason code
 * @cents: what was taken off the charge
 * @quantity_hundredths: 0 when none was told
 *
 * Copied from the other payer's remittance unchanged. Neighbours of one group share a CAS segment.
 */
typedef struct
{
  char *group;
  char *reason;
  gint64 cents;
  gint64 quantity_hundredths;
} WabiClaimAdjustment;

/**
 * WabiClaimAdjudication:
 * @payer_id: the identifier of one of the claim's other payers
 * @paid_cents: SVD02
 * @code: as that payer adjudicated it
 * @units_hundredths: units paid
 * @adjustments: (element-type WabiClaimAdjustment): with @paid_cents they add up to the line's charge
 * @date: when that payer decided
 *
 * What another payer did with a line.
 */
typedef struct
{
  char *payer_id;
  gint64 paid_cents;
  char *code;
  char *modifiers[WABI_CLAIM_MAX_MODIFIERS];
  gint64 units_hundredths;
  GPtrArray *adjustments;
  char *date;
} WabiClaimAdjudication;

/**
 * WabiClaimOtherPayer:
 * @policy: the other plan
 * @has_paid: whether @paid_cents was told; it has to be when this payer adjudicated the claim, 0 counts
 * @has_remaining: whether @remaining_cents was told
 * @benefits_assigned: OI03, 'Y', 'N' or 'W'
 * @release: OI06, 'Y' or 'I'
 * @adjustments: (element-type WabiClaimAdjustment): of the claim as a whole, what is on no line
 * @remittance_date: (nullable): only when no line carries a date
 * @prior_authorization: (nullable): that payer's number
 * @claim_control: (nullable): that payer's number of the claim
 */
typedef struct
{
  WabiClaimPolicy policy;
  gboolean has_paid;
  gint64 paid_cents;
  gboolean has_remaining;
  gint64 remaining_cents;
  char benefits_assigned;
  char release;
  GPtrArray *adjustments;
  char *remittance_date;
  char *prior_authorization;
  char *claim_control;
} WabiClaimOtherPayer;

/**
 * WabiClaimLine:
 * @code: procedure code
 * @modifiers: filled from the first
 * @charge_cents: of the whole line
 * @units_hundredths: 1600 is 16 units
 * @place_of_service: (nullable): when not the claim's
 * @pointers: diagnoses from 1, 0 ends them
 * @from_date: day of service
 * @to_date: (nullable): last day when it is another
 * @control_number: at most 30 characters, unique in the file; it comes back in the remittance
 * @prior_authorization: (nullable): when not the claim's
 * @note: (nullable): text for NTE*ADD, such as 0900-1300 for TRICARE
 * @rendering: (nullable): when not the claim's
 * @supervising: (nullable): when not the claim's
 * @service_facility: (nullable): when not the claim's
 * @adjudications: (element-type WabiClaimAdjudication)
 */
typedef struct
{
  char *code;
  char *modifiers[WABI_CLAIM_MAX_MODIFIERS];
  gint64 charge_cents;
  gint64 units_hundredths;
  char *place_of_service;
  guint8 pointers[WABI_CLAIM_MAX_POINTERS];
  char *from_date;
  char *to_date;
  char *control_number;
  char *prior_authorization;
  char *note;
  WabiClaimProvider *rendering;
  WabiClaimProvider *supervising;
  WabiClaimProvider *service_facility;
  GPtrArray *adjudications;
} WabiClaimLine;

/**
 * WabiClaim:
 * @policy: the plan that the claim is sent to
 * @patient: only used when the policy's relation is not 18
 * @control_number: at most 20 characters, unique, says nothing about the person
 * @place_of_service: of most lines
 * @frequency: '1' original, '7' replacement, '8' void
 * @original_reference: the payer's own claim number, needed with '7' and '8'
 * @accepts_assignment: CLM07, 'A', 'B' or 'C'
 * @benefits_assigned: CLM08, 'Y', 'N' or 'W'
 * @release: CLM09, 'Y' or 'I'
 * @patient_paid_cents: 0 for none
 * @diagnoses: (element-type utf8): ICD-10-CM, principal first, with or without the point
 * @referring: (nullable): who referred the patient
 * @rendering: (nullable): who gives most services, when not the billing provider
 * @service_facility: (nullable): where, when not the billing address
 * @supervising: (nullable): who supervises them
 * @lines: (element-type WabiClaimLine)
 * @other_payers: (element-type WabiClaimOtherPayer)
 */
typedef struct
{
  WabiClaimPolicy policy;
  WabiClaimPerson patient;
  char *control_number;
  char *place_of_service;
  char frequency;
  char *original_reference;
  gboolean signature_on_file;
  char accepts_assignment;
  char benefits_assigned;
  char release;
  char *delay_reason;
  gint64 patient_paid_cents;
  char *prior_authorization;
  char *referral_number;
  char *medical_record_number;
  char *note;
  GPtrArray *diagnoses;
  WabiClaimProvider *referring;
  WabiClaimProvider *rendering;
  WabiClaimProvider *service_facility;
  WabiClaimProvider *supervising;
  GPtrArray *lines;
  GPtrArray *other_payers;
} WabiClaim;

/**
 * WabiClaimBatch:
 * @envelope: its functional_id and guide are set by wabi_claim_batch_new()
 * @batch_id: BHT03, at most 30 characters
 * @is_reissue: BHT02 18 instead of 00
 * @is_encounter: BHT06 RP instead of CH
 * @contact_email: (nullable): sent only when @may_send_email
 * @may_send_email: the receiver agreed to @ and _
 * @contact_phone: ten digits, other characters are dropped
 * @pay_to: (nullable): where payment goes when not to the billing address
 * @claims: (element-type WabiClaim)
 *
 * Everything that one 837P file says.
 */
typedef struct
{
  WabiX12Envelope envelope;
  char *batch_id;
  gboolean is_reissue;
  gboolean is_encounter;
  char *submitter_name;
  char *submitter_id;
  char *contact_name;
  char *contact_phone;
  char *contact_email;
  gboolean may_send_email;
  char *receiver_name;
  char *receiver_id;
  WabiClaimProvider billing;
  WabiClaimAddress *pay_to;
  GPtrArray *claims;
} WabiClaimBatch;

/**
 * wabi_claim_set_text:
 * @field: a text field of one of the structs
 * @text: (nullable): its new value, copied
 */
void wabi_claim_set_text (char **field, const char *text);

/**
 * wabi_claim_batch_new:
 *
 * Returns: (transfer full): an empty batch of professional claims
 */
WabiClaimBatch *wabi_claim_batch_new (void);

/**
 * wabi_claim_batch_free:
 * @batch: (transfer full) (nullable): a batch
 */
void wabi_claim_batch_free (WabiClaimBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiClaimBatch, wabi_claim_batch_free)

/**
 * wabi_claim_batch_add_claim:
 * @batch: a batch
 *
 * Returns: (transfer none): a new claim at the end: an original, in an office, assigned, released, signature
 * on file
 */
WabiClaim *wabi_claim_batch_add_claim (WabiClaimBatch *batch);

/**
 * wabi_claim_new:
 *
 * Returns: (transfer full): a claim as wabi_claim_batch_add_claim() makes it, in no batch
 */
WabiClaim *wabi_claim_new (void);

/**
 * wabi_claim_free:
 * @claim: (transfer full) (nullable): a claim
 */
void wabi_claim_free (WabiClaim *claim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiClaim, wabi_claim_free)

/**
 * wabi_claim_add_line:
 * @claim: a claim
 *
 * Returns: (transfer none): a new empty line at the end, pointing to the first diagnosis
 */
WabiClaimLine *wabi_claim_add_line (WabiClaim *claim);

/**
 * wabi_claim_add_diagnosis:
 * @claim: a claim
 * @code: ICD-10-CM, with or without the point
 */
void wabi_claim_add_diagnosis (WabiClaim *claim, const char *code);

/**
 * wabi_claim_add_other_payer:
 * @claim: a claim
 *
 * Returns: (transfer none): a new other plan at the end, assigned and released
 */
WabiClaimOtherPayer *wabi_claim_add_other_payer (WabiClaim *claim);

/**
 * wabi_claim_line_add_adjudication:
 * @line: a line
 *
 * Returns: (transfer none): what another payer did with the line, to be filled in
 */
WabiClaimAdjudication *wabi_claim_line_add_adjudication (WabiClaimLine *line);

/**
 * wabi_claim_add_adjustment:
 * @adjustments: the array of an other payer or an adjudication
 * @group: CO, CR, OA, PI or PR
 * @reason: a reason code
 * @cents: the amount
 */
void wabi_claim_add_adjustment (GPtrArray *adjustments, const char *group, const char *reason, gint64 cents);

/**
 * wabi_claim_provider_new_person:
 * @last_name: last name
 * @first_name: (nullable): first name
 * @npi: (nullable): NPI
 * @taxonomy: (nullable): taxonomy code
 *
 * Returns: (transfer full): a person
 */
WabiClaimProvider *wabi_claim_provider_new_person (const char *last_name, const char *first_name,
                                                   const char *npi, const char *taxonomy);

/**
 * wabi_claim_provider_copy:
 * @provider: (nullable): a provider
 *
 * Returns: (transfer full) (nullable): a deep copy
 */
WabiClaimProvider *wabi_claim_provider_copy (const WabiClaimProvider *provider);

/**
 * wabi_claim_provider_free:
 * @provider: (transfer full) (nullable): a provider
 */
void wabi_claim_provider_free (WabiClaimProvider *provider);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiClaimProvider, wabi_claim_provider_free)

/**
 * wabi_claim_address_free:
 * @address: (transfer full) (nullable): an address that stands alone, as the pay-to address does
 */
void wabi_claim_address_free (WabiClaimAddress *address);

/**
 * wabi_claim_get_total_cents:
 * @claim: a claim
 *
 * Returns: the sum of the lines' charges, which is CLM02
 */
gint64 wabi_claim_get_total_cents (const WabiClaim *claim);

/**
 * wabi_claim_patient_is_subscriber:
 * @claim: a claim
 *
 * Returns: whether the policy's relation is 18
 */
gboolean wabi_claim_patient_is_subscriber (const WabiClaim *claim);

G_END_DECLS
