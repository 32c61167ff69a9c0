// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes by simulated annealing over orders of visits.

#include "wabi-route.h"

#include <math.h>
#include <string.h>

#include "wabi-plan-random-private.h"

typedef struct
{
  const WabiRouteProblem *problem;
  WabiPlanRandom random;
  gint *order, *person;
  gint *able, *n_able;
  gint *at;
  double *free_at;
  WabiRouteStop *stops;
} Search;

double
wabi_route_cost_get_mean (const WabiRouteCost *cost)
{
  return (cost->way + cost->late + cost->latest) / 3;
}

static double
get_way (const WabiRouteProblem *problem, gint from, gint to)
{
  return problem->way[from * problem->n_places + to];
}

/** Times of one visit when its people come from where they are: the earliest that keep window and gap. */
static void
time_visit (Search *self, gint index, const gint *person, double *start)
{
  const WabiRouteVisit *visit = &self->problem->visits[index];

  for (gint part = 0; part < visit->n_parts; part++)
    start[part] = MAX (visit->earliest, self->free_at[person[part]]
                                          + get_way (self->problem, self->at[person[part]], visit->place));
  if (visit->n_parts == 2)
    {
      start[1] = MAX (start[1], start[0] + visit->gap_least);
      start[0] = MAX (start[0], start[1] - visit->gap_most);
    }
}

static void
go_to (Search *self, gint index, const gint *person, const double *start, WabiRouteCost *cost)
{
  const WabiRouteVisit *visit = &self->problem->visits[index];

  for (gint part = 0; part < visit->n_parts; part++)
    {
      double late = MAX (start[part] - visit->latest, 0);

      cost->way += get_way (self->problem, self->at[person[part]], visit->place);
      cost->late += late;
      cost->latest = MAX (cost->latest, late);
      self->at[person[part]] = visit->place;
      self->free_at[person[part]] = start[part] + visit->duration[part];
    }
}

static void
begin (Search *self, WabiRouteCost *cost)
{
  *cost = (WabiRouteCost){ 0 };
  for (gint i = 0; i < self->problem->n_people; i++)
    {
      self->at[i] = 0;
      self->free_at[i] = 0;
    }
}

static void
end (Search *self, WabiRouteCost *cost)
{
  for (gint i = 0; i < self->problem->n_people; i++)
    cost->way += get_way (self->problem, self->at[i], 0);
}

/** What the order costs. Everybody's route follows it, so nobody ever waits for somebody who waits for them. */
static double
weigh (Search *self, WabiRouteCost *cost)
{
  begin (self, cost);
  for (gint i = 0; i < self->problem->n_visits; i++)
    {
      gint index = self->order[i];
      double start[2];

      time_visit (self, index, &self->person[2 * index], start);
      go_to (self, index, &self->person[2 * index], start, cost);
    }
  end (self, cost);
  return wabi_route_cost_get_mean (cost);
}

static gboolean
is_able (const WabiRouteProblem *problem, gint person, gint index, gint part)
{
  return problem->skills[person * problem->n_skills + problem->visits[index].skill[part]];
}

static gboolean
search_init (Search *self, const WabiRouteProblem *problem, guint64 seed)
{
  *self = (Search){ .problem = problem, .random = wabi_plan_random_new (seed) };
  self->order = g_new0 (gint, problem->n_visits + 1);
  self->person = g_new0 (gint, 2 * problem->n_visits + 1);
  self->able = g_new0 (gint, 2 * problem->n_visits * problem->n_people + 1);
  self->n_able = g_new0 (gint, 2 * problem->n_visits + 1);
  self->at = g_new0 (gint, problem->n_people + 1);
  self->free_at = g_new0 (double, problem->n_people + 1);
  for (gint i = 0; i < problem->n_visits; i++)
    for (gint part = 0; part < problem->visits[i].n_parts; part++)
      {
        gint row = 2 * i + part;

        for (gint person = 0; person < problem->n_people; person++)
          if (is_able (problem, person, i, part))
            self->able[row * problem->n_people + self->n_able[row]++] = person;
        if (self->n_able[row] == 0)
          return FALSE;
      }
  return TRUE;
}

