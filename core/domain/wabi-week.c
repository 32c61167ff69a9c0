// SPDX-License-Identifier: AGPL-3.0-or-later
// From records to a planning problem, and from a plan to visits that pass the booking proof.

#include "wabi-week-private.h"

#include <string.h>

#include "wabi-proof-places.h"
#include "wabi-proof.h"

static void
clear_need (gpointer data)
{
  WabiWeekNeed *need = data;

  g_free (need->place);
  g_free (need->location);
  g_free (need->waiting);
  g_clear_object (&need->was);
}

int
wabi_week_find (GHashTable *table, const char *id)
{
  return id == NULL ? -1 : GPOINTER_TO_INT (g_hash_table_lookup (table, id)) - 1;
}

int
wabi_week_get_place (WabiWeek *week, const char *id)
{
  int index = wabi_week_find (week->places, id);

  if (id == NULL || index >= 0)
    return index;
  index = (int) g_hash_table_size (week->places);
  g_hash_table_insert (week->places, g_strdup (id), GINT_TO_POINTER (index + 1));
  return index;
}

void
wabi_week_each_day (WabiWeek *week, gint64 start_at, gint64 end_at, WabiWeekMark mark, gpointer data)
{
  WabiLocal start = wabi_zone_to_local (week->zone, start_at), end = wabi_zone_to_local (week->zone, end_at);

  for (int day = 0; day < week->problem->days; day++)
    {
      WabiDay date = week->first + day;
      int from = start.day < date ? 0 : start.minute / WABI_PLAN_SLOT_MINUTES;
      int to = end.day > date ? WABI_PLAN_DAY_SLOTS : (end.minute + WABI_PLAN_SLOT_MINUTES - 1) / WABI_PLAN_SLOT_MINUTES;

      if (start.day <= date && end.day >= date && to > from)
        mark (week, day, from, to, data);
    }
}

/* ---- People ---- */

static gboolean
is_wanted (const char *const *ids, const char *id)
{
  return ids == NULL || g_strv_contains (ids, id);
}

/* Somebody who has not begun yet is planned for when they wait for something. */
static gboolean
is_served (WabiProofContext *context, WabiRecord *client)
{
  GPtrArray *needs;

  if (wabi_record_is (client, "status", "active"))
    return TRUE;
  if (!wabi_record_is (client, "status", "intake"))
    return FALSE;
  needs = wabi_proof_context_list (context, &wabi_kind_need, "client", wabi_record_get_id (client));
  for (guint i = 0; i < needs->len; i++)
    if (wabi_record_is (g_ptr_array_index (needs, i), "status", "waiting"))
      return TRUE;
  return FALSE;
}

static void
add_people (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish)
{
  GPtrArray *staff = wabi_proof_context_list (context, &wabi_kind_staff, NULL, NULL);
  GPtrArray *clients = wabi_proof_context_list (context, &wabi_kind_client, NULL, NULL);

  for (guint i = 0; i < staff->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (staff, i);
      const char *id = wabi_record_get_id (one);

      // Who is away stays in the problem, so that what is theirs is known; nobody's need allows them.
      if (!wabi_record_get_bool (one, "active") || (!is_wanted (wish->staff, id) && g_strcmp0 (id, wish->absent) != 0))
        continue;
      wabi_plan_problem_add_staff (week->problem, id);
      g_ptr_array_add (week->staff_records, g_object_ref (one));
      g_hash_table_insert (week->staff, g_strdup (id), GINT_TO_POINTER (week->problem->staff->len));
    }
  for (guint i = 0; i < clients->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (clients, i);
      const char *id = wabi_record_get_id (one);

      if (!is_served (context, one) || !is_wanted (wish->clients, id))
        continue;
      wabi_plan_problem_add_client (week->problem, id);
      g_ptr_array_add (week->client_records, g_object_ref (one));
      g_hash_table_insert (week->clients, g_strdup (id), GINT_TO_POINTER (week->problem->clients->len));
    }
}

/* ---- What is booked ---- */

typedef struct
{
  WabiPlanFixed fixed;
  gboolean in_room;
} Booked;

static void
mark_fixed (WabiWeek *week, int day, int start, int end, gpointer data)
{
  WabiPlanFixed fixed = ((Booked *) data)->fixed;

  fixed.day = day;
  fixed.start = start;
  fixed.end = end;
  wabi_plan_problem_add_fixed (week->problem, &fixed);
  g_array_append_val (week->in_room, ((Booked *) data)->in_room);
}

static int
find_need (WabiWeek *week, int client, const char *code)
{
  for (guint i = 0; client >= 0 && i < week->problem->needs->len; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (week->problem, (int) i);

      if (need->client == client && g_strcmp0 (need->code, code) == 0 && g_array_index (week->needs, WabiWeekNeed, i).was == NULL)
        return (int) i;
    }
  return -1;
}

/* Visits that move leave their client's other visits of the same time where they are: supervision is with whom it was. */
static gboolean
is_beside_moved (WabiWeek *week, const WabiVisit *visit)
{
  for (guint i = 0; i < week->needs->len; i++)
    {
      WabiRecord *was = g_array_index (week->needs, WabiWeekNeed, i).was;

      if (was != NULL && wabi_record_is (was, "client", visit->client_id) && wabi_record_get_int (was, "starts_at") < visit->end_at
          && wabi_record_get_int (was, "ends_at") > visit->start_at)
        return TRUE;
    }
  return FALSE;
}

