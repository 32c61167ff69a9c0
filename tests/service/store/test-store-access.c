// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is handed what: the feed, single records, one client's stream, and commands, by caseload.

#include <glib/gstdio.h>
#include <string.h>

#include <unistd.h>

#include "wabi-care-team.h"
#include "wabi-digest.h"
#include "wabi-store.h"

#define PRACTICE_A "0190a000-0000-7000-8000-0000000000aa"
#define N_CLIENTS 6
#define SECRET "Heron"

typedef struct
{
  WabiFakeClock clock;
  WabiIdSource *ids;
  char *folder, *location;
  WabiStore *store;
  char *rbt, *other, *bcba, *desk;
  char *clients[N_CLIENTS], *sessions[N_CLIENTS], *targets[N_CLIENTS], *notes[N_CLIENTS];
  gint64 n;
} Clinic;

static WabiCaller
caller (Clinic *clinic, const char *user)
{
  guint roles = user == clinic->desk ? WABI_ROLE_FRONTDESK : user == clinic->bcba ? WABI_ROLE_BCBA : WABI_ROLE_RBT;

  return (WabiCaller){ PRACTICE_A, user, roles };
}

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
  WabiView view;

  g_assert_nonnull (record);
  wabi_store_tx_init_view (tx, PRACTICE_A, &view);
  {
    g_autoptr (WabiRecord) there = wabi_view_get (&view, wabi_record_get_kind (record), put->id, NULL);

    if (there != NULL)
      wabi_record_set_stamp (record, wabi_record_get_version (there), 0, FALSE);
  }
  return wabi_store_tx_put (tx, PRACTICE_A, record, error);
}

static char *
put (Clinic *clinic, const char *kind, const char *id, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* Answers the id, a fresh one unless given; the body has ' for ". */
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

static void
put_quietly (char *take_id)
{
  g_free (take_id);
}

static void
put_people (Clinic *clinic)
{
  put_quietly (put (clinic, "practice", PRACTICE_A, "{'name':'Cedar','short_name':'cedar','zone':'UTC'}"));
  clinic->bcba = put (clinic, "staff", NULL, "{'first_name':'Leila','last_name':'Amin','role':'bcba'}");
  clinic->rbt = put (clinic, "staff", NULL, "{'first_name':'Jordan','last_name':'Reyes','role':'rbt','supervisor':'%s'}", clinic->bcba);
  clinic->other = put (clinic, "staff", NULL, "{'first_name':'Noor','last_name':'Haddad','role':'rbt'}");
  clinic->desk = put (clinic, "staff", NULL, "{'first_name':'Maya','last_name':'Ortiz','role':'frontdesk'}");
}

static void
put_client (Clinic *clinic, guint i)
{
  char *id = clinic->clients[i]
      = put (clinic, "client", NULL, "{'first_name':'C%u','last_name':'" SECRET "','birth_date':'2019-01-01','sex':'F','status':'active'}", i);
  g_autofree char *program = put (clinic, "program", NULL, "{'client':'%s','name':'P','status':'active'}", id);

  clinic->targets[i] = put (clinic, "target", NULL, "{'client':'%s','program':'%s','name':'T','status':'acquisition'}", id, program);
  clinic->sessions[i] = put (clinic, "session", NULL,
                             "{'client':'%s','staff':'%s','service_code':'97153','place':'11','starts_at':%" G_GINT64_FORMAT
                             ",'zone':'UTC','state':'open'}",
                             id, clinic->desk, clinic->clock.at);
  put_quietly (put (clinic, "trial", NULL, "{'session':'%s','client':'%s','target':'%s','action':'record','at':1,'by':'%s'}",
                    clinic->sessions[i], id, clinic->targets[i], clinic->desk));
  clinic->notes[i] = put (clinic, "note", NULL,
                          "{'session':'%s','client':'%s','author':'%s','service_code':'97153','starts_at':1,'ends_at':2,'state':'signed'}",
                          clinic->sessions[i], id, clinic->desk);
  put_quietly (put (clinic, "addendum", NULL, "{'note':'%s','author':'%s','at':1,'text':'" SECRET "'}", clinic->notes[i], clinic->desk));
}

static char *
put_on_team (Clinic *clinic, const char *id, guint client, const char *staff, const char *from, const char *to, const char *state)
{
  return put (clinic, "care_team", id,
              "{'client':'%s','staff':'%s','role':'technician','source':'hand','state':'%s','valid_from':'%s'%s%s%s}",
              clinic->clients[client], staff, state, from, to != NULL ? ",'valid_to':'" : "", to != NULL ? to : "", to != NULL ? "'" : "");
}

/* On PostgreSQL, a schema of a cluster that the whole run throws away. */
static char *
choose_location (const char *folder)
{
  const char *url = g_getenv ("WABI_TEST_POSTGRES");
  static guint last;

  return url != NULL ? g_strdup_printf ("%s&schema=a%d_%u", url, (int) getpid (), ++last) : g_build_filename (folder, "wabi.db", NULL);
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
  clinic->folder = g_dir_make_tmp ("wabi-access-XXXXXX", NULL);
  clinic->location = choose_location (clinic->folder);
  options.location = clinic->location;
  options.clock = &clinic->clock.clock;
  options.ids = clinic->ids;
  options.quick = TRUE;
  clinic->store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
  put_people (clinic);
  for (guint i = 0; i < N_CLIENTS; i++)
    put_client (clinic, i);
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
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_free (clinic->clients[i]);
      g_free (clinic->sessions[i]);
      g_free (clinic->targets[i]);
      g_free (clinic->notes[i]);
    }
  g_free (clinic->rbt);
  g_free (clinic->other);
  g_free (clinic->bcba);
  g_free (clinic->desk);
  g_free (clinic->folder);
  g_free (clinic->location);
  wabi_id_source_free (clinic->ids);
}

