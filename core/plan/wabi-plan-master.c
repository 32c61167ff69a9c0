// SPDX-License-Identifier: AGPL-3.0-or-later
// Set packing: each column is a day of a person, with all ways and breaks in it; rows are what days share.

#include "wabi-plan-master-private.h"

#include <stdlib.h>
#include <string.h>

#define MOST_COLUMNS 12000
/** So many days at most are all of them: more is left to the search. */
#define ALL_COLUMNS 3000
#define MOST_STARTS 64

typedef struct
{
  gint day;
  gint n;
  gint64 value;
  WabiPlanVisit visits[];
} Column;

struct _WabiPlanMaster
{
  const WabiPlanModel *model;
  WabiPlanState *scratch;
  gint64 empty_value;
  GPtrArray *columns;
  GHashTable *known;
};

WabiPlanMaster *
wabi_plan_master_new (const WabiPlanModel *model)
{
  WabiPlanMaster *self = g_new0 (WabiPlanMaster, 1);

  self->model = model;
  self->scratch = wabi_plan_state_new (model);
  self->empty_value = self->scratch->value;
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
wabi_plan_master_free (WabiPlanMaster *self)
{
  if (self == NULL)
    return;
  wabi_plan_state_free (self->scratch);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->known);
  g_free (self);
}

guint
wabi_plan_master_count (const WabiPlanMaster *self)
{
  return self->columns->len;
}

gint64
wabi_plan_master_get_constant (const WabiPlanMaster *self)
{
  return self->empty_value;
}

static char *
make_key (const WabiPlanVisit *visits, guint n)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (key, "%d.%d.%d.%d.%d;", visits[i].need, visits[i].staff, visits[i].day, visits[i].start,
                            visits[i].length);
  return g_string_free (key, FALSE);
}

/** Supervision alone lies in nothing: whether it does is a row of the program, not the column's matter. */
static gboolean
is_inside (const WabiPlanMaster *self, gint need)
{
  return wabi_plan_problem_get_need (self->model->problem, need)->inside >= 0;
}

static gboolean
fits_alone (const WabiPlanMaster *self, const WabiPlanVisit *visit, gint pair)
{
  guint bars = wabi_plan_state_judge (self->scratch, visit, pair);

  if (is_inside (self, visit->need))
    bars &= ~(1u << WABI_PLAN_BAR_NOT_INSIDE);
  return bars == 0;
}

static void
clear_scratch (WabiPlanMaster *self, gint day)
{
  while (self->scratch->days[day].n > 0)
    wabi_plan_state_remove (self->scratch, day, self->scratch->days[day].n - 1);
}

/** The rows count a need once a column. */
static gboolean
has_need_twice (const WabiPlanVisit *visits, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < i; k++)
      if (visits[i].need == visits[k].need)
        return TRUE;
  return FALSE;
}

/** A day that one person can hold; its value is what its slots gain less its ways, against a day without visits. */
static void
add_column (WabiPlanMaster *self, const WabiPlanVisit *visits, guint n)
{
  gint day = visits[0].staff * self->model->n_days + visits[0].day;
  gint64 empty = self->scratch->days[day].worth;
  g_autofree char *key = make_key (visits, n);
  gboolean good = TRUE;

  if (self->columns->len >= MOST_COLUMNS || g_hash_table_contains (self->known, key) || has_need_twice (visits, n))
    return;
  for (guint i = 0; i < n && good; i++)
    {
      gint pair = wabi_plan_state_find_pair (self->scratch, visits[i].need, visits[i].staff);

      good = pair >= 0 && self->scratch->days[day].n < WABI_PLAN_DAY_VISITS && fits_alone (self, &visits[i], pair);
      if (good)
        wabi_plan_state_add (self->scratch, &visits[i], pair);
    }
  if (good)
    {
      Column *column = g_malloc (sizeof (Column) + n * sizeof (WabiPlanVisit));

      column->day = day;
      column->n = (gint)n;
      column->value = self->scratch->days[day].worth - empty;
      memcpy (column->visits, visits, n * sizeof (WabiPlanVisit));
      g_ptr_array_add (self->columns, column);
      g_hash_table_add (self->known, g_steal_pointer (&key));
    }
  clear_scratch (self, day);
}

