// SPDX-License-Identifier: AGPL-3.0-or-later
// Indexes a planning problem by person and day.

#include "wabi-plan-model-private.h"

static gint
at (gint day, gint slot)
{
  return day * WABI_PLAN_DAY_SLOTS + slot;
}

/** Closes what a fixed visit takes of its client for one need, or counts it as what the need may lie inside of. */
static void
mark_fixed (WabiPlanModel *model, gint index, const WabiPlanFixed *fixed)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);
  gsize start = (gsize)index * model->n_days * WABI_PLAN_DAY_SLOTS;
  gboolean inside = need->inside >= 0 && need->inside == fixed->need;
  gboolean other_inside
    = fixed->need >= 0 && wabi_plan_problem_get_need (model->problem, fixed->need)->inside == index;
  gboolean apart = need->inside >= 0 && fixed->need < 0;

  for (gint slot = fixed->start; slot < fixed->end; slot++)
    {
      if (inside)
        model->covered[start + at (fixed->day, slot)] = TRUE;
      if (fixed->client == need->client && !inside && !other_inside && !apart)
        model->allowed[start + at (fixed->day, slot)] = FALSE;
    }
}

static void
fill_need (WabiPlanModel *model, gint index)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);
  const WabiPlanClient *client = wabi_plan_problem_get_client (model->problem, need->client);
  gsize length = (gsize)model->n_days * WABI_PLAN_DAY_SLOTS;

  for (gsize i = 0; i < length; i++)
    model->allowed[index * length + i] = client->open[i] && (need->open == NULL || need->open[i]);
  for (guint i = 0; i < model->problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (model->problem->fixed, WabiPlanFixed, i);

      mark_fixed (model, index, fixed);
      if (fixed->need != index)
        continue;
      model->need_day_visits[index * model->n_days + fixed->day]++;
      model->need_day_slots[index * model->n_days + fixed->day] += fixed->end - fixed->start;
    }
}

static gint
compare_stops (gconstpointer a, gconstpointer b)
{
  return ((const WabiPlanStop *)a)->start - ((const WabiPlanStop *)b)->start;
}

static void
fill_stops (const WabiPlanModel *model, WabiPlanDay *day)
{
  const WabiPlanProblem *problem = model->problem;
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (problem, day->staff);
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (WabiPlanStop));

  for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
    day->free[slot] = staff->open[at (day->day, slot)];
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);
      WabiPlanStop stop = { fixed->start, fixed->end, fixed->place };

      if (fixed->staff != day->staff || fixed->day != day->day)
        continue;
      g_array_append_val (stops, stop);
      for (gint slot = stop.start; slot < stop.end; slot++)
        day->free[slot] = FALSE;
    }
  g_array_sort (stops, compare_stops);
  day->n_stops = (gint)stops->len;
  day->stops = (WabiPlanStop *)g_array_steal (stops, NULL);
}

/** Whether what is fixed cannot be walked through as it stands: then it only takes time. */
static gboolean
stops_clash (const WabiPlanModel *model, const WabiPlanDay *day)
{
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (model->problem, day->staff);
  gint stretch = day->n_stops > 0 ? day->stops[0].start : 0;
  gint place = -1;

  for (gint i = 0; i < day->n_stops; i++)
    {
      const WabiPlanStop *stop = &day->stops[i];
      gint gap = i == 0 ? 0 : stop->start - day->stops[i - 1].end;
      gint way = (wabi_plan_problem_get_travel (model->problem, place, stop->place) + WABI_PLAN_SLOT_MINUTES - 1)
                 / WABI_PLAN_SLOT_MINUTES;

      if (i > 0 && gap < way)
        return TRUE;
      if (i > 0 && gap - way >= staff->break_slots)
        stretch = stop->start;
      if (staff->break_after > 0 && stop->end - stretch > staff->break_after)
        return TRUE;
      place = stop->place >= 0 ? stop->place : place;
    }
  return FALSE;
}

static gint
number_place (GArray *places, gint place)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, gint, i) == place)
      return (gint)i;
  g_array_append_val (places, place);
  return (gint)places->len - 1;
}

static gboolean
fill_item (const WabiPlanModel *model, const WabiPlanDay *day, gint index, WabiPlanItem *item)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);
  const guint8 *allowed = model->allowed + ((gsize)index * model->n_days + day->day) * WABI_PLAN_DAY_SLOTS;
  gint longest = 0;

  item->need = index;
  for (gint slot = WABI_PLAN_DAY_SLOTS - 1; slot >= 0; slot--)
    {
      gint next = slot + 1 < WABI_PLAN_DAY_SLOTS ? item->run[slot + 1] : 0;

      gboolean room = !model->in_room[index] || wabi_plan_model_get_rooms (model, index, day->day, slot) > 0;

      item->run[slot] = (guint8)(allowed[slot] && day->free[slot] && room ? next + 1 : 0);
      longest = MAX (longest, item->run[slot]);
    }
  return longest >= need->shortest;
}

