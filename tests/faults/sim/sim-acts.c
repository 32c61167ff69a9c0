// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do at their desktops: a day's work in the product's own commands, on what their screen shows.

#include "sim.h"
#include "wabi-cache-private.h"
#include "wabi-note-facts.h"
#include "wabi-zone.h"

#include <string.h>

#define SLOTS 7
#define MINUTE (60 * SIM_SECOND)

typedef struct
{
  SimDesk *desk;
  WabiCache *cache;
  const SimUser *user;
  char *record;   /* id of what is born, when something is */
  char *revision; /* id of the revision, of note.edit */
} Act;

void
sim_given_free (gpointer data)
{
  SimGiven *given = data;

  g_free (given->id);
  g_free (given->name);
  g_free (given->service);
  g_free (given->args);
  g_free (given->record);
  g_free (given->revision);
  g_free (given->let_go);
  g_free (given);
}

static guint
draw (guint bound)
{
  return sim_draw (sim_world->acts, bound);
}

/* ---- looking at the screen ---- */

static WabiRecord *
pick (Act *act, const WabiKind *kind, const char *field, const char *value)
{
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  wabi_query_init (&query, kind);
  query.limit = 24;
  query.descending = draw (3) > 0;
  if (field != NULL)
    wabi_query_where_text (&query, field, WABI_EQ, value);
  found = wabi_cache_list (act->cache, &query, NULL);
  return found != NULL && found->len > 0 ? g_object_ref (g_ptr_array_index (found, draw (found->len))) : NULL;
}

static char *
ref (Act *act, const char *number)
{
  /* Now and then somebody names what is the other practice's. */
  guint practice = draw (150) == 0 ? 1 - act->user->practice : act->user->practice;

  if (practice != act->user->practice)
    sim_saw (SIM_SAW_BLIND);
  return g_strdup_printf ("01900000-0000-7000-8000-%s000000%s", practice == 0 ? "a" : "b", number);
}

static gint64
get_wall (Act *act)
{
  return wabi_clock_now (&act->desk->clock.clock);
}

/* ---- giving ---- */

static void
note_given (Act *act, const char *id, const char *name, JsonObject *args, gboolean doubtful)
{
  SimGiven *given = g_new0 (SimGiven, 1);
  guint n;
  const WabiCommandInfo *commands = wabi_domain_get_commands (&n), *info = wabi_command_find (commands, n, name);

  given->desk = act->desk->index;
  given->user = act->user;
  given->id = g_strdup (id);
  given->name = g_strdup (name);
  given->service = g_strdup (info->service);
  given->args = wabi_json_object_to_canonical (args);
  given->record = g_steal_pointer (&act->record);
  given->revision = g_steal_pointer (&act->revision);
  given->doubtful = doubtful;
  for (guint i = 0; i < sim_world->messages->len; i++)
    given->in_flight |= ((SimMessage *) g_ptr_array_index (sim_world->messages, i))->desk == act->desk;
  g_ptr_array_add (sim_world->given, given);
  g_hash_table_insert (sim_world->given_by_id, given->id, given);
  sim_mix (given->args);
  sim_saw (SIM_SAW_COMMAND);
  sim_say ("desk %u gives %s %s %s", given->desk, name, id, given->args);
}

static void
give (Act *act, const char *name, JsonObject *take_args)
{
  g_autoptr (JsonObject) args = take_args;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  if (wabi_cache_apply (act->cache, name, args, NULL, &id, &error))
    note_given (act, id, name, args, FALSE);
  else if (error->domain == WABI_COMMAND_ERROR)
    {
      sim_saw (SIM_SAW_REFUSED_HERE);
      sim_say ("desk %u: %s refused here: %s", act->desk->index, name, wabi_cache_get_refusal_code (act->cache));
    }
  else
    {
      sim_say ("desk %u: %s: %s", act->desk->index, name, error->message);
      act->desk->faulted_disk = TRUE;
      if (g_error_matches (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_DISK_FULL))
        sim_saw (SIM_SAW_DESK_FULL);
    }
  g_clear_pointer (&act->record, g_free);
  g_clear_pointer (&act->revision, g_free);
  sim_drain ();
}

static JsonObject *
with_id (const char *id)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", id);
  return args;
}

