// SPDX-License-Identifier: AGPL-3.0-or-later
// What a rule has put: checked against what is there, then into the tables with version and place in the
// feed.

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-table.h"

/* A rule cannot see tombstones, so a record that it takes for new may be one: deleted stays deleted (sync.md
 * 7, 22). */
static gboolean
check_is_new (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, WabiRecord *record, GError **error)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  g_autoptr (WabiRecord) there = NULL;
  GError *inner = NULL;

  if (wabi_tx_view_looked_in_vain (view, kind, wabi_record_get_id (record)))
    return TRUE;
  there = wabi_table_get (tx->db, view->practice, kind, wabi_record_get_id (record), &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (there == NULL)
    return TRUE;
  if (wabi_record_get_deleted (there))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "gone", "id",
                                _ ("This %s was deleted. It cannot be changed any more."), kind->title);
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "exists", "id",
                              _ ("A record with this id is there already."));
}

gboolean
wabi_effects_check (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, GError **error)
{
  for (guint i = 0; i < context->effects->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (context->effects, i);

      if (wabi_record_get_version (record) == 0 && !check_is_new (tx, context, view, record, error))
        return FALSE;
    }
  return TRUE;
}

static guint
count_proposals (WabiRecord *record)
{
  JsonArray *proposals = record != NULL ? wabi_record_get_array (record, "proposals") : NULL;

  return proposals != NULL ? json_array_get_length (proposals) : 0;
}

/* Whether the desktop, which applied the same edit to what it had, will find something else than it made. */
static gboolean
differs_from_edit (WabiRecord *record, WabiRecord *before, JsonObject *args)
{
  JsonObject *set = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (count_proposals (record) > count_proposals (before))
    return TRUE;
  if (wabi_record_get_bool (record, "needs_hand")
      && (before == NULL || !wabi_record_get_bool (before, "needs_hand")))
    return TRUE;
  if (g_strcmp0 (wabi_json_peek_text (args, "id"), wabi_record_get_id (record)) != 0
      || !json_object_has_member (args, "set")
      || !JSON_NODE_HOLDS_OBJECT (json_object_get_member (args, "set")))
    return FALSE;
  set = json_object_get_object_member (args, "set");
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    if (!wabi_node_equal (node, json_object_get_member (wabi_record_get_body (record), name)))
      return TRUE;
  return FALSE;
}

static gboolean
says_the_same (WabiRecord *record, WabiRecord *before, const char *body)
{
  g_autofree char *old = NULL;

  if (before == NULL || wabi_record_get_deleted (before) != wabi_record_get_deleted (record))
    return FALSE;
  old = wabi_record_dup_json (before);
  return strcmp (old, body) == 0;
}

static void
append_ref (GString *refs, WabiRecord *record)
{
  g_string_append (refs, refs->len > 1 ? ",{\"kind\":\"" : "{\"kind\":\"");
  g_string_append (refs, wabi_record_get_kind (record)->name);
  g_string_append (refs, "\",\"id\":");
  wabi_json_append_text (refs, wabi_record_get_id (record));
  g_string_append_printf (refs, ",\"version\":%" G_GINT64_FORMAT ",\"seq\":%" G_GINT64_FORMAT "}",
                          wabi_record_get_version (record), wabi_record_get_seq (record));
}

/* What the rule had found; when it came from a list, which is not remembered, it is read again where that
 * matters. */
static WabiRecord *
find_before (WabiStoreTx *tx, WabiTxView *view, WabiRecord *record)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  WabiRecord *seen = wabi_tx_view_find_seen (view, kind, wabi_record_get_id (record));

  if (seen != NULL)
    return g_object_ref (seen);
  return wabi_record_get_version (record) > 0
             ? wabi_table_get (tx->db, view->practice, kind, wabi_record_get_id (record), NULL)
             : NULL;
}

static gboolean
store_one (WabiStoreTx *tx, WabiTxView *view, WabiRecord *record, WabiEffects *effects, GError **error)
{
  g_autoptr (WabiRecord) before = find_before (tx, view, record);
  /* A tombstone keeps its id and its place in the feed, and nothing of what it said. */
  g_autofree char *body = wabi_record_get_deleted (record) ? g_strdup ("{}") : wabi_record_dup_json (record);

  if (effects->skip_same && says_the_same (record, before, body))
    return TRUE;
  if (effects->args != NULL && differs_from_edit (record, before, effects->args))
    effects->merged = TRUE;
  if (!wabi_tx_put_body (tx, view->practice, record, body, error))
    return FALSE;
  append_ref (effects->refs, record);
  if (effects->sealed != NULL)
    wabi_sealed_append (effects->sealed, record, before);
  effects->seq = wabi_record_get_seq (record);
  effects->stored++;
  return TRUE;
}

gboolean
wabi_effects_store (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, WabiEffects *effects,
                    GError **error)
{
  effects->merged = FALSE;
  effects->seq = 0;
  effects->stored = 0;
  g_string_assign (effects->refs, "[");
  for (guint i = 0; i < context->effects->len; i++)
    if (!store_one (tx, view, g_ptr_array_index (context->effects, i), effects, error))
      return FALSE;
  g_string_append_c (effects->refs, ']');
  return TRUE;
}
