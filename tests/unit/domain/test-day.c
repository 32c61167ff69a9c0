// SPDX-License-Identifier: AGPL-3.0-or-later
// One fact carried through the house: a trial becomes the accuracy, the sentence, the units and the line of an 837P file.

#include <string.h>

#include "memory-practice.h"
#include "wabi-837p-check.h"
#include "wabi-charge-judge.h"
#include "wabi-note-facts.h"
#include "wabi-session-close.h"

#define VISIT "01900000-0000-7000-8000-0000000000b1"
#define SESSION "01900000-0000-7000-8000-0000000000b2"
#define NOTE "01900000-0000-7000-8000-0000000000b3"
#define REQUEST "01900000-0000-7000-8000-0000000000b4"
#define ADDENDUM "01900000-0000-7000-8000-0000000000b5"

static gint64 nine;

static MemoryPractice *
make (void)
{
  MemoryPractice *practice;

  nine = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 9 * 60);
  practice = memory_practice_new (nine - 60 * WABI_MINUTE);
  memory_practice_furnish (practice);
  return practice;
}

static gboolean
do_as (MemoryPractice *practice, const char *user, const char *name, const char *format, ...)
{
  g_autofree char *args = NULL;
  guint roles = g_str_equal (user, RBT) ? WABI_ROLE_RBT : g_str_equal (user, BCBA) ? WABI_ROLE_BCBA : WABI_ROLE_FRONTDESK | WABI_ROLE_BILLER;
  va_list list;

  va_start (list, format);
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  args = g_strdup_vprintf (format, list);
#pragma GCC diagnostic pop
  G_GNUC_END_IGNORE_DEPRECATIONS
  va_end (list);
  return memory_practice_do (practice, user, roles, TRUE, name, args);
}

static void
hold_session (MemoryPractice *practice)
{
  g_assert_true (do_as (practice, DESK, "appointment.book",
                        "{'id':'" VISIT "','client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                        ",'zone':'" ZONE "','service_code':'97153','place':'12'}",
                        nine, nine + 120 * WABI_MINUTE));
  practice->clock.at = nine + 2 * WABI_MINUTE;
  g_assert_true (do_as (practice, RBT, "session.start",
                        "{'id':'" SESSION "','appointment':'" VISIT "','client':'" CLIENT "','staff':'" RBT "','service_code':'97153','place':'12','starts_at':%" G_GINT64_FORMAT
                        ",'zone':'" ZONE "'}",
                        practice->clock.at));
  for (int i = 0; i < 10; i++)
    {
      practice->clock.at += WABI_MINUTE;
      g_assert_true (do_as (practice, RBT, "trial.record",
                            "{'id':'01900000-0000-7000-8000-0000000001%02d','session':'" SESSION "','target':'" TARGET "','action':'record','result':'%s',"
                            "'prompt_level':'%s','at':%" G_GINT64_FORMAT "}",
                            i, i < 8 ? "correct" : "prompted", i < 8 ? "independent" : "partial", practice->clock.at));
    }
  /* One was pressed by mistake and is taken back. */
  g_assert_true (do_as (practice, RBT, "trial.record",
                        "{'id':'01900000-0000-7000-8000-000000000199','session':'" SESSION "','target':'" TARGET "','action':'void',"
                        "'voids':'01900000-0000-7000-8000-000000000109','at':%" G_GINT64_FORMAT "}",
                        practice->clock.at));
  for (int i = 0; i < 2; i++)
    g_assert_true (do_as (practice, RBT, "behavior.record",
                          "{'id':'01900000-0000-7000-8000-0000000002%02d','session':'" SESSION "','behavior':'" BEHAVIOR "','action':'record','at':%" G_GINT64_FORMAT "}", i,
                          practice->clock.at));
  practice->clock.at = nine + 122 * WABI_MINUTE;
  g_assert_true (do_as (practice, RBT, "session.end",
                        "{'id':'" SESSION "','ends_at':%" G_GINT64_FORMAT ",'note':'" NOTE "','trial_count':9,"
                        "'present':'Ava Okafor (client), Jordan Reyes (RBT), Ngozi Okafor (parent)'}",
                        practice->clock.at));
  {
    /* Who was present is what the person verified, in the session and in its note. */
    g_autoptr (WabiRecord) note = wabi_lookup_get (&practice->view, &wabi_kind_note, NOTE);

    g_assert_cmpstr (wabi_record_get_text (note, "present"), ==, "Ava Okafor (client), Jordan Reyes (RBT), Ngozi Okafor (parent)");
  }
}

