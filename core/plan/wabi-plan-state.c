// SPDX-License-Identifier: AGPL-3.0-or-later
// A plan while it is being made: visits by person and day, and all sums that limits are about, kept up to date.

#include <string.h>

#include "wabi-plan-state-private.h"

static gsize
client_at (const WabiPlanState *self, gint need, gint day, gint slot)
{
  gint client = wabi_plan_problem_get_need (self->model->problem, need)->client;

  return ((gsize)client * self->model->n_days + day) * WABI_PLAN_DAY_SLOTS + slot;
}

/** Points of one day: its slots less its ways. */
static gint64
weigh_day (const WabiPlanState *self, gint staff, gint day)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanDayState *state = wabi_plan_state_get_day (self, staff, day);
  gint base = wabi_plan_problem_get_staff (model->problem, staff)->base, place = base;
  gint minutes = 0, next_stop = 0;
  gint64 worth = 0;
  const WabiPlanDay *fixed = &model->days[staff * model->n_days + day];

  for (gint i = 0; i <= state->n; i++)
    {
      const WabiPlanVisit *visit = i < state->n ? &state->visits[i] : NULL;

      for (; next_stop < fixed->n_stops && (visit == NULL || fixed->stops[next_stop].start < visit->start); next_stop++)
        if (fixed->stops[next_stop].place >= 0)
          {
            gint to = fixed->places[fixed->stops[next_stop].place];

            minutes += wabi_plan_problem_get_travel (model->problem, place, to);
            place = to;
          }
      if (visit != NULL)
        {
          const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, visit->need);
          gint pair = wabi_plan_state_find_pair (self, visit->need, staff);

          worth += (gint64)visit->length * (need->worth + wabi_plan_model_get_may (model, visit->need, pair)->per_slot);
          minutes += wabi_plan_problem_get_travel (model->problem, place, need->place);
          place = need->place >= 0 ? need->place : place;
        }
    }
  minutes += state->n + fixed->n_stops > 0 ? wabi_plan_problem_get_travel (model->problem, place, base) : 0;
  return worth - (gint64)minutes * model->problem->travel_cost;
}

static void
weigh_again (WabiPlanState *self, gint staff, gint day)
{
  WabiPlanDayState *state = wabi_plan_state_get_day (self, staff, day);
  gint64 worth = weigh_day (self, staff, day);

  self->value += worth - state->worth;
  state->worth = worth;
}

static void
count_staff (WabiPlanState *self, gint staff, gint day, gint slots)
{
  const WabiPlanProblem *problem = self->model->problem;
  gint fair = wabi_plan_problem_get_staff (problem, staff)->fair;
  gint before = MAX (fair - self->staff_week[staff], 0);

  self->staff_week[staff] += slots;
  self->staff_day[staff * self->model->n_days + day] += slots;
  self->value += (gint64)(before - MAX (fair - self->staff_week[staff], 0)) * problem->fair_cost;
}

static void
count_supervised (WabiPlanState *self, gint staff, gint slots)
{
  gint owed = wabi_plan_problem_get_staff (self->model->problem, staff)->owed;
  gint before = MAX (owed - self->supervised[staff], 0);

  self->supervised[staff] += slots;
  self->value += (gint64)(before - MAX (owed - self->supervised[staff], 0)) * self->model->problem->owed_cost;
}

/** Whose direct slot it is that supervision of the same client falls on, planned or fixed. What was fixed both ways was counted before. */
static void
mark_supervised (WabiPlanState *self, gsize slot, gboolean inside, gint staff, gint by)
{
  if (inside && self->who[slot] > 0)
    count_supervised (self, self->who[slot] - 1, by);
  else if (!inside && self->over[slot])
    count_supervised (self, staff, by);
}

