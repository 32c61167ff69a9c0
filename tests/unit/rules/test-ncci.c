// SPDX-License-Identifier: AGPL-3.0-or-later
// The pairs that CMS does not pay together, as they are shipped.

#include "wabi-ncci.h"

static const char *const aba[] = { "97151", "97152", "97153", "97154", "97155", "97156", "97157", "97158", "0362T", "0373T" };

static gboolean
is_aba (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (aba); i++)
    if (g_str_equal (aba[i], code))
      return TRUE;
  return FALSE;
}

// As many rows, of each kind, as CMS's file has of these codes; each once, and none without a code of ABA.
static void
test_all_rows (void)
{
  const GArray *pairs = wabi_ncci_get_shipped ();
  guint by_indicator[2] = { 0 }, by_reason[4] = { 0 };

  g_assert_cmpuint (pairs->len, ==, 2089);
  for (guint i = 0; i < pairs->len; i++)
    {
      const WabiNcciPair *pair = &g_array_index (pairs, WabiNcciPair, i);

      g_assert_true (is_aba (pair->column1) || is_aba (pair->column2));
      g_assert_cmpint (pair->indicator, <=, 1);
      by_indicator[pair->indicator]++;
      by_reason[pair->reason]++;
      if (i > 0)
        g_assert_cmpint (wabi_ncci_pair_compare (&g_array_index (pairs, WabiNcciPair, i - 1), pair), <, 0);
    }
  g_assert_cmpuint (by_indicator[0], ==, 657);
  g_assert_cmpuint (by_indicator[1], ==, 1432);
  g_assert_cmpuint (by_reason[WABI_NCCI_MISUSE], ==, 1489);
  g_assert_cmpuint (by_reason[WABI_NCCI_MANUAL], ==, 599);
  g_assert_cmpuint (by_reason[WABI_NCCI_EXCLUSIVE], ==, 1);
}

// billing-facts section 6: inside the family there is exactly one pair.
static void
test_inside_family (void)
{
  guint found = 0;

  for (gsize a = 0; a < G_N_ELEMENTS (aba); a++)
    for (gsize b = a + 1; b < G_N_ELEMENTS (aba); b++)
      found += wabi_ncci_find (wabi_ncci_get_shipped (), aba[a], aba[b]) != NULL;
  g_assert_cmpuint (found, ==, 1);
  g_assert_cmpstr (wabi_ncci_find (wabi_ncci_get_shipped (), "97152", "0362T")->column1, ==, "0362T");
  g_assert_cmpint (wabi_ncci_find (wabi_ncci_get_shipped (), "97152", "0362T")->indicator, ==, 1);
}

static void
test_with_others (void)
{
  static const struct
  {
    const char *first, *second;
    int indicator;
  } cases[] = {
    { "90837", "97153", 0 }, { "97158", "90837", 0 }, { "96130", "97151", 0 }, { "96156", "97155", 0 }, { "99213", "97153", 1 },
    { "97129", "97153", 0 }, { "92507", "97153", 0 }, { "97153", "92508", 0 }, { "97158", "92507", 0 }, { "97530", "97155", 0 },
    { "92521", "97151", 0 }, { "97165", "97152", 0 }, { "97151", "96160", 1 }, { "97130", "97155", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WabiNcciPair *pair = wabi_ncci_find (wabi_ncci_get_shipped (), cases[i].second, cases[i].first);

      g_assert_nonnull (pair);
      g_assert_cmpstr (pair->column1, ==, cases[i].first);
      g_assert_cmpstr (pair->column2, ==, cases[i].second);
      g_assert_cmpint (pair->indicator, ==, cases[i].indicator);
    }
  g_assert_null (wabi_ncci_find (wabi_ncci_get_shipped (), "97153", "97155"));
  g_assert_null (wabi_ncci_find (wabi_ncci_get_shipped (), "97153", NULL));
  g_assert_null (wabi_ncci_find (NULL, "97152", "0362T"));
  g_assert_true (wabi_ncci_is_distinct ("XU"));
  g_assert_false (wabi_ncci_is_distinct ("HM"));
  g_assert_false (wabi_ncci_is_distinct (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ncci/all-rows", test_all_rows);
  g_test_add_func ("/ncci/inside-family", test_inside_family);
  g_test_add_func ("/ncci/with-others", test_with_others);
  return g_test_run ();
}
