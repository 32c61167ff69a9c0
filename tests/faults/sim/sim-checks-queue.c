// SPDX-License-Identifier: AGPL-3.0-or-later
// Invariants 7 to 14, 26, 27: what people were told is saved.

#include "sim-checks.h"

#include <string.h>

typedef struct
{
  GHashTable *server; /* mid → status */
  GHashTable *outbox[SIM_MOST_DESKS], *refused[SIM_MOST_DESKS];
} Places;

static gboolean
find_places (SimWorld *world, Places *places)
{
  g_autoptr (GPtrArray) mutations = sim_list_mutations (world), held = sim_list_held (world);

  memset (places, 0, sizeof *places);
  if (mutations == NULL || held == NULL)
    return FALSE;
  places->server = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < held->len; i++)
    g_hash_table_replace (places->server, g_strdup (g_ptr_array_index (held, i)), g_strdup ("held"));
  for (guint i = 0; i < mutations->len; i++)
    {
      SimMutation *mutation = g_ptr_array_index (mutations, i);

      if (mutation->mid != NULL)
        g_hash_table_replace (places->server, g_strdup (mutation->mid), g_strdup (mutation->status));
    }
  for (guint i = 0; i < world->n_desks; i++)
    {
      places->outbox[i] = sim_list_outbox (&world->desks[i]);
      places->refused[i] = sim_list_refused (&world->desks[i]);
    }
  return TRUE;
}

static void
clear_places (Places *places)
{
  g_clear_pointer (&places->server, g_hash_table_unref);
  for (guint i = 0; i < SIM_MOST_DESKS; i++)
    {
      g_clear_pointer (&places->outbox[i], g_hash_table_unref);
      g_clear_pointer (&places->refused[i], g_hash_table_unref);
    }
}

static gboolean
is_refused_word (const char *status)
{
  return strcmp (status, "rejected") == 0 || strcmp (status, "dep_failed") == 0;
}

/* Whether the desktop of the command can be looked into now. */
static gboolean
is_at_hand (SimWorld *world, const Places *places, const SimGiven *given)
{
  return world->desks[given->desk].user == given->user && places->outbox[given->desk] != NULL && places->refused[given->desk] != NULL;
}

/* What was confirmed leaves the desktop with its client, and is the service's to keep; a restore to before loses it for good. */
static gboolean
is_let_go (SimWorld *world, const SimGiven *given)
{
  return given->let_go != NULL && g_strcmp0 (given->let_go, sim_server_get_epoch (world, given->service)) != 0;
}

static gboolean
is_in_inbox (const Places *places, const SimGiven *given)
{
  return g_hash_table_contains (places->refused[given->desk], given->id);
}

/* 7, at any time: in the queue, in Inbox, or at the server. */
void
sim_check_nothing_lost (SimWorld *world)
{
  Places places;

  if (find_places (world, &places))
    for (guint i = 0; i < world->given->len; i++)
      {
        const SimGiven *given = g_ptr_array_index (world->given, i);

        if (given->excused || given->doubtful || given->discarded || is_let_go (world, given) || !is_at_hand (world, &places, given))
          continue;
        if (!g_hash_table_contains (places.outbox[given->desk], given->id) && !is_in_inbox (&places, given)
            && !g_hash_table_contains (places.server, given->id))
          sim_violate (7, "%s %s of desk %u is nowhere", given->name, given->id, given->desk);
      }
  clear_places (&places);
}

void
sim_check_destroyed (SimWorld *world, SimDesk *desk)
{
  Places places;
  gboolean known = find_places (world, &places);

  for (guint i = 0; i < world->given->len; i++)
    {
      SimGiven *given = g_ptr_array_index (world->given, i);

      if (given->desk != desk->index || given->user != desk->user || given->excused)
        continue;
      /* What a restore has lost since the service said that it has it, nobody can send again. */
      if (known && !given->doubtful && !given->discarded && !is_let_go (world, given) && !g_hash_table_contains (places.server, given->id)
          && !((given->applied || given->refused || given->held) && given->epoch < sim_server_count_restores (world, given->service)))
        sim_violate (7, "%s %s was destroyed with the copy of desk %u, and the service does not have it", given->name, given->id, desk->index);
      given->excused = TRUE;
    }
  clear_places (&places);
}

