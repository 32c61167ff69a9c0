// SPDX-License-Identifier: AGPL-3.0-or-later
// What billers do: claims whose numbers only the service gives, charges set aside and taken back.

#include "agent.h"

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)

static WabiRecord *
pick_charge (Agent *agent, const char *state)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, state);
  return agent_pick (agent, &query);
}

static void
request_claims (Agent *agent)
{
  g_autoptr (WabiRecord) first = pick_charge (agent, "open");
  g_autoptr (GPtrArray) open = NULL;
  g_autofree char *id = NULL;
  JsonArray *charges;
  JsonObject *args;
  WabiQuery query;

  if (first == NULL || !wabi_record_has (first, "payer"))
    return;
  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  wabi_query_where_text (&query, "payer", WABI_EQ, wabi_record_get_text (first, "payer"));
  query.limit = 6;
  open = wabi_cache_list (wabi_sync_get_cache (agent->sync), &query, NULL);
  if (open == NULL || open->len == 0)
    return;
  charges = json_array_new ();
  for (guint i = 0; i < open->len; i++)
    json_array_add_string_element (charges, wabi_record_get_id (g_ptr_array_index (open, i)));
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "payer", wabi_record_get_text (first, "payer"));
  json_object_set_array_member (args, "charges", charges);
  agent_give (agent, "claim.request", id, args);
}

static void
set_aside (Agent *agent)
{
  gboolean back = agent_roll (agent, 3) > 0;
  g_autoptr (WabiRecord) charge = pick_charge (agent, back ? "void" : "open");
  JsonObject *args;

  if (charge == NULL)
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "id", wabi_record_get_id (charge));
  agent_give (agent, back ? "charge.restore" : "charge.void", wabi_record_get_id (charge), args);
}

static void
refresh (Agent *agent)
{
  g_autoptr (WabiRecord) charge = pick_charge (agent, "open");
  JsonObject *args;

  if (charge == NULL)
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "id", wabi_record_get_id (charge));
  agent_give (agent, "charge.refresh", wabi_record_get_id (charge), args);
}

static void
edit_coverage (Agent *agent)
{
  g_autoptr (WabiRecord) coverage = agent_pick_any (agent, &wabi_kind_coverage);
  g_autofree char *text = g_strdup_printf ("G%06d", agent_roll (agent, 1000000));

  if (coverage != NULL)
    agent_give (agent, "coverage.edit", wabi_record_get_id (coverage), agent_edit_args (coverage, "group_number", text));
}

const AgentAct agent_money_acts[] = {
  { MONEY, 6, request_claims },
  { MONEY, 6, set_aside },
  { MONEY, 4, refresh },
  { MONEY, 6, edit_coverage },
};
const guint agent_n_money_acts = G_N_ELEMENTS (agent_money_acts);
