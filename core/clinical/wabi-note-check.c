// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer requires of a note, and what the note still lacks.

#include "wabi-note-check.h"

#include "wabi-codes.h"
#include "wabi-words.h"

#include <glib/gi18n-lib.h>

#define USUAL_WORDS_PER_HOUR 20
#define LEAST_WORDS 5

static const struct
{
  const char *key;
  unsigned flag;
} elements[] = {
  { "times", WABI_NOTE_TIMES },
  { "participants", WABI_NOTE_PARTICIPANTS },
  { "place", WABI_NOTE_PLACE },
  { "full-name", WABI_NOTE_FULL_NAME },
  { "rendering", WABI_NOTE_RENDERING },
  { "status", WABI_NOTE_STATUS },
  { "narrative", WABI_NOTE_NARRATIVE },
  { "techniques", WABI_NOTE_TECHNIQUES },
  { "plan", WABI_NOTE_PLAN },
  { "signature", WABI_NOTE_SIGNATURE },
  { "supervisor", WABI_NOTE_SUPERVISOR },
  { "guardian-signature", WABI_NOTE_GUARDIAN_SIGNATURE },
  { "caregiver", WABI_NOTE_CAREGIVER },
  { "grounded", WABI_NOTE_GROUNDED },
};

static int
count_words (const char *text)
{
  int words = 0;
  gboolean inside = FALSE;

  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    {
      gboolean letter = g_unichar_isalnum (g_utf8_get_char_validated (c, -1));

      words += letter && !inside;
      inside = letter;
    }
  return words;
}

static gboolean
is_blank (const char *text)
{
  return count_words (text) == 0;
}

static void
add (GPtrArray *findings, gboolean passed, const char *id, const char *title, char *detail, const char *field)
{
  WabiFinding *finding = wabi_findings_add (findings, passed ? WABI_FINDING_PASSED : WABI_FINDING_BLOCKED, id,
                                            g_strdup (title), detail);

  wabi_finding_point (finding, NULL, field, passed ? NULL : "note", NULL);
}

static gboolean
wants (const WabiNoteFacts *facts, WabiNoteElement element)
{
  return (facts->required & element) != 0;
}

static void
check_times (const WabiNoteFacts *facts, GPtrArray *findings)
{
  int minutes = facts->end_at > facts->start_at ? (facts->end_at - facts->start_at) / WABI_MINUTE : 0;
  int due = wabi_units_tenths (&facts->unit_rule, minutes);
  g_autofree char *due_words = wabi_units_dup_words (due);
  g_autofree char *said = wabi_units_dup_words (facts->units_tenths);
  g_autofree char *title = NULL;

  if (!wants (facts, WABI_NOTE_TIMES))
    return;
  if (minutes == 0)
    add (findings, FALSE, "note-times", _ ("Start and end are missing"), NULL, "start_at");
  else if (facts->units_tenths >= 0 && facts->units_tenths != due)
    add (findings, FALSE, "note-times", _ ("Start, end and length do not agree with the units"),
         g_strdup_printf (_ ("%d minutes give %s, the note says %s"), minutes, due_words, said), "units");
  else
    {
      title = g_strdup_printf (_ ("Start, end and length agree with %s"), due_words);
      add (findings, TRUE, "note-times", title, wabi_units_explain (&facts->unit_rule, minutes), "start_at");
    }
}

static void
check_participants (const WabiNoteFacts *facts, GPtrArray *findings)
{
  g_autofree char *stranger = NULL;

  if (!wants (facts, WABI_NOTE_PARTICIPANTS))
    return;
  for (gsize i = 0; i < facts->n_participants && stranger == NULL; i++)
    if (is_blank (facts->participants[i].name) || is_blank (facts->participants[i].relation))
      stranger = g_strdup (is_blank (facts->participants[i].name) ? "" : facts->participants[i].name);
  if (facts->n_participants == 0)
    add (findings, FALSE, "note-participants", _ ("Who was present is missing"), NULL, "participants");
  else if (stranger != NULL)
    add (findings, FALSE, "note-participants", _ ("How someone present is related is missing"),
         g_steal_pointer (&stranger), "participants");
  else
    add (findings, TRUE, "note-participants", _ ("Who was present, and how related"), NULL, "participants");
}

