// SPDX-License-Identifier: AGPL-3.0-or-later
// A keycap: the accelerator written short, arrows as arrows.

#include "wabi-keycap.h"

#include "wabi-plain-layout-private.h"

#include <glib/gi18n-lib.h>

struct _WabiKeycap
{
  GtkWidget parent_instance;

  GtkWidget *label;
  char *accelerator;
};

enum
{
  PROP_0,
  PROP_ACCELERATOR,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const struct
{
  guint keyval;
  const char *text;
} short_names[] = {
  { GDK_KEY_Left, "←" },
  { GDK_KEY_Right, "→" },
  { GDK_KEY_Up, "↑" },
  { GDK_KEY_Down, "↓" },
  { GDK_KEY_Return, "↵" },
  { GDK_KEY_Escape, N_ ("Esc") },
  { GDK_KEY_Tab, "⇥" },
  { GDK_KEY_BackSpace, "⌫" },
  { GDK_KEY_Delete, N_ ("Del") },
  { GDK_KEY_space, N_ ("Space") },
  { GDK_KEY_plus, "+" },
  { GDK_KEY_minus, "−" },
};

G_DEFINE_FINAL_TYPE (WabiKeycap, wabi_keycap, GTK_TYPE_WIDGET)

static char *
name_key (guint keyval)
{
  g_autofree char *label = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (short_names); i++)
    if (short_names[i].keyval == keyval)
      return g_strdup (_ (short_names[i].text));
  label = gtk_accelerator_get_label (keyval, 0);
  return g_steal_pointer (&label);
}

static void
wabi_keycap_dispose (GObject *object)
{
  WabiKeycap *self = WABI_KEYCAP (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_keycap_parent_class)->dispose (object);
}

static void
wabi_keycap_finalize (GObject *object)
{
  g_free (WABI_KEYCAP (object)->accelerator);
  G_OBJECT_CLASS (wabi_keycap_parent_class)->finalize (object);
}

static void
wabi_keycap_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACCELERATOR)
    g_value_set_string (value, WABI_KEYCAP (object)->accelerator);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_keycap_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACCELERATOR)
    wabi_keycap_set_accelerator (WABI_KEYCAP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_keycap_class_init (WabiKeycapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_keycap_dispose;
  object_class->finalize = wabi_keycap_finalize;
  object_class->get_property = wabi_keycap_get_property;
  object_class->set_property = wabi_keycap_set_property;

  properties[PROP_ACCELERATOR] = g_param_spec_string (
      "accelerator", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "keycap");
}

static void
wabi_keycap_init (WabiKeycap *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), wabi_plain_layout_new ());
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
wabi_keycap_new (const char *accelerator)
{
  return g_object_new (WABI_TYPE_KEYCAP, "accelerator", accelerator, NULL);
}

void
wabi_keycap_set_accelerator (WabiKeycap *self, const char *accelerator)
{
  g_autofree char *text = NULL;

  g_return_if_fail (WABI_IS_KEYCAP (self));

  if (g_strcmp0 (self->accelerator, accelerator) == 0)
    return;
  g_free (self->accelerator);
  self->accelerator = g_strdup (accelerator);
  text = accelerator ? wabi_keycap_to_text (accelerator) : NULL;
  gtk_label_set_text (GTK_LABEL (self->label), text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text && *text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCELERATOR]);
}

GtkWidget *
wabi_keycap_button_new (const char *label, const char *accelerator)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new_with_mnemonic (label);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), wabi_keycap_new (accelerator));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, text, NULL,
                                  -1);
  if (accelerator)
    {
      g_autofree char *key = wabi_keycap_to_text (accelerator);

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key,
                                      -1);
    }
  return button;
}

char *
wabi_keycap_to_text (const char *accelerator)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  GdkModifierType mods;
  guint keyval;

  g_return_val_if_fail (accelerator != NULL, NULL);

  if (!gtk_accelerator_parse (accelerator, &keyval, &mods))
    return g_strdup (accelerator);
  if (mods & GDK_CONTROL_MASK)
    g_string_append_printf (text, "%s ", _ ("Ctrl"));
  if (mods & GDK_ALT_MASK)
    g_string_append_printf (text, "%s ", _ ("Alt"));
  if (mods & GDK_SHIFT_MASK)
    g_string_append (text, "⇧ ");
  name = name_key (keyval);
  g_string_append (text, name);
  return g_strdup (text->str);
}
