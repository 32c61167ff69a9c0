// SPDX-License-Identifier: AGPL-3.0-or-later
// Verifies a plan against its problem from first principles; shares no code with what makes plans.

#include "wabi-plan-check.h"

/** One stay in a person's day: a visit of the plan, or something fixed. */
typedef struct
{
  gint start, end, place;
  gint visit;
} Stay;

static const WabiPlanVisit *
get_visit (const GArray *visits, guint index)
{
  return &g_array_index (visits, WabiPlanVisit, index);
}

static void
report (GArray *findings, WabiPlanFault fault, guint visit)
{
  WabiPlanFinding finding = { fault, visit };

  g_array_append_val (findings, finding);
}

static const WabiPlanMay *
find_may (const WabiPlanNeed *need, gint staff)
{
  for (guint i = 0; i < need->may->len; i++)
    if (g_array_index (need->may, WabiPlanMay, i).staff == staff)
      return &g_array_index (need->may, WabiPlanMay, i);
  return NULL;
}

static gboolean
is_open (const guint8 *open, const WabiPlanVisit *visit)
{
  for (gint slot = visit->start; slot < visit->start + visit->length; slot++)
    if (open != NULL && !open[visit->day * WABI_PLAN_DAY_SLOTS + slot])
      return FALSE;
  return TRUE;
}

static gboolean
is_known (const WabiPlanProblem *problem, const WabiPlanVisit *visit)
{
  return visit->need >= 0 && (guint)visit->need < problem->needs->len && visit->staff >= 0
         && (guint)visit->staff < problem->staff->len && visit->day >= 0 && visit->day < problem->days
         && visit->start >= 0 && visit->length > 0 && visit->start + visit->length <= WABI_PLAN_DAY_SLOTS;
}

static void
check_alone (const WabiPlanProblem *problem, const WabiPlanVisit *visit, guint index, GArray *findings)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, visit->need);

  if (find_may (need, visit->staff) == NULL)
    report (findings, WABI_PLAN_FAULT_MAY_NOT, index);
  if (!is_open (wabi_plan_problem_get_staff (problem, visit->staff)->open, visit))
    report (findings, WABI_PLAN_FAULT_STAFF_AWAY, index);
  if (!is_open (wabi_plan_problem_get_client (problem, need->client)->open, visit) || !is_open (need->open, visit))
    report (findings, WABI_PLAN_FAULT_CLIENT_AWAY, index);
  if (visit->length < need->shortest || visit->length > need->longest)
    report (findings, WABI_PLAN_FAULT_LENGTH, index);
}

/** Whether the client may be in both at once: one supervises the other. */
static gboolean
may_share (const WabiPlanProblem *problem, gint need, gint other)
{
  if (need < 0 || other < 0)
    return need >= 0 && wabi_plan_problem_get_need (problem, need)->inside >= 0;
  return wabi_plan_problem_get_need (problem, need)->inside == other
         || wabi_plan_problem_get_need (problem, other)->inside == need;
}

static void
check_twice (const WabiPlanProblem *problem, const GArray *visits, guint index, GArray *findings)
{
  const WabiPlanVisit *visit = get_visit (visits, index);
  gint client = wabi_plan_problem_get_need (problem, visit->need)->client;
  gint end = visit->start + visit->length;
  gboolean staff = FALSE, twice = FALSE;

  for (guint i = 0; i < index; i++)
    {
      const WabiPlanVisit *other = get_visit (visits, i);

      if (other->day != visit->day || other->start >= end || visit->start >= other->start + other->length)
        continue;
      staff |= other->staff == visit->staff;
      twice |= wabi_plan_problem_get_need (problem, other->need)->client == client
               && !may_share (problem, visit->need, other->need);
    }
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->day != visit->day || fixed->start >= end || visit->start >= fixed->end)
        continue;
      staff |= fixed->staff == visit->staff;
      twice |= fixed->client == client && !may_share (problem, visit->need, fixed->need);
    }
  if (staff)
    report (findings, WABI_PLAN_FAULT_STAFF_TWICE, index);
  if (twice)
    report (findings, WABI_PLAN_FAULT_CLIENT_TWICE, index);
}

/** Whether something that the need must lie inside of takes place in this slot. */
static gboolean
is_covered (const WabiPlanProblem *problem, const GArray *visits, gint inside, gint day, gint slot)
{
  for (guint i = 0; i < visits->len; i++)
    {
      const WabiPlanVisit *other = get_visit (visits, i);

      if (other->need == inside && other->day == day && other->start <= slot && slot < other->start + other->length)
        return TRUE;
    }
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->need == inside && fixed->day == day && fixed->start <= slot && slot < fixed->end)
        return TRUE;
    }
  return FALSE;
}

