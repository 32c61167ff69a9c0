// SPDX-License-Identifier: AGPL-3.0-or-later
// What services of the coming months are expected to cost.

#include "wabi-estimate.h"

#include <string.h>

#include "wabi-payer-terms.h"

/* How many units are taken for a day where nothing is booked: three hours. */
#define UNITS_OF_A_DAY 12
/* Answers of the payer that say what it allows: the last ones are enough. */
#define MOST_ANSWERS 200

typedef struct
{
  const WabiView *view;
  const char *zone, *client;
  WabiDay from, to;
  WabiRecord *payer; /* (nullable) */
  GPtrArray *fees, *answered;
  WabiEstimate *estimate;
} Work;

static void
item_free (gpointer data)
{
  WabiEstimateItem *item = data;

  g_free (item->code);
  g_free (item->name);
  g_free (item);
}

void
wabi_estimate_free (WabiEstimate *estimate)
{
  if (estimate == NULL)
    return;
  g_ptr_array_unref (estimate->items);
  g_free (estimate);
}

static WabiEstimateItem *
get_item (Work *work, const char *code)
{
  WabiEstimateItem *item;

  for (guint i = 0; i < work->estimate->items->len; i++)
    {
      item = g_ptr_array_index (work->estimate->items, i);
      if (strcmp (item->code, code) == 0)
        return item;
    }
  item = g_new0 (WabiEstimateItem, 1);
  item->code = g_strdup (code);
  if (wabi_codes_find_service (code) == NULL)
    item->name = wabi_lookup_service_name (work->view, code);
  g_ptr_array_add (work->estimate->items, item);
  return item;
}

/* --- Prices --- */

static void
set_price (Work *work, WabiEstimateItem *item, WabiPayerTerms *terms, const char *credential, const char *place, WabiDay day)
{
  WabiTermsKey key = { item->code, credential, place };
  g_auto (GStrv) modifiers = wabi_payer_terms_dup_modifiers (terms, &key, NULL);
  g_autofree char *date = wabi_day_dup_text (day);
  WabiFeeKey priced = { item->code, credential, place, (const char *const *) modifiers, date };
  WabiRecord *fee = wabi_fee_find (work->fees, &priced);

  if (fee == NULL || wabi_record_get_int (fee, "cents") <= item->rate_cents)
    return;
  item->rate_cents = wabi_record_get_int (fee, "cents");
  item->allowed_cents = wabi_record_has (fee, "allowed_cents") ? wabi_record_get_int (fee, "allowed_cents") : 0;
}

/* Where the contract does not say it: what the payer allowed for a unit lately, all its answers together. */
static void
learn_allowed (Work *work, WabiEstimateItem *item)
{
  gint64 allowed = 0, units = 0;

  for (guint i = 0; item->allowed_cents == 0 && i < work->answered->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (work->answered, i);

      if (!wabi_record_is (charge, "service_code", item->code) || wabi_record_get_int (charge, "paid_cents") <= 0)
        continue;
      allowed += wabi_record_get_int (charge, "paid_cents") + wabi_record_get_int (charge, "family_cents");
      units += wabi_record_get_int (charge, "units");
    }
  if (units > 0)
    item->allowed_cents = (allowed + units / 2) / units;
  if (item->allowed_cents == 0 || item->allowed_cents > item->rate_cents)
    item->allowed_cents = item->rate_cents;
}

static GPtrArray *
list_answered (const WabiView *view, WabiRecord *payer)
{
  GPtrArray *list = NULL;
  WabiQuery query;

  if (payer != NULL)
    {
      wabi_query_init (&query, &wabi_kind_charge);
      wabi_query_where_text (&query, "payer", WABI_EQ, wabi_record_get_id (payer));
      wabi_query_where_text (&query, "state", WABI_EQ, "claimed");
      query.descending = TRUE;
      query.limit = MOST_ANSWERS;
      list = wabi_view_list (view, &query, NULL);
    }
  return list != NULL ? list : g_ptr_array_new_with_free_func (g_object_unref);
}

/* --- What is booked, and what is authorized --- */

static gboolean
is_expected (WabiRecord *visit)
{
  return !wabi_record_is (visit, "status", "cancelled") && !wabi_record_is (visit, "status", "no_show") && !wabi_record_is (visit, "status", "withdrawn");
}

