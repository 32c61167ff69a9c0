// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer answered to one line, over the charges that stand on it.

#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"
#include "wabi-share.h"

static int
compare_adjustments (gconstpointer a, gconstpointer b)
{
  const WabiRemitCas *x = a, *y = b;
  int by_group = g_strcmp0 (x->group, y->group), by_reason = g_strcmp0 (x->reason, y->reason);
  gint64 one = ABS (x->cents), other = ABS (y->cents);

  return by_group != 0 ? by_group : by_reason != 0 ? by_reason : one < other ? -1 : one > other;
}

/* Payers name their adjustments in any order: what is divided must not depend on it, or a reversal in another order would leave cents behind. */
gint64 *
wabi_remit_divide_line (const WabiSentLine *sent, JsonObject *told, GArray **adjustments)
{
  g_autoptr (GArray) all = wabi_remit_content_adjustments (told);
  guint n = sent->parts->len, rows = all->len + 1;
  g_autofree gint64 *weights = wabi_sent_line_dup_cents (sent), *amounts = g_new0 (gint64, rows);
  g_autofree gint64 *out = g_new0 (gint64, (gsize) rows * n);

  if (n > 1)
    g_array_sort (all, compare_adjustments);
  amounts[0] = wabi_json_peek_int (told, "paid", 0);
  for (guint i = 0; i < all->len; i++)
    amounts[i + 1] = g_array_index (all, WabiRemitCas, i).cents;
  if (!wabi_share_table (amounts, rows, weights, n, out))
    return NULL;
  *adjustments = g_steal_pointer (&all);
  return g_steal_pointer (&out);
}

gint64 *
wabi_remit_divide_units (const WabiSentLine *sent, gint64 units)
{
  g_autofree gint64 *weights = g_new0 (gint64, sent->parts->len), *out = g_new0 (gint64, sent->parts->len);

  for (guint i = 0; i < sent->parts->len; i++)
    weights[i] = MAX (0, g_array_index (sent->parts, WabiSentPart, i).tenths);
  return wabi_share_amount (units, weights, sent->parts->len, out) ? g_steal_pointer (&out) : NULL;
}
