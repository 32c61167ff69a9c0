// SPDX-License-Identifier: AGPL-3.0-or-later
// The paper claim as PDF: every word stands where the form's grid has it, on a page of letter size, with the form drawn or not.

#include "wabi-cms1500-pdf.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static GPtrArray *
make_pages (void)
{
  g_autoptr (WabiClaimBatch) batch = wabi_claim_batch_new ();
  WabiClaim *claim = wabi_claim_batch_add_claim (batch);

  wabi_claim_set_text (&batch->billing.last_name, "Cedar Grove ABA");
  wabi_claim_set_text (&claim->control_number, "WC00000001");
  wabi_claim_set_text (&claim->policy.member_id, "W123456789");
  for (guint i = 0; i < 7; i++)
    {
      WabiClaimLine *line = wabi_claim_add_line (claim);

      wabi_claim_set_text (&line->code, "97153");
      line->charge_cents = 6800;
      line->units_hundredths = 400;
      wabi_claim_set_text (&line->from_date, "2026-03-09");
    }
  return wabi_cms1500_lay_out (batch, claim);
}

/* What pdftotext says of the words and where they stand. */
static char *
read_words (gboolean with_form)
{
  g_autoptr (GPtrArray) pages = make_pages ();
  g_autoptr (GBytes) pdf = wabi_cms1500_make_pdf (pages, with_form, NULL);
  g_autofree char *path = NULL;
  g_autofree char *quoted = NULL, *command = NULL;
  char *words = NULL;
  int file = g_file_open_tmp ("form-XXXXXX.pdf", &path, NULL), status;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  quoted = g_shell_quote (path);
  command = g_strdup_printf ("pdftotext -bbox %s -", quoted);
  g_spawn_command_line_sync (command, &words, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  return words;
}

/* The first @word begins at that column and row, to a third of a character. */
static void
expect (const char *words, const char *word, guint row, guint column)
{
  g_autofree char *pattern = g_strdup_printf ("<word xMin=\"([0-9.]+)\" yMin=\"[0-9.]+\" xMax=\"[0-9.]+\" yMax=\"([0-9.]+)\">%s</word>", word);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;
  g_autofree char *x = NULL, *y = NULL;
  double left = (612 - 80 * 7.2) / 2;

  g_assert_true (g_regex_match (regex, words, 0, &found));
  x = g_match_info_fetch (found, 1);
  y = g_match_info_fetch (found, 2);
  g_assert_cmpfloat (fabs (g_ascii_strtod (x, NULL) - (left + (column - 1) * 7.2)), <, 2.4);
  g_assert_cmpfloat (fabs (g_ascii_strtod (y, NULL) - row * 12), <, 4);
}

static void
test_places (gconstpointer with_form)
{
  g_autofree char *words = NULL;
  g_auto (GStrv) parts = NULL;

  if (g_find_program_in_path ("pdftotext") == NULL)
    {
      g_test_skip ("pdftotext is not there");
      return;
    }
  words = read_words (GPOINTER_TO_INT (with_form));
  g_assert_nonnull (strstr (words, "<page width=\"612.000000\" height=\"792.000000\">"));
  parts = g_strsplit (words, "<page ", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 3); /* two pages */
  expect (words, "W123456789", 8, 50);
  expect (words, "97153", 44, 25);
  expect (words, "WC00000001", 56, 23);
  g_assert_cmpint (strstr (words, ">PLAN</word>") != NULL, ==, GPOINTER_TO_INT (with_form));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/cms1500-pdf/plain", GINT_TO_POINTER (FALSE), test_places);
  g_test_add_data_func ("/cms1500-pdf/with-form", GINT_TO_POINTER (TRUE), test_places);
  return g_test_run ();
}
