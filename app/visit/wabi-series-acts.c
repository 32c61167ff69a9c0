// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do to visits that repeat, each with what takes it back, and what is said of a series.

#include "wabi-series-acts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-text.h"
#include "wabi-words.h"

static const char *const scope_names[] = { "this", "following", "all" };

/* Gives a command with its undo and its redo, which are the same command both ways. */
static gboolean
give (WabiDesk *desk, const WabiSeriesPlan *plan, const char *name, JsonObject *take_args, const char *done, GError **error)
{
  JsonObject *again;

  if (!wabi_desk_do (desk, name, take_args, done, "series.revert", wabi_series_plan_dup_revert (plan, FALSE), error))
    return FALSE;
  again = wabi_series_plan_dup_revert (plan, TRUE);
  wabi_desk_set_redo (desk, "series.revert", again);
  return TRUE;
}

/* Lists that are given only where there is something in them. */
static void
add_list (JsonObject *args, const char *name, JsonArray *list)
{
  if (list != NULL && json_array_get_length (list) > 0)
    json_object_set_array_member (args, name, json_array_ref (list));
}

gboolean
wabi_series_book (WabiDesk *desk, const WabiSeriesPlan *plan, JsonArray *apart, JsonArray *overrides, GError **error)
{
  JsonObject *args = wabi_json_object_copy (wabi_record_get_body (plan->series));
  guint n = wabi_series_plan_count (plan, WABI_SERIES_MAKE);
  g_autofree char *done = g_strdup_printf (ngettext ("%u session booked", "%u sessions booked", n), n);

  json_object_set_string_member (args, "id", wabi_record_get_id (plan->series));
  add_list (args, "apart", apart);
  add_list (args, "overrides", overrides);
  return give (desk, plan, "series.book", args, done, error);
}

/* What is over needs no word; that one ahead was left alone does. */
static char *
add_kept (const char *done, const WabiSeriesPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      n += date->act == WABI_SERIES_KEEP && g_strcmp0 (date->why, "detached") == 0;
    }
  if (n == 0)
    return g_strdup (done);
  // Translators: what was done to a series, and how many of its sessions were left alone because they had been changed by themselves
  return g_strdup_printf (ngettext ("%s · %u changed by itself was left", "%s · %u changed by themselves were left", n), done, n);
}

static JsonObject *
pick_base (WabiRecord *series, JsonObject *set)
{
  g_autoptr (GList) names = json_object_get_members (set);
  JsonObject *base = json_object_new ();

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (series), name->data);

      json_object_set_member (base, name->data, node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL));
    }
  return base;
}

/* Whether dates were added and nothing else was done. */
static gboolean
is_addition (const WabiSeriesPlan *plan, const WabiSeriesChange *change, guint n)
{
  guint fields = json_object_has_member (change->set, "rdates") + json_object_has_member (change->set, "exdates");

  return change->scope == WABI_SERIES_ALL && json_object_has_member (change->set, "rdates") && json_object_get_size (change->set) == fields && n == 1
         && wabi_series_plan_count (plan, WABI_SERIES_TAKE_BACK) == 0;
}

gboolean
wabi_series_change (WabiDesk *desk, const WabiSeriesPlan *plan, const WabiSeriesChange *change, JsonArray *overrides, GError **error)
{
  char text[WABI_DAY_TEXT_SIZE];
  guint n = wabi_series_plan_count (plan, WABI_SERIES_MAKE) + wabi_series_plan_count (plan, WABI_SERIES_CHANGE)
            + wabi_series_plan_count (plan, WABI_SERIES_TAKE_BACK);
  g_autofree char *changed = is_addition (plan, change, n) ? g_strdup (_("Date added to the series"))
                                                           : g_strdup_printf (ngettext ("%u session changed", "%u sessions changed", n), n);
  g_autofree char *done = add_kept (changed, plan);
  JsonObject *args = wabi_args ("id", wabi_record_get_id (plan->before), "scope", scope_names[change->scope], "split",
                                change->scope == WABI_SERIES_FOLLOWING ? change->split : NULL, NULL);

  if (change->scope != WABI_SERIES_ALL)
    json_object_set_string_member (args, "date", wabi_day_format (change->from, text));
  if (plan->series != NULL)
    {
      json_object_set_string_member (args, "last_date", wabi_record_get_text (plan->series, "last_date"));
      json_object_set_int_member (args, "total", wabi_record_get_int (plan->series, "total"));
      json_object_set_object_member (args, "base", pick_base (plan->before, change->set));
    }
  json_object_set_object_member (args, "set", wabi_json_object_copy (change->set));
  add_list (args, "apart", change->apart);
  add_list (args, "overrides", overrides);
  return give (desk, plan, "series.change", args, done, error);
}

