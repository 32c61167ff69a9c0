// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-clock.h"
#include "wabi-db-postgres.h"
#include "wabi-domain.h"
#include "wabi-migration.h"

G_BEGIN_DECLS

/*
 * One database for a set of services: records, feed, idempotency, audit chain and reactions, written together
 * in one transaction. No HTTP here. All functions may be called from any thread; they block until the disk
 * has it, and never for ever.
 */

/**
 * WABI_STORE_ERROR:
 *
 * Errors of a store. The message is for a person.
 */
#define WABI_STORE_ERROR (wabi_store_error_quark ())
GQuark wabi_store_error_quark (void);

typedef enum
{
  WABI_STORE_ERROR_FAILED,          /* the database failed: 500 */
  WABI_STORE_ERROR_INVALID,         /* a parameter is wrong: 400 "invalid" */
  WABI_STORE_ERROR_UNKNOWN_SERVICE, /* no such service or kind here: 404 "unknown" */
  WABI_STORE_ERROR_FORBIDDEN,       /* the caller's roles may not read it: 403 "forbidden" */
  WABI_STORE_ERROR_NOT_FOUND,       /* no such record: 404 "not_found" */
  WABI_STORE_ERROR_GAP,             /* n is not the next one: 409 "gap", with the expected n */
  WABI_STORE_ERROR_DEP_WAITING, /* the first command depends on one that was not sent yet: 409 "dep_waiting"
                                 */
  WABI_STORE_ERROR_MID_REUSE, /* the same n or id with other content or from another user: 422 "mid_reuse" */
  WABI_STORE_ERROR_RESYNC,    /* the cursor cannot be continued from: 410 "resync" */
  WABI_STORE_ERROR_BUSY,      /* too much is waiting: 503 "busy" with Retry-After */
  WABI_STORE_ERROR_FULL,      /* no room on the disk: 507 "full" */
  WABI_STORE_ERROR_CLOSED,    /* the store is being closed: 503 "closing" */
  WABI_STORE_ERROR_AWAY,      /* the database cannot be reached: 503 "away" with Retry-After */
  WABI_STORE_ERROR_BEHIND,    /* copies of other services' records may be too old to refuse by: 503 "behind" */
} WabiStoreError;

/**
 * WABI_STORE_SYSTEM_USER:
 *
 * The user under whose id reactions write.
 */
#define WABI_STORE_SYSTEM_USER "00000000-0000-7000-8000-000000000001"

/**
 * WabiStore:
 *
 * An open database with its writer thread and its reading connections.
 */
typedef struct _WabiStore WabiStore;

/**
 * WabiStoreMigrations:
 * @unit: whose tables, such as "auth"
 * @steps: the steps, in order
 * @n_steps: how many
 *
 * Tables of a service that are not records.
 */
typedef struct
{
  const char *unit;
  const WabiMigration *steps;
  guint n_steps;
} WabiStoreMigrations;

/**
 * WabiStoreOptions:
 * @driver: (nullable): which database, %NULL for that of @location (wabi_db_driver_for_location())
 * @location: a file name for SQLite, a URL for PostgreSQL
 * @services: (nullable): names of the services mounted here, %NULL-terminated; %NULL for all
 * @clock: the time; must outlive the store
 * @ids: makes ids; must outlive the store
 * @kinds: (nullable): the kinds; %NULL for those of core/domain
 * @n_kinds: how many
 * @commands: (nullable): the commands; %NULL for those of core/domain
 * @n_commands: how many
 * @reactions: (nullable): the reactions; %NULL, with @commands %NULL too, for those of core/domain
 * @n_reactions: how many
 * @migrations: (nullable): tables of mounted services
 * @n_migrations: how many
 * @max_readers: most reading connections at once, 0 for two a processor, at least 4 and at most 8
 * @max_writers: most writing connections at once on PostgreSQL beside one for what belongs to no practice, 0 for 4
 * @quick: whether a commit need not wait for the disk, for making demo and benchmark data only
 *
 * What a store is opened with. Everything pointed to must outlive the store.
 */
typedef struct
{
  const WabiDbDriver *driver;
  const char *location;
  const char *const *services;
  const WabiClock *clock;
  WabiIdSource *ids;
  const WabiKind *const *kinds;
  guint n_kinds;
  const WabiCommandInfo *commands;
  guint n_commands;
  const WabiReaction *reactions;
  guint n_reactions;
  const WabiStoreMigrations *migrations;
  guint n_migrations;
  guint max_readers;
  guint max_writers;
  gboolean quick;
} WabiStoreOptions;