static void
mark (WabiPlanState *self, const WabiPlanVisit *visit, gboolean on)
{
  gboolean inside = wabi_plan_problem_get_need (self->model->problem, visit->need)->inside >= 0;
  gboolean direct = self->model->supervised[visit->need];
  gsize start = client_at (self, visit->need, visit->day, visit->start);

  for (gint i = 0; i < visit->length; i++)
    {
      if (inside || direct)
        mark_supervised (self, start + i, inside, visit->staff, on ? 1 : -1);
      if (inside)
        self->over[start + i] = (guint8)on;
      else
        self->busy[start + i] = (guint16)(on ? visit->need + 1 : 0);
      if (direct && !inside)
        self->who[start + i] = (guint16)(on ? visit->staff + 1 : 0);
    }
}

/* ---- Rooms ---- */

static guint8 *
room_at (const WabiPlanState *self, gint room, gint day, gint slot)
{
  return &self->room_busy[((gsize)room * self->model->n_days + day) * WABI_PLAN_DAY_SLOTS + slot];
}

static gint
get_room_run (const WabiPlanState *self, gint room, gint day, gint slot, gint most)
{
  const guint8 *busy = room_at (self, room, day, slot);
  gint run = 0;

  while (run < most && !busy[run])
    run++;
  return run;
}

/** Number of a room that is free for all of the visit, counted from 1; that which it names when it can. */
static gint
find_room (const WabiPlanState *self, const WabiPlanVisit *visit)
{
  const WabiPlanProblem *problem = self->model->problem;
  gint place = wabi_plan_problem_get_need (problem, visit->need)->place;

  if (visit->room > 0 && visit->room <= self->model->n_rooms && wabi_plan_problem_get_room (problem, visit->room - 1)->place == place
      && get_room_run (self, visit->room - 1, visit->day, visit->start, visit->length) == visit->length)
    return visit->room;
  for (gint room = 0; room < self->model->n_rooms; room++)
    if (wabi_plan_problem_get_room (problem, room)->place == place
        && get_room_run (self, room, visit->day, visit->start, visit->length) == visit->length)
      return room + 1;
  return 0;
}

static gint
find_longest_room (const WabiPlanState *self, gint need, gint day, gint slot, gint most)
{
  gint place = wabi_plan_problem_get_need (self->model->problem, need)->place, longest = 0;

  for (gint room = 0; room < self->model->n_rooms && longest < most; room++)
    if (wabi_plan_problem_get_room (self->model->problem, room)->place == place)
      longest = MAX (longest, get_room_run (self, room, day, slot, most));
  return longest;
}

static void
hold_room (WabiPlanState *self, const WabiPlanVisit *visit, gboolean on)
{
  if (visit->room > 0)
    memset (room_at (self, visit->room - 1, visit->day, visit->start), on, (gsize)visit->length);
}

/* ---- Caps and what is owed ---- */

static gboolean
cap_holds (const WabiPlanState *self, gint cap, gint day)
{
  const WabiPlanCap *one = wabi_plan_problem_get_cap (self->model->problem, cap);

  return day >= one->first && day < one->end;
}

static void
count_caps (WabiPlanState *self, gint pair, gint day, gint slots)
{
  for (gint i = self->model->cap_start[pair]; i < self->model->cap_start[pair + 1]; i++)
    if (cap_holds (self, self->model->cap_list[i], day))
      self->cap_slots[self->model->cap_list[i]] += slots;
}

gint
wabi_plan_state_get_cap (const WabiPlanState *self, gint cap)
{
  return wabi_plan_problem_get_cap (self->model->problem, cap)->most - self->cap_slots[cap];
}

gint
wabi_plan_state_get_caps (const WabiPlanState *self, gint pair, gint day)
{
  gint left = G_MAXINT16;

  for (gint i = self->model->cap_start[pair]; i < self->model->cap_start[pair + 1]; i++)
    if (cap_holds (self, self->model->cap_list[i], day))
      left = MIN (left, wabi_plan_state_get_cap (self, self->model->cap_list[i]));
  return left;
}

