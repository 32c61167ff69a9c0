// SPDX-License-Identifier: AGPL-3.0-or-later
// Which payer rules there are and what the value of each may say: one table for reading, checking and editing them.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** WabiRuleMemberType: %WABI_RULE_WORD: one of words; %WABI_RULE_WORDS: several of them; %WABI_RULE_CODE: a service code. */
typedef enum
{
  WABI_RULE_WORD,
  WABI_RULE_WORDS,
  WABI_RULE_NUMBER,
  WABI_RULE_TRUTH,
  WABI_RULE_TEXT,
  WABI_RULE_CODE,
  WABI_RULE_PAIRS,
} WabiRuleMemberType;

/**
 * WabiRuleMember:
 * @rule: word of the rule
 * @member: member of its value
 * @type: what it holds
 * @words: (nullable): for words: what they may be
 * @min: least number
 * @max: most, or most characters
 * @label: for people, not translated yet
 */
typedef struct
{
  const char *rule;
  const char *member;
  WabiRuleMemberType type;
  const char *words;
  int min;
  int max;
  const char *label;
} WabiRuleMember;

/** WabiRuleWord: a rule, a word that a value may say or another stable word, and its @label for people, not translated yet. */
typedef struct
{
  const char *word;
  const char *label;
} WabiRuleWord;

/** wabi_rule_members_list: Returns: (transfer none) (array length=n): every member of every rule, rules together; @n (out). */
const WabiRuleMember *wabi_rule_members_list (gsize *n);

/** wabi_rule_members_find: Returns: (transfer none) (nullable): the row of a rule's member. */
const WabiRuleMember *wabi_rule_members_find (const char *rule, const char *member);

/** wabi_rule_members_rules: Returns: (transfer none) (array length=n): the rules, in the order in which people think of them; @n (out). */
const WabiRuleWord *wabi_rule_members_rules (gsize *n);

/** wabi_rule_title: Returns: a rule's name for people, translated; @rule itself where none is known. */
const char *wabi_rule_title (const char *rule);

/** wabi_rule_words: Returns: @word of a value for people, translated; @word itself where none is known. */
const char *wabi_rule_words (const char *word);

G_END_DECLS
