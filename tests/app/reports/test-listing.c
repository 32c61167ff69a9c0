// SPDX-License-Identifier: AGPL-3.0-or-later
// What leaves the program is read back: text by this test, workbooks by another program, pages by counting them; and the general ledger adds up.

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#include "memory-practice.h"
#include "wabi-report-private.h"
#include "wabi-listing.h"

static WabiListing *
make_sheet (guint rows)
{
  WabiListing *sheet = wabi_listing_new ("Owed by payer", "Mar 1 – Mar 31");

  wabi_listing_add_column (sheet, "Who", WABI_CELL_TEXT, 2);
  wabi_listing_add_column (sheet, "Sessions", WABI_CELL_NUMBER, 1);
  wabi_listing_add_column (sheet, "Total", WABI_CELL_MONEY, 1);
  wabi_listing_begin_row (sheet, WABI_ROW_PLAIN);
  wabi_listing_add_text (sheet, "=HYPERLINK(\"x\")");
  wabi_listing_add_number (sheet, "3", 3);
  wabi_listing_add_number (sheet, "-$0.05", -5);
  wabi_listing_begin_row (sheet, WABI_ROW_PLAIN);
  wabi_listing_add_text (sheet, "Blue \"B\", Inc.");
  wabi_listing_add_number (sheet, "2.5", 2.5);
  wabi_listing_add_number (sheet, "$1,234,567.89", 123456789);
  for (guint i = 2; i < rows; i++)
    {
      wabi_listing_begin_row (sheet, WABI_ROW_PLAIN);
      wabi_listing_add_text (sheet, "One more, with words that need more than one line where the column is as narrow as this one is on the page");
    }
  wabi_listing_begin_row (sheet, WABI_ROW_TOTAL);
  wabi_listing_add_text (sheet, "Total");
  wabi_listing_add_text (sheet, NULL);
  wabi_listing_add_number (sheet, "$1,234,567.84", 123456784);
  return sheet;
}

static void
test_csv (void)
{
  g_autoptr (WabiListing) sheet = make_sheet (2);
  g_autofree char *csv = wabi_listing_to_csv (sheet);

  g_assert_cmpstr (csv, ==,
                   "\"Who\",\"Sessions\",\"Total\"\r\n"
                   "\"'=HYPERLINK(\"\"x\"\")\",3,-0.05\r\n"
                   "\"Blue \"\"B\"\", Inc.\",2.5000,1234567.89\r\n"
                   "\"Total\",\"\",1234567.84\r\n");
}

