// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiTextUnit:
 * @WABI_TEXT_SENTENCES: sentences, lines, and the blanks between them: what a merge may take from one or the other
 * @WABI_TEXT_WORDS: words, blanks and signs: what a person is shown as changed
 *
 * Into what a text is taken apart.
 */
typedef enum
{
  WABI_TEXT_SENTENCES,
  WABI_TEXT_WORDS,
} WabiTextUnit;

/**
 * WabiTextHunk:
 * @a_from: first piece of the one text that differs
 * @a_to: the piece after the last
 * @b_from: first piece of the other text that stands there instead
 * @b_to: the piece after the last
 *
 * One place where two texts differ.
 */
typedef struct
{
  guint a_from, a_to, b_from, b_to;
} WabiTextHunk;

/**
 * wabi_text_split:
 * @text: UTF-8
 * @unit: into what
 *
 * Returns: (transfer full): the pieces; put together they are @text again, byte for byte
 */
GStrv wabi_text_split (const char *text, WabiTextUnit unit);

/**
 * wabi_text_diff:
 * @a: pieces of the one text
 * @b: pieces of the other
 *
 * The longest common subsequence decides. Texts that differ in so much that it would take long (more than a
 * million pairs of pieces) are one hunk: that is never wrong, only coarse.
 *
 * Returns: (transfer full) (element-type WabiTextHunk): where they differ, in order; between two hunks lies at
 *   least one common piece
 */
GArray *wabi_text_diff (const char *const *a, const char *const *b);

/**
 * wabi_text_merge:
 * @base: the text both began with
 * @mine: one edit of it
 * @theirs: another
 *
 * Three-way merge by sentences and lines. Words within one sentence are never mixed: “did” of one and “not hit”
 * of another would be a sentence that nobody wrote. The order of @mine and @theirs does not matter.
 *
 * Returns: (transfer full) (nullable): the merged text, or %NULL when both changed the same place in different ways
 */
char *wabi_text_merge (const char *base, const char *mine, const char *theirs);

G_END_DECLS
