// SPDX-License-Identifier: AGPL-3.0-or-later
// Several servers on one database ask about the caseload at one moment: each client is asked about once a month, and each late claim once.

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "wabi-asker.h"
#include "wabi-eligibility.h"

#define PRACTICE "0190a000-0000-7000-8000-0000000000aa"
#define PAYER "0190a000-0000-7000-8000-0000000000b1"
#define PARTNER "0190a000-0000-7000-8000-0000000000b2"
#define NOON G_GINT64_CONSTANT (1700481600000000) /* Monday, November 20, 2023 */
#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define SERVERS 2
#define THREADS 3
#define CLIENTS 30

typedef struct
{
  WabiFakeClock clock;
  WabiIdSource *ids[SERVERS];
  WabiStore *stores[SERVERS];
  guint n_stores;
  char *folder, *location;
} Place;

typedef struct
{
  const WabiKind *kind;
  const char *id, *body;
} Put;

static gboolean
put_in_tx (WabiStoreTx *tx, gpointer data, GError **error)
{
  Put *put = data;
  g_autofree char *body = g_strdelimit (g_strdup (put->body), "'", '"');
  g_autoptr (WabiRecord) record = wabi_record_new_from_body (put->kind, put->id, body, error);

  g_assert_no_error (error != NULL ? *error : NULL);
  return wabi_store_tx_put (tx, PRACTICE, record, error);
}

static void
put (Place *place, const WabiKind *kind, const char *id, const char *body)
{
  g_autoptr (GError) error = NULL;
  Put work = { kind, id, body };

  g_assert_true (wabi_store_write_in (place->stores[0], PRACTICE, put_in_tx, &work, &error));
  g_assert_no_error (error);
}

static void
put_schedule (Place *place, const char *month)
{
  g_autofree char *body = g_strdup_printf ("{'active':true,'day':20,'month':'%s'}", month);

  put (place, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE, body);
}

static void
furnish (Place *place)
{
  put (place, &wabi_kind_practice, PRACTICE,
       "{'name':'Cedar','short_name':'cedar','zone':'UTC','npi':'1999000015','ein':'990000015','submitter_id':'US','receiver_id':'HOUSE','street':'1 A St',"
       "'city':'Salem','state':'OR','zip':'973010001','phone':'8005550100','contact':'Billing','receiver_name':'HOUSE'}");
  put (place, &wabi_kind_payer, PAYER,
       "{'name':'Harbor','payer_id':'90010','type':'commercial','filing':'CI','unit_method':'midpoint','unit_scope':'session','rendering':'supervisor',"
       "'supervising':'never','concurrency':'commercial','mue':'none','filing_days':120}");
  put (place, &wabi_kind_partner, PARTNER,
       "{'name':'House','type':'folder','active':true,'takes_270':true,'takes_276':true,'status_days':7,'send_folder':'a','receive_folder':'b'}");
  for (guint i = 0; i < CLIENTS; i++)
    {
      g_autofree char *client = g_strdup_printf ("0190a000-0000-7000-8000-0000000c%04u", i), *coverage = g_strdup_printf ("0190a000-0000-7000-8000-0000000d%04u", i);
      g_autofree char *body = g_strdup_printf ("{'client':'%s','payer':'" PAYER "','priority':1,'member_id':'W%u','relation':'self','valid_from':'2023-01-01'}", client, i);

      put (place, &wabi_kind_client, client, "{'first_name':'Ann','last_name':'Lee','birth_date':'2019-01-01','sex':'F','status':'active'}");
      put (place, &wabi_kind_coverage, coverage, body);
    }
}

static void
set_up (Place *place, gconstpointer data)
{
  const char *url = g_getenv ("WABI_TEST_POSTGRES");
  static guint last;

  memset (place, 0, sizeof *place);
  wabi_fake_clock_init (&place->clock, NOON, 0);
  place->folder = g_dir_make_tmp ("wabi-asker-XXXXXX", NULL);
  place->location = url != NULL ? g_strdup_printf ("%s&schema=k%d_%u", url, (int) getpid (), ++last) : g_build_filename (place->folder, "wabi.db", NULL);
  /* A file belongs to one server. */
  place->n_stores = url != NULL ? SERVERS : 1;
  for (guint i = 0; i < place->n_stores; i++)
    {
      g_autoptr (GError) error = NULL;
      WabiStoreOptions options = { .location = place->location, .clock = &place->clock.clock, .quick = TRUE };

      options.ids = place->ids[i] = wabi_id_source_new (&place->clock.clock);
      place->stores[i] = wabi_store_open (&options, &error);
      g_assert_no_error (error);
    }
  furnish (place);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  for (guint i = 0; i < place->n_stores; i++)
    {
      wabi_store_close (place->stores[i]);
      wabi_id_source_free (place->ids[i]);
    }
  dir = g_dir_open (place->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->location);
}

