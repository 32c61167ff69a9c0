// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits, blocked time and suggestions as segments: cut at midnight, put where their day and person are.

#include "wabi-schedule-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-day-map.h"
#include "wabi-format.h"
#include "wabi-schedule-block.h"
#include "wabi-visit-words.h"

#define LATE_AFTER (10 * WABI_MINUTE)

/* A visit elsewhere keeps the clock of there; who looks from here is told both. */
static char *
dup_away (WabiScheduleModel *self, WabiRecord *visit)
{
  const char *zone = wabi_record_get_text (visit, "zone"), *own = wabi_desk_get_zone (self->desk);
  gint64 at = wabi_record_get_int (visit, "starts_at");
  g_autofree char *time = NULL, *short_name = NULL;

  if (zone == NULL || strcmp (zone, own) == 0 || wabi_zone_to_local (zone, at).offset == wabi_zone_to_local (own, at).offset)
    return NULL;
  time = wabi_format_time (zone, at);
  short_name = wabi_schedule_dup_zone_name (zone, at);
  return g_strdup_printf ("%s %s", time, short_name);
}

static char *
describe_chip (WabiScheduleModel *self, WabiRecord *visit)
{
  const char *code = wabi_record_get_text (visit, "service_code"), *room = wabi_record_get_text (visit, "room");
  g_autoptr (GString) text = g_string_new (code != NULL ? code : "");
  g_autofree char *away = dup_away (self, visit);
  gboolean by_staff = self->choice.view == WABI_SCHEDULE_DAY ? self->choice.by == WABI_SCHEDULE_BY_STAFF
                                                             : self->choice.staff != NULL && self->choice.client == NULL;

  if (wabi_visit_get_segment_state (visit) == WABI_SEGMENT_CANCELLED)
    return wabi_visit_dup_state (visit);
  if (!by_staff)
    g_string_append_printf (text, " · %s", wabi_schedule_model_get_name (self, &wabi_kind_staff, wabi_record_get_text (visit, "staff")));
  g_string_append_printf (text, " · %s", wabi_visit_get_place (wabi_record_get_text (visit, "place")));
  if (room != NULL && self->choice.by != WABI_SCHEDULE_BY_ROOM)
    g_string_append_printf (text, " · %s", wabi_schedule_model_get_name (self, &wabi_kind_resource, room));
  if (away != NULL)
    g_string_append_printf (text, " · %s", away);
  return g_strdup (text->str);
}

static WabiMarkKind
judge_chip (WabiScheduleModel *self, WabiRecord *visit)
{
  gint64 now = wabi_desk_get_now (self->desk);

  if (wabi_visit_needs_hand (visit))
    return WABI_MARK_WARNING;
  return wabi_record_is (visit, "status", "scheduled") && wabi_record_get_int (visit, "starts_at") + LATE_AFTER < now
                 && wabi_record_get_int (visit, "ends_at") > now
             ? WABI_MARK_WARNING
             : WABI_MARK_NONE;
}

/* "9:30", or "9" on the hour: what fits before a name. */
static char *
dup_lead (WabiScheduleModel *self, gint64 at)
{
  g_autofree char *time = wabi_format_time (wabi_desk_get_zone (self->desk), at);
  char *space = strrchr (time, ' ');

  if (space == NULL)
    return g_steal_pointer (&time);
  *space = '\0';
  if (g_str_has_suffix (time, ":00"))
    time[strlen (time) - 3] = '\0';
  return g_strdup_printf ("%s%c", time, space[1]);
}

typedef struct
{
  WabiScheduleModel *model;
  GPtrArray *segments;
} Maker;

/* Puts each day's part of [@from, @to) where @record belongs. */
static void
add_parts (const Maker *maker, WabiRecord *record, gint64 from, gint64 to, const WabiSegmentInfo *info)
{
  WabiScheduleModel *self = maker->model;
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autoptr (GArray) parts = wabi_day_map_cut (zone, from, to);

  for (guint i = 0; i < parts->len; i++)
    {
      const WabiDaySegment *part = &g_array_index (parts, WabiDaySegment, i);
      g_autofree char *id = i > 0 ? g_strdup_printf ("%s/%u", info->id, i) : NULL;
      g_autofree char *lead = self->layout == WABI_SCHEDULE_COLUMNS ? NULL : dup_lead (self, part->start_at);
      WabiSegmentInfo one = *info;

      if (!wabi_schedule_model_find_place (self, record, part->day, &one.row, &one.column))
        continue;
      one.id = id != NULL ? id : info->id;
      one.lead = lead;
      one.start_minute = part->start_minute;
      one.end_minute = part->end_minute;
      if (self->layout == WABI_SCHEDULE_COLUMNS)
        {
          one.start_minute = wabi_day_axis_place (&self->axis, zone, part->day, part->start_at, FALSE);
          one.end_minute = wabi_day_axis_place (&self->axis, zone, part->day, part->end_at, TRUE);
        }
      one.fixed = info->fixed || i > 0;
      g_ptr_array_add (maker->segments, wabi_segment_new (&one));
    }
}

