// SPDX-License-Identifier: AGPL-3.0-or-later
// A day's charges: the technician's line cut around the analyst's, units rounded once, whatever order the notes come in, and undone when a charge is set aside.

#include <string.h>

#include "memory-practice.h"
#include "wabi-charge-day.h"
#include "wabi-charge-judge.h"

#define NOON G_GINT64_CONSTANT (1773072000000000) /* Monday, March 9, 2026, 12:00 in New York */
#define MINUTE G_TIME_SPAN_MINUTE
#define MOST 6

typedef struct
{
  char *session, *note;
  const char *code, *staff;
  int from, to; /* minutes from noon */
} Held;

static MemoryPractice *
open_practice (const char *method, const char *scope)
{
  MemoryPractice *practice = memory_practice_new (NOON + 8 * 60 * MINUTE);
  g_autofree char *payer = g_strdup_printf (
      "{'name':'Harbor Health','payer_id':'90010','type':'commercial','filing':'CI','unit_method':'%s','unit_scope':'%s','rendering':'supervisor',"
      "'supervising':'never','modifiers':true,'concurrency':'commercial','mue':'medicare','filing_days':120,"
      "'concurrency_pairs':[{'a':'97153','b':'97155','action':'split-lower','from':'2026-01-01','source':'contract'}]}",
      method, scope);

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_payer, PAYER, payer);
  memory_practice_put (practice, &wabi_kind_fee, "01900000-0000-7000-8000-000000000302",
                       "{'payer':'" PAYER "','service_code':'97155','cents':3000,'valid_from':'2026-01-01'}");
  return practice;
}

static void
hold (MemoryPractice *practice, Held *held)
{
  g_autofree char *session = g_strdup_printf ("{'client':'" CLIENT "','staff':'%s','service_code':'%s','place':'12','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                              ",'zone':'" ZONE "','state':'ended'}",
                                              held->staff, held->code, NOON + held->from * MINUTE, NOON + held->to * MINUTE);
  g_autofree char *note = NULL;

  held->session = wabi_id_new (practice->ids);
  held->note = wabi_id_new (practice->ids);
  note = g_strdup_printf ("{'session':'%s','client':'" CLIENT "','author':'%s','service_code':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                          ",'state':'signed','signed_by':'%s'}",
                          held->session, held->staff, held->code, NOON + held->from * MINUTE, NOON + held->to * MINUTE, held->staff);
  memory_practice_put (practice, &wabi_kind_session, held->session, session);
  memory_practice_put (practice, &wabi_kind_note, held->note, note);
}

static void
sign (MemoryPractice *practice, Held *held)
{
  g_autoptr (WabiRecord) note = memory_practice_get (practice, &wabi_kind_note, held->note);

  memory_practice_react (practice, note);
}

static int
by_time (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "starts_at"), y = wabi_record_get_int (other, "starts_at");

  return x != y ? (x < y ? -1 : 1) : wabi_record_has (one, "split_from") - wabi_record_has (other, "split_from");
}

/* The charges of a session that are not set aside, by time. */
static GPtrArray *
list (MemoryPractice *practice, const Held *held)
{
  GPtrArray *charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "session", held->session);

  for (guint i = charges->len; i > 0; i--)
    if (wabi_record_is (g_ptr_array_index (charges, i - 1), "state", "void"))
      g_ptr_array_remove_index (charges, i - 1);
  g_ptr_array_sort (charges, by_time);
  return charges;
}

static char *
describe (MemoryPractice *practice, const Held *held)
{
  g_autoptr (GPtrArray) charges = list (practice, held);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);

      g_string_append_printf (text, "%s%d-%d %dm %du $%d", i > 0 ? ", " : "", (int) ((wabi_record_get_int (charge, "starts_at") - NOON) / MINUTE),
                              (int) ((wabi_record_get_int (charge, "ends_at") - NOON) / MINUTE), (int) wabi_record_get_int (charge, "minutes"),
                              (int) wabi_record_get_int (charge, "units"), (int) wabi_record_get_int (charge, "amount_cents"));
    }
  return g_string_free (text, FALSE);
}

