// SPDX-License-Identifier: AGPL-3.0-or-later
// Ctrl+F: a person by two letters, and the sessions around today of the client that is meant.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"

#define MOST_PEOPLE 8
#define MOST_AHEAD 8
#define MOST_BACK 4
#define DAYS_BACK 14
#define DAYS_AHEAD 60

static const char kind_key[] = "wabi-kind", id_key[] = "wabi-id";

static GtkListBox *
get_list (WabiSchedulePage *self)
{
  return g_object_get_data (G_OBJECT (self->find), "wabi-list");
}

static GtkEditable *
get_entry (WabiSchedulePage *self)
{
  return g_object_get_data (G_OBJECT (self->find), "wabi-entry");
}

static void
add_result (WabiSchedulePage *self, WabiRecord *record, const char *title, const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (title), *what = gtk_label_new (detail);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", title, detail);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (what, "secondary");
  gtk_widget_add_css_class (what, "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), what);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (row), kind_key, (gpointer) wabi_record_get_kind (record));
  g_object_set_data_full (G_OBJECT (row), id_key, g_strdup (wabi_record_get_id (record)), g_free);
  gtk_list_box_append (get_list (self), row);
}

/* Each word begins a word of the name, in any order. */
static gboolean
matches (const char *name, const char *text)
{
  return g_str_match_string (text, name, TRUE);
}

static guint
find_people (WabiSchedulePage *self, const WabiKind *kind, const char *text, const char *what, GPtrArray *found)
{
  g_autoptr (GPtrArray) all = NULL;
  WabiQuery query;
  guint n = 0;

  wabi_query_init (&query, kind);
  query.order_by = "last_name";
  all = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < all->len && n < MOST_PEOPLE; i++)
    {
      WabiRecord *record = g_ptr_array_index (all, i);
      g_autofree char *name = wabi_lookup_full_name (record);

      if (!matches (name, text))
        continue;
      add_result (self, record, name, what);
      if (found != NULL)
        g_ptr_array_add (found, g_object_ref (record));
      n++;
    }
  return n;
}

static gboolean
add_visit (WabiSchedulePage *self, WabiRecord *visit, const char *name)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  gint64 at = wabi_record_get_int (visit, "starts_at");
  g_autofree char *day = NULL, *time = NULL, *detail = NULL;

  if (wabi_record_is (visit, "status", "withdrawn"))
    return FALSE;
  day = wabi_format_day (wabi_zone_day (zone, at));
  time = wabi_format_time (zone, at);
  detail = g_strdup_printf ("%s · %s · %s", day, time, wabi_record_get_text (visit, "service_code"));
  add_result (self, visit, name, detail);
  return TRUE;
}

/* Those from today on, then the last ones before. */
static void
find_visits (WabiSchedulePage *self, WabiRecord *client)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay today = wabi_zone_day (zone, wabi_desk_get_now (self->desk));
  g_autoptr (GPtrArray) visits = NULL;
  g_autofree char *name = wabi_lookup_full_name (client);
  guint first = 0, n = 0;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_text (&query, "client", WABI_EQ, wabi_record_get_id (client));
  wabi_query_where_int (&query, "starts_at", WABI_GE, wabi_zone_day_start (zone, today - DAYS_BACK));
  wabi_query_where_int (&query, "starts_at", WABI_LT, wabi_zone_day_start (zone, today + DAYS_AHEAD));
  query.order_by = "starts_at";
  visits = wabi_desk_list (self->desk, &query);
  while (first < visits->len && wabi_record_get_int (g_ptr_array_index (visits, first), "starts_at") < wabi_zone_day_start (zone, today))
    first++;
  for (guint i = first; i < visits->len && n < MOST_AHEAD; i++)
    n += add_visit (self, g_ptr_array_index (visits, i), name);
  n = 0;
  for (guint i = first; i > 0 && n < MOST_BACK; i--)
    n += add_visit (self, g_ptr_array_index (visits, i - 1), name);
}

static void
on_text_cb (WabiSchedulePage *self)
{
  const char *text = gtk_editable_get_text (get_entry (self));
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  GtkListBoxRow *first;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (get_list (self)))) != NULL && GTK_IS_LIST_BOX_ROW (row))
    gtk_list_box_remove (get_list (self), row);
  if (strlen (text) < 2)
    return;
  find_people (self, &wabi_kind_client, text, _("Client"), clients);
  find_people (self, &wabi_kind_staff, text, _("Staff"), NULL);
  /* The sessions of one who is meant for certain, or of the first two who may be. */
  for (guint i = 0; i < MIN (clients->len, 2); i++)
    find_visits (self, g_ptr_array_index (clients, i));
  first = gtk_list_box_get_row_at_index (get_list (self), 0);
  gtk_list_box_select_row (get_list (self), first);
}

static void
go (WabiSchedulePage *self, GtkListBoxRow *row)
{
  const WabiKind *kind = g_object_get_data (G_OBJECT (row), kind_key);
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), id_key));
  g_autoptr (WabiRecord) visit = NULL;

  gtk_popover_popdown (GTK_POPOVER (self->find));
  if (kind == &wabi_kind_appointment)
    {
      visit = wabi_desk_get (self->desk, kind, id);
      if (visit != NULL)
        wabi_schedule_page_go_to (self, visit);
      if (visit != NULL && !wabi_schedule_page_focus_segment (self, id))
        wabi_schedule_page_focus_view (self);
      return;
    }
  wabi_person_picker_set_id (kind == &wabi_kind_client ? self->client : self->staff, id);
  g_signal_emit_by_name (kind == &wabi_kind_client ? self->client : self->staff, "picked", id);
  wabi_schedule_page_focus_view (self);
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, WabiSchedulePage *self)
{
  go (self, row);
}

static void
on_entry_activate_cb (WabiSchedulePage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_list (self));

  if (row != NULL)
    go (self, row);
}

/* Down goes on from the text to the results without leaving it. */
static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType mods, WabiSchedulePage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_list (self));
  int by = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  if (by == 0)
    return FALSE;
  row = gtk_list_box_get_row_at_index (get_list (self), row != NULL ? MAX (gtk_list_box_row_get_index (row) + by, 0) : 0);
  if (row != NULL)
    gtk_list_box_select_row (get_list (self), row);
  return TRUE;
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_schedule_page_find (WABI_SCHEDULE_PAGE (widget));
}

void
wabi_schedule_page_install_find (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.find-any", NULL, find_action);
}

void
wabi_schedule_page_init_find (WabiSchedulePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *entry = gtk_search_entry_new (), *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new (), *hint = gtk_label_new (_("Type two letters of a client’s or colleague’s name"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->find = gtk_popover_new ();
  g_object_set (entry, "placeholder-text", _("Person or session"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a person or a session"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Found"), -1);
  gtk_widget_add_css_class (hint, "secondary");
  gtk_widget_set_margin_top (hint, 12);
  gtk_widget_set_margin_bottom (hint, 12);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), hint);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_size_request (box, 420, -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self->find), box);
  gtk_widget_set_parent (self->find, GTK_WIDGET (self->title));
  g_object_set_data (G_OBJECT (self->find), "wabi-entry", entry);
  g_object_set_data (G_OBJECT (self->find), "wabi-list", list);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, 0);
  gtk_widget_add_controller (entry, keys);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_text_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_entry_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self->find, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated_cb), self, 0);
}

void
wabi_schedule_page_find (WabiSchedulePage *self)
{
  gtk_popover_popup (GTK_POPOVER (self->find));
  gtk_widget_grab_focus (GTK_WIDGET (get_entry (self)));
  gtk_editable_select_region (get_entry (self), 0, -1);
}
