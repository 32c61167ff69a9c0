// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "sim-disk.h"
#include "wabi-domain.h"
#include "wabi-endpoints.h"
#include "wabi-sync-private.h"

/*
 * One clinic network in one process: desktops and a server of the product's own objects, with disks, clocks, network and chance of ours.
 * One world at a time.
 */

#define SIM_MOST_DESKS 6
#define SIM_PRACTICES 2
#define SIM_MOST_SERVERS 4
#define SIM_N_LAYOUTS 4
#define SIM_LANES 32
#define SIM_SERVER_URL "https://sim"
#define SIM_SECOND G_GINT64_CONSTANT (1000000)
#define SIM_HOUR (3600 * SIM_SECOND)
#define SIM_DAY (24 * SIM_HOUR)

typedef enum
{
  SIM_FAULT_DROP,
  SIM_FAULT_LOSE_ACK,
  SIM_FAULT_DUPLICATE,
  SIM_FAULT_LATE_DUPLICATE,
  SIM_FAULT_DELAY,
  SIM_FAULT_TRUNCATE,
  SIM_FAULT_STATUS,
  SIM_FAULT_STALE_ANSWER,
  SIM_FAULT_PARTITION,
  SIM_FAULT_TOKEN_EXPIRY,
  SIM_FAULT_DESK_KILL,
  SIM_FAULT_DESK_KILL_AT_OP,
  SIM_FAULT_DESK_POWER,
  SIM_FAULT_DESK_DISK,
  SIM_FAULT_DESK_RESTART,
  SIM_FAULT_SERVER_KILL,
  SIM_FAULT_SERVER_KILL_AT_OP,
  SIM_FAULT_SERVER_POWER,
  SIM_FAULT_SERVER_DISK,
  SIM_FAULT_SERVER_BUSY,
  SIM_FAULT_SERVER_RESTORE,
  SIM_FAULT_CLONE,
  SIM_FAULT_ROLL_BACK,
  SIM_FAULT_CLOCK,
  SIM_FAULT_USER_SWITCH,
  SIM_FAULT_ROLE_CHANGE,
  SIM_FAULT_TOMBSTONES,
  SIM_FAULT_OLD_DESK,
  SIM_FAULT_SMALL_PAGES,
  SIM_FAULT_BACKLOG,
  SIM_FAULT_SERVER_CUT,
  SIM_FAULT_TOUCH,
  SIM_FAULT_ACCESS_ENDS,
  SIM_N_FAULTS,
} SimFault;

extern const char *const sim_fault_names[SIM_N_FAULTS];

/* What must have happened somewhere in a long run. */
typedef enum
{
  SIM_SAW_COMMAND,
  SIM_SAW_APPLIED,
  SIM_SAW_MERGED,
  SIM_SAW_REJECTED,
  SIM_SAW_DEP_FAILED,
  SIM_SAW_REFUSED_HERE,
  SIM_SAW_GAP_409,
  SIM_SAW_REUSE_422,
  SIM_SAW_RESYNC_410,
  SIM_SAW_DEP_WAITING,
  SIM_SAW_REPEATED,
  SIM_SAW_RESENT,
  SIM_SAW_PROPOSAL,
  SIM_SAW_REACTION,
  SIM_SAW_SIGNED,
  SIM_SAW_CHARGE,
  SIM_SAW_CLAIM,
  SIM_SAW_TOMBSTONE,
  SIM_SAW_FIRST_LOAD,
  SIM_SAW_STORE_FAILED,
  SIM_SAW_DESK_FULL,
  SIM_SAW_REFRESH,
  SIM_SAW_TORN_RECOVERY,
  SIM_SAW_RAW_ADOPTED,
  SIM_SAW_BLIND,
  SIM_SAW_DISCARDED,
  SIM_SAW_GIVEN_AGAIN,
  SIM_SAW_QUIET,
  SIM_SAW_APART,
  SIM_SAW_CARE,
  SIM_SAW_FILLED,
  SIM_SAW_FOLLOWED,
  SIM_SAW_BEHIND,
  SIM_SAW_FOLLOW_RESTART,
  SIM_SAW_PEER_NUDGED,
  SIM_SAW_PEER_BROKEN,
  SIM_SAW_HELD,
  SIM_SAW_DESTROYED,
  SIM_N_SAW,
} SimSaw;

extern const char *const sim_saw_names[SIM_N_SAW];

typedef struct
{
  guint64 runs, steps, requests, commits;
  guint64 faults[SIM_N_FAULTS];
  guint64 saw[SIM_N_SAW];
  guint64 checked[33];
} SimCounts;

