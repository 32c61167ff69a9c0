// SPDX-License-Identifier: AGPL-3.0-or-later
// A keyring that is a file, so that an agent finds its secrets again after it was killed.

#include "agent-keys.h"

struct _AgentKeys
{
  GObject parent_instance;
  GMutex lock;
  char *path;
};

#define AGENT_TYPE_KEYS (agent_keys_get_type ())
G_DECLARE_FINAL_TYPE (AgentKeys, agent_keys, AGENT, KEYS, GObject)

static GKeyFile *
read_all (AgentKeys *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) inner = NULL;

  if (g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, &inner)
      || g_error_matches (inner, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&file);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

static char *
build_group (const WabiKeyOwner *owner)
{
  g_autofree char *all = g_strjoin ("\n", owner->server, owner->practice, owner->user, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
}

/* Waits for the disk before and after the rename, as gnome-keyring does. */
static gboolean
write_all (AgentKeys *self, GKeyFile *file, GError **error)
{
  gsize length = 0;
  g_autofree char *text = g_key_file_to_data (file, &length, error);

  return text != NULL
         && g_file_set_contents_full (self->path, text, (gssize)length,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static char *
lookup (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, GCancellable *cancellable, GError **error)
{
  AgentKeys *self = (AgentKeys *)store;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GKeyFile) file = read_all (self, error);
  g_autofree char *group = build_group (owner);

  return file != NULL ? g_key_file_get_string (file, group, what, NULL) : NULL;
}

static gboolean
store (WabiKeyStore *keys, const WabiKeyOwner *owner, const char *what, const char *secret, GCancellable *cancellable,
       GError **error)
{
  AgentKeys *self = (AgentKeys *)keys;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GKeyFile) file = read_all (self, error);
  g_autofree char *group = build_group (owner);

  if (file == NULL)
    return FALSE;
  g_key_file_set_string (file, group, what, secret);
  return write_all (self, file, error);
}

static gboolean
clear (WabiKeyStore *keys, const WabiKeyOwner *owner, const char *what, GCancellable *cancellable, GError **error)
{
  AgentKeys *self = (AgentKeys *)keys;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GKeyFile) file = read_all (self, error);
  g_autofree char *group = build_group (owner);

  if (file == NULL)
    return FALSE;
  g_key_file_remove_key (file, group, what, NULL);
  return write_all (self, file, error);
}

static void
iface_init (WabiKeyStoreInterface *iface)
{
  iface->lookup = lookup;
  iface->store = store;
  iface->clear = clear;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AgentKeys, agent_keys, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_KEY_STORE, iface_init))

static void
agent_keys_finalize (GObject *object)
{
  AgentKeys *self = (AgentKeys *)object;

  g_free (self->path);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (agent_keys_parent_class)->finalize (object);
}

static void
agent_keys_class_init (AgentKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = agent_keys_finalize;
}

static void
agent_keys_init (AgentKeys *self)
{
  g_mutex_init (&self->lock);
}

WabiKeyStore *
agent_keys_new (const char *path)
{
  AgentKeys *self = g_object_new (AGENT_TYPE_KEYS, NULL);

  self->path = g_strdup (path);
  return WABI_KEY_STORE (self);
}