gint
wabi_plan_state_get_owed (const WabiPlanState *self, const WabiPlanItem *item, gint staff, gint day, gint slot)
{
  const WabiPlanProblem *problem = self->model->problem;
  gsize at = client_at (self, item->need, day, slot);

  if (wabi_plan_problem_get_need (problem, item->need)->inside >= 0)
    staff = self->who[at] - 1;
  else if (!self->model->supervised[item->need] || !self->over[at])
    return 0;
  return staff >= 0 && self->supervised[staff] < wabi_plan_problem_get_staff (problem, staff)->owed ? problem->owed_cost : 0;
}

/** What is fixed and can be supervised, or supervises what is planned. */
static void
mark_fixed (WabiPlanState *self)
{
  const WabiPlanProblem *problem = self->model->problem;

  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      for (gint slot = fixed->start; fixed->need >= 0 && slot < fixed->end; slot++)
        if (wabi_plan_problem_get_need (problem, fixed->need)->inside >= 0)
          self->over[client_at (self, fixed->need, fixed->day, slot)] = TRUE;
        else if (fixed->staff >= 0 && self->model->supervised[fixed->need])
          self->who[client_at (self, fixed->need, fixed->day, slot)] = (guint16)(fixed->staff + 1);
    }
  for (gint room = 0; room < self->model->n_rooms; room++)
    memcpy (room_at (self, room, 0, 0), wabi_plan_problem_get_room (problem, room)->taken,
            (gsize)self->model->n_days * WABI_PLAN_DAY_SLOTS);
}

WabiPlanState *
wabi_plan_state_new (const WabiPlanModel *model)
{
  WabiPlanState *self = g_new0 (WabiPlanState, 1);
  gsize slots = (gsize)model->n_clients * model->n_days * WABI_PLAN_DAY_SLOTS;

  self->model = model;
  self->days = g_new0 (WabiPlanDayState, model->n_staff * model->n_days + 1);
  self->need_slots = g_new0 (gint, model->n_needs + 1);
  self->need_staff = g_new0 (gint, model->n_needs + 1);
  self->need_day_visits = g_memdup2 (model->need_day_visits, sizeof (gint) * (model->n_needs * model->n_days + 1));
  self->need_day_slots = g_memdup2 (model->need_day_slots, sizeof (gint) * (model->n_needs * model->n_days + 1));
  self->pair_visits = g_new0 (gint, model->n_pairs + 1);
  self->staff_day = g_memdup2 (model->fixed_day, sizeof (gint) * (model->n_staff * model->n_days + 1));
  self->staff_week = g_memdup2 (model->fixed_week, sizeof (gint) * (model->n_staff + 1));
  self->busy = g_new0 (guint16, slots + 1);
  self->over = g_new0 (guint8, slots + 1);
  self->who = g_new0 (guint16, slots + 1);
  self->room_busy = g_new0 (guint8, (gsize)model->n_rooms * model->n_days * WABI_PLAN_DAY_SLOTS + 1);
  self->cap_slots = g_new0 (gint, model->n_caps + 1);
  self->supervised = g_new0 (gint, model->n_staff + 1);
  mark_fixed (self);
  for (gint staff = 0; staff < model->n_staff; staff++)
    {
      gint fair = wabi_plan_problem_get_staff (model->problem, staff)->fair;

      self->value -= (gint64)MAX (fair - self->staff_week[staff], 0) * model->problem->fair_cost;
      self->value -= (gint64)MAX (wabi_plan_problem_get_staff (model->problem, staff)->owed, 0) * model->problem->owed_cost;
      for (gint day = 0; day < model->n_days; day++)
        weigh_again (self, staff, day);
    }
  return self;
}