gboolean
wabi_series_cancel (WabiDesk *desk, const WabiSeriesPlan *plan, const WabiSeriesCancel *cancel, GError **error)
{
  char text[WABI_DAY_TEXT_SIZE];
  guint n = wabi_series_plan_count (plan, WABI_SERIES_CANCEL);
  g_autofree char *canceled = g_strdup_printf (ngettext ("%u session canceled", "%u sessions canceled", n), n);
  g_autofree char *done = add_kept (canceled, plan);
  JsonObject *args = wabi_args ("id", wabi_record_get_id (plan->before), "scope", scope_names[cancel->scope], "by", cancel->by, "reason", cancel->reason,
                                "note", cancel->note, NULL);

  if (cancel->scope != WABI_SERIES_ALL)
    json_object_set_string_member (args, "date", wabi_day_format (cancel->from, text));
  if (cancel->detached)
    json_object_set_boolean_member (args, "detached", TRUE);
  return give (desk, plan, "series.cancel", args, done, error);
}

gboolean
wabi_series_cancel_from (WabiDesk *desk, WabiRecord *visit, WabiSeriesScope scope, const char *by, const char *reason, const char *note, GError **error)
{
  g_autoptr (WabiRecord) series = wabi_desk_get (desk, &wabi_kind_series, wabi_record_get_text (visit, "series"));
  WabiSeriesCancel cancel = { scope, wabi_day_from_text (wabi_record_get_text (visit, "series_date")), by, reason, note, FALSE,
                              wabi_desk_get_now (desk) };
  g_autoptr (WabiSeriesPlan) plan = NULL;

  /* Who chose a visit means it, also where it was moved by itself; the others that were are left alone, and told. */
  cancel.detached = wabi_record_get_bool (visit, "detached");
  plan = series != NULL ? wabi_series_plan_cancel (wabi_desk_get_view (desk), series, &cancel, error) : NULL;
  if (plan == NULL)
    {
      if (series == NULL)
        g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_ENDED, _("The series of this session is not there any more."));
      return FALSE;
    }
  return wabi_series_cancel (desk, plan, &cancel, error);
}

/* ---- Of which series, and what is said of it ---- */

static guint
count_ahead (WabiDesk *desk, WabiRecord *series)
{
  g_autoptr (GPtrArray) all = wabi_series_list (wabi_desk_get_view (desk), wabi_record_get_id (series));
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (all, i);

      n += wabi_text_list_has ("scheduled arrived proposed", wabi_record_get_text (visit, "status"))
           && wabi_record_get_int (visit, "starts_at") >= wabi_desk_get_now (desk);
    }
  return n;
}

WabiRecord *
wabi_series_get_of (WabiDesk *desk, WabiRecord *visit)
{
  g_autoptr (WabiRecord) series = NULL;

  if (!wabi_record_has (visit, "series"))
    return NULL;
  series = wabi_desk_get (desk, &wabi_kind_series, wabi_record_get_text (visit, "series"));
  if (series == NULL || !wabi_record_is (series, "status", "active"))
    return NULL;
  return g_steal_pointer (&series);
}

/* The rule in words, and how many dates were added to it. */
static char *
describe_rule (WabiRecord *series)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (wabi_record_get_text (series, "rule"), NULL);
  JsonArray *added = wabi_record_get_array (series, "rdates");
  guint n = added != NULL ? json_array_get_length (added) : 0;
  g_autofree char *words = NULL;

  if (recur != NULL)
    wabi_recur_end_after (recur, 0);
  words = recur != NULL ? wabi_recur_dup_words (recur) : g_strdup (wabi_record_get_text (series, "rule"));
  if (n == 0)
    return g_steal_pointer (&words);
  // Translators: a rule in words, and how many dates were added to it by hand: "Every week on Monday and 2 added dates"
  return g_strdup_printf (ngettext ("%s and %u added date", "%s and %u added dates", n), words, n);
}

