// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters, statements and packets: text that flows over pages, as PDF.

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WabiLeaf:
 *
 * A document in the making: headings, paragraphs and rows one under the other, on US Letter paper with numbered pages.
 */
typedef struct _WabiLeaf WabiLeaf;

/**
 * wabi_leaf_new:
 * @foot: (nullable): stands at the foot of each page, beside "1 / 3"
 *
 * Returns: (transfer full): an empty document
 */
WabiLeaf *wabi_leaf_new (const char *foot);

/** wabi_leaf_free: @leaf (transfer full) (nullable). */
void wabi_leaf_free (WabiLeaf *leaf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiLeaf, wabi_leaf_free)

/** wabi_leaf_title: a large line. */
void wabi_leaf_title (WabiLeaf *leaf, const char *text);

/** wabi_leaf_heading: a bold line that stays with what follows it. */
void wabi_leaf_heading (WabiLeaf *leaf, const char *text);

/** wabi_leaf_text: a paragraph; its line breaks are kept. */
void wabi_leaf_text (WabiLeaf *leaf, const char *text);

/** wabi_leaf_space: @points of nothing. */
void wabi_leaf_space (WabiLeaf *leaf, double points);

/** wabi_leaf_break: what follows begins on a new page. */
void wabi_leaf_break (WabiLeaf *leaf);

/**
 * wabi_leaf_row:
 * @leaf: a document
 * @cells: (array length=n): what stands in the columns
 * @shares: (array length=n): how wide they are, of 100; negative for figures, which stand at the right
 * @n: how many, at most 10
 * @strong: whether it is a head or a total
 *
 * A row of a table. It is never cut by the end of a page.
 */
void wabi_leaf_row (WabiLeaf *leaf, const char *const *cells, const int *shares, guint n, gboolean strong);

/**
 * wabi_leaf_write:
 * @leaf: a document
 * @stream: where the PDF goes; it is not closed
 * @n_pages: (out) (optional): how many pages it has
 * @error: where to put an error of writing
 *
 * Returns: whether all of it was written
 */
gboolean wabi_leaf_write (WabiLeaf *leaf, GOutputStream *stream, guint *n_pages, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
