// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines of a stream of nudges, of which no more is kept than one may be long.

#include "wabi-event-lines.h"

#include <string.h>

struct _WabiEventLines
{
  GString *line;
  gboolean passing; /* the line is too long: the rest of it is passed over */
};

WabiEventLines *
wabi_event_lines_new (void)
{
  WabiEventLines *lines = g_new0 (WabiEventLines, 1);

  lines->line = g_string_new (NULL);
  return lines;
}

void
wabi_event_lines_free (WabiEventLines *lines)
{
  if (lines == NULL)
    return;
  g_string_free (lines->line, TRUE);
  g_free (lines);
}

static void
take_line (const GString *line, WabiEventFunc func, gpointer data)
{
  g_autoptr (JsonObject) object = NULL;
  const char *service;
  gint64 head;

  /* Comments keep the stream alive, other fields are none of ours. */
  if (!g_str_has_prefix (line->str, "data:"))
    return;
  object = wabi_json_parse_object (line->str + strlen ("data:"), (gssize)(line->len - strlen ("data:")), NULL, NULL);
  service = object != NULL ? wabi_json_peek_text (object, "service") : NULL;
  if (service == NULL)
    return;
  head = wabi_json_peek_int (object, "head", 0);
  func (service, wabi_json_peek_text (object, "practice"), MAX (head, 0), data);
}

void
wabi_event_lines_feed (WabiEventLines *lines, const char *bytes, gsize length, WabiEventFunc func, gpointer data)
{
  g_return_if_fail (lines != NULL && (bytes != NULL || length == 0) && func != NULL);

  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '\n' || bytes[i] == '\r')
      {
        if (!lines->passing && lines->line->len > 0)
          take_line (lines->line, func, data);
        g_string_truncate (lines->line, 0);
        lines->passing = FALSE;
      }
    else if (lines->line->len >= WABI_EVENT_LONGEST_LINE)
      lines->passing = TRUE;
    else
      g_string_append_c (lines->line, bytes[i]);
}
