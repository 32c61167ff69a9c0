// SPDX-License-Identifier: AGPL-3.0-or-later
// What is due, and what needs attention, by role.

#include "schedule-fixture.h"
#include "test-window.h"
#include "wabi-attention.h"
#include "wabi-page.h"
#include "wabi-today-page.h"
#include "wabi-today-row.h"
#include "wabi-visit-acts.h"

typedef struct
{
  ScheduleFixture base;
  GtkWidget *page;
  GtkListBox *list;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer roles)
{
  schedule_fixture_set_up (&fixture->base, GPOINTER_TO_UINT (roles));
  fixture->page = wabi_today_page_new (fixture->base.desk);
  fixture->list = GTK_LIST_BOX (gtk_widget_get_template_child (fixture->page, WABI_TYPE_TODAY_PAGE, "list"));
  fixture->window = test_window_show (fixture->page, 1280, 800);
  wabi_page_open (WABI_PAGE (fixture->page), NULL);
  test_window_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer roles)
{
  test_window_close (fixture->window);
  schedule_fixture_tear_down (&fixture->base);
}

static const char *
get_row_id (Fixture *fixture, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (fixture->list, index);

  return row != NULL ? wabi_record_get_id (wabi_today_row_get_visit (WABI_TODAY_ROW (row))) : NULL;
}

static void
test_groups_the_day (Fixture *fixture, gconstpointer roles)
{
  g_assert_cmpstr (get_row_id (fixture, 0), ==, VISIT_AVA);
  g_assert_cmpint (wabi_today_row_get_group (WABI_TODAY_ROW (gtk_list_box_get_row_at_index (fixture->list, 0))), ==, WABI_TODAY_NOW);
  g_assert_cmpstr (get_row_id (fixture, 1), ==, VISIT_THEO);
  g_assert_cmpint (wabi_today_row_get_group (WABI_TODAY_ROW (gtk_list_box_get_row_at_index (fixture->list, 1))), ==, WABI_TODAY_DONE);
  g_assert_null (get_row_id (fixture, 2));
}

static void
test_confirms_arrival_by_key (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *status = NULL;

  g_assert_nonnull (gtk_list_box_get_selected_row (fixture->list));
  gtk_widget_activate_action (fixture->page, "today.arrive", NULL);
  test_window_settle (fixture->window);
  status = schedule_fixture_dup_text (&fixture->base, VISIT_AVA, "status");
  g_assert_cmpstr (status, ==, "arrived");
  g_assert_cmpstr (fixture->base.toasts->str, ==, "Arrival confirmed;");
  /* The row stays chosen, so that the next key is about it as well. */
  g_assert_true (gtk_list_box_get_selected_row (fixture->list) == gtk_list_box_get_row_at_index (fixture->list, 0));
  gtk_widget_activate_action (fixture->page, "today.start", NULL);
  g_assert_cmpstr (fixture->base.places->str, ==, "sessions " VISIT_AVA ";");
}

static void
test_follows_changes (Fixture *fixture, gconstpointer roles)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_visit_cancel (fixture->base.desk, VISIT_AVA, "family", "client-ill", NULL, &error));
  test_window_settle (fixture->window);
  /* Held comes before canceled. */
  g_assert_cmpstr (get_row_id (fixture, 0), ==, VISIT_THEO);
  g_assert_cmpstr (get_row_id (fixture, 1), ==, VISIT_AVA);
}

static void
test_technician_sees_their_own (Fixture *fixture, gconstpointer roles)
{
  g_assert_cmpstr (get_row_id (fixture, 0), ==, VISIT_AVA);
  g_assert_null (get_row_id (fixture, 1));
}

static void
test_finds_by_name (Fixture *fixture, gconstpointer roles)
{
  GtkWidget *search = GTK_WIDGET (gtk_widget_get_template_child (fixture->page, WABI_TYPE_TODAY_PAGE, "search"));

  gtk_editable_set_text (GTK_EDITABLE (search), "LINDQ");
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_row_id (fixture, 0), ==, VISIT_THEO);
  g_assert_null (get_row_id (fixture, 1));
}

