// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages and answers, sound and hostile.

#include "wabi-sync-message.h"

#include <string.h>

#define HEAD "{\"epoch\":\"e\",\"service\":\"s\",\"head\":9,\"next\":9,\"more\":false,\"min_schema\":1,\"changes\":["
#define ROW "{\"kind\":\"k\",\"id\":\"i\",\"version\":2,\"seq\":9,\"deleted\":false,\"schema\":1,\"body\":{\"a\":\"x\\\"]}\",\"b\":[{\"c\":[]}],\"n\":-5}}"

static const WabiField fields[] = {
  { "a", WABI_FIELD_TEXT, WABI_INDEXED, 0, 0, NULL, NULL },
  { "n", WABI_FIELD_INT, WABI_INDEXED, -9, 9, NULL, NULL },
  { "b", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
};
static const WabiKind kind = { "k", "s", 1, WABI_POLICY_FIELDS, WABI_ROLES_ALL, NULL, fields, G_N_ELEMENTS (fields), "K" };

static void
test_reads_a_page (void)
{
  const char *text = HEAD ROW "] }";
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiPullPage) page = wabi_pull_page_parse (text, strlen (text), "s", 0, &error);
  g_autoptr (WabiRecord) record = NULL;
  const WabiPullChange *change;

  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, ==, 1);
  change = &g_array_index (page->changes, WabiPullChange, 0);
  g_assert_cmpstr (change->body, ==, "{\"a\":\"x\\\"]}\",\"b\":[{\"c\":[]}],\"n\":-5}");
  record = wabi_pull_change_make_record (change, &kind, NULL);
  g_assert_cmpstr (wabi_record_get_text (record, "a"), ==, "x\"]}");
  g_assert_cmpint (wabi_record_get_int (record, "n"), ==, -5);
  g_assert_false (wabi_record_has (record, "b"));
  g_assert_cmpint (wabi_record_get_version (record), ==, 2);
}

static void
test_refuses_bad_pages (void)
{
  const char *const bad[] = {
    "", "[]", "{}", HEAD "1]}", HEAD "{}]}", HEAD "{\"kind\":1}]}", HEAD ROW "," ROW "]}", HEAD ROW, HEAD ROW "]} x",
    "{\"epoch\":\"e\",\"head\":9,\"next\":3,\"changes\":[" ROW "]}", /* next before a change */
    "{\"epoch\":\"e\",\"head\":9.5,\"next\":9,\"changes\":[]}",
    "{\"epoch\":\"e\",\"service\":\"other\",\"head\":9,\"next\":9,\"changes\":[]}",
    "{\"epoch\":7,\"head\":9,\"next\":9,\"changes\":[]}", "{\"epoch\":\"e\",\"head\":9,\"next\":9,\"changes\":{}}",
    HEAD "],\"digest\":[]}", HEAD "],\"digest\":{\"k\":{}}}", HEAD "],\"digest\":{\"k\":{\"count\":1,\"sum\":\"1\"}}}",
    HEAD "],\"digest\":{\"k\":{\"count\":1,\"sum\":\"000000000000000g\"}}}", HEAD "],\"digest\":{\"k\":7}}",
    HEAD "{\"kind\":\"k\",\"id\":\"i\",\"version\":1,\"seq\":9,\"deleted\":false,\"body\":[]}]}",
    HEAD "{\"kind\":\"k\",\"id\":\"\",\"version\":1,\"seq\":9,\"deleted\":true,\"body\":null}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      WabiPullPage *page = wabi_pull_page_parse (bad[i], strlen (bad[i]), "s", 0, &error);

      g_test_message ("%s", bad[i]);
      g_assert_null (page);
      g_assert_nonnull (error);
    }
}

static void
test_reads_a_digest (void)
{
  const char *text = HEAD ROW "],\"digest\" : {\"k\":{\"count\":2,\"more\":[1],\"sum\":\"00000000000000ff\"}, \"other\":{\"sum\":\"f000000000000001\","
                              "\"count\":0}} }";
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiPullPage) page = wabi_pull_page_parse (text, strlen (text), "s", 0, &error);
  const WabiPullDigest *digest;

  g_assert_no_error (error);
  g_assert_cmpuint (page->digests->len, ==, 2);
  digest = &g_array_index (page->digests, WabiPullDigest, 0);
  g_assert_cmpstr (digest->kind, ==, "k");
  g_assert_cmpint (digest->digest.count, ==, 2);
  g_assert_cmpuint (digest->digest.sum, ==, 255);
  digest = &g_array_index (page->digests, WabiPullDigest, 1);
  g_assert_cmpstr (digest->kind, ==, "other");
  g_assert_cmpuint (digest->digest.sum, ==, G_GUINT64_CONSTANT (0xf000000000000001));
}

/* Every way to cut a sound page short, or to spoil one byte, is refused or read; nothing is read beyond the end. */
static void
test_survives_spoiled_bytes (void)
{
  const char *sound = HEAD ROW "]}";
  gsize length = strlen (sound);

  for (gsize i = 0; i < length; i++)
    for (guint c = 0; c < 6; c++)
      {
        g_autofree char *text = g_strndup (sound, c == 0 ? i : length);
        WabiPullPage *page;

        if (c > 0)
          text[i] = "\"{]\\,"[c - 1];
        page = wabi_pull_page_parse (text, strlen (text), "s", 0, NULL);
        g_assert_true (c > 0 || page == NULL);
        wabi_pull_page_free (page);
      }
}

static void
test_matches_answers (void)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_command_free);
  const char *id = "01890000-0000-7000-8000-000000000001";
  WabiCommand *command = wabi_command_new (id, "x.y", json_object_new ());
  const struct
  {
    const char *results;
    gboolean ok;
  } rows[] = {
    { "[{\"n\":3,\"id\":\"01890000-0000-7000-8000-000000000001\",\"status\":\"applied\",\"seq\":4,\"records\":[{\"seq\":6}]}]", TRUE },
    { "[{\"n\":3,\"id\":\"01890000-0000-7000-8000-000000000001\",\"status\":\"rejected\",\"code\":null,\"seq\":null}]", TRUE },
    { "[]", FALSE },
    { "[{\"n\":4,\"id\":\"01890000-0000-7000-8000-000000000001\",\"status\":\"applied\",\"seq\":4}]", FALSE },
    { "[{\"n\":3,\"id\":\"01890000-0000-7000-8000-000000000002\",\"status\":\"applied\",\"seq\":4}]", FALSE },
    { "[{\"n\":3,\"id\":\"01890000-0000-7000-8000-000000000001\",\"status\":\"maybe\",\"seq\":4}]", FALSE },
  };

  command->n = 3;
  g_ptr_array_add (commands, command);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"epoch\":\"e\",\"head\":6,\"results\":%s}", rows[i].results);
      g_autoptr (WabiPushAnswer) answer = wabi_push_answer_parse (text, strlen (text), commands, NULL);

      g_test_message ("%s", rows[i].results);
      g_assert_cmpint (answer != NULL, ==, rows[i].ok);
      if (i == 0)
        g_assert_cmpint (((WabiPushResult *) g_ptr_array_index (answer->results, 0))->seq, ==, 6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-message/reads-a-page", test_reads_a_page);
  g_test_add_func ("/sync-message/reads-a-digest", test_reads_a_digest);
  g_test_add_func ("/sync-message/refuses-bad-pages", test_refuses_bad_pages);
  g_test_add_func ("/sync-message/survives-spoiled-bytes", test_survives_spoiled_bytes);
  g_test_add_func ("/sync-message/matches-answers", test_matches_answers);
  return g_test_run ();
}
