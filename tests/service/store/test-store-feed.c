// SPDX-License-Identifier: AGPL-3.0-or-later
// What a follower may rely on when it reads: no gap, stop anywhere and resume, only what the role may see.

#include <string.h>

#include "store-fixture.h"

/* Adds visits and secrets in turn and edits some again, so that the feed has holes of moved records. */
static void
fill (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (JsonObject) answer = NULL;
      JsonObject *args = visit_args (fixture, NULL, "ann");

      if (i % 5 == 0)
        {
          JsonObject *set = json_object_new ();

          json_object_set_string_member (args, "id", g_ptr_array_index (ids, i % ids->len));
          json_object_set_int_member (set, "starts_at", 1800000000000000 + i);
          json_object_set_object_member (args, "set", set);
          json_object_set_object_member (args, "base", json_object_new ());
        }
      else if (i % 3 != 0)
        g_ptr_array_add (ids, g_strdup (wabi_json_peek_text (args, "id")));
      json_object_set_string_member (args, "word", "xyzzy");
      answer = push_one (fixture, "device-a", i,
                         i % 5 == 0   ? "visit.edit"
                         : i % 3 == 0 ? "secret.add"
                                      : "visit.add",
                         args);
      g_assert_cmpstr (get_status (answer, 0), !=, "rejected");
    }
}

/* Applies pages as a desktop does: a row is taken when its position is newer. */
static gint64
apply_page (GHashTable *state, JsonObject *page)
{
  JsonArray *changes = json_object_get_array_member (page, "changes");
  gint64 last = 0;

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);

      g_assert_cmpint (wabi_json_peek_int (change, "seq", 0), >, last);
      last = wabi_json_peek_int (change, "seq", 0);
      g_hash_table_insert (state, g_strdup (wabi_json_peek_text (change, "id")),
                           wabi_json_object_to_canonical (change));
    }
  return wabi_json_peek_int (page, "next", -1);
}

static char *
describe (GHashTable *state)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (state), (GCompareFunc)strcmp);
  GString *text = g_string_new (NULL);

  for (GList *at = keys; at != NULL; at = at->next)
    g_string_append_printf (text, "%s\n", (const char *)g_hash_table_lookup (state, at->data));
  return g_string_free (text, FALSE);
}

static char *
pull_all (Fixture *fixture, gint64 first_limit, guint limit, guint roles)
{
  g_autoptr (GHashTable) state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gint64 since = 0;
  gboolean more = TRUE;

  for (guint page_limit = first_limit > 0 ? (guint)first_limit : limit; more; page_limit = limit)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) page = read_feed (fixture, "ward", since, page_limit, roles, &error);
      gint64 next;

      g_assert_no_error (error);
      next = apply_page (state, page);
      more = json_object_get_boolean_member (page, "more");
      g_assert_true (next > since || !more);
      since = next;
    }
  return describe (state);
}

static void
test_resume_anywhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = NULL;

  fill (fixture, 60);
  whole = pull_all (fixture, 0, 1000, WABI_ROLES_ALL);
  g_assert_cmpuint (strlen (whole), >, 1000);
  for (guint stop = 1; stop <= 60; stop++)
    {
      g_autofree char *resumed = pull_all (fixture, stop, 7, WABI_ROLES_ALL);

      g_assert_cmpstr (resumed, ==, whole);
    }
}

static void
test_role_filter (Fixture *fixture, gconstpointer data)
{
  g_autofree char *desk = NULL, *admin = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) page = NULL;

  fill (fixture, 30);
  desk = pull_all (fixture, 0, 4, WABI_ROLE_FRONTDESK);
  admin = pull_all (fixture, 0, 4, WABI_ROLE_ADMIN);
  g_assert_null (strstr (desk, "secret"));
  g_assert_null (strstr (desk, "xyzzy"));
  g_assert_nonnull (strstr (admin, "\"secret\""));
  /* The places of what may not be seen are passed over, so that the follower comes to an end. */
  page = read_feed (fixture, "ward", 0, 5000, WABI_ROLE_FRONTDESK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wabi_json_peek_int (page, "next", 0), ==, wabi_json_peek_int (page, "head", -1));
  g_assert_cmpint (wabi_json_peek_int (page, "head", 0), ==, 30);
}

