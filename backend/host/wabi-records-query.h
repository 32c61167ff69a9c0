// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-query.h"
#include "wabi-request.h"

G_BEGIN_DECLS

#define WABI_RECORDS_MAX_OFFSET 1000000

/**
 * wabi_records_query_read:
 * @request: a call with parameters: "from", "to", "limit", "offset" and any indexed field
 * @kind: the kind it asks for
 * @out: (out caller-allocates): the question; borrows from @request
 *
 * Answers the call with 400 when a parameter is wrong.
 *
 * Returns: whether @out is set; when not, the call is answered
 */
gboolean wabi_records_query_read (WabiRequest *request, const WabiKind *kind, WabiQuery *out) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
