// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_inbox_find_remedy:
 * @code: (nullable): the machine's word of a refusal
 *
 * Returns: (transfer none): what usually helps, translated; a general one where the word is not known here
 */
const char *wabi_inbox_find_remedy (const char *code);

G_END_DECLS
