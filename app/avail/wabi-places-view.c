// SPDX-License-Identifier: AGPL-3.0-or-later
// Locations, rooms and equipment, and how long it takes between places.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-lookup.h"
#include "wabi-visit-words.h"

#define TYPE_PLACES_VIEW (wabi_places_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiPlacesView, wabi_places_view, WABI, PLACES_VIEW, GtkWidget)

struct _WabiPlacesView
{
  GtkWidget parent_instance;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *locations, *resources, *travel;

  WabiDesk *desk;
  GPtrArray *location_rows, *resource_rows, *travel_rows; /* borrowed of the groups */
};

G_DEFINE_FINAL_TYPE (WabiPlacesView, wabi_places_view, GTK_TYPE_WIDGET)

static gboolean
may (WabiPlacesView *self)
{
  return wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS);
}

static char *
dup_place_name (WabiPlacesView *self, const char *id)
{
  g_autoptr (WabiRecord) location = wabi_desk_get (self->desk, &wabi_kind_location, id);
  g_autofree char *client = NULL;

  if (location != NULL)
    return g_strdup (wabi_record_get_text (location, "name"));
  client = wabi_desk_dup_name (self->desk, &wabi_kind_client, id);
  /* Translators: where a client lives */
  return g_strdup_printf (_("%s’s home"), client);
}

/* ---- Rows ---- */

static void
on_row_cb (AdwActionRow *row, WabiPlacesView *self)
{
  static const struct
  {
    const WabiKind *kind;
    void (*edit) (WabiDesk *desk, WabiRecord *record, GtkWindow *parent);
  } forms[] = {
    { &wabi_kind_location, wabi_avail_form_location },
    { &wabi_kind_resource, wabi_avail_form_resource },
    { &wabi_kind_travel_time, wabi_avail_form_travel },
  };
  const char *id = g_object_get_data (G_OBJECT (row), "record");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, forms[i].kind, id);

      if (record == NULL)
        continue;
      forms[i].edit (self->desk, record, wabi_avail_get_window (GTK_WIDGET (self)));
      return;
    }
}

static void
add_row (WabiPlacesView *self, AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row, WabiRecord *record)
{
  if (may (self) && record != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "record", g_strdup (wabi_record_get_id (record)), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (on_row_cb), self, G_CONNECT_DEFAULT);
    }
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
append_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static GtkWidget *
make_location_row (WabiRecord *record)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *city = g_strjoin (" ", wabi_record_has (record, "city") ? wabi_record_get_text (record, "city") : "",
                                     wabi_record_has (record, "zip") ? wabi_record_get_text (record, "zip") : "", NULL);

  append_part (text, wabi_visit_get_place (wabi_record_get_text (record, "place")));
  append_part (text, wabi_record_get_text (record, "street"));
  append_part (text, g_strstrip (city));
  append_part (text, wabi_record_has (record, "latitude") ? _("position known") : NULL);
  append_part (text, wabi_record_get_bool (record, "closed") ? _("closed") : NULL);
  return wabi_avail_row_new (wabi_record_get_text (record, "name"), text->str);
}

static GtkWidget *
make_resource_row (WabiPlacesView *self, WabiRecord *record)
{
  gint64 capacity = MAX (1, wabi_record_get_int (record, "capacity"));
  g_autofree char *at = wabi_record_has (record, "location") ? dup_place_name (self, wabi_record_get_text (record, "location")) : NULL;
  g_autofree char *many = g_strdup_printf (ngettext ("%d session at once", "%d sessions at once", (gulong) capacity), (int) capacity);
  g_autoptr (GString) text = g_string_new (NULL);

  append_part (text, wabi_record_is (record, "type", "equipment") ? _("Equipment") : _("Room"));
  append_part (text, at);
  append_part (text, many);
  append_part (text, wabi_record_get_bool (record, "active") ? NULL : _("not in use any more"));
  return wabi_avail_row_new (wabi_record_get_text (record, "name"), text->str);
}

static void
on_remove_travel_cb (GtkButton *button, WabiPlacesView *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "record"));
  g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, &wabi_kind_travel_time, id);
  g_autofree char *again = wabi_desk_new_id (self->desk);
  g_autoptr (GError) error = NULL;
  JsonObject *undo;

  if (record == NULL)
    return;
  undo = wabi_json_object_copy (wabi_record_get_body (record));
  json_object_set_string_member (undo, "id", again);
  if (wabi_desk_do (self->desk, "travel_time.remove", wabi_args ("id", id, NULL), _("Travel time removed"), "travel_time.add", undo, &error))
    wabi_desk_set_births (self->desk, wabi_args ("id", again, NULL));
  else
    wabi_desk_tell_error (self->desk, error);
}

