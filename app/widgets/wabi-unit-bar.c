// SPDX-License-Identifier: AGPL-3.0-or-later
// Four colored children side by side in a rounded trough, each as wide as its share.

#include "wabi-unit-bar.h"

#include <glib/gi18n-lib.h>

#define N_SEGMENTS 4

struct _WabiUnitBar
{
  GtkWidget parent_instance;

  GtkWidget *segments[N_SEGMENTS];
  double shares[N_SEGMENTS];
};

static const char *const css_classes[N_SEGMENTS] = { "delivered", "booked", "proposed", "over" };

G_DEFINE_FINAL_TYPE (WabiUnitBar, wabi_unit_bar, GTK_TYPE_WIDGET)

static void
wabi_unit_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 36 : 6;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 6;
}

static void
wabi_unit_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WabiUnitBar *self = WABI_UNIT_BAR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double at = 0;

  for (int i = 0; i < N_SEGMENTS; i++)
    {
      int x = (int)(at * width + 0.5);
      int end = (int)((at + self->shares[i]) * width + 0.5);

      if (gtk_widget_get_child_visible (self->segments[i]))
        gtk_widget_size_allocate (self->segments[i],
                                  &(GtkAllocation){ rtl ? width - end : x, 0, MAX (end - x, 1), height }, -1);
      at += self->shares[i];
    }
}

static void
apply_shares (WabiUnitBar *self, const double shares[N_SEGMENTS])
{
  for (int i = 0; i < N_SEGMENTS; i++)
    {
      self->shares[i] = CLAMP (shares[i], 0, 1);
      gtk_widget_set_child_visible (self->segments[i], self->shares[i] > 0);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
wabi_unit_bar_dispose (GObject *object)
{
  WabiUnitBar *self = WABI_UNIT_BAR (object);

  for (int i = 0; i < N_SEGMENTS; i++)
    g_clear_pointer (&self->segments[i], gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_unit_bar_parent_class)->dispose (object);
}

static void
wabi_unit_bar_class_init (WabiUnitBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_unit_bar_dispose;
  widget_class->measure = wabi_unit_bar_measure;
  widget_class->size_allocate = wabi_unit_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "unitbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
wabi_unit_bar_init (WabiUnitBar *self)
{
  for (int i = 0; i < N_SEGMENTS; i++)
    {
      self->segments[i] = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                        "css-name", "segment", NULL);
      gtk_widget_add_css_class (self->segments[i], css_classes[i]);
      gtk_widget_set_child_visible (self->segments[i], FALSE);
      gtk_widget_set_parent (self->segments[i], GTK_WIDGET (self));
    }
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
wabi_unit_bar_new (void)
{
  return g_object_new (WABI_TYPE_UNIT_BAR, NULL);
}

void
wabi_unit_bar_set_parts (WabiUnitBar *self, const WabiUnitParts *parts)
{
  g_autofree char *text = NULL;
  double delivered, booked, proposed, sum, whole;

  g_return_if_fail (WABI_IS_UNIT_BAR (self));
  g_return_if_fail (parts != NULL);

  sum = (double)parts->delivered + parts->booked + parts->proposed;
  whole = MAX (MAX (sum, parts->total), 1);
  delivered = MIN (parts->delivered, parts->total);
  booked = MIN (parts->booked, parts->total - delivered);
  proposed = MIN (parts->proposed, parts->total - delivered - booked);
  apply_shares (self, (double[]){ delivered / whole, booked / whole, proposed / whole,
                                  MAX (sum - parts->total, 0) / whole });

  text = g_strdup_printf (_ ("%u of %u units delivered, %u booked, %u asked for now"), parts->delivered,
                          parts->total, parts->booked, parts->proposed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double)parts->total,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, sum, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text, -1);
}

void
wabi_unit_bar_set_fraction (WabiUnitBar *self, double fraction)
{
  g_autofree char *text = NULL;

  g_return_if_fail (WABI_IS_UNIT_BAR (self));

  fraction = CLAMP (fraction, 0, 1);
  apply_shares (self, (double[]){ fraction, 0, 0, 0 });
  text = g_strdup_printf (_ ("%.0f %%"), fraction * 100);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  fraction, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}
