// SPDX-License-Identifier: AGPL-3.0-or-later
// Codes, units and periods, a row each.

#include "wabi-lines-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-form-dialog.h"
#include "wabi-json.h"

#define MAX_LINES 40
#define MAX_UNITS 100000

struct _WabiLinesEditor
{
  AdwBin parent_instance;
  GtkBox *rows;
  GtkWidget *add;
  GtkEntry *as_of;
  WabiDesk *desk;
};

G_DEFINE_FINAL_TYPE (WabiLinesEditor, wabi_lines_editor, ADW_TYPE_BIN)

static guint changed_signal;

static const char *const periods[] = { "total", "month", "week", "day" };

static void
tell_changed (WabiLinesEditor *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
get_part (GtkWidget *row, const char *name)
{
  return g_object_get_data (G_OBJECT (row), name);
}

static guint
count_rows (WabiLinesEditor *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
on_remove_clicked_cb (GtkButton *button, gpointer data)
{
  WabiLinesEditor *self = data;
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (button));

  gtk_box_remove (self->rows, row);
  gtk_widget_grab_focus (self->add);
  tell_changed (self);
}

/* What the payer's letter says stays, even where the practice has no such code any more. */
static GtkWidget *
new_codes (WabiDesk *desk, const char *code)
{
  g_auto (GStrv) labels = NULL, codes = wabi_desk_list_services (desk, code, &labels);
  GtkWidget *drop = gtk_drop_down_new_from_strings ((const char *const *) labels);
  const char *chosen = code != NULL ? code : "97153";

  for (guint i = 0; codes[i] != NULL; i++)
    if (strcmp (codes[i], chosen) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), i);
  g_object_set_data_full (G_OBJECT (drop), "wabi-codes", g_steal_pointer (&codes), (GDestroyNotify) g_strfreev);
  gtk_widget_set_hexpand (drop, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Service code"), -1);
  return drop;
}

static const char *
get_code (GtkWidget *row)
{
  GtkWidget *drop = get_part (row, "code");
  GStrv codes = g_object_get_data (G_OBJECT (drop), "wabi-codes");
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (drop));

  return codes[MIN (selected, g_strv_length (codes) - 1)];
}

static GtkWidget *
new_periods (const char *per)
{
  const char *const words[] = { _("in all"), _("a month"), _("a week"), _("a day"), NULL };
  GtkWidget *drop = gtk_drop_down_new_from_strings (words);

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (g_strcmp0 (periods[i], per) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Counted over"), -1);
  return drop;
}

static GtkWidget *
new_used_label (void)
{
  GtkWidget *label = gtk_label_new (_("used before"));

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
add_row (WabiLinesEditor *self, JsonObject *line)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *code = new_codes (self->desk, line != NULL ? wabi_json_peek_text (line, "code") : NULL);
  GtkWidget *units = gtk_spin_button_new_with_range (0, MAX_UNITS, 1);
  GtkWidget *per = new_periods (line != NULL ? wabi_json_peek_text (line, "per") : NULL);
  GtkWidget *before = gtk_spin_button_new_with_range (0, MAX_UNITS, 1);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (units), line != NULL ? (double) wabi_json_peek_int (line, "units", 0) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (units), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Units"), -1);
  gtk_widget_set_tooltip_text (before, _("Units used in another system before this one"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (before), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Used before"), -1);
  gtk_widget_set_tooltip_text (remove, _("Remove this line"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove this line"), -1);
  gtk_widget_add_css_class (remove, "flat");
  g_object_set_data (G_OBJECT (row), "code", code);
  g_object_set_data (G_OBJECT (row), "units", units);
  g_object_set_data (G_OBJECT (row), "per", per);
  g_object_set_data (G_OBJECT (row), "before", before);
  if (line != NULL)
    g_object_set_data_full (G_OBJECT (row), "line", json_object_ref (line), (GDestroyNotify) json_object_unref);
  gtk_box_append (GTK_BOX (row), code);
  gtk_box_append (GTK_BOX (row), units);
  gtk_box_append (GTK_BOX (row), per);
  gtk_box_append (GTK_BOX (row), new_used_label ());
  gtk_box_append (GTK_BOX (row), before);
  gtk_box_append (GTK_BOX (row), remove);
  gtk_box_append (self->rows, row);
  g_signal_connect_object (code, "notify::selected", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (per, "notify::selected", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (before, "value-changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (units, "value-changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked_cb), self, G_CONNECT_DEFAULT);
}

static void
on_add_clicked_cb (WabiLinesEditor *self)
{
  if (count_rows (self) >= MAX_LINES)
    return;
  add_row (self, NULL);
  gtk_widget_grab_focus (get_part (gtk_widget_get_last_child (GTK_WIDGET (self->rows)), "code"));
  tell_changed (self);
}

static void
wabi_lines_editor_dispose (GObject *object)
{
  g_clear_object (&WABI_LINES_EDITOR (object)->desk);
  G_OBJECT_CLASS (wabi_lines_editor_parent_class)->dispose (object);
}

static void
wabi_lines_editor_class_init (WabiLinesEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_lines_editor_dispose;
  changed_signal = g_signal_new ("changed", WABI_TYPE_LINES_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-lines-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiLinesEditor, rows);
  gtk_widget_class_bind_template_child (widget_class, WabiLinesEditor, add);
  gtk_widget_class_bind_template_child (widget_class, WabiLinesEditor, as_of);
  gtk_widget_class_bind_template_callback (widget_class, tell_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
}

static void
wabi_lines_editor_init (WabiLinesEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_lines_editor_new (WabiDesk *desk, JsonArray *lines)
{
  WabiLinesEditor *self = g_object_new (WABI_TYPE_LINES_EDITOR, NULL);

  self->desk = g_object_ref (desk);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (lines, i)))
      add_row (self, json_array_get_object_element (lines, i));
  if (lines == NULL)
    add_row (self, NULL);
  return GTK_WIDGET (self);
}

JsonArray *
wabi_lines_editor_dup_lines (WabiLinesEditor *self)
{
  JsonArray *lines = json_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      JsonObject *was = g_object_get_data (G_OBJECT (row), "line");
      JsonObject *line = was != NULL ? wabi_json_object_copy (was) : json_object_new ();

      json_object_set_string_member (line, "code", get_code (row));
      json_object_set_int_member (line, "units", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (get_part (row, "units"))));
      json_object_set_string_member (line, "per", periods[MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (get_part (row, "per"))), 3)]);
      json_array_add_object_element (lines, line);
    }
  return lines;
}

static gboolean
is_total (GtkWidget *row)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (get_part (row, "per"))) == 0;
}

