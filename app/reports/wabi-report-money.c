// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports of the books: what is owed, what came in, what was worked, and the months. Each comes to what the books hold.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-report-private.h"
#include "wabi-words.h"

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define COLUMN(n) (1u << (n))

/* A report that could not be read is told, and shows nothing. */
static GPtrArray *
or_tell (WabiDesk *desk, GPtrArray *rows, GError *error)
{
  if (rows == NULL)
    wabi_desk_tell_error (desk, error);
  return rows;
}

/* ---- what is owed ---- */

enum
{
  AGES_AT = 1, /* columns of "ageing" */
  TOTAL_AT = AGES_AT + WABI_N_AGES,
};

/* The parts hold cents until all is added. */
static void
add_owed (WabiReportRow *row, const WabiOwed *owed)
{
  for (guint i = 0; i < WABI_N_AGES; i++)
    row->parts[i] += (double) owed->cents[i];
}

static void
finish_owed (WabiReportRow *row, guint ages_at, guint total_at)
{
  g_autofree char *old = wabi_format_money ((gint64) (row->parts[WABI_AGE_120] + row->parts[WABI_AGE_OLDER]));
  gint64 total = 0;

  for (guint i = 0; i < WABI_N_AGES; i++)
    {
      wabi_report_set_money (row, ages_at + i, (gint64) row->parts[i]);
      total += (gint64) row->parts[i];
      row->parts[i] /= 100;
    }
  wabi_report_set_money (row, total_at, total);
  row->order = (double) -total;
  row->words = g_strdup_printf (_("%s: %s owed, %s of it for more than 90 days"), row->label, row->cells[total_at], old);
}

static GPtrArray *
make_ageing (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) owed = or_tell (desk, wabi_receivables_list (wabi_desk_get_view (desk), to - 1, &error), error);
  g_autoptr (GHashTable) by_payer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint i = 0; owed != NULL && i < owed->len; i++)
    {
      const WabiOwed *one = g_ptr_array_index (owed, i);
      g_autofree char *name = one->payer == NULL ? g_strdup (_("Families")) : wabi_report_dup_payer (desk, *one->payer != '\0' ? one->payer : NULL);
      WabiReportRow *row = wabi_report_find_row (rows, by_payer, one->payer != NULL ? one->payer : "families", name);

      g_free (row->place);
      row->place = g_strdup ("billing");
      add_owed (row, one);
    }
  for (guint i = 0; i < rows->len; i++)
    finish_owed (g_ptr_array_index (rows, i), AGES_AT, TOTAL_AT);
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("ageing"));
  return rows;
}

enum
{
  BY_PAYERS = 1, /* columns of "ageing-clients" */
  BY_FAMILY,
  CLIENT_AGES_AT,
  CLIENT_TOTAL_AT = CLIENT_AGES_AT + WABI_N_AGES,
};

static GPtrArray *
make_ageing_clients (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) owed = or_tell (desk, wabi_receivables_list (wabi_desk_get_view (desk), to - 1, &error), error);
  g_autoptr (GHashTable) by_client = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint i = 0; owed != NULL && i < owed->len; i++)
    {
      const WabiOwed *one = g_ptr_array_index (owed, i);
      g_autofree char *name = one->client != NULL ? wabi_desk_dup_name (desk, &wabi_kind_client, one->client) : g_strdup (_("No client"));
      WabiReportRow *row;

      if (payer != NULL && g_strcmp0 (one->payer, payer) != 0)
        continue;
      row = wabi_report_find_row (rows, by_client, one->client != NULL ? one->client : "", name);
      if (row->id == NULL && one->client != NULL)
        {
          row->place = g_strdup ("clients");
          row->id = g_strdup (one->client);
        }
      for (guint column = BY_PAYERS; column <= BY_FAMILY; column++)
        wabi_report_set_money (row, column, (row->cells[column] != NULL ? (gint64) row->numbers[column] : 0)
                                                + ((column == BY_FAMILY) == (one->payer == NULL) ? one->total : 0));
      add_owed (row, one);
    }
  for (guint i = 0; i < rows->len; i++)
    finish_owed (g_ptr_array_index (rows, i), CLIENT_AGES_AT, CLIENT_TOTAL_AT);
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("ageing-clients"));
  return rows;
}

