// SPDX-License-Identifier: AGPL-3.0-or-later
// How good any plan can be at most: what ties the days of people together is priced instead of kept (Lagrange), and the prices are
// moved by the volume algorithm (Barahona and Anbil, 2000). The sum is the bound of the set-partitioning program's linear relaxation
// in the limit, and a valid bound at every step.

#include "wabi-plan-bound-private.h"

#include <math.h>
#include <string.h>

/** Rounds without a better bound before steps are shortened. */
#define PATIENCE 12
#define SMALLEST_STEP 1e-4

/** Where each sort of price starts in the one vector of all. */
typedef struct
{
  gsize slot, over, need, visit, cap, day, week, limit, room, fair, end;
} Places;

struct _WabiPlanBound
{
  const WabiPlanModel *model;
  WabiPlanDaySearch *search;
  GArray *visits;
  Places at;
  gint *supervised;
  gint *rhs;
  gint *used;
  gint *price, *best_price;
  guint8 *relevant;
  double *center, *slack;
  gint64 best, owed;
  gint64 *day_sums;
  double step;
  guint rounds, without, shortened;
};

static gsize
grid (gint index, gint days, gint day, gint slot)
{
  return ((gsize)index * days + day) * WABI_PLAN_DAY_SLOTS + slot;
}

static void
place_prices (WabiPlanBound *self)
{
  const WabiPlanModel *model = self->model;
  gsize need_days = (gsize)model->n_needs * model->n_days;

  self->at.slot = 0;
  self->at.over = (gsize)model->n_clients * model->n_days * WABI_PLAN_DAY_SLOTS;
  self->at.need = self->at.over + need_days * WABI_PLAN_DAY_SLOTS;
  self->at.visit = self->at.need + model->n_needs;
  self->at.cap = self->at.visit + need_days;
  self->at.day = self->at.cap + need_days;
  self->at.week = self->at.day + (gsize)model->n_staff * model->n_days;
  self->at.limit = self->at.week + model->n_staff;
  self->at.room = self->at.limit + model->n_caps;
  self->at.fair = self->at.room + (gsize)model->n_room_places * model->n_days * WABI_PLAN_DAY_SLOTS;
  self->at.end = self->at.fair + model->n_staff;
}

static void
set_row (WabiPlanBound *self, gsize row, gint rhs, gboolean relevant)
{
  self->rhs[row] = rhs;
  self->relevant[row] = (guint8)relevant;
}

static void
set_need_rows (WabiPlanBound *self, gint index)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);

  set_row (self, self->at.need + index, need->wanted, TRUE);
  for (gint day = 0; day < model->n_days; day++)
    {
      gsize row = (gsize)index * model->n_days + day;
      gint visits = MAX (need->per_day - model->need_day_visits[row], 0);
      gint slots = MAX (need->day_cap - model->need_day_slots[row], 0);

      set_row (self, self->at.visit + row, visits, TRUE);
      set_row (self, self->at.cap + row, slots, slots < visits * need->longest);
      for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
        {
          gsize cell = grid (index, model->n_days, day, slot);

          if (need->inside >= 0)
            set_row (self, self->at.over + cell, model->covered[cell],
                     model->allowed[cell] && self->supervised[need->inside] == index + 1);
          else if (model->allowed[cell])
            set_row (self, self->at.slot + grid (need->client, model->n_days, day, slot), 1, TRUE);
        }
    }
}

static void
set_staff_rows (WabiPlanBound *self, gint index)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (model->problem, index);
  gint fair = staff->fair - model->fixed_week[index];

  set_row (self, self->at.week + index, MAX (staff->week_limit - model->fixed_week[index], 0),
           staff->week_limit < WABI_PLAN_NO_LIMIT);
  for (gint day = 0; day < model->n_days; day++)
    {
      gint row = index * model->n_days + day;
      gint open = 0;

      for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
        open += model->days[row].free[slot];
      set_row (self, self->at.day + row, MAX (staff->day_limit - model->fixed_day[row], 0),
               staff->day_limit - model->fixed_day[row] < open);
    }
  set_row (self, self->at.fair + index, -MAX (fair, 0), fair > 0 && model->problem->fair_cost > 0);
}

