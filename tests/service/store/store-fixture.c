// SPDX-License-Identifier: AGPL-3.0-or-later
// Two small services and the helpers by which the tests of the store speak to it.

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "wabi-edit.h"

#define FIELD_END NULL, NULL

static const WabiField visit_fields[] = {
  { "staff", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_INDEXED, 0, 0, FIELD_END },
  { "starts_at", WABI_FIELD_INSTANT, WABI_REQUIRED | WABI_INDEXED, 0, G_MAXINT64 / 4, FIELD_END },
  { "room", WABI_FIELD_TEXT, 0, 0, 0, FIELD_END },
  { "memo", WABI_FIELD_LONG_TEXT, WABI_PHI, 0, 0, FIELD_END },
  { "proposals", WABI_FIELD_JSON, 0, 0, 0, FIELD_END },
  { "needs_hand", WABI_FIELD_BOOL, 0, 0, 0, FIELD_END },
};
static const WabiField secret_fields[] = { { "word", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 0, FIELD_END } };
static const WabiField tally_fields[] = { { "count", WABI_FIELD_INT, WABI_REQUIRED, 0, 1000000, FIELD_END },
                                          { "last", WABI_FIELD_TEXT, 0, 0, 0, FIELD_END } };
static const WabiField rebound_fields[]
    = { { "count", WABI_FIELD_INT, WABI_REQUIRED, 0, 1000000, FIELD_END } };

const WabiKind kind_visit = { "visit",
                              "ward",
                              1,
                              WABI_POLICY_FIELDS,
                              WABI_ROLES_ALL,
                              "starts_at",
                              visit_fields,
                              G_N_ELEMENTS (visit_fields),
                              "visit" };
const WabiKind kind_secret = {
  "secret", "ward", 1, WABI_POLICY_EVENTS, WABI_ROLE_ADMIN, NULL, secret_fields, G_N_ELEMENTS (secret_fields),
  "secret"
};
const WabiKind kind_tally = {
  "tally", "ledger", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, tally_fields, G_N_ELEMENTS (tally_fields),
  "tally"
};
const WabiKind kind_rebound = { "rebound",
                                "ward",
                                1,
                                WABI_POLICY_STRICT,
                                WABI_ROLES_ALL,
                                NULL,
                                rebound_fields,
                                G_N_ELEMENTS (rebound_fields),
                                "rebound" };

static const WabiKind *const kinds[] = { &kind_visit, &kind_secret, &kind_tally, &kind_rebound };
static const char *const services[] = { "ward", "ledger", NULL };
static const char *const one_service[] = { "ward", NULL };

static gboolean
add_visit (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_context_add (context, &kind_visit, args, NULL, error);
}

static gboolean
edit_visit (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_context_edit (context, &kind_visit, args, NULL, error);
}

static gboolean
remove_visit (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there
      = wabi_context_get (context, &kind_visit, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (there == NULL)
    return FALSE;
  record = wabi_record_copy (there);
  wabi_record_set_stamp (record, wabi_record_get_version (record), 0, TRUE);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
refuse_visit (WabiContext *context, JsonObject *args, GError **error)
{
  /* What a rule has put before it refused must leave no trace. */
  if (!wabi_context_add (context, &kind_visit, args, NULL, error))
    return FALSE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "no-room", "room",
                              "There is no room. Choose another time.");
}

static gboolean
refuse_tally (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_NOT_FOUND, "not-found", "visit", "There is no such visit.");
}

static gboolean
add_secret (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_context_add (context, &kind_secret, args, NULL, error);
}

#define ID_ARG                                                                                               \
  {                                                                                                          \
    "id", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 0, FIELD_END                                                    \
  }
static const WabiField id_args[] = { ID_ARG };

static const WabiCommandInfo commands[] = {
  { "visit.add", "ward", WABI_ROLES_ALL, 0, id_args, 1, add_visit, "Add" },
  { "visit.edit", "ward", WABI_ROLES_ALL, 0, id_args, 1, edit_visit, "Edit" },
  { "visit.remove", "ward", WABI_ROLES_ALL, 0, id_args, 1, remove_visit, "Remove" },
  { "visit.refuse", "ward", WABI_ROLES_ALL, 0, id_args, 1, refuse_visit, "Refuse" },
  { "visit.system", "ward", WABI_ROLES_ALL, WABI_COMMAND_SYSTEM, id_args, 1, add_visit, "System" },
  { "visit.admin", "ward", WABI_ROLE_ADMIN, 0, id_args, 1, add_visit, "Admin" },
  { "tally.refuse", "ledger", WABI_ROLES_ALL, 0, NULL, 0, refuse_tally, "Refuse" },
  { "secret.add", "ward", WABI_ROLES_ALL, 0, id_args, 1, add_secret, "Secret" },
};

