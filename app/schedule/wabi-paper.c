// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of a schedule: head, foot, columns of hours and lists; tables have a file of their own.

#include "wabi-paper-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-day-slots.h"
#include "wabi-format.h"
#include "wabi-schedule-block.h"
#include "wabi-visit-words.h"
#include "wabi-words.h"

#define MOST_COLUMNS 9
#define LINE 15.0

/* --- pens --- */

double
wabi_paper_write (cairo_t *cairo, const char *text, double x, double y, double width, double size, gboolean bold, gboolean right)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_new ();
  int high;

  pango_font_description_set_family (font, "sans-serif");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_alignment (layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_get_size (layout, NULL, &high);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);
  return (double) high / PANGO_SCALE;
}

static void
choose_fill (cairo_t *cairo, const WabiSegmentInfo *info)
{
  static const struct
  {
    const char *css_class;
    double red, green, blue;
  } fills[] = {
    { "service-blue", 0.88, 0.93, 0.98 },  { "service-purple", 0.92, 0.88, 0.97 }, { "service-green", 0.88, 0.95, 0.89 },
    { "service-amber", 0.99, 0.94, 0.84 }, { "service-teal", 0.86, 0.95, 0.95 },
  };
  const char *css_class = wabi_service_to_css_class (info->service);

  cairo_set_source_rgb (cairo, 0.94, 0.94, 0.94);
  if (info->state == WABI_SEGMENT_CANCELLED || info->state == WABI_SEGMENT_BLOCK)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    if (strcmp (fills[i].css_class, css_class) == 0)
      cairo_set_source_rgb (cairo, fills[i].red, fills[i].green, fills[i].blue);
}

void
wabi_paper_box (cairo_t *cairo, const WabiSegmentInfo *info, double x, double y, double width, double height)
{
  const double dashes[] = { 3, 2 };

  choose_fill (cairo, info);
  cairo_rectangle (cairo, x, y, width, height);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0.45, 0.45, 0.45);
  cairo_set_line_width (cairo, 0.5);
  if (info->state == WABI_SEGMENT_PLAN || info->state == WABI_SEGMENT_DRAFT || info->state == WABI_SEGMENT_CANCELLED)
    cairo_set_dash (cairo, dashes, 2, 0);
  cairo_rectangle (cairo, x, y, width, height);
  cairo_stroke (cairo);
  cairo_set_dash (cairo, NULL, 0, 0);
  cairo_set_source_rgb (cairo, 0, 0, 0);
}

static void
draw_line (cairo_t *cairo, double x1, double y1, double x2, double y2, double gray)
{
  cairo_set_source_rgb (cairo, gray, gray, gray);
  cairo_set_line_width (cairo, 0.5);
  cairo_move_to (cairo, x1, y1);
  cairo_line_to (cairo, x2, y2);
  cairo_stroke (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
}

static void
draw_frame (WabiPaper *paper, cairo_t *cairo, guint page)
{
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), page + 1, wabi_paper_count_pages (paper));

  cairo_set_source_rgb (cairo, 0, 0, 0);
  wabi_paper_write (cairo, paper->title, 0, 0, paper->width * 0.6, 13, TRUE, FALSE);
  wabi_paper_write (cairo, paper->practice, paper->width * 0.6, 1, paper->width * 0.4, 10, FALSE, TRUE);
  wabi_paper_write (cairo, paper->summary, 0, 17, paper->width, 9, FALSE, FALSE);
  wabi_paper_write (cairo, number, 0, paper->height - 11, paper->width, 8, FALSE, TRUE);
}

/* --- columns of hours --- */

static void
find_hours (WabiPaper *paper, int *first, int *last)
{
  GListModel *segments = wabi_schedule_model_get_segments (paper->model);

  *first = 8 * 60;
  *last = 18 * 60;
  for (guint i = 0; i < g_list_model_get_n_items (segments); i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (segments, i);
      const WabiSegmentInfo *info = wabi_segment_get_info (segment);

      *first = MIN (*first, info->start_minute / 60 * 60);
      *last = MAX (*last, (info->end_minute + 59) / 60 * 60);
    }
}

