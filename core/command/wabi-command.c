// SPDX-License-Identifier: AGPL-3.0-or-later
// Named intents: as they travel, and how they are applied.

#include "wabi-command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-text.h"

#define MAX_DEPS 50

WabiCommand *
wabi_command_new (const char *id, const char *name, JsonObject *args)
{
  WabiCommand *command = g_new0 (WabiCommand, 1);

  command->id = g_strdup (id);
  command->name = g_strdup (name);
  command->args = args;
  command->schema = WABI_COMMAND_SCHEMA;
  return command;
}

void
wabi_command_free (WabiCommand *command)
{
  if (command == NULL)
    return;
  g_free (command->id);
  g_free (command->name);
  g_clear_pointer (&command->args, json_object_unref);
  g_strfreev (command->deps);
  g_free (command->boot);
  g_free (command->zone);
  g_free (command);
}

static gboolean
read_deps (WabiCommand *command, JsonObject *object, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *deps;

  if (!wabi_json_take_array (object, "deps", FALSE, MAX_DEPS, &deps, error))
    return FALSE;
  for (guint i = 0; deps != NULL && i < json_array_get_length (deps); i++)
    {
      JsonNode *node = json_array_get_element (deps, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING || !wabi_id_is_valid (json_node_get_string (node)))
        {
          g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "\"deps\" must be ids");
          return FALSE;
        }
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  command->deps = g_strv_builder_end (builder);
  return TRUE;
}

WabiCommand *
wabi_command_from_json (JsonObject *object, GError **error)
{
  g_autoptr (WabiCommand) command = wabi_command_new (NULL, NULL, NULL);
  const char *id, *name, *boot, *zone;
  JsonObject *args;

  if (!wabi_json_take_int (object, "n", TRUE, 1, WABI_JSON_MAX_INT, &command->n, error)
      || !wabi_json_take_text (object, "id", TRUE, WABI_ID_LENGTH, &id, error)
      || !wabi_json_take_text (object, "name", TRUE, 64, &name, error)
      || !wabi_json_take_int (object, "schema", FALSE, 1, 1000, &command->schema, error)
      || !wabi_json_take_object (object, "args", TRUE, &args, error) || !read_deps (command, object, error)
      || !wabi_json_take_int (object, "wall", FALSE, -WABI_JSON_MAX_INT, WABI_JSON_MAX_INT, &command->wall, error)
      || !wabi_json_take_int (object, "mono", FALSE, 0, WABI_JSON_MAX_INT, &command->mono, error)
      || !wabi_json_take_text (object, "boot", FALSE, 64, &boot, error)
      || !wabi_json_take_text (object, "zone", FALSE, 64, &zone, error))
    return NULL;
  if (!wabi_id_is_valid (id))
    {
      g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "\"id\" must be an id");
      return NULL;
    }
  command->id = g_strdup (id);
  command->name = g_strdup (name);
  command->args = json_object_ref (args);
  command->boot = g_strdup (boot);
  command->zone = g_strdup (zone);
  return g_steal_pointer (&command);
}

JsonObject *
wabi_command_to_json (const WabiCommand *command)
{
  JsonObject *object = json_object_new ();
  JsonArray *deps = json_array_new ();

  json_object_set_int_member (object, "n", command->n);
  json_object_set_string_member (object, "id", command->id);
  json_object_set_string_member (object, "name", command->name);
  json_object_set_int_member (object, "schema", command->schema);
  json_object_set_object_member (object, "args", json_object_ref (command->args));
  for (guint i = 0; command->deps != NULL && command->deps[i] != NULL; i++)
    json_array_add_string_element (deps, command->deps[i]);
  json_object_set_array_member (object, "deps", deps);
  json_object_set_int_member (object, "wall", command->wall);
  json_object_set_int_member (object, "mono", command->mono);
  if (command->boot != NULL)
    json_object_set_string_member (object, "boot", command->boot);
  if (command->zone != NULL)
    json_object_set_string_member (object, "zone", command->zone);
  return object;
}

char *
wabi_command_hash (const WabiCommand *command)
{
  g_autofree char *args = wabi_json_object_to_canonical (command->args);
  g_autofree char *all = g_strconcat (command->id, "\n", command->name, "\n", args, NULL);

  return wabi_text_hash_hex (all, -1);
}

const WabiCommandInfo *
wabi_command_find (const WabiCommandInfo *infos, guint n_infos, const char *name)
{
  for (guint i = 0; i < n_infos; i++)
    if (strcmp (infos[i].name, name) == 0)
      return &infos[i];
  return NULL;
}

static gboolean
check_effects (WabiContext *context, GError **error)
{
  for (guint i = 0; i < context->effects->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (context->effects, i);
      g_autoptr (GError) inner = NULL;

      if (!wabi_record_get_deleted (record) && !wabi_record_check (record, &inner))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid",
                                    wabi_record_get_kind (record)->name, _("The %s cannot be kept: %s."),
                                    _(wabi_record_get_kind (record)->title), inner->message);
    }
  return TRUE;
}

gboolean
wabi_command_apply (const WabiCommandInfo *infos, guint n_infos, WabiContext *context, const char *name, JsonObject *args,
                    GError **error)
{
  const WabiCommandInfo *info = wabi_command_find (infos, n_infos, name);
  g_autoptr (GError) inner = NULL;

  if (info == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_UNKNOWN, "unknown-command", NULL,
                                _("This version does not know “%s”. Update the program."), name);
  if ((context->caller.roles & info->roles) == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", NULL,
                                _("Your role does not allow this. Ask an administrator of the practice."));
  if (!wabi_fields_check_object (info->args, info->n_args, args, &inner))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", NULL,
                                _("Something is missing or wrong: %s."), inner->message);
  return info->apply (context, args, error) && check_effects (context, error);
}
