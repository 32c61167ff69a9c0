// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the tables that CMS publishes each quarter: units of a day (MUE) and pairs of codes (NCCI PTP) for practitioners.

#pragma once

#include "wabi-ncci.h"

G_BEGIN_DECLS

/** WABI_EDIT_IMPORT_ERROR: %WABI_EDIT_IMPORT_ERROR_UNKNOWN: no row of either table; %WABI_EDIT_IMPORT_ERROR_NOTHING: none of the practice's codes. */
#define WABI_EDIT_IMPORT_ERROR (wabi_edit_import_error_quark ())
GQuark wabi_edit_import_error_quark (void);

typedef enum
{
  WABI_EDIT_IMPORT_ERROR_UNKNOWN,
  WABI_EDIT_IMPORT_ERROR_NOTHING,
} WabiEditImportError;

/** WabiEditLimit: most units of @code in a day; @mai is CMS's indicator of how it is judged, 1 to 3, 0 where none is said. */
typedef struct
{
  char code[6];
  int units;
  int mai;
} WabiEditLimit;

/**
 * WabiEditImport:
 * @is_pairs: whether it is the table of pairs, else that of units
 * @limits: (element-type WabiEditLimit): those of the practice's codes, by code
 * @pairs: (element-type WabiNcciPair): those with one of the practice's codes, sorted
 * @rows: rows that were read
 * @others: of these, how many are of other codes
 * @ended: of these, how many do not hold on the day that was asked for
 * @unread: lines among the rows that are neither
 * @newest: the last day on which a row of the practice's codes begins, %WABI_DAY_NONE where the table says none
 */
typedef struct
{
  gboolean is_pairs;
  GArray *limits;
  GArray *pairs;
  guint rows, others, ended, unread;
  WabiDay newest;
} WabiEditImport;

/**
 * wabi_edit_import_read:
 * @data: (array length=length): the published file, comma or tab separated, with its copyright and heading lines
 * @codes: (array zero-terminated=1): codes that the practice may bill
 * @day: pairs that hold on that day are taken
 * @error: where to put an error of #WABI_EDIT_IMPORT_ERROR, in words for people
 *
 * Returns: (transfer full) (nullable): what concerns the practice
 */
WabiEditImport *wabi_edit_import_read (const char *data, gsize length, const char *const *codes, WabiDay day, GError **error);

/** wabi_edit_import_free: frees @import, (transfer full) (nullable). */
void wabi_edit_import_free (WabiEditImport *import);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiEditImport, wabi_edit_import_free)

G_END_DECLS
