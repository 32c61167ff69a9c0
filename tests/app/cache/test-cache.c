// SPDX-License-Identifier: AGPL-3.0-or-later
// The cache: base and overlay, queue and refusals, keys, crashes.

#include "cache-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wabi-record-list.h"

#define BOX_1 "01890000-0000-7000-8000-000000000001"
#define BOX_2 "01890000-0000-7000-8000-000000000002"
#define BEAN_1 "01890000-0000-7000-8000-0000000000b1"
#define BEAN_2 "01890000-0000-7000-8000-0000000000b2"

#define assert_label(cache, id, expected)                                                                    \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *label_ = dup_label ((cache), (id));                                                     \
    g_assert_cmpstr (label_, ==, (expected));                                                                \
  }                                                                                                          \
  G_STMT_END

static WabiPushBatch *
begin (WabiCache *cache, guint n, const char *service)
{
  g_autoptr (GError) error = NULL;
  WabiPushBatch *batch = NULL;

  g_assert_true (wabi_cache_begin_push (cache, 200, &batch, &error));
  g_assert_no_error (error);
  g_assert_nonnull (batch);
  g_assert_cmpuint (batch->commands->len, ==, n);
  g_assert_cmpstr (batch->service, ==, service);
  return batch;
}

static void
test_applies_and_queues (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "one");
  g_autoptr (WabiRecord) box = wabi_cache_get (fixture->cache, &kind_box, BOX_1, NULL);
  g_autoptr (GPtrArray) outbox = wabi_cache_list_outbox (fixture->cache, NULL, NULL);

  g_assert_cmpstr (wabi_record_get_text (box, "label"), ==, "one");
  g_assert_cmpint (wabi_record_get_seq (box), ==, 0);
  g_assert_cmpint (wabi_record_get_version (box), ==, 1);
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 1);
  g_assert_cmpuint (outbox->len, ==, 1);
  g_assert_cmpstr (((WabiOutboxItem *)g_ptr_array_index (outbox, 0))->id, ==, id);
}

static void
test_refuses_and_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "full");
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL, again = NULL;

  json_object_set_string_member (args, "id", BEAN_1);
  json_object_set_string_member (args, "box", BOX_1);
  g_assert_false (wabi_cache_check (fixture->cache, "bean.add", args, &again));
  g_assert_error (again, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED);
  g_assert_false (wabi_cache_apply (fixture->cache, "bean.add", args, NULL, NULL, &error));
  g_assert_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED);
  g_assert_cmpstr (wabi_cache_get_refusal_code (fixture->cache), ==, "box-full");
  g_assert_cmpstr (wabi_cache_get_refusal_field (fixture->cache), ==, "box");
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 1);
}

static void
test_keeps_overlay_until_the_feed_is_there (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "one");
  g_autoptr (WabiPushBatch) batch = begin (fixture->cache, 1, "boxes");
  g_autoptr (WabiRecord) box = NULL;
  g_autoptr (GPtrArray) outbox = NULL;

  answer_push (fixture->cache, batch, "a", 5);
  assert_label (fixture->cache, BOX_1, "one");
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 0);
  pull_rows (fixture->cache, "boxes", 0, 5,
             "{\"kind\":\"box\",\"id\":\"" BOX_1
             "\",\"version\":1,\"seq\":5,\"deleted\":false,\"schema\":1,\"body\":{\"label\":\"one\"}}",
             NULL);
  box = wabi_cache_get (fixture->cache, &kind_box, BOX_1, NULL);
  g_assert_cmpint (wabi_record_get_seq (box), ==, 5);
  outbox = wabi_cache_list_outbox (fixture->cache, NULL, NULL);
  g_assert_cmpuint (outbox->len, ==, 0);
}

