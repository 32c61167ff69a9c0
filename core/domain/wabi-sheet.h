// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands on a sheet of paper, kept as it was given: headings, paragraphs and rows, without their fonts.

#pragma once

#include "wabi-zone.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The parts: [{"k":"title","t":["…"]}, {"k":"row","t":["…","…"],"s":[70,-30]}, …]; kinds are title, heading, text, head, row and space. */

/** wabi_sheet_add: @kind is "title", "heading", "text" or "space"; @text may be %NULL for a space. */
void wabi_sheet_add (JsonArray *sheet, const char *kind, const char *text);

/**
 * wabi_sheet_add_row:
 * @sheet: a sheet
 * @strong: whether it is a head or a total
 * @shares: (array length=n): widths of 100; negative for figures
 * @cells: (array length=n): what stands in them
 * @n: how many
 */
void wabi_sheet_add_row (JsonArray *sheet, gboolean strong, const int *shares, const char *const *cells, guint n);

/** wabi_sheet_to_text: Returns: (transfer full): all of it as plain text, a line for each part, cells with " | " between. */
char *wabi_sheet_to_text (JsonArray *sheet);

/**
 * WabiTongue:
 * @WABI_TONGUE_EN: English
 * @WABI_TONGUE_ES: Spanish
 *
 * The language of who reads, which is not that of the program: so these words stand in the code, both beside each other.
 */
typedef enum
{
  WABI_TONGUE_EN,
  WABI_TONGUE_ES,
} WabiTongue;

/** wabi_tongue_from: Returns: the tongue of @language, "en" or "es". */
WabiTongue wabi_tongue_from (const char *language);

/** wabi_tongue_of: @spoken (nullable) as a client's record says it ("Spanish", "Español"); Returns: "es" or "en". */
const char *wabi_tongue_of (const char *spoken);

/** wabi_tongue_pick: Returns: @english or @spanish. */
const char *wabi_tongue_pick (WabiTongue tongue, const char *english, const char *spanish);

/**
 * wabi_tongue_say:
 * @tongue: a language
 * @english: words with {1} to {4} where values stand
 * @spanish: the same in Spanish
 * @...: up to four texts, ended by %NULL
 *
 * Returns: (transfer full): the sentence
 */
char *wabi_tongue_say (WabiTongue tongue, const char *english, const char *spanish, ...) G_GNUC_NULL_TERMINATED;

/** wabi_tongue_date: Returns: (transfer full): "March 9, 2026" or "9 de marzo de 2026"; empty for no day. */
char *wabi_tongue_date (WabiTongue tongue, WabiDay day);

/** wabi_tongue_short_date: Returns: (transfer full): "Mar 9, 2026" or "9 mar. 2026". */
char *wabi_tongue_short_date (WabiTongue tongue, WabiDay day);

/** wabi_tongue_service: Returns: (transfer none) (nullable): what a family calls the service of @code; %NULL for one that is not known. */
const char *wabi_tongue_service (WabiTongue tongue, const char *code);

G_END_DECLS
