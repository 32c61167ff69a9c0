// SPDX-License-Identifier: AGPL-3.0-or-later
// One keep-alive connection of the load generator, with TLS or without, that never blocks once it is open.

#pragma once

#include <gnutls/gnutls.h>

#include "load-request.h"

typedef struct
{
  guint number;
  int fd;
  gnutls_session_t session;
  GString *out;
  gsize n_written;
  GString *in;
  guint sent;
  gint64 asked_at;
} LoadConnection;

typedef struct
{
  int status;
  const char *body;
  gsize body_length;
  gsize total_length;
} LoadAnswer;

/* Connects to the port on loopback, and shakes hands if `credentials` is not NULL; blocks until that is done.
 */
LoadConnection *load_connection_open (guint number, guint16 port,
                                      gnutls_certificate_credentials_t credentials,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same from another address of loopback (host byte order; 0 for any), as people behind several routers come. */
LoadConnection *load_connection_open_from (guint32 from, guint number, guint16 port,
                                           gnutls_certificate_credentials_t credentials,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void load_connection_free (LoadConnection *connection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoadConnection, load_connection_free)

/* Begins the next request. */
void load_connection_ask (LoadConnection *connection, const LoadPlan *plan);

/* Begins a request that is ready as text. */
void load_connection_send (LoadConnection *connection, const char *request, gssize length);

/* Writes what the socket takes; TRUE when nothing is left to write or the socket is full, `is_done` tells
 * which. */
gboolean load_connection_write (LoadConnection *connection, gboolean *is_done) G_GNUC_WARN_UNUSED_RESULT;

/* Reads what has come. FALSE when the connection broke. */
gboolean load_connection_read (LoadConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE when a whole answer is there; it is borrowed from the connection until the next request. An answer
 * that the generator cannot delimit (no Content-Length) has the status -1. */
gboolean load_connection_take_answer (LoadConnection *connection, LoadAnswer *answer);
