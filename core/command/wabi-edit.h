// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proposal.h"

G_BEGIN_DECLS

/**
 * wabi_context_edit:
 * @context: the context
 * @kind: a kind with policy %WABI_POLICY_FIELDS
 * @args: "id", "base" (what the editor saw) and "set" (what the editor wants)
 * @out: (out) (transfer full) (optional): the edited record, which may be changed until it is put; when %NULL it is put at once
 * @error: where to put an error of #WABI_COMMAND_ERROR
 *
 * The rule of most "edit" commands: merges by the field table. What clashes is kept on the record as a proposal (members "proposals" and
 * "needs_hand") for a person to settle, never dropped (sync.md 6.5).
 *
 * Returns: whether it could be edited
 */
gboolean wabi_context_edit (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
