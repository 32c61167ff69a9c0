// SPDX-License-Identifier: AGPL-3.0-or-later
// What becomes of the times of a calendar file: blocked time, time off, or nothing, since they are there.

#include "wabi-calendar-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-lookup.h"
#include "wabi-outward.h"

#define LONGEST_BLOCK (16 * 60 * WABI_MINUTE)

/* The occurrence that a time of a repeating event of ours is. */
static WabiRecord *
find_occurrence (WabiDesk *desk, const char *series, const WabiIcalTime *time)
{
  gint64 start = time->event->replaces != 0 ? time->event->replaces : time->starts_at;
  WabiDay day = wabi_zone_day (time->event->zone, start);
  g_autoptr (GPtrArray) visits = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_appointment, "series", series);

  for (guint i = 0; i < visits->len; i++)
    if (wabi_lookup_day (g_ptr_array_index (visits, i), "series_date") == day)
      return g_object_ref (g_ptr_array_index (visits, i));
  return NULL;
}

static WabiImportFate
judge_visit (WabiDesk *desk, const WabiIcalTime *time, char **id)
{
  g_autoptr (WabiRecord) visit = NULL;
  g_autoptr (WabiRecord) block = NULL;

  *id = g_strndup (time->event->uid, strlen (time->event->uid) - strlen (WABI_OUTWARD_UID));
  visit = wabi_desk_get (desk, &wabi_kind_appointment, *id);
  block = visit == NULL ? wabi_desk_get (desk, &wabi_kind_staff_block, *id) : NULL;
  if (visit == NULL && block == NULL)
    visit = find_occurrence (desk, *id, time);
  if (visit == NULL && block == NULL)
    return WABI_IMPORT_UNKNOWN;
  return wabi_record_get_int (visit != NULL ? visit : block, "starts_at") == time->starts_at ? WABI_IMPORT_SAME : WABI_IMPORT_MOVED;
}

static gboolean
is_there (WabiDesk *desk, const WabiKind *kind, const char *id)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (desk, kind, id);

  return record != NULL;
}

WabiImportFate
wabi_calendar_import_judge (WabiDesk *desk, const char *staff, const WabiIcalTime *time, char **id)
{
  gboolean away = time->event->all_day || time->ends_at - time->starts_at > LONGEST_BLOCK;
  g_autofree char *name = NULL;

  if (g_str_has_suffix (time->event->uid, WABI_OUTWARD_UID))
    return judge_visit (desk, time, id);
  name = g_strdup_printf ("calendar/%s/%s/%" G_GINT64_FORMAT, staff, time->event->uid, time->starts_at);
  *id = wabi_id_derive (name);
  if (time->event->status == WABI_ICAL_CANCELLED || time->ends_at <= time->starts_at)
    return WABI_IMPORT_CANCELED;
  if (is_there (desk, away ? &wabi_kind_time_off : &wabi_kind_staff_block, *id))
    return WABI_IMPORT_THERE;
  return away ? WABI_IMPORT_AWAY : WABI_IMPORT_BLOCK;
}

static JsonObject *
make_args (WabiDesk *desk, const char *staff, const WabiIcalTime *time, WabiImportFate fate, const char *id)
{
  JsonObject *args = wabi_args ("id", id, "staff", staff, NULL);
  const char *summary = time->event->summary;
  g_autofree char *title = summary != NULL ? g_utf8_substring (summary, 0, MIN (g_utf8_strlen (summary, -1), 55)) : NULL;

  json_object_set_int_member (args, "starts_at", time->starts_at);
  json_object_set_int_member (args, "ends_at", time->ends_at);
  if (fate == WABI_IMPORT_AWAY)
    {
      if (title != NULL)
        json_object_set_string_member (args, "reason", title);
      return args;
    }
  json_object_set_string_member (args, "zone", wabi_desk_get_zone (desk));
  json_object_set_string_member (args, "type", "meeting");
  json_object_set_string_member (args, "status", "active");
  if (title != NULL)
    json_object_set_string_member (args, "title", title);
  return args;
}

static gboolean
take_one (WabiDesk *desk, const char *staff, const WabiIcalTime *time, GError **error)
{
  g_autofree char *id = NULL;
  WabiImportFate fate = wabi_calendar_import_judge (desk, staff, time, &id);
  gboolean away = fate == WABI_IMPORT_AWAY;

  if (!away && fate != WABI_IMPORT_BLOCK)
    return TRUE;
  if (wabi_desk_do (desk, away ? "time-off.request" : "staff_block.add", make_args (desk, staff, time, fate, id), NULL,
                    away ? "time-off.withdraw" : "staff_block.remove", wabi_args ("id", id, NULL), error))
    {
      wabi_desk_set_redo (desk, away ? "time-off.restore" : "staff_block.restore", wabi_args ("id", id, NULL));
      return TRUE;
    }
  g_prefix_error (error, "%s: ", time->event->summary != NULL ? time->event->summary : _("Untitled"));
  return FALSE;
}

gboolean
wabi_calendar_import_save (WabiDesk *desk, const char *staff, const WabiIcalTime *const *times, guint n_times, GError **error)
{
  wabi_desk_begin_group (desk);
  for (guint i = 0; i < n_times; i++)
    if (!take_one (desk, staff, times[i], error))
      {
        g_autoptr (GError) inner = NULL;

        if (!wabi_desk_drop_group (desk, &inner))
          g_prefix_error (error, _("Not all could be taken back (%s). "), inner->message);
        return FALSE;
      }
  wabi_desk_end_group (desk, _("Calendar taken over"));
  return TRUE;
}
