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
assert_step (WabiSyncMachine *machine, gint64 now, WabiSyncDo what, guint service)
{
  WabiSyncStep step = wabi_sync_machine_next (machine, now);

  g_assert_cmpint (step.what, ==, what);
  g_assert_cmpuint (step.service, ==, service);
}

static void
test_pushes_before_it_pulls (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  wabi_sync_machine_set_pending (machine, 0, 1, 1, 7);
  assert_step (machine, 0, WABI_SYNC_DO_PUSH, 1);
  wabi_sync_machine_pushed (machine, 0, 1, 4, 1);
  wabi_sync_machine_push_done (machine, 1);
  wabi_sync_machine_set_pending (machine, 0, 1, 0, 0);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_pulled (machine, 0, 0, 3, 3, FALSE);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 1);
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

      wabi_sync_machine_failed (machine, 0, 0, WABI_SYNC_FAILED_NETWORK, 0);
      step = wabi_sync_machine_next (machine, 0);
      g_assert_cmpint (step.what, ==, WABI_SYNC_DO_WAIT);
      g_assert_cmpint (step.wait, >=, before);
      g_assert_cmpint (step.wait, <=, WABI_SYNC_BACKOFF_MOST);
      before = step.wait;
    }
  g_assert_cmpint (before, >=, WABI_SYNC_BACKOFF_MOST / 2);
  g_assert_false (wabi_sync_machine_get_online (machine));
  wabi_sync_machine_failed (machine, 0, 0, WABI_SYNC_FAILED_SERVER, 300 * SECOND);
  assert_step (machine, 100 * SECOND, WABI_SYNC_DO_PULL, 1);
  wabi_sync_machine_pulled (machine, 100 * SECOND, 1, 1, 1, FALSE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 299 * SECOND).what, ==, WABI_SYNC_DO_WAIT);
  wabi_sync_machine_poke (machine);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
}

static void
test_the_network_ends_the_wait (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  wabi_sync_machine_failed (machine, 0, 0, WABI_SYNC_FAILED_NETWORK, 0);
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

  wabi_sync_machine_unauthorized (machine, 0);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_REFRESH);
  wabi_sync_machine_set_token (machine, TRUE);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_unauthorized (machine, 0);
  g_assert_true (wabi_sync_machine_get_needs_sign_in (machine));
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_NOTHING);
  wabi_sync_machine_set_token (machine, TRUE);
  wabi_sync_machine_pulled (machine, 0, 0, 1, 1, FALSE);
  wabi_sync_machine_unauthorized (machine, 0);
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
  assert_step (machine, 10 * SECOND, WABI_SYNC_DO_PULL, 1);
  g_assert_true (wabi_sync_machine_resync (machine, 3700 * SECOND, 0));
  g_assert_false (wabi_sync_machine_get_stopped (machine));
}

#define COMPARE_LATEST WABI_SYNC_COMPARE_EVERY

/* Seldom and not at once; at once when the person asks, and at the end of what is read anew. */
static void
test_compares (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, SECOND, 0), ==, WABI_SYNC_COMPARE_NOT);
  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, WABI_SYNC_COMPARE_FIRST / 2 - SECOND, 0), ==, WABI_SYNC_COMPARE_NOT);
  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, WABI_SYNC_COMPARE_FIRST + SECOND, 0), ==, WABI_SYNC_COMPARE_DUE);
  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, SECOND + COMPARE_LATEST, 0), ==, WABI_SYNC_COMPARE_DUE);
  g_assert_false (wabi_sync_machine_compared (machine, SECOND + COMPARE_LATEST, 0, TRUE));
  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, 2 * SECOND + COMPARE_LATEST, 0), ==, WABI_SYNC_COMPARE_NOT);
  wabi_sync_machine_poke (machine);
  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, 2 * SECOND + COMPARE_LATEST, 0), ==, WABI_SYNC_COMPARE_NOT);
  wabi_sync_machine_compare_all (machine);
  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, 2 * SECOND + COMPARE_LATEST, 0), ==, WABI_SYNC_COMPARE_DUE);
  g_assert_true (wabi_sync_machine_compared (machine, 2 * SECOND + COMPARE_LATEST, 0, FALSE));
  g_assert_true (wabi_sync_machine_is_partial (machine, 0));
  g_assert_cmpint (wabi_sync_machine_wants_digest (machine, 3 * SECOND + COMPARE_LATEST, 0), ==, WABI_SYNC_COMPARE_MENDING);
  g_assert_false (wabi_sync_machine_compared (machine, 4 * SECOND + COMPARE_LATEST, 0, TRUE));
  g_assert_false (wabi_sync_machine_get_differs (machine, 0));
}

