// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions of one claim that are denied for one reason are one row; what is done is done for all of them, and taken back for all of them.

#include <string.h>

#include "money-fixture.h"
#include "remit-writer.h"
#include "wabi-billing-page.h"
#include "wabi-lookup.h"
#include "wabi-page.h"

static MoneyFixture fixture;
static WabiRecord *claim; /* with several sessions */

/* --- A claim that is denied --- */

static gboolean
has_claim (gpointer data)
{
  g_autoptr (GPtrArray) claims = money_list (&fixture, &wabi_kind_claim);

  for (guint i = 0; i < claims->len && claim == NULL; i++)
    {
      g_auto (GStrv) ids = wabi_lookup_strv (g_ptr_array_index (claims, i), "charges");

      if (g_strv_length (ids) > 1 && wabi_record_is (g_ptr_array_index (claims, i), "state", "submitted"))
        claim = g_object_ref (g_ptr_array_index (claims, i));
    }
  return claim != NULL;
}

static char *
write_denial (void)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (fixture.desk, &wabi_kind_payer, wabi_record_get_text (claim, "payer"));
  RemitWriter *writer = remit_writer_new (1, "EFT-DENIED", wabi_record_get_text (payer, "payer_id"), "20260630");
  JsonArray *lines = wabi_record_get_array (claim, "lines");

  remit_writer_claim (writer, wabi_record_get_text (claim, "control"), "4", wabi_record_get_int (claim, "total_cents"), 0, 0, "ICN-1", NULL, NULL);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      g_auto (GStrv) parts = g_strsplit (wabi_json_peek_text (line, "date"), "-", 3);
      g_autofree char *date = g_strjoinv ("", parts);
      gint64 cents = wabi_json_peek_int (line, "cents", 0);
      g_autofree char *cas = g_strdup_printf ("CO*29*%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, cents / 100, cents % 100);

      remit_writer_line (writer, wabi_json_peek_text (line, "code"), cents, 0, (int) (wabi_json_peek_int (line, "units_tenths", 0) / 10), date, cas,
                         wabi_json_peek_text (line, "control"), NULL);
    }
  return remit_writer_end (writer, 0);
}

/* There are others in the practice. */
static GPtrArray *
list_remittances (void)
{
  return wabi_lookup_by (wabi_desk_get_view (fixture.desk), &wabi_kind_remittance, "trace", "EFT-DENIED");
}

static gboolean
has_remittance (gpointer data)
{
  g_autoptr (GPtrArray) found = list_remittances ();

  return found->len > 0;
}

static GPtrArray *
list_denials (void)
{
  return wabi_lookup_by (wabi_desk_get_view (fixture.desk), &wabi_kind_denial, "claim", wabi_record_get_id (claim));
}

static gboolean
has_denials (gpointer data)
{
  g_autoptr (GPtrArray) denials = list_denials ();
  g_auto (GStrv) ids = wabi_lookup_strv (claim, "charges");

  return denials->len == g_strv_length (ids);
}

static void
deny_all (void)
{
  g_autoptr (GPtrArray) charges = money_list (&fixture, &wabi_kind_charge), payers = money_list (&fixture, &wabi_kind_payer), found = NULL;
  g_autofree char *id = wabi_desk_new_id (fixture.desk), *content = NULL;

  for (guint i = 0; i < payers->len; i++)
    money_request (&fixture, wabi_record_get_id (g_ptr_array_index (payers, i)), charges);
  live_wait (has_claim, NULL, "a claim of several sessions");
  content = write_denial ();
  money_give (&fixture, "inbound.import", wabi_args ("id", id, "name", "denied.835", "content", content, NULL));
  live_wait (has_remittance, NULL, "the remittance");
  found = list_remittances ();
  money_give (&fixture, "remittance.post", wabi_args ("id", wabi_record_get_id (g_ptr_array_index (found, 0)), NULL));
  live_wait (has_denials, NULL, "the denials");
}

/* --- In the pane --- */

static gboolean
are_all (gpointer state)
{
  g_autoptr (GPtrArray) denials = list_denials ();

  for (guint i = 0; i < denials->len; i++)
    if (!wabi_record_is (g_ptr_array_index (denials, i), "state", state))
      return FALSE;
  return denials->len > 1;
}

static gboolean
says (gpointer text)
{
  return money_says (fixture.page, text);
}

static GtkWidget *
find_question (GType type, const char *text)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *found = window != GTK_WIDGET (fixture.window) ? money_find (window, type, text) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_one_row (void)
{
  g_autoptr (GPtrArray) denials = NULL;
  g_autofree char *row = NULL, *sum = NULL;

  deny_all ();
  denials = list_denials ();
  row = g_strdup_printf ("%u sessions", denials->len);
  sum = g_strdup_printf ("1 denial · %u sessions", denials->len);
  money_show (&fixture, wabi_billing_page_new (fixture.desk), 1280, 800);
  wabi_page_open (WABI_PAGE (fixture.page), "denials");
  live_wait (says, row, "one row for all sessions");
  g_assert_true (money_says (fixture.page, sum));
  g_assert_true (money_says (fixture.page, "Its sessions"));
}

