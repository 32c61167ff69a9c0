// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "live-server.h"

G_BEGIN_DECLS

/* Stands between desktops and a real server, as a gateway does, and does ill on demand. It speaks HTTPS with
 * the server's own certificate, on the test's main context. */

typedef struct _LiveGateway LiveGateway;

typedef struct
{
  const char *away;    /* this service is not reachable: 503 "away" */
  const char *behind;  /* this one is asked too early: 503 "behind" */
  const char *busy;    /* this one answers, and asks to be left alone for an hour */
  const char *poison;  /* a push with these bytes in it is answered 500 */
  const char *hotel;   /* this path is answered by somebody else's page, with 200 */
  gboolean no_events;  /* /v1/events is not there */
  gint64 clock_ahead;  /* seconds that the server's clock is shown ahead */
  int min_schema;      /* what pages say; 0 leaves it */
  gint64 cut_after;    /* so many more pages are let through whole; the one after is cut in the middle. -1: never */
  guint hotels;        /* such pages that were handed out */
  guint pushes, pulls; /* that came, whatever became of them */
  char *last_push;     /* body of the last one that was let through */
  GString *from_start; /* names of services whose feed was asked for from its beginning, each after a blank */
} LiveIlls;

LiveGateway *live_gateway_new (LiveServer *live);
LiveIlls *live_gateway_get_ills (LiveGateway *gateway);
/* As live_desktop(), through the gateway. */
WabiSync *live_gateway_desktop (LiveGateway *gateway, const char *folder, const char *role);
void live_gateway_free (LiveGateway *gateway);

G_END_DECLS
