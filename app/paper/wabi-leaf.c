// SPDX-License-Identifier: AGPL-3.0-or-later
// Text that flows over pages, as PDF.

#include "wabi-leaf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>

/* US Letter, in points. */
#define WIDTH 612.0
#define HEIGHT 792.0
#define MARGIN 60.0
#define BOTTOM (HEIGHT - 66.0)
#define MAX_CELLS 10
#define FONT "Sans 10"

typedef enum
{
  TITLE,
  HEADING,
  TEXT,
  SPACE,
  BREAK,
  ROW,
} Kind;

typedef struct
{
  Kind kind;
  char *text;
  double points;
  char *cells[MAX_CELLS];
  int shares[MAX_CELLS];
  guint n_cells;
  gboolean strong;
} Part;

struct _WabiLeaf
{
  GPtrArray *parts;
  char *foot;
};

/* The pages being drawn; counted first, drawn then. */
typedef struct
{
  WabiLeaf *leaf;
  cairo_t *cairo;
  double y;
  guint page, n_pages;
  GError *error;
} Pen;

static void
free_part (gpointer data)
{
  Part *part = data;

  g_free (part->text);
  for (guint i = 0; i < part->n_cells; i++)
    g_free (part->cells[i]);
  g_free (part);
}

WabiLeaf *
wabi_leaf_new (const char *foot)
{
  WabiLeaf *leaf = g_new0 (WabiLeaf, 1);

  leaf->parts = g_ptr_array_new_with_free_func (free_part);
  leaf->foot = g_strdup (foot != NULL ? foot : "");
  return leaf;
}

void
wabi_leaf_free (WabiLeaf *leaf)
{
  if (leaf == NULL)
    return;
  g_ptr_array_unref (leaf->parts);
  g_free (leaf->foot);
  g_free (leaf);
}

static Part *
add (WabiLeaf *leaf, Kind kind, const char *text)
{
  Part *part = g_new0 (Part, 1);

  part->kind = kind;
  part->text = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (leaf->parts, part);
  return part;
}

void
wabi_leaf_title (WabiLeaf *leaf, const char *text)
{
  add (leaf, TITLE, text);
}

void
wabi_leaf_heading (WabiLeaf *leaf, const char *text)
{
  add (leaf, HEADING, text);
}

void
wabi_leaf_text (WabiLeaf *leaf, const char *text)
{
  add (leaf, TEXT, text);
}

void
wabi_leaf_space (WabiLeaf *leaf, double points)
{
  add (leaf, SPACE, NULL)->points = points;
}

void
wabi_leaf_break (WabiLeaf *leaf)
{
  add (leaf, BREAK, NULL);
}

void
wabi_leaf_row (WabiLeaf *leaf, const char *const *cells, const int *shares, guint n, gboolean strong)
{
  Part *part;

  g_return_if_fail (n <= MAX_CELLS);

  part = add (leaf, ROW, NULL);
  part->n_cells = n;
  part->strong = strong;
  for (guint i = 0; i < n; i++)
    {
      part->cells[i] = g_strdup (cells[i] != NULL ? cells[i] : "");
      part->shares[i] = shares[i];
    }
}

/* ---- Pages ---- */

static PangoLayout *
make_layout (Pen *pen, const char *text, double width, const char *font, gboolean strong)
{
  PangoLayout *layout = pango_cairo_create_layout (pen->cairo);
  PangoFontDescription *description = pango_font_description_from_string (font);

  /* A unit of the page is a point, so that 10 points are 10 points on paper. */
  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  if (strong)
    pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
draw_foot (Pen *pen)
{
  g_autofree char *number = g_strdup_printf ("%u / %u", pen->page, pen->n_pages);
  g_autoptr (PangoLayout) left = make_layout (pen, pen->leaf->foot, WIDTH - 2 * MARGIN - 60, "Sans 8", FALSE);
  g_autoptr (PangoLayout) right = make_layout (pen, number, 60, "Sans 8", FALSE);

  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  cairo_set_source_rgb (pen->cairo, 0.35, 0.35, 0.35);
  cairo_move_to (pen->cairo, MARGIN, HEIGHT - 46);
  pango_cairo_show_layout (pen->cairo, left);
  cairo_move_to (pen->cairo, WIDTH - MARGIN - 60, HEIGHT - 46);
  pango_cairo_show_layout (pen->cairo, right);
  cairo_set_source_rgb (pen->cairo, 0, 0, 0);
}

static void
turn_page (Pen *pen)
{
  draw_foot (pen);
  cairo_show_page (pen->cairo);
  pen->page++;
  pen->y = MARGIN;
}

static void
draw_block (Pen *pen, PangoLayout *layout, double keep)
{
  double height = get_height (layout);

  if (pen->y + height + keep > BOTTOM && pen->y > MARGIN)
    turn_page (pen);
  cairo_move_to (pen->cairo, MARGIN, pen->y);
  pango_cairo_show_layout (pen->cairo, layout);
  pen->y += height;
}

/* A paragraph goes over line by line, so that a long note fills its pages. */
static void
draw_text (Pen *pen, const Part *part)
{
  g_autoptr (PangoLayout) layout = make_layout (pen, part->text, WIDTH - 2 * MARGIN, FONT, FALSE);

  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PangoRectangle logical;
      double height, ascent;

      pango_layout_line_get_extents (line, NULL, &logical);
      height = (double) logical.height / PANGO_SCALE;
      ascent = (double) -logical.y / PANGO_SCALE;
      if (pen->y + height > BOTTOM)
        turn_page (pen);
      cairo_move_to (pen->cairo, MARGIN, pen->y + ascent);
      pango_cairo_show_layout_line (pen->cairo, line);
      pen->y += height;
    }
  pen->y += 5;
}

