// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache.h"

G_BEGIN_DECLS

/**
 * WABI_SYNC_ERROR:
 *
 * What can go wrong between the desktop and its server, in words for the person.
 */
#define WABI_SYNC_ERROR (wabi_sync_error_quark ())
GQuark wabi_sync_error_quark (void);

typedef enum
{
  WABI_SYNC_ERROR_OFFLINE,    /* the server cannot be reached now */
  WABI_SYNC_ERROR_REFUSED,    /* the server answered no: wrong password, no such practice, too many tries */
  WABI_SYNC_ERROR_PROTOCOL,   /* the answer is not what this version understands */
  WABI_SYNC_ERROR_PENDING,    /* sign-out would lose changes that were not sent */
  WABI_SYNC_ERROR_NO_ACCOUNT, /* nobody has signed in on this machine yet */
  WABI_SYNC_ERROR_PASSWORD,   /* local unlock: wrong password */
  WABI_SYNC_ERROR_AWAY,       /* too long without the server, or too many wrong passwords: only it unlocks now */
} WabiSyncError;

typedef enum
{
  WABI_SYNC_SIGNED_OUT,    /* nobody is signed in: no cache */
  WABI_SYNC_LOCKED,        /* somebody is, but the cache is closed until the password is given */
  WABI_SYNC_LOADING,       /* first load: the practice is coming in */
  WABI_SYNC_SAVED,         /* all changes are with the server */
  WABI_SYNC_SENDING,       /* changes are on their way */
  WABI_SYNC_OFFLINE,       /* working without the server */
  WABI_SYNC_NEEDS_SIGN_IN, /* the server wants the password again; work goes on */
  WABI_SYNC_NEEDS_YOU,     /* something was refused: see Inbox */
  WABI_SYNC_PAUSED,        /* stopped by the person */
  WABI_SYNC_LEAVING,       /* access has ended: what waits is sent, then this copy is removed */
  WABI_SYNC_GONE,          /* access has ended, and nothing is left here */
  WABI_SYNC_AWAY,          /* some services do not answer; the others go on */
  WABI_SYNC_STUCK,         /* the server answers, but something cannot be sent */
  WABI_SYNC_OUTDATED,      /* the server wants a newer program: reading and sending only */
  WABI_SYNC_DIFFERS,       /* what is here is not what the server has, and reading it anew did not help */
  WABI_SYNC_N_STATES,
} WabiSyncState;

/**
 * wabi_sync_prepare:
 *
 * To be called first of all in a program that follows a server, before there is any thread. Has libsoup speak HTTP/1.1 to gateways that offer
 * HTTP/2: the HTTP/2 of libsoup 3.2 (Debian 12) can come into a state, when a service goes away in the middle, in which every body that is sent over
 * the connection is waited for until its time is up, while all else goes on.
 */
void wabi_sync_prepare (void);

/**
 * WabiSyncLock:
 * @WABI_SYNC_LOCK_PASSWORD: the password opens it here
 * @WABI_SYNC_LOCK_AWAY: too long without contact: only an online sign-in opens it
 * @WABI_SYNC_LOCK_TRIED: too many wrong passwords: only an online sign-in opens it
 */
typedef enum
{
  WABI_SYNC_LOCK_PASSWORD,
  WABI_SYNC_LOCK_AWAY,
  WABI_SYNC_LOCK_TRIED,
} WabiSyncLock;

/**
 * WabiSync:
 *
 * Keeps one person's cache and the server together: sign-in, sending what waits, following the feeds.
 *
 * Properties, all notified on the main context: "cache" (#WabiCache or %NULL), "state" (#WabiSyncState as
 * int), "state-text" (words for the sidebar), "online" (whether the server answered lately), "pending",
 * "refused" (counts), "progress" (0 to 1 while loading).
 */
#define WABI_TYPE_SYNC (wabi_sync_get_type ())
G_DECLARE_FINAL_TYPE (WabiSync, wabi_sync, WABI, SYNC, GObject)

/**
 * wabi_sync_new:
 * @directory: where caches and the note of who signed in last lie
 * @tables: (transfer none): what caches hold
 * @keys: (transfer none): where secrets are kept; a reference is held
 *
 * Returns: (transfer full): signed out, doing nothing
 */
WabiSync *wabi_sync_new (const char *directory, const WabiCacheTables *tables, WabiKeyStore *keys);

/**
 * WabiSignIn:
 * @server: base address, such as "https://localhost:8443"
 * @ca: (nullable): PEM file of the authority that the server's certificate must come from, %NULL for the
 * system's
 * @practice: short name of the practice
 * @login: login name
 * @password: (nullable): password
 */
typedef struct
{
  char *server;
  char *ca;
  char *practice;
  char *login;
  char *password;
} WabiSignIn;

/**
 * wabi_sign_in_read_file:
 * @path: a JSON file with "server", "ca", "practice", "login", "password"; removed once read
 * @error: where to put an error
 *
 * What WABI_SIGN_IN_FILE names: lets `./wabi demo` open the desktop signed in.
 *
 * Returns: (transfer full) (nullable): what it says, %NULL with @error set
 */
