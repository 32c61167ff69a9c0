// SPDX-License-Identifier: AGPL-3.0-or-later
// Which records one commit changed.

#include "wabi-changes.h"

#define MOST_IDS 2000

struct _WabiChanges
{
  GHashTable *kinds; /* WabiKind* → set of ids, or NULL for too many to say */
};

G_DEFINE_BOXED_TYPE (WabiChanges, wabi_changes, wabi_changes_ref, wabi_changes_unref)

static void
unref_ids (gpointer ids)
{
  if (ids != NULL)
    g_hash_table_unref (ids);
}

static void
clear_changes (gpointer data)
{
  g_hash_table_unref (((WabiChanges *)data)->kinds);
}

WabiChanges *
wabi_changes_new (void)
{
  WabiChanges *changes = g_atomic_rc_box_new0 (WabiChanges);

  changes->kinds = g_hash_table_new_full (NULL, NULL, NULL, unref_ids);
  return changes;
}

WabiChanges *
wabi_changes_ref (WabiChanges *changes)
{
  return g_atomic_rc_box_acquire (changes);
}

void
wabi_changes_unref (WabiChanges *changes)
{
  g_atomic_rc_box_release_full (changes, clear_changes);
}

void
wabi_changes_add (WabiChanges *changes, const WabiKind *kind, const char *id)
{
  gpointer ids = NULL;

  g_return_if_fail (changes != NULL && kind != NULL && id != NULL);

  if (!g_hash_table_lookup_extended (changes->kinds, kind, NULL, &ids))
    {
      ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (changes->kinds, (gpointer)kind, ids);
    }
  if (ids == NULL)
    return;
  g_hash_table_add (ids, g_strdup (id));
  if (g_hash_table_size (ids) > MOST_IDS)
    g_hash_table_insert (changes->kinds, (gpointer)kind, NULL);
}

gboolean
wabi_changes_is_empty (WabiChanges *changes)
{
  return g_hash_table_size (changes->kinds) == 0;
}

gboolean
wabi_changes_has_kind (WabiChanges *changes, const WabiKind *kind)
{
  return g_hash_table_contains (changes->kinds, kind);
}

gboolean
wabi_changes_has (WabiChanges *changes, const WabiKind *kind, const char *id)
{
  gpointer ids = NULL;

  if (id == NULL || !g_hash_table_lookup_extended (changes->kinds, kind, NULL, &ids))
    return FALSE;
  return ids == NULL || g_hash_table_contains (ids, id);
}

GHashTable *
wabi_changes_get_ids (WabiChanges *changes, const WabiKind *kind)
{
  return g_hash_table_lookup (changes->kinds, kind);
}
