// SPDX-License-Identifier: AGPL-3.0-or-later
// A form made from a table of fields, judged while one types.

#include "wabi-form-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-status-mark.h"
#include "wabi-text.h"
#include "wabi-zone.h"

typedef struct
{
  const WabiFormRow *row;
  GtkWidget *widget; /* AdwEntryRow, AdwComboRow or GtkTextView */
  GStrv ids;         /* of the choices */
  const char *by, *when; /* (nullable): it is shown while the choice @by is one of @when */
  gboolean touched;
} Field;

struct _WabiFormDialog
{
  AdwWindow parent_instance;
  const WabiKind *kind;
  WabiRecord *record;
  GPtrArray *fields; /* Field */
  WabiFormSave on_save;
  WabiFormCheck on_check;
  gpointer data;
  GDestroyNotify free_data;
  gboolean has_extra;

  GtkBox *groups;
  GtkWidget *save;
  GtkLabel *verdict;
  WabiStatusMark *mark;
};

G_DEFINE_FINAL_TYPE (WabiFormDialog, wabi_form_dialog, ADW_TYPE_WINDOW)

static void
free_field (gpointer data)
{
  Field *field = data;

  g_strfreev (field->ids);
  g_free (field);
}

char *
wabi_form_parse_date (const char *text)
{
  int month, day, year, used = 0;
  WabiDay parsed;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (wabi_day_parse (stripped, &parsed))
    return wabi_day_dup_text (parsed);
  if (sscanf (stripped, "%2d/%2d/%4d%n", &month, &day, &year, &used) == 3 && (gsize) used == strlen (stripped) && year >= 1000)
    {
      g_autofree char *iso = g_strdup_printf ("%04d-%02d-%02d", year, month, day);

      if (wabi_day_parse (iso, &parsed))
        return g_steal_pointer (&iso);
    }
  return NULL;
}

char *
wabi_form_date_to_text (const char *date)
{
  WabiDay day;
  int year, month, of_month;

  if (date == NULL || !wabi_day_parse (date, &day))
    return g_strdup ("");
  wabi_day_to_ymd (day, &year, &month, &of_month);
  return g_strdup_printf ("%02d/%02d/%04d", month, of_month, year);
}

static char *
get_text (Field *field)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (!GTK_IS_TEXT_VIEW (field->widget))
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget))));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static JsonNode *
list_to_node (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      json_array_add_string_element (array, parts[i]);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
text_to_node (const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);
  return node;
}

/* The value as it would be kept: NULL for nothing. @wrong: why what was typed cannot be. */
static JsonNode *
read_value (Field *field, char **wrong)
{
  g_autofree char *text = NULL, *date = NULL;

  if (field->row->type == WABI_FORM_CHOICE)
    {
      guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (field->widget));
      const char *id = field->ids != NULL && chosen < g_strv_length (field->ids) ? field->ids[chosen] : "";

      if (*id == '\0')
        return NULL;
      if (g_str_equal (id, "true") || g_str_equal (id, "false"))
        return json_node_init_boolean (json_node_alloc (), id[0] == 't');
      /* A choice among numbers, such as which coverage pays first. */
      if (g_ascii_isdigit (id[0]) && id[1] == '\0')
        return json_node_init_int (json_node_alloc (), id[0] - '0');
      return text_to_node (id);
    }
  text = get_text (field);
  if (*text == '\0')
    return NULL;
  if (field->row->type == WABI_FORM_LIST)
    return list_to_node (text);
  if (field->row->type == WABI_FORM_DATE)
    {
      date = wabi_form_parse_date (text);
      if (date == NULL)
        *wrong = g_strdup_printf (_("%s: write a date as MM/DD/YYYY."), _(field->row->title));
      return date != NULL ? text_to_node (date) : NULL;
    }
  if (field->row->type == WABI_FORM_NUMBER)
    {
      gint64 number;

      if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL))
        {
          *wrong = g_strdup_printf (_("%s: write a whole number."), _(field->row->title));
          return NULL;
        }
      return json_node_init_int (json_node_alloc (), number);
    }
  return text_to_node (text);
}

