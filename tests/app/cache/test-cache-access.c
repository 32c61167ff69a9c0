// SPDX-License-Identifier: AGPL-3.0-or-later
// Clients that come into a person's care and leave it: what the cache then holds, whatever overlaps with what.

#include <glib/gstdio.h>
#include <string.h>

#include "cache-fixture.h"
#include "wabi-cache-private.h"
#include "wabi-cache-sync.h"
#include "wabi-domain.h"

#define STAFF "0190b000-0000-7000-8000-0000000000f1"
#define N_CLIENTS 4
#define MOST 60
#define SECRET "Heronsworth"

/* A service's records, latest states only, as its feed hands them out. */
typedef struct
{
  const char *kind;
  char id[37];
  guint client;
  gint64 seq, version;
  gboolean deleted;
} Row;

typedef struct
{
  Row rows[MOST];
  guint n;
  gint64 head;
  guint granted, changes; /* @changes: how often the caseload was another */
} Service;

static char *
client_id (guint client)
{
  return g_strdup_printf ("0190b000-0000-7000-8000-00000000c%03u", client);
}

static char *
write_body (const Service *service, const Row *row)
{
  g_autofree char *client = client_id (row->client);

  if (row->deleted)
    return g_strdup ("{}");
  if (strcmp (row->kind, "session") == 0)
    return g_strdup_printf ("{\"client\":\"%s\",\"staff\":\"" STAFF "\",\"service_code\":\"97153\",\"place\":\"11\",\"starts_at\":%u,"
                            "\"zone\":\"UTC\",\"state\":\"open\",\"present\":\"" SECRET "%u v%" G_GINT64_FORMAT "\"}",
                            client, row->client + 1, row->client, row->version);
  /* Of these only the note, which may never come, says whose they are. */
  return g_strdup_printf ("{\"note\":\"0190b000-0000-7000-8000-0000000e%04u\",\"author\":\"" STAFF "\",\"at\":1,\"text\":\"" SECRET
                          "%u v%" G_GINT64_FORMAT "\"}",
                          row->client, row->client, row->version);
}

static void
append_row (GString *text, const Service *service, const Row *row)
{
  g_autofree char *client = client_id (row->client), *body = write_body (service, row);

  g_string_append_printf (text,
                          "%s{\"kind\":\"%s\",\"id\":\"%s\",\"version\":%" G_GINT64_FORMAT ",\"seq\":%" G_GINT64_FORMAT
                          ",\"client\":\"%s\",\"deleted\":%s,\"schema\":1,\"body\":%s}",
                          text->str[text->len - 1] == '[' ? "" : ",", row->kind, row->id, row->version, row->seq, client,
                          row->deleted ? "true" : "false", body);
}

static void
append_access (GString *text, const Service *service)
{
  g_string_append_printf (text, ",\"access\":\"a%u-%u\",\"roles\":2", service->changes, service->granted);
}

static void
write_change (Service *service, Row *row)
{
  row->seq = ++service->head;
  row->version++;
}

static void
add_row (Service *service, GRand *rand)
{
  Row *row = &service->rows[service->n];

  if (service->n == MOST)
    return;
  *row = (Row){ g_rand_boolean (rand) ? "session" : "addendum", "", (guint) g_rand_int_range (rand, 0, N_CLIENTS), 0, 0, FALSE };
  /* Ids do not come in order. */
  g_snprintf (row->id, sizeof row->id, "0190b000-0000-7000-8000-%08x%04u", g_rand_int (rand), service->n);
  service->n++;
  write_change (service, row);
}

static const Row *
find_next (const Service *service, gint64 since)
{
  const Row *next = NULL;

  for (guint i = 0; i < service->n; i++)
    if (service->rows[i].seq > since && ((service->granted >> service->rows[i].client) & 1)
        && (next == NULL || service->rows[i].seq < next->seq))
      next = &service->rows[i];
  return next;
}

static void
append_digest (GString *text, const Service *service)
{
  static const char *const kinds[] = { "session", "addendum", "kind_of_tomorrow" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      WabiDigest digest = { 0 };

      for (guint i = 0; i < service->n; i++)
        if (strcmp (service->rows[i].kind, kinds[k]) == 0 && !service->rows[i].deleted && ((service->granted >> service->rows[i].client) & 1))
          wabi_digest_add (&digest, service->rows[i].id, service->rows[i].version, service->rows[i].seq);
      /* Of a kind that the program does not know, anything. */
      g_string_append_printf (text, "%s\"%s\":{\"count\":%" G_GINT64_FORMAT ",\"sum\":\"%016" G_GINT64_MODIFIER "x\"}",
                              k == 0 ? ",\"digest\":{" : ",", kinds[k], digest.count + k / 2, digest.sum);
    }
  g_string_append_c (text, '}');
}

