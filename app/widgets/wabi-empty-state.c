// SPDX-License-Identifier: AGPL-3.0-or-later
// An empty state: icon, title, text and one button, in the middle of the room that it has.

#include "wabi-empty-state.h"

struct _WabiEmptyState
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkButton *button;
};

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_TITLE,
  PROP_TEXT,
  PROP_ACTION_LABEL,
  PROP_ACTION_NAME,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiEmptyState, wabi_empty_state, GTK_TYPE_WIDGET)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static void
on_clicked_cb (WabiEmptyState *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
wabi_empty_state_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_EMPTY_STATE);
  G_OBJECT_CLASS (wabi_empty_state_parent_class)->dispose (object);
}

static void
wabi_empty_state_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  WabiEmptyState *self = WABI_EMPTY_STATE (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (self->icon));
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->title));
      break;
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_text (self->text));
      break;
    case PROP_ACTION_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->button)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_empty_state_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  WabiEmptyState *self = WABI_EMPTY_STATE (object);
  const char *text = g_value_get_string (value);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->icon, text);
      break;
    case PROP_TITLE:
      set_label (self->title, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text ? text : "",
                                      -1);
      break;
    case PROP_TEXT:
      set_label (self->text, text);
      break;
    case PROP_ACTION_LABEL:
      gtk_button_set_label (self->button, text ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->button), text && *text);
      break;
    case PROP_ACTION_NAME:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_empty_state_class_init (WabiEmptyStateClass *klass)
{
  static const char *const names[N_PROPS]
      = { NULL, "icon-name", "title", "text", "action-label", "action-name" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_empty_state_dispose;
  object_class->get_property = wabi_empty_state_get_property;
  object_class->set_property = wabi_empty_state_set_property;

  for (guint i = 1; i < N_PROPS; i++)
    properties[i]
        = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-empty-state.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiEmptyState, box);
  gtk_widget_class_bind_template_child (widget_class, WabiEmptyState, icon);
  gtk_widget_class_bind_template_child (widget_class, WabiEmptyState, title);
  gtk_widget_class_bind_template_child (widget_class, WabiEmptyState, text);
  gtk_widget_class_bind_template_child (widget_class, WabiEmptyState, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "emptystate");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wabi_empty_state_init (WabiEmptyState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_empty_state_new (const char *icon_name, const char *title, const char *text)
{
  return g_object_new (WABI_TYPE_EMPTY_STATE, "icon-name", icon_name, "title", title, "text", text, NULL);
}

void
wabi_empty_state_set_action (WabiEmptyState *self, const char *label, const char *action_name)
{
  g_return_if_fail (WABI_IS_EMPTY_STATE (self));

  g_object_set (self, "action-label", label, "action-name", action_name, NULL);
}
