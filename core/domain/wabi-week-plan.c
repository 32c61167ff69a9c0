// SPDX-License-Identifier: AGPL-3.0-or-later
// What a plan suggests, as records: the same on the computer where it was made, and from one place to another.

#include "wabi-week-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-proof.h"
#include "wabi-text.h"
#include "wabi-week-private.h"

#define MOST_PEOPLE 5000
#define MOST_VISITS 20000

static const char *const mode_names[] = { "fill", "cover", "travel", "balance" };

static void
free_visit (gpointer data)
{
  WabiWeekVisit *visit = data;

  g_object_unref (visit->record);
  g_clear_object (&visit->was);
  g_free (visit->refusal);
  g_free (visit->was_id);
  g_free (visit);
}

static void
free_unmet (gpointer data)
{
  WabiWeekUnmet *unmet = data;

  g_free (unmet->client);
  g_free (unmet->staff);
  g_free (unmet->code);
  g_free (unmet);
}

static WabiWeekPlan *
new_plan (void)
{
  WabiWeekPlan *plan = g_new0 (WabiWeekPlan, 1);

  plan->visits = g_ptr_array_new_with_free_func (free_visit);
  plan->unmet = g_ptr_array_new_with_free_func (free_unmet);
  return plan;
}

void
wabi_week_plan_free (WabiWeekPlan *plan)
{
  if (plan == NULL)
    return;
  g_clear_pointer (&plan->visits, g_ptr_array_unref);
  g_ptr_array_unref (plan->unmet);
  g_free (plan);
}

/* ---- From a plan to visits ---- */

static WabiRecord *
make_record (WabiWeek *week, const WabiPlanVisit *visit, guint index)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (week->problem, visit->need);
  const WabiWeekNeed *extra = &g_array_index (week->needs, WabiWeekNeed, visit->need);
  const char *staff = wabi_plan_problem_get_staff (week->problem, visit->staff)->ref;
  WabiDay day = week->first + visit->day;
  g_autofree char *id = g_strdup_printf ("plan-%u", index);
  WabiRecord *record = extra->was != NULL ? wabi_record_copy (extra->was) : wabi_record_new (&wabi_kind_appointment, id);

  wabi_record_set_text (record, "staff", staff);
  if (extra->was != NULL)
    return record;
  wabi_record_set_text (record, "client", wabi_plan_problem_get_client (week->problem, need->client)->ref);
  wabi_record_set_text (record, "service_code", need->code);
  wabi_record_set_text (record, "place", extra->place);
  if (extra->location != NULL)
    wabi_record_set_text (record, "location", extra->location);
  if (visit->room > 0)
    wabi_record_set_text (record, "room", wabi_plan_problem_get_room (week->problem, visit->room - 1)->ref);
  wabi_record_set_text (record, "zone", week->zone);
  wabi_record_set_text (record, "status", "scheduled");
  wabi_record_set_int (record, "starts_at", wabi_zone_from_local (week->zone, day, visit->start * WABI_PLAN_SLOT_MINUTES));
  wabi_record_set_int (record, "ends_at",
                       wabi_zone_from_local (week->zone, day, (visit->start + visit->length) * WABI_PLAN_SLOT_MINUTES));
  return record;
}

static void
add_visit (WabiWeek *week, const WabiPlanVisit *visit, guint index, const WabiPlanReason *reason, GPtrArray *all)
{
  const WabiWeekNeed *need = &g_array_index (week->needs, WabiWeekNeed, visit->need);
  WabiWeekVisit *one;

  if (need->was != NULL && wabi_record_is (need->was, "staff", wabi_plan_problem_get_staff (week->problem, visit->staff)->ref))
    return;
  one = g_new0 (WabiWeekVisit, 1);
  one->index = index;
  one->record = make_record (week, visit, index);
  one->was_id = need->was != NULL ? g_strdup (wabi_record_get_id (need->was)) : NULL;
  one->waits = need->waiting != NULL;
  if (reason != NULL)
    one->reason = *reason;
  g_ptr_array_add (all, one);
}

static char *
prove (WabiProofContext *context, WabiRecord *record)
{
  g_autoptr (WabiProof) proof = wabi_proof_new_in (context, record);
  g_autoptr (GPtrArray) findings = wabi_proof_check_booking (proof);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        return finding->detail != NULL && *finding->detail != 0 ? g_strdup_printf ("%s. %s", finding->title, finding->detail) : g_strdup (finding->title);
    }
  return NULL;
}

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  const WabiWeekVisit *first = *(const WabiWeekVisit *const *) a, *second = *(const WabiWeekVisit *const *) b;
  gint64 x = wabi_record_get_int (first->record, "starts_at"), y = wabi_record_get_int (second->record, "starts_at");

  return x != y ? (x < y ? -1 : 1) : (first->index < second->index ? -1 : first->index > second->index);
}

