// SPDX-License-Identifier: AGPL-3.0-or-later
// Pairs of codes that CMS does not pay together for one client, day and rendering person (NCCI procedure-to-procedure edits).

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/** WabiNcciReason: why CMS made the pair, in its three words that concern ABA; @WABI_NCCI_OTHER for all others. */
typedef enum
{
  WABI_NCCI_OTHER,
  WABI_NCCI_MISUSE,
  WABI_NCCI_MANUAL,
  WABI_NCCI_EXCLUSIVE,
} WabiNcciReason;

/**
 * WabiNcciPair:
 * @column1: the code that is paid
 * @column2: the code that is denied
 * @indicator: 0: never both; 1: both with a modifier that says they were distinct; 9: the edit was deleted
 * @reason: why
 */
typedef struct
{
  char column1[6];
  char column2[6];
  guint8 indicator;
  guint8 reason;
} WabiNcciPair;

/** wabi_ncci_pair_compare: orders pairs by both columns, for g_array_sort(). */
int wabi_ncci_pair_compare (gconstpointer a, gconstpointer b);

/**
 * wabi_ncci_pair_set:
 * @pair: (out): what to fill
 *
 * Returns: whether both codes have the five characters of a code
 */
gboolean wabi_ncci_pair_set (WabiNcciPair *pair, const char *column1, const char *column2, int indicator,
                             WabiNcciReason reason) G_GNUC_WARN_UNUSED_RESULT;

/** WABI_NCCI_SHIPPED_FROM: first day of the table that comes with the program. */
#define WABI_NCCI_SHIPPED_FROM "2024-07-01"

/** wabi_ncci_get_shipped: Returns: (transfer none) (element-type WabiNcciPair): Medicare's pairs of 2024-07-01 that concern ABA, sorted. */
const GArray *wabi_ncci_get_shipped (void);

/** wabi_ncci_get_shipped_source: Returns: who published it, for people, translated. */
const char *wabi_ncci_get_shipped_source (void);

/**
 * wabi_ncci_find:
 * @pairs: (element-type WabiNcciPair): sorted
 * @a: (nullable): a code
 * @b: (nullable): another
 *
 * Returns: (transfer none) (nullable): the pair that they make, whichever column they stand in; %NULL for none, and for deleted ones
 */
const WabiNcciPair *wabi_ncci_find (const GArray *pairs, const char *a, const char *b);

/** wabi_ncci_is_distinct: Returns: whether @modifier says that a service was distinct: 59, XE, XP, XS or XU. */
gboolean wabi_ncci_is_distinct (const char *modifier);

G_END_DECLS
