// SPDX-License-Identifier: AGPL-3.0-or-later
// What is removed in time: results and tombstones; and that nothing is done twice, and nothing comes back, when they are gone.

#include <string.h>

#include "store-fixture.h"

#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

/* Ids are born by the same clock as all else here. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  WabiIdSource *ids;

  fixture_set_up (fixture, data);
  ids = fixture->ids;
  fixture->ids = wabi_id_source_new (&fixture->clock.clock);
  fixture_reopen (fixture);
  wabi_id_source_free (ids);
}

static WabiTidied
tidy (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WabiTidied tidied;

  g_assert_true (wabi_store_tidy (fixture->store, &tidied, &error));
  g_assert_no_error (error);
  return tidied;
}

static JsonObject *
send (Fixture *fixture, const char *device, WabiCommand *command, gint64 n)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  command->n = n;
  answer = push_commands (fixture, device, &command, 1, &error);
  g_assert_no_error (error);
  return answer;
}

static char *
canonical_result (JsonObject *answer)
{
  JsonObject *result = get_result (answer, 0);

  json_object_remove_member (result, "n");
  return wabi_json_object_to_canonical (result);
}

/* Sent again by a device that was set up anew from an old copy, long after the result is gone. */
static void
test_not_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiCommand) first = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) refused = command_new (fixture, 2, "visit.refuse", visit_args (fixture, NULL, "ann"));
  g_autoptr (JsonObject) done = send (fixture, "device-a", first, 1), not_done = send (fixture, "device-a", refused, 2);
  g_autoptr (JsonObject) last = push_one (fixture, "device-a", 3, "visit.add", visit_args (fixture, NULL, "bob"));
  g_autoptr (JsonObject) again = NULL, still = NULL, still_refused = NULL;
  g_autofree char *was = canonical_result (done), *is = NULL, *later = NULL;
  g_autoptr (GError) error = NULL;
  WabiTidied tidied;

  fixture->clock.at += 29 * DAY;
  g_assert_cmpint (tidy (fixture).results, ==, 0);
  fixture->clock.at += 2 * DAY;
  tidied = tidy (fixture);
  g_assert_cmpint (tidied.results, ==, 2);
  /* The device's last is kept: it is known where it stands. */
  g_assert_cmpint (count_rows (fixture, "SELECT max (n) FROM mutation"), ==, 3);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM mutation"), ==, 1);
  /* Under the same number nobody knows whether it is the same: the device numbers anew. */
  first->n = 1;
  g_assert_null (push_commands (fixture, "device-a", &first, 1, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_MID_REUSE);
  again = send (fixture, "device-a", first, 4);
  is = canonical_result (again);
  g_assert_cmpstr (is, ==, was);
  still = send (fixture, "device-b", first, 1);
  later = canonical_result (still);
  g_assert_cmpstr (later, ==, was);
  still_refused = send (fixture, "device-b", refused, 2);
  g_assert_cmpstr (get_status (still_refused, 0), ==, "rejected");
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 2);
  g_assert_cmpint (count_rows (fixture, "SELECT max (version) FROM r_visit"), ==, 1);
}

/* Forty days without a network: given long ago, never done. */
static void
test_late_is_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) before = push_one (fixture, "device-a", 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) waiting = command_new (fixture, 2, "visit.add", visit_args (fixture, NULL, "bob"));
  g_autoptr (WabiCommand) also = command_new (fixture, 3, "visit.add", visit_args (fixture, NULL, "cid"));
  g_autoptr (JsonObject) answer = NULL, other = NULL;

  fixture->clock.at += 40 * DAY;
  tidy (fixture);
  answer = send (fixture, "device-a", waiting, 2);
  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
  other = send (fixture, "device-a", also, 3);
  g_assert_cmpstr (get_status (other, 0), ==, "applied");
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 3);
}

/* A whole push of them: one statement that names each. */
static void
test_many_late_are_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_command_free);
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = NULL;

  for (guint n = 1; n <= WABI_STORE_MAX_PUSH; n++)
    g_ptr_array_add (waiting, command_new (fixture, n, "visit.add", visit_args (fixture, NULL, "ann")));
  fixture->clock.at += 40 * DAY;
  answer = push_commands (fixture, "device-a", (WabiCommand *const *) waiting->pdata, waiting->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < waiting->len; i++)
    g_assert_cmpstr (get_status (answer, i), ==, "applied");
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, WABI_STORE_MAX_PUSH);
}

