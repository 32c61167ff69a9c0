// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_npi_is_valid:
 * @npi: (nullable): a National Provider Identifier as typed or read
 *
 * Ten digits, the first 1 or 2, and the Luhn sum of 80840 followed by them divides by ten (billing facts,
 * section 6). Blanks and dashes are not forgiven: claims carry the digits alone.
 *
 * Returns: whether @npi can be an NPI; not whether it was ever issued
 */
gboolean wabi_npi_is_valid (const char *npi);

/**
 * wabi_npi_complete:
 * @nine_digits: the first nine digits of an NPI
 *
 * Adds the check digit; demo data and tests make plausible identifiers with it.
 *
 * Returns: (transfer full) (nullable): ten digits, or %NULL when @nine_digits is not nine digits beginning
 * with 1 or 2
 */
char *wabi_npi_complete (const char *nine_digits);

G_END_DECLS