static void
test_replays_over_a_new_base (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) box = NULL;

  pull_rows (fixture->cache, "boxes", 0, 1,
             "{\"kind\":\"box\",\"id\":\"" BOX_1 "\",\"version\":1,\"seq\":1,\"deleted\":false,\"schema\":1,"
             "\"body\":{\"color\":\"red\",\"label\":\"a\"}}",
             NULL);
  g_assert_true (label_box (fixture->cache, BOX_1, "a", "mine", &error));
  /* Another person changed another field: both are seen. */
  pull_rows (fixture->cache, "boxes", 1, 2,
             "{\"kind\":\"box\",\"id\":\"" BOX_1 "\",\"version\":2,\"seq\":2,\"deleted\":false,\"schema\":1,"
             "\"body\":{\"color\":\"blue\",\"label\":\"a\"}}",
             NULL);
  box = wabi_cache_get (fixture->cache, &kind_box, BOX_1, NULL);
  g_assert_cmpstr (wabi_record_get_text (box, "color"), ==, "blue");
  g_assert_cmpstr (wabi_record_get_text (box, "label"), ==, "mine");
  g_assert_cmpint (wabi_record_get_version (box), ==, 3);
}

/* The box before the bean that lies in it. */
static void
assert_resent_in_order (WabiCache *cache)
{
  g_autoptr (GPtrArray) waiting = wabi_cache_list_outbox (cache, NULL, NULL);

  g_assert_cmpuint (waiting->len, ==, 3);
  g_assert_cmpstr (((WabiOutboxItem *)g_ptr_array_index (waiting, 1))->name, ==, "box.add");
  g_assert_cmpstr (((WabiOutboxItem *)g_ptr_array_index (waiting, 2))->name, ==, "bean.add");
}

static void
test_refused_goes_to_the_box_with_what_needs_it (Fixture *fixture, gconstpointer data)
{
  g_autofree char *box = add_box (fixture->cache, BOX_1, "one"),
                  *bean = add_bean (fixture->cache, BEAN_1, BOX_1);
  g_autofree char *other = add_box (fixture->cache, BOX_2, "two");
  g_autoptr (WabiPushBatch) batch = begin (fixture->cache, 1, "boxes");
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;

  answer_push (fixture->cache, batch, "r", 0);
  g_assert_cmpuint (wabi_cache_get_refused (fixture->cache), ==, 2);
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 1);
  assert_label (fixture->cache, BOX_1, NULL);
  assert_label (fixture->cache, BOX_2, "two");
  refused = wabi_cache_list_refused (fixture->cache, NULL);
  for (guint i = 0; i < refused->len; i++)
    {
      WabiRefusedItem *item = g_ptr_array_index (refused, i);

      if (strcmp (item->id, bean) == 0)
        g_assert_cmpstr (item->dep_of, ==, box);
      else
        g_assert_cmpstr (item->message, ==, "Not so.");
    }
  json_object_set_string_member (args, "id", BOX_1);
  json_object_set_string_member (args, "label", "better");
  g_assert_true (wabi_cache_resend_refused (fixture->cache, box, args, &error));
  g_assert_no_error (error);
  assert_label (fixture->cache, BOX_1, "better");
  /* What had failed with it goes after it by itself. */
  g_assert_cmpuint (wabi_cache_get_refused (fixture->cache), ==, 0);
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 3);
  assert_resent_in_order (fixture->cache);
}

