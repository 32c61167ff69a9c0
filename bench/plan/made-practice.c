// SPDX-License-Identifier: AGPL-3.0-or-later
// Practices made by seed, to plan for.

#include "made-practice.h"

#include <math.h>

#include "wabi-plan-random-private.h"

#define DAYS 6
#define HOUR 4

typedef struct
{
  WabiPlanProblem *problem;
  WabiPlanRandom random;
  gint n_clients, n_staff, n_leads;
  double *x, *y;
} Maker;

static gint
pick (Maker *maker, gint from, gint to)
{
  return from + wabi_plan_random_int (&maker->random, to - from + 1);
}

/** Places: 0 is the center, each client's home follows; a home that is not used costs nothing. */
static void
make_places (Maker *maker)
{
  gint places = maker->n_clients + 1;

  maker->x = g_new0 (double, places);
  maker->y = g_new0 (double, places);
  for (gint place = 1; place < places; place++)
    {
      maker->x[place] = wabi_plan_random_double (&maker->random) * 24 - 12;
      maker->y[place] = wabi_plan_random_double (&maker->random) * 24 - 12;
    }
  for (gint from = 0; from < places; from++)
    for (gint to = from + 1; to < places; to++)
      wabi_plan_problem_set_travel (maker->problem, from, to,
                                    5 + (gint)(hypot (maker->x[from] - maker->x[to], maker->y[from] - maker->y[to]) * 1.6));
}

static void
make_staff (Maker *maker, gint index)
{
  WabiPlanStaff *staff;
  g_autofree char *ref = g_strdup_printf ("staff-%d", index);
  gboolean lead = index < maker->n_leads;
  gint sort = lead ? 0 : pick (maker, 0, 3);

  staff = wabi_plan_problem_add_staff (maker->problem, ref);
  for (gint day = 0; day < DAYS - 1; day++)
    if (sort == 3)
      wabi_plan_open (staff->open, day, 13 * HOUR, 19 * HOUR, TRUE);
    else
      wabi_plan_open (staff->open, day, (8 + sort) * HOUR, (16 + sort) * HOUR + 2, TRUE);
  if (pick (maker, 0, 3) == 0)
    wabi_plan_open (staff->open, DAYS - 1, 9 * HOUR, 14 * HOUR, TRUE);
  staff->day_limit = 8 * HOUR;
  staff->week_limit = (lead ? 25 : sort == 3 ? 25 : pick (maker, 30, 38)) * HOUR;
  staff->fair = staff->week_limit * 3 / 4;
  staff->break_after = 5 * HOUR;
  staff->break_slots = 2;
}

static void
open_client (Maker *maker, WabiPlanClient *client)
{
  gint sort = pick (maker, 0, 9);

  for (gint day = 0; day < DAYS - 1; day++)
    if (sort < 4)
      wabi_plan_open (client->open, day, 8 * HOUR, 17 * HOUR, TRUE);
    else if (sort < 6)
      wabi_plan_open (client->open, day, 8 * HOUR, 12 * HOUR + 2, TRUE);
    else
      wabi_plan_open (client->open, day, 15 * HOUR, 19 * HOUR, TRUE);
  if (sort >= 6 && pick (maker, 0, 1) == 0)
    wabi_plan_open (client->open, DAYS - 1, 9 * HOUR, 13 * HOUR, TRUE);
}

/** A team of two or three who know the client, and some who could come as well. */
static void
allow_technicians (Maker *maker, WabiPlanNeed *need)
{
  gint technicians = maker->n_staff - maker->n_leads;
  gint some = MIN (technicians, 8), first = pick (maker, 0, technicians - 1);
  gint stride = 1 + pick (maker, 0, 2);

  for (gint i = 0, taken = 0; taken < some && i < technicians * 3; i++)
    {
      gint staff = maker->n_leads + (first + i * stride) % technicians;
      gboolean twice = FALSE;

      for (guint k = 0; k < need->may->len; k++)
        twice |= g_array_index (need->may, WabiPlanMay, k).staff == staff;
      if (twice)
        continue;
      if (taken < 3)
        wabi_plan_need_allow (need, staff, 0, 0);
      else
        wabi_plan_need_allow (need, staff, -600, 6000);
      taken++;
    }
}

