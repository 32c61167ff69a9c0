// SPDX-License-Identifier: AGPL-3.0-or-later
// When people can come and work, where, and how much: weekly hours, time off, holidays, rooms, travel and limits.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-text.h"
#include "wabi-zone.h"

#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)
#define DECIDERS (WABI_ROLE_FRONTDESK | WABI_ROLE_ADMIN)
#define EVERYBODY (DESK | WABI_ROLE_RBT | WABI_ROLE_BILLER)
#define MOST_ROWS 500
#define LONGEST_AWAY (G_GINT64_CONSTANT (400) * 24 * 60 * WABI_MINUTE)

/* ---- Lists that are changed as one: some rows go, others come, all or none ---- */

static gboolean
refuse_row (WabiContext *context, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "put", _("A row of the list cannot be read. Try again."));
}

static gboolean
remove_rows (WabiContext *context, const WabiKind *kind, const char *owner_field, const char *owner, JsonArray *ids, GError **error)
{
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      JsonNode *node = json_array_get_element (ids, i);
      const char *id = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
      g_autoptr (WabiRecord) there = wabi_context_get (context, kind, id, error);
      WabiRecord *record;

      if (there == NULL)
        return FALSE;
      if (owner_field != NULL && !wabi_record_is (there, owner_field, owner))
        return refuse_row (context, error);
      record = wabi_record_copy (there);
      wabi_record_set_stamp (record, wabi_record_get_version (there), wabi_record_get_seq (there), TRUE);
      wabi_context_put (context, record);
    }
  return TRUE;
}

static gboolean
put_rows (WabiContext *context, const WabiKind *kind, const char *owner_field, const char *owner, JsonArray *rows, WabiCheckRow check,
          GError **error)
{
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      g_autoptr (WabiRecord) row = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return refuse_row (context, error);
      if (!wabi_context_add (context, kind, json_node_get_object (node), &row, error))
        return FALSE;
      if (owner_field != NULL)
        wabi_record_set_text (row, owner_field, owner);
      if (!check (context, row, error))
        return FALSE;
      wabi_context_put (context, g_steal_pointer (&row));
    }
  return TRUE;
}

gboolean
wabi_rule_change_list (WabiContext *context, const WabiKind *kind, const char *owner_field, JsonObject *args, WabiCheckRow check, GError **error)
{
  const char *owner = owner_field != NULL ? wabi_json_peek_text (args, owner_field) : NULL;
  JsonArray *remove = NULL, *put = NULL;

  if (!wabi_json_take_array (args, "remove", FALSE, MOST_ROWS, &remove, NULL) || !wabi_json_take_array (args, "put", FALSE, MOST_ROWS, &put, NULL))
    return refuse_row (context, error);
  return remove_rows (context, kind, owner_field, owner, remove, error) && put_rows (context, kind, owner_field, owner, put, check, error);
}

/* ---- Weekly hours ---- */

static gboolean
check_window (WabiContext *context, WabiRecord *row, GError **error)
{
  const char *from = wabi_record_get_text (row, "valid_from"), *to = wabi_record_get_text (row, "valid_to");

  if (wabi_record_get_int (row, "end_minute") <= wabi_record_get_int (row, "start_minute"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "end_minute",
                                _("The hours end before they begin. Choose a later end."));
  if (from != NULL && to != NULL && strcmp (to, from) < 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "range-invalid", "valid_to",
                                _("The last day lies before the first. Choose a later last day."));
  return TRUE;
}

static gboolean
change_staff_hours (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_rule_change_list (context, &wabi_kind_staff_hours, "staff", args, check_window, error);
}

gboolean
wabi_client_hours_change (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_rule_change_list (context, &wabi_kind_client_hours, "client", args, check_window, error);
}

/* ---- Holidays ---- */

/* A day is a holiday once: two of one date would be two lines for a person to wonder about. */
static gboolean
check_holiday (WabiContext *context, WabiRecord *row, GError **error)
{
  const char *date = wabi_record_get_text (row, "date");
  g_autoptr (GPtrArray) there = wabi_lookup_by (context->view, &wabi_kind_holiday, "date", date);

  for (guint i = 0; i < there->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (there, i);
      g_autoptr (WabiRecord) still = NULL;

      if (!wabi_context_find (context, &wabi_kind_holiday, wabi_record_get_id (one), &still, error))
        return FALSE;
      if (still != NULL && !wabi_record_get_deleted (still))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "holiday-there", "date",
                                    _("%s is a holiday already: %s."), date, wabi_record_get_text (one, "name"));
    }
  return TRUE;
}

