// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"

/*
 * What the files of the store share. Three parts with an owner each: what is fixed at opening (anybody reads
 * it), what @lock guards, and what the writer thread alone touches.
 */

typedef gboolean (*WabiJobFunc) (WabiStoreTx *tx, gpointer data, GError **error);

/* One write that waits for its transaction; it lies on the stack of the thread that waits. */
typedef struct
{
  WabiJobFunc run;
  gpointer data;
  const char *practice; /* (nullable): the only one that it touches */
  gboolean again;       /* may be run again after a commit of which nobody knows whether it came about */
  gboolean started;
  GError *error;
  gboolean done;
  GCond finished;
} WabiJob;

/* Place of one feed and one audit chain inside a transaction; written back once, before the commit. */
typedef struct
{
  char *practice;
  const char *service;
  gint64 head, first_head, saved_head;
  gint64 audit_n, first_audit_n, saved_audit_n;
  char *audit_hash, *saved_audit_hash;
} WabiTxHead;

typedef struct _WabiLane WabiLane;

struct _WabiStoreTx
{
  WabiStore *store;
  WabiLane *lane;
  WabiDb *db;
  gint64 now;
  GPtrArray *heads;  /* WabiTxHead */
  GPtrArray *locked; /* practices whose heads nobody else can take until the commit; PostgreSQL only */
  guint saved_heads, saved_locked;
  GPtrArray *views;  /* plain views handed out, gone with the transaction */
  GHashTable *zones; /* practice → zone name */
  GHashTable *moved; /* "practice\nservice" of feeds in which something happened that a reaction wants */
  gint64 commands, rejected, reacted;
  int quarantine; /* whether anything was ever held: 1 yes, -1 no, 0 not asked yet */
};

typedef struct
{
  guint id;
  WabiHeadFunc func;
  gpointer data;
} WabiListener;

typedef struct
{
  GPtrArray *idle; /* WabiDb */
  guint opened, max;
  gint64 away_until; /* monotonic time before which opening another one is not tried, after a try that took its time */
  GMutex lock;
  GCond given_back;
} WabiReaders;

typedef struct
{
  GMutex lock;
  GHashTable *seen; /* "practice\nuser\nservice\nkind\nid" */
  gint64 since;     /* monotonic time of the oldest, microseconds */
} WabiNotes;

/*
 * A thread that writes, over a connection of its own. SQLite has one; PostgreSQL has several, each for some of the practices, and the
 * first for what belongs to no practice or to several.
 */
struct _WabiLane
{
  WabiStore *store;
  guint number;
  GThread *thread;
  WabiDb *db;
  gint64 reopen_at, pause; /* monotonic time before which a lost database is not tried again, and how long that was */
  gboolean quiet;          /* it was not even tried just now: no reason to say the same again */

  GHashTable *zones;       /* practice → WabiLaneZone */

  /* under queue.lock */
  GQueue jobs; /* WabiJob */
  GCond wake;
  GHashTable *dirty; /* "practice\nservice": feeds that reactions have to look at */
  gint64 retry_at;   /* monotonic time before which reactions are not tried again, 0 for none */
  gboolean resting;
  gboolean turn; /* whether reactions come before the jobs of other practices */
};

#define WABI_MAX_BATCH 256

/* A practice's zone, as good as long as the feed with the practice's own record has not moved. */
typedef struct
{
  char *zone;
  gint64 head;
} WabiLaneZone;

/* What goes into one transaction. */
typedef struct
{
  WabiJob *jobs[WABI_MAX_BATCH];
  guint n;
  char *practice; /* (nullable): the one that it is all about, where practices have transactions of their own */
  gboolean closing;
  GHashTable *marks; /* (nullable): feeds for reactions to look at */
  GHashTable *notes; /* (nullable): disclosures to write */
} WabiBatch;

