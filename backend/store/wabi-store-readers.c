// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading connections, lent to one thread at a time, and what is read through them beside the feed.

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-table.h"

/* Reading keeps processors busy rather than waiting: more connections than twice as many only hold memory, 5 to 10 MB each on PostgreSQL. */
#define LEAST_READERS 4
#define MOST_READERS 8
#define WAIT_SECONDS 10
#define LONGEST_PAUSE (2 * G_TIME_SPAN_SECOND)
#define DEFAULT_LIST 100

void
wabi_readers_init (WabiReaders *readers, guint max)
{
  g_mutex_init (&readers->lock);
  g_cond_init (&readers->given_back);
  readers->max = max > 0 ? max : CLAMP (2 * g_get_num_processors (), LEAST_READERS, MOST_READERS);
  readers->idle = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_db_close);
}

void
wabi_readers_clear (WabiReaders *readers)
{
  g_clear_pointer (&readers->idle, g_ptr_array_unref);
  g_cond_clear (&readers->given_back);
  g_mutex_clear (&readers->lock);
}

static WabiDb *
open_reader (WabiStore *store, GError **error)
{
  WabiDbOptions options = { .location = store->location, .read_only = TRUE };
  WabiDb *db = wabi_db_open (store->driver, &options, error);

  /* The kernel keeps the pages for all of them; a large cache in each would only be memory spent twice. */
  if (db != NULL && store->driver->dialect == WABI_DIALECT_SQLITE
      && !wabi_db_script (db, "PRAGMA cache_size=-2000;", error))
    g_clear_pointer (&db, wabi_db_close);
  return db;
}

/* Takes an idle one, or the right to open one: then @out_db is %NULL. */
static gboolean
reserve (WabiReaders *readers, WabiDb **out_db)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_TIME_SPAN_SECOND;
  gboolean ok = TRUE;

  *out_db = NULL;
  g_mutex_lock (&readers->lock);
  while (ok && readers->idle->len == 0 && readers->opened >= readers->max)
    ok = g_cond_wait_until (&readers->given_back, &readers->lock, until);
  if (ok && readers->idle->len > 0)
    *out_db = g_ptr_array_steal_index_fast (readers->idle, readers->idle->len - 1);
  else if (ok)
    readers->opened++;
  g_mutex_unlock (&readers->lock);
  return ok;
}

static gint64
get_away_until (WabiReaders *readers)
{
  gint64 until;

  g_mutex_lock (&readers->lock);
  until = readers->away_until;
  g_mutex_unlock (&readers->lock);
  return until;
}

/* A server that does not even refuse holds up each try for seconds: the calls that come meanwhile are answered at once. */
static WabiDb *
open_unless_away (WabiStore *store, GError **error)
{
  WabiReaders *readers = &store->readers;
  gint64 began = g_get_monotonic_time (), ended;
  WabiDb *db;

  if (began < get_away_until (readers))
    {
      g_set_error_literal (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE, "it was away a moment ago");
      return NULL;
    }
  db = open_reader (store, error);
  ended = g_get_monotonic_time ();
  g_mutex_lock (&readers->lock);
  readers->away_until = db != NULL ? 0 : ended + MIN (ended - began, LONGEST_PAUSE);
  g_mutex_unlock (&readers->lock);
  return db;
}

/* One of the idle that still stands, or a new one: when a server is gone, all are. */
static WabiDb *
replace_lost (WabiStore *store, WabiDb *take_db, GError **error)
{
  if (take_db != NULL && wabi_db_check (take_db))
    return take_db;
  g_clear_pointer (&take_db, wabi_db_close);
  return open_unless_away (store, error);
}

WabiDb *
wabi_readers_take (WabiStore *store, GError **error)
{
  WabiReaders *readers = &store->readers;
  GError *inner = NULL;
  WabiDb *db;

  if (!reserve (readers, &db))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_BUSY,
                           _ ("Too many are reading at once. Try again in a moment."));
      return NULL;
    }
  db = replace_lost (store, db, &inner);
  if (db != NULL)
    return db;
  g_mutex_lock (&readers->lock);
  readers->opened--;
  g_cond_signal (&readers->given_back);
  g_mutex_unlock (&readers->lock);
  wabi_store_set_db_error (error, inner);
  return NULL;
}

