// SPDX-License-Identifier: AGPL-3.0-or-later
// A copy is compared with what the service said of it, beneath all that waits; and what a large one costs.

#include <string.h>

#include "cache-fixture.h"
#include "wabi-cache-private.h"

#define BOX "0190a000-0000-7000-8000-00000000000b"
#define OTHER "0190a000-0000-7000-8000-00000000000c"
#define NEW "0190a000-0000-7000-8000-00000000000d"
#define N_LARGE 20000
#define PAGE 5000

static void
add (WabiDigest *digest, const char *id, gint64 seq)
{
  wabi_digest_add (digest, id, 1, seq);
}

/* The end of the feed of boxes as the service tells it. */
static WabiPullPage *
new_end (gint64 head, const WabiDigest *digest)
{
  g_autofree char *text = g_strdup_printf ("{\"epoch\":\"e1\",\"service\":\"boxes\",\"head\":%" G_GINT64_FORMAT ",\"next\":%" G_GINT64_FORMAT
                                           ",\"more\":false,\"changes\":[],\"digest\":{\"box\":{\"count\":%" G_GINT64_FORMAT
                                           ",\"sum\":\"%016" G_GINT64_MODIFIER "x\"}}}",
                                           head, head, digest->count, digest->sum);
  g_autoptr (GError) error = NULL;
  WabiPullPage *page = wabi_pull_page_parse (text, strlen (text), "boxes", head, &error);

  g_assert_no_error (error);
  return page;
}

static void
expect (Fixture *fixture, const WabiPullPage *page, WabiCacheVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  WabiCacheCompared compared;

  g_assert_true (wabi_cache_compare (fixture->cache, page, &compared, &error));
  g_assert_no_error (error);
  g_assert_cmpint (compared.verdict, ==, verdict);
}

/* What the person did since, and what was confirmed but has not come with the feed yet, is no difference. */
static void
test_beneath_what_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiPullPage) page = NULL, early = NULL, wrong = NULL;
  g_autoptr (WabiPushBatch) batch = NULL;
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;
  WabiDigest digest = { 0 }, less = { 0 };

  add (&digest, BOX, 1);
  add (&digest, OTHER, 2);
  add (&less, BOX, 1);
  page = new_end (2, &digest);
  early = new_end (3, &digest);
  wrong = new_end (2, &less);
  expect (fixture, page, WABI_CACHE_UNCOMPARED);
  pull_rows (fixture->cache, "boxes", 0, 2, "{\"kind\":\"box\",\"id\":\"" BOX "\",\"version\":1,\"seq\":1,\"body\":{\"label\":\"a\"}}",
             "{\"kind\":\"box\",\"id\":\"" OTHER "\",\"version\":1,\"seq\":2,\"body\":{\"label\":\"b\"}}", NULL);
  expect (fixture, page, WABI_CACHE_SAME);
  expect (fixture, wrong, WABI_CACHE_DIFFERS);
  expect (fixture, early, WABI_CACHE_UNCOMPARED);
  command = add_box (fixture->cache, NEW, "new");
  g_assert_true (label_box (fixture->cache, BOX, "a", "mine", &error));
  expect (fixture, page, WABI_CACHE_SAME);
  expect (fixture, wrong, WABI_CACHE_DIFFERS);
  g_assert_true (wabi_cache_begin_push (fixture->cache, 200, &batch, &error));
  answer_push (fixture->cache, batch, "aa", 3);
  expect (fixture, page, WABI_CACHE_SAME);
  expect (fixture, wrong, WABI_CACHE_DIFFERS);
}

/* A page as large as the real ones; ids in no order. */
static void
pull_many (Fixture *fixture, guint from, WabiDigest *digest)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WabiPullPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_printf (text, "{\"epoch\":\"e1\",\"service\":\"boxes\",\"head\":%u,\"next\":%u,\"more\":%s,\"changes\":[", N_LARGE, from + PAGE,
                          from + PAGE < N_LARGE ? "true" : "false");
  for (guint i = from; i < from + PAGE; i++)
    {
      g_autofree char *id = g_strdup_printf ("0190a000-0000-7000-8000-%012x", (i * 2654435761u) & 0xffffffffu);

      add (digest, id, i + 1);
      g_string_append_printf (text, "%s{\"kind\":\"box\",\"id\":\"%s\",\"version\":1,\"seq\":%u,\"body\":{\"label\":\"%u\",\"color\":\"%0320u\"}}",
                              i > from ? "," : "", id, i + 1, i, i);
    }
  g_string_append (text, "]}");
  page = wabi_pull_page_parse (text->str, text->len, "boxes", from, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_apply_page (fixture->cache, page, &error));
  g_assert_no_error (error);
}

/* Told, not judged: machines differ. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiPullPage) page = NULL;
  WabiDigest digest = { 0 };
  gint64 began;

  for (guint from = 0; from < N_LARGE; from += PAGE)
    pull_many (fixture, from, &digest);
  page = new_end (N_LARGE, &digest);
  began = g_get_monotonic_time ();
  expect (fixture, page, WABI_CACHE_SAME);
  g_test_message ("comparing %u records took %.0f ms", N_LARGE, (double) (g_get_monotonic_time () - began) / 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cache-compare/beneath-what-waits", Fixture, NULL, fixture_set_up, test_beneath_what_waits, fixture_tear_down);
  g_test_add ("/cache-compare/large", Fixture, NULL, fixture_set_up, test_large, fixture_tear_down);
  return g_test_run ();
}
