// SPDX-License-Identifier: AGPL-3.0-or-later
// What the words around a figure say: whom and what it is about, its bound, its direction, its time.

#include "wabi-grounding-private.h"

#include <string.h>

#define UP_WORDS "rose|increased|grew|climbed|higher|subió|aumentó|creció|increasing|rising"
#define DOWN_WORDS                                                                                           \
  "fell|dropped|decreased|declined|reduced|lower|bajó|disminuyó|descendió|redujo|cayó|decreasing|falling"
#define BETTER_WORDS "improved|mejoró"
#define WORSE_WORDS "worsened|empeoró"

const WabiToken *
wabi_grounding_get_token (const WabiJudge *j, gssize index)
{
  return wabi_grounding_token (j->tokens, index);
}

gboolean
wabi_grounding_same_sentence (const WabiJudge *j, gsize a, gsize b)
{
  return wabi_grounding_get_token (j, a) != NULL && wabi_grounding_get_token (j, b) != NULL
         && wabi_grounding_get_token (j, a)->sentence == wabi_grounding_get_token (j, b)->sentence;
}

gboolean
wabi_grounding_sentence_has (const WabiJudge *j, gsize index, const char *list)
{
  for (gsize i = 0; i < j->tokens->len; i++)
    if (wabi_grounding_same_sentence (j, i, index) && is_one_of (j->tokens, i, list))
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
find_mentions_of (WabiJudge *j, const WabiFact *fact)
{
  g_autoptr (GArray) name = wabi_grounding_tokens (fact->subject_name);
  gboolean has_word = FALSE;

  for (guint i = 0; i < name->len; i++)
    has_word = has_word || g_array_index (name, WabiToken, i).kind == WABI_TOKEN_WORD;
  for (gsize at = 0; has_word && at < j->tokens->len; at++)
    {
      WabiMention mention = { fact->subject_id, at, 0 };

      if (wabi_grounding_get_token (j, at)->kind == WABI_TOKEN_MARK)
        continue;
      mention.end = match_name (j->tokens, at, name);
      if (mention.end > at)
        g_array_append_val (j->mentions, mention);
    }
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  const WabiMention *left = a, *right = b;

  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;
  return left->end > right->end ? -1 : left->end < right->end;
}

void
wabi_grounding_find_mentions (WabiJudge *j)
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

gboolean
wabi_grounding_is_in_name (const WabiJudge *j, const WabiFigure *figure)
{
  for (guint i = 0; i < j->mentions->len; i++)
    {
      const WabiMention *mention = &g_array_index (j->mentions, WabiMention, i);

      if (figure->first >= mention->first && figure->first < mention->end)
        return TRUE;
    }
  return FALSE;
}

gboolean
wabi_grounding_has_figure_between (const WabiJudge *j, gsize from, gsize to)
{
  for (guint i = 0; i < j->figures->len; i++)
    {
      const WabiFigure *figure = &g_array_index (j->figures, WabiFigure, i);

      if (figure->first >= from && figure->first < to && figure->kind != WABI_FIGURE_ASIDE
          && !wabi_grounding_is_in_name (j, figure))
        return TRUE;
    }
  return FALSE;
}

// The nearest names before the figure in its sentence; several when nothing was counted between them.
void
wabi_grounding_find_subjects (const WabiJudge *j, WabiMeaning *m)
{
  const WabiMention *previous = NULL;

  for (guint i = j->mentions->len; i-- > 0;)
    {
      const WabiMention *mention = &g_array_index (j->mentions, WabiMention, i);

      if (mention->first >= m->figure->first
          || !wabi_grounding_same_sentence (j, mention->first, m->figure->first))
        continue;
      if (previous != NULL && wabi_grounding_has_figure_between (j, mention->end, previous->first))
        break;
      if (previous == NULL)
        m->subject = mention;
      previous = mention;
      g_ptr_array_add (m->subjects, (gpointer)mention->id);
    }
}

// No name before it: one that follows before the next figure, or the last one of the sentences before.
void
wabi_grounding_find_loose_subjects (const WabiJudge *j, const WabiMeaning *m, GPtrArray *subjects)
{
  const WabiMention *last = NULL;

  for (guint i = 0; i < j->mentions->len; i++)
    {
      const WabiMention *mention = &g_array_index (j->mentions, WabiMention, i);

      if (mention->first < m->figure->first)
        last = mention;
      else if (wabi_grounding_same_sentence (j, mention->first, m->figure->first)
               && !wabi_grounding_has_figure_between (j, m->figure->end, mention->first))
        g_ptr_array_add (subjects, (gpointer)mention->id);
    }
  if (last != NULL)
    g_ptr_array_add (subjects, (gpointer)last->id);
}

void
wabi_grounding_read_bound (const WabiJudge *j, WabiMeaning *m)
{
  static const struct
  {
    const char *words[3];
    WabiBound bound;
  } bounds[] = {
    { { "under", NULL }, WABI_BOUND_UNDER },
    { { "below", NULL }, WABI_BOUND_UNDER },
    { { "less", "than", NULL }, WABI_BOUND_UNDER },
    { { "fewer", "than", NULL }, WABI_BOUND_UNDER },
    { { "menos", "de", NULL }, WABI_BOUND_UNDER },
    { { "at", "most", NULL }, WABI_BOUND_AT_MOST },
    { { "como", "máximo", NULL }, WABI_BOUND_AT_MOST },
    { { "within", NULL }, WABI_BOUND_AT_MOST },
    { { "at", "least", NULL }, WABI_BOUND_AT_LEAST },
    { { "more", "than", NULL }, WABI_BOUND_AT_LEAST },
    { { "above", NULL }, WABI_BOUND_AT_LEAST },
    { { "más", "de", NULL }, WABI_BOUND_AT_LEAST },
    { { "al", "menos", NULL }, WABI_BOUND_AT_LEAST },
    { { "about", NULL }, WABI_BOUND_ABOUT },
    { { "around", NULL }, WABI_BOUND_ABOUT },
    { { "approximately", NULL }, WABI_BOUND_ABOUT },
    { { "nearly", NULL }, WABI_BOUND_ABOUT },
    { { "almost", NULL }, WABI_BOUND_ABOUT },
    { { "unos", NULL }, WABI_BOUND_ABOUT },
    { { "casi", NULL }, WABI_BOUND_ABOUT },
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

int
wabi_grounding_read_way (const WabiJudge *j, gsize index, gboolean behavior)
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

gboolean
wabi_grounding_is_behavior (const WabiJudge *j, const char *subject_id)
{
  return subject_id != NULL
         && (wabi_facts_find_of (j->facts, "behavior", subject_id, "count") != NULL
             || wabi_facts_find_of (j->facts, "behavior", subject_id, "duration") != NULL);
}

// A word of direction up to four tokens before the figure, nothing counted between.
void
wabi_grounding_find_way (const WabiJudge *j, WabiMeaning *m)
{
  gboolean behavior = m->subject != NULL && wabi_grounding_is_behavior (j, m->subject->id);

  for (gsize back = 1; back <= 4 && back <= m->bound_first; back++)
    {
      gsize index = m->bound_first - back;

      if (!wabi_grounding_same_sentence (j, index, m->figure->first)
          || wabi_grounding_has_figure_between (j, index, m->figure->first))
        return;
      if (m->subject != NULL && index < m->subject->end)
        return;
      m->way = wabi_grounding_read_way (j, index, behavior);
      m->way_first = index;
      if (m->way != 0)
        return;
    }
}

void
wabi_grounding_find_time (const WabiJudge *j, WabiMeaning *m)
{
  gssize first = m->bound_first;

  m->by = m->way != 0 && is_one_of (j->tokens, first - 1, "by|en|un");
  m->before
      = is_one_of (j->tokens, first - 1, "from|desde")
        || (is_one_of (j->tokens, first - 1, "al") && is_one_of (j->tokens, first - 2, "frente"))
        || (is_one_of (j->tokens, first - 1, "a") && is_one_of (j->tokens, first - 2, "frente"))
        || (is_one_of (j->tokens, first - 1, "to|with") && is_one_of (j->tokens, first - 2, "compared"));
  for (gssize i = first - 1; i >= first - 9 && wabi_grounding_same_sentence (j, i, first)
                             && !wabi_grounding_has_figure_between (j, i, first);
       i--)
    if (is_one_of (j->tokens, i, "than|que"))
      break;
    else if (is_one_of (j->tokens, i, "previous|prior|anterior|pasada|before")
             || (is_one_of (j->tokens, i, "last") && is_one_of (j->tokens, i + 1, "session|time")))
      m->before = TRUE;
  for (gsize i = m->figure->end; i < m->figure->end + 7 && wabi_grounding_same_sentence (j, i, first); i++)
    {
      if (wabi_grounding_has_figure_between (j, m->figure->end, i + 1)
          || is_one_of (j->tokens, i, "up|down|from|compared|frente"))
        return;
      if (is_one_of (j->tokens, i, "before|previous|previously|prior|anterior|antes"))
        m->before = TRUE;
    }
}
