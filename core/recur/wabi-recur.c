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

static gboolean
is_after (WabiRecurWall a, WabiRecurWall b)
{
  return a.day > b.day || (a.day == b.day && a.second > b.second);
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

/* Every second month from March on is never August. */
static gboolean
meets_month (const WabiRecur *recur, WabiDay start)
{
  const GArray *months = recur->lists[WABI_RECUR_BYMONTH];
  int first;

  if (recur->freq != WABI_RECUR_MONTHLY || months->len == 0)
    return TRUE;
  wabi_day_to_ymd (start, NULL, &first, NULL);
  for (int i = 0; i < 12; i++)
    for (guint j = 0; j < months->len; j++)
      if ((first - 1 + i * recur->interval) % 12 + 1 == g_array_index (months, int, j))
        return TRUE;
  return FALSE;
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

/* ---- BYSETPOS ---- */

#define FAR (100 * 366) /* days: where no set is as large as its place asks, libical would search for seconds */

/* Places among days are chosen here; those among times are left to libical. */
static gboolean
chooses_days (const WabiRecur *recur)
{
  static const WabiRecurList others[] = { WABI_RECUR_BYSECOND, WABI_RECUR_BYMINUTE, WABI_RECUR_BYHOUR, WABI_RECUR_BYYEARDAY, WABI_RECUR_BYWEEKNO };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (recur->lists[others[i]]->len > 0)
      return FALSE;
  return recur->lists[WABI_RECUR_BYSETPOS]->len > 0 && recur->freq >= WABI_RECUR_DAILY && recur->freq != WABI_RECUR_WEEKLY;
}

/* The days from which is chosen, each period whole. */
static WabiRecur *
make_whole (const WabiRecur *recur, WabiDay start)
{
  g_autofree char *text = wabi_recur_dup_text (recur);
  WabiRecur *whole = wabi_recur_parse (text, NULL);
  int day;

  g_array_set_size (whole->lists[WABI_RECUR_BYSETPOS], 0);
  wabi_recur_end_after (whole, 0);
  wabi_day_to_ymd (start, NULL, NULL, &day);
  if (whole->days->len == 0 && whole->lists[WABI_RECUR_BYMONTHDAY]->len == 0 && whole->freq >= WABI_RECUR_MONTHLY)
    g_array_append_val (whole->lists[WABI_RECUR_BYMONTHDAY], day);
  return whole;
}

static WabiDay
find_period (const WabiRecur *recur, WabiDay day, gboolean next)
{
  int year;

  if (recur->freq == WABI_RECUR_DAILY)
    return day + next;
  if (recur->freq == WABI_RECUR_MONTHLY)
    return wabi_day_month_start (next ? wabi_day_add_months (wabi_day_month_start (day), 1) : day);
  wabi_day_to_ymd (day, &year, NULL, NULL);
  return wabi_day_from_ymd (year + next, 1, 1);
}

static GArray *
list_chosen (const WabiRecur *recur, WabiRecurWall start, WabiRecurWall end, guint most, gboolean *more)
{
  g_autoptr (WabiRecur) whole = make_whole (recur, start.day);
  WabiDay first = find_period (recur, start.day, FALSE);
  g_autoptr (GArray) all = wabi_recur_list (whole, (WabiRecurWall){ first, start.second }, NULL,
                                            find_period (recur, MIN (end.day, start.day + FAR), TRUE) - 1, FAR, NULL);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (WabiRecurWall));
  guint count = 0, last;

  for (guint i = 0; i < all->len; i = last)
    {
      WabiDay next = find_period (recur, g_array_index (all, WabiRecurWall, i).day, TRUE);

      for (last = i; last < all->len && g_array_index (all, WabiRecurWall, last).day < next; last++)
        ;
      for (guint j = i; j < last; j++)
        {
          WabiRecurWall wall = g_array_index (all, WabiRecurWall, j);

          if (!is_kept_place (recur->lists[WABI_RECUR_BYSETPOS], (int) (j - i), (int) (last - i)) || is_after (start, wall) || is_after (wall, end))
            continue;
          if (recur->count > 0 && ++count > (guint) recur->count)
            return found;
          if (found->len == most)
            {
              *more = TRUE;
              return found;
            }
          g_array_append_val (found, wall);
        }
    }
  return found;
}

GArray *
wabi_recur_list (const WabiRecur *recur, WabiRecurWall start, const char *zone, WabiDay last, guint most, gboolean *more)
{
  WabiRecurWall end = find_end (recur, zone, last), wall;
  icalrecur_iterator *iterator;
  gboolean further = FALSE;
  GArray *found;

  if (more == NULL)
    more = &further;
  *more = FALSE;
  if (chooses_days (recur))
    return list_chosen (recur, start, end, most, more);
  found = g_array_new (FALSE, FALSE, sizeof (WabiRecurWall));
  iterator = is_after (start, end) || !can_have_dates (recur) || !meets_month (recur, start.day) ? NULL : start_iterator (recur, start, end);
  if (iterator == NULL)
    return found;
  for (struct icaltimetype time = icalrecur_iterator_next (iterator); !icaltime_is_null_time (time); time = icalrecur_iterator_next (iterator))
    {
      wall = read_time (time);
      if (is_after (wall, end))
        break;
      if (found->len == most)
        {
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
