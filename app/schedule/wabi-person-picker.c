// SPDX-License-Identifier: AGPL-3.0-or-later
// An entry that finds people by part of a name, with a list below it that never takes the focus.

#include "wabi-person-picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-schedule-init.h"
#include "wabi-text.h"

#define MOST_ROWS 8

struct _WabiPersonPicker
{
  GtkWidget parent_instance;
  GtkEntry *entry;
  GtkPopover *popover;
  GtkListBox *list;
  GtkLabel *nobody;
  WabiDesk *desk;
  const WabiKind *kind;
  char *none;
  char *id;
  guint clear; /* source that clears, once the press on the icon is over */
  guint open;  /* source that opens the list, once a press is handled */
  GtkEventController *strays; /* (nullable): on the window, while the list is open */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (WabiPersonPicker, wabi_person_picker, GTK_TYPE_WIDGET)

static guint picked_signal;

static void
write_text (WabiPersonPicker *self)
{
  g_autofree char *name = self->id != NULL ? wabi_desk_dup_name (self->desk, self->kind, self->id) : g_strdup ("");

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY, self->id != NULL ? "edit-clear-symbolic" : NULL);
  if (self->id != NULL)
    gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, _("Clear"));
  self->setting = FALSE;
}

static void
pick (WabiPersonPicker *self, const char *id)
{
  g_autofree char *picked = g_strdup (id);

  gtk_popover_popdown (self->popover);
  g_free (self->id);
  self->id = g_strdup (picked);
  write_text (self);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  g_signal_emit (self, picked_signal, 0, picked);
}

static char *
describe_person (WabiPersonPicker *self, WabiRecord *person)
{
  if (self->kind == &wabi_kind_client)
    {
      WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
      int age = wabi_format_age (wabi_record_get_text (person, "birth_date"), today);

      return age >= 0 ? g_strdup_printf (_("age %d"), age) : g_strdup ("");
    }
  if (wabi_record_has (person, "credential") && !wabi_record_is (person, "credential", "none"))
    return g_strdup (wabi_record_get_text (person, "credential"));
  return g_strdup ("");
}

static void
add_row (WabiPersonPicker *self, const char *id, const char *name, const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (name), *aside = gtk_label_new (detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (aside, "secondary");
  gtk_widget_add_css_class (aside, "small");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), aside);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "wabi-person", g_strdup (id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

static gboolean
may_be_picked (WabiPersonPicker *self, WabiRecord *person)
{
  if (self->kind == &wabi_kind_client)
    return !wabi_record_is (person, "status", "discharged");
  return wabi_record_get_bool (person, "active")
         && (wabi_record_is (person, "role", "rbt") || wabi_record_is (person, "role", "bcba"));
}

static GPtrArray *
find_people (WabiPersonPicker *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *people;
  WabiQuery query;

  if (!wabi_text_is_blank (text))
    {
      people = wabi_cache_search (wabi_desk_get_cache (self->desk), self->kind, text, 4 * MOST_ROWS, &error);
      if (people != NULL)
        return people;
      wabi_desk_tell_error (self->desk, error);
      return g_ptr_array_new_with_free_func (g_object_unref);
    }
  wabi_query_init (&query, self->kind);
  if (self->kind == &wabi_kind_client)
    wabi_query_where_text (&query, "status", WABI_EQ, "active");
  else
    wabi_query_where_int (&query, "active", WABI_EQ, 1);
  query.order_by = "last_name";
  query.limit = 4 * MOST_ROWS;
  return wabi_desk_list (self->desk, &query);
}

static void
fill_list (WabiPersonPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *chosen = self->id != NULL ? wabi_desk_dup_name (self->desk, self->kind, self->id) : NULL;
  const char *typed = g_strcmp0 (text, chosen) == 0 ? "" : text;
  g_autoptr (GPtrArray) people = find_people (self, typed);
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->none != NULL && wabi_text_is_blank (typed))
    add_row (self, NULL, self->none, "");
  for (guint i = 0; i < people->len && n < MOST_ROWS; i++)
    {
      WabiRecord *person = g_ptr_array_index (people, i);
      g_autofree char *name = wabi_lookup_full_name (person), *detail = describe_person (self, person);

      if (!may_be_picked (self, person))
        continue;
      add_row (self, wabi_record_get_id (person), name, detail);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->nobody), gtk_list_box_get_row_at_index (self->list, 0) == NULL);
  if (!wabi_text_is_blank (typed) && n > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/* --- clicks that go astray --- */

/*
 * After each layout GTK 4.8 makes up a motion event in the window, also where the pointer rests on a popover above it. The next click on a name
 * then goes to whatever lies below the list, and is lost. The event says itself where it was.
 */
static gboolean
on_stray_cb (GtkEventController *controller, GdkEvent *event, WabiPersonPicker *self)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double x, y, left, top;
  GtkListBoxRow *row;

  if ((type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE) || !gtk_widget_get_mapped (GTK_WIDGET (self->popover))
      || gdk_event_get_surface (event) != gtk_native_get_surface (GTK_NATIVE (self->popover)))
    return FALSE;
  if (type == GDK_BUTTON_PRESS || !gdk_event_get_position (event, &x, &y))
    return TRUE;
  gtk_native_get_surface_transform (GTK_NATIVE (self->popover), &left, &top);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->popover), GTK_WIDGET (self->list), x - left, y - top, &x, &y);
  row = gtk_list_box_get_row_at_y (self->list, (int) y);
  if (row != NULL)
    pick (self, g_object_get_data (G_OBJECT (row), "wabi-person"));
  return TRUE;
}

