// SPDX-License-Identifier: AGPL-3.0-or-later
// Invariants 17 to 22, 28, 29, 32 and the reactions: what the records say.

#include "sim-checks.h"
#include "wabi-note-facts.h"
#include "wabi-store-private.h"

#include <string.h>

typedef void (*RowFunc) (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *record);

static void
for_each (SimWorld *world, const WabiKind *kind, RowFunc func)
{
  for (guint practice = 0; practice < SIM_PRACTICES; practice++)
    {
      g_autoptr (GHashTable) rows = sim_rows_of_server (world, practice);
      GHashTableIter iter;
      gpointer value;

      if (rows == NULL)
        return;
      g_hash_table_iter_init (&iter, rows);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const SimRow *row = value;
          g_autoptr (WabiRecord) record = row->kind == kind && !row->deleted ? sim_row_make_record (row) : NULL;

          if (record != NULL)
            func (world, rows, row, record);
        }
    }
}

/* ---- 17 ---- */

void
sim_check_trials (SimWorld *world)
{
  g_autoptr (GHashTable) one = sim_rows_of_server (world, 0), other = sim_rows_of_server (world, 1);
  GHashTable *both[SIM_PRACTICES] = { one, other };

  for (guint i = 0; i < world->given->len && both[0] != NULL && both[1] != NULL; i++)
    {
      const SimGiven *given = g_ptr_array_index (world->given, i);
      const SimRow *row;
      g_autoptr (JsonObject) args = NULL, body = NULL;

      if (strcmp (given->name, "trial.record") != 0 || !given->applied || given->epoch != sim_server_count_restores (world, given->service) || given->excused)
        continue;
      row = sim_rows_find (both[given->user->practice], &wabi_kind_trial, given->record);
      if (row == NULL)
        {
          sim_violate (17, "trial %s was confirmed and is not there", given->record);
          continue;
        }
      args = wabi_json_parse_object (given->args, -1, NULL, NULL);
      body = wabi_json_parse_object (row->body, -1, NULL, NULL);
      if (row->version != 1)
        sim_violate (17, "trial %s was changed after it was recorded", given->record);
      if (g_strcmp0 (wabi_json_peek_text (args, "result"), wabi_json_peek_text (body, "result")) != 0
          || wabi_json_peek_int (args, "at", 0) != wabi_json_peek_int (body, "at", 0))
        sim_violate (17, "trial %s says something else than was recorded", given->record);
    }
}

/* ---- 18 ---- */

static void
check_signed (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *note)
{
  g_autofree char *hash = NULL;
  const char *before;

  if (!wabi_record_is (note, "state", "signed"))
    {
      if (g_hash_table_contains (world->signed_notes, row->id))
        sim_violate (18, "note %s was signed and is %s now", row->id, wabi_record_get_text (note, "state"));
      return;
    }
  hash = wabi_note_dup_hash (note);
  if (g_strcmp0 (hash, wabi_record_get_text (note, "sign_hash")) != 0)
    sim_violate (18, "the signature of note %s is on another text", row->id);
  before = g_hash_table_lookup (world->signed_notes, row->id);
  if (before == NULL)
    {
      sim_saw (SIM_SAW_SIGNED);
      g_hash_table_insert (world->signed_notes, g_strdup (row->id), g_strdup (row->body));
    }
  else if (strcmp (before, row->body) != 0)
    sim_violate (18, "signed note %s changed: %s to %s", row->id, before, row->body);
}

void
sim_check_signed (SimWorld *world)
{
  for_each (world, &wabi_kind_note, check_signed);
}

/* ---- 19 ---- */

void
sim_check_drafts (SimWorld *world)
{
  g_autoptr (GHashTable) one = sim_rows_of_server (world, 0), other = sim_rows_of_server (world, 1);
  GHashTable *both[SIM_PRACTICES] = { one, other };

  for (guint i = 0; i < world->given->len && both[0] != NULL && both[1] != NULL; i++)
    {
      const SimGiven *given = g_ptr_array_index (world->given, i);
      g_autoptr (JsonObject) args = NULL, body = NULL;
      const SimRow *row;

      if (strcmp (given->name, "note.edit") != 0 || !given->applied || given->epoch != sim_server_count_restores (world, given->service) || given->revision == NULL || given->excused)
        continue;
      row = sim_rows_find (both[given->user->practice], &wabi_kind_note_revision, given->revision);
      if (row == NULL)
        {
          sim_violate (19, "what %s wrote in a note is in no revision", given->user->login);
          continue;
        }
      args = wabi_json_parse_object (given->args, -1, NULL, NULL);
      body = wabi_json_parse_object (row->body, -1, NULL, NULL);
      if (!wabi_node_equal (json_object_get_member (args, "set"), json_object_get_member (body, "set")))
        sim_violate (19, "a revision of a note is not what %s wrote", given->user->login);
    }
}

