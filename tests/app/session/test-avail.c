// SPDX-License-Identifier: AGPL-3.0-or-later
// Availability with real widgets: hours drawn and typed, undone and done again, dates that make room, requests decided.

#include <string.h>

#include "desk-fixture.h"
#include "test-window.h"
#include "wabi-avail-private.h"
#include "wabi-avail.h"
#include "wabi-lookup.h"
#include "wabi-time-grid.h"

#define ROW "0190a000-0000-7000-8000-0000000000f1"
#define AWAY "0190a000-0000-7000-8000-0000000000f2"

typedef struct
{
  DeskFixture desk;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer roles)
{
  desk_fixture_set_up (&fixture->desk, GPOINTER_TO_UINT (roles));
}

static void
tear_down (Fixture *fixture, gconstpointer roles)
{
  if (fixture->window != NULL)
    test_window_close (fixture->window);
  desk_fixture_tear_down (&fixture->desk);
}

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
shows_text (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child) && shows_text (child, text))
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_hours (Fixture *fixture)
{
  return wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_client_hours, "client", FIXTURE_CLIENT);
}

static guint
count_hours (Fixture *fixture)
{
  g_autoptr (GPtrArray) hours = list_hours (fixture);

  return hours->len;
}

static GtkEditable *
show_hours (Fixture *fixture)
{
  GtkWidget *view = wabi_hours_view_new (fixture->desk.desk, &wabi_kind_client_hours);

  wabi_hours_view_show (view, FIXTURE_CLIENT);
  fixture->window = test_window_show (view, 1000, 700);
  return GTK_EDITABLE (find_widget (view, GTK_TYPE_ENTRY));
}

/* Typed, then undone and done again as often as one likes: what was deleted comes back under another id each time. */
static void
test_typed (Fixture *fixture, gconstpointer roles)
{
  GtkEditable *typed = show_hours (fixture);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gtk_editable_set_text (typed, "Mon 8 am");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (typed), "error"));
  gtk_editable_set_text (typed, "Mon-Wed 3 - 6 pm");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (typed), "error"));
  g_signal_emit_by_name (typed, "activate");
  g_assert_cmpuint (count_hours (fixture), ==, 3);
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "Mon–Wed 3:00 – 6:00 pm");

  gtk_editable_set_text (typed, "Mon 3 - 6 pm; Fri 9 am - 1 pm");
  g_signal_emit_by_name (typed, "activate");
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (GPtrArray) hours = list_hours (fixture);

      g_assert_cmpuint (hours->len, ==, 2);
      for (guint i = 0; i < hours->len; i++)
        if (!wabi_record_is (g_ptr_array_index (hours, i), "weekday", "1"))
          g_hash_table_add (ids, g_strdup (wabi_record_get_id (g_ptr_array_index (hours, i))));
      g_assert_true (wabi_desk_undo (fixture->desk.desk));
      g_assert_cmpuint (count_hours (fixture), ==, 3);
      g_assert_cmpstr (gtk_editable_get_text (typed), ==, "Mon–Wed 3:00 – 6:00 pm");
      g_assert_true (wabi_desk_redo (fixture->desk.desk));
      g_assert_cmpstr (gtk_editable_get_text (typed), ==, "Mon 3:00 – 6:00 pm; Fri 9:00 am – 1:00 pm");
    }
  /* Monday stayed what it was; Friday was born three times. */
  g_assert_cmpuint (g_hash_table_size (ids), ==, 4);
}

/* Drawn over what is there, it becomes one; moved and taken away by the grid's own requests. */
static void
test_drawn (Fixture *fixture, gconstpointer roles)
{
  GtkEditable *typed = show_hours (fixture);
  GtkWidget *grid = find_widget (GTK_WIDGET (fixture->window), WABI_TYPE_TIME_GRID);

  g_signal_emit_by_name (grid, "create-requested", 0u, 540, 720);
  g_signal_emit_by_name (grid, "create-requested", 0u, 660, 780);
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "Mon 9:00 am – 1:00 pm");
  g_signal_emit_by_name (grid, "move-requested", "0", 2u, 600, 840);
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "Wed 10:00 am – 2:00 pm");
  g_signal_emit_by_name (grid, "cancel-requested", "0");
  g_assert_cmpuint (count_hours (fixture), ==, 0);
  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "Wed 10:00 am – 2:00 pm");
}

