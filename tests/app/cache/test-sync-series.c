// SPDX-License-Identifier: AGPL-3.0-or-later
// Two desktops and a real server: a year of sessions is booked away from the server while another desktop takes one of its times.

#include "live-acts.h"

#include <string.h>

#include "wabi-series.h"

#define HOUR (60 * WABI_MINUTE)
#define SERIES "01900000-0000-7000-8000-00000000a001"
#define SINGLE "01900000-0000-7000-8000-00000000a002"
#define AUTHORIZATION "01900000-0000-7000-8000-00000000a003"

static GPtrArray *
list_all (WabiSync *sync, const WabiKind *kind)
{
  WabiQuery query;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  wabi_query_init (&query, kind);
  records = wabi_cache_list (wabi_sync_get_cache (sync), &query, &error);
  g_assert_no_error (error);
  return records;
}

static void
give (WabiSync *sync, const char *name, JsonObject *take_args)
{
  g_autoptr (JsonObject) args = take_args;
  g_autoptr (GError) error = NULL;

  if (!wabi_cache_apply (wabi_sync_get_cache (sync), name, args, NULL, NULL, &error))
    g_error ("%s: %s", name, error->message);
}

/* Nobody's certificate ends while the series runs. */
static void
certify (WabiSync *sync)
{
  g_autoptr (GPtrArray) staff = list_all (sync, &wabi_kind_staff);
  WabiDay today = wabi_zone_day ("UTC", wabi_clock_now (wabi_cache_get_clock (wabi_sync_get_cache (sync))));
  g_autofree char *from = wabi_day_dup_text (today - 1), *to = wabi_day_dup_text (today + 900);

  for (guint i = 0; i < staff->len; i++)
    {
      JsonObject *args = json_object_new ();
      g_autofree char *id = wabi_cache_new_id (wabi_sync_get_cache (sync));

      json_object_set_string_member (args, "id", id);
      json_object_set_string_member (args, "staff", wabi_record_get_id (g_ptr_array_index (staff, i)));
      json_object_set_string_member (args, "type", "RBT");
      json_object_set_string_member (args, "valid_from", from);
      json_object_set_string_member (args, "valid_to", to);
      give (sync, "credential.set", args);
    }
}

/* Two years and units enough for the first covered client, so that nothing but time decides. */
static WabiRecord *
authorize (WabiSync *sync)
{
  g_autoptr (GPtrArray) coverages = list_all (sync, &wabi_kind_coverage);
  WabiRecord *coverage = g_ptr_array_index (coverages, 0);
  JsonObject *args = json_object_new (), *line = json_object_new ();
  JsonArray *lines = json_array_new ();
  WabiDay today = wabi_zone_day ("UTC", wabi_clock_now (wabi_cache_get_clock (wabi_sync_get_cache (sync))));
  g_autofree char *from = wabi_day_dup_text (today - 1), *to = wabi_day_dup_text (today + 730);

  json_object_set_string_member (line, "code", "97153");
  json_object_set_int_member (line, "units", 9000);
  json_object_set_string_member (line, "per", "total");
  json_array_add_object_element (lines, line);
  json_object_set_string_member (args, "id", AUTHORIZATION);
  json_object_set_string_member (args, "client", wabi_record_get_text (coverage, "client"));
  json_object_set_string_member (args, "payer", wabi_record_get_text (coverage, "payer"));
  json_object_set_string_member (args, "number", "A-YEAR");
  json_object_set_string_member (args, "status", "approved");
  json_object_set_string_member (args, "valid_from", from);
  json_object_set_string_member (args, "valid_to", to);
  json_object_set_array_member (args, "lines", lines);
  give (sync, "authorization.set", args);
  return wabi_cache_get (wabi_sync_get_cache (sync), &wabi_kind_client, wabi_record_get_text (coverage, "client"), NULL);
}

