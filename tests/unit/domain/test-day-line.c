// SPDX-License-Identifier: AGPL-3.0-or-later
// One line a day: several sessions go out on one service line, and what is answered to it is divided over them to the cent.

#include <string.h>

#include "billed.h"
#include "wabi-claim-lines.h"
#include "wabi-claim-preview.h"
#include "wabi-money.h"
#include "wabi-837p-writer.h"
#include "wabi-unit-book.h"

#define RULE "01900000-0000-7000-8000-000000000701"
#define RULE_2 "01900000-0000-7000-8000-000000000702"
#define RULE_3 "01900000-0000-7000-8000-000000000703"
#define NEXT "01900000-0000-7000-8000-000000000801"
#define FEE "01900000-0000-7000-8000-000000000301"
#define OTHER_RBT "01900000-0000-7000-8000-000000000802"
#define SECOND "01900000-0000-7000-8000-000000000501"
#define SECOND_COVERAGE "01900000-0000-7000-8000-000000000502"
#define DAY "2026-03-09"
#define RATE 1733 /* a unit: cents that do not divide well */

typedef struct
{
  Billed billed;
  char *charges[4]; /* 4, 3 and 2 units on one day, 4 on the next */
} Summed;

static void
put_rule (MemoryPractice *practice, const char *id, const char *payer, const char *rule, const char *value)
{
  g_autofree char *body = g_strdup_printf ("{'payer':'%s','rule':'%s','value':%s,'valid_from':'2026-01-01','source':'contract','active':true}", payer, rule, value);

  memory_practice_put (practice, &wabi_kind_payer_rule, id, body);
}

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-15"), 9 * 60));

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_fee, FEE, "{'payer':'" PAYER "','service_code':'97153','modifier':'HM','cents':1733,'valid_from':'2026-01-01'}");
  memory_practice_put (practice, &wabi_kind_staff, OTHER_RBT,
                       "{'first_name':'Sam','last_name':'Okoye','role':'rbt','credential':'RBT','npi':'1999000049','supervisor':'" BCBA "','active':true}");
  memory_practice_put (practice, &wabi_kind_credential, "01900000-0000-7000-8000-000000000103",
                       "{'staff':'" OTHER_RBT "','type':'RBT','valid_from':'2025-01-01','valid_to':'2026-12-31'}");
  return practice;
}

static void
ask (Summed *summed)
{
  g_autofree char *request = billed_new_id ();

  g_assert_true (billed_give (summed->billed.practice, "claim.request", "{'id':'%s','payer':'" PAYER "','charges':['%s','%s','%s','%s']}", request,
                              summed->charges[3], summed->charges[1], summed->charges[0], summed->charges[2]));
  g_clear_object (&summed->billed.claim);
  summed->billed.claim = billed_only (summed->billed.practice, &wabi_kind_claim, "state", "submitted");
  summed->billed.control = wabi_record_get_text (summed->billed.claim, "control");
}

static void
set_up_with (Summed *summed, gboolean rule)
{
  MemoryPractice *practice = make ();

  *summed = (Summed){ { .practice = practice }, { NULL } };
  if (rule)
    put_rule (practice, RULE, PAYER, "grouping", "{'day_line':true}");
  summed->charges[0] = billed_hold_at (practice, DAY, 9 * 60, 60, RATE, "12", RBT);
  summed->charges[1] = billed_hold_at (practice, DAY, 11 * 60, 45, RATE, "12", OTHER_RBT);
  summed->charges[2] = billed_hold_at (practice, DAY, 14 * 60, 30, RATE, "12", RBT);
  summed->charges[3] = billed_hold_at (practice, "2026-03-10", 9 * 60, 60, RATE, "12", RBT);
  ask (summed);
}

static void
set_up (Summed *summed)
{
  set_up_with (summed, TRUE);
}

static void
tear_down (Summed *summed)
{
  for (guint i = 0; i < G_N_ELEMENTS (summed->charges); i++)
    g_free (summed->charges[i]);
  billed_tear_down (&summed->billed);
}

