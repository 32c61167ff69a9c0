// SPDX-License-Identifier: AGPL-3.0-or-later
// A practice worth looking at, made from a seed.

#include "wabi-demo-private.h"

#include <string.h>

#include "wabi-login.h"

#define BATCH 20000

static void
free_staff (gpointer data)
{
  DemoStaff *staff = data;

  g_free (staff->id);
  g_free (staff->login);
  g_clear_object (&staff->record);
  g_array_unref (staff->busy);
  g_free (staff);
}

static void
free_client (gpointer data)
{
  DemoClient *client = data;

  g_free (client->id);
  g_free (client->coverage);
  g_free (client->auth_old);
  g_free (client->auth_now);
  g_free (client->lost);
  g_free (client->behaviors[0]);
  g_free (client->behaviors[1]);
  g_clear_object (&client->record);
  g_ptr_array_unref (client->targets);
  g_free (client);
}

WabiRecord *
demo_new (WabiDemo *demo, const WabiKind *kind, gint64 born_at)
{
  g_autofree char *id = NULL;

  demo->clock.at = born_at;
  id = wabi_id_new (demo->ids);
  return wabi_record_new (kind, id);
}

void
demo_emit (WabiDemo *demo, WabiRecord *take_record)
{
  g_ptr_array_add (demo->batch, take_record);
  if (demo->batch->len >= BATCH)
    demo_flush (demo);
}

static gboolean
write_batch (WabiStoreTx *tx, gpointer data, GError **error)
{
  WabiDemo *demo = data;

  for (guint i = 0; i < demo->batch->len; i++)
    if (!wabi_store_tx_put (tx, demo->practice, g_ptr_array_index (demo->batch, i), error))
      return FALSE;
  return TRUE;
}

void
demo_flush (WabiDemo *demo)
{
  if (!demo->failed && demo->batch->len > 0)
    demo->failed = !wabi_store_write (demo->store, write_batch, demo, &demo->error);
  g_ptr_array_set_size (demo->batch, 0);
}

int
demo_pick (WabiDemo *demo, int below)
{
  return g_rand_int_range (demo->rand, 0, below);
}

gboolean
demo_chance (WabiDemo *demo, int percent)
{
  return demo_pick (demo, 100) < percent;
}

void
demo_set_day (WabiRecord *record, const char *field, WabiDay day)
{
  char text[WABI_DAY_TEXT_SIZE];

  wabi_record_set_text (record, field, wabi_day_format (day, text));
}

void
demo_set_list (WabiRecord *record, const char *field, const char *words)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; all[i] != NULL; i++)
    if (all[i][0] != '\0')
      json_array_add_string_element (array, all[i]);
  json_node_take_array (node, array);
  wabi_record_take_node (record, field, node);
}

void
demo_set_json (WabiRecord *record, const char *field, const char *json)
{
  JsonNode *node = wabi_json_parse (json, -1, NULL, NULL);

  g_assert (node != NULL);
  wabi_record_take_node (record, field, node);
}

typedef struct
{
  WabiDemo *demo;
  const char *hash;
} Logins;

static gboolean
write_logins (WabiStoreTx *tx, gpointer data, GError **error)
{
  Logins *logins = data;
  WabiDemo *demo = logins->demo;

  if (!wabi_auth_add_practice (tx, demo->practice, demo->short_name, error))
    return FALSE;
  for (guint i = 0; i < demo->staff->len; i++)
    {
      DemoStaff *staff = g_ptr_array_index (demo->staff, i);

      if (!wabi_auth_add_login (tx, demo->practice, staff->id, staff->login, logins->hash, 0, error))
        return FALSE;
    }
  return TRUE;
}

