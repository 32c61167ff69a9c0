// SPDX-License-Identifier: AGPL-3.0-or-later
// Does the text say what the data says: each figure found, and held against the facts.

#pragma once

#include "wabi-facts.h"

G_BEGIN_DECLS

/**
 * WabiStatementVerdict:
 * @WABI_STATEMENT_GROUNDED: a fact says so
 * @WABI_STATEMENT_NOT_BORNE_OUT: no fact says so
 * @WABI_STATEMENT_ASIDE: a number that is no measure of the session: a date, a time, a code, a plan, a
 * technique's setting
 */
typedef enum
{
  WABI_STATEMENT_GROUNDED,
  WABI_STATEMENT_NOT_BORNE_OUT,
  WABI_STATEMENT_ASIDE,
} WabiStatementVerdict;

/**
 * WabiStatement:
 * @start: first byte
 * @length: bytes
 * @verdict: the judgement
 * @fact_key: (nullable): the fact that bears it out, or the nearest one
 * @text: the words themselves: "Crying fell to under two minutes"
 * @words: (nullable): for what is not borne out: "Recorded: 3 min 05 s, last session 2 min 40 s."
 * @replacement: (nullable): what to write over bytes [@replace_start, @replace_start + @replace_length) to
 * make it true
 */
typedef struct
{
  gsize start;
  gsize length;
  WabiStatementVerdict verdict;
  char *fact_key;
  char *text;
  char *words;
  char *replacement;
  gsize replace_start;
  gsize replace_length;
} WabiStatement;

/**
 * wabi_grounding_check:
 * @text: UTF-8, one section of a note; bytes that are not UTF-8 end it
 * @plan: whether the section speaks of what will be done: figures there are asides unless they are
 * percentages or ratios that claim a result
 *
 * Finds digits, percentages, "9 of 10", "9/10", durations, number words from zero to twelve before a
 * countable ("twice" too), and claims of direction ("fell", "up from"), in English and Spanish. A figure that
 * names a target or behavior in its sentence is held against that one; otherwise against the session. Bounds
 * ("under two minutes", "at least 80 %") are held as bounds.
 *
 * Returns: (transfer full) (element-type WabiStatement): in order of their first byte, not overlapping.
 */
GPtrArray *wabi_grounding_check (const char *text, const WabiFacts *facts, gboolean plan);

/** wabi_grounding_claim_free: frees one, (nullable). */
void wabi_grounding_claim_free (WabiStatement *claim);

/** wabi_grounding_count: Returns: how many claims have @verdict. */
guint wabi_grounding_count (const GPtrArray *claims, WabiStatementVerdict verdict);

G_END_DECLS
