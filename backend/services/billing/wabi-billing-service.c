// SPDX-License-Identifier: AGPL-3.0-or-later
// The billing service: all of its state is records, so it is its name.

#include "wabi-billing-service.h"

const WabiServiceInfo wabi_service_billing = {
  .abi = WABI_SERVICE_ABI,
  .name = "billing",
  .title = "Billing",
};
