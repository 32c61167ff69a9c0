// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-model.h"

G_BEGIN_DECLS

/** WABI_CMS1500_COLUMNS: ten characters an inch. */
#define WABI_CMS1500_COLUMNS 80
/** WABI_CMS1500_ROWS: six lines an inch. */
#define WABI_CMS1500_ROWS 66
/** WABI_CMS1500_LINES: service lines of one form. */
#define WABI_CMS1500_LINES 6

/**
 * WabiCms1500Page:
 * @rows: what is printed, row after row, filled with blanks and ended by NUL
 *
 * One form of 02/12 on its grid.
 */
typedef struct
{
  char rows[WABI_CMS1500_ROWS][WABI_CMS1500_COLUMNS + 1];
} WabiCms1500Page;

/**
 * wabi_cms1500_lay_out:
 * @batch: who is to be paid
 * @claim: one of its claims
 *
 * What is too long for its box is cut. Six service lines stand on a form; the total stands on the last.
 *
 * Returns: (transfer full) (element-type WabiCms1500Page): the forms
 */
GPtrArray *wabi_cms1500_lay_out (const WabiClaimBatch *batch, const WabiClaim *claim);

/**
 * wabi_cms1500_dup_text:
 * @page: a form
 *
 * Returns: (transfer full): its rows without the blanks at their ends
 */
char *wabi_cms1500_dup_text (const WabiCms1500Page *page);

G_END_DECLS