static gint64
get (Summed *summed, guint charge, const char *field)
{
  g_autoptr (WabiRecord) record = memory_practice_get (summed->billed.practice, &wabi_kind_charge, summed->charges[charge]);

  return wabi_record_get_int (record, field);
}

static gint64
sum_day (Summed *summed, const char *field)
{
  return get (summed, 0, field) + get (summed, 1, field) + get (summed, 2, field);
}

static char *
read_file (Summed *summed, WabiRecord *claim)
{
  g_autoptr (WabiRecord) file = memory_practice_get (summed->billed.practice, &wabi_kind_claim_file, wabi_record_get_text (claim, "file"));

  return g_strdup (wabi_record_get_text (file, "content"));
}

static guint
count_text (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

/* ---- What is sent ---- */

static void
test_sent (void)
{
  Summed summed;
  g_autofree char *content = NULL, *line = NULL, *own = NULL;
  g_autoptr (GPtrArray) sent = NULL;

  set_up (&summed);
  content = read_file (&summed, summed.billed.claim);
  own = g_strdup_printf ("SV1*HC:97153:HM*155.97*UN*9***1~DTP*472*D8*20260309~REF*6R*%sL1~", summed.billed.control);
  g_assert_nonnull (strstr (content, own));
  g_assert_cmpuint (count_text (content, "LX*"), ==, 2);
  g_assert_nonnull (strstr (content, "SV1*HC:97153:HM*69.32*UN*4***1~"));
  g_assert_cmpint (wabi_record_get_int (summed.billed.claim, "total_cents"), ==, 13 * RATE);
  /* From the number all of them are found, and each keeps what it has of the line. */
  line = billed_line_control (&summed.billed, summed.charges[0]);
  for (guint i = 1; i < 3; i++)
    {
      g_autofree char *other = billed_line_control (&summed.billed, summed.charges[i]);

      g_assert_cmpstr (line, ==, other);
    }
  sent = wabi_claim_list_sent (&summed.billed.practice->view, summed.billed.claim);
  g_assert_cmpuint (sent->len, ==, 2);
  g_assert_cmpuint (((WabiSentLine *) g_ptr_array_index (sent, 0))->parts->len, ==, 3);
  g_assert_cmpint (((WabiSentLine *) g_ptr_array_index (sent, 0))->cents, ==, 9 * RATE);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (get (&summed, i, "billed_cents"), ==, get (&summed, i, "amount_cents"));
  tear_down (&summed);
}

static void
test_off (void)
{
  Summed summed;
  g_autofree char *content = NULL;

  set_up_with (&summed, FALSE);
  content = read_file (&summed, summed.billed.claim);
  g_assert_cmpuint (count_text (content, "LX*"), ==, 4);
  tear_down (&summed);
}

/* How many lines and claims all open charges make. */
static void
check_lines (MemoryPractice *practice, const char *wanted)
{
  g_autoptr (GPtrArray) charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "state", "open");
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER);
  g_autoptr (GPtrArray) groups = wabi_claim_group_charges (&practice->view, payer, charges);
  g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new (&practice->view, payer, WABI_DAY_NONE);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    g_string_append_printf (got, "%s%u", i > 0 ? " " : "", wabi_claim_group_lay_lines (&practice->view, terms, g_ptr_array_index (groups, i)));
  g_assert_cmpstr (got->str, ==, wanted);
}

