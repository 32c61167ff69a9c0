// SPDX-License-Identifier: AGPL-3.0-or-later
// A draft is accepted whole, in part or not at all, each as one step of undo.

#include "schedule-fixture.h"
#include "wabi-plan-slot.h"
#include "wabi-week-draft.h"

static WabiWeekVisit *
make_visit (guint index, int day, int hour)
{
  WabiWeekVisit *visit = g_new0 (WabiWeekVisit, 1);
  g_autofree char *id = g_strdup_printf ("plan-%u", index);

  visit->index = index;
  visit->record = wabi_record_new (&wabi_kind_appointment, id);
  wabi_record_set_text (visit->record, "client", CLIENT);
  wabi_record_set_text (visit->record, "staff", RBT);
  wabi_record_set_text (visit->record, "service_code", "97153");
  wabi_record_set_text (visit->record, "place", "12");
  wabi_record_set_text (visit->record, "zone", ZONE);
  wabi_record_set_text (visit->record, "status", "scheduled");
  wabi_record_set_int (visit->record, "starts_at", schedule_fixture_at (day, hour, 0));
  wabi_record_set_int (visit->record, "ends_at", schedule_fixture_at (day, hour + 1, 0));
  return visit;
}

static void
free_visit (gpointer data)
{
  WabiWeekVisit *visit = data;

  g_object_unref (visit->record);
  g_clear_object (&visit->was);
  g_free (visit->refusal);
  g_free (visit);
}

static WabiWeekDraft *
make_draft (ScheduleFixture *fixture, int hour)
{
  GPtrArray *visits = g_ptr_array_new_with_free_func (free_visit);

  // The second at the same time as the first, when it is given the same hour.
  g_ptr_array_add (visits, make_visit (0, 12, 9));
  g_ptr_array_add (visits, make_visit (1, 12, hour));
  return wabi_week_draft_new (fixture->desk, visits);
}

static guint
count_booked (ScheduleFixture *fixture)
{
  WabiQuery query;
  g_autoptr (GPtrArray) found = NULL;
  guint n = 0;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "starts_at", WABI_GE, schedule_fixture_at (12, 8, 30));
  wabi_query_where_int (&query, "starts_at", WABI_LT, schedule_fixture_at (12, 12, 0));
  found = wabi_desk_list (fixture->desk, &query);
  for (guint i = 0; i < found->len; i++)
    n += wabi_record_is (g_ptr_array_index (found, i), "status", "scheduled");
  return n;
}

static void
test_all (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint before = count_booked (fixture);
  WabiWeekDraft *draft = make_draft (fixture, 10);

  g_assert_cmpuint (g_list_model_get_n_items (wabi_week_draft_get_slots (draft)), ==, 2);
  g_assert_true (wabi_week_draft_accept (draft, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_booked (fixture), ==, before + 2);
  g_assert_cmpuint (g_list_model_get_n_items (wabi_week_draft_get_slots (draft)), ==, 0);
  g_assert_true (wabi_desk_undo (fixture->desk));
  g_assert_cmpuint (count_booked (fixture), ==, before);
  wabi_week_draft_free (draft);
}

static void
test_some (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint before = count_booked (fixture);
  WabiWeekDraft *draft = make_draft (fixture, 10);

  g_assert_true (wabi_week_draft_accept (draft, "plan-1", &error));
  g_assert_cmpuint (count_booked (fixture), ==, before + 1);
  g_assert_cmpuint (g_list_model_get_n_items (wabi_week_draft_get_slots (draft)), ==, 1);
  wabi_week_draft_decline (draft, "plan-0");
  g_assert_cmpuint (g_list_model_get_n_items (wabi_week_draft_get_slots (draft)), ==, 0);
  g_assert_true (wabi_week_draft_accept (draft, NULL, &error));
  g_assert_cmpuint (count_booked (fixture), ==, before + 1);
  wabi_week_draft_free (draft);
}

/* Where one cannot be, none is: what was booked of it is taken back. */
static void
test_none (ScheduleFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint before = count_booked (fixture);
  WabiWeekDraft *draft = make_draft (fixture, 9);

  g_assert_false (wabi_week_draft_accept (draft, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_booked (fixture), ==, before);
  g_assert_cmpuint (g_list_model_get_n_items (wabi_week_draft_get_slots (draft)), ==, 2);
  wabi_week_draft_free (draft);
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
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/week-draft/all", ScheduleFixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/week-draft/some", ScheduleFixture, NULL, set_up, test_some, tear_down);
  g_test_add ("/week-draft/none", ScheduleFixture, NULL, set_up, test_none, tear_down);
  return g_test_run ();
}
