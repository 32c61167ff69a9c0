// SPDX-License-Identifier: AGPL-3.0-or-later
// Merging an edit into a record that has moved on: by field, by group of fields, and by sentence for long texts.

#include "wabi-merge.h"

#include <string.h>

#include "wabi-text-diff.h"

static const char *
group_of (const WabiKind *kind, const char *name)
{
  const WabiField *field = wabi_kind_find_field (kind, name);

  return field != NULL && field->group != NULL ? field->group : name;
}

static gboolean
has_group (WabiRecord *record, const char *name, const char *group)
{
  return strcmp (group_of (wabi_record_get_kind (record), name), group) == 0;
}

/*
 * Whether each field of the edit's group is as the editor saw it (then the edit applies), or already as wanted. The editor tells what
 * the whole group looked like, so that a change of the one field is not mixed with somebody's change of another.
 */
static void
judge_group (WabiRecord *record, const char *group, JsonObject *base, JsonObject *set, gboolean *unmoved, gboolean *done)
{
  JsonObject *now = wabi_record_get_body (record);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  *unmoved = *done = TRUE;
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!has_group (record, name, group))
        continue;
      if (!wabi_node_equal (json_object_get_member (now, name), json_object_get_member (base, name)))
        *unmoved = FALSE;
      if (!wabi_node_equal (json_object_get_member (now, name), node))
        *done = FALSE;
    }
  json_object_iter_init (&iter, base);
  while (json_object_iter_next (&iter, &name, &node))
    if (has_group (record, name, group) && !json_object_has_member (set, name)
        && !wabi_node_equal (json_object_get_member (now, name), node))
      *unmoved = FALSE;
}

/* What clashed is kept as the editor meant it: the group as a whole, as far as the editor told it. */
static void
keep_clash (WabiRecord *record, const char *group, JsonObject *base, JsonObject *set, JsonObject *clash)
{
  JsonObject *sources[] = { base, set };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init (&iter, sources[i]);
      while (json_object_iter_next (&iter, &name, &node))
        if (has_group (record, name, group))
          json_object_set_member (clash, name, json_node_copy (node));
    }
}

static gboolean
try_text (WabiRecord *record, const char *name, JsonObject *base, JsonNode *wanted)
{
  const WabiField *field = wabi_kind_find_field (wabi_record_get_kind (record), name);
  const char *now = wabi_record_get_text (record, name), *before = wabi_json_peek_text (base, name);
  g_autofree char *merged = NULL;

  if (field == NULL || field->type != WABI_FIELD_LONG_TEXT || now == NULL || wanted == NULL
      || json_node_get_value_type (wanted) != G_TYPE_STRING)
    return FALSE;
  merged = wabi_text_merge (before != NULL ? before : "", json_node_get_string (wanted), now);
  if (merged == NULL)
    return FALSE;
  wabi_record_set_text (record, name, merged);
  return TRUE;
}

void
wabi_merge_edit (WabiRecord *record, JsonObject *base, JsonObject *set, WabiMerge *out)
{
  g_autoptr (JsonObject) wanted_all = wabi_json_object_copy (set);
  g_autoptr (JsonObject) before = wabi_json_object_copy (wabi_record_get_body (record));
  JsonObjectIter iter;
  const char *name;
  JsonNode *wanted;

  out->taken = NULL;
  out->clash = NULL;
  json_object_iter_init (&iter, wanted_all);
  while (json_object_iter_next (&iter, &name, &wanted))
    {
      g_autoptr (WabiRecord) seen = wabi_record_new (wabi_record_get_kind (record), wabi_record_get_id (record));
      const char *group = group_of (wabi_record_get_kind (record), name);
      gboolean unmoved, done;

      /* Judge against the state before this edit began, else a group's second field would see its first. */
      wabi_record_set_all (seen, before);
      judge_group (seen, group, base, wanted_all, &unmoved, &done);
      if (done)
        continue;
      if (unmoved)
        wabi_record_take_node (record, name, json_node_copy (wanted));
      else if (!try_text (record, name, base, wanted))
        {
          if (out->clash == NULL)
            out->clash = json_object_new ();
          keep_clash (record, group, base, wanted_all, out->clash);
          continue;
        }
      if (out->taken == NULL)
        out->taken = json_object_new ();
      json_object_set_member (out->taken, name, json_node_copy (wanted));
    }
}

void
wabi_merge_clear (WabiMerge *merge)
{
  g_clear_pointer (&merge->taken, json_object_unref);
  g_clear_pointer (&merge->clash, json_object_unref);
}

gboolean
wabi_merge_is_kept (const char *name)
{
  return strcmp (name, "proposals") == 0 || strcmp (name, "needs_hand") == 0 || strcmp (name, "settled") == 0 || strcmp (name, "edits") == 0;
}
