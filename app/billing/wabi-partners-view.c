// SPDX-License-Identifier: AGPL-3.0-or-later
// Clearinghouses: how it is with each, what was sent, what came, and what needs a hand.

#include "wabi-partners-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-billing-pane.h"
#include "wabi-chart.h"
#include "wabi-confirm.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-money-table.h"
#include "wabi-partners-private.h"
#include "wabi-payers-private.h"
#include "wabi-status-mark.h"

#define SHOWN 200

struct _WabiPartnersView
{
  GtkWidget parent_instance;

  GtkStack *stack, *files_stack;
  GtkListBox *list;
  GtkLabel *name, *caption, *state, *trouble, *key_words;
  GtkWidget *trouble_box, *key_box;
  GtkColumnView *table;

  WabiDesk *desk;
  GtkWidget *actions;
  GListStore *shown;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  char *partner; /* id of the one that is shown */
  guint source;
  gboolean filling, busy;
};

static void pane_iface_init (WabiBillingPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiPartnersView, wabi_partners_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_BILLING_PANE, pane_iface_init))

static GtkWindow *
get_window (WabiPartnersView *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static WabiRecord *
dup_partner (WabiPartnersView *self)
{
  return self->partner != NULL ? wabi_desk_get (self->desk, &wabi_kind_partner, self->partner) : NULL;
}

static char *
say_when (WabiPartnersView *self, gint64 at)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, at)), *time = wabi_format_time (zone, at);

  return g_strdup_printf ("%s, %s", day, time);
}

/* ---- The table ---- */

static const struct
{
  const char *state;
  WabiMarkKind mark;
  const char *words;
} states[] = {
  { "waiting", WABI_MARK_PENDING, N_ ("Waits to be sent") }, { "sending", WABI_MARK_PENDING, N_ ("Being sent") },
  { "sent", WABI_MARK_PASSED, N_ ("Sent") },                 { "received", WABI_MARK_PASSED, N_ ("Received and read") },
  { "failed", WABI_MARK_BLOCKED, N_ ("Failed") },            { "cancelled", WABI_MARK_NONE, N_ ("Not sent") },
};

static guint
find_state (WabiRecord *transmission)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (wabi_record_is (transmission, "state", states[i].state))
      return i;
  return 0;
}

static GtkWidget *
make_mark (gpointer data)
{
  return wabi_status_mark_new (WABI_MARK_NONE);
}

static void
fill_mark (GtkWidget *cell, gpointer item, gpointer data)
{
  wabi_status_mark_set_kind (WABI_STATUS_MARK (cell), states[find_state (item)].mark);
}

static void
fill_way (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), wabi_record_is (item, "direction", "out") ? _("To the partner") : _("From the partner"));
}

static void
fill_name (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), wabi_record_get_text (item, "name"));
  gtk_widget_add_css_class (cell, "money-strong");
}

static void
fill_when (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *when = say_when (data, wabi_record_has (item, "settled_at") ? wabi_record_get_int (item, "settled_at") : wabi_record_get_int (item, "at"));

  gtk_label_set_label (GTK_LABEL (cell), when);
}

static void
fill_state (GtkWidget *cell, gpointer item, gpointer data)
{
  const char *trouble = wabi_record_get_text (item, "trouble");

  gtk_label_set_label (GTK_LABEL (cell), trouble != NULL ? trouble : _(states[find_state (item)].words));
  gtk_widget_add_css_class (cell, "secondary");
}

static const WabiMoneyColumn columns[] = {
  { "", FALSE, FALSE, 0, make_mark, fill_mark },          { N_ ("Way"), FALSE, FALSE, 14, NULL, fill_way },
  { N_ ("File"), TRUE, FALSE, 24, NULL, fill_name },      { N_ ("When"), FALSE, FALSE, 18, NULL, fill_when },
  { N_ ("State"), TRUE, FALSE, 28, NULL, fill_state },
};

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "at"), other = wabi_record_get_int (*(WabiRecord *const *) b, "at");

  return one < other ? 1 : one > other ? -1 : 0;
}

