// SPDX-License-Identifier: AGPL-3.0-or-later
// "As of" any day gives that day's answer: against a plain search over all rules, whatever overlaps, ended or was superseded.

#include <string.h>

#include "memory-practice.h"
#include "wabi-payer-sets.h"
#include "wabi-payer-terms.h"
#include "wabi-rule-members.h"

#define OTHER_PAYER "01900000-0000-7000-8000-0000000000f1"
#define FIRST "2026-01-01"
#define SPAN 120

static MemoryPractice *
make_practice (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 480));

  memory_practice_furnish (practice);
  return practice;
}

static WabiPayerTerms *
ask (MemoryPractice *practice, const char *payer, const char *day)
{
  g_autoptr (WabiRecord) record = payer != NULL ? memory_practice_get (practice, &wabi_kind_payer, payer) : NULL;

  return wabi_payer_terms_new (&practice->view, record, wabi_day_from_text (day));
}

static void G_GNUC_PRINTF (3, 4) rule (MemoryPractice *practice, guint number, const char *format, ...)
{
  g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-%012x", 0xc0000 + number), *body = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  memory_practice_put (practice, &wabi_kind_payer_rule, id, body);
}

static void
assert_int (MemoryPractice *practice, const char *day, const WabiTermsKey *key, gint64 expected)
{
  g_autoptr (WabiPayerTerms) terms = ask (practice, PAYER, day);

  g_assert_cmpint (wabi_payer_terms_get_int (terms, "filing", "days", key, -1), ==, expected);
}

/* ---- By hand ---- */

static void
test_levels (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();

  assert_int (practice, "2026-03-09", NULL, 120); /* the record's */
  rule (practice, 1, "{'rule':'filing','value':{'days':100},'valid_from':'2026-01-01','source':'all'}");
  assert_int (practice, "2026-03-09", NULL, 100);
  rule (practice, 2, "{'payer_type':'commercial','rule':'filing','value':{'days':110},'valid_from':'2025-01-01','source':'type'}");
  assert_int (practice, "2026-03-09", NULL, 110);
  rule (practice, 3, "{'payer_type':'tricare','rule':'filing','value':{'days':1},'valid_from':'2026-03-01','source':'other type'}");
  rule (practice, 4, "{'payer':'" OTHER_PAYER "','rule':'filing','value':{'days':2},'valid_from':'2026-03-01','source':'other payer'}");
  assert_int (practice, "2026-03-09", NULL, 110);
  rule (practice, 5, "{'payer':'" PAYER "','rule':'filing','value':{'days':130},'valid_from':'2024-01-01','source':'own'}");
  assert_int (practice, "2026-03-09", NULL, 130);
  rule (practice, 6, "{'payer':'" PAYER "','rule':'filing','value':{'days':140},'valid_from':'2026-03-01','active':false,'source':'taken back'}");
  assert_int (practice, "2026-03-09", NULL, 130);
}

static void
test_days (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();

  rule (practice, 1, "{'payer':'" PAYER "','rule':'filing','value':{'days':10},'valid_from':'2026-02-01','valid_to':'2026-02-28','source':'ended'}");
  rule (practice, 2, "{'payer':'" PAYER "','rule':'filing','value':{'days':20},'valid_from':'2026-02-10','valid_to':'2026-02-20','source':'inside'}");
  rule (practice, 3, "{'payer':'" PAYER "','rule':'filing','value':{'days':30},'valid_from':'2026-04-01','source':'to come'}");
  rule (practice, 4, "{'payer':'" PAYER "','rule':'filing','value':{'days':40},'valid_from':'2026-04-01','source':'corrects'}");
  assert_int (practice, "2026-01-31", NULL, 120);
  assert_int (practice, "2026-02-01", NULL, 10);
  assert_int (practice, "2026-02-09", NULL, 10);
  assert_int (practice, "2026-02-10", NULL, 20);
  assert_int (practice, "2026-02-20", NULL, 20);
  assert_int (practice, "2026-02-21", NULL, 10);
  assert_int (practice, "2026-02-28", NULL, 10);
  assert_int (practice, "2026-03-01", NULL, 120);
  assert_int (practice, "2026-04-01", NULL, 40);
  assert_int (practice, "2036-04-01", NULL, 40);
}

