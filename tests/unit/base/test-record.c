// SPDX-License-Identifier: AGPL-3.0-or-later
// Field tables and what follows from them: validation, difference, merge, redaction, schema.

#include <string.h>

#include "wabi-merge.h"

static const WabiField fields[] = {
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI | WABI_INDEXED, 0, 20, NULL, NULL },
  { "born", WABI_FIELD_DATE, WABI_PHI, 0, 0, NULL, NULL },
  { "start", WABI_FIELD_INSTANT, 0, 0, 0, NULL, "when" },
  { "end", WABI_FIELD_INSTANT, 0, 0, 0, NULL, "when" },
  { "state", WABI_FIELD_ENUM, 0, 0, 0, "open closed", NULL },
  { "units", WABI_FIELD_INT, 0, 1, 96, NULL, NULL },
  { "owner", WABI_FIELD_REF, 0, 0, 0, "staff", NULL },
  { "codes", WABI_FIELD_LIST, 0, 0, 3, NULL, NULL },
  { "sure", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "text", WABI_FIELD_LONG_TEXT, WABI_PHI, 0, 0, NULL, NULL },
};
static const WabiKind kind = { "thing", "things", 1, WABI_POLICY_FIELDS, WABI_ROLES_ALL, NULL, fields, G_N_ELEMENTS (fields), "thing" };

static WabiRecord *
make (const char *body)
{
  g_autoptr (GError) error = NULL;
  WabiRecord *record = wabi_record_new_from_body (&kind, "0199a3f2-7c00-7abc-8def-0123456789ab", body, &error);

  g_assert_no_error (error);
  return record;
}