static WabiPullPage *
ask_feed (const Service *service, gint64 since, guint limit)
{
  g_autoptr (GString) text = g_string_new ("{\"epoch\":\"e1\",\"service\":\"sessions\",\"changes\":[");
  g_autoptr (GError) error = NULL;
  const Row *row = NULL;
  gint64 next = since;
  WabiPullPage *page;
  guint n = 0;

  while (n < limit && (row = find_next (service, next)) != NULL)
    {
      append_row (text, service, row);
      next = row->seq;
      n++;
    }
  if (row == NULL)
    next = service->head;
  g_string_append_printf (text, "],\"head\":%" G_GINT64_FORMAT ",\"next\":%" G_GINT64_FORMAT ",\"more\":%s,\"min_schema\":1", service->head,
                          next, next < service->head ? "true" : "false");
  append_access (text, service);
  g_string_append (text, ",\"clients\":[");
  for (guint i = 0; i < N_CLIENTS; i++)
    if ((service->granted >> i) & 1)
      {
        g_autofree char *id = client_id (i);

        g_string_append_printf (text, "%s\"%s\"", text->str[text->len - 1] == '[' ? "" : ",", id);
      }
  g_string_append_c (text, ']');
  if (next == service->head)
    append_digest (text, service);
  g_string_append_c (text, '}');
  page = wabi_pull_page_parse (text->str, text->len, "sessions", since, &error);
  g_assert_no_error (error);
  return page;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = *(const Row *const *) a, *y = *(const Row *const *) b;
  int kinds = strcmp (y->kind, x->kind); /* session before addendum, as the service orders its kinds */

  return kinds != 0 ? kinds : strcmp (x->id, y->id);
}

static gboolean
lies_after (const Row *row, const char *place)
{
  g_autofree char *own = g_strconcat (row->kind, "/", row->id, NULL);
  const char *slash = strchr (place, '/');
  gboolean same = slash != NULL && strncmp (own, place, (gsize) (slash - place) + 1) == 0;

  return place[0] == '\0' || (same ? strcmp (own, place) > 0 : place[0] == 's' && own[0] == 'a');
}

/* NULL when the client is not the person's: the service says 404. */
static WabiPullPage *
ask_stream (Service *service, const char *client, const char *place, guint limit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *next = g_strdup ("");
  g_autoptr (GError) error = NULL;
  WabiPullPage *page;
  guint who = (guint) (client[35] - '0'), n = 0;

  if (!((service->granted >> who) & 1))
    return NULL;
  for (guint i = 0; i < service->n; i++)
    if (service->rows[i].client == who && lies_after (&service->rows[i], place))
      g_ptr_array_add (rows, &service->rows[i]);
  g_ptr_array_sort (rows, compare_rows);
  g_string_append_printf (text, "{\"epoch\":\"e1\",\"service\":\"sessions\",\"client\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"changes\":[", client,
                          service->head);
  for (; n < MIN (limit, rows->len); n++)
    {
      Row *row = g_ptr_array_index (rows, n);

      append_row (text, service, row);
      g_free (next);
      next = g_strconcat (row->kind, "/", row->id, NULL);
    }
  g_string_append_printf (text, "],\"more\":%s,\"next\":\"%s\",\"min_schema\":1", n < rows->len ? "true" : "false", n < rows->len ? next : "");
  append_access (text, service);
  g_string_append_c (text, '}');
  page = wabi_stream_page_parse (text->str, text->len, "sessions", client, &error);
  g_assert_no_error (error);
  return page;
}

static void
open_with_domain (Fixture *fixture)
{
  WabiCacheOptions options = fixture_options (fixture);
  g_autoptr (GError) error = NULL;

  wabi_cache_close (fixture->cache);
  g_clear_object (&fixture->cache);
  options.owner.user = STAFF;
  options.tables = wabi_cache_get_domain_tables ();
  fixture->cache = wabi_cache_open_sync (&options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_set_caller (fixture->cache, WABI_ROLE_RBT, "UTC", "Ana", "Oak", &error));
}

static gint64
get_cursor (Fixture *fixture)
{
  g_autofree char *epoch = NULL;
  g_autoptr (GError) error = NULL;
  gboolean loaded;
  gint64 seq;

  g_assert_true (wabi_cache_read_cursor (fixture->cache, "sessions", &seq, &epoch, &loaded, &error));
  return seq;
}

