// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-account-private.h"
#include "wabi-cache-sync.h"
#include "wabi-contact-private.h"
#include "wabi-http-private.h"
#include "wabi-sync-machine.h"
#include "wabi-sync.h"

G_BEGIN_DECLS

struct _WabiSync
{
  GObject parent_instance;

  char *directory;
  const WabiCacheTables *tables;
  WabiKeyStore *keys;

  WabiAccount *account; /* who is signed in or locked */
  WabiCache *cache;
  SoupSession *session, *events_session;
  char *access_token, *refresh_token;

  WabiSyncMachine *machine;  /* while the cache is open */
  GCancellable *cancellable; /* of everything under way for this cache */
  guint timer, events_timer, patience;
  guint lanes, slow;         /* steps under way; how many of them nobody waits for any more */
  guint events_failures;
  gboolean starting, tried, paused, locked, listening;
  gboolean stuck_told; /* the log says that the queue does not move */

  WabiSyncState state;
  char *state_text;
  double progress;
  gboolean online;

  const WabiClock *clock; /* of the lock that only the server opens */
  char *boot;
  WabiContact contact; /* days is 0 before anybody came */
  guint away_timer;

  gboolean leaving, gone; /* access has ended: what waits is being sent; nothing is left */
  guint leave_pause, leave_sent;
};

/* wabi-sync.c */
void wabi_sync_pump (WabiSync *sync);
void wabi_sync_update_state (WabiSync *sync);
/* Answers come: what is under way is worth waiting for. */
void wabi_sync_note_progress (WabiSync *sync);
/* Takes the open cache and begins to follow. */
void wabi_sync_start (WabiSync *sync, WabiCache *take_cache);
/* Closes the cache and gives up what is under way. */
void wabi_sync_stop (WabiSync *sync);

/* wabi-sync-status.c */
WabiSyncState wabi_sync_find_state (WabiSync *sync);
/* Whether something waits that should have gone: for too long while its service answers, or set aside. */
gboolean wabi_sync_is_stuck (WabiSync *sync);
char *wabi_sync_build_text (WabiSync *sync, WabiSyncState state, double progress);

/* wabi-sync-rounds.c */
/* Every answer tells the server's clock. */
void wabi_sync_note_time (WabiSync *sync, const WabiHttpAnswer *answer);
void wabi_sync_round_refresh (WabiSync *sync);
/* Ends of a step, of which the machine knows already: the next one. */
void wabi_sync_go_on (WabiSync *sync);
/* Ends of a step for a service, or WABI_SYNC_NO_SERVICE: the same later again; a problem on this machine; an
 * answer that is not what was asked for. */
void wabi_sync_fail_round (WabiSync *sync, guint service, WabiSyncFailure failure, gint64 retry_after);
void wabi_sync_fail_here (WabiSync *sync, guint service, const GError *error);
void wabi_sync_take_refusal (WabiSync *sync, guint service, const WabiHttpAnswer *answer);
int wabi_sync_find_service (WabiSync *sync, const char *name);

/* wabi-sync-session.c: the cache became a device of its own */
void wabi_sync_keep_device (WabiSync *sync);

/* wabi-sync-push.c */
void wabi_sync_round_push (WabiSync *sync, guint service, gint64 until);

/* wabi-sync-pull.c */
void wabi_sync_round_pull (WabiSync *sync, guint service);

/* wabi-sync-ask.c: end a question with the server's words, or @otherwise where it has none; with its JSON object */
void wabi_sync_return_refusal (GTask *task, const WabiHttpAnswer *http, const char *otherwise);
void wabi_sync_return_object (GTask *task, const WabiHttpAnswer *http);

/* wabi-sync-events.c */
void wabi_sync_listen (WabiSync *sync);

G_END_DECLS
