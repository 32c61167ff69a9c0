// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do to appointments, each with the command that takes it back.

#include "wabi-visit-acts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
wabi_visit_may (WabiDesk *desk, const char *command)
{
  guint n;
  const WabiCommandInfo *commands = wabi_domain_get_commands (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (commands[i].name, command) == 0)
      return (commands[i].roles & wabi_desk_get_roles (desk)) != 0;
  return FALSE;
}

/* An undo that the person may not give would only disappoint. */
static gboolean
act (WabiDesk *desk, const char *name, JsonObject *args, const char *done, const char *undo_name, JsonObject *undo_args, GError **error)
{
  if (undo_name != NULL && !wabi_visit_may (desk, undo_name))
    {
      undo_name = NULL;
      g_clear_pointer (&undo_args, json_object_unref);
    }
  return wabi_desk_do (desk, name, args, done, undo_name, undo_args, error);
}

gboolean
wabi_visit_book (WabiDesk *desk, WabiRecord *draft, GError **error)
{
  const char *id = wabi_record_get_id (draft);
  JsonObject *args = wabi_json_object_copy (wabi_record_get_body (draft));

  json_object_set_string_member (args, "id", id);
  if (!act (desk, "appointment.book", args, _("Session booked"), "appointment.withdraw", wabi_args ("id", id, NULL), error))
    return FALSE;
  wabi_desk_set_redo (desk, "appointment.restore", wabi_args ("id", id, NULL));
  return TRUE;
}

gboolean
wabi_visit_move (WabiDesk *desk, WabiRecord *visit, const char *staff, gint64 starts_at, gint64 ends_at, GError **error)
{
  JsonObject *set = json_object_new ();
  JsonObject *back;

  if (staff != NULL && !wabi_record_is (visit, "staff", staff))
    json_object_set_string_member (set, "staff", staff);
  json_object_set_int_member (set, "starts_at", starts_at);
  json_object_set_int_member (set, "ends_at", ends_at);
  back = wabi_args_revert_new (visit, set);
  return act (desk, "appointment.move", wabi_args_edit_new (visit, set), _("Session moved"), "appointment.move", back, error);
}

/* Reasons for going against a rule go with the command; they are not taken back with it, and cover it when it is done again. */
static gboolean
add_overrides (WabiRecord *visit, WabiRecord *wanted, JsonObject *set)
{
  JsonNode *is = json_object_get_member (wabi_record_get_body (wanted), "overrides");

  if (is == NULL || wabi_node_equal (json_object_get_member (wabi_record_get_body (visit), "overrides"), is))
    return FALSE;
  json_object_set_member (set, "overrides", json_node_copy (is));
  return TRUE;
}

/* Gives a change of @set, with the reasons in @wanted, and what takes it back without them. */
static gboolean
give_set (WabiDesk *desk, const char *name, WabiRecord *visit, WabiRecord *wanted, JsonObject *set, const char *done, GError **error)
{
  JsonObject *again = wabi_args_edit_new (visit, wabi_json_object_copy (set)), *back = wabi_args_revert_new (visit, set);
  gboolean overridden = add_overrides (visit, wanted, set);
  gboolean ok = act (desk, name, wabi_args_edit_new (visit, json_object_ref (set)), done, name, back, error);

  if (ok && overridden)
    wabi_desk_set_redo (desk, name, again);
  else
    json_object_unref (again);
  return ok;
}

gboolean
wabi_visit_move_to (WabiDesk *desk, WabiRecord *visit, WabiRecord *moved, GError **error)
{
  g_autoptr (JsonObject) set = json_object_new ();
  const char *staff = wabi_record_get_text (moved, "staff");

  if (staff != NULL && !wabi_record_is (visit, "staff", staff))
    json_object_set_string_member (set, "staff", staff);
  json_object_set_int_member (set, "starts_at", wabi_record_get_int (moved, "starts_at"));
  json_object_set_int_member (set, "ends_at", wabi_record_get_int (moved, "ends_at"));
  return give_set (desk, "appointment.move", visit, moved, set, _("Session moved"), error);
}

gboolean
wabi_visit_edit (WabiDesk *desk, WabiRecord *visit, WabiRecord *edited, GError **error)
{
  static const char *const fields[] = { "service_code", "place", "location", "room", "equipment", "notes" };
  g_autoptr (JsonObject) set = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonNode *is = json_object_get_member (wabi_record_get_body (edited), fields[i]);

      if (!wabi_node_equal (json_object_get_member (wabi_record_get_body (visit), fields[i]), is))
        json_object_set_member (set, fields[i], is != NULL ? json_node_copy (is) : json_node_new (JSON_NODE_NULL));
    }
  if (json_object_get_size (set) == 0)
    return TRUE;
  /* Another service is another line of the authorization: the rule picks anew. */
  if (json_object_has_member (set, "service_code"))
    json_object_set_null_member (set, "authorization");
  return give_set (desk, "appointment.edit", visit, edited, set, _("Session changed"), error);
}

gboolean
wabi_visit_cancel (WabiDesk *desk, const char *id, const char *by, const char *reason, const char *note, GError **error)
{
  return act (desk, "appointment.cancel", wabi_args ("id", id, "by", by, "reason", reason, "note", note, NULL),
              _("Session canceled"), "appointment.restore", wabi_args ("id", id, NULL), error);
}

gboolean
wabi_visit_arrive (WabiDesk *desk, const char *id, GError **error)
{
  return act (desk, "appointment.arrive", wabi_args ("id", id, NULL), _("Arrival confirmed"), "appointment.unarrive",
              wabi_args ("id", id, NULL), error);
}

gboolean
wabi_visit_miss (WabiDesk *desk, const char *id, GError **error)
{
  return act (desk, "appointment.no-show", wabi_args ("id", id, NULL), _("Marked as no-show"), "appointment.restore",
              wabi_args ("id", id, NULL), error);
}

gboolean
wabi_visit_restore (WabiDesk *desk, WabiRecord *visit, GError **error)
{
  const char *id = wabi_record_get_id (visit);
  const char *undo = "appointment.withdraw";
  JsonObject *back = NULL;

  if (wabi_record_is (visit, "status", "cancelled"))
    {
      undo = "appointment.cancel";
      back = wabi_args ("id", id, "by", wabi_record_get_text (visit, "cancelled_by"), "reason",
                        wabi_record_get_text (visit, "cancel_reason"), "note", wabi_record_get_text (visit, "cancel_note"), NULL);
    }
  else
    {
      if (wabi_record_is (visit, "status", "no_show"))
        undo = "appointment.no-show";
      back = wabi_args ("id", id, NULL);
    }
  return act (desk, "appointment.restore", wabi_args ("id", id, NULL), _("Session restored"), undo, back, error);
}

gboolean
wabi_visit_settle (WabiDesk *desk, const char *id, int take, GError **error)
{
  JsonObject *args = wabi_args ("id", id, NULL);

  json_object_set_int_member (args, "take", take);
  return act (desk, "appointment.settle", args, take >= 0 ? _("The other time was taken") : _("The time that stands was kept"), NULL,
              NULL, error);
}
