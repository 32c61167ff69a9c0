// SPDX-License-Identifier: AGPL-3.0-or-later
// Problems and answers as bytes: GVariant, which is safe to read whatever the bytes are; what they say is looked at here.

#include "wabi-plan-wire.h"

#include <string.h>

#define MOST_AMOUNT 1000000
#define PROBLEM_TYPE "(ddt(iiiii)aia(iayiiiiii)aaya(iiiiiiiiiiiaya(iii))a(iiiiiii)a(baibaiiiii)a(iay))"
#define PROGRESS_TYPE "(dxxi)"
#define ANSWER_TYPE "(xxbbdua(iiiiii)a(iiiii)a(biiix))"

static GVariant *
write_slots (const WabiPlanProblem *problem, const guint8 *slots)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, slots, slots != NULL ? (gsize)problem->days * WABI_PLAN_DAY_SLOTS : 0, 1);
}

static GVariant *
write_numbers (const GArray *numbers)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, numbers != NULL ? numbers->data : NULL, numbers != NULL ? numbers->len : 0, sizeof (gint));
}

static GVariant *
write_staff (const WabiPlanProblem *problem)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iayiiiiii)"));
  for (guint i = 0; i < problem->staff->len; i++)
    {
      const WabiPlanStaff *one = wabi_plan_problem_get_staff (problem, (gint)i);

      g_variant_builder_add (&builder, "(i@ayiiiiii)", one->base, write_slots (problem, one->open), one->day_limit, one->week_limit, one->fair,
                             one->break_after, one->break_slots, one->owed);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
write_clients (const WabiPlanProblem *problem)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; i < problem->clients->len; i++)
    g_variant_builder_add_value (&builder, write_slots (problem, wabi_plan_problem_get_client (problem, (gint)i)->open));
  return g_variant_builder_end (&builder);
}

static GVariant *
write_needs (const WabiPlanProblem *problem)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iiiiiiiiiiiaya(iii))"));
  for (guint i = 0; i < problem->needs->len; i++)
    {
      const WabiPlanNeed *one = wabi_plan_problem_get_need (problem, (gint)i);
      GVariantBuilder may;

      g_variant_builder_init (&may, G_VARIANT_TYPE ("a(iii)"));
      for (guint k = 0; k < one->may->len; k++)
        {
          const WabiPlanMay *person = &g_array_index (one->may, WabiPlanMay, k);

          g_variant_builder_add (&may, "(iii)", person->staff, person->per_slot, person->per_week);
        }
      g_variant_builder_add (&builder, "(iiiiiiiiiii@aya(iii))", one->client, one->place, one->wanted, one->asked, one->shortest, one->longest,
                             one->per_day, one->day_cap, one->worth, one->most_staff, one->inside,
                             write_slots (problem, one->open), &may);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
write_fixed (const WabiPlanProblem *problem)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iiiiiii)"));
  for (guint i = 0; i < problem->fixed->len; i++)
    {
      const WabiPlanFixed *one = &g_array_index (problem->fixed, WabiPlanFixed, i);

      g_variant_builder_add (&builder, "(iiiiiii)", one->staff, one->client, one->need, one->place, one->day, one->start, one->end);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
write_caps (const WabiPlanProblem *problem)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(baibaiiiii)"));
  for (guint i = 0; i < problem->caps->len; i++)
    {
      const WabiPlanCap *one = wabi_plan_problem_get_cap (problem, (gint)i);

      g_variant_builder_add (&builder, "(b@aib@aiiiii)", one->people != NULL, write_numbers (one->people), one->needs != NULL,
                             write_numbers (one->needs), one->first, one->end, one->most, (gint)one->bar);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
write_rooms (const WabiPlanProblem *problem)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iay)"));
  for (guint i = 0; i < problem->rooms->len; i++)
    {
      const WabiPlanRoom *one = wabi_plan_problem_get_room (problem, (gint)i);

      g_variant_builder_add (&builder, "(i@ay)", one->place, write_slots (problem, one->taken));
    }
  return g_variant_builder_end (&builder);
}

