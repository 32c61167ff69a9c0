// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program's cache holds: all of core/domain.

#include "wabi-cache.h"
#include "wabi-domain.h"

/* Last names first: lists of what was found are in their order. */
static const WabiSearchField search[] = {
  { "client", "last_name" },
  { "client", "first_name" },
  { "staff", "last_name" },
  { "staff", "first_name" },
};

const WabiCacheTables *
wabi_cache_get_domain_tables (void)
{
  static WabiCacheTables tables;
  static gsize made;

  if (g_once_init_enter (&made))
    {
      tables.services = wabi_domain_services;
      tables.kinds = wabi_domain_list_kinds (NULL, &tables.n_kinds);
      tables.commands = wabi_domain_get_commands (&tables.n_commands);
      tables.search = search;
      tables.n_search = G_N_ELEMENTS (search);
      tables.bearings = wabi_charge_list_bearings (&tables.n_bearings);
      g_once_init_leave (&made, 1);
    }
  return &tables;
}
