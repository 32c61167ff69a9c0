// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-record.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

typedef enum
{
  WABI_SCHEDULE_DAY,    /* a column a member of staff, room or client */
  WABI_SCHEDULE_WEEK,   /* a column a day; of more people than can be told apart, a row a person */
  WABI_SCHEDULE_MONTH,  /* a cell a day */
  WABI_SCHEDULE_AGENDA, /* a line a session */
  WABI_SCHEDULE_BOARD,  /* hours booked beside hours of work, a row a person */
  WABI_SCHEDULE_N_VIEWS
} WabiScheduleView;

typedef enum
{
  WABI_SCHEDULE_BY_STAFF,
  WABI_SCHEDULE_BY_ROOM,
  WABI_SCHEDULE_BY_CLIENT,
  WABI_SCHEDULE_N_BYS
} WabiScheduleBy;

/**
 * WabiScheduleChoice:
 * @view: how it is shown
 * @by: whose columns a day has
 * @day: a day of it
 * @staff: (nullable): only this member of staff
 * @client: (nullable): only this client, whoever gives the session
 * @service: (nullable): only this service code
 * @place: (nullable): only this place of service
 * @location: (nullable): only this location
 * @status: (nullable): only these states: words of `appointment.status`, or "attention" for what waits for a person
 *
 * What of the schedule is shown.
 */
typedef struct
{
  WabiScheduleView view;
  WabiScheduleBy by;
  WabiDay day;
  char *staff;
  char *client;
  char *service;
  char *place;
  char *location;
  char *status;
} WabiScheduleChoice;

/**
 * wabi_schedule_choice_clear:
 * @choice: what to empty
 */
void wabi_schedule_choice_clear (WabiScheduleChoice *choice);

/**
 * wabi_schedule_choice_get_days:
 * @choice: a choice
 * @from: (out): first day shown
 * @to: (out): last day shown
 */
void wabi_schedule_choice_get_days (const WabiScheduleChoice *choice, WabiDay *from, WabiDay *to);

/**
 * wabi_schedule_choice_turn:
 * @choice: a choice
 * @direction: -1 or 1
 *
 * Returns: a day of the page before or after
 */
WabiDay wabi_schedule_choice_turn (const WabiScheduleChoice *choice, int direction);

/**
 * wabi_schedule_choice_takes:
 * @choice: a choice
 * @visit: an appointment
 *
 * Returns: whether its filters let it through; its days are not asked
 */
gboolean wabi_schedule_choice_takes (const WabiScheduleChoice *choice, WabiRecord *visit);

/**
 * wabi_schedule_choice_has_filter:
 * @choice: a choice
 *
 * Returns: whether something but staff and days is filtered, so that hours cannot be counted
 */
gboolean wabi_schedule_choice_has_filter (const WabiScheduleChoice *choice);

/** wabi_schedule_view_to_id: Returns: "day", "week", "month", "agenda" or "board": as it is stored and called in actions. */
const char *wabi_schedule_view_to_id (WabiScheduleView view);

/** wabi_schedule_view_from_id: Returns: the view that is called @id (nullable), else @otherwise. */
WabiScheduleView wabi_schedule_view_from_id (const char *id, WabiScheduleView otherwise);

/** wabi_schedule_by_to_id: Returns: "staff", "room" or "client". */
const char *wabi_schedule_by_to_id (WabiScheduleBy by);

/** wabi_schedule_by_from_id: Returns: what is called @id (nullable), else by staff. */
WabiScheduleBy wabi_schedule_by_from_id (const char *id);

G_END_DECLS