static void
make_logins (WabiDemo *demo)
{
  g_autofree char *hash = NULL;
  Logins logins = { demo, NULL };

  demo_flush (demo);
  if (demo->failed)
    return;
  /* One hash for all: everybody in the demo has the same password, and hashing is slow on purpose. */
  hash = wabi_auth_hash_password (WABI_DEMO_PASSWORD, &demo->error);
  logins.hash = hash;
  demo->failed = hash == NULL || !wabi_store_write (demo->store, write_logins, &logins, &demo->error);
}

static void
set_up (WabiDemo *demo, WabiStore *store, const WabiDemoOptions *options)
{
  memset (demo, 0, sizeof *demo);
  demo->store = store;
  demo->options = options;
  demo->short_name = options->practice != NULL ? options->practice : WABI_DEMO_PRACTICE;
  demo->rand = g_rand_new_with_seed (options->seed);
  wabi_fake_clock_init (&demo->clock, options->now, 0);
  demo->ids = wabi_id_source_new_seeded (&demo->clock.clock, options->seed);
  demo->today = wabi_zone_day (DEMO_ZONE, options->now);
  demo->clock.at = wabi_zone_from_local (DEMO_ZONE, demo->today - 400, 600);
  demo->practice = wabi_id_new (demo->ids);
  demo->staff = g_ptr_array_new_with_free_func (free_staff);
  demo->rbts = g_ptr_array_new ();
  demo->bcbas = g_ptr_array_new ();
  demo->clients = g_ptr_array_new_with_free_func (free_client);
  demo->batch = g_ptr_array_new_with_free_func (g_object_unref);
  demo->holidays = g_array_new (FALSE, FALSE, sizeof (WabiDay));
  demo->notes = g_ptr_array_new_with_free_func (g_object_unref);
  demo->recent = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
clear (WabiDemo *demo)
{
  g_rand_free (demo->rand);
  wabi_id_source_free (demo->ids);
  g_free (demo->practice);
  for (guint i = 0; i < DEMO_N_PAYERS; i++)
    g_free (demo->payers[i]);
  for (guint i = 0; i < DEMO_N_LOCATIONS; i++)
    g_free (demo->locations[i]);
  g_ptr_array_unref (demo->clients);
  g_ptr_array_unref (demo->rbts);
  g_ptr_array_unref (demo->bcbas);
  g_ptr_array_unref (demo->staff);
  g_ptr_array_unref (demo->batch);
  g_ptr_array_unref (demo->recent);
  g_ptr_array_unref (demo->notes);
  g_array_unref (demo->holidays);
}

gboolean
wabi_demo_make (WabiStore *store, const WabiDemoOptions *options, GError **error)
{
  WabiDemo demo;
  gboolean ok;

  set_up (&demo, store, options);
  demo_make_office (&demo);
  demo_make_staff (&demo);
  make_logins (&demo);
  demo_make_clients (&demo);
  demo_make_schedule (&demo);
  for (guint i = 0; i < demo.clients->len; i++)
    {
      demo_finish_targets (&demo, g_ptr_array_index (demo.clients, i));
      demo_make_authorizations (&demo, g_ptr_array_index (demo.clients, i));
    }
  demo_flush (&demo);
  for (guint i = 0; i < demo.notes->len; i++)
    demo_emit (&demo, g_object_ref (g_ptr_array_index (demo.notes, i)));
  demo_draft_recent (&demo);
  demo_make_availability (&demo);
  demo_make_waiting (&demo);
  demo_flush (&demo);
  if (!demo.failed)
    demo_make_claims (&demo);
  if (!demo.failed)
    demo_make_payments (&demo);
  ok = !demo.failed;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&demo.error));
  clear (&demo);
  return ok;
}

const char *
wabi_demo_get_login (const char *role)
{
  static const struct
  {
    const char *role, *login;
  } logins[] = {
    { "frontdesk", "maya.ortiz" }, { "rbt", "jordan.reyes" },    { "bcba", "leila.amin" },
    { "biller", "priya.shah" },    { "admin", "wendell.abara" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    if (g_strcmp0 (logins[i].role, role) == 0)
      return logins[i].login;
  return NULL;
}