/**
 * wabi_store_open:
 * @options: what and where
 * @error: where to put an error of #WABI_STORE_ERROR or #WABI_DB_ERROR
 *
 * Opens the database, brings its tables up to date, starts the writer thread, and lets the reactions catch up
 * in the background.
 *
 * Returns: (transfer full) (nullable): the store, %NULL with @error set
 */
WabiStore *wabi_store_open (const WabiStoreOptions *options, GError **error);

/**
 * wabi_store_close:
 * @store: (transfer full) (nullable): a store
 *
 * Finishes what is being written, answers what still waits with %WABI_STORE_ERROR_CLOSED, and closes. No
 * other thread may be inside a function of @store when it returns, nor begin one.
 */
void wabi_store_close (WabiStore *store);

/**
 * wabi_store_get_epoch:
 * @store: a store
 *
 * Returns: (transfer none): names this history of the database; another one after a restore from a backup
 */
const char *wabi_store_get_epoch (WabiStore *store);

/**
 * wabi_store_get_service_epoch:
 * @store: a store
 * @service: a service's name
 *
 * Returns: (transfer none): the history of that service's feeds: that of the database, unless the service came from another one and brought its own
 */
const char *wabi_store_get_service_epoch (WabiStore *store, const char *service);

/**
 * WabiFollowAskFunc:
 * @service: (nullable): whose feed is waited for, %NULL for all
 * @ticket: what is to be said by wabi_store_follow_done() when it was fetched; 0 when nobody waits for that
 * @data: the follower
 *
 * Somebody waits for news: called on any thread, must only hand the wish on.
 */
typedef void (*WabiFollowAskFunc) (const char *service, guint64 ticket, gpointer data);

/**
 * wabi_store_has_service:
 * @store: a store
 * @service: (nullable): a name
 *
 * Returns: whether that service is mounted here
 */
gboolean wabi_store_has_service (WabiStore *store, const char *service);

/**
 * wabi_store_find_kind:
 * @store: a store
 * @name: (nullable): such as "appointment"
 *
 * Returns: (transfer none) (nullable): the kind when a mounted service owns it, else %NULL
 */
const WabiKind *wabi_store_find_kind (WabiStore *store, const char *name);

/**
 * WabiPush:
 * @caller: who, from the token only; borrowed
 * @device: id of the desktop's cache, at most 64 bytes
 * @service: whose commands
 * @from_n: place of the first command in the device's queue
 * @commands: (array length=n_commands): the commands, whose n must go on from @from_n without a gap
 * @n_commands: from 1 to 200
 * @settled: whether the copies of other services' records are as new as anything that the device can have built on; when they may not be, nothing
 *   is refused for good, but answered with %WABI_STORE_ERROR_BEHIND. Without meaning where nothing is copied
 *
 * What a device sends.
 */
typedef struct
{
  WabiCaller caller;
  const char *device;
  const char *service;
  gint64 from_n;
  WabiCommand *const *commands;
  guint n_commands;
  gboolean settled;
} WabiPush;

#define WABI_STORE_MAX_PUSH 200

/**
 * wabi_store_push:
 * @store: a store
 * @push: what to apply; borrowed until this returns
 * @out: where the answer is appended, whole: {"epoch":…,"head":…,"results":[…]} (docs/protocol.md); untouched
 * on failure
 * @expected: (out) (optional): after %WABI_STORE_ERROR_GAP, the n that should come next
 * @error: where to put an error of #WABI_STORE_ERROR; nothing of this push was then kept
 *
 * Applies each command at most once, in order. Waiting pushes of all callers share one durable transaction
 * (group commit), each in a savepoint of its own; this returns when that transaction is on the disk. There
 * may be fewer results than commands, when one in the middle depends on another service's command that was
 * not sent yet: the rest is to be sent again.
 *
 * Returns: whether the answer was written
 */
