// SPDX-License-Identifier: AGPL-3.0-or-later
// The patients service: all of its state is records, so it is its name.

#include "wabi-patients-service.h"

const WabiServiceInfo wabi_service_patients = {
  .abi = WABI_SERVICE_ABI,
  .name = "patients",
  .title = "Clients and coverage",
};