static void
draw_hours (WabiPaper *paper, cairo_t *cairo, double top, double scale, int first, int last)
{
  for (int minute = first; minute <= last; minute += 60)
    {
      double y = top + (minute - first) * scale;
      g_autofree char *hour = wabi_words_minute (wabi_day_axis_to_clock (&paper->model->axis, minute, FALSE) % WABI_DAY_MINUTES);

      draw_line (cairo, 44, y, paper->width, y, 0.8);
      if (minute < last)
        wabi_paper_write (cairo, hour, 0, y - 4, 40, 7.5, FALSE, TRUE);
    }
}

static void
draw_segment (cairo_t *cairo, const WabiSegmentInfo *info, double x, double y, double width, double height)
{
  double used = 1;

  wabi_paper_box (cairo, info, x, y, width, height);
  cairo_save (cairo);
  cairo_rectangle (cairo, x, y, width, height);
  cairo_clip (cairo);
  used += wabi_paper_write (cairo, info->title, x + 3, y + 1, width - 5, 8, TRUE, FALSE);
  if (info->subtitle != NULL && used + 9 < height)
    wabi_paper_write (cairo, info->subtitle, x + 3, y + used, width - 5, 7.5, FALSE, FALSE);
  cairo_restore (cairo);
}

static void
draw_column (WabiPaper *paper, cairo_t *cairo, guint column, double x, double width, double top, double scale, int first)
{
  GListModel *all = wabi_schedule_model_get_segments (paper->model);
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree WabiDaySlot *slots = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (all, i);

      if (wabi_segment_get_info (segment)->column == column)
        g_ptr_array_add (segments, g_steal_pointer (&segment));
    }
  slots = g_new0 (WabiDaySlot, segments->len + 1);
  for (guint i = 0; i < segments->len; i++)
    {
      slots[i].start_minute = wabi_segment_get_info (g_ptr_array_index (segments, i))->start_minute;
      slots[i].end_minute = wabi_segment_get_info (g_ptr_array_index (segments, i))->end_minute;
    }
  wabi_day_slots_pack (slots, segments->len);
  for (guint i = 0; i < segments->len; i++)
    {
      const WabiSegmentInfo *info = wabi_segment_get_info (g_ptr_array_index (segments, i));
      double lane = (width - 3) / MAX (slots[i].lanes, 1);

      draw_segment (cairo, info, x + 2 + lane * slots[i].lane, top + (info->start_minute - first) * scale + 0.5, lane * MAX (slots[i].span, 1) - 1.5,
                    MAX ((info->end_minute - info->start_minute) * scale - 1, 7));
    }
}

static void
draw_columns (WabiPaper *paper, cairo_t *cairo, guint from, guint to)
{
  double top = WABI_PAPER_HEAD + 26, bottom = paper->height - WABI_PAPER_FOOT, scale;
  double width = (paper->width - 44) / MAX (to - from, 1);
  int first, last;

  find_hours (paper, &first, &last);
  scale = (bottom - top) / (last - first);
  draw_hours (paper, cairo, top, scale, first, last);
  for (guint column = from; column < to; column++)
    {
      const WabiScheduleColumn *info = g_ptr_array_index (paper->model->columns, column);
      double x = 44 + width * (column - from);
      g_autofree char *caption = info->note != NULL ? g_strdup_printf ("%s · %s", info->caption, info->note) : g_strdup (info->caption);

      draw_line (cairo, x, WABI_PAPER_HEAD, x, bottom, 0.7);
      wabi_paper_write (cairo, info->heading, x + 3, WABI_PAPER_HEAD, width - 5, 10, TRUE, FALSE);
      wabi_paper_write (cairo, caption, x + 3, WABI_PAPER_HEAD + 12, width - 5, 8, FALSE, FALSE);
      draw_column (paper, cairo, column, x, width, top, scale, first);
    }
}

/* --- a list --- */

