// SPDX-License-Identifier: AGPL-3.0-or-later
// A series is judged whole: each date counts all before it, and every one that cannot stand is told with its reason.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-domain.h"
#include "wabi-overrides.h"
#include "wabi-series.h"
#include "wabi-words.h"

gboolean
wabi_series_is_overlap (const WabiFinding *finding)
{
  /* Of staff, client, room or equipment. */
  return g_str_has_suffix (finding->id, "-double-booked");
}

const WabiFinding *
wabi_series_find_block (WabiRecord *visit, const GPtrArray *findings)
{
  const WabiFinding *overlap = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != WABI_FINDING_BLOCKED || wabi_overrides_cover (visit, finding->id))
        continue;
      if (!wabi_series_is_overlap (finding))
        return finding;
      overlap = finding;
    }
  return overlap;
}

/* Another note or place needs no proof: what stands already may be changed so even where it could not be booked today. */
static gboolean
needs_proof (const WabiSeriesDate *date)
{
  static const char *const proven[] = { "staff", "starts_at", "ends_at", "service_code", "room", "equipment", "status" };

  if (date->act == WABI_SERIES_MAKE)
    return TRUE;
  if (date->act != WABI_SERIES_CHANGE)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (proven); i++)
    if (!wabi_node_equal (json_object_get_member (wabi_record_get_body (date->before), proven[i]),
                          json_object_get_member (wabi_record_get_body (date->after), proven[i])))
      return TRUE;
  return FALSE;
}

/* The series' own authorization where it covers the day, else the one that the proof picks. */
static void
choose_authorization (WabiRecord *series, WabiDay day, WabiProof *proof, WabiProofContext *context, WabiRecord *visit)
{
  const char *own = series != NULL ? wabi_record_get_text (series, "authorization") : NULL;
  WabiRecord *authorization = wabi_proof_context_get (context, &wabi_kind_authorization, own);

  if (wabi_record_has (visit, "authorization"))
    return;
  if (authorization != NULL
      && wabi_day_in_range (day, wabi_lookup_day (authorization, "valid_from"), wabi_lookup_day (authorization, "valid_to")))
    wabi_record_set_text (visit, "authorization", own);
  else
    wabi_record_set_text (visit, "authorization", wabi_proof_pick_authorization (proof));
}

static void
judge_date (WabiSeriesPlan *plan, WabiSeriesDate *date, WabiProofContext *context)
{
  WabiRecord *series = plan->series != NULL ? plan->series : plan->before;
  g_autoptr (WabiProof) proof = NULL;
  WabiDay day = wabi_zone_day (wabi_proof_context_get_zone (context), wabi_record_get_int (date->after, "starts_at"));

  if (needs_proof (date))
    {
      proof = wabi_proof_new_in (context, date->after);
      date->findings = wabi_proof_check_booking (proof);
      date->block = wabi_series_find_block (date->after, date->findings);
      plan->n_blocked += date->block != NULL;
      choose_authorization (series, day, proof, context, date->after);
      g_clear_pointer (&proof, wabi_proof_free);
    }
  wabi_proof_context_put (context, date->after);
}

static gboolean
is_moved (const WabiSeriesDate *date)
{
  return date->act == WABI_SERIES_MAKE || date->act == WABI_SERIES_CHANGE;
}

gboolean
wabi_series_plan_judge (WabiSeriesPlan *plan, const WabiView *view, const char *zone, gint64 now)
{
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (view, zone, now);

  plan->n_blocked = 0;
  for (guint i = 0; i < plan->dates->len; i++)
    {
      WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      date->block = NULL;
      g_clear_pointer (&date->findings, g_ptr_array_unref);
      if (date->before != NULL && (is_moved (date) || date->act == WABI_SERIES_TAKE_BACK || date->act == WABI_SERIES_CANCEL))
        wabi_proof_context_drop (context, wabi_record_get_id (date->before));
    }
  for (guint i = 0; i < plan->dates->len; i++)
    {
      WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      if (is_moved (date))
        judge_date (plan, date, context);
    }
  return plan->n_blocked == 0;
}

