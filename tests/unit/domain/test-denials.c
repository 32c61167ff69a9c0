// SPDX-License-Identifier: AGPL-3.0-or-later
// What is done about what a payer did not pay: every way out moves money through the books, and can be taken back.

#include <string.h>

#include "billed.h"
#include "wabi-appeal-letter.h"
#include "wabi-denial-paths.h"
#include "wabi-reason-codes.h"
#include "wabi-unit-book.h"

/* A claim that the payer denied with @cas; the denial of its first session. */
static WabiRecord *
deny (Billed *billed, const char *cas)
{
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (billed);
  billed_answer_both (billed, writer, "1", 1, 0, 0, cas, NULL);
  g_assert_true (billed_import (billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (billed, "EFT1"));
  return billed_only (billed->practice, &wabi_kind_denial, "charge", billed->one);
}

static gboolean
as_admin (Billed *billed, const char *name, const char *id, const char *words)
{
  g_autofree char *args = g_strdup_printf ("{'id':'%s','words':'%s'}", id, words);

  return memory_practice_do (billed->practice, BCBA, WABI_ROLE_ADMIN, TRUE, name, args);
}

static void
check_state (Billed *billed, const char *id, const char *state, guint steps)
{
  g_autoptr (WabiRecord) denial = memory_practice_get (billed->practice, &wabi_kind_denial, id);
  JsonArray *done = wabi_record_get_array (denial, "steps");

  g_assert_cmpstr (wabi_record_get_text (denial, "state"), ==, state);
  g_assert_cmpuint (done != NULL ? json_array_get_length (done) : 0, ==, steps);
}

static void
test_work (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*197*68");
  const char *id = wabi_record_get_id (denial);

  g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called','words':'spoke with Kim','follow_up':'2026-05-01','assigned':'" DESK "'}", id));
  check_state (&billed, id, "working", 1);
  g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'note'}", id));
  check_state (&billed, id, "working", 2);
  billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
  billed_tear_down (&billed);
}

#define CALL_ONE "01890000-0000-7000-8000-0000000ca111"
#define CALL_TWO "01890000-0000-7000-8000-0000000ca112"

/* What was noted by mistake stays in the trail as taken back, and what it changed is as before. */
static void
test_take_back (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*197*68");
  g_autoptr (WabiRecord) after = NULL;
  const char *id = wabi_record_get_id (denial);
  JsonObject *step;

  g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called','as':'" CALL_ONE "','words':'spoke with Kim','follow_up':'2026-05-01','assigned':'" DESK "'}", id));
  g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called','as':'" CALL_TWO "','follow_up':'2026-06-01'}", id));
  /* The first one: the day of the second stays, and what was worked on is not new again. */
  g_assert_true (billed_give (billed.practice, "denial.take-back", "{'id':'%s','as':'" CALL_ONE "'}", id));
  check_state (&billed, id, "working", 2);
  after = memory_practice_get (billed.practice, &wabi_kind_denial, id);
  g_assert_cmpstr (wabi_record_get_text (after, "follow_up"), ==, "2026-06-01");
  g_assert_false (wabi_record_has (after, "assigned"));
  step = json_array_get_object_element (wabi_record_get_array (after, "steps"), 0);
  g_assert_cmpstr (wabi_json_peek_text (step, "words"), ==, "spoke with Kim");
  g_assert_true (json_object_has_member (step, "back"));
  g_assert_false (billed_give (billed.practice, "denial.take-back", "{'id':'%s','as':'" CALL_ONE "'}", id));
  g_assert_cmpstr (billed.practice->code, ==, "step-gone");
  /* Noted again under its name, it can be taken back again. */
  g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called','as':'" CALL_ONE "','words':'spoke with Kim'}", id));
  g_assert_true (billed_give (billed.practice, "denial.take-back", "{'id':'%s','as':'" CALL_ONE "'}", id));
  g_assert_true (billed_give (billed.practice, "denial.take-back", "{'id':'%s','as':'" CALL_TWO "'}", id));
  check_state (&billed, id, "working", 3);
  billed_tear_down (&billed);
}

