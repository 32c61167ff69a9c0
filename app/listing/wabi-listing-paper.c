// SPDX-License-Identifier: AGPL-3.0-or-later
// A sheet on pages: words wrap, numbers stand at the right, and each page says what it is of.

#include "wabi-listing-private.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>

#define HEAD 42.0
#define FOOT 18.0
#define GAP 8.0
#define SIZE 8.5
#define PAD 2.5

struct _WabiListingPaper
{
  const WabiListing *sheet;
  char *practice, *foot;
  double width, height;
  double *lefts, *widths; /* by column */
  GArray *starts;         /* of guint: the first row of each page */
};

/* @width 0 lets it be as wide as it is. */
static PangoLayout *
lay_out (cairo_t *cairo, const char *text, double width, double size, gboolean bold, gboolean right)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, "sans-serif");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text != NULL ? text : "", -1);
  if (width > 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  return layout;
}

/* Returns the height; draws nothing where @draw is FALSE. */
static double
write_text (cairo_t *cairo, const char *text, double x, double y, double width, double size, gboolean bold, gboolean right, gboolean draw)
{
  g_autoptr (PangoLayout) layout = lay_out (cairo, text, width, size, bold, right);
  int high;

  pango_layout_get_size (layout, NULL, &high);
  if (draw)
    {
      cairo_move_to (cairo, x, y);
      pango_cairo_show_layout (cairo, layout);
    }
  return (double) high / PANGO_SCALE;
}

double
wabi_listing_write (cairo_t *cairo, const char *text, double x, double y, double width, double size, gboolean bold)
{
  g_autoptr (PangoLayout) layout = lay_out (cairo, text, width, size, bold, FALSE);
  int wide;

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (width > 0)
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_size (layout, &wide, NULL);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);
  return (double) wide / PANGO_SCALE;
}

static double
write_row (const WabiListingPaper *paper, cairo_t *cairo, const WabiListingRow *row, double y, gboolean draw)
{
  gboolean bold = row->style != WABI_ROW_PLAIN, across = row->style == WABI_ROW_HEADING;
  double high = SIZE;

  for (guint i = 0; i < row->cells->len && i < paper->sheet->columns->len; i++)
    {
      gboolean right = g_array_index (paper->sheet->columns, WabiListingColumn, i).type != WABI_CELL_TEXT;
      double width = across && row->cells->len == 1 ? paper->width : paper->widths[i];

      high = MAX (high, write_text (cairo, g_array_index (row->cells, WabiListingCell, i).text, paper->lefts[i], y + PAD, width, SIZE, bold, right, draw));
    }
  return high + 2 * PAD;
}

static double
write_titles (const WabiListingPaper *paper, cairo_t *cairo, double y, gboolean draw)
{
  double high = SIZE;

  for (guint i = 0; i < paper->sheet->columns->len; i++)
    {
      const WabiListingColumn *column = &g_array_index (paper->sheet->columns, WabiListingColumn, i);

      high = MAX (high, write_text (cairo, column->title, paper->lefts[i], y, paper->widths[i], SIZE, TRUE, column->type != WABI_CELL_TEXT, draw));
    }
  return high + 2 * PAD;
}

static void
place_columns (WabiListingPaper *paper)
{
  guint n = paper->sheet->columns->len;
  double sum = 0, x = 0, room = paper->width - GAP * (n > 0 ? n - 1 : 0);

  paper->lefts = g_new0 (double, n + 1);
  paper->widths = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    sum += g_array_index (paper->sheet->columns, WabiListingColumn, i).weight;
  for (guint i = 0; i < n; i++)
    {
      paper->widths[i] = room * g_array_index (paper->sheet->columns, WabiListingColumn, i).weight / sum;
      paper->lefts[i] = x;
      x += paper->widths[i] + GAP;
    }
}

