// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may book against a rule, with a reason.

#pragma once

#include "wabi-finding.h"

G_BEGIN_DECLS

/**
 * wabi_override_roles:
 * @id: id of a finding
 *
 * Returns: (nullable): the roles that may book against it, "bcba admin"; %NULL when nobody may
 */
const char *wabi_override_roles (const char *id);

/** wabi_override_reason: Returns: (nullable): why nobody, or only these, may; a sentence, translated. */
const char *wabi_override_reason (const char *id);

/** wabi_override_may: Returns: whether a person whose roles are @roles ("frontdesk bcba") may book against the finding @id. */
gboolean wabi_override_may (const char *id, const char *roles);

/** wabi_override_words: Returns: (transfer full): who may, in words: "An analyst or an administrator may override it." */
char *wabi_override_words (const char *id);

/** wabi_override_list: Returns: (transfer none) (array zero-terminated=1): the ids of the table. */
const char *const *wabi_override_list (void);

G_END_DECLS
