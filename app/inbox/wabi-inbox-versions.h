// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiInboxVersions:
 *
 * What stands beside what was proposed, field by field, and the choice between them. Signals: "keep", "take".
 */
#define WABI_TYPE_INBOX_VERSIONS (wabi_inbox_versions_get_type ())
G_DECLARE_FINAL_TYPE (WabiInboxVersions, wabi_inbox_versions, WABI, INBOX_VERSIONS, AdwBin)

/**
 * wabi_inbox_versions_new:
 * @desk: (transfer none): for names and times
 * @record: (transfer none): a record with proposals
 * @index: which proposal
 *
 * Returns: the card
 */
GtkWidget *wabi_inbox_versions_new (WabiDesk *desk, WabiRecord *record, guint index);

/**
 * wabi_inbox_versions_get_index:
 * @self: a card
 *
 * Returns: which proposal it shows
 */
guint wabi_inbox_versions_get_index (WabiInboxVersions *self);

/**
 * wabi_inbox_grid_add:
 * @grid: where
 * @row: in which row
 * @title: name of the field
 * @left: its value
 * @right: (nullable): its other value
 * @differ: whether the two differ
 *
 * Adds a row of field and values, each value selectable.
 */
void wabi_inbox_grid_add (GtkGrid *grid, int row, const char *title, const char *left, const char *right, gboolean differ);

G_END_DECLS
