// SPDX-License-Identifier: AGPL-3.0-or-later
// The tables of payer rules hang together: what is shipped says only what the table of members knows.

#include <string.h>

#include "wabi-codes.h"
#include "wabi-concurrency.h"
#include "wabi-payer-sets.h"
#include "wabi-rule-members.h"
#include "wabi-zone.h"

static gboolean
is_rule (const char *word)
{
  gsize n;
  const WabiRuleWord *rules = wabi_rule_members_rules (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (rules[i].word, word))
      return TRUE;
  return FALSE;
}

static void
test_members (void)
{
  gsize n, n_rules;
  const WabiRuleMember *members = wabi_rule_members_list (&n);
  const WabiRuleWord *rules = wabi_rule_members_rules (&n_rules);

  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) words = g_strsplit (members[i].words != NULL ? members[i].words : "", " ", -1);

      g_assert_true (is_rule (members[i].rule));
      g_assert_true (wabi_rule_members_find (members[i].rule, members[i].member) == &members[i]);
      g_assert_cmpstr (members[i].label, !=, "");
      for (char **word = words; *word != NULL; word++)
        g_assert_cmpstr (wabi_rule_words (*word), !=, *word); /* each has words for people */
    }
  for (gsize i = 0; i < n_rules; i++)
    {
      gboolean has = FALSE;

      for (gsize m = 0; m < n; m++)
        has |= g_str_equal (members[m].rule, rules[i].word);
      g_assert_true (has);
    }
  g_assert_null (wabi_rule_members_find ("units", "color"));
  g_assert_cmpstr (wabi_rule_title ("martian"), ==, "martian");
}

static void
test_shipped (void)
{
  gsize n;
  const WabiShippedRule *rows = wabi_payer_sets_rules (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) codes = g_strsplit (rows[i].codes != NULL ? rows[i].codes : "", " ", -1);

      g_assert_true (is_rule (rows[i].rule));
      g_assert_cmpint (wabi_day_from_text (rows[i].from), !=, WABI_DAY_NONE);
      g_assert_true (rows[i].to == NULL || wabi_day_from_text (rows[i].to) >= wabi_day_from_text (rows[i].from));
      g_assert_cmpuint (strlen (rows[i].source), >, 5);
      g_assert_true (rows[i].credential == NULL || wabi_codes_find_credential (rows[i].credential) != NULL);
      g_assert_true (rows[i].place == NULL || wabi_codes_place_name (rows[i].place) != NULL);
      for (char **code = codes; *code != NULL; code++)
        g_assert_nonnull (wabi_codes_find_service (*code));
    }
}

static void
test_sets (void)
{
  gsize n;
  const WabiPayerSet *sets = wabi_payer_sets_list (&n);

  g_assert_cmpuint (n, >=, 10);
  for (gsize i = 0; i < n; i++)
    g_assert_true (wabi_payer_sets_find (sets[i].id) == &sets[i]);
  g_assert_null (wabi_payer_sets_find ("martian"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-members/members", test_members);
  g_test_add_func ("/rule-members/shipped", test_shipped);
  g_test_add_func ("/rule-members/sets", test_sets);
  return g_test_run ();
}
