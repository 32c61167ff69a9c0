// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands that are held: kept as they came, and released or discarded by a person. Each is in one live place: here while its state is
// "held", else in the table of what was decided.

#include "wabi-store-quarantine.h"

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Under which device what is released is counted. */
#define RELEASED "released"
#define MOST_LISTED 500

const WabiMigration wabi_quarantine_steps[WABI_QUARANTINE_N_STEPS] = {
  { 1, "CREATE TABLE quarantine (practice_id TEXT NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL, service TEXT NOT NULL,"
       " device TEXT NOT NULL, place BIGINT NOT NULL, user_id TEXT NOT NULL, roles BIGINT NOT NULL, name TEXT NOT NULL,"
       " payload TEXT NOT NULL, given_at BIGINT NOT NULL, reason TEXT NOT NULL, message TEXT, at BIGINT NOT NULL,"
       " state TEXT NOT NULL, decided_at BIGINT, decided_by TEXT, why TEXT, released_as TEXT,"
       " PRIMARY KEY (practice_id, id, hash));"
       "CREATE INDEX quarantine_state ON quarantine (practice_id, state, at);" },
};

/* ---- holding ---- */

typedef struct
{
  const WabiPush *push;
  const char *reason;
  GString *out;
  GString *results, *ids;
} Hold;

typedef struct
{
  char *hash, *status, *tail;
} Decided;

static void
clear_decided (Decided *decided)
{
  g_free (decided->hash);
  g_free (decided->status);
  g_free (decided->tail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decided, clear_decided)

static gboolean
read_decided (const WabiRow *row, gpointer data, GError **error)
{
  Decided *decided = data;

  decided->hash = g_strdup (wabi_row_text (row, 0));
  decided->status = g_strdup (wabi_row_text (row, 1));
  decided->tail = g_strdup (wabi_row_text (row, 2));
  return TRUE;
}

static gboolean
find_decided (WabiDb *db, const char *practice, const char *id, Decided *decided, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (id) };

  return wabi_db_query (db, "SELECT hash, status, result FROM mutation WHERE practice_id = $1 AND mid = $2", args,
                        G_N_ELEMENTS (args), read_decided, decided, NULL, error);
}

static gboolean
was_applied (const Decided *decided)
{
  return g_strcmp0 (decided->status, "applied") == 0 || g_strcmp0 (decided->status, "merged") == 0;
}

static gboolean
keep_held (WabiStoreTx *tx, const Hold *hold, const WabiCommand *command, const char *hash, const Decided *decided, GError **error)
{
  const WabiPush *push = hold->push;
  g_autoptr (JsonObject) object = wabi_command_to_json (command);
  g_autofree char *payload = wabi_json_object_to_canonical (object);

  return wabi_db_run (tx->db, error,
                      "INSERT INTO quarantine (practice_id, id, hash, service, device, place, user_id, roles, name, payload, given_at,"
                      " reason, at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'held') ON CONFLICT DO NOTHING",
                      WABI_TEXT (push->caller.practice), WABI_TEXT (command->id), WABI_TEXT (hash), WABI_TEXT (push->service),
                      WABI_TEXT (push->device), WABI_INT (command->n), WABI_TEXT (push->caller.user), WABI_INT (push->caller.roles),
                      WABI_TEXT (command->name), WABI_TEXT (payload), WABI_INT (command->wall),
                      WABI_TEXT (decided->status != NULL ? "refused-before" : hold->reason), WABI_INT (tx->now));
}

