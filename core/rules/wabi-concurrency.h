// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer does when two services of one client overlap in time.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiConcurrencyAction:
 * @WABI_CONCURRENCY_ALLOW: pays both
 * @WABI_CONCURRENCY_DENY: must not overlap
 * @WABI_CONCURRENCY_PAY_HIGHER: pays the higher of the two and denies the other
 * @WABI_CONCURRENCY_SPLIT_LOWER: the lower line is cut around the other
 */
typedef enum
{
  WABI_CONCURRENCY_ALLOW,
  WABI_CONCURRENCY_DENY,
  WABI_CONCURRENCY_PAY_HIGHER,
  WABI_CONCURRENCY_SPLIT_LOWER,
} WabiConcurrencyAction;

/** WabiConcurrencyPair: one cell; the order of the codes means nothing. */
typedef struct
{
  const char *code_a;
  const char *code_b;
  WabiConcurrencyAction action;
} WabiConcurrencyPair;

/**
 * WabiConcurrencyMatrix:
 * @name: "tricare", "commercial", or a payer's own
 * @source: where it comes from and since when, in words
 * @from: (nullable): first day on which it holds, YYYY-MM-DD
 * @to: (nullable): last day; %NULL while nothing later is known
 * @pairs: (array length=n_pairs): the first that fits counts
 * @fallback: for pairs that are not listed
 */
typedef struct
{
  const char *name;
  const char *source;
  const char *from;
  const char *to;
  const WabiConcurrencyPair *pairs;
  gsize n_pairs;
  WabiConcurrencyAction fallback;
} WabiConcurrencyMatrix;

/** wabi_concurrency_find_matrix: Returns: (transfer none) (nullable): the latest "tricare" or "commercial". */
const WabiConcurrencyMatrix *wabi_concurrency_find_matrix (const char *name);

/** wabi_concurrency_find_matrix_on: Returns: (transfer none) (nullable): the one that held on @day; before the first one known, that one. */
const WabiConcurrencyMatrix *wabi_concurrency_find_matrix_on (const char *name, WabiDay day);

/**
 * wabi_concurrency_look_up:
 * @matrix: (nullable): %NULL means the commercial one
 *
 * Symmetric in the codes.
 */
WabiConcurrencyAction wabi_concurrency_look_up (const WabiConcurrencyMatrix *matrix, const char *code_a,
                                                const char *code_b);

/** wabi_concurrency_action_name: Returns: "allow", "deny", "pay-higher" or "split-lower". */
const char *wabi_concurrency_action_name (WabiConcurrencyAction action);

/** wabi_concurrency_action_from_name: Returns: whether @name was one; "pay_higher" is read like "pay-higher". */
gboolean wabi_concurrency_action_from_name (const char *name,
                                            WabiConcurrencyAction *action) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
