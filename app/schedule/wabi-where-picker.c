// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a session is held, in which room and with what.

#include "wabi-where-picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-lookup.h"
#include "wabi-text.h"

/* Place of service: telehealth, home, telehealth at home. */
#define PLACES_ELSEWHERE "02 10 12"

struct _WabiWherePicker
{
  GtkWidget parent_instance;
  GtkWidget *location, *room; /* drop-downs */
  GtkWidget *equipment;       /* menu button */
  GtkWidget *checks;          /* box of its check buttons */

  GPtrArray *locations, *rooms, *things; /* of WabiRecord; rooms are those that can be chosen */
  GPtrArray *all_rooms;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (WabiWherePicker, wabi_where_picker, GTK_TYPE_WIDGET)

static guint changed;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (wabi_record_get_text (*(WabiRecord *const *) a, "name"), wabi_record_get_text (*(WabiRecord *const *) b, "name"));
}

static const char *
get_chosen (GtkWidget *drop_down, GPtrArray *records)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));

  return at != GTK_INVALID_LIST_POSITION && at > 0 && at - 1 < records->len ? wabi_record_get_id (g_ptr_array_index (records, at - 1)) : NULL;
}

static void
fill (GtkWidget *drop_down, GPtrArray *records, const char *none, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, none);
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);

      gtk_string_list_append (names, wabi_record_get_text (record, "name"));
      if (g_strcmp0 (wabi_record_get_id (record), chosen) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_widget_set_visible (drop_down, records->len > 0);
}

/* Rooms of the location, and those that are nowhere in particular; what was chosen stays offered. */
static void
offer_rooms (WabiWherePicker *self, const char *chosen)
{
  const char *here = get_chosen (self->location, self->locations);
  g_autofree char *keep = g_strdup (chosen);

  g_ptr_array_set_size (self->rooms, 0);
  for (guint i = 0; i < self->all_rooms->len; i++)
    {
      WabiRecord *room = g_ptr_array_index (self->all_rooms, i);

      if (here == NULL || !wabi_record_has (room, "location") || wabi_record_is (room, "location", here)
          || g_strcmp0 (wabi_record_get_id (room), keep) == 0)
        g_ptr_array_add (self->rooms, g_object_ref (room));
    }
  fill (self->room, self->rooms, _("No room"), keep);
}

static void
say_equipment (WabiWherePicker *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint i = 0;

  for (GtkWidget *check = gtk_widget_get_first_child (self->checks); check != NULL; check = gtk_widget_get_next_sibling (check), i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", wabi_record_get_text (g_ptr_array_index (self->things, i), "name"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->equipment), text->len > 0 ? text->str : _("No equipment"));
}

static void
tell (WabiWherePicker *self)
{
  if (!self->filling)
    g_signal_emit (self, changed, 0);
}

static void
on_location_cb (WabiWherePicker *self)
{
  g_autofree char *room = NULL;
  WabiRecord *chosen = NULL;

  if (self->filling)
    return;
  room = g_strdup (get_chosen (self->room, self->rooms));
  for (guint i = 0; room != NULL && i < self->all_rooms->len; i++)
    if (strcmp (wabi_record_get_id (g_ptr_array_index (self->all_rooms, i)), room) == 0)
      chosen = g_ptr_array_index (self->all_rooms, i);
  /* A room does not come along to another place. */
  if (chosen != NULL && wabi_record_has (chosen, "location") && !wabi_record_is (chosen, "location", get_chosen (self->location, self->locations)))
    g_clear_pointer (&room, g_free);
  self->filling = TRUE;
  offer_rooms (self, room);
  self->filling = FALSE;
  tell (self);
}

static void
on_check_cb (WabiWherePicker *self)
{
  say_equipment (self);
  tell (self);
}

static void
fill_equipment (WabiWherePicker *self, WabiRecord *visit)
{
  g_auto (GStrv) chosen = visit != NULL ? wabi_lookup_strv (visit, "equipment") : g_new0 (char *, 1);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (self->checks)) != NULL)
    gtk_box_remove (GTK_BOX (self->checks), old);
  for (guint i = 0; i < self->things->len; i++)
    {
      WabiRecord *thing = g_ptr_array_index (self->things, i);
      GtkWidget *check = gtk_check_button_new_with_label (wabi_record_get_text (thing, "name"));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strv_contains ((const char *const *) chosen, wabi_record_get_id (thing)));
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_check_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->checks), check);
    }
  say_equipment (self);
  gtk_widget_set_visible (self->equipment, self->things->len > 0);
}