char *
wabi_series_dup_summary (WabiDesk *desk, WabiRecord *series)
{
  g_autoptr (WabiRecord) authorization = NULL;
  g_autofree char *words = describe_rule (series), *last = wabi_words_day_year (wabi_day_from_text (wabi_record_get_text (series, "last_date"))), *end = NULL;
  WabiDay until = WABI_DAY_NONE;
  guint left = count_ahead (desk, series);

  if (wabi_record_get_bool (series, "ends_with_authorization"))
    {
      authorization = wabi_desk_get (desk, &wabi_kind_authorization, wabi_record_get_text (series, "authorization"));
      until = authorization != NULL ? wabi_day_from_text (wabi_record_get_text (authorization, "valid_to")) : WABI_DAY_NONE;
    }
  if (until == WABI_DAY_NONE)
    // Translators: a rule in words, how many sessions are ahead, the last date: "Every week on Monday · 14 left · until Jun 29, 2026"
    return g_strdup_printf (ngettext ("%s · %u left · until %s", "%s · %u left · until %s", left), words, left, last);
  end = wabi_words_day (until);
  // Translators: a rule in words, how many sessions are ahead, the day on which the authorization ends
  return g_strdup_printf (ngettext ("%s · %u left · until the authorization ends %s", "%s · %u left · until the authorization ends %s", left), words,
                          left, end);
}

/* ---- What a change of one means for the others ---- */

static void
add_weekday (WabiRecur *recur, int weekday)
{
  WabiRecurDay day = { 0, weekday };

  for (guint i = 0; i < recur->days->len; i++)
    if (g_array_index (recur->days, WabiRecurDay, i).weekday == weekday)
      return;
  g_array_append_val (recur->days, day);
}

/* Monday becomes Tuesday in a rule of weeks; other rules do not move by days. */
static char *
shift_rule (WabiRecord *series, WabiDay from, WabiDay to)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (wabi_record_get_text (series, "rule"), NULL);
  WabiDay start = wabi_day_from_text (wabi_record_get_text (series, "start_date"));

  if (recur == NULL || recur->freq != WABI_RECUR_WEEKLY || wabi_day_week_start (from, recur->week_start) != wabi_day_week_start (to, recur->week_start))
    return NULL;
  if (recur->days->len == 0)
    add_weekday (recur, wabi_day_weekday (start));
  for (guint i = recur->days->len; i > 0; i--)
    if (g_array_index (recur->days, WabiRecurDay, i - 1).weekday == wabi_day_weekday (from))
      g_array_remove_index (recur->days, i - 1);
  add_weekday (recur, wabi_day_weekday (to));
  return wabi_recur_dup_text (recur);
}

static void
set_text (JsonObject *set, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (set, name, text);
  else
    json_object_set_null_member (set, name);
}

static void
set_equipment (JsonObject *set, WabiRecord *visit, WabiRecord *wanted)
{
  JsonNode *is = json_object_get_member (wabi_record_get_body (wanted), "equipment");

  if (!wabi_node_equal (json_object_get_member (wabi_record_get_body (visit), "equipment"), is))
    json_object_set_member (set, "equipment", is != NULL ? json_node_copy (is) : json_node_new (JSON_NODE_NULL));
}

JsonObject *
wabi_series_dup_set (WabiDesk *desk, WabiRecord *series, WabiRecord *visit, WabiRecord *wanted)
{
  static const char *const fields[] = { "staff", "service_code", "place", "location", "room", "notes" };
  const char *zone = wabi_desk_get_zone (desk);
  g_autoptr (JsonObject) set = json_object_new ();
  WabiLocal was = wabi_zone_to_local (zone, wabi_record_get_int (visit, "starts_at"));
  WabiLocal is = wabi_zone_to_local (zone, wabi_record_get_int (wanted, "starts_at"));
  gint64 length = wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at");
  gint64 wants = wabi_record_get_int (wanted, "ends_at") - wabi_record_get_int (wanted, "starts_at");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (wabi_record_get_text (visit, fields[i]), wabi_record_get_text (wanted, fields[i])) != 0)
      set_text (set, fields[i], wabi_record_get_text (wanted, fields[i]));
  set_equipment (set, visit, wanted);
  if (was.minute != is.minute)
    json_object_set_int_member (set, "start_minute", is.minute);
  if (length != wants)
    json_object_set_int_member (set, "minutes", wants / WABI_MINUTE);
  if (was.day != is.day)
    {
      WabiDay date = wabi_day_from_text (wabi_record_get_text (visit, "series_date"));
      g_autofree char *rule = shift_rule (series, date, date + is.day - was.day);
      char text[WABI_DAY_TEXT_SIZE];

      if (rule == NULL)
        return NULL;
      json_object_set_string_member (set, "rule", rule);
      /* A session that moves to an earlier day of its week still begins the following ones. */
      json_object_set_string_member (set, "start_date", wabi_day_format (MIN (date, date + is.day - was.day), text));
    }
  return json_object_get_size (set) > 0 ? g_steal_pointer (&set) : NULL;
}
