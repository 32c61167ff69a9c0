// SPDX-License-Identifier: AGPL-3.0-or-later
// Tabular figures keep the width; the accessible label says the time in words and only when the minute
// changes.

#include "wabi-timer-label.h"

#include "wabi-plain-layout-private.h"

#include <glib/gi18n-lib.h>

struct _WabiTimerLabel
{
  GtkWidget parent_instance;

  GtkWidget *label;
  gint64 seconds;
};

enum
{
  PROP_0,
  PROP_SECONDS,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WabiTimerLabel, wabi_timer_label, GTK_TYPE_WIDGET)

static void
say_minutes (WabiTimerLabel *self)
{
  g_autofree char *text
      = g_strdup_printf (_ ("%d h %d min"), (int)(self->seconds / 3600), (int)(self->seconds / 60 % 60));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
wabi_timer_label_dispose (GObject *object)
{
  WabiTimerLabel *self = WABI_TIMER_LABEL (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_timer_label_parent_class)->dispose (object);
}

static void
wabi_timer_label_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SECONDS)
    g_value_set_int64 (value, WABI_TIMER_LABEL (object)->seconds);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_timer_label_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SECONDS)
    wabi_timer_label_set_seconds (WABI_TIMER_LABEL (object), g_value_get_int64 (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_timer_label_class_init (WabiTimerLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_timer_label_dispose;
  object_class->get_property = wabi_timer_label_get_property;
  object_class->set_property = wabi_timer_label_set_property;

  properties[PROP_SECONDS]
      = g_param_spec_int64 ("seconds", NULL, NULL, 0, G_MAXINT64, 0,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "timer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TIMER);
}

static void
wabi_timer_label_init (WabiTimerLabel *self)
{
  self->label = gtk_label_new ("0:00");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_layout_manager (GTK_WIDGET (self), wabi_plain_layout_new ());
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  say_minutes (self);
}

GtkWidget *
wabi_timer_label_new (void)
{
  return g_object_new (WABI_TYPE_TIMER_LABEL, NULL);
}

void
wabi_timer_label_set_seconds (WabiTimerLabel *self, gint64 seconds)
{
  g_autofree char *text = NULL;
  gboolean minute_changed;

  g_return_if_fail (WABI_IS_TIMER_LABEL (self));
  g_return_if_fail (seconds >= 0);

  if (self->seconds == seconds)
    return;
  minute_changed = self->seconds / 60 != seconds / 60;
  self->seconds = seconds;
  text = wabi_timer_label_format (seconds);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  if (minute_changed)
    say_minutes (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS]);
}

char *
wabi_timer_label_format (gint64 seconds)
{
  gint64 hours = seconds / 3600;
  int minutes = (int)(seconds / 60 % 60);
  int rest = (int)(seconds % 60);

  if (hours > 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", hours, minutes, rest);
  return g_strdup_printf ("%d:%02d", minutes, rest);
}
