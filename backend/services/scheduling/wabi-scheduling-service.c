// SPDX-License-Identifier: AGPL-3.0-or-later
// The scheduling service: its state is records; beyond them it answers calendar programs and reminds families.

#include "wabi-scheduling-service.h"

#include "wabi-calendar-feed.h"
#include "wabi-reminders.h"

typedef struct
{
  WabiCalendarFeed *feed;
  WabiReminders *reminders; /* (nullable): without a mail server nobody is reminded */
} Scheduling;

static void
handle_calendar (WabiRequest *request, gpointer service)
{
  wabi_calendar_feed_handle (((Scheduling *) service)->feed, request);
}

static gpointer
create_scheduling (const WabiServiceContext *context, GError **error)
{
  Scheduling *self = g_new0 (Scheduling, 1);

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
  wabi_calendar_feed_free (self->feed);
  g_free (self);
}

static const WabiRoute routes[] = {
  { .method = "GET", .path = "/v1/calendar/{link}", .scope = WABI_SCOPE_PUBLIC, .audit = "calendar.read", .handle = handle_calendar,
    .summary = "A person's schedule as iCalendar, under a private link" },
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
