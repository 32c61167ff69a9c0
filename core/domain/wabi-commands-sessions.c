// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions and the events in them: events are only ever added, and never too late.

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"
#include "wabi-commands-private.h"
#include "wabi-session-close.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY (24 * HOUR)

static gboolean
check_no_other_open (WabiContext *context, const char *staff, const char *id, GError **error)
{
  WabiQuery query;
  g_autoptr (GPtrArray) open = NULL;

  wabi_query_init (&query, &wabi_kind_session);
  wabi_query_where_text (&query, "staff", WABI_EQ, staff);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  open = wabi_view_list (context->view, &query, error);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    if (g_strcmp0 (wabi_record_get_id (g_ptr_array_index (open, i)), id) != 0)
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "session-open", "staff",
                                  _("Another session is still running. End it before you start the next one."));
  return TRUE;
}

static gboolean
check_appointment (WabiContext *context, WabiRecord *session, GError **error)
{
  const char *id = wabi_record_get_text (session, "appointment");
  g_autoptr (WabiRecord) appointment = NULL;

  if (id == NULL)
    return TRUE;
  appointment = wabi_context_get (context, &wabi_kind_appointment, id, error);
  if (appointment == NULL)
    return FALSE;
  /* A canceled visit may have been held after all; on site that is known better. Only another client is a mistake. */
  if (!wabi_record_is (appointment, "client", wabi_record_get_text (session, "client")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "appointment",
                                _("The appointment is for another client."));
  return TRUE;
}

/* Of this practice; another's is answered like one that is nowhere. */
static gboolean
check_people (WabiContext *context, WabiRecord *session, GError **error)
{
  g_autoptr (WabiRecord) client = wabi_context_get (context, &wabi_kind_client, wabi_record_get_text (session, "client"), error);
  g_autoptr (WabiRecord) staff = NULL;

  if (client == NULL)
    return FALSE;
  staff = wabi_context_get (context, &wabi_kind_staff, wabi_record_get_text (session, "staff"), error);
  return staff != NULL;
}

static gboolean
start (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) session = NULL;
  const char *zone;

  if (!wabi_context_add (context, &wabi_kind_session, args, &session, error) || !check_people (context, session, error))
    return FALSE;
  wabi_record_set_text (session, "state", "open");
  wabi_record_take_node (session, "ends_at", NULL);
  zone = wabi_record_get_text (session, "zone");
  if (zone == NULL || !wabi_zone_is_known (zone))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "zone-unknown", "zone",
                                _("The time zone is not known. Look at the practice's settings."));
  if ((context->caller.roles & (WABI_ROLE_BCBA | WABI_ROLE_ADMIN)) == 0
      && !wabi_record_is (session, "staff", context->caller.user))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", "staff",
                                _("You can start only your own sessions."));
  if (!check_no_other_open (context, wabi_record_get_text (session, "staff"), wabi_record_get_id (session), error)
      || !check_appointment (context, session, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&session));
  return TRUE;
}

/* The note is born with the end of the session, and knows what the session knows. */
static gboolean
add_note (WabiContext *context, WabiRecord *session, const char *note_id, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiRecord) note = NULL;
  static const char *const copied[] = { "client", "service_code", "present" };

  if (!wabi_context_find (context, &wabi_kind_note, note_id, &there, error))
    return FALSE;
  note = there != NULL ? wabi_record_copy (there) : wabi_record_new (&wabi_kind_note, note_id);
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    if (!wabi_record_has (note, copied[i]))
      wabi_record_set_text (note, copied[i], wabi_record_get_text (session, copied[i]));
  wabi_record_set_text (note, "session", wabi_record_get_id (session));
  wabi_record_set_text (note, "author", wabi_record_get_text (session, "staff"));
  wabi_record_set_int (note, "starts_at", wabi_record_get_int (session, "starts_at"));
  wabi_record_set_int (note, "ends_at", wabi_record_get_int (session, "ends_at"));
  if (there == NULL)
    wabi_record_set_text (note, "state", "draft");
  wabi_context_put (context, g_steal_pointer (&note));
  return TRUE;
}

