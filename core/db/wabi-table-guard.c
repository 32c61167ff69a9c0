// SPDX-License-Identifier: AGPL-3.0-or-later
// The database itself refuses a record without a place in the feed, or with one that the feed has passed (sync.md 6.1).

#include "wabi-table.h"

/*
 * A write outside the store's own functions is caught here, whoever makes it. A new state must lie behind the head that is
 * committed and, for a change, behind the state before it; only promoted columns may be filled anew in place. The rows of services
 * that live elsewhere have no head here: what a follower brings is in the order of another feed.
 *
 * On SQLite "NOT NULL" and the unique index on (practice_id, seq) have to do. A trigger there makes each statement keep the pages that it
 * touches for a rollback of its own, and inside a savepoint SQLite walks the list of all that were kept at the end of each: writing
 * the demo practice took a hundred times as long. The file has one writer, the store.
 */
#define HEAD                                                                                                                \
  "(SELECT head FROM practice_head WHERE practice_id = NEW.practice_id AND service = '%s')"
#define STALE_NEW "NEW.seq IS NULL OR NEW.seq <= " HEAD
#define STALE_CHANGE                                                                                                        \
  "(NEW.seq IS NULL OR NEW.seq <= OLD.seq) AND NOT (NEW.seq = OLD.seq AND NEW.version = OLD.version AND NEW.deleted = "     \
  "OLD.deleted AND NEW.body = OLD.body) AND EXISTS " HEAD
#define REASON "a record without a fresh place in the feed"

/* The condition stands in a function, since a trigger's own WHEN may not look into other tables. */
static char *
build_for_postgres (const WabiKind *kind)
{
  const char *name = kind->name;

  return g_strdup_printf ("CREATE OR REPLACE FUNCTION g_%s () RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
                          "IF TG_OP = 'INSERT' THEN IF " STALE_NEW " THEN "
                          "RAISE EXCEPTION '" REASON "' USING ERRCODE = '23000'; END IF; "
                          "ELSIF " STALE_CHANGE " THEN RAISE EXCEPTION '" REASON "' USING ERRCODE = '23000'; END IF; "
                          "RETURN NEW; END $guard$;"
                          "CREATE OR REPLACE TRIGGER g_%s BEFORE INSERT OR UPDATE ON r_%s FOR EACH ROW EXECUTE FUNCTION g_%s ();",
                          name, kind->service, kind->service, name, name, name);
}

gboolean
wabi_table_guard (WabiDb *db, const WabiKind *kind, GError **error)
{
  g_autofree char *sql = NULL;

  if (db->driver->dialect != WABI_DIALECT_POSTGRES)
    return TRUE;
  sql = build_for_postgres (kind);
  return wabi_db_script (db, sql, error);
}
