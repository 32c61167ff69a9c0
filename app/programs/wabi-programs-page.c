// SPDX-License-Identifier: AGPL-3.0-or-later
// A client's programs: the list with states in words, the chosen target at full size.

#include "wabi-programs-page.h"

#include <glib/gi18n-lib.h>

#include "wabi-chart.h"
#include "wabi-client-list.h"
#include "wabi-empty-state.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"
#include "wabi-program-forms.h"
#include "wabi-program-row.h"
#include "wabi-programs-resources.h"
#include "wabi-target-detail.h"
#include "wabi-toggle-group.h"

#define DESIGNERS (WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

struct _WabiProgramsPage
{
  AdwBin parent_instance;
  WabiDesk *desk;
  WabiClientList *clients;
  WabiToggleGroup *filter;
  WabiTargetDetail *detail;
  char *client_id, *selected;
  guint refresh_source;
  gboolean filling;

  GtkWidget *filter_place, *detail_place, *add_button;
  GtkMenuButton *client_button;
  GtkPopover *client_popover;
  GtkLabel *client, *nothing;
  GtkListBox *list;
  GtkStack *stack;
  WabiEmptyState *empty;
};

static void wabi_programs_page_iface_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiProgramsPage, wabi_programs_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, wabi_programs_page_iface_init))

static GtkWindow *
get_window (WabiProgramsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static gboolean
may_edit (WabiProgramsPage *self)
{
  return (wabi_desk_get_roles (self->desk) & DESIGNERS) != 0;
}

static WabiProgramRow *
get_row (WabiProgramsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return WABI_IS_PROGRAM_ROW (row) ? WABI_PROGRAM_ROW (row) : NULL;
}

static WabiRecord *
get_target (WabiProgramsPage *self)
{
  WabiProgramRow *row = get_row (self);

  return row != NULL && wabi_program_row_get_track (row) != NULL ? wabi_program_row_get_record (row) : NULL;
}

/* ---- Filling ---- */

static gboolean
passes (const char *filter, WabiRecord *target, WabiTargetTrack *track)
{
  WabiTrackState state = wabi_target_track_get_state (track);
  gboolean closed = wabi_record_is (target, "status", "closed");

  if (g_strcmp0 (filter, "close") == 0)
    return state == WABI_TRACK_CLOSE && wabi_record_is (target, "status", "acquisition");
  if (g_strcmp0 (filter, "stuck") == 0)
    return state == WABI_TRACK_STUCK && wabi_record_is (target, "status", "acquisition");
  if (g_strcmp0 (filter, "mastered") == 0)
    return state == WABI_TRACK_MASTERED && !closed;
  if (g_strcmp0 (filter, "closed") == 0)
    return closed;
  return !closed;
}

static int
compare_sorted (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_has (one, "sort") ? wabi_record_get_int (one, "sort") : G_MAXINT32;
  gint64 y = wabi_record_has (other, "sort") ? wabi_record_get_int (other, "sort") : G_MAXINT32;

  if (x != y)
    return x < y ? -1 : 1;
  return g_strcmp0 (wabi_record_get_id (one), wabi_record_get_id (other));
}

static GtkWidget *
new_heading (const char *title, const char *detail)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 3, NULL);
  gtk_box_append (GTK_BOX (box), wabi_label_new (title, "section-heading"));
  if (detail != NULL)
    {
      gtk_box_append (GTK_BOX (box), wabi_label_new (detail, "secondary"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (box), "small");
    }
  return box;
}

static void
set_group (GtkWidget *row, const char *title, const char *detail)
{
  g_object_set_data_full (G_OBJECT (row), "group", g_strdup (title), g_free);
  g_object_set_data_full (G_OBJECT (row), "group-detail", g_strdup (detail), g_free);
}

