// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands given here: applied at once, kept to be sent; what was refused; and what stays on this machine.

#include "wabi-cache-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- Giving a command ---- */

static char *
join_deps (WabiCache *cache, const char *const *deps)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id;

  if (cache->main.births != NULL)
    {
      for (guint i = 0; deps != NULL && deps[i] != NULL; i++)
        g_hash_table_add (cache->main.births, g_strdup (deps[i]));
      g_hash_table_iter_init (&iter, cache->main.births);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", (const char *)id);
    }
  return g_strdup (text->str);
}

static gboolean
put_outbox (WabiCache *cache, const WabiCommandInfo *info, const WabiGiven *given, const char *deps,
            GError **error)
{
  g_autofree char *kinds = wabi_conn_dup_kinds (&cache->main),
                  *args = wabi_json_object_to_canonical (given->args);

  return wabi_db_run (
      cache->main.db, error,
      "INSERT INTO outbox (id, service, name, args, deps, wall, mono, boot, zone, user_id, online, state, "
      "seq, kinds, at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $12, $13)",
      WABI_TEXT (given->id), WABI_TEXT (info->service), WABI_TEXT (info->name), WABI_TEXT (args),
      WABI_TEXT (deps), WABI_INT (given->given), WABI_INT (wabi_clock_monotonic (cache->clock)),
      WABI_TEXT (cache->boot), WABI_TEXT (given->zone), WABI_TEXT (cache->owner.user),
      WABI_INT ((info->flags & WABI_COMMAND_ONLINE) != 0), WABI_TEXT (kinds), WABI_INT (given->given));
}

/* What only the service decides is checked for its shape, and nothing is done yet. */
static gboolean
check_online (WabiCache *cache, const WabiCommandInfo *info, JsonObject *args, GError **error)
{
  g_autoptr (GError) inner = NULL;

  g_clear_pointer (&cache->main.reads, g_hash_table_unref);
  g_clear_pointer (&cache->main.births, g_hash_table_unref);
  cache->main.reads = g_hash_table_new (NULL, NULL);
  cache->main.births = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if ((cache->caller.roles & info->roles) == 0)
    {
      cache->refusal_code = g_strdup ("forbidden");
      g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_FORBIDDEN,
                   _ ("Your role does not allow this. Ask an administrator of the practice."));
      return FALSE;
    }
  if (wabi_fields_check_object (info->args, info->n_args, args, &inner))
    return TRUE;
  cache->refusal_code = g_strdup ("invalid");
  g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_INVALID,
               _ ("Something is missing or wrong: %s."), inner->message);
  return FALSE;
}

static gboolean
run_here (WabiCache *cache, const WabiGiven *given, gboolean dry, const WabiCommandInfo **info,
          GError **error)
{
  *info = wabi_command_find (cache->tables->commands, cache->tables->n_commands, given->name);
  g_clear_pointer (&cache->refusal_code, g_free);
  g_clear_pointer (&cache->refusal_field, g_free);
  if (wabi_cache_get_outdated (cache))
    {
      g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_OUTDATED,
                   _ ("Update Wabi Care to go on editing: the server needs a newer version. What you did before "
                      "is kept and is still sent."));
      return FALSE;
    }
  if (*info != NULL && (*info)->flags & WABI_COMMAND_SYSTEM)
    {
      cache->refusal_code = g_strdup ("forbidden");
      g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_FORBIDDEN,
                   _ ("Only the server does this by itself."));
      return FALSE;
    }
  if (*info != NULL && (*info)->flags & WABI_COMMAND_ONLINE)
    return check_online (cache, *info, given->args, error);
  return wabi_conn_run (&cache->main, given, dry, &cache->refusal_code, &cache->refusal_field, error);
}

gboolean
wabi_cache_give (WabiCache *cache, const char *id, const char *name, JsonObject *args, const char *const *deps,
      GError **error)
{
  WabiGiven given = { id, name, args, wabi_clock_now (cache->clock), cache->zone };
  const WabiCommandInfo *info;
  g_autofree char *all_deps = NULL;

  if (!run_here (cache, &given, FALSE, &info, error))
    return FALSE;
  all_deps = join_deps (cache, deps);
  cache->last_given = wabi_cache_find_service (cache, info->service);
  return put_outbox (cache, info, &given, all_deps, error);
}

