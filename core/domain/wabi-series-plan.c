// SPDX-License-Identifier: AGPL-3.0-or-later
// What booking, changing or canceling a series does to each of its dates, before anything is done.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-domain.h"
#include "wabi-series-private.h"
#include "wabi-text.h"

G_DEFINE_QUARK (wabi-series-error-quark, wabi_series_error)

const char *
wabi_series_error_word (const GError *error)
{
  static const char *const words[] = { "series-rule",  "series-endless", "series-too-long", "series-no-dates",
                                       "series-bound", "series-ended",   "status-moved-on" };

  g_return_val_if_fail (error != NULL && error->domain == WABI_SERIES_ERROR && error->code < (int) G_N_ELEMENTS (words), "series-rule");
  return words[error->code];
}

gboolean
wabi_series_scope_from_name (const char *name, WabiSeriesScope *scope)
{
  static const char *const names[] = { "this", "following", "all" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *scope = (WabiSeriesScope) i;
        return TRUE;
      }
  return FALSE;
}

static void
free_date (gpointer data)
{
  WabiSeriesDate *date = data;

  g_free (date->why);
  g_clear_object (&date->before);
  g_clear_object (&date->after);
  g_clear_pointer (&date->findings, g_ptr_array_unref);
  g_free (date);
}

WabiSeriesPlan *
wabi_series_plan_new (WabiRecord *before)
{
  WabiSeriesPlan *plan = g_new0 (WabiSeriesPlan, 1);

  plan->before = before != NULL ? g_object_ref (before) : NULL;
  plan->dates = g_ptr_array_new_with_free_func (free_date);
  plan->cut = WABI_DAY_NONE;
  return plan;
}

void
wabi_series_plan_free (WabiSeriesPlan *plan)
{
  if (plan == NULL)
    return;
  g_clear_object (&plan->before);
  g_clear_object (&plan->series);
  g_clear_object (&plan->rest);
  g_ptr_array_unref (plan->dates);
  g_free (plan);
}

guint
wabi_series_plan_count (const WabiSeriesPlan *plan, WabiSeriesAct act)
{
  guint n = 0;

  for (guint i = 0; i < plan->dates->len; i++)
    n += ((WabiSeriesDate *) g_ptr_array_index (plan->dates, i))->act == act;
  return n;
}

static WabiSeriesDate *
add_date (WabiSeriesPlan *plan, WabiDay day, WabiSeriesAct act, const char *why, WabiRecord *before, WabiRecord *take_after)
{
  WabiSeriesDate *date = g_new0 (WabiSeriesDate, 1);

  date->day = day;
  date->act = act;
  date->why = g_strdup (why);
  date->before = before != NULL ? g_object_ref (before) : NULL;
  date->after = take_after;
  g_ptr_array_add (plan->dates, date);
  return date;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const WabiSeriesDate *x = *(WabiSeriesDate *const *) a, *y = *(WabiSeriesDate *const *) b;

  return x->day != y->day ? (x->day < y->day ? -1 : 1) : (int) x->act - (int) y->act;
}

/* ---- Booking ---- */

