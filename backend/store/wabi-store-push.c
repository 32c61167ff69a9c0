// SPDX-License-Identifier: AGPL-3.0-or-later
// A device's commands, each applied at most once, in order (sync.md 6.4).

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEVICE_LENGTH 64

typedef struct
{
  const WabiPush *push;
  GString *out;
  GString *results;
  gint64 expected;
  guint n_results;
  char **hashes;
  GHashTable *fresh; /* (nullable): ids that were asked for together and are not known yet */
  gboolean behind; /* a rule refused, by copies that may be too old to refuse by */
  GHashTable *decided; /* id → what the audit says of one whose result is not kept any more */
  WabiAccess access; /* the caller's, as it was when the first new command was run */
} PushJob;

/* What became of one command. @tail is its result in JSON from the member "id" on, as stored and as sent. */
typedef struct
{
  const char *status;
  GString *tail;
  GString *refs;
  GString *sealed; /* (nullable): for the audit alone */
  gint64 seq;
} Outcome;

static const char *
get_refusal_code (const GError *error)
{
  static const char *const words[] = {
    [WABI_COMMAND_ERROR_UNKNOWN] = "unknown-command", [WABI_COMMAND_ERROR_INVALID] = "invalid",
    [WABI_COMMAND_ERROR_FORBIDDEN] = "forbidden",     [WABI_COMMAND_ERROR_NOT_FOUND] = "not-found",
    [WABI_COMMAND_ERROR_REFUSED] = "refused",         [WABI_COMMAND_ERROR_STALE] = "stale",
    [WABI_COMMAND_ERROR_IMMUTABLE] = "immutable",
  };

  if (error->domain == WABI_COMMAND_ERROR && error->code >= 0 && error->code < (int)G_N_ELEMENTS (words))
    return words[error->code];
  return "invalid";
}

static void
append_member (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  wabi_json_append_text (out, value);
}

static void
write_refusal (Outcome *outcome, const char *status, const char *code, const char *field, const char *message)
{
  outcome->status = status;
  append_member (outcome->tail, "code", code);
  append_member (outcome->tail, "field", field);
  append_member (outcome->tail, "message", message);
}

static gboolean
is_refusal (const GError *error)
{
  return error->domain != WABI_DB_ERROR && error->domain != WABI_STORE_ERROR;
}

/* ---- dependencies ---- */

gint64
wabi_command_get_birth (const char *id)
{
  char digits[13];

  memcpy (digits, id, 8);
  memcpy (digits + 8, id + 9, 4);
  digits[12] = '\0';
  return (gint64)g_ascii_strtoull (digits, NULL, 16) * 1000;
}

typedef enum
{
  DEPS_MET,
  DEPS_FAILED,
  DEPS_WAITING,
  DEPS_ERROR,
} Deps;

static Deps
check_dep (WabiStoreTx *tx, const PushJob *job, const char *dep, GError **error)
{
  WabiValue args[] = { WABI_TEXT (job->push->caller.practice), WABI_TEXT (dep) };
  g_autofree char *status = NULL;

  if (!wabi_db_get_text (tx->db, "SELECT status FROM mutation WHERE practice_id = $1 AND mid = $2", args, 2,
                         &status, error))
    return DEPS_ERROR;
  if (status != NULL)
    return strcmp (status, "rejected") == 0 || strcmp (status, "dep_failed") == 0 ? DEPS_FAILED : DEPS_MET;
  /* Where not all services are mounted it may have been applied elsewhere: the rule then decides by what it
   * finds. */
  if (!tx->store->whole || wabi_command_get_birth (dep) < tx->now - WABI_KEPT_RESULTS)
    return DEPS_MET;
  return DEPS_WAITING;
}

static Deps
check_deps (WabiStoreTx *tx, const PushJob *job, const WabiCommand *command, GError **error)
{
  for (guint i = 0; command->deps != NULL && command->deps[i] != NULL; i++)
    {
      Deps deps = check_dep (tx, job, command->deps[i], error);

      if (deps != DEPS_MET)
        return deps;
    }
  return DEPS_MET;
}

/* ---- one command ---- */

