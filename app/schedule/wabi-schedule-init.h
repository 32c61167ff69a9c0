// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_schedule_init:
 *
 * Registers the templates of this folder. Needs a display. Each class with a template calls it; later calls do nothing.
 */
void wabi_schedule_init (void);

G_END_DECLS
