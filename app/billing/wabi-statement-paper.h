// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-leaf.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * wabi_statement_paper_new:
 * @sheet: what was written; see wabi-sheet.h
 * @foot: (nullable): stands at the foot of each page
 *
 * Returns: (transfer full): it on paper, a statement or an estimate
 */
WabiLeaf *wabi_statement_paper_new (JsonArray *sheet, const char *foot);

G_END_DECLS
