// SPDX-License-Identifier: AGPL-3.0-or-later
// Looks into lists of names, references, dates and amounts.

#include "wabi-x12-parts.h"

#include <string.h>

const WabiX12Name *
wabi_x12_find_name (const WabiX12Name *names, guint n, const char *role)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (names[i].role, role) == 0)
      return &names[i];
  return NULL;
}

const char *
wabi_x12_find_reference (const WabiX12Reference *references, guint n, const char *kind)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (references[i].kind, kind) == 0)
      return references[i].value;
  return NULL;
}

const WabiX12Date *
wabi_x12_find_date (const WabiX12Date *dates, guint n, const char *kind)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (dates[i].kind, kind) == 0)
      return &dates[i];
  return NULL;
}

gboolean
wabi_x12_find_amount (const WabiX12Amount *amounts, guint n, const char *kind, gint64 *cents)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (amounts[i].kind, kind) == 0)
      {
        *cents = amounts[i].cents;
        return TRUE;
      }
  return FALSE;
}
