// SPDX-License-Identifier: AGPL-3.0-or-later
// libical's own cases: rules with the dates that they give, and events with the number of theirs. They are read where they lie, and skipped elsewhere.

#include <stdio.h>
#include <string.h>

#include "wabi-recur.h"

#define MOST 2000

#define WEEK_NUMBERS "3.0 knows weeks of the year only with BYDAY, and not across the new year"
#define YEAR_DAYS "3.0 knows no days counted from the end of the year below FREQ=YEARLY"
#define CHOSEN_TIMES "3.0 lets BYSETPOS choose among days, not among times"
#define PARTS_OF_DAYS "3.0 repeats a date, or counts intervals otherwise, below a day"
#define DATE_ONLY "a start without a time is read here as midnight"
#define BEYOND "the case itself says that libical has not implemented it"

/* What libical 3.0.16 answers otherwise than the cases of its newest version: by name, that is by rule. Visits cannot be booked by any of
 * these rules, which is tested too. */
static const struct
{
  const char *rule;
  const char *why;
} known[] = {
  { "FREQ=HOURLY;BYHOUR=12;BYYEARDAY=-366;COUNT=3", YEAR_DAYS },
  { "FREQ=DAILY;BYMINUTE=1,2,3,4;INTERVAL=2;COUNT=3", DATE_ONLY },
  { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1;UNTIL=20320101", BEYOND },
  { "FREQ=HOURLY;BYHOUR=0;BYYEARDAY=360,-2;UNTIL=20260101T000000", YEAR_DAYS },
  { "FREQ=SECONDLY;BYSECOND=4,5;COUNT=5", PARTS_OF_DAYS },
  { "FREQ=SECONDLY;BYSECOND=7,4,6,5;COUNT=5", PARTS_OF_DAYS },
  { "FREQ=YEARLY;BYWEEKNO=1,2;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=1,2;WKST=FR;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=1,2;WKST=TU;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=1,2;WKST=WE;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=1,2;WKST=TH;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=1,2;WKST=TU;UNTIL=20180101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=1,2;WKST=SU;UNTIL=20180101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=-1,-2;COUNT=2", WEEK_NUMBERS },
  { "FREQ=MONTHLY;BYMINUTE=12,39;BYHOUR=8,14,15;BYDAY=1MO,1TU,2SA,3MO;BYSETPOS=1,-5,3,-21,4,-8;COUNT=15",
    CHOSEN_TIMES },
  { "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=2;COUNT=5", CHOSEN_TIMES },
  { "FREQ=MINUTELY;BYSECOND=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=2;COUNT=5", CHOSEN_TIMES },
  { "FREQ=HOURLY;BYHOUR=15,17,19;BYMINUTE=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=2;COUNT=5", CHOSEN_TIMES },
  { "FREQ=MINUTELY;BYMINUTE=15,17,19;BYSECOND=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=2;COUNT=5", CHOSEN_TIMES },
  { "FREQ=DAILY;BYMINUTE=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=5;COUNT=5", CHOSEN_TIMES },
  { "FREQ=DAILY;BYMONTHDAY=23,28,2;BYMINUTE=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=5;COUNT=5", CHOSEN_TIMES },
  { "FREQ=HOURLY;BYHOUR=15,17,19;BYMINUTE=0,10,20,30,40,50;BYSETPOS=5,-4;INTERVAL=2;COUNT=5", CHOSEN_TIMES },
  { "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16;BYMINUTE=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16;BYSECOND=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16;BYSETPOS=1,-1;COUNT=4",
    CHOSEN_TIMES },
  { "FREQ=YEARLY;BYWEEKNO=53;COUNT=1", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=SECONDLY;BYSECOND=5,25;INTERVAL=61;COUNT=2", PARTS_OF_DAYS },
  { "FREQ=MINUTELY;BYMINUTE=5,25;INTERVAL=61;COUNT=6", PARTS_OF_DAYS },
  { "FREQ=HOURLY;BYHOUR=3,6;BYMINUTE=5,15,25;INTERVAL=7;COUNT=6", PARTS_OF_DAYS },
  { "FREQ=HOURLY;BYHOUR=3,6;BYMINUTE=5,15,25;INTERVAL=7;BYSETPOS=1,-1;COUNT=4", CHOSEN_TIMES },
  { "FREQ=HOURLY;BYHOUR=3,6;INTERVAL=7;COUNT=2", PARTS_OF_DAYS },
  { "FREQ=YEARLY;BYWEEKNO=-1,-2;COUNT=5", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=5;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=7;UNTIL=20170101T000000Z", WEEK_NUMBERS },
  { "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU;INTERVAL=3;UNTIL=20320101", WEEK_NUMBERS },
};

static char *
find_sample (const char *name)
{
  const char *source = g_getenv ("G_TEST_SRCDIR");

  return g_build_filename (source != NULL ? source : ".", "..", "shared", "samples", "ical", name, NULL);
}

static const char *
find_known (const char *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].rule, rule) == 0)
      return known[i].why;
  return NULL;
}