/* What was chosen for one of the dates: another time, another person. */
static JsonObject *
find_apart (JsonArray *apart, WabiDay day)
{
  for (guint i = 0; apart != NULL && i < json_array_get_length (apart); i++)
    {
      JsonNode *node = json_array_get_element (apart, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *set = NULL;

      if (one != NULL && wabi_day_from_text (wabi_json_peek_text (one, "date")) == day && wabi_json_take_object (one, "set", TRUE, &set, NULL))
        return set;
    }
  return NULL;
}

WabiSeriesPlan *
wabi_series_plan_book (const WabiView *view, WabiRecord *draft, JsonArray *apart, GError **error)
{
  g_autoptr (WabiSeriesPlan) plan = wabi_series_plan_new (NULL);
  g_autoptr (GArray) days = NULL;
  g_autoptr (GHashTable) holidays = wabi_series_read_holidays (view, draft);
  WabiDay bound;

  plan->series = wabi_record_copy (draft);
  if (!wabi_series_find_bound (view, plan->series, &bound, error))
    return NULL;
  days = wabi_series_expand (plan, plan->series, bound, WABI_DAY_NONE, error);
  if (days == NULL)
    return NULL;
  wabi_series_write_bounds (plan->series, days);
  for (guint i = 0; i < days->len; i++)
    {
      WabiDay day = g_array_index (days, WabiDay, i);
      const char *holiday = g_hash_table_lookup (holidays, GINT_TO_POINTER (day));
      g_autofree char *id = wabi_series_dup_id (wabi_record_get_id (plan->series), day);

      JsonObject *set = find_apart (apart, day);
      WabiRecord *visit;

      if (holiday != NULL && set == NULL)
        {
          add_date (plan, day, WABI_SERIES_SKIP, holiday, NULL, NULL);
          continue;
        }
      visit = wabi_series_make_occurrence (plan->series, id, day);
      if (set != NULL)
        wabi_series_set_apart (plan->series, visit, set);
      add_date (plan, day, WABI_SERIES_MAKE, NULL, NULL, visit);
    }
  return g_steal_pointer (&plan);
}

/* ---- Changing ---- */

typedef struct
{
  const WabiView *view;
  const WabiSeriesChange *change;
  WabiSeriesPlan *plan;
  WabiRecord *stored;      /* the series as it is */
  GPtrArray *occurrences;  /* of it */
  GHashTable *wanted;      /* days that it shall have */
  GHashTable *seen;        /* days that have an occurrence, whatever becomes of it */
  GArray *kept_days;
  GHashTable *only;        /* (nullable): the days that are added or left out, where nothing else is changed: no other is touched */
} Changing;

static gboolean
is_meant (const Changing *changing, WabiDay day)
{
  return changing->only == NULL || g_hash_table_contains (changing->only, GINT_TO_POINTER (day));
}

/* Why an occurrence is left alone, or NULL. */
static const char *
find_why_kept (WabiRecord *visit, gint64 given)
{
  if (!wabi_text_list_has ("scheduled proposed", wabi_record_get_text (visit, "status")))
    return wabi_record_get_text (visit, "status");
  if (wabi_record_get_bool (visit, "detached"))
    return "detached";
  return wabi_record_get_int (visit, "starts_at") < given ? "past" : NULL;
}

static WabiRecord *
make_changed (WabiRecord *stored, WabiRecord *series, WabiRecord *visit)
{
  WabiRecord *after = wabi_record_copy (visit);
  gboolean recoded = !wabi_record_is (series, "service_code", wabi_record_get_text (visit, "service_code"));

  wabi_series_write_occurrence (series, wabi_lookup_day (visit, "series_date"), after);
  /* Another service is another line of the authorization: the proof picks anew. */
  if (recoded)
    wabi_record_set_text (after, "authorization", NULL);
  /* What somebody wrote on this one alone, or took for it alone, stays. */
  if (wabi_node_equal (json_object_get_member (wabi_record_get_body (visit), "equipment"),
                       json_object_get_member (wabi_record_get_body (stored), "equipment")))
    wabi_series_copy_equipment (series, after);
  if (g_strcmp0 (wabi_record_get_text (visit, "notes"), wabi_record_get_text (stored, "notes")) == 0)
    wabi_record_set_text (after, "notes", wabi_record_get_text (series, "notes"));
  return after;
}

/* What was chosen for that date alone, on top of what the series gives. */
static WabiRecord *
make_changed_apart (Changing *changing, WabiRecord *visit)
{
  WabiRecord *after = make_changed (changing->stored, changing->plan->series, visit);
  JsonObject *set = find_apart (changing->change->apart, wabi_lookup_day (visit, "series_date"));

  if (wabi_record_is (visit, "status", "withdrawn"))
    wabi_record_take_node (after, "detached", NULL);
  if (set != NULL)
    wabi_series_set_apart (changing->plan->series, after, set);
  return after;
}

static void
take_occurrence (Changing *changing, WabiRecord *visit)
{
  WabiSeriesPlan *plan = changing->plan;
  WabiDay day = wabi_lookup_day (visit, "series_date");
  const char *why = find_why_kept (visit, changing->change->given);
  g_autoptr (WabiRecord) after = NULL;

  g_hash_table_add (changing->seen, GINT_TO_POINTER (day));
  if (why != NULL)
    {
      g_array_append_val (changing->kept_days, day);
      add_date (plan, day, WABI_SERIES_KEEP, why, visit, NULL);
      return;
    }
  if (!g_hash_table_contains (changing->wanted, GINT_TO_POINTER (day)))
    {
      after = wabi_record_copy (visit);
      wabi_record_set_text (after, "status", "withdrawn");
      add_date (plan, day, WABI_SERIES_TAKE_BACK, NULL, visit, g_steal_pointer (&after));
      return;
    }
  after = make_changed_apart (changing, visit);
  add_date (plan, day, json_object_equal (wabi_record_get_body (after), wabi_record_get_body (visit)) ? WABI_SERIES_SAME : WABI_SERIES_CHANGE, NULL,
            visit, g_object_ref (after));
}

/* The occurrence that is to be booked on a day: one that was taken back there stands up again. */
static void
take_new_day (Changing *changing, WabiDay day)
{
  WabiSeriesPlan *plan = changing->plan;

  for (guint n = 0; n < 20; n++)
    {
      g_autofree char *root = n == 0 ? g_strdup (wabi_record_get_id (plan->series))
                                     : g_strdup_printf ("%s %u", wabi_record_get_id (plan->series), n);
      g_autofree char *id = wabi_series_dup_id (root, day);
      g_autoptr (WabiRecord) there = wabi_lookup_get (changing->view, &wabi_kind_appointment, id);
      g_autoptr (WabiRecord) after = NULL;

      if (there == NULL)
        {
          JsonObject *set = find_apart (changing->change->apart, day);

          after = wabi_series_make_occurrence (plan->series, id, day);
          if (set != NULL)
            wabi_series_set_apart (plan->series, after, set);
          add_date (plan, day, WABI_SERIES_MAKE, NULL, NULL, g_object_ref (after));
          return;
        }
      if (!wabi_record_is (there, "status", "withdrawn"))
        continue; /* it went to another series */
      after = make_changed_apart (changing, there);
      wabi_record_set_text (after, "status", "scheduled");
      add_date (plan, day, WABI_SERIES_CHANGE, NULL, there, g_object_ref (after));
      return;
    }
}

/* A date with a time of its own begins then. */
static gboolean
has_begun (Changing *changing, WabiDay day)
{
  JsonObject *set = find_apart (changing->change->apart, day);
  g_autoptr (WabiRecord) visit = NULL;

  if (set == NULL)
    return wabi_series_find_start (changing->plan->series, day) < changing->change->given;
  visit = wabi_series_make_occurrence (changing->plan->series, wabi_record_get_id (changing->plan->series), day);
  wabi_series_set_apart (changing->plan->series, visit, set);
  return wabi_record_get_int (visit, "starts_at") < changing->change->given;
}

static void
take_days (Changing *changing, const GArray *days, GHashTable *holidays)
{
  for (guint i = 0; i < days->len; i++)
    {
      WabiDay day = g_array_index (days, WabiDay, i);
      const char *holiday = g_hash_table_lookup (holidays, GINT_TO_POINTER (day));

      if (g_hash_table_contains (changing->seen, GINT_TO_POINTER (day)) || !is_meant (changing, day) || has_begun (changing, day))
        continue;
      if (holiday != NULL)
        add_date (changing->plan, day, WABI_SERIES_SKIP, holiday, NULL, NULL);
      else
        take_new_day (changing, day);
    }
}

/* The stored series ends on the day before; what follows is another one. FALSE without error when nothing comes before. */
static gboolean
split (Changing *changing, WabiRecur *recur, const GArray *days)
{
  const WabiSeriesChange *change = changing->change;
  WabiSeriesPlan *plan = changing->plan;
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (WabiDay));
  g_autoptr (GArray) exdates = wabi_series_read_days (changing->stored, "exdates"), rdates = wabi_series_read_days (changing->stored, "rdates");
  g_autoptr (GArray) walls = wabi_recur_list (recur, (WabiRecurWall){ wabi_lookup_day (changing->stored, "start_date"), 0 }, NULL,
                                              wabi_lookup_day (changing->stored, "last_date"), WABI_SERIES_MOST, NULL);
  g_autofree char *text = NULL;
  char first[WABI_DAY_TEXT_SIZE];
  WabiDay start = change->from;
  guint gone = 0;

  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, WabiDay, i) < change->from)
      g_array_append_val (before, g_array_index (days, WabiDay, i));
  if (before->len == 0)
    return FALSE;
  while (gone < walls->len && g_array_index (walls, WabiRecurWall, gone).day < change->from)
    gone++;
  /* Every second week stays the same second week, also where the date was added by hand. */
  if (gone < walls->len && !json_object_has_member (change->set, "rule"))
    start = g_array_index (walls, WabiRecurWall, gone).day;
  plan->rest = wabi_record_copy (changing->stored);
  wabi_series_write_bounds (plan->rest, before);
  wabi_series_write_days (plan->rest, "exdates", exdates, WABI_DAY_NONE, change->from - 1);
  wabi_series_write_days (plan->rest, "rdates", rdates, WABI_DAY_NONE, change->from - 1);
  plan->series = wabi_record_new (&wabi_kind_series, change->split);
  wabi_record_set_all (plan->series, wabi_record_get_body (changing->stored));
  wabi_series_write_days (plan->series, "exdates", exdates, change->from, WABI_DAY_NONE);
  wabi_series_write_days (plan->series, "rdates", rdates, change->from, WABI_DAY_NONE);
  wabi_record_set_text (plan->series, "start_date", wabi_day_format (start, first));
  wabi_record_set_text (plan->series, "follows", wabi_record_get_id (changing->stored));
  wabi_record_set_text (plan->series, "booked_by", change->user);
  if (recur->count > 0)
    {
      wabi_recur_end_after (recur, MAX (recur->count - (int) gone, 1));
      text = wabi_recur_dup_text (recur);
      wabi_record_set_text (plan->series, "rule", text);
    }
  wabi_recur_end_on (recur, change->from - 1);
  g_free (text);
  text = wabi_recur_dup_text (recur);
  wabi_record_set_text (plan->rest, "rule", text);
  return TRUE;
}