/* Two desks, or a desk and the server: what is moved must still be what the plan has seen. */
static gboolean
is_as_planned (WabiWeekVisit *visit)
{
  return visit->was != NULL && wabi_record_is (visit->was, "status", "scheduled")
         && wabi_record_get_int (visit->was, "starts_at") == wabi_record_get_int (visit->record, "starts_at")
         && wabi_record_get_int (visit->was, "ends_at") == wabi_record_get_int (visit->record, "ends_at");
}

static void
prove_visits (WabiProofContext *context, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      WabiWeekVisit *one = g_ptr_array_index (all, i);
      WabiRecord *was = wabi_proof_context_get (context, &wabi_kind_appointment, one->was_id);

      g_set_object (&one->was, was);
      if (one->was_id != NULL && !is_as_planned (one))
        one->refusal = g_strdup (_("The session was changed meanwhile. Plan again."));
      // All that changes hands leaves its old place first: two people may take over each other's visits.
      else if (one->was_id != NULL)
        wabi_proof_context_drop (context, one->was_id);
    }
  g_ptr_array_sort (all, compare_visits);
  for (guint i = 0; i < all->len; i++)
    {
      WabiWeekVisit *one = g_ptr_array_index (all, i);

      if (one->refusal != NULL)
        continue;
      one->refusal = prove (context, one->record);
      // What is refused stays where it is booked.
      if (one->refusal == NULL)
        wabi_proof_context_put (context, one->record);
      else if (one->was != NULL)
        wabi_proof_context_put (context, one->was);
    }
}

GPtrArray *
wabi_week_list_visits (WabiWeek *week, WabiProofContext *context, const GArray *visits)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_visit);

  for (guint i = 0; i < visits->len; i++)
    add_visit (week, &g_array_index (visits, WabiPlanVisit, i), i, NULL, all);
  prove_visits (context, all);
  return all;
}

GPtrArray *
wabi_week_plan_take_visits (WabiWeekPlan *plan, WabiProofContext *context)
{
  GPtrArray *all = g_steal_pointer (&plan->visits);

  prove_visits (context, all);
  return all;
}

static WabiWeekUnmet *
make_unmet (WabiWeek *week, const WabiPlanUnmet *unmet)
{
  WabiWeekUnmet *one = g_new0 (WabiWeekUnmet, 1);

  one->slots = unmet->slots;
  one->bar = unmet->bar;
  one->people = unmet->people;
  if (unmet->need < 0)
    {
      one->staff = g_strdup (wabi_plan_problem_get_staff (week->problem, unmet->staff)->ref);
      return one;
    }
  one->client = g_strdup (wabi_plan_problem_get_client (week->problem, wabi_plan_problem_get_need (week->problem, unmet->need)->client)->ref);
  one->code = g_strdup (wabi_plan_problem_get_need (week->problem, unmet->need)->code);
  one->waits = g_array_index (week->needs, WabiWeekNeed, unmet->need).waiting != NULL;
  return one;
}

WabiWeekPlan *
wabi_week_plan_new (WabiWeek *week, const WabiPlanAnswer *answer)
{
  WabiWeekPlan *plan = new_plan ();

  plan->value = answer->value;
  plan->bound = answer->bound;
  plan->exact = answer->exact;
  plan->solver = answer->solver;
  plan->faulty = answer->faults > 0;
  plan->seconds = answer->seconds;
  for (guint i = 0; i < week->problem->needs->len; i++)
    plan->wanted += wabi_plan_problem_get_need (week->problem, (int) i)->wanted;
  for (guint i = 0; i < answer->visits->len; i++)
    {
      const WabiPlanVisit *visit = &g_array_index (answer->visits, WabiPlanVisit, i);

      plan->placed += visit->length;
      add_visit (week, visit, i, &g_array_index (answer->reasons, WabiPlanReason, i), plan->visits);
    }
  for (guint i = 0; i < answer->unmet->len; i++)
    g_ptr_array_add (plan->unmet, make_unmet (week, &g_array_index (answer->unmet, WabiPlanUnmet, i)));
  return plan;
}

/* ---- As JSON ---- */

static JsonObject *
write_visit (const WabiWeekVisit *visit)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "visit", wabi_json_object_copy (wabi_record_get_body (visit->record)));
  if (visit->was_id != NULL)
    json_object_set_string_member (object, "was", visit->was_id);
  json_object_set_boolean_member (object, "waits", visit->waits);
  json_object_set_boolean_member (object, "known", visit->reason.known);
  json_object_set_int_member (object, "way", visit->reason.way);
  json_object_set_int_member (object, "others", visit->reason.others);
  json_object_set_int_member (object, "others_free", visit->reason.others_free);
  json_object_set_int_member (object, "loss", visit->reason.loss);
  return object;
}

