// SPDX-License-Identifier: AGPL-3.0-or-later
// What the writers of a sheet share.

#pragma once

#include "wabi-listing.h"

G_BEGIN_DECLS

typedef struct
{
  char *title;
  WabiCellType type;
  double weight;
} WabiListingColumn;

typedef struct
{
  char *text;
  gboolean has_number;
  double number;
} WabiListingCell;

typedef struct
{
  WabiRowStyle style;
  GArray *cells; /* of WabiListingCell */
} WabiListingRow;

typedef struct
{
  char *label, *value;
  double parts[WABI_LISTING_MOST_PARTS];
  double mark;
} WabiListingBar;

typedef struct
{
  gboolean lying;
  char *parts[WABI_LISTING_MOST_PARTS], *mark;
  guint n_parts;
  GArray *bars; /* of WabiListingBar */
} WabiListingChart;

/* (transfer full) (nullable) */
void wabi_listing_chart_free (WabiListingChart *chart);

/* How high the chart is on paper; 0 without one. */
double wabi_listing_chart_measure (const WabiListing *sheet);

void wabi_listing_chart_draw (const WabiListing *sheet, cairo_t *cairo, double width, double y);

/* One line, shortened where it is wider than @width (0: as wide as it is). Returns how wide it became. */
double wabi_listing_write (cairo_t *cairo, const char *text, double x, double y, double width, double size, gboolean bold);

struct _WabiListing
{
  WabiListingChart *chart; /* (nullable) */
  guint users;
  char *title, *subtitle;
  GArray *columns; /* of WabiListingColumn */
  GPtrArray *rows; /* of WabiListingRow */
};

G_END_DECLS
