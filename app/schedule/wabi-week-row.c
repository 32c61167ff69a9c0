// SPDX-License-Identifier: AGPL-3.0-or-later
// A line of a draft.

#include "wabi-week-row.h"

#include <glib/gi18n-lib.h>

struct _WabiWeekRow
{
  GtkListBoxRow parent_instance;
  GtkLabel *title;
  GtkLabel *about;
  GtkLabel *why;
  GtkBox *choice;
  GtkButton *accept;
  GtkButton *decline;
};

enum
{
  ACCEPT,
  DECLINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiWeekRow, wabi_week_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_accept_cb (WabiWeekRow *self)
{
  g_signal_emit (self, signals[ACCEPT], 0);
}

static void
on_decline_cb (WabiWeekRow *self)
{
  g_signal_emit (self, signals[DECLINE], 0);
}

static void
choice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiWeekRow *self = WABI_WEEK_ROW (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->choice)))
    g_signal_emit (self, signals[g_str_has_suffix (name, "accept") ? ACCEPT : DECLINE], 0);
}

static void
wabi_week_row_class_init (WabiWeekRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACCEPT] = g_signal_new ("accept", WABI_TYPE_WEEK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DECLINE] = g_signal_new ("decline", WABI_TYPE_WEEK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-week-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiWeekRow, title);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekRow, about);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekRow, why);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekRow, choice);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekRow, accept);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekRow, decline);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_decline_cb);
  gtk_widget_class_install_action (widget_class, "week-row.accept", NULL, choice_action);
  gtk_widget_class_install_action (widget_class, "week-row.decline", NULL, choice_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "week-row.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "week-row.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "week-row.decline", NULL);
}

static void
wabi_week_row_init (WabiWeekRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_week_row_new (const char *title, const char *about, const char *why, gboolean choice)
{
  WabiWeekRow *self = g_object_new (WABI_TYPE_WEEK_ROW, NULL);
  g_autofree char *name = g_strdup_printf ("%s, %s. %s", title, about, why);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->about, about);
  gtk_label_set_text (self->why, why);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
