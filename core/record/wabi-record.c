// SPDX-License-Identifier: AGPL-3.0-or-later
// One record: kind, id, version, place in the feed, and a body that keeps what it does not know.

#include "wabi-record.h"

#include <string.h>

#include "wabi-text.h"

struct _WabiRecord
{
  GObject parent_instance;
  const WabiKind *kind;
  char *id, *client;
  gint64 version, seq;
  gboolean deleted;
  JsonObject *body;
};

G_DEFINE_FINAL_TYPE (WabiRecord, wabi_record, G_TYPE_OBJECT)

static void
wabi_record_finalize (GObject *object)
{
  WabiRecord *self = WABI_RECORD (object);

  g_free (self->id);
  g_free (self->client);
  json_object_unref (self->body);
  G_OBJECT_CLASS (wabi_record_parent_class)->finalize (object);
}

static void
wabi_record_class_init (WabiRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_record_finalize;
}

static void
wabi_record_init (WabiRecord *self)
{
}

static WabiRecord *
new_with_body (const WabiKind *kind, const char *id, JsonObject *take_body)
{
  WabiRecord *self = g_object_new (WABI_TYPE_RECORD, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  self->body = take_body;
  return self;
}

WabiRecord *
wabi_record_new (const WabiKind *kind, const char *id)
{
  g_return_val_if_fail (kind != NULL && id != NULL, NULL);

  return new_with_body (kind, id, json_object_new ());
}

WabiRecord *
wabi_record_new_from_body (const WabiKind *kind, const char *id, const char *body, GError **error)
{
  JsonObject *object;

  g_return_val_if_fail (kind != NULL && id != NULL && body != NULL, NULL);

  object = wabi_json_parse_object (body, -1, NULL, error);
  return object != NULL ? new_with_body (kind, id, object) : NULL;
}

WabiRecord *
wabi_record_copy (WabiRecord *record)
{
  WabiRecord *copy;

  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);

  copy = new_with_body (record->kind, record->id, wabi_json_object_copy (record->body));
  wabi_record_set_stamp (copy, record->version, record->seq, record->deleted);
  copy->client = g_strdup (record->client);
  return copy;
}

const WabiKind *
wabi_record_get_kind (WabiRecord *record)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);
  return record->kind;
}

const char *
wabi_record_get_id (WabiRecord *record)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);
  return record->id;
}

void
wabi_record_set_client (WabiRecord *record, const char *client)
{
  g_return_if_fail (WABI_IS_RECORD (record));
  g_free (record->client);
  record->client = g_strdup (client);
}

const char *
wabi_record_get_client (WabiRecord *record)
{
  const WabiField *field;

  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);

  if (record->client != NULL)
    return record->client;
  switch (wabi_kind_get_bond (record->kind, &field))
    {
    case WABI_BOND_SELF:
      return record->id;
    case WABI_BOND_FIELD:
      return wabi_record_get_text (record, field->name);
    case WABI_BOND_PARENT:
    case WABI_BOND_NONE:
    default:
      return NULL;
    }
}

gint64
wabi_record_get_version (WabiRecord *record)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), 0);
  return record->version;
}

gint64
wabi_record_get_seq (WabiRecord *record)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), 0);
  return record->seq;
}

gboolean
wabi_record_get_deleted (WabiRecord *record)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), FALSE);
  return record->deleted;
}

void
wabi_record_set_stamp (WabiRecord *record, gint64 version, gint64 seq, gboolean deleted)
{
  g_return_if_fail (WABI_IS_RECORD (record));

  record->version = version;
  record->seq = seq;
  record->deleted = deleted;
}

JsonObject *
wabi_record_get_body (WabiRecord *record)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);
  return record->body;
}

char *
wabi_record_dup_json (WabiRecord *record)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);
  return wabi_json_object_to_canonical (record->body);
}

const char *
wabi_record_get_text (WabiRecord *record, const char *field)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);
  return wabi_json_peek_text (record->body, field);
}