/* 7, 11 and 12 at rest: one place each: done at the server, or refused and shown. */
void
sim_check_final_places (SimWorld *world)
{
  Places places;

  if (find_places (world, &places))
    for (guint i = 0; i < world->given->len; i++)
      {
        const SimGiven *given = g_ptr_array_index (world->given, i);
        const char *status = g_hash_table_lookup (places.server, given->id);
        gboolean shown;

        if (given->excused || given->doubtful || given->discarded || is_let_go (world, given) || !is_at_hand (world, &places, given))
          continue;
        shown = is_in_inbox (&places, given);
        if (status == NULL && !shown)
          sim_violate (given->in_flight ? 12 : 7, "%s %s of desk %u has come to rest nowhere", given->name, given->id, given->desk);
        if (status != NULL && is_refused_word (status) && !shown)
          sim_violate (11, "%s %s of desk %u was refused (%s) and is not shown", given->name, given->id, given->desk, status);
        if (status != NULL && !is_refused_word (status) && shown && !world->desks[given->desk].rolled_back && world->epoch == 0)
          sim_violate (7, "%s %s of desk %u was done, and is shown as refused", given->name, given->id, given->desk);
      }
  clear_places (&places);
}

/* ---- 8 ---- */

void
sim_check_once (SimWorld *world)
{
  g_autoptr (GPtrArray) audit = sim_list_audit (world);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; audit != NULL && i < audit->len; i++)
    {
      SimAudit *entry = g_ptr_array_index (audit, i);
      const char *id = entry->object != NULL ? wabi_json_peek_text (entry->object, "id") : NULL;

      if (id != NULL && !g_hash_table_add (seen, g_strdup (id)))
        sim_violate (8, "%s %s took effect twice", entry->event, id);
    }
}

/* ---- 9 ---- */

void
sim_check_order (SimWorld *world)
{
  g_autoptr (GPtrArray) mutations = sim_list_mutations (world);
  SimMutation *before = NULL;
  gint64 last = 0;

  for (guint i = 0; mutations != NULL && i < mutations->len; i++)
    {
      SimMutation *mutation = g_ptr_array_index (mutations, i);
      gint64 seq = mutation->mid != NULL ? mutation->seq : 0;

      if (before == NULL || strcmp (before->device, mutation->device) != 0 || strcmp (before->service, mutation->service) != 0
          || strcmp (before->practice, mutation->practice) != 0)
        last = 0;
      else if (mutation->n != before->n + 1)
        sim_violate (9, "device %s left out number %" G_GINT64_FORMAT " of %s", mutation->device, before->n + 1, mutation->service);
      if (seq > 0 && seq <= last)
        sim_violate (9, "command %" G_GINT64_FORMAT " of %s took effect before an earlier one", mutation->n, mutation->device);
      last = MAX (last, seq);
      before = mutation;
    }
  /* A dependent is nowhere without what it depends on: every event has its session, every charge its note. */
  for (guint practice = 0; practice < SIM_PRACTICES; practice++)
    {
      g_autoptr (GHashTable) rows = sim_rows_of_server (world, practice);
      GHashTableIter iter;
      gpointer value;

      if (rows == NULL)
        continue;
      g_hash_table_iter_init (&iter, rows);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const SimRow *row = value;
          g_autoptr (WabiRecord) record = NULL;

          if (row->kind != &wabi_kind_trial && row->kind != &wabi_kind_behavior_event && row->kind != &wabi_kind_note)
            continue;
          record = sim_row_make_record (row);
          if (sim_rows_find (rows, &wabi_kind_session, wabi_record_get_text (record, "session")) == NULL)
            sim_violate (9, "a %s is there without its session", row->kind->name);
        }
    }
}

/* ---- 14 ---- */