static void
set_text (JsonObject *object, const char *name, char *take_text)
{
  json_object_set_string_member (object, name, take_text);
  g_free (take_text);
}

static JsonObject *
new_record (Act *act)
{
  g_free (act->record);
  act->record = wabi_cache_new_id (act->cache);
  return with_id (act->record);
}

static void
give_id (Act *act, const char *name, WabiRecord *record)
{
  if (record != NULL)
    give (act, name, with_id (wabi_record_get_id (record)));
}

/* An edit that carries what was on the screen. */
static JsonObject *
edit_args (WabiRecord *record, JsonObject *take_set)
{
  JsonObject *args = with_id (wabi_record_get_id (record)), *base = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, take_set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonNode *now = json_object_get_member (wabi_record_get_body (record), name);

      json_object_set_member (base, name, now != NULL ? json_node_copy (now) : json_node_new (JSON_NODE_NULL));
    }
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", take_set);
  return args;
}

static void
settle (Act *act, const char *name, const WabiKind *kind)
{
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;
  JsonObject *args;

  wabi_query_init (&query, kind);
  wabi_query_where_int (&query, "needs_hand", WABI_EQ, 1);
  query.limit = 5;
  found = wabi_cache_list (act->cache, &query, NULL);
  if (found == NULL || found->len == 0)
    return;
  args = with_id (wabi_record_get_id (g_ptr_array_index (found, draw (found->len))));
  json_object_set_int_member (args, "take", (gint64) draw (2) - 1);
  give (act, name, args);
}

/* ---- scheduling ---- */

static gint64
draw_slot (void)
{
  /* Few slots, so that people meet: Monday to Wednesday of one week from 9:00, every two hours. */
  gint64 monday = wabi_zone_from_local ("America/New_York", wabi_day_from_text ("2026-11-30"), 9 * 60);

  return monday + (gint64) draw (3) * SIM_DAY + (gint64) draw (SLOTS / 2) * 2 * SIM_HOUR + (draw (4) == 0 ? 30 * MINUTE : 0);
}

static void
book (Act *act)
{
  JsonObject *args = new_record (act);
  gint64 at = draw_slot ();

  set_text (args, "client", ref (act, draw (2) == 0 ? "00201" : "00202"));
  set_text (args, "staff", ref (act, draw (3) == 0 ? "00102" : "00101"));
  json_object_set_int_member (args, "starts_at", at);
  json_object_set_int_member (args, "ends_at", at + SIM_HOUR);
  json_object_set_string_member (args, "zone", "America/New_York");
  json_object_set_string_member (args, "service_code", "97153");
  json_object_set_string_member (args, "place", "12");
  give (act, "appointment.book", args);
}

static void
move (Act *act)
{
  g_autoptr (WabiRecord) record = pick (act, &wabi_kind_appointment, NULL, NULL);
  JsonObject *set;
  gint64 at = draw_slot ();

  if (record == NULL)
    return;
  set = json_object_new ();
  json_object_set_int_member (set, "starts_at", at);
  json_object_set_int_member (set, "ends_at", at + SIM_HOUR);
  give (act, "appointment.move", edit_args (record, set));
}

static void
edit_visit (Act *act)
{
  g_autoptr (WabiRecord) record = pick (act, &wabi_kind_appointment, NULL, NULL);
  JsonObject *set;

  if (record == NULL)
    return;
  set = json_object_new ();
  if (draw (2) == 0)
    set_text (set, "notes", g_strdup_printf ("line %u\nmiddle\nline %u", draw (5), draw (5)));
  else
    json_object_set_string_member (set, "place", draw (2) == 0 ? "11" : "12");
  give (act, "appointment.edit", edit_args (record, set));
}

static void
cancel (Act *act)
{
  static const char *const by[] = { "family", "staff", "clinic" };
  g_autoptr (WabiRecord) record = pick (act, &wabi_kind_appointment, NULL, NULL);
  JsonObject *args;

  if (record == NULL)
    return;
  args = with_id (wabi_record_get_id (record));
  json_object_set_string_member (args, "by", by[draw (3)]);
  json_object_set_string_member (args, "reason", "client-ill");
  give (act, "appointment.cancel", args);
}

static void
change_visit (Act *act)
{
  static const char *const names[]
      = { "appointment.restore", "appointment.withdraw", "appointment.arrive", "appointment.unarrive", "appointment.no-show" };
  g_autoptr (WabiRecord) record = pick (act, &wabi_kind_appointment, NULL, NULL);

  give_id (act, names[draw (G_N_ELEMENTS (names))], record);
}

