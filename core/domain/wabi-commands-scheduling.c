// SPDX-License-Identifier: AGPL-3.0-or-later
// Booking, moving and cancelling: decided by the same proof at the desk and in the service.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-overrides.h"
#include "wabi-proof.h"
#include "wabi-series.h"
#include "wabi-text.h"

#define MAX_VISIT (G_GINT64_CONSTANT (16) * 3600 * G_USEC_PER_SEC)

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

/* The one that it was booked on stays while it covers and has room (wabi_visit_pick_authorization()). */
static void
pick_authorization (WabiRecord *record, WabiProof *proof)
{
  const char *best = wabi_proof_pick_authorization (proof);

  if (best != NULL && !wabi_record_is (record, "authorization", best))
    wabi_record_set_text (record, "authorization", best);
}

static gboolean
refuse_finding (WabiContext *context, const WabiFinding *finding, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, finding->id, finding->field, "%s%s%s", finding->title,
                              wabi_text_is_blank (finding->detail) ? "" : ": ", finding->detail != NULL ? finding->detail : "");
}

/*
 * Whether the visit may stand. Only the service may find that it overlaps one that came first while the desk was offline: then *proposal
 * names why, and the visit is kept for a person to settle (sync.md 6.5). @before is the visit as it stood, NULL for a new one.
 */
static gboolean
judge (WabiContext *context, WabiRecord *record, WabiRecord *before, char **proposal, GError **error)
{
  g_autoptr (WabiProof) proof = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const WabiFinding *block;

  if (!check_times (context, record, error) || !check_people (context, record, error))
    return FALSE;
  if (!wabi_overrides_take (context, record, before, error))
    return FALSE;
  proof = wabi_proof_new (context->view, context->zone, context->now, record);
  findings = wabi_proof_check_booking (proof);
  block = wabi_series_find_block (record, findings);
  if (block != NULL && (!wabi_series_is_overlap (block) || !context->authority))
    return refuse_finding (context, block, error);
  *proposal = block != NULL ? g_strdup (block->id) : NULL;
  wabi_overrides_note (record, findings);
  pick_authorization (record, proof);
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
  wabi_record_set_text (record, "status", "scheduled");
  wabi_record_set_text (record, "booked_by", context->caller.user);
  /* A copy of an occurrence stands alone: only series.book makes occurrences. */
  wabi_record_set_text (record, "series", NULL);
  wabi_record_set_text (record, "series_date", NULL);
  wabi_record_take_node (record, "detached", NULL);
  if (!wabi_makeup_check (context, record, error) || !judge (context, record, NULL, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    {
      g_autoptr (JsonObject) when = pick_when (record);

      wabi_record_set_text (record, "status", "proposed");
      wabi_context_propose (context, record, NULL, when, proposal);
    }
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
is_open (WabiRecord *record)
{
  return wabi_text_list_has ("scheduled arrived proposed", wabi_record_get_text (record, "status"));
}

static gboolean
refuse_status (WabiContext *context, WabiRecord *record, GError **error)
{
  if (wabi_record_is (record, "status", "cancelled"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "is-cancelled", "status",
                                _("This session was canceled. Restore it first."));
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "status",
                              _("This session has begun or is over, so it cannot be changed here."));
}

/* Whether a proposal is nothing but the time at which a booking itself stands: it overlapped, and has no other version. */
static gboolean
is_own_overlap (JsonObject *proposal, gpointer data)
{
  const char *why = wabi_json_peek_text (proposal, "why");

  return why != NULL && g_str_has_suffix (why, "-double-booked") && !json_object_has_member (proposal, "base");
}

static guint
count_clashes (WabiRecord *record)
{
  guint n = 0;

  for (guint i = 0; i < wabi_proposals_count (record); i++)
    {
      JsonObject *proposal = wabi_proposals_get (record, i);

      n += proposal != NULL && g_strcmp0 (wabi_json_peek_text (proposal, "why"), "clash") == 0;
    }
  return n;
}

/* Where the time may not be taken, it is kept beside what stands. */
static gboolean
propose_when (WabiContext *context, WabiRecord *before, WabiRecord *moved, const char *why)
{
  g_autoptr (JsonObject) when = pick_when (moved);
  g_autoptr (JsonObject) was = pick_when (before);
  g_autoptr (WabiRecord) kept = wabi_record_copy (before);

  wabi_context_propose (context, kept, was, when, why);
  wabi_context_put (context, g_steal_pointer (&kept));
  return TRUE;
}

/*
 * What comes to the service about a visit whose state has moved on meanwhile: the time of a canceled visit is changed and it stays canceled;
 * one that was held, or missed, keeps its time, and what was wanted waits for a person.
 */
static gboolean
move_late (WabiContext *context, WabiRecord *before, WabiRecord *moved, GError **error)
{
  if (!context->authority)
    return refuse_status (context, before, error);
  if (wabi_text_list_has ("cancelled withdrawn", wabi_record_get_text (before, "status")))
    {
      wabi_context_put (context, g_object_ref (moved));
      return TRUE;
    }
  return propose_when (context, before, moved, "status-moved-on");
}

/* An occurrence of a series that was changed by itself is left alone by changes of the series. */
static gboolean
mark_occurrence (WabiContext *context, WabiRecord *record, GError **error)
{
  g_autoptr (WabiRecord) series = NULL;

  if (!wabi_record_has (record, "series"))
    return TRUE;
  if (!wabi_context_find (context, &wabi_kind_series, wabi_record_get_text (record, "series"), &series, error))
    return FALSE;
  wabi_series_mark (series, record);
  return TRUE;
}

/* Moves in time, or to another member of staff: "set" holds starts_at, ends_at, staff. */
static gboolean
move (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  g_autofree char *proposal = NULL;

  if (before == NULL || !wabi_context_edit (context, &wabi_kind_appointment, args, &record, error))
    return FALSE;
  /* A clash kept what stands: there is nothing new to judge. */
  if (count_clashes (record) > count_clashes (before))
    {
      wabi_context_put (context, g_steal_pointer (&record));
      return TRUE;
    }
  if (!is_open (before))
    return move_late (context, before, record, error);
  if (!judge (context, record, before, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    return propose_when (context, before, record, proposal);
  if (!mark_occurrence (context, record, error))
    return FALSE;
  wabi_context_drop_proposals (context, record, is_own_overlap, NULL);
  if (wabi_record_is (record, "status", "proposed"))
    wabi_record_set_text (record, "status", "scheduled");
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
has_any (JsonObject *set, const char *const *members, guint n)
{
  for (guint i = 0; set != NULL && i < n; i++)
    if (json_object_has_member (set, members[i]))
      return TRUE;
  return FALSE;
}

static const char *const where_members[] = { "place", "location", "room", "equipment" };

static JsonObject *
pick_where (WabiRecord *record)
{
  JsonObject *where = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (where_members); i++)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (record), where_members[i]);

      json_object_set_member (where, where_members[i], node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL));
    }
  return where;
}

/* Another place, room or thing is judged by what depends on it: a visit that was booked for a good reason is not refused for the rest. */
static gboolean
judge_where (WabiContext *context, WabiRecord *record, WabiRecord *before, char **proposal, GError **error)
{
  g_autoptr (WabiProof) proof = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (!wabi_overrides_take (context, record, before, error))
    return FALSE;
  proof = wabi_proof_new (context->view, context->zone, context->now, record);
  findings = wabi_proof_check_booking (proof);
  wabi_overrides_note (record, findings);
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != WABI_FINDING_BLOCKED
          || !wabi_text_list_has ("room-double-booked equipment-double-booked resource-closed travel-too-short place-unknown place-not-covered",
                                  finding->id)
          || wabi_overrides_cover (record, finding->id))
        continue;
      if (!context->authority || !wabi_series_is_overlap (finding))
        return refuse_finding (context, finding, error);
      if (*proposal == NULL)
        *proposal = g_strdup (finding->id);
    }
  return TRUE;
}

