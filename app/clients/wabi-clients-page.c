// SPDX-License-Identifier: AGPL-3.0-or-later
// A list of clients, and all about the one that is chosen.

#include "wabi-clients-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-avail.h"
#include "wabi-badge.h"
#include "wabi-chart.h"
#include "wabi-client-forms.h"
#include "wabi-client-list.h"
#include "wabi-client-row.h"
#include "wabi-client-sections.h"
#include "wabi-client-team.h"
#include "wabi-clients-resources.h"
#include "wabi-empty-state.h"
#include "wabi-eligibility-words.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"
#include "wabi-toggle-group.h"

#define EDITORS (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_BILLER | WABI_ROLE_ADMIN)

struct _WabiClientsPage
{
  AdwBin parent_instance;
  WabiDesk *desk;
  WabiClientList *list;
  WabiToggleGroup *tabs;
  WabiRecord *client;
  guint refresh_source;
  gboolean refresh_list;

  GtkWidget *list_place, *tabs_place, *content, *new_button, *edit_button;
  GtkScrolledWindow *scroller;
  GtkStack *stack;
  AdwAvatar *avatar;
  GtkLabel *name, *line;
  WabiBadge *badge;
  WabiEmptyState *empty;
};

static void wabi_clients_page_iface_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiClientsPage, wabi_clients_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, wabi_clients_page_iface_init))

typedef GtkWidget *(*Build) (const WabiClientSection *section);

static const struct
{
  const char *id, *title;
  Build build;
} tabs[] = {
  { "overview", N_ ("Overview"), wabi_client_build_overview },
  { "coverage", N_ ("Coverage and units"), wabi_client_build_coverage },
  { "visits", N_ ("Visits"), wabi_client_build_visits },
  { "progress", N_ ("Progress"), wabi_client_build_progress },
};

static GtkWindow *
get_window (WabiClientsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static gboolean
may_edit (WabiClientsPage *self)
{
  return (wabi_desk_get_roles (self->desk) & EDITORS) != 0;
}

/* ---- What is shown ---- */

static void
show_head (WabiClientsPage *self)
{
  const char *status = wabi_client_status_words (self->client), *phone = wabi_record_get_text (self->client, "guardian_phone");
  const char *guardian = wabi_record_get_text (self->client, "guardian_name");
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  int age = wabi_format_age (wabi_record_get_text (self->client, "birth_date"), today);
  g_autofree char *name = wabi_lookup_full_name (self->client);
  g_autofree char *years = g_strdup_printf (ngettext ("%d year old", "%d years old", (gulong) MAX (age, 0)), age);
  g_autofree char *readable = phone != NULL ? wabi_panel_format_phone (phone) : NULL;
  g_autofree char *line = g_strdup_printf ("%s%s%s%s%s", years, guardian != NULL ? " · " : "", guardian != NULL ? guardian : "",
                                           readable != NULL ? " · " : "", readable != NULL ? readable : "");

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->line, line);
  wabi_badge_set_text (self->badge, status != NULL ? status : _("Active"));
  wabi_badge_set_kind (self->badge, status == NULL ? WABI_BADGE_OK : WABI_BADGE_NEUTRAL);
}

static void
show_content (WabiClientsPage *self)
{
  const char *tab = wabi_toggle_group_get_active_id (self->tabs);
  WabiClientSection section = { self->desk, self->client, may_edit (self) };

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    if (g_strcmp0 (tabs[i].id, tab) == 0)
      adw_bin_set_child (ADW_BIN (self->content), tabs[i].build (&section));
}

static void
show_client (WabiClientsPage *self, const char *id)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (self->desk, &wabi_kind_client, id);

  g_set_object (&self->client, client);
  gtk_stack_set_visible_child_name (self->stack, client != NULL ? "client" : id != NULL ? "gone" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.edit", client != NULL && may_edit (self));
  if (client == NULL)
    return;
  show_head (self);
  show_content (self);
}

static void
on_chosen_cb (WabiClientsPage *self, const char *id)
{
  show_client (self, id);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
on_tab_cb (WabiClientsPage *self, const char *tab)
{
  if (self->client != NULL)
    show_content (self);
}

static gboolean
on_refresh_cb (gpointer data)
{
  WabiClientsPage *self = data;

  self->refresh_source = 0;
  if (self->refresh_list)
    wabi_client_list_refresh (self->list);
  self->refresh_list = FALSE;
  show_client (self, wabi_client_list_get_chosen (self->list));
  return G_SOURCE_REMOVE;
}

static void
on_desk_changed_cb (WabiClientsPage *self, WabiChanges *changes)
{
  static const WabiKind *const shown[] = { &wabi_kind_benefit, &wabi_kind_client,  &wabi_kind_coverage, &wabi_kind_authorization, &wabi_kind_client_hours,
                                           &wabi_kind_appointment, &wabi_kind_session,  &wabi_kind_note,          &wabi_kind_target,
                                           &wabi_kind_payer,   &wabi_kind_staff,    &wabi_kind_phase,         &wabi_kind_care_team };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    any = any || wabi_changes_has_kind (changes, shown[i]);
  if (!any)
    return;
  self->refresh_list = self->refresh_list || wabi_changes_has_kind (changes, &wabi_kind_client) || wabi_changes_has_kind (changes, &wabi_kind_coverage)
                       || wabi_changes_has_kind (changes, &wabi_kind_payer);
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_LOW, on_refresh_cb, self, NULL);
}

