// SPDX-License-Identifier: AGPL-3.0-or-later
// One judgement with its reason and the way on: mark, title, detail, links, and the units it is about.

#pragma once

#include "wabi-status-mark.h"
#include "wabi-unit-bar.h"

G_BEGIN_DECLS

/**
 * WabiWay:
 * @id: what `way-activated` will say
 * @label: text of the link: a verb and its object ("Skip that date")
 */
typedef struct
{
  const char *id;
  const char *label;
} WabiWay;

/**
 * WabiFindingItem:
 * @id: what it is about, unique in a list; kept while the wording changes
 * @kind: its mark
 * @title: what is so, in bold
 * @detail: (nullable): why, or from what
 * @source: (nullable): the rule or record that says so
 * @ways: (array length=n_ways) (nullable): ways on
 * @n_ways: how many
 * @units: (nullable): shown as a bar
 *
 * Plain values; whoever takes a finding copies it.
 */
typedef struct
{
  const char *id;
  WabiMarkKind kind;
  const char *title;
  const char *detail;
  const WabiWay *ways;
  guint n_ways;
  const WabiUnitParts *units;
  const char *source;
} WabiFindingItem;

#define WABI_TYPE_FINDING_ROW (wabi_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiFindingRow, wabi_finding_row, WABI, FINDING_ROW, GtkListBoxRow)

/**
 * wabi_finding_row_new:
 * @finding: what it says; copied
 *
 * Signal `way-activated` (const char *way_id): a link was chosen, or Enter on the row, which means the first
 * link.
 *
 * Returns: a row; it can also stand alone in a box
 */
GtkWidget *wabi_finding_row_new (const WabiFindingItem *finding);

/**
 * wabi_finding_row_update:
 * @self: a row
 * @finding: what it says from now on; copied
 *
 * Changes only what differs, so that focus stays where it is while a person types.
 */
void wabi_finding_row_update (WabiFindingRow *self, const WabiFindingItem *finding);

/**
 * wabi_finding_row_get_id:
 * @self: a row
 *
 * Returns: (nullable): the id of its finding
 */
const char *wabi_finding_row_get_id (WabiFindingRow *self);

/**
 * wabi_finding_row_get_kind:
 * @self: a row
 *
 * Returns: its mark
 */
WabiMarkKind wabi_finding_row_get_kind (WabiFindingRow *self);

/**
 * wabi_finding_row_choose_way:
 * @self: a row
 * @index: which of its ways
 *
 * Emits `way-activated` as if the link had been clicked.
 *
 * Returns: whether it has so many ways
 */
gboolean wabi_finding_row_choose_way (WabiFindingRow *self, guint index);

G_END_DECLS
