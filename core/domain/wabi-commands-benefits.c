// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers are asked who is covered: about one client, about many, and each month about the whole caseload.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-eligibility-private.h"

/* Coverages of one transaction; the next one goes on. */
#define AT_ONCE 500

/* ---- asking ---- */

static WabiRecord *
make_check (WabiContext *context, const char *id, const char *cause)
{
  WabiRecord *check = wabi_record_new (&wabi_kind_benefit_check, id);

  wabi_record_set_int (check, "at", context->now);
  if (strcmp (cause, "person") == 0)
    wabi_record_set_text (check, "by", context->caller.user);
  wabi_record_set_text (check, "cause", cause);
  wabi_record_set_text (check, "state", "done");
  wabi_record_set_int (check, "asked", 0);
  return check;
}

static JsonArray *
dup_left_out (WabiRecord *check)
{
  JsonArray *before = wabi_record_get_array (check, "left_out"), *all = json_array_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    json_array_add_element (all, json_node_copy (json_array_get_element (before, i)));
  return all;
}

/* Takes @left_out. */
static void
fill_check (WabiRecord *check, guint asked, JsonArray *left_out)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, left_out);
  wabi_record_take_node (check, "left_out", node);
  wabi_record_set_int (check, "asked", wabi_record_get_int (check, "asked") + asked);
}

static gboolean
refuse_all (WabiContext *context, JsonArray *left_out, GError **error)
{
  JsonObject *first = json_array_get_object_element (left_out, 0);
  WabiCheckState state = wabi_check_from_word (wabi_json_peek_text (first, "why"));

  if (json_array_get_length (left_out) == 1 && state == WABI_CHECK_WAITS)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "asked", "coverages", "%s", wabi_check_explain (state));
  if (json_array_get_length (left_out) == 1)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "cannot-ask", "coverages", "%s", wabi_check_explain (state));
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "cannot-ask", "coverages",
                              _("None of these clients can be asked about now. The first: %s"), wabi_check_explain (state));
}

static GPtrArray *
list_coverages (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *ids = NULL;

  if (!wabi_json_take_array (args, "coverages", TRUE, 2000, &ids, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      const char *id = json_array_get_string_element (ids, i);
      g_autoptr (WabiRecord) coverage = g_hash_table_add (seen, (gpointer) id) ? wabi_context_get (context, &wabi_kind_coverage, id, error) : NULL;

      if (coverage != NULL)
        g_ptr_array_add (found, g_steal_pointer (&coverage));
      else if (error != NULL && *error != NULL)
        return NULL;
    }
  if (found->len > 0)
    return g_steal_pointer (&found);
  wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "coverages", _("Choose the clients to ask about."));
  return NULL;
}

static gboolean
ask (WabiContext *context, JsonObject *args, GError **error)
{
  const char *id = wabi_json_peek_text (args, "id");
  g_autoptr (GError) inner = NULL;
  g_autoptr (GPtrArray) coverages = list_coverages (context, args, &inner);
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiEligibility) with = NULL;
  g_autoptr (JsonArray) left_out = json_array_new ();
  WabiCheckOrder order = { .check = id, .by = context->caller.user, .coverages = coverages, .left_out = left_out };
  WabiRecord *check;

  if (coverages == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (!wabi_context_find (context, &wabi_kind_benefit_check, id, &there, error))
    return FALSE;
  if (there != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "exists", "id", _("This was asked already."));
  with = wabi_eligibility_new (context->view, context->zone, context->now, TRUE);
  order.with = with;
  if (!wabi_eligibility_ask (context, &order, error))
    return FALSE;
  if (order.asked == 0)
    return refuse_all (context, left_out, error);
  check = make_check (context, id, "person");
  fill_check (check, order.asked, g_steal_pointer (&left_out));
  wabi_context_put (context, check);
  return TRUE;
}

/* ---- each month ---- */

/* Whether any partner could be asked at all: where none can, the month stays due until one is there. */
static gboolean
has_partner (WabiContext *context)
{
  g_autoptr (GPtrArray) all = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_partner);
  all = wabi_context_list (context, &query, NULL);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      WabiRecord *partner = g_ptr_array_index (all, i);

      if (wabi_record_get_bool (partner, "active") && wabi_record_get_bool (partner, "takes_270") && wabi_partner_refuses (partner, "270") == NULL)
        return TRUE;
    }
  return FALSE;
}