static gboolean
change_holidays (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_rule_change_list (context, &wabi_kind_holiday, NULL, args, check_holiday, error);
}

/* ---- Time off: asked for, decided, taken back ---- */

static gboolean
may_speak_for (WabiContext *context, const char *staff)
{
  return (context->caller.roles & DECIDERS) != 0 || g_strcmp0 (staff, context->caller.user) == 0;
}

static gboolean
refuse_other (WabiContext *context, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", "staff",
                              _("You can ask for your own time off only. The front desk records that of others."));
}

static gboolean
check_away (WabiContext *context, WabiRecord *record, GError **error)
{
  gint64 start = wabi_record_get_int (record, "starts_at"), end = wabi_record_get_int (record, "ends_at");
  g_autoptr (GPtrArray) others = wabi_lookup_by (context->view, &wabi_kind_time_off, "staff", wabi_record_get_text (record, "staff"));

  if (end <= start || end - start > LONGEST_AWAY)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "ends_at",
                                _("Time off ends after it begins, and within 400 days. Choose another end."));
  for (guint i = 0; i < others->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (others, i);

      if (strcmp (wabi_record_get_id (other), wabi_record_get_id (record)) != 0
          && wabi_text_list_has ("requested approved", wabi_record_get_text (other, "status"))
          && wabi_record_get_int (other, "starts_at") < end && wabi_record_get_int (other, "ends_at") > start)
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "time-off-there", "starts_at",
                                    _("Some of that time is asked for or approved already. Change the days, or withdraw the other request."));
    }
  return TRUE;
}

static gboolean
request_away (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiRecord) staff = NULL;

  if (!may_speak_for (context, wabi_json_peek_text (args, "staff")))
    return refuse_other (context, error);
  if (!wabi_context_add (context, &wabi_kind_time_off, args, &record, error))
    return FALSE;
  staff = wabi_context_get (context, &wabi_kind_staff, wabi_record_get_text (record, "staff"), error);
  if (staff == NULL || !check_away (context, record, error))
    return FALSE;
  wabi_record_set_text (record, "status", "requested");
  wabi_record_set_text (record, "requested_by", context->caller.user);
  wabi_record_set_int (record, "requested_at", context->given);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
refuse_moved_on (WabiContext *context, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "time-off-moved-on", "status",
                              _("This request was decided or withdrawn in the meantime. Look at it again."));
}

static WabiRecord *
get_away (WabiContext *context, JsonObject *args, const char *from, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_time_off, wabi_json_peek_text (args, "id"), error);

  if (there == NULL)
    return NULL;
  if (!wabi_text_list_has (from, wabi_record_get_text (there, "status")))
    {
      refuse_moved_on (context, error);
      return NULL;
    }
  return wabi_record_copy (there);
}

