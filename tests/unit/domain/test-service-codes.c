// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice's own service codes: who may record them, as of when they hold, and that what is booked, counted and billed goes by them.

#include <string.h>

#include "memory-practice.h"
#include "wabi-edit-preview.h"
#include "wabi-proof-context.h"
#include "wabi-proof-supervision.h"
#include "wabi-service-table.h"

#define CODE_ID "01900000-0000-7000-8000-0000000d0001"
#define LATER_ID "01900000-0000-7000-8000-0000000d0002"
#define RULE "01900000-0000-7000-8000-0000000d0003"
#define VISIT "01900000-0000-7000-8000-0000000d0004"
#define SESSION "01900000-0000-7000-8000-0000000d0005"
#define NOTE "01900000-0000-7000-8000-0000000d0006"
#define REQUEST "01900000-0000-7000-8000-0000000d0007"
#define OTHER "01900000-0000-7000-8000-0000000d0008"
#define SKILLS                                                                                                                               \
  "{'id':'" CODE_ID "','code':'H2019','name':'Behavior aide','unit':'minutes','unit_minutes':15,'credentials':['RBT','BT','BCBA'],"           \
  "'by_performer':true,'direct':true,'valid_from':'2026-02-01','source':'State manual, chapter 4','active':true}"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 480));

  memory_practice_furnish (practice);
  return practice;
}

static gboolean
biller (MemoryPractice *practice, const char *name, const char *args)
{
  return memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, name, args);
}

static void
assert_refused (MemoryPractice *practice, const char *name, const char *args, const char *code)
{
  g_assert_false (biller (practice, name, args));
  g_assert_cmpstr (practice->code, ==, code);
}

static WabiDay
on (const char *text)
{
  return wabi_day_from_text (text);
}

static const char *
name_of (MemoryPractice *practice, const char *code, const char *day)
{
  g_autoptr (WabiServiceTable) table = wabi_service_table_new (&practice->view);
  const WabiServiceCode *service = wabi_service_table_find (table, code, on (day));

  return service != NULL ? g_intern_string (wabi_service_get_name (service)) : NULL;
}

/* ---- recording them ---- */

static void
test_recorded (void)
{
  static const struct
  {
    const char *members, *code;
  } wrong[] = {
    { "'code':'h2019','unit':'session'", "invalid" },
    { "'code':'H201','unit':'session'", "invalid" },
    { "'code':'H2A19','unit':'session'", "invalid" },
    { "'code':'H2019','unit':'hour'", "invalid" },
    { "'code':'H2019','unit':'minutes'", "service-code-invalid" },
    { "'code':'H2019','unit':'minutes','unit_minutes':0", "invalid" },
    { "'code':'H2019','unit':'session','credentials':['RBT','CNA']", "service-code-invalid" },
    { "'code':'H2019','unit':'session','group_min':4,'group_max':2", "service-code-invalid" },
    { "'code':'H2019','unit':'session','valid_to':'2026-01-31'", "range-invalid" },
  };
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) kept = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *args = g_strdup_printf ("{'id':'" CODE_ID "','name':'x','valid_from':'2026-02-01','source':'s',%s}", wrong[i].members);

      assert_refused (practice, "service-code.set", args, wrong[i].code);
    }
  g_assert_false (memory_practice_do (practice, BCBA, WABI_ROLE_BCBA, TRUE, "service-code.set", SKILLS));
  g_assert_true (biller (practice, "service-code.set", SKILLS));
  g_assert_cmpstr (name_of (practice, "H2019", "2026-03-09"), ==, "Behavior aide");
  assert_refused (practice, "service-code.set", "{'id':'" CODE_ID "','base_version':1,'code':'H2014'}", "fixed");
  /* A unit that is a session has no minutes. */
  g_assert_true (biller (practice, "service-code.set", "{'id':'" CODE_ID "','base_version':1,'unit':'session'}"));
  kept = memory_practice_get (practice, &wabi_kind_service_code, CODE_ID);
  g_assert_false (wabi_record_has (kept, "unit_minutes"));
  g_assert_true (biller (practice, "service-code.withdraw", "{'id':'" CODE_ID "'}"));
  g_assert_null (name_of (practice, "H2019", "2026-03-09"));
  g_assert_true (biller (practice, "service-code.restore", "{'id':'" CODE_ID "'}"));
  g_assert_cmpstr (name_of (practice, "H2019", "2026-03-09"), ==, "Behavior aide");
}

