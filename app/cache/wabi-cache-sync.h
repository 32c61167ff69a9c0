// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache.h"
#include "wabi-sync-message.h"

G_BEGIN_DECLS

/*
 * The cache as app/sync sees it. These calls block; they are for one worker thread at a time and use a
 * connection of their own. Writers of both connections take the same lock for the length of one transaction;
 * readers are never kept waiting (WAL).
 */

/**
 * WabiPushBatch:
 * @service: which service
 * @epoch: (nullable): the server's epoch as it was last told
 * @commands: (element-type WabiCommand): what to send, numbered, without their arguments; now noted as sent
 * @body: the body of POST /v1/push
 * @last: place of the last one in the queue
 */
typedef struct
{
  char *service;
  char *epoch;
  GPtrArray *commands;
  char *body;
  gint64 last;
} WabiPushBatch;

/**
 * wabi_push_batch_free:
 * @batch: (transfer full) (nullable): what to free
 */
void wabi_push_batch_free (WabiPushBatch *batch);

/**
 * wabi_cache_get_device:
 * @cache: a cache
 *
 * Returns: (transfer none): the id of this cache as a device; made with the file
 */
const char *wabi_cache_get_device (WabiCache *cache);

/**
 * wabi_cache_begin_push:
 * @cache: a cache
 * @limit: most commands
 * @out: (out) (transfer full) (nullable): the first run of the queue, %NULL when nothing can be sent
 * @error: where to put an error
 *
 * wabi_cache_begin_push_to() for the service whose turn it is when all of them answer.
 *
 * Returns: whether the queue could be read
 */