static void
check_is (MemoryPractice *practice, const Held *held, const char *expected)
{
  g_autofree char *text = describe (practice, held);

  g_assert_cmpstr (text, ==, expected);
}

static char *
find_root (MemoryPractice *practice, const Held *held)
{
  g_autoptr (GPtrArray) charges = wabi_lookup_by (&practice->view, &wabi_kind_charge, "session", held->session);

  for (guint i = 0; i < charges->len; i++)
    if (!wabi_record_has (g_ptr_array_index (charges, i), "split_from"))
      return g_strdup (wabi_record_get_id (g_ptr_array_index (charges, i)));
  g_assert_not_reached ();
}

static gboolean
give (MemoryPractice *practice, const char *command, const char *id)
{
  g_autofree char *args = g_strdup_printf ("{'id':'%s'}", id);

  return memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, command, args);
}

static void
release (Held *held, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_free (held[i].session);
      g_free (held[i].note);
    }
}

/* What was cut is as ready as what was not. */
static void
check_ready (MemoryPractice *practice, const Held *held)
{
  g_autoptr (GPtrArray) charges = list (practice, held);

  for (guint i = 0; i < charges->len; i++)
    {
      g_autoptr (GPtrArray) findings = wabi_charge_judge (&practice->view, g_ptr_array_index (charges, i), practice->clock.at);

      for (guint k = 0; k < findings->len; k++)
        {
          const WabiFinding *finding = g_ptr_array_index (findings, k);

          if (finding->level == WABI_FINDING_BLOCKED)
            g_error ("part %u is not ready: %s, %s", i, finding->id, finding->title);
        }
    }
}

/* ---- field-map 5.2: 9 to 12 with 10 to 11 ---- */

static void
test_supervision (void)
{
  for (guint order = 0; order < 2; order++)
    {
      g_autoptr (MemoryPractice) practice = open_practice ("midpoint", "session");
      Held held[] = { { .code = "97153", .staff = RBT, .from = -180, .to = 0 }, { .code = "97155", .staff = BCBA, .from = -120, .to = -60 } };
      g_autofree char *rbt = NULL, *bcba = NULL;
      g_autoptr (WabiRecord) charge = NULL;
      JsonObject *cut;

      hold (practice, &held[0]);
      hold (practice, &held[1]);
      sign (practice, &held[order]);
      sign (practice, &held[1 - order]);
      sign (practice, &held[order]); /* heard again */
      rbt = find_root (practice, &held[0]);
      bcba = find_root (practice, &held[1]);
      check_is (practice, &held[0], "-180--120 60m 4u $6800, -60-0 60m 4u $6800");
      check_is (practice, &held[1], "-120--60 60m 4u $12000");
      check_ready (practice, &held[0]);
      charge = memory_practice_get (practice, &wabi_kind_charge, rbt);
      cut = json_array_get_object_element (wabi_record_get_array (charge, "split"), 0);
      g_assert_cmpint (wabi_json_peek_int (cut, "minutes", 0), ==, 60);
      g_assert_cmpstr (wabi_json_peek_text (cut, "for"), ==, bcba);
      g_assert_nonnull (wabi_json_peek_text (cut, "rule"));
      g_assert_cmpstr (wabi_record_get_text (charge, "deadline"), ==, "2026-07-07");
      /* It goes when the overlap goes, and comes back with it. */
      g_assert_true (give (practice, "charge.void", bcba));
      check_is (practice, &held[0], "-180-0 180m 12u $20400");
      g_assert_true (give (practice, "charge.restore", bcba));
      check_is (practice, &held[0], "-180--120 60m 4u $6800, -60-0 60m 4u $6800");
      g_assert_true (give (practice, "charge.void", rbt));
      check_is (practice, &held[0], "");
      g_assert_true (give (practice, "charge.restore", rbt));
      check_is (practice, &held[0], "-180--120 60m 4u $6800, -60-0 60m 4u $6800");
      g_assert_true (give (practice, "charge.refresh", rbt));
      check_is (practice, &held[0], "-180--120 60m 4u $6800, -60-0 60m 4u $6800");
      release (held, 2);
    }
}

