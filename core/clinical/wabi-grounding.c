// SPDX-License-Identifier: AGPL-3.0-or-later
// Does the text say what the data says: each figure found, and held against the facts.

#include "wabi-grounding-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define CRITERION_WORDS "mastery|criterion|criteria|goal|dominio|criterio|meta"
#define RESULT_WORDS                                                                                         \
  "reached|answered|was|were|scored|achieved|met|occurred|lasted|alcanzó|respondió|ocurrió|duró|logró"
#define REPORT_WORDS "reported|reports|said|told|informó|reportó|dijo"
#define PROMPT_WORDS "prompt|prompts|prompted|ayuda|ayudas"
#define ERROR_WORDS "incorrect|incorrectly|errors|incorrectos|errores"
#define SPANISH_WORDS "el|la|los|las|de|en|con|veces|fue|ocurrió|durante|trabajó|respondió|duró|por"
#define ENGLISH_WORDS "the|of|in|with|and|was|were|on|to|for|times|correctly"

static WabiStatement *
add_claim (WabiJudge *j, gsize first, gsize end, WabiStatementVerdict verdict, const WabiFact *fact)
{
  WabiStatement *claim = g_new0 (WabiStatement, 1);
  const WabiToken *last = wabi_grounding_get_token (j, end - 1);

  claim->start = wabi_grounding_get_token (j, first)->start;
  claim->length = last->start + last->length - claim->start;
  claim->verdict = verdict;
  claim->fact_key = fact != NULL ? g_strdup (fact->key) : NULL;
  claim->text = g_strndup (j->text + claim->start, claim->length);
  g_ptr_array_add (j->claims, claim);
  return claim;
}

static void
set_replacement (const WabiJudge *j, WabiStatement *claim, gsize first, gsize end, char *words)
{
  const WabiToken *last = wabi_grounding_get_token (j, end - 1);

  claim->replacement = words;
  claim->replace_start = wabi_grounding_get_token (j, first)->start;
  claim->replace_length = last->start + last->length - claim->replace_start;
}

static const char *
get_way_words (const WabiJudge *j, const WabiFact *current, gboolean before)
{
  int way = current->value > current->previous ? 1 : current->value < current->previous ? -1 : 0;

  if (before)
    return j->spanish ? "frente a" : way > 0 ? "up from" : way < 0 ? "down from" : "unchanged from";
  if (way > 0)
    return j->spanish ? "subió a" : "rose to";
  if (way < 0)
    return j->spanish ? "bajó a" : "fell to";
  return j->spanish ? "se mantuvo en" : "stayed at";
}

static void
add_wrong_figure (WabiJudge *j, const WabiMeaning *m, const WabiFact *fact, gboolean way_wrong)
{
  WabiLanguage language = j->spanish ? WABI_LANGUAGE_SPANISH : WABI_LANGUAGE_ENGLISH;
  const WabiFact *current = wabi_grounding_find_current (j, fact);
  gboolean tied = way_wrong && m->subject != NULL && m->way_first - m->subject->end <= 4;
  gsize first = tied ? m->subject->first : way_wrong ? m->way_first : m->bound_first;
  WabiStatement *claim = add_claim (j, first, m->figure->end, WABI_STATEMENT_NOT_BORNE_OUT, fact);
  g_autofree char *value = NULL;

  claim->words = wabi_grounding_describe_record (current);
  if (fact == NULL || m->by)
    return;
  value = wabi_fact_dup_words (fact, language);
  if (way_wrong)
    set_replacement (j, claim, m->way_first, m->figure->end,
                     g_strdup_printf ("%s %s",
                                      get_way_words (j, wabi_grounding_find_measure (j, fact), m->before),
                                      value));
  else
    set_replacement (j, claim, m->bound_first, m->figure->end, g_steal_pointer (&value));
}

