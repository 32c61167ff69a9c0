// SPDX-License-Identifier: AGPL-3.0-or-later
// Booking against a rule: who may, and why it is done.

#include "wabi-override-box.h"

#include <glib/gi18n-lib.h>

#include "wabi-override.h"
#include "wabi-overrides.h"
#include "wabi-schedule-init.h"
#include "wabi-text.h"

struct _WabiOverrideBox
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *who;
  GtkWidget *ask;
  GtkEntry *reason;
};

G_DEFINE_FINAL_TYPE (WabiOverrideBox, wabi_override_box, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
on_changed_cb (WabiOverrideBox *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
wabi_override_box_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_OVERRIDE_BOX);
  G_OBJECT_CLASS (wabi_override_box_parent_class)->dispose (object);
}

static void
wabi_override_box_class_init (WabiOverrideBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_override_box_dispose;
  changed_signal = g_signal_new ("changed", WABI_TYPE_OVERRIDE_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-override-box.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiOverrideBox, main);
  gtk_widget_class_bind_template_child (widget_class, WabiOverrideBox, who);
  gtk_widget_class_bind_template_child (widget_class, WabiOverrideBox, ask);
  gtk_widget_class_bind_template_child (widget_class, WabiOverrideBox, reason);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "overridebox");
}

static void
wabi_override_box_init (WabiOverrideBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
wabi_override_box_new (void)
{
  return g_object_new (WABI_TYPE_OVERRIDE_BOX, NULL);
}

void
wabi_override_box_forget (WabiOverrideBox *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
}

static void
add_override (JsonArray *overrides, const char *id, const char *reason)
{
  JsonObject *one = json_object_new ();

  json_object_set_string_member (one, "id", id);
  json_object_set_string_member (one, "reason", reason);
  json_array_add_object_element (overrides, one);
}

static guint
count_blocks (const GPtrArray *findings)
{
  guint n = 0;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    n += ((const WabiFinding *) g_ptr_array_index (findings, i))->level == WABI_FINDING_BLOCKED;
  return n;
}

/* Who may go against what; what it is, stands above already when there is only one. */
static guint
read_blocks (const GPtrArray *findings, const char *roles, GString *words, JsonArray *overrides, const char *reason, guint *beyond)
{
  guint n = count_blocks (findings);

  for (guint i = 0; n > 0 && i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);
      gboolean may = finding->level == WABI_FINDING_BLOCKED && wabi_override_may (finding->id, roles);
      g_autofree char *who = NULL;

      if (finding->level != WABI_FINDING_BLOCKED)
        continue;
      *beyond += !may;
      who = wabi_override_words (finding->id);
      if (n > 1)
        g_string_append_printf (words, "%s%s: ", words->len > 0 ? "\n" : "", finding->title);
      g_string_append (words, who);
      if (may)
        add_override (overrides, finding->id, reason);
    }
  return n;
}

gboolean
wabi_override_box_may (WabiOverrideBox *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_get_visible (GTK_WIDGET (self->reason));
}

gboolean
wabi_override_box_judge (WabiOverrideBox *self, WabiDesk *desk, const GPtrArray *findings, WabiRecord *draft)
{
  g_autofree char *roles = wabi_overrides_role_words (wabi_desk_get_roles (desk));
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (JsonArray) overrides = json_array_new ();
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));
  guint beyond = 0, n = read_blocks (findings, roles, words, overrides, reason, &beyond);
  gboolean all = n > 0 && beyond == 0 && !wabi_text_is_blank (reason);
  JsonNode *node = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  gtk_label_set_text (self->who, words->str);
  gtk_widget_set_visible (self->ask, beyond == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), beyond == 0);
  if (all)
    {
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, g_steal_pointer (&overrides));
    }
  if (findings != NULL)
    wabi_record_take_node (draft, "overrides", node);
  return all;
}
