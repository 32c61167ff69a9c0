// SPDX-License-Identifier: AGPL-3.0-or-later
// A draft of a note, written from the facts alone, each figure cited.

#pragma once

#include "wabi-facts.h"

G_BEGIN_DECLS

/** WabiDraftStyle: for the record, shorter, or in plain words for the family. */
typedef enum
{
  WABI_DRAFT_FULL,
  WABI_DRAFT_SHORT,
  WABI_DRAFT_FAMILY,
} WabiDraftStyle;

/**
 * WabiDraftSection: in the order of a note. The status at the start is never drafted: no data knows it, and
 * its text is empty.
 */
typedef enum
{
  WABI_DRAFT_STATUS,
  WABI_DRAFT_TARGETS,
  WABI_DRAFT_BEHAVIOR,
  WABI_DRAFT_TECHNIQUES,
  WABI_DRAFT_PLAN,
  WABI_DRAFT_N_SECTIONS,
} WabiDraftSection;

/** WabiCitation: bytes [@offset, @offset + @length) of section @section say fact @fact_key. */
typedef struct
{
  WabiDraftSection section;
  gsize offset;
  gsize length;
  char *fact_key;
} WabiCitation;

/**
 * WabiDraftInput:
 * @client: what the note calls the client: first name, or a placeholder when the draft leaves the machine
 * @techniques: (nullable) (array zero-terminated=1): as the programs name them
 * @targets: (array length=n_targets): the same as for the facts
 * @behaviors: (array length=n_behaviors): likewise
 * @max_targets: at most so many are told one by one; 0 means 4
 */
typedef struct
{
  const char *client;
  WabiLanguage language;
  WabiDraftStyle style;
  const char *const *techniques;
  const WabiFactTarget *targets;
  gsize n_targets;
  const WabiFactBehavior *behaviors;
  gsize n_behaviors;
  int max_targets;
} WabiDraftInput;

/** WabiDraft: @sections text of each, never %NULL; @citations (element-type WabiCitation), by section and
 * offset. */
typedef struct
{
  char *sections[WABI_DRAFT_N_SECTIONS];
  GPtrArray *citations;
} WabiDraft;

/**
 * wabi_draft_new:
 *
 * The same input gives the same text, on each machine. Says nothing that no fact bears out.
 *
 * Returns: (transfer full).
 */
WabiDraft *wabi_draft_new (const WabiFacts *facts, const WabiDraftInput *input);

/** wabi_draft_free: frees it, (nullable). */
void wabi_draft_free (WabiDraft *draft);

/** wabi_draft_section_key: Returns: "status", "targets", "behavior", "techniques" or "plan". */
const char *wabi_draft_section_key (WabiDraftSection section);

/** wabi_draft_section_title: Returns: "Clinical status at the start", translated for the program. */
const char *wabi_draft_section_title (WabiDraftSection section);

/** wabi_draft_section_prompt: Returns: what a person should write there, translated, for an empty section. */
const char *wabi_draft_section_prompt (WabiDraftSection section);

G_END_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiDraft, wabi_draft_free)