/* The only step: the denial is new again. */
static void
test_take_back_first (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*197*68");
  g_autoptr (WabiRecord) after = NULL;
  const char *id = wabi_record_get_id (denial);

  g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called','as':'" CALL_ONE "','follow_up':'2026-05-01'}", id));
  g_assert_true (billed_give (billed.practice, "denial.take-back", "{'id':'%s','as':'" CALL_ONE "'}", id));
  check_state (&billed, id, "open", 1);
  after = memory_practice_get (billed.practice, &wabi_kind_denial, id);
  g_assert_false (wabi_record_has (after, "follow_up"));
  billed_tear_down (&billed);
}

static void
check_appeal (Billed *billed, const char *appeal, const char *state)
{
  g_autoptr (WabiRecord) record = memory_practice_get (billed->practice, &wabi_kind_appeal, appeal);

  g_assert_cmpstr (wabi_record_get_text (record, "state"), ==, state);
}

/* Written, sent, answered: each of it can be taken back, and done again. */
static void
test_appeal_back (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*197*68");
  const char *id = wabi_record_get_id (denial), *appeal = CALL_ONE;

  g_assert_true (billed_give (billed.practice, "appeal.draft", "{'id':'%s','denial':'%s','level':1,'letter':'Dear reviewer'}", appeal, id));
  check_state (&billed, id, "working", 1);
  g_assert_true (billed_give (billed.practice, "appeal.take-back", "{'id':'%s'}", appeal));
  check_state (&billed, id, "open", 1);
  check_appeal (&billed, appeal, "withdrawn");
  g_assert_true (billed_give (billed.practice, "appeal.take-back", "{'id':'%s'}", appeal));
  check_state (&billed, id, "working", 2);
  check_appeal (&billed, appeal, "draft");
  g_assert_true (billed_give (billed.practice, "appeal.send", "{'id':'%s','sent_how':'fax','sent_on':'2026-04-15','due':'2026-05-15'}", appeal));
  check_state (&billed, id, "appealed", 3);
  g_assert_true (billed_give (billed.practice, "appeal.take-back", "{'id':'%s'}", appeal));
  check_state (&billed, id, "working", 3);
  check_appeal (&billed, appeal, "draft");
  g_assert_true (billed_give (billed.practice, "appeal.send", "{'id':'%s','sent_how':'fax','sent_on':'2026-04-15','due':'2026-05-15'}", appeal));
  g_assert_true (billed_give (billed.practice, "appeal.decide", "{'id':'%s','state':'won'}", appeal));
  check_state (&billed, id, "rebilled", 5);
  g_assert_true (billed_give (billed.practice, "appeal.take-back", "{'id':'%s'}", appeal));
  check_state (&billed, id, "appealed", 5);
  check_appeal (&billed, appeal, "sent");
  g_assert_true (billed_give (billed.practice, "appeal.decide", "{'id':'%s','state':'lost'}", appeal));
  check_state (&billed, id, "working", 6);
  billed_tear_down (&billed);
}