/* Discarding leaves a record, from which it can be put back as it was. */
static void
test_discard_leaves_a_record (Fixture *fixture, gconstpointer data)
{
  g_autofree char *box = add_box (fixture->cache, BOX_1, "one");
  g_autoptr (WabiPushBatch) batch = begin (fixture->cache, 1, "boxes");
  g_autoptr (GPtrArray) settled = NULL, refused = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  answer_push (fixture->cache, batch, "r", 0);
  g_assert_true (wabi_cache_discard_refused (fixture->cache, box, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (wabi_cache_get_refused (fixture->cache), ==, 0);
  g_assert_false (wabi_cache_discard_refused (fixture->cache, box, NULL));
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  settled = wabi_cache_list_settled (fixture->cache, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settled->len, ==, 1);
  g_assert_cmpstr (((WabiSettledItem *)g_ptr_array_index (settled, 0))->what, ==, "discarded");
  g_assert_cmpstr (((WabiSettledItem *)g_ptr_array_index (settled, 0))->message, ==, "Not so.");
  g_assert_true (wabi_cache_take_back_discard (fixture->cache, box, &error));
  g_assert_false (wabi_cache_take_back_discard (fixture->cache, box, NULL));
  refused = wabi_cache_list_refused (fixture->cache, NULL);
  g_assert_cmpuint (refused->len, ==, 1);
  g_assert_cmpstr (((WabiRefusedItem *)g_ptr_array_index (refused, 0))->message, ==, "Not so.");
  after = wabi_cache_list_settled (fixture->cache, 10, NULL);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_numbers_stay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_box (fixture->cache, BOX_1, "one"), *b = NULL;
  g_autoptr (WabiPushBatch) first = begin (fixture->cache, 1, "boxes"), second = NULL;
  g_autoptr (GError) error = NULL;

  b = add_box (fixture->cache, BOX_2, "two");
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  second = begin (fixture->cache, 2, "boxes");
  g_assert_cmpstr (((WabiCommand *)g_ptr_array_index (second->commands, 0))->id, ==, a);
  g_assert_cmpint (((WabiCommand *)g_ptr_array_index (second->commands, 0))->n, ==, 1);
  g_assert_cmpint (((WabiCommand *)g_ptr_array_index (second->commands, 1))->n, ==, 2);
}

/* The next batch is made ready while the first is on its way: its numbers follow, and it still says on whom
 * it depends. */
static void
test_next_batch_knows_the_one_before (Fixture *fixture, gconstpointer data)
{
  g_autofree char *add = add_box (fixture->cache, BOX_1, "one");
  g_autoptr (WabiPushBatch) first = NULL, next = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  WabiCommand *label;

  g_assert_true (label_box (fixture->cache, BOX_1, "one", "two", &error));
  g_assert_true (wabi_cache_begin_push (fixture->cache, 1, &first, &error));
  g_assert_true (wabi_cache_begin_push_to (fixture->cache, "boxes", first, 200, G_MAXINT64, &next, &error));
  g_assert_cmpuint (next->commands->len, ==, 1);
  label = g_ptr_array_index (next->commands, 0);
  g_assert_cmpint (label->n, ==, 2);
  g_assert_cmpstr (label->deps[0], ==, add);
  g_assert_nonnull (strstr (next->body, add));
  g_assert_nonnull (strstr (next->body, "\"from_n\":2"));
  g_assert_true (wabi_cache_begin_push_to (fixture->cache, "boxes", next, 200, G_MAXINT64, &none, &error));
  g_assert_null (none);
  answer_push (fixture->cache, first, "r", 0);
  /* It has its number, so the service is asked what becomes of it. */
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 1);
  answer_push (fixture->cache, next, "r", 0);
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 0);
  g_assert_cmpuint (wabi_cache_get_refused (fixture->cache), ==, 2);
}

static WabiPullPage *
parse_box_page (gint64 since, gint64 seq, const char *label, gboolean more)
{
  g_autofree char *text = g_strdup_printf (
      "{\"epoch\":\"e1\",\"service\":\"boxes\",\"changes\":[{\"kind\":\"box\",\"id\":\"" BOX_1
      "\",\"version\":%d,\"seq\":%d,\"deleted\":false,\"schema\":1,\"body\":{\"label\":\"%s\"}}],"
      "\"head\":9,\"next\":%d,\"more\":%s,\"min_schema\":1}",
      (int)seq, (int)seq, label, (int)seq, more ? "true" : "false");
  g_autoptr (GError) error = NULL;
  WabiPullPage *page = wabi_pull_page_parse (text, strlen (text), "boxes", since, &error);

  g_assert_no_error (error);
  return page;
}

