// SPDX-License-Identifier: AGPL-3.0-or-later
// The OpenAPI document, told by the tables.

#include "wabi-openapi.h"

#include "wabi-domain.h"

#include <string.h>

static JsonObject *
add_object (JsonObject *parent, const char *name)
{
  JsonObject *child = json_object_new ();

  json_object_set_object_member (parent, name, child);
  return child;
}

static JsonObject *
push_object (JsonArray *parent)
{
  JsonObject *child = json_object_new ();

  json_array_add_object_element (parent, child);
  return child;
}

static JsonArray *
add_array (JsonObject *parent, const char *name)
{
  JsonArray *child = json_array_new ();

  json_object_set_array_member (parent, name, child);
  return child;
}

static void
set_reference (JsonObject *object, const char *type, const char *name)
{
  g_autofree char *target = g_strdup_printf ("#/components/%s/%s", type, name);

  json_object_set_string_member (object, "$ref", target);
}

/* {"content":{"application/json":{"schema":…}}} in @object. */
static JsonObject *
add_json_content (JsonObject *object)
{
  return add_object (add_object (object, "content"), "application/json");
}

static void
add_path_words (const char *path, JsonArray *parameters)
{
  for (const char *at = strchr (path, '{'); at != NULL; at = strchr (at + 1, '{'))
    {
      g_autofree char *name = g_strndup (at + 1, (gsize) (strchr (at, '}') - at - 1));
      JsonObject *parameter = push_object (parameters);

      json_object_set_string_member (parameter, "name", name);
      json_object_set_string_member (parameter, "in", "path");
      json_object_set_boolean_member (parameter, "required", TRUE);
      json_object_set_string_member (add_object (parameter, "schema"), "type", "string");
    }
}

static void
add_query (const WabiRoute *route, JsonArray *parameters)
{
  g_autoptr (JsonNode) schema = wabi_fields_to_schema (route->query, route->n_query);
  JsonObject *properties = json_object_get_object_member (json_node_get_object (schema), "properties");

  for (guint i = 0; i < route->n_query; i++)
    {
      JsonObject *parameter = push_object (parameters);

      json_object_set_string_member (parameter, "name", route->query[i].name);
      json_object_set_string_member (parameter, "in", "query");
      json_object_set_boolean_member (parameter, "required", (route->query[i].flags & WABI_REQUIRED) != 0);
      json_object_set_member (parameter, "schema", json_object_dup_member (properties, route->query[i].name));
    }
}

static void
add_answers (const WabiRouteEntry *entry, JsonObject *operation)
{
  const WabiRoute *route = entry->route;
  JsonObject *answers = add_object (operation, "responses");
  JsonObject *good = add_object (answers, "200");

  json_object_set_string_member (good, "description", "Done");
  if (route->n_answer > 0)
    json_object_set_member (add_json_content (good), "schema", wabi_fields_to_schema (route->answer, route->n_answer));
  set_reference (add_object (answers, "400"), "responses", "Refused");
  set_reference (add_object (answers, "503"), "responses", "Refused");
  if (entry->scope->roles == 0)
    return;
  set_reference (add_object (answers, "401"), "responses", "Refused");
  set_reference (add_object (answers, "403"), "responses", "Refused");
}

/* "/v1/records/{kind}" with GET becomes "get_records_kind". */
static char *
dup_operation_id (const WabiRoute *route)
{
  g_autofree char *method = g_ascii_strdown (route->method, -1);
  GString *out = g_string_new (method);

  for (const char *at = route->path + strlen ("/v1"); *at != '\0'; at++)
    if (*at == '/')
      g_string_append_c (out, '_');
    else if (g_ascii_isalnum (*at))
      g_string_append_c (out, *at);
    else if (*at == '-' || *at == '.')
      g_string_append_c (out, '_');
  return g_string_free (out, FALSE);
}

static void
add_operation (const WabiRouteEntry *entry, JsonObject *paths)
{
  const WabiRoute *route = entry->route;
  g_autofree char *method = g_ascii_strdown (route->method, -1);
  g_autofree char *operation_id = dup_operation_id (route);
  JsonObject *path = json_object_has_member (paths, route->path) ? json_object_get_object_member (paths, route->path)
                                                                  : add_object (paths, route->path);
  JsonObject *operation = add_object (path, method);
  JsonArray *parameters = add_array (operation, "parameters");
  JsonArray *security = add_array (operation, "security");

  json_object_set_string_member (operation, "summary", route->summary);
  json_object_set_string_member (operation, "operationId", operation_id);
  json_object_set_string_member (operation, "x-wabi-scope", route->scope);
  json_object_set_string_member (operation, "x-wabi-audit", route->audit);
  add_path_words (route->path, parameters);
  if (route->n_query > 0)
    add_query (route, parameters);
  if (entry->scope->roles != 0)
    add_array (push_object (security), "bearer");
  if (route->n_body > 0)
    {
      JsonObject *body = add_object (operation, "requestBody");

      json_object_set_boolean_member (body, "required", TRUE);
      json_object_set_member (add_json_content (body), "schema", wabi_fields_to_schema (route->body, route->n_body));
    }
  add_answers (entry, operation);
}

