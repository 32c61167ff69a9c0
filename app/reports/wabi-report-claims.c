// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports of claims: how they fare, why they are denied, what is not billed and why, and each claim with the way to its trail.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-judge.h"
#include "wabi-claim-trail.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-reason-codes.h"
#include "wabi-report-private.h"
#include "wabi-words.h"

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define COLUMN(n) (1u << (n))
#define DAYS_BACK 90

/* ---- how claims fare ---- */

enum
{
  SENT = 1, /* columns of "rates" */
  DECIDED,
  CLEAN,
  CLEAN_SHARE,
  REJECTED,
  DENIED,
  DENIED_SHARE,
  DAYS,
};

static void
fill_rate (WabiReportRow *row, const WabiClaimRate *rate, int tenths)
{
  wabi_report_set_count (row, SENT, (int) rate->sent);
  wabi_report_set_count (row, DECIDED, (int) rate->decided);
  wabi_report_set_count (row, CLEAN, (int) rate->clean);
  wabi_report_set_share (row, CLEAN_SHARE, rate->clean, rate->decided);
  wabi_report_set_count (row, REJECTED, (int) rate->rejected);
  wabi_report_set_count (row, DENIED, (int) rate->denied);
  wabi_report_set_share (row, DENIED_SHARE, rate->denied, rate->decided);
  row->cells[DAYS] = tenths >= 0 ? g_strdup_printf ("%d.%d", tenths / 10, tenths % 10) : g_strdup ("–");
  if (tenths >= 0)
    row->numbers[DAYS] = tenths / 10.0;
  row->order = -(double) rate->sent;
  row->parts[0] = rate->decided > 0 ? 100.0 * rate->clean / rate->decided : 0;
  row->place = g_strdup ("billing");
  row->id = g_strdup ("denials");
  row->words = g_strdup_printf (_("%s: %s of decided claims clean, %s denied, %s days of work are owed"), row->label, row->cells[CLEAN_SHARE],
                                row->cells[DENIED_SHARE], row->cells[DAYS]);
}

/* What is owed now, and what was billed in the days before. */
static int
count_days (WabiDesk *desk, GPtrArray *owed, const char *payer, WabiDay today)
{
  g_autofree char *first = wabi_day_dup_text (today - DAYS_BACK + 1), *last = wabi_day_dup_text (today);
  const WabiMoneyFilter filter = { .payer = payer, .from = first, .to = last };
  WabiMoneySums sums = { 0 };
  gint64 open = 0;

  for (guint i = 0; i < owed->len; i++)
    {
      const WabiOwed *one = g_ptr_array_index (owed, i);

      if (payer == NULL || g_strcmp0 (one->payer, payer) == 0)
        open += one->total;
    }
  return wabi_money_sum (wabi_desk_get_view (desk), &filter, &sums, NULL)
             ? wabi_receivables_count_days (open, -sums.cents[WABI_MONEY_REVENUE], DAYS_BACK)
             : -1;
}

static GPtrArray *
make_rates (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  const WabiView *view = wabi_desk_get_view (desk);
  const char *zone = wabi_desk_get_zone (desk);
  WabiDay today = wabi_zone_day (zone, wabi_desk_get_now (desk));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rates = wabi_claim_rates_list (view, wabi_zone_day_start (zone, from), wabi_zone_day_start (zone, to), &error);
  g_autoptr (GPtrArray) owed = rates != NULL ? wabi_receivables_list (view, today, &error) : NULL;
  GPtrArray *rows = wabi_report_new_rows ();
  WabiClaimRate all = { 0 };

  if (owed == NULL)
    {
      wabi_desk_tell_error (desk, error);
      return rows;
    }
  for (guint i = 0; i < rates->len; i++)
    {
      const WabiClaimRate *rate = g_ptr_array_index (rates, i);
      g_autofree char *name = wabi_report_dup_payer (desk, rate->payer);
      WabiReportRow *row;

      if (payer != NULL && strcmp (rate->payer, payer) != 0)
        continue;
      row = wabi_report_add_row (rows);
      wabi_report_set_name (row, name);
      fill_rate (row, rate, count_days (desk, owed, rate->payer, today));
      all.sent += rate->sent;
      all.decided += rate->decided;
      all.clean += rate->clean;
      all.rejected += rate->rejected;
      all.denied += rate->denied;
    }
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    {
      WabiReportRow *total = wabi_report_add_row (rows);

      total->total = TRUE;
      wabi_report_set_name (total, _("Total"));
      fill_rate (total, &all, count_days (desk, owed, payer, today));
    }
  return rows;
}

/* ---- why they are denied ---- */

enum
{
  DENIALS = 2, /* columns of "denials" */
  DENIED_CENTS,
  RECOVERED,
};