typedef struct
{
  WabiClock clock; /* what the product is given */
  gint64 skew;     /* of the wall clock */
  gint64 boot;     /* of the monotonic one */
} SimClock;

typedef struct
{
  const char *id, *login;
  guint practice;
  guint roles; /* now */
  guint home_roles;
} SimUser;

typedef struct _SimWorld SimWorld;

typedef struct
{
  SimWorld *world;
  guint index;
  SimDisk *disk;
  SimClock clock;
  SimUser *user;
  char *device;
  WabiCache *cache; /* while open; owned by @sync */
  WabiSync *sync;
  gboolean partitioned, power_lost, old_tables, faulted_disk, rolled_back;
  gboolean ending, gone; /* its person's copy is being destroyed; is destroyed */
  guint backlog;
  gint64 last_cursor[16];
  gint64 first_head[16]; /* for a mutant: the end of the feed as it was when its reading began */
  gboolean last_sweeping[16];
  guint cursor_epoch;
  guint failures[SIM_LANES]; /* in a row, for the back-off */
  gint64 failed_from[SIM_LANES];
  guint seen_roles;
  guint requests; /* since the last look */
} SimDesk;

/* One process of the server: all services, or some, which then follow the others. */
typedef struct
{
  guint index;
  const char *const *services; /* NULL for all */
  char *identity;              /* their names, with "+" between */
  SimDisk *disk;
  SimClock clock;
  WabiStore *store;
  WabiRouter *router;
  WabiEndpoints endpoints;
  WabiIdSource *ids;
  WabiFollower *follower; /* where not all services are together */
  GHashTable *peers;      /* service → URL of who has it */
  SimImage *backup;
  gboolean power_lost, cut; /* @cut: from the other servers */
  guint restores;
  gpointer holder; /* WabiDb of somebody who holds the write lock */
} SimServer;

/* A command that a person was told is saved. */
typedef struct
{
  guint desk;
  const SimUser *user;
  char *id, *name, *service, *args, *record, *revision;
  gboolean doubtful;  /* the disk failed while it was given: it may be there or not */
  gboolean discarded; /* by the person, or given again */
  gboolean excused;   /* given after an image to which the machine was rolled back by hand */
  gboolean applied;   /* the desktop was answered so */
  gboolean merged;    /* and that it came out otherwise than wanted */
  gboolean refused;
  gboolean held; /* it came when access had ended */
  guint shown;        /* bits: on whose screen it was seen, confirmed, before its feed had brought it */
  char *let_go;       /* it was confirmed, and left the desktop with its client, in this history of the service */
  gboolean in_flight; /* while an earlier part of the queue was on its way */
  gint64 seq;
  guint epoch;
} SimGiven;

typedef struct
{
  SimDesk *desk;
  GTask *task;
  char *method, *path, *token;
  GBytes *body;
  gboolean answered;
  guint status;
  GBytes *answer;
  gint64 retry_after, not_before;
  struct _SimCall *call; /* of a server that follows another: who waits for the answer */
} SimMessage;

typedef struct
{
  guint32 seed;
  guint steps;    /* 0: chosen by the seed */
  guint desks;    /* 0: chosen by the seed */
  guint every;    /* steps between two looks at everything */
  guint64 without; /* bits of SimFault that are off */
  guint64 with;    /* bits of those that are on whatever the seed says */
  gboolean verbose, no_faults;
  int liveness; /* -1: chosen by the seed */
  int skewed;   /* -1: chosen by the faults, 0: all clocks are right, 1: all are wrong */
  int layout;   /* how services share servers; -1: chosen by the seed */
  int whole;    /* 1: with the tables of all kinds, 0: with those that are met; -1: chosen by the seed */
} SimPlan;

