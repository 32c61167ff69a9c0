// SPDX-License-Identifier: AGPL-3.0-or-later
// Grounding, sentence by sentence: what is borne out, what is not, and what is no measure at all.

#include "session-fixture.h"
#include "wabi-drafter.h"
#include "wabi-grounding.h"

#include <string.h>

// Each claim expected in order, as "+text=key" grounded, "-text=key" not borne out, "~text" aside; joined by
// "|".
typedef struct
{
  const char *text;
  gboolean plan;
  const char *expected;
} Case;

static const Case cases[] = {
  // the session as a whole
  { "Ava worked on 2 targets over 20 trials and answered 70 % correctly, up from 55 % in the three sessions "
    "before.",
    FALSE,
    "+2 targets=session.targets|+20 trials=session.trials|+70 %=session.accuracy|+55 "
    "%=session.accuracy-before|"
    "+three sessions=session.sessions-before" },
  { "Ava answered 71 % correctly.", FALSE, "-71 %=session.accuracy" },
  { "Ava answered 70% correctly.", FALSE, "+70%=session.accuracy" },
  { "Ava answered 70 percent correctly.", FALSE, "+70 percent=session.accuracy" },
  { "Ava answered 70.0 % correctly.", FALSE, "+70.0 %=session.accuracy" },
  { "Ava answered 70.4 % correctly.", FALSE, "-70.4 %=session.accuracy" },
  { "Ava answered 14 of 20 trials.", FALSE, "+14 of 20=session.ratio" },
  { "Ava answered 14 out of 20.", FALSE, "+14 out of 20=session.ratio" },
  { "Ava answered 15/20.", FALSE, "-15/20=session.ratio" },
  { "There were 14 correct responses and 5 incorrect responses.", FALSE,
    "+14 correct responses=session.correct|+5 incorrect responses=session.incorrect" },
  { "There were 6 errors.", FALSE, "-6 errors=session.incorrect" },
  { "One prompt was needed.", FALSE, "+One prompt=session.prompted" },
  { "Two targets were run.", FALSE, "+Two targets=session.targets" },
  { "Ava worked on six targets.", FALSE, "-six targets=session.targets" },
  { "The session lasted 182 minutes, 12 units.", FALSE,
    "+182 minutes=session.minutes|+12 units=session.units" },
  { "The session lasted 3 hours and 2 minutes.", FALSE, "+3 hours and 2 minutes=session.minutes" },
  { "The session lasted 3 hours.", FALSE, "-3 hours=session.minutes" },
  // a target
  { "“Touch red” reached 9 of 10 with partial physical prompts.", FALSE, "+9 of 10=target.red.ratio" },
  { "Touch red reached 90 %.", FALSE, "+90 %=target.red.accuracy" },
  { "“Touch red” reached 70 %.", FALSE,
    "-70 %=target.red.accuracy" }, // true of the session, not of the target
  { "“Touch red” reached 10 of 10.", FALSE, "-10 of 10=target.red.ratio" },
  { "“Touch red” reached nine of ten.", FALSE, "+nine of ten=target.red.ratio" },
  { "“Touch red” reached 9 of 10, and Tact cup 5 of 10.", FALSE,
    "+9 of 10=target.red.ratio|+5 of 10=target.cup.ratio" },
  { "“Touch red” reached 5 of 10, and Tact cup 9 of 10.", FALSE,
    "-5 of 10=target.red.ratio|-9 of 10=target.cup.ratio" },
  { "Touch red and Tact cup reached 9 of 10 and 5 of 10.", FALSE,
    "+9 of 10=target.red.ratio|+5 of 10=target.cup.ratio" },
  { "“Touch red” was run; the full prompt was no longer needed after trial 3.", FALSE,
    "+trial 3=target.red.dropped-prompt" },
  { "“Touch red”: the full prompt was no longer needed after trial 4.", FALSE,
    "-trial 4=target.red.dropped-prompt" },
  { "Hand washing moved on to step 5 of 7.", FALSE, "+step 5 of 7=target.wash.step" },
  { "Hand washing moved on to step 6 of 7.", FALSE, "-step 6 of 7=target.wash.step" },
  { "Touch red improved to 90 %.", FALSE, "+90 %=target.red.accuracy" },
  { "Touch red fell to 90 %.", FALSE, "-Touch red fell to 90 %=target.red.accuracy" },
  { "Touch red rose from 70 % to 90 %.", FALSE,
    "+70 %=target.red.accuracy-before|+90 %=target.red.accuracy" },
  { "Touch red rose from 60 % to 90 %.", FALSE,
    "-60 %=target.red.accuracy-before|+90 %=target.red.accuracy" },
  { "Touch red increased by 20 %.", FALSE, "+20 %=target.red.accuracy" },
  { "Touch red increased by 30 %.", FALSE, "-30 %=target.red.accuracy" },
  { "Touch red improved.", FALSE, "+improved=target.red.accuracy" },
  { "Touch red declined.", FALSE, "-Touch red declined=target.red.accuracy" },
  // behavior
  { "Elopement occurred 2 times.", FALSE, "+2 times=behavior.elope.count" },
  { "Elopement occurred twice.", FALSE, "+twice=behavior.elope.count" },
  { "Elopement occurred three times.", FALSE, "-three times=behavior.elope.count" },
  { "Elopement occurred 2 times, down from 4 in the session before.", FALSE,
    "+2 times=behavior.elope.count|+4=behavior.elope.count-before" },
  { "There were 2 episodes of elopement.", FALSE, "+2 episodes=behavior.elope.count" },
  { "Elopement decreased.", FALSE, "+decreased=behavior.elope.count" },
  { "Elopement increased to 2 times.", FALSE, "-Elopement increased to 2 times=behavior.elope.count" },
  { "Elopement improved.", FALSE, "+improved=behavior.elope.count" },
  { "Crying lasted 3 min 05 s in total.", FALSE, "+3 min 05 s=behavior.cry.duration" },
  { "Crying lasted three minutes and 5 seconds.", FALSE,
    "+three minutes and 5 seconds=behavior.cry.duration" },
  { "Crying lasted 185 seconds.", FALSE, "+185 seconds=behavior.cry.duration" },
  { "Crying lasted 3 minutes.", FALSE, "-3 minutes=behavior.cry.duration" },
  { "Crying lasted about 3 minutes.", FALSE, "+3 minutes=behavior.cry.duration" },
  { "Crying lasted less than 4 minutes.", FALSE, "+4 minutes=behavior.cry.duration" },
  { "Crying lasted at least 4 minutes.", FALSE, "-at least 4 minutes=behavior.cry.duration" },
  { "Crying fell to under two minutes across the session.", FALSE,
    "-Crying fell to under two minutes=behavior.cry.duration" },
  { "Crying rose to 3 min 05 s, last session 2 min 40 s.", FALSE,
    "+3 min 05 s=behavior.cry.duration|+2 min 40 s=behavior.cry.duration-before" },
  { "Hitting did not occur.", FALSE, "+Hitting did not occur=behavior.hit.count" },
  { "There was no elopement.", FALSE, "-no elopement=behavior.elope.count" },
  { "There were no instances of hitting.", FALSE, "+no instances of hitting=behavior.hit.count" },
  { "Crying was recorded. It lasted 3 min 05 s.", FALSE, "+3 min 05 s=behavior.cry.duration" },
  { "In the previous session Touch red was at 70 %.", FALSE, "+70 %=target.red.accuracy-before" },
  { "Eloped twice; cried for 3 min 05 s.", FALSE,
    "+twice=behavior.elope.count|+3 min 05 s=behavior.cry.duration" },
  { "Elopement occurred 2x.", FALSE, "+2x=behavior.elope.count" },
  { "Elopement occurred 3x.", FALSE, "-3x=behavior.elope.count" },
  { "Crying totaled 3:05.", FALSE, "+3:05=behavior.cry.duration" },
  { "Crying decreased by 25 s.", FALSE, "-Crying decreased by 25 s=behavior.cry.duration" },
  { "Crying increased by 25 s.", FALSE, "+25 s=behavior.cry.duration" },
  { "The longest episode of crying was 2 minutes.", FALSE, "+2 minutes=behavior.cry.longest" },
  { "She played for 10 minutes.", FALSE, "-10 minutes=(null)" },
  { "Accuracy of 70% (14/20).", FALSE, "+70%=session.accuracy|+14/20=session.ratio" },
  { "Accuracy fell to 70 %.", FALSE, "-fell to 70 %=session.accuracy" },
  { "Ava answered 70 %, down from 55 %.", FALSE,
    "+70 %=session.accuracy|-down from 55 %=session.accuracy-before" },
  { "Ava answered 1,040 trials.", FALSE, "-1,040 trials=session.trials" },
  { "Targets: 2. Trials: 20. Accuracy: 70 %.", FALSE,
    "+2=session.targets|+20=session.trials|+70 %=session.accuracy" },
  { "Touch red dropped to 9 of 10.", FALSE, "-Touch red dropped to 9 of 10=target.red.ratio" },
  { "Touch red was at 90 %, an increase from 70 %.", FALSE,
    "+90 %=target.red.accuracy|+70 %=target.red.accuracy-before" },
  { "Touch red was at 90 %, a decrease from 70 %.", FALSE,
    "+90 %=target.red.accuracy|-decrease from 70 %=target.red.accuracy-before" },
  { "Elopement did not increase.", FALSE, "" },
  { "Ava needed a full physical prompt on 1 trial.", FALSE, "+1 trial=session.prompted" },
  { "Ava needed a full physical prompt on 2 trials.", FALSE, "-2 trials=session.trials" },
  { "1 of 10 trials on Touch red was prompted.", FALSE, "+1 of 10=target.red.prompted" },
  { "2 of 10 trials on Tact cup were prompted.", FALSE, "-2 of 10=target.cup.ratio" },
  { "Mother reported 4 hours of sleep.", FALSE, "~4 hours" },
  { "Mother reported that elopement occurred 3 times.", FALSE, "-3 times=behavior.elope.count" },
  // asides
  { "On Mar 10 and March 6, 2026, 3/10/2026 and 2026-03-10.", FALSE, "~10|~6, 2026|~3/10/2026|~2026-03-10" },
  { "From 9:02 am to 12:04 pm; snack at 10:30.", FALSE,
    "+9:02 am=session.start|+12:04 pm=session.end|~10:30" },
  { "Service 97153, with 0362T and H2014 not used.", FALSE, "~97153|~0362T|~2014" },
  { "Most-to-least prompting with a 3 s delay, tokens (FR 3), a 5-minute timer.", FALSE,
    "~3 s|~3|~5-minute" },
  { "Three cards in a row, 3 cards, room 2, set 2 of 3, age 6.", FALSE, "~3|~2|~2 of 3|~6" },
  { "Within a minute of a transition she chose one toy.", FALSE, "" },
  { "Ava fell on the playground and got up.", FALSE, "" },
  // the plan
  { "Continue until 90 % in 3 sessions; offer the timer for 5 minutes.", TRUE,
    "~90 %|+3 sessions=session.sessions-before|~5 minutes" },
  { "Ava reached 95 %; continue.", TRUE, "-95 %=session.accuracy" },
  { "Mastery is 90 % in 3 sessions in a row for Touch red.", FALSE,
    "+90 %=target.red.criterion|+3 sessions=session.sessions-before" },
  // Spanish
  { "Ava trabajó en 2 objetivos durante 20 ensayos y respondió correctamente el 70 %.", FALSE,
    "+2 objetivos=session.targets|+20 ensayos=session.trials|+70 %=session.accuracy" },
  { "Elopement ocurrió dos veces, frente a 4 en la sesión anterior.", FALSE,
    "+dos veces=behavior.elope.count|+4=behavior.elope.count-before" },
  { "Elopement ocurrió tres veces.", FALSE, "-tres veces=behavior.elope.count" },
  { "Crying bajó a menos de dos minutos.", FALSE,
    "-Crying bajó a menos de dos minutos=behavior.cry.duration" },
  { "El 10 de marzo, de 9:02 a 12:04.", FALSE, "~10 de marzo|+9:02=session.start|+12:04=session.end" },
  { "", FALSE, "" },
};