gboolean
wabi_cache_finish_giving (WabiCache *cache, guint given, guint settled, GError *take_inner, GError **error)
{
  gboolean ok = take_inner == NULL;

  ok = wabi_cache_end (cache, ok, error);
  if (take_inner != NULL)
    return wabi_cache_fail (take_inner, error);
  if (ok)
    {
      if (given > 0)
        wabi_cache_count_given (cache);
      cache->refused -= MIN (settled, cache->refused);
      wabi_cache_emit (cache, NULL, TRUE);
    }
  return ok;
}

gboolean
wabi_cache_apply (WabiCache *cache, const char *name, JsonObject *args, const char *const *deps,
                  char **command_id, GError **error)
{
  g_autofree char *id = NULL;
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && name != NULL && args != NULL, FALSE);

  if (!wabi_reserve_check (cache, error) || !wabi_cache_begin (cache, error))
    return FALSE;
  id = wabi_id_new (cache->ids);
  if (!wabi_cache_give (cache, id, name, args, deps, &inner))
    g_assert (inner != NULL);
  if (!wabi_cache_finish_giving (cache, 1, 0, inner, error))
    return FALSE;
  if (command_id != NULL)
    *command_id = g_steal_pointer (&id);
  return TRUE;
}

gboolean
wabi_cache_check (WabiCache *cache, const char *name, JsonObject *args, GError **error)
{
  WabiGiven given = { "", name, args, wabi_clock_now (cache->clock), cache->zone };
  const WabiCommandInfo *info;
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && name != NULL && args != NULL, FALSE);

  if (!wabi_cache_check_open (cache, error))
    return FALSE;
  return run_here (cache, &given, TRUE, &info, &inner) ? TRUE : wabi_cache_fail (inner, error);
}

const char *
wabi_cache_get_refusal_code (WabiCache *cache)
{
  return cache->refusal_code;
}

const char *
wabi_cache_get_refusal_field (WabiCache *cache)
{
  return cache->refusal_field;
}

/* ---- What waits ---- */

guint
wabi_cache_get_pending (WabiCache *cache)
{
  return cache->pending;
}

guint
wabi_cache_get_refused (WabiCache *cache)
{
  return cache->refused;
}

guint
wabi_cache_get_pending_of (WabiCache *cache, guint service, gint64 *oldest)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache), 0);

  if (oldest != NULL)
    *oldest = cache->queues[service].oldest;
  return cache->queues[service].pending;
}

gboolean
wabi_cache_get_outdated (WabiCache *cache)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache), FALSE);
  return cache->min_schema > WABI_COMMAND_SCHEMA;
}

guint
wabi_cache_get_aside (WabiCache *cache)
{
  return cache->aside;
}

void
wabi_outbox_item_free (WabiOutboxItem *item)
{
  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->name);
  g_free (item->service);
  g_clear_pointer (&item->args, json_object_unref);
  g_free (item);
}

void
wabi_refused_item_free (WabiRefusedItem *item)
{
  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->name);
  g_free (item->service);
  g_clear_pointer (&item->args, json_object_unref);
  g_free (item->code);
  g_free (item->field);
  g_free (item->message);
  g_free (item->dep_of);
  g_free (item);
}

static gboolean
collect_outbox (const WabiRow *row, gpointer data, GError **error)
{
  WabiOutboxItem *item = g_new0 (WabiOutboxItem, 1);

  g_ptr_array_add (data, item);
  item->id = g_strdup (wabi_row_text (row, 0));
  item->name = g_strdup (wabi_row_text (row, 1));
  item->service = g_strdup (wabi_row_text (row, 2));
  item->args = wabi_json_parse_object (wabi_row_text (row, 3), -1, NULL, error);
  item->state = (WabiOutboxState)wabi_row_int (row, 4);
  item->online = wabi_row_int (row, 5) != 0;
  item->at = wabi_row_int (row, 6);
  return item->args != NULL;
}

