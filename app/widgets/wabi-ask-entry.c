// SPDX-License-Identifier: AGPL-3.0-or-later
// A line to fill in within a question.

#include "wabi-ask-entry.h"

static GtkWidget *
make_entry (GtkWidget *title, const char *label, const char *placeholder, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return entry;
}

GtkEditable *
wabi_ask_entry_add (GtkBox *box, const char *label, const char *placeholder, const char *text)
{
  GtkWidget *title = gtk_label_new (label), *entry = make_entry (title, label, placeholder, text);

  gtk_box_append (box, title);
  gtk_box_append (box, entry);
  return g_object_ref (GTK_EDITABLE (entry));
}

GtkEditable *
wabi_ask_entry_attach (GtkGrid *grid, int row, const char *label, const char *placeholder, const char *text)
{
  GtkWidget *title = gtk_label_new (label), *entry = make_entry (title, label, placeholder, text);

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_grid_attach (grid, title, 0, row, 1, 1);
  gtk_grid_attach (grid, entry, 1, row, 1, 1);
  return g_object_ref (GTK_EDITABLE (entry));
}

const char *
wabi_ask_entry_get (GtkEditable *entry)
{
  const char *text = entry != NULL ? gtk_editable_get_text (entry) : "";

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      return text;
  return NULL;
}