static void
draw_list (WabiPaper *paper, cairo_t *cairo, guint from, guint to)
{
  const char *zone = wabi_desk_get_zone (paper->model->desk);
  double y = WABI_PAPER_HEAD + 2, width = paper->width;
  WabiDay day = WABI_DAY_NONE;

  for (guint i = from; i < to; i++)
    {
      WabiRecord *visit = g_ptr_array_index (paper->model->visits, i);
      gint64 at = wabi_record_get_int (visit, "starts_at");
      g_autofree char *time = wabi_format_range (zone, at, wabi_record_get_int (visit, "ends_at"));
      g_autofree char *what = g_strdup_printf ("%s · %s", wabi_record_get_text (visit, "service_code"),
                                               wabi_visit_get_place (wabi_record_get_text (visit, "place")));
      g_autofree char *state = wabi_visit_dup_state (visit);

      if (wabi_zone_day (zone, at) != day)
        {
          g_autofree char *name = wabi_format_day_long (wabi_zone_day (zone, at));

          day = wabi_zone_day (zone, at);
          wabi_paper_write (cairo, name, 0, y + 3, width, 10, TRUE, FALSE);
          y += LINE + 3;
        }
      wabi_paper_write (cairo, time, 0, y, width * 0.2, 9, FALSE, FALSE);
      wabi_paper_write (cairo, wabi_schedule_model_get_name (paper->model, &wabi_kind_client, wabi_record_get_text (visit, "client")), width * 0.21,
                        y, width * 0.22, 9, TRUE, FALSE);
      wabi_paper_write (cairo, wabi_schedule_model_get_name (paper->model, &wabi_kind_staff, wabi_record_get_text (visit, "staff")), width * 0.44, y,
                        width * 0.2, 9, FALSE, FALSE);
      wabi_paper_write (cairo, what, width * 0.65, y, width * 0.19, 9, FALSE, FALSE);
      wabi_paper_write (cairo, state, width * 0.85, y, width * 0.15, 9, FALSE, FALSE);
      y += LINE;
      draw_line (cairo, 0, y - 2, width, y - 2, 0.88);
    }
}

static void
paginate_list (WabiPaper *paper)
{
  const char *zone = wabi_desk_get_zone (paper->model->desk);
  double y = WABI_PAPER_HEAD + 2, bottom = paper->height - WABI_PAPER_FOOT;
  WabiDay day = WABI_DAY_NONE;

  for (guint i = 0; i < paper->model->visits->len; i++)
    {
      WabiDay other = wabi_zone_day (zone, wabi_record_get_int (g_ptr_array_index (paper->model->visits, i), "starts_at"));
      double need = LINE + (other != day ? LINE + 3 : 0);

      if (y + need > bottom)
        {
          g_array_append_val (paper->starts, i);
          y = WABI_PAPER_HEAD + 2;
          need = 2 * LINE + 3;
        }
      y += need;
      day = other;
    }
}

/* --- pages --- */

WabiPaper *
wabi_paper_new (WabiScheduleModel *model, const char *practice, const char *title, const char *summary, double width, double height)
{
  WabiPaper *paper = g_new0 (WabiPaper, 1);
  guint first = 0;

  paper->model = g_object_ref (model);
  paper->practice = g_strdup (practice);
  paper->title = g_strdup (title);
  paper->summary = g_strdup (summary);
  paper->width = width;
  paper->height = height;
  paper->starts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_append_val (paper->starts, first);
  if (wabi_schedule_model_get_layout (model) == WABI_SCHEDULE_LIST)
    paginate_list (paper);
  else if (wabi_schedule_model_get_layout (model) == WABI_SCHEDULE_TABLE)
    wabi_paper_paginate_table (paper);
  else
    for (first = MOST_COLUMNS; first < model->columns->len; first += MOST_COLUMNS)
      g_array_append_val (paper->starts, first);
  return paper;
}

void
wabi_paper_free (WabiPaper *paper)
{
  if (paper == NULL)
    return;
  g_array_unref (paper->starts);
  g_free (paper->practice);
  g_free (paper->title);
  g_free (paper->summary);
  g_object_unref (paper->model);
  g_free (paper);
}

guint
wabi_paper_count_pages (WabiPaper *paper)
{
  return paper->starts->len;
}

void
wabi_paper_draw (WabiPaper *paper, cairo_t *cairo, guint page)
{
  WabiScheduleLayout layout = wabi_schedule_model_get_layout (paper->model);
  guint all = layout == WABI_SCHEDULE_LIST ? paper->model->visits->len
              : layout == WABI_SCHEDULE_TABLE ? paper->model->rows->len : paper->model->columns->len;
  guint from, to;

  g_return_if_fail (page < paper->starts->len);

  from = g_array_index (paper->starts, guint, page);
  to = page + 1 < paper->starts->len ? g_array_index (paper->starts, guint, page + 1) : all;
  draw_frame (paper, cairo, page);
  if (layout == WABI_SCHEDULE_LIST)
    draw_list (paper, cairo, from, MIN (to, all));
  else if (layout == WABI_SCHEDULE_TABLE)
    wabi_paper_draw_table (paper, cairo, from, MIN (to, all));
  else
    draw_columns (paper, cairo, from, MIN (to, all));
}
