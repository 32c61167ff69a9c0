// SPDX-License-Identifier: AGPL-3.0-or-later
// The load generator of the benchmark: one thread, a few keep-alive connections, each with one request on its
// way.
//
// Unlike wrk it keeps a device's commands in order on any number of connections, shakes hands before the
// clock starts, and reads each answer far enough to know whether the command was applied. Prints one line of
// JSON.

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "load-connection.h"

typedef struct
{
  char *url;
  char *ca_file;
  char *paths_file;
  char *envelope_file;
  char *commands_file;
  char *expected;
  int connections;
  int seconds;
  int batch;
  int round;
} Options;

typedef struct
{
  const LoadPlan *plan;
  const char *expected;
  guint n_expected;
  int epoll;
  GArray *took; /* guint32 microseconds of each good answer */
  guint64 bytes;
  guint n_failed;
  guint n_broken;
  char *complaint;
} Run;

static int
compare_times (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *)a;
  guint32 second = *(const guint32 *)b;

  return (first > second) - (first < second);
}

static gboolean
is_good (const Run *run, const LoadAnswer *answer)
{
  const char *at = answer->body;
  guint found = 0;

  if (answer->status != 200)
    return FALSE;
  if (run->expected == NULL)
    return TRUE;
  while ((at = strstr (at, run->expected)) != NULL)
    {
      found++;
      at += strlen (run->expected);
    }
  return found == run->n_expected;
}

static void
watch (const Run *run, LoadConnection *connection, int operation, gboolean for_writing)
{
  struct epoll_event event = { .events = EPOLLIN | (for_writing ? EPOLLOUT : 0u), .data.ptr = connection };

  epoll_ctl (run->epoll, operation, connection->fd, &event);
}

static void
give_up (Run *run, LoadConnection *connection)
{
  run->n_broken++;
  epoll_ctl (run->epoll, EPOLL_CTL_DEL, connection->fd, NULL);
}

static void
push_out (Run *run, LoadConnection *connection)
{
  gboolean is_done;

  if (!load_connection_write (connection, &is_done))
    give_up (run, connection);
  else
    watch (run, connection, EPOLL_CTL_MOD, !is_done);
}

static void
count_answer (Run *run, const LoadConnection *connection, const LoadAnswer *answer)
{
  guint32 took = (guint32)(g_get_monotonic_time () - connection->asked_at);

  run->bytes += answer->body_length;
  if (is_good (run, answer))
    {
      g_array_append_val (run->took, took);
      return;
    }
  run->n_failed++;
  if (run->complaint == NULL)
    run->complaint
        = g_strdup_printf ("%d %.*s", answer->status, (int)MIN (answer->body_length, 300), answer->body);
}

static void
take_in (Run *run, LoadConnection *connection)
{
  LoadAnswer answer;
  gboolean alive = load_connection_read (connection);

  if (load_connection_take_answer (connection, &answer))
    {
      count_answer (run, connection, &answer);
      alive = alive && answer.status > 0;
      if (alive)
        {
          load_connection_ask (connection, run->plan);
          push_out (run, connection);
        }
    }
  if (!alive)
    give_up (run, connection);
}

/* Returns the seconds that it took. Answers still on their way at the end are not counted. */
static double
drive (Run *run, GPtrArray *connections, int seconds)
{
  gint64 began = g_get_monotonic_time ();
  gint64 until = began + seconds * G_USEC_PER_SEC;

  for (guint i = 0; i < connections->len; i++)
    {
      LoadConnection *connection = g_ptr_array_index (connections, i);

      watch (run, connection, EPOLL_CTL_ADD, FALSE);
      load_connection_ask (connection, run->plan);
      push_out (run, connection);
    }
  while (g_get_monotonic_time () < until && run->n_broken < connections->len)
    {
      struct epoll_event events[64];
      int n = epoll_wait (run->epoll, events, G_N_ELEMENTS (events), 100);

      for (int i = 0; i < n; i++)
        {
          LoadConnection *connection = events[i].data.ptr;

          if (events[i].events & EPOLLOUT)
            push_out (run, connection);
          if (events[i].events & ~(guint32)EPOLLOUT)
            take_in (run, connection);
        }
    }
  return (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
}

static guint32
pick_time (const Run *run, double part)
{
  return run->took->len == 0 ? 0 : g_array_index (run->took, guint32, (guint)((run->took->len - 1) * part));
}

static void
print_findings (Run *run, double seconds)
{
  g_array_sort (run->took, compare_times);
  printf ("{\"requests\":%u,\"seconds\":%.6f,\"bytes\":%" G_GUINT64_FORMAT
          ",\"p50_us\":%u,\"p99_us\":%u,\"worst_us\":%u,\"failed\":%u,\"broken\":%u}\n",
          run->took->len, seconds, run->bytes, pick_time (run, 0.5), pick_time (run, 0.99),
          pick_time (run, 1.0), run->n_failed, run->n_broken);
  if (run->complaint != NULL)
    g_printerr ("First refusal: %s\n", run->complaint);
}

static gboolean
read_lines (const char *file, char ***lines, guint *n_lines, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (file, &text, NULL, error))
    return FALSE;
  *lines = g_strsplit (g_strchomp (text), "\n", -1);
  *n_lines = g_strv_length (*lines);
  if (*n_lines > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is empty", file);
  return FALSE;
}

static gboolean
read_plan (const Options *options, LoadPlan *plan, GError **error)
{
  plan->batch = (guint)options->batch;
  plan->round = (guint)options->round;
  if (options->paths_file != NULL)
    return read_lines (options->paths_file, &plan->paths, &plan->n_paths, error);
  return g_file_get_contents (options->envelope_file, &plan->envelope, NULL, error)
         && read_lines (options->commands_file, &plan->commands, &plan->n_commands, error);
}

/* At most as many connections as there are slots between the commands of one (load-request.c). */
static gboolean
check_options (const Options *options, const LoadPlan *plan, GError **error)
{
  gboolean writes
      = options->envelope_file != NULL && options->commands_file != NULL && plan->post_path != NULL;

  if (options->url != NULL && plan->token != NULL && (options->paths_file != NULL) != writes
      && options->seconds > 0 && options->batch > 0 && options->connections > 0
      && options->connections <= 128)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "Give a URL, a token, and either --paths or --post, --envelope and --commands");
  return FALSE;
}

