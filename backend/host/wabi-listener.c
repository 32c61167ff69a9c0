// SPDX-License-Identifier: AGPL-3.0-or-later
// The way of a call: limits, sanity of its head, who calls, exact route, permission, body, handler, answer.

#include "wabi-listener.h"

#include "wabi-header-check.h"
#include "wabi-peers.h"
#include "wabi-request-private.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define CONNECTION_MEMORY (32 * 1024)
#define MOST_WAITING_BYTES ((gsize) 64 * 1024 * 1024)
/* No compression, no renegotiation, nothing older than 1.2; AES-128 is first where the processor has it. */
#define TLS_PRIORITIES "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:%SERVER_PRECEDENCE"

struct _WabiListener
{
  WabiListenerOptions options;
  struct MHD_Daemon *daemon;
  WabiPeers *peers;
  guint16 port;
  gint draining;
  gssize waiting_bytes;
  struct
  {
    GThread *thread;
    GMutex lock;
    GCond cond;
    gboolean stop;
  } housekeeper;
};

static WabiPeer *
find_peer (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

  return info != NULL ? info->socket_context : NULL;
}

static void
refuse_call (WabiRequest *request, guint status, const char *code, const char *message)
{
  request->closing |= request->declared > 0;
  wabi_request_answer_error (request, status, code, NULL, message);
}

static gboolean
check_identity (WabiRequest *request, const char *authorization)
{
  const WabiListenerOptions *options = &request->listener->options;
  const WabiRouteEntry *entry = request->match.entry;
  gboolean unknown_key = FALSE;

  if (entry->scope->roles == 0)
    return TRUE;
  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    request->claims = wabi_tokens_check_key (options->tokens, authorization + 7, &unknown_key);
  if (unknown_key && options->on_unknown_key != NULL && options->on_unknown_key (options->on_unknown_key_data))
    {
      refuse_call (request, 503, "behind", "The keys of the sign-in service are being fetched. The same again in a moment.");
      return FALSE;
    }
  if (request->claims == NULL)
    {
      wabi_request_set_header (request, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
      refuse_call (request, 401, "unauthorized", "Sign in first, or again: the access token is missing, not ours, or over.");
      return FALSE;
    }
  request->caller = (WabiCaller){ request->claims->practice, request->claims->user, request->claims->roles };
  if (request->claims->drain && !entry->route->drain)
    {
      refuse_call (request, 403, "drain", "This access has ended. What waits can still be sent; nothing else.");
      return FALSE;
    }
  if (!request->claims->drain && (entry->scope->roles & request->claims->roles) == 0)
    {
      refuse_call (request, 403, "forbidden", "Your role does not allow this. Ask your administrator.");
      return FALSE;
    }
  return TRUE;
}

static gboolean
find_route (WabiRequest *request)
{
  wabi_router_find (request->listener->options.router, request->method, request->path, &request->match);
  if (request->match.entry != NULL)
    return TRUE;
  if (request->match.allowed[0] != '\0')
    {
      wabi_request_set_header (request, MHD_HTTP_HEADER_ALLOW, request->match.allowed);
      refuse_call (request, 405, "method_not_allowed", "This address answers other methods.");
    }
  else
    refuse_call (request, 404, "unknown", "There is nothing at this address.");
  return FALSE;
}

static gboolean
check_body (WabiRequest *request, const WabiHeaders *headers)
{
  WabiListener *listener = request->listener;
  gsize max = request->match.entry->route->max_body;

  if (request->declared == 0)
    return TRUE;
  if (request->declared > max)
    {
      refuse_call (request, 413, "too_large", max > 0 ? "The body is too long. Send it in smaller parts." : "This call takes no body.");
      return FALSE;
    }
  if (headers->content_type != NULL && g_ascii_strncasecmp (headers->content_type, "application/json", 16) != 0)
    {
      refuse_call (request, 415, "media_type", "Send application/json.");
      return FALSE;
    }
  if (__atomic_add_fetch (&listener->waiting_bytes, (gssize) request->declared, __ATOMIC_RELAXED)
      > (gssize) listener->options.max_waiting_bytes)
    {
      __atomic_sub_fetch (&listener->waiting_bytes, (gssize) request->declared, __ATOMIC_RELAXED);
      refuse_call (request, 503, "busy", "The server has much to do. The same again in a moment.");
      return FALSE;
    }
  request->body = g_malloc (request->declared + 1);
  return TRUE;
}

static void
find_caller (WabiRequest *request)
{
  const char *forwarded = MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "X-Forwarded-For");

  wabi_proxies_find_caller (request->listener->options.proxies, request->peer->address, forwarded, request->address,
                            sizeof request->address);
}

