// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-charge-bearing.h"
#include "wabi-changes.h"
#include "wabi-command.h"
#include "wabi-key-store.h"

G_BEGIN_DECLS

/**
 * WABI_CACHE_ERROR:
 *
 * What can go wrong with the cache itself. Refusals by a rule are of #WABI_COMMAND_ERROR.
 */
#define WABI_CACHE_ERROR (wabi_cache_error_quark ())
GQuark wabi_cache_error_quark (void);

typedef enum
{
  WABI_CACHE_ERROR_FAILED,    /* the store could not do it */
  WABI_CACHE_ERROR_LOCKED,    /* another running program has this cache open */
  WABI_CACHE_ERROR_NO_KEY,    /* the keyring has no key for it: sign in online to recover it */
  WABI_CACHE_ERROR_DISK_FULL, /* no room: nothing was changed, nothing is lost */
  WABI_CACHE_ERROR_CLOSED,    /* it was closed by a lock or sign-out */
  WABI_CACHE_ERROR_OUTDATED,  /* the server wants a newer program: nothing new is taken, what waits is sent */
} WabiCacheError;

/**
 * WabiSearchField:
 * @kind: name of a kind
 * @field: a text field of it by whose words people look for a record
 */
typedef struct
{
  const char *kind;
  const char *field;
} WabiSearchField;

/**
 * WabiCacheTables:
 * @services: (array zero-terminated=1): names of the services, in the order in which their feeds are pulled
 * @kinds: (array length=n_kinds): the kinds that are kept
 * @n_kinds: how many
 * @commands: (array length=n_commands): the commands that may be given
 * @n_commands: how many
 * @search: (array length=n_search): what can be found by typing part of a name
 * @n_search: how many
 * @bearings: (array length=n_bearings): which changes end what was judged of charges (wabi_cache_keep_verdicts())
 * @n_bearings: how many; 0 where nothing is judged
 *
 * What the cache holds and does. The program uses wabi_cache_get_domain_tables(); tests may bring their own.
 * Static.
 */
typedef struct
{
  const char *const *services;
  const WabiKind *const *kinds;
  guint n_kinds;
  const WabiCommandInfo *commands;
  guint n_commands;
  const WabiSearchField *search;
  guint n_search;
  const WabiKindBearing *bearings;
  gsize n_bearings;
} WabiCacheTables;

/**
 * WabiCacheOptions:
 * @directory: where the files lie; made with mode 0700 when missing
 * @owner: whose cache; one file for each
 * @device: (nullable): the id under which this machine signed in for the owner; %NULL to keep or make one
 * @tables: what it holds
 * @keys: where its key is kept
 * @recovery_key: (nullable): 32 bytes from an online sign-in, opens the key that is kept beside the cache
 * @clock: (nullable): %NULL for the machine's
 * @reserve: how many bytes of the disk are kept free for what waits, such as %WABI_CACHE_RESERVE; 0 for none
 */
typedef struct
{
  const char *directory;
  WabiKeyOwner owner;
  const char *device;
  const WabiCacheTables *tables;
  WabiKeyStore *keys;
  GBytes *recovery_key;
  const WabiClock *clock;
  gsize reserve;
} WabiCacheOptions;

/**
 * WABI_CACHE_RESERVE:
 *
 * So much is enough to write and send some hundred thousand commands.
 */
#define WABI_CACHE_RESERVE ((gsize)32 * 1024 * 1024)

/**
 * WabiCache:
 *
 * One person's encrypted copy of the practice's records, with everything that waits to be sent.
 *
 * Record tables hold the state as the person sees it: what the services said last, with the commands that
 * they have not confirmed applied on top. One object is used on the main thread; app/sync works on it from
 * one worker thread through wabi-cache-sync.h with a connection of its own.
 *
 * Signals, on the thread that opened it, after a commit: "changed" (#WabiChanges), "outbox-changed".
 */
#define WABI_TYPE_CACHE (wabi_cache_get_type ())
G_DECLARE_FINAL_TYPE (WabiCache, wabi_cache, WABI, CACHE, GObject)

