// SPDX-License-Identifier: AGPL-3.0-or-later
// The best day of one person, by dynamic programming over time, place and the start of work since the last break.

#include <string.h>

#include "wabi-plan-model-private.h"

typedef enum
{
  FROM_NOTHING,
  FROM_START,
  FROM_WAIT,
  FROM_WAY,
  FROM_BREAK,
  FROM_VISIT,
  FROM_STOP,
} Origin;

/** The best way to be somewhere at some time; @before is the cell it came from. */
typedef struct
{
  gint value;
  gint before;
  gint16 item;
  guint8 origin, start;
  guint64 used[2];
} Cell;

/** The two best visits of different needs from one slot for one length at one place. */
typedef struct
{
  gint best, second;
  gint16 item, other;
} Choice;

struct _WabiPlanDaySearch
{
  const WabiPlanDay *day;
  WabiPlanOffer *offers;
  Choice *choices;
  Cell *rested, *ready, *done;
  gsize n_choices, n_rested, n_cells;
  gint break_after, break_slots, longest, shortest, span;
  gboolean once;
  gint *last_start;
  const WabiPlanModel *model;
  gint best, best_cell;
};

WabiPlanDaySearch *
wabi_plan_day_search_new (const WabiPlanModel *model)
{
  WabiPlanDaySearch *self = g_new0 (WabiPlanDaySearch, 1);
  gint most = 1, places = 1;

  for (gint i = 0; i < model->n_staff * model->n_days; i++)
    {
      most = MAX (most, model->days[i].n_items);
      places = MAX (places, model->days[i].n_places);
    }
  self->last_start = g_new0 (gint, places);
  self->model = model;
  self->offers = g_new0 (WabiPlanOffer, most);
  return self;
}

void
wabi_plan_day_search_free (WabiPlanDaySearch *self)
{
  if (self == NULL)
    return;
  g_free (self->last_start);
  g_free (self->offers);
  g_free (self->choices);
  g_free (self->rested);
  g_free (self->ready);
  g_free (self->done);
  g_free (self);
}

WabiPlanOffer *
wabi_plan_day_search_get_offers (WabiPlanDaySearch *self)
{
  return self->offers;
}

static gsize
cell_at (const WabiPlanDaySearch *self, gint stretch, gint slot, gint place)
{
  return ((gsize)(stretch - self->day->first) * (self->span + 1) + (slot - self->day->first)) * self->day->n_places + place;
}

static gsize
rested_at (const WabiPlanDaySearch *self, gint slot, gint place)
{
  return (gsize)(slot - self->day->first) * self->day->n_places + place;
}

static Choice *
choice_at (const WabiPlanDaySearch *self, gint place, gint slot, gint length)
{
  return &self->choices[((gsize)place * (self->span + 1) + (slot - self->day->first)) * (self->longest + 1) + length];
}

static void
make_room (WabiPlanDaySearch *self)
{
  const WabiPlanDay *day = self->day;
  gsize stretches = self->break_after > 0 ? (gsize)self->span + 1 : 1;
  gsize choices = (gsize)day->n_places * (self->span + 1) * (self->longest + 1);
  gsize rested = (gsize)(self->span + 1) * day->n_places;
  gsize cells = stretches * rested;

  if (choices > self->n_choices)
    self->choices = g_renew (Choice, self->choices, self->n_choices = choices);
  if (rested > self->n_rested)
    self->rested = g_renew (Cell, self->rested, self->n_rested = rested);
  if (cells > self->n_cells)
    {
      self->n_cells = cells;
      self->ready = g_renew (Cell, self->ready, cells);
      self->done = g_renew (Cell, self->done, cells);
    }
  for (gsize i = 0; i < choices; i++)
    self->choices[i] = (Choice){ WABI_PLAN_LOST, WABI_PLAN_LOST, -1, -1 };
  for (gsize i = 0; i < rested; i++)
    self->rested[i].value = WABI_PLAN_LOST;
  for (gsize i = 0; i < cells; i++)
    self->ready[i].value = self->done[i].value = WABI_PLAN_LOST;
}

static void
choose_item (WabiPlanDaySearch *self, gint index)
{
  const WabiPlanOffer *offer = &self->offers[index];
  const WabiPlanItem *item = &self->day->items[index];

  for (gint slot = self->day->first; slot < self->day->last; slot++)
    for (gint length = offer->shortest; length <= MIN (offer->longest, offer->run[slot]); length++)
      {
        gint value = offer->sums[slot + length] - offer->sums[slot] - offer->visit_cost;
        Choice *choice = choice_at (self, item->place, slot, length);

        // A visit that costs more than it gains is never part of the best day: ways obey no triangle, but waiting is free.
        if (value > choice->best)
          *choice = (Choice){ value, choice->best, (gint16)index, choice->item };
        else if (value > choice->second)
          {
            choice->second = value;
            choice->other = (gint16)index;
          }
      }
}

