// SPDX-License-Identifier: AGPL-3.0-or-later
// What the practice's own history teaches about payers.

#include "wabi-learn.h"

#include <math.h>
#include <stdlib.h>

/* ---- Days to pay ---- */

static int
compare_waits (const void *a, const void *b)
{
  const WabiWait *one = a, *other = b;

  if (one->days != other->days)
    return one->days < other->days ? -1 : 1;
  /* An answer on a day comes before those that still wait after it. */
  return (other->answered ? 1 : 0) - (one->answered ? 1 : 0);
}

void
wabi_learn_waits (const WabiWait *waits, guint n, WabiWaitSummary *out)
{
  g_autofree WabiWait *sorted = g_memdup2 (waits, n * sizeof *waits);
  double waiting = 1;

  *out = (WabiWaitSummary){ n, 0, -1, -1 };
  if (n == 0)
    return;
  qsort (sorted, n, sizeof *sorted, compare_waits);
  for (guint i = 0; i < n; i++)
    {
      if (!sorted[i].answered)
        continue;
      out->n_answered++;
      waiting *= 1 - 1.0 / (n - i);
      if (out->median < 0 && waiting <= 0.5 + 1e-9)
        out->median = sorted[i].days;
      if (out->late < 0 && waiting <= 0.1 + 1e-9)
        out->late = sorted[i].days;
    }
}

/* ---- What is allowed ---- */

static int
compare_cents (const void *a, const void *b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static gint64
median (gint64 *values, guint n)
{
  qsort (values, n, sizeof *values, compare_cents);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

void
wabi_learn_allowed (gint64 *units, guint n, WabiAllowed *out)
{
  g_autofree gint64 *away = g_new (gint64, MAX (1, n));

  *out = (WabiAllowed){ n, 0, 0 };
  if (n < WABI_LEARN_LEAST)
    return;
  out->cents = median (units, n);
  for (guint i = 0; i < n; i++)
    away[i] = ABS (units[i] - out->cents);
  out->spread = median (away, n);
}

gboolean
wabi_learn_is_underpaid (gint64 allowed, const WabiAllowed *usual, gint64 contract)
{
  if (contract > 0)
    return allowed < contract;
  return usual->cents > 0 && usual->cents - allowed > usual->cents * 3 / 100 && usual->cents - allowed > 3 * usual->spread;
}

/* ---- Denials ---- */

typedef struct
{
  guint denied, paid;
} Count;

struct _WabiRiskModel
{
  GHashTable *traits; /* of Count */
  Count all;
};

WabiRiskModel *
wabi_risk_model_new (void)
{
  WabiRiskModel *model = g_new0 (WabiRiskModel, 1);

  model->traits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return model;
}

void
wabi_risk_model_free (WabiRiskModel *model)
{
  if (model == NULL)
    return;
  g_hash_table_unref (model->traits);
  g_free (model);
}

static void
add (Count *count, gboolean denied)
{
  if (denied)
    count->denied++;
  else
    count->paid++;
}

void
wabi_risk_model_learn (WabiRiskModel *model, const WabiCase *one)
{
  add (&model->all, one->denied);
  for (guint i = 0; i < WABI_LEARN_MAX_TRAITS && one->traits[i] != NULL; i++)
    {
      Count *count = g_hash_table_lookup (model->traits, one->traits[i]);

      if (count == NULL)
        {
          count = g_new0 (Count, 1);
          g_hash_table_insert (model->traits, g_strdup (one->traits[i]), count);
        }
      add (count, one->denied);
    }
}

/* The logarithm of how much likelier a trait is among denied lines than among paid ones. */
static double
weigh (const WabiRiskModel *model, const Count *count)
{
  double among_denied = (count->denied + 1.0) / (model->all.denied + 2.0), among_paid = (count->paid + 1.0) / (model->all.paid + 2.0);

  return log (among_denied / among_paid);
}

static void
keep_reason (WabiRisk *risk, const char *trait, const Count *count, double weight)
{
  guint at = risk->n_reasons;

  if (weight <= 0 || count->denied == 0)
    return;
  while (at > 0 && risk->reasons[at - 1].weight < weight)
    at--;
  if (at >= G_N_ELEMENTS (risk->reasons))
    return;
  for (guint i = MIN (risk->n_reasons, G_N_ELEMENTS (risk->reasons) - 1); i > at; i--)
    risk->reasons[i] = risk->reasons[i - 1];
  risk->reasons[at] = (WabiRiskReason){ trait, count->denied, count->denied + count->paid, weight };
  risk->n_reasons = MIN (risk->n_reasons + 1, G_N_ELEMENTS (risk->reasons));
}

void
wabi_risk_model_judge (const WabiRiskModel *model, const char *const *traits, WabiRisk *out)
{
  guint n = model->all.denied + model->all.paid;
  double odds = log ((model->all.denied + 1.0) / (model->all.paid + 1.0));

  *out = (WabiRisk){ .percent = -1, .n = n };
  if (n < WABI_LEARN_LEAST)
    return;
  for (guint i = 0; i < WABI_LEARN_MAX_TRAITS && traits[i] != NULL; i++)
    {
      const Count *count = g_hash_table_lookup (model->traits, traits[i]);
      double weight = count != NULL ? weigh (model, count) : 0;

      odds += weight;
      if (count != NULL)
        keep_reason (out, traits[i], count, weight);
    }
  out->percent = (int) lround (100 / (1 + exp (-odds)));
}
