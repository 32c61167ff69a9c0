// SPDX-License-Identifier: AGPL-3.0-or-later
// The dates that a rule gives, by libical.

#include "wabi-recur.h"

#include <libical/ical.h>

#define LAST_YEAR 2200 /* nothing is planned beyond; libical itself would search on to the end of its time */

static struct icaltimetype
make_time (WabiDay day, int second)
{
  struct icaltimetype time = icaltime_null_time ();

  wabi_day_to_ymd (day, &time.year, &time.month, &time.day);
  time.hour = second / 3600;
  time.minute = second / 60 % 60;
  time.second = second % 60;
  return time;
}

static WabiRecurWall
read_time (struct icaltimetype time)
{
  return (WabiRecurWall){ wabi_day_from_ymd (time.year, time.month, time.day), time.hour * 3600 + time.minute * 60 + time.second };
}

/* The last moment on the wall clock. An end in UTC is told to libical on the wall clock too, so that it knows of no zones. */
static WabiRecurWall
find_end (const WabiRecur *recur, const char *zone, WabiDay last)
{
  WabiRecurWall end = { last != WABI_DAY_NONE ? last : wabi_day_from_ymd (LAST_YEAR, 12, 31), 86399 };
  WabiRecurWall until = { recur->until_day, recur->until_second };

  if (recur->until == WABI_RECUR_UNTIL_NONE)
    return end;
  if (recur->until == WABI_RECUR_UNTIL_INSTANT && zone != NULL)
    {
      gint64 at = wabi_zone_from_local ("UTC", until.day, until.second / 60) + until.second % 60 * WABI_SECOND;
      WabiLocal local = wabi_zone_to_local (zone, at);

      until = (WabiRecurWall){ local.day, local.minute * 60 + local.second };
    }
  return until.day < end.day ? until : end;
}

/* A rule that no day fits makes libical look at each of five hundred years: what cannot be is told here. */
static gboolean
can_have_dates (const WabiRecur *recur)
{
  static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const GArray *months = recur->lists[WABI_RECUR_BYMONTH], *days = recur->lists[WABI_RECUR_BYMONTHDAY];

  if (months->len == 0 || days->len == 0)
    return TRUE;
  for (guint i = 0; i < months->len; i++)
    for (guint j = 0; j < days->len; j++)
      if (ABS (g_array_index (days, int, j)) <= lengths[g_array_index (months, int, i) - 1])
        return TRUE;
  return FALSE;
}

static gboolean
is_kept_place (const GArray *places, int at, int n)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, int, i) == at + 1 || g_array_index (places, int, i) == at - n)
      return TRUE;
  return FALSE;
}

/* libical 3.0 passes over BYSETPOS in weeks. Of a week's days they choose the same ones each time. */
static void
choose_weekdays (WabiRecur *recur)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (WabiRecurDay));
  int n = (int) recur->days->len, at = 0;

  for (int i = 0; i < 7; i++)
    for (guint j = 0; j < recur->days->len; j++)
      {
        const WabiRecurDay *day = &g_array_index (recur->days, WabiRecurDay, j);

        if (day->weekday == (recur->week_start - 1 + i) % 7 + 1 && is_kept_place (recur->lists[WABI_RECUR_BYSETPOS], at++, n))
          g_array_append_val (kept, *day);
      }
  g_array_set_size (recur->lists[WABI_RECUR_BYSETPOS], 0);
  g_array_set_size (recur->days, 0);
  g_array_append_vals (recur->days, kept->data, kept->len);
}

/* The same dates, said so that libical 3.0 gives them. FALSE when there are none. */
static gboolean
say_plainly (WabiRecur *recur)
{
  GArray *const *lists = recur->lists;

  if (recur->freq == WABI_RECUR_WEEKLY && lists[WABI_RECUR_BYSETPOS]->len > 0 && recur->days->len > 0)
    {
      choose_weekdays (recur);
      return recur->days->len > 0;
    }
  /* Of days, it knows no BYMONTHDAY from the end; of months it does. */
  if (recur->freq == WABI_RECUR_DAILY && recur->interval == 1 && lists[WABI_RECUR_BYMONTHDAY]->len > 0)
    recur->freq = WABI_RECUR_MONTHLY;
  return TRUE;
}

