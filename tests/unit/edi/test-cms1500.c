// SPDX-License-Identifier: AGPL-3.0-or-later
// The paper claim: each box stands where the form has it, six lines a form, the total on the last.

#include "wabi-cms1500.h"

#include <string.h>

#include "edi-fixtures.h"

static const WabiCms1500Page *
get_page (GPtrArray *pages, guint index)
{
  return g_ptr_array_index (pages, index);
}

/* What stands at a row and column, counted from 1. */
static void
expect (const WabiCms1500Page *page, guint row, guint column, const char *text)
{
  g_autofree char *there = g_strndup (page->rows[row - 1] + column - 1, strlen (text));

  g_assert_cmpstr (there, ==, text);
}

static WabiClaimBatch *
make_batch (guint lines)
{
  WabiClaimBatch *batch = edi_primary_batch ();
  WabiClaim *claim = g_ptr_array_index (batch->claims, 0);

  g_ptr_array_set_size (claim->lines, 0);
  g_ptr_array_set_size (claim->diagnoses, 0);
  wabi_claim_add_diagnosis (claim, "F84.0");
  wabi_claim_add_diagnosis (claim, "F88");
  for (guint i = 0; i < lines; i++)
    {
      WabiClaimLine *line = wabi_claim_add_line (claim);
      g_autofree char *date = g_strdup_printf ("2026-03-%02u", i + 2);

      wabi_claim_set_text (&line->code, "97153");
      wabi_claim_set_text (&line->modifiers[0], "HM");
      line->charge_cents = 27200;
      line->units_hundredths = 1600;
      line->pointers[1] = 2;
      wabi_claim_set_text (&line->from_date, date);
      wabi_claim_set_text (&line->note, "0900-1300");
    }
  return batch;
}

static void
test_boxes (void)
{
  g_autoptr (WabiClaimBatch) batch = make_batch (1);
  WabiClaim *claim = g_ptr_array_index (batch->claims, 0);
  g_autoptr (GPtrArray) pages = NULL;
  const WabiCms1500Page *page;

  wabi_claim_set_text (&claim->policy.member_id, "W123456789");
  wabi_claim_set_text (&claim->policy.filing_code, "MC");
  wabi_claim_set_text (&claim->prior_authorization, "A-20417");
  wabi_claim_set_text (&claim->control_number, "WC00000001");
  claim->frequency = '7';
  wabi_claim_set_text (&claim->original_reference, "PCN-77");
  pages = wabi_cms1500_lay_out (batch, claim);
  g_assert_cmpuint (pages->len, ==, 1);
  page = get_page (pages, 0);
  expect (page, 8, 8, "X");           /* 1: Medicaid */
  expect (page, 8, 50, "W123456789"); /* 1a */
  expect (page, 37, 42, "0");         /* 21: ICD-10 */
  expect (page, 38, 3, "F840         F88");
  expect (page, 38, 50, "7           PCN-77");
  expect (page, 40, 50, "A-20417");
  expect (page, 43, 1, "0900-1300");
  expect (page, 44, 1, "03 02 26 03 02 26");
  expect (page, 44, 25, "97153   HM");
  expect (page, 44, 45, "AB");
  expect (page, 44, 50, "   272 00");
  expect (page, 44, 60, " 16");
  expect (page, 56, 23, "WC00000001");
  expect (page, 56, 51, "   272 00");
}

static void
test_pages (void)
{
  g_autoptr (WabiClaimBatch) batch = make_batch (14);
  g_autoptr (GPtrArray) pages = wabi_cms1500_lay_out (batch, g_ptr_array_index (batch->claims, 0));

  g_assert_cmpuint (pages->len, ==, 3);
  expect (get_page (pages, 0), 6, 41, "PAGE 1 OF 3");
  expect (get_page (pages, 0), 56, 51, "CONTINUED");
  expect (get_page (pages, 0), 54, 1, "03 07 26");
  expect (get_page (pages, 1), 44, 1, "03 08 26");
  expect (get_page (pages, 2), 46, 1, "03 15 26");
  expect (get_page (pages, 2), 48, 1, "        ");
  expect (get_page (pages, 2), 56, 51, "  3808 00");
  /* Who and what for stands on each. */
  g_assert_cmpmem (get_page (pages, 0)->rows[7], 80, get_page (pages, 2)->rows[7], 80);
}

/* Whatever the data hold, every row is as wide as the form, in capital letters of its character set. */
static void
test_any (void)
{
  for (guint32 seed = 0; seed < 300; seed++)
    {
      g_autoptr (WabiClaimBatch) batch = edi_random_batch (seed);

      for (guint i = 0; i < batch->claims->len; i++)
        {
          g_autoptr (GPtrArray) pages = wabi_cms1500_lay_out (batch, g_ptr_array_index (batch->claims, i));

          for (guint p = 0; p < pages->len; p++)
            for (guint row = 0; row < WABI_CMS1500_ROWS; row++)
              {
                const char *text = get_page (pages, p)->rows[row];

                g_assert_cmpuint (strlen (text), ==, WABI_CMS1500_COLUMNS);
                for (const char *c = text; *c != '\0'; c++)
                  g_assert_true (*c >= ' ' && *c < 'a');
              }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms1500/boxes", test_boxes);
  g_test_add_func ("/cms1500/pages", test_pages);
  g_test_add_func ("/cms1500/any", test_any);
  return g_test_run ();
}