static gboolean
apply_rule (WabiStoreTx *tx, const PushJob *job, const WabiCommand *command, WabiContext *context,
            WabiTxView *view, GError **error)
{
  const WabiStore *store = tx->store;
  const WabiCommandInfo *info = wabi_command_find (store->commands, store->n_commands, command->name);

  if (info != NULL && strcmp (info->service, job->push->service) != 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_UNKNOWN, "unknown-command", NULL,
                                _ ("“%s” is for another service. Update the program."), command->name);
  if (info != NULL && (info->flags & WABI_COMMAND_SYSTEM))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", NULL,
                                _ ("Only the service itself may do this."));
  return wabi_command_apply (store->commands, store->n_commands, context, command->name, command->args, error)
         && wabi_effects_check (tx, context, view, error);
}

static gboolean
fill_context (WabiStoreTx *tx, const PushJob *job, const WabiCommand *command, WabiContext *context,
              GError **error)
{
  context->caller = job->push->caller;
  context->now = tx->now;
  context->given = command->wall > 0 && command->wall < tx->now ? command->wall : tx->now;
  context->authority = TRUE;
  context->ids = tx->store->ids;
  context->zone = wabi_tx_get_zone (tx, job->push->caller.practice, error);
  return context->zone != NULL;
}

static gboolean
store_effects (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, const WabiCommand *command,
               Outcome *outcome, GError **error)
{
  WabiEffects effects = { .args = command->args, .refs = outcome->refs, .sealed = outcome->sealed };

  if (!wabi_effects_store (tx, context, view, &effects, error))
    return FALSE;
  outcome->status = effects.merged ? "merged" : "applied";
  outcome->seq = effects.seq;
  return TRUE;
}

/* Writes what became of a command whose rule has run; @refusal is what the rule said, if it refused. */
static gboolean
conclude (WabiStoreTx *tx, const PushJob *job, const WabiCommand *command, WabiContext *context, WabiTxView *view,
          const GError *refusal, Outcome *outcome, GError **error)
{
  WabiAccessVerdict verdict;

  if (!wabi_access_judge (tx, &job->access, context, view, job->push->service, command->name, &verdict, error))
    return FALSE;
  /* The same answer for what is not there and for what is not his to see (sync.md 7, 24). */
  if (verdict == WABI_ACCESS_FOREIGN || (!job->access.all && refusal != NULL && g_strcmp0 (context->code, "not-found") == 0))
    write_refusal (outcome, "rejected", "not-found", NULL,
                   _ ("There is no such record on your caseload. Ask the front desk if you need it."));
  else if (refusal != NULL && verdict == WABI_ACCESS_PAST)
    write_refusal (outcome, "rejected", context->code != NULL ? context->code : get_refusal_code (refusal), NULL,
                   _ ("This was not accepted, and the client is no longer on your caseload. Ask the front desk or the BCBA."));
  else if (refusal != NULL)
    write_refusal (outcome, "rejected", context->code != NULL ? context->code : get_refusal_code (refusal),
                   context->field, refusal->message);
  else
    return store_effects (tx, context, view, command, outcome, error);
  return TRUE;
}

static const char *const access_services[] = { "auth", "patients", NULL };

static gboolean
decide (WabiStoreTx *tx, PushJob *job, const WabiCommand *command, Outcome *outcome, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  WabiTxView view;
  WabiContext context;
  gboolean ok;

  if (job->access.token == NULL && !wabi_access_read (tx->store, tx->db, &job->push->caller, &job->access, error))
    return FALSE;
  wabi_tx_view_init (&view, tx->db, job->push->caller.practice);
  wabi_context_init (&context, &view.view);
  ok = fill_context (tx, job, command, &context, error);
  if (ok && !apply_rule (tx, job, command, &context, &view, &refusal) && !is_refusal (refusal))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      ok = FALSE;
    }
  ok = ok && conclude (tx, job, command, &context, &view, refusal, outcome, error);
  /* What changes who is who, or who cares for whom, counts for the next command already. */
  if (context.effects->len > 0 && g_strv_contains (access_services, job->push->service))
    wabi_access_clear (&job->access);
  wabi_context_clear (&context);
  wabi_tx_view_clear (&view);
  return ok;
}