static const WabiAttentionItem *
find_item (WabiAttention *attention, const char *id)
{
  GPtrArray *items = wabi_attention_get_items (attention);

  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((WabiAttentionItem *) g_ptr_array_index (items, i))->id, id))
      return g_ptr_array_index (items, i);
  return NULL;
}

static WabiAttention *
look (Fixture *fixture)
{
  WabiAttention *attention = wabi_attention_new (fixture->base.desk);
  g_autoptr (GPtrArray) visits = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "starts_at", WABI_GE, schedule_fixture_at (10, 0, 0));
  wabi_query_where_int (&query, "starts_at", WABI_LT, schedule_fixture_at (12, 0, 0));
  visits = wabi_desk_list (fixture->base.desk, &query);
  wabi_attention_look (attention, visits);
  while (wabi_attention_get_busy (attention))
    g_main_context_iteration (NULL, TRUE);
  return attention;
}

static void
test_tells_what_needs_attention (Fixture *fixture, gconstpointer roles)
{
  g_autoptr (WabiAttention) attention = look (fixture);
  const WabiAttentionItem *item = find_item (attention, "late:" VISIT_AVA);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->title, ==, "Ava Okafor has not arrived");
  g_assert_cmpstr (item->place, ==, "schedule");
  item = find_item (attention, "versions:" VISIT_TWO);
  g_assert_nonnull (item);
  g_assert_cmpstr (item->detail, ==, "Fri, Mar 13, somebody must choose");
  item = find_item (attention, "ending:" CLIENT_ELI);
  g_assert_nonnull (item);
  g_assert_cmpstr (item->detail, ==, "A-31 · Apr 1, 2026, in 22 days · renewal not requested");
  /* Ava's 40 units carry eight booked ones: not yet. */
  g_assert_null (find_item (attention, "spent:" CLIENT));
  g_assert_null (find_item (attention, "refused:"));
}

static void
test_warns_of_units_nearly_spent (Fixture *fixture, gconstpointer roles)
{
  g_autoptr (GError) error = NULL;

  g_autoptr (WabiRecord) draft = wabi_record_new (&wabi_kind_appointment, "01900000-0000-7000-8000-000000000777");
  g_autoptr (WabiAttention) attention = NULL;
  const WabiAttentionItem *item;

  /* 8 of 40 are booked, and now 30 more. */
  wabi_record_set_text (draft, "client", CLIENT);
  wabi_record_set_text (draft, "staff", RBT);
  wabi_record_set_text (draft, "zone", ZONE);
  wabi_record_set_text (draft, "status", "scheduled");
  wabi_record_set_text (draft, "service_code", "97153");
  wabi_record_set_text (draft, "place", "12");
  wabi_record_set_int (draft, "starts_at", schedule_fixture_at (16, 9, 0));
  wabi_record_set_int (draft, "ends_at", schedule_fixture_at (16, 16, 30));
  g_assert_true (wabi_visit_book (fixture->base.desk, draft, &error));
  attention = look (fixture);
  item = find_item (attention, "spent:" CLIENT);
  g_assert_nonnull (item);
  g_assert_cmpstr (item->detail, ==, "A-20417 · 97153 · 2 of 40 units left");
}

#define ADD(name, roles) g_test_add ("/today/" #name, Fixture, GUINT_TO_POINTER (roles), set_up, test_##name, tear_down)

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  ADD (groups_the_day, WABI_ROLE_FRONTDESK);
  ADD (confirms_arrival_by_key, WABI_ROLE_FRONTDESK);
  ADD (follows_changes, WABI_ROLE_FRONTDESK);
  ADD (technician_sees_their_own, WABI_ROLE_RBT);
  ADD (finds_by_name, WABI_ROLE_FRONTDESK);
  ADD (tells_what_needs_attention, WABI_ROLE_FRONTDESK);
  ADD (warns_of_units_nearly_spent, WABI_ROLE_FRONTDESK);
  return g_test_run ();
}
