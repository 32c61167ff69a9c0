// SPDX-License-Identifier: AGPL-3.0-or-later
// What waited in a copy that was set aside, taken over into the new one.

#include "wabi-rescue-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define WORDS "rescue-words"

/* Where the count of commands cannot be read, so many places behind the last one that could are tried. */
#define FAR 20000

typedef struct
{
  WabiCache *cache;
  WabiDb *db;    /* the copy that was set aside, only read */
  gint64 at;     /* place of the row that was read last */
  gboolean step; /* a row came */
  guint taken, confirmed, kept; /* waiting commands; confirmed ones; refusals and typing */
  gboolean holes;               /* something could not be read */
  gboolean epochs;              /* what the services told is known, so that confirmed commands need not be sent again */
  GError *write_error;          /* of the new copy: nothing is taken over then */
} Rescue;

/* ---- One row ---- */

static gboolean
note_write (Rescue *rescue, gboolean ok, GError *take_error)
{
  if (!ok)
    rescue->write_error = take_error;
  return ok;
}

/* A page whose seal is broken reads as nothing, so that a row may come without its end. */
static gboolean
is_whole (const WabiRow *row)
{
  g_autoptr (JsonObject) args = NULL;

  for (guint i = 1; i <= 6; i++)
    if (wabi_row_text (row, i) == NULL)
      return FALSE;
  args = wabi_json_parse_object (wabi_row_text (row, 4), -1, NULL, NULL);
  return args != NULL && *wabi_row_text (row, 1) != '\0' && *wabi_row_text (row, 2) != '\0' && *wabi_row_text (row, 3) != '\0';
}

/* What was confirmed stays for the day on which a service is restored from a backup; it is sent again then. */
static gboolean
take_command (const WabiRow *row, gpointer data, GError **error)
{
  Rescue *rescue = data;
  gboolean confirmed = wabi_row_int (row, 12) > 1 && rescue->epochs;
  GError *inner = NULL;
  gint64 changes = 0;
  WabiValue args[]
      = { WABI_TEXT (wabi_row_text (row, 1)),  WABI_TEXT (wabi_row_text (row, 2)),  WABI_TEXT (wabi_row_text (row, 3)),
          WABI_TEXT (wabi_row_text (row, 4)),  WABI_TEXT (wabi_row_text (row, 5)),  WABI_INT (wabi_row_int (row, 7)),
          WABI_INT (wabi_row_int (row, 8)),    WABI_TEXT (wabi_row_text (row, 9)),  WABI_TEXT (wabi_row_text (row, 10)),
          WABI_TEXT (wabi_row_text (row, 6)),  WABI_INT (wabi_row_int (row, 11)),   WABI_INT (confirmed ? 3 : 0),
          WABI_INT (confirmed ? wabi_row_int (row, 13) : 0), WABI_INT (wabi_row_int (row, 14)) };

  rescue->at = wabi_row_int (row, 0);
  rescue->step = TRUE;
  /* Only what this person gave goes out under this person's name. */
  if (!is_whole (row) || wabi_row_text (row, 9) == NULL || wabi_row_text (row, 10) == NULL
      || strcmp (wabi_row_text (row, 6), rescue->cache->owner.user) != 0)
    {
      rescue->holes = TRUE;
      return TRUE;
    }
  if (!note_write (rescue,
                   wabi_db_query (rescue->cache->main.db,
                                  "INSERT OR IGNORE INTO outbox (id, service, name, args, deps, wall, mono, boot, zone, user_id, online, state, seq,"
                                  " kinds, at) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14"
                                  " WHERE NOT EXISTS (SELECT 1 FROM refused WHERE id = $1)",
                                  args, G_N_ELEMENTS (args), NULL, NULL, &changes, &inner),
                   inner))
    return FALSE;
  if (confirmed)
    rescue->confirmed += (guint)changes;
  else
    rescue->taken += (guint)changes;
  return TRUE;
}

/* ---- The queue ---- */

#define COMMAND                                                                                                                       \
  "SELECT pos, id, service, name, args, deps, user_id, wall, mono, boot, zone, online, state, seq, at FROM outbox"

static gint64
find_end (Rescue *rescue)
{
  gint64 end = 0;

  if (wabi_db_get_int (rescue->db, "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'", NULL, 0, &end, NULL) && end >= rescue->at)
    return end;
  return rescue->at + FAR;
}

/* In one go as far as that goes, then place by place, which leaves out only what lies on the damaged pages. */
static gboolean
take_queue (Rescue *rescue)
{
  gint64 end;

  if (wabi_db_query (rescue->db, COMMAND " ORDER BY pos", NULL, 0, take_command, rescue, NULL, NULL))
    return TRUE;
  rescue->holes = TRUE;
  end = find_end (rescue);
  for (gint64 at = rescue->at + 1; at <= end && rescue->write_error == NULL; at++)
    {
      WabiValue args[] = { WABI_INT (at) };

      /* What fails here lies on a damaged page, which is noted already. */
      if (!wabi_db_query (rescue->db, COMMAND " WHERE pos = $1", args, 1, take_command, rescue, NULL, NULL))
        continue;
    }
  return rescue->write_error == NULL;
}

