// SPDX-License-Identifier: AGPL-3.0-or-later
// The tables of the trade: complete, consistent with one another, and the check digits of NPIs.

#include "wabi-codes.h"

#include "wabi-mue.h"

#include <string.h>

static void
test_services (void)
{
  static const struct
  {
    const char *code;
    int medicare;
    gboolean technician;
    gboolean assistant;
  } cases[] = { { "97151", 8, FALSE, FALSE },  { "97152", 16, TRUE, TRUE },   { "97153", 32, TRUE, TRUE },
                { "97154", 18, TRUE, TRUE },   { "97155", 24, FALSE, TRUE },  { "97156", 16, FALSE, TRUE },
                { "97157", 16, FALSE, FALSE }, { "97158", 16, FALSE, FALSE }, { "0362T", 16, TRUE, TRUE },
                { "0373T", 24, TRUE, TRUE } };
  gsize n;

  wabi_codes_services (&n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WabiServiceCode *service = wabi_codes_find_service (cases[i].code);

      g_assert_nonnull (service);
      g_assert_cmpint (service->unit_minutes, ==, 15);
      g_assert_cmpint (wabi_mue_find ("medicare", cases[i].code, wabi_day_from_text ("2026-03-01"))->units, ==, cases[i].medicare);
      g_assert_cmpint (wabi_codes_credential_listed (service->credentials, "RBT"), ==, cases[i].technician);
      g_assert_cmpint (wabi_codes_credential_listed (service->credentials, "BCaBA"), ==, cases[i].assistant);
      g_assert_true (wabi_codes_credential_listed (service->credentials, "BCBA"));
    }
  g_assert_cmpint (wabi_mue_find ("medicaid", "97153", wabi_day_from_text ("2026-03-01"))->units, ==, 32);
  g_assert_cmpint (wabi_mue_find ("medicaid", "97151", wabi_day_from_text ("2026-03-01"))->units, ==, 32);
  g_assert_null (wabi_mue_find ("medicare", "H2014", wabi_day_from_text ("2026-03-01")));
  g_assert_null (wabi_mue_find ("none", "97153", wabi_day_from_text ("2026-03-01")));
}

/* What may be taken into a practice's table is none of what comes with the program, can be counted, and says where it is from. */
static void
test_offered (void)
{
  gsize n;
  const WabiOfferedCode *offered = wabi_codes_offered (&n);

  g_assert_cmpuint (n, ==, 13);
  for (gsize i = 0; i < n; i++)
    {
      const WabiServiceCode *service = &offered[i].service;

      g_assert_null (wabi_codes_find_service (service->code));
      g_assert_true (wabi_codes_find_offered (service->code) == &offered[i]);
      g_assert_cmpint (service->unit == WABI_SERVICE_MINUTES, ==, service->unit_minutes > 0);
      g_assert_true (wabi_codes_credential_listed (service->credentials, "BCBA"));
      g_assert_cmpstr (offered[i].source, !=, "");
      if (i > 0)
        g_assert_cmpstr (offered[i - 1].service.code, <, service->code);
    }
  g_assert_cmpint (wabi_codes_find_offered ("H2019")->service.unit_minutes, ==, 15);
  g_assert_cmpint (wabi_codes_find_offered ("H2012")->service.unit_minutes, ==, 60);
  g_assert_cmpint (wabi_codes_find_offered ("S5111")->service.unit, ==, WABI_SERVICE_SESSION);
  g_assert_cmpint (wabi_codes_find_offered ("T1025")->service.unit, ==, WABI_SERVICE_DAY);
  g_assert_null (wabi_codes_find_offered ("H9999"));
}

static void
test_units_of_a_service (void)
{
  static const char *const names[] = { "minutes", "session", "day" };
  WabiServiceUnit unit;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (wabi_codes_unit_from_name (names[i], &unit));
      g_assert_cmpstr (wabi_codes_unit_name (unit), ==, names[i]);
    }
  g_assert_false (wabi_codes_unit_from_name ("hour", &unit));
  g_assert_false (wabi_codes_unit_from_name (NULL, &unit));
}