static void
test_check (void)
{
  static const struct
  {
    const char *body;
    gboolean ok;
  } rows[] = {
    { "{\"name\":\"a\"}", TRUE },
    { "{\"name\":\"a\",\"unknown\":[1]}", TRUE },
    { "{}", FALSE },
    { "{\"name\":\"  \"}", FALSE },
    { "{\"name\":null}", FALSE },
    { "{\"name\":\"123456789012345678901\"}", FALSE },
    { "{\"name\":\"a\",\"born\":\"2024-02-29\"}", TRUE },
    { "{\"name\":\"a\",\"born\":\"2023-02-29\"}", FALSE },
    { "{\"name\":\"a\",\"born\":\"2023-2-9\"}", FALSE },
    { "{\"name\":\"a\",\"state\":\"closed\"}", TRUE },
    { "{\"name\":\"a\",\"state\":\"ajar\"}", FALSE },
    { "{\"name\":\"a\",\"units\":96}", TRUE },
    { "{\"name\":\"a\",\"units\":97}", FALSE },
    { "{\"name\":\"a\",\"units\":0}", FALSE },
    { "{\"name\":\"a\",\"units\":\"5\"}", FALSE },
    { "{\"name\":\"a\",\"owner\":\"x\"}", FALSE },
    { "{\"name\":\"a\",\"codes\":[\"F840\"]}", TRUE },
    { "{\"name\":\"a\",\"codes\":[1]}", FALSE },
    { "{\"name\":\"a\",\"codes\":[\"a\",\"b\",\"c\",\"d\"]}", FALSE },
    { "{\"name\":\"a\",\"sure\":1}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WabiRecord) record = make (rows[i].body);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (wabi_record_check (record, &error), ==, rows[i].ok);
      g_assert_cmpint (error == NULL, ==, rows[i].ok);
    }
}

static void
test_merge_fields (void)
{
  static const struct
  {
    const char *now, *base, *set, *after;
    gboolean clash;
  } rows[] = {
    /* nobody else changed it */
    { "{\"name\":\"a\"}", "{\"name\":\"a\"}", "{\"name\":\"b\"}", "{\"name\":\"b\"}", FALSE },
    /* another field changed: both survive */
    { "{\"name\":\"a\",\"units\":4}", "{\"name\":\"a\"}", "{\"name\":\"b\"}", "{\"name\":\"b\",\"units\":4}", FALSE },
    /* the same change twice */
    { "{\"name\":\"b\"}", "{\"name\":\"a\"}", "{\"name\":\"b\"}", "{\"name\":\"b\"}", FALSE },
    /* a true clash keeps what is there */
    { "{\"name\":\"c\"}", "{\"name\":\"a\"}", "{\"name\":\"b\"}", "{\"name\":\"c\"}", TRUE },
    /* a group is won or lost together */
    { "{\"name\":\"a\",\"start\":1,\"end\":3}", "{\"start\":1,\"end\":2}", "{\"start\":5,\"end\":6}",
      "{\"end\":3,\"name\":\"a\",\"start\":1}", TRUE },
    { "{\"name\":\"a\",\"start\":1,\"end\":2}", "{\"start\":1,\"end\":2}", "{\"start\":5,\"end\":6}",
      "{\"end\":6,\"name\":\"a\",\"start\":5}", FALSE },
    /* the other field of the group moved: the edit of the one is not mixed with it */
    { "{\"name\":\"a\",\"start\":5,\"end\":6}", "{\"start\":1,\"end\":2}", "{\"end\":3}", "{\"end\":6,\"name\":\"a\",\"start\":5}", TRUE },
    /* unsetting */
    { "{\"name\":\"a\",\"units\":4}", "{\"units\":4}", "{\"units\":null}", "{\"name\":\"a\"}", FALSE },
    /* long text merges by lines */
    { "{\"name\":\"a\",\"text\":\"1\\n2\\n3\\nX\"}", "{\"text\":\"1\\n2\\n3\\n4\"}", "{\"text\":\"Y\\n2\\n3\\n4\"}",
      "{\"name\":\"a\",\"text\":\"Y\\n2\\n3\\nX\"}", FALSE },
    { "{\"name\":\"a\",\"text\":\"X\"}", "{\"text\":\"1\"}", "{\"text\":\"Y\"}", "{\"name\":\"a\",\"text\":\"X\"}", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WabiRecord) record = make (rows[i].now);
      g_autoptr (JsonObject) base = wabi_json_parse_object (rows[i].base, -1, NULL, NULL);
      g_autoptr (JsonObject) set = wabi_json_parse_object (rows[i].set, -1, NULL, NULL);
      g_autofree char *after = NULL;
      WabiMerge merge;

      wabi_merge_edit (record, base, set, &merge);
      after = wabi_record_dup_json (record);
      g_assert_cmpstr (after, ==, rows[i].after);
      g_assert_cmpint (merge.clash != NULL, ==, rows[i].clash);
      wabi_merge_clear (&merge);
    }
}

static void
test_diff_and_redact (void)
{
  g_autoptr (WabiRecord) a = make ("{\"name\":\"Ava\",\"units\":4,\"state\":\"open\"}");
  g_autoptr (WabiRecord) b = make ("{\"name\":\"Ava\",\"units\":5,\"codes\":[\"x\"]}");
  g_autoptr (JsonObject) diff = wabi_record_diff (wabi_record_get_body (a), wabi_record_get_body (b));
  g_autoptr (JsonObject) plain = wabi_kind_redact (&kind, wabi_record_get_body (a));
  g_autofree char *diff_text = wabi_json_object_to_canonical (diff), *plain_text = wabi_json_object_to_canonical (plain);

  g_assert_cmpstr (diff_text, ==, "{\"codes\":[\"x\"],\"state\":null,\"units\":5}");
  g_assert_cmpstr (plain_text, ==, "{\"state\":\"open\",\"units\":4}");
}

static void
test_schema (void)
{
  g_autoptr (JsonNode) schema = wabi_fields_to_schema (fields, G_N_ELEMENTS (fields));
  JsonObject *properties = json_object_get_object_member (json_node_get_object (schema), "properties");

  g_assert_cmpuint (json_object_get_size (properties), ==, G_N_ELEMENTS (fields));
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (properties, "born"), "format"), ==, "date");
  g_assert_true (json_object_get_boolean_member (json_object_get_object_member (properties, "name"), "x-phi"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/check", test_check);
  g_test_add_func ("/record/merge-fields", test_merge_fields);
  g_test_add_func ("/record/diff-and-redact", test_diff_and_redact);
  g_test_add_func ("/record/schema", test_schema);
  return g_test_run ();
}
