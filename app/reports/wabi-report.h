// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-bar-chart.h"
#include "wabi-desk.h"
#include "wabi-listing.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

#define WABI_REPORT_MAX_COLUMNS 10

/**
 * WabiReportRow:
 *
 * A row of numbers and its bar. A total is below the others, without a bar; @numbers are what other programs read, cents where the column is
 * of money, NAN where there is none.
 */
#define WABI_TYPE_REPORT_ROW (wabi_report_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiReportRow, wabi_report_row, WABI, REPORT_ROW, GObject)

struct _WabiReportRow
{
  GObject parent_instance;
  char *cells[WABI_REPORT_MAX_COLUMNS];
  double numbers[WABI_REPORT_MAX_COLUMNS];
  gboolean total;
  char *label, *words;
  double parts[WABI_BAR_MAX_PARTS];
  double mark;
  double order;
  char *place, *id;
};

/**
 * WabiReportInfo:
 * @id: its id
 * @title: untranslated
 * @question: what it answers, untranslated
 * @columns: titles of the columns, untranslated; those after @n_left hold numbers
 * @n_columns: how many
 * @n_left: how many stand at the left
 * @parts: what the parts of a bar are, untranslated
 * @n_parts: how many
 * @mark: (nullable): what the tick is, untranslated
 * @value: the column whose number stands at the bar
 * @lying: whether the bars lie
 * @ranged: whether it is of the chosen days
 * @by_payer: whether it can be of one payer
 * @monthly: whether it is of whole months, from the one in which the chosen days begin
 * @money: which columns are of money, a bit for each
 * @roles: who may see it: those who have the records
 * @make: reads the records; @from and @to are days, @to not included; @payer may be %NULL for all
 * @follow: (nullable): shows what is behind a row; without it the row's place in the program is opened
 * @as_of: whether it is of the end of a day that can be chosen, the last one before @to
 *
 * A report.
 */
typedef struct
{
  const char *id, *title, *question;
  const char *columns[WABI_REPORT_MAX_COLUMNS];
  guint n_columns, n_left;
  const char *parts[WABI_BAR_MAX_PARTS];
  guint n_parts;
  const char *mark;
  guint value;
  gboolean lying, ranged, by_payer, monthly;
  guint money;
  guint roles;
  GPtrArray *(*make) (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer);
  void (*follow) (WabiDesk *desk, GtkWindow *parent, WabiReportRow *row);
  gboolean as_of;
} WabiReportInfo;

/**
 * wabi_reports_get_all:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): all reports
 */
const WabiReportInfo *wabi_reports_get_all (guint *n);

/**
 * wabi_report_to_listing:
 * @info: a report
 * @rows: (element-type WabiReportRow): its rows
 * @subtitle: of which days, and of whom
 *
 * Returns: (transfer full): the same for paper and other programs
 */
WabiListing *wabi_report_to_listing (const WabiReportInfo *info, GPtrArray *rows, const char *subtitle);

G_END_DECLS