static WabiCacheVerdict
compare (Fixture *fixture, const WabiPullPage *page)
{
  g_autoptr (GError) error = NULL;
  WabiCacheCompared compared;

  g_assert_true (wabi_cache_compare (fixture->cache, page, &compared, &error));
  g_assert_no_error (error);
  return compared.verdict;
}

static void
apply_feed (Fixture *fixture, WabiPullPage *page)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_cache_apply_page (fixture->cache, page, &error));
  g_assert_no_error (error);
  /* Whatever overlaps with what: a sound copy is never called a wrong one. */
  g_assert_cmpint (compare (fixture, page), !=, WABI_CACHE_DIFFERS);
}

/* One step of filling up; FALSE when nothing is left to fill. */
static gboolean
fill_once (Fixture *fixture, Service *service, guint limit, gboolean twice)
{
  WabiCacheNeed need;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiPullPage) page = NULL;
  gboolean needed;

  g_assert_true (wabi_cache_read_need (fixture->cache, "sessions", &need, &error));
  needed = need.client != NULL;
  page = needed ? ask_stream (service, need.client, need.place, limit) : NULL;
  for (int i = 0; page != NULL && i <= twice; i++)
    {
      g_assert_true (wabi_cache_apply_stream (fixture->cache, page, &error));
      g_assert_no_error (error);
    }
  g_free (need.client);
  g_free (need.place);
  return needed;
}

static guint
count_held (Fixture *fixture, const char *kind, const char *where)
{
  WabiDbOptions options = { fixture->cache->path, fixture->cache->vault.key, TRUE, FALSE };
  g_autoptr (GError) error = NULL;
  WabiDb *db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE %s", kind, where);
  gint64 count = -1;

  g_assert_no_error (error);
  g_assert_true (wabi_db_get_int (db, sql, NULL, 0, &count, &error));
  g_assert_no_error (error);
  wabi_db_close (db);
  return (guint) count;
}

/* Byte for byte what the service would hand out now, and nothing else. */
static void
check_equal (Fixture *fixture, const Service *service)
{
  guint expected = 0;

  for (guint i = 0; i < service->n; i++)
    {
      const Row *row = &service->rows[i];
      gboolean granted = (service->granted >> row->client) & 1;
      g_autofree char *table = g_strconcat ("r_", row->kind, NULL), *body = write_body (service, row);
      g_autofree char *where = g_strdup_printf ("id = '%s' AND seq = %" G_GINT64_FORMAT " AND version = %" G_GINT64_FORMAT " AND body = '%s'",
                                                row->id, row->seq, row->version, body);

      /* A record that was deleted before its client came may be missing: it is gone either way. */
      g_test_message ("%s %s of client %u, seq %" G_GINT64_FORMAT ", version %" G_GINT64_FORMAT "%s%s", row->kind, row->id, row->client, row->seq,
                      row->version, granted ? ", granted" : "", row->deleted ? ", deleted" : "");
      if (!row->deleted)
        g_assert_cmpuint (count_held (fixture, table, where), ==, granted);
      expected += granted && !row->deleted;
    }
  g_assert_cmpuint (count_held (fixture, "r_session", "deleted = 0") + count_held (fixture, "r_addendum", "deleted = 0"), ==, expected);
}

static void
step (Fixture *fixture, Service *service, GRand *rand, GPtrArray *late)
{
  guint limit = (guint) g_rand_int_range (rand, 1, 6);

  switch (g_rand_int_range (rand, 0, 9))
    {
    case 0:
    case 1:
      add_row (service, rand);
      break;
    case 2:
      if (service->n > 0)
        {
          Row *row = &service->rows[g_rand_int_range (rand, 0, (int) service->n)];

          row->deleted |= g_rand_int_range (rand, 0, 5) == 0;
          write_change (service, row);
        }
      break;
    case 3:
      service->granted ^= 1u << g_rand_int_range (rand, 0, N_CLIENTS);
      service->changes++;
      break;
    case 4:
      /* Asked for, and applied some time. */
      g_ptr_array_add (late, ask_feed (service, get_cursor (fixture), limit));
      break;
    case 5:
      if (late->len > 0)
        {
          g_autoptr (WabiPullPage) page = g_ptr_array_steal_index (late, 0);

          apply_feed (fixture, page);
        }
      break;
    case 6:
      fill_once (fixture, service, limit, g_rand_boolean (rand));
      break;
    default:
      {
        g_autoptr (WabiPullPage) page = ask_feed (service, get_cursor (fixture), limit);

        /* One connection, in order: what was asked for earlier is applied or given up before. */
        g_ptr_array_set_size (late, 0);
        apply_feed (fixture, page);
        if (g_rand_boolean (rand))
          apply_feed (fixture, page);
      }
    }
}