static void
test_write_off_by_two (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*29*68");
  const char *id = wabi_record_get_id (denial);

  g_assert_false (as_admin (&billed, "denial.write-off", id, "late"));
  g_assert_cmpstr (billed.practice->code, ==, "not-asked");
  g_assert_true (billed_give (billed.practice, "denial.ask-write-off", "{'id':'%s','words':'late'}", id));
  g_assert_false (billed_give (billed.practice, "denial.write-off", "{'id':'%s'}", id));
  g_assert_true (as_admin (&billed, "denial.write-off", id, "agreed"));
  billed_check_charge (&billed, billed.one, 0, 6800, 0, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_WRITE_OFF), ==, 6800);
  check_state (&billed, id, "written_off", 2);
  /* Settled is settled, until it is taken up again: then what was posted is reversed. */
  g_assert_false (billed_give (billed.practice, "denial.bill-family", "{'id':'%s','words':'x'}", id));
  g_assert_cmpstr (billed.practice->code, ==, "denial-settled");
  g_assert_true (billed_give (billed.practice, "denial.reopen", "{'id':'%s','words':'a letter came'}", id));
  billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_WRITE_OFF), ==, 0);
  check_state (&billed, id, "working", 3);
  /* And the same way can be gone again. */
  g_assert_true (billed_give (billed.practice, "denial.ask-write-off", "{'id':'%s','words':'late'}", id));
  g_assert_true (as_admin (&billed, "denial.write-off", id, "agreed"));
  billed_check_charge (&billed, billed.one, 0, 6800, 0, 0);
  billed_tear_down (&billed);
}

static void
test_family (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*204*68");
  const char *id = wabi_record_get_id (denial);

  g_assert_false (billed_give (billed.practice, "denial.bill-family", "{'id':'%s'}", id));
  g_assert_cmpstr (billed.practice->code, ==, "contract-forbids");
  g_assert_true (billed_give (billed.practice, "denial.bill-family", "{'id':'%s','words':'waiver of March 1'}", id));
  billed_check_charge (&billed, billed.one, 0, 0, 6800, 6800);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_RECEIVABLE_FAMILY), ==, 6800);
  check_state (&billed, id, "family", 1);
  billed_tear_down (&billed);
}

static void
test_appeal (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*50*68");
  const char *id = wabi_record_get_id (denial);
  g_autofree char *appeal = billed_new_id ();

  g_assert_true (billed_give (billed.practice, "appeal.draft", "{'id':'%s','denial':'%s','level':1,'letter':'Dear reviewer'}", appeal, id));
  g_assert_false (billed_give (billed.practice, "appeal.decide", "{'id':'%s','state':'won'}", appeal));
  g_assert_cmpstr (billed.practice->code, ==, "appeal-not-sent");
  g_assert_true (billed_give (billed.practice, "appeal.draft", "{'id':'%s','denial':'%s','level':1,'letter':'Dear peer reviewer'}", appeal, id));
  g_assert_true (billed_give (billed.practice, "appeal.send", "{'id':'%s','sent_how':'fax','sent_on':'2026-04-15','due':'2026-05-15'}", appeal));
  g_assert_false (billed_give (billed.practice, "appeal.draft", "{'id':'%s','denial':'%s','level':1,'letter':'other'}", appeal, id));
  g_assert_cmpstr (billed.practice->code, ==, "appeal-sent");
  {
    g_autoptr (WabiRecord) now = memory_practice_get (billed.practice, &wabi_kind_denial, id);

    g_assert_cmpstr (wabi_record_get_text (now, "state"), ==, "appealed");
    g_assert_cmpstr (wabi_record_get_text (now, "follow_up"), ==, "2026-05-15");
  }
  /* The other session of the claim was denied for the same reason, so the letter speaks for it too. */
  {
    g_autoptr (WabiRecord) other = billed_only (billed.practice, &wabi_kind_denial, "charge", billed.two);

    g_assert_cmpstr (wabi_record_get_text (other, "state"), ==, "appealed");
  }
  g_assert_true (billed_give (billed.practice, "appeal.decide", "{'id':'%s','state':'lost'}", appeal));
  {
    g_autoptr (WabiRecord) now = memory_practice_get (billed.practice, &wabi_kind_denial, id);

    g_assert_cmpstr (wabi_record_get_text (now, "state"), ==, "working");
  }
  billed_tear_down (&billed);
}