static void
finish_tail (Outcome *outcome, const WabiCommand *command)
{
  g_autofree char *middle = g_string_free (outcome->tail, FALSE);

  outcome->tail = g_string_sized_new (200);
  g_string_append_printf (outcome->tail, "\"id\":\"%s\",\"status\":\"%s\"%s", command->id, outcome->status,
                          middle);
  if (outcome->seq > 0)
    g_string_append_printf (outcome->tail, ",\"seq\":%" G_GINT64_FORMAT, outcome->seq);
  if (outcome->refs->len > 0)
    g_string_append_printf (outcome->tail, ",\"records\":%s", outcome->refs->str);
}

static gboolean
keep_result (WabiStoreTx *tx, const PushJob *job, const WabiCommand *command, const char *mid,
             const char *hash, const Outcome *outcome, GError **error)
{
  const WabiPush *push = job->push;
  gboolean refused = outcome->refs->len == 0;
  g_autofree char *payload = refused ? wabi_json_object_to_canonical (command->args) : NULL;

  return wabi_db_post (tx->db, error,
                      "INSERT INTO mutation (practice_id, service, device, n, mid, user_id, name, hash, "
                      "status, result, payload, at, wall, mono, boot) "
                      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                      WABI_TEXT (push->caller.practice), WABI_TEXT (push->service), WABI_TEXT (push->device),
                      WABI_INT (command->n), WABI_TEXT (mid), WABI_TEXT (push->caller.user),
                      WABI_TEXT (command->name), WABI_TEXT (hash), WABI_TEXT (outcome->status),
                      WABI_TEXT (outcome->tail->str), WABI_TEXT (payload), WABI_INT (tx->now),
                      WABI_INT (command->wall), WABI_INT (command->mono), WABI_TEXT (command->boot));
}

static gboolean
note_audit (WabiStoreTx *tx, const PushJob *job, const WabiCommand *command, const Outcome *outcome,
            GError **error)
{
  gboolean seals = outcome->sealed != NULL && outcome->sealed->len > 0;
  g_autofree char *refs
      = g_strdup_printf ("{\"id\":\"%s\",\"records\":%s,\"status\":\"%s\"%s%s%s}", command->id,
                         outcome->refs->len > 0 ? outcome->refs->str : "[]", outcome->status, seals ? ",\"sealed\":[" : "",
                         seals ? outcome->sealed->str : "", seals ? "]" : "");

  return wabi_store_tx_audit (tx, job->push->caller.practice, job->push->service, job->push->caller.user,
                              command->name, refs, error);
}

static void
append_result (PushJob *job, gint64 n, const char *tail)
{
  g_string_append_printf (job->results, "%s{\"n\":%" G_GINT64_FORMAT ",%s}", job->n_results > 0 ? "," : "", n,
                          tail);
  job->n_results++;
}

static gboolean
run_new (WabiStoreTx *tx, PushJob *job, const WabiCommand *command, const char *hash, Deps deps,
         GError **error)
{
  Outcome outcome = { NULL, g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), 0 };
  gboolean ok = TRUE, held, discarded;

  if (!wabi_quarantine_find (tx, job->push, command->id, hash, &held, &discarded, error))
    ok = FALSE;
  else if (discarded)
    write_refusal (&outcome, "rejected", "discarded", NULL,
                   _ ("This change was held for review and discarded by an administrator."));
  else if (deps == DEPS_FAILED)
    write_refusal (&outcome, "dep_failed", "dep-failed", NULL,
                   _ ("This builds on a change that was not accepted."));
  else
    ok = decide (tx, job, command, &outcome, error);
  if (ok && outcome.refs->len == 0 && deps != DEPS_FAILED && tx->store->follow.any && !job->push->settled)
    job->behind = TRUE;
  else if (ok)
    {
      finish_tail (&outcome, command);
      ok = keep_result (tx, job, command, command->id, hash, &outcome, error)
           && note_audit (tx, job, command, &outcome, error)
           && (!held || wabi_quarantine_leave (tx, job->push, command->id, hash, error));
    }
  if (ok && !job->behind)
    {
      append_result (job, command->n, outcome.tail->str);
      tx->commands++;
      tx->rejected += outcome.refs->len == 0;
    }
  g_string_free (outcome.tail, TRUE);
  g_string_free (outcome.refs, TRUE);
  g_string_free (outcome.sealed, TRUE);
  return ok;
}

/* ---- what was seen before ---- */

