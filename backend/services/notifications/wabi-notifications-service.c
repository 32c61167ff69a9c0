// SPDX-License-Identifier: AGPL-3.0-or-later
// The notifications service has no records. Where it runs apart, its process listens to the streams of all others and tells desktops of each
// feed in one stream; the host does that (wabi-host-peers.c). In one process the stream tells of all feeds by itself.

#include "wabi-notifications-service.h"

const WabiServiceInfo wabi_service_notifications = {
  .abi = WABI_SERVICE_ABI,
  .name = "notifications",
  .title = "Nudges",
};