/** Whether all that is wanted could exceed the cap: one that cannot bind needs no price. */
static gboolean
may_bind (const WabiPlanProblem *problem, const WabiPlanCap *cap)
{
  gint64 wanted = 0;

  for (guint i = 0; i < (cap->needs != NULL ? cap->needs->len : problem->needs->len); i++)
    wanted += wabi_plan_problem_get_need (problem, cap->needs != NULL ? g_array_index (cap->needs, gint, i) : (gint)i)->wanted;
  return wanted > cap->most;
}

static void
set_other_rows (WabiPlanBound *self)
{
  const WabiPlanModel *model = self->model;
  gint cells = model->n_room_places * model->n_days * WABI_PLAN_DAY_SLOTS;

  for (gint cap = 0; cap < model->n_caps; cap++)
    set_row (self, self->at.limit + cap, wabi_plan_problem_get_cap (model->problem, cap)->most,
             may_bind (model->problem, wabi_plan_problem_get_cap (model->problem, cap)));
  // Where no room is free nothing is offered, so that nothing need be priced.
  for (gint cell = 0; cell < cells; cell++)
    set_row (self, self->at.room + cell, model->room_free[cell], model->room_free[cell] > 0);
}

static gboolean
may_give (const WabiPlanProblem *problem, gint need, gint staff)
{
  const GArray *may = wabi_plan_problem_get_need (problem, need)->may;

  for (guint i = 0; i < may->len; i++)
    if (g_array_index (may, WabiPlanMay, i).staff == staff)
      return TRUE;
  for (guint i = 0; i < problem->fixed->len; i++)
    if (g_array_index (problem->fixed, WabiPlanFixed, i).need == need && g_array_index (problem->fixed, WabiPlanFixed, i).staff == staff)
      return TRUE;
  return FALSE;
}

/** Supervision that no plan can give: more is owed than there is, to somebody or to all. */
static gint64
count_lost (const WabiPlanProblem *problem)
{
  g_autofree gint *slots = g_new0 (gint, problem->needs->len + 1);
  gint64 alone = 0, owed = 0, all = 0;

  for (guint i = 0; i < problem->needs->len; i++)
    if (wabi_plan_problem_get_need (problem, (gint)i)->inside >= 0)
      slots[i] = wabi_plan_problem_get_need (problem, (gint)i)->wanted;
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->need >= 0 && wabi_plan_problem_get_need (problem, fixed->need)->inside >= 0)
        slots[fixed->need] += fixed->end - fixed->start;
    }
  for (guint i = 0; i < problem->needs->len; i++)
    all += slots[i];
  for (guint staff = 0; staff < problem->staff->len; staff++)
    {
      gint mine = MAX (wabi_plan_problem_get_staff (problem, (gint)staff)->owed, 0);

      owed += mine;
      for (guint i = 0; mine > 0 && i < problem->needs->len; i++)
        if (slots[i] > 0 && may_give (problem, wabi_plan_problem_get_need (problem, (gint)i)->inside, (gint)staff))
          mine -= slots[i];
      alone += MAX (mine, 0);
    }
  return MAX (alone, MAX (owed - all, 0));
}

WabiPlanBound *
wabi_plan_bound_new (const WabiPlanModel *model)
{
  WabiPlanBound *self = g_new0 (WabiPlanBound, 1);

  self->model = model;
  self->search = wabi_plan_day_search_new (model);
  self->visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
  place_prices (self);
  self->rhs = g_new0 (gint, self->at.end + 1);
  self->used = g_new0 (gint, self->at.end + 1);
  self->price = g_new0 (gint, self->at.end + 1);
  self->best_price = g_new0 (gint, self->at.end + 1);
  self->relevant = g_new0 (guint8, self->at.end + 1);
  self->center = g_new0 (double, self->at.end + 1);
  self->slack = g_new0 (double, self->at.end + 1);
  self->supervised = g_new0 (gint, model->n_needs + 1);
  for (gint need = 0; need < model->n_needs; need++)
    {
      gint inside = wabi_plan_problem_get_need (model->problem, need)->inside;

      // Of several that lie inside of the same need the first is priced; leaving a condition out keeps the bound a bound.
      if (inside >= 0 && self->supervised[inside] == 0)
        self->supervised[inside] = need + 1;
    }
  for (gint need = 0; need < model->n_needs; need++)
    set_need_rows (self, need);
  for (gint staff = 0; staff < model->n_staff; staff++)
    set_staff_rows (self, staff);
  set_other_rows (self);
  if (model->problem->owed_cost > 0)
    self->owed = count_lost (model->problem) * model->problem->owed_cost;
  self->day_sums = g_new0 (gint64, model->n_days);
  self->best = G_MAXINT64;
  self->step = 0.5;
  return self;
}

