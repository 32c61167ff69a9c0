// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions about benefits become files.

#pragma once

#include "wabi-commands-private.h"
#include "wabi-eligibility.h"

G_BEGIN_DECLS

/**
 * WabiCheckOrder:
 * @with: what is read once
 * @check: id of the benefit_check
 * @by: (nullable): who asks; nobody where the server itself does
 * @coverages: (element-type WabiRecord): about whom
 * @left_out: where who could not be asked about is told: {"coverage","client","why"}
 * @asked: (out): how many were asked about
 *
 * What is to be asked in one.
 */
typedef struct
{
  WabiEligibility *with;
  const char *check, *by;
  GPtrArray *coverages;
  JsonArray *left_out;
  guint asked;
} WabiCheckOrder;

/* Writes a file (270) for each payer, queues it for its partner, and puts a question for each coverage. FALSE with @error when the store refuses. */
gboolean wabi_eligibility_ask (WabiContext *context, WabiCheckOrder *order, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
