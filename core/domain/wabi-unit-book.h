// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * WabiUnitBucket:
 * @WABI_UNITS_PAYER: where units come from (credit)
 * @WABI_UNITS_REQUESTED: asked of the payer, not decided yet
 * @WABI_UNITS_APPROVED: approved and free: neither booked nor used
 * @WABI_UNITS_SCHEDULED: booked
 * @WABI_UNITS_DELIVERED: given, not billed yet
 * @WABI_UNITS_BILLED: on a claim
 * @WABI_UNITS_PAID: paid for
 * @WABI_UNITS_GIVEN_BACK: denied: given, and not taken from the authorization by the payer
 * @WABI_UNITS_USED_BEFORE: used in another system before this one
 *
 * Where units of an authorization are.
 */
typedef enum
{
  WABI_UNITS_PAYER,
  WABI_UNITS_REQUESTED,
  WABI_UNITS_APPROVED,
  WABI_UNITS_SCHEDULED,
  WABI_UNITS_DELIVERED,
  WABI_UNITS_BILLED,
  WABI_UNITS_PAID,
  WABI_UNITS_GIVEN_BACK,
  WABI_UNITS_USED_BEFORE,
  WABI_UNITS_N_BUCKETS,
} WabiUnitBucket;

/** wabi_unit_bucket_get_name: Returns: the word of the records, such as "given_back". */
const char *wabi_unit_bucket_get_name (WabiUnitBucket bucket);

/** wabi_unit_bucket_get_words: Returns: what people call it, translated. */
const char *wabi_unit_bucket_get_words (WabiUnitBucket bucket);

/**
 * WabiUnitSums:
 * @tenths: what is in each bucket, in tenths of units
 * @entries: how many entries were added
 */
typedef struct
{
  gint64 tenths[WABI_UNITS_N_BUCKETS];
  guint entries;
} WabiUnitSums;

/**
 * wabi_unit_sum:
 * @view: where to look
 * @authorization: id of the first version of an authorization: all versions share their units
 * @code: (nullable): a service code; of codes that share their units the first
 * @out: (out): what its entries add up to
 * @error: where to put an error of the store
 *
 * Returns: whether the store could answer
 */
gboolean wabi_unit_sum (const WabiView *view, const char *authorization, const char *code, WabiUnitSums *out,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_unit_book_follow_visit:
 * @context: of a reaction of the billing service
 * @changed: an appointment or a session
 * @error: where to put an error of the store
 *
 * Brings the units of a visit, and of those that are summed with it, where they belong by the accounting of wabi_auth_ledger_new(): what differs from
 * what the entries of each visit add up to is posted, so that it can be heard again and again.
 *
 * Returns: whether the store could answer
 */
gboolean wabi_unit_book_follow_visit (WabiContext *context, WabiRecord *changed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_unit_book_follow_authorization:
 * @context: of a reaction of the billing service
 * @changed: an authorization
 * @error: where to put an error of the store
 *
 * As wabi_unit_book_follow_visit(), for what was requested and approved, and for all visits of the client, which may draw on it.
 *
 * Returns: whether the store could answer
 */
gboolean wabi_unit_book_follow_authorization (WabiContext *context, WabiRecord *changed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_unit_book_follow_charge:
 * @context: of a command or reaction of the billing service
 * @charge: a charge as it stands now
 * @error: where to put an error of the store
 *
 * Moves the units of a charge by what its money says: billed, paid, or denied. wabi_money_post() calls it; who records or ends a denial calls it after that.
 *
 * Returns: whether the store could answer
 */
gboolean wabi_unit_book_follow_charge (WabiContext *context, WabiRecord *charge, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
