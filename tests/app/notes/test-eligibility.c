// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is covered, on the screen: what keeps payers from being asked, asking with and without the server, what an answer changes, the monthly check.

#include <string.h>

#include "money-fixture.h"
#include "wabi-billing-page.h"
#include "wabi-clients-page.h"
#include "wabi-eligibility-view.h"
#include "wabi-eligibility.h"
#include "wabi-page.h"

#define PARTNER "0190a000-0000-7000-8000-0000000000d1"

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

static void
give (const char *name, JsonObject *args)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_desk_do (fixture.desk, name, args, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static GPtrArray *
list (const WabiKind *kind, const char *field, const char *value)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  if (field != NULL)
    wabi_query_where_text (&query, field, WABI_EQ, value);
  return wabi_desk_list (fixture.desk, &query);
}

static GtkWidget *
get_view (void)
{
  GtkWidget *view = money_find (fixture.page, WABI_TYPE_ELIGIBILITY_VIEW, NULL);

  g_assert_nonnull (view);
  return view;
}

static void
do_it (const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_view (), action, NULL));
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

/* Without a partner that takes questions each row says so. */
static void
test_missing (void)
{
  money_show (&fixture, wabi_billing_page_new (fixture.desk), 1280, 800);
  gtk_widget_activate_action (fixture.page, "billing.place", "s", "eligibility");
  live_wait (says, (gpointer) "No partner takes such questions", "what is missing");
  g_assert_true (money_says (fixture.page, "Never asked"));
  g_assert_true (money_says (fixture.page, "No monthly check"));
  do_it ("eligibility.check-all");
  {
    g_autoptr (GPtrArray) asked = list (&wabi_kind_benefit, NULL, NULL);

    g_assert_cmpuint (asked->len, ==, 0);
  }
}

static JsonObject *
describe_partner (void)
{
  JsonObject *args = wabi_args ("id", PARTNER, "name", "House", "type", "folder", "send_folder", "out", "receive_folder", "in", NULL);

  json_object_set_boolean_member (args, "active", TRUE);
  json_object_set_boolean_member (args, "takes_270", TRUE);
  return args;
}

static gboolean
is_offline (gpointer data)
{
  return !wabi_sync_get_online (fixture.sync);
}

static gboolean
is_asked (gpointer data)
{
  g_autoptr (GPtrArray) asked = list (&wabi_kind_benefit, "state", "asked");

  return asked->len > 0;
}

