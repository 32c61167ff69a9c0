// SPDX-License-Identifier: AGPL-3.0-or-later
// The books of billing as rows beside their records, in the same transaction: what must add up is a constraint of the database itself.

#include "wabi-store-books.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * How plain keys keep sums, on both databases and without a trigger that would run at each insert (wabi-table-guard.c says what that
 * costs on SQLite):
 *
 * The legs of an entry are a ring. Each names the one before it with the sum up to there, the first one names the last with a sum of nothing: a foreign
 * key that can only be kept when the entry adds up to nothing. prev_n is unique, so that no leg can be put into a closed ring or behind it.
 *
 * What one owner (a charge, a family, the units of an authorization) has on one account is a chain: each leg names the one before it with
 * the balance there, the first one none. prev_step is unique, so that there is one beginning and no fork. A balance that must not pass nothing is a
 * CHECK on it. What points somewhere has an index: SQLite looks for it whenever a row comes to which it may point.
 *
 * The keys are deferred: rows may come in any order within a transaction, as they do when a service is moved or restored. Rows are never changed or
 * deleted, but for a service that leaves this database whole (wabi-store-move.c).
 */
#define MONEY                                                                                                               \
  "'receivable_payer', 'receivable_family', 'revenue', 'contractual', 'write_off', 'cash_payer', 'cash_family', "           \
  "'family_credit', 'suspense', 'interest', 'payer_recovery', 'forward_balance', 'refund'"
#define UNITS "'payer', 'requested', 'approved', 'scheduled', 'delivered', 'billed', 'paid', 'given_back', 'used_before'"
#define DEFERRED " DEFERRABLE INITIALLY DEFERRED"

#define ENTRY_COLUMNS                                                                                                       \
  "practice_id TEXT NOT NULL, id TEXT NOT NULL, book TEXT NOT NULL CHECK (book IN ('money', 'units')), "                    \
  "day TEXT NOT NULL, legs BIGINT NOT NULL CHECK (legs > 1), rest BIGINT NOT NULL CHECK (rest = 0), reverses TEXT, "        \
  "PRIMARY KEY (practice_id, id), UNIQUE (practice_id, reverses), "                                                         \
  "FOREIGN KEY (practice_id, reverses) REFERENCES billing_entry (practice_id, id)" DEFERRED
#define ENTRY_RING "FOREIGN KEY (practice_id, id, legs, rest) REFERENCES billing_leg (practice_id, entry_id, n, sum_after)" DEFERRED

#define LEG_COLUMNS                                                                                                         \
  "practice_id TEXT NOT NULL, entry_id TEXT NOT NULL, n BIGINT NOT NULL, prev_n BIGINT NOT NULL, "                          \
  "account TEXT NOT NULL CHECK (account IN (" MONEY ", " UNITS ")), amount BIGINT NOT NULL CHECK (amount <> 0), "           \
  "sum_before BIGINT NOT NULL, sum_after BIGINT NOT NULL, client TEXT, payer TEXT, charge TEXT, claim TEXT, "               \
  "owner TEXT, step BIGINT, prev_step BIGINT, balance_before BIGINT, balance BIGINT, "                                      \
  "CHECK (sum_after = sum_before + amount), "                                                                               \
  "CHECK ((n = 1 AND sum_before = 0 AND prev_n > 1) OR (n > 1 AND prev_n = n - 1)), "                                       \
  "CHECK (charge IS NULL OR account = 'family_credit' OR (owner IS NOT NULL AND owner = charge)), "                         \
  "CHECK (account <> 'family_credit' OR client IS NULL OR (owner IS NOT NULL AND owner = client)), "                        \
  "CHECK (account NOT IN (" UNITS ") OR owner IS NOT NULL), "                                                               \
  "CHECK ((owner IS NULL AND step IS NULL AND prev_step IS NULL AND balance_before IS NULL AND balance IS NULL) OR "        \
  "(owner IS NOT NULL AND step IS NOT NULL AND prev_step IS NOT NULL AND balance IS NOT NULL AND prev_step = step - 1 "     \
  "AND balance = COALESCE (balance_before, 0) + amount AND ((step = 1 AND balance_before IS NULL) OR (step > 1 AND "        \
  "balance_before IS NOT NULL)))), "                                                                                        \
  "CHECK (balance IS NULL OR account NOT IN ('revenue', 'family_credit') OR balance <= 0), "                                \
  "CHECK (balance IS NULL OR account NOT IN ('scheduled', 'billed', 'paid', 'given_back', 'used_before') OR balance >= "    \
  "0), "                                                                                                                    \
  "PRIMARY KEY (practice_id, entry_id, n, sum_after), UNIQUE (practice_id, entry_id, prev_n), "                             \
  "UNIQUE (practice_id, owner, account, prev_step), UNIQUE (practice_id, owner, account, step, balance), "                  \
  "FOREIGN KEY (practice_id, entry_id) REFERENCES billing_entry (practice_id, id)" DEFERRED ", "                            \
  "FOREIGN KEY (practice_id, entry_id, prev_n, sum_before) REFERENCES billing_leg (practice_id, entry_id, n, "              \
  "sum_after)" DEFERRED ", "                                                                                                \
  "FOREIGN KEY (practice_id, owner, account, prev_step, balance_before) REFERENCES billing_leg (practice_id, owner, "       \
  "account, step, balance)" DEFERRED

