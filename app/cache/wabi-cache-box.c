// SPDX-License-Identifier: AGPL-3.0-or-later
// The box of what was refused: given again with what depended on it, or discarded; and a record of either.

#include "wabi-cache-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What was settled lies beside unsent typing, encrypted like everything here. */
#define SETTLED "settled:"

static gboolean
collect_refused (const WabiRow *row, gpointer data, GError **error)
{
  WabiRefusedItem *item = g_new0 (WabiRefusedItem, 1);

  g_ptr_array_add (data, item);
  item->id = g_strdup (wabi_row_text (row, 0));
  item->name = g_strdup (wabi_row_text (row, 1));
  item->service = g_strdup (wabi_row_text (row, 2));
  item->args = wabi_json_parse_object (wabi_row_text (row, 3), -1, NULL, error);
  item->code = g_strdup (wabi_row_text (row, 4));
  item->field = g_strdup (wabi_row_text (row, 5));
  item->message = g_strdup (wabi_row_text (row, 6));
  item->dep_of = g_strdup (wabi_row_text (row, 7));
  item->given_at = wabi_row_int (row, 8);
  item->at = wabi_row_int (row, 9);
  return item->args != NULL;
}

static GPtrArray *
list_refused (WabiCache *cache, const char *id, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_refused_item_free);
  WabiValue args[] = { WABI_TEXT (id) };
  GError *inner = NULL;

  if (!wabi_cache_check_open (cache, error))
    return NULL;
  if (wabi_db_query (cache->main.db,
                     "SELECT id, name, service, args, code, field, message, dep_of, given_at, at FROM refused"
                     " WHERE $1 IS NULL OR id = $1 ORDER BY at DESC, id DESC",
                     args, 1, collect_refused, items, NULL, &inner))
    return g_steal_pointer (&items);
  wabi_cache_fail (inner, error);
  return NULL;
}

GPtrArray *
wabi_cache_list_refused (WabiCache *cache, GError **error)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);
  return list_refused (cache, NULL, error);
}

/* ---- A record of what was settled ---- */

void
wabi_settled_item_free (WabiSettledItem *item)
{
  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->what);
  g_free (item->name);
  g_clear_pointer (&item->args, json_object_unref);
  g_free (item->message);
  g_free (item);
}

static JsonObject *
describe (const char *what, const char *name, JsonObject *args, const char *message)
{
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "what", what);
  json_object_set_string_member (entry, "name", name);
  json_object_set_object_member (entry, "args", json_object_ref (args));
  if (message != NULL)
    json_object_set_string_member (entry, "message", message);
  return entry;
}

/* Inside the open transaction. */
static gboolean
note (WabiCache *cache, const char *id, JsonObject *take_entry, GError **error)
{
  g_autoptr (JsonObject) entry = take_entry;
  g_autofree char *text = wabi_json_object_to_canonical (entry);
  g_autofree char *key = g_strconcat (SETTLED, id, NULL);

  return wabi_db_run (cache->main.db, error, "INSERT OR REPLACE INTO buffer (key, text, at) VALUES ($1, $2, $3)",
                      WABI_TEXT (key), WABI_TEXT (text), WABI_INT (wabi_clock_now (cache->clock)));
}

gboolean
wabi_cache_note_settled (WabiCache *cache, const char *id, const char *name, JsonObject *args, GError **error)
{
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && id != NULL && name != NULL && args != NULL, FALSE);

  if (!wabi_cache_begin (cache, error))
    return FALSE;
  if (!note (cache, id, describe ("decided", name, args, NULL), &inner))
    g_assert (inner != NULL);
  return wabi_cache_finish_giving (cache, 0, 0, inner, error);
}