/* Several pages at once; one that came late changes nothing. */
static void
test_pages_together (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiPullPage) first = parse_box_page (0, 4, "old", TRUE),
                           last = parse_box_page (4, 9, "new", FALSE);
  WabiPullPage *pages[] = { first, last };
  g_autoptr (GError) error = NULL;
  gboolean loaded = FALSE;
  gint64 seq = 0;

  g_assert_true (wabi_cache_apply_pages (fixture->cache, pages, 2, &error));
  g_assert_no_error (error);
  assert_label (fixture->cache, BOX_1, "new");
  g_assert_true (wabi_cache_apply_page (fixture->cache, first, &error));
  assert_label (fixture->cache, BOX_1, "new");
  g_assert_true (wabi_cache_read_cursor (fixture->cache, "boxes", &seq, NULL, &loaded, &error));
  g_assert_cmpint (seq, ==, 9);
  g_assert_true (loaded);
}

/* A page of before the feed was read anew, which ends just where the cursor is: what it says of a record that has been deleted since, and
 * whose tombstone the service has dropped, is not news. */
static void
test_old_page_brings_nothing_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiPullPage) old = parse_box_page (0, 4, "deleted since", TRUE), over = parse_box_page (2, 9, "deleted since", FALSE);
  g_autoptr (GError) error = NULL;
  gboolean loaded = TRUE;
  gint64 seq = 0;

  pull_rows (fixture->cache, "boxes", 0, 4, NULL);
  g_assert_true (wabi_cache_apply_page (fixture->cache, old, &error));
  g_assert_no_error (error);
  assert_label (fixture->cache, BOX_1, NULL);

  /* The same in the midst of reading anew, where what a page brings would be kept as seen; and one that reaches past the cursor. */
  g_assert_true (wabi_cache_begin_resync (fixture->cache, "boxes", &error));
  {
    g_autoptr (WabiPullPage) first = parse_box_page (0, 4, "other", TRUE);

    g_assert_true (wabi_cache_apply_page (fixture->cache, first, &error));
  }
  g_assert_true (wabi_cache_apply_page (fixture->cache, over, &error));
  g_assert_no_error (error);
  assert_label (fixture->cache, BOX_1, "other");
  g_assert_true (wabi_cache_read_cursor (fixture->cache, "boxes", &seq, NULL, &loaded, &error));
  g_assert_cmpint (seq, ==, 4);
}

static void
test_resync_sweeps_but_keeps_what_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL;

  pull_rows (fixture->cache, "boxes", 0, 9,
             "{\"kind\":\"box\",\"id\":\"" BOX_1
             "\",\"version\":3,\"seq\":9,\"deleted\":false,\"schema\":1,\"body\":{\"label\":\"old\"}}",
             NULL);
  mine = add_box (fixture->cache, BOX_2, "mine");
  g_assert_true (wabi_cache_begin_resync (fixture->cache, "boxes", &error));
  pull_rows (fixture->cache, "boxes", 0, 2, NULL);
  assert_label (fixture->cache, BOX_1, NULL);
  assert_label (fixture->cache, BOX_2, "mine");
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 1);
}

static void
test_new_epoch_sends_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "one");
  g_autoptr (WabiPushBatch) batch = begin (fixture->cache, 1, "boxes"), again = NULL;
  g_autoptr (GError) error = NULL;

  answer_push (fixture->cache, batch, "a", 1);
  pull_rows (fixture->cache, "boxes", 0, 1,
             "{\"kind\":\"box\",\"id\":\"" BOX_1
             "\",\"version\":1,\"seq\":1,\"deleted\":false,\"schema\":1,\"body\":{\"label\":\"one\"}}",
             NULL);
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 0);
  g_assert_true (wabi_cache_note_epoch (fixture->cache, "boxes", "e2", &error));
  again = begin (fixture->cache, 1, "boxes");
  g_assert_cmpstr (((WabiCommand *)g_ptr_array_index (again->commands, 0))->id, ==, id);
}