static void
override_date (WabiSeriesDate *date, JsonObject *entry, const char *user, gint64 given)
{
  const char *id = wabi_json_peek_text (entry, "id");

  for (guint i = 0; i < date->findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (date->findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && g_strcmp0 (finding->id, id) == 0 && !wabi_overrides_cover (date->after, id))
        wabi_overrides_add (date->after, entry, user, given, finding->title);
    }
}

gboolean
wabi_series_plan_override (WabiSeriesPlan *plan, JsonArray *overrides, const char *user, gint64 given)
{
  plan->n_blocked = 0;
  for (guint i = 0; i < plan->dates->len; i++)
    {
      WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      for (guint j = 0; date->block != NULL && j < json_array_get_length (overrides); j++)
        {
          JsonNode *node = json_array_get_element (overrides, j);

          if (JSON_NODE_HOLDS_OBJECT (node))
            override_date (date, json_node_get_object (node), user, given);
        }
      if (date->block != NULL)
        date->block = wabi_series_find_block (date->after, date->findings);
      plan->n_blocked += date->block != NULL;
    }
  return plan->n_blocked == 0;
}

GPtrArray *
wabi_series_plan_list_blocks (const WabiSeriesPlan *plan)
{
  GPtrArray *blocks = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      for (guint j = 0; date->block != NULL && j < date->findings->len; j++)
        {
          WabiFinding *finding = g_ptr_array_index (date->findings, j);

          if (finding->level == WABI_FINDING_BLOCKED && !wabi_overrides_cover (date->after, finding->id)
              && g_hash_table_add (seen, (gpointer) finding->id))
            g_ptr_array_add (blocks, finding);
        }
    }
  return blocks;
}

/* ---- In words ---- */

static void
append_day (GHashTable *groups, GPtrArray *order, const char *reason, WabiDay day)
{
  GString *days = g_hash_table_lookup (groups, reason);
  g_autofree char *word = wabi_words_day (day);

  if (days == NULL)
    {
      char *key = g_strdup (reason);

      days = g_string_new (NULL);
      g_hash_table_insert (groups, key, days);
      g_ptr_array_add (order, key);
    }
  g_string_append_printf (days, "%s%s", days->len > 0 ? ", " : "", word);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static char *
write_groups (GHashTable *groups, GPtrArray *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < order->len; i++)
    {
      const char *reason = g_ptr_array_index (order, i);

      // Translators: a reason, and the dates that it is about: "Jordan is not available: Mar 16, Mar 23"
      g_string_append_printf (text, _("%s: %s"), reason, ((GString *) g_hash_table_lookup (groups, reason))->str);
      g_string_append (text, i + 1 < order->len ? "; " : "");
    }
  return g_string_free (text, FALSE);
}

/* Reasons that name their date say it without, so that dates with the same reason stand together. */
static const char *
say_block (const WabiFinding *block)
{
  if (strcmp (block->id, "holiday") == 0)
    return _("A holiday of the practice");
  return strcmp (block->id, "staff-time-off") == 0 ? _("Staff are off") : block->title;
}

char *
wabi_series_plan_dup_conflicts (const WabiSeriesPlan *plan)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_string);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      if (date->block != NULL)
        append_day (groups, order, say_block (date->block), date->day);
    }
  return write_groups (groups, order);
}

