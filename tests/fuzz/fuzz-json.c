// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes through the strict JSON scan: nothing may crash or read outside; what it lets through json-glib must take, and the canonical form must pass again.

#include "fuzz.h"

#include "wabi-json.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size); /* no byte after it, so that reading beyond shows */
  const char *text = exact != NULL ? exact : "";
  g_autoptr (GError) error = NULL;
  gboolean sound = wabi_json_scan (text, size, NULL, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *canonical = NULL, *second = NULL;

  g_assert_true (sound == (error == NULL));
  if (!sound)
    return 0;
  node = wabi_json_parse (text, (gssize) size, NULL, &error);
  g_assert_no_error (error);
  canonical = wabi_json_to_canonical (node);
  g_assert_true (wabi_json_scan (canonical, strlen (canonical), NULL, &error));
  again = wabi_json_parse (canonical, -1, NULL, &error);
  second = wabi_json_to_canonical (again);
  g_assert_cmpstr (canonical, ==, second);
  return 0;
}
