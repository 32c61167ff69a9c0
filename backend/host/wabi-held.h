// SPDX-License-Identifier: AGPL-3.0-or-later
// What is held for a supervisor, over HTTPS: look, release, discard.

#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * wabi_held_service:
 *
 * Routes that each host has, for the services that it mounts; their state is the #WabiStore.
 */
extern const WabiServiceInfo wabi_held_service;

G_END_DECLS
