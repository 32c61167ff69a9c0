// SPDX-License-Identifier: AGPL-3.0-or-later
// A series as one repeating event: whatever became of its visits, who reads the file, we or another program, finds the times that stand in the schedule.

#include "memory-practice.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "wabi-lookup.h"
#include "wabi-outward.h"
#include "wabi-recur.h"
#include "wabi-series.h"
#include "wabi-zone.h"

#define SERIES "01900000-0000-7000-8000-0000000000d1"
#define MOST 60

typedef struct
{
  MemoryPractice *practice;
  GRand *rand;
  gboolean common; /* whether its rule is one that other programs repeat */
} Made;

static const char *const RULES[] = {
  "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=DAILY;COUNT=30", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=WEEKLY;COUNT=20",
  "FREQ=MONTHLY;BYMONTHDAY=12", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;INTERVAL=3;WKST=SU", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=DAILY;BYDAY=MO,FR",
};
#define N_COMMON 7

static void
put_visit (Made *made, WabiDay day, gint64 start, int minutes, const char *staff, const char *status, const char *more)
{
  char text[WABI_DAY_TEXT_SIZE];
  g_autofree char *id = wabi_series_dup_id (SERIES, day);
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE
                                           "','service_code':'97153','place':'12','status':'%s','series':'" SERIES "','series_date':'%s'%s}",
                                           staff, start, start + minutes * WABI_MINUTE, status, wabi_day_format (day, text), more);

  memory_practice_put (made->practice, &wabi_kind_appointment, id, body);
}

/* What may happen to an occurrence. */
static void
put_changed (Made *made, WabiDay day)
{
  gint64 start = wabi_zone_from_local (ZONE, day, 15 * 60);

  switch (g_rand_int_range (made->rand, 0, 16))
    {
    case 0:
      put_visit (made, day, start, 120, RBT, "cancelled", "");
      break;
    case 1:
      put_visit (made, day, start, 120, RBT, "withdrawn", "");
      break;
    case 2:
      put_visit (made, day, start + 60 * WABI_MINUTE, 120, RBT, "scheduled", ",'detached':true");
      break;
    case 3:
      put_visit (made, day, wabi_zone_from_local (ZONE, day + g_rand_int_range (made->rand, -9, 10), 14 * 60), 60, RBT, "scheduled", ",'detached':true");
      break;
    case 4:
      put_visit (made, day, start, 120, BCBA, "scheduled", ",'detached':true");
      break;
    case 5:
      put_visit (made, day, start, 90, RBT, "scheduled", "");
      break;
    default:
      put_visit (made, day, start, 120, RBT, "scheduled", "");
    }
}

static Made
make (guint seed)
{
  Made made = { memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-01-05"), 7 * 60)), g_rand_new_with_seed (seed), FALSE };
  WabiDay first = wabi_day_from_text ("2026-01-06") + g_rand_int_range (made.rand, 0, 60);
  const char *rule = RULES[seed % G_N_ELEMENTS (RULES)];
  g_autoptr (WabiRecur) recur = wabi_recur_parse (rule, NULL);
  char from[WABI_DAY_TEXT_SIZE], to[WABI_DAY_TEXT_SIZE];
  g_autofree char *body = NULL;
  g_autoptr (GArray) days = NULL;

  memory_practice_furnish (made.practice);
  days = wabi_recur_list_days (recur, &(WabiRecurDays){ .start = first, .minute = 15 * 60, .zone = ZONE, .last = first + 250, .most = MOST }, NULL);
  made.common = seed % G_N_ELEMENTS (RULES) < N_COMMON;
  body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','rule':'%s','start_date':'%s','start_minute':900,'minutes':120,'zone':'" ZONE
                          "','service_code':'97153','place':'12','last_date':'%s','total':%u,'status':'active'}",
                          rule, wabi_day_format (first, from), wabi_day_format (g_array_index (days, WabiDay, days->len - 1), to), days->len);
  memory_practice_put (made.practice, &wabi_kind_series, SERIES, body);
  for (guint i = 0; i < days->len; i++)
    put_changed (&made, g_array_index (days, WabiDay, i));
  /* A date that the rule does not give. */
  put_visit (&made, first + 300, wabi_zone_from_local (ZONE, first + 300, 11 * 60), 60, RBT, "scheduled", "");
  return made;
}

