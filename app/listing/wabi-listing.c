// SPDX-License-Identifier: AGPL-3.0-or-later
// A table that leaves the program, and its text form.

#include "wabi-listing-private.h"

#include <math.h>
#include <string.h>

static void
clear_column (gpointer data)
{
  g_free (((WabiListingColumn *) data)->title);
}

static void
clear_cell (gpointer data)
{
  g_free (((WabiListingCell *) data)->text);
}

static void
free_row (gpointer data)
{
  WabiListingRow *row = data;

  g_array_unref (row->cells);
  g_free (row);
}

WabiListing *
wabi_listing_new (const char *title, const char *subtitle)
{
  WabiListing *sheet = g_new0 (WabiListing, 1);

  sheet->users = 1;
  sheet->title = g_strdup (title);
  sheet->subtitle = g_strdup (subtitle);
  sheet->columns = g_array_new (FALSE, TRUE, sizeof (WabiListingColumn));
  g_array_set_clear_func (sheet->columns, clear_column);
  sheet->rows = g_ptr_array_new_with_free_func (free_row);
  return sheet;
}

WabiListing *
wabi_listing_ref (WabiListing *sheet)
{
  sheet->users++;
  return sheet;
}

void
wabi_listing_free (WabiListing *sheet)
{
  if (sheet == NULL || --sheet->users > 0)
    return;
  g_free (sheet->title);
  g_free (sheet->subtitle);
  g_array_unref (sheet->columns);
  g_ptr_array_unref (sheet->rows);
  wabi_listing_chart_free (sheet->chart);
  g_free (sheet);
}

void
wabi_listing_add_column (WabiListing *sheet, const char *title, WabiCellType type, double weight)
{
  WabiListingColumn column = { g_strdup (title), type, weight };

  g_array_append_val (sheet->columns, column);
}

void
wabi_listing_begin_row (WabiListing *sheet, WabiRowStyle style)
{
  WabiListingRow *row = g_new0 (WabiListingRow, 1);

  row->style = style;
  row->cells = g_array_new (FALSE, TRUE, sizeof (WabiListingCell));
  g_array_set_clear_func (row->cells, clear_cell);
  g_ptr_array_add (sheet->rows, row);
}

static void
add_cell (WabiListing *sheet, const char *text, gboolean has_number, double number)
{
  WabiListingCell cell = { g_strdup (text), has_number, number };
  WabiListingRow *row;

  g_return_if_fail (sheet->rows->len > 0);

  row = g_ptr_array_index (sheet->rows, sheet->rows->len - 1);
  g_array_append_val (row->cells, cell);
}

void
wabi_listing_add_text (WabiListing *sheet, const char *text)
{
  add_cell (sheet, text, FALSE, 0);
}

void
wabi_listing_add_number (WabiListing *sheet, const char *text, double number)
{
  add_cell (sheet, text, TRUE, number);
}

guint
wabi_listing_count_rows (const WabiListing *sheet)
{
  return sheet->rows->len;
}

const char *
wabi_listing_get_text (const WabiListing *sheet, guint row, guint column)
{
  WabiListingRow *there = row < sheet->rows->len ? g_ptr_array_index (sheet->rows, row) : NULL;

  return there != NULL && column < there->cells->len ? g_array_index (there->cells, WabiListingCell, column).text : NULL;
}

const char *
wabi_listing_get_title (const WabiListing *sheet)
{
  return sheet->title;
}

/* ---- text ---- */

static void
append_text (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (csv, '\'');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

/* Whole cents, so that no sum is off by what a binary fraction leaves over. */
static void
append_money (GString *csv, double cents)
{
  gint64 whole = (gint64) llround (cents);

  g_string_append_printf (csv, "%s%" G_GINT64_FORMAT ".%02d", whole < 0 ? "-" : "", ABS (whole) / 100, (int) (ABS (whole) % 100));
}

static void
append_number (GString *csv, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (csv, g_ascii_formatd (text, sizeof text, number == floor (number) ? "%.0f" : "%.4f", number));
}

static void
append_row (GString *csv, const WabiListing *sheet, const WabiListingRow *row)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const WabiListingCell *cell = i < row->cells->len ? &g_array_index (row->cells, WabiListingCell, i) : NULL;

      if (i > 0)
        g_string_append_c (csv, ',');
      if (cell == NULL || !cell->has_number)
        append_text (csv, cell != NULL ? cell->text : NULL);
      else if (g_array_index (sheet->columns, WabiListingColumn, i).type == WABI_CELL_MONEY)
        append_money (csv, cell->number);
      else
        append_number (csv, cell->number);
    }
  g_string_append (csv, "\r\n");
}

char *
wabi_listing_to_csv (const WabiListing *sheet)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < sheet->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      append_text (csv, g_array_index (sheet->columns, WabiListingColumn, i).title);
    }
  g_string_append (csv, "\r\n");
  for (guint i = 0; i < sheet->rows->len; i++)
    append_row (csv, sheet, g_ptr_array_index (sheet->rows, i));
  return g_string_free (csv, FALSE);
}
