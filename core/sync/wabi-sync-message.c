// SPDX-License-Identifier: AGPL-3.0-or-later
// The messages of the sync protocol as the desktop writes and reads them (docs/protocol.md).

#include "wabi-sync-message.h"

#include <string.h>

#include "wabi-id.h"
#include "wabi-text.h"

#define MAX_ANSWER ((gsize)32 * 1024 * 1024)

static const char *const status_words[] = { "applied", "merged", "rejected", "dep_failed" };

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "the server's answer is not understood: %s",
               what);
  return FALSE;
}

GString *
wabi_push_begin (const char *device, const char *service, const char *epoch, const char *after, gint64 from_n)
{
  GString *out = g_string_new ("{\"device\":");

  wabi_json_append_text (out, device);
  g_string_append (out, ",\"service\":");
  wabi_json_append_text (out, service);
  g_string_append (out, ",\"epoch\":");
  wabi_json_append_text (out, epoch != NULL ? epoch : "");
  if (after != NULL)
    g_string_append_printf (out, ",\"after\":%s", after);
  g_string_append_printf (out, ",\"from_n\":%" G_GINT64_FORMAT ",\"commands\":[", from_n);
  return out;
}

static void
append_text_member (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  wabi_json_append_text (out, text);
}

void
wabi_push_append (GString *out, const WabiCommand *command, const char *args)
{
  const char *separator = "";

  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append_printf (out,
                          "{\"n\":%" G_GINT64_FORMAT ",\"id\":\"%s\",\"schema\":%" G_GINT64_FORMAT
                          ",\"wall\":%" G_GINT64_FORMAT ",\"mono\":%" G_GINT64_FORMAT,
                          command->n, command->id, command->schema, command->wall, command->mono);
  append_text_member (out, "name", command->name);
  append_text_member (out, "boot", command->boot);
  append_text_member (out, "zone", command->zone);
  g_string_append (out, ",\"deps\":[");
  for (guint i = 0; command->deps != NULL && command->deps[i] != NULL; i++)
    {
      g_string_append (out, separator);
      wabi_json_append_text (out, command->deps[i]);
      separator = ",";
    }
  g_string_append (out, "],\"args\":");
  g_string_append (out, args);
  g_string_append_c (out, '}');
}

char *
wabi_push_end (GString *take_out)
{
  g_string_append (take_out, "]}");
  return g_string_free (take_out, FALSE);
}

static void
free_result (gpointer data)
{
  WabiPushResult *result = data;

  g_free (result->id);
  g_free (result->code);
  g_free (result->field);
  g_free (result->message);
  g_free (result);
}

void
wabi_push_answer_free (WabiPushAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->epoch);
  g_ptr_array_unref (answer->results);
  g_free (answer);
}

static gboolean
read_status (const char *word, WabiResultStatus *out, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_words); i++)
    if (strcmp (word, status_words[i]) == 0)
      {
        *out = (WabiResultStatus)i;
        return TRUE;
      }
  return fail (error, "an unknown status");
}

/* The last place that any effect took: overlays stay until the cursor is past all of them. */
static gint64
find_last_seq (JsonObject *object, gint64 seq)
{
  JsonArray *records = NULL;

  if (!wabi_json_take_array (object, "records", FALSE, 100000, &records, NULL) || records == NULL)
    return seq;
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonNode *node = json_array_get_element (records, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        seq = MAX (seq, wabi_json_peek_int (json_node_get_object (node), "seq", 0));
    }
  return seq;
}