static void
test_online_only_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "one");
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (args, "id", BOX_1);
  g_assert_true (wabi_cache_apply (fixture->cache, "box.seal", args, NULL, NULL, &error));
  g_assert_true (wabi_cache_is_waiting (fixture->cache, "box.seal", "id", BOX_1));
  g_assert_false (wabi_cache_is_waiting (fixture->cache, "box.seal", "id", BOX_2));
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 2);
}

static void
test_searches_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_box (fixture->cache, BOX_1, "Núñez-Ortiz Ana"),
                  *b = add_box (fixture->cache, BOX_2, "Naomi Orr");
  const struct
  {
    const char *text;
    guint n;
  } rows[]
      = { { "nun", 1 }, { "or", 2 }, { "AN", 1 }, { "na or", 1 }, { "ort an", 1 }, { "zz", 0 }, { "", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) found = wabi_cache_search (fixture->cache, &kind_box, rows[i].text, 10, NULL);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (found->len, ==, rows[i].n);
    }
}

static void
on_items_changed_cb (GListModel *model, guint at, guint removed, guint added, gpointer data)
{
  g_string_append_printf (data, "%u-%u+%u ", at, removed, added);
}

static void
test_list_changes_little (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (WabiRecordList) list = NULL;
  g_autofree char *a = add_box (fixture->cache, BOX_1, "b"), *b = NULL;
  g_autoptr (GError) error = NULL;
  WabiRecord *kept;
  WabiQuery query;

  wabi_query_init (&query, &kind_box);
  query.order_by = "label";
  list = wabi_record_list_new (fixture->cache, &query);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed_cb), log);
  kept = wabi_record_list_get_record (list, 0);
  b = add_box (fixture->cache, BOX_2, "a");
  g_assert_cmpstr (log->str, ==, "0-0+1 ");
  g_assert_true (wabi_record_list_get_record (list, 1) == kept);
  g_string_truncate (log, 0);
  g_assert_true (label_box (fixture->cache, BOX_2, "a", "c", &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_true (wabi_record_list_get_record (list, 0) == kept);
  g_assert_cmpstr (log->str, ==, "0-1+0 1-0+1 ");
}

static void
test_buffer_survives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *gone = NULL;

  g_assert_true (wabi_cache_put_buffer (fixture->cache, "note:1", "Ana ask", &error));
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  text = wabi_cache_dup_buffer (fixture->cache, "note:1", NULL);
  g_assert_cmpstr (text, ==, "Ana ask");
  wabi_cache_drop_buffer (fixture->cache, "note:1");
  gone = wabi_cache_dup_buffer (fixture->cache, "note:1", NULL);
  g_assert_null (gone);
}

/* ---- Keys ---- */

static void
forget_key (Fixture *fixture)
{
  WabiCacheOptions options = fixture_options (fixture);

  g_assert_true (wabi_key_store_clear (fixture->keys, &options.owner, "data-key", NULL, NULL));
}

static void
test_recovers_a_lost_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "one");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_clear_object (&fixture->cache);
  forget_key (fixture);
  g_assert_null (fixture_reopen (fixture, FALSE, &error));
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY);
  g_clear_error (&error);
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_no_error (error);
  assert_label (fixture->cache, BOX_1, "one");
  g_assert_null (wabi_cache_get_set_aside (fixture->cache));
  /* And it is in the keyring again. */
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  assert_label (fixture->cache, BOX_1, "one");
}

static void
test_sets_aside_what_does_not_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "one");
  WabiCacheOptions options = fixture_options (fixture);
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->cache);
  g_assert_true (wabi_key_store_store (fixture->keys, &options.owner, "data-key",
                                       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", NULL, &error));
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (wabi_cache_get_set_aside (fixture->cache), G_FILE_TEST_EXISTS));
  assert_label (fixture->cache, BOX_1, NULL);
}

static void
test_goes_without_a_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  wabi_memory_key_store_set_broken (fixture->keys, TRUE);
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_false (wabi_cache_get_key_in_keyring (fixture->cache));
  g_assert_null (fixture_reopen (fixture, FALSE, &error));
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY);
}

