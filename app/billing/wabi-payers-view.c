// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers, what each asks as of a day, and their fees.

#include "wabi-payers-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-billing-pane.h"
#include "wabi-chart.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-payers-private.h"
#include "wabi-rule-members.h"
#include "wabi-service-codes.h"
#include "wabi-toggle-group.h"
#include "wabi-words.h"

struct _WabiPayersView
{
  GtkWidget parent_instance;

  GtkStack *stack, *part_stack;
  GtkListBox *list;
  GtkLabel *name, *caption;
  GtkMenuButton *day_button, *add_rule;
  GtkCalendar *calendar;
  WabiToggleGroup *parts;
  AdwPreferencesPage *rules;
  WabiPayerGrid *grid;
  WabiPayerFees *fees;

  WabiDesk *desk;
  GtkWidget *actions;
  GPtrArray *groups; /* of rules, borrowed */
  char *payer;       /* id of the one that is shown */
  char *search;
  WabiDay day;
  guint source;
  gboolean filling;
};

static void pane_iface_init (WabiBillingPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiPayersView, wabi_payers_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_BILLING_PANE, pane_iface_init))

static GtkWindow *
get_window (WabiPayersView *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static WabiDay
get_today (WabiPayersView *self)
{
  return wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
}

/* ---- One payer ---- */

static void
show_day (WabiPayersView *self)
{
  g_autofree char *day = wabi_words_day_year (self->day);
  /* Translators: "As of Nov 23, 2026" */
  g_autofree char *label = self->day == get_today (self) ? g_strdup (_("As of today")) : g_strdup_printf (_("As of %s"), day);

  gtk_menu_button_set_label (self->day_button, label);
  if (self->day == get_today (self))
    gtk_widget_remove_css_class (GTK_WIDGET (self->day_button), "other-day");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->day_button), "other-day");
}

static void
show_payer (WabiPayersView *self)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (self->desk, &wabi_kind_payer, self->payer);
  g_autoptr (WabiPayerTerms) terms = NULL;
  g_autofree char *caption = NULL;

  show_day (self);
  if (payer == NULL)
    return;
  gtk_label_set_label (self->name, wabi_record_get_text (payer, "name"));
  /* Translators: a payer's identifier and type: "Payer ID 90010 · Commercial" */
  caption = g_strdup_printf (_("Payer ID %s · %s"), wabi_record_get_text (payer, "payer_id"), wabi_rule_words (wabi_record_get_text (payer, "type")));
  gtk_label_set_label (self->caption, caption);
  terms = wabi_payer_terms_new (wabi_desk_get_view (self->desk), payer, self->day);
  wabi_payer_rules_fill (self->rules, self->groups, self->desk, terms);
  wabi_payer_grid_show (self->grid, self->desk, terms);
  wabi_payer_fees_show (self->fees, self->desk, payer, self->day);
}

static void
set_day (WabiPayersView *self, WabiDay day)
{
  if (self->day == day)
    return;
  self->day = day;
  show_payer (self);
}

static void
on_calendar_cb (WabiPayersView *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  if (!self->filling)
    set_day (self, wabi_day_from_ymd (g_date_time_get_year (date), g_date_time_get_month (date), g_date_time_get_day_of_month (date)));
}

static void
show_on_calendar (WabiPayersView *self)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, day;

  wabi_day_to_ymd (self->day, &year, &month, &day);
  date = g_date_time_new_utc (year, month, day, 12, 0, 0);
  self->filling = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->filling = FALSE;
}

static void
on_today_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (widget);

  set_day (self, get_today (self));
  show_on_calendar (self);
  gtk_menu_button_popdown (self->day_button);
}

/* ---- The list ---- */

static gboolean
matches (WabiPayersView *self, WabiRecord *payer)
{
  g_autofree char *name = g_utf8_casefold (wabi_record_get_text (payer, "name"), -1);
  g_autofree char *wanted = g_utf8_casefold (self->search != NULL ? self->search : "", -1);

  return strstr (name, wanted) != NULL || strstr (wabi_record_get_text (payer, "payer_id"), wanted) != NULL;
}

static GtkWidget *
make_list_row (WabiRecord *payer)
{
  g_autofree char *caption = g_strdup_printf ("%s · %s", wabi_rule_words (wabi_record_get_text (payer, "type")), wabi_record_get_text (payer, "payer_id"));
  GtkWidget *row = wabi_payer_row_new (wabi_record_get_text (payer, "name"), caption, NULL);

  g_object_set_data_full (G_OBJECT (row), "payer", g_strdup (wabi_record_get_id (payer)), g_free);
  return row;
}

