// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do on the schedule: intents of the grid and keys become commands, judged before they are given.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "wabi-confirmation.h"
#include "wabi-reminder-acts.h"
#include "wabi-schedule-block.h"
#include "wabi-series-acts.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

#define BUFFER "schedule:draft"

/* --- the draft on the grid --- */

void
wabi_schedule_page_show_draft (WabiSchedulePage *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiRecord *draft = wabi_visit_editor_get_draft (self->editor);
  g_autoptr (WabiSegment) segment = NULL;
  g_autofree char *subtitle = NULL;
  const char *client;
  const WabiDayAxis *axis = wabi_schedule_model_get_axis (self->model);
  guint row, column;
  WabiDay day = WABI_DAY_NONE;

  if (draft != NULL && wabi_record_has (draft, "starts_at"))
    day = wabi_zone_day (zone, wabi_record_get_int (draft, "starts_at"));
  if (day == WABI_DAY_NONE || wabi_schedule_model_get_layout (self->model) != WABI_SCHEDULE_COLUMNS
      || !wabi_schedule_model_find_place (self->model, draft, day, &row, &column))
    {
      wabi_time_grid_set_draft (WABI_TIME_GRID (self->grid), NULL);
      return;
    }
  client = wabi_schedule_model_get_name (self->model, &wabi_kind_client, wabi_record_get_text (draft, "client"));
  subtitle = g_strdup_printf ("%s · %s", wabi_record_get_text (draft, "service_code"),
                              wabi_visit_get_place (wabi_record_get_text (draft, "place")));
  segment = wabi_segment_new (&(WabiSegmentInfo){ .id = WABI_SCHEDULE_DRAFT,
                                                  .column = column,
                                                  .start_minute = wabi_day_axis_place (axis, zone, day, wabi_record_get_int (draft, "starts_at"), FALSE),
                                                  .end_minute = wabi_day_axis_place (axis, zone, day, wabi_record_get_int (draft, "ends_at"), TRUE),
                                                  .title = *client != '\0' ? client : _("New session"),
                                                  .subtitle = subtitle,
                                                  .service = wabi_record_get_text (draft, "service_code"),
                                                  .state = WABI_SEGMENT_DRAFT });
  wabi_time_grid_set_draft (WABI_TIME_GRID (self->grid), segment);
}

/* A booking that was begun outlives a lock and the end of the program; a change of what is stored is begun anew. */
void
wabi_schedule_page_keep_draft (WabiSchedulePage *self)
{
  WabiRecord *draft = wabi_visit_editor_get_draft (self->editor);
  WabiCache *cache = wabi_desk_get_cache (self->desk);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  if (draft == NULL || wabi_record_get_version (draft) > 0 || !wabi_record_has (draft, "client") || !wabi_record_has (draft, "starts_at"))
    {
      wabi_cache_drop_buffer (cache, BUFFER);
      return;
    }
  body = wabi_record_dup_json (draft);
  if (!wabi_cache_put_buffer (cache, BUFFER, body, &error))
    wabi_desk_tell_error (self->desk, error);
}

void
wabi_schedule_page_take_draft (WabiSchedulePage *self)
{
  WabiCache *cache = wabi_desk_get_cache (self->desk);
  g_autofree char *body = wabi_cache_dup_buffer (cache, BUFFER, NULL);
  g_autoptr (WabiRecord) kept = body != NULL ? wabi_record_new_from_body (&wabi_kind_appointment, BUFFER, body, NULL) : NULL;

  if (kept == NULL || !wabi_visit_may (self->desk, "appointment.book"))
    return;
  wabi_visit_editor_resume (self->editor, kept);
  wabi_schedule_page_show_companion (self, "editor");
}

/* --- where something is put --- */

