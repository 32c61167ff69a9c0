// SPDX-License-Identifier: AGPL-3.0-or-later
// Rooms of a week that is to be planned, and who holds them already.

#include "wabi-week-private.h"

static gboolean
is_free (const WabiPlanRoom *room, int day, int start, int end)
{
  for (int slot = start; slot < end; slot++)
    if (room->taken[day * WABI_PLAN_DAY_SLOTS + slot])
      return FALSE;
  return TRUE;
}

/** What holds one: which room (of several that are one), or any of a place. */
typedef struct
{
  const char *ref;
  int place;
} Holder;

static void
hold (WabiWeek *week, int day, int start, int end, gpointer data)
{
  const Holder *holder = data;

  for (guint i = 0; i < week->problem->rooms->len; i++)
    {
      WabiPlanRoom *room = g_ptr_array_index (week->problem->rooms, i);

      if ((holder->ref != NULL ? g_strcmp0 (room->ref, holder->ref) != 0 : room->place != holder->place) || !is_free (room, day, start, end))
        continue;
      wabi_plan_open (room->taken, day, start, end, TRUE);
      return;
    }
}

static void
hold_booked (WabiWeek *week, WabiProofContext *context, const char *id, gint64 from, gint64 to)
{
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "room", id, from, to);
  Holder holder = { id, -1 };

  for (guint i = 0; i < book->len; i++)
    {
      const WabiVisit *visit = &g_array_index (book, WabiBookEntry, i).visit;

      if (wabi_visit_takes_time (visit->status))
        wabi_week_each_day (week, visit->start_at, visit->end_at, hold, &holder);
    }
}

/* Visits at a place with rooms that were booked without one are somewhere there all the same; supervision is where it is supervised. */
static void
hold_roomless (WabiWeek *week)
{
  for (guint i = 0; i < week->in_room->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (week->problem->fixed, WabiPlanFixed, i);
      Holder holder = { NULL, fixed->place };

      if (fixed->client >= 0 && fixed->place >= 0 && !g_array_index (week->in_room, gboolean, i)
          && (fixed->need < 0 || wabi_plan_problem_get_need (week->problem, fixed->need)->inside < 0))
        hold (week, fixed->day, fixed->start, fixed->end, &holder);
    }
}

void
wabi_week_add_rooms (WabiWeek *week, WabiProofContext *context)
{
  GPtrArray *resources = wabi_proof_context_list (context, &wabi_kind_resource, NULL, NULL);
  gint64 from = wabi_zone_day_start (week->zone, week->first), to = wabi_zone_day_start (week->zone, week->first + week->problem->days);

  // Visits that only change hands stay in the rooms where they are.
  if (week->mode != WABI_WEEK_FILL)
    return;
  for (guint i = 0; i < resources->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (resources, i);
      int place = wabi_week_find (week->places, wabi_record_get_text (one, "location"));

      if (!wabi_record_is (one, "type", "room") || place < 0 || !wabi_record_get_bool (one, "active"))
        continue;
      for (int unit = 0; unit < MAX ((int) wabi_record_get_int (one, "capacity"), 1); unit++)
        wabi_plan_problem_add_room (week->problem, wabi_record_get_id (one), place);
      hold_booked (week, context, wabi_record_get_id (one), from, to);
    }
  hold_roomless (week);
}
