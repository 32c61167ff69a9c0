// SPDX-License-Identifier: AGPL-3.0-or-later
// The scopes that routes may name, and who has them.

#include "wabi-service.h"

#include "wabi-tokens.h"

static const WabiScope SCOPES[] = {
  { WABI_SCOPE_PUBLIC, 0 },
  { WABI_SCOPE_STAFF, WABI_ROLES_ALL },
  { WABI_SCOPE_CLINICAL, WABI_ROLES_CLINICAL },
  { "scheduling", WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN },
  { WABI_SCOPE_BILLING, WABI_ROLE_BILLER | WABI_ROLE_ADMIN },
  { WABI_SCOPE_ADMIN, WABI_ROLE_ADMIN },
  { WABI_SCOPE_SERVICE, WABI_ROLE_SERVICE },
  { WABI_SCOPE_FOLLOWER, WABI_ROLES_ALL | WABI_ROLE_SERVICE },
};

const WabiScope *
wabi_scope_find (const char *name)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (SCOPES); i++)
    if (g_str_equal (SCOPES[i].name, name))
      return &SCOPES[i];
  return NULL;
}
