// SPDX-License-Identifier: AGPL-3.0-or-later
// Clients and Programs with real widgets: found by typing, edited in a form that judges, taken back.

#include <string.h>

#include "desk-fixture.h"
#include "test-window.h"
#include "wabi-cache-sync.h"
#include "wabi-client-list.h"
#include "wabi-clients-page.h"
#include "wabi-form-dialog.h"
#include "wabi-lines-editor.h"
#include "wabi-lookup.h"
#include "wabi-program-forms.h"
#include "wabi-program-row.h"
#include "wabi-programs-page.h"

#define OTHER "0190a000-0000-7000-8000-0000000000f1"

typedef struct
{
  DeskFixture desk;
  GtkWindow *window;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer programs)
{
  desk_fixture_set_up (&fixture->desk, WABI_ROLE_BCBA);
  desk_fixture_put (&fixture->desk, "client", OTHER,
                    "{'first_name':'Zoë','last_name':'Ångström-Featherstonehaugh','birth_date':'2018-01-02','sex':'F','status':'intake'}");
  fixture->page = programs != NULL ? wabi_programs_page_new (fixture->desk.desk) : wabi_clients_page_new (fixture->desk.desk);
  fixture->window = test_window_show (fixture->page, 1280, 800);
}

static void
tear_down (Fixture *fixture, gconstpointer programs)
{
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
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
shows_now (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows_now (child, text))
      return TRUE;
  return FALSE;
}

static GtkWindow *
find_form (void)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *l = all; l != NULL; l = l->next)
    if (WABI_IS_FORM_DIALOG (l->data))
      return l->data;
  return NULL;
}

/* The row of the form whose title begins like this. */
static GtkEditable *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return GTK_EDITABLE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
open_form (Fixture *fixture, const char *action)
{
  GtkWindow *form;

  g_assert_true (gtk_widget_activate_action (fixture->page, action, NULL));
  form = find_form ();
  g_assert_nonnull (form);
  test_window_settle (form);
  return form;
}

static gboolean
can_save (GtkWindow *form)
{
  return gtk_widget_get_sensitive (gtk_window_get_default_widget (form));
}

static void
save (GtkWindow *form)
{
  g_assert_true (can_save (form));
  gtk_widget_activate_action (GTK_WIDGET (form), "form.save", NULL);
  desk_fixture_settle ();
  g_assert_null (find_form ());
}

/* ---- Clients ---- */

static void
test_search (Fixture *fixture, gconstpointer data)
{
  WabiClientList *list = WABI_CLIENT_LIST (find_widget (fixture->page, WABI_TYPE_CLIENT_LIST));
  GtkEditable *search = GTK_EDITABLE (find_widget (GTK_WIDGET (list), GTK_TYPE_SEARCH_ENTRY));

  g_assert_cmpuint (wabi_client_list_get_n (list), ==, 2);
  gtk_editable_set_text (search, "angs");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (wabi_client_list_get_n (list), ==, 1);
  g_assert_cmpstr (wabi_client_list_get_chosen (list), ==, OTHER);
  gtk_editable_set_text (search, "nobody");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (wabi_client_list_get_n (list), ==, 0);
  g_assert_true (shows_text (GTK_WIDGET (list), "Nobody is called like that"));
  /* A way from elsewhere finds him whatever is typed. */
  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_CLIENT);
  desk_fixture_settle ();
  g_assert_cmpstr (wabi_client_list_get_chosen (list), ==, FIXTURE_CLIENT);
  g_assert_true (shows_text (fixture->page, "Ngozi Okafor"));
}

static void
test_tabs (Fixture *fixture, gconstpointer data)
{
  WabiClientsPage *page = WABI_CLIENTS_PAGE (fixture->page);

  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_CLIENT);
  g_assert_true (shows_text (fixture->page, "Authorization A-77"));
  /* 3 hours that are booked today are 12 units of 1000. */
  wabi_clients_page_show_tab (page, "coverage");
  g_assert_true (shows_text (fixture->page, "0 delivered · 12 booked · 988 of 1000 units left in all"));
  g_assert_true (shows_text (fixture->page, "Blue Ridge Health"));
  wabi_clients_page_show_tab (page, "visits");
  g_assert_true (shows_text (fixture->page, "97153 Treatment by protocol · with Jordan Reyes"));
  g_assert_true (shows_text (fixture->page, "No session was held yet"));
  wabi_clients_page_show_tab (page, "progress");
  g_assert_true (shows_text (fixture->page, "2 targets in work, 1 mastered"));
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) client = NULL;
  GtkWindow *form;

  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_CLIENT);
  form = open_form (fixture, "clients.edit");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "First name"), "");
  g_assert_false (can_save (form));
  g_assert_true (shows_text (GTK_WIDGET (form), "First name is needed."));
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "First name"), "Avery");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Birth date"), "13/45/2019");
  g_assert_false (can_save (form));
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Birth date"), "4/12/2019");
  save (form);
  client = wabi_desk_get (fixture->desk.desk, &wabi_kind_client, FIXTURE_CLIENT);
  g_assert_true (wabi_record_is (client, "first_name", "Avery"));
  g_assert_true (wabi_record_is (client, "birth_date", "2019-04-12"));
  g_assert_true (wabi_record_is (client, "guardian_name", "Ngozi Okafor"));
  g_assert_true (shows_text (fixture->page, "Avery Okafor"));

  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  g_clear_object (&client);
  client = wabi_desk_get (fixture->desk.desk, &wabi_kind_client, FIXTURE_CLIENT);
  g_assert_true (wabi_record_is (client, "first_name", "Ava"));
  g_assert_true (wabi_record_is (client, "birth_date", "2019-04-02"));
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  WabiClientList *list = WABI_CLIENT_LIST (find_widget (fixture->page, WABI_TYPE_CLIENT_LIST));
  GtkWindow *form = open_form (fixture, "clients.new");
  g_autoptr (WabiRecord) client = NULL;

  g_assert_false (can_save (form));
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "First name"), "Milo");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Last name"), "Quill");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Birth date"), "2021-06-30");
  save (form);
  g_assert_cmpuint (wabi_client_list_get_n (list), ==, 3);
  client = wabi_desk_get (fixture->desk.desk, &wabi_kind_client, wabi_client_list_get_chosen (list));
  g_assert_true (wabi_record_is (client, "last_name", "Quill"));
  g_assert_true (wabi_record_is (client, "status", "intake"));
}

