// SPDX-License-Identifier: AGPL-3.0-or-later
// Where two texts differ, and what two edits of one text give together.

#include "wabi-text-diff.h"

#include <string.h>

#define MAX_PAIRS 1000000

/* ---- Taking a text apart ---- */

static gboolean
ends_sentence (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static const char *
skip_blanks (const char *at)
{
  while (*at != '\0' && *at != '\n' && g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

/* A line break is a piece of its own, so are blanks; a sentence ends at its sign when blanks or the end follow. */
static const char *
find_sentence_end (const char *at)
{
  if (*at == '\n')
    return at + 1;
  if (skip_blanks (at) != at)
    return skip_blanks (at);
  while (*at != '\0' && *at != '\n')
    {
      const char *next = g_utf8_next_char (at);

      if (ends_sentence (g_utf8_get_char (at)) && (*next == '\0' || g_unichar_isspace (g_utf8_get_char (next))))
        return next;
      /* Blanks at the end of a line belong to no sentence. */
      if (skip_blanks (at) != at && (*skip_blanks (at) == '\n' || *skip_blanks (at) == '\0'))
        return at;
      at = next;
    }
  return at;
}

static const char *
find_word_end (const char *at)
{
  const char *end = at;

  while (*end != '\0' && (g_unichar_isalnum (g_utf8_get_char (end)) || g_unichar_ismark (g_utf8_get_char (end))))
    end = g_utf8_next_char (end);
  if (end != at)
    return end;
  end = skip_blanks (at);
  return end != at ? end : g_utf8_next_char (at);
}

GStrv
wabi_text_split (const char *text, WabiTextUnit unit)
{
  g_autoptr (GStrvBuilder) pieces = g_strv_builder_new ();

  g_return_val_if_fail (text != NULL, NULL);

  while (*text != '\0')
    {
      const char *end = unit == WABI_TEXT_WORDS ? find_word_end (text) : find_sentence_end (text);
      g_autofree char *piece = g_strndup (text, (gsize) (end - text));

      g_strv_builder_add (pieces, piece);
      text = end;
    }
  return g_strv_builder_end (pieces);
}

/* ---- Difference ---- */

/* Lengths of the longest common subsequences of what is left, from each pair of places on. */
static guint *
measure (const char *const *a, guint n_a, const char *const *b, guint n_b)
{
  guint *best = g_new0 (guint, (gsize) (n_a + 1) * (n_b + 1));
  gsize wide = n_b + 1;

  for (guint i = n_a; i-- > 0;)
    for (guint j = n_b; j-- > 0;)
      best[i * wide + j] = strcmp (a[i], b[j]) == 0 ? best[(i + 1) * wide + j + 1] + 1
                                                   : MAX (best[(i + 1) * wide + j], best[i * wide + j + 1]);
  return best;
}

static void
add_hunk (GArray *hunks, guint a_from, guint a_to, guint b_from, guint b_to)
{
  WabiTextHunk hunk = { a_from, a_to, b_from, b_to };

  if (a_from < a_to || b_from < b_to)
    g_array_append_val (hunks, hunk);
}

static void
walk (GArray *hunks, const char *const *a, guint n_a, const char *const *b, guint n_b, guint skipped)
{
  g_autofree guint *best = measure (a, n_a, b, n_b);
  gsize wide = n_b + 1;
  guint i = 0, j = 0, from_i = 0, from_j = 0;

  while (i < n_a && j < n_b)
    if (strcmp (a[i], b[j]) == 0)
      {
        add_hunk (hunks, skipped + from_i, skipped + i, skipped + from_j, skipped + j);
        from_i = ++i;
        from_j = ++j;
      }
    else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1])
      i++;
    else
      j++;
  add_hunk (hunks, skipped + from_i, skipped + n_a, skipped + from_j, skipped + n_b);
}

GArray *
wabi_text_diff (const char *const *a, const char *const *b)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (WabiTextHunk));
  guint n_a = g_strv_length ((GStrv) a), n_b = g_strv_length ((GStrv) b), head = 0;

  while (head < n_a && head < n_b && strcmp (a[head], b[head]) == 0)
    head++;
  while (n_a > head && n_b > head && strcmp (a[n_a - 1], b[n_b - 1]) == 0)
    {
      n_a--;
      n_b--;
    }
  if ((guint64) (n_a - head) * (n_b - head) > MAX_PAIRS)
    add_hunk (hunks, head, n_a, head, n_b);
  else
    walk (hunks, a + head, n_a - head, b + head, n_b - head, head);
  return hunks;
}

/* ---- Merge ---- */

typedef struct
{
  const char *const *pieces;
  GArray *hunks;
  guint at;
} Side;

static const WabiTextHunk *
peek (const Side *side)
{
  return side->at < side->hunks->len ? &g_array_index (side->hunks, WabiTextHunk, side->at) : NULL;
}

static gboolean
is_same_change (const Side *one, const WabiTextHunk *x, const Side *other, const WabiTextHunk *y)
{
  if (x->a_from != y->a_from || x->a_to != y->a_to || x->b_to - x->b_from != y->b_to - y->b_from)
    return FALSE;
  for (guint i = 0; i < x->b_to - x->b_from; i++)
    if (strcmp (one->pieces[x->b_from + i], other->pieces[y->b_from + i]) != 0)
      return FALSE;
  return TRUE;
}

static void
append (GString *out, const char *const *pieces, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_string_append (out, pieces[i]);
}

/* Takes the next change of a side, and what is unchanged before it. */
static void
take_change (GString *out, const char *const *base, guint *done, Side *side)
{
  const WabiTextHunk *hunk = peek (side);

  append (out, base, *done, hunk->a_from);
  append (out, side->pieces, hunk->b_from, hunk->b_to);
  *done = hunk->a_to;
  side->at++;
}

static char *
merge_sides (const char *const *base, Side *mine, Side *theirs)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const WabiTextHunk *x, *y;
  guint done = 0;

  while ((x = peek (mine), y = peek (theirs), x != NULL || y != NULL))
    {
      if (x != NULL && y != NULL && x->a_from <= y->a_to && y->a_from <= x->a_to)
        {
          /* Changes that touch are a clash, unless both wrote the same. */
          if (!is_same_change (mine, x, theirs, y))
            return NULL;
          theirs->at++;
          take_change (out, base, &done, mine);
        }
      else
        take_change (out, base, &done, y == NULL || (x != NULL && x->a_from < y->a_from) ? mine : theirs);
    }
  append (out, base, done, g_strv_length ((GStrv) base));
  return g_strdup (out->str);
}

char *
wabi_text_merge (const char *base, const char *mine, const char *theirs)
{
  g_auto (GStrv) b = wabi_text_split (base, WABI_TEXT_SENTENCES), m = wabi_text_split (mine, WABI_TEXT_SENTENCES),
                 t = wabi_text_split (theirs, WABI_TEXT_SENTENCES);
  g_autoptr (GArray) m_hunks = NULL;
  g_autoptr (GArray) t_hunks = NULL;
  Side one, other;

  if (strcmp (mine, theirs) == 0 || strcmp (base, theirs) == 0)
    return g_strdup (mine);
  if (strcmp (base, mine) == 0)
    return g_strdup (theirs);
  m_hunks = wabi_text_diff ((const char *const *) b, (const char *const *) m);
  t_hunks = wabi_text_diff ((const char *const *) b, (const char *const *) t);
  one = (Side){ (const char *const *) m, m_hunks, 0 };
  other = (Side){ (const char *const *) t, t_hunks, 0 };
  return merge_sides ((const char *const *) b, &one, &other);
}
