// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers on the screen: what each asks with where it comes from, a rule that is recorded and taken back, the table of overlaps, fees that lack.

#include "money-fixture.h"
#include "wabi-billing-page.h"
#include "wabi-form-dialog.h"
#include "wabi-payer-terms.h"
#include "wabi-payers-view.h"
#include "wabi-service-codes.h"

static MoneyFixture fixture;

static gboolean
says (gpointer text)
{
  return money_says (fixture.page, text);
}

static gboolean
says_not (gpointer text)
{
  return !money_says (fixture.page, text);
}

static WabiRecord *
find_payer (const char *type)
{
  g_autoptr (GPtrArray) payers = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  query.order_by = "name";
  payers = wabi_desk_list (fixture.desk, &query);
  for (guint i = 0; i < payers->len; i++)
    if (type == NULL || wabi_record_is (g_ptr_array_index (payers, i), "type", type))
      return g_object_ref (g_ptr_array_index (payers, i));
  g_error ("the demo practice has no payer of that type");
}

static void
show_first (void)
{
  g_autoptr (WabiRecord) payer = find_payer (NULL);

  money_show (&fixture, wabi_billing_page_new (fixture.desk), 1280, 800);
  gtk_widget_activate_action (fixture.page, "billing.place", "s", "payers");
  live_wait (says, (gpointer) wabi_record_get_text (payer, "name"), "the payers");
}

static void
test_answers (void)
{
  show_first ();
  g_assert_true (money_says (fixture.page, "As of today"));
  g_assert_true (money_says (fixture.page, "Rounding"));
  g_assert_true (money_says (fixture.page, "The payer's record"));
  g_assert_true (money_says (fixture.page, "As Wabi Care comes"));
}