static void
test_specific (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();

  rule (practice, 1, "{'payer':'" PAYER "','rule':'filing','value':{'days':1},'valid_from':'2026-03-01','source':'for all'}");
  rule (practice, 2, "{'payer':'" PAYER "','rule':'filing','place':'12','value':{'days':2},'valid_from':'2026-01-01','source':'place'}");
  rule (practice, 3, "{'payer':'" PAYER "','rule':'filing','credential':'RBT','value':{'days':3},'valid_from':'2026-01-01','source':'credential'}");
  rule (practice, 4, "{'payer':'" PAYER "','rule':'filing','codes':['97153','97155'],'value':{'days':4},'valid_from':'2026-01-01','source':'code'}");
  rule (practice, 5, "{'payer':'" PAYER "','rule':'filing','codes':['97153'],'credential':'any','place':'11','value':{'days':5},'valid_from':'2026-01-01','source':'both'}");
  assert_int (practice, "2026-03-09", NULL, 1);
  assert_int (practice, "2026-03-09", &(WabiTermsKey){ "97156", NULL, "12" }, 2);
  assert_int (practice, "2026-03-09", &(WabiTermsKey){ "97156", "RBT", "12" }, 3);
  assert_int (practice, "2026-03-09", &(WabiTermsKey){ "97155", "RBT", "12" }, 4);
  assert_int (practice, "2026-03-09", &(WabiTermsKey){ "97153", "BCBA", "11" }, 5);
  assert_int (practice, "2026-03-09", &(WabiTermsKey){ "97153", "BCBA", "12" }, 4);
}

/* Members that a rule does not say come from the next one that does. */
static void
test_members_merge (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiPayerTerms) before = NULL;
  g_autoptr (WabiPayerTerms) after = NULL;
  WabiUnitRule units;

  rule (practice, 1, "{'payer':'" PAYER "','rule':'units','codes':['97153'],'value':{'minimum':20},'valid_from':'2026-03-01','source':'amendment 2'}");
  before = ask (practice, PAYER, "2026-02-28");
  after = ask (practice, PAYER, "2026-03-01");
  wabi_payer_terms_read_units (before, "97153", &units);
  g_assert_cmpint (units.minimum_minutes, ==, 0);
  wabi_payer_terms_read_units (after, "97155", &units);
  g_assert_cmpint (units.minimum_minutes, ==, 0);
  wabi_payer_terms_read_units (after, "97153", &units);
  g_assert_cmpint (units.minimum_minutes, ==, 20);
  g_assert_cmpint (units.rounding, ==, WABI_ROUNDING_MIDPOINT);
  g_assert_cmpint (units.unit_minutes, ==, 15);
  g_assert_cmpstr (wabi_payer_terms_find (after, "units", "minimum", &(WabiTermsKey){ .code = "97153" })->source, ==, "amendment 2");
  g_assert_cmpint (wabi_payer_terms_find (after, "units", "method", &(WabiTermsKey){ .code = "97153" })->level, ==, WABI_TERMS_PAYER);
  g_assert_cmpint (wabi_payer_terms_find (after, "units", "unit_minutes", NULL)->level, ==, WABI_TERMS_SHIPPED);
}

static void
assert_modifiers (WabiPayerTerms *terms, const char *credential, const char *place, const char *distinct, const char *expected)
{
  WabiTermsKey key = { "97153", credential, place };
  g_auto (GStrv) modifiers = wabi_payer_terms_dup_modifiers (terms, &key, distinct);
  g_autofree char *words = g_strjoinv (" ", modifiers);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_modifiers (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiPayerTerms) before = NULL;
  g_autoptr (WabiPayerTerms) after = NULL;

  rule (practice, 1, "{'payer':'" PAYER "','rule':'modifiers','credential':'RBT','value':{'slot':'credential','order':10,'modifier':'U3'},'valid_from':'2026-03-01','source':'state'}");
  rule (practice, 2, "{'payer':'" PAYER "','rule':'modifiers','place':'02','value':{'slot':'telehealth','order':5,'modifier':'GT'},'valid_from':'2026-03-01','source':'state'}");
  rule (practice, 3, "{'payer':'" PAYER "','rule':'modifiers','credential':'BCBA','value':{'slot':'credential','modifier':''},'valid_from':'2026-03-01','source':'state'}");
  before = ask (practice, PAYER, "2026-02-01");
  after = ask (practice, PAYER, "2026-03-01");
  assert_modifiers (before, "RBT", "12", NULL, "HM");
  assert_modifiers (before, "BCaBA", "10", "XE", "HN XE 95");
  assert_modifiers (after, "RBT", "12", NULL, "U3");
  assert_modifiers (after, "RBT", "02", "59", "GT U3 59");
  assert_modifiers (after, "BCBA", "10", NULL, "95");
}

