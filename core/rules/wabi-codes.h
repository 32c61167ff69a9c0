// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables of the trade: service codes, credentials, places, prompts, reasons for cancelling.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiServiceCode:
 * @code: CPT or HCPCS code
 * @name: short name in our own words, not translated yet (CPT texts belong to the AMA)
 * @unit_minutes: minutes of a unit
 * @credentials: who may render by default, "RBT,BCaBA,BCBA"
 * @group_min: smallest group, 1 for one to one
 * @group_max: largest group
 * @by_performer: whether one person gives it to one client (TRICARE: that person renders, else the
 * supervisor)
 */
typedef struct
{
  const char *code;
  const char *name;
  int unit_minutes;
  const char *credentials;
  int group_min;
  int group_max;
  gboolean by_performer;
} WabiServiceCode;

/**
 * WabiCredentialKind:
 * @type: "RBT"
 * @name: what it stands for, not translated yet
 * @modifier: billing modifier: HM, HN, HO, HP
 * @taxonomy: provider taxonomy code
 */
typedef struct
{
  const char *type;
  const char *name;
  const char *modifier;
  const char *taxonomy;
} WabiCredentialKind;

/** WabiPlaceOfService: @code of two digits, @name not translated yet, @telehealth whether modifier 95 or GT
 * belongs to it */
typedef struct
{
  const char *code;
  const char *name;
  gboolean telehealth;
} WabiPlaceOfService;

/** WabiPromptLevel: @key, @name not translated yet, @rank 0 for independent, growing with help; @usual: shown
 * at first */
typedef struct
{
  const char *key;
  const char *name;
  int rank;
  gboolean usual;
} WabiPromptLevel;

/** WabiCancelReason: @key, @who ("family", "staff", "clinic", "payer"), @name not translated yet */
typedef struct
{
  const char *key;
  const char *who;
  const char *name;
} WabiCancelReason;

/** wabi_codes_services: Returns: (transfer none) (array length=n): all service codes; @n (out). */
const WabiServiceCode *wabi_codes_services (gsize *n);
/** wabi_codes_find_service: Returns: (transfer none) (nullable): the code's row; payers' own codes are not in
 * the table. */
const WabiServiceCode *wabi_codes_find_service (const char *code);
/** wabi_codes_service_name: Returns: its name, translated; the code itself when it is not in the table. */
const char *wabi_codes_service_name (const char *code);
/** wabi_codes_credentials: Returns: (transfer none) (array length=n): credentials; @n (out). */
const WabiCredentialKind *wabi_codes_credentials (gsize *n);
/** wabi_codes_find_credential: Returns: (transfer none) (nullable). */
const WabiCredentialKind *wabi_codes_find_credential (const char *type);
/** wabi_codes_credential_listed: Returns: whether @type stands in a list like "RBT,BCaBA". */
gboolean wabi_codes_credential_listed (const char *list, const char *type);

/** wabi_codes_places: Returns: (transfer none) (array length=n): places of service; @n (out). */
const WabiPlaceOfService *wabi_codes_places (gsize *n);
/** wabi_codes_place_name: Returns: (nullable): its name, translated. */
const char *wabi_codes_place_name (const char *code);

/** wabi_codes_prompts: Returns: (transfer none) (array length=n): prompt levels from least help to most; @n
 * (out). */
const WabiPromptLevel *wabi_codes_prompts (gsize *n);
/** wabi_codes_find_prompt: Returns: (transfer none) (nullable). */
const WabiPromptLevel *wabi_codes_find_prompt (const char *key);

/** wabi_codes_cancel_reasons: Returns: (transfer none) (array length=n): @n (out). */
const WabiCancelReason *wabi_codes_cancel_reasons (gsize *n);
/** wabi_codes_find_cancel_reason: Returns: (transfer none) (nullable). */
const WabiCancelReason *wabi_codes_find_cancel_reason (const char *key);

/** wabi_codes_is_asd: Returns: whether an ICD-10-CM code ("F84.0" or "F840") is in the autism group F84. */
gboolean wabi_codes_is_asd (const char *diagnosis);
/** wabi_codes_is_npi: Returns: whether @npi is ten digits with a right check digit (Luhn over 80840 + NPI).
 */
gboolean wabi_codes_is_npi (const char *npi);

G_END_DECLS
