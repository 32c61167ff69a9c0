// SPDX-License-Identifier: AGPL-3.0-or-later
// A partner's SFTP server, by libssh2. Its key is looked at before anything is said to it.

#include "wabi-transport.h"

#include <libssh2.h>
#include <libssh2_sftp.h>
#include <string.h>
#include <sys/socket.h>

#define SECONDS 20
#define HASH_BYTES 32

typedef struct
{
  WabiTransport parent;
  WabiRecord *partner;
  GSocketConnection *connection;
  GCancellable *cancellable; /* (nullable) */
  gulong cancelled;
  LIBSSH2_SESSION *session;
  LIBSSH2_SFTP *sftp;
} Sftp;

/* What broke off may work later; what the server answers is about the folder or the file. */
static gboolean
fail (Sftp *self, GError **error, const char *words)
{
  int wrong = libssh2_session_last_errno (self->session);
  unsigned long code = self->sftp != NULL && wrong == LIBSSH2_ERROR_SFTP_PROTOCOL ? libssh2_sftp_last_error (self->sftp) : LIBSSH2_FX_OK;

  if (wrong != LIBSSH2_ERROR_SFTP_PROTOCOL || code == LIBSSH2_FX_NO_CONNECTION || code == LIBSSH2_FX_CONNECTION_LOST)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "The connection to the partner broke off. It is tried again.");
  g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_FOLDER, "%s (the partner’s server says %lu). Check the folders with the partner.", words, code);
  return FALSE;
}

/* ---- going there ---- */

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  Sftp *self = data;

  /* What waits for the other side then ends at once. */
  shutdown (g_socket_get_fd (g_socket_connection_get_socket (self->connection)), SHUT_RDWR);
}

static gboolean
reach (Sftp *self, WabiTransportPlace *place, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) inner = NULL;
  GSocket *socket;

  g_socket_client_set_timeout (client, SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  self->connection = g_socket_client_connect_to_host (client, wabi_record_get_text (place->partner, "host"),
                                                      (guint16) wabi_transport_get_port (&wabi_transport_sftp, place->partner), place->cancellable, &inner);
  if (self->connection == NULL)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "The partner’s server does not answer. It is tried again; check its name if this goes on.");
  socket = g_socket_connection_get_socket (self->connection);
  g_socket_set_timeout (socket, 0);
  g_socket_set_blocking (socket, TRUE);
  if (place->cancellable != NULL)
    {
      self->cancellable = g_object_ref (place->cancellable);
      self->cancelled = g_cancellable_connect (place->cancellable, G_CALLBACK (on_cancelled_cb), self, NULL);
    }
  self->session = libssh2_session_init ();
  libssh2_session_set_blocking (self->session, 1);
  libssh2_session_set_timeout (self->session, SECONDS * 1000);
  if (libssh2_session_handshake (self->session, g_socket_get_fd (socket)) == 0)
    return TRUE;
  return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "What answers there does not speak SFTP, or broke off. Check the server’s name and port.");
}

/* "SHA256:" and 43 characters, as ssh-keygen -l writes it. */
static char *
dup_key (Sftp *self)
{
  const char *hash = libssh2_hostkey_hash (self->session, LIBSSH2_HOSTKEY_HASH_SHA256);
  g_autofree char *coded = hash != NULL ? g_base64_encode ((const guchar *) hash, HASH_BYTES) : NULL;

  if (coded == NULL)
    return NULL;
  g_strdelimit (coded, "=", '\0');
  return g_strconcat ("SHA256:", coded, NULL);
}

static gboolean
check_key (Sftp *self, WabiTransportPlace *place, GError **error)
{
  const char *trusted = wabi_record_get_text (place->partner, "host_key");

  g_free (place->key_seen);
  place->key_seen = dup_key (self);
  if (trusted == NULL)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_HOST_KEY,
                   "The key of the partner’s server is not trusted yet. Compare it with what the partner publishes, then trust it.");
  if (g_strcmp0 (trusted, place->key_seen) == 0)
    return TRUE;
  return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_HOST_KEY,
                 "The server shows another key than the one that is trusted. Nothing was sent. Ask the partner whether it changed its key; if not, somebody "
                 "stands in between.");
}

static int
offer (Sftp *self, WabiTransportPlace *place)
{
  const char *user = wabi_record_get_text (place->partner, "user");
  const char *key = json_object_get_string_member_with_default (place->secret, "key", NULL);
  const char *phrase = json_object_get_string_member_with_default (place->secret, "passphrase", NULL);
  const char *password = json_object_get_string_member_with_default (place->secret, "password", NULL);

  if (key != NULL)
    return libssh2_userauth_publickey_frommemory (self->session, user, strlen (user), NULL, 0, key, strlen (key), phrase);
  return password != NULL ? libssh2_userauth_password (self->session, user, password) : LIBSSH2_ERROR_AUTHENTICATION_FAILED;
}