static void
test_page_bounds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (90000, 'm');
  g_autoptr (GError) error = NULL;
  gint64 since = 0, pages = 0;

  for (guint i = 1; i <= 30; i++)
    {
      JsonObject *args = visit_args (fixture, NULL, "ann");
      g_autoptr (JsonObject) answer = NULL;

      json_object_set_string_member (args, "memo", text);
      answer = push_one (fixture, "device-a", i, "visit.add", args);
      g_assert_cmpstr (get_status (answer, 0), ==, "applied");
    }
  while (since < 30)
    {
      WabiFeedRequest request = {
        { PRACTICE, USER, WABI_ROLES_ALL }, "ward", since, wabi_store_get_epoch (fixture->store), 5000
      };
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (JsonObject) page = NULL;

      g_assert_true (wabi_store_read_feed (fixture->store, &request, out, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (out->len, <, WABI_STORE_MAX_FEED_BYTES + 1024);
      page = wabi_json_parse_object (out->str, (gssize)out->len, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (wabi_json_peek_int (page, "next", 0), >, since);
      since = wabi_json_peek_int (page, "next", 0);
      g_assert_cmpint (json_object_get_boolean_member (page, "more"), ==, since < 30);
      pages++;
    }
  g_assert_cmpint (pages, ==, 3);
}

static void
test_resync (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *service, *epoch;
    gint64 since;
    int code;
  } cases[] = {
    { "ward", NULL, 11, WABI_STORE_ERROR_RESYNC },  { "ward", "another", 3, WABI_STORE_ERROR_RESYNC },
    { "ward", NULL, -1, WABI_STORE_ERROR_INVALID }, { "nowhere", NULL, 0, WABI_STORE_ERROR_UNKNOWN_SERVICE },
    { "ledger", NULL, 1, WABI_STORE_ERROR_RESYNC },
  };

  fill (fixture, 10);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiFeedRequest request
          = { { PRACTICE, USER, WABI_ROLES_ALL }, cases[i].service, cases[i].since, cases[i].epoch, 10 };
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (wabi_store_read_feed (fixture->store, &request, out, &error));
      g_assert_error (error, WABI_STORE_ERROR, cases[i].code);
    }
}