static gboolean
begin_change (Changing *changing, GError **error)
{
  WabiSeriesPlan *plan = changing->plan;
  g_autoptr (WabiRecur) recur = wabi_series_read_rule (changing->stored, error);
  g_autoptr (GArray) days = NULL;

  if (recur == NULL)
    return FALSE;
  days = wabi_series_list_days (changing->stored, recur, wabi_lookup_day (changing->stored, "last_date"), NULL);
  if (changing->change->scope != WABI_SERIES_FOLLOWING || !split (changing, recur, days))
    plan->series = wabi_record_copy (changing->stored);
  wabi_record_set_all (plan->series, changing->change->set);
  return TRUE;
}

/* The days that the changed series has: a change that leaves the rule alone leaves its end where it is. */
static GArray *
list_changed (Changing *changing, GError **error)
{
  JsonObject *set = changing->change->set;
  gboolean redrawn = json_object_has_member (set, "rule") || json_object_has_member (set, "ends_with_authorization")
                     || json_object_has_member (set, "authorization");
  WabiDay bound = WABI_DAY_NONE;

  if (!redrawn)
    return wabi_series_expand_added (changing->view, changing->plan, wabi_lookup_day (changing->stored, "last_date"), error);
  if (!wabi_series_find_bound (changing->view, changing->plan->series, &bound, error))
    return NULL;
  return wabi_series_expand (changing->plan, changing->plan->series, bound, WABI_DAY_NONE, error);
}