/* Each day has one row at most, and the day on which a table takes over belongs to the new one. */
static void
test_limits_are_dated (void)
{
  gsize n;
  const WabiMue *rows = wabi_mue_list (&n);

  for (gsize i = 0; i < n; i++)
    g_assert_true (wabi_mue_find (rows[i].program, rows[i].code, wabi_day_from_text (rows[i].from)) == &rows[i]);
  g_assert_null (wabi_mue_find ("medicare", "97153", wabi_day_from_text ("2020-12-31")));
  g_assert_cmpstr (wabi_mue_find ("medicare", "97153", wabi_day_from_text ("2024-06-30"))->source, ==, "Medicare MUE of 2021-01-01");
  g_assert_cmpstr (wabi_mue_find ("medicare", "97153", wabi_day_from_text ("2024-07-01"))->source, ==, "Medicare MUE of 2024-07-01");
}

static void
test_credentials (void)
{
  g_assert_cmpstr (wabi_codes_find_credential ("RBT")->modifier, ==, "HM");
  g_assert_cmpstr (wabi_codes_find_credential ("BCaBA")->modifier, ==, "HN");
  g_assert_cmpstr (wabi_codes_find_credential ("BCBA")->modifier, ==, "HO");
  g_assert_cmpstr (wabi_codes_find_credential ("BCBA-D")->modifier, ==, "HP");
  g_assert_cmpstr (wabi_codes_find_credential ("RBT")->taxonomy, ==, "106S00000X");
  g_assert_null (wabi_codes_find_credential ("MD"));
  g_assert_true (wabi_codes_credential_listed ("RBT, bcba", "BCBA"));
  g_assert_false (wabi_codes_credential_listed ("BCBA-D", "BCBA"));
  g_assert_false (wabi_codes_credential_listed ("RBT", ""));
  g_assert_false (wabi_codes_credential_listed (NULL, "RBT"));
}

static void
test_lists (void)
{
  gsize n;
  const WabiPromptLevel *prompts = wabi_codes_prompts (&n);
  const WabiCancelReason *reasons;
  const WabiPlaceOfService *places;

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpint (prompts[i].rank, ==, i);
      g_assert_true (wabi_codes_find_prompt (prompts[i].key) == &prompts[i]);
    }
  reasons = wabi_codes_cancel_reasons (&n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (wabi_codes_find_cancel_reason (reasons[i].key) == &reasons[i]);
      g_assert_true (g_str_has_prefix (reasons[i].key, reasons[i].who)
                     || g_str_equal (reasons[i].key, "client-ill"));
    }
  places = wabi_codes_places (&n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (places[i].code), ==, 2);
      g_assert_cmpstr (wabi_codes_place_name (places[i].code), ==, places[i].name);
    }
  g_assert_cmpstr (wabi_codes_place_name ("11"), ==, "Clinic");
  g_assert_null (wabi_codes_place_name ("77"));
}

static void
test_diagnosis_and_npi (void)
{
  g_assert_true (wabi_codes_is_asd ("F84.0"));
  g_assert_true (wabi_codes_is_asd ("f840"));
  g_assert_false (wabi_codes_is_asd ("F88"));
  g_assert_false (wabi_codes_is_asd ("F84"));
  g_assert_false (wabi_codes_is_asd (NULL));
  g_assert_true (wabi_codes_is_npi ("1234567893")); // the example of the CMS check digit page
  g_assert_false (wabi_codes_is_npi ("1234567890"));
  g_assert_false (wabi_codes_is_npi ("3234567893"));
  g_assert_false (wabi_codes_is_npi ("123456789"));
  g_assert_false (wabi_codes_is_npi ("12345678x3"));
  g_assert_false (wabi_codes_is_npi (NULL));
  // One wrong digit is always found.
  for (int place = 0; place < 10; place++)
    for (char digit = '0'; digit <= '9'; digit++)
      {
        char npi[] = "1234567893";

        if (npi[place] == digit)
          continue;
        npi[place] = digit;
        g_assert_false (wabi_codes_is_npi (npi));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/services", test_services);
  g_test_add_func ("/codes/offered", test_offered);
  g_test_add_func ("/codes/units-of-a-service", test_units_of_a_service);
  g_test_add_func ("/codes/limits-are-dated", test_limits_are_dated);
  g_test_add_func ("/codes/credentials", test_credentials);
  g_test_add_func ("/codes/lists", test_lists);
  g_test_add_func ("/codes/diagnosis-and-npi", test_diagnosis_and_npi);
  return g_test_run ();
}
