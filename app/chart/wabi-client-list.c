// SPDX-License-Identifier: AGPL-3.0-or-later
// Clients found by typing, chosen with arrows.

#include "wabi-client-list.h"

#include <glib/gi18n-lib.h>

#include "wabi-client-row.h"
#include "wabi-text.h"

#define MAX_SHOWN 500

struct _WabiClientList
{
  AdwBin parent_instance;
  WabiDesk *desk;
  GListStore *store;
  GtkSingleSelection *selection;
  char *chosen;
  gboolean filling;

  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *view;
  GtkLabel *nobody, *count;
};

G_DEFINE_FINAL_TYPE (WabiClientList, wabi_client_list, ADW_TYPE_BIN)

static guint chosen_signal, activated_signal;

static void
choose (WabiClientList *self, const char *id)
{
  if (g_strcmp0 (self->chosen, id) == 0)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  g_signal_emit (self, chosen_signal, 0, self->chosen);
}

static int
find_client (WabiClientList *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (WabiRecord) record = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (g_strcmp0 (wabi_record_get_id (record), id) == 0)
        return (int) i;
    }
  return -1;
}

static GPtrArray *
read_clients (WabiClientList *self, const char *text, gint64 *total)
{
  WabiCache *cache = wabi_desk_get_cache (self->desk);
  WabiQuery query;
  GPtrArray *found;

  *total = 0;
  if (!wabi_text_is_blank (text))
    {
      found = wabi_cache_search (cache, &wabi_kind_client, text, MAX_SHOWN, NULL);
      if (found == NULL)
        found = g_ptr_array_new_with_free_func (g_object_unref);
      *total = found->len;
      return found;
    }
  wabi_query_init (&query, &wabi_kind_client);
  if (!wabi_cache_count (cache, &query, total, NULL))
    *total = 0;
  query.order_by = "last_name";
  query.limit = MAX_SHOWN;
  return wabi_desk_list (self->desk, &query);
}

static void
show_count (WabiClientList *self, guint shown, gint64 total, const char *text)
{
  g_autofree char *words = NULL;

  if (shown < total)
    words = g_strdup_printf (_("The first %u of %d clients. Type part of a name to find the others."), shown, (int) total);
  else
    words = g_strdup_printf (ngettext ("%d client", "%d clients", (gulong) total), (int) total);
  gtk_label_set_text (self->count, words);
  gtk_label_set_text (self->nobody, wabi_text_is_blank (text) ? _("No clients yet. The first one is added with Ctrl N.")
                                                              : _("Nobody is called like that. Try another part of the name."));
  gtk_stack_set_visible_child_name (self->stack, shown > 0 ? "list" : "empty");
}

/* The same people in the same order: only who changed is bound again, so that nothing moves under the eye. */
static gboolean
update_in_place (WabiClientList *self, GPtrArray *clients)
{
  if (clients->len != g_list_model_get_n_items (G_LIST_MODEL (self->store)))
    return FALSE;
  for (guint i = 0; i < clients->len; i++)
    {
      g_autoptr (WabiRecord) now = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (g_strcmp0 (wabi_record_get_id (now), wabi_record_get_id (g_ptr_array_index (clients, i))) != 0)
        return FALSE;
    }
  for (guint i = 0; i < clients->len; i++)
    {
      g_autoptr (WabiRecord) now = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      WabiRecord *other = g_ptr_array_index (clients, i);

      if (wabi_record_get_version (now) != wabi_record_get_version (other) || wabi_record_get_seq (now) != wabi_record_get_seq (other))
        g_list_store_splice (self->store, i, 1, &clients->pdata[i], 1);
    }
  return TRUE;
}

static void
fill (WabiClientList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  gint64 total;
  g_autoptr (GPtrArray) clients = read_clients (self, text, &total);
  int index;

  self->filling = TRUE;
  if (!update_in_place (self, clients))
    g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), clients->pdata, clients->len);
  index = find_client (self, self->chosen);
  gtk_single_selection_set_selected (self->selection, index >= 0 ? (guint) index : 0);
  self->filling = FALSE;
  show_count (self, clients->len, total, text);
}