static void
add_visit (const Maker *maker, WabiRecord *visit)
{
  WabiScheduleModel *self = maker->model;
  g_autofree char *subtitle = describe_chip (self, visit);
  const WabiSegmentInfo info = {
    .id = wabi_record_get_id (visit),
    .title = wabi_schedule_model_get_name (self, &wabi_kind_client, wabi_record_get_text (visit, "client")),
    .subtitle = subtitle,
    .service = wabi_record_get_text (visit, "service_code"),
    .state = wabi_visit_get_segment_state (visit),
    .level = judge_chip (self, visit),
    .repeats = wabi_record_has (visit, "series"),
    .fixed = !self->may_move || !wabi_visit_has_status (visit, "scheduled arrived proposed"),
  };

  add_parts (maker, visit, wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"), &info);
}

static void
add_block (const Maker *maker, WabiRecord *block)
{
  WabiScheduleModel *self = maker->model;
  const char *title = wabi_record_get_text (block, "title"), *type = wabi_schedule_block_get_type_name (wabi_record_get_text (block, "type"));
  gboolean several = self->choice.view != WABI_SCHEDULE_DAY && self->choice.staff == NULL && self->layout == WABI_SCHEDULE_COLUMNS;
  const WabiSegmentInfo info = {
    .id = wabi_record_get_id (block),
    .title = title != NULL ? title : type,
    .subtitle = several ? wabi_schedule_model_get_name (self, &wabi_kind_staff, wabi_record_get_text (block, "staff"))
                        : title != NULL ? type : NULL,
    .state = WABI_SEGMENT_BLOCK,
    .fixed = !self->may_block,
  };

  add_parts (maker, block, wabi_record_get_int (block, "starts_at"), wabi_record_get_int (block, "ends_at"), &info);
}

static void
add_plan_slot (const Maker *maker, const WabiPlanSlotInfo *slot)
{
  WabiScheduleModel *self = maker->model;
  g_autoptr (WabiRecord) like = wabi_record_new (&wabi_kind_appointment, slot->id);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", slot->service_code != NULL ? slot->service_code : "",
                                               slot->why != NULL ? slot->why : _("Suggested"));
  WabiSegmentInfo info = { .id = slot->id, .subtitle = subtitle, .service = slot->service_code, .state = WABI_SEGMENT_PLAN, .fixed = TRUE };

  wabi_record_set_text (like, "staff", slot->staff);
  wabi_record_set_text (like, "client", slot->client);
  wabi_record_set_text (like, "room", slot->room);
  info.title = wabi_schedule_model_get_name (self, &wabi_kind_client, slot->client);
  add_parts (maker, like, slot->starts_at, slot->ends_at, &info);
}

static gboolean
fits (const char *wanted, const char *value)
{
  return wanted == NULL || g_strcmp0 (wanted, value) == 0;
}

GPtrArray *
wabi_schedule_model_list_plan (WabiScheduleModel *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  GPtrArray *slots = g_ptr_array_new_with_free_func (g_object_unref);
  WabiDay first, last;

  wabi_schedule_model_get_days (self, &first, &last);
  for (guint i = 0; self->plan != NULL && i < g_list_model_get_n_items (self->plan); i++)
    {
      g_autoptr (WabiPlanSlot) slot = g_list_model_get_item (self->plan, i);
      const WabiPlanSlotInfo *info = wabi_plan_slot_get_info (slot);

      if (info->ends_at > wabi_zone_day_start (zone, first) && info->starts_at < wabi_zone_day_start (zone, last + 1)
          && fits (self->choice.client == NULL ? self->choice.staff : NULL, info->staff) && fits (self->choice.client, info->client)
          && fits (self->choice.service, info->service_code))
        g_ptr_array_add (slots, g_steal_pointer (&slot));
    }
  return slots;
}

void
wabi_schedule_model_make_segments (WabiScheduleModel *self)
{
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) plan = wabi_schedule_model_list_plan (self);
  const Maker maker = { self, segments };
  gboolean figures = self->choice.view == WABI_SCHEDULE_BOARD || (self->choice.view == WABI_SCHEDULE_MONTH && self->dense);

  for (guint i = 0; !figures && self->layout != WABI_SCHEDULE_LIST && i < self->visits->len; i++)
    add_visit (&maker, g_ptr_array_index (self->visits, i));
  for (guint i = 0; !figures && self->layout != WABI_SCHEDULE_LIST && i < self->blocks->len; i++)
    add_block (&maker, g_ptr_array_index (self->blocks, i));
  for (guint i = 0; !figures && self->layout != WABI_SCHEDULE_LIST && i < plan->len; i++)
    add_plan_slot (&maker, wabi_plan_slot_get_info (g_ptr_array_index (plan, i)));
  g_list_store_splice (self->segments, 0, g_list_model_get_n_items (G_LIST_MODEL (self->segments)), segments->pdata, segments->len);
}