static gboolean
sign_in (Sftp *self, WabiTransportPlace *place, GError **error)
{
  int wrong = place->secret != NULL ? offer (self, place) : LIBSSH2_ERROR_AUTHENTICATION_FAILED;

  if (place->secret == NULL)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_SECRET, "The password or key of this partner is missing. Give it again.");
  if (wrong == LIBSSH2_ERROR_SOCKET_DISCONNECT || wrong == LIBSSH2_ERROR_SOCKET_RECV || wrong == LIBSSH2_ERROR_SOCKET_SEND || wrong == LIBSSH2_ERROR_TIMEOUT)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "The connection to the partner broke off. It is tried again.");
  if (wrong != 0)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_SECRET, "The partner does not take this user with this password or key. It is not tried again until you give it anew.");
  self->sftp = libssh2_sftp_init (self->session);
  return self->sftp != NULL || wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "The partner’s server takes no files at present. It is tried again.");
}

static void
close_sftp (WabiTransport *transport)
{
  Sftp *self = (Sftp *) transport;

  if (self->sftp != NULL)
    libssh2_sftp_shutdown (self->sftp);
  if (self->cancelled != 0)
    g_cancellable_disconnect (self->cancellable, self->cancelled);
  if (self->session != NULL)
    {
      libssh2_session_disconnect (self->session, "done");
      libssh2_session_free (self->session);
    }
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection);
  g_object_unref (self->partner);
  g_free (self);
}

static WabiTransport *
open_sftp (WabiTransportPlace *place, GError **error)
{
  static gsize once;
  Sftp *self = g_new0 (Sftp, 1);

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, libssh2_init (0) == 0 ? 1 : 2);
  self->partner = g_object_ref (place->partner);
  if (once == 1 && reach (self, place, error) && check_key (self, place, error) && sign_in (self, place, error))
    return &self->parent;
  close_sftp (&self->parent);
  return NULL;
}

/* ---- sending ---- */

static char *
name_whole (Sftp *self, const char *field, const char *name)
{
  const char *folder = wabi_record_get_text (self->partner, field);

  return folder == NULL ? g_strdup (name) : g_strconcat (folder, g_str_has_suffix (folder, "/") ? "" : "/", name, NULL);
}

static char *
name_part (Sftp *self, const char *name)
{
  g_autofree char *whole = name_whole (self, "send_folder", name);

  return g_strconcat (whole, ".tmp", NULL);
}

static gboolean
write_all (LIBSSH2_SFTP_HANDLE *handle, const char *content)
{
  gsize left = strlen (content);

  while (left > 0)
    {
      gssize n = libssh2_sftp_write (handle, content, left);

      if (n <= 0)
        return FALSE;
      content += n;
      left -= (gsize) n;
    }
  return TRUE;
}

/* It counts as there when the server says that all of it is. */
static gboolean
write_file (WabiTransport *transport, const WabiParcel *parcel, GError **error)
{
  Sftp *self = (Sftp *) transport;
  g_autofree char *part = name_part (self, parcel->name);
  LIBSSH2_SFTP_ATTRIBUTES attributes = { 0 };
  LIBSSH2_SFTP_HANDLE *handle = libssh2_sftp_open (self->sftp, part, LIBSSH2_FXF_WRITE | LIBSSH2_FXF_CREAT | LIBSSH2_FXF_TRUNC, 0600);
  gboolean ok;

  if (handle == NULL)
    return fail (self, error, "The partner does not let a file be put into its folder");
  ok = write_all (handle, parcel->content);
  if (libssh2_sftp_close (handle) != 0 || !ok || libssh2_sftp_stat (self->sftp, part, &attributes) != 0)
    return fail (self, error, "The file could not be put into the partner’s folder");
  if ((attributes.flags & LIBSSH2_SFTP_ATTR_SIZE) != 0 && attributes.filesize != strlen (parcel->content))
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "Only a part of the file reached the partner. It is sent again.");
  return TRUE;
}

static gboolean
deliver (WabiTransport *transport, const WabiParcel *parcel, char **answer, GError **error)
{
  Sftp *self = (Sftp *) transport;
  g_autofree char *part = name_part (self, parcel->name), *whole = name_whole (self, "send_folder", parcel->name);

  return libssh2_sftp_rename_ex (self->sftp, part, strlen (part), whole, strlen (whole), LIBSSH2_SFTP_RENAME_ATOMIC | LIBSSH2_SFTP_RENAME_NATIVE) == 0
         || fail (self, error, "The file could not be given its name in the partner’s folder");
}