static gboolean
read_result (WabiPushAnswer *answer, JsonNode *node, const WabiCommand *command, GError **error)
{
  WabiPushResult *result = g_new0 (WabiPushResult, 1);
  const char *id, *status, *code, *field, *message;
  JsonObject *object;

  g_ptr_array_add (answer->results, result);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, "a result is not an object");
  object = json_node_get_object (node);
  if (!wabi_json_take_int (object, "n", TRUE, 1, WABI_JSON_MAX_INT, &result->n, error)
      || !wabi_json_take_text (object, "id", TRUE, WABI_ID_LENGTH, &id, error)
      || !wabi_json_take_text (object, "status", TRUE, 20, &status, error)
      || !read_status (status, &result->status, error)
      || !wabi_json_take_text (object, "code", FALSE, 200, &code, error)
      || !wabi_json_take_text (object, "field", FALSE, 200, &field, error)
      || !wabi_json_take_text (object, "message", FALSE, 10000, &message, error)
      || !wabi_json_take_int (object, "seq", FALSE, 0, WABI_JSON_MAX_INT, &result->seq, error))
    return FALSE;
  if (result->n != command->n || strcmp (id, command->id) != 0)
    return fail (error, "a result is for another command");
  result->seq = find_last_seq (object, result->seq);
  result->id = g_strdup (id);
  result->code = g_strdup (code);
  result->field = g_strdup (field);
  result->message = g_strdup (message);
  return TRUE;
}

WabiPushAnswer *
wabi_push_answer_parse (const char *data, gsize length, GPtrArray *commands, GError **error)
{
  const WabiJsonLimits limits = { MAX_ANSWER, 64 };
  g_autoptr (JsonObject) object = wabi_json_parse_object (data, (gssize)length, &limits, error);
  g_autoptr (WabiPushAnswer) answer = NULL;
  const char *epoch;
  JsonArray *results;

  if (object == NULL)
    return NULL;
  answer = g_new0 (WabiPushAnswer, 1);
  answer->results = g_ptr_array_new_with_free_func (free_result);
  if (!wabi_json_take_text (object, "epoch", TRUE, 200, &epoch, error)
      || !wabi_json_take_int (object, "head", TRUE, 0, WABI_JSON_MAX_INT, &answer->head, error)
      || !wabi_json_take_array (object, "results", TRUE, 1000, &results, error))
    return NULL;
  answer->epoch = g_strdup (epoch);
  /* Fewer when a command waits for one that another service has not seen yet: the rest is sent again. */
  if (json_array_get_length (results) == 0 || json_array_get_length (results) > commands->len)
    {
      fail (error, "not one result for each command");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (results); i++)
    if (!read_result (answer, json_array_get_element (results, i), g_ptr_array_index (commands, i), error))
      return NULL;
  return g_steal_pointer (&answer);
}

#define SEEN_HEAD 1
#define SEEN_NEXT 2
#define SEEN_CHANGES 4
#define SEEN_ALL (SEEN_HEAD | SEEN_NEXT | SEEN_CHANGES)

/* ---- Pages: the text was scanned strictly, so that walking it needs no second check of the grammar. ---- */

static const char *
skip_blank (const char *at)
{
  while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
    at++;
  return at;
}

static const char *
skip_string (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;
  return at + 1;
}

static const char *
skip_value (const char *at)
{
  int depth = 0;

  do
    {
      at = skip_blank (at);
      if (*at == '"')
        at = skip_string (at);
      else if (*at == '{' || *at == '[')
        {
          depth++;
          at++;
        }
      else if (*at == '}' || *at == ']')
        {
          depth--;
          at++;
        }
      else if (*at == ',' || *at == ':')
        at++;
      else
        at += strcspn (at, ",]} \t\r\n");
    }
  while (depth > 0);
  return at;
}

/* Steps to the next member of the object that @at is in, and stays before its value; FALSE at its end. */
static gboolean
next_name (const char **at, const char **name, gsize *name_length)
{
  const char *here = skip_blank (*at);

  if (*here == ',' || *here == '{')
    here = skip_blank (here + 1);
  if (*here == '}')
    {
      *at = here + 1;
      return FALSE;
    }
  *name = here + 1;
  here = skip_string (here);
  *name_length = (gsize)(here - 1 - *name);
  *at = skip_blank (skip_blank (here) + 1);
  return TRUE;
}

/* The same, and behind its value. */
static gboolean
next_member (const char **at, const char **name, gsize *name_length, const char **value)
{
  if (!next_name (at, name, name_length))
    return FALSE;
  *value = *at;
  *at = skip_value (*value);
  return TRUE;
}