static gboolean
refuse_reuse (GError **error)
{
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_MID_REUSE,
                       _ ("This device has sent something else under the same number before."));
  return FALSE;
}

typedef struct
{
  PushJob *job;
  gint64 last;
  gboolean reused;
} Replay;

static gboolean
replay_row (const WabiRow *row, gpointer data, GError **error)
{
  Replay *replay = data;
  const WabiPush *push = replay->job->push;
  gint64 n = wabi_row_int (row, 0);
  gint64 at = n - push->from_n;

  replay->last = n;
  if (at < 0 || at >= push->n_commands)
    return TRUE;
  if (strcmp (wabi_row_text (row, 1), replay->job->hashes[at]) != 0
      || strcmp (wabi_row_text (row, 2), push->caller.user) != 0)
    {
      replay->reused = TRUE;
      return refuse_reuse (error);
    }
  append_result (replay->job, n, wabi_row_text (row, 3));
  return TRUE;
}

static gboolean
refuse_gap (WabiStoreTx *tx, PushJob *job, GError **error)
{
  const WabiPush *push = job->push;
  WabiValue args[]
      = { WABI_TEXT (push->caller.practice), WABI_TEXT (push->service), WABI_TEXT (push->device) };
  g_autofree char *next = NULL;
  gint64 last = 0;

  if (!wabi_db_get_int (tx->db,
                        "SELECT max(n) FROM mutation WHERE practice_id = $1 AND service = $2 AND device = $3",
                        args, 3, &last, error))
    return FALSE;
  job->expected = last + 1;
  next = g_strdup_printf ("%" G_GINT64_FORMAT, job->expected);
  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_GAP,
               _ ("The next change of this device should be number %s."), next);
  return FALSE;
}

/* Answers what is stored already, and finds the place from which on the commands are new. */
static gboolean
replay_seen (WabiStoreTx *tx, PushJob *job, guint *first_new, GError **error)
{
  const WabiPush *push = job->push;
  WabiValue args[] = { WABI_TEXT (push->caller.practice), WABI_TEXT (push->service), WABI_TEXT (push->device),
                       WABI_INT (push->from_n - 1), WABI_INT (push->n_commands + 1) };
  Replay replay = { job, 0, FALSE };

  if (!wabi_db_query (tx->db,
                      "SELECT n, hash, user_id, result FROM mutation WHERE practice_id = $1 AND service = $2 "
                      "AND device = $3 "
                      "AND n >= $4 ORDER BY n LIMIT $5",
                      args, 5, replay_row, &replay, NULL, error))
    return FALSE;
  if (replay.last == 0 && push->from_n > 1)
    return refuse_gap (tx, job, error);
  *first_new
      = replay.last >= push->from_n ? (guint)MIN (replay.last - push->from_n + 1, push->n_commands) : 0;
  /* Of these numbers the results are not kept any more, so nobody knows whether they were the same commands. Their ids tell, under
   * other numbers. */
  if (job->n_results < *first_new)
    return refuse_reuse (error);
  return TRUE;
}

typedef struct
{
  char *hash, *user, *status, *tail;
} SeenId;

static gboolean
read_seen_id (const WabiRow *row, gpointer data, GError **error)
{
  SeenId *seen = data;

  seen->hash = g_strdup (wabi_row_text (row, 0));
  seen->user = g_strdup (wabi_row_text (row, 1));
  seen->status = g_strdup (wabi_row_text (row, 2));
  seen->tail = g_strdup (wabi_row_text (row, 3));
  return TRUE;
}

/* The same command under another device or number, as after a device was set up anew: it keeps its one
 * result. The row has no mid of its own, since that is unique. */
static gboolean
repeat_result (WabiStoreTx *tx, PushJob *job, const WabiCommand *command, const char *hash,
               const SeenId *seen, GError **error)
{
  Outcome outcome = { seen->status, g_string_new (seen->tail), g_string_new ("[]"), NULL, 0 };
  gboolean ok = FALSE;

  if (strcmp (seen->hash, hash) != 0 || strcmp (seen->user, job->push->caller.user) != 0)
    refuse_reuse (error);
  else
    ok = keep_result (tx, job, command, NULL, hash, &outcome, error);
  if (ok)
    append_result (job, command->n, seen->tail);
  g_string_free (outcome.tail, TRUE);
  g_string_free (outcome.refs, TRUE);
  return ok;
}

