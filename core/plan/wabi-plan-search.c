// SPDX-License-Identifier: AGPL-3.0-or-later
// A good plan soon and a better one later: days of people are torn out and built anew, each the best that is left for it
// (large neighbourhood search with an exact rebuild), worse plans taken less and less often.

#include "wabi-plan-search-private.h"

#include <math.h>
#include <string.h>

/** Needs that one rebuild of a day looks at; the rest is left to another round. */
#define MOST_ITEMS 48

WabiPlanSearch *
wabi_plan_search_new (const WabiPlanModel *model, const WabiPlanBound *bound, guint64 seed)
{
  WabiPlanSearch *self = g_new0 (WabiPlanSearch, 1);

  self->model = model;
  self->bound = bound;
  self->state = wabi_plan_state_new (model);
  self->days = wabi_plan_day_search_new (model);
  self->random = wabi_plan_random_new (seed);
  self->undo = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
  self->built = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
  self->chosen = g_array_new (FALSE, FALSE, sizeof (gint));
  self->best = wabi_plan_state_list (self->state);
  self->best_value = self->state->value;
  return self;
}

void
wabi_plan_search_free (WabiPlanSearch *self)
{
  if (self == NULL)
    return;
  wabi_plan_prices_clear (&self->prices);
  wabi_plan_state_free (self->state);
  wabi_plan_day_search_free (self->days);
  g_array_unref (self->undo);
  g_array_unref (self->built);
  g_array_unref (self->chosen);
  g_array_unref (self->best);
  g_free (self);
}

/** What the item may still get on this day, at the plan as it is. */
static void
fill_offer (WabiPlanSearch *self, const WabiPlanDay *day, const WabiPlanItem *item, double share, gint hours_price,
            WabiPlanOffer *offer)
{
  const WabiPlanState *state = self->state;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (self->model->problem, item->need);
  const WabiPlanMay *may = wabi_plan_model_get_may (self->model, item->need, item->pair);
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (self->model->problem, day->staff);
  gint row = item->need * self->model->n_days + day->day;
  gboolean known = state->pair_visits[item->pair] > 0;
  gint rest = MIN (MIN (need->wanted - state->need_slots[item->need], need->day_cap - state->need_day_slots[row]),
                   wabi_plan_state_get_caps (state, item->pair, day->day));
  gboolean owed = self->model->problem->owed_cost > 0, rooms = self->model->in_room[item->need];
  gint gain = need->worth + may->per_slot - hours_price
              + (state->staff_week[day->staff] < staff->fair ? self->model->problem->fair_cost : 0);

  offer->shortest = need->shortest;
  offer->longest = MIN (need->longest, rest);
  offer->active = offer->longest >= offer->shortest && state->need_day_visits[row] < need->per_day
                  && (known || need->most_staff == 0 || state->need_staff[item->need] < need->most_staff);
  if (!offer->active)
    return;
  // A second visit on the same day is tried now and then, where both would fit.
  offer->again = state->need_day_visits[row] + 1 < need->per_day && rest >= 2 * need->shortest
                 && wabi_plan_random_int (&self->random, 2) == 0;
  if (offer->again)
    offer->longest = MIN (offer->longest, rest - need->shortest);
  if (share > 0)
    gain -= (gint)(share * wabi_plan_prices_get_caps (self->bound, &self->prices, item->pair, day->day));
  offer->visit_cost = (known ? 0 : may->per_week)
                      + (gint)(share * wabi_plan_prices_get_visit (self->bound, &self->prices, day, item->need));
  for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
    {
      gint value = 0;

      offer->run[slot] = 0;
      if (item->run[slot] > 0)
        {
          gint run = !rooms && slot > 0 && offer->run[slot - 1] > 1 ? offer->run[slot - 1] - 1
                                                         : wabi_plan_state_get_run (state, item, day->day, slot);

          offer->run[slot] = (guint8)run;
          value = gain + self->noise[slot] + (owed ? wabi_plan_state_get_owed (state, item, day->staff, day->day, slot) : 0);
          if (share > 0 && run > 0)
            value -= (gint)(share * wabi_plan_prices_get_slot (self->bound, &self->prices, day, item->need, slot));
        }
      offer->sums[slot + 1] = offer->sums[slot] + value;
    }
}