static void
stop_strays (WabiPersonPicker *self)
{
  GtkEventController *controller = g_steal_pointer (&self->strays);

  if (controller != NULL)
    gtk_widget_remove_controller (gtk_event_controller_get_widget (controller), controller);
}

static void
on_popover_mapped_cb (WabiPersonPicker *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->strays != NULL || root == NULL)
    return;
  self->strays = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->strays, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->strays, "event", G_CALLBACK (on_stray_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (root), self->strays);
}

static void
open_list (WabiPersonPicker *self)
{
  fill_list (self);
  gtk_widget_set_size_request (GTK_WIDGET (self->popover), MAX (gtk_widget_get_width (GTK_WIDGET (self)), 220), -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_popup (self->popover);
}

static void
on_changed_cb (WabiPersonPicker *self)
{
  if (!self->setting)
    open_list (self);
}

static void
on_row_activated_cb (WabiPersonPicker *self, GtkListBoxRow *row)
{
  pick (self, g_object_get_data (G_OBJECT (row), "wabi-person"));
}

static gboolean
on_clear_idle_cb (gpointer data)
{
  WabiPersonPicker *self = data;

  self->clear = 0;
  pick (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return G_SOURCE_REMOVE;
}

/* Clearing takes the icon away. Done within its own press, GTK would go on giving the pointer to a widget that is gone, and the next click, wherever
 * it is, would be lost. */
static void
on_icon_release_cb (WabiPersonPicker *self)
{
  if (self->clear == 0)
    self->clear = g_idle_add_full (G_PRIORITY_DEFAULT, on_clear_idle_cb, self, NULL); /* before anything is painted */
}

static gboolean
is_on_icon (WabiPersonPicker *self, double x, double y)
{
  GdkRectangle area;

  if (self->id == NULL)
    return FALSE;
  gtk_entry_get_icon_area (self->entry, GTK_ENTRY_ICON_SECONDARY, &area);
  return gdk_rectangle_contains_point (&area, (int) x, (int) y);
}

static gboolean
on_open_idle_cb (gpointer data)
{
  WabiPersonPicker *self = data;

  self->open = 0;
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    open_list (self);
  return G_SOURCE_REMOVE;
}

/* The text takes a press for itself where it has the focus already, so that its release is not heard here: the press is, before the text has it. */
static void
on_pressed_cb (WabiPersonPicker *self, int n_press, double x, double y)
{
  if (self->open == 0 && !is_on_icon (self, x, y))
    self->open = g_idle_add_full (G_PRIORITY_DEFAULT, on_open_idle_cb, self, NULL);
}

static void
on_focus_leave_cb (WabiPersonPicker *self)
{
  gtk_popover_popdown (self->popover);
  write_text (self);
}

static void
move_choice (WabiPersonPicker *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    {
      open_list (self);
      return;
    }
  next = gtk_list_box_get_row_at_index (self->list, row != NULL ? gtk_list_box_row_get_index (row) + by : 0);
  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

static gboolean
choose_selected (WabiPersonPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)) || row == NULL)
    return FALSE;
  pick (self, g_object_get_data (G_OBJECT (row), "wabi-person"));
  return TRUE;
}

static gboolean
on_key_pressed_cb (WabiPersonPicker *self, guint keyval, guint keycode, GdkModifierType mods)
{
  if (mods & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
      move_choice (self, 1);
      return TRUE;
    case GDK_KEY_Up:
      move_choice (self, -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return choose_selected (self);
    case GDK_KEY_Tab:
      choose_selected (self);
      return FALSE;
    case GDK_KEY_Escape:
      if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
        return FALSE;
      gtk_popover_popdown (self->popover);
      write_text (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
wabi_person_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WABI_PERSON_PICKER (widget)->entry));
}

static void
wabi_person_picker_dispose (GObject *object)
{
  WabiPersonPicker *self = WABI_PERSON_PICKER (object);

  g_clear_handle_id (&self->clear, g_source_remove);
  g_clear_handle_id (&self->open, g_source_remove);
  stop_strays (self);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PERSON_PICKER);
  G_OBJECT_CLASS (wabi_person_picker_parent_class)->dispose (object);
}

static void
wabi_person_picker_finalize (GObject *object)
{
  WabiPersonPicker *self = WABI_PERSON_PICKER (object);

  g_free (self->id);
  g_free (self->none);
  G_OBJECT_CLASS (wabi_person_picker_parent_class)->finalize (object);
}

static void
wabi_person_picker_class_init (WabiPersonPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_person_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_person_picker_finalize;
  widget_class->grab_focus = wabi_person_picker_grab_focus;
  picked_signal = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "personpicker");
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-person-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPersonPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, WabiPersonPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, WabiPersonPicker, list);
  gtk_widget_class_bind_template_child (widget_class, WabiPersonPicker, nobody);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_icon_release_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_strays);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
}

static void
wabi_person_picker_init (WabiPersonPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
wabi_person_picker_set_up (WabiPersonPicker *self, WabiDesk *desk, const WabiKind *kind, const char *label, const char *placeholder,
                           const char *none)
{
  g_return_if_fail (WABI_IS_PERSON_PICKER (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->kind = kind;
  self->none = g_strdup (none);
  gtk_entry_set_placeholder_text (self->entry, placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
wabi_person_picker_set_id (WabiPersonPicker *self, const char *id)
{
  g_return_if_fail (WABI_IS_PERSON_PICKER (self));

  if (id != self->id)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  write_text (self);
}

const char *
wabi_person_picker_get_id (WabiPersonPicker *self)
{
  return self->id;
}

void
wabi_person_picker_focus (WabiPersonPicker *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
