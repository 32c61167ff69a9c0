// SPDX-License-Identifier: AGPL-3.0-or-later
// Services that follow other services' feeds in the same database: each change is reacted to once, together
// with the cursor.

#include "wabi-store-private.h"

#include <string.h>

/* So that a long catching-up lets waiting pushes through again and again. */
#define STEP_CHANGES 50
#define STEP_TIME (25 * G_TIME_SPAN_MILLISECOND)
/* Where somebody waits for the same commit: what has piled up, after an import say, is worked off beside them, not before them. */
#define SHARED_STEP_TIME (5 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  WabiStoreTx *tx;
  const char *practice;
  const char *service;  /* who reacts */
  const char *follows;  /* to whose feed */
  gint64 cursor, until; /* @until: monotonic time after which the rest is left for the next step */
  gint64 ready;         /* up to where a copied feed may be reacted to */
  GPtrArray *changes;   /* WabiRecord */
} Follow;

static gboolean
concerns (const Follow *follow, const WabiReaction *reaction)
{
  return strcmp (reaction->service, follow->service) == 0 && strcmp (reaction->follows, follow->follows) == 0;
}

/* Feeds as "practice\nservice", so that they can be members of a set. */
static char *
split_mark (const char *mark, const char **out_service)
{
  const char *line = strchr (mark, '\n');

  *out_service = line + 1;
  return g_strndup (mark, (gsize)(line - mark));
}

static gboolean
mark_row (const WabiRow *row, gpointer data, GError **error)
{
  g_autofree char *mark = g_strconcat (wabi_row_text (row, 0), "\n", wabi_row_text (row, 1), NULL);

  wabi_lanes_mark (data, mark);
  return TRUE;
}

void
wabi_react_mark_all (WabiStore *store)
{
  g_autoptr (GError) error = NULL;

  if (g_hash_table_size (store->wanted) > 0
      && !wabi_db_query (store->lanes[0].db, "SELECT practice_id, service FROM practice_head", NULL, 0,
                         mark_row, store, NULL, &error))
    g_warning ("reactions begin with the next change only: %s", error->message);
}

/* ---- one change ---- */

