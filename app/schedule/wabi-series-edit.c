// SPDX-License-Identifier: AGPL-3.0-or-later
// The rule of a series that stands, changed from one of its sessions on.

#include "wabi-series-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-lookup.h"
#include "wabi-series-acts.h"

struct _WabiSeriesEdit
{
  WabiDesk *desk;
  WabiRecord *series, *base;
  WabiDay day;
  int gone;
  WabiSeriesScope scope;
  gboolean adding; /* a date; @base is then the session to be */
  char *rule, *ends; /* as the fields said them at first, of all */
  char *split;
  WabiSeriesChange change;
  WabiSeriesPlan *plan;
};

static JsonNode *
peek (WabiRecord *record, const char *field)
{
  return json_object_get_member (wabi_record_get_body (record), field);
}

/* --- where it begins --- */

static WabiRecord *
make_base (WabiRecord *series, WabiRecord *visit, WabiDay day)
{
  static const char *const same[] = { "staff", "service_code", "place", "location", "room", "equipment", "notes" };
  WabiRecord *base = wabi_record_copy (visit);
  gint64 start = wabi_zone_from_local (wabi_record_get_text (series, "zone"), day, (int) wabi_record_get_int (series, "start_minute"));

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      JsonNode *node = peek (series, same[i]);

      wabi_record_take_node (base, same[i], node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_node_copy (node) : NULL);
    }
  wabi_record_set_int (base, "starts_at", start);
  wabi_record_set_int (base, "ends_at", start + wabi_record_get_int (series, "minutes") * WABI_MINUTE);
  wabi_record_take_node (base, "overrides", NULL);
  return base;
}

static int
count_gone (WabiRecord *series, WabiDay day)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (wabi_record_get_text (series, "rule"), NULL);
  WabiRecurWall start = { wabi_day_from_text (wabi_record_get_text (series, "start_date")), 0 };
  g_autoptr (GArray) before = recur != NULL ? wabi_recur_list (recur, start, NULL, day - 1, WABI_SERIES_MOST, NULL) : NULL;

  return before != NULL ? (int) before->len : 0;
}

WabiSeriesEdit *
wabi_series_edit_new (WabiDesk *desk, WabiRecord *visit)
{
  g_autoptr (WabiRecord) series = wabi_series_get_of (desk, visit);
  WabiSeriesEdit *edit;

  if (series == NULL)
    return NULL;
  edit = g_new0 (WabiSeriesEdit, 1);
  edit->desk = g_object_ref (desk);
  edit->day = wabi_day_from_text (wabi_record_get_text (visit, "series_date"));
  edit->base = make_base (series, visit, edit->day);
  edit->gone = count_gone (series, edit->day);
  edit->series = g_steal_pointer (&series);
  edit->scope = WABI_SERIES_FOLLOWING;
  edit->split = wabi_desk_new_id (desk);
  return edit;
}

/* The first day after the session that the series leaves free. */
static WabiDay
find_free_day (WabiSeriesEdit *edit)
{
  g_autoptr (GPtrArray) all = wabi_series_list (wabi_desk_get_view (edit->desk), wabi_record_get_id (edit->series));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (edit->desk), wabi_desk_get_now (edit->desk)), day = MAX (edit->day, today) + 1;

  for (guint i = 0; i < all->len; i++)
    if (wabi_lookup_day (g_ptr_array_index (all, i), "series_date") == day)
      {
        day++;
        i = (guint) -1;
      }
  return day;
}

/* A session that is not there yet, as the series gives it. */
static WabiRecord *
make_added (WabiSeriesEdit *edit, WabiDay day)
{
  g_autofree char *id = wabi_desk_new_id (edit->desk);
  g_autoptr (WabiRecord) visit = wabi_record_new (&wabi_kind_appointment, id);

  wabi_record_set_text (visit, "client", wabi_record_get_text (edit->series, "client"));
  wabi_record_set_text (visit, "zone", wabi_record_get_text (edit->series, "zone"));
  wabi_record_set_text (visit, "status", "scheduled");
  return make_base (edit->series, visit, day);
}

WabiSeriesEdit *
wabi_series_edit_new_added (WabiDesk *desk, WabiRecord *visit)
{
  WabiSeriesEdit *edit = wabi_series_edit_new (desk, visit);

  if (edit == NULL)
    return NULL;
  edit->adding = TRUE;
  edit->scope = WABI_SERIES_ALL;
  g_object_unref (edit->base);
  edit->base = make_added (edit, find_free_day (edit));
  return edit;
}

gboolean
wabi_series_edit_is_adding (WabiSeriesEdit *edit)
{
  return edit->adding;
}

