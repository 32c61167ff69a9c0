// SPDX-License-Identifier: AGPL-3.0-or-later
// What the practice's own history teaches about payers: days to pay, what is usually allowed, and how likely a denial is.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiWait:
 * @days: from sending to the answer, or until today when none has come
 * @answered: whether the answer has come
 */
typedef struct
{
  int days;
  gboolean answered;
} WabiWait;

/**
 * WabiWaitSummary:
 * @n: how many claims were looked at
 * @n_answered: how many of them are answered
 * @median: days after which half are answered, -1 when fewer than half are
 * @late: days after which nine in ten are answered, -1 when fewer are
 */
typedef struct
{
  guint n, n_answered;
  int median, late;
} WabiWaitSummary;

/**
 * wabi_learn_waits:
 * @waits: (array length=n): claims of one payer
 * @n: how many
 * @out: (out): what they say
 *
 * The product-limit estimate of Kaplan and Meier (1958): claims that still wait count for as long as they have waited, so that a payer that has
 * stopped answering does not look quick.
 */
void wabi_learn_waits (const WabiWait *waits, guint n, WabiWaitSummary *out);

/** WABI_LEARN_LEAST: fewer cases say nothing. */
#define WABI_LEARN_LEAST 8

/**
 * WabiAllowed:
 * @n: how many paid lines were looked at
 * @cents: what is usually allowed for a unit, in hundredths of a cent: the median; 0 when fewer than %WABI_LEARN_LEAST
 * @spread: half the lines lie this near to it, hundredths of a cent (the median of the distances)
 */
typedef struct
{
  guint n;
  gint64 cents;
  gint64 spread;
} WabiAllowed;

/**
 * wabi_learn_allowed:
 * @units: (array length=n): what was allowed for a unit on earlier lines, hundredths of a cent; put in order
 * @n: how many
 * @out: (out): the usual
 *
 * Median and median distance: one wrong line does not move them.
 */
void wabi_learn_allowed (gint64 *units, guint n, WabiAllowed *out);

/**
 * wabi_learn_is_underpaid:
 * @allowed: what was allowed for a unit now, hundredths of a cent
 * @usual: what is usual
 * @contract: what the contract says for a unit, hundredths of a cent; 0 when it is not known
 *
 * Below the contract is below; without a contract, below the usual by more than 3 % and by more than three times the spread.
 *
 * Returns: whether somebody should look
 */
gboolean wabi_learn_is_underpaid (gint64 allowed, const WabiAllowed *usual, gint64 contract);

#define WABI_LEARN_MAX_TRAITS 8

/**
 * WabiCase:
 * @traits: (array zero-terminated=1): what is true of a line, such as "code 97153", "place 12", "days 31-60"; at most %WABI_LEARN_MAX_TRAITS
 * @denied: whether the payer denied it
 */
typedef struct
{
  const char *traits[WABI_LEARN_MAX_TRAITS + 1];
  gboolean denied;
} WabiCase;

/**
 * WabiRiskModel:
 *
 * How often lines with each trait were denied.
 */
typedef struct _WabiRiskModel WabiRiskModel;

/** wabi_risk_model_new: Returns: (transfer full): a model that has seen nothing. */
WabiRiskModel *wabi_risk_model_new (void);

/** wabi_risk_model_free: @model (transfer full) (nullable). */
void wabi_risk_model_free (WabiRiskModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiRiskModel, wabi_risk_model_free)

/** wabi_risk_model_learn: takes one more case in; the order of cases does not matter. */
void wabi_risk_model_learn (WabiRiskModel *model, const WabiCase *one);

/**
 * WabiRiskReason:
 * @trait: one of the line's traits
 * @denied: how many earlier lines with it were denied
 * @n: how many there were
 * @weight: how much it adds to the odds (logarithm); the reasons are in this order
 */
typedef struct
{
  const char *trait;
  guint denied, n;
  double weight;
} WabiRiskReason;

/**
 * WabiRisk:
 * @percent: how likely a denial is, 0 to 100; -1 when too little was seen
 * @n: on how many cases this stands
 * @reasons: what raises it most; n_reasons of them, each with a weight above 0
 * @n_reasons: at most three
 */
typedef struct
{
  int percent;
  guint n;
  WabiRiskReason reasons[3];
  guint n_reasons;
} WabiRisk;

/**
 * wabi_risk_model_judge:
 * @model: a model
 * @traits: (array zero-terminated=1): of a line that is to be sent
 * @out: (out): how likely it is denied, and why
 *
 * Naive Bayes with Laplace's rule (one more of each): the odds of a denial at this practice, times for each trait the ratio of its share among denied
 * and paid lines. Traits that are not independent count double, so that high figures are too high: it orders lines, it does not promise.
 */
void wabi_risk_model_judge (const WabiRiskModel *model, const char *const *traits, WabiRisk *out);

G_END_DECLS
