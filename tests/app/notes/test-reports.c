// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports with real widgets over the demo practice: each comes to what the books hold, leaves as a file, and leads to its records.

#include <glib/gstdio.h>
#include <string.h>

#include "money-fixture.h"
#include "wabi-claim-trail.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-listing-print.h"
#include "wabi-listing-window.h"
#include "wabi-money-book.h"
#include "wabi-page.h"
#include "wabi-report.h"
#include "wabi-reports-page.h"

static MoneyFixture fixture;

static void
sum_books (WabiMoneySums *sums)
{
  const WabiMoneyFilter all = { 0 };

  g_assert_true (wabi_money_sum (wabi_desk_get_view (fixture.desk), &all, sums, NULL));
  g_assert_cmpint (sums->cents[WABI_MONEY_RECEIVABLE_PAYER], >, 0);
}

static void
open_report (const char *id)
{
  wabi_page_open (WABI_PAGE (fixture.page), id);
  money_settle (&fixture);
}

static void
check_says_money (gint64 cents)
{
  g_autofree char *words = wabi_format_money (cents);

  if (!money_says (fixture.page, words))
    g_error ("nothing says %s", words);
}

static void
test_totals (void)
{
  static const char *const owed[] = { "ageing", "ageing-clients", "months", "claims", "revenue-codes", "revenue-people" };
  WabiMoneySums sums;
  gint64 open;

  sum_books (&sums);
  open = sums.cents[WABI_MONEY_RECEIVABLE_PAYER] + sums.cents[WABI_MONEY_RECEIVABLE_FAMILY];
  for (guint i = 0; i < G_N_ELEMENTS (owed); i++)
    {
      open_report (owed[i]);
      check_says_money (open);
    }
  for (guint i = 0; i < 2; i++)
    {
      open_report (i == 0 ? "collections" : "collections-payers");
      check_says_money (-sums.cents[WABI_MONEY_REVENUE]);
      check_says_money (sums.cents[WABI_MONEY_CASH_PAYER]);
    }
  open_report ("balance");
  g_assert_true (money_says (fixture.page, "Total"));
  check_says_money (0);
  open_report ("rates");
  g_assert_true (money_says (fixture.page, "Days owed"));
  open_report ("unbilled");
  g_assert_true (money_says (fixture.page, "Ready to bill"));
  open_report ("denials");
}

static GtkWidget *
get_child (const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (fixture.page, WABI_TYPE_REPORTS_PAGE, name));
}

/* What the books hold at the end of a day: all entries up to it, whatever came later. */
static gint64
sum_owed (WabiDay day)
{
  g_autofree char *last = wabi_day_dup_text (day);
  const WabiMoneyFilter filter = { .to = last };
  WabiMoneySums sums;

  g_assert_true (wabi_money_sum (wabi_desk_get_view (fixture.desk), &filter, &sums, NULL));
  return sums.cents[WABI_MONEY_RECEIVABLE_PAYER] + sums.cents[WABI_MONEY_RECEIVABLE_FAMILY];
}

/* Ages as of a day that is over, chosen or typed; on paper it is said of which day they are. */
static void
test_as_of (void)
{
  static const char *const reports[] = { "ageing", "ageing-clients" };
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (fixture.desk), wabi_desk_get_now (fixture.desk)), month = wabi_day_month_start (today);
  guint differ = 0;

  open_report ("rates");
  g_assert_false (gtk_widget_get_visible (get_child ("day")));
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      open_report (reports[i]);
      g_assert_true (gtk_widget_get_visible (get_child ("day")));
      gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child ("day")), 1);
      money_settle (&fixture);
      if (sum_owed (month - 1) != 0)
        check_says_money (sum_owed (month - 1));
      gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child ("day")), 4);
      for (int back = 0; back <= 100; back += 10)
        {
          gint64 owed = sum_owed (today - back);
          g_autofree char *iso = wabi_day_dup_text (today - back);

          gtk_editable_set_text (GTK_EDITABLE (get_child ("day_entry")), iso);
          money_settle (&fixture);
          g_assert_false (gtk_widget_has_css_class (get_child ("day_entry"), "error"));
          if (owed != 0)
            check_says_money (owed);
          differ += owed != sum_owed (today);
        }
      gtk_editable_set_text (GTK_EDITABLE (get_child ("day_entry")), "some day");
      money_settle (&fixture);
      g_assert_true (gtk_widget_has_css_class (get_child ("day_entry"), "error"));
      check_says_money (sum_owed (today));
      gtk_editable_set_text (GTK_EDITABLE (get_child ("day_entry")), "");
      gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child ("day")), 0);
    }
  g_assert_cmpuint (differ, >, 0);
}

