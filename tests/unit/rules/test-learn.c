// SPDX-License-Identifier: AGPL-3.0-or-later
// What history teaches: known figures, and what must hold whatever the history.

#include <math.h>

#include "wabi-learn.h"

/* The example of Freireich and others (1963), as every textbook has it: the median of those treated is 23 weeks. */
static void
test_waits (void)
{
  static const WabiWait treated[] = { { 6, TRUE },  { 6, TRUE },   { 6, TRUE },   { 6, FALSE },  { 7, TRUE },   { 9, FALSE },  { 10, TRUE },
                                      { 10, FALSE }, { 11, FALSE }, { 13, TRUE },  { 16, TRUE },  { 17, FALSE }, { 19, FALSE }, { 20, FALSE },
                                      { 22, TRUE },  { 23, TRUE },  { 25, FALSE }, { 32, FALSE }, { 32, FALSE }, { 34, FALSE }, { 35, FALSE } };
  static const WabiWait placebo[] = { { 1, TRUE },  { 1, TRUE },  { 2, TRUE },  { 2, TRUE },  { 3, TRUE },  { 4, TRUE },  { 4, TRUE },
                                      { 5, TRUE },  { 5, TRUE },  { 8, TRUE },  { 8, TRUE },  { 8, TRUE },  { 8, TRUE },  { 11, TRUE },
                                      { 11, TRUE }, { 12, TRUE }, { 12, TRUE }, { 15, TRUE }, { 17, TRUE }, { 22, TRUE }, { 23, TRUE } };
  WabiWaitSummary out;

  wabi_learn_waits (treated, G_N_ELEMENTS (treated), &out);
  g_assert_cmpint (out.median, ==, 23);
  g_assert_cmpint (out.late, ==, -1);
  g_assert_cmpuint (out.n_answered, ==, 9);
  wabi_learn_waits (placebo, G_N_ELEMENTS (placebo), &out);
  g_assert_cmpint (out.median, ==, 8);
  g_assert_cmpint (out.late, ==, 17);
  wabi_learn_waits (NULL, 0, &out);
  g_assert_cmpint (out.median, ==, -1);
}

/* A payer that stops answering never looks quicker for it. */
static void
test_waits_at_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 2000; round++)
    {
      WabiWait waits[60];
      WabiWaitSummary before, after;

      for (guint i = 0; i < 60; i++)
        waits[i] = (WabiWait){ g_rand_int_range (rand, 1, 90), g_rand_int_range (rand, 0, 3) > 0 };
      wabi_learn_waits (waits, 40, &before);
      for (guint i = 40; i < 60; i++)
        waits[i] = (WabiWait){ 91, FALSE };
      wabi_learn_waits (waits, 60, &after);
      g_assert_true (before.median < 0 || after.median < 0 || after.median >= before.median);
      g_assert_true (before.median >= 0 || after.median < 0);
      g_assert_true (after.late < 0 || after.median <= after.late);
    }
}

static void
test_allowed (void)
{
  gint64 units[] = { 140000, 140000, 139000, 141000, 140000, 140000, 140000, 20000, 140000 };
  gint64 few[] = { 1, 2, 3 };
  WabiAllowed usual;

  wabi_learn_allowed (units, G_N_ELEMENTS (units), &usual);
  g_assert_cmpint (usual.cents, ==, 140000);
  g_assert_cmpint (usual.spread, ==, 0);
  g_assert_false (wabi_learn_is_underpaid (140000, &usual, 0));
  g_assert_false (wabi_learn_is_underpaid (136000, &usual, 0));
  g_assert_true (wabi_learn_is_underpaid (130000, &usual, 0));
  /* The contract counts before what is usual. */
  g_assert_false (wabi_learn_is_underpaid (130000, &usual, 130000));
  g_assert_true (wabi_learn_is_underpaid (139999, &usual, 140000));
  wabi_learn_allowed (few, G_N_ELEMENTS (few), &usual);
  g_assert_cmpint (usual.cents, ==, 0);
  g_assert_false (wabi_learn_is_underpaid (1, &usual, 0));
}

static void
teach (WabiRiskModel *model, const char *one, const char *other, guint denied, guint paid)
{
  for (guint i = 0; i < denied + paid; i++)
    wabi_risk_model_learn (model, &(WabiCase){ { one, other, NULL }, i < denied });
}

static void
test_risk (void)
{
  g_autoptr (WabiRiskModel) model = wabi_risk_model_new ();
  static const char *const good[] = { "code 97153", "place 12", NULL }, *const bad[] = { "code 97156", "place 02", NULL }, *const unknown[] = { "code X", NULL };
  WabiRisk risk;

  wabi_risk_model_judge (model, good, &risk);
  g_assert_cmpint (risk.percent, ==, -1);
  teach (model, "code 97153", "place 12", 2, 198);
  teach (model, "code 97156", "place 02", 30, 20);
  wabi_risk_model_judge (model, good, &risk);
  g_assert_cmpint (risk.percent, <=, 3);
  g_assert_cmpuint (risk.n_reasons, ==, 0);
  wabi_risk_model_judge (model, bad, &risk);
  g_assert_cmpint (risk.percent, >=, 60);
  g_assert_cmpuint (risk.n_reasons, ==, 2);
  g_assert_cmpuint (risk.reasons[0].denied, ==, 30);
  g_assert_cmpuint (risk.reasons[0].n, ==, 50);
  /* What was never seen is as likely as everything together: 32 of 250, with one more of each. */
  wabi_risk_model_judge (model, unknown, &risk);
  g_assert_cmpint (risk.percent, ==, 13);
}

/* More denials with a trait never make it look safer, and the order of the history does not matter. */
static void
test_risk_at_random (void)
{
  static const char *const words[] = { "a", "b", "c", "d", "e" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (WabiRiskModel) model = wabi_risk_model_new (), turned = wabi_risk_model_new ();
      WabiCase cases[50];
      WabiRisk one, other;

      for (guint i = 0; i < 50; i++)
        cases[i] = (WabiCase){ { words[g_rand_int_range (rand, 0, 5)], NULL }, g_rand_int_range (rand, 0, 4) == 0 };
      for (guint i = 0; i < 50; i++)
        {
          wabi_risk_model_learn (model, &cases[i]);
          wabi_risk_model_learn (turned, &cases[49 - i]);
        }
      wabi_risk_model_judge (model, cases[0].traits, &one);
      wabi_risk_model_judge (turned, cases[0].traits, &other);
      g_assert_cmpint (one.percent, ==, other.percent);
      g_assert_cmpint (one.percent, >=, 0);
      g_assert_cmpint (one.percent, <=, 100);
      for (guint i = 0; i < 5; i++)
        wabi_risk_model_learn (model, &(WabiCase){ { cases[0].traits[0], NULL }, TRUE });
      wabi_risk_model_judge (model, cases[0].traits, &other);
      g_assert_cmpint (other.percent, >=, one.percent);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/waits", test_waits);
  g_test_add_func ("/learn/waits-at-random", test_waits_at_random);
  g_test_add_func ("/learn/allowed", test_allowed);
  g_test_add_func ("/learn/risk", test_risk);
  g_test_add_func ("/learn/risk-at-random", test_risk_at_random);
  return g_test_run ();
}
