// SPDX-License-Identifier: AGPL-3.0-or-later
// Every service that this program can mount.

#include "wabi-services.h"

#include "wabi-ai-service.h"
#include "wabi-auth-service.h"

const WabiServiceInfo *const wabi_services[] = {
  &wabi_service_auth,
  &wabi_service_ai,
  NULL,
};
