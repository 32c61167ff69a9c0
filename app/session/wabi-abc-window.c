// SPDX-License-Identifier: AGPL-3.0-or-later
// What happened around a behavior, written down while the session goes on; and the plan that says what to do.

#include "wabi-abc-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"

#define MAX_TEXT 200

struct _WabiAbcWindow
{
  AdwWindow parent_instance;
  WabiDesk *desk;
  WabiSessionBook *book;

  AdwComboRow *behavior;
  AdwActionRow *last_row;
  GtkCheckButton *last;
  AdwEntryRow *antecedent, *consequence;
  GtkWidget *save;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (WabiAbcWindow, wabi_abc_window, ADW_TYPE_WINDOW)

static void
on_behavior_changed_cb (WabiAbcWindow *self)
{
  guint index = adw_combo_row_get_selected (self->behavior);
  gint64 at;

  if (self->book == NULL || index >= wabi_session_book_get_n_behaviors (self->book))
    return;
  at = wabi_session_book_get_last_of (self->book, index);
  gtk_widget_set_visible (GTK_WIDGET (self->last_row), at != 0);
  if (at != 0)
    {
      g_autofree char *time = wabi_format_time (wabi_desk_get_zone (self->desk), at);
      g_autofree char *title = g_strdup_printf (_("This is about the one of %s"), time);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->last_row), title);
      adw_action_row_set_subtitle (self->last_row, _("Otherwise it is counted once more"));
    }
}

static void
on_text_changed_cb (WabiAbcWindow *self)
{
  gsize before = strlen (gtk_editable_get_text (GTK_EDITABLE (self->antecedent)));
  gsize after = strlen (gtk_editable_get_text (GTK_EDITABLE (self->consequence)));
  gboolean too_long = before > MAX_TEXT || after > MAX_TEXT;

  gtk_widget_set_sensitive (self->save, before + after > 0 && !too_long);
  gtk_label_set_text (self->hint, too_long              ? _("Keep each to 200 characters; the rest belongs into the note.")
                                  : before + after == 0 ? _("Say what came before or what followed.")
                                                        : "");
}

static void
on_save_clicked_cb (WabiAbcWindow *self)
{
  const char *before = gtk_editable_get_text (GTK_EDITABLE (self->antecedent));
  const char *after = gtk_editable_get_text (GTK_EDITABLE (self->consequence));
  guint index = adw_combo_row_get_selected (self->behavior);
  gboolean last = gtk_widget_get_visible (GTK_WIDGET (self->last_row)) && gtk_check_button_get_active (self->last);
  g_autoptr (GError) error = NULL;
  gboolean ok = last ? wabi_session_book_explain_last (self->book, index, before, after, &error)
                     : wabi_session_book_record_behavior (self->book, index, before, after, &error);

  if (ok)
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_label_set_text (self->hint, error->message);
}

static void
wabi_abc_window_dispose (GObject *object)
{
  WabiAbcWindow *self = WABI_ABC_WINDOW (object);

  g_clear_object (&self->book);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_abc_window_parent_class)->dispose (object);
}

static void
wabi_abc_window_class_init (WabiAbcWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_abc_window_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-abc-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiAbcWindow, behavior);
  gtk_widget_class_bind_template_child (widget_class, WabiAbcWindow, last_row);
  gtk_widget_class_bind_template_child (widget_class, WabiAbcWindow, last);
  gtk_widget_class_bind_template_child (widget_class, WabiAbcWindow, antecedent);
  gtk_widget_class_bind_template_child (widget_class, WabiAbcWindow, consequence);
  gtk_widget_class_bind_template_child (widget_class, WabiAbcWindow, save);
  gtk_widget_class_bind_template_child (widget_class, WabiAbcWindow, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_behavior_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_abc_window_init (WabiAbcWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The one that was recorded last, or whose timer runs, is most likely meant. */
static guint
guess_behavior (WabiSessionBook *book)
{
  guint best = 0;
  gint64 newest = 0;

  for (guint i = 0; i < wabi_session_book_get_n_behaviors (book); i++)
    {
      gint64 at = MAX (wabi_session_book_get_last_of (book, i), wabi_session_book_get_behavior (book, i)->running_since);

      if (at > newest)
        {
          newest = at;
          best = i;
        }
    }
  return best;
}

GtkWidget *
wabi_abc_window_new (WabiDesk *desk, WabiSessionBook *book, GtkWindow *parent)
{
  WabiAbcWindow *self = g_object_new (WABI_TYPE_ABC_WINDOW, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->desk = g_object_ref (desk);
  self->book = g_object_ref (book);
  for (guint i = 0; i < wabi_session_book_get_n_behaviors (book); i++)
    gtk_string_list_append (names, wabi_record_get_text (wabi_session_book_get_behavior (book, i)->record, "name"));
  adw_combo_row_set_model (self->behavior, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->behavior, guess_behavior (book));
  on_behavior_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->antecedent));
  return GTK_WIDGET (self);
}

static GtkWidget *
new_paragraph (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
build_plan (WabiSessionBook *book)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_object_set (box, "margin-start", 24, "margin-end", 24, "margin-top", 12, "margin-bottom", 24, NULL);
  for (guint i = 0; i < wabi_session_book_get_n_behaviors (book); i++)
    {
      WabiRecord *record = wabi_session_book_get_behavior (book, i)->record;
      const char *definition = wabi_record_get_text (record, "definition"), *plan = wabi_record_get_text (record, "plan");
      GtkWidget *name = new_paragraph (wabi_record_get_text (record, "name"), "page-title");

      gtk_widget_set_margin_top (name, i == 0 ? 0 : 12);
      gtk_box_append (GTK_BOX (box), name);
      gtk_box_append (GTK_BOX (box), new_paragraph (definition != NULL ? definition : _("No definition yet."), "secondary"));
      gtk_box_append (GTK_BOX (box), new_paragraph (plan != NULL ? plan : _("No plan yet. The BCBA writes it in Programs."), NULL));
    }
  return box;
}

static gboolean
on_close_keys_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

GtkWidget *
wabi_behavior_plan_window_new (WabiSessionBook *book, GtkWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "title", _("Behavior plan"), "default-width", 520,
                                    "default-height", 480, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Escape|p"),
                                                          gtk_callback_action_new (on_close_keys_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), build_plan (book));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  return window;
}
