// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * Asking the one server that this desktop trusts. Private to app/sync.
 */

typedef struct
{
  guint status;
  GBytes *body;
  gint64 retry_after; /* microseconds, 0 when the server did not ask for a pause */
  gint64 soft_wait;   /* the same, asked for in an answer that is good otherwise */
  gint64 date;        /* the server's clock, microseconds since 1970 UTC, 0 when it was not told */
} WabiHttpAnswer;

void wabi_http_answer_free (WabiHttpAnswer *answer);

/* A session that trusts the authority in the PEM file @ca, or the system's when it is NULL. */
SoupSession *wabi_http_new_session (const char *ca, guint timeout_s, GError **error);

/* @body is JSON or NULL; @token may be NULL. An answer of any status is an answer; an error means that none
 * came. */
void wabi_http_ask_async (SoupSession *session, const char *method, const char *server, const char *path,
                          const char *token, GBytes *body, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer data);
WabiHttpAnswer *wabi_http_ask_finish (GAsyncResult *result, GError **error);

/* NULL with @error set when the address cannot be one. */
SoupMessage *wabi_http_new_message (const char *method, const char *server, const char *path,
                                    const char *token, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiHttpAnswer, wabi_http_answer_free)

G_END_DECLS
