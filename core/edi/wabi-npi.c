// SPDX-License-Identifier: AGPL-3.0-or-later
// National Provider Identifiers and their check digit.

#include "wabi-npi.h"

#include <string.h>

// What the fixed prefix 80840 adds to the Luhn sum of every NPI.
#define NPI_PREFIX_SUM 24

static gboolean
has_npi_shape (const char *text, gsize n_digits)
{
  if (text == NULL || strlen (text) != n_digits || (text[0] != '1' && text[0] != '2'))
    return FALSE;
  for (gsize i = 0; i < n_digits; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

// The first nine digits: every other one, the first included, counts double.
static guint
sum_nine_digits (const char *digits)
{
  guint sum = NPI_PREFIX_SUM;

  for (guint i = 0; i < 9; i++)
    {
      guint digit = digits[i] - '0';

      if (i % 2 == 0)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
  return sum;
}

gboolean
wabi_npi_is_valid (const char *npi)
{
  return has_npi_shape (npi, 10) && (sum_nine_digits (npi) + (npi[9] - '0')) % 10 == 0;
}

char *
wabi_npi_complete (const char *nine_digits)
{
  if (!has_npi_shape (nine_digits, 9))
    return NULL;
  return g_strdup_printf ("%s%u", nine_digits, (10 - sum_nine_digits (nine_digits) % 10) % 10);
}
