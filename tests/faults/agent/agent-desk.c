// SPDX-License-Identifier: AGPL-3.0-or-later
// What the front desk and analysts do at the schedule and with clients.

#include "agent.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY (24 * HOUR)
#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

static gint64
pick_time (Agent *agent)
{
  gint64 midnight = agent_now (agent) / DAY * DAY;

  /* In quarters of an hour from 13 to 22 UTC: the demo practice's working day. */
  return midnight + (1 + agent_roll (agent, 20)) * DAY + 13 * HOUR + agent_roll (agent, 32) * HOUR / 4;
}

static WabiRecord *
pick_appointment (Agent *agent, const char *status)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_text (&query, "status", WABI_EQ, status);
  return agent_pick (agent, &query);
}

static WabiRecord *
pick_staff (Agent *agent)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_staff);
  wabi_query_where_text (&query, "role", WABI_EQ, agent_roll (agent, 3) == 0 ? "bcba" : "rbt");
  return agent_pick (agent, &query);
}

static void
book (Agent *agent)
{
  g_autoptr (WabiRecord) client = agent_pick_any (agent, &wabi_kind_client);
  g_autoptr (WabiRecord) staff = pick_staff (agent);
  g_autofree char *id = NULL;
  gint64 start = pick_time (agent);
  JsonObject *args;

  if (client == NULL || staff == NULL)
    return;
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "client", wabi_record_get_id (client));
  json_object_set_string_member (args, "staff", wabi_record_get_id (staff));
  json_object_set_int_member (args, "starts_at", start);
  json_object_set_int_member (args, "ends_at", start + HOUR);
  json_object_set_string_member (args, "zone", wabi_cache_get_zone (wabi_sync_get_cache (agent->sync)));
  json_object_set_string_member (args, "service_code", wabi_record_is (staff, "role", "bcba") ? "97155" : "97153");
  json_object_set_string_member (args, "place", "12");
  json_object_set_string_member (args, "override_reason", "agreed with the family");
  agent_give (agent, "appointment.book", id, args);
}

static void
move (Agent *agent)
{
  g_autoptr (WabiRecord) visit = pick_appointment (agent, "scheduled");
  gint64 start = pick_time (agent);
  JsonObject *args, *base, *set;

  if (visit == NULL)
    return;
  args = json_object_new ();
  base = json_object_new ();
  set = json_object_new ();
  json_object_set_int_member (base, "starts_at", wabi_record_get_int (visit, "starts_at"));
  json_object_set_int_member (base, "ends_at", wabi_record_get_int (visit, "ends_at"));
  json_object_set_int_member (set, "starts_at", start);
  json_object_set_int_member (set, "ends_at", start + HOUR);
  json_object_set_string_member (args, "id", wabi_record_get_id (visit));
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  agent_give (agent, "appointment.move", wabi_record_get_id (visit), args);
}

static void
give_for (Agent *agent, const char *name, WabiRecord *record)
{
  JsonObject *args;

  if (record == NULL)
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "id", wabi_record_get_id (record));
  agent_give (agent, name, wabi_record_get_id (record), args);
}

static void
cancel (Agent *agent)
{
  g_autoptr (WabiRecord) visit = pick_appointment (agent, "scheduled");
  JsonObject *args;

  if (visit == NULL)
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "id", wabi_record_get_id (visit));
  json_object_set_string_member (args, "by", agent_roll (agent, 2) == 0 ? "family" : "staff");
  json_object_set_string_member (args, "reason", "client-ill");
  agent_give (agent, "appointment.cancel", wabi_record_get_id (visit), args);
}

static void
restore (Agent *agent)
{
  g_autoptr (WabiRecord) visit = pick_appointment (agent, "cancelled");

  give_for (agent, "appointment.restore", visit);
}

static void
arrive (Agent *agent)
{
  g_autoptr (WabiRecord) visit = pick_appointment (agent, agent_roll (agent, 3) == 0 ? "arrived" : "scheduled");

  give_for (agent, visit != NULL && wabi_record_is (visit, "status", "arrived") ? "appointment.unarrive" : "appointment.arrive",
            visit);
}