static void
load (WabiPayersView *self)
{
  g_autoptr (GPtrArray) payers = NULL;
  GtkListBoxRow *chosen = NULL;
  GtkWidget *child;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  query.order_by = "name";
  payers = wabi_desk_list (self->desk, &query);
  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < payers->len; i++)
    {
      GtkWidget *row;

      if (!matches (self, g_ptr_array_index (payers, i)))
        continue;
      row = make_list_row (g_ptr_array_index (payers, i));
      gtk_list_box_append (self->list, row);
      if (chosen == NULL || g_strcmp0 (wabi_record_get_id (g_ptr_array_index (payers, i)), self->payer) == 0)
        chosen = GTK_LIST_BOX_ROW (row);
    }
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, payers->len == 0 ? "empty" : "payers");
  if (chosen == NULL)
    return;
  g_free (self->payer);
  self->payer = g_strdup (g_object_get_data (G_OBJECT (chosen), "payer"));
  gtk_list_box_select_row (self->list, chosen);
  show_payer (self);
}

static void
on_row_cb (WabiPayersView *self, GtkListBoxRow *row)
{
  if (row == NULL || self->filling || g_strcmp0 (self->payer, g_object_get_data (G_OBJECT (row), "payer")) == 0)
    return;
  g_free (self->payer);
  self->payer = g_strdup (g_object_get_data (G_OBJECT (row), "payer"));
  show_payer (self);
}

static void
on_part_cb (WabiPayersView *self, const char *id)
{
  gtk_stack_set_visible_child_name (self->part_stack, id);
}

static gboolean
on_idle_cb (gpointer data)
{
  WabiPayersView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiPayersView *self, WabiChanges *changes)
{
  if (self->source == 0
      && (wabi_changes_has_kind (changes, &wabi_kind_payer) || wabi_changes_has_kind (changes, &wabi_kind_payer_rule)
          || wabi_changes_has_kind (changes, &wabi_kind_edit_table) || wabi_changes_has_kind (changes, &wabi_kind_service_code)
          || wabi_changes_has_kind (changes, &wabi_kind_fee)))
    self->source = g_idle_add (on_idle_cb, self);
}

/* ---- Doing ---- */

static WabiRecord *
dup_payer (WabiPayersView *self)
{
  return self->payer != NULL ? wabi_desk_get (self->desk, &wabi_kind_payer, self->payer) : NULL;
}

static void
on_new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (widget);

  if (g_strcmp0 (wabi_toggle_group_get_active_id (self->parts), "fees") == 0 && self->payer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->fees), "fees.add", NULL);
  else
    wabi_payer_form_new (self->desk, get_window (self));
}

/* Ctrl+V outside of the fees is theirs while they are shown. */
static void
on_paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (widget);

  if (g_strcmp0 (wabi_toggle_group_get_active_id (self->parts), "fees") == 0 && self->payer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->fees), "fees.paste", NULL);
}

static void
on_add_payer_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_payer_form_new (WABI_PAYERS_VIEW (widget)->desk, get_window (WABI_PAYERS_VIEW (widget)));
}

static void
on_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (widget);
  g_autoptr (WabiRecord) payer = dup_payer (self);

  if (payer != NULL)
    wabi_payer_form_details (self->desk, payer, get_window (self));
}

static void
on_copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (widget);
  g_autoptr (WabiRecord) payer = dup_payer (self);

  if (payer != NULL)
    wabi_payer_form_copy (self->desk, payer, get_window (self));
}

static void
on_add_rule_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (widget);
  g_autoptr (WabiRecord) payer = dup_payer (self);

  if (payer != NULL)
    wabi_payer_form_rule (self->desk, payer, g_variant_get_string (parameter, NULL), NULL, self->day, get_window (self));
}

static void
on_table_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_payer_form_table (WABI_PAYERS_VIEW (widget)->desk, get_window (WABI_PAYERS_VIEW (widget)));
}

static void
on_codes_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_service_codes_present (WABI_PAYERS_VIEW (widget)->desk, get_window (WABI_PAYERS_VIEW (widget)));
}

static void
on_open_day_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (WABI_PAYERS_VIEW (widget)->day_button);
}

static void
on_open_rules_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (WABI_PAYERS_VIEW (widget)->add_rule);
}

static void
on_action_cb (GtkWidget *button, WabiPayersView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), g_object_get_data (G_OBJECT (button), "action"), NULL);
}

/* ---- As a pane ---- */

static void
set_search (WabiBillingPane *pane, const char *text)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (pane);

  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  load (self);
}

static gboolean
open_record (WabiBillingPane *pane, const char *id)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (pane);
  g_autoptr (WabiRecord) rule = wabi_desk_get (self->desk, &wabi_kind_payer_rule, id);
  g_autoptr (WabiRecord) code = wabi_desk_get (self->desk, &wabi_kind_service_code, id);

  if (code != NULL)
    {
      wabi_service_codes_present (self->desk, get_window (self));
      return TRUE;
    }

  g_free (self->payer);
  self->payer = g_strdup (rule != NULL && wabi_record_has (rule, "payer") ? wabi_record_get_text (rule, "payer") : id);
  load (self);
  return g_strcmp0 (self->payer, id) == 0 || rule != NULL;
}