void
wabi_plan_state_free (WabiPlanState *self)
{
  if (self == NULL)
    return;
  g_free (self->days);
  g_free (self->need_slots);
  g_free (self->need_staff);
  g_free (self->need_day_visits);
  g_free (self->need_day_slots);
  g_free (self->pair_visits);
  g_free (self->staff_day);
  g_free (self->staff_week);
  g_free (self->busy);
  g_free (self->over);
  g_free (self->who);
  g_free (self->room_busy);
  g_free (self->cap_slots);
  g_free (self->supervised);
  g_free (self);
}

void
wabi_plan_state_copy (WabiPlanState *self, const WabiPlanState *from)
{
  const WabiPlanModel *model = self->model;
  gsize slots = (gsize)model->n_clients * model->n_days * WABI_PLAN_DAY_SLOTS;
  gsize needs = (gsize)model->n_needs, staff_days = (gsize)model->n_staff * model->n_days;

  memcpy (self->days, from->days, sizeof *self->days * staff_days);
  memcpy (self->need_slots, from->need_slots, sizeof (gint) * needs);
  memcpy (self->need_staff, from->need_staff, sizeof (gint) * needs);
  memcpy (self->need_day_visits, from->need_day_visits, sizeof (gint) * needs * model->n_days);
  memcpy (self->need_day_slots, from->need_day_slots, sizeof (gint) * needs * model->n_days);
  memcpy (self->pair_visits, from->pair_visits, sizeof (gint) * model->n_pairs);
  memcpy (self->staff_day, from->staff_day, sizeof (gint) * staff_days);
  memcpy (self->staff_week, from->staff_week, sizeof (gint) * model->n_staff);
  memcpy (self->busy, from->busy, sizeof *self->busy * slots);
  memcpy (self->over, from->over, slots);
  memcpy (self->who, from->who, sizeof *self->who * slots);
  memcpy (self->room_busy, from->room_busy, (gsize)model->n_rooms * model->n_days * WABI_PLAN_DAY_SLOTS);
  memcpy (self->cap_slots, from->cap_slots, sizeof (gint) * model->n_caps);
  memcpy (self->supervised, from->supervised, sizeof (gint) * model->n_staff);
  self->value = from->value;
}

gint
wabi_plan_state_find_pair (const WabiPlanState *self, gint need, gint staff)
{
  const GArray *may = wabi_plan_problem_get_need (self->model->problem, need)->may;

  for (guint i = 0; i < may->len; i++)
    if (g_array_index (may, WabiPlanMay, i).staff == staff)
      return self->model->pair_start[need] + (gint)i;
  return -1;
}

gint
wabi_plan_state_get_run (const WabiPlanState *self, const WabiPlanItem *item, gint day, gint slot)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (self->model->problem, item->need);
  const guint8 *covered = self->model->covered + ((gsize)item->need * self->model->n_days + day) * WABI_PLAN_DAY_SLOTS;
  gsize start = client_at (self, item->need, day, 0);
  gint run = 0;

  for (; run < item->run[slot]; run++)
    {
      guint16 busy = self->busy[start + slot + run];

      if (need->inside < 0 && busy != 0)
        break;
      if (need->inside >= 0
          && (self->over[start + slot + run] || (busy != need->inside + 1 && !covered[slot + run])))
        break;
    }
  if (self->model->in_room[item->need] && run > 0)
    run = find_longest_room (self, item->need, day, slot, run);
  return run;
}

static gboolean
client_fits (const WabiPlanState *self, const WabiPlanVisit *visit)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanDay *day = &model->days[visit->staff * model->n_days + visit->day];

  for (gint i = 0; i < day->n_items; i++)
    if (day->items[i].need == visit->need)
      return wabi_plan_state_get_run (self, &day->items[i], visit->day, visit->start) >= visit->length;
  return FALSE;
}