static char *
describe_present (WabiContext *context, WabiRecord *session)
{
  g_autoptr (WabiRecord) client = wabi_lookup_get (context->view, &wabi_kind_client, wabi_record_get_text (session, "client"));
  g_autoptr (WabiRecord) staff = wabi_lookup_get (context->view, &wabi_kind_staff, wabi_record_get_text (session, "staff"));
  g_autofree char *client_name = wabi_lookup_full_name (client), *staff_name = wabi_lookup_full_name (staff);
  const char *credential = staff != NULL ? wabi_record_get_text (staff, "credential") : NULL;

  /* Part of the record, and so of what is signed: the same words on every desktop and in the service. */
  return g_strdup_printf ("%s (client), %s (%s)", client_name, staff_name, credential != NULL ? credential : "staff");
}

/* What each computer had recorded; a desktop of a time before that says nothing, and what an earlier end said counts no more. */
static gboolean
take_devices (WabiContext *context, WabiRecord *session, JsonObject *args, GError **error)
{
  JsonNode *devices = json_object_get_member (args, "devices");

  if (devices != NULL && !wabi_session_close_is_valid (devices))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "devices",
                                _("The count of the trials cannot be read. Update Wabi Care, then end the session again."));
  wabi_record_take_node (session, "devices", devices != NULL ? json_node_copy (devices) : NULL);
  return TRUE;
}

static gboolean
end (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_session, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) session = NULL;
  gint64 ends_at = wabi_json_peek_int (args, "ends_at", 0), starts_at;

  if (before == NULL)
    return FALSE;
  starts_at = wabi_record_get_int (before, "starts_at");
  if (!wabi_record_is (before, "state", "open"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "session-ended", "state", _("This session has ended already."));
  /* The person verifies the actual times at the end; a start that was forgotten is put right here, and is marked. */
  if (json_object_has_member (args, "starts_at"))
    starts_at = wabi_json_peek_int (args, "starts_at", starts_at);
  if (ends_at <= starts_at || ends_at - starts_at > DAY)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "ends_at",
                                _("The session must end after it began, and within 24 hours. Choose another end."));
  session = wabi_record_copy (before);
  wabi_record_set_text (session, "state", "ended");
  wabi_record_set_int (session, "ends_at", ends_at);
  if (starts_at != wabi_record_get_int (before, "starts_at"))
    {
      wabi_record_set_int (session, "starts_at", starts_at);
      wabi_record_set_bool (session, "late_entry", TRUE);
    }
  if (json_object_has_member (args, "trial_count"))
    wabi_record_set_int (session, "trial_count", wabi_json_peek_int (args, "trial_count", 0));
  if (!take_devices (context, session, args, error))
    return FALSE;
  if (json_object_has_member (args, "present"))
    wabi_record_set_text (session, "present", wabi_json_peek_text (args, "present"));
  if (!wabi_record_has (session, "present"))
    {
      g_autofree char *present = describe_present (context, session);

      wabi_record_set_text (session, "present", present);
    }
  if (!add_note (context, session, wabi_json_peek_text (args, "note"), error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&session));
  return TRUE;
}

/* Undo of "end", as long as nobody has signed. */
static gboolean
reopen (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_session, wabi_json_peek_text (args, "id"), error);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (WabiRecord) session = NULL;

  if (before == NULL)
    return FALSE;
  notes = wabi_lookup_by (context->view, &wabi_kind_note, "session", wabi_record_get_id (before));
  for (guint i = 0; i < notes->len; i++)
    if (wabi_record_is (g_ptr_array_index (notes, i), "state", "signed")
        || wabi_record_is (g_ptr_array_index (notes, i), "state", "pending"))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "immutable", "state",
                                  _("The note of this session is signed, so the session stays as it is."));
  if (!check_no_other_open (context, wabi_record_get_text (before, "staff"), wabi_record_get_id (before), error))
    return FALSE;
  session = wabi_record_copy (before);
  wabi_record_set_text (session, "state", "open");
  wabi_record_take_node (session, "ends_at", NULL);
  wabi_context_put (context, g_steal_pointer (&session));
  return TRUE;
}

/*
 * A correction counts for a day after the event. It is judged by when it was given, not by when it came: what was put right in time
 * on a desktop without the server is in time, however late it arrives (sync.md 5).
 */
static gboolean
check_correction (WabiContext *context, const WabiKind *kind, WabiRecord *event, GError **error)
{
  g_autoptr (WabiRecord) target = NULL;

  if (wabi_record_is (event, "action", "record"))
    return TRUE;
  target = wabi_context_get (context, kind, wabi_record_get_text (event, "voids"), error);
  if (target == NULL)
    return FALSE;
  if (!wabi_record_is (target, "session", wabi_record_get_text (event, "session")) || wabi_record_is (target, "action", "void"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "voids",
                                _("Only an entry of the same session can be taken back."));
  if (context->given - wabi_record_get_int (target, "at") > DAY)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "too-late", "voids",
                                _("An entry can be corrected for 24 hours. Say what was wrong in the note instead."));
  return TRUE;
}

