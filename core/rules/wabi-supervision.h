// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of a technician's work of a month must be supervised, and how much is.

#pragma once

#include "wabi-finding.h"

G_BEGIN_DECLS

/**
 * WabiSupervision:
 * @staff_name: (nullable): the technician
 * @minutes: of behavior-analytic service booked and given in the month, with the visit in question
 * @supervised: minutes of them at which a supervisor is with the same client
 * @contacts: visits of the month with a supervisor
 */
typedef struct
{
  const char *staff_name;
  int minutes;
  int supervised;
  int contacts;
} WabiSupervision;

/** wabi_supervision_owed: Returns: minutes that are still to be supervised: 5 % of the month's (field-map 5.5), rounded up. */
int wabi_supervision_owed (const WabiSupervision *month);

/** wabi_supervision_check: "supervision": passed when 5 % and two contacts are booked, else a warning that says what is owed. */
void wabi_supervision_check (const WabiSupervision *month, GPtrArray *findings);

G_END_DECLS