static char *
write_claims (const GPtrArray *claims)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < claims->len; i++)
    {
      const WabiStatement *claim = g_ptr_array_index (claims, i);

      g_string_append_printf (words, "%s%c%s", i > 0 ? "|" : "", "+-~"[claim->verdict], claim -> text);
      if (claim->verdict != WABI_STATEMENT_ASIDE)
        g_string_append_printf (words, "=%s", claim->fact_key != NULL ? claim->fact_key : "(null)");
    }
  return g_string_free (words, FALSE);
}

static void
test_table (void)
{
  g_autoptr (WabiFacts) facts = make_fixture_facts ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) claims = wabi_grounding_check (cases[i].text, facts, cases[i].plan);
      g_autofree char *found = write_claims (claims);

      if (g_strcmp0 (found, cases[i].expected) != 0)
        {
          g_test_message ("in: %s\n  found %s\n  expected %s", cases[i].text, found, cases[i].expected);
          g_test_fail ();
        }
    }
}

// The one of mockups/note.png, with its words and what to write instead.
static void
test_words_and_replacement (void)
{
  static const char text[] = "Crying fell to under two minutes across the session.";
  g_autoptr (WabiFacts) facts = make_fixture_facts ();
  g_autoptr (GPtrArray) claims = wabi_grounding_check (text, facts, FALSE);
  g_autoptr (GPtrArray) mended = NULL;
  const WabiStatement *claim = g_ptr_array_index (claims, 0);
  g_autofree char *fixed = g_strdup_printf ("%.*s%s%s", (int)claim->replace_start, text, claim->replacement,
                                            text + claim->replace_start + claim->replace_length);

  g_assert_cmpuint (claims->len, ==, 1);
  g_assert_cmpstr (claim->words, ==, "Recorded: 3 min 05 s, last session 2 min 40 s.");
  g_assert_cmpstr (fixed, ==, "Crying rose to 3 min 05 s across the session.");
  mended = wabi_grounding_check (fixed, facts, FALSE);
  g_assert_cmpuint (wabi_grounding_count (mended, WABI_STATEMENT_NOT_BORNE_OUT), ==, 0);
  g_assert_cmpuint (wabi_grounding_count (mended, WABI_STATEMENT_GROUNDED), ==, 1);
}