/* Every report becomes every kind of file. */
static void
test_files (void)
{
  static const struct { WabiListingForm form; const char *begins; } forms[]
      = { { WABI_LISTING_CSV, "\"" }, { WABI_LISTING_XLSX, "PK" }, { WABI_LISTING_PDF, "%PDF-" } };
  g_autofree char *folder = g_dir_make_tmp ("wabi-reports-XXXXXX", NULL), *path = g_build_filename (folder, "report", NULL);
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (fixture.desk), wabi_desk_get_now (fixture.desk));
  const WabiReportInfo *all;
  guint n;

  all = wabi_reports_get_all (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) rows = all[i].make (fixture.desk, today - 90, today + 1, NULL);
      g_autoptr (WabiListing) listing = wabi_report_to_listing (&all[i], rows, "the last 90 days");

      g_assert_cmpuint (wabi_listing_count_rows (listing), ==, rows->len);
      for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *content = NULL;
          gsize length;

          g_assert_true (wabi_listing_save (listing, fixture.desk, forms[f].form, TRUE, path, &error));
          g_assert_no_error (error);
          g_assert_true (g_file_get_contents (path, &content, &length, NULL));
          g_assert_true (g_str_has_prefix (content, forms[f].begins));
          g_unlink (path);
        }
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static WabiListingWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (WABI_IS_LISTING_WINDOW (window) && gtk_widget_get_visible (window))
        return WABI_LISTING_WINDOW (window);
    }
  return NULL;
}

/* From a claim's row to its trail: what stands there is what the records say. */
static void
test_trail (void)
{
  g_autoptr (GPtrArray) paid = wabi_lookup_by (wabi_desk_get_view (fixture.desk), &wabi_kind_claim, "state", "paid");
  WabiRecord *claim = paid->len > 0 ? g_ptr_array_index (paid, 0) : NULL;
  g_autoptr (WabiListing) listing = NULL;
  g_autofree char *csv = NULL, *left = NULL;
  WabiListingWindow *window;

  g_assert_nonnull (claim);
  listing = wabi_claim_trail_make (fixture.desk, claim);
  csv = wabi_listing_to_csv (listing);
  left = wabi_format_money (wabi_record_get_int (claim, "balance_cents"));
  g_assert_nonnull (strstr (csv, "trials"));
  g_assert_nonnull (strstr (csv, "Note signed"));
  g_assert_nonnull (strstr (csv, "Authorization"));
  g_assert_nonnull (strstr (csv, "Written into a file (837P)"));
  g_assert_nonnull (strstr (csv, "Remittance"));
  g_assert_nonnull (strstr (csv, "Owed by payers"));
  g_assert_cmpstr (wabi_listing_get_text (listing, wabi_listing_count_rows (listing) - 1, 3), ==, left);
  open_report ("claims");
  g_signal_emit_by_name (money_find (fixture.page, GTK_TYPE_COLUMN_VIEW, NULL), "activate", 0u);
  money_settle (&fixture);
  window = find_window ();
  g_assert_nonnull (window);
  g_assert_true (money_says (GTK_WIDGET (window), "In the books"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_closed (gpointer month)
{
  g_autoptr (GPtrArray) closes = wabi_lookup_by (wabi_desk_get_view (fixture.desk), &wabi_kind_month_close, "month", month);

  return closes->len == 1 && wabi_record_is (g_ptr_array_index (closes, 0), "state", "closed");
}

/* The server closes a month that is over; the running one is only looked at. */
static void
test_months (void)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (fixture.desk), wabi_desk_get_now (fixture.desk));
  g_autofree char *last = wabi_day_dup_text (wabi_day_add_months (wabi_day_month_start (today), -1)), *month = g_strndup (last, 7);
  g_autofree char *id = wabi_desk_new_id (fixture.desk);
  JsonObject *args = json_object_new ();
  g_autoptr (GError) error = NULL;
  WabiListingWindow *window;

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "month", month);
  g_assert_true (wabi_desk_do (fixture.desk, "month.close", args, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  live_wait (is_closed, month, "a closed month");
  open_report ("months");
  g_signal_emit_by_name (money_find (fixture.page, GTK_TYPE_COLUMN_VIEW, NULL), "activate", 0u);
  money_settle (&fixture);
  window = find_window ();
  g_assert_nonnull (window);
  g_assert_true (money_says (GTK_WIDGET (window), "Owed by payers"));
  g_assert_null (money_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Close the month…"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A biller sees the numbers under which the books go out, and cannot change them. */
static void
test_accounts (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  gtk_widget_activate_action (fixture.page, "reports.accounts", NULL);
  money_settle (&fixture);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window == GTK_WIDGET (fixture.window) || !money_says (window, "Accounts of your bookkeeping"))
        continue;
      g_assert_true (money_says (window, "Owed by payers"));
      g_assert_null (money_find (window, GTK_TYPE_BUTTON, "Save"));
      gtk_window_close (GTK_WINDOW (window));
      money_settle (&fixture);
      return;
    }
  g_error ("nobody shows the accounts");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  if (!money_init (&argc, &argv))
    return 77;
  money_set_up (&fixture, NULL, "biller");
  money_show (&fixture, wabi_reports_page_new (fixture.desk), 1180, 760);
  g_test_add_func ("/reports/totals", test_totals);
  g_test_add_func ("/reports/as-of", test_as_of);
  g_test_add_func ("/reports/files", test_files);
  g_test_add_func ("/reports/trail", test_trail);
  g_test_add_func ("/reports/months", test_months);
  g_test_add_func ("/reports/accounts", test_accounts);
  result = g_test_run ();
  money_tear_down (&fixture);
  return result;
}
