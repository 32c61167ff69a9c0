// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-record.h"

G_BEGIN_DECLS

/**
 * WabiMerge:
 * @taken: (nullable): the members of the edit that took effect; %NULL when none did (the record already said so, or all clashed)
 * @clash: (nullable): what could not be taken, since another person changed the same group: the whole group as the editor meant it;
 *   %NULL when none
 *
 * What came of merging an edit into a record.
 */
typedef struct
{
  JsonObject *taken;
  JsonObject *clash;
} WabiMerge;

/**
 * wabi_merge_edit:
 * @record: the current state, which may be changed
 * @base: what the editor saw: the old values of at least the members in @set, better of their whole groups
 * @set: what the editor wants: new values by name, null to unset
 * @out: (out caller-allocates): what came of it; clear with wabi_merge_clear()
 *
 * Three-way merge by the kind's field table (sync.md 6.5): a group whose fields are all as the editor saw them takes the edit; a group that
 * already says what the editor wants is left; long text merges sentence by sentence where the changes do not touch; else the group
 * clashes and the record keeps what it has.
 */
void wabi_merge_edit (WabiRecord *record, JsonObject *base, JsonObject *set, WabiMerge *out);

/**
 * wabi_merge_clear:
 * @merge: what wabi_merge_edit() filled
 */
void wabi_merge_clear (WabiMerge *merge);

/**
 * wabi_merge_is_kept:
 * @name: a field
 *
 * Returns: whether only the merge writes it (what clashed, who changed what): nobody is to hand it in
 */
gboolean wabi_merge_is_kept (const char *name);

G_END_DECLS
