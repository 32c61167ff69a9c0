// SPDX-License-Identifier: AGPL-3.0-or-later
// Columns of hours, the table and the list are one place: what is chosen and pointed at, whichever shows it.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_MINUTE (6 * 60)
#define LAST_MINUTE (21 * 60)

/* Late and early sessions widen the hours that are shown; an ordinary day fills the room. */
static void
fit_hours (WabiSchedulePage *self)
{
  GListModel *segments = wabi_schedule_model_get_segments (self->model);
  const WabiDayAxis *axis = wabi_schedule_model_get_axis (self->model);
  int first = FIRST_MINUTE, last = LAST_MINUTE + axis->extra;

  for (guint i = 0; i < g_list_model_get_n_items (segments); i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (segments, i);
      const WabiSegmentInfo *info = wabi_segment_get_info (segment);

      first = MIN (first, info->start_minute / 60 * 60);
      last = MAX (last, (info->end_minute + 59) / 60 * 60);
    }
  /* The hour that comes twice is shown where it is. */
  if (axis->extra > 0)
    first = MIN (first, MAX (axis->at - axis->extra, 0) / 60 * 60);
  wabi_time_grid_set_day_range (WABI_TIME_GRID (self->grid), first, MIN (last, wabi_day_axis_length (axis)));
}

static void
fill_grid (WabiSchedulePage *self)
{
  g_object_set (self->grid, "column-min-width", wabi_schedule_model_get_choice (self->model)->view == WABI_SCHEDULE_DAY ? 132 : 84, NULL);
  wabi_schedule_model_fill_grid (self->model, WABI_TIME_GRID (self->grid));
  wabi_schedule_page_show_zones (self);
  fit_hours (self);
}

/* On another page the cursor is on its day; in the same one it stays where the person left it. */
static void
fill_matrix (WabiSchedulePage *self)
{
  const WabiScheduleChoice *choice = wabi_schedule_model_get_choice (self->model);
  guint row = 0, column = 0;
  WabiDay first, last;

  wabi_schedule_model_fill_matrix (self->model, WABI_MATRIX (self->matrix));
  if (choice->view == self->shown_view && choice->day == self->shown_day)
    return;
  wabi_schedule_model_get_days (self->model, &first, &last);
  wabi_matrix_get_cursor (WABI_MATRIX (self->matrix), &row, &column);
  column = (guint) (choice->day - first) % 7;
  if (choice->view == WABI_SCHEDULE_MONTH)
    row = (guint) (choice->day - first) / 7;
  wabi_matrix_set_cursor (WABI_MATRIX (self->matrix), row, column);
  self->shown_view = choice->view;
  self->shown_day = choice->day;
}

/* A table takes the room of the companion while nothing is chosen. */
static void
tuck_companion (WabiSchedulePage *self, gboolean table)
{
  gboolean idle = strcmp (gtk_stack_get_visible_child_name (self->companion_stack), "hint") == 0;

  if (table && idle && gtk_widget_get_visible (self->companion))
    {
      self->tucked = TRUE;
      gtk_widget_set_visible (self->companion, FALSE);
    }
  else if (!table && self->tucked)
    {
      self->tucked = FALSE;
      gtk_widget_set_visible (self->companion, TRUE);
    }
}

void
wabi_schedule_page_fill_view (WabiSchedulePage *self)
{
  static const char *const names[] = { "grid", "matrix", "agenda" };
  WabiScheduleLayout layout = wabi_schedule_model_get_layout (self->model);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->views)) != NULL;
  gboolean other = strcmp (gtk_stack_get_visible_child_name (self->views), names[layout]) != 0;

  /* What is not in sight makes no chips. */
  wabi_time_grid_set_segments (WABI_TIME_GRID (self->grid),
                               layout == WABI_SCHEDULE_COLUMNS ? wabi_schedule_model_get_segments (self->model) : NULL);
  if (layout == WABI_SCHEDULE_COLUMNS)
    fill_grid (self);
  else if (layout == WABI_SCHEDULE_TABLE)
    fill_matrix (self);
  else
    wabi_agenda_show (WABI_AGENDA (self->agenda), self->model);
  gtk_stack_set_visible_child_name (self->views, names[layout]);
  tuck_companion (self, layout == WABI_SCHEDULE_TABLE);
  if (other && had_focus)
    wabi_schedule_page_focus_view (self);
}

/* --- what is chosen --- */

