// SPDX-License-Identifier: AGPL-3.0-or-later
// The rule of most edits: merged by the field table, and what clashes is kept beside what stands.

#include "wabi-edit.h"

#include <glib/gi18n-lib.h>

static gboolean
check_edit (WabiContext *context, const WabiKind *kind, JsonObject *set, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WabiField *field = wabi_kind_find_field (kind, name);

      if (field == NULL || wabi_merge_is_kept (name))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", name,
                                    _("“%s” cannot be edited here."), name);
      if (field->flags & WABI_FIXED)
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "fixed", name,
                                    _("“%s” is set when the record is made and cannot change."), name);
    }
  return TRUE;
}

gboolean
wabi_context_edit (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out, GError **error)
{
  g_autoptr (WabiRecord) now = NULL;
  g_autoptr (JsonObject) no_base = json_object_new ();
  JsonObject *base = NULL, *set = NULL;
  WabiRecord *record;
  WabiMerge merge;

  g_assert (kind->policy == WABI_POLICY_FIELDS);
  if (!wabi_json_take_object (args, "base", FALSE, &base, error) || !wabi_json_take_object (args, "set", TRUE, &set, error)
      || !check_edit (context, kind, set, error))
    return FALSE;
  now = wabi_context_get (context, kind, wabi_json_peek_text (args, "id"), error);
  if (now == NULL)
    return FALSE;
  record = wabi_record_copy (now);
  wabi_merge_edit (record, base != NULL ? base : no_base, set, &merge);
  wabi_context_mark (context, record, merge.taken);
  if (merge.clash != NULL)
    wabi_context_propose (context, record, base, merge.clash, "clash");
  wabi_merge_clear (&merge);
  if (out != NULL)
    *out = record;
  else
    wabi_context_put (context, record);
  return TRUE;
}
