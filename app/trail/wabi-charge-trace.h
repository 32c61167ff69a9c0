// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiTraceStep:
 * @id: which step
 * @title: what is so
 * @detail: (nullable): from what
 * @way: (nullable): where it can be seen
 *
 * One step from the trial to the cent; all texts are owned.
 */
typedef struct
{
  char *id, *title, *detail, *way;
} WabiTraceStep;

/**
 * wabi_charge_trace:
 * @desk: the desk
 * @charge: a charge
 *
 * Returns: (transfer full) (element-type WabiTraceStep): trials, minutes, note and signature, units, price
 */
GPtrArray *wabi_charge_trace (WabiDesk *desk, WabiRecord *charge);

/**
 * wabi_charge_dup_x12:
 * @desk: the desk
 * @charge: a charge
 * @error: where to put what is missing, in words
 *
 * Returns: (transfer full) (nullable): the 837P file that this charge alone would make, with numbers that are never given
 */
char *wabi_charge_dup_x12 (WabiDesk *desk, WabiRecord *charge, GError **error);

/**
 * wabi_charge_dup_lines:
 * @x12: an 837P file
 *
 * Returns: (transfer full): its service lines, a segment a line
 */
char *wabi_charge_dup_lines (const char *x12);

G_END_DECLS