const char *
wabi_schedule_page_get_selected (WabiSchedulePage *self)
{
  switch (wabi_schedule_model_get_layout (self->model))
    {
    case WABI_SCHEDULE_TABLE:
      return wabi_matrix_get_selected (WABI_MATRIX (self->matrix));
    case WABI_SCHEDULE_LIST:
      return wabi_agenda_get_selected (WABI_AGENDA (self->agenda));
    case WABI_SCHEDULE_COLUMNS:
    default:
      return wabi_time_grid_get_selected (WABI_TIME_GRID (self->grid));
    }
}

void
wabi_schedule_page_set_selected (WabiSchedulePage *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  if (!wabi_picks_has (self->picks, kept))
    wabi_picks_set_only (self->picks, kept);
  switch (wabi_schedule_model_get_layout (self->model))
    {
    case WABI_SCHEDULE_TABLE:
      wabi_matrix_set_selected (WABI_MATRIX (self->matrix), kept);
      break;
    case WABI_SCHEDULE_LIST:
      wabi_agenda_set_selected (WABI_AGENDA (self->agenda), kept);
      break;
    case WABI_SCHEDULE_COLUMNS:
    default:
      wabi_time_grid_set_selected (WABI_TIME_GRID (self->grid), kept);
    }
}

gboolean
wabi_schedule_page_focus_segment (WabiSchedulePage *self, const char *id)
{
  switch (wabi_schedule_model_get_layout (self->model))
    {
    case WABI_SCHEDULE_TABLE:
      return wabi_matrix_focus_segment (WABI_MATRIX (self->matrix), id);
    case WABI_SCHEDULE_LIST:
      return wabi_agenda_set_selected (WABI_AGENDA (self->agenda), id) && gtk_widget_grab_focus (self->agenda);
    case WABI_SCHEDULE_COLUMNS:
    default:
      return wabi_time_grid_focus_segment (WABI_TIME_GRID (self->grid), id);
    }
}

void
wabi_schedule_page_focus_view (WabiSchedulePage *self)
{
  static const WabiScheduleLayout last = WABI_SCHEDULE_LIST;
  GtkWidget *const widgets[] = { self->grid, self->matrix, self->agenda };
  WabiScheduleLayout layout = wabi_schedule_model_get_layout (self->model);

  g_assert (layout <= last);
  gtk_widget_grab_focus (widgets[layout]);
}

/* --- where something is put --- */

static void
take_who (WabiSchedulePage *self, const char *who, WabiScheduleSpot *spot)
{
  const WabiScheduleChoice *choice = wabi_schedule_model_get_choice (self->model);

  if (who == NULL)
    return;
  if (choice->view != WABI_SCHEDULE_DAY || choice->by == WABI_SCHEDULE_BY_STAFF)
    spot->staff = who;
  else if (choice->by == WABI_SCHEDULE_BY_ROOM)
    spot->room = who;
  else
    spot->client = who;
}

gboolean
wabi_schedule_page_read_slot (WabiSchedulePage *self, guint column, int start, int end, WabiScheduleSpot *spot)
{
  const char *zone = wabi_desk_get_zone (self->desk), *who;
  const WabiDayAxis *axis = wabi_schedule_model_get_axis (self->model);

  *spot = (WabiScheduleSpot){ 0 };
  if (!wabi_schedule_model_get_column (self->model, column, &spot->day, &who))
    return FALSE;
  take_who (self, who, spot);
  spot->starts_at = wabi_day_axis_read (axis, zone, spot->day, start);
  spot->ends_at = wabi_day_axis_read (axis, zone, spot->day, end);
  return spot->ends_at > spot->starts_at;
}

/* In a cell a session begins when the cursor among the hours stood last. */
gboolean
wabi_schedule_page_read_cell (WabiSchedulePage *self, guint row, guint column, WabiScheduleSpot *spot)
{
  const char *zone = wabi_desk_get_zone (self->desk), *who;
  int start = 9 * 60, end = 10 * 60;

  *spot = (WabiScheduleSpot){ 0 };
  if (!wabi_schedule_model_get_cell (self->model, row, column, &spot->day, &who))
    return FALSE;
  take_who (self, who, spot);
  wabi_time_grid_get_cursor (WABI_TIME_GRID (self->grid), NULL, &start, &end);
  spot->starts_at = wabi_zone_from_local (zone, spot->day, start);
  spot->ends_at = spot->starts_at + (end - start) * WABI_MINUTE;
  return TRUE;
}

