// SPDX-License-Identifier: AGPL-3.0-or-later
// What core says of a target's newest session.

#include "count-by-core.h"

#include "wabi-note-facts.h"

int
count_by_core (const WabiView *view, const char *target)
{
  g_autoptr (WabiHistory) history = wabi_history_new (view, "UTC", target, NULL);
  const WabiSessionPoint *last;

  if (history->points->len == 0)
    return -1;
  last = &g_array_index (history->points, WabiSessionPoint, history->points->len - 1);
  return wabi_percent (last->correct, last->trials);
}
