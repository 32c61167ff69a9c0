// SPDX-License-Identifier: AGPL-3.0-or-later
// Integer programs handed to COIN-OR CBC, which runs as a program of its own: its license (EPL-2.0) does not go with ours in one program.

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * wabi_cbc_is_there:
 *
 * Returns: whether the program `cbc` is installed
 */
gboolean wabi_cbc_is_there (void);

/**
 * wabi_cbc_solve:
 * @program: an integer program in the LP format, whose binary variables are named x0, x1 and so on
 * @seconds: how long it may take
 * @is_stopped: (nullable): asked every moment; ends it when it says so
 * @data: for @is_stopped
 * @optimal: (out): whether nothing better is possible
 * @error: where to put why there is no answer
 *
 * Runs in the calling thread. Program and answer lie in a temporary folder that only this person can read, and are removed at the end.
 *
 * Returns: (transfer full) (nullable) (element-type guint): numbers of the variables that are 1
 */
GArray *wabi_cbc_solve (const char *program, double seconds, gboolean (*is_stopped) (gpointer data), gpointer data, gboolean *optimal,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