static GBytes *
to_bytes (GVariant *take_variant)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (take_variant);

  return g_variant_get_data_as_bytes (variant);
}

GBytes *
wabi_plan_wire_write_problem (const WabiPlanProblem *problem, const WabiPlanOrder *order)
{
  GVariant *parts[11];
  gsize ways = (gsize)problem->places * problem->places;

  parts[0] = g_variant_new_double (order->seconds);
  parts[1] = g_variant_new_double (order->gap);
  parts[2] = g_variant_new_uint64 (order->seed);
  parts[3] = g_variant_new ("(iiiii)", problem->days, problem->places, problem->travel_cost, problem->fair_cost, problem->owed_cost);
  parts[4] = g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, problem->travel, ways, sizeof (gint));
  parts[5] = write_staff (problem);
  parts[6] = write_clients (problem);
  parts[7] = write_needs (problem);
  parts[8] = write_fixed (problem);
  parts[9] = write_caps (problem);
  parts[10] = write_rooms (problem);
  return to_bytes (g_variant_new_tuple (parts, G_N_ELEMENTS (parts)));
}

/* ---- Reading ---- */

typedef struct
{
  WabiPlanProblem *problem;
  gint n_staff, n_clients, n_needs;
  gboolean bad;
} Reader;

static void
expect (Reader *reader, gboolean holds)
{
  reader->bad = reader->bad || !holds;
}

static void
expect_index (Reader *reader, gint index, gint least, gint count)
{
  expect (reader, index >= least && index < count);
}

/** Points, slots, minutes: nothing that is real comes near, and sums of them stay numbers. */
static void
expect_amounts (Reader *reader, const gint *amounts, gsize n)
{
  for (gsize i = 0; i < n; i++)
    expect (reader, amounts[i] >= -MOST_AMOUNT && amounts[i] <= MOST_AMOUNT);
}

/** Copies slots; none at all leave @to as it is, closed. */
static gboolean
read_slots (Reader *reader, GVariant *take_slots, guint8 *to)
{
  g_autoptr (GVariant) slots = take_slots;
  gsize n = 0, wanted = (gsize)reader->problem->days * WABI_PLAN_DAY_SLOTS;
  const guint8 *from = g_variant_get_fixed_array (slots, &n, 1);

  expect (reader, n == 0 || n == wanted);
  if (n != wanted)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    to[i] = from[i] != 0;
  return TRUE;
}

static void
read_staff (Reader *reader, GVariant *list)
{
  GVariantIter iter;
  GVariant *open;
  WabiPlanStaff staff = { 0 };

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(i@ayiiiiii)", &staff.base, &open, &staff.day_limit, &staff.week_limit, &staff.fair, &staff.break_after,
                              &staff.break_slots, &staff.owed))
    {
      WabiPlanStaff *one = wabi_plan_problem_add_staff (reader->problem, "");

      expect_index (reader, staff.base, -1, reader->problem->places);
      expect_amounts (reader, (const gint[]){ staff.day_limit, staff.week_limit, staff.fair, staff.break_after, staff.owed }, 5);
      expect (reader, staff.break_after >= 0 && staff.break_slots >= 0 && staff.break_slots <= WABI_PLAN_DAY_SLOTS);
      staff.ref = one->ref;
      staff.open = one->open;
      *one = staff;
      read_slots (reader, open, one->open);
    }
}

static void
read_clients (Reader *reader, GVariant *list)
{
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      WabiPlanClient *one = wabi_plan_problem_add_client (reader->problem, "");

      read_slots (reader, g_variant_get_child_value (list, i), one->open);
    }
}