/* Only what is alike in all that a line says is summed. */
static void
test_alike (void)
{
  static const struct
  {
    const char *day, *place, *staff, *field, *value, *rule, *said, *lines;
  } cases[] = {
    { DAY, "12", RBT, NULL, NULL, NULL, NULL, "1" },
    { "2026-03-10", "12", RBT, NULL, NULL, NULL, NULL, "2" },
    { DAY, "03", RBT, NULL, NULL, NULL, NULL, "2" },
    { DAY, "12", OTHER_RBT, NULL, NULL, NULL, NULL, "1" },
    { DAY, "12", OTHER_RBT, NULL, NULL, "rendering", "{'who':'performer'}", "2" },
    { DAY, "12", OTHER_RBT, NULL, NULL, "rendering", "{'who':'billing'}", "1" },
    { DAY, "12", RBT, "service_code", "97154", NULL, NULL, "2" },
    { DAY, "12", RBT, "authorization", NULL, "grouping", "{'day_line':true,'authorization':'line'}", "2" },
    { DAY, "12", RBT, "coverage", NULL, NULL, NULL, "1 1" },
    /* A line is never on two claims, however claims are parted. */
    { DAY, "12", RBT, NULL, NULL, "grouping", "{'day_line':true,'by':'session'}", "1" },
    { "2026-03-10", "12", RBT, NULL, NULL, "grouping", "{'day_line':true,'by':'session'}", "1 1" },
    { "2026-03-10", "12", RBT, NULL, NULL, "grouping", "{'day_line':true,'max_lines':1}", "1 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MemoryPractice *practice = make ();
      g_autofree char *one = NULL, *two = NULL;

      put_rule (practice, RULE, PAYER, "grouping", "{'day_line':true}");
      if (cases[i].rule != NULL)
        put_rule (practice, RULE_2, PAYER, cases[i].rule, cases[i].said);
      one = billed_hold_at (practice, DAY, 9 * 60, 60, RATE, "12", RBT);
      two = billed_hold_at (practice, cases[i].day, 11 * 60, 60, RATE, cases[i].place, cases[i].staff);
      if (cases[i].field != NULL)
        {
          g_autoptr (WabiRecord) record = memory_practice_get (practice, &wabi_kind_charge, two);
          g_autoptr (WabiRecord) changed = wabi_record_copy (record);
          g_autofree char *body = NULL;

          wabi_record_set_text (changed, cases[i].field, cases[i].value);
          body = wabi_json_object_to_canonical (wabi_record_get_body (changed));
          memory_practice_put (practice, &wabi_kind_charge, two, body);
        }
      check_lines (practice, cases[i].lines);
      memory_practice_free (practice);
    }
}

/* Fifty lines are counted, not fifty sessions; and a session that comes late to a full claim still finds its line. */
static void
test_fifty (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  put_rule (practice, RULE, PAYER, "grouping", "{'day_line':true}");
  for (int i = 0; i < 52; i++)
    for (int j = 0; j < 3; j++)
      {
        g_autofree char *day = wabi_day_dup_text (wabi_day_from_text ("2026-02-01") + i);
        g_autofree char *charge = billed_hold_at (practice, day, (9 + 2 * j) * 60, 60, RATE, "12", RBT);
      }
  check_lines (practice, "50 2");
}

/* What TRICARE wants is each session by itself, whatever somebody wrote down. */
static void
test_tricare (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER), changed = wabi_record_copy (payer);
  g_autofree char *body = NULL, *one = NULL, *two = NULL;

  put_rule (practice, RULE, PAYER, "grouping", "{'day_line':true}");
  one = billed_hold_at (practice, DAY, 9 * 60, 60, RATE, "12", RBT);
  two = billed_hold_at (practice, DAY, 11 * 60, 60, RATE, "12", RBT);
  check_lines (practice, "1");
  wabi_record_set_text (changed, "type", "tricare");
  body = wabi_json_object_to_canonical (wabi_record_get_body (changed));
  memory_practice_put (practice, &wabi_kind_payer, PAYER, body);
  check_lines (practice, "2");
  g_assert_false (billed_give (practice, "payer-rule.set", "{'id':'" RULE_2 "','payer':'" PAYER "','rule':'grouping','value':{'day_line':true},'valid_from':'2026-01-01','source':'x'}"));
  g_assert_cmpstr (practice->code, ==, "rule-invalid");
  g_assert_false (billed_give (practice, "payer-rule.set", "{'id':'" RULE_2 "','payer_type':'tricare','rule':'grouping','value':{'day_line':true},'valid_from':'2026-01-01','source':'x'}"));
  g_assert_true (billed_give (practice, "payer-rule.set", "{'id':'" RULE_2 "','payer':'" PAYER "','rule':'grouping','value':{'day_line':false},'valid_from':'2026-01-01','source':'x'}"));
  g_assert_true (billed_give (practice, "payer-rule.set", "{'id':'" RULE_3 "','payer_type':'medicaid','rule':'grouping','value':{'day_line':true},'valid_from':'2026-01-01','source':'x'}"));
}

