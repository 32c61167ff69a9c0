// SPDX-License-Identifier: AGPL-3.0-or-later
// Waiting commands on top of what the services said: applied, taken back, and applied anew over a new base.

#include "wabi-conn-private.h"

#include <string.h>

#include "wabi-text.h"

static gboolean
keep_base (WabiConn *conn, WabiRecord *record, GError **error)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  g_autofree char *sql
      = g_strdup_printf ("INSERT OR IGNORE INTO shadow SELECT $1, id, version, seq, deleted, body FROM r_%s "
                         "WHERE practice_id = $2 AND id = $3",
                         kind->name);
  const char *id = wabi_record_get_id (record);

  /* The second finds a row there unless the record was born just now. */
  return wabi_db_run (conn->db, error, sql, WABI_TEXT (kind->name), WABI_TEXT (conn->caller->practice),
                      WABI_TEXT (id))
         && wabi_db_run (conn->db, error, "INSERT OR IGNORE INTO shadow VALUES ($1, $2, 0, 0, 0, NULL)",
                         WABI_TEXT (kind->name), WABI_TEXT (id));
}

static gboolean
put_effect (WabiConn *conn, const char *command, WabiRecord *record, GError **error)
{
  const char *kind = wabi_record_get_kind (record)->name, *id = wabi_record_get_id (record);
  g_autofree char *body = wabi_record_dup_json (record), *hash = wabi_text_hash_hex (body, -1);

  if (!keep_base (conn, record, error))
    return FALSE;
  wabi_record_set_stamp (record, wabi_record_get_version (record) + 1, 0, wabi_record_get_deleted (record));
  wabi_changes_add (conn->changes, wabi_record_get_kind (record), id);
  return wabi_table_put_json (conn->db, conn->caller->practice, record, body, error)
         && wabi_conn_index_words (conn, record, error)
         && wabi_db_run (conn->db, error,
                         "INSERT OR REPLACE INTO touch (command, kind, id, hash) VALUES ($1, $2, $3, $4)",
                         WABI_TEXT (command), WABI_TEXT (kind), WABI_TEXT (id), WABI_TEXT (hash));
}

static gboolean
put_effects (WabiConn *conn, const char *command, WabiContext *context, GError **error)
{
  for (guint i = 0; i < context->effects->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (context->effects, i);

      g_hash_table_add (conn->reads, (gpointer)wabi_record_get_kind (record));
      if (!put_effect (conn, command, record, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wabi_conn_run (WabiConn *conn, const WabiGiven *given, gboolean dry, char **code, char **field,
               GError **error)
{
  WabiContext context;
  gboolean ok;

  g_clear_pointer (&conn->reads, g_hash_table_unref);
  g_clear_pointer (&conn->births, g_hash_table_unref);
  conn->reads = g_hash_table_new (NULL, NULL);
  conn->births = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wabi_context_init (&context, &conn->view);
  context.caller = *conn->caller;
  context.now = context.given = given->given;
  context.zone = given->zone;
  ok = wabi_command_apply (conn->tables->commands, conn->tables->n_commands, &context, given->name,
                           given->args, error)
       && (dry || put_effects (conn, given->id, &context, error));
  if (!ok && code != NULL)
    *code = g_steal_pointer (&context.code);
  if (!ok && field != NULL)
    *field = g_steal_pointer (&context.field);
  wabi_context_clear (&context);
  return ok;
}

char *
wabi_conn_dup_kinds (WabiConn *conn)
{
  g_autoptr (GString) kinds = g_string_new (NULL);
  GHashTableIter iter;
  gpointer kind;

  if (conn->reads == NULL)
    return g_strdup ("");
  g_hash_table_iter_init (&iter, conn->reads);
  while (g_hash_table_iter_next (&iter, &kind, NULL))
    g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? " " : "", ((const WabiKind *)kind)->name);
  return g_strdup (kinds->str);
}

/* ---- Back to the base ---- */

typedef struct
{
  gint64 version, seq;
  gboolean deleted, there;
  char *body;
} Base;

static gboolean
read_base (const WabiRow *row, gpointer data, GError **error)
{
  Base *base = data;

  base->there = TRUE;
  base->version = wabi_row_int (row, 0);
  base->seq = wabi_row_int (row, 1);
  base->deleted = wabi_row_int (row, 2) != 0;
  base->body = g_strdup (wabi_row_text (row, 3));
  return TRUE;
}

static gboolean
put_back (WabiConn *conn, const WabiKind *kind, const char *id, const Base *base, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  if (base->body != NULL)
    record = wabi_record_new_from_body (kind, id, base->body, error);
  else
    record = wabi_record_new (kind, id);
  if (record == NULL)
    return FALSE;
  wabi_record_set_stamp (record, base->version, base->seq, base->deleted || base->body == NULL);
  if (!wabi_conn_index_words (conn, record, error))
    return FALSE;
  if (base->body == NULL)
    return wabi_table_remove (conn->db, conn->caller->practice, kind, id, error);
  return wabi_table_put_json (conn->db, conn->caller->practice, record, base->body, error);
}

gboolean
wabi_conn_restore (WabiConn *conn, const WabiKind *kind, const char *id, GError **error)
{
  WabiValue args[] = { WABI_TEXT (kind->name), WABI_TEXT (id) };
  Base base = { 0 };
  gboolean ok
      = wabi_db_query (conn->db, "SELECT version, seq, deleted, body FROM shadow WHERE kind = $1 AND id = $2",
                       args, 2, read_base, &base, NULL, error);

  wabi_changes_add (conn->changes, kind, id);
  ok = ok && (!base.there || put_back (conn, kind, id, &base, error))
       && wabi_db_run (conn->db, error, "DELETE FROM shadow WHERE kind = $1 AND id = $2", args[0], args[1]);
  g_free (base.body);
  return ok;
}

static gboolean
collect_pair (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 1)));
  return TRUE;
}

