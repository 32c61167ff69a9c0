// SPDX-License-Identifier: AGPL-3.0-or-later
// The service judges rooms, limits and time off with authority: what two desks booked without knowing of each other is kept, not dropped.

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "wabi-domain.h"
#include "wabi-store.h"

#define PRACTICE_A "0190a000-0000-7000-8000-0000000000aa"
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

typedef struct
{
  WabiFakeClock clock;
  WabiIdSource *ids;
  char *folder, *location;
  WabiStore *store;
  char *desk, *staff[2], *clients[2], *room, *tablet;
  gint64 n;
} Clinic;

typedef struct
{
  const char *kind, *id;
  char *body;
} Put;

static gboolean
put_in_tx (WabiStoreTx *tx, gpointer data, GError **error)
{
  Put *put = data;
  g_autoptr (WabiRecord) record = wabi_record_new_from_body (wabi_domain_find_kind (put->kind), put->id, put->body, error);

  g_assert_nonnull (record);
  return wabi_store_tx_put (tx, PRACTICE_A, record, error);
}

static char *put (Clinic *clinic, const char *kind, const char *id, const char *format, ...) G_GNUC_PRINTF (4, 5);

static char *
put (Clinic *clinic, const char *kind, const char *id, const char *format, ...)
{
  char *own = id != NULL ? g_strdup (id) : wabi_id_new (clinic->ids);
  g_autoptr (GError) error = NULL;
  Put work = { kind, own, NULL };
  va_list args;

  va_start (args, format);
  work.body = g_strdelimit (g_strdup_vprintf (format, args), "'", '"');
  va_end (args);
  g_assert_true (wabi_store_write (clinic->store, put_in_tx, &work, &error));
  g_assert_no_error (error);
  g_free (work.body);
  return own;
}

/* On PostgreSQL, a schema of a cluster that the whole run throws away. */
static char *
choose_location (const char *folder)
{
  const char *url = g_getenv ("WABI_TEST_POSTGRES");
  static guint last;

  return url != NULL ? g_strdup_printf ("%s&schema=r%d_%u", url, (int) getpid (), ++last) : g_build_filename (folder, "wabi.db", NULL);
}

static void
set_up (Clinic *clinic, gconstpointer data)
{
  WabiStoreOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  memset (clinic, 0, sizeof *clinic);
  /* A Monday in November 2023, noon. */
  wabi_fake_clock_init (&clinic->clock, G_GINT64_CONSTANT (1700481600000000), 10);
  clinic->ids = wabi_id_source_new (&clinic->clock.clock);
  clinic->folder = g_dir_make_tmp ("wabi-rooms-XXXXXX", NULL);
  clinic->location = choose_location (clinic->folder);
  options.location = clinic->location;
  options.clock = &clinic->clock.clock;
  options.ids = clinic->ids;
  options.quick = TRUE;
  clinic->store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
  g_free (put (clinic, "practice", PRACTICE_A, "{'name':'Cedar','short_name':'cedar','zone':'UTC'}"));
  clinic->desk = put (clinic, "staff", NULL, "{'first_name':'Maya','last_name':'Ortiz','role':'frontdesk','active':true}");
  clinic->room = put (clinic, "resource", NULL, "{'name':'Room 1','type':'room','capacity':1,'active':true}");
  clinic->tablet = put (clinic, "resource", NULL, "{'name':'Tablet','type':'equipment','capacity':1,'active':true}");
  for (guint i = 0; i < 2; i++)
    {
      clinic->staff[i] = put (clinic, "staff", NULL, "{'first_name':'S%u','last_name':'R','role':'rbt','credential':'RBT','active':true}", i);
      clinic->clients[i] = put (clinic, "client", NULL, "{'first_name':'C%u','last_name':'H','birth_date':'2019-01-01','sex':'F','status':'active'}", i);
      g_free (put (clinic, "credential", NULL, "{'staff':'%s','type':'RBT','valid_from':'2023-01-01','valid_to':'2024-12-31'}", clinic->staff[i]));
    }
}