/* The server is away: the question waits for it, and is asked when it is back. */
static void
test_ask (void)
{
  give ("partner.set", describe_partner ());
  live_wait (says_not, (gpointer) "No partner takes such questions", "the partner to be there");
  live_server_kill (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (is_offline, NULL, "the server to be missed");
  do_it ("eligibility.check-all");
  money_settle (&fixture);
  g_assert_false (is_asked (NULL));
  live_server_start (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (is_asked, NULL, "the questions");
  live_wait (says, (gpointer) "the answer is awaited", "the rows to wait");
}

static char *
make_answer (WabiRecord *asked)
{
  return g_strdup_printf ("ISA*00*          *00*          *ZZ*HOUSE          *ZZ*US             *260309*1030*^*00501*000000041*0*P*:~"
                          "GS*HB*HOUSE*US*20260309*1030*41*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*%s*20260309*1030~"
                          "HL*1**20*1~NM1*PR*2*PAYER*****PI*1~HL*2*1*21*1~NM1*1P*2*CLINIC*****XX*1999000015~"
                          "HL*3*2*22*0~TRN*2*%s*9000000000~NM1*IL*1*X*Y****MI*1~EB*6*IND*30**GOLD PPO~SE*10*0001~GE*1*41~IEA*1*000000041~",
                          wabi_record_get_text (asked, "trace"), wabi_record_get_text (asked, "trace"));
}

static guint
count_seen (void)
{
  g_autoptr (GPtrArray) answers = list (&wabi_kind_benefit, "state", "inactive");
  guint n = 0;

  for (guint i = 0; i < answers->len; i++)
    n += wabi_record_has (g_ptr_array_index (answers, i), "settled_at");
  return n;
}

static char *answered_client;

/* A plan that ended is work until somebody has seen to it; that can be undone. */
static void
test_answer (void)
{
  g_autoptr (GPtrArray) asked = list (&wabi_kind_benefit, "state", "asked");
  g_autofree char *content = make_answer (g_ptr_array_index (asked, 0)), *id = wabi_desk_new_id (fixture.desk);
  const char *benefit = wabi_record_get_id (g_ptr_array_index (asked, 0));

  answered_client = g_strdup (wabi_record_get_text (g_ptr_array_index (asked, 0), "client"));
  give ("inbound.import", wabi_args ("id", id, "name", "a.271", "content", content, NULL));
  live_wait (says, (gpointer) "Not active · GOLD PPO", "the answer");
  g_assert_true (money_says (fixture.page, "Ask the family for the new plan"));
  g_assert_true (money_says (fixture.page, "1 changed or silent"));
  wabi_page_open (WABI_PAGE (fixture.page), benefit);
  money_settle (&fixture);
  do_it ("eligibility.settle");
  live_wait (says, (gpointer) "0 changed or silent", "the change to be seen to");
  g_assert_cmpuint (count_seen (), ==, 1);
  g_assert_true (wabi_desk_undo (fixture.desk));
  live_wait (says, (gpointer) "1 changed or silent", "the change to be back");
}

/* The form gives the command; the day is said then. */
static void
test_month (void)
{
  GtkWidget *form, *used, *button;

  do_it ("eligibility.month");
  form = find_window (ADW_TYPE_WINDOW);
  g_assert_nonnull (form);
  /* The first: whether the server asks by itself. */
  used = money_find (form, ADW_TYPE_COMBO_ROW, NULL);
  g_assert_nonnull (used);
  adw_combo_row_set_selected (ADW_COMBO_ROW (used), 0);
  button = money_find (form, GTK_TYPE_BUTTON, "Save");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  live_wait (says_not, (gpointer) "No monthly check", "the monthly check");
  {
    g_autoptr (WabiRecord) schedule = wabi_desk_get (fixture.desk, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE);

    g_assert_true (wabi_record_get_bool (schedule, "active"));
    g_assert_cmpint (wabi_record_get_int (schedule, "day"), ==, 1);
  }
  g_assert_true (wabi_desk_undo (fixture.desk));
  live_wait (says, (gpointer) "No monthly check", "it to be taken back");
}

static guint
check_all (GtkWidget *root, guint most)
{
  guint n = 0;

  if (GTK_IS_CHECK_BUTTON (root) && gtk_widget_get_mapped (root) && most > 0)
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (root), TRUE);
      return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += check_all (child, most - n);
  return n;
}

static guint
count_payers (void)
{
  g_autoptr (WabiRecord) schedule = wabi_desk_get (fixture.desk, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE);
  JsonArray *payers = schedule != NULL ? wabi_record_get_array (schedule, "payers") : NULL;

  return payers != NULL ? json_array_get_length (payers) : 0;
}

static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  GtkWidget *found = ADW_IS_COMBO_ROW (root) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0 ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

/* The caseload of two payers is asked about; none chosen is told before it is saved. */
static void
test_month_of_two (void)
{
  GtkWidget *form, *whose, *button;

  do_it ("eligibility.month");
  form = find_window (ADW_TYPE_WINDOW);
  g_assert_nonnull (form);
  money_settle (&fixture);
  g_assert_cmpuint (check_all (form, 1), ==, 0); /* not there while all are asked */
  whose = find_row (form, "Clients of");
  g_assert_nonnull (whose);
  adw_combo_row_set_selected (ADW_COMBO_ROW (whose), 1);
  money_settle (&fixture);
  g_assert_true (money_says (form, "Choose the payers to ask."));
  g_assert_cmpuint (check_all (form, 2), ==, 2);
  money_settle (&fixture);
  g_assert_false (money_says (form, "Choose the payers to ask."));
  button = money_find (form, GTK_TYPE_BUTTON, "Save");
  g_signal_emit_by_name (button, "clicked");
  money_settle (&fixture);
  g_assert_cmpuint (count_payers (), ==, 2);
  g_assert_true (wabi_desk_undo (fixture.desk));
  money_settle (&fixture);
  g_assert_cmpuint (count_payers (), ==, 0);
}

static gboolean
shows_other_answer (gpointer data)
{
  g_autoptr (GPtrArray) asked = list (&wabi_kind_benefit, "client", answered_client);

  return asked->len > GPOINTER_TO_UINT (data);
}

/* On the client's page: the last answer, what changed, and another question. */
static void
test_client (void)
{
  g_autoptr (GPtrArray) before = list (&wabi_kind_benefit, "client", answered_client);
  GtkWidget *button;

  money_show (&fixture, wabi_clients_page_new (fixture.desk), 1280, 800);
  wabi_page_open (WABI_PAGE (fixture.page), answered_client);
  gtk_widget_activate_action (fixture.page, "clients.tab", "u", 1);
  live_wait (says, (gpointer) "Not active · GOLD PPO", "the answer");
  g_assert_true (money_says (fixture.page, "Changed: the coverage is not active"));
  button = money_find (fixture.page, GTK_TYPE_BUTTON, "Seen to");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  live_wait (says_not, (gpointer) "Changed: the coverage is not active", "the change to be seen to");
  button = money_find (fixture.page, GTK_TYPE_BUTTON, "Check now");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  live_wait (shows_other_answer, GUINT_TO_POINTER (before->len), "another question");
  live_wait (says, (gpointer) "the answer is awaited", "it to be said");
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
  g_test_add_func ("/eligibility/missing", test_missing);
  g_test_add_func ("/eligibility/ask", test_ask);
  g_test_add_func ("/eligibility/answer", test_answer);
  g_test_add_func ("/eligibility/month", test_month);
  g_test_add_func ("/eligibility/month-of-two", test_month_of_two);
  g_test_add_func ("/eligibility/client", test_client);
  status = g_test_run ();
  money_tear_down (&fixture);
  g_free (answered_client);
  return status;
}
