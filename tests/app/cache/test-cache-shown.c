// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown of commands while news come, and when the queue is done with them.

#include "cache-fixture.h"

#include <string.h>

#define BOX "01890000-0000-7000-8000-000000000001"
#define OTHER "01890000-0000-7000-8000-000000000002"
#define BEAN "01890000-0000-7000-8000-0000000000b1"

static void
pull_page (WabiCache *cache, const char *service, gint64 since, gint64 next, gint64 head, const char *rows)
{
  g_autofree char *text = g_strdup_printf ("{\"epoch\":\"e1\",\"service\":\"%s\",\"changes\":[%s],\"head\":%d,\"next\":%d,\"more\":%s,"
                                           "\"min_schema\":1}",
                                           service, rows, (int) head, (int) next, next < head ? "true" : "false");
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiPullPage) page = wabi_pull_page_parse (text, strlen (text), service, since, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_cache_apply_page (cache, page, &error));
  run_main_context ();
}

#define BOX_ROW(id, version, seq, label)                                                                                             \
  "{\"kind\":\"box\",\"id\":\"" id "\",\"version\":" #version ",\"seq\":" #seq                                                       \
  ",\"deleted\":false,\"schema\":1,\"body\":{\"label\":\"" label "\"}}"

static void
answer_next (WabiCache *cache, const char *service, const char *verdicts, gint64 first_seq)
{
  g_autoptr (WabiPushBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_cache_begin_push (cache, 200, &batch, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (batch->service, ==, service);
  answer_push (cache, batch, verdicts, first_seq);
}

static gboolean
sees_bean (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) bean = wabi_cache_get (fixture->cache, &kind_bean, BEAN, &error);

  g_assert_no_error (error);
  return bean != NULL;
}

static guint
count_queue (Fixture *fixture)
{
  g_autoptr (GPtrArray) queue = wabi_cache_list_outbox (fixture->cache, NULL, NULL);

  return queue->len;
}

/* A page of the first reading brings what was confirmed, another feed's page has everything applied anew, so that nothing of it lies on top
 * of the records; with the last page the queue must be done with it all the same. */
static void
test_confirmed_before_the_feed_was_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *box = add_box (fixture->cache, BOX, "one"), *bean = add_bean (fixture->cache, BEAN, BOX);

  answer_next (fixture->cache, "boxes", "a", 5);
  pull_page (fixture->cache, "boxes", 0, 6, 9, BOX_ROW (BOX, 2, 6, "full"));
  pull_page (fixture->cache, "beans", 0, 0, 0, "");
  g_assert_false (sees_bean (fixture));
  g_assert_cmpuint (count_queue (fixture), ==, 2);
  pull_page (fixture->cache, "boxes", 6, 9, 9, BOX_ROW (OTHER, 1, 9, "two"));
  g_assert_cmpuint (count_queue (fixture), ==, 1);
}

/* A bean waits; that its box is full by now takes it off the screen. */
static void
take_off_the_screen (Fixture *fixture)
{
  g_autofree char *bean = NULL;

  pull_page (fixture->cache, "boxes", 0, 1, 1, BOX_ROW (BOX, 1, 1, "one"));
  bean = add_bean (fixture->cache, BEAN, BOX);
  g_assert_true (sees_bean (fixture));
  pull_page (fixture->cache, "boxes", 1, 2, 2, BOX_ROW (BOX, 2, 2, "full"));
  g_assert_false (sees_bean (fixture));
}

static void
test_taken_though_refused_here (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  take_off_the_screen (fixture);
  /* Also by more news, and by the end of the program. */
  pull_page (fixture->cache, "boxes", 2, 3, 3, BOX_ROW (OTHER, 1, 3, "two"));
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_assert_false (sees_bean (fixture));
  /* The service had not heard of it when it took the bean. */
  answer_next (fixture->cache, "beans", "a", 4);
  g_assert_true (sees_bean (fixture));
  pull_page (fixture->cache, "boxes", 3, 4, 4, BOX_ROW (OTHER, 2, 4, "three"));
  g_assert_true (sees_bean (fixture));
  pull_page (fixture->cache, "beans", 0, 4, 4,
             "{\"kind\":\"bean\",\"id\":\"" BEAN "\",\"version\":1,\"seq\":4,\"deleted\":false,\"schema\":1,\"body\":{\"box\":\"" BOX "\"}}");
  g_assert_true (sees_bean (fixture));
  g_assert_cmpuint (count_queue (fixture), ==, 0);
}

static void
test_refused_here_and_there (Fixture *fixture, gconstpointer data)
{
  take_off_the_screen (fixture);
  answer_next (fixture->cache, "beans", "r", 0);
  g_assert_false (sees_bean (fixture));
  g_assert_cmpuint (wabi_cache_get_refused (fixture->cache), ==, 1);
}

/* Its own feed has brought it, and that somebody has taken it away again, before the answer came. */
static void
test_gone_again_before_the_answer (Fixture *fixture, gconstpointer data)
{
  take_off_the_screen (fixture);
  pull_page (fixture->cache, "beans", 0, 5, 5,
             "{\"kind\":\"bean\",\"id\":\"" BEAN "\",\"version\":2,\"seq\":5,\"deleted\":true,\"schema\":1,\"body\":{}}");
  answer_next (fixture->cache, "beans", "a", 4);
  {
    g_autoptr (WabiRecord) bean = wabi_cache_get (fixture->cache, &kind_bean, BEAN, NULL);

    g_assert_true (bean == NULL || wabi_record_get_deleted (bean));
  }
}

/* Room again: it is shown by itself, and a later no of the service takes it away for good. */
static void
test_room_again (Fixture *fixture, gconstpointer data)
{
  take_off_the_screen (fixture);
  pull_page (fixture->cache, "boxes", 2, 3, 3, BOX_ROW (BOX, 3, 3, "one"));
  g_assert_true (sees_bean (fixture));
  answer_next (fixture->cache, "beans", "r", 0);
  g_assert_false (sees_bean (fixture));
}

#define ADD(path, func) g_test_add ("/cache-shown/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("confirmed-before-the-feed-was-read", test_confirmed_before_the_feed_was_read);
  ADD ("taken-though-refused-here", test_taken_though_refused_here);
  ADD ("refused-here-and-there", test_refused_here_and_there);
  ADD ("gone-again-before-the-answer", test_gone_again_before_the_answer);
  ADD ("room-again", test_room_again);
  return g_test_run ();
}
