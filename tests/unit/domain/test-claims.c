// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims: who is named on them, and what follows a claim: its replacement, its void, the next payer's.

#include <string.h>

#include "memory-practice.h"
#include "wabi-837p-check.h"
#include "wabi-claim-build.h"
#include "wabi-charge-judge.h"
#include "wabi-claim-scrub.h"
#include "wabi-proof.h"

#define SECOND "01900000-0000-7000-8000-000000000501"
#define SECOND_COVERAGE "01900000-0000-7000-8000-000000000502"
#define OFFICE "01900000-0000-7000-8000-000000000503"
#define PARTNER "01900000-0000-7000-8000-000000000504"
#define REMITTANCE "01900000-0000-7000-8000-000000000505"
#define ANSWER "01900000-0000-7000-8000-000000000506"
#define THIRD "01900000-0000-7000-8000-000000000507"
#define THIRD_COVERAGE "01900000-0000-7000-8000-000000000508"
#define NEXT "01900000-0000-7000-8000-000000000510"
#define LATER "01900000-0000-7000-8000-000000000511"

static guint born;

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-15"), 9 * 60));

  born = 0;
  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_fee, "01900000-0000-7000-8000-000000000302",
                       "{'payer':'" PAYER "','service_code':'97155','cents':3000,'valid_from':'2026-01-01'}");
  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':4000,'per':'total'},{'code':'97155','units':400,'per':'total'}]}");
  return practice;
}

static char *
new_id (void)
{
  return g_strdup_printf ("01900000-0000-7000-8000-%012x", 0xb0000 + ++born);
}

/* A session that was held and signed, with its charge. */
static char *
hold (MemoryPractice *practice, const char *code, const char *staff, const char *place, const char *location, const char *day, int minute)
{
  g_autofree char *visit = new_id (), *session = new_id (), *note = new_id ();
  char *charge = new_id ();
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (day), minute), end = start + 60 * WABI_MINUTE;
  const char *modifier = g_str_equal (staff, RBT) ? "HM" : "HO";
  int cents = g_str_equal (code, "97153") ? 1700 : 3000;
  g_autofree char *where = location != NULL ? g_strdup_printf ("'location':'%s',", location) : g_strdup ("");
  g_autofree char *a = g_strdup_printf ("{'client':'" CLIENT "','staff':'%s','service_code':'%s','place':'%s',%s'starts_at':%" G_GINT64_FORMAT
                                        ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','status':'completed'}",
                                        staff, code, place, where, start, end);
  g_autofree char *s = g_strdup_printf ("{'appointment':'%s','client':'" CLIENT "','staff':'%s','service_code':'%s','place':'%s','starts_at':%" G_GINT64_FORMAT
                                        ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','state':'ended'}",
                                        visit, staff, code, place, start, end);
  g_autofree char *n = g_strdup_printf ("{'session':'%s','client':'" CLIENT "','author':'%s','service_code':'%s','starts_at':%" G_GINT64_FORMAT
                                        ",'ends_at':%" G_GINT64_FORMAT ",'state':'signed','signed_by':'" BCBA "','signed_at':%" G_GINT64_FORMAT "}",
                                        session, staff, code, start, end, end);
  g_autofree char *c = g_strdup_printf ("{'session':'%s','note':'%s','client':'" CLIENT "','staff':'%s','signer':'" BCBA "','payer':'" PAYER "','coverage':'" COVERAGE
                                        "','service_code':'%s','modifiers':['%s'],'place':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                        ",'date':'%s','minutes':60,'units':4,'rate_cents':%d,'amount_cents':%d,'authorization':'" AUTHORIZATION "','state':'open'}",
                                        session, note, staff, code, modifier, place, start, end, day, cents, 4 * cents);

  memory_practice_put (practice, &wabi_kind_appointment, visit, a);
  memory_practice_put (practice, &wabi_kind_session, session, s);
  memory_practice_put (practice, &wabi_kind_note, note, n);
  memory_practice_put (practice, &wabi_kind_charge, charge, c);
  return charge;
}

static gboolean G_GNUC_PRINTF (3, 4) give (MemoryPractice *practice, const char *name, const char *format, ...)
{
  g_autofree char *args = NULL;
  va_list list;

  va_start (list, format);
  args = g_strdup_vprintf (format, list);
  va_end (list);
  return memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, name, args);
}