static void
add_kinds (WabiStore *store, JsonObject *schemas)
{
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("record.%s", kinds[i]->name);
      JsonNode *schema;

      if (wabi_store_find_kind (store, kinds[i]->name) == NULL || kinds[i]->readers == 0)
        continue;
      schema = wabi_fields_to_schema (kinds[i]->fields, kinds[i]->n_fields);
      json_object_set_string_member (json_node_get_object (schema), "title", kinds[i]->title);
      json_object_set_string_member (json_node_get_object (schema), "x-wabi-service", kinds[i]->service);
      json_object_set_member (schemas, name, schema);
    }
}

/* A command without a table of its own takes the fields of the record that it makes, whose id the client gives; the rule sets the rest. */
static JsonNode *
describe_arguments (const WabiCommandInfo *command)
{
  static const char *const others[][2] = { { "behavior.record", "behavior_event" } };
  g_auto (GStrv) words = g_strsplit (command->name, ".", 2);
  const WabiKind *kind;
  JsonNode *schema;
  JsonObject *object, *id;
  JsonArray *required;

  if (command->n_args > 0)
    return wabi_fields_to_schema (command->args, command->n_args);
  g_strdelimit (words[0], "-", '_');
  kind = wabi_domain_find_kind (g_str_equal (command->name, others[0][0]) ? others[0][1] : words[0]);
  if (kind == NULL)
    return wabi_fields_to_schema (NULL, 0);
  schema = wabi_fields_to_schema (kind->fields, kind->n_fields);
  object = json_node_get_object (schema);
  id = json_object_new ();
  json_object_set_string_member (id, "type", "string");
  json_object_set_string_member (id, "format", "uuid");
  json_object_set_object_member (json_object_get_object_member (object, "properties"), "id", id);
  required = json_array_new ();
  json_array_add_string_element (required, "id");
  json_object_set_array_member (object, "required", required);
  return schema;
}

static void
add_commands (WabiStore *store, JsonObject *schemas)
{
  guint n;
  const WabiCommandInfo *commands = wabi_domain_get_commands (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("command.%s", commands[i].name);
      JsonNode *schema;

      if (!wabi_store_has_service (store, commands[i].service) || (commands[i].flags & WABI_COMMAND_SYSTEM) != 0)
        continue;
      schema = describe_arguments (&commands[i]);
      json_object_set_string_member (json_node_get_object (schema), "title", commands[i].title);
      json_object_set_string_member (json_node_get_object (schema), "x-wabi-service", commands[i].service);
      json_object_set_member (schemas, name, schema);
    }
}

static void
add_error (JsonObject *components)
{
  static const WabiField ERROR_FIELDS[] = {
    { "code", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 60, NULL, NULL },
    { "message", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 1000, NULL, NULL },
    { "field", WABI_FIELD_TEXT, 0, 0, 60, NULL, NULL },
  };
  JsonObject *refused = add_object (add_object (components, "responses"), "Refused");
  JsonObject *schema = add_object (add_json_content (refused), "schema");

  json_object_set_string_member (refused, "description", "Why not, for the machine and for a person");
  json_object_set_string_member (schema, "type", "object");
  json_object_set_member (add_object (schema, "properties"), "error", wabi_fields_to_schema (ERROR_FIELDS, G_N_ELEMENTS (ERROR_FIELDS)));
}

char *
wabi_openapi_build (WabiRouter *router, WabiStore *store)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonObject *info = add_object (root, "info");
  JsonObject *paths = add_object (root, "paths");
  JsonObject *components = add_object (root, "components");
  JsonObject *bearer = add_object (add_object (components, "securitySchemes"), "bearer");
  JsonObject *schemas = add_object (components, "schemas");
  guint n;
  const WabiRouteEntry *entries = wabi_router_list (router, &n);

  json_object_set_string_member (root, "openapi", "3.1.0");
  json_object_set_string_member (info, "title", "Wabi Care");
  json_object_set_string_member (info, "version", "1");
  json_object_set_string_member (bearer, "type", "http");
  json_object_set_string_member (bearer, "scheme", "bearer");
  json_object_set_string_member (bearer, "bearerFormat", "JWT");
  for (guint i = 0; i < n; i++)
    add_operation (&entries[i], paths);
  add_kinds (store, schemas);
  add_commands (store, schemas);
  add_error (components);
  return wabi_json_object_to_canonical (root);
}
