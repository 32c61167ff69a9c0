// SPDX-License-Identifier: AGPL-3.0-or-later
// The key that does it, shown on the button that does it.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_KEYCAP (wabi_keycap_get_type ())
G_DECLARE_FINAL_TYPE (WabiKeycap, wabi_keycap, WABI, KEYCAP, GtkWidget)

/**
 * wabi_keycap_new:
 * @accelerator: (nullable): in GTK's notation ("<Control>z", "Return", "n"); also the property `accelerator`
 *
 * Returns: a small key with its name; invisible without one
 */
GtkWidget *wabi_keycap_new (const char *accelerator);

/**
 * wabi_keycap_set_accelerator:
 * @self: a keycap
 * @accelerator: (nullable): in GTK's notation
 */
void wabi_keycap_set_accelerator (WabiKeycap *self, const char *accelerator);

/**
 * wabi_keycap_button_new:
 * @label: text of the button, may have a mnemonic
 * @accelerator: (nullable): the key shown behind it, which the caller binds
 *
 * Returns: a #GtkButton whose content is @label and a keycap
 */
GtkWidget *wabi_keycap_button_new (const char *label, const char *accelerator);

/**
 * wabi_keycap_to_text:
 * @accelerator: in GTK's notation
 *
 * Returns: (transfer full): how the key is written for people: "Ctrl Z", "→", "Esc"
 */
char *wabi_keycap_to_text (const char *accelerator);

G_END_DECLS
