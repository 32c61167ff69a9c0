// SPDX-License-Identifier: AGPL-3.0-or-later
// The library's resource and types, registered by hand because a static library's constructors may be
// dropped.

#include "wabi-widgets.h"

#include "wabi-widgets-resources.h"

void
wabi_widgets_init (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;

  wabi_widgets_register_resource ();
  g_type_ensure (WABI_TYPE_ADAPTIVE_BIN);
  g_type_ensure (WABI_TYPE_BADGE);
  g_type_ensure (WABI_TYPE_BANNER);
  g_type_ensure (WABI_TYPE_CONFIRM);
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_FINDING_LIST);
  g_type_ensure (WABI_TYPE_FINDING_ROW);
  g_type_ensure (WABI_TYPE_GRAPH);
  g_type_ensure (WABI_TYPE_KEYCAP);
  g_type_ensure (WABI_TYPE_METRIC);
  g_type_ensure (WABI_TYPE_SEGMENT);
  g_type_ensure (WABI_TYPE_SIDEBAR);
  g_type_ensure (WABI_TYPE_STATUS_MARK);
  g_type_ensure (WABI_TYPE_TIME_GRID);
  g_type_ensure (WABI_TYPE_TIMER_LABEL);
  g_type_ensure (WABI_TYPE_TOGGLE_GROUP);
  g_type_ensure (WABI_TYPE_TRIAL_STRIP);
  g_type_ensure (WABI_TYPE_UNIT_BAR);
  g_once_init_leave (&once, 1);
}