static void
add_book (WabiWeek *week, WabiProofContext *context, gboolean of_staff, const char *id, gint64 from, gint64 to)
{
  const GArray *book = wabi_proof_context_get_book (context, FALSE, of_staff ? "staff" : "client", id, from, to);
  g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof (WabiBookEntry));

  // The book moves while more is read.
  g_array_append_vals (copy, book->data, book->len);
  for (guint i = 0; i < copy->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (copy, WabiBookEntry, i);
      g_autofree char *place = entry->record != NULL ? wabi_place_dup_of (context, entry->record) : NULL;
      Booked booked = { 0 };

      if (!wabi_visit_takes_time (entry->visit.status) || entry->visit.end_at <= from || entry->visit.start_at >= to
          || (entry->visit.id != NULL && g_hash_table_contains (week->moved, entry->visit.id)))
        continue;
      booked.fixed.staff = wabi_week_find (week->staff, entry->visit.staff_id);
      booked.fixed.client = wabi_week_find (week->clients, entry->visit.client_id);
      // What both have comes once, with the staff member.
      if (!of_staff && booked.fixed.staff >= 0)
        continue;
      booked.fixed.need = find_need (week, booked.fixed.client, entry->visit.code);
      booked.fixed.place = wabi_week_get_place (week, place);
      booked.in_room = entry->record != NULL && wabi_record_has (entry->record, "room");
      if (is_beside_moved (week, &entry->visit))
        booked.fixed.client = booked.fixed.need = -1;
      wabi_week_each_day (week, entry->visit.start_at, entry->visit.end_at, mark_fixed, &booked);
    }
}

void
wabi_week_add_booked (WabiWeek *week, WabiProofContext *context)
{
  gint64 from = wabi_zone_day_start (week->zone, week->first);
  gint64 to = wabi_zone_day_start (week->zone, week->first + week->problem->days);

  for (guint i = 0; i < week->staff_records->len; i++)
    add_book (week, context, TRUE, wabi_record_get_id (g_ptr_array_index (week->staff_records, i)), from, to);
  for (guint i = 0; i < week->client_records->len; i++)
    add_book (week, context, FALSE, wabi_record_get_id (g_ptr_array_index (week->client_records, i)), from, to);
}

/* ---- Ways ---- */

static void
fill_ways (WabiWeek *week, WabiProofContext *context)
{
  int n = (int) g_hash_table_size (week->places);
  g_autofree const char **ids = g_new0 (const char *, n + 1);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, week->places);
  while (g_hash_table_iter_next (&iter, &key, &value))
    ids[GPOINTER_TO_INT (value) - 1] = key;
  week->problem->places = n;
  g_free (week->problem->travel);
  week->problem->travel = g_new0 (int, MAX (n * n, 1));
  for (int from = 0; from < n; from++)
    for (int to = from + 1; to < n; to++)
      wabi_plan_problem_set_travel (week->problem, from, to, wabi_place_find_way (context, ids[from], ids[to]).minutes);
}

/* What is worth what: an hour placed always more than what it costs, but where a plan may only change who goes, what that is for. */
static void
set_costs (WabiWeek *week)
{
  week->problem->travel_cost = week->mode == WABI_WEEK_TRAVEL ? 300 : 60;
  week->problem->fair_cost = week->mode == WABI_WEEK_BALANCE ? 4000 : week->mode == WABI_WEEK_FILL ? 300 : 0;
  week->problem->owed_cost = week->mode == WABI_WEEK_FILL ? 2000 : 0;
}

WabiWeek *
wabi_week_new (WabiProofContext *context, const WabiWeekWish *wish)
{
  WabiWeek *week = g_new0 (WabiWeek, 1);

  week->mode = wish->mode;
  week->first = wish->first;
  week->zone = g_strdup (wabi_proof_context_get_zone (context));
  week->problem = wabi_plan_problem_new (wish->days, 0);
  week->staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  week->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  week->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  week->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  week->staff_records = g_ptr_array_new_with_free_func (g_object_unref);
  week->client_records = g_ptr_array_new_with_free_func (g_object_unref);
  week->needs = g_array_new (FALSE, TRUE, sizeof (WabiWeekNeed));
  g_array_set_clear_func (week->needs, clear_need);
  week->unit_caps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  week->in_room = g_array_new (FALSE, FALSE, sizeof (gboolean));
  add_people (week, context, wish);
  wabi_week_add_needs (week, context, wish);
  wabi_week_add_booked (week, context);
  wabi_week_fill_people (week, context);
  wabi_week_add_rooms (week, context);
  wabi_week_add_limits (week, context);
  if (week->mode == WABI_WEEK_FILL)
    wabi_week_set_owed (week, context);
  fill_ways (week, context);
  set_costs (week);
  return week;
}

void
wabi_week_free (WabiWeek *week)
{
  if (week == NULL)
    return;
  g_free (week->zone);
  wabi_plan_problem_free (week->problem);
  g_hash_table_unref (week->staff);
  g_hash_table_unref (week->clients);
  g_hash_table_unref (week->places);
  g_hash_table_unref (week->moved);
  g_ptr_array_unref (week->staff_records);
  g_ptr_array_unref (week->client_records);
  g_array_unref (week->needs);
  g_hash_table_unref (week->unit_caps);
  g_array_unref (week->in_room);
  g_free (week);
}

const WabiPlanProblem *
wabi_week_get_problem (WabiWeek *week)
{
  return week->problem;
}
