// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * wabi_service_scheduling:
 *
 * The scheduling service.
 */
extern const WabiServiceInfo wabi_service_scheduling;

G_END_DECLS
