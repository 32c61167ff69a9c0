// SPDX-License-Identifier: AGPL-3.0-or-later
// A table with a title, for paper and for other programs.

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiCellType:
 * @WABI_CELL_TEXT: words
 * @WABI_CELL_NUMBER: a number
 * @WABI_CELL_MONEY: cents, shown as dollars
 *
 * What stands in a column. Numbers and money stand at the right.
 */
typedef enum
{
  WABI_CELL_TEXT,
  WABI_CELL_NUMBER,
  WABI_CELL_MONEY,
} WabiCellType;

/**
 * WabiRowStyle:
 * @WABI_ROW_PLAIN: a row like others
 * @WABI_ROW_HEADING: begins a group; its first cell is its words
 * @WABI_ROW_TOTAL: what the rows come to
 *
 * What a row is.
 */
typedef enum
{
  WABI_ROW_PLAIN,
  WABI_ROW_HEADING,
  WABI_ROW_TOTAL,
} WabiRowStyle;

/**
 * WabiListing:
 *
 * Columns, rows and a title; filled from left to right and from top to bottom.
 */
typedef struct _WabiListing WabiListing;

/**
 * wabi_listing_new:
 * @title: what it is
 * @subtitle: (nullable): of which days, of whom
 *
 * Returns: (transfer full): an empty sheet
 */
WabiListing *wabi_listing_new (const char *title, const char *subtitle);

/** wabi_listing_ref: Returns: (transfer full): the same sheet, for one more who frees it */
WabiListing *wabi_listing_ref (WabiListing *sheet);

/** wabi_listing_free: @sheet (transfer full) (nullable): what is not needed any more */
void wabi_listing_free (WabiListing *sheet);

/**
 * wabi_listing_add_column:
 * @sheet: a sheet without rows
 * @title: over the column
 * @type: what stands in it
 * @weight: how wide it is beside the others
 */
void wabi_listing_add_column (WabiListing *sheet, const char *title, WabiCellType type, double weight);

/**
 * wabi_listing_begin_row:
 * @sheet: a sheet
 * @style: what the row is
 */
void wabi_listing_begin_row (WabiListing *sheet, WabiRowStyle style);

/**
 * wabi_listing_add_text:
 * @sheet: a sheet with a row that was begun
 * @text: (nullable): the next cell
 */
void wabi_listing_add_text (WabiListing *sheet, const char *text);

/**
 * wabi_listing_add_number:
 * @sheet: a sheet with a row that was begun
 * @text: as people read it
 * @number: as other programs do; cents in a column of money
 */
void wabi_listing_add_number (WabiListing *sheet, const char *text, double number);

/** WABI_LISTING_MOST_PARTS: parts of a bar. */
#define WABI_LISTING_MOST_PARTS 6

/**
 * wabi_listing_begin_chart:
 * @sheet: a sheet
 * @lying: whether the bars lie, as on the screen
 * @mark: (nullable): what the tick across a bar is
 *
 * On paper a chart stands over the table; what other programs read has the table only.
 */
void wabi_listing_begin_chart (WabiListing *sheet, gboolean lying, const char *mark);

/** wabi_listing_add_part: says what the next part of each bar of the chart of @sheet is, before its bars are added. */
void wabi_listing_add_part (WabiListing *sheet, const char *words);

/**
 * wabi_listing_add_bar:
 * @sheet: a sheet with a chart
 * @label: beside or under it
 * @value: (nullable): at its end
 * @parts: how long each part is
 * @mark: where the tick is; negative for none
 */
void wabi_listing_add_bar (WabiListing *sheet, const char *label, const char *value, const double *parts, double mark);

/** wabi_listing_count_bars: Returns: how many bars are drawn on paper. */
guint wabi_listing_count_bars (const WabiListing *sheet);

/** wabi_listing_count_rows: Returns: how many rows there are. */
guint wabi_listing_count_rows (const WabiListing *sheet);

/** wabi_listing_get_text: Returns: (nullable): what people read in a cell, counted from 0; %NULL where nothing stands. */
const char *wabi_listing_get_text (const WabiListing *sheet, guint row, guint column);

/** wabi_listing_get_title: Returns: what it is. */
const char *wabi_listing_get_title (const WabiListing *sheet);

/**
 * wabi_listing_to_csv:
 * @sheet: a sheet
 *
 * Columns and rows, without title; money as dollars with two decimals. A text that begins like a formula is defused: spreadsheets run what they
 * read.
 *
 * Returns: (transfer full): RFC 4180 with a heading line
 */
char *wabi_listing_to_csv (const WabiListing *sheet);

/**
 * wabi_listing_write_xlsx:
 * @sheet: a sheet
 * @path: the file, which is replaced; only its owner may read it
 * @error: where to put an error of #GFileError
 *
 * An Office Open XML workbook with one sheet; numbers are numbers.
 *
 * Returns: whether it is written
 */
gboolean wabi_listing_write_xlsx (const WabiListing *sheet, const char *path, GError **error);

/**
 * WabiListingPaper:
 *
 * A sheet laid out for pages of a size, in black on white.
 */
typedef struct _WabiListingPaper WabiListingPaper;

/**
 * wabi_listing_paper_new:
 * @sheet: (transfer none): a sheet that outlives the paper
 * @practice: name of the practice, for the head of each page
 * @foot: (nullable): at the foot of each page, such as when it was printed and by whom
 * @width: of a page, in points
 * @height: of a page, in points
 *
 * Returns: (transfer full): the pages
 */
WabiListingPaper *wabi_listing_paper_new (const WabiListing *sheet, const char *practice, const char *foot, double width, double height);

/** wabi_listing_paper_free: @paper (transfer full) (nullable): what to free */
void wabi_listing_paper_free (WabiListingPaper *paper);

/** wabi_listing_paper_count_pages: Returns: how many, at least one. */
guint wabi_listing_paper_count_pages (const WabiListingPaper *paper);

/**
 * wabi_listing_paper_draw:
 * @paper: the pages
 * @cairo: where to draw
 * @page: which, from 0 on
 */
void wabi_listing_paper_draw (const WabiListingPaper *paper, cairo_t *cairo, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiListing, wabi_listing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiListingPaper, wabi_listing_paper_free)

G_END_DECLS