/* Two in an hour, then it is told and the feed goes on; never by itself again, as long as it stays so. */
static void
test_bounds_mending (void)
{
  g_autoptr (WabiSyncMachine) machine = new_ready ();

  for (guint i = 0; i < WABI_SYNC_RESYNCS_AN_HOUR; i++)
    g_assert_true (wabi_sync_machine_compared (machine, i * SECOND, 0, FALSE));
  g_assert_false (wabi_sync_machine_compared (machine, 10 * SECOND, 0, FALSE));
  g_assert_true (wabi_sync_machine_get_differs (machine, 0));
  g_assert_false (wabi_sync_machine_get_differs (machine, 1));
  g_assert_false (wabi_sync_machine_get_stopped (machine));
  for (gint64 hour = 1; hour < 24; hour++)
    g_assert_false (wabi_sync_machine_compared (machine, hour * 3700 * SECOND, 0, FALSE));
  g_assert_false (wabi_sync_machine_get_stopped (machine));
  wabi_sync_machine_poke (machine);
  g_assert_true (wabi_sync_machine_compared (machine, 24 * 3700 * SECOND, 0, FALSE));
  g_assert_false (wabi_sync_machine_get_differs (machine, 0));
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

/* ---- One service away ---- */

static WabiSyncMachine *
new_settled (guint n)
{
  WabiSyncMachine *machine = wabi_sync_machine_new (n, most, NULL);

  wabi_sync_machine_set_token (machine, TRUE);
  for (guint i = 0; i < n; i++)
    wabi_sync_machine_pulled (machine, 0, i, 0, 0, FALSE);
  return machine;
}

static void
test_one_away_stops_no_other (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (3);
  WabiSyncStep step;

  wabi_sync_machine_set_pending (machine, 0, 2, 2, 1);
  wabi_sync_machine_set_pending (machine, 0, 0, 1, 2);
  step = wabi_sync_machine_next (machine, 0);
  g_assert_cmpuint (step.service, ==, 2);
  g_assert_cmpint (step.until, ==, 2);
  wabi_sync_machine_failed (machine, 0, 2, WABI_SYNC_FAILED_AWAY, 0);
  g_assert_true (wabi_sync_machine_get_away (machine, 2));
  g_assert_true (wabi_sync_machine_get_online (machine));
  step = wabi_sync_machine_next (machine, 0);
  g_assert_cmpint (step.what, ==, WABI_SYNC_DO_PUSH);
  g_assert_cmpuint (step.service, ==, 0);
  g_assert_cmpint (step.until, ==, G_MAXINT64);
  wabi_sync_machine_pushed (machine, 0, 0, 5, 1);
  wabi_sync_machine_push_done (machine, 0);
  wabi_sync_machine_set_pending (machine, 0, 0, 0, 0);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_pulled (machine, 0, 0, 5, 5, FALSE);
  step = wabi_sync_machine_next (machine, 0);
  g_assert_cmpint (step.what, ==, WABI_SYNC_DO_WAIT);
  g_assert_cmpint (step.wait, <=, 2 * SECOND);
  /* It comes back without anybody asking for it. */
  assert_step (machine, step.wait, WABI_SYNC_DO_PUSH, 2);
  wabi_sync_machine_pushed (machine, step.wait, 2, 9, 2);
  g_assert_false (wabi_sync_machine_get_away (machine, 2));
}

/* A lost request alone says nothing: another service is asked, and tells. */
static void
test_tells_a_service_from_the_network (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (3);

  wabi_sync_machine_set_pending (machine, 0, 1, 1, 1);
  assert_step (machine, 0, WABI_SYNC_DO_PUSH, 1);
  wabi_sync_machine_failed (machine, 0, 1, WABI_SYNC_FAILED_NETWORK, 0);
  g_assert_true (wabi_sync_machine_get_online (machine));
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_pulled (machine, 0, 0, 0, 0, FALSE);
  g_assert_true (wabi_sync_machine_get_away (machine, 1));
  assert_step (machine, 2 * SECOND, WABI_SYNC_DO_PUSH, 1);
  wabi_sync_machine_failed (machine, 2 * SECOND, 1, WABI_SYNC_FAILED_NETWORK, 0);
  assert_step (machine, 2 * SECOND, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_failed (machine, 2 * SECOND, 0, WABI_SYNC_FAILED_NETWORK, 0);
  g_assert_false (wabi_sync_machine_get_online (machine));
  g_assert_false (wabi_sync_machine_get_away (machine, 1));
  g_assert_cmpint (wabi_sync_machine_next (machine, 2 * SECOND).what, ==, WABI_SYNC_DO_WAIT);
}

static void
test_behind_is_asked_again_soon (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (1);
  gint64 now = 0;

  wabi_sync_machine_set_pending (machine, 0, 0, 1, 1);
  for (guint i = 0; i < 8; i++)
    {
      assert_step (machine, now, WABI_SYNC_DO_PUSH, 0);
      wabi_sync_machine_failed (machine, now, 0, WABI_SYNC_FAILED_BEHIND, SECOND);
      g_assert_false (wabi_sync_machine_get_away (machine, 0));
      g_assert_cmpint (wabi_sync_machine_next (machine, now).wait, ==, SECOND);
      now += SECOND;
    }
}

/* One command that cannot be taken: it is found by sending one by one, and goes aside. */
static void
test_finds_what_spoils_a_batch (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (1);

  wabi_sync_machine_set_pending (machine, 0, 0, 3, 1);
  g_assert_cmpuint (wabi_sync_machine_get_limit (machine, 0), >=, 200);
  g_assert_false (wabi_sync_machine_spoiled (machine, 0, 3));
  g_assert_cmpuint (wabi_sync_machine_get_limit (machine, 0), ==, 1);
  wabi_sync_machine_pushed (machine, 0, 0, 1, 1);
  g_assert_true (wabi_sync_machine_spoiled (machine, 0, 1));
  g_assert_cmpuint (wabi_sync_machine_get_limit (machine, 0), ==, 1);
  wabi_sync_machine_pushed (machine, 0, 0, 2, 1);
  g_assert_cmpuint (wabi_sync_machine_get_limit (machine, 0), >=, 200);
}

static void
test_bounds_renumbering (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (1);
  guint times = 0;

  while (!wabi_sync_machine_miscounted (machine, 0))
    g_assert_cmpuint (times++, <, 10);
  wabi_sync_machine_pushed (machine, 0, 0, 1, 1);
  g_assert_false (wabi_sync_machine_miscounted (machine, 0));
}

static void
test_held_until_something_moves (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (2);
  WabiSyncStep step;

  wabi_sync_machine_set_pending (machine, 0, 0, 1, 1);
  assert_step (machine, 0, WABI_SYNC_DO_PUSH, 0);
  wabi_sync_machine_held (machine, 0, 0);
  step = wabi_sync_machine_next (machine, 0);
  g_assert_cmpint (step.what, ==, WABI_SYNC_DO_WAIT);
  g_assert_cmpint (step.wait, ==, WABI_SYNC_HELD_FOR);
  wabi_sync_machine_set_pending (machine, 0, 1, 1, 2);
  assert_step (machine, 0, WABI_SYNC_DO_PUSH, 0);
  wabi_sync_machine_held (machine, 0, 0);
  assert_step (machine, 0, WABI_SYNC_DO_PUSH, 1);
}

/* ---- Manners ---- */

static void
test_is_left_alone_when_asked (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (1);

  wabi_sync_machine_set_soft_wait (machine, 0, 0, 90 * SECOND);
  wabi_sync_machine_nudge (machine, 0, 5);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).wait, ==, 90 * SECOND);
  assert_step (machine, 90 * SECOND, WABI_SYNC_DO_PULL, 0);
}

