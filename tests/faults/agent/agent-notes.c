// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes: written, completed, returned, signed, amended; and programs.

#include "agent.h"

#include "wabi-note-facts.h"

#define FLOOR (WABI_ROLE_RBT | WABI_ROLE_BCBA)

/* No figures: what has none cannot be wrong, and the signature is not refused for it. */
static const char story[]
    = "The child arrived calm and chose the puzzle. With gentle prompting the child matched, named and asked, and "
      "smiled when praised. The technician used prompting, shaping and praise throughout and gave choices before "
      "each task. The family heard how it went and what comes next.";

static WabiRecord *
pick_note (Agent *agent, const char *state)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_note);
  wabi_query_where_text (&query, "state", WABI_EQ, state);
  return agent_pick (agent, &query);
}

/* One of those that I wrote, in a few tries. */
static WabiRecord *
pick_my_draft (Agent *agent)
{
  const char *user = wabi_cache_get_caller (wabi_sync_get_cache (agent->sync))->user;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_note);
  wabi_query_where_text (&query, "author", WABI_EQ, user);
  wabi_query_where_text (&query, "state", WABI_EQ, agent_roll (agent, 4) == 0 ? "returned" : "draft");
  return agent_pick (agent, &query);
}

/* What the drafter makes of the trials, with a story behind; other words each time. */
static char *
write_section (Agent *agent, JsonArray *drafts, guint section)
{
  JsonObject *draft = drafts != NULL && section < json_array_get_length (drafts)
                          ? json_array_get_object_element (drafts, section)
                          : NULL;
  const char *text = draft != NULL ? wabi_json_peek_text (draft, "text") : NULL;

  return g_strdup_printf ("%s%s%s Draft %c%c.", text != NULL ? text : "", text != NULL && *text != '\0' ? " " : "", story,
                          'A' + agent_roll (agent, 26), 'a' + agent_roll (agent, 26));
}

static void
write_note (Agent *agent)
{
  static const char *const sections[] = { "status_start", "response", "behavior", "techniques", "plan" };
  g_autoptr (WabiRecord) note = pick_my_draft (agent);
  g_autoptr (JsonObject) draft = NULL;
  g_autofree char *revision = NULL;
  JsonArray *drafts;
  JsonObject *args, *base, *set;
  gboolean all = agent_roll (agent, 3) > 0;

  if (note == NULL)
    return;
  draft = wabi_domain_draft_note (wabi_cache_get_view (wabi_sync_get_cache (agent->sync)),
                                  wabi_record_get_text (note, "session"), "full", "en", NULL);
  drafts = draft != NULL ? json_object_get_array_member (draft, "sections") : NULL;
  args = json_object_new ();
  base = json_object_new ();
  set = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (all || agent_roll (agent, 3) == 0)
      {
        g_autofree char *text = write_section (agent, drafts, i);

        if (wabi_record_has (note, sections[i]))
          json_object_set_string_member (base, sections[i], wabi_record_get_text (note, sections[i]));
        json_object_set_string_member (set, sections[i], text);
      }
  revision = wabi_cache_new_id (wabi_sync_get_cache (agent->sync));
  json_object_set_string_member (args, "id", wabi_record_get_id (note));
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  json_object_set_string_member (args, "revision", revision);
  agent_give (agent, "note.edit", revision, args);
}

static void
complete (Agent *agent)
{
  g_autoptr (WabiRecord) note = pick_my_draft (agent);
  JsonObject *args;

  if (note == NULL || !wabi_record_has (note, "plan"))
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "id", wabi_record_get_id (note));
  agent_give (agent, "note.complete", wabi_record_get_id (note), args);
}

static void
sign (Agent *agent)
{
  g_autoptr (WabiRecord) note = pick_note (agent, "complete");
  g_autofree char *hash = NULL;
  JsonObject *args;

  if (note == NULL)
    return;
  hash = wabi_note_dup_hash (note);
  args = json_object_new ();
  json_object_set_string_member (args, "id", wabi_record_get_id (note));
  json_object_set_string_member (args, "hash", hash);
  agent_give (agent, "note.sign", wabi_record_get_id (note), args);
}

static void
send_back (Agent *agent)
{
  g_autoptr (WabiRecord) note = pick_note (agent, "complete");
  JsonObject *args;

  if (note == NULL)
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "id", wabi_record_get_id (note));
  json_object_set_string_member (args, "comment", "Please say more of the plan.");
  agent_give (agent, "note.return", wabi_record_get_id (note), args);
}

static void
amend (Agent *agent)
{
  g_autoptr (WabiRecord) note = pick_note (agent, "signed");
  g_autofree char *id = NULL;
  JsonObject *args;

  if (note == NULL)
    return;
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "note", wabi_record_get_id (note));
  json_object_set_string_member (args, "text", "The family called later and agreed with the plan.");
  agent_give (agent, "note.amend", id, args);
}

/* Somebody tries to write in what is signed: it must never succeed. */
static void
meddle (Agent *agent)
{
  g_autoptr (WabiRecord) note = pick_note (agent, agent_roll (agent, 2) == 0 ? "signed" : "pending");
  g_autofree char *revision = NULL;
  JsonObject *args;

  if (note == NULL)
    return;
  args = agent_edit_args (note, "plan", "Something else altogether.");
  revision = wabi_cache_new_id (wabi_sync_get_cache (agent->sync));
  json_object_set_string_member (args, "revision", revision);
  agent_give (agent, "note.edit", revision, args);
}

static void
edit_target (Agent *agent)
{
  g_autoptr (WabiRecord) target = agent_pick_any (agent, &wabi_kind_target);
  g_autofree char *text = g_strdup_printf ("Say it slowly, then wait (%d).", agent_roll (agent, 1000));

  if (target != NULL)
    agent_give (agent, "target.edit", wabi_record_get_id (target), agent_edit_args (target, "instruction", text));
}

static void
add_phase (Agent *agent)
{
  g_autoptr (WabiRecord) target = agent_pick_any (agent, &wabi_kind_target);
  g_autofree char *id = NULL;
  JsonObject *args;

  if (target == NULL)
    return;
  args = agent_new_args (agent, &id);
  json_object_set_string_member (args, "client", wabi_record_get_text (target, "client"));
  json_object_set_string_member (args, "target", wabi_record_get_id (target));
  json_object_set_string_member (args, "date", "2026-03-09");
  json_object_set_string_member (args, "label", "New prompt");
  json_object_set_string_member (args, "style", "phase");
  agent_give (agent, "phase.add", id, args);
}

const AgentAct agent_notes_acts[] = {
  { FLOOR, 10, write_note },        { FLOOR, 8, complete },           { WABI_ROLE_BCBA, 14, sign },
  { WABI_ROLE_BCBA, 1, send_back }, { FLOOR, 2, amend },              { FLOOR, 2, meddle },
  { WABI_ROLE_BCBA, 6, edit_target }, { WABI_ROLE_BCBA, 2, add_phase },
};
const guint agent_n_notes_acts = G_N_ELEMENTS (agent_notes_acts);
