// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and times as people type them.

#include "wabi-when.h"

static void
test_days (void)
{
  static const struct
  {
    const char *text, *day;
  } cases[] = {
    { "2026-03-12", "2026-03-12" }, { "3/12", "2026-03-12" },          { "3/12/27", "2027-03-12" },   { "03/12/2026", "2026-03-12" },
    { "Mar 12", "2026-03-12" },     { "Thu, Mar 12", "2026-03-12" },   { "12 march", "2026-03-12" },  { "march 12, 2027", "2027-03-12" },
    { "thu", "2026-03-12" },        { "Tuesday", "2026-03-17" },       { "today", "2026-03-10" },     { " Tomorrow ", "2026-03-11" },
    { "1/5", "2026-01-05" },        { "12/20", "2025-12-20" },         { "9/1", "2026-09-01" },
    { "", NULL },                   { "2/30", NULL },                  { "13/1", NULL },              { "noon", NULL },
    { "12", NULL },                 { "Mar", NULL },                   { "1/2/3/4", NULL },           { "99999999999999/1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[WABI_DAY_TEXT_SIZE];
      WabiDay day;
      gboolean read = wabi_when_parse_day (cases[i].text, wabi_day_from_ymd (2026, 3, 10), &day);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (read, ==, cases[i].day != NULL);
      g_assert_cmpstr (wabi_day_format (day, text), ==, read ? cases[i].day : "");
    }
}

static void
test_minutes (void)
{
  static const struct
  {
    const char *text;
    int minute;
  } cases[] = {
    { "1pm", 780 },     { "1:30 pm", 810 }, { "1:30 P.M.", 810 }, { "13:30", 810 }, { "930", 570 },  { "9", 540 },    { "12", 720 },
    { "12am", 0 },      { "12 pm", 720 },   { "1", 780 },         { "6", 1080 },    { "7", 420 },    { "0900", 540 }, { "01:00", 60 },
    { "24:00", 1440 },  { "8:00 am", 480 }, { "11p", 1380 },      { "1330", 810 },
    { "", -1 },         { "25", -1 },       { "9:75", -1 },       { "13pm", -1 },   { "noonish", -1 }, { "9:5", -1 },  { "99999", -1 },
    { "24:30", -1 },    { "9 x", -1 },      { "0pm", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minute;
      gboolean read = wabi_when_parse_minute (cases[i].text, &minute);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (read ? minute : -1, ==, cases[i].minute);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/when/days", test_days);
  g_test_add_func ("/when/minutes", test_minutes);
  return g_test_run ();
}
