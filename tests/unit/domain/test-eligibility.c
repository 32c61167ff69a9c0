// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers are asked who is covered, by a person and each month; and what became of claims that wait too long.

#include <string.h>

#include "billed.h"
#include "wabi-claim-late.h"
#include "wabi-eligibility.h"
#include "wabi-lookup.h"

#define NOW G_GINT64_CONSTANT (1773064800000000) /* March 9, 2026, 10:00 in New York */
#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define CHECK "01900000-0000-7000-8000-0000000000c1"
#define CHECK_2 "01900000-0000-7000-8000-0000000000c2"
#define PARTNER "01900000-0000-7000-8000-0000000000d1"
#define COVERAGE_2 "01900000-0000-7000-8000-000000000405"
#define GIVEN(practice, name, args) memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, name, args)

static void
put_partner (MemoryPractice *practice, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{'name':'House','type':'sftp','host':'ftp.example.com','user':'us','active':true,'sender_id':'US','receiver_id':'HOUSE'%s}", more);

  memory_practice_put (practice, &wabi_kind_partner, PARTNER, body);
}

static MemoryPractice *
make_practice (void)
{
  MemoryPractice *practice = memory_practice_new (NOW);

  memory_practice_furnish (practice);
  put_partner (practice, ",'takes_270':true,'takes_276':true");
  return practice;
}

static GPtrArray *
list_all (MemoryPractice *practice, const WabiKind *kind)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  return wabi_view_list (&practice->view, &query, NULL);
}

static guint
count (MemoryPractice *practice, const WabiKind *kind)
{
  g_autoptr (GPtrArray) all = list_all (practice, kind);

  return all->len;
}

static WabiRecord *
get_newest (MemoryPractice *practice, const char *coverage)
{
  g_autoptr (WabiEligibility) with = wabi_eligibility_new (&practice->view, ZONE, practice->clock.at, TRUE);
  g_auto (WabiCheckHistory) history = { 0 };

  wabi_eligibility_read (with, coverage, &history);
  return history.all->len > 0 ? g_object_ref (g_ptr_array_index (history.all, 0)) : NULL;
}

/* ---- what is missing ---- */

static const struct
{
  const char *kind, *id, *field, *value; /* value: NULL takes it away; "!" is false */
  WabiCheckState state;
  const char *place;
} gaps[] = {
  { "coverage", COVERAGE, "member_id", NULL, WABI_CHECK_NO_MEMBER, "coverage" },
  { "coverage", COVERAGE, "subscriber_last", NULL, WABI_CHECK_NO_SUBSCRIBER, "coverage" },
  { "coverage", COVERAGE, "valid_to", "2026-03-08", WABI_CHECK_ENDED, "coverage" },
  { "coverage", COVERAGE, "valid_to", "2026-03-09", WABI_CHECK_READY, NULL },
  { "coverage", COVERAGE, "valid_from", "2026-03-10", WABI_CHECK_ENDED, "coverage" },
  { "coverage", COVERAGE, "relation", "self", WABI_CHECK_READY, NULL },
  { "client", CLIENT, "status", "discharged", WABI_CHECK_NO_CLIENT, "client" },
  { "client", CLIENT, "status", "intake", WABI_CHECK_READY, NULL },
  { "payer", PAYER, "type", "self", WABI_CHECK_SELF, NULL },
  { "payer", PAYER, "partner", PARTNER, WABI_CHECK_READY, NULL },
  { "practice", PRACTICE_ID, "npi", NULL, WABI_CHECK_NO_PRACTICE, "practice" },
  { "practice", PRACTICE_ID, "ein", "12", WABI_CHECK_NO_PRACTICE, "practice" },
  { "partner", PARTNER, "active", "!", WABI_CHECK_NO_PARTNER, "partner" },
  { "partner", PARTNER, "takes_270", "!", WABI_CHECK_NO_PARTNER, "partner" },
  { "partner", PARTNER, "host", "transfer.us.stedi.com", WABI_CHECK_NO_PARTNER, "partner" },
  { "partner", PARTNER, "type", "stedi", WABI_CHECK_READY, NULL },
  { "partner", PARTNER, "type", "claimmd", WABI_CHECK_READY, NULL },
  { "partner", PARTNER, "type", "folder", WABI_CHECK_READY, NULL },
};

