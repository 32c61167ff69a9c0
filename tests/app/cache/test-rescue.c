// SPDX-License-Identifier: AGPL-3.0-or-later
// Copies with damaged pages: what waited in them arrives in the new copy, and the damaged one stays.

#include "cache-fixture.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define PAGE 4096
#define LOADED 3000

static char *
find_file (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".cache"))
      return g_build_filename (fixture->directory, name, NULL);
  g_assert_not_reached ();
}

static void
close_cache (Fixture *fixture)
{
  wabi_cache_close (fixture->cache);
  g_clear_object (&fixture->cache);
}

/* Writes nonsense into each page from one on, at such steps; and returns how many pages there are. */
static glong
damage (const char *path, double from, double to, glong step, glong offset)
{
  FILE *file = g_fopen (path, "r+b");
  glong pages;

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, 0, SEEK_END), ==, 0);
  pages = ftell (file) / PAGE;
  for (glong page = (glong)(from * (double)pages); page < (glong)(to * (double)pages); page += step)
    {
      g_assert_cmpint (fseek (file, page * PAGE + offset, SEEK_SET), ==, 0);
      g_assert_cmpuint (fwrite ("nonsense", 1, 8, file), ==, 8);
    }
  g_assert_cmpint (fclose (file), ==, 0);
  return pages;
}

static GPtrArray *
give_boxes (Fixture *fixture, guint n)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *box = wabi_cache_new_id (fixture->cache);

      g_ptr_array_add (ids, add_box (fixture->cache, box, "waits"));
    }
  return ids;
}

/* A practice: many pages of records. */
static void
load_boxes (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new ("{\"epoch\":\"e1\",\"service\":\"boxes\",\"head\":3000,\"next\":3000,\"more\":false,"
                                           "\"min_schema\":1,\"changes\":[");
  g_autofree char *label = g_strnfill (250, 'b');
  g_autoptr (WabiPullPage) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= LOADED; i++)
    g_string_append_printf (text,
                            "%s{\"kind\":\"box\",\"id\":\"01890000-0000-7000-9000-%012u\",\"version\":1,\"seq\":%u,\"deleted\":false,"
                            "\"schema\":1,\"body\":{\"label\":\"%s %u\"}}",
                            i > 1 ? "," : "", i, i, label, i);
  g_string_append (text, "]}");
  page = wabi_pull_page_parse (text->str, (gssize)text->len, "boxes", 0, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_apply_page (fixture->cache, page, &error));
  g_assert_no_error (error);
  run_main_context ();
}

/* Reads every record, as lists and digests do. */
static gboolean
read_boxes (Fixture *fixture, GError **error)
{
  WabiQuery query = { .kind = &kind_box };
  g_autoptr (GPtrArray) all = wabi_cache_list (fixture->cache, &query, error);

  return all != NULL;
}

static void
assert_same_commands (Fixture *fixture, GPtrArray *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) outbox = wabi_cache_list_outbox (fixture->cache, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (outbox->len, ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    {
      WabiOutboxItem *item = g_ptr_array_index (outbox, i);

      g_assert_cmpstr (item->id, ==, g_ptr_array_index (ids, i));
      g_assert_cmpint (item->state, <=, WABI_OUTBOX_SENT);
    }
}

static void
assert_kept (Fixture *fixture)
{
  const char *aside = wabi_cache_get_set_aside (fixture->cache);
  g_autofree char *words = wabi_cache_dup_rescue_words (fixture->cache);

  g_assert_nonnull (aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_REGULAR));
  g_assert_nonnull (words);
  g_assert_nonnull (strstr (words, aside));
}

/* Meets the damage while working: the person is told what to do, and doing it brings everything over. */
static void
test_brings_the_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = give_boxes (fixture, 50);
  g_autofree char *path = find_file (fixture), *words = NULL, *later = NULL, *typed = NULL, *label = NULL;
  g_autoptr (GError) error = NULL;
  WabiPushBatch *batch = NULL;

  g_assert_true (wabi_cache_put_buffer (fixture->cache, "note:1", "half a sentence", &error));
  load_boxes (fixture);
  close_cache (fixture);
  g_assert_cmpint (damage (path, 0.5, 1.0, 2, 700), >, 200);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_assert_null (wabi_cache_get_set_aside (fixture->cache));
  g_assert_false (read_boxes (fixture, &error));
  g_assert_nonnull (strstr (error->message, "open it again"));
  g_clear_error (&error);

  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_assert_no_error (error);
  assert_kept (fixture);
  assert_same_commands (fixture, ids);
  words = wabi_cache_dup_rescue_words (fixture->cache);
  g_assert_nonnull (strstr (words, "50 changes that waited"));
  g_assert_null (strstr (words, "Not everything"));
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 50);
  typed = wabi_cache_dup_buffer (fixture->cache, "note:1", NULL);
  g_assert_cmpstr (typed, ==, "half a sentence");
  g_assert_cmpstr (wabi_cache_get_user_name (fixture->cache), ==, "Ana");

  /* It is seen before anything is loaded, and goes out under the old ids. */
  g_assert_true (read_boxes (fixture, &error));
  g_assert_true (wabi_cache_begin_push (fixture->cache, 200, &batch, &error));
  g_assert_nonnull (batch);
  g_assert_cmpuint (batch->commands->len, ==, 50);
  for (guint i = 0; i < 50; i++)
    g_assert_cmpstr (((WabiCommand *)g_ptr_array_index (batch->commands, i))->id, ==, g_ptr_array_index (ids, i));
  wabi_push_batch_free (batch);

  /* Once is enough: neither the words nor the commands come again. */
  wabi_cache_forget_rescue_words (fixture->cache);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  later = wabi_cache_dup_rescue_words (fixture->cache);
  g_assert_null (later);
  assert_same_commands (fixture, ids);
}

