// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-edit-import.h"
#include "wabi-payer-terms.h"

G_BEGIN_DECLS

/**
 * WabiEditChange:
 * @code: a code; column 1 of a pair
 * @other: (nullable): column 2 of a pair; %NULL for units of a day
 * @before: units or indicator as it is known now, -1 where none is
 * @after: as the new table says, -1 where it says none
 *
 * What an imported table would change.
 */
typedef struct
{
  char code[6];
  char other[6];
  int before;
  int after;
} WabiEditChange;

/**
 * wabi_edit_preview:
 * @view: where to look
 * @import: what was read
 * @program: "medicare" or "medicaid"
 * @from: first day of the new table
 *
 * Compares it with what is known of that day now.
 *
 * Returns: (transfer full) (element-type WabiEditChange): what would change, pairs among the practice's own codes first
 */
GArray *wabi_edit_preview (const WabiView *view, const WabiEditImport *import, const char *program, WabiDay from);

/** wabi_edit_change_words: Returns: (transfer full): "97151: 12 units a day, 8 before". */
char *wabi_edit_change_words (const WabiEditChange *change);

/**
 * wabi_edit_import_args:
 * @import: what was read
 * @id: id of the new record
 * @program: "medicare" or "medicaid"
 * @from: first day, YYYY-MM-DD
 * @to: (nullable): last day
 * @source: where it was published
 *
 * Returns: (transfer full): arguments of the command "edit-table.import"
 */
JsonObject *wabi_edit_import_args (const WabiEditImport *import, const char *id, const char *program, const char *from, const char *to,
                                   const char *source);

/** wabi_edit_codes: Returns: (transfer full): the codes that the practice of @view may bill: those of the program and its own. */
GStrv wabi_edit_codes (const WabiView *view);

G_END_DECLS