void
wabi_lines_editor_set_opening (WabiLinesEditor *self, JsonArray *opening, const char *day)
{
  g_autofree char *date = NULL;

  for (guint i = 0; opening != NULL && i < json_array_get_length (opening); i++)
    {
      JsonObject *one = json_array_get_object_element (opening, i);

      day = wabi_json_peek_text (one, "as_of") != NULL ? wabi_json_peek_text (one, "as_of") : day;
      for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL; row = gtk_widget_get_next_sibling (row))
        if (is_total (row) && g_strcmp0 (get_code (row), wabi_json_peek_text (one, "code")) == 0)
          gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_part (row, "before")), (double) wabi_json_peek_int (one, "units_used", 0));
    }
  date = wabi_form_date_to_text (day);
  gtk_editable_set_text (GTK_EDITABLE (self->as_of), date);
}

JsonArray *
wabi_lines_editor_dup_opening (WabiLinesEditor *self)
{
  g_autofree char *day = wabi_form_parse_date (gtk_editable_get_text (GTK_EDITABLE (self->as_of)));
  JsonArray *opening = json_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      int units = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (get_part (row, "before")));
      JsonObject *one;

      if (units <= 0 || day == NULL || !is_total (row))
        continue;
      one = json_object_new ();
      json_object_set_string_member (one, "code", get_code (row));
      json_object_set_int_member (one, "units_used", units);
      json_object_set_string_member (one, "as_of", day);
      json_array_add_object_element (opening, one);
    }
  return opening;
}

/* Units used before want the day up to which they count, and a line that counts in all. */
static char *
find_wrong_opening (WabiLinesEditor *self)
{
  g_autofree char *day = wabi_form_parse_date (gtk_editable_get_text (GTK_EDITABLE (self->as_of)));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (get_part (row, "before"))) <= 0)
        continue;
      if (day == NULL)
        return g_strdup (_("Say up to which day the units used before count, like 3/1/2026."));
      if (!is_total (row))
        return g_strdup_printf (_("%s: units used before belong to the line that counts in all."), get_code (row));
    }
  return NULL;
}

char *
wabi_lines_editor_dup_wrong (WabiLinesEditor *self)
{
  g_autoptr (JsonArray) lines = wabi_lines_editor_dup_lines (self);
  guint n = json_array_get_length (lines);

  if (n == 0)
    return g_strdup (_("An authorization needs at least one line with a code and its units."));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (wabi_json_peek_int (line, "units", 0) <= 0)
        return g_strdup_printf (_("Line %u: say how many units of %s."), i + 1, wabi_json_peek_text (line, "code"));
      for (guint j = 0; j < i; j++)
        if (g_strcmp0 (wabi_json_peek_text (line, "code"), wabi_json_peek_text (json_array_get_object_element (lines, j), "code")) == 0
            && g_strcmp0 (wabi_json_peek_text (line, "per"), wabi_json_peek_text (json_array_get_object_element (lines, j), "per")) == 0)
          return g_strdup_printf (_("%s stands there twice. Put its units into one line."), wabi_json_peek_text (line, "code"));
    }
  return find_wrong_opening (self);
}