GPtrArray *
wabi_cache_list_outbox (WabiCache *cache, const char *name, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_outbox_item_free);
  WabiValue args[] = { WABI_TEXT (name) };
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);

  if (!wabi_cache_check_open (cache, error))
    return NULL;
  if (wabi_db_query (cache->main.db,
                     "SELECT id, name, service, args, state, online, at FROM outbox WHERE state < 3 AND ($1 "
                     "IS NULL OR name = $1)"
                     " ORDER BY pos",
                     args, 1, collect_outbox, items, NULL, &inner))
    return g_steal_pointer (&items);
  wabi_cache_fail (inner, error);
  return NULL;
}

gboolean
wabi_cache_is_waiting (WabiCache *cache, const char *name, const char *member, const char *value)
{
  g_autoptr (GPtrArray) items = wabi_cache_list_outbox (cache, name, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (g_strcmp0 (wabi_json_peek_text (((WabiOutboxItem *)g_ptr_array_index (items, i))->args, member),
                   value)
        == 0)
      return TRUE;
  return FALSE;
}

/* ---- What stays here ---- */

static gboolean
undo (WabiCache *cache, GError *take_inner, GError **error)
{
  return wabi_cache_end (cache, FALSE, NULL) || wabi_cache_fail (take_inner, error);
}

gboolean
wabi_cache_put_buffer (WabiCache *cache, const char *key, const char *text, GError **error)
{
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && key != NULL && text != NULL, FALSE);

  if (!wabi_cache_begin (cache, error))
    return FALSE;
  if (wabi_db_run (cache->main.db, &inner,
                   "INSERT OR REPLACE INTO buffer (key, text, at) VALUES ($1, $2, $3)", WABI_TEXT (key),
                   WABI_TEXT (text), WABI_INT (wabi_clock_now (cache->clock))))
    return wabi_cache_end (cache, TRUE, error);
  return undo (cache, inner, error);
}

typedef struct
{
  char *text;
  gint64 at;
} Buffer;

static gboolean
read_buffer (const WabiRow *row, gpointer data, GError **error)
{
  Buffer *buffer = data;

  buffer->text = g_strdup (wabi_row_text (row, 0));
  buffer->at = wabi_row_int (row, 1);
  return TRUE;
}

char *
wabi_cache_dup_buffer (WabiCache *cache, const char *key, gint64 *at)
{
  g_autoptr (GError) error = NULL;
  WabiValue args[] = { WABI_TEXT (key) };
  Buffer buffer = { NULL, 0 };

  g_return_val_if_fail (WABI_IS_CACHE (cache) && key != NULL, NULL);

  if (!wabi_cache_check_open (cache, &error)
      || !wabi_db_query (cache->main.db, "SELECT text, at FROM buffer WHERE key = $1", args, 1, read_buffer,
                         &buffer, NULL, &error))
    g_warning ("kept typing cannot be read: %s", error->message);
  if (at != NULL)
    *at = buffer.at;
  return buffer.text;
}

void
wabi_cache_drop_buffer (WabiCache *cache, const char *key)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_return_if_fail (WABI_IS_CACHE (cache) && key != NULL);

  if (!wabi_cache_begin (cache, &error))
    {
      g_warning ("kept typing cannot be dropped: %s", error->message);
      return;
    }
  ok = wabi_db_run (cache->main.db, &error, "DELETE FROM buffer WHERE key = $1", WABI_TEXT (key));
  if (!wabi_cache_end (cache, ok, ok ? &error : NULL))
    g_warning ("kept typing cannot be dropped: %s", error->message);
}

gboolean
wabi_cache_put_setting (WabiCache *cache, const char *key, const char *value, GError **error)
{
  g_autofree char *name = NULL;
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && key != NULL, FALSE);

  if (!wabi_cache_begin (cache, error))
    return FALSE;
  name = g_strconcat ("setting:", key, NULL);
  if (wabi_conn_put_meta (&cache->main, name, value, &inner))
    return wabi_cache_end (cache, TRUE, error);
  return undo (cache, inner, error);
}

char *
wabi_cache_dup_setting (WabiCache *cache, const char *key)
{
  g_autofree char *name = g_strconcat ("setting:", key, NULL);
  g_autoptr (GError) error = NULL;
  char *value = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);

  if (!wabi_cache_check_open (cache, &error) || !wabi_conn_get_meta (&cache->main, name, &value, &error))
    g_warning ("a setting cannot be read: %s", error->message);
  return value;
}
