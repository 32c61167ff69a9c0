// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * wabi_services:
 *
 * Every service that this program can mount, %NULL-terminated.
 */
extern const WabiServiceInfo *const wabi_services[];

G_END_DECLS
