// SPDX-License-Identifier: AGPL-3.0-or-later
// Copies of another service's records: the ledger alone follows a ward in another database.

#include <string.h>

#include "store-fixture.h"
#include "wabi-store-follow.h"

typedef struct
{
  Fixture ward, ledger;
} Pair;

static void
set_up (Pair *pair, gconstpointer data)
{
  pair->ward.alone = TRUE;
  fixture_set_up (&pair->ward, NULL);
  pair->ledger.only = "ledger";
  fixture_set_up (&pair->ledger, "reacting");
}

static void
tear_down (Pair *pair, gconstpointer data)
{
  fixture_tear_down (&pair->ward, data);
  fixture_tear_down (&pair->ledger, data);
}

static char *
add_visit (Pair *pair, gint64 n)
{
  JsonObject *args = visit_args (&pair->ward, NULL, "Leila");
  char *id = g_strdup (json_object_get_string_member (args, "id"));
  g_autoptr (JsonObject) answer = push_one (&pair->ward, "device", n, "visit.add", args);

  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
  return id;
}

static GPtrArray *
read_records (JsonObject *page)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *changes = json_object_get_array_member (page, "changes");

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);
      g_autofree char *body = wabi_json_object_to_canonical (json_object_get_object_member (change, "body"));
      g_autoptr (GError) error = NULL;
      WabiRecord *record;

      if (!g_str_equal (json_object_get_string_member (change, "kind"), "visit"))
        continue;
      record = wabi_record_new_from_body (&kind_visit, json_object_get_string_member (change, "id"), body, &error);
      g_assert_no_error (error);
      wabi_record_set_stamp (record, json_object_get_int_member (change, "version"), json_object_get_int_member (change, "seq"),
                             json_object_get_boolean_member (change, "deleted"));
      g_ptr_array_add (records, record);
    }
  return records;
}

/* One page of the ward's feed into the ledger's copies; whether there is more. */
static gboolean
follow (Pair *pair, guint limit, GError **error)
{
  g_autofree char *epoch = NULL;
  WabiFollowPlace place;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GPtrArray) records = NULL;
  WabiFollowPage page = { .practice = PRACTICE, .service = "ward" };

  wabi_store_follow_find (pair->ledger.store, PRACTICE, "ward", &place);
  epoch = place.epoch;
  answer = read_feed (&pair->ward, "ward", place.cursor, limit, WABI_ROLES_ALL, NULL);
  records = read_records (answer);
  page.epoch = json_object_get_string_member (answer, "epoch");
  page.since = place.cursor;
  page.next = json_object_get_int_member (answer, "next");
  page.more = json_object_get_boolean_member (answer, "more");
  page.records = records;
  return wabi_store_follow_apply (pair->ledger.store, &page, error) && page.more;
}

static void
follow_all (Pair *pair)
{
  g_autoptr (GError) error = NULL;
  WabiFollowPlace place;
  g_autofree char *epoch = NULL;

  while (follow (pair, 2, &error))
    ;
  g_assert_no_error (error);
  wabi_store_follow_find (pair->ledger.store, PRACTICE, "ward", &place);
  epoch = place.epoch;
  g_assert_true (wabi_store_follow_release (pair->ledger.store, PRACTICE, "ward", place.cursor, &error));
  g_assert_no_error (error);
  g_assert_true (wabi_store_wait_idle (pair->ledger.store, 20));
}

static void
assert_tallies (Pair *pair, gint64 visits, gint64 sum)
{
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_visit WHERE deleted = 0"), ==, visits);
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT sum(CAST(substr(body, 10, length(body) - 10) AS BIGINT)) FROM r_tally"), ==, sum);
}