static gboolean
hold_one (WabiStoreTx *tx, Hold *hold, const WabiCommand *command, GError **error)
{
  g_autofree char *hash = wabi_command_hash (command);
  g_auto (Decided) decided = { NULL };
  gboolean done;

  if (!find_decided (tx->db, hold->push->caller.practice, command->id, &decided, error))
    return FALSE;
  done = was_applied (&decided) && g_strcmp0 (decided.hash, hash) == 0;
  if (!done && !keep_held (tx, hold, command, hash, &decided, error))
    return FALSE;
  g_string_append_printf (hold->results, "%s{\"n\":%" G_GINT64_FORMAT ",", hold->results->len > 0 ? "," : "", command->n);
  if (done)
    g_string_append_printf (hold->results, "%s}", decided.tail);
  else
    {
      g_string_append_printf (hold->results, "\"id\":\"%s\",\"status\":\"held\"}", command->id);
      g_string_append_printf (hold->ids, "%s\"%s\"", hold->ids->len > 0 ? "," : "", command->id);
    }
  return TRUE;
}

static gboolean
run_hold (WabiStoreTx *tx, gpointer data, GError **error)
{
  Hold *hold = data;
  const WabiPush *push = hold->push;
  WabiTxHead *head = wabi_tx_get_head (tx, push->caller.practice, push->service, error);
  g_autofree char *refs = NULL;

  if (head == NULL)
    return FALSE;
  for (guint i = 0; i < push->n_commands; i++)
    if (!hold_one (tx, hold, push->commands[i], error))
      return FALSE;
  refs = g_strdup_printf ("{\"ids\":[%s]}", hold->ids->str);
  if (hold->ids->len > 0
      && !wabi_store_tx_audit (tx, push->caller.practice, push->service, push->caller.user, "quarantine.hold", refs, error))
    return FALSE;
  g_string_printf (hold->out, "{\"epoch\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"results\":[%s]}", tx->store->epoch, head->head,
                   hold->results->str);
  return TRUE;
}

gboolean
wabi_store_hold (WabiStore *store, const WabiPush *push, const char *reason, GString *out, GError **error)
{
  Hold hold = { .push = push, .reason = reason };
  gboolean ok;

  g_return_val_if_fail (store != NULL && push != NULL && reason != NULL && out != NULL, FALSE);

  if (!wabi_push_check (store, push, error))
    return FALSE;
  hold.out = g_string_new (NULL);
  hold.results = g_string_new (NULL);
  hold.ids = g_string_new (NULL);
  ok = wabi_store_write_in (store, push->caller.practice, run_hold, &hold, error);
  if (ok)
    g_string_append_len (out, hold.out->str, (gssize)hold.out->len);
  g_string_free (hold.out, TRUE);
  g_string_free (hold.results, TRUE);
  g_string_free (hold.ids, TRUE);
  return ok;
}

/* ---- a device that sends by itself what is held: its access came back ---- */

static gboolean
read_state (const WabiRow *row, gpointer data, GError **error)
{
  char **state = data;

  g_free (*state);
  *state = g_strdup (wabi_row_text (row, 0));
  return TRUE;
}

gboolean
wabi_quarantine_find (WabiStoreTx *tx, const WabiPush *push, const char *id, const char *hash, gboolean *held, gboolean *discarded,
                      GError **error)
{
  const WabiValue args[] = { WABI_TEXT (push->caller.practice), WABI_TEXT (id), WABI_TEXT (hash), WABI_TEXT (push->caller.user) };
  g_autofree char *state = NULL;
  gint64 any = 0;

  *held = *discarded = FALSE;
  /* Asked once in a transaction: in most practices nothing was ever held. */
  if (tx->quarantine == 0)
    {
      if (!wabi_db_get_int (tx->db, "SELECT count(*) FROM (SELECT 1 FROM quarantine LIMIT 1) q", NULL, 0, &any, error))
        return FALSE;
      tx->quarantine = any > 0 ? 1 : -1;
    }
  if (tx->quarantine < 0)
    return TRUE;
  if (!wabi_db_query (tx->db, "SELECT state FROM quarantine WHERE practice_id = $1 AND id = $2 AND hash = $3 AND user_id = $4", args,
                      G_N_ELEMENTS (args), read_state, &state, NULL, error))
    return FALSE;
  *held = g_strcmp0 (state, "held") == 0;
  *discarded = g_strcmp0 (state, "discarded") == 0;
  return TRUE;
}