/* Who may not change hours sees them, and changes nothing. */
static void
test_fixed (Fixture *fixture, gconstpointer roles)
{
  GtkEditable *typed = show_hours (fixture);
  GtkWidget *grid = find_widget (GTK_WIDGET (fixture->window), WABI_TYPE_TIME_GRID);

  g_assert_false (gtk_editable_get_editable (typed));
  g_signal_emit_by_name (grid, "create-requested", 0u, 540, 720);
  g_assert_cmpuint (count_hours (fixture), ==, 0);
}

typedef struct
{
  const char *first, *last; /* of the row */
  const char *from, *to;    /* of what needs room */
  guint removed;
  const char *kept[2]; /* "first last" of what is left of it, "-" for open */
} Carve;

static const Carve carves[] = {
  { NULL, NULL, "2027-01-04", NULL, 1, { "- 2027-01-03" } },
  { NULL, NULL, "2027-06-01", "2027-08-31", 1, { "- 2027-05-31", "2027-09-01 -" } },
  { "2027-01-01", "2027-03-31", "2027-04-01", NULL, 0, { NULL } },
  { "2027-04-01", NULL, NULL, "2027-03-31", 0, { NULL } },
  { "2027-01-01", "2027-03-31", "2027-01-01", "2027-03-31", 1, { NULL } },
  { "2027-01-01", "2027-03-31", NULL, "2027-01-31", 1, { "2027-02-01 2027-03-31" } },
  { "2027-01-01", NULL, NULL, NULL, 1, { NULL } },
};

static void
test_carve (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (carves); i++)
    {
      g_autoptr (WabiRecord) row = wabi_record_new (&wabi_kind_client_hours, ROW);
      g_autoptr (GPtrArray) all = g_ptr_array_new (), remove = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) put = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
      guint n = carves[i].kept[0] == NULL ? 0 : carves[i].kept[1] == NULL ? 1 : 2;

      wabi_record_set_int (row, "weekday", 3);
      wabi_record_set_int (row, "start_minute", 540);
      wabi_record_set_int (row, "end_minute", 600);
      wabi_record_set_text (row, "valid_from", carves[i].first);
      wabi_record_set_text (row, "valid_to", carves[i].last);
      g_ptr_array_add (all, row);
      wabi_hours_carve (all, carves[i].from, carves[i].to, remove, put);
      g_test_message ("row %u", i);
      g_assert_cmpuint (remove->len, ==, carves[i].removed);
      g_assert_cmpuint (put->len, ==, n);
      for (guint j = 0; j < n; j++)
        {
          const char *from = wabi_json_peek_text (g_ptr_array_index (put, j), "valid_from"), *to = wabi_json_peek_text (g_ptr_array_index (put, j), "valid_to");
          g_autofree char *said = g_strdup_printf ("%s %s", from != NULL ? from : "-", to != NULL ? to : "-");

          g_assert_cmpstr (said, ==, carves[i].kept[j]);
        }
    }
}

static void
put_request (Fixture *fixture)
{
  WabiDesk *desk = fixture->desk.desk;
  WabiDay day = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autofree char *body = g_strdup_printf ("{'staff':'" FIXTURE_BCBA "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'reason':'Conference','status':'requested'}",
                                           wabi_zone_day_start (wabi_desk_get_zone (desk), day), wabi_zone_day_start (wabi_desk_get_zone (desk), day + 3));

  desk_fixture_put (&fixture->desk, "time_off", AWAY, body);
}

