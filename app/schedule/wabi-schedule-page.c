// SPDX-License-Identifier: AGPL-3.0-or-later
// The place "Schedule": which days, whose, and what is chosen in them.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-choice-list.h"
#include "wabi-page.h"
#include "wabi-schedule-init.h"
#include "wabi-visit-acts.h"

#define SETTING_VIEW "schedule.view"
#define SETTING_STAFF "schedule.staff"
#define SETTING_BY "schedule.by"
#define AHEAD_AFTER 120 /* milliseconds */

static void wabi_schedule_page_init_page (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiSchedulePage, wabi_schedule_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, wabi_schedule_page_init_page))

static const WabiPageKey keys[] = {
  { "n", N_("New session") },
  { "1", N_("Show the day") },
  { "2", N_("Show the week") },
  { "3", N_("Show the month") },
  { "4", N_("Show the agenda") },
  { "5", N_("Show who has time") },
  { "t", N_("Go to today") },
  { "Page_Up", N_("Go back a page") },
  { "Page_Down", N_("Go forward a page") },
  { "slash", N_("Show one client") },
  { "BackSpace", N_("Clear the filters") },
  { "<Control>f", N_("Find a person or a session") },
  { "Return", N_("Book at the marked hours, or open the session") },
  { "space", N_("Go to the nearest session") },
  { "<Alt>Down", N_("Move the session (with all arrow keys)") },
  { "<Alt><Shift>Down", N_("Make the session longer") },
  { "<Shift>Down", N_("Pick the next session as well") },
  { "<Control>space", N_("Pick the session, or not") },
  { "<Control>a", N_("Pick all that are shown") },
  { "<Control>c", N_("Copy what is picked") },
  { "<Control>v", N_("Book copies at the marked hours") },
  { "a", N_("Confirm arrival") },
  { "s", N_("Open the session's data") },
  { "e", N_("Edit the session") },
  { "<Shift>e", N_("Change the rule of the series") },
  { "m", N_("Move the session to a date and time") },
  { "x", N_("Mark a no-show") },
  { "Delete", N_("Cancel what is picked") },
  { "r", N_("Restore a canceled session") },
  { "f", N_("Make up for a canceled session, or fill its hours") },
  { "c", N_("Open the client") },
  { "b", N_("Block the marked hours for a break") },
  { "<Control>plus", N_("Show longer hours") },
  { "<Control>minus", N_("Show shorter hours") },
  { "<Control>0", N_("Show hours as at first") },
  { "p", N_("Plan this week") },
  { "<Control>p", N_("Print what is shown") },
  { "<Control>Return", N_("Book") },
};

/* --- what is shown --- */

void
wabi_schedule_page_refresh (WabiSchedulePage *self)
{
  g_autofree char *title = NULL, *summary = NULL;

  g_clear_handle_id (&self->idle, g_source_remove);
  wabi_schedule_model_reload (self->model);
  title = wabi_schedule_model_dup_title (self->model);
  summary = wabi_schedule_model_dup_summary (self->model);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), summary);
  gtk_widget_set_visible (GTK_WIDGET (self->by_box), wabi_schedule_model_get_choice (self->model)->view == WABI_SCHEDULE_DAY);
  wabi_schedule_page_fill_view (self);
  wabi_schedule_page_show_draft (self);
}

static void
refresh_card (WabiSchedulePage *self)
{
  WabiRecord *shown = wabi_visit_card_get_visit (self->card);
  g_autoptr (WabiRecord) now = NULL;

  if (shown == NULL || wabi_visit_card_get_moving (self->card)
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->companion_stack), "card") != 0)
    return;
  now = wabi_desk_get (self->desk, &wabi_kind_appointment, wabi_record_get_id (shown));
  if (now == NULL || wabi_record_is (now, "status", "withdrawn"))
    {
      wabi_schedule_page_update_verbs (self, NULL);
      wabi_schedule_page_show_companion (self, "hint");
      return;
    }
  wabi_visit_card_show (self->card, now);
  wabi_schedule_page_update_verbs (self, now);
}

