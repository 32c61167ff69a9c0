// SPDX-License-Identifier: AGPL-3.0-or-later
// One table of all commands, and the rules that several kinds share.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"

const WabiField wabi_args_edit[3] = { WABI_ARGS_EDIT_FIELDS };
const WabiField wabi_args_id[1] = { { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL } };
const WabiField wabi_args_settle[7] = { WABI_ARGS_SETTLE_FIELDS };

const WabiCommandInfo *
wabi_domain_get_commands (guint *n)
{
  static GArray *all;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      all = g_array_new (FALSE, FALSE, sizeof (WabiCommandInfo));
      g_array_append_vals (all, wabi_commands_auth, wabi_n_commands_auth);
      g_array_append_vals (all, wabi_commands_patients, wabi_n_commands_patients);
      g_array_append_vals (all, wabi_commands_goals, wabi_n_commands_goals);
      g_array_append_vals (all, wabi_commands_scheduling, wabi_n_commands_scheduling);
      g_array_append_vals (all, wabi_commands_blocks, wabi_n_commands_blocks);
      g_array_append_vals (all, wabi_commands_availability, wabi_n_commands_availability);
      g_array_append_vals (all, wabi_commands_outward, wabi_n_commands_outward);
      g_array_append_vals (all, wabi_commands_series, wabi_n_commands_series);
      g_array_append_vals (all, wabi_commands_waiting, wabi_n_commands_waiting);
      g_array_append_vals (all, wabi_commands_sessions, wabi_n_commands_sessions);
      g_array_append_vals (all, wabi_commands_notes, wabi_n_commands_notes);
      g_array_append_vals (all, wabi_commands_billing, wabi_n_commands_billing);
      g_array_append_vals (all, wabi_commands_payers, wabi_n_commands_payers);
      g_array_append_vals (all, wabi_commands_services, wabi_n_commands_services);
      g_array_append_vals (all, wabi_commands_claims, wabi_n_commands_claims);
      g_array_append_vals (all, wabi_commands_remit, wabi_n_commands_remit);
      g_array_append_vals (all, wabi_commands_partners, wabi_n_commands_partners);
      g_array_append_vals (all, wabi_commands_denials, wabi_n_commands_denials);
      g_array_append_vals (all, wabi_commands_family, wabi_n_commands_family);
      g_array_append_vals (all, wabi_commands_months, wabi_n_commands_months);
      g_array_append_vals (all, wabi_commands_benefits, wabi_n_commands_benefits);
      g_once_init_leave (&once, 1);
    }
  *n = all->len;
  return (const WabiCommandInfo *) (gpointer) all->data;
}

const WabiReaction *
wabi_domain_get_reactions (guint *n)
{
  *n = wabi_n_reactions;
  return wabi_reactions;
}

/* What a record is born to must be there; another practice's is answered like one that is nowhere. What other services own may come
 * later, where services run apart. */
static gboolean
check_owners (WabiContext *context, const WabiKind *kind, JsonObject *args, GError **error)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const WabiField *field = &kind->fields[i];
      const WabiKind *owner = field->type == WABI_FIELD_REF && (field->flags & WABI_FIXED) ? wabi_domain_find_kind (field->values) : NULL;
      const char *id = wabi_json_peek_text (args, field->name);
      g_autoptr (WabiRecord) there = NULL;

      if (owner == NULL || id == NULL || strcmp (owner->service, kind->service) != 0)
        continue;
      there = wabi_context_get (context, owner, id, error);
      if (there == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
wabi_rule_add (WabiContext *context, const WabiKind *kind, JsonObject *args, GError **error)
{
  return check_owners (context, kind, args, error) && wabi_context_add (context, kind, args, NULL, error);
}

gboolean
wabi_rule_set (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *record;

  if (!wabi_context_find (context, kind, wabi_json_peek_text (args, "id"), &there, error))
    return FALSE;
  /* Who has seen it does not make a new one: deleted stays deleted, also when its tombstone is gone (sync.md 6.6). */
  if (there == NULL && wabi_json_peek_int (args, "base_version", 0) > 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "gone", "id", _("This %s was deleted. It cannot be changed any more."),
                                _(kind->title));
  if (there == NULL)
    return check_owners (context, kind, args, error) && wabi_context_add (context, kind, args, out, error);
  if (wabi_json_peek_int (args, "base_version", 0) != wabi_record_get_version (there))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "stale", kind->name,
                                _("Somebody else changed this %s in the meantime. Look at it again, then make your change."), _(kind->title));
  record = wabi_record_copy (there);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const WabiField *field = &kind->fields[i];
      JsonNode *node = json_object_get_member (args, field->name);

      if (node == NULL)
        continue;
      if ((field->flags & WABI_FIXED) && !wabi_node_equal (node, json_object_get_member (wabi_record_get_body (there), field->name)))
        {
          g_object_unref (record);
          return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "fixed", field->name,
                                      _("“%s” is set when the record is made and cannot change."), field->name);
        }
      wabi_record_take_node (record, field->name, json_node_copy (node));
    }
  if (out != NULL)
    *out = record;
  else
    wabi_context_put (context, record);
  return TRUE;
}

gboolean
wabi_rule_remove (WabiContext *context, const WabiKind *kind, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, kind, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (there == NULL)
    return FALSE;
  record = wabi_record_copy (there);
  wabi_record_set_stamp (record, wabi_record_get_version (there), wabi_record_get_seq (there), TRUE);
  wabi_context_put (context, record);
  return TRUE;
}

gboolean
wabi_rule_settle (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, kind, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  WabiSettle settle = { 0 };

  if (there == NULL)
    return FALSE;
  record = wabi_record_copy (there);
  if (!wabi_context_settle (context, record, args, &settle, error))
    return FALSE;
  if (out != NULL)
    *out = g_steal_pointer (&record);
  else
    wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}