static GPtrArray *
make_denials (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autofree char *first = wabi_day_dup_text (from), *last = wabi_day_dup_text (to - 1);
  g_autoptr (GHashTable) by_reason = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) denials = NULL;
  GPtrArray *rows = wabi_report_new_rows ();
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_denial);
  wabi_query_where_text (&query, "date", WABI_GE, first);
  wabi_query_where_text (&query, "date", WABI_LE, last);
  if (payer != NULL)
    wabi_query_where_text (&query, "payer", WABI_EQ, payer);
  denials = wabi_desk_list (desk, &query);
  for (guint i = 0; i < denials->len; i++)
    {
      WabiRecord *denial = g_ptr_array_index (denials, i);
      const char *code = wabi_record_has (denial, "reason") ? wabi_record_get_text (denial, "reason") : "";
      g_autofree char *words = *code != '\0' ? wabi_reason_explain (wabi_record_get_text (denial, "group"), code) : g_strdup ("");
      WabiReportRow *row = wabi_report_find_row (rows, by_reason, code, *code != '\0' ? code : _("No reason"));

      if (row->cells[1] == NULL)
        row->cells[1] = g_strdup (words);
      row->parts[2]++; /* is no part of the bar */
      row->parts[0] += (double) wabi_record_get_int (denial, "cents") / 100;
      row->parts[1] += (double) wabi_record_get_int (denial, "recovered_cents") / 100;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (rows, i);

      wabi_report_set_count (row, DENIALS, (int) row->parts[2]);
      wabi_report_set_money (row, DENIED_CENTS, (gint64) (row->parts[0] * 100 + 0.5));
      wabi_report_set_money (row, RECOVERED, (gint64) (row->parts[1] * 100 + 0.5));
      row->order = -row->parts[0];
      row->parts[0] -= MIN (row->parts[0], row->parts[1]);
      row->place = g_strdup ("billing");
      row->id = g_strdup ("denials");
      row->words = g_strdup_printf (_("%s: %s denied, %s of it paid later. %s"), row->label, row->cells[DENIED_CENTS], row->cells[RECOVERED], row->cells[1]);
    }
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("denials"));
  return rows;
}

/* ---- what is not billed ---- */

enum
{
  OLDEST = 1, /* columns of "unbilled" */
  SESSIONS,
  UNBILLED_CENTS,
};

/* The first thing that stands in the way of a charge; ready where nothing does. */
static char *
dup_reason (WabiProofContext *context, WabiRecord *charge)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (wabi_record_is (charge, "state", "requested"))
    return g_strdup (_("Asked for: the server makes the claim"));
  findings = wabi_charge_judge_in (context, charge);
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        return g_strdup (finding->title);
    }
  return g_strdup (_("Ready to bill"));
}

static void
add_unbilled (WabiReportRow *row, WabiRecord *charge)
{
  WabiDay day = wabi_lookup_day (charge, "date");

  row->parts[0] += (double) wabi_record_get_int (charge, "amount_cents") / 100;
  row->order += 1;
  if (row->id == NULL || day < (WabiDay) row->parts[1])
    {
      g_free (row->id);
      row->id = g_strdup (wabi_record_get_id (charge));
      row->parts[1] = day; /* the oldest, until all are added */
    }
}

static GPtrArray *
make_unbilled (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  static const char *const states[] = { "open", "requested" };
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autoptr (GHashTable) by_reason = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint s = 0; s < G_N_ELEMENTS (states); s++)
    {
      g_autoptr (GPtrArray) charges = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_charge, "state", states[s]);

      for (guint i = 0; i < charges->len; i++)
        {
          WabiRecord *charge = g_ptr_array_index (charges, i);
          g_autofree char *reason = NULL;

          if (payer != NULL && !wabi_record_is (charge, "payer", payer))
            continue;
          reason = dup_reason (context, charge);
          add_unbilled (wabi_report_find_row (rows, by_reason, reason, reason), charge);
        }
    }
  for (guint i = 0; i < rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (rows, i);

      row->cells[OLDEST] = wabi_words_day_year ((WabiDay) row->parts[1]);
      wabi_report_set_count (row, SESSIONS, (int) row->order);
      wabi_report_set_money (row, UNBILLED_CENTS, (gint64) (row->parts[0] * 100 + 0.5));
      row->parts[1] = 0;
      row->order = -row->parts[0];
      row->place = g_strdup ("billing");
      row->words = g_strdup_printf (_("%s: %s sessions, %s, the oldest of %s"), row->label, row->cells[SESSIONS], row->cells[UNBILLED_CENTS],
                                    row->cells[OLDEST]);
    }
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("unbilled"));
  return rows;
}

/* ---- each claim ---- */

enum
{
  CLAIM_CLIENT = 1, /* columns of "claims" */
  CLAIM_PAYER,
  CLAIM_SENT,
  CLAIM_STATE,
  CLAIM_TOTAL,
  CLAIM_PAID,
  CLAIM_OPEN,
};

