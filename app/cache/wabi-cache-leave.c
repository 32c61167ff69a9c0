// SPDX-License-Identifier: AGPL-3.0-or-later
// What a copy still has to say, and how nothing of it is left.

#include "wabi-cache-leave.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "wabi-cache-work-private.h"
#include "wabi-sync-message.h"

#define MOST_COMMANDS 200
#define MOST_BYTES ((gsize)2 * 1024 * 1024)

/* ---- what is to be said ---- */

typedef struct
{
  WabiCache *cache;
  GPtrArray *bodies;
  GString *body;
  char *service;
  guint in_body, count;
} Farewell;

static void
end_body (Farewell *farewell)
{
  if (farewell->body != NULL)
    g_ptr_array_add (farewell->bodies, wabi_push_end (g_steal_pointer (&farewell->body)));
  g_clear_pointer (&farewell->service, g_free);
  farewell->in_body = 0;
}

static void
ensure_body (Farewell *farewell, const char *service)
{
  if (farewell->body != NULL
      && (g_strcmp0 (farewell->service, service) != 0 || farewell->in_body >= MOST_COMMANDS || farewell->body->len > MOST_BYTES))
    end_body (farewell);
  if (farewell->body != NULL)
    return;
  farewell->body = wabi_push_begin (farewell->cache->device, service, NULL, NULL, 1);
  farewell->service = g_strdup (service);
}

static gboolean
say_row (const WabiRow *row, gpointer data, GError **error)
{
  Farewell *farewell = data;
  g_autoptr (WabiCommand) command = wabi_command_new (wabi_row_text (row, 0), wabi_row_text (row, 1), NULL);

  ensure_body (farewell, wabi_row_text (row, 2));
  command->n = ++farewell->in_body;
  command->wall = wabi_row_int (row, 5);
  command->mono = wabi_row_int (row, 6);
  command->boot = g_strdup (wabi_row_text (row, 7));
  command->zone = g_strdup (wabi_row_text (row, 8));
  if (wabi_row_text (row, 4)[0] != '\0')
    command->deps = g_strsplit (wabi_row_text (row, 4), " ", -1);
  wabi_push_append (farewell->body, command, wabi_row_text (row, 3));
  farewell->count++;
  return TRUE;
}

/* What was refused comes first, since it was given first. */
static gboolean
say_all (Farewell *farewell, WabiDb *db, GError **error)
{
  return wabi_db_query (db,
                        "SELECT id, name, service, args, deps, given_at, 0, '', '' FROM refused ORDER BY service, given_at, id", NULL, 0,
                        say_row, farewell, NULL, error)
         && wabi_db_query (db,
                           "SELECT id, name, service, args, deps, wall, mono, boot, zone FROM outbox WHERE state < 2 ORDER BY pos", NULL,
                           0, say_row, farewell, NULL, error);
}

gboolean
wabi_cache_build_farewell (WabiCache *cache, GPtrArray **bodies, guint *count, GError **error)
{
  Farewell farewell = { .cache = cache };
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && bodies != NULL && count != NULL, FALSE);

  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  farewell.bodies = g_ptr_array_new_with_free_func (g_free);
  ok = say_all (&farewell, cache->work.conn.db, error);
  wabi_work_leave (cache);
  end_body (&farewell);
  *bodies = farewell.bodies;
  *count = farewell.count;
  if (!ok)
    g_clear_pointer (bodies, g_ptr_array_unref);
  return ok;
}

/* ---- nothing is left ---- */

static gboolean
forget_secrets (const WabiCacheOptions *options, GError **error)
{
  static const char *const secrets[] = { "data-key", "unlock", "refresh-token", "contact" };
  GError *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    (void)!wabi_key_store_clear (options->keys, &options->owner, secrets[i], NULL, first == NULL ? &first : NULL);
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

static gboolean
remove_file (const char *directory, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  if (error == NULL || *error == NULL)
    g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED, _ ("The local copy could not be removed: %s."), g_strerror (errno));
  return FALSE;
}

/* The wrapped key goes before what it opens; files that were set aside are the same person's. */
static gboolean
remove_files (const WabiCacheOptions *options, GError **error)
{
  g_autofree char *path = wabi_vault_build_path (options->directory, &options->owner), *name = g_path_get_basename (path);
  g_autofree char *wrapped = g_strconcat (name, ".key", NULL);
  g_autoptr (GDir) dir = g_dir_open (options->directory, 0, NULL);
  gboolean ok = remove_file (options->directory, wrapped, error);
  const char *found;

  while (dir != NULL && (found = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (found, name))
      ok = remove_file (options->directory, found, ok ? error : NULL) && ok;
  return ok;
}

gboolean
wabi_cache_destroy (const WabiCacheOptions *options, GError **error)
{
  gboolean forgotten, removed;

  g_return_val_if_fail (options != NULL && options->keys != NULL, FALSE);

  forgotten = forget_secrets (options, error);
  removed = remove_files (options, forgotten ? error : NULL);
  return forgotten && removed;
}

gboolean
wabi_cache_give_key_away (const WabiCacheOptions *options, GError **error)
{
  g_autofree char *path = wabi_vault_build_path (options->directory, &options->owner), *wrapped = g_strconcat (path, ".key", NULL);

  g_return_val_if_fail (options->keys != NULL, FALSE);

  if (!g_file_test (wrapped, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY, _ ("The key has no second copy, so it stays in the keyring."));
      return FALSE;
    }
  return wabi_key_store_clear (options->keys, &options->owner, "data-key", NULL, error);
}
