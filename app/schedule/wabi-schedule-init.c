// SPDX-License-Identifier: AGPL-3.0-or-later
// The templates, registered by hand because a static library's constructors may be dropped.

#include "wabi-schedule-init.h"

#include "wabi-schedule-resources.h"
#include "wabi-visit-init.h"

void
wabi_schedule_init (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  wabi_schedule_register_resource ();
  wabi_visit_init ();
  g_once_init_leave (&once, 1);
}
