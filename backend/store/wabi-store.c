// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening and closing: what is mounted, then the threads that write and the connections that read.

#include "wabi-store-private.h"

#include <string.h>

G_DEFINE_QUARK (wabi - store - error - quark, wabi_store_error)

static void
take_tables (WabiStore *store, const WabiStoreOptions *options)
{
  store->kinds = options->kinds;
  store->n_kinds = options->n_kinds;
  store->commands = options->commands;
  store->n_commands = options->n_commands;
  store->reactions = options->reactions;
  store->n_reactions = options->n_reactions;
  if (store->kinds == NULL)
    store->kinds = wabi_domain_list_kinds (NULL, &store->n_kinds);
  if (store->commands == NULL)
    {
      store->commands = wabi_domain_get_commands (&store->n_commands);
      if (store->reactions == NULL)
        store->reactions = wabi_domain_get_reactions (&store->n_reactions);
    }
}

static void
index_tables (WabiStore *store)
{
  store->whole = TRUE;
  store->kinds_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < store->n_kinds; i++)
    {
      const WabiKind *kind = store->kinds[i];

      if (strcmp (kind->name, "practice") == 0)
        store->practice_kind = kind;
      if (wabi_store_has_service (store, kind->service))
        g_hash_table_insert (store->kinds_by_name, (gpointer)kind->name, (gpointer)kind);
      else
        store->whole = FALSE;
    }
  store->wanted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < store->n_reactions; i++)
    if (wabi_store_has_service (store, store->reactions[i].service))
      g_hash_table_add (store->wanted, (gpointer)store->reactions[i].kind);
}

static WabiStore *
new_store (const WabiStoreOptions *options)
{
  WabiStore *store = g_new0 (WabiStore, 1);
  const char *const *services = options->services != NULL ? options->services : wabi_domain_services;

  store->driver = options->driver != NULL ? options->driver : wabi_db_driver_for_location (options->location);
  store->quick = options->quick;
  store->location = g_strdup (options->location);
  store->clock = options->clock;
  store->ids = options->ids;
  store->is_tool = options->services == NULL;
  store->services = g_strdupv ((char **)services);
  take_tables (store, options);
  index_tables (store);
  wabi_readers_init (&store->readers, options->max_readers);
  g_mutex_init (&store->notes.lock);
  store->notes.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&store->listeners_lock);
  store->listeners = g_array_new (FALSE, FALSE, sizeof (WabiListener));
  wabi_follow_init (store);
  wabi_lanes_init (store, options->max_writers);
  wabi_news_init (store);
  return store;
}

WabiStore *
wabi_store_open (const WabiStoreOptions *options, GError **error)
{
  g_autoptr (WabiStore) store = NULL;

  g_return_val_if_fail (
      options != NULL && options->location != NULL && options->clock != NULL && options->ids != NULL, NULL);

  store = new_store (options);
  if (!wabi_store_prepare (store, options, error))
    return NULL;
  wabi_react_mark_all (store);
  return wabi_lanes_start (store, error) ? g_steal_pointer (&store) : NULL;
}

void
wabi_store_close (WabiStore *store)
{
  if (store == NULL)
    return;
  wabi_lanes_stop (store);
  wabi_news_stop (store);
  wabi_readers_clear (&store->readers);
  wabi_lanes_clear (store);
  wabi_news_clear (store);
  g_clear_pointer (&store->kinds_by_name, g_hash_table_unref);
  g_clear_pointer (&store->wanted, g_hash_table_unref);
  g_clear_pointer (&store->service_epochs, g_hash_table_unref);
  wabi_follow_clear (store);
  g_clear_pointer (&store->notes.seen, g_hash_table_unref);
  g_clear_pointer (&store->listeners, g_array_unref);
  g_mutex_clear (&store->notes.lock);
  g_mutex_clear (&store->listeners_lock);
  g_strfreev (store->services);
  g_free (store->location);
  g_free (store->epoch);
  g_free (store);
}

const char *
wabi_store_get_epoch (WabiStore *store)
{
  g_return_val_if_fail (store != NULL, NULL);
  return store->epoch;
}

gboolean
wabi_store_has_service (WabiStore *store, const char *service)
{
  g_return_val_if_fail (store != NULL, FALSE);
  return service != NULL && g_strv_contains ((const char *const *)store->services, service);
}

gboolean
wabi_store_has_mounted (WabiStore *store, const WabiKind *kind)
{
  return g_hash_table_lookup (store->kinds_by_name, kind->name) == kind;
}

const WabiKind *
wabi_store_find_kind (WabiStore *store, const char *name)
{
  g_return_val_if_fail (store != NULL, NULL);
  return name != NULL ? g_hash_table_lookup (store->kinds_by_name, name) : NULL;
}

guint
wabi_store_add_listener (WabiStore *store, WabiHeadFunc func, gpointer data)
{
  WabiListener listener = { 0, func, data };

  g_return_val_if_fail (store != NULL && func != NULL, 0);

  g_mutex_lock (&store->listeners_lock);
  listener.id = ++store->last_listener;
  g_array_append_val (store->listeners, listener);
  g_mutex_unlock (&store->listeners_lock);
  wabi_news_listen (store);
  return listener.id;
}

void
wabi_store_remove_listener (WabiStore *store, guint id)
{
  g_return_if_fail (store != NULL);

  g_mutex_lock (&store->listeners_lock);
  for (guint i = 0; i < store->listeners->len; i++)
    if (g_array_index (store->listeners, WabiListener, i).id == id)
      {
        g_array_remove_index (store->listeners, i);
        break;
      }
  g_mutex_unlock (&store->listeners_lock);
}