static void
change (MemoryPractice *practice, const char *kind, const char *id, const char *field, const char *value)
{
  g_autoptr (WabiRecord) record = memory_practice_get (practice, wabi_domain_find_kind (kind), id), changed = wabi_record_copy (record);
  g_autofree char *text = NULL;

  if (g_strcmp0 (value, "!") == 0)
    wabi_record_set_bool (changed, field, FALSE);
  else
    wabi_record_set_text (changed, field, value);
  text = wabi_json_object_to_canonical (wabi_record_get_body (changed));
  g_strdelimit (text, "\"", '\'');
  memory_practice_put (practice, wabi_domain_find_kind (kind), id, text);
}

static WabiCheckState
judge (MemoryPractice *practice)
{
  g_autoptr (WabiEligibility) with = wabi_eligibility_new (&practice->view, ZONE, practice->clock.at, TRUE);
  g_autoptr (WabiRecord) coverage = memory_practice_get (practice, &wabi_kind_coverage, COVERAGE);

  return wabi_eligibility_judge (with, coverage);
}

static void
test_gaps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      g_autoptr (MemoryPractice) practice = make_practice ();

      g_assert_cmpint (judge (practice), ==, WABI_CHECK_READY);
      change (practice, gaps[i].kind, gaps[i].id, gaps[i].field, gaps[i].value);
      g_test_message ("%s %s", gaps[i].kind, gaps[i].field);
      g_assert_cmpint (judge (practice), ==, gaps[i].state);
      g_assert_cmpstr (wabi_check_get_place (gaps[i].state), ==, gaps[i].place);
      g_assert_cmpint (wabi_check_from_word (wabi_check_get_word (gaps[i].state)), ==, gaps[i].state);
      g_assert_true ((gaps[i].state == WABI_CHECK_READY) == (*wabi_check_explain (gaps[i].state) == '\0'));
      /* What cannot be asked about is refused with that word, and leaves nothing behind. */
      if (gaps[i].state == WABI_CHECK_READY)
        continue;
      g_assert_false (GIVEN (practice, "benefit.ask", "{'id':'" CHECK "','coverages':['" COVERAGE "']}"));
      g_assert_cmpstr (practice->code, ==, "cannot-ask");
      g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 0);
      g_assert_cmpuint (count (practice, &wabi_kind_claim_file), ==, 0);
    }
}

/* The payer's own partner is meant, also where another one could. */
static void
test_partner_of_payer (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();

  memory_practice_put (practice, &wabi_kind_partner, "01900000-0000-7000-8000-0000000000d2", "{'name':'Other','type':'folder','send_folder':'a','receive_folder':'b','active':true}");
  g_assert_cmpint (judge (practice), ==, WABI_CHECK_READY);
  change (practice, "payer", PAYER, "partner", "01900000-0000-7000-8000-0000000000d2");
  g_assert_cmpint (judge (practice), ==, WABI_CHECK_PARTNER_CANNOT);
  change (practice, "payer", PAYER, "partner", PARTNER);
  change (practice, "partner", PARTNER, "active", "!");
  g_assert_cmpint (judge (practice), ==, WABI_CHECK_PARTNER_OFF);
  /* With two that could, a person says which. */
  g_assert_false (GIVEN (practice, "partner.set", "{'id':'" PARTNER "','name':'House','type':'sftp','host':'sftp.us.stedi.com','user':'u','takes_270':true}"));
  g_assert_false (GIVEN (practice, "partner.set", "{'id':'" PARTNER "','name':'House','type':'sftp','host':'sftp.us.stedi.com','user':'u','takes_270':false,'takes_276':true}"));
  g_assert_true (GIVEN (practice, "partner.set", "{'id':'" PARTNER "','name':'House','type':'sftp','host':'sftp.us.stedi.com','user':'u','takes_270':false,'takes_276':false}"));
  /* Over HTTPS both take them, but for Claim.MD, which has nothing for a 276. */
  g_assert_true (GIVEN (practice, "partner.set", "{'id':'" PARTNER "','name':'House','type':'stedi','takes_270':true,'takes_276':true}"));
  g_assert_false (GIVEN (practice, "partner.set", "{'id':'" PARTNER "','name':'House','type':'claimmd','takes_270':true,'takes_276':true}"));
  g_assert_true (GIVEN (practice, "partner.set", "{'id':'" PARTNER "','name':'House','type':'claimmd','takes_270':true,'takes_276':false}"));
}

