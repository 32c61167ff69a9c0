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

struct _WabiListing
{
  guint users;
  char *title, *subtitle;
  GArray *columns; /* of WabiListingColumn */
  GPtrArray *rows; /* of WabiListingRow */
};

G_END_DECLS
