// SPDX-License-Identifier: AGPL-3.0-or-later
// Ways to write the product wrong, each of which some invariant must notice. The product's objects stay as they are: a mutant changes a
// statement on its way to SQLite, or what a function of another object answers (--wrap).

#include "sim.h"
#include "sim-checks.h"
#include "sim-rows.h"
#include "wabi-cache-sync.h"
#include "wabi-lookup.h"
#include "wabi-proof.h"
#include "wabi-store-follow.h"
#include "wabi-store-private.h"
#include "wabi-vault-private.h"

#include <sqlite3.h>
#include <string.h>

int sim_mutant = -1;
guint64 sim_mutant_hits;
gboolean sim_checking;

const SimMutant sim_mutants[] = {
  { "naive-sequence", "places are taken from a sequence, so those of undone transactions are never given" },
  { "cursor-is-head", "the cursor is set to the head that was told, not to what was delivered" },
  { "first-head", "a reading of several pages ends at the head that was told with its first page", { 519, 540, 634, 660 },
    G_GUINT64_CONSTANT (1) << SIM_FAULT_SMALL_PAGES },
  { "cursor-too-far", "the cursor is set one place behind what was delivered" },
  { "page-ends-early", "the last change of a page is left out" },
  { "old-page-taken", "a row is taken whatever is there already" },
  { "acknowledge-before-the-disk", "the desktop says \"saved\" before its disk has it" },
  { "server-acknowledges-before-the-disk", "the server answers before its disk has it" },
  { "wal-thrown-away", "after a crash the log beside the cache is taken for rubbish" },
  { "clear-all-dirty", "an answer marks the whole queue as done, not what was sent" },
  { "drop-on-422", "what the server does not count like the desktop is dropped" },
  { "no-memory-of-ids", "the server does not look whether it has done a command already", { 42, 85 } },
  { "number-without-hash", "a number that was seen is answered without looking at what it stands for" },
  { "gaps-accepted", "the server takes a device's commands although earlier ones have not come", { 41 } },
  { "queue-of-another", "whoever signs in sends what lies in the machine's queue" },
  { "refusal-forgotten", "what the server refuses is dropped without a word" },
  { "overlay-dropped-early", "what was confirmed leaves the screen before the feed has brought it", { 73, 110, 169, 577 } },
  { "reaction-lost", "a service that follows another notes that it has reacted, and has not", { 46, 51, 67, 70 } },
  { "reaction-repeated", "a service that follows another does not note what it has reacted to, nor look whether it has" },
  { "tombstone-forgotten", "a service that has purged tombstones does not tell who has not read them", { 87, 68, 5 },
    G_GUINT64_CONSTANT (1) << SIM_FAULT_TOMBSTONES },
  { "signed-can-be-edited", "the rules do not look whether a note is signed", { 51, 46, 67 } },
  { "last-writer-wins", "an edit replaces what another has written meanwhile", { 25, 85 } },
  { "revision-forgotten", "a saved draft leaves no revision" },
  { "overlap-accepted", "a booking is not looked at beside the others" },
  { "roles-not-asked", "feeds carry every kind to everybody" },
  { "practice-not-asked", "commands go to the practice that the server was set up for", { 44, 53, 54, 86 } },
  { "restore-not-noticed", "a restored server goes on under its old epoch" },
  { "no-back-off", "who fails asks again at once", { 31 } },
  { "new-client-not-filled", "a client that comes into somebody's care is listed and never fetched", { 34 } },
  { "follower-skips", "a server that follows another leaves the last change of a page out" },
  { "farewell-forgets", "what waits is not sent before the copy of somebody whose access has ended is destroyed", { 0 },
    G_GUINT64_CONSTANT (1) << SIM_FAULT_ACCESS_ENDS },
  { "unknown-dropped", "members that this version does not know are left out when a record is copied" },
};
const guint sim_n_mutants = G_N_ELEMENTS (sim_mutants);

gboolean
sim_mutant_is (const char *name)
{
  if (sim_mutant < 0 || sim_checking || strcmp (sim_mutants[sim_mutant].name, name) != 0)
    return FALSE;
  sim_mutant_hits++;
  return TRUE;
}

/* ---- statements ---- */

