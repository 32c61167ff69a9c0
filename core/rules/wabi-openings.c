// SPDX-License-Identifier: AGPL-3.0-or-later
// Hours of the week that are free, and how sessions fit into them.

#include "wabi-openings.h"

#define STEP 15
#define DAY_MINUTES 1440

void
wabi_openings_cut (GArray *openings, int weekday, int start, int end)
{
  if (end <= start)
    return;
  for (guint i = 0; i < openings->len;)
    {
      WabiOpening *one = &g_array_index (openings, WabiOpening, i);
      WabiOpening rest = { weekday, end, one->end };

      if (one->weekday != weekday || one->start >= end || one->end <= start)
        {
          i++;
          continue;
        }
      one->end = MIN (one->end, start);
      if (one->end > one->start)
        i++;
      else
        g_array_remove_index (openings, i);
      if (rest.end > rest.start)
        g_array_insert_val (openings, i++, rest);
    }
}

static int
compare_openings (gconstpointer a, gconstpointer b)
{
  const WabiOpening *x = a, *y = b;

  return x->weekday != y->weekday ? x->weekday - y->weekday : x->start != y->start ? x->start - y->start : x->end - y->end;
}

GArray *
wabi_openings_meet (const GArray *a, const GArray *b)
{
  GArray *both = g_array_new (FALSE, FALSE, sizeof (WabiOpening));

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      {
        const WabiOpening *x = &g_array_index (a, WabiOpening, i), *y = &g_array_index (b, WabiOpening, j);
        WabiOpening one = { x->weekday, MAX (x->start, y->start), MIN (x->end, y->end) };

        if (x->weekday == y->weekday && one.end > one.start)
          g_array_append_val (both, one);
      }
  g_array_sort (both, compare_openings);
  return both;
}

static guint
find_days (const GArray *openings, int start, int end)
{
  guint days = 0;

  for (guint i = 0; i < openings->len; i++)
    {
      const WabiOpening *one = &g_array_index (openings, WabiOpening, i);

      if (one->start <= start && one->end >= end)
        days |= 1u << one->weekday;
    }
  return days;
}

static int
count_days (guint days)
{
  int n = 0;

  for (; days != 0; days &= days - 1)
    n++;
  return n;
}

/* Of n days that fit, those at 0, n/k, 2n/k, …: two of five are Monday and Wednesday, not Monday and Tuesday. */
static guint
spread_days (guint days, int wanted)
{
  int n = count_days (days), seen = 0, taken = 0;
  guint chosen = 0;

  for (int day = 1; day <= 7 && taken < wanted; day++)
    {
      if ((days & (1u << day)) == 0)
        continue;
      if (seen * wanted >= taken * n)
        {
          chosen |= 1u << day;
          taken++;
        }
      seen++;
    }
  return chosen;
}

guint
wabi_openings_choose (const GArray *openings, int minutes, int sessions, int *start)
{
  guint best = 0;

  *start = 0;
  if (minutes <= 0 || sessions <= 0)
    return 0;
  for (int at = 0; at + minutes <= DAY_MINUTES; at += STEP)
    {
      guint days = find_days (openings, at, at + minutes);

      if (MIN (count_days (days), sessions) > MIN (count_days (best), sessions))
        {
          best = days;
          *start = at;
        }
    }
  return count_days (best) > sessions ? spread_days (best, sessions) : best;
}
