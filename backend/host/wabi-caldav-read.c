// SPDX-License-Identifier: AGPL-3.0-or-later
// What a calendar server answers to PROPFIND: XML, of which names and entity tags are read and nothing else.

#include "wabi-caldav.h"

#include <string.h>

#define MOST_DEPTH 32
#define LONGEST 2000

typedef struct
{
  WabiCaldavListing *listing;
  guint depth;
  gboolean multistatus;
  gboolean in_href, in_tag, in_type;
  GString *href, *tag;
} Reading;

/* Prefixes are the writer's choice: what is looked for has names of its own. */
static const char *
get_local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static void
on_start (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  Reading *reading = data;
  const char *name = get_local_name (element);

  if (++reading->depth > MOST_DEPTH)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "too deep");
      return;
    }
  if (reading->depth == 1)
    reading->multistatus = strcmp (name, "multistatus") == 0;
  if (strcmp (name, "response") == 0)
    {
      g_string_truncate (reading->href, 0);
      g_string_truncate (reading->tag, 0);
    }
  /* An href may stand within a property too: only the response's own counts. */
  reading->in_href = reading->depth == 3 && strcmp (name, "href") == 0;
  reading->in_tag = strcmp (name, "getetag") == 0;
  reading->in_type |= strcmp (name, "resourcetype") == 0;
  if (reading->in_type && strcmp (name, "calendar") == 0)
    reading->listing->is_calendar = TRUE;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reading *reading = data;
  GString *place = reading->in_href ? reading->href : reading->in_tag ? reading->tag : NULL;

  if (place != NULL && place->len + length <= LONGEST)
    g_string_append_len (place, text, (gssize) length);
}

static void
take_response (Reading *reading)
{
  g_autofree char *href = g_strstrip (g_strdup (reading->href->str)), *tag = g_strstrip (g_strdup (reading->tag->str)), *name = NULL;
  const char *last = strrchr (href, '/');

  name = g_uri_unescape_string (last != NULL ? last + 1 : href, "/");
  /* Collections end with a slash; they are no events. */
  if (name != NULL && *name != '\0' && *tag != '\0')
    g_hash_table_replace (reading->listing->tags, g_steal_pointer (&name), g_steal_pointer (&tag));
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reading *reading = data;
  const char *name = get_local_name (element);

  reading->depth--;
  reading->in_href = reading->in_tag = FALSE;
  if (strcmp (name, "resourcetype") == 0)
    reading->in_type = FALSE;
  if (strcmp (name, "response") == 0 && reading->depth == 1)
    take_response (reading);
}

gboolean
wabi_caldav_read_listing (const char *text, gsize length, WabiCaldavListing *listing)
{
  static const GMarkupParser parser = { .start_element = on_start, .end_element = on_end, .text = on_text };
  g_autoptr (GString) href = g_string_new (NULL), tag = g_string_new (NULL);
  Reading reading = { .listing = listing, .href = href, .tag = tag };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
  gboolean sound;

  listing->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  listing->is_calendar = FALSE;
  sound = g_markup_parse_context_parse (context, text, (gssize) length, NULL) && g_markup_parse_context_end_parse (context, NULL)
          && reading.multistatus;
  g_markup_parse_context_free (context);
  if (!sound)
    g_clear_pointer (&listing->tags, g_hash_table_unref);
  return sound;
}
