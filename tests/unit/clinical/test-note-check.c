// SPDX-License-Identifier: AGPL-3.0-or-later
// What a note lacks: a whole note, spoiled in one way at a time.

#include "wabi-note-check.h"

#define ZONE "America/New_York"
#define NARRATIVE                                                                                            \
  "Ava worked on six targets and answered most of them correctly with partial physical prompts, which were " \
  "faded "                                                                                                   \
  "within the session; hand washing moved on to the next step. She asked for help twice without a prompt, "  \
  "waited for "                                                                                              \
  "her turn during a board game with a peer, and chose between two pictures at snack time while the visual " \
  "timer ran. "
#define BEHAVIOR "Elopement occurred at two transitions and ended when the visual timer was offered to her."

static const WabiParticipant people[] = { { "Ava Okafor", "client" }, { "Jordan Reyes", "RBT" } };
static const WabiParticipant stranger[] = { { "Ava Okafor", "client" }, { "Ngozi", "" } };

static void
make_good (WabiNoteFacts *f)
{
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-10"), 542);

  *f = (WabiNoteFacts){ .required = WABI_NOTE_TRICARE | WABI_NOTE_GUARDIAN_SIGNATURE,
                        .zone = ZONE,
                        .payer_name = "Harbor Health",
                        .code = "97153",
                        .place = "11",
                        .client_name = "Ava Okafor",
                        .rendering_name = "Jordan Reyes",
                        .rendering_credential = "RBT",
                        .supervisor_name = "Dr. Leila Amin",
                        .start_at = start,
                        .end_at = start + 182 * WABI_MINUTE,
                        .units_tenths = 120,
                        .participants = people,
                        .n_participants = 2,
                        .sections = { "Arrived calm.", NARRATIVE, BEHAVIOR, "Prompting.", "Continue." },
                        .signed_day = wabi_day_from_text ("2026-03-10"),
                        .guardian_signed = TRUE };
}

static void
test_whole (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_auto (GStrv) missing = NULL;
  WabiNoteFacts f;

  make_good (&f);
  findings = wabi_note_check (&f);
  missing = wabi_note_missing_words (findings);
  g_assert_cmpint (wabi_findings_worst (findings), ==, WABI_FINDING_PASSED);
  g_assert_true (wabi_note_can_sign (findings));
  g_assert_null (missing[0]);
  g_assert_cmpstr (wabi_findings_find (findings, "note-times")->title, ==,
                   "Start, end and length agree with 12 units");
  g_assert_cmpstr (wabi_findings_find (findings, "note-narrative")->title, ==,
                   "Narrative fits 97153 and 3 h 02 min");
}

typedef struct
{
  const char *name;
  void (*spoil) (WabiNoteFacts *f);
  const char *id;
  WabiFindingLevel level;
  gboolean can_sign;
} Case;

static void
spoil_units (WabiNoteFacts *f)
{
  f->units_tenths = 130;
}
static void
spoil_end (WabiNoteFacts *f)
{
  f->end_at = f->start_at;
}
static void
spoil_people (WabiNoteFacts *f)
{
  f->n_participants = 0;
}
static void
spoil_relation (WabiNoteFacts *f)
{
  f->participants = stranger;
}
static void
spoil_place (WabiNoteFacts *f)
{
  f->place = NULL;
}
static void
spoil_name (WabiNoteFacts *f)
{
  f->client_name = "A. O.";
}
static void
spoil_first_name (WabiNoteFacts *f)
{
  f->client_name = "Ava";
}
static void
spoil_credential (WabiNoteFacts *f)
{
  f->rendering_credential = "";
}
static void
spoil_supervisor (WabiNoteFacts *f)
{
  f->supervisor_name = NULL;
}
static void
spoil_status (WabiNoteFacts *f)
{
  f->sections[WABI_DRAFT_STATUS] = " \n . ";
}
static void
spoil_short (WabiNoteFacts *f)
{
  f->sections[WABI_DRAFT_TARGETS] = "Good session, all went well today.";
}
static void
spoil_length (WabiNoteFacts *f)
{
  f->end_at += 180 * WABI_MINUTE;
  f->units_tenths = 240;
}
static void
spoil_techniques (WabiNoteFacts *f)
{
  f->sections[WABI_DRAFT_TECHNIQUES] = NULL;
}
static void
spoil_plan (WabiNoteFacts *f)
{
  f->sections[WABI_DRAFT_PLAN] = "";
}
static void
spoil_guardian (WabiNoteFacts *f)
{
  f->guardian_signed = FALSE;
}
static void
spoil_signature (WabiNoteFacts *f)
{
  f->signed_day = WABI_DAY_NONE;
}
static void
spoil_caregiver (WabiNoteFacts *f)
{
  f->code = "97156";
  f->guidance = TRUE;
}