/**
 * wabi_cache_get_domain_tables:
 *
 * Returns: (transfer none): the tables of core/domain
 */
const WabiCacheTables *wabi_cache_get_domain_tables (void);

/**
 * wabi_cache_open_async:
 * @options: copied
 * @cancellable: (nullable): to give up
 * @callback: called on the main context of the caller
 * @data: for @callback
 *
 * Finds or makes the key and opens the file, or makes it.
 */
void wabi_cache_open_async (const WabiCacheOptions *options, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer data);

/**
 * wabi_cache_open_finish:
 * @result: what the callback was given
 * @error: where to put an error of #WABI_CACHE_ERROR
 *
 * Returns: (transfer full) (nullable): the cache, %NULL with @error set
 */
WabiCache *wabi_cache_open_finish (GAsyncResult *result, GError **error);

/**
 * wabi_cache_open_sync:
 * @options: how
 * @cancellable: (nullable): to give up
 * @error: where to put an error of #WABI_CACHE_ERROR
 *
 * The blocking form, for tests and benches.
 *
 * Returns: (transfer full) (nullable): the cache, %NULL with @error set
 */
WabiCache *wabi_cache_open_sync (const WabiCacheOptions *options, GCancellable *cancellable, GError **error);

/**
 * wabi_cache_close:
 * @cache: a cache
 *
 * Closes the file, forgets the key and lets other programs have it. Everything later answers
 * %WABI_CACHE_ERROR_CLOSED. Waits for a page that is being applied.
 */
void wabi_cache_close (WabiCache *cache);

/**
 * wabi_cache_get_set_aside:
 * @cache: a cache
 *
 * Returns: (transfer none) (nullable): where an older file went that would not open and was therefore
 * renamed, never deleted
 */
const char *wabi_cache_get_set_aside (WabiCache *cache);

/**
 * wabi_cache_dup_rescue_words:
 * @cache: a cache
 *
 * What became of the changes that waited in a damaged copy, and where that copy lies. Kept until wabi_cache_forget_rescue_words().
 *
 * Returns: (transfer full) (nullable): sentences for the person, %NULL when there is nothing to tell
 */
char *wabi_cache_dup_rescue_words (WabiCache *cache);

/**
 * wabi_cache_forget_rescue_words:
 * @cache: a cache
 *
 * The person has read them.
 */
void wabi_cache_forget_rescue_words (WabiCache *cache);

/**
 * wabi_cache_get_key_in_keyring:
 * @cache: a cache
 *
 * Returns: whether the keyring holds the key, so that the program can be started without the server
 */
gboolean wabi_cache_get_key_in_keyring (WabiCache *cache);

/**
 * wabi_cache_get_owner:
 * @cache: a cache
 *
 * Returns: (transfer none): whose it is
 */
const WabiKeyOwner *wabi_cache_get_owner (WabiCache *cache);

/**
 * wabi_cache_get_tables:
 * @cache: a cache
 *
 * Returns: (transfer none): what it holds
 */
const WabiCacheTables *wabi_cache_get_tables (WabiCache *cache);

/**
 * wabi_cache_get_clock:
 * @cache: a cache
 *
 * Returns: (transfer none): its clock, corrected where the machine's is far off
 */
const WabiClock *wabi_cache_get_clock (WabiCache *cache);

/**
 * WABI_CACHE_OFFSET_TOLD:
 *
 * A clock that is wrong by less than this is left as it is, microseconds.
 */
#define WABI_CACHE_OFFSET_TOLD (G_GINT64_CONSTANT (300) * G_USEC_PER_SEC)

/**
 * wabi_cache_note_server_time:
 * @cache: a cache
 * @server_now: the server's clock, as it was told right now, microseconds since 1970 UTC
 * @error: where to put an error
 *
 * Where the machine's clock is far off, wabi_cache_get_clock() says what it would say if it were right, also
 * after a start without the server: what is recorded carries the right time.
 *
 * Returns: whether it is kept
 */
