// SPDX-License-Identifier: AGPL-3.0-or-later
// Does the text say what the data says: each figure found, and held against the facts.

#include "wabi-grounding.h"

#include "wabi-grounding-scan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define is_one_of wabi_grounding_is_one_of

#define UP_WORDS "rose|increased|grew|climbed|higher|subió|aumentó|creció|increasing|rising"
#define DOWN_WORDS                                                                                           \
  "fell|dropped|decreased|declined|reduced|lower|bajó|disminuyó|descendió|redujo|cayó|decreasing|falling"
#define BETTER_WORDS "improved|mejoró"
#define WORSE_WORDS "worsened|empeoró"
#define CRITERION_WORDS "mastery|criterion|criteria|goal|dominio|criterio|meta"
#define RESULT_WORDS                                                                                         \
  "reached|answered|was|were|scored|achieved|met|occurred|lasted|alcanzó|respondió|ocurrió|duró|logró"
#define REPORT_WORDS "reported|reports|said|told|informó|reportó|dijo"
#define PROMPT_WORDS "prompt|prompts|prompted|ayuda|ayudas"
#define ERROR_WORDS "incorrect|incorrectly|errors|incorrectos|errores"
#define LONGEST_WORDS "longest|largo|larga"
#define SPANISH_WORDS "el|la|los|las|de|en|con|veces|fue|ocurrió|durante|trabajó|respondió|duró|por"
#define ENGLISH_WORDS "the|of|in|with|and|was|were|on|to|for|times|correctly"

typedef struct
{
  const char *id;
  gsize first; // tokens of one mention
  gsize end;
} Mention;

typedef enum
{
  BOUND_EXACT,
  BOUND_UNDER,
  BOUND_AT_MOST,
  BOUND_AT_LEAST,
  BOUND_ABOUT,
} Bound;

typedef struct
{
  const char *text;
  const WabiFacts *facts;
  gboolean plan;
  gboolean spanish;
  GArray *tokens;
  GArray *figures;
  GArray *mentions;
  GPtrArray *claims;
} Judge;

// How one figure is meant, before it is judged.
typedef struct
{
  const WabiFigure *figure;
  Bound bound;
  gsize bound_first; // first token of the bound, or of the figure
  gboolean before;   // speaks of the sessions before
  gboolean by;       // says the difference: "by 7 %"
  gboolean criterion;
  int way;         // direction claimed: 1 up, -1 down, 0 none
  gsize way_first; // token of that word
  GPtrArray *subjects;
  const Mention *subject; // the one it is tied to, for the extent of the claim
} Meaning;

static const WabiToken *
get_token (const Judge *j, gssize index)
{
  return wabi_grounding_token (j->tokens, index);
}

static gboolean
same_sentence (const Judge *j, gsize a, gsize b)
{
  return get_token (j, a) != NULL && get_token (j, b) != NULL
         && get_token (j, a)->sentence == get_token (j, b)->sentence;
}

static gboolean
sentence_has (const Judge *j, gsize index, const char *list)
{
  for (gsize i = 0; i < j->tokens->len; i++)
    if (same_sentence (j, i, index) && is_one_of (j->tokens, i, list))
      return TRUE;
  return FALSE;
}

// "eloped" speaks of "elopement": five letters in common, and not much more.
static gboolean
is_same_word (const char *said, const char *named, gboolean alone)
{
  glong common = 0;
  const char *a = said, *b = named;

  if (g_str_equal (said, named))
    return TRUE;
  while (*a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
      common++;
    }
  return alone && common >= 5 && g_utf8_strlen (a, -1) <= 3 && g_utf8_strlen (b, -1) <= 4;
}

// The words of a name, marks left out, so that “Touch red” is found with and without its quotes.
static gsize
match_name (const GArray *tokens, gsize at, const GArray *name)
{
  gsize n = 0;

  while (n < name->len)
    {
      const WabiToken *word = &g_array_index (name, WabiToken, n);
      const WabiToken *token = wabi_grounding_token (tokens, at);

      if (word->kind == WABI_TOKEN_MARK)
        n++;
      else if (token == NULL)
        return 0;
      else if (token->kind == WABI_TOKEN_MARK && strchr (".;!?\n", token->folded[0]) == NULL)
        at++;
      else if (!is_same_word (token->folded, word->folded, name->len == 1))
        return 0;
      else
        {
          n++;
          at++;
        }
    }
  return at;
}

