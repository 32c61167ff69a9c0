// SPDX-License-Identifier: AGPL-3.0-or-later
// Booking, moving and cancelling: decided by the same proof at the desk and in the service.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-proof.h"
#include "wabi-text.h"

#define MAX_VISIT (G_GINT64_CONSTANT (16) * 3600 * G_USEC_PER_SEC)
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static gboolean
check_times (WabiContext *context, WabiRecord *record, GError **error)
{
  gint64 start = wabi_record_get_int (record, "starts_at"), end = wabi_record_get_int (record, "ends_at");
  const char *zone = wabi_record_get_text (record, "zone");

  if (end <= start)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "ends_at",
                                _("The session ends before it begins. Choose a later end."));
  if (end - start > MAX_VISIT)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "ends_at",
                                _("A session cannot be longer than 16 hours. Choose an earlier end."));
  if (zone == NULL || !wabi_zone_is_known (zone))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "zone-unknown", "zone",
                                _("The time zone is not known. Look at the practice's settings."));
  return TRUE;
}

static gboolean
check_people (WabiContext *context, WabiRecord *record, GError **error)
{
  g_autoptr (WabiRecord) client = wabi_context_get (context, &wabi_kind_client, wabi_record_get_text (record, "client"), error);
  g_autoptr (WabiRecord) staff = NULL;

  if (client == NULL)
    return FALSE;
  staff = wabi_context_get (context, &wabi_kind_staff, wabi_record_get_text (record, "staff"), error);
  return staff != NULL;
}

static gboolean
is_overlap (const WabiFinding *finding)
{
  return strcmp (finding->id, "staff-double-booked") == 0 || strcmp (finding->id, "client-double-booked") == 0;
}

/* The first finding that blocks; an overlap last, since the service can keep what overlaps as a proposal. */
static const WabiFinding *
find_block (const GPtrArray *findings)
{
  const WabiFinding *overlap = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != WABI_FINDING_BLOCKED)
        continue;
      if (!is_overlap (finding))
        return finding;
      overlap = finding;
    }
  return overlap;
}

static gboolean
refuse_finding (WabiContext *context, const WabiFinding *finding, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, finding->id, finding->field, "%s%s%s", finding->title,
                              wabi_text_is_blank (finding->detail) ? "" : ": ", finding->detail != NULL ? finding->detail : "");
}

/*
 * Whether the visit may stand. Only the service may find that it overlaps one that came first while the desk was offline: then *proposal
 * names why, and the visit is kept for a person to settle (sync.md 6.5).
 */
static gboolean
judge (WabiContext *context, WabiRecord *record, char **proposal, GError **error)
{
  g_autoptr (WabiProof) proof = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const WabiFinding *block;

  if (!check_times (context, record, error) || !check_people (context, record, error))
    return FALSE;
  proof = wabi_proof_new (context->view, context->zone, context->now, record);
  findings = wabi_proof_check_booking (proof);
  block = find_block (findings);
  if (block != NULL && (!is_overlap (block) || !context->authority))
    return refuse_finding (context, block, error);
  *proposal = block != NULL ? g_strdup (block->id) : NULL;
  if (!wabi_record_has (record, "authorization"))
    wabi_record_set_text (record, "authorization", wabi_proof_pick_authorization (proof));
  return TRUE;
}

static JsonObject *
pick_when (WabiRecord *record)
{
  JsonObject *when = json_object_new ();

  json_object_set_string_member (when, "staff", wabi_record_get_text (record, "staff"));
  json_object_set_int_member (when, "starts_at", wabi_record_get_int (record, "starts_at"));
  json_object_set_int_member (when, "ends_at", wabi_record_get_int (record, "ends_at"));
  return when;
}