/* The first row of each program carries its heading. */
static void
head_row (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *group = g_object_get_data (G_OBJECT (row), "group");

  if (before != NULL && g_strcmp0 (group, g_object_get_data (G_OBJECT (before), "group")) == 0)
    gtk_list_box_row_set_header (row, NULL);
  else if (gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, new_heading (group, g_object_get_data (G_OBJECT (row), "group-detail")));
}

/* A program that has no target yet is seen nevertheless. */
static void
add_empty_program (WabiProgramsPage *self, WabiRecord *program)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = wabi_label_new (_("No target yet"), "secondary");

  g_object_set (label, "margin-start", 9, "margin-end", 9, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  set_group (row, wabi_record_get_text (program, "name"), wabi_record_get_text (program, "domain"));
  gtk_list_box_append (self->list, row);
}

static void
add_targets (WabiProgramsPage *self, WabiRecord *program, GPtrArray *targets, guint *counts)
{
  const char *filter = wabi_toggle_group_get_active_id (self->filter);
  const char *id = wabi_record_get_id (program);
  guint own = 0;

  for (guint i = 0; i < targets->len; i++)
    {
      WabiRecord *target = g_ptr_array_index (targets, i);
      g_autoptr (WabiTargetTrack) track = NULL;
      GtkWidget *row;

      if (!wabi_record_is (target, "program", id))
        continue;
      own++;
      track = wabi_target_track_new (self->desk, target, NULL);
      counts[0] += passes ("close", target, track);
      counts[1] += passes ("stuck", target, track);
      counts[2] += passes ("mastered", target, track);
      if (!passes (filter, target, track))
        continue;
      row = wabi_program_row_new (target, g_steal_pointer (&track));
      set_group (row, wabi_record_get_text (program, "name"), wabi_record_get_text (program, "domain"));
      gtk_list_box_append (self->list, row);
    }
  if (own == 0 && g_strcmp0 (filter, wabi_record_is (program, "status", "closed") ? "closed" : "all") == 0)
    add_empty_program (self, program);
}

static void
add_behaviors (WabiProgramsPage *self)
{
  const char *filter = wabi_toggle_group_get_active_id (self->filter);
  g_autoptr (GPtrArray) behaviors
      = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_behavior, "client", self->client_id);

  g_ptr_array_sort (behaviors, compare_sorted);
  for (guint i = 0; i < behaviors->len; i++)
    {
      WabiRecord *behavior = g_ptr_array_index (behaviors, i);
      GtkWidget *row;

      if (g_strcmp0 (filter, wabi_record_is (behavior, "status", "closed") ? "closed" : "all") != 0)
        continue;
      row = wabi_program_row_new (behavior, NULL);
      set_group (row, _("Behaviors"), NULL);
      gtk_list_box_append (self->list, row);
    }
}

static void
show_filter_counts (WabiProgramsPage *self, const guint *counts)
{
  static const char *const ids[] = { "close", "stuck", "mastered" };
  const char *const titles[] = { _("Close to mastery"), _("Stuck"), _("Mastered") };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *label = counts[i] > 0 ? g_strdup_printf ("%s %u", titles[i], counts[i]) : g_strdup (titles[i]);

      wabi_toggle_group_set_label (self->filter, ids[i], label);
    }
}

static void
select_again (WabiProgramsPage *self, gboolean focus)
{
  GtkListBoxRow *chosen = NULL, *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (WABI_IS_PROGRAM_ROW (row)
        && (chosen == NULL || g_strcmp0 (wabi_record_get_id (wabi_program_row_get_record (WABI_PROGRAM_ROW (row))), self->selected) == 0))
      chosen = row;
  if (chosen != NULL)
    gtk_list_box_select_row (self->list, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), chosen != NULL);
  if (chosen != NULL && focus)
    gtk_widget_grab_focus (GTK_WIDGET (chosen));
}

/* A client who was taken off the person's caseload while the page was open. */
static gboolean
is_gone (WabiProgramsPage *self)
{
  g_autoptr (WabiRecord) client = self->client_id != NULL ? wabi_desk_get (self->desk, &wabi_kind_client, self->client_id) : NULL;

  return self->client_id != NULL && client == NULL;
}

