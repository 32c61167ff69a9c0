// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do to blocked time, each with the command that takes it back.

#include "wabi-schedule-block.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const types[] = { "travel", "break", "meeting", "training", "admin", NULL };

const char *const *
wabi_schedule_block_list_types (void)
{
  return types;
}

const char *
wabi_schedule_block_get_type_name (const char *type)
{
  static const char *const names[] = { N_("Travel"), N_("Break"), N_("Meeting"), N_("Training"), N_("Office work") };

  for (guint i = 0; type != NULL && types[i] != NULL; i++)
    if (strcmp (types[i], type) == 0)
      return g_dgettext (GETTEXT_PACKAGE, names[i]);
  return _("Blocked time");
}

char *
wabi_schedule_block_add (WabiDesk *desk, const char *staff, const char *type, gint64 starts_at, gint64 ends_at, GError **error)
{
  g_autofree char *id = wabi_desk_new_id (desk);
  JsonObject *args = wabi_args ("id", id, "staff", staff, "type", type, "zone", wabi_desk_get_zone (desk), NULL);

  json_object_set_int_member (args, "starts_at", starts_at);
  json_object_set_int_member (args, "ends_at", ends_at);
  if (!wabi_desk_do (desk, "staff_block.add", args, _("Time blocked"), "staff_block.remove", wabi_args ("id", id, NULL), error))
    return NULL;
  wabi_desk_set_redo (desk, "staff_block.restore", wabi_args ("id", id, NULL));
  return g_steal_pointer (&id);
}

static gboolean
change (WabiDesk *desk, WabiRecord *block, JsonObject *set, const char *done, GError **error)
{
  JsonObject *back = wabi_args_revert_new (block, set);

  return wabi_desk_do (desk, "staff_block.change", wabi_args_edit_new (block, set), done, "staff_block.change", back, error);
}

gboolean
wabi_schedule_block_move (WabiDesk *desk, WabiRecord *block, gint64 starts_at, gint64 ends_at, GError **error)
{
  JsonObject *set = json_object_new ();

  json_object_set_int_member (set, "starts_at", starts_at);
  json_object_set_int_member (set, "ends_at", ends_at);
  return change (desk, block, set, _("Blocked time moved"), error);
}

/* A block belongs to its person for good: the other one gets another. */
static gboolean
replace (WabiDesk *desk, WabiRecord *block, const char *staff, gint64 starts_at, gint64 ends_at, char **id, GError **error)
{
  JsonObject *args = wabi_json_object_copy (wabi_record_get_body (block));
  g_autofree char *born = wabi_desk_new_id (desk);

  json_object_remove_member (args, "status");
  json_object_set_string_member (args, "id", born);
  json_object_set_string_member (args, "staff", staff);
  json_object_set_int_member (args, "starts_at", starts_at);
  json_object_set_int_member (args, "ends_at", ends_at);
  if (!wabi_desk_do (desk, "staff_block.add", args, NULL, "staff_block.remove", wabi_args ("id", born, NULL), error))
    return FALSE;
  wabi_desk_set_redo (desk, "staff_block.restore", wabi_args ("id", born, NULL));
  if (!wabi_schedule_block_remove (desk, wabi_record_get_id (block), error))
    return FALSE;
  if (id != NULL)
    *id = g_steal_pointer (&born);
  return TRUE;
}

gboolean
wabi_schedule_block_put (WabiDesk *desk, WabiRecord *block, const char *staff, gint64 starts_at, gint64 ends_at, char **id, GError **error)
{
  if (staff == NULL || wabi_record_is (block, "staff", staff))
    {
      if (id != NULL)
        *id = g_strdup (wabi_record_get_id (block));
      return wabi_schedule_block_move (desk, block, starts_at, ends_at, error);
    }
  return replace (desk, block, staff, starts_at, ends_at, id, error);
}

gboolean
wabi_schedule_block_give (WabiDesk *desk, WabiRecord *block, const char *staff, gint64 starts_at, gint64 ends_at, char **id, GError **error)
{
  wabi_desk_begin_group (desk);
  if (replace (desk, block, staff, starts_at, ends_at, id, error))
    {
      wabi_desk_end_group (desk, _("Blocked time moved"));
      return TRUE;
    }
  if (!wabi_desk_drop_group (desk, NULL))
    wabi_desk_tell (desk, _("Look at the blocked time: only a part of the change was saved."));
  return FALSE;
}

gboolean
wabi_schedule_block_set_type (WabiDesk *desk, WabiRecord *block, const char *type, GError **error)
{
  return change (desk, block, wabi_args ("type", type, NULL), _("Blocked time changed"), error);
}

gboolean
wabi_schedule_block_remove (WabiDesk *desk, const char *id, GError **error)
{
  return wabi_desk_do (desk, "staff_block.remove", wabi_args ("id", id, NULL), _("Blocked time removed"), "staff_block.restore",
                       wabi_args ("id", id, NULL), error);
}
