// SPDX-License-Identifier: AGPL-3.0-or-later
// Merging an edit into a record that has moved on: by field, by group of fields, and by line for long texts.

#include "wabi-merge.h"

#include <string.h>

static const char *
group_of (const WabiKind *kind, const char *name)
{
  const WabiField *field = wabi_kind_find_field (kind, name);

  return field != NULL && field->group != NULL ? field->group : name;
}

/* Whether each field of the edit's group is as the editor saw it (then the edit applies), or already as wanted. */
static void
judge_group (WabiRecord *record, const char *group, JsonObject *base, JsonObject *set, gboolean *unmoved, gboolean *done)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *wanted;

  *unmoved = *done = TRUE;
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &wanted))
    {
      JsonNode *now = json_object_get_member (wabi_record_get_body (record), name);

      if (strcmp (group_of (wabi_record_get_kind (record), name), group) != 0)
        continue;
      if (!wabi_node_equal (now, json_object_get_member (base, name)))
        *unmoved = FALSE;
      if (!wabi_node_equal (now, wanted))
        *done = FALSE;
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
  merged = wabi_merge_text (before != NULL ? before : "", json_node_get_string (wanted), now);
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

  out->applied = 0;
  out->clash = NULL;
  json_object_iter_init (&iter, wanted_all);
  while (json_object_iter_next (&iter, &name, &wanted))
    {
      g_autoptr (WabiRecord) seen = wabi_record_new (wabi_record_get_kind (record), wabi_record_get_id (record));
      gboolean unmoved, done;

      /* Judge against the state before this edit began, else a group's second field would see its first. */
      wabi_record_set_all (seen, before);
      judge_group (seen, group_of (wabi_record_get_kind (record), name), base, wanted_all, &unmoved, &done);
      if (done)
        continue;
      if (unmoved)
        wabi_record_take_node (record, name, json_node_copy (wanted));
      else if (!try_text (record, name, base, wanted))
        {
          if (out->clash == NULL)
            out->clash = json_object_new ();
          json_object_set_member (out->clash, name, json_node_copy (wanted));
          continue;
        }
      out->applied++;
    }
}

void
wabi_merge_clear (WabiMerge *merge)
{
  g_clear_pointer (&merge->clash, json_object_unref);
}

/* The lines that one side changed: everything between the common head and the common tail. */
typedef struct
{
  guint from, base_to, side_to;
} Change;

static Change
find_change (char **base, guint n_base, char **side, guint n_side)
{
  Change change = { 0, n_base, n_side };

  while (change.from < n_base && change.from < n_side && strcmp (base[change.from], side[change.from]) == 0)
    change.from++;
  while (change.base_to > change.from && change.side_to > change.from
         && strcmp (base[change.base_to - 1], side[change.side_to - 1]) == 0)
    {
      change.base_to--;
      change.side_to--;
    }
  return change;
}

static void
append_lines (GPtrArray *out, char **lines, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_ptr_array_add (out, lines[i]);
}

char *
wabi_merge_text (const char *base, const char *mine, const char *theirs)
{
  g_auto (GStrv) b = g_strsplit (base, "\n", -1), m = g_strsplit (mine, "\n", -1), t = g_strsplit (theirs, "\n", -1);
  g_autoptr (GPtrArray) out = g_ptr_array_new ();
  guint n_base = g_strv_length (b);
  gboolean mine_first;
  Change first, second;

  if (strcmp (mine, theirs) == 0 || strcmp (base, theirs) == 0)
    return g_strdup (mine);
  if (strcmp (base, mine) == 0)
    return g_strdup (theirs);
  first = find_change (b, n_base, m, g_strv_length (m));
  second = find_change (b, n_base, t, g_strv_length (t));
  mine_first = first.from <= second.from;
  if (!mine_first)
    {
      Change swap = first;

      first = second;
      second = swap;
    }
  /* Changes that touch are a clash: two people wrote at the same place. */
  if (first.base_to >= second.from)
    return NULL;
  append_lines (out, b, 0, first.from);
  append_lines (out, mine_first ? m : t, first.from, first.side_to);
  append_lines (out, b, first.base_to, second.from);
  append_lines (out, mine_first ? t : m, second.from, second.side_to);
  append_lines (out, b, second.base_to, n_base);
  g_ptr_array_add (out, NULL);
  return g_strjoinv ("\n", (char **) out->pdata);
}