static gboolean
is_aside_in_context (const WabiJudge *j, const WabiMeaning *m)
{
  gboolean result = m->figure->kind == WABI_FIGURE_PERCENT || m->figure->kind == WABI_FIGURE_RATIO;

  // What others tell of other hours is no measure of this session.
  if (m->subjects->len == 0 && !result && wabi_grounding_sentence_has (j, m->figure->first, REPORT_WORDS))
    return TRUE;
  if (j->plan)
    return !(result && wabi_grounding_sentence_has (j, m->figure->first, RESULT_WORDS));
  return m->criterion && g_str_equal (m->figure->unit, "session");
}

static const WabiMention *
find_mention_before (const WabiJudge *j, gsize index)
{
  const WabiMention *found = NULL;

  for (guint i = 0; i < j->mentions->len; i++)
    {
      const WabiMention *mention = &g_array_index (j->mentions, WabiMention, i);

      if (mention->end <= index && wabi_grounding_same_sentence (j, mention->first, index))
        found = mention;
    }
  return found;
}

static void
judge_time (WabiJudge *j, const WabiFigure *figure)
{
  // Somebody may type anything before a colon; a number beyond every day is none of ours.
  int minute = (int) CLAMP (figure->value, 0, 1e6);
  gboolean known = minute == j->facts->start_minute || minute == j->facts->end_minute
                   || minute + 720 == j->facts->start_minute || minute + 720 == j->facts->end_minute;
  WabiStatement *claim = add_claim (j, figure->first, figure->end,
                                    known ? WABI_STATEMENT_GROUNDED : WABI_STATEMENT_ASIDE, NULL);

  for (guint i = 0; i < j->facts->items->len && !known; i++)
    {
      const WabiFact *fact = g_ptr_array_index (j->facts->items, i);

      // "3:05" may be a length of time: minutes and seconds.
      if (fact->kind != WABI_FACT_DURATION || fact->value != minute
          || find_mention_before (j, figure->first) == NULL)
        continue;
      claim->verdict = WABI_STATEMENT_GROUNDED;
      claim->fact_key = g_strdup (fact->key);
      return;
    }
  if (known)
    claim->fact_key
        = g_strdup (minute % 720 == j->facts->start_minute % 720 ? "session.start" : "session.end");
}

// "2 of 10 trials were prompted": the part and the whole of one and the same target, or of the session.
static const WabiFact *
find_other_ratio (const WabiJudge *j, const WabiMeaning *m, const char *quality)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_copy (m->subjects, NULL, NULL);

  if (subjects->len == 0)
    wabi_grounding_find_loose_subjects (j, m, subjects);
  for (guint i = 0; i < j->facts->items->len; i++)
    {
      const WabiFact *part = g_ptr_array_index (j->facts->items, i), *whole;
      g_autofree char *key = NULL;

      if (!wabi_grounding_has_suffix_of (part, quality) || (double)part->value != m->figure->value
          || (part->subject_id == NULL) != (subjects->len == 0)
          || !wabi_grounding_is_in_scope (part, subjects, FALSE))
        continue;
      key = g_strdup_printf ("%.*strials", (int)(strlen (part->key) - strlen (quality)), part->key);
      whole = wabi_facts_find (j->facts, key);
      if (whole != NULL && (double)whole->value == m->figure->total)
        return part;
    }
  return NULL;
}

// In a sentence of prompts or errors, "1 trial" and "2 of 10" may count those instead of what was correct.
static const WabiFact *
find_other_result (const WabiJudge *j, const WabiMeaning *m)
{
  static const struct
  {
    const char *words;
    const char *ratio_words;
    const char *quality;
  } results[] = { { PROMPT_WORDS, "prompted", "prompted" }, { ERROR_WORDS, ERROR_WORDS, "incorrect" } };

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      WabiFigure figure = *m->figure;
      WabiMeaning other = *m;
      gboolean agreed;
      const WabiFact *fact;

      if (figure.kind == WABI_FIGURE_RATIO
          && wabi_grounding_sentence_has (j, figure.first, results[i].ratio_words))
        return find_other_ratio (j, m, results[i].quality);
      if (figure.kind != WABI_FIGURE_COUNT || !g_str_equal (figure.unit, "trial") || figure.quality != NULL
          || !wabi_grounding_sentence_has (j, figure.first, results[i].words))
        continue;
      figure.quality = results[i].quality;
      other.figure = &figure;
      fact = wabi_grounding_find_best_fact (j, &other, &agreed);
      if (agreed)
        return fact;
    }
  return NULL;
}

