// SPDX-License-Identifier: AGPL-3.0-or-later
// The paper claim as PDF: what is printed stands on the form's grid to the point, whatever the font.

#include "wabi-cms1500-pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#define PAGE_WIDTH 612.0
#define PAGE_HEIGHT 792.0
#define COLUMN 7.2
#define ROW 12.0
#define LEFT ((PAGE_WIDTH - WABI_CMS1500_COLUMNS * COLUMN) / 2)

/* A box of the form: its first row, its columns and its number. */
typedef struct
{
  guint row, column, width;
  const char *label;
} Box;

static const Box boxes[] = {
  { 7, 1, 49, "1 PLAN" }, { 7, 50, 30, "1a INSURED'S ID" },
  { 9, 1, 29, "2 PATIENT'S NAME" }, { 9, 30, 20, "3 BIRTH DATE   SEX" }, { 9, 50, 30, "4 INSURED'S NAME" },
  { 11, 1, 29, "5 PATIENT'S ADDRESS" }, { 11, 30, 20, "6 RELATION TO INSURED" }, { 11, 50, 30, "7 INSURED'S ADDRESS" },
  { 13, 1, 25, "CITY" }, { 13, 26, 4, "STATE" }, { 13, 30, 20, "8" }, { 13, 50, 24, "CITY" }, { 13, 74, 6, "STATE" },
  { 15, 1, 29, "ZIP   PHONE" }, { 15, 30, 20, "" }, { 15, 50, 30, "ZIP   PHONE" },
  { 17, 1, 29, "9 OTHER INSURED" }, { 17, 30, 20, "10 CONDITION RELATED TO" }, { 17, 50, 30, "11 GROUP NUMBER" },
  { 19, 1, 29, "9a OTHER POLICY" }, { 19, 30, 20, "10a EMPLOYMENT" }, { 19, 50, 30, "11a INSURED'S BIRTH DATE   SEX" },
  { 21, 1, 29, "9b" }, { 21, 30, 20, "10b AUTO ACCIDENT" }, { 21, 50, 30, "11b OTHER CLAIM ID" },
  { 23, 1, 29, "9c" }, { 23, 30, 20, "10c OTHER ACCIDENT" }, { 23, 50, 30, "11c PLAN" },
  { 25, 1, 29, "9d OTHER PLAN" }, { 25, 30, 20, "10d CLAIM CODES" }, { 25, 50, 30, "11d ANOTHER PLAN?" },
  { 27, 1, 49, "12 PATIENT'S SIGNATURE" }, { 27, 50, 30, "13 INSURED'S SIGNATURE" },
  { 30, 1, 29, "14 DATE OF ILLNESS" }, { 30, 30, 20, "15 OTHER DATE" }, { 30, 50, 30, "16 UNABLE TO WORK" },
  { 32, 1, 29, "17 REFERRING OR SUPERVISING" }, { 32, 30, 20, "17b NPI" }, { 32, 50, 30, "18 HOSPITAL DATES" },
  { 34, 1, 49, "19 ADDITIONAL INFORMATION" }, { 34, 50, 30, "20 OUTSIDE LAB" },
  { 36, 1, 49, "21 DIAGNOSES  A B C D / E F G H / I J K L     ICD" }, { 37, 50, 30, "22 RESUBMISSION   ORIGINAL REF" }, { 39, 50, 30, "23 AUTHORIZATION" },
  { 41, 1, 18, "24A DATES" }, { 41, 19, 3, "B" }, { 41, 22, 3, "C" }, { 41, 25, 20, "D CODE  MODIFIERS" }, { 41, 45, 5, "E" },
  { 41, 50, 10, "F CHARGES" }, { 41, 60, 4, "G" }, { 41, 64, 4, "H I" }, { 41, 68, 12, "J RENDERING" },
  { 55, 1, 22, "25 TAX ID" }, { 55, 23, 15, "26 ACCOUNT" }, { 55, 38, 12, "27 ASSIGNED" }, { 55, 50, 11, "28 TOTAL" }, { 55, 61, 11, "29 PAID" }, { 55, 72, 8, "30" },
  { 57, 1, 22, "31 SIGNATURE" }, { 57, 23, 27, "32 SERVICE FACILITY" }, { 57, 50, 30, "33 BILLING PROVIDER" },
};

static void
draw_boxes (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0.72, 0.2, 0.2);
  cairo_set_line_width (cr, 0.4);
  cairo_select_font_face (cr, "Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 5);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      const Box *box = &boxes[i];
      guint next = WABI_CMS1500_ROWS - 4;
      double x = LEFT + (box->column - 1) * COLUMN, y = (box->row - 1) * ROW;

      for (guint j = 0; j < G_N_ELEMENTS (boxes); j++)
        if (boxes[j].row > box->row && boxes[j].row < next && boxes[j].column < box->column + box->width
            && box->column < boxes[j].column + boxes[j].width)
          next = boxes[j].row;
      cairo_rectangle (cr, x, y, box->width * COLUMN, (next - box->row) * ROW);
      cairo_stroke (cr);
      cairo_move_to (cr, x + 2, y + 6);
      cairo_show_text (cr, box->label);
    }
  for (guint line = 1; line < WABI_CMS1500_LINES; line++)
    {
      cairo_move_to (cr, LEFT, (42 + 2 * line) * ROW);
      cairo_line_to (cr, LEFT + 79 * COLUMN, (42 + 2 * line) * ROW);
      cairo_stroke (cr);
    }
}

/* Each word is placed by itself, so that no font's width moves what follows. */
static void
draw_row (cairo_t *cr, const char *row, guint number)
{
  for (guint i = 0; row[i] != '\0';)
    {
      guint end = i;

      while (row[end] != '\0' && row[end] != ' ')
        end++;
      for (guint c = i; c < end; c++)
        {
          const char letter[] = { row[c], '\0' };

          cairo_move_to (cr, LEFT + c * COLUMN, number * ROW - 3);
          cairo_show_text (cr, letter);
        }
      i = end + 1;
      if (row[end] == '\0')
        break;
    }
}

static void
draw_page (cairo_t *cr, const WabiCms1500Page *page, gboolean with_form)
{
  if (with_form)
    draw_boxes (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_select_font_face (cr, "Monospace", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 11);
  for (guint row = 0; row < WABI_CMS1500_ROWS; row++)
    draw_row (cr, page->rows[row], row + 1);
  cairo_show_page (cr);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
wabi_cms1500_make_pdf (const GPtrArray *pages, gboolean with_form, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  for (guint i = 0; i < pages->len; i++)
    draw_page (cr, g_ptr_array_index (pages, i), with_form);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The form cannot be drawn: %s."), cairo_status_to_string (status));
  return NULL;
}
