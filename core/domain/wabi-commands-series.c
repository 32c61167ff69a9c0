// SPDX-License-Identifier: AGPL-3.0-or-later
// Booking, changing and canceling visits that repeat: the whole series is judged before anything is saved, and all of it is done or nothing.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-overrides.h"
#include "wabi-series.h"
#include "wabi-text.h"

#define LONGEST (16 * 60)
#define MOST_OVERRIDES 40

/* What a change may set; the rest follows from it. */
static const char *const changeable[] = { "rule",  "start_date", "start_minute", "minutes", "staff",   "service_code", "authorization",          "place",
                                          "location", "room",    "equipment", "notes", "exdates", "rdates", "ends_with_authorization", "skip_holidays", NULL };
static const char *const changeable_one[] = { "date", "start_minute", "minutes", "staff", "service_code", "place", "location", "room", "equipment", "notes", NULL };

static gboolean
refuse_plan (WabiContext *context, const GError *why, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, wabi_series_error_word (why), "rule", "%s", why->message);
}

/* ---- Saving a plan ---- */

static JsonObject *
pick_when (WabiRecord *record)
{
  JsonObject *when = json_object_new ();

  json_object_set_string_member (when, "staff", wabi_record_get_text (record, "staff"));
  json_object_set_int_member (when, "starts_at", wabi_record_get_int (record, "starts_at"));
  json_object_set_int_member (when, "ends_at", wabi_record_get_int (record, "ends_at"));
  return when;
}

/* That it overlapped is moot once it has another time, or is over. */
static gboolean
is_own_overlap (JsonObject *proposal, gpointer data)
{
  const char *why = wabi_json_peek_text (proposal, "why");

  return why != NULL && g_str_has_suffix (why, "-double-booked") && !json_object_has_member (proposal, "base");
}

/* Only the service comes here with a date that overlaps: another desk was first, and a person settles it (sync.md 6.5). */
static void
put_overlap (WabiContext *context, const WabiSeriesDate *date)
{
  g_autoptr (JsonObject) when = pick_when (date->after);
  g_autoptr (JsonObject) was = NULL;
  WabiRecord *kept;

  if (date->act == WABI_SERIES_MAKE)
    {
      kept = wabi_record_copy (date->after);
      wabi_record_set_text (kept, "status", "proposed");
    }
  else
    {
      was = pick_when (date->before);
      kept = wabi_record_copy (date->before);
      wabi_record_set_text (kept, "series", wabi_record_get_text (date->after, "series"));
      wabi_record_set_bool (kept, "detached", TRUE);
    }
  wabi_context_propose (context, kept, was, when, date->block->id);
  wabi_context_put (context, kept);
}

static void
put_changed (WabiContext *context, const WabiSeriesDate *date)
{
  g_autoptr (JsonObject) taken = wabi_record_diff (wabi_record_get_body (date->before), wabi_record_get_body (date->after));
  WabiRecord *record = wabi_record_copy (date->after);

  wabi_context_mark (context, record, taken);
  if (date->findings != NULL || date->act != WABI_SERIES_CHANGE)
    wabi_context_drop_proposals (context, record, is_own_overlap, NULL);
  if (date->findings != NULL && wabi_record_is (record, "status", "proposed"))
    wabi_record_set_text (record, "status", "scheduled");
  wabi_context_put (context, record);
}

static void
put_date (WabiContext *context, const WabiSeriesDate *date)
{
  if (date->after == NULL || date->act == WABI_SERIES_SAME)
    return;
  if (date->block != NULL)
    put_overlap (context, date);
  else if (date->act == WABI_SERIES_MAKE)
    wabi_context_put (context, wabi_record_copy (date->after));
  else
    put_changed (context, date);
}

static gboolean
refuse_conflicts (WabiContext *context, const WabiSeriesPlan *plan, GError **error)
{
  g_autofree char *conflicts = wabi_series_plan_dup_conflicts (plan);
  guint n = wabi_series_plan_count (plan, WABI_SERIES_MAKE) + wabi_series_plan_count (plan, WABI_SERIES_CHANGE);

  /* Where there is one reason only, it is the machine's word too. */
  const char *code = NULL;
  gboolean same = TRUE;

  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      if (date->block == NULL)
        continue;
      same &= code == NULL || strcmp (code, date->block->id) == 0;
      code = date->block->id;
    }
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, same ? code : "series-conflicts", "rule",
                              ngettext ("%u of %u session cannot be, so nothing was saved. %s", "%u of %u sessions cannot be, so nothing was saved. %s", n),
                              plan->n_blocked, n, conflicts);
}

