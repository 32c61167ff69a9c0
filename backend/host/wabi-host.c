// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the parts of a server are put together, and taken apart in the other order.

#include "wabi-host.h"

#include "wabi-anchors.h"
#include "wabi-endpoints.h"
#include "wabi-host-peers.h"
#include "wabi-held.h"
#include "wabi-id.h"
#include "wabi-listener.h"
#include "wabi-revocations.h"
#include "wabi-service-check.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define DRAIN_SECONDS 10

struct _WabiHost
{
  WabiHostOptions options;
  int lock_fd;
  char *db_name;
  char *state_name;
  WabiIdSource *ids;
  WabiStore *store;
  WabiStoreMigrations *migrations;
  WabiCertificate certificate;
  WabiTokens *tokens;
  WabiRevocations *revocations;
  WabiAnchors *anchors;
  WabiRouter *router;
  WabiMeter *meter;
  WabiLoad *load;
  WabiLog *log;
  WabiEvents *events;
  WabiEndpoints endpoints;
  GPtrArray *mounted; /* Mounted */
  WabiHostPeers peers;
  WabiListener *listener;
};

typedef struct
{
  const WabiServiceInfo *info;
  gpointer state;
} Mounted;

static void
free_mounted (gpointer data)
{
  Mounted *mounted = data;

  if (mounted->state != NULL && mounted->info->destroy != NULL)
    mounted->info->destroy (mounted->state);
  g_free (mounted);
}

static guint
count_routes (const WabiServiceInfo *const *services)
{
  guint n = wabi_endpoints_service.n_routes + wabi_held_service.n_routes;

  for (guint i = 0; services[i] != NULL; i++)
    n += services[i]->n_routes;
  return n;
}