static const struct
{
  const char *mutant, *part, *instead; /* @instead: of the whole statement, or of @part when it begins with "~" */
} rewrites[] = {
  { "old-page-taken", "SELECT seq FROM shadow WHERE kind = $1 AND id = $2", "SELECT -1 WHERE $1 = $1 AND $2 = $2" },
  { "old-page-taken", "SELECT seq FROM r_", "SELECT -1 WHERE $1 = $1 AND $2 = $2" },
  { "clear-all-dirty", "SET state = 2, seq = $1 WHERE id = $2 AND state < 2",
    "UPDATE OR FAIL outbox SET state = 2, seq = $1 WHERE $2 = $2 AND state < 2" },
  { "drop-on-422", "UPDATE outbox SET n = NULL, state = 0 WHERE service = $1 AND state < 2",
    "~DELETE FROM outbox WHERE service = $1 AND state < 2" },
  { "no-memory-of-ids", "SELECT hash, user_id, status, result FROM mutation WHERE practice_id = $1 AND mid = $2",
    "~SELECT hash, user_id, status, result FROM mutation WHERE practice_id = $1 AND mid = $2 AND 1 = 0" },
  { "no-memory-of-ids", "INSERT INTO mutation ", "~INSERT OR REPLACE INTO mutation " },
  { "gaps-accepted", "SELECT n, hash, user_id, result FROM mutation",
    "SELECT $4 AS n, '' AS hash, '' AS user_id, '' AS result WHERE NOT EXISTS (SELECT 1 FROM mutation WHERE practice_id = $1 AND service = $2 "
    "AND device = $3 AND n >= $4) UNION ALL SELECT n, hash, user_id, result FROM mutation WHERE practice_id = $1 AND service = $2 AND device = "
    "$3 AND n >= $4 ORDER BY n LIMIT $5" },
  { "queue-of-another", "state < 2 AND user_id = $2", "~state < 2 AND $2 = $2" },
  { "refusal-forgotten", "INSERT OR REPLACE INTO refused",
    "DELETE FROM refused WHERE 1 = 0 AND ($1 = $2 OR $3 = $4 OR $5 = $6)" },
  { "overlay-dropped-early", "AND seq <= (SELECT seq FROM feed_cursor WHERE service = $1)", "~" },
  { "new-client-not-filled", "INTO caseload (service, client, filling, place) VALUES ($1, $2, $3, '')",
    "~INTO caseload (service, client, filling, place) VALUES ($1, $2, 0 * $3, '')" },
  { "tombstone-forgotten", "SELECT head, min_seq FROM practice_head", "~SELECT head, 0 FROM practice_head" },
  { "farewell-forgets", "zone FROM outbox WHERE state < 2 ORDER BY pos", "~zone FROM outbox WHERE state < 2 AND 1 = 0 ORDER BY pos" },
  { "reaction-repeated", "INSERT INTO follower", "DELETE FROM follower WHERE 1 = 0 AND ($1 = $2 OR $3 = $4)" },
};

int __real_sqlite3_prepare_v2 (sqlite3 *db, const char *sql, int length, sqlite3_stmt **out, const char **tail);
int __wrap_sqlite3_prepare_v2 (sqlite3 *db, const char *sql, int length, sqlite3_stmt **out, const char **tail);

static int
prepare (sqlite3 *db, const char *sql, int length, sqlite3_stmt **out, const char **tail)
{
  for (guint i = 0; sim_mutant >= 0 && !sim_checking && i < G_N_ELEMENTS (rewrites); i++)
    {
      const char *at = strstr (sql, rewrites[i].part), *instead = rewrites[i].instead;
      g_autofree char *text = NULL;

      if (at == NULL || !sim_mutant_is (rewrites[i].mutant))
        continue;
      if (instead[0] == '~')
        text = g_strdup_printf ("%.*s%s%s", (int) (at - sql), sql, instead + 1, at + strlen (rewrites[i].part));
      else
        text = g_strdup (instead);
      return __real_sqlite3_prepare_v2 (db, text, -1, out, tail);
    }
  return __real_sqlite3_prepare_v2 (db, sql, length, out, tail);
}

int
__wrap_sqlite3_prepare_v2 (sqlite3 *db, const char *sql, int length, sqlite3_stmt **out, const char **tail)
{
  int code = prepare (db, sql, length, out, tail);

  if (code == SQLITE_ERROR)
    sim_check_statement (sqlite3_errmsg (db));
  return code;
}

/* ---- what the desktop reads ---- */

