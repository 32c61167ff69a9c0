// SPDX-License-Identifier: AGPL-3.0-or-later
// Measure and allocate the only child.

#include "wabi-plain-layout-private.h"

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, width, height, -1, NULL);
}

GtkLayoutManager *
wabi_plain_layout_new (void)
{
  return gtk_custom_layout_new (NULL, measure, allocate);
}
