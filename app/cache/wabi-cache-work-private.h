// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache-private.h"

G_BEGIN_DECLS

/* One call on the worker's connection: enter, work, finish (a transaction) or leave (without). Private to
 * app/cache. */
gboolean wabi_work_enter (WabiCache *cache, gboolean write, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void wabi_work_leave (WabiCache *cache);
/* Commits or undoes, tells the main thread what changed, leaves. */
gboolean wabi_work_finish (WabiCache *cache, gboolean keep, gboolean outbox,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes away the overlays of confirmed commands whose effects the feed has brought; outside of any
 * transaction. */
gboolean wabi_work_retire (WabiCache *cache, const char *service, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a service could not take is tried again after at most this long. */
#define WABI_WORK_ASIDE_MOST (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* When the service told another epoch than last time, what it confirmed is sent again. */
gboolean wabi_work_note_epoch (WabiConn *conn, const char *service, const char *epoch,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
