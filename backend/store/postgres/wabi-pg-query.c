// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements over libpq's pipeline: what needs no answer is sent ahead, and read with the answer of the next that does.

#include "wabi-pg-private.h"

#include <string.h>

#define MAX_STATEMENTS 400
/* What PostgreSQL's protocol counts them with; most statements have fewer than the second. */
#define MAX_ARGS G_MAXUINT16
#define FEW_ARGS 32
#define DIGITS 24
/* So many answers fit into the socket's buffer without anybody reading them. */
#define MAX_POSTED 64

/* The rows of one query; those that nobody has looked at yet when another query wants the connection wait here. */
struct _WabiPgStream
{
  GQueue waiting; /* PGresult */
  gboolean ended;
};

typedef struct
{
  WabiRow base;
  PGresult *result;
  GPtrArray *blobs; /* decoded bytes that live as long as the row */
} PgRow;

/* ---- sending ---- */

static gboolean
fail_here (WabiPgDb *self, GError **error)
{
  return wabi_pg_fail (self, NULL, error);
}

/* The statements are let go on both sides when there are too many; nothing of theirs is under way then. */
static gboolean
make_room (WabiPgDb *self, GError **error)
{
  if (g_hash_table_size (self->statements) < MAX_STATEMENTS || self->reading != NULL)
    return TRUE;
  return wabi_pg_script (&self->base, "DEALLOCATE ALL", error);
}

/* %NULL with error. */
static WabiPgStatement *
ensure_statement (WabiPgDb *self, const char *sql, GError **error)
{
  WabiPgStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    return statement;
  if (!make_room (self, error))
    return NULL;
  statement = g_new0 (WabiPgStatement, 1);
  g_snprintf (statement->name, sizeof statement->name, "w%u", ++self->last_name);
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* As libpq wants the values: in arrays side by side. */
typedef struct
{
  const char **values;
  int *lengths, *formats;
  char (*digits)[DIGITS];
} Arguments;

static void
fill_arguments (const Arguments *out, const WabiValue *args, guint n_args)
{
  for (guint i = 0; i < n_args; i++)
    {
      out->values[i] = args[i].data;
      out->lengths[i] = (int) args[i].length;
      out->formats[i] = args[i].type == WABI_VALUE_BLOB || (args[i].type == WABI_VALUE_TEXT && args[i].length >= 0);
      if (args[i].type == WABI_VALUE_NULL)
        out->values[i] = NULL;
      else if (args[i].type == WABI_VALUE_INT)
        {
          g_snprintf (out->digits[i], DIGITS, "%" G_GINT64_FORMAT, args[i].number);
          out->values[i] = out->digits[i];
          out->formats[i] = 0;
        }
      else if (out->values[i] == NULL)
        out->values[i] = "";
    }
}

static int
send_few (WabiPgDb *self, const WabiPgStatement *statement, const WabiValue *args, guint n_args)
{
  const char *values[FEW_ARGS];
  int lengths[FEW_ARGS], formats[FEW_ARGS];
  char digits[FEW_ARGS][DIGITS];

  fill_arguments (&(Arguments){ values, lengths, formats, digits }, args, n_args);
  return PQsendQueryPrepared (self->conn, statement->name, (int) n_args, values, lengths, formats, 0);
}

/* A long push or a large caseload names each of its members in one statement. */
static int
send_many (WabiPgDb *self, const WabiPgStatement *statement, const WabiValue *args, guint n_args)
{
  g_autofree const char **values = g_new (const char *, n_args);
  g_autofree int *lengths = g_new (int, n_args), *formats = g_new (int, n_args);
  g_autofree char *digits = g_malloc_n (n_args, DIGITS);

  fill_arguments (&(Arguments){ values, lengths, formats, (char (*)[DIGITS]) digits }, args, n_args);
  return PQsendQueryPrepared (self->conn, statement->name, (int) n_args, values, lengths, formats, 0);
}

/* Sends the statement, with its preparing before it the first time; the answers are read later, in this order. */
static gboolean
send_statement (WabiPgDb *self, const char *sql, const WabiValue *args, guint n_args, GError **error)
{
  WabiPgStatement *statement;

  if (n_args > MAX_ARGS)
    {
      g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED, "a statement has too many values");
      return FALSE;
    }
  statement = ensure_statement (self, sql, error);
  if (statement == NULL)
    return FALSE;
  if (!statement->sent)
    {
      statement->sent = TRUE;
      if (PQsendPrepare (self->conn, statement->name, sql, 0, NULL) != 1)
        return fail_here (self, error);
      g_queue_push_tail (&self->posted, statement);
    }
  if ((n_args <= FEW_ARGS ? send_few : send_many) (self, statement, args, n_args) != 1)
    return fail_here (self, error);
  /* Only its preparing has anything to note; the answer of the statement itself is just read. */
  g_queue_push_tail (&self->posted, NULL);
  return TRUE;
}

