// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-guide-private.h"
#include "wabi-x12-check.h"

G_BEGIN_DECLS

/* As wabi_x12_check(), but every transaction set is held against this guide, whatever it says itself; NULL
 * for its own. */
WabiX12Checked *wabi_x12_check_as (const char *data, gsize length, const WabiGuideNode *guide);

/* The guide of a set by ST01 and ST03 or GS08, or the unknown one; and its exact names. */
const WabiGuideNode *wabi_x12_find_guide (const WabiX12Segment *st, const char *group_guide,
                                          const char **functional_id, const char **name);

G_END_DECLS