static void
check_inside (const WabiPlanProblem *problem, const GArray *visits, guint index, GArray *findings)
{
  const WabiPlanVisit *visit = get_visit (visits, index);
  gint inside = wabi_plan_problem_get_need (problem, visit->need)->inside;

  for (gint slot = visit->start; inside >= 0 && slot < visit->start + visit->length; slot++)
    if (!is_covered (problem, visits, inside, visit->day, slot))
      {
        report (findings, WABI_PLAN_FAULT_NOT_INSIDE, index);
        return;
      }
}

/** Sums of the need up to and with this visit, so that each fault is reported at the visit that goes too far. */
static void
check_need (const WabiPlanProblem *problem, const GArray *visits, guint index, GArray *findings)
{
  const WabiPlanVisit *visit = get_visit (visits, index);
  const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, visit->need);
  gint slots = 0, day_slots = 0, day_visits = 0;
  g_autoptr (GHashTable) people = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i <= index; i++)
    {
      const WabiPlanVisit *other = get_visit (visits, i);

      if (other->need != visit->need)
        continue;
      slots += other->length;
      day_slots += other->day == visit->day ? other->length : 0;
      day_visits += other->day == visit->day;
      g_hash_table_add (people, GINT_TO_POINTER (other->staff + 1));
    }
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->need != visit->need || fixed->day != visit->day)
        continue;
      day_slots += fixed->end - fixed->start;
      day_visits++;
    }
  if (slots > need->wanted)
    report (findings, WABI_PLAN_FAULT_TOO_MUCH, index);
  if (day_visits > need->per_day || day_slots > need->day_cap)
    report (findings, WABI_PLAN_FAULT_PER_DAY, index);
  if (need->most_staff > 0 && g_hash_table_size (people) > (guint)need->most_staff)
    report (findings, WABI_PLAN_FAULT_MANY_STAFF, index);
}

static void
check_hours (const WabiPlanProblem *problem, const GArray *visits, guint index, GArray *findings)
{
  const WabiPlanVisit *visit = get_visit (visits, index);
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (problem, visit->staff);
  gint week = 0, day = 0;

  for (guint i = 0; i <= index; i++)
    {
      const WabiPlanVisit *other = get_visit (visits, i);

      if (other->staff != visit->staff)
        continue;
      week += other->length;
      day += other->day == visit->day ? other->length : 0;
    }
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->staff != visit->staff)
        continue;
      week += fixed->end - fixed->start;
      day += fixed->day == visit->day ? fixed->end - fixed->start : 0;
    }
  if (day > staff->day_limit)
    report (findings, WABI_PLAN_FAULT_DAY_LIMIT, index);
  if (week > staff->week_limit)
    report (findings, WABI_PLAN_FAULT_WEEK_LIMIT, index);
}

static gboolean
cap_counts (const WabiPlanCap *cap, const WabiPlanVisit *visit)
{
  gboolean need = cap->needs == NULL, person = cap->people == NULL;

  for (guint i = 0; cap->needs != NULL && i < cap->needs->len; i++)
    need |= g_array_index (cap->needs, gint, i) == visit->need;
  for (guint i = 0; cap->people != NULL && i < cap->people->len; i++)
    person |= g_array_index (cap->people, gint, i) == visit->staff;
  return need && person && visit->day >= cap->first && visit->day < cap->end;
}

static void
check_caps (const WabiPlanProblem *problem, const GArray *visits, guint index, GArray *findings)
{
  for (guint i = 0; i < problem->caps->len; i++)
    {
      const WabiPlanCap *cap = wabi_plan_problem_get_cap (problem, (gint)i);
      gint slots = 0;

      for (guint k = 0; k <= index && cap_counts (cap, get_visit (visits, index)); k++)
        slots += cap_counts (cap, get_visit (visits, k)) ? get_visit (visits, k)->length : 0;
      if (slots > cap->most)
        report (findings, WABI_PLAN_FAULT_CAP, index);
    }
}

/** Whether a place has rooms, so that who is there takes one. */
static gboolean
has_rooms (const WabiPlanProblem *problem, gint place)
{
  for (guint i = 0; i < problem->rooms->len; i++)
    if (place >= 0 && wabi_plan_problem_get_room (problem, (gint)i)->place == place)
      return TRUE;
  return FALSE;
}

static gboolean
is_room_free (const WabiPlanProblem *problem, const GArray *visits, guint index)
{
  const WabiPlanVisit *visit = get_visit (visits, index);
  const WabiPlanRoom *room = wabi_plan_problem_get_room (problem, visit->room - 1);

  for (gint slot = visit->start; slot < visit->start + visit->length; slot++)
    if (room->taken[visit->day * WABI_PLAN_DAY_SLOTS + slot])
      return FALSE;
  for (guint i = 0; i < index; i++)
    {
      const WabiPlanVisit *other = get_visit (visits, i);

      if (other->room == visit->room && other->day == visit->day && other->start < visit->start + visit->length
          && visit->start < other->start + other->length)
        return FALSE;
    }
  return TRUE;
}

