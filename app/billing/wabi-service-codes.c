// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice's own service codes: found, added from those that state programs use, changed and withdrawn.

#include "wabi-service-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-empty-state.h"
#include "wabi-payers-private.h"
#include "wabi-words.h"

struct _WabiServiceCodes
{
  AdwWindow parent_instance;
  GtkStack *stack;
  GtkListBox *list;
  GtkEditable *search;
  GtkMenuButton *add;
  WabiDesk *desk;
  guint source;
};

G_DEFINE_FINAL_TYPE (WabiServiceCodes, wabi_service_codes, ADW_TYPE_WINDOW)

/* ---- words ---- */

static char *
say_unit (WabiRecord *record)
{
  int minutes = (int) wabi_record_get_int (record, "unit_minutes");

  if (wabi_record_is (record, "unit", "minutes"))
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), minutes);
  return g_strdup (wabi_record_is (record, "unit", "day") ? _("a day") : _("a session"));
}

static char *
say_row (WabiRecord *record)
{
  g_auto (GStrv) credentials = wabi_lookup_strv (record, "credentials");
  g_autofree char *unit = say_unit (record), *who = *credentials != NULL ? g_strjoinv (", ", credentials) : g_strdup (_("anybody"));
  g_autofree char *days = wabi_words_day_range (wabi_lookup_day (record, "valid_from"), wabi_lookup_day (record, "valid_to"));
  g_autofree char *said = g_strdup_printf ("%s · %s · %s · %s", unit, who, days, wabi_record_get_text (record, "source"));

  return wabi_record_get_bool (record, "unbilled") ? g_strdup_printf ("%s · %s", said, _("never billed")) : g_steal_pointer (&said);
}

/* ---- the list ---- */

static gboolean
matches (WabiServiceCodes *self, WabiRecord *record)
{
  g_autofree char *text = g_strdup_printf ("%s %s", wabi_record_get_text (record, "code"), wabi_record_get_text (record, "name"));
  g_autofree char *folded = g_utf8_casefold (text, -1), *wanted = g_utf8_casefold (gtk_editable_get_text (self->search), -1);

  return strstr (folded, wanted) != NULL;
}

static void
on_withdraw_cb (GtkButton *button, gpointer data)
{
  WabiServiceCodes *self = data;
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (self->desk, "service-code.withdraw", wabi_args ("id", id, NULL), _("Service code withdrawn"), "service-code.restore",
                     wabi_args ("id", id, NULL), &error))
    wabi_desk_tell_error (self->desk, error);
}

static GtkWidget *
make_row (WabiServiceCodes *self, WabiRecord *record)
{
  g_autofree char *title = g_strdup_printf ("%s %s", wabi_record_get_text (record, "code"), wabi_record_get_text (record, "name"));
  g_autofree char *said = say_row (record), *spoken = g_strdup_printf (_("Withdraw %s"), wabi_record_get_text (record, "code"));
  GtkWidget *row = wabi_payer_row_new (title, said, NULL), *withdraw = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (withdraw, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (withdraw, "flat");
  gtk_widget_set_tooltip_text (withdraw, _("Withdraw this code; visits that name it are held back then"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (withdraw), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (withdraw), "id", g_strdup (wabi_record_get_id (record)), g_free);
  g_signal_connect_object (withdraw, "clicked", G_CALLBACK (on_withdraw_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), withdraw);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (wabi_record_get_id (record)), g_free);
  return row;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  int order = strcmp (wabi_record_get_text (one, "code"), wabi_record_get_text (other, "code"));

  return order != 0 ? order : strcmp (wabi_record_get_text (other, "valid_from"), wabi_record_get_text (one, "valid_from"));
}

static void
load (WabiServiceCodes *self)
{
  g_autoptr (GPtrArray) records = NULL;
  guint all = 0, shown = 0;
  GtkWidget *child;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_service_code);
  records = wabi_desk_list (self->desk, &query);
  g_ptr_array_sort (records, compare_codes);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);

      if (wabi_record_has (record, "active") && !wabi_record_get_bool (record, "active"))
        continue;
      all++;
      if (!matches (self, record))
        continue;
      gtk_list_box_append (self->list, make_row (self, record));
      shown++;
    }
  gtk_stack_set_visible_child_name (self->stack, all == 0 ? "empty" : shown == 0 ? "nothing" : "list");
}