/* ---- a question and its answer ---- */

#define ISA_271 "ISA*00*          *00*          *ZZ*HOUSE          *ZZ*US             *260309*1030*^*00501*%09u*0*P*:~"

/* An answer that gives back @trn and @bht, about the person on that card. */
static gboolean
answer (MemoryPractice *practice, guint number, const char *bht, const char *trn, const char *member, const char *rest)
{
  g_autofree char *args = g_strdup_printf (
      "{'id':'01900000-0000-7000-8000-0000000a%04u','name':'a.271','content':'" ISA_271
      "GS*HB*HOUSE*US*20260309*1030*%u*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*%s*20260309*1030~"
      "HL*1**20*1~NM1*PR*2*HARBOR HEALTH*****PI*90010~HL*2*1*21*1~NM1*1P*2*CLINIC*****XX*1999000015~"
      "HL*3*2*22*1~NM1*IL*1*OKAFOR*GRACE****MI*%s~HL*4*3*23*0~%sNM1*03*1*OKAFOR*AVA~DMG*D8*20190803*F~INS*N*19~%sSE*20*0001~GE*1*%u~IEA*1*%09u~'}",
      number, number, number, bht, member, trn, rest, number, number);

  return GIVEN (practice, "inbound.import", args);
}

#define ACTIVE "EB*1*IND*30^MH*PR*GOLD PPO~EB*B*IND*MH***27*25*****Y~"

static const char *
first_change (WabiRecord *benefit)
{
  JsonArray *changes = wabi_record_get_array (benefit, "changes");

  return changes != NULL && json_array_get_length (changes) > 0 ? json_array_get_string_element (changes, 0) : NULL;
}

static void
test_ask (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiRecord) asked = NULL, answered = NULL, file = NULL, check = NULL;
  g_autofree char *trn = NULL, *in_file = NULL;
  const char *content;

  g_assert_true (GIVEN (practice, "benefit.ask", "{'id':'" CHECK "','coverages':['" COVERAGE "','" COVERAGE "']}"));
  asked = get_newest (practice, COVERAGE);
  g_assert_cmpstr (wabi_record_get_text (asked, "state"), ==, "asked");
  g_assert_cmpstr (wabi_record_get_text (asked, "by"), ==, DESK);
  file = memory_practice_get (practice, &wabi_kind_claim_file, wabi_record_get_text (asked, "question"));
  g_assert_cmpstr (wabi_record_get_text (file, "name"), ==, "270-90010-000000001.edi");
  content = wabi_record_get_text (file, "content");
  in_file = g_strdup_printf ("TRN*1*%s*9990000015~", wabi_record_get_text (asked, "trace"));
  g_assert_nonnull (strstr (content, in_file));
  g_assert_nonnull (strstr (content, "NM1*IL*1*OKAFOR*GRACE****MI*W123456789~"));
  g_assert_nonnull (strstr (content, "NM1*03*1*OKAFOR*AVA~"));
  g_assert_nonnull (strstr (content, "EQ*30~"));
  g_assert_nonnull (strstr (content, "EQ*MH~"));
  check = memory_practice_get (practice, &wabi_kind_benefit_check, CHECK);
  g_assert_cmpint (wabi_record_get_int (check, "asked"), ==, 1);
  g_assert_cmpuint (count (practice, &wabi_kind_transmission), ==, 1);
  /* Asked is asked: not by a second click, and not under the same number. */
  g_assert_false (GIVEN (practice, "benefit.ask", "{'id':'" CHECK_2 "','coverages':['" COVERAGE "']}"));
  g_assert_cmpstr (practice->code, ==, "asked");
  g_assert_false (GIVEN (practice, "benefit.ask", "{'id':'" CHECK "','coverages':['" COVERAGE_2 "']}"));
  g_assert_cmpstr (practice->code, ==, "exists");
  /* The number comes back with another card: it is still the answer to this question. */
  trn = g_strdup_printf ("TRN*2*%s*9990000015~", wabi_record_get_text (asked, "trace"));
  practice->clock.at += DAY_US;
  g_assert_true (answer (practice, 1, "X", trn, "W999", ACTIVE));
  answered = memory_practice_get (practice, &wabi_kind_benefit, wabi_record_get_id (asked));
  g_assert_cmpstr (wabi_record_get_text (answered, "state"), ==, "active");
  g_assert_cmpint (wabi_record_get_int (answered, "copay_cents"), ==, 2500);
  g_assert_cmpint (wabi_record_get_int (answered, "asked_at"), ==, NOW);
  g_assert_null (first_change (answered));
  /* Once more, in another envelope: one answer, and "try later" takes nothing away. */
  g_assert_true (answer (practice, 2, "X", trn, "W999", ACTIVE));
  g_assert_true (answer (practice, 3, "X", trn, "W999", "AAA*Y**42*P~"));
  g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 1);
  g_clear_object (&answered);
  answered = get_newest (practice, COVERAGE);
  g_assert_cmpstr (wabi_record_get_text (answered, "state"), ==, "active");
  /* Answered, it may be asked again. */
  g_assert_true (GIVEN (practice, "benefit.ask", "{'id':'" CHECK_2 "','coverages':['" COVERAGE "']}"));
}

