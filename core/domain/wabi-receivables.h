// SPDX-License-Identifier: AGPL-3.0-or-later
// What reports tell of the books: who owes what since when, and what moved, by month, payer, person or code.

#pragma once

#include "wabi-money-book.h"

G_BEGIN_DECLS

/**
 * WabiAge:
 * @WABI_AGE_30: to 30 days after the service
 * @WABI_AGE_60: 31 to 60
 * @WABI_AGE_90: 61 to 90
 * @WABI_AGE_120: 91 to 120
 * @WABI_AGE_OLDER: 121 and more
 * @WABI_N_AGES: how many
 *
 * How long money has been owed.
 */
typedef enum
{
  WABI_AGE_30,
  WABI_AGE_60,
  WABI_AGE_90,
  WABI_AGE_120,
  WABI_AGE_OLDER,
  WABI_N_AGES,
} WabiAge;

/** wabi_age_from_days: Returns: the age of what is @days old; what is of a day to come is young. */
WabiAge wabi_age_from_days (int days);

/**
 * WabiOwed:
 * @payer: (nullable): who owes it; %NULL where the family does
 * @client: (nullable): for whom
 * @cents: by age
 * @total: all ages; may be negative where more was paid than asked
 *
 * What one payer, or one family, owes for one client.
 */
typedef struct
{
  char *payer, *client;
  gint64 cents[WABI_N_AGES];
  gint64 total;
} WabiOwed;

/**
 * wabi_receivables_list:
 * @view: where to look
 * @as_of: the last day of the books that counts
 * @error: where to put an error of the store
 *
 * Who owes what at the end of a day, aged by the day of service; what is about no charge by the day of its entry. All of it together is what the
 * accounts receivable_payer and receivable_family hold on that day.
 *
 * Returns: (transfer full) (element-type WabiOwed) (nullable): by payer and client; %NULL with @error set
 */
GPtrArray *wabi_receivables_list (const WabiView *view, WabiDay as_of, GError **error);

/**
 * WabiBooksBy:
 * @WABI_BOOKS_BY_NOTHING: all in one
 * @WABI_BOOKS_BY_DAY: by the day of the books, YYYY-MM-DD
 * @WABI_BOOKS_BY_MONTH: by its month, YYYY-MM
 * @WABI_BOOKS_BY_PAYER: by the leg's payer; what families do has none
 * @WABI_BOOKS_BY_CODE: by the charge's service code
 * @WABI_BOOKS_BY_STAFF: by the charge's person
 *
 * How legs are put together.
 */
typedef enum
{
  WABI_BOOKS_BY_NOTHING,
  WABI_BOOKS_BY_DAY,
  WABI_BOOKS_BY_MONTH,
  WABI_BOOKS_BY_PAYER,
  WABI_BOOKS_BY_CODE,
  WABI_BOOKS_BY_STAFF,
} WabiBooksBy;

/**
 * WabiBooksRow:
 * @first: (nullable): what the legs have in common; %NULL for those that have none
 * @second: (nullable): the same by the second way
 * @debit: by account, each from nothing up
 * @credit: by account, each from nothing up
 *
 * Legs put together.
 */
typedef struct
{
  char *first, *second;
  gint64 debit[WABI_MONEY_N_ACCOUNTS], credit[WABI_MONEY_N_ACCOUNTS];
} WabiBooksRow;

/** wabi_books_row_get: Returns: what is on an account: debit less credit. */
gint64 wabi_books_row_get (const WabiBooksRow *row, WabiMoneyAccount account);

/**
 * wabi_books_list:
 * @view: where to look
 * @filter: which legs
 * @first: how they are put together
 * @second: and within that
 * @error: where to put an error of the store
 *
 * Each leg is in one row and in no second one, so that the rows together are what wabi_money_sum() says of the same filter.
 *
 * Returns: (transfer full) (element-type WabiBooksRow) (nullable): by @first and @second; %NULL with @error set
 */
GPtrArray *wabi_books_list (const WabiView *view, const WabiMoneyFilter *filter, WabiBooksBy first, WabiBooksBy second, GError **error);

/**
 * WabiClaimRate:
 * @payer: (nullable): whose; %NULL for all
 * @sent: first claims that were sent
 * @decided: those of them that the payer has decided
 * @clean: those decided that were accepted and paid in full or in part without a rejection, a denial or a second claim
 * @rejected: those sent that were rejected on their way
 * @denied: those decided of which something was denied
 *
 * How claims fared. A first claim is one with frequency 1.
 */
typedef struct
{
  char *payer;
  guint sent, decided, clean, rejected, denied;
} WabiClaimRate;

/**
 * wabi_claim_rates_list:
 * @view: where to look
 * @from: first instant of sending
 * @to: the instant after the last
 * @error: where to put an error of the store
 *
 * Returns: (transfer full) (element-type WabiClaimRate) (nullable): by payer; %NULL with @error set
 */
GPtrArray *wabi_claim_rates_list (const WabiView *view, gint64 from, gint64 to, GError **error);

/**
 * wabi_receivables_count_days:
 * @open: what is owed, in cents
 * @billed: what was billed in @days
 * @days: how many days that was
 *
 * Days in receivables: how many days of work wait to be paid.
 *
 * Returns: tenths of days; -1 where nothing was billed
 */
int wabi_receivables_count_days (gint64 open, gint64 billed, int days);

G_END_DECLS