static void
add_visits (Work *work)
{
  g_autoptr (GPtrArray) visits = wabi_lookup_between (work->view, &wabi_kind_appointment, "client", work->client, wabi_zone_day_start (work->zone, work->from),
                                                      wabi_zone_day_start (work->zone, work->to + 1));
  g_autoptr (WabiPayerTerms) any = wabi_payer_terms_new (work->view, work->payer, work->from);
  WabiDay last = WABI_DAY_NONE;

  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);
      WabiDay day = wabi_zone_day (work->zone, wabi_record_get_int (visit, "starts_at"));
      g_autoptr (WabiRecord) staff = wabi_lookup_get (work->view, &wabi_kind_staff, wabi_record_get_text (visit, "staff"));
      g_autoptr (WabiPayerTerms) terms = NULL;
      WabiEstimateItem *item;
      WabiUnitRule rule;

      if (!is_expected (visit) || day < work->from || day > work->to)
        continue;
      terms = wabi_payer_terms_new_on (any, day);
      item = get_item (work, wabi_record_get_text (visit, "service_code"));
      wabi_payer_terms_read_units (terms, item->code, &rule);
      item->booked += wabi_units_count (&rule, (int) ((wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE));
      item->days += day != last;
      last = day;
      set_price (work, item, terms, staff != NULL ? wabi_record_get_text (staff, "credential") : NULL, wabi_record_get_text (visit, "place"), day);
    }
}

/* Of a whole authorization the part of its days that fall in the time; of a week's or a day's units that many weeks or days. */
static gint64
count_authorized (Work *work, WabiRecord *authorization, JsonObject *line)
{
  WabiDay from = wabi_lookup_day (authorization, "valid_from"), to = wabi_lookup_day (authorization, "valid_to");
  int whole = to - from + 1, days = MIN (to, work->to) - MAX (from, work->from) + 1;
  const char *per = wabi_json_peek_text (line, "per");
  gint64 units = wabi_json_peek_int (line, "units", 0);

  if (days <= 0 || whole <= 0)
    return 0;
  if (g_strcmp0 (per, "day") == 0)
    return units * days;
  if (g_strcmp0 (per, "week") == 0)
    return units * days / 7;
  if (g_strcmp0 (per, "month") == 0)
    return units * days * 12 / 365;
  return units * days / whole;
}

static void
add_authorized (Work *work)
{
  g_autoptr (GPtrArray) authorizations = wabi_lookup_by (work->view, &wabi_kind_authorization, "client", work->client);
  g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new (work->view, work->payer, work->from);

  for (guint i = 0; i < authorizations->len; i++)
    {
      WabiRecord *authorization = g_ptr_array_index (authorizations, i);
      JsonArray *lines = wabi_record_is (authorization, "status", "approved") ? wabi_record_get_array (authorization, "lines") : NULL;

      for (guint j = 0; lines != NULL && j < json_array_get_length (lines); j++)
        {
          JsonObject *line = json_array_get_object_element (lines, j);
          gint64 units = count_authorized (work, authorization, line);
          const char *code = wabi_json_peek_text (line, "code");
          WabiEstimateItem *item;

          /* A line for several codes ("97153,97155") says of none how much of it there will be. */
          if (units == 0 || code == NULL || strlen (code) != 5)
            continue;
          item = get_item (work, code);
          item->authorized += units;
          if (item->rate_cents == 0)
            for (guint k = 0; k < 3 && item->rate_cents == 0; k++)
              set_price (work, item, terms, ((const char *const[]){ "RBT", "BCBA", NULL })[k], NULL, work->from);
        }
    }
}

/* A copayment is due for each day of service: where no day is booked, days are counted from the service there is most of. */
static void
guess_days (Work *work)
{
  WabiEstimateItem *most = NULL;

  for (guint i = 0; i < work->estimate->items->len; i++)
    {
      WabiEstimateItem *item = g_ptr_array_index (work->estimate->items, i);

      if (item->days > 0)
        return;
      if (most == NULL || item->units > most->units)
        most = item;
    }
  if (most != NULL)
    most->days = (int) MIN ((most->units + UNITS_OF_A_DAY - 1) / UNITS_OF_A_DAY, work->to - work->from + 1);
}