gboolean
wabi_quarantine_leave (WabiStoreTx *tx, const WabiPush *push, const char *id, const char *hash, GError **error)
{
  return wabi_db_run (tx->db, error,
                      "UPDATE quarantine SET state = 'sent', decided_at = $4 WHERE practice_id = $1 AND id = $2 AND hash = $3",
                      WABI_TEXT (push->caller.practice), WABI_TEXT (id), WABI_TEXT (hash), WABI_INT (tx->now));
}

/* ---- looking ---- */

typedef struct
{
  WabiStore *store;
  const char *practice, *service, *by;
  GString *out;
  guint n;
} Listing;

static void
append_text (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  wabi_json_append_text (out, text);
}

static gboolean
append_held (const WabiRow *row, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (JsonObject) payload = NULL;
  g_autofree char *args = NULL;
  GString *out = listing->out;

  if (!wabi_store_has_service (listing->store, wabi_row_text (row, 1))
      || (listing->service != NULL && strcmp (listing->service, wabi_row_text (row, 1)) != 0))
    return TRUE;
  payload = wabi_json_parse_object (wabi_row_text (row, 5), -1, NULL, error);
  if (payload == NULL)
    return FALSE;
  args = wabi_json_object_to_canonical (json_object_get_object_member (payload, "args"));
  g_string_append (out, listing->n++ > 0 ? ",{\"id\":" : "{\"id\":");
  wabi_json_append_text (out, wabi_row_text (row, 0));
  append_text (out, "service", wabi_row_text (row, 1));
  append_text (out, "device", wabi_row_text (row, 2));
  append_text (out, "user", wabi_row_text (row, 3));
  append_text (out, "name", wabi_row_text (row, 4));
  g_string_append_printf (out, ",\"args\":%s,\"given_at\":%" G_GINT64_FORMAT ",\"at\":%" G_GINT64_FORMAT, args, wabi_row_int (row, 6),
                          wabi_row_int (row, 7));
  append_text (out, "reason", wabi_row_text (row, 8));
  append_text (out, "message", wabi_row_text (row, 9));
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
run_list (WabiStoreTx *tx, gpointer data, GError **error)
{
  Listing *listing = data;
  const WabiValue args[] = { WABI_TEXT (listing->practice), WABI_INT (MOST_LISTED) };
  const char *service = listing->service != NULL ? listing->service : tx->store->services[0];

  listing->n = 0;
  g_string_assign (listing->out, "{\"held\":[");
  if (!wabi_db_query (tx->db,
                      "SELECT id, service, device, user_id, name, payload, given_at, at, reason, message FROM quarantine"
                      " WHERE practice_id = $1 AND state = 'held' ORDER BY at, device, service, place LIMIT $2",
                      args, G_N_ELEMENTS (args), append_held, listing, NULL, error))
    return FALSE;
  g_string_append (listing->out, "]}");
  /* What is held may tell about clients: looking at it is a disclosure. */
  return listing->n == 0 || wabi_store_tx_audit (tx, listing->practice, service, listing->by, "quarantine.read", NULL, error);
}

gboolean
wabi_store_list_held (WabiStore *store, const char *practice, const char *service, const char *by, GString *out, GError **error)
{
  Listing listing = { store, practice, service, by, NULL, 0 };
  gboolean ok;

  g_return_val_if_fail (store != NULL && practice != NULL && out != NULL, FALSE);

  if (service != NULL && !wabi_store_has_service (store, service))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_UNKNOWN_SERVICE, _ ("There is no such service here."));
      return FALSE;
    }
  listing.out = g_string_new (NULL);
  ok = wabi_store_write_in (store, practice, run_list, &listing, error);
  if (ok)
    g_string_append_len (out, listing.out->str, (gssize)listing.out->len);
  g_string_free (listing.out, TRUE);
  return ok;
}

typedef struct
{
  WabiStore *store;
  const char *service;
  gint64 count;
} Counting;

