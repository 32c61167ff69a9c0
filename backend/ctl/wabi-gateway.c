// SPDX-License-Identifier: AGPL-3.0-or-later
// HAProxy's configuration, from the services' own tables: what a service answers goes to it.

#include "wabi-gateway.h"

#include "wabi-domain.h"
#include "wabi-endpoints.h"
#include "wabi-held.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define HUB "notifications"

static const char HEAD[]
    = "# Written by wabictl gateway haproxy. Change its configuration file and write it anew.\n"
      "global\n"
      "  log stdout format raw local0 notice\n"
      "  stats socket %s mode 600 level admin\n"
      "  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets\n"
      "  ssl-default-server-options ssl-min-ver TLSv1.2\n"
      "  tune.ssl.default-dh-param 2048\n"
      "\n"
      "defaults\n"
      "  mode http\n"
      "  log global\n"
      "  option dontlognull\n"
      "  option http-keep-alive\n"
      "  option redispatch\n"
      "  timeout connect 3s\n"
      "  timeout http-request 15s\n"
      "  timeout http-keep-alive 60s\n"
      "  timeout queue 5s\n"
      "  # Above the 25 s in which an event stream says that it lives.\n"
      "  timeout client 75s\n"
      "  timeout server 75s\n"
      "  # Only what changes nothing is asked twice. A push is safe to repeat (each command has one effect), but a repeated refresh of a\n"
      "  # sign-in looks like a stolen token: whoever sent it decides. A connection that could not be made is tried again for all.\n"
      "  retries 2\n"
      "  retry-on conn-failure empty-response response-timeout\n"
      "  http-error status 400 content-type application/json string '{\"error\":{\"code\":\"bad_request\",\"message\":\"The request is not sound.\"}}'\n"
      "  http-error status 408 content-type application/json string '{\"error\":{\"code\":\"bad_request\",\"message\":\"The request did not arrive in time.\"}}'\n"
      "\n"
      "# Who asks how often: by address, and by the hash of the token.\n"
      "backend by_address\n"
      "  stick-table type ipv6 size 200k expire 1m store http_req_rate(10s)\n"
      "backend by_user\n"
      "  stick-table type binary len 20 size 200k expire 1m store http_req_rate(10s)\n"
      "\n";

static const char FRONT[]
    = "frontend wabi\n"
      "  bind %s ssl crt %s alpn h2,http/1.1\n"
      "  maxconn 20000\n"
      "  acl from_inside src %s\n"
      "  http-request track-sc0 src table by_address\n"
      "  http-request track-sc1 req.hdr(authorization),sha1 table by_user if { req.hdr(authorization) -m found }\n"
      "  http-request return status 429 content-type application/json hdr Retry-After 10 string '{\"error\":{\"code\":\"too_many\",\"message\":\"Too "
      "many requests come from this address. Wait a little.\"}}' if !from_inside { sc0_http_req_rate(by_address) gt %d }\n"
      "  http-request return status 429 content-type application/json hdr Retry-After 10 string '{\"error\":{\"code\":\"too_many\",\"message\":\"Too "
      "many requests. Wait a little.\"}}' if !from_inside { sc1_http_req_rate(by_user) gt %d }\n"
      "  # The services believe this header of the gateway's address only, so what a caller wrote into it must not stay.\n"
      "  http-request del-header Forwarded\n"
      "  http-request set-header X-Forwarded-For %%[src]\n"
      "  http-request disable-l7-retry if !METH_GET\n"
      "  http-request set-var(txn.service) url_param(service)\n"
      "  http-request set-var(txn.kind) path,field(4,/)\n"
      "  acl names_service var(txn.service) -m found\n"
      "  acl is_record path_beg /v1/records/\n"
      "  # Counters are for inside.\n"
      "  http-request return status 404 content-type application/json string '{\"error\":{\"code\":\"unknown\",\"message\":\"There is nothing at this "
      "address.\"}}' if { path /v1/metrics }\n";

static const char NO_SERVICE[]
    = "  http-request return status 400 content-type application/json string '{\"error\":{\"code\":\"invalid\",\"field\":\"service\",\"message\":\"Say in "
      "the address which service: ?service=…\"}}' if by_service !{ path /v1/events } !names_service\n";

static const char REST[]
    = "  use_backend " HUB " if { path /v1/events } !names_service\n"
      "  default_backend nobody\n"
      "\n"
      "backend nobody\n"
      "  http-request return status 404 content-type application/json string '{\"error\":{\"code\":\"unknown\",\"message\":\"There is nothing at this "
      "address.\"}}'\n";

