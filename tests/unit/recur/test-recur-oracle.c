// SPDX-License-Identifier: AGPL-3.0-or-later
// Random rules by days against an oracle that looks at each day by itself and knows nothing of the library.

#include <string.h>

#include "wabi-recur.h"

#define RULES 1500
#define MOST 60

static int
pick (GRand *rand, int from, int to)
{
  return g_rand_int_range (rand, from, to + 1);
}

static void
add_list (GRand *rand, GString *text, const char *name, int from, int to, gboolean negative)
{
  int n = pick (rand, 1, 3);

  g_string_append_printf (text, ";%s=", name);
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s%d", i > 0 ? "," : "", negative && pick (rand, 0, 3) == 0 ? "-" : "", pick (rand, from, to));
}

static void
add_days (GRand *rand, GString *text, int most_position)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  int n = pick (rand, 1, 4);
  gboolean ordinal = most_position > 0 && pick (rand, 0, 1) == 0;

  g_string_append (text, ";BYDAY=");
  for (int i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      if (ordinal)
        g_string_append_printf (text, "%s%d", pick (rand, 0, 2) == 0 ? "-" : "", pick (rand, 1, most_position));
      g_string_append (text, names[pick (rand, 0, 6)]);
    }
}

/* What a clinic may ask for, and a good deal more. */
static char *
make_rule (GRand *rand)
{
  static const char *const freqs[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  int freq = pick (rand, 0, 3);
  GString *text = g_string_new (NULL);
  gboolean months = pick (rand, 0, 4) == 0, days = pick (rand, 0, 1) == 0, dates = freq != 1 && pick (rand, 0, 2) == 0;

  g_string_append_printf (text, "FREQ=%s", freqs[freq]);
  if (pick (rand, 0, 1) == 0)
    g_string_append_printf (text, ";INTERVAL=%d", pick (rand, 1, 5));
  if (months || (freq == 3 && dates))
    add_list (rand, text, "BYMONTH", 1, 12, FALSE);
  if (dates)
    add_list (rand, text, "BYMONTHDAY", 1, 31, TRUE);
  if (days)
    add_days (rand, text, dates ? 0 : freq == 2 || (freq == 3 && months) ? 5 : freq == 3 ? 53 : 0);
  if ((freq == 1 ? days && !months : days || dates) && freq > 0 && pick (rand, 0, 4) == 0)
    g_string_append_printf (text, ";BYSETPOS=%d", pick (rand, 0, 1) == 0 ? pick (rand, 1, 3) : -pick (rand, 1, 3));
  if (pick (rand, 0, 3) == 0)
    g_string_append (text, ";WKST=SU");
  if (pick (rand, 0, 2) == 0)
    g_string_append_printf (text, ";COUNT=%d", pick (rand, 1, 30));
  else if (pick (rand, 0, 1) == 0)
    g_string_append_printf (text, ";UNTIL=2027%02d%02d", pick (rand, 1, 12), pick (rand, 1, 28));
  return g_string_free (text, FALSE);
}

/* ---- the oracle ---- */

static gboolean
holds (const GArray *list, int value, int from_end)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, int, i) == value || g_array_index (list, int, i) == from_end)
      return TRUE;
  return FALSE;
}

typedef struct
{
  int y, m, d;
  int month_days;
  int year_day, year_days;
} Parts;

static Parts
take_apart (WabiDay day)
{
  Parts parts;

  wabi_day_to_ymd (day, &parts.y, &parts.m, &parts.d);
  parts.month_days = g_date_get_days_in_month (parts.m, parts.y);
  parts.year_day = day - wabi_day_from_ymd (parts.y, 1, 1) + 1;
  parts.year_days = g_date_is_leap_year (parts.y) ? 366 : 365;
  return parts;
}

static gboolean
weekday_fits (const WabiRecur *recur, WabiDay day, const Parts *parts)
{
  gboolean in_month = recur->freq == WABI_RECUR_MONTHLY || recur->lists[WABI_RECUR_BYMONTH]->len > 0;
  int at = in_month ? parts->d : parts->year_day, length = in_month ? parts->month_days : parts->year_days;

  for (guint i = 0; i < recur->days->len; i++)
    {
      const WabiRecurDay *one = &g_array_index (recur->days, WabiRecurDay, i);

      if (one->weekday == wabi_day_weekday (day)
          && (one->position == 0 || one->position == (at - 1) / 7 + 1 || one->position == -((length - at) / 7 + 1)))
        return TRUE;
    }
  return FALSE;
}

/* What the period has in common: its number, counted from that of the start. */
static int
period_of (const WabiRecur *recur, WabiDay day, WabiDay start)
{
  Parts a = take_apart (day), b = take_apart (start);

  switch ((int) recur->freq)
    {
    case WABI_RECUR_DAILY:
      return day - start;
    case WABI_RECUR_WEEKLY:
      return (wabi_day_week_start (day, recur->week_start) - wabi_day_week_start (start, recur->week_start)) / 7;
    case WABI_RECUR_MONTHLY:
      return (a.y - b.y) * 12 + a.m - b.m;
    default:
      return a.y - b.y;
    }
}