/* Nobody decides about their own days, but who runs the practice. */
static gboolean
decide_away (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = get_away (context, args, "requested", error);

  if (record == NULL)
    return FALSE;
  if (wabi_record_is (record, "staff", context->caller.user) && (context->caller.roles & WABI_ROLE_ADMIN) == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "own-time-off", "id",
                                _("Somebody else decides about your own time off. Ask an administrator."));
  wabi_record_set_text (record, "status", wabi_json_peek_text (args, "decision"));
  wabi_record_set_text (record, "decided_by", context->caller.user);
  wabi_record_set_int (record, "decided_at", context->given);
  wabi_record_set_text (record, "decision_note", wabi_json_peek_text (args, "note"));
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
reopen_away (WabiContext *context, JsonObject *args, GError **error)
{
  static const char *const decision[] = { "decided_by", "decided_at", "decision_note" };
  g_autoptr (WabiRecord) record = get_away (context, args, "approved refused", error);

  if (record == NULL || !check_away (context, record, error))
    return FALSE;
  wabi_record_set_text (record, "status", "requested");
  for (guint i = 0; i < G_N_ELEMENTS (decision); i++)
    wabi_record_take_node (record, decision[i], json_node_new (JSON_NODE_NULL));
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
withdraw_away (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = get_away (context, args, "requested approved", error);

  if (record == NULL)
    return FALSE;
  if (!may_speak_for (context, wabi_record_get_text (record, "staff")))
    return refuse_other (context, error);
  wabi_record_set_text (record, "status", "withdrawn");
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* As it was before it was withdrawn; what was refused cannot have been. */
static gboolean
restore_away (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = get_away (context, args, "withdrawn", error);

  if (record == NULL)
    return FALSE;
  if (!may_speak_for (context, wabi_record_get_text (record, "staff")))
    return refuse_other (context, error);
  if (!check_away (context, record, error))
    return FALSE;
  wabi_record_set_text (record, "status", wabi_record_has (record, "decided_at") ? "approved" : "requested");
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* From desktops before requests: the front desk records what was agreed, others ask. */
static gboolean
set_away (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  if (!may_speak_for (context, wabi_json_peek_text (args, "staff")))
    return refuse_other (context, error);
  if (!wabi_rule_set (context, &wabi_kind_time_off, args, &record, error))
    return FALSE;
  if ((context->caller.roles & DECIDERS) == 0 && !wabi_text_list_has ("requested withdrawn", wabi_record_get_text (record, "status")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", "status",
                                _("The front desk or an administrator decides about time off. Ask for it first."));
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* ---- What the practice has and allows ---- */

/* What the person saw must be what stands, value by value; so an edit can be undone and done again. */
static gboolean
change_record (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, kind, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  JsonObject *base = NULL, *set = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (there == NULL)
    return FALSE;
  if (!wabi_json_take_object (args, "base", FALSE, &base, NULL) || !wabi_json_take_object (args, "set", TRUE, &set, NULL))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "set", _("The change cannot be read. Try again."));
  record = wabi_record_copy (there);
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WabiField *field = wabi_kind_find_field (kind, name);
      JsonNode *now = json_object_get_member (wabi_record_get_body (there), name);

      if (field == NULL || (field->flags & WABI_FIXED))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "fixed", name,
                                    _("“%s” is set when the record is made and cannot change."), name);
      if (!wabi_node_equal (now, node) && base != NULL && !wabi_node_equal (now, json_object_get_member (base, name)))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "stale", name,
                                    _("Somebody else changed this %s in the meantime. Look at it again, then make your change."), _(kind->title));
      wabi_record_take_node (record, name, json_node_copy (node));
    }
  *out = g_steal_pointer (&record);
  return TRUE;
}

static gboolean
put_changed (WabiContext *context, const WabiKind *kind, JsonObject *args, GError **error)
{
  WabiRecord *record = NULL;

  if (!change_record (context, kind, args, &record, error))
    return FALSE;
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
add_resource (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_context_add (context, &wabi_kind_resource, args, NULL, error);
}

static gboolean
change_resource (WabiContext *context, JsonObject *args, GError **error)
{
  return put_changed (context, &wabi_kind_resource, args, error);
}

static gboolean
check_position (WabiContext *context, WabiRecord *location, GError **error)
{
  if (wabi_record_has (location, "latitude") == wabi_record_has (location, "longitude"))
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "position-half", "longitude",
                              _("A position needs both latitude and longitude. Give both, or neither."));
}

static gboolean
add_location (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  if (!wabi_context_add (context, &wabi_kind_location, args, &record, error) || !check_position (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
change_location (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  if (!change_record (context, &wabi_kind_location, args, &record, error) || !check_position (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
add_limit (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) limit = NULL;

  if (!wabi_context_add (context, &wabi_kind_hours_limit, args, &limit, error)
      || (wabi_record_has (limit, "service_code")
          && !wabi_service_check (context, wabi_record_get_text (limit, "service_code"), WABI_DAY_NONE, WABI_DAY_NONE, "service_code", error)))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&limit));
  return TRUE;
}

static gboolean
change_limit (WabiContext *context, JsonObject *args, GError **error)
{
  return put_changed (context, &wabi_kind_hours_limit, args, error);
}

/* One time for each two places, whichever way: the second would never be looked at. */
static gboolean
check_travel (WabiContext *context, WabiRecord *record, GError **error)
{
  const char *from = wabi_record_get_text (record, "from"), *to = wabi_record_get_text (record, "to");
  g_autoptr (GPtrArray) there = wabi_lookup_by (context->view, &wabi_kind_travel_time, "from", from);
  g_autoptr (GPtrArray) back = wabi_lookup_by (context->view, &wabi_kind_travel_time, "from", to);
  gboolean known = FALSE;

  if (g_strcmp0 (from, to) == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "same-place", "to", _("Choose two different places."));
  for (guint i = 0; i < there->len; i++)
    known |= wabi_record_is (g_ptr_array_index (there, i), "to", to);
  for (guint i = 0; i < back->len; i++)
    known |= wabi_record_is (g_ptr_array_index (back, i), "to", from);
  if (known)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "travel-there", "to",
                                _("A time between these places is there already. Change that one."));
  return TRUE;
}

static gboolean
add_travel (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  if (!wabi_context_add (context, &wabi_kind_travel_time, args, &record, error) || !check_travel (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
change_travel (WabiContext *context, JsonObject *args, GError **error)
{
  return put_changed (context, &wabi_kind_travel_time, args, error);
}

WABI_RULE_REMOVE (travel_time)

/* ---- The table ---- */

static const WabiField staff_list_args[] = {
  { "staff", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "staff", NULL },
  { "remove", WABI_FIELD_LIST, 0, 0, 500, NULL, NULL },
  { "put", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
};

static const WabiField list_args[] = {
  { "remove", WABI_FIELD_LIST, 0, 0, 500, NULL, NULL },
  { "put", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
};

static const WabiField request_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "time_off", NULL },
  { "staff", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "staff", NULL },
  { "starts_at", WABI_FIELD_INSTANT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "ends_at", WABI_FIELD_INSTANT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "reason", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
};

static const WabiField decide_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "time_off", NULL },
  { "decision", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "approved refused", NULL },
  { "note", WABI_FIELD_TEXT, 0, 0, 300, NULL, NULL },
};

#define ARGS(table) table, G_N_ELEMENTS (table)

const WabiCommandInfo wabi_commands_availability[] = {
  { "staff-hours.change", "scheduling", DESK, 0, ARGS (staff_list_args), change_staff_hours, N_ ("Change working hours") },
  { "holiday.change", "scheduling", DESK, 0, ARGS (list_args), change_holidays, N_ ("Change the holidays") },
  { "time-off.set", "scheduling", DESK | WABI_ROLE_RBT, 0, NULL, 0, set_away, N_ ("Record time off") },
  { "time-off.request", "scheduling", EVERYBODY, 0, ARGS (request_args), request_away, N_ ("Ask for time off") },
  { "time-off.decide", "scheduling", DECIDERS, 0, ARGS (decide_args), decide_away, N_ ("Decide about time off") },
  { "time-off.reopen", "scheduling", DECIDERS, 0, ARGS (wabi_args_id), reopen_away, N_ ("Take back a decision about time off") },
  { "time-off.withdraw", "scheduling", EVERYBODY, 0, ARGS (wabi_args_id), withdraw_away, N_ ("Withdraw time off") },
  { "time-off.restore", "scheduling", EVERYBODY, 0, ARGS (wabi_args_id), restore_away, N_ ("Restore time off") },
  { "resource.add", "scheduling", DESK, 0, NULL, 0, add_resource, N_ ("Add a room or equipment") },
  { "resource.change", "scheduling", DESK, 0, ARGS (wabi_args_edit), change_resource, N_ ("Change a room or equipment") },
  { "location.add", "scheduling", DESK, 0, NULL, 0, add_location, N_ ("Add a location") },
  { "location.change", "scheduling", DESK, 0, ARGS (wabi_args_edit), change_location, N_ ("Change a location") },
  { "hours_limit.add", "scheduling", DECIDERS, 0, NULL, 0, add_limit, N_ ("Limit hours") },
  { "hours_limit.change", "scheduling", DECIDERS, 0, ARGS (wabi_args_edit), change_limit, N_ ("Change a limit of hours") },
  { "travel_time.add", "scheduling", DESK, 0, NULL, 0, add_travel, N_ ("Record a travel time") },
  { "travel_time.change", "scheduling", DESK, 0, ARGS (wabi_args_edit), change_travel, N_ ("Change a travel time") },
  { "travel_time.remove", "scheduling", DESK, 0, ARGS (wabi_args_id), remove_travel_time, N_ ("Remove a travel time") },
};
const guint wabi_n_commands_availability = G_N_ELEMENTS (wabi_commands_availability);