static void
add_to_sums (GHashTable *sums, JsonObject *change)
{
  const char *kind = wabi_json_peek_text (change, "kind");
  WabiDigest *digest = g_hash_table_lookup (sums, kind);

  if (json_object_get_boolean_member (change, "deleted"))
    return;
  if (digest == NULL)
    {
      digest = g_new0 (WabiDigest, 1);
      g_hash_table_insert (sums, g_strdup (kind), digest);
    }
  wabi_digest_add (digest, wabi_json_peek_text (change, "id"), wabi_json_peek_int (change, "version", 0), wabi_json_peek_int (change, "seq", 0));
}

/* What the page that ends the feed says of each kind is what the pages have handed out, and nothing of it was kept back. */
static void
check_sums (GHashTable *sums, JsonObject *page)
{
  JsonObject *digests = json_object_get_object_member (page, "digest");
  guint handed = 0;
  JsonObjectIter iter;
  const char *kind;
  JsonNode *node;

  json_object_iter_init (&iter, digests);
  while (json_object_iter_next (&iter, &kind, &node))
    {
      const WabiDigest *digest = g_hash_table_lookup (sums, kind);
      g_autofree char *sum = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", digest != NULL ? digest->sum : 0);

      g_assert_cmpint (wabi_json_peek_int (json_node_get_object (node), "count", -1), ==, digest != NULL ? digest->count : 0);
      g_assert_cmpstr (wabi_json_peek_text (json_node_get_object (node), "sum"), ==, sum);
      handed += digest != NULL;
    }
  g_assert_cmpuint (handed, ==, g_hash_table_size (sums));
}