/* Those whose turn it is: of the payers that the practice chose, after the last one that was asked about. */
static GPtrArray *
take_next (GPtrArray *caseload, WabiRecord *schedule, gboolean *more)
{
  const char *cursor = wabi_record_get_text (schedule, "cursor");
  g_auto (GStrv) payers = wabi_lookup_strv (schedule, "payers");
  gboolean all = payers == NULL || payers[0] == NULL;
  GPtrArray *next = g_ptr_array_new_with_free_func (g_object_unref);

  *more = FALSE;
  for (guint i = 0; i < caseload->len && !*more; i++)
    {
      WabiRecord *coverage = g_ptr_array_index (caseload, i);

      if ((cursor != NULL && strcmp (wabi_record_get_id (coverage), cursor) <= 0)
          || (!all && !g_strv_contains ((const char *const *) payers, wabi_record_get_text (coverage, "payer"))))
        continue;
      if (next->len < AT_ONCE)
        g_ptr_array_add (next, g_object_ref (coverage));
      else
        *more = TRUE;
    }
  return next;
}

static char *
name_month (WabiContext *context, const char *month)
{
  g_autofree char *name = g_strdup_printf ("%s/benefit-month/%s", context->caller.practice, month);

  return wabi_id_derive (name);
}

static WabiRecord *
open_month (WabiContext *context, const char *month, GError **error)
{
  g_autofree char *id = name_month (context, month);
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *check;

  if (!wabi_context_find (context, &wabi_kind_benefit_check, id, &there, error))
    return NULL;
  if (there != NULL)
    return wabi_record_copy (there);
  check = make_check (context, id, "month");
  wabi_record_set_text (check, "month", month);
  return check;
}

static gboolean
ask_part (WabiContext *context, WabiRecord *schedule, WabiRecord *check, const char *month, GError **error)
{
  g_autoptr (WabiEligibility) with = wabi_eligibility_new (context->view, context->zone, context->now, TRUE);
  g_autoptr (GPtrArray) caseload = wabi_eligibility_list_caseload (with, error);
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (JsonArray) left_out = dup_left_out (check);
  WabiCheckOrder order = { .with = with, .check = wabi_record_get_id (check), .left_out = left_out };
  gboolean more;

  if (caseload == NULL)
    return FALSE;
  order.coverages = next = take_next (caseload, schedule, &more);
  if (!wabi_eligibility_ask (context, &order, error))
    return FALSE;
  fill_check (check, order.asked, g_steal_pointer (&left_out));
  wabi_record_set_text (check, "state", more ? "open" : "done");
  wabi_record_set_text (schedule, "cursor", more ? wabi_record_get_id (g_ptr_array_index (next, next->len - 1)) : NULL);
  if (!more)
    wabi_record_set_text (schedule, "month", month);
  return TRUE;
}

/* The month is read and written in one transaction: whoever else comes, and whenever the program ends, each coverage is asked about once. */
static gboolean
ask_month (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_benefit_schedule, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) schedule = NULL, check = NULL;
  g_autofree char *month = NULL;
  WabiDay today = wabi_zone_day (context->zone, context->now);

  if (there == NULL)
    return FALSE;
  if (wabi_benefit_schedule_next (there, today) == WABI_DAY_NONE || wabi_benefit_schedule_next (there, today) > today)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-due", "id", _("This month’s check is done."));
  if (!has_partner (context))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "cannot-ask", "id", "%s", wabi_check_explain (WABI_CHECK_NO_PARTNER));
  month = wabi_benefit_schedule_month ((int) wabi_record_get_int (there, "day"), today);
  schedule = wabi_record_copy (there);
  check = open_month (context, month, error);
  if (check == NULL || !ask_part (context, schedule, check, month, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&check));
  wabi_context_put (context, g_steal_pointer (&schedule));
  return TRUE;
}

/* For a month that was not begun. */
static gboolean
begin_at_once (WabiContext *context, WabiRecord *schedule, GError **error)
{
  g_autofree char *month = wabi_benefit_schedule_month ((int) wabi_record_get_int (schedule, "day"), wabi_zone_day (context->zone, context->now));
  g_autofree char *id = name_month (context, month);
  g_autoptr (WabiRecord) there = NULL;

  if (!wabi_context_find (context, &wabi_kind_benefit_check, id, &there, error))
    return FALSE;
  if (there == NULL)
    wabi_record_take_node (schedule, "month", NULL);
  return TRUE;
}

