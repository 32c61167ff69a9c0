// SPDX-License-Identifier: AGPL-3.0-or-later
// A connection from a URL: our own parameter taken out, defaults for a clinic's network put in, the session made ready.

#include "wabi-pg-private.h"

#include <poll.h>
#include <string.h>

#define SCHEMA_PARAMETER "schema="
#define ANSWER_PARAMETER "answer_seconds="
/* Longer than the server's own limits of a statement, which end it with a reason. */
#define ANSWER_SECONDS 75
#define MOST_ANSWER_SECONDS 3600
#define LONGEST_SCHEMA 63
#define OLDEST_VERSION 150000

static gboolean
is_schema_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= LONGEST_SCHEMA && !g_ascii_isdigit (name[0])
         && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

/* FALSE when the parameter is not ours. */
static gboolean
take_own (const char *part, char **schema, guint64 *answer_seconds)
{
  if (g_str_has_prefix (part, SCHEMA_PARAMETER))
    {
      g_free (*schema);
      *schema = g_strdup (part + strlen (SCHEMA_PARAMETER));
      return TRUE;
    }
  if (!g_str_has_prefix (part, ANSWER_PARAMETER))
    return FALSE;
  if (!g_ascii_string_to_unsigned (part + strlen (ANSWER_PARAMETER), 10, 1, MOST_ANSWER_SECONDS, answer_seconds, NULL))
    *answer_seconds = 0;
  return TRUE;
}

static void
set_location_error (const char *schema, GError **error)
{
  g_set_error_literal (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE,
                       schema != NULL && !is_schema_name (schema)
                           ? "the schema of the database's location must be small letters, digits and underscores, 63 at most"
                           : "answer_seconds in the database's location must be 1 to 3600");
}

/* The URL as libpq knows it; the schema apart, NULL when none is named. */
static char *
split_location (const char *location, char **out_schema, int *answer_ms, GError **error)
{
  const char *query = strchr (location, '?');
  g_auto (GStrv) parts = query != NULL ? g_strsplit (query + 1, "&", -1) : g_new0 (char *, 1);
  GString *url = query != NULL ? g_string_new_len (location, query - location) : g_string_new (location);
  guint64 answer_seconds = ANSWER_SECONDS;
  char separator = '?';

  *out_schema = NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    if (!take_own (parts[i], out_schema, &answer_seconds))
      {
        g_string_append_printf (url, "%c%s", separator, parts[i]);
        separator = '&';
      }
  *answer_ms = (int) answer_seconds * 1000;
  if (answer_seconds > 0 && (*out_schema == NULL || is_schema_name (*out_schema)))
    return g_string_free (url, FALSE);
  set_location_error (*out_schema, error);
  g_string_free (url, TRUE);
  g_clear_pointer (out_schema, g_free);
  return NULL;
}

WabiPgState
wabi_pg_ask_state (const char *location)
{
  static const char *const names[] = { "connect_timeout", "dbname", NULL };
  g_autofree char *schema = NULL;
  int answer_ms = 0;
  g_autofree char *url = split_location (location, &schema, &answer_ms, NULL);
  const char *const values[] = { "5", url, NULL };

  switch (url != NULL ? PQpingParams (names, values, 1) : PQPING_NO_ATTEMPT)
    {
    case PQPING_OK:
      return WABI_PG_UP;
    case PQPING_REJECT:
      return WABI_PG_COMING;
    case PQPING_NO_RESPONSE:
      return WABI_PG_SILENT;
    case PQPING_NO_ATTEMPT:
    default:
      return WABI_PG_UNKNOWN;
    }
}

static PGconn *
connect_url (const char *url)
{
  /* What stands before the URL are defaults: the URL may say otherwise. A peer that is gone without a word is noticed in half a minute. */
  static const char *const names[] = { "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
                                       "tcp_user_timeout", "target_session_attrs", "application_name", "dbname",
                                       "client_encoding", NULL };
  const char *const values[] = { "5", "10", "5", "3", "20000", "read-write", "wabi", url, "UTF8", NULL };

  return PQconnectdbParams (names, values, 1);
}

static gboolean
run_plain (WabiPgDb *self, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = PQexec (self->conn, sql);
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? TRUE : wabi_pg_fail (self, result, error);
}

/* Made only where it lacks, since a role may use a schema without the right to make one. */
static gboolean
ensure_schema (WabiPgDb *self, const char *schema, gboolean read_only, GError **error)
{
  g_autofree char *ask = g_strdup_printf ("SELECT 1 FROM pg_namespace WHERE nspname = '%s'", schema);
  g_autofree char *make = g_strdup_printf ("BEGIN; SELECT pg_advisory_xact_lock (hashtext ('wabi schema')); "
                                           "CREATE SCHEMA IF NOT EXISTS \"%s\"; COMMIT", schema);
  g_autofree char *use = g_strdup_printf ("SET search_path = \"%s\"", schema);
  g_autoptr (PGresult) found = PQexec (self->conn, ask);

  if (PQresultStatus (found) != PGRES_TUPLES_OK)
    return wabi_pg_fail (self, found, error);
  if (PQntuples (found) == 0 && !read_only && !run_plain (self, make, error))
    return FALSE;
  return run_plain (self, use, error);
}