// Each replacement makes its sentence true.
static void
test_replacements_heal (void)
{
  g_autoptr (WabiFacts) facts = make_fixture_facts ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].text);

      for (int round = 0; round < 4; round++)
        {
          g_autoptr (GPtrArray) claims = wabi_grounding_check (text, facts, cases[i].plan);
          const WabiStatement *wrong = NULL;
          char *fixed;

          for (guint c = 0; c < claims->len && wrong == NULL; c++)
            {
              const WabiStatement *claim = g_ptr_array_index (claims, c);

              wrong = claim->verdict == WABI_STATEMENT_NOT_BORNE_OUT && claim->replacement != NULL ? claim : NULL;
            }
          if (wrong == NULL)
            break;
          if (round == 3)
            {
              g_test_message ("not healed: %s → %s", cases[i].text, text);
              g_test_fail ();
            }
          fixed = g_strdup_printf ("%.*s%s%s", (int)wrong->replace_start, text, wrong->replacement,
                                   text + wrong->replace_start + wrong->replace_length);
          g_free (text);
          text = fixed;
        }
    }
}

// What the drafter writes is grounded, all of it, in each style and language; and each citation says its
// fact.
static void
test_drafts_are_grounded (void)
{
  static const char *const techniques[]
      = { "most-to-least prompting with a 3 s delay", "tokens (FR 3)", NULL };
  g_autoptr (WabiFacts) facts = make_fixture_facts ();

  for (int language = 0; language < 2; language++)
    for (int style = 0; style < 3; style++)
      {
        WabiDraftInput input
            = { "Ava", language, style, techniques, fixture_targets, 3, fixture_behaviors, 3, 0 };
        g_autoptr (WabiDraft) draft = wabi_draft_new (facts, &input);

        for (int s = 0; s < WABI_DRAFT_N_SECTIONS; s++)
          {
            g_autoptr (GPtrArray) claims
                = wabi_grounding_check (draft->sections[s], facts, s == WABI_DRAFT_PLAN);

            for (guint c = 0; c < claims->len; c++)
              {
                const WabiStatement *claim = g_ptr_array_index (claims, c);

                if (claim->verdict == WABI_STATEMENT_NOT_BORNE_OUT)
                  g_test_message ("%s: %s (%s)", draft->sections[s], claim->text, claim->words);
                g_assert_cmpint (claim->verdict, !=, WABI_STATEMENT_NOT_BORNE_OUT);
              }
          }
        g_assert_cmpuint (draft->citations->len, >, 3);
      }
}

