// SPDX-License-Identifier: AGPL-3.0-or-later
// A sentence across the top of a place, with at most one button: offline, locked by somebody, a newer
// version.

#pragma once

#include "wabi-status-mark.h"

G_BEGIN_DECLS

#define WABI_TYPE_BANNER (wabi_banner_get_type ())
G_DECLARE_FINAL_TYPE (WabiBanner, wabi_banner, WABI, BANNER, GtkWidget)

/**
 * wabi_banner_new:
 *
 * Signal `button-clicked`. Properties `title`, `button-label`, `kind` and `revealed` (default %FALSE).
 *
 * Returns: a hidden banner
 */
GtkWidget *wabi_banner_new (void);

/**
 * wabi_banner_show:
 * @self: a banner
 * @kind: its mark and color; %WABI_MARK_NONE for plain
 * @title: the sentence
 * @button_label: (nullable): text of the button
 */
void wabi_banner_show (WabiBanner *self, WabiMarkKind kind, const char *title, const char *button_label);

/**
 * wabi_banner_hide:
 * @self: a banner
 */
void wabi_banner_hide (WabiBanner *self);

/**
 * wabi_banner_get_revealed:
 * @self: a banner
 *
 * Returns: whether it is shown
 */
gboolean wabi_banner_get_revealed (WabiBanner *self);

G_END_DECLS