static void
add_wanted (Changing *changing, const GArray *days, GHashTable *holidays)
{
  for (guint i = 0; i < days->len; i++)
    if (!g_hash_table_contains (holidays, GINT_TO_POINTER (g_array_index (days, WabiDay, i))))
      g_hash_table_add (changing->wanted, GINT_TO_POINTER (g_array_index (days, WabiDay, i)));
}

static void
add_or_remove (GHashTable *set, const GArray *days)
{
  for (guint i = 0; i < days->len; i++)
    if (!g_hash_table_remove (set, GINT_TO_POINTER (g_array_index (days, WabiDay, i))))
      g_hash_table_add (set, GINT_TO_POINTER (g_array_index (days, WabiDay, i)));
}

/* The days that a change of nothing but the dates adds or leaves out; NULL where more is changed. */
static GHashTable *
find_only (Changing *changing, const GArray *days)
{
  JsonObject *set = changing->change->set;
  guint n = json_object_has_member (set, "rdates") + json_object_has_member (set, "exdates");
  g_autoptr (WabiRecur) recur = NULL;
  g_autoptr (GArray) stood = NULL;
  GHashTable *only;

  if (changing->change->scope != WABI_SERIES_ALL || n == 0 || n < json_object_get_size (set))
    return NULL;
  recur = wabi_series_read_rule (changing->stored, NULL);
  stood = wabi_series_list_days (changing->stored, recur, wabi_lookup_day (changing->stored, "last_date"), NULL);
  only = g_hash_table_new (g_direct_hash, g_direct_equal);
  add_or_remove (only, stood);
  add_or_remove (only, days);
  return only;
}

