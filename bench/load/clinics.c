// SPDX-License-Identifier: AGPL-3.0-or-later
// Many clinics at work at once: every desktop signs in, listens, pulls and pushes as its person would. Prints one line
// of JSON. A time counts from when something was due, not from when it was sent, so that a stall is not hidden.

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "clinic-desk.h"

#define SIGN_INS_AT_ONCE 8
#define TICK (2 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  char *url, *ca_file, *plan_file, *password;
  int seconds, settle;
} Options;

static int
compare_times (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *)a;
  guint32 second = *(const guint32 *)b;

  return (first > second) - (first < second);
}

static guint32
pick_time (const GArray *times, double part)
{
  return times->len == 0 ? 0 : g_array_index (times, guint32, (guint)((times->len - 1) * part));
}

static void
print_times (const char *name, GArray *times)
{
  g_array_sort (times, compare_times);
  printf ("{\"name\":\"%s\",\"n\":%u,\"p50_us\":%u,\"p95_us\":%u,\"p99_us\":%u,\"worst_us\":%u}", name, times->len,
          pick_time (times, 0.5), pick_time (times, 0.95), pick_time (times, 0.99), pick_time (times, 1.0));
}

static void
print_findings (ClinicRun *run, double seconds, guint n_desks)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer name, times;

  printf ("{\"desktops\":%u,\"seconds\":%.3f,\"failed\":%u,\"refused\":%u,\"reopened\":%u,\"bytes\":%" G_GUINT64_FORMAT ",\"times\":[",
          n_desks, seconds, run->failed, run->refused, run->reopened, run->bytes);
  g_hash_table_iter_init (&iter, run->took);
  while (g_hash_table_iter_next (&iter, &name, &times))
    {
      g_array_append_vals (all, ((GArray *)times)->data, ((GArray *)times)->len);
      print_times (name, times);
      printf (",");
    }
  print_times ("all requests", all);
  printf (",");
  print_times ("from a push to sight on another desktop", run->sights);
  printf ("]}\n");
  if (run->complaint != NULL)
    g_printerr ("First failure: %s\n", run->complaint);
  if (run->refusal != NULL)
    g_printerr ("First refusal: %s\n", run->refusal);
}

static void
turn_once (ClinicRun *run, GPtrArray *desks, gint64 *next_scan)
{
  struct epoll_event events[128];
  gint64 now = g_get_monotonic_time ();
  int n = epoll_wait (run->epoll, events, G_N_ELEMENTS (events), now >= *next_scan ? 0 : 1);

  for (int i = 0; i < n; i++)
    {
      ClinicWatch *watch = events[i].data.ptr;

      clinic_desk_on_ready (watch->desk, watch->stream, events[i].events);
    }
  now = g_get_monotonic_time ();
  if (now < *next_scan)
    return;
  for (guint i = 0; i < desks->len; i++)
    clinic_desk_tick (g_ptr_array_index (desks, i), now);
  *next_scan = now + TICK;
}

/* Some at a time, as people come in the morning; hashing passwords is slow on purpose. */
static gboolean
sign_all_in (ClinicRun *run, GPtrArray *desks, GError **error)
{
  guint started = 0, ready = 0;
  gint64 next_scan = 0, give_up = g_get_monotonic_time () + 600 * G_TIME_SPAN_SECOND;

  while (ready < desks->len && run->failed == 0 && g_get_monotonic_time () < give_up)
    {
      while (started < desks->len && started < run->n_signed_in + SIGN_INS_AT_ONCE)
        clinic_desk_start (g_ptr_array_index (desks, started++));
      turn_once (run, desks, &next_scan);
      ready = 0;
      for (guint i = 0; i < desks->len; i++)
        ready += clinic_desk_is_ready (g_ptr_array_index (desks, i));
    }
  if (ready == desks->len)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%u of %u desktops signed in: %s", ready, desks->len,
               run->complaint != NULL ? run->complaint : "it took too long");
  return FALSE;
}

static void
drive (ClinicRun *run, GPtrArray *desks, int seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND, next_scan = 0;

  while (g_get_monotonic_time () < until)
    turn_once (run, desks, &next_scan);
}

static gboolean
measure (const Options *options, ClinicRun *run, GPtrArray *people, GError **error)
{
  g_autoptr (GPtrArray) desks = g_ptr_array_new_with_free_func ((GDestroyNotify)clinic_desk_free);
  gint64 began;

  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (desks, clinic_desk_new (run, g_ptr_array_index (people, i), i));
  if (!sign_all_in (run, desks, error))
    return FALSE;
  drive (run, desks, options->settle);
  /* Whoever measures memory and processor time from outside begins here. */
  g_printerr ("GO\n");
  run->counting = TRUE;
  run->failed = run->refused = run->reopened = 0;
  run->bytes = 0;
  began = g_get_monotonic_time ();
  drive (run, desks, options->seconds);
  print_findings (run, (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC, desks->len);
  return TRUE;
}

static gboolean
set_up (const Options *options, ClinicRun *run, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (options->url, G_URI_FLAGS_NONE, error);

  if (uri == NULL)
    return FALSE;
  run->port = (guint16)g_uri_get_port (uri);
  run->host = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  run->password = options->password;
  gnutls_certificate_allocate_credentials (&run->credentials);
  gnutls_certificate_set_x509_trust_file (run->credentials, options->ca_file, GNUTLS_X509_FMT_PEM);
  run->epoll = epoll_create1 (EPOLL_CLOEXEC);
  run->took = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  run->waiting_sights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  run->sights = g_array_new (FALSE, FALSE, sizeof (guint32));
  return TRUE;
}

static void
clear (ClinicRun *run)
{
  close (run->epoll);
  gnutls_certificate_free_credentials (run->credentials);
  g_hash_table_unref (run->took);
  g_hash_table_unref (run->waiting_sights);
  g_array_unref (run->sights);
  g_free (run->host);
  g_free (run->complaint);
  g_free (run->refusal);
}

int
main (int argc, char **argv)
{
  Options options = { .seconds = 60, .settle = 5 };
  const GOptionEntry entries[] = {
    { "url", 0, 0, G_OPTION_ARG_STRING, &options.url, "Server on loopback", "URL" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file, "Its certificate authority", "FILE" },
    { "plan", 0, 0, G_OPTION_ARG_FILENAME, &options.plan_file, "Who works, and at what", "FILE" },
    { "password", 0, 0, G_OPTION_ARG_STRING, &options.password, "Everybody's", "TEXT" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &options.seconds, "How long is measured", "N" },
    { "settle", 0, 0, G_OPTION_ARG_INT, &options.settle, "How long they work before", "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  ClinicRun run = { 0 };
  gboolean ok;

  g_option_context_add_main_entries (context, entries, NULL);
  ok = g_option_context_parse (context, &argc, &argv, &error) && set_up (&options, &run, &error);
  if (ok)
    {
      people = clinic_plan_read (options.plan_file, &error);
      ok = people != NULL && measure (&options, &run, people, &error);
      clear (&run);
    }
  if (!ok)
    g_printerr ("bench-clinics: %s\n", error->message);
  g_free (options.url);
  g_free (options.ca_file);
  g_free (options.plan_file);
  g_free (options.password);
  return ok ? 0 : 1;
}