static void
test_times (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  Summed summed = { { .practice = practice }, { NULL } };
  g_autoptr (WabiRecord) claim = NULL;
  g_autofree char *content = NULL, *request = billed_new_id ();
  g_autoptr (GString) ids = g_string_new (NULL);

  put_rule (practice, RULE, PAYER, "grouping", "{'day_line':true}");
  put_rule (practice, RULE_2, PAYER, "session-times", "{'send':true}");
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *charge = billed_hold_at (practice, i < 3 ? DAY : "2026-03-10", (8 + i) * 60, 30, RATE, "12", RBT);

      g_string_append_printf (ids, "%s'%s'", i > 0 ? "," : "", charge);
    }
  g_assert_true (billed_give (practice, "claim.request", "{'id':'%s','payer':'" PAYER "','charges':[%s]}", request, ids->str));
  claim = billed_only (practice, &wabi_kind_claim, "state", "submitted");
  content = read_file (&summed, claim);
  g_assert_nonnull (strstr (content, "NTE*ADD*0800-0830 0900-0930 1000-1030~"));
  /* A note has room for eight. */
  g_assert_nonnull (strstr (content, "NTE*ADD*1100-1930 IN 9 SESSIONS~"));
}

static void
test_void (void)
{
  Summed summed;
  g_autoptr (WabiRecord) next = NULL;
  g_autofree char *content = NULL, *shown = NULL;
  g_autoptr (WabiClaimBatch) preview = NULL;

  set_up (&summed);
  /* Whatever the rule says by now, what is taken back is what was sent. */
  put_rule (summed.billed.practice, RULE, PAYER, "grouping", "{'day_line':false}");
  preview = wabi_claim_preview (&summed.billed.practice->view, summed.billed.claim, WABI_CLAIM_AS_SENT, NULL, ZONE, summed.billed.practice->clock.at, NULL);
  shown = wabi_837p_write (preview, NULL);
  g_assert_cmpuint (count_text (shown, "LX*"), ==, 2);
  g_assert_true (billed_give (summed.billed.practice, "claim.void", "{'id':'" NEXT "','claim':'%s','payer_control':'ICN-1','reason':'Wrong child'}",
                              wabi_record_get_id (summed.billed.claim)));
  next = memory_practice_get (summed.billed.practice, &wabi_kind_claim, NEXT);
  content = read_file (&summed, next);
  g_assert_cmpuint (count_text (content, "LX*"), ==, 2);
  g_assert_nonnull (strstr (content, "SV1*HC:97153:HM*155.97*UN*9***1~"));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (WabiRecord) charge = memory_practice_get (summed.billed.practice, &wabi_kind_charge, summed.charges[i]);

      g_assert_cmpstr (wabi_record_get_text (charge, "state"), ==, "open");
      g_assert_false (wabi_record_has (charge, "line_control"));
      g_assert_cmpint (get (&summed, i, "balance_cents"), ==, 0);
    }
  tear_down (&summed);
}

/* One of the line is taken off; the rest is right, and it can go out by itself. */
static void
test_replace (void)
{
  Summed summed;
  g_autoptr (WabiRecord) next = NULL, dropped = NULL;
  g_autofree char *content = NULL;

  set_up (&summed);
  g_assert_true (billed_give (summed.billed.practice, "claim.replace", "{'id':'" NEXT "','claim':'%s','payer_control':'ICN-1','drop':['%s']}",
                              wabi_record_get_id (summed.billed.claim), summed.charges[1]));
  next = memory_practice_get (summed.billed.practice, &wabi_kind_claim, NEXT);
  content = read_file (&summed, next);
  g_assert_cmpuint (count_text (content, "LX*"), ==, 2);
  g_assert_nonnull (strstr (content, "SV1*HC:97153:HM*103.98*UN*6***1~"));
  g_assert_cmpint (wabi_record_get_int (next, "total_cents"), ==, 10 * RATE);
  g_assert_cmpint (wabi_record_get_int (next, "balance_cents"), ==, 10 * RATE);
  dropped = memory_practice_get (summed.billed.practice, &wabi_kind_charge, summed.charges[1]);
  g_assert_cmpstr (wabi_record_get_text (dropped, "state"), ==, "open");
  g_assert_cmpint (get (&summed, 1, "billed_cents"), ==, 0);
  g_assert_cmpint (get (&summed, 0, "billed_cents"), ==, 4 * RATE);
  tear_down (&summed);
}