static WabiRecord *
find (MemoryPractice *practice, const WabiKind *kind, const char *field, const char *value)
{
  g_autoptr (GPtrArray) found = wabi_lookup_by (&practice->view, kind, field, value);

  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

/* What the file with @claim says, which must be without fault. */
static char *
read_file (MemoryPractice *practice, WabiRecord *claim)
{
  g_autoptr (WabiRecord) file = memory_practice_get (practice, &wabi_kind_claim_file, wabi_record_get_text (claim, "file"));
  const char *content = wabi_record_get_text (file, "content");
  g_autoptr (GPtrArray) wrong = wabi_837p_check (content, strlen (content));

  for (guint i = 0; i < wrong->len; i++)
    g_test_message ("%s", ((Wabi837pFinding *) g_ptr_array_index (wrong, i))->message);
  g_assert_cmpuint (wrong->len, ==, 0);
  return g_strdup (content);
}

static WabiRecord *
bill (MemoryPractice *practice, const char *charges)
{
  g_autofree char *request = new_id ();

  g_assert_true (give (practice, "claim.request", "{'id':'%s','payer':'" PAYER "','charges':[%s]}", request, charges));
  return find (practice, &wabi_kind_claim, "state", "submitted");
}

static void
change (MemoryPractice *practice, const WabiKind *kind, const char *id, const char *field, const char *value)
{
  g_autoptr (WabiRecord) before = memory_practice_get (practice, kind, id);
  g_autoptr (WabiRecord) after = wabi_record_copy (before);
  g_autofree char *json = NULL;

  wabi_record_set_text (after, field, value);
  json = wabi_record_dup_json (after);
  memory_practice_put (practice, kind, id, json);
}

static void
set_state (MemoryPractice *practice, WabiRecord *claim, const char *state, const char *payer_control)
{
  change (practice, &wabi_kind_claim, wabi_record_get_id (claim), "state", state);
  if (payer_control != NULL)
    change (practice, &wabi_kind_claim, wabi_record_get_id (claim), "payer_control", payer_control);
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

/* ---- Who is named ---- */

static void
test_performer_by_line (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *two = NULL, *both = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;

  change (practice, &wabi_kind_payer, PAYER, "rendering", "performer");
  change (practice, &wabi_kind_payer, PAYER, "supervising", "not-independent");
  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  two = hold (practice, "97155", BCBA, "12", NULL, "2026-03-10", 9 * 60);
  both = g_strdup_printf ("'%s','%s'", one, two);
  claim = bill (practice, both);
  content = read_file (practice, claim);
  g_assert_cmpuint (count (content, "NM1*82*1*"), ==, 2);
  /* The analyst is independent: only the technician's line names a supervisor, and the claim as a whole none. */
  g_assert_cmpuint (count (content, "NM1*DQ*1*AMIN"), ==, 1);
  g_assert_nonnull (strstr (strstr (content, "SV1*HC:97153"), "NM1*DQ*1*AMIN"));
  g_assert_nonnull (strstr (content, "SBR*P**"));
}

static void
test_tricare (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER);
  g_autoptr (WabiRecord) military = wabi_record_copy (payer);
  g_autofree char *json = NULL, *morning = NULL, *noon = NULL, *both = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;

  wabi_record_set_text (military, "type", "tricare");
  wabi_record_set_text (military, "filing", "CH");
  wabi_record_set_text (military, "rendering", "performer");
  wabi_record_set_text (military, "concurrency", "tricare");
  wabi_record_set_bool (military, "session_times", TRUE);
  json = wabi_record_dup_json (military);
  memory_practice_put (practice, &wabi_kind_payer, PAYER, json);
  morning = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  noon = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 13 * 60);
  both = g_strdup_printf ("'%s','%s'", morning, noon);
  claim = bill (practice, both);
  content = read_file (practice, claim);
  /* Each session is its own line, though code and day are the same, and tells its times. */
  g_assert_cmpuint (count (content, "SV1*HC:97153:HM*68*UN*4***1~DTP*472*D8*20260309~"), ==, 2);
  g_assert_nonnull (strstr (content, "NTE*ADD*0900-1000~"));
  g_assert_nonnull (strstr (content, "NTE*ADD*1300-1400~"));
  g_assert_nonnull (strstr (content, "NM1*82*1*REYES*JORDAN"));
}

static void
test_subscriber (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *quoted = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;

  /* Medicaid knows no dependents: the child is the subscriber by its own number. */
  change (practice, &wabi_kind_payer, PAYER, "type", "medicaid");
  change (practice, &wabi_kind_payer, PAYER, "filing", "MC");
  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  quoted = g_strdup_printf ("'%s'", one);
  claim = bill (practice, quoted);
  content = read_file (practice, claim);
  g_assert_nonnull (strstr (content, "SBR*P*18*"));
  g_assert_nonnull (strstr (content, "NM1*IL*1*OKAFOR*AVA****MI*W123456789~"));
  g_assert_null (strstr (content, "NM1*QC"));
}

static void
test_facility (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *here = NULL, *home = NULL, *both = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;

  memory_practice_put (practice, &wabi_kind_location, OFFICE,
                       "{'name':'Cedar East','place':'11','street':'9 Mill Rd','city':'Cedar Grove','state':'OH','zip':'439990003'}");
  here = hold (practice, "97153", RBT, "11", OFFICE, "2026-03-09", 9 * 60);
  home = hold (practice, "97153", RBT, "12", NULL, "2026-03-10", 9 * 60);
  both = g_strdup_printf ("'%s','%s'", here, home);
  claim = bill (practice, both);
  content = read_file (practice, claim);
  /* One line was there and the other was not, so the line says it. */
  g_assert_cmpuint (count (content, "NM1*77*2*CEDAR EAST~N3*9 MILL RD~N4*CEDAR GROVE*OH*439990003~"), ==, 1);
  g_assert_true (strstr (content, "NM1*77") > strstr (content, "LX*1"));
  g_assert_nonnull (strstr (content, "SV1*HC:97153:HM*68*UN*4*12**1~"));
}

static void
test_two_authorizations (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *two = NULL, *both = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;

  memory_practice_put (practice, &wabi_kind_authorization, "01900000-0000-7000-8000-000000000601",
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'B-7','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97155','units':400,'per':'total'}]}");
  memory_practice_put (practice, &wabi_kind_payer_rule, "01900000-0000-7000-8000-000000000602",
                       "{'payer':'" PAYER "','rule':'grouping','value':{'authorization':'line'},'valid_from':'2026-01-01','source':'contract','active':true}");
  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  two = hold (practice, "97155", BCBA, "12", NULL, "2026-03-10", 9 * 60);
  change (practice, &wabi_kind_charge, two, "authorization", "01900000-0000-7000-8000-000000000601");
  both = g_strdup_printf ("'%s','%s'", one, two);
  claim = bill (practice, both);
  content = read_file (practice, claim);
  g_assert_true (strstr (content, "REF*G1*A-20417~") > strstr (content, "LX*1~"));
  g_assert_true (strstr (content, "REF*G1*B-7~") > strstr (content, "LX*2~"));
  g_assert_cmpuint (count (content, "REF*G1*"), ==, 2);
}