/* ---- Acting ---- */

static void
on_added_cb (const char *id, gpointer data)
{
  WabiClientsPage *self = data;

  wabi_client_list_refresh (self->list);
  wabi_client_list_choose (self->list, id);
}

static void
on_new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);

  wabi_client_form_add (self->desk, get_window (self), on_added_cb, self);
}

static void
on_edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);

  wabi_client_form_edit (self->desk, self->client, get_window (self));
}

/* Before a booking, or with the card in the hand. */
static void
on_check_coverage_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_ptr_array_add (ids, (gpointer) g_variant_get_string (parameter, NULL));
  wabi_eligibility_ask_now (WABI_CLIENTS_PAGE (widget)->desk, ids);
}

static void
on_settle_benefit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_eligibility_settle (WABI_CLIENTS_PAGE (widget)->desk, g_variant_get_string (parameter, NULL));
}

static void
on_add_coverage_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);

  if (self->client != NULL)
    wabi_client_form_coverage (self->desk, self->client, NULL, get_window (self));
}

static void
on_edit_coverage_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);
  g_autoptr (WabiRecord) coverage = wabi_desk_get (self->desk, &wabi_kind_coverage, g_variant_get_string (parameter, NULL));

  if (coverage != NULL)
    wabi_client_form_coverage (self->desk, self->client, coverage, get_window (self));
}

static void
on_add_authorization_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);

  if (self->client != NULL)
    wabi_client_form_authorization (self->desk, self->client, NULL, get_window (self));
}

static void
on_edit_authorization_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);
  g_autoptr (WabiRecord) authorization = wabi_desk_get (self->desk, &wabi_kind_authorization, g_variant_get_string (parameter, NULL));

  if (authorization != NULL)
    wabi_client_form_authorization (self->desk, self->client, authorization, get_window (self));
}

static void
on_authorization_act_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);
  g_autoptr (WabiRecord) authorization = wabi_desk_get (self->desk, &wabi_kind_authorization, g_variant_get_string (parameter, NULL));

  if (authorization == NULL)
    return;
  if (g_str_equal (action, "clients.amend-authorization"))
    wabi_client_form_amend (self->desk, authorization, get_window (self));
  else if (g_str_equal (action, "clients.assign-authorization"))
    wabi_client_form_assign (self->desk, authorization, get_window (self));
  else if (g_str_equal (action, "clients.unamend-authorization"))
    wabi_client_unamend (self->desk, authorization);
  else
    wabi_client_withdraw (self->desk, authorization);
}

static void
on_makeups_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  wabi_desk_go (WABI_CLIENTS_PAGE (widget)->desk, "waiting-makeups", NULL);
}

static void
on_hours_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);

  if (self->client != NULL)
    wabi_avail_present (self->desk, "clients", wabi_record_get_id (self->client), widget);
}

static void
on_add_team_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);

  if (self->client != NULL)
    wabi_client_form_team (self->desk, self->client, get_window (self));
}

static void
on_remove_team_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);

  wabi_client_team_ask_remove (self->desk, g_variant_get_string (parameter, NULL), get_window (self));
}

static void
on_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  wabi_desk_tell (WABI_CLIENTS_PAGE (widget)->desk, _("Copied"));
}

static void
on_call_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiDesk) desk = data;

  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    wabi_desk_tell (desk, _("No program for phone calls is set up here. The number can be copied."));
}

static void
on_call_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (widget);
  g_autofree char *number = g_uri_escape_string (g_variant_get_string (parameter, NULL), "+-()", FALSE);
  g_autofree char *uri = g_strconcat ("tel:", number, NULL);

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, on_call_done_cb, g_object_ref (self->desk));
}

static void
on_open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *place, *id;

  g_variant_get (parameter, "(&s&s)", &place, &id);
  wabi_desk_go (WABI_CLIENTS_PAGE (widget)->desk, place, *id != '\0' ? id : NULL);
}

static void
on_tab_number_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  guint index = g_variant_get_uint32 (parameter);

  if (index < G_N_ELEMENTS (tabs))
    wabi_toggle_group_set_active_id (WABI_CLIENTS_PAGE (widget)->tabs, tabs[index].id);
}

/* ---- The place ---- */