static const struct
{
  const char *trn, *bht; /* %s is our number */
  const char *member, *rest, *state, *change;
} answers[] = {
  { "TRN*1*%s*9990000015~", "X", "W1", ACTIVE, "active", NULL },                               /* as if it were the payer's own */
  { "", "%s", "W1", ACTIVE, "active", NULL },                                                  /* only in BHT03 */
  { "", "X", "W123456789", ACTIVE, "active", NULL },                                           /* nowhere: by the card */
  { "TRN*2*%s*9990000015~", "X", "W123456789", "EB*6*IND*30~", "inactive", "inactive" },
  { "TRN*2*%s*9990000015~", "X", "W123456789", "AAA*N**75*C~", "rejected", "not-found" },
  { "TRN*2*%s*9990000015~", "X", "W123456789", "AAA*N**72*C~", "rejected", "not-found" },
  { "TRN*2*%s*9990000015~", "X", "W123456789", "AAA*Y**42*P~", "rejected", "rejected" },
};

static char *
put_number (const char *pattern, const char *number)
{
  GString *text = g_string_new (pattern);

  g_string_replace (text, "%s", number, 0);
  return g_string_free (text, FALSE);
}

/* Every way in which a number comes back, and what an answer changes. */
static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (MemoryPractice) practice = make_practice ();
      g_autoptr (WabiRecord) asked = NULL, answered = NULL;
      g_autofree char *trn = NULL, *bht = NULL;

      g_assert_true (GIVEN (practice, "benefit.ask", "{'id':'" CHECK "','coverages':['" COVERAGE "']}"));
      asked = get_newest (practice, COVERAGE);
      trn = put_number (answers[i].trn, wabi_record_get_text (asked, "trace"));
      bht = put_number (answers[i].bht, wabi_record_get_text (asked, "trace"));
      g_assert_true (answer (practice, 1, bht, trn, answers[i].member, answers[i].rest));
      g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 1);
      answered = memory_practice_get (practice, &wabi_kind_benefit, wabi_record_get_id (asked));
      g_assert_cmpstr (wabi_record_get_text (answered, "state"), ==, answers[i].state);
      g_assert_cmpstr (first_change (answered), ==, answers[i].change);
      g_assert_true (wabi_benefit_needs_hand (answered) == (answers[i].change != NULL));
    }
}