static gboolean
may_stand (WabiContext *context, const WabiSeriesPlan *plan)
{
  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      if (date->block != NULL && (!context->authority || !wabi_series_is_overlap (date->block)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_and_put (WabiContext *context, WabiSeriesPlan *plan, JsonArray *overrides, GError **error)
{
  wabi_series_plan_judge (plan, context->view, context->zone, context->now);
  if (overrides != NULL)
    wabi_series_plan_override (plan, overrides, context->caller.user, context->given);
  if (!may_stand (context, plan))
    return refuse_conflicts (context, plan, error);
  if (plan->rest != NULL)
    wabi_context_put (context, g_object_ref (plan->rest));
  if (plan->series != NULL)
    wabi_context_put (context, g_object_ref (plan->series));
  for (guint i = 0; i < plan->dates->len; i++)
    put_date (context, g_ptr_array_index (plan->dates, i));
  return TRUE;
}

/* ---- Checks ---- */

static gboolean
check_series (WabiContext *context, WabiRecord *series, GError **error)
{
  g_autoptr (WabiRecord) client = NULL, staff = NULL;
  gint64 minutes = wabi_record_get_int (series, "minutes"), start = wabi_record_get_int (series, "start_minute");
  const char *zone = wabi_record_get_text (series, "zone");

  if (minutes < 1 || minutes > LONGEST || start < 0 || start >= WABI_DAY_MINUTES)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "minutes",
                                _("A session lasts from one minute to 16 hours, and starts on the day that it is booked for. Choose other times."));
  if (zone == NULL || !wabi_zone_is_known (zone))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "zone-unknown", "zone",
                                _("The time zone is not known. Look at the practice's settings."));
  if (wabi_day_from_text (wabi_record_get_text (series, "start_date")) == WABI_DAY_NONE)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "start_date",
                                _("The series has no first date. Choose one."));
  client = wabi_context_get (context, &wabi_kind_client, wabi_record_get_text (series, "client"), error);
  if (client == NULL)
    return FALSE;
  staff = wabi_context_get (context, &wabi_kind_staff, wabi_record_get_text (series, "staff"), error);
  return staff != NULL;
}

/* The desk showed a last date and a number. Where the service would book others (the authorization was cut meanwhile), nothing is booked. */
static gboolean
check_promise (WabiContext *context, JsonObject *args, WabiRecord *series, GError **error)
{
  const char *last = wabi_json_peek_text (args, "last_date");
  gint64 total = wabi_json_peek_int (args, "total", 0);

  if ((last == NULL || wabi_record_is (series, "last_date", last)) && (total == 0 || total == wabi_record_get_int (series, "total")))
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "series-differs", "last_date",
                              _("The series would now have %d dates until %s, not those that were shown: the authorization or the series was changed "
                                "meanwhile. Look at the dates again."),
                              (int) wabi_record_get_int (series, "total"), wabi_record_get_text (series, "last_date"));
}

static gboolean
check_set (WabiContext *context, JsonObject *set, const char *const *allowed, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (set);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (allowed, name->data))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", name->data, _("“%s” cannot be edited here."),
                                  (const char *) name->data);
  return names != NULL || wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "set", _("Say what is to change."));
}

/* What one occurrence may have of its own. */
static gboolean
check_one (WabiContext *context, JsonObject *set, GError **error)
{
  gint64 minutes = wabi_json_peek_int (set, "minutes", 1), start = wabi_json_peek_int (set, "start_minute", 0);
  const char *date = wabi_json_peek_text (set, "date");

  if (!check_set (context, set, changeable_one, error))
    return FALSE;
  if (minutes < 1 || minutes > LONGEST || start < 0 || start >= WABI_DAY_MINUTES
      || (json_object_has_member (set, "date") && wabi_day_from_text (date) == WABI_DAY_NONE))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "minutes",
                                _("A session lasts from one minute to 16 hours, and starts on the day that it is booked for. Choose other times."));
  return TRUE;
}