/* A part is rounded with the rest of its session, not by itself: 8 and 8 and 8 minutes are 24, and so 2 units, not 3. */
static void
test_round_once (void)
{
  g_autoptr (MemoryPractice) practice = open_practice ("midpoint", "session");
  Held held[] = { { .code = "97153", .staff = RBT, .from = 0, .to = 44 }, { .code = "97155", .staff = BCBA, .from = 8, .to = 18 },
                  { .code = "97155", .staff = BCBA, .from = 26, .to = 36 } };
  g_autoptr (GPtrArray) charges = NULL;
  int units = 0;

  for (guint i = 0; i < 3; i++)
    {
      hold (practice, &held[i]);
      sign (practice, &held[i]);
    }
  charges = list (practice, &held[0]);
  g_assert_cmpuint (charges->len, ==, 3);
  for (guint i = 0; i < charges->len; i++)
    {
      g_autoptr (GPtrArray) findings = wabi_charge_judge (&practice->view, g_ptr_array_index (charges, i), practice->clock.at);

      for (guint k = 0; k < findings->len; k++)
        g_assert_cmpstr (((WabiFinding *) g_ptr_array_index (findings, k))->id, !=, "units-disagree");
      units += (int) wabi_record_get_int (g_ptr_array_index (charges, i), "units");
    }
  g_assert_cmpint (units, ==, 2);
  release (held, 3);
}

/* What is on its way to the payer is not cut any more; what was set aside by hand stays so. */
static void
test_kept (void)
{
  g_autoptr (MemoryPractice) practice = open_practice ("midpoint", "session");
  Held held[] = { { .code = "97153", .staff = RBT, .from = -180, .to = 0 }, { .code = "97155", .staff = BCBA, .from = -120, .to = -60 } };
  g_autofree char *rbt = NULL;
  g_autoptr (WabiRecord) charge = NULL;
  g_autoptr (WabiRecord) sent = NULL;
  g_autoptr (GPtrArray) charges = NULL;

  hold (practice, &held[0]);
  hold (practice, &held[1]);
  sign (practice, &held[0]);
  rbt = find_root (practice, &held[0]);
  charge = memory_practice_get (practice, &wabi_kind_charge, rbt);
  sent = wabi_record_copy (charge);
  wabi_record_set_text (sent, "state", "claimed");
  g_hash_table_replace (practice->records, g_strdup_printf ("charge/%s", rbt), g_object_ref (sent));
  sign (practice, &held[1]);
  check_is (practice, &held[0], "-180-0 180m 12u $20400");
  g_hash_table_replace (practice->records, g_strdup_printf ("charge/%s", rbt), g_object_ref (charge));
  g_assert_true (give (practice, "charge.refresh", rbt));
  charges = list (practice, &held[0]);
  g_assert_cmpuint (charges->len, ==, 2);
  g_assert_true (give (practice, "charge.void", wabi_record_get_id (g_ptr_array_index (charges, 1))));
  g_assert_true (give (practice, "charge.refresh", rbt));
  check_is (practice, &held[0], "-180--120 60m 4u $6800");
  g_assert_true (give (practice, "charge.restore", wabi_record_get_id (g_ptr_array_index (charges, 1))));
  check_is (practice, &held[0], "-180--120 60m 4u $6800, -60-0 60m 4u $6800");
  release (held, 2);
}

/* ---- by chance ---- */

static const char *const RULES[][2] = { { "midpoint", "session" }, { "midpoint", "day-code" }, { "floor", "day-code-rendering" }, { "cms-total", "day-code" },
                                        { "tenths", "session" },   { "tenths", "day-code" } };

