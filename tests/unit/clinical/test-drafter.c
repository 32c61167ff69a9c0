// SPDX-License-Identifier: AGPL-3.0-or-later
// The drafter: its words, in both languages, and citations that stand where they say.

#include "session-fixture.h"
#include "wabi-drafter.h"

#include <string.h>

static WabiDraft *
write_draft (const WabiFacts *facts, WabiLanguage language, WabiDraftStyle style)
{
  static const char *const techniques[]
      = { "most-to-least prompting with a 3 s delay", "tokens (FR 3)", NULL };
  WabiDraftInput input = { "Ava", language, style, techniques, fixture_targets, 3, fixture_behaviors, 3, 0 };

  return wabi_draft_new (facts, &input);
}

static void
test_english (void)
{
  g_autoptr (WabiFacts) facts = make_fixture_facts ();
  g_autoptr (WabiDraft) draft = write_draft (facts, WABI_LANGUAGE_ENGLISH, WABI_DRAFT_FULL);

  g_assert_cmpstr (draft->sections[WABI_DRAFT_STATUS], ==, "");
  g_assert_cmpstr (
      draft->sections[WABI_DRAFT_TARGETS], ==,
      "Ava worked on 2 targets over 20 trials and answered 70 % correctly, up from 55 % in the 3 sessions "
      "before. “Touch red” reached 9 of 10, with partial physical prompts where help was needed. The full "
      "physical prompt was no longer needed after trial 3. Tact cup reached 5 of 10. Hand washing is at "
      "step 5 of 7.");
  g_assert_cmpstr (
      draft->sections[WABI_DRAFT_BEHAVIOR], ==,
      "Elopement occurred 2 times, compared with 4 times in the session before. Crying lasted 3 min 05 s in "
      "total, compared with 2 min 40 s in the session before. Hitting did not occur.");
  g_assert_cmpstr (draft->sections[WABI_DRAFT_TECHNIQUES], ==,
                   "Most-to-least prompting with a 3 s delay, tokens (FR 3).");
  g_assert_cmpstr (
      draft->sections[WABI_DRAFT_PLAN], ==,
      "Probe “Touch red” independently in the next session. Continue Tact cup. Continue hand washing at step "
      "5 of 7.");
}

static void
test_other_styles (void)
{
  g_autoptr (WabiFacts) facts = make_fixture_facts ();
  g_autoptr (WabiDraft) spanish = write_draft (facts, WABI_LANGUAGE_SPANISH, WABI_DRAFT_FULL);
  g_autoptr (WabiDraft) full = write_draft (facts, WABI_LANGUAGE_ENGLISH, WABI_DRAFT_FULL);
  g_autoptr (WabiDraft) shorter = write_draft (facts, WABI_LANGUAGE_ENGLISH, WABI_DRAFT_SHORT);
  g_autoptr (WabiDraft) family = write_draft (facts, WABI_LANGUAGE_ENGLISH, WABI_DRAFT_FAMILY);

  g_assert_nonnull (
      strstr (spanish->sections[WABI_DRAFT_BEHAVIOR], "Elopement ocurrió 2 veces, frente a 4 veces"));
  g_assert_cmpuint (strlen (shorter->sections[WABI_DRAFT_TARGETS]), <,
                    strlen (full->sections[WABI_DRAFT_TARGETS]));
  g_assert_cmpuint (strlen (shorter->sections[WABI_DRAFT_BEHAVIOR]), <,
                    strlen (full->sections[WABI_DRAFT_BEHAVIOR]));
  g_assert_true (g_str_has_prefix (family->sections[WABI_DRAFT_TARGETS],
                                   "Today Ava practiced 2 targets and got 70 % right, up from 55 % before."));
  g_assert_cmpstr (family->sections[WABI_DRAFT_TECHNIQUES], ==, "");
}

static void
test_citations (void)
{
  g_autoptr (WabiFacts) facts = make_fixture_facts ();

  for (int language = 0; language < 2; language++)
    for (int style = 0; style < 3; style++)
      {
        g_autoptr (WabiDraft) draft = write_draft (facts, language, style);
        g_autoptr (WabiDraft) again = write_draft (facts, language, style);
        gsize covered[WABI_DRAFT_N_SECTIONS] = { 0 };

        for (guint i = 0; i < draft->citations->len; i++)
          {
            const WabiCitation *citation = g_ptr_array_index (draft->citations, i);
            const WabiFact *fact = wabi_facts_find (facts, citation->fact_key);
            g_autofree char *words = wabi_fact_dup_words (fact, language);
            const char *section = draft->sections[citation->section];

            g_assert_cmpuint (citation->offset, >=, covered[citation->section]);
            covered[citation->section] = citation->offset + citation->length;
            g_assert_cmpuint (covered[citation->section], <=, strlen (section));
            g_assert_cmpuint (citation->length, ==, strlen (words));
            g_assert_true (strncmp (section + citation->offset, words, citation->length) == 0);
          }
        for (int s = 0; s < WABI_DRAFT_N_SECTIONS; s++)
          g_assert_cmpstr (draft->sections[s], ==, again->sections[s]);
      }
}

static void
test_no_data (void)
{
  g_autoptr (WabiFacts) facts = wabi_facts_new (&(WabiFactsInput){ .zone = "UTC", .session_id = "s" });
  WabiDraftInput input = { .client = "Ava" };
  g_autoptr (WabiDraft) draft = wabi_draft_new (facts, &input);

  g_assert_cmpstr (draft->sections[WABI_DRAFT_TARGETS], ==, "No trials were recorded in this session.");
  g_assert_cmpstr (draft->sections[WABI_DRAFT_PLAN], ==, "");
  g_assert_cmpuint (draft->citations->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drafter/english", test_english);
  g_test_add_func ("/drafter/other-styles", test_other_styles);
  g_test_add_func ("/drafter/citations", test_citations);
  g_test_add_func ("/drafter/no-data", test_no_data);
  return g_test_run ();
}
