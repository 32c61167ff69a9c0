// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib-object.h>

#include "wabi-kind.h"

G_BEGIN_DECLS

/**
 * WabiChanges:
 *
 * Which records one commit changed: what "changed" of #WabiCache carries. Immutable once it is told;
 * reference-counted.
 */
typedef struct _WabiChanges WabiChanges;

#define WABI_TYPE_CHANGES (wabi_changes_get_type ())
GType wabi_changes_get_type (void);

/**
 * wabi_changes_new:
 *
 * Returns: (transfer full): no changes
 */
WabiChanges *wabi_changes_new (void);

/**
 * wabi_changes_ref:
 * @changes: changes
 *
 * Returns: (transfer full): @changes
 */
WabiChanges *wabi_changes_ref (WabiChanges *changes);

/**
 * wabi_changes_unref:
 * @changes: (transfer full): changes
 */
void wabi_changes_unref (WabiChanges *changes);

/**
 * wabi_changes_add:
 * @changes: changes
 * @kind: the kind
 * @id: the id
 *
 * After a few thousand ids of one kind it only says that the kind changed.
 */
void wabi_changes_add (WabiChanges *changes, const WabiKind *kind, const char *id);

/**
 * wabi_changes_is_empty:
 * @changes: changes
 *
 * Returns: whether nothing changed
 */
gboolean wabi_changes_is_empty (WabiChanges *changes);

/**
 * wabi_changes_has_kind:
 * @changes: changes
 * @kind: a kind
 *
 * Returns: whether any record of it changed
 */
gboolean wabi_changes_has_kind (WabiChanges *changes, const WabiKind *kind);

/**
 * wabi_changes_has:
 * @changes: changes
 * @kind: a kind
 * @id: (nullable): an id
 *
 * Returns: whether this record changed, or may have
 */
gboolean wabi_changes_has (WabiChanges *changes, const WabiKind *kind, const char *id);

/**
 * wabi_changes_get_ids:
 * @changes: changes
 * @kind: a kind
 *
 * Returns: (transfer none) (element-type utf8) (nullable): a set of ids; %NULL when none changed, or too many
 * to say
 */
GHashTable *wabi_changes_get_ids (WabiChanges *changes, const WabiKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiChanges, wabi_changes_unref)

G_END_DECLS