// Any one digit changed in the draft is noticed, unless it changes nothing that is measured.
static void
test_changed_digits_are_noticed (void)
{
  g_autoptr (WabiFacts) facts = make_fixture_facts ();
  WabiDraftInput input
      = { "Ava", WABI_LANGUAGE_ENGLISH, WABI_DRAFT_FULL, NULL, fixture_targets, 3, fixture_behaviors, 3, 0 };
  g_autoptr (WabiDraft) draft = wabi_draft_new (facts, &input);
  guint changed = 0, noticed = 0;

  for (int s = WABI_DRAFT_TARGETS; s <= WABI_DRAFT_BEHAVIOR; s++)
    for (gsize at = 0; draft->sections[s][at] != '\0'; at++)
      for (char digit = '1'; digit <= '9'; digit++)
        {
          g_autofree char *text = g_strdup (draft->sections[s]);
          g_autoptr (GPtrArray) claims = NULL;

          if (!g_ascii_isdigit (text[at]) || text[at] == digit)
            continue;
          text[at] = digit;
          claims = wabi_grounding_check (text, facts, FALSE);
          changed++;
          if (wabi_grounding_count (claims, WABI_STATEMENT_NOT_BORNE_OUT) > 0)
            noticed++;
          else
            g_test_message ("not noticed: %s", text);
        }
  g_assert_cmpuint (changed, >, 100);
  g_assert_cmpuint (noticed, ==, changed);
}