static void
check_room (const WabiPlanProblem *problem, const GArray *visits, guint index, GArray *findings)
{
  const WabiPlanVisit *visit = get_visit (visits, index);
  const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, visit->need);
  gboolean wanted = need->inside < 0 && has_rooms (problem, need->place);
  gboolean good;

  if (!wanted)
    good = visit->room == 0;
  else
    good = visit->room >= 1 && (guint)visit->room <= problem->rooms->len
           && wabi_plan_problem_get_room (problem, visit->room - 1)->place == need->place && is_room_free (problem, visits, index);
  if (!good)
    report (findings, WABI_PLAN_FAULT_ROOM, index);
}

static gint
compare_stays (gconstpointer a, gconstpointer b)
{
  const Stay *first = a, *second = b;

  return first->start != second->start ? first->start - second->start : first->end - second->end;
}

/** All stays of a person's day in order. What has no place of its own takes that of the stay before it. */
static GArray *
list_stays (const WabiPlanProblem *problem, const GArray *visits, gint staff, gint day)
{
  GArray *stays = g_array_new (FALSE, FALSE, sizeof (Stay));
  gint place = -1;

  for (guint i = 0; i < visits->len; i++)
    {
      const WabiPlanVisit *visit = get_visit (visits, i);
      Stay stay = { visit->start, visit->start + visit->length, wabi_plan_problem_get_need (problem, visit->need)->place,
                    (gint)i };

      if (visit->staff == staff && visit->day == day)
        g_array_append_val (stays, stay);
    }
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);
      Stay stay = { fixed->start, fixed->end, fixed->place, -1 };

      if (fixed->staff == staff && fixed->day == day)
        g_array_append_val (stays, stay);
    }
  g_array_sort (stays, compare_stays);
  for (guint i = 0; i < stays->len; i++)
    {
      Stay *stay = &g_array_index (stays, Stay, i);

      if (stay->place < 0)
        stay->place = place;
      place = stay->place;
    }
  return stays;
}

static void
check_day (const WabiPlanProblem *problem, const GArray *visits, gint staff, gint day, GArray *findings)
{
  const WabiPlanStaff *person = wabi_plan_problem_get_staff (problem, staff);
  g_autoptr (GArray) stays = list_stays (problem, visits, staff, day);
  gint stretch = 0, ours = -1;

  for (guint i = 0; i < stays->len; i++)
    {
      const Stay *stay = &g_array_index (stays, Stay, i);
      const Stay *before = i > 0 ? &g_array_index (stays, Stay, i - 1) : NULL;
      gint way = before == NULL ? 0
                                : (wabi_plan_problem_get_travel (problem, before->place, stay->place)
                                   + WABI_PLAN_SLOT_MINUTES - 1)
                                    / WABI_PLAN_SLOT_MINUTES;

      // Overlaps are reported as such; a way that is too short between two fixed visits is not the plan's doing.
      if (before != NULL && before->end <= stay->start && stay->start - before->end < way
          && (stay->visit >= 0 || before->visit >= 0))
        report (findings, WABI_PLAN_FAULT_NO_WAY, (guint)MAX (stay->visit, before->visit));
      if (before == NULL || stay->start - before->end - way >= person->break_slots)
        {
          stretch = stay->start;
          ours = -1;
        }
      ours = stay->visit >= 0 ? stay->visit : ours;
      if (person->break_after > 0 && stay->end - stretch > person->break_after && ours >= 0)
        report (findings, WABI_PLAN_FAULT_NO_BREAK, (guint)ours);
    }
}

GArray *
wabi_plan_check (const WabiPlanProblem *problem, const GArray *visits)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (WabiPlanFinding));

  for (guint i = 0; i < visits->len; i++)
    if (!is_known (problem, get_visit (visits, i)))
      report (findings, WABI_PLAN_FAULT_UNKNOWN, i);
  if (findings->len > 0)
    return findings;

  for (guint i = 0; i < visits->len; i++)
    {
      check_alone (problem, get_visit (visits, i), i, findings);
      check_twice (problem, visits, i, findings);
      check_inside (problem, visits, i, findings);
      check_need (problem, visits, i, findings);
      check_hours (problem, visits, i, findings);
      check_caps (problem, visits, i, findings);
      check_room (problem, visits, i, findings);
    }
  for (guint staff = 0; staff < problem->staff->len; staff++)
    for (gint day = 0; day < problem->days; day++)
      check_day (problem, visits, (gint)staff, day, findings);
  return findings;
}

