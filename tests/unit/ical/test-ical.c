// SPDX-License-Identifier: AGPL-3.0-or-later
// Calendars: what is written is RFC 5545 and reads as it was; what others write is read, and what cannot be is said.

#include <string.h>

#include "wabi-ical.h"

static gint64
at (const char *zone, int year, int month, int day, int hour, int minute)
{
  return wabi_zone_from_local (zone, wabi_day_from_ymd (year, month, day), hour * 60 + minute);
}

static WabiIcalEvent *
add_event (WabiIcalCalendar *calendar, const char *uid, const char *zone, gint64 start, int minutes)
{
  WabiIcalEvent *event = wabi_ical_event_new ();

  event->uid = g_strdup (uid);
  event->zone = g_strdup (zone);
  event->starts_at = start;
  event->ends_at = start + minutes * WABI_MINUTE;
  event->summary = g_strdup (uid);
  g_ptr_array_add (calendar->events, event);
  return event;
}

static WabiIcalCalendar *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  WabiIcalCalendar *calendar = wabi_ical_read (text, strlen (text), "America/New_York", &error);

  g_assert_no_error (error);
  return calendar;
}

static WabiIcalCalendar *
read_event (const char *lines)
{
  g_autofree char *text
      = g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n", lines);

  return read_text (text);
}

/* Every line ends with CR LF, none is longer than 75 bytes, none is broken within a character. */
static void
check_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_null (strpbrk (lines[i], "\r\n"));
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_true (*lines[i] != '\0' || lines[i + 1] == NULL);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new (), back = NULL;
  const char *zone = "America/Chicago";
  WabiIcalEvent *event = add_event (calendar, "one@test", zone, at (zone, 2026, 3, 6, 9, 30), 90);
  WabiIcalEvent *read;
  g_autofree char *text = NULL;

  calendar->method = g_strdup ("PUBLISH");
  calendar->name = g_strdup ("Schedule, of; one");
  calendar->refresh_minutes = 30;
  event->sequence = 7;
  event->status = WABI_ICAL_CANCELLED;
  g_free (event->summary);
  event->summary = g_strdup ("Sesión con Zoë; coma, barra \\ y una línea muy larga que tiene que doblarse en más de una línea aquí ñññññ");
  event->description = g_strdup ("First line\nsecond, line");
  event->location = g_strdup ("12 Main St, Springfield");
  text = wabi_ical_write (calendar);
  check_lines (text);
  g_assert_nonnull (strstr (text, "METHOD:PUBLISH\r\n"));
  g_assert_nonnull (strstr (text, "DTSTART;TZID=America/Chicago:20260306T093000\r\n"));
  g_assert_nonnull (strstr (text, "STATUS:CANCELLED\r\n"));
  g_assert_nonnull (strstr (text, "X-PUBLISHED-TTL:PT30M\r\n"));
  back = read_text (text);
  g_assert_cmpuint (back->problems->len, ==, 0);
  g_assert_cmpuint (back->events->len, ==, 1);
  g_assert_cmpstr (back->method, ==, "PUBLISH");
  g_assert_cmpstr (back->name, ==, calendar->name);
  read = g_ptr_array_index (back->events, 0);
  g_assert_cmpstr (read->uid, ==, "one@test");
  g_assert_cmpint (read->sequence, ==, 7);
  g_assert_cmpint (read->status, ==, WABI_ICAL_CANCELLED);
  g_assert_cmpint (read->starts_at, ==, event->starts_at);
  g_assert_cmpint (read->ends_at, ==, event->ends_at);
  g_assert_cmpstr (read->zone, ==, zone);
  g_assert_cmpstr (read->summary, ==, event->summary);
  g_assert_cmpstr (read->description, ==, event->description);
  g_assert_cmpstr (read->location, ==, event->location);
}

/* Every hour around both changes of the clock comes back as the same instant, also the hour that is there twice. */
static void
test_clock_changes (void)
{
  static const char *const zones[] = { "America/New_York", "America/Los_Angeles", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe",
                                       "Asia/Kathmandu", "UTC", "America/Sao_Paulo" };
  static const int days[][3] = { { 2026, 3, 8 }, { 2026, 11, 1 }, { 2026, 3, 29 }, { 2026, 10, 25 }, { 2026, 4, 5 }, { 2018, 11, 4 } };

  for (gsize z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new (), back = NULL;
      g_autofree char *text = NULL;

      for (gsize d = 0; d < G_N_ELEMENTS (days); d++)
        for (int half = 0; half < 60; half++)
          {
            g_autofree char *uid = g_strdup_printf ("%zu-%d", d, half);

            add_event (calendar, uid, zones[z], at ("UTC", days[d][0], days[d][1], days[d][2], 0, 0) + half * 30 * WABI_MINUTE, 30);
          }
      text = wabi_ical_write (calendar);
      back = read_text (text);
      g_assert_cmpuint (back->problems->len, ==, 0);
      g_assert_cmpuint (back->events->len, ==, calendar->events->len);
      for (guint i = 0; i < back->events->len; i++)
        {
          WabiIcalEvent *wrote = g_ptr_array_index (calendar->events, i), *read = g_ptr_array_index (back->events, i);

          g_assert_cmpint (read->starts_at, ==, wrote->starts_at);
          g_assert_cmpint (read->ends_at, ==, wrote->ends_at);
        }
    }
}