static gboolean
check_apart (WabiContext *context, JsonObject *args, JsonArray **apart, GError **error)
{
  if (!wabi_json_take_array (args, "apart", FALSE, WABI_SERIES_MOST, apart, error))
    return FALSE;
  for (guint i = 0; *apart != NULL && i < json_array_get_length (*apart); i++)
    {
      JsonNode *node = json_array_get_element (*apart, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *set = NULL;

      if (one == NULL || wabi_day_from_text (wabi_json_peek_text (one, "date")) == WABI_DAY_NONE)
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "apart", _("Say which date is otherwise."));
      if (!wabi_json_take_object (one, "set", TRUE, &set, error) || !check_one (context, set, error))
        return FALSE;
    }
  return TRUE;
}

/* Rules that the caller books against, on whichever date they stand in the way. */
static gboolean
take_overrides (WabiContext *context, JsonObject *args, JsonArray **overrides, GError **error)
{
  return wabi_json_take_array (args, "overrides", FALSE, MOST_OVERRIDES, overrides, error) && wabi_overrides_check (context, *overrides, error);
}

static gboolean
book (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) draft = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (GError) why = NULL;
  JsonArray *apart = NULL, *overrides = NULL;

  if (!wabi_context_add (context, &wabi_kind_series, args, &draft, error) || !check_series (context, draft, error)
      || !check_apart (context, args, &apart, error) || !take_overrides (context, args, &overrides, error))
    return FALSE;
  wabi_record_set_text (draft, "status", "active");
  wabi_record_set_text (draft, "booked_by", context->caller.user);
  wabi_record_set_text (draft, "follows", NULL);
  plan = wabi_series_plan_book (context->view, draft, apart, &why);
  if (plan == NULL)
    return refuse_plan (context, why, error);
  return check_promise (context, args, plan->series, error) && judge_and_put (context, plan, overrides, error);
}

/* What the person saw must still stand where it is to be changed; other members of the series may have changed meanwhile. */
static gboolean
check_base (WabiContext *context, WabiRecord *series, JsonObject *base, JsonObject *set, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (set);

  for (GList *name = names; name != NULL; name = name->next)
    if (!wabi_node_equal (json_object_get_member (wabi_record_get_body (series), name->data),
                          base != NULL ? json_object_get_member (base, name->data) : NULL)
        && !wabi_node_equal (json_object_get_member (wabi_record_get_body (series), name->data), json_object_get_member (set, name->data)))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "stale", name->data,
                                  _("Somebody else changed this series in the meantime. Look at it again, then make your change."));
  return TRUE;
}

static gboolean
read_scope (WabiContext *context, JsonObject *args, WabiSeriesScope *scope, WabiDay *from, GError **error)
{
  *from = wabi_day_from_text (wabi_json_peek_text (args, "date"));
  if (!wabi_series_scope_from_name (wabi_json_peek_text (args, "scope"), scope) || (*scope != WABI_SERIES_ALL && *from == WABI_DAY_NONE))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "date",
                                _("Say from which session on: this one, this and the following, or all."));
  return TRUE;
}

static gboolean
check_split (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;

  if (!wabi_id_is_valid (id))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "split", _("The record has no valid id."));
  if (!wabi_context_find (context, &wabi_kind_series, id, &there, error))
    return FALSE;
  return there == NULL
         || wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "exists", "split", _("A record with this id is there already."));
}

static gboolean
change (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) series = wabi_context_get (context, &wabi_kind_series, wabi_json_peek_text (args, "id"), error);
  WabiSeriesChange wanted = { .split = wabi_json_peek_text (args, "split"), .user = context->caller.user, .given = context->given };
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (GError) why = NULL;
  JsonObject *base = NULL;
  JsonArray *overrides = NULL;

  if (series == NULL || !read_scope (context, args, &wanted.scope, &wanted.from, error)
      || !wabi_json_take_object (args, "set", TRUE, &wanted.set, error) || !wabi_json_take_object (args, "base", FALSE, &base, error)
      || !(wanted.scope == WABI_SERIES_THIS ? check_one (context, wanted.set, error) : check_set (context, wanted.set, changeable, error)))
    return FALSE;
  if (wanted.scope != WABI_SERIES_THIS && !check_base (context, series, base, wanted.set, error))
    return FALSE;
  if (wanted.scope == WABI_SERIES_FOLLOWING && !check_split (context, wanted.split, error))
    return FALSE;
  if (!check_apart (context, args, &wanted.apart, error) || !take_overrides (context, args, &overrides, error))
    return FALSE;
  plan = wabi_series_plan_change (context->view, series, &wanted, &why);
  if (plan == NULL)
    return refuse_plan (context, why, error);
  if (plan->series != NULL && (!check_series (context, plan->series, error) || !check_promise (context, args, plan->series, error)))
    return FALSE;
  return judge_and_put (context, plan, overrides, error);
}