gint64
wabi_record_get_int (WabiRecord *record, const char *field)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), 0);
  return wabi_json_peek_int (record->body, field, 0);
}

gboolean
wabi_record_get_bool (WabiRecord *record, const char *field)
{
  JsonNode *node;

  g_return_val_if_fail (WABI_IS_RECORD (record), FALSE);
  node = json_object_get_member (record->body, field);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

JsonArray *
wabi_record_get_array (WabiRecord *record, const char *field)
{
  JsonNode *node;

  g_return_val_if_fail (WABI_IS_RECORD (record), NULL);
  node = json_object_get_member (record->body, field);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
wabi_record_has (WabiRecord *record, const char *field)
{
  JsonNode *node;

  g_return_val_if_fail (WABI_IS_RECORD (record), FALSE);
  node = json_object_get_member (record->body, field);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

gboolean
wabi_record_is (WabiRecord *record, const char *field, const char *text)
{
  return g_strcmp0 (wabi_record_get_text (record, field), text) == 0;
}

void
wabi_record_set_text (WabiRecord *record, const char *field, const char *text)
{
  g_return_if_fail (WABI_IS_RECORD (record));

  if (text == NULL)
    json_object_remove_member (record->body, field);
  else
    json_object_set_string_member (record->body, field, text);
}

void
wabi_record_set_int (WabiRecord *record, const char *field, gint64 value)
{
  g_return_if_fail (WABI_IS_RECORD (record));
  json_object_set_int_member (record->body, field, value);
}

void
wabi_record_set_bool (WabiRecord *record, const char *field, gboolean value)
{
  g_return_if_fail (WABI_IS_RECORD (record));
  json_object_set_boolean_member (record->body, field, value);
}

void
wabi_record_take_node (WabiRecord *record, const char *field, JsonNode *node)
{
  g_return_if_fail (WABI_IS_RECORD (record));

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    {
      g_clear_pointer (&node, json_node_unref);
      json_object_remove_member (record->body, field);
    }
  else
    json_object_set_member (record->body, field, node);
}

void
wabi_record_set_all (WabiRecord *record, JsonObject *values)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_if_fail (WABI_IS_RECORD (record));

  json_object_iter_init (&iter, values);
  while (json_object_iter_next (&iter, &name, &node))
    if (!wabi_text_list_has ("id base base_version", name))
      wabi_record_take_node (record, name, json_node_copy (node));
}

gboolean
wabi_record_check (WabiRecord *record, GError **error)
{
  g_return_val_if_fail (WABI_IS_RECORD (record), FALSE);

  return wabi_fields_check_object (record->kind->fields, record->kind->n_fields, record->body, error);
}

gboolean
wabi_node_equal (JsonNode *a, JsonNode *b)
{
  gboolean none_a = a == NULL || JSON_NODE_HOLDS_NULL (a), none_b = b == NULL || JSON_NODE_HOLDS_NULL (b);
  g_autofree char *text_a = NULL, *text_b = NULL;

  if (none_a || none_b)
    return none_a == none_b;
  if (json_node_get_value_type (a) == G_TYPE_STRING && json_node_get_value_type (b) == G_TYPE_STRING)
    return strcmp (json_node_get_string (a), json_node_get_string (b)) == 0;
  text_a = wabi_json_to_canonical (a);
  text_b = wabi_json_to_canonical (b);
  return strcmp (text_a, text_b) == 0;
}

JsonObject *
wabi_record_diff (JsonObject *from, JsonObject *to)
{
  JsonObject *diff = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, to);
  while (json_object_iter_next (&iter, &name, &node))
    if (!wabi_node_equal (json_object_get_member (from, name), node))
      json_object_set_member (diff, name, json_node_copy (node));
  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &node))
    if (!JSON_NODE_HOLDS_NULL (node) && !json_object_has_member (to, name))
      json_object_set_null_member (diff, name);
  return diff;
}
