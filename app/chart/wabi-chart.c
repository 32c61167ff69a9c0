// SPDX-License-Identifier: AGPL-3.0-or-later
// The library's resource, registered by hand because a static library's constructors may be dropped.

#include "wabi-chart.h"

#include "wabi-chart-resources.h"

void
wabi_chart_init (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;
  wabi_chart_register_resource ();
  g_once_init_leave (&once, 1);
}