/* ---- What is answered ---- */

/* The summed line alone; @control NULL leaves out its number. */
static void
answer (Summed *summed, RemitWriter *writer, const char *status, int sign, gint64 paid, gint64 patient, const char *cas, gboolean control)
{
  g_autofree char *line = g_strdup_printf ("%sL1", summed->billed.control);

  remit_writer_claim (writer, summed->billed.control, status, sign * 9 * RATE, sign * paid, sign * patient, "ICN-1", NULL, NULL);
  remit_writer_line (writer, "97153:HM", sign * 9 * RATE, sign * paid, sign * 9, "20260309", cas, control ? line : NULL, NULL);
}

static void
post (Summed *summed, RemitWriter *writer, const char *trace)
{
  g_assert_true (billed_import (&summed->billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&summed->billed, trace));
}

/* Of 155.97, asked as 69.32, 51.99 and 34.66. */
static void
test_pays (void)
{
  for (guint control = 0; control < 2; control++)
    {
      Summed summed;
      RemitWriter *writer = billed_start (1, "EFT1");

      set_up (&summed);
      answer (&summed, writer, "1", 1, 10001, 1596, "CO*45*40|PR*2*15.96", control == 1);
      post (&summed, writer, "EFT1");
      billed_check_remittance (&summed.billed, "EFT1", "posted", 0);
      g_assert_cmpint (get (&summed, 0, "paid_cents"), ==, 4445);
      g_assert_cmpint (get (&summed, 1, "paid_cents"), ==, 3334);
      g_assert_cmpint (get (&summed, 2, "paid_cents"), ==, 2222);
      g_assert_cmpint (sum_day (&summed, "adjusted_cents"), ==, 4000);
      g_assert_cmpint (sum_day (&summed, "family_cents"), ==, 1596);
      /* Each by itself is made up to the cent: what is open is the family's alone. */
      for (guint i = 0; i < 3; i++)
        {
          g_assert_cmpint (get (&summed, i, "paid_cents") + get (&summed, i, "adjusted_cents") + get (&summed, i, "family_cents"), ==,
                           get (&summed, i, "amount_cents"));
          g_assert_cmpint (get (&summed, i, "balance_cents"), ==, get (&summed, i, "family_cents"));
        }
      g_assert_cmpint (get (&summed, 3, "balance_cents"), ==, 4 * RATE);
      g_assert_cmpuint (billed_count (&summed.billed, &wabi_kind_denial), ==, 0);
      tear_down (&summed);
    }
}

static void
check_units (Summed *summed, gint64 billed, gint64 paid, gint64 given_back)
{
  WabiUnitSums sums;

  g_assert_true (wabi_unit_sum (&summed->billed.practice->view, AUTHORIZATION, "97153", &sums, NULL));
  g_assert_cmpint (sums.tenths[WABI_UNITS_BILLED], ==, billed);
  g_assert_cmpint (sums.tenths[WABI_UNITS_PAID], ==, paid);
  g_assert_cmpint (sums.tenths[WABI_UNITS_GIVEN_BACK], ==, given_back);
}

/* A denial of the line is one of each session, with its units, and a payment that follows is for all of them. */
static void
test_denied (void)
{
  Summed summed;
  RemitWriter *writer = billed_start (1, "EFT1");
  gint64 cents = 0;

  set_up (&summed);
  check_units (&summed, 130, 0, 0);
  answer (&summed, writer, "1", 1, 0, 0, "CO*197*155.97", TRUE);
  post (&summed, writer, "EFT1");
  billed_check_claim (&summed.billed, "denied");
  check_units (&summed, 40, 0, 90);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (WabiRecord) denial = billed_only (summed.billed.practice, &wabi_kind_denial, "charge", summed.charges[i]);

      g_assert_cmpint (wabi_record_get_int (denial, "cents"), ==, get (&summed, i, "amount_cents"));
      cents += wabi_record_get_int (denial, "cents");
    }
  g_assert_cmpint (cents, ==, 9 * RATE);
  writer = billed_start (2, "EFT2");
  answer (&summed, writer, "1", 1, 9 * RATE, 0, NULL, TRUE);
  post (&summed, writer, "EFT2");
  billed_check_claim (&summed.billed, "paid");
  check_units (&summed, 40, 90, 0);
  tear_down (&summed);
}

