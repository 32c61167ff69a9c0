// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wabi_bench_get_enabled:
 *
 * Returns: whether WABI_BENCH=1 asks for times of the start
 */
gboolean wabi_bench_get_enabled (void);

/**
 * wabi_bench_watch:
 * @widget: what must have been drawn
 * @word: "window" or "week"
 *
 * Prints "WABI-READY", @word and the microseconds since the process was started, to the standard error, once
 * the next frame in which @widget was drawn is painted. Does nothing without WABI_BENCH=1.
 */
void wabi_bench_watch (GtkWidget *widget, const char *word);

/**
 * wabi_bench_tell_saved:
 *
 * Prints "WABI-READY saved" in the same way at the first call: everything has come from the server, and
 * everything was sent. Does nothing without WABI_BENCH=1.
 */
void wabi_bench_tell_saved (void);

G_END_DECLS
