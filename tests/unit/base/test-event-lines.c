// SPDX-License-Identifier: AGPL-3.0-or-later
// Nudges come whole whatever the pieces, and what is no nudge is passed over.

#include <string.h>

#include "wabi-event-lines.h"

static void
note (const char *service, const char *practice, gint64 head, gpointer data)
{
  g_string_append_printf (data, "%s/%s/%" G_GINT64_FORMAT " ", service, practice != NULL ? practice : "-", head);
}

/* What is heard when @text comes in pieces of @size. */
static char *
hear (const char *text, gsize length, gsize size)
{
  g_autoptr (WabiEventLines) lines = wabi_event_lines_new ();
  GString *heard = g_string_new (NULL);

  for (gsize at = 0; at < length; at += size)
    wabi_event_lines_feed (lines, text + at, MIN (size, length - at), note, heard);
  return g_string_free (heard, FALSE);
}

static void
test_pieces (void)
{
  const char text[] = ": hello\n\ndata: {\"service\":\"billing\",\"head\":12}\n\ndata:{\"practice\":\"p\",\"service\":\"goals\",\"head\":3}\r\n\r\n"
                      "event: other\ndata: {\"service\":\"notes\"}\rdata: {\"service\":\"cut\",";

  for (gsize size = 1; size <= sizeof text; size++)
    {
      g_autofree char *heard = hear (text, sizeof text - 1, size);

      g_assert_cmpstr (heard, ==, "billing/-/12 goals/p/3 notes/-/0 ");
    }
}

static void
test_strange (void)
{
  static const char *const rows[] = {
    "data: {\n", "data: []\n", "data: {\"service\":3}\n", "data: {\"head\":3}\n", "data: {\"service\":\"a\\u0000b\"}\n", "data\n", "data:\n",
    "DATA: {\"service\":\"goals\"}\n", " data: {\"service\":\"goals\"}\n", "data: {\"service\":\"\xff\"}\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *heard = hear (rows[i], strlen (rows[i]), 7);

      g_assert_cmpstr (heard, ==, "");
    }
  {
    const char row[] = "data: {\"service\":\"goals\",\"head\":-5}\n";
    g_autofree char *heard = hear (row, strlen (row), strlen (row));

    g_assert_cmpstr (heard, ==, "goals/-/0 ");
  }
}

/* A line without an end takes no memory, and the one after it is heard. */
static void
test_long (void)
{
  g_autofree char *filler = g_strnfill (WABI_EVENT_LONGEST_LINE * 3, 'x');
  g_autofree char *text = g_strconcat ("data: {\"service\":\"goals\",\"x\":\"", filler, "\"}\ndata: {\"service\":\"billing\"}\n", NULL);
  g_autofree char *heard = hear (text, strlen (text), 1000);

  g_assert_cmpstr (heard, ==, "billing/-/0 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-lines/pieces", test_pieces);
  g_test_add_func ("/event-lines/strange", test_strange);
  g_test_add_func ("/event-lines/long", test_long);
  return g_test_run ();
}
