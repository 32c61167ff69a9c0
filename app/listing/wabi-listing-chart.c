// SPDX-License-Identifier: AGPL-3.0-or-later
// The chart over a sheet's first page: stacked bars as on the screen, with their words and numbers.

#include "wabi-listing-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEGEND 16.0
#define LYING_BAR 13.0
#define STANDING 110.0
#define MOST_LYING 20
#define MOST_STANDING 60
#define SIZE 8.0
#define LABELS 0.24 /* of the width, beside lying bars */
#define VALUES 0.14
#define AFTER 14.0

/* Told apart in gray as well. */
static const double colors[WABI_LISTING_MOST_PARTS][3]
    = { { 0.478, 0.310, 0.749 }, { 0.886, 0.612, 0.204 }, { 0.153, 0.345, 0.643 }, { 0.455, 0.765, 0.733 }, { 0.45, 0.45, 0.48 }, { 0.753, 0.110, 0.157 } };

void
wabi_listing_chart_free (WabiListingChart *chart)
{
  if (chart == NULL)
    return;
  for (guint i = 0; i < chart->bars->len; i++)
    {
      g_free (g_array_index (chart->bars, WabiListingBar, i).label);
      g_free (g_array_index (chart->bars, WabiListingBar, i).value);
    }
  g_array_unref (chart->bars);
  for (guint i = 0; i < chart->n_parts; i++)
    g_free (chart->parts[i]);
  g_free (chart->mark);
  g_free (chart);
}

void
wabi_listing_begin_chart (WabiListing *sheet, gboolean lying, const char *mark)
{
  g_clear_pointer (&sheet->chart, wabi_listing_chart_free);
  sheet->chart = g_new0 (WabiListingChart, 1);
  sheet->chart->lying = lying;
  sheet->chart->mark = g_strdup (mark);
  sheet->chart->bars = g_array_new (FALSE, TRUE, sizeof (WabiListingBar));
}

void
wabi_listing_add_part (WabiListing *sheet, const char *words)
{
  g_return_if_fail (sheet->chart != NULL && sheet->chart->n_parts < WABI_LISTING_MOST_PARTS);
  sheet->chart->parts[sheet->chart->n_parts++] = g_strdup (words);
}

void
wabi_listing_add_bar (WabiListing *sheet, const char *label, const char *value, const double *parts, double mark)
{
  WabiListingBar bar = { .label = g_strdup (label), .value = g_strdup (value), .mark = mark };

  g_return_if_fail (sheet->chart != NULL);
  memcpy (bar.parts, parts, sheet->chart->n_parts * sizeof *parts);
  g_array_append_val (sheet->chart->bars, bar);
}

static guint
count_drawn (const WabiListingChart *chart)
{
  return MIN (chart->bars->len, chart->lying ? MOST_LYING : MOST_STANDING);
}

guint
wabi_listing_count_bars (const WabiListing *sheet)
{
  return sheet->chart != NULL ? count_drawn (sheet->chart) : 0;
}

double
wabi_listing_chart_measure (const WabiListing *sheet)
{
  const WabiListingChart *chart = sheet->chart;
  guint n = wabi_listing_count_bars (sheet);

  if (n == 0)
    return 0;
  return LEGEND + (chart->lying ? n * LYING_BAR : STANDING + SIZE + 4) + (chart->bars->len > n ? SIZE + 6 : 0) + AFTER;
}

/* What is taken back goes below nothing, and has no length here: the table has it. */
static double
find_longest (const WabiListingChart *chart)
{
  double longest = 0;

  for (guint i = 0; i < count_drawn (chart); i++)
    {
      const WabiListingBar *bar = &g_array_index (chart->bars, WabiListingBar, i);
      double sum = 0;

      for (guint p = 0; p < chart->n_parts; p++)
        sum += MAX (0, bar->parts[p]);
      longest = MAX (longest, sum);
      if (chart->mark != NULL && bar->mark > longest)
        longest = bar->mark;
    }
  return longest > 0 ? longest : 1;
}