/* What changed is a task until somebody has seen to it; that can be taken back. */
static void
test_settle (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiRecord) before = NULL, after = NULL, seen = NULL, again = NULL;
  g_autofree char *id = NULL;

  g_assert_true (answer (practice, 1, "X", "", "W123456789", ACTIVE));
  before = get_newest (practice, COVERAGE);
  practice->clock.at += DAY_US;
  g_assert_true (answer (practice, 2, "X", "", "W123456789", "EB*1*IND*30^MH*PR*GOLD PPO~EB*B*IND*MH***27*40*****Y~EB*R*IND*30~LS*2120~NM1*PR*2*OTHER PLAN~LE*2120~"));
  after = get_newest (practice, COVERAGE);
  g_assert_cmpstr (wabi_record_get_id (after), !=, wabi_record_get_id (before));
  g_assert_cmpstr (first_change (after), ==, "copay");
  g_assert_cmpstr (wabi_record_get_text (after, "other_payer"), ==, "OTHER PLAN");
  g_assert_true (wabi_benefit_needs_hand (after));
  id = g_strdup_printf ("{'id':'%s'}", wabi_record_get_id (after));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "benefit.settle", id));
  seen = get_newest (practice, COVERAGE);
  g_assert_false (wabi_benefit_needs_hand (seen));
  g_assert_cmpstr (wabi_record_get_text (seen, "settled_by"), ==, DESK);
  g_assert_true (GIVEN (practice, "benefit.settle", id));
  g_assert_true (GIVEN (practice, "benefit.reopen", id));
  again = get_newest (practice, COVERAGE);
  g_assert_true (wabi_benefit_needs_hand (again));
  g_assert_false (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "benefit.settle", id));
}

/* No answer: awaited, then told, then asked again; the late answer finds its own question. */
static void
test_silence (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiRecord) asked = NULL, again = NULL;
  g_autofree char *trn = NULL;

  g_assert_true (GIVEN (practice, "benefit.ask", "{'id':'" CHECK "','coverages':['" COVERAGE "']}"));
  asked = get_newest (practice, COVERAGE);
  for (int day = 0; day < 5; day++)
    {
      g_autoptr (WabiEligibility) with = wabi_eligibility_new (&practice->view, ZONE, practice->clock.at, TRUE);
      g_auto (WabiCheckHistory) history = { 0 };

      wabi_eligibility_read (with, COVERAGE, &history);
      g_assert_true (history.open != NULL && history.answer == NULL);
      g_assert_true (history.is_silent == (day >= WABI_BENEFIT_SILENT_DAYS));
      g_assert_cmpint (judge (practice), ==, history.is_silent ? WABI_CHECK_READY : WABI_CHECK_WAITS);
      practice->clock.at += DAY_US;
    }
  g_assert_true (GIVEN (practice, "benefit.ask", "{'id':'" CHECK_2 "','coverages':['" COVERAGE "']}"));
  g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 2);
  trn = g_strdup_printf ("TRN*2*%s*9990000015~", wabi_record_get_text (asked, "trace"));
  g_assert_true (answer (practice, 1, "X", trn, "W123456789", ACTIVE));
  g_clear_object (&asked);
  again = get_newest (practice, COVERAGE);
  g_assert_cmpstr (wabi_record_get_text (again, "state"), ==, "asked");
}

/* The receiver does not take the file, or one question in it. */
static void
test_refused (void)
{
  static const struct
  {
    const char *ak9, *ik5;
    gboolean first, second; /* refused */
  } cases[] = { { "R", "R", TRUE, TRUE }, { "P", "R", FALSE, TRUE }, { "A", "A", FALSE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MemoryPractice) practice = make_practice ();
      g_autoptr (WabiRecord) one = NULL, two = NULL;
      g_autofree char *args = NULL;

      g_assert_true (GIVEN (practice, "benefit.ask", "{'id':'" CHECK "','coverages':['" COVERAGE "','" COVERAGE_2 "']}"));
      args = g_strdup_printf ("{'id':'01900000-0000-7000-8000-0000000a0001','name':'a.999','content':'ISA*00*          *00*          *ZZ*HOUSE          *ZZ*US             "
                              "*260309*1030*^*00501*000000007*0*P*:~GS*FA*HOUSE*US*20260309*1030*7*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HS*1*005010X279A1~"
                              "AK2*270*0001*005010X279A1~IK5*%s~AK2*270*0002*005010X279A1~IK5*%s~AK9*%s*2*2*1~SE*8*0001~GE*1*7~IEA*1*000000007~'}",
                              cases[i].first ? "R" : "A", cases[i].ik5, cases[i].ak9);
      g_assert_true (GIVEN (practice, "inbound.import", args));
      one = get_newest (practice, COVERAGE);
      two = get_newest (practice, COVERAGE_2);
      g_assert_cmpstr (wabi_record_get_text (one, "state"), ==, cases[i].first ? "rejected" : "asked");
      g_assert_cmpstr (wabi_record_get_text (two, "state"), ==, cases[i].second ? "rejected" : "asked");
      g_assert_true (wabi_benefit_needs_hand (two) == cases[i].second);
    }
}