/** Equal times are told apart by chance, or the first would always win. */
static void
make_noise (WabiPlanSearch *self)
{
  static const gint most[] = { 1, 40, 400, 1500 };
  gint below = most[wabi_plan_random_int (&self->random, G_N_ELEMENTS (most))];

  for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
    self->noise[slot] = wabi_plan_random_int (&self->random, below);
}

/**
 * Offers of a day, some of them held back at random: what is the best for one day by itself is not always the best for all. Shorter visits
 * are tried above all where hours are scarce: visits of the longest sort rarely fill them to the end.
 */
static void
fill_offers (WabiPlanSearch *self, const WabiPlanDay *day, double share, gint hours_price, gboolean scarce)
{
  static const double drops[] = { 0, 0, 0.15, 0.3 };
  WabiPlanOffer *offers = wabi_plan_day_search_get_offers (self->days);
  double keep = 1 - drops[wabi_plan_random_int (&self->random, G_N_ELEMENTS (drops))];
  double shorter = scarce ? 0.4 : wabi_plan_random_int (&self->random, 4) == 0 ? 0.25 : 0;

  if (day->n_items > MOST_ITEMS)
    keep = MIN (keep, (double)MOST_ITEMS / day->n_items);
  for (gint i = 0; i < day->n_items; i++)
    {
      offers[i].active = FALSE;
      if (keep < 1 && wabi_plan_random_double (&self->random) >= keep)
        continue;
      fill_offer (self, day, &day->items[i], share, hours_price, &offers[i]);
      if (offers[i].active && shorter > 0 && wabi_plan_random_double (&self->random) < shorter)
        offers[i].longest
          = offers[i].shortest + wabi_plan_random_int (&self->random, offers[i].longest - offers[i].shortest + 1);
    }
}

static gint
count_built (const GArray *visits)
{
  gint slots = 0;

  for (guint i = 0; i < visits->len; i++)
    slots += g_array_index (visits, WabiPlanVisit, i).length;
  return slots;
}

/** Puts in what fits of it, in the order of the day; a visit that breaks a limit of hours is cut as far as it may be. */
static void
put_in (WabiPlanSearch *self, const GArray *visits)
{
  for (guint i = visits->len; i > 0; i--)
    {
      WabiPlanVisit visit = g_array_index (visits, WabiPlanVisit, i - 1);
      gint pair = wabi_plan_state_find_pair (self->state, visit.need, visit.staff);
      gint shortest = wabi_plan_problem_get_need (self->model->problem, visit.need)->shortest;

      for (; visit.length >= shortest; visit.length--)
        if (wabi_plan_state_fits (self->state, &visit, pair))
          {
            wabi_plan_state_add (self->state, &visit, pair);
            break;
          }
    }
}

/** Builds an empty day as well as it can be with all others as they are. */
static void
build_day (WabiPlanSearch *self, gint index, double share)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanDay *day = &model->days[index];
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (model->problem, day->staff);
  gint left = MIN (staff->day_limit - self->state->staff_day[index], staff->week_limit - self->state->staff_week[day->staff]);
  gint low = 0, high = 0, price = 0;

  if (left <= 0 || day->n_items == 0)
    return;
  make_noise (self);
  // Hours are not part of the search of a day: when it takes too many, an hour is given a price until it does not.
  for (guint turn = 0; turn < 5; turn++)
    {
      gint used;

      fill_offers (self, day, share, price, turn > 0);
      g_array_set_size (self->built, 0);
      wabi_plan_day_search_run (self->days, day, TRUE, self->built);
      used = count_built (self->built);
      if (used <= left && (price == 0 || left - used <= 2))
        break;
      if (used <= left)
        high = price;
      else
        low = price;
      price = high > 0 ? (low + high) / 2 : price * 2 + 4000;
    }
  put_in (self, self->built);
}

