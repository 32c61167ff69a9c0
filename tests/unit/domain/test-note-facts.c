// SPDX-License-Identifier: AGPL-3.0-or-later
// What a note says of its session stays true when later sessions come, and names the help that was really given.

#include <string.h>

#include "memory-practice.h"
#include "wabi-json.h"
#include "wabi-note-facts.h"

#define MONDAY G_GINT64_CONSTANT (1773061200000000) /* 2026-03-09 9:00 in New York */
#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

static const char *const sessions[] = { "01900000-0000-7000-8000-0000000000a1", "01900000-0000-7000-8000-0000000000a2",
                                        "01900000-0000-7000-8000-0000000000a3" };

/* The session of a day: so many of ten trials correct, the others prompted at a level. */
static void
put_session (MemoryPractice *practice, guint day, int correct, const char *level)
{
  gint64 start = MONDAY + day * DAY;
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','service_code':'97153','place':'12','zone':'" ZONE
                                           "','state':'ended','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "}",
                                           start, start + DAY / 12);

  memory_practice_put (practice, &wabi_kind_session, sessions[day], body);
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000%u1%02d", day, i);
      g_autofree char *trial
          = g_strdup_printf ("{'session':'%s','client':'" CLIENT "','target':'" TARGET "','action':'record','result':'%s','prompt_level':'%s','at':%" G_GINT64_FORMAT
                             ",'by':'" RBT "'}",
                             sessions[day], i < correct ? "correct" : "prompted", i < correct ? "independent" : level,
                             start + (i + 1) * G_USEC_PER_SEC);

      g_assert_cmpuint (strlen (id), ==, 36);
      memory_practice_put (practice, &wabi_kind_trial, id, trial);
    }
}

static char *
draft_response (MemoryPractice *practice, guint day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) draft = wabi_domain_draft_note (&practice->view, sessions[day], "full", "en", &error);
  JsonArray *parts;

  g_assert_no_error (error);
  parts = json_object_get_array_member (draft, "sections");
  for (guint i = 0; i < json_array_get_length (parts); i++)
    if (g_str_equal (wabi_json_peek_text (json_array_get_object_element (parts, i), "name"), "response"))
      return g_strdup (wabi_json_peek_text (json_array_get_object_element (parts, i), "text"));
  g_assert_not_reached ();
}

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (MONDAY);

  memory_practice_furnish (practice);
  put_session (practice, 0, 6, "full");
  put_session (practice, 1, 8, "full");
  return practice;
}

static void
test_later_sessions (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *before = draft_response (practice, 1), *after = NULL;

  g_assert_nonnull (strstr (before, "60 %"));
  put_session (practice, 2, 1, "full");
  after = draft_response (practice, 1);
  g_assert_cmpstr (after, ==, before);
}

static void
test_used_prompt (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *text = draft_response (practice, 1);

  g_assert_nonnull (strstr (text, "full physical prompts"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/note-facts/later-sessions", test_later_sessions);
  g_test_add_func ("/note-facts/used-prompt", test_used_prompt);
  return g_test_run ();
}