static guint
count_listed (WabiServiceTable *table, const char *day)
{
  g_autoptr (GPtrArray) list = wabi_service_table_list (table, day != NULL ? on (day) : WABI_DAY_NONE);

  return list->len;
}

static void
test_as_of (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiServiceTable) table = NULL;

  memory_practice_put (practice, &wabi_kind_service_code, CODE_ID,
                       "{'code':'H2019','name':'First','unit':'minutes','unit_minutes':15,'valid_from':'2025-01-01','valid_to':'2025-12-31','source':'s','active':true}");
  memory_practice_put (practice, &wabi_kind_service_code, LATER_ID,
                       "{'code':'H2019','name':'Second','unit':'minutes','unit_minutes':60,'valid_from':'2026-03-01','source':'s','active':true}");
  /* One that comes with the program, as the practice has it from a day on. */
  memory_practice_put (practice, &wabi_kind_service_code, OTHER,
                       "{'code':'97156','name':'Parent training','unit':'minutes','unit_minutes':15,'credentials':['BCBA'],'valid_from':'2026-03-01','source':'s','active':true}");
  g_assert_null (name_of (practice, "H2019", "2024-12-31"));
  g_assert_cmpstr (name_of (practice, "H2019", "2025-06-01"), ==, "First");
  g_assert_null (name_of (practice, "H2019", "2026-02-28"));
  g_assert_cmpstr (name_of (practice, "H2019", "2026-03-01"), ==, "Second");
  g_assert_cmpstr (name_of (practice, "97156", "2026-02-28"), ==, "Family guidance");
  g_assert_cmpstr (name_of (practice, "97156", "2026-03-01"), ==, "Parent training");
  table = wabi_service_table_new (&practice->view);
  g_assert_cmpint (wabi_service_table_find (table, "H2019", WABI_DAY_NONE)->unit_minutes, ==, 60);
  g_assert_cmpstr (wabi_service_table_name (table, "H9999", WABI_DAY_NONE), ==, "H9999");
  g_assert_null (wabi_service_table_find (table, NULL, WABI_DAY_NONE));
  g_assert_true (wabi_service_table_has_in (table, "H2019", on ("2025-12-01"), on ("2026-02-01")));
  g_assert_false (wabi_service_table_has_in (table, "H2019", on ("2026-01-01"), on ("2026-02-01")));
  g_assert_true (wabi_service_table_has_in (table, "97153", on ("2026-01-01"), WABI_DAY_NONE));
  g_assert_cmpuint (count_listed (table, NULL), ==, 11);
  g_assert_cmpuint (count_listed (table, "2026-02-01"), ==, 11);
  memory_practice_put (practice, &wabi_kind_service_code, LATER_ID, "{'code':'H2019','name':'Second','unit':'session','valid_from':'2026-03-01','valid_to':'2026-03-31','source':'s'}");
  g_clear_pointer (&table, wabi_service_table_unref);
  table = wabi_service_table_new (&practice->view);
  g_assert_cmpuint (count_listed (table, "2026-04-01"), ==, 10);
}

/* ---- units ---- */

static int
count_units (MemoryPractice *practice, const char *code, int minutes)
{
  g_autoptr (WabiRecord) payer = memory_practice_get (practice, &wabi_kind_payer, PAYER);
  g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new (&practice->view, payer, on ("2026-03-09"));
  WabiUnitRule rule;

  wabi_payer_terms_read_units (terms, code, &rule);
  return wabi_units_count (&rule, minutes);
}

static void
put_unit (MemoryPractice *practice, const char *unit)
{
  g_autofree char *body = g_strdup_printf ("{'code':'H2012','name':'Day','unit':%s,'valid_from':'2026-01-01','source':'s'}", unit);

  memory_practice_put (practice, &wabi_kind_service_code, CODE_ID, body);
}