static void
judge_figure (WabiJudge *j, const WabiFigure *figure)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();
  WabiMeaning m = { .figure = figure, .subjects = subjects };
  gboolean agreed, way_wrong;
  const WabiFact *fact;

  if (figure->kind == WABI_FIGURE_TIME)
    judge_time (j, figure);
  else if (figure->kind == WABI_FIGURE_ASIDE)
    add_claim (j, figure->first, figure->end, WABI_STATEMENT_ASIDE, NULL);
  if (figure->kind == WABI_FIGURE_TIME || figure->kind == WABI_FIGURE_ASIDE)
    return;
  wabi_grounding_find_subjects (j, &m);
  wabi_grounding_read_bound (j, &m);
  wabi_grounding_find_way (j, &m);
  wabi_grounding_find_time (j, &m);
  m.criterion = wabi_grounding_sentence_has (j, figure->first, CRITERION_WORDS);
  fact = wabi_grounding_find_best_fact (j, &m, &agreed);
  if (!agreed)
    {
      const WabiFact *other = find_other_result (j, &m);

      agreed = other != NULL;
      fact = agreed ? other : fact;
    }
  way_wrong = !wabi_grounding_way_agrees (wabi_grounding_find_measure (j, fact), m.way);
  if (agreed && !way_wrong)
    add_claim (j, figure->first, figure->end, WABI_STATEMENT_GROUNDED, fact);
  else if (is_aside_in_context (j, &m))
    add_claim (j, figure->first, figure->end, WABI_STATEMENT_ASIDE, fact);
  else
    add_wrong_figure (j, &m, fact, way_wrong);
}

static const WabiFact *
find_trend_fact (const WabiJudge *j, const char *subject_id)
{
  static const char *const measures[][2]
      = { { "behavior", "duration" }, { "behavior", "count" }, { "target", "accuracy" } };

  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      const WabiFact *fact = wabi_facts_find_of (j->facts, measures[i][0], subject_id, measures[i][1]);

      if (fact != NULL)
        return fact;
    }
  return NULL;
}

static gboolean
is_claimed (const WabiJudge *j, gsize index)
{
  const WabiToken *token = wabi_grounding_get_token (j, index);

  for (guint i = 0; i < j->claims->len; i++)
    {
      const WabiStatement *claim = g_ptr_array_index (j->claims, i);

      if (token->start < claim->start + claim->length && claim->start < token->start + token->length)
        return TRUE;
    }
  return FALSE;
}

// "Elopement decreased." without a figure: held against the session before, when it is known.
static void
judge_way_alone (WabiJudge *j, gsize index)
{
  const WabiMention *subject = find_mention_before (j, index);
  int way
      = wabi_grounding_read_way (j, index, subject != NULL && wabi_grounding_is_behavior (j, subject->id));
  const WabiFact *fact = NULL;
  WabiStatement *claim;

  if (way == 0 || j->plan || is_claimed (j, index) || wabi_grounding_has_figure_between (j, index, index + 5))
    return;
  if (subject != NULL && index - subject->end <= 4)
    fact = find_trend_fact (j, subject->id);
  else if (subject == NULL && wabi_grounding_sentence_has (j, index, "accuracy|precisión"))
    fact = wabi_facts_find (j->facts, "session.accuracy");
  if (fact == NULL || !fact->has_previous)
    return;
  if (wabi_grounding_way_agrees (fact, way))
    {
      add_claim (j, index, index + 1, WABI_STATEMENT_GROUNDED, fact);
      return;
    }
  claim = add_claim (j, subject != NULL ? subject->first : index, index + 1, WABI_STATEMENT_NOT_BORNE_OUT,
                     fact);
  claim->words = wabi_grounding_describe_record (fact);
}