static gboolean
name_is (const char *name, gsize length, const char *word)
{
  return strlen (word) == length && memcmp (name, word, length) == 0;
}

static gboolean
read_number (const char *value, gint64 *out)
{
  char *end;

  if (*value != '-' && !g_ascii_isdigit (*value))
    return FALSE;
  *out = g_ascii_strtoll (value, &end, 10);
  return *end != '.' && *end != 'e' && *end != 'E';
}

/* Ends the text inside the page, so that no copy is made; ids and kinds have no escapes. */
static gboolean
cut_word (const char *value, const char **out)
{
  char *end;

  if (*value != '"')
    return FALSE;
  end = (char *)skip_string (value) - 1;
  if (memchr (value, '\\', (gsize)(end - value)) != NULL || end == value + 1 || end - value > 64)
    return FALSE;
  *end = '\0';
  *out = value + 1;
  return TRUE;
}

static gboolean
read_change_member (WabiPullChange *change, const char *name, gsize length, const char *value)
{
  if (name_is (name, length, "kind"))
    return cut_word (value, &change->kind);
  if (name_is (name, length, "id"))
    return cut_word (value, &change->id);
  if (name_is (name, length, "client"))
    return cut_word (value, &change->client);
  if (name_is (name, length, "version"))
    return read_number (value, &change->version);
  if (name_is (name, length, "seq"))
    return read_number (value, &change->seq);
  if (name_is (name, length, "schema"))
    return read_number (value, &change->schema);
  if (name_is (name, length, "deleted"))
    {
      change->deleted = *value == 't' || *value == '1';
      return strchr ("tf01", *value) != NULL;
    }
  if (name_is (name, length, "body") && *value == '{')
    change->body = value;
  return TRUE;
}

static gboolean
read_change (WabiPullPage *page, const char **at, gint64 *last, GError **error)
{
  WabiPullChange change = { .schema = 1 };
  const char *name, *value, *body_end = NULL;
  gsize length;

  *at = skip_blank (*at);
  if (**at != '{')
    return fail (error, "a change is not an object");
  while (next_member (at, &name, &length, &value))
    {
      if (!read_change_member (&change, name, length, value))
        return fail (error, "a member of a change is of the wrong type");
      if (change.body == value)
        body_end = *at;
    }
  if (change.kind == NULL || change.id == NULL || change.version < 1
      || (change.body == NULL && !change.deleted))
    return fail (error, "a change lacks a member");
  if (page->client == NULL && change.seq <= *last)
    return fail (error, "changes are out of order");
  if (page->client != NULL && g_strcmp0 (change.client, page->client) != 0)
    return fail (error, "a change is of another client");
  *last = MAX (*last, change.seq);
  /* The byte after the body is a comma, a blank or the closing brace of the change, all of which were read
   * already. */
  if (body_end != NULL)
    *(char *)body_end = '\0';
  else
    change.body = "{}";
  g_array_append_val (page->changes, change);
  return TRUE;
}

/* Leaves @at behind the list. */
static gboolean
read_changes (WabiPullPage *page, const char **at, gint64 *last, GError **error)
{
  if (**at != '[')
    return fail (error, "\"changes\" is not a list");
  *at = skip_blank (*at + 1);
  while (**at != ']')
    {
      if (!read_change (page, at, last, error))
        return FALSE;
      *at = skip_blank (*at);
      if (**at == ',')
        *at = skip_blank (*at + 1);
    }
  (*at)++;
  return TRUE;
}

/* The list of clients, null for everybody. */
static gboolean
read_clients (WabiPullPage *page, const char *value)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  page->has_clients = TRUE;
  if (*value == 'n')
    return TRUE;
  node = *value == '[' ? wabi_json_parse (value, skip_value (value) - value, NULL, NULL) : NULL;
  if (node == NULL)
    return FALSE;
  array = json_node_get_array (node);
  page->clients = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *id = json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : NULL;

      if (!wabi_id_is_valid (id))
        return FALSE;
      g_ptr_array_add (page->clients, g_strdup (id));
    }
  return TRUE;
}

