// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to a partner over HTTPS: nothing goes to a host that is not allowed, or whose certificate is not good.

#pragma once

#include <libsoup/soup.h>

#include "wabi-transport.h"

G_BEGIN_DECLS

/**
 * WabiHttpsLine:
 * @place: where to go
 * @session: makes the calls
 * @secret: the key
 *
 * What the ways over HTTPS have in common; it belongs to one thread.
 */
typedef struct
{
  WabiTransportPlace *place;
  SoupSession *session;
  char *secret;
} WabiHttpsLine;

/**
 * WabiHttpsAnswer:
 * @status: of HTTP
 * @text: (nullable): the body, ended by NUL
 * @length: its bytes
 * @location: (nullable): where the answer says that it lies
 *
 * What came back.
 */
typedef struct
{
  guint status;
  char *text;
  gsize length;
  char *location;
} WabiHttpsAnswer;

/** wabi_https_answer_clear: frees what is in it. */
void wabi_https_answer_clear (WabiHttpsAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiHttpsAnswer, wabi_https_answer_clear)

/** wabi_https_line_init: Returns: whether there is a key that can be used; else @error is set, and nothing needs to be cleared. */
gboolean wabi_https_line_init (WabiHttpsLine *line, WabiTransportPlace *place, GError **error);

/** wabi_https_line_clear: ends all calls, and wipes the key. */
void wabi_https_line_clear (WabiHttpsLine *line);

/** wabi_https_dup_base: Returns: (transfer full): what the partner's record says in @field, else @usual; without a slash at its end. */
char *wabi_https_dup_base (WabiRecord *partner, const char *field, const char *usual);

/** wabi_https_check_host: Returns: whether the server may call the host of an address; else @error says which one is not allowed. */
gboolean wabi_https_check_host (WabiHttpsLine *line, const char *url, GError **error);

/** wabi_https_new_message: Returns: (transfer full) (nullable): a call of @base and @path, which begins with a slash; %NULL with @error. */
SoupMessage *wabi_https_new_message (WabiHttpsLine *line, const char *method, const char *base, const char *path, GError **error);

/**
 * wabi_https_send:
 * @line: the line
 * @message: the call
 * @seconds: how long the partner may be silent
 * @answer: (out): what came
 * @error: where to put an error
 *
 * A call that is cut, a key that is not taken, and whoever is busy or broken are errors; what is left to the caller is good (2xx), lies elsewhere (3xx),
 * or is refused (4xx).
 *
 * Returns: whether there is such an answer
 */
gboolean wabi_https_send (WabiHttpsLine *line, SoupMessage *message, guint seconds, WabiHttpsAnswer *answer, GError **error);

G_END_DECLS