static gboolean
day_fits (const WabiRecur *recur, WabiDay day, WabiDay start)
{
  Parts parts = take_apart (day), first = take_apart (start);
  const GArray *months = recur->lists[WABI_RECUR_BYMONTH], *dates = recur->lists[WABI_RECUR_BYMONTHDAY];

  if (period_of (recur, day, start) % recur->interval != 0)
    return FALSE;
  if (months->len > 0 && !holds (months, parts.m, 0))
    return FALSE;
  if (dates->len > 0 && !holds (dates, parts.d, parts.d - parts.month_days - 1))
    return FALSE;
  if (recur->days->len > 0)
    return weekday_fits (recur, day, &parts);
  if (dates->len > 0 || recur->freq == WABI_RECUR_DAILY)
    return TRUE;
  if (recur->freq == WABI_RECUR_WEEKLY)
    return wabi_day_weekday (day) == wabi_day_weekday (start);
  return parts.d == first.d && (recur->freq == WABI_RECUR_MONTHLY || months->len > 0 || parts.m == first.m);
}

static WabiDay
period_start (const WabiRecur *recur, WabiDay day)
{
  int y;

  if (recur->freq == WABI_RECUR_WEEKLY)
    return wabi_day_week_start (day, recur->week_start);
  if (recur->freq == WABI_RECUR_MONTHLY)
    return wabi_day_month_start (day);
  wabi_day_to_ymd (day, &y, NULL, NULL);
  return wabi_day_from_ymd (y, 1, 1);
}

/* Its place among the days of its period that fit, from the start and from the end. */
static gboolean
is_chosen (const WabiRecur *recur, WabiDay day, WabiDay start)
{
  const GArray *places = recur->lists[WABI_RECUR_BYSETPOS];
  WabiDay first = period_start (recur, day);
  int before = 0, after = 0;

  if (places->len == 0)
    return TRUE;
  for (WabiDay other = first; other <= first + 370; other++)
    if (period_of (recur, other, start) == period_of (recur, day, start) && day_fits (recur, other, start))
      {
        before += other <= day;
        after += other >= day;
      }
  return holds (places, before, -after);
}

static GArray *
list_naively (const WabiRecur *recur, WabiDay start, WabiDay last)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (WabiDay));

  for (WabiDay day = start; day <= last && days->len < MOST; day++)
    {
      if (recur->until != WABI_RECUR_UNTIL_NONE && day > recur->until_day)
        break;
      if (recur->count > 0 && days->len == (guint) recur->count)
        break;
      if (day_fits (recur, day, start) && is_chosen (recur, day, start))
        g_array_append_val (days, day);
    }
  return days;
}

/* The start is one of the rule's days, as RFC 5545 wants it; what else it would mean is not defined. */
static gboolean
find_start (const WabiRecur *recur, WabiDay from, WabiDay *start)
{
  for (WabiDay day = from; day < from + 1500; day++)
    if (day_fits (recur, day, day) && is_chosen (recur, day, day))
      {
        *start = day;
        return TRUE;
      }
  return FALSE;
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5545);
  guint judged = 0, dates = 0;

  for (guint i = 0; i < RULES; i++)
    {
      g_autofree char *rule = make_rule (rand);
      g_autoptr (GError) error = NULL;
      g_autoptr (WabiRecur) recur = wabi_recur_parse (rule, &error);
      WabiDay from = wabi_day_from_ymd (2025, 1, 1) + pick (rand, 0, 700), start, last;
      g_autoptr (GArray) want = NULL, got = NULL;

      g_assert_no_error (error);
      if (!wabi_recur_check_days (recur, NULL) || !find_start (recur, from, &start))
        continue;
      last = start + 1200;
      want = list_naively (recur, start, last);
      got = wabi_recur_list_days (recur, &(WabiRecurDays){ .start = start, .minute = 540, .last = last, .most = MOST }, NULL);
      judged++;
      dates += want->len;
      if (want->len != got->len || (want->len > 0 && memcmp (want->data, got->data, want->len * sizeof (WabiDay)) != 0))
        {
          g_autofree char *day = wabi_day_dup_text (start);

          g_test_message ("%s from %s: %u days, not %u", rule, day, got->len, want->len);
          for (guint j = 0; j < MIN (want->len, got->len); j++)
            if (g_array_index (want, WabiDay, j) != g_array_index (got, WabiDay, j))
              {
                g_autofree char *a = wabi_day_dup_text (g_array_index (got, WabiDay, j)), *b = wabi_day_dup_text (g_array_index (want, WabiDay, j));

                g_test_message ("  no. %u is %s, not %s", j + 1, a, b);
                break;
              }
          g_test_fail ();
        }
    }
  g_test_message ("%u rules, %u dates", judged, dates);
  g_assert_cmpuint (judged, >, RULES / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/recur/oracle", test_random);
  return g_test_run ();
}