static WabiSeriesPlan *
try_plan (WabiSync *sync, WabiRecord *client, WabiRecord *staff, WabiDay start, int minute, int count)
{
  WabiCache *cache = wabi_sync_get_cache (sync);
  g_autoptr (WabiRecord) draft = wabi_record_new (&wabi_kind_series, SERIES);
  g_autofree char *rule = g_strdup_printf ("FREQ=WEEKLY;COUNT=%d;BYDAY=MO,WE,FR", count), *day = wabi_day_dup_text (start);
  g_autoptr (GError) error = NULL;
  WabiSeriesPlan *plan;

  wabi_record_set_text (draft, "client", wabi_record_get_id (client));
  wabi_record_set_text (draft, "staff", wabi_record_get_id (staff));
  wabi_record_set_text (draft, "rule", rule);
  wabi_record_set_text (draft, "start_date", day);
  wabi_record_set_int (draft, "start_minute", minute);
  wabi_record_set_int (draft, "minutes", 60);
  wabi_record_set_text (draft, "zone", wabi_cache_get_zone (cache));
  wabi_record_set_text (draft, "service_code", "97153");
  wabi_record_set_text (draft, "place", "12");
  wabi_record_set_text (draft, "status", "active");
  wabi_record_set_bool (draft, "skip_holidays", TRUE);
  plan = wabi_series_plan_book (wabi_cache_get_view (cache), draft, NULL, &error);
  g_assert_no_error (error);
  wabi_series_plan_judge (plan, wabi_cache_get_view (cache), wabi_cache_get_zone (cache), wabi_clock_now (wabi_cache_get_clock (cache)));
  return plan;
}

/* Who is free three times a week at one hour, as long as can be found. */
static WabiSeriesPlan *
find_plan (WabiSync *sync, WabiRecord *client)
{
  static const int counts[] = { 156, 78, 30, 12 };
  g_autoptr (GPtrArray) staff = list_all (sync, &wabi_kind_staff);
  WabiDay start = wabi_zone_day ("UTC", wabi_clock_now (wabi_cache_get_clock (wabi_sync_get_cache (sync)))) + 42;

  start = wabi_day_week_start (start, 1);
  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    for (guint i = 0; i < staff->len; i++)
      for (int hour = 9; hour < 17; hour += 2)
        {
          g_autoptr (WabiSeriesPlan) plan = NULL;
          g_autofree char *conflicts = NULL;

          if (!wabi_record_is (g_ptr_array_index (staff, i), "role", "rbt"))
            continue;
          plan = try_plan (sync, client, g_ptr_array_index (staff, i), start, hour * 60, counts[c]);
          if (plan->n_blocked == 0)
            return g_steal_pointer (&plan);
          conflicts = wabi_series_plan_dup_conflicts (plan);
          g_test_message ("%u of %d: %s", plan->n_blocked, counts[c], conflicts);
        }
  return NULL;
}

static guint
count_status (WabiSync *sync, const char *status)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (wabi_cache_get_view (wabi_sync_get_cache (sync)), &wabi_kind_appointment, "series", SERIES);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += wabi_record_is (g_ptr_array_index (all, i), "status", status) && wabi_record_get_seq (g_ptr_array_index (all, i)) > 0;
  return n;
}

typedef struct
{
  WabiSync *sync;
  guint wanted;
  gint64 asked;
} Expected;

/* Not left to a nudge, which may come while the stream is being opened again. */
static void
ask_again (Expected *expected)
{
  if (g_get_monotonic_time () < expected->asked + G_USEC_PER_SEC)
    return;
  expected->asked = g_get_monotonic_time ();
  wabi_sync_now (expected->sync);
}

static gboolean
has_authorization (gpointer data)
{
  Expected *expected = data;
  g_autoptr (WabiRecord) there = wabi_cache_get (wabi_sync_get_cache (expected->sync), &wabi_kind_authorization, AUTHORIZATION, NULL);

  ask_again (expected);
  return there != NULL;
}

static gboolean
has_all (gpointer data)
{
  Expected *expected = data;

  ask_again (expected);
  return count_status (expected->sync, "scheduled") + count_status (expected->sync, "proposed") == expected->wanted;
}