void
wabi_readers_give (WabiStore *store, WabiDb *db)
{
  WabiReaders *readers = &store->readers;
  gboolean stands = wabi_db_check (db);

  g_mutex_lock (&readers->lock);
  if (stands)
    g_ptr_array_add (readers->idle, db);
  else
    readers->opened--;
  g_cond_signal (&readers->given_back);
  g_mutex_unlock (&readers->lock);
  if (!stands)
    wabi_db_close (db);
}

gboolean
wabi_store_read (WabiStore *store, const char *practice, WabiStoreReadFunc func, gpointer data,
                 GError **error)
{
  GError *inner = NULL;
  gpointer plain;
  WabiView view;
  WabiDb *db;
  gboolean ok;

  g_return_val_if_fail (store != NULL && func != NULL, FALSE);

  db = wabi_readers_take (store, error);
  if (db == NULL)
    return FALSE;
  plain = wabi_plain_view_new (&view, db, practice != NULL ? practice : "");
  ok = wabi_db_begin (db, WABI_DB_READ, &inner) && func (&view, db, data, &inner);
  wabi_db_rollback (db);
  wabi_plain_view_free (plain);
  wabi_readers_give (store, db);
  if (!ok)
    wabi_store_set_db_error (error, inner);
  return ok;
}

typedef struct
{
  const char *service;
  GPtrArray *practices;
} Listing;

static gboolean
add_practice (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static gboolean
list_practices (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  const Listing *listing = data;
  const WabiValue args[] = { WABI_TEXT (listing->service) };

  return wabi_db_query (db, "SELECT practice_id FROM practice_head WHERE service = $1 ORDER BY practice_id", args, G_N_ELEMENTS (args),
                        add_practice, listing->practices, NULL, error);
}

GPtrArray *
wabi_store_list_practices (WabiStore *store, const char *service, GError **error)
{
  g_autoptr (GPtrArray) practices = g_ptr_array_new_with_free_func (g_free);
  Listing listing = { service, practices };

  g_return_val_if_fail (service != NULL, NULL);

  return wabi_store_read (store, NULL, list_practices, &listing, error) ? g_steal_pointer (&practices) : NULL;
}

/* ---- records as JSON ---- */

typedef struct
{
  GString *out;
  guint count, limit;
} Rows;

static gboolean
append_row (const WabiRow *row, gpointer data, GError **error)
{
  Rows *rows = data;
  char numbers[80];
  const char *body;
  gsize length;

  if (rows->count++ >= rows->limit)
    return TRUE;
  g_string_append (rows->out, rows->count > 1 ? ",{\"id\":\"" : "{\"id\":\"");
  g_string_append (rows->out, wabi_row_text (row, 0));
  g_snprintf (numbers, sizeof numbers,
              "\",\"version\":%" G_GINT64_FORMAT ",\"seq\":%" G_GINT64_FORMAT ",\"body\":",
              wabi_row_int (row, 1), wabi_row_int (row, 2));
  g_string_append (rows->out, numbers);
  body = wabi_row_blob (row, 3, &length);
  g_string_append_len (rows->out, body, (gssize)length);
  g_string_append_c (rows->out, '}');
  return TRUE;
}

static gboolean
may_read (const WabiCaller *caller, const WabiKind *kind, GError **error)
{
  if ((caller->roles & kind->readers) != 0)
    return TRUE;
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this. Ask an administrator of the practice."));
  return FALSE;
}

/* A question about records of one kind: the statement up to what narrows it, and what follows. */
typedef struct
{
  const WabiKind *kind;
  char *select, *tail;
  WabiValue args[WABI_QUERY_MAX_TERMS + 3];
  guint n_args;
} Question;

static gboolean
ask_narrow (WabiDb *db, const WabiAccess *access, const Question *question, Rows *rows, GError **error)
{
  const char *stream = wabi_table_get_stream_column (question->kind);
  gboolean narrow = !access->all && stream != NULL;
  guint n = question->n_args + (narrow ? access->clients->len : 0);
  g_autofree WabiValue *args = g_new0 (WabiValue, n + 1);
  g_autoptr (GString) sql = g_string_new (question->select);

  memcpy (args, question->args, question->n_args * sizeof (WabiValue));
  if (narrow)
    {
      g_string_append_printf (sql, " AND %s", stream);
      wabi_access_append_clients (access, question->n_args + 1, sql);
      wabi_access_fill_values (access, args + question->n_args);
    }
  g_string_append (sql, question->tail);
  return wabi_db_query (db, sql->str, args, n, append_row, rows, NULL, error);
}

/* Who may see what, and what there is to see, from one snapshot. */
static gboolean
append_rows (WabiStore *store, const WabiCaller *caller, const Question *question, Rows *rows, GError **error)
{
  WabiDb *db = wabi_readers_take (store, error);
  WabiAccess access = { 0 };
  GError *inner = NULL;
  gboolean ok;

  if (db == NULL)
    return FALSE;
  ok = (wabi_access_is_wide (store, caller) || wabi_db_begin (db, WABI_DB_READ, &inner)) && wabi_access_read (store, db, caller, &access, &inner)
       && ask_narrow (db, &access, question, rows, &inner);
  wabi_db_rollback (db);
  wabi_access_clear (&access);
  wabi_readers_give (store, db);
  if (!ok)
    wabi_store_set_db_error (error, inner);
  return ok;
}

gboolean
wabi_store_get_json (WabiStore *store, const WabiCaller *caller, const WabiKind *kind, const char *id,
                     GString *out, GError **error)
{
  char sql[160];
  Question question = { kind, sql, "", { WABI_TEXT (caller->practice), WABI_TEXT (id) }, 2 };
  Rows rows = { out, 0, 1 };

  g_return_val_if_fail (store != NULL && caller != NULL && kind != NULL && out != NULL, FALSE);

  if (!may_read (caller, kind, error))
    return FALSE;
  g_snprintf (sql, sizeof sql,
              "SELECT id, version, seq, body FROM r_%s WHERE practice_id = $1 AND id = $2 AND deleted = 0",
              kind->name);
  if (!append_rows (store, caller, &question, &rows, error))
    return FALSE;
  if (rows.count > 0)
    return TRUE;
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_NOT_FOUND, _ ("There is no such record."));
  return FALSE;
}