void
wabi_plan_bound_free (WabiPlanBound *self)
{
  if (self == NULL)
    return;
  wabi_plan_day_search_free (self->search);
  g_array_unref (self->visits);
  g_free (self->day_sums);
  g_free (self->supervised);
  g_free (self->rhs);
  g_free (self->used);
  g_free (self->price);
  g_free (self->best_price);
  g_free (self->relevant);
  g_free (self->center);
  g_free (self->slack);
  g_free (self);
}

static gint
price_slot (const WabiPlanBound *self, const gint *price, const WabiPlanDay *day, gint index, gint slot)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);
  gint sum = price[self->at.need + index] + price[self->at.cap + (gsize)index * model->n_days + day->day]
             + price[self->at.day + (gsize)day->staff * model->n_days + day->day] + price[self->at.week + day->staff]
             - price[self->at.fair + day->staff];

  if (need->inside >= 0)
    return sum + price[self->at.over + grid (index, model->n_days, day->day, slot)];
  sum += price[self->at.slot + grid (need->client, model->n_days, day->day, slot)];
  if (model->in_room[index])
    sum += price[self->at.room + grid (model->room_place[need->place], model->n_days, day->day, slot)];
  if (self->supervised[index] > 0)
    sum -= price[self->at.over + grid (self->supervised[index] - 1, model->n_days, day->day, slot)];
  return sum;
}

/** The cost of bringing somebody in is spread over the days they could come: never more than what it is. */
static gint
price_visit (const WabiPlanBound *self, const gint *price, const WabiPlanDay *day, gint index)
{
  return price[self->at.visit + (gsize)index * self->model->n_days + day->day];
}

static gint
price_caps (const WabiPlanBound *self, const gint *price, gint pair, gint day)
{
  gint sum = 0;

  for (gint i = self->model->cap_start[pair]; i < self->model->cap_start[pair + 1]; i++)
    {
      const WabiPlanCap *cap = wabi_plan_problem_get_cap (self->model->problem, self->model->cap_list[i]);

      if (day >= cap->first && day < cap->end)
        sum += price[self->at.limit + self->model->cap_list[i]];
    }
  return sum;
}

static void
fill_offer (WabiPlanBound *self, const WabiPlanDay *day, const WabiPlanItem *item, WabiPlanOffer *offer)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, item->need);
  const WabiPlanMay *may = wabi_plan_model_get_may (model, item->need, item->pair);
  gsize row = (gsize)item->need * model->n_days + day->day;
  gint spread = MAX (model->pair_days[item->pair] * need->per_day, 1);
  gint caps = price_caps (self, self->price, item->pair, day->day);

  offer->shortest = need->shortest;
  offer->longest = MIN (MIN (need->longest, need->wanted), self->rhs[self->at.cap + row]);
  offer->active = self->rhs[self->at.visit + row] > 0 && offer->longest >= offer->shortest;
  offer->visit_cost = price_visit (self, self->price, day, item->need) + may->per_week / spread;
  for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
    {
      gint gain = item->run[slot] == 0 ? 0 : need->worth + may->per_slot - caps - price_slot (self, self->price, day, item->need, slot);

      offer->sums[slot + 1] = offer->sums[slot] + gain;
      offer->run[slot] = item->run[slot];
    }
}

static gint
find_pair (const WabiPlanModel *model, const WabiPlanVisit *visit)
{
  gint pair = model->pair_start[visit->need];

  while (wabi_plan_model_get_may (model, visit->need, pair)->staff != visit->staff)
    pair++;
  return pair;
}

static void
count_caps (WabiPlanBound *self, const WabiPlanVisit *visit)
{
  const WabiPlanModel *model = self->model;
  gint pair = find_pair (model, visit);

  for (gint i = model->cap_start[pair]; i < model->cap_start[pair + 1]; i++)
    {
      const WabiPlanCap *cap = wabi_plan_problem_get_cap (model->problem, model->cap_list[i]);

      if (visit->day >= cap->first && visit->day < cap->end)
        self->used[self->at.limit + model->cap_list[i]] += visit->length;
    }
}

