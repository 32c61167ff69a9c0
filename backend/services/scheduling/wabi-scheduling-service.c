// SPDX-License-Identifier: AGPL-3.0-or-later
// The scheduling service: all of its state is records, so it is its name.

#include "wabi-scheduling-service.h"

const WabiServiceInfo wabi_service_scheduling = {
  .abi = WABI_SERVICE_ABI,
  .name = "scheduling",
  .title = "Schedule",
};
