// SPDX-License-Identifier: AGPL-3.0-or-later
// The sessions service: all of its state is records, so it is its name.

#include "wabi-sessions-service.h"

const WabiServiceInfo wabi_service_sessions = {
  .abi = WABI_SERVICE_ABI,
  .name = "sessions",
  .title = "Sessions and notes",
};