/* A move keeps the real length, over midnight and over a change of the clock; a resize sets the end. */
static WabiRecord *
make_moved (WabiSchedulePage *self, WabiRecord *visit, guint column, int start, int end)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  const WabiDayAxis *axis = wabi_schedule_model_get_axis (self->model);
  gint64 old_start = wabi_record_get_int (visit, "starts_at"), old_end = wabi_record_get_int (visit, "ends_at");
  WabiDay day = wabi_zone_day (zone, old_start);
  int drawn = wabi_day_axis_place (axis, zone, day, old_end, TRUE) - wabi_day_axis_place (axis, zone, day, old_start, FALSE);
  WabiRecord *moved = wabi_record_copy (visit);
  WabiScheduleSpot spot;

  if (!wabi_schedule_page_read_slot (self, column, start, end, &spot))
    return moved;
  if (end - start == drawn)
    spot.ends_at = spot.starts_at + old_end - old_start;
  wabi_record_set_int (moved, "starts_at", spot.starts_at);
  wabi_record_set_int (moved, "ends_at", spot.ends_at);
  if (spot.staff != NULL)
    wabi_record_set_text (moved, "staff", spot.staff);
  if (spot.room != NULL)
    wabi_record_set_text (moved, "room", *spot.room != '\0' ? spot.room : NULL);
  if (spot.client != NULL)
    wabi_record_set_text (moved, "client", spot.client);
  return moved;
}

/* Another time is one command, another room a second: one step all the same. */
static gboolean
give_move (WabiSchedulePage *self, WabiRecord *visit, WabiRecord *moved, GError **error)
{
  const char *room = wabi_record_get_text (moved, "room");
  gint64 starts_at = wabi_record_get_int (moved, "starts_at"), ends_at = wabi_record_get_int (moved, "ends_at");
  gboolean same_time = starts_at == wabi_record_get_int (visit, "starts_at") && ends_at == wabi_record_get_int (visit, "ends_at")
                       && wabi_record_is (visit, "staff", wabi_record_get_text (moved, "staff"));
  JsonObject *set, *back;
  gboolean ok;

  if (g_strcmp0 (room, wabi_record_get_text (visit, "room")) == 0)
    return wabi_visit_move_to (self->desk, visit, moved, error);
  set = json_object_new ();
  if (room != NULL)
    json_object_set_string_member (set, "room", room);
  else
    json_object_set_null_member (set, "room");
  back = wabi_args_revert_new (visit, set);
  wabi_desk_begin_group (self->desk);
  ok = same_time || wabi_visit_move_to (self->desk, visit, moved, error);
  if (ok)
    ok = wabi_desk_do (self->desk, "appointment.edit", wabi_args_edit_new (visit, set), NULL, "appointment.edit", back, error);
  else
    {
      json_object_unref (set);
      json_object_unref (back);
    }
  if (ok)
    wabi_desk_end_group (self->desk, _("Session moved"));
  else if (!wabi_desk_drop_group (self->desk, NULL))
    wabi_desk_tell (self->desk, _("Look at the session's time: its room could not be changed with it."));
  return ok;
}

typedef struct
{
  WabiRecord *visit, *moved;
} Move;

static void
free_move (gpointer data)
{
  Move *move = data;

  g_object_unref (move->visit);
  g_object_unref (move->moved);
  g_free (move);
}

/* Alone, or the others of its series have moved with it already. */
static void
on_move_answered_cb (GObject *owner, WabiSeriesScope scope, const GError *failed, gpointer data)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (owner);
  Move *move = data;
  const char *id = wabi_record_get_id (move->visit);
  g_autoptr (GError) error = failed != NULL ? g_error_copy (failed) : NULL;

  if (error == NULL && scope == WABI_SERIES_THIS
      && give_move (self, move->visit, move->moved, &error))
    g_assert (error == NULL);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      wabi_visit_card_show_move (self->card, move->visit, move->moved, TRUE);
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  wabi_schedule_page_refresh (self);
  wabi_schedule_page_set_selected (self, id);
  wabi_schedule_page_show_visit (self, id);
  wabi_schedule_page_focus_segment (self, id);
}

static void
try_move (WabiSchedulePage *self, WabiRecord *visit, WabiRecord *moved)
{
  Move *move;

  wabi_schedule_page_show_companion (self, "card");
  if (!wabi_visit_card_show_move (self->card, visit, moved, FALSE))
    {
      wabi_visit_card_show_move (self->card, visit, moved, TRUE);
      return;
    }
  move = g_new0 (Move, 1);
  move->visit = g_object_ref (visit);
  move->moved = g_object_ref (moved);
  wabi_series_ask (self->desk, GTK_WIDGET (self), visit, moved, G_OBJECT (self), on_move_answered_cb, move, free_move);
}

/* --- intents of the grid --- */

static gboolean
require_booking (WabiSchedulePage *self)
{
  if (wabi_visit_may (self->desk, "appointment.book"))
    return TRUE;
  wabi_desk_tell (self->desk, _("The front desk and analysts book sessions. Ask them for a change."));
  return FALSE;
}

