// SPDX-License-Identifier: AGPL-3.0-or-later
// A suggested session: what a plan lays over the calendar. It is stored nowhere until it is accepted.

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WabiPlanSlotInfo:
 * @id: unique among the suggestions; not the id of an appointment
 * @client: id of the client
 * @staff: id of who would give it
 * @room: (nullable): id of a room
 * @service_code: the service
 * @place: (nullable): place of service
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 * @why: (nullable): why it lies there, in a sentence for people
 * @replaces: (nullable): id of the appointment that it would move
 *
 * How to use it: fill a #GListStore of slots, hand it to wabi_schedule_page_set_plan(), and listen to the page's signals `plan-accept` and
 * `plan-decline` (const char *id). Slots are drawn hatched over the sessions in every view; Enter or "Accept" in their menu accepts, Delete
 * declines. Remove the slot from the store in answer; book what was accepted through the ordinary commands. NULL takes the plan away.
 */
typedef struct
{
  const char *id;
  const char *client;
  const char *staff;
  const char *room;
  const char *service_code;
  const char *place;
  gint64 starts_at;
  gint64 ends_at;
  const char *why;
  const char *replaces;
} WabiPlanSlotInfo;

#define WABI_TYPE_PLAN_SLOT (wabi_plan_slot_get_type ())
G_DECLARE_FINAL_TYPE (WabiPlanSlot, wabi_plan_slot, WABI, PLAN_SLOT, GObject)

/**
 * wabi_plan_slot_new:
 * @info: its values; copied
 *
 * Returns: (transfer full): a suggestion
 */
WabiPlanSlot *wabi_plan_slot_new (const WabiPlanSlotInfo *info);

/**
 * wabi_plan_slot_get_info:
 * @self: a suggestion
 *
 * Returns: (transfer none): its values
 */
const WabiPlanSlotInfo *wabi_plan_slot_get_info (WabiPlanSlot *self);

G_END_DECLS
