// SPDX-License-Identifier: AGPL-3.0-or-later
// What two people wanted of one record: kept side by side, settled by a person, and taken back.

#include "wabi-proposal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-text.h"

/* What was settled long ago is in the audit chain; a record carries the last ones. */
#define MAX_SETTLED 40

/* ---- Reading ---- */

char *
wabi_proposal_dup_key (JsonObject *proposal)
{
  g_autofree char *text = wabi_json_object_to_canonical (proposal);
  g_autofree char *hash = wabi_text_hash_hex (text, -1);

  return g_strndup (hash, 24);
}

static JsonObject *
get_object (JsonArray *array, guint index)
{
  JsonNode *node = array != NULL && index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

guint
wabi_proposals_count (WabiRecord *record)
{
  JsonArray *proposals = wabi_record_get_array (record, "proposals");

  return proposals != NULL ? json_array_get_length (proposals) : 0;
}

JsonObject *
wabi_proposals_get (WabiRecord *record, guint index)
{
  return get_object (wabi_record_get_array (record, "proposals"), index);
}

gboolean
wabi_proposals_has_why (WabiRecord *record, const char *why)
{
  for (guint i = 0; i < wabi_proposals_count (record); i++)
    {
      JsonObject *proposal = wabi_proposals_get (record, i);

      if (proposal != NULL && g_strcmp0 (wabi_json_peek_text (proposal, "why"), why) == 0)
        return TRUE;
    }
  return FALSE;
}

/* ---- Writing ---- */

static void
put_array (WabiRecord *record, const char *field, JsonArray *take_array)
{
  JsonNode *node = NULL;

  if (json_array_get_length (take_array) > 0)
    {
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_set_array (node, take_array);
    }
  wabi_record_take_node (record, field, node);
  json_array_unref (take_array);
}

static void
put_proposals (WabiRecord *record, JsonArray *take_proposals)
{
  gboolean any = json_array_get_length (take_proposals) > 0;

  put_array (record, "proposals", take_proposals);
  if (any)
    wabi_record_set_bool (record, "needs_hand", TRUE);
  else
    wabi_record_take_node (record, "needs_hand", NULL);
}

static JsonArray *
copy_array (JsonArray *from)
{
  JsonArray *copy = json_array_new ();

  for (guint i = 0; from != NULL && i < json_array_get_length (from); i++)
    json_array_add_element (copy, json_node_copy (json_array_get_element (from, i)));
  return copy;
}

static JsonObject *
new_stamp (WabiContext *context)
{
  JsonObject *stamp = json_object_new ();

  json_object_set_string_member (stamp, "by", context->caller.user);
  json_object_set_int_member (stamp, "at", context->now);
  json_object_set_int_member (stamp, "given", context->given);
  return stamp;
}

static gboolean
is_there_already (WabiRecord *record, JsonObject *set, const char *why, const char *by)
{
  g_autofree char *wanted = wabi_json_object_to_canonical (set);

  for (guint i = 0; i < wabi_proposals_count (record); i++)
    {
      JsonObject *one = wabi_proposals_get (record, i), *one_set = get_member (one, "set");
      g_autofree char *text = one_set != NULL ? wabi_json_object_to_canonical (one_set) : NULL;

      if (g_strcmp0 (text, wanted) == 0 && g_strcmp0 (wabi_json_peek_text (one, "why"), why) == 0
          && g_strcmp0 (wabi_json_peek_text (one, "by"), by) == 0)
        return TRUE;
    }
  return FALSE;
}

void
wabi_context_propose (WabiContext *context, WabiRecord *record, JsonObject *base, JsonObject *set, const char *why)
{
  JsonArray *proposals;
  JsonObject *proposal;
  g_autoptr (JsonObject) saw = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (is_there_already (record, set, why, context->caller.user))
    return;
  saw = json_object_new ();
  json_object_iter_init (&iter, set);
  while (base != NULL && json_object_iter_next (&iter, &name, &node))
    if (json_object_has_member (base, name))
      json_object_set_member (saw, name, json_node_copy (json_object_get_member (base, name)));
  proposals = copy_array (wabi_record_get_array (record, "proposals"));
  proposal = new_stamp (context);
  json_object_set_string_member (proposal, "why", why);
  json_object_set_object_member (proposal, "set", wabi_json_object_copy (set));
  if (json_object_get_size (saw) > 0)
    json_object_set_object_member (proposal, "base", json_object_ref (saw));
  json_array_add_object_element (proposals, proposal);
  put_proposals (record, proposals);
}

void
wabi_context_mark (WabiContext *context, WabiRecord *record, JsonObject *taken)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  JsonNode *there = json_object_get_member (wabi_record_get_body (record), "edits"), *node;
  JsonObject *edits;
  JsonObjectIter iter;
  const char *name;

  if (taken == NULL || wabi_kind_find_field (kind, "edits") == NULL)
    return;
  edits = there != NULL && JSON_NODE_HOLDS_OBJECT (there) ? wabi_json_object_copy (json_node_get_object (there)) : json_object_new ();
  json_object_iter_init (&iter, taken);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WabiField *field = wabi_kind_find_field (kind, name);

      json_object_set_object_member (edits, field != NULL && field->group != NULL ? field->group : name, new_stamp (context));
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, edits);
  wabi_record_take_node (record, "edits", node);
}

