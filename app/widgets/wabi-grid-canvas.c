// SPDX-License-Identifier: AGPL-3.0-or-later
// Tab enters the grid at its slot cursor, goes on to one chip, then leaves; arrows do the rest.

#include "wabi-grid-canvas-private.h"

struct _WabiGridCanvas
{
  GtkWidget parent_instance;

  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (WabiGridCanvas, wabi_grid_canvas, GTK_TYPE_WIDGET)

static gboolean
wabi_grid_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  WabiGridCanvas *self = WABI_GRID_CANVAS (widget);

  if (gtk_widget_has_focus (widget))
    return direction == GTK_DIR_TAB_FORWARD && self->entry && gtk_widget_grab_focus (self->entry);
  if (gtk_widget_get_focus_child (widget))
    return direction == GTK_DIR_TAB_BACKWARD && gtk_widget_grab_focus (widget);
  return gtk_widget_grab_focus (widget);
}

static void
wabi_grid_canvas_dispose (GObject *object)
{
  WabiGridCanvas *self = WABI_GRID_CANVAS (object);
  GtkWidget *child;

  g_clear_weak_pointer (&self->entry);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wabi_grid_canvas_parent_class)->dispose (object);
}

static void
wabi_grid_canvas_class_init (WabiGridCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_grid_canvas_dispose;
  widget_class->focus = wabi_grid_canvas_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gridcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wabi_grid_canvas_init (WabiGridCanvas *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

void
wabi_grid_canvas_set_entry (WabiGridCanvas *self, GtkWidget *chip)
{
  g_return_if_fail (WABI_IS_GRID_CANVAS (self));

  g_set_weak_pointer (&self->entry, chip);
}
