// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-settings.h"
#include "wabi-sign-in-view.h"
#include "wabi-workspace.h"

G_BEGIN_DECLS

/**
 * WabiWindow:
 *
 * The one window. It holds exactly one of these at a time: the sign-in, the cover of a lock, the first load,
 * the workspace.
 */
#define WABI_TYPE_WINDOW (wabi_window_get_type ())
G_DECLARE_FINAL_TYPE (WabiWindow, wabi_window, WABI, WINDOW, AdwApplicationWindow)

/**
 * wabi_window_new:
 * @application: (nullable) (transfer none): the application
 * @sync: (transfer none): who is signed in, seen by its states
 * @settings: (transfer none): what is remembered; must live longer than the window
 *
 * Returns: (transfer none): a window that is not shown yet; GTK owns it
 */
WabiWindow *wabi_window_new (GtkApplication *application, WabiSync *sync, WabiSettings *settings);

/**
 * wabi_window_start:
 * @self: a window
 * @sign_in: (nullable): sign in so at once; %NULL to wait for wabi_window_go_on() unless somebody works
 * already
 *
 * Called once, when the window stands. Presents the window: at once, or while it waits as soon as there is
 * something to show in it, so that the first frame is the person's work; but after a quarter of a second
 * anyway.
 */
void wabi_window_start (WabiWindow *self, const WabiSignIn *sign_in);

/**
 * wabi_window_go_on:
 * @self: a window
 * @error: (nullable): why what was open the last time did not open
 *
 * Shows what sync has come to with wabi_sync_resume_async(), which is begun outside so that it runs while GTK
 * starts. Sync must have been paused before; it goes on once the first frame is drawn.
 */
void wabi_window_go_on (WabiWindow *self, const GError *error);

/**
 * wabi_window_lock:
 * @self: a window
 *
 * Has the places save what is being written, takes all of them and all dialogs away, shows the cover and
 * closes the cache.
 */
void wabi_window_lock (WabiWindow *self);

/**
 * wabi_window_leave:
 * @self: a window
 *
 * Has the places save what is being written, before the program ends.
 */
void wabi_window_leave (WabiWindow *self);

/**
 * wabi_window_get_workspace:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the workspace, %NULL while nobody works
 */
WabiWorkspace *wabi_window_get_workspace (WabiWindow *self);

G_END_DECLS