/* Reads a whole feed in pages of @limit: the changes as one text, and the last page. */
static char *
read_all (Clinic *clinic, const char *user, const char *service, guint limit, JsonObject **last)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) all = g_string_new (NULL);
  WabiFeedRequest request = { caller (clinic, user), service, 0, NULL, limit, NULL, .digest = TRUE };
  gint64 seen = 0;

  for (gboolean more = TRUE; more;)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) page = NULL;
      JsonArray *changes;

      g_assert_true (wabi_store_read_feed (clinic->store, &request, out, &error));
      g_assert_no_error (error);
      page = wabi_json_parse_object (out->str, (gssize) out->len, NULL, &error);
      g_assert_no_error (error);
      changes = json_object_get_array_member (page, "changes");
      g_assert_cmpuint (json_array_get_length (changes), <=, limit);
      for (guint i = 0; i < json_array_get_length (changes); i++)
        {
          gint64 seq = wabi_json_peek_int (json_array_get_object_element (changes, i), "seq", 0);

          g_assert_cmpint (seq, >, seen);
          seen = seq;
          add_to_sums (sums, json_array_get_object_element (changes, i));
        }
      g_string_append (all, out->str);
      more = json_object_get_boolean_member (page, "more");
      g_assert_cmpint (json_object_has_member (page, "digest"), ==, !more);
      if (!more)
        check_sums (sums, page);
      g_assert_true (!more || wabi_json_peek_int (page, "next", 0) > request.since);
      request.since = wabi_json_peek_int (page, "next", 0);
      if (!more && last != NULL)
        *last = g_steal_pointer (&page);
    }
  return g_strdup (all->str);
}

static gboolean
sees (const char *text, const char *id)
{
  return strstr (text, id) != NULL;
}

/* Exactly these clients, whatever leads to them, in every feed and at every size of page. */
static void
check_sees (Clinic *clinic, const char *user, guint mask)
{
  static const guint limits[] = { 1, 2, 3, 7, 1000 };

  for (guint l = 0; l < G_N_ELEMENTS (limits); l++)
    {
      g_autofree char *patients = read_all (clinic, user, "patients", limits[l], NULL);
      g_autofree char *goals = read_all (clinic, user, "goals", limits[l], NULL);
      g_autofree char *sessions = read_all (clinic, user, "sessions", limits[l], NULL);
      guint addenda = 0;

      for (guint i = 0; i < N_CLIENTS; i++)
        {
          gboolean may = (mask >> i) & 1;

          g_assert_cmpint (sees (patients, clinic->clients[i]), ==, may);
          if (user != clinic->desk)
            g_assert_cmpint (sees (goals, clinic->targets[i]), ==, may);
          g_assert_cmpint (sees (sessions, clinic->sessions[i]), ==, may);
          addenda += may;
        }
      for (const char *at = sessions; (at = strstr (at, "\"kind\":\"addendum\"")) != NULL; at++)
        addenda -= user != clinic->desk;
      g_assert_cmpuint (addenda, ==, user != clinic->desk ? 0 : N_CLIENTS);
    }
}

static void
test_feed (Clinic *clinic, gconstpointer data)
{
  g_autofree char *entry = NULL;

  check_sees (clinic, clinic->rbt, 0);
  check_sees (clinic, clinic->desk, 0x3f);
  entry = put_on_team (clinic, NULL, 1, clinic->rbt, "2023-11-01", NULL, "on");
  put_quietly (put_on_team (clinic, NULL, 3, clinic->rbt, "2023-11-01", "2023-11-20", "on"));
  put_quietly (put_on_team (clinic, NULL, 4, clinic->rbt, "2023-11-21", NULL, "on"));
  check_sees (clinic, clinic->rbt, 0x0a);
  check_sees (clinic, clinic->other, 0);
  /* She supervises Jordan, and is a client's BCBA. */
  check_sees (clinic, clinic->bcba, 0x0a);
  put_quietly (put (clinic, "client", clinic->clients[5],
                    "{'first_name':'C5','last_name':'" SECRET "','birth_date':'2019-01-01','sex':'F','status':'active','bcba':'%s'}", clinic->bcba));
  check_sees (clinic, clinic->bcba, 0x2a);
  /* The day ends one entry and begins another. */
  clinic->clock.at += G_GINT64_CONSTANT (24 * 3600) * G_USEC_PER_SEC;
  check_sees (clinic, clinic->rbt, 0x12);
  put_quietly (put_on_team (clinic, entry, 1, clinic->rbt, "2023-11-01", NULL, "off"));
  check_sees (clinic, clinic->rbt, 0x10);
  /* The practice lets its BCBAs see everybody; technicians not. */
  put_quietly (put (clinic, "practice", PRACTICE_A, "{'name':'Cedar','short_name':'cedar','zone':'UTC','caseload_scope':'practice'}"));
  check_sees (clinic, clinic->bcba, 0x3f);
  check_sees (clinic, clinic->rbt, 0x10);
}