static int
compare_seqs (gconstpointer a, gconstpointer b)
{
  const SimGiven *one = *(const SimGiven *const *) a, *other = *(const SimGiven *const *) b;

  return one->seq < other->seq ? -1 : one->seq > other->seq;
}

static const char *
peek_lines (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Whether each line of what was found is in the text that was written too, or is one that its writer had before him and changed: then nothing
 * that another had written was lost. */
static gboolean
holds_lines (JsonNode *text, JsonNode *lines, JsonNode *base)
{
  const char *in = peek_lines (text), *of = peek_lines (lines), *had = peek_lines (base);
  g_auto (GStrv) parts = of != NULL ? g_strsplit_set (of, "\n.", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (in == NULL || (strstr (in, g_strstrip (parts[i])) == NULL && (had == NULL || strstr (had, parts[i]) == NULL)))
      return FALSE;
  return TRUE;
}

/* What an edit found, member by member: it may say "applied" only where it found what it had been made on, or what it wanted. */
static void
follow_edit (const SimGiven *given, GHashTable *values)
{
  g_autoptr (JsonObject) args = wabi_json_parse_object (given->args, -1, NULL, NULL);
  JsonObject *base = NULL, *set = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *wanted;

  if (args == NULL || !wabi_json_take_object (args, "set", TRUE, &set, NULL) || !wabi_json_take_object (args, "base", TRUE, &base, NULL))
    return;
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &wanted))
    {
      g_autofree char *key = g_strdup_printf ("%s %s", wabi_json_peek_text (args, "id"), name);
      JsonNode *now = g_hash_table_lookup (values, key);

      if (now != NULL && !given->merged && !wabi_node_equal (now, json_object_get_member (base, name)) 
          && !holds_lines (wanted, now, json_object_get_member (base, name)))
        sim_violate (19, "%s of %s wrote over what another had written", given->name, given->user->login);
      if (given->merged)
        g_hash_table_remove (values, key);
      else
        g_hash_table_replace (values, g_steal_pointer (&key), json_node_copy (wanted));
    }
}

static void
check_edits (SimWorld *world, const char *kind)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  g_autofree char *edit = g_strconcat (kind, ".edit", NULL), *settle = g_strconcat (kind, ".settle", NULL);

  if (world->epoch > 0)
    return;
  for (guint i = 0; i < world->given->len; i++)
    {
      SimGiven *given = g_ptr_array_index (world->given, i);

      if (given->applied && (strcmp (given->name, edit) == 0 || strcmp (given->name, settle) == 0))
        g_ptr_array_add (edits, given);
    }
  g_ptr_array_sort (edits, compare_seqs);
  for (guint i = 0; i < edits->len; i++)
    if (strcmp (((SimGiven *) g_ptr_array_index (edits, i))->name, settle) == 0)
      g_hash_table_remove_all (values);
    else
      follow_edit (g_ptr_array_index (edits, i), values);
}

/* Of a clash both texts can be found on the note itself, until somebody has chosen. */
static void
check_heads (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *note)
{
  JsonArray *proposals = wabi_record_get_array (note, "proposals");

  if (wabi_record_get_bool (note, "needs_hand") && (proposals == NULL || json_array_get_length (proposals) == 0))
    sim_violate (19, "note %s waits for a choice, and there is nothing to choose", row->id);
  if (proposals != NULL && json_array_get_length (proposals) > 0)
    sim_saw (SIM_SAW_PROPOSAL);
}

/* ---- 20 ---- */

static gboolean
is_confirmed (WabiRecord *visit)
{
  return wabi_record_is (visit, "status", "scheduled") || wabi_record_is (visit, "status", "arrived");
}

