// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests that are answered at once go one by one: whoever answers takes one at a time.

#include "wabi-carry.h"

#include <string.h>

#include "wabi-text.h"

#define ISA_BYTES 106
#define MOST_REQUESTS 5000

/* The element of a segment, from 0 for its name; NULL where it has not so many. */
static char *
dup_element (const char *segment, const char *end, char separator, guint n)
{
  const char *from = segment, *to;

  for (; n > 0 && from != NULL; n--)
    {
      from = memchr (from, separator, (gsize) (end - from));
      from = from != NULL ? from + 1 : NULL;
    }
  if (from == NULL)
    return NULL;
  to = memchr (from, separator, (gsize) (end - from));
  return g_strndup (from, (gsize) ((to != NULL ? to : end) - from));
}

static const char *
find_end (const char *segment, char terminator)
{
  const char *end = strchr (segment, terminator);

  return end != NULL ? end : segment + strlen (segment);
}

static const char *
skip_blanks (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

static gboolean
is_file (const char *content)
{
  return g_str_has_prefix (content, "ISA") && strlen (content) > ISA_BYTES;
}

static char *
dup_group (const char *content)
{
  const char *group = is_file (content) ? skip_blanks (content + ISA_BYTES) : "";

  return g_str_has_prefix (group, "GS") ? dup_element (group, find_end (group, content[ISA_BYTES - 1]), content[3], 1) : NULL;
}

gboolean
wabi_visit_asks (const WabiTransportInfo *info, const char *content)
{
  g_autofree char *group = info->ask != NULL ? dup_group (content) : NULL;

  return group != NULL && wabi_text_list_has (info->asks, group);
}

GPtrArray *
wabi_visit_split_requests (const char *content)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func (g_free);
  char terminator, separator;
  const char *at, *end, *set = NULL;
  g_autofree char *head = NULL, *interchange = NULL, *group = NULL;

  if (!is_file (content))
    return requests;
  terminator = content[ISA_BYTES - 1];
  separator = content[3];
  at = skip_blanks (content + ISA_BYTES);
  end = find_end (at, terminator);
  interchange = dup_element (content, content + ISA_BYTES - 1, separator, 13);
  group = dup_element (at, end, separator, 6);
  if (*end == '\0' || interchange == NULL || group == NULL)
    return requests;
  head = g_strndup (content, (gsize) (end + 1 - content));
  for (at = skip_blanks (end + 1); *at != '\0' && requests->len < MOST_REQUESTS; at = skip_blanks (end + 1))
    {
      end = find_end (at, terminator);
      if (*end == '\0')
        break;
      if (at[0] == 'S' && at[1] == 'T' && at[2] == separator)
        set = at;
      if (set == NULL || at[0] != 'S' || at[1] != 'E' || at[2] != separator)
        continue;
      g_ptr_array_add (requests, g_strdup_printf ("%s%.*s%cGE%c1%c%s%cIEA%c1%c%s%c", head, (int) (end - set), set, terminator, separator, separator, group,
                                                  terminator, separator, separator, interchange, terminator));
      set = NULL;
    }
  return requests;
}

/* A request that is refused does not keep the others from being asked; what has an answer is not asked again. */
gboolean
wabi_visit_ask (WabiVisit *visit, WabiRecord *transmission, const WabiParcel *parcel, GError **error)
{
  g_autoptr (GPtrArray) requests = wabi_visit_split_requests (parcel->content);
  g_autoptr (GError) refusal = NULL;

  if (requests->len == 0)
    g_set_error_literal (&refusal, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED, "This file holds no request.");
  for (guint i = 0; i < requests->len; i++)
    {
      WabiParcel one = { parcel->name, g_ptr_array_index (requests, i), parcel->key, parcel->begun };
      g_autofree char *answer = NULL;
      g_autoptr (GError) inner = NULL;

      if (wabi_visit_has_answer (visit, transmission, i + 1))
        continue;
      if (g_cancellable_set_error_if_cancelled (visit->place.cancellable, error))
        return FALSE;
      answer = visit->line->info->ask (visit->line, &one, &inner);
      if (answer != NULL && !wabi_visit_take_answer (visit, transmission, i + 1, answer, error))
        return FALSE;
      if (answer != NULL)
        continue;
      if (!g_error_matches (inner, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED))
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return FALSE;
        }
      if (refusal == NULL)
        refusal = g_steal_pointer (&inner);
    }
  if (refusal == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}
