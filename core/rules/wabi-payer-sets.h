// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers ask where nothing else is recorded, as dated data with its source; and what a new payer may start from.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiShippedRule:
 * @type: (nullable): of payers of that type: "tricare"; %NULL for all
 * @rule: the rule's word, see wabi-rule-members.h
 * @codes: (nullable): only of these, "97153 97155"
 * @credential: (nullable): only given by these
 * @place: (nullable): only at this place of service
 * @value: JSON with ' for "
 * @from: first day on which it holds, YYYY-MM-DD
 * @to: (nullable): last day
 * @source: who says so, for people
 */
typedef struct
{
  const char *type;
  const char *rule;
  const char *codes;
  const char *credential;
  const char *place;
  const char *value;
  const char *from;
  const char *to;
  const char *source;
} WabiShippedRule;

/** wabi_payer_sets_rules: Returns: (transfer none) (array length=n): what holds where a practice recorded nothing; @n (out). */
const WabiShippedRule *wabi_payer_sets_rules (gsize *n);

/**
 * WabiPayerSet:
 * @id: stable word: "tricare"
 * @name: for people, not translated yet
 * @fields: members of a payer record, JSON with ' for "
 * @source: where they come from, not translated yet
 *
 * What a new payer may start from: its name and identifier are the practice's to give.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *fields;
  const char *source;
} WabiPayerSet;

/** wabi_payer_sets_list: Returns: (transfer none) (array length=n): the starting sets; @n (out). */
const WabiPayerSet *wabi_payer_sets_list (gsize *n);

/** wabi_payer_sets_find: Returns: (transfer none) (nullable): the set of that id. */
const WabiPayerSet *wabi_payer_sets_find (const char *id);

G_END_DECLS
