// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * wabi_service_notifications:
 *
 * One stream of nudges for all services.
 */
extern const WabiServiceInfo wabi_service_notifications;

G_END_DECLS
