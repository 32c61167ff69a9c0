// SPDX-License-Identifier: AGPL-3.0-or-later
// What is owed of a month's supervision.

#include "wabi-supervision.h"

static void
test_owed (void)
{
  static const struct
  {
    WabiSupervision month;
    int owed;
    WabiFindingLevel level;
  } rows[] = {
    { { "Jordan", 4800, 240, 2 }, 0, WABI_FINDING_PASSED },
    { { "Jordan", 4800, 239, 2 }, 1, WABI_FINDING_WARNING },
    { { "Jordan", 4801, 240, 2 }, 1, WABI_FINDING_WARNING },
    { { "Jordan", 4800, 240, 1 }, 0, WABI_FINDING_WARNING },
    { { "Jordan", 60, 0, 0 }, 3, WABI_FINDING_WARNING },
    { { NULL, 60, 60, 2 }, 0, WABI_FINDING_PASSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) findings = wabi_findings_new ();
      const WabiFinding *finding;

      g_assert_cmpint (wabi_supervision_owed (&rows[i].month), ==, rows[i].owed);
      wabi_supervision_check (&rows[i].month, findings);
      finding = wabi_findings_find (findings, "supervision");
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->level, ==, rows[i].level);
      g_assert_cmpint (finding->source[0], !=, 0);
    }
}

static void
test_nothing_given (void)
{
  g_autoptr (GPtrArray) findings = wabi_findings_new ();

  wabi_supervision_check (&(WabiSupervision){ "Jordan", 0, 0, 0 }, findings);
  g_assert_cmpuint (findings->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/supervision/owed", test_owed);
  g_test_add_func ("/supervision/nothing-given", test_nothing_given);
  return g_test_run ();
}
