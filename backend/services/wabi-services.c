// SPDX-License-Identifier: AGPL-3.0-or-later
// Every service that this program can mount.

#include "wabi-services.h"

#include "wabi-ai-service.h"
#include "wabi-auth-service.h"
#include "wabi-billing-service.h"
#include "wabi-goals-service.h"
#include "wabi-notifications-service.h"
#include "wabi-patients-service.h"
#include "wabi-scheduling-service.h"
#include "wabi-sessions-service.h"

const WabiServiceInfo *const wabi_services[] = {
  &wabi_service_auth,
  &wabi_service_patients,
  &wabi_service_goals,
  &wabi_service_sessions,
  &wabi_service_scheduling,
  &wabi_service_billing,
  &wabi_service_ai,
  &wabi_service_notifications,
  NULL,
};
