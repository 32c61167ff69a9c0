// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice's limits of hours by service, client and month, and the supervision that technicians are owed, for a week to be planned.

#include "wabi-week-private.h"

#include <string.h>

#include "wabi-hours-limit.h"
#include "wabi-proof-supervision.h"

#define LONGEST (G_GINT64_CONSTANT (16) * 60 * WABI_MINUTE)
#define DIRECT_CODE "97153"

static gboolean
read_limit (WabiRecord *record, WabiHoursLimit *limit)
{
  if (!wabi_record_get_bool (record, "active") || wabi_record_is (record, "action", "warn")
      || !wabi_limit_period_from_name (wabi_record_get_text (record, "per"), &limit->per))
    return FALSE;
  *limit = (WabiHoursLimit){ .id = wabi_record_get_id (record), .staff_id = wabi_record_get_text (record, "staff"),
                             .credential = wabi_record_get_text (record, "credential"), .code = wabi_record_get_text (record, "service_code"),
                             .of_client = wabi_record_is (record, "scope", "client"), .per = limit->per,
                             .minutes = (int) wabi_record_get_int (record, "minutes") };
  return TRUE;
}

static const char *
get_credential (WabiProofContext *context, const char *staff)
{
  WabiRecord *record = wabi_proof_context_get (context, &wabi_kind_staff, staff);

  return record != NULL ? wabi_record_get_text (record, "credential") : NULL;
}

/* Booked and held time of the person or client; what the plan may move is counted by the plan. */
static GArray *
list_work (WabiWeek *week, WabiProofContext *context, gboolean of_client, const char *id, gint64 from, gint64 to)
{
  const GArray *book = wabi_proof_context_get_book (context, FALSE, of_client ? "client" : "staff", id, from - LONGEST, to);
  GPtrArray *blocks = of_client ? NULL : wabi_proof_context_list (context, &wabi_kind_staff_block, "staff", id);
  GArray *work = g_array_new (FALSE, TRUE, sizeof (WabiWork));

  for (guint i = 0; i < book->len; i++)
    {
      const WabiVisit *visit = &g_array_index (book, WabiBookEntry, i).visit;
      WabiWork one = { visit->id, visit->staff_id, visit->client_id, visit->code, get_credential (context, visit->staff_id), visit->start_at,
                       visit->end_at };

      if (wabi_visit_takes_time (visit->status) && (visit->id == NULL || !g_hash_table_contains (week->moved, visit->id)))
        g_array_append_val (work, one);
    }
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      WabiRecord *block = g_ptr_array_index (blocks, i);
      WabiWork one = { wabi_record_get_id (block), id, NULL, NULL, get_credential (context, id), wabi_record_get_int (block, "starts_at"),
                       wabi_record_get_int (block, "ends_at") };

      if (!wabi_record_is (block, "status", "withdrawn") && !wabi_record_is (block, "type", "break"))
        g_array_append_val (work, one);
    }
  return work;
}

static WabiPlanBar
get_bar (const WabiHoursLimit *limit)
{
  if (limit->of_client)
    return WABI_PLAN_BAR_CLIENT_LIMIT;
  if (limit->code != NULL)
    return WABI_PLAN_BAR_SERVICE_LIMIT;
  return limit->per == WABI_LIMIT_PER_MONTH ? WABI_PLAN_BAR_MONTH_LIMIT : WABI_PLAN_BAR_HOURS_LIMIT;
}

/* Which needs and people count; FALSE when none does. */
static gboolean
fill_cap (WabiWeek *week, WabiProofContext *context, const WabiHoursLimit *limit, int index, WabiPlanCap *cap)
{
  const WabiPlanProblem *problem = week->problem;

  cap->needs = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < problem->needs->len; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, (int) i);

      if ((!limit->of_client || need->client == index) && (limit->code == NULL || g_strcmp0 (limit->code, need->code) == 0))
        wabi_plan_cap_add_need (cap, (int) i);
    }
  if (!limit->of_client)
    wabi_plan_cap_add_person (cap, index);
  else if (limit->staff_id != NULL || limit->credential != NULL)
    {
      cap->people = g_array_new (FALSE, FALSE, sizeof (int));
      for (guint i = 0; i < problem->staff->len; i++)
        {
          const char *id = wabi_plan_problem_get_staff (problem, (int) i)->ref;

          if ((limit->staff_id == NULL || strcmp (limit->staff_id, id) == 0)
              && (limit->credential == NULL || g_strcmp0 (limit->credential, get_credential (context, id)) == 0))
            wabi_plan_cap_add_person (cap, (int) i);
        }
    }
  return cap->needs->len > 0 && (cap->people == NULL || cap->people->len > 0);
}