static void
search_clear (Search *self)
{
  g_free (self->order);
  g_free (self->person);
  g_free (self->able);
  g_free (self->n_able);
  g_free (self->at);
  g_free (self->free_at);
}

/** Visits by their latest start, each by the people who can begin first. */
static gboolean
build (Search *self, WabiRouteCost *cost)
{
  const WabiRouteProblem *problem = self->problem;

  for (gint i = 0; i < problem->n_visits; i++)
    {
      gint at = i;

      for (; at > 0 && problem->visits[self->order[at - 1]].latest > problem->visits[i].latest; at--)
        self->order[at] = self->order[at - 1];
      self->order[at] = i;
    }
  begin (self, cost);
  for (gint i = 0; i < problem->n_visits; i++)
    {
      gint index = self->order[i], *person = &self->person[2 * index];
      double best = G_MAXDOUBLE, start[2];
      gint second = MAX (self->n_able[2 * index + 1], 1);

      for (gint k = 0; k < self->n_able[2 * index] * second; k++)
        {
          gint pair[2] = { self->able[2 * index * problem->n_people + k / second],
                           self->able[(2 * index + 1) * problem->n_people + k % second] };

          if (problem->visits[index].n_parts == 2 && pair[0] == pair[1])
            continue;
          time_visit (self, index, pair, start);
          if (start[0] + (problem->visits[index].n_parts == 2 ? start[1] : 0) >= best)
            continue;
          best = start[0] + (problem->visits[index].n_parts == 2 ? start[1] : 0);
          memcpy (person, pair, sizeof pair);
        }
      if (best >= G_MAXDOUBLE)
        return FALSE;
      time_visit (self, index, person, start);
      go_to (self, index, person, start, cost);
    }
  end (self, cost);
  return TRUE;
}

static void
move_in_order (Search *self, gint from, gint to)
{
  gint index = self->order[from];

  if (from < to)
    memmove (&self->order[from], &self->order[from + 1], sizeof (gint) * (gsize)(to - from));
  else
    memmove (&self->order[to + 1], &self->order[to], sizeof (gint) * (gsize)(from - to));
  self->order[to] = index;
}

static void
give_to_anybody (Search *self, gint index)
{
  gint part = wabi_plan_random_int (&self->random, self->problem->visits[index].n_parts), row = 2 * index + part;

  self->person[row] = self->able[row * self->problem->n_people + wabi_plan_random_int (&self->random, self->n_able[row])];
}

/** Gives the visit to somebody of the other one, when they are able. */
static void
give_to_mate (Search *self, gint index, gint other)
{
  gint part = wabi_plan_random_int (&self->random, self->problem->visits[index].n_parts);
  gint other_part = wabi_plan_random_int (&self->random, self->problem->visits[other].n_parts);
  gint person = self->person[2 * other + other_part];

  if (is_able (self->problem, person, index, part))
    self->person[2 * index + part] = person;
}

static void
swap_people (Search *self, gint first, gint second)
{
  gint a = wabi_plan_random_int (&self->random, self->problem->visits[first].n_parts);
  gint b = wabi_plan_random_int (&self->random, self->problem->visits[second].n_parts);
  gint person = self->person[2 * first + a];

  if (!is_able (self->problem, person, second, b) || !is_able (self->problem, self->person[2 * second + b], first, a))
    return;
  self->person[2 * first + a] = self->person[2 * second + b];
  self->person[2 * second + b] = person;
}

/** One change of order or people; tells what it was so that it can be taken back. */
typedef struct
{
  gint from, to;
  gint first, second;
  gint people[4];
} Change;