/* {"count":12,"sum":"0123456789abcdef"}; members that are not known are passed over. */
static gboolean
read_digest (const char **at, WabiDigest *digest)
{
  const char *name, *value, *word;
  char *end = NULL;
  guint seen = 0;
  gsize length;

  if (**at != '{')
    return FALSE;
  while (next_member (at, &name, &length, &value))
    if (name_is (name, length, "count"))
      {
        if (!read_number (value, &digest->count))
          return FALSE;
        seen |= 1;
      }
    else if (name_is (name, length, "sum"))
      {
        if (!cut_word (value, &word) || strlen (word) != 16)
          return FALSE;
        digest->sum = g_ascii_strtoull (word, &end, 16);
        if (*end != '\0')
          return FALSE;
        seen |= 2;
      }
  return seen == 3;
}

static gboolean
read_digests (WabiPullPage *page, const char *value)
{
  const char *at = value, *name;
  gsize length;

  if (*value != '{')
    return FALSE;
  g_clear_pointer (&page->digests, g_array_unref);
  page->digests = g_array_new (FALSE, TRUE, sizeof (WabiPullDigest));
  while (next_name (&at, &name, &length))
    {
      WabiPullDigest digest = { 0 };

      if (!read_digest (&at, &digest.digest))
        return FALSE;
      /* The quote behind the name was read already. */
      ((char *) name)[length] = '\0';
      digest.kind = name;
      g_array_append_val (page->digests, digest);
    }
  return TRUE;
}

/* "next": a number in a feed, in a client's stream a kind and an id. */
static gboolean
read_next (WabiPullPage *page, const char *value)
{
  if (page->client == NULL)
    return read_number (value, &page->next);
  if (*value != '"')
    return FALSE;
  page->place = g_strndup (value + 1, (gsize)(skip_string (value) - value - 2));
  return strchr (page->place, '\\') == NULL;
}

static gboolean
read_page_member (WabiPullPage *page, const char *name, gsize length, const char *value, guint *seen)
{
  const char *word;

  if (name_is (name, length, "more"))
    page->more = *value == 't';
  else if (name_is (name, length, "min_schema"))
    return read_number (value, &page->min_schema);
  else if (name_is (name, length, "schema"))
    return read_number (value, &page->schema);
  else if (name_is (name, length, "head"))
    return *seen |= SEEN_HEAD, read_number (value, &page->head);
  else if (name_is (name, length, "next"))
    return *seen |= SEEN_NEXT, read_next (page, value);
  else if (name_is (name, length, "roles"))
    return read_number (value, &page->roles);
  else if (name_is (name, length, "clients"))
    return read_clients (page, value);
  else if (name_is (name, length, "digest"))
    return read_digests (page, value);
  else if (name_is (name, length, "access"))
    {
      if (!cut_word (value, &word))
        return FALSE;
      g_free (page->access);
      page->access = g_strdup (word);
    }
  else if (name_is (name, length, "epoch") || name_is (name, length, "service"))
    {
      if (!cut_word (value, &word))
        return FALSE;
      *(*name == 'e' ? &page->epoch : &page->service) = g_strdup (word);
    }
  return TRUE;
}

static gboolean
read_page (WabiPullPage *page, gint64 since, GError **error)
{
  const char *at = skip_blank (page->text), *name;
  gint64 last = since;
  guint seen = 0;
  gsize length;

  if (*at != '{')
    return fail (error, "not an object");
  while (next_name (&at, &name, &length))
    {
      const char *value = at;

      if (name_is (name, length, "changes"))
        {
          seen |= SEEN_CHANGES;
          if (!read_changes (page, &at, &last, error))
            return FALSE;
          continue;
        }
      at = skip_value (value);
      if (!read_page_member (page, name, length, value, &seen))
        return fail (error, "a member of the page is of the wrong type");
    }
  if (page->client != NULL)
    page->next = page->head;
  if (seen != SEEN_ALL || page->epoch == NULL || page->next < since)
    return fail (error, "a member of the page is missing or wrong");
  return page->client != NULL || last <= page->next ? TRUE : fail (error, "\"next\" lies before a change");
}

