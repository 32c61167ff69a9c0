// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON in and out: parsed only after the strict scan, read only with its types checked, written in one canonical form.

#include "wabi-json.h"

#include <string.h>

G_DEFINE_QUARK (wabi-json-error-quark, wabi_json_error)

JsonNode *
wabi_json_parse (const char *data, gssize length, const WabiJsonLimits *limits, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) inner = NULL;
  gsize n = length < 0 ? strlen (data) : (gsize) length;

  if (!wabi_json_scan (data, n, limits, error))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, (gssize) n, &inner))
    {
      g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_SYNTAX, "the JSON cannot be read (code %d)", inner->code);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

JsonObject *
wabi_json_parse_object (const char *data, gssize length, const WabiJsonLimits *limits, GError **error)
{
  g_autoptr (JsonNode) node = wabi_json_parse (data, length, limits, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_SYNTAX, "the JSON is not an object");
      return NULL;
    }
  return json_object_ref (json_node_get_object (node));
}

/* Returns the member, NULL when absent or null; *ok tells whether absence is allowed. */
static JsonNode *
find_member (JsonObject *object, const char *name, gboolean required, gboolean *ok, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *ok = TRUE;
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return node;
  if (required)
    {
      *ok = FALSE;
      g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "\"%s\" is missing", name);
    }
  return NULL;
}

static gboolean
fail_member (GError **error, const char *name, const char *what)
{
  g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "\"%s\" %s", name, what);
  return FALSE;
}

gboolean
wabi_json_take_text (JsonObject *object, const char *name, gboolean required, gsize max, const char **out, GError **error)
{
  gboolean ok;
  JsonNode *node = find_member (object, name, required, &ok, error);

  *out = NULL;
  if (node == NULL)
    return ok;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return fail_member (error, name, "must be text");
  if (strlen (json_node_get_string (node)) > max)
    return fail_member (error, name, "is too long");
  *out = json_node_get_string (node);
  return TRUE;
}

gboolean
wabi_json_take_int (JsonObject *object, const char *name, gboolean required, gint64 min, gint64 max, gint64 *out,
                    GError **error)
{
  gboolean ok;
  JsonNode *node = find_member (object, name, required, &ok, error);
  gint64 value;

  if (node == NULL)
    return ok;
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return fail_member (error, name, "must be a whole number");
  value = json_node_get_int (node);
  if (value < min || value > max)
    return fail_member (error, name, "is out of range");
  *out = value;
  return TRUE;
}

gboolean
wabi_json_take_object (JsonObject *object, const char *name, gboolean required, JsonObject **out, GError **error)
{
  gboolean ok;
  JsonNode *node = find_member (object, name, required, &ok, error);

  *out = NULL;
  if (node == NULL)
    return ok;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_member (error, name, "must be an object");
  *out = json_node_get_object (node);
  return TRUE;
}

gboolean
wabi_json_take_array (JsonObject *object, const char *name, gboolean required, guint max, JsonArray **out, GError **error)
{
  gboolean ok;
  JsonNode *node = find_member (object, name, required, &ok, error);

  *out = NULL;
  if (node == NULL)
    return ok;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail_member (error, name, "must be an array");
  if (json_array_get_length (json_node_get_array (node)) > max)
    return fail_member (error, name, "has too many elements");
  *out = json_node_get_array (node);
  return TRUE;
}

const char *
wabi_json_peek_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

gint64
wabi_json_peek_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : fallback;
}

void
wabi_json_append_text (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '"':
        g_string_append (out, "\\\"");
        break;
      case '\\':
        g_string_append (out, "\\\\");
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\t':
        g_string_append (out, "\\t");
        break;
      case '\r':
        g_string_append (out, "\\r");
        break;
      default:
        if ((guchar) *p < 0x20 || *p == 0x7f)
          g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
        else
          g_string_append_c (out, *p);
      }
  g_string_append_c (out, '"');
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void append_node (GString *out, JsonNode *node);

static void
append_object (GString *out, JsonObject *object)
{
  GList *names = g_list_sort (json_object_get_members (object), compare_names);

  g_string_append_c (out, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (l != names)
        g_string_append_c (out, ',');
      wabi_json_append_text (out, l->data);
      g_string_append_c (out, ':');
      append_node (out, json_object_get_member (object, l->data));
    }
  g_string_append_c (out, '}');
  g_list_free (names);
}

static void
append_array (GString *out, JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

/* What is written must be read again: a real without a point that is larger than any whole number may be keeps a point, and there is no
 * minus before nothing. */
static void
append_real (GString *out, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (number, sizeof number, value);
  g_string_append (out, strcmp (number, "-0") == 0 ? "0" : number);
  if (strpbrk (number, ".e") == NULL && (value > (double) WABI_JSON_MAX_INT || value < -(double) WABI_JSON_MAX_INT))
    g_string_append (out, ".0");
}

static void
append_value (GString *out, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      wabi_json_append_text (out, json_node_get_string (node));
      break;
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;
    default:
      append_real (out, json_node_get_double (node));
    }
}

static void
append_node (GString *out, JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    g_string_append (out, "null");
  else if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (out, json_node_get_array (node));
  else
    append_value (out, node);
}

char *
wabi_json_to_canonical (JsonNode *node)
{
  GString *out = g_string_sized_new (256);

  append_node (out, node);
  return g_string_free (out, FALSE);
}

char *
wabi_json_object_to_canonical (JsonObject *object)
{
  GString *out = g_string_sized_new (256);

  append_object (out, object);
  return g_string_free (out, FALSE);
}

static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode *copy;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      copy = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (copy, wabi_json_object_copy (json_node_get_object (node)));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      JsonArray *to = json_array_sized_new (json_array_get_length (from));

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (to, copy_node (json_array_get_element (from, i)));
      copy = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (copy, to);
    }
  else
    copy = json_node_copy (node);
  return copy;
}

JsonObject *
wabi_json_object_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (copy, name, copy_node (node));
  return copy;
}

JsonObject *
wabi_json_object_pick (JsonObject *object, JsonObject *names)
{
  JsonObject *picked = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, names);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonNode *value = json_object_get_member (object, name);

      json_object_set_member (picked, name, value != NULL ? copy_node (value) : json_node_new (JSON_NODE_NULL));
    }
  return picked;
}
