// SPDX-License-Identifier: AGPL-3.0-or-later
// Some clients or some staff, ticked in a list that is found through by name.

#include "wabi-people-chooser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-text.h"

struct _WabiPeopleChooser
{
  GtkWidget parent_instance;
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListBox *list;
  GtkButton *all;

  WabiDesk *desk;
  const WabiKind *kind;
  GHashTable *chosen; /* ids */
  GStrv ids;          /* the same as a list */
};

G_DEFINE_FINAL_TYPE (WabiPeopleChooser, wabi_people_chooser, GTK_TYPE_WIDGET)

static char *
describe (WabiPeopleChooser *self)
{
  guint n = g_hash_table_size (self->chosen);
  gboolean clients = self->kind == &wabi_kind_client;

  if (n == 0)
    return g_strdup (clients ? _("All clients") : _("All staff"));
  if (n == 1)
    return wabi_desk_dup_name (self->desk, self->kind, self->ids[0]);
  return clients ? g_strdup_printf (ngettext ("%u client", "%u clients", n), n) : g_strdup_printf (ngettext ("%u person", "%u people", n), n);
}

/* The button's own label stands in the middle; those of drop-downs, which it stands among, begin at the edge. */
static void
align_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_widget_set_halign (widget, GTK_ALIGN_FILL);
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
    }
  else if (!GTK_IS_POPOVER (widget))
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      align_label (child);
}

static void
show_chosen (WabiPeopleChooser *self)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;
  g_autofree char *text = NULL, *said = NULL;

  g_strfreev (self->ids);
  self->ids = g_new0 (char *, g_hash_table_size (self->chosen) + 1);
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    self->ids[n++] = g_strdup (key);
  text = describe (self);
  gtk_menu_button_set_label (self->button, text);
  align_label (GTK_WIDGET (self->button));
  /* Translators: whom is planned for, or with whom: "Clients to plan for: 3 clients" */
  said = g_strdup_printf (self->kind == &wabi_kind_client ? _("Clients to plan for: %s") : _("Staff to plan with: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->all), n > 0);
}

static void
on_toggled_cb (GtkCheckButton *check, WabiPeopleChooser *self)
{
  const char *id = g_object_get_data (G_OBJECT (check), "wabi-id");

  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->chosen, g_strdup (id));
  else
    g_hash_table_remove (self->chosen, id);
  show_chosen (self);
}

static void
add_row (WabiPeopleChooser *self, WabiRecord *record)
{
  const char *id = wabi_record_get_id (record);
  g_autofree char *name = wabi_desk_dup_name (self->desk, self->kind, id);
  GtkWidget *check = gtk_check_button_new_with_label (name), *row = gtk_list_box_row_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_hash_table_contains (self->chosen, id));
  g_object_set_data_full (G_OBJECT (check), "wabi-id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "wabi-name", wabi_text_fold (name), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
  gtk_list_box_append (self->list, row);
}

static gboolean
is_here (WabiPeopleChooser *self, WabiRecord *record)
{
  if (self->kind == &wabi_kind_client)
    return wabi_record_is (record, "status", "active") || wabi_record_is (record, "status", "intake");
  return wabi_record_get_bool (record, "active");
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return strcmp (g_object_get_data (G_OBJECT (a), "wabi-name"), g_object_get_data (G_OBJECT (b), "wabi-name"));
}

/* Each time anew: people come and go. */
static void
fill (WabiPeopleChooser *self)
{
  g_autoptr (GPtrArray) records = NULL;
  WabiQuery query;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  wabi_query_init (&query, self->kind);
  records = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < records->len; i++)
    if (is_here (self, g_ptr_array_index (records, i)))
      add_row (self, g_ptr_array_index (records, i));
}

static gboolean
is_found (GtkListBoxRow *row, gpointer data)
{
  WabiPeopleChooser *self = data;
  g_autofree char *wanted = wabi_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  return strstr (g_object_get_data (G_OBJECT (row), "wabi-name"), wanted) != NULL;
}

static void
on_search_cb (WabiPeopleChooser *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

/* The entry takes Escape for itself. */
static void
on_stop_cb (WabiPeopleChooser *self)
{
  gtk_menu_button_popdown (self->button);
}

static void
on_shown_cb (WabiPeopleChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
on_all_cb (WabiPeopleChooser *self)
{
  g_hash_table_remove_all (self->chosen);
  show_chosen (self);
  fill (self);
}

static void
wabi_people_chooser_dispose (GObject *object)
{
  WabiPeopleChooser *self = WABI_PEOPLE_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PEOPLE_CHOOSER);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_people_chooser_parent_class)->dispose (object);
}

static void
wabi_people_chooser_finalize (GObject *object)
{
  WabiPeopleChooser *self = WABI_PEOPLE_CHOOSER (object);

  g_hash_table_unref (self->chosen);
  g_strfreev (self->ids);
  G_OBJECT_CLASS (wabi_people_chooser_parent_class)->finalize (object);
}

static void
wabi_people_chooser_class_init (WabiPeopleChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_people_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_people_chooser_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "peoplechooser");
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-people-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleChooser, button);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleChooser, search);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleChooser, list);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleChooser, all);
  gtk_widget_class_bind_template_callback (widget_class, on_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_all_cb);
}

static void
wabi_people_chooser_init (WabiPeopleChooser *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, is_found, self, NULL);
}

void
wabi_people_chooser_set_up (WabiPeopleChooser *self, WabiDesk *desk, const WabiKind *kind)
{
  g_return_if_fail (WABI_IS_PEOPLE_CHOOSER (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->kind = kind;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, kind == &wabi_kind_client ? _("Clients") : _("Staff"), -1);
  show_chosen (self);
}

const char *const *
wabi_people_chooser_get_ids (WabiPeopleChooser *self)
{
  g_return_val_if_fail (WABI_IS_PEOPLE_CHOOSER (self), NULL);

  return g_hash_table_size (self->chosen) > 0 ? (const char *const *) self->ids : NULL;
}