gboolean
wabi_schedule_page_get_cursor (WabiSchedulePage *self, WabiScheduleSpot *spot)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  guint row, column;
  int start, end;

  switch (wabi_schedule_model_get_layout (self->model))
    {
    case WABI_SCHEDULE_TABLE:
      return wabi_matrix_get_cursor (WABI_MATRIX (self->matrix), &row, &column) && wabi_schedule_page_read_cell (self, row, column, spot);
    case WABI_SCHEDULE_LIST:
      *spot = (WabiScheduleSpot){ .day = wabi_schedule_model_get_choice (self->model)->day };
      spot->starts_at = wabi_zone_from_local (zone, spot->day, 9 * 60);
      spot->ends_at = spot->starts_at + 60 * WABI_MINUTE;
      return TRUE;
    case WABI_SCHEDULE_COLUMNS:
    default:
      return wabi_time_grid_get_cursor (WABI_TIME_GRID (self->grid), &column, &start, &end)
             && wabi_schedule_page_read_slot (self, column, start, end, spot);
    }
}

/* --- what the views say --- */

static void
on_selected_cb (WabiSchedulePage *self)
{
  wabi_schedule_page_show_visit (self, wabi_schedule_page_get_selected (self));
}

static void
on_page_requested_cb (WabiSchedulePage *self, int direction)
{
  gtk_widget_activate_action (GTK_WIDGET (self), direction < 0 ? "schedule.earlier" : "schedule.later", NULL);
}

static void
on_open_requested_cb (WabiSchedulePage *self, const char *id)
{
  if (wabi_schedule_page_open_other (self, id))
    return;
  wabi_schedule_page_show_visit (self, id);
  gtk_widget_child_focus (GTK_WIDGET (self->companion_stack), GTK_DIR_TAB_FORWARD);
}

/* A day of a month, or somebody's day, is opened. */
static void
on_cell_requested_cb (WabiSchedulePage *self, guint row, guint column)
{
  const char *who;
  WabiDay day;

  if (wabi_schedule_model_get_cell (self->model, row, column, &day, &who))
    wabi_schedule_page_show_day (self, day);
}

static void
on_menu_requested_cb (WabiSchedulePage *self, const char *id)
{
  GtkWidget *view = wabi_schedule_model_get_layout (self->model) == WABI_SCHEDULE_TABLE ? self->matrix : self->agenda;
  GtkWidget *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  graphene_rect_t bounds;

  wabi_schedule_page_set_selected (self, id);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (self->chip_menu);
  gtk_widget_set_parent (self->popover, view);
  if (focus != NULL && gtk_widget_is_ancestor (focus, view) && gtk_widget_compute_bounds (focus, view, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                                             (int) bounds.size.width, (int) MIN (bounds.size.height, 48) });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
connect_view (WabiSchedulePage *self, GtkWidget *view)
{
  g_signal_connect_object (view, "notify::selected-id", G_CALLBACK (on_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "page-requested", G_CALLBACK (on_page_requested_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "open-requested", G_CALLBACK (on_open_requested_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "cancel-requested", G_CALLBACK (wabi_schedule_page_cancel_picked), self, G_CONNECT_SWAPPED);
}

void
wabi_schedule_page_init_views (WabiSchedulePage *self)
{
  self->picks = wabi_picks_new ();
  self->grid = wabi_time_grid_new ();
  self->matrix = wabi_matrix_new ();
  self->agenda = wabi_agenda_new (self->desk, self->picks);
  wabi_time_grid_set_picks (WABI_TIME_GRID (self->grid), self->picks);
  wabi_matrix_set_picks (WABI_MATRIX (self->matrix), self->picks);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Schedule"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->matrix), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Schedule"), -1);
  gtk_stack_add_named (self->views, self->grid, "grid");
  gtk_stack_add_named (self->views, self->matrix, "matrix");
  gtk_stack_add_named (self->views, self->agenda, "agenda");
  connect_view (self, self->grid);
  connect_view (self, self->matrix);
  connect_view (self, self->agenda);
  g_signal_connect_object (self->matrix, "cell-requested", G_CALLBACK (on_cell_requested_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->matrix, "menu-requested", G_CALLBACK (on_menu_requested_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agenda, "menu-requested", G_CALLBACK (on_menu_requested_cb), self, G_CONNECT_SWAPPED);
}
