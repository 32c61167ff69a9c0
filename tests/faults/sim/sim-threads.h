// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

/*
 * The threads that the product starts with g_thread_try_new() and g_thread_new(), run one at a time: they change places only where one
 * waits for a GCond, so that a run is the same each time. Their clock is the world's.
 */

/* The world's monotonic clock, and how it is moved when everybody waits for a time. */
void sim_threads_set_clock (gint64 (*now) (void), void (*move) (gint64 to));

/* Lets every thread that can run do so, until all wait. Called by the main thread. */
void sim_threads_settle (void);

/* Whether the main one runs, not one that the product started. */
gboolean sim_threads_is_main (void);