static void
write_on_visit (Agent *agent)
{
  g_autoptr (WabiRecord) visit = pick_appointment (agent, "scheduled");
  g_autofree char *text = g_strdup_printf ("Remark %u", (guint)agent_roll (agent, 1000000));

  if (visit != NULL)
    agent_give (agent, "appointment.edit", wabi_record_get_id (visit), agent_edit_args (visit, "notes", text));
}

static void
edit_client (Agent *agent)
{
  static const char *const fields[] = { "guardian_phone", "alerts", "guardian_email", "language", "city" };
  g_autoptr (WabiRecord) client = agent_pick_any (agent, &wabi_kind_client);
  g_autofree char *text = g_strdup_printf ("%07d", agent_roll (agent, 10000000));

  if (client != NULL)
    agent_give (agent, "client.edit", wabi_record_get_id (client),
                agent_edit_args (client, fields[agent_roll (agent, G_N_ELEMENTS (fields))], text));
}

static void
add_location (Agent *agent)
{
  g_autofree char *id = NULL, *name = g_strdup_printf ("Room %d", agent_roll (agent, 100000));
  JsonObject *args = agent_new_args (agent, &id);

  json_object_set_string_member (args, "name", name);
  json_object_set_string_member (args, "place", "11");
  agent_give (agent, "location.set", id, args);
}

/* A birth and three that need it: what depends on another must not overtake it. */
static void
add_client (Agent *agent)
{
  g_autofree char *id = NULL, *last = g_strdup_printf ("Kill%d", agent_roll (agent, 100000));
  JsonObject *args = agent_new_args (agent, &id);
  g_autoptr (WabiRecord) client = NULL;

  json_object_set_string_member (args, "first_name", "Agent");
  json_object_set_string_member (args, "last_name", last);
  json_object_set_string_member (args, "birth_date", "2019-05-04");
  json_object_set_string_member (args, "sex", "U");
  json_object_set_string_member (args, "status", "intake");
  if (!agent_give (agent, "client.add", id, args))
    return;
  client = wabi_cache_get (wabi_sync_get_cache (agent->sync), &wabi_kind_client, id, NULL);
  if (client != NULL)
    agent_give (agent, "client.edit", id, agent_edit_args (client, "alerts", "born and changed before it was sent"));
}

/* Who holds a client's records changes while his records change: they come to one desktop and leave another. */
static void
join_team (Agent *agent)
{
  g_autoptr (WabiRecord) client = agent_pick_any (agent, &wabi_kind_client);
  g_autoptr (WabiRecord) staff = pick_staff (agent);
  g_autofree char *id = NULL;
  JsonObject *args;

  if (client == NULL || staff == NULL)
    return;
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "client", wabi_record_get_id (client));
  json_object_set_string_member (args, "staff", wabi_record_get_id (staff));
  agent_give (agent, "care_team.add", id, args);
}

static void
leave_team (Agent *agent)
{
  g_autoptr (WabiRecord) entry = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_care_team);
  wabi_query_where_text (&query, "state", WABI_EQ, "on");
  entry = agent_pick (agent, &query);
  give_for (agent, "care_team.remove", entry);
}

const AgentAct agent_desk_acts[] = {
  { DESK, 12, book },
  { DESK, 8, move },
  { DESK | WABI_ROLE_RBT, 4, cancel },
  { DESK, 4, restore },
  { DESK | WABI_ROLE_RBT, 4, arrive },
  { DESK, 6, write_on_visit },
  { DESK | WABI_ROLE_BILLER, 8, edit_client },
  { DESK, 6, add_location },
  { WABI_ROLE_FRONTDESK | WABI_ROLE_ADMIN, 2, add_client },
  { DESK, 2, join_team },
  { DESK, 2, leave_team },
};
const guint agent_n_desk_acts = G_N_ELEMENTS (agent_desk_acts);