#define REASON "the books are never changed: an entry is reversed by another"
#define STAYS "NOT EXISTS (SELECT 1 FROM server_meta WHERE name = '" WABI_BOOKS_LEAVING "')"

#define SQLITE_GUARD(table)                                                                                                 \
  "CREATE TRIGGER " table "_change BEFORE UPDATE ON " table " BEGIN SELECT RAISE (ABORT, '" REASON "'); END;"               \
  "CREATE TRIGGER " table "_removal BEFORE DELETE ON " table " WHEN " STAYS " BEGIN SELECT RAISE (ABORT, '" REASON          \
  "'); END;"
#define POSTGRES_GUARD(table)                                                                                               \
  "CREATE TRIGGER " table "_guard BEFORE UPDATE OR DELETE ON " table " FOR EACH ROW EXECUTE FUNCTION billing_guard ();"     \
  "CREATE TRIGGER " table "_emptying BEFORE TRUNCATE ON " table " FOR EACH STATEMENT EXECUTE FUNCTION billing_guard ();"

/* Never changed once released: a later step follows. */
const WabiMigration wabi_books_steps[WABI_BOOKS_N_STEPS] = {
  { 1,
    "CREATE TABLE billing_entry (" ENTRY_COLUMNS ", " ENTRY_RING ");"
    "CREATE TABLE billing_leg (" LEG_COLUMNS ");" SQLITE_GUARD ("billing_entry") SQLITE_GUARD ("billing_leg"),
    "CREATE TABLE billing_entry (" ENTRY_COLUMNS ");"
    "CREATE TABLE billing_leg (" LEG_COLUMNS ");"
    "ALTER TABLE billing_entry ADD " ENTRY_RING ";"
    "CREATE FUNCTION billing_guard () RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
    "IF TG_OP = 'DELETE' AND NOT " STAYS " THEN RETURN OLD; END IF; "
    "RAISE EXCEPTION '" REASON "' USING ERRCODE = '23000'; END $guard$;" POSTGRES_GUARD ("billing_entry")
    POSTGRES_GUARD ("billing_leg") },
};

/* ---- an entry ---- */

#define LAST(what)                                                                                                          \
  "(SELECT " what " FROM billing_leg WHERE practice_id = $1 AND owner = $13 AND account = $5 ORDER BY step DESC LIMIT 1)"
#define COLUMNS                                                                                                             \
  "INSERT INTO billing_leg (practice_id, entry_id, n, prev_n, account, amount, sum_before, sum_after, client, payer, "      \
  "charge, claim"

