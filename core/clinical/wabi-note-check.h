// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer requires of a note, and what the note still lacks.

#pragma once

#include "wabi-drafter.h"
#include "wabi-finding.h"
#include "wabi-grounding.h"
#include "wabi-units.h"

G_BEGIN_DECLS

/**
 * WabiNoteElement:
 *
 * What may be required. The TRICARE list is the superset (field-map 5.7).
 */
typedef enum
{
  WABI_NOTE_TIMES = 1 << 0,        /* start, end and length agree with the units */
  WABI_NOTE_PARTICIPANTS = 1 << 1, /* who was present, and how related */
  WABI_NOTE_PLACE = 1 << 2,        /* place of service */
  WABI_NOTE_FULL_NAME = 1 << 3,    /* client's full name, no initials */
  WABI_NOTE_RENDERING = 1 << 4,    /* name and credential of who gave it */
  WABI_NOTE_STATUS = 1 << 5,       /* clinical status at the start */
  WABI_NOTE_NARRATIVE = 1 << 6,    /* targets and response: tied to the code, long enough for the time */
  WABI_NOTE_TECHNIQUES = 1 << 7,
  WABI_NOTE_PLAN = 1 << 8,
  WABI_NOTE_SIGNATURE = 1 << 9,   /* dated signature of who gave it */
  WABI_NOTE_SUPERVISOR = 1 << 10, /* authorized supervisor named */
  WABI_NOTE_GUARDIAN_SIGNATURE = 1 << 11,
  WABI_NOTE_CAREGIVER = 1 << 12, /* 97156, 97157: what the caregiver learned */
  WABI_NOTE_GROUNDED = 1 << 13,  /* no figure that the data does not bear out */
} WabiNoteElement;

/** WABI_NOTE_USUAL: what is asked when the payer says nothing of its own. */
#define WABI_NOTE_USUAL                                                                                      \
  (WABI_NOTE_TIMES | WABI_NOTE_PARTICIPANTS | WABI_NOTE_PLACE | WABI_NOTE_RENDERING | WABI_NOTE_STATUS       \
   | WABI_NOTE_NARRATIVE | WABI_NOTE_TECHNIQUES | WABI_NOTE_PLAN | WABI_NOTE_SIGNATURE | WABI_NOTE_GROUNDED)
/** WABI_NOTE_TRICARE: what TRICARE asks. */
#define WABI_NOTE_TRICARE (WABI_NOTE_USUAL | WABI_NOTE_FULL_NAME | WABI_NOTE_SUPERVISOR | WABI_NOTE_CAREGIVER)

/** WabiParticipant: @name and @relation ("client", "mother", "RBT"); both asked for. */
typedef struct
{
  const char *name;
  const char *relation;
} WabiParticipant;

/**
 * WabiNoteFacts:
 * @required: flags of #WabiNoteElement
 * @words_per_hour: least words of the narrative for an hour of service; 0 means 20
 * @sections: text of each, (nullable)
 * @claims: (nullable) (element-type WabiStatement): of all sections together, from wabi_grounding_check()
 * @units_tenths: on the note, -1 when it says none
 * @signed_day: of the rendering person's signature, %WABI_DAY_NONE for none
 */
typedef struct
{
  unsigned required;
  int words_per_hour;
  const char *zone;
  const char *payer_name;
  const char *code;
  gboolean guidance; /* of the family: the note must speak of it */
  const char *place;
  const char *client_name;
  const char *rendering_name;
  const char *rendering_credential;
  const char *supervisor_name;
  gint64 start_at;
  gint64 end_at;
  WabiUnitRule unit_rule;
  int units_tenths;
  const WabiParticipant *participants;
  gsize n_participants;
  const char *sections[WABI_DRAFT_N_SECTIONS];
  const GPtrArray *claims;
  WabiDay signed_day;
  gboolean guardian_signed;
} WabiNoteFacts;

/**
 * wabi_note_check:
 *
 * Finding ids: "note-times", "note-participants", "note-place", "note-full-name", "note-rendering",
 * "note-status", "note-narrative", "note-techniques", "note-plan", "note-caregiver", "note-supervisor",
 * "note-grounded", "note-signature", "note-guardian-signature"; the same id whether it passed or not. A
 * missing signature of the author is a warning (it comes last by nature), all else that is missing blocks.
 *
 * Returns: (transfer full) (element-type WabiFinding): in the order of the note.
 */
GPtrArray *wabi_note_check (const WabiNoteFacts *facts);

/** wabi_note_can_sign: Returns: whether nothing but signatures is missing. */
gboolean wabi_note_can_sign (const GPtrArray *findings);

/** wabi_note_missing_words: Returns: (transfer full) (array zero-terminated=1): titles of what is missing. */
char **wabi_note_missing_words (const GPtrArray *findings);

/** wabi_note_element_from_key: reads "times", "guardian-signature", ...; Returns: the flag, 0 for none of
 * them. */
unsigned wabi_note_element_from_key (const char *key);

G_END_DECLS