static void
tear_down (Clinic *clinic, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  wabi_store_close (clinic->store);
  dir = g_dir_open (clinic->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (clinic->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (clinic->folder);
  for (guint i = 0; i < 2; i++)
    {
      g_free (clinic->staff[i]);
      g_free (clinic->clients[i]);
    }
  g_free (clinic->desk);
  g_free (clinic->room);
  g_free (clinic->tablet);
  g_free (clinic->folder);
  g_free (clinic->location);
  wabi_id_source_free (clinic->ids);
}

/* Gives one command as the front desk; its status, and the code of a refusal. */
static char *
give (Clinic *clinic, const char *name, char *take_args, char **code)
{
  g_autofree char *id = wabi_id_new (clinic->ids), *text = g_strdelimit (take_args, "'", '"');
  g_autoptr (WabiCommand) command = wabi_command_new (id, name, wabi_json_parse_object (text, -1, NULL, NULL));
  WabiCommand *const commands[] = { command };
  WabiPush push = { { PRACTICE_A, clinic->desk, WABI_ROLE_FRONTDESK }, "device-a", "scheduling", clinic->n + 1, NULL, 1 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *result;

  command->n = ++clinic->n;
  push.commands = commands;
  g_assert_true (wabi_store_push (clinic->store, &push, out, NULL, &error));
  g_assert_no_error (error);
  answer = wabi_json_parse_object (out->str, -1, NULL, NULL);
  result = json_array_get_object_element (json_object_get_array_member (answer, "results"), 0);
  if (code != NULL)
    *code = g_strdup (wabi_json_peek_text (result, "code"));
  return g_strdup (wabi_json_peek_text (result, "status"));
}

static char *
book (Clinic *clinic, const char *visit, guint who, int hour, const char *more, char **code)
{
  gint64 start = clinic->clock.at + hour * HOUR;

  return give (clinic, "appointment.book",
               g_strdup_printf ("{'id':'%s','client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                ",'zone':'UTC','service_code':'97153','place':'11'%s}",
                                visit, clinic->clients[who], clinic->staff[who], start, start + HOUR, more),
               code);
}

typedef struct
{
  const char *id;
  char *status, *why;
} Look;

static gboolean
look_in_tx (WabiStoreTx *tx, gpointer data, GError **error)
{
  Look *look = data;
  WabiView view;
  g_autoptr (WabiRecord) visit = NULL;
  JsonArray *proposals;

  wabi_store_tx_init_view (tx, PRACTICE_A, &view);
  visit = wabi_view_get (&view, &wabi_kind_appointment, look->id, error);
  g_assert_nonnull (visit);
  look->status = g_strdup (wabi_record_get_text (visit, "status"));
  proposals = wabi_record_get_array (visit, "proposals");
  look->why = proposals != NULL ? g_strdup (wabi_json_peek_text (json_array_get_object_element (proposals, 0), "why")) : NULL;
  return TRUE;
}

static void
assert_visit (Clinic *clinic, const char *id, const char *status, const char *why)
{
  Look look = { id, NULL, NULL };

  g_assert_true (wabi_store_write (clinic->store, look_in_tx, &look, NULL));
  g_assert_cmpstr (look.status, ==, status);
  g_assert_cmpstr (look.why, ==, why);
  g_free (look.status);
  g_free (look.why);
}

/* Two desks take one room, and then one tablet: the second booking waits for a person, and takes nobody's place. */
static void
test_taken (Clinic *clinic, gconstpointer equipment)
{
  g_autofree char *first = wabi_id_new (clinic->ids), *second = wabi_id_new (clinic->ids), *third = wabi_id_new (clinic->ids);
  g_autofree char *wanted = equipment != NULL ? g_strdup_printf (",'equipment':['%s']", clinic->tablet) : g_strdup_printf (",'room':'%s'", clinic->room);
  g_autofree char *one = book (clinic, first, 0, 24, wanted, NULL), *other = book (clinic, second, 1, 24, wanted, NULL);
  g_autofree char *later = book (clinic, third, 1, 26, wanted, NULL);

  g_assert_cmpstr (one, ==, "applied");
  g_assert_cmpstr (other, !=, "rejected");
  g_assert_cmpstr (later, ==, "applied");
  assert_visit (clinic, first, "scheduled", NULL);
  assert_visit (clinic, second, "proposed", equipment != NULL ? "equipment-double-booked" : "room-double-booked");
  assert_visit (clinic, third, "scheduled", NULL);
}

/* A limit, and days off that were approved meanwhile, refuse what a desk without the server had booked. */
static void
test_refused (Clinic *clinic, gconstpointer data)
{
  g_autofree char *visit = wabi_id_new (clinic->ids), *limit = wabi_id_new (clinic->ids), *away = wabi_id_new (clinic->ids);
  g_autofree char *code = NULL, *off = NULL, *set = NULL, *asked = NULL, *decided = NULL, *raised = NULL, *one = NULL, *two = NULL;
  gint64 from = clinic->clock.at, to = from + 48 * HOUR;

  set = give (clinic, "hours_limit.add", g_strdup_printf ("{'id':'%s','scope':'client','service_code':'97153','per':'day','minutes':30,'active':true}", limit), NULL);
  one = book (clinic, visit, 0, 24, "", &code);
  g_assert_cmpstr (set, ==, "applied");
  g_assert_cmpstr (one, ==, "rejected");
  g_assert_cmpstr (code, ==, "hours-limit-exceeded");
  raised = give (clinic, "hours_limit.change", g_strdup_printf ("{'id':'%s','base':{'minutes':30},'set':{'minutes':480}}", limit), NULL);
  asked = give (clinic, "time-off.request",
                g_strdup_printf ("{'id':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "}", away, clinic->staff[0], from, to), NULL);
  decided = give (clinic, "time-off.decide", g_strdup_printf ("{'id':'%s','decision':'approved'}", away), NULL);
  two = book (clinic, visit, 0, 24, "", &off);
  g_assert_cmpstr (raised, ==, "applied");
  g_assert_cmpstr (asked, ==, "applied");
  g_assert_cmpstr (decided, ==, "applied");
  g_assert_cmpstr (two, ==, "rejected");
  g_assert_cmpstr (off, ==, "staff-time-off");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/rooms/room", Clinic, NULL, set_up, test_taken, tear_down);
  g_test_add ("/rooms/equipment", Clinic, "equipment", set_up, test_taken, tear_down);
  g_test_add ("/rooms/refused", Clinic, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