static void
wabi_clients_page_open (WabiPage *page, const char *id)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (page);

  if (id != NULL)
    wabi_client_list_choose (self->list, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
wabi_clients_page_search (WabiPage *page)
{
  wabi_client_list_search (WABI_CLIENTS_PAGE (page)->list);
}

static const WabiPageKey *
wabi_clients_page_list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>f", N_ ("Find a client") },   { "<Control>n", N_ ("New client") },       { "e", N_ ("Edit the client") },
    { "<Alt>1", N_ ("Overview") },            { "<Alt>2", N_ ("Coverage and units") },   { "<Alt>3", N_ ("Visits") },
    { "<Alt>4", N_ ("Progress") },            { "a", N_ ("Record an authorization") },
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
wabi_clients_page_iface_init (WabiPageInterface *iface)
{
  iface->open = wabi_clients_page_open;
  iface->search = wabi_clients_page_search;
  iface->list_keys = wabi_clients_page_list_keys;
}

static gboolean
wabi_clients_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WABI_CLIENTS_PAGE (widget)->list));
}

static void
wabi_clients_page_dispose (GObject *object)
{
  WabiClientsPage *self = WABI_CLIENTS_PAGE (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->client);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_clients_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clients.new", NULL, on_new_cb);
  gtk_widget_class_install_action (widget_class, "clients.edit", NULL, on_edit_cb);
  gtk_widget_class_install_action (widget_class, "clients.add-coverage", NULL, on_add_coverage_cb);
  gtk_widget_class_install_action (widget_class, "clients.edit-coverage", "s", on_edit_coverage_cb);
  gtk_widget_class_install_action (widget_class, "clients.check-coverage", "s", on_check_coverage_cb);
  gtk_widget_class_install_action (widget_class, "clients.settle-benefit", "s", on_settle_benefit_cb);
  gtk_widget_class_install_action (widget_class, "clients.add-authorization", NULL, on_add_authorization_cb);
  gtk_widget_class_install_action (widget_class, "clients.edit-authorization", "s", on_edit_authorization_cb);
  gtk_widget_class_install_action (widget_class, "clients.amend-authorization", "s", on_authorization_act_cb);
  gtk_widget_class_install_action (widget_class, "clients.assign-authorization", "s", on_authorization_act_cb);
  gtk_widget_class_install_action (widget_class, "clients.unamend-authorization", "s", on_authorization_act_cb);
  gtk_widget_class_install_action (widget_class, "clients.withdraw-authorization", "s", on_authorization_act_cb);
  gtk_widget_class_install_action (widget_class, "clients.hours", NULL, on_hours_cb);
  gtk_widget_class_install_action (widget_class, "clients.makeups", NULL, on_makeups_cb);
  gtk_widget_class_install_action (widget_class, "clients.add-team", NULL, on_add_team_cb);
  gtk_widget_class_install_action (widget_class, "clients.remove-team", "s", on_remove_team_cb);
  gtk_widget_class_install_action (widget_class, "clients.copy", "s", on_copy_cb);
  gtk_widget_class_install_action (widget_class, "clients.call", "s", on_call_cb);
  gtk_widget_class_install_action (widget_class, "clients.open", "(ss)", on_open_cb);
  gtk_widget_class_install_action (widget_class, "clients.tab", "u", on_tab_number_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "clients.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, 0, "clients.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "clients.add-authorization", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "clients.tab", "u", i);
}

static void
wabi_clients_page_class_init (WabiClientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  wabi_chart_init ();
  wabi_clients_register_resource ();
  G_OBJECT_CLASS (klass)->dispose = wabi_clients_page_dispose;
  widget_class->grab_focus = wabi_clients_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-clients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, list_place);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, tabs_place);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, content);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, name);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, line);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, badge);
  gtk_widget_class_bind_template_child (widget_class, WabiClientsPage, empty);
  install_actions (widget_class);
}

static void
wabi_clients_page_init (WabiClientsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Who is not given clinical records is not shown an empty place for them. */
static void
add_tabs (WabiClientsPage *self)
{
  self->tabs = WABI_TOGGLE_GROUP (wabi_toggle_group_new (_("Part")));
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    if (tabs[i].build != wabi_client_build_progress || (wabi_desk_get_roles (self->desk) & wabi_kind_target.readers) != 0)
      wabi_toggle_group_add (self->tabs, tabs[i].id, _(tabs[i].title));
  adw_bin_set_child (ADW_BIN (self->tabs_place), GTK_WIDGET (self->tabs));
  g_signal_connect_object (self->tabs, "changed", G_CALLBACK (on_tab_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wabi_clients_page_new (WabiDesk *desk)
{
  WabiClientsPage *self = g_object_new (WABI_TYPE_CLIENTS_PAGE, NULL);

  self->desk = g_object_ref (desk);
  add_tabs (self);
  self->list = WABI_CLIENT_LIST (wabi_client_list_new (desk));
  adw_bin_set_child (ADW_BIN (self->list_place), GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "chosen", G_CALLBACK (on_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_desk_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->new_button, may_edit (self));
  gtk_widget_set_visible (self->edit_button, may_edit (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.new", may_edit (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.add-authorization", may_edit (self));
  wabi_empty_state_set_action (self->empty, may_edit (self) ? _("New client") : NULL, "clients.new");
  show_client (self, wabi_client_list_get_chosen (self->list));
  return GTK_WIDGET (self);
}

void
wabi_clients_page_show_tab (WabiClientsPage *self, const char *tab)
{
  wabi_toggle_group_set_active_id (self->tabs, tab);
}
