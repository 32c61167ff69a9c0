// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-lookup.h"
#include "wabi-note-check.h"

G_BEGIN_DECLS

/**
 * WabiHistory:
 * @points: (element-type WabiSessionPoint): sessions in order of time; their ids are owned by the history
 *
 * How one target went, session by session: what its graph draws and its mastery rule judges.
 */
typedef struct
{
  GArray *points;
  GPtrArray *keep;
} WabiHistory;

/**
 * wabi_history_new:
 * @view: where to look
 * @zone: the practice's zone
 * @target: id of the target
 * @except: (nullable): id of a session to leave out
 *
 * Returns: (transfer full): its history from the trials themselves
 */
WabiHistory *wabi_history_new (const WabiView *view, const char *zone, const char *target, const char *except);

/**
 * wabi_history_free:
 * @history: (transfer full) (nullable): what to free
 */
void wabi_history_free (WabiHistory *history);

/**
 * wabi_target_read_criterion:
 * @target: a target
 * @out: (out): its mastery criterion; 90 % in 3 sessions of at least 5 trials where it says nothing (field-map 5.6)
 */
void wabi_target_read_criterion (WabiRecord *target, WabiMasteryCriterion *out);

/**
 * WabiNoteData:
 *
 * Everything that a session's records say, made ready for its note: facts, draft, grounding, required elements.
 */
typedef struct _WabiNoteData WabiNoteData;

/**
 * wabi_note_data_new:
 * @view: where to look; must outlive the data
 * @session: the session
 *
 * Returns: (transfer full): the data
 */
WabiNoteData *wabi_note_data_new (const WabiView *view, WabiRecord *session);

/**
 * wabi_note_data_free:
 * @data: (transfer full) (nullable): what to free
 */
void wabi_note_data_free (WabiNoteData *data);

/**
 * wabi_note_data_get_facts:
 * @data: the data
 *
 * Returns: (transfer none): the facts of the session, each with the ids of the events that it came from
 */
const WabiFacts *wabi_note_data_get_facts (WabiNoteData *data);

/**
 * wabi_note_data_draft:
 * @data: the data
 * @style: how much
 * @language: in which
 *
 * Returns: (transfer full): a draft
 */
WabiDraft *wabi_note_data_draft (WabiNoteData *data, WabiDraftStyle style, WabiLanguage language);

/**
 * wabi_note_data_count_missing:
 * @data: the facts of a session
 * @expected: (out): how many trials the session had when it ended, by the computer on which it was held, and what other computers are known
 * to have besides
 *
 * Complete is a session of which 1 to n of each computer are here (wabi_session_close_count_missing()); for one that was recorded before
 * computers counted, the number of trials at its end has to do.
 *
 * Returns: how many of them have not come (sync.md 6.5: "12 of 14 received")
 */
guint wabi_note_data_count_missing (WabiNoteData *data, guint *expected);

/**
 * wabi_note_data_check:
 * @data: the data
 * @note: the note as it stands
 *
 * Returns: (transfer full) (element-type WabiFinding): what the client's payer requires of it, each passed or not
 */
GPtrArray *wabi_note_data_check (WabiNoteData *data, WabiRecord *note);

/**
 * wabi_note_data_ground:
 * @data: the data
 * @note: the note as it stands
 * @section: which section
 *
 * Returns: (transfer full) (element-type WabiStatement): each figure in the section, and whether the data bears it out
 */
GPtrArray *wabi_note_data_ground (WabiNoteData *data, WabiRecord *note, WabiDraftSection section);

/**
 * wabi_note_section_field:
 * @section: a section
 *
 * Returns: (transfer none): the field of a note that holds it
 */
const char *wabi_note_section_field (WabiDraftSection section);

/**
 * wabi_note_dup_hash:
 * @note: a note
 *
 * Returns: (transfer full): SHA-256, hexadecimal, of what a signature stands for: session, times, who was present, all sections
 */
char *wabi_note_dup_hash (WabiRecord *note);

/**
 * wabi_domain_draft_note:
 * @view: where to look
 * @session_id: the session
 * @style: (nullable): "full", "shorter" or "family"
 * @language: (nullable): "en" or "es"
 * @error: where to put %WABI_COMMAND_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): {"drafter","sections":[{"name","text","citations":[{"offset","length","fact"}]}],
 *   "facts":[{"key","shown","sources":[ids]}]}
 */
JsonObject *wabi_domain_draft_note (const WabiView *view, const char *session_id, const char *style, const char *language,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiHistory, wabi_history_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiNoteData, wabi_note_data_free)

G_END_DECLS