static gboolean
set_up (WabiPgDb *self, const WabiDbOptions *options, const char *schema, GError **error)
{
  /* A wait for a lock is as long as SQLite's; a cluster whose default is to lose the last commits in a power cut does not bind us. */
  static const char settings[]
      = "SET client_min_messages = warning; SET jit = off; SET lock_timeout = '10s'; SET statement_timeout = '60s'; "
        "SET idle_in_transaction_session_timeout = '60s'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; "
        "SET standard_conforming_strings = on; SET extra_float_digits = 0; SET bytea_output = 'hex';";
  static const char durable[] = "SELECT set_config ('synchronous_commit', 'on', false) WHERE "
                                "current_setting ('synchronous_commit') = 'off'";

  if (PQserverVersion (self->conn) < OLDEST_VERSION)
    {
      g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE, "the server is PostgreSQL %d; 15 or newer is needed",
                   PQserverVersion (self->conn) / 10000);
      return FALSE;
    }
  if (!run_plain (self, settings, error) || (schema != NULL && !ensure_schema (self, schema, options->read_only, error)))
    return FALSE;
  if (options->read_only)
    return run_plain (self, "SET default_transaction_read_only = on", error);
  return run_plain (self, options->durable ? durable : "SET synchronous_commit = off", error);
}

static void
ignore_notice (void *data, const PGresult *result)
{
}

WabiDb *
wabi_pg_open (const WabiDbOptions *options, GError **error)
{
  g_autofree char *schema = NULL;
  int answer_ms = 0;
  g_autofree char *url = split_location (options->location, &schema, &answer_ms, error);
  WabiPgDb *self;

  if (url == NULL)
    return NULL;
  self = g_new0 (WabiPgDb, 1);
  self->answer_ms = answer_ms;
  self->conn = connect_url (url);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PQsetNoticeReceiver (self->conn, ignore_notice, NULL);
  if (PQstatus (self->conn) == CONNECTION_OK && set_up (self, options, schema, error) && PQenterPipelineMode (self->conn) == 1)
    return &self->base;
  /* libpq's words about a connection name hosts and users, never a password. */
  if (error != NULL && *error == NULL)
    {
      g_autofree char *words = g_strdelimit (g_strdup (PQerrorMessage (self->conn)), "\n", ' ');

      g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE, "the database cannot be reached: %s", g_strstrip (words));
    }
  wabi_pg_close (&self->base);
  return NULL;
}

void
wabi_pg_close (WabiDb *db)
{
  WabiPgDb *self = (WabiPgDb *) db;

  g_queue_clear (&self->posted);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  PQfinish (self->conn);
  g_free (self);
}

/* An idle connection has nothing to read, unless the server says farewell; its last words and the end of the stream come one after
 * the other. */
gboolean
wabi_pg_check (WabiDb *db)
{
  WabiPgDb *self = (WabiPgDb *) db;
  struct pollfd fd = { PQsocket (self->conn), POLLIN, 0 };

  for (guint reads = 0; reads < 3 && !db->lost && poll (&fd, 1, 0) > 0; reads++)
    db->lost = PQconsumeInput (self->conn) != 1 || PQstatus (self->conn) == CONNECTION_BAD || (fd.revents & POLLHUP) != 0;
  return !db->lost && PQstatus (self->conn) == CONNECTION_OK;
}

const WabiDbDriver *
wabi_db_get_postgres (void)
{
  static const WabiDbDriver driver = {
    .name = "postgres",
    .dialect = WABI_DIALECT_POSTGRES,
    .upsert = TRUE,
    .open = wabi_pg_open,
    .close = wabi_pg_close,
    .query = wabi_pg_query,
    .post = wabi_pg_post,
    .script = wabi_pg_script,
    .check = wabi_pg_check,
    .row_int = wabi_pg_row_int,
    .row_text = wabi_pg_row_text,
    .row_blob = wabi_pg_row_blob,
    .row_is_null = wabi_pg_row_is_null,
  };

  return &driver;
}

const WabiDbDriver *
wabi_db_driver_for_location (const char *location)
{
  gboolean url;

  g_return_val_if_fail (location != NULL, NULL);

  url = g_str_has_prefix (location, "postgresql://") || g_str_has_prefix (location, "postgres://");
  return url ? wabi_db_get_postgres () : wabi_db_get_sqlite ();
}
