// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls find their route by exact segments, never by prefix or by a normalised path: what is not in a table is not there.

#include "wabi-router.h"

#include <gio/gio.h>
#include <string.h>

struct _WabiRouter
{
  GArray *entries; /* WabiRouteEntry */
};

static const char *const METHODS[] = { "GET", "POST", "PUT", "PATCH", "DELETE", NULL };

static gboolean
is_word (const char *segment)
{
  return segment[0] == '{';
}

/* Whether two patterns can answer the same path. */
static gboolean
patterns_overlap (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, "/", -1);
  g_auto (GStrv) second = g_strsplit (b, "/", -1);

  if (g_strv_length (first) != g_strv_length (second))
    return FALSE;
  for (guint i = 0; first[i] != NULL; i++)
    if (is_word (first[i]) != is_word (second[i]) || (!is_word (first[i]) && !g_str_equal (first[i], second[i])))
      return FALSE;
  return TRUE;
}

/* A word takes letters, digits, "-", "_" and "." only: ids and names of kinds. */
static gsize
span_word (const char *path)
{
  gsize length = 0;

  while (g_ascii_isalnum (path[length]) || (path[length] != '\0' && strchr ("-_.", path[length]) != NULL))
    length++;
  return length;
}

static gboolean
match_path (const char *pattern, const char *path, WabiRouteMatch *match)
{
  gsize stored = 0;
  guint words = 0;

  while (*pattern != '\0')
    {
      if (*pattern == '{')
        {
          gsize length = span_word (path);

          if (length == 0 || stored + length + 1 > sizeof match->storage || words == WABI_ROUTER_MAX_WORDS)
            return FALSE;
          memcpy (match->storage + stored, path, length);
          match->storage[stored + length] = '\0';
          match->words[words++] = match->storage + stored;
          stored += length + 1;
          path += length;
          pattern = strchr (pattern, '}') + 1;
        }
      else if (*pattern++ != *path++)
        return FALSE;
    }
  return *path == '\0';
}

static gboolean
methods_match (const char *route, const char *method)
{
  return strcmp (route, method) == 0 || (strcmp (method, "HEAD") == 0 && strcmp (route, "GET") == 0);
}

WabiRouter *
wabi_router_new (void)
{
  WabiRouter *router = g_new0 (WabiRouter, 1);

  router->entries = g_array_new (FALSE, FALSE, sizeof (WabiRouteEntry));
  return router;
}

void
wabi_router_free (WabiRouter *router)
{
  if (router == NULL)
    return;
  g_array_unref (router->entries);
  g_free (router);
}

gboolean
wabi_router_add (WabiRouter *router, const WabiRoute *route, gpointer service, GError **error)
{
  WabiRouteEntry entry = { .route = route, .scope = wabi_scope_find (route->scope), .service = service, .slot = router->entries->len };

  for (guint i = 0; i < router->entries->len; i++)
    {
      const WabiRoute *other = g_array_index (router->entries, WabiRouteEntry, i).route;

      if (g_str_equal (other->method, route->method) && patterns_overlap (other->path, route->path))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "Two routes answer %s %s (the other is %s).", route->method, route->path,
                       other->path);
          return FALSE;
        }
    }
  g_array_append_val (router->entries, entry);
  return TRUE;
}

void
wabi_router_find (WabiRouter *router, const char *method, const char *path, WabiRouteMatch *match)
{
  match->entry = NULL;
  match->allowed[0] = '\0';
  for (guint i = 0; i < router->entries->len; i++)
    {
      const WabiRouteEntry *entry = &g_array_index (router->entries, WabiRouteEntry, i);

      if (!match_path (entry->route->path, path, match))
        continue;
      if (methods_match (entry->route->method, method))
        {
          match->entry = entry;
          match->allowed[0] = '\0';
          return;
        }
      if (match->allowed[0] != '\0')
        g_strlcat (match->allowed, ", ", sizeof match->allowed);
      g_strlcat (match->allowed, entry->route->method, sizeof match->allowed);
    }
}

const WabiRouteEntry *
wabi_router_list (WabiRouter *router, guint *n)
{
  *n = router->entries->len;
  return (const WabiRouteEntry *) (gpointer) router->entries->data;
}

gboolean
wabi_router_knows_method (const char *method)
{
  return g_strv_contains (METHODS, method);
}
