// SPDX-License-Identifier: AGPL-3.0-or-later
// Field tables: what a record of a kind may hold, and what follows from that.

#include "wabi-kind.h"

#include <string.h>

#include "wabi-id.h"
#include "wabi-text.h"

#define LIST_MAX 2000

const WabiField *
wabi_kind_find_field (const WabiKind *kind, const char *name)
{
  g_return_val_if_fail (kind != NULL && name != NULL, NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    if (strcmp (kind->fields[i].name, name) == 0)
      return &kind->fields[i];
  return NULL;
}

static gboolean
leads_to (const WabiField *field, const char *kind)
{
  return field->type == WABI_FIELD_REF && (field->flags & WABI_REQUIRED) && (field->flags & WABI_FIXED) && strcmp (field->values, kind) == 0;
}

WabiBond
wabi_kind_get_bond (const WabiKind *kind, const WabiField **field)
{
  const WabiField *parent = NULL;

  g_return_val_if_fail (kind != NULL, WABI_BOND_NONE);

  if (field != NULL)
    *field = NULL;
  if (strcmp (kind->name, "client") == 0)
    return WABI_BOND_SELF;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (leads_to (&kind->fields[i], "client"))
        {
          if (field != NULL)
            *field = &kind->fields[i];
          return WABI_BOND_FIELD;
        }
      if (parent == NULL && (leads_to (&kind->fields[i], "note") || leads_to (&kind->fields[i], "session")))
        parent = &kind->fields[i];
    }
  if (field != NULL)
    *field = parent;
  return parent != NULL ? WABI_BOND_PARENT : WABI_BOND_NONE;
}

gboolean
wabi_date_is_valid (const char *text)
{
  static const char shape[] = "dddd-dd-dd";
  int year, month, day;

  if (text == NULL || strlen (text) != 10)
    return FALSE;
  for (int i = 0; i < 10; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != '-')
      return FALSE;
  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);
  return year >= 1800 && month >= 1 && month <= 12 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

gboolean
wabi_service_code_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != 5)
    return FALSE;
  for (int i = 0; i < 5; i++)
    if (!g_ascii_isdigit (text[i]) && !(i % 4 == 0 && g_ascii_isupper (text[i])))
      return FALSE;
  return TRUE;
}

static gboolean
refuse (GError **error, const WabiField *field, const char *what)
{
  g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "\"%s\" %s", field->name, what);
  return FALSE;
}

static gboolean
check_text (const WabiField *field, JsonNode *node, GError **error)
{
  gsize limit = field->max > 0 ? (gsize) field->max : field->type == WABI_FIELD_LONG_TEXT ? 100000 : 200;
  const char *text;

  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, field, "must be text");
  text = json_node_get_string (node);
  if (strlen (text) > limit)
    return refuse (error, field, "is too long");
  if ((field->flags & WABI_REQUIRED) && wabi_text_is_blank (text))
    return refuse (error, field, "must not be empty");
  if (field->type == WABI_FIELD_DATE && !wabi_date_is_valid (text))
    return refuse (error, field, "must be a date such as 2026-03-09");
  if (field->type == WABI_FIELD_ENUM && !wabi_text_list_has (field->values, text))
    return refuse (error, field, "is not one of the allowed words");
  if (field->type == WABI_FIELD_REF && !wabi_id_is_valid (text))
    return refuse (error, field, "must be an id");
  if (field->type == WABI_FIELD_CODE && !wabi_service_code_is_valid (text))
    return refuse (error, field, "must be a service code such as 97153 or H2019");
  return TRUE;
}

static gboolean
check_number (const WabiField *field, JsonNode *node, GError **error)
{
  gboolean open = field->min == 0 && field->max == 0;
  gint64 value;

  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (error, field, "must be a whole number");
  value = json_node_get_int (node);
  if (open ? value < -WABI_JSON_MAX_INT || value > WABI_JSON_MAX_INT : value < field->min || value > field->max)
    return refuse (error, field, "is out of range");
  return TRUE;
}

static gboolean
check_list (const WabiField *field, JsonNode *node, GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, field, "must be a list");
  array = json_node_get_array (node);
  if (json_array_get_length (array) > (field->max > 0 ? (guint) field->max : LIST_MAX))
    return refuse (error, field, "has too many entries");
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING
        || strlen (json_array_get_string_element (array, i)) > 200)
      return refuse (error, field, "must be a list of short texts");
  return TRUE;
}

