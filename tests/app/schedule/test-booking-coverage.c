// SPDX-License-Identifier: AGPL-3.0-or-later
// What the payer said of the coverage stands in the proof while a session is booked, from the copy on this computer.

#include <string.h>

#include "schedule-fixture.h"
#include "test-window.h"
#include "wabi-override-box.h"
#include "wabi-page.h"
#include "wabi-schedule-private.h"

#define ELIS_COVERAGE "01900000-0000-7000-8000-000000000603"
#define ANSWER "01900000-0000-7000-8000-0000000006a1"

typedef struct
{
  ScheduleFixture base;
  WabiSchedulePage *page;
  GtkWindow *window;
} Fixture;

static const char *told; /* of the answer, with ' for " */

static void
put_answer (MemoryPractice *practice)
{
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT_ELI "','coverage':'" ELIS_COVERAGE "','payer':'" PAYER "','asked_at':%" G_GINT64_FORMAT ",%s}",
                                           SCHEDULE_NOW - 1, told);

  memory_practice_put (practice, &wabi_kind_benefit, ANSWER, body);
}

static void
set_up (Fixture *fixture, const char *answer)
{
  told = answer;
  schedule_fixture_more = put_answer;
  schedule_fixture_set_up (&fixture->base, WABI_ROLE_FRONTDESK);
  schedule_fixture_more = NULL;
  fixture->page = WABI_SCHEDULE_PAGE (wabi_schedule_page_new (fixture->base.desk));
  fixture->window = test_window_show (GTK_WIDGET (fixture->page), 1280, 800);
  wabi_page_open (WABI_PAGE (fixture->page), NULL);
  test_window_settle (fixture->window);
}

static void
tear_down (Fixture *fixture)
{
  test_window_close (fixture->window);
  schedule_fixture_tear_down (&fixture->base);
}

static GtkWidget *
get_field (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page->editor), WABI_TYPE_VISIT_EDITOR, name));
}

/* Thursday at 1 pm, for Eli. */
static void
begin (Fixture *fixture)
{
  wabi_visit_editor_begin (fixture->page->editor, CLIENT_ELI, RBT, schedule_fixture_at (12, 13, 0), schedule_fixture_at (12, 15, 0));
  wabi_schedule_page_show_companion (fixture->page, "editor");
  test_window_settle (fixture->window);
}

static gboolean
says (GtkWidget *root, const char *words)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), words) != NULL)
    return gtk_widget_get_mapped (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkEditable *
find_reason (GtkWidget *root)
{
  if (GTK_IS_EDITABLE (root))
    return GTK_EDITABLE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_reason (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_override (GtkWidget *root)
{
  GtkWidget *found = WABI_IS_OVERRIDE_BOX (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_override (child);
  return found;
}

static guint
count_booked (Fixture *fixture)
{
  WabiQuery query;
  g_autoptr (GPtrArray) all = NULL;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_text (&query, "client", WABI_EQ, CLIENT_ELI);
  wabi_query_where_text (&query, "status", WABI_EQ, "scheduled");
  all = wabi_desk_list (fixture->base.desk, &query);
  return all->len;
}

static void
save (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
}

static void
test_active (void)
{
  Fixture fixture;
  guint before;

  set_up (&fixture, "'date':'2026-03-02','state':'active','plan':'Gold Plus'");
  begin (&fixture);
  g_assert_true (says (get_field (&fixture, "proof"), "Coverage active"));
  g_assert_true (says (get_field (&fixture, "proof"), "Gold Plus"));
  g_assert_true (says (get_field (&fixture, "proof"), "271 of Mar 2, 2026"));
  before = count_booked (&fixture);
  save (&fixture);
  g_assert_cmpuint (count_booked (&fixture), ==, before + 1);
  tear_down (&fixture);
}

/* An answer of last month warns, and leads to where the payer is asked again. */
static void
test_old (void)
{
  Fixture fixture;
  GtkWidget *way;
  guint before;

  set_up (&fixture, "'date':'2026-02-02','state':'active'");
  begin (&fixture);
  g_assert_true (says (get_field (&fixture, "proof"), "Coverage not checked this month"));
  before = count_booked (&fixture);
  way = find_button (get_field (&fixture, "proof"), "Open coverage");
  g_assert_nonnull (way);
  g_signal_emit_by_name (way, "clicked");
  test_window_settle (fixture.window);
  g_assert_cmpstr (fixture.base.places->str, ==, "clients " CLIENT_ELI ";");
  save (&fixture);
  g_assert_cmpuint (count_booked (&fixture), ==, before + 1);
  tear_down (&fixture);
}

/* What ended is not booked, unless the front desk says why. */
static void
test_ended (void)
{
  Fixture fixture;
  GtkWidget *reason;
  guint before;

  set_up (&fixture, "'date':'2026-03-02','state':'inactive','valid_to':'2026-02-28'");
  begin (&fixture);
  before = count_booked (&fixture);
  reason = get_field (&fixture, "reason");
  g_assert_true (gtk_widget_get_visible (reason));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (reason)), ==, "Coverage ended Feb 28, 2026");
  save (&fixture);
  g_assert_cmpuint (count_booked (&fixture), ==, before);
  gtk_editable_set_text (find_reason (find_override (GTK_WIDGET (fixture.page->editor))), "The new card is here");
  test_window_settle (fixture.window);
  save (&fixture);
  g_assert_cmpuint (count_booked (&fixture), ==, before + 1);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  g_test_add_func ("/booking-coverage/active", test_active);
  g_test_add_func ("/booking-coverage/old", test_old);
  g_test_add_func ("/booking-coverage/ended", test_ended);
  return g_test_run ();
}