/* A room that another took first, which only the service can find late, is kept beside the one that stands. */
static gboolean
put_edited (WabiContext *context, WabiRecord *before, WabiRecord *take_record, JsonObject *set, GError **error)
{
  g_autoptr (WabiRecord) record = take_record;
  gboolean service = set != NULL && json_object_has_member (set, "service_code");
  g_autofree char *proposal = NULL;

  if (!is_open (record) || (!service && !has_any (set, where_members, G_N_ELEMENTS (where_members))))
    {
      if (!wabi_overrides_take (context, record, before, error))
        return FALSE;
      wabi_context_put (context, g_steal_pointer (&record));
      return TRUE;
    }
  /* What came second for a slot is judged whole: it may stand now. */
  if (service || wabi_record_is (before, "status", "proposed") ? !judge (context, record, before, &proposal, error)
                                                               : !judge_where (context, record, before, &proposal, error))
    return FALSE;
  if (proposal != NULL && !wabi_record_is (before, "status", "proposed"))
    {
      g_autoptr (JsonObject) wanted = pick_where (record), stood = pick_where (before);

      wabi_record_set_all (record, stood);
      wabi_context_propose (context, record, stood, wanted, proposal);
    }
  else if (proposal == NULL && wabi_record_is (record, "status", "proposed"))
    {
      /* Another room, and what stood in the way is gone. */
      wabi_context_drop_proposals (context, record, is_own_overlap, NULL);
      wabi_record_set_text (record, "status", "scheduled");
    }
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* What is given and where: service, authorization, place, notes. */
static gboolean
edit (WabiContext *context, JsonObject *args, GError **error)
{
  JsonObject *set = json_object_has_member (args, "set") ? json_object_get_object_member (args, "set") : NULL;
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  static const char *const elsewhere[] = { "status", "starts_at", "ends_at", "staff", "cancelled_by", "cancel_reason",
                                          "makeup_waived", "series", "detached" };

  for (guint i = 0; set != NULL && i < G_N_ELEMENTS (elsewhere); i++)
    if (json_object_has_member (set, elsewhere[i]))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", elsewhere[i],
                                  _("Times, staff and state have their own actions: move, cancel, restore."));
  if (before == NULL || !wabi_context_edit (context, &wabi_kind_appointment, args, &record, error))
    return FALSE;
  /* Groups merge whatever the state has become; at the desk the person sees the state, and is told. */
  if (!context->authority && !is_open (record) && !wabi_text_list_has ("in_session completed", wabi_record_get_text (record, "status")))
    return refuse_status (context, record, error);
  if (set != NULL && json_object_has_member (set, "makeup_for") && !wabi_makeup_check (context, record, error))
    return FALSE;
  return mark_occurrence (context, record, error) && put_edited (context, before, g_steal_pointer (&record), set, error);
}

