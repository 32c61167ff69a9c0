// SPDX-License-Identifier: AGPL-3.0-or-later
// Which line of a fee schedule prices a service.

#include "wabi-payer-terms.h"

#include <string.h>

static gboolean
fits (WabiRecord *fee, const WabiFeeKey *key)
{
  const char *modifier = wabi_record_get_text (fee, "modifier"), *to = wabi_record_get_text (fee, "valid_to");

  return wabi_record_is (fee, "service_code", key->code) && g_strcmp0 (wabi_record_get_text (fee, "valid_from"), key->date) <= 0
         && (to == NULL || g_strcmp0 (to, key->date) >= 0)
         && (modifier == NULL || *modifier == '\0' || (key->modifiers != NULL && g_strv_contains (key->modifiers, modifier)))
         && (!wabi_record_has (fee, "credential") || wabi_record_is (fee, "credential", key->credential))
         && (!wabi_record_has (fee, "place") || wabi_record_is (fee, "place", key->place));
}

static int
rank (WabiRecord *fee)
{
  const char *modifier = wabi_record_get_text (fee, "modifier");

  return (modifier != NULL && *modifier != '\0' ? 4 : 0) + (wabi_record_has (fee, "credential") ? 2 : 0) + (wabi_record_has (fee, "place") ? 1 : 0);
}

static gboolean
is_better (WabiRecord *fee, WabiRecord *best)
{
  int later = g_strcmp0 (wabi_record_get_text (fee, "valid_from"), wabi_record_get_text (best, "valid_from"));

  if (rank (fee) != rank (best))
    return rank (fee) > rank (best);
  return later != 0 ? later > 0 : strcmp (wabi_record_get_id (fee), wabi_record_get_id (best)) > 0;
}

WabiRecord *
wabi_fee_find (GPtrArray *fees, const WabiFeeKey *key)
{
  WabiRecord *best = NULL;

  for (guint i = 0; i < fees->len; i++)
    if (fits (g_ptr_array_index (fees, i), key) && (best == NULL || is_better (g_ptr_array_index (fees, i), best)))
      best = g_ptr_array_index (fees, i);
  return best;
}
