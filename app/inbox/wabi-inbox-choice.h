// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_CHOICE_BOTH (-1)

/**
 * WabiChoiceRow:
 * @fields: (element-type WabiField): what belongs together: one field, or a group
 * @title: what people call it, translated
 * @is_long: whether it is one long text, of which both versions may be kept
 * @chosen: which version is to stand: 0 what stands, 1 the first proposal …, or %WABI_CHOICE_BOTH
 *
 * One thing to choose.
 */
typedef struct
{
  GPtrArray *fields;
  const char *title;
  gboolean is_long;
  int chosen;
} WabiChoiceRow;

/**
 * WabiInboxChoice:
 * @record: with its proposals
 * @proposals: (element-type JsonObject): the versions beside what stands, oldest first
 * @rows: (element-type WabiChoiceRow): what differs
 * @books: of a booking that came second: whether it is to stand at its time, if that has become free
 *
 * All versions of a record side by side, and which of them a person wants of each thing. No widgets.
 */
typedef struct
{
  WabiRecord *record;
  GPtrArray *proposals;
  GPtrArray *rows;
  gboolean books;
} WabiInboxChoice;

/**
 * wabi_inbox_choice_new:
 * @record: a record with proposals
 *
 * Returns: (transfer full): its versions; what stands is chosen of each
 */
WabiInboxChoice *wabi_inbox_choice_new (WabiRecord *record);

/**
 * wabi_inbox_choice_free:
 * @choice: (transfer full) (nullable): what to free
 */
void wabi_inbox_choice_free (WabiInboxChoice *choice);

/**
 * wabi_inbox_choice_has:
 * @choice: versions
 * @row: less than how many rows there are
 * @version: 0 for what stands
 *
 * Returns: whether this version says anything of it
 */
gboolean wabi_inbox_choice_has (WabiInboxChoice *choice, guint row, guint version);

/**
 * wabi_inbox_choice_dup_words:
 * @choice: versions
 * @desk: for names and the zone
 * @row: which
 * @version: 0 for what stands
 *
 * Returns: (transfer full): its value as the program shows it; of a group a line for each field
 */
char *wabi_inbox_choice_dup_words (WabiInboxChoice *choice, WabiDesk *desk, guint row, guint version);

/**
 * wabi_inbox_choice_dup_both:
 * @choice: versions
 * @row: one with a long text
 *
 * Returns: (transfer full): all its texts, one after the other; what is said twice once
 */
char *wabi_inbox_choice_dup_both (WabiInboxChoice *choice, guint row);

/**
 * wabi_inbox_choice_take:
 * @choice: versions
 * @version: which is to stand, of everything that it speaks of; %WABI_CHOICE_BOTH for both of every long text
 */
void wabi_inbox_choice_take (WabiInboxChoice *choice, int version);

/**
 * wabi_inbox_choice_is_booking:
 * @choice: versions
 *
 * Returns: whether it is a booking that came second: it has no other version, the question is whether it is to be
 */
gboolean wabi_inbox_choice_is_booking (WabiInboxChoice *choice);

/**
 * wabi_inbox_choice_make_args:
 * @choice: versions
 * @act: an id, by which the decision can be taken back
 * @revision: (nullable): for a note, the id of the revision that the decision makes
 *
 * Returns: (transfer full): arguments of the kind's "settle"
 */
JsonObject *wabi_inbox_choice_make_args (WabiInboxChoice *choice, const char *act, const char *revision);

G_END_DECLS