static void
fill_items (WabiPlanModel *model, WabiPlanDay *day, GArray *places)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (WabiPlanItem));

  for (gint index = 0; index < model->n_needs; index++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, index);
      WabiPlanItem item = { 0 };

      for (guint k = 0; k < need->may->len; k++)
        {
          if (g_array_index (need->may, WabiPlanMay, k).staff != day->staff || !fill_item (model, day, index, &item))
            continue;
          item.pair = model->pair_start[index] + (gint)k;
          item.place = number_place (places, need->place);
          model->pair_days[item.pair]++;
          g_array_append_val (items, item);
          break;
        }
    }
  day->n_items = (gint)items->len;
  day->items = (WabiPlanItem *)g_array_steal (items, NULL);
}

static void
fill_ways (const WabiPlanModel *model, WabiPlanDay *day, GArray *places)
{
  const WabiPlanProblem *problem = model->problem;
  gint n = (gint)places->len;

  day->n_places = n;
  day->way = g_new0 (gint, MAX (n * n, 1));
  day->way_cost = g_new0 (gint, MAX (n * n, 1));
  day->base_cost = g_new0 (gint, MAX (n, 1));
  for (gint from = 0; from < n; from++)
    {
      gint place = g_array_index (places, gint, from);
      gint base = wabi_plan_problem_get_staff (problem, day->staff)->base;

      day->base_cost[from] = day->loose ? 0 : wabi_plan_problem_get_travel (problem, base, place) * problem->travel_cost;
      for (gint to = 0; to < n; to++)
        {
          gint minutes = wabi_plan_problem_get_travel (problem, place, g_array_index (places, gint, to));

          day->way[from * n + to] = (minutes + WABI_PLAN_SLOT_MINUTES - 1) / WABI_PLAN_SLOT_MINUTES;
          day->way_cost[from * n + to] = day->loose ? 0 : minutes * problem->travel_cost;
        }
    }
  day->places = (gint *)g_array_steal (places, NULL);
}

static void
fill_day (WabiPlanModel *model, WabiPlanDay *day)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint));

  fill_stops (model, day);
  day->loose = stops_clash (model, day);
  if (day->loose)
    day->n_stops = 0;
  fill_items (model, day, places);
  day->first = WABI_PLAN_DAY_SLOTS;
  for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
    {
      day->first = day->free[slot] ? MIN (day->first, slot) : day->first;
      day->last = day->free[slot] ? slot + 1 : day->last;
    }
  for (gint i = 0; i < day->n_stops; i++)
    {
      WabiPlanStop *stop = &day->stops[i];

      day->first = MIN (day->first, stop->start);
      day->last = MAX (day->last, stop->end);
      stop->place = stop->place < 0 ? -1 : number_place (places, stop->place);
      for (gint slot = stop->start; slot < stop->end; slot++)
        day->fixed_until[slot + 1] = 1;
    }
  for (gint slot = 0; slot < WABI_PLAN_DAY_SLOTS; slot++)
    day->fixed_until[slot + 1] += day->fixed_until[slot];
  if (places->len == 0)
    number_place (places, -1);
  fill_ways (model, day, places);
}

static void
fill_rooms (WabiPlanModel *model)
{
  const WabiPlanProblem *problem = model->problem;
  gint length = model->n_days * WABI_PLAN_DAY_SLOTS;

  model->n_rooms = (gint)problem->rooms->len;
  model->in_room = g_new0 (guint8, model->n_needs + 1);
  model->room_place = g_new0 (gint, problem->places + 1);
  for (gint place = 0; place < problem->places; place++)
    model->room_place[place] = -1;
  for (gint i = 0; i < model->n_rooms; i++)
    {
      gint *place = &model->room_place[wabi_plan_problem_get_room (problem, i)->place];

      if (*place < 0)
        *place = model->n_room_places++;
    }
  model->room_free = g_new0 (gint, model->n_room_places * length + 1);
  for (gint i = 0; i < model->n_rooms; i++)
    {
      const WabiPlanRoom *room = wabi_plan_problem_get_room (problem, i);

      for (gint slot = 0; slot < length; slot++)
        model->room_free[model->room_place[room->place] * length + slot] += !room->taken[slot];
    }
  for (gint need = 0; need < model->n_needs; need++)
    model->in_room[need] = (guint8)wabi_plan_problem_needs_room (problem, wabi_plan_problem_get_need (problem, need));
}

