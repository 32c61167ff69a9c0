// SPDX-License-Identifier: AGPL-3.0-or-later
// A label for each full hour, in the clock of all other times.

#include "wabi-hour-bar-private.h"

#include "wabi-day-layout-private.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>

#define LAST_HOUR 24

struct _WabiHourBar
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (WabiHourBar, wabi_hour_bar, GTK_TYPE_WIDGET)

static char *
name_hour (int hour)
{
  g_autofree char *afternoon = wabi_words_minute (13 * 60);

  if (g_str_has_prefix (afternoon, "13"))
    return g_strdup_printf ("%02d:00", hour);
  if (hour == 12)
    return g_strdup (_ ("noon"));
  if (hour == 0)
    return g_strdup_printf (_ ("%d am"), 12);
  return hour < 12 ? g_strdup_printf (_ ("%d am"), hour) : g_strdup_printf (_ ("%d pm"), hour - 12);
}

static void
wabi_hour_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wabi_hour_bar_parent_class)->dispose (object);
}

static void
wabi_hour_bar_class_init (WabiHourBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_hour_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, WABI_TYPE_DAY_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hourbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
wabi_hour_bar_init (WabiHourBar *self)
{
  for (int hour = 1; hour <= LAST_HOUR; hour++)
    {
      g_autofree char *text = name_hour (hour % 24);
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role",
                                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_set_parent (label, GTK_WIDGET (self));
      wabi_day_layout_place (label, &(WabiDayBox){ WABI_DAY_TICK, hour * 60, hour * 60, 0, 1, 1 });
    }
}

void
wabi_hour_bar_set_scale (WabiHourBar *self, int first, int last, double scale)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  wabi_day_layout_set_scale (WABI_DAY_LAYOUT (layout), first, last, scale);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int minute = wabi_day_layout_get_box (child)->start;

      gtk_widget_set_child_visible (child, minute > first && minute < last);
    }
}

void
wabi_hour_bar_set_fold (WabiHourBar *self, int at, int length)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int minute = wabi_day_layout_get_box (child)->start;
      g_autofree char *text = name_hour ((length > 0 && minute >= at ? minute - length : minute) / 60 % 24);

      gtk_label_set_text (GTK_LABEL (child), text);
    }
}

void
wabi_hour_bar_set_labels (WabiHourBar *self, const char *const *labels)
{
  guint n = g_strv_length ((char **)labels);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      guint hour = (guint)wabi_day_layout_get_box (child)->start / 60;

      gtk_label_set_text (GTK_LABEL (child), hour < n ? labels[hour] : "");
    }
}
