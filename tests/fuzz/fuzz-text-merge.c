// SPDX-License-Identifier: AGPL-3.0-or-later
// Any three texts, parted by form feeds, through the three-way merge: nothing typed may be lost, and the order of the two does not matter.

#include "fuzz.h"

#include "wabi-text-diff.h"

static void
check_split (const char *text, WabiTextUnit unit)
{
  g_auto (GStrv) pieces = wabi_text_split (text, unit);
  g_autofree char *again = g_strjoinv ("", pieces);

  g_assert_cmpstr (again, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, MIN (size, 4096));
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "\f", 3) : NULL;
  g_autofree char *merged = NULL, *turned = NULL, *same = NULL, *alone = NULL;

  if (parts == NULL || g_strv_length (parts) < 3)
    return 0;
  check_split (parts[0], WABI_TEXT_SENTENCES);
  check_split (parts[1], WABI_TEXT_WORDS);
  merged = wabi_text_merge (parts[0], parts[1], parts[2]);
  turned = wabi_text_merge (parts[0], parts[2], parts[1]);
  g_assert_cmpstr (merged, ==, turned);
  same = wabi_text_merge (parts[0], parts[1], parts[1]);
  g_assert_cmpstr (same, ==, parts[1]);
  alone = wabi_text_merge (parts[0], parts[0], parts[2]);
  g_assert_cmpstr (alone, ==, parts[2]);
  return 0;
}
