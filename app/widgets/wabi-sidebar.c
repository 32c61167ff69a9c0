// SPDX-License-Identifier: AGPL-3.0-or-later
// The sidebar shows what it is told and says what was chosen; it knows nothing about places or data.

#include "wabi-sidebar.h"

#include "wabi-place-row-private.h"

#include <glib/gi18n-lib.h>

struct _WabiSidebar
{
  GtkWidget parent_instance;

  GtkBox *box;
  GtkLabel *badge;
  GtkLabel *practice;
  GtkListBox *places;
  GtkButton *status;
  GtkLabel *status_line1;
  GtkLabel *status_line2;
  GtkImage *status_icon;
  GtkWidget *status_text;
  GtkMenuButton *person;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *role;
  GtkWidget *person_box;
  GtkWidget *person_text;
  WabiSidebarStatus state;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_SELECTED_ID,
  PROP_FOLDED,
  PROP_MENU_MODEL,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  PLACE_ACTIVATED,
  STATUS_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  const char *css_class;
  const char *icon;
} states[] = {
  [WABI_SIDEBAR_SAVED] = { "saved", "wabi-cloud-done-symbolic" },
  [WABI_SIDEBAR_BUSY] = { "busy", "wabi-cloud-busy-symbolic" },
  [WABI_SIDEBAR_OFFLINE] = { "offline", "wabi-cloud-off-symbolic" },
  [WABI_SIDEBAR_ATTENTION] = { "attention", "wabi-cloud-alert-symbolic" },
};

G_DEFINE_FINAL_TYPE (WabiSidebar, wabi_sidebar, GTK_TYPE_WIDGET)

static WabiPlaceRow *
find_place (WabiSidebar *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)); i++)
    if (g_strcmp0 (wabi_place_row_get_id (WABI_PLACE_ROW (row)), id) == 0)
      return WABI_PLACE_ROW (row);
  return NULL;
}

static void
on_row_activated_cb (WabiSidebar *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (wabi_place_row_get_id (WABI_PLACE_ROW (row)));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ID]);
  g_signal_emit (self, signals[PLACE_ACTIVATED], 0, id);
}

static void
on_status_clicked_cb (WabiSidebar *self)
{
  g_signal_emit (self, signals[STATUS_ACTIVATED], 0);
}

static void
wabi_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_SIDEBAR);
  G_OBJECT_CLASS (wabi_sidebar_parent_class)->dispose (object);
}

static void
wabi_sidebar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  WabiSidebar *self = WABI_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_SELECTED_ID:
      g_value_set_string (value, wabi_sidebar_get_selected (self));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_MENU_MODEL:
      g_value_set_object (value, gtk_menu_button_get_menu_model (self->person));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_sidebar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  WabiSidebar *self = WABI_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_SELECTED_ID:
      wabi_sidebar_set_selected (self, g_value_get_string (value));
      break;
    case PROP_FOLDED:
      wabi_sidebar_set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_MENU_MODEL:
      wabi_sidebar_set_menu (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, badge);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, practice);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, status);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, status_icon);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, status_text);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, status_line1);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, status_line2);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, person);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, person_box);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, person_text);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, avatar);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, WabiSidebar, role);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_status_clicked_cb);
}

static void
wabi_sidebar_class_init (WabiSidebarClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_sidebar_dispose;
  object_class->get_property = wabi_sidebar_get_property;
  object_class->set_property = wabi_sidebar_set_property;

  properties[PROP_SELECTED_ID] = g_param_spec_string ("selected-id", NULL, NULL, NULL, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_MENU_MODEL] = g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[STATUS_ACTIVATED] = g_signal_new ("status-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "wabisidebar");
}

static void
wabi_sidebar_init (WabiSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The menu button centers what it wraps its child in. */
  gtk_widget_set_halign (gtk_widget_get_parent (self->person_box), GTK_ALIGN_FILL);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), states[self->state].css_class);
}

GtkWidget *
wabi_sidebar_new (void)
{
  return g_object_new (WABI_TYPE_SIDEBAR, NULL);
}

void
wabi_sidebar_set_practice (WabiSidebar *self, const char *name)
{
  g_autofree char *letter = NULL;
  char utf8[7] = "";

  g_return_if_fail (WABI_IS_SIDEBAR (self));
  g_return_if_fail (name != NULL);

  g_unichar_to_utf8 (g_utf8_get_char (name), utf8);
  letter = g_utf8_strup (utf8, -1);
  gtk_label_set_text (self->badge, letter);
  gtk_label_set_text (self->practice, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->badge), name);
}

