// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers' rules, fees and published tables: who may change them, what is refused, how it is taken back.

#include <string.h>

#include "memory-practice.h"
#include "wabi-edit-preview.h"

#define RULE "01900000-0000-7000-8000-0000000f0001"
#define TABLE "01900000-0000-7000-8000-0000000f0002"
#define FEE "01900000-0000-7000-8000-0000000f0003"
#define NEW_PAYER "01900000-0000-7000-8000-0000000f0004"

#define MUE                                                                                                                                  \
  "\"CPT codes only are copyright of the American Medical Association.\nAll rights reserved.\"\n"                                             \
  "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n"                                                \
  "90837,2,3 Date of Service Edit: Clinical,Clinical: Data\n"                                                                                 \
  "97151,12,3 Date of Service Edit: Clinical,\"Clinical: Society, 2026\"\n"                                                                    \
  "97152,16,3 Date of Service Edit: Clinical,x\n97153,32,3 Date of Service Edit: Clinical,x\n97154,18,3,x\n97155,24,3,x\n97156,16,3,x\n"       \
  "97157,16,3,x\n97158,16,3,x\n0362T,16,3,x\n"

#define PTP                                                                                                                                  \
  "Column1/Column2 Edits\nColumn 1\tColumn 2\t*=in existence\tEffective Date\tDeletion Date\tModifier\tPTP Edit Rationale\n"                    \
  "0362T\t97152\t\t20190101\t*\t1\tCPT Manual or CMS manual coding instruction\n"                                                             \
  "97155\t97153\t\t20260401\t*\t0\tMisuse of Column Two code with Column One code\n"                                                          \
  "97154\t97150\t\t20200101\t20251231\t0\tMutually exclusive procedures\n99213\t36591\t\t20190101\t*\t1\tx\n"

static MemoryPractice *
make_practice (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 480));

  memory_practice_furnish (practice);
  return practice;
}

static gboolean
biller_does (MemoryPractice *practice, const char *name, const char *args)
{
  return memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, name, args);
}

static void
assert_refused (MemoryPractice *practice, const char *name, const char *args, const char *code)
{
  g_assert_false (biller_does (practice, name, args));
  g_assert_cmpstr (practice->code, ==, code);
}

static int
get_days (MemoryPractice *practice)
{
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER);
  g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new (&practice->view, payer, wabi_day_from_text ("2026-03-09"));

  return (int) wabi_payer_terms_get_int (terms, "filing", "days", NULL, -1);
}

static void
test_rules (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  static const char *const wrong[] = {
    "'rule':'filing','value':{}",
    "'rule':'filing','value':{'days':0}",
    "'rule':'filing','value':{'days':'many'}",
    "'rule':'filing','value':{'color':3}",
    "'rule':'units','value':{'method':'guess'}",
    "'rule':'concurrency','value':{'pairs':[{'a':'97153','b':'9','action':'deny'}]}",
    "'rule':'concurrency','value':{'pairs':[]}",
    "'rule':'note','value':{'elements':['times','song']}",
    "'rule':'filing','codes':['9'],'value':{'days':3}",
    "'rule':'filing','place':'77','value':{'days':3}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *args = g_strdup_printf ("{'id':'" RULE "','payer':'" PAYER "',%s,'valid_from':'2026-01-01','source':'x'}", wrong[i]);

      assert_refused (practice, "payer-rule.set", args, "rule-invalid");
    }
  assert_refused (practice, "payer-rule.set",
                  "{'id':'" RULE "','payer':'" PAYER "','rule':'filing','value':{'days':9},'valid_from':'2026-02-01','valid_to':'2026-01-01','source':'x'}",
                  "range-invalid");
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "payer-rule.set",
                                      "{'id':'" RULE "','payer':'" PAYER "','rule':'filing','value':{'days':9},'valid_from':'2026-02-01','source':'x'}"));
  g_assert_cmpint (get_days (practice), ==, 120);
  g_assert_true (biller_does (practice, "payer-rule.set",
                              "{'id':'" RULE "','payer':'" PAYER "','rule':'filing','value':{'days':9},'valid_from':'2026-02-01','source':'contract'}"));
  g_assert_cmpint (get_days (practice), ==, 9);
  g_assert_true (biller_does (practice, "payer-rule.withdraw", "{'id':'" RULE "'}"));
  g_assert_cmpint (get_days (practice), ==, 120);
  g_assert_true (biller_does (practice, "payer-rule.restore", "{'id':'" RULE "'}"));
  g_assert_cmpint (get_days (practice), ==, 9);
}