/* What other processes have written to the same database, and telling them what this one has. */
typedef struct
{
  GThread *thread; /* runs as soon as somebody listens */
  int wake_fd;
  char *channel;

  GMutex lock;
  gboolean closing, filled;
  GHashTable *known;  /* "practice\nservice" → head, as gint64 */
  GHashTable *unsaid; /* "practice\nservice" of @known that others have to hear of */
  GHashTable *late;   /* "practice\nservice" that others have moved: their own reactions come first */
} WabiNews;

struct _WabiStore
{
  const WabiDbDriver *driver;
  char *location, *epoch;
  const WabiClock *clock;
  WabiIdSource *ids;
  GStrv services;
  gboolean quick;
  gboolean
      whole; /* every service of the domain is mounted: a command that is not known here is known nowhere */
  const WabiKind *const *kinds;
  guint n_kinds;
  GHashTable *kinds_by_name; /* mounted ones */
  const WabiKind *practice_kind;
  const WabiCommandInfo *commands;
  guint n_commands;
  const WabiReaction *reactions;
  guint n_reactions;
  GHashTable *wanted; /* names of kinds that a mounted reaction follows */

  WabiReaders readers;
  WabiNotes notes;

  GMutex listeners_lock;
  GArray *listeners;
  guint last_listener;

  gboolean is_tool; /* nobody said which services: whoever opened it looks after the database, and serves nobody */
  GHashTable *service_epochs; /* service → its own history, for those that came from another database */
  WabiNews news;

  struct
  {
    GMutex lock;
    GCond moved;
    gboolean any;       /* whether kinds of services that are not mounted are read here */
    GHashTable *places; /* "practice\nservice" → WabiFollowPlace */
    WabiFollowAskFunc ask;
    gpointer ask_data;
    guint64 last_ticket, done_ticket;
    GHashTable *ready; /* "practice\nservice" → gint64 *: up to where reactions may run */
  } follow;

  struct
  {
    GMutex lock;
    GCond idle;
    gboolean closing;
    guint waiting;
    WabiStoreStats stats;
  } queue;

  WabiLane *lanes;
  guint n_lanes;
};

/* wabi-store-tx.c */
typedef struct
{
  const char *practice, *service;
  gint64 n;
  const char *prev;
  gint64 at;
  const char *user, *event, *refs;
} WabiAuditEntry;

char *wabi_audit_hash (const WabiAuditEntry *entry);
void wabi_tx_init (WabiStoreTx *tx, WabiLane *lane);
void wabi_tx_clear (WabiStoreTx *tx);
gboolean wabi_tx_lock_common (WabiStoreTx *tx, GError **error);
gboolean wabi_tx_lock (WabiStoreTx *tx, const char *practice, GError **error);
gboolean wabi_tx_save (WabiStoreTx *tx, GError **error);
gboolean wabi_tx_release (WabiStoreTx *tx, GError **error);
gboolean wabi_tx_undo (WabiStoreTx *tx, GError **error);
gboolean wabi_tx_write_heads (WabiStoreTx *tx, GError **error);
WabiTxHead *wabi_tx_get_head (WabiStoreTx *tx, const char *practice, const char *service, GError **error);
const char *wabi_tx_get_zone (WabiStoreTx *tx, const char *practice, GError **error);
gboolean wabi_tx_put_body (WabiStoreTx *tx, const char *practice, WabiRecord *record, const char *body,
                           GError **error);

/* wabi-store-view.c: a view that remembers what a rule has looked at */
typedef struct
{
  WabiView view;
  WabiDb *db;
  const char *practice;
  GPtrArray *seen;    /* WabiRecord, as the rule found them */
  GPtrArray *missing; /* "kind\nid" that the rule looked for in vain */
} WabiTxView;

void wabi_tx_view_init (WabiTxView *view, WabiDb *db, const char *practice);
void wabi_tx_view_clear (WabiTxView *view);
WabiRecord *wabi_tx_view_find_seen (WabiTxView *view, const WabiKind *kind, const char *id);
gboolean wabi_tx_view_looked_in_vain (WabiTxView *view, const WabiKind *kind, const char *id);
gpointer wabi_plain_view_new (WabiView *out, WabiDb *db, const char *practice);
void wabi_plain_view_free (gpointer data);