/* ---- each month ---- */

static const struct
{
  int day;
  const char *today, *month;
} months[] = {
  { 1, "2026-03-01", "2026-03" }, { 1, "2026-03-31", "2026-03" }, { 10, "2026-03-09", "2026-02" }, { 10, "2026-03-10", "2026-03" },
  { 28, "2026-01-27", "2025-12" }, { 28, "2028-02-28", "2028-02" }, { 5, "2026-01-04", "2025-12" },
};

static void
test_months (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *month = wabi_benefit_schedule_month (months[i].day, wabi_day_from_text (months[i].today));

      g_assert_cmpstr (month, ==, months[i].month);
    }
}

static WabiDay
get_next (MemoryPractice *practice)
{
  g_autoptr (WabiRecord) schedule = memory_practice_get (practice, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE);

  return wabi_benefit_schedule_next (schedule, wabi_zone_day (ZONE, practice->clock.at));
}

#define RUN_MONTH(practice) GIVEN (practice, "benefit.ask-month", "{'id':'" WABI_BENEFIT_SCHEDULE "'}")
#define SET_MONTH(practice, what) GIVEN (practice, "benefit-schedule.set", "{'id':'" WABI_BENEFIT_SCHEDULE "'," what "}")

static void
test_month (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (GPtrArray) checks = NULL;
  WabiDay april = wabi_day_from_text ("2026-04-01");

  g_assert_false (RUN_MONTH (practice));
  /* Turned on after its day it begins with the next month. */
  g_assert_true (SET_MONTH (practice, "'active':true,'day':1"));
  g_assert_cmpint (get_next (practice), ==, april);
  g_assert_false (RUN_MONTH (practice));
  g_assert_cmpstr (practice->code, ==, "not-due");
  /* The server was down on the first: it catches up, and a second one that comes meanwhile finds nothing to do. */
  practice->clock.at += 40 * DAY_US;
  g_assert_cmpint (get_next (practice), ==, april + 17);
  g_assert_true (RUN_MONTH (practice));
  g_assert_false (RUN_MONTH (practice));
  g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 2);
  g_assert_cmpuint (count (practice, &wabi_kind_claim_file), ==, 1);
  checks = list_all (practice, &wabi_kind_benefit_check);
  g_assert_cmpuint (checks->len, ==, 1);
  g_assert_cmpstr (wabi_record_get_text (g_ptr_array_index (checks, 0), "month"), ==, "2026-04");
  g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (checks, 0), "asked"), ==, 2);
  g_assert_cmpint (get_next (practice), ==, wabi_day_from_text ("2026-05-01"));
  /* Moved back within the month that is done, it is not asked twice in it. */
  g_assert_true (SET_MONTH (practice, "'day':25"));
  g_assert_cmpint (get_next (practice), ==, wabi_day_from_text ("2026-05-25"));
  practice->clock.at += 12 * DAY_US;
  g_assert_false (RUN_MONTH (practice));
  /* The year goes round; whoever is discharged, has no number, or belongs to another payer is not asked about. */
  change (practice, "coverage", COVERAGE, "member_id", NULL);
  practice->clock.at += 300 * DAY_US;
  g_assert_true (RUN_MONTH (practice));
  g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 3);
  g_assert_true (SET_MONTH (practice, "'active':false"));
  g_assert_cmpint (get_next (practice), ==, WABI_DAY_NONE);
  practice->clock.at += 60 * DAY_US;
  g_assert_false (RUN_MONTH (practice));
}

/* Turned on after its day, and wanted at once: also then the month is asked about once. */
static void
test_at_once (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();

  g_assert_true (SET_MONTH (practice, "'active':true,'day':1,'at_once':true"));
  g_assert_true (RUN_MONTH (practice));
  g_assert_false (RUN_MONTH (practice));
  g_assert_true (SET_MONTH (practice, "'active':false"));
  g_assert_true (SET_MONTH (practice, "'active':true,'at_once':true"));
  g_assert_false (RUN_MONTH (practice));
  g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 2);
}