static gboolean
has_status (Fixture *fixture, const char *status)
{
  g_autoptr (WabiRecord) request = wabi_desk_get (fixture->desk.desk, &wabi_kind_time_off, AWAY);

  return request != NULL && wabi_record_is (request, "status", status);
}

static void
test_decided (Fixture *fixture, gconstpointer roles)
{
  GtkWidget *view;

  put_request (fixture);
  view = wabi_away_view_new (fixture->desk.desk);
  fixture->window = test_window_show (view, 1000, 700);
  g_assert_true (shows_text (view, "Conference"));
  g_assert_cmpuint (wabi_avail_count_requests (fixture->desk.desk), ==, 1);
  g_assert_true (gtk_widget_activate_action (view, "away.approve", NULL));
  g_assert_true (has_status (fixture, "approved"));
  g_assert_cmpuint (wabi_avail_count_requests (fixture->desk.desk), ==, 0);
  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  g_assert_true (has_status (fixture, "requested"));
  g_assert_true (wabi_desk_redo (fixture->desk.desk));
  g_assert_true (has_status (fixture, "approved"));
  g_assert_true (gtk_widget_activate_action (view, "away.reopen", NULL));
  g_assert_true (gtk_widget_activate_action (view, "away.refuse", NULL));
  g_assert_true (has_status (fixture, "refused"));
}

/* A technician sees nobody else's request, and decides nothing. */
static void
test_not_decided (Fixture *fixture, gconstpointer roles)
{
  GtkWidget *view;

  put_request (fixture);
  view = wabi_away_view_new (fixture->desk.desk);
  fixture->window = test_window_show (view, 1000, 700);
  g_assert_cmpuint (wabi_avail_count_requests (fixture->desk.desk), ==, 0);
  gtk_widget_activate_action (view, "away.approve", NULL);
  g_assert_true (has_status (fixture, "requested"));
  g_assert_false (shows_text (view, "Conference"));
}

/* The eleven federal holidays of a year are one step, and a removed one comes back under another id. */
static void
test_holidays (Fixture *fixture, gconstpointer roles)
{
  GtkWidget *view = wabi_holidays_view_new (fixture->desk.desk);
  WabiQuery query;
  gint64 n = 0;

  fixture->window = test_window_show (view, 1000, 700);
  wabi_query_init (&query, &wabi_kind_holiday);
  gtk_widget_activate_action (view, "holidays.later", NULL);
  g_assert_true (gtk_widget_activate_action (view, "holidays.federal", NULL));
  g_assert_true (wabi_cache_count (wabi_desk_get_cache (fixture->desk.desk), &query, &n, NULL));
  g_assert_cmpint (n, ==, 11);
  g_assert_true (shows_text (view, "Thanksgiving"));
  for (int round = 0; round < 2; round++)
    {
      g_assert_true (wabi_desk_undo (fixture->desk.desk));
      g_assert_true (wabi_cache_count (wabi_desk_get_cache (fixture->desk.desk), &query, &n, NULL));
      g_assert_cmpint (n, ==, 0);
      g_assert_true (wabi_desk_redo (fixture->desk.desk));
      g_assert_true (wabi_cache_count (wabi_desk_get_cache (fixture->desk.desk), &query, &n, NULL));
      g_assert_cmpint (n, ==, 11);
    }
}

#define ADD(name, roles, test) g_test_add ("/avail/" name, Fixture, GUINT_TO_POINTER (roles), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  ADD ("typed", WABI_ROLE_FRONTDESK, test_typed);
  ADD ("drawn", WABI_ROLE_BCBA, test_drawn);
  ADD ("fixed", WABI_ROLE_RBT, test_fixed);
  ADD ("decided", WABI_ROLE_FRONTDESK, test_decided);
  ADD ("not-decided", WABI_ROLE_RBT, test_not_decided);
  ADD ("holidays", WABI_ROLE_ADMIN, test_holidays);
  g_test_add_func ("/avail/carve", test_carve);
  return g_test_run ();
}
