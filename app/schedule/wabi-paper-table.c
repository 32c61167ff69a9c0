// SPDX-License-Identifier: AGPL-3.0-or-later
// Months, weeks of many and the board on paper: rows that are as high as what is in them.

#include "wabi-paper-private.h"

#include <string.h>

#include "wabi-format.h"

#define LINE 11.0
#define NAMES 96.0
#define COLUMNS 7
#define LEAST 30.0
#define MOST_LINES 24 /* of a cell on one page */

static GPtrArray *
list_cell (WabiPaper *paper, guint row, guint column)
{
  GListModel *all = wabi_schedule_model_get_segments (paper->model);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (all, i);
      const WabiSegmentInfo *info = wabi_segment_get_info (segment);

      if (info->row == row && info->column == column)
        g_ptr_array_add (found, g_steal_pointer (&segment));
    }
  return found;
}

static double
measure_row (WabiPaper *paper, guint row)
{
  double height = LEAST;

  /* A month fills its page. */
  if (paper->model->choice.view == WABI_SCHEDULE_MONTH)
    height = MAX (height, (paper->height - WABI_PAPER_HEAD - WABI_PAPER_FOOT - 19) / paper->model->rows->len);
  for (guint column = 0; column < COLUMNS; column++)
    {
      const WabiMatrixCell *cell = &g_array_index (paper->model->cells, WabiMatrixCell, row * COLUMNS + column);
      g_autoptr (GPtrArray) segments = list_cell (paper, row, column);
      double lines = MIN (segments->len, MOST_LINES) + (cell->heading != NULL || cell->note != NULL ? 1 : 0) + (cell->detail != NULL ? 1 : 0);

      height = MAX (height, lines * LINE + 6);
    }
  return height;
}

void
wabi_paper_paginate_table (WabiPaper *paper)
{
  double y = WABI_PAPER_HEAD + 18, bottom = paper->height - WABI_PAPER_FOOT;

  for (guint row = 0; row < paper->model->rows->len; row++)
    {
      double height = measure_row (paper, row);

      if (y + height > bottom && y > WABI_PAPER_HEAD + 18)
        {
          g_array_append_val (paper->starts, row);
          y = WABI_PAPER_HEAD + 18;
        }
      y += height;
    }
}

static void
draw_cell (WabiPaper *paper, cairo_t *cairo, guint row, guint column, double x, double y, double width, double height)
{
  const WabiMatrixCell *cell = &g_array_index (paper->model->cells, WabiMatrixCell, row * COLUMNS + column);
  g_autoptr (GPtrArray) segments = list_cell (paper, row, column);
  g_autofree char *head = g_strjoin (cell->heading != NULL && cell->note != NULL ? "  " : "", cell->heading != NULL ? cell->heading : "",
                                     cell->note != NULL ? cell->note : "", NULL);

  cairo_set_source_rgb (cairo, 0.75, 0.75, 0.75);
  cairo_set_line_width (cairo, 0.5);
  cairo_rectangle (cairo, x, y, width, height);
  cairo_stroke (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  y += 2;
  if (*head != '\0')
    {
      wabi_paper_write (cairo, head, x + 3, y, width - 5, 8.5, TRUE, FALSE);
      y += LINE;
    }
  if (cell->detail != NULL)
    {
      wabi_paper_write (cairo, cell->detail, x + 3, y, width - 5, 7.5, FALSE, FALSE);
      y += LINE;
    }
  for (guint i = 0; i < segments->len && i < MOST_LINES; i++)
    {
      const WabiSegmentInfo *info = wabi_segment_get_info (g_ptr_array_index (segments, i));
      g_autofree char *text = g_strdup_printf ("%s %s", info->lead != NULL ? info->lead : "", info->title);

      wabi_paper_box (cairo, info, x + 1.5, y, width - 3, LINE - 1.5);
      wabi_paper_write (cairo, text, x + 3, y, width - 6, 7.5, FALSE, FALSE);
      y += LINE;
    }
}

void
wabi_paper_draw_table (WabiPaper *paper, cairo_t *cairo, guint from, guint to)
{
  gboolean named = paper->model->rows->len > 0 && ((WabiScheduleRow *) g_ptr_array_index (paper->model->rows, 0))->title != NULL;
  double left = named ? NAMES : 0, width = (paper->width - left) / COLUMNS, y = WABI_PAPER_HEAD;
  WabiDay first, last;

  wabi_schedule_model_get_days (paper->model, &first, &last);
  for (int column = 0; column < COLUMNS; column++)
    {
      g_autofree char *day = wabi_format_day (first + column);

      if (paper->model->choice.view == WABI_SCHEDULE_MONTH && strchr (day, ',') != NULL)
        *strchr (day, ',') = '\0';
      wabi_paper_write (cairo, day, left + width * column + 3, y, width - 5, 9, TRUE, FALSE);
    }
  y += 18;
  for (guint row = from; row < to; row++)
    {
      const WabiScheduleRow *info = g_ptr_array_index (paper->model->rows, row);
      double height = measure_row (paper, row);

      if (named)
        {
          wabi_paper_write (cairo, info->title, 0, y + 2, left - 4, 9, TRUE, FALSE);
          wabi_paper_write (cairo, info->subtitle != NULL ? info->subtitle : "", 0, y + 14, left - 4, 7.5, FALSE, FALSE);
        }
      for (guint column = 0; column < COLUMNS; column++)
        draw_cell (paper, cairo, row, column, left + width * column, y, width, height);
      y += height;
    }
}