/* A nudge that comes while an answer without its news is on the way: there is no other before the next poll. */
static void
test_hears_while_it_reads (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (1);

  wabi_sync_machine_nudge (machine, 0, 10);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_nudge (machine, 0, 11);
  wabi_sync_machine_pulled (machine, 0, 0, 10, 10, FALSE);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_pulled (machine, 0, 0, 11, 11, FALSE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_WAIT);
  /* Told of an end that a restored service has not reached again: asked once, not for ever. */
  wabi_sync_machine_nudge (machine, 0, 99);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_pulled (machine, 0, 0, 11, 11, FALSE);
  assert_step (machine, 0, WABI_SYNC_DO_PULL, 0);
  wabi_sync_machine_pulled (machine, 0, 0, 11, 11, FALSE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).what, ==, WABI_SYNC_DO_WAIT);
}

static void
test_polls_seldom_while_it_listens (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (1);

  wabi_sync_machine_set_listening (machine, TRUE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).wait, >, WABI_SYNC_POLL);
  wabi_sync_machine_set_listening (machine, FALSE);
  g_assert_cmpint (wabi_sync_machine_next (machine, 0).wait, <=, WABI_SYNC_POLL);
}

static void
test_tells_when_nothing_moves (void)
{
  g_autoptr (WabiSyncMachine) machine = new_settled (1);

  wabi_sync_machine_set_pending (machine, SECOND, 0, 2, 1);
  g_assert_false (wabi_sync_machine_get_stuck (machine, WABI_SYNC_STUCK_AFTER));
  g_assert_true (wabi_sync_machine_get_stuck (machine, SECOND + WABI_SYNC_STUCK_AFTER));
  wabi_sync_machine_set_pending (machine, SECOND + WABI_SYNC_STUCK_AFTER, 0, 1, 2);
  g_assert_false (wabi_sync_machine_get_stuck (machine, SECOND + WABI_SYNC_STUCK_AFTER));
}