static void
build_list (const WabiQuery *query, const char *practice, guint limit, Question *question)
{
  const char *order = query->order_by != NULL ? query->order_by : query->kind->cluster_by;
  const char *direction = query->descending ? " DESC" : "";
  GString *tail = g_string_new (NULL);
  guint n;

  question->kind = query->kind;
  question->select = wabi_table_build_select (query->kind, query, "id, version, seq, body", practice, question->args, &n);
  /* Limit and offset are arguments, so that all pages share one prepared statement. */
  if (order != NULL)
    g_string_append_printf (tail, " ORDER BY f_%s%s, id%s", order, direction, direction);
  else
    g_string_append_printf (tail, " ORDER BY id%s", direction);
  g_string_append_printf (tail, " LIMIT $%u OFFSET $%u", n + 1, n + 2);
  question->args[n++] = WABI_INT (limit + 1);
  question->args[n++] = WABI_INT (query->offset);
  question->n_args = n;
  question->tail = g_string_free (tail, FALSE);
}

gboolean
wabi_store_list_json (WabiStore *store, const WabiCaller *caller, const WabiQuery *query, GString *out,
                      GError **error)
{
  Rows rows = { out, 0, DEFAULT_LIST };
  Question question = { NULL };
  gboolean ok;

  g_return_val_if_fail (
      store != NULL && caller != NULL && query != NULL && query->kind != NULL && out != NULL, FALSE);

  if (!may_read (caller, query->kind, error))
    return FALSE;
  if (query->limit > 0)
    rows.limit = MIN (query->limit, WABI_STORE_MAX_LIST);
  build_list (query, caller->practice, rows.limit, &question);
  g_string_append (out, "{\"records\":[");
  ok = append_rows (store, caller, &question, &rows, error);
  g_free (question.select);
  g_free (question.tail);
  if (!ok)
    return FALSE;
  g_string_append (out, rows.count > rows.limit ? "],\"more\":true}" : "],\"more\":false}");
  return TRUE;
}
