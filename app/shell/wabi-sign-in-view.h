// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-sync.h"

G_BEGIN_DECLS

#define WABI_TYPE_SIGN_IN_VIEW (wabi_sign_in_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiSignInView, wabi_sign_in_view, WABI, SIGN_IN_VIEW, AdwBin)

/**
 * wabi_sign_in_view_new:
 * @sync: (transfer none): signs the person in
 *
 * Asks for server, practice, login and password; all but the password are those of the last time. What came of it is seen at @sync.
 *
 * Returns: the view
 */
GtkWidget *wabi_sign_in_view_new (WabiSync *sync);

/**
 * wabi_sign_in_view_fill:
 * @self: a view
 * @sign_in: what to write into the fields
 */
void wabi_sign_in_view_fill (WabiSignInView *self, const WabiSignIn *sign_in);

/**
 * wabi_sign_in_view_start:
 * @self: a view whose fields are filled
 *
 * Signs in, as the button does.
 */
void wabi_sign_in_view_start (WabiSignInView *self);

/**
 * wabi_sign_in_view_set_error:
 * @self: a view
 * @error: (nullable): why somebody could not be signed in; %NULL for no reason
 */
void wabi_sign_in_view_set_error (WabiSignInView *self, const GError *error);

G_END_DECLS
