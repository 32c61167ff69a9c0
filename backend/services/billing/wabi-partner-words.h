// SPDX-License-Identifier: AGPL-3.0-or-later
// What a partner says about a file, without what it says about a person.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_partner_words_clean:
 * @words: what the partner said, any bytes
 * @x12: (nullable): the file that it is about
 *
 * Names, addresses, birth dates and numbers of people that stand in the file are taken out, and so are all long numbers; what is left is short and one line.
 *
 * Returns: (transfer full): the words; empty where nothing is left
 */
char *wabi_partner_words_clean (const char *words, const char *x12);

G_END_DECLS
