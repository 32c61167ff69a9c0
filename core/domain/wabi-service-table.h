// SPDX-License-Identifier: AGPL-3.0-or-later
// The services that a practice may give and bill: those that come with the program, and its own.

#pragma once

#include "wabi-codes.h"
#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * WabiServiceTable:
 *
 * What a practice's service codes are, as of any day: its own records (service_code) before what comes with the program. It shows
 * the records as they stood when it was made, and never changes.
 */
typedef struct _WabiServiceTable WabiServiceTable;

/**
 * wabi_service_table_new:
 * @view: where to look
 *
 * Returns: (transfer full): the practice's table
 */
WabiServiceTable *wabi_service_table_new (const WabiView *view);

/**
 * wabi_service_table_new_from:
 * @records: (element-type WabiRecord): the practice's service_code records
 *
 * Returns: (transfer full): the table that they make
 */
WabiServiceTable *wabi_service_table_new_from (const GPtrArray *records);

/** wabi_service_table_ref: Returns: (transfer full): @table. */
WabiServiceTable *wabi_service_table_ref (WabiServiceTable *table);

/** wabi_service_table_unref: lets @table go, (transfer full) (nullable). */
void wabi_service_table_unref (WabiServiceTable *table);

/**
 * wabi_service_table_find:
 * @table: a table
 * @code: (nullable): a service code
 * @day: as of when; %WABI_DAY_NONE for any day: then the newest row answers
 *
 * Of a code's own rows that hold on @day the one that began last counts, then the one that was recorded last; where none does, what
 * comes with the program.
 *
 * Returns: (transfer none) (nullable): its row, which lives as long as the table; %NULL where the practice has no such code
 */
const WabiServiceCode *wabi_service_table_find (WabiServiceTable *table, const char *code, WabiDay day);

/**
 * wabi_service_table_has_in:
 * @table: a table
 * @code: (nullable): a service code
 * @from: first day, or %WABI_DAY_NONE
 * @to: last day, or %WABI_DAY_NONE
 *
 * Returns: whether the practice has the code on one of these days at least
 */
gboolean wabi_service_table_has_in (WabiServiceTable *table, const char *code, WabiDay from, WabiDay to);

/**
 * wabi_service_table_list:
 * @table: a table
 * @from: what ended before this day is left out; %WABI_DAY_NONE for nothing
 *
 * Returns: (transfer container) (element-type WabiServiceCode): what may be offered for @from and later: what comes with the program in
 *   its order, then the practice's own by code
 */
GPtrArray *wabi_service_table_list (WabiServiceTable *table, WabiDay from);

/**
 * wabi_service_table_name:
 * @table: a table
 * @code: (nullable): a service code
 * @day: as of when; %WABI_DAY_NONE for any day
 *
 * Returns: (transfer none) (nullable): its name for people, translated where it comes with the program; the code itself where it is
 *   not in the table
 */
const char *wabi_service_table_name (WabiServiceTable *table, const char *code, WabiDay day);

/** wabi_service_get_name: Returns: (transfer none): the name of a table's row for people. */
const char *wabi_service_get_name (const WabiServiceCode *service);

/** wabi_service_is: Returns: whether @service is there and has @flag. */
gboolean wabi_service_is (const WabiServiceCode *service, WabiServiceFlags flag);

/**
 * wabi_lookup_service_name:
 * @view: where to look
 * @code: (nullable): a service code
 *
 * For words about one service, where no table is at hand.
 *
 * Returns: (transfer full) (nullable): as wabi_service_table_name(), of any day
 */
char *wabi_lookup_service_name (const WabiView *view, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiServiceTable, wabi_service_table_unref)

G_END_DECLS
