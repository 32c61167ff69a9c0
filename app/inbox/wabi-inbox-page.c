// SPDX-License-Identifier: AGPL-3.0-or-later
// The list at the left, what is selected at the right, and what comes of each choice.

#include "wabi-inbox-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-inbox-detail.h"
#include "wabi-inbox-item.h"
#include "wabi-inbox-mend.h"
#include "wabi-inbox-resources.h"
#include "wabi-inbox-row.h"
#include "wabi-inbox-words.h"
#include "wabi-page.h"
#include "wabi-widgets.h"

struct _WabiInboxPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  WabiInboxDetail *detail;
  GtkLabel *title;
  GtkWidget *detail_scroller;
  GtkBox *filters;
  GtkSearchEntry *search;
  GtkWidget *held;
  gint64 n_held;
  GCancellable *counting;
  WabiToggleGroup *sections;

  WabiDesk *desk;
  GPtrArray *items;
  char *selected; /* key of the selected item */
  guint refill_source;
};

static void wabi_inbox_page_page_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiInboxPage, wabi_inbox_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, wabi_inbox_page_page_init))

static const char *const section_titles[] = {
  [WABI_INBOX_DECIDE] = N_ ("To decide"),
  [WABI_INBOX_REFUSED] = N_ ("Refused"),
  [WABI_INBOX_WAITING] = N_ ("Waiting for the server"),
  [WABI_INBOX_SETTLED] = N_ ("Settled on this computer"),
};

/* What is not settled, or one section of it. */
static const struct
{
  const char *id;
  const char *label;
  int section; /* -1: all that is not settled */
} filters[] = {
  { "open", NC_ ("inbox", "Open"), -1 },
  { "refused", NC_ ("inbox", "Refused"), WABI_INBOX_REFUSED },
  { "waiting", NC_ ("inbox", "Waiting"), WABI_INBOX_WAITING },
  { "settled", NC_ ("inbox", "Settled"), WABI_INBOX_SETTLED },
};

/* With a context: what is open here is not what a button opens. */
static const char *
get_filter_label (guint i)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "inbox", filters[i].label);
}

static gboolean
is_of (const WabiInboxItem *item, int section)
{
  return section >= 0 ? (int) item->section == section : item->section != WABI_INBOX_SETTLED;
}

static int
get_filter (WabiInboxPage *self)
{
  const char *id = wabi_toggle_group_get_active_id (self->sections);

  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i].id, id))
      return filters[i].section;
  return -1;
}

static gboolean
is_searched (WabiInboxPage *self, const WabiInboxItem *item)
{
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_autofree char *all = g_strconcat (item->title, " ", item->about, " ", item->line, NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);

  return strstr (folded, wanted) != NULL;
}

static void
count_filters (WabiInboxPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *label = NULL;
      guint n = 0;

      for (guint j = 0; j < self->items->len; j++)
        n += is_of (g_ptr_array_index (self->items, j), filters[i].section);
      label = n > 0 ? g_strdup_printf ("%s %u", get_filter_label (i), n) : g_strdup (get_filter_label (i));
      wabi_toggle_group_set_label (self->sections, filters[i].id, label);
    }
}

static WabiInboxItem *
get_selected (WabiInboxPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? wabi_inbox_row_get_item (WABI_INBOX_ROW (row)) : NULL;
}

static void
show_selected (WabiInboxPage *self)
{
  WabiInboxItem *item = get_selected (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.keep", item != NULL && item->record != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.take", item != NULL && item->record != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.mend", item != NULL && wabi_inbox_can_mend (item));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.restore", item != NULL && item->settled != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.resend", item != NULL && item->refused != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.discard", item != NULL && item->refused != NULL);
  wabi_inbox_detail_show (self->detail, self->desk, item);
}