/* ---- The state: canceled, held and missed beat scheduled; two of those are for a person to settle (sync.md 6.5) ---- */

static void
set_member (JsonObject *set, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (set, name, text);
  else
    json_object_set_null_member (set, name);
}

/* The whole group, so that what is taken later leaves nothing of what stood. */
static JsonObject *
new_state (const char *status)
{
  static const char *const rest[] = { "cancelled_by", "cancel_reason", "cancel_note", "cancelled_at", "late_cancel" };
  JsonObject *state = json_object_new ();

  json_object_set_string_member (state, "status", status);
  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    json_object_set_null_member (state, rest[i]);
  return state;
}

static JsonObject *
pick_state (WabiRecord *record)
{
  g_autoptr (JsonObject) names = new_state ("");
  g_autoptr (GList) members = json_object_get_members (names);
  JsonObject *state = json_object_new ();

  for (GList *name = members; name != NULL; name = name->next)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (record), name->data);

      json_object_set_member (state, name->data, node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL));
    }
  return state;
}

static gboolean
says_already (WabiRecord *record, JsonObject *state)
{
  static const char *const compared[] = { "status", "cancelled_by", "cancel_reason" };

  for (guint i = 0; i < G_N_ELEMENTS (compared); i++)
    if (!wabi_node_equal (json_object_get_member (wabi_record_get_body (record), compared[i]), json_object_get_member (state, compared[i])))
      return FALSE;
  return TRUE;
}

static void
put_state (WabiContext *context, WabiRecord *before, JsonObject *state)
{
  WabiRecord *record = wabi_record_copy (before);

  wabi_record_set_all (record, state);
  wabi_context_mark (context, record, state);
  if (wabi_text_list_has ("cancelled withdrawn", wabi_json_peek_text (state, "status")))
    wabi_context_drop_proposals (context, record, is_own_overlap, NULL);
  wabi_context_put (context, record);
}

/*
 * @from: the states that it may be reached from. @further: the states that say more than it, before which it gives way. From any other
 * only the service hears of it, late: both are kept.
 */