static void
test_matrix (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiPayerTerms) before = NULL;
  g_autoptr (WabiPayerTerms) after = NULL;
  g_autoptr (WabiPayerTerms) later = NULL;

  rule (practice, 1, "{'payer':'" PAYER "','rule':'concurrency','value':{'pairs':[{'a':'97153','b':'97155','action':'split-lower'}]},'valid_from':'2026-02-01','source':'contract'}");
  rule (practice, 2, "{'payer':'" PAYER "','rule':'concurrency','value':{'table':'tricare','pairs':[{'a':'97155','b':'97153','action':'pay_higher'}]},'valid_from':'2026-03-01','source':'amended'}");
  before = ask (practice, PAYER, "2026-01-31");
  after = ask (practice, PAYER, "2026-02-01");
  later = ask (practice, PAYER, "2026-03-01");
  g_assert_cmpint (wabi_concurrency_look_up (wabi_payer_terms_get_matrix (before), "97153", "97155"), ==, WABI_CONCURRENCY_ALLOW);
  g_assert_cmpint (wabi_concurrency_look_up (wabi_payer_terms_get_matrix (after), "97155", "97153"), ==, WABI_CONCURRENCY_SPLIT_LOWER);
  g_assert_cmpint (wabi_concurrency_look_up (wabi_payer_terms_get_matrix (after), "97151", "97153"), ==, WABI_CONCURRENCY_DENY);
  g_assert_cmpint (wabi_concurrency_look_up (wabi_payer_terms_get_matrix (later), "97153", "97155"), ==, WABI_CONCURRENCY_PAY_HIGHER);
  g_assert_cmpint (wabi_concurrency_look_up (wabi_payer_terms_get_matrix (later), "97151", "97153"), ==, WABI_CONCURRENCY_ALLOW);
}

static int
get_limit (MemoryPractice *practice, const char *day, const char *code)
{
  g_autoptr (WabiPayerTerms) terms = ask (practice, PAYER, day);

  return wabi_payer_terms_get_day_limit (terms, code, NULL);
}

static void
test_tables (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiPayerTerms) terms = NULL;
  const char *source;
  gboolean borrowed;

  g_assert_cmpint (get_limit (practice, "2026-03-09", "97151"), ==, 8);
  memory_practice_put (practice, &wabi_kind_edit_table, "01900000-0000-7000-8000-0000000d0001",
                       "{'table':'mue','program':'medicare','valid_from':'2026-04-01','source':'Medicare MUE, 2026 Q2','rows':[['97151',12,3],['97153',40,3]]}");
  memory_practice_put (practice, &wabi_kind_edit_table, "01900000-0000-7000-8000-0000000d0002",
                       "{'table':'mue','program':'medicare','valid_from':'2022-01-01','source':'older than what is shipped','rows':[['97151',7,3]]}");
  memory_practice_put (practice, &wabi_kind_edit_table, "01900000-0000-7000-8000-0000000d0003",
                       "{'table':'ncci','program':'medicare','valid_from':'2026-04-01','source':'Medicare NCCI, 2026 Q2','rows':[['97155','97153',1],['0362T','97152',9]]}");
  g_assert_cmpint (get_limit (practice, "2021-06-01", "97151"), ==, 8);
  g_assert_cmpint (get_limit (practice, "2022-06-01", "97151"), ==, 7);
  g_assert_cmpint (get_limit (practice, "2024-07-01", "97151"), ==, 8);
  g_assert_cmpint (get_limit (practice, "2026-03-31", "97151"), ==, 8);
  g_assert_cmpint (get_limit (practice, "2026-04-01", "97151"), ==, 12);
  g_assert_cmpint (get_limit (practice, "2026-04-01", "97156"), ==, 0);
  rule (practice, 1, "{'payer':'" PAYER "','rule':'mue','codes':['97153'],'value':{'units':48},'valid_from':'2026-04-10','source':'contract'}");
  g_assert_cmpint (get_limit (practice, "2026-04-09", "97153"), ==, 40);
  g_assert_cmpint (get_limit (practice, "2026-04-10", "97153"), ==, 48);

  terms = ask (practice, PAYER, "2026-04-01");
  g_assert_nonnull (wabi_ncci_find (wabi_payer_terms_get_pairs (terms, &source, &borrowed), "97153", "97155"));
  g_assert_null (wabi_ncci_find (wabi_payer_terms_get_pairs (terms, NULL, NULL), "97152", "0362T")); /* 9: deleted */
  g_assert_cmpstr (source, ==, "Medicare NCCI, 2026 Q2");
  g_assert_false (borrowed);
  g_clear_pointer (&terms, wabi_payer_terms_free);
  terms = ask (practice, PAYER, "2026-03-31");
  g_assert_null (wabi_ncci_find (wabi_payer_terms_get_pairs (terms, NULL, NULL), "97153", "97155"));
  g_assert_nonnull (wabi_ncci_find (wabi_payer_terms_get_pairs (terms, NULL, NULL), "97152", "0362T"));
  g_clear_pointer (&terms, wabi_payer_terms_free);
  terms = ask (practice, PAYER, "2024-06-30"); /* before the first table that is known */
  g_assert_null (wabi_payer_terms_get_pairs (terms, NULL, NULL));
}

