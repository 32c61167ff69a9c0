// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

#define WABI_DEMO_PRACTICE "cedar-grove"
#define WABI_DEMO_PASSWORD "wabi-care-demo"

/**
 * WabiDemoOptions:
 * @practice: (nullable): its short name, %NULL for %WABI_DEMO_PRACTICE
 * @clients: how many clients; the first 40 have three months of trial data, the others coverage and
 * appointments
 * @staff: how many RBTs and BCBAs together
 * @seed: the same seed on the same day gives the same practice
 * @now: microseconds since 1970 UTC: the day around which the practice lives
 */
typedef struct
{
  const char *practice;
  guint clients, staff;
  guint32 seed;
  gint64 now;
} WabiDemoOptions;

/**
 * wabi_demo_make:
 * @store: an open store with all services and the tables of auth
 * @options: how large, which seed, when
 * @error: where to put an error of the store
 *
 * Makes the demo practice. All names and addresses are invented; telephone numbers are of the 555-01xx block,
 * which nobody has.
 *
 * Returns: whether it was made
 */
gboolean wabi_demo_make (WabiStore *store, const WabiDemoOptions *options,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_demo_get_login:
 * @role: "frontdesk", "rbt", "bcba", "biller" or "admin"
 *
 * Returns: (transfer none) (nullable): the login of the demo person with that role
 */
const char *wabi_demo_get_login (const char *role);

G_END_DECLS