static void
choose_day (WabiPlanSearch *self, gint index)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (g_array_index (self->chosen, gint, i) == index)
      return;
  g_array_append_val (self->chosen, index);
}

/** People of one day who can serve the same needs as one of them. */
static void
choose_day_mates (WabiPlanSearch *self, gint index, gint count)
{
  const WabiPlanDay *day = &self->model->days[index];

  choose_day (self, index);
  for (gint tries = 0; tries < count * 4 && self->chosen->len < (guint)count && day->n_items > 0; tries++)
    {
      gint need = day->items[wabi_plan_random_int (&self->random, day->n_items)].need;
      const GArray *may = wabi_plan_problem_get_need (self->model->problem, need)->may;
      gint staff
        = g_array_index (may, WabiPlanMay, wabi_plan_random_int (&self->random, (gint)may->len)).staff;

      choose_day (self, staff * self->model->n_days + day->day);
    }
}

/** A need that lacks something, with the days of those who could give it. */
static void
choose_for_need (WabiPlanSearch *self, gint count)
{
  const WabiPlanModel *model = self->model;

  for (gint tries = 0; tries < 30; tries++)
    {
      gint index = wabi_plan_random_int (&self->random, model->n_needs);
      const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);

      if (self->state->need_slots[index] >= need->wanted || need->may->len == 0)
        continue;
      for (gint i = 0; i < count; i++)
        {
          gint staff
            = g_array_index (need->may, WabiPlanMay, wabi_plan_random_int (&self->random, (gint)need->may->len)).staff;

          choose_day (self, staff * model->n_days + wabi_plan_random_int (&self->random, model->n_days));
        }
      return;
    }
}

/** The days on which a client is seen, and somebody else's. */
static void
choose_client (WabiPlanSearch *self, gint count)
{
  const WabiPlanModel *model = self->model;
  gint index = wabi_plan_random_int (&self->random, model->n_needs);

  for (gint i = 0; i < model->n_staff * model->n_days && self->chosen->len < (guint)count + 2; i++)
    for (gint k = 0; k < self->state->days[i].n; k++)
      if (self->state->days[i].visits[k].need == index)
        choose_day (self, i);
  if (self->chosen->len > 0)
    choose_day_mates (self, g_array_index (self->chosen, gint, 0), (gint)self->chosen->len + 1);
}

static void
choose_days (WabiPlanSearch *self)
{
  const WabiPlanModel *model = self->model;
  gint sort = wabi_plan_random_int (&self->random, 10);
  gint count = 2 + wabi_plan_random_int (&self->random, 4);
  gint index = wabi_plan_random_int (&self->random, model->n_staff * model->n_days);

  g_array_set_size (self->chosen, 0);
  if (sort < 4)
    choose_day_mates (self, index, count);
  else if (sort < 7)
    choose_for_need (self, count);
  else if (sort < 8)
    choose_client (self, count);
  else if (sort < 9)
    for (gint day = 0; day < model->n_days; day++)
      choose_day (self, index / model->n_days * model->n_days + day);
  if (self->chosen->len == 0)
    choose_day (self, index);
}

static void
remove_at (WabiPlanSearch *self, gint day, gint index)
{
  g_array_append_val (self->undo, self->state->days[day].visits[index]);
  wabi_plan_state_remove (self->state, day, index);
}

/** Takes out supervision that hung on what is taken out with it. Its day is built anew, too. */
static void
empty_supervision (WabiPlanSearch *self, gint need, gint day)
{
  const WabiPlanModel *model = self->model;

  for (gint index = 0; index < model->n_needs; index++)
    {
      const WabiPlanNeed *inside = wabi_plan_problem_get_need (model->problem, index);

      if (inside->inside != need || self->state->need_day_visits[index * model->n_days + day] == 0)
        continue;
      for (guint k = 0; k < inside->may->len; k++)
        {
          gint at = g_array_index (inside->may, WabiPlanMay, k).staff * model->n_days + day;

          for (gint i = self->state->days[at].n; i > 0; i--)
            if (self->state->days[at].visits[i - 1].need == index)
              {
                remove_at (self, at, i - 1);
                choose_day (self, at);
              }
        }
    }
}