static gint64
find_seq (Fixture *fixture)
{
  return count_rows (fixture, "SELECT max (seq) FROM r_visit");
}

static void
expect_feed (Fixture *fixture, gint64 since, gint64 base, gboolean fine)
{
  WabiFeedRequest request = { { PRACTICE, USER, WABI_ROLES_ALL }, "ward", since, NULL, 1, .base = base };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_store_read_feed (fixture->store, &request, out, &error) == fine);
  if (!fine)
    g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_RESYNC);
}

static void
test_tombstones (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = wabi_id_new (fixture->ids);
  JsonObject *args = visit_args (fixture, id, "ann"), *which = json_object_new (), *edit = json_object_new (), *set = json_object_new ();
  g_autoptr (JsonObject) added = NULL, removed = NULL, other = NULL, edited = NULL, anew = NULL;
  gint64 seq;

  json_object_set_string_member (args, "memo", "a secret");
  added = push_one (fixture, "device-a", 1, "visit.add", args);
  json_object_set_string_member (which, "id", id);
  removed = push_one (fixture, "device-a", 2, "visit.remove", which);
  g_assert_cmpstr (get_status (removed, 0), ==, "applied");
  seq = find_seq (fixture);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit WHERE deleted = 1 AND body = '{}' AND f_staff IS NULL"), ==, 1);
  /* An edit by who has not heard of it is refused and makes nothing. */
  json_object_set_string_member (edit, "id", id);
  json_object_set_string_member (set, "room", "3");
  json_object_set_object_member (edit, "set", set);
  json_object_set_object_member (edit, "base", json_object_new ());
  edited = push_one (fixture, "device-b", 1, "visit.edit", edit);
  g_assert_cmpstr (get_status (edited, 0), ==, "rejected");
  tidy (fixture);
  other = push_one (fixture, "device-a", 3, "visit.add", visit_args (fixture, NULL, "bob"));

  fixture->clock.at += 179 * DAY;
  g_assert_cmpint (tidy (fixture).tombstones, ==, 0);
  expect_feed (fixture, seq - 1, 0, TRUE);
  fixture->clock.at += 2 * DAY;
  g_assert_cmpint (tidy (fixture).tombstones, ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 1);
  /* Who has not read as far compares everything; who begins, or has read it, goes on. */
  expect_feed (fixture, seq - 1, 0, FALSE);
  expect_feed (fixture, seq - 1, seq, TRUE);
  expect_feed (fixture, seq - 1, seq - 1, FALSE);
  expect_feed (fixture, 0, 0, TRUE);
  expect_feed (fixture, seq, 0, TRUE);
  /* Nothing is left to remove, and nothing is asked anew of those who are up to date. */
  fixture->clock.at += 400 * DAY;
  g_assert_cmpint (tidy (fixture).tombstones, ==, 0);
  expect_feed (fixture, seq, 0, TRUE);
}

/* r(B[..n]) = r(r(B[..i]) ∪ B[i+1..n]): a copy that stops anywhere, while things are deleted and the traces go, and that reads everything
 * anew when it is told to, is at the end what one is that reads once. */
typedef struct
{
  GHashTable *rows; /* id → version, of what is not deleted */
  GHashTable *seen; /* (nullable): ids of this reading, when it began anew */
  gint64 since, base;
  gboolean loading;
} Copy;

static void
copy_take (Copy *copy, JsonObject *page)
{
  JsonArray *changes = json_object_get_array_member (page, "changes");

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);
      const char *id = wabi_json_peek_text (change, "id");

      g_hash_table_add (copy->seen, g_strdup (id));
      if (json_object_get_boolean_member (change, "deleted"))
        g_hash_table_remove (copy->rows, id);
      else
        g_hash_table_insert (copy->rows, g_strdup (id), wabi_json_object_to_canonical (change));
    }
  copy->since = wabi_json_peek_int (page, "next", -1);
}

static gboolean
is_unseen (gpointer id, gpointer row, gpointer seen)
{
  return !g_hash_table_contains (seen, id);
}

