// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a table of CMS: read or refused in words; what is read is sorted, of our codes, and each once.

#include "fuzz.h"

#include <string.h>

#include "wabi-edit-import.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const codes[] = { "97151", "97153", "97154", "97155", "97158", "0362T", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *exact = g_memdup2 (data, size); // reading beyond shows
  g_autoptr (WabiEditImport) import = wabi_edit_import_read (exact, size, codes, wabi_day_from_ymd (2026, 4, 1), &error);

  g_assert_true ((import == NULL) == (error != NULL));
  if (import == NULL)
    return 0;
  g_assert_cmpuint (import->limits->len + import->pairs->len + import->others + import->ended, <=, import->rows);
  g_assert_true ((import->is_pairs ? import->limits : import->pairs)->len == 0);
  for (guint i = 0; i < import->limits->len; i++)
    {
      const WabiEditLimit *limit = &g_array_index (import->limits, WabiEditLimit, i);

      g_assert_true (g_strv_contains (codes, limit->code));
      g_assert_true (limit->units >= 0 && limit->mai >= 0 && limit->mai <= 3);
      if (i > 0)
        g_assert_cmpstr (g_array_index (import->limits, WabiEditLimit, i - 1).code, <, limit->code);
    }
  for (guint i = 0; i < import->pairs->len; i++)
    {
      const WabiNcciPair *pair = &g_array_index (import->pairs, WabiNcciPair, i);

      g_assert_true (g_strv_contains (codes, pair->column1) || g_strv_contains (codes, pair->column2));
      g_assert_cmpint (pair->indicator, <=, 1);
      if (i > 0)
        g_assert_cmpint (wabi_ncci_pair_compare (&g_array_index (import->pairs, WabiNcciPair, i - 1), pair), <, 0);
    }
  return 0;
}