static gboolean
on_idle_cb (gpointer data)
{
  WabiServiceCodes *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiServiceCodes *self, WabiChanges *changes)
{
  if (self->source == 0 && wabi_changes_has_kind (changes, &wabi_kind_service_code))
    self->source = g_idle_add (on_idle_cb, self);
}

/* ---- doing ---- */

static void
on_row_activated_cb (WabiServiceCodes *self, GtkListBoxRow *row)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, &wabi_kind_service_code, g_object_get_data (G_OBJECT (row), "id"));

  if (record != NULL)
    wabi_service_form_present (self->desk, record, NULL, GTK_WINDOW (self));
}

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiServiceCodes *self = WABI_SERVICE_CODES (widget);
  const char *code = g_variant_get_string (parameter, NULL);

  wabi_service_form_present (self->desk, NULL, *code != '\0' ? code : NULL, GTK_WINDOW (self));
}

static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (WABI_SERVICE_CODES (widget)->add);
}

static void
on_find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (WABI_SERVICE_CODES (widget)->search));
}

/* Those that state programs use, and any other. */
static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) offered = g_menu_new (), other = g_menu_new ();
  gsize n;
  const WabiOfferedCode *codes = wabi_codes_offered (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdup_printf ("%s %s", codes[i].service.code, _(codes[i].service.name));
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "codes.add", "s", codes[i].service.code);
      g_menu_append_item (offered, item);
    }
  g_menu_append (other, _("Another code…"), "codes.add::");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (other));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (offered));
  return G_MENU_MODEL (menu);
}

/* ---- the window ---- */

static void
wabi_service_codes_dispose (GObject *object)
{
  WabiServiceCodes *self = WABI_SERVICE_CODES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_service_codes_parent_class)->dispose (object);
}

static void
wabi_service_codes_class_init (WabiServiceCodesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_service_codes_dispose;
  gtk_widget_class_install_action (widget_class, "codes.add", "s", on_add_cb);
  gtk_widget_class_install_action (widget_class, "codes.open", NULL, on_open_cb);
  gtk_widget_class_install_action (widget_class, "codes.find", NULL, on_find_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "codes.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "codes.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_list (WabiServiceCodes *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Service codes"), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated_cb), self, G_CONNECT_SWAPPED);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  gtk_widget_set_margin_top (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 12);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

static void
wabi_service_codes_init (WabiServiceCodes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new (), *add = gtk_menu_button_new ();
  GtkWidget *search = gtk_search_entry_new (), *stack = gtk_stack_new ();
  g_autoptr (GMenuModel) menu = make_menu ();

  self->stack = GTK_STACK (stack);
  self->search = GTK_EDITABLE (search);
  self->add = GTK_MENU_BUTTON (add);
  gtk_menu_button_set_label (self->add, _("Add code"));
  gtk_menu_button_set_menu_model (self->add, menu);
  gtk_widget_set_tooltip_text (add, _("Add code (Ctrl+N)"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  g_object_set (search, "placeholder-text", _("Find a code"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a code"), -1);
  gtk_widget_set_margin_top (search, 6);
  gtk_widget_set_margin_start (search, 12);
  gtk_widget_set_margin_end (search, 12);
  g_signal_connect_object (search, "search-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack,
                       wabi_empty_state_new ("wabi-billing-symbolic", _("No codes of your own"),
                                             _("The ten codes of ABA are always there. Add what your payers want besides, such as H2019 or T1023 of a state's Medicaid.")),
                       "empty");
  gtk_stack_add_named (self->stack, wabi_empty_state_new ("edit-find-symbolic", _("No code matches"), _("Change or clear what you look for.")), "nothing");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Service codes"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 560);
}

void
wabi_service_codes_present (WabiDesk *desk, GtkWindow *parent)
{
  WabiServiceCodes *self = g_object_new (WABI_TYPE_SERVICE_CODES, "modal", TRUE, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
