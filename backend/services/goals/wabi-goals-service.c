// SPDX-License-Identifier: AGPL-3.0-or-later
// The goals service: all of its state is records, so it is its name.

#include "wabi-goals-service.h"

const WabiServiceInfo wabi_service_goals = {
  .abi = WABI_SERVICE_ABI,
  .name = "goals",
  .title = "Programs and targets",
};