static gboolean
has_number (const GArray *numbers, gint number)
{
  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    if (g_array_index (numbers, gint, i) == number)
      return TRUE;
  return numbers == NULL;
}

static gboolean
cap_counts (const WabiPlanCap *cap, gint need, gint staff)
{
  return has_number (cap->people, staff) && has_number (cap->needs, need);
}

/** Caps of each pair, one after the other. */
static void
fill_caps (WabiPlanModel *model)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint));

  model->n_caps = (gint)model->problem->caps->len;
  model->cap_start = g_new0 (gint, model->n_pairs + 1);
  for (gint need = 0; need < model->n_needs; need++)
    for (gint pair = model->pair_start[need]; pair < model->pair_start[need + 1]; pair++)
      {
        for (gint cap = 0; cap < model->n_caps; cap++)
          if (cap_counts (wabi_plan_problem_get_cap (model->problem, cap), need, wabi_plan_model_get_may (model, need, pair)->staff))
            g_array_append_val (list, cap);
        model->cap_start[pair + 1] = (gint)list->len;
      }
  model->cap_list = (gint *)g_array_steal (list, NULL);
}

WabiPlanModel *
wabi_plan_model_new (const WabiPlanProblem *problem)
{
  WabiPlanModel *model = g_new0 (WabiPlanModel, 1);

  model->problem = problem;
  model->n_staff = (gint)problem->staff->len;
  model->n_needs = (gint)problem->needs->len;
  model->n_clients = (gint)problem->clients->len;
  model->n_days = problem->days;
  model->allowed = g_new0 (guint8, (gsize)model->n_needs * model->n_days * WABI_PLAN_DAY_SLOTS + 1);
  model->covered = g_new0 (guint8, (gsize)model->n_needs * model->n_days * WABI_PLAN_DAY_SLOTS + 1);
  model->need_day_visits = g_new0 (gint, model->n_needs * model->n_days + 1);
  model->need_day_slots = g_new0 (gint, model->n_needs * model->n_days + 1);
  model->fixed_day = g_new0 (gint, model->n_staff * model->n_days + 1);
  model->fixed_week = g_new0 (gint, model->n_staff + 1);
  model->pair_start = g_new0 (gint, model->n_needs + 1);
  model->supervised = g_new0 (guint8, model->n_needs + 1);
  fill_rooms (model);
  for (gint need = 0; need < model->n_needs; need++)
    {
      gint inside = wabi_plan_problem_get_need (problem, need)->inside;

      if (inside >= 0)
        model->supervised[inside] = TRUE;
      fill_need (model, need);
      model->pair_start[need + 1] = model->pair_start[need] + (gint)wabi_plan_problem_get_need (problem, need)->may->len;
    }
  model->n_pairs = model->pair_start[model->n_needs];
  model->pair_days = g_new0 (gint, model->n_pairs + 1);
  fill_caps (model);
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *fixed = &g_array_index (problem->fixed, WabiPlanFixed, i);

      if (fixed->staff < 0)
        continue;
      model->fixed_day[fixed->staff * model->n_days + fixed->day] += fixed->end - fixed->start;
      model->fixed_week[fixed->staff] += fixed->end - fixed->start;
    }
  model->days = g_new0 (WabiPlanDay, model->n_staff * model->n_days + 1);
  for (gint i = 0; i < model->n_staff * model->n_days; i++)
    {
      model->days[i].staff = i / model->n_days;
      model->days[i].day = i % model->n_days;
      fill_day (model, &model->days[i]);
    }
  return model;
}

void
wabi_plan_model_free (WabiPlanModel *model)
{
  if (model == NULL)
    return;
  for (gint i = 0; i < model->n_staff * model->n_days; i++)
    {
      g_free (model->days[i].stops);
      g_free (model->days[i].places);
      g_free (model->days[i].way);
      g_free (model->days[i].way_cost);
      g_free (model->days[i].base_cost);
      g_free (model->days[i].items);
    }
  g_free (model->days);
  g_free (model->allowed);
  g_free (model->covered);
  g_free (model->pair_start);
  g_free (model->pair_days);
  g_free (model->fixed_day);
  g_free (model->fixed_week);
  g_free (model->need_day_visits);
  g_free (model->need_day_slots);
  g_free (model->cap_start);
  g_free (model->cap_list);
  g_free (model->in_room);
  g_free (model->room_place);
  g_free (model->room_free);
  g_free (model->supervised);
  g_free (model);
}