static void
set_error_class (GtkWidget *widget, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

/* What is wrong with one field, in words; the value goes into @whole. */
static char *
judge_field (WabiFormDialog *self, Field *field, JsonObject *whole)
{
  const WabiField *known = wabi_kind_find_field (self->kind, field->row->field);
  char *wrong = NULL;
  g_autoptr (JsonNode) node = read_value (field, &wrong);
  g_autoptr (GError) error = NULL;

  if (wrong == NULL && node == NULL && field->row->required)
    wrong = g_strdup_printf (_("%s is needed."), _(field->row->title));
  if (wrong == NULL && node != NULL && known != NULL && !wabi_field_check (known, node, &error))
    {
      if (known->type == WABI_FIELD_INT)
        wrong = g_strdup_printf (_("%s must lie between %d and %d."), _(field->row->title), (int) known->min, (int) known->max);
      else
        wrong = g_strdup_printf (_("%s is too long or not written as it must be."), _(field->row->title));
    }
  if (node != NULL)
    json_object_set_member (whole, field->row->field, g_steal_pointer (&node));
  return wrong;
}

static char *
judge (WabiFormDialog *self, JsonObject *whole, gboolean *quiet)
{
  char *first = NULL;

  *quiet = FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);
      char *wrong = judge_field (self, field, whole);

      /* Nobody is scolded for what they have not come to yet. */
      set_error_class (field->widget, wrong != NULL && field->touched);
      if (first == NULL && wrong != NULL)
        {
          first = wrong;
          *quiet = !field->touched;
        }
      else
        g_free (wrong);
    }
  if (first == NULL && self->on_check != NULL)
    first = self->on_check (whole, self->data);
  return first;
}

static void
refresh (WabiFormDialog *self)
{
  g_autoptr (JsonObject) whole = json_object_new ();
  gboolean quiet;
  g_autofree char *wrong = NULL;

  if (self->on_save == NULL)
    return;
  wrong = judge (self, whole, &quiet);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", wrong == NULL);
  wabi_status_mark_set_kind (self->mark, wrong == NULL ? WABI_MARK_PASSED : quiet ? WABI_MARK_PENDING : WABI_MARK_BLOCKED);
  gtk_label_set_text (self->verdict, wrong != NULL ? wrong : _("Ready to save"));
}

static Field *
find_field (WabiFormDialog *self, GtkWidget *widget, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);

      if (field->widget == widget || g_strcmp0 (field->row->field, name) == 0)
        return field;
    }
  return NULL;
}

static void
on_edited_cb (GtkWidget *widget, WabiFormDialog *self)
{
  Field *field = find_field (self, widget, NULL);

  if (field != NULL && self->on_save != NULL)
    field->touched = TRUE;
  refresh (self);
}

static void
on_buffer_changed_cb (GtkTextBuffer *buffer, GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);

  if (WABI_IS_FORM_DIALOG (root))
    on_edited_cb (view, WABI_FORM_DIALOG (root));
}

/* Rows that nobody needs with what is chosen are not there; what they say is kept. */
static void
show_rows (WabiFormDialog *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i), *by = field->by != NULL ? find_field (self, NULL, field->by) : NULL;
      guint chosen = by != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (by->widget)) : 0;

      if (by != NULL)
        gtk_widget_set_visible (field->widget, chosen < g_strv_length (by->ids) && wabi_text_list_has (field->when, by->ids[chosen]));
    }
}

static void
on_selected_cb (GtkWidget *widget, GParamSpec *pspec, WabiFormDialog *self)
{
  show_rows (self);
  on_edited_cb (widget, self);
}

/* What differs from the record, with null for what was taken out. */
static JsonObject *
find_changes (WabiFormDialog *self, JsonObject *whole)
{
  JsonObject *set = json_object_new ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *name = ((Field *) g_ptr_array_index (self->fields, i))->row->field;
      JsonNode *now = json_object_get_member (whole, name);
      JsonNode *was = self->record != NULL ? json_object_get_member (wabi_record_get_body (self->record), name) : NULL;

      if (wabi_node_equal (now, was))
        continue;
      if (now != NULL)
        json_object_set_member (set, name, json_node_copy (now));
      else
        json_object_set_null_member (set, name);
    }
  return set;
}

