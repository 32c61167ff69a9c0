// SPDX-License-Identifier: AGPL-3.0-or-later
// Type part of a name, press Enter, be there.

#include "wabi-palette.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-palette-row.h"
#include "wabi-places.h"
#include "wabi-shortcuts.h"

#define MAX_CLIENTS 8
#define MAX_STAFF 5

struct _WabiPalette
{
  AdwWindow parent_instance;

  GtkEditable *entry;
  GtkListBox *list;
  GtkScrolledWindow *scroller;
  GtkWidget *empty;

  WabiWorkspace *workspace; /* weak */
};

G_DEFINE_FINAL_TYPE (WabiPalette, wabi_palette, ADW_TYPE_WINDOW)

#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

/* What begins in a place: the palette goes there and gives the place's own action. */
static const struct
{
  const char *title;
  const char *icon;
  guint roles;
  const char *place;
  const char *action;
} starts[] = {
  { N_ ("Book a session"), "list-add-symbolic", DESK, "schedule", "schedule.new" },
  { N_ ("Add a client"), "list-add-symbolic", DESK, "clients", "clients.new" },
  { N_ ("Make claims"), "list-add-symbolic", WABI_ROLE_BILLER | WABI_ROLE_ADMIN, "billing", "billing.make-claims" },
};

static gboolean
matches (const char *text, const char *title)
{
  return *text == '\0' || g_str_match_string (text, title, TRUE);
}

static void
append (WabiPalette *self, const WabiPaletteRowInfo *info)
{
  gtk_list_box_append (self->list, wabi_palette_row_new (info));
}

static void
list_places (WabiPalette *self, const char *text)
{
  g_autoptr (GPtrArray) places = wabi_places_list (wabi_desk_get_roles (wabi_workspace_get_desk (self->workspace)));

  for (guint i = 0; i < places->len; i++)
    {
      const WabiPlace *place = g_ptr_array_index (places, i);
      g_autofree char *accel = g_strdup_printf ("<Control>%u", i + 1);

      if (matches (text, _ (place->title)))
        append (self, &(WabiPaletteRowInfo){ .icon = place->icon, .title = _ (place->title), .subtitle = C_ ("part of the program", "Place"),
                                             .accel = accel, .place = place->id });
    }
}

static void
list_commands (WabiPalette *self, const char *text)
{
  WabiDesk *desk = wabi_workspace_get_desk (self->workspace);
  guint n;
  const WabiShortcut *shortcuts = wabi_shortcuts_list (&n);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if ((wabi_desk_get_roles (desk) & starts[i].roles) != 0 && matches (text, _ (starts[i].title))
        && wabi_places_find (starts[i].place, wabi_desk_get_roles (desk)) != NULL)
      append (self, &(WabiPaletteRowInfo){ .icon = starts[i].icon, .title = _ (starts[i].title), .subtitle = _ ("Command"),
                                           .place = starts[i].place, .action = starts[i].action });
  for (guint i = 0; i < n; i++)
    if (shortcuts[i].icon != NULL && matches (text, _ (shortcuts[i].title)))
      append (self, &(WabiPaletteRowInfo){ .icon = shortcuts[i].icon, .title = _ (shortcuts[i].title), .subtitle = _ ("Command"),
                                           .accel = shortcuts[i].accels[0], .action = shortcuts[i].action });
}

static void
list_people (WabiPalette *self, const WabiKind *kind, const char *text, guint limit, const char *place, const char *icon)
{
  WabiDesk *desk = wabi_workspace_get_desk (self->workspace);
  g_autoptr (GPtrArray) people = wabi_cache_search (wabi_desk_get_cache (desk), kind, text, limit, NULL);

  if (wabi_places_find (place, wabi_desk_get_roles (desk)) == NULL)
    return;
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      WabiRecord *person = g_ptr_array_index (people, i);
      g_autofree char *name = wabi_lookup_full_name (person);
      g_autofree char *born = kind == &wabi_kind_client ? wabi_format_date_text (wabi_record_get_text (person, "birth_date")) : NULL;
      g_autofree char *subtitle = born != NULL ? g_strdup_printf (_ ("Client, born %s"), born) : NULL;
      const char *credential = subtitle == NULL ? wabi_record_get_text (person, "credential") : NULL;

      if (credential != NULL && g_str_equal (credential, "none"))
        credential = NULL;
      append (self, &(WabiPaletteRowInfo){ .icon = icon, .title = name,
                                           .subtitle = subtitle != NULL ? subtitle : credential != NULL ? credential : _ ("Staff"),
                                           .place = place, .id = wabi_record_get_id (person) });
    }
}

static void
refill (WabiPalette *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (self->workspace == NULL)
    return;
  if (*text != '\0')
    {
      list_people (self, &wabi_kind_client, text, MAX_CLIENTS, "clients", "avatar-default-symbolic");
      list_people (self, &wabi_kind_staff, text, MAX_STAFF, "schedule", "wabi-clients-symbolic");
    }
  list_places (self, text);
  list_commands (self, text);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, row);
  gtk_widget_set_visible (self->empty, row == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), row != NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
show_row (WabiPalette *self, GtkWidget *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
move_selection (WabiPalette *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  row = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  show_row (self, GTK_WIDGET (row));
}

static gboolean
on_key_pressed_cb (WabiPalette *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    move_selection (self, 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    move_selection (self, -1);
  else if (key == GDK_KEY_Page_Down)
    move_selection (self, 6);
  else if (key == GDK_KEY_Page_Up)
    move_selection (self, -6);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
on_row_activated_cb (WabiPalette *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->list, row);
  wabi_palette_choose (self);
}

static void
wabi_palette_dispose (GObject *object)
{
  WabiPalette *self = WABI_PALETTE (object);

  g_clear_weak_pointer (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_PALETTE);
  G_OBJECT_CLASS (wabi_palette_parent_class)->dispose (object);
}

static void
wabi_palette_class_init (WabiPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, WabiPalette, list);
  gtk_widget_class_bind_template_child (widget_class, WabiPalette, scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiPalette, empty);
  gtk_widget_class_bind_template_callback (widget_class, refill);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, wabi_palette_choose);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_palette_init (WabiPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
wabi_palette_new (WabiWorkspace *workspace)
{
  WabiPalette *self = g_object_new (WABI_TYPE_PALETTE, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);

  g_set_weak_pointer (&self->workspace, workspace);
  refill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WINDOW (self);
}

void
wabi_palette_search (WabiPalette *self, const char *text)
{
  g_return_if_fail (WABI_IS_PALETTE (self));

  gtk_editable_set_text (self->entry, text);
  refill (self);
}

void
wabi_palette_choose (WabiPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autoptr (WabiWorkspace) workspace = self->workspace != NULL ? g_object_ref (self->workspace) : NULL;
  g_autofree char *place = NULL, *id = NULL, *action = NULL;

  if (row == NULL || workspace == NULL)
    return;
  place = g_strdup (wabi_palette_row_get_place (WABI_PALETTE_ROW (row)));
  id = g_strdup (wabi_palette_row_get_id (WABI_PALETTE_ROW (row)));
  action = g_strdup (wabi_palette_row_get_action (WABI_PALETTE_ROW (row)));
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_window_destroy (GTK_WINDOW (self));
  if (place != NULL)
    wabi_workspace_go (workspace, place, id);
  if (action != NULL)
    gtk_widget_activate_action (place != NULL ? wabi_workspace_get_page (workspace) : GTK_WIDGET (workspace), action, NULL);
}
