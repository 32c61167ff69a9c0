// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables from a list of columns.

#include "wabi-money-table.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const WabiMoneyColumn *column;
  gpointer data;
} Binding;

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *row, Binding *binding)
{
  GtkWidget *cell;

  if (binding->column->make != NULL)
    cell = binding->column->make (binding->data);
  else
    {
      cell = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (cell), binding->column->right ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (cell), binding->column->right ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
      if (binding->column->chars > 0)
        {
          gtk_label_set_wrap (GTK_LABEL (cell), TRUE);
          gtk_label_set_lines (GTK_LABEL (cell), 2);
          gtk_label_set_width_chars (GTK_LABEL (cell), binding->column->chars);
          gtk_label_set_max_width_chars (GTK_LABEL (cell), binding->column->chars);
        }
      gtk_widget_add_css_class (cell, "numeric");
    }
  gtk_list_item_set_child (row, cell);
}

static void
fill_row (GtkListItem *row, Binding *binding)
{
  binding->column->fill (gtk_list_item_get_child (row), gtk_list_item_get_item (row), binding->data);
}

static void
on_item_changed_cb (GObject *item, GtkListItem *row)
{
  fill_row (row, g_object_get_data (G_OBJECT (row), "wabi-binding"));
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *row, Binding *binding)
{
  gpointer item = gtk_list_item_get_item (row);

  g_object_set_data (G_OBJECT (row), "wabi-binding", binding);
  if (g_signal_lookup ("changed", G_OBJECT_TYPE (item)) != 0)
    g_signal_connect (item, "changed", G_CALLBACK (on_item_changed_cb), row);
  fill_row (row, binding);
}

static void
on_unbind_cb (GtkListItemFactory *factory, GtkListItem *row, Binding *binding)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (row), on_item_changed_cb, row);
}

static void
free_binding (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* Tab leaves the table, arrows walk in it: what stands behind two hundred rows would be out of reach. */
static gboolean
on_table_key_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType mods, GtkWidget *table)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (table)), *focus = root != NULL ? gtk_root_get_focus (GTK_ROOT (root)) : NULL;
  gboolean back = keyval == GDK_KEY_ISO_Left_Tab || (mods & GDK_SHIFT_MASK) != 0;

  if ((keyval != GDK_KEY_Tab && keyval != GDK_KEY_KP_Tab && keyval != GDK_KEY_ISO_Left_Tab) || (mods & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || focus == NULL)
    return FALSE;
  gtk_widget_set_can_focus (table, FALSE); /* the walk passes by what cannot have the focus */
  g_signal_emit_by_name (root, "move-focus", back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (table, TRUE);
  return gtk_root_get_focus (GTK_ROOT (root)) != focus;
}

void
wabi_money_table_pass_tab (GtkColumnView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_table_key_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
}

void
wabi_money_table_add_columns (GtkColumnView *view, const WabiMoneyColumn *columns, guint n, gpointer data)
{
  wabi_money_table_pass_tab (view);
  for (guint i = 0; i < n; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      Binding *binding = g_new (Binding, 1);
      g_autoptr (GtkColumnViewColumn) column = NULL;

      *binding = (Binding){ &columns[i], data };
      g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup_cb), binding, free_binding, 0);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), binding);
      g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), binding);
      column = gtk_column_view_column_new (*columns[i].title != '\0' ? _(columns[i].title) : "", factory);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_append_column (view, column);
    }
}

void
wabi_money_table_scroll_to (GtkColumnView *view, guint position)
{
  /* GTK 4.8 has no function for it, but its list inside has the action. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

void
wabi_money_table_replace (GListStore *store, GPtrArray *now)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store)), head = 0, tail = 0;

  while (head < n && head < now->len)
    {
      g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (store), head);

      if (there != g_ptr_array_index (now, head))
        break;
      head++;
    }
  while (tail < n - head && tail < now->len - head)
    {
      g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (store), n - 1 - tail);

      if (there != g_ptr_array_index (now, now->len - 1 - tail))
        break;
      tail++;
    }
  if (head + tail < n || head + tail < now->len)
    g_list_store_splice (store, head, n - head - tail, now->pdata + head, now->len - head - tail);
}