static void
forget_plan (WabiSeriesEdit *edit)
{
  g_clear_pointer (&edit->plan, wabi_series_plan_free);
  g_clear_pointer (&edit->change.set, json_object_unref);
  g_clear_pointer (&edit->change.apart, json_array_unref);
}

void
wabi_series_edit_free (WabiSeriesEdit *edit)
{
  if (edit == NULL)
    return;
  forget_plan (edit);
  g_object_unref (edit->desk);
  g_object_unref (edit->series);
  g_object_unref (edit->base);
  g_free (edit->rule);
  g_free (edit->ends);
  g_free (edit->split);
  g_free (edit);
}

WabiRecord *
wabi_series_edit_get_series (WabiSeriesEdit *edit)
{
  return edit->series;
}

WabiRecord *
wabi_series_edit_get_base (WabiSeriesEdit *edit)
{
  return edit->base;
}

WabiDay
wabi_series_edit_get_day (WabiSeriesEdit *edit)
{
  return edit->day;
}

int
wabi_series_edit_get_gone (WabiSeriesEdit *edit)
{
  return edit->gone;
}

void
wabi_series_edit_set_scope (WabiSeriesEdit *edit, WabiSeriesScope scope)
{
  edit->scope = scope;
}

WabiSeriesScope
wabi_series_edit_get_scope (WabiSeriesEdit *edit)
{
  return edit->scope;
}

void
wabi_series_edit_begin (WabiSeriesEdit *edit, const char *rule, const char *ends)
{
  g_free (edit->rule);
  g_free (edit->ends);
  edit->rule = g_strdup (rule);
  edit->ends = g_strdup (ends);
}

/* --- longer --- */

static gboolean
has_code (WabiRecord *authorization, const char *code)
{
  JsonArray *lines = wabi_record_get_array (authorization, "lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (wabi_json_peek_text (json_node_get_object (node), "code"), code) == 0)
        return TRUE;
    }
  return FALSE;
}

WabiRecord *
wabi_series_edit_find_next (WabiSeriesEdit *edit)
{
  const char *code = wabi_record_get_text (edit->series, "service_code"), *own = wabi_record_get_text (edit->series, "authorization");
  WabiDay last = wabi_day_from_text (wabi_record_get_text (edit->series, "last_date")), best_end = WABI_DAY_NONE;
  g_autoptr (GPtrArray) all
      = wabi_lookup_by (wabi_desk_get_view (edit->desk), &wabi_kind_authorization, "client", wabi_record_get_text (edit->series, "client"));
  WabiRecord *best = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);
      WabiDay end = wabi_lookup_day (one, "valid_to");

      if (end == WABI_DAY_NONE || end <= last || !wabi_record_is (one, "status", "approved") || g_strcmp0 (wabi_record_get_id (one), own) == 0
          || !has_code (one, code) || (best != NULL && end >= best_end))
        continue;
      best = one;
      best_end = end;
    }
  return best != NULL ? g_object_ref (best) : NULL;
}

/* --- what is to be set --- */

/* The rule as the fields would say it where nothing is changed. */
static char *
dup_old_rule (WabiSeriesEdit *edit)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (edit->rule, NULL);

  if (recur == NULL || recur->count == 0 || edit->scope != WABI_SERIES_FOLLOWING)
    return g_strdup (edit->rule);
  wabi_recur_end_after (recur, MAX (recur->count - edit->gone, 1));
  return wabi_recur_dup_text (recur);
}

static gboolean
gives (const WabiRecur *recur, int weekday)
{
  for (guint i = 0; i < recur->days->len; i++)
    if (g_array_index (recur->days, WabiRecurDay, i).weekday == weekday)
      return TRUE;
  return FALSE;
}

/* Wednesday becomes Tuesday: the new days begin in the week of the session that goes, so that no week is lost; not in the past, and not on a
 * day that the series had before the session. */
static WabiDay
find_start (WabiSeriesEdit *edit, const char *rule)
{
  g_autoptr (WabiRecur) is = wabi_recur_parse (rule, NULL), was = wabi_recur_parse (edit->rule, NULL);
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (edit->desk), wabi_desk_get_now (edit->desk));

  if (is == NULL || was == NULL || is->freq != WABI_RECUR_WEEKLY || was->freq != WABI_RECUR_WEEKLY || gives (is, wabi_day_weekday (edit->day)))
    return edit->day;
  for (WabiDay day = MAX (wabi_day_week_start (edit->day, is->week_start), today + 1); day < edit->day; day++)
    if (gives (is, wabi_day_weekday (day)) && !gives (was, wabi_day_weekday (day)))
      return day;
  return edit->day;
}