static gint
compare_visits (gconstpointer a, gconstpointer b)
{
  const WabiPlanVisit *first = a, *second = b;

  if (first->staff != second->staff)
    return first->staff - second->staff;
  return first->day != second->day ? first->day - second->day : first->start - second->start;
}

void
wabi_plan_master_add (WabiPlanMaster *self, const GArray *visits)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *)visits);
  guint from = 0;

  g_array_sort (sorted, compare_visits);
  for (guint i = 1; i <= sorted->len; i++)
    {
      const WabiPlanVisit *first = &g_array_index (sorted, WabiPlanVisit, from);

      if (i < sorted->len && g_array_index (sorted, WabiPlanVisit, i).staff == first->staff
          && g_array_index (sorted, WabiPlanVisit, i).day == first->day)
        continue;
      add_column (self, first, i - from);
      from = i;
    }
}

/* ---- Every day there is ---- */

static gboolean
list_starts (const WabiPlanMaster *self, const WabiPlanDay *day, GArray *starts)
{
  for (gint i = 0; i < day->n_items; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (self->model->problem, day->items[i].need);

      for (gint slot = day->first; slot < day->last; slot++)
        for (gint length = need->shortest; length <= MIN (MIN (need->longest, need->wanted), day->items[i].run[slot]); length++)
          {
            WabiPlanVisit visit = { day->items[i].need, day->staff, day->day, slot, length };

            g_array_append_val (starts, visit);
            if (starts->len > MOST_STARTS)
              return FALSE;
          }
    }
  g_array_sort (starts, compare_visits);
  return TRUE;
}

static gboolean
try_from (WabiPlanMaster *self, const GArray *starts, guint from, GArray *taken)
{
  if (taken->len > 0)
    add_column (self, (const WabiPlanVisit *)taken->data, taken->len);
  for (guint i = from; i < starts->len; i++)
    {
      const WabiPlanVisit *visit = &g_array_index (starts, WabiPlanVisit, i);
      const WabiPlanVisit *last = taken->len > 0 ? &g_array_index (taken, WabiPlanVisit, taken->len - 1) : NULL;

      if (last != NULL && visit->start < last->start + last->length)
        continue;
      if (self->columns->len > ALL_COLUMNS || taken->len >= WABI_PLAN_DAY_VISITS - 1)
        return FALSE;
      g_array_append_vals (taken, visit, 1);
      if (!try_from (self, starts, i + 1, taken))
        return FALSE;
      g_array_set_size (taken, taken->len - 1);
    }
  return TRUE;
}

/** Whether a day may hold two visits of a need, or one that lies within another's: columns know neither. */
static gboolean
is_simple (const WabiPlanMaster *self)
{
  for (gint i = 0; i < self->model->n_needs; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (self->model->problem, i);

      if ((need->per_day > 1 && need->wanted >= 2 * need->shortest) || (need->inside >= 0 && need->wanted > 0))
        return FALSE;
    }
  return TRUE;
}

gboolean
wabi_plan_master_add_all (WabiPlanMaster *self)
{
  if (!is_simple (self))
    return FALSE;
  for (gint i = 0; i < self->model->n_staff * self->model->n_days; i++)
    {
      g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
      g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));

      if (!list_starts (self, &self->model->days[i], starts) || !try_from (self, starts, 0, taken))
        return FALSE;
    }
  return self->columns->len <= ALL_COLUMNS;
}

/* ---- The program ---- */

/** A row: its terms as text, and what they may sum to. */
typedef struct
{
  GString *terms;
  gint rhs;
  guint n;
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_string_free (row->terms, TRUE);
  g_free (row);
}

