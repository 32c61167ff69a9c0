// SPDX-License-Identifier: AGPL-3.0-or-later
// A window with one widget in it, drawn at least once, for tests with a real display.

#pragma once

#include "wabi-widgets.h"

G_BEGIN_DECLS

/* Returns: whether there is a display; registers the library and the style sheet. Skips with a word when
 * there is none. */
gboolean test_window_init (int *argc, char ***argv);

/* Shows @child in a new window of @width × @height and lets it settle. */
GtkWindow *test_window_show (GtkWidget *child, int width, int height);

/* Runs the main loop until @window has been painted again twice. */
void test_window_settle (GtkWindow *window);

/* Closes @window and lets what hangs on it go. */
void test_window_close (GtkWindow *window);

G_END_DECLS