/* Which payers, and what is told of those who were left out. */
static void
test_month_payers (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (GPtrArray) checks = NULL;
  JsonArray *left_out;

  change (practice, "coverage", COVERAGE, "member_id", NULL);
  g_assert_true (SET_MONTH (practice, "'active':true,'day':9,'payers':['01900000-0000-7000-8000-0000000000ee']"));
  g_assert_true (RUN_MONTH (practice));
  g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 0);
  practice->clock.at += 31 * DAY_US;
  g_assert_true (SET_MONTH (practice, "'payers':['" PAYER "']"));
  g_assert_true (RUN_MONTH (practice));
  g_assert_cmpuint (count (practice, &wabi_kind_benefit), ==, 1);
  checks = list_all (practice, &wabi_kind_benefit_check);
  g_assert_cmpuint (checks->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      WabiRecord *check = g_ptr_array_index (checks, i);

      if (!wabi_record_is (check, "month", "2026-04"))
        continue;
      left_out = wabi_record_get_array (check, "left_out");
      g_assert_cmpuint (json_array_get_length (left_out), ==, 1);
      g_assert_cmpstr (wabi_json_peek_text (json_array_get_object_element (left_out, 0), "why"), ==, "member");
    }
  /* While no partner could be asked, the month stays due. */
  change (practice, "partner", PARTNER, "takes_270", "!");
  practice->clock.at += 31 * DAY_US;
  g_assert_false (RUN_MONTH (practice));
  g_assert_cmpstr (practice->code, ==, "cannot-ask");
  put_partner (practice, ",'takes_270':true");
  g_assert_true (RUN_MONTH (practice));
}

/* More than one step holds: each is asked about once, wherever it broke off in between. */
static void
test_large (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal), traces = g_hash_table_new (g_str_hash, g_str_equal);
  guint steps = 0;

  for (guint i = 0; i < 520; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000001%04x", i);

      memory_practice_put (practice, &wabi_kind_coverage, id,
                           "{'client':'" CLIENT "','payer':'" PAYER "','priority':1,'member_id':'W1','relation':'self','valid_from':'2026-01-01'}");
    }
  g_assert_true (SET_MONTH (practice, "'active':true,'day':9"));
  while (RUN_MONTH (practice))
    steps++;
  g_assert_cmpuint (steps, ==, 2);
  all = list_all (practice, &wabi_kind_benefit);
  g_assert_cmpuint (all->len, ==, 522);
  for (guint i = 0; i < all->len; i++)
    {
      g_assert_true (g_hash_table_add (seen, (gpointer) wabi_record_get_text (g_ptr_array_index (all, i), "coverage")));
      g_assert_true (g_hash_table_add (traces, (gpointer) wabi_record_get_text (g_ptr_array_index (all, i), "trace")));
    }
  g_assert_cmpuint (count (practice, &wabi_kind_benefit_check), ==, 1);
  g_assert_cmpuint (count (practice, &wabi_kind_claim_file), ==, 2);
}

/* ---- claims that wait too long ---- */

static gboolean
ask_late (Billed *billed, int days)
{
  return billed_give (billed->practice, "claim.ask-late", "{'partner':'" PARTNER "','waits':{'" PAYER "':%d}}", days);
}

static guint
count_asked (Billed *billed)
{
  g_autoptr (GPtrArray) events = wabi_lookup_by (&billed->practice->view, &wabi_kind_claim_event, "claim", wabi_record_get_id (billed->claim));
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    n += wabi_record_is (g_ptr_array_index (events, i), "step", "276");
  return n;
}

