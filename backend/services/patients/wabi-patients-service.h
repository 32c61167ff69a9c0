// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * wabi_service_patients:
 *
 * The patients service.
 */
extern const WabiServiceInfo wabi_service_patients;

G_END_DECLS
