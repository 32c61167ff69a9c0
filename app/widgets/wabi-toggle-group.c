// SPDX-License-Identifier: AGPL-3.0-or-later
// Grouped toggle buttons in one trough. Tab enters at the chosen one; arrows choose, as in a radio group.

#include "wabi-toggle-group.h"

struct _WabiToggleGroup
{
  GtkWidget parent_instance;

  GPtrArray *buttons;
  GPtrArray *ids;
  int active;
};

enum
{
  PROP_0,
  PROP_ACTIVE_ID,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiToggleGroup, wabi_toggle_group, GTK_TYPE_WIDGET)

static int
find_id (WabiToggleGroup *self, const char *id)
{
  guint index;

  return g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &index) ? (int)index : -1;
}

static void
activate_index (WabiToggleGroup *self, int index)
{
  if (index == self->active)
    return;
  self->active = index;
  gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, index), TRUE);
  g_signal_emit (self, signals[CHANGED], 0, g_ptr_array_index (self->ids, index));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE_ID]);
}

static void
on_toggled_cb (WabiToggleGroup *self, GtkToggleButton *button)
{
  gboolean active = gtk_toggle_button_get_active (button);
  guint index;

  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
                               active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  if (active && g_ptr_array_find (self->buttons, button, &index))
    activate_index (self, (int)index);
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType mods,
                   gpointer user_data)
{
  WabiToggleGroup *self = user_data;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int n = (int)self->buttons->len;
  int next = MAX (self->active, 0);

  if (n == 0 || mods & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    next += rtl ? 1 : -1;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    next += rtl ? -1 : 1;
  else if (keyval == GDK_KEY_Home)
    next = 0;
  else if (keyval == GDK_KEY_End)
    next = n - 1;
  else
    return GDK_EVENT_PROPAGATE;

  activate_index (self, (next + n) % n);
  gtk_widget_grab_focus (g_ptr_array_index (self->buttons, self->active));
  return GDK_EVENT_STOP;
}

static gboolean
wabi_toggle_group_focus (GtkWidget *widget, GtkDirectionType direction)
{
  WabiToggleGroup *self = WABI_TOGGLE_GROUP (widget);

  if (self->buttons->len == 0 || gtk_widget_get_focus_child (widget))
    return FALSE;
  return gtk_widget_grab_focus (g_ptr_array_index (self->buttons, MAX (self->active, 0)));
}

static void
wabi_toggle_group_dispose (GObject *object)
{
  WabiToggleGroup *self = WABI_TOGGLE_GROUP (object);

  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  G_OBJECT_CLASS (wabi_toggle_group_parent_class)->dispose (object);
}

static void
wabi_toggle_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACTIVE_ID)
    g_value_set_string (value, wabi_toggle_group_get_active_id (WABI_TOGGLE_GROUP (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_toggle_group_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACTIVE_ID)
    wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_toggle_group_class_init (WabiToggleGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_toggle_group_dispose;
  object_class->get_property = wabi_toggle_group_get_property;
  object_class->set_property = wabi_toggle_group_set_property;
  widget_class->focus = wabi_toggle_group_focus;

  properties[PROP_ACTIVE_ID] = g_param_spec_string (
      "active-id", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "togglegroup");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
wabi_toggle_group_init (WabiToggleGroup *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->buttons = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->active = -1;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
wabi_toggle_group_new (const char *accessible_label)
{
  GtkWidget *self = g_object_new (WABI_TYPE_TOGGLE_GROUP, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_label, -1);
  return self;
}

void
wabi_toggle_group_add (WabiToggleGroup *self, const char *id, const char *label)
{
  GtkWidget *button;

  g_return_if_fail (WABI_IS_TOGGLE_GROUP (self));
  g_return_if_fail (id != NULL && find_id (self, id) < 0);
  g_return_if_fail (label != NULL);

  button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, "label", label,
                         NULL);
  if (self->buttons->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_ptr_array_add (self->buttons, button);
  g_ptr_array_add (self->ids, g_strdup (id));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled_cb), self, G_CONNECT_SWAPPED);
  if (self->active < 0)
    activate_index (self, 0);
}

void
wabi_toggle_group_set_label (WabiToggleGroup *self, const char *id, const char *label)
{
  int index;

  g_return_if_fail (WABI_IS_TOGGLE_GROUP (self));
  g_return_if_fail (id != NULL && label != NULL);

  index = find_id (self, id);
  if (index >= 0)
    gtk_button_set_label (g_ptr_array_index (self->buttons, index), label);
}

void
wabi_toggle_group_set_active_id (WabiToggleGroup *self, const char *id)
{
  int index;

  g_return_if_fail (WABI_IS_TOGGLE_GROUP (self));

  index = id ? find_id (self, id) : -1;
  if (index >= 0)
    activate_index (self, index);
}

void
wabi_toggle_group_clear (WabiToggleGroup *self)
{
  int active;

  g_return_if_fail (WABI_IS_TOGGLE_GROUP (self));

  active = self->active;
  self->active = -1;
  if (active >= 0)
    gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, active), FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE_ID]);
}

const char *
wabi_toggle_group_get_active_id (WabiToggleGroup *self)
{
  g_return_val_if_fail (WABI_IS_TOGGLE_GROUP (self), NULL);

  return self->active >= 0 ? g_ptr_array_index (self->ids, self->active) : NULL;
}
