// SPDX-License-Identifier: AGPL-3.0-or-later
// The scheduling service: its state is records; beyond them it answers calendar programs.

#include "wabi-scheduling-service.h"

#include "wabi-calendar-feed.h"

static void
handle_calendar (WabiRequest *request, gpointer service)
{
  wabi_calendar_feed_handle (service, request);
}

static gpointer
create_scheduling (const WabiServiceContext *context, GError **error)
{
  return wabi_calendar_feed_new (context->store, context->clock);
}

static void
destroy_scheduling (gpointer service)
{
  wabi_calendar_feed_free (service);
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
