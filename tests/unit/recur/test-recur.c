// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules are refused with what is wrong, told in words, cut, and hold their hour when the clock changes.

#include <string.h>

#include "wabi-recur.h"

#define CHICAGO "America/Chicago"

static void
test_refusals (void)
{
  static const struct
  {
    const char *rule;
    WabiRecurError why;
    const char *says;
  } rows[] = {
    { "", WABI_RECUR_ERROR_SYNTAX, "empty" },
    { NULL, WABI_RECUR_ERROR_SYNTAX, "empty" },
    { "COUNT=3", WABI_RECUR_ERROR_PARTS, "how often" },
    { "FREQ=FORTNIGHTLY", WABI_RECUR_ERROR_SYNTAX, "FORTNIGHTLY" },
    { "FREQ=WEEKLY;;COUNT=2", WABI_RECUR_ERROR_SYNTAX, "NAME=VALUE" },
    { "FREQ=WEEKLY;COUNT", WABI_RECUR_ERROR_SYNTAX, "COUNT" },
    { "FREQ=WEEKLY;FREQ=DAILY", WABI_RECUR_ERROR_PARTS, "twice" },
    { "FREQ=WEEKLY;BYDAYS=MO", WABI_RECUR_ERROR_SYNTAX, "BYDAYS" },
    { "FREQ=WEEKLY;BYDAY=XX", WABI_RECUR_ERROR_SYNTAX, "XX" },
    { "FREQ=WEEKLY;BYDAY=MO,,TU", WABI_RECUR_ERROR_SYNTAX, "weekday" },
    { "FREQ=WEEKLY;BYDAY=2MO", WABI_RECUR_ERROR_PARTS, "2MO" },
    { "FREQ=MONTHLY;BYDAY=0MO", WABI_RECUR_ERROR_RANGE, "0MO" },
    { "FREQ=MONTHLY;BYDAY=54MO", WABI_RECUR_ERROR_RANGE, "54MO" },
    { "FREQ=DAILY;COUNT=0", WABI_RECUR_ERROR_RANGE, "COUNT" },
    { "FREQ=DAILY;COUNT=-1", WABI_RECUR_ERROR_RANGE, "-1" },
    { "FREQ=DAILY;INTERVAL=0", WABI_RECUR_ERROR_RANGE, "INTERVAL" },
    { "FREQ=DAILY;INTERVAL=99999999999999999999", WABI_RECUR_ERROR_RANGE, "INTERVAL" },
    { "FREQ=DAILY;COUNT=3;UNTIL=20260630", WABI_RECUR_ERROR_PARTS, "twice" },
    { "FREQ=DAILY;UNTIL=20260231", WABI_RECUR_ERROR_RANGE, "20260231" },
    { "FREQ=DAILY;UNTIL=tomorrow", WABI_RECUR_ERROR_SYNTAX, "tomorrow" },
    { "FREQ=DAILY;UNTIL=20260630T256199Z", WABI_RECUR_ERROR_RANGE, "does not exist" },
    { "FREQ=MONTHLY;BYMONTHDAY=32", WABI_RECUR_ERROR_RANGE, "32" },
    { "FREQ=MONTHLY;BYMONTHDAY=0", WABI_RECUR_ERROR_RANGE, "1 to 31" },
    { "FREQ=YEARLY;BYMONTH=-1", WABI_RECUR_ERROR_SYNTAX, "BYMONTH" },
    { "FREQ=WEEKLY;BYMONTHDAY=3", WABI_RECUR_ERROR_PARTS, "WEEKLY" },
    { "FREQ=MONTHLY;BYWEEKNO=3", WABI_RECUR_ERROR_PARTS, "BYWEEKNO" },
    { "FREQ=MONTHLY;BYYEARDAY=3", WABI_RECUR_ERROR_PARTS, "BYYEARDAY" },
    { "FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO", WABI_RECUR_ERROR_PARTS, "BYWEEKNO" },
    { "FREQ=MONTHLY;BYSETPOS=1", WABI_RECUR_ERROR_PARTS, "BYSETPOS" },
    { "FREQ=WEEKLY;WKST=XY", WABI_RECUR_ERROR_SYNTAX, "WKST" },
    { "RSCALE=CHINESE;FREQ=YEARLY", WABI_RECUR_ERROR_UNSUPPORTED, "RSCALE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WabiRecur) recur = wabi_recur_parse (rows[i].rule, &error);

      g_assert_null (recur);
      g_assert_error (error, WABI_RECUR_ERROR, (int) rows[i].why);
      if (strstr (error->message, rows[i].says) == NULL)
        g_error ("%s: “%s” does not say “%s”", rows[i].rule, error->message, rows[i].says);
    }
}

static void
test_days_only (void)
{
  static const char *const no[] = { "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=2", "FREQ=DAILY;BYHOUR=9,15", "FREQ=WEEKLY;BYMINUTE=0",
                              "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYYEARDAY=100", "FREQ=YEARLY;BYMONTHDAY=3",
                              "FREQ=DAILY;INTERVAL=2;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=3,-3;BYSETPOS=1",
                              "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=6;BYDAY=53MO", "FREQ=MONTHLY;BYDAY=-6FR" };

  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WabiRecur) recur = wabi_recur_parse (no[i], NULL);

      g_assert_nonnull (recur);
      g_assert_false (wabi_recur_check_days (recur, &error));
      g_assert_error (error, WABI_RECUR_ERROR, WABI_RECUR_ERROR_UNSUPPORTED);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *rule;
    const char *words;
  } rows[] = {
    { "FREQ=DAILY", "Every day" },
    { "FREQ=DAILY;INTERVAL=3;COUNT=4", "Every 3 days 4 times" },
    { "FREQ=WEEKLY;BYDAY=WE,MO;UNTIL=20260630", "Every week on Monday and Wednesday until Jun 30, 2026" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO,WE", "Every 2 weeks on Monday, Wednesday and Friday" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every week on weekdays" },
    { "FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day" },
    { "FREQ=MONTHLY;BYDAY=2TU", "Every month on the second Tuesday" },
    { "FREQ=MONTHLY;BYDAY=-1FR;COUNT=1", "Every month on the last Friday once" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "Every month on Friday if it is day 13" },
    { "FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=5", "Every year on day 5 in March and June" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Every month on weekdays (only the last of these)" },
    { "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "Every year on Monday in week 20 of the year" },
    { "nonsense", "nonsense" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = wabi_recur_dup_words_of (rows[i].rule);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_text (void)
{
  static const char *const rows[][2] = {
    { "BYDAY=we,MO,WE;freq=weekly;interval=1", "FREQ=WEEKLY;BYDAY=MO,WE" },
    { "FREQ=MONTHLY;BYMONTHDAY=15,-1,2", "FREQ=MONTHLY;BYMONTHDAY=-1,2,15" },
    { "FREQ=DAILY;UNTIL=20260630T235959Z;WKST=SU", "FREQ=DAILY;UNTIL=20260630T235959Z;WKST=SU" },
    { "FREQ=DAILY;UNTIL=20260630T120000", "FREQ=DAILY;UNTIL=20260630T120000" },
  };
  g_autoptr (WabiRecur) cut = wabi_recur_parse ("FREQ=WEEKLY;BYDAY=MO;COUNT=30", NULL);
  g_autofree char *on = NULL, *utc = NULL, *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WabiRecur) recur = wabi_recur_parse (rows[i][0], NULL);
      g_autofree char *text = wabi_recur_dup_text (recur);

      g_assert_cmpstr (text, ==, rows[i][1]);
    }
  wabi_recur_end_on (cut, wabi_day_from_ymd (2026, 6, 30));
  on = wabi_recur_dup_text (cut);
  g_assert_cmpstr (on, ==, "FREQ=WEEKLY;UNTIL=20260630;BYDAY=MO");
  utc = wabi_recur_dup_text_utc (cut, CHICAGO);
  g_assert_cmpstr (utc, ==, "FREQ=WEEKLY;UNTIL=20260701T045959Z;BYDAY=MO");
  wabi_recur_end_after (cut, 0);
  after = wabi_recur_dup_text (cut);
  g_assert_cmpstr (after, ==, "FREQ=WEEKLY;BYDAY=MO");
  g_assert_true (wabi_recur_is_endless (cut));
}

static GArray *
list (const char *rule, WabiDay start, int minute, WabiDay last, guint most, gboolean *more)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (rule, NULL);

  g_assert_nonnull (recur);
  return wabi_recur_list_days (recur, &(WabiRecurDays){ .start = start, .minute = minute, .zone = CHICAGO, .last = last, .most = most }, more);
}

/* A last date that was written in UTC, as iCalendar files do, is understood on the clinic's clock. */
static void
test_until_in_utc (void)
{
  WabiDay start = wabi_day_from_ymd (2026, 6, 29);
  /* 5 pm in Chicago is 22:00 UTC in summer: the last one begins just then; an hour later, not any more. */
  g_autoptr (GArray) holds = list ("FREQ=DAILY;UNTIL=20260701T220000Z", start, 17 * 60, WABI_DAY_NONE, 50, NULL);
  g_autoptr (GArray) short_of = list ("FREQ=DAILY;UNTIL=20260701T220000Z", start, 18 * 60, WABI_DAY_NONE, 50, NULL);
  /* 8 pm on June 30 is already July 1 in UTC. */
  g_autoptr (GArray) late = list ("FREQ=DAILY;UNTIL=20260701T010000Z", start, 20 * 60, WABI_DAY_NONE, 50, NULL);

  g_assert_cmpuint (holds->len, ==, 3);
  g_assert_cmpuint (short_of->len, ==, 2);
  g_assert_cmpuint (late->len, ==, 2);
}

static void
test_bounds (void)
{
  WabiDay start = wabi_day_from_ymd (2026, 1, 5);
  gboolean more = FALSE;
  g_autoptr (GArray) capped = list ("FREQ=DAILY", start, 540, WABI_DAY_NONE, 400, &more);
  g_autoptr (GArray) exact = NULL, never = NULL, leap = NULL;

  g_assert_cmpuint (capped->len, ==, 400);
  g_assert_true (more);
  exact = list ("FREQ=DAILY;COUNT=400", start, 540, WABI_DAY_NONE, 400, &more);
  g_assert_cmpuint (exact->len, ==, 400);
  g_assert_false (more);
  never = list ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", start, 540, WABI_DAY_NONE, 400, &more);
  g_assert_cmpuint (never->len, ==, 0);
  g_assert_false (more);
  leap = list ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", start, 540, WABI_DAY_NONE, 400, &more);
  g_assert_cmpuint (leap->len, ==, 2);
  g_assert_cmpint (g_array_index (leap, WabiDay, 0), ==, wabi_day_from_ymd (2028, 2, 29));
}

/* Each occurrence stands at its hour of the wall clock; the hour that is missing moves on, of the one that comes twice it is the first. */
static void
test_clock_changes (void)
{
  static const struct
  {
    int minute, year, month, day;
    int utc_day, utc_minute;
  } rows[] = {
    { 15 * 60, 2026, 3, 7, 7, 21 * 60 },      { 15 * 60, 2026, 3, 8, 8, 20 * 60 },
    { 2 * 60 + 30, 2026, 3, 8, 8, 8 * 60 + 30 }, /* 2:30 is missing: it is 3:30 */
    { 60 + 30, 2026, 11, 1, 1, 6 * 60 + 30 },  /* 1:30 comes twice: the first */
    { 15 * 60, 2026, 10, 31, 31, 20 * 60 },   { 15 * 60, 2026, 11, 1, 1, 21 * 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WabiDay day = wabi_day_from_ymd (rows[i].year, rows[i].month, rows[i].day);
      g_autoptr (GArray) days = list ("FREQ=DAILY", day - 3, rows[i].minute, day, 50, NULL);
      WabiLocal utc;
      int d;

      g_assert_cmpuint (days->len, ==, 4);
      utc = wabi_zone_to_local ("UTC", wabi_zone_from_local (CHICAGO, g_array_index (days, WabiDay, 3), rows[i].minute));
      wabi_day_to_ymd (utc.day, NULL, NULL, &d);
      g_assert_cmpint (d, ==, rows[i].utc_day);
      g_assert_cmpint (utc.minute, ==, rows[i].utc_minute);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recur/refusals", test_refusals);
  g_test_add_func ("/recur/days-only", test_days_only);
  g_test_add_func ("/recur/words", test_words);
  g_test_add_func ("/recur/text", test_text);
  g_test_add_func ("/recur/until-in-utc", test_until_in_utc);
  g_test_add_func ("/recur/bounds", test_bounds);
  g_test_add_func ("/recur/clock-changes", test_clock_changes);
  return g_test_run ();
}
