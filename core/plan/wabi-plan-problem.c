// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds and frees a planning problem.

#include "wabi-plan-problem.h"

static void
free_staff (gpointer data)
{
  WabiPlanStaff *staff = data;

  g_free (staff->ref);
  g_free (staff->open);
  g_free (staff);
}

static void
free_client (gpointer data)
{
  WabiPlanClient *client = data;

  g_free (client->ref);
  g_free (client->open);
  g_free (client);
}

static void
free_need (gpointer data)
{
  WabiPlanNeed *need = data;

  g_free (need->ref);
  g_free (need->code);
  g_free (need->open);
  g_array_unref (need->may);
  g_free (need);
}

static void
free_cap (gpointer data)
{
  WabiPlanCap *cap = data;

  g_clear_pointer (&cap->people, g_array_unref);
  g_clear_pointer (&cap->needs, g_array_unref);
  g_free (cap);
}

static void
free_room (gpointer data)
{
  WabiPlanRoom *room = data;

  g_free (room->ref);
  g_free (room->taken);
  g_free (room);
}

static guint8 *
new_slots (const WabiPlanProblem *problem)
{
  return g_new0 (guint8, problem->days * WABI_PLAN_DAY_SLOTS);
}

WabiPlanProblem *
wabi_plan_problem_new (gint days, gint places)
{
  WabiPlanProblem *problem;

  g_return_val_if_fail (days >= 1 && days <= 14 && places >= 0, NULL);

  problem = g_new0 (WabiPlanProblem, 1);
  problem->days = days;
  problem->places = places;
  problem->travel = g_new0 (gint, MAX (places * places, 1));
  problem->staff = g_ptr_array_new_with_free_func (free_staff);
  problem->clients = g_ptr_array_new_with_free_func (free_client);
  problem->needs = g_ptr_array_new_with_free_func (free_need);
  problem->fixed = g_array_new (FALSE, FALSE, sizeof (WabiPlanFixed));
  problem->caps = g_ptr_array_new_with_free_func (free_cap);
  problem->rooms = g_ptr_array_new_with_free_func (free_room);
  return problem;
}

void
wabi_plan_problem_free (WabiPlanProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->travel);
  g_ptr_array_unref (problem->staff);
  g_ptr_array_unref (problem->clients);
  g_ptr_array_unref (problem->needs);
  g_array_unref (problem->fixed);
  g_ptr_array_unref (problem->caps);
  g_ptr_array_unref (problem->rooms);
  g_free (problem);
}

WabiPlanStaff *
wabi_plan_problem_add_staff (WabiPlanProblem *problem, const char *ref)
{
  WabiPlanStaff *staff = g_new0 (WabiPlanStaff, 1);

  staff->ref = g_strdup (ref);
  staff->base = -1;
  staff->open = new_slots (problem);
  staff->day_limit = staff->week_limit = WABI_PLAN_NO_LIMIT;
  g_ptr_array_add (problem->staff, staff);
  return staff;
}

WabiPlanClient *
wabi_plan_problem_add_client (WabiPlanProblem *problem, const char *ref)
{
  WabiPlanClient *client = g_new0 (WabiPlanClient, 1);

  client->ref = g_strdup (ref);
  client->open = new_slots (problem);
  g_ptr_array_add (problem->clients, client);
  return client;
}

WabiPlanNeed *
wabi_plan_problem_add_need (WabiPlanProblem *problem, const char *ref, gint client, const char *code)
{
  WabiPlanNeed *need = g_new0 (WabiPlanNeed, 1);

  need->ref = g_strdup (ref);
  need->client = client;
  need->code = g_strdup (code);
  need->shortest = 1;
  need->longest = WABI_PLAN_DAY_SLOTS;
  need->per_day = 1;
  need->day_cap = WABI_PLAN_DAY_SLOTS;
  need->worth = 10000;
  need->inside = -1;
  need->may = g_array_new (FALSE, FALSE, sizeof (WabiPlanMay));
  g_ptr_array_add (problem->needs, need);
  return need;
}

void
wabi_plan_need_allow (WabiPlanNeed *need, gint staff, gint per_slot, gint per_week)
{
  WabiPlanMay may = { staff, per_slot, per_week };

  g_array_append_val (need->may, may);
}

guint8 *
wabi_plan_need_restrict (WabiPlanProblem *problem, WabiPlanNeed *need)
{
  if (need->open == NULL)
    need->open = new_slots (problem);
  return need->open;
}

void
wabi_plan_problem_add_fixed (WabiPlanProblem *problem, const WabiPlanFixed *fixed)
{
  g_array_append_vals (problem->fixed, fixed, 1);
}

WabiPlanCap *
wabi_plan_problem_add_cap (WabiPlanProblem *problem, gint staff, gint first, gint end, gint most, WabiPlanBar bar)
{
  WabiPlanCap *cap = g_new0 (WabiPlanCap, 1);

  if (staff >= 0)
    wabi_plan_cap_add_person (cap, staff);
  cap->first = first;
  cap->end = end;
  cap->most = MAX (most, 0);
  cap->bar = bar;
  g_ptr_array_add (problem->caps, cap);
  return cap;
}

void
wabi_plan_cap_add_need (WabiPlanCap *cap, gint need)
{
  if (cap->needs == NULL)
    cap->needs = g_array_new (FALSE, FALSE, sizeof (gint));
  g_array_append_val (cap->needs, need);
}

void
wabi_plan_cap_add_person (WabiPlanCap *cap, gint staff)
{
  if (cap->people == NULL)
    cap->people = g_array_new (FALSE, FALSE, sizeof (gint));
  g_array_append_val (cap->people, staff);
}

WabiPlanRoom *
wabi_plan_problem_add_room (WabiPlanProblem *problem, const char *ref, gint place)
{
  WabiPlanRoom *room = g_new0 (WabiPlanRoom, 1);

  room->ref = g_strdup (ref);
  room->place = place;
  room->taken = new_slots (problem);
  g_ptr_array_add (problem->rooms, room);
  return room;
}

gboolean
wabi_plan_problem_needs_room (const WabiPlanProblem *problem, const WabiPlanNeed *need)
{
  for (guint i = 0; need->inside < 0 && need->place >= 0 && i < problem->rooms->len; i++)
    if (wabi_plan_problem_get_room (problem, (gint)i)->place == need->place)
      return TRUE;
  return FALSE;
}

void
wabi_plan_problem_set_travel (WabiPlanProblem *problem, gint from, gint to, gint minutes)
{
  g_return_if_fail (from >= 0 && from < problem->places && to >= 0 && to < problem->places);

  problem->travel[from * problem->places + to] = minutes;
  problem->travel[to * problem->places + from] = minutes;
}

void
wabi_plan_open (guint8 *open, gint day, gint start, gint end, gboolean value)
{
  for (gint slot = MAX (start, 0); slot < MIN (end, WABI_PLAN_DAY_SLOTS); slot++)
    open[day * WABI_PLAN_DAY_SLOTS + slot] = value;
}