/* The definition alone, under a name that nobody knows, gives the same instants: Outlook goes by it. */
static void
test_definition (void)
{
  static const char *const zones[] = { "America/New_York", "America/Denver", "Europe/Berlin", "America/Phoenix" };

  for (gsize z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new (), back = NULL;
      g_autofree char *text = NULL, *renamed = NULL;
      g_auto (GStrv) parts = NULL;

      for (int month = 1; month <= 12; month++)
        for (int year = 2025; year <= 2028; year++)
          {
            g_autofree char *uid = g_strdup_printf ("%d-%d", year, month);

            add_event (calendar, uid, zones[z], at (zones[z], year, month, 15, 9, 0), 60);
          }
      text = wabi_ical_write (calendar);
      parts = g_strsplit (text, zones[z], -1);
      renamed = g_strjoinv ("Office", parts);
      if (z < 3)
        g_assert_nonnull (strstr (text, "RRULE:FREQ=YEARLY"));
      back = read_text (renamed);
      g_assert_cmpuint (back->problems->len, ==, 0);
      g_assert_cmpuint (back->events->len, ==, calendar->events->len);
      for (guint i = 0; i < back->events->len; i++)
        g_assert_cmpint (((WabiIcalEvent *) g_ptr_array_index (back->events, i))->starts_at, ==,
                         ((WabiIcalEvent *) g_ptr_array_index (calendar->events, i))->starts_at);
    }
}

static void
test_series (void)
{
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new (), back = NULL;
  const char *zone = "America/New_York";
  WabiIcalEvent *event = add_event (calendar, "series@test", zone, at (zone, 2026, 3, 2, 9, 0), 60), *moved;
  gint64 left_out = at (zone, 2026, 3, 9, 9, 0), added = at (zone, 2026, 3, 14, 9, 0);
  g_autoptr (GArray) times = NULL;
  g_autofree char *text = NULL;
  const int expected[][2] = { { 2, 9 }, { 14, 9 }, { 17, 13 }, { 23, 9 } };
  gboolean more;

  event->rule = g_strdup ("FREQ=WEEKLY;UNTIL=20260323;BYDAY=MO");
  event->exdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (event->exdates, left_out);
  event->rdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (event->rdates, added);
  moved = add_event (calendar, "series@test", zone, at (zone, 2026, 3, 17, 13, 0), 60);
  moved->replaces = at (zone, 2026, 3, 16, 9, 0);
  text = wabi_ical_write (calendar);
  check_lines (text);
  g_assert_nonnull (strstr (text, "RECURRENCE-ID;TZID=America/New_York:20260316T090000\r\n"));
  back = read_text (text);
  g_assert_cmpuint (back->problems->len, ==, 0);
  times = wabi_ical_list_times (back, at (zone, 2026, 1, 1, 0, 0), at (zone, 2027, 1, 1, 0, 0), 100, &more);
  g_assert_false (more);
  g_assert_cmpuint (times->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < times->len; i++)
    g_assert_cmpint (g_array_index (times, WabiIcalTime, i).starts_at, ==, at (zone, 2026, 3, expected[i][0], expected[i][1], 0));
}

/* What Outlook, Google and GNOME write. */
static void
test_others (void)
{
  static const struct
  {
    const char *lines;
    gint64 start, minutes;
  } cases[] = {
    { "UID:a\r\nDTSTART;TZID=Eastern Standard Time:20260310T090000\r\nDTEND;TZID=Eastern Standard Time:20260310T100000\r\n", 13 * 60, 60 },
    { "UID:a\r\nDTSTART;TZID=\"Pacific Standard Time\":20260310T090000\r\nDURATION:PT1H30M\r\n", 16 * 60, 90 },
    { "UID:a\r\nDTSTART:20260310T090000Z\r\nDTEND:20260310T093000Z\r\n", 9 * 60, 30 },
    { "UID:a\r\nDTSTART:20260310T090000\r\nDTEND:20260310T093000\r\n", 13 * 60, 30 },
    { "UID:a\r\nDTSTART;VALUE=DATE:20260310\r\n", 4 * 60, 1440 },
    { "DTSTART;TZID=/freeassociation.sourceforge.net/America/Chicago:20260310T090000\r\nDURATION:PT15M\r\n", 14 * 60, 15 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WabiIcalCalendar) calendar = read_event (cases[i].lines);
      WabiIcalEvent *event;

      g_assert_cmpuint (calendar->problems->len, ==, 0);
      g_assert_cmpuint (calendar->events->len, ==, 1);
      event = g_ptr_array_index (calendar->events, 0);
      g_assert_cmpint ((event->starts_at - at ("UTC", 2026, 3, 10, 0, 0)) / WABI_MINUTE, ==, cases[i].start);
      g_assert_cmpint ((event->ends_at - event->starts_at) / WABI_MINUTE, ==, cases[i].minutes);
      g_assert_true (event->uid != NULL && *event->uid != '\0');
    }
}