// Bytes of any kind do no harm; claims lie within the text, in order, and do not overlap.
static void
test_any_bytes (void)
{
  static const char *const pieces[] = { "3",      " of ",  "10",          "%",     " ",
                                        "Crying", " fell", "“Touch red”", "twice", ".",
                                        ":",      "/",     "min",         "-",     "\xff",
                                        "é",      "97153", "no ",         "\n",    "Mar ",
                                        "to ",    "from ", ",",           "000",   "99999999999999999999",
                                        "am" };
  g_autoptr (WabiFacts) facts = make_fixture_facts ();

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) claims = NULL;
      gsize at = 0;

      for (int n = g_test_rand_int_range (0, 30); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      claims = wabi_grounding_check (text->str, facts, round % 2);
      for (guint c = 0; c < claims->len; c++)
        {
          const WabiStatement *claim = g_ptr_array_index (claims, c);

          g_assert_cmpuint (claim->start, >=, at);
          g_assert_cmpuint (claim->length, >, 0);
          at = claim->start + claim->length;
          g_assert_cmpuint (at, <=, text->len);
          g_assert_true (strncmp (claim->text, text->str + claim->start, claim->length) == 0);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grounding/table", test_table);
  g_test_add_func ("/grounding/words-and-replacement", test_words_and_replacement);
  g_test_add_func ("/grounding/replacements-heal", test_replacements_heal);
  g_test_add_func ("/grounding/drafts-are-grounded", test_drafts_are_grounded);
  g_test_add_func ("/grounding/changed-digits-are-noticed", test_changed_digits_are_noticed);
  g_test_add_func ("/grounding/any-bytes", test_any_bytes);
  return g_test_run ();
}