static gboolean
on_refresh_cb (gpointer data)
{
  WabiSchedulePage *self = data;

  self->idle = 0;
  wabi_schedule_page_refresh (self);
  refresh_card (self);
  wabi_visit_editor_judge (self->editor);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (WabiSchedulePage *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (on_refresh_cb, self);
}

static void
on_desk_changed_cb (WabiSchedulePage *self, WabiChanges *changes)
{
  gboolean about_proof = wabi_changes_has_kind (changes, &wabi_kind_authorization) || wabi_changes_has_kind (changes, &wabi_kind_credential)
                         || wabi_changes_has_kind (changes, &wabi_kind_coverage) || wabi_changes_has_kind (changes, &wabi_kind_client_hours);

  if (wabi_changes_has_kind (changes, &wabi_kind_service_code))
    {
      gboolean filling = self->filling;

      self->filling = TRUE;
      wabi_choice_list_fill_services (self->service, self->desk, _("All services"));
      self->filling = filling;
      about_proof = TRUE;
    }
  if (wabi_schedule_model_forget (self->model, changes) || about_proof)
    refresh_soon (self);
}

static void
on_minute_cb (WabiSchedulePage *self)
{
  wabi_schedule_model_show_now (self->model, WABI_TIME_GRID (self->grid));
}

void
wabi_schedule_page_show_companion (WabiSchedulePage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->companion_stack, name);
  if (strcmp (name, "hint") == 0)
    return;
  self->tucked = FALSE;
  gtk_widget_set_visible (self->companion, TRUE);
}

void
wabi_schedule_page_show_visit (WabiSchedulePage *self, const char *id)
{
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, id);
  g_autoptr (WabiPlanSlot) slot = NULL;

  if (g_strcmp0 (id, WABI_SCHEDULE_DRAFT) == 0)
    {
      wabi_schedule_page_show_companion (self, "editor");
      return;
    }
  wabi_schedule_page_update_verbs (self, visit);
  slot = wabi_schedule_model_get_plan_slot (self->model, id);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "schedule.accept", slot != NULL);
  if (wabi_schedule_model_get_block (self->model, id) != NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "schedule.cancel", TRUE);
  if (visit == NULL)
    {
      if (wabi_visit_editor_get_draft (self->editor) == NULL)
        wabi_schedule_page_show_companion (self, "hint");
      return;
    }
  wabi_visit_card_show (self->card, visit);
  wabi_schedule_page_show_companion (self, "card");
}

/* --- which days, whose --- */

void
wabi_schedule_page_keep_setting (WabiSchedulePage *self, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (!wabi_cache_put_setting (wabi_desk_get_cache (self->desk), key, value, &error))
    g_warning ("the view of the schedule could not be kept: %s", error->message);
}

/* A day and a board are mostly of everybody, a week, a month and an agenda of one. */
static gboolean
is_of_one (WabiScheduleView view)
{
  return view != WABI_SCHEDULE_DAY && view != WABI_SCHEDULE_BOARD;
}

static void
set_view (WabiSchedulePage *self, WabiScheduleView view)
{
  WabiScheduleView before = wabi_schedule_model_get_choice (self->model)->view;
  const char *id = wabi_schedule_view_to_id (view);
  g_autofree char *staff = NULL;

  if (before == view)
    return;
  if (is_of_one (before) != is_of_one (view))
    {
      staff = g_steal_pointer (&self->other_staff);
      self->other_staff = g_strdup (wabi_person_picker_get_id (self->staff));
      wabi_person_picker_set_id (self->staff, staff);
    }
  wabi_schedule_model_set_view (self->model, view);
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (self->view), id);
  wabi_schedule_page_keep_setting (self, SETTING_VIEW, id);
  wabi_schedule_page_apply_filters (self);
}

static void
on_view_changed_cb (WabiSchedulePage *self, const char *id)
{
  set_view (self, wabi_schedule_view_from_id (id, WABI_SCHEDULE_WEEK));
}

static void
on_by_changed_cb (WabiSchedulePage *self, const char *id)
{
  wabi_schedule_model_set_by (self->model, wabi_schedule_by_from_id (id));
  wabi_schedule_page_keep_setting (self, SETTING_BY, id);
  wabi_schedule_page_refresh (self);
}

static void
set_day (WabiSchedulePage *self, WabiDay day)
{
  wabi_schedule_model_set_day (self->model, day);
  wabi_schedule_page_refresh (self);
}