/* The letter says what the records say, and argues by the kind of the denial. */
static void
test_letter (void)
{
  static const struct { const char *cas, *says; } cases[] = {
    { "CO*197*68", "The services were authorized." }, { "CO*29*68", "filed in time" }, { "CO*50*68", "medically necessary" }, { "CO*204*68", "Parity" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Billed billed;
      g_autoptr (WabiRecord) denial = deny (&billed, cases[i].cas);
      g_autoptr (WabiRecord) signer = memory_practice_get (billed.practice, &wabi_kind_staff, BCBA);
      g_autoptr (GPtrArray) charges = wabi_appeal_list_charges (&billed.practice->view, denial);
      g_autofree char *letter = wabi_appeal_letter_new (&billed.practice->view, denial, 2, signer, "2026-04-15");

      g_assert_cmpuint (charges->len, ==, 2);
      g_assert_nonnull (strstr (letter, cases[i].says));
      g_assert_nonnull (strstr (letter, billed.control));
      g_assert_nonnull (strstr (letter, "Appeal, level 2"));
      g_assert_nonnull (strstr (letter, "Member number: W123456789"));
      g_assert_nonnull (strstr (letter, "In all: $136.00"));
      g_assert_nonnull (strstr (letter, "Leila Amin"));
      billed_tear_down (&billed);
    }
}

/* When the payer pays after all, the denial is won and says how much came back. */
static void
test_paid_after_all (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*16*68");
  g_autoptr (WabiRecord) now = NULL;
  RemitWriter *writer = billed_start (2, "EFT2");

  billed_answer_both (&billed, writer, "1", 1, 5500, 0, "CO*45*13", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT2"));
  now = memory_practice_get (billed.practice, &wabi_kind_denial, wabi_record_get_id (denial));
  g_assert_cmpstr (wabi_record_get_text (now, "state"), ==, "won");
  g_assert_cmpint (wabi_record_get_int (now, "recovered_cents"), ==, 5500);
  billed_check_charge (&billed, billed.one, 5500, 1300, 0, 0);
  billed_tear_down (&billed);
}

/* ---- Paths ---- */

static void
test_paths (void)
{
  static const char *const categories[]
      = { "authorization", "filing", "duplicate", "correction", "eligibility", "clinical", "benefit", "other", NULL };
  const char *const ma130[] = { "N290", "MA130", NULL };
  const WabiReasonCode *reasons;
  gsize n;

  for (guint i = 0; categories[i] != NULL; i++)
    {
      const WabiDenialPath *path = wabi_denial_path_find (categories[i], NULL, NULL);

      g_assert_cmpstr (path->category, ==, categories[i]);
      g_assert_null (path->reasons);
    }
  /* Every denial that we know finds a path of its own category, with a way out and a source. */
  reasons = wabi_reason_list (&n);
  for (gsize i = 0; i < n; i++)
    {
      const WabiDenialPath *path = wabi_denial_path_find (reasons[i].category, reasons[i].code, NULL);

      g_assert_cmpstr (path->category, ==, reasons[i].category);
      g_assert_cmpint (path->remedies[0], !=, WABI_REMEDY_NONE);
      g_assert_nonnull (path->source);
      for (guint j = 0; path->remedies[j] != WABI_REMEDY_NONE; j++)
        g_assert_cmpstr (wabi_denial_remedy_get_words (path->remedies[j]), !=, "");
    }
  g_assert_cmpint (wabi_denial_path_find ("correction", "16", ma130)->remedies[0], ==, WABI_REMEDY_RESEND);
  g_assert_cmpstr (wabi_denial_path_find ("authorization", "197", NULL)->reasons, ==, "197");
  /* 15 is not found within 150 or 151. */
  g_assert_null (wabi_denial_path_find ("clinical", "15", NULL)->reasons);
}

static void
test_clock (void)
{
  static const struct { int from, deadline, today, level; } cases[] = {
    { 0, 100, 0, 0 }, { 0, 100, 49, 0 }, { 0, 100, 50, 1 }, { 0, 100, 74, 1 }, { 0, 100, 75, 2 },
    { 0, 100, 90, 3 }, { 0, 100, 100, 3 }, { 0, 100, 101, 4 }, { 10, 10, 11, 4 }, { 0, 100, -5, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiFilingClock clock;

      wabi_filing_clock (cases[i].from, cases[i].deadline, cases[i].today, &clock);
      g_assert_cmpint (clock.level, ==, cases[i].level);
      g_assert_cmpint (clock.left, ==, cases[i].deadline - cases[i].today);
    }
}

/* ---- Claims that are sent again or taken back ---- */

#define NEXT "01900000-0000-7000-8000-0000000f0001"

static void
check_each (Billed *billed, const char *state)
{
  const char *const charges[] = { billed->one, billed->two };

  for (guint i = 0; i < G_N_ELEMENTS (charges); i++)
    {
      g_autoptr (WabiRecord) denial = billed_only (billed->practice, &wabi_kind_denial, "charge", charges[i]);

      g_assert_cmpstr (wabi_record_get_text (denial, "state"), ==, state);
    }
}

static void
test_replaced (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*16*68");

  /* One line is billed again; the other is left out, so that it is of a claim that is no more. */
  g_assert_true (billed_give (billed.practice, "claim.replace", "{'id':'" NEXT "','claim':'%s','payer_control':'P1','drop':['%s'],'reason':'modifier'}",
                              wabi_record_get_id (billed.claim), billed.two));
  check_state (&billed, wabi_record_get_id (denial), "rebilled", 1);
  {
    g_autoptr (WabiRecord) left = billed_only (billed.practice, &wabi_kind_denial, "charge", billed.two);

    g_assert_cmpstr (wabi_record_get_text (left, "state"), ==, "void");
  }
  billed_tear_down (&billed);
}

static void
test_voided (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*16*68");

  g_assert_true (billed_give (billed.practice, "claim.void", "{'id':'" NEXT "','claim':'%s','payer_control':'P1','reason':'twice'}",
                              wabi_record_get_id (billed.claim)));
  check_each (&billed, "void");
  g_assert_false (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called'}", wabi_record_get_id (denial)));
  g_assert_cmpstr (billed.practice->code, ==, "denial-settled");
  billed_tear_down (&billed);
}

/* A charge that was set free keeps its denial as work until it goes out again. */
static void
test_requested_anew (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*16*68");
  g_autofree char *request = billed_new_id ();

  g_assert_true (billed_give (billed.practice, "claim.void", "{'id':'" NEXT "','claim':'%s','payer_control':'P1'}", wabi_record_get_id (billed.claim)));
  g_assert_true (billed_give (billed.practice, "denial.reopen", "{'id':'%s','words':'still asked for'}", wabi_record_get_id (denial)));
  g_assert_true (billed_give (billed.practice, "claim.request", "{'id':'%s','payer':'%s','charges':['%s']}", request,
                              wabi_record_get_text (billed.claim, "payer"), billed.one));
  check_state (&billed, wabi_record_get_id (denial), "rebilled", 3);
  billed_tear_down (&billed);
}

/* ---- Units ---- */

static gint64
given_back (Billed *billed)
{
  g_autoptr (WabiRecord) charge = memory_practice_get (billed->practice, &wabi_kind_charge, billed->one);
  g_autoptr (GError) error = NULL;
  WabiUnitSums sums = { 0 };
  gboolean ok = wabi_unit_sum (&billed->practice->view, wabi_record_get_text (charge, "authorization"), NULL, &sums, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  return sums.tenths[WABI_UNITS_GIVEN_BACK];
}

static void
test_units (void)
{
  Billed billed;
  g_autoptr (WabiRecord) denial = deny (&billed, "CO*16*68");
  const char *id = wabi_record_get_id (denial);
  g_autofree char *appeal = billed_new_id ();
  gint64 both = given_back (&billed);

  g_assert_cmpint (both, >, 0);
  g_assert_true (billed_give (billed.practice, "denial.rebilled", "{'id':'%s'}", id));
  g_assert_cmpint (given_back (&billed), ==, both / 2);
  g_assert_true (billed_give (billed.practice, "denial.reopen", "{'id':'%s','words':'not sent'}", id));
  g_assert_cmpint (given_back (&billed), ==, both);
  g_assert_true (billed_give (billed.practice, "appeal.draft", "{'id':'%s','denial':'%s','level':1,'letter':'Dear reviewer'}", appeal, id));
  g_assert_true (billed_give (billed.practice, "appeal.send", "{'id':'%s','sent_how':'fax','sent_on':'2026-04-15'}", appeal));
  g_assert_cmpint (given_back (&billed), ==, both);
  g_assert_true (billed_give (billed.practice, "appeal.decide", "{'id':'%s','state':'won'}", appeal));
  g_assert_cmpint (given_back (&billed), ==, both / 2);
  g_assert_true (billed_give (billed.practice, "denial.close", "{'id':'%s','state':'lost'}", id));
  g_assert_cmpint (given_back (&billed), ==, both);
  billed_tear_down (&billed);
}

/* ---- Paid short ---- */

static void
test_underpaid (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) answer = NULL;
  g_autoptr (GPtrArray) fees = NULL;

  billed_set_up (&billed);
  fees = wabi_lookup_by (&billed.practice->view, &wabi_kind_fee, "payer", wabi_record_get_text (billed.claim, "payer"));
  for (guint i = 0; i < fees->len; i++)
    {
      g_autofree char *body = NULL;
      WabiRecord *fee = wabi_record_copy (g_ptr_array_index (fees, i));

      wabi_record_set_int (fee, "allowed_cents", wabi_record_get_int (fee, "cents") - 1);
      body = wabi_json_object_to_canonical (wabi_record_get_body (fee));
      memory_practice_put (billed.practice, &wabi_kind_fee, wabi_record_get_id (fee), body);
      g_object_unref (fee);
    }
  /* $60 of $68 for 16 units, where the contract gives one cent a unit less than the $68. */
  billed_answer_both (&billed, writer, "1", 1, 6000, 0, "CO*45*8", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 12000)));
  g_assert_true (billed_post (&billed, "EFT1"));
  {
    g_autoptr (WabiRecord) denial = billed_only (billed.practice, &wabi_kind_denial, "charge", billed.one);
    g_autoptr (WabiRecord) charge = memory_practice_get (billed.practice, &wabi_kind_charge, billed.one);

    g_assert_cmpstr (wabi_record_get_text (denial, "category"), ==, "underpaid");
    g_assert_cmpint (wabi_record_get_int (denial, "cents"), ==, 800 - wabi_record_get_int (charge, "units"));
    g_assert_cmpint (given_back (&billed), ==, 0);
    answer = memory_practice_get (billed.practice, &wabi_kind_remit_claim, wabi_record_get_text (denial, "remit_claim"));
    /* It is work like any other; the same is not taken up twice. */
    g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called'}", wabi_record_get_id (denial)));
    g_assert_true (billed_give (billed.practice, "denial.underpaid", "{'id':'%s','charge':'%s','cents':500}", wabi_record_get_id (answer), billed.one));
    check_state (&billed, wabi_record_get_id (denial), "working", 1);
    g_assert_true (billed_give (billed.practice, "denial.close", "{'id':'%s','state':'lost','words':'accepted'}", wabi_record_get_id (denial)));
  }
  billed_check_charge (&billed, billed.one, 6000, 800, 0, 0);
  billed_tear_down (&billed);
}

/* ---- Asking ---- */

static WabiRecord *
find_event (Billed *billed, const char *step)
{
  g_autoptr (GPtrArray) events = wabi_lookup_by (&billed->practice->view, &wabi_kind_claim_event, "claim", wabi_record_get_id (billed->claim));

  for (guint i = 0; i < events->len; i++)
    if (wabi_record_is (g_ptr_array_index (events, i), "step", step))
      return g_object_ref (g_ptr_array_index (events, i));
  return NULL;
}

/* The payer answers what it is asked, by the number of the question. */
static void
test_ask (void)
{
  Billed billed;
  g_autoptr (WabiRecord) file = NULL;
  g_autoptr (WabiRecord) asked = NULL;
  g_autoptr (WabiRecord) answered = NULL;
  g_autofree char *trace = NULL, *status = NULL, *content = NULL;

  billed_set_up (&billed);
  g_assert_true (billed_give (billed.practice, "claim.ask-status", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (billed.claim)));
  file = memory_practice_get (billed.practice, &wabi_kind_claim_file, NEXT);
  g_assert_true (g_str_has_prefix (wabi_record_get_text (file, "name"), "276-"));
  trace = g_strdup_printf ("TRN*1*%s~", billed.control);
  status = g_strdup_printf ("REF*EJ*%s~", billed.control);
  g_assert_nonnull (strstr (wabi_record_get_text (file, "content"), "ST*276*"));
  g_assert_nonnull (strstr (wabi_record_get_text (file, "content"), trace));
  g_assert_nonnull (strstr (wabi_record_get_text (file, "content"), status));
  g_assert_nonnull (strstr (wabi_record_get_text (file, "content"), "AMT*T3*136~"));
  asked = find_event (&billed, "276");
  g_assert_nonnull (asked);
  content = g_strdup_printf ("ISA*00*          *00*          *ZZ*PAYER          *ZZ*US             *260420*1200*^*00501*000000901*0*P*:~"
                             "GS*HN*PAYER*US*20260420*1200*901*X*005010X212~ST*277*0001*005010X212~BHT*0010*08*901*20260420*1200*DG~"
                             "HL*1**20*1~NM1*PR*2*PAYER*****PI*1~HL*2*1*21*1~NM1*41*2*US*****46*1~HL*3*2*19*1~NM1*1P*2*US*****XX*1234567893~"
                             "HL*4*3*22*0~NM1*IL*1*OKAFOR*AVA****MI*1~TRN*2*%s~STC*P1:20*20260420**136*0~REF*1K*ICN-9~SE*15*0001~GE*1*901~IEA*1*000000901~",
                             billed.control);
  g_assert_true (billed_import (&billed, g_steal_pointer (&content)));
  answered = find_event (&billed, "277");
  g_assert_nonnull (answered);
  billed_check_claim (&billed, "pending");
  /* A number is given once, and a claim that is no more is not asked for. */
  g_assert_false (billed_give (billed.practice, "claim.ask-status", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (billed.claim)));
  billed_tear_down (&billed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/denials/work", test_work);
  g_test_add_func ("/denials/take-back", test_take_back);
  g_test_add_func ("/denials/take-back-first", test_take_back_first);
  g_test_add_func ("/denials/appeal-back", test_appeal_back);
  g_test_add_func ("/denials/write-off-by-two", test_write_off_by_two);
  g_test_add_func ("/denials/family", test_family);
  g_test_add_func ("/denials/appeal", test_appeal);
  g_test_add_func ("/denials/letter", test_letter);
  g_test_add_func ("/denials/paid-after-all", test_paid_after_all);
  g_test_add_func ("/denials/replaced", test_replaced);
  g_test_add_func ("/denials/voided", test_voided);
  g_test_add_func ("/denials/requested-anew", test_requested_anew);
  g_test_add_func ("/denials/units", test_units);
  g_test_add_func ("/denials/underpaid", test_underpaid);
  g_test_add_func ("/denials/ask", test_ask);
  g_test_add_func ("/denials/paths", test_paths);
  g_test_add_func ("/denials/clock", test_clock);
  return g_test_run ();
}