static void
test_payers (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();

  assert_refused (practice, "payer.remove", "{'id':'" PAYER "'}", "payer-named");
  g_assert_true (biller_does (practice, "payer.set",
                              "{'id':'" NEW_PAYER "','name':'Lake Plan','payer_id':'77','type':'medicare','filing':'MB','unit_method':'cms-total','unit_scope':'day-code',"
                              "'rendering':'performer','supervising':'never','concurrency':'commercial','mue':'medicare','filing_days':365}"));
  g_assert_true (biller_does (practice, "payer.remove", "{'id':'" NEW_PAYER "'}"));
}

static void
test_fees (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();

  assert_refused (practice, "fee.change", "{'payer':'" PAYER "','put':[{'id':'" FEE "','service_code':'97155','cents':0,'valid_from':'2026-01-01'}]}",
                  "fee-invalid");
  g_assert_true (biller_does (practice, "fee.change",
                              "{'payer':'" PAYER "','remove':['01900000-0000-7000-8000-000000000301'],'put':[{'id':'" FEE
                              "','service_code':'97155','credential':'BCBA','cents':3100,'valid_from':'2026-01-01','place':'12'}]}"));
  g_assert_null (memory_practice_get (practice, &wabi_kind_fee, "01900000-0000-7000-8000-000000000301"));
  g_assert_true (biller_does (practice, "fee.change", "{'payer':'" PAYER "','remove':['" FEE "']}"));
}

static WabiEditImport *
read_table (const char *text, const char *day)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_auto (GStrv) codes = wabi_edit_codes (&practice->view);
  g_autoptr (GError) error = NULL;
  WabiEditImport *import = wabi_edit_import_read (text, strlen (text), (const char *const *) codes, wabi_day_from_text (day), &error);

  g_assert_no_error (error);
  return import;
}

static gboolean
import_table (MemoryPractice *practice, const WabiEditImport *import, const char *program, const char *from)
{
  g_autoptr (JsonObject) args = wabi_edit_import_args (import, TABLE, program, from, NULL, "CMS, of that quarter");
  g_autofree char *json = g_strdelimit (wabi_json_object_to_canonical (args), "\"", '\'');

  return biller_does (practice, "edit-table.import", json);
}

static void
test_limits (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiEditImport) import = read_table (MUE, "2026-04-01");
  g_autoptr (GArray) changes = wabi_edit_preview (&practice->view, import, "medicare", wabi_day_from_text ("2026-04-01"));
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER);
  g_autoptr (WabiPayerTerms) terms = NULL;
  g_autofree char *first = NULL, *second = NULL;
  const char *source;

  g_assert_false (import->is_pairs);
  g_assert_cmpuint (import->rows, ==, 10);
  g_assert_cmpuint (import->others, ==, 1);
  g_assert_cmpuint (import->limits->len, ==, 9);
  g_assert_cmpuint (changes->len, ==, 2);
  first = wabi_edit_change_words (&g_array_index (changes, WabiEditChange, 0));
  second = wabi_edit_change_words (&g_array_index (changes, WabiEditChange, 1));
  g_assert_cmpstr (first, ==, "0373T: no limit, 24 units a day before");
  g_assert_cmpstr (second, ==, "97151: 12 units a day, 8 before");
  g_assert_true (import_table (practice, import, "medicare", "2026-04-01"));
  terms = wabi_payer_terms_new (&practice->view, payer, wabi_day_from_text ("2026-04-01"));
  g_assert_cmpint (wabi_payer_terms_get_day_limit (terms, "97151", &source), ==, 12);
  g_assert_cmpstr (source, ==, "CMS, of that quarter");
  g_clear_pointer (&terms, wabi_payer_terms_free);
  g_assert_true (biller_does (practice, "edit-table.withdraw", "{'id':'" TABLE "'}"));
  terms = wabi_payer_terms_new (&practice->view, payer, wabi_day_from_text ("2026-04-01"));
  g_assert_cmpint (wabi_payer_terms_get_day_limit (terms, "97151", &source), ==, 8);
}

