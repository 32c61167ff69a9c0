// SPDX-License-Identifier: AGPL-3.0-or-later
// Sockets, GnuTLS and as much of HTTP/1.1 as an honest server on loopback sends.

#include "load-connection.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int
open_socket (guint32 from, guint16 port, GError **error)
{
  const struct sockaddr_in address
      = { .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  const struct sockaddr_in own = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (from) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int one = 1;

  if (fd < 0 || (from != 0 && bind (fd, (const struct sockaddr *)&own, sizeof own) != 0) || connect (fd, (const struct sockaddr *)&address, sizeof address) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (code), "Cannot connect: %s",
                   g_strerror (code));
      if (fd >= 0)
        close (fd);
      return -1;
    }
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static gboolean
shake_hands (LoadConnection *connection, gnutls_certificate_credentials_t credentials, GError **error)
{
  int result;

  gnutls_init (&connection->session, GNUTLS_CLIENT);
  gnutls_set_default_priority (connection->session);
  gnutls_credentials_set (connection->session, GNUTLS_CRD_CERTIFICATE, credentials);
  /* Checks the certificate against the authority of the credentials and the address. */
  gnutls_session_set_verify_cert (connection->session, "127.0.0.1", 0);
  gnutls_transport_set_int (connection->session, connection->fd);
  do
    result = gnutls_handshake (connection->session);
  while (result < 0 && !gnutls_error_is_fatal (result));
  if (result < 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "TLS: %s", gnutls_strerror (result));
  return result >= 0;
}

LoadConnection *
load_connection_open (guint number, guint16 port, gnutls_certificate_credentials_t credentials, GError **error)
{
  return load_connection_open_from (0, number, port, credentials, error);
}

LoadConnection *
load_connection_open_from (guint32 from, guint number, guint16 port,
                           gnutls_certificate_credentials_t credentials, GError **error)
{
  g_autoptr (LoadConnection) connection = g_new0 (LoadConnection, 1);

  connection->number = number;
  connection->out = g_string_sized_new (4096);
  connection->in = g_string_sized_new (65536);
  connection->fd = open_socket (from, port, error);
  if (connection->fd < 0 || (credentials != NULL && !shake_hands (connection, credentials, error)))
    return NULL;
  fcntl (connection->fd, F_SETFL, fcntl (connection->fd, F_GETFL) | O_NONBLOCK);
  return g_steal_pointer (&connection);
}

void
load_connection_free (LoadConnection *connection)
{
  if (connection->session != NULL)
    gnutls_deinit (connection->session);
  if (connection->fd >= 0)
    close (connection->fd);
  g_string_free (connection->out, TRUE);
  g_string_free (connection->in, TRUE);
  g_free (connection);
}

void
load_connection_ask (LoadConnection *connection, const LoadPlan *plan)
{
  g_string_truncate (connection->in, 0);
  g_string_truncate (connection->out, 0);
  connection->n_written = 0;
  connection->sent += load_plan_write_request (plan, connection->number, connection->sent, connection->out);
  connection->asked_at = g_get_monotonic_time ();
}

void
load_connection_send (LoadConnection *connection, const char *request, gssize length)
{
  g_string_truncate (connection->in, 0);
  g_string_truncate (connection->out, 0);
  g_string_append_len (connection->out, request, length);
  connection->n_written = 0;
  connection->asked_at = g_get_monotonic_time ();
}

/* Both return a count, 0 at the end, or a negative number with errno EAGAIN where there is nothing to do now.
 */
static gssize
write_some (LoadConnection *connection, const char *data, gsize length)
{
  gssize n;

  if (connection->session == NULL)
    return send (connection->fd, data, length, MSG_NOSIGNAL);
  n = gnutls_record_send (connection->session, data, length);
  errno = n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED ? EAGAIN : EPIPE;
  return n;
}

static gssize
read_some (LoadConnection *connection, char *data, gsize length)
{
  gssize n;

  if (connection->session == NULL)
    return recv (connection->fd, data, length, 0);
  n = gnutls_record_recv (connection->session, data, length);
  errno = n < 0 && !gnutls_error_is_fatal ((int)n) ? EAGAIN : EPIPE;
  return n;
}

gboolean
load_connection_write (LoadConnection *connection, gboolean *is_done)
{
  *is_done = FALSE;
  while (connection->n_written < connection->out->len)
    {
      gssize n = write_some (connection, connection->out->str + connection->n_written,
                             connection->out->len - connection->n_written);

      if (n < 0)
        return errno == EAGAIN;
      connection->n_written += (gsize)n;
    }
  *is_done = TRUE;
  return TRUE;
}

gboolean
load_connection_read (LoadConnection *connection)
{
  char buffer[16384];
  gssize n;

  while ((n = read_some (connection, buffer, sizeof buffer)) > 0)
    g_string_append_len (connection->in, buffer, n);
  return n < 0 && errno == EAGAIN;
}

gboolean
load_connection_take_answer (LoadConnection *connection, LoadAnswer *answer)
{
  const char *head = connection->in->str;
  const char *end = strstr (head, "\r\n\r\n");
  const char *length;

  if (end == NULL)
    return FALSE;
  length = strcasestr (head, "\r\ncontent-length:");
  if (!g_str_has_prefix (head, "HTTP/1.1 ") || length == NULL || length > end)
    {
      *answer = (LoadAnswer){ .status = -1, .body = head, .body_length = connection->in->len };
      return TRUE;
    }
  answer->status = (int)g_ascii_strtoll (head + strlen ("HTTP/1.1 "), NULL, 10);
  answer->body = end + 4;
  answer->body_length = (gsize)g_ascii_strtoull (length + strlen ("\r\ncontent-length:"), NULL, 10);
  answer->total_length = (gsize)(answer->body - head) + answer->body_length;
  return connection->in->len >= answer->total_length;
}