/* ---- what moved ---- */

static GPtrArray *
read_books (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer, WabiBooksBy by)
{
  g_autofree char *first = wabi_day_dup_text (from), *last = wabi_day_dup_text (to - 1);
  const WabiMoneyFilter filter = { .payer = payer, .from = first, .to = last };
  g_autoptr (GError) error = NULL;

  return or_tell (desk, wabi_books_list (wabi_desk_get_view (desk), &filter, by, WABI_BOOKS_BY_NOTHING, &error), error);
}

enum
{
  BILLED = 1, /* columns of "collections" and "collections-payers" */
  FROM_PAYERS,
  FROM_FAMILIES,
  ADJUSTED,
  WRITTEN_OFF,
};

static void
fill_collections (WabiReportRow *row, const WabiBooksRow *books)
{
  gint64 payers = wabi_books_row_get (books, WABI_MONEY_CASH_PAYER), families = wabi_books_row_get (books, WABI_MONEY_CASH_FAMILY);

  wabi_report_set_money (row, BILLED, -wabi_books_row_get (books, WABI_MONEY_REVENUE));
  wabi_report_set_money (row, FROM_PAYERS, payers);
  wabi_report_set_money (row, FROM_FAMILIES, families);
  wabi_report_set_money (row, ADJUSTED, wabi_books_row_get (books, WABI_MONEY_CONTRACTUAL));
  wabi_report_set_money (row, WRITTEN_OFF, wabi_books_row_get (books, WABI_MONEY_WRITE_OFF));
  row->parts[0] = (double) payers / 100;
  row->parts[1] = (double) families / 100;
  row->order = (double) -(payers + families);
  row->place = g_strdup ("billing");
  row->id = g_strdup ("payments");
  row->words = g_strdup_printf (_("%s: %s from payers, %s from families, %s billed"), row->label, row->cells[FROM_PAYERS], row->cells[FROM_FAMILIES],
                                row->cells[BILLED]);
}

/* The books say months as YYYY-MM. */
static void
set_month_name (WabiReportRow *row, const char *month)
{
  g_autofree char *first = g_strconcat (month, "-01", NULL), *words = wabi_words_month (wabi_day_from_text (first));

  wabi_report_set_name (row, words);
}

static GPtrArray *
make_collections (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GPtrArray) books = read_books (desk, from, to, payer, WABI_BOOKS_BY_MONTH);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint i = 0; books != NULL && i < books->len; i++)
    {
      const WabiBooksRow *one = g_ptr_array_index (books, i);
      WabiReportRow *row = wabi_report_add_row (rows);

      set_month_name (row, one->first);
      fill_collections (row, one);
    }
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("collections"));
  return rows;
}

static GPtrArray *
make_collections_payers (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GPtrArray) books = read_books (desk, from, to, payer, WABI_BOOKS_BY_PAYER);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint i = 0; books != NULL && i < books->len; i++)
    {
      const WabiBooksRow *one = g_ptr_array_index (books, i);
      g_autofree char *name = one->first != NULL ? wabi_report_dup_payer (desk, one->first) : g_strdup (_("Families"));
      WabiReportRow *row = wabi_report_add_row (rows);

      wabi_report_set_name (row, name);
      fill_collections (row, one);
    }
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("collections-payers"));
  return rows;
}

/* ---- what work brought in ---- */

enum
{
  WORK_BILLED = 1, /* columns of "revenue" */
  WORK_PAID,
  WORK_ADJUSTED,
  WORK_OPEN,
};

static void
fill_revenue (WabiReportRow *row, const WabiBooksRow *books)
{
  WabiMoneySums sums = { 0 };
  WabiMoneyState state;

  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    sums.cents[i] = wabi_books_row_get (books, (WabiMoneyAccount) i);
  wabi_money_sums_get_state (&sums, &state);
  wabi_report_set_money (row, WORK_BILLED, state.billed);
  wabi_report_set_money (row, WORK_PAID, state.paid + state.family_paid);
  wabi_report_set_money (row, WORK_ADJUSTED, state.adjusted);
  wabi_report_set_money (row, WORK_OPEN, state.open_payer + state.open_family);
  row->parts[0] = (double) (state.paid + state.family_paid) / 100;
  row->parts[1] = (double) state.adjusted / 100;
  row->parts[2] = (double) (state.open_payer + state.open_family) / 100;
  row->order = (double) -state.billed;
  row->place = g_strdup ("billing");
  row->words = g_strdup_printf (_("%s: %s billed, %s paid, %s adjusted, %s open"), row->label, row->cells[WORK_BILLED], row->cells[WORK_PAID],
                                row->cells[WORK_ADJUSTED], row->cells[WORK_OPEN]);
}