/* One page; FALSE when there is no more. */
static gboolean
copy_step (Fixture *fixture, Copy *copy, guint limit)
{
  WabiFeedRequest request = { { PRACTICE, USER, WABI_ROLES_ALL }, "ward", copy->since, NULL, limit, .base = copy->base };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (GError) error = NULL;

  if (!wabi_store_read_feed (fixture->store, &request, out, &error))
    {
      g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_RESYNC);
      /* What is begun now is let through to its end, unless half a year passes on the way. */
      g_assert_cmpint (copy->since, >, 0);
      copy->since = 0;
      copy->loading = TRUE;
      g_hash_table_remove_all (copy->seen);
      return TRUE;
    }
  page = wabi_json_parse_object (out->str, (gssize)out->len, NULL, &error);
  g_assert_no_error (error);
  if (copy->since == 0)
    copy->base = wabi_json_peek_int (page, "head", 0);
  copy_take (copy, page);
  if (json_object_get_boolean_member (page, "more"))
    return TRUE;
  if (copy->loading)
    g_hash_table_foreach_remove (copy->rows, is_unseen, copy->seen);
  copy->loading = FALSE;
  return FALSE;
}

static void
copy_init (Copy *copy)
{
  *copy = (Copy){ .rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                  .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), .loading = TRUE };
}

static void
copy_clear (Copy *copy)
{
  g_hash_table_unref (copy->rows);
  g_hash_table_unref (copy->seen);
}

static void
expect_same (Copy *a, Copy *b)
{
  GHashTableIter iter;
  gpointer id, row;

  g_assert_cmpuint (g_hash_table_size (a->rows), ==, g_hash_table_size (b->rows));
  g_hash_table_iter_init (&iter, a->rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    g_assert_cmpstr (row, ==, g_hash_table_lookup (b->rows, id));
}

/* Something happens to the records; sometimes half a year passes. */
static void
act (Fixture *fixture, GPtrArray *ids, gint64 *n)
{
  g_autoptr (JsonObject) answer = NULL;
  gboolean removes = ids->len > 3 && g_test_rand_int_range (0, 3) == 0;
  guint which = ids->len > 0 ? (guint)g_test_rand_int_range (0, (int)ids->len) : 0;
  JsonObject *args;

  fixture->clock.at += g_test_rand_int_range (1, 40) * DAY;
  if (removes)
    {
      args = json_object_new ();
      json_object_set_string_member (args, "id", g_ptr_array_index (ids, which));
      g_ptr_array_remove_index_fast (ids, which);
    }
  else
    {
      args = visit_args (fixture, NULL, "ann");
      g_ptr_array_add (ids, g_strdup (wabi_json_peek_text (args, "id")));
    }
  answer = push_one (fixture, "device-a", ++*n, removes ? "visit.remove" : "visit.add", args);
  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
  if (g_test_rand_int_range (0, 3) == 0)
    tidy (fixture);
}

static void
test_reduce_law (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Copy copies[4], whole;
  gint64 n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    copy_init (&copies[i]);
  for (guint i = 0; i < 150; i++)
    {
      act (fixture, ids, &n);
      /* Each copy reads some pages at some times, and may stop in the middle; the last one hardly ever comes. */
      for (guint k = 0; k < G_N_ELEMENTS (copies); k++)
        if (g_test_rand_int_range (0, 1 << (2 * k)) == 0)
          copy_step (fixture, &copies[k], (guint)g_test_rand_int_range (1, 9));
    }
  copy_init (&whole);
  while (copy_step (fixture, &whole, 5000))
    ;
  g_assert_cmpuint (g_hash_table_size (whole.rows), ==, ids->len);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      while (copy_step (fixture, &copies[i], (guint)g_test_rand_int_range (1, 9)))
        ;
      expect_same (&copies[i], &whole);
      copy_clear (&copies[i]);
    }
  copy_clear (&whole);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("/store-tidy/not-twice", test_not_twice);
  ADD ("/store-tidy/late-is-done", test_late_is_done);
  ADD ("/store-tidy/many-late-are-done", test_many_late_are_done);
  ADD ("/store-tidy/tombstones", test_tombstones);
  ADD ("/store-tidy/reduce-law", test_reduce_law);
  return g_test_run ();
}