static JsonObject *
write_unmet (const WabiWeekUnmet *unmet)
{
  JsonObject *object = json_object_new ();

  if (unmet->staff != NULL)
    json_object_set_string_member (object, "staff", unmet->staff);
  if (unmet->client != NULL)
    json_object_set_string_member (object, "client", unmet->client);
  if (unmet->code != NULL)
    json_object_set_string_member (object, "code", unmet->code);
  json_object_set_boolean_member (object, "waits", unmet->waits);
  json_object_set_int_member (object, "slots", unmet->slots);
  json_object_set_int_member (object, "bar", unmet->bar);
  json_object_set_int_member (object, "people", unmet->people);
  return object;
}

JsonObject *
wabi_week_plan_to_json (const WabiWeekPlan *plan)
{
  JsonObject *object = json_object_new ();
  JsonArray *visits = json_array_new (), *unmet = json_array_new ();

  for (guint i = 0; i < plan->visits->len; i++)
    json_array_add_object_element (visits, write_visit (g_ptr_array_index (plan->visits, i)));
  for (guint i = 0; i < plan->unmet->len; i++)
    json_array_add_object_element (unmet, write_unmet (g_ptr_array_index (plan->unmet, i)));
  json_object_set_int_member (object, "wanted", plan->wanted);
  json_object_set_int_member (object, "placed", plan->placed);
  json_object_set_int_member (object, "value", plan->value);
  if (plan->bound != G_MAXINT64)
    json_object_set_int_member (object, "bound", plan->bound);
  json_object_set_boolean_member (object, "exact", plan->exact);
  json_object_set_boolean_member (object, "solver", plan->solver);
  json_object_set_boolean_member (object, "faulty", plan->faulty);
  json_object_set_int_member (object, "milliseconds", (gint64) (plan->seconds * 1000));
  json_object_set_array_member (object, "visits", visits);
  json_object_set_array_member (object, "unmet", unmet);
  return object;
}

