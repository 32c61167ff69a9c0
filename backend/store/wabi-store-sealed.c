// SPDX-License-Identifier: AGPL-3.0-or-later
// Words that must not be changed afterwards, such as why a rule was booked against: their hash is in the audit entry of the command that gave them,
// so that the chain covers the words without telling them.

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-domain.h"
#include "wabi-table.h"
#include "wabi-text.h"

#define FIELD "overrides"
#define MEMBER "sealed"

/* Who, when, which rule and why, and of which record: the same words elsewhere are another thing. */
static char *
hash_words (WabiRecord *record)
{
  JsonNode *node = json_object_get_member (wabi_record_get_body (record), FIELD);
  g_autofree char *words = node != NULL && !JSON_NODE_HOLDS_NULL (node) ? wabi_json_to_canonical (node) : g_strdup ("null");
  g_autofree char *text = g_strdup_printf ("%s %s %s", wabi_record_get_kind (record)->name, wabi_record_get_id (record), words);

  return wabi_text_hash_hex (text, -1);
}

void
wabi_sealed_append (GString *sealed, WabiRecord *record, WabiRecord *before)
{
  g_autofree char *hash = NULL;

  if (!wabi_record_has (record, FIELD) && (before == NULL || !wabi_record_has (before, FIELD)))
    return;
  hash = hash_words (record);
  g_string_append_printf (sealed, "%s{\"hash\":\"%s\",\"id\":", sealed->len > 0 ? "," : "", hash);
  wabi_json_append_text (sealed, wabi_record_get_id (record));
  g_string_append_printf (sealed, ",\"kind\":\"%s\"}", wabi_record_get_kind (record)->name);
}

static void
take_one (GHashTable *found, JsonNode *node)
{
  JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *kind = one != NULL ? wabi_json_peek_text (one, "kind") : NULL, *id = one != NULL ? wabi_json_peek_text (one, "id") : NULL;
  const char *hash = one != NULL ? wabi_json_peek_text (one, "hash") : NULL;

  if (kind != NULL && id != NULL && hash != NULL)
    g_hash_table_insert (found, g_strdup_printf ("%s/%s", kind, id), g_strdup (hash));
}

void
wabi_sealed_take (GHashTable *found, const char *refs)
{
  g_autoptr (JsonObject) object = NULL;
  JsonArray *all = NULL;

  if (strstr (refs, "\"" MEMBER "\":[") == NULL)
    return;
  object = wabi_json_parse_object (refs, -1, NULL, NULL);
  if (object == NULL || !wabi_json_take_array (object, MEMBER, TRUE, 100000, &all, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (all); i++)
    take_one (found, json_array_get_element (all, i));
}

gboolean
wabi_sealed_check (WabiDb *db, const char *practice, GHashTable *found, GError **error)
{
  GHashTableIter iter;
  gpointer name, hash;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &name, &hash))
    {
      const char *slash = strchr (name, '/');
      g_autofree char *word = g_strndup (name, (gsize) (slash - (char *) name)), *is = NULL;
      const WabiKind *kind = wabi_domain_find_kind (word);
      g_autoptr (WabiRecord) record = NULL;
      GError *inner = NULL;

      record = kind != NULL ? wabi_table_get (db, practice, kind, slash + 1, &inner) : NULL;
      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      /* What was deleted says nothing any more, and its trace goes after half a year; that it was deleted is in the chain. */
      if (record == NULL || wabi_record_get_deleted (record))
        continue;
      is = hash_words (record);
      if (g_strcmp0 (is, hash) == 0)
        continue;
      g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
                   _("The reasons kept with %s %s of practice %s are not those that the audit chain holds the hash of: they were changed outside "
                     "of the program. Compare with a backup from before."),
                   word, slash + 1, practice);
      return FALSE;
    }
  return TRUE;
}