static char *
draft_response (MemoryPractice *practice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) draft = wabi_domain_draft_note (&practice->view, SESSION, "full", "en", &error);
  JsonArray *sections;

  g_assert_no_error (error);
  sections = json_object_get_array_member (draft, "sections");
  for (guint i = 0; i < json_array_get_length (sections); i++)
    if (g_str_equal (wabi_json_peek_text (json_array_get_object_element (sections, i), "name"), "response"))
      return g_strdup (wabi_json_peek_text (json_array_get_object_element (sections, i), "text"));
  g_assert_not_reached ();
}

static gboolean
write_note (MemoryPractice *practice, const char *response)
{
  return do_as (practice, RBT, "note.edit",
                "{'id':'" NOTE "','base':{},'set':{'status_start':'Ava arrived calm and chose the puzzle.','response':'%s','behavior':'Elopement occurred 2 times.',"
                "'techniques':'Most-to-least prompting with tokens.','plan':'Continue at partial prompts.'},'revision':'01900000-0000-7000-8000-0000000003%02d'}",
                response, (int) strlen (response) % 100);
}

static gboolean
sign (MemoryPractice *practice)
{
  g_autoptr (WabiRecord) note = memory_practice_get (practice, &wabi_kind_note, NOTE);
  g_autofree char *hash = wabi_note_dup_hash (note);

  return do_as (practice, BCBA, "note.sign", "{'id':'" NOTE "','hash':'%s'}", hash);
}

static WabiRecord *
find_charge (MemoryPractice *practice)
{
  g_autoptr (GPtrArray) charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "note", NOTE);

  g_assert_cmpuint (charges->len, ==, 1);
  return g_object_ref (g_ptr_array_index (charges, 0));
}

static void
test_one_fact (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *response = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) charge = NULL;
  g_autoptr (WabiRecord) claimed = NULL;
  g_autoptr (WabiRecord) visit = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  WabiQuery query;
  const char *content;

  hold_session (practice);
  /* The sentence: nine trials are left, eight of them correct. */
  response = draft_response (practice);
  g_assert_nonnull (strstr (response, "9 trials"));
  g_assert_nonnull (strstr (response, "89 %"));
  g_assert_nonnull (strstr (response, "8 of 9"));
  g_assert_true (write_note (practice, response));
  g_assert_true (do_as (practice, RBT, "note.complete", "{'id':'" NOTE "'}"));
  g_assert_true (sign (practice));
  note = memory_practice_get (practice, &wabi_kind_note, NOTE);
  g_assert_cmpstr (wabi_record_get_text (note, "state"), ==, "signed");
  g_assert_cmpstr (wabi_record_get_text (note, "signer_credential"), ==, "BCBA");
  /* The units: 120 minutes are eight. Hearing of the note twice makes one charge. */
  memory_practice_react (practice, note);
  memory_practice_react (practice, note);
  charge = find_charge (practice);
  g_assert_cmpint (wabi_record_get_int (charge, "minutes"), ==, 120);
  g_assert_cmpint (wabi_record_get_int (charge, "units"), ==, 8);
  g_assert_cmpint (wabi_record_get_int (charge, "amount_cents"), ==, 8 * 1700);
  g_assert_cmpstr (wabi_record_get_text (charge, "authorization"), ==, AUTHORIZATION);
  findings = wabi_charge_judge (&practice->view, charge, practice->clock.at);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s: %s", ((WabiFinding *) g_ptr_array_index (findings, i))->id, ((WabiFinding *) g_ptr_array_index (findings, i))->title);
  g_assert_true (wabi_charge_is_ready (findings));
  /* The line in the file. */
  g_assert_true (do_as (practice, DESK, "claim.request", "{'id':'" REQUEST "','payer':'" PAYER "','charges':['%s']}", wabi_record_get_id (charge)));
  wabi_query_init (&query, &wabi_kind_claim_file);
  files = wabi_view_list (&practice->view, &query, NULL);
  g_assert_cmpuint (files->len, ==, 1);
  content = wabi_record_get_text (g_ptr_array_index (files, 0), "content");
  g_assert_nonnull (strstr (content, "SV1*HC:97153:HM*136*UN*8***1~DTP*472*D8*20260309~"));
  g_assert_nonnull (strstr (content, "REF*G1*A-20417~"));
  g_assert_nonnull (strstr (content, "NM1*QC*1*OKAFOR*AVA~"));
  {
    g_autoptr (GPtrArray) wrong = wabi_837p_check (content, strlen (content));

    for (guint i = 0; i < wrong->len; i++)
      g_test_message ("%s", ((Wabi837pFinding *) g_ptr_array_index (wrong, i))->message);
    g_assert_cmpuint (wrong->len, ==, 0);
  }
  claimed = find_charge (practice);
  g_assert_cmpstr (wabi_record_get_text (claimed, "state"), ==, "claimed");
  /* The appointment knows that it was held. */
  {
    g_autoptr (WabiRecord) session = memory_practice_get (practice, &wabi_kind_session, SESSION);

    memory_practice_react (practice, session);
  }
  visit = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
  g_assert_cmpstr (wabi_record_get_text (visit, "status"), ==, "completed");
}

