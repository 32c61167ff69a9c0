// SPDX-License-Identifier: AGPL-3.0-or-later
// A table of a service on its way: which rows are the service's, and their columns.

#pragma once

#include "wabi-store-move.h"

G_BEGIN_DECLS

#define WABI_MOVE_MAX_COLUMNS 64

typedef struct
{
  char *name;
  gboolean shared;   /* rows of other services lie in it too: those of this one have its name in the column "service" */
  GPtrArray *columns; /* WabiMoveColumn, in order of their names */
} WabiMoveTable;

typedef struct
{
  char *name;
  WabiValueType type;
} WabiMoveColumn;

/* The service's tables, in order of their names (element-type WabiMoveTable). */
GPtrArray *wabi_move_list_tables (WabiDb *db, const char *service, GError **error);

/* Rows and their sum. */
gboolean wabi_move_sum (WabiDb *db, const WabiMoveTable *table, const char *service, guint8 *sum, gint64 *rows, GError **error);

/* All rows of the service: from here to there; away from here. */
gboolean wabi_move_copy (WabiDb *from, WabiDb *to, const WabiMoveTable *table, const char *service, GError **error);
gboolean wabi_move_remove (WabiDb *db, const WabiMoveTable *table, const char *service, GError **error);

G_END_DECLS