static void
change (Search *self, Change *what)
{
  gint n = self->problem->n_visits, sort = wabi_plan_random_int (&self->random, 10);

  what->from = wabi_plan_random_int (&self->random, n);
  what->to = sort < 6 || sort == 9 ? wabi_plan_random_int (&self->random, n) : what->from;
  // Mostly near in time: orders that differ far away differ in ways that cost.
  if (sort < 3 || sort == 8)
    {
      gint near = what->from + wabi_plan_random_int (&self->random, 11) - 5;

      what->to = CLAMP (near, 0, n - 1);
    }
  what->first = self->order[what->from];
  what->second = self->order[what->to];
  memcpy (what->people, &self->person[2 * what->first], 2 * sizeof (gint));
  memcpy (what->people + 2, &self->person[2 * what->second], 2 * sizeof (gint));
  if (sort < 6)
    {
      if (what->first != what->second && sort != 2)
        give_to_mate (self, what->first, what->second);
      move_in_order (self, what->from, what->to);
    }
  else if (sort < 8)
    give_to_anybody (self, what->first);
  else
    {
      gint other = wabi_plan_random_int (&self->random, 2);

      if (what->first != what->second)
        swap_people (self, what->first, what->second);
      if (other == 0)
        {
          self->order[what->from] = what->second;
          self->order[what->to] = what->first;
        }
      what->from = other == 0 ? -1 - what->from : what->from;
    }
  if (sort >= 8 && what->from >= 0)
    what->to = what->from;
}

static void
change_back (Search *self, const Change *what)
{
  if (what->from < 0)
    {
      self->order[-1 - what->from] = what->first;
      self->order[what->to] = what->second;
    }
  else
    move_in_order (self, what->to, what->from);
  memcpy (&self->person[2 * what->first], what->people, 2 * sizeof (gint));
  if (what->second != what->first)
    memcpy (&self->person[2 * what->second], what->people + 2, 2 * sizeof (gint));
}

static gboolean
is_apart (const Search *self, gint index)
{
  return self->problem->visits[index].n_parts == 1 || self->person[2 * index] != self->person[2 * index + 1];
}

static void
write_stops (Search *self, WabiRouteStop *stops, WabiRouteCost *cost)
{
  begin (self, cost);
  for (gint i = 0; i < self->problem->n_visits; i++)
    {
      gint index = self->order[i];
      double start[2] = { 0, 0 };

      time_visit (self, index, &self->person[2 * index], start);
      for (gint part = 0; part < 2; part++)
        stops[2 * index + part] = (WabiRouteStop){ self->person[2 * index + part], start[part] };
      go_to (self, index, &self->person[2 * index], start, cost);
    }
  end (self, cost);
}

static void
anneal (Search *self, guint64 rounds, gboolean (*is_stopped) (gpointer data), gpointer data, WabiRouteStop *stops,
        WabiRouteCost *best_cost)
{
  WabiRouteCost cost;
  double now = weigh (self, &cost), best = now, hot = 0.05 * now, heat = hot;
  double cooling = pow (0.02 / MAX (hot, 0.03), 1000.0 / (double)MAX (rounds, 1000));

  for (guint64 round = 0; round < rounds; round++)
    {
      Change what;
      double next;

      if (round % 1000 == 0)
        {
          heat *= cooling;
          if (is_stopped != NULL && is_stopped (data))
            return;
        }
      change (self, &what);
      next = is_apart (self, what.first) && is_apart (self, what.second) ? weigh (self, &cost) : G_MAXDOUBLE;
      if (next > now && wabi_plan_random_double (&self->random) >= exp ((now - next) / heat))
        {
          change_back (self, &what);
          continue;
        }
      now = next;
      if (now < best - 1e-9)
        {
          best = now;
          write_stops (self, stops, best_cost);
        }
    }
}

gboolean
wabi_route_run (const WabiRouteProblem *problem, guint64 rounds, guint64 seed, gboolean (*is_stopped) (gpointer data),
                gpointer data, WabiRouteStop *stops, WabiRouteCost *cost)
{
  Search self;
  gboolean able = search_init (&self, problem, seed) && build (&self, cost);

  if (able)
    {
      write_stops (&self, stops, cost);
      anneal (&self, rounds, is_stopped, data, stops, cost);
    }
  search_clear (&self);
  return able;
}

gboolean
wabi_route_greedy (const WabiRouteProblem *problem, WabiRouteStop *stops, WabiRouteCost *cost)
{
  return wabi_route_run (problem, 0, 1, NULL, NULL, stops, cost);
}