/** Counts what the visits use of everything that is priced. */
static void
count_use (WabiPlanBound *self, guint from)
{
  const WabiPlanModel *model = self->model;

  for (guint i = from; i < self->visits->len; i++)
    {
      const WabiPlanVisit *visit = &g_array_index (self->visits, WabiPlanVisit, i);
      const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, visit->need);
      gsize row = (gsize)visit->need * model->n_days + visit->day;

      self->used[self->at.need + visit->need] += visit->length;
      self->used[self->at.visit + row]++;
      self->used[self->at.cap + row] += visit->length;
      self->used[self->at.day + (gsize)visit->staff * model->n_days + visit->day] += visit->length;
      self->used[self->at.week + visit->staff] += visit->length;
      self->used[self->at.fair + visit->staff] -= visit->length;
      if (model->n_caps > 0)
        count_caps (self, visit);
      for (gint slot = visit->start; model->in_room[visit->need] && slot < visit->start + visit->length; slot++)
        self->used[self->at.room + grid (model->room_place[need->place], model->n_days, visit->day, slot)]++;
      for (gint slot = visit->start; slot < visit->start + visit->length; slot++)
        if (need->inside >= 0)
          self->used[self->at.over + grid (visit->need, model->n_days, visit->day, slot)]++;
        else
          {
            self->used[self->at.slot + grid (need->client, model->n_days, visit->day, slot)]++;
            if (self->supervised[visit->need] > 0)
              self->used[self->at.over + grid (self->supervised[visit->need] - 1, model->n_days, visit->day, slot)]--;
          }
    }
}

/** The bound at the present prices. */
static gint64
solve (WabiPlanBound *self)
{
  const WabiPlanModel *model = self->model;
  gint64 sum = 0;

  g_array_set_size (self->visits, 0);
  memset (self->used, 0, sizeof (gint) * self->at.end);
  memset (self->day_sums, 0, sizeof (gint64) * (gsize)model->n_days);
  for (gint i = 0; i < model->n_staff * model->n_days; i++)
    {
      const WabiPlanDay *day = &model->days[i];
      WabiPlanOffer *offers = wabi_plan_day_search_get_offers (self->search);

      for (gint k = 0; k < day->n_items; k++)
        fill_offer (self, day, &day->items[k], &offers[k]);
      self->day_sums[day->day] += wabi_plan_day_search_run (self->search, day, FALSE, self->visits);
    }
  for (gint day = 0; day < model->n_days; day++)
    sum += self->day_sums[day];
  count_use (self, 0);
  for (gsize row = 0; row < self->at.end; row++)
    if (self->relevant[row])
      sum += (gint64)self->price[row] * self->rhs[row];
  return sum - self->owed;
}

/** What one visit of the need can gain at most on that day, with anybody. */
static gint
find_most (const WabiPlanBound *self, const WabiPlanDay *day, const WabiPlanItem *item)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (self->model->problem, item->need);
  gint longest = MIN (need->longest, need->wanted), run = 0;

  for (gint slot = day->first; slot < day->last; slot++)
    run = MAX (run, item->run[slot]);
  run = MIN (run, longest);
  return run < need->shortest ? 0 : run * MAX (need->worth + wabi_plan_model_get_may (self->model, item->need, item->pair)->per_slot, 0);
}

/** Its visits on the days that have hours enough, or all its slots, whichever binds. */
static void
price_need (WabiPlanBound *self, gint index, const gint *most, const gint64 *needs)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);
  gint64 by_day = 0, by_slot = (gint64)need->wanted * need->worth;
  gsize row = self->at.visit + (gsize)index * model->n_days;

  for (gint day = 0; day < model->n_days; day++)
    if (needs[day] < self->day_sums[day])
      by_day += (gint64)most[day] * self->rhs[row + day];
  for (gint day = 0; day < model->n_days; day++)
    self->price[row + day] = by_day <= by_slot && needs[day] < self->day_sums[day] ? MIN (most[day], 1000000) : 0;
  self->price[self->at.need + index] = by_day > by_slot ? need->worth : 0;
}

/**
 * Where to begin: on days that have more hours of people than needs, each visit costs all that it can gain, so that the needs are the
 * bound; on the others nothing costs, and the hours are.
 */