static void
add_term (GHashTable *rows, char *take_name, gint rhs, gint factor, const char *variable)
{
  Row *row = g_hash_table_lookup (rows, take_name);

  if (row == NULL)
    {
      row = g_new0 (Row, 1);
      row->terms = g_string_new (NULL);
      row->rhs = rhs;
      g_hash_table_insert (rows, g_strdup (take_name), row);
    }
  g_string_append_printf (row->terms, " %c %d %s\n", factor < 0 ? '-' : '+', ABS (factor), variable);
  row->n++;
  g_free (take_name);
}

static void
add_slots (WabiPlanMaster *self, GHashTable *rows, const WabiPlanVisit *visit, const char *variable)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, visit->need);

  for (gint slot = visit->start; slot < visit->start + visit->length; slot++)
    {
      if (need->inside < 0)
        add_term (rows, g_strdup_printf ("s%d_%d_%d", need->client, visit->day, slot), 1, 1, variable);
      else
        {
          gsize cell = ((gsize)visit->need * model->n_days + visit->day) * WABI_PLAN_DAY_SLOTS + slot;

          add_term (rows, g_strdup_printf ("i%d_%d_%d", visit->need, visit->day, slot), model->covered[cell], 1, variable);
          add_term (rows, g_strdup_printf ("o%d_%d_%d", need->client, visit->day, slot), 1, 1, variable);
        }
      for (gint k = 0; k < model->n_needs; k++)
        if (wabi_plan_problem_get_need (model->problem, k)->inside == visit->need)
          {
            gsize cell = ((gsize)k * model->n_days + visit->day) * WABI_PLAN_DAY_SLOTS + slot;

            add_term (rows, g_strdup_printf ("i%d_%d_%d", k, visit->day, slot), model->covered[cell], -1, variable);
          }
    }
}

/** Caps, and rooms by number: which one is found when the answer is read. */
static void
add_limits (WabiPlanMaster *self, GHashTable *rows, const WabiPlanVisit *visit, gint pair, const char *variable)
{
  const WabiPlanModel *model = self->model;

  for (gint i = model->cap_start[pair]; i < model->cap_start[pair + 1]; i++)
    {
      const WabiPlanCap *cap = wabi_plan_problem_get_cap (model->problem, model->cap_list[i]);

      if (visit->day >= cap->first && visit->day < cap->end)
        add_term (rows, g_strdup_printf ("k%d", model->cap_list[i]), cap->most, visit->length, variable);
    }
  for (gint slot = visit->start; model->in_room[visit->need] && slot < visit->start + visit->length; slot++)
    add_term (rows, g_strdup_printf ("r%d_%d_%d", wabi_plan_problem_get_need (model->problem, visit->need)->place, visit->day, slot),
              wabi_plan_model_get_rooms (model, visit->need, visit->day, slot), 1, variable);
}

static void
add_visit (WabiPlanMaster *self, GHashTable *rows, GHashTable *pairs, const WabiPlanVisit *visit, const char *variable)
{
  const WabiPlanModel *model = self->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, visit->need);
  gint pair = wabi_plan_state_find_pair (self->scratch, visit->need, visit->staff);
  gint row = visit->need * model->n_days + visit->day;

  add_slots (self, rows, visit, variable);
  add_limits (self, rows, visit, pair, variable);
  add_term (rows, g_strdup_printf ("n%d", visit->need), need->wanted, visit->length, variable);
  add_term (rows, g_strdup_printf ("v%d", row), need->per_day - model->need_day_visits[row], 1, variable);
  add_term (rows, g_strdup_printf ("c%d", row), need->day_cap - model->need_day_slots[row], visit->length, variable);
  if (need->most_staff == 0 && wabi_plan_model_get_may (model, visit->need, pair)->per_week == 0)
    return;
  // A pair counts once, however often they meet: each column of a day with the pair implies it.
  add_term (rows, g_strdup_printf ("p%d_%d", pair, visit->day), 0, 1, variable);
  if (g_hash_table_add (pairs, GINT_TO_POINTER (pair + 1)) && need->most_staff > 0)
    {
      g_autofree char *z = g_strdup_printf ("z%d", pair);

      add_term (rows, g_strdup_printf ("m%d", visit->need), need->most_staff, 1, z);
    }
}