static void
on_selected_cb (WabiClientList *self)
{
  WabiRecord *record = gtk_single_selection_get_selected_item (self->selection);

  if (!self->filling && record != NULL)
    choose (self, wabi_record_get_id (record));
}

static void
take_selected (WabiClientList *self)
{
  WabiRecord *record = gtk_single_selection_get_selected_item (self->selection);

  choose (self, record != NULL ? wabi_record_get_id (record) : NULL);
}

static void
on_search_changed_cb (WabiClientList *self)
{
  fill (self);
  /* The best answer is shown while one types; an answer that is still there stays. */
  if (find_client (self, self->chosen) < 0 && g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0)
    take_selected (self);
}

static void
on_search_activate_cb (WabiClientList *self)
{
  take_selected (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit (self, activated_signal, 0);
}

static void
tell_activated (WabiClientList *self)
{
  g_signal_emit (self, activated_signal, 0);
}

static void
on_stop_search_cb (WabiClientList *self)
{
  /* The first Escape takes back what was typed, the second one leaves. */
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0')
    tell_activated (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Down goes from what is typed into the list. */
static gboolean
on_search_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, gpointer data)
{
  WabiClientList *self = data;

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return GDK_EVENT_STOP;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, wabi_client_row_new ());
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  wabi_client_row_show (WABI_CLIENT_ROW (gtk_list_item_get_child (item)), WABI_CLIENT_LIST (data)->desk, gtk_list_item_get_item (item));
}

static gboolean
wabi_client_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WABI_CLIENT_LIST (widget)->view));
}

static void
wabi_client_list_dispose (GObject *object)
{
  WabiClientList *self = WABI_CLIENT_LIST (object);

  self->filling = TRUE;
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (wabi_client_list_parent_class)->dispose (object);
}

static void
wabi_client_list_class_init (WabiClientListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_client_list_dispose;
  widget_class->grab_focus = wabi_client_list_grab_focus;
  chosen_signal = g_signal_new ("chosen", WABI_TYPE_CLIENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  activated_signal = g_signal_new ("activated", WABI_TYPE_CLIENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-client-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiClientList, search);
  gtk_widget_class_bind_template_child (widget_class, WabiClientList, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiClientList, view);
  gtk_widget_class_bind_template_child (widget_class, WabiClientList, nobody);
  gtk_widget_class_bind_template_child (widget_class, WabiClientList, count);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
}

static void
wabi_client_list_init (WabiClientList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (WABI_TYPE_RECORD);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_search_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (tell_activated), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "released", G_CALLBACK (tell_activated), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
wabi_client_list_new (WabiDesk *desk)
{
  WabiClientList *self = g_object_new (WABI_TYPE_CLIENT_LIST, NULL);

  self->desk = g_object_ref (desk);
  fill (self);
  take_selected (self);
  return GTK_WIDGET (self);
}

void
wabi_client_list_refresh (WabiClientList *self)
{
  g_autoptr (WabiRecord) record = self->chosen != NULL ? wabi_desk_get (self->desk, &wabi_kind_client, self->chosen) : NULL;

  fill (self);
  /* Who is gone is followed by nobody, until somebody else is chosen. */
  if (self->chosen != NULL && record == NULL)
    {
      self->filling = TRUE;
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      self->filling = FALSE;
    }
  if (self->chosen == NULL)
    take_selected (self);
}

void
wabi_client_list_choose (WabiClientList *self, const char *id)
{
  g_autoptr (WabiRecord) record = NULL;
  int index = find_client (self, id);

  if (index < 0)
    {
      record = wabi_desk_get (self->desk, &wabi_kind_client, id);
      if (record == NULL)
        return;
      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      self->filling = FALSE;
      fill (self);
      index = find_client (self, id);
      /* Beyond the first ones: put on top. */
      if (index < 0)
        {
          g_list_store_insert (self->store, 0, record);
          index = 0;
        }
    }
  gtk_single_selection_set_selected (self->selection, (guint) index);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", (guint) index);
  choose (self, id);
}

const char *
wabi_client_list_get_chosen (WabiClientList *self)
{
  return self->chosen;
}

void
wabi_client_list_search (WabiClientList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

guint
wabi_client_list_get_n (WabiClientList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}