static void
test_tricare (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiPayerTerms) terms = NULL;
  WabiTermsKey visit = { "97153", "RBT", "03" };
  const char *source;

  memory_practice_put (practice, &wabi_kind_payer, OTHER_PAYER,
                       "{'name':'TRICARE','payer_id':'T','type':'tricare','filing':'CH','unit_method':'midpoint','unit_scope':'session','rendering':'performer',"
                       "'supervising':'never','modifiers':true,'concurrency':'tricare','mue':'medicare','filing_days':365}");
  terms = ask (practice, OTHER_PAYER, "2026-03-09");
  g_assert_false (wabi_payer_terms_get_bool (terms, "benefit", "covered", &visit));
  g_assert_nonnull (wabi_payer_terms_find (terms, "benefit", "covered", &visit));
  visit.place = "12";
  g_assert_null (wabi_payer_terms_find (terms, "benefit", "covered", &visit));
  visit.code = "97154";
  g_assert_nonnull (wabi_payer_terms_find (terms, "benefit", "covered", &visit));
  g_assert_cmpint (wabi_payer_terms_get_day_limit (terms, "97157", &source), ==, 6);
  g_assert_cmpint (wabi_payer_terms_get_day_limit (terms, "97153", &source), ==, 32);
  g_assert_true (wabi_payer_terms_get_bool (terms, "session-times", "send", NULL));
  g_assert_true (wabi_payer_terms_get_bool (terms, "authorization", "needed", &visit));
  g_assert_cmpint (wabi_payer_terms_get_int (terms, "monthly", "penalty_percent", &(WabiTermsKey){ .code = "97153" }, 0), ==, 10);
  g_assert_cmpint (wabi_concurrency_look_up (wabi_payer_terms_get_matrix (terms), "97153", "97155"), ==, WABI_CONCURRENCY_PAY_HIGHER);
  assert_modifiers (terms, "RBT", "10", NULL, "HM GT");
}

/* ---- At random, against a plain search ---- */

typedef struct
{
  int level, from, to, code, credential, place;
  gint64 days;
  gboolean active;
} Plain;

static int
pick (int n)
{
  return g_test_rand_int_range (0, n);
}

static void
put_plain (MemoryPractice *practice, guint number, const Plain *plain)
{
  static const char *const levels[] = { "'payer':'" PAYER "',", "'payer_type':'commercial',", "" };
  static const char *const codes[] = { "", "'codes':['97153'],", "'codes':['97155','97153']," };
  static const char *const credentials[] = { "", "'credential':'RBT'," };
  static const char *const places[] = { "", "'place':'12'," };
  WabiDay first = wabi_day_from_text (FIRST);
  g_autofree char *from = wabi_day_dup_text (first + plain->from), *to = wabi_day_dup_text (first + plain->to);
  g_autofree char *end = plain->to >= 0 ? g_strdup_printf ("'valid_to':'%s',", to) : g_strdup ("");

  rule (practice, number, "{%s'rule':'filing',%s%s%s'valid_from':'%s',%s'active':%s,'value':{'days':%d},'source':'s'}", levels[plain->level],
        codes[plain->code], credentials[plain->credential], places[plain->place], from, end, plain->active ? "true" : "false", (int) plain->days);
}