/** When at each place something can begin for the last time; where something is fixed, always. */
static void
find_last_starts (WabiPlanDaySearch *self)
{
  const WabiPlanDay *day = self->day;

  for (gint place = 0; place < day->n_places; place++)
    self->last_start[place] = day->n_stops > 0 ? day->last : -1;
  for (gint i = 0; i < day->n_items && day->n_stops == 0; i++)
    for (gint slot = day->last - 1; self->offers[i].active && slot > self->last_start[day->items[i].place]; slot--)
      if (self->offers[i].run[slot] >= self->offers[i].shortest)
        self->last_start[day->items[i].place] = slot;
}

static gboolean
is_clear (const WabiPlanDay *day, gint start, gint end)
{
  return end <= day->last && day->fixed_until[end] == day->fixed_until[start];
}

static void
improve (Cell *cell, const Cell *from, gint before, gint value, Origin origin)
{
  if (value <= cell->value)
    return;
  cell->value = value;
  cell->before = before;
  cell->origin = (guint8)origin;
  cell->item = -1;
  cell->used[0] = from->used[0];
  cell->used[1] = from->used[1];
}

static gboolean
is_used (const Cell *cell, gint item)
{
  return item >= 0 && (cell->used[(item >> 6) & 1] >> (item & 63)) & 1;
}

static void
take_visit (WabiPlanDaySearch *self, gint stretch, const Cell *from, gsize from_at, gint place, gint slot, gint length)
{
  const Choice *choice = choice_at (self, place, slot, length);
  gboolean second = self->once && is_used (from, choice->item);
  gint item = second ? choice->other : choice->item;
  gint gain = second ? choice->second : choice->best;
  Cell *cell = &self->done[cell_at (self, stretch, slot + length, place)];

  if (item < 0 || (second && is_used (from, item)) || from->value + gain <= cell->value)
    return;
  improve (cell, from, (gint)from_at, from->value + gain, FROM_VISIT);
  cell->item = (gint16)item;
  cell->start = (guint8)slot;
  if (!self->offers[item].again)
    cell->used[(item >> 6) & 1] |= G_GUINT64_CONSTANT (1) << (item & 63);
}

/** The last slot that work which began at @stretch may reach. */
static gint
get_until (const WabiPlanDaySearch *self, gint stretch)
{
  return self->break_after > 0 ? MIN (stretch + self->break_after, self->day->last) : self->day->last;
}

/** From being ready at a place: wait, walk into what is fixed, or hold a visit. */
static void
leave_ready (WabiPlanDaySearch *self, gint stretch, gint slot, gint place)
{
  const WabiPlanDay *day = self->day;
  gint until = get_until (self, stretch);
  gsize here = cell_at (self, stretch, slot, place);
  const Cell *from = &self->ready[here];

  if (slot < until && is_clear (day, slot, slot + 1))
    improve (&self->ready[cell_at (self, stretch, slot + 1, place)], from, (gint)here, from->value, FROM_WAIT);
  for (gint i = 0; i < day->n_stops; i++)
    if (day->stops[i].start == slot && day->stops[i].end <= until
        && (day->stops[i].place < 0 || day->stops[i].place == place))
      improve (&self->done[cell_at (self, stretch, day->stops[i].end, place)], from, (gint)here, from->value, FROM_STOP);
  for (gint length = self->shortest; length <= self->longest && slot + length <= until; length++)
    take_visit (self, stretch, from, here, place, slot, length);
}

/** From having ended a visit: go on at once, after a break, or home. */
static void
leave_done (WabiPlanDaySearch *self, gint stretch, gint slot, gint place)
{
  const WabiPlanDay *day = self->day;
  gint n = day->n_places, until = get_until (self, stretch);
  gsize here = cell_at (self, stretch, slot, place);
  const Cell *from = &self->done[here];

  if (is_clear (day, slot, day->last) && from->value - day->base_cost[place] > self->best)
    {
      self->best = from->value - day->base_cost[place];
      self->best_cell = (gint)here;
    }
  for (gint to = 0; to < n; to++)
    {
      gint arrival = slot + day->way[place * n + to];
      gint value = from->value - day->way_cost[place * n + to];

      // Nobody goes where nothing can begin any more.
      if (arrival > self->last_start[to])
        continue;
      if (arrival <= until && is_clear (day, slot, arrival))
        improve (&self->ready[cell_at (self, stretch, arrival, to)], from, (gint)here, value, FROM_WAY);
      if (self->break_after > 0 && is_clear (day, slot, arrival + self->break_slots))
        improve (&self->rested[rested_at (self, arrival + self->break_slots, to)], from, (gint)here, value, FROM_BREAK);
    }
}