void
wabi_schedule_page_show_day (WabiSchedulePage *self, WabiDay day)
{
  wabi_schedule_model_set_day (self->model, day);
  if (wabi_schedule_model_get_choice (self->model)->view == WABI_SCHEDULE_DAY)
    wabi_schedule_page_refresh (self);
  else
    set_view (self, WABI_SCHEDULE_DAY);
}

static gboolean
on_ahead_cb (gpointer data)
{
  WabiSchedulePage *self = data;

  if (wabi_schedule_model_read_ahead (self->model, self->direction))
    return G_SOURCE_CONTINUE;
  self->ahead = 0;
  return G_SOURCE_REMOVE;
}

/* Who turns a page turns the next one: it is read once this one stands. */
static void
turn_page (WabiSchedulePage *self, int direction)
{
  self->direction = direction;
  g_clear_handle_id (&self->ahead, g_source_remove);
  self->ahead = g_timeout_add (AHEAD_AFTER, on_ahead_cb, self);
  set_day (self, wabi_schedule_choice_turn (wabi_schedule_model_get_choice (self->model), direction));
}

void
wabi_schedule_page_apply_filters (WabiSchedulePage *self)
{
  const WabiScheduleChoice filters = {
    .staff = (char *) wabi_person_picker_get_id (self->staff),
    .client = (char *) wabi_person_picker_get_id (self->client),
    .service = (char *) wabi_choice_list_get_code (self->service),
    .place = (char *) wabi_choice_list_get_code (self->place),
    .location = (char *) wabi_choice_list_get_code (self->location),
    .status = (char *) wabi_choice_list_get_code (self->status),
  };

  if (self->filling)
    return;
  wabi_schedule_page_keep_filters (self);
  wabi_schedule_model_set_filters (self->model, &filters);
  wabi_schedule_page_refresh (self);
}

static void
on_staff_picked_cb (WabiSchedulePage *self, const char *id)
{
  if (is_of_one (wabi_schedule_model_get_choice (self->model)->view))
    wabi_schedule_page_keep_setting (self, SETTING_STAFF, id != NULL ? id : "");
  wabi_schedule_page_apply_filters (self);
}

static void
on_client_picked_cb (WabiSchedulePage *self, const char *id)
{
  wabi_schedule_page_apply_filters (self);
  if (id != NULL)
    wabi_schedule_page_focus_view (self);
}

static void
on_filter_chosen_cb (WabiSchedulePage *self)
{
  wabi_schedule_page_apply_filters (self);
}

void
wabi_schedule_page_go_to (WabiSchedulePage *self, WabiRecord *visit)
{
  const WabiScheduleChoice *choice = wabi_schedule_model_get_choice (self->model);
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiLocal local = wabi_zone_to_local (zone, wabi_record_get_int (visit, "starts_at"));

  self->filling = TRUE;
  if (choice->client != NULL && !wabi_record_is (visit, "client", choice->client))
    wabi_person_picker_set_id (self->client, NULL);
  if (choice->staff == NULL ? choice->view == WABI_SCHEDULE_WEEK && wabi_schedule_model_get_layout (self->model) == WABI_SCHEDULE_COLUMNS : !wabi_record_is (visit, "staff", choice->staff))
    wabi_person_picker_set_id (self->staff, wabi_record_get_text (visit, "staff"));
  if (choice->service != NULL && !wabi_record_is (visit, "service_code", choice->service))
    wabi_choice_list_set_code (self->service, NULL);
  if (choice->place != NULL && !wabi_record_is (visit, "place", choice->place))
    wabi_choice_list_set_code (self->place, NULL);
  if (choice->location != NULL && !wabi_record_is (visit, "location", choice->location))
    wabi_choice_list_set_code (self->location, NULL);
  if (choice->status != NULL && !wabi_schedule_choice_takes (choice, visit))
    wabi_choice_list_set_code (self->status, NULL);
  self->filling = FALSE;
  wabi_schedule_model_set_day (self->model, local.day);
  wabi_schedule_page_apply_filters (self);
  wabi_schedule_page_set_selected (self, wabi_record_get_id (visit));
  wabi_time_grid_scroll_to_minute (WABI_TIME_GRID (self->grid), MAX (local.minute - 60, 0));
  wabi_schedule_page_show_visit (self, wabi_record_get_id (visit));
}

