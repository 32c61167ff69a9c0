// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/*
 * Copies of other services' records, where not all services are mounted. What is fetched from a feed's owner is written here, with the owner's
 * version and seq, together with the place that it reaches; nothing else writes these rows. Reactions run on the copies, each in one transaction
 * with the place that it has reached, so each change has its effect exactly once.
 */

/**
 * WabiFollowPlace:
 * @epoch: the history that @cursor belongs to, "" when nothing was fetched yet; free with g_free()
 * @cursor: place of the last change that is stored here
 * @sweeping: whether the feed is being read anew, after which what did not come again is removed
 * @ready: up to where reactions were let run since the store was opened or the feed was begun anew, -1 for nowhere
 *
 * How far the copies of one practice and one service have come.
 */
typedef struct
{
  char *epoch;
  gint64 cursor;
  gboolean sweeping;
  gint64 ready;
} WabiFollowPlace;

/**
 * WabiFollowPage:
 * @practice: whose
 * @service: the owner
 * @epoch: as the owner said
 * @since: where the page begins
 * @next: where the next one begins
 * @more: whether the owner has more
 * @records: (element-type WabiRecord): with the owner's version and seq, tombstones among them, in order of seq
 *
 * A page of another service's feed.
 */
typedef struct
{
  const char *practice, *service, *epoch;
  gint64 since, next;
  gboolean more;
  GPtrArray *records;
} WabiFollowPage;

/**
 * wabi_store_list_feeds:
 * @store: a store
 * @out: where {"feeds":[{"epoch":…,"head":…,"practice":…,"service":…}]} is appended
 * @error: where to put an error of #WABI_STORE_ERROR
 *
 * Every practice's feed of every service that is mounted here.
 *
 * Returns: whether it was written
 */
gboolean wabi_store_list_feeds (WabiStore *store, GString *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_list_followed:
 * @store: a store
 * @service: a service that is not mounted here
 *
 * Returns: (transfer full) (nullable): names of its kinds that are read here, with commas between; %NULL for none
 */
char *wabi_store_list_followed (WabiStore *store, const char *service);

/**
 * wabi_store_follow_find:
 * @store: a store
 * @practice: whose
 * @service: the owner
 * @out: (out caller-allocates): how far the copies have come
 */
void wabi_store_follow_find (WabiStore *store, const char *practice, const char *service, WabiFollowPlace *out);

/**
 * wabi_store_follow_list_practices:
 * @store: a store
 * @service: the owner
 *
 * Returns: (transfer full) (element-type utf8): the practices of which something is followed
 */
GPtrArray *wabi_store_follow_list_practices (WabiStore *store, const char *service);

/**
 * wabi_store_follow_restart:
 * @store: a store
 * @practice: whose
 * @service: the owner
 * @epoch: the owner's history now
 * @error: where to put an error of #WABI_STORE_ERROR
 *
 * The feed is to be read from its beginning: the owner has another history, or has forgotten tombstones that were not read yet. The copies stay
 * readable until they are replaced, and what has not come again at the end of the feed is removed.
 *
 * Returns: whether the place is set back
 */
gboolean wabi_store_follow_restart (WabiStore *store, const char *practice, const char *service, const char *epoch,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_follow_apply:
 * @store: a store
 * @page: what came
 * @error: where to put an error of #WABI_STORE_ERROR; %WABI_STORE_ERROR_RESYNC when the page does not begin where the copies end
 *
 * Stores the changes that are newer than what is here, and the place after them, in one durable transaction.
 *
 * Returns: whether it is stored
 */
gboolean wabi_store_follow_apply (WabiStore *store, const WabiFollowPage *page, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_follow_release:
 * @store: a store
 * @practice: whose
 * @service: the owner
 * @seq: up to where
 * @error: where to put an error of #WABI_STORE_ERROR
 *
 * Lets reactions run on the copies up to @seq. Not earlier than when the other feeds that the reactions read are as new as this one was at @seq: a
 * note must not be billed by an older coverage than its author saw.
 *
 * Returns: whether the reactions know
 */
gboolean wabi_store_follow_release (WabiStore *store, const char *practice, const char *service, gint64 seq,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_follow_set_asker:
 * @store: a store
 * @ask: (nullable): who fetches; %NULL for nobody any more, when no other thread is inside a function of the store
 * @data: for @ask
 */
void wabi_store_follow_set_asker (WabiStore *store, WabiFollowAskFunc ask, gpointer data);

/**
 * wabi_store_follow_wait:
 * @store: a store
 * @practice: whose
 * @service: a service
 * @epoch: (nullable): the history that @seq belongs to; one that is not known here is passed over
 * @seq: what must have been reached
 * @until: monotonic time, microseconds
 *
 * Waits until the copies of that feed have reached @seq. Nothing is waited for when @service is mounted here or not followed.
 *
 * Returns: whether they have
 */
gboolean wabi_store_follow_wait (WabiStore *store, const char *practice, const char *service, const char *epoch, gint64 seq,
                                 gint64 until);

/**
 * wabi_store_follow_refresh:
 * @store: a store
 * @until: monotonic time, microseconds
 *
 * Asks for all that the followed feeds hold now, and waits for it; not where nothing is followed.
 *
 * Returns: whether it is here
 */
gboolean wabi_store_follow_refresh (WabiStore *store, gint64 until);

/**
 * wabi_store_follow_done:
 * @store: a store
 * @ticket: of wabi_store_follow_refresh()'s question
 *
 * Everything that was there when @ticket was given out has been stored.
 */
void wabi_store_follow_done (WabiStore *store, guint64 ticket);

G_END_DECLS
