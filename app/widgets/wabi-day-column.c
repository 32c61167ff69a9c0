// SPDX-License-Identifier: AGPL-3.0-or-later
// Bands of open hours lie below the hour lines, chips above them; CSS colors all of it.

#include "wabi-day-column-private.h"

#include "wabi-widget-color.h"

struct _WabiDayColumn
{
  GtkWidget parent_instance;

  GPtrArray *bands;
  GtkWidget *gap;
  int first;
  int last;
};

G_DEFINE_FINAL_TYPE (WabiDayColumn, wabi_day_column, GTK_TYPE_WIDGET)

static gboolean
is_band (GtkWidget *child)
{
  return wabi_day_layout_get_box (child)->placement == WABI_DAY_BAND;
}

static void
snapshot_lines (WabiDayColumn *self, GtkSnapshot *snapshot)
{
  WabiDayLayout *layout = wabi_day_column_get_layout (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA color;

  wabi_widget_get_color (GTK_WIDGET (self), &color);
  for (int minute = (self->first / 60 + 1) * 60; minute < self->last; minute += 60)
    {
      int y = (int)(wabi_day_layout_get_y (layout, minute) + 0.5);

      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, y, width, 1));
    }
}

static void
wabi_day_column_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    if (is_band (child))
      gtk_widget_snapshot_child (widget, child, snapshot);
  snapshot_lines (WABI_DAY_COLUMN (widget), snapshot);
  for (child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    if (!is_band (child))
      gtk_widget_snapshot_child (widget, child, snapshot);
}

static void
wabi_day_column_dispose (GObject *object)
{
  WabiDayColumn *self = WABI_DAY_COLUMN (object);
  GtkWidget *child;

  g_clear_pointer (&self->bands, g_ptr_array_unref);
  self->gap = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wabi_day_column_parent_class)->dispose (object);
}

static void
wabi_day_column_class_init (WabiDayColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_day_column_dispose;
  widget_class->snapshot = wabi_day_column_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, WABI_TYPE_DAY_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "daycolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
wabi_day_column_init (WabiDayColumn *self)
{
  self->bands = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  self->last = 1440;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
wabi_day_column_new (void)
{
  return g_object_new (WABI_TYPE_DAY_COLUMN, NULL);
}

void
wabi_day_column_set_scale (WabiDayColumn *self, int first, int last, double scale, int min_width)
{
  self->first = first;
  self->last = last;
  /* A size request counts the border in, as that of the heading above does. */
  gtk_widget_set_size_request (GTK_WIDGET (self), min_width, -1);
  wabi_day_layout_set_scale (wabi_day_column_get_layout (self), first, last, scale);
}

WabiDayLayout *
wabi_day_column_get_layout (WabiDayColumn *self)
{
  return WABI_DAY_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
}

void
wabi_day_column_set_open (WabiDayColumn *self, const WabiMinuteRange *ranges, guint n_ranges)
{
  g_ptr_array_set_size (self->bands, 0);
  if (ranges)
    gtk_widget_add_css_class (GTK_WIDGET (self), "closed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "closed");
  for (guint i = 0; ranges && i < n_ranges; i++)
    {
      GtkWidget *band = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                      "css-name", "openhours", "can-target", FALSE, NULL);

      gtk_widget_insert_after (band, GTK_WIDGET (self), NULL);
      wabi_day_layout_place (band, &(WabiDayBox){ WABI_DAY_BAND, ranges[i].start, ranges[i].end, 0, 1, 1 });
      g_ptr_array_add (self->bands, band);
    }
}

void
wabi_day_column_set_gap (WabiDayColumn *self, int start, int end)
{
  if (end <= start)
    {
      g_clear_pointer (&self->gap, gtk_widget_unparent);
      return;
    }
  if (!self->gap)
    {
      self->gap = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "css-name", "nohours", "can-target",
                                FALSE, NULL);
      gtk_widget_insert_before (self->gap, GTK_WIDGET (self), NULL);
    }
  wabi_day_layout_place (self->gap, &(WabiDayBox){ WABI_DAY_BAND, start, end, 0, 1, 1 });
}

void
wabi_day_column_put_after (WabiDayColumn *self, GtkWidget *widget, GtkWidget *previous, const WabiDayBox *box)
{
  if (!previous && self->bands->len > 0)
    previous = g_ptr_array_index (self->bands, 0);
  if (gtk_widget_get_parent (widget) != GTK_WIDGET (self) || gtk_widget_get_prev_sibling (widget) != previous)
    {
      g_object_ref_sink (widget);
      if (gtk_widget_get_parent (widget) && gtk_widget_get_parent (widget) != GTK_WIDGET (self))
        gtk_widget_unparent (widget);
      gtk_widget_insert_after (widget, GTK_WIDGET (self), previous);
      g_object_unref (widget);
    }
  wabi_day_layout_place (widget, box);
}

void
wabi_day_column_put_on_top (WabiDayColumn *self, GtkWidget *widget, const WabiDayBox *box)
{
  g_object_ref_sink (widget);
  if (gtk_widget_get_parent (widget) && gtk_widget_get_parent (widget) != GTK_WIDGET (self))
    gtk_widget_unparent (widget);
  gtk_widget_insert_before (widget, GTK_WIDGET (self), NULL);
  g_object_unref (widget);
  wabi_day_layout_place (widget, box);
}