static gboolean
check_bodies (const WabiContext *context, GError **error)
{
  for (guint i = 0; i < context->effects->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (context->effects, i);

      if (!wabi_record_get_deleted (record) && !wabi_record_check (record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note_effects (Follow *follow, WabiRecord *changed, const char *event, const char *refs, GError **error)
{
  g_autofree char *text
      = g_strdup_printf ("{\"after\":\"%s\",\"records\":%s}", wabi_record_get_id (changed), refs);

  return wabi_store_tx_audit (follow->tx, follow->practice, follow->service, WABI_STORE_SYSTEM_USER, event,
                              text, error);
}

static gboolean
keep_effects (Follow *follow, WabiContext *context, WabiTxView *view, WabiRecord *changed, GError **error)
{
  g_autoptr (GString) refs = g_string_new (NULL);
  g_autofree char *event = g_strconcat ("follow.", wabi_record_get_kind (changed)->name, NULL);
  WabiEffects effects = { .skip_same = TRUE, .refs = refs };

  if (!wabi_effects_store (follow->tx, context, view, &effects, error))
    return FALSE;
  return effects.stored == 0 || note_effects (follow, changed, event, refs->str, error);
}

static gboolean
fill_context (Follow *follow, WabiContext *context, GError **error)
{
  context->caller = (WabiCaller){ follow->practice, WABI_STORE_SYSTEM_USER, WABI_ROLE_ADMIN };
  context->now = context->given = follow->tx->now;
  context->authority = TRUE;
  context->ids = follow->tx->store->ids;
  context->zone = wabi_tx_get_zone (follow->tx, follow->practice, error);
  return context->zone != NULL;
}

/* A rule that refuses must not hold up the feed for ever: it is noted, and the feed goes on. */
static gboolean
note_refusal (Follow *follow, const WabiReaction *reaction, WabiRecord *changed, const WabiContext *context,
              GError *take_refusal, GError **error)
{
  if (take_refusal->domain == WABI_DB_ERROR || take_refusal->domain == WABI_STORE_ERROR)
    {
      g_propagate_error (error, take_refusal);
      return FALSE;
    }
  g_message ("%s did not take a change of %s %s: %s", reaction->service, reaction->kind,
             wabi_record_get_id (changed), context->code != NULL ? context->code : "no code");
  g_error_free (take_refusal);
  return note_effects (follow, changed, "follow.refused", "[]", error);
}

static gboolean
react_once (Follow *follow, const WabiReaction *reaction, WabiRecord *changed, GError **error)
{
  GError *refusal = NULL;
  WabiTxView view;
  WabiContext context;
  gboolean ok;

  wabi_tx_view_init (&view, follow->tx->db, follow->practice);
  wabi_context_init (&context, &view.view);
  ok = fill_context (follow, &context, error);
  if (ok)
    {
      if (reaction->react (&context, changed, &refusal) && check_bodies (&context, &refusal)
          && wabi_effects_check (follow->tx, &context, &view, &refusal))
        ok = keep_effects (follow, &context, &view, changed, error);
      else
        ok = note_refusal (follow, reaction, changed, &context, refusal, error);
    }
  wabi_context_clear (&context);
  wabi_tx_view_clear (&view);
  return ok;
}

static gboolean
react_to (Follow *follow, WabiRecord *changed, GError **error)
{
  const WabiStore *store = follow->tx->store;

  for (guint i = 0; i < store->n_reactions; i++)
    if (concerns (follow, &store->reactions[i])
        && strcmp (store->reactions[i].kind, wabi_record_get_kind (changed)->name) == 0
        && !react_once (follow, &store->reactions[i], changed, error))
      return FALSE;
  return TRUE;
}

/* ---- one feed ---- */

static const WabiKind *
find_any_kind (const WabiStore *store, const char *name)
{
  for (guint i = 0; i < store->n_kinds; i++)
    if (strcmp (store->kinds[i]->name, name) == 0)
      return store->kinds[i];
  return NULL;
}

static guint
collect_kinds (const Follow *follow, const WabiKind **out)
{
  const WabiStore *store = follow->tx->store;
  guint n = 0;

  for (guint i = 0; i < store->n_kinds; i++)
    for (guint k = 0; k < store->n_reactions; k++)
      if (concerns (follow, &store->reactions[k])
          && strcmp (store->reactions[k].kind, store->kinds[i]->name) == 0)
        {
          out[n++] = store->kinds[i];
          break;
        }
  return n;
}

static gboolean
collect_change (const WabiRow *row, gpointer data, GError **error)
{
  Follow *follow = data;
  const WabiKind *kind = find_any_kind (follow->tx->store, wabi_row_text (row, 0));
  WabiRecord *record;

  if (wabi_row_int (row, 3) > follow->ready)
    return TRUE;
  record = wabi_record_new_from_body (kind, wabi_row_text (row, 1), wabi_row_text (row, 6), error);

  if (record == NULL)
    return FALSE;
  wabi_record_set_stamp (record, wabi_row_int (row, 2), wabi_row_int (row, 3), wabi_row_int (row, 4) != 0);
  g_ptr_array_add (follow->changes, record);
  return TRUE;
}

static gboolean
read_changes (Follow *follow, guint limit, GError **error)
{
  const WabiStore *store = follow->tx->store;
  g_autofree const WabiKind **kinds = g_new (const WabiKind *, store->n_kinds + 1);
  WabiValue cursor_args[]
      = { WABI_TEXT (follow->practice), WABI_TEXT (follow->service), WABI_TEXT (follow->follows) };
  guint n = collect_kinds (follow, kinds);
  g_autofree char *sql = n > 0 ? wabi_feed_build_select (store, kinds, n) : NULL;

  if (n == 0)
    return TRUE;
  if (!wabi_db_get_int (
          follow->tx->db,
          "SELECT cursor FROM follower WHERE practice_id = $1 AND service = $2 AND follows = $3", cursor_args,
          3, &follow->cursor, error))
    return FALSE;
  return wabi_db_query (
      follow->tx->db, sql,
      (WabiValue[]){ WABI_TEXT (follow->practice), WABI_INT (follow->cursor), WABI_INT (limit) }, 3,
      collect_change, follow, NULL, error);
}

static gboolean
keep_cursor (Follow *follow, GError **error)
{
  return wabi_db_run (follow->tx->db, error,
                      "INSERT INTO follower (practice_id, service, follows, cursor) VALUES ($1, $2, $3, $4) "
                      "ON CONFLICT (practice_id, service, follows) DO UPDATE SET cursor = excluded.cursor",
                      WABI_TEXT (follow->practice), WABI_TEXT (follow->service), WABI_TEXT (follow->follows),
                      WABI_INT (follow->cursor));
}

/* Reacts to what was read, until the time is up; moves the cursor along. At least one change is reacted to.
 */
static gboolean
react_in_time (Follow *follow, guint *done, GError **error)
{
  for (*done = 0; *done < follow->changes->len; (*done)++)
    {
      WabiRecord *changed = g_ptr_array_index (follow->changes, *done);

      if (*done > 0 && wabi_clock_monotonic (follow->tx->store->clock) >= follow->until)
        return TRUE;
      if (!react_to (follow, changed, error))
        return FALSE;
      follow->cursor = wabi_record_get_seq (changed);
    }
  return TRUE;
}

static gboolean
run_follow (Follow *follow, guint limit, gboolean *more, GError **error)
{
  guint done;

  if (!read_changes (follow, limit, error) || !react_in_time (follow, &done, error))
    return FALSE;
  follow->tx->reacted += done;
  *more = done < follow->changes->len || follow->changes->len >= limit;
  /* A cursor that lags behind changes that nobody wants costs nothing: they are not read. */
  return done == 0 || keep_cursor (follow, error);
}

/* Lets every mounted service that follows this feed see it. */
static gboolean
run_followers (WabiStoreTx *tx, const char *practice, const char *follows, gint64 until, gboolean *more,
               GError **error)
{
  *more = FALSE;
  for (guint i = 0; tx->store->services[i] != NULL; i++)
    {
      Follow follow = { tx, practice, tx->store->services[i], follows, 0, until, 0, NULL };
      gboolean follow_more = FALSE, ok;

      follow.ready = wabi_follow_get_ready (tx->store, practice, follows);
      follow.changes = g_ptr_array_new_with_free_func (g_object_unref);
      ok = run_follow (&follow, STEP_CHANGES, &follow_more, error);
      g_ptr_array_unref (follow.changes);
      if (!ok)
        return FALSE;
      *more |= follow_more;
    }
  return TRUE;
}

gboolean
wabi_react_step (WabiStoreTx *tx, GHashTable *dirty, gboolean shared, GHashTable *left, GError **error)
{
  gint64 until = wabi_clock_monotonic (tx->store->clock) + (shared ? SHARED_STEP_TIME : STEP_TIME);
  guint marks = 0;
  GHashTableIter iter;
  gpointer mark;

  g_hash_table_iter_init (&iter, dirty);
  while (g_hash_table_iter_next (&iter, &mark, NULL))
    {
      const char *follows;
      g_autofree char *practice = split_mark (mark, &follows);
      gboolean more = TRUE;

      if ((marks++ == 0 || wabi_clock_monotonic (tx->store->clock) < until)
          && !run_followers (tx, practice, follows, until, &more, error))
        return FALSE;
      if (more)
        g_hash_table_add (left, g_strdup (mark));
    }
  return TRUE;
}
