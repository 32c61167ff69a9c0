// SPDX-License-Identifier: AGPL-3.0-or-later
// Row of the list of notes.

#include "wabi-note-row.h"

struct _WabiNoteRow
{
  GtkWidget parent_instance;
  GtkLabel *title, *when, *words;
  WabiNoteItem *item;
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (WabiNoteRow, wabi_note_row, GTK_TYPE_WIDGET)

static void
show_item (WabiNoteRow *self)
{
  WabiRecord *note = wabi_note_item_get_note (self->item);
  gboolean urgent = wabi_record_is (note, "state", "returned") || wabi_record_is (note, "state", "pending");
  g_autofree char *all = g_strjoin (", ", wabi_note_item_get_title (self->item), wabi_note_item_get_when (self->item),
                                    wabi_note_item_get_words (self->item), NULL);

  gtk_label_set_label (self->title, wabi_note_item_get_title (self->item));
  gtk_label_set_label (self->when, wabi_note_item_get_when (self->item));
  gtk_label_set_label (self->words, wabi_note_item_get_words (self->item));
  gtk_widget_set_css_classes (GTK_WIDGET (self->words),
                              urgent ? (const char *[]){ "small", "warning", NULL } : (const char *[]){ "small", "secondary", NULL });
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

static void
wabi_note_row_dispose (GObject *object)
{
  WabiNoteRow *self = WABI_NOTE_ROW (object);
  GtkWidget *child;

  wabi_note_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_NOTE_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wabi_note_row_parent_class)->dispose (object);
}

static void
wabi_note_row_class_init (WabiNoteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_note_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-note-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiNoteRow, title);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteRow, when);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteRow, words);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wabi_note_row_init (WabiNoteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_note_row_new (void)
{
  return g_object_new (WABI_TYPE_NOTE_ROW, NULL);
}

void
wabi_note_row_set_item (WabiNoteRow *row, WabiNoteItem *item)
{
  if (row->item != NULL)
    g_clear_signal_handler (&row->changed_id, row->item);
  if (!g_set_object (&row->item, item) || item == NULL)
    return;
  row->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), row);
  show_item (row);
}