static void
on_save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiFormDialog *self = WABI_FORM_DIALOG (widget);
  g_autoptr (JsonObject) whole = json_object_new ();
  g_autoptr (JsonObject) set = NULL;
  g_autoptr (GError) error = NULL;
  gboolean quiet;
  g_autofree char *wrong = judge (self, whole, &quiet);

  if (wrong != NULL)
    return;
  set = find_changes (self, whole);
  if ((json_object_get_size (set) == 0 && !self->has_extra) || self->on_save (set, self->record, self->data, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  wabi_status_mark_set_kind (self->mark, WABI_MARK_BLOCKED);
  gtk_label_set_text (self->verdict, error != NULL ? error->message : _("That did not work."));
}

/* ---- Making the rows ---- */

static char *
value_to_text (WabiFormDialog *self, const WabiFormRow *row)
{
  if (self->record == NULL || !wabi_record_has (self->record, row->field))
    return g_strdup ("");
  if (row->type == WABI_FORM_DATE)
    return wabi_form_date_to_text (wabi_record_get_text (self->record, row->field));
  if (row->type == WABI_FORM_NUMBER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, wabi_record_get_int (self->record, row->field));
  if (row->type == WABI_FORM_LIST)
    {
      JsonArray *array = wabi_record_get_array (self->record, row->field);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) parts = NULL;

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        g_strv_builder_add (builder, json_array_get_string_element (array, i));
      parts = g_strv_builder_end (builder);
      return g_strjoinv (", ", parts);
    }
  return g_strdup (wabi_record_get_text (self->record, row->field));
}

static GtkWidget *
new_entry (WabiFormDialog *self, const WabiFormRow *row, const char *text)
{
  GtkWidget *entry = adw_entry_row_new ();
  g_autofree char *dated = row->type == WABI_FORM_DATE   ? g_strdup_printf (_("%s (MM/DD/YYYY)"), _(row->title))
                           : row->type == WABI_FORM_LIST ? g_strdup_printf (_("%s (with commas)"), _(row->title))
                                                         : g_strdup (_(row->title));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), dated);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  if (row->type == WABI_FORM_NUMBER || row->type == WABI_FORM_DATE)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (entry), row->type == WABI_FORM_NUMBER ? GTK_INPUT_PURPOSE_DIGITS : GTK_INPUT_PURPOSE_FREE_FORM);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_edited_cb), self, G_CONNECT_DEFAULT);
  return entry;
}

static GtkWidget *
new_long_text (WabiFormDialog *self, const WabiFormRow *row, const char *text, GtkWidget **shown)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *title = gtk_label_new (_(row->title)), *view = gtk_text_view_new ();
  GtkWidget *list_row = adw_preferences_row_new ();

  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 9, "margin-bottom", 12, NULL);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "small");
  gtk_widget_add_css_class (title, "secondary");
  g_object_set (view, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "height-request", 66, NULL);
  gtk_widget_add_css_class (view, "inline-text");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (on_buffer_changed_cb), view, G_CONNECT_DEFAULT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _(row->title), -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  gtk_widget_set_focusable (list_row, FALSE);
  *shown = list_row;
  return view;
}

static void
fill_choices (WabiFormDialog *self, Field *field, const char *const *ids, const char *const *labels, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (labels);
  const WabiField *known = wabi_kind_find_field (self->kind, field->row->field);
  const char *now = self->record != NULL ? wabi_record_get_text (self->record, field->row->field) : NULL;
  g_autofree char *number = NULL;
  guint selected = 0;

  if (self->record != NULL && known != NULL && known->type == WABI_FIELD_BOOL)
    now = wabi_record_get_bool (self->record, field->row->field) ? "true" : "false";
  else if (self->record != NULL && now == NULL && wabi_record_has (self->record, field->row->field))
    now = number = g_strdup_printf ("%" G_GINT64_FORMAT, wabi_record_get_int (self->record, field->row->field));
  if (now == NULL)
    now = chosen;
  g_strfreev (field->ids);
  field->ids = g_strdupv ((char **) ids);
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_strcmp0 (ids[i], now) == 0)
      selected = i;
  adw_combo_row_set_model (ADW_COMBO_ROW (field->widget), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (field->widget), selected);
}

static GtkWidget *
new_choice (WabiFormDialog *self, Field *field)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->row->title));
  field->widget = row;
  if (field->row->ids != NULL)
    {
      g_auto (GStrv) ids = g_strsplit (field->row->ids, " ", -1), labels = g_strsplit (_(field->row->labels), "|", -1);

      for (guint i = 0; ids[i] != NULL; i++)
        if (g_str_equal (ids[i], "-"))
          ids[i][0] = '\0';
      fill_choices (self, field, (const char *const *) ids, (const char *const *) labels, NULL);
    }
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_selected_cb), self, G_CONNECT_DEFAULT);
  return row;
}

