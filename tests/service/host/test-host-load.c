// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that has too much to do asks desktops to wait, and a thousand of them then come one after the other.

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "wabi-listener.h"
#include "wabi-load.h"
#include "wabi-request.h"
#include "wabi-sync-machine.h"

#define START G_GINT64_CONSTANT (1800000000000000)
#define SECOND G_GINT64_CONSTANT (1000000)
#define N_DESKS 1000
#define STEP (SECOND / 10)
#define SERVED_A_STEP 20

static guint32
draw_most (guint32 bound)
{
  return bound - 1;
}

static GRand *chance;

static guint32
draw (guint32 bound)
{
  return (guint32) g_rand_int_range (chance, 0, (gint32) bound);
}

static guint32
draw_for_machine (guint32 bound, gpointer data)
{
  return draw (bound);
}

typedef struct
{
  const char *what;
  guint calls;          /* in each second */
  gint64 took, percent; /* each, of a call; of one of the two processors' time */
  guint waits[4];       /* after so many such seconds */
} Row;

static void
test_levels (void)
{
  static const Row rows[] = {
    { "quick calls", 100, SECOND / 100, 100, { 0, 0, 0, 0 } },
    { "a few slow ones", WABI_LOAD_LEAST - 2, 5 * SECOND, 10, { 0, 0, 0, 0 } },
    { "many slow ones", 50, SECOND / 3, 10, { 10, 20, 30, 40 } },
    { "all processors", 500, SECOND / 100, 171, { 10, 20, 30, 40 } },
    { "nearly all", 500, SECOND / 100, 168, { 0, 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WabiLoad) load = wabi_load_new (2, draw_most);
      gint64 now = START, cpu = 0;

      g_test_message ("%s", rows[i].what);
      wabi_load_note (load, now, 0, cpu);
      for (guint second = 0; second < G_N_ELEMENTS (rows[i].waits); second++)
        {
          for (guint call = 1; call <= rows[i].calls; call++)
            wabi_load_note (load, now + SECOND * call / rows[i].calls, rows[i].took, cpu + rows[i].percent * 10000 * call / rows[i].calls);
          now += SECOND;
          cpu += rows[i].percent * 10000;
          g_assert_cmpuint (wabi_load_get_wait (load, now), ==, rows[i].waits[second]);
        }
      /* Nobody asks any more: it cools. */
      g_assert_cmpuint (wabi_load_get_wait (load, now + 5 * SECOND), ==, 0);
    }
}

/* ---- A thousand desktops, one server that serves 200 calls a second, and a change each second ---- */

typedef struct
{
  WabiSyncMachine *machine;
  WabiSyncStep asked;
  gint64 at; /* when it asks next */
  gboolean waits;
} Desk;

typedef struct
{
  Desk desks[N_DESKS];
  GQueue queue;
  WabiLoad *load; /* (nullable): a server that does not ask for patience */
  gint64 now, cpu, head;
  guint asked; /* in the last ten seconds of changes */
} Herd;

static void
ask (Herd *herd, Desk *desk)
{
  if (desk->waits || herd->now < desk->at)
    return;
  desk->asked = wabi_sync_machine_next (desk->machine, herd->now);
  if (desk->asked.what == WABI_SYNC_DO_PULL)
    {
      desk->waits = TRUE;
      herd->asked++;
      g_queue_push_tail (&herd->queue, desk);
    }
  else
    desk->at = herd->now + MAX (desk->asked.wait, 1);
}

static void
serve (Herd *herd)
{
  for (guint i = 0; i < SERVED_A_STEP && herd->queue.length > 0; i++)
    {
      Desk *desk = g_queue_pop_head (&herd->queue);
      guint patience = 0;

      herd->cpu += STEP / SERVED_A_STEP;
      if (herd->load != NULL)
        {
          patience = wabi_load_get_wait (herd->load, herd->now);
          wabi_load_note (herd->load, herd->now, SECOND / 200, herd->cpu);
        }
      desk->waits = FALSE;
      wabi_sync_machine_pulled (desk->machine, herd->now, desk->asked.service, herd->head, herd->head, FALSE);
      wabi_sync_machine_set_soft_wait (desk->machine, herd->now, desk->asked.service, patience * SECOND);
    }
}

static void
run (Herd *herd, guint seconds, gboolean changing)
{
  for (gint64 until = herd->now + seconds * SECOND; herd->now < until; herd->now += STEP)
    {
      gboolean change = changing && herd->now % SECOND == 0;

      herd->head += change;
      for (guint i = 0; i < N_DESKS; i++)
        {
          if (change)
            {
              wabi_sync_machine_nudge (herd->desks[i].machine, 0, herd->head);
              herd->desks[i].at = herd->now;
            }
          ask (herd, &herd->desks[i]);
        }
      serve (herd);
    }
}

static Herd *
new_herd (gboolean patient)
{
  Herd *herd = g_new0 (Herd, 1);

  herd->now = START;
  herd->head = 1;
  herd->load = patient ? wabi_load_new (1, draw) : NULL;
  for (guint i = 0; i < N_DESKS; i++)
    {
      WabiSyncMachine *machine = herd->desks[i].machine = wabi_sync_machine_new (2, draw_for_machine, NULL);

      wabi_sync_machine_set_token (machine, TRUE);
      wabi_sync_machine_set_listening (machine, TRUE);
      /* The server was away for a while. */
      wabi_sync_machine_failed (machine, herd->now, WABI_SYNC_NO_SERVICE, WABI_SYNC_FAILED_NETWORK, 0);
    }
  return herd;
}

static void
free_herd (Herd *herd)
{
  for (guint i = 0; i < N_DESKS; i++)
    wabi_sync_machine_free (herd->desks[i].machine);
  g_queue_clear (&herd->queue);
  wabi_load_free (herd->load);
  g_free (herd);
}

/* Answers how many calls a second are asked for when changes have come for two minutes; @queue: how many wait then. */
static guint
measure (gboolean patient, guint *queue)
{
  Herd *herd = new_herd (patient);
  guint asked;

  run (herd, 110, TRUE);
  herd->asked = 0;
  run (herd, 10, TRUE);
  asked = herd->asked / 10;
  *queue = herd->queue.length;
  /* Whoever was asked to wait still gets everything. */
  run (herd, 180, FALSE);
  g_assert_cmpuint (herd->queue.length, ==, 0);
  for (guint i = 0; i < N_DESKS; i++)
    g_assert_cmpint (wabi_sync_machine_get_progress (herd->desks[i].machine), ==, 1);
  free_herd (herd);
  return asked;
}

static void
test_herd (void)
{
  guint queue, patient_queue, asked = measure (FALSE, &queue), patient = measure (TRUE, &patient_queue);

  g_test_message ("without patience %u calls a second and %u waiting, with it %u and %u", asked, queue, patient, patient_queue);
  /* As many as can be served, for ever, each after seconds in the queue; or half of it, and hardly a queue. */
  g_assert_cmpuint (asked, >=, 190);
  g_assert_cmpuint (queue, >=, N_DESKS / 2);
  g_assert_cmpuint (patient, <=, 150);
  g_assert_cmpuint (patient_queue, <=, N_DESKS / 4);
}

/* ---- The header, over HTTPS ---- */

static WabiFakeClock fake;

static void
handle_slowly (WabiRequest *request, gpointer data)
{
  fake.at += 400 * 1000;
  wabi_request_answer (request, *(guint *) data, NULL, g_strdup ("{}"), 2);
}

static char *
call (SoupSession *session, guint port, const char *path)
{
  g_autofree char *uri = g_strdup_printf ("https://localhost:%u%s", port, path);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read (session, message, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "X-Wabi-Backoff"));
}