static icalrecur_iterator *
start_iterator (const WabiRecur *recur, WabiRecurWall start, WabiRecurWall end)
{
  g_autofree char *given = wabi_recur_dup_text (recur);
  g_autoptr (WabiRecur) plain = wabi_recur_parse (given, NULL);
  g_autofree char *text = NULL;
  struct icalrecurrencetype rule;

  if (!say_plainly (plain))
    return NULL;
  text = wabi_recur_dup_text (plain);
  rule = icalrecurrencetype_from_string (text);
  if (rule.freq == ICAL_NO_RECURRENCE)
    {
      g_warning ("libical does not read a rule that was checked");
      return NULL;
    }
  rule.until = make_time (end.day, end.second);
  return icalrecur_iterator_new (rule, make_time (start.day, start.second));
}

static gboolean
is_after (WabiRecurWall a, WabiRecurWall b)
{
  return a.day > b.day || (a.day == b.day && a.second > b.second);
}

GArray *
wabi_recur_list (const WabiRecur *recur, WabiRecurWall start, const char *zone, WabiDay last, guint most, gboolean *more)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (WabiRecurWall));
  WabiRecurWall end = find_end (recur, zone, last);
  icalrecur_iterator *iterator;
  WabiRecurWall wall;

  if (more != NULL)
    *more = FALSE;
  iterator = is_after (start, end) || !can_have_dates (recur) ? NULL : start_iterator (recur, start, end);
  if (iterator == NULL)
    return found;
  for (struct icaltimetype time = icalrecur_iterator_next (iterator); !icaltime_is_null_time (time); time = icalrecur_iterator_next (iterator))
    {
      wall = read_time (time);
      if (is_after (wall, end))
        break;
      if (found->len == most)
        {
          if (more != NULL)
            *more = TRUE;
          break;
        }
      g_array_append_val (found, wall);
    }
  icalrecur_iterator_free (iterator);
  return found;
}

static gboolean
holds_day (const WabiDay *days, gsize n, WabiDay day)
{
  for (gsize i = 0; i < n; i++)
    if (days[i] == day)
      return TRUE;
  return FALSE;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return (*(const WabiDay *) a > *(const WabiDay *) b) - (*(const WabiDay *) a < *(const WabiDay *) b);
}

static void
add_day (GArray *days, WabiDay day, const WabiRecurDays *range)
{
  if ((range->last != WABI_DAY_NONE && day > range->last) || holds_day (range->exdates, range->n_exdates, day)
      || holds_day ((const WabiDay *) (gpointer) days->data, days->len, day))
    return;
  g_array_append_val (days, day);
}

GArray *
wabi_recur_list_days (const WabiRecur *recur, const WabiRecurDays *range, gboolean *more)
{
  /* What is left out counts in the rule, so that as many more are asked for. */
  guint most = range->most + (guint) range->n_exdates;
  gboolean beyond = FALSE;
  g_autoptr (GArray) walls = wabi_recur_list (recur, (WabiRecurWall){ range->start, range->minute * 60 }, range->zone, range->last, most, &beyond);
  GArray *days = g_array_new (FALSE, FALSE, sizeof (WabiDay));

  for (guint i = 0; i < walls->len; i++)
    add_day (days, g_array_index (walls, WabiRecurWall, i).day, range);
  for (gsize i = 0; i < range->n_rdates; i++)
    add_day (days, range->rdates[i], range);
  g_array_sort (days, compare_days);
  if (more != NULL)
    *more = beyond || days->len > range->most;
  if (days->len > range->most)
    g_array_set_size (days, range->most);
  return days;
}
