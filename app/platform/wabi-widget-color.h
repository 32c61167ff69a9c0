// SPDX-License-Identifier: AGPL-3.0-or-later
// The text color that CSS gave a widget, by whichever call this GTK release has for it.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wabi_widget_get_color:
 * @widget: a widget
 * @color: (out): its CSS `color`
 *
 * For custom drawing that must follow the style sheet, light or dark.
 */
void wabi_widget_get_color (GtkWidget *widget, GdkRGBA *color);

G_END_DECLS
