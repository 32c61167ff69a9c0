// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-reader.h"

G_BEGIN_DECLS

/**
 * WabiX12Explained:
 * @segment: the number of the segment, from 1
 * @raw: the segment as it stands in the file, without its terminator
 * @loop: the loop of the guide, such as "2010AA", or an empty string
 * @depth: how deep to indent it, from 0
 * @title: what the segment is: "Billing provider"
 * @detail: what it says, as a person reads it: "Sunrise ABA Center LLC, NPI 1999000015"; may be empty
 */
typedef struct
{
  guint segment;
  char *raw;
  char *loop;
  guint depth;
  char *title;
  char *detail;
} WabiX12Explained;

/**
 * wabi_x12_explain:
 * @data: (array length=length): a file of any of the transactions known here
 * @length: its bytes
 * @error: %WABI_X12_ERROR_NOT_X12 or _ENVELOPE when there is nothing at all to be read
 *
 * Puts words beside each segment, for showing a file as a person reads it next to X12. A place that cannot be
 * read has a line that says so.
 *
 * Returns: (transfer full) (element-type WabiX12Explained) (nullable): one for each segment
 */
GPtrArray *wabi_x12_explain (const char *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_explain_claim_code:
 * @list: "place-of-service", "frequency", "filing", "relation", "adjustment-group", "sequence",
 *   "id-kind", "taxonomy", "yes-no" or "sex"
 * @code: a code
 *
 * Returns: (transfer none) (nullable): a few translated words for it, or %NULL when it is not known
 */
const char *wabi_x12_explain_claim_code (const char *list, const char *code);

/**
 * wabi_x12_explained_free:
 * @explained: (transfer full) (nullable): an explanation
 */
void wabi_x12_explained_free (WabiX12Explained *explained);

G_END_DECLS