static GtkWidget *
make_travel_row (WabiPlacesView *self, WabiRecord *record)
{
  g_autofree char *from = dup_place_name (self, wabi_record_get_text (record, "from")), *to = dup_place_name (self, wabi_record_get_text (record, "to"));
  g_autofree char *title = g_strdup_printf ("%s – %s", from, to);
  int miles = (int) wabi_record_get_int (record, "miles_tenths"), minutes = (int) wabi_record_get_int (record, "minutes");
  g_autofree char *text = miles > 0 ? g_strdup_printf (_("%d min, %d.%d miles"), minutes, miles / 10, miles % 10) : g_strdup_printf (_("%d min"), minutes);
  g_autofree char *said = g_strdup_printf (_("Remove the travel time %s"), title);
  GtkWidget *row = wabi_avail_row_new (title, text), *remove;

  if (!may (self))
    return row;
  remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _("Remove this travel time"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_object_set_data_full (G_OBJECT (remove), "record", g_strdup (wabi_record_get_id (record)), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_travel_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  return row;
}

static GPtrArray *
list_sorted (WabiPlacesView *self, const WabiKind *kind)
{
  GPtrArray *records;
  WabiQuery query;

  wabi_query_init (&query, kind);
  records = wabi_desk_list (self->desk, &query);
  return records;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (wabi_record_get_text (*(WabiRecord *const *) a, "name"), wabi_record_get_text (*(WabiRecord *const *) b, "name"));
}

static void
add_empty (AdwPreferencesGroup *group, GPtrArray *rows, const char *title, const char *text)
{
  GtkWidget *row;

  if (rows->len > 0)
    return;
  row = wabi_avail_row_new (title, text);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
refresh (WabiPlacesView *self)
{
  g_autoptr (GPtrArray) locations = list_sorted (self, &wabi_kind_location), resources = list_sorted (self, &wabi_kind_resource);
  g_autoptr (GPtrArray) travel = list_sorted (self, &wabi_kind_travel_time);

  g_ptr_array_sort (locations, compare_names);
  g_ptr_array_sort (resources, compare_names);
  wabi_avail_clear_rows (self->locations, self->location_rows);
  wabi_avail_clear_rows (self->resources, self->resource_rows);
  wabi_avail_clear_rows (self->travel, self->travel_rows);
  for (guint i = 0; i < locations->len; i++)
    add_row (self, self->locations, self->location_rows, make_location_row (g_ptr_array_index (locations, i)), g_ptr_array_index (locations, i));
  for (guint i = 0; i < resources->len; i++)
    add_row (self, self->resources, self->resource_rows, make_resource_row (self, g_ptr_array_index (resources, i)), g_ptr_array_index (resources, i));
  for (guint i = 0; i < travel->len; i++)
    add_row (self, self->travel, self->travel_rows, make_travel_row (self, g_ptr_array_index (travel, i)), g_ptr_array_index (travel, i));
  add_empty (self->locations, self->location_rows, _("No locations yet"), _("Add the clinic first, then schools and other places."));
  add_empty (self->resources, self->resource_rows, _("No rooms or equipment yet"), _("Without any, nobody is kept from booking one room twice."));
  add_empty (self->travel, self->travel_rows, _("No travel times yet"), _("All travel is estimated until one is written down."));
}

static void
on_changed_cb (WabiPlacesView *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_location) || wabi_changes_has_kind (changes, &wabi_kind_resource)
      || wabi_changes_has_kind (changes, &wabi_kind_travel_time))
    refresh (self);
}

/* ---- Verbs ---- */

static void
add_location_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_avail_form_location (WABI_PLACES_VIEW (widget)->desk, NULL, wabi_avail_get_window (widget));
}

static void
add_resource_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_avail_form_resource (WABI_PLACES_VIEW (widget)->desk, NULL, wabi_avail_get_window (widget));
}

static void
add_travel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_avail_form_travel (WABI_PLACES_VIEW (widget)->desk, NULL, wabi_avail_get_window (widget));
}

static void
wabi_places_view_dispose (GObject *object)
{
  WabiPlacesView *self = WABI_PLACES_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TYPE_PLACES_VIEW);
  g_clear_pointer (&self->location_rows, g_ptr_array_unref);
  g_clear_pointer (&self->resource_rows, g_ptr_array_unref);
  g_clear_pointer (&self->travel_rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_places_view_parent_class)->dispose (object);
}

static void
wabi_places_view_class_init (WabiPlacesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_places_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-places-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPlacesView, page);
  gtk_widget_class_bind_template_child (widget_class, WabiPlacesView, locations);
  gtk_widget_class_bind_template_child (widget_class, WabiPlacesView, resources);
  gtk_widget_class_bind_template_child (widget_class, WabiPlacesView, travel);
  gtk_widget_class_install_action (widget_class, "places.add-location", NULL, add_location_action);
  gtk_widget_class_install_action (widget_class, "places.add-resource", NULL, add_resource_action);
  gtk_widget_class_install_action (widget_class, "places.add-travel", NULL, add_travel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK, "places.add-location", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_CONTROL_MASK, "places.add-resource", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK, "places.add-travel", NULL);
}

static void
wabi_places_view_init (WabiPlacesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->location_rows = g_ptr_array_new ();
  self->resource_rows = g_ptr_array_new ();
  self->travel_rows = g_ptr_array_new ();
}

GtkWidget *
wabi_places_view_new (WabiDesk *desk)
{
  WabiPlacesView *self;

  wabi_avail_init ();
  self = g_object_new (TYPE_PLACES_VIEW, NULL);
  self->desk = g_object_ref (desk);
  refresh (self);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
