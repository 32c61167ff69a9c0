// SPDX-License-Identifier: AGPL-3.0-or-later
// The scheduling service: its state is records; beyond them it answers calendar programs, writes into calendars, and reminds families.

#include "wabi-scheduling-service.h"

#include "wabi-calendar-connect.h"
#include "wabi-calendar-feed.h"
#include "wabi-reminders.h"

#define MOST_BYTES 4096
#define N_FIELDS WABI_CALENDAR_CONNECT_FIELDS

typedef struct
{
  WabiCalendarFeed *feed;
  WabiReminders *reminders; /* (nullable): without a mail server nobody is reminded */
  WabiCalendarKey *key;     /* (nullable): without a named server nothing is put into calendars */
  WabiCalendarPush *push;   /* (nullable) */
  WabiCalendarConnect *connect;
} Scheduling;

static void
handle_calendar (WabiRequest *request, gpointer service)
{
  wabi_calendar_feed_handle (((Scheduling *) service)->feed, request);
}

static void
handle_test (WabiRequest *request, gpointer service)
{
  wabi_calendar_connect_test (((Scheduling *) service)->connect, request);
}

static void
handle_connect (WabiRequest *request, gpointer service)
{
  wabi_calendar_connect_begin (((Scheduling *) service)->connect, request);
}

static void
handle_password (WabiRequest *request, gpointer service)
{
  wabi_calendar_connect_renew (((Scheduling *) service)->connect, request);
}

static gpointer
create_scheduling (const WabiServiceContext *context, GError **error)
{
  WabiCalendarKey *key = context->calendars != NULL ? wabi_calendar_key_open (context->folder, error) : NULL;
  Scheduling *self;

  if (context->calendars != NULL && key == NULL)
    return NULL;
  self = g_new0 (Scheduling, 1);
  self->key = key;
  self->push = key != NULL ? wabi_calendar_push_new (context->store, context->calendars, key, context->clock) : NULL;
  self->connect = wabi_calendar_connect_new (context, key, self->push);
  self->feed = wabi_calendar_feed_new (context->store, context->clock);
  if (context->mail != NULL)
    self->reminders = wabi_reminders_new (context->store, context->mail, context->clock);
  return self;
}

static void
destroy_scheduling (gpointer service)
{
  Scheduling *self = service;

  wabi_reminders_free (self->reminders);
  wabi_calendar_connect_free (self->connect);
  wabi_calendar_push_free (self->push);
  wabi_calendar_key_free (self->key);
  wabi_calendar_feed_free (self->feed);
  g_free (self);
}

static const WabiRoute routes[] = {
  { .method = "GET", .path = "/v1/calendar/{link}", .scope = WABI_SCOPE_PUBLIC, .audit = "calendar.read", .handle = handle_calendar,
    .summary = "A person's schedule as iCalendar, under a private link" },
  { .method = "POST", .path = "/v1/calendar-push/test", .scope = WABI_SCOPE_STAFF, .audit = WABI_AUDIT_NONE, .max_body = MOST_BYTES, .handle = handle_test,
    .summary = "Whether there is a calendar (CalDAV) that takes a name and a password", .body = wabi_calendar_connect_fields, .n_body = N_FIELDS },
  { .method = "POST", .path = "/v1/calendar-push/connect", .scope = WABI_SCOPE_STAFF, .audit = "calendar-push.connect", .max_body = MOST_BYTES,
    .handle = handle_connect, .summary = "Connects a calendar: the schedule is put into it from now on", .body = wabi_calendar_connect_fields,
    .n_body = N_FIELDS },
  { .method = "POST", .path = "/v1/calendar-push/password", .scope = WABI_SCOPE_STAFF, .audit = "calendar-push.password", .max_body = MOST_BYTES,
    .handle = handle_password, .summary = "Gives a connected calendar another password", .body = wabi_calendar_connect_fields, .n_body = N_FIELDS },
};

const WabiServiceInfo wabi_service_scheduling = {
  .abi = WABI_SERVICE_ABI,
  .name = "scheduling",
  .title = "Schedule",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .create = create_scheduling,
  .destroy = destroy_scheduling,
};