static GPtrArray *
open_connections (const Options *options, GUri *uri, gnutls_certificate_credentials_t credentials,
                  GError **error)
{
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func ((GDestroyNotify)load_connection_free);

  for (int i = 0; i < options->connections; i++)
    {
      LoadConnection *connection
          = load_connection_open ((guint)i, (guint16)g_uri_get_port (uri), credentials, error);

      if (connection == NULL)
        return NULL;
      g_ptr_array_add (connections, connection);
    }
  return g_steal_pointer (&connections);
}

static gboolean
measure (const Options *options, LoadPlan *plan, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (options->url, G_URI_FLAGS_NONE, error);
  g_autoptr (GPtrArray) connections = NULL;
  g_autoptr (GArray) took = g_array_sized_new (FALSE, FALSE, sizeof (guint32), 1 << 20);
  gnutls_certificate_credentials_t credentials = NULL;
  Run run = { .plan = plan, .expected = options->expected, .n_expected = plan->batch, .took = took };

  if (uri == NULL)
    return FALSE;
  plan->host = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0)
    {
      gnutls_certificate_allocate_credentials (&credentials);
      gnutls_certificate_set_x509_trust_file (credentials, options->ca_file, GNUTLS_X509_FMT_PEM);
    }
  connections = open_connections (options, uri, credentials, error);
  if (connections == NULL)
    return FALSE;
  run.epoll = epoll_create1 (EPOLL_CLOEXEC);
  print_findings (&run, drive (&run, connections, options->seconds));
  close (run.epoll);
  g_clear_pointer (&connections, g_ptr_array_unref);
  if (credentials != NULL)
    gnutls_certificate_free_credentials (credentials);
  g_free (run.complaint);
  return TRUE;
}

static void
clear_options (Options *options, LoadPlan *plan)
{
  g_free (options->url);
  g_free (options->ca_file);
  g_free (options->paths_file);
  g_free (options->envelope_file);
  g_free (options->commands_file);
  g_free (options->expected);
  g_free (plan->host);
  g_free (plan->token);
  g_strfreev (plan->paths);
  g_free (plan->post_path);
  g_free (plan->envelope);
  g_strfreev (plan->commands);
}

int
main (int argc, char **argv)
{
  Options options = { .connections = 8, .seconds = 5, .batch = 1, .round = 1 };
  LoadPlan plan = { 0 };
  const GOptionEntry entries[] = {
    { "url", 0, 0, G_OPTION_ARG_STRING, &options.url, "Server on loopback", "URL" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file, "Its certificate authority", "FILE" },
    { "token", 0, 0, G_OPTION_ARG_STRING, &plan.token, "Bearer token", "TOKEN" },
    { "connections", 0, 0, G_OPTION_ARG_INT, &options.connections, "Connections", "N" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &options.seconds, "How long", "N" },
    { "paths", 0, 0, G_OPTION_ARG_FILENAME, &options.paths_file, "Reads: a path a line", "FILE" },
    { "post", 0, 0, G_OPTION_ARG_STRING, &plan.post_path, "Writes: the path", "PATH" },
    { "envelope", 0, 0, G_OPTION_ARG_FILENAME, &options.envelope_file, "Writes: template of the body",
      "FILE" },
    { "commands", 0, 0, G_OPTION_ARG_FILENAME, &options.commands_file, "Writes: a template a line", "FILE" },
    { "batch", 0, 0, G_OPTION_ARG_INT, &options.batch, "Writes: commands in a request", "N" },
    { "round", 0, 0, G_OPTION_ARG_INT, &options.round, "Writes: keeps the ids of runs apart", "N" },
    { "expect", 0, 0, G_OPTION_ARG_STRING, &options.expected, "Writes: stands in the answer for each",
      "TEXT" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int status = 1;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && check_options (&options, &plan, &error)
      && read_plan (&options, &plan, &error) && measure (&options, &plan, &error))
    status = 0;
  else
    g_printerr ("bench-load: %s\n", error->message);
  clear_options (&options, &plan);
  return status;
}
