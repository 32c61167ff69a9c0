// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-context.h"

G_BEGIN_DECLS

/*
 * What the merge keeps on a record, beside its fields (sync.md 6.5):
 *
 * "proposals"  what could not be taken: [{why, by, at, given, set, base}]; "set" is what was wanted, "base" what its author saw,
 *              "at" when the service heard of it, "given" when it was given
 * "needs_hand" whether any are left
 * "settled"    what a person decided: [{act, by, at, given, proposals, took, stood}]; nothing that was typed is dropped
 * "edits"      who changed a group last: {group: {by, at, given}}
 */

/**
 * wabi_proposal_dup_key:
 * @proposal: a proposal of a record
 *
 * Returns: (transfer full): a word that names it, made of what it says: the same on every desktop and in the service
 */
char *wabi_proposal_dup_key (JsonObject *proposal);

/**
 * wabi_proposals_count:
 * @record: a record
 *
 * Returns: how many proposals wait on it
 */
guint wabi_proposals_count (WabiRecord *record);

/**
 * wabi_proposals_get:
 * @record: a record
 * @index: less than wabi_proposals_count()
 *
 * Returns: (transfer none) (nullable): the proposal; %NULL when what is kept there is none
 */
JsonObject *wabi_proposals_get (WabiRecord *record, guint index);

/**
 * wabi_proposals_has_why:
 * @record: a record
 * @why: the machine's word
 *
 * Returns: whether a proposal for this reason waits on it
 */
gboolean wabi_proposals_has_why (WabiRecord *record, const char *why);

/**
 * wabi_context_propose:
 * @context: who and when
 * @record: the record, which may be changed
 * @base: (nullable): what the author saw
 * @set: what was wanted
 * @why: a machine's word: "clash", or the id of the finding that stands in the way
 *
 * Keeps on the record what could not be applied, and marks it as waiting for a person. The same proposal twice is one.
 */
void wabi_context_propose (WabiContext *context, WabiRecord *record, JsonObject *base, JsonObject *set, const char *why);

/**
 * wabi_context_mark:
 * @context: who and when
 * @record: the record, which may be changed
 * @taken: (nullable): the members that took effect
 *
 * Notes who changed the groups of these members, and when.
 */
void wabi_context_mark (WabiContext *context, WabiRecord *record, JsonObject *taken);

/**
 * WabiSettle:
 * @free_group: (nullable): a group whose fields may also get values that neither version has, such as another time
 * @clashed: (out): whether what was chosen clashed with what somebody did in the meantime, and is now a proposal itself
 *
 * How a record may be settled.
 */
typedef struct
{
  const char *free_group;
  gboolean clashed;
} WabiSettle;

/**
 * wabi_context_settle:
 * @context: who and when
 * @record: the record, which may be changed
 * @args: "settles": keys of the proposals that the person saw; "set" and "base": what is to stand and what stood; "act": an id for
 *   taking it back. Or "reopen": the act that is taken back. Or, from older desktops, "take": the place of one proposal, -1 for none
 * @settle: how; its outcome is put there
 * @error: where to put a refusal
 *
 * Settles the proposals that the person saw, and no others. A short value must be one of those that there are; long text may be written anew.
 * The values that were not taken are kept under "settled".
 *
 * Returns: whether it was done; "settled" is refused when somebody else was first
 */
gboolean wabi_context_settle (WabiContext *context, WabiRecord *record, JsonObject *args, WabiSettle *settle,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_context_drop_proposals:
 * @context: who and when
 * @record: the record, which may be changed
 * @is_moot: whether a proposal needs nobody any more
 * @data: for @is_moot
 *
 * Counts proposals as settled that an action of a person answered in passing.
 */
void wabi_context_drop_proposals (WabiContext *context, WabiRecord *record,
                                  gboolean (*is_moot) (JsonObject *proposal, gpointer data), gpointer data);

G_END_DECLS
