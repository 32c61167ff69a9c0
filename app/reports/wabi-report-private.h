// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of reports share.

#pragma once

#include "wabi-receivables.h"
#include "wabi-report.h"

G_BEGIN_DECLS

extern const WabiReportInfo wabi_reports_care[], wabi_reports_money[], wabi_reports_claims[];
extern const guint wabi_n_reports_care, wabi_n_reports_money, wabi_n_reports_claims;

GPtrArray *wabi_report_new_rows (void);
WabiReportRow *wabi_report_add_row (GPtrArray *rows);

/* By order, the least first. */
int wabi_report_compare_rows (gconstpointer a, gconstpointer b);

void wabi_report_set_money (WabiReportRow *row, guint column, gint64 cents);
void wabi_report_set_count (WabiReportRow *row, guint column, int count);
void wabi_report_set_share (WabiReportRow *row, guint column, guint part, guint whole);

/* The label and the first cell. */
void wabi_report_set_name (WabiReportRow *row, const char *name);

/* The row of a key in @by_key (of copied keys), added where there is none. */
WabiReportRow *wabi_report_find_row (GPtrArray *rows, GHashTable *by_key, const char *key, const char *name);

char *wabi_report_dup_payer (WabiDesk *desk, const char *id);

/* The sum of each column of numbers, as the last row. */
WabiReportRow *wabi_report_add_total (GPtrArray *rows, const WabiReportInfo *info);

const WabiReportInfo *wabi_report_find (const char *id);

/* wabi-month-window.c: a month's books, closed or open; @row's id is the month. */
void wabi_month_follow (WabiDesk *desk, GtkWindow *parent, WabiReportRow *row);

/* wabi-ledger-export.c */

/* The journal by day and account, debits and credits, under the practice's own account numbers; no names. %NULL with @error set. */
WabiListing *wabi_ledger_make (const WabiView *view, WabiRecord *practice, WabiDay from, WabiDay to, GError **error);

/* What the practice's bookkeeping calls an account: @number and @name are to be freed. @practice may be %NULL. */
void wabi_ledger_dup_account (WabiRecord *practice, WabiMoneyAccount account, char **number, char **name);

/* wabi-ledger-accounts.c: asks for the practice's own numbers. */
void wabi_ledger_ask_accounts (WabiDesk *desk, GtkWindow *parent);

G_END_DECLS
