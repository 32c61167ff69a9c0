// SPDX-License-Identifier: AGPL-3.0-or-later
// What a change that is held for review says, in words to decide by.

#include "wabi-held-words.h"

#include "wabi-inbox-words.h"

static JsonObject *
get_object (JsonObject *args, const char *name)
{
  JsonNode *node = json_object_get_member (args, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* An edit names its record by id only, anything else says what it makes. */
static char *
dup_about (WabiDesk *desk, const WabiKind *kind, JsonObject *args)
{
  const char *id = wabi_json_peek_text (args, "id");
  g_autoptr (WabiRecord) record = kind != NULL && id != NULL ? wabi_desk_get (desk, kind, id) : NULL;

  return wabi_inbox_dup_about (desk, kind, record != NULL ? wabi_record_get_body (record) : args);
}

static gboolean
is_new (JsonObject *base, const char *name, JsonNode *node)
{
  return base == NULL || !wabi_node_equal (json_object_get_member (base, name), node);
}

char *
wabi_held_dup_words (WabiDesk *desk, const char *name, JsonObject *args)
{
  const WabiKind *kind = wabi_inbox_command_kind (name);
  JsonObject *set = get_object (args, "set"), *base = get_object (args, "base");
  g_autofree char *about = dup_about (desk, kind, args);
  GString *text = g_string_new (about);
  JsonObjectIter iter;
  const char *field;
  JsonNode *node;

  json_object_iter_init (&iter, set != NULL ? set : args);
  while (json_object_iter_next (&iter, &field, &node))
    {
      const char *title = wabi_inbox_field_title (field);
      g_autofree char *value = NULL;

      if (title == NULL || !is_new (base, field, node))
        continue;
      value = wabi_inbox_dup_value (desk, kind, field, node);
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", title, value);
    }
  return g_string_free (text, FALSE);
}