/* Counts every state of every visit: a change that is heard twice, or not at all, shows in the count. */
static gboolean
count_visit (WabiContext *context, WabiRecord *changed, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *tally;

  if (wabi_record_is (changed, "room", "poison"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "poison", NULL,
                                "This cannot be counted.");
  if (!wabi_context_find (context, &kind_tally, wabi_record_get_id (changed), &there, error))
    return FALSE;
  tally = there != NULL ? wabi_record_copy (there)
                        : wabi_record_new (&kind_tally, wabi_record_get_id (changed));
  wabi_record_set_int (tally, "count", wabi_record_get_int (tally, "count") + 1);
  wabi_context_put (context, tally);
  return TRUE;
}

/* Answers a tally with the same state each time: a reaction that changes nothing must not move the feed. */
static gboolean
rebound (WabiContext *context, WabiRecord *changed, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *record;

  if (!wabi_context_find (context, &kind_rebound, wabi_record_get_id (changed), &there, error))
    return FALSE;
  record = there != NULL ? wabi_record_copy (there)
                         : wabi_record_new (&kind_rebound, wabi_record_get_id (changed));
  wabi_record_set_int (record, "count", 1);
  wabi_context_put (context, record);
  return TRUE;
}

static const WabiReaction reactions[] = {
  { "ledger", "ward", "visit", count_visit },
  { "ward", "ledger", "tally", rebound },
};

void
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  const char *const only[] = { fixture->only, NULL };
  WabiStoreOptions options = {
    .location = fixture->location,
    .services = fixture->only != NULL ? only : fixture->alone ? one_service : services,
    .clock = &fixture->clock.clock,
    .ids = fixture->ids,
    .kinds = kinds,
    .n_kinds = G_N_ELEMENTS (kinds),
    .commands = commands,
    .n_commands = G_N_ELEMENTS (commands),
    .reactions = reactions,
    .n_reactions = fixture->reacting ? G_N_ELEMENTS (reactions) : 0,
  };

  fixture->store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
}

void
fixture_reopen (Fixture *fixture)
{
  g_clear_pointer (&fixture->store, wabi_store_close);
  fixture_open (fixture);
}

/* Each test has a file or a schema of its own. */
static char *
choose_location (const char *folder)
{
  const char *url = g_getenv ("WABI_TEST_POSTGRES");
  static guint last;

  return url != NULL ? g_strdup_printf ("%s&schema=t%d_%u", url, (int)getpid (), ++last)
                     : g_build_filename (folder, "wabi.db", NULL);
}

gboolean
fixture_is_postgres (void)
{
  return g_getenv ("WABI_TEST_POSTGRES") != NULL;
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  wabi_fake_clock_init (&fixture->clock, G_GINT64_CONSTANT (1700000000000000), 1000);
  fixture->ids = wabi_id_source_new (wabi_clock_get_system ());
  fixture->folder = g_dir_make_tmp ("wabi-store-XXXXXX", NULL);
  fixture->location = choose_location (fixture->folder);
  fixture->reacting = data != NULL;
  fixture_open (fixture);
}

WabiDb *
fixture_connect (Fixture *fixture)
{
  const WabiDbOptions options = { .location = fixture->location, .durable = TRUE };
  g_autoptr (GError) error = NULL;
  WabiDb *db = wabi_db_open (wabi_db_driver_for_location (fixture->location), &options, &error);

  g_assert_no_error (error);
  return db;
}

static void
drop_schema (Fixture *fixture)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autofree char *sql = g_strdup_printf ("DROP SCHEMA \"%s\" CASCADE", strstr (fixture->location, "schema=") + strlen ("schema="));
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_db_script (db, sql, &error));
}

void
fixture_empty (Fixture *fixture)
{
  static const char *const ends[] = { "", "-wal", "-shm" };

  if (fixture_is_postgres ())
    drop_schema (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ends) && !fixture_is_postgres (); i++)
    {
      g_autofree char *name = g_strconcat (fixture->location, ends[i], NULL);

      g_unlink (name);
    }
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, wabi_store_close);
  fixture_empty (fixture);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->location);
  wabi_id_source_free (fixture->ids);
}

