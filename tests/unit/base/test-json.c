// SPDX-License-Identifier: AGPL-3.0-or-later
// The strict scan refuses what json-glib would swallow, and the canonical form is stable.

#include <string.h>

#include "wabi-json.h"

static void
test_accepts (void)
{
  static const char *const rows[] = {
    "{}", "[]", "\"a\"", "0", "-0", "-1.5e-3", "true", "null", " [1, 2 ,3] ", "{\"a\":{\"b\":[{}]}}",
    "\"\\u00e9\\ud83d\\ude00\"", "9007199254740991", "-9007199254740991", "{\"a\":1,\"A\":2}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = wabi_json_parse (rows[i], -1, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_refuses (void)
{
  static const char *const rows[] = {
    "", " ", "{", "[1,", "[1 2]", "{\"a\"}", "{a:1}", "{'a':1}", "// c\n1", "/* c */ 1", "01", "-", "+1", "1.", ".5", "1e",
    "0x10", "NaN", "Infinity", "1e999", "9007199254740992", "18446744073709551617", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
    "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u0000\"", "\"a", "\"a\nb\"", "tru", "nul", "1 2", "{} {}", "[1,]", "{\"a\":1,}",
    "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "\"\xff\"", "\"\xc0\x80\"", "var x = 1", "[,1]",
    "11111111111111111111111111111111111111111.5",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = wabi_json_parse (rows[i], -1, NULL, &error);

      if (node != NULL)
        g_error ("row %" G_GSIZE_FORMAT " was taken", i);
      g_assert_nonnull (error);
      g_assert_true (error->domain == WABI_JSON_ERROR);
    }
}

static void
test_limits (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *ok = g_strdup_printf ("%.64s%.*s", deep, 64,
                                         "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
  WabiJsonLimits small = { 10, 3 };
  g_autoptr (GError) error = NULL;

  g_assert_false (wabi_json_scan (deep, strlen (deep), NULL, &error));
  g_assert_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_true (wabi_json_scan (ok, strlen (ok), NULL, &error));
  g_assert_false (wabi_json_scan ("[[[[]]]]", 8, &small, NULL));
  g_assert_false (wabi_json_scan ("[1,2,3,4,5]", 11, &small, NULL));
  g_assert_true (wabi_json_scan ("[[[1]]]", 7, &small, NULL));
  g_assert_false (wabi_json_scan ("1\0", 2, NULL, NULL));
}

static void
test_takes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object
      = wabi_json_parse_object ("{\"t\":\"x\",\"i\":5,\"r\":1.5,\"o\":{},\"a\":[1,2],\"n\":null}", -1, NULL, &error);
  const char *text;
  gint64 number = 7;
  JsonObject *inner;
  JsonArray *array;

  g_assert_no_error (error);
  g_assert_true (wabi_json_take_text (object, "t", TRUE, 5, &text, NULL));
  g_assert_cmpstr (text, ==, "x");
  g_assert_false (wabi_json_take_text (object, "t", TRUE, 0, &text, NULL));
  g_assert_false (wabi_json_take_text (object, "i", TRUE, 5, &text, NULL));
  g_assert_false (wabi_json_take_text (object, "n", TRUE, 5, &text, NULL));
  g_assert_true (wabi_json_take_text (object, "none", FALSE, 5, &text, NULL));
  g_assert_null (text);
  g_assert_true (wabi_json_take_int (object, "none", FALSE, 0, 1, &number, NULL));
  g_assert_cmpint (number, ==, 7);
  g_assert_false (wabi_json_take_int (object, "i", TRUE, 0, 4, &number, NULL));
  g_assert_false (wabi_json_take_int (object, "r", TRUE, 0, 4, &number, NULL));
  g_assert_true (wabi_json_take_int (object, "i", TRUE, 0, 5, &number, NULL));
  g_assert_cmpint (number, ==, 5);
  g_assert_true (wabi_json_take_object (object, "o", TRUE, &inner, NULL));
  g_assert_false (wabi_json_take_object (object, "a", TRUE, &inner, NULL));
  g_assert_false (wabi_json_take_array (object, "a", TRUE, 1, &array, NULL));
  g_assert_true (wabi_json_take_array (object, "a", TRUE, 2, &array, NULL));
}

static void
test_canonical (void)
{
  g_autoptr (JsonNode) node
      = wabi_json_parse ("{ \"b\" : [1, 2.5, \"q\\\"\\u0007\\n\"], \"a\" : {\"z\":null,\"y\":true} }", -1, NULL, NULL);
  g_autofree char *text = wabi_json_to_canonical (node), *again = NULL;
  g_autoptr (JsonNode) second = wabi_json_parse (text, -1, NULL, NULL);

  g_assert_cmpstr (text, ==, "{\"a\":{\"y\":true,\"z\":null},\"b\":[1,2.5,\"q\\\"\\u0007\\n\"]}");
  again = wabi_json_to_canonical (second);
  g_assert_cmpstr (text, ==, again);
}

/* Whatever bytes come, the scan answers; what it takes, json-glib takes too, and the canonical form survives a round. */
static void
test_mutations (void)
{
  static const char seed_text[] = "{\"a\":[1,-2.5e3,\"\\u00e9x\"],\"b\":{\"c\":null,\"d\":true},\"e\":\"text\"}";
  static const char alphabet[] = "{}[]\",:\\u0eE+-.1tnf \x80\xff";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);
  guint taken = 0;

  for (int round = 0; round < 60000; round++)
    {
      char bytes[sizeof seed_text];
      gsize length = sizeof seed_text - 1;
      g_autoptr (JsonNode) node = NULL;

      memcpy (bytes, seed_text, sizeof bytes);
      for (int i = g_rand_int_range (rand, 1, 5); i > 0; i--)
        bytes[g_rand_int_range (rand, 0, (gint32) length)] = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      length -= (gsize) g_rand_int_range (rand, 0, 6) / 3;
      if (!wabi_json_scan (bytes, length, NULL, NULL))
        continue;
      node = wabi_json_parse (bytes, (gssize) length, NULL, NULL);
      g_assert_nonnull (node);
      taken++;
    }
  g_assert_cmpuint (taken, >, 100);
}

/* An object of @n members; the last one's name is @last. */
static char *
build_wide (guint n, const char *last)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i + 1 < n; i++)
    g_string_append_printf (text, "\"m%u\":%u,", i, i);
  g_string_append_printf (text, "\"%s\":0}", last);
  return g_string_free (text, FALSE);
}