static void
fill (WabiProgramsPage *self)
{
  const WabiView *view = wabi_desk_get_view (self->desk);
  g_autoptr (GPtrArray) programs = wabi_lookup_by (view, &wabi_kind_program, "client", self->client_id);
  g_autoptr (GPtrArray) targets = wabi_lookup_by (view, &wabi_kind_target, "client", self->client_id);
  gboolean focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  guint counts[3] = { 0, 0, 0 };
  GtkListBoxRow *row;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_sort (programs, compare_sorted);
  g_ptr_array_sort (targets, compare_sorted);
  for (guint i = 0; i < programs->len; i++)
    add_targets (self, g_ptr_array_index (programs, i), targets, counts);
  add_behaviors (self);
  self->filling = FALSE;
  show_filter_counts (self, counts);
  gtk_label_set_text (self->nothing, programs->len > 0 && targets->len == 0 ? _("This program has no target yet. Add one with T.")
                                                                            : _("Nothing here now. The other filters show the rest."));
  gtk_stack_set_visible_child_name (self->stack, programs->len > 0 || gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "programs" : "empty");
  if (is_gone (self))
    gtk_stack_set_visible_child_name (self->stack, "gone");
  select_again (self, focus);
}

static void
show_client (WabiProgramsPage *self, const char *id)
{
  g_autofree char *name = id != NULL ? wabi_desk_dup_name (self->desk, &wabi_kind_client, id) : g_strdup (_("No client"));
  g_autofree char *said = g_strdup_printf (_("Client: %s"), name);

  if (g_strcmp0 (id, self->client_id) != 0)
    {
      g_free (self->client_id);
      self->client_id = g_strdup (id);
      g_clear_pointer (&self->selected, g_free);
    }
  gtk_label_set_text (self->client, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->client_button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  fill (self);
}

static void
on_row_selected_cb (WabiProgramsPage *self, GtkListBoxRow *row)
{
  WabiTargetTrack *track;
  WabiRecord *record;

  if (self->filling || !WABI_IS_PROGRAM_ROW (row))
    return;
  record = wabi_program_row_get_record (WABI_PROGRAM_ROW (row));
  track = wabi_program_row_get_track (WABI_PROGRAM_ROW (row));
  g_free (self->selected);
  self->selected = g_strdup (wabi_record_get_id (record));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "programs.prompt", track != NULL && may_edit (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "programs.line", track != NULL && may_edit (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "programs.status", track != NULL && may_edit (self));
  if (track != NULL)
    wabi_target_detail_show_target (self->detail, record, track);
  else
    wabi_target_detail_show_behavior (self->detail, record);
}

static void
on_filter_cb (WabiProgramsPage *self, const char *filter)
{
  fill (self);
}

static void
on_client_chosen_cb (WabiProgramsPage *self, const char *id)
{
  show_client (self, id);
}

static void
on_client_activated_cb (WabiProgramsPage *self)
{
  gtk_popover_popdown (self->client_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
on_refresh_cb (gpointer data)
{
  WabiProgramsPage *self = data;

  self->refresh_source = 0;
  wabi_client_list_refresh (self->clients);
  show_client (self, wabi_client_list_get_chosen (self->clients));
  return G_SOURCE_REMOVE;
}

static void
on_desk_changed_cb (WabiProgramsPage *self, WabiChanges *changes)
{
  static const WabiKind *const shown[] = { &wabi_kind_client, &wabi_kind_program, &wabi_kind_target,         &wabi_kind_behavior,
                                           &wabi_kind_phase,  &wabi_kind_trial,   &wabi_kind_behavior_event, &wabi_kind_note };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    any = any || wabi_changes_has_kind (changes, shown[i]);
  if (any && self->refresh_source == 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_LOW, on_refresh_cb, self, NULL);
}

/* ---- Acting ---- */

static void
on_edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);
  WabiProgramRow *row = get_row (self);

  if (row == NULL)
    return;
  if (wabi_program_row_get_track (row) != NULL)
    wabi_program_form_target (self->desk, self->client_id, wabi_program_row_get_record (row), NULL, get_window (self));
  else
    wabi_program_form_behavior (self->desk, self->client_id, wabi_program_row_get_record (row), get_window (self));
}

static void
on_prompt_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);
  WabiRecord *target = get_target (self);

  if (target != NULL)
    wabi_program_form_prompt (self->desk, target, get_window (self));
}

