// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables of the trade: service codes, credentials, places, prompts, reasons for cancelling.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiServiceUnit:
 * @WABI_SERVICE_MINUTES: so many minutes, rounded as the payer rounds
 * @WABI_SERVICE_SESSION: a session, however long ("per encounter")
 * @WABI_SERVICE_DAY: a day with at least one session ("per diem")
 *
 * What one unit of a service is.
 */
typedef enum
{
  WABI_SERVICE_MINUTES,
  WABI_SERVICE_SESSION,
  WABI_SERVICE_DAY,
} WabiServiceUnit;

/**
 * WabiServiceFlags:
 * @WABI_SERVICE_BY_PERFORMER: one person gives it to one client (TRICARE: that person renders, else the supervisor)
 * @WABI_SERVICE_DIRECT: work of a technician with the client, of which a part is to be supervised
 * @WABI_SERVICE_SUPERVISING: counts as supervision of the technician who is with the client at that time
 * @WABI_SERVICE_FAMILY: guidance of the family: the note speaks of it
 * @WABI_SERVICE_UNBILLED: is booked and noted, but never billed
 *
 * What a service is, for the rules that ask.
 */
typedef enum
{
  WABI_SERVICE_BY_PERFORMER = 1 << 0,
  WABI_SERVICE_DIRECT = 1 << 1,
  WABI_SERVICE_SUPERVISING = 1 << 2,
  WABI_SERVICE_FAMILY = 1 << 3,
  WABI_SERVICE_UNBILLED = 1 << 4,
} WabiServiceFlags;

/**
 * WabiServiceCode:
 * @code: CPT or HCPCS code
 * @name: short name in our own words, not translated yet (CPT texts belong to the AMA); in the practice's own words where it
 *   recorded the code
 * @unit: what a unit is
 * @unit_minutes: minutes of a unit, for %WABI_SERVICE_MINUTES
 * @credentials: who may render by default, "RBT,BCaBA,BCBA"
 * @group_min: smallest group, 1 for one to one
 * @group_max: largest group
 * @flags: see #WabiServiceFlags
 */
typedef struct
{
  const char *code;
  const char *name;
  WabiServiceUnit unit;
  int unit_minutes;
  const char *credentials;
  int group_min;
  int group_max;
  WabiServiceFlags flags;
} WabiServiceCode;

/** WabiOfferedCode: a service that a practice may take into its table: @service, and who says so: @source, not translated. */
typedef struct
{
  WabiServiceCode service;
  const char *source;
} WabiOfferedCode;

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

/** wabi_codes_services: Returns: (transfer none) (array length=n): the service codes that come with the program; @n (out). What
 * a practice bills besides is in its own table: see wabi-service-table.h. */
const WabiServiceCode *wabi_codes_services (gsize *n);
/** wabi_codes_find_service: Returns: (transfer none) (nullable): the code's row; what a practice recorded itself is not in
 * this table. */
const WabiServiceCode *wabi_codes_find_service (const char *code);
/** wabi_codes_offered: Returns: (transfer none) (array length=n): codes of Medicaid programs that a practice may take into its
 * table; @n (out). */
const WabiOfferedCode *wabi_codes_offered (gsize *n);
/** wabi_codes_find_offered: Returns: (transfer none) (nullable). */
const WabiOfferedCode *wabi_codes_find_offered (const char *code);
/** wabi_codes_unit_from_name: reads "minutes", "session", "day"; @unit (out). Returns: whether it was one. */
gboolean wabi_codes_unit_from_name (const char *name, WabiServiceUnit *unit) G_GNUC_WARN_UNUSED_RESULT;
/** wabi_codes_unit_name: Returns: the name that wabi_codes_unit_from_name() reads. */
const char *wabi_codes_unit_name (WabiServiceUnit unit);
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
