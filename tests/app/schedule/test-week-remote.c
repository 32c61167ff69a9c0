// SPDX-License-Identifier: AGPL-3.0-or-later
// A desktop has a real server plan its week, stops it, and is told in words when the server is away.

#include <string.h>

#include "live-server.h"
#include "wabi-cache.h"
#include "wabi-week-work.h"

typedef struct
{
  LiveServer live;
  WabiSync *sync;
  WabiWeekWork *work;
  guint progressed;
  gboolean done;
} Desk;

static guint
count_records (Desk *desk, const WabiKind *kind)
{
  WabiQuery query;
  g_autoptr (GPtrArray) records = NULL;

  wabi_query_init (&query, kind);
  records = wabi_cache_list (wabi_sync_get_cache (desk->sync), &query, NULL);
  return records != NULL ? records->len : 0;
}

static gboolean
has_all (gpointer data)
{
  return count_records (data, &wabi_kind_appointment) > 0 && count_records (data, &wabi_kind_authorization) > 0
         && count_records (data, &wabi_kind_staff) > 0 && count_records (data, &wabi_kind_payer) > 0;
}

static gboolean
set_up (Desk *desk)
{
  memset (desk, 0, sizeof *desk);
  if (!live_server_make (&desk->live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return FALSE;
    }
  live_server_start (&desk->live);
  desk->sync = live_desktop (&desk->live, "desk", "frontdesk");
  live_wait (has_all, desk, "the practice on the desk");
  return TRUE;
}

static void
tear_down (Desk *desk)
{
  g_clear_object (&desk->work);
  live_quit (desk->sync);
  live_server_free (&desk->live);
}

static void
on_progress_cb (Desk *desk)
{
  desk->progressed++;
}

static void
on_done_cb (Desk *desk)
{
  desk->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Desk *) data)->done;
}

static gboolean
is_placing (gpointer data)
{
  Desk *desk = data;
  int wanted = 0;

  return desk->done || wabi_week_work_get_progress (desk->work, &wanted).slots > 0;
}

static void
begin (Desk *desk, double seconds)
{
  WabiCache *cache = wabi_sync_get_cache (desk->sync);
  WabiDay today = wabi_zone_day (wabi_cache_get_zone (cache), wabi_clock_now (wabi_cache_get_clock (cache)));
  WabiWeekWish wish = { .mode = WABI_WEEK_FILL, .first = wabi_day_week_start (today, 1) + 7, .days = 7 };

  g_clear_object (&desk->work);
  desk->done = FALSE;
  desk->progressed = 0;
  desk->work = wabi_week_work_new_remote (desk->sync, &wish, seconds);
  g_signal_connect_swapped (desk->work, "progress", G_CALLBACK (on_progress_cb), desk);
  g_signal_connect_swapped (desk->work, "done", G_CALLBACK (on_done_cb), desk);
}

static void
assert_planned (Desk *desk)
{
  WabiCache *cache = wabi_sync_get_cache (desk->sync);
  g_autoptr (WabiProofContext) context
      = wabi_proof_context_new (wabi_cache_get_view (cache), wabi_cache_get_zone (cache), wabi_clock_now (wabi_cache_get_clock (cache)));
  WabiWeekPlan *plan = wabi_week_work_get_plan (desk->work);
  g_autoptr (GPtrArray) visits = NULL;
  guint good = 0;

  g_assert_null (wabi_week_work_get_error (desk->work));
  g_assert_nonnull (plan);
  g_assert_false (plan->faulty);
  visits = wabi_week_plan_take_visits (plan, context);
  for (guint i = 0; i < visits->len; i++)
    good += ((WabiWeekVisit *) g_ptr_array_index (visits, i))->refusal == NULL;
  // The desk knows what the server knew: what the server planned, it would book.
  g_assert_cmpuint (good, ==, visits->len);
  g_assert_cmpuint (good, >, 0);
}

/* Planned, stopped long before its time, and away: one server for all. */
static void
test_remote (void)
{
  Desk desk;
  const GError *error;

  if (!set_up (&desk))
    return;
  begin (&desk, 2);
  live_wait (is_done, &desk, "the plan");
  assert_planned (&desk);

  begin (&desk, 600);
  live_wait (is_placing, &desk, "something placed");
  g_assert_cmpuint (desk.progressed, >, 0);
  wabi_week_work_stop (desk.work);
  live_wait (is_done, &desk, "the stopped plan");
  assert_planned (&desk);

  // Nobody waits for this one; its end is nobody's news.
  begin (&desk, 600);
  live_wait (is_placing, &desk, "something placed");
  wabi_week_work_abandon (desk.work);

  live_server_kill (&desk.live);
  begin (&desk, 5);
  live_wait (is_done, &desk, "word that the server is away");
  error = wabi_week_work_get_error (desk.work);
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "");
  g_test_message ("%s", error->message);
  tear_down (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/week-remote/remote", test_remote);
  return g_test_run ();
}