static void
clear (Made *made)
{
  memory_practice_free (made->practice);
  g_rand_free (made->rand);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Without the UID at the end: one line of "start end canceled". */
static char *
join (GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (";", (char **) texts->pdata);
}

static void
add_text (GPtrArray *texts, gint64 start, gint64 end, gboolean canceled)
{
  g_ptr_array_add (texts, g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", start / WABI_SECOND, end / WABI_SECOND, canceled ? "CANCELLED" : "CONFIRMED"));
}

static char *
join_expected (Made *made, const char *staff, gboolean canceled)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (&made->practice->view, &wabi_kind_appointment, "series", SERIES);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (all, i);
      gboolean is_canceled = wabi_record_is (visit, "status", "cancelled");

      if (!wabi_record_is (visit, "status", "withdrawn") && (staff == NULL || wabi_record_is (visit, "staff", staff)) && (canceled || !is_canceled))
        add_text (texts, wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"), is_canceled);
    }
  return join (texts);
}

static char *
join_read (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_read (text, strlen (text), "UTC", &error);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) times = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (calendar->problems->len, ==, 0);
  times = wabi_ical_list_times (calendar, wabi_zone_from_local (ZONE, wabi_day_from_text ("2025-12-01"), 0),
                                wabi_zone_from_local (ZONE, wabi_day_from_text ("2027-12-01"), 0), 1000, NULL);
  for (guint i = 0; i < times->len; i++)
    {
      const WabiIcalTime *time = &g_array_index (times, WabiIcalTime, i);

      add_text (texts, time->starts_at, time->ends_at, time->event->status == WABI_ICAL_CANCELLED);
    }
  return join (texts);
}

static char *
write_calendar (Made *made, const char *staff, WabiOutwardFlags flags)
{
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new ();
  gint64 at = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-01-01"), 0);

  calendar->method = g_strdup ("PUBLISH");
  calendar->name = g_strdup ("Jordan Reyes");
  calendar->stamp = at;
  wabi_outward_add_person (calendar, &made->practice->view, staff, flags, at, at + 500 * WABI_DAY_MINUTES * WABI_MINUTE);
  return wabi_ical_write (calendar);
}

static const struct
{
  const char *staff;
  WabiOutwardFlags flags;
} CASES[] = { { RBT, 0 }, { RBT, WABI_OUTWARD_STANDING }, { BCBA, WABI_OUTWARD_NAMES }, { NULL, WABI_OUTWARD_STAFF | WABI_OUTWARD_NAMES } };

static void
test_round_trip (void)
{
  guint woven = 0, related = 0;

  for (guint seed = 0; seed < 160; seed++)
    for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
      {
        Made made = make (seed);
        g_autofree char *text = write_calendar (&made, CASES[i].staff, CASES[i].flags), *read = join_read (text);
        g_autofree char *expected = join_expected (&made, CASES[i].staff, (CASES[i].flags & WABI_OUTWARD_STANDING) == 0);
        gboolean repeats = strstr (text, "\r\nUID:" SERIES) != NULL;

        g_assert_cmpstr (read, ==, expected);
        g_assert_true (made.common || !repeats);
        /* A date that was added is an event of its own that says where it belongs, and no RDATE: Outlook takes that for a moved instance
         * (MS-OXCICAL, section 2.1.3.1.1.20.18). */
        g_assert_null (strstr (text, "RDATE"));
        g_assert_true (repeats || strstr (text, "RELATED-TO") == NULL);
        related += i == 0 && strstr (text, "\r\nRELATED-TO:" SERIES) != NULL;
        woven += repeats && i == 0;
        clear (&made);
      }
  g_assert_cmpuint (woven, >, 80);
  g_assert_cmpuint (related, >, 60);
}

/* "start end status uid;…" of the other program, without UIDs. */
static char *
strip_uids (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ";", -1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (char **part = parts; *part != NULL && **part != '\0'; part++)
    {
      char *last = strrchr (*part, ' ');

      g_assert_false (g_str_has_prefix (line, "wrong"));
      g_ptr_array_add (texts, g_strndup (*part, (gsize) (last - *part)));
    }
  return join (texts);
}