WabiSignIn *wabi_sign_in_read_file (const char *path, GError **error);

/**
 * wabi_sign_in_free:
 * @sign_in: (transfer full) (nullable): what to free; the password is wiped
 */
void wabi_sign_in_free (WabiSignIn *sign_in);

/**
 * wabi_sync_dup_last_sign_in:
 * @sync: a sync
 *
 * Returns: (transfer full) (nullable): who signed in last on this machine, without the password; to fill in
 * the sign-in page
 */
WabiSignIn *wabi_sync_dup_last_sign_in (WabiSync *sync);

/**
 * wabi_sync_sign_in_async:
 * @sync: a sync that is signed out or locked, or whose server wants the password again
 * @sign_in: (transfer none): who, where, with what password; copied
 * @cancellable: (nullable): to give up
 * @callback: when done
 * @data: for @callback
 *
 * Signs in online, opens the cache and begins to follow. Where the server cannot be reached and the same
 * person signed in here before, it unlocks locally instead and works offline.
 */
void wabi_sync_sign_in_async (WabiSync *sync, const WabiSignIn *sign_in, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data);

/**
 * wabi_sync_sign_in_finish:
 * @sync: a sync
 * @result: what the callback was given
 * @error: where to put an error of #WABI_SYNC_ERROR or #WABI_CACHE_ERROR
 *
 * Returns: whether "cache" is open now
 */
