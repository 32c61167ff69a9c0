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

struct _WabiStoreTx
{
  WabiStore *store;
  WabiDb *db;
  gint64 now;
  GPtrArray *heads;  /* WabiTxHead */
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
  GMutex lock;
  GCond given_back;
} WabiReaders;

typedef struct
{
  GMutex lock;
  GHashTable *seen; /* "practice\nuser\nservice\nkind\nid" */
  gint64 since;     /* monotonic time of the oldest, microseconds */
} WabiNotes;

struct _WabiStore
{
  const WabiDbDriver *driver;
  char *location, *epoch;
  const WabiClock *clock;
  WabiIdSource *ids;
  GStrv services;
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

  struct
  {
    GMutex lock;
    GCond wake, idle;
    GQueue jobs;
    gboolean closing, resting;
    WabiStoreStats stats;
  } queue;

  struct
  {
    GThread *thread;
    WabiDb *db;
    GHashTable *dirty; /* "practice\nservice": feeds that reactions have to look at */
    gint64 retry_at;   /* monotonic time before which reactions are not tried again, 0 for none */
  } writer;

  GHashTable *service_epochs; /* service → its own history, for those that came from another database */
  struct
  {
    GMutex lock;
    GCond moved;
    gboolean any;       /* whether kinds of services that are not mounted are read here */
    GHashTable *places; /* "practice\nservice" → WabiFollowPlace */
    WabiFollowAskFunc ask;
    gpointer ask_data;
    guint64 last_ticket, done_ticket;
    GHashTable *ready; /* "practice\nservice" → gint64 *: up to where reactions may run; the writer thread's alone */
  } follow;
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
void wabi_tx_init (WabiStoreTx *tx, WabiStore *store);
void wabi_tx_clear (WabiStoreTx *tx);
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
} WabiEffects;

gboolean wabi_effects_check (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, GError **error);
gboolean wabi_effects_store (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, WabiEffects *effects,
                             GError **error);


/* wabi-store-writer.c */
gboolean wabi_writer_start (WabiStore *store, GError **error);
void wabi_writer_stop (WabiStore *store);
gboolean wabi_writer_run (WabiStore *store, WabiJobFunc run, gpointer data, GError **error);
void wabi_writer_wake (WabiStore *store);

/* wabi-store-push.c: a push inside another job; @out as wabi_store_push() writes it */
gboolean wabi_push_check (WabiStore *store, const WabiPush *push, GError **error);
gboolean wabi_push_run (WabiStoreTx *tx, const WabiPush *push, GString *out, GError **error);

/* wabi-store-quarantine.c */
#define WABI_QUARANTINE_N_STEPS 1
extern const WabiMigration wabi_quarantine_steps[WABI_QUARANTINE_N_STEPS];
gboolean wabi_quarantine_find (WabiStoreTx *tx, const WabiPush *push, const char *id, const char *hash,
                               gboolean *held, gboolean *discarded, GError **error);
gboolean wabi_quarantine_leave (WabiStoreTx *tx, const WabiPush *push, const char *id, const char *hash,
                                GError **error);

/* wabi-store-react.c */
void wabi_react_mark_all (WabiStore *store);
gboolean wabi_react_step (WabiStoreTx *tx, GHashTable *dirty, GHashTable *left, GError **error);

/* wabi-store-notes.c */
gboolean wabi_notes_are_due (WabiStore *store, gboolean closing, gint64 *wait_until);
gboolean wabi_notes_write (WabiStoreTx *tx, GHashTable *notes, GError **error);
GHashTable *wabi_notes_steal (WabiStore *store);
void wabi_notes_restore (WabiStore *store, GHashTable *notes);

/* wabi-store-feed.c: the union of several kinds' tables, in order of seq */
char *wabi_feed_build_select (const WabiKind *const *kinds, guint n_kinds);

/* wabi-store-readers.c */
void wabi_readers_init (WabiReaders *readers, guint max);
void wabi_readers_clear (WabiReaders *readers);
WabiDb *wabi_readers_take (WabiStore *store, GError **error);
void wabi_readers_give (WabiStore *store, WabiDb *db);

/* wabi-store-epoch.c */
gboolean wabi_epoch_load (WabiStore *store, GError **error);

/* wabi-store-follow.c */
void wabi_follow_init (WabiStore *store);
void wabi_follow_clear (WabiStore *store);
gboolean wabi_follow_open (WabiStore *store, GError **error);
gint64 wabi_follow_get_ready (WabiStore *store, const char *practice, const char *service);

/* wabi-store.c */
void wabi_store_set_db_error (GError **error, GError *take_inner);
gboolean wabi_store_has_mounted (WabiStore *store, const WabiKind *kind);