static void
test_is_not_readable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_box (fixture->cache, BOX_1, "a word to look for");
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;
  guint looked = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL), *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_null (memmem (bytes, length, "look for", 8));
      g_assert_null (memmem (bytes, length, "SQLite format", 13));
      looked++;
    }
  g_assert_cmpuint (looked, >=, 2);
}

static void
test_one_program (Fixture *fixture, gconstpointer data)
{
  WabiCacheOptions options = fixture_options (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_null (wabi_cache_open_sync (&options, NULL, &error));
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_LOCKED);
}

/* ---- A full disk ---- */

#define DISK "size=12m"
#define RESERVE ((gsize)4 * 1024 * 1024)

/* Until the disk is full; how many were saved. */
static guint
fill_disk (WabiCache *cache, GError **error)
{
  g_autofree char *label = g_strnfill (190, 'x');
  guint saved = 0;

  for (;;)
    {
      g_autoptr (JsonObject) args = json_object_new ();
      g_autofree char *id = wabi_cache_new_id (cache);

      json_object_set_string_member (args, "id", id);
      json_object_set_string_member (args, "label", label);
      if (!wabi_cache_apply (cache, "box.add", args, NULL, NULL, error))
        return saved;
      saved++;
    }
}

static WabiCache *
open_on_small_disk (Fixture *fixture, GError **error)
{
  WabiCacheOptions options = fixture_options (fixture);

  options.reserve = RESERVE;
  return wabi_cache_open_sync (&options, NULL, error);
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, again = NULL;
  g_autoptr (WabiPushBatch) batch = NULL;
  g_autofree char *verdicts = NULL, *id = NULL;
  guint saved;

  g_clear_object (&fixture->cache);
  /* In a mount namespace of its own, so that nothing stays behind. */
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0
      || mount ("tmpfs", fixture->directory, "tmpfs", 0, DISK) != 0)
    {
      g_test_skip ("no small disk can be mounted here");
      g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
      return;
    }
  fixture->cache = open_on_small_disk (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_set_caller (fixture->cache, WABI_ROLES_ALL, "UTC", "Ana", "Oak", &error));
  saved = fill_disk (fixture->cache, &error);
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_DISK_FULL);
  g_assert_cmpuint (saved, >, 10);
  g_assert_true (wabi_cache_get_disk_full (fixture->cache));
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, saved);
  /* What waits can be written and sent in the room that was kept. */
  while (wabi_cache_get_pending (fixture->cache) > 0)
    {
      g_clear_pointer (&batch, wabi_push_batch_free);
      g_assert_true (wabi_cache_begin_push (fixture->cache, 20, &batch, &again));
      g_assert_no_error (again);
      g_free (verdicts);
      verdicts = g_strnfill (batch->commands->len, 'a');
      answer_push (fixture->cache, batch, verdicts, 1);
    }
  g_clear_object (&fixture->cache);
  g_assert_cmpint (mount ("tmpfs", fixture->directory, "tmpfs", MS_REMOUNT, "size=40m"), ==, 0);
  fixture->cache = open_on_small_disk (fixture, &again);
  g_assert_no_error (again);
  g_assert_false (wabi_cache_get_disk_full (fixture->cache));
  id = add_box (fixture->cache, BOX_1, "room again");
  g_clear_object (&fixture->cache);
  g_assert_cmpint (umount2 (fixture->directory, MNT_DETACH), ==, 0);
}

/* ---- Crash ---- */

/* Never returns: gives commands and says after each, through the pipe, that it is saved. */
static void
write_until_killed (Fixture *fixture, int out)
{
  WabiCacheOptions options = fixture_options (fixture);
  g_autoptr (WabiCache) cache = NULL;

  options.clock = NULL;
  cache = wabi_cache_open_sync (&options, NULL, NULL);
  if (cache == NULL)
    _exit (2);
  for (;;)
    {
      g_autofree char *box = wabi_cache_new_id (cache), *id = add_box (cache, box, "crash");

      if (write (out, id, WABI_ID_LENGTH) != WABI_ID_LENGTH)
        _exit (3);
    }
}

