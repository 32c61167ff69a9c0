// SPDX-License-Identifier: AGPL-3.0-or-later
// A day on the road: who drives to whom and when, with pairs of services that must be at once or spaced.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiRouteVisit:
 * @place: index of the place; 0 is where everybody starts and ends
 * @earliest: nobody begins before
 * @latest: who begins later is late
 * @n_parts: services, 1 or 2, of different people
 * @skill: index of the skill of each
 * @duration: how long each takes
 * @gap_least: least time from the start of the first to the start of the second; 0 and 0 for at once
 * @gap_most: most of that time
 */
typedef struct
{
  gint place;
  double earliest, latest;
  gint n_parts;
  gint skill[2];
  double duration[2];
  double gap_least, gap_most;
} WabiRouteVisit;

/**
 * WabiRouteProblem:
 * @n_people: people on the road
 * @n_skills: skills there are
 * @skills: for each person, for each skill, whether they have it
 * @n_places: places
 * @way: from place to place, which is time and cost alike
 * @n_visits: visits
 * @visits: what is to be done
 */
typedef struct
{
  gint n_people, n_skills, n_places, n_visits;
  guint8 *skills;
  double *way;
  WabiRouteVisit *visits;
} WabiRouteProblem;

/**
 * WabiRouteStop:
 * @person: who
 * @start: when they begin
 *
 * One part of a visit in a solution.
 */
typedef struct
{
  gint person;
  double start;
} WabiRouteStop;

/**
 * WabiRouteCost:
 * @way: all ways, back to the start included
 * @late: lateness of all parts together
 * @latest: the largest lateness of a part
 */
typedef struct
{
  double way, late, latest;
} WabiRouteCost;

/**
 * wabi_route_run:
 * @problem: the problem
 * @rounds: how many changes are tried
 * @seed: of the random numbers
 * @is_stopped: (nullable): asked every thousand rounds
 * @data: for it
 * @stops: (out caller-allocates): two for each visit, the second unused where a visit has one part
 * @cost: (out): what the solution costs
 *
 * Looks for routes with the least mean of ways, lateness and largest lateness, by simulated annealing over orders of visits; each order
 * gives the earliest possible times, so that lateness is exact.
 *
 * Returns: whether somebody can do each part; @stops is filled in only then
 */
gboolean wabi_route_run (const WabiRouteProblem *problem, guint64 rounds, guint64 seed, gboolean (*is_stopped) (gpointer data),
                         gpointer data, WabiRouteStop *stops, WabiRouteCost *cost);

/**
 * wabi_route_greedy:
 * @problem: the problem
 * @stops: (out caller-allocates): two for each visit
 * @cost: (out): what the solution costs
 *
 * Serves visits by their latest start, each by who can be there first. For comparison.
 *
 * Returns: whether somebody can do each part
 */
gboolean wabi_route_greedy (const WabiRouteProblem *problem, WabiRouteStop *stops, WabiRouteCost *cost);

/**
 * wabi_route_check:
 * @problem: the problem
 * @stops: two for each visit
 * @cost: (out): what the solution costs, reckoned from the stops alone
 *
 * Verifies from first principles; shares no code with what makes routes.
 *
 * Returns: (transfer full) (nullable): what is wrong, in English for who measures; %NULL when nothing is
 */
char *wabi_route_check (const WabiRouteProblem *problem, const WabiRouteStop *stops, WabiRouteCost *cost);

/**
 * wabi_route_cost_get_mean:
 * @cost: a cost
 *
 * Returns: the mean of its three parts
 */
double wabi_route_cost_get_mean (const WabiRouteCost *cost);

G_END_DECLS
