// SPDX-License-Identifier: AGPL-3.0-or-later
// What Stedi answers: JSON as its published OpenAPI documents and pages show it (docs/clearinghouses.md).

#include "wabi-stedi-answers.h"

#include <string.h>

#include "wabi-json.h"
#include "wabi-transport.h"

#define MOST_ITEMS 500
#define LONGEST_TOKEN 1024
#define MOST_WORDS 5

static JsonObject *
parse (const char *text, gsize length)
{
  const WabiJsonLimits limits = { .max_bytes = WABI_TRANSPORT_MOST_BYTES + 512 * 1024, .max_depth = 60 };

  return wabi_json_parse_object (text, (gssize) length, &limits, NULL);
}

static JsonObject *
peek_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
peek_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
peek_item (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
peek_text (JsonObject *object, const char *name)
{
  return object != NULL ? wabi_json_peek_text (object, name) : NULL;
}

/* ---- pages ---- */

static void
free_item (gpointer data)
{
  WabiStediItem *item = data;

  g_free (item->id);
  g_free (item->set);
  g_free (item->reference);
  g_free (item);
}

void
wabi_stedi_page_free (WabiStediPage *page)
{
  g_ptr_array_unref (page->items);
  g_free (page->next);
  g_free (page);
}

gboolean
wabi_stedi_is_id (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length > 0 && length <= 64 && strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == length;
}

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) at = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return at != NULL ? g_date_time_to_unix (at) * G_USEC_PER_SEC + g_date_time_get_microsecond (at) : 0;
}

static gboolean
has_x12 (JsonObject *object)
{
  JsonArray *artifacts = peek_array (object, "artifacts");

  for (guint i = 0; artifacts != NULL && i < json_array_get_length (artifacts); i++)
    {
      JsonObject *artifact = peek_item (artifacts, i);

      if (g_strcmp0 (peek_text (artifact, "usage"), "input") == 0 && g_strcmp0 (peek_text (artifact, "artifactType"), "application/edi-x12") == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
dup_reference (JsonObject *object)
{
  JsonArray *marks = peek_array (object, "businessIdentifiers");

  for (guint i = 0; marks != NULL && i < json_array_get_length (marks); i++)
    if (g_strcmp0 (peek_text (peek_item (marks, i), "element"), "BHT-03") == 0)
      return g_strdup (peek_text (peek_item (marks, i), "value"));
  return NULL;
}

static WabiStediItem *
read_item (JsonObject *object)
{
  const char *id = peek_text (object, "transactionId");
  JsonObject *transaction = peek_object (peek_object (peek_object (object, "x12"), "metadata"), "transaction");
  WabiStediItem *item;

  if (!wabi_stedi_is_id (id))
    return NULL;
  item = g_new0 (WabiStediItem, 1);
  item->id = g_strdup (id);
  item->at = read_time (peek_text (object, "processedAt"));
  item->inbound = g_strcmp0 (peek_text (object, "direction"), "INBOUND") == 0;
  item->is_x12 = has_x12 (object);
  item->set = g_strdup (peek_text (transaction, "transactionSetIdentifier"));
  item->reference = dup_reference (object);
  return item;
}

WabiStediPage *
wabi_stedi_read_page (const char *text, gsize length)
{
  g_autoptr (JsonObject) object = parse (text, length);
  JsonArray *items = peek_array (object, "items");
  const char *next = peek_text (object, "nextPageToken");
  g_autoptr (WabiStediPage) page = NULL;

  if (items == NULL || json_array_get_length (items) > MOST_ITEMS || (next != NULL && (*next == '\0' || strlen (next) > LONGEST_TOKEN)))
    return NULL;
  page = g_new0 (WabiStediPage, 1);
  page->items = g_ptr_array_new_with_free_func (free_item);
  page->next = g_strdup (next);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      WabiStediItem *item = read_item (peek_item (items, i));

      /* What is passed over would never come. */
      if (item == NULL)
        return NULL;
      g_ptr_array_add (page->items, item);
    }
  return g_steal_pointer (&page);
}

/* ---- single answers ---- */

char *
wabi_stedi_read_x12 (const char *text, gsize length)
{
  g_autoptr (JsonObject) object = parse (text, length);
  const char *x12 = peek_text (object, "x12");

  return x12 != NULL && g_str_has_prefix (x12, "ISA") ? g_strdup (x12) : NULL;
}

gboolean
wabi_stedi_is_taken (const char *text, gsize length)
{
  g_autoptr (JsonObject) object = parse (text, length);

  return g_strcmp0 (peek_text (object, "status"), "SUCCESS") == 0;
}

/* "errors" with "description" or "message", else "message" alone. */
char *
wabi_stedi_read_words (const char *text, gsize length)
{
  g_autoptr (JsonObject) object = parse (text, length);
  JsonArray *errors = peek_array (object, "errors");
  GString *words = g_string_new (NULL);

  for (guint i = 0; errors != NULL && i < MIN (json_array_get_length (errors), MOST_WORDS); i++)
    {
      const char *one = peek_text (peek_item (errors, i), "description");

      one = one != NULL ? one : peek_text (peek_item (errors, i), "message");
      if (one != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", one);
    }
  if (words->len == 0 && peek_text (object, "message") != NULL)
    g_string_append (words, peek_text (object, "message"));
  if (words->len > 0)
    return g_string_free (words, FALSE);
  g_string_free (words, TRUE);
  return NULL;
}

char *
wabi_stedi_read_download (const char *text, gsize length)
{
  g_autoptr (JsonObject) object = parse (text, length);

  return g_strdup (peek_text (object, "documentDownloadUrl"));
}

char *
wabi_stedi_make_request (const char *x12)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "x12", x12);
  return wabi_json_object_to_canonical (object);
}
