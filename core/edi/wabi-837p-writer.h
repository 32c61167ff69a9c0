// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-model.h"

G_BEGIN_DECLS

/**
 * wabi_837p_write:
 * @batch: what to send
 * @error: %WABI_X12_ERROR_VALUE when something is missing or malformed, %WABI_X12_ERROR_LIMIT when a claim
 * has more lines, diagnoses or other payers than the guide allows; the message names the claim and the line
 *
 * Writes an 837 professional claim file after the guide 005010X222A1, as billing facts section 2 lays it out:
 * one interchange, one group, one transaction set, a subscriber (and a patient) level for each claim. Nothing
 * is split: the caller makes several claims of one that is too large. Run wabi_837p_check() over the result
 * before it is sent.
 *
 * Returns: (transfer full): the file's text without line breaks, or %NULL
 */
char *wabi_837p_write (const WabiClaimBatch *batch, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_837p_can_write:
 * @batch: what would be sent
 * @error: as in wabi_837p_write()
 *
 * Looks whether a batch can be written at all; wabi_837p_write() begins with it.
 *
 * Returns: %TRUE when nothing stands in the way
 */
gboolean wabi_837p_can_write (const WabiClaimBatch *batch, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