#define ROUTE(p, is_polled) { .method = "GET", .path = p, .scope = WABI_SCOPE_PUBLIC, .audit = "none", .handle = handle_slowly, .summary = "x", .polled = is_polled }

static void
expect (SoupSession *session, guint port, const char *path, const char *seconds)
{
  g_autofree char *told = call (session, port, path);

  g_assert_cmpstr (told, ==, seconds);
}

static void
test_header (void)
{
  static const WabiRoute routes[] = { ROUTE ("/v1/polled", TRUE), ROUTE ("/v1/other", FALSE), ROUTE ("/v1/refused", TRUE) };
  guint good = 200, refused = 400;
  g_autofree char *folder = g_dir_make_tmp ("wabi-load-XXXXXX", NULL), *ca = g_build_filename (folder, "ca.pem", NULL);
  g_autoptr (WabiLoad) load = wabi_load_new (1000, draw_most);
  g_autoptr (WabiRouter) router = wabi_router_new ();
  g_autoptr (WabiMeter) meter = wabi_meter_new (G_N_ELEMENTS (routes));
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  WabiCertificate certificate = { 0 };
  WabiLog *log = wabi_log_new (-1);
  WabiListener *listener;
  guint port;

  wabi_fake_clock_init (&fake, g_get_real_time (), 0);
  g_assert_true (wabi_certificate_ensure (folder, &fake.clock, &certificate, &error));
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    g_assert_true (wabi_router_add (router, &routes[i], i < 2 ? &good : &refused, &error));
  listener = wabi_listener_start (&(WabiListenerOptions){ .address = "127.0.0.1", .certificate = &certificate, .router = router, .meter = meter,
                                                          .log = log, .load = load, .clock = &fake.clock, .idle_seconds = 3600,
                                                          .request_seconds = 3600 },
                                  &error);
  g_assert_no_error (error);
  port = wabi_listener_get_port (listener);
  database = g_tls_file_database_new (ca, &error);
  g_assert_no_error (error);
  soup_session_set_tls_database (session, database);
  /* Slow, but three a second only: nobody is asked to wait. */
  for (guint i = 0; i < 6; i++)
    expect (session, port, "/v1/polled", NULL);
  /* Many in a second, as of many threads: the clock is set back between them. */
  for (guint i = 0; i < 2 * WABI_LOAD_LEAST; i++)
    {
      fake.at -= 350 * 1000;
      expect (session, port, "/v1/other", NULL);
    }
  fake.at += SECOND;
  expect (session, port, "/v1/other", NULL);
  expect (session, port, "/v1/polled", "10");
  expect (session, port, "/v1/refused", NULL);
  fake.at += 20 * SECOND;
  expect (session, port, "/v1/polled", NULL);
  wabi_listener_stop (listener, 1);
  wabi_log_free (log);
  wabi_certificate_clear (&certificate);
  for (const char *const *name = (const char *const[]){ "ca.pem", "ca.key", "server.pem", "server.key", NULL }; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  chance = g_rand_new_with_seed (7);
  g_test_add_func ("/load/levels", test_levels);
  g_test_add_func ("/load/herd", test_herd);
  g_test_add_func ("/load/header", test_header);
  return g_test_run ();
}