/* wabi-store-effects.c: what a rule has put, into the tables */
typedef struct
{
  gboolean skip_same; /* a state that says what is stored already is passed over */
  JsonObject *args;   /* (nullable): of the command, to tell "merged" */
  gboolean merged;    /* out: the stored state is not what the desktop will expect */
  gint64 seq;         /* out: place of the last one, 0 when nothing was stored */
  guint stored;       /* out: how many */
  GString *refs;      /* out: [{"kind":…,"id":…,"version":…,"seq":…}] */
  GString *sealed;    /* (nullable): out: what wabi_sealed_append() says of each */
} WabiEffects;

gboolean wabi_effects_check (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, GError **error);
gboolean wabi_effects_store (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, WabiEffects *effects,
                             GError **error);

/* wabi-store-sealed.c: words that the chain covers without telling them; @found: "kind/id" → the last hash */
void wabi_sealed_append (GString *sealed, WabiRecord *record, WabiRecord *before);
void wabi_sealed_take (GHashTable *found, const char *refs);
gboolean wabi_sealed_check (WabiDb *db, const char *practice, GHashTable *found, GError **error);

/* wabi-store-queue.c: who writes what, and when */
void wabi_lanes_init (WabiStore *store, guint max_writers);
void wabi_lanes_clear (WabiStore *store);
gboolean wabi_lanes_start (WabiStore *store, GError **error);
void wabi_lanes_stop (WabiStore *store);
void wabi_lanes_mark (WabiStore *store, const char *mark);
gboolean wabi_writer_run (WabiStore *store, WabiJob *job, GError **error);
void wabi_writer_wake (WabiStore *store);

/* wabi-store-push.c: a push inside another job; @out as wabi_store_push() writes it */
gboolean wabi_push_check (WabiStore *store, const WabiPush *push, GError **error);
gint64 wabi_command_get_birth (const char *id);

/* wabi-store-decided.c: what became of commands whose results are not kept any more; @out: id → the audit's words */
#define WABI_KEPT_RESULTS (G_GINT64_CONSTANT (30) * 24 * 3600 * G_USEC_PER_SEC)
gboolean wabi_decided_find (WabiStoreTx *tx, const WabiPush *push, guint first, GHashTable *out, GError **error);
gboolean wabi_decided_write (const char *refs, const char *id, char **status, GString *tail, gboolean *refused, GError **error);
gboolean wabi_push_run (WabiStoreTx *tx, const WabiPush *push, GString *out, GError **error);

/* wabi-store-quarantine.c */
#define WABI_QUARANTINE_N_STEPS 1
extern const WabiMigration wabi_quarantine_steps[WABI_QUARANTINE_N_STEPS];
gboolean wabi_quarantine_find (WabiStoreTx *tx, const WabiPush *push, const char *id, const char *hash,
                               gboolean *held, gboolean *discarded, GError **error);
gboolean wabi_quarantine_leave (WabiStoreTx *tx, const WabiPush *push, const char *id, const char *hash,
                                GError **error);
/* wabi-store-writer.c: one transaction, tried until it is decided */
WabiDb *wabi_lane_open (WabiStore *store, GError **error);
void wabi_lane_run (WabiLane *lane, WabiBatch *batch);

/* wabi-store-open.c: the tables brought up to date */
gboolean wabi_store_prepare (WabiStore *store, const WabiStoreOptions *options, GError **error);

/* wabi-store-news.c */
void wabi_news_init (WabiStore *store);
void wabi_news_clear (WabiStore *store);
void wabi_news_listen (WabiStore *store);
void wabi_news_stop (WabiStore *store);
gboolean wabi_news_announce (WabiStoreTx *tx, GError **error);
void wabi_news_tell (WabiStore *store, const char *practice, const char *service, gint64 head);

/* wabi-store-react.c */
void wabi_react_mark_all (WabiStore *store);
gboolean wabi_react_step (WabiStoreTx *tx, GHashTable *dirty, gboolean shared, GHashTable *left, GError **error);

