// SPDX-License-Identifier: AGPL-3.0-or-later
// Cents of a whole over its parts, so that none is lost and none is made.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** WABI_SHARE_MAX: more cents than this, in sum, are not divided. */
#define WABI_SHARE_MAX (G_GINT64_CONSTANT (1) << 60)

/**
 * wabi_share_amount:
 * @amount: cents, of either sign
 * @weights: (array length=n): what the parts are in proportion to, none negative; all 0 is as if all were alike
 * @n: how many parts, at least one
 * @out: (out caller-allocates) (array length=n): what falls to each; they add up to @amount
 *
 * By largest remainder; of equal remainders the earlier part has the cent. A negative amount is divided as its positive is.
 *
 * Returns: %FALSE, and @out unset, when the numbers are beyond %WABI_SHARE_MAX
 */
gboolean wabi_share_amount (gint64 amount, const gint64 *weights, gsize n, gint64 *out) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_share_table:
 * @amounts: (array length=n_amounts): what one line was answered with: its payment and each adjustment
 * @n_amounts: how many
 * @weights: (array length=n): what each part asked, none negative
 * @n: how many parts, at least one
 * @out: (out caller-allocates) (array length=n_amounts*n): at [amount * n + part] what of an amount falls to a part
 *
 * Divides each amount in proportion, so that both ways to add up are exact: the parts of an amount give the amount, and all that falls to a
 * part gives its share of the sum of the amounts, which for an answer that balances is what the part asked. Each division alone would leave
 * a cent too much with one part and too little with another. Amounts against the sum's sign are divided first, by the weights; the others in
 * their order, by what each part has left. The negatives of all amounts give the negatives of all results.
 *
 * Returns: %FALSE, and @out unset, when the numbers are beyond %WABI_SHARE_MAX
 */
gboolean wabi_share_table (const gint64 *amounts, gsize n_amounts, const gint64 *weights, gsize n, gint64 *out) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
