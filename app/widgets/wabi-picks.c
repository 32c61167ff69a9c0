// SPDX-License-Identifier: AGPL-3.0-or-later
// An ordered set of ids that tells of its changes.

#include "wabi-picks.h"

#include <string.h>

struct _WabiPicks
{
  GObject parent_instance;
  GPtrArray *ids;
  GHashTable *set;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiPicks, wabi_picks, G_TYPE_OBJECT)

static void
wabi_picks_finalize (GObject *object)
{
  WabiPicks *self = WABI_PICKS (object);

  g_hash_table_unref (self->set);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (wabi_picks_parent_class)->finalize (object);
}

static void
wabi_picks_class_init (WabiPicksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_picks_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", WABI_TYPE_PICKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_picks_init (WabiPicks *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->set = g_hash_table_new (g_str_hash, g_str_equal);
}

WabiPicks *
wabi_picks_new (void)
{
  return g_object_new (WABI_TYPE_PICKS, NULL);
}

static void
put (WabiPicks *self, const char *id)
{
  char *copy = g_strdup (id);

  g_ptr_array_add (self->ids, copy);
  g_hash_table_add (self->set, copy);
}

static void
clear (WabiPicks *self)
{
  g_hash_table_remove_all (self->set);
  g_ptr_array_set_size (self->ids, 0);
}

void
wabi_picks_set_only (WabiPicks *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  g_return_if_fail (WABI_IS_PICKS (self));

  if (self->ids->len == (kept != NULL ? 1 : 0) && (kept == NULL || g_hash_table_contains (self->set, kept)))
    return;
  clear (self);
  if (kept != NULL)
    put (self, kept);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
wabi_picks_set_all (WabiPicks *self, GPtrArray *ids)
{
  g_return_if_fail (WABI_IS_PICKS (self));

  clear (self);
  for (guint i = 0; i < ids->len; i++)
    if (!g_hash_table_contains (self->set, g_ptr_array_index (ids, i)))
      put (self, g_ptr_array_index (ids, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
wabi_picks_toggle (WabiPicks *self, const char *id)
{
  g_return_if_fail (WABI_IS_PICKS (self) && id != NULL);

  if (!g_hash_table_contains (self->set, id))
    put (self, id);
  else
    for (guint i = 0; i < self->ids->len; i++)
      if (strcmp (g_ptr_array_index (self->ids, i), id) == 0)
        {
          g_hash_table_remove (self->set, id);
          g_ptr_array_remove_index (self->ids, i);
          break;
        }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
wabi_picks_add (WabiPicks *self, const char *id)
{
  g_return_if_fail (WABI_IS_PICKS (self) && id != NULL);

  if (!g_hash_table_contains (self->set, id))
    wabi_picks_toggle (self, id);
}

gboolean
wabi_picks_has (WabiPicks *self, const char *id)
{
  g_return_val_if_fail (WABI_IS_PICKS (self), FALSE);

  return id != NULL && g_hash_table_contains (self->set, id);
}

guint
wabi_picks_count (WabiPicks *self)
{
  g_return_val_if_fail (WABI_IS_PICKS (self), 0);

  return self->ids->len;
}

GPtrArray *
wabi_picks_list (WabiPicks *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (WABI_IS_PICKS (self), copy);

  for (guint i = 0; i < self->ids->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (self->ids, i)));
  return copy;
}
