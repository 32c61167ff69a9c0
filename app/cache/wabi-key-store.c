// SPDX-License-Identifier: AGPL-3.0-or-later
// Where secrets are kept: the interface, the Secret Service, and memory for tests.

#include "wabi-key-store.h"

#include <libsecret/secret.h>

G_DEFINE_INTERFACE (WabiKeyStore, wabi_key_store, G_TYPE_OBJECT)

static void
wabi_key_store_default_init (WabiKeyStoreInterface *iface)
{
}

char *
wabi_key_store_lookup (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what,
                       GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WABI_IS_KEY_STORE (store), NULL);
  return WABI_KEY_STORE_GET_IFACE (store)->lookup (store, owner, what, cancellable, error);
}

gboolean
wabi_key_store_store (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, const char *secret,
                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WABI_IS_KEY_STORE (store), FALSE);
  return WABI_KEY_STORE_GET_IFACE (store)->store (store, owner, what, secret, cancellable, error);
}

gboolean
wabi_key_store_clear (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what,
                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WABI_IS_KEY_STORE (store), FALSE);
  return WABI_KEY_STORE_GET_IFACE (store)->clear (store, owner, what, cancellable, error);
}

/* ---- The Secret Service ---- */

struct _WabiSecretKeyStore
{
  GObject parent_instance;
};

#define WABI_TYPE_SECRET_KEY_STORE (wabi_secret_key_store_get_type ())
G_DECLARE_FINAL_TYPE (WabiSecretKeyStore, wabi_secret_key_store, WABI, SECRET_KEY_STORE, GObject)

static const SecretSchema schema = {
  "care.wabi.WabiCare.Secret",
  SECRET_SCHEMA_NONE,
  {
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "practice", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "what", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static char *
secret_lookup (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, GCancellable *cancellable,
               GError **error)
{
  char *secret
      = secret_password_lookup_sync (&schema, cancellable, error, "server", owner->server, "practice",
                                     owner->practice, "user", owner->user, "what", what, NULL);
  char *copy = g_strdup (secret);

  secret_password_free (secret);
  return copy;
}

static gboolean
secret_store (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, const char *secret,
              GCancellable *cancellable, GError **error)
{
  return secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, "Wabi Care", secret, cancellable,
                                     error, "server", owner->server, "practice", owner->practice, "user",
                                     owner->user, "what", what, NULL);
}

static gboolean
secret_clear (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, GCancellable *cancellable,
              GError **error)
{
  GError *inner = NULL;

  secret_password_clear_sync (&schema, cancellable, &inner, "server", owner->server, "practice",
                              owner->practice, "user", owner->user, "what", what, NULL);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, inner);
  return FALSE;
}

static void
secret_iface_init (WabiKeyStoreInterface *iface)
{
  iface->lookup = secret_lookup;
  iface->store = secret_store;
  iface->clear = secret_clear;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiSecretKeyStore, wabi_secret_key_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_KEY_STORE, secret_iface_init))

static void
wabi_secret_key_store_class_init (WabiSecretKeyStoreClass *klass)
{
}

static void
wabi_secret_key_store_init (WabiSecretKeyStore *self)
{
}

WabiKeyStore *
wabi_secret_key_store_new (void)
{
  return g_object_new (WABI_TYPE_SECRET_KEY_STORE, NULL);
}

/* ---- Memory ---- */

struct _WabiMemoryKeyStore
{
  GObject parent_instance;
  GMutex lock;
  GHashTable *secrets;
  gboolean broken;
};

#define WABI_TYPE_MEMORY_KEY_STORE (wabi_memory_key_store_get_type ())
G_DECLARE_FINAL_TYPE (WabiMemoryKeyStore, wabi_memory_key_store, WABI, MEMORY_KEY_STORE, GObject)

static gboolean
check_broken (WabiMemoryKeyStore *self, GError **error)
{
  if (!self->broken)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no secret service");
  return FALSE;
}

static char *
build_name (const WabiKeyOwner *owner, const char *what)
{
  return g_strjoin ("\n", owner->server, owner->practice, owner->user, what, NULL);
}

static char *
memory_lookup (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, GCancellable *cancellable,
               GError **error)
{
  WabiMemoryKeyStore *self = WABI_MEMORY_KEY_STORE (store);
  g_autofree char *name = build_name (owner, what);
  char *secret;

  if (!check_broken (self, error))
    return NULL;
  g_mutex_lock (&self->lock);
  secret = g_strdup (g_hash_table_lookup (self->secrets, name));
  g_mutex_unlock (&self->lock);
  return secret;
}

static gboolean
memory_store (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, const char *secret,
              GCancellable *cancellable, GError **error)
{
  WabiMemoryKeyStore *self = WABI_MEMORY_KEY_STORE (store);

  if (!check_broken (self, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->secrets, build_name (owner, what), g_strdup (secret));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
memory_clear (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, GCancellable *cancellable,
              GError **error)
{
  WabiMemoryKeyStore *self = WABI_MEMORY_KEY_STORE (store);
  g_autofree char *name = build_name (owner, what);

  if (!check_broken (self, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->secrets, name);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static void
memory_iface_init (WabiKeyStoreInterface *iface)
{
  iface->lookup = memory_lookup;
  iface->store = memory_store;
  iface->clear = memory_clear;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiMemoryKeyStore, wabi_memory_key_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_KEY_STORE, memory_iface_init))

static void
wabi_memory_key_store_finalize (GObject *object)
{
  WabiMemoryKeyStore *self = WABI_MEMORY_KEY_STORE (object);

  g_hash_table_unref (self->secrets);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (wabi_memory_key_store_parent_class)->finalize (object);
}

static void
wabi_memory_key_store_class_init (WabiMemoryKeyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_memory_key_store_finalize;
}

static void
wabi_memory_key_store_init (WabiMemoryKeyStore *self)
{
  g_mutex_init (&self->lock);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

WabiKeyStore *
wabi_memory_key_store_new (void)
{
  return g_object_new (WABI_TYPE_MEMORY_KEY_STORE, NULL);
}

void
wabi_memory_key_store_set_broken (WabiKeyStore *store, gboolean broken)
{
  g_return_if_fail (WABI_IS_MEMORY_KEY_STORE (store));
  WABI_MEMORY_KEY_STORE (store)->broken = broken;
}

gboolean
wabi_memory_key_store_has (WabiKeyStore *store, const char *what)
{
  WabiMemoryKeyStore *self = WABI_MEMORY_KEY_STORE (store);
  g_autofree char *tail = g_strconcat ("\n", what, NULL);
  GHashTableIter iter;
  gboolean found = FALSE;
  gpointer name;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->secrets);
  while (!found && g_hash_table_iter_next (&iter, &name, NULL))
    found = what == NULL || g_str_has_suffix (name, tail);
  g_mutex_unlock (&self->lock);
  return found;
}