static void
find_mentions_of (Judge *j, const WabiFact *fact)
{
  g_autoptr (GArray) name = wabi_grounding_tokens (fact->subject_name);
  gboolean has_word = FALSE;

  for (guint i = 0; i < name->len; i++)
    has_word = has_word || g_array_index (name, WabiToken, i).kind == WABI_TOKEN_WORD;
  for (gsize at = 0; has_word && at < j->tokens->len; at++)
    {
      Mention mention = { fact->subject_id, at, 0 };

      if (get_token (j, at)->kind == WABI_TOKEN_MARK)
        continue;
      mention.end = match_name (j->tokens, at, name);
      if (mention.end > at)
        g_array_append_val (j->mentions, mention);
    }
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  const Mention *left = a, *right = b;

  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;
  return left->end > right->end ? -1 : left->end < right->end;
}

static void
find_mentions (Judge *j)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < j->facts->items->len; i++)
    {
      const WabiFact *fact = g_ptr_array_index (j->facts->items, i);

      if (fact->subject_id != NULL && fact->subject_name != NULL && g_hash_table_add (seen, fact->subject_id))
        find_mentions_of (j, fact);
    }
  g_array_sort (j->mentions, compare_mentions);
}

static gboolean
is_in_name (const Judge *j, const WabiFigure *figure)
{
  for (guint i = 0; i < j->mentions->len; i++)
    {
      const Mention *mention = &g_array_index (j->mentions, Mention, i);

      if (figure->first >= mention->first && figure->first < mention->end)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_figure_between (const Judge *j, gsize from, gsize to)
{
  for (guint i = 0; i < j->figures->len; i++)
    {
      const WabiFigure *figure = &g_array_index (j->figures, WabiFigure, i);

      if (figure->first >= from && figure->first < to && figure->kind != WABI_FIGURE_ASIDE
          && !is_in_name (j, figure))
        return TRUE;
    }
  return FALSE;
}

// The nearest names before the figure in its sentence; several when nothing was counted between them.
static void
find_subjects (const Judge *j, Meaning *m)
{
  const Mention *previous = NULL;

  for (guint i = j->mentions->len; i-- > 0;)
    {
      const Mention *mention = &g_array_index (j->mentions, Mention, i);

      if (mention->first >= m->figure->first || !same_sentence (j, mention->first, m->figure->first))
        continue;
      if (previous != NULL && has_figure_between (j, mention->end, previous->first))
        break;
      if (previous == NULL)
        m->subject = mention;
      previous = mention;
      g_ptr_array_add (m->subjects, (gpointer)mention->id);
    }
}

// No name before it: one that follows before the next figure, or the last one of the sentences before.
static void
find_loose_subjects (const Judge *j, const Meaning *m, GPtrArray *subjects)
{
  const Mention *last = NULL;

  for (guint i = 0; i < j->mentions->len; i++)
    {
      const Mention *mention = &g_array_index (j->mentions, Mention, i);

      if (mention->first < m->figure->first)
        last = mention;
      else if (same_sentence (j, mention->first, m->figure->first)
               && !has_figure_between (j, m->figure->end, mention->first))
        g_ptr_array_add (subjects, (gpointer)mention->id);
    }
  if (last != NULL)
    g_ptr_array_add (subjects, (gpointer)last->id);
}

static void
read_bound (const Judge *j, Meaning *m)
{
  static const struct
  {
    const char *words[3];
    Bound bound;
  } bounds[] = {
    { { "under", NULL }, BOUND_UNDER },
    { { "below", NULL }, BOUND_UNDER },
    { { "less", "than", NULL }, BOUND_UNDER },
    { { "fewer", "than", NULL }, BOUND_UNDER },
    { { "menos", "de", NULL }, BOUND_UNDER },
    { { "at", "most", NULL }, BOUND_AT_MOST },
    { { "como", "máximo", NULL }, BOUND_AT_MOST },
    { { "within", NULL }, BOUND_AT_MOST },
    { { "at", "least", NULL }, BOUND_AT_LEAST },
    { { "more", "than", NULL }, BOUND_AT_LEAST },
    { { "above", NULL }, BOUND_AT_LEAST },
    { { "más", "de", NULL }, BOUND_AT_LEAST },
    { { "al", "menos", NULL }, BOUND_AT_LEAST },
    { { "about", NULL }, BOUND_ABOUT },
    { { "around", NULL }, BOUND_ABOUT },
    { { "approximately", NULL }, BOUND_ABOUT },
    { { "nearly", NULL }, BOUND_ABOUT },
    { { "almost", NULL }, BOUND_ABOUT },
    { { "unos", NULL }, BOUND_ABOUT },
    { { "casi", NULL }, BOUND_ABOUT },
  };

  m->bound_first = m->figure->first;
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      gssize n = bounds[i].words[1] != NULL ? 2 : 1;
      gssize first = (gssize)m->figure->first - n;

      if (is_one_of (j->tokens, first, bounds[i].words[0])
          && (n == 1 || is_one_of (j->tokens, first + 1, bounds[i].words[1])))
        {
          m->bound = bounds[i].bound;
          m->bound_first = first;
          return;
        }
    }
}

static int
read_way (const Judge *j, gsize index, gboolean behavior)
{
  gboolean went = is_one_of (j->tokens, (gssize)index - 1, "went|going");
  gboolean measured = is_one_of (j->tokens, index + 1, "from|by") || went;

  if (is_one_of (j->tokens, (gssize)index - 1, "not|no|never|didn't|nunca"))
    return 0;
  if (is_one_of (j->tokens, (gssize)index - 1, "a|an|un|una"))
    return is_one_of (j->tokens, index, "increase|rise|aumento")                    ? 1
           : is_one_of (j->tokens, index, "decrease|drop|decline|fall|disminución") ? -1
                                                                                    : 0;
  if (is_one_of (j->tokens, index, UP_WORDS) || (measured && is_one_of (j->tokens, index, "up")))
    return 1;
  if (is_one_of (j->tokens, index, DOWN_WORDS) || (measured && is_one_of (j->tokens, index, "down")))
    return -1;
  if (is_one_of (j->tokens, index, BETTER_WORDS))
    return behavior ? -1 : 1;
  if (is_one_of (j->tokens, index, WORSE_WORDS))
    return behavior ? 1 : -1;
  return 0;
}

static gboolean
is_behavior (const Judge *j, const char *subject_id)
{
  return subject_id != NULL
         && (wabi_facts_find_of (j->facts, "behavior", subject_id, "count") != NULL
             || wabi_facts_find_of (j->facts, "behavior", subject_id, "duration") != NULL);
}

// A word of direction up to four tokens before the figure, nothing counted between.
static void
find_way (const Judge *j, Meaning *m)
{
  gboolean behavior = m->subject != NULL && is_behavior (j, m->subject->id);

  for (gsize back = 1; back <= 4 && back <= m->bound_first; back++)
    {
      gsize index = m->bound_first - back;

      if (!same_sentence (j, index, m->figure->first) || has_figure_between (j, index, m->figure->first))
        return;
      if (m->subject != NULL && index < m->subject->end)
        return;
      m->way = read_way (j, index, behavior);
      m->way_first = index;
      if (m->way != 0)
        return;
    }
}

static void
find_time (const Judge *j, Meaning *m)
{
  gssize first = m->bound_first;

  m->by = m->way != 0 && is_one_of (j->tokens, first - 1, "by|en|un");
  m->before
      = is_one_of (j->tokens, first - 1, "from|desde")
        || (is_one_of (j->tokens, first - 1, "al") && is_one_of (j->tokens, first - 2, "frente"))
        || (is_one_of (j->tokens, first - 1, "a") && is_one_of (j->tokens, first - 2, "frente"))
        || (is_one_of (j->tokens, first - 1, "to|with") && is_one_of (j->tokens, first - 2, "compared"));
  for (gssize i = first - 1;
       i >= first - 9 && same_sentence (j, i, first) && !has_figure_between (j, i, first); i--)
    if (is_one_of (j->tokens, i, "than|que"))
      break;
    else if (is_one_of (j->tokens, i, "previous|prior|anterior|pasada|before")
             || (is_one_of (j->tokens, i, "last") && is_one_of (j->tokens, i + 1, "session|time")))
      m->before = TRUE;
  for (gsize i = m->figure->end; i < m->figure->end + 7 && same_sentence (j, i, first); i++)
    {
      if (has_figure_between (j, m->figure->end, i + 1)
          || is_one_of (j->tokens, i, "up|down|from|compared|frente"))
        return;
      if (is_one_of (j->tokens, i, "before|previous|previously|prior|anterior|antes"))
        m->before = TRUE;
    }
}

static gboolean
has_suffix_of (const WabiFact *fact, const char *suffix)
{
  return g_str_has_suffix (fact->key, suffix);
}

static gboolean
is_of_kind (const WabiFact *fact, const WabiFigure *figure)
{
  switch (figure->kind)
    {
    case WABI_FIGURE_PERCENT:
      return fact->kind == WABI_FACT_PERCENT;
    case WABI_FIGURE_RATIO:
      return fact->kind == WABI_FACT_RATIO;
    case WABI_FIGURE_ORDINAL:
      return fact->kind == WABI_FACT_ORDINAL && g_str_equal (fact->unit, figure->unit);
    case WABI_FIGURE_DURATION:
      return fact->kind == WABI_FACT_DURATION || has_suffix_of (fact, "session.minutes");
    case WABI_FIGURE_COUNT:
      if (fact->kind != WABI_FACT_COUNT)
        return FALSE;
      if (g_str_equal (figure->unit, "time") && g_str_equal (fact->unit, "trial"))
        return has_suffix_of (fact, ".trials") || has_suffix_of (fact, ".correct");
      if (!g_str_equal (fact->unit, figure->unit))
        return FALSE;
      return !g_str_equal (figure->unit, "trial")
             || g_str_equal (strrchr (fact->key, '.') + 1,
                             figure->quality != NULL ? figure->quality : "trials");
    case WABI_FIGURE_BARE:
      return fact->kind == WABI_FACT_COUNT || fact->kind == WABI_FACT_PERCENT
             || fact->kind == WABI_FACT_RATIO;
    case WABI_FIGURE_TIME:
    case WABI_FIGURE_ASIDE:
    default:
      return FALSE;
    }
}

static gboolean
is_in_time (const WabiFact *fact, const Meaning *m)
{
  gboolean before = has_suffix_of (fact, "-before");

  if (has_suffix_of (fact, ".criterion"))
    return m->criterion;
  return has_suffix_of (fact, ".sessions-before") || before == (m->before && !m->by);
}

static gboolean
is_in_scope (const WabiFact *fact, const GPtrArray *subjects, gboolean strict)
{
  if (fact->subject_id == NULL)
    return !strict || g_str_equal (fact->unit, "target") || g_str_equal (fact->unit, "session")
           || g_str_equal (fact->unit, "minute") || g_str_equal (fact->unit, "unit");
  for (guint i = 0; i < subjects->len; i++)
    if (g_str_equal (g_ptr_array_index (subjects, i), fact->subject_id))
      return TRUE;
  return FALSE;
}

static double
get_value (const WabiFact *fact, const Meaning *m)
{
  double value = fact->value;

  if (fact->kind == WABI_FACT_PERCENT && fact->total > 0 && m->figure->decimals > 0)
    value = 100.0 * fact->part / fact->total;
  if (m->figure->kind == WABI_FIGURE_DURATION && fact->kind == WABI_FACT_COUNT)
    value *= 60;
  if (m->by && fact->has_previous)
    value = fabs (value - fact->previous);
  return value;
}

static gboolean
agrees (const WabiFact *fact, const Meaning *m)
{
  double value = get_value (fact, m), said = m->figure->value;
  double slack = m->figure->decimals > 0 ? 0.5 * pow (10, -m->figure->decimals) + 1e-9 : 1e-9;

  if (m->figure->total > 0 && (double)fact->total != m->figure->total)
    return FALSE;
  if (m->by && !fact->has_previous)
    return FALSE;
  switch (m->bound)
    {
    case BOUND_UNDER:
      return value < said;
    case BOUND_AT_MOST:
      return value <= said + slack;
    case BOUND_AT_LEAST:
      return value >= said - slack;
    case BOUND_ABOUT:
      return fabs (value - said) <= MAX (said * 0.1, slack);
    case BOUND_EXACT:
    default:
      return fabs (value - said) <= slack;
    }
}

static gboolean
is_in_reach (const Judge *j, const WabiFact *fact, const Meaning *m, const GPtrArray *subjects,
             gboolean strict)
{
  // The longest of several is meant only where the sentence says so.
  if (has_suffix_of (fact, ".longest") && !sentence_has (j, m->figure->first, LONGEST_WORDS))
    return FALSE;
  if (subjects == NULL || (m->criterion && !strict && has_suffix_of (fact, ".criterion")))
    return TRUE;
  // "Crying lasted at least 4 minutes" is not true because the session did.
  if (strict && fact->subject_id == NULL && m->bound != BOUND_EXACT)
    return FALSE;
  return is_in_scope (fact, subjects, strict);
}

// The fact that bears the figure out; else the nearest of its kind, by value.
static const WabiFact *
find_fact (const Judge *j, const Meaning *m, const GPtrArray *subjects, gboolean strict, gboolean *agreed)
{
  const WabiFact *nearest = NULL;

  *agreed = FALSE;
  for (guint i = 0; i < j->facts->items->len; i++)
    {
      const WabiFact *fact = g_ptr_array_index (j->facts->items, i);

      if (!is_of_kind (fact, m->figure) || !is_in_time (fact, m)
          || !is_in_reach (j, fact, m, subjects, strict))
        continue;
      if (agrees (fact, m))
        {
          *agreed = TRUE;
          return fact;
        }
      if (has_suffix_of (fact, ".criterion") || has_suffix_of (fact, ".sessions-before"))
        continue;
      // A subject's own fact is nearer than the session's, whatever the values.
      if (nearest == NULL || (nearest->subject_id == NULL && fact->subject_id != NULL && strict)
          || fabs (get_value (fact, m) - m->figure->value) < fabs (get_value (nearest, m) - m->figure->value))
        nearest = fact;
    }
  return nearest;
}

static const WabiFact *
find_best_fact (const Judge *j, const Meaning *m, gboolean *agreed)
{
  g_autoptr (GPtrArray) loose = g_ptr_array_new ();
  const WabiFact *fact, *other;

  if (m->subjects->len > 0)
    {
      fact = find_fact (j, m, m->subjects, TRUE, agreed);
      // What was named has no such measure: something else is meant.
      if (*agreed || (fact != NULL && fact->subject_id != NULL))
        return fact;
    }
  find_loose_subjects (j, m, loose);
  fact = find_fact (j, m, loose, FALSE, agreed);
  if (*agreed || !(m->figure->kind == WABI_FIGURE_DURATION || g_str_equal (m->figure->unit, "time")))
    return fact;
  // Times and lengths are of behaviors, which the sentence may name in other words: "cried for 3 min 05 s".
  other = find_fact (j, m, NULL, FALSE, agreed);
  if (*agreed)
    return other;
  if (fact != NULL && fact->subject_id == NULL && !sentence_has (j, m->figure->first, "session|sesión"))
    return NULL;
  return fact != NULL ? fact : other;
}

static const WabiFact *
find_current (const Judge *j, const WabiFact *fact)
{
  g_autofree char *key = NULL;

  if (fact == NULL || !has_suffix_of (fact, "-before"))
    return fact;
  key = g_strndup (fact->key, strlen (fact->key) - strlen ("-before"));
  return wabi_facts_find (j->facts, key);
}

// The measure whose rise and fall is known: of "9 of 10" that is the accuracy.
static const WabiFact *
find_measure (const Judge *j, const WabiFact *fact)
{
  const WabiFact *current = find_current (j, fact);
  g_autofree char *key = NULL;

  if (current == NULL || current->kind != WABI_FACT_RATIO)
    return current;
  key = g_strdup_printf ("%.*saccuracy", (int)(strlen (current->key) - strlen ("ratio")), current->key);
  return wabi_facts_find (j->facts, key);
}

static gboolean
way_agrees (const WabiFact *current, int way)
{
  return current == NULL || !current->has_previous || way == 0
         || (way > 0 ? current->value > current->previous : current->value < current->previous);
}

static char *
describe_record (const WabiFact *current)
{
  g_autofree char *now = NULL, *before = NULL;

  if (current == NULL)
    return g_strdup (_ ("Nothing in this session's data says so."));
  now = wabi_fact_dup_words (current, WABI_LANGUAGE_ENGLISH);
  if (!current->has_previous)
    return g_strdup_printf (_ ("Recorded: %s."), now);
  before = wabi_fact_dup_value_words (current, current->previous, WABI_LANGUAGE_ENGLISH);
  return g_strdup_printf (_ ("Recorded: %s, last session %s."), now, before);
}

static WabiStatement *
add_claim (Judge *j, gsize first, gsize end, WabiStatementVerdict verdict, const WabiFact *fact)
{
  WabiStatement *claim = g_new0 (WabiStatement, 1);
  const WabiToken *last = get_token (j, end - 1);

  claim->start = get_token (j, first)->start;
  claim->length = last->start + last->length - claim->start;
  claim->verdict = verdict;
  claim->fact_key = fact != NULL ? g_strdup (fact->key) : NULL;
  claim->text = g_strndup (j->text + claim->start, claim->length);
  g_ptr_array_add (j->claims, claim);
  return claim;
}

static void
set_replacement (const Judge *j, WabiStatement *claim, gsize first, gsize end, char *words)
{
  const WabiToken *last = get_token (j, end - 1);

  claim->replacement = words;
  claim->replace_start = get_token (j, first)->start;
  claim->replace_length = last->start + last->length - claim->replace_start;
}

static const char *
get_way_words (const Judge *j, const WabiFact *current, gboolean before)
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
add_wrong_figure (Judge *j, const Meaning *m, const WabiFact *fact, gboolean way_wrong)
{
  WabiLanguage language = j->spanish ? WABI_LANGUAGE_SPANISH : WABI_LANGUAGE_ENGLISH;
  const WabiFact *current = find_current (j, fact);
  gboolean tied = way_wrong && m->subject != NULL && m->way_first - m->subject->end <= 4;
  gsize first = tied ? m->subject->first : way_wrong ? m->way_first : m->bound_first;
  WabiStatement *claim = add_claim (j, first, m->figure->end, WABI_STATEMENT_NOT_BORNE_OUT, fact);
  g_autofree char *value = NULL;

  claim->words = describe_record (current);
  if (fact == NULL || m->by)
    return;
  value = wabi_fact_dup_words (fact, language);
  if (way_wrong)
    set_replacement (j, claim, m->way_first, m->figure->end,
                     g_strdup_printf ("%s %s", get_way_words (j, find_measure (j, fact), m->before), value));
  else
    set_replacement (j, claim, m->bound_first, m->figure->end, g_steal_pointer (&value));
}

static gboolean
is_aside_in_context (const Judge *j, const Meaning *m)
{
  gboolean result = m->figure->kind == WABI_FIGURE_PERCENT || m->figure->kind == WABI_FIGURE_RATIO;

  // What others tell of other hours is no measure of this session.
  if (m->subjects->len == 0 && !result && sentence_has (j, m->figure->first, REPORT_WORDS))
    return TRUE;
  if (j->plan)
    return !(result && sentence_has (j, m->figure->first, RESULT_WORDS));
  return m->criterion && g_str_equal (m->figure->unit, "session");
}

static const Mention *
find_mention_before (const Judge *j, gsize index)
{
  const Mention *found = NULL;

  for (guint i = 0; i < j->mentions->len; i++)
    {
      const Mention *mention = &g_array_index (j->mentions, Mention, i);

      if (mention->end <= index && same_sentence (j, mention->first, index))
        found = mention;
    }
  return found;
}

static void
judge_time (Judge *j, const WabiFigure *figure)
{
  int minute = figure->value;
  gboolean known = minute == j->facts->start_minute || minute == j->facts->end_minute
                   || minute + 720 == j->facts->start_minute || minute + 720 == j->facts->end_minute;
  WabiStatement *claim
      = add_claim (j, figure->first, figure->end, known ? WABI_STATEMENT_GROUNDED : WABI_STATEMENT_ASIDE, NULL);

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
find_other_ratio (const Judge *j, const Meaning *m, const char *quality)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_copy (m->subjects, NULL, NULL);

  if (subjects->len == 0)
    find_loose_subjects (j, m, subjects);
  for (guint i = 0; i < j->facts->items->len; i++)
    {
      const WabiFact *part = g_ptr_array_index (j->facts->items, i), *whole;
      g_autofree char *key = NULL;

      if (!has_suffix_of (part, quality) || (double)part->value != m->figure->value
          || (part->subject_id == NULL) != (subjects->len == 0) || !is_in_scope (part, subjects, FALSE))
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
find_other_result (const Judge *j, const Meaning *m)
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
      Meaning other = *m;
      gboolean agreed;
      const WabiFact *fact;

      if (figure.kind == WABI_FIGURE_RATIO && sentence_has (j, figure.first, results[i].ratio_words))
        return find_other_ratio (j, m, results[i].quality);
      if (figure.kind != WABI_FIGURE_COUNT || !g_str_equal (figure.unit, "trial") || figure.quality != NULL
          || !sentence_has (j, figure.first, results[i].words))
        continue;
      figure.quality = results[i].quality;
      other.figure = &figure;
      fact = find_best_fact (j, &other, &agreed);
      if (agreed)
        return fact;
    }
  return NULL;
}

static void
judge_figure (Judge *j, const WabiFigure *figure)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();
  Meaning m = { .figure = figure, .subjects = subjects };
  gboolean agreed, way_wrong;
  const WabiFact *fact;

  if (figure->kind == WABI_FIGURE_TIME)
    judge_time (j, figure);
  else if (figure->kind == WABI_FIGURE_ASIDE)
    add_claim (j, figure->first, figure->end, WABI_STATEMENT_ASIDE, NULL);
  if (figure->kind == WABI_FIGURE_TIME || figure->kind == WABI_FIGURE_ASIDE)
    return;
  find_subjects (j, &m);
  read_bound (j, &m);
  find_way (j, &m);
  find_time (j, &m);
  m.criterion = sentence_has (j, figure->first, CRITERION_WORDS);
  fact = find_best_fact (j, &m, &agreed);
  if (!agreed)
    {
      const WabiFact *other = find_other_result (j, &m);

      agreed = other != NULL;
      fact = agreed ? other : fact;
    }
  way_wrong = !way_agrees (find_measure (j, fact), m.way);
  if (agreed && !way_wrong)
    add_claim (j, figure->first, figure->end, WABI_STATEMENT_GROUNDED, fact);
  else if (is_aside_in_context (j, &m))
    add_claim (j, figure->first, figure->end, WABI_STATEMENT_ASIDE, fact);
  else
    add_wrong_figure (j, &m, fact, way_wrong);
}

