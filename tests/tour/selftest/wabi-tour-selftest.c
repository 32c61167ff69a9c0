// SPDX-License-Identifier: AGPL-3.0-or-later
// A window with one of each kind of control, so that the tour's harness is proved against a real GTK program.

#include <adwaita.h>
#include <string.h>

typedef struct
{
  GtkWindow *window;
  GtkLabel *status;
  GtkWidget *popover;
  guint clicks;
  double drag_x;
  double drag_y;
} Selftest;

static void
say (Selftest *self,
     const char *format,
     ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  gtk_label_set_text (self->status, text);
  g_print ("%s\n", text);
}

static void
on_button_clicked_cb (GtkButton *button,
                      Selftest *self)
{
  self->clicks++;
  say (self, "Pressed %u times", self->clicks);
}

static void
on_entry_changed_cb (GtkEditable *editable,
                     Selftest *self)
{
  say (self, "Entry says %s", gtk_editable_get_text (editable));
}

static void
on_row_activated_cb (GtkListBox *list,
                     GtkListBoxRow *row,
                     Selftest *self)
{
  say (self, "Row %d activated", gtk_list_box_row_get_index (row) + 1);
}

static void
on_list_view_activate_cb (GtkListView *view,
                          guint position,
                          Selftest *self)
{
  say (self, "Item %u activated", position + 1);
}

static void
on_switch_active_cb (GtkSwitch *widget,
                     GParamSpec *pspec,
                     Selftest *self)
{
  say (self, "Switch is %s", gtk_switch_get_active (widget) ? "on" : "off");
}

static void
on_spin_value_changed_cb (GtkSpinButton *spin,
                          Selftest *self)
{
  say (self, "Value is %d", gtk_spin_button_get_value_as_int (spin));
}

static void
on_drop_down_selected_cb (GtkDropDown *drop_down,
                          GParamSpec *pspec,
                          Selftest *self)
{
  say (self, "Choice %u", gtk_drop_down_get_selected (drop_down) + 1);
}

static void
on_drag_begin_cb (GtkGestureDrag *gesture,
                  double x,
                  double y,
                  Selftest *self)
{
  self->drag_x = x;
  self->drag_y = y;
}

static void
on_drag_end_cb (GtkGestureDrag *gesture,
                double offset_x,
                double offset_y,
                Selftest *self)
{
  say (self, "Dragged from %.0f,%.0f by %.0f,%.0f", self->drag_x, self->drag_y, offset_x, offset_y);
}

static GdkContentProvider *
on_drag_prepare_cb (GtkDragSource *source,
                    double x,
                    double y,
                    Selftest *self)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, "parcel");
}

static gboolean
on_drop_cb (GtkDropTarget *target,
            const GValue *value,
            double x,
            double y,
            Selftest *self)
{
  say (self, "Dropped %s at %.0f,%.0f", g_value_get_string (value), x, y);

  return TRUE;
}

static void
on_popover_button_clicked_cb (GtkButton *button,
                              Selftest *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  say (self, "Pressed in the popover");
}

static void
on_dialog_close_cb (GtkButton *button,
                    Selftest *self)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))));
  say (self, "Dialog closed");
}

static void
on_dialog_clicked_cb (GtkButton *button,
                      Selftest *self)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *close = gtk_button_new_with_mnemonic ("_Done");

  gtk_window_set_title (GTK_WINDOW (dialog), "Selftest dialog");
  gtk_window_set_transient_for (GTK_WINDOW (dialog), self->window);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 320, 160);
  g_signal_connect (close, "clicked", G_CALLBACK (on_dialog_close_cb), self);
  gtk_widget_set_halign (close, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), close);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
on_shortcut_cb (GtkWidget *widget,
                GVariant *args,
                gpointer user_data)
{
  say (user_data, "Ctrl+B pressed");

  return TRUE;
}

static void
set_name (GtkWidget *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
create_area (const char *name)
{
  GtkWidget *area = gtk_frame_new (NULL);

  gtk_widget_set_size_request (area, 200, 80);
  gtk_widget_set_hexpand (area, TRUE);
  set_name (area, name);

  return area;
}

static GtkWidget *
create_controls (Selftest *self)
{
  const char *const choices[] = { "First", "Second", "Third", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label ("Press me");
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 100, 1);
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (choices);

  g_signal_connect (button, "clicked", G_CALLBACK (on_button_clicked_cb), self);
  set_name (entry, "Name");
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect (entry, "changed", G_CALLBACK (on_entry_changed_cb), self);
  set_name (toggle, "Night mode");
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (on_switch_active_cb), self);
  set_name (spin, "Units");
  g_signal_connect (spin, "value-changed", G_CALLBACK (on_spin_value_changed_cb), self);
  set_name (drop_down, "Level");
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (on_drop_down_selected_cb), self);

  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), toggle);
  gtk_box_append (GTK_BOX (box), spin);
  gtk_box_append (GTK_BOX (box), drop_down);

  return box;
}

