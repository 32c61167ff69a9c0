// SPDX-License-Identifier: AGPL-3.0-or-later
// The window of cancellations and the waiting list, with undo of its own, since it lies over the other.

#include "wabi-waiting-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-chart.h"
#include "wabi-waiting-resources.h"

#define TYPE_WAITING_WINDOW (wabi_waiting_window_get_type ())
G_DECLARE_FINAL_TYPE (WabiWaitingWindow, wabi_waiting_window, WABI, WAITING_WINDOW, AdwWindow)

struct _WabiWaitingWindow
{
  AdwWindow parent_instance;
  AdwToastOverlay *toasts;
  GtkListBox *parts;
  GtkStack *stack;
  WabiDesk *desk;
};

G_DEFINE_FINAL_TYPE (WabiWaitingWindow, wabi_waiting_window, ADW_TYPE_WINDOW)

static void
on_toast_cb (WabiWaitingWindow *self, const char *text, gboolean undoable)
{
  AdwToast *toast = adw_toast_new (text);

  if (undoable)
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "waiting.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_desk_undo (WABI_WAITING_WINDOW (widget)->desk);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_desk_redo (WABI_WAITING_WINDOW (widget)->desk);
}

static void
on_part_cb (WabiWaitingWindow *self, GtkListBoxRow *row)
{
  if (row != NULL)
    gtk_stack_set_visible_child_name (self->stack, g_object_get_data (G_OBJECT (row), "page"));
}

/* Alt+Page Down: the next part, around. With Ctrl the list itself takes the key. */
static void
turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiWaitingWindow *self = WABI_WAITING_WINDOW (widget);
  int n = 0, at = gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->parts));

  while (gtk_list_box_get_row_at_index (self->parts, n) != NULL)
    n++;
  gtk_list_box_select_row (self->parts, gtk_list_box_get_row_at_index (self->parts, (at + g_variant_get_int32 (parameter) + n) % n));
}

static void
wabi_waiting_window_dispose (GObject *object)
{
  WabiWaitingWindow *self = WABI_WAITING_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TYPE_WAITING_WINDOW);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_waiting_window_parent_class)->dispose (object);
}

static void
wabi_waiting_window_class_init (WabiWaitingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_waiting_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-waiting-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingWindow, parts);
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_part_cb);
  gtk_widget_class_install_action (widget_class, "waiting.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "waiting.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "waiting.turn", "i", turn_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "waiting.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "waiting.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "waiting.turn", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "waiting.turn", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_waiting_window_init (WabiWaitingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_part (WabiWaitingWindow *self, GtkWidget *pane, const char *page, const char *title, const char *chosen)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "page", g_strdup (page), g_free);
  gtk_stack_add_named (self->stack, pane, page);
  gtk_list_box_append (self->parts, row);
  if (g_strcmp0 (page, chosen) == 0)
    gtk_list_box_select_row (self->parts, GTK_LIST_BOX_ROW (row));
}

void
wabi_waiting_present (WabiDesk *desk, const char *page, const char *id, GtkWidget *from)
{
  static gsize once;
  WabiWaitingWindow *self;

  if (g_once_init_enter (&once))
    {
      wabi_chart_init ();
      wabi_waiting_register_resource ();
      g_once_init_leave (&once, 1);
    }
  if (page == NULL || (g_strcmp0 (page, "after") == 0 && id == NULL))
    page = "list";
  self = g_object_new (TYPE_WAITING_WINDOW, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  self->desk = g_object_ref (desk);
  if (id != NULL)
    add_part (self, wabi_after_pane_new (desk, id), "after", _("After the cancellation"), page);
  add_part (self, wabi_need_pane_new (desk), "list", _("Waiting list"), page);
  add_part (self, wabi_makeup_pane_new (desk), "makeups", _("Make-ups"), page);
  add_part (self, wabi_reasons_pane_new (desk), "reasons", _("Reasons"), page);
  g_signal_connect_object (desk, "toast", G_CALLBACK (on_toast_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (self), wabi_waiting_get_window (from));
  gtk_window_present (GTK_WINDOW (self));
}