/* ---- Settling ---- */

static gboolean
holds (JsonArray *keys, const char *key)
{
  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++)
    if (g_strcmp0 (json_array_get_string_element (keys, i), key) == 0)
      return TRUE;
  return FALSE;
}

/* Parts the proposals in those that are settled and those that nobody looked at; older desktops saw all there were. */
static void
part (WabiRecord *record, JsonArray *keys, JsonArray *settled, JsonArray *left)
{
  JsonArray *all = wabi_record_get_array (record, "proposals");

  for (guint i = 0; i < wabi_proposals_count (record); i++)
    {
      JsonObject *proposal = wabi_proposals_get (record, i);
      g_autofree char *key = proposal != NULL ? wabi_proposal_dup_key (proposal) : NULL;

      json_array_add_element (keys == NULL || holds (keys, key) ? settled : left,
                              json_node_copy (json_array_get_element (all, i)));
    }
}

static gboolean
is_offered (JsonArray *settled, const WabiField *field, const char *name, JsonNode *node)
{
  for (guint i = 0; i < json_array_get_length (settled); i++)
    {
      JsonObject *set = get_member (get_object (settled, i), "set");

      if (set != NULL && json_object_has_member (set, name)
          && (node == NULL || field->type == WABI_FIELD_LONG_TEXT
              || wabi_node_equal (json_object_get_member (set, name), node)))
        return TRUE;
    }
  return FALSE;
}

/* Settling is no way around the rules of editing: what may stand is what stands, or what was proposed. */
static gboolean
check_choice (WabiContext *context, WabiRecord *record, JsonArray *settled, JsonObject *set, const WabiSettle *settle, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WabiField *field = wabi_kind_find_field (wabi_record_get_kind (record), name);

      if (field != NULL && settle->free_group != NULL && g_strcmp0 (field->group, settle->free_group) == 0)
        continue;
      if (field == NULL || (field->flags & WABI_FIXED) || !is_offered (settled, field, name, NULL)
          || (!wabi_node_equal (node, json_object_get_member (wabi_record_get_body (record), name))
              && !is_offered (settled, field, name, node)))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", name,
                                    _("“%s” is not one of the versions that there are. Look at the record again, then choose."), name);
    }
  return TRUE;
}

static void
keep_settled (WabiContext *context, WabiRecord *record, const char *act, JsonArray *proposals, JsonObject *took, JsonObject *stood)
{
  JsonArray *there = wabi_record_get_array (record, "settled");
  JsonArray *all = json_array_new ();
  JsonObject *entry = new_stamp (context);
  guint n = there != NULL ? json_array_get_length (there) : 0;

  if (wabi_kind_find_field (wabi_record_get_kind (record), "settled") == NULL)
    {
      json_array_unref (all);
      json_object_unref (entry);
      return;
    }
  for (guint i = n >= MAX_SETTLED ? n - MAX_SETTLED + 1 : 0; i < n; i++)
    json_array_add_element (all, json_node_copy (json_array_get_element (there, i)));
  if (act != NULL)
    json_object_set_string_member (entry, "act", act);
  json_object_set_array_member (entry, "proposals", json_array_ref (proposals));
  json_object_set_object_member (entry, "took", json_object_ref (took));
  json_object_set_object_member (entry, "stood", json_object_ref (stood));
  json_array_add_object_element (all, entry);
  put_array (record, "settled", all);
}

static void
apply_choice (WabiContext *context, WabiRecord *record, JsonObject *base, JsonObject *set, WabiSettle *settle)
{
  WabiMerge merge;

  wabi_merge_edit (record, base, set, &merge);
  wabi_context_mark (context, record, merge.taken);
  settle->clashed = merge.clash != NULL;
  if (merge.clash != NULL)
    wabi_context_propose (context, record, base, merge.clash, "clash");
  wabi_merge_clear (&merge);
}