/* The same command, decided long ago. */
static gboolean
repeat_decided (WabiStoreTx *tx, PushJob *job, const WabiCommand *command, const char *hash, const char *refs, GError **error)
{
  Outcome outcome = { NULL, g_string_new (NULL), g_string_new (NULL), NULL, 0 };
  g_autofree char *status = NULL;
  gboolean refused = FALSE, ok;

  ok = wabi_decided_write (refs, command->id, &status, outcome.tail, &refused, error);
  outcome.status = status;
  if (!refused)
    g_string_assign (outcome.refs, "[]");
  ok = ok && keep_result (tx, job, command, command->id, hash, &outcome, error);
  if (ok)
    append_result (job, command->n, outcome.tail->str);
  g_string_free (outcome.tail, TRUE);
  g_string_free (outcome.refs, TRUE);
  return ok;
}

static gboolean
run_one (WabiStoreTx *tx, PushJob *job, guint index, gboolean *waits, GError **error)
{
  const WabiCommand *command = job->push->commands[index];
  WabiValue args[] = { WABI_TEXT (job->push->caller.practice), WABI_TEXT (command->id) };
  SeenId seen = { NULL };
  gboolean ok;
  Deps deps;

  ok = (job->fresh != NULL && g_hash_table_remove (job->fresh, command->id))
       || wabi_db_query (
           tx->db, "SELECT hash, user_id, status, result FROM mutation WHERE practice_id = $1 AND mid = $2", args,
           2, read_seen_id, &seen, NULL, error);
  if (ok && seen.hash != NULL)
    ok = repeat_result (tx, job, command, job->hashes[index], &seen, error);
  else if (ok && g_hash_table_contains (job->decided, command->id))
    ok = repeat_decided (tx, job, command, job->hashes[index], g_hash_table_lookup (job->decided, command->id), error);
  else if (ok)
    {
      deps = check_deps (tx, job, command, error);
      *waits = deps == DEPS_WAITING;
      ok = deps == DEPS_WAITING
           || (deps != DEPS_ERROR && run_new (tx, job, command, job->hashes[index], deps, error));
    }
  g_free (seen.hash);
  g_free (seen.user);
  g_free (seen.status);
  g_free (seen.tail);
  return ok;
}

#define QUARANTINE "quarantine"

static gboolean
note_known (const WabiRow *row, gpointer data, GError **error)
{
  g_hash_table_remove (data, wabi_row_text (row, 0));
  return TRUE;
}

/* Over a wire each question costs a journey, so those that all commands ask first are asked together: whether their ids are known, and
 * whether anything of the practice is held. An id that comes twice in one push is asked for again. */
static gboolean
ask_ahead (WabiStoreTx *tx, PushJob *job, guint first_new, GError **error)
{
  const WabiPush *push = job->push;
  g_autoptr (GString) ids = g_string_new (NULL);

  g_clear_pointer (&job->fresh, g_hash_table_unref);
  if (tx->store->driver->dialect != WABI_DIALECT_POSTGRES || first_new >= push->n_commands)
    return TRUE;
  job->fresh = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_add (job->fresh, (gpointer)QUARANTINE);
  for (guint i = first_new; i < push->n_commands; i++)
    {
      g_hash_table_add (job->fresh, push->commands[i]->id);
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", push->commands[i]->id);
    }
  if (!wabi_db_query (tx->db,
                      "SELECT mid FROM mutation WHERE practice_id = $1 AND mid = ANY (string_to_array ($2, ' ')) UNION ALL "
                      "(SELECT '" QUARANTINE "' FROM quarantine WHERE practice_id = $1 LIMIT 1)",
                      (WabiValue[]){ WABI_TEXT (push->caller.practice), WABI_TEXT (ids->str) }, 2, note_known, job->fresh, NULL, error))
    return FALSE;
  if (g_hash_table_remove (job->fresh, QUARANTINE) && tx->quarantine == 0)
    tx->quarantine = -1;
  return TRUE;
}

