// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked next: order, back-off, resyncs, tokens.

#include "wabi-sync-machine.h"

#define SECOND G_GINT64_CONSTANT (1000000)

static guint32
most (guint32 bound, gpointer data)
{
  return bound - 1;
}

static WabiSyncMachine *
new_ready (void)
{
  WabiSyncMachine *machine = wabi_sync_machine_new (2, most, NULL);

  wabi_sync_machine_set_token (machine, TRUE);
  return machine;
}

static void
test_pushes_before_it_pulls (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  wabi_sync_machine_set_pending (machine, 1);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_PUSH);
  wabi_sync_machine_pushed (machine, 1, 4);
  wabi_sync_machine_set_pending (machine, 0);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_PULL);
  g_assert_cmpuint (wabi_sync_machine_next (machine, 0).service, ==, 0);
  wabi_sync_machine_pulled (machine, 0, 0, 3, 3, FALSE);
  g_assert_cmpuint (wabi_sync_machine_next (machine, 0).service, ==, 1);
  g_assert_false (wabi_sync_machine_get_loaded (machine));
  /* The head moved while paging: not loaded yet. */
  wabi_sync_machine_pulled (machine, 0, 1, 4, 5, FALSE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_PULL);
  g_assert_false (wabi_sync_machine_get_loaded (machine));
  wabi_sync_machine_pulled (machine, 0, 1, 5, 5, FALSE);
  g_assert_true (wabi_sync_machine_get_loaded (machine));
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_WAIT);
  wabi_sync_machine_nudge (machine, 0, 3);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_WAIT);
  wabi_sync_machine_nudge (machine, 0, 4);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_PULL);
}

static void
test_backs_off_with_a_cap (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();
  gint64 before = 0;

  for (guint i = 0; i < 40; i++)
    {
      WabiSyncStep step;

      wabi_sync_machine_failed (machine, 0, WABI_SYNC_FAILED_NETWORK, 0);
      step = wabi_sync_machine_next (machine, 0);
      g_assert_cmpint (step.what, ==, WABI_SYNC_DO_WAIT);
      g_assert_cmpint (step.wait, >=, before);
      g_assert_cmpint (step.wait, <=, WABI_SYNC_BACKOFF_MOST);
      before = step.wait;
    }
  g_assert_cmpint (before, >=, WABI_SYNC_BACKOFF_MOST / 2);
  g_assert_false (wabi_sync_machine_get_online (machine));
  wabi_sync_machine_failed (machine, 0, WABI_SYNC_FAILED_SERVER, 300 * SECOND);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).wait, ==, 300 * SECOND);
  wabi_sync_machine_poke (machine);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_PULL);
}

static void
test_the_network_ends_the_wait (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  wabi_sync_machine_failed (machine, 0, WABI_SYNC_FAILED_NETWORK, 0);
  wabi_sync_machine_set_network (machine, FALSE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 9000 * SECOND).what, ==, WABI_SYNC_DO_NOTHING);
  wabi_sync_machine_set_network (machine, TRUE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_PULL);
  wabi_sync_machine_set_paused (machine, TRUE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_NOTHING);
}

static void
test_refreshes_once (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  wabi_sync_machine_unauthorized (machine);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_REFRESH);
  wabi_sync_machine_set_token (machine, TRUE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_PULL);
  wabi_sync_machine_unauthorized (machine);
  g_assert_true (wabi_sync_machine_get_needs_sign_in (machine));
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_NOTHING);
  wabi_sync_machine_set_token (machine, TRUE);
  wabi_sync_machine_pulled (machine, 0, 0, 1, 1, FALSE);
  wabi_sync_machine_unauthorized (machine);
  g_assert_false (wabi_sync_machine_get_needs_sign_in (machine));
}

static void
test_bounds_resyncs (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  for (guint i = 0; i < WABI_SYNC_RESYNCS_AN_HOUR; i++)
    g_assert_true (wabi_sync_machine_resync (machine, i * SECOND, 0));
  g_assert_false (wabi_sync_machine_resync (machine, 10 * SECOND, 0));
  g_assert_true (wabi_sync_machine_get_stopped (machine));
  /* The other feed goes on. */
  g_assert_cmpuint (wabi_sync_machine_next (machine, 10 * SECOND).service, ==, 1);
  g_assert_true (wabi_sync_machine_resync (machine, 3700 * SECOND, 0));
  g_assert_false (wabi_sync_machine_get_stopped (machine));
}

static void
test_polls (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();
  WabiSyncStep step;

  wabi_sync_machine_pulled (machine, 0, 0, 0, 0, FALSE);
  wabi_sync_machine_pulled (machine, 0, 1, 0, 0, FALSE);
  step = wabi_sync_machine_next (machine, 0);
  g_assert_cmpint (step.what, ==, WABI_SYNC_DO_WAIT);
  g_assert_cmpint (step.wait, <=, WABI_SYNC_POLL);
  g_assert_cmpint (wabi_sync_machine_next (machine, step.wait).what, ==, WABI_SYNC_DO_PULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-machine/pushes-before-it-pulls", test_pushes_before_it_pulls);
  g_test_add_func ("/sync-machine/backs-off-with-a-cap", test_backs_off_with_a_cap);
  g_test_add_func ("/sync-machine/the-network-ends-the-wait", test_the_network_ends_the_wait);
  g_test_add_func ("/sync-machine/refreshes-once", test_refreshes_once);
  g_test_add_func ("/sync-machine/bounds-resyncs", test_bounds_resyncs);
  g_test_add_func ("/sync-machine/polls", test_polls);
  return g_test_run ();
}