/* ---- What lies beside the queue ---- */

typedef struct
{
  Rescue *rescue;
  const char *insert;
  guint columns;
  guint numbers; /* bits of the columns that are numbers */
  guint required; /* bits of the columns without which the row is none */
} Table;

static gboolean
take_row (const WabiRow *row, gpointer data, GError **error)
{
  const Table *table = data;
  WabiValue args[12];
  GError *inner = NULL;
  gint64 changes = 0;

  for (guint i = 0; i < table->columns; i++)
    {
      args[i] = table->numbers & 1u << i ? WABI_INT (wabi_row_int (row, i)) : WABI_TEXT (wabi_row_text (row, i));
      if (table->required & 1u << i && wabi_row_is_null (row, i))
        {
          table->rescue->holes = TRUE;
          return TRUE;
        }
    }
  if (!note_write (table->rescue,
                   wabi_db_query (table->rescue->cache->main.db, table->insert, args, table->columns, NULL, NULL, &changes, &inner), inner))
    return FALSE;
  table->rescue->kept += (guint)changes;
  return TRUE;
}

/* From either end up to the damage. */
static gboolean
take_table (Table *table, const char *forth, const char *back)
{
  if (wabi_db_query (table->rescue->db, forth, NULL, 0, take_row, table, NULL, NULL))
    return TRUE;
  table->rescue->holes = TRUE;
  return table->rescue->write_error == NULL
         && (wabi_db_query (table->rescue->db, back, NULL, 0, take_row, table, NULL, NULL) || table->rescue->write_error == NULL);
}

static gboolean
take_refused (Rescue *rescue)
{
#define REFUSED "SELECT id, service, name, args, deps, code, field, message, dep_of, given_at, at FROM refused ORDER BY id"
  Table table = { rescue,
                  "INSERT OR IGNORE INTO refused (id, service, name, args, deps, code, field, message, dep_of, given_at, at)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                  11, 1u << 9 | 1u << 10, 0x1f };

  return take_table (&table, REFUSED, REFUSED " DESC");
#undef REFUSED
}

static gboolean
take_typing (Rescue *rescue)
{
#define TYPING "SELECT key, text, at FROM buffer ORDER BY key"
  Table table = { rescue, "INSERT OR IGNORE INTO buffer (key, text, at) VALUES ($1, $2, $3)", 3, 1u << 2, 3 };

  return take_table (&table, TYPING, TYPING " DESC");
#undef TYPING
}

/* Who the person is and how this computer is set up, so that work goes on without the server. It comes with the next sign-in anyway. */
static gboolean
take_names (Rescue *rescue)
{
#define NAMES                                                                                                                              \
  "SELECT key, value FROM meta WHERE (key IN ('zone', 'user-name', 'practice-name', 'roles') OR (key >= 'setting:' AND key < 'setting;'))" \
  " ORDER BY key"
  Table table = { rescue, "INSERT OR IGNORE INTO meta (key, value) VALUES ($1, $2)", 2, 0, 3 };
  gboolean holes = rescue->holes;
  guint kept = rescue->kept;
  gboolean ok = take_table (&table, NAMES, NAMES " DESC");

  rescue->holes = holes;
  rescue->kept = kept;
  return ok;
#undef NAMES
}

static gboolean
take_epoch (const WabiRow *row, gpointer data, GError **error)
{
  Rescue *rescue = data;
  GError *inner = NULL;

  return note_write (rescue,
                     wabi_db_run (rescue->cache->main.db, &inner,
                                  "UPDATE feed_cursor SET told_epoch = $1 WHERE service = $2 AND told_epoch IS NULL",
                                  WABI_TEXT (wabi_row_text (row, 1)), WABI_TEXT (wabi_row_text (row, 0))),
                     inner);
}

static gboolean
take_epochs (Rescue *rescue)
{
  rescue->epochs = wabi_db_query (rescue->db, "SELECT service, told_epoch FROM feed_cursor WHERE told_epoch IS NOT NULL", NULL, 0,
                                  take_epoch, rescue, NULL, NULL);
  return rescue->write_error == NULL;
}

/* ---- A copy ---- */

static WabiDb *
open_copy (const char *path, const guint8 *key)
{
  WabiDbOptions options = { path, key, TRUE, FALSE };
  g_autoptr (GError) error = NULL;
  WabiDb *db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);

  if (db == NULL)
    g_message ("a copy that was set aside does not open: %s", error->message);
  return db;
}

static WabiDb *
open_with_any_key (WabiCache *cache, const WabiCacheOptions *options, const char *path)
{
  guint8 key[WABI_VAULT_KEY_LENGTH];
  WabiDb *db = open_copy (path, cache->vault.key);

  if (db == NULL && wabi_vault_unwrap_aside (options, path, key))
    db = open_copy (path, key);
  sodium_memzero (key, sizeof key);
  return db;
}