static gboolean
add_count (const WabiRow *row, gpointer data, GError **error)
{
  Counting *counting = data;
  const char *service = wabi_row_text (row, 0);

  if (wabi_store_has_service (counting->store, service) && (counting->service == NULL || strcmp (counting->service, service) == 0))
    counting->count += wabi_row_int (row, 1);
  return TRUE;
}

gboolean
wabi_store_count_held (WabiStore *store, const char *practice, const char *service, gint64 *out, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice) };
  Counting counting = { store, service, 0 };
  WabiDb *db;
  GError *inner = NULL;

  g_return_val_if_fail (store != NULL && practice != NULL && out != NULL, FALSE);

  if (service != NULL && !wabi_store_has_service (store, service))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_UNKNOWN_SERVICE, _ ("There is no such service here."));
      return FALSE;
    }
  db = wabi_readers_take (store, error);
  if (db == NULL)
    return FALSE;
  if (!wabi_db_query (db, "SELECT service, count(*) FROM quarantine WHERE practice_id = $1 AND state = 'held' GROUP BY service", args, 1, add_count,
                      &counting, NULL, &inner))
    wabi_store_set_db_error (error, inner);
  wabi_readers_give (store, db);
  *out = counting.count;
  return inner == NULL;
}

/* ---- deciding ---- */

typedef struct
{
  const WabiHeldChoice *choice;
  char *hash, *user, *payload;
  guint roles;
  char *words; /* of the rule that did not take it */
} Decision;

static void
clear_decision (Decision *decision)
{
  g_free (decision->hash);
  g_free (decision->user);
  g_free (decision->payload);
  g_free (decision->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decision, clear_decision)

static gboolean
read_held (const WabiRow *row, gpointer data, GError **error)
{
  Decision *decision = data;

  decision->hash = g_strdup (wabi_row_text (row, 0));
  decision->user = g_strdup (wabi_row_text (row, 1));
  decision->roles = (guint)wabi_row_int (row, 2);
  decision->payload = g_strdup (wabi_row_text (row, 3));
  return TRUE;
}

static gboolean
find_held (WabiStoreTx *tx, Decision *decision, GError **error)
{
  const WabiHeldChoice *choice = decision->choice;
  const WabiValue args[] = { WABI_TEXT (choice->practice), WABI_TEXT (choice->id), WABI_TEXT (choice->service) };

  if (!wabi_db_query (tx->db,
                      "SELECT hash, user_id, roles, payload FROM quarantine WHERE practice_id = $1 AND id = $2 AND service = $3"
                      " AND state = 'held' LIMIT 1",
                      args, G_N_ELEMENTS (args), read_held, decision, NULL, error))
    return FALSE;
  if (decision->payload != NULL)
    return TRUE;
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_NOT_FOUND,
                       _ ("This change is not held any more. Somebody else may have decided about it."));
  return FALSE;
}

static gboolean
settle (WabiStoreTx *tx, const Decision *decision, const char *state, const char *event, const char *released_as, GError **error)
{
  const WabiHeldChoice *choice = decision->choice;
  g_autofree char *refs = g_strdup_printf ("{\"id\":\"%s\",\"user\":\"%s\"}", choice->id, decision->user);

  return wabi_db_run (tx->db, error,
                      "UPDATE quarantine SET state = $4, decided_at = $5, decided_by = $6, why = $7, released_as = $8, message = NULL"
                      " WHERE practice_id = $1 AND id = $2 AND hash = $3",
                      WABI_TEXT (choice->practice), WABI_TEXT (choice->id), WABI_TEXT (decision->hash), WABI_TEXT (state),
                      WABI_INT (tx->now), WABI_TEXT (choice->by != NULL ? choice->by : ""), WABI_TEXT (choice->why),
                      WABI_TEXT (released_as))
         && wabi_store_tx_audit (tx, choice->practice, choice->service, choice->by, event, refs, error);
}