static void
settle (Fixture *fixture, Service *service)
{
  do
    {
      g_autoptr (WabiPullPage) page = ask_feed (service, get_cursor (fixture), 3);

      apply_feed (fixture, page);
    }
  while (get_cursor (fixture) < service->head);
  while (fill_once (fixture, service, 2, FALSE))
    ;
}

static void
harm (Fixture *fixture, const char *sql)
{
  WabiDbOptions options = { fixture->cache->path, fixture->cache->vault.key, FALSE, TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_db_script (db, sql, &error));
  g_assert_no_error (error);
}

/* In the end the copy is found to be right, and to be wrong as soon as one row is missing, old or too many. */
static void
check_compared (Fixture *fixture, Service *service)
{
  static const char *const harms[] = {
    "DELETE FROM r_session WHERE id = (SELECT max (id) FROM r_session WHERE deleted = 0)",
    "UPDATE r_addendum SET version = version + 1 WHERE id = (SELECT max (id) FROM r_addendum WHERE deleted = 0)",
    "UPDATE r_session SET deleted = 1 WHERE id = (SELECT min (id) FROM r_session WHERE deleted = 0)",
  };
  g_autoptr (WabiPullPage) page = ask_feed (service, get_cursor (fixture), 100);
  guint sessions = count_held (fixture, "r_session", "deleted = 0"), addenda = count_held (fixture, "r_addendum", "deleted = 0");

  g_assert_cmpint (compare (fixture, page), ==, WABI_CACHE_SAME);
  for (guint i = 0; i < G_N_ELEMENTS (harms); i++)
    {
      guint there = i == 1 ? addenda : sessions;

      if (there == 0)
        continue;
      harm (fixture, harms[i]);
      g_assert_cmpint (compare (fixture, page), ==, WABI_CACHE_DIFFERS);
      g_assert_true (wabi_cache_begin_resync (fixture->cache, "sessions", NULL));
      g_assert_cmpint (compare (fixture, page), ==, WABI_CACHE_UNCOMPARED);
      settle (fixture, service);
      check_equal (fixture, service);
      g_assert_cmpint (compare (fixture, page), ==, WABI_CACHE_SAME);
    }
}

/* Pages, repeats, fills and changes of the caseload in any order: in the end the cache holds what the person may see, and no more. */
static void
test_any_order (Fixture *fixture, gconstpointer data)
{
  for (guint32 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_pull_page_free);
      g_autofree Service *service = g_new0 (Service, 1);

      fixture_tear_down (fixture, NULL);
      fixture_set_up (fixture, NULL);
      open_with_domain (fixture);
      service->granted = (guint) g_rand_int_range (rand, 0, 1 << N_CLIENTS);
      g_test_message ("seed %u", seed);
      for (guint i = 0; i < 120; i++)
        step (fixture, service, rand, late);
      g_ptr_array_set_size (late, 0);
      settle (fixture, service);
      check_equal (fixture, service);
      check_compared (fixture, service);
      run_main_context ();
    }
}

static gboolean
journal_is_empty (Fixture *fixture)
{
  g_autofree char *journal = g_strconcat (fixture->cache->path, "-wal", NULL);
  GStatBuf about;

  return g_stat (journal, &about) != 0 || about.st_size == 0;
}

static guint
count_free_pages (Fixture *fixture)
{
  WabiDbOptions options = { fixture->cache->path, fixture->cache->vault.key, TRUE, FALSE };
  g_autoptr (GError) error = NULL;
  WabiDb *db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  gint64 count = -1;

  g_assert_no_error (error);
  g_assert_true (wabi_db_get_int (db, "PRAGMA freelist_count", NULL, 0, &count, &error));
  wabi_db_close (db);
  return (guint) count;
}

/* After a client left: no row, no word, nothing confirmed about him, no free page and no journal that could still hold a byte. What
 * waits to be sent is still there. */
