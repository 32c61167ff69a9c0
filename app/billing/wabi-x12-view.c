// SPDX-License-Identifier: AGPL-3.0-or-later
// Words beside each segment of a file, one part of it at a time.

#include "wabi-x12-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-837p-explain.h"

#define MAX_ROWS 200

typedef struct
{
  char *title;
  guint first, n; /* segments */
} Part;

struct _WabiX12View
{
  GtkWidget parent_instance;

  GtkDropDown *parts_down;
  GtkListBox *segments;
  GtkLabel *trouble;
  GtkScrolledWindow *scroller;

  GPtrArray *explained;
  GArray *parts;
  gboolean filling;
  char separator; /* of elements, as the file says */
};

G_DEFINE_FINAL_TYPE (WabiX12View, wabi_x12_view, GTK_TYPE_WIDGET)

static void
clear_part (gpointer data)
{
  g_free (((Part *) data)->title);
}

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
make_row (const Wabi837pExplained *one)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *raw = make_label (one->raw, "monospace");
  g_autofree char *all = g_strjoin (": ", one->title, *one->detail != '\0' ? one->detail : one->raw, NULL);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (words), make_label (one->title, "heading"));
  if (*one->detail != '\0')
    gtk_box_append (GTK_BOX (words), make_label (one->detail, "secondary"));
  gtk_widget_set_margin_start (words, (int) MIN (one->depth, 5) * 12);
  gtk_widget_add_css_class (raw, "small");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), raw);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  return row;
}

static void
show_part (WabiX12View *self, guint index)
{
  const Part *part = index < self->parts->len ? &g_array_index (self->parts, Part, index) : NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->segments))) != NULL)
    gtk_list_box_remove (self->segments, row);
  for (guint i = 0; part != NULL && i < part->n && i < MAX_ROWS; i++)
    gtk_list_box_append (self->segments, make_row (g_ptr_array_index (self->explained, part->first + i)));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
on_part_cb (WabiX12View *self)
{
  if (!self->filling)
    show_part (self, gtk_drop_down_get_selected (self->parts_down));
}

static void
wabi_x12_view_dispose (GObject *object)
{
  WabiX12View *self = WABI_X12_VIEW (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_X12_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->explained, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_array_unref);
  G_OBJECT_CLASS (wabi_x12_view_parent_class)->dispose (object);
}

static void
wabi_x12_view_class_init (WabiX12ViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_x12_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-x12-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiX12View, parts_down);
  gtk_widget_class_bind_template_child (widget_class, WabiX12View, segments);
  gtk_widget_class_bind_template_child (widget_class, WabiX12View, trouble);
  gtk_widget_class_bind_template_child (widget_class, WabiX12View, scroller);
  gtk_widget_class_bind_template_callback (widget_class, on_part_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_x12_view_init (WabiX12View *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (self->parts, clear_part);
}

static void
add_part (WabiX12View *self, char *title, guint first)
{
  Part part = { title, first, 0 };

  if (self->parts->len > 0)
    {
      Part *before = &g_array_index (self->parts, Part, self->parts->len - 1);

      before->n = first - before->first;
    }
  g_array_append_val (self->parts, part);
}

/* What one looks for in a file: claims, people who were asked about, sets that were acknowledged. */
typedef enum
{
  NOTHING,
  BEGINS, /* a part begins, its number comes later */
  NUMBER, /* here */
  BEGINS_WITH_NUMBER,
  ENDS,
} Mark;

static Mark
find_mark (GStrv elements)
{
  static const struct
  {
    const char *id;
    Mark mark;
  } marks[] = { { "CLM", NUMBER }, { "TRN", NUMBER }, { "CLP", BEGINS_WITH_NUMBER }, { "AK2", BEGINS_WITH_NUMBER }, { "SE", ENDS } };

  if (strcmp (elements[0], "HL") == 0 && g_strv_length (elements) >= 4)
    return strcmp (elements[3], "22") == 0 || strcmp (elements[3], "PT") == 0 ? BEGINS : NOTHING;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strcmp (elements[0], marks[i].id) == 0)
      return marks[i].mark;
  return NOTHING;
}

static char *
make_title (GStrv elements)
{
  gboolean is_second = strcmp (elements[0], "TRN") == 0 || strcmp (elements[0], "AK2") == 0;
  const char *number = g_strv_length (elements) > (is_second ? 2 : 1) ? elements[is_second ? 2 : 1] : "";

  if (strcmp (elements[0], "AK2") == 0)
    return g_strdup_printf (_("Transaction set %s"), number);
  return strcmp (elements[0], "TRN") == 0 ? g_strdup_printf (_("Number %s"), number) : g_strdup_printf (_("Claim %s"), number);
}

/* Head of the file, then one part for each claim, person or acknowledged set, then the end. Returns the part with @claim. */
static guint
find_parts (WabiX12View *self, const char *claim)
{
  guint found = 0;

  g_array_set_size (self->parts, 0);
  add_part (self, g_strdup (_("Head of the file")), 0);
  for (guint i = 0; i < self->explained->len; i++)
    {
      const Wabi837pExplained *one = g_ptr_array_index (self->explained, i);
      const char separator[] = { self->separator, '\0' };
      g_auto (GStrv) elements = g_strsplit (one->raw, separator, 5);
      Mark mark = elements[0] != NULL ? find_mark (elements) : NOTHING;
      Part *part;

      if (mark == BEGINS || mark == BEGINS_WITH_NUMBER)
        add_part (self, g_strdup (_("Claim")), i);
      else if (mark == ENDS)
        add_part (self, g_strdup (_("End of the file")), i);
      if ((mark != NUMBER && mark != BEGINS_WITH_NUMBER) || self->parts->len == 1)
        continue;
      part = &g_array_index (self->parts, Part, self->parts->len - 1);
      g_free (part->title);
      part->title = make_title (elements);
      if (claim != NULL && g_strcmp0 (elements[1], claim) == 0)
        found = self->parts->len - 1;
    }
  g_array_index (self->parts, Part, self->parts->len - 1).n
      = self->explained->len - g_array_index (self->parts, Part, self->parts->len - 1).first;
  return found;
}

void
wabi_x12_view_set_content (WabiX12View *self, const char *content, const char *claim)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint found = 0;

  g_clear_pointer (&self->explained, g_ptr_array_unref);
  if (content != NULL)
    {
      self->explained = wabi_837p_explain (content, strlen (content), &error);
      self->separator = strlen (content) > 3 ? content[3] : '*';
    }
  gtk_label_set_label (self->trouble, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  g_array_set_size (self->parts, 0);
  if (self->explained != NULL)
    found = find_parts (self, claim);
  for (guint i = 0; i < self->parts->len; i++)
    gtk_string_list_append (titles, g_array_index (self->parts, Part, i).title);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->parts_down, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->parts_down, found);
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->parts_down), self->parts->len > 0);
  show_part (self, found);
}

void
wabi_x12_view_open_window (GtkWidget *parent, const char *title, const char *content, const char *claim)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *view = g_object_new (WABI_TYPE_X12_VIEW, NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 940, 660);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_widget_set_vexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), view);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  wabi_x12_view_set_content (WABI_X12_VIEW (view), content, claim);
  gtk_window_present (GTK_WINDOW (window));
}