static void
on_line_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);
  WabiRecord *target = get_target (self);

  if (target != NULL)
    wabi_program_form_line (self->desk, target, get_window (self));
}

static void
on_remove_line_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  wabi_program_remove_line (WABI_PROGRAMS_PAGE (widget)->desk, g_variant_get_string (parameter, NULL));
}

static void
on_status_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);
  WabiRecord *target = get_target (self);

  if (target != NULL && !wabi_record_is (target, "status", g_variant_get_string (parameter, NULL)))
    wabi_program_set_status (self->desk, target, g_variant_get_string (parameter, NULL));
}

static void
on_add_target_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);
  WabiRecord *target = get_target (self);
  g_autoptr (GPtrArray) programs = NULL;

  if (self->client_id == NULL)
    return;
  programs = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_program, "client", self->client_id);
  if (programs->len == 0)
    wabi_program_form_program (self->desk, self->client_id, NULL, get_window (self));
  else
    wabi_program_form_target (self->desk, self->client_id, NULL, target != NULL ? wabi_record_get_text (target, "program") : NULL,
                              get_window (self));
}

static void
on_add_program_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);

  if (self->client_id != NULL)
    wabi_program_form_program (self->desk, self->client_id, NULL, get_window (self));
}

static void
on_edit_program_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);
  WabiRecord *target = get_target (self);
  g_autoptr (WabiRecord) program
      = target != NULL ? wabi_desk_get (self->desk, &wabi_kind_program, wabi_record_get_text (target, "program")) : NULL;

  if (program != NULL)
    wabi_program_form_program (self->desk, self->client_id, program, get_window (self));
}

static void
on_add_behavior_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);

  if (self->client_id != NULL)
    wabi_program_form_behavior (self->desk, self->client_id, NULL, get_window (self));
}

/* ---- The place ---- */

static void
wabi_programs_page_open (WabiPage *page, const char *id)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (page);
  g_autoptr (WabiRecord) target = wabi_desk_get (self->desk, &wabi_kind_target, id);

  if (target != NULL)
    {
      wabi_client_list_choose (self->clients, wabi_record_get_text (target, "client"));
      g_free (self->selected);
      self->selected = g_strdup (id);
      wabi_toggle_group_set_active_id (self->filter, "all");
      fill (self);
    }
  else if (id != NULL)
    wabi_client_list_choose (self->clients, id);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
wabi_programs_page_search (WabiPage *page)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (page);

  gtk_menu_button_popup (self->client_button);
  wabi_client_list_search (self->clients);
}

static const WabiPageKey *
wabi_programs_page_list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>f", N_ ("Choose a client") },     { "e", N_ ("Edit the target and its criterion") }, { "p", N_ ("Change the prompt level") },
    { "l", N_ ("Add a line to the graph") },      { "t", N_ ("Add a target") },                      { "<Control>n", N_ ("Add a program") },
    { "g", N_ ("Edit the target's program") },    { "b", N_ ("Add a behavior") },
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
wabi_programs_page_iface_init (WabiPageInterface *iface)
{
  iface->open = wabi_programs_page_open;
  iface->search = wabi_programs_page_search;
  iface->list_keys = wabi_programs_page_list_keys;
}

static gboolean
wabi_programs_page_grab_focus (GtkWidget *widget)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->client_button));
}

