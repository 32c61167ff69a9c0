// SPDX-License-Identifier: AGPL-3.0-or-later
// The words and figures of a text, for grounding: an inner header of this library.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** WabiTokenKind: a word, digits, or any other sign. */
typedef enum
{
  WABI_TOKEN_WORD,
  WABI_TOKEN_NUMBER,
  WABI_TOKEN_MARK,
} WabiTokenKind;

/**
 * WabiToken:
 * @folded: the word in lower case, the digits, or the sign; owned
 * @value: of digits
 * @decimals: of digits
 * @glued: no blank stands before it
 * @sentence: number of its sentence
 */
typedef struct
{
  WabiTokenKind kind;
  gsize start;
  gsize length;
  char *folded;
  double value;
  int decimals;
  gboolean glued;
  int sentence;
} WabiToken;

/** WabiFigureKind: what a figure measures; a bare one does not say, an aside measures nothing of the session.
 */
typedef enum
{
  WABI_FIGURE_COUNT,
  WABI_FIGURE_PERCENT,
  WABI_FIGURE_RATIO,
  WABI_FIGURE_DURATION,
  WABI_FIGURE_ORDINAL,
  WABI_FIGURE_TIME,
  WABI_FIGURE_BARE,
  WABI_FIGURE_ASIDE,
} WabiFigureKind;

/**
 * WabiFigure:
 * @first: index of its first token
 * @end: index after its last
 * @value: the number; seconds of a duration, minutes since midnight of a time
 * @total: of "9 of 10"; 0 for none
 * @unit: "trial", "target", "time", "session", "unit", "step" or ""
 * @quality: "correct", "incorrect", "prompted" or %NULL
 */
typedef struct
{
  WabiFigureKind kind;
  gsize first;
  gsize end;
  double value;
  int decimals;
  double total;
  const char *unit;
  const char *quality;
} WabiFigure;

/** wabi_grounding_tokens: Returns: (transfer full) (element-type WabiToken): of @text up to its first byte
 * that is no UTF-8. */
GArray *wabi_grounding_tokens (const char *text);

/** wabi_grounding_figures: Returns: (transfer full) (element-type WabiFigure): in order, not overlapping. */
GArray *wabi_grounding_figures (const GArray *tokens);

/** wabi_grounding_token: Returns: (transfer none) (nullable): token @index; %NULL beyond either end. */
const WabiToken *wabi_grounding_token (const GArray *tokens, gssize index);

/** wabi_grounding_is_one_of: Returns: whether token @index is one of the words in @list, "a|b|c". */
gboolean wabi_grounding_is_one_of (const GArray *tokens, gssize index, const char *list);

G_END_DECLS
