// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice's own service codes, and the form of one.

#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiServiceCodes:
 *
 * The window that lists the practice's own service codes, to add to them, change and withdraw them.
 */
#define WABI_TYPE_SERVICE_CODES (wabi_service_codes_get_type ())
G_DECLARE_FINAL_TYPE (WabiServiceCodes, wabi_service_codes, WABI, SERVICE_CODES, AdwWindow)

/**
 * wabi_service_codes_present:
 * @desk: a desk
 * @parent: the window over which it opens
 *
 * Opens the window.
 */
void wabi_service_codes_present (WabiDesk *desk, GtkWindow *parent);

/**
 * wabi_service_form_present:
 * @desk: a desk
 * @before: (nullable): a service_code to be changed; %NULL for a new one
 * @offered: (nullable): a code of wabi_codes_offered() that a new one begins with
 * @parent: the window over which it opens
 *
 * Opens the form of one code; what it does can be undone.
 */
void wabi_service_form_present (WabiDesk *desk, WabiRecord *before, const char *offered, GtkWindow *parent);

G_END_DECLS