static gboolean
book (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  g_autofree char *proposal = NULL;

  if (!wabi_context_add (context, &wabi_kind_appointment, args, &record, error))
    return FALSE;
  wabi_record_take_node (record, "proposals", NULL);
  wabi_record_take_node (record, "needs_hand", NULL);
  wabi_record_set_text (record, "status", "scheduled");
  wabi_record_set_text (record, "booked_by", context->caller.user);
  if (!judge (context, record, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    {
      g_autoptr (JsonObject) when = pick_when (record);

      wabi_record_set_text (record, "status", "proposed");
      wabi_context_propose (context, record, when, proposal);
    }
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
require_status (WabiContext *context, WabiRecord *record, const char *allowed, GError **error)
{
  const char *status = wabi_record_get_text (record, "status");

  if (status != NULL && wabi_text_list_has (allowed, status))
    return TRUE;
  if (g_strcmp0 (status, "cancelled") == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "is-cancelled", "status",
                                _("This session was canceled. Restore it first."));
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "status",
                              _("This session has begun or is over, so it cannot be changed here."));
}

/* Moves in time, or to another member of staff: "set" holds starts_at, ends_at, staff. */
static gboolean
move (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  g_autofree char *proposal = NULL;

  if (before == NULL || !require_status (context, before, "scheduled arrived proposed", error)
      || !wabi_context_edit (context, &wabi_kind_appointment, args, &record, error))
    return FALSE;
  /* A clash kept what stands: there is nothing new to judge. */
  if (wabi_record_get_bool (record, "needs_hand") && !wabi_record_get_bool (before, "needs_hand"))
    {
      wabi_context_put (context, g_steal_pointer (&record));
      return TRUE;
    }
  if (!judge (context, record, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    {
      g_autoptr (JsonObject) when = pick_when (record);
      g_autoptr (WabiRecord) kept = wabi_record_copy (before);

      wabi_context_propose (context, kept, when, proposal);
      wabi_context_put (context, g_steal_pointer (&kept));
      return TRUE;
    }
  if (wabi_record_is (record, "status", "proposed"))
    wabi_record_set_text (record, "status", "scheduled");
  wabi_record_take_node (record, "proposals", NULL);
  wabi_record_take_node (record, "needs_hand", NULL);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* What is given and where: service, authorization, place, notes. */
static gboolean
edit (WabiContext *context, JsonObject *args, GError **error)
{
  JsonObject *set = json_object_has_member (args, "set") ? json_object_get_object_member (args, "set") : NULL;
  g_autoptr (WabiRecord) record = NULL;
  g_autofree char *proposal = NULL;
  static const char *const elsewhere[] = { "status", "starts_at", "ends_at", "staff", "cancelled_by", "cancel_reason" };

  for (guint i = 0; set != NULL && i < G_N_ELEMENTS (elsewhere); i++)
    if (json_object_has_member (set, elsewhere[i]))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", elsewhere[i],
                                  _("Times, staff and state have their own actions: move, cancel, restore."));
  if (!wabi_context_edit (context, &wabi_kind_appointment, args, &record, error)
      || !require_status (context, record, "scheduled arrived proposed in_session completed", error))
    return FALSE;
  if (json_object_has_member (set, "service_code") && !judge (context, record, &proposal, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* A family that cancels within the practice's notice hours cancels late (field-map 2.1). */
static gboolean
is_late (WabiContext *context, WabiRecord *record, const char *by)
{
  WabiQuery query;
  g_autoptr (GPtrArray) practices = NULL;
  gint64 hours = 24;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (context->view, &query, NULL);
  if (practices != NULL && practices->len > 0 && wabi_record_has (g_ptr_array_index (practices, 0), "notice_hours"))
    hours = wabi_record_get_int (g_ptr_array_index (practices, 0), "notice_hours");
  return g_strcmp0 (by, "family") == 0 && context->given > wabi_record_get_int (record, "starts_at") - hours * HOUR;
}

static gboolean
cancel (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;

  if (before == NULL || !require_status (context, before, "scheduled arrived proposed", error))
    return FALSE;
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", "cancelled");
  wabi_record_set_text (record, "cancelled_by", wabi_json_peek_text (args, "by"));
  wabi_record_set_text (record, "cancel_reason", wabi_json_peek_text (args, "reason"));
  wabi_record_set_text (record, "cancel_note", wabi_json_peek_text (args, "note"));
  wabi_record_set_int (record, "cancelled_at", context->given);
  wabi_record_set_bool (record, "late_cancel", is_late (context, before, wabi_json_peek_text (args, "by")));
  wabi_record_take_node (record, "proposals", NULL);
  wabi_record_take_node (record, "needs_hand", NULL);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static void
clear_cancel (WabiRecord *record)
{
  static const char *const fields[] = { "cancelled_by", "cancel_reason", "cancel_note", "cancelled_at", "late_cancel" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    wabi_record_take_node (record, fields[i], NULL);
}

/* Takes a cancellation (or a withdrawal, or a no-show) back, where the time is still free. */
static gboolean
restore (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  g_autofree char *proposal = NULL;

  if (before == NULL || !require_status (context, before, "cancelled withdrawn no_show", error))
    return FALSE;
  record = wabi_record_copy (before);
  clear_cancel (record);
  wabi_record_set_text (record, "status", "scheduled");
  if (!judge (context, record, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    {
      g_autoptr (JsonObject) when = pick_when (record);

      wabi_record_set_text (record, "status", "proposed");
      wabi_context_propose (context, record, when, proposal);
    }
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
set_status (WabiContext *context, JsonObject *args, const char *from, const char *to, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;

  if (before == NULL || !require_status (context, before, from, error))
    return FALSE;
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", to);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
withdraw (WabiContext *context, JsonObject *args, GError **error)
{
  return set_status (context, args, "scheduled proposed", "withdrawn", error);
}

static gboolean
arrive (WabiContext *context, JsonObject *args, GError **error)
{
  return set_status (context, args, "scheduled", "arrived", error);
}

static gboolean
unarrive (WabiContext *context, JsonObject *args, GError **error)
{
  return set_status (context, args, "arrived", "scheduled", error);
}

static gboolean
miss (WabiContext *context, JsonObject *args, GError **error)
{
  return set_status (context, args, "scheduled arrived", "no_show", error);
}

static gboolean
settle (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  g_autofree char *proposal = NULL;
  gboolean taken = wabi_json_peek_int (args, "take", -1) >= 0;

  if (!wabi_rule_settle (context, &wabi_kind_appointment, args, &record, error))
    return FALSE;
  if (wabi_record_is (record, "status", "proposed"))
    wabi_record_set_text (record, "status", taken ? "scheduled" : "withdrawn");
  if (taken && !judge (context, record, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, proposal, "starts_at",
                                _("The time is still taken. Move one of the two sessions first."));
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

WABI_RULE_SET (staff_hours)
WABI_RULE_REMOVE (staff_hours)
WABI_RULE_SET (time_off)
WABI_RULE_SET (holiday)
WABI_RULE_REMOVE (holiday)
WABI_RULE_SET (location)

static const WabiField cancel_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "appointment", NULL },
  { "by", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "family staff clinic payer", NULL },
  { "reason", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 60, NULL, NULL },
  { "note", WABI_FIELD_TEXT, WABI_PHI, 0, 500, NULL, NULL },
};

#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)
#define EDIT_ARGS wabi_args_edit, G_N_ELEMENTS (wabi_args_edit)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_scheduling[] = {
  { "appointment.book", "scheduling", DESK, 0, NULL, 0, book, N_ ("Book a session") },
  { "appointment.move", "scheduling", DESK, 0, EDIT_ARGS, move, N_ ("Move a session") },
  { "appointment.edit", "scheduling", DESK, 0, EDIT_ARGS, edit, N_ ("Change a booked session") },
  { "appointment.cancel", "scheduling", DESK | WABI_ROLE_RBT, 0, cancel_args, G_N_ELEMENTS (cancel_args), cancel, N_ ("Cancel a session") },
  { "appointment.restore", "scheduling", DESK, 0, ID_ARGS, restore, N_ ("Restore a canceled session") },
  { "appointment.withdraw", "scheduling", DESK, 0, ID_ARGS, withdraw, N_ ("Take back a booking") },
  { "appointment.arrive", "scheduling", DESK | WABI_ROLE_RBT, 0, ID_ARGS, arrive, N_ ("Confirm an arrival") },
  { "appointment.unarrive", "scheduling", DESK | WABI_ROLE_RBT, 0, ID_ARGS, unarrive, N_ ("Take back an arrival") },
  { "appointment.no-show", "scheduling", DESK | WABI_ROLE_RBT, 0, ID_ARGS, miss, N_ ("Mark a no-show") },
  { "appointment.settle", "scheduling", DESK, 0, wabi_args_settle, 2, settle, N_ ("Settle two versions of a session") },
  { "staff-hours.set", "scheduling", DESK, 0, NULL, 0, set_staff_hours, N_ ("Change working hours") },
  { "staff-hours.remove", "scheduling", DESK, 0, ID_ARGS, remove_staff_hours, N_ ("Remove working hours") },
  { "time-off.set", "scheduling", DESK | WABI_ROLE_RBT, 0, NULL, 0, set_time_off, N_ ("Record time off") },
  { "holiday.set", "scheduling", DESK, 0, NULL, 0, set_holiday, N_ ("Record a holiday") },
  { "holiday.remove", "scheduling", DESK, 0, ID_ARGS, remove_holiday, N_ ("Remove a holiday") },
  { "location.set", "scheduling", DESK, 0, NULL, 0, set_location, N_ ("Record a location") },
};
const guint wabi_n_commands_scheduling = G_N_ELEMENTS (wabi_commands_scheduling);