static const char leg_sql[] = COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
static const char owned_leg_sql[]
    = COLUMNS ", owner, step, prev_step, balance_before, balance) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
              "COALESCE (" LAST ("step") ", 0) + 1, COALESCE (" LAST ("step") ", 0), " LAST ("balance") ", COALESCE (" LAST ("balance")
      ", 0) + CAST ($6 AS BIGINT))";

typedef struct
{
  WabiStoreTx *tx;
  const char *practice;
  WabiRecord *record;
  JsonArray *legs;
  gboolean units;
  gint64 sum;
} Book;

static gboolean
refuse (const Book *book, const char *why, GError **error)
{
  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID, "%s %s: %s", wabi_record_get_kind (book->record)->name,
               wabi_record_get_id (book->record), why);
  return FALSE;
}

/* Whose balance on an account is kept. */
static char *
dup_owner (const Book *book, const char *account, JsonObject *leg)
{
  if (book->units)
    return g_strconcat (wabi_record_get_text (book->record, "authorization"), "/", wabi_record_get_text (book->record, "service_code"), NULL);
  return g_strdup (wabi_json_peek_text (leg, strcmp (account, "family_credit") == 0 ? "client" : "charge"));
}

static gboolean
keep_leg (Book *book, guint index, GError **error)
{
  guint n = json_array_get_length (book->legs);
  JsonNode *node = json_array_get_element (book->legs, index);
  JsonObject *leg = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *account = leg != NULL ? wabi_json_peek_text (leg, book->units ? "bucket" : "account") : NULL;
  gint64 amount = leg != NULL ? wabi_json_peek_int (leg, book->units ? "units_tenths" : "cents", 0) : 0, before = book->sum;
  g_autofree char *owner = NULL;

  if (account == NULL)
    return refuse (book, "a leg without an account", error);
  owner = dup_owner (book, account, leg);
  book->sum += amount;
  {
    const WabiValue values[] = {
      WABI_TEXT (book->practice), WABI_TEXT (wabi_record_get_id (book->record)), WABI_INT (index + 1), WABI_INT (index == 0 ? n : index),
      WABI_TEXT (account), WABI_INT (amount), WABI_INT (before), WABI_INT (book->sum), WABI_TEXT (wabi_json_peek_text (leg, "client")),
      WABI_TEXT (wabi_json_peek_text (leg, "payer")), WABI_TEXT (wabi_json_peek_text (leg, "charge")),
      WABI_TEXT (wabi_json_peek_text (leg, "claim")), WABI_TEXT (owner),
    };

    return wabi_db_post_values (book->tx->db, owner != NULL ? owned_leg_sql : leg_sql, values, owner != NULL ? 13 : 12, error);
  }
}

gboolean
wabi_books_keep (WabiStoreTx *tx, const char *practice, WabiRecord *record, GError **error)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  Book book = { tx, practice, record, wabi_record_get_array (record, "legs"), kind == &wabi_kind_unit_entry, 0 };

  if (kind != &wabi_kind_money_entry && kind != &wabi_kind_unit_entry)
    return TRUE;
  if (wabi_record_get_version (record) != 1 || wabi_record_get_deleted (record))
    return refuse (&book, "an entry of the books was to be changed; it can only be reversed by another", error);
  if (book.legs == NULL)
    return refuse (&book, "an entry without legs", error);
  if (!wabi_db_post (tx->db, error, "INSERT INTO billing_entry (practice_id, id, book, day, legs, rest, reverses) VALUES ($1, $2, $3, $4, $5, 0, $6)",
                     WABI_TEXT (practice), WABI_TEXT (wabi_record_get_id (record)), WABI_TEXT (book.units ? "units" : "money"),
                     WABI_TEXT (wabi_record_get_text (record, "date")), WABI_INT (json_array_get_length (book.legs)),
                     WABI_TEXT (book.units ? NULL : wabi_record_get_text (record, "reverses"))))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (book.legs); i++)
    if (!keep_leg (&book, i, error))
      return FALSE;
  /* The database would say so at the commit, to everybody whose changes are in it. */
  return book.sum == 0 || refuse (&book, "its legs do not add up to nothing", error);
}
