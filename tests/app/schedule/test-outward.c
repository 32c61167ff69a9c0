// SPDX-License-Identifier: AGPL-3.0-or-later
// Calendar files, links, confirmations and the day sheet over a real cache: what leaves holds no more than was allowed, and all of it comes back.

#include "outward-fixture.h"
#include "test-window.h"

#include <string.h>

#include "wabi-attention.h"
#include "wabi-calendar-import.h"
#include "wabi-calendar-links.h"
#include "wabi-confirmation.h"
#include "wabi-connect-calendar.h"
#include "wabi-connected-calendars.h"
#include "wabi-day-sheet.h"
#include "wabi-lookup.h"
#include "wabi-outward.h"
#include "wabi-page.h"
#include "wabi-reminder-acts.h"
#include "wabi-schedule-private.h"
#include "wabi-text.h"

static const char FILE_OF_OTHERS[]
    = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=America/New_York:20260316T080000\r\nDURATION:PT30M\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"
      "SUMMARY:Team <b>meeting</b>\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20260420\r\nDTEND;VALUE=DATE:20260423\r\nSUMMARY:Vacation\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:c\r\nDTSTART:20260318T120000Z\r\nDURATION:PT30M\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n";

static void
test_import (ScheduleFixture *fixture, gconstpointer data)
{
  static const WabiImportFate expected[] = { WABI_IMPORT_BLOCK, WABI_IMPORT_CANCELED, WABI_IMPORT_BLOCK, WABI_IMPORT_BLOCK, WABI_IMPORT_AWAY };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_read (FILE_OF_OTHERS, strlen (FILE_OF_OTHERS), ZONE, &error);
  g_autoptr (GArray) times = NULL;
  const WabiIcalTime *chosen[5];
  g_autofree char *first = NULL;

  g_assert_no_error (error);
  times = wabi_ical_list_times (calendar, SCHEDULE_NOW, SCHEDULE_NOW + 100 * WABI_DAY_MINUTES * WABI_MINUTE, 100, NULL);
  g_assert_cmpuint (times->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < times->len; i++)
    {
      g_autofree char *id = NULL;

      chosen[i] = &g_array_index (times, WabiIcalTime, i);
      g_assert_cmpint (wabi_calendar_import_judge (fixture->desk, DESK, chosen[i], &id), ==, expected[i]);
      if (i == 0)
        first = g_steal_pointer (&id);
    }
  g_assert_true (wabi_calendar_import_save (fixture->desk, DESK, chosen, times->len, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < times->len; i++)
    {
      g_autofree char *id = NULL;

      g_assert_cmpint (wabi_calendar_import_judge (fixture->desk, DESK, chosen[i], &id), ==, i == 1 ? WABI_IMPORT_CANCELED : WABI_IMPORT_THERE);
    }
  g_assert_true (wabi_desk_undo (fixture->desk));
  {
    g_autoptr (WabiRecord) block = wabi_desk_get (fixture->desk, &wabi_kind_staff_block, first);

    g_assert_true (wabi_record_is (block, "status", "withdrawn"));
    g_assert_cmpstr (wabi_record_get_text (block, "title"), ==, "Team <b>meeting</b>");
  }
}

static void
test_own_visits (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new ();
  g_autoptr (WabiRecord) visit = wabi_desk_get (fixture->desk, &wabi_kind_appointment, VISIT_LATER);
  WabiIcalEvent *event = wabi_outward_event (wabi_desk_get_view (fixture->desk), visit, FALSE);
  WabiIcalTime time = { event, event->starts_at, event->ends_at };
  g_autofree char *id = NULL, *again = NULL;

  g_ptr_array_add (calendar->events, event);
  g_assert_cmpint (wabi_calendar_import_judge (fixture->desk, RBT, &time, &id), ==, WABI_IMPORT_SAME);
  g_assert_cmpstr (id, ==, VISIT_LATER);
  time.starts_at += WABI_MINUTE;
  g_assert_cmpint (wabi_calendar_import_judge (fixture->desk, RBT, &time, &again), ==, WABI_IMPORT_MOVED);
}

static void
test_export (ScheduleFixture *fixture, gconstpointer data)
{
  WabiSchedulePage *page = WABI_SCHEDULE_PAGE (wabi_schedule_page_new (fixture->desk));
  GtkWindow *window = test_window_show (GTK_WIDGET (page), 1280, 800);
  g_autofree char *plain = NULL, *named = NULL;
  g_autoptr (WabiIcalCalendar) calendar = NULL;
  g_autoptr (WabiRecord) client = wabi_desk_get (fixture->desk, &wabi_kind_client, CLIENT);
  const char *last = wabi_record_get_text (client, "last_name");

  wabi_page_open (WABI_PAGE (page), NULL);
  test_window_settle (window);
  plain = wabi_schedule_page_dup_calendar (page, FALSE);
  named = wabi_schedule_page_dup_calendar (page, TRUE);
  calendar = wabi_ical_read (plain, strlen (plain), ZONE, NULL);
  g_assert_cmpuint (calendar->events->len, ==, wabi_schedule_model_list_visits (page->model)->len);
  g_assert_cmpuint (calendar->events->len, >, 0);
  g_assert_null (strstr (plain, last));
  g_assert_nonnull (strstr (named, last));
  test_window_close (window);
}

static void
test_link (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = wabi_calendar_link_make (fixture->desk, FALSE, &error), *token = NULL, *hash = NULL;
  g_autoptr (GPtrArray) links = wabi_lookup_by (wabi_desk_get_view (fixture->desk), &wabi_kind_calendar_link, "staff", DESK);
  g_autofree char *json = NULL;
  const char *name;

  g_assert_no_error (error);
  name = strrchr (address, '/') + 1;
  g_assert_true (g_str_has_suffix (name, ".ics"));
  token = g_strndup (name, strlen (name) - 4);
  g_assert_cmpuint (strlen (token), ==, 96);
  hash = wabi_text_hash_hex (token, -1);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_true (wabi_record_is (g_ptr_array_index (links, 0), "token_hash", hash));
  json = wabi_record_dup_json (g_ptr_array_index (links, 0));
  g_assert_null (strstr (json, token + 32));
}

static void
test_confirm (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) visit = NULL;
  g_autofree char *words = NULL;

  g_assert_true (wabi_visit_confirm (fixture->desk, VISIT_LATER, "phone", &error));
  visit = wabi_desk_get (fixture->desk, &wabi_kind_appointment, VISIT_LATER);
  words = wabi_visit_dup_confirmation (visit);
  g_assert_cmpstr (words, ==, "Family confirmed by phone");
  g_assert_true (wabi_desk_undo (fixture->desk));
  g_clear_object (&visit);
  visit = wabi_desk_get (fixture->desk, &wabi_kind_appointment, VISIT_LATER);
  g_assert_false (wabi_visit_is_confirmed (visit));
}