static void
update_actions (WabiPartnersView *self)
{
  WabiRecord *chosen = gtk_single_selection_get_selected_item (self->selection);
  gboolean out = chosen != NULL && wabi_record_is (chosen, "direction", "out"), failed = chosen != NULL && wabi_record_is (chosen, "state", "failed");
  gboolean waits = chosen != NULL && wabi_record_is (chosen, "state", "waiting"), cancelled = chosen != NULL && wabi_record_is (chosen, "state", "cancelled");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "partners.retry", failed || waits || (out && cancelled));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "partners.cancel", out && (waits || failed));
}

static void
load_files (WabiPartnersView *self)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_transmission, "partner", self->partner);
  WabiRecord *chosen = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *kept = chosen != NULL ? g_strdup (wabi_record_get_id (chosen)) : NULL;

  g_ptr_array_sort (all, compare_newest);
  if (all->len > SHOWN)
    g_ptr_array_set_size (all, SHOWN);
  wabi_money_table_replace (self->shown, all);
  gtk_stack_set_visible_child_name (self->files_stack, all->len > 0 ? "table" : "empty");
  for (guint i = 0; kept != NULL && i < all->len; i++)
    if (strcmp (wabi_record_get_id (g_ptr_array_index (all, i)), kept) == 0)
      gtk_single_selection_set_selected (self->selection, i);
  update_actions (self);
}

/* ---- One partner ---- */

static void
show_key (WabiPartnersView *self, WabiRecord *partner)
{
  const char *seen = wabi_record_get_text (partner, "key_seen"), *trusted = wabi_record_get_text (partner, "host_key");
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->key_box, seen != NULL && g_strcmp0 (seen, trusted) != 0);
  if (seen == NULL)
    return;
  words = trusted == NULL ? g_strdup_printf (_("The partner’s server shows the key %s. Compare it with what the partner publishes."), seen)
                          : g_strdup_printf (_("The server shows the key %s, and not %s, which is trusted. Ask the partner whether it changed its key before you trust it."),
                                             seen, trusted);
  gtk_label_set_label (self->key_words, words);
}

static void
show_partner (WabiPartnersView *self)
{
  g_autoptr (WabiRecord) partner = dup_partner (self);
  g_autofree char *caption = NULL, *when = NULL, *state = NULL;

  if (partner == NULL)
    return;
  gtk_label_set_label (self->name, wabi_record_get_text (partner, "name"));
  caption = g_strdup_printf ("%s · %s", wabi_partner_type_words (partner), wabi_partner_place_words (partner));
  gtk_label_set_label (self->caption, caption);
  when = wabi_record_get_int (partner, "checked_at") > 0 ? say_when (self, wabi_record_get_int (partner, "checked_at")) : NULL;
  if (!wabi_record_get_bool (partner, "active"))
    state = g_strdup (_("Not used at present"));
  else if (!wabi_record_is (partner, "type", "folder") && !wabi_record_get_bool (partner, "has_secret"))
    state = g_strdup (_("The password or key is missing"));
  else if (wabi_record_has (partner, "asked_at"))
    state = g_strdup (_("Is looked at…"));
  else
    state = when != NULL ? g_strdup_printf (_("Last looked at: %s"), when) : g_strdup (_("Not looked at yet"));
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (self->trouble_box, wabi_record_has (partner, "trouble"));
  gtk_label_set_label (self->trouble, wabi_record_has (partner, "trouble") ? wabi_record_get_text (partner, "trouble") : "");
  show_key (self, partner);
  load_files (self);
}

static void
load (WabiPartnersView *self)
{
  g_autoptr (GPtrArray) partners = NULL;
  GtkListBoxRow *chosen = NULL;
  GtkWidget *child;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_partner);
  partners = wabi_desk_list (self->desk, &query);
  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < partners->len; i++)
    {
      WabiRecord *partner = g_ptr_array_index (partners, i);
      const char *words = wabi_record_has (partner, "trouble") ? _("Needs a hand") : wabi_record_get_bool (partner, "active") ? wabi_partner_type_words (partner)
                                                                                                                             : _("Not used at present");
      GtkWidget *row = wabi_payer_row_new (wabi_record_get_text (partner, "name"), words, NULL);

      g_object_set_data_full (G_OBJECT (row), "partner", g_strdup (wabi_record_get_id (partner)), g_free);
      gtk_list_box_append (self->list, row);
      if (chosen == NULL || g_strcmp0 (wabi_record_get_id (partner), self->partner) == 0)
        chosen = GTK_LIST_BOX_ROW (row);
    }
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, partners->len == 0 ? "empty" : "partners");
  if (chosen == NULL)
    return;
  g_free (self->partner);
  self->partner = g_strdup (g_object_get_data (G_OBJECT (chosen), "partner"));
  gtk_list_box_select_row (self->list, chosen);
  show_partner (self);
}

