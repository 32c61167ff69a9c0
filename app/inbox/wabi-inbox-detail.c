// SPDX-License-Identifier: AGPL-3.0-or-later
// Two versions side by side, or a change with the reason why it was refused.

#include "wabi-inbox-detail.h"

#include <glib/gi18n-lib.h>

#include "wabi-inbox-versions.h"
#include "wabi-inbox-words.h"
#include "wabi-widgets.h"

struct _WabiInboxDetail
{
  AdwBin parent_instance;

  GtkWidget *content;
  GtkLabel *title, *about, *line, *when;
  GtkWidget *reason_box;
  GtkLabel *reason;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkBox *versions;
  GtkWidget *wanted_box;
  GtkGrid *wanted;
  GtkWidget *choices;
  GtkWidget *resend, *discard, *open;
};

G_DEFINE_FINAL_TYPE (WabiInboxDetail, wabi_inbox_detail, ADW_TYPE_BIN)

static guint settle_signal;

static void
empty (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child;

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    gtk_root_set_focus (root, NULL);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

static void
on_keep_cb (WabiInboxDetail *self)
{
  g_signal_emit (self, settle_signal, 0, -1);
}

static void
on_take_cb (WabiInboxDetail *self, WabiInboxVersions *versions)
{
  g_signal_emit (self, settle_signal, 0, (int) wabi_inbox_versions_get_index (versions));
}

static void
show_versions (WabiInboxDetail *self, WabiDesk *desk, WabiInboxItem *item)
{
  JsonArray *proposals = wabi_record_get_array (item->record, "proposals");
  guint n = proposals != NULL ? json_array_get_length (proposals) : 0;

  /* The newest first: it is most likely what is wanted. */
  for (guint i = n; i-- > 0;)
    {
      GtkWidget *versions = wabi_inbox_versions_new (desk, item->record, i);

      g_signal_connect_object (versions, "keep", G_CALLBACK (on_keep_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (versions, "take", G_CALLBACK (on_take_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->versions, versions);
    }
}

/* Everything that the person wanted, so that it can be read and given again even if it cannot be sent. */
static void
show_wanted (WabiInboxDetail *self, WabiDesk *desk, WabiInboxItem *item)
{
  JsonObject *values = wabi_inbox_item_get_values (item);
  const WabiKind *kind = wabi_inbox_item_get_kind (item);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  int row = 0;

  json_object_iter_init (&iter, values);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const char *title = wabi_inbox_field_title (name);

      if (title != NULL)
        {
          g_autofree char *value = wabi_inbox_dup_value (desk, kind, name, node);

          wabi_inbox_grid_add (self->wanted, row++, title, value, NULL, FALSE);
        }
    }
  gtk_widget_set_visible (self->wanted_box, row > 0);
}

static void
wabi_inbox_detail_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_INBOX_DETAIL);
  G_OBJECT_CLASS (wabi_inbox_detail_parent_class)->dispose (object);
}

static void
wabi_inbox_detail_class_init (WabiInboxDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_inbox_detail_dispose;
  settle_signal = g_signal_new ("settle", WABI_TYPE_INBOX_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-inbox-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, content);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, title);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, about);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, line);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, when);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, reason_box);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, reason);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, error_box);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, error);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, versions);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, wanted_box);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, wanted);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, choices);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, resend);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, discard);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, open);
}

static void
wabi_inbox_detail_init (WabiInboxDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
wabi_inbox_detail_show (WabiInboxDetail *self, WabiDesk *desk, WabiInboxItem *item)
{
  g_autofree char *at = NULL, *when = NULL;
  const char *id;

  g_return_if_fail (WABI_IS_INBOX_DETAIL (self));

  gtk_widget_set_visible (self->content, item != NULL);
  wabi_inbox_detail_set_error (self, NULL);
  empty (GTK_WIDGET (self->versions));
  empty (GTK_WIDGET (self->wanted));
  if (item == NULL)
    return;
  at = wabi_inbox_dup_when (desk, item->refused != NULL ? item->refused->given_at : item->at);
  when = g_strdup_printf (item->record != NULL ? _ ("Since %s") : _ ("Given %s"), at);
  gtk_label_set_text (self->title, item->title);
  gtk_label_set_text (self->about, item->about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *item->about != '\0');
  gtk_label_set_text (self->when, when);
  gtk_label_set_text (self->line, item->refused == NULL ? item->line : "");
  gtk_widget_set_visible (GTK_WIDGET (self->line), item->refused == NULL);
  gtk_label_set_text (self->reason, item->refused != NULL ? item->line : "");
  gtk_widget_set_visible (self->reason_box, item->refused != NULL);
  gtk_widget_set_visible (self->wanted_box, FALSE);
  if (item->record != NULL)
    show_versions (self, desk, item);
  else
    show_wanted (self, desk, item);
  gtk_widget_set_visible (self->resend, item->refused != NULL);
  gtk_widget_set_visible (self->discard, item->refused != NULL);
  gtk_widget_set_visible (self->open, wabi_inbox_item_get_place (item, desk, &id) != NULL);
}

void
wabi_inbox_detail_set_error (WabiInboxDetail *self, const char *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}
