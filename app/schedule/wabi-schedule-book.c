// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do on the schedule: intents of the grid and keys become commands, judged before they are given.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-cancel-dialog.h"
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
  WabiLocal start, end;
  int column = -1;

  if (draft != NULL && wabi_record_has (draft, "starts_at"))
    {
      start = wabi_zone_to_local (zone, wabi_record_get_int (draft, "starts_at"));
      end = wabi_zone_to_local (zone, wabi_record_get_int (draft, "ends_at"));
      column = wabi_schedule_model_find_column (self->model, start.day, wabi_record_get_text (draft, "staff"));
    }
  if (column < 0)
    {
      wabi_time_grid_set_draft (WABI_TIME_GRID (self->grid), NULL);
      return;
    }
  client = wabi_schedule_model_get_name (self->model, &wabi_kind_client, wabi_record_get_text (draft, "client"));
  subtitle = g_strdup_printf ("%s · %s", wabi_record_get_text (draft, "service_code"),
                              wabi_visit_get_place (wabi_record_get_text (draft, "place")));
  segment = wabi_segment_new (&(WabiSegmentInfo){ .id = WABI_SCHEDULE_DRAFT,
                                                  .column = (guint) column,
                                                  .start_minute = start.minute,
                                                  .end_minute = end.day > start.day ? WABI_DAY_MINUTES : end.minute,
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

static void
read_slot (WabiSchedulePage *self, guint column, int start, int end, const char **staff, gint64 *starts_at, gint64 *ends_at)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay day = WABI_DAY_NONE;

  *staff = NULL;
  if (!wabi_schedule_model_get_column (self->model, column, &day, staff))
    return;
  *starts_at = wabi_zone_from_local (zone, day, start);
  *ends_at = wabi_zone_from_local (zone, day, end);
}

/* A move keeps the real length, over midnight and over a change of the clock; a resize sets the end. */
static WabiRecord *
make_moved (WabiSchedulePage *self, WabiRecord *visit, guint column, int start, int end)
{
  const char *zone = wabi_desk_get_zone (self->desk), *staff;
  gint64 old_start = wabi_record_get_int (visit, "starts_at"), old_end = wabi_record_get_int (visit, "ends_at");
  WabiLocal from = wabi_zone_to_local (zone, old_start), to = wabi_zone_to_local (zone, old_end);
  int drawn = to.day > from.day ? WABI_DAY_MINUTES - from.minute : to.minute - from.minute;
  WabiRecord *moved = wabi_record_copy (visit);
  gint64 starts_at = old_start, ends_at = old_end;

  read_slot (self, column, start, end, &staff, &starts_at, &ends_at);
  if (end - start == drawn)
    ends_at = starts_at + old_end - old_start;
  wabi_record_set_int (moved, "starts_at", starts_at);
  wabi_record_set_int (moved, "ends_at", ends_at);
  if (staff != NULL)
    wabi_record_set_text (moved, "staff", staff);
  return moved;
}

static void
try_move (WabiSchedulePage *self, WabiRecord *visit, WabiRecord *moved)
{
  g_autoptr (GError) error = NULL;

  wabi_schedule_page_show_companion (self, "card");
  if (!wabi_visit_card_show_move (self->card, visit, moved, FALSE))
    {
      wabi_visit_card_show_move (self->card, visit, moved, TRUE);
      return;
    }
  if (!wabi_visit_move (self->desk, visit, wabi_record_get_text (moved, "staff"), wabi_record_get_int (moved, "starts_at"),
                        wabi_record_get_int (moved, "ends_at"), &error))
    {
      wabi_visit_card_show_move (self->card, visit, moved, TRUE);
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  wabi_schedule_page_refresh (self);
  wabi_time_grid_set_selected (WABI_TIME_GRID (self->grid), wabi_record_get_id (visit));
  wabi_schedule_page_show_visit (self, wabi_record_get_id (visit));
  wabi_time_grid_focus_segment (WABI_TIME_GRID (self->grid), wabi_record_get_id (visit));
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
begin_at (WabiSchedulePage *self, guint column, int start, int end)
{
  const WabiScheduleChoice *choice = wabi_schedule_model_get_choice (self->model);
  gint64 starts_at = 0, ends_at = 0;
  const char *staff;

  read_slot (self, column, start, end, &staff, &starts_at, &ends_at);
  if (starts_at == 0)
    return;
  wabi_visit_editor_begin (self->editor, choice->client, staff != NULL ? staff : choice->staff, starts_at, ends_at);
  wabi_schedule_page_show_companion (self, "editor");
  wabi_visit_editor_focus (self->editor);
}

static void
on_create_cb (WabiSchedulePage *self, guint column, int start, int end)
{
  if (require_booking (self))
    begin_at (self, column, start, end);
}

static void
on_move_cb (WabiSchedulePage *self, const char *id, guint column, int start, int end)
{
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, id);
  g_autoptr (WabiRecord) kept = visit != NULL ? g_object_ref (visit) : NULL;
  g_autoptr (WabiRecord) moved = NULL;

  g_clear_handle_id (&self->preview.idle, g_source_remove);
  if (strcmp (id, WABI_SCHEDULE_DRAFT) == 0)
    {
      gint64 starts_at = 0, ends_at = 0;
      const char *staff;

      read_slot (self, column, start, end, &staff, &starts_at, &ends_at);
      wabi_visit_editor_set_when (self->editor, staff, starts_at, ends_at);
      wabi_schedule_page_show_companion (self, "editor");
      return;
    }
  if (kept == NULL)
    return;
  moved = make_moved (self, kept, column, start, end);
  g_clear_pointer (&self->preview.id, g_free);
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

static void
cancel_visit (WabiSchedulePage *self, const char *id)
{
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, id);

  if (visit == NULL)
    return;
  if (!wabi_visit_has_status (visit, "scheduled arrived proposed"))
    wabi_desk_tell (self->desk, _("This session cannot be canceled any more."));
  else if (wabi_visit_may (self->desk, "appointment.cancel"))
    wabi_cancel_dialog_present (self->desk, visit, GTK_WIDGET (self));
}

static void
on_cancel_cb (WabiSchedulePage *self, const char *id)
{
  cancel_visit (self, id);
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

static void
focus_grid (WabiSchedulePage *self)
{
  const char *id = wabi_time_grid_get_selected (WABI_TIME_GRID (self->grid));

  if (id == NULL || !wabi_time_grid_focus_segment (WABI_TIME_GRID (self->grid), id))
    gtk_widget_grab_focus (self->grid);
}

static void
on_editor_done_cb (WabiSchedulePage *self, const char *id)
{
  g_autoptr (WabiRecord) visit = wabi_desk_get (self->desk, &wabi_kind_appointment, id);

  if (visit == NULL)
    return;
  wabi_schedule_page_go_to (self, visit);
  wabi_time_grid_focus_segment (WABI_TIME_GRID (self->grid), id);
}

static void
on_editor_dismissed_cb (WabiSchedulePage *self)
{
  wabi_schedule_page_show_visit (self, wabi_time_grid_get_selected (WABI_TIME_GRID (self->grid)));
  focus_grid (self);
}

/* --- verbs --- */

static WabiRecord *
get_chosen (WabiSchedulePage *self)
{
  return wabi_schedule_model_get_visit (self->model, wabi_time_grid_get_selected (WABI_TIME_GRID (self->grid)));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  guint column;
  int start, end;

  if (!require_booking (self) || !wabi_time_grid_get_cursor (WABI_TIME_GRID (self->grid), &column, &start, &end))
    return;
  if (wabi_visit_editor_get_draft (self->editor) == NULL)
    begin_at (self, column, start, end);
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

  cancel_visit (self, wabi_time_grid_get_selected (WABI_TIME_GRID (self->grid)));
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

static const struct
{
  const char *action;
  GtkWidgetActionActivateFunc activate;
  guint key;
  const char *status;  /* in which it can be done; NULL for all */
  const char *command; /* that the person's role must allow; NULL for none */
} verbs[] = {
  { "schedule.arrive", arrive_action, GDK_KEY_a, "scheduled", "appointment.arrive" },
  { "schedule.miss", miss_action, GDK_KEY_x, "scheduled arrived", "appointment.no-show" },
  { "schedule.restore", restore_action, GDK_KEY_r, "cancelled no_show", "appointment.restore" },
  { "schedule.cancel", cancel_action, GDK_KEY_Delete, "scheduled arrived proposed", "appointment.cancel" },
  { "schedule.edit", edit_action, GDK_KEY_e, "scheduled arrived proposed in_session completed", "appointment.edit" },
  { "schedule.move", move_action, GDK_KEY_m, "scheduled arrived proposed", "appointment.move" },
  { "schedule.session", session_action, GDK_KEY_s, "scheduled arrived in_session completed", NULL },
  { "schedule.client", client_action, GDK_KEY_c, NULL, NULL },
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
      gtk_widget_class_add_binding_action (widget_class, verbs[i].key, 0, verbs[i].action, NULL);
    }
}

static GMenuModel *
make_chip_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("Confirm _arrival"), "schedule.arrive");
  g_menu_append (menu, _("Open _session"), "schedule.session");
  g_menu_append (menu, _("_Edit"), "schedule.edit");
  g_menu_append (menu, _("_Move"), "schedule.move");
  g_menu_append (menu, _("_No-show"), "schedule.miss");
  g_menu_append (menu, _("_Cancel session"), "schedule.cancel");
  g_menu_append (menu, _("_Restore"), "schedule.restore");
  g_menu_append (menu, _("_Open client"), "schedule.client");
  return G_MENU_MODEL (menu);
}

void
wabi_schedule_page_init_book (WabiSchedulePage *self)
{
  g_autoptr (GMenuModel) menu = make_chip_menu ();

  wabi_time_grid_set_chip_menu (WABI_TIME_GRID (self->grid), menu);
  g_signal_connect_object (self->grid, "create-requested", G_CALLBACK (on_create_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "move-requested", G_CALLBACK (on_move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "cancel-requested", G_CALLBACK (on_cancel_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "preview-changed", G_CALLBACK (on_preview_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "preview-ended", G_CALLBACK (on_preview_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "go", G_CALLBACK (on_go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "settle", G_CALLBACK (on_settle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "move-to", G_CALLBACK (on_move_to_cb), self, G_CONNECT_SWAPPED);
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