/* Takes a decision back: what stood stands again where nobody touched it since, and the proposals wait again. */
static gboolean
reopen (WabiContext *context, WabiRecord *record, const char *act, WabiSettle *settle, GError **error)
{
  JsonArray *settled = wabi_record_get_array (record, "settled");
  JsonArray *kept = json_array_new (), *proposals = copy_array (wabi_record_get_array (record, "proposals"));
  g_autoptr (JsonObject) entry = NULL;
  JsonArray *again = NULL;

  for (guint i = 0; settled != NULL && i < json_array_get_length (settled); i++)
    {
      JsonObject *one = get_object (settled, i);

      if (one != NULL && entry == NULL && g_strcmp0 (wabi_json_peek_text (one, "act"), act) == 0)
        entry = wabi_json_object_copy (one);
      else
        json_array_add_element (kept, json_node_copy (json_array_get_element (settled, i)));
    }
  if (entry == NULL || !wabi_json_take_array (entry, "proposals", TRUE, 200, &again, NULL))
    {
      json_array_unref (kept);
      json_array_unref (proposals);
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "settled", wabi_record_get_kind (record)->name,
                                  _("This decision was taken back already. Look at it again."));
    }
  if (get_member (entry, "took") != NULL && get_member (entry, "stood") != NULL)
    {
      WabiMerge merge;

      wabi_merge_edit (record, get_member (entry, "took"), get_member (entry, "stood"), &merge);
      wabi_context_mark (context, record, merge.taken);
      wabi_merge_clear (&merge);
    }
  for (guint i = 0; i < json_array_get_length (again); i++)
    json_array_add_element (proposals, json_node_copy (json_array_get_element (again, i)));
  put_array (record, "settled", kept);
  put_proposals (record, proposals);
  settle->clashed = FALSE;
  return TRUE;
}

/* What an older desktop means by "take": all of that proposal. */
static JsonObject *
read_take (WabiRecord *record, gint64 take)
{
  JsonObject *proposal = take >= 0 && take < (gint64) wabi_proposals_count (record) ? wabi_proposals_get (record, (guint) take) : NULL;
  JsonObject *set = get_member (proposal, "set");

  return set != NULL ? wabi_json_object_copy (set) : json_object_new ();
}

static gboolean
read_choice (WabiRecord *record, JsonObject *args, JsonArray **keys, JsonObject **set, JsonObject **base, GError **error)
{
  JsonObject *given = NULL, *seen = NULL;

  *keys = NULL;
  if (!wabi_json_take_array (args, "settles", FALSE, 200, keys, error) || !wabi_json_take_object (args, "set", FALSE, &given, error)
      || !wabi_json_take_object (args, "base", FALSE, &seen, error))
    return FALSE;
  for (guint i = 0; *keys != NULL && i < json_array_get_length (*keys); i++)
    if (json_node_get_value_type (json_array_get_element (*keys, i)) != G_TYPE_STRING)
      {
        g_set_error_literal (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "\"settles\" must be a list of words");
        return FALSE;
      }
  *set = *keys != NULL ? (given != NULL ? wabi_json_object_copy (given) : json_object_new ())
                       : read_take (record, wabi_json_peek_int (args, "take", -1));
  *base = *keys != NULL && seen != NULL ? wabi_json_object_copy (seen) : wabi_json_object_pick (wabi_record_get_body (record), *set);
  return TRUE;
}

gboolean
wabi_context_settle (WabiContext *context, WabiRecord *record, JsonObject *args, WabiSettle *settle, GError **error)
{
  g_autoptr (JsonObject) set = NULL;
  g_autoptr (JsonObject) base = NULL;
  g_autoptr (JsonObject) stood = NULL;
  g_autoptr (JsonArray) settled = json_array_new ();
  JsonArray *left, *keys;

  settle->clashed = FALSE;
  if (wabi_json_peek_text (args, "reopen") != NULL)
    return reopen (context, record, wabi_json_peek_text (args, "reopen"), settle, error);
  if (!read_choice (record, args, &keys, &set, &base, error))
    return FALSE;
  left = json_array_new ();
  part (record, keys, settled, left);
  if (json_array_get_length (settled) == 0
      || (keys == NULL && wabi_json_peek_int (args, "take", -1) >= (gint64) json_array_get_length (settled)))
    {
      json_array_unref (left);
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "settled", wabi_record_get_kind (record)->name,
                                  _("Somebody has settled this already. Look at it again."));
    }
  if (!check_choice (context, record, settled, set, settle, error))
    {
      json_array_unref (left);
      return FALSE;
    }
  stood = wabi_json_object_pick (wabi_record_get_body (record), set);
  put_proposals (record, left);
  keep_settled (context, record, wabi_json_peek_text (args, "act"), settled, set, stood);
  apply_choice (context, record, base, set, settle);
  return TRUE;
}

void
wabi_context_drop_proposals (WabiContext *context, WabiRecord *record,
                             gboolean (*is_moot) (JsonObject *proposal, gpointer data), gpointer data)
{
  g_autoptr (JsonArray) moot = json_array_new ();
  g_autoptr (JsonObject) nothing = json_object_new ();
  JsonArray *left = json_array_new (), *all = wabi_record_get_array (record, "proposals");

  for (guint i = 0; i < wabi_proposals_count (record); i++)
    {
      JsonObject *proposal = wabi_proposals_get (record, i);

      json_array_add_element (proposal == NULL || is_moot (proposal, data) ? moot : left,
                              json_node_copy (json_array_get_element (all, i)));
    }
  put_proposals (record, left);
  if (json_array_get_length (moot) > 0)
    keep_settled (context, record, NULL, moot, nothing, nothing);
}