static void
check_overlap (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *visit)
{
  JsonArray *proposals = wabi_record_get_array (visit, "proposals");
  GHashTableIter iter;
  gpointer value;

  if (proposals != NULL && json_array_get_length (proposals) > 0)
    sim_saw (SIM_SAW_PROPOSAL);
  if (wabi_record_get_bool (visit, "needs_hand") && (proposals == NULL || json_array_get_length (proposals) == 0))
    sim_violate (20, "visit %s waits for a choice, and there is nothing to choose", row->id);
  if (!is_confirmed (visit))
    return;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SimRow *other_row = value;
      g_autoptr (WabiRecord) other = NULL;

      if (other_row->kind != &wabi_kind_appointment || other_row->deleted || strcmp (other_row->id, row->id) <= 0)
        continue;
      other = sim_row_make_record (other_row);
      if (is_confirmed (other) && wabi_record_is (other, "staff", wabi_record_get_text (visit, "staff"))
          && wabi_record_get_int (other, "starts_at") < wabi_record_get_int (visit, "ends_at")
          && wabi_record_get_int (visit, "starts_at") < wabi_record_get_int (other, "ends_at"))
        sim_violate (20, "%s and %s overlap: %s, %s", row->id, other_row->id, row->body, other_row->body);
    }
}

/* ---- 21 ---- */

static void
check_claim (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *claim)
{
  JsonArray *charges = wabi_record_get_array (claim, "charges");
  const char *before = g_hash_table_lookup (world->claims, row->id);
  gint64 total = 0;

  if (before == NULL)
    {
      sim_saw (SIM_SAW_CLAIM);
      g_hash_table_insert (world->claims, g_strdup (row->id), g_strdup (row->body));
    }
  else if (strcmp (before, row->body) != 0)
    sim_violate (21, "submitted claim %s changed", row->id);
  for (guint i = 0; charges != NULL && i < json_array_get_length (charges); i++)
    {
      const SimRow *charge_row = sim_rows_find (rows, &wabi_kind_charge, json_array_get_string_element (charges, i)), *note_row;
      g_autoptr (WabiRecord) charge = charge_row != NULL ? sim_row_make_record (charge_row) : NULL;
      g_autoptr (WabiRecord) note = NULL;

      if (charge == NULL || !wabi_record_is (charge, "claim", row->id))
        {
          sim_violate (21, "a charge of claim %s is on another claim", row->id);
          continue;
        }
      total += wabi_record_get_int (charge, "amount_cents");
      note_row = sim_rows_find (rows, &wabi_kind_note, wabi_record_get_text (charge, "note"));
      note = note_row != NULL ? sim_row_make_record (note_row) : NULL;
      if (note == NULL || !wabi_record_is (note, "state", "signed"))
        sim_violate (21, "claim %s stands on a note that is not signed", row->id);
    }
  if (total != wabi_record_get_int (claim, "total_cents"))
    sim_violate (21, "claim %s sums up to something else", row->id);
}

static void
check_charge (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *charge)
{
  GHashTableIter iter;
  gpointer value;

  sim_saw (SIM_SAW_CHARGE);
  if (wabi_record_is (charge, "state", "claimed") && sim_rows_find (rows, &wabi_kind_claim, wabi_record_get_text (charge, "claim")) == NULL)
    sim_violate (21, "charge %s is claimed by no claim", row->id);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SimRow *other_row = value;
      g_autoptr (WabiRecord) other = NULL;

      if (other_row->kind != &wabi_kind_charge || other_row->deleted || strcmp (other_row->id, row->id) <= 0)
        continue;
      other = sim_row_make_record (other_row);
      if (wabi_record_is (other, "note", wabi_record_get_text (charge, "note")))
        sim_violate (21, "note %s was charged twice", wabi_record_get_text (charge, "note"));
    }
}

void
sim_check_claims (SimWorld *world)
{
  for_each (world, &wabi_kind_claim, check_claim);
  for_each (world, &wabi_kind_charge, check_charge);
}

void
sim_check_visits (SimWorld *world)
{
  check_edits (world, "client");
  for_each (world, &wabi_kind_appointment, check_overlap);
  for_each (world, &wabi_kind_note, check_heads);
}

/* ---- the reactions: what one service owes another ---- */

static int
find_giver (SimWorld *world, const char *record)
{
  for (guint i = 0; i < world->given->len; i++)
    if (g_strcmp0 (((SimGiven *) g_ptr_array_index (world->given, i))->record, record) == 0)
      return (int) ((SimGiven *) g_ptr_array_index (world->given, i))->desk;
  return -1;
}