static gboolean
plan_changes (Changing *changing, GError **error)
{
  WabiSeriesPlan *plan = changing->plan;
  g_autoptr (GArray) days = NULL, exdates = NULL;
  g_autoptr (GHashTable) holidays = NULL, only = NULL;

  if (!begin_change (changing, error))
    return FALSE;
  days = list_changed (changing, error);
  if (days == NULL)
    return FALSE;
  wabi_series_write_bounds (plan->series, days);
  only = changing->only = find_only (changing, days);
  holidays = wabi_series_read_holidays (changing->view, plan->series);
  add_wanted (changing, days, holidays);
  for (guint i = 0; i < changing->occurrences->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (changing->occurrences, i);

      if (!is_meant (changing, wabi_lookup_day (visit, "series_date")))
        continue;
      if (changing->change->scope == WABI_SERIES_ALL || wabi_lookup_day (visit, "series_date") >= changing->change->from)
        take_occurrence (changing, visit);
    }
  take_days (changing, days, holidays);
  /* What is kept stays with the series that it was booked in; the new one leaves its dates out. */
  if (plan->rest != NULL && changing->kept_days->len > 0)
    {
      exdates = wabi_series_read_days (plan->series, "exdates");
      g_array_append_vals (exdates, changing->kept_days->data, changing->kept_days->len);
      wabi_series_write_days (plan->series, "exdates", exdates, WABI_DAY_NONE, WABI_DAY_NONE);
    }
  g_ptr_array_sort (plan->dates, compare_dates);
  return TRUE;
}

static WabiRecord *
find_occurrence (GPtrArray *occurrences, WabiDay day, GError **error)
{
  for (guint i = 0; i < occurrences->len; i++)
    if (wabi_lookup_day (g_ptr_array_index (occurrences, i), "series_date") == day)
      return g_ptr_array_index (occurrences, i);
  g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_ENDED,
                       _("The series has no session of that date any more. Look at it again."));
  return NULL;
}

/* One occurrence goes its own way; nothing else is touched. */
static gboolean
plan_one (Changing *changing, GError **error)
{
  const WabiSeriesChange *change = changing->change;
  WabiRecord *visit = find_occurrence (changing->occurrences, change->from, error);
  g_autoptr (WabiRecord) after = NULL;

  if (visit == NULL)
    return FALSE;
  if (!wabi_text_list_has ("scheduled arrived proposed", wabi_record_get_text (visit, "status")))
    {
      g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_STATE,
                           _("This session has begun, is over or was canceled, so it cannot be changed here."));
      return FALSE;
    }
  after = wabi_record_copy (visit);
  wabi_series_set_apart (changing->stored, after, change->set);
  add_date (changing->plan, change->from, WABI_SERIES_CHANGE, NULL, visit, g_object_ref (after));
  return TRUE;
}

static gboolean
check_active (WabiRecord *series, GError **error)
{
  if (wabi_record_is (series, "status", "active"))
    return TRUE;
  g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_ENDED, _("This series was ended. Book another one."));
  return FALSE;
}

WabiSeriesPlan *
wabi_series_plan_change (const WabiView *view, WabiRecord *series, const WabiSeriesChange *change, GError **error)
{
  g_autoptr (WabiSeriesPlan) plan = wabi_series_plan_new (series);
  g_autoptr (GPtrArray) occurrences = wabi_series_list (view, wabi_record_get_id (series));
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_direct_hash, g_direct_equal), seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GArray) kept_days = g_array_new (FALSE, FALSE, sizeof (WabiDay));
  Changing changing = { view, change, plan, series, occurrences, wanted, seen, kept_days, NULL };
  gboolean planned;

  if (!check_active (series, error))
    return NULL;
  planned = change->scope == WABI_SERIES_THIS ? plan_one (&changing, error) : plan_changes (&changing, error);
  return planned ? g_steal_pointer (&plan) : NULL;
}

