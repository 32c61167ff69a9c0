// SPDX-License-Identifier: AGPL-3.0-or-later
// A list box of finding rows, reconciled by id.

#include "wabi-finding-list.h"

struct _WabiFindingList
{
  GtkWidget parent_instance;

  GtkWidget *list;
};

enum
{
  WAY_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiFindingList, wabi_finding_list, GTK_TYPE_WIDGET)

static WabiFindingRow *
get_row (WabiFindingList *self, guint index)
{
  return WABI_FINDING_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)index));
}

static WabiFindingRow *
find_row (WabiFindingList *self, const char *id, guint from)
{
  GtkListBoxRow *row;

  for (guint i = from; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)i)); i++)
    if (g_strcmp0 (wabi_finding_row_get_id (WABI_FINDING_ROW (row)), id) == 0)
      return WABI_FINDING_ROW (row);
  return NULL;
}

static gboolean
contains_id (const WabiFindingItem *findings, guint n_findings, const char *id)
{
  for (guint i = 0; i < n_findings; i++)
    if (g_strcmp0 (findings[i].id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
on_way_activated_cb (WabiFindingRow *row, const char *way, gpointer user_data)
{
  g_autofree char *id = g_strdup (wabi_finding_row_get_id (row));

  g_signal_emit (user_data, signals[WAY_ACTIVATED], 0, id, way);
}

static void
place_finding (WabiFindingList *self, const WabiFindingItem *finding, guint index)
{
  WabiFindingRow *row = find_row (self, finding->id, index);

  if (!row)
    {
      row = WABI_FINDING_ROW (wabi_finding_row_new (finding));
      g_signal_connect_object (row, "way-activated", G_CALLBACK (on_way_activated_cb), self,
                               G_CONNECT_DEFAULT);
      gtk_list_box_insert (GTK_LIST_BOX (self->list), GTK_WIDGET (row), (int)index);
      return;
    }
  wabi_finding_row_update (row, finding);
  if (row != get_row (self, index))
    {
      g_object_ref (row);
      gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
      gtk_list_box_insert (GTK_LIST_BOX (self->list), GTK_WIDGET (row), (int)index);
      g_object_unref (row);
    }
}

static void
wabi_finding_list_dispose (GObject *object)
{
  WabiFindingList *self = WABI_FINDING_LIST (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_finding_list_parent_class)->dispose (object);
}

static void
wabi_finding_list_class_init (WabiFindingListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_finding_list_dispose;
  signals[WAY_ACTIVATED] = g_signal_new ("way-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "findinglist");
}

static void
wabi_finding_list_init (WabiFindingList *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "findings");
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

GtkWidget *
wabi_finding_list_new (const char *accessible_label)
{
  WabiFindingList *self = g_object_new (WABI_TYPE_FINDING_LIST, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible_label, -1);
  return GTK_WIDGET (self);
}

void
wabi_finding_list_set_findings (WabiFindingList *self, const WabiFindingItem *findings, guint n_findings)
{
  WabiFindingRow *row;
  guint index = 0;

  g_return_if_fail (WABI_IS_FINDING_LIST (self));
  g_return_if_fail (findings != NULL || n_findings == 0);

  while ((row = get_row (self, index)))
    if (contains_id (findings, n_findings, wabi_finding_row_get_id (row)))
      index++;
    else
      gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  for (guint i = 0; i < n_findings; i++)
    place_finding (self, &findings[i], i);
}

WabiMarkKind
wabi_finding_list_get_worst (WabiFindingList *self)
{
  static const WabiMarkKind order[]
      = { WABI_MARK_BLOCKED, WABI_MARK_WARNING, WABI_MARK_PENDING, WABI_MARK_PASSED, WABI_MARK_INFO };
  WabiFindingRow *row;

  g_return_val_if_fail (WABI_IS_FINDING_LIST (self), WABI_MARK_NONE);

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; (row = get_row (self, i)); i++)
      if (wabi_finding_row_get_kind (row) == order[k])
        return order[k];
  return WABI_MARK_NONE;
}
