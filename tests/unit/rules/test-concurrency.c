// SPDX-License-Identifier: AGPL-3.0-or-later
// The matrix of TRICARE cell by cell, symmetry, and the commercial default.

#include "wabi-concurrency.h"

#include "wabi-codes.h"

static void
test_tricare (void)
{
  // field-map 5.2, rows 97153 to 97158 against columns 97151 to 97157.
  static const char *const codes[] = { "97151", "97153", "97155", "97156", "97157", "97158" };
  static const char *const rows[] = { "", "Y", "NN", "YYY", "YYYN", "YNNYY" };
  const WabiConcurrencyMatrix *matrix = wabi_concurrency_find_matrix ("tricare");

  g_assert_nonnull (matrix);
  for (gsize r = 0; r < G_N_ELEMENTS (codes); r++)
    for (gsize c = 0; rows[r][c] != '\0'; c++)
      g_assert_cmpint (wabi_concurrency_look_up (matrix, codes[r], codes[c]) == WABI_CONCURRENCY_ALLOW, ==,
                       rows[r][c] == 'Y');
  g_assert_cmpint (wabi_concurrency_look_up (matrix, "97155", "97153"), ==, WABI_CONCURRENCY_PAY_HIGHER);
  g_assert_cmpint (wabi_concurrency_look_up (matrix, "97153", "97154"), ==, WABI_CONCURRENCY_DENY);
}

static void
test_symmetry (void)
{
  static const char *const names[] = { "tricare", "commercial" };
  gsize n;
  const WabiServiceCode *services = wabi_codes_services (&n);

  for (gsize m = 0; m < G_N_ELEMENTS (names); m++)
    for (gsize a = 0; a < n; a++)
      {
        const WabiConcurrencyMatrix *matrix = wabi_concurrency_find_matrix (names[m]);

        // A client does not get the same service twice at once.
        g_assert_cmpint (wabi_concurrency_look_up (matrix, services[a].code, services[a].code), ==,
                         WABI_CONCURRENCY_DENY);
        for (gsize b = 0; b < n; b++)
          g_assert_cmpint (wabi_concurrency_look_up (matrix, services[a].code, services[b].code), ==,
                           wabi_concurrency_look_up (matrix, services[b].code, services[a].code));
      }
}

static void
test_default_and_names (void)
{
  g_assert_cmpint (wabi_concurrency_look_up (NULL, "97153", "97155"), ==, WABI_CONCURRENCY_ALLOW);
  g_assert_cmpint (wabi_concurrency_look_up (NULL, "97153", NULL), ==, WABI_CONCURRENCY_DENY);
  g_assert_null (wabi_concurrency_find_matrix ("martian"));
  for (int i = 0; i < 4; i++)
    {
      WabiConcurrencyAction action;

      g_assert_true (wabi_concurrency_action_from_name (wabi_concurrency_action_name (i), &action));
      g_assert_cmpint (action, ==, i);
    }
  g_assert_false (wabi_concurrency_action_from_name ("maybe", &(WabiConcurrencyAction){ 0 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/concurrency/tricare", test_tricare);
  g_test_add_func ("/concurrency/symmetry", test_symmetry);
  g_test_add_func ("/concurrency/default-and-names", test_default_and_names);
  return g_test_run ();
}