static void
book_series (WabiSync *sync, const WabiSeriesPlan *plan)
{
  JsonObject *args = wabi_json_object_copy (wabi_record_get_body (plan->series));
  gint64 began = g_get_monotonic_time ();

  json_object_set_string_member (args, "id", SERIES);
  give (sync, "series.book", args);
  g_test_message ("%u sessions judged and saved on the desk in %.0f ms", wabi_series_plan_count (plan, WABI_SERIES_MAKE),
                  (g_get_monotonic_time () - began) / 1000.0);
}

/* Another desk gives the technician something else to do on the third of these dates. */
static void
book_single (WabiSync *sync, const WabiSeriesPlan *plan)
{
  const WabiSeriesDate *third = g_ptr_array_index (plan->dates, 2);
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", SINGLE);
  json_object_set_string_member (args, "client", wabi_record_get_text (third->after, "client"));
  json_object_set_string_member (args, "staff", wabi_record_get_text (third->after, "staff"));
  json_object_set_string_member (args, "zone", wabi_record_get_text (third->after, "zone"));
  json_object_set_string_member (args, "service_code", "97153");
  json_object_set_string_member (args, "place", "12");
  json_object_set_int_member (args, "starts_at", wabi_record_get_int (third->after, "starts_at"));
  json_object_set_int_member (args, "ends_at", wabi_record_get_int (third->after, "starts_at") + HOUR);
  give (sync, "appointment.book", args);
}

static void
check_same (WabiSync *a, WabiSync *b)
{
  g_autoptr (GPtrArray) one = wabi_series_list (wabi_cache_get_view (wabi_sync_get_cache (a)), SERIES);
  g_autoptr (GPtrArray) other = wabi_series_list (wabi_cache_get_view (wabi_sync_get_cache (b)), SERIES);

  g_assert_cmpuint (one->len, ==, other->len);
  for (guint i = 0; i < one->len; i++)
    {
      g_autofree char *x = wabi_record_dup_json (g_ptr_array_index (one, i)), *y = wabi_record_dup_json (g_ptr_array_index (other, i));

      g_assert_cmpstr (x, ==, y);
    }
}

static void
test_series (void)
{
  LiveServer live;
  WabiSync *a, *b;
  g_autoptr (WabiRecord) client = NULL, single = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;
  Expected on_a = { 0 }, on_b = { 0 };

  if (!live_server_make (&live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return;
    }
  live_server_start (&live);
  a = live_desktop (&live, "a", "admin");
  b = live_desktop (&live, "b", "admin");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  certify (a);
  client = authorize (a);
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  on_b.sync = b;
  live_wait (has_authorization, &on_b, "the authorization on the other desk");
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  plan = find_plan (a, client);
  g_assert_nonnull (plan);

  live_server_kill (&live);
  book_single (b, plan);
  acts_wait_for_state (b, WABI_SYNC_OFFLINE);
  book_series (a, plan);
  acts_wait_for_state (a, WABI_SYNC_OFFLINE);
  live_server_start (&live);
  wabi_sync_now (b);
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  wabi_sync_now (a);
  on_a = (Expected){ a, wabi_series_plan_count (plan, WABI_SERIES_MAKE), 0 };
  on_b = (Expected){ b, on_a.wanted, 0 };
  live_wait (has_all, &on_a, "the series on the desk that booked it");
  live_wait (has_all, &on_b, "the series on the other desk");
  check_same (a, b);
  /* Of the two that wanted one hour, the one that came second waits for a person; everything else stands. */
  single = wabi_cache_get (wabi_sync_get_cache (b), &wabi_kind_appointment, SINGLE, NULL);
  g_assert_cmpuint (count_status (b, "proposed") + wabi_record_is (single, "status", "proposed"), ==, 1);
  g_assert_cmpuint (count_status (b, "scheduled") + wabi_record_is (single, "status", "scheduled"), ==, on_a.wanted);
  g_assert_cmpuint (wabi_cache_get_refused (wabi_sync_get_cache (a)), ==, 0);
  live_quit (a);
  live_quit (b);
  live_server_free (&live);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/series", test_series);
  return g_test_run ();
}