static void
empty_day (WabiPlanSearch *self, gint index)
{
  while (self->state->days[index].n > 0)
    {
      WabiPlanVisit visit = self->state->days[index].visits[self->state->days[index].n - 1];

      remove_at (self, index, self->state->days[index].n - 1);
      if (wabi_plan_problem_get_need (self->model->problem, visit.need)->inside < 0)
        empty_supervision (self, visit.need, visit.day);
    }
}

static void
shuffle (WabiPlanSearch *self, guint from)
{
  for (guint i = self->chosen->len; i > from + 1; i--)
    {
      guint k = from + (guint)wabi_plan_random_int (&self->random, (gint)(i - from));
      gint *a = &g_array_index (self->chosen, gint, i - 1), *b = &g_array_index (self->chosen, gint, k);
      gint swap = *a;

      *a = *b;
      *b = swap;
    }
}

static void
keep_if_best (WabiPlanSearch *self)
{
  if (self->state->value <= self->best_value)
    return;
  self->best_value = self->state->value;
  g_array_unref (self->best);
  self->best = wabi_plan_state_list (self->state);
}

/** Puts the torn out days back as they were. */
static void
put_back (WabiPlanSearch *self)
{
  for (guint i = 0; i < self->chosen->len; i++)
    {
      gint day = g_array_index (self->chosen, gint, i);

      while (self->state->days[day].n > 0)
        wabi_plan_state_remove (self->state, day, self->state->days[day].n - 1);
    }
  for (guint i = 0; i < self->undo->len; i++)
    {
      const WabiPlanVisit *visit = &g_array_index (self->undo, WabiPlanVisit, i);

      wabi_plan_state_add (self->state, visit, wabi_plan_state_find_pair (self->state, visit->need, visit->staff));
    }
}

static double
choose_share (WabiPlanSearch *self)
{
  static const double shares[] = { 0, 0, 0.3, 0.6, 0.9 };

  return shares[wabi_plan_random_int (&self->random, G_N_ELEMENTS (shares))];
}

void
wabi_plan_search_start (WabiPlanSearch *self)
{
  g_array_set_size (self->chosen, 0);
  for (gint i = 0; i < self->model->n_staff * self->model->n_days; i++)
    choose_day (self, i);
  shuffle (self, 0);
  // Twice: supervision finds what it lies inside of in the second turn.
  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < self->chosen->len; i++)
      {
        gint day = g_array_index (self->chosen, gint, i);

        if (self->state->days[day].n == 0)
          build_day (self, day, self->prices.prices != NULL ? 0.9 : 0);
      }
  keep_if_best (self);
}

void
wabi_plan_search_step (WabiPlanSearch *self, double heat)
{
  gint64 before = self->state->value;
  double share = choose_share (self);
  guint torn;

  /* A week in which nobody works or nothing is needed has nothing to build. */
  if (self->model->n_staff == 0 || self->model->n_days == 0 || self->model->n_needs == 0)
    return;
  choose_days (self);
  g_array_set_size (self->undo, 0);
  shuffle (self, 0);
  torn = self->chosen->len;
  for (guint i = 0; i < torn; i++)
    empty_day (self, g_array_index (self->chosen, gint, i));
  for (guint i = torn; i < self->chosen->len; i++)
    empty_day (self, g_array_index (self->chosen, gint, i));
  for (guint i = 0; i < self->chosen->len; i++)
    build_day (self, g_array_index (self->chosen, gint, i), share);
  if (self->state->value < before
      && wabi_plan_random_double (&self->random)
           >= exp ((double)(self->state->value - before) / MAX (heat, 1e-9)))
    put_back (self);
  else
    keep_if_best (self);
}

void
wabi_plan_search_return (WabiPlanSearch *self)
{
  wabi_plan_state_load (self->state, self->best);
}

void
wabi_plan_search_offer (WabiPlanSearch *self, const GArray *visits)
{
  wabi_plan_state_load (self->state, visits);
  if (self->state->value > self->best_value)
    keep_if_best (self);
  else
    wabi_plan_search_return (self);
}