static gboolean
peek_bool (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static int
peek_count (JsonObject *object, const char *name)
{
  return (int) CLAMP (wabi_json_peek_int (object, name, 0), 0, G_MAXINT);
}

static JsonObject *
get_object (JsonArray *array, guint index, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_set_error_literal (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "What the plan lists are objects.");
  return NULL;
}

static gboolean
read_visit (WabiWeekPlan *plan, guint index, JsonObject *object, GError **error)
{
  g_autofree char *id = g_strdup_printf ("plan-%u", index);
  const char *was = NULL;
  JsonObject *body;
  WabiWeekVisit *one;

  if (object == NULL || !wabi_json_take_object (object, "visit", TRUE, &body, error)
      || !wabi_json_take_text (object, "was", FALSE, WABI_ID_LENGTH, &was, error))
    return FALSE;
  one = g_new0 (WabiWeekVisit, 1);
  g_ptr_array_add (plan->visits, one);
  one->index = index;
  one->record = wabi_record_new (&wabi_kind_appointment, was != NULL ? was : id);
  wabi_record_set_all (one->record, body);
  one->was_id = g_strdup (was);
  one->waits = peek_bool (object, "waits");
  one->reason = (WabiPlanReason){ .known = peek_bool (object, "known"), .way = peek_count (object, "way"), .others = peek_count (object, "others"),
                                  .others_free = peek_count (object, "others_free"), .loss = wabi_json_peek_int (object, "loss", 0) };
  return wabi_record_check (one->record, error);
}

static gboolean
read_unmet (WabiWeekPlan *plan, JsonObject *object, GError **error)
{
  const char *staff = NULL, *client = NULL, *code = NULL;
  gint64 bar, slots;
  WabiWeekUnmet *one;

  if (object == NULL || !wabi_json_take_text (object, "staff", FALSE, WABI_ID_LENGTH, &staff, error)
      || !wabi_json_take_text (object, "client", staff == NULL, WABI_ID_LENGTH, &client, error)
      || !wabi_json_take_text (object, "code", staff == NULL, 20, &code, error)
      || !wabi_json_take_int (object, "bar", TRUE, 0, WABI_PLAN_BAR_NO_SUPERVISION, &bar, error)
      || !wabi_json_take_int (object, "slots", TRUE, 0, G_MAXINT16, &slots, error))
    return FALSE;
  one = g_new0 (WabiWeekUnmet, 1);
  one->staff = g_strdup (staff);
  one->client = g_strdup (client);
  one->code = g_strdup (code);
  one->waits = peek_bool (object, "waits");
  one->bar = (WabiPlanBar) bar;
  one->slots = (int) slots;
  one->people = peek_count (object, "people");
  g_ptr_array_add (plan->unmet, one);
  return TRUE;
}

WabiWeekPlan *
wabi_week_plan_from_json (JsonObject *object, GError **error)
{
  g_autoptr (WabiWeekPlan) plan = new_plan ();
  JsonArray *visits, *unmet;

  if (!wabi_json_take_array (object, "visits", TRUE, MOST_VISITS, &visits, error)
      || !wabi_json_take_array (object, "unmet", TRUE, MOST_VISITS, &unmet, error)
      || !wabi_json_take_int (object, "value", TRUE, G_MININT64, G_MAXINT64, &plan->value, error))
    return NULL;
  plan->bound = wabi_json_peek_int (object, "bound", G_MAXINT64);
  plan->wanted = peek_count (object, "wanted");
  plan->placed = peek_count (object, "placed");
  plan->exact = peek_bool (object, "exact");
  plan->solver = peek_bool (object, "solver");
  plan->faulty = peek_bool (object, "faulty");
  plan->seconds = peek_count (object, "milliseconds") / 1000.0;
  for (guint i = 0; i < json_array_get_length (visits); i++)
    if (!read_visit (plan, i, get_object (visits, i, error), error))
      return NULL;
  for (guint i = 0; i < json_array_get_length (unmet); i++)
    if (!read_unmet (plan, get_object (unmet, i, error), error))
      return NULL;
  return g_steal_pointer (&plan);
}

/* ---- The wish ---- */

static void
write_ids (JsonObject *object, const char *name, const char *const *ids)
{
  JsonArray *array;

  if (ids == NULL)
    return;
  array = json_array_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (array, ids[i]);
  json_object_set_array_member (object, name, array);
}

JsonObject *
wabi_week_wish_to_json (const WabiWeekWish *wish)
{
  JsonObject *object = json_object_new ();
  g_autofree char *first = wabi_day_dup_text (wish->first);

  json_object_set_string_member (object, "mode", mode_names[wish->mode]);
  json_object_set_string_member (object, "first", first);
  json_object_set_int_member (object, "days", wish->days);
  if (wish->absent != NULL)
    json_object_set_string_member (object, "absent", wish->absent);
  write_ids (object, "staff", wish->staff);
  write_ids (object, "clients", wish->clients);
  return object;
}

static gboolean
read_ids (JsonObject *object, const char *name, GStrv *out, GError **error)
{
  JsonArray *array = NULL;

  if (!wabi_json_take_array (object, name, FALSE, MOST_PEOPLE, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;
  *out = g_new0 (char *, json_array_get_length (array) + 1);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING || strlen (json_node_get_string (node)) > WABI_ID_LENGTH)
        {
          g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "“%s” is a list of ids.", name);
          return FALSE;
        }
      (*out)[i] = g_strdup (json_node_get_string (node));
    }
  return TRUE;
}

void
wabi_week_order_free (WabiWeekOrder *order)
{
  if (order == NULL)
    return;
  g_free (order->absent);
  g_strfreev (order->staff);
  g_strfreev (order->clients);
  g_free (order);
}

WabiWeekOrder *
wabi_week_order_from_json (JsonObject *object, GError **error)
{
  g_autoptr (WabiWeekOrder) order = g_new0 (WabiWeekOrder, 1);
  const char *mode, *first, *absent = NULL;
  gint64 days;
  gsize index = 0;

  if (!wabi_json_take_text (object, "mode", TRUE, 10, &mode, error) || !wabi_json_take_text (object, "first", TRUE, 10, &first, error)
      || !wabi_json_take_int (object, "days", TRUE, 1, 7, &days, error)
      || !wabi_json_take_text (object, "absent", FALSE, WABI_ID_LENGTH, &absent, error) || !read_ids (object, "staff", &order->staff, error)
      || !read_ids (object, "clients", &order->clients, error))
    return NULL;
  while (index < G_N_ELEMENTS (mode_names) && strcmp (mode_names[index], mode) != 0)
    index++;
  order->wish.mode = (WabiWeekMode) index;
  order->wish.first = wabi_day_from_text (first);
  order->wish.days = (int) days;
  order->wish.absent = order->absent = g_strdup (absent);
  order->wish.staff = (const char *const *) order->staff;
  order->wish.clients = (const char *const *) order->clients;
  if (index < G_N_ELEMENTS (mode_names) && order->wish.first != WABI_DAY_NONE && (absent != NULL) == (index == WABI_WEEK_COVER))
    return g_steal_pointer (&order);
  g_set_error_literal (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER,
                       "“mode” is fill, cover (with “absent”), travel or balance; “first” is a day, such as 2026-03-09.");
  return NULL;
}