static void
test_partner (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *quoted = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;
  g_autoptr (WabiRecord) file = NULL;

  memory_practice_put (practice, &wabi_kind_partner, PARTNER,
                       "{'name':'Office Ally','type':'sftp','active':true,'test':true,'sender_qualifier':'30','sender_id':'990000015','receiver_qualifier':'ZZ',"
                       "'receiver_id':'330897513','receiver_name':'OFFICE ALLY'}");
  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  quoted = g_strdup_printf ("'%s'", one);
  claim = bill (practice, quoted);
  content = read_file (practice, claim);
  g_assert_true (g_str_has_prefix (content, "ISA*00*          *00*          *30*990000015      *ZZ*330897513      *"));
  g_assert_nonnull (strstr (content, "GS*HC*990000015*OA*"));
  g_assert_nonnull (strstr (content, "NM1*40*2*OFFICE ALLY*****46*330897513~"));
  file = memory_practice_get (practice, &wabi_kind_claim_file, wabi_record_get_text (claim, "file"));
  g_assert_true (g_str_has_prefix (wabi_record_get_text (file, "name"), "837P-OATEST-"));
}

static void
test_split (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) charges = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) groups = NULL;

  for (guint i = 0; i < 101; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-%012x", i);
      WabiRecord *charge = wabi_record_new (&wabi_kind_charge, id);

      wabi_record_set_text (charge, "client", CLIENT);
      wabi_record_set_int (charge, "starts_at", 1000 - i);
      g_ptr_array_add (charges, charge);
    }
  groups = wabi_claim_group_charges (&practice->view, NULL, charges);
  g_assert_cmpuint (groups->len, ==, 3);
  g_assert_cmpuint (((WabiClaimGroup *) g_ptr_array_index (groups, 0))->charges->len, ==, 50);
  g_assert_cmpuint (((WabiClaimGroup *) g_ptr_array_index (groups, 2))->charges->len, ==, 1);
}

/* ---- What the payer asks of claims, as of each day ---- */

#define RULE(n) "01900000-0000-7000-8000-0000000007" n

static void
put_rule (MemoryPractice *practice, const char *id, const char *rule, const char *value, const char *from)
{
  g_autofree char *body = g_strdup_printf ("{'payer':'" PAYER "','rule':'%s','value':%s,'valid_from':'%s','source':'contract','active':true}", rule, value, from);

  memory_practice_put (practice, &wabi_kind_payer_rule, id, body);
}

/* "2 1 3": how many lines the claims of all open charges have. */
static char *
group_all (MemoryPractice *practice)
{
  g_autoptr (GPtrArray) charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "state", "open");
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER);
  g_autoptr (GPtrArray) groups = wabi_claim_group_charges (&practice->view, payer, charges);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? " " : "", ((WabiClaimGroup *) g_ptr_array_index (groups, i))->charges->len);
  return g_string_free (out, FALSE);
}

static void
check_groups (MemoryPractice *practice, const char *value, const char *from, const char *expected)
{
  g_autofree char *got = NULL;

  if (value != NULL)
    put_rule (practice, RULE ("01"), "grouping", value, from);
  got = group_all (practice);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_grouping (void)
{
  static const char *const days[] = { "2026-03-08", "2026-03-09", "2026-03-09", "2026-03-15", "2026-03-31", "2026-04-01" };
  g_autoptr (MemoryPractice) practice = make ();

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *charge = hold (practice, i == 2 ? "97155" : "97153", i == 2 ? BCBA : RBT, "12", NULL, days[i], (9 + (int) i) * 60);
    }
  check_groups (practice, NULL, NULL, "6");
  check_groups (practice, "{'by':'day'}", "2026-01-01", "1 2 1 1 1");
  /* Sunday the 8th ends a week that Monday the 9th does not belong to. */
  check_groups (practice, "{'by':'week'}", "2026-01-01", "1 3 2");
  check_groups (practice, "{'by':'month'}", "2026-01-01", "5 1");
  check_groups (practice, "{'by':'session'}", "2026-01-01", "1 1 1 1 1 1");
  check_groups (practice, "{'max_lines':4}", "2026-01-01", "4 2");
  /* What holds from a day on leaves the days before it as they were. */
  check_groups (practice, "{'by':'day'}", "2026-03-31", "4 1 1");
  check_groups (practice, "{'max_lines':2}", "2026-03-15", "3 2 1");
}

static void
test_max_lines_sent (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60), *two = hold (practice, "97153", RBT, "12", NULL, "2026-03-10", 9 * 60);
  g_autofree char *request = new_id ();
  g_autoptr (GPtrArray) claims = NULL;

  put_rule (practice, RULE ("01"), "grouping", "{'max_lines':1}", "2026-01-01");
  g_assert_true (give (practice, "claim.request", "{'id':'%s','payer':'" PAYER "','charges':['%s','%s']}", request, one, two));
  claims = wabi_lookup_by (&practice->view, &wabi_kind_claim, "state", "submitted");
  g_assert_cmpuint (claims->len, ==, 2);
  for (guint i = 0; i < claims->len; i++)
    g_assert_cmpuint (json_array_get_length (wabi_record_get_array (g_ptr_array_index (claims, i), "lines")), ==, 1);
}