/* ---- reading ---- */

static void
keep_first (GError **first, GError *take_next)
{
  if (*first == NULL)
    *first = take_next;
  else
    g_clear_error (&take_next);
}

/* Reads the whole answer of something of which no rows are wanted. */
static void
read_answer (WabiPgDb *self, WabiPgStatement *preparing, GError **first)
{
  PGresult *result;

  while ((result = wabi_pg_get_result (self)) != NULL)
    {
      ExecStatusType status = PQresultStatus (result);
      GError *inner = NULL;

      if (preparing != NULL && status == PGRES_COMMAND_OK)
        preparing->ready = TRUE;
      if (status == PGRES_FATAL_ERROR)
        {
          wabi_pg_fail (self, result, &inner);
          keep_first (first, inner);
        }
      PQclear (result);
      if (PQstatus (self->conn) == CONNECTION_BAD)
        break;
    }
  if (PQstatus (self->conn) == CONNECTION_BAD && *first == NULL)
    fail_here (self, first);
}

static gboolean
is_unready (gpointer sql, gpointer statement, gpointer data)
{
  return !((WabiPgStatement *) statement)->ready;
}

/* What could not be prepared must be sent anew next time; nothing is under way when this is called. */
static void
forget_unready (WabiPgDb *self)
{
  g_hash_table_foreach_remove (self->statements, is_unready, NULL);
}

/* The answers of all but the last statement that was sent. */
static void
read_posted (WabiPgDb *self, GError **first)
{
  while (self->posted.length > 1)
    read_answer (self, g_queue_pop_head (&self->posted), first);
  g_queue_clear (&self->posted);
}

static PGresult *
get_from_wire (WabiPgDb *self)
{
  return PQstatus (self->conn) == CONNECTION_BAD ? NULL : wabi_pg_get_result (self);
}

/* Everything up to the mark that ends what was sent: it comes, or the connection breaks. */
static void
read_mark (WabiPgDb *self)
{
  gboolean seen = FALSE;

  while (!seen && PQstatus (self->conn) != CONNECTION_BAD)
    {
      PGresult *result = wabi_pg_get_result (self);

      seen = result != NULL && PQresultStatus (result) == PGRES_PIPELINE_SYNC;
      PQclear (result);
    }
}

static PGresult *
next_result (WabiPgDb *self, WabiPgStream *stream)
{
  PGresult *result = g_queue_pop_head (&stream->waiting);

  if (result != NULL || stream->ended)
    return result;
  result = get_from_wire (self);
  if (result != NULL)
    return result;
  stream->ended = TRUE;
  if (self->reading == stream)
    self->reading = NULL;
  read_mark (self);
  return NULL;
}

/* A query within a query's own row function: the rest of the outer one is fetched first. */
static void
free_wire (WabiPgDb *self)
{
  WabiPgStream *stream = self->reading;
  GQueue fetched = G_QUEUE_INIT;
  PGresult *result;

  if (stream == NULL)
    return;
  while (!stream->ended && (result = next_result (self, stream)) != NULL)
    g_queue_push_tail (&fetched, result);
  stream->waiting = fetched;
  self->reading = NULL;
}

static gboolean
give_row (WabiPgDb *self, PGresult *result, WabiRowFunc func, gpointer data, GError **error)
{
  PgRow row = { { &self->base }, result, NULL };
  gboolean go_on = func (&row.base, data, error);

  g_clear_pointer (&row.blobs, g_ptr_array_unref);
  return go_on;
}

static gboolean
check_end (WabiPgDb *self, const char *sql, PGresult *result, gint64 *changes, GError **error)
{
  const char *tuples = PQcmdTuples (result);

  if (changes != NULL)
    *changes = tuples[0] != '\0' ? g_ascii_strtoll (tuples, NULL, 10) : 0;
  /* A transaction in which something has failed answers to COMMIT with a rollback, and calls that a success. */
  if (strcmp (sql, "COMMIT") != 0 || strcmp (PQcmdStatus (result), "COMMIT") == 0)
    return TRUE;
  g_set_error_literal (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED, "the transaction had failed before, nothing was kept");
  return FALSE;
}

typedef struct
{
  const char *sql;
  WabiRowFunc func;
  gpointer data;
  gint64 *changes;
} Wanted;

static gboolean
take_result (WabiPgDb *self, PGresult *result, const Wanted *wanted, GError **error)
{
  switch ((int) PQresultStatus (result))
    {
    case PGRES_SINGLE_TUPLE:
      return wanted->func == NULL || give_row (self, result, wanted->func, wanted->data, error);
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
      return check_end (self, wanted->sql, result, wanted->changes, error);
    default:
      return wabi_pg_fail (self, result, error);
    }
}