static void
check_session (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *session)
{
  const SimRow *visit_row = sim_rows_find (rows, &wabi_kind_appointment, wabi_record_get_text (session, "appointment") != NULL
                                                                             ? wabi_record_get_text (session, "appointment")
                                                                             : "");
  g_autoptr (WabiRecord) visit = visit_row != NULL ? sim_row_make_record (visit_row) : NULL;

  if (visit == NULL)
    return;
  sim_saw (SIM_SAW_REACTION);
  /* After a restore the desktop that held the session may be heard before the one that had booked the visit. */
  if (world->epoch > 0 && find_giver (world, visit_row->id) != find_giver (world, row->id))
    return;
  /* One that nobody has touched since it was booked: people may cancel, restore and settle what a session has changed. */
  if (is_confirmed (visit) && visit_row->version == 1)
    sim_violate (16, "session %s is %s, and its visit is still %s", row->id, wabi_record_get_text (session, "state"),
                 wabi_record_get_text (visit, "status"));
}

static void
check_charged (SimWorld *world, GHashTable *rows, const SimRow *row, WabiRecord *note)
{
  GHashTableIter iter;
  gpointer value;

  if (!wabi_record_is (note, "state", "signed"))
    return;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SimRow *charge_row = value;
      g_autoptr (WabiRecord) charge = charge_row->kind == &wabi_kind_charge ? sim_row_make_record (charge_row) : NULL;

      if (charge != NULL && wabi_record_is (charge, "note", row->id))
        return;
    }
  sim_violate (16, "signed note %s has made no charge", row->id);
}

void
sim_check_reactions (SimWorld *world)
{
  for_each (world, &wabi_kind_session, check_session);
  for_each (world, &wabi_kind_note, check_charged);
}

/* ---- 22 ---- */

void
sim_check_deleted (SimWorld *world)
{
  for (guint practice = 0; practice < SIM_PRACTICES; practice++)
    {
      g_autoptr (GHashTable) rows = sim_rows_of_server (world, practice);
      GHashTableIter iter;
      gpointer key, value;

      if (rows == NULL)
        return;
      g_hash_table_iter_init (&iter, rows);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          const SimRow *row = value;

          if (row->deleted && g_hash_table_add (world->removed, g_strdup (key)))
            sim_saw (SIM_SAW_TOMBSTONE);
          if (row->deleted && strcmp (row->body, "{}") != 0)
            sim_violate (22, "the tombstone of %s still says something", (char *) key);
          if (!row->deleted && g_hash_table_contains (world->removed, key))
            sim_violate (22, "%s was deleted and lives again", (char *) key);
        }
    }
}

/* ---- 29 ---- */

static void
check_unknown_of (GHashTable *rows, const char *where)
{
  GHashTableIter iter;
  gpointer key, value;

  if (rows == NULL)
    return;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = value;

      if (row->kind == &wabi_kind_client && !row->deleted && strstr (row->body, "\"x_future\":\"kept\"") == NULL)
        sim_violate (29, "%s has lost a member that this version does not know: %s", where, row->body);
    }
}

void
sim_check_unknown (SimWorld *world)
{
  for (guint practice = 0; practice < SIM_PRACTICES; practice++)
    {
      g_autoptr (GHashTable) rows = sim_rows_of_server (world, practice);

      check_unknown_of (rows, "the server");
    }
  for (guint i = 0; i < world->n_desks; i++)
    {
      g_autoptr (GHashTable) rows = sim_rows_of_desk (&world->desks[i]);

      check_unknown_of (rows, "a desktop");
    }
}

/* ---- 30 at the server ---- */

static void
check_server_whole (SimServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *verdict = NULL;
  WabiDb *db = sim_server_get_db (server);

  if (!wabi_store_verify_audit (server->store, NULL, NULL, &error))
    sim_violate (30, "%s", error->message);
  if (db != NULL && wabi_db_get_text (db, "PRAGMA quick_check", NULL, 0, &verdict, NULL) && strcmp (verdict, "ok") != 0)
    sim_violate (30, "the database of %s: %s", server->identity, verdict);
}

void
sim_check_server_whole (SimWorld *world)
{
  for (guint i = 0; i < world->n_servers; i++)
    if (world->servers[i].store != NULL)
      check_server_whole (&world->servers[i]);
}
