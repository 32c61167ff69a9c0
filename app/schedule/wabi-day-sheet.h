// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

/** WabiSheetNames: how clients are called on a sheet that a person carries about. */
typedef enum
{
  WABI_SHEET_FULL,     /* Ava Okafor */
  WABI_SHEET_INITIALS, /* A. O. */
  WABI_SHEET_NONE,     /* no names, and no notes, which may hold some */
} WabiSheetNames;

/**
 * wabi_day_sheet_list_lines:
 * @desk: a desk
 * @staff: id of a member of staff
 * @day: which day
 * @names: how clients are called
 *
 * Between two visits stands the way from one to the other: how long, by whose word, and when to leave, or how many minutes are missing.
 *
 * Returns: (transfer full) (element-type GStrv): what stands on the sheet: time, who or what, where, and more to know ("" for nothing)
 */
GPtrArray *wabi_day_sheet_list_lines (WabiDesk *desk, const char *staff, WabiDay day, WabiSheetNames names);

/**
 * wabi_day_sheet_new:
 * @desk: a desk
 * @staff: id of a member of staff
 * @day: which day
 * @names: how clients are called
 *
 * One person's day on paper. The job's name holds the day and nothing else: print queues are read by others.
 *
 * Returns: (transfer full): what prints it
 */
GtkPrintOperation *wabi_day_sheet_new (WabiDesk *desk, const char *staff, WabiDay day, WabiSheetNames names);

G_END_DECLS
