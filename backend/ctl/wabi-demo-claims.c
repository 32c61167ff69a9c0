// SPDX-License-Identifier: AGPL-3.0-or-later
// The demo practice's older charges go out as claims, by the same command that a biller gives.

#include "wabi-demo-private.h"

#include <string.h>

#define DEVICE "demo-generator"
#define DAYS_BEFORE_CLAIM 9
#define CHARGES_A_FILE 400

typedef struct
{
  WabiDemo *demo;
  GPtrArray *charges;
  guint payer;
} Picking;

static gboolean
pick_charges (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Picking *picking = data;
  gint64 before = picking->demo->options->now - G_GINT64_CONSTANT (24) * 60 * DAYS_BEFORE_CLAIM * WABI_MINUTE;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "payer", WABI_EQ, picking->demo->payers[picking->payer]);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  wabi_query_where_int (&query, "starts_at", WABI_LT, before);
  picking->charges = wabi_view_list (view, &query, error);
  return picking->charges != NULL;
}

static const char *
find_biller (WabiDemo *demo)
{
  for (guint i = 0; i < demo->staff->len; i++)
    if (g_str_equal (((DemoStaff *)g_ptr_array_index (demo->staff, i))->role, "biller"))
      return ((DemoStaff *)g_ptr_array_index (demo->staff, i))->id;
  g_assert_not_reached ();
}

void
demo_push_billing (WabiDemo *demo, const char *name, JsonObject *take_args)
{
  g_autofree char *command_id = wabi_id_new (demo->ids);
  g_autoptr (WabiCommand) command = wabi_command_new (command_id, name, take_args);
  g_autoptr (GString) answer = g_string_new (NULL);
  WabiPush push = { .caller = { demo->practice, find_biller (demo), WABI_ROLE_BILLER },
                    .device = DEVICE,
                    .service = "billing",
                    .from_n = demo->pushed + 1,
                    .n_commands = 1 };

  if (demo->failed)
    return;
  command->n = ++demo->pushed;
  push.commands = &command;
  demo->failed = !wabi_store_push (demo->store, &push, answer, NULL, &demo->error);
  if (demo->failed || strstr (answer->str, "\"status\":\"rejected\"") == NULL)
    return;
  demo->failed = TRUE;
  g_set_error (&demo->error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED, "the demo practice's %s was refused: %s", name, answer->str);
}

static void
request (WabiDemo *demo, guint payer, GPtrArray *charges, guint from)
{
  g_autofree char *request_id = NULL;
  JsonObject *args = json_object_new ();
  JsonArray *ids = json_array_new ();

  demo->clock.at = demo->options->now - 60 * WABI_MINUTE;
  request_id = wabi_id_new (demo->ids);
  for (guint i = from; i < MIN (from + CHARGES_A_FILE, charges->len); i++)
    json_array_add_string_element (ids, wabi_record_get_id (g_ptr_array_index (charges, i)));
  json_object_set_string_member (args, "id", request_id);
  json_object_set_string_member (args, "payer", demo->payers[payer]);
  json_object_set_array_member (args, "charges", ids);
  demo_push_billing (demo, "claim.request", args);
}

void
demo_make_claims (WabiDemo *demo)
{
  /* Charges come of signed notes by billing's own reaction. */
  if (!wabi_store_wait_idle (demo->store, 600))
    {
      demo->failed = TRUE;
      g_set_error (&demo->error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
                   "the charges of the demo practice were not made in ten minutes");
      return;
    }
  for (guint payer = 0; payer < DEMO_N_PAYERS && !demo->failed; payer++)
    {
      Picking picking = { demo, NULL, payer };

      demo->failed = !wabi_store_read (demo->store, demo->practice, pick_charges, &picking, &demo->error);
      for (guint from = 0; !demo->failed && from < picking.charges->len; from += CHARGES_A_FILE)
        request (demo, payer, picking.charges, from);
      g_clear_pointer (&picking.charges, g_ptr_array_unref);
    }
}
