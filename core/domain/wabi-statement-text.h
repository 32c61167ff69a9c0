// SPDX-License-Identifier: AGPL-3.0-or-later
// What a statement says to a parent, in the parent's language.

#pragma once

#include "wabi-family-plan.h"
#include "wabi-sheet.h"

G_BEGIN_DECLS

/**
 * WabiStatementFacts:
 * @language: "en" or "es"
 * @number: of the statement
 * @date: its day
 * @due: until when it is to be paid, or %WABI_DAY_NONE
 * @practice: (nullable): who writes
 * @client: (nullable): whose services
 * @account: (not nullable): the lines to show, and what is owed in all
 * @plan: (nullable): the payment plan through @due
 * @payments: (nullable) (element-type WabiRecord): what the family paid since the last statement
 */
typedef struct
{
  const char *language;
  gint64 number;
  WabiDay date, due;
  WabiRecord *practice, *client;
  const WabiFamilyAccount *account;
  const WabiPlanState *plan;
  GPtrArray *payments;
} WabiStatementFacts;

/** wabi_statement_write: Returns: (transfer full): the statement; see wabi-sheet.h. */
JsonArray *wabi_statement_write (const WabiStatementFacts *facts);

/**
 * wabi_statement_pick_lines:
 * @view: where earlier statements are
 * @client: a client
 * @account: an account; lines that are paid and were told so before are taken out of it, its sums stay
 *
 * A statement shows what is open, and what changed since the family was told.
 *
 * Returns: (transfer full): the payments since the last statement
 */
GPtrArray *wabi_statement_pick_lines (const WabiView *view, const char *client, WabiFamilyAccount *account);

/** wabi_sheet_add_practice: begins @sheet with name, address and telephone of @practice (nullable). */
void wabi_sheet_add_practice (JsonArray *sheet, WabiTongue tongue, WabiRecord *practice);

G_END_DECLS