static void
settle_visit (Act *act)
{
  settle (act, "appointment.settle", &wabi_kind_appointment);
}

static void
change_list (Act *act)
{
  g_autoptr (WabiRecord) hours = NULL;
  JsonObject *args;

  switch (draw (7))
    {
    case 4:
      /* Somebody enters anew what was taken away; of what has left no trace nobody can say that it was there. */
      if (sim_world->dropped_tombstones)
        break;
      sim_world->typed_anew = TRUE;
      args = with_id (act->user->practice == 0 ? "01900000-0000-7000-8000-a00000000502" : "01900000-0000-7000-8000-b00000000502");
      json_object_set_string_member (args, "date", "2026-12-25");
      json_object_set_string_member (args, "name", "Christmas");
      give (act, "holiday.set", args);
      break;
    case 5:
      hours = pick (act, &wabi_kind_holiday, NULL, NULL);
      if (hours == NULL)
        break;
      args = with_id (wabi_record_get_id (hours));
      json_object_set_string_member (args, "date", wabi_record_get_text (hours, "date"));
      set_text (args, "name", g_strdup_printf ("Closed %u", draw (99)));
      json_object_set_int_member (args, "base_version", wabi_record_get_version (hours));
      give (act, "holiday.set", args);
      break;
    case 0:
      args = new_record (act);
      set_text (args, "date", g_strdup_printf ("2027-0%u-1%u", 1 + draw (9), draw (9)));
      json_object_set_string_member (args, "name", "Closed");
      give (act, "holiday.set", args);
      break;
    case 1:
      hours = pick (act, &wabi_kind_holiday, NULL, NULL);
      give_id (act, "holiday.remove", hours);
      break;
    case 2:
      hours = pick (act, &wabi_kind_client_hours, NULL, NULL);
      give_id (act, "client-hours.remove", hours);
      break;
    case 3:
      args = new_record (act);
      set_text (args, "client", ref (act, "00201"));
      json_object_set_int_member (args, "weekday", 1 + draw (7));
      json_object_set_int_member (args, "start_minute", 300);
      json_object_set_int_member (args, "end_minute", 1200 + draw (60));
      give (act, "client-hours.set", args);
      break;
    default:
      args = new_record (act);
      json_object_set_string_member (args, "staff", act->user->id);
      json_object_set_int_member (args, "starts_at", draw_slot () + 40 * SIM_DAY);
      json_object_set_int_member (args, "ends_at", draw_slot () + 44 * SIM_DAY);
      json_object_set_string_member (args, "status", "requested");
      give (act, "time-off.set", args);
    }
}

/* Somebody comes to a client, or is taken off. */
static void
change_team (Act *act)
{
  g_autoptr (WabiRecord) entry = NULL;
  JsonObject *args;

  sim_world->rights_changed = TRUE;
  sim_saw (SIM_SAW_CARE);
  if (draw (2) == 0)
    {
      entry = pick (act, &wabi_kind_care_team, draw (2) == 0 ? "state" : NULL, "on");
      give_id (act, "care_team.remove", entry);
      return;
    }
  args = new_record (act);
  set_text (args, "client", ref (act, draw (2) == 0 ? "00201" : "00202"));
  set_text (args, "staff", ref (act, draw (3) == 0 ? "00102" : "00101"));
  json_object_set_string_member (args, "valid_from", "2020-01-01");
  give (act, "care_team.add", args);
}

/* ---- sessions ---- */

static void
start_session (Act *act)
{
  g_autoptr (WabiRecord) visit = draw (5) > 0 ? pick (act, &wabi_kind_appointment, "staff", act->user->id) : NULL;
  JsonObject *args = new_record (act);

  if (visit != NULL)
    json_object_set_string_member (args, "appointment", wabi_record_get_id (visit));
  if (visit != NULL)
    json_object_set_string_member (args, "client", wabi_record_get_text (visit, "client"));
  else
    set_text (args, "client", ref (act, draw (2) == 0 ? "00201" : "00202"));
  json_object_set_string_member (args, "staff", act->user->id);
  json_object_set_string_member (args, "service_code", "97153");
  json_object_set_string_member (args, "place", "12");
  json_object_set_int_member (args, "starts_at", get_wall (act) - SIM_HOUR);
  json_object_set_string_member (args, "zone", "America/New_York");
  give (act, "session.start", args);
}