static gboolean
take_all (Rescue *rescue)
{
  return take_epochs (rescue) && take_queue (rescue) && take_refused (rescue) && take_typing (rescue) && take_names (rescue);
}

static char *
say_taken (const Rescue *rescue, const char *path)
{
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u change that waited in the damaged copy was taken over and is sent.",
                   "%u changes that waited in the damaged copy were taken over and are sent.", rescue->taken),
      rescue->taken);

  if (rescue->taken == 0 && !rescue->holes)
    return g_strdup_printf (_ ("The copy of your practice on this computer was damaged, and is loaded anew. Nothing waited in the damaged copy. "
                               "It is kept as %s."),
                            path);
  if (!rescue->holes)
    return g_strdup_printf (_ ("The copy of your practice on this computer was damaged, and is loaded anew. %s The damaged copy is kept as %s."), count, path);
  return g_strdup_printf (_ ("The copy of your practice on this computer was damaged, and is loaded anew. %s Not everything in it could be read: "
                             "look through what you did last, and do again what is missing. The damaged copy is kept as %s; show it to who "
                             "runs your server."),
                          count, path);
}

static char *
say_unread (const char *path)
{
  return g_strdup_printf (_ ("The copy of your practice on this computer could not be opened any more, and is loaded anew. What had reached the server "
                             "comes back by itself. What had not been sent is only in the old copy: look through what you did last, and do "
                             "again what is missing. Nothing was deleted. The old copy is kept as %s; show it to who runs your server."),
                          path);
}

/* Words are kept until somebody has seen them, whatever happens before. */
static gboolean
note_words (WabiCache *cache, const char *words, GError **error)
{
  g_autofree char *known = NULL, *all = NULL;

  if (!wabi_conn_get_meta (&cache->main, WORDS, &known, error))
    return FALSE;
  all = known != NULL ? g_strjoin ("\n\n", known, words, NULL) : g_strdup (words);
  return wabi_conn_put_meta (&cache->main, WORDS, all, error);
}

static gboolean
keep (Rescue *rescue, const char *path, const char *mark, GError **error)
{
  WabiConn *conn = &rescue->cache->main;

  if (!wabi_conn_begin (conn, error))
    return FALSE;
  if (rescue->db != NULL && !take_all (rescue))
    g_propagate_error (error, g_steal_pointer (&rescue->write_error));
  else
    {
      g_autofree char *words = rescue->db != NULL ? say_taken (rescue, path) : say_unread (path);

      if (wabi_conn_put_meta (conn, mark, rescue->db != NULL ? "read" : "closed", error) && note_words (rescue->cache, words, error)
          && (rescue->taken == 0 || wabi_conn_replay (conn, error)))
        return wabi_conn_commit (conn, NULL, error);
    }
  wabi_conn_rollback (conn);
  return FALSE;
}

/* @state: what was found out about it before; NULL when it was never looked into. */
static void
rescue_copy (WabiCache *cache, const WabiCacheOptions *options, const char *path, const char *mark, const char *state)
{
  Rescue rescue = { .cache = cache };
  g_autoptr (WabiDb) db = open_with_any_key (cache, options, path);
  g_autoptr (GError) error = NULL;

  if (db == NULL && state != NULL)
    return;
  rescue.db = db;
  if (!keep (&rescue, path, mark, &error))
    g_warning ("what waited in a copy that was set aside cannot be taken over now: %s", error->message);
  else
    g_message ("a copy that was set aside was looked into: %s, %u waiting, %u confirmed, %u others%s", db != NULL ? "opened" : "not opened",
               rescue.taken, rescue.confirmed, rescue.kept, rescue.holes ? ", not all of it readable" : "");
}

void
wabi_rescue_run (WabiCache *cache, const WabiCacheOptions *options)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *path = g_strdup_printf ("%s.aside-%u", cache->path, number), *mark = g_strconcat ("rescue:", path, NULL), *state = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return;
      if (!wabi_conn_get_meta (&cache->main, mark, &state, &error))
        g_warning ("it is not known whether a copy that was set aside was looked into: %s", error->message);
      else if (g_strcmp0 (state, "read") != 0)
        rescue_copy (cache, options, path, mark, state);
    }
}

/* ---- What the person is told ---- */

char *
wabi_cache_dup_rescue_words (WabiCache *cache)
{
  g_autoptr (GError) error = NULL;
  char *words = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);

  if (!wabi_cache_check_open (cache, &error) || !wabi_conn_get_meta (&cache->main, WORDS, &words, &error))
    g_warning ("what became of a damaged copy cannot be told: %s", error->message);
  return words;
}

void
wabi_cache_forget_rescue_words (WabiCache *cache)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_return_if_fail (WABI_IS_CACHE (cache));

  if (!wabi_cache_begin (cache, &error))
    {
      g_message ("words about a damaged copy stay: %s", error->message);
      return;
    }
  ok = wabi_conn_put_meta (&cache->main, WORDS, NULL, &error);
  if (!wabi_cache_end (cache, ok, ok ? &error : NULL))
    g_message ("words about a damaged copy stay: %s", error->message);
}