static void
test_xlsx (void)
{
  g_autoptr (WabiListing) sheet = make_sheet (2);
  g_autofree char *folder = g_dir_make_tmp ("wabi-listing-XXXXXX", NULL), *path = g_build_filename (folder, "a.xlsx", NULL), *out = NULL;
  g_autofree char *nowhere = g_build_filename (folder, "none", "a.xlsx", NULL);
  const char *argv[] = { WABI_READ_WORKBOOK, path, NULL };
  g_autoptr (GError) error = NULL;
  struct stat info;
  int status;

  g_assert_true (wabi_listing_write_xlsx (sheet, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  /* A text that looks like a formula is text ("s"), money is a number ("n") in dollars. */
  g_assert_nonnull (strstr (out, "s\t5\t1\t=HYPERLINK(\"x\")\n"));
  g_assert_nonnull (strstr (out, "n\t5\t3\t-0.05\n"));
  g_assert_nonnull (strstr (out, "n\t6\t2\t2.5\n"));
  g_assert_nonnull (strstr (out, "n\t6\t3\t1234567.89\n"));
  g_assert_nonnull (strstr (out, "s\t4\t3\tTotal\n"));
  g_assert_nonnull (strstr (out, "s\t1\t1\tOwed by payer\n"));
  g_assert_false (wabi_listing_write_xlsx (sheet, nowhere, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing half written is left */
}

static cairo_status_t
count_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static guint
draw_pages (guint rows)
{
  g_autoptr (WabiListing) sheet = make_sheet (rows);
  g_autoptr (WabiListingPaper) paper = wabi_listing_paper_new (sheet, "Harbor ABA", "Printed today", 468, 648);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (count_bytes, bytes, 612, 792);
  cairo_t *cairo = cairo_create (surface);
  guint n = wabi_listing_paper_count_pages (paper), found = 0;

  for (guint i = 0; i < n; i++)
    {
      wabi_listing_paper_draw (paper, cairo, i);
      cairo_show_page (cairo);
    }
  g_assert_cmpint (cairo_status (cairo), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  for (guint i = 0; i + 11 < bytes->len; i++)
    found += memcmp (bytes->data + i, "/Type /Page", 11) == 0 && bytes->data[i + 11] != 's';
  g_assert_cmpuint (found, ==, n);
  return n;
}

static void
test_paper (void)
{
  g_assert_cmpuint (draw_pages (2), ==, 1);
  g_assert_cmpuint (draw_pages (10), ==, 1);
  g_assert_cmpuint (draw_pages (200), >, 3);
}

/* Darker or more colored than paper. */
static guint
count_ink (cairo_surface_t *surface, int from, int to)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface), width = cairo_image_surface_get_width (surface);
  guint n = 0;

  for (int y = from; y < to; y++)
    for (int x = 0; x < width; x++)
      {
        const guchar *pixel = data + y * stride + 4 * x;

        n += ABS (pixel[0] - pixel[2]) > 40;
      }
  return n;
}

/* The bars stand over the table of the first page, and what they say of the most is all there is room for. */
static void
test_chart (void)
{
  for (int lying = 0; lying < 2; lying++)
    {
      g_autoptr (WabiListing) sheet = wabi_listing_new ("Owed", "As of Mar 31, 2026");
      WabiListingPaper *paper;
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 540, 720);
      cairo_t *cairo = cairo_create (surface);
      guint pages;

      wabi_listing_add_column (sheet, "Who", WABI_CELL_TEXT, 1);
      wabi_listing_add_column (sheet, "Total", WABI_CELL_MONEY, 1);
      g_assert_cmpuint (wabi_listing_count_bars (sheet), ==, 0);
      wabi_listing_begin_chart (sheet, lying, "Goal");
      wabi_listing_add_part (sheet, "New");
      wabi_listing_add_part (sheet, "Old");
      for (guint i = 0; i < 70; i++)
        {
          const double parts[] = { 10 + i, i % 7 == 0 ? -3 : 4 };

          wabi_listing_begin_row (sheet, WABI_ROW_PLAIN);
          wabi_listing_add_text (sheet, "A payer with quite a long name");
          wabi_listing_add_number (sheet, "$14.00", 1400);
          wabi_listing_add_bar (sheet, "A payer with quite a long name", "$14.00", parts, i % 2 == 0 ? 12 : -1);
        }
      g_assert_cmpuint (wabi_listing_count_bars (sheet), ==, lying ? 20 : 60);
      paper = wabi_listing_paper_new (sheet, "Cedar Grove ABA", NULL, 540, 720);
      pages = wabi_listing_paper_count_pages (paper);
      g_assert_cmpuint (pages, >, 1);
      cairo_set_source_rgb (cairo, 1, 1, 1);
      cairo_paint (cairo);
      wabi_listing_paper_draw (paper, cairo, 0);
      cairo_surface_flush (surface);
      g_assert_cmpuint (count_ink (surface, 40, 320), >, 2000);
      g_assert_cmpuint (count_ink (surface, 400, 720), ==, 0);
      if (g_getenv ("WABI_SHOTS") != NULL)
        {
          g_autofree char *path = g_strdup_printf ("%s/chart-%d.png", g_getenv ("WABI_SHOTS"), lying);

          cairo_surface_write_to_png (surface, path);
        }
      cairo_set_source_rgb (cairo, 1, 1, 1);
      cairo_paint (cairo);
      wabi_listing_paper_draw (paper, cairo, 1);
      cairo_surface_flush (surface);
      g_assert_cmpuint (count_ink (surface, 0, 720), ==, 0);
      cairo_destroy (cairo);
      cairo_surface_destroy (surface);
      wabi_listing_paper_free (paper);
    }
}

/* ---- general ledger ---- */

static void
put_entry (MemoryPractice *practice, guint id, const char *date, const char *legs)
{
  g_autofree char *uuid = g_strdup_printf ("01900000-0000-7000-8000-00000000ee%02u", id);
  g_autofree char *body = g_strdup_printf ("{'entry':'payment','date':'%s','at':1772900000000000,'client':'" CLIENT "','words':'for Ava','legs':[%s]}", date, legs);

  memory_practice_put (practice, &wabi_kind_money_entry, uuid, body);
}

static void
test_ledger (void)
{
  g_autoptr (MemoryPractice) practice = memory_practice_new (1773072000000000);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) own = wabi_record_new_from_body (
      &wabi_kind_practice, PROGRAM, "{\"name\":\"Harbor\",\"ledger_accounts\":[{\"account\":\"revenue\",\"number\":\"40-100\",\"name\":\"Therapy income\"}]}", &error);
  g_autoptr (WabiListing) sheet = NULL;
  g_autofree char *csv = NULL;

  g_assert_no_error (error);
  put_entry (practice, 1, "2026-03-02", "{'account':'receivable_payer','cents':13600},{'account':'revenue','cents':-13600}");
  put_entry (practice, 2, "2026-03-02", "{'account':'cash_payer','cents':9000},{'account':'receivable_payer','cents':-9000}");
  put_entry (practice, 3, "2026-03-31", "{'account':'contractual','cents':4600},{'account':'receivable_payer','cents':-4600}");
  put_entry (practice, 4, "2026-04-01", "{'account':'cash_family','cents':1},{'account':'family_credit','cents':-1}");
  sheet = wabi_ledger_make (&practice->view, own, wabi_day_from_text ("2026-03-01"), wabi_day_from_text ("2026-04-01"), &error);
  g_assert_no_error (error);
  csv = wabi_listing_to_csv (sheet);
  g_assert_cmpstr (csv, ==,
                   "\"Journal No\",\"Journal Date\",\"Account Number\",\"Account Name\",\"Debits\",\"Credits\",\"Description\"\r\n"
                   "\"WC-2026-03-02\",\"03/02/2026\",\"1200\",\"Accounts receivable: payers\",136.00,\"\",\"Owed by payers\"\r\n"
                   "\"WC-2026-03-02\",\"03/02/2026\",\"1200\",\"Accounts receivable: payers\",\"\",90.00,\"Owed by payers\"\r\n"
                   "\"WC-2026-03-02\",\"03/02/2026\",\"40-100\",\"Therapy income\",\"\",136.00,\"Billed\"\r\n"
                   "\"WC-2026-03-02\",\"03/02/2026\",\"1050\",\"Undeposited funds: payers\",90.00,\"\",\"Paid by payers\"\r\n"
                   "\"WC-2026-03-31\",\"03/31/2026\",\"1200\",\"Accounts receivable: payers\",\"\",46.00,\"Owed by payers\"\r\n"
                   "\"WC-2026-03-31\",\"03/31/2026\",\"4900\",\"Contractual adjustments\",46.00,\"\",\"Contractual adjustments\"\r\n");
}

/* Each journal adds up, and no client is named, whatever the entries say. */
static void
test_ledger_adds_up (void)
{
  g_autoptr (MemoryPractice) practice = memory_practice_new (1773072000000000);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (WabiListing) sheet = NULL;
  g_autofree char *csv = NULL;
  GHashTableIter iter;
  gpointer sum;

  for (guint i = 0; i < 60; i++)
    {
      int cents = g_rand_int_range (rand, -9000, 9000);
      g_autofree char *date = g_strdup_printf ("2026-03-%02d", g_rand_int_range (rand, 1, 31));
      g_autofree char *legs = g_strdup_printf ("{'account':'%s','cents':%d},{'account':'%s','cents':%d}",
                                               wabi_money_account_get_name ((WabiMoneyAccount) g_rand_int_range (rand, 1, 7)), cents + (cents == 0),
                                               wabi_money_account_get_name ((WabiMoneyAccount) g_rand_int_range (rand, 7, WABI_MONEY_N_ACCOUNTS)),
                                               -cents - (cents == 0));

      put_entry (practice, i, date, legs);
    }
  sheet = wabi_ledger_make (&practice->view, NULL, wabi_day_from_text ("2026-03-01"), wabi_day_from_text ("2026-04-01"), NULL);
  for (guint i = 0; i < wabi_listing_count_rows (sheet); i++)
    {
      gint64 *there = g_hash_table_lookup (days, wabi_listing_get_text (sheet, i, 0));
      const char *debit = wabi_listing_get_text (sheet, i, 4), *credit = wabi_listing_get_text (sheet, i, 5);
      g_auto (GStrv) digits = g_strsplit_set (debit != NULL ? debit : credit, "$,.", -1);
      g_autofree char *whole = g_strjoinv ("", digits);

      g_assert_true ((debit == NULL) != (credit == NULL));
      if (there == NULL)
        {
          there = g_new0 (gint64, 1);
          g_hash_table_insert (days, g_strdup (wabi_listing_get_text (sheet, i, 0)), there);
        }
      *there += (debit != NULL ? 1 : -1) * g_ascii_strtoll (whole, NULL, 10);
    }
  g_assert_cmpuint (g_hash_table_size (days), >, 10);
  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, NULL, &sum))
    g_assert_cmpint (*(gint64 *) sum, ==, 0);
  csv = wabi_listing_to_csv (sheet);
  g_assert_null (strstr (csv, "Ava"));
  g_assert_null (strstr (csv, CLIENT));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/csv", test_csv);
  g_test_add_func ("/sheet/xlsx", test_xlsx);
  g_test_add_func ("/sheet/paper", test_paper);
  g_test_add_func ("/listing/chart", test_chart);
  g_test_add_func ("/ledger/lines", test_ledger);
  g_test_add_func ("/ledger/adds-up", test_ledger_adds_up);
  return g_test_run ();
}