/* A heading is not left alone at the end of a page. */
static void
paginate (WabiListingPaper *paper)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cairo = cairo_create (surface);
  double top = HEAD + write_titles (paper, cairo, HEAD, FALSE), y = top + wabi_listing_chart_measure (paper->sheet);
  guint first = 0;

  g_array_append_val (paper->starts, first);
  for (guint i = 0; i < paper->sheet->rows->len; i++)
    {
      const WabiListingRow *row = g_ptr_array_index (paper->sheet->rows, i);
      double high = write_row (paper, cairo, row, y, FALSE), more = row->style == WABI_ROW_HEADING ? 3 * (SIZE + 2 * PAD) : 0;

      if (y + high + more > paper->height - FOOT && i > g_array_index (paper->starts, guint, paper->starts->len - 1))
        {
          g_array_append_val (paper->starts, i);
          y = top;
        }
      y += high;
    }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
}

WabiListingPaper *
wabi_listing_paper_new (const WabiListing *sheet, const char *practice, const char *foot, double width, double height)
{
  WabiListingPaper *paper = g_new0 (WabiListingPaper, 1);

  paper->sheet = sheet;
  paper->practice = g_strdup (practice);
  paper->foot = g_strdup (foot);
  paper->width = width;
  paper->height = height;
  paper->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  place_columns (paper);
  paginate (paper);
  return paper;
}

void
wabi_listing_paper_free (WabiListingPaper *paper)
{
  if (paper == NULL)
    return;
  g_free (paper->practice);
  g_free (paper->foot);
  g_free (paper->lefts);
  g_free (paper->widths);
  g_array_unref (paper->starts);
  g_free (paper);
}

guint
wabi_listing_paper_count_pages (const WabiListingPaper *paper)
{
  return paper->starts->len;
}

static void
draw_line (cairo_t *cairo, double width, double y, double gray)
{
  cairo_set_source_rgb (cairo, gray, gray, gray);
  cairo_set_line_width (cairo, 0.5);
  cairo_move_to (cairo, 0, y);
  cairo_line_to (cairo, width, y);
  cairo_stroke (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
}

void
wabi_listing_paper_draw (const WabiListingPaper *paper, cairo_t *cairo, guint page)
{
  guint last = page + 1 < paper->starts->len ? g_array_index (paper->starts, guint, page + 1) : paper->sheet->rows->len;
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), page + 1, paper->starts->len);
  double y;

  g_return_if_fail (page < paper->starts->len);

  cairo_set_source_rgb (cairo, 0, 0, 0);
  write_text (cairo, paper->sheet->title, 0, 0, paper->width * 0.65, 13, TRUE, FALSE, TRUE);
  write_text (cairo, paper->practice, paper->width * 0.65, 1, paper->width * 0.35, 10, FALSE, TRUE, TRUE);
  write_text (cairo, paper->sheet->subtitle, 0, 18, paper->width, 9, FALSE, FALSE, TRUE);
  write_text (cairo, paper->foot, 0, paper->height - 11, paper->width * 0.8, 8, FALSE, FALSE, TRUE);
  write_text (cairo, number, 0, paper->height - 11, paper->width, 8, FALSE, TRUE, TRUE);
  y = HEAD + (page == 0 ? wabi_listing_chart_measure (paper->sheet) : 0);
  if (page == 0)
    wabi_listing_chart_draw (paper->sheet, cairo, paper->width, HEAD);
  y += write_titles (paper, cairo, y, TRUE);
  draw_line (cairo, paper->width, y - PAD, 0.3);
  for (guint i = g_array_index (paper->starts, guint, page); i < last; i++)
    {
      const WabiListingRow *row = g_ptr_array_index (paper->sheet->rows, i);

      if (row->style == WABI_ROW_TOTAL)
        draw_line (cairo, paper->width, y, 0.3);
      y += write_row (paper, cairo, row, y, TRUE);
      if (row->style == WABI_ROW_PLAIN)
        draw_line (cairo, paper->width, y, 0.88);
    }
}