/* A reversal that names its adjustments in another order leaves no cent with any session; the same file a second time does nothing. */
static void
test_reversal (void)
{
  Summed summed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) remittance = NULL;
  g_autofree char *content = NULL;

  set_up (&summed);
  answer (&summed, writer, "1", 1, 10001, 1596, "CO*45*33.33|CO*253*6.67|PR*2*15.96", TRUE);
  content = remit_writer_end (writer, 0);
  g_assert_true (billed_import (&summed.billed, g_strdup (content)));
  g_assert_true (billed_post (&summed.billed, "EFT1"));
  g_assert_false (billed_import (&summed.billed, g_strdup (content)));
  g_assert_cmpstr (summed.billed.practice->code, ==, "known-file");
  writer = billed_start (2, "EFT2");
  answer (&summed, writer, "22", -1, 10001, 1596, "PR*2*-15.96|CO*253*-6.67|CO*45*-33.33", TRUE);
  remit_writer_plb (writer, "FB", "EFT2", -10001);
  post (&summed, writer, "EFT2");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (get (&summed, i, "paid_cents"), ==, 0);
      g_assert_cmpint (get (&summed, i, "adjusted_cents"), ==, 0);
      g_assert_cmpint (get (&summed, i, "family_cents"), ==, 0);
      g_assert_cmpint (get (&summed, i, "balance_cents"), ==, get (&summed, i, "amount_cents"));
    }
  /* And the same when the posting of the reversal is taken back, and that of the payment. */
  remittance = billed_find_remittance (&summed.billed, "EFT2");
  g_assert_true (billed_give (summed.billed.practice, "remittance.reverse", "{'id':'%s','words':'wrong'}", wabi_record_get_id (remittance)));
  g_assert_cmpint (sum_day (&summed, "paid_cents"), ==, 10001);
  g_assert_cmpint (get (&summed, 0, "paid_cents"), ==, 4445);
  tear_down (&summed);
}

/* What was allowed below the contract is missing of each session in proportion, and of none where only a cent of the division is. */
static void
test_underpaid (void)
{
  Summed summed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (GPtrArray) denials = NULL;
  gint64 cents = 0;

  set_up (&summed);
  memory_practice_put (summed.billed.practice, &wabi_kind_fee, FEE,
                       "{'payer':'" PAYER "','service_code':'97153','modifier':'HM','cents':1733,'allowed_cents':1501,'valid_from':'2026-01-01'}");
  answer (&summed, writer, "1", 1, 9 * 1501, 0, "CO*45*20.88", TRUE);
  post (&summed, writer, "EFT1");
  g_assert_cmpuint (billed_count (&summed.billed, &wabi_kind_denial), ==, 0);
  tear_down (&summed);

  writer = billed_start (1, "EFT1");
  set_up (&summed);
  memory_practice_put (summed.billed.practice, &wabi_kind_fee, FEE,
                       "{'payer':'" PAYER "','service_code':'97153','modifier':'HM','cents':1733,'allowed_cents':1501,'valid_from':'2026-01-01'}");
  answer (&summed, writer, "1", 1, 9 * 1501 - 1000, 0, "CO*45*30.88", TRUE);
  post (&summed, writer, "EFT1");
  denials = wabi_lookup_by (&summed.billed.practice->view, &wabi_kind_denial, "category", "underpaid");
  g_assert_cmpuint (denials->len, ==, 3);
  for (guint i = 0; i < denials->len; i++)
    cents += wabi_record_get_int (g_ptr_array_index (denials, i), "cents");
  g_assert_cmpint (cents, ==, 1000);
  tear_down (&summed);
}

