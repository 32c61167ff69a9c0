// SPDX-License-Identifier: AGPL-3.0-or-later
// Tab enters the grid at its slot cursor, goes on to one chip, then leaves; arrows do the rest.

#include "wabi-grid-canvas-private.h"

#include "wabi-widget-color.h"

struct _WabiGridCanvas
{
  GtkWidget parent_instance;

  GtkWidget *entry;
  graphene_rect_t band;
  gboolean has_band;
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
wabi_grid_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WabiGridCanvas *self = WABI_GRID_CANVAS (widget);
  GskRoundedRect outline;
  GdkRGBA color;

  GTK_WIDGET_CLASS (wabi_grid_canvas_parent_class)->snapshot (widget, snapshot);
  if (!self->has_band)
    return;
  wabi_widget_get_color (widget, &color);
  gsk_rounded_rect_init_from_rect (&outline, &self->band, 3);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ color, color, color, color });
  color.alpha *= 0.1f;
  gtk_snapshot_append_color (snapshot, &color, &self->band);
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
  widget_class->snapshot = wabi_grid_canvas_snapshot;
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

void
wabi_grid_canvas_set_band (WabiGridCanvas *self, const graphene_rect_t *band)
{
  g_return_if_fail (WABI_IS_GRID_CANVAS (self));

  self->has_band = band != NULL;
  if (band)
    self->band = *band;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
