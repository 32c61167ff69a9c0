// SPDX-License-Identifier: AGPL-3.0-or-later
// Cards, facts and small buttons.

#include "wabi-panel.h"

GtkWidget *
wabi_label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
wabi_label_make_bold (GtkWidget *label)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  return label;
}

GtkWidget *
wabi_button_new (const char *text, const char *action, const char *target, const char *said)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  if (said != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

GtkWidget *
wabi_icon_button_new (const char *icon, const char *action, const char *target, const char *said)
{
  GtkWidget *button = wabi_button_new ("", action, target, said);

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, said);
  return button;
}

GtkWidget *
wabi_panel_new (const char *title, const char *button, const char *action)
{
  GtkWidget *panel = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = wabi_label_new (title, "section-heading");

  gtk_widget_add_css_class (panel, "panel");
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (top), heading);
  if (button != NULL)
    {
      GtkWidget *act = gtk_button_new_with_label (button);

      gtk_widget_add_css_class (act, "way");
      gtk_widget_add_css_class (act, "flat");
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (act), action);
      gtk_box_append (GTK_BOX (top), act);
    }
  gtk_box_append (GTK_BOX (panel), top);
  return panel;
}

GtkWidget *
wabi_panel_add_fact (GtkWidget *panel, const char *title, const char *value)
{
  GtkWidget *row, *name, *text;

  if (value == NULL || *value == '\0')
    return NULL;
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  name = wabi_label_new (title, "secondary");
  text = wabi_label_new (value, NULL);
  gtk_widget_set_size_request (name, 96, -1);
  gtk_widget_set_valign (name, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (text, GTK_ALIGN_BASELINE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, text, NULL, -1);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (panel), row);
  return row;
}

void
wabi_panel_add_quiet (GtkWidget *panel, const char *text)
{
  gtk_box_append (GTK_BOX (panel), wabi_label_new (text, "secondary"));
}

char *
wabi_panel_format_phone (const char *phone)
{
  guint n = 0;

  for (const char *p = phone; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      n++;
    else
      return g_strdup (phone);
  return n == 10 ? g_strdup_printf ("(%.3s) %.3s-%s", phone, phone + 3, phone + 6) : g_strdup (phone);
}