static void
wabi_programs_page_dispose (GObject *object)
{
  WabiProgramsPage *self = WABI_PROGRAMS_PAGE (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->selected, g_free);
  G_OBJECT_CLASS (wabi_programs_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "programs.edit", NULL, on_edit_cb);
  gtk_widget_class_install_action (widget_class, "programs.prompt", NULL, on_prompt_cb);
  gtk_widget_class_install_action (widget_class, "programs.line", NULL, on_line_cb);
  gtk_widget_class_install_action (widget_class, "programs.remove-line", "s", on_remove_line_cb);
  gtk_widget_class_install_action (widget_class, "programs.status", "s", on_status_cb);
  gtk_widget_class_install_action (widget_class, "programs.add-target", NULL, on_add_target_cb);
  gtk_widget_class_install_action (widget_class, "programs.add-program", NULL, on_add_program_cb);
  gtk_widget_class_install_action (widget_class, "programs.edit-program", NULL, on_edit_program_cb);
  gtk_widget_class_install_action (widget_class, "programs.add-behavior", NULL, on_add_behavior_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, 0, "programs.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "programs.prompt", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "programs.line", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "programs.add-target", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "programs.add-program", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, 0, "programs.edit-program", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, 0, "programs.add-behavior", NULL);
}

static void
wabi_programs_page_class_init (WabiProgramsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  wabi_chart_init ();
  wabi_programs_register_resource ();
  G_OBJECT_CLASS (klass)->dispose = wabi_programs_page_dispose;
  widget_class->grab_focus = wabi_programs_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-programs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, filter_place);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, detail_place);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, client_button);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, client_popover);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, client);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, list);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramsPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  install_actions (widget_class);
}

static void
wabi_programs_page_init (WabiProgramsPage *self)
{
  static const char *const filters[][2] = { { "all", N_ ("All") },           { "close", N_ ("Close to mastery") }, { "stuck", N_ ("Stuck") },
                                            { "mastered", N_ ("Mastered") }, { "closed", N_ ("Closed") } };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = WABI_TOGGLE_GROUP (wabi_toggle_group_new (_("Which targets")));
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    wabi_toggle_group_add (self->filter, filters[i][0], _(filters[i][1]));
  adw_bin_set_child (ADW_BIN (self->filter_place), GTK_WIDGET (self->filter));
  gtk_widget_set_valign (GTK_WIDGET (self->filter), GTK_ALIGN_CENTER);
  gtk_list_box_set_header_func (self->list, head_row, NULL, NULL);
}

static void
forbid_editing (WabiProgramsPage *self)
{
  static const char *const actions[] = { "programs.edit", "programs.prompt", "programs.line", "programs.remove-line", "programs.status",
                                         "programs.add-target", "programs.add-program", "programs.edit-program", "programs.add-behavior" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], FALSE);
}

GtkWidget *
wabi_programs_page_new (WabiDesk *desk)
{
  WabiProgramsPage *self = g_object_new (WABI_TYPE_PROGRAMS_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->detail = WABI_TARGET_DETAIL (wabi_target_detail_new (desk, may_edit (self)));
  adw_bin_set_child (ADW_BIN (self->detail_place), GTK_WIDGET (self->detail));
  self->clients = WABI_CLIENT_LIST (wabi_client_list_new (desk));
  gtk_popover_set_child (self->client_popover, GTK_WIDGET (self->clients));
  gtk_widget_set_visible (self->add_button, may_edit (self));
  wabi_empty_state_set_action (self->empty, may_edit (self) ? _("Add a program") : NULL, "programs.add-program");
  if (!may_edit (self))
    forbid_editing (self);
  g_signal_connect_object (self->clients, "chosen", G_CALLBACK (on_client_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clients, "activated", G_CALLBACK (on_client_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (on_filter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_desk_changed_cb), self, G_CONNECT_SWAPPED);
  show_client (self, wabi_client_list_get_chosen (self->clients));
  return GTK_WIDGET (self);
}