static void
price_days (WabiPlanBound *self)
{
  const WabiPlanModel *model = self->model;
  g_autofree gint64 *needs = g_new0 (gint64, model->n_days);
  g_autofree gint *most = g_new0 (gint, model->n_needs * model->n_days + 1);

  for (gint i = 0; i < model->n_staff * model->n_days; i++)
    for (gint k = 0; k < model->days[i].n_items; k++)
      {
        gint *one = &most[model->days[i].items[k].need * model->n_days + model->days[i].day];

        *one = MAX (*one, find_most (self, &model->days[i], &model->days[i].items[k]));
      }
  for (gint row = 0; row < model->n_needs * model->n_days; row++)
    needs[row % model->n_days] += (gint64)most[row] * self->rhs[self->at.visit + row];
  for (gint index = 0; index < model->n_needs; index++)
    price_need (self, index, most + (gsize)index * model->n_days, needs);
}

static void
move_prices (WabiPlanBound *self, gint64 value)
{
  gint most_fair = self->model->problem->fair_cost;
  double norm = 0, gap = MAX ((double)(self->best - value), 0.002 * fabs ((double)self->best)), step;

  for (gsize row = 0; row < self->at.end; row++)
    if (self->relevant[row] && (self->center[row] > 0 || self->slack[row] < 0))
      norm += self->slack[row] * self->slack[row];
  step = norm > 0 ? self->step * gap / norm : 0;
  for (gsize row = 0; row < self->at.end; row++)
    {
      double price;

      if (!self->relevant[row])
        continue;
      price = MAX (self->center[row] - step * self->slack[row], 0);
      if (row >= self->at.fair)
        price = MIN (price, most_fair);
      self->price[row] = (gint)MIN (lround (price), 1000000);
    }
}

static void
keep_best (WabiPlanBound *self, gint64 bound, double agreement)
{
  if (bound < self->best)
    {
      // Some gain is what resets the patience: crumbs would keep steps too short for ever. There is no bound yet at first, and the first may be below 0.
      self->without = (double)self->best - (double)bound > 1e-5 * fabs ((double)bound) ? 0 : self->without + 1;
      self->best = bound;
      memcpy (self->best_price, self->price, sizeof (gint) * self->at.end);
      for (gsize row = 0; row < self->at.end; row++)
        self->center[row] = self->price[row];
      if (agreement > 0)
        self->step = MIN (self->step * 1.2, 2.0);
    }
  else
    self->without++;
  if (self->without >= PATIENCE)
    {
      self->without = 0;
      self->shortened++;
      self->step *= 0.7;
    }
}

void
wabi_plan_bound_step (WabiPlanBound *self, gint64 value, GArray *columns)
{
  double agreement = 0, share;
  gint64 bound;

  if (self->rounds == 1)
    price_days (self);
  else if (self->rounds > 1)
    move_prices (self, value);
  bound = solve (self);
  if (columns != NULL)
    g_array_append_vals (columns, self->visits->data, self->visits->len);
  share = self->rounds <= 1 ? 1.0 : MAX (0.2 * pow (0.97, self->shortened), 0.02);
  for (gsize row = 0; row < self->at.end; row++)
    if (self->relevant[row])
      {
        double now = self->rhs[row] - self->used[row];

        agreement += now * self->slack[row];
        self->slack[row] = share * now + (1 - share) * self->slack[row];
      }
  self->rounds++;
  keep_best (self, bound, agreement);
}

gint64
wabi_plan_bound_get (const WabiPlanBound *self)
{
  return self->best;
}

gboolean
wabi_plan_bound_is_settled (const WabiPlanBound *self)
{
  return self->step < SMALLEST_STEP;
}

void
wabi_plan_bound_copy_prices (const WabiPlanBound *self, WabiPlanPrices *prices)
{
  prices->model = self->model;
  g_free (prices->prices);
  prices->prices = g_memdup2 (self->best_price, sizeof (gint) * self->at.end);
}

void
wabi_plan_prices_clear (WabiPlanPrices *prices)
{
  g_clear_pointer (&prices->prices, g_free);
}

gint
wabi_plan_prices_get_slot (const WabiPlanBound *self, const WabiPlanPrices *prices, const WabiPlanDay *day, gint need,
                           gint slot)
{
  return prices->prices == NULL ? 0 : price_slot (self, prices->prices, day, need, slot);
}

gint
wabi_plan_prices_get_caps (const WabiPlanBound *self, const WabiPlanPrices *prices, gint pair, gint day)
{
  return prices->prices == NULL || self->model->n_caps == 0 ? 0 : price_caps (self, prices->prices, pair, day);
}

gint
wabi_plan_prices_get_visit (const WabiPlanBound *self, const WabiPlanPrices *prices, const WabiPlanDay *day, gint need)
{
  return prices->prices == NULL ? 0 : price_visit (self, prices->prices, day, need);
}