static void
record_trial (Act *act)
{
  static const char *const results[] = { "correct", "incorrect", "prompted" };
  g_autoptr (WabiRecord) session = pick (act, &wabi_kind_session, draw (6) > 0 ? "state" : NULL, "open");
  gboolean first;
  JsonObject *args;

  if (session == NULL)
    {
      start_session (act);
      return;
    }
  first = g_str_has_suffix (wabi_record_get_text (session, "client"), "201");
  args = new_record (act);
  json_object_set_string_member (args, "session", wabi_record_get_id (session));
  json_object_set_int_member (args, "at", get_wall (act));
  if (draw (4) == 0)
    {
      set_text (args, "behavior", ref (act, first ? "00421" : "00422"));
      json_object_set_string_member (args, "action", "record");
      give (act, "behavior.record", args);
      return;
    }
  set_text (args, "target", ref (act, first ? "00411" : "00412"));
  if (draw (6) == 0)
    {
      g_autoptr (WabiRecord) trial = pick (act, &wabi_kind_trial, "session", wabi_record_get_id (session));

      json_object_set_string_member (args, "action", "void");
      json_object_set_string_member (args, "voids", trial != NULL ? wabi_record_get_id (trial) : wabi_record_get_id (session));
    }
  else
    {
      json_object_set_string_member (args, "action", "record");
      json_object_set_string_member (args, "result", results[draw (3)]);
    }
  give (act, "trial.record", args);
}

static void
end_session (Act *act)
{
  g_autoptr (WabiRecord) session = pick (act, &wabi_kind_session, "state", "open");
  JsonObject *args;

  if (session == NULL)
    return;
  g_free (act->record);
  act->record = wabi_cache_new_id (act->cache);
  args = with_id (wabi_record_get_id (session));
  json_object_set_int_member (args, "ends_at", wabi_record_get_int (session, "starts_at") + SIM_HOUR);
  json_object_set_string_member (args, "note", act->record);
  give (act, "session.end", args);
}

static void
reopen_session (Act *act)
{
  g_autoptr (WabiRecord) session = pick (act, &wabi_kind_session, "state", "ended");

  give_id (act, "session.reopen", session);
}

/* ---- notes ---- */

static void
edit_note (Act *act)
{
  static const char *const words[] = { "Ava arrived calm and chose the puzzle.", "She was a little tired.", "A good morning at home.", "She worked at the table." };
  static const char *const fields[] = { "status_start", "response", "techniques", "plan", "behavior" };
  g_autoptr (WabiRecord) note = pick (act, &wabi_kind_note, NULL, NULL);
  gboolean whole = draw (2) == 0;
  JsonObject *set, *args;

  if (note == NULL)
    {
      end_session (act);
      return;
    }
  set = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (whole || draw (4) == 0)
      set_text (set, fields[i], g_strdup_printf ("%s\n%s\nAva stayed calm and worked with care and praise until the end.", words[draw (4)], words[draw (4)]));
  args = edit_args (note, set);
  act->revision = wabi_cache_new_id (act->cache);
  json_object_set_string_member (args, "revision", act->revision);
  give (act, "note.edit", args);
}

static void
sign_note (Act *act)
{
  g_autoptr (WabiRecord) note = pick (act, &wabi_kind_note, "state", draw (2) == 0 ? "complete" : "draft");
  g_autofree char *hash = NULL;
  JsonObject *args;

  if (note == NULL)
    {
      edit_note (act);
      return;
    }
  hash = wabi_note_dup_hash (note);
  args = with_id (wabi_record_get_id (note));
  json_object_set_string_member (args, "hash", hash);
  give (act, "note.sign", args);
}