/* 19980101T090000, 19980101T090000Z, 19980101 */
static WabiRecurWall
read_wall (const char *text)
{
  WabiRecurWall wall = { WABI_DAY_NONE, 0 };
  int y = 0, m = 0, d = 0, h = 0, min = 0, s = 0;

  if (sscanf (text, "%4d%2d%2dT%2d%2d%2d", &y, &m, &d, &h, &min, &s) >= 3)
    wall = (WabiRecurWall){ wabi_day_from_ymd (y, m, d), h * 3600 + min * 60 + s };
  return wall;
}

static char *
write_walls (GArray *walls)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < walls->len; i++)
    {
      const WabiRecurWall *wall = &g_array_index (walls, WabiRecurWall, i);
      int y, m, d;

      wabi_day_to_ymd (wall->day, &y, &m, &d);
      g_string_append_printf (text, "%s%04d%02d%02dT%02d%02d%02d", i > 0 ? "," : "", y, m, d, wall->second / 3600, wall->second / 60 % 60,
                              wall->second % 60);
    }
  return g_string_free (text, FALSE);
}

/* "***" stands for an error. */
static char *
answer (const char *rule, const char *start, const char *want)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecur) recur = wabi_recur_parse (rule, &error);
  g_autoptr (GArray) walls = NULL;

  if (recur == NULL)
    return g_strdup ("***");
  walls = wabi_recur_list (recur, read_wall (start), "UTC", WABI_DAY_NONE, MOST, NULL);
  /* Some cases are of dates alone. */
  if (strlen (start) == 8 && !strchr (want, 'T'))
    {
      g_autofree char *text = write_walls (walls);
      g_auto (GStrv) parts = g_strsplit (text, "T000000", -1);

      return g_strjoinv ("", parts);
    }
  return write_walls (walls);
}

static void
strip_z (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != 'Z')
      *to++ = *from;
  *to = '\0';
}

static void
check_case (const char *rule, const char *start, char *want, guint *passed, guint *differ)
{
  g_autofree char *got = NULL;
  const char *why = find_known (rule);

  strip_z (want);
  got = answer (rule, start, want);
  if (strcmp (got, want) == 0)
    {
      (*passed)++;
      if (why != NULL)
        g_test_message ("answered after all: %s", rule);
      return;
    }
  (*differ)++;
  g_test_message ("differs (%s): %s from %s", why != NULL ? why : "NOT KNOWN", rule, start);
  if (why != NULL)
    {
      g_autoptr (WabiRecur) recur = wabi_recur_parse (rule, NULL);

      g_assert_false (wabi_recur_check_days (recur, NULL));
    }
  else
    {
      g_test_message ("  wanted %s", want);
      g_test_message ("  got    %s", got);
      g_test_fail ();
    }
}

