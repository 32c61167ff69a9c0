// SPDX-License-Identifier: AGPL-3.0-or-later
// What the person sees: records one by one, in lists, counted, and found by typing part of a name.

#include "wabi-cache-private.h"

#include <string.h>

#include "wabi-text.h"

#define MAX_WORDS 4

const WabiView *
wabi_cache_get_view (WabiCache *cache)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache) && cache->main.db != NULL, NULL);
  return &cache->main.view;
}

WabiRecord *
wabi_cache_get (WabiCache *cache, const WabiKind *kind, const char *id, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && kind != NULL, NULL);

  if (!wabi_cache_check_open (cache, error) || id == NULL)
    return NULL;
  record = wabi_table_get (cache->main.db, cache->caller.practice, kind, id, &inner);
  if (inner != NULL)
    wabi_cache_fail (inner, error);
  return record != NULL && !wabi_record_get_deleted (record) ? g_steal_pointer (&record) : NULL;
}

GPtrArray *
wabi_cache_list (WabiCache *cache, const WabiQuery *query, GError **error)
{
  GError *inner = NULL;
  GPtrArray *records;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && query != NULL, NULL);

  if (!wabi_cache_check_open (cache, error))
    return NULL;
  records = wabi_table_list (cache->main.db, cache->caller.practice, query, &inner);
  if (records == NULL)
    wabi_cache_fail (inner, error);
  return records;
}

gboolean
wabi_cache_count (WabiCache *cache, const WabiQuery *query, gint64 *out, GError **error)
{
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && query != NULL && out != NULL, FALSE);

  if (!wabi_cache_check_open (cache, error))
    return FALSE;
  return wabi_table_count (cache->main.db, cache->caller.practice, query, out, &inner)
             ? TRUE
             : wabi_cache_fail (inner, error);
}

static gboolean
collect_id (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static gboolean
find_ids (WabiCache *cache, const WabiKind *kind, const char *text, guint limit, GPtrArray *ids,
          GError **error)
{
  g_autofree char *folded = wabi_text_fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " -'.,", -1);
  g_autoptr (GString) sql = g_string_new ("SELECT id FROM person_name p WHERE kind = $1");
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func (g_free);
  WabiValue args[2 + 2 * MAX_WORDS] = { WABI_TEXT (kind->name) };
  guint n = 1;

  for (guint i = 0; words[i] != NULL && n < 1 + 2 * MAX_WORDS; i++)
    {
      if (words[i][0] == '\0')
        continue;
      g_string_append_printf (sql,
                              " AND EXISTS (SELECT 1 FROM word w WHERE w.kind = $1 AND w.id = p.id AND "
                              "w.word >= $%u AND w.word < $%u)",
                              n + 1, n + 2);
      g_ptr_array_add (ends, g_strconcat (words[i], "\xf4\x8f\xbf\xbf", NULL));
      args[n++] = WABI_TEXT (words[i]);
      args[n++] = WABI_TEXT (g_ptr_array_index (ends, ends->len - 1));
    }
  g_string_append_printf (sql, " ORDER BY folded, id LIMIT %u", MAX (limit, 1));
  return wabi_db_query (cache->main.db, sql->str, args, n, collect_id, ids, NULL, error);
}

GPtrArray *
wabi_cache_search (WabiCache *cache, const WabiKind *kind, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && kind != NULL && text != NULL, NULL);

  if (!wabi_cache_check_open (cache, error))
    return NULL;
  if (!find_ids (cache, kind, text, limit, ids, &inner))
    {
      wabi_cache_fail (inner, error);
      return NULL;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      WabiRecord *record = wabi_cache_get (cache, kind, g_ptr_array_index (ids, i), &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return NULL;
        }
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}
