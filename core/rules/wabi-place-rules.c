// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a program does not pay for a service, as dated data.

#include "wabi-place-rules.h"

#include "wabi-codes.h"

// field-map 5.4: technicians' and assistants' 97153 is not authorized in schools (TRICARE West, 2021; the contractor has changed since).
static const WabiPlaceRule rows[] = {
  { "tricare", "97153", "03", "BT,RBT,BCaBA", "2021-01-01", NULL, "TRICARE Autism Care Demonstration, 2021" },
};

const WabiPlaceRule *
wabi_place_rules_find (const char *program, const char *code, const char *place, const char *credential, WabiDay day)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].program, program) == 0 && g_strcmp0 (rows[i].code, code) == 0 && g_strcmp0 (rows[i].place, place) == 0
        && (rows[i].credentials == NULL || wabi_codes_credential_listed (rows[i].credentials, credential))
        && wabi_day_in_range (day, wabi_day_from_text (rows[i].from), wabi_day_from_text (rows[i].to)))
      return &rows[i];
  return NULL;
}