static void
make_client (Maker *maker, gint index)
{
  g_autofree char *ref = g_strdup_printf ("client-%d", index);
  WabiPlanClient *client = wabi_plan_problem_add_client (maker->problem, ref);
  gint place = pick (maker, 0, 9) < 6 ? 0 : index + 1;
  gint lead = pick (maker, 0, maker->n_leads - 1);
  gint direct_index = (gint)maker->problem->needs->len;
  WabiPlanNeed *direct, *inside, *family;

  open_client (maker, client);
  direct = wabi_plan_problem_add_need (maker->problem, ref, index, "97153");
  direct->place = place;
  direct->wanted = direct->asked = pick (maker, 6, 15) * HOUR;
  direct->shortest = 6;
  direct->longest = 16;
  direct->day_cap = 16;
  direct->most_staff = 3;
  allow_technicians (maker, direct);

  inside = wabi_plan_problem_add_need (maker->problem, ref, index, "97155");
  inside->place = place;
  inside->inside = direct_index;
  inside->wanted = inside->asked = pick (maker, 1, 2) * HOUR;
  inside->shortest = HOUR;
  inside->longest = 2 * HOUR;
  inside->worth = 14000;
  wabi_plan_need_allow (inside, lead, 0, 0);
  if (maker->n_leads > 1)
    wabi_plan_need_allow (inside, (lead + 1) % maker->n_leads, -600, 6000);

  family = wabi_plan_problem_add_need (maker->problem, ref, index, "97156");
  family->place = place;
  family->wanted = family->asked = HOUR;
  family->shortest = family->longest = HOUR;
  family->worth = 14000;
  wabi_plan_need_allow (family, lead, 0, 0);
}

WabiPlanProblem *
made_practice_new (gint clients, gint staff, guint seed)
{
  Maker maker = { .n_clients = clients, .n_staff = staff, .n_leads = MAX (staff / 8, 1) };

  maker.problem = wabi_plan_problem_new (DAYS, clients + 1);
  maker.random = wabi_plan_random_new (seed);
  maker.problem->travel_cost = 60;
  maker.problem->fair_cost = 500;
  make_places (&maker);
  for (gint i = 0; i < staff; i++)
    make_staff (&maker, i);
  for (gint i = 0; i < clients; i++)
    make_client (&maker, i);
  g_free (maker.x);
  g_free (maker.y);
  return maker.problem;
}

static void
limit_rooms (WabiPlanProblem *problem, WabiPlanRandom *random)
{
  guint here = 0;

  for (guint i = 0; i < problem->needs->len; i++)
    here += wabi_plan_problem_get_need (problem, (gint)i)->place == 0 && g_str_equal (wabi_plan_problem_get_need (problem, (gint)i)->code, "97153");
  for (guint i = 0; i < MAX (here * 2 / 5, 1); i++)
    {
      WabiPlanRoom *room = wabi_plan_problem_add_room (problem, "room", 0);
      gint start = (8 + wabi_plan_random_int (random, 8)) * HOUR;

      wabi_plan_open (room->taken, wabi_plan_random_int (random, problem->days), start, start + 2 * HOUR, TRUE);
    }
}

void
made_practice_limit (WabiPlanProblem *problem, guint seed)
{
  WabiPlanRandom random = wabi_plan_random_new (seed);

  limit_rooms (problem, &random);
  problem->owed_cost = 2000;
  for (guint i = 0; i < problem->staff->len; i++)
    {
      WabiPlanStaff *staff = g_ptr_array_index (problem->staff, i);
      WabiPlanCap *family = wabi_plan_problem_add_cap (problem, (gint)i, 0, problem->days, 3 * HOUR, WABI_PLAN_BAR_SERVICE_LIMIT);

      if (wabi_plan_random_int (&random, 3) == 0)
        wabi_plan_problem_add_cap (problem, (gint)i, 0, problem->days / 2, staff->week_limit / 3, WABI_PLAN_BAR_MONTH_LIMIT);
      for (guint k = 0; k < problem->needs->len; k++)
        if (g_str_equal (wabi_plan_problem_get_need (problem, (gint)k)->code, "97156"))
          wabi_plan_cap_add_need (family, (gint)k);
      staff->owed = i >= problem->staff->len / 8 ? 1 + wabi_plan_random_int (&random, 6) : 0;
    }
  for (guint i = 0; i < problem->clients->len; i += 4)
    {
      WabiPlanCap *cap = wabi_plan_problem_add_cap (problem, -1, 0, problem->days, 9 * HOUR, WABI_PLAN_BAR_CLIENT_LIMIT);

      for (guint k = 0; k < problem->needs->len; k++)
        if (wabi_plan_problem_get_need (problem, (gint)k)->client == (gint)i)
          wabi_plan_cap_add_need (cap, (gint)k);
    }
}