static GtkWidget *
get_actions (WabiBillingPane *pane)
{
  return WABI_PAYERS_VIEW (pane)->actions;
}

static const WabiPageKey *
list_keys (WabiBillingPane *pane, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>n", N_ ("Add a payer, or a fee in the fee schedule") },
    { "<Control>d", N_ ("Choose the day as of which the rules are shown") },
    { "<Control>r", N_ ("Add a rule") },
    { "<Control>e", N_ ("Change the payer's details") },
    { "<Control>o", N_ ("Import a table of CMS") },
    { "<Control><Shift>c", N_ ("Record the practice's own service codes") },
    { "<Control>v", N_ ("Paste fees from a spreadsheet") },
    { "Delete", N_ ("Take away the fee") },
    WABI_BILLING_TURN_KEYS,
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
pane_iface_init (WabiBillingPaneInterface *iface)
{
  iface->set_search = set_search;
  iface->open = open_record;
  iface->get_actions = get_actions;
  iface->list_keys = list_keys;
}

/* ---- The widget ---- */

static void
wabi_payers_view_dispose (GObject *object)
{
  WabiPayersView *self = WABI_PAYERS_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PAYERS_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->payer, g_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_payers_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "payers.new", NULL, on_new_cb);
  gtk_widget_class_install_action (widget_class, "payers.paste", NULL, on_paste_cb);
  gtk_widget_class_install_action (widget_class, "payers.add", NULL, on_add_payer_cb);
  gtk_widget_class_install_action (widget_class, "payers.details", NULL, on_details_cb);
  gtk_widget_class_install_action (widget_class, "payers.copy", NULL, on_copy_cb);
  gtk_widget_class_install_action (widget_class, "payers.add-rule", "s", on_add_rule_cb);
  gtk_widget_class_install_action (widget_class, "payers.table", NULL, on_table_cb);
  gtk_widget_class_install_action (widget_class, "payers.codes", NULL, on_codes_cb);
  gtk_widget_class_install_action (widget_class, "payers.today", NULL, on_today_cb);
  gtk_widget_class_install_action (widget_class, "payers.day", NULL, on_open_day_cb);
  gtk_widget_class_install_action (widget_class, "payers.rules", NULL, on_open_rules_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "payers.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "payers.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "payers.day", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "payers.rules", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "payers.details", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "payers.table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "payers.codes", NULL);
}

static void
wabi_payers_view_class_init (WabiPayersViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_payers_view_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_PAYER_GRID);
  g_type_ensure (WABI_TYPE_PAYER_FEES);
  g_type_ensure (WABI_TYPE_TOGGLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-payers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, part_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, list);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, name);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, caption);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, day_button);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, add_rule);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, calendar);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, parts);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, rules);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, grid);
  gtk_widget_class_bind_template_child (widget_class, WabiPayersView, fees);
  gtk_widget_class_bind_template_callback (widget_class, on_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_part_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_calendar_cb);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_action (WabiPayersView *self, const char *label, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_action_cb), self, G_CONNECT_DEFAULT);
  return button;
}

static void
make_actions (WabiPayersView *self)
{
  GtkWidget *add = make_action (self, _("Add payer…"), "payers.add", _("Add a payer from a starting set (Ctrl+N)"));

  gtk_widget_add_css_class (add, "suggested-action");
  self->actions = g_object_ref_sink (add);
}

static void
make_rule_menu (WabiPayersView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  gsize n;
  const WabiRuleWord *rules = wabi_rule_members_rules (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(rules[i].label), NULL);

      g_menu_item_set_action_and_target (item, "payers.add-rule", "s", rules[i].word);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->add_rule, G_MENU_MODEL (menu));
}

static void
wabi_payers_view_init (WabiPayersView *self)
{
  self->filling = TRUE;
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  wabi_toggle_group_add (self->parts, "rules", _("What it asks"));
  wabi_toggle_group_add (self->parts, "overlaps", _("At one time"));
  wabi_toggle_group_add (self->parts, "fees", _("Fees"));
  make_actions (self);
  make_rule_menu (self);
  self->filling = FALSE;
}

GtkWidget *
wabi_payers_view_new (WabiDesk *desk)
{
  WabiPayersView *self;

  wabi_chart_init (); /* the forms are its */
  self = g_object_new (WABI_TYPE_PAYERS_VIEW, NULL);
  self->desk = g_object_ref (desk);
  self->day = get_today (self);
  show_on_calendar (self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