/* 1 there, 0 not there, -1 with @error. */
static int
look (Sftp *self, const char *name, GError **error)
{
  LIBSSH2_SFTP_ATTRIBUTES attributes;

  if (libssh2_sftp_stat (self->sftp, name, &attributes) == 0)
    return 1;
  if (libssh2_session_last_errno (self->session) == LIBSSH2_ERROR_SFTP_PROTOCOL && libssh2_sftp_last_error (self->sftp) == LIBSSH2_FX_NO_SUCH_FILE)
    return 0;
  fail (self, error, "The partner’s folder cannot be looked at");
  return -1;
}

static gboolean
find (WabiTransport *transport, const WabiParcel *parcel, WabiRemoteFound *found, GError **error)
{
  Sftp *self = (Sftp *) transport;
  g_autofree char *part = name_part (self, parcel->name), *whole = name_whole (self, "send_folder", parcel->name);
  int there = look (self, whole, error), half = there == 0 ? look (self, part, error) : 0;

  *found = there > 0 ? WABI_REMOTE_THERE : half > 0 ? WABI_REMOTE_PART : WABI_REMOTE_NOTHING;
  return there >= 0 && half >= 0;
}

/* ---- fetching ---- */

static GPtrArray *
list (WabiTransport *transport, const char *cursor, char **after, GError **error)
{
  Sftp *self = (Sftp *) transport;
  g_autofree char *folder = name_whole (self, "receive_folder", ".");
  LIBSSH2_SFTP_HANDLE *handle = libssh2_sftp_opendir (self->sftp, folder);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_remote_file_free);
  LIBSSH2_SFTP_ATTRIBUTES attributes;
  char name[1024];
  int n;

  if (handle == NULL)
    {
      fail (self, error, "The folder in which the partner puts files cannot be opened");
      return NULL;
    }
  while ((n = libssh2_sftp_readdir (handle, name, sizeof name - 1, &attributes)) > 0)
    {
      name[n] = '\0';
      if (wabi_transport_wants (self->partner, name) && (attributes.flags & LIBSSH2_SFTP_ATTR_PERMISSIONS) != 0
          && LIBSSH2_SFTP_S_ISREG (attributes.permissions))
        g_ptr_array_add (files, wabi_remote_file_new (name, (gint64) attributes.filesize, (gint64) attributes.mtime * G_USEC_PER_SEC));
    }
  if (n < 0)
    fail (self, error, "The folder in which the partner puts files cannot be read");
  libssh2_sftp_closedir (handle);
  return n < 0 ? NULL : g_steal_pointer (&files);
}

static char *
read_all (LIBSSH2_SFTP_HANDLE *handle, gsize most, gsize *length)
{
  g_autofree char *bytes = g_malloc (most + 1);
  gssize n = 1;

  *length = 0;
  while (n > 0 && *length < most)
    {
      n = libssh2_sftp_read (handle, bytes + *length, most - *length);
      *length += n > 0 ? (gsize) n : 0;
    }
  bytes[*length] = '\0';
  return n < 0 ? NULL : g_steal_pointer (&bytes);
}

static char *
fetch (WabiTransport *transport, const WabiRemoteFile *file, gsize *length, GError **error)
{
  Sftp *self = (Sftp *) transport;
  g_autofree char *whole = name_whole (self, "receive_folder", file->name), *bytes = NULL;
  LIBSSH2_SFTP_HANDLE *handle = libssh2_sftp_open (self->sftp, whole, LIBSSH2_FXF_READ, 0);

  if (handle == NULL)
    {
      fail (self, error, "A file cannot be fetched from the partner’s folder");
      return NULL;
    }
  /* One byte more than it had, to see whether it grows. */
  bytes = read_all (handle, (gsize) file->size + 1, length);
  if (bytes == NULL)
    fail (self, error, "A file could not be fetched from the partner’s folder");
  libssh2_sftp_close (handle);
  if (bytes == NULL || (gint64) *length == file->size)
    return g_steal_pointer (&bytes);
  g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_PARTIAL, "“%s” is being written.", file->name);
  return NULL;
}

const WabiTransportInfo wabi_transport_sftp = {
  .type = "sftp",
  .port = 22,
  .open = open_sftp,
  .close = close_sftp,
  .write = write_file,
  .deliver = deliver,
  .find = find,
  .list = list,
  .fetch = fetch,
};
