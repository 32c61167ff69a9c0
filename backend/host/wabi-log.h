// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiLog:
 *
 * Lines that say who called what, without what it was about. Gathered, and written once a second.
 */
typedef struct _WabiLog WabiLog;

/**
 * wabi_log_new:
 * @fd: where lines go; not closed; -1 for nowhere
 *
 * Returns: (transfer full): a log
 */
WabiLog *wabi_log_new (int fd);

/**
 * wabi_log_free:
 * @log: (transfer full) (nullable): what to free, after writing what is left
 */
void wabi_log_free (WabiLog *log);

/**
 * wabi_log_add:
 * @log: a log
 * @at: when, microseconds since 1970 UTC
 * @tag: names the caller without telling who it is
 * @method: HTTP method
 * @pattern: the route's pattern, never the path itself: it may hold an id
 * @status: HTTP status
 * @microseconds: how long it took
 * @bytes: how long the answer was
 */
void wabi_log_add (WabiLog *log, gint64 at, const char *tag, const char *method, const char *pattern, guint status, gint64 microseconds,
                   gsize bytes);

/**
 * wabi_log_flush:
 * @log: a log
 *
 * Writes what was gathered.
 */
void wabi_log_flush (WabiLog *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiLog, wabi_log_free)

G_END_DECLS