static void
test_records (Fixture *fixture, gconstpointer data)
{
  WabiCaller desk = { PRACTICE, USER, WABI_ROLE_FRONTDESK },
             stranger = { OTHER_PRACTICE, USER, WABI_ROLES_ALL };
  const WabiKind *visit = wabi_store_find_kind (fixture->store, "visit");
  g_autofree char *id = wabi_id_new (fixture->ids);
  g_autoptr (JsonObject) answer
      = push_one (fixture, "device-a", 1, "visit.add", visit_args (fixture, id, "zoe")),
      object = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (visit == &kind_visit);
  g_assert_null (wabi_store_find_kind (fixture->store, "nothing"));
  g_assert_true (wabi_store_get_json (fixture->store, &desk, visit, id, out, &error));
  object = wabi_json_parse_object (out->str, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wabi_json_peek_text (object, "id"), ==, id);
  g_assert_cmpint (wabi_json_peek_int (object, "version", 0), ==, 1);
  g_assert_cmpstr (wabi_json_peek_text (json_object_get_object_member (object, "body"), "staff"), ==, "zoe");
  g_assert_false (wabi_store_get_json (fixture->store, &stranger, visit, id, out, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (wabi_store_get_json (fixture->store, &desk, visit, NULL, out, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (wabi_store_get_json (fixture->store, &desk, &kind_secret, id, out, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FORBIDDEN);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  WabiCaller desk = { PRACTICE, USER, WABI_ROLE_FRONTDESK };
  guint seen = 0;

  for (guint i = 1; i <= 25; i++)
    {
      g_autoptr (JsonObject) answer
          = push_one (fixture, "device-a", i, "visit.add", visit_args (fixture, NULL, i % 2 ? "ann" : "bob"));

      g_assert_cmpstr (get_status (answer, 0), ==, "applied");
    }
  for (guint offset = 0; offset < 13; offset += 5)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) page = NULL;
      WabiQuery query;

      wabi_query_init (&query, &kind_visit);
      wabi_query_where_text (&query, "staff", WABI_EQ, "ann");
      query.limit = 5;
      query.offset = offset;
      g_assert_true (wabi_store_list_json (fixture->store, &desk, &query, out, &error));
      page = wabi_json_parse_object (out->str, (gssize)out->len, NULL, &error);
      g_assert_no_error (error);
      seen += json_array_get_length (json_object_get_array_member (page, "records"));
      g_assert_cmpint (json_object_get_boolean_member (page, "more"), ==, offset < 10);
    }
  g_assert_cmpuint (seen, ==, 13);
}

static gboolean
keep_first (const WabiRow *row, gpointer data, GError **error)
{
  g_string_append_printf (data, "%s\n", wabi_row_text (row, 0));
  return TRUE;
}

static gboolean
keep_plan (const WabiRow *row, gpointer data, GError **error)
{
  g_string_append (data, wabi_row_text (row, 3));
  return TRUE;
}

typedef struct
{
  const char *sql, *part;
} Plan;

static gboolean
check_plan (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  const Plan *plan = data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", plan->sql, NULL);

  if (!wabi_db_query (db, sql, NULL, 0, keep_plan, text, NULL, error))
    return FALSE;
  if (strstr (text->str, plan->part) == NULL)
    g_error ("%s\nis planned as\n%s", plan->sql, text->str);
  return TRUE;
}

/* A page of a long feed must cost what it holds: its parts are merged along their indexes, not read to their ends and sorted. */
static void
check_postgres_plan (Fixture *fixture)
{
  static const char fill[]
      = "INSERT INTO r_visit (practice_id, id, version, seq, deleted, schema, body, f_starts_at) SELECT 'p', 'v' || n, 1, n * 2, 0, 1, '{}', n FROM "
        "generate_series (1, 5000) n; INSERT INTO r_secret (practice_id, id, version, seq, deleted, schema, body) SELECT 'p', 's' || n, 1, n * 2 + 1, 0, 1, "
        "'{}' FROM generate_series (1, 5000) n; ANALYZE r_visit; ANALYZE r_secret;";
  static const char page[]
      = "EXPLAIN (SELECT seq, body FROM r_visit WHERE practice_id = 'p' AND seq > 5 ORDER BY seq LIMIT 9) UNION ALL (SELECT seq, body FROM r_secret "
        "WHERE practice_id = 'p' AND seq > 5 ORDER BY seq LIMIT 9) ORDER BY seq LIMIT 9";
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_db_script (db, fill, &error));
  g_assert_true (wabi_db_query (db, page, NULL, 0, keep_first, text, NULL, &error));
  g_assert_nonnull (strstr (text->str, "Merge Append"));
  g_assert_nonnull (strstr (text->str, "x_visit_seq"));
  g_assert_nonnull (strstr (text->str, "x_secret_seq"));
}

/* A question about one person's records must not walk through the whole practice's. */
static void
test_plans (Fixture *fixture, gconstpointer data)
{
  static const Plan plans[] = {
    { "SELECT body FROM r_visit WHERE practice_id = 'p' AND deleted = 0 AND f_staff = 's' ORDER BY "
      "f_starts_at, id LIMIT 100000",
      "x_visit_staff (practice_id=? AND f_staff=?)" },
    { "SELECT body FROM r_visit WHERE practice_id = 'p' AND deleted = 0 AND f_staff = 's' AND f_starts_at >= "
      "1 AND f_starts_at < 9 "
      "ORDER BY f_starts_at, id LIMIT 9",
      "x_visit_staff (practice_id=? AND f_staff=? AND f_starts_at>? AND f_starts_at<?)" },
    { "SELECT body FROM r_visit WHERE practice_id = 'p' AND deleted = 0 AND f_starts_at >= 1 AND f_starts_at "
      "< 9 "
      "ORDER BY f_starts_at, id LIMIT 9",
      "PRIMARY KEY (practice_id=? AND f_starts_at>? AND f_starts_at<?)" },
    { "SELECT body FROM r_visit WHERE practice_id = 'p' AND id = 'i'",
      "x_visit_id (practice_id=? AND id=?)" },
    { "SELECT body FROM r_secret WHERE practice_id = 'p' AND id = 'i'",
      "PRIMARY KEY (practice_id=? AND id=?)" },
    { "SELECT seq, body FROM r_visit WHERE practice_id = 'p' AND seq > 5 UNION ALL SELECT seq, body FROM "
      "r_secret WHERE "
      "practice_id = 'p' AND seq > 5 ORDER BY seq LIMIT 9",
      "MERGE (UNION ALL)" },
  };

  if (fixture_is_postgres ())
    {
      check_postgres_plan (fixture);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (wabi_store_read (fixture->store, NULL, check_plan, (gpointer)&plans[i], &error));
      g_assert_no_error (error);
    }
}

/* The digest of one kind as a page tells it; NULL when the page tells none of it. */
static char *
dup_digest (Fixture *fixture, guint roles, const char *kind, gboolean ask, guint limit)
{
  WabiFeedRequest request = { { PRACTICE, USER, roles }, "ward", 0, NULL, limit, .digest = ask };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) page = NULL;
  JsonObject *digests;

  g_assert_true (wabi_store_read_feed (fixture->store, &request, out, &error));
  g_assert_no_error (error);
  page = wabi_json_parse_object (out->str, (gssize) out->len, NULL, &error);
  g_assert_no_error (error);
  if (!json_object_has_member (page, "digest"))
    return NULL;
  digests = json_object_get_object_member (page, "digest");
  return json_object_has_member (digests, kind) ? wabi_json_object_to_canonical (json_object_get_object_member (digests, kind)) : g_strdup ("none");
}

/* Told when asked for, at the end, of what the role reads; another after each change, and the same when the change is taken back by nobody:
 * what was deleted counts no more, whether its tombstone is there or not. */
static void
test_digest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) first = visit_args (fixture, "0190a000-0000-7000-8000-0000000000a1", "ann"), added = NULL, removed = NULL;
  g_autoptr (JsonObject) gone = visit_args (fixture, "0190a000-0000-7000-8000-0000000000a1", "ann");
  g_autofree char *empty = NULL, *full = NULL, *more = NULL, *after = NULL, *desk = NULL, *early = NULL, *unasked = NULL;
  guint n = 40;

  empty = dup_digest (fixture, WABI_ROLES_ALL, "visit", TRUE, 1000);
  g_assert_cmpstr (empty, ==, "{\"count\":0,\"sum\":\"0000000000000000\"}");
  fill (fixture, n);
  full = dup_digest (fixture, WABI_ROLES_ALL, "visit", TRUE, 1000);
  added = push_one (fixture, "device-a", n + 1, "visit.add", g_steal_pointer (&first));
  g_assert_cmpstr (get_status (added, 0), ==, "applied");
  more = dup_digest (fixture, WABI_ROLES_ALL, "visit", TRUE, 1000);
  g_assert_cmpstr (more, !=, full);
  removed = push_one (fixture, "device-a", n + 2, "visit.remove", g_steal_pointer (&gone));
  g_assert_cmpstr (get_status (removed, 0), ==, "applied");
  after = dup_digest (fixture, WABI_ROLES_ALL, "visit", TRUE, 1000);
  g_assert_cmpstr (after, ==, full);
  desk = dup_digest (fixture, WABI_ROLE_FRONTDESK, "secret", TRUE, 1000);
  g_assert_cmpstr (desk, ==, "none");
  early = dup_digest (fixture, WABI_ROLES_ALL, "visit", TRUE, 5);
  g_assert_null (early);
  unasked = dup_digest (fixture, WABI_ROLES_ALL, "visit", FALSE, 1000);
  g_assert_null (unasked);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/feed/resume-anywhere", test_resume_anywhere);
  ADD ("/store/feed/role-filter", test_role_filter);
  ADD ("/store/feed/page-bounds", test_page_bounds);
  ADD ("/store/feed/resync", test_resync);
  ADD ("/store/feed/records", test_records);
  ADD ("/store/feed/list", test_list);
  ADD ("/store/feed/plans", test_plans);
  ADD ("/store/feed/digest", test_digest);
  return g_test_run ();
}