static void
on_row_selected_cb (WabiInboxPage *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  g_free (self->selected);
  self->selected = g_strdup (wabi_inbox_row_get_item (WABI_INBOX_ROW (row))->key);
  show_selected (self);
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  WabiInboxSection section = wabi_inbox_row_get_item (WABI_INBOX_ROW (row))->section;
  GtkWidget *label;

  if (before != NULL && wabi_inbox_row_get_item (WABI_INBOX_ROW (before))->section == section)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (section_titles[section]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-heading");
  gtk_widget_add_css_class (label, "inbox-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
say_count (WabiInboxPage *self)
{
  guint n = wabi_inbox_count (self->desk), waiting = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->items->len; i++)
    waiting += ((WabiInboxItem *) g_ptr_array_index (self->items, i))->waiting != NULL;
  if (n > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u needs you", "%u need you", n), n);
  else if (waiting > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u waits for the server", "%u wait for the server", waiting), waiting);
  gtk_label_set_label (self->title, text != NULL ? text : "");
}

/* Rows and buttons that have the focus are about to go: the window must not look for it in between. */
static gboolean
take_focus (WabiInboxPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return FALSE;
  gtk_root_set_focus (root, NULL);
  return TRUE;
}

static gboolean
is_unfiltered (WabiInboxPage *self)
{
  return get_filter (self) < 0 && *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0';
}

static void
refill (WabiInboxPage *self)
{
  GtkListBoxRow *row, *again = NULL;
  gboolean focused = take_focus (self);
  int place = gtk_list_box_get_selected_row (self->list) != NULL
                  ? gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->list))
                  : 0;
  g_autofree char *selected = g_strdup (self->selected);
  guint shown = 0;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = wabi_inbox_list_items (self->desk);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  count_filters (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      WabiInboxItem *item = g_ptr_array_index (self->items, i);
      GtkWidget *added;

      if (!is_of (item, get_filter (self)) || !is_searched (self, item))
        continue;
      shown++;
      added = wabi_inbox_row_new (self->desk, item);

      gtk_list_box_append (self->list, added);
      if (g_strcmp0 (item->key, selected) == 0)
        again = GTK_LIST_BOX_ROW (added);
    }
  gtk_stack_set_visible_child_name (self->stack, shown > 0 ? "items" : is_unfiltered (self) ? "empty" : "none");
  gtk_widget_set_visible (GTK_WIDGET (self->filters), self->items->len > 0);
  say_count (self);
  if (shown == 0)
    {
      show_selected (self);
      return;
    }
  /* What was settled is gone: the next one takes its place. */
  if (again == NULL)
    again = gtk_list_box_get_row_at_index (self->list, MIN (place, (int) shown - 1));
  gtk_list_box_select_row (self->list, again);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (again));
}

static gboolean
on_refill_cb (gpointer data)
{
  WabiInboxPage *self = data;

  self->refill_source = 0;
  refill (self);
  return G_SOURCE_REMOVE;
}

static void
queue_refill (WabiInboxPage *self)
{
  if (self->refill_source == 0)
    self->refill_source = g_idle_add (on_refill_cb, self);
}

static void
on_changed_cb (WabiInboxPage *self, WabiChanges *changes)
{
  if (wabi_inbox_is_touched (changes))
    queue_refill (self);
}

/* ---- Choices ---- */

static void
on_settle_cb (WabiInboxPage *self, JsonObject *args)
{
  WabiInboxItem *item = get_selected (self);
  const char *act = wabi_json_peek_text (args, "act");
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  if (item == NULL || item->record == NULL)
    return;
  name = g_strdup_printf ("%s.settle", wabi_record_get_kind (item->record)->name);
  if (!wabi_desk_do (self->desk, name, json_object_ref (args), _ ("Settled"), name,
                     wabi_args ("id", wabi_record_get_id (item->record), "reopen", act, NULL), &error))
    {
      wabi_inbox_detail_set_error (self->detail, error->message);
      return;
    }
  if (!wabi_cache_note_settled (wabi_desk_get_cache (self->desk), act, name, args, &error))
    wabi_desk_tell_error (self->desk, error);
  queue_refill (self);
}

static void
on_keep_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_inbox_detail_take (WABI_INBOX_PAGE (widget)->detail, FALSE);
}

/* By key the newest proposal is taken; an older one has its own button. */
static void
on_take_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_inbox_detail_take (WABI_INBOX_PAGE (widget)->detail, TRUE);
}