static void
check_minutes (MemoryPractice *practice, const Held *held)
{
  g_autoptr (GPtrArray) charges = list (practice, held);
  int minutes = 0;

  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);
      JsonArray *cuts = wabi_record_get_array (charge, "split");
      gint64 due;

      minutes += (int) wabi_record_get_int (charge, "minutes");
      for (guint k = 0; cuts != NULL && k < json_array_get_length (cuts); k++)
        minutes += (int) wabi_json_peek_int (json_array_get_object_element (cuts, k), "minutes", 0);
      due = wabi_record_get_int (charge, "rate_cents") * wabi_charge_get_tenths (charge);
      g_assert_cmpint (ABS (wabi_record_get_int (charge, "amount_cents") * 10 - due), <=, 5);
    }
  g_assert_true (charges->len == 0 || minutes == held->to - held->from);
}

/* One code's units are those of its minutes, rounded once. */
static void
check_units (MemoryPractice *practice, const Held *held, guint n, guint rule)
{
  WabiUnitRule unit_rule = { .unit_minutes = 15 };
  int tenths = 0, minutes = 0;

  g_assert_true (wabi_rounding_from_name (RULES[rule][0], &unit_rule.rounding) && wabi_unit_scope_from_name (RULES[rule][1], &unit_rule.scope));
  if (unit_rule.scope != WABI_UNIT_SCOPE_DAY_CODE)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) charges = list (practice, &held[i]);

      for (guint k = 0; k < charges->len && (unit_rule.rounding == WABI_ROUNDING_CMS_TOTAL || strcmp (held[i].code, "97153") == 0); k++)
        {
          tenths += wabi_charge_get_tenths (g_ptr_array_index (charges, k));
          minutes += (int) wabi_record_get_int (g_ptr_array_index (charges, k), "minutes");
        }
    }
  g_assert_cmpint (tenths, ==, wabi_units_tenths (&unit_rule, minutes));
}

static void
mix (MemoryPractice *practice, Held *held, guint n, GRand *rand, guint turn)
{
  for (guint i = 0; i < n; i++)
    sign (practice, &held[(i * 5 + turn) % n]);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *root = find_root (practice, &held[g_rand_int_range (rand, 0, (int) n)]);

      /* Set aside, looked at, taken back in. */
      g_assert_true (give (practice, "charge.void", root));
      for (guint k = 0; k < n; k++)
        check_minutes (practice, &held[k]);
      g_assert_true (give (practice, "charge.restore", root));
    }
}

static void
test_anything (void)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      guint rule = seed % G_N_ELEMENTS (RULES), n = seed % 2 == 0 ? 4 : MOST;
      g_autofree char *first = NULL;

      for (guint turn = 0; turn < 3; turn++)
        {
          g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
          g_autoptr (MemoryPractice) practice = open_practice (RULES[rule][0], RULES[rule][1]);
          GString *text = g_string_new (NULL);
          Held held[MOST];

          for (guint i = 0; i < n; i++)
            {
              int from = g_rand_int_range (rand, -200, 200);

              held[i] = (Held){ .code = i % 2 == 0 ? "97153" : "97155", .staff = i % 2 == 0 ? RBT : BCBA, .from = from,
                                .to = from + g_rand_int_range (rand, 1, 120) };
              hold (practice, &held[i]);
            }
          mix (practice, held, n, rand, turn);
          for (guint i = 0; i < n; i++)
            {
              g_autofree char *one = describe (practice, &held[i]);

              check_minutes (practice, &held[i]);
              g_string_append_printf (text, "%s\n", one);
            }
          check_units (practice, held, n, rule);
          /* The same whatever order the notes were signed in. */
          if (first == NULL)
            first = g_strdup (text->str);
          g_assert_cmpstr (text->str, ==, first);
          g_string_free (text, TRUE);
          release (held, n);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charge-day/supervision", test_supervision);
  g_test_add_func ("/charge-day/round-once", test_round_once);
  g_test_add_func ("/charge-day/kept", test_kept);
  g_test_add_func ("/charge-day/anything", test_anything);
  return g_test_run ();
}
