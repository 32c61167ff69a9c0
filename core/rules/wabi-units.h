// SPDX-License-Identifier: AGPL-3.0-or-later
// Minutes to billable units by the payer's rounding rule.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiRounding:
 * @WABI_ROUNDING_MIDPOINT: a unit counts once more than half of it has passed, each code by itself (AMA, CPT)
 * @WABI_ROUNDING_CMS_TOTAL: the same break points on the total of the day, then allotted to the codes (CMS
 * Claims Processing Manual chapter 5 section 20.2, the 8-minute rule)
 * @WABI_ROUNDING_FLOOR: only whole units count
 * @WABI_ROUNDING_TENTHS: the exact fraction, cut to tenths of a unit
 * @WABI_ROUNDING_ONE: one unit for the session or the day, however long
 */
typedef enum
{
  WABI_ROUNDING_MIDPOINT,
  WABI_ROUNDING_CMS_TOTAL,
  WABI_ROUNDING_FLOOR,
  WABI_ROUNDING_TENTHS,
  WABI_ROUNDING_ONE,
} WabiRounding;

/**
 * WabiUnitScope:
 *
 * What is summed before rounding, once. %WABI_ROUNDING_CMS_TOTAL always sums the day: over all codes, or over
 * all codes of one rendering person with @WABI_UNIT_SCOPE_DAY_CODE_RENDERING.
 */
typedef enum
{
  WABI_UNIT_SCOPE_SESSION,
  WABI_UNIT_SCOPE_DAY_CODE,
  WABI_UNIT_SCOPE_DAY_CODE_RENDERING,
} WabiUnitScope;

/**
 * WabiUnitRule:
 * @rounding: the method
 * @scope: what is summed first
 * @unit_minutes: minutes of one unit; 0 means 15
 * @minimum_minutes: under this the sum is worth nothing; 0 for none
 */
typedef struct
{
  WabiRounding rounding;
  WabiUnitScope scope;
  int unit_minutes;
  int minimum_minutes;
} WabiUnitRule;

/**
 * WabiUnitLine:
 * @code: in: service code
 * @rendering: in: id of the rendering person, (nullable)
 * @day: in: day of service
 * @minutes: in: raw minutes of this session
 * @tenths: out: units that fall on it, in tenths
 */
typedef struct
{
  const char *code;
  const char *rendering;
  WabiDay day;
  int minutes;
  int tenths;
} WabiUnitLine;

/**
 * wabi_units_tenths:
 *
 * Rounds one sum of minutes (the caller summed the rule's scope). Negative minutes are worth nothing.
 *
 * Returns: units in tenths; a multiple of 10 but for %WABI_ROUNDING_TENTHS.
 */
int wabi_units_tenths (const WabiUnitRule *rule, int minutes);

/** wabi_units_count: Returns: whole units of one sum; a fraction counts as a whole one, as limits count it.
 */
int wabi_units_count (const WabiUnitRule *rule, int minutes);

/**
 * wabi_units_distribute:
 * @lines: (array length=n_lines) (inout): sessions of one client with one payer
 *
 * Sums by the rule's scope, rounds once, and gives the units back to the lines: whole units each line earned
 * by itself first, the rest to the largest remainders (the earlier line on a tie). The lines of a group add
 * up to the group's units exactly.
 */
void wabi_units_distribute (const WabiUnitRule *rule, WabiUnitLine *lines, gsize n_lines);

/**
 * wabi_units_explain:
 *
 * Returns: (transfer full): the arithmetic in words: "12 units = ⌊(180 + 7) / 15⌋, midpoint rule".
 */
char *wabi_units_explain (const WabiUnitRule *rule, int minutes);

/** wabi_units_dup_words: Returns: (transfer full): "12 units", "1 unit", "12.1 units". */
char *wabi_units_dup_words (int tenths);

/** wabi_rounding_words: Returns: "midpoint rule", translated. */
const char *wabi_rounding_words (WabiRounding rounding);

/** wabi_rounding_source: Returns: who made the rule: "CPT midpoint rule", translated. */
const char *wabi_rounding_source (WabiRounding rounding);

/** wabi_rounding_from_name: reads "midpoint", "cms-total", "floor", "tenths", "one"; Returns: whether it was one. */
gboolean wabi_rounding_from_name (const char *name, WabiRounding *rounding) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_rounding_name: Returns: the name that wabi_rounding_from_name() reads. */
const char *wabi_rounding_name (WabiRounding rounding);

/** wabi_unit_scope_from_name: reads "session", "day-code", "day-code-rendering"; Returns: whether it was one.
 */
gboolean wabi_unit_scope_from_name (const char *name, WabiUnitScope *scope) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_unit_scope_name: Returns: the name that wabi_unit_scope_from_name() reads. */
const char *wabi_unit_scope_name (WabiUnitScope scope);

G_END_DECLS