static const Case cases[] = {
  { "units", spoil_units, "note-times", WABI_FINDING_BLOCKED, FALSE },
  { "end", spoil_end, "note-times", WABI_FINDING_BLOCKED, FALSE },
  { "people", spoil_people, "note-participants", WABI_FINDING_BLOCKED, FALSE },
  { "relation", spoil_relation, "note-participants", WABI_FINDING_BLOCKED, FALSE },
  { "place", spoil_place, "note-place", WABI_FINDING_BLOCKED, FALSE },
  { "initials", spoil_name, "note-full-name", WABI_FINDING_BLOCKED, FALSE },
  { "first name only", spoil_first_name, "note-full-name", WABI_FINDING_BLOCKED, FALSE },
  { "credential", spoil_credential, "note-rendering", WABI_FINDING_BLOCKED, FALSE },
  { "supervisor", spoil_supervisor, "note-supervisor", WABI_FINDING_BLOCKED, FALSE },
  { "status", spoil_status, "note-status", WABI_FINDING_BLOCKED, FALSE },
  { "short", spoil_short, "note-narrative", WABI_FINDING_BLOCKED, FALSE },
  { "longer session", spoil_length, "note-narrative", WABI_FINDING_BLOCKED, FALSE },
  { "techniques", spoil_techniques, "note-techniques", WABI_FINDING_BLOCKED, FALSE },
  { "plan", spoil_plan, "note-plan", WABI_FINDING_BLOCKED, FALSE },
  { "caregiver", spoil_caregiver, "note-caregiver", WABI_FINDING_BLOCKED, FALSE },
  { "guardian", spoil_guardian, "note-guardian-signature", WABI_FINDING_BLOCKED, TRUE },
  { "signature", spoil_signature, "note-signature", WABI_FINDING_WARNING, TRUE },
};

static void
test_one_spoiled (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) findings = NULL;
  g_auto (GStrv) missing = NULL;
  WabiNoteFacts f;
  guint wrong = 0;

  make_good (&f);
  c->spoil (&f);
  findings = wabi_note_check (&f);
  missing = wabi_note_missing_words (findings);
  for (guint i = 0; i < findings->len; i++)
    wrong += ((WabiFinding *)g_ptr_array_index (findings, i))->level != WABI_FINDING_PASSED;
  g_assert_cmpuint (wrong, ==, 1);
  g_assert_nonnull (wabi_findings_find (findings, c->id));
  g_assert_cmpint (wabi_findings_find (findings, c->id)->level, ==, c->level);
  g_assert_cmpint (wabi_note_can_sign (findings), ==, c->can_sign);
  g_assert_cmpuint (g_strv_length (missing), ==, c->level == WABI_FINDING_BLOCKED);
}

static void
test_nothing_required (void)
{
  WabiNoteFacts f = { .signed_day = WABI_DAY_NONE, .units_tenths = -1 };
  g_autoptr (GPtrArray) findings = wabi_note_check (&f);

  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_grounded (void)
{
  g_autoptr (GPtrArray) claims = g_ptr_array_new ();
  WabiStatement right = { .verdict = WABI_STATEMENT_GROUNDED }, wrong = { .verdict = WABI_STATEMENT_NOT_BORNE_OUT };
  g_autoptr (GPtrArray) good = NULL, bad = NULL;
  WabiNoteFacts f;

  make_good (&f);
  f.claims = claims;
  g_ptr_array_add (claims, &right);
  good = wabi_note_check (&f);
  g_assert_cmpstr (wabi_findings_find (good, "note-grounded")->title, ==, "1 figure matches the session");
  g_ptr_array_add (claims, &wrong);
  bad = wabi_note_check (&f);
  g_assert_cmpstr (wabi_findings_find (bad, "note-grounded")->title, ==,
                   "1 figure is not borne out by the data");
  g_assert_false (wabi_note_can_sign (bad));
}

static void
test_keys (void)
{
  g_assert_cmpuint (wabi_note_element_from_key ("guardian-signature"), ==, WABI_NOTE_GUARDIAN_SIGNATURE);
  g_assert_cmpuint (wabi_note_element_from_key ("times"), ==, WABI_NOTE_TIMES);
  g_assert_cmpuint (wabi_note_element_from_key ("horoscope"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/note-check/whole", test_whole);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/note-check/spoiled/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_one_spoiled);
    }
  g_test_add_func ("/note-check/nothing-required", test_nothing_required);
  g_test_add_func ("/note-check/grounded", test_grounded);
  g_test_add_func ("/note-check/keys", test_keys);
  return g_test_run ();
}