/* A figure that the data does not bear out stands in the way of the signature. */
static void
test_ungrounded (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  hold_session (practice);
  g_assert_true (write_note (practice, "Ava worked on one target and answered 97 % correctly over 9 trials."));
  g_assert_false (sign (practice));
  g_assert_cmpstr (practice->code, ==, "note-grounded");
}

static void
test_signed_is_locked (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *response = NULL, *before = NULL, *after = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) same = NULL;

  hold_session (practice);
  response = draft_response (practice);
  g_assert_true (write_note (practice, response));
  g_assert_false (do_as (practice, RBT, "note.amend", "{'id':'" ADDENDUM "','note':'" NOTE "','text':'Too early.'}"));
  g_assert_false (do_as (practice, BCBA, "note.sign", "{'id':'" NOTE "','hash':'0000'}"));
  g_assert_cmpstr (practice->code, ==, "draft_moved");
  g_assert_true (sign (practice));
  note = memory_practice_get (practice, &wabi_kind_note, NOTE);
  before = wabi_record_dup_json (note);
  g_assert_false (write_note (practice, "Another text."));
  g_assert_cmpstr (practice->code, ==, "immutable");
  /* The same signature again is no news, one of another text is for an addendum; neither changes a byte. */
  g_assert_true (sign (practice));
  g_assert_false (do_as (practice, BCBA, "note.sign", "{'id':'" NOTE "','hash':'0000'}"));
  g_assert_cmpstr (practice->code, ==, "signed-already");
  g_assert_false (do_as (practice, BCBA, "note.return", "{'id':'" NOTE "','comment':'x'}"));
  g_assert_false (do_as (practice, RBT, "session.reopen", "{'id':'" SESSION "'}"));
  /* The family may sign later: a record of its own, once. */
  g_assert_false (do_as (practice, RBT, "note.guardian-sign", "{'id':'" NOTE "','name':'Grace Okafor'}"));
  g_assert_true (do_as (practice, RBT, "note.guardian-sign", "{'id':'" NOTE "','name':'Grace Okafor','signature':'01900000-0000-7000-8000-0000000000b8'}"));
  g_assert_false (do_as (practice, RBT, "note.guardian-sign", "{'id':'" NOTE "','name':'Grace Okafor','signature':'01900000-0000-7000-8000-0000000000b9'}"));
  g_assert_cmpint (wabi_lookup_guardian_signature (&practice->view, note, NULL), !=, 0);
  g_assert_true (do_as (practice, BCBA, "note.amend", "{'id':'" ADDENDUM "','note':'" NOTE "','text':'The grandmother was present too.'}"));
  same = memory_practice_get (practice, &wabi_kind_note, NOTE);
  after = wabi_record_dup_json (same);
  g_assert_cmpstr (before, ==, after);
}

/* Signed at the desk without the service: it waits, and is not billed. */
static void
test_pending_signature (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *response = NULL, *hash = NULL, *args = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) pending = NULL;

  hold_session (practice);
  response = draft_response (practice);
  g_assert_true (write_note (practice, response));
  note = memory_practice_get (practice, &wabi_kind_note, NOTE);
  hash = wabi_note_dup_hash (note);
  args = g_strdup_printf ("{'id':'" NOTE "','hash':'%s'}", hash);
  g_assert_true (memory_practice_do (practice, BCBA, WABI_ROLE_BCBA, FALSE, "note.sign", args));
  pending = memory_practice_get (practice, &wabi_kind_note, NOTE);
  g_assert_cmpstr (wabi_record_get_text (pending, "state"), ==, "pending");
  memory_practice_react (practice, pending);
  {
    g_autoptr (GPtrArray) charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "note", NOTE);

    g_assert_cmpuint (charges->len, ==, 0);
  }
}

