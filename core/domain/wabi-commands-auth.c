// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be written about the practice and its staff.

#include <glib/gi18n-lib.h>

#include "wabi-commands-private.h"

WABI_RULE_SET (practice)
WABI_RULE_SET (staff)
WABI_RULE_SET (credential)
WABI_RULE_REMOVE (credential)

#define OFFICE (WABI_ROLE_ADMIN | WABI_ROLE_BILLER | WABI_ROLE_FRONTDESK)

const WabiCommandInfo wabi_commands_auth[] = {
  { "practice.set", "auth", WABI_ROLE_ADMIN, 0, NULL, 0, set_practice, N_ ("Change the practice's details") },
  { "staff.set", "auth", WABI_ROLE_ADMIN | WABI_ROLE_BILLER, 0, NULL, 0, set_staff, N_ ("Change a member of staff") },
  { "credential.set", "auth", OFFICE, 0, NULL, 0, set_credential, N_ ("Record a credential") },
  { "credential.remove", "auth", OFFICE, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), remove_credential, N_ ("Take a credential away") },
};
const guint wabi_n_commands_auth = G_N_ELEMENTS (wabi_commands_auth);