/* The rule's words, %NULL when it took the command. */
static char *
find_refusal (const char *answer)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object (answer, -1, NULL, NULL);
  JsonObject *result = json_array_get_object_element (json_object_get_array_member (object, "results"), 0);
  const char *status = wabi_json_peek_text (result, "status"), *words = wabi_json_peek_text (result, "message");

  if (strcmp (status, "applied") == 0 || strcmp (status, "merged") == 0)
    return NULL;
  return g_strdup (words != NULL ? words : status);
}

static gboolean
run_command (WabiStoreTx *tx, Decision *decision, WabiCommand *command, GString *answer, GError **error)
{
  const WabiHeldChoice *choice = decision->choice;
  const WabiValue args[] = { WABI_TEXT (choice->practice), WABI_TEXT (choice->service) };
  WabiPush push = { .caller = { choice->practice, decision->user, decision->roles }, .device = RELEASED, .service = choice->service,
                    .commands = &command, .n_commands = 1 };

  if (!wabi_db_get_int (tx->db,
                        "SELECT max(n) FROM mutation WHERE practice_id = $1 AND service = $2 AND device = '" RELEASED "'", args,
                        G_N_ELEMENTS (args), &push.from_n, error))
    return FALSE;
  push.from_n++;
  command->n = push.from_n;
  return wabi_push_run (tx, &push, answer, error);
}

static gboolean
run_release (WabiStoreTx *tx, gpointer data, GError **error)
{
  Decision *decision = data;
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (WabiCommand) command = NULL;
  g_auto (Decided) decided = { NULL };

  if (!find_held (tx, decision, error))
    return FALSE;
  object = wabi_json_parse_object (decision->payload, -1, NULL, error);
  command = object != NULL ? wabi_command_from_json (object, error) : NULL;
  if (command == NULL || !find_decided (tx->db, decision->choice->practice, command->id, &decided, error))
    return FALSE;
  /* What was refused before keeps that result under its id; now it is a new command. */
  if (decided.status != NULL)
    {
      g_free (command->id);
      command->id = wabi_store_tx_new_id (tx);
    }
  if (!run_command (tx, decision, command, answer, error))
    return FALSE;
  decision->words = find_refusal (answer->str);
  if (decision->words == NULL)
    return settle (tx, decision, "released", "quarantine.release", command->id, error);
  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID, "%s", decision->words);
  return FALSE;
}

static gboolean
note_words (WabiStoreTx *tx, gpointer data, GError **error)
{
  const Decision *decision = data;

  return wabi_db_run (tx->db, error, "UPDATE quarantine SET message = $4 WHERE practice_id = $1 AND id = $2 AND hash = $3 AND state = 'held'",
                      WABI_TEXT (decision->choice->practice), WABI_TEXT (decision->choice->id), WABI_TEXT (decision->hash),
                      WABI_TEXT (decision->words));
}

gboolean
wabi_store_release_held (WabiStore *store, const WabiHeldChoice *choice, GError **error)
{
  g_auto (Decision) decision = { .choice = choice };
  g_autoptr (GError) soft = NULL;

  g_return_val_if_fail (store != NULL && choice != NULL, FALSE);

  if (wabi_store_write_in (store, choice->practice, run_release, &decision, error))
    return TRUE;
  if (decision.words != NULL && !wabi_store_write_in (store, choice->practice, note_words, &decision, &soft))
    g_message ("the reason why a held command was not taken cannot be noted: %s", soft->message);
  return FALSE;
}

static gboolean
run_discard (WabiStoreTx *tx, gpointer data, GError **error)
{
  Decision *decision = data;

  return find_held (tx, decision, error) && settle (tx, decision, "discarded", "quarantine.discard", NULL, error);
}

gboolean
wabi_store_discard_held (WabiStore *store, const WabiHeldChoice *choice, GError **error)
{
  g_auto (Decision) decision = { .choice = choice };

  g_return_val_if_fail (store != NULL && choice != NULL && choice->why != NULL, FALSE);
  return wabi_store_write_in (store, choice->practice, run_discard, &decision, error);
}