static char *
bill_one (MemoryPractice *practice, const char *place, const char *location, const char *day)
{
  g_autofree char *one = hold (practice, "97153", RBT, place, location, day, 9 * 60), *quoted = g_strdup_printf ("'%s'", one);
  g_autoptr (WabiRecord) claim = bill (practice, quoted);
  char *content = read_file (practice, claim);

  set_state (practice, claim, "paid", NULL);
  return content;
}

static void
check_facility (MemoryPractice *practice, const char *place, const char *location, const char *day, const char *street)
{
  g_autofree char *content = bill_one (practice, place, location, day);
  const char *at = strstr (content, "NM1*77*2*");

  g_assert_cmpint (at != NULL, ==, street != NULL);
  if (street != NULL)
    g_assert_nonnull (strstr (at, street));
}

static void
test_facility_rule (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) practices = NULL;
  g_autofree char *own = NULL, *body = NULL, *street = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (&practice->view, &query, NULL);
  own = g_strdup (wabi_record_get_text (g_ptr_array_index (practices, 0), "street"));
  body = g_strdup_printf ("{'name':'Head Office','place':'11','street':'%s','city':'Cedar Grove','state':'OH','zip':'439990001'}", own);
  street = g_ascii_strup (own, -1);
  memory_practice_put (practice, &wabi_kind_location, OFFICE,
                       "{'name':'Cedar East','place':'11','street':'9 Mill Rd','city':'Cedar Grove','state':'OH','zip':'439990003'}");
  memory_practice_put (practice, &wabi_kind_location, RULE ("09"), body);
  put_rule (practice, RULE ("01"), "facility", "{'send':'never'}", "2026-03-10");
  put_rule (practice, RULE ("02"), "facility", "{'send':'always'}", "2026-03-20");
  check_facility (practice, "11", OFFICE, "2026-03-09", "9 MILL RD");
  check_facility (practice, "11", RULE ("09"), "2026-03-05", NULL);
  check_facility (practice, "11", OFFICE, "2026-03-11", NULL);
  check_facility (practice, "11", OFFICE, "2026-03-21", "9 MILL RD");
  check_facility (practice, "11", RULE ("09"), "2026-03-22", street);
  check_facility (practice, "11", NULL, "2026-03-23", street);
  check_facility (practice, "12", NULL, "2026-03-24", NULL);
}

static void
test_taxonomy_rule (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *before = NULL, *without = NULL, *billing = NULL;

  put_rule (practice, RULE ("01"), "taxonomy", "{'billing':false,'rendering':false}", "2026-03-10");
  put_rule (practice, RULE ("02"), "taxonomy", "{'billing':true}", "2026-03-20");
  before = bill_one (practice, "12", NULL, "2026-03-09");
  without = bill_one (practice, "12", NULL, "2026-03-11");
  billing = bill_one (practice, "12", NULL, "2026-03-21");
  g_assert_cmpuint (count (before, "PRV*BI*PXC*"), ==, 1);
  g_assert_cmpuint (count (before, "PRV*PE*PXC*"), ==, 1);
  g_assert_cmpuint (count (without, "PRV*"), ==, 0);
  g_assert_nonnull (strstr (without, "NM1*82*1*"));
  g_assert_cmpuint (count (billing, "PRV*BI*PXC*"), ==, 1);
  g_assert_cmpuint (count (billing, "PRV*PE*"), ==, 0);
}

static void
check_deadline (MemoryPractice *practice, const char *day, const char *expected)
{
  g_autofree char *one = hold (practice, "97153", RBT, "12", NULL, day, 9 * 60), *quoted = g_strdup_printf ("'%s'", one);
  g_autoptr (WabiRecord) claim = bill (practice, quoted);

  g_assert_cmpstr (wabi_record_get_text (claim, "deadline"), ==, expected);
  set_state (practice, claim, "paid", NULL);
}

static void
test_deadline_rule (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  put_rule (practice, RULE ("01"), "filing", "{'days':90}", "2026-03-10");
  check_deadline (practice, "2026-03-09", "2026-07-07");
  check_deadline (practice, "2026-03-11", "2026-06-09");
}

/* ---- What the payer grants by its own rules ---- */

#define FIRST RULE ("21")
#define AGAIN RULE ("22")

static WabiRecord *
plan_assessment (const char *day, int hours)
{
  g_autofree char *id = new_id ();
  WabiRecord *visit = wabi_record_new (&wabi_kind_appointment, id);
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (day), 9 * 60);

  wabi_record_set_text (visit, "client", CLIENT);
  wabi_record_set_text (visit, "staff", BCBA);
  wabi_record_set_int (visit, "starts_at", start);
  wabi_record_set_int (visit, "ends_at", start + hours * 60 * WABI_MINUTE);
  wabi_record_set_text (visit, "zone", ZONE);
  wabi_record_set_text (visit, "service_code", "97151");
  wabi_record_set_text (visit, "place", "12");
  wabi_record_set_text (visit, "status", "scheduled");
  return visit;
}

static char *
say_usual (MemoryPractice *practice, const char *day, int hours)
{
  g_autoptr (WabiRecord) visit = plan_assessment (day, hours);
  g_autoptr (WabiProof) proof = wabi_proof_new (&practice->view, ZONE, practice->clock.at, visit);
  g_autoptr (GPtrArray) findings = wabi_proof_explain_booking (proof);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *one = g_ptr_array_index (findings, i);

      if (!g_str_has_prefix (one->id, "usual-"))
        continue;
      g_assert_cmpint (one->level, ==, WABI_FINDING_WARNING);
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", one->id);
    }
  return g_string_free (out, FALSE);
}