static gboolean
fits (const Plain *plain, int day, gboolean code, gboolean credential, gboolean place)
{
  return plain->active && day >= plain->from && (plain->to < 0 || day <= plain->to) && (plain->code == 0 || code)
         && (plain->credential == 0 || credential) && (plain->place == 0 || place);
}

static int
compare_words (int a, int b)
{
  return a < b ? -1 : a > b;
}

/* Whether @a comes before @b; @a was recorded later. */
static gboolean
beats (const Plain *a, const Plain *b)
{
  int order = compare_words (a->level, b->level);

  if (order == 0)
    order = compare_words (b->code > 0, a->code > 0);
  if (order == 0)
    order = compare_words (b->credential, a->credential);
  if (order == 0)
    order = compare_words (b->place, a->place);
  if (order == 0)
    order = compare_words (b->from, a->from);
  return order <= 0;
}

static void
check_round (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  Plain plains[12];
  WabiDay first = wabi_day_from_text (FIRST);
  g_autoptr (WabiPayerTerms) any = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plains); i++)
    {
      int from = pick (SPAN);

      plains[i] = (Plain){ pick (3), from, pick (3) == 0 ? -1 : from + pick (40), pick (3), pick (2), pick (2), 200 + i, pick (6) > 0 };
      put_plain (practice, i, &plains[i]);
    }
  any = ask (practice, PAYER, FIRST);
  for (int day = -2; day < SPAN + 45; day++)
    for (int asked = 0; asked < 8; asked++)
      {
        gboolean code = asked & 1, credential = asked & 2, place = asked & 4;
        WabiTermsKey key = { code ? "97153" : "97156", credential ? "RBT" : "BCBA", place ? "12" : "11" };
        g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new_on (any, first + day);
        const Plain *best = NULL;

        for (guint i = 0; i < G_N_ELEMENTS (plains); i++)
          if (fits (&plains[i], day, code, credential, place) && (best == NULL || beats (&plains[i], best)))
            best = &plains[i];
        g_assert_cmpint (wabi_payer_terms_get_int (terms, "filing", "days", &key, -1), ==, best != NULL ? best->days : 120);
      }
}

static void
test_random (void)
{
  for (int i = 0; i < 60; i++)
    check_round ();
}

/* ---- What is shipped can be read, and says only what the tables know ---- */

static void
test_shipped_members (void)
{
  static const char *const types[] = { "commercial", "medicaid", "medicare", "tricare", "self" };
  g_autoptr (MemoryPractice) practice = make_practice ();

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
    {
      g_autofree char *body = g_strdup_printf ("{'name':'X','payer_id':'1','type':'%s','filing':'ZZ','unit_method':'midpoint','unit_scope':'session',"
                                               "'rendering':'billing','supervising':'never','concurrency':'commercial','mue':'none','filing_days':90}",
                                               types[t]);
      g_autoptr (WabiPayerTerms) terms = NULL;
      const GPtrArray *all;

      memory_practice_put (practice, &wabi_kind_payer, OTHER_PAYER, body);
      terms = ask (practice, OTHER_PAYER, "2026-03-09");
      all = wabi_payer_terms_list (terms);
      for (guint i = 0; i < all->len; i++)
        {
          const WabiTermsRule *one = g_ptr_array_index (all, i);
          JsonObjectIter iter;
          const char *member;

          json_object_iter_init (&iter, one->value);
          while (json_object_iter_next (&iter, &member, NULL))
            g_assert_nonnull (wabi_rule_members_find (one->rule, member));
        }
    }
}