static gboolean
cancel (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) series = wabi_context_get (context, &wabi_kind_series, wabi_json_peek_text (args, "id"), error);
  WabiSeriesCancel wanted = { .by = wabi_json_peek_text (args, "by"),
                              .reason = wabi_json_peek_text (args, "reason"),
                              .note = wabi_json_peek_text (args, "note"),
                              .given = context->given };
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (GError) why = NULL;

  if (series == NULL || !wabi_cancel_reason_check (context, wanted.by, wanted.reason, error)
      || !read_scope (context, args, &wanted.scope, &wanted.from, error))
    return FALSE;
  wanted.detached = json_object_has_member (args, "detached") && json_object_get_boolean_member (args, "detached");
  plan = wabi_series_plan_cancel (context->view, series, &wanted, &why);
  if (plan == NULL)
    return refuse_plan (context, why, error);
  return judge_and_put (context, plan, NULL, error);
}

/* ---- Taking back ---- */

static gboolean
stands (WabiRecord *record, JsonObject *base)
{
  g_autoptr (GList) names = json_object_get_members (base);

  for (GList *name = names; name != NULL; name = name->next)
    if (!wabi_node_equal (json_object_get_member (wabi_record_get_body (record), name->data), json_object_get_member (base, name->data)))
      return FALSE;
  return TRUE;
}

static gboolean
read_edit (WabiContext *context, JsonNode *node, const char *const *allowed, const char **id, JsonObject **base, JsonObject **set, GError **error)
{
  JsonObject *edit = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (edit == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "visits", _("Say what is to change."));
  *id = wabi_json_peek_text (edit, "id");
  return wabi_json_take_object (edit, "base", TRUE, base, error) && wabi_json_take_object (edit, "set", TRUE, set, error)
         && check_set (context, *set, allowed, error);
}

static gboolean
revert_series (WabiContext *context, JsonArray *edits, const char *whole, GError **error)
{
  static const char *const allowed[] = { "rule", "start_date", "start_minute", "minutes", "staff", "service_code", "authorization", "place", "location",
                                         "room", "equipment", "notes", "exdates", "rdates", "ends_with_authorization", "skip_holidays", "last_date", "total",
                                         "status", NULL };

  for (guint i = 0; edits != NULL && i < json_array_get_length (edits); i++)
    {
      g_autoptr (WabiRecord) record = NULL;
      WabiRecord *after;
      JsonObject *base, *set;
      const char *id;

      if (!read_edit (context, json_array_get_element (edits, i), allowed, &id, &base, &set, error))
        return FALSE;
      record = wabi_context_get (context, &wabi_kind_series, id, error);
      if (record == NULL)
        return FALSE;
      if (!stands (record, base) || (strcmp (id, whole) != 0 && !wabi_record_is (record, "follows", whole)))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "stale", "series",
                                    _("Somebody else changed this series in the meantime. Look at it again, then make your change."));
      after = wabi_record_copy (record);
      wabi_record_set_all (after, set);
      wabi_context_put (context, after);
    }
  return TRUE;
}

static gboolean
belongs (WabiContext *context, WabiRecord *visit, const char *whole)
{
  g_autoptr (WabiRecord) series = NULL;

  if (wabi_record_is (visit, "series", whole))
    return TRUE;
  return wabi_record_has (visit, "series")
         && wabi_context_find (context, &wabi_kind_series, wabi_record_get_text (visit, "series"), &series, NULL) && series != NULL
         && wabi_record_is (series, "follows", whole);
}

