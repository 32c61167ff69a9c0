// SPDX-License-Identifier: AGPL-3.0-or-later
// What the practice says when a session is canceled, what is made up for, and who waits for a time.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-commands-private.h"
#include "wabi-text.h"

/* ---- Reasons ---- */

static gboolean
is_for (WabiRecord *reason, const char *by)
{
  return by == NULL || wabi_record_is (reason, "by", "any") || wabi_record_is (reason, "by", by);
}

static GPtrArray *
list_reasons (const WabiView *view)
{
  WabiQuery query;
  GPtrArray *found;

  wabi_query_init (&query, &wabi_kind_cancel_reason);
  found = wabi_view_list (view, &query, NULL);
  return found != NULL ? found : g_ptr_array_new_with_free_func (g_object_unref);
}

/* Only the desk forces the choice: a cancellation that comes late must not be lost because the list was changed meanwhile. */
gboolean
wabi_cancel_reason_check (WabiContext *context, const char *by, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) reasons = NULL;
  const WabiCancelReason *known = wabi_codes_find_cancel_reason (reason);

  if (!wabi_text_is_blank (reason) && (context->authority || known != NULL))
    return TRUE;
  reasons = list_reasons (context->view);
  for (guint i = 0; i < reasons->len; i++)
    if (is_for (g_ptr_array_index (reasons, i), by) && wabi_record_is (g_ptr_array_index (reasons, i), "name", reason))
      return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "reason-unknown", "reason",
                              _("That is none of the practice’s reasons for canceling. Choose one of the list."));
}

/* Members of "set" where they still stand as in "base": what takes a change back is the same the other way round. */
static gboolean
change_members (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, kind, wabi_json_peek_text (args, "id"), error);
  g_autoptr (GList) names = NULL;
  JsonObject *base = NULL, *set = NULL;

  if (there == NULL || !wabi_json_take_object (args, "base", TRUE, &base, error) || !wabi_json_take_object (args, "set", TRUE, &set, error))
    return FALSE;
  names = json_object_get_members (set);
  for (GList *name = names; name != NULL; name = name->next)
    {
      const WabiField *field = wabi_kind_find_field (kind, name->data);
      JsonNode *is = json_object_get_member (wabi_record_get_body (there), name->data);

      if (field == NULL || (field->flags & WABI_FIXED) || strcmp (name->data, "status") == 0 || g_str_has_prefix (name->data, "placed_"))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", name->data, _("“%s” cannot be edited here."),
                                    (const char *) name->data);
      if (!wabi_node_equal (is, json_object_get_member (base, name->data)) && !wabi_node_equal (is, json_object_get_member (set, name->data)))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "stale", name->data,
                                    _("Somebody else changed this %s in the meantime. Look at it again, then make your change."), _(kind->title));
    }
  *out = wabi_record_copy (there);
  wabi_record_set_all (*out, set);
  return TRUE;
}

