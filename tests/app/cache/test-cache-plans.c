// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program asks all day goes by an index of its own, in a cache that was just loaded: no statistics
// were measured.

#include <glib/gstdio.h>
#include <string.h>

#include "cache-fixture.h"
#include "wabi-cache-private.h"
#include "wabi-domain.h"
#include "wabi-table.h"

static gboolean
collect_plan (const WabiRow *row, gpointer data, GError **error)
{
  g_string_append_printf (data, "%s\n", wabi_row_text (row, 3));
  return TRUE;
}

static void
assert_plan (WabiCache *cache, const WabiQuery *query, const char *index)
{
  WabiValue args[WABI_QUERY_MAX_TERMS + 2];
  guint n;
  g_autofree char *select = wabi_table_build_select (query->kind, query, "id, body", "practice-1", args, &n);
  g_autofree char *sql = g_strdup_printf ("EXPLAIN QUERY PLAN %s ORDER BY %s%s id LIMIT 500", select,
                                          query->kind->cluster_by != NULL ? "f_" : "",
                                          query->kind->cluster_by != NULL ? "starts_at," : "");
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_db_query (cache->main.db, sql, args, n, collect_plan, plan, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  g_test_message ("%s: %s", query->kind->name, plan->str);
  g_assert_nonnull (strstr (plan->str, index));
}

/* Empty pages: the first load of every feed is complete, so the indexes are made. */
static void
load_nothing (WabiCache *cache)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    pull_rows (cache, wabi_domain_services[i], 0, 0, NULL);
}

static void
check_plans (WabiCache *cache)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_trial);
  wabi_query_where_text (&query, "target", WABI_EQ, "t");
  assert_plan (cache, &query, "x_trial_target");

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_text (&query, "client", WABI_EQ, "c");
  wabi_query_where_int (&query, "starts_at", WABI_GE, 1);
  wabi_query_where_int (&query, "starts_at", WABI_LT, 2);
  assert_plan (cache, &query, "x_appointment_client");

  /* A week of the whole practice lies together in the table itself. */
  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "starts_at", WABI_GE, 1);
  wabi_query_where_int (&query, "starts_at", WABI_LT, 2);
  assert_plan (cache, &query, "PRIMARY KEY");
}

static void
test_plans (Fixture *fixture, gconstpointer data)
{
  WabiCacheOptions options = fixture_options (fixture);
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->cache);
  options.owner.user = "user-2";
  options.tables = wabi_cache_get_domain_tables ();
  fixture->cache = wabi_cache_open_sync (&options, NULL, &error);
  g_assert_no_error (error);
  load_nothing (fixture->cache);
  check_plans (fixture->cache);
  /* And after the next start. */
  g_clear_object (&fixture->cache);
  fixture->cache = wabi_cache_open_sync (&options, NULL, &error);
  g_assert_no_error (error);
  check_plans (fixture->cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cache-plans/go-by-their-index", Fixture, NULL, fixture_set_up, test_plans, fixture_tear_down);
  return g_test_run ();
}
