// SPDX-License-Identifier: AGPL-3.0-or-later
// The server program: reads its options, starts a host, waits for the signal to stop.

#include "wabi-config.h"
#include "wabi-db-postgres.h"
#include "wabi-host.h"
#include "wabi-service-check.h"
#include "wabi-services.h"
#include "wabi-store.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_LISTEN "127.0.0.1:8443"
/* How long a database that starts or recovers is waited for: a large one recovers for a minute or two. */
#define DATABASE_SECONDS 120
#define FIRST_PAUSE_MS 50
#define LONGEST_PAUSE_MS 1000

typedef struct
{
  char *config_file;
  WabiConfig config; /* what the file says, overruled by the options */
  int ready_fd;
  int request_seconds;
  int idle_seconds;
  int database_seconds;
  gboolean check;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->config_file);
  wabi_config_clear (&options->config);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
overrule (char **place, char *take_value)
{
  if (take_value == NULL)
    return;
  g_free (*place);
  *place = take_value;
}

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  WabiConfig *config = &options->config;
  char *data = NULL, *store = NULL, *listen = NULL, *services = NULL, *log = NULL;
  gboolean ok;
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->config_file, N_ ("Configuration file; the other options overrule it"), N_ ("FILE") },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_ ("Folder of the database, keys and certificates"), N_ ("DIR") },
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Where the records lie, when not in the folder: postgresql://… or a file"), N_ ("URL") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, N_ ("Where to listen; port 0 for any"), N_ ("ADDRESS:PORT") },
    { "services", 0, 0, G_OPTION_ARG_STRING, &services, N_ ("Services to mount: all, or names with commas"), N_ ("LIST") },
    { "ready-fd", 0, 0, G_OPTION_ARG_INT, &options->ready_fd, N_ ("File descriptor to write the port to when ready"), N_ ("N") },
    { "log", 0, 0, G_OPTION_ARG_STRING, &log, N_ ("Lines about calls: all (default) or none"), N_ ("WHAT") },
    { "request-seconds", 0, 0, G_OPTION_ARG_INT, &options->request_seconds, N_ ("How long a request may take to arrive"), N_ ("N") },
    { "idle-seconds", 0, 0, G_OPTION_ARG_INT, &options->idle_seconds, N_ ("How long a connection may keep silent"), N_ ("N") },
    { "database-seconds", 0, 0, G_OPTION_ARG_INT, &options->database_seconds, N_ ("How long to wait for a PostgreSQL that is not ready yet"), N_ ("N") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options->check, N_ ("Only check the tables of the services"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("Serves a clinic's data over HTTPS."));
  ok = g_option_context_parse (context, argc, argv, error)
       && (options->config_file == NULL || wabi_config_load (config, options->config_file, error));
  overrule (&config->data, data);
  overrule (&config->store, store);
  overrule (&config->listen, listen);
  overrule (&config->services, services);
  overrule (&config->log, log);
  return ok;
}

static const WabiServiceInfo *
find_service (const char *name)
{
  for (guint i = 0; wabi_services[i] != NULL; i++)
    if (g_str_equal (wabi_services[i]->name, name))
      return wabi_services[i];
  return NULL;
}

/* NULL with error; the array is closed with a NULL. */
static GPtrArray *
choose_services (const char *list, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_auto (GStrv) names = g_strsplit (list, ",", -1);

  for (guint i = 0; g_str_equal (list, "all") && wabi_services[i] != NULL; i++)
    g_ptr_array_add (chosen, (gpointer) wabi_services[i]);
  for (guint i = 0; !g_str_equal (list, "all") && names[i] != NULL; i++)
    {
      const WabiServiceInfo *service = find_service (g_strstrip (names[i]));

      if (service == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no service “%s”."), names[i]);
          return NULL;
        }
      g_ptr_array_add (chosen, (gpointer) service);
    }
  g_ptr_array_add (chosen, NULL);
  return g_steal_pointer (&chosen);
}

static gboolean
split_listen (const char *text, char **address, guint16 *port, GError **error)
{
  const char *colon = strrchr (text, ':');
  guint64 number = 0;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &number, NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Say where to listen as ADDRESS:PORT."));
      return FALSE;
    }
  *address = text[0] == '[' && colon > text && colon[-1] == ']' ? g_strndup (text + 1, (gsize) (colon - text - 2))
                                                                : g_strndup (text, (gsize) (colon - text));
  *port = (guint16) number;
  return TRUE;
}

static void
tell_ready (const Options *options, WabiHost *host)
{
  g_autofree char *line = g_strdup_printf ("%u\n", wabi_host_get_port (host));

  g_print ("%s\n", "READY");
  if (options->ready_fd > 2 && write (options->ready_fd, line, strlen (line)) >= 0)
    close (options->ready_fd);
}

typedef struct
{
  GMainLoop *loop;
  gboolean stopping;
} Serving;

