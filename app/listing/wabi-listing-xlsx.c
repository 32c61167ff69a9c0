// SPDX-License-Identifier: AGPL-3.0-or-later
// A sheet as a workbook. Written beside its place, then moved there, so that no half of it is ever found.

#include "wabi-listing-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

typedef struct
{
  lxw_worksheet *page;
  lxw_format *title, *head, *text, *number, *money, *total_text, *total_number, *total_money;
} Book;

static lxw_format *
make_format (lxw_workbook *workbook, gboolean bold, const char *numbers, gboolean line)
{
  lxw_format *format = workbook_add_format (workbook);

  if (bold)
    format_set_bold (format);
  if (numbers != NULL)
    format_set_num_format (format, numbers);
  if (line)
    format_set_top (format, LXW_BORDER_THIN);
  return format;
}

static void
make_formats (Book *book, lxw_workbook *workbook)
{
  const char *money = "#,##0.00;[Red]-#,##0.00", *number = "#,##0.##";

  book->title = make_format (workbook, TRUE, NULL, FALSE);
  format_set_font_size (book->title, 14);
  book->head = make_format (workbook, TRUE, NULL, FALSE);
  format_set_bottom (book->head, LXW_BORDER_THIN);
  book->text = make_format (workbook, FALSE, NULL, FALSE);
  book->number = make_format (workbook, FALSE, number, FALSE);
  book->money = make_format (workbook, FALSE, money, FALSE);
  book->total_text = make_format (workbook, TRUE, NULL, TRUE);
  book->total_number = make_format (workbook, TRUE, number, TRUE);
  book->total_money = make_format (workbook, TRUE, money, TRUE);
}

/* Text is always written as text: a name that begins with "=" is no formula. */
static lxw_error
write_row (Book *book, const WabiListing *sheet, const WabiListingRow *row, lxw_row_t at)
{
  gboolean bold = row->style != WABI_ROW_PLAIN;
  lxw_error failed = LXW_NO_ERROR;

  for (guint i = 0; i < row->cells->len && failed == LXW_NO_ERROR; i++)
    {
      const WabiListingCell *cell = &g_array_index (row->cells, WabiListingCell, i);
      gboolean money = i < sheet->columns->len && g_array_index (sheet->columns, WabiListingColumn, i).type == WABI_CELL_MONEY;

      if (!cell->has_number)
        failed = worksheet_write_string (book->page, at, (lxw_col_t) i, cell->text != NULL ? cell->text : "", bold ? book->total_text : book->text);
      else if (money)
        failed = worksheet_write_number (book->page, at, (lxw_col_t) i, cell->number / 100, bold ? book->total_money : book->money);
      else
        failed = worksheet_write_number (book->page, at, (lxw_col_t) i, cell->number, bold ? book->total_number : book->number);
    }
  return failed;
}

static lxw_error
write_all (Book *book, const WabiListing *sheet)
{
  lxw_row_t at = 0;
  lxw_error failed = worksheet_write_string (book->page, at++, 0, sheet->title, book->title);

  if (sheet->subtitle != NULL && failed == LXW_NO_ERROR)
    failed = worksheet_write_string (book->page, at++, 0, sheet->subtitle, book->text);
  at++;
  for (guint i = 0; i < sheet->columns->len && failed == LXW_NO_ERROR; i++)
    {
      const WabiListingColumn *column = &g_array_index (sheet->columns, WabiListingColumn, i);

      worksheet_set_column (book->page, (lxw_col_t) i, (lxw_col_t) i, 8 + 8 * column->weight, NULL);
      failed = worksheet_write_string (book->page, at, (lxw_col_t) i, column->title, book->head);
    }
  at++;
  worksheet_freeze_panes (book->page, at, 0);
  for (guint i = 0; i < sheet->rows->len && failed == LXW_NO_ERROR; i++)
    failed = write_row (book, sheet, g_ptr_array_index (sheet->rows, i), at++);
  return failed;
}

gboolean
wabi_listing_write_xlsx (const WabiListing *sheet, const char *path, GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".part", NULL);
  lxw_workbook *workbook = workbook_new (beside);
  lxw_error failed, closed;
  Book book;

  make_formats (&book, workbook);
  book.page = workbook_add_worksheet (workbook, NULL);
  failed = write_all (&book, sheet);
  closed = workbook_close (workbook); /* writes, and frees the workbook */
  failed = failed != LXW_NO_ERROR ? failed : closed;
  if (failed == LXW_NO_ERROR && g_chmod (beside, 0600) == 0 && g_rename (beside, path) == 0)
    return TRUE;
  g_unlink (beside);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("The workbook could not be written (%s). Choose another folder, or look whether the disk is full."),
               failed != LXW_NO_ERROR ? lxw_strerror (failed) : _("no permission"));
  return FALSE;
}
