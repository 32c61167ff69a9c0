// SPDX-License-Identifier: AGPL-3.0-or-later
// Lanes for appointments that overlap on one day's column.

#include "wabi-day-slots.h"

static int
get_end (const WabiDaySlot *slot)
{
  return MAX (slot->end_minute, slot->start_minute + 1);
}

static gboolean
overlap (const WabiDaySlot *a, const WabiDaySlot *b)
{
  return a->start_minute < get_end (b) && b->start_minute < get_end (a);
}

static int
compare_slots (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const WabiDaySlot *left = *(WabiDaySlot *const *)a;
  const WabiDaySlot *right = *(WabiDaySlot *const *)b;

  if (left->start_minute != right->start_minute)
    return left->start_minute < right->start_minute ? -1 : 1;
  if (get_end (left) != get_end (right))
    return get_end (left) > get_end (right) ? -1 : 1;
  return left < right ? -1 : left > right;
}

static void
close_cluster (GPtrArray *sorted, guint first, guint end, int lanes)
{
  for (guint i = first; i < end; i++)
    {
      WabiDaySlot *slot = g_ptr_array_index (sorted, i);
      int limit = lanes;

      for (guint j = first; j < end; j++)
        {
          const WabiDaySlot *other = g_ptr_array_index (sorted, j);

          if (other != slot && other->lane > slot->lane && overlap (slot, other))
            limit = MIN (limit, other->lane);
        }
      slot->lanes = lanes;
      slot->span = limit - slot->lane;
    }
}

static int
take_lane (GArray *lane_ends, const WabiDaySlot *slot)
{
  int end = get_end (slot);

  for (guint lane = 0; lane < lane_ends->len; lane++)
    if (g_array_index (lane_ends, int, lane) <= slot->start_minute)
      {
        g_array_index (lane_ends, int, lane) = end;
        return lane;
      }
  g_array_append_val (lane_ends, end);
  return lane_ends->len - 1;
}

void
wabi_day_slots_pack (WabiDaySlot *slots, gsize n_slots)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (n_slots);
  g_autoptr (GArray) lane_ends = g_array_new (FALSE, FALSE, sizeof (int));
  guint first = 0;
  int cluster_end = G_MININT;

  for (gsize i = 0; i < n_slots; i++)
    g_ptr_array_add (sorted, &slots[i]);
  g_ptr_array_sort_with_data (sorted, compare_slots, NULL);
  for (guint i = 0; i < sorted->len; i++)
    {
      WabiDaySlot *slot = g_ptr_array_index (sorted, i);

      if (slot->start_minute >= cluster_end)
        {
          close_cluster (sorted, first, i, lane_ends->len);
          g_array_set_size (lane_ends, 0);
          first = i;
        }
      slot->lane = take_lane (lane_ends, slot);
      cluster_end = MAX (cluster_end, get_end (slot));
    }
  close_cluster (sorted, first, sorted->len, lane_ends->len);
}