/* Money that only lay in suspense, or is of no session, is of no work. */
static gboolean
is_of_work (const WabiBooksRow *books)
{
  static const WabiMoneyAccount of_work[] = { WABI_MONEY_REVENUE, WABI_MONEY_RECEIVABLE_PAYER, WABI_MONEY_RECEIVABLE_FAMILY, WABI_MONEY_CONTRACTUAL,
                                              WABI_MONEY_WRITE_OFF };

  for (guint i = 0; i < G_N_ELEMENTS (of_work); i++)
    if (books->debit[of_work[i]] != 0 || books->credit[of_work[i]] != 0)
      return TRUE;
  return FALSE;
}

static GPtrArray *
make_revenue (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer, WabiBooksBy by, const char *id)
{
  g_autoptr (GPtrArray) books = read_books (desk, from, to, payer, by);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint i = 0; books != NULL && i < books->len; i++)
    {
      const WabiBooksRow *one = g_ptr_array_index (books, i);
      g_autofree char *name = NULL;
      WabiReportRow *row;

      if (!is_of_work (one))
        continue;
      if (one->first == NULL)
        name = g_strdup (_("No session"));
      else
        name = by == WABI_BOOKS_BY_STAFF ? wabi_desk_dup_name (desk, &wabi_kind_staff, one->first) : g_strdup (one->first);
      row = wabi_report_add_row (rows);
      wabi_report_set_name (row, name);
      fill_revenue (row, one);
    }
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find (id));
  return rows;
}

static GPtrArray *
make_revenue_codes (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  return make_revenue (desk, from, to, payer, WABI_BOOKS_BY_CODE, "revenue-codes");
}

static GPtrArray *
make_revenue_staff (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  return make_revenue (desk, from, to, payer, WABI_BOOKS_BY_STAFF, "revenue-people");
}

/* ---- the books themselves ---- */

enum
{
  DEBIT = 2, /* columns of "balance" */
  CREDIT,
  DIFFERENCE,
};

static GPtrArray *
make_balance (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GPtrArray) books = read_books (desk, from, to, payer, WABI_BOOKS_BY_NOTHING), practices = NULL;
  WabiRecord *practice;
  GPtrArray *rows = wabi_report_new_rows ();
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_desk_list (desk, &query);
  practice = practices->len > 0 ? g_ptr_array_index (practices, 0) : NULL;
  for (guint i = 1; books != NULL && books->len > 0 && i < WABI_MONEY_N_ACCOUNTS; i++)
    {
      const WabiBooksRow *one = g_ptr_array_index (books, 0);
      g_autofree char *number = NULL, *name = NULL;
      WabiReportRow *row;

      if (one->debit[i] == 0 && one->credit[i] == 0)
        continue;
      row = wabi_report_add_row (rows);
      wabi_ledger_dup_account (practice, (WabiMoneyAccount) i, &number, &name);
      wabi_report_set_name (row, wabi_money_account_get_words ((WabiMoneyAccount) i));
      row->cells[1] = g_strdup_printf ("%s %s", number, name);
      wabi_report_set_money (row, DEBIT, one->debit[i]);
      wabi_report_set_money (row, CREDIT, one->credit[i]);
      wabi_report_set_money (row, DIFFERENCE, one->debit[i] - one->credit[i]);
      row->words = g_strdup_printf (_("%s: %s debit, %s credit"), row->label, row->cells[DEBIT], row->cells[CREDIT]);
    }
  if (rows->len > 0)
    wabi_report_add_total (rows, wabi_report_find ("balance"));
  return rows;
}

/* ---- months ---- */

enum
{
  STATE = 1, /* columns of "months" */
  MONTH_BILLED,
  MONTH_CASH,
  MONTH_ADJUSTED,
  MONTH_OWED,
};