gboolean wabi_cache_note_server_time (WabiCache *cache, gint64 server_now,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_get_clock_offset:
 * @cache: a cache
 *
 * Returns: how far the machine's clock is ahead of the server's (behind when negative), microseconds; 0 when
 * it is right within %WABI_CACHE_OFFSET_TOLD
 */
gint64 wabi_cache_get_clock_offset (WabiCache *cache);

/**
 * wabi_cache_get_disk_full:
 * @cache: a cache
 *
 * Returns: whether the disk is full, so that nothing new is taken; what waits is still sent
 */
gboolean wabi_cache_get_disk_full (WabiCache *cache);

/**
 * wabi_cache_get_outdated:
 * @cache: a cache
 *
 * Returns: whether the server takes no new commands from a program as old as this one; what waits is still
 * sent
 */
gboolean wabi_cache_get_outdated (WabiCache *cache);

/**
 * wabi_cache_new_id:
 * @cache: a cache
 *
 * Returns: (transfer full): an id for a record that is born here
 */
char *wabi_cache_new_id (WabiCache *cache);

/**
 * wabi_cache_set_caller:
 * @cache: a cache
 * @roles: bits of #WabiRoles
 * @zone: name of the practice's zone
 * @name: how the person is called, for the window
 * @practice_name: how the practice is called
 * @error: where to put an error
 *
 * What the last online sign-in said; kept for starting offline.
 *
 * Returns: whether it is kept
 */
gboolean wabi_cache_set_caller (WabiCache *cache, guint roles, const char *zone, const char *name,
                                const char *practice_name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_get_caller:
 * @cache: a cache
 *
 * Returns: (transfer none): practice, user and roles, as a rule is given them
 */
const WabiCaller *wabi_cache_get_caller (WabiCache *cache);

/**
 * wabi_cache_get_zone:
 * @cache: a cache
 *
 * Returns: (transfer none): name of the practice's zone, "UTC" before the first sign-in
 */
const char *wabi_cache_get_zone (WabiCache *cache);

/**
 * wabi_cache_get_user_name:
 * @cache: a cache
 *
 * Returns: (transfer none): how the person is called, "" before the first sign-in
 */
const char *wabi_cache_get_user_name (WabiCache *cache);

/**
 * wabi_cache_get_practice_name:
 * @cache: a cache
 *
 * Returns: (transfer none): how the practice is called, "" before the first sign-in
 */
const char *wabi_cache_get_practice_name (WabiCache *cache);

/* --- Reading
 * ------------------------------------------------------------------------------------------------------------------
 */

/**
 * wabi_cache_get_view:
 * @cache: a cache
 *
 * Returns: (transfer none): what a rule of core may read
 */
const WabiView *wabi_cache_get_view (WabiCache *cache);

/**
 * wabi_cache_get:
 * @cache: a cache
 * @kind: the kind
 * @id: (nullable): the id; %NULL finds nothing
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the record as the person sees it, %NULL without @error when there is
 * none or it was deleted. Its seq is 0 while a command on it waits to be confirmed
 */
WabiRecord *wabi_cache_get (WabiCache *cache, const WabiKind *kind, const char *id, GError **error);

/**
 * wabi_cache_list:
 * @cache: a cache
 * @query: what
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type WabiRecord) (nullable): the records, %NULL with @error set
 */
GPtrArray *wabi_cache_list (WabiCache *cache, const WabiQuery *query, GError **error);

/**
 * wabi_cache_count:
 * @cache: a cache
 * @query: what
 * @out: (out): how many
 * @error: where to put an error
 *
 * Returns: whether they could be counted
 */
gboolean wabi_cache_count (WabiCache *cache, const WabiQuery *query, gint64 *out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_search:
 * @cache: a cache
 * @kind: a kind with search fields
 * @text: what was typed: every word must begin a word of the name, whatever case and accents
 * @limit: most records
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type WabiRecord) (nullable): the records in order of their folded names,
 * %NULL with @error set
 */
GPtrArray *wabi_cache_search (WabiCache *cache, const WabiKind *kind, const char *text, guint limit,
                              GError **error);

/* --- Writing
 * ------------------------------------------------------------------------------------------------------------------
 */

/**
 * wabi_cache_apply:
 * @cache: a cache
 * @name: a command's name
 * @args: (transfer none): its arguments; not to be changed afterwards
 * @deps: (nullable) (array zero-terminated=1): ids of commands without which it makes no sense
 * @command_id: (out) (optional) (transfer full): its id
 * @error: where to put an error of #WABI_COMMAND_ERROR (a refusal: the message is for the person, code and
 * field are at wabi_cache_get_refusal_code()), or of #WABI_CACHE_ERROR
 *
 * Applies the command with the rule that the service will use, and keeps it to be sent, in one transaction
 * that waits for the disk: when it returns %TRUE the person may be told that it is saved. A command with
 * %WABI_COMMAND_ONLINE is only kept to be sent. A command that reads a record which a waiting command gave
 * birth to depends on that one by itself: @deps is for what the rule does not show.
 *
 * Returns: whether it is saved
 */
gboolean wabi_cache_apply (WabiCache *cache, const char *name, JsonObject *args, const char *const *deps,
                           char **command_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_check:
 * @cache: a cache
 * @name: a command's name
 * @args: (transfer none): its arguments
 * @error: where to put the refusal
 *
 * Asks the rule without doing anything, to tell the person before saving.
 *
 * Returns: whether wabi_cache_apply() would do it now
 */
gboolean wabi_cache_check (WabiCache *cache, const char *name, JsonObject *args,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_get_refusal_code:
 * @cache: a cache
 *
 * Returns: (transfer none) (nullable): the machine's word of the last refusal by wabi_cache_apply() or
 * wabi_cache_check()
 */
const char *wabi_cache_get_refusal_code (WabiCache *cache);

/**
 * wabi_cache_get_refusal_field:
 * @cache: a cache
 *
 * Returns: (transfer none) (nullable): what the last refusal was about
 */
const char *wabi_cache_get_refusal_field (WabiCache *cache);

/* --- What waits, what was refused
 * ---------------------------------------------------------------------------------------------- */

typedef enum
{
  WABI_OUTBOX_QUEUED,  /* not sent yet */
  WABI_OUTBOX_SENT,    /* sent, no answer yet */
  WABI_OUTBOX_APPLIED, /* confirmed; the feed has not brought its effects yet */
} WabiOutboxState;

/**
 * WabiOutboxItem:
 * @id: the command's id
 * @name: its name
 * @service: which service decides
 * @args: its arguments
 * @state: how far it is
 * @online: whether nothing is done here before the service decided (shown as waiting)
 * @at: when it was given, microseconds since 1970 UTC
 */
typedef struct
{
  char *id;
  char *name;
  char *service;
  JsonObject *args;
  WabiOutboxState state;
  gboolean online;
  gint64 at;
} WabiOutboxItem;

/**
 * WabiRefusedItem:
 * @id: the command's id
 * @name: its name
 * @service: which service refused it
 * @args: what the person wanted, kept whole
 * @code: the machine's word for it
 * @field: (nullable): what it is about
 * @message: for the person
 * @dep_of: (nullable): id of the refused command that this one needed
 * @given_at: when it was given, microseconds since 1970 UTC
 * @at: when the refusal came
 */
typedef struct
{
  char *id;
  char *name;
  char *service;
  JsonObject *args;
  char *code;
  char *field;
  char *message;
  char *dep_of;
  gint64 given_at;
  gint64 at;
} WabiRefusedItem;

/**
 * wabi_cache_get_pending:
 * @cache: a cache
 *
 * Returns: how many commands wait for the service's answer
 */
guint wabi_cache_get_pending (WabiCache *cache);

/**
 * wabi_cache_get_pending_of:
 * @cache: a cache
 * @service: index in the tables' services
 * @oldest: (out) (optional): place of the oldest of them in the whole queue
 *
 * Returns: how many commands wait for this service's answer
 */
guint wabi_cache_get_pending_of (WabiCache *cache, guint service, gint64 *oldest);

/**
 * wabi_cache_get_aside:
 * @cache: a cache
 *
 * Returns: how many of the waiting commands are set aside, because their service could not take them
 */
guint wabi_cache_get_aside (WabiCache *cache);

/**
 * wabi_cache_get_refused:
 * @cache: a cache
 *
 * Returns: how many refused commands wait for the person
 */
guint wabi_cache_get_refused (WabiCache *cache);

/**
 * wabi_cache_list_outbox:
 * @cache: a cache
 * @name: (nullable): only commands of this name
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type WabiOutboxItem) (nullable): what waits, oldest first; %NULL with
 * @error set
 */
GPtrArray *wabi_cache_list_outbox (WabiCache *cache, const char *name, GError **error);

/**
 * wabi_cache_is_waiting:
 * @cache: a cache
 * @name: a command's name, such as "note.sign"
 * @member: a text member of its arguments, such as "id"
 * @value: what it says
 *
 * Returns: whether such a command waits for the service
 */
gboolean wabi_cache_is_waiting (WabiCache *cache, const char *name, const char *member, const char *value);

/**
 * wabi_cache_export_queue:
 * @cache: a cache
 * @error: where to put an error
 *
 * All that waits to be sent, as an encrypted file that only the server can open (`wabictl queue import`). It
 * stays in the queue: ids keep anything from being done twice.
 *
 * Returns: (transfer full) (nullable): the file's text, %NULL with @error set
 */
char *wabi_cache_export_queue (WabiCache *cache, GError **error);

/**
 * wabi_cache_list_refused:
 * @cache: a cache
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type WabiRefusedItem) (nullable): newest first; %NULL with @error set
 */
GPtrArray *wabi_cache_list_refused (WabiCache *cache, GError **error);

/**
 * wabi_cache_discard_refused:
 * @cache: a cache
 * @id: of a refused command
 * @error: where to put an error
 *
 * A record of it is kept, see wabi_cache_list_settled().
 *
 * Returns: whether it is gone
 */
gboolean wabi_cache_discard_refused (WabiCache *cache, const char *id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_resend_refused:
 * @cache: a cache
 * @id: of a refused command
 * @args: (nullable) (transfer none): what is wanted now, %NULL for the same again
 * @error: where to put an error, as for wabi_cache_apply()
 *
 * Gives the command again under a new id, and takes the refused one out of the box; both or neither. What failed only because of it
 * is given again after it, in order; of those, what the rule does not take now stays in the box.
 *
 * Returns: whether it is saved
 */
gboolean wabi_cache_resend_refused (WabiCache *cache, const char *id, JsonObject *args,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiSettledItem:
 * @id: of the refused command, or of the decision
 * @what: "discarded", "resent" or "decided"
 * @name: the command
 * @args: what was wanted, or decided
 * @message: (nullable): why it had been refused
 * @at: when it was settled here, microseconds since 1970 UTC
 */
typedef struct
{
  char *id;
  char *what;
  char *name;
  JsonObject *args;
  char *message;
  gint64 at;
} WabiSettledItem;

/**
 * wabi_cache_list_settled:
 * @cache: a cache
 * @limit: most entries
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type WabiSettledItem) (nullable): what the person settled on this computer, newest first; %NULL with
 * @error set
 */
GPtrArray *wabi_cache_list_settled (WabiCache *cache, guint limit, GError **error);

/**
 * wabi_cache_note_settled:
 * @cache: a cache
 * @id: of the decision
 * @name: the command that settled it
 * @args: its arguments
 * @error: where to put an error
 *
 * Returns: whether a record of it is kept
 */
gboolean wabi_cache_note_settled (WabiCache *cache, const char *id, const char *name, JsonObject *args,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_take_back_discard:
 * @cache: a cache
 * @id: of a command that was discarded
 * @error: where to put an error
 *
 * Returns: whether it is in the box of refused commands again
 */
gboolean wabi_cache_take_back_discard (WabiCache *cache, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_settled_item_free:
 * @item: (transfer full) (nullable): what to free
 */
void wabi_settled_item_free (WabiSettledItem *item);

/**
 * wabi_outbox_item_free:
 * @item: (transfer full) (nullable): what to free
 */
void wabi_outbox_item_free (WabiOutboxItem *item);

/**
 * wabi_refused_item_free:
 * @item: (transfer full) (nullable): what to free
 */
void wabi_refused_item_free (WabiRefusedItem *item);

/* --- What stays on this machine
 * ------------------------------------------------------------------------------------------------ */

/**
 * wabi_cache_put_buffer:
 * @cache: a cache
 * @key: what it belongs to, such as "note:" and an id
 * @text: what was typed so far
 * @error: where to put an error
 *
 * Keeps unsent typing through a crash; encrypted with everything else, and waits for the disk.
 *
 * Returns: whether it is kept
 */
gboolean wabi_cache_put_buffer (WabiCache *cache, const char *key, const char *text,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_dup_buffer:
 * @cache: a cache
 * @key: as for wabi_cache_put_buffer()
 * @at: (out) (optional): when it was kept, microseconds since 1970 UTC
 *
 * Returns: (transfer full) (nullable): the text, %NULL when none is kept
 */
char *wabi_cache_dup_buffer (WabiCache *cache, const char *key, gint64 *at);

/**
 * wabi_cache_drop_buffer:
 * @cache: a cache
 * @key: as for wabi_cache_put_buffer()
 */
void wabi_cache_drop_buffer (WabiCache *cache, const char *key);

/**
 * wabi_cache_put_setting:
 * @cache: a cache
 * @key: a word
 * @value: (nullable): %NULL to forget it
 * @error: where to put an error
 *
 * A person's choice that stays on this machine, such as the view of the schedule.
 *
 * Returns: whether it is kept
 */
gboolean wabi_cache_put_setting (WabiCache *cache, const char *key, const char *value,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_dup_setting:
 * @cache: a cache
 * @key: a word
 *
 * Returns: (transfer full) (nullable): the value
 */
char *wabi_cache_dup_setting (WabiCache *cache, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiOutboxItem, wabi_outbox_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiRefusedItem, wabi_refused_item_free)
/* ---- What was judged ---- */

/**
 * WabiVerdict:
 * @charge: id of a charge
 * @client: id of its client
 * @staff: id of who gave the session
 * @text: what was found, as the caller writes it
 *
 * What was judged of a charge, to be kept.
 */
typedef struct
{
  const char *charge;
  const char *client;
  const char *staff;
  const char *text;
} WabiVerdict;

/**
 * wabi_cache_begin_verdicts:
 * @cache: an open cache
 * @basis: what all verdicts stand on beside the records: the program, the language, the day. What was kept on another basis is forgotten
 * @stamp: (out): for wabi_cache_keep_verdicts(): to be asked for before the first record is read
 * @error: where to put an error
 *
 * Returns: whether the cache could answer
 */
gboolean wabi_cache_begin_verdicts (WabiCache *cache, const char *basis, gint64 *stamp, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_keep_verdicts:
 * @cache: an open cache
 * @stamp: of wabi_cache_begin_verdicts()
 * @verdicts: (array length=n): what was judged since
 * @n: how many
 * @error: where to put an error
 *
 * Keeps them, encrypted like all here, until a record changes that bears on them. Nothing is kept when one has changed since @stamp: they may stand on
 * what was before.
 *
 * Returns: whether the cache could answer
 */
gboolean wabi_cache_keep_verdicts (WabiCache *cache, gint64 stamp, const WabiVerdict *verdicts, guint n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_dup_verdict:
 * @cache: an open cache
 * @charge: id of a charge
 *
 * Returns: (transfer full) (nullable): what was kept and still holds
 */
char *wabi_cache_dup_verdict (WabiCache *cache, const char *charge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSettledItem, wabi_settled_item_free)

G_END_DECLS