static const WabiFact *
find_trend_fact (const Judge *j, const char *subject_id)
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
is_claimed (const Judge *j, gsize index)
{
  const WabiToken *token = get_token (j, index);

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
judge_way_alone (Judge *j, gsize index)
{
  const Mention *subject = find_mention_before (j, index);
  int way = read_way (j, index, subject != NULL && is_behavior (j, subject->id));
  const WabiFact *fact = NULL;
  WabiStatement *claim;

  if (way == 0 || j->plan || is_claimed (j, index) || has_figure_between (j, index, index + 5))
    return;
  if (subject != NULL && index - subject->end <= 4)
    fact = find_trend_fact (j, subject->id);
  else if (subject == NULL && sentence_has (j, index, "accuracy|precisión"))
    fact = wabi_facts_find (j->facts, "session.accuracy");
  if (fact == NULL || !fact->has_previous)
    return;
  if (way_agrees (fact, way))
    {
      add_claim (j, index, index + 1, WABI_STATEMENT_GROUNDED, fact);
      return;
    }
  claim = add_claim (j, subject != NULL ? subject->first : index, index + 1, WABI_STATEMENT_NOT_BORNE_OUT, fact);
  claim->words = describe_record (fact);
}

// "did not occur", "no elopement": a claim of zero.
static void
judge_none (Judge *j, gsize index)
{
  const Mention *subject = NULL;
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
        const Mention *mention = &g_array_index (j->mentions, Mention, i);
        gboolean instances = is_one_of (j->tokens, index + 1, "instances|occurrences|episodes|incidents")
                             && mention->first == index + 3;

        if (mention->first == index + 1 || instances)
          subject = mention;
      }
  if (subject == NULL || j->plan || is_claimed (j, index))
    return;
  fact = find_trend_fact (j, subject->id);
  if (fact == NULL || !is_behavior (j, subject->id))
    return;
  first = MIN (first, subject->first);
  end = MAX (end, subject->end);
  claim = add_claim (j, first, end, fact->value == 0 ? WABI_STATEMENT_GROUNDED : WABI_STATEMENT_NOT_BORNE_OUT, fact);
  if (fact->value != 0)
    claim->words = describe_record (fact);
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
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (Mention));
  Judge j = { text, facts, plan, is_spanish (tokens), tokens, figures, mentions, NULL };

  j.claims = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_grounding_claim_free);
  find_mentions (&j);
  for (guint i = 0; i < figures->len; i++)
    if (!is_in_name (&j, &g_array_index (figures, WabiFigure, i)))
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