/* What the closing says of itself, else that the month is open. */
static char *
dup_month_state (WabiDesk *desk, const char *month)
{
  g_autoptr (GPtrArray) closes = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_month_close, "month", month);
  const char *words = _("open");

  for (guint i = 0; i < closes->len; i++)
    {
      WabiRecord *close = g_ptr_array_index (closes, i);

      if (wabi_record_is (close, "state", "closed"))
        {
          g_autofree char *who = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_record_get_text (close, "by"));
          g_autofree char *when = wabi_words_day_year (wabi_zone_day (wabi_desk_get_zone (desk), wabi_record_get_int (close, "at")));

          return g_strdup_printf (_("closed %s by %s"), when, who);
        }
      words = _("opened again");
    }
  return g_strdup (words);
}

/* What is owed at the end of a month is what was owed before it and what came to it: so all months are read, whatever the range. */
static GPtrArray *
make_months (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GPtrArray) books = read_books (desk, wabi_day_from_text ("1900-01-01"), to, NULL, WABI_BOOKS_BY_MONTH);
  g_autofree char *first = wabi_day_dup_text (from);
  GPtrArray *rows = wabi_report_new_rows ();
  gint64 owed = 0;

  for (guint i = 0; books != NULL && i < books->len; i++)
    {
      const WabiBooksRow *one = g_ptr_array_index (books, i);
      WabiReportRow *row;

      owed += wabi_books_row_get (one, WABI_MONEY_RECEIVABLE_PAYER) + wabi_books_row_get (one, WABI_MONEY_RECEIVABLE_FAMILY);
      if (strncmp (one->first, first, strlen ("2026-01")) < 0)
        continue;
      row = wabi_report_add_row (rows);
      set_month_name (row, one->first);
      row->id = g_strdup (one->first);
      row->cells[STATE] = dup_month_state (desk, one->first);
      wabi_report_set_money (row, MONTH_BILLED, -wabi_books_row_get (one, WABI_MONEY_REVENUE));
      wabi_report_set_money (row, MONTH_CASH, wabi_books_row_get (one, WABI_MONEY_CASH_PAYER) + wabi_books_row_get (one, WABI_MONEY_CASH_FAMILY));
      wabi_report_set_money (row, MONTH_ADJUSTED, wabi_books_row_get (one, WABI_MONEY_CONTRACTUAL) + wabi_books_row_get (one, WABI_MONEY_WRITE_OFF));
      wabi_report_set_money (row, MONTH_OWED, owed);
      row->parts[0] = row->numbers[MONTH_CASH] / 100;
      row->words = g_strdup_printf (_("%s, %s: %s billed, %s came in, %s owed at its end"), row->label, row->cells[STATE], row->cells[MONTH_BILLED],
                                    row->cells[MONTH_CASH], row->cells[MONTH_OWED]);
    }
  return rows;
}

#define AGE_TITLES N_ ("0–30 days"), N_ ("31–60"), N_ ("61–90"), N_ ("91–120"), N_ ("Older")
#define AGE_COLUMNS(at) (((1u << WABI_N_AGES) - 1) << (at))