static void
add_row (WabiFormDialog *self, const WabiFormRow *row, AdwPreferencesGroup *group)
{
  Field *field = g_new0 (Field, 1);
  g_autofree char *text = value_to_text (self, row);
  GtkWidget *shown;

  field->row = row;
  g_ptr_array_add (self->fields, field);
  if (row->type == WABI_FORM_CHOICE)
    shown = new_choice (self, field);
  else if (row->type == WABI_FORM_LONG_TEXT)
    field->widget = new_long_text (self, row, text, &shown);
  else
    shown = field->widget = new_entry (self, row, text);
  adw_preferences_group_add (group, shown);
}

static void
wabi_form_dialog_dispose (GObject *object)
{
  WabiFormDialog *self = WABI_FORM_DIALOG (object);

  self->on_save = NULL;
  if (self->free_data != NULL)
    g_clear_pointer (&self->data, self->free_data);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (wabi_form_dialog_parent_class)->dispose (object);
}

static void
wabi_form_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (WABI_FORM_DIALOG (object)->fields);
  G_OBJECT_CLASS (wabi_form_dialog_parent_class)->finalize (object);
}

static void
wabi_form_dialog_class_init (WabiFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_form_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_form_dialog_finalize;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-form-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiFormDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, WabiFormDialog, save);
  gtk_widget_class_bind_template_child (widget_class, WabiFormDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, WabiFormDialog, mark);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "form.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_form_dialog_init (WabiFormDialog *self)
{
  self->fields = g_ptr_array_new_with_free_func (free_field);
  gtk_widget_init_template (GTK_WIDGET (self));
}

WabiFormDialog *
wabi_form_dialog_new (const char *title, const WabiKind *kind, const WabiFormRow *rows, guint n_rows, WabiRecord *record, GtkWindow *parent)
{
  WabiFormDialog *self = g_object_new (WABI_TYPE_FORM_DIALOG, "title", title, "transient-for", parent, NULL);
  AdwPreferencesGroup *group = NULL;

  self->kind = kind;
  self->record = record != NULL ? g_object_ref (record) : NULL;
  for (guint i = 0; i < n_rows; i++)
    {
      if (group == NULL || rows[i].group != NULL)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          if (rows[i].group != NULL)
            adw_preferences_group_set_title (group, _(rows[i].group));
          gtk_box_append (self->groups, GTK_WIDGET (group));
        }
      add_row (self, &rows[i], group);
    }
  return self;
}

void
wabi_form_dialog_set_choices (WabiFormDialog *self, const char *field, const char *const *ids, const char *const *labels, const char *chosen)
{
  Field *found = find_field (self, NULL, field);

  g_return_if_fail (found != NULL && found->row->type == WABI_FORM_CHOICE);
  fill_choices (self, found, ids, labels, chosen);
}

void
wabi_form_dialog_set_text (WabiFormDialog *self, const char *field, const char *text)
{
  Field *found = find_field (self, NULL, field);

  g_return_if_fail (found != NULL);
  if (GTK_IS_TEXT_VIEW (found->widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (found->widget)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (found->widget), text);
}

void
wabi_form_dialog_show_when (WabiFormDialog *self, const char *field, const char *by, const char *when)
{
  Field *found = find_field (self, NULL, field), *choice = find_field (self, NULL, by);

  g_return_if_fail (found != NULL && found->row->type != WABI_FORM_LONG_TEXT);
  g_return_if_fail (choice != NULL && choice->row->type == WABI_FORM_CHOICE);
  found->by = by;
  found->when = when;
  show_rows (self);
}

void
wabi_form_dialog_set_extra (WabiFormDialog *self, GtkWidget *widget)
{
  gtk_box_append (self->groups, widget);
  self->has_extra = TRUE;
}

void
wabi_form_dialog_judge (WabiFormDialog *self)
{
  refresh (self);
}

void
wabi_form_dialog_present (WabiFormDialog *self, WabiFormSave save, WabiFormCheck check, gpointer data, GDestroyNotify free_data)
{
  self->on_save = save;
  self->on_check = check;
  self->data = data;
  self->free_data = free_data;
  refresh (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (((Field *) g_ptr_array_index (self->fields, 0))->widget);
}
