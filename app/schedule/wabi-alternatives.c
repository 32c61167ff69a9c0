// SPDX-License-Identifier: AGPL-3.0-or-later
// Three times that would do, beside the reason why one does not.

#include "wabi-alternatives.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-free-times.h"

#define MOST 3

struct _WabiAlternatives
{
  GtkBox parent_instance;
  GtkWidget *heading;
  GtkWidget *none;
  GtkWidget *times;
  WabiDesk *desk;
  WabiOpenHours *hours;
  WabiRecord *visit;
  guint idle;
};

G_DEFINE_FINAL_TYPE (WabiAlternatives, wabi_alternatives, GTK_TYPE_BOX)

static guint chosen_signal;

static void
on_clicked_cb (GtkButton *button, gpointer data)
{
  gint64 *start = g_object_get_data (G_OBJECT (button), "wabi-start");

  g_signal_emit (data, chosen_signal, 0, *start);
}

static void
clear_times (WabiAlternatives *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->times)) != NULL)
    gtk_box_remove (GTK_BOX (self->times), child);
}

static void
add_time (WabiAlternatives *self, gint64 start)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  gint64 length = wabi_record_get_int (self->visit, "ends_at") - wabi_record_get_int (self->visit, "starts_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, start)), *range = wabi_format_range (zone, start, start + length);
  /* Translators: a day and the hours on it: Thu, Mar 12 · 1:00 – 4:00 pm */
  g_autofree char *label = g_strdup_printf (_("%s · %s"), day, range), *time = wabi_format_time (zone, start);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (day), *detail = gtk_label_new (time);

  gtk_widget_add_css_class (title, "small");
  gtk_widget_add_css_class (detail, "numeric");
  gtk_widget_add_css_class (button, "time");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "wabi-start", g_memdup2 (&start, sizeof start), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->times), button);
}

static gboolean
on_idle_cb (gpointer data)
{
  WabiAlternatives *self = data;
  g_autoptr (GArray) found = wabi_free_times_find (self->desk, self->hours, self->visit, MOST);

  self->idle = 0;
  clear_times (self);
  for (guint i = 0; i < found->len; i++)
    add_time (self, g_array_index (found, gint64, i));
  gtk_widget_set_visible (self->none, found->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

static void
wabi_alternatives_dispose (GObject *object)
{
  WabiAlternatives *self = WABI_ALTERNATIVES (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->visit);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_alternatives_parent_class)->dispose (object);
}

static void
wabi_alternatives_class_init (WabiAlternativesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_alternatives_dispose;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
wabi_alternatives_init (WabiAlternatives *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->heading = gtk_label_new (_("Next free times"));
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "section-heading");
  self->none = gtk_label_new (_("No other time in the next two weeks would do."));
  gtk_label_set_xalign (GTK_LABEL (self->none), 0);
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  gtk_widget_add_css_class (self->none, "secondary");
  self->times = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_set_homogeneous (GTK_BOX (self->times), TRUE);
  gtk_box_append (GTK_BOX (self), self->heading);
  gtk_box_append (GTK_BOX (self), self->none);
  gtk_box_append (GTK_BOX (self), self->times);
}

void
wabi_alternatives_show (WabiAlternatives *self, WabiDesk *desk, WabiOpenHours *hours, WabiRecord *visit)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->visit);
  if (visit == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  g_set_object (&self->desk, desk);
  self->hours = hours;
  self->visit = wabi_record_copy (visit);
  self->idle = g_idle_add (on_idle_cb, self);
}