/* What the head alone says; a call that is refused here ends its connection, since what follows may mean anything. */
static gboolean
read_head (WabiRequest *request, const char *version)
{
  WabiHeaders *headers = &request->headers_in;

  wabi_headers_check (request->connection, version, headers);
  find_caller (request);
  request->declared = headers->length;
  request->accepts_gzip = headers->accepts_gzip;
  request->if_none_match = headers->if_none_match;
  request->closing = g_atomic_int_get (&request->listener->draining) || headers->refusal != 0 || request->peer->excess;
  if (headers->refusal != 0)
    refuse_call (request, headers->refusal, "bad_request", headers->reason);
  else if (request->peer->excess)
    refuse_call (request, 503, "busy", "The server has no room for another connection. Try again in a moment.");
  return !request->answered;
}

static gboolean
admit_call (WabiRequest *request)
{
  return find_route (request) && check_identity (request, request->headers_in.authorization)
         && check_body (request, &request->headers_in);
}

/* What the process has computed so far, in microseconds. */
static gint64
read_cpu (void)
{
  struct rusage usage;

  if (getrusage (RUSAGE_SELF, &usage) != 0)
    return 0;
  return (gint64) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* Told only with a good answer: every other one says by itself how long to wait. */
static void
choose_patience (WabiRequest *request, gint64 now)
{
  WabiLoad *load = request->listener->options.load;

  if (load != NULL && request->match.entry->route->polled)
    request->patience = wabi_load_get_wait (load, now);
}

static void
note_load (WabiRequest *request, gint64 began)
{
  const WabiListenerOptions *options = &request->listener->options;
  gint64 now = wabi_clock_monotonic (options->clock);

  if (options->load != NULL)
    wabi_load_note (options->load, now, now - began, read_cpu ());
}

static void
run_handler (WabiRequest *request)
{
  const WabiRouteEntry *entry = request->match.entry;
  gint64 began = wabi_clock_monotonic (request->listener->options.clock);

  if (request->body != NULL)
    request->body[request->body_length] = '\0';
  choose_patience (request, began);
  entry->route->handle (request, entry->service);
  note_load (request, began);
  if (!request->answered)
    {
      g_critical ("%s was not answered", entry->route->path);
      wabi_request_answer_error (request, 500, "failed", NULL, "The server could not do this.");
    }
}

static enum MHD_Result
on_access_cb (void *data, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
              const char *upload, size_t *upload_length, void **context)
{
  WabiRequest *request = *context;

  if (request == NULL)
    return MHD_NO;
  if (!request->started)
    {
      request->started = TRUE;
      request->method = method;
      /* Without a body there is another call at once, whose answer does not end the connection as an early one does. */
      if (read_head (request, version) && request->declared > 0)
        admit_call (request);
      return MHD_YES;
    }
  if (*upload_length > 0)
    {
      if (request->answered || request->body_length + *upload_length > request->declared)
        return MHD_NO;
      memcpy (request->body + request->body_length, upload, *upload_length);
      request->body_length += *upload_length;
      *upload_length = 0;
      return MHD_YES;
    }
  if (!request->answered && (request->declared > 0 || admit_call (request)))
    run_handler (request);
  return MHD_YES;
}

/* Called with the address as it came, before anything is decoded: the call is born here. */
static void *
on_address_cb (void *data, const char *uri, struct MHD_Connection *connection)
{
  WabiListener *listener = data;
  WabiRequest *request = g_new0 (WabiRequest, 1);

  request->listener = listener;
  request->connection = connection;
  request->peer = find_peer (connection);
  request->method = "";
  request->path = g_strdup (uri);
  request->query = strchr (request->path, '?');
  if (request->query != NULL)
    *request->query++ = '\0';
  request->started_at = wabi_clock_monotonic (listener->options.clock);
  g_strlcpy (request->address, request->peer->address, sizeof request->address);
  __atomic_store_n (&request->peer->since, request->started_at, __ATOMIC_RELAXED);
  g_atomic_int_set (&request->peer->busy, TRUE);
  return request;
}

/* Nothing is decoded for us: words of a path hold no escapes, parameters are decoded by wabi_request_get_query(). */
static size_t
on_unescape_cb (void *data, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

static void
report_call (WabiRequest *request)
{
  const WabiListenerOptions *options = &request->listener->options;
  const WabiRouteEntry *entry = request->match.entry;
  gint64 took = wabi_clock_monotonic (options->clock) - request->started_at;

  wabi_meter_count (options->meter, entry != NULL ? entry->slot : G_MAXUINT, request->status, took, request->answer_length);
  wabi_log_add (options->log, wabi_clock_now (options->clock), request->claims != NULL ? request->claims->tag : "-",
                entry != NULL ? entry->route->method : "-", entry != NULL ? entry->route->path : "-", request->status, took,
                request->answer_length);
}

static void
on_completed_cb (void *data, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode how)
{
  WabiRequest *request = *context;

  if (request == NULL)
    return;
  *context = NULL;
  report_call (request);
  if (request->body != NULL)
    __atomic_sub_fetch (&request->listener->waiting_bytes, (gssize) request->declared, __ATOMIC_RELAXED);
  __atomic_store_n (&request->peer->since, wabi_clock_monotonic (request->listener->options.clock), __ATOMIC_RELAXED);
  g_atomic_int_set (&request->peer->streaming, FALSE);
  g_atomic_int_set (&request->peer->busy, FALSE);
  for (guint i = 0; i < request->n_headers; i++)
    g_free (request->headers[i].value);
  wabi_claims_unref (request->claims);
  g_free (request->parameter_text);
  g_free (request->body);
  g_free (request->path);
  g_free (request);
}

static void
on_connection_cb (void *data, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
  WabiListener *listener = data;

  if (what == MHD_CONNECTION_NOTIFY_STARTED)
    *context = wabi_peers_add (listener->peers, connection, wabi_clock_monotonic (listener->options.clock),
                               listener->options.max_connections);
  else if (*context != NULL)
    wabi_peers_remove (listener->peers, g_steal_pointer (context));
}

static gpointer
keep_house (gpointer data)
{
  WabiListener *listener = data;
  const WabiListenerOptions *options = &listener->options;

  g_mutex_lock (&listener->housekeeper.lock);
  while (!listener->housekeeper.stop)
    {
      g_cond_wait_until (&listener->housekeeper.cond, &listener->housekeeper.lock, wabi_clock_monotonic (wabi_clock_get_system ()) + G_USEC_PER_SEC / 2);
      g_mutex_unlock (&listener->housekeeper.lock);
      if (options->events != NULL)
        wabi_events_tick (options->events);
      wabi_peers_end_slow (listener->peers, wabi_clock_monotonic (options->clock), (gint64) options->request_seconds * G_USEC_PER_SEC);
      wabi_log_flush (options->log);
      g_mutex_lock (&listener->housekeeper.lock);
    }
  g_mutex_unlock (&listener->housekeeper.lock);
  return NULL;
}

static void
fill_defaults (WabiListenerOptions *options)
{
  if (options->threads == 0)
    options->threads = MAX (16, 8 * g_get_num_processors ());
  if (options->idle_seconds == 0)
    options->idle_seconds = 30;
  if (options->request_seconds == 0)
    options->request_seconds = 60;
  if (options->max_connections == 0)
    options->max_connections = 4096;
  /* Behind a gateway all come from one address; the gateway counts them by their own. */
  if (options->max_per_address == 0)
    options->max_per_address = wabi_proxies_is_empty (options->proxies) ? 1024 : options->max_connections;
  if (options->max_waiting_bytes == 0)
    options->max_waiting_bytes = MOST_WAITING_BYTES;
}

static gboolean
read_address (const WabiListenerOptions *options, struct sockaddr_storage *out, guint *flags, GError **error)
{
  struct sockaddr_in *four = (struct sockaddr_in *) (gpointer) out;
  struct sockaddr_in6 *six = (struct sockaddr_in6 *) (gpointer) out;

  memset (out, 0, sizeof *out);
  if (inet_pton (AF_INET, options->address, &four->sin_addr) == 1)
    {
      four->sin_family = AF_INET;
      four->sin_port = htons (options->port);
      return TRUE;
    }
  if (inet_pton (AF_INET6, options->address, &six->sin6_addr) == 1)
    {
      six->sin6_family = AF_INET6;
      six->sin6_port = htons (options->port);
      *flags |= MHD_USE_IPv6;
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not an address to listen on; say for example 127.0.0.1:8443.",
               options->address);
  return FALSE;
}

static struct MHD_Daemon *
start_daemon (WabiListener *listener, guint flags, const struct sockaddr *address)
{
  const WabiListenerOptions *options = &listener->options;
  struct MHD_OptionItem items[] = {
    { MHD_OPTION_SOCK_ADDR, 0, (void *) address },
    { MHD_OPTION_HTTPS_MEM_CERT, 0, options->certificate->certificate },
    { MHD_OPTION_HTTPS_MEM_KEY, 0, options->certificate->key },
    { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *) TLS_PRIORITIES },
    { MHD_OPTION_THREAD_POOL_SIZE, (intptr_t) options->threads, NULL },
    { MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, NULL },
    { MHD_OPTION_CONNECTION_TIMEOUT, (intptr_t) options->idle_seconds, NULL },
    { MHD_OPTION_CONNECTION_LIMIT, (intptr_t) options->max_connections + 64 + (intptr_t) options->threads, NULL },
    { MHD_OPTION_PER_IP_CONNECTION_LIMIT, (intptr_t) options->max_per_address, NULL },
    { MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL },
    { MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024, NULL },
    { MHD_OPTION_END, 0, NULL },
  };

  return MHD_start_daemon (flags, 0, NULL, NULL, on_access_cb, listener, MHD_OPTION_ARRAY, items, MHD_OPTION_URI_LOG_CALLBACK,
                           on_address_cb, listener, MHD_OPTION_UNESCAPE_CALLBACK, on_unescape_cb, listener,
                           MHD_OPTION_NOTIFY_COMPLETED, on_completed_cb, listener, MHD_OPTION_NOTIFY_CONNECTION, on_connection_cb,
                           listener, MHD_OPTION_END);
}

WabiListener *
wabi_listener_start (const WabiListenerOptions *options, GError **error)
{
  guint flags = MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO;
  struct sockaddr_storage address;
  const union MHD_DaemonInfo *info;
  WabiListener *listener;

  if (!read_address (options, &address, &flags, error))
    return NULL;
  listener = g_new0 (WabiListener, 1);
  listener->options = *options;
  fill_defaults (&listener->options);
  listener->peers = wabi_peers_new ();
  g_mutex_init (&listener->housekeeper.lock);
  g_cond_init (&listener->housekeeper.cond);
  listener->daemon = start_daemon (listener, flags, (const struct sockaddr *) (gpointer) &address);
  if (listener->daemon == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "Cannot listen on %s port %u: it is taken, or not this machine's.",
                   options->address, options->port);
      wabi_listener_stop (listener, 0);
      return NULL;
    }
  info = MHD_get_daemon_info (listener->daemon, MHD_DAEMON_INFO_BIND_PORT);
  listener->port = info != NULL ? info->port : options->port;
  listener->housekeeper.thread = g_thread_new ("housekeeper", keep_house, listener);
  return listener;
}