static void
read_may (Reader *reader, WabiPlanNeed *need, GVariantIter *take_people)
{
  g_autoptr (GVariantIter) people = take_people;
  gint staff, per_slot, per_week;

  while (g_variant_iter_next (people, "(iii)", &staff, &per_slot, &per_week))
    {
      expect_index (reader, staff, 0, reader->n_staff);
      expect_amounts (reader, (const gint[]){ per_slot, per_week }, 2);
      wabi_plan_need_allow (need, staff, per_slot, per_week);
    }
}

static void
read_needs (Reader *reader, GVariant *list)
{
  GVariantIter iter, *may;
  GVariant *open;
  WabiPlanNeed need = { 0 };

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(iiiiiiiiiii@aya(iii))", &need.client, &need.place, &need.wanted, &need.asked, &need.shortest,
                              &need.longest, &need.per_day, &need.day_cap, &need.worth, &need.most_staff, &need.inside, &open, &may))
    {
      WabiPlanNeed *one = wabi_plan_problem_add_need (reader->problem, "", 0, "");

      expect_index (reader, need.client, 0, reader->n_clients);
      expect_index (reader, need.place, -1, reader->problem->places);
      expect_index (reader, need.inside, -1, reader->n_needs);
      expect (reader, need.shortest >= 1 && need.longest <= WABI_PLAN_DAY_SLOTS && need.per_day >= 0 && need.per_day <= WABI_PLAN_DAY_SLOTS);
      expect_amounts (reader, (const gint[]){ need.wanted, need.asked, need.day_cap, need.worth, need.most_staff }, 5);
      need.ref = one->ref;
      need.code = one->code;
      need.may = one->may;
      need.open = NULL;
      *one = need;
      if (!read_slots (reader, g_variant_ref (open), wabi_plan_need_restrict (reader->problem, one)))
        g_clear_pointer (&one->open, g_free);
      g_variant_unref (open);
      read_may (reader, one, may);
    }
}

static void
read_fixed (Reader *reader, GVariant *list)
{
  GVariantIter iter;
  WabiPlanFixed fixed;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(iiiiiii)", &fixed.staff, &fixed.client, &fixed.need, &fixed.place, &fixed.day, &fixed.start, &fixed.end))
    {
      expect_index (reader, fixed.staff, -1, reader->n_staff);
      expect_index (reader, fixed.client, -1, reader->n_clients);
      expect_index (reader, fixed.need, -1, reader->n_needs);
      expect_index (reader, fixed.place, -1, reader->problem->places);
      expect_index (reader, fixed.day, 0, reader->problem->days);
      expect (reader, fixed.start >= 0 && fixed.start < fixed.end && fixed.end <= WABI_PLAN_DAY_SLOTS);
      wabi_plan_problem_add_fixed (reader->problem, &fixed);
    }
}

static void
read_numbers (Reader *reader, GVariant *take_numbers, gint count, WabiPlanCap *cap, void (*add) (WabiPlanCap *cap, gint number))
{
  g_autoptr (GVariant) numbers = take_numbers;
  gsize n = 0;
  const gint *from = g_variant_get_fixed_array (numbers, &n, sizeof (gint));

  for (gsize i = 0; i < n; i++)
    {
      expect_index (reader, from[i], 0, count);
      add (cap, from[i]);
    }
}

static void
read_caps (Reader *reader, GVariant *list)
{
  GVariantIter iter;
  GVariant *people, *needs;
  gboolean some_people, some_needs;
  gint first, end, most, bar;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(b@aib@aiiiii)", &some_people, &people, &some_needs, &needs, &first, &end, &most, &bar))
    {
      WabiPlanCap *cap = wabi_plan_problem_add_cap (reader->problem, -1, first, end, most, (WabiPlanBar)bar);

      expect_index (reader, bar, 0, WABI_PLAN_BAR_NO_SUPERVISION + 1);
      expect_amounts (reader, (const gint[]){ first, end, most }, 3);
      if (some_people)
        cap->people = g_array_new (FALSE, FALSE, sizeof (gint));
      if (some_needs)
        cap->needs = g_array_new (FALSE, FALSE, sizeof (gint));
      read_numbers (reader, people, reader->n_staff, cap, wabi_plan_cap_add_person);
      read_numbers (reader, needs, reader->n_needs, cap, wabi_plan_cap_add_need);
    }
}