JsonObject *
visit_args (Fixture *fixture, const char *id, const char *staff)
{
  g_autofree char *fresh = id == NULL ? wabi_id_new (fixture->ids) : NULL;
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", id != NULL ? id : fresh);
  json_object_set_string_member (args, "staff", staff);
  json_object_set_int_member (args, "starts_at", 1700000000000000 + (gint64)g_random_int_range (0, 1000000));
  return args;
}

WabiCommand *
command_new (Fixture *fixture, gint64 n, const char *name, JsonObject *take_args)
{
  g_autofree char *id = wabi_id_new (fixture->ids);
  WabiCommand *command = wabi_command_new (id, name, take_args);

  command->n = n;
  return command;
}

JsonObject *
push_commands (Fixture *fixture, const char *device, WabiCommand *const *list, guint n, GError **error)
{
  WabiPush push = { { PRACTICE, USER, WABI_ROLE_FRONTDESK }, device, "ward", list[0]->n, list, n };
  g_autoptr (GString) out = g_string_new (NULL);
  JsonObject *answer;
  GError *inner = NULL;

  if (!wabi_store_push (fixture->store, &push, out, NULL, error))
    {
      g_assert_cmpuint (out->len, ==, 0);
      return NULL;
    }
  answer = wabi_json_parse_object (out->str, (gssize)out->len, NULL, &inner);
  g_assert_no_error (inner);
  return answer;
}

JsonObject *
push_one (Fixture *fixture, const char *device, gint64 n, const char *name, JsonObject *take_args)
{
  g_autoptr (WabiCommand) command = command_new (fixture, n, name, take_args);
  g_autoptr (GError) error = NULL;
  JsonObject *answer = push_commands (fixture, device, &command, 1, &error);

  g_assert_no_error (error);
  return answer;
}

JsonObject *
get_result (JsonObject *answer, guint index)
{
  JsonArray *results = json_object_get_array_member (answer, "results");

  g_assert_cmpuint (index, <, json_array_get_length (results));
  return json_array_get_object_element (results, index);
}

const char *
get_status (JsonObject *answer, guint index)
{
  return wabi_json_peek_text (get_result (answer, index), "status");
}

JsonObject *
read_feed (Fixture *fixture, const char *service, gint64 since, guint limit, guint roles, GError **error)
{
  WabiFeedRequest request = { { PRACTICE, USER, roles }, service, since, NULL, limit };
  g_autoptr (GString) out = g_string_new (NULL);
  JsonObject *page;
  GError *inner = NULL;

  if (!wabi_store_read_feed (fixture->store, &request, out, error))
    return NULL;
  page = wabi_json_parse_object (out->str, (gssize)out->len, NULL, &inner);
  g_assert_no_error (inner);
  return page;
}

static gboolean
count_in_db (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  gpointer *pair = data;

  return wabi_db_get_int (db, pair[0], NULL, 0, pair[1], error);
}

gint64
count_rows (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 count = -1;
  gpointer pair[] = { (gpointer)sql, &count };
  gboolean ok = wabi_store_read (fixture->store, NULL, count_in_db, pair, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  return count;
}

guint
check_dense (Fixture *fixture, const char *service)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  gint64 since = 0, more = 1;

  while (more)
    {
      g_autoptr (JsonObject) page = read_feed (fixture, service, since, 777, WABI_ROLES_ALL, &error);
      JsonArray *changes;

      g_assert_no_error (error);
      changes = json_object_get_array_member (page, "changes");
      for (guint i = 0; i < json_array_get_length (changes); i++)
        {
          JsonObject *change = json_array_get_object_element (changes, i);

          /* Without edits each position has its record: dense means the next is one more. */
          g_assert_cmpint (wabi_json_peek_int (change, "seq", 0), ==, ++since);
          g_assert_true (g_hash_table_add (ids, g_strconcat (wabi_json_peek_text (change, "kind"),
                                                             wabi_json_peek_text (change, "id"), NULL)));
        }
      g_assert_cmpint (wabi_json_peek_int (page, "next", -1), ==, since);
      more = json_object_get_boolean_member (page, "more");
      if (!more)
        g_assert_cmpint (wabi_json_peek_int (page, "head", -1), ==, since);
    }
  return g_hash_table_size (ids);
}