static void
test_nothing_is_left (Fixture *fixture, gconstpointer data)
{
  static const char *const tables[] = { "r_session", "r_addendum", "raw", "shadow" };
  g_autofree Service *service = g_new0 (Service, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *client = client_id (0);
  WabiCacheNeed need;

  open_with_domain (fixture);
  service->granted = 3;
  while (service->n < MOST)
    add_row (service, rand);
  settle (fixture, service);
  json_object_set_string_member (args, "id", "0190b000-0000-7000-8000-0000000000aa");
  json_object_set_string_member (args, "client", client);
  json_object_set_string_member (args, "staff", STAFF);
  json_object_set_string_member (args, "status", "requested");
  json_object_set_int_member (args, "starts_at", 1);
  json_object_set_int_member (args, "ends_at", 2);
  g_assert_true (wabi_cache_apply (fixture->cache, "time-off.set", args, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_held (fixture, "r_session", "f_client = '0190b000-0000-7000-8000-00000000c000'"), >, 0);
  service->granted = 2;
  service->changes++;
  settle (fixture, service);
  check_equal (fixture, service);
  g_assert_true (wabi_cache_read_need (fixture->cache, "sessions", &need, &error));
  g_assert_true (need.scrub);
  g_assert_false (journal_is_empty (fixture));
  g_assert_true (wabi_cache_scrub (fixture->cache, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_assert_cmpuint (count_held (fixture, tables[i], "body LIKE '%" SECRET "0%'"), ==, 0);
  g_assert_true (journal_is_empty (fixture));
  g_assert_cmpuint (count_free_pages (fixture), ==, 0);
  waiting = wabi_cache_list_outbox (fixture->cache, NULL, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_true (wabi_cache_read_need (fixture->cache, "sessions", &need, &error));
  g_assert_false (need.scrub);
}

/* As a session that the service has confirmed; the commands of the whole domain need more than this practice has. */
static void
put_confirmed (Fixture *fixture, const char *client)
{
  WabiDbOptions options = { fixture->cache->path, fixture->cache->vault.key, FALSE, FALSE };
  g_autoptr (GError) error = NULL;
  WabiDb *db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  g_autofree char *args = g_strdup_printf ("{\"client\":\"%s\"}", client);

  g_assert_no_error (error);
  g_assert_true (wabi_db_run (db, &error,
                              "INSERT INTO outbox (id, n, service, name, args, deps, wall, mono, boot, zone, user_id, online, state, seq, kinds, at)"
                              " VALUES ('0190b000-0000-7000-8000-0000000000bb', 1, 'sessions', 'session.start', $1, '', 1, 1, '', 'UTC', 'user-1', 0,"
                              " 2, 1, '', 1)",
                              WABI_TEXT (args)));
  wabi_db_close (db);
}

static void
take_away (Fixture *fixture, const char *epoch)
{
  g_autofree char *kept = client_id (1),
                  *text = g_strdup_printf ("{\"epoch\":\"%s\",\"service\":\"sessions\",\"changes\":[],\"head\":0,\"next\":0,\"more\":false,"
                                           "\"min_schema\":1,\"access\":\"another\",\"roles\":2,\"clients\":[\"%s\"]}",
                                           epoch, kept);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiPullPage) page = wabi_pull_page_parse (text, strlen (text), "sessions", 0, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_cache_begin_resync (fixture->cache, "sessions", &error));
  g_assert_true (wabi_cache_apply_page (fixture->cache, page, &error));
  g_assert_no_error (error);
}

static guint
count_confirmed_after (Fixture *fixture, const char *epoch)
{
  g_autofree Service *service = g_new0 (Service, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree char *client = client_id (0);

  fixture_tear_down (fixture, NULL);
  fixture_set_up (fixture, NULL);
  open_with_domain (fixture);
  service->granted = 3;
  while (service->n < MOST)
    add_row (service, rand);
  settle (fixture, service);
  put_confirmed (fixture, client);
  take_away (fixture, epoch);
  return count_held (fixture, "outbox", "id = '0190b000-0000-7000-8000-0000000000bb' AND state = 0");
}

/* What was confirmed goes with its client. But when the very page that takes him away comes from a service that was restored, it may have lost
 * what it had confirmed: that is sent again. */
static void
test_restored_and_taken_away (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_confirmed_after (fixture, "e1"), ==, 0);
  g_assert_cmpuint (count_held (fixture, "outbox", "1 = 1"), ==, 0);
  g_assert_cmpuint (count_confirmed_after (fixture, "e2"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cache-access/any-order", Fixture, NULL, fixture_set_up, test_any_order, fixture_tear_down);
  g_test_add ("/cache-access/nothing-is-left", Fixture, NULL, fixture_set_up, test_nothing_is_left, fixture_tear_down);
  g_test_add ("/cache-access/restored-and-taken-away", Fixture, NULL, fixture_set_up, test_restored_and_taken_away, fixture_tear_down);
  return g_test_run ();
}