/* wabi-store-notes.c */
gboolean wabi_notes_are_due (WabiStore *store, gboolean closing, gint64 *wait_until);
gboolean wabi_notes_write (WabiStoreTx *tx, GHashTable *notes, GError **error);
GHashTable *wabi_notes_steal (WabiStore *store);
void wabi_notes_restore (WabiStore *store, GHashTable *notes);

/* wabi-store-feed.c: the union of several kinds' tables, in order of seq */
#define WABI_FEED_MIN_SCHEMA 1

/* A page of changes as it is written; a row that would make it too large sets @full and ends the question. */
typedef struct
{
  GString *out;
  gsize start;
  guint count;
  gint64 last;
  char last_id[64];
  gboolean full;
} WabiFeedPage;

gboolean wabi_feed_append_change (const WabiRow *row, gpointer data, GError **error);
guint wabi_feed_collect_readable (WabiStore *store, const WabiFeedRequest *request, const WabiKind **out);
char *wabi_feed_build_select (const WabiStore *store, const WabiKind *const *kinds, guint n_kinds);
const char *wabi_feed_get_stream (const WabiKind *kind);

/* wabi-store-access.c: whose records a caller may see, read in the snapshot that it is used in */
typedef struct
{
  gboolean all;
  GPtrArray *clients; /* ids in order, when not all */
  char *token;        /* names this access, to the caller opaque */
} WabiAccess;

/* Whether the caller sees all by his roles alone, without a look into the database. */
gboolean wabi_access_is_wide (WabiStore *store, const WabiCaller *caller);
gboolean wabi_access_read (WabiStore *store, WabiDb *db, const WabiCaller *caller, WabiAccess *out, GError **error);
void wabi_access_clear (WabiAccess *access);
gboolean wabi_access_has (const WabiAccess *access, const char *client);
/* " IN ($from, …)", and the values for it. */
void wabi_access_append_clients (const WabiAccess *access, guint from, GString *sql);
void wabi_access_fill_values (const WabiAccess *access, WabiValue *out);
/* The members "access", "roles" and, when @known is another, "clients". */
void wabi_access_append_json (const WabiAccess *access, const WabiCaller *caller, const char *known, GString *out);

/* wabi-store-digest.c: the member "digest", of all that the caller may see of the feed in this snapshot. */
gboolean wabi_digest_append_json (WabiStore *store, WabiDb *db, const WabiFeedRequest *request, const WabiAccess *access, GString *out,
                                  GError **error);

typedef enum
{
  WABI_ACCESS_OPEN,    /* only clients that the caller may see */
  WABI_ACCESS_PAST,    /* care for a client that the caller had to do with: accepted, but nothing is told */
  WABI_ACCESS_FOREIGN, /* a client that is none of the caller's: as if there were no such record */
} WabiAccessVerdict;

/* Judges a command by what its rule has found and put. */
gboolean wabi_access_judge (WabiStoreTx *tx, const WabiAccess *access, WabiContext *context, WabiTxView *view, const char *service,
                            const char *name, WabiAccessVerdict *verdict, GError **error);

/* wabi-store-readers.c */
void wabi_readers_init (WabiReaders *readers, guint max);
void wabi_readers_clear (WabiReaders *readers);
WabiDb *wabi_readers_take (WabiStore *store, GError **error);
void wabi_readers_give (WabiStore *store, WabiDb *db);

/* wabi-store-epoch.c */
gboolean wabi_epoch_load (WabiStore *store, WabiDb *db, GError **error);
gboolean wabi_epoch_check_services (WabiStore *store, WabiDb *db, GError **error);

/* wabi-store-follow.c */
void wabi_follow_init (WabiStore *store);
void wabi_follow_clear (WabiStore *store);
gboolean wabi_follow_open (WabiStore *store, WabiDb *db, GError **error);
gint64 wabi_follow_get_ready (WabiStore *store, const char *practice, const char *service);

/* wabi-store.c */
void wabi_store_set_db_error (GError **error, GError *take_inner);
gboolean wabi_store_has_mounted (WabiStore *store, const WabiKind *kind);