static void
test_all_or_none (void)
{
  GtkWidget *button = money_find (fixture.page, GTK_TYPE_BUTTON, "Ask to write it off"), *entry, *ask;

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  money_settle (&fixture);
  entry = find_question (GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "The time for appeals is over");
  ask = find_question (GTK_TYPE_BUTTON, "Ask");
  g_assert_nonnull (ask);
  g_signal_emit_by_name (ask, "clicked");
  live_wait (are_all, (gpointer) "write_off_asked", "all sessions to be asked for");
  g_assert_true (wabi_desk_undo (fixture.desk));
  live_wait (are_all, (gpointer) "working", "one undo to take all of them back");
}

/* What was to be looked at by now stands out. */
static void
test_due_today (void)
{
  g_autoptr (GPtrArray) denials = list_denials ();

  for (guint i = 0; i < denials->len; i++)
    money_give (&fixture, "denial.work", wabi_args ("id", wabi_record_get_id (g_ptr_array_index (denials, i)), "step", "called", "follow_up", "2020-01-02", NULL));
  live_wait (says, (gpointer) "1 to look at today", "what is due");
  g_assert_true (money_says (fixture.page, "Look at it today"));
}

/* As the keyboard would give it to the table's own controller of keys. */
static gboolean
press_tab (GtkWidget *table, gboolean *handled)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (table);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_KEY (one) || gtk_event_controller_get_propagation_phase (one) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (one, "key-pressed", GDK_KEY_Tab, 0u, 0, handled);
      return TRUE;
    }
  return FALSE;
}

/* By keys alone: Ctrl+Page Up goes a tab back and Ctrl+Page Down comes again, into the list; Tab then leaves the list, however long it is. */
static void
test_keys (void)
{
  GtkWidget *table, *focus;
  gboolean handled = FALSE;

  gtk_widget_activate_action (fixture.page, "billing.turn", "i", -1);
  live_wait (says, (gpointer) "Read a file…", "the tab before");
  gtk_widget_activate_action (fixture.page, "billing.turn", "i", 1);
  live_wait (says, (gpointer) "Its sessions", "the tab again");
  table = money_find (fixture.page, GTK_TYPE_COLUMN_VIEW, NULL);
  g_assert_nonnull (table);
  g_assert_true (gtk_widget_grab_focus (table) || gtk_widget_child_focus (table, GTK_DIR_TAB_FORWARD));
  focus = gtk_root_get_focus (GTK_ROOT (fixture.window));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, table));
  g_assert_true (press_tab (table, &handled));
  g_assert_true (handled);
  focus = gtk_root_get_focus (GTK_ROOT (fixture.window));
  g_assert_true (focus != NULL && !gtk_widget_is_ancestor (focus, table));
  g_assert_true (gtk_widget_get_can_focus (table));
}

static gboolean
is_offline (gpointer data)
{
  return !wabi_sync_get_online (fixture.sync);
}

/* Of all sessions: how many notes stand (@back FALSE), or were taken back. */
static guint
count_notes (gboolean back)
{
  g_autoptr (GPtrArray) denials = list_denials ();
  guint n = 0;

  for (guint i = 0; i < denials->len; i++)
    {
      JsonArray *steps = wabi_record_get_array (g_ptr_array_index (denials, i), "steps");

      for (guint j = 0; steps != NULL && j < json_array_get_length (steps); j++)
        {
          JsonObject *step = json_array_get_object_element (steps, j);

          n += g_strcmp0 (wabi_json_peek_text (step, "words"), "Kim, reference 4471") == 0 && json_object_has_member (step, "back") == back;
        }
    }
  return n;
}

/* A call noted for all sessions at once, without the server, is taken back with one undo, stays in the trail, and can be noted again. */
static void
test_call_undone (void)
{
  g_autoptr (GPtrArray) denials = list_denials ();
  GtkWidget *button, *entry, *note;

  live_server_kill (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (is_offline, NULL, "the server to be missed");
  button = money_find (fixture.page, GTK_TYPE_BUTTON, "Call the payer"); /* what comes in makes the buttons anew */
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  money_settle (&fixture);
  entry = find_question (GTK_TYPE_ENTRY, NULL);
  note = find_question (GTK_TYPE_BUTTON, "Note the call");
  g_assert_nonnull (entry);
  g_assert_nonnull (note);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Kim, reference 4471");
  g_signal_emit_by_name (note, "clicked");
  live_wait (says, (gpointer) "Kim, reference 4471", "the call in the trail");
  g_assert_cmpuint (count_notes (FALSE), ==, denials->len);
  g_assert_true (wabi_desk_undo (fixture.desk));
  live_wait (says, (gpointer) "taken back", "the call to be taken back");
  g_assert_cmpuint (count_notes (FALSE), ==, 0);
  g_assert_cmpuint (count_notes (TRUE), ==, denials->len);
  g_assert_true (wabi_desk_redo (fixture.desk));
  g_assert_cmpuint (count_notes (FALSE), ==, denials->len);
  g_assert_cmpuint (count_notes (TRUE), ==, denials->len);
  live_server_start (&fixture.live);
  wabi_sync_now (fixture.sync);
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
  g_test_add_func ("/denials/one-row", test_one_row);
  g_test_add_func ("/denials/all-or-none", test_all_or_none);
  g_test_add_func ("/denials/due-today", test_due_today);
  g_test_add_func ("/denials/keys", test_keys);
  g_test_add_func ("/denials/call-undone", test_call_undone);
  status = g_test_run ();
  g_clear_object (&claim);
  money_tear_down (&fixture);
  return status;
}
