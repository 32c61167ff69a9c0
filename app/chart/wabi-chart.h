// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_chart_init:
 *
 * Registers the templates of this folder. Called by the places that use it, as often as they like.
 */
void wabi_chart_init (void);

G_END_DECLS