static WabiPullPage *
parse_page (const char *data, gsize length, const char *service, const char *client, gint64 since, GError **error)
{
  const WabiJsonLimits limits = { MAX_ANSWER, 64 };
  g_autoptr (WabiPullPage) page = NULL;

  if (!wabi_json_scan (data, length, &limits, error))
    return NULL;
  page = g_new0 (WabiPullPage, 1);
  page->changes = g_array_new (FALSE, FALSE, sizeof (WabiPullChange));
  page->since = since;
  page->text = g_strndup (data, length);
  page->schema = 1;
  page->client = g_strdup (client);
  if (!read_page (page, since, error))
    return NULL;
  if (page->service == NULL)
    page->service = g_strdup (service);
  if (strcmp (page->service, service) != 0)
    {
      fail (error, "the page is of another service");
      return NULL;
    }
  return g_steal_pointer (&page);
}

WabiPullPage *
wabi_pull_page_parse (const char *data, gsize length, const char *service, gint64 since, GError **error)
{
  return parse_page (data, length, service, NULL, since, error);
}

WabiPullPage *
wabi_stream_page_parse (const char *data, gsize length, const char *service, const char *client, GError **error)
{
  return parse_page (data, length, service, client, 0, error);
}

void
wabi_pull_page_free (WabiPullPage *page)
{
  if (page == NULL)
    return;
  g_free (page->epoch);
  g_free (page->service);
  g_free (page->access);
  g_free (page->client);
  g_free (page->place);
  g_clear_pointer (&page->clients, g_ptr_array_unref);
  g_clear_pointer (&page->digests, g_array_unref);
  g_array_unref (page->changes);
  g_free (page->text);
  g_free (page);
}

static JsonNode *
read_node (const char *value)
{
  const char *end = skip_value (value);
  gint64 number;

  if (*value == '"' && memchr (value, '\\', (gsize)(end - value)) == NULL)
    {
      g_autofree char *text = g_strndup (value + 1, (gsize)(end - value - 2));
      JsonNode *node = json_node_new (JSON_NODE_VALUE);

      json_node_set_string (node, text);
      return node;
    }
  if (*value == 't' || *value == 'f')
    return json_node_init_boolean (json_node_alloc (), *value == 't');
  if (read_number (value, &number))
    return json_node_init_int (json_node_alloc (), number);
  return *value == 'n' ? NULL : wabi_json_parse (value, end - value, NULL, NULL);
}

WabiRecord *
wabi_pull_change_make_record (const WabiPullChange *change, const WabiKind *kind, const char *also)
{
  WabiRecord *record = wabi_record_new (kind, change->id);
  const char *at = change->body, *name, *value;
  gsize length;

  wabi_record_set_stamp (record, change->version, change->seq, change->deleted);
  wabi_record_set_client (record, change->client);
  while (next_member (&at, &name, &length, &value))
    {
      char word[64];
      const WabiField *field;

      if (length >= sizeof word)
        continue;
      memcpy (word, name, length);
      word[length] = '\0';
      field = wabi_kind_find_field (kind, word);
      if ((field != NULL && field->flags & WABI_INDEXED) || (also != NULL && wabi_text_list_has (also, word)))
        wabi_record_take_node (record, word, read_node (value));
    }
  return record;
}

void
wabi_error_parse (const char *data, gsize length, char **code, char **message, gint64 *expected)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object (data, (gssize)length, NULL, NULL);
  JsonObject *inner = NULL;

  *code = *message = NULL;
  if (expected != NULL)
    *expected = object != NULL ? wabi_json_peek_int (object, "expected", 0) : 0;
  if (object == NULL || !wabi_json_take_object (object, "error", FALSE, &inner, NULL) || inner == NULL)
    return;
  *code = g_strdup (wabi_json_peek_text (inner, "code"));
  *message = g_strdup (wabi_json_peek_text (inner, "message"));
  if (expected != NULL && *expected == 0)
    *expected = wabi_json_peek_int (inner, "expected", 0);
}