/** Limits of hours, of the need and of its people. */
static gboolean
limits_fit (const WabiPlanState *self, const WabiPlanVisit *visit, gint pair)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (self->model->problem, visit->need);
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (self->model->problem, visit->staff);
  gint need_day = visit->need * self->model->n_days + visit->day;
  gint staff_day = visit->staff * self->model->n_days + visit->day;

  return visit->length >= need->shortest && visit->length <= need->longest
         && self->need_slots[visit->need] + visit->length <= need->wanted
         && self->need_day_visits[need_day] + 1 <= need->per_day
         && self->need_day_slots[need_day] + visit->length <= need->day_cap
         && self->staff_day[staff_day] + visit->length <= staff->day_limit
         && self->staff_week[visit->staff] + visit->length <= staff->week_limit
         && visit->length <= wabi_plan_state_get_caps (self, pair, visit->day)
         && (need->most_staff == 0 || self->pair_visits[pair] > 0 || self->need_staff[visit->need] < need->most_staff);
}

/** A stay of the day as the walk below sees it. */
typedef struct
{
  gint start, end, place;
  gboolean ours;
} Stay;

static gint
gather_stays (const WabiPlanState *self, const WabiPlanVisit *extra, Stay *stays, gint most)
{
  const WabiPlanProblem *problem = self->model->problem;
  const WabiPlanDayState *state = wabi_plan_state_get_day (self, extra->staff, extra->day);
  const WabiPlanDay *day = &self->model->days[extra->staff * self->model->n_days + extra->day];
  gint n = 0;

  for (gint i = 0; i < state->n; i++)
    stays[n++] = (Stay){ state->visits[i].start, state->visits[i].start + state->visits[i].length,
                         wabi_plan_problem_get_need (problem, state->visits[i].need)->place, TRUE };
  stays[n++] = (Stay){ extra->start, extra->start + extra->length,
                       wabi_plan_problem_get_need (problem, extra->need)->place, TRUE };
  if (!day->loose)
    for (gint i = 0; i < day->n_stops && n < most; i++)
      stays[n++] = (Stay){ day->stops[i].start, day->stops[i].end,
                           day->stops[i].place < 0 ? -1 : day->places[day->stops[i].place], FALSE };
  else
    for (guint i = 0; i < problem->fixed->len && n < most; i++)
      {
        const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

        if (fixed->staff == extra->staff && fixed->day == extra->day)
          stays[n++] = (Stay){ fixed->start, fixed->end, fixed->place, FALSE };
      }
  for (gint i = 1; i < n; i++)
    for (gint j = i; j > 0 && (stays[j].start < stays[j - 1].start
                               || (stays[j].start == stays[j - 1].start && stays[j].end < stays[j - 1].end)); j--)
      {
        Stay swap = stays[j];

        stays[j] = stays[j - 1];
        stays[j - 1] = swap;
      }
  return n;
}

static gboolean
day_fits (const WabiPlanState *self, const WabiPlanVisit *extra)
{
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (self->model->problem, extra->staff);
  Stay stays[WABI_PLAN_DAY_VISITS * 3];
  gint n = gather_stays (self, extra, stays, G_N_ELEMENTS (stays));
  gint stretch = 0, place = -1;
  gboolean ours = FALSE;

  for (gint i = 0; i < n; i++)
    {
      gint gap = i > 0 ? stays[i].start - stays[i - 1].end : 0;
      gint way = (wabi_plan_problem_get_travel (self->model->problem, place, stays[i].place) + WABI_PLAN_SLOT_MINUTES - 1)
                 / WABI_PLAN_SLOT_MINUTES;

      if (i > 0 && gap < way && (stays[i].ours || stays[i - 1].ours))
        return FALSE;
      if (i == 0 || gap - way >= staff->break_slots)
        {
          stretch = stays[i].start;
          ours = FALSE;
        }
      ours |= stays[i].ours;
      if (staff->break_after > 0 && ours && stays[i].end - stretch > staff->break_after)
        return FALSE;
      place = stays[i].place >= 0 ? stays[i].place : place;
    }
  return TRUE;
}