static GtkWidget *
create_pages (Selftest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *switcher = gtk_stack_switcher_new ();
  GtkWidget *hidden = gtk_button_new_with_label ("Hidden");

  gtk_stack_add_titled (GTK_STACK (stack), gtk_label_new ("On the first page"), "one", "Page one");
  gtk_stack_add_titled (GTK_STACK (stack), gtk_label_new ("On the second page"), "two", "Page two");
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  gtk_widget_set_visible (hidden, FALSE);

  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), stack);
  gtk_box_append (GTK_BOX (box), hidden);

  return box;
}

static GtkWidget *
create_windows_row (Selftest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *menu = gtk_menu_button_new ();
  GtkWidget *inner = gtk_button_new_with_label ("Inside");
  GtkWidget *dialog = gtk_button_new_with_label ("Open dialog");

  self->popover = gtk_popover_new ();
  g_signal_connect (inner, "clicked", G_CALLBACK (on_popover_button_clicked_cb), self);
  gtk_popover_set_child (GTK_POPOVER (self->popover), inner);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (menu), "More");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), self->popover);
  g_signal_connect (dialog, "clicked", G_CALLBACK (on_dialog_clicked_cb), self);

  gtk_box_append (GTK_BOX (box), menu);
  gtk_box_append (GTK_BOX (box), dialog);
  gtk_box_append (GTK_BOX (box), create_pages (self));

  return box;
}

static GtkWidget *
create_areas (Selftest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *draw = create_area ("Drag area");
  GtkWidget *source = create_area ("Parcel");
  GtkWidget *target = create_area ("Shelf");
  GtkGesture *gesture = gtk_gesture_drag_new ();
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect (gesture, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (gesture, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  gtk_widget_add_controller (draw, GTK_EVENT_CONTROLLER (gesture));
  g_signal_connect (drag, "prepare", G_CALLBACK (on_drag_prepare_cb), self);
  gtk_widget_add_controller (source, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (target, GTK_EVENT_CONTROLLER (drop));

  gtk_box_append (GTK_BOX (box), draw);
  gtk_box_append (GTK_BOX (box), source);
  gtk_box_append (GTK_BOX (box), target);

  return box;
}

static void
on_item_setup_cb (GtkSignalListItemFactory *factory,
                  GtkListItem *item,
                  gpointer user_data)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_item_bind_cb (GtkSignalListItemFactory *factory,
                 GtkListItem *item,
                 gpointer user_data)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (string));
}

static GtkWidget *
create_lists (Selftest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkWidget *view;

  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *title = g_strdup_printf ("Row %d", i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  set_name (list, "Rows");
  gtk_widget_set_hexpand (list, TRUE);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated_cb), self);

  for (int i = 1; i <= 150; i++)
    {
      g_autofree char *title = g_strdup_printf ("Item %d", i);

      gtk_string_list_append (strings, title);
    }
  g_signal_connect (factory, "setup", G_CALLBACK (on_item_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_item_bind_cb), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory);
  set_name (view, "Items");
  g_signal_connect (view, "activate", G_CALLBACK (on_list_view_activate_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_size_request (scroller, 300, 160);
  gtk_widget_set_hexpand (scroller, TRUE);

  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), scroller);

  return box;
}

static void
add_shortcut (Selftest *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_b, GDK_CONTROL_MASK),
                                            gtk_callback_action_new (on_shortcut_cb, self, NULL));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self->window), controller);
}

static void
on_activate_cb (GApplication *application,
                Selftest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = gtk_text_view_new ();

  self->window = GTK_WINDOW (adw_application_window_new (GTK_APPLICATION (application)));
  self->status = GTK_LABEL (gtk_label_new ("Ready"));
  gtk_label_set_ellipsize (self->status, PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->status), 12);
  set_name (text, "Note");
  gtk_widget_set_vexpand (text, TRUE);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), create_controls (self));
  gtk_box_append (GTK_BOX (box), create_windows_row (self));
  gtk_box_append (GTK_BOX (box), create_areas (self));
  gtk_box_append (GTK_BOX (box), create_lists (self));
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->status));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self->window), box);
  gtk_window_set_title (self->window, "Selftest");
  gtk_window_set_default_size (self->window, 1000, 700);
  add_shortcut (self);
  gtk_window_present (self->window);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("care.wabi.TourSelftest", G_APPLICATION_NON_UNIQUE);
  Selftest self = { NULL };

  g_signal_connect (application, "activate", G_CALLBACK (on_activate_cb), &self);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
