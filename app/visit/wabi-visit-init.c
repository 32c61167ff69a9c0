// SPDX-License-Identifier: AGPL-3.0-or-later
// The templates and the style, registered by hand because a static library's constructors may be dropped.

#include "wabi-visit-init.h"

#include <gtk/gtk.h>

#include "wabi-visit-resources.h"

void
wabi_visit_init (void)
{
  static gsize once;
  g_autoptr (GtkCssProvider) style = NULL;

  if (!g_once_init_enter (&once))
    return;
  wabi_visit_register_resource ();
  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, "/care/wabi/WabiCare/ui/visit.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&once, 1);
}
