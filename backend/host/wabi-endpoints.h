// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-follower.h"
#include "wabi-meter.h"
#include "wabi-router.h"

G_BEGIN_DECLS

/**
 * WabiEndpoints:
 * @store: records and feeds
 * @events: nudges
 * @router: the routes, for the OpenAPI document and the metrics
 * @meter: counters
 * @follower: (nullable): what follows the services of other processes
 * @services: names of the mounted services
 *
 * What the host's own calls work on. @meter is set before the listener starts.
 */
typedef struct
{
  WabiStore *store;
  WabiEvents *events;
  WabiRouter *router;
  WabiMeter *meter;
  WabiFollower *follower;
  GStrv services;
  int differed; /* atomic: how often a desktop said that its copy was not what it should be */
  struct
  {
    GMutex lock;
    char *text;
    char tag[24];
  } openapi;
} WabiEndpoints;

/**
 * wabi_endpoints_service:
 *
 * The calls that each host answers, whatever is mounted: push, sync, records, events, health, metrics, the OpenAPI document. Its routes
 * are given a #WabiEndpoints.
 */
extern const WabiServiceInfo wabi_endpoints_service;

/**
 * wabi_endpoints_clear:
 * @endpoints: what was used
 */
void wabi_endpoints_clear (WabiEndpoints *endpoints);

G_END_DECLS
