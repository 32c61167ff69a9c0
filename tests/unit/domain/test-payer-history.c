// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer's own answers teach: how long it takes, what it allows, what it denies.

#include "billed.h"
#include "wabi-payer-history.h"

#define ROUNDS 10

/* Ten claims of two sessions; each third one is denied, the others are allowed at $14.50 for a unit. */
static void
live_through (Billed *billed)
{
  billed_set_up (billed);
  memory_practice_put (billed->practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':4000,'per':'total'}]}");
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *trace = g_strdup_printf ("EFT%u", i);
      RemitWriter *writer = billed_start (i + 1, trace);

      if (i > 0)
        {
          g_autofree char *request = billed_new_id (), *first = g_strdup_printf ("2026-03-%02u", 9 + 2 * i), *second = g_strdup_printf ("2026-03-%02u", 10 + 2 * i);

          g_clear_object (&billed->claim);
          g_free (billed->one);
          g_free (billed->two);
          billed->one = billed_hold (billed->practice, first);
          billed->two = billed_hold (billed->practice, second);
          g_assert_true (billed_give (billed->practice, "claim.request", "{'id':'%s','payer':'" PAYER "','charges':['%s','%s']}", request, billed->one, billed->two));
          billed->claim = billed_only (billed->practice, &wabi_kind_claim, "state", "submitted");
          billed->control = wabi_record_get_text (billed->claim, "control");
        }
      if (i % 3 == 2)
        billed_answer_both (billed, writer, "1", 1, 0, 0, "CO*197*68", NULL);
      else
        billed_answer_both (billed, writer, "1", 1, 5000, 800, "CO*45*10|PR*2*8", NULL);
      g_assert_true (billed_import (billed, remit_writer_end (writer, 0)));
      g_assert_true (billed_post (billed, trace));
    }
}

static void
test_history (void)
{
  Billed billed;
  g_autoptr (WabiPayerHistory) history = NULL;
  g_autoptr (WabiRecord) charge = NULL;
  g_auto (GStrv) words = NULL;
  WabiAllowed usual;
  WabiRisk risk;

  live_through (&billed);
  history = wabi_payer_history_new (&billed.practice->view, PAYER, ZONE, billed.practice->clock.at);
  g_assert_cmpuint (history->waits.n, ==, ROUNDS);
  g_assert_cmpuint (history->waits.n_answered, ==, ROUNDS);
  usual = wabi_payer_history_get_usual (history, "97153", "HM");
  g_assert_cmpuint (usual.n, ==, 14);
  g_assert_cmpint (usual.cents, ==, 145000);
  charge = memory_practice_get (billed.practice, &wabi_kind_charge, billed.one);
  g_assert_cmpint (wabi_payer_history_expect (history, charge), ==, 5800);
  words = wabi_payer_history_judge (history, charge, ZONE, billed.practice->clock.at, &risk);
  g_assert_cmpuint (risk.n, ==, 20);
  g_assert_cmpint (risk.percent, >, 15);
  g_assert_cmpint (risk.percent, <, 55);
  g_assert_cmpuint (g_strv_length (words), ==, risk.n_reasons);
  billed_tear_down (&billed);
}

/* A payer that was never billed teaches nothing, and says so. */
static void
test_nothing (void)
{
  Billed billed;
  g_autoptr (WabiPayerHistory) history = NULL;
  g_autoptr (WabiRecord) charge = NULL;
  g_auto (GStrv) words = NULL;
  WabiRisk risk;

  billed_set_up (&billed);
  history = wabi_payer_history_new (&billed.practice->view, CLIENT_2, ZONE, billed.practice->clock.at);
  charge = memory_practice_get (billed.practice, &wabi_kind_charge, billed.one);
  words = wabi_payer_history_judge (history, charge, ZONE, billed.practice->clock.at, &risk);
  g_assert_cmpint (risk.percent, ==, -1);
  g_assert_cmpint (wabi_payer_history_expect (history, charge), ==, -1);
  g_assert_cmpint (history->waits.median, ==, -1);
  billed_tear_down (&billed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payer-history/learns", test_history);
  g_test_add_func ("/payer-history/nothing", test_nothing);
  return g_test_run ();
}
