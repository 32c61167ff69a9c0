// SPDX-License-Identifier: AGPL-3.0-or-later
// A family on the screen: what it paid, a statement that waits for the server, a plan, an estimate that is kept.

#include "money-fixture.h"
#include "wabi-billing-page.h"
#include "wabi-estimate-window.h"
#include "wabi-page.h"
#include "wabi-zone.h"

static MoneyFixture fixture;
static char *client;

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

static gboolean
is_offline (gpointer data)
{
  return !wabi_sync_get_online (fixture.sync);
}

static void
give (const char *name, JsonObject *args)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_desk_do (fixture.desk, name, args, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static JsonObject *
add_cents (JsonObject *args, const char *member, int cents)
{
  json_object_set_int_member (args, member, cents);
  return args;
}

/* The client with most visits to come: an estimate needs some. */
static char *
choose_client (void)
{
  g_autoptr (GPtrArray) visits = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "starts_at", WABI_GT, wabi_desk_get_now (fixture.desk));
  wabi_query_where_text (&query, "status", WABI_EQ, "scheduled");
  visits = wabi_desk_list (fixture.desk, &query);
  g_assert_cmpuint (visits->len, >, 0);
  return g_strdup (wabi_record_get_text (g_ptr_array_index (visits, 0), "client"));
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static void
click (GtkWidget *root, const char *text)
{
  GtkWidget *button = money_find (root, GTK_TYPE_BUTTON, text);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* More was paid than is owed, so that the family has a credit. */
static void
test_paid (void)
{
  g_autofree char *id = wabi_desk_new_id (fixture.desk), *today = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (fixture.desk), wabi_desk_get_now (fixture.desk)));

  money_show (&fixture, wabi_billing_page_new (fixture.desk), 1280, 800);
  give ("family-payment.record", add_cents (wabi_args ("id", id, "client", client, "method", "check", "reference", "1021", "date", today, NULL), "cents", 900000));
  gtk_widget_activate_action (fixture.page, "billing.place", "s", "families");
  wabi_page_open (WABI_PAGE (fixture.page), id);
  live_wait (says, (gpointer) "paid $9,000.00", "the payment");
  g_assert_true (money_says (fixture.page, "Check 1021"));
  g_assert_true (money_says (fixture.page, "Credit: "));
  g_assert_true (money_says (fixture.page, "The payer was not asked for benefits yet"));
}

static void
test_statement (void)
{
  GtkWidget *form;

  live_server_kill (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (is_offline, NULL, "the server to be missed");
  click (fixture.page, "Statement…");
  form = find_window (ADW_TYPE_WINDOW);
  g_assert_nonnull (form);
  click (form, "Save");
  live_wait (says, (gpointer) "Statement waits for the server", "the statement to wait");
  live_server_start (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (says, (gpointer) "Statement 1 · ", "the statement");
  live_wait (says_not, (gpointer) "Statement waits for the server", "nothing to wait");
  g_assert_true (money_says (fixture.page, "Save as PDF…"));
}

static void
test_plan (void)
{
  g_autofree char *id = wabi_desk_new_id (fixture.desk), *today = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (fixture.desk), wabi_desk_get_now (fixture.desk)));
  JsonObject *args = wabi_args ("id", id, "client", client, "every", "month", "first", today, NULL);

  add_cents (args, "each_cents", 2500);
  give ("payment-plan.begin", add_cents (args, "total_cents", 10000));
  live_wait (says, (gpointer) "paid $0.00 of $25.00 by today", "the plan");
  g_assert_true (money_says (fixture.page, "Behind by $25.00."));
  give ("payment-plan.end", wabi_args ("id", id, "state", "ended", NULL));
  live_wait (says, (gpointer) "It was ended.", "the plan to end");
}

static void
test_estimate (void)
{
  GtkWidget *window;

  click (fixture.page, "Estimate…");
  window = find_window (WABI_TYPE_ESTIMATE_WINDOW);
  g_assert_nonnull (window);
  g_assert_true (money_says (window, "booked"));
  g_assert_true (money_says (window, "In all $"));
  gtk_widget_activate_action (window, "estimate.keep", NULL);
  live_wait (says, (gpointer) "Estimate · ", "the estimate");
  g_assert_null (find_window (WABI_TYPE_ESTIMATE_WINDOW));
}

static guint
count_payments (const char *state)
{
  g_autoptr (GPtrArray) payments = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_family_payment);
  wabi_query_where_text (&query, "state", WABI_EQ, state);
  payments = wabi_desk_list (fixture.desk, &query);
  return payments->len;
}

static gboolean
has_returned (gpointer before)
{
  return count_payments ("returned") > GPOINTER_TO_UINT (before);
}

/* A payment taken back is recorded again as another one, as often as one likes. */
static void
test_back (void)
{
  guint received = count_payments ("received"), returned = count_payments ("returned");
  GtkWidget *question, *entry;

  click (fixture.page, "Take back");
  question = find_window (ADW_TYPE_WINDOW);
  g_assert_nonnull (question);
  entry = money_find (question, GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "The check bounced");
  click (question, "Take back");
  live_wait (has_returned, GUINT_TO_POINTER (returned), "the payment to be taken back");
  g_assert_cmpuint (count_payments ("received"), ==, received - 1);
  for (guint i = 1; i <= 2; i++)
    {
      g_assert_true (wabi_desk_undo (fixture.desk));
      g_assert_cmpuint (count_payments ("received"), ==, received);
      g_assert_cmpuint (count_payments ("returned"), ==, returned + i);
      g_assert_true (wabi_desk_redo (fixture.desk));
      g_assert_cmpuint (count_payments ("received"), ==, received - 1);
    }
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
  client = choose_client ();
  g_test_add_func ("/families/paid", test_paid);
  g_test_add_func ("/families/statement", test_statement);
  g_test_add_func ("/families/plan", test_plan);
  g_test_add_func ("/families/estimate", test_estimate);
  g_test_add_func ("/families/back", test_back);
  status = g_test_run ();
  money_tear_down (&fixture);
  g_free (client);
  return status;
}