static const WabiKind *
find_birth_kind (const char *name)
{
  static const struct
  {
    const char *name;
    const WabiKind *kind;
  } births[] = {
    { "trial.record", &wabi_kind_trial },   { "behavior.record", &wabi_kind_behavior_event }, { "session.start", &wabi_kind_session },
    { "session.end", &wabi_kind_note },     { "appointment.book", &wabi_kind_appointment },    { "note.amend", &wabi_kind_addendum },
  };

  for (guint i = 0; i < G_N_ELEMENTS (births); i++)
    if (strcmp (births[i].name, name) == 0)
      return births[i].kind;
  return NULL;
}

/* What a rule refused here over newer news while it waited has no overlay, and comes with its feed; what was shown once, stays. */
static void
check_shown (SimDesk *desk, SimGiven *given, const WabiKind *kind, gboolean on_its_way)
{
  WabiValue args[] = { WABI_TEXT (sim_practice_id (desk->user->practice)), WABI_TEXT (given->record) };
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM r_%s WHERE practice_id = $1 AND id = $2 AND deleted = 0", kind->name);
  gint64 there = 0;

  if (!wabi_db_get_int (sim_desk_get_db (desk), sql, args, 2, &there, NULL))
    return;
  if (there == 0 && ((given->shown & 1u << desk->index) != 0 || !on_its_way))
    sim_violate (14, "%s was confirmed, and desk %u does not show its %s", given->name, desk->index, kind->name);
  if (there != 0 && on_its_way)
    given->shown |= 1u << desk->index;
}

/* What is not the person's to see any more is taken off the screen, also where it was his own work. */
static gboolean
is_still_his (SimWorld *world, SimDesk *desk, const SimGiven *given, const WabiKind *kind)
{
  g_autoptr (GHashTable) rows = world->rights_changed ? sim_rows_of_server (world, desk->user->practice) : NULL;
  const SimRow *row = rows != NULL ? sim_rows_find (rows, kind, given->record) : NULL;
  SimClaim claim;
  gboolean his;

  if (row == NULL)
    return TRUE;
  sim_claim_read (desk, kind->service, &claim);
  his = sim_claim_has (&claim, row);
  sim_claim_clear (&claim);
  return his;
}

/* What the desktop knows to be confirmed is on its screen; after a restore not before it was sent and read again. */
void
sim_check_visible (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks && world->epoch == 0; i++)
    {
      SimDesk *desk = &world->desks[i];
      g_autoptr (GHashTable) outbox = sim_list_outbox (desk);

      for (guint k = 0; outbox != NULL && k < world->given->len; k++)
        {
          SimGiven *given = g_ptr_array_index (world->given, k);
          const WabiKind *kind = find_birth_kind (given->name);
          int state = GPOINTER_TO_INT (g_hash_table_lookup (outbox, given->id)) - 1;

          if (kind != NULL && state >= 2 && given->applied && given->user == desk->user && is_still_his (world, desk, given, kind))
            check_shown (desk, given, kind, state == 2);
        }
    }
}

/* ---- 26, 27 ---- */

void
sim_check_restored (SimWorld *world)
{
  Places places;

  if (world->epoch > 0 && find_places (world, &places))
    {
      for (guint i = 0; i < world->given->len; i++)
        {
          const SimGiven *given = g_ptr_array_index (world->given, i);

          if (given->applied && !given->excused && !given->discarded && !is_let_go (world, given) && is_at_hand (world, &places, given)
              && !g_hash_table_contains (places.server, given->id) && !is_in_inbox (&places, given))
            sim_violate (26, "%s %s was confirmed before the restore, and has not come back", given->name, given->id);
        }
      clear_places (&places);
    }
}

/* Two machines with one device id: what either was told is saved is done or shown (7); and the server has counted without a hole (9). */
void
sim_check_clones (SimWorld *world)
{
  gboolean twice = FALSE;

  for (guint i = 0; i < world->n_desks; i++)
    for (guint k = 0; k < i; k++)
      twice |= strcmp (world->desks[i].device, world->desks[k].device) == 0;
  if (!twice)
    return;
  sim_check_final_places (world);
  sim_check_order (world);
}
