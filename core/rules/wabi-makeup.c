// SPDX-License-Identifier: AGPL-3.0-or-later
// The ledger of lost hours: what was owed, what was made up, what is lost for good, what is still open.

#include "wabi-makeup.h"

#define NONE G_MAXSIZE

static gsize
find_index (GHashTable *by_id, const char *id)
{
  gpointer at;

  return id != NULL && g_hash_table_lookup_extended (by_id, id, NULL, &at) ? GPOINTER_TO_SIZE (at) : NONE;
}

/* The visit that was lost first: a make-up of a canceled make-up pays for what that one was for. @most guards against a ring. */
static gsize
find_root (GHashTable *by_id, const WabiMakeupVisit *visits, gsize index, gsize most)
{
  gsize at = index;

  for (gsize i = 0; i <= most; i++)
    {
      gsize next = find_index (by_id, visits[at].makeup_for);

      if (next == NONE)
        return at;
      at = next;
    }
  return index;
}

/* A make-up that was canceled is no new debt, wherever what it was for is counted. */
static gboolean
is_owing (const WabiMakeupVisit *visit, WabiDay from, WabiDay to)
{
  return visit->state == WABI_MAKEUP_LOST && visit->makeup_for == NULL && visit->minutes > 0 && wabi_day_in_range (visit->day, from, to);
}

static void
count_line (WabiMakeupHours *hours, const WabiMakeupVisit *visit, int held, int booked, gboolean ended)
{
  hours->owed = visit->minutes;
  hours->recovered = MIN (held, hours->owed);
  if (ended || visit->waived)
    hours->lost = hours->owed - hours->recovered;
  hours->open = hours->owed - hours->recovered - hours->lost;
  hours->booked = MIN (booked, hours->open);
}

static void
add_hours (WabiMakeupHours *sums, const WabiMakeupHours *hours)
{
  sums->owed += hours->owed;
  sums->recovered += hours->recovered;
  sums->lost += hours->lost;
  sums->open += hours->open;
  sums->booked += hours->booked;
}

GArray *
wabi_makeup_sum (const WabiMakeupVisit *visits, gsize n_visits, WabiDay from, WabiDay to, WabiDay today, WabiMakeupHours *sums)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree int *held = g_new0 (int, n_visits + 1), *booked = g_new0 (int, n_visits + 1);
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (WabiMakeupLine));

  *sums = (WabiMakeupHours){ 0 };
  for (gsize i = 0; i < n_visits; i++)
    g_hash_table_insert (by_id, (gpointer) visits[i].id, GSIZE_TO_POINTER (i));
  for (gsize i = 0; i < n_visits; i++)
    {
      gsize root = find_root (by_id, visits, i, n_visits);

      if (root == i || visits[i].state == WABI_MAKEUP_LOST || !wabi_day_in_range (visits[i].day, from, to))
        continue;
      if (visits[i].state == WABI_MAKEUP_HELD)
        held[root] += visits[i].minutes;
      else
        booked[root] += visits[i].minutes;
    }
  for (gsize i = 0; i < n_visits; i++)
    {
      WabiMakeupLine line = { i, { 0 } };

      if (!is_owing (&visits[i], from, to))
        continue;
      count_line (&line.hours, &visits[i], held[i], booked[i], to != WABI_DAY_NONE && today > to);
      add_hours (sums, &line.hours);
      g_array_append_val (lines, line);
    }
  return lines;
}
