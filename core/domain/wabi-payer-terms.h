// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-concurrency.h"
#include "wabi-lookup.h"
#include "wabi-ncci.h"
#include "wabi-service-table.h"
#include "wabi-units.h"

G_BEGIN_DECLS

/**
 * WabiTermsLevel:
 * @WABI_TERMS_OWN: a rule that the practice recorded for this payer
 * @WABI_TERMS_TYPE: a rule that the practice recorded for payers of its type
 * @WABI_TERMS_ALL: a rule that the practice recorded for all payers
 * @WABI_TERMS_PAYER: what the payer's record says, without dates
 * @WABI_TERMS_SHIPPED: what comes with the program
 *
 * Where an answer comes from, the strongest first.
 */
typedef enum
{
  WABI_TERMS_OWN,
  WABI_TERMS_TYPE,
  WABI_TERMS_ALL,
  WABI_TERMS_PAYER,
  WABI_TERMS_SHIPPED,
} WabiTermsLevel;

/**
 * WabiTermsRule:
 * @level: where it comes from
 * @rule: its word, see wabi-rule-members.h
 * @codes: (nullable) (array zero-terminated=1): only of these codes
 * @credential: (nullable): only given by these
 * @place: (nullable): only at this place of service
 * @value: what it says
 * @from: first day, or %WABI_DAY_NONE
 * @to: last day, or %WABI_DAY_NONE
 * @source: (nullable): who says so
 * @record: (nullable): the payer_rule
 */
typedef struct
{
  WabiTermsLevel level;
  const char *rule;
  GStrv codes;
  const char *credential;
  const char *place;
  JsonObject *value;
  WabiDay from, to;
  const char *source;
  WabiRecord *record;
  guint order;
} WabiTermsRule;

/**
 * WabiTermsKey:
 * @code: (nullable): service code
 * @credential: (nullable): of who gives it
 * @place: (nullable): place of service
 *
 * What is asked about. A rule that is for one code (credential, place) does not answer a question that names none.
 */
typedef struct
{
  const char *code;
  const char *credential;
  const char *place;
} WabiTermsKey;

/**
 * WabiPayerTerms:
 *
 * Everything that a payer asks as of one day: what its record says, overlaid by the practice's dated rules, over what comes with the
 * program. For each member of a rule that rule counts which is first by: the payer's own, then its type's, then all payers'; for that code
 * before for any, then for that credential, then for that place; the one that began later; the one recorded later.
 */
typedef struct _WabiPayerTerms WabiPayerTerms;

/**
 * wabi_payer_terms_new:
 * @view: where to look; must outlive the terms
 * @payer: (nullable): a payer; %NULL for what holds for all
 * @day: as of when
 *
 * Returns: (transfer full): its terms
 */
WabiPayerTerms *wabi_payer_terms_new (const WabiView *view, WabiRecord *payer, WabiDay day);

/**
 * wabi_payer_terms_new_from:
 * @view: where to look for tables of limits; must outlive the terms
 * @rules: (element-type WabiRecord): all rules of the practice
 * @payer: (nullable): a payer
 * @day: as of when
 *
 * As wabi_payer_terms_new(), of rules that were read already.
 *
 * Returns: (transfer full): its terms
 */
WabiPayerTerms *wabi_payer_terms_new_from (const WabiView *view, const GPtrArray *rules, WabiRecord *payer, WabiDay day);

/**
 * wabi_payer_terms_new_on:
 * @terms: a payer's terms
 * @day: as of when
 *
 * Returns: (transfer full): the same payer's terms of another day; costs next to nothing
 */
WabiPayerTerms *wabi_payer_terms_new_on (WabiPayerTerms *terms, WabiDay day);

/** wabi_payer_terms_free: frees @terms, (transfer full) (nullable). */
void wabi_payer_terms_free (WabiPayerTerms *terms);

/**
 * wabi_payer_terms_share_services:
 * @terms: a payer's terms
 * @services: the practice's service codes
 *
 * Spares the terms, and those of other days made from them, reading the practice's service codes themselves.
 */
void wabi_payer_terms_share_services (WabiPayerTerms *terms, WabiServiceTable *services);

/**
 * wabi_payer_terms_find_service:
 * @terms: a payer's terms
 * @code: (nullable): a service code
 *
 * Returns: (transfer none) (nullable): the practice's row of that code as of the day of @terms; lives as long as the terms
 */
const WabiServiceCode *wabi_payer_terms_find_service (WabiPayerTerms *terms, const char *code);

/** wabi_payer_terms_get_payer: Returns: (transfer none) (nullable): whose they are. */
WabiRecord *wabi_payer_terms_get_payer (WabiPayerTerms *terms);