static gint
total_day (const WabiPlanProblem *problem, const GArray *visits, gint staff, gint day)
{
  g_autoptr (GArray) stays = list_stays (problem, visits, staff, day);
  gint base = wabi_plan_problem_get_staff (problem, staff)->base;
  gint place = base, minutes = 0;

  for (guint i = 0; i < stays->len; i++)
    {
      gint next = g_array_index (stays, Stay, i).place;

      minutes += wabi_plan_problem_get_travel (problem, place, next);
      place = next >= 0 ? next : place;
    }
  return stays->len == 0 ? 0 : minutes + wabi_plan_problem_get_travel (problem, place, base);
}

static void
total_staff (const WabiPlanProblem *problem, const GArray *visits, gint staff, WabiPlanTotals *totals)
{
  const WabiPlanStaff *person = wabi_plan_problem_get_staff (problem, staff);
  gint slots = 0;

  for (gint day = 0; day < problem->days; day++)
    totals->travel += total_day (problem, visits, staff, day);
  for (guint i = 0; i < visits->len; i++)
    slots += get_visit (visits, i)->staff == staff ? get_visit (visits, i)->length : 0;
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      slots += fixed->staff == staff ? fixed->end - fixed->start : 0;
    }
  totals->unfair += MAX (person->fair - slots, 0);
}

/** Slots in which one of the two is planned, and the other lies inside of the need that it serves. */
static gint
count_overlap (const WabiPlanProblem *problem, const GArray *visits, gint staff, gint day, gint slot)
{
  gint direct = -1, over = -1;
  gboolean planned = FALSE;

  for (guint i = 0; i < visits->len; i++)
    {
      const WabiPlanVisit *visit = get_visit (visits, i);

      if (visit->staff == staff && visit->day == day && visit->start <= slot && slot < visit->start + visit->length
          && wabi_plan_problem_get_need (problem, visit->need)->inside < 0)
        {
          direct = visit->need;
          planned = TRUE;
        }
    }
  for (guint i = 0; i < problem->fixed->len && direct < 0; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->staff == staff && fixed->day == day && fixed->start <= slot && slot < fixed->end && fixed->need >= 0)
        direct = fixed->need;
    }
  for (guint i = 0; i < visits->len && direct >= 0; i++)
    {
      const WabiPlanVisit *visit = get_visit (visits, i);

      if (visit->day == day && visit->start <= slot && slot < visit->start + visit->length
          && wabi_plan_problem_get_need (problem, visit->need)->inside == direct)
        return 1;
    }
  for (guint i = 0; i < problem->fixed->len && planned; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->need >= 0 && fixed->day == day && fixed->start <= slot && slot < fixed->end
          && wabi_plan_problem_get_need (problem, fixed->need)->inside == direct)
        over = fixed->need;
    }
  return over >= 0;
}

static void
total_owed (const WabiPlanProblem *problem, const GArray *visits, WabiPlanTotals *totals)
{
  for (guint staff = 0; staff < problem->staff->len; staff++)
    {
      gint left = wabi_plan_problem_get_staff (problem, (gint)staff)->owed;

      for (gint i = 0; left > 0 && i < problem->days * WABI_PLAN_DAY_SLOTS; i++)
        left -= count_overlap (problem, visits, (gint)staff, i / WABI_PLAN_DAY_SLOTS, i % WABI_PLAN_DAY_SLOTS);
      totals->owed += MAX (left, 0);
    }
}

void
wabi_plan_total (const WabiPlanProblem *problem, const GArray *visits, WabiPlanTotals *totals)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new (NULL, NULL);

  *totals = (WabiPlanTotals){ 0 };
  for (guint i = 0; i < problem->needs->len; i++)
    totals->wanted += wabi_plan_problem_get_need (problem, (gint)i)->wanted;
  for (guint i = 0; i < visits->len; i++)
    {
      const WabiPlanVisit *visit = get_visit (visits, i);
      const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, visit->need);
      const WabiPlanMay *may = find_may (need, visit->staff);

      totals->slots += visit->length;
      totals->value += (gint64)visit->length * (need->worth + (may != NULL ? may->per_slot : 0));
      if (g_hash_table_add (pairs, GSIZE_TO_POINTER ((gsize)visit->need * problem->staff->len + visit->staff + 1)))
        totals->value -= may != NULL ? may->per_week : 0;
    }
  totals->pairs = (gint)g_hash_table_size (pairs);
  for (guint staff = 0; staff < problem->staff->len; staff++)
    total_staff (problem, visits, (gint)staff, totals);
  total_owed (problem, visits, totals);
  totals->value -= (gint64)totals->owed * problem->owed_cost;
  totals->value -= (gint64)totals->travel * problem->travel_cost + (gint64)totals->unfair * problem->fair_cost;
}