static gboolean
write_answer (WabiStoreTx *tx, PushJob *job, GError **error)
{
  WabiTxHead *head = wabi_tx_get_head (tx, job->push->caller.practice, job->push->service, error);

  if (head == NULL)
    return FALSE;
  if (job->n_results == 0 && job->behind)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_BEHIND,
                           _ ("The server waits for news from another service. It will be sent again."));
      return FALSE;
    }
  if (job->n_results == 0)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_DEP_WAITING,
                           _ ("This builds on a change that has not arrived yet. It will be sent again."));
      return FALSE;
    }
  g_string_printf (job->out, "{\"epoch\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"results\":[",
                   wabi_store_get_service_epoch (tx->store, job->push->service), head->head);
  g_string_append_len (job->out, job->results->str, (gssize)job->results->len);
  g_string_append (job->out, "]}");
  return TRUE;
}

static gboolean
run_push (WabiStoreTx *tx, gpointer data, GError **error)
{
  PushJob *job = data;
  gboolean waits = FALSE;
  guint first_new = 0;

  /* It may be the second time, after a transaction that came to nothing. */
  g_string_truncate (job->out, 0);
  g_string_truncate (job->results, 0);
  job->n_results = 0;
  job->behind = FALSE;
  job->expected = 0;
  g_hash_table_remove_all (job->decided);
  if (!replay_seen (tx, job, &first_new, error) || !ask_ahead (tx, job, first_new, error)
      || !wabi_decided_find (tx, job->push, first_new, job->decided, error))
    return FALSE;
  for (guint i = first_new; i < job->push->n_commands && !waits && !job->behind; i++)
    if (!run_one (tx, job, i, &waits, error))
      return FALSE;
  return write_answer (tx, job, error);
}

gboolean
wabi_push_check (WabiStore *store, const WabiPush *push, GError **error)
{
  if (!wabi_store_has_service (store, push->service))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_UNKNOWN_SERVICE,
                           _ ("There is no such service here."));
      return FALSE;
    }
  if (push->n_commands < 1 || push->n_commands > WABI_STORE_MAX_PUSH || push->from_n < 1
      || push->device == NULL || push->device[0] == '\0' || strlen (push->device) > DEVICE_LENGTH)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID,
                           _ ("A push carries 1 to 200 commands and the id of its device."));
      return FALSE;
    }
  for (guint i = 0; i < push->n_commands; i++)
    if (push->commands[i]->n != push->from_n + i)
      {
        g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID,
                             _ ("The commands are not numbered one after the other."));
        return FALSE;
      }
  return TRUE;
}

static void
open_job (PushJob *job)
{
  job->out = g_string_sized_new (512);
  job->results = g_string_sized_new (512);
  job->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  job->hashes = g_new0 (char *, job->push->n_commands + 1);
  for (guint i = 0; i < job->push->n_commands; i++)
    job->hashes[i] = wabi_command_hash (job->push->commands[i]);
}

static void
close_job (PushJob *job)
{
  g_clear_pointer (&job->fresh, g_hash_table_unref);
  g_clear_pointer (&job->decided, g_hash_table_unref);
  g_string_free (job->out, TRUE);
  g_string_free (job->results, TRUE);
  wabi_access_clear (&job->access);
  g_strfreev (job->hashes);
}

gboolean
wabi_push_run (WabiStoreTx *tx, const WabiPush *push, GString *out, GError **error)
{
  PushJob job = { .push = push };
  gboolean ok;

  open_job (&job);
  ok = run_push (tx, &job, error);
  if (ok)
    g_string_append_len (out, job.out->str, (gssize)job.out->len);
  close_job (&job);
  return ok;
}

gboolean
wabi_store_push (WabiStore *store, const WabiPush *push, GString *out, gint64 *expected, GError **error)
{
  PushJob job = { .push = push };
  WabiJob work = { .run = run_push, .data = &job, .practice = push->caller.practice, .again = TRUE };
  gboolean ok;

  g_return_val_if_fail (store != NULL && push != NULL && out != NULL, FALSE);
  g_return_val_if_fail (push->caller.practice != NULL && push->caller.user != NULL, FALSE);

  if (!wabi_push_check (store, push, error))
    return FALSE;
  open_job (&job);
  ok = wabi_writer_run (store, &work, error);
  if (ok)
    g_string_append_len (out, job.out->str, (gssize)job.out->len);
  if (expected != NULL)
    *expected = job.expected;
  close_job (&job);
  return ok;
}