/* Nothing is passed over in silence. */
static void
test_problems (void)
{
  static const struct
  {
    const char *lines, *says;
    guint events;
  } cases[] = {
    { "UID:a\r\nSUMMARY:Lunch\r\n", "“Lunch” has no start", 0 },
    { "UID:a\r\nSUMMARY:Lunch\r\nDTSTART:20260310T090000Z\r\nDTEND:20260309T090000Z\r\n", "no end", 0 },
    { "UID:a\r\nSUMMARY:Lunch\r\nDTSTART;TZID=Nowhere:20260310T090000\r\n", "“Nowhere” is not known", 1 },
    { "UID:a\r\nSUMMARY:Lunch\r\nDTSTART:20260310T090000Z\r\nRRULE:FREQ=HOURLY;COUNT=4\r\n", "repeats in a way", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WabiIcalCalendar) calendar = read_event (cases[i].lines);

      g_assert_cmpuint (calendar->events->len, ==, cases[i].events);
      g_assert_cmpuint (calendar->problems->len, >=, 1);
      g_assert_nonnull (strstr (g_ptr_array_index (calendar->problems, 0), cases[i].says));
    }
}

static void
test_no_calendar (void)
{
  static const char *const texts[] = { "", "hello", "BEGIN:VCARD\r\nEND:VCARD\r\n", "\xff\xfe", "BEGIN:VCALENDAR" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WabiIcalCalendar) calendar = wabi_ical_read (texts[i], strlen (texts[i]), "UTC", &error);

      g_assert_null (calendar);
      g_assert_error (error, WABI_ICAL_ERROR, WABI_ICAL_ERROR_SYNTAX);
    }
}

/* What GNOME Calendar 43 of Debian 12 kept of a file of ours that was opened in its window, and two events of its own: a class with an added date
 * (RDATE), and two days away. */
static void
test_gnome (void)
{
  static const struct
  {
    int month, day, hour, minute, minutes;
  } expected[] = {
    { 10, 26, 15, 0, 120 }, { 10, 28, 15, 0, 120 }, { 11, 2, 15, 0, 120 }, { 11, 9, 15, 0, 120 },  { 11, 11, 10, 0, 60 },  { 11, 16, 15, 0, 120 },
    { 11, 23, 15, 0, 120 }, { 11, 25, 16, 30, 60 }, { 11, 28, 9, 0, 120 }, { 11, 30, 15, 0, 120 }, { 12, 3, 8, 0, 60 },    { 12, 10, 8, 0, 60 },
    { 12, 12, 8, 0, 60 },   { 12, 17, 8, 0, 60 },   { 12, 24, 0, 0, 2880 },
  };
  g_autofree char *text = NULL;
  g_autoptr (WabiIcalCalendar) calendar = NULL;
  g_autoptr (GArray) times = NULL;

  g_assert_true (g_file_get_contents (WABI_ICAL_FIXTURES "/gnome-calendar-43.ics", &text, NULL, NULL));
  calendar = read_text (text);
  g_assert_cmpuint (calendar->problems->len, ==, 0);
  times = wabi_ical_list_times (calendar, at ("America/New_York", 2026, 10, 1, 0, 0), at ("America/New_York", 2027, 1, 1, 0, 0), 100, NULL);
  g_assert_cmpuint (times->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < times->len; i++)
    {
      const WabiIcalTime *time = &g_array_index (times, WabiIcalTime, i);

      g_assert_cmpint (time->starts_at, ==, at ("America/New_York", 2026, expected[i].month, expected[i].day, expected[i].hour, expected[i].minute));
      g_assert_cmpint (time->ends_at - time->starts_at, ==, expected[i].minutes * WABI_MINUTE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ical/round-trip", test_round_trip);
  g_test_add_func ("/ical/clock-changes", test_clock_changes);
  g_test_add_func ("/ical/definition", test_definition);
  g_test_add_func ("/ical/series", test_series);
  g_test_add_func ("/ical/others", test_others);
  g_test_add_func ("/ical/gnome", test_gnome);
  g_test_add_func ("/ical/problems", test_problems);
  g_test_add_func ("/ical/no-calendar", test_no_calendar);
  return g_test_run ();
}
