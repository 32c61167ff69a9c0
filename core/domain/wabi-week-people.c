// SPDX-License-Identifier: AGPL-3.0-or-later
// When people of a week that is to be planned can be there, and for how long.

#include "wabi-week-private.h"

#define USUAL_DAY (8 * WABI_WEEK_HOUR)
#define USUAL_WEEK (40 * WABI_WEEK_HOUR)
#define USUAL_STRETCH (5 * WABI_WEEK_HOUR)
#define USUAL_BREAK 2
/* Families who have not said when they can are asked for no nights. */
#define DAY_START (8 * WABI_WEEK_HOUR)
#define DAY_END (19 * WABI_WEEK_HOUR)

static void
open_hours (WabiWeek *week, GPtrArray *hours, guint8 *open)
{
  for (guint i = 0; i < hours->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (hours, i);

      for (int day = 0; day < week->problem->days; day++)
        {
          WabiDay date = week->first + day;
          int start = (int) wabi_record_get_int (one, "start_minute"), end = (int) wabi_record_get_int (one, "end_minute");

          if (wabi_record_get_int (one, "weekday") == wabi_day_weekday (date)
              && wabi_day_in_range (date, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to")))
            wabi_plan_open (open, day, (start + WABI_PLAN_SLOT_MINUTES - 1) / WABI_PLAN_SLOT_MINUTES, end / WABI_PLAN_SLOT_MINUTES, TRUE);
        }
    }
}

static void
mark_closed (WabiWeek *week, int day, int start, int end, gpointer data)
{
  wabi_plan_open (data, day, start, end, FALSE);
}

static void
mark_block (WabiWeek *week, int day, int start, int end, gpointer data)
{
  WabiPlanFixed fixed = { GPOINTER_TO_INT (data), -1, -1, -1, day, start, end };

  wabi_plan_problem_add_fixed (week->problem, &fixed);
}

/* Holidays, and what is past. */
static void
close_days (WabiWeek *week, WabiProofContext *context, guint8 *open)
{
  GPtrArray *holidays = wabi_proof_context_list (context, &wabi_kind_holiday, NULL, NULL);

  for (guint i = 0; i < holidays->len; i++)
    {
      WabiDay day = wabi_lookup_day (g_ptr_array_index (holidays, i), "date") - week->first;

      if (day >= 0 && day < week->problem->days)
        wabi_plan_open (open, day, 0, WABI_PLAN_DAY_SLOTS, FALSE);
    }
  wabi_week_each_day (week, wabi_zone_day_start (week->zone, week->first), wabi_proof_context_get_now (context), mark_closed, open);
}

/* A break is no work, but takes its time; all other blocks are both. */
static void
add_absences (WabiWeek *week, WabiProofContext *context, int index, WabiPlanStaff *staff)
{
  GPtrArray *off = wabi_proof_context_list (context, &wabi_kind_time_off, "staff", staff->ref);
  GPtrArray *blocks = wabi_proof_context_list (context, &wabi_kind_staff_block, "staff", staff->ref);

  for (guint i = 0; i < off->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (off, i);

      if (wabi_record_is (one, "status", "approved"))
        wabi_week_each_day (week, wabi_record_get_int (one, "starts_at"), wabi_record_get_int (one, "ends_at"), mark_closed, staff->open);
    }
  for (guint i = 0; i < blocks->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (blocks, i);
      gint64 start = wabi_record_get_int (one, "starts_at"), end = wabi_record_get_int (one, "ends_at");

      if (wabi_record_is (one, "status", "withdrawn"))
        continue;
      if (wabi_record_is (one, "type", "break"))
        wabi_week_each_day (week, start, end, mark_closed, staff->open);
      else
        wabi_week_each_day (week, start, end, mark_block, GINT_TO_POINTER (index));
    }
}

static gboolean
applies (WabiRecord *limit, WabiRecord *person)
{
  return wabi_record_get_bool (limit, "active") && !wabi_record_is (limit, "action", "warn") && wabi_record_is (limit, "scope", "staff")
         && !wabi_record_has (limit, "service_code")
         && (!wabi_record_has (limit, "staff") || wabi_record_is (limit, "staff", wabi_record_get_id (person)))
         && (!wabi_record_has (limit, "credential") || wabi_record_is (limit, "credential", wabi_record_get_text (person, "credential")));
}

/* The practice's limits for all work; those of single services, clients and months are caps. A week that is no calendar week is one, too. */
static void
set_limits (WabiWeek *week, WabiProofContext *context, WabiRecord *person, WabiPlanStaff *staff)
{
  GPtrArray *limits = wabi_proof_context_list (context, &wabi_kind_hours_limit, NULL, NULL);
  int day = WABI_PLAN_NO_LIMIT, per_week = WABI_PLAN_NO_LIMIT;
  gboolean aligned = wabi_day_weekday (week->first) == 1;

  for (guint i = 0; i < limits->len; i++)
    {
      WabiRecord *limit = g_ptr_array_index (limits, i);
      int slots = (int) wabi_record_get_int (limit, "minutes") / WABI_PLAN_SLOT_MINUTES;

      if (!applies (limit, person))
        continue;
      if (wabi_record_is (limit, "per", "day"))
        day = MIN (day, slots);
      else if (wabi_record_is (limit, "per", "week"))
        per_week = MIN (per_week, slots);
    }
  staff->day_limit = day < WABI_PLAN_NO_LIMIT ? day : USUAL_DAY;
  staff->week_limit = per_week < WABI_PLAN_NO_LIMIT ? (aligned ? per_week : WABI_PLAN_NO_LIMIT) : USUAL_WEEK;
  staff->break_after = USUAL_STRETCH;
  staff->break_slots = USUAL_BREAK;
}

/* Nobody serves their own time off: whoever is booked beyond a limit already gets nothing more, which the limit itself says. */
static int
count_open (const WabiWeek *week, const WabiPlanStaff *staff)
{
  int slots = 0;

  for (int i = 0; i < week->problem->days * WABI_PLAN_DAY_SLOTS; i++)
    slots += staff->open[i];
  return MIN (slots, staff->week_limit);
}

/* A fair share is as much of one's hours as all have of theirs; nine tenths of it, so that small differences cost nothing. */
static void
share_work (WabiWeek *week)
{
  WabiPlanProblem *problem = week->problem;
  gint64 work = 0, hours = 0;

  for (guint i = 0; i < problem->needs->len; i++)
    work += wabi_plan_problem_get_need (problem, (int) i)->wanted;
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      work += fixed->staff >= 0 && fixed->client >= 0 ? fixed->end - fixed->start : 0;
    }
  for (guint i = 0; i < problem->staff->len; i++)
    hours += count_open (week, g_ptr_array_index (problem->staff, i));
  for (guint i = 0; hours > 0 && i < problem->staff->len; i++)
    {
      WabiPlanStaff *staff = g_ptr_array_index (problem->staff, i);

      staff->fair = (int) (count_open (week, staff) * MIN (work, hours) * 9 / (hours * 10));
    }
}

void
wabi_week_fill_people (WabiWeek *week, WabiProofContext *context)
{
  for (guint i = 0; i < week->problem->staff->len; i++)
    {
      WabiPlanStaff *staff = g_ptr_array_index (week->problem->staff, i);

      open_hours (week, wabi_proof_context_list (context, &wabi_kind_staff_hours, "staff", staff->ref), staff->open);
      close_days (week, context, staff->open);
      add_absences (week, context, (int) i, staff);
      set_limits (week, context, g_ptr_array_index (week->staff_records, i), staff);
    }
  for (guint i = 0; i < week->problem->clients->len; i++)
    {
      WabiPlanClient *client = g_ptr_array_index (week->problem->clients, i);
      GPtrArray *hours = wabi_proof_context_list (context, &wabi_kind_client_hours, "client", client->ref);

      open_hours (week, hours, client->open);
      for (int day = 0; hours->len == 0 && day < week->problem->days; day++)
        wabi_plan_open (client->open, day, DAY_START, DAY_END, TRUE);
      close_days (week, context, client->open);
    }
  share_work (week);
}
