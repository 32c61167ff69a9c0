// SPDX-License-Identifier: AGPL-3.0-or-later
// Two versions side by side, or a change with the reason why it was refused.

#include "wabi-inbox-detail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-inbox-compare.h"
#include "wabi-inbox-mend.h"
#include "wabi-inbox-remedies.h"
#include "wabi-inbox-slots.h"
#include "wabi-inbox-words.h"
#include "wabi-widgets.h"

struct _WabiInboxDetail
{
  AdwBin parent_instance;

  GtkWidget *content;
  GtkLabel *title, *about, *line, *when;
  GtkWidget *reason_box;
  GtkLabel *reason;
  GtkWidget *remedy_box;
  GtkLabel *remedy;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkBox *versions;
  GtkWidget *wanted_box;
  GtkGrid *wanted;
  GtkWidget *choices;
  GtkWidget *resend, *mend, *copy, *discard, *restore, *open;
  WabiInboxCompare *compare;
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
on_settle_cb (WabiInboxDetail *self, JsonObject *args)
{
  g_signal_emit (self, settle_signal, 0, args);
}

static void
add_part (WabiInboxDetail *self, GtkWidget *part)
{
  g_signal_connect_object (part, "settle", G_CALLBACK (on_settle_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (part, "inbox-version");
  gtk_box_append (self->versions, part);
}

static void
show_versions (WabiInboxDetail *self, WabiDesk *desk, WabiInboxItem *item)
{
  GtkWidget *compare = wabi_inbox_compare_new (desk, item->record);

  self->compare = WABI_INBOX_COMPARE (compare);
  add_part (self, compare);
  if (wabi_inbox_slots_is_wanted (item->record))
    add_part (self, wabi_inbox_slots_new (desk, item->record));
}

static void
add_wanted (GtkGrid *grid, int row, const char *title, const char *text)
{
  const char *texts[] = { title, text };

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_yalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (label), i == 1);
      gtk_widget_set_hexpand (label, i == 1);
      if (i == 0)
        gtk_widget_add_css_class (label, "secondary");
      gtk_grid_attach (grid, label, i, row, 1, 1);
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

          add_wanted (self->wanted, row++, title, value);
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
  settle_signal = g_signal_new ("settle", WABI_TYPE_INBOX_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-inbox-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, content);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, title);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, about);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, line);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, when);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, reason_box);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, reason);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, remedy_box);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, remedy);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, mend);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, copy);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxDetail, restore);
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

/* Which choices there are. */
static void
show_choices (WabiInboxDetail *self, WabiDesk *desk, WabiInboxItem *item)
{
  g_autofree char *typed = item->refused != NULL || item->settled != NULL ? wabi_inbox_dup_typed (item) : g_strdup ("");
  const char *id;

  gtk_widget_set_visible (self->resend, item->refused != NULL && !item->depends);
  gtk_widget_set_visible (self->mend, wabi_inbox_can_mend (item) && !item->depends);
  gtk_widget_set_visible (self->copy, *typed != '\0');
  gtk_widget_set_visible (self->discard, item->refused != NULL);
  gtk_widget_set_visible (self->restore, item->settled != NULL && strcmp (item->settled->what, "discarded") == 0);
  gtk_widget_set_visible (self->open, wabi_inbox_item_get_place (item, desk, &id) != NULL);
}

static void
show_reason (WabiInboxDetail *self, WabiInboxItem *item)
{
  const char *reason = item->refused != NULL ? item->line : item->settled != NULL ? item->settled->message : NULL;

  gtk_label_set_text (self->line, item->refused == NULL ? item->line : "");
  gtk_widget_set_visible (GTK_WIDGET (self->line), item->refused == NULL);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason_box, reason != NULL);
  gtk_label_set_text (self->remedy, item->refused != NULL ? wabi_inbox_find_remedy (item->refused->code) : "");
  gtk_widget_set_visible (self->remedy_box, item->refused != NULL);
}

static const char *
get_when_format (WabiInboxItem *item)
{
  if (item->record != NULL)
    return _ ("Since %s");
  return item->settled != NULL ? _ ("Settled %s") : _ ("Given %s");
}

void
wabi_inbox_detail_show (WabiInboxDetail *self, WabiDesk *desk, WabiInboxItem *item)
{
  g_autofree char *at = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *when = NULL;

  g_return_if_fail (WABI_IS_INBOX_DETAIL (self));

  gtk_widget_set_visible (self->content, item != NULL);
  wabi_inbox_detail_set_error (self, NULL);
  self->compare = NULL;
  empty (GTK_WIDGET (self->versions));
  empty (GTK_WIDGET (self->wanted));
  if (item == NULL)
    return;
  at = wabi_inbox_dup_when (desk, item->refused != NULL ? item->refused->given_at : item->at);
  parts = g_strsplit (get_when_format (item), "%s", 2);
  when = g_strjoinv (at, parts);
  gtk_label_set_text (self->title, item->title);
  gtk_label_set_text (self->about, item->about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *item->about != '\0');
  gtk_label_set_text (self->when, when);
  show_reason (self, item);
  gtk_widget_set_visible (self->wanted_box, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), item->record != NULL);
  if (item->record != NULL)
    show_versions (self, desk, item);
  else
    show_wanted (self, desk, item);
  show_choices (self, desk, item);
}

void
wabi_inbox_detail_take (WabiInboxDetail *self, gboolean newest)
{
  g_return_if_fail (WABI_IS_INBOX_DETAIL (self));

  if (self->compare != NULL)
    wabi_inbox_compare_take (self->compare, newest ? wabi_inbox_compare_get_versions (self->compare) : 0);
}

void
wabi_inbox_detail_set_error (WabiInboxDetail *self, const char *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}
