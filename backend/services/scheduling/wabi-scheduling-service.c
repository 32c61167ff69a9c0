// SPDX-License-Identifier: AGPL-3.0-or-later
// The scheduling service: its state is records; beyond them it answers calendar programs, writes into calendars, reminds families and plans weeks.

#include "wabi-scheduling-service.h"

#include "wabi-calendar-connect.h"
#include "wabi-calendar-feed.h"
#include "wabi-plan-jobs.h"
#include "wabi-reminders.h"

#define MOST_BYTES 4096
#define N_FIELDS WABI_CALENDAR_CONNECT_FIELDS

typedef struct
{
  WabiCalendarFeed *feed;
  WabiPlanJobs *jobs;
  WabiReminders *reminders; /* (nullable): without a mail server nobody is reminded */
  WabiVault *key;     /* (nullable): without a named server nothing is put into calendars */
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

static void
handle_begin (WabiRequest *request, gpointer service)
{
  wabi_plan_jobs_begin (((Scheduling *) service)->jobs, request);
}

static void
handle_look (WabiRequest *request, gpointer service)
{
  wabi_plan_jobs_look (((Scheduling *) service)->jobs, request);
}

static void
handle_stop (WabiRequest *request, gpointer service)
{
  wabi_plan_jobs_stop (((Scheduling *) service)->jobs, request, FALSE);
}

static void
handle_drop (WabiRequest *request, gpointer service)
{
  wabi_plan_jobs_stop (((Scheduling *) service)->jobs, request, TRUE);
}

static gpointer
create_scheduling (const WabiServiceContext *context, GError **error)
{
  WabiVault *key = context->calendars != NULL ? wabi_vault_open (context->folder, "calendar.key", error) : NULL;
  Scheduling *self;

  if (context->calendars != NULL && key == NULL)
    return NULL;
  self = g_new0 (Scheduling, 1);
  self->key = key;
  self->push = key != NULL ? wabi_calendar_push_new (context->store, context->calendars, key, context->clock) : NULL;
  self->connect = wabi_calendar_connect_new (context, key, self->push);
  self->feed = wabi_calendar_feed_new (context->store, context->clock);
  self->jobs = wabi_plan_jobs_new (context->store, context->clock);
  if (context->mail != NULL)
    self->reminders = wabi_reminders_new (context->store, context->mail, context->clock);
  return self;
}

static void
destroy_scheduling (gpointer service)
{
  Scheduling *self = service;

  wabi_plan_jobs_free (self->jobs);
  wabi_reminders_free (self->reminders);
  wabi_calendar_connect_free (self->connect);
  wabi_calendar_push_free (self->push);
  wabi_vault_free (self->key);
  wabi_calendar_feed_free (self->feed);
  g_free (self);
}

static const WabiField wish_fields[] = {
  { "mode", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "fill cover travel balance", NULL },
  { "first", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "days", WABI_FIELD_INT, WABI_REQUIRED, 1, 7, NULL, NULL },
  { "absent", WABI_FIELD_REF, 0, 0, 0, "staff", NULL },
  { "staff", WABI_FIELD_LIST, 0, 0, 5000, NULL, NULL },
  { "clients", WABI_FIELD_LIST, 0, 0, 5000, NULL, NULL },
  { "seconds", WABI_FIELD_INT, 0, 1, 600, NULL, NULL },
};
static const WabiField job_fields[] = {
  { "id", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 36, NULL, NULL },
  { "state", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "waiting working done failed", NULL },
  { "milliseconds", WABI_FIELD_INT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "value", WABI_FIELD_INT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "bound", WABI_FIELD_INT, 0, 0, 0, NULL, NULL },
  { "slots", WABI_FIELD_INT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "wanted", WABI_FIELD_INT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "message", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "plan", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
};

static const WabiRoute routes[] = {
  { .method = "POST", .path = "/v1/plans", .scope = "scheduling", .audit = "plan.begin", .max_body = 512 * 1024, .handle = handle_begin,
    .summary = "Plan a week on the server", .body = wish_fields, .n_body = G_N_ELEMENTS (wish_fields), .answer = job_fields,
    .n_answer = G_N_ELEMENTS (job_fields) },
  { .method = "GET", .path = "/v1/plans/{id}", .scope = "scheduling", .audit = "plan.read", .handle = handle_look,
    .summary = "How far one's plan is, and what came of it", .answer = job_fields, .n_answer = G_N_ELEMENTS (job_fields) },
  { .method = "POST", .path = "/v1/plans/{id}/stop", .scope = "scheduling", .audit = WABI_AUDIT_NONE, .handle = handle_stop,
    .summary = "End planning with the best so far" },
  { .method = "POST", .path = "/v1/plans/{id}/drop", .scope = "scheduling", .audit = WABI_AUDIT_NONE, .handle = handle_drop,
    .summary = "End planning, and forget it" },
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
