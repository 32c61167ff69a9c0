// SPDX-License-Identifier: AGPL-3.0-or-later
// The window of availability: hours, time off, places, holidays and limits, with undo of its own, since it lies over the other.

#include "wabi-avail.h"

#include <glib/gi18n-lib.h>

#include "wabi-avail-private.h"

#define TYPE_AVAIL_WINDOW (wabi_avail_window_get_type ())
G_DECLARE_FINAL_TYPE (WabiAvailWindow, wabi_avail_window, WABI, AVAIL_WINDOW, AdwWindow)

struct _WabiAvailWindow
{
  AdwWindow parent_instance;
  GtkWidget *told, *undo;
  GtkLabel *told_label;
  GtkListBox *parts;
  GtkStack *stack;
  GtkLabel *away_label; /* borrowed of its row */
  WabiDesk *desk;
};

G_DEFINE_FINAL_TYPE (WabiAvailWindow, wabi_avail_window, ADW_TYPE_WINDOW)

/* In the header, where it covers nothing; what is undone is always what was said last. */
static void
on_toast_cb (WabiAvailWindow *self, const char *text, gboolean undoable)
{
  gtk_label_set_text (self->told_label, text);
  gtk_widget_set_visible (self->told, TRUE);
  gtk_widget_set_visible (self->undo, undoable);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_desk_undo (WABI_AVAIL_WINDOW (widget)->desk);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_desk_redo (WABI_AVAIL_WINDOW (widget)->desk);
}

static void
on_part_cb (WabiAvailWindow *self, GtkListBoxRow *row)
{
  if (row != NULL)
    gtk_stack_set_visible_child_name (self->stack, g_object_get_data (G_OBJECT (row), "page"));
}

/* Ctrl+Page Down: the next part, around. */
static void
turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiAvailWindow *self = WABI_AVAIL_WINDOW (widget);
  int n = 0, at = gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->parts));

  while (gtk_list_box_get_row_at_index (self->parts, n) != NULL)
    n++;
  gtk_list_box_select_row (self->parts, gtk_list_box_get_row_at_index (self->parts, (at + g_variant_get_int32 (parameter) + n) % n));
}

static char *
say_away (WabiDesk *desk)
{
  guint requests = wabi_avail_count_requests (desk);

  /* Translators: part of a window, with how many requests wait for a decision */
  return requests > 0 ? g_strdup_printf (_("Time off (%u)"), requests) : g_strdup (_("Time off"));
}

static void
on_changed_cb (WabiAvailWindow *self, WabiChanges *changes)
{
  g_autofree char *title = NULL;

  if (self->away_label == NULL || !wabi_changes_has_kind (changes, &wabi_kind_time_off))
    return;
  title = say_away (self->desk);
  gtk_label_set_text (self->away_label, title);
}

static void
wabi_avail_window_dispose (GObject *object)
{
  WabiAvailWindow *self = WABI_AVAIL_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TYPE_AVAIL_WINDOW);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_avail_window_parent_class)->dispose (object);
}

static void
wabi_avail_window_class_init (WabiAvailWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_avail_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-avail-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiAvailWindow, told);
  gtk_widget_class_bind_template_child (widget_class, WabiAvailWindow, told_label);
  gtk_widget_class_bind_template_child (widget_class, WabiAvailWindow, undo);
  gtk_widget_class_bind_template_child (widget_class, WabiAvailWindow, parts);
  gtk_widget_class_bind_template_child (widget_class, WabiAvailWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_part_cb);
  gtk_widget_class_install_action (widget_class, "avail.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "avail.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "avail.turn", "i", turn_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "avail.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "avail.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "avail.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "avail.turn", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "avail.turn", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_avail_window_init (WabiAvailWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkLabel *
add_part (WabiAvailWindow *self, GtkWidget *view, const char *page, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "page", g_strdup (page), g_free);
  gtk_stack_add_named (self->stack, view, page);
  gtk_list_box_append (self->parts, row);
  return GTK_LABEL (label);
}

static void
choose_part (WabiAvailWindow *self, const char *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->parts, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "page"), page) == 0)
      gtk_list_box_select_row (self->parts, row);
}

static void
add_pages (WabiAvailWindow *self, const char *page, const char *id)
{
  gboolean planner = wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS);
  guint requests = wabi_avail_count_requests (self->desk);
  GtkWidget *hours = wabi_hours_view_new (self->desk, &wabi_kind_staff_hours), *away = wabi_away_view_new (self->desk);
  g_autofree char *away_title = say_away (self->desk);

  add_part (self, hours, "hours", _("Working hours"));
  self->away_label = add_part (self, away, "away", away_title);
  if (g_strcmp0 (page, "hours") == 0 && id != NULL)
    wabi_hours_view_show (hours, id);
  if (g_strcmp0 (page, "away") == 0)
    wabi_away_view_show (away, id);
  if (planner)
    {
      GtkWidget *clients = wabi_hours_view_new (self->desk, &wabi_kind_client_hours);

      add_part (self, clients, "clients", _("Clients’ hours"));
      add_part (self, wabi_places_view_new (self->desk), "places", _("Rooms and travel"));
      add_part (self, wabi_holidays_view_new (self->desk), "holidays", _("Holidays"));
      add_part (self, wabi_limits_view_new (self->desk), "limits", _("Limits of hours"));
      if (g_strcmp0 (page, "clients") == 0 && id != NULL)
        wabi_hours_view_show (clients, id);
    }
  if (page == NULL)
    page = requests > 0 || !planner ? "away" : "hours";
  choose_part (self, page);
}

void
wabi_avail_present (WabiDesk *desk, const char *page, const char *id, GtkWidget *from)
{
  WabiAvailWindow *self;

  wabi_avail_init ();
  self = g_object_new (TYPE_AVAIL_WINDOW, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  self->desk = g_object_ref (desk);
  add_pages (self, page, id);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "toast", G_CALLBACK (on_toast_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (self), wabi_avail_get_window (from));
  gtk_window_present (GTK_WINDOW (self));
}