/* One host at a time in a folder: two would write the same keys and the same state. Two folders may share a database. */
static gboolean
lock_folder (WabiHost *host, GError **error)
{
  g_autofree char *name = g_build_filename (host->options.folder, "lock", NULL);

  if (g_mkdir_with_parents (host->options.folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "The folder %s cannot be made: %s.", host->options.folder,
                   g_strerror (errno));
      return FALSE;
    }
  host->lock_fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (host->lock_fd >= 0 && flock (host->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "Another server works in %s. Stop it first, or choose another folder.",
               host->options.folder);
  return FALSE;
}

static gboolean
open_store (WabiHost *host, GError **error)
{
  const WabiServiceInfo *const *services = host->options.services;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  WabiStoreOptions options = { .location = host->db_name, .clock = host->options.clock, .ids = host->ids };
  guint n = 0;

  while (services[n] != NULL)
    n++;
  host->migrations = g_new0 (WabiStoreMigrations, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_strv_builder_add (names, services[i]->name);
      if (services[i]->n_migrations > 0)
        host->migrations[options.n_migrations++]
            = (WabiStoreMigrations){ services[i]->name, services[i]->migrations, services[i]->n_migrations };
    }
  host->endpoints.services = g_strv_builder_end (names);
  options.services = (const char *const *) host->endpoints.services;
  options.migrations = host->migrations;
  host->store = wabi_store_open (&options, error);
  return host->store != NULL;
}

static gboolean
mount (WabiHost *host, const WabiServiceInfo *info, gpointer state, GError **error)
{
  for (guint i = 0; i < info->n_routes; i++)
    if (!wabi_router_add (host->router, &info->routes[i], state, error))
      return FALSE;
  return TRUE;
}

static gboolean
mount_all (WabiHost *host, GError **error)
{
  const WabiServiceContext context = { .store = host->store, .db_location = host->db_name, .clock = host->options.clock,
                                       .tokens = host->tokens, .meter = host->meter, .mail = host->options.mail,
                                       .calendars = host->options.calendars, .partners = host->options.partners, .folder = host->options.folder };

  host->endpoints.store = host->store;
  host->endpoints.events = host->events;
  host->endpoints.router = host->router;
  host->endpoints.meter = host->meter;
  if (!mount (host, &wabi_endpoints_service, &host->endpoints, error) || !mount (host, &wabi_held_service, host->store, error))
    return FALSE;
  for (guint i = 0; host->options.services[i] != NULL; i++)
    {
      Mounted *mounted = g_new0 (Mounted, 1);

      mounted->info = host->options.services[i];
      g_ptr_array_add (host->mounted, mounted);
      if (mounted->info->create != NULL)
        mounted->state = mounted->info->create (&context, error);
      if ((mounted->info->create != NULL && mounted->state == NULL) || !mount (host, mounted->info, mounted->state, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
listen_now (WabiHost *host, GError **error)
{
  const WabiListenerOptions options = {
    .address = host->options.address,
    .port = host->options.port,
    .certificate = &host->certificate,
    .router = host->router,
    .tokens = host->tokens,
    .meter = host->meter,
    .load = host->load,
    .log = host->log,
    .proxies = host->options.proxies,
    .on_unknown_key = host->peers.follower != NULL ? wabi_follower_want_keys : NULL,
    .on_unknown_key_data = host->peers.follower,
    .events = host->events,
    .clock = host->options.clock,
    .idle_seconds = host->options.idle_seconds,
    .request_seconds = host->options.request_seconds,
  };

  host->listener = wabi_listener_start (&options, error);
  return host->listener != NULL;
}

static gboolean
write_state (WabiHost *host, GError **error)
{
  g_autoptr (JsonObject) state = json_object_new ();
  g_autofree char *folder = g_canonicalize_filename (host->options.tls, NULL);
  g_autofree char *ca = g_build_filename (folder, "ca.pem", NULL);
  g_autofree char *url = g_strdup_printf (strchr (host->options.address, ':') != NULL ? "https://[%s]:%u" : "https://%s:%u",
                                          host->options.address, wabi_host_get_port (host));
  g_autofree char *text = NULL;

  json_object_set_string_member (state, "url", url);
  json_object_set_int_member (state, "port", wabi_host_get_port (host));
  json_object_set_int_member (state, "pid", getpid ());
  json_object_set_string_member (state, "ca", ca);
  text = wabi_json_object_to_canonical (state);
  return g_file_set_contents (host->state_name, text, -1, error);
}

/* Processes of one machine may share a folder of certificates: one of them makes what is missing. */
static gboolean
ensure_certificate (WabiHost *host, GError **error)
{
  g_autofree char *name = g_build_filename (host->options.tls, "tls.lock", NULL);
  int fd = g_mkdir_with_parents (host->options.tls, 0700) == 0 ? g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
  gboolean ok;

  if (fd >= 0)
    flock (fd, LOCK_EX);
  ok = wabi_certificate_ensure (host->options.tls, host->options.clock, &host->certificate, error);
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
signs_tokens (WabiHost *host)
{
  for (guint i = 0; host->options.services[i] != NULL; i++)
    if (g_str_equal (host->options.services[i]->name, "auth"))
      return TRUE;
  return FALSE;
}

static gboolean
follow_others (WabiHost *host, GError **error)
{
  const WabiHostPeersOptions options = {
    .folder = host->options.folder,
    .services = host->options.services,
    .service_keys = host->options.service_keys,
    .peers = host->options.peers,
    .peers_ca = host->options.peers_ca,
    .store = host->store,
    .tokens = host->tokens,
    .events = host->events,
    .clock = host->options.clock,
  };

  return wabi_host_peers_start (&host->peers, &options, error);
}

static gboolean
start_parts (WabiHost *host, GError **error)
{
  g_autofree char *key_name = g_build_filename (host->options.folder, "token.key", NULL);

  if (!lock_folder (host, error) || !ensure_certificate (host, error))
    return FALSE;
  /* Whoever only checks tokens does not hold what they are signed with. */
  host->tokens = wabi_tokens_open (signs_tokens (host) ? key_name : NULL, host->options.clock, error);
  if (host->tokens == NULL || !open_store (host, error))
    return FALSE;
  host->revocations = wabi_revocations_new (host->store, host->tokens, host->options.clock, error);
  if (host->revocations == NULL)
    return FALSE;
  host->anchors = wabi_anchors_new (host->store, host->options.folder, host->options.anchors, host->options.clock);
  host->events = wabi_events_new (host->store, host->options.clock);
  if (!follow_others (host, error))
    return FALSE;
  host->endpoints.follower = host->peers.follower;
  return mount_all (host, error) && listen_now (host, error) && write_state (host, error);
}

WabiHost *
wabi_host_start (const WabiHostOptions *options, GError **error)
{
  g_autoptr (WabiHost) host = NULL;

  if (!wabi_services_check (options->services, error))
    return NULL;
  host = g_new0 (WabiHost, 1);
  host->options = *options;
  if (host->options.tls == NULL)
    host->options.tls = options->folder;
  host->lock_fd = -1;
  host->db_name = options->store != NULL ? g_strdup (options->store) : g_build_filename (options->folder, "wabi.db", NULL);
  host->state_name = g_build_filename (options->folder, "server.json", NULL);
  host->ids = wabi_id_source_new (options->clock);
  host->router = wabi_router_new ();
  host->meter = wabi_meter_new (count_routes (options->services));
  host->load = wabi_load_new (g_get_num_processors (), wabi_random_below);
  host->log = wabi_log_new (options->log_fd);
  host->mounted = g_ptr_array_new_with_free_func (free_mounted);
  g_mutex_init (&host->endpoints.openapi.lock);
  if (!start_parts (host, error))
    return NULL;
  return g_steal_pointer (&host);
}

guint16
wabi_host_get_port (WabiHost *host)
{
  return wabi_listener_get_port (host->listener);
}

void
wabi_host_stop (WabiHost *host)
{
  if (host == NULL)
    return;
  if (host->listener != NULL)
    g_unlink (host->state_name);
  wabi_listener_stop (host->listener, DRAIN_SECONDS);
  wabi_host_peers_clear (&host->peers);
  g_ptr_array_unref (host->mounted);
  wabi_events_free (host->events);
  wabi_revocations_free (host->revocations);
  wabi_anchors_free (host->anchors);
  wabi_store_close (host->store);
  wabi_endpoints_clear (&host->endpoints);
  wabi_router_free (host->router);
  wabi_meter_free (host->meter);
  wabi_load_free (host->load);
  wabi_log_free (host->log);
  wabi_tokens_free (host->tokens);
  wabi_certificate_clear (&host->certificate);
  wabi_id_source_free (host->ids);
  if (host->lock_fd >= 0)
    close (host->lock_fd);
  g_free (host->migrations);
  g_free (host->db_name);
  g_free (host->state_name);
  g_free (host);
}
