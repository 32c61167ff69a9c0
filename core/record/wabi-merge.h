// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-record.h"

G_BEGIN_DECLS

/**
 * WabiMerge:
 * @applied: how many fields of the edit took effect (0: the record already said so, or all clashed)
 * @clash: (nullable): the members of the edit that could not be taken, since another person changed the same group;
 *   %NULL when none
 *
 * What came of merging an edit into a record.
 */
typedef struct
{
  guint applied;
  JsonObject *clash;
} WabiMerge;

/**
 * wabi_merge_edit:
 * @record: the current state, which may be changed
 * @base: what the editor saw: the old values of at least the members in @set
 * @set: what the editor wants: new values by name, null to unset
 * @out: (out caller-allocates): what came of it; clear with wabi_merge_clear()
 *
 * Three-way merge by the kind's field table (sync.md 6.5): a group whose fields are all as the editor saw them takes the edit; a group that
 * already says what the editor wants is left; long text merges paragraph by paragraph where the changes do not touch; else the group
 * clashes and the record keeps what it has.
 */
void wabi_merge_edit (WabiRecord *record, JsonObject *base, JsonObject *set, WabiMerge *out);

/**
 * wabi_merge_clear:
 * @merge: what wabi_merge_edit() filled
 */
void wabi_merge_clear (WabiMerge *merge);

/**
 * wabi_merge_text:
 * @base: the text both began with
 * @mine: one edit of it
 * @theirs: another
 *
 * Three-way merge by lines.
 *
 * Returns: (transfer full) (nullable): the merged text, or %NULL when both changed the same lines
 */
char *wabi_merge_text (const char *base, const char *mine, const char *theirs);

G_END_DECLS