/* One period of a limit, cut to the days of the plan: what others of its days have is taken off. */
static void
add_cap (WabiWeek *week, WabiProofContext *context, const WabiHoursLimit *limit, int index, WabiDay first, WabiDay last)
{
  const WabiPlanProblem *problem = week->problem;
  const char *id = limit->of_client ? wabi_plan_problem_get_client (problem, index)->ref : wabi_plan_problem_get_staff (problem, index)->ref;
  gint64 from = wabi_zone_day_start (week->zone, first), to = wabi_zone_day_start (week->zone, last + 1);
  g_autoptr (GArray) work = list_work (week, context, limit->of_client, id, from, to);
  WabiWork own = { NULL, limit->of_client ? NULL : id, limit->of_client ? id : NULL, limit->code, NULL, 0, 0 };
  int used = wabi_limit_count (limit, week->zone, &own, first, (const WabiWork *) (gpointer) work->data, work->len);
  WabiPlanCap *cap = wabi_plan_problem_add_cap (week->problem, -1, MAX (first - week->first, 0), MIN (last + 1 - week->first, problem->days),
                                                MAX (limit->minutes - used, 0) / WABI_PLAN_SLOT_MINUTES, get_bar (limit));

  if (!fill_cap (week, context, limit, index, cap))
    g_ptr_array_remove (week->problem->caps, cap);
}

static gboolean
is_about (WabiProofContext *context, const WabiHoursLimit *limit, const char *staff)
{
  return (limit->staff_id == NULL || strcmp (limit->staff_id, staff) == 0)
         && (limit->credential == NULL || g_strcmp0 (limit->credential, get_credential (context, staff)) == 0);
}

static void
add_limit (WabiWeek *week, WabiProofContext *context, const WabiHoursLimit *limit)
{
  guint n = limit->of_client ? week->problem->clients->len : week->problem->staff->len;
  WabiDay end = week->first + week->problem->days, first, last;

  // All work of a day is a limit of the person by itself; what a client gets does not change with who gives it.
  if ((!limit->of_client && limit->code == NULL && limit->per == WABI_LIMIT_PER_DAY) || (limit->of_client && week->mode != WABI_WEEK_FILL))
    return;
  for (guint i = 0; i < n; i++)
    for (WabiDay day = week->first; day < end; day = last + 1)
      {
        wabi_limit_range (limit->per, day, &first, &last);
        if (limit->of_client || is_about (context, limit, wabi_plan_problem_get_staff (week->problem, (int) i)->ref))
          add_cap (week, context, limit, (int) i, first, last);
      }
}

void
wabi_week_add_limits (WabiWeek *week, WabiProofContext *context)
{
  GPtrArray *records = wabi_proof_context_list (context, &wabi_kind_hours_limit, NULL, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      WabiHoursLimit limit = { 0 };

      if (read_limit (g_ptr_array_index (records, i), &limit))
        add_limit (week, context, &limit);
    }
}

/* ---- Supervision ---- */

/* Slots of the days that are booked for somebody. */
static int
count_booked (const WabiWeek *week, int staff)
{
  int slots = 0;

  for (guint i = 0; i < week->problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (week->problem->fixed, WabiPlanFixed, i);

      slots += fixed->staff == staff && fixed->client >= 0 ? fixed->end - fixed->start : 0;
    }
  return slots;
}

/* What is owed for the month, with a fair share of what is to be planned, in equal parts for the weeks that are left of it. */
void
wabi_week_set_owed (WabiWeek *week, WabiProofContext *context)
{
  WabiDay day = week->first + week->problem->days / 2, end = wabi_day_add_months (wabi_day_month_start (day), 1);
  int weeks = MAX ((end - week->first + 6) / 7, 1);
  gint64 at = wabi_zone_from_local (week->zone, day, 12 * 60);

  for (guint i = 0; i < week->problem->staff->len; i++)
    {
      WabiPlanStaff *staff = g_ptr_array_index (week->problem->staff, i);
      WabiVisit trial = { .id = "plan-trial", .staff_id = staff->ref, .code = DIRECT_CODE, .start_at = at, .end_at = at };
      WabiSupervision month;
      int owed;

      if (!wabi_proof_read_supervision (context, &trial, g_ptr_array_index (week->staff_records, i), &month))
        continue;
      month.minutes += MAX (staff->fair - count_booked (week, (int) i), 0) * WABI_PLAN_SLOT_MINUTES;
      owed = (wabi_supervision_owed (&month) + WABI_PLAN_SLOT_MINUTES - 1) / WABI_PLAN_SLOT_MINUTES;
      staff->owed = (owed + weeks - 1) / weeks;
    }
}
