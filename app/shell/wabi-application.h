// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * WabiApplication:
 *
 * The program: one for each person on a machine. WABI_DATA_DIR names another folder for caches and settings (then several may run), WABI_SIGN_IN_FILE a
 * file to sign in with at the start.
 */
#define WABI_TYPE_APPLICATION (wabi_application_get_type ())
G_DECLARE_FINAL_TYPE (WabiApplication, wabi_application, WABI, APPLICATION, AdwApplication)

/**
 * wabi_application_new:
 *
 * Returns: (transfer full): the program, to be run
 */
WabiApplication *wabi_application_new (void);

G_END_DECLS