WabiPullPage *__real_wabi_pull_page_parse (const char *data, gsize length, const char *service, gint64 since, GError **error);
WabiPullPage *__wrap_wabi_pull_page_parse (const char *data, gsize length, const char *service, gint64 since, GError **error);
gboolean __real_wabi_cache_apply_pages (WabiCache *cache, WabiPullPage *const *pages, guint n_pages, GError **error);
gboolean __wrap_wabi_cache_apply_pages (WabiCache *cache, WabiPullPage *const *pages, guint n_pages, GError **error);
char *__real_wabi_vault_build_path (const char *directory, const WabiKeyOwner *owner);
char *__wrap_wabi_vault_build_path (const char *directory, const WabiKeyOwner *owner);
void __real_wabi_sync_machine_failed (WabiSyncMachine *machine, gint64 now, guint service, WabiSyncFailure failure, gint64 retry_after);
void __wrap_wabi_sync_machine_failed (WabiSyncMachine *machine, gint64 now, guint service, WabiSyncFailure failure, gint64 retry_after);

/* The end of the feed as it was when the reading began. */
static void
end_at_first_head (SimDesk *desk, WabiPullPage *page)
{
  guint service = 0;

  while (strcmp (wabi_domain_services[service], page->service) != 0)
    service++;
  if (page->since == 0)
    desk->first_head[service] = page->head;
  if (!page->more || page->next < desk->first_head[service] || !sim_mutant_is ("first-head"))
    return;
  page->more = FALSE;
  page->head = page->next;
}

WabiPullPage *
__wrap_wabi_pull_page_parse (const char *data, gsize length, const char *service, gint64 since, GError **error)
{
  WabiPullPage *page = __real_wabi_pull_page_parse (data, length, service, since, error);

  if (page == NULL)
    return NULL;
  if (sim_mutant >= 0 && sim_world->working != NULL)
    end_at_first_head (sim_world->working, page);
  if (sim_mutant_is ("cursor-is-head"))
    {
      page->next = page->head;
      page->more = FALSE;
    }
  else if (sim_mutant_is ("cursor-too-far"))
    page->next++;
  else if (page->changes->len > 1 && sim_mutant_is ("page-ends-early"))
    g_array_set_size (page->changes, page->changes->len - 1);
  return page;
}

static SimDesk *
find_desk (const WabiCache *cache)
{
  for (guint i = 0; i < sim_world->n_desks; i++)
    if (sim_world->desks[i].cache == cache)
      return &sim_world->desks[i];
  return NULL;
}

static gboolean
read_state (SimDesk *desk, const char *service, gboolean *loaded, gboolean *sweeping)
{
  g_autofree char *epoch = NULL;
  gint64 seq;

  return sim_desk_read_cursor (desk, service, &seq, &epoch, loaded, sweeping);
}

gboolean
__wrap_wabi_cache_apply_pages (WabiCache *cache, WabiPullPage *const *pages, guint n_pages, GError **error)
{
  SimDesk *desk = find_desk (cache);
  gint64 seq = 0;
  gboolean loaded, sweeping = TRUE, loading;

  if (sim_mutant_is ("old-page-taken") && wabi_cache_read_cursor (cache, pages[0]->service, &seq, NULL, &loaded, NULL))
    for (guint i = 0; i < n_pages; i++)
      {
        pages[i]->since = MAX (pages[i]->since, seq);
        pages[i]->next = MAX (pages[i]->next, seq);
      }
  loading = desk != NULL && (!read_state (desk, pages[0]->service, &loaded, &sweeping) || !loaded || sweeping);
  if (!__real_wabi_cache_apply_pages (cache, pages, n_pages, error))
    return FALSE;
  if (loading)
    sim_check_load (sim_world, desk, pages[0]->service);
  return TRUE;
}

char *
__wrap_wabi_vault_build_path (const char *directory, const WabiKeyOwner *owner)
{
  WabiKeyOwner nobody = { "", "", "" };

  return __real_wabi_vault_build_path (directory, sim_mutant_is ("queue-of-another") ? &nobody : owner);
}

void
__wrap_wabi_sync_machine_failed (WabiSyncMachine *machine, gint64 now, guint service, WabiSyncFailure failure, gint64 retry_after)
{
  __real_wabi_sync_machine_failed (machine, now, service, failure, retry_after);
  if (sim_mutant_is ("no-back-off"))
    wabi_sync_machine_poke (machine);
}

/* ---- the server ---- */

char *__real_wabi_command_hash (const WabiCommand *command);
char *__wrap_wabi_command_hash (const WabiCommand *command);
gboolean __real_wabi_tx_put_body (WabiStoreTx *tx, const char *practice, WabiRecord *record, const char *body, GError **error);
gboolean __wrap_wabi_tx_put_body (WabiStoreTx *tx, const char *practice, WabiRecord *record, const char *body, GError **error);

char *
__wrap_wabi_command_hash (const WabiCommand *command)
{
  return sim_mutant_is ("number-without-hash") ? g_strdup ("the same for all") : __real_wabi_command_hash (command);
}

