// SPDX-License-Identifier: AGPL-3.0-or-later
// One behavior in a running session: how often, or how long.

#include "wabi-behavior-row.h"

#include <glib/gi18n-lib.h>

#include "wabi-keycap.h"
#include "wabi-timer-label.h"
#include "wabi-zone.h"

struct _WabiBehaviorRow
{
  AdwBin parent_instance;
  GtkLabel *name, *detail, *verb, *figure;
  GtkButton *button;
  WabiKeycap *key;
};

G_DEFINE_FINAL_TYPE (WabiBehaviorRow, wabi_behavior_row, ADW_TYPE_BIN)

static guint activated_signal;

static void
on_button_clicked_cb (WabiBehaviorRow *self)
{
  g_signal_emit (self, activated_signal, 0);
}

static void
wabi_behavior_row_class_init (WabiBehaviorRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  activated_signal
      = g_signal_new ("activated", WABI_TYPE_BEHAVIOR_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-behavior-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiBehaviorRow, name);
  gtk_widget_class_bind_template_child (widget_class, WabiBehaviorRow, detail);
  gtk_widget_class_bind_template_child (widget_class, WabiBehaviorRow, verb);
  gtk_widget_class_bind_template_child (widget_class, WabiBehaviorRow, figure);
  gtk_widget_class_bind_template_child (widget_class, WabiBehaviorRow, button);
  gtk_widget_class_bind_template_child (widget_class, WabiBehaviorRow, key);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked_cb);
}

static void
wabi_behavior_row_init (WabiBehaviorRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_behavior_row_new (guint number)
{
  WabiBehaviorRow *self = g_object_new (WABI_TYPE_BEHAVIOR_ROW, NULL);
  char key[2] = { (char) ('0' + number % 10), '\0' };

  if (number <= 9)
    wabi_keycap_set_accelerator (self->key, key);
  return GTK_WIDGET (self);
}

static void
set_class (gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
wabi_behavior_row_show (WabiBehaviorRow *self, const WabiBookBehavior *behavior, gint64 now)
{
  const char *name = wabi_record_get_text (behavior->record, "name"), *function = wabi_record_get_text (behavior->record, "function");
  const char *measure = behavior->is_duration ? _("Duration") : _("Frequency");
  gboolean runs = behavior->running_since != 0;
  gint64 length = behavior->duration + (runs ? MAX (now - behavior->running_since, 0) : 0);
  g_autofree char *detail
      = function != NULL ? g_strdup_printf ("%s · %s", measure, function) : g_strdup (measure);
  g_autofree char *figure = behavior->is_duration ? wabi_timer_label_format (length / WABI_SECOND) : g_strdup_printf ("%d", behavior->count);
  g_autofree char *said = NULL;

  if (!behavior->is_duration)
    said = g_strdup_printf (ngettext ("Count %s once more, %d time so far", "Count %s once more, %d times so far", (gulong) behavior->count), name,
                            behavior->count);
  else
    said = runs ? g_strdup_printf (_("Stop the timer of %s"), name) : g_strdup_printf (_("Start the timer of %s"), name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail), detail);
  gtk_label_set_text (self->verb, !behavior->is_duration ? "+" : runs ? _("Stop") : _("Start"));
  gtk_label_set_text (self->figure, figure);
  set_class (self->button, "suggested-action", runs);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}
