// SPDX-License-Identifier: AGPL-3.0-or-later
// What can stand in the way of a visit.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiPlanBar:
 * @WABI_PLAN_BAR_NONE: nothing: another visit could be held, but costs more than it is worth
 * @WABI_PLAN_BAR_NOBODY: nobody may serve the need: credential, enrolment
 * @WABI_PLAN_BAR_AUTHORIZATION: all authorized units are placed
 * @WABI_PLAN_BAR_REST_TOO_SHORT: what is left is less than the shortest visit
 * @WABI_PLAN_BAR_CLIENT_HOURS: the client's hours are nowhere long enough for a visit
 * @WABI_PLAN_BAR_CLIENT_BUSY: the client is in another visit whenever somebody is free
 * @WABI_PLAN_BAR_DAY_FULL: the client has all visits that a day may have
 * @WABI_PLAN_BAR_NOT_INSIDE: no direct service that it could supervise at that time
 * @WABI_PLAN_BAR_STAFF_HOURS: those who may serve it do not work when the client can
 * @WABI_PLAN_BAR_STAFF_BUSY: those who may serve it are with others
 * @WABI_PLAN_BAR_HOURS_LIMIT: those who may serve it have all hours they may have
 * @WABI_PLAN_BAR_WAY_OR_BREAK: no time for the way or for a break
 * @WABI_PLAN_BAR_MANY_STAFF: only people who would be one too many for this client
 * @WABI_PLAN_BAR_MONTH_LIMIT: those who may serve it have all hours that the month allows them
 * @WABI_PLAN_BAR_SERVICE_LIMIT: those who may serve it have all hours of this service that they may have
 * @WABI_PLAN_BAR_CLIENT_LIMIT: the client has all hours that the practice allows one client
 * @WABI_PLAN_BAR_ROOM: no room is free
 * @WABI_PLAN_BAR_NO_SUPERVISION: nobody whom they serve has supervision that could be with them
 */
typedef enum
{
  WABI_PLAN_BAR_NONE,
  WABI_PLAN_BAR_NOBODY,
  WABI_PLAN_BAR_AUTHORIZATION,
  WABI_PLAN_BAR_REST_TOO_SHORT,
  WABI_PLAN_BAR_CLIENT_HOURS,
  WABI_PLAN_BAR_CLIENT_BUSY,
  WABI_PLAN_BAR_DAY_FULL,
  WABI_PLAN_BAR_NOT_INSIDE,
  WABI_PLAN_BAR_STAFF_HOURS,
  WABI_PLAN_BAR_STAFF_BUSY,
  WABI_PLAN_BAR_HOURS_LIMIT,
  WABI_PLAN_BAR_WAY_OR_BREAK,
  WABI_PLAN_BAR_MANY_STAFF,
  WABI_PLAN_BAR_MONTH_LIMIT,
  WABI_PLAN_BAR_SERVICE_LIMIT,
  WABI_PLAN_BAR_CLIENT_LIMIT,
  WABI_PLAN_BAR_ROOM,
  WABI_PLAN_BAR_NO_SUPERVISION,
} WabiPlanBar;

G_END_DECLS