static gboolean
collect_settled (const WabiRow *row, gpointer data, GError **error)
{
  g_autoptr (JsonObject) entry = wabi_json_parse_object (wabi_row_text (row, 1), -1, NULL, error);
  WabiSettledItem *item;
  JsonObject *args = NULL;

  if (entry == NULL || !wabi_json_take_object (entry, "args", TRUE, &args, error))
    return FALSE;
  item = g_new0 (WabiSettledItem, 1);
  g_ptr_array_add (data, item);
  item->id = g_strdup (wabi_row_text (row, 0) + strlen (SETTLED));
  item->what = g_strdup (wabi_json_peek_text (entry, "what"));
  item->name = g_strdup (wabi_json_peek_text (entry, "name"));
  item->args = json_object_ref (args);
  item->message = g_strdup (wabi_json_peek_text (entry, "message"));
  item->at = wabi_row_int (row, 2);
  return TRUE;
}

GPtrArray *
wabi_cache_list_settled (WabiCache *cache, guint limit, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_settled_item_free);
  WabiValue args[] = { WABI_INT (limit) };
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);

  if (!wabi_cache_check_open (cache, error))
    return NULL;
  if (wabi_db_query (cache->main.db,
                     "SELECT key, text, at FROM buffer WHERE key >= 'settled:' AND key < 'settled;'"
                     " ORDER BY at DESC, key DESC LIMIT $1",
                     args, 1, collect_settled, items, NULL, &inner))
    return g_steal_pointer (&items);
  wabi_cache_fail (inner, error);
  return NULL;
}

/* ---- Discarding ---- */

static gboolean
not_there (GError **error)
{
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED,
               _ ("This change is not in the box any more."));
  return FALSE;
}

/* The whole refused row, so that it can be put back as it was. */
static JsonObject *
describe_refused (const WabiRefusedItem *item)
{
  JsonObject *entry = describe ("discarded", item->name, item->args, item->message);

  json_object_set_string_member (entry, "service", item->service);
  json_object_set_string_member (entry, "code", item->code);
  if (item->field != NULL)
    json_object_set_string_member (entry, "field", item->field);
  if (item->dep_of != NULL)
    json_object_set_string_member (entry, "dep_of", item->dep_of);
  json_object_set_int_member (entry, "given_at", item->given_at);
  json_object_set_int_member (entry, "at", item->at);
  return entry;
}

gboolean
wabi_cache_discard_refused (WabiCache *cache, const char *id, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  WabiValue args[] = { WABI_TEXT (id) };
  GError *inner = NULL;
  gint64 gone = 0;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && id != NULL, FALSE);

  found = list_refused (cache, id, error);
  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    return not_there (error);
  if (!wabi_cache_begin (cache, error))
    return FALSE;
  if (!note (cache, id, describe_refused (g_ptr_array_index (found, 0)), &inner)
      || !wabi_db_query (cache->main.db, "DELETE FROM refused WHERE id = $1", args, 1, NULL, NULL, &gone, &inner))
    g_assert (inner != NULL);
  return wabi_cache_finish_giving (cache, 0, (guint)gone, inner, error);
}

static gboolean
put_back (WabiCache *cache, const char *id, JsonObject *entry, GError **error)
{
  JsonObject *args = NULL;
  g_autofree char *text = NULL, *key = g_strconcat (SETTLED, id, NULL);

  if (!wabi_json_take_object (entry, "args", TRUE, &args, error))
    return FALSE;
  text = wabi_json_object_to_canonical (args);
  return wabi_db_run (cache->main.db, error,
                      "INSERT INTO refused (id, service, name, args, deps, code, field, message, dep_of, given_at, at)"
                      " VALUES ($1, $2, $3, $4, '', $5, $6, $7, $8, $9, $10)",
                      WABI_TEXT (id), WABI_TEXT (wabi_json_peek_text (entry, "service")),
                      WABI_TEXT (wabi_json_peek_text (entry, "name")), WABI_TEXT (text),
                      WABI_TEXT (wabi_json_peek_text (entry, "code")), WABI_TEXT (wabi_json_peek_text (entry, "field")),
                      WABI_TEXT (wabi_json_peek_text (entry, "message")),
                      WABI_TEXT (wabi_json_peek_text (entry, "dep_of")),
                      WABI_INT (wabi_json_peek_int (entry, "given_at", 0)), WABI_INT (wabi_json_peek_int (entry, "at", 0)))
         && wabi_db_run (cache->main.db, error, "DELETE FROM buffer WHERE key = $1", WABI_TEXT (key));
}