gboolean wabi_sync_sign_in_finish (WabiSync *sync, GAsyncResult *result,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sync_resume_async:
 * @sync: a sync that is signed out
 * @cancellable: (nullable): to give up
 * @callback: when done
 * @data: for @callback
 *
 * Opens the cache of who signed in last and did not sign out or lock, with the key in the keyring: a start
 * without the server and without the password.
 */
void wabi_sync_resume_async (WabiSync *sync, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer data);

/**
 * wabi_sync_resume_finish:
 * @sync: a sync
 * @result: what the callback was given
 * @error: where to put %WABI_SYNC_ERROR_NO_ACCOUNT, %WABI_SYNC_ERROR_PASSWORD when it was left locked, or an
 * error of #WABI_CACHE_ERROR
 *
 * Returns: whether "cache" is open now; else show the sign-in page
 */
gboolean wabi_sync_resume_finish (WabiSync *sync, GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sync_lock:
 * @sync: a sync
 *
 * Closes the cache until wabi_sync_unlock_async(). What waits stays in it.
 */
void wabi_sync_lock (WabiSync *sync);

/**
 * wabi_sync_unlock_async:
 * @sync: a sync that is locked
 * @password: the person's password
 * @cancellable: (nullable): to give up
 * @callback: when done
 * @data: for @callback
 *
 * Checks the password on this machine (Argon2id) and opens the cache; needs no server.
 */
void wabi_sync_unlock_async (WabiSync *sync, const char *password, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data);

/**
 * wabi_sync_unlock_finish:
 * @sync: a sync
 * @result: what the callback was given
 * @error: where to put %WABI_SYNC_ERROR_PASSWORD or an error of #WABI_CACHE_ERROR
 *
 * Returns: whether "cache" is open now
 */
gboolean wabi_sync_unlock_finish (WabiSync *sync, GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sync_get_lock:
 * @sync: a sync
 *
 * Returns: what opens it, while it is locked
 */
WabiSyncLock wabi_sync_get_lock (WabiSync *sync);

/**
 * wabi_sync_dup_lock_text:
 * @sync: a sync
 *
 * Returns: (transfer full) (nullable): why only the server opens it, what to do, and how many changes wait; %NULL when the password does
 */
char *wabi_sync_dup_lock_text (WabiSync *sync);

/**
 * wabi_sync_set_clock:
 * @sync: a sync that is signed out
 * @clock: the time by which it is judged how long the server was not reached; must outlive @sync
 *
 * For tests; without it, it is the system's.
 */
void wabi_sync_set_clock (WabiSync *sync, const WabiClock *clock);

/**
 * wabi_sync_sign_out:
 * @sync: a sync
 * @keep_pending: what the person chose when asked: %TRUE to sign out although changes wait; they stay in the
 * encrypted cache and go out when the same person signs in again
 * @error: where to put %WABI_SYNC_ERROR_PENDING, whose message says how many wait
 *
 * Tells the server in the background, forgets the refresh token, closes the cache.
 *
 * Returns: whether nobody is signed in now
 */
gboolean wabi_sync_sign_out (WabiSync *sync, gboolean keep_pending, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sync_get_cache:
 * @sync: a sync
 *
 * Returns: (transfer none) (nullable): the open cache
 */
WabiCache *wabi_sync_get_cache (WabiSync *sync);

/**
 * wabi_sync_get_state:
 * @sync: a sync
 *
 * Returns: what to show
 */
WabiSyncState wabi_sync_get_state (WabiSync *sync);

/**
 * wabi_sync_get_state_text:
 * @sync: a sync
 *
 * Returns: (transfer none): @sync's state in words, translated, such as "Working offline, 7 changes wait to
 * be sent"
 */
const char *wabi_sync_get_state_text (WabiSync *sync);

/**
 * wabi_sync_dup_server:
 * @sync: a sync
 *
 * Returns: (transfer full) (nullable): the base address of the server of whoever is signed in, without a slash at its end
 */
char *wabi_sync_dup_server (WabiSync *sync);

/**
 * wabi_sync_get_online:
 * @sync: a sync
 *
 * Returns: whether the server answered last time
 */
gboolean wabi_sync_get_online (WabiSync *sync);

/**
 * wabi_sync_get_progress:
 * @sync: a sync
 *
 * Returns: how far the first load is, 0 to 1
 */
double wabi_sync_get_progress (WabiSync *sync);

/**
 * WabiSyncService:
 * @name: the service's name, static
 * @title: for people, translated
 * @away: whether it does not answer while others do
 * @partial: whether what is here of it is not complete yet
 * @differs: whether what is here is not what it has, or its history could not be followed, and reading it anew did not help
 * @pending: how many changes wait for it
 * @contact_at: when it answered last, microseconds since 1970 UTC; 0 for not since the start
 */
typedef struct
{
  const char *name;
  const char *title;
  gboolean away, partial, differs;
  guint pending;
  gint64 contact_at;
} WabiSyncService;

/**
 * wabi_sync_list_services:
 * @sync: a sync
 *
 * Returns: (transfer full) (element-type WabiSyncService): how it stands with each service; empty while no
 * cache is open
 */
GArray *wabi_sync_list_services (WabiSync *sync);

/**
 * wabi_sync_get_service_title:
 * @service: a service's name
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *wabi_sync_get_service_title (const char *service);

/**
 * wabi_sync_get_partial:
 * @sync: a sync
 * @done: (out): about how many records have come
 * @total: (out): of about how many
 *
 * Returns: whether what is here is not complete: a first load, or a long way behind. Otherwise what is seen is
 * always some complete state
 */
gboolean wabi_sync_get_partial (WabiSync *sync, gint64 *done, gint64 *total);

/**
 * wabi_sync_dup_away:
 * @sync: a sync
 *
 * Returns: (transfer full) (nullable): which parts of the server are not reachable while others are, in a
 * sentence; %NULL for none
 */
char *wabi_sync_dup_away (WabiSync *sync);

/**
 * wabi_sync_dup_clock_words:
 * @sync: a sync
 *
 * Returns: (transfer full) (nullable): how far this machine's clock is off, in a sentence; %NULL when it is
 * right within a few minutes
 */
char *wabi_sync_dup_clock_words (WabiSync *sync);

/**
 * wabi_sync_now:
 * @sync: a sync
 *
 * Sends and asks at once, whatever the back-off says.
 */
void wabi_sync_now (WabiSync *sync);

/**
 * wabi_sync_check:
 * @sync: a sync
 *
 * As wabi_sync_now(), because the person asks: also compares what is here with what the service has, and reads anew what differs.
 */
void wabi_sync_check (WabiSync *sync);

/**
 * wabi_sync_set_paused:
 * @sync: a sync
 * @paused: whether to leave the server alone
 */
void wabi_sync_set_paused (WabiSync *sync, gboolean paused);

/**
 * wabi_sync_draft_async:
 * @sync: a sync
 * @session: id of a session
 * @style: "full", "shorter" or "family"
 * @language: (nullable): such as "en" or "es"
 * @cancellable: (nullable): to give up
 * @callback: when done
 * @data: for @callback
 *
 * Asks the ai service for a note's draft (POST /v1/ai/draft). Sends what waits first, so that the draft sees
 * it.
 */
void wabi_sync_draft_async (WabiSync *sync, const char *session, const char *style, const char *language,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/**
 * wabi_sync_draft_finish:
 * @sync: a sync
 * @result: what the callback was given
 * @error: where to put an error of #WABI_SYNC_ERROR
 *
 * Returns: (transfer full) (nullable): the answer as docs/protocol.md has it (sections, facts, drafter),
 * %NULL with @error set
 */
JsonObject *wabi_sync_draft_finish (WabiSync *sync, GAsyncResult *result, GError **error);

/**
 * wabi_sync_ask_async:
 * @sync: a sync
 * @method: "GET" or "POST"
 * @path: what to call, such as "/v1/auth/people"
 * @body: (nullable) (transfer none): what to say
 * @cancellable: (nullable): to give up
 * @callback: when done
 * @data: for @callback
 *
 * Asks the server something that is neither a command nor a feed, with this person's rights. Needs the server: nothing is queued.
 */
void wabi_sync_ask_async (WabiSync *sync, const char *method, const char *path, JsonObject *body, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer data);

/**
 * wabi_sync_ask_finish:
 * @sync: a sync
 * @result: what the callback was given
 * @error: where to put an error of #WABI_SYNC_ERROR, in the server's words
 *
 * Returns: (transfer full) (nullable): the answer, empty when the server had nothing to say; %NULL with @error set
 */
JsonObject *wabi_sync_ask_finish (WabiSync *sync, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSignIn, wabi_sign_in_free)

G_END_DECLS
