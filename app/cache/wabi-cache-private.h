// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache-sync.h"
#include "wabi-conn-private.h"
#include "wabi-vault-private.h"

G_BEGIN_DECLS

/* What waits for one service. */
typedef struct
{
  guint pending;
  gint64 oldest; /* its place in the whole queue */
} WabiCacheQueue;

struct _WabiCache
{
  GObject parent_instance;

  WabiKeyOwner owner;
  const WabiCacheTables *tables;
  const WabiClock *machine_clock;
  WabiClock corrected; /* what the machine's clock says, less its offset */
  const WabiClock *clock;
  gint offset_lock; /* of offset: it is read by the worker too */
  gint64 offset;    /* how far the machine's clock is ahead of the server's, 0 when that is not much */
  WabiIdSource *ids;
  char *path, *device, *boot;
  char *former_device; /* nullable: what it was before; somebody may still be reading it */
  char *zone, *user_name, *practice_name;
  char *refusal_code, *refusal_field;
  WabiCaller caller;
  WabiVault vault;
  GMainContext *context;
  int lock_fd;
  guint pending, refused, aside;
  gint64 min_schema;
  gsize reserve_size; /* 0 where none is kept */
  gint reserve_held;  /* atomic */
  WabiCacheQueue *queues; /* one for each service of the tables */
  int last_given;         /* the service of the command that was given last */

  WabiConn main;     /* the thread that opened it */
  GMutex write_lock; /* held by either connection for one transaction */
  GMutex write_turn; /* held while waiting for the former: whoever waits is next, so that many transactions in
                        a row starve nobody */

  struct
  {
    GMutex lock; /* held for one call of wabi-cache-sync.h */
    WabiConn conn;
    gboolean closed;
  } work;
};

/* Maps an error of the store to WABI_CACHE_ERROR; FALSE, for returning. */
gboolean wabi_cache_fail (GError *take_inner, GError **error);
gboolean wabi_cache_check_open (WabiCache *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void wabi_cache_lock_writing (WabiCache *cache);
/* Begins, ends a transaction of the main connection under the write lock. */
gboolean wabi_cache_begin (WabiCache *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_cache_end (WabiCache *cache, gboolean keep, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* wabi-reserve.c: keeps room free, if there is any; gives it back when a write failed for want of it; refuses where
 * there is none. */
gboolean wabi_reserve_ensure (WabiCache *cache);
void wabi_reserve_release_if_short (WabiCache *cache);
gboolean wabi_reserve_check (WabiCache *cache, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void wabi_cache_recount (WabiCache *cache);
/* One more waits, for the service of the command given last. */
void wabi_cache_count_given (WabiCache *cache);
int wabi_cache_find_service (WabiCache *cache, const char *service);
/* Applies a command and keeps it to be sent, inside the open transaction. */
gboolean wabi_cache_give (WabiCache *cache, const char *id, const char *name, JsonObject *args, const char *const *deps,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the transaction; an error of the store is told in the person's words, a refusal stays as it is. @given
 * and @settled: how many commands now wait more (one at most), how many refused ones less. */
gboolean wabi_cache_finish_giving (WabiCache *cache, guint given, guint settled, GError *take_inner,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void wabi_cache_emit (WabiCache *cache, WabiChanges *changes, gboolean outbox);

G_END_DECLS