static void
check_usual (MemoryPractice *practice, const char *day, int hours, const char *expected)
{
  g_autofree char *said = say_usual (practice, day, hours);

  g_assert_cmpstr (said, ==, expected);
}

static void
put_assessments (MemoryPractice *practice, const char *id, const char *number, const char *from, const char *to)
{
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','payer':'" PAYER "','number':'%s','status':'approved','valid_from':'%s','valid_to':'%s',"
                                           "'lines':[{'code':'97151','units':96,'per':'total'}]}",
                                           number, from, to);

  memory_practice_put (practice, &wabi_kind_authorization, id, body);
}

static void
test_usual (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *charge = NULL;

  put_assessments (practice, FIRST, "C-1", "2026-03-01", "2026-12-31");
  check_usual (practice, "2026-03-09", 7, "");
  put_rule (practice, RULE ("01"), "authorization", "{'first_units':8,'again_units':6,'within_days':14,'months':6}", "2026-03-05");
  /* Before its day the rule says nothing. */
  check_usual (practice, "2026-03-04", 7, "");
  check_usual (practice, "2026-03-09", 2, "");
  check_usual (practice, "2026-03-09", 3, "usual-units");
  check_usual (practice, "2026-08-31", 1, "");
  check_usual (practice, "2026-09-01", 1, "usual-months");
  /* Four units are used on the ninth: four are left, until the twenty-second. */
  charge = hold (practice, "97151", BCBA, "12", NULL, "2026-03-09", 9 * 60);
  change (practice, &wabi_kind_charge, charge, "authorization", FIRST);
  check_usual (practice, "2026-03-22", 1, "");
  check_usual (practice, "2026-03-23", 1, "usual-window");
  check_usual (practice, "2026-03-22", 2, "usual-units");
}

static void
test_usual_again (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *charge = NULL;
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  guint n = 0;

  put_rule (practice, RULE ("01"), "authorization", "{'first_units':8,'again_units':3}", "2026-01-01");
  put_assessments (practice, FIRST, "C-1", "2025-07-01", "2025-12-31");
  put_assessments (practice, AGAIN, "C-2", "2026-01-01", "2026-06-30");
  check_usual (practice, "2026-03-10", 1, "usual-units");
  /* The claim warns of the same, and is not held back by it. */
  charge = hold (practice, "97151", BCBA, "12", NULL, "2026-03-09", 9 * 60);
  change (practice, &wabi_kind_charge, charge, "authorization", AGAIN);
  there = memory_practice_get (practice, &wabi_kind_charge, charge);
  findings = wabi_charge_judge (&practice->view, there, practice->clock.at);
  for (guint i = 0; i < findings->len; i++)
    n += g_str_equal (((WabiFinding *) g_ptr_array_index (findings, i))->id, "usual-units");
  g_assert_cmpuint (n, ==, 1);
}

/* ---- What was sent stays ---- */

static void
test_kept (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60), *quoted = g_strdup_printf ("'%s'", one);
  g_autoptr (WabiRecord) claim = bill (practice, quoted);
  g_autoptr (WabiRecord) charge = memory_practice_get (practice, &wabi_kind_charge, one);
  JsonObject *line = json_array_get_object_element (wabi_record_get_array (claim, "lines"), 0);

  g_assert_cmpstr (wabi_json_peek_text (line, "charge"), ==, one);
  g_assert_cmpstr (wabi_json_peek_text (line, "control"), ==, wabi_record_get_text (charge, "line_control"));
  g_assert_cmpint (wabi_json_peek_int (line, "cents", 0), ==, 6800);
  g_assert_cmpint (wabi_json_peek_int (line, "units_tenths", 0), ==, 40);
  g_assert_cmpstr (wabi_json_peek_text (line, "authorization"), ==, "A-20417");
  g_assert_cmpstr (wabi_record_get_text (claim, "sequence"), ==, "P");
  g_assert_cmpstr (wabi_record_get_text (claim, "deadline"), ==, "2026-07-07");
  {
    g_autoptr (WabiRecord) event = find (practice, &wabi_kind_claim_event, "claim", wabi_record_get_id (claim));

    g_assert_cmpstr (wabi_record_get_text (event, "step"), ==, "made");
  }
}

/* ---- Replacing and voiding ---- */

