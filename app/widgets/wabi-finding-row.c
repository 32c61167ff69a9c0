// SPDX-License-Identifier: AGPL-3.0-or-later
// A finding as a list row. Links are buttons, so that they are found by Tab and by the accessibility tree.

#include "wabi-finding-row.h"

#include <string.h>

struct _WabiFindingRow
{
  GtkListBoxRow parent_instance;

  WabiStatusMark *mark;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *source;
  WabiUnitBar *units;
  GtkBox *ways;
  GPtrArray *way_ids;
  char *id;
};

enum
{
  WAY_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiFindingRow, wabi_finding_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text ? text : "") != 0)
    gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static gboolean
has_same_ways (WabiFindingRow *self, const WabiFindingItem *finding)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->ways));

  if (self->way_ids->len != finding->n_ways)
    return FALSE;
  for (guint i = 0; i < finding->n_ways; i++, child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (g_ptr_array_index (self->way_ids, i), finding->ways[i].id) != 0
        || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), finding->ways[i].label) != 0)
      return FALSE;
  return TRUE;
}

static void
on_way_clicked_cb (WabiFindingRow *self, GtkButton *button)
{
  guint index = 0;

  for (GtkWidget *child = gtk_widget_get_prev_sibling (GTK_WIDGET (button)); child;
       child = gtk_widget_get_prev_sibling (child))
    index++;
  wabi_finding_row_choose_way (self, index);
}

static void
set_ways (WabiFindingRow *self, const WabiFindingItem *finding)
{
  GtkWidget *child;

  if (has_same_ways (self, finding))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->ways))))
    gtk_box_remove (self->ways, child);
  g_ptr_array_set_size (self->way_ids, 0);
  for (guint i = 0; i < finding->n_ways; i++)
    {
      child = gtk_button_new_with_label (finding->ways[i].label);
      gtk_widget_add_css_class (child, "way");
      gtk_widget_add_css_class (child, "flat");
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      g_signal_connect_object (child, "clicked", G_CALLBACK (on_way_clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->ways, child);
      g_ptr_array_add (self->way_ids, g_strdup (finding->ways[i].id));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->ways), finding->n_ways > 0);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->ways), finding->n_ways > 2
                                                                   ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
}

static void
wabi_finding_row_activate (GtkListBoxRow *row)
{
  wabi_finding_row_choose_way (WABI_FINDING_ROW (row), 0);
}

static void
wabi_finding_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_FINDING_ROW);
  G_OBJECT_CLASS (wabi_finding_row_parent_class)->dispose (object);
}

static void
wabi_finding_row_finalize (GObject *object)
{
  WabiFindingRow *self = WABI_FINDING_ROW (object);

  g_ptr_array_unref (self->way_ids);
  g_free (self->id);
  G_OBJECT_CLASS (wabi_finding_row_parent_class)->finalize (object);
}

static void
wabi_finding_row_class_init (WabiFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_finding_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_finding_row_finalize;
  GTK_LIST_BOX_ROW_CLASS (klass)->activate = wabi_finding_row_activate;
  signals[WAY_ACTIVATED] = g_signal_new ("way-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (WABI_TYPE_STATUS_MARK);
  g_type_ensure (WABI_TYPE_UNIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiFindingRow, mark);
  gtk_widget_class_bind_template_child (widget_class, WabiFindingRow, title);
  gtk_widget_class_bind_template_child (widget_class, WabiFindingRow, detail);
  gtk_widget_class_bind_template_child (widget_class, WabiFindingRow, source);
  gtk_widget_class_bind_template_child (widget_class, WabiFindingRow, units);
  gtk_widget_class_bind_template_child (widget_class, WabiFindingRow, ways);
}

static void
wabi_finding_row_init (WabiFindingRow *self)
{
  self->way_ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_finding_row_new (const WabiFindingItem *finding)
{
  WabiFindingRow *self = g_object_new (WABI_TYPE_FINDING_ROW, NULL);

  wabi_finding_row_update (self, finding);
  return GTK_WIDGET (self);
}

void
wabi_finding_row_update (WabiFindingRow *self, const WabiFindingItem *finding)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (WABI_IS_FINDING_ROW (self));
  g_return_if_fail (finding != NULL);

  if (g_strcmp0 (self->id, finding->id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (finding->id);
    }
  wabi_status_mark_set_kind (self->mark, finding->kind);
  set_label (self->title, finding->title);
  set_label (self->detail, finding->detail);
  /* What its words name already is not named again. */
  set_label (self->source, finding->source != NULL && strstr (finding->title, finding->source) == NULL
                                   && (finding->detail == NULL || strstr (finding->detail, finding->source) == NULL)
                               ? finding->source
                               : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->units), finding->units != NULL);
  if (finding->units)
    wabi_unit_bar_set_parts (self->units, finding->units);
  set_ways (self, finding);
  /* What passed and needs no word more stands back behind what does. */
  if (finding->kind == WABI_MARK_PASSED && finding->detail == NULL && finding->n_ways == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "plain");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "plain");

  spoken = g_strdup_printf ("%s: %s. %s", wabi_mark_kind_to_text (finding->kind), finding->title,
                            finding->detail ? finding->detail : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

const char *
wabi_finding_row_get_id (WabiFindingRow *self)
{
  g_return_val_if_fail (WABI_IS_FINDING_ROW (self), NULL);

  return self->id;
}

WabiMarkKind
wabi_finding_row_get_kind (WabiFindingRow *self)
{
  g_return_val_if_fail (WABI_IS_FINDING_ROW (self), WABI_MARK_NONE);

  return wabi_status_mark_get_kind (self->mark);
}

gboolean
wabi_finding_row_choose_way (WabiFindingRow *self, guint index)
{
  g_autofree char *way = NULL;

  g_return_val_if_fail (WABI_IS_FINDING_ROW (self), FALSE);

  if (index >= self->way_ids->len)
    return FALSE;
  way = g_strdup (g_ptr_array_index (self->way_ids, index));
  g_signal_emit (self, signals[WAY_ACTIVATED], 0, way);
  return TRUE;
}