static gboolean
put_reason (WabiContext *context, WabiRecord *take_record, GError **error)
{
  g_autoptr (WabiRecord) record = take_record;
  g_autoptr (GPtrArray) reasons = NULL;

  if (wabi_text_is_blank (wabi_record_get_text (record, "name")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "name", _("Write the reason."));
  reasons = list_reasons (context->view);
  for (guint i = 0; i < reasons->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (reasons, i);

      if (strcmp (wabi_record_get_id (other), wabi_record_get_id (record)) != 0 && wabi_record_is (other, "name", wabi_record_get_text (record, "name"))
          && wabi_record_is (other, "by", wabi_record_get_text (record, "by")))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "reason-there", "name",
                                    _("This reason is in the list already. Use that one, or give this one another name."));
    }
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
set_reason (WabiContext *context, JsonObject *args, GError **error)
{
  WabiRecord *record = NULL;

  return wabi_rule_set (context, &wabi_kind_cancel_reason, args, &record, error) && put_reason (context, record, error);
}

static gboolean
change_reason (WabiContext *context, JsonObject *args, GError **error)
{
  WabiRecord *record = NULL;

  return change_members (context, &wabi_kind_cancel_reason, args, &record, error) && put_reason (context, record, error);
}

/* ---- Make-ups ---- */

/* What a make-up is for must be another session of the same client; at the desk, one that was lost. */
gboolean
wabi_makeup_check (WabiContext *context, WabiRecord *visit, GError **error)
{
  const char *lost_id = wabi_record_get_text (visit, "makeup_for");
  g_autoptr (WabiRecord) lost = NULL;

  if (lost_id == NULL)
    return TRUE;
  lost = wabi_context_get (context, &wabi_kind_appointment, lost_id, error);
  if (lost == NULL)
    return FALSE;
  if (strcmp (lost_id, wabi_record_get_id (visit)) == 0 || !wabi_record_is (lost, "client", wabi_record_get_text (visit, "client")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "makeup-other", "makeup_for",
                                _("A session makes up for another session of the same client. Choose that one."));
  /* The service hears of it late: the session stands, and the ledger does not count it once what it was for was restored. */
  if (!context->authority && !wabi_text_list_has ("cancelled no_show", wabi_record_get_text (lost, "status")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "makeup-not-lost", "makeup_for",
                                _("That session was not canceled, so there is nothing to make up for. Book it as a session of its own."));
  return TRUE;
}

static gboolean
mark_waived (WabiContext *context, JsonObject *args, gboolean waived, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (JsonObject) set = json_object_new ();
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  if (!context->authority && waived && !wabi_text_list_has ("cancelled no_show", wabi_record_get_text (before, "status")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "makeup-not-lost", "makeup_waived",
                                _("That session was not canceled, so there is nothing to make up for. Book it as a session of its own."));
  record = wabi_record_copy (before);
  json_object_set_boolean_member (set, "makeup_waived", waived);
  wabi_record_set_all (record, set);
  wabi_context_mark (context, record, set);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
waive (WabiContext *context, JsonObject *args, GError **error)
{
  return mark_waived (context, args, TRUE, error);
}

static gboolean
unwaive (WabiContext *context, JsonObject *args, GError **error)
{
  return mark_waived (context, args, FALSE, error);
}

/* ---- The waiting list ---- */

static gboolean
check_need (WabiContext *context, WabiRecord *need, GError **error)
{
  gint64 minutes = wabi_record_get_int (need, "minutes_per_week"), sessions = MAX (wabi_record_get_int (need, "sessions_per_week"), 1);
  gint64 earliest = wabi_record_get_int (need, "earliest_minute");
  gint64 latest = wabi_record_has (need, "latest_minute") ? wabi_record_get_int (need, "latest_minute") : 1440;
  JsonArray *weekdays = wabi_record_get_array (need, "weekdays");

  if (minutes / sessions < 15 || minutes / sessions > 16 * 60)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "need-invalid", "minutes_per_week",
                                _("A session lasts from 15 minutes to 16 hours. Change the hours a week, or the number of sessions."));
  if (latest - earliest < minutes / sessions)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "need-invalid", "latest_minute",
                                _("Between the earliest and the latest time there is no room for one session. Widen it."));
  for (guint i = 0; weekdays != NULL && i < json_array_get_length (weekdays); i++)
    {
      JsonNode *node = json_array_get_element (weekdays, i);
      const char *day = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

      if (day == NULL || !wabi_text_list_has ("1 2 3 4 5 6 7", day))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "need-invalid", "weekdays", _("Choose weekdays of the list."));
    }
  return wabi_service_check (context, wabi_record_get_text (need, "service_code"), wabi_zone_day (context->zone, context->given), WABI_DAY_NONE, "service_code",
                             error);
}

static gboolean
add_need (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiRecord) client = NULL;

  if (!wabi_context_add (context, &wabi_kind_need, args, &record, error))
    return FALSE;
  client = wabi_context_get (context, &wabi_kind_client, wabi_record_get_text (record, "client"), error);
  if (client == NULL)
    return FALSE;
  wabi_record_set_text (record, "status", "waiting");
  if (!check_need (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
set_need (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_need, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;

  if (before == NULL || !wabi_rule_set (context, &wabi_kind_need, args, &record, error))
    return FALSE;
  wabi_record_set_text (record, "status", wabi_record_get_text (before, "status"));
  if (!check_need (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
edit_need (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  if (!change_members (context, &wabi_kind_need, args, &record, error) || !check_need (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* Two desks that place the same need: the second one's visits stand (they were proved), and the need keeps the first one's. */
static gboolean
change_need (WabiContext *context, JsonObject *args, const char *from, const char *status, WabiRecord **out, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_need, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  if (!wabi_record_is (before, "status", from))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "need-moved-on", "status",
                                _("Somebody else settled this entry of the waiting list in the meantime. Look at it again."));
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", status);
  *out = record;
  return TRUE;
}

static gboolean
place_need (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  JsonNode *visits = json_object_get_member (args, "visits");

  if (!change_need (context, args, "waiting", "placed", &record, error))
    return FALSE;
  wabi_record_set_text (record, "placed_series", wabi_json_peek_text (args, "series"));
  wabi_record_take_node (record, "placed_visits", visits != NULL ? json_node_copy (visits) : NULL);
  wabi_record_set_int (record, "placed_at", context->given);
  wabi_record_set_text (record, "placed_by", context->caller.user);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
reopen_need (WabiContext *context, JsonObject *args, GError **error)
{
  static const char *const placed[] = { "placed_series", "placed_visits", "placed_at", "placed_by" };
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_need, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", "waiting");
  for (guint i = 0; i < G_N_ELEMENTS (placed); i++)
    wabi_record_take_node (record, placed[i], NULL);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
withdraw_need (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  if (!change_need (context, args, "waiting", "withdrawn", &record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static const WabiField place_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "need", NULL },
  { "series", WABI_FIELD_REF, 0, 0, 0, "series", NULL },
  { "visits", WABI_FIELD_LIST, 0, 0, 50, NULL, NULL },
};

#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

static const WabiField edit_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL },
  { "base", WABI_FIELD_JSON, WABI_REQUIRED | WABI_PHI, 0, 0, NULL, NULL },
  { "set", WABI_FIELD_JSON, WABI_REQUIRED | WABI_PHI, 0, 0, NULL, NULL },
};

const WabiCommandInfo wabi_commands_waiting[] = {
  { "cancel-reason.set", "scheduling", DESK, 0, NULL, 0, set_reason, N_ ("Change the reasons for canceling") },
  { "cancel-reason.change", "scheduling", DESK, 0, edit_args, G_N_ELEMENTS (edit_args), change_reason, N_ ("Change a reason for canceling") },
  { "makeup.waive", "scheduling", DESK, 0, ID_ARGS, waive, N_ ("Say that no make-up is wanted") },
  { "makeup.unwaive", "scheduling", DESK, 0, ID_ARGS, unwaive, N_ ("Say that a make-up is wanted") },
  { "need.add", "scheduling", DESK, 0, NULL, 0, add_need, N_ ("Put a client on the waiting list") },
  { "need.set", "scheduling", DESK, 0, NULL, 0, set_need, N_ ("Change an entry of the waiting list") },
  { "need.change", "scheduling", DESK, 0, edit_args, G_N_ELEMENTS (edit_args), edit_need, N_ ("Change an entry of the waiting list") },
  { "need.place", "scheduling", DESK, 0, place_args, G_N_ELEMENTS (place_args), place_need, N_ ("Settle an entry of the waiting list") },
  { "need.reopen", "scheduling", DESK, 0, ID_ARGS, reopen_need, N_ ("Put an entry back on the waiting list") },
  { "need.withdraw", "scheduling", DESK, 0, ID_ARGS, withdraw_need, N_ ("Take an entry off the waiting list") },
};
const guint wabi_n_commands_waiting = G_N_ELEMENTS (wabi_commands_waiting);
