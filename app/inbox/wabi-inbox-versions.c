// SPDX-License-Identifier: AGPL-3.0-or-later
// One proposal beside what stands.

#include "wabi-inbox-versions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-inbox-words.h"

struct _WabiInboxVersions
{
  AdwBin parent_instance;

  GtkGrid *grid;
  GtkLabel *who;
  GtkWidget *keep, *take;
  guint index;
};

G_DEFINE_FINAL_TYPE (WabiInboxVersions, wabi_inbox_versions, ADW_TYPE_BIN)

enum
{
  KEEP,
  TAKE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

void
wabi_inbox_grid_add (GtkGrid *grid, int row, const char *title, const char *left, const char *right, gboolean differ)
{
  GtkWidget *name = new_label (title, "secondary");
  const char *values[] = { left, right };

  gtk_grid_attach (grid, name, 0, row, 1, 1);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *value = values[i] != NULL ? new_label (values[i], differ ? "inbox-changed" : NULL) : NULL;

      if (value == NULL)
        continue;
      gtk_label_set_selectable (GTK_LABEL (value), TRUE);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, name, NULL, -1);
      gtk_grid_attach (grid, value, i + 1, row, 1, 1);
    }
}

static void
on_keep_clicked_cb (WabiInboxVersions *self)
{
  g_signal_emit (self, signals[KEEP], 0);
}

static void
on_take_clicked_cb (WabiInboxVersions *self)
{
  g_signal_emit (self, signals[TAKE], 0);
}

static void
wabi_inbox_versions_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_INBOX_VERSIONS);
  G_OBJECT_CLASS (wabi_inbox_versions_parent_class)->dispose (object);
}

static void
wabi_inbox_versions_class_init (WabiInboxVersionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_inbox_versions_dispose;
  signals[KEEP] = g_signal_new ("keep", WABI_TYPE_INBOX_VERSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TAKE] = g_signal_new ("take", WABI_TYPE_INBOX_VERSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-inbox-versions.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiInboxVersions, grid);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxVersions, who);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxVersions, keep);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxVersions, take);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_take_clicked_cb);
}

static void
wabi_inbox_versions_init (WabiInboxVersions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
compare (WabiInboxVersions *self, WabiDesk *desk, WabiRecord *record, JsonObject *set)
{
  const WabiKind *kind = wabi_record_get_kind (record);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  int row = 1;

  gtk_grid_attach (self->grid, new_label (_ ("What stands now"), "section-heading"), 1, 0, 1, 1);
  gtk_grid_attach (self->grid, new_label (_ ("What was proposed"), "section-heading"), 2, 0, 1, 1);
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const char *title = wabi_inbox_field_title (name);
      JsonNode *now = json_object_get_member (wabi_record_get_body (record), name);
      g_autofree char *left = wabi_inbox_dup_value (desk, kind, name, now);
      g_autofree char *right = wabi_inbox_dup_value (desk, kind, name, node);

      wabi_inbox_grid_add (self->grid, row++, title != NULL ? title : name, left, right, !wabi_node_equal (now, node));
    }
}

/* A booking that came second has no other version: the question is whether it is to be. */
static void
name_choices (WabiInboxVersions *self, WabiRecord *record, const char *why)
{
  if (wabi_record_get_kind (record) == &wabi_kind_appointment && wabi_record_is (record, "status", "proposed"))
    {
      gtk_button_set_label (GTK_BUTTON (self->keep), _ ("Take back the booking"));
      gtk_button_set_label (GTK_BUTTON (self->take), _ ("Book it"));
    }
  else if (g_strcmp0 (why, "held-after-cancel") == 0)
    {
      gtk_button_set_label (GTK_BUTTON (self->keep), _ ("Keep it canceled"));
      gtk_button_set_label (GTK_BUTTON (self->take), _ ("It was held"));
    }
}

GtkWidget *
wabi_inbox_versions_new (WabiDesk *desk, WabiRecord *record, guint index)
{
  WabiInboxVersions *self = g_object_new (WABI_TYPE_INBOX_VERSIONS, NULL);
  JsonArray *proposals = wabi_record_get_array (record, "proposals");
  JsonNode *node = proposals != NULL && index < json_array_get_length (proposals) ? json_array_get_element (proposals, index) : NULL;
  JsonObject *proposal = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *set = proposal != NULL ? json_object_get_member (proposal, "set") : NULL;
  g_autofree char *by = NULL, *when = NULL, *who = NULL;

  self->index = index;
  if (proposal == NULL)
    return GTK_WIDGET (self);
  by = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_json_peek_text (proposal, "by"));
  when = wabi_inbox_dup_when (desk, wabi_json_peek_int (proposal, "at", 0));
  /* Translators: who proposed it, and when */
  who = g_strdup_printf (_ ("Proposed by %s, %s"), by, when);
  gtk_label_set_text (self->who, who);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, who, -1);
  if (set != NULL && JSON_NODE_HOLDS_OBJECT (set))
    compare (self, desk, record, json_node_get_object (set));
  name_choices (self, record, wabi_json_peek_text (proposal, "why"));
  return GTK_WIDGET (self);
}

guint
wabi_inbox_versions_get_index (WabiInboxVersions *self)
{
  return self->index;
}
