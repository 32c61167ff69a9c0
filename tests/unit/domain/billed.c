// SPDX-License-Identifier: AGPL-3.0-or-later
#include "billed.h"

#include <string.h>

static guint born;



char *
billed_new_id (void)
{
  return g_strdup_printf ("01900000-0000-7000-8000-%012x", 0xc0000 + ++born);
}

gboolean G_GNUC_PRINTF (3, 4) billed_give (MemoryPractice *practice, const char *name, const char *format, ...)
{
  g_autofree char *args = NULL;
  va_list list;

  va_start (list, format);
  args = g_strdup_vprintf (format, list);
  va_end (list);
  return memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, name, args);
}

char *
billed_hold_at (MemoryPractice *practice, const char *day, int minute, int minutes, gint64 rate, const char *place, const char *staff)
{
  g_autofree char *visit = billed_new_id (), *session = billed_new_id (), *note = billed_new_id ();
  char *charge = billed_new_id ();
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (day), minute), end = start + minutes * WABI_MINUTE;
  g_autofree char *who = g_strdup_printf ("'client':'" CLIENT "','staff':'%s','service_code':'97153','place':'%s'", staff, place);
  g_autofree char *when = g_strdup_printf ("'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT, start, end);
  g_autofree char *a = g_strdup_printf ("{%s,%s,'zone':'" ZONE "','status':'completed'}", who, when);
  g_autofree char *s = g_strdup_printf ("{'appointment':'%s',%s,%s,'zone':'" ZONE "','state':'ended'}", visit, who, when);
  g_autofree char *n = g_strdup_printf ("{'session':'%s','client':'" CLIENT "','author':'%s','service_code':'97153',%s,'state':'signed','signed_by':'" BCBA
                                        "','signed_at':%" G_GINT64_FORMAT "}",
                                        session, staff, when, end);
  g_autofree char *c = g_strdup_printf ("{'session':'%s','note':'%s',%s,%s,'signer':'" BCBA "','payer':'" PAYER "','coverage':'" COVERAGE
                                        "','modifiers':['HM'],'date':'%s','minutes':%d,'units':%d,'rate_cents':%" G_GINT64_FORMAT ",'amount_cents':%" G_GINT64_FORMAT
                                        ",'authorization':'" AUTHORIZATION "','state':'open'}",
                                        session, note, who, when, day, minutes, minutes / 15, rate, minutes / 15 * rate);

  memory_practice_put (practice, &wabi_kind_appointment, visit, a);
  memory_practice_put (practice, &wabi_kind_session, session, s);
  memory_practice_put (practice, &wabi_kind_note, note, n);
  memory_practice_put (practice, &wabi_kind_charge, charge, c);
  return charge;
}

char *
billed_hold (MemoryPractice *practice, const char *day)
{
  return billed_hold_at (practice, day, 9 * 60, 60, 1700, "12", RBT);
}