static void
begin_at (WabiSchedulePage *self, const WabiScheduleSpot *spot)
{
  const WabiScheduleChoice *choice = wabi_schedule_model_get_choice (self->model);

  wabi_visit_editor_begin (self->editor, spot->client != NULL ? spot->client : choice->client,
                           spot->staff != NULL ? spot->staff : choice->staff, spot->starts_at, spot->ends_at);
  wabi_schedule_page_show_companion (self, "editor");
  wabi_visit_editor_focus (self->editor);
}

static void
on_create_cb (WabiSchedulePage *self, guint column, int start, int end)
{
  WabiScheduleSpot spot;

  if (!require_booking (self) || !wabi_schedule_page_read_slot (self, column, start, end, &spot))
    return;
  /* Free hours that are marked meanwhile are where the added session is to be. */
  if (wabi_visit_editor_is_adding (self->editor))
    wabi_visit_editor_set_when (self->editor, spot.staff, spot.starts_at, spot.ends_at);
  else
    begin_at (self, &spot);
}

static void
move_draft (WabiSchedulePage *self, guint column, int start, int end)
{
  WabiScheduleSpot spot;

  if (!wabi_schedule_page_read_slot (self, column, start, end, &spot))
    return;
  wabi_visit_editor_set_when (self->editor, spot.staff, spot.starts_at, spot.ends_at);
  wabi_schedule_page_show_companion (self, "editor");
}

static void
move_block (WabiSchedulePage *self, WabiRecord *block, guint column, int start, int end)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  WabiScheduleSpot spot;

  if (!wabi_schedule_page_read_slot (self, column, start, end, &spot))
    return;
  if (spot.staff != NULL && !wabi_record_is (block, "staff", spot.staff))
    {
      if (!wabi_schedule_block_give (self->desk, block, spot.staff, spot.starts_at, spot.ends_at, &id, &error))
        {
          wabi_desk_tell_error (self->desk, error);
          return;
        }
      wabi_schedule_page_refresh (self);
      wabi_schedule_page_set_selected (self, id);
      wabi_schedule_page_focus_segment (self, id);
    }
  else if (!wabi_schedule_block_move (self->desk, block, spot.starts_at, spot.ends_at, &error))
    wabi_desk_tell_error (self->desk, error);
}

/* Stretching one of several stretches that one alone; moving it moves all. */
static gboolean
move_several (WabiSchedulePage *self, const char *id, guint column, int start, int end)
{
  WabiRecord *leader = wabi_schedule_model_get_visit (self->model, id);
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiScheduleSpot spot;

  if (wabi_picks_count (self->picks) < 2 || !wabi_picks_has (self->picks, id) || !wabi_schedule_page_read_slot (self, column, start, end, &spot))
    return FALSE;
  if (leader != NULL && spot.starts_at == wabi_record_get_int (leader, "starts_at") && (spot.staff == NULL || wabi_record_is (leader, "staff", spot.staff))
      && wabi_zone_day (zone, spot.starts_at) == wabi_zone_day (zone, wabi_record_get_int (leader, "starts_at")))
    return FALSE;
  wabi_schedule_page_move_picked (self, id, &spot, FALSE);
  return TRUE;
}

static void
on_move_cb (WabiSchedulePage *self, const char *id, guint column, int start, int end)
{
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, id), *block = wabi_schedule_model_get_block (self->model, id);
  g_autoptr (WabiRecord) kept = visit != NULL ? g_object_ref (visit) : block != NULL ? g_object_ref (block) : NULL;
  g_autoptr (WabiRecord) moved = NULL;

  g_clear_handle_id (&self->preview.idle, g_source_remove);
  if (strcmp (id, WABI_SCHEDULE_DRAFT) == 0)
    {
      move_draft (self, column, start, end);
      return;
    }
  g_clear_pointer (&self->preview.id, g_free);
  if (kept == NULL || move_several (self, id, column, start, end))
    return;
  if (block != NULL)
    {
      move_block (self, kept, column, start, end);
      return;
    }
  moved = make_moved (self, kept, column, start, end);
  if (!wabi_record_is (kept, "client", wabi_record_get_text (moved, "client")))
    wabi_desk_tell (self->desk, _("A session stays with its client. Copy it, and choose another client in the copy."));
  else
    try_move (self, kept, moved);
}