/* --- as a place --- */

/* Near now where now is shown, else where a day begins. */
static void
scroll_at_first (WabiSchedulePage *self)
{
  WabiLocal now = wabi_zone_to_local (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  int minute = CLAMP (now.minute - 90, 7 * 60 + 30, 15 * 60);
  int column = MAX (wabi_schedule_model_find_column (self->model, now.day, NULL), 0);
  guint n;

  if (wabi_schedule_model_get_layout (self->model) != WABI_SCHEDULE_COLUMNS || !wabi_time_grid_get_cursor (WABI_TIME_GRID (self->grid), &n, NULL, NULL))
    return;
  wabi_time_grid_set_cursor (WABI_TIME_GRID (self->grid), (guint) column, CLAMP ((now.minute + 59) / 60 * 60, 8 * 60, 17 * 60),
                             CLAMP ((now.minute + 59) / 60 * 60, 8 * 60, 17 * 60) + 60);
  wabi_time_grid_scroll_to_minute (WABI_TIME_GRID (self->grid), minute);
}

/* Chosen by name from anywhere: the week of that member of staff. */
static gboolean
show_staff (WabiSchedulePage *self, const char *id)
{
  g_autoptr (WabiRecord) staff = wabi_desk_get (self->desk, &wabi_kind_staff, id);

  if (staff == NULL)
    return FALSE;
  self->filling = TRUE;
  wabi_person_picker_set_id (self->client, NULL);
  wabi_person_picker_set_id (self->staff, id);
  self->filling = FALSE;
  wabi_schedule_page_apply_filters (self);
  return TRUE;
}

static void
wabi_schedule_page_open (WabiPage *page, const char *id)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (page);
  g_autoptr (WabiRecord) visit = id != NULL ? wabi_desk_get (self->desk, &wabi_kind_appointment, id) : NULL;

  if (!self->shown)
    scroll_at_first (self);
  self->shown = TRUE;
  if (visit != NULL)
    wabi_schedule_page_go_to (self, visit);
  else if (id != NULL && !show_staff (self, id))
    wabi_desk_tell (self->desk, _("That session is not here any more."));
  if (visit == NULL || !wabi_schedule_page_focus_segment (self, id))
    wabi_schedule_page_focus_view (self);
}

static void
wabi_schedule_page_search (WabiPage *page)
{
  wabi_schedule_page_find (WABI_SCHEDULE_PAGE (page));
}

static void
wabi_schedule_page_toggle_companion (WabiPage *page)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (page);

  self->tucked = FALSE;
  gtk_widget_set_visible (self->companion, !gtk_widget_get_visible (self->companion));
}

static void
wabi_schedule_page_leave (WabiPage *page)
{
  wabi_schedule_page_keep_draft (WABI_SCHEDULE_PAGE (page));
}

static const WabiPageKey *
wabi_schedule_page_list_keys (WabiPage *page, guint *n)
{
  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
wabi_schedule_page_init_page (WabiPageInterface *iface)
{
  iface->open = wabi_schedule_page_open;
  iface->search = wabi_schedule_page_search;
  iface->toggle_companion = wabi_schedule_page_toggle_companion;
  iface->leave = wabi_schedule_page_leave;
  iface->list_keys = wabi_schedule_page_list_keys;
}

/* --- actions --- */

static void
view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_view (WABI_SCHEDULE_PAGE (widget), wabi_schedule_view_from_id (name + strlen ("schedule."), WABI_SCHEDULE_WEEK));
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn_page (WABI_SCHEDULE_PAGE (widget), g_str_has_suffix (name, "earlier") ? -1 : 1);
}

/* Longer or shorter hours, wherever the keyboard is. */
static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *action = g_strdup_printf ("grid.%s", name + strlen ("schedule."));

  gtk_widget_activate_action (WABI_SCHEDULE_PAGE (widget)->grid, action, NULL);
}

static void
today_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);

  set_day (self, wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)));
  scroll_at_first (self);
}

static void
client_filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_person_picker_focus (WABI_SCHEDULE_PAGE (widget)->client);
}

/* --- the class --- */