static void
test_replace (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60), *quoted = g_strdup_printf ("'%s'", one);
  g_autofree char *before = NULL, *content = NULL, *after = NULL;
  g_autoptr (WabiRecord) claim = bill (practice, quoted);
  g_autoptr (WabiRecord) next = NULL;
  g_autoptr (WabiRecord) old = NULL;
  g_autoptr (WabiRecord) charge = NULL;

  before = read_file (practice, claim);
  set_state (practice, claim, "accepted", NULL);
  g_assert_false (give (practice, "claim.replace", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (claim)));
  g_assert_cmpstr (practice->code, ==, "payer-control");
  set_state (practice, claim, "denied", "PCN-77");
  change (practice, &wabi_kind_client, CLIENT, "first_name", "Avalon");
  g_assert_true (give (practice, "claim.replace", "{'id':'" NEXT "','claim':'%s','remake':true}", wabi_record_get_id (claim)));
  next = memory_practice_get (practice, &wabi_kind_claim, NEXT);
  content = read_file (practice, next);
  g_assert_nonnull (strstr (content, ":B:7*"));
  g_assert_nonnull (strstr (content, "REF*F8*PCN-77~"));
  g_assert_nonnull (strstr (content, "*OKAFOR*AVALON"));
  g_assert_cmpstr (wabi_record_get_text (next, "replaces"), ==, wabi_record_get_id (claim));
  g_assert_cmpstr (wabi_record_get_text (next, "control"), !=, wabi_record_get_text (claim, "control"));
  old = memory_practice_get (practice, &wabi_kind_claim, wabi_record_get_id (claim));
  g_assert_cmpstr (wabi_record_get_text (old, "state"), ==, "replaced");
  /* What was sent has not changed by a byte. */
  after = read_file (practice, old);
  g_assert_cmpstr (before, ==, after);
  charge = memory_practice_get (practice, &wabi_kind_charge, one);
  g_assert_cmpstr (wabi_record_get_text (charge, "claim"), ==, NEXT);
  /* The books ask for it once, on the claim that goes out now. */
  g_assert_cmpint (wabi_record_get_int (charge, "billed_cents"), ==, wabi_record_get_int (charge, "amount_cents"));
  g_assert_cmpint (wabi_record_get_int (charge, "balance_cents"), ==, wabi_record_get_int (charge, "amount_cents"));
  g_assert_cmpint (wabi_record_get_int (next, "balance_cents"), ==, wabi_record_get_int (charge, "amount_cents"));
  g_assert_cmpint (wabi_record_get_int (old, "balance_cents"), ==, 0);
  g_assert_false (give (practice, "claim.replace", "{'id':'" LATER "','claim':'%s','payer_control':'X'}", wabi_record_get_id (claim)));
  g_assert_cmpstr (practice->code, ==, "ended");
}

static void
test_resend (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60), *two = hold (practice, "97153", RBT, "12", NULL, "2026-03-10", 9 * 60);
  g_autofree char *both = g_strdup_printf ("'%s','%s'", one, two), *content = NULL;
  g_autoptr (WabiRecord) claim = bill (practice, both);
  g_autoptr (WabiRecord) next = NULL;
  g_autoptr (WabiRecord) left = NULL;

  /* Rejected before it was decided: it was never received, so it goes again as an original. */
  set_state (practice, claim, "rejected", "PCN-77");
  g_assert_true (give (practice, "claim.replace", "{'id':'" NEXT "','claim':'%s','drop':['%s']}", wabi_record_get_id (claim), two));
  next = memory_practice_get (practice, &wabi_kind_claim, NEXT);
  content = read_file (practice, next);
  g_assert_nonnull (strstr (content, ":B:1*"));
  g_assert_null (strstr (content, "REF*F8"));
  g_assert_cmpuint (count (content, "SV1*"), ==, 1);
  left = memory_practice_get (practice, &wabi_kind_charge, two);
  g_assert_cmpstr (wabi_record_get_text (left, "state"), ==, "open");
  g_assert_false (wabi_record_has (left, "claim"));
}

static void
test_void (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60), *quoted = g_strdup_printf ("'%s'", one);
  g_autofree char *content = NULL;
  g_autoptr (WabiRecord) claim = bill (practice, quoted);
  g_autoptr (WabiRecord) next = NULL;
  g_autoptr (WabiRecord) old = NULL;
  g_autoptr (WabiRecord) charge = NULL;

  set_state (practice, claim, "paid", "PCN-77");
  /* Whatever became of the charge: the void repeats what was paid. */
  {
    g_autoptr (WabiRecord) before = memory_practice_get (practice, &wabi_kind_charge, one);
    g_autoptr (WabiRecord) changed = wabi_record_copy (before);
    g_autofree char *json = NULL;

    wabi_record_set_int (changed, "amount_cents", 1);
    json = wabi_record_dup_json (changed);
    memory_practice_put (practice, &wabi_kind_charge, one, json);
  }
  g_assert_true (give (practice, "claim.void", "{'id':'" NEXT "','claim':'%s','reason':'Wrong child'}", wabi_record_get_id (claim)));
  next = memory_practice_get (practice, &wabi_kind_claim, NEXT);
  content = read_file (practice, next);
  g_assert_nonnull (strstr (content, "*68***12:B:8*"));
  g_assert_nonnull (strstr (content, "REF*F8*PCN-77~"));
  old = memory_practice_get (practice, &wabi_kind_claim, wabi_record_get_id (claim));
  g_assert_cmpstr (wabi_record_get_text (old, "state"), ==, "void");
  charge = memory_practice_get (practice, &wabi_kind_charge, one);
  g_assert_cmpstr (wabi_record_get_text (charge, "state"), ==, "open");
  g_assert_cmpint (wabi_record_get_int (charge, "billed_cents"), ==, 0);
  g_assert_cmpint (wabi_record_get_int (charge, "balance_cents"), ==, 0);
  g_assert_false (give (practice, "claim.void", "{'id':'" LATER "','claim':'" NEXT "','payer_control':'X'}"));
}

/* ---- The next payer ---- */

static void
put_second (MemoryPractice *practice)
{
  memory_practice_put (practice, &wabi_kind_payer, SECOND,
                       "{'name':'State Medicaid','payer_id':'70020','type':'medicaid','filing':'MC','unit_method':'midpoint','unit_scope':'session','rendering':'supervisor',"
                       "'supervising':'never','concurrency':'commercial','mue':'medicaid','filing_days':365,'secondary_days':90}");
  memory_practice_put (practice, &wabi_kind_coverage, SECOND_COVERAGE,
                       "{'client':'" CLIENT "','payer':'" SECOND "','priority':2,'member_id':'M99','relation':'self','valid_from':'2026-01-01'}");
}

