// SPDX-License-Identifier: AGPL-3.0-or-later
// Weeks that the server plans for desktops: asked for, looked after, stopped, fetched. One at a time for each practice.

#pragma once

#include "wabi-request.h"
#include "wabi-service.h"

G_BEGIN_DECLS

/** WabiPlanJobs: what is planned now and what waits to be fetched. It is kept in memory only: a server that is started anew knows of none. */
typedef struct _WabiPlanJobs WabiPlanJobs;

/** wabi_plan_jobs_new: Returns: (transfer full): jobs over the records of @store, which must outlive them, as must @clock. */
WabiPlanJobs *wabi_plan_jobs_new (WabiStore *store, const WabiClock *clock);

/** wabi_plan_jobs_free: (transfer full) (nullable): ends what is planned, and waits for its threads. */
void wabi_plan_jobs_free (WabiPlanJobs *jobs);

/** wabi_plan_jobs_begin: answers POST /v1/plans. */
void wabi_plan_jobs_begin (WabiPlanJobs *jobs, WabiRequest *request);

/** wabi_plan_jobs_look: answers GET /v1/plans/{id}. */
void wabi_plan_jobs_look (WabiPlanJobs *jobs, WabiRequest *request);

/** wabi_plan_jobs_stop: answers POST /v1/plans/{id}/stop, and with @drop POST /v1/plans/{id}/drop. */
void wabi_plan_jobs_stop (WabiPlanJobs *jobs, WabiRequest *request, gboolean drop);

G_END_DECLS
