// SPDX-License-Identifier: AGPL-3.0-or-later
// What families and calendar programs have to do with visits: confirmations, and links under which a schedule is read.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-text.h"

#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

static gboolean
confirm (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  if (!wabi_text_list_has ("scheduled proposed", wabi_record_get_text (before, "status")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "status",
                                _("Only a session that is still to come can be confirmed."));
  record = wabi_record_copy (before);
  wabi_record_set_int (record, "confirmed_at", context->given);
  wabi_record_set_text (record, "confirmed_how", wabi_json_peek_text (args, "how"));
  wabi_record_set_int (record, "confirmed_for", wabi_record_get_int (before, "starts_at"));
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
unconfirm (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_appointment, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  record = wabi_record_copy (before);
  wabi_record_take_node (record, "confirmed_at", NULL);
  wabi_record_take_node (record, "confirmed_how", NULL);
  wabi_record_take_node (record, "confirmed_for", NULL);
  wabi_context_put (context, record);
  return TRUE;
}

/* The link shows where a person is and, if wanted, with whom: he makes it for himself, or an administrator for him. */
static gboolean
check_whose (WabiContext *context, const char *staff, GError **error)
{
  if ((context->caller.roles & WABI_ROLE_ADMIN) != 0 || g_strcmp0 (staff, context->caller.user) == 0)
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", "staff",
                              _("You can make and revoke links to your own schedule only. Ask an administrator for somebody else's."));
}

static gboolean
is_hash (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static gboolean
make_link (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiRecord) staff = NULL;

  if (!check_whose (context, wabi_json_peek_text (args, "staff"), error)
      || !wabi_context_add (context, &wabi_kind_calendar_link, args, &record, error))
    return FALSE;
  staff = wabi_context_get (context, &wabi_kind_staff, wabi_record_get_text (record, "staff"), error);
  if (staff == NULL)
    return FALSE;
  if (!is_hash (wabi_record_get_text (record, "token_hash")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "token_hash", _("The link is not sound. Make another one."));
  wabi_record_set_text (record, "scope", "own");
  wabi_record_set_text (record, "status", "on");
  wabi_record_set_int (record, "made_at", context->given);
  wabi_record_set_text (record, "made_by", context->caller.user);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* For good: whoever revokes a link does so because somebody may have it who should not. */
static gboolean
revoke_link (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_calendar_link, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL || !check_whose (context, wabi_record_get_text (before, "staff"), error))
    return FALSE;
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", "revoked");
  wabi_context_put (context, record);
  return TRUE;
}

/* --- connected calendars: they are made by the service, which tests them and keeps the password (docs/protocol.md) --- */

static gboolean
set_push (WabiContext *context, JsonObject *args, const char *from, const char *to, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_calendar_push, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL || !check_whose (context, wabi_record_get_text (before, "staff"), error))
    return FALSE;
  if (!wabi_text_list_has (from, wabi_record_get_text (before, "status")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "status",
                                _("This calendar was disconnected. Connect it again."));
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", to);
  wabi_record_take_node (record, "at", NULL);
  wabi_record_take_node (record, "tries", NULL);
  if (!wabi_record_is (before, "state", "good"))
    wabi_record_set_text (record, "state", "waiting");
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
pause_push (WabiContext *context, JsonObject *args, GError **error)
{
  return set_push (context, args, "on paused", "paused", error);
}

/* Also for one that is on: try again at once. */
static gboolean
resume_push (WabiContext *context, JsonObject *args, GError **error)
{
  return set_push (context, args, "on paused", "on", error);
}

/* The service takes its events out of the calendar, and forgets the password. */
static gboolean
end_push (WabiContext *context, JsonObject *args, GError **error)
{
  return set_push (context, args, "on paused ended", "ended", error);
}

/* --- reminders that were not sent --- */

static gboolean
set_reminder (WabiContext *context, JsonObject *args, const char *from, const char *to, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_reminder, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  if (!wabi_record_is (before, "status", from))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "status",
                                _("Somebody has seen to this reminder meanwhile."));
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", to);
  wabi_context_put (context, record);
  return TRUE;
}

/* Somebody wants it sent, whatever became of it the last time. The service sends it, or cancels it where the visit has moved on. */
static gboolean
retry_reminder (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_reminder, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  if (!wabi_record_is (before, "status", "failed"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "status",
                                _("Somebody has seen to this reminder meanwhile."));
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", "waiting");
  wabi_record_set_int (record, "at", context->given);
  wabi_record_take_node (record, "tries", NULL);
  wabi_record_take_node (record, "problem", NULL);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
settle_reminder (WabiContext *context, JsonObject *args, GError **error)
{
  return set_reminder (context, args, "failed", "handled", error);
}

static gboolean
reopen_reminder (WabiContext *context, JsonObject *args, GError **error)
{
  return set_reminder (context, args, "handled", "failed", error);
}

static const WabiField confirm_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "appointment", NULL },
  { "how", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "phone email text portal in_person", NULL },
};
static const WabiField link_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "calendar_link", NULL },
  { "staff", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "staff", NULL },
  { "token_hash", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "show_names", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "scope", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "own", NULL },
  { "status", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "on", NULL },
};

const WabiCommandInfo wabi_commands_outward[] = {
  { "appointment.confirm", "scheduling", DESK | WABI_ROLE_RBT, 0, confirm_args, G_N_ELEMENTS (confirm_args), confirm,
    N_ ("Record that a family confirmed") },
  { "appointment.unconfirm", "scheduling", DESK | WABI_ROLE_RBT, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), unconfirm,
    N_ ("Take back a confirmation") },
  { "calendar-link.make", "scheduling", WABI_ROLES_ALL, 0, link_args, G_N_ELEMENTS (link_args), make_link, N_ ("Make a calendar link") },
  { "calendar-link.revoke", "scheduling", WABI_ROLES_ALL, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), revoke_link,
    N_ ("Revoke a calendar link") },
  { "reminder.retry", "scheduling", DESK, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), retry_reminder, N_ ("Send a reminder again") },
  { "reminder.settle", "scheduling", DESK, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), settle_reminder, N_ ("Put a reminder aside") },
  { "reminder.reopen", "scheduling", DESK, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), reopen_reminder, N_ ("Take up a reminder again") },
  { "calendar-push.pause", "scheduling", WABI_ROLES_ALL, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), pause_push, N_ ("Pause a connected calendar") },
  { "calendar-push.resume", "scheduling", WABI_ROLES_ALL, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), resume_push,
    N_ ("Go on with a connected calendar") },
  { "calendar-push.end", "scheduling", WABI_ROLES_ALL, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), end_push, N_ ("Disconnect a calendar") },
};
const guint wabi_n_commands_outward = G_N_ELEMENTS (wabi_commands_outward);