static void
test_events_are_kept (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  hold_session (practice);
  /* Late is never too late. */
  practice->clock.at += 40 * 24 * 60 * WABI_MINUTE;
  g_assert_true (do_as (practice, RBT, "trial.record",
                        "{'id':'01900000-0000-7000-8000-000000000177','session':'" SESSION "','target':'" TARGET "','action':'record','result':'correct','at':%" G_GINT64_FORMAT "}",
                        nine));
  /* The same id again is refused, and so is taking back after a day. */
  g_assert_false (do_as (practice, RBT, "trial.record",
                         "{'id':'01900000-0000-7000-8000-000000000177','session':'" SESSION "','target':'" TARGET "','action':'record','result':'incorrect','at':1}"));
  g_assert_cmpstr (practice->code, ==, "id-reused");
  g_assert_false (do_as (practice, RBT, "trial.record",
                         "{'id':'01900000-0000-7000-8000-000000000178','session':'" SESSION "','target':'" TARGET "','action':'void','voids':'01900000-0000-7000-8000-000000000101','at':1}"));
  g_assert_cmpstr (practice->code, ==, "too-late");
}

/* What is not ready does not go out, and says why. */
static void
test_claim_leaves_out (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *response = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) charge = NULL;

  hold_session (practice);
  response = draft_response (practice);
  g_assert_true (write_note (practice, response) && sign (practice));
  note = memory_practice_get (practice, &wabi_kind_note, NOTE);
  memory_practice_react (practice, note);
  charge = find_charge (practice);
  g_assert_true (do_as (practice, DESK, "coverage.edit", "{'id':'" COVERAGE "','base':{'member_id':'W123456789'},'set':{'member_id':null}}"));
  g_assert_false (do_as (practice, DESK, "claim.request", "{'id':'" REQUEST "','payer':'" PAYER "','charges':['%s']}", wabi_record_get_id (charge)));
  g_assert_cmpstr (practice->code, ==, "nothing-ready");
}

/* Three of the trials are still on another computer: the signature is possible, says so, and keeps it; they come late and count. */
static void
test_missing_trials (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *response = NULL;
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) short_session = NULL;
  g_autoptr (WabiNoteData) data = NULL;
  guint expected;

  hold_session (practice);
  session = memory_practice_get (practice, &wabi_kind_session, SESSION);
  {
    g_autoptr (WabiNoteData) whole = wabi_note_data_new (&practice->view, session);

    g_assert_cmpuint (wabi_note_data_count_missing (whole, &expected), ==, 0);
    g_assert_cmpuint (expected, ==, 9);
  }
  short_session = wabi_record_copy (session);
  wabi_record_set_int (short_session, "trial_count", 12);
  {
    g_autofree char *body = g_strdelimit (wabi_record_dup_json (short_session), "'", ' ');

    memory_practice_put (practice, &wabi_kind_session, SESSION, body);
  }
  data = wabi_note_data_new (&practice->view, short_session);
  g_assert_cmpuint (wabi_note_data_count_missing (data, &expected), ==, 3);
  response = draft_response (practice);
  g_assert_true (write_note (practice, response) && sign (practice));
  note = memory_practice_get (practice, &wabi_kind_note, NOTE);
  g_assert_cmpint (wabi_record_get_int (note, "trials_missing"), ==, 3);
}

#define HERE "01900000-0000-7000-8000-00000000d001"
#define ELSEWHERE "01900000-0000-7000-8000-00000000d002"

static WabiRecord *
new_trial (const char *device, guint seq, const char *result)
{
  g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-0000%s%04u", device + 28, seq);
  WabiRecord *trial = wabi_record_new (&wabi_kind_trial, id);

  wabi_record_set_text (trial, "session", SESSION);
  wabi_record_set_text (trial, "target", TARGET);
  wabi_record_set_text (trial, "action", "record");
  wabi_record_set_text (trial, "result", result);
  wabi_record_set_text (trial, "device", device);
  wabi_record_set_int (trial, "device_seq", seq);
  wabi_record_set_int (trial, "at", 1000 + seq);
  return trial;
}

/* The numbers in @here and @elsewhere, as digits, in any order. */
static GPtrArray *
new_trials (const char *here, const char *elsewhere)
{
  GPtrArray *trials = g_ptr_array_new_with_free_func (g_object_unref);

  for (const char *at = elsewhere; *at != '\0'; at++)
    g_ptr_array_add (trials, new_trial (ELSEWHERE, (guint) (*at - '0'), "correct"));
  for (const char *at = here; *at != '\0'; at++)
    g_ptr_array_add (trials, new_trial (HERE, (guint) (*at - '0'), "correct"));
  return trials;
}

