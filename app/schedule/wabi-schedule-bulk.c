// SPDX-License-Identifier: AGPL-3.0-or-later
// What is done to several at once, by copies, to blocked time and to suggestions.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-cancel-dialog.h"
#include "wabi-schedule-block.h"
#include "wabi-schedule-many.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

static WabiRecord *
find_record (WabiSchedulePage *self, const char *id)
{
  WabiRecord *visit = wabi_schedule_model_get_visit (self->model, id);

  return visit != NULL ? visit : wabi_schedule_model_get_block (self->model, id);
}

/* What is picked, each once; a visit over midnight has two segments. Without any, what is selected. */
static GPtrArray *
list_picked (WabiSchedulePage *self)
{
  g_autoptr (GPtrArray) ids = wabi_picks_list (self->picks);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *selected = wabi_schedule_page_get_selected (self);

  if (ids->len == 0 && selected != NULL)
    g_ptr_array_add (ids, g_strdup (selected));
  for (guint i = 0; i < ids->len; i++)
    {
      WabiRecord *record = find_record (self, g_ptr_array_index (ids, i));

      if (record != NULL && g_hash_table_add (seen, (gpointer) wabi_record_get_id (record)))
        g_ptr_array_add (records, g_object_ref (record));
    }
  return records;
}

static void
show_many (WabiSchedulePage *self, GPtrArray *ids)
{
  wabi_schedule_page_refresh (self);
  if (ids->len == 0)
    return;
  wabi_schedule_page_focus_segment (self, g_ptr_array_index (ids, 0));
  wabi_schedule_page_set_selected (self, g_ptr_array_index (ids, 0));
  if (ids->len > 1)
    wabi_picks_set_all (self->picks, ids);
}

static GPtrArray *
list_ids (GPtrArray *records)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (ids, g_strdup (wabi_record_get_id (g_ptr_array_index (records, i))));
  return ids;
}

/* --- moving and copying together --- */

/* From where @leader is to @spot: what everything picked with it is shifted by. */
static WabiScheduleShift
measure_shift (WabiSchedulePage *self, WabiRecord *leader, const WabiScheduleSpot *spot)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiLocal from = wabi_zone_to_local (zone, wabi_record_get_int (leader, "starts_at"));
  WabiLocal to = wabi_zone_to_local (zone, spot->starts_at);

  return (WabiScheduleShift){ .days = to.day - from.day,
                              .minutes = to.minute - from.minute,
                              .staff_from = wabi_record_get_text (leader, "staff"),
                              .staff_to = spot->staff };
}

static gboolean
copy_records (WabiSchedulePage *self, GPtrArray *records, const WabiScheduleShift *shift)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!wabi_visit_may (self->desk, "appointment.book"))
    {
      wabi_desk_tell (self->desk, _("The front desk and analysts book sessions. Ask them for a change."));
      return FALSE;
    }
  if (!wabi_schedule_copy_many (self->desk, records, shift, ids, &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return FALSE;
    }
  show_many (self, ids);
  return TRUE;
}

gboolean
wabi_schedule_page_move_picked (WabiSchedulePage *self, const char *id, const WabiScheduleSpot *spot, gboolean copy)
{
  g_autoptr (GPtrArray) records = NULL, ids = NULL;
  g_autoptr (WabiRecord) leader = find_record (self, id) != NULL ? g_object_ref (find_record (self, id)) : NULL;
  g_autoptr (GError) error = NULL;
  WabiScheduleShift shift;

  if (leader == NULL)
    return FALSE;
  if (wabi_picks_count (self->picks) > 1 && wabi_picks_has (self->picks, id))
    records = list_picked (self);
  else
    {
      records = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (records, g_object_ref (leader));
    }
  shift = measure_shift (self, leader, spot);
  if (copy)
    return copy_records (self, records, &shift);
  ids = list_ids (records);
  if (!wabi_schedule_move_many (self->desk, records, &shift, &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return FALSE;
    }
  show_many (self, ids);
  return TRUE;
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  g_autoptr (GPtrArray) records = list_picked (self);
  g_autofree char *text = NULL;

  if (records->len == 0)
    return;
  text = g_strdup_printf (ngettext ("%u session to be copied: choose where, and press Ctrl+V", "%u sessions to be copied: choose where, and press Ctrl+V",
                                    records->len),
                          records->len);
  g_clear_pointer (&self->clipboard, g_ptr_array_unref);
  self->clipboard = g_steal_pointer (&records);
  wabi_desk_tell (self->desk, text);
}

static WabiRecord *
find_first (GPtrArray *records)
{
  WabiRecord *first = g_ptr_array_index (records, 0);

  for (guint i = 1; i < records->len; i++)
    if (wabi_record_get_int (g_ptr_array_index (records, i), "starts_at") < wabi_record_get_int (first, "starts_at"))
      first = g_ptr_array_index (records, i);
  return first;
}

/* The earliest of them goes to the marked hours, the others keep their distance; in a cell all keep their time of day. */
static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  WabiScheduleShift shift;
  WabiScheduleSpot spot;

  if (self->clipboard == NULL || self->clipboard->len == 0)
    {
      wabi_desk_tell (self->desk, _("Nothing was copied yet. Choose sessions and press Ctrl+C first."));
      return;
    }
  if (!wabi_schedule_page_get_cursor (self, &spot))
    return;
  shift = measure_shift (self, find_first (self->clipboard), &spot);
  if (wabi_schedule_model_get_layout (self->model) != WABI_SCHEDULE_COLUMNS)
    shift.minutes = 0;
  copy_records (self, self->clipboard, &shift);
}

