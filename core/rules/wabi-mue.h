// SPDX-License-Identifier: AGPL-3.0-or-later
// Units that a program pays for one client in a day (medically unlikely edits), as dated data.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiMue:
 * @program: "medicare" or "medicaid"
 * @code: service code
 * @units: most units for one client in one day
 * @from: first day on which it holds, YYYY-MM-DD
 * @to: (nullable): last day; %NULL while no later table is known
 * @source: who published it, for people
 */
typedef struct
{
  const char *program;
  const char *code;
  int units;
  const char *from;
  const char *to;
  const char *source;
} WabiMue;

/** wabi_mue_find: Returns: (transfer none) (nullable): the limit of @program for @code on @day; %NULL where none is known. */
const WabiMue *wabi_mue_find (const char *program, const char *code, WabiDay day);

/** wabi_mue_list: Returns: (transfer none) (array length=n): every row. */
const WabiMue *wabi_mue_list (gsize *n);

G_END_DECLS