gboolean
wabi_field_check (const WabiField *field, JsonNode *node, GError **error)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return (field->flags & WABI_REQUIRED) ? refuse (error, field, "is missing") : TRUE;

  switch (field->type)
    {
    case WABI_FIELD_LIST:
      return check_list (field, node, error);
    case WABI_FIELD_JSON:
      return JSON_NODE_HOLDS_VALUE (node) ? refuse (error, field, "must be an object or a list") : TRUE;
    case WABI_FIELD_BOOL:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
                 ? TRUE
                 : refuse (error, field, "must be true or false");
    case WABI_FIELD_INT:
    case WABI_FIELD_INSTANT:
    case WABI_FIELD_MONEY:
      return check_number (field, node, error);
    case WABI_FIELD_TEXT:
    case WABI_FIELD_LONG_TEXT:
    case WABI_FIELD_DATE:
    case WABI_FIELD_ENUM:
    case WABI_FIELD_REF:
    case WABI_FIELD_CODE:
      return check_text (field, node, error);
    default:
      return refuse (error, field, "has a type that this version does not know");
    }
}

gboolean
wabi_fields_check_object (const WabiField *fields, guint n_fields, JsonObject *object, GError **error)
{
  for (guint i = 0; i < n_fields; i++)
    if (!wabi_field_check (&fields[i], json_object_get_member (object, fields[i].name), error))
      return FALSE;
  return TRUE;
}

static void
describe_field (JsonObject *schema, const WabiField *field)
{
  static const char *const types[] = { "string", "string", "integer", "boolean", "integer", "string",
                                       "integer", "string", "string",  "array",   NULL,      "string" };

  if (types[field->type] != NULL)
    json_object_set_string_member (schema, "type", types[field->type]);
  if (field->type == WABI_FIELD_DATE)
    json_object_set_string_member (schema, "format", "date");
  if (field->type == WABI_FIELD_REF)
    json_object_set_string_member (schema, "format", "uuid");
  if (field->type == WABI_FIELD_CODE)
    json_object_set_string_member (schema, "pattern", "^[0-9A-Z][0-9]{3}[0-9A-Z]$");
  if (field->type == WABI_FIELD_INSTANT)
    json_object_set_string_member (schema, "description", "microseconds since 1970-01-01T00:00:00Z");
  if (field->type == WABI_FIELD_MONEY)
    json_object_set_string_member (schema, "description", "cents");
  if (field->type == WABI_FIELD_TEXT || field->type == WABI_FIELD_LONG_TEXT)
    json_object_set_int_member (schema, "maxLength",
                                field->max > 0 ? field->max : field->type == WABI_FIELD_TEXT ? 200 : 100000);
  if (field->type == WABI_FIELD_INT && field->max != field->min)
    {
      json_object_set_int_member (schema, "minimum", field->min);
      json_object_set_int_member (schema, "maximum", field->max);
    }
  if (field->flags & WABI_PHI)
    json_object_set_boolean_member (schema, "x-phi", TRUE);
}

static JsonNode *
describe_values (const WabiField *field)
{
  g_auto (GStrv) words = g_strsplit (field->values, " ", -1);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_node_take_array (node, array);
  return node;
}

JsonNode *
wabi_fields_to_schema (const WabiField *fields, guint n_fields)
{
  JsonObject *schema = json_object_new (), *properties = json_object_new ();
  JsonArray *required = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < n_fields; i++)
    {
      JsonObject *one = json_object_new ();

      describe_field (one, &fields[i]);
      if (fields[i].type == WABI_FIELD_ENUM)
        json_object_set_member (one, "enum", describe_values (&fields[i]));
      json_object_set_object_member (properties, fields[i].name, one);
      if (fields[i].flags & WABI_REQUIRED)
        json_array_add_string_element (required, fields[i].name);
    }
  json_object_set_string_member (schema, "type", "object");
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", required);
  json_node_take_object (node, schema);
  return node;
}

JsonObject *
wabi_kind_redact (const WabiKind *kind, JsonObject *body)
{
  JsonObject *plain = json_object_new ();

  for (guint i = 0; i < kind->n_fields; i++)
    {
      JsonNode *node = json_object_get_member (body, kind->fields[i].name);

      if (node != NULL && !(kind->fields[i].flags & WABI_PHI))
        json_object_set_member (plain, kind->fields[i].name, json_node_copy (node));
    }
  return plain;
}