static void
test_access_member (Clinic *clinic, gconstpointer data)
{
  WabiFeedRequest request = { caller (clinic, clinic->rbt), "sessions", 0, NULL, 1000, NULL };
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) desk = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *desk_text = NULL;

  put_quietly (put_on_team (clinic, NULL, 2, clinic->rbt, "2023-11-01", NULL, "on"));
  text = read_all (clinic, clinic->rbt, "sessions", 1000, &first);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (first, "clients")), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (first, "clients"), 0), ==, clinic->clients[2]);
  desk_text = read_all (clinic, clinic->desk, "sessions", 1000, &desk);
  g_assert_true (json_object_get_null_member (desk, "clients"));
  /* Told once. */
  request.access = wabi_json_peek_text (first, "access");
  g_assert_true (wabi_store_read_feed (clinic->store, &request, out, &error));
  again = wabi_json_parse_object (out->str, (gssize) out->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (json_object_has_member (again, "clients"));
  g_assert_cmpstr (wabi_json_peek_text (again, "access"), ==, request.access);
}

static char *
ask_one (Clinic *clinic, const char *user, const char *kind, const char *id, GError **error)
{
  WabiCaller who = caller (clinic, user);
  g_autoptr (GString) out = g_string_new (NULL);

  return wabi_store_get_json (clinic->store, &who, wabi_store_find_kind (clinic->store, kind), id, out, error) ? g_strdup (out->str) : NULL;
}

static void
test_records (Clinic *clinic, gconstpointer data)
{
  WabiCaller who = caller (clinic, clinic->rbt);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GError) absent = NULL;
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = wabi_id_new (clinic->ids), *own = NULL, *none = NULL, *hidden = NULL;
  WabiQuery query;

  put_quietly (put_on_team (clinic, NULL, 0, clinic->rbt, "2023-11-01", NULL, "on"));
  own = ask_one (clinic, clinic->rbt, "note", clinic->notes[0], &error);
  g_assert_no_error (error);
  g_assert_nonnull (own);
  none = ask_one (clinic, clinic->rbt, "note", id, &absent);
  hidden = ask_one (clinic, clinic->rbt, "note", clinic->notes[1], &foreign);
  g_assert_null (none);
  g_assert_null (hidden);
  g_assert_cmpint (absent->code, ==, foreign->code);
  g_assert_cmpstr (absent->message, ==, foreign->message);
  wabi_query_init (&query, &wabi_kind_trial);
  g_assert_true (wabi_store_list_json (clinic->store, &who, &query, list, &error));
  g_assert_true (sees (list->str, clinic->clients[0]));
  for (guint i = 1; i < N_CLIENTS; i++)
    g_assert_false (sees (list->str, clinic->clients[i]));
}

static void
test_stream (Clinic *clinic, gconstpointer data)
{
  for (guint limit = 1; limit < 6; limit++)
    {
      WabiStreamRequest request = { caller (clinic, clinic->rbt), "sessions", clinic->clients[2], NULL, limit };
      g_autofree char *next = NULL;
      guint count = 0;

      if (limit == 1)
        {
          g_autoptr (GString) out = g_string_new (NULL);
          g_autoptr (GError) error = NULL;

          g_assert_false (wabi_store_read_stream (clinic->store, &request, out, &error));
          g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_NOT_FOUND);
          put_quietly (put_on_team (clinic, NULL, 2, clinic->rbt, "2023-11-01", NULL, "on"));
        }
      for (gboolean more = TRUE; more;)
        {
          g_autoptr (GString) out = g_string_new (NULL);
          g_autoptr (GError) error = NULL;
          g_autoptr (JsonObject) page = NULL;

          request.after = next;
          g_assert_true (wabi_store_read_stream (clinic->store, &request, out, &error));
          page = wabi_json_parse_object (out->str, (gssize) out->len, NULL, &error);
          g_assert_no_error (error);
          count += json_array_get_length (json_object_get_array_member (page, "changes"));
          g_assert_cmpint (wabi_json_peek_int (page, "head", 0), ==, N_CLIENTS * 4);
          more = json_object_get_boolean_member (page, "more");
          g_free (next);
          next = g_strdup (wabi_json_peek_text (page, "next"));
        }
      /* Session, trial, note, addendum. */
      g_assert_cmpuint (count, ==, 4);
    }
}

