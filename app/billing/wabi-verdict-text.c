// SPDX-License-Identifier: AGPL-3.0-or-later
// What was judged of a charge, as the cache keeps it.

#include "wabi-verdict-text.h"

#include "wabi-json.h"

/* Nothing in the way is most of them, and written as nothing. */
#define MEMBER "findings"

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

char *
wabi_verdict_write (GPtrArray *findings)
{
  g_autoptr (JsonObject) verdict = json_object_new ();
  JsonArray *array = json_array_new ();

  json_object_set_array_member (verdict, MEMBER, array);
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);
      JsonObject *one;

      if (finding->level == WABI_FINDING_PASSED)
        continue;
      one = json_object_new ();
      json_object_set_int_member (one, "level", finding->level);
      put_text (one, "id", finding->id);
      put_text (one, "title", finding->title);
      put_text (one, "detail", finding->detail);
      put_text (one, "way_on", finding->way_on);
      json_array_add_object_element (array, one);
    }
  return json_array_get_length (array) == 0 ? g_strdup ("") : wabi_json_object_to_canonical (verdict);
}

GPtrArray *
wabi_verdict_read (const char *text)
{
  g_autoptr (GPtrArray) findings = wabi_findings_new ();
  g_autoptr (JsonObject) verdict = NULL;
  JsonArray *array = NULL;

  if (*text == '\0')
    return g_steal_pointer (&findings);
  verdict = wabi_json_parse_object (text, -1, NULL, NULL);
  if (verdict == NULL || !wabi_json_take_array (verdict, MEMBER, TRUE, G_MAXUINT, &array, NULL))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)) ? json_array_get_object_element (array, i) : NULL;
      WabiFinding *finding;

      if (one == NULL || wabi_json_peek_text (one, "id") == NULL)
        return NULL;
      finding = wabi_findings_add (findings, (WabiFindingLevel) CLAMP (wabi_json_peek_int (one, "level", 2), 0, 2), wabi_json_peek_text (one, "id"),
                                   g_strdup (wabi_json_peek_text (one, "title")), g_strdup (wabi_json_peek_text (one, "detail")));
      wabi_finding_point (finding, NULL, NULL, wabi_json_peek_text (one, "way_on"), NULL);
    }
  return g_steal_pointer (&findings);
}