static void
wabi_schedule_page_dispose (GObject *object)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->ahead, g_source_remove);
  g_clear_pointer (&self->other_staff, g_free);
  wabi_schedule_page_drop_book (self);
  wabi_schedule_page_drop_bulk (self);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->other_zone, g_free);
  g_clear_pointer (&self->find, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_SCHEDULE_PAGE);
  g_clear_object (&self->picks);
  g_clear_object (&self->model);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_schedule_page_parent_class)->dispose (object);
}

static void
install_zoom (GtkWidgetClass *widget_class)
{
  /* Menus show the last one. */
  static const struct
  {
    const char *name;
    guint keys[3];
  } zooms[] = {
    { "schedule.zoom-in", { GDK_KEY_KP_Add, GDK_KEY_equal, GDK_KEY_plus } },
    { "schedule.zoom-out", { GDK_KEY_KP_Subtract, GDK_KEY_minus, 0 } },
    { "schedule.zoom-reset", { GDK_KEY_KP_0, GDK_KEY_0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      gtk_widget_class_install_action (widget_class, zooms[i].name, NULL, zoom_action);
      for (guint j = 0; j < 3 && zooms[i].keys[j] != 0; j++)
        gtk_widget_class_add_binding_action (widget_class, zooms[i].keys[j], GDK_CONTROL_MASK, zooms[i].name, NULL);
    }
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < WABI_SCHEDULE_N_VIEWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("schedule.%s", wabi_schedule_view_to_id ((WabiScheduleView) i));

      gtk_widget_class_install_action (widget_class, name, NULL, view_action);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, 0, name, NULL);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_1 + i, 0, name, NULL);
    }
  gtk_widget_class_install_action (widget_class, "schedule.today", NULL, today_action);
  gtk_widget_class_install_action (widget_class, "schedule.earlier", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "schedule.later", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "schedule.find", NULL, client_filter_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, 0, "schedule.day", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "schedule.week", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "schedule.today", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "schedule.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "schedule.later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "schedule.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "schedule.later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, 0, "schedule.find", NULL);
  install_zoom (widget_class);
  wabi_schedule_page_install_book (widget_class);
  wabi_schedule_page_install_bulk (widget_class);
  wabi_schedule_page_install_filters (widget_class);
  wabi_schedule_page_install_find (widget_class);
  wabi_schedule_page_install_plan (widget_class);
  wabi_schedule_page_install_print (widget_class);
  wabi_schedule_page_install_outward (widget_class);
  wabi_schedule_page_install_zones (widget_class);
}

static void
wabi_schedule_page_class_init (WabiSchedulePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_schedule_page_dispose;
  g_signal_new ("plan-accept", WABI_TYPE_SCHEDULE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("plan-decline", WABI_TYPE_SCHEDULE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  wabi_schedule_init ();
  g_type_ensure (WABI_TYPE_PERSON_PICKER);
  g_type_ensure (WABI_TYPE_VISIT_CARD);
  g_type_ensure (WABI_TYPE_VISIT_EDITOR);
  g_type_ensure (WABI_TYPE_WEEK_PANEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "schedulepage");
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-schedule-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, main);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, title);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, view_box);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, client);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, staff);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, service);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, place);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, summary);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, location);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, status);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, by_box);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, menu);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, more);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, clear);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, views);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, companion);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, companion_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, card);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, editor);
  gtk_widget_class_bind_template_child (widget_class, WabiSchedulePage, plan_panel);
  gtk_widget_class_bind_template_callback (widget_class, on_staff_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_client_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_chosen_cb);
  install_actions (widget_class);
}

static void
wabi_schedule_page_init (WabiSchedulePage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = wabi_toggle_group_new (_("View"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->view), "day", _("Day"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->view), "week", _("Week"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->view), "month", _("Month"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->view), "agenda", _("Agenda"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->view), "board", _("Staffing"));
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (self->view), "week");
  gtk_box_append (self->view_box, self->view);
  self->by = wabi_toggle_group_new (_("Columns"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->by), "staff", _("Staff"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->by), "room", _("Rooms"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->by), "client", _("Clients"));
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (self->by), "staff");
  gtk_box_append (self->by_box, self->by);
}

