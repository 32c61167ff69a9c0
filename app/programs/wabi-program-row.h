// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-target-track.h"

G_BEGIN_DECLS

/**
 * WabiProgramRow:
 *
 * A target, or a behavior, in the list of Programs: its state as shape and words, its last accuracy.
 */
#define WABI_TYPE_PROGRAM_ROW (wabi_program_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiProgramRow, wabi_program_row, WABI, PROGRAM_ROW, GtkListBoxRow)

/**
 * wabi_program_row_new:
 * @record: a target or a behavior
 * @track: (transfer full) (nullable): how the target goes; %NULL for a behavior
 *
 * Returns: a row
 */
GtkWidget *wabi_program_row_new (WabiRecord *record, WabiTargetTrack *track);

/**
 * wabi_program_row_get_record:
 * @self: a row
 *
 * Returns: (transfer none): its target or behavior
 */
WabiRecord *wabi_program_row_get_record (WabiProgramRow *self);

/**
 * wabi_program_row_get_track:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): how the target goes
 */
WabiTargetTrack *wabi_program_row_get_track (WabiProgramRow *self);

/**
 * wabi_target_status_words:
 * @status: (nullable): "waiting", "probe", "acquisition", "mastered", "maintenance", "hold" or "closed"
 *
 * Returns: (transfer none): the status in words, translated
 */
const char *wabi_target_status_words (const char *status);

/**
 * wabi_target_status_mark:
 * @target: a target
 * @track: how it goes
 *
 * Returns: the shape of its state
 */
int wabi_target_status_mark (WabiRecord *target, WabiTargetTrack *track);

G_END_DECLS
