// SPDX-License-Identifier: AGPL-3.0-or-later
// What changed in a payer's answer about benefits (271), and what to do about it.

#pragma once

#include "wabi-record.h"

G_BEGIN_DECLS

/** wabi_benefit_needs_hand: Returns: whether @benefit tells of a change to which nobody has seen. */
gboolean wabi_benefit_needs_hand (WabiRecord *benefit);

/** wabi_benefit_explain_change: Returns: (transfer none): a change such as "inactive" as people read it, translated, within a sentence. */
const char *wabi_benefit_explain_change (const char *change);

/** wabi_benefit_get_remedy: Returns: (transfer none): what to do about a change, translated. */
const char *wabi_benefit_get_remedy (const char *change);

/** wabi_benefit_is_unknown: Returns: whether AAA03 @reason says that the person was not found as we gave him, rather than that nobody could answer. */
gboolean wabi_benefit_is_unknown (const char *reason);

G_END_DECLS