struct _SimWorld
{
  SimPlan plan;
  GRand *rand;        /* what happens next */
  GRand *acts, *chance; /* what people do; what goes wrong */
  GRand *partings;      /* whose access ends */
  guint ended;          /* bits of the users whose login is disabled */
  gint64 time;        /* microseconds since the world began */
  guint step, quiet_rounds;
  gboolean healing, had_small_pages, dropped_tombstones, typed_anew;
  gboolean rights_changed; /* somebody's roles, or whom he cares for */
  guint rates[SIM_N_FAULTS]; /* out of 1,000 */
  SimServer servers[SIM_MOST_SERVERS];
  guint n_servers, layout;
  gboolean whole; /* with the tables of all kinds */
  guint in_request; /* a desktop's call is being answered: what it waits for must come meanwhile */
  SimDesk desks[SIM_MOST_DESKS];
  guint n_desks;
  GPtrArray *messages; /* SimMessage */
  GPtrArray *late;     /* requests that come a second time */
  GPtrArray *streams;  /* of nudges between servers */
  GPtrArray *jobs;     /* of worker threads */
  SimDesk *working;    /* whose job is being done */
  GArray *timers;
  guint last_timer;
  GPtrArray *given; /* SimGiven */
  GHashTable *given_by_id;
  GHashTable *tokens;  /* text → SimToken */
  GHashTable *answers; /* epoch and command id → its result, as sent */
  GHashTable *cached;  /* path → GBytes, older answers */
  GHashTable *page_of; /* path → SimUser whom it was sent to */
  GHashTable *signed_notes;
  GHashTable *claims;
  GHashTable *removed;
  SimImage *older; /* to which a machine will be set back, and what had been given then */
  guint older_of, given_before;
  guint epoch; /* how many restores there were, of any server */
  int violation; /* number of the invariant, 0 for none */
  char *words;   /* what was found */
  guint32 digest; /* of everything that happened */
  SimCounts *counts;
};

extern SimWorld *sim_world;

