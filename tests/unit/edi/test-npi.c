// SPDX-License-Identifier: AGPL-3.0-or-later
// The check digit of provider numbers.

#include "wabi-npi.h"

static const struct
{
  const char *npi;
  gboolean valid;
} table[] = {
  { "1999000015", TRUE },  { "1999000023", TRUE },   { "1999000031", TRUE },  { "1234567893", TRUE },
  { "1999000016", FALSE }, { "1999000051", FALSE },  { "0999000015", FALSE }, { "3999000015", FALSE },
  { "199900001", FALSE },  { "19990000150", FALSE }, { "1999-00015", FALSE }, { " 199900001", FALSE },
  { "", FALSE },           { NULL, FALSE },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_true (wabi_npi_is_valid (table[i].npi) == table[i].valid);
}

// Luhn finds every single wrong digit.
static void
test_digits (void)
{
  for (guint seed = 0; seed < 2000; seed++)
    {
      g_autofree char *nine = g_strdup_printf ("%u%08u", 1 + seed % 2, seed * 48611u % 100000000u);
      g_autofree char *npi = wabi_npi_complete (nine);

      g_assert_true (wabi_npi_is_valid (npi));
      npi[2 + seed % 8] = '0' + (npi[2 + seed % 8] - '0' + 1 + seed % 9) % 10;
      g_assert_false (wabi_npi_is_valid (npi));
    }
  g_assert_null (wabi_npi_complete ("12345"));
  g_assert_null (wabi_npi_complete ("923456789"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/npi/table", test_table);
  g_test_add_func ("/npi/digits", test_digits);
  return g_test_run ();
}