/* Gives one command as its own device; answers the status, and the whole answer. */
static char *
give (Clinic *clinic, const char *user, const char *service, const char *name, char **whole, const char *format, ...) G_GNUC_PRINTF (6, 7);

static char *
give (Clinic *clinic, const char *user, const char *service, const char *name, char **whole, const char *format, ...)
{
  g_autofree char *id = wabi_id_new (clinic->ids), *device = g_strdup_printf ("d%" G_GINT64_FORMAT, clinic->n++), *json = NULL;
  g_autoptr (WabiCommand) command = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  WabiPush push = { caller (clinic, user), device, service, 1, NULL, 1 };
  va_list args;

  va_start (args, format);
  json = g_strdelimit (g_strdup_vprintf (format, args), "'", '"');
  va_end (args);
  command = wabi_command_new (id, name, wabi_json_parse_object (json, -1, NULL, &error));
  g_assert_no_error (error);
  command->n = 1;
  push.commands = &command;
  g_assert_true (wabi_store_push (clinic->store, &push, out, NULL, &error));
  g_assert_no_error (error);
  answer = wabi_json_parse_object (out->str, (gssize) out->len, NULL, &error);
  if (whole != NULL)
    {
      JsonObject *result = json_array_get_object_element (json_object_get_array_member (answer, "results"), 0);

      json_object_remove_member (result, "id");
      *whole = wabi_json_object_to_canonical (result);
    }
  return g_strdup (wabi_json_peek_text (json_array_get_object_element (json_object_get_array_member (answer, "results"), 0), "status"));
}

/* An edit of a client that is not hers, and of one that is nowhere: the same answer, to the letter. */
static void
test_push_tells_nothing (Clinic *clinic, gconstpointer data)
{
  g_autofree char *nobody = wabi_id_new (clinic->ids), *a = NULL, *b = NULL, *foreign = NULL, *absent = NULL, *own = NULL;

  own = give (clinic, clinic->desk, "patients", "client.edit", NULL, "{'id':'%s','base':{},'set':{'language':'Spanish'}}", clinic->clients[0]);
  g_assert_cmpstr (own, ==, "applied");
  a = give (clinic, clinic->bcba, "patients", "client.edit", &foreign, "{'id':'%s','base':{},'set':{'language':'Dutch'}}", clinic->clients[0]);
  b = give (clinic, clinic->bcba, "patients", "client.edit", &absent, "{'id':'%s','base':{},'set':{'language':'Dutch'}}", nobody);
  g_assert_cmpstr (a, ==, "rejected");
  g_assert_cmpstr (foreign, ==, absent);
  g_assert_null (strstr (foreign, SECRET));
  g_free (g_steal_pointer (&own));
  own = ask_one (clinic, clinic->desk, "client", clinic->clients[0], NULL);
  g_assert_nonnull (strstr (own, "Spanish"));
}