gboolean wabi_cache_begin_push (WabiCache *cache, guint limit, WabiPushBatch **out,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_begin_push_to:
 * @cache: a cache
 * @service: which service
 * @before: (nullable): the batch that is on its way to it; what follows it is taken
 * @limit: most commands
 * @until: place in the queue of the oldest command that another service could take now; %G_MAXINT64 for none
 * @out: (out) (transfer full) (nullable): the next run of the service's queue, %NULL when nothing can be sent
 * @error: where to put an error
 *
 * Prepares the next batch, also while one is on its way. It may be sent only when that one was answered with
 * 200; else it is given up, and its commands are taken again later under the same numbers. A command whose
 * deps on other services are not answered yet stays, and so does what changes the same records after it.
 *
 * Returns: whether the queue could be read
 */
gboolean wabi_cache_begin_push_to (WabiCache *cache, const char *service, const WabiPushBatch *before,
                                   guint limit, gint64 until, WabiPushBatch **out,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_put_aside:
 * @cache: a cache
 * @service: which service
 * @id: of a command that it could not take, alone in its batch
 * @error: where to put an error
 *
 * The command stays in the queue and is tried again later, less and less often; others go before it.
 *
 * Returns: whether it is noted
 */
gboolean wabi_cache_put_aside (WabiCache *cache, const char *service, const char *id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_finish_push:
 * @cache: a cache
 * @service: which service answered
 * @answer: (transfer none): what it said
 * @error: where to put an error
 *
 * Notes every result in one transaction: what was applied keeps its overlay until the feed brings it; what
 * was refused goes into the refused box together with all that needed it.
 *
 * Returns: whether it is noted
 */
gboolean wabi_cache_finish_push (WabiCache *cache, const char *service, const WabiPushAnswer *answer,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_renumber:
 * @cache: a cache
 * @service: which service
 * @expected: the n it expects next (409), or 0 after a 422 to find out by asking
 * @error: where to put an error
 *
 * The server and this device do not agree on the count (a restored backup, a copied disk): what waits is
 * numbered anew. Ids stay, so nothing is done twice.
 *
 * Returns: whether it is done
 */
gboolean wabi_cache_renumber (WabiCache *cache, const char *service, gint64 expected,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_note_epoch:
 * @cache: a cache
 * @service: which service
 * @epoch: what it said
 * @error: where to put an error
 *
 * When it is another one, the service was restored from a backup: what it confirmed in the last 30 days is
 * sent again. Answers to pushes and pages tell it by themselves.
 *
 * Returns: whether it is noted
 */
gboolean wabi_cache_note_epoch (WabiCache *cache, const char *service, const char *epoch,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_renew_device:
 * @cache: a cache
 * @error: where to put an error
 *
 * Another copy of this file counts under the same device (a copied disk): this one becomes a device of its own, and counts anew with every
 * service. Ids of commands stay, so nothing is done twice and nothing of either copy is lost.
 *
 * Returns: whether wabi_cache_get_device() is a new one
 */
gboolean wabi_cache_renew_device (WabiCache *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_read_cursor:
 * @cache: a cache
 * @service: whose feed
 * @seq: (out): the last seq that was delivered
 * @epoch: (out) (transfer full) (nullable): the epoch it belongs to
 * @loaded: (out): whether the first load is complete
 * @error: where to put an error
 *
 * Returns: whether it could be read
 */
gboolean wabi_cache_read_cursor (WabiCache *cache, const char *service, gint64 *seq, char **epoch,
                                 gboolean *loaded, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_read_base:
 * @cache: a cache
 * @service: whose feed
 * @base: (out): the end of the feed when it was last begun at 0: what was deleted before has never been here
 * @error: where to put an error
 *
 * Returns: whether it could be read
 */
gboolean wabi_cache_read_base (WabiCache *cache, const char *service, gint64 *base, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_apply_pages:
 * @cache: a cache
 * @pages: (array length=n_pages): pages of one feed in their order
 * @n_pages: how many
 * @error: where to put an error
 *
 * Rows, cursor, and what must be done anew on top of them in one transaction. The same pages again change
 * nothing. Several at once cost less, since each place of the file is written once.
 *
 * Returns: whether they are applied
 */
gboolean wabi_cache_apply_pages (WabiCache *cache, WabiPullPage *const *pages, guint n_pages,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiCacheVerdict:
 * @WABI_CACHE_UNCOMPARED: the page does not say it, or what is here does not stand where the page ends
 * @WABI_CACHE_SAME: what is here is what the service has for this person
 * @WABI_CACHE_DIFFERS: it is not
 */
typedef enum
{
  WABI_CACHE_UNCOMPARED,
  WABI_CACHE_SAME,
  WABI_CACHE_DIFFERS,
} WabiCacheVerdict;

/**
 * WabiCacheCompared:
 * @verdict: what came of it
 * @kind: (nullable): the first kind that differs
 * @here: how many records of it are here
 * @there: how many the service has for this person
 */
typedef struct
{
  WabiCacheVerdict verdict;
  const WabiKind *kind;
  gint64 here, there;
} WabiCacheCompared;

/**
 * wabi_cache_compare:
 * @cache: a cache
 * @page: (transfer none): the last page of a pull, after it was applied
 * @out: (out caller-allocates): what came of it
 * @error: where to put an error
 *
 * Compares what the service said of its feed with what it has, kind by kind. What waits to be sent is left aside: what lies beneath it is
 * compared. So are tombstones and kinds that this program does not know.
 *
 * Returns: whether the cache could be read
 */
gboolean wabi_cache_compare (WabiCache *cache, const WabiPullPage *page, WabiCacheCompared *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_apply_page:
 * @cache: a cache
 * @page: a page of a feed
 * @error: where to put an error
 *
 * wabi_cache_apply_pages() for one.
 *
 * Returns: whether it is applied
 */
gboolean wabi_cache_apply_page (WabiCache *cache, WabiPullPage *page,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_read_access:
 * @cache: a cache
 * @service: whose feed
 * @access: (out) (transfer full) (nullable): the name of what the person may see there, as it was last told
 * @error: where to put an error
 *
 * Returns: whether it could be read
 */
gboolean wabi_cache_read_access (WabiCache *cache, const char *service, char **access,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiCacheNeed:
 * @restart: more may be seen than before: the feed is to be read from its beginning
 * @scrub: something was taken away, and the file is to be written anew: wabi_cache_scrub()
 * @client: (nullable): a client whose records are to be filled up by GET /v1/sync/stream
 * @place: (nullable): how far that has come
 *
 * What is to be done beside reading a feed on.
 */
typedef struct
{
  gboolean restart, scrub;
  char *client, *place;
} WabiCacheNeed;

/**
 * wabi_cache_read_need:
 * @cache: a cache
 * @service: of which service
 * @need: (out caller-allocates): what is needed; its texts are to be freed
 * @error: where to put an error
 *
 * Returns: whether it could be read
 */
gboolean wabi_cache_read_need (WabiCache *cache, const char *service, WabiCacheNeed *need,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_apply_stream:
 * @cache: a cache
 * @page: from wabi_stream_page_parse()
 * @error: where to put an error
 *
 * Rows and how far it has come in one transaction. A row is taken when its seq is greater than that of the
 * one that is there, so this and the feed may overlap in any order. A page of a client who is no longer to be
 * filled up, or that was read under another access, changes nothing.
 *
 * Returns: whether it is applied
 */
gboolean wabi_cache_apply_stream (WabiCache *cache, const WabiPullPage *page,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_scrub:
 * @cache: a cache
 * @error: where to put an error
 *
 * Writes the file anew, so that no byte of what was taken away is left in it or in its journal. Writers wait
 * meanwhile. While somebody reads, the journal keeps the bytes, and the need stays.
 *
 * Returns: whether it went without an error
 */
gboolean wabi_cache_scrub (WabiCache *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_begin_resync:
 * @cache: a cache
 * @service: whose feed must be read anew (410)
 * @error: where to put an error
 *
 * The next page is asked from 0; at the end rows that did not come are taken away, except those that waiting
 * commands made. What waits is untouched.
 *
 * Returns: whether it is noted
 */
gboolean wabi_cache_begin_resync (WabiCache *cache, const char *service,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPushBatch, wabi_push_batch_free)

G_END_DECLS