static guint
count_missing (WabiRecord *session, GPtrArray *take_trials, gboolean *differs)
{
  g_autoptr (GPtrArray) trials = take_trials;

  return wabi_session_close_count_missing (session, trials, differs);
}

/* Complete is what holds 1 to n of each computer, as the end of the session said it. */
static void
test_close (void)
{
  static const struct
  {
    const char *here, *elsewhere;
    guint missing;
  } rows[] = {
    { "12345", "12", 0 }, { "54321", "21", 0 }, { "1345", "12", 1 }, { "1234", "12", 1 }, { "", "12", 5 }, { "12345", "", 2 },
    { "", "", 7 },        { "1", "2", 5 },      { "123456", "12", 0 }, /* after the end */ { "12345", "124", 1 },
    { "12345", "123", 0 }, /* not known where it ended */ { "123457", "12", 1 },
  };
  g_autoptr (GPtrArray) known = new_trials ("31245", "21"), altered = new_trials ("1245", "12");
  g_autoptr (WabiRecord) session = wabi_record_new (&wabi_kind_session, SESSION), old = wabi_record_new (&wabi_kind_session, SESSION);
  g_autoptr (JsonNode) none = NULL;
  gboolean differs;

  wabi_record_take_node (session, "devices", wabi_session_close_build (known));
  g_assert_true (wabi_session_close_is_valid (json_object_get_member (wabi_record_get_body (session), "devices")));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("“%s” and “%s”", rows[i].here, rows[i].elsewhere);
      g_assert_cmpuint (count_missing (session, new_trials (rows[i].here, rows[i].elsewhere), &differs), ==, rows[i].missing);
      g_assert_false (differs);
    }
  g_ptr_array_add (altered, new_trial (HERE, 3, "incorrect"));
  g_assert_cmpuint (wabi_session_close_count_missing (session, altered, &differs), ==, 0);
  g_assert_true (differs);
  /* Of a session that was ended before computers counted, holes show; of trials without a computer nothing is said. */
  g_assert_cmpuint (count_missing (old, new_trials ("124", ""), &differs), ==, 1);
  for (guint i = 0; i < known->len; i++)
    wabi_record_take_node (g_ptr_array_index (known, i), "device", NULL);
  g_assert_cmpuint (wabi_session_close_count_missing (old, known, &differs), ==, 0);
  none = wabi_session_close_build (known);
  g_assert_null (none);
}

/* The end of a session says it to the service, where some trials have not come: a note is told, as before, and a form that is none is refused. */
static void
test_close_command (void)
{
  static const char *const bad[] = { "7", "[7]", "[{'device':'','count':1,'hash':'0123456789abcdef0123456789abcdef'}]",
                                     "[{'device':'d','count':0,'hash':'0123456789abcdef0123456789abcdef'}]",
                                     "[{'device':'d','count':1,'hash':'0123'}]", "[{'device':'d','count':1}]" };
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiNoteData) data = NULL;
  guint expected;

  hold_session (practice);
  g_assert_true (do_as (practice, RBT, "session.reopen", "{'id':'" SESSION "'}"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (do_as (practice, RBT, "session.end", "{'id':'" SESSION "','ends_at':%" G_GINT64_FORMAT ",'note':'" NOTE "','devices':%s}",
                             practice->clock.at, bad[i]));
      g_assert_cmpstr (practice->code, ==, "invalid");
    }
  g_assert_true (do_as (practice, RBT, "session.end",
                        "{'id':'" SESSION "','ends_at':%" G_GINT64_FORMAT ",'note':'" NOTE "','trial_count':12,"
                        "'devices':[{'device':'" HERE "','count':3,'hash':'0123456789abcdef0123456789abcdef'}]}",
                        practice->clock.at));
  session = memory_practice_get (practice, &wabi_kind_session, SESSION);
  data = wabi_note_data_new (&practice->view, session);
  g_assert_cmpuint (wabi_note_data_count_missing (data, &expected), ==, 3);
  g_assert_cmpuint (expected, ==, 12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/one-fact", test_one_fact);
  g_test_add_func ("/day/ungrounded", test_ungrounded);
  g_test_add_func ("/day/signed-is-locked", test_signed_is_locked);
  g_test_add_func ("/day/pending-signature", test_pending_signature);
  g_test_add_func ("/day/events-are-kept", test_events_are_kept);
  g_test_add_func ("/day/claim-leaves-out", test_claim_leaves_out);
  g_test_add_func ("/day/missing-trials", test_missing_trials);
  g_test_add_func ("/day/close", test_close);
  g_test_add_func ("/day/close-command", test_close_command);
  return g_test_run ();
}