void
wabi_sidebar_add_place (WabiSidebar *self, const char *id, const char *icon_name, const char *title)
{
  GtkWidget *row;

  g_return_if_fail (WABI_IS_SIDEBAR (self));
  g_return_if_fail (id != NULL && icon_name != NULL && title != NULL);

  row = wabi_place_row_new (id, icon_name, title);
  wabi_place_row_set_folded (WABI_PLACE_ROW (row), self->folded);
  gtk_list_box_append (self->places, row);
  if (!gtk_list_box_get_selected_row (self->places))
    gtk_list_box_select_row (self->places, GTK_LIST_BOX_ROW (row));
}

void
wabi_sidebar_clear_places (WabiSidebar *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (WABI_IS_SIDEBAR (self));

  while ((row = gtk_list_box_get_row_at_index (self->places, 0)))
    gtk_list_box_remove (self->places, GTK_WIDGET (row));
}

void
wabi_sidebar_set_count (WabiSidebar *self, const char *id, guint count, gboolean warn)
{
  WabiPlaceRow *row;

  g_return_if_fail (WABI_IS_SIDEBAR (self));

  row = find_place (self, id);
  if (row)
    wabi_place_row_set_count (row, count, warn);
}

void
wabi_sidebar_set_selected (WabiSidebar *self, const char *id)
{
  WabiPlaceRow *row;

  g_return_if_fail (WABI_IS_SIDEBAR (self));

  row = find_place (self, id);
  if (!row || gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)))
    return;
  gtk_list_box_select_row (self->places, GTK_LIST_BOX_ROW (row));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ID]);
}

const char *
wabi_sidebar_get_selected (WabiSidebar *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (WABI_IS_SIDEBAR (self), NULL);

  row = gtk_list_box_get_selected_row (self->places);
  return row ? wabi_place_row_get_id (WABI_PLACE_ROW (row)) : NULL;
}

void
wabi_sidebar_set_status (WabiSidebar *self, WabiSidebarStatus state, const char *line1, const char *line2)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (WABI_IS_SIDEBAR (self));
  g_return_if_fail (state < G_N_ELEMENTS (states));
  g_return_if_fail (line1 != NULL);

  gtk_widget_remove_css_class (GTK_WIDGET (self->status), states[self->state].css_class);
  self->state = state;
  gtk_widget_add_css_class (GTK_WIDGET (self->status), states[state].css_class);
  gtk_image_set_from_icon_name (self->status_icon, states[state].icon);
  gtk_label_set_text (self->status_line1, line1);
  gtk_label_set_text (self->status_line2, line2 ? line2 : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status_line2), line2 && *line2);
  /* Words or a whole sentence come first. */
  spoken = line2 ? g_strdup_printf (g_str_has_suffix (line1, ".") ? "%s %s" : "%s. %s", line1, line2) : g_strdup (line1);
  /* No tooltip: it would say the two lines once more, and lie over the person's row while it does. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

GtkWidget *
wabi_sidebar_get_status (WabiSidebar *self)
{
  g_return_val_if_fail (WABI_IS_SIDEBAR (self), NULL);

  return GTK_WIDGET (self->status);
}

void
wabi_sidebar_set_person (WabiSidebar *self, const char *name, const char *role)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (WABI_IS_SIDEBAR (self));
  g_return_if_fail (name != NULL && role != NULL);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->role, role);
  spoken = g_strdup_printf (_ ("%s, %s. Menu"), name, role);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->person), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
wabi_sidebar_set_menu (WabiSidebar *self, GMenuModel *menu)
{
  g_return_if_fail (WABI_IS_SIDEBAR (self));
  g_return_if_fail (!menu || G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_menu_model (self->person, menu);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MENU_MODEL]);
}

void
wabi_sidebar_set_folded (WabiSidebar *self, gboolean folded)
{
  GtkListBoxRow *row;

  g_return_if_fail (WABI_IS_SIDEBAR (self));

  if (self->folded == folded)
    return;
  self->folded = folded;
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
  gtk_widget_set_visible (GTK_WIDGET (self->practice), !folded);
  gtk_widget_set_visible (self->status_text, !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->status_icon), folded);
  gtk_widget_set_visible (self->person_text, !folded);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)); i++)
    wabi_place_row_set_folded (WABI_PLACE_ROW (row), folded);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}
