// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * wabi_services_check:
 * @services: (array zero-terminated=1): what is to be mounted
 * @error: where to put a sentence about the first thing that is wrong
 *
 * The self-check at start-up: shape, names, duplicate or ambiguous routes, unknown scopes, missing audit names, gaps in migrations.
 *
 * Returns: whether they can be mounted
 */
gboolean wabi_services_check (const WabiServiceInfo *const *services, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