static void
close_note (Act *act)
{
  g_autoptr (WabiRecord) note = pick (act, &wabi_kind_note, NULL, NULL);
  JsonObject *args;

  if (note == NULL)
    return;
  switch (draw (4))
    {
    case 0:
      args = with_id (wabi_record_get_id (note));
      json_object_set_string_member (args, "comment", "Please say more.");
      give (act, "note.return", args);
      break;
    case 1:
      args = with_id (wabi_record_get_id (note));
      json_object_set_string_member (args, "name", "Grace Okafor");
      set_text (args, "signature", wabi_cache_new_id (act->cache));
      give (act, "note.guardian-sign", args);
      break;
    case 2:
      args = new_record (act);
      json_object_set_string_member (args, "note", wabi_record_get_id (note));
      json_object_set_string_member (args, "text", "The grandmother was present too.");
      give (act, "note.amend", args);
      break;
    default:
      give_id (act, "note.complete", note);
    }
}

static void
settle_note (Act *act)
{
  settle (act, "note.settle", &wabi_kind_note);
}

/* A whole visit at once: what a calm afternoon looks like. */
static void
finish_day (Act *act)
{
  for (guint i = 0; i < 3; i++)
    record_trial (act);
  end_session (act);
  edit_note (act);
  sign_note (act);
}

/* ---- the office ---- */

static void
edit_client (Act *act)
{
  g_autoptr (WabiRecord) client = pick (act, &wabi_kind_client, NULL, NULL);
  JsonObject *set;

  if (client == NULL)
    return;
  set = json_object_new ();
  if (draw (3) == 0)
    {
      set_text (set, "street", g_strdup_printf ("%u Heron Ct", draw (50)));
      json_object_set_string_member (set, "city", "Cedar Grove");
    }
  else if (draw (2) == 0)
    set_text (set, "alerts", g_strdup_printf ("first %u\nsecond\nthird\nfourth %u", draw (4), draw (4)));
  else
    set_text (set, "guardian_phone", g_strdup_printf ("614555%04u", draw (9999)));
  give (act, "client.edit", edit_args (client, set));
}

static void
settle_client (Act *act)
{
  settle (act, "client.settle", &wabi_kind_client);
}

static void
set_strict (Act *act)
{
  g_autoptr (WabiRecord) record = NULL;
  JsonObject *args;

  if (draw (2) == 0)
    {
      record = pick (act, &wabi_kind_authorization, NULL, NULL);
      if (record == NULL)
        return;
      args = wabi_json_object_copy (wabi_record_get_body (record));
      set_text (args, "number", g_strdup_printf ("A-%u", draw (99999)));
      json_object_set_string_member (args, "id", wabi_record_get_id (record));
      json_object_set_int_member (args, "base_version", wabi_record_get_version (record));
      give (act, "authorization.set", args);
      return;
    }
  record = pick (act, &wabi_kind_payer, NULL, NULL);
  if (record == NULL)
    return;
  args = wabi_json_object_copy (wabi_record_get_body (record));
  set_text (args, "name", g_strdup_printf ("Harbor %u", draw (99)));
  json_object_set_string_member (args, "id", wabi_record_get_id (record));
  json_object_set_int_member (args, "base_version", wabi_record_get_version (record));
  give (act, "payer.set", args);
}

static void
change_charge (Act *act)
{
  static const char *const names[] = { "charge.refresh", "charge.void", "charge.restore" };
  g_autoptr (WabiRecord) charge = pick (act, &wabi_kind_charge, NULL, NULL);

  give_id (act, names[draw (G_N_ELEMENTS (names))], charge);
}

static void
request_claims (Act *act)
{
  g_autoptr (GPtrArray) charges = NULL;
  JsonArray *ids;
  WabiQuery query;
  JsonObject *args;

  wabi_query_init (&query, &wabi_kind_charge);
  query.limit = 6;
  charges = wabi_cache_list (act->cache, &query, NULL);
  if (charges == NULL || charges->len == 0)
    return;
  ids = json_array_new ();
  for (guint i = 0; i < charges->len; i++)
    if (i == 0 || draw (3) > 0)
      json_array_add_string_element (ids, wabi_record_get_id (g_ptr_array_index (charges, i)));
  args = new_record (act);
  set_text (args, "payer", g_strdup_printf ("01900000-0000-7000-8000-%s00000000301", act->user->practice == 0 ? "a" : "b"));
  json_object_set_array_member (args, "charges", ids);
  give (act, "claim.request", args);
}

/* ---- the Inbox ---- */