static const char *
say_why (const WabiSeriesDate *date)
{
  static const struct
  {
    const char *why, *words;
  } rows[] = {
    { "detached", N_ ("changed by itself") }, { "past", N_ ("already past") },       { "arrived", N_ ("has begun") },
    { "in_session", N_ ("has begun") },       { "completed", N_ ("held") },          { "cancelled", N_ ("canceled") },
    { "no_show", N_ ("missed") },             { "proposed", N_ ("waits for a decision") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (date->why, rows[i].why) == 0)
      return _(rows[i].words);
  return _("left as it is");
}

char *
wabi_series_plan_dup_kept (const WabiSeriesPlan *plan)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_string);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      if (date->act == WABI_SERIES_KEEP)
        append_day (groups, order, say_why (date), date->day);
    }
  return order->len > 0 ? write_groups (groups, order) : NULL;
}

/* ---- Taking back ---- */

/* Only members that differ; what is not there is null. */
static gboolean
pick_difference (JsonObject *from, JsonObject *to, JsonObject *edit)
{
  JsonObject *base = json_object_new (), *set = json_object_new ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *sides[] = { from, to };

  for (guint s = 0; s < 2; s++)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init (&iter, sides[s]);
      while (json_object_iter_next (&iter, &name, &node))
        {
          JsonNode *a = json_object_get_member (from, name), *b = json_object_get_member (to, name);

          /* Why a rule was overridden stays told, also where what it allowed is taken back. */
          if (wabi_merge_is_kept (name) || strcmp (name, "overrides") == 0 || wabi_node_equal (a, b) || !g_hash_table_add (names, (gpointer) name))
            continue;
          /* When exactly it was canceled is the command's to say, a moment later. */
          if (strcmp (name, "cancelled_at") != 0 && strcmp (name, "late_cancel") != 0)
            json_object_set_member (base, name, a != NULL ? json_node_copy (a) : json_node_new (JSON_NODE_NULL));
          json_object_set_member (set, name, b != NULL ? json_node_copy (b) : json_node_new (JSON_NODE_NULL));
        }
    }
  json_object_set_object_member (edit, "base", base);
  json_object_set_object_member (edit, "set", set);
  return json_object_get_size (set) > 0;
}

/* @done: what stands after the plan; @undone: what stood before it. */
static void
add_edit (JsonArray *edits, const char *id, JsonObject *done, JsonObject *undone, gboolean again)
{
  JsonObject *edit = json_object_new ();

  json_object_set_string_member (edit, "id", id);
  if (pick_difference (again ? undone : done, again ? done : undone, edit))
    json_array_add_object_element (edits, edit);
  else
    json_object_unref (edit);
}

static void
add_state (JsonArray *edits, const char *id, const char *done, const char *undone, gboolean again)
{
  g_autoptr (JsonObject) a = json_object_new (), b = json_object_new ();

  json_object_set_string_member (a, "status", done);
  json_object_set_string_member (b, "status", undone);
  add_edit (edits, id, a, b, again);
}

JsonObject *
wabi_series_plan_dup_revert (const WabiSeriesPlan *plan, gboolean again)
{
  JsonObject *args = json_object_new ();
  JsonArray *series = json_array_new (), *visits = json_array_new ();
  WabiRecord *whole = plan->before != NULL ? plan->before : plan->series;
  WabiRecord *stored = plan->rest != NULL ? plan->rest : plan->series;

  json_object_set_string_member (args, "id", wabi_record_get_id (whole));
  if (plan->before != NULL && stored != NULL)
    add_edit (series, wabi_record_get_id (stored), wabi_record_get_body (stored), wabi_record_get_body (plan->before), again);
  if (plan->before == NULL || plan->rest != NULL)
    add_state (series, wabi_record_get_id (plan->series), "active", "ended", again);
  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      if (date->act == WABI_SERIES_MAKE)
        add_state (visits, wabi_record_get_id (date->after), "scheduled", "withdrawn", again);
      else if (date->before != NULL && date->after != NULL && date->act != WABI_SERIES_SAME)
        add_edit (visits, wabi_record_get_id (date->before), wabi_record_get_body (date->after), wabi_record_get_body (date->before), again);
    }
  json_object_set_array_member (args, "series", series);
  json_object_set_array_member (args, "visits", visits);
  return args;
}
