// SPDX-License-Identifier: AGPL-3.0-or-later
// Travel, breaks and meetings: what takes a person's time without being a visit.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-text.h"
#include "wabi-zone.h"

#define MAX_BLOCK (G_GINT64_CONSTANT (16) * 60 * WABI_MINUTE)
#define PLANNERS (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

static gboolean
check_block (WabiContext *context, WabiRecord *record, GError **error)
{
  gint64 start = wabi_record_get_int (record, "starts_at"), end = wabi_record_get_int (record, "ends_at");
  const char *zone = wabi_record_get_text (record, "zone");

  if (end <= start || end - start > MAX_BLOCK)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "time-invalid", "ends_at",
                                _("Choose an end after the start, at most 16 hours later."));
  if (zone == NULL || !wabi_zone_is_known (zone))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "zone-unknown", "zone",
                                _("The time zone is not known. Look at the practice's settings."));
  return TRUE;
}

/* Technicians keep their own breaks and ways; the front desk and analysts those of everybody. */
static gboolean
check_whose (WabiContext *context, const char *staff, GError **error)
{
  if ((context->caller.roles & PLANNERS) != 0 || g_strcmp0 (staff, context->caller.user) == 0)
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", "staff",
                              _("You can block your own time only. Ask the front desk for a change of somebody else's."));
}

static gboolean
add_block (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiRecord) staff = NULL;

  if (!check_whose (context, wabi_json_peek_text (args, "staff"), error)
      || !wabi_context_add (context, &wabi_kind_staff_block, args, &record, error))
    return FALSE;
  staff = wabi_context_get (context, &wabi_kind_staff, wabi_record_get_text (record, "staff"), error);
  if (staff == NULL || !check_block (context, record, error))
    return FALSE;
  wabi_record_set_text (record, "status", "active");
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static WabiRecord *
get_own_block (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = wabi_context_get (context, &wabi_kind_staff_block, wabi_json_peek_text (args, "id"), error);

  if (record == NULL || !check_whose (context, wabi_record_get_text (record, "staff"), error))
    return NULL;
  return g_steal_pointer (&record);
}

/* What the person saw must be what stands, value by value: so two changes made one after the other without the server both hold. */
static gboolean
check_base (WabiContext *context, WabiRecord *before, JsonObject *base, JsonObject *set, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WabiField *field = wabi_kind_find_field (&wabi_kind_staff_block, name);
      JsonNode *now = json_object_get_member (wabi_record_get_body (before), name);

      if (field == NULL || (field->flags & WABI_FIXED) || strcmp (name, "status") == 0)
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "fixed", name,
                                    _("“%s” is set when the record is made and cannot change."), name);
      if (!wabi_node_equal (now, node) && base != NULL && !wabi_node_equal (now, json_object_get_member (base, name)))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "stale", name,
                                    _("Somebody else moved this block in the meantime. Look at it again, then make your change."));
    }
  return TRUE;
}

static gboolean
change_block (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = get_own_block (context, args, error);
  g_autoptr (WabiRecord) record = NULL;
  JsonObject *base = NULL, *set = NULL;

  if (before == NULL)
    return FALSE;
  if (!wabi_json_take_object (args, "base", FALSE, &base, NULL) || !wabi_json_take_object (args, "set", TRUE, &set, NULL))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "set",
                                _("Say what is to change: times, kind or title."));
  if (!check_base (context, before, base, set, error))
    return FALSE;
  if (!wabi_record_is (before, "status", "active"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "gone", "status",
                                _("This block was removed. Add another one."));
  record = wabi_record_copy (before);
  wabi_record_set_all (record, set);
  if (!check_block (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
set_block_status (WabiContext *context, JsonObject *args, const char *status, GError **error)
{
  g_autoptr (WabiRecord) before = get_own_block (context, args, error);
  WabiRecord *record;

  if (before == NULL)
    return FALSE;
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", status);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
remove_block (WabiContext *context, JsonObject *args, GError **error)
{
  return set_block_status (context, args, "withdrawn", error);
}

static gboolean
restore_block (WabiContext *context, JsonObject *args, GError **error)
{
  return set_block_status (context, args, "active", error);
}

#define BLOCKERS (PLANNERS | WABI_ROLE_RBT)

const WabiCommandInfo wabi_commands_blocks[] = {
  { "staff_block.add", "scheduling", BLOCKERS, 0, NULL, 0, add_block, N_ ("Block time") },
  { "staff_block.change", "scheduling", BLOCKERS, 0, wabi_args_edit, G_N_ELEMENTS (wabi_args_edit), change_block, N_ ("Change blocked time") },
  { "staff_block.remove", "scheduling", BLOCKERS, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), remove_block, N_ ("Remove blocked time") },
  { "staff_block.restore", "scheduling", BLOCKERS, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), restore_block, N_ ("Restore blocked time") },
};
const guint wabi_n_commands_blocks = G_N_ELEMENTS (wabi_commands_blocks);