/* Reads all results, also those after the row function has had enough, so that the connection is free again. */
static gboolean
read_rows (WabiPgDb *self, const Wanted *wanted, GError **error)
{
  WabiPgStream stream = { G_QUEUE_INIT, FALSE };
  gboolean ok = TRUE;
  PGresult *result;

  PQsetSingleRowMode (self->conn);
  self->reading = &stream;
  while ((result = next_result (self, &stream)) != NULL)
    {
      ok = ok && take_result (self, result, wanted, error);
      PQclear (result);
    }
  if (ok && PQstatus (self->conn) == CONNECTION_BAD)
    ok = fail_here (self, error);
  return ok;
}

gboolean
wabi_pg_query (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, WabiRowFunc func, gpointer data, gint64 *changes,
               GError **error)
{
  WabiPgDb *self = (WabiPgDb *) db;
  const Wanted wanted = { sql, func, data, changes };
  GError *before = NULL;

  free_wire (self);
  if (db->lost)
    return fail_here (self, error);
  if (!send_statement (self, sql, args, n_args, error))
    return FALSE;
  if (PQpipelineSync (self->conn) != 1)
    return fail_here (self, error);
  read_posted (self, &before);
  if (before == NULL)
    return read_rows (self, &wanted, error);
  read_mark (self);
  forget_unready (self);
  g_propagate_error (error, before);
  return FALSE;
}

/* ---- without waiting ---- */

static gboolean
flush_posted (WabiPgDb *self, GError **error)
{
  GError *first = NULL;

  if (self->posted.length == 0)
    return TRUE;
  if (PQpipelineSync (self->conn) != 1)
    return fail_here (self, error);
  while (self->posted.length > 0)
    read_answer (self, g_queue_pop_head (&self->posted), &first);
  read_mark (self);
  forget_unready (self);
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

gboolean
wabi_pg_post (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, GError **error)
{
  WabiPgDb *self = (WabiPgDb *) db;

  free_wire (self);
  if (db->lost)
    return fail_here (self, error);
  return send_statement (self, sql, args, n_args, error) && (self->posted.length < MAX_POSTED || flush_posted (self, error));
}

gboolean
wabi_pg_script (WabiDb *db, const char *sql, GError **error)
{
  WabiPgDb *self = (WabiPgDb *) db;
  g_autoptr (PGresult) result = NULL;
  gboolean ok;

  free_wire (self);
  if (db->lost)
    return fail_here (self, error);
  if (!flush_posted (self, error))
    return FALSE;
  /* Several statements in one text are for the simple protocol only, which a pipeline does not speak. */
  if (PQexitPipelineMode (self->conn) != 1)
    return fail_here (self, error);
  result = PQexec (self->conn, sql);
  ok = PQresultStatus (result) == PGRES_COMMAND_OK || PQresultStatus (result) == PGRES_TUPLES_OK
       || PQresultStatus (result) == PGRES_EMPTY_QUERY;
  if (!ok)
    wabi_pg_fail (self, result, error);
  if (ok && strcmp (sql, "DEALLOCATE ALL") == 0)
    g_hash_table_remove_all (self->statements);
  if (PQenterPipelineMode (self->conn) != 1 && ok)
    ok = fail_here (self, error);
  return ok;
}

/* ---- rows ---- */

#define OID_BOOL 16
#define OID_BYTEA 17

gint64
wabi_pg_row_int (const WabiRow *row, guint column)
{
  const PgRow *self = (const PgRow *) row;
  const char *text = PQgetvalue (self->result, 0, (int) column);

  if (PQftype (self->result, (int) column) == OID_BOOL)
    return text[0] == 't';
  return g_ascii_strtoll (text, NULL, 10);
}

gboolean
wabi_pg_row_is_null (const WabiRow *row, guint column)
{
  return PQgetisnull (((const PgRow *) row)->result, 0, (int) column) == 1;
}

const char *
wabi_pg_row_text (const WabiRow *row, guint column)
{
  return wabi_pg_row_is_null (row, column) ? NULL : PQgetvalue (((const PgRow *) row)->result, 0, (int) column);
}

gconstpointer
wabi_pg_row_blob (const WabiRow *row, guint column, gsize *length)
{
  PgRow *self = (PgRow *) row;
  unsigned char *bytes;

  *length = 0;
  if (wabi_pg_row_is_null (row, column))
    return NULL;
  if (PQftype (self->result, (int) column) != OID_BYTEA)
    {
      *length = (gsize) PQgetlength (self->result, 0, (int) column);
      return PQgetvalue (self->result, 0, (int) column);
    }
  bytes = PQunescapeBytea ((const unsigned char *) PQgetvalue (self->result, 0, (int) column), length);
  if (self->blobs == NULL)
    self->blobs = g_ptr_array_new_with_free_func (PQfreemem);
  g_ptr_array_add (self->blobs, bytes);
  return bytes;
}
