// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_visit_init:
 *
 * Registers the templates of this folder and the style of Today and Schedule. Needs a display. Each class with a template calls it; later calls do
 * nothing.
 */
void wabi_visit_init (void);

G_END_DECLS
