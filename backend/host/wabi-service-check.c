// SPDX-License-Identifier: AGPL-3.0-or-later
// The self-check of what is to be mounted, so that a slip in a table stops the start and not a person's day.

#include "wabi-service-check.h"

#include "wabi-router.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
fail_check (GError **error, const char *service, const char *place, const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Service “%s” cannot be mounted: %s %s", service, place, why);
  return FALSE;
}

static gboolean
check_route (const WabiServiceInfo *service, const WabiRoute *route, GError **error)
{
  const char *place = route->path != NULL ? route->path : "a route without a path";

  if (route->path == NULL || route->path[0] != '/')
    return fail_check (error, service->name, place, "must begin with “/”.");
  if (route->method == NULL || !wabi_router_knows_method (route->method))
    return fail_check (error, service->name, place, "has an unknown method.");
  if (wabi_scope_find (route->scope) == NULL)
    return fail_check (error, service->name, place, "names an unknown scope, or none.");
  if (route->audit == NULL || route->audit[0] == '\0')
    return fail_check (error, service->name, place, "does not say what the audit trail calls it.");
  if (route->handle == NULL || route->summary == NULL)
    return fail_check (error, service->name, place, "lacks a handler or a summary.");
  if (route->max_body > 0 && g_str_equal (route->method, "GET"))
    return fail_check (error, service->name, place, "takes a body with GET.");
  return TRUE;
}

static gboolean
check_service (const WabiServiceInfo *service, GHashTable *names, GError **error)
{
  if (service->abi != WABI_SERVICE_ABI)
    return fail_check (error, service->name, "it", "was built for another shape of descriptor.");
  if (service->name == NULL || service->name[0] == '\0' || !g_hash_table_add (names, (gpointer) service->name))
    return fail_check (error, service->name != NULL ? service->name : "?", "its name", "is missing or taken.");
  if ((service->create != NULL) != (service->destroy != NULL))
    return fail_check (error, service->name, "it", "has only one of create and destroy.");
  for (guint i = 0; i < service->n_migrations; i++)
    if (service->migrations[i].number != (int) i + 1 || service->migrations[i].sql == NULL)
      return fail_check (error, service->name, "its migrations", "must count 1, 2, 3 … without a gap.");
  for (guint i = 0; i < service->n_routes; i++)
    if (!check_route (service, &service->routes[i], error))
      return FALSE;
  return TRUE;
}

gboolean
wabi_services_check (const WabiServiceInfo *const *services, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (WabiRouter) router = wabi_router_new ();

  for (guint i = 0; services[i] != NULL; i++)
    {
      if (!check_service (services[i], names, error))
        return FALSE;
      for (guint k = 0; k < services[i]->n_routes; k++)
        if (!wabi_router_add (router, &services[i]->routes[k], NULL, error))
          return FALSE;
    }
  return TRUE;
}