const WabiReportInfo wabi_reports_money[] = {
  { .id = "ageing", .title = N_ ("Owed by payer"), .question = N_ ("Who owes how much, and since when?"),
    .columns = { N_ ("Who"), AGE_TITLES, N_ ("Total") }, .n_columns = 7, .n_left = 1, .parts = { AGE_TITLES }, .n_parts = WABI_N_AGES, .value = TOTAL_AT,
    .lying = TRUE, .money = AGE_COLUMNS (AGES_AT) | COLUMN (TOTAL_AT), .roles = MONEY, .as_of = TRUE, .make = make_ageing },
  { .id = "ageing-clients", .title = N_ ("Owed by client"), .question = N_ ("For which clients is money owed, and since when?"),
    .columns = { N_ ("Client"), N_ ("Payers owe"), N_ ("Family owes"), AGE_TITLES, N_ ("Total") }, .n_columns = 9, .n_left = 1, .parts = { AGE_TITLES },
    .n_parts = WABI_N_AGES, .value = CLIENT_TOTAL_AT, .lying = TRUE, .by_payer = TRUE,
    .money = COLUMN (BY_PAYERS) | COLUMN (BY_FAMILY) | AGE_COLUMNS (CLIENT_AGES_AT) | COLUMN (CLIENT_TOTAL_AT), .roles = MONEY, .as_of = TRUE, .make = make_ageing_clients },
  { .id = "collections", .title = N_ ("Collections by month"), .question = N_ ("What came in each month?"),
    .columns = { N_ ("Month"), N_ ("Billed"), N_ ("From payers"), N_ ("From families"), N_ ("Contractual"), N_ ("Written off") }, .n_columns = 6, .n_left = 1,
    .parts = { N_ ("From payers"), N_ ("From families") }, .n_parts = 2, .value = FROM_PAYERS, .ranged = TRUE, .by_payer = TRUE, .monthly = TRUE,
    .money = COLUMN (1) | COLUMN (2) | COLUMN (3) | COLUMN (4) | COLUMN (5), .roles = MONEY, .make = make_collections },
  { .id = "collections-payers", .title = N_ ("Collections by payer"), .question = N_ ("Who paid?"),
    .columns = { N_ ("Payer"), N_ ("Billed"), N_ ("From payers"), N_ ("From families"), N_ ("Contractual"), N_ ("Written off") }, .n_columns = 6, .n_left = 1,
    .parts = { N_ ("From payers"), N_ ("From families") }, .n_parts = 2, .value = FROM_PAYERS, .lying = TRUE, .ranged = TRUE,
    .money = COLUMN (1) | COLUMN (2) | COLUMN (3) | COLUMN (4) | COLUMN (5), .roles = MONEY, .make = make_collections_payers },
  { .id = "revenue-codes", .title = N_ ("Revenue by code"), .question = N_ ("Which services bring in what?"),
    .columns = { N_ ("Service"), N_ ("Billed"), N_ ("Paid"), N_ ("Adjusted"), N_ ("Open") }, .n_columns = 5, .n_left = 1,
    .parts = { N_ ("Paid"), N_ ("Adjusted"), N_ ("Open") }, .n_parts = 3, .value = WORK_BILLED, .lying = TRUE, .ranged = TRUE, .by_payer = TRUE,
    .money = COLUMN (1) | COLUMN (2) | COLUMN (3) | COLUMN (4), .roles = MONEY, .make = make_revenue_codes },
  { .id = "revenue-people", .title = N_ ("Revenue by person"), .question = N_ ("Whose work brings in what?"),
    .columns = { N_ ("Person"), N_ ("Billed"), N_ ("Paid"), N_ ("Adjusted"), N_ ("Open") }, .n_columns = 5, .n_left = 1,
    .parts = { N_ ("Paid"), N_ ("Adjusted"), N_ ("Open") }, .n_parts = 3, .value = WORK_BILLED, .lying = TRUE, .ranged = TRUE, .by_payer = TRUE,
    .money = COLUMN (1) | COLUMN (2) | COLUMN (3) | COLUMN (4), .roles = MONEY, .make = make_revenue_staff },
  { .id = "months", .title = N_ ("Months"), .question = N_ ("Which months are closed? Open one to see its accounts, close it, or open it again."),
    .columns = { N_ ("Month"), N_ ("Books"), N_ ("Billed"), N_ ("Came in"), N_ ("Adjusted"), N_ ("Owed at its end") }, .n_columns = 6, .n_left = 2,
    .parts = { N_ ("Came in") }, .n_parts = 1, .value = MONTH_CASH, .ranged = TRUE, .monthly = TRUE, .money = COLUMN (2) | COLUMN (3) | COLUMN (4) | COLUMN (5),
    .roles = MONEY, .make = make_months, .follow = wabi_month_follow },
  { .id = "balance", .title = N_ ("Trial balance"), .question = N_ ("What moved on each account?"),
    .columns = { N_ ("Account"), N_ ("In your bookkeeping"), N_ ("Debit"), N_ ("Credit"), N_ ("Difference") }, .n_columns = 5, .n_left = 2, .ranged = TRUE,
    .by_payer = TRUE, .money = COLUMN (DEBIT) | COLUMN (CREDIT) | COLUMN (DIFFERENCE), .roles = MONEY, .make = make_balance },
};
const guint wabi_n_reports_money = G_N_ELEMENTS (wabi_reports_money);