static gboolean
on_preview_idle_cb (gpointer data)
{
  WabiSchedulePage *self = data;
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, self->preview.id);
  g_autoptr (WabiRecord) moved = NULL;

  self->preview.idle = 0;
  if (visit == NULL)
    return G_SOURCE_REMOVE;
  moved = make_moved (self, visit, self->preview.column, self->preview.start, self->preview.end);
  wabi_schedule_page_show_companion (self, "card");
  wabi_visit_card_show_move (self->card, visit, moved, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_preview_cb (WabiSchedulePage *self, const char *id, guint column, int start, int end)
{
  g_free (self->preview.id);
  self->preview.id = g_strdup (id);
  self->preview.column = column;
  self->preview.start = start;
  self->preview.end = end;
  if (self->preview.idle == 0)
    self->preview.idle = g_idle_add (on_preview_idle_cb, self);
}

/* Given up, or it never came to a request: the card goes back to what stands. */
static void
on_preview_ended_cb (WabiSchedulePage *self)
{
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, self->preview.id);

  g_clear_handle_id (&self->preview.idle, g_source_remove);
  if (visit != NULL)
    wabi_visit_card_show (self->card, visit);
  g_clear_pointer (&self->preview.id, g_free);
}

/* --- the companion --- */

static void
on_go_cb (WabiSchedulePage *self, const char *place, const char *id)
{
  g_autoptr (WabiRecord) visit = NULL;

  if (strcmp (place, "schedule") != 0)
    {
      wabi_desk_go (self->desk, place, id);
      return;
    }
  visit = wabi_desk_get (self->desk, &wabi_kind_appointment, id);
  if (visit != NULL)
    wabi_schedule_page_go_to (self, visit);
}

static void
on_settle_cb (WabiSchedulePage *self, int take)
{
  WabiRecord *visit = wabi_visit_card_get_visit (self->card);
  g_autoptr (GError) error = NULL;

  if (visit != NULL && !wabi_visit_settle (self->desk, wabi_record_get_id (visit), take, &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_move_to_cb (WabiSchedulePage *self, gint64 start)
{
  g_autoptr (WabiRecord) visit = g_object_ref (wabi_visit_card_get_visit (self->card));
  g_autoptr (WabiRecord) moved = wabi_record_copy (visit);

  wabi_record_set_int (moved, "starts_at", start);
  wabi_record_set_int (moved, "ends_at", start + wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at"));
  try_move (self, visit, moved);
}

/* Against a rule, with the reason that was typed: this session alone, for a reason is given for one time. */
static void
on_move_anyway_cb (WabiSchedulePage *self, WabiRecord *moved)
{
  g_autoptr (WabiRecord) visit = g_object_ref (wabi_visit_card_get_visit (self->card));
  const char *id = wabi_record_get_id (visit);
  g_autoptr (GError) error = NULL;

  if (!give_move (self, visit, moved, &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  wabi_schedule_page_refresh (self);
  wabi_schedule_page_set_selected (self, id);
  wabi_schedule_page_show_visit (self, id);
  wabi_schedule_page_focus_segment (self, id);
}

static void
focus_grid (WabiSchedulePage *self)
{
  const char *id = wabi_schedule_page_get_selected (self);

  if (id == NULL || !wabi_schedule_page_focus_segment (self, id))
    wabi_schedule_page_focus_view (self);
}

static void
on_editor_done_cb (WabiSchedulePage *self, const char *id)
{
  g_autoptr (WabiRecord) visit = wabi_desk_get (self->desk, &wabi_kind_appointment, id);

  if (visit == NULL)
    return;
  wabi_schedule_page_go_to (self, visit);
  wabi_schedule_page_focus_segment (self, id);
}

static void
on_editor_dismissed_cb (WabiSchedulePage *self)
{
  wabi_schedule_page_show_visit (self, wabi_schedule_page_get_selected (self));
  focus_grid (self);
}

/* --- verbs --- */

static WabiRecord *
get_chosen (WabiSchedulePage *self)
{
  return wabi_schedule_model_get_visit (self->model, wabi_schedule_page_get_selected (self));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiScheduleSpot spot;

  if (!require_booking (self) || !wabi_schedule_page_get_cursor (self, &spot))
    return;
  if (wabi_visit_editor_get_draft (self->editor) == NULL)
    begin_at (self, &spot);
  wabi_schedule_page_show_companion (self, "editor");
  wabi_visit_editor_focus (self->editor);
}

/* Ctrl+Enter books from everywhere in the place. */
static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->companion_stack), "editor") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.save", NULL);
}

static void
tell_failure (WabiSchedulePage *self, gboolean done, const GError *error)
{
  if (!done)
    wabi_desk_tell_error (self->desk, error);
}

static void
arrive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);
  g_autoptr (GError) error = NULL;

  if (visit != NULL)
    tell_failure (self, wabi_visit_arrive (self->desk, wabi_record_get_id (visit), &error), error);
}

static void
miss_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);
  g_autoptr (GError) error = NULL;

  if (visit != NULL)
    tell_failure (self, wabi_visit_miss (self->desk, wabi_record_get_id (visit), &error), error);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);
  g_autoptr (GError) error = NULL;

  if (visit != NULL)
    tell_failure (self, wabi_visit_restore (self->desk, visit, &error), error);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);

  wabi_schedule_page_cancel_picked (self, wabi_schedule_page_get_selected (self));
}