/** wabi_payer_terms_get_day: Returns: as of when. */
WabiDay wabi_payer_terms_get_day (WabiPayerTerms *terms);

/**
 * wabi_payer_terms_list:
 * @terms: a payer's terms
 *
 * Returns: (transfer none) (element-type WabiTermsRule): all rules of the payer, of whatever day, those that count first coming first
 */
const GPtrArray *wabi_payer_terms_list (WabiPayerTerms *terms);

/**
 * wabi_payer_terms_holds:
 * @terms: a payer's terms
 * @rule: one of wabi_payer_terms_list()
 *
 * Returns: whether the day of @terms is among its days
 */
gboolean wabi_payer_terms_holds (WabiPayerTerms *terms, const WabiTermsRule *rule);

/**
 * wabi_payer_terms_find:
 * @terms: a payer's terms
 * @rule: the rule's word
 * @member: a member of its value
 * @key: (nullable): what is asked about
 *
 * Returns: (transfer none) (nullable): the rule that answers, which has that member
 */
const WabiTermsRule *wabi_payer_terms_find (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key);

/** wabi_payer_terms_get_text: Returns: (transfer none) (nullable): what the rule that answers says. */
const char *wabi_payer_terms_get_text (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key);

/** wabi_payer_terms_get_int: Returns: the number that the rule that answers says, @fallback where none does. */
gint64 wabi_payer_terms_get_int (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key, gint64 fallback);

/** wabi_payer_terms_get_bool: Returns: the truth value that the rule that answers says, %FALSE where none does. */
gboolean wabi_payer_terms_get_bool (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key);

/** wabi_payer_terms_dup_list: Returns: (transfer full): the words that the rule that answers lists; empty where none does. */
GStrv wabi_payer_terms_dup_list (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key);

/**
 * wabi_payer_terms_read_units:
 * @terms: a payer's terms
 * @code: (nullable): a service code
 * @out: (out): how minutes become units
 *
 * A service that is counted by the session or the day is one unit of it, and one whose unit has other minutes has those, unless the
 * practice recorded a rule of units for that code.
 */
void wabi_payer_terms_read_units (WabiPayerTerms *terms, const char *code, WabiUnitRule *out);

/**
 * wabi_payer_terms_dup_modifiers:
 * @terms: a payer's terms
 * @key: code, credential and place of a line
 * @distinct: (nullable): the modifier that a person chose to say that the service was distinct; see wabi_ncci_is_distinct()
 *
 * Returns: (transfer full): the modifiers that the payer wants, in its order
 */
GStrv wabi_payer_terms_dup_modifiers (WabiPayerTerms *terms, const WabiTermsKey *key, const char *distinct);

/** wabi_payer_terms_get_matrix: Returns: (transfer none): what happens to two services at one time; lives as long as the terms. */
const WabiConcurrencyMatrix *wabi_payer_terms_get_matrix (WabiPayerTerms *terms);

/**
 * wabi_payer_terms_get_day_limit:
 * @terms: a payer's terms
 * @code: (nullable): a service code
 * @source: (out) (optional) (nullable): who says so; lives as long as the terms
 *
 * Returns: most units of a day, 0 for none
 */
int wabi_payer_terms_get_day_limit (WabiPayerTerms *terms, const char *code, const char **source);

/**
 * wabi_payer_terms_get_pairs:
 * @terms: a payer's terms
 * @source: (out) (optional) (nullable): who says so; lives as long as the terms
 * @borrowed: (out) (optional): whether the program has no table of its own yet and Medicare's stands in for it
 *
 * Returns: (transfer none) (nullable) (element-type WabiNcciPair): pairs of codes that are not paid together; %NULL for none
 */
const GArray *wabi_payer_terms_get_pairs (WabiPayerTerms *terms, const char **source, gboolean *borrowed);

/**
 * WabiFeeKey:
 * @code: (nullable): service code
 * @credential: (nullable): of who gave it
 * @place: (nullable): place of service
 * @modifiers: (nullable) (array zero-terminated=1): on the line
 * @date: (nullable): YYYY-MM-DD
 *
 * What is priced.
 */
typedef struct
{
  const char *code;
  const char *credential;
  const char *place;
  const char *const *modifiers;
  const char *date;
} WabiFeeKey;

/**
 * wabi_fee_find:
 * @fees: (element-type WabiRecord): fees of one payer
 * @key: what is priced
 *
 * Returns: (transfer none) (nullable): the fee of that day: one for a modifier of the line before one for all, then one for the credential, then
 *   one for the place; of those that are as special the one that began later, then the one recorded later
 */
WabiRecord *wabi_fee_find (GPtrArray *fees, const WabiFeeKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPayerTerms, wabi_payer_terms_free)

G_END_DECLS