static void
test_counts_what_comes (void)
{
  g_autoptr (WabiSyncMachine) machine = wabi_sync_machine_new (2, most, NULL);
  gint64 done, total;

  wabi_sync_machine_set_token (machine, TRUE);
  wabi_sync_machine_set_cursor (machine, 1, 500, TRUE);
  wabi_sync_machine_pulled (machine, 0, 0, 300, 1000, TRUE);
  g_assert_true (wabi_sync_machine_get_amount (machine, &done, &total));
  g_assert_cmpint (done, ==, 300);
  g_assert_cmpint (total, ==, 1000);
  g_assert_true (wabi_sync_machine_is_partial (machine, 0));
  wabi_sync_machine_pulled (machine, 0, 0, 1000, 1000, FALSE);
  g_assert_false (wabi_sync_machine_get_amount (machine, &done, &total));
  /* Months later the other one is far behind. */
  wabi_sync_machine_begin_catch_up (machine, 1);
  wabi_sync_machine_pulled (machine, 0, 1, 5500, 40500, TRUE);
  g_assert_true (wabi_sync_machine_get_amount (machine, &done, &total));
  g_assert_cmpint (done, ==, 5000);
  g_assert_cmpint (total, ==, 40000);
  wabi_sync_machine_pulled (machine, 0, 1, 40500, 40500, FALSE);
  g_assert_false (wabi_sync_machine_is_partial (machine, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-machine/pushes-before-it-pulls", test_pushes_before_it_pulls);
  g_test_add_func ("/sync-machine/hears-while-it-reads", test_hears_while_it_reads);
  g_test_add_func ("/sync-machine/backs-off-with-a-cap", test_backs_off_with_a_cap);
  g_test_add_func ("/sync-machine/the-network-ends-the-wait", test_the_network_ends_the_wait);
  g_test_add_func ("/sync-machine/refreshes-once", test_refreshes_once);
  g_test_add_func ("/sync-machine/bounds-resyncs", test_bounds_resyncs);
  g_test_add_func ("/sync-machine/compares", test_compares);
  g_test_add_func ("/sync-machine/bounds-mending", test_bounds_mending);
  g_test_add_func ("/sync-machine/polls", test_polls);
  g_test_add_func ("/sync-machine/one-away-stops-no-other", test_one_away_stops_no_other);
  g_test_add_func ("/sync-machine/tells-a-service-from-the-network", test_tells_a_service_from_the_network);
  g_test_add_func ("/sync-machine/behind-is-asked-again-soon", test_behind_is_asked_again_soon);
  g_test_add_func ("/sync-machine/finds-what-spoils-a-batch", test_finds_what_spoils_a_batch);
  g_test_add_func ("/sync-machine/bounds-renumbering", test_bounds_renumbering);
  g_test_add_func ("/sync-machine/held-until-something-moves", test_held_until_something_moves);
  g_test_add_func ("/sync-machine/is-left-alone-when-asked", test_is_left_alone_when_asked);
  g_test_add_func ("/sync-machine/polls-seldom-while-it-listens", test_polls_seldom_while_it_listens);
  g_test_add_func ("/sync-machine/tells-when-nothing-moves", test_tells_when_nothing_moves);
  g_test_add_func ("/sync-machine/counts-what-comes", test_counts_what_comes);
  return g_test_run ();
}
