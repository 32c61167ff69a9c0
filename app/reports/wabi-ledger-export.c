// SPDX-License-Identifier: AGPL-3.0-or-later
// The books for the practice's bookkeeping: a journal entry for each day, under the practice's own account numbers. No person's name is in it.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-json.h"
#include "wabi-report-private.h"

/* Where a small practice would keep them; QuickBooks takes any number. */
static const struct { const char *number, *name; } defaults[WABI_MONEY_N_ACCOUNTS] = {
  [WABI_MONEY_CASH_PAYER] = { "1050", N_ ("Undeposited funds: payers") },
  [WABI_MONEY_CASH_FAMILY] = { "1060", N_ ("Undeposited funds: families") },
  [WABI_MONEY_RECEIVABLE_PAYER] = { "1200", N_ ("Accounts receivable: payers") },
  [WABI_MONEY_RECEIVABLE_FAMILY] = { "1210", N_ ("Accounts receivable: families") },
  [WABI_MONEY_PAYER_RECOVERY] = { "1250", N_ ("Taken back by payers") },
  [WABI_MONEY_FORWARD_BALANCE] = { "1260", N_ ("Carried forward by payers") },
  [WABI_MONEY_FAMILY_CREDIT] = { "2100", N_ ("Customer credits: families") },
  [WABI_MONEY_SUSPENSE] = { "2150", N_ ("Receipts in suspense") },
  [WABI_MONEY_REFUND] = { "2200", N_ ("Refunds owed to payers") },
  [WABI_MONEY_REVENUE] = { "4000", N_ ("Service revenue") },
  [WABI_MONEY_INTEREST] = { "4800", N_ ("Interest from payers") },
  [WABI_MONEY_CONTRACTUAL] = { "4900", N_ ("Contractual adjustments") },
  [WABI_MONEY_WRITE_OFF] = { "4950", N_ ("Write-offs") },
};

static JsonObject *
find_own (WabiRecord *practice, WabiMoneyAccount account)
{
  JsonArray *own = practice != NULL ? wabi_record_get_array (practice, "ledger_accounts") : NULL;

  for (guint i = 0; own != NULL && i < json_array_get_length (own); i++)
    {
      JsonNode *node = json_array_get_element (own, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (one != NULL && g_strcmp0 (wabi_json_peek_text (one, "account"), wabi_money_account_get_name (account)) == 0)
        return one;
    }
  return NULL;
}

void
wabi_ledger_dup_account (WabiRecord *practice, WabiMoneyAccount account, char **number, char **name)
{
  JsonObject *own = find_own (practice, account);
  const char *own_number = own != NULL ? wabi_json_peek_text (own, "number") : NULL, *own_name = own != NULL ? wabi_json_peek_text (own, "name") : NULL;

  *number = g_strdup (own_number != NULL && *own_number != '\0' ? own_number : defaults[account].number);
  *name = g_strdup (own_name != NULL && *own_name != '\0' ? own_name : _(defaults[account].name));
}

/* Month, day, year: what QuickBooks of the United States reads. */
static char *
dup_date (const char *date)
{
  return g_strdup_printf ("%.2s/%.2s/%.4s", date + 5, date + 8, date);
}

static void
add_line (WabiListing *sheet, WabiRecord *practice, const char *date, WabiMoneyAccount account, gint64 debit, gint64 credit)
{
  g_autofree char *number = NULL, *name = NULL, *day = dup_date (date), *journal = g_strdup_printf ("WC-%s", date);
  g_autofree char *debit_words = debit > 0 ? wabi_format_money (debit) : NULL, *credit_words = credit > 0 ? wabi_format_money (credit) : NULL;

  wabi_ledger_dup_account (practice, account, &number, &name);
  wabi_listing_begin_row (sheet, WABI_ROW_PLAIN);
  wabi_listing_add_text (sheet, journal);
  wabi_listing_add_text (sheet, day);
  wabi_listing_add_text (sheet, number);
  wabi_listing_add_text (sheet, name);
  if (debit > 0)
    wabi_listing_add_number (sheet, debit_words, (double) debit);
  else
    wabi_listing_add_text (sheet, NULL);
  if (credit > 0)
    wabi_listing_add_number (sheet, credit_words, (double) credit);
  else
    wabi_listing_add_text (sheet, NULL);
  wabi_listing_add_text (sheet, wabi_money_account_get_words (account));
}

WabiListing *
wabi_ledger_make (const WabiView *view, WabiRecord *practice, WabiDay from, WabiDay to, GError **error)
{
  g_autofree char *first = wabi_day_dup_text (from), *last = wabi_day_dup_text (to - 1), *range = g_strdup_printf ("%s – %s", first, last);
  const WabiMoneyFilter filter = { .from = first, .to = last };
  g_autoptr (GPtrArray) days = wabi_books_list (view, &filter, WABI_BOOKS_BY_DAY, WABI_BOOKS_BY_NOTHING, error);
  WabiListing *sheet;

  if (days == NULL)
    return NULL;
  sheet = wabi_listing_new (_("General ledger"), range);
  /* The headings are those that QuickBooks looks for, in any language. */
  wabi_listing_add_column (sheet, "Journal No", WABI_CELL_TEXT, 1);
  wabi_listing_add_column (sheet, "Journal Date", WABI_CELL_TEXT, 1);
  wabi_listing_add_column (sheet, "Account Number", WABI_CELL_TEXT, 1);
  wabi_listing_add_column (sheet, "Account Name", WABI_CELL_TEXT, 2);
  wabi_listing_add_column (sheet, "Debits", WABI_CELL_MONEY, 1);
  wabi_listing_add_column (sheet, "Credits", WABI_CELL_MONEY, 1);
  wabi_listing_add_column (sheet, "Description", WABI_CELL_TEXT, 2);
  for (guint i = 0; i < days->len; i++)
    {
      const WabiBooksRow *day = g_ptr_array_index (days, i);

      for (guint account = 1; account < WABI_MONEY_N_ACCOUNTS; account++)
        {
          if (day->debit[account] > 0)
            add_line (sheet, practice, day->first, (WabiMoneyAccount) account, day->debit[account], 0);
          if (day->credit[account] > 0)
            add_line (sheet, practice, day->first, (WabiMoneyAccount) account, 0, day->credit[account]);
        }
    }
  return sheet;
}
