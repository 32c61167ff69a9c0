// SPDX-License-Identifier: AGPL-3.0-or-later
// One thing in the Inbox's list.

#include "wabi-inbox-row.h"

#include "wabi-inbox-words.h"
#include "wabi-status-mark.h"

struct _WabiInboxRow
{
  GtkListBoxRow parent_instance;

  WabiStatusMark *mark;
  GtkLabel *title, *about, *line, *when;
  WabiInboxItem *item;
};

G_DEFINE_FINAL_TYPE (WabiInboxRow, wabi_inbox_row, GTK_TYPE_LIST_BOX_ROW)

static const WabiMarkKind marks[] = {
  [WABI_INBOX_DECIDE] = WABI_MARK_WARNING,
  [WABI_INBOX_REFUSED] = WABI_MARK_BLOCKED,
  [WABI_INBOX_WAITING] = WABI_MARK_PENDING,
  [WABI_INBOX_SETTLED] = WABI_MARK_PASSED,
};

static void
wabi_inbox_row_dispose (GObject *object)
{
  WabiInboxRow *self = WABI_INBOX_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_INBOX_ROW);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (wabi_inbox_row_parent_class)->dispose (object);
}

static void
wabi_inbox_row_class_init (WabiInboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_inbox_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-inbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiInboxRow, mark);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxRow, about);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxRow, line);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxRow, when);
}

static void
wabi_inbox_row_init (WabiInboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_inbox_row_new (WabiDesk *desk, WabiInboxItem *item)
{
  WabiInboxRow *self = g_object_new (WABI_TYPE_INBOX_ROW, NULL);
  g_autofree char *when = wabi_inbox_dup_short_when (desk, item->at);
  g_autofree char *spoken = g_strdup_printf ("%s%s%s. %s", item->title, *item->about != '\0' ? ", " : "", item->about, item->line);

  self->item = g_object_ref (item);
  wabi_status_mark_set_kind (self->mark, marks[item->section]);
  gtk_label_set_text (self->title, item->title);
  if (item->depends)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dependent");
  gtk_label_set_text (self->about, item->about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *item->about != '\0');
  gtk_label_set_text (self->line, item->line);
  gtk_label_set_text (self->when, when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

WabiInboxItem *
wabi_inbox_row_get_item (WabiInboxRow *self)
{
  return self->item;
}