WabiRecord *
billed_only (MemoryPractice *practice, const WabiKind *kind, const char *field, const char *value)
{
  g_autoptr (GPtrArray) found = wabi_lookup_by (&practice->view, kind, field, value);

  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

void
billed_set_up (Billed *billed)
{
  g_autofree char *request = NULL;

  born = 0;
  billed->practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-15"), 9 * 60));
  memory_practice_furnish (billed->practice);
  billed->one = billed_hold (billed->practice, "2026-03-09");
  billed->two = billed_hold (billed->practice, "2026-03-10");
  request = billed_new_id ();
  g_assert_true (billed_give (billed->practice, "claim.request", "{'id':'%s','payer':'" PAYER "','charges':['%s','%s']}", request, billed->one, billed->two));
  billed->claim = billed_only (billed->practice, &wabi_kind_claim, "state", "submitted");
  billed->control = wabi_record_get_text (billed->claim, "control");
}

void
billed_tear_down (Billed *billed)
{
  g_clear_object (&billed->claim);
  g_free (billed->one);
  g_free (billed->two);
  memory_practice_free (billed->practice);
}

char *
billed_line_control (Billed *billed, const char *charge)
{
  g_autoptr (WabiRecord) record = memory_practice_get (billed->practice, &wabi_kind_charge, charge);

  return g_strdup (wabi_record_get_text (record, "line_control"));
}

RemitWriter *
billed_start (guint number, const char *trace)
{
  return remit_writer_new (number, trace, "90010", "20260401");
}

/* Both lines of the claim with the same answer, by their numbers. */
void
billed_answer_both (Billed *billed, RemitWriter *writer, const char *status, int sign, gint64 paid, gint64 patient, const char *cas, const char *remark)
{
  g_autofree char *a = billed_line_control (billed, billed->one), *b = billed_line_control (billed, billed->two);

  remit_writer_claim (writer, billed->control, status, sign * 13600, sign * 2 * paid, sign * 2 * patient, "ICN-1", NULL, NULL);
  remit_writer_line (writer, "97153:HM", sign * 6800, sign * paid, sign * 4, "20260309", cas, a, remark);
  remit_writer_line (writer, "97153:HM", sign * 6800, sign * paid, sign * 4, "20260310", cas, b, remark);
}

gboolean
billed_import (Billed *billed, char *content)
{
  g_autofree char *id = billed_new_id (), *own = content;

  return billed_give (billed->practice, "inbound.import", "{'id':'%s','name':'era.835','content':'%s'}", id, own);
}

WabiRecord *
billed_find_remittance (Billed *billed, const char *trace)
{
  return billed_only (billed->practice, &wabi_kind_remittance, "trace", trace);
}

gboolean
billed_post (Billed *billed, const char *trace)
{
  g_autoptr (WabiRecord) remittance = billed_find_remittance (billed, trace);

  return billed_give (billed->practice, "remittance.post", "{'id':'%s'}", wabi_record_get_id (remittance));
}

void
billed_check_remittance (Billed *billed, const char *trace, const char *state, gint64 suspense)
{
  g_autoptr (WabiRecord) remittance = billed_find_remittance (billed, trace);

  g_assert_cmpstr (wabi_record_get_text (remittance, "state"), ==, state);
  g_assert_cmpint (wabi_record_get_int (remittance, "suspense_cents"), ==, suspense);
}

void
billed_check_charge (Billed *billed, const char *id, gint64 paid, gint64 adjusted, gint64 family, gint64 balance)
{
  g_autoptr (WabiRecord) charge = memory_practice_get (billed->practice, &wabi_kind_charge, id);

  g_assert_cmpint (wabi_record_get_int (charge, "billed_cents"), ==, 6800);
  g_assert_cmpint (wabi_record_get_int (charge, "paid_cents"), ==, paid);
  g_assert_cmpint (wabi_record_get_int (charge, "adjusted_cents"), ==, adjusted);
  g_assert_cmpint (wabi_record_get_int (charge, "family_cents"), ==, family);
  g_assert_cmpint (wabi_record_get_int (charge, "balance_cents"), ==, balance);
}

void
billed_check_claim (Billed *billed, const char *state)
{
  g_autoptr (WabiRecord) claim = memory_practice_get (billed->practice, &wabi_kind_claim, wabi_record_get_id (billed->claim));

  g_assert_cmpstr (wabi_record_get_text (claim, "state"), ==, state);
}

gint64
billed_on_account (Billed *billed, WabiMoneyAccount account)
{
  WabiMoneyFilter all = { 0 };
  WabiMoneySums sums = { 0 };
  gint64 total = 0;

  g_assert_true (wabi_money_sum (&billed->practice->view, &all, &sums, NULL));
  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    total += sums.cents[i];
  g_assert_cmpint (total, ==, 0);
  return sums.cents[account];
}

guint
billed_count (Billed *billed, const WabiKind *kind)
{
  g_autoptr (GPtrArray) all = NULL;
  WabiQuery query;

  wabi_query_init (&query, kind);
  all = wabi_view_list (&billed->practice->view, &query, NULL);
  return all->len;
}