/* ---- The next payer ---- */

static void
put_second (MemoryPractice *practice, gboolean sums)
{
  memory_practice_put (practice, &wabi_kind_payer, SECOND,
                       "{'name':'State Medicaid','payer_id':'77001','type':'medicaid','filing':'MC','unit_method':'midpoint','unit_scope':'session',"
                       "'rendering':'supervisor','supervising':'never','concurrency':'commercial','mue':'medicaid','filing_days':365}");
  memory_practice_put (practice, &wabi_kind_coverage, SECOND_COVERAGE,
                       "{'client':'" CLIENT "','payer':'" SECOND "','priority':2,'member_id':'M1','relation':'self','valid_from':'2026-01-01'}");
  if (sums)
    put_rule (practice, RULE_3, SECOND, "grouping", "{'day_line':true}");
}

/* Whether the first payer's lines are summed or the second's, or both: what was decided follows to the cent, line by line. */
static void
test_next_payer (void)
{
  static const struct
  {
    gboolean first, second;
    const char *decisions[4];
  } cases[] = {
    { TRUE, TRUE, { "SVD*90010*100.01*HC:97153:HM**9~CAS*CO*45*40~CAS*PR*2*15.96~" } },
    { TRUE, FALSE, { "SVD*90010*44.45*HC:97153:HM**4~", "SVD*90010*33.34*HC:97153:HM**3~", "SVD*90010*22.22*HC:97153:HM**2~" } },
    { FALSE, TRUE, { "SVD*90010*100*HC:97153:HM**9~CAS*CO*45*40~CAS*PR*2*15.97~" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Summed summed;
      RemitWriter *writer = billed_start (1, "EFT1");
      g_autoptr (WabiRecord) next = NULL;
      g_autofree char *content = NULL, *last = NULL;

      set_up_with (&summed, cases[i].first);
      put_second (summed.billed.practice, cases[i].second);
      last = g_strdup_printf ("%sL%d", summed.billed.control, cases[i].first ? 2 : 4);
      remit_writer_claim (writer, summed.billed.control, "1", 13 * RATE, (cases[i].first ? 10001 : 10000) + 6932, cases[i].first ? 1596 : 1597, "ICN-1", NULL, NULL);
      if (cases[i].first)
        {
          g_autofree char *line = g_strdup_printf ("%sL1", summed.billed.control);

          remit_writer_line (writer, "97153:HM", 9 * RATE, 10001, 9, "20260309", "CO*45*40|PR*2*15.96", line, NULL);
        }
      else
        {
          static const struct
          {
            int units, paid;
            const char *cas;
          } lines[] = { { 4, 4000, "CO*45*20|PR*2*9.32" }, { 3, 4000, "CO*45*10|PR*2*1.99" }, { 2, 2000, "CO*45*10|PR*2*4.66" } };

          for (guint j = 0; j < 3; j++)
            {
              g_autofree char *line = g_strdup_printf ("%sL%u", summed.billed.control, j + 1);

              remit_writer_line (writer, "97153:HM", lines[j].units * RATE, lines[j].paid, lines[j].units, "20260309", lines[j].cas, line, NULL);
            }
        }
      remit_writer_line (writer, "97153:HM", 4 * RATE, 6932, 4, "20260310", NULL, last, NULL);
      post (&summed, writer, "EFT1");
      billed_check_remittance (&summed.billed, "EFT1", "posted", 0);
      g_assert_true (billed_give (summed.billed.practice, "claim.bill-next", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (summed.billed.claim)));
      next = memory_practice_get (summed.billed.practice, &wabi_kind_claim, NEXT);
      content = read_file (&summed, next);
      g_assert_cmpuint (count_text (content, "LX*"), ==, cases[i].second ? 2 : 4);
      g_assert_cmpuint (count_text (content, "SVD*"), ==, cases[i].second ? 2 : 4);
      for (guint j = 0; j < 4 && cases[i].decisions[j] != NULL; j++)
        if (strstr (content, cases[i].decisions[j]) == NULL)
          g_error ("%s is not in %s", cases[i].decisions[j], content);
      tear_down (&summed);
    }
}

/* ---- At random ---- */

/* What must hold after whatever payers send and people take back: the line's charges together are the line, and each is whole. */
static void
check_books (Summed *summed)
{
  for (guint i = 0; i < 4; i++)
    {
      gint64 asked = get (summed, i, "amount_cents");

      g_assert_cmpint (get (summed, i, "billed_cents"), ==, asked);
      g_assert_cmpint (get (summed, i, "balance_cents"), ==, asked - get (summed, i, "paid_cents") - get (summed, i, "adjusted_cents"));
    }
  (void) billed_on_account (&summed->billed, WABI_MONEY_SUSPENSE);
}

static void
test_at_random (void)
{
  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      Summed summed;

      set_up (&summed);
      for (guint i = 0; i < 6; i += 2)
        {
          gint64 allowed = g_rand_int_range (rand, 0, 9 * RATE + 1), share = g_rand_int_range (rand, 0, (int) allowed + 1);
          gint64 odd = g_rand_int_range (rand, 0, 300), cut = 9 * RATE - allowed + odd;
          const char *reason = g_rand_boolean (rand) ? "45" : "197";
          gboolean control = g_rand_boolean (rand);

          for (guint back = 0; back < 2; back++)
            {
              int sign = back ? -1 : 1;
              g_autofree char *trace = g_strdup_printf ("EFT%u", i + back);
              g_autofree char *a = wabi_money_format_x12 (sign * cut), *b = wabi_money_format_x12 (-sign * odd), *c = wabi_money_format_x12 (sign * share);
              g_autofree char *cas = back ? g_strdup_printf ("PR*2*%s|CO*%s*%s|CO*94*%s", c, reason, a, b)
                                          : g_strdup_printf ("CO*%s*%s|CO*94*%s|PR*2*%s", reason, a, b, c);
              RemitWriter *writer = billed_start (i + back + 1, trace);
              g_autoptr (WabiRecord) remittance = NULL;

              answer (&summed, writer, back ? "22" : "1", sign, allowed - share, share, cas, control);
              if (back)
                remit_writer_plb (writer, "FB", trace, -(allowed - share));
              post (&summed, writer, trace);
              check_books (&summed);
              remittance = billed_find_remittance (&summed.billed, trace);
              if (!back)
                g_assert_cmpint (sum_day (&summed, "paid_cents"), ==, wabi_record_get_int (remittance, "suspense_cents") != 0 ? 0 : allowed - share);
              if (g_rand_int_range (rand, 0, 3) == 0)
                {
                  g_assert_true (billed_give (summed.billed.practice, "remittance.reverse", "{'id':'%s','words':'again'}", wabi_record_get_id (remittance)));
                  check_books (&summed);
                  g_assert_true (billed_post (&summed.billed, trace));
                  check_books (&summed);
                }
            }
          /* Taken back, whatever it was: nothing of it is left with any session. */
          for (guint j = 0; j < 3; j++)
            {
              g_assert_cmpint (get (&summed, j, "paid_cents"), ==, 0);
              g_assert_cmpint (get (&summed, j, "adjusted_cents"), ==, 0);
              g_assert_cmpint (get (&summed, j, "family_cents"), ==, 0);
            }
        }
      tear_down (&summed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-line/sent", test_sent);
  g_test_add_func ("/day-line/off", test_off);
  g_test_add_func ("/day-line/alike", test_alike);
  g_test_add_func ("/day-line/fifty", test_fifty);
  g_test_add_func ("/day-line/tricare", test_tricare);
  g_test_add_func ("/day-line/times", test_times);
  g_test_add_func ("/day-line/void", test_void);
  g_test_add_func ("/day-line/replace", test_replace);
  g_test_add_func ("/day-line/pays", test_pays);
  g_test_add_func ("/day-line/denied", test_denied);
  g_test_add_func ("/day-line/reversal", test_reversal);
  g_test_add_func ("/day-line/underpaid", test_underpaid);
  g_test_add_func ("/day-line/next-payer", test_next_payer);
  g_test_add_func ("/day-line/at-random", test_at_random);
  return g_test_run ();
}