/* ---- sim-world.c ---- */
void sim_init (void);
/* Makes what schedules begin with, for all kinds of schedules: for who goes through many of them in several processes. */
void sim_prepare_all (void);
/* Runs one schedule. TRUE when nothing was violated. */
gboolean sim_run (const SimPlan *plan, SimCounts *counts, int *violation, char **words, guint32 *digest, guint *steps);
gint64 sim_now (void);
void sim_move (gint64 to);
guint sim_draw (GRand *rand, guint bound);
gboolean sim_chance (SimFault fault);
void sim_saw (SimSaw what);
void sim_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Notes the first violation of this run. */
void sim_violate (int invariant, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sim_mix (const char *text);
extern SimUser sim_users[];
extern const guint sim_n_users;
const char *sim_practice_id (guint practice);
void sim_clock_init (SimClock *clock, gint64 skew, gint64 boot);

/* ---- sim-seams.c ---- */
typedef struct
{
  GTask *task;
  GTaskThreadFunc func;
  SimDesk *desk; /* nullable */
} SimJob;
GArray *sim_timers_new (void);
void sim_run_job (guint index);
gint64 sim_next_timer (void);
void sim_fire_timers (void);
void sim_drain (void);

/* ---- sim-server.c ---- */
void sim_server_init (SimServer *server, guint index, guint layout, guint32 seed);
void sim_server_clear (SimServer *server);
void sim_server_furnish (SimServer *server); /* what every run begins with */
gboolean sim_server_open (SimServer *server);
void sim_server_close (SimServer *server);
void sim_server_kill (SimServer *server, gboolean power);
void sim_server_back_up (SimServer *server);
void sim_server_restore (SimWorld *world, SimServer *server);
void sim_server_drop_tombstones (SimWorld *world, SimServer *server);
/* Somebody else writes a record that has been there from the beginning and comes behind a place of its feed. */
void sim_server_touch_old (SimWorld *world, guint practice, const char *service, gint64 behind);
guint sim_layout_count (guint layout);
gboolean sim_server_has (const SimServer *server, const char *service);
SimServer *sim_server_of (SimWorld *world, const char *service);
/* Of the history in which a service is now; NULL while its server is away. */
const char *sim_server_get_epoch (SimWorld *world, const char *service);
/* How often the service's server was restored. */
guint sim_server_count_restores (SimWorld *world, const char *service);
gboolean sim_servers_are_up (SimWorld *world);
/* Whether every server has what the others have, and has reacted to it. */
gboolean sim_servers_are_quiet (SimWorld *world);
/* Answers one request; FALSE when the server died over it or is away. */
gboolean sim_server_handle (SimWorld *world, const char *method, const char *path, const char *token, GBytes *body, guint *status,
                            GBytes **answer, gint64 *retry_after);
/* The same of one server for another. */
gboolean sim_server_handle_peer (SimServer *server, const SimServer *from, const char *path, guint *status, GBytes **answer,
                                 gint64 *retry_after);
char *sim_server_new_token (SimWorld *world, const SimUser *user);
/* What a token says; 0 for one that nobody gave. */
guint sim_server_get_token_roles (SimWorld *world, const char *token);
void sim_server_expire_tokens (SimWorld *world, const SimUser *user);
/* -1 when its disk does not say. */
gint64 sim_server_get_head (SimWorld *world, guint practice, const char *service);
void sim_server_hold (SimServer *server, gboolean hold);

/* ---- sim-peers.c ---- */
typedef struct _SimCall
{
  GMutex lock;
  GCond cond;
  SimServer *from, *to;
  gboolean done;
  guint status;
  GBytes *answer;
  gint64 retry_after;
} SimCall;
/* Whether a server's reactions follow the service. */
gboolean sim_peers_react (const SimServer *server, const char *service);
/* Who asks, and who is asked. */
SimServer *sim_peers_find_from (SoupMessage *message);
SimServer *sim_peers_find_to (SoupMessage *message);
/* An answer, or none (status 0), has come. */
void sim_call_complete (SimCall *call, guint status, GBytes *answer, gint64 retry_after);
/* The network has taken it on: whoever is asked answers now, when nothing goes wrong. */
void sim_call_answer (SimCall *call, const char *path);

/* ---- sim-leavers.c ---- */
gboolean sim_access_is_ended (const SimUser *user);
void sim_access_change (SimWorld *world);
void sim_leaver_is_gone (SimDesk *desk);
/* Whether somebody whose copy was destroyed, and who may come in again, has signed in. */
gboolean sim_leaver_comes_back (SimDesk *desk);
/* FALSE when the person's copy was destroyed and he may not come in; what is left of one that is to be destroyed is removed. */
gboolean sim_leaver_may_open (SimDesk *desk);

/* ---- sim-streams.c ---- */
/* A feed of the server has grown: who listens hears of it, when nothing goes wrong. */
void sim_streams_tell (const SimServer *server, const char *practice, const char *service, gint64 head);
/* The server goes away: streams from it end. */
void sim_streams_end (const SimServer *server);

/* ---- sim-desk.c ---- */
void sim_desk_prepare (void);
void sim_desk_init (SimWorld *world, guint index);
gboolean sim_desk_open (SimDesk *desk);
void sim_desk_close (SimDesk *desk);
void sim_desk_kill (SimDesk *desk, gboolean power);
void sim_desk_clear (SimDesk *desk);
/* The person gives the password again, or presses "try again": what waited need not wait any more. */
void sim_desk_sign_in (SimDesk *desk);
void sim_desk_press (SimDesk *desk);
SimDesk *sim_desk_of_sync (gconstpointer sync);
SimDesk *sim_desk_of_cancellable (GCancellable *cancellable);
WabiDb *sim_desk_get_db (SimDesk *desk);

/* ---- sim-kinds.c ---- */
/* What a desktop's program knows; @old: one of last year. */
const WabiCacheTables *sim_get_tables (gboolean old);
/* What SQLite says of a statement that it does not take. */
void sim_check_statement (const char *words);
/* Whether a table was asked for that was thought never to be met; from now on it is there. Between two worlds only. */
gboolean sim_take_up_tables (void);

/* ---- sim-net.c ---- */
void sim_net_step (guint index);
void sim_net_late_step (guint index);
void sim_net_drop_all (SimDesk *desk);
void sim_net_nudge (void);
void sim_message_free (gpointer data);

/* ---- sim-acts.c ---- */
void sim_act (SimDesk *desk);
void sim_act_many (SimDesk *desk, guint count);
void sim_given_free (gpointer data);

/* ---- sim-faults.c ---- */
void sim_faults_plan (SimWorld *world);
void sim_faults_step (SimWorld *world);
void sim_faults_heal (SimWorld *world);

/* ---- sim-checks.c ---- */
typedef enum
{
  SIM_CHECK_STEP = 1 << 0,  /* may be asked at any step */
  SIM_CHECK_QUIET = 1 << 1, /* holds when everything has come to rest */
  SIM_CHECK_PROBE = 1 << 2, /* does something of its own, at times */
  SIM_CHECK_INLINE = 1 << 3, /* is watched where it happens */
} SimCheckWhen;

typedef struct
{
  guint number;
  const char *name, *text;
  void (*check) (SimWorld *world);
  guint when;
  const char *proof; /* the mutant that shows that it can fail, or why there is none */
} SimInvariant;

extern const SimInvariant sim_invariants[];
extern const guint sim_n_invariants;
void sim_check_all (SimWorld *world, guint when);

/* ---- sim-mutants.c ---- */
#define SIM_N_KNOWN 4
typedef struct
{
  const char *name, *text;
  guint32 seeds[SIM_N_KNOWN]; /* of schedules that are known to notice it, 0 for none: tried first */
  guint64 with;               /* bits of SimFault that it needs, since nothing else shows it */
} SimMutant;
extern const SimMutant sim_mutants[];
extern const guint sim_n_mutants;
/* Index into sim_mutants, -1 for the product as it is. */
extern int sim_mutant;
extern guint64 sim_mutant_hits;
/* While the checks look, nothing is written wrong. */
extern gboolean sim_checking;
gboolean sim_mutant_is (const char *name);
