// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

/* A PostgreSQL cluster of the test's own that it may crash and start again (tests/harness/pg-cluster). */
typedef struct _Cluster Cluster;

/* Starts it, and sets WABI_TEST_POSTGRES to its URL. */
Cluster *cluster_start (void);

/* "crash", "stop", "start" or "restart"; returns when it is done. */
void cluster_order (Cluster *cluster, const char *order);

void cluster_free (Cluster *cluster);