/* What a substitute recorded is accepted after his place on the team has ended; a stranger's is not. */
static void
test_push_keeps_care (Clinic *clinic, gconstpointer data)
{
  g_autofree char *session = wabi_id_new (clinic->ids), *trial = wabi_id_new (clinic->ids), *status = NULL, *text = NULL;
  g_autofree char *start
      = g_strdup_printf ("{'id':'%s','client':'%s','staff':'%s','service_code':'97153','place':'11','starts_at':%" G_GINT64_FORMAT ",'zone':'UTC'}",
                         session, clinic->clients[0], clinic->rbt, clinic->clock.at);

  status = give (clinic, clinic->rbt, "sessions", "session.start", NULL, "%s", start);
  g_assert_cmpstr (status, ==, "rejected");
  put_quietly (put_on_team (clinic, NULL, 0, clinic->rbt, "2023-10-01", "2023-11-01", "on"));
  check_sees (clinic, clinic->rbt, 0);
  g_free (status);
  status = give (clinic, clinic->rbt, "sessions", "session.start", NULL, "%s", start);
  g_assert_cmpstr (status, ==, "applied");
  g_free (status);
  status = give (clinic, clinic->rbt, "sessions", "trial.record", &text,
                 "{'id':'%s','session':'%s','client':'%s','target':'%s','action':'record','result':'correct','at':%" G_GINT64_FORMAT ",'by':'%s'}",
                 trial, session, clinic->clients[0], clinic->targets[0], clinic->clock.at, clinic->rbt);
  g_assert_cmpstr (status, ==, "applied");
  g_assert_null (strstr (text, SECRET));
  /* It stays, and he is not handed it back. */
  check_sees (clinic, clinic->rbt, 0);
  g_free (status);
  status = ask_one (clinic, clinic->desk, "session", session, NULL);
  g_assert_nonnull (status);
}

/* A BCBA who takes in a client has him at once, also for what follows in the same push. */
static void
test_new_client (Clinic *clinic, gconstpointer data)
{
  g_autofree char *id = wabi_id_new (clinic->ids), *status = NULL, *text = NULL, *team = NULL;

  status = give (clinic, clinic->bcba, "patients", "client.add", NULL,
                 "{'id':'%s','first_name':'New','last_name':'Client','birth_date':'2020-01-01','sex':'M','status':'intake'}", id);
  g_assert_cmpstr (status, ==, "applied");
  text = read_all (clinic, clinic->bcba, "patients", 100, NULL);
  g_assert_true (sees (text, id));
  team = wabi_id_new (clinic->ids);
  g_free (status);
  status = give (clinic, clinic->bcba, "patients", "care_team.add", NULL, "{'id':'%s','client':'%s','staff':'%s'}", team, id, clinic->other);
  g_assert_cmpstr (status, ==, "applied");
  g_free (text);
  text = read_all (clinic, clinic->other, "patients", 100, NULL);
  g_assert_true (sees (text, id));
}

static void
test_booking_brings_client (Clinic *clinic, gconstpointer data)
{
  put_quietly (put (clinic, "appointment", NULL,
                    "{'client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                    ",'zone':'UTC','service_code':'97153','place':'11','status':'scheduled'}",
                    clinic->clients[4], clinic->other, clinic->clock.at + 86400000000, clinic->clock.at + 90000000000));
  g_assert_true (wabi_store_wait_idle (clinic->store, 60));
  check_sees (clinic, clinic->other, 0x10);
  /* By itself it ends, some days after the visit. */
  clinic->clock.at += G_GINT64_CONSTANT (86400000000) * (WABI_CARE_TEAM_DAYS_AFTER + 1);
  check_sees (clinic, clinic->other, 0x10);
  clinic->clock.at += G_GINT64_CONSTANT (86400000000);
  check_sees (clinic, clinic->other, 0);
}

#define ADD(path, func) g_test_add (path, Clinic, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/access/feed", test_feed);
  ADD ("/access/access-member", test_access_member);
  ADD ("/access/records", test_records);
  ADD ("/access/stream", test_stream);
  ADD ("/access/push-tells-nothing", test_push_tells_nothing);
  ADD ("/access/push-keeps-care", test_push_keeps_care);
  ADD ("/access/new-client", test_new_client);
  ADD ("/access/booking-brings-client", test_booking_brings_client);
  return g_test_run ();
}