/* Who has no plan is charged the prices of the payer that stands for paying oneself. */
static WabiRecord *
find_payer (const WabiView *view, const char *client, WabiDay day)
{
  g_autoptr (WabiRecord) coverage = wabi_lookup_coverage (view, client, day);
  g_autoptr (GPtrArray) payers = NULL;
  WabiQuery query;

  if (coverage != NULL)
    return wabi_lookup_get (view, &wabi_kind_payer, wabi_record_get_text (coverage, "payer"));
  wabi_query_init (&query, &wabi_kind_payer);
  payers = wabi_view_list (view, &query, NULL);
  for (guint i = 0; payers != NULL && i < payers->len; i++)
    if (wabi_record_is (g_ptr_array_index (payers, i), "type", "self"))
      return g_object_ref (g_ptr_array_index (payers, i));
  return NULL;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(WabiEstimateItem *const *) a)->code, (*(WabiEstimateItem *const *) b)->code);
}

/* The payer may not have told a coinsurance or a deductible: what is not known is not counted, and the form says which day it is of. */
static void
read_terms (Work *work, WabiDay today)
{
  g_auto (WabiFamilyBenefit) benefit = { 0 };
  WabiEstimate *estimate = work->estimate;

  estimate->terms = (WabiShareTerms){ .out_of_pocket_left_cents = -1 };
  estimate->terms_told = WABI_DAY_NONE;
  if (!wabi_family_benefit_read (work->view, work->client, today, &benefit) || !benefit.active)
    return;
  estimate->terms = benefit.terms;
  estimate->terms_told = benefit.told;
}

WabiEstimate *
wabi_estimate_new (const WabiView *view, const char *zone, const char *client, WabiDay from, WabiDay to, WabiDay today)
{
  WabiEstimate *estimate = g_new0 (WabiEstimate, 1);
  g_autoptr (WabiRecord) payer = find_payer (view, client, from);
  g_autoptr (GPtrArray) fees = wabi_lookup_by (view, &wabi_kind_fee, "payer", payer != NULL ? wabi_record_get_id (payer) : NULL);
  g_autoptr (GPtrArray) answered = list_answered (view, payer);
  Work work = { view, zone, client, from, to, payer, fees, answered, estimate };

  estimate->items = g_ptr_array_new_with_free_func (item_free);
  estimate->insured = payer != NULL && !wabi_record_is (payer, "type", "self");
  read_terms (&work, today);
  add_visits (&work);
  add_authorized (&work);
  for (guint i = 0; i < estimate->items->len; i++)
    {
      WabiEstimateItem *item = g_ptr_array_index (estimate->items, i);

      item->units = item->booked > 0 ? item->booked : item->authorized;
      learn_allowed (&work, item);
    }
  guess_days (&work);
  g_ptr_array_sort (estimate->items, compare_items);
  return estimate;
}

JsonArray *
wabi_estimate_count (const WabiEstimate *estimate, gint64 *total, gint64 *family)
{
  JsonArray *lines = json_array_new ();
  WabiShareTerms terms = estimate->terms;
  gint64 asked = 0, shares = 0;

  for (guint i = 0; i < estimate->items->len; i++)
    {
      const WabiEstimateItem *item = g_ptr_array_index (estimate->items, i);
      gint64 allowed = item->units * item->allowed_cents, share;
      JsonObject *line;

      if (item->units <= 0)
        continue;
      share = estimate->insured ? wabi_family_share (allowed, item->days, &terms) : item->units * item->rate_cents;
      line = json_object_new ();
      json_object_set_string_member (line, "code", item->code);
      if (item->name != NULL)
        json_object_set_string_member (line, "name", item->name);
      json_object_set_int_member (line, "units", item->units);
      json_object_set_int_member (line, "rate_cents", item->rate_cents);
      json_object_set_int_member (line, "asked", item->units * item->rate_cents);
      if (estimate->insured)
        json_object_set_int_member (line, "allowed", allowed);
      json_object_set_int_member (line, "family", share);
      json_array_add_object_element (lines, line);
      asked += item->units * item->rate_cents;
      shares += share;
    }
  if (total != NULL)
    *total = asked;
  if (family != NULL)
    *family = shares;
  return lines;
}