static void
answer (MemoryPractice *practice, WabiRecord *claim, const char *id, const char *remittance, const char *outcome, const char *date, const char *content)
{
  g_autofree char *r = g_strdup_printf ("{'file':'" REMITTANCE "','position':1,'trace':'T','date':'%s','amount_cents':0,'state':'posted'}", date);
  g_autofree char *a = g_strdup_printf ("{'remittance':'%s','position':1,'claim':'%s','client':'" CLIENT "','payer_control':'PCN-77','outcome':'%s','charge_cents':6800,"
                                        "'paid_cents':5000,'state':'posted','content':%s}",
                                        remittance, wabi_record_get_id (claim), outcome, content);

  memory_practice_put (practice, &wabi_kind_remittance, remittance, r);
  memory_practice_put (practice, &wabi_kind_remit_claim, id, a);
}

static char *
make_content (WabiRecord *claim, int deductible)
{
  const char *control = wabi_json_peek_text (json_array_get_object_element (wabi_record_get_array (claim, "lines"), 0), "control");

  return g_strdup_printf ("{'paid':5000,'lines':[{'code':'97153','modifiers':['HM'],'charge':6800,'paid':5000,'units':400,'control':'%s','adjustments':["
                          "{'group':'CO','reason':'45','cents':800},{'group':'PR','reason':'1','cents':%d}]}]}",
                          control, deductible);
}

static void
test_secondary (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *quoted = NULL, *told = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;
  g_autoptr (WabiRecord) next = NULL;
  g_autoptr (WabiRecord) charge = NULL;

  put_second (practice);
  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  quoted = g_strdup_printf ("'%s'", one);
  claim = bill (practice, quoted);
  content = read_file (practice, claim);
  /* The first payer is told that there is a second. */
  g_assert_nonnull (strstr (content, "SBR*S*18*******MC~OI***Y***Y~NM1*IL*1*OKAFOR*AVA****MI*M99~"));
  g_assert_false (give (practice, "claim.bill-next", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (claim)));
  told = make_content (claim, 1000);
  answer (practice, claim, ANSWER, REMITTANCE, "partial", "2026-04-01", told);
  g_assert_true (give (practice, "claim.bill-next", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (claim)));
  next = memory_practice_get (practice, &wabi_kind_claim, NEXT);
  g_free (content);
  content = read_file (practice, next);
  g_assert_nonnull (strstr (content, "SBR*S*18*******MC~"));
  g_assert_nonnull (strstr (content, "SBR*P*19*******CI~AMT*D*50~AMT*EAF*10~OI***Y***Y~"));
  g_assert_nonnull (strstr (content, "REF*F8*PCN-77~"));
  g_assert_nonnull (strstr (content, "SVD*90010*50*HC:97153:HM**4~CAS*CO*45*8~CAS*PR*1*10~DTP*573*D8*20260401~"));
  /* The first payer's authorization is none of the second's. */
  g_assert_null (strstr (content, "REF*G1*A-20417"));
  g_assert_cmpstr (wabi_record_get_text (next, "sequence"), ==, "S");
  g_assert_cmpstr (wabi_record_get_text (next, "prior"), ==, wabi_record_get_id (claim));
  g_assert_cmpstr (wabi_record_get_text (next, "deadline"), ==, "2026-07-14");
  charge = memory_practice_get (practice, &wabi_kind_charge, one);
  g_assert_cmpstr (wabi_record_get_text (charge, "claim"), ==, wabi_record_get_id (claim));
  g_assert_false (give (practice, "claim.bill-next", "{'id':'" LATER "','claim':'%s'}", wabi_record_get_id (claim)));
  g_assert_cmpstr (practice->code, ==, "sent-on");
  g_assert_false (give (practice, "claim.bill-next", "{'id':'" LATER "','claim':'" NEXT "'}"));
  g_assert_cmpstr (practice->code, ==, "no-next-payer");
}

static gboolean
finds (MemoryPractice *practice, WabiRecord *claim, WabiClaimStep step, const char *number, const char *id)
{
  g_autoptr (WabiRecord) now = memory_practice_get (practice, &wabi_kind_claim, wabi_record_get_id (claim));
  g_autoptr (GPtrArray) findings = wabi_claim_scrub (&practice->view, now, step, number);

  return wabi_findings_find (findings, id) != NULL;
}

/* The scrubber says before what the command would refuse. */
static void
test_scrubbed (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *quoted = NULL, *told = NULL, *right = NULL;
  g_autoptr (WabiRecord) claim = NULL;

  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  quoted = g_strdup_printf ("'%s'", one);
  claim = bill (practice, quoted);
  g_assert_true (finds (practice, claim, WABI_CLAIM_NEXT, NULL, "S-COB-01"));
  put_second (practice);
  g_assert_false (finds (practice, claim, WABI_CLAIM_NEXT, NULL, "S-COB-01"));
  g_assert_true (finds (practice, claim, WABI_CLAIM_NEXT, NULL, "S-COB-02"));
  told = make_content (claim, 999);
  answer (practice, claim, ANSWER, REMITTANCE, "paid", "2026-04-01", told);
  g_assert_true (finds (practice, claim, WABI_CLAIM_NEXT, NULL, "S-COB-03"));
  right = make_content (claim, 1000);
  answer (practice, claim, ANSWER, REMITTANCE, "paid", "2026-04-01", right);
  g_assert_false (finds (practice, claim, WABI_CLAIM_NEXT, NULL, "S-COB-03"));
  g_assert_true (finds (practice, claim, WABI_CLAIM_VOID, "", "S-CLM-07"));
  g_assert_false (finds (practice, claim, WABI_CLAIM_VOID, "PCN-1", "S-CLM-07"));
  g_assert_true (finds (practice, claim, WABI_CLAIM_REPLACE, "PCN-1", "S-CLM-11"));
  set_state (practice, claim, "paid", NULL);
  g_assert_false (finds (practice, claim, WABI_CLAIM_REPLACE, "PCN-1", "S-CLM-11"));
}