guint16
wabi_listener_get_port (WabiListener *listener)
{
  return listener->port;
}

static void
drain (WabiListener *listener, guint seconds)
{
  gint64 until = wabi_clock_monotonic (wabi_clock_get_system ()) + (gint64) seconds * G_USEC_PER_SEC;
  int fd = MHD_quiesce_daemon (listener->daemon);
  guint busy;

  g_atomic_int_set (&listener->draining, TRUE);
  if (fd >= 0)
    close (fd);
  if (listener->options.events != NULL)
    wabi_events_close (listener->options.events);
  for (wabi_peers_count (listener->peers, &busy); busy > 0 && wabi_clock_monotonic (wabi_clock_get_system ()) < until; wabi_peers_count (listener->peers, &busy))
    g_usleep (5000);
}

void
wabi_listener_stop (WabiListener *listener, guint seconds)
{
  if (listener == NULL)
    return;
  if (listener->daemon != NULL)
    {
      drain (listener, seconds);
      MHD_stop_daemon (listener->daemon);
    }
  if (listener->housekeeper.thread != NULL)
    {
      g_mutex_lock (&listener->housekeeper.lock);
      listener->housekeeper.stop = TRUE;
      g_cond_signal (&listener->housekeeper.cond);
      g_mutex_unlock (&listener->housekeeper.lock);
      g_thread_join (listener->housekeeper.thread);
    }
  wabi_peers_free (listener->peers);
  g_mutex_clear (&listener->housekeeper.lock);
  g_cond_clear (&listener->housekeeper.cond);
  g_free (listener);
}