static void
test_authorization (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (JsonArray) lines = NULL;
  GtkWindow *form;
  WabiRecord *made = NULL;

  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_CLIENT);
  form = open_form (fixture, "clients.add-authorization");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Number"), "B-12");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Valid from"), "1/1/2030");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Valid to"), "12/31/2029");
  g_assert_false (can_save (form));
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Valid to"), "6/30/2030");
  /* A line without units is none. */
  g_assert_false (can_save (form));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_widget (GTK_WIDGET (form), GTK_TYPE_SPIN_BUTTON)), 640);
  save (form);
  all = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_authorization, "client", FIXTURE_CLIENT);
  for (guint i = 0; i < all->len; i++)
    if (wabi_record_is (g_ptr_array_index (all, i), "number", "B-12"))
      made = g_ptr_array_index (all, i);
  g_assert_nonnull (made);
  g_assert_true (wabi_record_is (made, "valid_to", "2030-06-30"));
  lines = json_array_ref (wabi_record_get_array (made, "lines"));
  g_assert_cmpuint (json_array_get_length (lines), ==, 1);
  g_assert_cmpstr (wabi_json_peek_text (json_array_get_object_element (lines, 0), "code"), ==, "97153");
  g_assert_cmpint (wabi_json_peek_int (json_array_get_object_element (lines, 0), "units", 0), ==, 640);
}

static void
test_dates (void)
{
  static const char *const cases[][2] = { { "3/10/2026", "2026-03-10" }, { "03/10/2026", "2026-03-10" }, { " 2026-03-10 ", "2026-03-10" },
                                          { "2/29/2024", "2024-02-29" }, { "2/29/2023", NULL },          { "13/1/2026", NULL },
                                          { "3/10/26", NULL },           { "3/10/2026x", NULL },         { "", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = wabi_form_parse_date (cases[i][0]);
      g_autofree char *text = date != NULL ? wabi_form_date_to_text (date) : NULL;
      g_autofree char *again = text != NULL ? wabi_form_parse_date (text) : NULL;

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (date, ==, cases[i][1]);
      g_assert_cmpstr (again, ==, cases[i][1]);
    }
}

/* ---- Programs ---- */

static GtkListBox *
get_list (Fixture *fixture)
{
  GtkWidget *row = find_widget (fixture->page, WABI_TYPE_PROGRAM_ROW);

  g_assert_nonnull (row);
  return GTK_LIST_BOX (gtk_widget_get_parent (row));
}

static guint
count_rows (Fixture *fixture)
{
  GtkListBox *list = get_list (fixture);
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

static void
test_programs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) target = NULL;
  g_autoptr (GError) error = NULL;

  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_CLIENT);
  desk_fixture_settle ();
  g_assert_cmpuint (count_rows (fixture), ==, 5); /* three targets, two behaviors */
  target = wabi_desk_get (fixture->desk.desk, &wabi_kind_target, FIXTURE_TARGET_1);
  wabi_program_set_status (fixture->desk.desk, target, "mastered");
  g_clear_object (&target);
  target = wabi_desk_get (fixture->desk.desk, &wabi_kind_target, FIXTURE_TARGET_1);
  g_assert_true (wabi_record_is (target, "status", "mastered"));
  g_assert_true (wabi_record_has (target, "mastered_on"));
  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  g_clear_object (&target);
  target = wabi_desk_get (fixture->desk.desk, &wabi_kind_target, FIXTURE_TARGET_1);
  g_assert_true (wabi_record_is (target, "status", "acquisition"));
  g_assert_false (wabi_record_has (target, "mastered_on"));
}

