// SPDX-License-Identifier: AGPL-3.0-or-later
// Money in integer cents, with no silent overflow.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** wabi_money_add: @sum (out) becomes @a + @b; Returns: FALSE, and @sum unchanged, when it does not fit. */
gboolean wabi_money_add (gint64 a, gint64 b, gint64 *sum) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_money_subtract: @difference (out) becomes @a - @b; Returns: FALSE when it does not fit. */
gboolean wabi_money_subtract (gint64 a, gint64 b, gint64 *difference) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_money_times: @product (out) becomes @cents times @count; Returns: FALSE when it does not fit. */
gboolean wabi_money_times (gint64 cents, gint64 count, gint64 *product) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_times_tenths:
 *
 * @product (out) becomes a fee for each unit times units in tenths, half a cent rounded away from zero.
 *
 * Returns: FALSE when it does not fit.
 */
gboolean wabi_money_times_tenths (gint64 cents, gint64 tenths, gint64 *product) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_money_parse:
 * @text: (nullable): "1,204.50", "$12", "-3.5", "0.05": an optional sign and dollar sign, digits (with commas
 * between thousands or none), at most two decimals; blanks around are forgiven
 *
 * Returns: whether @text was an amount that fits; @cents is 0 otherwise.
 */
gboolean wabi_money_parse (const char *text, gint64 *cents) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_money_format: Returns: (transfer full): "$1,204.50", "-$3.00". */
char *wabi_money_format (gint64 cents);

/** wabi_money_format_x12: Returns: (transfer full): as X12 type R writes it: "1204.5", "1204", "-0.05". */
char *wabi_money_format_x12 (gint64 cents);

G_END_DECLS