static void
draw_row (Pen *pen, const Part *part)
{
  PangoLayout *layouts[MAX_CELLS];
  double height = 0, x = MARGIN;

  for (guint i = 0; i < part->n_cells; i++)
    {
      layouts[i] = make_layout (pen, part->cells[i], ABS (part->shares[i]) * (WIDTH - 2 * MARGIN) / 100 - 6, "Sans 9", part->strong);
      pango_layout_set_alignment (layouts[i], part->shares[i] < 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      height = MAX (height, get_height (layouts[i]));
    }
  if (pen->y + height + 6 > BOTTOM && pen->y > MARGIN)
    turn_page (pen);
  for (guint i = 0; i < part->n_cells; i++)
    {
      cairo_move_to (pen->cairo, x, pen->y + 3);
      pango_cairo_show_layout (pen->cairo, layouts[i]);
      x += ABS (part->shares[i]) * (WIDTH - 2 * MARGIN) / 100;
      g_object_unref (layouts[i]);
    }
  pen->y += height + 6;
  cairo_set_source_rgb (pen->cairo, 0.75, 0.75, 0.75);
  cairo_set_line_width (pen->cairo, part->strong ? 0.9 : 0.4);
  cairo_move_to (pen->cairo, MARGIN, pen->y);
  cairo_line_to (pen->cairo, WIDTH - MARGIN, pen->y);
  cairo_stroke (pen->cairo);
  cairo_set_source_rgb (pen->cairo, 0, 0, 0);
}

static void
draw_part (Pen *pen, const Part *part)
{
  g_autoptr (PangoLayout) layout = NULL;

  switch (part->kind)
    {
    case TITLE:
      layout = make_layout (pen, part->text, WIDTH - 2 * MARGIN, "Sans 16", TRUE);
      draw_block (pen, layout, 30);
      pen->y += 6;
      break;
    case HEADING:
      layout = make_layout (pen, part->text, WIDTH - 2 * MARGIN, "Sans 11", TRUE);
      pen->y += 6;
      draw_block (pen, layout, 40);
      pen->y += 3;
      break;
    case TEXT:
      draw_text (pen, part);
      break;
    case SPACE:
      pen->y += part->points;
      break;
    case BREAK:
      if (pen->y > MARGIN)
        turn_page (pen);
      break;
    case ROW:
      draw_row (pen, part);
      break;
    }
}

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  gpointer *to = closure;

  if (to[0] == NULL)
    return CAIRO_STATUS_SUCCESS;
  return g_output_stream_write_all (to[0], data, length, NULL, NULL, to[1]) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static guint
draw_all (WabiLeaf *leaf, GOutputStream *stream, guint n_pages, GError **error)
{
  gpointer to[] = { stream, error };
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_bytes, to, WIDTH, HEIGHT);
  Pen pen = { leaf, cairo_create (surface), MARGIN, 1, n_pages, NULL };

  for (guint i = 0; i < leaf->parts->len; i++)
    draw_part (&pen, g_ptr_array_index (leaf->parts, i));
  draw_foot (&pen);
  cairo_show_page (pen.cairo);
  cairo_destroy (pen.cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return pen.page;
}

gboolean
wabi_leaf_write (WabiLeaf *leaf, GOutputStream *stream, guint *n_pages, GError **error)
{
  GError *inner = NULL;
  guint pages = draw_all (leaf, NULL, 0, NULL);

  draw_all (leaf, stream, pages, &inner);
  if (n_pages != NULL)
    *n_pages = pages;
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, inner);
  return FALSE;
}