/* Takes a visit back where it still stands as it was left; what somebody did to it since then stays. */
static gboolean
plan_revert (WabiContext *context, JsonNode *node, const char *whole, GPtrArray *dates, GError **error)
{
  static const char *const allowed[] = { "starts_at", "ends_at", "staff", "service_code", "authorization", "place", "location", "room", "equipment", "notes",
                                         "series", "detached", "status", "cancelled_by", "cancel_reason", "cancel_note", "cancelled_at", "late_cancel", NULL };
  g_autoptr (WabiRecord) visit = NULL;
  JsonObject *base, *set;
  WabiSeriesDate *date;
  const char *id, *status;

  if (!read_edit (context, node, allowed, &id, &base, &set, error))
    return FALSE;
  visit = wabi_context_get (context, &wabi_kind_appointment, id, error);
  if (visit == NULL)
    return FALSE;
  status = wabi_json_peek_text (set, "status");
  if (!belongs (context, visit, whole) || (status != NULL && !wabi_text_list_has ("scheduled withdrawn cancelled arrived proposed", status)))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "visits", _("“%s” cannot be edited here."), "visits");
  if (!stands (visit, base) || !wabi_text_list_has ("scheduled proposed cancelled withdrawn", wabi_record_get_text (visit, "status")))
    return TRUE;
  date = g_new0 (WabiSeriesDate, 1);
  date->day = wabi_lookup_day (visit, "series_date");
  date->before = g_object_ref (visit);
  date->after = wabi_record_copy (visit);
  wabi_record_set_all (date->after, set);
  date->act = wabi_record_is (date->after, "status", "scheduled")   ? WABI_SERIES_CHANGE
              : wabi_record_is (date->after, "status", "cancelled") ? WABI_SERIES_CANCEL
                                                                    : WABI_SERIES_TAKE_BACK;
  g_ptr_array_add (dates, date);
  return TRUE;
}

static gboolean
revert (WabiContext *context, JsonObject *args, GError **error)
{
  const char *whole = wabi_json_peek_text (args, "id");
  g_autoptr (WabiRecord) series = wabi_context_get (context, &wabi_kind_series, whole, error);
  g_autoptr (WabiSeriesPlan) plan = NULL;
  JsonArray *edits = NULL, *visits = NULL;

  if (series == NULL || !wabi_json_take_array (args, "series", FALSE, 2, &edits, error)
      || !wabi_json_take_array (args, "visits", TRUE, 2 * WABI_SERIES_MOST, &visits, error) || !revert_series (context, edits, whole, error))
    return FALSE;
  plan = wabi_series_plan_new (series);
  for (guint i = 0; i < json_array_get_length (visits); i++)
    if (!plan_revert (context, json_array_get_element (visits, i), whole, plan->dates, error))
      return FALSE;
  if (plan->dates->len == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "visits",
                                _("The sessions have begun or were changed since, so this cannot be taken back here."));
  return judge_and_put (context, plan, NULL, error);
}

static const WabiField change_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "series", NULL },
  { "scope", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "this following all", NULL },
  { "date", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "base", WABI_FIELD_JSON, WABI_PHI, 0, 0, NULL, NULL },
  { "set", WABI_FIELD_JSON, WABI_REQUIRED | WABI_PHI, 0, 0, NULL, NULL },
  { "split", WABI_FIELD_REF, 0, 0, 0, "", NULL },
  { "last_date", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "total", WABI_FIELD_INT, 0, 1, WABI_SERIES_MOST, NULL, NULL },
  { "apart", WABI_FIELD_JSON, WABI_PHI, 0, 0, NULL, NULL },
  { "overrides", WABI_FIELD_JSON, WABI_PHI, 0, 0, NULL, NULL },
};

static const WabiField cancel_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "series", NULL },
  { "scope", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "this following all", NULL },
  { "date", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "by", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "family staff clinic payer", NULL },
  { "reason", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 60, NULL, NULL },
  { "note", WABI_FIELD_TEXT, WABI_PHI, 0, 500, NULL, NULL },
  { "detached", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
};

static const WabiField revert_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "series", NULL },
  { "series", WABI_FIELD_JSON, WABI_PHI, 0, 0, NULL, NULL },
  { "visits", WABI_FIELD_JSON, WABI_REQUIRED | WABI_PHI, 0, 0, NULL, NULL },
};

#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

const WabiCommandInfo wabi_commands_series[] = {
  { "series.book", "scheduling", DESK, 0, NULL, 0, book, N_ ("Book sessions that repeat") },
  { "series.change", "scheduling", DESK, 0, change_args, G_N_ELEMENTS (change_args), change, N_ ("Change sessions that repeat") },
  { "series.cancel", "scheduling", DESK, 0, cancel_args, G_N_ELEMENTS (cancel_args), cancel, N_ ("Cancel sessions that repeat") },
  { "series.revert", "scheduling", DESK, 0, revert_args, G_N_ELEMENTS (revert_args), revert, N_ ("Take back a change of sessions that repeat") },
};
const guint wabi_n_commands_series = G_N_ELEMENTS (wabi_commands_series);