/* The same event once more is no news; another under its id is a fault of a program, and is never let in (sync.md 6.5). */
static gboolean
is_same_event (WabiContext *context, WabiRecord *there, JsonObject *args)
{
  const WabiKind *kind = wabi_record_get_kind (there);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      JsonNode *node = json_object_get_member (args, kind->fields[i].name);

      if (node != NULL && !wabi_node_equal (node, json_object_get_member (wabi_record_get_body (there), kind->fields[i].name)))
        return FALSE;
    }
  return wabi_record_is (there, "by", context->caller.user);
}

/* What comes more than a day after it happened, or after the note was signed, counts, and says so. */
static void
mark_late (WabiContext *context, WabiRecord *event)
{
  g_autoptr (GPtrArray) notes = wabi_lookup_by (context->view, &wabi_kind_note, "session", wabi_record_get_text (event, "session"));
  gboolean late = context->now - context->given > DAY;

  for (guint i = 0; i < notes->len; i++)
    late |= wabi_record_is (g_ptr_array_index (notes, i), "state", "signed");
  wabi_record_set_int (event, "received_at", context->now);
  if (late)
    wabi_record_set_bool (event, "late", TRUE);
}

static gboolean
record_event (WabiContext *context, const WabiKind *kind, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiRecord) event = NULL;
  g_autoptr (WabiRecord) session = NULL;

  if (!wabi_context_find (context, kind, wabi_json_peek_text (args, "id"), &there, error))
    return FALSE;
  if (there != NULL && is_same_event (context, there, args))
    return TRUE;
  if (there != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "id-reused", "id",
                                _("Another entry has this id already. Record it anew, and tell whoever looks after the program."));
  if (!wabi_context_add (context, kind, args, &event, error))
    return FALSE;
  session = wabi_context_get (context, &wabi_kind_session, wabi_record_get_text (event, "session"), error);
  if (session == NULL)
    return FALSE;
  wabi_record_set_text (event, "client", wabi_record_get_text (session, "client"));
  wabi_record_set_text (event, "by", context->caller.user);
  if (!wabi_record_has (event, "at"))
    wabi_record_set_int (event, "at", context->given);
  if (context->authority)
    mark_late (context, event);
  if (!check_correction (context, kind, event, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&event));
  return TRUE;
}

static gboolean
record_trial (WabiContext *context, JsonObject *args, GError **error)
{
  if (g_strcmp0 (wabi_json_peek_text (args, "action"), "void") != 0 && wabi_json_peek_text (args, "result") == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "result", _("A trial needs a result."));
  return record_event (context, &wabi_kind_trial, args, error);
}

static gboolean
record_behavior (WabiContext *context, JsonObject *args, GError **error)
{
  return record_event (context, &wabi_kind_behavior_event, args, error);
}

static const WabiField end_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "session", NULL },
  { "starts_at", WABI_FIELD_INSTANT, 0, 0, 0, NULL, NULL },
  { "ends_at", WABI_FIELD_INSTANT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "note", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "note", NULL },
  { "trial_count", WABI_FIELD_INT, 0, 0, 100000, NULL, NULL },
  { "devices", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
  { "present", WABI_FIELD_TEXT, 0, 0, 300, NULL, NULL },
};

#define FLOOR (WABI_ROLE_RBT | WABI_ROLE_BCBA)

const WabiCommandInfo wabi_commands_sessions[] = {
  { "session.start", "sessions", FLOOR, 0, NULL, 0, start, N_ ("Start a session") },
  { "session.end", "sessions", FLOOR, 0, end_args, G_N_ELEMENTS (end_args), end, N_ ("End a session") },
  { "session.reopen", "sessions", FLOOR, 0, wabi_args_id, 1, reopen, N_ ("Take back the end of a session") },
  { "trial.record", "sessions", FLOOR, 0, NULL, 0, record_trial, N_ ("Record a trial") },
  { "behavior.record", "sessions", FLOOR, 0, NULL, 0, record_behavior, N_ ("Record a behavior") },
};
const guint wabi_n_commands_sessions = G_N_ELEMENTS (wabi_commands_sessions);