static void
test_sets_are_payers (void)
{
  gsize n;
  const WabiPayerSet *sets = wabi_payer_sets_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *json = g_strdelimit (g_strdup (sets[i].fields), "'", '"');
      g_autoptr (GError) error = NULL;
      g_autoptr (WabiRecord) payer = wabi_record_new_from_body (&wabi_kind_payer, OTHER_PAYER, json, &error);

      g_assert_no_error (error);
      wabi_record_set_text (payer, "name", "X");
      wabi_record_set_text (payer, "payer_id", "1");
      g_assert_true (wabi_record_check (payer, &error));
      g_assert_no_error (error);
    }
}

/* ---- Fees ---- */

static void
add_fee (GPtrArray *fees, const char *fields)
{
  g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-%012x", 0xe0000 + fees->len);
  g_autofree char *json = g_strdelimit (g_strdup_printf ("{'payer':'" PAYER "','service_code':'97153',%s}", fields), "'", '"');

  g_ptr_array_add (fees, wabi_record_new_from_body (&wabi_kind_fee, id, json, NULL));
}

static void
assert_fee (GPtrArray *fees, const char *credential, const char *place, const char *modifier, const char *date, gint64 cents)
{
  const char *modifiers[] = { modifier, NULL };
  WabiFeeKey key = { "97153", credential, place, modifiers, date };
  WabiRecord *fee = wabi_fee_find (fees, &key);

  g_assert_cmpint (fee != NULL ? wabi_record_get_int (fee, "cents") : -1, ==, cents);
}

static void
test_fees (void)
{
  g_autoptr (GPtrArray) fees = g_ptr_array_new_with_free_func (g_object_unref);

  assert_fee (fees, "RBT", "12", "HM", "2026-03-01", -1);
  add_fee (fees, "'cents':1000,'valid_from':'2026-01-01'");
  add_fee (fees, "'cents':1100,'valid_from':'2026-02-01','valid_to':'2026-02-28'");
  add_fee (fees, "'cents':1200,'valid_from':'2026-01-01','place':'03'");
  add_fee (fees, "'cents':1300,'valid_from':'2026-01-01','credential':'BCBA'");
  add_fee (fees, "'cents':1400,'valid_from':'2026-01-01','modifier':'HN'");
  add_fee (fees, "'cents':1500,'valid_from':'2026-01-01','modifier':'HN','place':'03'");
  assert_fee (fees, "RBT", "12", "HM", "2025-12-31", -1);
  assert_fee (fees, "RBT", "12", "HM", "2026-01-31", 1000);
  assert_fee (fees, "RBT", "12", "HM", "2026-02-28", 1100);
  assert_fee (fees, "RBT", "12", "HM", "2026-03-01", 1000);
  assert_fee (fees, "RBT", "03", "HM", "2026-02-28", 1200);
  assert_fee (fees, "BCBA", "03", "HO", "2026-02-28", 1300);
  assert_fee (fees, "BCaBA", "12", "HN", "2026-02-28", 1400);
  assert_fee (fees, "BCaBA", "03", "HN", "2026-02-28", 1500);
}

/* What is shipped is parsed once for all threads: counting its references from several lost some (json-glib before 1.8), and a server's writer
 * then read what another had freed. */
static gpointer
ask_over_and_over (gpointer none)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();

  (void)none;
  for (guint i = 0; i < 20000; i++)
    {
      WabiPayerTerms *terms = wabi_payer_terms_new_from (NULL, rules, NULL, wabi_day_from_text (FIRST));

      g_assert_true (wabi_payer_terms_list (terms)->len > 0);
      wabi_payer_terms_free (terms);
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asker", ask_over_and_over, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payer-terms/levels", test_levels);
  g_test_add_func ("/payer-terms/days", test_days);
  g_test_add_func ("/payer-terms/specific", test_specific);
  g_test_add_func ("/payer-terms/members-merge", test_members_merge);
  g_test_add_func ("/payer-terms/modifiers", test_modifiers);
  g_test_add_func ("/payer-terms/matrix", test_matrix);
  g_test_add_func ("/payer-terms/tables", test_tables);
  g_test_add_func ("/payer-terms/tricare", test_tricare);
  g_test_add_func ("/payer-terms/random", test_random);
  g_test_add_func ("/payer-terms/shipped-members", test_shipped_members);
  g_test_add_func ("/payer-terms/sets-are-payers", test_sets_are_payers);
  g_test_add_func ("/payer-terms/fees", test_fees);
  g_test_add_func ("/payer-terms/threads", test_threads);
  return g_test_run ();
}
