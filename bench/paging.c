// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page of the calendar costs: 60 staff with 2,000 sessions a week, paged in every view, frame by frame.

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "schedule-fixture.h"
#include "test-window.h"
#include "wabi-page.h"
#include "wabi-schedule-private.h"

#define N_STAFF 60
#define N_CLIENTS 180
#define N_WEEKS 13 /* around the fixture's week */
#define DAYS 6
#define PAGES 24

static guint n_visits;

static void
put (MemoryPractice *practice, const WabiKind *kind, const char *id, const char *format, ...) G_GNUC_PRINTF (4, 5);

static void
put (MemoryPractice *practice, const WabiKind *kind, const char *id, const char *format, ...)
{
  g_autofree char *body = NULL;
  va_list list;

  va_start (list, format);
  body = g_strdup_vprintf (format, list);
  va_end (list);
  memory_practice_put (practice, kind, id, body);
}

static char *
make_id (guint kind, guint number)
{
  return g_strdup_printf ("01900000-0000-7000-8%03x-%012x", kind, number);
}

static void
put_people (MemoryPractice *practice)
{
  for (guint i = 0; i < N_STAFF; i++)
    {
      g_autofree char *id = make_id (1, i);

      put (practice, &wabi_kind_staff, id, "{'first_name':'Staff','last_name':'Number %02u','role':'rbt','credential':'RBT','active':true}", i);
      for (int weekday = 1; weekday <= 6; weekday++)
        {
          g_autofree char *hours = make_id (2, i * 10 + (guint) weekday);

          put (practice, &wabi_kind_staff_hours, hours, "{'staff':'%s','weekday':%d,'start_minute':480,'end_minute':1080}", id, weekday);
        }
    }
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *id = make_id (3, i);

      put (practice, &wabi_kind_client, id,
           "{'first_name':'Child','last_name':'Number %03u','birth_date':'2019-11-02','sex':'F','diagnoses':['F84.0'],'place':'11','status':'active'}", i);
    }
}

/* Each works six days; so many sessions a day that a week has 2,000. */
static void
put_week (MemoryPractice *practice, WabiDay monday)
{
  static const char *const codes[] = { "97153", "97153", "97155", "97153", "97156" };

  for (guint staff = 0; staff < N_STAFF; staff++)
    for (int day = 0; day < DAYS; day++)
      {
        guint n = (staff + (guint) day) % 9 < 5 ? 6 : 5;

        for (guint i = 0; i < n; i++)
          {
            gint64 at = wabi_zone_from_local (ZONE, monday + day, 480 + (int) i * 100);
            g_autofree char *id = make_id (4, n_visits++), *who = make_id (1, staff), *client = make_id (3, (staff * 3 + i) % N_CLIENTS);

            put (practice, &wabi_kind_appointment, id,
                 "{'client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE
                 "','service_code':'%s','place':'12','status':'%s','booked_by':'" DESK "'}",
                 client, who, at, at + 90 * WABI_MINUTE, codes[(staff + i) % G_N_ELEMENTS (codes)], i == 3 && staff % 11 == 0 ? "cancelled" : "scheduled");
          }
      }
}

static void
put_practice (MemoryPractice *practice)
{
  WabiDay monday = wabi_day_from_ymd (2026, 3, 9);

  put_people (practice);
  for (int week = -(N_WEEKS / 2); week <= N_WEEKS / 2; week++)
    put_week (practice, monday + 7 * week);
}

/* --- measuring --- */

/* Time of this thread on a processor: what else the machine does is not counted. */
static gint64
get_work (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

typedef struct
{
  gint64 began;
  gint64 frame; /* microseconds of work in the first frame since */
  guint frames;
} Watch;

static void
on_before_cb (GdkFrameClock *clock, Watch *watch)
{
  watch->began = get_work ();
}

static void
on_after_cb (GdkFrameClock *clock, Watch *watch)
{
  if (watch->frames++ == 0)
    watch->frame = get_work () - watch->began;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* The work of one page: reading and binding, then style, layout and drawing of the frame that shows it. */
static gint64
turn (GtkWidget *page, const char *action, GtkWindow *window, Watch *watch)
{
  gint64 began = get_work (), work;

  gtk_widget_activate_action (page, action, NULL);
  work = get_work () - began;
  *watch = (Watch){ 0 };
  test_window_settle (window);
  return work + watch->frame;
}

/* Pages @n times, and writes how long it took. */
static void
page_through (GtkWidget *page, GtkWindow *window, Watch *watch, const char *name, guint n, gboolean there_and_back)
{
  g_autofree gint64 *took = g_new0 (gint64, n);

  for (guint i = 0; i < n; i++)
    took[i] = turn (page, there_and_back && i % 2 == 0 ? "schedule.earlier" : "schedule.later", window, watch);
  qsort (took, n, sizeof took[0], compare);
  printf (", \"%s\": {\"median_ms\": %.1f, \"most_ms\": %.1f}", name, (double) took[n / 2] / 1000, (double) took[n - 1] / 1000);
}

static void
measure (WabiSchedulePage *page, GtkWindow *window, const char *view, gboolean last)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_autofree char *action = g_strdup_printf ("schedule.%s", view);
  Watch watch = { 0 };
  gulong before, after;

  wabi_schedule_model_set_day (page->model, wabi_day_from_ymd (2026, 2, 2));
  gtk_widget_activate_action (GTK_WIDGET (page), action, NULL);
  wabi_person_picker_set_id (page->staff, NULL);
  g_signal_emit_by_name (page->staff, "picked", NULL);
  test_window_settle (window);
  before = g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_cb), &watch);
  after = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_cb), &watch);
  turn (GTK_WIDGET (page), "schedule.later", window, &watch); /* the first makes the widgets */
  printf ("{\"view\": \"%s\", \"visits\": %u", view, wabi_schedule_model_count (page->model));
  page_through (GTK_WIDGET (page), window, &watch, "fresh", g_str_equal (view, "month") || g_str_equal (view, "agenda") ? 1 : 6, FALSE);
  page_through (GTK_WIDGET (page), window, &watch, "again", PAGES, TRUE);
  printf ("}%s\n", last ? "" : ",");
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
}

int
main (int argc, char **argv)
{
  static const char *const views[] = { "week", "day", "month", "agenda", "board" };
  ScheduleFixture fixture;
  WabiSchedulePage *page;
  GtkWindow *window;

  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  if (!test_window_init (&argc, &argv))
    return 1;
  schedule_fixture_more = put_practice;
  schedule_fixture_set_up (&fixture, WABI_ROLE_FRONTDESK);
  page = WABI_SCHEDULE_PAGE (wabi_schedule_page_new (fixture.desk));
  window = test_window_show (GTK_WIDGET (page), 1280, 800);
  wabi_page_open (WABI_PAGE (page), NULL);
  test_window_settle (window);
  printf ("[\n");
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    measure (page, window, views[i], i + 1 == G_N_ELEMENTS (views));
  printf ("]\n");
  test_window_close (window);
  schedule_fixture_tear_down (&fixture);
  return 0;
}