static void
fill (cairo_t *cairo, guint part, double x, double y, double width, double height)
{
  cairo_set_source_rgb (cairo, colors[part][0], colors[part][1], colors[part][2]);
  cairo_rectangle (cairo, x, y, width, height);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
}

static void
draw_legend (const WabiListingChart *chart, cairo_t *cairo, double y)
{
  double x = 0;

  for (guint i = 0; i < chart->n_parts + (chart->mark != NULL ? 1 : 0); i++)
    {
      const char *words = i < chart->n_parts ? chart->parts[i] : chart->mark;

      if (i < chart->n_parts)
        fill (cairo, i, x, y + 1, 8, 8);
      else
        {
          cairo_rectangle (cairo, x + 3, y, 1.5, 10);
          cairo_fill (cairo);
        }
      x += 12 + wabi_listing_write (cairo, words, x + 12, y, 0, SIZE, FALSE) + 14;
    }
}

static void
draw_lying (const WabiListingChart *chart, cairo_t *cairo, double width, double y)
{
  double left = width * LABELS, room = width * (1 - LABELS - VALUES) - 6, scale = room / find_longest (chart);

  for (guint i = 0; i < count_drawn (chart); i++, y += LYING_BAR)
    {
      const WabiListingBar *bar = &g_array_index (chart->bars, WabiListingBar, i);
      double x = left;

      wabi_listing_write (cairo, bar->label, 0, y, left - 6, SIZE, FALSE);
      for (guint p = 0; p < chart->n_parts; p++)
        {
          double length = MAX (0, bar->parts[p]) * scale;

          fill (cairo, p, x, y + 0.5, length, LYING_BAR - 4);
          x += length;
        }
      if (bar->mark >= 0 && chart->mark != NULL)
        {
          cairo_rectangle (cairo, left + bar->mark * scale, y - 0.5, 1.5, LYING_BAR - 2);
          cairo_fill (cairo);
          x = MAX (x, left + bar->mark * scale + 2);
        }
      wabi_listing_write (cairo, bar->value, x + 4, y, width - x - 4, SIZE, FALSE);
    }
}

static void
draw_standing (const WabiListingChart *chart, cairo_t *cairo, double width, double y)
{
  guint n = count_drawn (chart), step = n > 13 ? (n + 12) / 13 : 1;
  double each = width / n, scale = STANDING / find_longest (chart), bottom = y + STANDING;

  for (guint i = 0; i < n; i++)
    {
      const WabiListingBar *bar = &g_array_index (chart->bars, WabiListingBar, i);
      double at = bottom;

      for (guint p = 0; p < chart->n_parts; p++)
        {
          double length = MAX (0, bar->parts[p]) * scale;

          at -= length;
          fill (cairo, p, i * each + each * 0.15, at, each * 0.7, length);
        }
      if (bar->mark >= 0 && chart->mark != NULL)
        {
          cairo_rectangle (cairo, i * each, bottom - bar->mark * scale, each, 1.5);
          cairo_fill (cairo);
        }
      if (i % step == 0)
        wabi_listing_write (cairo, bar->label, i * each + each * 0.15, bottom + 2, each * step - 2, SIZE, FALSE);
    }
}

void
wabi_listing_chart_draw (const WabiListing *sheet, cairo_t *cairo, double width, double y)
{
  const WabiListingChart *chart = sheet->chart;
  guint n = wabi_listing_count_bars (sheet);

  if (n == 0)
    return;
  draw_legend (chart, cairo, y);
  if (chart->lying)
    draw_lying (chart, cairo, width, y + LEGEND);
  else
    draw_standing (chart, cairo, width, y + LEGEND);
  if (chart->bars->len > n)
    {
      g_autofree char *words = g_strdup_printf (_("%u more in the table"), chart->bars->len - n);

      wabi_listing_write (cairo, words, 0, y + wabi_listing_chart_measure (sheet) - AFTER - SIZE - 4, width, SIZE, FALSE);
    }
}
