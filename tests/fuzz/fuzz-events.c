// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as the stream that says which feed has grown. What is heard does not depend on how the network cuts it.

#include "fuzz.h"

#include "wabi-event-lines.h"

static void
note (const char *service, const char *practice, gint64 head, gpointer data)
{
  g_assert_true (g_utf8_validate (service, -1, NULL) && (practice == NULL || g_utf8_validate (practice, -1, NULL)));
  g_assert_cmpint (head, >=, 0);
  g_string_append_printf (data, "%s\n%s\n%" G_GINT64_FORMAT "\n", service, practice != NULL ? practice : "", head);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (WabiEventLines) whole = wabi_event_lines_new (), pieces = wabi_event_lines_new ();
  g_autoptr (GString) heard = g_string_new (NULL), again = g_string_new (NULL);
  g_autofree char *exact = NULL;
  gsize piece;

  if (size < 2)
    return 0;
  piece = data[0] % 64 + 1;
  exact = g_memdup2 (data + 1, size - 1);
  wabi_event_lines_feed (whole, exact, size - 1, note, heard);
  for (gsize at = 0; at < size - 1; at += piece)
    wabi_event_lines_feed (pieces, exact + at, MIN (piece, size - 1 - at), note, again);
  g_assert_cmpstr (heard->str, ==, again->str);
  return 0;
}