/* --- canceling together --- */

static void
remove_blocks (WabiSchedulePage *self, GPtrArray *blocks)
{
  g_autofree char *done = g_strdup_printf (ngettext ("%u block removed", "%u blocks removed", blocks->len), blocks->len);
  g_autoptr (GError) error = NULL;

  wabi_desk_begin_group (self->desk);
  for (guint i = 0; i < blocks->len; i++)
    if (!wabi_schedule_block_remove (self->desk, wabi_record_get_id (g_ptr_array_index (blocks, i)), &error))
      break;
  wabi_desk_end_group (self->desk, error == NULL ? done : NULL);
  if (error != NULL)
    wabi_desk_tell_error (self->desk, error);
}

void
wabi_schedule_page_cancel_picked (WabiSchedulePage *self, const char *id)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) visits = g_ptr_array_new (), blocks = g_ptr_array_new ();
  g_autoptr (WabiPlanSlot) slot = wabi_schedule_model_get_plan_slot (self->model, id);

  if (slot != NULL)
    {
      g_signal_emit_by_name (self, "plan-decline", wabi_plan_slot_get_info (slot)->id);
      return;
    }
  if (id != NULL && !wabi_picks_has (self->picks, id))
    wabi_picks_set_only (self->picks, id);
  records = list_picked (self);
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);

      if (wabi_record_get_kind (record) == &wabi_kind_staff_block)
        g_ptr_array_add (blocks, record);
      else if (wabi_visit_has_status (record, "scheduled arrived proposed"))
        g_ptr_array_add (visits, record);
    }
  if (blocks->len > 0)
    remove_blocks (self, blocks);
  if (visits->len > 0 && wabi_visit_may (self->desk, "appointment.cancel"))
    wabi_cancel_dialog_present_many (self->desk, visits, GTK_WIDGET (self));
  else if (records->len > 0 && blocks->len == 0)
    wabi_desk_tell (self->desk, _("This session cannot be canceled any more."));
}

/* --- blocked time --- */

static void
block_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  const char *type = g_variant_get_string (parameter, NULL);
  WabiRecord *block = wabi_schedule_model_get_block (self->model, wabi_schedule_page_get_selected (self));
  const char *staff = wabi_schedule_model_get_choice (self->model)->staff;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  WabiScheduleSpot spot;

  /* On a block: make it of that type. */
  if (block != NULL && !wabi_record_is (block, "type", type))
    {
      if (!wabi_schedule_block_set_type (self->desk, block, type, &error))
        wabi_desk_tell_error (self->desk, error);
      return;
    }
  if (!wabi_schedule_page_get_cursor (self, &spot))
    return;
  staff = spot.staff != NULL ? spot.staff : staff;
  if (staff == NULL)
    {
      wabi_desk_tell (self->desk, _("Choose whose time it is: a column of the day, or one member of staff above."));
      return;
    }
  id = wabi_schedule_block_add (self->desk, staff, type, spot.starts_at, spot.ends_at, &error);
  if (id == NULL)
    {
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  wabi_schedule_page_refresh (self);
  wabi_schedule_page_focus_segment (self, id);
  wabi_schedule_page_set_selected (self, id);
}

/* --- what is neither visit nor draft --- */

gboolean
wabi_schedule_page_open_other (WabiSchedulePage *self, const char *id)
{
  g_autoptr (WabiPlanSlot) slot = wabi_schedule_model_get_plan_slot (self->model, id);

  if (slot != NULL)
    g_signal_emit_by_name (self, "plan-accept", wabi_plan_slot_get_info (slot)->id);
  return slot != NULL || wabi_schedule_model_get_block (self->model, id) != NULL;
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);

  wabi_schedule_page_open_other (self, wabi_schedule_page_get_selected (self));
}

/* --- dragging in the table --- */

static void
on_matrix_move_cb (WabiSchedulePage *self, const char *id, guint row, guint column, gboolean copy)
{
  WabiRecord *record = find_record (self, id);
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiScheduleSpot spot;

  if (record == NULL || !wabi_schedule_page_read_cell (self, row, column, &spot))
    return;
  /* It keeps its time of day. */
  spot.starts_at = wabi_zone_from_local (zone, spot.day, wabi_zone_to_local (zone, wabi_record_get_int (record, "starts_at")).minute);
  wabi_schedule_page_move_picked (self, id, &spot, copy);
}

static void
on_matrix_create_cb (WabiSchedulePage *self, guint row, guint column)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "schedule.new", NULL);
}

static void
on_grid_copy_cb (WabiSchedulePage *self, const char *id, guint column, int start, int end)
{
  WabiScheduleSpot spot;

  if (wabi_schedule_page_read_slot (self, column, start, end, &spot))
    wabi_schedule_page_move_picked (self, id, &spot, TRUE);
}

void
wabi_schedule_page_install_bulk (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "schedule.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "schedule.block", "s", block_action);
  gtk_widget_class_install_action (widget_class, "schedule.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "schedule.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "schedule.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, 0, "schedule.block", "s", "break");
}

void
wabi_schedule_page_init_bulk (WabiSchedulePage *self)
{
  g_signal_connect_object (self->matrix, "move-requested", G_CALLBACK (on_matrix_move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->matrix, "create-requested", G_CALLBACK (on_matrix_create_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "copy-requested", G_CALLBACK (on_grid_copy_cb), self, G_CONNECT_SWAPPED);
}

void
wabi_schedule_page_drop_bulk (WabiSchedulePage *self)
{
  g_clear_pointer (&self->clipboard, g_ptr_array_unref);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->chip_menu);
}
