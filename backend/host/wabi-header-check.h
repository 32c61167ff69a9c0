// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>
#include <microhttpd.h>

G_BEGIN_DECLS

/**
 * WabiHeaders:
 * @authorization: (nullable): the header's value, owned by the connection, as all texts here
 * @if_none_match: (nullable): likewise
 * @content_type: (nullable): likewise
 * @accepts_gzip: whether the answer may be packed
 * @length: bytes of body that were announced, 0 for none
 * @refusal: 0, or the HTTP status that the head of the call must be refused with
 * @reason: (nullable): for a person: why
 *
 * What the host wants to know of the head of a call.
 */
typedef struct
{
  const char *authorization;
  const char *if_none_match;
  const char *content_type;
  gboolean accepts_gzip;
  gsize length;
  guint refusal;
  const char *reason;
} WabiHeaders;

/**
 * wabi_headers_check:
 * @connection: whose call
 * @version: such as "HTTP/1.1"
 * @out: (out caller-allocates): what was found
 *
 * Reads all headers once. Refuses what two readers of the same bytes could take for different calls: no Host or two, two lengths, a length that is not
 * plain digits, a Transfer-Encoding (clients of ours announce lengths), names that are no tokens, control bytes, two tokens.
 */
void wabi_headers_check (struct MHD_Connection *connection, const char *version, WabiHeaders *out);

G_END_DECLS
