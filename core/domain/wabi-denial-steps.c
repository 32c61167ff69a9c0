// SPDX-License-Identifier: AGPL-3.0-or-later
// What was done with a denial, and taking a step back.

#include "wabi-denial-steps.h"

#include <string.h>

#include "wabi-inbound-private.h"

/* What a step can change, and what comes back with it. */
static const char *const fields[] = { "state", "assigned", "follow_up" };

static JsonArray *
copy_steps (WabiRecord *denial)
{
  JsonArray *before = wabi_record_get_array (denial, "steps"), *steps = json_array_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    json_array_add_element (steps, json_node_copy (json_array_get_element (before, i)));
  return steps;
}

static void
take_steps (WabiRecord *denial, JsonArray *steps)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, steps);
  wabi_record_take_node (denial, "steps", node);
}

static void
sign (WabiContext *context, JsonObject *one)
{
  json_object_set_int_member (one, "at", context->given);
  if (context->caller.user != NULL)
    json_object_set_string_member (one, "by", context->caller.user);
}

static JsonObject *
list_changes (WabiRecord *denial, WabiRecord *before)
{
  JsonObject *was = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *old = wabi_record_get_text (before, fields[i]);

      if (g_strcmp0 (old, wabi_record_get_text (denial, fields[i])) == 0)
        continue;
      if (old != NULL)
        json_object_set_string_member (was, fields[i], old);
      else
        json_object_set_null_member (was, fields[i]);
    }
  return was;
}

void
wabi_denial_add_step (WabiContext *context, WabiRecord *denial, WabiRecord *before, const char *step, const char *name, const char *words)
{
  JsonArray *steps = copy_steps (denial);
  JsonObject *one = json_object_new (), *was = list_changes (denial, before);

  sign (context, one);
  json_object_set_string_member (one, "step", step);
  if (name != NULL)
    json_object_set_string_member (one, "id", name);
  if (words != NULL)
    json_object_set_string_member (one, "words", words);
  if (json_object_get_size (was) > 0)
    json_object_set_object_member (one, "was", was);
  else
    json_object_unref (was);
  json_array_add_object_element (steps, one);
  take_steps (denial, steps);
}

static JsonObject *
get_step (JsonArray *steps, guint at)
{
  JsonNode *node = json_array_get_element (steps, at);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
stands (JsonObject *step)
{
  return step != NULL && !json_object_has_member (step, "back");
}

int
wabi_denial_find_step (WabiRecord *denial, const char *step, const char *name)
{
  JsonArray *steps = wabi_record_get_array (denial, "steps");

  for (guint i = steps != NULL ? json_array_get_length (steps) : 0; i > 0; i--)
    {
      JsonObject *one = get_step (steps, i - 1);

      if (stands (one) && g_strcmp0 (wabi_json_peek_text (one, "id"), name) == 0
          && (step == NULL || g_strcmp0 (wabi_json_peek_text (one, "step"), step) == 0))
        return (int) i - 1;
    }
  return -1;
}

static JsonObject *
get_was (JsonObject *step)
{
  JsonNode *node = json_object_get_member (step, "was");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Whether a later step that stands has the last word on a field. What somebody has worked on is not new again, whatever else is taken back. */
static gboolean
is_later (JsonArray *steps, guint at, const char *field, const char *old)
{
  for (guint i = at + 1; i < json_array_get_length (steps); i++)
    {
      JsonObject *one = get_step (steps, i), *was = stands (one) ? get_was (one) : NULL;

      if (stands (one) && ((was != NULL && json_object_has_member (was, field)) || g_strcmp0 (old, "open") == 0))
        return TRUE;
    }
  return FALSE;
}

void
wabi_denial_take_step_back (WabiContext *context, WabiRecord *denial, guint at)
{
  JsonArray *steps = copy_steps (denial);
  JsonObject *one = get_step (steps, at), *was = get_was (one), *back = json_object_new ();

  for (guint i = 0; was != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      const char *old = wabi_json_peek_text (was, fields[i]);

      if (json_object_has_member (was, fields[i]) && !is_later (steps, at, fields[i], old))
        wabi_record_set_text (denial, fields[i], old);
    }
  sign (context, back);
  json_object_set_object_member (one, "back", back);
  take_steps (denial, steps);
}