gboolean
wabi_cache_take_back_discard (WabiCache *cache, const char *id, GError **error)
{
  g_autofree char *key = g_strconcat (SETTLED, id, NULL), *text = wabi_cache_dup_buffer (cache, key, NULL);
  g_autoptr (JsonObject) entry = text != NULL ? wabi_json_parse_object (text, -1, NULL, NULL) : NULL;
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && id != NULL, FALSE);

  if (entry == NULL || g_strcmp0 (wabi_json_peek_text (entry, "what"), "discarded") != 0)
    return not_there (error);
  if (!wabi_cache_begin (cache, error))
    return FALSE;
  if (!put_back (cache, id, entry, &inner))
    g_assert (inner != NULL);
  if (!wabi_cache_finish_giving (cache, 0, 0, inner, error))
    return FALSE;
  wabi_cache_recount (cache);
  return TRUE;
}

/* ---- Giving again ---- */

static int
compare_given (gconstpointer a, gconstpointer b)
{
  const WabiRefusedItem *x = *(WabiRefusedItem *const *)a, *y = *(WabiRefusedItem *const *)b;

  return x->given_at != y->given_at ? (x->given_at < y->given_at ? -1 : 1) : strcmp (x->id, y->id);
}

/* Inside the open transaction. Both or neither: the new command is kept, the refused one leaves the box. */
static gboolean
give_again (WabiCache *cache, const WabiRefusedItem *item, JsonObject *args, const char *after, char **new_id,
            GError **error)
{
  const char *deps[] = { after, NULL };

  *new_id = wabi_id_new (cache->ids);
  return wabi_cache_give (cache, *new_id, item->name, args != NULL ? args : item->args, after != NULL ? deps : NULL, error)
         && note (cache, item->id, describe ("resent", item->name, item->args, item->message), error)
         && wabi_db_run (cache->main.db, error, "DELETE FROM refused WHERE id = $1", WABI_TEXT (item->id));
}

/*
 * What failed only because of the one that is given again goes after it, in the order in which it was given. One
 * that the rule does not take now stays in the box, and what needs it with it.
 */
static gboolean
give_dependents (WabiCache *cache, GPtrArray *all, const char *old_id, const char *new_id, GError **error)
{
  for (guint i = 0; i < all->len; i++)
    {
      const WabiRefusedItem *item = g_ptr_array_index (all, i);
      g_autofree char *id = NULL;
      GError *inner = NULL;

      if (g_strcmp0 (item->dep_of, old_id) != 0)
        continue;
      if (give_again (cache, item, NULL, new_id, &id, &inner))
        {
          if (!give_dependents (cache, all, item->id, id, error))
            return FALSE;
          continue;
        }
      if (inner->domain != WABI_COMMAND_ERROR)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      g_error_free (inner);
    }
  return TRUE;
}

static WabiRefusedItem *
find_item (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++)
    if (strcmp (((WabiRefusedItem *)g_ptr_array_index (items, i))->id, id) == 0)
      return g_ptr_array_index (items, i);
  return NULL;
}

gboolean
wabi_cache_resend_refused (WabiCache *cache, const char *id, JsonObject *args, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *new_id = NULL;
  WabiRefusedItem *item;
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && id != NULL, FALSE);

  all = list_refused (cache, NULL, error);
  if (all == NULL)
    return FALSE;
  item = find_item (all, id);
  if (item == NULL)
    return not_there (error);
  g_ptr_array_sort (all, compare_given);
  if (!wabi_cache_begin (cache, error))
    return FALSE;
  if (!give_again (cache, item, args, NULL, &new_id, &inner) || !give_dependents (cache, all, id, new_id, &inner))
    g_assert (inner != NULL);
  if (!wabi_cache_finish_giving (cache, 0, 0, inner, error))
    return FALSE;
  wabi_cache_recount (cache);
  return TRUE;
}
