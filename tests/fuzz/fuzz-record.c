// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as a record's body and as an edit of it. First line: the kind; then the body, what was seen, what is wanted, a line each.

#include "fuzz.h"

#include "wabi-domain.h"
#include "wabi-merge.h"

static JsonObject *
parse_line (const char *line)
{
  return line != NULL ? wabi_json_parse_object (line, -1, NULL, NULL) : NULL;
}

static void
try_edit (WabiRecord *record, const char *base_line, const char *set_line)
{
  g_autoptr (JsonObject) base = parse_line (base_line);
  g_autoptr (JsonObject) set = parse_line (set_line);
  g_autofree char *body = NULL;
  WabiMerge merge;

  if (base == NULL || set == NULL)
    return;
  wabi_merge_edit (record, base, set, &merge);
  wabi_merge_clear (&merge);
  body = wabi_record_dup_json (record);
  g_assert_true (wabi_json_scan (body, strlen (body), NULL, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", 4) : NULL;
  const WabiKind *kind = lines != NULL && lines[0] != NULL ? wabi_domain_find_kind (lines[0]) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiRecord) again = NULL;
  g_autofree char *body = NULL, *second = NULL;

  if (kind == NULL || lines[1] == NULL)
    return 0;
  record = wabi_record_new_from_body (kind, "01900000-0000-7000-8000-0000000000a1", lines[1], &error);
  g_assert_true ((record == NULL) == (error != NULL));
  if (record == NULL || !wabi_record_check (record, NULL))
    return 0;
  /* What is stored is read back the same. */
  body = wabi_record_dup_json (record);
  again = wabi_record_new_from_body (kind, "01900000-0000-7000-8000-0000000000a1", body, &error);
  g_assert_no_error (error);
  second = wabi_record_dup_json (again);
  g_assert_cmpstr (body, ==, second);
  if (kind->policy == WABI_POLICY_FIELDS && lines[2] != NULL)
    try_edit (record, lines[2], lines[3]);
  return 0;
}