static void
test_elsewhere (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("wabi-outward-XXXXXX", NULL), *name = g_build_filename (folder, "calendar.ics", NULL);
  g_autofree char *asked = g_strconcat (name, "\n", NULL);
  g_autoptr (GSubprocess) reader = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, WABI_ICAL_TIMES, NULL);
  g_autoptr (GDataInputStream) lines = NULL;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (reader));
  for (guint seed = 0; seed < 36; seed++)
    for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
      {
        Made made = make (seed);
        g_autofree char *text = write_calendar (&made, CASES[i].staff, CASES[i].flags), *line = NULL, *read = NULL;
        g_autofree char *expected = join_expected (&made, CASES[i].staff, (CASES[i].flags & WABI_OUTWARD_STANDING) == 0);

        g_assert_true (g_file_set_contents (name, text, -1, NULL));
        g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (reader), asked, strlen (asked), NULL, NULL, &error));
        line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
        g_assert_no_error (error);
        g_assert_nonnull (line);
        if (g_str_has_prefix (line, "wrong"))
          g_test_message ("%s\n%s", line, text);
        read = strip_uids (line);
        g_assert_cmpstr (read, ==, expected);
        clear (&made);
      }
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (reader), NULL, NULL));
  g_assert_true (g_subprocess_wait_check (reader, NULL, NULL));
  g_unlink (name);
  g_rmdir (folder);
}

/* What is the same says the same, and what changed comes later. */
static void
test_sequence (void)
{
  Made made = make (0);
  g_autofree char *first = write_calendar (&made, RBT, 0), *again = write_calendar (&made, RBT, 0), *names = write_calendar (&made, RBT, WABI_OUTWARD_NAMES);
  g_autoptr (WabiRecord) client = memory_practice_get (made.practice, &wabi_kind_client, CLIENT);

  g_assert_cmpstr (first, ==, again);
  g_assert_null (strstr (first, wabi_record_get_text (client, "last_name")));
  g_assert_nonnull (strstr (names, wabi_record_get_text (client, "last_name")));
  clear (&made);
}

/* Mondays and Wednesdays over the change of the clock: one moved, one canceled, one left out, one added on a Saturday, one with a colleague. WABI_ICS names
 * a file that it is written to, to be opened in other programs; docs/schedule.md says what they made of it. */
static void
test_autumn (void)
{
  static const struct
  {
    const char *day;
    int minute, minutes;
    const char *status, *more;
  } visits[] = {
    { "2026-10-26", 900, 120, "completed", "" },  { "2026-10-28", 900, 120, "completed", "" },
    { "2026-11-02", 900, 120, "completed", "" },  { "2026-11-04", 900, 120, "cancelled", "" },
    { "2026-11-09", 900, 120, "completed", "" },  { "2026-11-11", 600, 60, "completed", ",'detached':true" },
    { "2026-11-16", 900, 120, "completed", "" },  { "2026-11-23", 900, 120, "scheduled", "" },
    { "2026-11-25", 990, 60, "scheduled", ",'detached':true" }, { "2026-11-28", 540, 120, "scheduled", ",'detached':true" },
    { "2026-11-30", 900, 120, "scheduled", "" },
  };
  Made made = { memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-10-20"), 7 * 60)), g_rand_new_with_seed (1), TRUE };
  g_autofree char *text = NULL, *read = NULL, *expected = NULL;

  memory_practice_furnish (made.practice);
  memory_practice_put (made.practice, &wabi_kind_series, SERIES,
                       "{'client':'" CLIENT "','staff':'" RBT "','rule':'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261130','start_date':'2026-10-26','start_minute':900,"
                       "'minutes':120,'zone':'" ZONE "','service_code':'97153','place':'12','last_date':'2026-11-30','total':11,'status':'active',"
                       "'exdates':['2026-11-18'],'rdates':['2026-11-28']}");
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    {
      WabiDay day = wabi_day_from_text (visits[i].day);

      put_visit (&made, day, wabi_zone_from_local (ZONE, day, visits[i].minute), visits[i].minutes, RBT, visits[i].status, visits[i].more);
    }
  text = write_calendar (&made, RBT, WABI_OUTWARD_STANDING);
  read = join_read (text);
  expected = join_expected (&made, RBT, FALSE);
  g_assert_cmpstr (read, ==, expected);
  g_assert_nonnull (strstr (text, "\r\nRELATED-TO:" SERIES));
  g_assert_nonnull (strstr (text, "\r\nEXDATE;TZID=America/New_York:20261118T150000"));
  if (g_getenv ("WABI_ICS") != NULL)
    g_assert_true (g_file_set_contents (g_getenv ("WABI_ICS"), text, -1, NULL));
  clear (&made);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outward-series/round-trip", test_round_trip);
  g_test_add_func ("/outward-series/elsewhere", test_elsewhere);
  g_test_add_func ("/outward-series/sequence", test_sequence);
  g_test_add_func ("/outward-series/autumn", test_autumn);
  return g_test_run ();
}