static void
read_rooms (Reader *reader, GVariant *list)
{
  GVariantIter iter;
  GVariant *taken;
  gint place;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(i@ay)", &place, &taken))
    {
      expect_index (reader, place, 0, reader->problem->places);
      read_slots (reader, taken, wabi_plan_problem_add_room (reader->problem, "", place)->taken);
    }
}

static gboolean
read_head (GVariant *root, Reader *reader)
{
  g_autoptr (GVariant) ways = g_variant_get_child_value (root, 4);
  gint days, places, travel_cost, fair_cost, owed_cost;
  const gint *minutes;
  gsize n = 0;

  g_variant_get_child (root, 3, "(iiiii)", &days, &places, &travel_cost, &fair_cost, &owed_cost);
  minutes = g_variant_get_fixed_array (ways, &n, sizeof (gint));
  if (days < 1 || days > 14 || places < 0 || places > 20000 || n != (gsize)places * (gsize)places)
    return FALSE;
  expect_amounts (reader, (const gint[]){ fair_cost, owed_cost }, 2);
  expect (reader, travel_cost >= 0 && travel_cost <= 2000);
  for (gsize i = 0; i < n; i++)
    expect (reader, minutes[i] >= 0 && minutes[i] <= MOST_AMOUNT);
  if (reader->bad)
    return FALSE;
  reader->problem = wabi_plan_problem_new (days, places);
  reader->problem->travel_cost = travel_cost;
  reader->problem->fair_cost = fair_cost;
  reader->problem->owed_cost = owed_cost;
  if (n > 0)
    memcpy (reader->problem->travel, minutes, n * sizeof (gint));
  return TRUE;
}

WabiPlanProblem *
wabi_plan_wire_read_problem (GBytes *bytes, WabiPlanOrder *order)
{
  static void (*const readers[]) (Reader *reader, GVariant *list)
      = { read_staff, read_clients, read_needs, read_fixed, read_caps, read_rooms };
  g_autoptr (GVariant) root = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (PROBLEM_TYPE), bytes, FALSE));
  Reader reader = { NULL };

  if (!g_variant_is_normal_form (root) || !read_head (root, &reader))
    return NULL;
  g_variant_get_child (root, 0, "d", &order->seconds);
  g_variant_get_child (root, 1, "d", &order->gap);
  g_variant_get_child (root, 2, "t", &order->seed);
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (GVariant) list = g_variant_get_child_value (root, 5 + i);
      gint n = (gint)g_variant_n_children (list);

      if (i == 0)
        {
          g_autoptr (GVariant) clients = g_variant_get_child_value (root, 6), needs = g_variant_get_child_value (root, 7);

          reader.n_staff = n;
          reader.n_clients = (gint)g_variant_n_children (clients);
          reader.n_needs = (gint)g_variant_n_children (needs);
        }
      readers[i] (&reader, list);
    }
  if (reader.bad)
    g_clear_pointer (&reader.problem, wabi_plan_problem_free);
  return reader.problem;
}

GBytes *
wabi_plan_wire_write_progress (const WabiPlanProgress *progress)
{
  return to_bytes (g_variant_new (PROGRESS_TYPE, progress->seconds, progress->value, progress->bound, progress->slots));
}

gboolean
wabi_plan_wire_read_progress (GBytes *bytes, WabiPlanProgress *progress)
{
  g_autoptr (GVariant) root = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (PROGRESS_TYPE), bytes, FALSE));

  if (!g_variant_is_normal_form (root))
    return FALSE;
  g_variant_get (root, PROGRESS_TYPE, &progress->seconds, &progress->value, &progress->bound, &progress->slots);
  return TRUE;
}