/* Whether other commands that are not settled touched the record too. */
static gboolean
is_shared (WabiConn *conn, const char *kind, const char *id, gboolean *shared, GError **error)
{
  WabiValue args[] = { WABI_TEXT (kind), WABI_TEXT (id) };
  gint64 count = 0;

  if (!wabi_db_get_int (conn->db, "SELECT count(*) FROM touch WHERE kind = $1 AND id = $2", args, 2, &count,
                        error))
    return FALSE;
  *shared = count > 0;
  return TRUE;
}

gboolean
wabi_conn_drop_overlay (WabiConn *conn, const char *command, gboolean *again, GError **error)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  WabiValue args[] = { WABI_TEXT (command) };

  if (!wabi_db_query (conn->db, "SELECT kind, id FROM touch WHERE command = $1", args, 1, collect_pair, pairs,
                      NULL, error)
      || !wabi_db_run (conn->db, error, "DELETE FROM touch WHERE command = $1", args[0])
      || !wabi_db_run (conn->db, error, "DELETE FROM unseen WHERE command = $1", args[0]))
    return FALSE;
  for (guint i = 0; i < pairs->len; i += 2)
    {
      const char *id = g_ptr_array_index (pairs, i + 1);
      const WabiKind *kind = wabi_conn_find_kind (conn, g_ptr_array_index (pairs, i));
      gboolean shared = FALSE;

      if (kind == NULL)
        continue;
      if (!is_shared (conn, kind->name, id, &shared, error))
        return FALSE;
      *again |= shared;
      if (!shared && !wabi_conn_restore (conn, kind, id, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Replay ---- */

/* What a confirmed command had done to one record. */
typedef struct
{
  const WabiKind *kind;
  char *id, *body;
  gint64 version;
  gboolean deleted;
} Done;

static void
free_done (gpointer data)
{
  Done *done = data;

  g_free (done->id);
  g_free (done->body);
  g_free (done);
}

typedef struct
{
  char *id, *name, *zone;
  JsonObject *args;
  gint64 given;
  gboolean confirmed;
  gboolean settled; /* and the feed is past it, but not at its end */
  GPtrArray *done; /* Done */
} Waiting;

static void
free_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_ptr_array_unref (waiting->done);

  g_free (waiting->id);
  g_free (waiting->name);
  g_free (waiting->zone);
  g_clear_pointer (&waiting->args, json_object_unref);
  g_free (waiting);
}

static gboolean
collect_waiting (const WabiRow *row, gpointer data, GError **error)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  g_ptr_array_add (data, waiting);
  waiting->id = g_strdup (wabi_row_text (row, 0));
  waiting->name = g_strdup (wabi_row_text (row, 1));
  waiting->args = wabi_json_parse_object (wabi_row_text (row, 2), -1, NULL, error);
  waiting->given = wabi_row_int (row, 3);
  waiting->zone = g_strdup (wabi_row_text (row, 4));
  waiting->confirmed = wabi_row_int (row, 5) == 2;
  waiting->settled = wabi_row_int (row, 6) != 0;
  waiting->done = g_ptr_array_new_with_free_func (free_done);
  return waiting->args != NULL;
}

static gboolean
read_done (const WabiRow *row, gpointer data, GError **error)
{
  Done *done = data;

  done->body = g_strdup (wabi_row_text (row, 0));
  done->version = wabi_row_int (row, 1);
  done->deleted = wabi_row_int (row, 2) != 0;
  return TRUE;
}

/* What is shown of a command now, before everything is taken back. */
static gboolean
remember_done (WabiConn *conn, Waiting *waiting, GError **error)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  WabiValue args[] = { WABI_TEXT (waiting->id) };

  if (!wabi_db_query (conn->db, "SELECT kind, id FROM touch WHERE command = $1", args, 1, collect_pair, pairs, NULL, error))
    return FALSE;
  for (guint i = 0; i < pairs->len; i += 2)
    {
      const WabiKind *kind = wabi_conn_find_kind (conn, g_ptr_array_index (pairs, i));
      const char *id = g_ptr_array_index (pairs, i + 1);
      WabiValue place[] = { WABI_TEXT (conn->caller->practice), WABI_TEXT (id) };
      g_autofree char *sql = NULL;
      Done *done;

      if (kind == NULL)
        continue;
      done = g_new0 (Done, 1);
      done->kind = kind;
      done->id = g_strdup (id);
      g_ptr_array_add (waiting->done, done);
      sql = g_strdup_printf ("SELECT body, version, deleted FROM r_%s WHERE practice_id = $1 AND id = $2", kind->name);
      if (!wabi_db_query (conn->db, sql, place, 2, read_done, done, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remember_all (WabiConn *conn, GPtrArray *queue, GError **error)
{
  for (guint i = 0; i < queue->len; i++)
    {
      Waiting *waiting = g_ptr_array_index (queue, i);

      if (!remember_done (conn, waiting, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_there (WabiConn *conn, const Done *done, gboolean *there, GError **error)
{
  WabiValue args[] = { WABI_TEXT (conn->caller->practice), WABI_TEXT (done->id) };
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM r_%s WHERE practice_id = $1 AND id = $2", done->kind->name);
  gint64 count = 0;

  if (!wabi_db_get_int (conn->db, sql, args, 2, &count, error))
    return FALSE;
  *there = count > 0;
  return TRUE;
}

/* The service has said yes already; that newer news of another feed make the rule say no here must not take it off the screen
 * until its own feed brings it. */
static gboolean
show_done (WabiConn *conn, const Waiting *waiting, GError **error)
{
  for (guint i = 0; i < waiting->done->len; i++)
    {
      const Done *done = g_ptr_array_index (waiting->done, i);
      g_autoptr (WabiRecord) record = NULL;
      gboolean there = FALSE;

      /* Of what the feed is past only that is missing which has changed again, and comes with a later page. */
      if (waiting->settled && !is_there (conn, done, &there, error))
        return FALSE;
      if (done->body == NULL || there)
        continue;
      record = wabi_record_new_from_body (done->kind, done->id, done->body, error);
      if (record == NULL)
        return FALSE;
      wabi_record_set_stamp (record, done->version - 1, 0, done->deleted);
      if (!put_effect (conn, waiting->id, record, error))
        return FALSE;
    }
  return TRUE;
}

/* A rule here says no over newer news, and the service, to which that news may be later, may say yes: then what was made is shown again at once,
 * not only when its own feed brings it. Of a record that is there anyway nothing is kept: what is newer in it would go. */
static gboolean
keep_unseen (WabiConn *conn, const Waiting *waiting, GError **error)
{
  for (guint i = 0; i < waiting->done->len; i++)
    {
      const Done *done = g_ptr_array_index (waiting->done, i);
      gboolean there = FALSE;

      if (done->body == NULL)
        continue;
      if (!is_there (conn, done, &there, error))
        return FALSE;
      if (!there
          && !wabi_db_run (conn->db, error, "INSERT OR REPLACE INTO unseen (command, kind, id, deleted, body) VALUES ($1, $2, $3, $4, $5)",
                           WABI_TEXT (waiting->id), WABI_TEXT (done->kind->name), WABI_TEXT (done->id), WABI_INT (done->deleted),
                           WABI_TEXT (done->body)))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  WabiConn *conn;
  GPtrArray *done;
} Unseen;

static gboolean
collect_unseen (const WabiRow *row, gpointer data, GError **error)
{
  Unseen *unseen = data;
  const WabiKind *kind = wabi_conn_find_kind (unseen->conn, wabi_row_text (row, 0));
  Done *done;

  if (kind == NULL)
    return TRUE;
  done = g_new0 (Done, 1);
  done->kind = kind;
  done->id = g_strdup (wabi_row_text (row, 1));
  done->deleted = wabi_row_int (row, 2) != 0;
  done->body = g_strdup (wabi_row_text (row, 3));
  done->version = 1;
  g_ptr_array_add (unseen->done, done);
  return TRUE;
}

gboolean
wabi_conn_show_unseen (WabiConn *conn, const char *command, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (free_done);
  const WabiValue args[] = { WABI_TEXT (command) };
  Unseen unseen = { conn, kept };
  /* As what the feed is past: only what is not there. */
  Waiting waiting = { .id = (char *) command, .settled = TRUE, .done = kept };

  return wabi_db_query (conn->db, "SELECT kind, id, deleted, body FROM unseen WHERE command = $1", args, G_N_ELEMENTS (args), collect_unseen,
                        &unseen, NULL, error)
         && (kept->len == 0
             || (show_done (conn, &waiting, error) && wabi_db_run (conn->db, error, "DELETE FROM unseen WHERE command = $1", args[0])));
}

static gboolean
restore_all (WabiConn *conn, GError **error)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  if (!wabi_db_query (conn->db, "SELECT kind, id FROM shadow", NULL, 0, collect_pair, pairs, NULL, error))
    return FALSE;
  for (guint i = 0; i < pairs->len; i += 2)
    {
      const WabiKind *kind = wabi_conn_find_kind (conn, g_ptr_array_index (pairs, i));

      if (kind != NULL && !wabi_conn_restore (conn, kind, g_ptr_array_index (pairs, i + 1), error))
        return FALSE;
    }
  return wabi_db_run (conn->db, error, "DELETE FROM touch");
}

static gboolean
replay_one (WabiConn *conn, const Waiting *waiting, GError **error)
{
  WabiGiven given = { waiting->id, waiting->name, waiting->args, waiting->given, waiting->zone };
  g_autoptr (GError) refusal = NULL;
  g_autofree char *kinds = NULL;

  if (waiting->settled)
    return show_done (conn, waiting, error);
  if (!wabi_conn_run (conn, &given, FALSE, NULL, NULL, &refusal)
      && (refusal->domain == WABI_DB_ERROR || refusal->domain == WABI_CACHE_ERROR))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  /* A refusal over the new base stays queued without an overlay: the service decides. */
  if (refusal != NULL && !(waiting->confirmed ? show_done : keep_unseen) (conn, waiting, error))
    return FALSE;
  kinds = wabi_conn_dup_kinds (conn);
  return wabi_db_run (conn->db, error, "UPDATE outbox SET kinds = $1 WHERE id = $2", WABI_TEXT (kinds),
                      WABI_TEXT (waiting->id));
}

gboolean
wabi_conn_replay (WabiConn *conn, GError **error)
{
  /* What is confirmed and lies in the base already is not done a second time, only shown until the feed is read to its end. */
  static const char sql[]
      = "SELECT o.id, o.name, o.args, o.wall, o.zone, o.state, o.state = 2 AND o.seq <= f.seq FROM outbox o JOIN feed_cursor f ON f.service = "
        "o.service"
        " WHERE o.online = 0 AND o.state <= 2 ORDER BY o.pos";
  g_autoptr (GPtrArray) queue = g_ptr_array_new_with_free_func (free_waiting);

  if (!wabi_db_query (conn->db, sql, NULL, 0, collect_waiting, queue, NULL, error)
      || !remember_all (conn, queue, error) || !restore_all (conn, error))
    return FALSE;
  for (guint i = 0; i < queue->len; i++)
    if (!replay_one (conn, g_ptr_array_index (queue, i), error))
      return FALSE;
  return wabi_db_run (conn->db, error, "DELETE FROM unseen WHERE command IN (SELECT command FROM touch)")
         && wabi_conn_put_meta (conn, "replay", NULL, error);
}