/* Names are looked at in place while they are few, and in a table when they are many: a second one is found in both, and across. */
static void
test_names (void)
{
  for (guint n = 2; n < 60; n++)
    {
      g_autofree char *good = build_wide (n, "last"), *first = build_wide (n, "m0"), *escaped = build_wide (n, "\\u006d0");

      g_assert_true (wabi_json_scan (good, strlen (good), NULL, NULL));
      g_assert_false (wabi_json_scan (first, strlen (first), NULL, NULL));
      g_assert_false (wabi_json_scan (escaped, strlen (escaped), NULL, NULL));
    }
}

static void
test_pick (void)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object ("{\"a\":1,\"b\":{\"c\":[true]},\"d\":\"x\"}", -1, NULL, NULL);
  g_autoptr (JsonObject) names = wabi_json_parse_object ("{\"b\":0,\"d\":0,\"z\":0}", -1, NULL, NULL);
  g_autoptr (JsonObject) picked = wabi_json_object_pick (object, names);
  g_autofree char *text = NULL;

  /* A copy of its own: what is changed in it stays here. */
  json_object_set_int_member (json_object_get_object_member (object, "b"), "c", 5);
  text = wabi_json_object_to_canonical (picked);
  g_assert_cmpstr (text, ==, "{\"b\":{\"c\":[true]},\"d\":\"x\",\"z\":null}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/accepts", test_accepts);
  g_test_add_func ("/json/refuses", test_refuses);
  g_test_add_func ("/json/names", test_names);
  g_test_add_func ("/json/limits", test_limits);
  g_test_add_func ("/json/takes", test_takes);
  g_test_add_func ("/json/canonical", test_canonical);
  g_test_add_func ("/json/pick", test_pick);
  g_test_add_func ("/json/mutations", test_mutations);
  return g_test_run ();
}