static void
test_pairs (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiEditImport) import = read_table (PTP, "2026-04-01");
  g_autoptr (GArray) changes = wabi_edit_preview (&practice->view, import, "medicare", wabi_day_from_text ("2026-04-01"));
  g_autofree char *first = wabi_edit_change_words (&g_array_index (changes, WabiEditChange, 0));

  g_assert_true (import->is_pairs);
  g_assert_cmpuint (import->rows, ==, 4);
  g_assert_cmpuint (import->ended, ==, 1);
  g_assert_cmpuint (import->others, ==, 1);
  g_assert_cmpuint (import->pairs->len, ==, 2);
  g_assert_cmpuint (changes->len, ==, 2088 + 1); /* all but 0362T with 97152 would go, and one comes */
  g_assert_cmpstr (first, ==, "97155 and 97153: never paid together, not a pair before");
  g_assert_true (import_table (practice, import, "medicaid", "2026-04-01"));
  assert_refused (practice, "edit-table.import",
                  "{'id':'" NEW_PAYER "','table':'ncci','program':'medicare','valid_from':'2026-04-01','source':'x','rows':[['97153','97155',7]]}", "table-invalid");
  assert_refused (practice, "edit-table.import",
                  "{'id':'" NEW_PAYER "','table':'mue','program':'medicare','valid_from':'2026-04-01','source':'x','rows':[]}", "table-invalid");
}

static void
test_unreadable (void)
{
  static const char *const texts[] = { "", "Hello\nworld\n", "99213\t36591\t\t20190101\t*\t1\tx\n", "97153,many,3,x\n" };
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_auto (GStrv) codes = wabi_edit_codes (&practice->view);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WabiEditImport) import
          = wabi_edit_import_read (texts[i], strlen (texts[i]), (const char *const *) codes, wabi_day_from_text ("2026-04-01"), &error);

      g_assert_null (import);
      g_assert_true (g_error_matches (error, WABI_EDIT_IMPORT_ERROR, i == 2 ? WABI_EDIT_IMPORT_ERROR_NOTHING : WABI_EDIT_IMPORT_ERROR_UNKNOWN));
    }
}

static void
test_distinct (void)
{
  g_autoptr (MemoryPractice) practice = make_practice ();
  g_autoptr (WabiRecord) charge = NULL;
  g_auto (GStrv) modifiers = NULL;
  g_autofree char *words = NULL;

  memory_practice_put (practice, &wabi_kind_charge, FEE,
                       "{'session':'" RULE "','note':'" RULE "','client':'" CLIENT "','staff':'" RBT "','service_code':'97153','place':'10','starts_at':1,'ends_at':2,"
                       "'date':'2026-03-09','minutes':60,'units':4,'state':'open','modifiers':['HM','95']}");
  g_assert_true (biller_does (practice, "charge.distinct", "{'id':'" FEE "','modifier':'XE'}"));
  g_assert_true (biller_does (practice, "charge.distinct", "{'id':'" FEE "','modifier':'59'}"));
  charge = memory_practice_get (practice, &wabi_kind_charge, FEE);
  modifiers = wabi_lookup_strv (charge, "modifiers");
  words = g_strjoinv (" ", modifiers);
  g_assert_cmpstr (words, ==, "HM 59 95");
  g_assert_true (biller_does (practice, "charge.distinct", "{'id':'" FEE "'}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payer-commands/rules", test_rules);
  g_test_add_func ("/payer-commands/payers", test_payers);
  g_test_add_func ("/payer-commands/fees", test_fees);
  g_test_add_func ("/payer-commands/limits", test_limits);
  g_test_add_func ("/payer-commands/pairs", test_pairs);
  g_test_add_func ("/payer-commands/unreadable", test_unreadable);
  g_test_add_func ("/payer-commands/distinct", test_distinct);
  return g_test_run ();
}
