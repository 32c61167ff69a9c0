// SPDX-License-Identifier: AGPL-3.0-or-later
// A person connects a calendar: it is tried before anything is kept.

#pragma once

#include "wabi-calendar-push.h"
#include "wabi-request.h"

G_BEGIN_DECLS

/** WabiCalendarConnect: answers what a person asks about calendars that are to be connected. */
typedef struct _WabiCalendarConnect WabiCalendarConnect;

/**
 * wabi_calendar_connect_new:
 * @context: what the host hands to the service; copied
 * @key: (nullable) (transfer none): seals the passwords; %NULL where this server writes into no calendars
 * @push: (nullable) (transfer none): is woken when there is something new
 *
 * Returns: (transfer full): what answers
 */
WabiCalendarConnect *wabi_calendar_connect_new (const WabiServiceContext *context, const WabiVault *key, WabiCalendarPush *push);

/** wabi_calendar_connect_free: frees it; %NULL is allowed. */
void wabi_calendar_connect_free (WabiCalendarConnect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiCalendarConnect, wabi_calendar_connect_free)

/** wabi_calendar_connect_test: POST /v1/calendar-push/test: whether there is a calendar that takes name and password. */
void wabi_calendar_connect_test (WabiCalendarConnect *self, WabiRequest *request);

/** wabi_calendar_connect_begin: POST /v1/calendar-push/connect: tries it, and keeps it. */
void wabi_calendar_connect_begin (WabiCalendarConnect *self, WabiRequest *request);

/** wabi_calendar_connect_renew: POST /v1/calendar-push/password: tries another password of a connected calendar, and keeps it. */
void wabi_calendar_connect_renew (WabiCalendarConnect *self, WabiRequest *request);

/** WABI_CALENDAR_CONNECT_FIELDS: how many they are. */
#define WABI_CALENDAR_CONNECT_FIELDS 6

/** wabi_calendar_connect_fields: (array): the body of all three, for the OpenAPI document. */
extern const WabiField wabi_calendar_connect_fields[WABI_CALENDAR_CONNECT_FIELDS];

G_END_DECLS