static gboolean
change_state (WabiContext *context, JsonObject *args, JsonObject *take_state, const char *from, const char *further, GError **error)
{
  g_autoptr (JsonObject) state = take_state;
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (JsonObject) was = NULL;
  g_autoptr (WabiRecord) record = NULL;
  const char *status;

  if (before == NULL)
    return FALSE;
  status = wabi_record_get_text (before, "status");
  if (wabi_text_list_has (from, status))
    {
      put_state (context, before, state);
      return TRUE;
    }
  if (!context->authority)
    return refuse_status (context, before, error);
  record = wabi_record_copy (before);
  if (!says_already (before, state) && !wabi_text_list_has (further, status))
    {
      if (wabi_text_list_has ("scheduled arrived", wabi_json_peek_text (state, "status")))
        return refuse_status (context, before, error);
      was = pick_state (before);
      wabi_context_propose (context, record, was, state, "state-clash");
    }
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
cancel (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  JsonObject *state;

  if (before == NULL || !wabi_cancel_reason_check (context, wabi_json_peek_text (args, "by"), wabi_json_peek_text (args, "reason"), error))
    return FALSE;
  state = new_state ("cancelled");
  set_member (state, "cancelled_by", wabi_json_peek_text (args, "by"));
  set_member (state, "cancel_reason", wabi_json_peek_text (args, "reason"));
  set_member (state, "cancel_note", wabi_json_peek_text (args, "note"));
  json_object_set_int_member (state, "cancelled_at", context->given);
  json_object_set_boolean_member (state, "late_cancel", wabi_lookup_is_late_cancel (context->view, before, wabi_json_peek_text (args, "by"), context->given));
  return change_state (context, args, state, "scheduled arrived proposed", "", error);
}

/* Takes a cancellation (or a withdrawal, or a no-show) back, where the time is still free. */
static gboolean
restore (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (JsonObject) state = new_state ("scheduled");
  g_autofree char *proposal = NULL;

  if (before == NULL)
    return FALSE;
  if (!wabi_text_list_has ("cancelled withdrawn no_show", wabi_record_get_text (before, "status")))
    {
      if (!context->authority)
        return refuse_status (context, before, error);
      /* Somebody restored it already, or it was held after all: nothing is left to do. */
      wabi_context_put (context, wabi_record_copy (before));
      return TRUE;
    }
  record = wabi_record_copy (before);
  wabi_record_set_all (record, state);
  wabi_context_mark (context, record, state);
  if (!judge (context, record, before, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    {
      g_autoptr (JsonObject) when = pick_when (record);

      wabi_record_set_text (record, "status", "proposed");
      wabi_context_propose (context, record, NULL, when, proposal);
    }
  if (!mark_occurrence (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
withdraw (WabiContext *context, JsonObject *args, GError **error)
{
  return change_state (context, args, new_state ("withdrawn"), "scheduled proposed", "cancelled", error);
}

static gboolean
arrive (WabiContext *context, JsonObject *args, GError **error)
{
  return change_state (context, args, new_state ("arrived"), "scheduled", "in_session completed", error);
}

static gboolean
unarrive (WabiContext *context, JsonObject *args, GError **error)
{
  return change_state (context, args, new_state ("scheduled"), "arrived", "in_session completed", error);
}

static gboolean
miss (WabiContext *context, JsonObject *args, GError **error)
{
  return change_state (context, args, new_state ("no_show"), "scheduled arrived", "", error);
}

/* A booking that came second is taken back, or stands: at its time when that has become free, or at another that was chosen. */
static void
settle_booking (WabiRecord *record, JsonObject *args)
{
  JsonObject *set = NULL;
  gboolean stands = wabi_json_peek_int (args, "take", -1) >= 0;

  if (wabi_json_take_object (args, "set", FALSE, &set, NULL) && set != NULL)
    stands |= json_object_has_member (set, "starts_at") || json_object_has_member (set, "staff");
  wabi_record_set_text (record, "status", stands ? "scheduled" : "withdrawn");
}

static gboolean
has_own_overlap (WabiRecord *record)
{
  for (guint i = 0; i < wabi_proposals_count (record); i++)
    {
      JsonObject *proposal = wabi_proposals_get (record, i);

      if (proposal != NULL && is_own_overlap (proposal, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
takes_slot (WabiRecord *record)
{
  return wabi_text_list_has ("scheduled arrived", wabi_record_get_text (record, "status"));
}

static gboolean
settle (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  g_autofree char *proposal = NULL;
  WabiSettle how = { .free_group = "when" };

  if (before == NULL)
    return FALSE;
  record = wabi_record_copy (before);
  if (!wabi_context_settle (context, record, args, &how, error))
    return FALSE;
  /* Taken back, the booking that came second waits again. */
  if (wabi_json_peek_text (args, "reopen") != NULL)
    {
      if (has_own_overlap (record) && wabi_text_list_has ("scheduled withdrawn", wabi_record_get_text (record, "status")))
        wabi_record_set_text (record, "status", "proposed");
    }
  else if (wabi_record_is (before, "status", "proposed") && !has_own_overlap (record))
    settle_booking (record, args);
  if (!how.clashed && takes_slot (record) && !judge (context, record, before, &proposal, error))
    return FALSE;
  if (proposal != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, proposal, "starts_at",
                                _("The time is still taken. Move one of the two sessions first."));
  if (!mark_occurrence (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

WABI_RULE_SET (staff_hours)
WABI_RULE_REMOVE (staff_hours)
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
  { "appointment.settle", "scheduling", DESK, 0, wabi_args_settle, G_N_ELEMENTS (wabi_args_settle), settle, N_ ("Settle two versions of a session") },
  { "staff-hours.set", "scheduling", DESK, 0, NULL, 0, set_staff_hours, N_ ("Change working hours") },
  { "staff-hours.remove", "scheduling", DESK, 0, ID_ARGS, remove_staff_hours, N_ ("Remove working hours") },
  { "holiday.set", "scheduling", DESK, 0, NULL, 0, set_holiday, N_ ("Record a holiday") },
  { "holiday.remove", "scheduling", DESK, 0, ID_ARGS, remove_holiday, N_ ("Remove a holiday") },
  { "location.set", "scheduling", DESK, 0, NULL, 0, set_location, N_ ("Record a location") },
};
const guint wabi_n_commands_scheduling = G_N_ELEMENTS (wabi_commands_scheduling);
