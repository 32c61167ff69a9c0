// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs a database's numbered steps, each once, all of them or none.

#include "wabi-migration.h"

#include "wabi-text.h"

static const char notes_sql[]
    = "CREATE TABLE IF NOT EXISTS migration (unit TEXT NOT NULL, number BIGINT NOT NULL, checksum TEXT NOT NULL, "
      "PRIMARY KEY (unit, number))";

static gboolean
check_not_newer (WabiDb *db, const char *unit, guint n_steps, GError **error)
{
  WabiValue args[] = { WABI_TEXT (unit) };
  gint64 last = 0;

  if (!wabi_db_get_int (db, "SELECT max(number) FROM migration WHERE unit = $1", args, 1, &last, error))
    return FALSE;
  if (last <= (gint64) n_steps)
    return TRUE;
  g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE,
               "the database of “%s” is at step %" G_GINT64_FORMAT ", this program knows %u: update the program", unit, last,
               n_steps);
  return FALSE;
}

static const char *
get_sql (WabiDb *db, const WabiMigration *step)
{
  return db->driver->dialect == WABI_DIALECT_POSTGRES && step->postgres != NULL ? step->postgres : step->sql;
}

static gboolean
run_step (WabiDb *db, const char *unit, const WabiMigration *step, const char *checksum, GError **error)
{
  if (wabi_db_script (db, get_sql (db, step), error)
      && wabi_db_run (db, error, "INSERT INTO migration (unit, number, checksum) VALUES ($1, $2, $3)", WABI_TEXT (unit),
                      WABI_INT (step->number), WABI_TEXT (checksum)))
    return TRUE;
  g_prefix_error (error, "step %d of “%s” failed, nothing was changed: ", step->number, unit);
  return FALSE;
}

static gboolean
run_steps (WabiDb *db, const char *unit, const WabiMigration *steps, guint n_steps, GError **error)
{
  for (guint i = 0; i < n_steps; i++)
    {
      g_autofree char *checksum = wabi_text_hash_hex (get_sql (db, &steps[i]), -1), *noted = NULL;
      WabiValue args[] = { WABI_TEXT (unit), WABI_INT (steps[i].number) };

      g_assert (steps[i].number == (int) i + 1);
      if (!wabi_db_get_text (db, "SELECT checksum FROM migration WHERE unit = $1 AND number = $2", args, 2, &noted, error))
        return FALSE;
      if (noted == NULL && !run_step (db, unit, &steps[i], checksum, error))
        return FALSE;
      if (noted != NULL && g_strcmp0 (noted, checksum) != 0)
        {
          g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE,
                       "step %d of “%s” is not the one that this database was made with", steps[i].number, unit);
          return FALSE;
        }
    }
  return TRUE;
}

/* SQLite's write transaction keeps other processes out by itself; on PostgreSQL even making the same table twice at once would fail. */
static gboolean
keep_others_out (WabiDb *db, GError **error)
{
  return db->driver->dialect != WABI_DIALECT_POSTGRES
         || wabi_db_run (db, error, "SELECT pg_advisory_xact_lock (hashtext ('wabi migration'), hashtext (current_schema ()))");
}

gboolean
wabi_migrate (WabiDb *db, const char *unit, const WabiMigration *steps, guint n_steps, GError **error)
{
  gboolean own = !db->in_transaction, ok;

  if (own && !wabi_db_begin (db, WABI_DB_WRITE, error))
    return FALSE;
  ok = keep_others_out (db, error) && wabi_db_run (db, error, notes_sql) && check_not_newer (db, unit, n_steps, error)
       && run_steps (db, unit, steps, n_steps, error);
  if (!own)
    return ok;
  ok = ok && wabi_db_commit (db, error);
  wabi_db_rollback (db);
  return ok;
}