// "J. R." or "Jordan": initials, or a part only.
static gboolean
is_full_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name != NULL ? name : "", " ", -1);
  int whole = 0;

  for (char **part = parts; *part != NULL; part++)
    whole += g_utf8_strlen (g_strstrip (g_strdelimit (*part, ".", ' ')), -1) >= 2;
  return whole >= 2;
}

static void
check_people (const WabiNoteFacts *facts, GPtrArray *findings)
{
  if (wants (facts, WABI_NOTE_PLACE))
    {
      const char *name = wabi_codes_place_name (facts->place);
      gboolean known = !is_blank (facts->place);

      add (findings, known, "note-place", known ? _ ("Place of service") : _ ("Place of service is missing"),
           g_strdup (name != NULL ? name : facts->place), "place");
    }
  if (wants (facts, WABI_NOTE_FULL_NAME))
    {
      gboolean full = is_full_name (facts->client_name);

      add (findings, full, "note-full-name",
           full ? _ ("Client's full name") : _ ("Client's full name is missing (no initials)"), NULL,
           "client_id");
    }
  if (wants (facts, WABI_NOTE_RENDERING))
    {
      gboolean known = !is_blank (facts->rendering_name) && !is_blank (facts->rendering_credential);

      add (findings, known, "note-rendering",
           known ? _ ("Who gave it, with credential") : _ ("Name or credential of who gave it is missing"),
           NULL, "staff_id");
    }
  if (wants (facts, WABI_NOTE_SUPERVISOR))
    {
      gboolean known = !is_blank (facts->supervisor_name);

      add (findings, known, "note-supervisor", known ? _ ("Supervisor named") : _ ("Supervisor is missing"),
           NULL, "supervisor_id");
    }
}

static void
check_section (const WabiNoteFacts *facts, WabiNoteElement element, WabiDraftSection section, const char *id,
               GPtrArray *findings)
{
  const char *title = wabi_draft_section_title (section);
  gboolean written = !is_blank (facts->sections[section]);
  g_autofree char *missing = g_strdup_printf (_ ("%s: nothing is written yet"), title);

  if (wants (facts, element))
    add (findings, written, id, written ? title : missing,
         written ? NULL : g_strdup (wabi_draft_section_prompt (section)), wabi_draft_section_key (section));
}

static void
check_narrative (const WabiNoteFacts *facts, GPtrArray *findings)
{
  int minutes = facts->end_at > facts->start_at ? (facts->end_at - facts->start_at) / WABI_MINUTE : 0;
  int rate = facts->words_per_hour > 0 ? facts->words_per_hour : USUAL_WORDS_PER_HOUR;
  int words = count_words (facts->sections[WABI_DRAFT_TARGETS])
              + count_words (facts->sections[WABI_DRAFT_BEHAVIOR]);
  int least = MAX (LEAST_WORDS, (int)(((gint64)minutes * rate + 59) / 60));
  g_autofree char *length = wabi_words_duration ((gint64)minutes * 60);
  g_autofree char *title = NULL;

  if (!wants (facts, WABI_NOTE_NARRATIVE))
    return;
  if (words < least)
    {
      title = g_strdup_printf (_ ("Narrative is too short for %s"), length);
      add (findings, FALSE, "note-narrative", title,
           g_strdup_printf (_ ("%d words; at least %d are expected for that time"), words, least), "targets");
    }
  else
    {
      title
          = g_strdup_printf (_ ("Narrative fits %s and %s"), facts->code != NULL ? facts->code : "", length);
      add (findings, TRUE, "note-narrative", title, g_strdup_printf (_ ("%d words"), words), "targets");
    }
}

static gboolean
mentions (const char *text, const char *const *stems)
{
  g_autofree char *folded
      = text != NULL && g_utf8_validate (text, -1, NULL) ? g_utf8_casefold (text, -1) : g_strdup ("");

  for (gsize i = 0; stems[i] != NULL; i++)
    if (g_strstr_len (folded, -1, stems[i]) != NULL)
      return TRUE;
  return FALSE;
}