gboolean
__wrap_wabi_tx_put_body (WabiStoreTx *tx, const char *practice, WabiRecord *record, const char *body, GError **error)
{
  if (sim_world != NULL && sim_draw (sim_world->chance, 20) == 0 && sim_mutant_is ("naive-sequence"))
    {
      WabiTxHead *head = wabi_tx_get_head (tx, practice, wabi_record_get_kind (record)->service, error);

      if (head != NULL)
        head->head++;
    }
  return __real_wabi_tx_put_body (tx, practice, record, body, error);
}

gboolean __real_wabi_store_follow_apply (WabiStore *store, const WabiFollowPage *page, GError **error);
gboolean __wrap_wabi_store_follow_apply (WabiStore *store, const WabiFollowPage *page, GError **error);

gboolean
__wrap_wabi_store_follow_apply (WabiStore *store, const WabiFollowPage *page, GError **error)
{
  if (page->records->len > 0 && sim_mutant_is ("follower-skips"))
    g_ptr_array_set_size (page->records, (int) page->records->len - 1);
  return __real_wabi_store_follow_apply (store, page, error);
}

/* ---- the rules ---- */

gboolean __real_wabi_record_is (WabiRecord *record, const char *field, const char *text);
gboolean __wrap_wabi_record_is (WabiRecord *record, const char *field, const char *text);
WabiRecord *__real_wabi_record_copy (WabiRecord *record);
WabiRecord *__wrap_wabi_record_copy (WabiRecord *record);
void __real_wabi_context_put (WabiContext *context, WabiRecord *record);
void __wrap_wabi_context_put (WabiContext *context, WabiRecord *record);
GPtrArray *__real_wabi_proof_check_booking (WabiProof *proof);
GPtrArray *__wrap_wabi_proof_check_booking (WabiProof *proof);
GPtrArray *__real_wabi_lookup_by (const WabiView *view, const WabiKind *kind, const char *field, const char *text);
GPtrArray *__wrap_wabi_lookup_by (const WabiView *view, const WabiKind *kind, const char *field, const char *text);
void __real_wabi_merge_edit (WabiRecord *record, JsonObject *base, JsonObject *set, WabiMerge *out);
void __wrap_wabi_merge_edit (WabiRecord *record, JsonObject *base, JsonObject *set, WabiMerge *out);

gboolean
__wrap_wabi_record_is (WabiRecord *record, const char *field, const char *text)
{
  if (sim_mutant >= 0 && wabi_record_get_kind (record) == &wabi_kind_note && strcmp (field, "state") == 0
      && (g_strcmp0 (text, "signed") == 0 || g_strcmp0 (text, "pending") == 0) && sim_mutant_is ("signed-can-be-edited"))
    return FALSE;
  return __real_wabi_record_is (record, field, text);
}

WabiRecord *
__wrap_wabi_record_copy (WabiRecord *record)
{
  WabiRecord *copy = __real_wabi_record_copy (record);

  if (sim_mutant_is ("unknown-dropped"))
    wabi_record_take_node (copy, "x_future", NULL);
  return copy;
}

void
__wrap_wabi_context_put (WabiContext *context, WabiRecord *record)
{
  if (wabi_record_get_kind (record) == &wabi_kind_note_revision && sim_mutant_is ("revision-forgotten"))
    g_object_unref (record);
  else if (wabi_record_get_kind (record) == &wabi_kind_charge && sim_mutant_is ("reaction-lost"))
    g_object_unref (record);
  else
    __real_wabi_context_put (context, record);
}

GPtrArray *
__wrap_wabi_proof_check_booking (WabiProof *proof)
{
  return sim_mutant_is ("overlap-accepted") ? g_ptr_array_new () : __real_wabi_proof_check_booking (proof);
}

GPtrArray *
__wrap_wabi_lookup_by (const WabiView *view, const WabiKind *kind, const char *field, const char *value)
{
  if (kind == &wabi_kind_charge && sim_mutant_is ("reaction-repeated"))
    return g_ptr_array_new_with_free_func (g_object_unref);
  return __real_wabi_lookup_by (view, kind, field, value);
}

void
__wrap_wabi_merge_edit (WabiRecord *record, JsonObject *base, JsonObject *set, WabiMerge *out)
{
  if (sim_mutant_is ("last-writer-wins"))
    {
      memset (out, 0, sizeof *out);
      wabi_record_set_all (record, set);
      return;
    }
  __real_wabi_merge_edit (record, base, set, out);
}