static void
set_rule (WabiSeriesEdit *edit, const char *rule, JsonObject *set)
{
  g_autofree char *old = dup_old_rule (edit);
  WabiDay start;
  char text[WABI_DAY_TEXT_SIZE];

  if (g_strcmp0 (old, rule) == 0)
    return;
  json_object_set_string_member (set, "rule", rule);
  start = edit->scope == WABI_SERIES_FOLLOWING ? find_start (edit, rule) : edit->day;
  if (start < edit->day)
    json_object_set_string_member (set, "start_date", wabi_day_format (start, text));
}

static void
set_end (WabiSeriesEdit *edit, const char *ends, JsonObject *set)
{
  if (g_strcmp0 (ends, edit->ends) == 0)
    return;
  json_object_set_boolean_member (set, "ends_with_authorization", ends != NULL);
  if (ends != NULL && !wabi_record_is (edit->series, "authorization", ends))
    json_object_set_string_member (set, "authorization", ends);
}

/* The date itself is the rule's to say. */
static JsonObject *
make_set (WabiSeriesEdit *edit, const WabiSeriesWish *wish)
{
  JsonObject *set = wabi_series_dup_set (edit->desk, edit->series, edit->base, wish->visit);
  JsonArray *stood = wabi_record_get_array (edit->series, "exdates"), *all;

  if (set == NULL)
    set = json_object_new ();
  set_rule (edit, wish->rule, set);
  set_end (edit, wish->ends, set);
  if (wish->skip_holidays != wabi_record_get_bool (edit->series, "skip_holidays"))
    json_object_set_boolean_member (set, "skip_holidays", wish->skip_holidays);
  if (wish->left_out == NULL || json_array_get_length (wish->left_out) == 0)
    return set;
  all = json_array_new ();
  for (guint i = 0; stood != NULL && i < json_array_get_length (stood); i++)
    json_array_add_string_element (all, json_array_get_string_element (stood, i));
  for (guint i = 0; i < json_array_get_length (wish->left_out); i++)
    json_array_add_string_element (all, json_array_get_string_element (wish->left_out, i));
  json_object_set_array_member (set, "exdates", all);
  return set;
}

/* The date, and what is otherwise on it. */
static JsonObject *
make_set_added (WabiSeriesEdit *edit, WabiRecord *wanted, JsonArray **apart, GError **error)
{
  WabiDay day = wabi_zone_day (wabi_record_get_text (edit->series, "zone"), wabi_record_get_int (wanted, "starts_at"));
  g_autoptr (WabiRecord) given = make_base (edit->series, wanted, day);
  g_autoptr (JsonObject) own = wabi_series_dup_set (edit->desk, edit->series, given, wanted);
  JsonObject *one;
  char text[WABI_DAY_TEXT_SIZE];

  *apart = NULL;
  if (own != NULL)
    {
      *apart = json_array_new ();
      one = json_object_new ();
      json_object_set_string_member (one, "date", wabi_day_format (day, text));
      json_object_set_object_member (one, "set", g_steal_pointer (&own));
      json_array_add_object_element (*apart, one);
    }
  return wabi_series_dup_added (wabi_desk_get_view (edit->desk), edit->series, day, error);
}

/* --- judged and saved --- */

WabiSeriesPlan *
wabi_series_edit_judge (WabiSeriesEdit *edit, const WabiSeriesWish *wish, GError **error)
{
  WabiDesk *desk = edit->desk;

  forget_plan (edit);
  edit->change = (WabiSeriesChange){ .scope = edit->scope,
                                     .from = edit->day,
                                     .split = edit->split,
                                     .user = wabi_desk_get_user (desk),
                                     .given = wabi_desk_get_now (desk) };
  if (edit->adding)
    edit->change.set = make_set_added (edit, wish->visit, &edit->change.apart, error);
  else
    {
      edit->change.set = make_set (edit, wish);
      edit->change.apart = wish->apart != NULL ? json_array_ref (wish->apart) : NULL;
    }
  if (edit->change.set == NULL || json_object_get_size (edit->change.set) == 0)
    return NULL;
  edit->plan = wabi_series_plan_change (wabi_desk_get_view (desk), edit->series, &edit->change, error);
  if (edit->plan != NULL && edit->adding && wabi_series_plan_count (edit->plan, WABI_SERIES_MAKE) + wabi_series_plan_count (edit->plan, WABI_SERIES_CHANGE) == 0)
    {
      g_clear_pointer (&edit->plan, wabi_series_plan_free);
      g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_NO_DATES, _("That time is over. Choose a later one."));
    }
  if (edit->plan != NULL)
    wabi_series_plan_judge (edit->plan, wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  return edit->plan;
}

gboolean
wabi_series_edit_save (WabiSeriesEdit *edit, JsonArray *overrides, GError **error)
{
  g_return_val_if_fail (edit->plan != NULL, FALSE);
  return wabi_series_change (edit->desk, edit->plan, &edit->change, overrides, error);
}