static void
add_staff (WabiPlanMaster *self, GHashTable *rows, const Column *column, const char *variable)
{
  const WabiPlanModel *model = self->model;
  gint index = column->day / model->n_days, slots = 0;
  const WabiPlanStaff *staff = wabi_plan_problem_get_staff (model->problem, index);

  for (gint i = 0; i < column->n; i++)
    slots += column->visits[i].length;
  add_term (rows, g_strdup_printf ("d%d", column->day), 1, 1, variable);
  add_term (rows, g_strdup_printf ("w%d", index), MAX (staff->week_limit - model->fixed_week[index], 0), slots, variable);
  if (staff->fair > model->fixed_week[index])
    add_term (rows, g_strdup_printf ("f%d", index), staff->fair - model->fixed_week[index], slots, variable);
}

/** Shares: what is worked up to the fair share gains, so that less than it costs. */
static void
write_shares (WabiPlanMaster *self, GString *goal, GString *text, GHashTable *rows, GString *bounds)
{
  for (gint staff = 0; staff < self->model->n_staff; staff++)
    {
      g_autofree char *name = g_strdup_printf ("f%d", staff);
      Row *row = g_hash_table_lookup (rows, name);

      if (row == NULL || self->model->problem->fair_cost == 0)
        continue;
      g_string_append_printf (goal, " + %d g%d\n", self->model->problem->fair_cost, staff);
      g_string_append_printf (text, " %s:%s - g%d >= 0\n", name, row->terms->str, staff);
      g_string_append_printf (bounds, " g%d <= %d\n", staff, row->rhs);
    }
}

static void
write_rows (GString *text, GHashTable *rows)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *name = key;
      Row *row = value;

      if (name[0] == 'f')
        continue;
      if (name[0] == 'p')
        g_string_append_printf (text, " %s:%s - z%d <= 0\n", name, row->terms->str, atoi (name + 1));
      // A row with one term of what is allowed says nothing.
      else if (row->n > 1 || row->rhs <= 0 || name[0] == 'n' || name[0] == 'w' || name[0] == 'c' || name[0] == 'k')
        g_string_append_printf (text, " %s:%s <= %d\n", name, row->terms->str, row->rhs);
    }
}

char *
wabi_plan_master_write (WabiPlanMaster *self)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_row);
  g_autoptr (GHashTable) pairs = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) goal = g_string_new ("Maximize\n goal:"), bounds = g_string_new ("Bounds\n");
  g_autoptr (GString) binaries = g_string_new ("Binaries\n");
  GString *text = g_string_new ("Subject To\n");
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);
      g_autofree char *variable = g_strdup_printf ("x%u", i);

      g_string_append_printf (goal, " %c %" G_GINT64_FORMAT " %s\n", column->value < 0 ? '-' : '+', ABS (column->value), variable);
      g_string_append_printf (binaries, " %s\n", variable);
      add_staff (self, rows, column, variable);
      for (gint k = 0; k < column->n; k++)
        add_visit (self, rows, pairs, &column->visits[k], variable);
    }
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint pair = GPOINTER_TO_INT (key) - 1, need = 0;

      while (self->model->pair_start[need + 1] <= pair)
        need++;
      g_string_append_printf (goal, " - %d z%d\n", wabi_plan_model_get_may (self->model, need, pair)->per_week, pair);
      g_string_append_printf (binaries, " z%d\n", pair);
    }
  write_rows (text, rows);
  write_shares (self, goal, text, rows, bounds);
  g_string_prepend (text, goal->str);
  g_string_append_printf (text, "%s%sEnd\n", bounds->str, binaries->str);
  return g_string_free (text, FALSE);
}

GArray *
wabi_plan_master_read (WabiPlanMaster *self, const GArray *chosen)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));

  for (guint i = 0; i < chosen->len; i++)
    if (g_array_index (chosen, guint, i) < self->columns->len)
      {
        const Column *column = g_ptr_array_index (self->columns, g_array_index (chosen, guint, i));

        g_array_append_vals (visits, column->visits, (guint)column->n);
      }
  return visits;
}
