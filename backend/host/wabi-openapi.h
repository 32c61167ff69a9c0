// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-router.h"
#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * wabi_openapi_build:
 * @router: the routes
 * @store: whose mounted services' kinds and commands are told
 *
 * The HTTP interface as OpenAPI 3.1, from the same tables that the host works by.
 *
 * Returns: (transfer full): canonical JSON
 */
char *wabi_openapi_build (WabiRouter *router, WabiStore *store);

G_END_DECLS
