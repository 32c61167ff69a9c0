// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions of one client at one time, where the payer pays each minute once: the lower line is cut around the other.

#pragma once

#include "wabi-concurrency.h"

G_BEGIN_DECLS

/**
 * WabiSplitVisit:
 * @id: in: of the session; decides where nothing else does
 * @code: in: service code
 * @start_at: in: microseconds since 1970 UTC
 * @end_at: in: microseconds since 1970 UTC
 * @rate: in: what a unit of it is paid, 0 where not known: the higher one keeps its time
 * @fixed: in: it is on its way to the payer, so it is not cut any more
 * @first_part: out: index of its first part
 * @n_parts: out: how many are left of it, by time; none when all its time is another's
 */
typedef struct
{
  const char *id;
  const char *code;
  gint64 start_at, end_at;
  gint64 rate;
  gboolean fixed;
  guint first_part, n_parts;
} WabiSplitVisit;

/**
 * WabiSplitPart:
 * @visit: index of the visit
 * @from: minutes from the visit's start
 * @to: minutes from the visit's start, behind the last
 *
 * A part of a visit that is billed.
 */
typedef struct
{
  guint visit;
  int from, to;
} WabiSplitPart;

/**
 * WabiSplitCut:
 * @visit: index of the visit that gives way
 * @other: index of the one that keeps the time
 * @from: minutes from the start of @visit
 * @to: minutes from the start of @visit, behind the last
 *
 * What was taken from a visit. A minute that two others would take is the higher one's alone: parts and cuts of a visit add up to its minutes.
 */
typedef struct
{
  guint visit, other;
  int from, to;
} WabiSplitCut;

/**
 * wabi_split_plan:
 * @visits: (array length=n) (inout): visits of one client with one payer
 * @n: how many
 * @matrix: (nullable): what the payer does with two services at one time
 * @parts: (out) (transfer full) (element-type WabiSplitPart): what is left, visit by visit
 * @cuts: (out) (transfer full) (element-type WabiSplitCut): what was taken
 *
 * The plan follows from the visits alone, whatever order they came in. Of two services that the payer wants split, the one that is paid less gives
 * way, then the one with the lower code, then the one that began later. Minutes that both touch are the higher one's whole.
 */
void wabi_split_plan (WabiSplitVisit *visits, guint n, const WabiConcurrencyMatrix *matrix, GArray **parts, GArray **cuts);

/** wabi_split_minutes: Returns: whole minutes of a visit. */
int wabi_split_minutes (const WabiSplitVisit *visit);

G_END_DECLS
