// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_renderer_choose:
 *
 * Has GTK draw without OpenGL where no graphics processor can be used: there OpenGL is computed by the
 * processor, by a library that takes half of a start and a hundred megabytes, and draws no faster. Keeps to
 * GSK_RENDERER where the person set it. Must be called before GTK starts, while the program has one thread,
 * since it speaks to GTK through the environment.
 */
void wabi_renderer_choose (void);

G_END_DECLS
