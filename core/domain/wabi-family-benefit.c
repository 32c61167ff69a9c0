// SPDX-License-Identifier: AGPL-3.0-or-later
// What a client's plan leaves to the family.

#include "wabi-family-benefit.h"

#include <string.h>

/* An answer that only says that it was asked, or that it could not be read, says nothing of benefits. */
static WabiRecord *
find_last (const WabiView *view, const char *client, WabiDay today)
{
  g_autoptr (GPtrArray) answers = wabi_lookup_by (view, &wabi_kind_benefit, "client", client);
  g_autoptr (WabiRecord) coverage = wabi_lookup_coverage (view, client, today);
  WabiRecord *last = NULL;

  for (guint i = 0; i < answers->len; i++)
    {
      WabiRecord *answer = g_ptr_array_index (answers, i);

      if ((wabi_record_is (answer, "state", "active") || wabi_record_is (answer, "state", "inactive"))
          && (coverage == NULL || wabi_record_is (answer, "coverage", wabi_record_get_id (coverage)))
          && (last == NULL || wabi_record_get_int (answer, "asked_at") >= wabi_record_get_int (last, "asked_at")))
        last = answer;
    }
  return last != NULL ? g_object_ref (last) : NULL;
}

static int
get_year (WabiDay day)
{
  int year;

  wabi_day_to_ymd (day, &year, NULL, NULL);
  return year;
}

/* What the payer took since: transfers to the family as PR-1, PR-2, PR-3; what was reversed turns its legs round and so counts against it. Limits
 * that began anew with the year count what was taken in it. */
static void
add_taken (const WabiView *view, const char *client, WabiDay today, WabiFamilyBenefit *benefit)
{
  g_autoptr (GPtrArray) entries = wabi_lookup_by (view, &wabi_kind_money_entry, "client", client);
  const char *payer = wabi_record_get_text (benefit->record, "payer");

  for (guint i = 0; i < entries->len; i++)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i);
      const char *reason = wabi_record_get_text (entry, "reason");
      WabiDay day = wabi_lookup_day (entry, "date");
      WabiMoneySums sums = { 0 };

      if (!wabi_record_is (entry, "group", "PR") || reason == NULL || strlen (reason) != 1 || reason[0] < '1' || reason[0] > '3'
          || day <= benefit->told || (benefit->is_old && get_year (day) != get_year (today))
          || (payer != NULL && wabi_record_has (entry, "payer") && !wabi_record_is (entry, "payer", payer)))
        continue;
      wabi_money_add_legs (entry, NULL, &sums);
      benefit->taken[reason[0] - '1'] += sums.cents[WABI_MONEY_RECEIVABLE_FAMILY];
    }
}

static gint64
count_down (WabiFamilyBenefit *benefit, const char *left, const char *whole, gint64 taken, gboolean *known)
{
  const char *field = benefit->is_old && wabi_record_has (benefit->record, whole) ? whole : left;

  *known = wabi_record_has (benefit->record, field);
  return *known ? MAX (0, wabi_record_get_int (benefit->record, field) - taken) : 0;
}

gboolean
wabi_family_benefit_read (const WabiView *view, const char *client, WabiDay today, WabiFamilyBenefit *out)
{
  *out = (WabiFamilyBenefit){ .record = find_last (view, client, today), .terms = { .out_of_pocket_left_cents = -1 } };
  if (out->record == NULL)
    return FALSE;
  out->told = wabi_lookup_day (out->record, "date");
  out->active = wabi_record_is (out->record, "state", "active");
  out->is_old = get_year (out->told) != get_year (today);
  out->has_copay = wabi_record_has (out->record, "copay_cents");
  out->terms.copay_cents = wabi_record_get_int (out->record, "copay_cents");
  out->terms.coinsurance_percent = (int) wabi_record_get_int (out->record, "coinsurance_percent");
  add_taken (view, client, today, out);
  out->terms.deductible_left_cents = count_down (out, "deductible_left_cents", "deductible_cents", out->taken[0], &out->has_deductible);
  out->terms.out_of_pocket_left_cents
      = count_down (out, "out_of_pocket_left_cents", "out_of_pocket_cents", out->taken[0] + out->taken[1] + out->taken[2], &out->has_limit);
  if (!out->has_limit)
    out->terms.out_of_pocket_left_cents = -1;
  return TRUE;
}

void
wabi_family_benefit_clear (WabiFamilyBenefit *benefit)
{
  g_clear_object (&benefit->record);
}

gint64
wabi_family_copay_due (const WabiView *view, const char *client, WabiDay day)
{
  g_auto (WabiFamilyBenefit) benefit = { 0 };
  g_autoptr (GPtrArray) payments = NULL;
  gint64 due;

  if (!wabi_family_benefit_read (view, client, day, &benefit) || !benefit.active)
    return 0;
  due = benefit.terms.copay_cents;
  if (benefit.has_limit)
    due = MIN (due, benefit.terms.out_of_pocket_left_cents);
  if (due == 0)
    return 0;
  payments = wabi_lookup_by (view, &wabi_kind_family_payment, "client", client);
  for (guint i = 0; i < payments->len; i++)
    if (wabi_record_is (g_ptr_array_index (payments, i), "state", "received") && wabi_lookup_day (g_ptr_array_index (payments, i), "date") == day)
      due -= wabi_record_get_int (g_ptr_array_index (payments, i), "cents");
  return MAX (0, due);
}
