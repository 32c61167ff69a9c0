// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions of one client at one time, where the payer pays each minute once.

#include "wabi-split.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE

int
wabi_split_minutes (const WabiSplitVisit *visit)
{
  return visit->end_at > visit->start_at ? (int) MIN ((visit->end_at - visit->start_at) / MINUTE, G_MAXINT) : 0;
}

/* Who keeps its time comes first. */
static int
compare_rank (gconstpointer a, gconstpointer b, gpointer data)
{
  const WabiSplitVisit *visits = data;
  const WabiSplitVisit *one = &visits[*(const guint *) a], *other = &visits[*(const guint *) b];
  int by;

  if (one->rate != other->rate)
    return one->rate > other->rate ? -1 : 1;
  by = g_strcmp0 (other->code, one->code);
  if (by != 0)
    return by;
  if (one->start_at != other->start_at)
    return one->start_at < other->start_at ? -1 : 1;
  return g_strcmp0 (one->id, other->id);
}

/* The minutes of @visit that a part of another touches, whole. */
static gboolean
find_touched (const WabiSplitVisit *visit, const WabiSplitVisit *other, const WabiSplitPart *part, int *from, int *to)
{
  gint64 first = other->start_at + part->from * MINUTE - visit->start_at, last = other->start_at + part->to * MINUTE - visit->start_at;
  int minutes = wabi_split_minutes (visit);

  /* The end of the other's last minute is where it really ended. */
  if (part->to == wabi_split_minutes (other))
    last = MAX (last, other->end_at - visit->start_at);
  if (last <= 0 || first >= minutes * MINUTE)
    return FALSE;
  *from = first > 0 ? (int) (first / MINUTE) : 0;
  *to = (int) MIN ((last + MINUTE - 1) / MINUTE, minutes);
  return *from < *to;
}

/* Takes [from, to] from the parts of a visit; each minute that was still there becomes a cut. */
static void
cut (GArray *mine, guint visit, guint other, int from, int to, GArray *cuts)
{
  for (guint i = 0; i < mine->len;)
    {
      WabiSplitPart part = g_array_index (mine, WabiSplitPart, i);
      WabiSplitCut taken = { visit, other, MAX (part.from, from), MIN (part.to, to) };
      WabiSplitPart before = { visit, part.from, taken.from }, after = { visit, taken.to, part.to };

      if (taken.from >= taken.to)
        {
          i++;
          continue;
        }
      g_array_append_val (cuts, taken);
      g_array_remove_index (mine, i);
      if (before.from < before.to)
        g_array_insert_val (mine, i++, before);
      if (after.from < after.to)
        g_array_insert_val (mine, i++, after);
    }
}

static void
place (WabiSplitVisit *visits, guint index, GArray *const *parts, const guint *order, guint rank, const WabiConcurrencyMatrix *matrix, GArray *cuts)
{
  WabiSplitVisit *visit = &visits[index];
  WabiSplitPart whole = { index, 0, wabi_split_minutes (visit) };

  if (whole.to > 0)
    g_array_append_val (parts[index], whole);
  for (guint i = 0; i < rank && !visit->fixed; i++)
    {
      const WabiSplitVisit *higher = &visits[order[i]];

      if (wabi_concurrency_look_up (matrix, visit->code, higher->code) != WABI_CONCURRENCY_SPLIT_LOWER)
        continue;
      for (guint k = 0; k < parts[order[i]]->len; k++)
        {
          int from, to;

          if (find_touched (visit, higher, &g_array_index (parts[order[i]], WabiSplitPart, k), &from, &to))
            cut (parts[index], index, order[i], from, to, cuts);
        }
    }
}

void
wabi_split_plan (WabiSplitVisit *visits, guint n, const WabiConcurrencyMatrix *matrix, GArray **parts, GArray **cuts)
{
  g_autofree guint *order = g_new0 (guint, n + 1);
  g_autofree GArray **each = g_new0 (GArray *, n + 1);

  *parts = g_array_new (FALSE, FALSE, sizeof (WabiSplitPart));
  *cuts = g_array_new (FALSE, FALSE, sizeof (WabiSplitCut));
  for (guint i = 0; i < n; i++)
    {
      order[i] = i;
      each[i] = g_array_new (FALSE, FALSE, sizeof (WabiSplitPart));
    }
  g_qsort_with_data (order, (int) n, sizeof *order, compare_rank, visits);
  for (guint rank = 0; rank < n; rank++)
    place (visits, order[rank], each, order, rank, matrix, *cuts);
  for (guint i = 0; i < n; i++)
    {
      visits[i].first_part = (*parts)->len;
      visits[i].n_parts = each[i]->len;
      g_array_append_vals (*parts, each[i]->data, each[i]->len);
      g_array_unref (each[i]);
    }
}