/* Offline as well: the answer changes at once, and back. */
static void
test_rule (void)
{
  g_autoptr (WabiRecord) payer = find_payer (NULL);
  g_autofree char *id = wabi_desk_new_id (fixture.desk);
  JsonObject *args = wabi_args ("id", id, "payer", wabi_record_get_id (payer), "rule", "filing", "valid_from", "2020-01-01", "source",
                                "Amendment 7 of the contract", NULL);
  JsonObject *value = json_object_new ();
  g_autoptr (GError) error = NULL;
  gboolean ok;

  show_first ();
  json_object_set_int_member (value, "days", 77);
  json_object_set_object_member (args, "value", value);
  ok = wabi_desk_do (fixture.desk, "payer-rule.set", args, NULL, "payer-rule.withdraw", wabi_args ("id", id, NULL), &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  live_wait (says, (gpointer) "Amendment 7 of the contract", "the rule");
  g_assert_true (money_says (fixture.page, "77"));
  g_assert_true (money_says (fixture.page, "This payer's rule"));
  wabi_desk_undo (fixture.desk);
  live_wait (says_not, (gpointer) "Amendment 7 of the contract", "the rule to be taken back");
}

static void
test_refused (void)
{
  g_autoptr (WabiRecord) payer = find_payer (NULL);
  g_autofree char *id = wabi_desk_new_id (fixture.desk);
  JsonObject *args = wabi_args ("id", id, "payer", wabi_record_get_id (payer), "rule", "filing", "valid_from", "2020-01-01", "source", "x", NULL);
  g_autoptr (GError) error = NULL;

  json_object_set_object_member (args, "value", json_object_new ());
  g_assert_false (wabi_desk_do (fixture.desk, "payer-rule.set", args, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_overlaps_and_fees (void)
{
  show_first ();
  g_assert_nonnull (money_find (fixture.page, GTK_TYPE_BUTTON, "Both"));
  g_assert_true (money_says (fixture.page, "Rounding"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (money_find (fixture.page, GTK_TYPE_TOGGLE_BUTTON, "Fees")), TRUE);
  live_wait (says, (gpointer) "No fee on this day:", "what the fee schedule lacks");
}

/* The window of a form that was asked for, and what stands in it. */
static GtkWidget *
find_form (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (fixture.window) && WABI_IS_FORM_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
form_says (gpointer text)
{
  GtkWidget *form = find_form ();

  return form != NULL && (money_says (form, text) || money_find (form, GTK_TYPE_WIDGET, text) != NULL);
}

static gboolean
has_no_form (gpointer data)
{
  return find_form () == NULL;
}

static void
close_form (void)
{
  gtk_window_close (GTK_WINDOW (find_form ()));
  live_wait (has_no_form, NULL, "the form to be closed");
}

static void
test_forms (void)
{
  GtkWidget *pane;

  show_first ();
  pane = gtk_widget_get_ancestor (money_find (fixture.page, GTK_TYPE_BUTTON, "Details…"), WABI_TYPE_PAYERS_VIEW);
  g_assert_nonnull (pane);
  for (guint i = 0; i < 19; i++)
    {
      static const char *const rules[] = { "units", "modifiers", "rendering", "supervising", "mue", "ncci", "benefit", "authorization", "monthly",
                                           "filing", "note", "grouping", "session-times", "facility", "taxonomy", "enrollment", "member", "subscriber",
                                           "concurrency" };

      gtk_widget_activate_action (pane, "payers.add-rule", "s", rules[i]);
      live_wait (form_says, (gpointer) "Where it holds", "the form of a rule");
      close_form ();
    }
  gtk_widget_activate_action (pane, "payers.add", NULL);
  live_wait (form_says, (gpointer) "Start from", "the form of a new payer");
  close_form ();
  gtk_widget_activate_action (pane, "payers.copy", NULL);
  live_wait (form_says, (gpointer) "The copy", "the form of a copy");
  close_form ();
  gtk_widget_activate_action (pane, "payers.details", NULL);
  live_wait (form_says, (gpointer) "Claim filing", "the form of details");
  g_assert_true (form_says ((gpointer) "Modifiers of credentials"));
  close_form ();
  gtk_widget_activate_action (pane, "payers.table", NULL);
  live_wait (form_says, (gpointer) "First day of its quarter (MM/DD/YYYY)", "the form of a table");
  close_form ();
  g_signal_emit_by_name (money_find (fixture.page, GTK_TYPE_BUTTON, "Both"), "clicked");
  live_wait (form_says, (gpointer) "At one time", "the form of a pair");
  close_form ();
  g_signal_emit_by_name (money_find (fixture.page, GTK_TYPE_BUTTON, "Add fee…"), "clicked");
  live_wait (form_says, (gpointer) "Dollars a unit", "the form of a fee");
  close_form ();
}

/* ---- the practice's own service codes ---- */

static GtkWidget *
find_codes (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (WABI_IS_SERVICE_CODES (window))
        return window;
    }
  return NULL;
}

static gboolean
codes_say (gpointer text)
{
  return find_codes () != NULL && money_says (find_codes (), text);
}

static gboolean
codes_say_not (gpointer text)
{
  return !codes_say (text);
}

static gboolean
has_no_codes (gpointer data)
{
  return find_codes () == NULL;
}

static GtkWidget *
find_typed (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_typed (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_icon (GtkWidget *root, const char *icon)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), icon) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_icon (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_search (GtkWidget *root)
{
  if (GTK_IS_SEARCH_ENTRY (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_search (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
offers (const char *code)
{
  g_auto (GStrv) codes = wabi_desk_list_services (fixture.desk, NULL, NULL);

  return g_strv_contains ((const char *const *) codes, code);
}

/* From none to one as the state's manual has it, changed, looked for, withdrawn, and back. */
static void
test_service_codes (void)
{
  GtkWidget *pane, *name;

  show_first ();
  pane = gtk_widget_get_ancestor (money_find (fixture.page, GTK_TYPE_BUTTON, "Details…"), WABI_TYPE_PAYERS_VIEW);
  g_assert_nonnull (money_find (fixture.page, GTK_TYPE_BUTTON, "Service codes…"));
  gtk_widget_activate_action (pane, "payers.codes", NULL);
  live_wait (codes_say, (gpointer) "No codes of your own", "the window of service codes");
  g_assert_false (offers ("H2019"));
  gtk_widget_activate_action (find_codes (), "codes.add", "s", "H2019");
  live_wait (form_says, (gpointer) "A unit is", "the form of a code");
  gtk_widget_activate_action (find_form (), "form.save", NULL);
  live_wait (has_no_form, NULL, "the code to be recorded as it was offered");
  live_wait (codes_say, (gpointer) "H2019 Therapeutic behavioral services", "the code");
  g_assert_true (offers ("H2019"));
  gtk_widget_activate (gtk_widget_get_ancestor (money_find (find_codes (), GTK_TYPE_LABEL, "H2019 Therapeutic behavioral services"), ADW_TYPE_ACTION_ROW));
  live_wait (form_says, (gpointer) "A unit is", "the form of the code that is there");
  name = find_typed (find_form (), "Name");
  gtk_editable_set_text (GTK_EDITABLE (name), "Behavior aide");
  gtk_widget_activate_action (find_form (), "form.save", NULL);
  live_wait (codes_say, (gpointer) "H2019 Behavior aide", "the changed code");
  wabi_desk_undo (fixture.desk);
  live_wait (codes_say, (gpointer) "H2019 Therapeutic behavioral services", "the change to be taken back");
  gtk_editable_set_text (GTK_EDITABLE (find_search (find_codes ())), "parents");
  live_wait (codes_say, (gpointer) "No code matches", "that nothing is found");
  gtk_editable_set_text (GTK_EDITABLE (find_search (find_codes ())), "h20");
  live_wait (codes_say, (gpointer) "H2019 Therapeutic behavioral services", "what is looked for");
  /* What no code can be is said before it is sent. */
  gtk_widget_activate_action (find_codes (), "codes.add", "s", "");
  live_wait (form_says, (gpointer) "A unit is", "the form of another code");
  gtk_editable_set_text (GTK_EDITABLE (find_typed (find_form (), "Code")), "H20");
  gtk_editable_set_text (GTK_EDITABLE (find_typed (find_form (), "Name")), "x");
  gtk_editable_set_text (GTK_EDITABLE (find_typed (find_form (), "Manual")), "x");
  live_wait (form_says, (gpointer) "A code has five characters, three digits between two digits or capital letters, like H2019.", "what is wrong");
  close_form ();
  g_signal_emit_by_name (find_icon (find_codes (), "user-trash-symbolic"), "clicked");
  live_wait (codes_say_not, (gpointer) "H2019 Therapeutic behavioral services", "the code to be withdrawn");
  g_assert_false (offers ("H2019"));
  wabi_desk_undo (fixture.desk);
  live_wait (codes_say, (gpointer) "H2019 Therapeutic behavioral services", "the code to come back");
  gtk_window_close (GTK_WINDOW (find_codes ()));
  live_wait (has_no_codes, NULL, "the window to be closed");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!money_init (&argc, &argv) || g_getenv ("WABI_TEST_SERVER") == NULL)
    {
      g_print ("1..0 # SKIP no display or no server\n");
      return 0;
    }
  money_set_up (&fixture, NULL, "biller");
  g_test_add_func ("/payers/answers", test_answers);
  g_test_add_func ("/payers/rule", test_rule);
  g_test_add_func ("/payers/refused", test_refused);
  g_test_add_func ("/payers/forms", test_forms);
  g_test_add_func ("/payers/service-codes", test_service_codes);
  g_test_add_func ("/payers/overlaps-and-fees", test_overlaps_and_fees);
  status = g_test_run ();
  money_tear_down (&fixture);
  return status;
}
