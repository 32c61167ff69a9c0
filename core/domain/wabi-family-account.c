// SPDX-License-Identifier: AGPL-3.0-or-later
// What a family owes, and what was told to it.

#include "wabi-family-account.h"

#include <string.h>

#include "wabi-service-table.h"

static void
line_free (gpointer data)
{
  WabiFamilyLine *line = data;

  g_free (line->charge);
  g_free (line->date);
  g_free (line->code);
  g_free (line->service);
  g_free (line);
}

void
wabi_family_account_free (WabiFamilyAccount *account)
{
  if (account == NULL)
    return;
  g_ptr_array_unref (account->lines);
  g_free (account);
}

/* The day on which the charge's open part fell to the family: the first transfer to it. */
static WabiDay
find_since (const WabiView *view, const char *charge, WabiDay fallback)
{
  g_autoptr (GPtrArray) entries = wabi_lookup_by (view, &wabi_kind_money_entry, "charge", charge);
  WabiDay since = WABI_DAY_NONE;

  for (guint i = 0; i < entries->len; i++)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i);
      WabiMoneySums sums = { 0 };
      WabiDay day = wabi_lookup_day (entry, "date");

      wabi_money_add_legs (entry, NULL, &sums);
      if (sums.cents[WABI_MONEY_RECEIVABLE_FAMILY] > 0 && (since == WABI_DAY_NONE || day < since))
        since = day;
    }
  return since != WABI_DAY_NONE ? since : fallback;
}

static void
add_age (WabiFamilyAccount *account, int days, gint64 cents)
{
  account->ages[days <= 30 ? 0 : days <= 60 ? 1 : days <= 90 ? 2 : 3] += cents;
}

static void
add_charge (WabiFamilyAccount *account, const WabiView *view, WabiServiceTable *services, WabiRecord *charge, WabiDay today)
{
  const WabiServiceCode *own;
  gint64 family = wabi_record_get_int (charge, "family_cents"), paid = wabi_record_get_int (charge, "family_paid_cents");
  gint64 due = family - paid, waiting = wabi_record_get_int (charge, "balance_cents") - due;
  WabiFamilyLine *line;

  account->waiting += MAX (0, waiting);
  if (family == 0 && paid == 0)
    return;
  line = g_new0 (WabiFamilyLine, 1);
  line->charge = g_strdup (wabi_record_get_id (charge));
  line->date = g_strdup (wabi_record_get_text (charge, "date"));
  line->code = g_strdup (wabi_record_get_text (charge, "service_code"));
  own = wabi_service_table_find (services, line->code, wabi_lookup_day (charge, "date"));
  line->service = own != NULL && wabi_codes_find_service (line->code) == NULL ? g_strdup (own->name) : NULL;
  line->asked = wabi_record_get_int (charge, "billed_cents");
  line->insurance = wabi_record_get_int (charge, "paid_cents");
  line->adjusted = wabi_record_get_int (charge, "adjusted_cents");
  line->family = family;
  line->paid = paid;
  line->due = due;
  line->waiting = MAX (0, waiting);
  account->due += due;
  if (due > 0)
    add_age (account, today - find_since (view, line->charge, wabi_day_from_text (line->date)), due);
  g_ptr_array_add (account->lines, line);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const WabiFamilyLine *one = *(const WabiFamilyLine *const *) a, *other = *(const WabiFamilyLine *const *) b;
  int order = g_strcmp0 (one->date, other->date);

  return order != 0 ? order : g_strcmp0 (one->charge, other->charge);
}

WabiFamilyAccount *
wabi_family_account_new (const WabiView *view, const char *client, const char *today)
{
  g_autoptr (GPtrArray) charges = wabi_lookup_by (view, &wabi_kind_charge, "client", client);
  g_autoptr (WabiServiceTable) services = wabi_service_table_new (view);
  WabiFamilyAccount *account = g_new0 (WabiFamilyAccount, 1);
  WabiMoneyFilter filter = { .client = client };
  WabiMoneySums sums = { 0 };

  account->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < charges->len; i++)
    add_charge (account, view, services, g_ptr_array_index (charges, i), wabi_day_from_text (today));
  g_ptr_array_sort (account->lines, compare_lines);
  if (wabi_money_sum (view, &filter, &sums, NULL))
    account->credit = -sums.cents[WABI_MONEY_FAMILY_CREDIT];
  return account;
}

JsonNode *
wabi_family_account_to_json (const WabiFamilyAccount *account)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < account->lines->len; i++)
    {
      const WabiFamilyLine *line = g_ptr_array_index (account->lines, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "charge", line->charge);
      json_object_set_string_member (object, "date", line->date);
      json_object_set_string_member (object, "what", line->code);
      json_object_set_int_member (object, "asked", line->asked);
      json_object_set_int_member (object, "insurance", line->insurance);
      json_object_set_int_member (object, "adjusted", line->adjusted);
      json_object_set_int_member (object, "family", line->family);
      json_object_set_int_member (object, "paid", line->paid);
      json_object_set_int_member (object, "due", line->due);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);
  return node;
}

gint64
wabi_family_share (gint64 allowed, int days, WabiShareTerms *terms)
{
  gint64 deductible = MIN (allowed, MAX (0, terms->deductible_left_cents));
  gint64 share = deductible + (allowed - deductible) * terms->coinsurance_percent / 100 + MIN (allowed - deductible, terms->copay_cents * days);

  share = MIN (share, allowed);
  if (terms->out_of_pocket_left_cents >= 0)
    {
      share = MIN (share, terms->out_of_pocket_left_cents);
      terms->out_of_pocket_left_cents -= share;
    }
  terms->deductible_left_cents = MAX (0, terms->deductible_left_cents - deductible);
  return share;
}

static WabiDay
nth_day (const char *every, WabiDay first, int n)
{
  int year, month, day;

  if (strcmp (every, "week") == 0)
    return first + 7 * n;
  if (strcmp (every, "two-weeks") == 0)
    return first + 14 * n;
  wabi_day_to_ymd (first, &year, &month, &day);
  month += n;
  year += (month - 1) / 12;
  month = (month - 1) % 12 + 1;
  for (int last = day; last > 28; last--)
    if (g_date_valid_dmy ((GDateDay) last, (GDateMonth) month, (GDateYear) year))
      return wabi_day_from_ymd (year, month, last);
  return wabi_day_from_ymd (year, month, MIN (day, 28));
}

gint64
wabi_plan_due (gint64 total, gint64 each, const char *every, WabiDay first, WabiDay through)
{
  gint64 due = 0;

  for (int n = 0; due < total && nth_day (every, first, n) <= through; n++)
    due += each;
  return MIN (due, total);
}

WabiDay
wabi_plan_next_day (gint64 total, gint64 each, const char *every, WabiDay first, WabiDay after)
{
  int n = 0;

  for (; n * each < total; n++)
    if (nth_day (every, first, n) > after)
      return nth_day (every, first, n);
  return WABI_DAY_NONE;
}