/* ---- Canceling ---- */

static WabiRecord *
make_canceled (const WabiView *view, WabiRecord *visit, const WabiSeriesCancel *cancel)
{
  WabiRecord *after = wabi_record_copy (visit);

  wabi_record_set_text (after, "status", "cancelled");
  wabi_record_set_text (after, "cancelled_by", cancel->by);
  wabi_record_set_text (after, "cancel_reason", cancel->reason);
  wabi_record_set_text (after, "cancel_note", cancel->note);
  wabi_record_set_int (after, "cancelled_at", cancel->given);
  wabi_record_set_bool (after, "late_cancel", wabi_lookup_is_late_cancel (view, visit, cancel->by, cancel->given));
  return after;
}

/* The series ends before the date; when nothing is left of it, it is over. */
static gboolean
end_series (WabiSeriesPlan *plan, WabiRecord *stored, const WabiSeriesCancel *cancel, GError **error)
{
  g_autoptr (WabiRecur) recur = wabi_series_read_rule (stored, error);
  g_autoptr (GArray) days = NULL;
  g_autofree char *rule = NULL;

  if (recur == NULL)
    return FALSE;
  plan->series = wabi_record_copy (stored);
  days = wabi_series_list_days (stored, recur, wabi_lookup_day (stored, "last_date"), NULL);
  while (cancel->scope == WABI_SERIES_FOLLOWING && days->len > 0 && g_array_index (days, WabiDay, days->len - 1) >= cancel->from)
    g_array_set_size (days, days->len - 1);
  if (cancel->scope == WABI_SERIES_ALL || days->len == 0)
    {
      wabi_record_set_text (plan->series, "status", "ended");
      return TRUE;
    }
  wabi_series_write_bounds (plan->series, days);
  wabi_recur_end_on (recur, cancel->from - 1);
  rule = wabi_recur_dup_text (recur);
  wabi_record_set_text (plan->series, "rule", rule);
  return TRUE;
}

WabiSeriesPlan *
wabi_series_plan_cancel (const WabiView *view, WabiRecord *series, const WabiSeriesCancel *cancel, GError **error)
{
  g_autoptr (WabiSeriesPlan) plan = wabi_series_plan_new (series);
  g_autoptr (GPtrArray) occurrences = wabi_series_list (view, wabi_record_get_id (series));

  if (cancel->scope != WABI_SERIES_THIS && (!check_active (series, error) || !end_series (plan, series, cancel, error)))
    return NULL;
  if (cancel->scope == WABI_SERIES_THIS && find_occurrence (occurrences, cancel->from, error) == NULL)
    return NULL;
  for (guint i = 0; i < occurrences->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (occurrences, i);
      WabiDay day = wabi_lookup_day (visit, "series_date");
      const char *why = find_why_kept (visit, cancel->given);

      if (cancel->scope == WABI_SERIES_THIS ? day != cancel->from : cancel->scope == WABI_SERIES_FOLLOWING && day < cancel->from)
        continue;
      /* Who cancels one of them means that one, however it stands. */
      if (cancel->scope == WABI_SERIES_THIS && wabi_text_list_has ("scheduled arrived proposed", wabi_record_get_text (visit, "status")))
        why = NULL;
      if (g_strcmp0 (why, "detached") == 0 && cancel->detached && wabi_record_get_int (visit, "starts_at") >= cancel->given)
        why = NULL;
      if (why != NULL)
        add_date (plan, day, WABI_SERIES_KEEP, why, visit, NULL);
      else
        add_date (plan, day, WABI_SERIES_CANCEL, NULL, visit, make_canceled (view, visit, cancel));
    }
  if (wabi_series_plan_count (plan, WABI_SERIES_CANCEL) == 0)
    {
      g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_STATE, _("No session of the series is left that could be canceled."));
      return NULL;
    }
  g_ptr_array_sort (plan->dates, compare_dates);
  return g_steal_pointer (&plan);
}