// Of guidance of caregivers the narrative must speak of them (field-map 5.7).
static void
check_caregiver (const WabiNoteFacts *facts, GPtrArray *findings)
{
  static const char *const stems[]
      = { "caregiver", "parent", "mother", "father",  "guardian", "grand", "family",
          "cuidador",  "madre",  "padre",  "familia", "abuel",    "mom",   "dad",
          "aunt",      "uncle",  "mamá",   "papá",    NULL };
  gboolean told;

  if (!wants (facts, WABI_NOTE_CAREGIVER) || !facts->guidance)
    return;
  told = mentions (facts->sections[WABI_DRAFT_TARGETS], stems)
         || mentions (facts->sections[WABI_DRAFT_PLAN], stems);
  add (findings, told, "note-caregiver",
       told ? _ ("Says what the caregiver worked on") : _ ("Says nothing of what the caregiver worked on"),
       told ? NULL : g_strdup_printf (_ ("%s is guidance of caregivers"), facts->code), "targets");
}

static void
check_grounded (const WabiNoteFacts *facts, GPtrArray *findings)
{
  guint wrong, right;
  g_autofree char *title = NULL;

  if (!wants (facts, WABI_NOTE_GROUNDED) || facts->claims == NULL)
    return;
  wrong = wabi_grounding_count (facts->claims, WABI_STATEMENT_NOT_BORNE_OUT);
  right = wabi_grounding_count (facts->claims, WABI_STATEMENT_GROUNDED);
  if (wrong > 0)
    {
      title = g_strdup_printf (ngettext ("%u figure is not borne out by the data",
                                         "%u figures are not borne out by the data", wrong),
                               wrong);
      add (findings, FALSE, "note-grounded", title, NULL, "targets");
      return;
    }
  title = g_strdup_printf (ngettext ("%u figure matches the session", "%u figures match the session", right),
                           right);
  add (findings, TRUE, "note-grounded", title, NULL, "targets");
}

static void
check_signatures (const WabiNoteFacts *facts, GPtrArray *findings)
{
  if (wants (facts, WABI_NOTE_GUARDIAN_SIGNATURE))
    {
      WabiFinding *finding;

      finding
          = wabi_findings_add (findings, facts->guardian_signed ? WABI_FINDING_PASSED : WABI_FINDING_BLOCKED,
                               "note-guardian-signature", g_strdup (_ ("Guardian signature")),
                               facts->guardian_signed ? NULL : g_strdup (_ ("Ask the guardian to sign")));
      wabi_finding_point (finding, facts->payer_name, "guardian_signature",
                          facts->guardian_signed ? NULL : "note/guardian", NULL);
    }
  if (wants (facts, WABI_NOTE_SIGNATURE))
    {
      gboolean is_signed = facts->signed_day != WABI_DAY_NONE;
      g_autofree char *day = wabi_words_day_year (facts->signed_day);
      WabiFinding *finding = wabi_findings_add (
          findings, is_signed ? WABI_FINDING_PASSED : WABI_FINDING_WARNING, "note-signature",
          is_signed ? g_strdup_printf (_ ("Signed on %s"), day) : g_strdup (_ ("Not signed yet")), NULL);

      wabi_finding_point (finding, NULL, "signature", is_signed ? NULL : "note/sign", NULL);
    }
}

GPtrArray *
wabi_note_check (const WabiNoteFacts *facts)
{
  GPtrArray *findings = wabi_findings_new ();

  check_times (facts, findings);
  check_participants (facts, findings);
  check_people (facts, findings);
  check_section (facts, WABI_NOTE_STATUS, WABI_DRAFT_STATUS, "note-status", findings);
  check_narrative (facts, findings);
  check_caregiver (facts, findings);
  check_section (facts, WABI_NOTE_TECHNIQUES, WABI_DRAFT_TECHNIQUES, "note-techniques", findings);
  check_section (facts, WABI_NOTE_PLAN, WABI_DRAFT_PLAN, "note-plan", findings);
  check_grounded (facts, findings);
  check_signatures (facts, findings);
  for (guint i = 0; i < findings->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (findings, i);

      if (*finding->source == '\0')
        wabi_finding_point (finding, facts->payer_name, NULL, NULL, NULL);
    }
  return findings;
}

gboolean
wabi_note_can_sign (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && !g_str_equal (finding->id, "note-guardian-signature"))
        return FALSE;
    }
  return TRUE;
}

char **
wabi_note_missing_words (const GPtrArray *findings)
{
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        g_ptr_array_add (words, g_strdup (finding->title));
    }
  g_ptr_array_add (words, NULL);
  return (char **)g_ptr_array_free (words, FALSE);
}

unsigned
wabi_note_element_from_key (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++)
    if (g_strcmp0 (key, elements[i].key) == 0)
      return elements[i].flag;
  return 0;
}