static void
change_visit (WabiSchedulePage *self, gboolean when)
{
  WabiRecord *visit = get_chosen (self);

  if (visit == NULL)
    return;
  wabi_schedule_page_show_companion (self, "editor");
  wabi_visit_editor_change (self->editor, visit, when);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_visit (WABI_SCHEDULE_PAGE (widget), FALSE);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_visit (WABI_SCHEDULE_PAGE (widget), TRUE);
}

static void
session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit != NULL)
    wabi_desk_go (self->desk, "sessions", wabi_record_get_id (visit));
}

static void
client_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit != NULL)
    wabi_desk_go (self->desk, "clients", wabi_record_get_text (visit, "client"));
}

static void
series_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit != NULL && !wabi_record_has (visit, "series"))
    wabi_desk_tell (self->desk, _("This session does not repeat."));
  else if (visit != NULL)
    wabi_visit_card_show_series (self->card);
}

static void
edit_series_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit == NULL)
    return;
  if (wabi_visit_editor_change_series (self->editor, visit))
    wabi_schedule_page_show_companion (self, "editor");
  else
    wabi_desk_tell (self->desk, _("This session does not repeat."));
}

/* Dropped with Ctrl and Shift: there it is proved before it becomes a date of the series. */
static void
on_add_cb (WabiSchedulePage *self, const char *id, guint column, int start, int end)
{
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, id);
  WabiScheduleSpot spot;

  if (visit == NULL || !require_booking (self) || !wabi_schedule_page_read_slot (self, column, start, end, &spot))
    return;
  if (!wabi_visit_editor_add_to_series (self->editor, visit))
    {
      wabi_desk_tell (self->desk, _("This session does not repeat."));
      return;
    }
  wabi_visit_editor_set_when (self->editor, spot.staff, spot.starts_at, spot.ends_at);
  wabi_schedule_page_show_companion (self, "editor");
}

static void
add_date_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit == NULL)
    return;
  if (wabi_visit_editor_add_to_series (self->editor, visit))
    wabi_schedule_page_show_companion (self, "editor");
  else
    wabi_desk_tell (self->desk, _("This session does not repeat."));
}

static void
confirm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit != NULL)
    wabi_confirmation_ask (self->desk, visit, widget);
}

/* The reminder did not reach the family: send it again, or call. */
static void
reminder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit != NULL)
    wabi_reminder_ask (self->desk, visit, widget);
}

/* What follows a cancellation: a make-up, and somebody else for the hours. */
static void
fill_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiRecord *visit = get_chosen (self);

  if (visit != NULL)
    wabi_desk_go (self->desk, "waiting-after", wabi_record_get_id (visit));
}

