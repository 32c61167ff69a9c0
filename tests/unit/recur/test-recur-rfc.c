// SPDX-License-Identifier: AGPL-3.0-or-later
// The examples of RFC 5545, section 3.8.5.3, with the dates that it lists: all of them, or the first ones where a rule goes on.

#include <string.h>

#include "wabi-recur.h"

#define ZONE "America/New_York"

/* Start and dates: YYYYMMDD, with THHMM where it is not nine o'clock; "MMDD" is of the year before it, "DD" of the month. */
static const struct
{
  const char *name;
  const char *start;
  const char *rule;
  const char *dates;
  gboolean goes_on;
} examples[] = {
  { "daily for 10 occurrences", "19970902", "FREQ=DAILY;COUNT=10", "19970902 03 04 05 06 07 08 09 10 11", FALSE },
  { "daily until December 24", "19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", "19970902 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 "
    "1001 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 "
    "1101 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 "
    "1201 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23", FALSE },
  { "every other day", "19970902", "FREQ=DAILY;INTERVAL=2", "19970902 04 06 08 10 12 14 16 18 20 22 24 26 28 30 1002 04 06 08 10 12 14 16 18 20 22 24 26 28 30 1101", TRUE },
  { "every 10 days, 5 occurrences", "19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "19970902 12 22 1002 12", FALSE },
  { "every day in January for 3 years, yearly", "19980101", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
    "19980101 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 "
    "19990101 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 "
    "20000101 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31", FALSE },
  { "every day in January for 3 years, daily", "19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
    "19980101 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 "
    "19990101 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 "
    "20000101 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31", FALSE },
  { "weekly for 10 occurrences", "19970902", "FREQ=WEEKLY;COUNT=10", "19970902 09 16 23 30 1007 14 21 28 1104", FALSE },
  { "weekly until December 24", "19970902", "FREQ=WEEKLY;UNTIL=19971224T000000Z", "19970902 09 16 23 30 1007 14 21 28 1104 11 18 25 1202 09 16 23", FALSE },
  { "every other week", "19970902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "19970902 16 30 1014 28 1111 25 1209 23 19980106 20 0203 17", TRUE },
  { "weekly on Tuesday and Thursday, until", "19970902", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "19970902 04 09 11 16 18 23 25 30 1002", FALSE },
  { "weekly on Tuesday and Thursday, counted", "19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "19970902 04 09 11 16 18 23 25 30 1002", FALSE },
  { "every other week on MO, WE, FR until", "19970901", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
    "19970901 03 05 15 17 19 29 1001 03 13 15 17 27 29 31 1110 12 14 24 26 28 1208 10 12 22", FALSE },
  { "every other week on TU, TH, 8 occurrences", "19970902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "19970902 04 16 18 30 1002 14 16", FALSE },
  { "monthly on the first Friday, 10", "19970905", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "19970905 1003 1107 1205 19980102 0206 0306 0403 0501 0605", FALSE },
  { "monthly on the first Friday until", "19970905", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "19970905 1003 1107 1205", FALSE },
  { "every other month, first and last Sunday", "19970907", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "19970907 28 1102 30 19980104 25 0301 29 0503 31", FALSE },
  { "second to last Monday for 6 months", "19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "19970922 1020 1117 1222 19980119 0216", FALSE },
  { "third to last day of the month", "19970928", "FREQ=MONTHLY;BYMONTHDAY=-3", "19970928 1029 1128 1229 19980129 0226", TRUE },
  { "2nd and 15th of the month", "19970902", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "19970902 15 1002 15 1102 15 1202 15 19980102 15", FALSE },
  { "first and last day of the month", "19970930", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "19970930 1001 31 1101 30 1201 31 19980101 31 0201", FALSE },
  { "every 18 months on the 10th to 15th", "19970910", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "19970910 11 12 13 14 15 19990310 11 12 13", FALSE },
  { "every Tuesday, every other month", "19970902", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "19970902 09 16 23 30 1104 11 18 25 19980106 13 20 27 0303 10 17 24 31", TRUE },
  { "yearly in June and July", "19970610", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "19970610 0710 19980610 0710 19990610 0710 20000610 0710 20010610 0710", FALSE },
  { "every other year in January, February, March", "19970310", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
    "19970310 19990110 0210 0310 20010110 0210 0310 20030110 0210 0310", FALSE },
  { "every third year on days 1, 100, 200", "19970101", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    "19970101 0410 0719 20000101 0409 0718 20030101 0410 0719 20060101", FALSE },
  { "every 20th Monday of the year", "19970519", "FREQ=YEARLY;BYDAY=20MO", "19970519 19980518 19990517", TRUE },
  { "Monday of week 20", "19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "19970512 19980511 19990517", TRUE },
  { "every Thursday in March", "19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "19970313 20 27 19980305 12 19 26 19990304 11 18 25", TRUE },
  { "every Thursday in summer", "19970605", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
    "19970605 12 19 26 0703 10 17 24 31 0807 14 21 28 19980604 11 18 25 0702 09 16 23 30 0806 13 20 27", TRUE },
  { "every Friday the 13th", "19970902", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19980213 0313 1113 19990813 20001013", TRUE },
  { "Saturday after the first Sunday", "19970913", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "19970913 1011 1108 1213 19980110 0207 0307 0411 0509 0613", TRUE },
  { "election day", "19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "19961105 20001107 20041102", TRUE },
  { "third of TU, WE, TH", "19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "19970904 1007 1106", FALSE },
  { "second to last weekday", "19970929", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929 1030 1127 1230 19980129 0226 0330", TRUE },
  { "every 3 hours from 9 to 5", "19970902", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "19970902T0900 T1200 T1500", FALSE },
  { "every 15 minutes, 6 times", "19970902", "FREQ=MINUTELY;INTERVAL=15;COUNT=6", "19970902T0900 T0915 T0930 T0945 T1000 T1015", FALSE },
  { "every hour and a half, 4 times", "19970902", "FREQ=MINUTELY;INTERVAL=90;COUNT=4", "19970902T0900 T1030 T1200 T1330", FALSE },
  { "every 20 minutes, daily", "19970902", "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
    "19970902T0900 T0920 T0940 T1000 T1020 T1040 T1100 T1120 T1140 T1200 T1220 T1240 T1300 T1320 T1340 T1400 T1420 T1440 T1500 T1520 T1540 "
    "T1600 T1620 T1640 19970903T0900", TRUE },
  { "every 20 minutes, minutely", "19970902", "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
    "19970902T0900 T0920 T0940 T1000 T1020 T1040 T1100 T1120 T1140 T1200 T1220 T1240 T1300 T1320 T1340 T1400 T1420 T1440 T1500 T1520 T1540 "
    "T1600 T1620 T1640 19970903T0900", TRUE },
  { "weeks that begin on Monday", "19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "19970805 10 19 24", FALSE },
  { "weeks that begin on Sunday", "19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805 17 19 31", FALSE },
  { "dates that do not exist are passed over", "20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "20070115 30 0215 0315 30", FALSE },
};

static int
read_digits (const char *text, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    value = value * 10 + text[i] - '0';
  return value;
}

/* The next date, which says only what differs from the last one. */
static void
read_date (const char *text, int ymd[3], WabiRecurWall *wall)
{
  gsize digits = strspn (text, "0123456789");
  const char *time = strchr (text, 'T');

  if (digits >= 8)
    ymd[0] = read_digits (text, 4);
  if (digits >= 4)
    ymd[1] = read_digits (text + digits - 4, 2);
  if (digits >= 2)
    ymd[2] = read_digits (text + digits - 2, 2);
  wall->day = wabi_day_from_ymd (ymd[0], ymd[1], ymd[2]);
  wall->second = time != NULL ? read_digits (time + 1, 2) * 3600 + read_digits (time + 3, 2) * 60 : 9 * 3600;
}

static void
test_example (gconstpointer data)
{
  guint at = GPOINTER_TO_UINT (data);
  g_auto (GStrv) words = g_strsplit (examples[at].dates, " ", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecur) recur = wabi_recur_parse (examples[at].rule, &error);
  g_autoptr (GArray) found = NULL;
  WabiRecurWall start, want;
  int ymd[3] = { 0 };
  gboolean more;

  g_assert_no_error (error);
  read_date (examples[at].start, ymd, &start);
  found = wabi_recur_list (recur, start, ZONE, WABI_DAY_NONE, g_strv_length (words), &more);
  g_assert_cmpuint (found->len, ==, g_strv_length (words));
  for (guint i = 0; i < found->len; i++)
    {
      const WabiRecurWall *wall = &g_array_index (found, WabiRecurWall, i);

      read_date (words[i], ymd, &want);
      g_assert_cmpint (wall->day, ==, want.day);
      g_assert_cmpint (wall->second, ==, want.second);
    }
  g_assert_cmpint (more, ==, examples[at].goes_on);
}

/* "Every Friday the 13th" and others of the RFC leave their start out by EXDATE, or add days by RDATE. */
static void
test_exceptions (void)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse ("FREQ=WEEKLY;COUNT=6;BYDAY=TU", NULL);
  WabiDay start = wabi_day_from_ymd (2026, 3, 3);
  const WabiDay exdates[] = { start + 7, start + 1 }, rdates[] = { start + 9, start + 14, start + 200, start - 7 };
  const WabiDay want[] = { start - 7, start, start + 9, start + 14, start + 21, start + 28, start + 35 };
  WabiRecurDays range = { start, 540, ZONE, exdates, 2, rdates, 4, start + 100, 50 };
  gboolean more;
  g_autoptr (GArray) days = wabi_recur_list_days (recur, &range, &more);

  g_assert_cmpmem (days->data, days->len * sizeof (WabiDay), want, sizeof want);
  g_assert_false (more);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/recur/rfc5545/%02u %s", i + 1, examples[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_example);
    }
  g_test_add_func ("/recur/rfc5545/exceptions", test_exceptions);
  return g_test_run ();
}
