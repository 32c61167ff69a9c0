// SPDX-License-Identifier: AGPL-3.0-or-later
// Minutes to units: the published break points, the manual's allotment, and what no rounding may break.

#include "wabi-units.h"

static void
test_break_points (void)
{
  static const struct
  {
    WabiRounding rounding;
    int unit_minutes;
    int minimum;
    int minutes;
    int tenths;
  } cases[] = {
    { WABI_ROUNDING_MIDPOINT, 0, 0, -5, 0 },   { WABI_ROUNDING_MIDPOINT, 0, 0, 0, 0 },
    { WABI_ROUNDING_MIDPOINT, 0, 0, 7, 0 },    { WABI_ROUNDING_MIDPOINT, 0, 0, 8, 10 },
    { WABI_ROUNDING_MIDPOINT, 0, 0, 22, 10 },  { WABI_ROUNDING_MIDPOINT, 0, 0, 23, 20 },
    { WABI_ROUNDING_MIDPOINT, 0, 0, 37, 20 },  { WABI_ROUNDING_MIDPOINT, 0, 0, 38, 30 },
    { WABI_ROUNDING_MIDPOINT, 0, 0, 52, 30 },  { WABI_ROUNDING_MIDPOINT, 0, 0, 53, 40 },
    { WABI_ROUNDING_MIDPOINT, 0, 0, 127, 80 }, { WABI_ROUNDING_MIDPOINT, 0, 0, 182, 120 },
    { WABI_ROUNDING_MIDPOINT, 30, 0, 15, 0 },  { WABI_ROUNDING_MIDPOINT, 30, 0, 16, 10 },
    { WABI_ROUNDING_MIDPOINT, 60, 0, 30, 0 },  { WABI_ROUNDING_MIDPOINT, 60, 0, 31, 10 },
    { WABI_ROUNDING_MIDPOINT, 0, 16, 15, 0 },  { WABI_ROUNDING_MIDPOINT, 0, 16, 16, 10 },
    { WABI_ROUNDING_FLOOR, 0, 0, 14, 0 },      { WABI_ROUNDING_FLOOR, 0, 0, 15, 10 },
    { WABI_ROUNDING_FLOOR, 0, 0, 59, 30 },     { WABI_ROUNDING_TENTHS, 0, 0, 1, 0 },
    { WABI_ROUNDING_TENTHS, 0, 0, 2, 1 },      { WABI_ROUNDING_TENTHS, 0, 0, 182, 121 },
    { WABI_ROUNDING_CMS_TOTAL, 0, 0, 14, 10 }, { WABI_ROUNDING_CMS_TOTAL, 0, 0, 30, 20 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiUnitRule rule = { .rounding = cases[i].rounding,
                            .unit_minutes = cases[i].unit_minutes,
                            .minimum_minutes = cases[i].minimum };

      g_assert_cmpint (wabi_units_tenths (&rule, cases[i].minutes), ==, cases[i].tenths);
    }
}

static void
test_words (void)
{
  WabiUnitRule midpoint = { .rounding = WABI_ROUNDING_MIDPOINT };
  WabiUnitRule whole = { .rounding = WABI_ROUNDING_FLOOR };
  WabiUnitRule tenths = { .rounding = WABI_ROUNDING_TENTHS };
  WabiUnitRule minimum = { .rounding = WABI_ROUNDING_MIDPOINT, .minimum_minutes = 15 };
  g_autofree char *a = wabi_units_explain (&midpoint, 180);
  g_autofree char *b = wabi_units_explain (&whole, 29);
  g_autofree char *c = wabi_units_explain (&tenths, 182);
  g_autofree char *d = wabi_units_explain (&minimum, 12);

  g_assert_cmpstr (a, ==, "12 units = ⌊(180 + 7) / 15⌋, midpoint rule");
  g_assert_cmpstr (b, ==, "1 unit = ⌊29 / 15⌋, whole units only");
  g_assert_cmpstr (c, ==, "12.1 units = 182 / 15, exact, in tenths");
  g_assert_cmpstr (d, ==, "0 units: 12 min is under the minimum of 15 min");
}

static void
test_names (void)
{
  for (int i = 0; i < 4; i++)
    {
      WabiRounding rounding;

      g_assert_true (wabi_rounding_from_name (wabi_rounding_name (i), &rounding));
      g_assert_cmpint (rounding, ==, i);
    }
  for (int i = 0; i < 3; i++)
    {
      WabiUnitScope scope;

      g_assert_true (wabi_unit_scope_from_name (wabi_unit_scope_name (i), &scope));
      g_assert_cmpint (scope, ==, i);
    }
  g_assert_false (wabi_rounding_from_name ("banker", &(WabiRounding){ 0 }));
}

// The worked examples of billing-facts section 7, and sums over sessions.
static void
test_distribution (void)
{
  WabiUnitRule cms = { .rounding = WABI_ROUNDING_CMS_TOTAL, .scope = WABI_UNIT_SCOPE_DAY_CODE };
  WabiUnitRule midpoint_day = { .rounding = WABI_ROUNDING_MIDPOINT, .scope = WABI_UNIT_SCOPE_DAY_CODE };
  WabiUnitRule midpoint_person
      = { .rounding = WABI_ROUNDING_MIDPOINT, .scope = WABI_UNIT_SCOPE_DAY_CODE_RENDERING };
  WabiUnitRule midpoint = { .rounding = WABI_ROUNDING_MIDPOINT, .scope = WABI_UNIT_SCOPE_SESSION };
  WabiUnitLine sevens[] = { { "97153", "a", 1, 7 }, { "97156", "b", 1, 7 } };
  WabiUnitLine thirty[] = { { "97153", "a", 1, 20 }, { "97156", "b", 1, 10 } };
  WabiUnitLine halves[] = { { "97153", "a", 1, 7 }, { "97153", "b", 1, 7 }, { "97153", "a", 2, 7 } };
  WabiUnitLine manual[] = { { "97153", "a", 1, 33 }, { "97155", "b", 1, 7 } };

  wabi_units_distribute (&cms, sevens, 2);
  g_assert_cmpint (sevens[0].tenths + sevens[1].tenths, ==, 10);
  wabi_units_distribute (&midpoint, sevens, 2);
  g_assert_cmpint (sevens[0].tenths + sevens[1].tenths, ==, 0);
  wabi_units_distribute (&cms, thirty, 2);
  g_assert_cmpint (thirty[0].tenths, ==, 10);
  g_assert_cmpint (thirty[1].tenths, ==, 10);
  wabi_units_distribute (&midpoint, halves, 3);
  g_assert_cmpint (halves[0].tenths + halves[1].tenths + halves[2].tenths, ==, 0);
  wabi_units_distribute (&midpoint_day, halves, 3);
  g_assert_cmpint (halves[0].tenths, ==, 10);
  g_assert_cmpint (halves[1].tenths, ==, 0);
  g_assert_cmpint (halves[2].tenths, ==, 0);
  wabi_units_distribute (&midpoint_person, halves, 3);
  g_assert_cmpint (halves[0].tenths + halves[1].tenths, ==, 0);
  // CMS manual: 33 + 7 minutes are 3 units: 2 and 1 (the 7 is the larger remainder against 3)
  wabi_units_distribute (&cms, manual, 2);
  g_assert_cmpint (manual[0].tenths, ==, 20);
  g_assert_cmpint (manual[1].tenths, ==, 10);
}

// Groups add up exactly; no line is more than a unit away from its own minutes; more minutes never give fewer
// units.
static void
test_properties (void)
{
  static const char *const codes[] = { "97153", "97155", "97156" };
  static const char *const people[] = { "a", "b" };

  for (int round = 0; round < 4000; round++)
    {
      WabiUnitLine lines[12];
      gsize n = g_test_rand_int_range (1, G_N_ELEMENTS (lines));
      WabiUnitRule rule
          = { .rounding = round % 4, .scope = round / 4 % 3, .minimum_minutes = round % 7 == 0 ? 10 : 0 };
      int minutes = g_test_rand_int_range (0, 600), total = 0, sum = 0;

      g_assert_cmpint (wabi_units_tenths (&rule, minutes), <=, wabi_units_tenths (&rule, minutes + 1));
      for (gsize i = 0; i < n; i++)
        {
          lines[i]
              = (WabiUnitLine){ codes[g_test_rand_int_range (0, 3)], people[g_test_rand_int_range (0, 2)], 1,
                                g_test_rand_int_range (0, 200), -1 };
          sum += lines[i].minutes;
        }
      wabi_units_distribute (&rule, lines, n);
      for (gsize i = 0; i < n; i++)
        {
          g_assert_cmpint (lines[i].tenths, >=, 0);
          g_assert_cmpint (lines[i].tenths, <=, lines[i].minutes * 10 / 15 + 10);
          if (rule.minimum_minutes == 0 && rule.rounding != WABI_ROUNDING_TENTHS)
            g_assert_cmpint (lines[i].tenths, >=, lines[i].minutes / 15 * 10);
          total += lines[i].tenths;
        }
      if (rule.rounding == WABI_ROUNDING_CMS_TOTAL && rule.scope != WABI_UNIT_SCOPE_DAY_CODE_RENDERING)
        g_assert_cmpint (total, ==, wabi_units_tenths (&rule, sum));
      if (rule.scope == WABI_UNIT_SCOPE_SESSION && rule.rounding != WABI_ROUNDING_CMS_TOTAL)
        for (gsize i = 0; i < n; i++)
          g_assert_cmpint (lines[i].tenths, ==, wabi_units_tenths (&rule, lines[i].minutes));
      for (gsize c = 0;
           c < 3 && rule.scope == WABI_UNIT_SCOPE_DAY_CODE && rule.rounding != WABI_ROUNDING_CMS_TOTAL; c++)
        {
          int code_minutes = 0, code_units = 0;

          for (gsize i = 0; i < n; i++)
            if (lines[i].code == codes[c])
              {
                code_minutes += lines[i].minutes;
                code_units += lines[i].tenths;
              }
          g_assert_cmpint (code_units, ==, wabi_units_tenths (&rule, code_minutes));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/break-points", test_break_points);
  g_test_add_func ("/units/words", test_words);
  g_test_add_func ("/units/names", test_names);
  g_test_add_func ("/units/distribution", test_distribution);
  g_test_add_func ("/units/properties", test_properties);
  return g_test_run ();
}