/* The queue itself is hit: everything else in it comes over, in its order, and the person is told that it is not all. */
static void
test_brings_what_can_be_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = give_boxes (fixture, 600), found = NULL;
  g_autofree char *path = find_file (fixture), *words = NULL;
  g_autoptr (GError) error = NULL;
  guint at = 0;

  close_cache (fixture);
  damage (path, 0.2, 1.0, 9, 700);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  if (wabi_cache_get_set_aside (fixture->cache) == NULL)
    {
      g_assert_false (read_boxes (fixture, &error));
      g_clear_error (&error);
      g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
    }
  assert_kept (fixture);
  words = wabi_cache_dup_rescue_words (fixture->cache);
  g_assert_nonnull (strstr (words, "Not everything"));
  found = wabi_cache_list_outbox (fixture->cache, NULL, &error);
  g_test_message ("%u of %u commands were readable", found->len, ids->len);
  g_assert_cmpuint (found->len, >, ids->len / 2);
  g_assert_cmpuint (found->len, <, ids->len);
  for (guint i = 0; i < found->len; i++)
    {
      while (at < ids->len && strcmp (g_ptr_array_index (ids, at), ((WabiOutboxItem *)g_ptr_array_index (found, i))->id) != 0)
        at++;
      g_assert_cmpuint (at, <, ids->len);
    }
}

/* What a service confirmed stays for the day it is restored from a backup, also through this. */
static void
test_keeps_what_was_confirmed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = give_boxes (fixture, 3);
  g_autofree char *path = find_file (fixture);
  g_autoptr (GError) error = NULL;
  WabiPushBatch *batch = NULL;

  g_assert_true (wabi_cache_begin_push (fixture->cache, 200, &batch, &error));
  answer_push (fixture->cache, batch, "aar", 1);
  wabi_push_batch_free (batch);
  load_boxes (fixture);
  close_cache (fixture);
  damage (path, 0.5, 1.0, 2, 700);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_assert_false (read_boxes (fixture, &error));
  g_clear_error (&error);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  assert_kept (fixture);
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 0);
  g_assert_cmpuint (wabi_cache_get_refused (fixture->cache), ==, 1);
  g_assert_true (wabi_cache_note_epoch (fixture->cache, "boxes", "e1", &error));
  run_main_context ();
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 0);
  g_assert_true (wabi_cache_note_epoch (fixture->cache, "boxes", "e2", &error));
  run_main_context ();
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 2);
}

/* Nothing opens a file without its beginning: it stays, byte for byte, and the words say what that means. */
static void
test_tells_when_nothing_can_be_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = give_boxes (fixture, 5);
  g_autofree char *path = find_file (fixture), *words = NULL, *before = NULL, *after = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_length = 0, after_length = 0;

  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  close_cache (fixture);
  damage (path, 0.0, 0.1, 1, 0);
  g_assert_true (g_file_get_contents (path, &before, &before_length, &error));

  /* Without the server it is not given up: the server may know the key that is missing. */
  g_assert_null (fixture_reopen (fixture, FALSE, &error));
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY);
  g_clear_error (&error);
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_no_error (error);
  assert_kept (fixture);
  words = wabi_cache_dup_rescue_words (fixture->cache);
  g_assert_nonnull (strstr (words, "Nothing was deleted"));
  g_assert_nonnull (strstr (words, "do again what is missing"));
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 0);
  g_assert_true (g_file_get_contents (wabi_cache_get_set_aside (fixture->cache), &after, &after_length, &error));
  g_assert_cmpmem (before, before_length, after, after_length);

  /* Told once; looked into at every start, since it may be mended. */
  wabi_cache_forget_rescue_words (fixture->cache);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  again = wabi_cache_dup_rescue_words (fixture->cache);
  g_assert_null (again);
}

/* A key that turns up late opens what was set aside, and what waited there is sent after all. */
static void
test_opens_it_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = give_boxes (fixture, 4);
  WabiCacheOptions options = fixture_options (fixture);
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  close_cache (fixture);
  g_assert_true (
      wabi_key_store_store (fixture->keys, &options.owner, "data-key", "ERERERERERERERERERERERERERERERERERERERERERE=", NULL, &error));
  memset (fixture->recovery, 9, sizeof fixture->recovery);
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, 0);
  assert_kept (fixture);
  wabi_cache_forget_rescue_words (fixture->cache);

  memset (fixture->recovery, 7, sizeof fixture->recovery);
  g_assert_nonnull (fixture_reopen (fixture, TRUE, &error));
  g_assert_null (wabi_cache_get_set_aside (fixture->cache));
  assert_same_commands (fixture, ids);
  words = wabi_cache_dup_rescue_words (fixture->cache);
  g_assert_nonnull (strstr (words, "4 changes that waited"));
}

#define ADD(name, func) g_test_add ("/rescue/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  ADD ("brings-the-queue", test_brings_the_queue);
  ADD ("brings-what-can-be-read", test_brings_what_can_be_read);
  ADD ("keeps-what-was-confirmed", test_keeps_what_was_confirmed);
  ADD ("tells-when-nothing-can-be-read", test_tells_when_nothing_can_be_read);
  ADD ("opens-it-later", test_opens_it_later);
  return g_test_run ();
}