static const char BACK[]
    = "\nbackend %s\n"
      "  option httpchk\n"
      "  http-check send meth GET uri /v1/health ver HTTP/1.1 hdr Host %s\n"
      "  http-check expect status 200\n"
      "  http-reuse always\n"
      "  http-error status 502 content-type application/json hdr Retry-After 2 string '%s'\n"
      "  http-error status 503 content-type application/json hdr Retry-After 2 string '%s'\n"
      "  http-error status 504 content-type application/json hdr Retry-After 2 string '%s'\n";

/* ---- what was asked for ---- */

void
wabi_gateway_init (WabiGateway *gateway)
{
  memset (gateway, 0, sizeof *gateway);
  gateway->listen = g_strdup ("*:443");
  gateway->certificate = g_strdup ("/etc/wabi/gateway.pem");
  gateway->ca = g_strdup ("/etc/wabi/ca.pem");
  gateway->server_name = g_strdup ("localhost");
  gateway->socket = g_strdup ("/run/haproxy/wabi.sock");
  gateway->inside = g_strdup ("127.0.0.1");
  gateway->user_rate = 300;
  gateway->address_rate = 3000;
  gateway->servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
wabi_gateway_clear (WabiGateway *gateway)
{
  g_clear_pointer (&gateway->listen, g_free);
  g_clear_pointer (&gateway->certificate, g_free);
  g_clear_pointer (&gateway->ca, g_free);
  g_clear_pointer (&gateway->server_name, g_free);
  g_clear_pointer (&gateway->socket, g_free);
  g_clear_pointer (&gateway->inside, g_free);
  g_clear_pointer (&gateway->servers, g_hash_table_unref);
}

/* The values go into another program's configuration as words: what would end a word or a line is refused. */
static gboolean
is_word (const char *value)
{
  return value[0] != '\0' && strpbrk (value, " \t\r\n\"'\\#{}%$") == NULL;
}

static gboolean
are_networks (const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (words[i], NULL);

      if (mask == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (GError **error, const char *key)
{
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, _ ("“%s” is not understood. See docs/deployment.md."), key);
  return FALSE;
}

static gboolean
take_key (WabiGateway *gateway, GKeyFile *keys, const char *key, GError **error)
{
  const struct
  {
    const char *key;
    char **text;
    int *number;
  } known[] = {
    { "listen", &gateway->listen, NULL },           { "certificate", &gateway->certificate, NULL },
    { "ca", &gateway->ca, NULL },                   { "server-name", &gateway->server_name, NULL },
    { "socket", &gateway->socket, NULL },           { "user-rate", NULL, &gateway->user_rate },
    { "address-rate", NULL, &gateway->address_rate }, { "inside", &gateway->inside, NULL },
  };
  g_autofree char *value = g_key_file_get_string (keys, "gateway", key, error);

  for (gsize i = 0; value != NULL && i < G_N_ELEMENTS (known); i++)
    {
      guint64 number = 0;

      if (strcmp (known[i].key, key) != 0)
        continue;
      if (known[i].text == &gateway->inside && !are_networks (value))
        continue;
      if (known[i].text != NULL && (is_word (value) || known[i].text == &gateway->inside))
        {
          g_free (*known[i].text);
          *known[i].text = g_steal_pointer (&value);
          return TRUE;
        }
      if (known[i].number != NULL && g_ascii_string_to_unsigned (value, 10, 1, 1000000, &number, NULL))
        {
          *known[i].number = (int) number;
          return TRUE;
        }
    }
  return refuse (error, key);
}

static gboolean
take_servers (WabiGateway *gateway, GKeyFile *keys, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (keys, "servers", NULL, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *value = g_key_file_get_string (keys, "servers", names[i], error);

      if (value == NULL)
        return FALSE;
      g_hash_table_replace (gateway->servers, g_strdup (names[i]), value);
    }
  return names != NULL;
}

gboolean
wabi_gateway_load (WabiGateway *gateway, const char *file, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_auto (GStrv) names = NULL;

  if (!g_key_file_load_from_file (keys, file, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s: ", file);
      return FALSE;
    }
  names = g_key_file_has_group (keys, "gateway") ? g_key_file_get_keys (keys, "gateway", NULL, NULL) : NULL;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!take_key (gateway, keys, names[i], error))
      return FALSE;
  return !g_key_file_has_group (keys, "servers") || take_servers (gateway, keys, error);
}

/* ---- writing ---- */

/* A word in braces of a route is one segment. */
static char *
build_pattern (const char *path)
{
  GString *out = g_string_new ("^");

  while (*path != '\0')
    {
      if (*path == '{')
        {
          g_string_append (out, "[^/]+");
          path = strchr (path, '}') + 1;
          continue;
        }
      if (*path == '.')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *path++);
    }
  g_string_append_c (out, '$');
  return g_string_free (out, FALSE);
}

static void
append_routes (GString *out, const WabiServiceInfo *service)
{
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (service->name, &n);

  g_string_append_printf (out, "  use_backend %s if by_service { var(txn.service) -m str %s }\n", service->name, service->name);
  for (guint i = 0; i < service->n_routes; i++)
    {
      const char *path = service->routes[i].path;
      g_autofree char *pattern = build_pattern (path);

      if (strchr (path, '{') == NULL)
        g_string_append_printf (out, "  use_backend %s if { path %s }\n", service->name, path);
      else
        g_string_append_printf (out, "  use_backend %s if { path_reg '%s' }\n", service->name, pattern);
    }
  if (n == 0)
    return;
  g_string_append_printf (out, "  use_backend %s if is_record { var(txn.kind) -m str", service->name);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, " %s", kinds[i]->name);
  g_string_append (out, " }\n");
}