static void
on_mend_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (widget);
  WabiInboxItem *item = get_selected (self);

  if (item != NULL && wabi_inbox_can_mend (item))
    wabi_inbox_mend (self->desk, item, GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
on_copy_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (widget);
  WabiInboxItem *item = get_selected (self);
  g_autofree char *typed = item != NULL ? wabi_inbox_dup_typed (item) : NULL;

  if (typed == NULL || *typed == '\0')
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), typed);
  wabi_desk_tell (self->desk, _ ("Copied"));
}

static void
on_restore_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (widget);
  WabiInboxItem *item = get_selected (self);
  g_autoptr (GError) error = NULL;

  if (item == NULL || item->settled == NULL)
    return;
  if (!wabi_cache_take_back_discard (wabi_desk_get_cache (self->desk), item->settled->id, &error))
    {
      wabi_inbox_detail_set_error (self->detail, error->message);
      return;
    }
  wabi_desk_tell (self->desk, _ ("Put back"));
  queue_refill (self);
}

static void
on_resend_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (widget);
  WabiInboxItem *item = get_selected (self);
  g_autoptr (GError) error = NULL;

  if (item == NULL || item->refused == NULL)
    return;
  if (!wabi_cache_resend_refused (wabi_desk_get_cache (self->desk), item->refused->id, NULL, &error))
    {
      wabi_inbox_detail_set_error (self->detail, error->message);
      return;
    }
  wabi_desk_tell (self->desk, _ ("Given again"));
  queue_refill (self);
}

static void
on_discard_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiInboxPage) self = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  const char *id = g_object_get_data (source, "refused");
  g_autoptr (GError) error = NULL;

  if (choice == NULL || self->desk == NULL)
    return;
  if (!wabi_cache_discard_refused (wabi_desk_get_cache (self->desk), id, &error))
    {
      wabi_inbox_detail_set_error (self->detail, error->message);
      return;
    }
  wabi_desk_tell (self->desk, _ ("Discarded"));
  queue_refill (self);
}

static void
on_discard_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (widget);
  WabiInboxItem *item = get_selected (self);
  WabiConfirm *confirm;

  if (item == NULL || item->refused == NULL)
    return;
  confirm = wabi_confirm_new (_ ("Discard this change?"),
                              _ ("It was never taken by the server. A record of it stays under Settled, and it can be put back from there."));
  wabi_confirm_add_choice (confirm, "discard", _ ("_Discard"), WABI_CHOICE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (confirm), "refused", g_strdup (item->refused->id), g_free);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_discard_chosen_cb, g_object_ref (self));
}

static void
on_open_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (widget);
  WabiInboxItem *item = get_selected (self);
  const char *id = NULL;
  const char *place = item != NULL ? wabi_inbox_item_get_place (item, self->desk, &id) : NULL;

  if (place != NULL)
    wabi_desk_go (self->desk, place, id);
}

static void
on_row_activated_cb (WabiInboxPage *self)
{
  gtk_widget_child_focus (self->detail_scroller, GTK_DIR_TAB_FORWARD);
}

/* ---- The page ---- */

static void
open_item (WabiPage *page, const char *id)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (page);
  GtkListBoxRow *row;

  for (int i = 0; id != NULL && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_has_suffix (wabi_inbox_row_get_item (WABI_INBOX_ROW (row))->key, id))
      gtk_list_box_select_row (self->list, row);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static const WabiPageKey *
list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Alt>k", N_ ("Keep what stands") },  { "<Alt>t", N_ ("Take the newest proposal") },
    { "<Alt>s", N_ ("Send again") },         { "<Alt>m", N_ ("Mend and send") },
    { "<Alt>c", N_ ("Copy what was typed") },        { "Delete", N_ ("Discard what was refused") },
    { "<Alt>o", N_ ("Open where it can be mended") },
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
wabi_inbox_page_page_init (WabiPageInterface *iface)
{
  iface->open = open_item;
  iface->list_keys = list_keys;
}

static void
wabi_inbox_page_dispose (GObject *object)
{
  WabiInboxPage *self = WABI_INBOX_PAGE (object);

  g_clear_handle_id (&self->refill_source, g_source_remove);
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_INBOX_PAGE);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->selected, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_inbox_page_parent_class)->dispose (object);
}

