// SPDX-License-Identifier: AGPL-3.0-or-later
// A part of the window of cancellations: filled anew when records change, worked on in idle steps.

#include "wabi-waiting-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-text.h"

struct _WabiWaitingPane
{
  GtkWidget parent_instance;
  GtkWidget *scroll;
  GtkLabel *title;
  GtkLabel *text;
  GtkButton *add;
  GtkBox *box;

  WabiDesk *desk;
  const WabiWaitingParts *parts;
  gpointer state;
  guint idle, again;
};

G_DEFINE_FINAL_TYPE (WabiWaitingPane, wabi_waiting_pane, GTK_TYPE_WIDGET)

static void
fill (WabiWaitingPane *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  self->parts->fill (self);
}

static gboolean
on_again_cb (gpointer data)
{
  WabiWaitingPane *self = data;

  self->again = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiWaitingPane *self, WabiChanges *changes)
{
  g_auto (GStrv) kinds = g_strsplit (self->parts->kinds, " ", -1);

  for (guint i = 0; kinds[i] != NULL; i++)
    if (self->again == 0 && wabi_changes_has_kind (changes, wabi_domain_find_kind (kinds[i])))
      self->again = g_idle_add (on_again_cb, self);
}

static gboolean
on_idle_cb (gpointer data)
{
  WabiWaitingPane *self = data;

  if (self->parts->step (self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
on_add_cb (WabiWaitingPane *self)
{
  self->parts->on_add (self);
}

static void
wabi_waiting_pane_dispose (GObject *object)
{
  WabiWaitingPane *self = WABI_WAITING_PANE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->again, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_WAITING_PANE);
  if (self->parts != NULL && self->parts->clear != NULL)
    g_clear_pointer (&self->state, self->parts->clear);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_waiting_pane_parent_class)->dispose (object);
}

static void
wabi_waiting_pane_class_init (WabiWaitingPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_waiting_pane_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-waiting-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingPane, scroll);
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingPane, title);
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingPane, text);
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingPane, add);
  gtk_widget_class_bind_template_child (widget_class, WabiWaitingPane, box);
  gtk_widget_class_bind_template_callback (widget_class, on_add_cb);
}

static void
wabi_waiting_pane_init (WabiWaitingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_waiting_pane_new (WabiDesk *desk, const WabiWaitingParts *parts, gpointer state)
{
  WabiWaitingPane *self = g_object_new (WABI_TYPE_WAITING_PANE, NULL);

  self->desk = g_object_ref (desk);
  self->parts = parts;
  self->state = state;
  wabi_waiting_pane_say (self, g_dgettext (GETTEXT_PACKAGE, parts->title), parts->text != NULL ? g_dgettext (GETTEXT_PACKAGE, parts->text) : NULL);
  if (parts->add != NULL)
    {
      gtk_button_set_label (self->add, g_dgettext (GETTEXT_PACKAGE, parts->add));
      gtk_widget_set_visible (GTK_WIDGET (self->add), (wabi_desk_get_roles (desk) & WABI_WAITING_PLANNERS) != 0);
    }
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}

WabiDesk *
wabi_waiting_pane_get_desk (WabiWaitingPane *pane)
{
  return pane->desk;
}

gpointer
wabi_waiting_pane_get_state (WabiWaitingPane *pane)
{
  return pane->state;
}

void
wabi_waiting_pane_say (WabiWaitingPane *pane, const char *title, const char *text)
{
  if (title != NULL)
    gtk_label_set_text (pane->title, title);
  if (text != NULL)
    gtk_label_set_text (pane->text, text);
  gtk_widget_set_visible (GTK_WIDGET (pane->text), !wabi_text_is_blank (gtk_label_get_text (pane->text)));
}

AdwPreferencesGroup *
wabi_waiting_pane_add_group (WabiWaitingPane *pane, const char *title, const char *text)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *plain_title = g_markup_escape_text (title != NULL ? title : "", -1), *plain = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), plain_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), plain);
  gtk_box_append (pane->box, group);
  return ADW_PREFERENCES_GROUP (group);
}

void
wabi_waiting_pane_add_widget (WabiWaitingPane *pane, GtkWidget *widget)
{
  gtk_box_append (pane->box, widget);
}

void
wabi_waiting_pane_work (WabiWaitingPane *pane)
{
  if (pane->idle == 0)
    pane->idle = g_idle_add (on_idle_cb, pane);
}

static void
set_texts (GtkWidget *row, const char *title)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

GtkWidget *
wabi_waiting_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  set_texts (row, title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

GtkWidget *
wabi_waiting_expander_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_expander_row_new ();

  set_texts (row, title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

GtkWidget *
wabi_waiting_button_new (const char *label, const char *said, const char *data, GCallback clicked, WabiWaitingPane *pane)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "wabi-id", g_strdup (data), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_signal_connect_object (button, "clicked", clicked, pane, G_CONNECT_DEFAULT);
  return button;
}

char *
wabi_waiting_join (GPtrArray *texts)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " · " : "", (const char *) g_ptr_array_index (texts, i));
  return g_string_free (joined, FALSE);
}

GtkWindow *
wabi_waiting_get_window (gpointer widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}