static void
test_late (void)
{
  Billed billed;
  g_autoptr (GPtrArray) sent = NULL;

  billed_set_up (&billed);
  put_partner (billed.practice, ",'takes_276':true,'status_days':7");
  /* Not before its time, and once a day at most. */
  g_assert_true (ask_late (&billed, 30));
  g_assert_cmpuint (count_asked (&billed), ==, 0);
  g_assert_false (ask_late (&billed, 30));
  g_assert_cmpstr (billed.practice->code, ==, "not-due");
  billed.practice->clock.at += 31 * DAY_US;
  g_assert_true (ask_late (&billed, 30));
  g_assert_false (ask_late (&billed, 30));
  g_assert_cmpuint (count_asked (&billed), ==, 1);
  sent = wabi_lookup_by (&billed.practice->view, &wabi_kind_transmission, "partner", PARTNER);
  g_assert_cmpuint (sent->len, ==, 1);
  g_assert_true (g_str_has_prefix (wabi_record_get_text (g_ptr_array_index (sent, 0), "name"), "276-"));
  /* Not again within the week, and then again. */
  for (int day = 1; day < 7; day++)
    {
      billed.practice->clock.at += DAY_US;
      g_assert_true (ask_late (&billed, 30));
      g_assert_cmpuint (count_asked (&billed), ==, 1);
    }
  billed.practice->clock.at += DAY_US + G_USEC_PER_SEC;
  g_assert_true (ask_late (&billed, 30));
  g_assert_cmpuint (count_asked (&billed), ==, 2);
  /* Turned off, it is not asked. */
  put_partner (billed.practice, ",'takes_276':true,'status_days':0");
  billed.practice->clock.at += 30 * DAY_US;
  g_assert_false (ask_late (&billed, 30));
  put_partner (billed.practice, ",'status_days':7");
  g_assert_false (ask_late (&billed, 30));
  billed_tear_down (&billed);
}

/* A person asks about many; one that ended is passed over. */
static void
test_many (void)
{
  Billed billed;

  billed_set_up (&billed);
  g_assert_true (billed_give (billed.practice, "claim.ask-statuses", "{'id':'" CHECK "','claims':['%s','%s']}", wabi_record_get_id (billed.claim),
                              wabi_record_get_id (billed.claim)));
  g_assert_cmpuint (count_asked (&billed), ==, 1);
  g_assert_false (billed_give (billed.practice, "claim.ask-statuses", "{'id':'" CHECK "','claims':['%s']}", wabi_record_get_id (billed.claim)));
  g_assert_cmpstr (billed.practice->code, ==, "asked");
  change (billed.practice, "claim", wabi_record_get_id (billed.claim), "state", "void");
  g_assert_false (billed_give (billed.practice, "claim.ask-statuses", "{'id':'" CHECK_2 "','claims':['%s']}", wabi_record_get_id (billed.claim)));
  g_assert_cmpstr (billed.practice->code, ==, "nothing-ready");
  billed_tear_down (&billed);
}

static void
test_late_days (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER), told = wabi_record_copy (payer);
  const WabiWaitSummary known = { 60, 58, 12, 33 }, few = { 2, 2, 5, 6 }, stuck = { 60, 20, -1, -1 };

  wabi_record_set_int (told, "pays_in_days", 45);
  g_assert_cmpint (wabi_claim_late_days (&known, told), ==, 33);
  g_assert_cmpint (wabi_claim_late_days (&few, told), ==, 45);
  g_assert_cmpint (wabi_claim_late_days (&stuck, told), ==, 45);
  g_assert_cmpint (wabi_claim_late_days (&few, payer), ==, WABI_STATUS_USUAL_DAYS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/eligibility/gaps", test_gaps);
  g_test_add_func ("/eligibility/partner-of-payer", test_partner_of_payer);
  g_test_add_func ("/eligibility/ask", test_ask);
  g_test_add_func ("/eligibility/answers", test_answers);
  g_test_add_func ("/eligibility/settle", test_settle);
  g_test_add_func ("/eligibility/silence", test_silence);
  g_test_add_func ("/eligibility/refused", test_refused);
  g_test_add_func ("/eligibility/months", test_months);
  g_test_add_func ("/eligibility/month", test_month);
  g_test_add_func ("/eligibility/at-once", test_at_once);
  g_test_add_func ("/eligibility/month-payers", test_month_payers);
  g_test_add_func ("/eligibility/large", test_large);
  g_test_add_func ("/eligibility/late", test_late);
  g_test_add_func ("/eligibility/many", test_many);
  g_test_add_func ("/eligibility/late-days", test_late_days);
  return g_test_run ();
}