gboolean
wabi_plan_state_fits (const WabiPlanState *self, const WabiPlanVisit *visit, gint pair)
{
  return pair >= 0 && wabi_plan_state_get_day (self, visit->staff, visit->day)->n < WABI_PLAN_DAY_VISITS
         && limits_fit (self, visit, pair) && client_fits (self, visit) && day_fits (self, visit);
}

static guint
judge_client (const WabiPlanState *self, const WabiPlanVisit *visit)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, visit->need);
  const guint8 *allowed = model->allowed + ((gsize)visit->need * model->n_days + visit->day) * WABI_PLAN_DAY_SLOTS;
  const guint8 *covered = model->covered + ((gsize)visit->need * model->n_days + visit->day) * WABI_PLAN_DAY_SLOTS;
  gsize start = client_at (self, visit->need, visit->day, 0);
  guint bars = 0;

  for (gint slot = visit->start; slot < visit->start + visit->length; slot++)
    {
      guint16 busy = self->busy[start + slot];

      if (!allowed[slot])
        bars |= 1 << WABI_PLAN_BAR_CLIENT_HOURS;
      if (need->inside < 0 ? busy != 0 : self->over[start + slot] != 0)
        bars |= 1 << WABI_PLAN_BAR_CLIENT_BUSY;
      if (need->inside >= 0 && busy != need->inside + 1 && !covered[slot])
        bars |= 1 << WABI_PLAN_BAR_NOT_INSIDE;
    }
  return bars;
}

static guint
judge_staff (const WabiPlanState *self, const WabiPlanVisit *visit)
{
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (self->model->problem, visit->staff);
  gint index = visit->staff * self->model->n_days + visit->day;
  const WabiPlanDayState *state = &self->days[index];
  guint bars = 0;

  for (gint slot = visit->start; slot < visit->start + visit->length; slot++)
    if (!staff->open[visit->day * WABI_PLAN_DAY_SLOTS + slot])
      bars |= 1 << WABI_PLAN_BAR_STAFF_HOURS;
    else if (!self->model->days[index].free[slot])
      bars |= 1 << WABI_PLAN_BAR_STAFF_BUSY;
  for (gint i = 0; i < state->n; i++)
    if (state->visits[i].start < visit->start + visit->length
        && visit->start < state->visits[i].start + state->visits[i].length)
      bars |= 1 << WABI_PLAN_BAR_STAFF_BUSY;
  if (self->staff_day[index] + visit->length > staff->day_limit
      || self->staff_week[visit->staff] + visit->length > staff->week_limit)
    bars |= 1 << WABI_PLAN_BAR_HOURS_LIMIT;
  if ((bars & (1 << WABI_PLAN_BAR_STAFF_BUSY)) == 0 && !day_fits (self, visit))
    bars |= 1 << WABI_PLAN_BAR_WAY_OR_BREAK;
  return bars;
}

guint
wabi_plan_state_judge (const WabiPlanState *self, const WabiPlanVisit *visit, gint pair)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (self->model->problem, visit->need);
  gint row = visit->need * self->model->n_days + visit->day;
  guint bars = judge_client (self, visit) | judge_staff (self, visit);

  if (self->need_day_visits[row] >= need->per_day || self->need_day_slots[row] + visit->length > need->day_cap)
    bars |= 1 << WABI_PLAN_BAR_DAY_FULL;
  if (self->need_slots[visit->need] + visit->length > need->wanted)
    bars |= 1 << WABI_PLAN_BAR_REST_TOO_SHORT;
  if (need->most_staff > 0 && self->pair_visits[pair] == 0 && self->need_staff[visit->need] >= need->most_staff)
    bars |= 1 << WABI_PLAN_BAR_MANY_STAFF;
  for (gint i = self->model->cap_start[pair]; i < self->model->cap_start[pair + 1]; i++)
    if (cap_holds (self, self->model->cap_list[i], visit->day) && wabi_plan_state_get_cap (self, self->model->cap_list[i]) < visit->length)
      bars |= 1u << wabi_plan_problem_get_cap (self->model->problem, self->model->cap_list[i])->bar;
  if (self->model->in_room[visit->need] && find_room (self, visit) == 0)
    bars |= 1 << WABI_PLAN_BAR_ROOM;
  return bars;
}

