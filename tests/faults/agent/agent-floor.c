// SPDX-License-Identifier: AGPL-3.0-or-later
// What technicians and analysts do in sessions.

#include "agent.h"

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define FLOOR (WABI_ROLE_RBT | WABI_ROLE_BCBA)

static const char *
get_user (Agent *agent)
{
  return wabi_cache_get_caller (wabi_sync_get_cache (agent->sync))->user;
}

static WabiRecord *
find_open (Agent *agent)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_session);
  wabi_query_where_text (&query, "staff", WABI_EQ, get_user (agent));
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  return agent_pick (agent, &query);
}

static WabiRecord *
pick_visit (Agent *agent)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_text (&query, "staff", WABI_EQ, get_user (agent));
  wabi_query_where_text (&query, "status", WABI_EQ, "scheduled");
  return agent_pick (agent, &query);
}

static void
start (Agent *agent)
{
  g_autoptr (WabiRecord) open = find_open (agent);
  g_autoptr (WabiRecord) visit = NULL;
  g_autofree char *id = NULL;
  JsonObject *args;

  if (open != NULL)
    return;
  visit = pick_visit (agent);
  if (visit == NULL)
    return;
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "appointment", wabi_record_get_id (visit));
  json_object_set_string_member (args, "client", wabi_record_get_text (visit, "client"));
  json_object_set_string_member (args, "staff", get_user (agent));
  json_object_set_string_member (args, "service_code", wabi_record_get_text (visit, "service_code"));
  json_object_set_string_member (args, "place", wabi_record_get_text (visit, "place"));
  /* As if it were the time of the visit, so that one day does not hold a hundred sessions. */
  json_object_set_int_member (args, "starts_at", wabi_record_get_int (visit, "starts_at"));
  json_object_set_string_member (args, "zone", wabi_record_get_text (visit, "zone"));
  agent_give (agent, "session.start", id, args);
}

static void
record_one (Agent *agent, WabiRecord *session, WabiRecord *target)
{
  static const char *const results[] = { "correct", "incorrect", "prompted" };
  g_autofree char *id = NULL;
  JsonObject *args = agent_new_args (agent, &id);

  json_object_set_string_member (args, "session", wabi_record_get_id (session));
  json_object_set_string_member (args, "target", wabi_record_get_id (target));
  json_object_set_string_member (args, "action", "record");
  json_object_set_string_member (args, "result", results[agent_roll (agent, 3)]);
  json_object_set_int_member (args, "at", agent_now (agent));
  agent_give (agent, "trial.record", id, args);
}

static void
record (Agent *agent)
{
  g_autoptr (WabiRecord) session = find_open (agent);
  g_autoptr (WabiRecord) target = NULL;
  WabiQuery query;

  if (session == NULL)
    {
      start (agent);
      return;
    }
  wabi_query_init (&query, &wabi_kind_target);
  wabi_query_where_text (&query, "client", WABI_EQ, wabi_record_get_text (session, "client"));
  target = agent_pick (agent, &query);
  for (int i = agent_roll (agent, 4); target != NULL && i >= 0; i--)
    record_one (agent, session, target);
}

static void
take_back (Agent *agent)
{
  g_autoptr (WabiRecord) session = find_open (agent);
  g_autoptr (WabiRecord) trial = NULL;
  g_autofree char *id = NULL;
  WabiQuery query;
  JsonObject *args;

  if (session == NULL)
    return;
  wabi_query_init (&query, &wabi_kind_trial);
  wabi_query_where_text (&query, "session", WABI_EQ, wabi_record_get_id (session));
  trial = agent_pick (agent, &query);
  if (trial == NULL)
    return;
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "session", wabi_record_get_id (session));
  json_object_set_string_member (args, "target", wabi_record_get_text (trial, "target"));
  json_object_set_string_member (args, "action", "void");
  json_object_set_string_member (args, "voids", wabi_record_get_id (trial));
  json_object_set_int_member (args, "at", agent_now (agent));
  agent_give (agent, "trial.record", id, args);
}

static void
record_behavior (Agent *agent)
{
  g_autoptr (WabiRecord) session = find_open (agent);
  g_autoptr (WabiRecord) behavior = NULL;
  g_autofree char *id = NULL;
  WabiQuery query;
  JsonObject *args;

  if (session == NULL)
    return;
  wabi_query_init (&query, &wabi_kind_behavior);
  wabi_query_where_text (&query, "client", WABI_EQ, wabi_record_get_text (session, "client"));
  behavior = agent_pick (agent, &query);
  if (behavior == NULL)
    return;
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "session", wabi_record_get_id (session));
  json_object_set_string_member (args, "behavior", wabi_record_get_id (behavior));
  json_object_set_string_member (args, "action", "record");
  json_object_set_int_member (args, "at", agent_now (agent));
  agent_give (agent, "behavior.record", id, args);
}

static void
end (Agent *agent)
{
  g_autoptr (WabiRecord) session = find_open (agent);
  g_autofree char *note = NULL;
  JsonObject *args;

  if (session == NULL)
    {
      start (agent);
      return;
    }
  args = json_object_new ();
  note = wabi_cache_new_id (wabi_sync_get_cache (agent->sync));
  json_object_set_string_member (args, "id", wabi_record_get_id (session));
  json_object_set_int_member (args, "ends_at", wabi_record_get_int (session, "starts_at") + 60 * MINUTE);
  json_object_set_string_member (args, "note", note);
  agent_give (agent, "session.end", wabi_record_get_id (session), args);
}

const AgentAct agent_floor_acts[] = {
  { FLOOR, 6, start }, { FLOOR, 24, record }, { FLOOR, 2, take_back }, { FLOOR, 6, record_behavior }, { FLOOR, 6, end },
};
const guint agent_n_floor_acts = G_N_ELEMENTS (agent_floor_acts);
