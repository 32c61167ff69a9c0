// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-leaf.h"

G_BEGIN_DECLS

/**
 * wabi_appeal_paper_new:
 * @desk: the desk
 * @denial: what is appealed
 * @letter: the letter as a person left it
 * @with_notes: whether the signed notes of its sessions follow
 *
 * Returns: (transfer full): letter and packet
 */
WabiLeaf *wabi_appeal_paper_new (WabiDesk *desk, WabiRecord *denial, const char *letter, gboolean with_notes);

G_END_DECLS
