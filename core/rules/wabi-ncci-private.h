// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-ncci.h"

G_BEGIN_DECLS

/* Several pairs in short: each of @codes with each of @others. */
typedef struct
{
  const char *codes;
  gboolean first; /* whether @codes stand in column 1 */
  int indicator;
  WabiNcciReason reason;
  const char *others; /* codes and ranges of numbers */
} WabiNcciRow;

extern const WabiNcciRow wabi_ncci_rows[];
extern const gsize wabi_n_ncci_rows;

G_END_DECLS