static void
test_unbalanced (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *quoted = NULL, *told = NULL, *right = NULL;
  g_autoptr (WabiRecord) claim = NULL;
  g_autoptr (WabiRecord) counts = NULL;

  put_second (practice);
  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  quoted = g_strdup_printf ("'%s'", one);
  claim = bill (practice, quoted);
  told = make_content (claim, 999);
  answer (practice, claim, ANSWER, REMITTANCE, "paid", "2026-04-01", told);
  g_assert_false (give (practice, "claim.bill-next", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (claim)));
  /* A reversal takes the answer away; the correction after it counts. */
  answer (practice, claim, "01900000-0000-7000-8000-000000000520", "01900000-0000-7000-8000-000000000521", "reversal", "2026-04-03", "{'lines':[]}");
  g_assert_null (wabi_claim_find_answer (&practice->view, claim));
  right = make_content (claim, 1000);
  answer (practice, claim, "01900000-0000-7000-8000-000000000522", "01900000-0000-7000-8000-000000000523", "correction", "2026-04-05", right);
  counts = wabi_claim_find_answer (&practice->view, claim);
  g_assert_cmpstr (wabi_record_get_id (counts), ==, "01900000-0000-7000-8000-000000000522");
  g_assert_true (give (practice, "claim.bill-next", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (claim)));
}

static void
test_tertiary (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *one = NULL, *quoted = NULL, *first_told = NULL, *second_told = NULL, *content = NULL;
  g_autoptr (WabiRecord) claim = NULL;
  g_autoptr (WabiRecord) second = NULL;
  g_autoptr (WabiRecord) third = NULL;

  put_second (practice);
  memory_practice_put (practice, &wabi_kind_payer, THIRD,
                       "{'name':'Last Resort','payer_id':'80030','type':'commercial','filing':'CI','unit_method':'midpoint','unit_scope':'session','rendering':'supervisor',"
                       "'supervising':'never','concurrency':'commercial','mue':'none','filing_days':365}");
  memory_practice_put (practice, &wabi_kind_coverage, THIRD_COVERAGE,
                       "{'client':'" CLIENT "','payer':'" THIRD "','priority':3,'member_id':'L3','relation':'self','valid_from':'2026-01-01'}");
  one = hold (practice, "97153", RBT, "12", NULL, "2026-03-09", 9 * 60);
  quoted = g_strdup_printf ("'%s'", one);
  claim = bill (practice, quoted);
  first_told = make_content (claim, 1000);
  answer (practice, claim, ANSWER, REMITTANCE, "partial", "2026-04-01", first_told);
  g_assert_true (give (practice, "claim.bill-next", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (claim)));
  second = memory_practice_get (practice, &wabi_kind_claim, NEXT);
  second_told = make_content (second, 1000);
  answer (practice, second, "01900000-0000-7000-8000-000000000530", "01900000-0000-7000-8000-000000000531", "partial", "2026-04-09", second_told);
  g_assert_true (give (practice, "claim.bill-next", "{'id':'" LATER "','claim':'" NEXT "'}"));
  third = memory_practice_get (practice, &wabi_kind_claim, LATER);
  content = read_file (practice, third);
  g_assert_nonnull (strstr (content, "SBR*T*18*"));
  g_assert_cmpuint (count (content, "SVD*"), ==, 2);
  g_assert_nonnull (strstr (content, "SVD*90010*"));
  g_assert_nonnull (strstr (content, "SVD*70020*"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claims/performer-by-line", test_performer_by_line);
  g_test_add_func ("/claims/tricare", test_tricare);
  g_test_add_func ("/claims/subscriber", test_subscriber);
  g_test_add_func ("/claims/facility", test_facility);
  g_test_add_func ("/claims/two-authorizations", test_two_authorizations);
  g_test_add_func ("/claims/partner", test_partner);
  g_test_add_func ("/claims/split", test_split);
  g_test_add_func ("/claims/grouping", test_grouping);
  g_test_add_func ("/claims/max-lines", test_max_lines_sent);
  g_test_add_func ("/claims/facility-rule", test_facility_rule);
  g_test_add_func ("/claims/taxonomy-rule", test_taxonomy_rule);
  g_test_add_func ("/claims/deadline-rule", test_deadline_rule);
  g_test_add_func ("/claims/usual", test_usual);
  g_test_add_func ("/claims/usual-again", test_usual_again);
  g_test_add_func ("/claims/what-was-sent-is-kept", test_kept);
  g_test_add_func ("/claims/replace", test_replace);
  g_test_add_func ("/claims/resend", test_resend);
  g_test_add_func ("/claims/void", test_void);
  g_test_add_func ("/claims/secondary", test_secondary);
  g_test_add_func ("/claims/unbalanced", test_unbalanced);
  g_test_add_func ("/claims/tertiary", test_tertiary);
  g_test_add_func ("/claims/scrubbed", test_scrubbed);
  return g_test_run ();
}