static char *
join_sheet (WabiDesk *desk, WabiSheetNames names)
{
  g_autoptr (GPtrArray) lines = wabi_day_sheet_list_lines (desk, RBT, wabi_zone_day (ZONE, SCHEDULE_NOW), names);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = g_strjoinv ("|", g_ptr_array_index (lines, i));

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}

static void
test_sheet (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (fixture->desk, &wabi_kind_client, CLIENT);
  const char *first = wabi_record_get_text (client, "first_name"), *last = wabi_record_get_text (client, "last_name");
  g_autofree char *full = join_sheet (fixture->desk, WABI_SHEET_FULL), *initials = join_sheet (fixture->desk, WABI_SHEET_INITIALS);
  g_autofree char *none = join_sheet (fixture->desk, WABI_SHEET_NONE), *short_name = g_strdup_printf ("%c. %c.", *first, *last), *job = NULL;
  g_autoptr (GtkPrintOperation) operation = wabi_day_sheet_new (fixture->desk, RBT, wabi_zone_day (ZONE, SCHEDULE_NOW), WABI_SHEET_FULL);

  g_assert_nonnull (strstr (full, last));
  g_assert_nonnull (strstr (initials, short_name));
  g_assert_null (strstr (initials, last));
  g_assert_null (strstr (none, last));
  g_assert_null (strstr (none, short_name));
  g_object_get (operation, "job-name", &job, NULL);
  g_assert_cmpstr (job, ==, "day-2026-03-10.pdf");
}

/* --- the way from one visit to the next --- */

#define LINE_STARTS(text, number) (g_str_has_prefix (((char **) g_ptr_array_index (lines, number))[1], text))

static void
test_ways (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = wabi_day_sheet_list_lines (fixture->desk, RBT, wabi_zone_day (ZONE, SCHEDULE_NOW), WABI_SHEET_NONE);

  /* Home, 25 minutes, home, and no time for the way to a third: what is canceled is no place to be. */
  g_assert_cmpuint (lines->len, ==, 6);
  g_assert_cmpstr (((char **) g_ptr_array_index (lines, 1))[1], ==, "Way: 25 min, 8.2 mi, recorded");
  g_assert_cmpstr (((char **) g_ptr_array_index (lines, 1))[3], ==, "Leave by 11:05 am");
  g_assert_true (LINE_STARTS ("Way: how long it takes is not recorded", 4));
}

/* --- reminders that were not sent --- */

static void
check_reminder (WabiDesk *desk, const char *status)
{
  g_autoptr (WabiRecord) reminder = wabi_desk_get (desk, &wabi_kind_reminder, REMINDER);

  g_assert_cmpstr (wabi_record_get_text (reminder, "status"), ==, status);
}

/* What Today says. */
static void
check_attention (WabiDesk *desk, const char *id, const char *title)
{
  g_autoptr (WabiAttention) attention = wabi_attention_new (desk);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gboolean found = FALSE;

  wabi_attention_look (attention, none);
  for (guint i = 0; i < wabi_attention_get_items (attention)->len; i++)
    {
      const WabiAttentionItem *item = g_ptr_array_index (wabi_attention_get_items (attention), i);

      found |= g_str_equal (item->id, id) && g_str_equal (item->title, title);
    }
  g_assert_true (found);
}