void
wabi_plan_state_add (WabiPlanState *self, const WabiPlanVisit *visit, gint pair)
{
  WabiPlanDayState *state = wabi_plan_state_get_day (self, visit->staff, visit->day);
  gint need_day = visit->need * self->model->n_days + visit->day;
  gint at = state->n++;

  for (; at > 0 && state->visits[at - 1].start > visit->start; at--)
    state->visits[at] = state->visits[at - 1];
  state->visits[at] = *visit;
  state->visits[at].room = self->model->in_room[visit->need] ? find_room (self, visit) : 0;
  hold_room (self, &state->visits[at], TRUE);
  count_caps (self, pair, visit->day, visit->length);
  self->need_slots[visit->need] += visit->length;
  self->need_day_visits[need_day]++;
  self->need_day_slots[need_day] += visit->length;
  if (self->pair_visits[pair]++ == 0)
    {
      self->need_staff[visit->need]++;
      self->value -= wabi_plan_model_get_may (self->model, visit->need, pair)->per_week;
    }
  count_staff (self, visit->staff, visit->day, visit->length);
  mark (self, visit, TRUE);
  weigh_again (self, visit->staff, visit->day);
}

void
wabi_plan_state_remove (WabiPlanState *self, gint day, gint index)
{
  WabiPlanDayState *state = &self->days[day];
  WabiPlanVisit visit = state->visits[index];
  gint need_day = visit.need * self->model->n_days + visit.day;
  gint pair = wabi_plan_state_find_pair (self, visit.need, visit.staff);

  memmove (&state->visits[index], &state->visits[index + 1], sizeof visit * (gsize)(state->n - index - 1));
  state->n--;
  hold_room (self, &visit, FALSE);
  count_caps (self, pair, visit.day, -visit.length);
  self->need_slots[visit.need] -= visit.length;
  self->need_day_visits[need_day]--;
  self->need_day_slots[need_day] -= visit.length;
  if (--self->pair_visits[pair] == 0)
    {
      self->need_staff[visit.need]--;
      self->value += wabi_plan_model_get_may (self->model, visit.need, pair)->per_week;
    }
  count_staff (self, visit.staff, visit.day, -visit.length);
  mark (self, &visit, FALSE);
  weigh_again (self, visit.staff, visit.day);
}

GArray *
wabi_plan_state_list (const WabiPlanState *self)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));

  for (gint i = 0; i < self->model->n_staff * self->model->n_days; i++)
    g_array_append_vals (visits, self->days[i].visits, (guint)self->days[i].n);
  return visits;
}

static guint
load_some (WabiPlanState *self, const GArray *visits, gboolean inside)
{
  guint left = 0;

  for (guint i = 0; i < visits->len; i++)
    {
      const WabiPlanVisit *visit = &g_array_index (visits, WabiPlanVisit, i);
      gint pair = wabi_plan_state_find_pair (self, visit->need, visit->staff);

      if ((wabi_plan_problem_get_need (self->model->problem, visit->need)->inside >= 0) != inside)
        continue;
      if (wabi_plan_state_fits (self, visit, pair))
        wabi_plan_state_add (self, visit, pair);
      else
        left++;
    }
  return left;
}

guint
wabi_plan_state_load (WabiPlanState *self, const GArray *visits)
{
  for (gint i = 0; i < self->model->n_staff * self->model->n_days; i++)
    while (self->days[i].n > 0)
      wabi_plan_state_remove (self, i, self->days[i].n - 1);
  // Supervision goes into what it supervises, which must be there first.
  return load_some (self, visits, FALSE) + load_some (self, visits, TRUE);
}