static GHashTable *
read_saved (int in, GRand *chance, pid_t child)
{
  g_autoptr (GHashTable) saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint target = (guint)g_rand_int_range (chance, 1, 60);
  char id[WABI_ID_LENGTH];

  while (read (in, id, sizeof id) == sizeof id)
    {
      g_hash_table_add (saved, g_strndup (id, sizeof id));
      if (g_hash_table_size (saved) == target)
        kill (child, SIGKILL);
    }
  return g_steal_pointer (&saved);
}

static void
check_saved (Fixture *fixture, GHashTable *all)
{
  g_autoptr (GPtrArray) outbox = NULL;
  g_autoptr (GError) error = NULL;
  guint found = 0;

  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_null (wabi_cache_get_set_aside (fixture->cache));
  outbox = wabi_cache_list_outbox (fixture->cache, NULL, &error);
  for (guint i = 0; i < outbox->len; i++)
    {
      WabiOutboxItem *item = g_ptr_array_index (outbox, i);

      assert_label (fixture->cache, wabi_json_peek_text (item->args, "id"), "crash");
      found += g_hash_table_contains (all, item->id);
    }
  g_assert_cmpuint (found, ==, g_hash_table_size (all));
}

static void
test_kill_loses_nothing_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRand) chance = g_rand_new_with_seed (20260101);

  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (GHashTable) saved = NULL;
      GHashTableIter iter;
      gpointer id;
      int ends[2];
      pid_t child;

      g_clear_object (&fixture->cache);
      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      if (child == 0)
        write_until_killed (fixture, ends[1]);
      close (ends[1]);
      saved = read_saved (ends[0], chance, child);
      close (ends[0]);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
      g_assert_cmpuint (g_hash_table_size (saved), >, 0);
      g_hash_table_iter_init (&iter, saved);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (all, g_strdup (id));
      check_saved (fixture, all);
    }
}

#define ADD(name, func) g_test_add ("/cache/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("applies-and-queues", test_applies_and_queues);
  ADD ("refuses-and-changes-nothing", test_refuses_and_changes_nothing);
  ADD ("keeps-overlay-until-the-feed-is-there", test_keeps_overlay_until_the_feed_is_there);
  ADD ("replays-over-a-new-base", test_replays_over_a_new_base);
  ADD ("refused-goes-to-the-box-with-what-needs-it", test_refused_goes_to_the_box_with_what_needs_it);
  ADD ("discard-leaves-a-record", test_discard_leaves_a_record);
  ADD ("numbers-stay", test_numbers_stay);
  ADD ("next-batch-knows-the-one-before", test_next_batch_knows_the_one_before);
  ADD ("pages-together", test_pages_together);
  ADD ("old-page-brings-nothing-back", test_old_page_brings_nothing_back);
  ADD ("resync-sweeps-but-keeps-what-waits", test_resync_sweeps_but_keeps_what_waits);
  ADD ("new-epoch-sends-again", test_new_epoch_sends_again);
  ADD ("online-only-waits", test_online_only_waits);
  ADD ("searches-words", test_searches_words);
  ADD ("list-changes-little", test_list_changes_little);
  ADD ("buffer-survives", test_buffer_survives);
  ADD ("recovers-a-lost-key", test_recovers_a_lost_key);
  ADD ("sets-aside-what-does-not-open", test_sets_aside_what_does_not_open);
  ADD ("goes-without-a-keyring", test_goes_without_a_keyring);
  ADD ("is-not-readable", test_is_not_readable);
  ADD ("one-program", test_one_program);
  ADD ("full-disk", test_full_disk);
  ADD ("kill-loses-nothing-saved", test_kill_loses_nothing_saved);
  return g_test_run ();
}