static void
on_row_cb (WabiPartnersView *self, GtkListBoxRow *row)
{
  if (row == NULL || self->filling || g_strcmp0 (self->partner, g_object_get_data (G_OBJECT (row), "partner")) == 0)
    return;
  g_free (self->partner);
  self->partner = g_strdup (g_object_get_data (G_OBJECT (row), "partner"));
  show_partner (self);
}

static gboolean
on_idle_cb (gpointer data)
{
  WabiPartnersView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiPartnersView *self, WabiChanges *changes)
{
  if (self->source == 0 && (wabi_changes_has_kind (changes, &wabi_kind_partner) || wabi_changes_has_kind (changes, &wabi_kind_transmission)))
    self->source = g_idle_add (on_idle_cb, self);
}

/* ---- Doing ---- */

static void
on_new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_partner_form (WABI_PARTNERS_VIEW (widget)->desk, NULL, get_window (WABI_PARTNERS_VIEW (widget)));
}

static void
on_new_clicked_cb (WabiPartnersView *self)
{
  wabi_partner_form (self->desk, NULL, get_window (self));
}

static void
on_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (widget);
  g_autoptr (WabiRecord) partner = dup_partner (self);

  if (partner != NULL)
    wabi_partner_form (self->desk, partner, get_window (self));
}

static void
on_secret_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (widget);
  g_autoptr (WabiRecord) partner = dup_partner (self);

  if (partner != NULL)
    wabi_partner_form_secret (self->desk, partner, get_window (self));
}

static void
give (WabiPartnersView *self, const char *command, const char *id, const char *done, const char *undo)
{
  g_autoptr (GError) error = NULL;

  if (id != NULL && !wabi_desk_do (self->desk, command, wabi_args ("id", id, NULL), done, undo, undo != NULL ? wabi_args ("id", id, NULL) : NULL, &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_check_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  give (WABI_PARTNERS_VIEW (widget), "partner.check", WABI_PARTNERS_VIEW (widget)->partner, _("What waits is sent, and what came is fetched"), NULL);
}

static void
on_retry_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (widget);
  WabiRecord *chosen = gtk_single_selection_get_selected_item (self->selection);

  if (chosen != NULL)
    give (self, "transmission.retry", wabi_record_get_id (chosen), _("It is tried again"), "transmission.cancel");
}

static void
on_cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (widget);
  WabiRecord *chosen = gtk_single_selection_get_selected_item (self->selection);

  if (chosen != NULL)
    give (self, "transmission.cancel", wabi_record_get_id (chosen), _("The file is not sent"), "transmission.retry");
}

/* ---- The key of the server ---- */

static void
on_trusted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPartnersView) self = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (WabiRecord) partner = self->desk != NULL ? dup_partner (self) : NULL;

  if (g_strcmp0 (choice, "trust") == 0 && partner != NULL && wabi_record_has (partner, "key_seen"))
    wabi_partner_set (self->desk, partner, "host_key", wabi_record_get_text (partner, "key_seen"), _("The key is trusted"));
}

static void
on_trust_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (widget);
  g_autoptr (WabiRecord) partner = dup_partner (self);
  WabiConfirm *confirm;

  if (partner == NULL || !wabi_record_has (partner, "key_seen"))
    return;
  confirm = wabi_confirm_new (_("Trust this key?"), gtk_label_get_label (self->key_words));
  wabi_confirm_add_choice (confirm, "trust", _("Trust it"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, get_window (self), NULL, on_trusted_cb, g_object_ref (self));
}

/* ---- A try ---- */

static void
on_tested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPartnersView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);

  self->busy = FALSE;
  if (self->desk == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "partners.test", TRUE);
  if (answer == NULL)
    wabi_desk_tell_error (self->desk, error);
  else if (json_object_get_boolean_member_with_default (answer, "ok", FALSE))
    {
      guint files = (guint) wabi_json_peek_int (answer, "files", 0);
      g_autofree char *words = g_strdup_printf (ngettext ("The connection works; %u file lies there", "The connection works; %u files lie there", files), files);

      wabi_desk_tell (self->desk, words);
    }
  else
    wabi_desk_tell (self->desk, wabi_json_peek_text (answer, "message"));
}