static gboolean
append_server (GString *out, const WabiGateway *gateway, const char *service, const char *line, guint number, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = g_strv_length (words);
  guint64 weight = 100;

  if ((n != 1 && (n != 3 || strcmp (words[1], "weight") != 0)) || !is_word (words[0]) || strchr (words[0], ':') == NULL
      || (n == 3 && !g_ascii_string_to_unsigned (words[2], 10, 0, 256, &weight, NULL)))
    return refuse (error, service);
  g_string_append_printf (out,
                          "  server %s%u %s weight %u check inter 2s fall 2 rise 1 ssl verify required ca-file %s sni str(%s) verifyhost %s alpn "
                          "http/1.1\n",
                          service, number, words[0], (guint) weight, gateway->ca, gateway->server_name, gateway->server_name);
  return TRUE;
}

static gboolean
append_backend (GString *out, const WabiGateway *gateway, const WabiServiceInfo *service, GError **error)
{
  g_autofree char *away = g_strdup_printf ("{\"error\":{\"code\":\"away\",\"message\":\"The service “%s” is away. What waits is sent when it "
                                           "is back.\",\"service\":\"%s\"}}",
                                           service->name, service->name);
  const char *servers = g_hash_table_lookup (gateway->servers, service->name);
  g_auto (GStrv) lines = NULL;

  if (servers == NULL)
    servers = g_hash_table_lookup (gateway->servers, "all");
  if (servers == NULL)
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
                   _ ("Say where “%s” is, as “%s = ADDRESS:PORT” in the group [servers]."), service->name, service->name);
      return FALSE;
    }
  g_string_append_printf (out, BACK, service->name, gateway->server_name, away, away, away);
  lines = g_strsplit (servers, ",", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!append_server (out, gateway, service->name, g_strstrip (lines[i]), i + 1, error))
      return FALSE;
  return TRUE;
}

/* What every process answers for the services that it mounts: the address says which is meant. */
static void
append_by_service (GString *out)
{
  static const char *const others[] = { "/v1/health", "/v1/metrics", "/v1/openapi.json", NULL };
  const WabiServiceInfo *const every[] = { &wabi_endpoints_service, &wabi_held_service };

  g_string_append (out, "  acl by_service path");
  for (guint k = 0; k < G_N_ELEMENTS (every); k++)
    for (guint i = 0; i < every[k]->n_routes; i++)
      {
        const char *path = every[k]->routes[i].path;

        if (strchr (path, '{') == NULL && !g_strv_contains (others, path))
          g_string_append_printf (out, " %s", path);
      }
  g_string_append (out, "\n");
}

/* The gateway's own health: how many servers of each service are up. */
static void
append_health (GString *out, const WabiServiceInfo *const *services)
{
  g_string_append (out, "  http-request return status 200 content-type application/json lf-string '{\"gateway\":\"ok\",\"up\":{");
  for (guint i = 0; services[i] != NULL; i++)
    g_string_append_printf (out, "%s\"%s\":%%[nbsrv(%s)]", i > 0 ? "," : "", services[i]->name, services[i]->name);
  g_string_append (out, "}}' if { path /v1/health }\n");
}

char *
wabi_gateway_write_haproxy (const WabiGateway *gateway, const WabiServiceInfo *const *services, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, HEAD, gateway->socket);
  g_string_append_printf (out, FRONT, gateway->listen, gateway->certificate, gateway->inside, gateway->address_rate, gateway->user_rate);
  append_by_service (out);
  g_string_append (out, NO_SERVICE);
  append_health (out, services);
  for (guint i = 0; services[i] != NULL; i++)
    append_routes (out, services[i]);
  g_string_append_printf (out, "  use_backend %s if { path /v1/openapi.json }\n", services[0]->name);
  g_string_append (out, REST);
  for (guint i = 0; services[i] != NULL; i++)
    if (!append_backend (out, gateway, services[i], error))
      return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