static void
read_records (WabiWherePicker *self, WabiDesk *desk, WabiRecord *visit)
{
  g_autoptr (GPtrArray) locations = NULL, resources = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_location);
  locations = wabi_desk_list (desk, &query);
  wabi_query_init (&query, &wabi_kind_resource);
  resources = wabi_desk_list (desk, &query);
  g_ptr_array_set_size (self->locations, 0);
  g_ptr_array_set_size (self->all_rooms, 0);
  g_ptr_array_set_size (self->things, 0);
  for (guint i = 0; i < locations->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (locations, i);

      if (!wabi_record_get_bool (one, "closed") || (visit != NULL && wabi_record_is (visit, "location", wabi_record_get_id (one))))
        g_ptr_array_add (self->locations, g_object_ref (one));
    }
  for (guint i = 0; i < resources->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (resources, i);
      gboolean held = visit != NULL && wabi_record_is (visit, "room", wabi_record_get_id (one));

      if (wabi_record_get_bool (one, "active") || held)
        g_ptr_array_add (wabi_record_is (one, "type", "equipment") ? self->things : self->all_rooms, g_object_ref (one));
    }
  g_ptr_array_sort (self->locations, compare_names);
  g_ptr_array_sort (self->all_rooms, compare_names);
  g_ptr_array_sort (self->things, compare_names);
}

void
wabi_where_picker_show (WabiWherePicker *self, WabiDesk *desk, WabiRecord *visit)
{
  read_records (self, desk, visit);
  self->filling = TRUE;
  fill (self->location, self->locations, _("No location"), visit != NULL ? wabi_record_get_text (visit, "location") : NULL);
  offer_rooms (self, visit != NULL ? wabi_record_get_text (visit, "room") : NULL);
  fill_equipment (self, visit);
  self->filling = FALSE;
}

gboolean
wabi_where_picker_fits (WabiWherePicker *self, WabiRecord *visit)
{
  if (wabi_record_has (visit, "location") || wabi_record_has (visit, "room") || wabi_record_has (visit, "equipment"))
    return TRUE;
  return !wabi_text_list_has (PLACES_ELSEWHERE, wabi_record_get_text (visit, "place")) && (self->locations->len > 0 || self->things->len > 0);
}

void
wabi_where_picker_write (WabiWherePicker *self, WabiRecord *visit)
{
  JsonArray *chosen = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  guint i = 0;

  wabi_record_set_text (visit, "location", get_chosen (self->location, self->locations));
  wabi_record_set_text (visit, "room", get_chosen (self->room, self->rooms));
  for (GtkWidget *check = gtk_widget_get_first_child (self->checks); check != NULL; check = gtk_widget_get_next_sibling (check), i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      json_array_add_string_element (chosen, wabi_record_get_id (g_ptr_array_index (self->things, i)));
  json_node_take_array (node, chosen);
  if (json_array_get_length (chosen) > 0)
    wabi_record_take_node (visit, "equipment", node);
  else
    {
      json_node_unref (node);
      if (wabi_record_has (visit, "equipment"))
        wabi_record_set_text (visit, "equipment", NULL);
    }
}

/* ---- The class ---- */

static void
wabi_where_picker_dispose (GObject *object)
{
  WabiWherePicker *self = WABI_WHERE_PICKER (object);

  self->filling = TRUE;
  g_clear_pointer (&self->location, gtk_widget_unparent);
  g_clear_pointer (&self->room, gtk_widget_unparent);
  g_clear_pointer (&self->equipment, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_where_picker_parent_class)->dispose (object);
}

static void
wabi_where_picker_finalize (GObject *object)
{
  WabiWherePicker *self = WABI_WHERE_PICKER (object);

  g_ptr_array_unref (self->locations);
  g_ptr_array_unref (self->rooms);
  g_ptr_array_unref (self->all_rooms);
  g_ptr_array_unref (self->things);
  G_OBJECT_CLASS (wabi_where_picker_parent_class)->finalize (object);
}

static void
wabi_where_picker_class_init (WabiWherePickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_where_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_where_picker_finalize;
  changed = g_signal_new ("changed", WABI_TYPE_WHERE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
add_drop_down (WabiWherePicker *self, const char *said, GCallback callback)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_widget_set_parent (drop_down, GTK_WIDGET (self));
  gtk_widget_set_tooltip_text (drop_down, said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_signal_connect_object (drop_down, "notify::selected", callback, self, G_CONNECT_SWAPPED);
  return drop_down;
}

static void
wabi_where_picker_init (WabiWherePicker *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *popover = gtk_popover_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->locations = g_ptr_array_new_with_free_func (g_object_unref);
  self->rooms = g_ptr_array_new_with_free_func (g_object_unref);
  self->all_rooms = g_ptr_array_new_with_free_func (g_object_unref);
  self->things = g_ptr_array_new_with_free_func (g_object_unref);
  self->location = add_drop_down (self, _("Location"), G_CALLBACK (on_location_cb));
  self->room = add_drop_down (self, _("Room"), G_CALLBACK (tell));
  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), self->checks);
  self->equipment = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->equipment), popover);
  gtk_widget_set_tooltip_text (self->equipment, _("Equipment"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->equipment), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Equipment"), -1);
  gtk_widget_set_parent (self->equipment, GTK_WIDGET (self));
}