static void
add_claim (WabiDesk *desk, GPtrArray *rows, WabiRecord *claim)
{
  WabiReportRow *row = wabi_report_add_row (rows);
  gint64 at = wabi_record_get_int (claim, "submitted_at");

  wabi_report_set_name (row, wabi_record_get_text (claim, "control"));
  row->id = g_strdup (wabi_record_get_id (claim));
  row->cells[CLAIM_CLIENT] = wabi_desk_dup_name (desk, &wabi_kind_client, wabi_record_get_text (claim, "client"));
  row->cells[CLAIM_PAYER] = wabi_report_dup_payer (desk, wabi_record_get_text (claim, "payer"));
  row->cells[CLAIM_SENT] = wabi_words_day_year (wabi_zone_day (wabi_desk_get_zone (desk), at));
  row->cells[CLAIM_STATE] = g_strdup (wabi_claim_trail_state_words (wabi_record_get_text (claim, "state")));
  wabi_report_set_money (row, CLAIM_TOTAL, wabi_record_get_int (claim, "total_cents"));
  wabi_report_set_money (row, CLAIM_PAID, wabi_record_get_int (claim, "paid_cents") + wabi_record_get_int (claim, "family_paid_cents"));
  wabi_report_set_money (row, CLAIM_OPEN, wabi_record_get_int (claim, "balance_cents"));
  row->order = (double) -at;
}

static GPtrArray *
make_claims (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  const char *zone = wabi_desk_get_zone (desk);
  gint64 first = wabi_zone_day_start (zone, from), last = wabi_zone_day_start (zone, to);
  GPtrArray *rows = wabi_report_new_rows ();
  g_autoptr (GPtrArray) claims = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim);
  if (payer != NULL)
    wabi_query_where_text (&query, "payer", WABI_EQ, payer);
  claims = wabi_desk_list (desk, &query);
  for (guint i = 0; i < claims->len; i++)
    {
      WabiRecord *claim = g_ptr_array_index (claims, i);
      gint64 at = wabi_record_get_int (claim, "submitted_at");

      if (at >= first && at < last)
        add_claim (desk, rows, claim);
    }
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("claims"));
  return rows;
}

static void
follow_claim (WabiDesk *desk, GtkWindow *parent, WabiReportRow *row)
{
  wabi_claim_trail_present (desk, parent, row->id);
}

const WabiReportInfo wabi_reports_claims[] = {
  { .id = "unbilled", .title = N_ ("Not billed"), .question = N_ ("What is signed and not billed yet, and why?"),
    .columns = { N_ ("Why"), N_ ("Oldest"), N_ ("Sessions"), N_ ("Amount") }, .n_columns = 4, .n_left = 2, .parts = { N_ ("Not billed") }, .n_parts = 1,
    .value = UNBILLED_CENTS, .lying = TRUE, .by_payer = TRUE, .money = COLUMN (UNBILLED_CENTS), .roles = MONEY, .make = make_unbilled },
  { .id = "rates", .title = N_ ("Clean claims"), .question = N_ ("How many claims are paid at the first try, and how long does money take?"),
    .columns = { N_ ("Payer"), N_ ("Sent"), N_ ("Decided"), N_ ("Clean"), N_ ("Clean, share"), N_ ("Rejected"), N_ ("Denied"), N_ ("Denied, share"),
                 N_ ("Days owed") },
    .n_columns = 9, .n_left = 1, .parts = { N_ ("Paid at the first try, percent of decided") }, .n_parts = 1, .value = CLEAN_SHARE, .lying = TRUE,
    .ranged = TRUE, .by_payer = TRUE, .roles = MONEY, .make = make_rates },
  { .id = "denials", .title = N_ ("Denial reasons"), .question = N_ ("Why do payers deny, and what came back?"),
    .columns = { N_ ("Reason"), N_ ("What it means"), N_ ("Denials"), N_ ("Denied"), N_ ("Paid later") }, .n_columns = 5, .n_left = 2,
    .parts = { N_ ("Denied"), N_ ("Paid later") }, .n_parts = 2, .value = DENIED_CENTS, .lying = TRUE, .ranged = TRUE, .by_payer = TRUE,
    .money = COLUMN (DENIED_CENTS) | COLUMN (RECOVERED), .roles = MONEY, .make = make_denials },
  { .id = "claims", .title = N_ ("Claim trails"), .question = N_ ("From trial to deposit: open a claim to see each step and its proof."),
    .columns = { N_ ("Claim"), N_ ("Client"), N_ ("Payer"), N_ ("Sent"), N_ ("State"), N_ ("Total"), N_ ("Paid"), N_ ("Open") }, .n_columns = 8,
    .n_left = 5, .ranged = TRUE, .by_payer = TRUE, .money = COLUMN (CLAIM_TOTAL) | COLUMN (CLAIM_PAID) | COLUMN (CLAIM_OPEN), .roles = MONEY,
    .make = make_claims, .follow = follow_claim },
};
const guint wabi_n_reports_claims = G_N_ELEMENTS (wabi_reports_claims);