static const struct
{
  const char *action;
  GtkWidgetActionActivateFunc activate;
  guint key;
  GdkModifierType modifiers;
  const char *status;  /* in which it can be done; NULL for all */
  const char *command; /* that the person's role must allow; NULL for none */
} verbs[] = {
  { "schedule.arrive", arrive_action, GDK_KEY_a, 0, "scheduled", "appointment.arrive" },
  { "schedule.confirm", confirm_action, GDK_KEY_y, 0, "scheduled proposed", "appointment.confirm" },
  { "schedule.reminder", reminder_action, GDK_KEY_y, GDK_SHIFT_MASK, "scheduled", "reminder.retry" },
  { "schedule.miss", miss_action, GDK_KEY_x, 0, "scheduled arrived", "appointment.no-show" },
  { "schedule.restore", restore_action, GDK_KEY_r, 0, "cancelled no_show", "appointment.restore" },
  { "schedule.fill", fill_action, GDK_KEY_f, 0, "cancelled no_show", "appointment.book" },
  { "schedule.cancel", cancel_action, GDK_KEY_Delete, 0, "scheduled arrived proposed", "appointment.cancel" },
  { "schedule.edit", edit_action, GDK_KEY_e, 0, "scheduled arrived proposed in_session completed", "appointment.edit" },
  { "schedule.edit-series", edit_series_action, GDK_KEY_e, GDK_SHIFT_MASK, NULL, "series.change" },
  { "schedule.add-date", add_date_action, GDK_KEY_a, GDK_SHIFT_MASK, NULL, "series.change" },
  { "schedule.move", move_action, GDK_KEY_m, 0, "scheduled arrived proposed", "appointment.move" },
  { "schedule.session", session_action, GDK_KEY_s, 0, "scheduled arrived in_session completed", NULL },
  { "schedule.client", client_action, GDK_KEY_c, 0, NULL, NULL },
  { "schedule.series", series_action, GDK_KEY_l, 0, NULL, NULL },
};

void
wabi_schedule_page_update_verbs (WabiSchedulePage *self, WabiRecord *visit)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), verbs[i].action,
                                   visit != NULL && (verbs[i].status == NULL || wabi_visit_has_status (visit, verbs[i].status))
                                       && (verbs[i].command == NULL || wabi_visit_may (self->desk, verbs[i].command)));
}

void
wabi_schedule_page_install_book (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.new", NULL, new_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "schedule.new", NULL);
  gtk_widget_class_install_action (widget_class, "schedule.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "schedule.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "schedule.save", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      gtk_widget_class_install_action (widget_class, verbs[i].action, NULL, verbs[i].activate);
      gtk_widget_class_add_binding_action (widget_class, verbs[i].key, verbs[i].modifiers, verbs[i].action, NULL);
    }
}

static GMenuModel *
make_chip_menu (void)
{
  g_autoptr (GMenuItem) accept = g_menu_item_new (_("Acce_pt suggestion"), "schedule.accept");
  GMenu *menu = g_menu_new ();

  g_menu_item_set_attribute (accept, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, accept);
  g_menu_append (menu, _("Confirm _arrival"), "schedule.arrive");
  g_menu_append (menu, _("_Family confirmed"), "schedule.confirm");
  g_menu_append (menu, _("Open _session"), "schedule.session");
  g_menu_append (menu, _("_Edit"), "schedule.edit");
  g_menu_append (menu, _("Change s_eries"), "schedule.edit-series");
  g_menu_append (menu, _("Add a _date to the series"), "schedule.add-date");
  g_menu_append (menu, _("_Move"), "schedule.move");
  g_menu_append (menu, _("_No-show"), "schedule.miss");
  g_menu_append (menu, _("Cop_y"), "schedule.copy");
  g_menu_append (menu, _("_Cancel session"), "schedule.cancel");
  g_menu_append (menu, _("_Restore"), "schedule.restore");
  g_menu_append (menu, _("Make _up or fill the hours"), "schedule.fill");
  g_menu_append (menu, _("_Open client"), "schedule.client");
  return G_MENU_MODEL (menu);
}

void
wabi_schedule_page_init_book (WabiSchedulePage *self)
{
  self->chip_menu = make_chip_menu ();
  wabi_time_grid_set_chip_menu (WABI_TIME_GRID (self->grid), self->chip_menu);
  g_signal_connect_object (self->grid, "create-requested", G_CALLBACK (on_create_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "add-requested", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "move-requested", G_CALLBACK (on_move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "preview-changed", G_CALLBACK (on_preview_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "preview-ended", G_CALLBACK (on_preview_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "go", G_CALLBACK (on_go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "settle", G_CALLBACK (on_settle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "move-to", G_CALLBACK (on_move_to_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "move-anyway", G_CALLBACK (on_move_anyway_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "keep", G_CALLBACK (focus_grid), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "go", G_CALLBACK (on_go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "done", G_CALLBACK (on_editor_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "dismissed", G_CALLBACK (on_editor_dismissed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "draft-changed", G_CALLBACK (wabi_schedule_page_show_draft), self, G_CONNECT_SWAPPED);
}

void
wabi_schedule_page_drop_book (WabiSchedulePage *self)
{
  g_clear_handle_id (&self->preview.idle, g_source_remove);
  g_clear_pointer (&self->preview.id, g_free);
}
