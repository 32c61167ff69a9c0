// SPDX-License-Identifier: AGPL-3.0-or-later
// A partner that is two folders: another program of the practice, or of the clearinghouse, carries the files.

#include "wabi-transport.h"

#include <glib/gstdio.h>
#include <errno.h>
#include <string.h>

typedef struct
{
  WabiTransport parent;
  WabiRecord *partner;
  char *send, *receive;
} Folder;

static char *
find_folder (WabiTransportPlace *place, const char *field, GError **error)
{
  char *folder = wabi_partner_options_dup_folder (place->options, wabi_record_get_text (place->partner, field));

  if (folder == NULL)
    g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_FOLDER,
                 "The folder “%s” is not there, or this server may not use it. Whoever runs it can allow it ([partners] in server.conf).",
                 wabi_record_get_text (place->partner, field));
  return folder;
}

static void
close_folder (WabiTransport *transport)
{
  Folder *self = (Folder *) transport;

  g_object_unref (self->partner);
  g_free (self->send);
  g_free (self->receive);
  g_free (self);
}

static WabiTransport *
open_folder (WabiTransportPlace *place, GError **error)
{
  g_autofree char *send = find_folder (place, "send_folder", error), *receive = send != NULL ? find_folder (place, "receive_folder", error) : NULL;
  Folder *self;

  if (receive == NULL)
    return NULL;
  self = g_new0 (Folder, 1);
  self->partner = g_object_ref (place->partner);
  self->send = g_steal_pointer (&send);
  self->receive = g_steal_pointer (&receive);
  return &self->parent;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_FOLDER, "%s (%s). Look at the folder’s rights and room.", what, g_strerror (errno));
  return FALSE;
}

static char *
name_part (Folder *self, const char *name)
{
  return g_strconcat (self->send, "/", name, ".tmp", NULL);
}

static gboolean
write_file (WabiTransport *transport, const WabiParcel *parcel, GError **error)
{
  g_autofree char *part = name_part ((Folder *) transport, parcel->name);
  g_autoptr (GError) inner = NULL;

  if (g_file_set_contents_full (part, parcel->content, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &inner))
    return TRUE;
  g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_FOLDER, "The file could not be written there (%s).", inner->message);
  return FALSE;
}

static gboolean
deliver (WabiTransport *transport, const WabiParcel *parcel, char **answer, GError **error)
{
  Folder *self = (Folder *) transport;
  g_autofree char *part = name_part (self, parcel->name), *whole = g_build_filename (self->send, parcel->name, NULL);

  return g_rename (part, whole) == 0 || fail (error, "The file could not be given its name");
}

static gboolean
find (WabiTransport *transport, const WabiParcel *parcel, WabiRemoteFound *found, GError **error)
{
  Folder *self = (Folder *) transport;
  g_autofree char *part = name_part (self, parcel->name), *whole = g_build_filename (self->send, parcel->name, NULL);

  *found = g_file_test (whole, G_FILE_TEST_EXISTS) ? WABI_REMOTE_THERE : g_file_test (part, G_FILE_TEST_EXISTS) ? WABI_REMOTE_PART : WABI_REMOTE_NOTHING;
  return TRUE;
}

static GPtrArray *
list (WabiTransport *transport, const char *cursor, char **after, GError **error)
{
  Folder *self = (Folder *) transport;
  g_autoptr (GDir) folder = g_dir_open (self->receive, 0, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_remote_file_free);
  const char *name;

  if (folder == NULL)
    {
      fail (error, "The folder for what comes cannot be read");
      return NULL;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *whole = g_build_filename (self->receive, name, NULL);
      GStatBuf facts;

      if (wabi_transport_wants (self->partner, name) && g_stat (whole, &facts) == 0 && S_ISREG (facts.st_mode))
        g_ptr_array_add (files, wabi_remote_file_new (name, facts.st_size, (gint64) facts.st_mtime * G_USEC_PER_SEC));
    }
  return g_steal_pointer (&files);
}

static char *
fetch (WabiTransport *transport, const WabiRemoteFile *file, gsize *length, GError **error)
{
  g_autofree char *whole = g_build_filename (((Folder *) transport)->receive, file->name, NULL), *bytes = NULL;
  g_autoptr (GError) inner = NULL;

  if (!g_file_get_contents (whole, &bytes, length, &inner))
    g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_AWAY, "“%s” cannot be read (%s).", file->name, inner->message);
  else if ((gint64) *length != file->size)
    g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_PARTIAL, "“%s” is being written.", file->name);
  else
    return g_steal_pointer (&bytes);
  return NULL;
}

const WabiTransportInfo wabi_transport_folder = {
  .type = "folder",
  .open = open_folder,
  .close = close_folder,
  .write = write_file,
  .deliver = deliver,
  .find = find,
  .list = list,
  .fetch = fetch,
};