/** Work begins here, fresh: at the start of the day, or after a break. */
static void
begin_stretch (WabiPlanDaySearch *self, gint slot)
{
  const WabiPlanDay *day = self->day;

  for (gint place = 0; place < day->n_places; place++)
    {
      Cell *cell = &self->rested[rested_at (self, slot, place)];

      if (slot > day->first && is_clear (day, slot - 1, slot))
        {
          gsize before = rested_at (self, slot - 1, place);

          improve (cell, &self->rested[before], (gint)before, self->rested[before].value, FROM_WAIT);
        }
      if (day->fixed_until[slot] == 0 && -day->base_cost[place] > cell->value)
        *cell = (Cell){ .value = -day->base_cost[place], .origin = FROM_START, .item = -1 };
      if (cell->value > WABI_PLAN_LOST && (slot == day->first || self->break_after > 0))
        improve (&self->ready[cell_at (self, slot, slot, place)], cell, (gint)rested_at (self, slot, place), cell->value,
                 FROM_START);
    }
}

/**
 * Everything at one slot. Who has worked for longer and gained no more than somebody at the same place will never do better than they:
 * of all beginnings of work only those are followed that gained more than each later one.
 */
static void
run_slot (WabiPlanDaySearch *self, gint slot)
{
  const WabiPlanDay *day = self->day;
  gint latest = self->break_after > 0 ? slot : day->first;
  gint earliest = self->break_after > 0 ? MAX (slot - self->break_after, day->first) : day->first;

  begin_stretch (self, slot);
  for (gint place = 0; place < day->n_places; place++)
    for (gint stretch = latest, best = WABI_PLAN_LOST; stretch >= earliest; stretch--)
      {
        gint value = self->done[cell_at (self, stretch, slot, place)].value;

        if (value <= best)
          continue;
        best = value;
        leave_done (self, stretch, slot, place);
      }
  for (gint place = 0; place < day->n_places; place++)
    for (gint stretch = latest, best = WABI_PLAN_LOST; stretch >= earliest; stretch--)
      {
        gint value = self->ready[cell_at (self, stretch, slot, place)].value;

        if (value <= best)
          continue;
        best = value;
        leave_ready (self, stretch, slot, place);
      }
}

/** Walks the cells back from the end of the day. */
static void
trace (const WabiPlanDaySearch *self, GArray *visits)
{
  const WabiPlanDay *day = self->day;
  gint n = day->n_places;
  const Cell *cell = self->best_cell >= 0 ? &self->done[self->best_cell] : NULL;

  while (cell != NULL)
    {
      gsize index;

      switch ((Origin)cell->origin)
        {
        case FROM_VISIT:
          {
            gint end = day->first + (gint)(cell - self->done) / n % (self->span + 1);
            WabiPlanVisit visit = { day->items[cell->item].need, day->staff, day->day, cell->start, end - cell->start };

            g_array_append_val (visits, visit);
            cell = &self->ready[cell->before];
            break;
          }
        case FROM_STOP:
          cell = &self->ready[cell->before];
          break;
        case FROM_WAY:
        case FROM_BREAK:
          cell = &self->done[cell->before];
          break;
        case FROM_WAIT:
          index = (gsize)cell->before;
          cell = cell >= self->rested && cell < self->rested + self->n_rested ? &self->rested[index] : &self->ready[index];
          break;
        case FROM_START:
          index = (gsize)cell->before;
          cell = cell >= self->rested && cell < self->rested + self->n_rested ? NULL : &self->rested[index];
          break;
        case FROM_NOTHING:
        default:
          cell = NULL;
          break;
        }
    }
}

gint
wabi_plan_day_search_run (WabiPlanDaySearch *self, const WabiPlanDay *day, gboolean once, GArray *visits)
{
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (self->model->problem, day->staff);

  if (day->first >= day->last)
    return 0;
  self->day = day;
  self->once = once;
  self->span = day->last - day->first;
  self->break_after = day->loose || staff->break_slots == 0 ? 0 : staff->break_after;
  self->break_slots = staff->break_slots;
  self->longest = 0;
  self->shortest = WABI_PLAN_DAY_SLOTS;
  for (gint i = 0; i < day->n_items; i++)
    if (self->offers[i].active)
      {
        self->longest = MAX (self->longest, MIN (self->offers[i].longest, self->span));
        self->shortest = MIN (self->shortest, self->offers[i].shortest);
      }
  make_room (self);
  for (gint i = 0; i < day->n_items; i++)
    if (self->offers[i].active)
      choose_item (self, i);
  // A day without anything fixed may stay empty.
  self->best = day->n_stops == 0 ? 0 : WABI_PLAN_LOST;
  self->best_cell = -1;
  find_last_starts (self);
  for (gint slot = day->first; slot <= day->last; slot++)
    run_slot (self, slot);
  if (visits != NULL)
    trace (self, visits);
  return self->best;
}