static void
on_test_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (widget);
  g_autoptr (JsonObject) body = NULL;

  if (self->partner == NULL || self->busy)
    return;
  self->busy = TRUE;
  gtk_widget_action_set_enabled (widget, "partners.test", FALSE);
  body = wabi_args ("id", self->partner, NULL);
  wabi_sync_ask_async (wabi_desk_get_sync (self->desk), "POST", "/v1/partners/test", body, self->cancellable, on_tested_cb, g_object_ref (self));
}

/* ---- As a pane ---- */

static gboolean
open_record (WabiBillingPane *pane, const char *id)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (pane);
  g_autoptr (WabiRecord) file = wabi_desk_get (self->desk, &wabi_kind_transmission, id);

  g_free (self->partner);
  self->partner = g_strdup (file != NULL ? wabi_record_get_text (file, "partner") : id);
  load (self);
  return file != NULL || g_strcmp0 (self->partner, id) == 0;
}

static GtkWidget *
get_actions (WabiBillingPane *pane)
{
  return WABI_PARTNERS_VIEW (pane)->actions;
}

static const WabiPageKey *
list_keys (WabiBillingPane *pane, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>n", N_ ("Add a partner") },
    { "<Control>e", N_ ("Change the partner’s details") },
    { "<Control>t", N_ ("Try the connection") },
    { "<Control>r", N_ ("Send what waits and fetch what came, now") },
    { "<Control>Return", N_ ("Try the file again") },
    { "Delete", N_ ("Do not send the file") },
    WABI_BILLING_TURN_KEYS,
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
pane_iface_init (WabiBillingPaneInterface *iface)
{
  iface->open = open_record;
  iface->get_actions = get_actions;
  iface->list_keys = list_keys;
}

/* ---- The widget ---- */

static void
wabi_partners_view_dispose (GObject *object)
{
  WabiPartnersView *self = WABI_PARTNERS_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PARTNERS_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->partner, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_partners_view_parent_class)->dispose (object);
}

static void
wabi_partners_view_finalize (GObject *object)
{
  g_object_unref (WABI_PARTNERS_VIEW (object)->cancellable);
  G_OBJECT_CLASS (wabi_partners_view_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "partners.new", NULL, on_new_cb);
  gtk_widget_class_install_action (widget_class, "partners.details", NULL, on_details_cb);
  gtk_widget_class_install_action (widget_class, "partners.secret", NULL, on_secret_cb);
  gtk_widget_class_install_action (widget_class, "partners.test", NULL, on_test_cb);
  gtk_widget_class_install_action (widget_class, "partners.check", NULL, on_check_cb);
  gtk_widget_class_install_action (widget_class, "partners.trust", NULL, on_trust_cb);
  gtk_widget_class_install_action (widget_class, "partners.retry", NULL, on_retry_cb);
  gtk_widget_class_install_action (widget_class, "partners.cancel", NULL, on_cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "partners.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "partners.details", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "partners.test", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "partners.check", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "partners.retry", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "partners.cancel", NULL);
}

static void
wabi_partners_view_class_init (WabiPartnersViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_partners_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_partners_view_finalize;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-partners-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, files_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, list);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, name);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, caption);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, state);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, trouble);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, key_words);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, key_box);
  gtk_widget_class_bind_template_child (widget_class, WabiPartnersView, table);
  gtk_widget_class_bind_template_callback (widget_class, on_row_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  install_actions (widget_class);
}

static void
wabi_partners_view_init (WabiPartnersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (WABI_TYPE_RECORD);
  self->cancellable = g_cancellable_new ();
  self->actions = g_object_ref_sink (gtk_button_new_with_label (_("Add partner…")));
  gtk_widget_set_tooltip_text (self->actions, _("A clearinghouse, or folders (Ctrl+N)"));
  g_signal_connect_object (self->actions, "clicked", G_CALLBACK (on_new_clicked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wabi_partners_view_new (WabiDesk *desk)
{
  WabiPartnersView *self;

  wabi_chart_init (); /* the forms are its */
  self = g_object_new (WABI_TYPE_PARTNERS_VIEW, NULL);
  self->desk = g_object_ref (desk);
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (update_actions), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  update_actions (self);
  return GTK_WIDGET (self);
}