static void
test_prompt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) target = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  GtkWindow *form;

  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_TARGET_1);
  desk_fixture_settle ();
  form = open_form (fixture, "programs.prompt");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_widget (GTK_WIDGET (form), ADW_TYPE_COMBO_ROW)), 1);
  save (form);
  target = wabi_desk_get (fixture->desk.desk, &wabi_kind_target, FIXTURE_TARGET_1);
  g_assert_true (wabi_record_is (target, "prompt_level", "gesture"));
  lines = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_phase, "target", FIXTURE_TARGET_1);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_true (wabi_record_is (g_ptr_array_index (lines, 0), "style", "phase"));
  g_assert_true (shows_text (fixture->page, "gesture prompt (phase)"));
  /* The level goes back first, then the line goes. */
  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  g_clear_object (&target);
  g_clear_pointer (&lines, g_ptr_array_unref);
  target = wabi_desk_get (fixture->desk.desk, &wabi_kind_target, FIXTURE_TARGET_1);
  lines = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_phase, "target", FIXTURE_TARGET_1);
  g_assert_true (wabi_record_is (target, "prompt_level", "partial"));
  g_assert_cmpuint (lines->len, ==, 0);
}

static void
test_add_target (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) targets = NULL;
  GtkWindow *form;

  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_CLIENT);
  desk_fixture_settle ();
  form = open_form (fixture, "programs.add-target");
  g_assert_false (can_save (form));
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Name"), "Touch yellow");
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Accuracy to reach"), "120");
  g_assert_false (can_save (form));
  gtk_editable_set_text (find_entry (GTK_WIDGET (form), "Accuracy to reach"), "85");
  save (form);
  g_assert_cmpuint (count_rows (fixture), ==, 6);
  targets = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_target, "client", FIXTURE_CLIENT);
  g_assert_cmpuint (targets->len, ==, 4);
  for (guint i = 0; i < targets->len; i++)
    if (wabi_record_is (g_ptr_array_index (targets, i), "name", "Touch yellow"))
      {
        g_assert_true (wabi_record_is (g_ptr_array_index (targets, i), "program", FIXTURE_PROGRAM));
        g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (targets, i), "mastery_percent"), ==, 85);
        g_assert_true (wabi_record_is (g_ptr_array_index (targets, i), "prompt_level", "full"));
      }
  /* Undo closes it: it was seen by others already. */
  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  desk_fixture_settle ();
  g_assert_cmpuint (count_rows (fixture), ==, 5);
}

/* ---- Taken off the caseload while the page is open ---- */

static void
take_off (Fixture *fixture)
{
  WabiCache *cache = wabi_desk_get_cache (fixture->desk.desk);
  g_autofree char *text = NULL, *epoch = NULL;
  g_autoptr (WabiPullPage) page = NULL;
  g_autoptr (GError) error = NULL;
  gboolean loaded;
  gint64 seq;

  g_assert_true (wabi_cache_read_cursor (cache, "patients", &seq, &epoch, &loaded, &error));
  text = g_strdup_printf ("{\"epoch\":\"e1\",\"service\":\"patients\",\"head\":%" G_GINT64_FORMAT ",\"next\":%" G_GINT64_FORMAT
                          ",\"more\":false,\"min_schema\":1,\"access\":\"narrow\",\"roles\":%d,\"clients\":[\"" OTHER "\"],\"changes\":[]}",
                          seq, seq, WABI_ROLE_BCBA);
  page = wabi_pull_page_parse (text, strlen (text), "patients", seq, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_apply_page (cache, page, &error));
  g_assert_no_error (error);
  desk_fixture_settle ();
  test_window_settle (fixture->window);
}

static void
test_gone (Fixture *fixture, gconstpointer programs)
{
  static const char words[] = "This client is no longer on your caseload.";
  WabiClientList *list = WABI_CLIENT_LIST (find_widget (fixture->page, WABI_TYPE_CLIENT_LIST));

  wabi_page_open (WABI_PAGE (fixture->page), FIXTURE_CLIENT);
  test_window_settle (fixture->window);
  g_assert_false (shows_now (fixture->page, words));
  take_off (fixture);
  g_assert_true (shows_now (fixture->page, words));
  g_assert_false (shows_now (fixture->page, "Touch red"));
  g_assert_false (shows_now (fixture->page, "Ngozi Okafor"));
  g_assert_cmpuint (wabi_client_list_get_n (list), ==, 1);
  wabi_client_list_choose (list, OTHER);
  test_window_settle (fixture->window);
  g_assert_false (shows_now (fixture->page, words));
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
#define ADD(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)
  ADD ("/clients/search", NULL, test_search);
  ADD ("/clients/tabs", NULL, test_tabs);
  ADD ("/clients/edit", NULL, test_edit);
  ADD ("/clients/new", NULL, test_new);
  ADD ("/clients/authorization", NULL, test_authorization);
  g_test_add_func ("/clients/dates", test_dates);
  ADD ("/clients/gone", NULL, test_gone);
  ADD ("/programs/gone", "programs", test_gone);
  ADD ("/programs/status", "programs", test_programs);
  ADD ("/programs/prompt", "programs", test_prompt);
  ADD ("/programs/add-target", "programs", test_add_target);
  return g_test_run ();
}