static gboolean
on_stop_cb (gpointer data)
{
  Serving *serving = data;

  serving->stopping = TRUE;
  g_main_loop_quit (serving->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_pause_over_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* Whether the database only is not ready yet. That it takes connections and did not take ours may be a moment's chance, once: what is wrong
 * with a name or a password stays so. */
static gboolean
is_coming (const WabiHostOptions *options, const GError *error, guint *up)
{
  WabiPgState state;

  if (!g_error_matches (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE) && !g_error_matches (error, WABI_STORE_ERROR, WABI_STORE_ERROR_AWAY))
    return FALSE;
  if (options->store == NULL || wabi_db_driver_for_location (options->store) != wabi_db_get_postgres ())
    return FALSE;
  state = wabi_pg_ask_state (options->store);
  *up = state == WABI_PG_UP ? *up + 1 : 0;
  return state != WABI_PG_UNKNOWN && *up < 2;
}

/* NULL without an error when it was told to stop meanwhile. */
static WabiHost *
start_host (Serving *serving, const WabiHostOptions *options, int seconds, GError **error)
{
  gint64 until = wabi_clock_monotonic (options->clock) + (gint64) seconds * G_USEC_PER_SEC;
  guint pause = FIRST_PAUSE_MS, up = 0;

  while (TRUE)
    {
      g_autoptr (GError) inner = NULL;
      WabiHost *host = wabi_host_start (options, &inner);

      if (host != NULL || serving->stopping)
        return host;
      if (!is_coming (options, inner, &up) || wabi_clock_monotonic (options->clock) >= until)
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return NULL;
        }
      if (pause == FIRST_PAUSE_MS)
        g_printerr (_ ("wabi-server: the database is not ready yet (%s); trying again for up to %d seconds\n"), inner->message, seconds);
      g_timeout_add (pause, on_pause_over_cb, serving->loop);
      g_main_loop_run (serving->loop);
      if (serving->stopping)
        return NULL;
      pause = MIN (pause * 2, LONGEST_PAUSE_MS);
    }
}

static gboolean
serve (const Options *options, const WabiServiceInfo *const *services, GError **error)
{
  const WabiConfig *config = &options->config;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *address = NULL;
  g_autoptr (WabiProxies) proxies = wabi_proxies_new (config->trusted_proxies, error);
  g_autoptr (WabiHost) host = NULL;
  Serving serving = { .loop = loop };
  GError *inner = NULL;
  WabiHostOptions host_options = { .folder = config->data, .store = config->store, .services = services, .clock = wabi_clock_get_system (),
                                   .tls = config->tls, .proxies = proxies, .service_keys = config->service_keys, .peers = config->peers,
                                   .peers_ca = config->peers_ca, .anchors = config->anchors, .mail = config->mail.server != NULL ? &config->mail : NULL,
                                   .calendars = config->calendars.servers != NULL ? &config->calendars : NULL,
                                   .partners = wabi_partner_options_are_set (&config->partners) ? &config->partners : NULL,
                                   .log_fd = g_strcmp0 (config->log, "none") == 0 ? -1 : STDERR_FILENO,
                                   .request_seconds = (guint) options->request_seconds, .idle_seconds = (guint) options->idle_seconds };

  if (proxies == NULL || !split_listen (config->listen != NULL ? config->listen : DEFAULT_LISTEN, &address, &host_options.port, error))
    return FALSE;
  host_options.address = address;
  g_unix_signal_add (SIGTERM, on_stop_cb, &serving);
  g_unix_signal_add (SIGINT, on_stop_cb, &serving);
  host = start_host (&serving, &host_options, options->database_seconds, &inner);
  if (inner != NULL)
    g_propagate_error (error, inner);
  if (host == NULL)
    return inner == NULL;
  tell_ready (options, host);
  g_main_loop_run (loop);
  return TRUE;
}

static gboolean
run (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .ready_fd = -1, .database_seconds = DATABASE_SECONDS };
  g_autoptr (GPtrArray) services = NULL;
  const WabiServiceInfo *const *chosen;

  wabi_config_init (&options.config);
  if (!read_options (&options, &argc, &argv, error))
    return FALSE;
  services = choose_services (options.config.services != NULL ? options.config.services : "all", error);
  if (services == NULL)
    return FALSE;
  chosen = (const WabiServiceInfo *const *) services->pdata;
  if (options.check)
    return wabi_services_check (chosen, error);
  if (options.config.data == NULL || argc > 1 || options.request_seconds < 0 || options.idle_seconds < 0
      || options.database_seconds < 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("Say which data folder: --data DIR, or --config FILE with one. See --help."));
      return FALSE;
    }
  return serve (&options, chosen, error);
}

/* Each thread would get a heap of its own, and each heap keeps what its busiest moment needed. */
static void
share_arenas (void)
{
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, (int) MAX (2, g_get_num_processors ()));
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  share_arenas ();
  signal (SIGPIPE, SIG_IGN);
  if (run (argc, argv, &error))
    return 0;
  g_printerr ("wabi-server: %s\n", error->message);
  return 1;
}
