// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_text_is_blank:
 * @text: (nullable): any text
 *
 * Returns: whether @text is %NULL or holds nothing but white space
 */
gboolean wabi_text_is_blank (const char *text);

/**
 * wabi_text_fold:
 * @text: UTF-8
 *
 * Lower case without accents, for finding a person by part of a name whatever the keyboard.
 *
 * Returns: (transfer full): the folded text
 */
char *wabi_text_fold (const char *text);

/**
 * wabi_text_list_has:
 * @list: words with one blank between them, as in a field table
 * @word: the word looked for
 *
 * Returns: whether @word is one of @list
 */
gboolean wabi_text_list_has (const char *list, const char *word);

/**
 * wabi_text_equal_secret:
 * @a: one secret
 * @b: another
 *
 * Compares in a time that does not depend on where they differ.
 *
 * Returns: whether they are equal
 */
gboolean wabi_text_equal_secret (const char *a, const char *b);

/**
 * wabi_text_hash_hex:
 * @text: (array length=length): bytes
 * @length: how many, or -1 for NUL-terminated text
 *
 * Returns: (transfer full): SHA-256 in lower-case hexadecimal
 */
char *wabi_text_hash_hex (const char *text, gssize length);

G_END_DECLS
