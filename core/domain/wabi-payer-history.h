// SPDX-License-Identifier: AGPL-3.0-or-later
// A payer as the practice's own claims have shown it.

#pragma once

#include "wabi-learn.h"
#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * WabiPayerHistory:
 * @waits: how long its answers take, from sending to the remittance
 *
 * What the practice's own claims say of one payer, over its last 5,000 sessions.
 */
typedef struct _WabiPayerHistory WabiPayerHistory;
struct _WabiPayerHistory
{
  WabiWaitSummary waits;
  /*< private >*/
  GHashTable *allowed;
  WabiRiskModel *risk;
  GArray *lengths;
  const WabiView *view;
  char *payer, *zone;
  char *last_control;
  gint64 now, last_at;
  guint stage, taken, at_last;
};

/**
 * wabi_payer_history_begin:
 * @view: where to look; it has to live until the last step
 * @payer: the payer
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 *
 * For those who may not wait: nothing is known until wabi_payer_history_step() has done its last step.
 *
 * Returns: (transfer full): a history that knows nothing yet
 */
WabiPayerHistory *wabi_payer_history_begin (const WabiView *view, const char *payer, const char *zone, gint64 now);

/** wabi_payer_history_step: reads a few more records of @history. Returns: whether there are more. */
gboolean wabi_payer_history_step (WabiPayerHistory *history);

/**
 * wabi_payer_history_new:
 * @view: where to look
 * @payer: the payer
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 *
 * Returns: (transfer full): its history
 */
WabiPayerHistory *wabi_payer_history_new (const WabiView *view, const char *payer, const char *zone, gint64 now);

/** wabi_payer_history_free: @history (transfer full) (nullable). */
void wabi_payer_history_free (WabiPayerHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPayerHistory, wabi_payer_history_free)

/**
 * wabi_payer_history_get_usual:
 * @history: a history
 * @code: a service
 * @modifier: (nullable): its first modifier
 *
 * Returns: what the payer usually allows for a unit of it; with 0 cents when too little was seen
 */
WabiAllowed wabi_payer_history_get_usual (const WabiPayerHistory *history, const char *code, const char *modifier);

/**
 * wabi_payer_history_expect:
 * @history: a history
 * @charge: a charge
 *
 * Returns: what the payer is expected to allow for it, in cents; -1 when too little was seen
 */
gint64 wabi_payer_history_expect (const WabiPayerHistory *history, WabiRecord *charge);

/**
 * wabi_payer_history_judge:
 * @history: a history
 * @charge: a charge that is to be sent
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @risk: (out): how likely it is denied; its reasons are told in the words that are returned
 *
 * Returns: (transfer full) (array zero-terminated=1): the reasons as people read them, translated, such as "30 of 50 sessions at place 02 were denied"
 */
GStrv wabi_payer_history_judge (const WabiPayerHistory *history, WabiRecord *charge, const char *zone, gint64 now, WabiRisk *risk);

G_END_DECLS
