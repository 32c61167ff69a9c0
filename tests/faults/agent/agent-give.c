// SPDX-License-Identifier: AGPL-3.0-or-later
// Gives commands as a page would, and keeps a journal of what was promised.

#include "agent.h"

#include "wabi-text.h"

static char *
hash_args (JsonObject *args)
{
  g_autofree char *text = wabi_json_object_to_canonical (args);

  return wabi_text_hash_hex (text, -1);
}

gboolean
agent_give (Agent *agent, const char *name, const char *record, JsonObject *take_args)
{
  g_autoptr (JsonObject) args = take_args;
  WabiCache *cache = wabi_sync_get_cache (agent->sync);
  guint k = agent_journal_next (agent->journal);
  g_autofree char *hash = hash_args (args), *id = NULL;
  g_autoptr (GError) error = NULL;

  agent_journal_write (agent->journal, "intended %u %s %s %s", k, name, record, hash);
  if (g_strcmp0 (agent->mutant, "early-saved") == 0 && agent_roll (agent, 20) == 0)
    {
      /* Says so, and does not: what a program would do that answers before its commit. */
      id = wabi_cache_new_id (cache);
      agent_journal_write (agent->journal, "saved %u %s %s %s %s", k, id, name, record, hash);
      return TRUE;
    }
  if (wabi_cache_apply (cache, name, args, NULL, &id, &error))
    {
      agent_journal_write (agent->journal, "saved %u %s %s %s %s", k, id, name, record, hash);
      return TRUE;
    }
  if (error->domain == WABI_COMMAND_ERROR)
    agent_journal_write (agent->journal, "declined %u %s %s", k, name, wabi_cache_get_refusal_code (cache));
  else
    agent_journal_write (agent->journal, "declined %u %s cache-%d %s", k, name, error->code, error->message);
  return FALSE;
}

JsonObject *
agent_new_args (Agent *agent, char **id)
{
  JsonObject *args = json_object_new ();

  *id = wabi_cache_new_id (wabi_sync_get_cache (agent->sync));
  json_object_set_string_member (args, "id", *id);
  return args;
}

JsonObject *
agent_edit_args (WabiRecord *record, const char *field, const char *value)
{
  JsonObject *args = json_object_new (), *base = json_object_new (), *set = json_object_new ();

  if (wabi_record_has (record, field))
    json_object_set_string_member (base, field, wabi_record_get_text (record, field));
  json_object_set_string_member (set, field, value);
  json_object_set_string_member (args, "id", wabi_record_get_id (record));
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  return args;
}

WabiRecord *
agent_pick (Agent *agent, WabiQuery *query)
{
  WabiCache *cache = wabi_sync_get_cache (agent->sync);
  g_autoptr (GPtrArray) found = NULL;
  gint64 n = 0;

  if (!wabi_cache_count (cache, query, &n, NULL) || n == 0)
    return NULL;
  query->offset = (guint)agent_roll (agent, (int)n);
  query->limit = 1;
  found = wabi_cache_list (cache, query, NULL);
  return found != NULL && found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}

WabiRecord *
agent_pick_any (Agent *agent, const WabiKind *kind)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  return agent_pick (agent, &query);
}

int
agent_roll (Agent *agent, int below)
{
  return g_rand_int_range (agent->rand, 0, MAX (below, 1));
}

gint64
agent_now (Agent *agent)
{
  return wabi_clock_now (wabi_cache_get_clock (wabi_sync_get_cache (agent->sync)));
}

void
agent_act (Agent *agent)
{
  const struct
  {
    const AgentAct *acts;
    guint n;
  } all[] = { { agent_desk_acts, agent_n_desk_acts },
              { agent_floor_acts, agent_n_floor_acts },
              { agent_notes_acts, agent_n_notes_acts },
              { agent_money_acts, agent_n_money_acts } };
  guint roles = wabi_cache_get_caller (wabi_sync_get_cache (agent->sync))->roles;
  int total = 0, at;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; j < all[i].n; j++)
      if ((all[i].acts[j].roles & roles) != 0)
        total += all[i].acts[j].weight;
  at = agent_roll (agent, total);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; j < all[i].n; j++)
      if ((all[i].acts[j].roles & roles) != 0 && (at -= all[i].acts[j].weight) < 0)
        {
          all[i].acts[j].act (agent);
          return;
        }
}