/* Clinical staff see their own week; the others begin with the person they looked at last. */
static char *
choose_staff (WabiSchedulePage *self)
{
  g_autofree char *kept = wabi_cache_dup_setting (wabi_desk_get_cache (self->desk), SETTING_STAFF);
  g_autoptr (WabiRecord) staff = NULL;
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  if (kept != NULL && *kept == '\0')
    return NULL;
  staff = wabi_desk_get (self->desk, &wabi_kind_staff, kept);
  if (staff != NULL)
    return g_strdup (kept);
  if (wabi_desk_get_roles (self->desk) & (WABI_ROLE_RBT | WABI_ROLE_BCBA))
    return g_strdup (wabi_desk_get_user (self->desk));
  wabi_query_init (&query, &wabi_kind_staff);
  wabi_query_where_text (&query, "role", WABI_EQ, "rbt");
  wabi_query_where_int (&query, "active", WABI_EQ, 1);
  query.order_by = "last_name";
  query.limit = 1;
  found = wabi_desk_list (self->desk, &query);
  return found->len > 0 ? g_strdup (wabi_record_get_id (g_ptr_array_index (found, 0))) : NULL;
}

static void
begin_choice (WabiSchedulePage *self)
{
  WabiCache *cache = wabi_desk_get_cache (self->desk);
  g_autofree char *kept = wabi_cache_dup_setting (cache, SETTING_VIEW), *by = wabi_cache_dup_setting (cache, SETTING_BY);
  g_autofree char *staff = choose_staff (self);
  WabiScheduleView view = wabi_schedule_view_from_id (kept, WABI_SCHEDULE_WEEK);

  wabi_schedule_model_set_view (self->model, view);
  wabi_schedule_model_set_by (self->model, wabi_schedule_by_from_id (by));
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (self->view), wabi_schedule_view_to_id (view));
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (self->by), wabi_schedule_by_to_id (wabi_schedule_by_from_id (by)));
  if (!is_of_one (view))
    self->other_staff = g_steal_pointer (&staff);
  wabi_person_picker_set_id (self->staff, staff);
  wabi_schedule_page_restore_filters (self);
  self->filling = FALSE;
  wabi_schedule_page_apply_filters (self);
}

static void
fill_filters (WabiSchedulePage *self)
{
  wabi_person_picker_set_up (self->client, self->desk, &wabi_kind_client, _("Find a client"), _("Client"), NULL);
  wabi_person_picker_set_up (self->staff, self->desk, &wabi_kind_staff, _("Staff shown"), _("All staff"), _("All staff"));
  wabi_choice_list_fill_services (self->service, self->desk, _("All services"));
  wabi_choice_list_fill_places (self->place, _("All places"));
  wabi_choice_list_fill_locations (self->location, self->desk, _("All locations"));
  wabi_choice_list_fill_states (self->status, _("All states"));
}

GtkWidget *
wabi_schedule_page_new (WabiDesk *desk)
{
  WabiSchedulePage *self;

  self = g_object_new (WABI_TYPE_SCHEDULE_PAGE, NULL);
  self->desk = g_object_ref (desk);
  self->model = wabi_schedule_model_new (desk);
  fill_filters (self);
  wabi_visit_card_set_up (self->card, desk);
  wabi_visit_editor_set_up (self->editor, desk);
  wabi_schedule_page_init_views (self);
  wabi_schedule_page_init_zones (self);
  begin_choice (self);
  wabi_schedule_page_init_book (self);
  wabi_schedule_page_init_bulk (self);
  wabi_schedule_page_init_find (self);
  wabi_schedule_page_init_plan (self);
  wabi_schedule_page_take_draft (self);
  wabi_schedule_page_update_verbs (self, NULL);
  g_signal_connect_object (self->view, "changed", G_CALLBACK (on_view_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->by, "changed", G_CALLBACK (on_by_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "minute", G_CALLBACK (on_minute_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
wabi_schedule_page_set_plan (WabiSchedulePage *self, GListModel *plan)
{
  g_return_if_fail (WABI_IS_SCHEDULE_PAGE (self));

  if (self->plan != NULL)
    g_signal_handlers_disconnect_by_func (self->plan, refresh_soon, self);
  g_set_object (&self->plan, plan);
  if (plan != NULL)
    g_signal_connect_object (plan, "items-changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  wabi_schedule_model_set_plan (self->model, plan);
  wabi_schedule_page_refresh (self);
}