static void
test_rules (void)
{
  g_autofree char *path = find_sample ("icalrecur_test.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  const char *rule = NULL, *start = NULL;
  guint passed = 0, differ = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("libical's recurrence cases are not on this machine");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strchomp (lines[i]);

      if (g_str_has_prefix (line, "RRULE:"))
        rule = line + 6;
      else if (g_str_has_prefix (line, "DTSTART:"))
        start = line + 8;
      else if (g_str_has_prefix (line, "INSTANCES:") && rule != NULL && start != NULL)
        check_case (rule, start, line + 10, &passed, &differ);
    }
  g_test_message ("%u cases answered, %u differ as is known", passed, differ);
  g_assert_cmpuint (passed, >, 100);
}

/* ---- events with a number of dates ---- */

typedef struct
{
  WabiRecur *recur;
  char *rule, *start, *exdate;
  gboolean other; /* has what this program has no use for */
  int want;
} Event;

static void
clear_event (Event *event)
{
  wabi_recur_free (event->recur);
  g_free (event->rule);
  g_free (event->start);
  g_free (event->exdate);
  *event = (Event){ .want = -1 };
}

static void
read_property (Event *event, char *property)
{
  char *value = strrchr (property, ':');

  if (value == NULL)
    return;
  if (g_str_has_prefix (property, "RRULE"))
    {
      event->other |= event->rule != NULL;
      g_free (event->rule);
      event->rule = g_strdup (value + 1);
    }
  else if (g_str_has_prefix (property, "DTSTART"))
    {
      g_free (event->start);
      event->start = g_strdup (value + 1);
    }
  else if (g_str_has_prefix (property, "EXDATE") || g_str_has_prefix (property, "EXRULE") || g_str_has_prefix (property, "RDATE"))
    event->other = TRUE;
  else if (g_str_has_prefix (property, "X-EXPECT-NUMEVENTS"))
    event->want = (int) g_ascii_strtoll (value + 1, NULL, 10);
}

static void
check_event (Event *event, guint *passed, guint *left)
{
  g_autoptr (GArray) walls = NULL;
  g_autoptr (GError) error = NULL;
  gsize n = event->rule != NULL ? strlen (event->rule) : 0;
  const char *why;

  if (event->other || n == 0 || event->start == NULL || event->want < 0)
    {
      (*left)++;
      return;
    }
  if (event->rule[n - 1] == ';') /* the grammar of RFC 5545 has none; mailers write it */
    event->rule[n - 1] = '\0';
  why = find_known (event->rule);
  event->recur = wabi_recur_parse (event->rule, &error);
  if (event->recur != NULL)
    walls = wabi_recur_list (event->recur, read_wall (event->start), strchr (event->start, 'Z') ? "UTC" : "America/Los_Angeles", WABI_DAY_NONE,
                             MOST, NULL);
  if (walls != NULL && (int) walls->len == event->want)
    {
      (*passed)++;
      return;
    }
  g_test_message ("differs (%s): %s from %s: %d, not %d%s%s", why != NULL ? why : "NOT KNOWN", event->rule, event->start,
                  walls != NULL ? (int) walls->len : -1, event->want, error != NULL ? ": " : "", error != NULL ? error->message : "");
  if (why == NULL)
    g_test_fail ();
}

static void
test_events (void)
{
  g_autofree char *path = find_sample ("recur.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) unfolded = g_string_new (NULL);
  Event event = { .want = -1 };
  guint passed = 0, left = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("libical's recurrence cases are not on this machine");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strchomp (lines[i]);

      if (line[0] == ' ')
        g_string_append (unfolded, line + 1);
      else
        {
          read_property (&event, unfolded->str);
          g_string_assign (unfolded, line);
        }
      if (g_str_has_prefix (line, "BEGIN:VEVENT"))
        clear_event (&event);
      else if (g_str_has_prefix (line, "END:VEVENT"))
        check_event (&event, &passed, &left);
    }
  clear_event (&event);
  g_test_message ("%u events answered; %u have no rule or have what visits have no use for (EXRULE, two rules)", passed, left);
  g_assert_cmpuint (passed, >, 40);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/recur/libical/rules", test_rules);
  g_test_add_func ("/recur/libical/events", test_events);
  return g_test_run ();
}