static void
wabi_inbox_page_class_init (WabiInboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  wabi_inbox_register_resource ();
  g_type_ensure (WABI_TYPE_INBOX_DETAIL);
  G_OBJECT_CLASS (klass)->dispose = wabi_inbox_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, detail);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, detail_scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, title);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, filters);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, search);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxPage, held);
  gtk_widget_class_bind_template_callback (widget_class, queue_refill);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_settle_cb);
  gtk_widget_class_install_action (widget_class, "inbox.keep", NULL, on_keep_action_cb);
  gtk_widget_class_install_action (widget_class, "inbox.take", NULL, on_take_action_cb);
  gtk_widget_class_install_action (widget_class, "inbox.resend", NULL, on_resend_action_cb);
  gtk_widget_class_install_action (widget_class, "inbox.discard", NULL, on_discard_action_cb);
  gtk_widget_class_install_action (widget_class, "inbox.mend", NULL, on_mend_action_cb);
  gtk_widget_class_install_action (widget_class, "inbox.copy", NULL, on_copy_action_cb);
  gtk_widget_class_install_action (widget_class, "inbox.restore", NULL, on_restore_action_cb);
  gtk_widget_class_install_action (widget_class, "inbox.open", NULL, on_open_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_ALT_MASK, "inbox.keep", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_ALT_MASK, "inbox.take", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_ALT_MASK, "inbox.resend", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_ALT_MASK, "inbox.mend", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_ALT_MASK, "inbox.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_ALT_MASK, "inbox.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "inbox.discard", NULL);
}

static void
wabi_inbox_page_init (WabiInboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, set_header, NULL, NULL);
  self->sections = WABI_TOGGLE_GROUP (wabi_toggle_group_new (_ ("What is shown")));
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    wabi_toggle_group_add (self->sections, filters[i].id, get_filter_label (i));
  gtk_box_prepend (self->filters, GTK_WIDGET (self->sections));
  g_signal_connect_object (self->sections, "changed", G_CALLBACK (queue_refill), self, G_CONNECT_SWAPPED);
}

static void
on_held_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiInboxPage) self = data;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, NULL);
  g_autofree char *label = NULL;

  /* Where a service cannot be asked now, what the others hold is still said. */
  if (answer == NULL || self->counting == NULL || g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  self->n_held += wabi_json_peek_int (answer, "count", 0);
  if (self->n_held == 0)
    return;
  label = g_strdup_printf (_ ("Held for review (%d)…"), (int) self->n_held);
  gtk_button_set_label (GTK_BUTTON (self->held), label);
}

/* Each service holds its own. */
static void
count_held (WabiInboxPage *self)
{
  const WabiCacheTables *tables = wabi_cache_get_tables (wabi_desk_get_cache (self->desk));

  if (wabi_desk_get_sync (self->desk) == NULL || !gtk_widget_get_visible (self->held))
    return;
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  self->n_held = 0;
  gtk_button_set_label (GTK_BUTTON (self->held), _ ("Held for review…"));
  for (guint i = 0; tables->services[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/v1/held/count?service=", tables->services[i], NULL);

      wabi_sync_ask_async (wabi_desk_get_sync (self->desk), "GET", path, NULL, self->counting, on_held_counted_cb, g_object_ref (self));
    }
}

/* Back from the dialog in which it was decided. */
static void
on_active_cb (WabiInboxPage *self, GParamSpec *pspec, GtkWindow *window)
{
  if (gtk_window_is_active (window) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    count_held (self);
}

static void
on_map_cb (WabiInboxPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_signal_handlers_disconnect_by_func (root, on_active_cb, self);
  g_signal_connect_object (root, "notify::is-active", G_CALLBACK (on_active_cb), self, G_CONNECT_SWAPPED);
  count_held (self);
}

GtkWidget *
wabi_inbox_page_new (WabiDesk *desk)
{
  WabiInboxPage *self = g_object_new (WABI_TYPE_INBOX_PAGE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_desk_get_cache (desk), "outbox-changed", G_CALLBACK (queue_refill), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->held, (wabi_desk_get_roles (desk) & WABI_ROLE_ADMIN) != 0);
  g_signal_connect_object (self, "map", G_CALLBACK (on_map_cb), self, G_CONNECT_SWAPPED);
  refill (self);
  return GTK_WIDGET (self);
}