static void
test_units (void)
{
  static const struct
  {
    const char *unit;
    int minutes, units;
  } rows[] = {
    { "'minutes','unit_minutes':15", 60, 4 },  { "'minutes','unit_minutes':60", 60, 1 },  { "'minutes','unit_minutes':60", 29, 0 },
    { "'minutes','unit_minutes':60", 150, 2 }, { "'minutes','unit_minutes':60", 151, 3 }, { "'session'", 10, 1 },
    { "'session'", 300, 1 },                   { "'day'", 300, 1 },                       { "'session'", 0, 0 },
  };
  g_autoptr (MemoryPractice) practice = make ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      put_unit (practice, rows[i].unit);
      g_assert_cmpint (count_units (practice, "H2012", rows[i].minutes), ==, rows[i].units);
      g_assert_cmpint (count_units (practice, "97153", 60), ==, 4);
    }
  /* A contract that counts this code otherwise counts; one that speaks of all codes does not. */
  memory_practice_put (practice, &wabi_kind_payer_rule, RULE,
                       "{'payer':'" PAYER "','rule':'units','value':{'unit_minutes':30},'valid_from':'2026-01-01','source':'contract','active':true}");
  put_unit (practice, "'minutes','unit_minutes':60");
  g_assert_cmpint (count_units (practice, "H2012", 120), ==, 2);
  g_assert_cmpint (count_units (practice, "97153", 120), ==, 4);
  memory_practice_put (practice, &wabi_kind_payer_rule, RULE,
                       "{'payer':'" PAYER "','rule':'units','codes':['H2012'],'value':{'unit_minutes':30},'valid_from':'2026-01-01','source':'contract','active':true}");
  g_assert_cmpint (count_units (practice, "H2012", 120), ==, 4);
  put_unit (practice, "'session'");
  g_assert_cmpint (count_units (practice, "H2012", 120), ==, 4);
}

/* ---- naming them ---- */

static void
test_named (void)
{
  static const struct
  {
    const char *name, *args;
  } acts[] = {
    { "authorization.set", "{'id':'" OTHER "','client':'" CLIENT "','payer':'" PAYER "','number':'B-1','status':'approved','valid_from':'2026-02-01',"
                           "'valid_to':'2026-07-31','lines':[{'code':'97153,H2019','units':400,'per':'total'}]}" },
    { "fee.change", "{'payer':'" PAYER "','put':[{'id':'" OTHER "','service_code':'H2019','cents':1500,'valid_from':'2026-02-01'}]}" },
    { "fee.set", "{'id':'" VISIT "','payer':'" PAYER "','service_code':'H2019','cents':1500,'valid_from':'2026-02-01'}" },
    { "payer-rule.set", "{'id':'" RULE "','payer':'" PAYER "','rule':'benefit','codes':['H2019'],'value':{'covered':true},'valid_from':'2026-02-01','source':'c'}" },
    { "payer-rule.set", "{'id':'" LATER_ID "','payer':'" PAYER "','rule':'concurrency','value':{'pairs':[{'a':'H2019','b':'97155','action':'allow'}]},"
                        "'valid_from':'2026-02-01','source':'c'}" },
    { "need.add", "{'id':'" SESSION "','client':'" CLIENT "','service_code':'H2019','minutes_per_week':240,'sessions_per_week':2,'status':'waiting','since':'2026-03-01'}" },
    { "hours_limit.add", "{'id':'" NOTE "','service_code':'H2019','scope':'client','per':'week','minutes':1200,'active':true}" },
  };
  g_autoptr (MemoryPractice) practice = make ();

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_test_message ("%s", acts[i].name);
      g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_ADMIN, TRUE, acts[i].name, acts[i].args));
      g_assert_cmpstr (practice->code, ==, strcmp (acts[i].name, "payer-rule.set") == 0 ? "rule-invalid" : "code-unknown");
    }
  g_assert_true (biller (practice, "service-code.set", SKILLS));
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      gboolean done = memory_practice_do (practice, DESK, WABI_ROLE_ADMIN, TRUE, acts[i].name, acts[i].args);

      g_test_message ("%s: %s", acts[i].name, done ? "done" : practice->code);
      g_assert_true (done);
    }
}

static void
test_tables_keep_them (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_auto (GStrv) before = wabi_edit_codes (&practice->view), after = NULL;

  g_assert_false (g_strv_contains ((const char *const *) before, "H2019"));
  g_assert_true (biller (practice, "service-code.set", SKILLS));
  after = wabi_edit_codes (&practice->view);
  g_assert_true (g_strv_contains ((const char *const *) after, "H2019"));
  g_assert_cmpuint (g_strv_length (after), ==, g_strv_length (before) + 1);
}

/* ---- from booking to the claim ---- */

static gboolean
book (MemoryPractice *practice, const char *staff)
{
  gint64 start = wabi_zone_from_local (ZONE, on ("2026-03-10"), 9 * 60);
  g_autofree char *args = g_strdup_printf ("{'id':'" VISIT "','client':'" CLIENT "','staff':'%s','service_code':'H2019','place':'12','starts_at':%" G_GINT64_FORMAT
                                           ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','status':'scheduled'}",
                                           staff, start, start + 60 * WABI_MINUTE);

  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.book", args);
}

