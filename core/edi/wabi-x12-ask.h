// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-writer.h"

G_BEGIN_DECLS

/*
 * What all questions to payers have in common. The structs only borrow their texts; UTF-8 as people wrote it,
 * the writers make it X12. Dates are YYYY-MM-DD.
 */

/**
 * WabiAskPerson:
 * @last: the last name
 * @first: (nullable): the first name
 * @middle: (nullable): the middle name
 * @suffix: (nullable): such as "JR"
 * @member_id: (nullable): the number on the card; a dependent has none
 * @birth_date: (nullable): the birth date
 * @sex: F, M, U or 0
 * @relation: (nullable): of a dependent: 01 spouse, 19 child, 34 other adult; %NULL for a child
 */
typedef struct
{
  const char *last;
  const char *first;
  const char *middle;
  const char *suffix;
  const char *member_id;
  const char *birth_date;
  char sex;
  const char *relation;
} WabiAskPerson;

/**
 * WabiAskParties:
 * @payer_name: who is asked
 * @payer_id: its number with the clearinghouse (PI)
 * @submitter_name: (nullable): who asks, in a status request; %NULL for the provider's name
 * @submitter_id: (nullable): its electronic address, needed in a status request
 * @provider_is_person: then @provider_name is a last name
 * @provider_name: the provider
 * @provider_first: (nullable): its first name
 * @npi: its NPI
 * @taxonomy: (nullable): its taxonomy
 * @trace_originator: (nullable): ten characters that say who gave the trace numbers, such as 9 and the EIN
 */
typedef struct
{
  const char *payer_name;
  const char *payer_id;
  const char *submitter_name;
  const char *submitter_id;
  gboolean provider_is_person;
  const char *provider_name;
  const char *provider_first;
  const char *npi;
  const char *taxonomy;
  const char *trace_originator;
} WabiAskParties;

/**
 * WabiEligibilityQuestion:
 * @parties: who asks whom
 * @trace: our number of the question, at most 50 characters; it comes back in the 271
 * @subscriber: the insured person
 * @dependent: (nullable): the patient, when it has no member number of its own
 * @group: (nullable): group or policy number
 * @from: (nullable): the day, or the first day, that is asked about; %NULL lets the payer take today
 * @to: (nullable): the last day
 * @service_types: (array length=n_service_types): such as "30" and "MH"
 * @n_service_types: how many; 0 with a @procedure, else at least 1
 * @procedure: (nullable): a CPT or HCPCS code to ask about, such as "97153"
 */
typedef struct
{
  WabiAskParties parties;
  const char *trace;
  WabiAskPerson subscriber;
  const WabiAskPerson *dependent;
  const char *group;
  const char *from;
  const char *to;
  const char *const *service_types;
  guint n_service_types;
  const char *procedure;
} WabiEligibilityQuestion;

/**
 * wabi_270_write:
 * @envelope: who sends to whom; its functional id and guide are set by this
 * @questions: (array length=n_questions): what to ask, one transaction set for each
 * @n_questions: at least 1
 * @error: %WABI_X12_ERROR_VALUE or _LIMIT, in words for a person
 *
 * Returns: (transfer full) (nullable): the file, 005010X279A1
 */
char *wabi_270_write (const WabiX12Envelope *envelope, const WabiEligibilityQuestion *questions,
                      guint n_questions, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiStatusQuestion:
 * @parties: who asks whom
 * @trace: our number of the question; it comes back in the 277
 * @subscriber: the insured person
 * @dependent: (nullable): the patient, when it has no member number of its own
 * @payer_claim: (nullable): the payer's claim number (REF*1K)
 * @control: (nullable): our claim number (REF*EJ)
 * @charge: the total charge in cents
 * @from: the first day of service
 * @to: (nullable): the last day of service
 * @line_control: (nullable): our line control number, to ask about one line
 * @procedure: (nullable): the code of that line
 * @line_charge: its charge in cents
 * @line_units: its units in hundredths
 */
typedef struct
{
  WabiAskParties parties;
  const char *trace;
  WabiAskPerson subscriber;
  const WabiAskPerson *dependent;
  const char *payer_claim;
  const char *control;
  gint64 charge;
  const char *from;
  const char *to;
  const char *line_control;
  const char *procedure;
  gint64 line_charge;
  gint64 line_units;
} WabiStatusQuestion;

/**
 * wabi_276_write:
 * @envelope: who sends to whom; its functional id and guide are set by this
 * @questions: (array length=n_questions): what to ask, one transaction set for each
 * @n_questions: at least 1
 * @error: %WABI_X12_ERROR_VALUE or _LIMIT, in words for a person
 *
 * Returns: (transfer full) (nullable): the file, 005010X212
 */
char *wabi_276_write (const WabiX12Envelope *envelope, const WabiStatusQuestion *questions, guint n_questions,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiReviewService:
 * @procedure: CPT or HCPCS code
 * @modifier: (nullable): a modifier
 * @units: in hundredths
 */
typedef struct
{
  const char *procedure;
  const char *modifier;
  gint64 units;
} WabiReviewService;

/**
 * WabiReviewQuestion:
 * @parties: who asks whom
 * @trace: our number of the request; it comes back in the answer
 * @subscriber: the insured person
 * @dependent: (nullable): the patient, when it has no member number of its own
 * @certification: I initial, R renewal, S revised, 3 cancel
 * @previous: (nullable): the earlier authorization's number, needed for R, S and 3
 * @place: place of service, two digits
 * @diagnoses: (array length=n_diagnoses): ICD-10 codes without the point, the principal one first
 * @n_diagnoses: 1 to 12
 * @from: first day
 * @to: last day
 * @services: (array length=n_services): what is asked for
 * @n_services: at least 1
 * @note: (nullable): a message, at most 264 characters
 *
 * A request for authorization of outpatient services (005010X217).
 */
typedef struct
{
  WabiAskParties parties;
  const char *trace;
  WabiAskPerson subscriber;
  const WabiAskPerson *dependent;
  char certification;
  const char *previous;
  const char *place;
  const char *const *diagnoses;
  guint n_diagnoses;
  const char *from;
  const char *to;
  const WabiReviewService *services;
  guint n_services;
  const char *note;
} WabiReviewQuestion;

/**
 * wabi_278_write:
 * @envelope: who sends to whom; its functional id and guide are set by this
 * @questions: (array length=n_questions): what to ask, one transaction set for each
 * @n_questions: at least 1
 * @error: %WABI_X12_ERROR_VALUE or _LIMIT, in words for a person
 *
 * Returns: (transfer full) (nullable): the file, 005010X217
 */
char *wabi_278_write (const WabiX12Envelope *envelope, const WabiReviewQuestion *questions, guint n_questions,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
