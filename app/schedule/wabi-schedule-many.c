// SPDX-License-Identifier: AGPL-3.0-or-later
// Many sessions at once: all or none, one step of undo.

#include "wabi-schedule-many.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-schedule-block.h"
#include "wabi-visit-acts.h"

WabiRecord *
wabi_schedule_shift (const char *zone, WabiRecord *record, const WabiScheduleShift *shift)
{
  WabiRecord *moved = wabi_record_copy (record);
  gint64 start = wabi_record_get_int (record, "starts_at"), length = wabi_record_get_int (record, "ends_at") - start;
  WabiLocal local = wabi_zone_to_local (zone, start);

  /* Unmoved in days and on the clock, it stays where it is, also in an hour that comes twice. */
  if (shift->days != 0 || shift->minutes != 0)
    start = wabi_zone_from_local (zone, local.day + shift->days, local.minute + shift->minutes);
  wabi_record_set_int (moved, "starts_at", start);
  wabi_record_set_int (moved, "ends_at", start + MAX (length + shift->length * WABI_MINUTE, WABI_MINUTE));
  if (shift->staff_to != NULL && (shift->staff_from == NULL || wabi_record_is (record, "staff", shift->staff_from)))
    wabi_record_set_text (moved, "staff", shift->staff_to);
  return moved;
}

static gboolean
is_block (WabiRecord *record)
{
  return wabi_record_get_kind (record) == &wabi_kind_staff_block;
}

static gboolean
move_one (WabiDesk *desk, WabiRecord *record, const WabiScheduleShift *shift, GError **error)
{
  g_autoptr (WabiRecord) moved = wabi_schedule_shift (wabi_desk_get_zone (desk), record, shift);
  gint64 starts_at = wabi_record_get_int (moved, "starts_at"), ends_at = wabi_record_get_int (moved, "ends_at");

  if (!is_block (record))
    return wabi_visit_move (desk, record, wabi_record_get_text (moved, "staff"), starts_at, ends_at, error);
  return wabi_schedule_block_put (desk, record, wabi_record_get_text (moved, "staff"), starts_at, ends_at, NULL, error);
}

/* What could not be done, and to how many; everything else is taken back. */
static gboolean
give_up (WabiDesk *desk, guint failed, guint of, const GError *why, GError **error)
{
  g_autoptr (GError) stuck = NULL;

  if (!wabi_desk_drop_group (desk, &stuck))
    g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
                 _("%u of %u could not be done (%s), and something could not be taken back: %s"), failed, of, why->message, stuck->message);
  else if (of == 1)
    g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, why->message);
  else
    /* Translators: how many of several sessions cannot be changed, and why the first of them cannot */
    g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _("Nothing was changed: %u of %u cannot be. %s"), failed, of,
                 why->message);
  return FALSE;
}

gboolean
wabi_schedule_move_many (WabiDesk *desk, GPtrArray *records, const WabiScheduleShift *shift, GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_copy (records, (GCopyFunc) g_object_ref, NULL);
  g_autoptr (GError) why = NULL;
  g_autofree char *done = g_strdup_printf (ngettext ("%u session moved", "%u sessions moved", records->len), records->len);
  guint before;

  g_ptr_array_set_free_func (left, g_object_unref);
  wabi_desk_begin_group (desk);
  /* One may stand in the way of another until it has moved itself: so go round as long as that helps. */
  do
    {
      before = left->len;
      for (guint i = 0; i < left->len;)
        {
          g_clear_error (&why);
          if (move_one (desk, g_ptr_array_index (left, i), shift, &why))
            g_ptr_array_remove_index (left, i);
          else
            i++;
        }
    }
  while (left->len > 0 && left->len < before);
  if (left->len > 0)
    return give_up (desk, left->len, records->len, why, error);
  wabi_desk_end_group (desk, done);
  return TRUE;
}

static WabiRecord *
make_copy (WabiDesk *desk, WabiRecord *record, const WabiScheduleShift *shift)
{
  static const char *const visit_fields[] = { "client", "staff", "starts_at", "ends_at", "zone", "service_code", "place", "location", "room", "equipment" };
  g_autoptr (WabiRecord) moved = wabi_schedule_shift (wabi_desk_get_zone (desk), record, shift);
  g_autofree char *id = wabi_desk_new_id (desk);
  WabiRecord *copy = wabi_record_new (&wabi_kind_appointment, id);

  for (guint i = 0; i < G_N_ELEMENTS (visit_fields); i++)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (moved), visit_fields[i]);

      if (node != NULL)
        wabi_record_take_node (copy, visit_fields[i], json_node_copy (node));
    }
  return copy;
}

static gboolean
copy_one (WabiDesk *desk, WabiRecord *record, const WabiScheduleShift *shift, GPtrArray *ids, GError **error)
{
  g_autoptr (WabiRecord) copy = NULL;

  if (is_block (record))
    {
      g_autoptr (WabiRecord) moved = wabi_schedule_shift (wabi_desk_get_zone (desk), record, shift);
      char *id = wabi_schedule_block_add (desk, wabi_record_get_text (moved, "staff"), wabi_record_get_text (moved, "type"),
                                          wabi_record_get_int (moved, "starts_at"), wabi_record_get_int (moved, "ends_at"), error);

      if (id != NULL)
        g_ptr_array_add (ids, id);
      return id != NULL;
    }
  copy = make_copy (desk, record, shift);
  if (!wabi_visit_book (desk, copy, error))
    return FALSE;
  g_ptr_array_add (ids, g_strdup (wabi_record_get_id (copy)));
  return TRUE;
}

gboolean
wabi_schedule_copy_many (WabiDesk *desk, GPtrArray *records, const WabiScheduleShift *shift, GPtrArray *ids, GError **error)
{
  g_autofree char *done = g_strdup_printf (ngettext ("%u session copied", "%u sessions copied", records->len), records->len);
  g_autoptr (GError) why = NULL;
  guint failed = 0;

  wabi_desk_begin_group (desk);
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GError) one = NULL;

      if (copy_one (desk, g_ptr_array_index (records, i), shift, ids, &one))
        continue;
      failed++;
      if (why == NULL)
        why = g_steal_pointer (&one);
    }
  if (failed > 0)
    {
      g_ptr_array_set_size (ids, 0);
      return give_up (desk, failed, records->len, why, error);
    }
  wabi_desk_end_group (desk, done);
  return TRUE;
}