static void
test_booked (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_false (book (practice, RBT));
  g_assert_cmpstr (practice->code, ==, "code-unknown");
  /* It holds only from a day after the visit on. */
  memory_practice_put (practice, &wabi_kind_service_code, CODE_ID,
                       "{'code':'H2019','name':'x','unit':'minutes','unit_minutes':15,'credentials':['RBT','BCBA'],'valid_from':'2026-03-11','source':'s'}");
  g_assert_false (book (practice, RBT));
  g_assert_cmpstr (practice->code, ==, "code-unknown");
  memory_practice_put (practice, &wabi_kind_service_code, CODE_ID,
                       "{'code':'H2019','name':'x','unit':'minutes','unit_minutes':15,'credentials':['BCBA'],'valid_from':'2026-02-01','source':'s'}");
  g_assert_false (book (practice, RBT));
  g_assert_cmpstr (practice->code, ==, "staff-not-credentialed");
  memory_practice_put (practice, &wabi_kind_service_code, CODE_ID,
                       "{'code':'H2019','name':'x','unit':'minutes','unit_minutes':15,'credentials':['RBT','BCBA'],'valid_from':'2026-02-01','source':'s'}");
  g_assert_true (book (practice, RBT));
}

static void
hold (MemoryPractice *practice)
{
  gint64 start = wabi_zone_from_local (ZONE, on ("2026-03-06"), 9 * 60), end = start + 60 * WABI_MINUTE;
  g_autofree char *session = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','service_code':'H2019','place':'12','starts_at':%" G_GINT64_FORMAT
                                              ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','state':'ended'}", start, end);
  g_autofree char *note = g_strdup_printf ("{'session':'" SESSION "','client':'" CLIENT "','author':'" RBT "','service_code':'H2019','starts_at':%" G_GINT64_FORMAT
                                           ",'ends_at':%" G_GINT64_FORMAT ",'state':'signed','signed_by':'" BCBA "','signed_at':%" G_GINT64_FORMAT "}", start, end, end);
  g_autoptr (WabiRecord) signed_note = NULL;

  memory_practice_put (practice, &wabi_kind_session, SESSION, session);
  memory_practice_put (practice, &wabi_kind_note, NOTE, note);
  signed_note = memory_practice_get (practice, &wabi_kind_note, NOTE);
  memory_practice_react (practice, signed_note);
}

static void
test_claimed (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) charges = NULL, files = NULL;
  g_autofree char *args = NULL;
  WabiRecord *charge;

  g_assert_true (biller (practice, "service-code.set", SKILLS));
  g_assert_true (biller (practice, "fee.set", "{'id':'" OTHER "','payer':'" PAYER "','service_code':'H2019','cents':1500,'valid_from':'2026-02-01'}"));
  hold (practice);
  charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "note", NOTE);
  g_assert_cmpuint (charges->len, ==, 1);
  charge = g_ptr_array_index (charges, 0);
  g_assert_true (wabi_record_is (charge, "service_code", "H2019"));
  g_assert_cmpint (wabi_record_get_int (charge, "units"), ==, 4);
  g_assert_cmpint (wabi_record_get_int (charge, "amount_cents"), ==, 6000);
  args = g_strdup_printf ("{'id':'" REQUEST "','payer':'" PAYER "','charges':['%s']}", wabi_record_get_id (charge));
  g_assert_true (biller (practice, "claim.request", args));
  files = wabi_lookup_by (&practice->view, &wabi_kind_claim_file, "payer", PAYER);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_nonnull (strstr (wabi_record_get_text (g_ptr_array_index (files, 0), "content"), "SV1*HC:H2019:HM*60*UN*4***1~"));
}

static void
test_unbilled (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) charges = NULL;

  memory_practice_put (practice, &wabi_kind_service_code, CODE_ID,
                       "{'code':'H2019','name':'Play group','unit':'session','unbilled':true,'valid_from':'2026-02-01','source':'ours'}");
  g_assert_true (book (practice, RBT));
  hold (practice);
  charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "note", NOTE);
  g_assert_cmpuint (charges->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-codes/recorded", test_recorded);
  g_test_add_func ("/service-codes/as-of", test_as_of);
  g_test_add_func ("/service-codes/units", test_units);
  g_test_add_func ("/service-codes/named", test_named);
  g_test_add_func ("/service-codes/tables-keep-them", test_tables_keep_them);
  g_test_add_func ("/service-codes/booked", test_booked);
  g_test_add_func ("/service-codes/claimed", test_claimed);
  g_test_add_func ("/service-codes/unbilled", test_unbilled);
  return g_test_run ();
}
