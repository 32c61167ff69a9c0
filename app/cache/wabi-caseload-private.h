// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-conn-private.h"
#include "wabi-sync-message.h"

G_BEGIN_DECLS

/* Which clients' records this cache may hold, service by service, inside an open transaction. Private to app/cache. */

typedef enum
{
  WABI_CASELOAD_SAME,
  WABI_CASELOAD_CHANGED,
  WABI_CASELOAD_READ_ANEW, /* what may be seen now lies anywhere in the feed: it has to be read from its beginning */
} WabiCaseloadNews;

/* The name of the access as it was last told; %NULL when it never was. */
gboolean wabi_caseload_get_token (WabiConn *conn, const char *service, char **token, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes what a page says of the caseload: lost clients are taken away, new ones are marked to be filled up. @from_start: nothing was read
 * before. @again is set when what waits must be applied anew. */
gboolean wabi_caseload_note (WabiConn *conn, const WabiPullPage *page, gboolean from_start, WabiCaseloadNews *news, gboolean *again,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The next client to fill up, %NULL for none. */
gboolean wabi_caseload_next_fill (WabiConn *conn, const char *service, char **client, char **place, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a page of a client's stream is still wanted. */
gboolean wabi_caseload_wants (WabiConn *conn, const WabiPullPage *page, gboolean *wants, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_caseload_filled (WabiConn *conn, const WabiPullPage *page, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Up to which place of the feed rows may be here that the feed itself has not brought. */
gboolean wabi_caseload_filled_to (WabiConn *conn, const char *service, gint64 *seq, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
