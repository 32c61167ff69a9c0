// SPDX-License-Identifier: AGPL-3.0-or-later
// Text that flows over pages: nothing is cut, tables stay whole, and a stream that fails is told.

#include <string.h>

#include "wabi-leaf.h"

static guint
write_all (WabiLeaf *leaf, GBytes **out)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  guint pages = 0;

  g_assert_true (wabi_leaf_write (leaf, stream, &pages, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  *out = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return pages;
}

static void
test_pages (void)
{
  g_autoptr (WabiLeaf) leaf = wabi_leaf_new ("Foot");
  g_autoptr (GBytes) bytes = NULL;
  guint pages;

  wabi_leaf_title (leaf, "Title");
  for (guint i = 0; i < 200; i++)
    wabi_leaf_text (leaf, "A paragraph of a few words, to fill the page.");
  wabi_leaf_break (leaf);
  wabi_leaf_heading (leaf, "The last page");
  pages = write_all (leaf, &bytes);
  g_assert_cmpuint (pages, >, 4);
  g_assert_cmpuint (pages, <, 12);
  g_assert_true (memcmp (g_bytes_get_data (bytes, NULL), "%PDF-", 5) == 0);
}

/* One paragraph longer than a page goes on to the next. */
static void
test_long (void)
{
  g_autoptr (WabiLeaf) leaf = wabi_leaf_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, "word ");
  wabi_leaf_text (leaf, text->str);
  g_assert_cmpuint (write_all (leaf, &bytes), >, 2);
}

static void
test_rows (void)
{
  static const char *const cells[] = { "2026-03-09", "97153, adaptive behavior treatment by protocol", "$68.00" };
  static const int shares[] = { 20, 60, -20 };
  g_autoptr (WabiLeaf) leaf = wabi_leaf_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 100; i++)
    wabi_leaf_row (leaf, cells, shares, G_N_ELEMENTS (cells), i == 0);
  g_assert_cmpuint (write_all (leaf, &bytes), ==, 3);
}

static void
test_empty (void)
{
  g_autoptr (WabiLeaf) leaf = wabi_leaf_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpuint (write_all (leaf, &bytes), ==, 1);
}

/* A full disk. */
static void
test_fails (void)
{
  g_autoptr (WabiLeaf) leaf = wabi_leaf_new (NULL);
  char little[64];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (little, sizeof little, NULL, NULL);
  g_autoptr (GError) error = NULL;

  wabi_leaf_text (leaf, "Too much for so little.");
  g_assert_false (wabi_leaf_write (leaf, stream, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leaf/pages", test_pages);
  g_test_add_func ("/leaf/long", test_long);
  g_test_add_func ("/leaf/rows", test_rows);
  g_test_add_func ("/leaf/empty", test_empty);
  g_test_add_func ("/leaf/fails", test_fails);
  return g_test_run ();
}