// "did not occur", "no elopement": a claim of zero.
static void
judge_none (WabiJudge *j, gsize index)
{
  const WabiMention *subject = NULL;
  const WabiFact *fact;
  gsize first = index, end = index + 1;
  WabiStatement *claim;

  if (is_one_of (j->tokens, index, "not|no")
      && is_one_of (j->tokens, index + 1, "occur|happen|ocurrió|ocurrieron"))
    {
      subject = find_mention_before (j, index);
      end = index + 2;
    }
  else if (is_one_of (j->tokens, index, "no|without|sin"))
    for (guint i = 0; i < j->mentions->len && subject == NULL; i++)
      {
        const WabiMention *mention = &g_array_index (j->mentions, WabiMention, i);
        gboolean instances = is_one_of (j->tokens, index + 1, "instances|occurrences|episodes|incidents")
                             && mention->first == index + 3;

        if (mention->first == index + 1 || instances)
          subject = mention;
      }
  if (subject == NULL || j->plan || is_claimed (j, index))
    return;
  fact = find_trend_fact (j, subject->id);
  if (fact == NULL || !wabi_grounding_is_behavior (j, subject->id))
    return;
  first = MIN (first, subject->first);
  end = MAX (end, subject->end);
  claim = add_claim (j, first, end, fact->value == 0 ? WABI_STATEMENT_GROUNDED : WABI_STATEMENT_NOT_BORNE_OUT,
                     fact);
  if (fact->value != 0)
    claim->words = wabi_grounding_describe_record (fact);
}

static int
compare_claims (gconstpointer a, gconstpointer b)
{
  const WabiStatement *left = *(WabiStatement *const *)a, *right = *(WabiStatement *const *)b;

  return left->start < right->start ? -1 : left->start > right->start;
}

// A wrong direction reaches back to its subject; what lies within it, or before it was judged alone, gives
// way.
static void
drop_overlaps (GPtrArray *claims)
{
  g_ptr_array_sort (claims, compare_claims);
  for (guint i = 1; i < claims->len;)
    {
      const WabiStatement *left = g_ptr_array_index (claims, i - 1), *right = g_ptr_array_index (claims, i);

      if (right->start >= left->start + left->length)
        i++;
      else
        g_ptr_array_remove_index (
            claims,
            right->verdict == WABI_STATEMENT_NOT_BORNE_OUT && left->verdict != right->verdict ? i - 1 : i);
    }
}

static gboolean
is_spanish (const GArray *tokens)
{
  int score = 0;

  for (gsize i = 0; i < tokens->len; i++)
    score += is_one_of (tokens, i, SPANISH_WORDS) - is_one_of (tokens, i, ENGLISH_WORDS);
  return score > 0;
}

GPtrArray *
wabi_grounding_check (const char *text, const WabiFacts *facts, gboolean plan)
{
  g_autoptr (GArray) tokens = wabi_grounding_tokens (text);
  g_autoptr (GArray) figures = wabi_grounding_figures (tokens);
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (WabiMention));
  WabiJudge j = { text, facts, plan, is_spanish (tokens), tokens, figures, mentions, NULL };

  j.claims = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_grounding_claim_free);
  wabi_grounding_find_mentions (&j);
  for (guint i = 0; i < figures->len; i++)
    if (!wabi_grounding_is_in_name (&j, &g_array_index (figures, WabiFigure, i)))
      judge_figure (&j, &g_array_index (figures, WabiFigure, i));
  for (gsize i = 0; i < tokens->len; i++)
    {
      judge_way_alone (&j, i);
      judge_none (&j, i);
    }
  drop_overlaps (j.claims);
  return j.claims;
}

void
wabi_grounding_claim_free (WabiStatement *claim)
{
  if (claim == NULL)
    return;
  g_free (claim->fact_key);
  g_free (claim->text);
  g_free (claim->words);
  g_free (claim->replacement);
  g_free (claim);
}

guint
wabi_grounding_count (const GPtrArray *claims, WabiStatementVerdict verdict)
{
  guint count = 0;

  for (guint i = 0; i < claims->len; i++)
    count += ((const WabiStatement *)g_ptr_array_index (claims, i))->verdict == verdict;
  return count;
}
