// SPDX-License-Identifier: AGPL-3.0-or-later
// Open sessions say why they are not ready; claims asked for without the server wait, and come as a file when it is back.

#include <string.h>

#include "money-fixture.h"
#include "wabi-billing-page.h"
#include "wabi-claims-view.h"

static MoneyFixture fixture;

static gboolean
says (gpointer text)
{
  return money_says (fixture.page, text);
}

static gboolean
is_judged (gpointer data)
{
  return money_says (fixture.page, "Ready") && !money_says (fixture.page, "Being checked");
}

static gboolean
is_offline (gpointer data)
{
  return !wabi_sync_get_online (fixture.sync);
}

static guint
count_files (void)
{
  g_autoptr (GPtrArray) files = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim_file);
  files = wabi_desk_list (fixture.desk, &query);
  return files->len;
}

static gboolean
has_more_files (gpointer before)
{
  return count_files () > GPOINTER_TO_UINT (before);
}

static void
click_in_question (const char *text)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *button = window != GTK_WIDGET (fixture.window) ? money_find (window, GTK_TYPE_BUTTON, text) : NULL;

      if (button == NULL)
        continue;
      g_signal_emit_by_name (button, "clicked");
      return;
    }
  g_error ("nobody asks “%s”", text);
}

/* Whether all payers ask for the guardian's signature. */
static void
ask_guardians (gboolean ask)
{
  g_autoptr (GPtrArray) payers = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  payers = wabi_desk_list (fixture.desk, &query);
  g_assert_cmpuint (payers->len, >, 0);
  for (guint i = 0; i < payers->len; i++)
    {
      WabiRecord *payer = g_ptr_array_index (payers, i);
      JsonObject *args = wabi_json_object_copy (wabi_record_get_body (payer));
      g_autoptr (GError) error = NULL;
      gboolean ok;

      json_object_set_string_member (args, "id", wabi_record_get_id (payer));
      json_object_set_int_member (args, "base_version", wabi_record_get_version (payer));
      json_object_set_boolean_member (args, "guardian_signature", ask);
      ok = wabi_desk_do (fixture.desk, "payer.set", args, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (ok);
    }
}

static gboolean
can_make (gpointer data)
{
  return !money_says (fixture.page, "Guardian has not signed") && !money_says (fixture.page, "Being checked")
         && !money_says (fixture.page, "0 claims · 0 sessions") && !money_says (fixture.page, "Make claims"); /* the button says how many */
}

static void
test_reasons (void)
{
  money_show (&fixture, wabi_billing_page_new (fixture.desk), 1280, 800);
  live_wait (is_judged, NULL, "the charges to be judged");
  ask_guardians (TRUE);
  live_wait (says, (gpointer) "Guardian has not signed", "the reason");
  g_assert_true (money_says (fixture.page, "Ask the family"));
  g_assert_true (money_says (fixture.page, "From the trial to the cent"));
  g_assert_true (money_says (fixture.page, "SV1*HC:"));
  ask_guardians (FALSE);
  live_wait (can_make, NULL, "the charges to be ready again");
}

static guint
count_void (void)
{
  g_autoptr (GPtrArray) charges = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "void");
  charges = wabi_desk_list (fixture.desk, &query);
  return charges->len;
}

static void
test_waits (void)
{
  guint before = count_files ();

  live_server_kill (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (is_offline, NULL, "the server to be missed");
  live_wait (can_make, NULL, "the charges to be ready, whatever came in the meantime");
  gtk_widget_activate_action (fixture.page, "billing.place", "s", "claims");
  gtk_widget_activate_action (fixture.page, "billing.void", NULL);
  g_assert_cmpuint (count_void (), ==, 0); /* nobody sees the sessions here */
  g_assert_true (gtk_widget_activate_action (fixture.page, "billing.make-claims", NULL));
  click_in_question ("Make claims");
  live_wait (says, (gpointer) "Waits for the server", "the waiting charges");
  g_assert_true (money_says (fixture.page, "wait for the server, which numbers and writes them"));
  g_assert_cmpuint (count_files (), ==, before);
  live_server_start (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (has_more_files, GUINT_TO_POINTER (before), "the claim file");
  live_wait (says, (gpointer) "Interchange header", "the file to be shown in words");
}

/* The other window that holds such a widget. */
static GtkWidget *
find_elsewhere (GType type, const char *text)
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

static gboolean
is_said_elsewhere (gpointer text)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (fixture.window) && money_says (window, text))
        return TRUE;
    }
  return FALSE;
}

static WabiRecord *
find_newest (const char *state)
{
  g_autoptr (GPtrArray) claims = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim);
  wabi_query_where_text (&query, "state", WABI_EQ, state);
  query.order_by = "control";
  query.descending = TRUE;
  claims = wabi_desk_list (fixture.desk, &query);
  return claims->len > 0 ? g_object_ref (g_ptr_array_index (claims, 0)) : NULL;
}

static gboolean
is_void (gpointer id)
{
  g_autoptr (WabiRecord) claim = wabi_desk_get (fixture.desk, &wabi_kind_claim, id);

  return claim != NULL && wabi_record_is (claim, "state", "void");
}

static gboolean
is_open (gpointer claim)
{
  GtkWidget *claims = money_find (fixture.page, WABI_TYPE_CLAIMS_VIEW, NULL);
  g_autofree char *title = g_strdup_printf ("%s · ", wabi_record_get_text (claim, "control"));

  wabi_claims_view_open (WABI_CLAIMS_VIEW (claims), wabi_record_get_id (claim));
  return money_says (claims, title);
}

/* A claim is voided by the payer's number alone; what would be sent is seen before. */
static void
test_void (void)
{
  g_autoptr (WabiRecord) claim = find_newest ("submitted");
  GtkWidget *claims = money_find (fixture.page, WABI_TYPE_CLAIMS_VIEW, NULL), *entry, *send;
  guint before = count_files ();

  g_assert_nonnull (claim);
  live_wait (is_open, claim, "the claim in its list");
  gtk_widget_activate_action (claims, "claims.void", NULL);
  entry = find_elsewhere (GTK_TYPE_ENTRY, NULL);
  send = find_elsewhere (GTK_TYPE_BUTTON, "Void the claim");
  g_assert_nonnull (entry);
  g_assert_false (gtk_widget_get_sensitive (send));
  gtk_editable_set_text (GTK_EDITABLE (entry), "PCN-77");
  g_assert_true (gtk_widget_get_sensitive (send));
  g_signal_emit_by_name (find_elsewhere (GTK_TYPE_BUTTON, "See it first"), "clicked");
  g_assert_true (is_said_elsewhere ((gpointer) "REF*F8*PCN-77"));
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (find_elsewhere (GTK_TYPE_DROP_DOWN, NULL))));
  g_assert_cmpuint (count_files (), ==, before);
  g_signal_emit_by_name (send, "clicked");
  live_wait (is_void, (gpointer) wabi_record_get_id (claim), "the claim to be void");
  live_wait (has_more_files, GUINT_TO_POINTER (before), "the file that voids it");
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
  g_test_add_func ("/billing/reasons", test_reasons);
  g_test_add_func ("/billing/waits", test_waits);
  g_test_add_func ("/billing/void", test_void);
  status = g_test_run ();
  money_tear_down (&fixture);
  return status;
}