gboolean wabi_store_push (WabiStore *store, const WabiPush *push, GString *out, gint64 *expected,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiFeedRequest:
 * @caller: who, from the token only
 * @service: whose feed
 * @since: the last position delivered, 0 at first
 * @epoch: (nullable): the epoch that @since belongs to
 * @limit: most changes, from 1 to 5,000; 0 for 1,000
 * @follower: (nullable): the service that follows, when it is one and not a person: roles are passed over then
 * @kinds: (nullable): with @follower, the names of the kinds that it copies, with commas between
 * @access: (nullable): the name of the caseload that the caller knows himself to have
 * @base: the head that was told when the caller began at 0: tombstones of before that are nothing to it
 * @digest: whether a page that ends the feed says what the caller's copy must add up to then; costs a look at each record's place, so
 * callers ask seldom
 *
 * A question to a feed.
 */
typedef struct
{
  WabiCaller caller;
  const char *service;
  gint64 since;
  const char *epoch;
  guint limit;
  const char *follower;
  const char *kinds;
  const char *access;
  gint64 base;
  gboolean digest;
} WabiFeedRequest;

/**
 * WabiTidied:
 * @results: how many results of commands were removed
 * @tombstones: how many tombstones were
 *
 * What wabi_store_tidy() has done.
 */
typedef struct
{
  gint64 results, tombstones;
} WabiTidied;

/**
 * wabi_store_tidy:
 * @store: a store
 * @out: (out caller-allocates): what was removed
 * @error: where to put an error; what was done before stays done
 *
 * Removes results older than 30 days, but for each device's last, and tombstones that are surely older than 180 days; a position before
 * them is answered with %WABI_STORE_ERROR_RESYNC from then on. To be called once a day: how old a tombstone is shows in how far the feed
 * had come at earlier calls. A command that comes again after its result was removed is known by the audit.
 *
 * Returns: whether all feeds of the mounted services are tidy
 */
gboolean wabi_store_tidy (WabiStore *store, WabiTidied *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define WABI_STORE_MAX_FEED 5000
#define WABI_STORE_MAX_FEED_BYTES (1024 * 1024)

/**
 * wabi_store_read_feed:
 * @store: a store
 * @request: the question
 * @out: where the answer is appended, whole:
 * {"epoch":…,"service":…,"changes":[…],"head":…,"next":…,"more":…,"min_schema":1,"access":…,"roles":…,"clients":…};
 * on failure it may hold a part, which must not be sent
 * @error: where to put an error of #WABI_STORE_ERROR, among them %WABI_STORE_ERROR_RESYNC
 *
 * Head, changes and what the caller may see come from one snapshot: kinds that his roles may not read are left
 * out, and records of clients who are not in his care at this moment. "clients" lists these, null for all, and
 * is there only when "access" is another than the caller knows. "digest" is {"<kind>":{"count":…,"sum":"<16 hexadecimal digits>"}} of
 * what is not deleted (wabi_digest_add()), every kind that the caller may read among them.
 *
 * Returns: whether the answer was written
 */
gboolean wabi_store_read_feed (WabiStore *store, const WabiFeedRequest *request, GString *out,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiStreamRequest:
 * @caller: who, from the token only
 * @service: of which service
 * @client: id of the client
 * @after: (nullable): "next" of the page before
 * @limit: most records, from 1 to 5,000; 0 for 1,000
 *
 * A question for all that a service holds of one client.
 */
typedef struct
{
  WabiCaller caller;
  const char *service, *client, *after;
  guint limit;
} WabiStreamRequest;

/**
 * wabi_store_read_stream:
 * @store: a store
 * @request: the question
 * @out: where the answer is appended, whole:
 * {"epoch":…,"service":…,"client":…,"head":…,"changes":[…],"more":…,"next":…,"min_schema":1,"access":…,"roles":…};
 * on failure it may hold a part, which must not be sent
 * @error: where to put %WABI_STORE_ERROR_NOT_FOUND, for a client that is not there or not the caller's to see, or
 * another
 *
 * Records in order of kind and id, so that a desktop can fill up one client beside the feed (sync.md 6.3): what
 * changes between two pages has a place in the feed after the head of the first.
 *
 * Returns: whether the answer was written
 */
gboolean wabi_store_read_stream (WabiStore *store, const WabiStreamRequest *request, GString *out,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_get_json:
 * @store: a store
 * @caller: who
 * @kind: from wabi_store_find_kind()
 * @id: (nullable): which record
 * @out: where {"id":…,"version":…,"seq":…,"body":{…}} is appended
 * @error: where to put %WABI_STORE_ERROR_FORBIDDEN, %WABI_STORE_ERROR_NOT_FOUND or another
 *
 * Returns: whether it was written
 */
gboolean wabi_store_get_json (WabiStore *store, const WabiCaller *caller, const WabiKind *kind,
                              const char *id, GString *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_list_json:
 * @store: a store
 * @caller: who
 * @query: what; its limit from 1 to 500, 0 for 100
 * @out: where {"records":[…],"more":…} is appended; on failure it may hold a part
 * @error: where to put %WABI_STORE_ERROR_FORBIDDEN or another
 *
 * Returns: whether it was written
 */
gboolean wabi_store_list_json (WabiStore *store, const WabiCaller *caller, const WabiQuery *query,
                               GString *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define WABI_STORE_MAX_LIST 500

/**
 * WabiStoreReadFunc:
 * @view: reads records of the practice that was asked for
 * @db: the connection, for a service's own tables; reading only
 * @data: the caller's
 * @error: where to put an error
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
typedef gboolean (*WabiStoreReadFunc) (const WabiView *view, WabiDb *db, gpointer data, GError **error);

/**
 * wabi_store_read:
 * @store: a store
 * @practice: (nullable): whose records the view shows; %NULL when only own tables are read
 * @func: (scope call): called once, in this thread, inside one read transaction
 * @data: for @func
 * @error: where to put the error of @func or of the store
 *
 * Returns: what @func returned
 */
gboolean wabi_store_read (WabiStore *store, const char *practice, WabiStoreReadFunc func, gpointer data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiStoreTx:
 *
 * A write in progress, inside a #WabiStoreWriteFunc only.
 */
typedef struct _WabiStoreTx WabiStoreTx;

/**
 * wabi_store_list_practices:
 * @store: a store
 * @service: a service that is mounted here
 * @error: where to put an error of the database
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the ids of the practices that have records of it; %NULL with @error set
 */
GPtrArray *wabi_store_list_practices (WabiStore *store, const char *service, GError **error);

/**
 * WabiStoreWriteFunc:
 * @tx: the write in progress
 * @data: the caller's
 * @error: where to put an error; everything that this call wrote is then undone
 *
 * Runs on a writer thread: it must be quick and must not call the store. Between its first statement and the commit nobody else writes
 * to the practices that it has a view of or puts records into.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
typedef gboolean (*WabiStoreWriteFunc) (WabiStoreTx *tx, gpointer data, GError **error);

/**
 * wabi_store_write:
 * @store: a store
 * @func: (scope call): called once, on the writer thread, in a savepoint of the transaction that pushes share
 * @data: for @func
 * @error: where to put the error of @func or of the store
 *
 * For what is not a command: sign-in, tokens, users, demo data. Returns when it is on the disk. On PostgreSQL one at a time is run.
 *
 * Returns: what @func returned, and whether it was kept
 */
gboolean wabi_store_write (WabiStore *store, WabiStoreWriteFunc func, gpointer data,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_write_in:
 * @store: a store
 * @practice: the only practice that @func reads and writes
 * @func: (scope call): called once, on a writer thread, in a savepoint of the transaction that pushes share
 * @data: for @func
 * @error: where to put the error of @func or of the store
 *
 * wabi_store_write() for one practice, which on PostgreSQL is locked before and does not wait for other practices.
 *
 * Returns: what @func returned, and whether it was kept
 */
gboolean wabi_store_write_in (WabiStore *store, const char *practice, WabiStoreWriteFunc func, gpointer data,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_tx_get_db:
 * @tx: a write in progress
 *
 * Returns: (transfer none): the writer's connection, for a service's own tables; transactions are the store's
 * alone
 */
WabiDb *wabi_store_tx_get_db (WabiStoreTx *tx);

/**
 * wabi_store_tx_init_view:
 * @tx: a write in progress
 * @practice: whose records; borrowed while the view is in use
 * @out: (out caller-allocates): a view inside the transaction, gone with @tx
 */
void wabi_store_tx_init_view (WabiStoreTx *tx, const char *practice, WabiView *out);

/**
 * wabi_store_tx_get_now:
 * @tx: a write in progress
 *
 * Returns: the store's time, microseconds since 1970 UTC
 */
gint64 wabi_store_tx_get_now (WabiStoreTx *tx);

/**
 * wabi_store_tx_new_id:
 * @tx: a write in progress
 *
 * Returns: (transfer full): an id for a record that is born here
 */
char *wabi_store_tx_new_id (WabiStoreTx *tx);

/**
 * wabi_store_tx_put:
 * @tx: a write in progress
 * @practice: whose
 * @record: (transfer none): its new state; its version and seq are stamped
 * @error: where to put an error
 *
 * Stores a record with its next version and the next position in its service's feed.
 *
 * Returns: whether it is stored
 */
gboolean wabi_store_tx_put (WabiStoreTx *tx, const char *practice, WabiRecord *record,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_tx_run:
 * @tx: a write in progress
 * @practice: whose
 * @name: a command's name
 * @args: (transfer none): its arguments
 * @code: (out) (transfer full) (nullable) (optional): after a refusal, the machine's word for it
 * @error: where to put an error: of #WABI_COMMAND_ERROR when the rule refuses, and nothing of it is then written
 *
 * Runs a command as the service itself, also one that nobody else may give (%WABI_COMMAND_SYSTEM), in the transaction of @tx. It is in the audit chain.
 *
 * Returns: whether the rule accepted, and what it put was written
 */
gboolean wabi_store_tx_run (WabiStoreTx *tx, const char *practice, const char *name, JsonObject *args, char **code,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_tx_audit:
 * @tx: a write in progress
 * @practice: whose chain
 * @service: which service's chain
 * @user: (nullable): id of the staff record that did it
 * @event: what was done, such as "auth.sign-in"
 * @refs: (nullable): canonical JSON of what it was done to: ids and kinds, never PHI
 * @error: where to put an error
 *
 * Returns: whether the entry is in the chain
 */
gboolean wabi_store_tx_audit (WabiStoreTx *tx, const char *practice, const char *service, const char *user,
                              const char *event, const char *refs, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_list_in_care:
 * @store: a store
 * @caller: who
 * @all: (out): whether the caller sees the records of all clients
 * @error: where to put an error of the database
 *
 * Whose records the caller may see at this moment.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): ids of the clients, when it is not @all; %NULL with @error set
 */
GPtrArray *wabi_store_list_in_care (WabiStore *store, const WabiCaller *caller, gboolean *all, GError **error);

/**
 * wabi_store_note_read:
 * @store: a store
 * @caller: who read
 * @kind: what kind of record
 * @id: (nullable): which one, %NULL for a list
 *
 * Notes a disclosure for the audit chain. Notes are gathered and written with the next writes, at the latest
 * some seconds later or on closing.
 */
void wabi_store_note_read (WabiStore *store, const WabiCaller *caller, const WabiKind *kind, const char *id);

/**
 * WabiHeadFunc:
 * @practice: whose feed moved
 * @service: which service's
 * @head: its new head
 * @data: the listener's
 *
 * Called on a thread of the store after the commit, also of a commit of another process that shares the database: it must only hand the
 * news on, and must not call the store.
 */
typedef void (*WabiHeadFunc) (const char *practice, const char *service, gint64 head, gpointer data);

/**
 * wabi_store_add_listener:
 * @store: a store
 * @func: (scope forever): called for each feed that moved
 * @data: for @func
 *
 * Returns: a number for wabi_store_remove_listener(), never 0
 */
guint wabi_store_add_listener (WabiStore *store, WabiHeadFunc func, gpointer data);

/**
 * wabi_store_remove_listener:
 * @store: a store
 * @id: from wabi_store_add_listener()
 *
 * After this returned the function is not called any more.
 */
void wabi_store_remove_listener (WabiStore *store, guint id);

/**
 * wabi_store_wait_idle:
 * @store: a store
 * @seconds: how long at most
 *
 * Waits until no reaction is left to run; for tests, tools and an orderly end.
 *
 * Returns: whether that came about
 */
gboolean wabi_store_wait_idle (WabiStore *store, guint seconds);

/**
 * wabi_store_verify_audit:
 * @store: a store
 * @practice: (nullable): whose chains, %NULL for all
 * @entries: (out) (optional): how many entries were looked at
 * @error: where to put an error that names the practice, service and entry where a chain is broken
 *
 * Returns: whether each chain is whole: no entry was changed, moved, inserted or taken away from the middle
 */
gboolean wabi_store_verify_audit (WabiStore *store, const char *practice, gint64 *entries,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiStoreStats:
 * @pushes: pushes answered
 * @commands: commands that were run (not repeats)
 * @rejected: of these, refused
 * @commits: durable transactions
 * @reactions: changes that reactions have seen
 * @waiting: writes waiting now
 *
 * Counters since the start, for the metrics page.
 */
typedef struct
{
  gint64 pushes, commands, rejected, commits, reactions, waiting;
} WabiStoreStats;

/**
 * wabi_store_get_stats:
 * @store: a store
 * @out: (out caller-allocates): the counters
 */
void wabi_store_get_stats (WabiStore *store, WabiStoreStats *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiStore, wabi_store_close)

G_END_DECLS
