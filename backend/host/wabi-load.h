// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiLoad:
 *
 * Whether this process has more to do than it can, second by second. Pure but for its lock: times and chance are handed in. Safe to use
 * from several threads.
 *
 * A second is too full when its calls took %WABI_LOAD_SLOW each (a database that is slow), or when the process used %WABI_LOAD_CPU percent
 * of all processors (a thousand desktops that come back). Each full second in a row raises what callers are asked to wait, each calm one
 * lowers it.
 */
typedef struct _WabiLoad WabiLoad;

#define WABI_LOAD_SLOW (300 * G_GINT64_CONSTANT (1000)) /* microseconds, mean of a second's calls */
#define WABI_LOAD_CPU 85                                /* percent */
#define WABI_LOAD_LEAST 8                               /* so few calls in a second are no load, however long they take */
#define WABI_LOAD_STEP 5                                /* seconds of waiting for each full second */
#define WABI_LOAD_LEVELS 6

/**
 * WabiLoadRandomFunc:
 * @bound: more than 0
 *
 * Returns: a number from 0 to @bound - 1
 */
typedef guint32 (*WabiLoadRandomFunc) (guint32 bound);

/**
 * wabi_load_new:
 * @processors: how many there are
 * @random: for jitter
 *
 * Returns: (transfer full): no load
 */
WabiLoad *wabi_load_new (guint processors, WabiLoadRandomFunc random);

/**
 * wabi_load_free:
 * @load: (transfer full) (nullable): what to free
 */
void wabi_load_free (WabiLoad *load);

/**
 * wabi_load_note:
 * @load: a load
 * @now: monotonic microseconds
 * @took: microseconds that a call just took
 * @cpu: microseconds that the process has computed since its start
 */
void wabi_load_note (WabiLoad *load, gint64 now, gint64 took, gint64 cpu);

/**
 * wabi_load_get_wait:
 * @load: a load
 * @now: monotonic microseconds
 *
 * Returns: how many seconds a caller who asks by himself should leave this process alone, 0 for not; another number each time, so that
 * those who are told together do not come back together
 */
guint wabi_load_get_wait (WabiLoad *load, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiLoad, wabi_load_free)

G_END_DECLS
