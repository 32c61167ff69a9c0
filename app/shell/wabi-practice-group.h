// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_PRACTICE_GROUP (wabi_practice_group_get_type ())
G_DECLARE_FINAL_TYPE (WabiPracticeGroup, wabi_practice_group, WABI, PRACTICE_GROUP, AdwPreferencesGroup)

/**
 * wabi_practice_group_new:
 * @desk: (transfer none): an administrator's desk
 *
 * What the practice decides for everybody: how long a computer may go without contact, and whose clients the analysts see. Each choice is a
 * command at once, and can be undone. Signal "refused" (text): a choice was not taken, and why; the row shows what stands.
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *wabi_practice_group_new (WabiDesk *desk);

G_END_DECLS