GBytes *
wabi_plan_wire_write_answer (const WabiPlanAnswer *answer)
{
  GVariantBuilder visits, unmet, reasons;

  g_variant_builder_init (&visits, G_VARIANT_TYPE ("a(iiiiii)"));
  g_variant_builder_init (&unmet, G_VARIANT_TYPE ("a(iiiii)"));
  g_variant_builder_init (&reasons, G_VARIANT_TYPE ("a(biiix)"));
  for (guint i = 0; i < answer->visits->len; i++)
    {
      const WabiPlanVisit *one = &g_array_index (answer->visits, WabiPlanVisit, i);

      g_variant_builder_add (&visits, "(iiiiii)", one->need, one->staff, one->day, one->start, one->length, one->room);
    }
  for (guint i = 0; i < answer->unmet->len; i++)
    {
      const WabiPlanUnmet *one = &g_array_index (answer->unmet, WabiPlanUnmet, i);

      g_variant_builder_add (&unmet, "(iiiii)", one->need, one->staff, one->slots, (gint)one->bar, one->people);
    }
  for (guint i = 0; i < answer->reasons->len; i++)
    {
      const WabiPlanReason *one = &g_array_index (answer->reasons, WabiPlanReason, i);

      g_variant_builder_add (&reasons, "(biiix)", one->known, one->way, one->others, one->others_free, one->loss);
    }
  return to_bytes (g_variant_new (ANSWER_TYPE, answer->value, answer->bound, answer->exact, answer->solver, answer->seconds, answer->faults,
                                  &visits, &unmet, &reasons));
}

/** The checker looks at the visits; what it does not look at must not lead outside of the problem. */
static gboolean
is_sound (const WabiPlanAnswer *answer, const WabiPlanProblem *problem)
{
  for (guint i = 0; i < answer->unmet->len; i++)
    {
      const WabiPlanUnmet *one = &g_array_index (answer->unmet, WabiPlanUnmet, i);

      if (one->need < -1 || one->need >= (gint)problem->needs->len || one->staff < -1 || one->staff >= (gint)problem->staff->len
          || (one->need < 0) == (one->staff < 0))
        return FALSE;
    }
  return answer->reasons->len == answer->visits->len;
}

WabiPlanAnswer *
wabi_plan_wire_read_answer (GBytes *bytes, const WabiPlanProblem *problem)
{
  g_autoptr (GVariant) root = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (ANSWER_TYPE), bytes, FALSE));
  g_autoptr (WabiPlanAnswer) answer = g_new0 (WabiPlanAnswer, 1);
  g_autoptr (GVariantIter) visits = NULL, unmet = NULL, reasons = NULL;
  WabiPlanVisit visit;
  WabiPlanUnmet lack;
  WabiPlanReason reason;
  gint bar;

  answer->visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
  answer->unmet = g_array_new (FALSE, FALSE, sizeof (WabiPlanUnmet));
  answer->reasons = g_array_new (FALSE, FALSE, sizeof (WabiPlanReason));
  if (!g_variant_is_normal_form (root))
    return NULL;
  g_variant_get (root, ANSWER_TYPE, &answer->value, &answer->bound, &answer->exact, &answer->solver, &answer->seconds, &answer->faults, &visits,
                 &unmet, &reasons);
  while (g_variant_iter_next (visits, "(iiiiii)", &visit.need, &visit.staff, &visit.day, &visit.start, &visit.length, &visit.room))
    g_array_append_val (answer->visits, visit);
  while (g_variant_iter_next (unmet, "(iiiii)", &lack.need, &lack.staff, &lack.slots, &bar, &lack.people))
    {
      lack.bar = (WabiPlanBar)bar;
      g_array_append_val (answer->unmet, lack);
    }
  while (g_variant_iter_next (reasons, "(biiix)", &reason.known, &reason.way, &reason.others, &reason.others_free, &reason.loss))
    g_array_append_val (answer->reasons, reason);
  return is_sound (answer, problem) ? g_steal_pointer (&answer) : NULL;
}