static void
test_copies (Pair *pair, gconstpointer data)
{
  g_autofree char *first = add_visit (pair, 1), *second = add_visit (pair, 2), *third = add_visit (pair, 3);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *args = json_object_new ();

  follow_all (pair);
  assert_tallies (pair, 3, 3);
  /* Nothing new: nothing is counted again, also not after a restart. */
  follow_all (pair);
  fixture_reopen (&pair->ledger);
  follow_all (pair);
  assert_tallies (pair, 3, 3);
  json_object_set_string_member (args, "id", second);
  answer = push_one (&pair->ward, "device", 4, "visit.remove", args);
  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
  follow_all (pair);
  assert_tallies (pair, 2, 4);
}

static void
test_fence (Pair *pair, gconstpointer data)
{
  g_autofree char *id = add_visit (pair, 1);
  g_autoptr (GError) error = NULL;

  follow (pair, 10, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_store_wait_idle (pair->ledger.store, 20));
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_visit"), ==, 1);
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_tally"), ==, 0);
  g_assert_true (wabi_store_follow_release (pair->ledger.store, PRACTICE, "ward", 1, &error));
  g_assert_true (wabi_store_wait_idle (pair->ledger.store, 20));
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_tally"), ==, 1);
}

static void
test_restart_sweeps (Pair *pair, gconstpointer data)
{
  g_autofree char *first = add_visit (pair, 1), *second = add_visit (pair, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (JsonObject) answer = NULL;
  WabiFollowPage page = { .practice = PRACTICE, .service = "ward", .epoch = "another", .next = 1 };

  follow_all (pair);
  answer = read_feed (&pair->ward, "ward", 1, 10, WABI_ROLES_ALL, &error);
  g_assert_true (wabi_store_follow_restart (pair->ledger.store, PRACTICE, "ward", "another", &error));
  /* Until the feed has been read anew what was there is there. */
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_visit"), ==, 2);
  records = read_records (answer);
  g_assert_cmpuint (records->len, ==, 1);
  wabi_record_set_stamp (g_ptr_array_index (records, 0), 1, 1, FALSE);
  page.records = records;
  g_assert_true (wabi_store_follow_apply (pair->ledger.store, &page, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_visit"), ==, 1);
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_visit WHERE seq = 1 AND version = 1"), ==, 1);
  /* A page that begins elsewhere is not taken. */
  page.since = 7;
  g_assert_false (wabi_store_follow_apply (pair->ledger.store, &page, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_RESYNC);
}

/* The owner has the same history, and has forgotten the tombstone of what was deleted while nobody followed. */
static void
test_purge_sweeps (Pair *pair, gconstpointer data)
{
  g_autofree char *first = add_visit (pair, 1), *second = add_visit (pair, 2);
  const char *epoch = wabi_store_get_epoch (pair->ward.store);
  g_autofree char *place_epoch = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (JsonObject) answer = NULL;
  WabiFollowPage page = { .practice = PRACTICE, .service = "ward", .epoch = epoch, .next = 9 };
  WabiFollowPlace place;

  follow_all (pair);
  wabi_store_follow_find (pair->ledger.store, PRACTICE, "ward", &place);
  g_assert_cmpint (place.ready, ==, place.cursor);
  g_clear_pointer (&place.epoch, g_free);
  answer = read_feed (&pair->ward, "ward", 1, 10, WABI_ROLES_ALL, &error);
  g_assert_true (wabi_store_follow_restart (pair->ledger.store, PRACTICE, "ward", epoch, &error));
  wabi_store_follow_find (pair->ledger.store, PRACTICE, "ward", &place);
  place_epoch = place.epoch;
  g_assert_true (place.sweeping);
  g_assert_cmpint (place.ready, ==, -1);
  records = read_records (answer);
  g_assert_cmpuint (records->len, ==, 1);
  page.records = records;
  g_assert_true (wabi_store_follow_apply (pair->ledger.store, &page, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM r_visit"), ==, 1);
  /* What it has reacted to already it does not react to once more. */
  g_assert_true (wabi_store_follow_release (pair->ledger.store, PRACTICE, "ward", 9, &error));
  g_assert_true (wabi_store_wait_idle (pair->ledger.store, 20));
  assert_tallies (pair, 1, 2);
}

static void
on_ask_cb (const char *service, guint64 ticket, gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

static void
test_wait (Pair *pair, gconstpointer data)
{
  g_autofree char *id = add_visit (pair, 1);
  WabiStore *store = pair->ledger.store;
  gint asked = 0;

  wabi_store_follow_set_asker (store, on_ask_cb, &asked);
  g_assert_false (wabi_store_follow_wait (store, PRACTICE, "ward", "epoch", 1, g_get_monotonic_time ()));
  g_assert_cmpint (asked, ==, 1);
  g_assert_false (wabi_store_follow_refresh (store, g_get_monotonic_time ()));
  wabi_store_follow_done (store, 1);
  follow_all (pair);
  g_assert_true (wabi_store_follow_wait (store, PRACTICE, "ward", wabi_store_get_epoch (pair->ward.store), 1, 0));
  g_assert_true (wabi_store_follow_wait (store, PRACTICE, "ward", "another history", 100, 0));
  g_assert_true (wabi_store_follow_wait (store, PRACTICE, "ledger", NULL, 100, 0));
  g_assert_false (wabi_store_follow_wait (store, PRACTICE, "ward", wabi_store_get_epoch (pair->ward.store), 100, 0));
  wabi_store_follow_set_asker (store, NULL, NULL);
}

static void
test_refusal_waits (Pair *pair, gconstpointer data)
{
  WabiCommand *command = command_new (&pair->ledger, 1, "tally.refuse", json_object_new ());
  WabiPush push = { .caller = { PRACTICE, USER, WABI_ROLES_ALL }, .device = "device", .service = "ledger", .from_n = 1,
                    .commands = &command, .n_commands = 1 };
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (wabi_store_push (pair->ledger.store, &push, answer, NULL, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_BEHIND);
  g_assert_cmpint (count_rows (&pair->ledger, "SELECT count(*) FROM mutation"), ==, 0);
  g_clear_error (&error);
  push.settled = TRUE;
  g_assert_true (wabi_store_push (pair->ledger.store, &push, answer, NULL, &error));
  g_assert_nonnull (strstr (answer->str, "\"status\":\"rejected\""));
  wabi_command_free (command);
}

static void
test_feeds (Pair *pair, gconstpointer data)
{
  g_autofree char *id = add_visit (pair, 1), *want = NULL, *kinds = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_store_list_feeds (pair->ward.store, out, &error));
  want = g_strdup_printf ("{\"feeds\":[{\"epoch\":\"%s\",\"head\":1,\"practice\":\"" PRACTICE "\",\"service\":\"ward\"}]}",
                          wabi_store_get_epoch (pair->ward.store));
  g_assert_cmpstr (out->str, ==, want);
  kinds = wabi_store_list_followed (pair->ledger.store, "ward");
  g_assert_cmpstr (kinds, ==, "visit");
  g_assert_null (wabi_store_list_followed (pair->ward.store, "ledger"));
}

/* Another service is given what it needs, and nothing else. */
static void
test_follower_scope (Pair *pair, gconstpointer data)
{
  WabiFeedRequest request = { .caller = { PRACTICE, "service", 0 }, .service = "ward", .follower = "ledger", .kinds = "visit" };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (wabi_store_read_feed (pair->ward.store, &request, out, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FORBIDDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/follow/copies", Pair, NULL, set_up, test_copies, tear_down);
  g_test_add ("/follow/fence", Pair, NULL, set_up, test_fence, tear_down);
  g_test_add ("/follow/restart", Pair, NULL, set_up, test_restart_sweeps, tear_down);
  g_test_add ("/follow/purge", Pair, NULL, set_up, test_purge_sweeps, tear_down);
  g_test_add ("/follow/wait", Pair, NULL, set_up, test_wait, tear_down);
  g_test_add ("/follow/refusal", Pair, NULL, set_up, test_refusal_waits, tear_down);
  g_test_add ("/follow/feeds", Pair, NULL, set_up, test_feeds, tear_down);
  g_test_add ("/follow/scope", Pair, NULL, set_up, test_follower_scope, tear_down);
  return g_test_run ();
}