/* What left the box by the person's will, with all that went with it. */
static void
note_settled (Act *act, GPtrArray *before)
{
  g_autoptr (GPtrArray) after = wabi_cache_list_refused (act->cache, NULL);

  for (guint i = 0; after != NULL && i < before->len; i++)
    {
      const char *id = ((WabiRefusedItem *) g_ptr_array_index (before, i))->id;
      SimGiven *given = g_hash_table_lookup (sim_world->given_by_id, id);
      gboolean there = FALSE;

      for (guint k = 0; k < after->len; k++)
        there |= strcmp (((WabiRefusedItem *) g_ptr_array_index (after, k))->id, id) == 0;
      if (given != NULL && !there)
        given->discarded = TRUE;
    }
}

static void
answer_inbox (Act *act)
{
  g_autoptr (GPtrArray) items = wabi_cache_list_refused (act->cache, NULL);
  g_autoptr (GError) error = NULL;
  WabiRefusedItem *item;

  if (items == NULL || items->len == 0)
    return;
  item = g_ptr_array_index (items, draw (items->len));
  if (draw (2) == 0)
    {
      if (wabi_cache_discard_refused (act->cache, item->id, &error))
        sim_saw (SIM_SAW_DISCARDED);
    }
  else if (wabi_cache_resend_refused (act->cache, item->id, NULL, &error))
    sim_saw (SIM_SAW_GIVEN_AGAIN);
  /* A disk that failed over it may have kept it all the same. */
  if (error != NULL && error->domain != WABI_COMMAND_ERROR)
    {
      SimGiven *given = g_hash_table_lookup (sim_world->given_by_id, item->id);

      act->desk->faulted_disk = TRUE;
      if (given != NULL)
        given->discarded = TRUE;
    }
  note_settled (act, items);
  sim_drain ();
}

/* ---- who does what ---- */

static const struct
{
  guint roles, weight;
  void (*func) (Act *act);
} table[] = {
  { WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN, 12, book },
  { WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN, 6, move },
  { WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN, 4, edit_visit },
  { WABI_ROLES_ALL, 3, cancel },
  { WABI_ROLES_ALL, 4, change_visit },
  { WABI_ROLES_ALL, 3, settle_visit },
  { WABI_ROLES_ALL, 6, change_list },
  { WABI_ROLE_RBT | WABI_ROLE_BCBA, 3, start_session },
  { WABI_ROLE_RBT | WABI_ROLE_BCBA, 14, record_trial },
  { WABI_ROLE_RBT | WABI_ROLE_BCBA, 7, end_session },
  { WABI_ROLE_RBT | WABI_ROLE_BCBA, 1, reopen_session },
  { WABI_ROLE_RBT | WABI_ROLE_BCBA, 10, edit_note },
  { WABI_ROLE_BCBA, 14, sign_note },
  { WABI_ROLE_RBT | WABI_ROLE_BCBA, 4, close_note },
  { WABI_ROLE_RBT | WABI_ROLE_BCBA, 2, settle_note },
  { WABI_ROLES_ALL & ~WABI_ROLE_RBT, 6, edit_client },
  { WABI_ROLES_ALL & ~WABI_ROLE_RBT, 2, settle_client },
  { WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN, 6, change_team },
  { WABI_ROLE_BILLER | WABI_ROLE_ADMIN, 3, set_strict },
  { WABI_ROLE_BILLER | WABI_ROLE_ADMIN, 4, change_charge },
  { WABI_ROLE_BILLER | WABI_ROLE_ADMIN, 9, request_claims },
  { WABI_ROLES_ALL, 6, answer_inbox },
  { WABI_ROLE_BCBA, 5, finish_day },
};

void
sim_act (SimDesk *desk)
{
  Act act = { desk, desk->cache, desk->user, NULL, NULL };
  guint total = 0, at;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    total += (table[i].roles & desk->user->roles) != 0 ? table[i].weight : 0;
  at = draw (total);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint weight = (table[i].roles & desk->user->roles) != 0 ? table[i].weight : 0;

      if (at < weight)
        {
          table[i].func (&act);
          break;
        }
      at -= weight;
    }
  g_free (act.record);
  g_free (act.revision);
}

/* A long day without the server: trials, one after the other. */
void
sim_act_many (SimDesk *desk, guint count)
{
  Act act = { desk, desk->cache, desk->user, NULL, NULL };

  for (guint i = 0; i < count && desk->cache != NULL; i++)
    record_trial (&act);
  g_free (act.record);
  g_free (act.revision);
}
