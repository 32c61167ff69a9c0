// SPDX-License-Identifier: AGPL-3.0-or-later
// Access has ended: what happens now, in one calm sentence.

#include "wabi-leave-view.h"

#include <glib/gi18n-lib.h>

struct _WabiLeaveView
{
  AdwBin parent_instance;

  GtkSpinner *spinner;
  GtkLabel *heading, *body;
  GtkWidget *quit;
};

G_DEFINE_FINAL_TYPE (WabiLeaveView, wabi_leave_view, ADW_TYPE_BIN)

static void
on_state_cb (WabiLeaveView *self, GParamSpec *pspec, WabiSync *sync)
{
  gboolean gone = wabi_sync_get_state (sync) == WABI_SYNC_GONE;

  gtk_label_set_text (self->heading, gone ? _ ("The practice’s records are no longer on this computer")
                                          : _ ("Your access from this computer has ended"));
  gtk_label_set_text (self->body,
                      gone ? _ ("What had not been sent yet was sent first. An administrator of the practice looks at it.")
                           : _ ("What you did last is being sent to the practice. Please stay connected; nothing is lost. Then the "
                                "practice’s records are removed from this computer."));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), !gone);
  gtk_spinner_set_spinning (self->spinner, !gone);
  gtk_widget_set_visible (self->quit, gone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (self->heading), -1);
}

static gboolean
wabi_leave_view_grab_focus (GtkWidget *widget)
{
  WabiLeaveView *self = WABI_LEAVE_VIEW (widget);

  return gtk_widget_get_visible (self->quit) && gtk_widget_grab_focus (self->quit);
}

static void
wabi_leave_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_LEAVE_VIEW);
  G_OBJECT_CLASS (wabi_leave_view_parent_class)->dispose (object);
}

static void
wabi_leave_view_class_init (WabiLeaveViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_leave_view_dispose;
  widget_class->grab_focus = wabi_leave_view_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-leave-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiLeaveView, spinner);
  gtk_widget_class_bind_template_child (widget_class, WabiLeaveView, heading);
  gtk_widget_class_bind_template_child (widget_class, WabiLeaveView, body);
  gtk_widget_class_bind_template_child (widget_class, WabiLeaveView, quit);
}

static void
wabi_leave_view_init (WabiLeaveView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_leave_view_new (WabiSync *sync)
{
  WabiLeaveView *self = g_object_new (WABI_TYPE_LEAVE_VIEW, NULL);

  g_signal_connect_object (sync, "notify::state", G_CALLBACK (on_state_cb), self, G_CONNECT_SWAPPED);
  on_state_cb (self, NULL, sync);
  return GTK_WIDGET (self);
}
