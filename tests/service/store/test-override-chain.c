// SPDX-License-Identifier: AGPL-3.0-or-later
// Going against a rule stands in the audit chain: who changes or takes away that entry is found by wabictl.

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-digest.h"
#include "wabi-domain.h"
#include "wabi-store.h"

#define PRACTICE "0190a000-0000-7000-8000-0000000000aa"
#define DESK "0190a000-0000-7000-8000-0000000000a1"
#define RBT "0190a000-0000-7000-8000-0000000000a2"
#define CLIENT "0190a000-0000-7000-8000-0000000000a3"
#define VISIT "0190a000-0000-7000-8000-0000000000a4"

typedef struct
{
  WabiFakeClock clock;
  WabiIdSource *ids;
  char *folder, *location;
} Fixture;

static WabiStore *
open_store (Fixture *fixture)
{
  WabiStoreOptions options = { .location = fixture->location, .clock = &fixture->clock.clock, .ids = fixture->ids };
  g_autoptr (GError) error = NULL;
  WabiStore *store = wabi_store_open (&options, &error);

  g_assert_no_error (error);
  return store;
}

typedef struct
{
  const char *kind, *id, *body;
} Put;

static gboolean
put_all (WabiStoreTx *tx, gpointer data, GError **error)
{
  static const Put all[] = {
    { "practice", PRACTICE, "{'name':'Cedar','short_name':'cedar','zone':'UTC'}" },
    { "staff", DESK, "{'first_name':'Maya','last_name':'Ortiz','role':'frontdesk','active':true}" },
    { "staff", RBT, "{'first_name':'Jordan','last_name':'Reyes','role':'rbt','active':true}" },
    { "client", CLIENT, "{'first_name':'Ava','last_name':'Okafor','birth_date':'2019-01-01','sex':'F','status':'active'}" },
    { "appointment", VISIT,
      "{'client':'" CLIENT "','staff':'" RBT "','starts_at':1700571600000000,'ends_at':1700575200000000,'zone':'UTC','service_code':'97153',"
      "'place':'12','status':'scheduled','booked_by':'" DESK "'}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *body = g_strdelimit (g_strdup (all[i].body), "'", '"');
      g_autoptr (WabiRecord) record = wabi_record_new_from_body (wabi_domain_find_kind (all[i].kind), all[i].id, body, error);

      g_assert_nonnull (record);
      if (!wabi_store_tx_put (tx, PRACTICE, record, error))
        return FALSE;
    }
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WabiStore *store;

  wabi_fake_clock_init (&fixture->clock, G_GINT64_CONSTANT (1700481600000000), 10);
  fixture->ids = wabi_id_source_new (&fixture->clock.clock);
  fixture->folder = g_dir_make_tmp ("wabi-chain-XXXXXX", NULL);
  fixture->location = g_build_filename (fixture->folder, "wabi.db", NULL);
  store = open_store (fixture);
  g_assert_true (wabi_store_write (store, put_all, NULL, &error));
  g_assert_no_error (error);
  wabi_store_close (store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  wabi_id_source_free (fixture->ids);
  g_free (fixture->folder);
  g_free (fixture->location);
}

/* Against a holiday, with a reason. */
static void
override_rule (Fixture *fixture)
{
  g_autofree char *id = wabi_id_new (fixture->ids), *json = NULL;
  g_autoptr (WabiCommand) command = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  WabiPush push = { { PRACTICE, DESK, WABI_ROLE_FRONTDESK }, "desk", "scheduling", 1, NULL, 1 };
  WabiStore *store = open_store (fixture);

  json = g_strdelimit (g_strdup ("{'id':'" VISIT "','base':{'notes':null,'overrides':null},'set':{'notes':'Ring','overrides':[{'id':'holiday','reason':'Agreed'}]}}"), "'", '"');
  command = wabi_command_new (id, "appointment.edit", wabi_json_parse_object (json, -1, NULL, &error));
  g_assert_no_error (error);
  command->n = 1;
  push.commands = &command;
  g_assert_true (wabi_store_push (store, &push, out, NULL, &error));
  g_assert_no_error (error);
  answer = wabi_json_parse_object (out->str, (gssize) out->len, NULL, &error);
  /* The service adds who and when: more than was sent. */
  g_assert_cmpstr (wabi_json_peek_text (json_array_get_object_element (json_object_get_array_member (answer, "results"), 0), "status"), ==, "merged");
  wabi_store_close (store);
}

static void
change (Fixture *fixture, const char *sql, guint changed)
{
  const WabiDbOptions options = { .location = fixture->location, .durable = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  g_assert_true (wabi_db_query (db, sql, NULL, 0, NULL, NULL, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, changed);
}

/* The program itself, as an administrator runs it. */
static gboolean
verify (Fixture *fixture, char **said)
{
  const char *argv[] = { g_getenv ("WABI_CTL"), "verify-audit", "--data", fixture->folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, said, &status, &error));
  g_assert_no_error (error);
  return g_spawn_check_wait_status (status, NULL);
}

static void
test_stands (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL;

  override_rule (fixture);
  g_assert_true (verify (fixture, &said));
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL;

  override_rule (fixture);
  change (fixture, "UPDATE audit SET user_id = '" RBT "' WHERE event = 'appointment.edit' AND refs LIKE '%" VISIT "%'", 1);
  g_assert_false (verify (fixture, &said));
  g_assert_nonnull (strstr (said, "it was changed"));
}

static void
test_taken_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL;

  override_rule (fixture);
  change (fixture, "DELETE FROM audit WHERE event = 'appointment.edit'", 1);
  g_assert_false (verify (fixture, &said));
}

/* The words themselves: not in the chain, but their hash is. */
static void
test_words_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL, *again = NULL;

  override_rule (fixture);
  change (fixture, "UPDATE audit SET refs = refs WHERE refs LIKE '%Agreed%'", 0);
  change (fixture, "UPDATE r_appointment SET body = replace (body, 'Agreed', 'Agreeb') WHERE id = '" VISIT "'", 1);
  g_assert_false (verify (fixture, &said));
  g_assert_nonnull (strstr (said, VISIT));
  g_assert_null (strstr (said, "Agree"));
  change (fixture, "UPDATE r_appointment SET body = replace (body, 'Agreeb', 'Agreed') WHERE id = '" VISIT "'", 1);
  g_assert_true (verify (fixture, &again));
  g_clear_pointer (&again, g_free);
  /* Nor can they be left out. */
  change (fixture, "UPDATE r_appointment SET body = replace (body, '\"overrides\"', '\"other\"') WHERE id = '" VISIT "'", 1);
  g_assert_false (verify (fixture, &again));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/override-chain/stands", test_stands);
  ADD ("/override-chain/changed", test_changed);
  ADD ("/override-chain/taken-away", test_taken_away);
  ADD ("/override-chain/words-changed", test_words_changed);
  return g_test_run ();
}