/* Turned on after its day, it begins with the next month, unless a person wants it at once. */
static void
begin_later (WabiContext *context, WabiRecord *schedule)
{
  WabiDay today = wabi_zone_day (context->zone, context->now);
  int day = (int) wabi_record_get_int (schedule, "day"), of_month;
  g_autofree char *due = wabi_benefit_schedule_month (day, today);

  wabi_day_to_ymd (today, NULL, NULL, &of_month);
  if (of_month != day && (!wabi_record_has (schedule, "month") || strcmp (wabi_record_get_text (schedule, "month"), due) < 0))
    wabi_record_set_text (schedule, "month", due);
  wabi_record_take_node (schedule, "cursor", NULL);
}

static gboolean
set_schedule (WabiContext *context, JsonObject *args, GError **error)
{
  static const char *const given[] = { "active", "day", "payers", "silent_days" };
  const char *id = wabi_json_peek_text (args, "id");
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *schedule;

  if (strcmp (id, WABI_BENEFIT_SCHEDULE) != 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "id", _("A practice has one monthly check."));
  if (!wabi_context_find (context, &wabi_kind_benefit_schedule, id, &there, error))
    return FALSE;
  schedule = there != NULL ? wabi_record_copy (there) : wabi_record_new (&wabi_kind_benefit_schedule, id);
  if (there == NULL)
    wabi_record_set_int (schedule, "day", 1);
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (json_object_has_member (args, given[i]))
      wabi_record_take_node (schedule, given[i], json_node_copy (json_object_get_member (args, given[i])));
  if (wabi_record_get_bool (schedule, "active") && (there == NULL || !wabi_record_get_bool (there, "active")))
    begin_later (context, schedule);
  if (json_object_get_boolean_member_with_default (args, "at_once", FALSE) && !begin_at_once (context, schedule, error))
    {
      g_object_unref (schedule);
      return FALSE;
    }
  wabi_context_put (context, schedule);
  return TRUE;
}

/* ---- seen to ---- */

static gboolean
settle (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_benefit, wabi_json_peek_text (args, "id"), error);
  WabiRecord *benefit;

  if (there == NULL)
    return FALSE;
  /* Two people may have seen to it. */
  if (wabi_record_has (there, "settled_at"))
    return TRUE;
  benefit = wabi_record_copy (there);
  wabi_record_set_int (benefit, "settled_at", context->now);
  wabi_record_set_text (benefit, "settled_by", context->caller.user);
  wabi_context_put (context, benefit);
  return TRUE;
}

static gboolean
reopen (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_benefit, wabi_json_peek_text (args, "id"), error);
  WabiRecord *benefit;

  if (there == NULL)
    return FALSE;
  benefit = wabi_record_copy (there);
  wabi_record_take_node (benefit, "settled_at", NULL);
  wabi_record_take_node (benefit, "settled_by", NULL);
  wabi_context_put (context, benefit);
  return TRUE;
}

/* ---- the table ---- */

static const WabiField ask_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "benefit_check", NULL },
  { "coverages", WABI_FIELD_LIST, WABI_REQUIRED, 0, 2000, NULL, NULL },
};
static const WabiField schedule_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "benefit_schedule", NULL },
  { "active", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "day", WABI_FIELD_INT, 0, 1, 28, NULL, NULL },
  { "payers", WABI_FIELD_LIST, 0, 0, 200, NULL, NULL },
  { "silent_days", WABI_FIELD_INT, 0, 1, 60, NULL, NULL },
  { "at_once", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define DESK (MONEY | WABI_ROLE_FRONTDESK)
#define ARGS(args) args, G_N_ELEMENTS (args)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_benefits[] = {
  { "benefit.ask", "billing", DESK, WABI_COMMAND_ONLINE, ARGS (ask_args), ask, N_ ("Ask payers about benefits") },
  { "benefit.settle", "billing", DESK, 0, ID_ARGS, settle, N_ ("See to a change of benefits") },
  { "benefit.reopen", "billing", DESK, 0, ID_ARGS, reopen, N_ ("Take a change of benefits up again") },
  { "benefit-schedule.set", "billing", MONEY, 0, ARGS (schedule_args), set_schedule, N_ ("Change the monthly check") },
  { "benefit.ask-month", "billing", MONEY, WABI_COMMAND_SYSTEM, ID_ARGS, ask_month, N_ ("Ask about the whole caseload") },
};
const guint wabi_n_commands_benefits = G_N_ELEMENTS (wabi_commands_benefits);