typedef struct
{
  Place *place;
  WabiStore *store;
} Server;

static gpointer
serve (gpointer data)
{
  Server *server = data;

  wabi_asker_serve (server->store, PRACTICE, server->place->clock.at, NULL);
  return NULL;
}

/* Everybody looks at once. */
static void
look (Place *place)
{
  GThread *threads[SERVERS * THREADS];
  Server servers[SERVERS];

  for (guint i = 0; i < place->n_stores; i++)
    servers[i] = (Server){ place, place->stores[i] };
  for (guint i = 0; i < place->n_stores * THREADS; i++)
    threads[i] = g_thread_new ("server", serve, &servers[i % place->n_stores]);
  for (guint i = 0; i < place->n_stores * THREADS; i++)
    g_thread_join (threads[i]);
}

typedef struct
{
  const WabiKind *kind;
  GPtrArray *all;
} Reading;

static gboolean
read_all (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Reading *reading = data;
  WabiQuery query;

  wabi_query_init (&query, reading->kind);
  reading->all = wabi_view_list (view, &query, error);
  return reading->all != NULL;
}

static GPtrArray *
list (Place *place, const WabiKind *kind)
{
  g_autoptr (GError) error = NULL;
  Reading reading = { kind, NULL };

  g_assert_true (wabi_store_read (place->stores[0], PRACTICE, read_all, &reading, &error));
  return reading.all;
}

static guint
count (Place *place, const WabiKind *kind)
{
  g_autoptr (GPtrArray) all = list (place, kind);

  return all->len;
}

static void
test_month (Place *place, gconstpointer data)
{
  put_schedule (place, "2023-10");
  look (place);
  g_assert_cmpuint (count (place, &wabi_kind_benefit), ==, CLIENTS);
  g_assert_cmpuint (count (place, &wabi_kind_benefit_check), ==, 1);
  g_assert_cmpuint (count (place, &wabi_kind_claim_file), ==, 1);
  g_assert_cmpuint (count (place, &wabi_kind_transmission), ==, 1);
  look (place);
  g_assert_cmpuint (count (place, &wabi_kind_benefit), ==, CLIENTS);
  /* Away for more than a month: what was missed is not made up for twice. */
  place->clock.at += 45 * DAY_US;
  look (place);
  look (place);
  g_assert_cmpuint (count (place, &wabi_kind_benefit), ==, 2 * CLIENTS);
  g_assert_cmpuint (count (place, &wabi_kind_benefit_check), ==, 2);
}

/* A step that broke off is gone on with after the last one that was asked about. */
static void
test_go_on (Place *place, gconstpointer data)
{
  g_autoptr (GPtrArray) asked = NULL;

  put (place, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE, "{'active':true,'day':20,'month':'2023-10','cursor':'0190a000-0000-7000-8000-0000000d0019'}");
  look (place);
  asked = list (place, &wabi_kind_benefit);
  g_assert_cmpuint (asked->len, ==, CLIENTS - 20);
  for (guint i = 0; i < asked->len; i++)
    g_assert_cmpstr (wabi_record_get_text (g_ptr_array_index (asked, i), "coverage"), >, "0190a000-0000-7000-8000-0000000d0019");
}

/* The day on which late claims were looked for is written once, though all looked. */
static void
test_late (Place *place, gconstpointer data)
{
  g_autoptr (GPtrArray) partners = NULL;

  put_schedule (place, "2023-11");
  look (place);
  g_assert_cmpuint (count (place, &wabi_kind_benefit), ==, 0);
  partners = list (place, &wabi_kind_partner);
  g_assert_cmpstr (wabi_record_get_text (g_ptr_array_index (partners, 0), "status_day"), ==, "2023-11-20");
  g_assert_cmpint (wabi_record_get_version (g_ptr_array_index (partners, 0)), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/asker/month", Place, NULL, set_up, test_month, tear_down);
  g_test_add ("/asker/go-on", Place, NULL, set_up, test_go_on, tear_down);
  g_test_add ("/asker/late", Place, NULL, set_up, test_late, tear_down);
  return g_test_run ();
}