static void
test_reminder (ScheduleFixture *fixture, gconstpointer data)
{
  WabiDesk *desk = fixture->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) visit = wabi_desk_get (desk, &wabi_kind_appointment, VISIT_LATER), called = NULL;
  g_autofree char *words = wabi_reminder_dup_words (desk, visit), *gone = NULL;

  g_assert_cmpstr (words, ==, "The family was not reminded: The address is not known there.");
  /* That, and the request of the technician; the own request is another's to decide. */
  g_assert_cmpuint (wabi_attention_count_waiting (desk), ==, 2);
  check_attention (desk, "reminder:" VISIT_LATER, "Eli Navarro: the family was not reminded");
  g_assert_true (wabi_reminder_called (desk, visit, &error));
  g_assert_no_error (error);
  check_reminder (desk, "handled");
  called = wabi_desk_get (desk, &wabi_kind_appointment, VISIT_LATER);
  g_assert_true (wabi_visit_is_confirmed (called));
  gone = wabi_reminder_dup_words (desk, called);
  g_assert_null (gone);
  g_assert_cmpuint (wabi_attention_count_waiting (desk), ==, 1);
  g_assert_true (wabi_desk_undo (desk));
  check_reminder (desk, "failed");
  g_clear_object (&called);
  called = wabi_desk_get (desk, &wabi_kind_appointment, VISIT_LATER);
  g_assert_false (wabi_visit_is_confirmed (called));
  g_assert_true (wabi_reminder_retry (desk, called, &error));
  check_reminder (desk, "waiting");
  g_assert_false (wabi_reminder_retry (desk, called, &error));
  g_assert_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED);
}

/* --- connected calendars --- */

static GtkWidget *
find_labeled (GtkWidget *widget, const char *icon)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_labeled (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_connected (ScheduleFixture *fixture, gconstpointer data)
{
  WabiDesk *desk = fixture->desk;
  WabiConnectedCalendars *list = g_object_new (WABI_TYPE_CONNECTED_CALENDARS, NULL);
  GtkWindow *window = test_window_show (GTK_WIDGET (list), 600, 500);
  g_autoptr (WabiRecord) push = wabi_desk_get (desk, &wabi_kind_calendar_push, PUSH), others = wabi_desk_get (desk, &wabi_kind_calendar_push, PUSH_ALL), paused = NULL;
  g_autofree char *words = wabi_connected_calendar_dup_words (desk, push), *good = wabi_connected_calendar_dup_words (desk, others);

  wabi_connected_calendars_set_desk (list, desk);
  test_window_settle (window);
  g_assert_cmpstr (words, ==, "Its server does not answer. Tried again at 10:30 am.");
  g_assert_nonnull (strstr (good, "12 entries"));
  check_attention (desk, "calendar:", "Your connected calendar is not up to date");
  g_assert_nonnull (strstr (good, "2 changes that were made there were put back"));
  g_signal_emit_by_name (find_labeled (GTK_WIDGET (list), "media-playback-pause-symbolic"), "clicked");
  paused = wabi_desk_get (desk, &wabi_kind_calendar_push, PUSH);
  g_assert_true (wabi_record_is (paused, "status", "paused"));
  test_window_settle (window);
  g_assert_nonnull (find_labeled (GTK_WIDGET (list), "media-playback-start-symbolic"));
  /* Everybody's is not shown to the front desk. */
  g_assert_null (find_labeled (GTK_WIDGET (list), "media-playback-pause-symbolic"));
  g_assert_true (wabi_desk_undo (desk));
  g_clear_object (&paused);
  paused = wabi_desk_get (desk, &wabi_kind_calendar_push, PUSH);
  g_assert_true (wabi_record_is (paused, "status", "on"));
  test_window_close (window);
}

static void
set_up_more (ScheduleFixture *fixture, gconstpointer data)
{
  schedule_fixture_more = outward_fixture_put;
  schedule_fixture_set_up (fixture, WABI_ROLE_FRONTDESK);
  schedule_fixture_more = NULL;
}

static void
set_up (ScheduleFixture *fixture, gconstpointer data)
{
  schedule_fixture_set_up (fixture, WABI_ROLE_FRONTDESK);
}

static void
tear_down (ScheduleFixture *fixture, gconstpointer data)
{
  schedule_fixture_tear_down (fixture);
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 77;
  g_test_add ("/outward/import", ScheduleFixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/outward/own-visits", ScheduleFixture, NULL, set_up, test_own_visits, tear_down);
  g_test_add ("/outward/export", ScheduleFixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/outward/link", ScheduleFixture, NULL, set_up, test_link, tear_down);
  g_test_add ("/outward/confirm", ScheduleFixture, NULL, set_up, test_confirm, tear_down);
  g_test_add ("/outward/sheet", ScheduleFixture, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/outward/ways", ScheduleFixture, NULL, set_up_more, test_ways, tear_down);
  g_test_add ("/outward/reminder", ScheduleFixture, NULL, set_up_more, test_reminder, tear_down);
  g_test_add ("/outward/connected", ScheduleFixture, NULL, set_up_more, test_connected, tear_down);
  return g_test_run ();
}
