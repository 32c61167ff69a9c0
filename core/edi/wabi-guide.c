// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes tables that are fast to walk through out of those that people write.

#include "wabi-guide-private.h"

#include <string.h>

// Segments that mean different things by a code, and the element that holds it.
static const struct
{
  const char *id;
  guint element;
} qualified[] = {
  { "NM1", 1 }, { "REF", 1 }, { "DTP", 1 }, { "AMT", 1 }, { "PWK", 1 }, { "CRC", 1 }, { "NTE", 1 },
  { "QTY", 1 }, { "HL", 3 },  { "HI", 1 },  { "N1", 1 },  { "DTM", 1 }, { "PER", 1 },
};

static guint
get_qualifier_element (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (qualified); i++)
    if (strcmp (qualified[i].id, id) == 0)
      return qualified[i].element;
  return 0;
}

static guint64
pack (const char *text, gsize length)
{
  guint64 packed = 0;

  // One to three letters; a call to copy would take longer.
  for (gsize i = 0; i < length; i++)
    packed = packed << 8 | (guchar)text[i];
  return packed;
}

static void
parse_codes (WabiGuideWord *word, const char *codes, gsize length)
{
  GArray *packed = g_array_new (FALSE, FALSE, sizeof (guint64));
  gboolean fits = TRUE;

  word->codes_text = codes;
  word->codes_length = length;
  for (const char *p = codes; p < codes + length;)
    {
      gsize n = MIN (strcspn (p, "|"), (gsize)(codes + length - p));
      guint64 code = n <= sizeof code ? pack (p, n) : 0;

      fits = fits && n <= sizeof code;
      g_array_append_val (packed, code);
      p += n + 1;
    }
  word->n_codes = packed->len;
  word->codes = (const guint64 *)g_array_free (packed, !fits);
}

static void parse_words (const char *text, gsize length, char separator, const WabiGuideWord **words,
                         guint *n_words);

static WabiGuideWord
parse_word (const char *text, gsize length)
{
  WabiGuideWord word = { .usage = text[0], .max = G_MAXUINT16, .repeats = 1 };
  const char *end = text + length;
  const char *p = text + 1;
  char *rest;

  if (p < end && *p == '*')
    {
      word.repeats = g_ascii_strtoull (p + 1, &rest, 10);
      p = rest;
    }
  if (p >= end)
    return word;
  if (*p == '=')
    {
      word.kind = '=';
      parse_codes (&word, p + 1, end - p - 1);
    }
  else if (*p == '<')
    {
      word.max = g_ascii_strtoull (p + 1, &rest, 10);
      if (rest < end && *rest == '-')
        {
          word.min = word.max;
          word.max = g_ascii_strtoull (rest + 1, NULL, 10);
        }
    }
  else if (*p == ':')
    word.kind = p[1];
  else if (*p == '(')
    {
      guint n_parts = 0;

      parse_words (p + 1, end - p - 2, ',', &word.parts, &n_parts);
      word.n_parts = n_parts;
    }
  return word;
}

static void
parse_words (const char *text, gsize length, char separator, const WabiGuideWord **words, guint *n_words)
{
  GArray *parsed = g_array_new (FALSE, FALSE, sizeof (WabiGuideWord));

  for (const char *p = text; p < text + length;)
    {
      const char *end = memchr (p, separator, text + length - p);
      gsize n = (end != NULL ? end : text + length) - p;
      WabiGuideWord word = parse_word (p, n);

      g_array_append_val (parsed, word);
      p += n + 1;
    }
  *n_words = parsed->len;
  *words = (const WabiGuideWord *)g_array_free (parsed, FALSE);
}

static void compile (WabiGuide *guide, const WabiGuideNode *node);

static void
compile_children (WabiGuide *guide, const WabiGuideNode *node)
{
  WabiGuide *children = g_new0 (WabiGuide, node->n_children);
  guint32 *keys = g_new0 (guint32, node->n_children);
  guint8 *same = g_new0 (guint8, node->n_children);
  guint8 *required = g_new0 (guint8, node->n_children);

  g_assert (node->n_children <= WABI_GUIDE_MAX_CHILDREN);
  for (guint i = 0; i < node->n_children; i++)
    {
      compile (&children[i], &node->children[i]);
      keys[i] = children[i].key;
      same[i] = i;
      if (i > 0)
        {
          // The walk goes forward only; a table out of order would never be matched.
          g_assert (node->children[i].position >= node->children[i - 1].position);
          if (node->children[i].position == node->children[i - 1].position)
            same[i] = same[i - 1];
        }
      if (node->children[i].usage == 'R')
        required[guide->n_required++] = i;
    }
  guide->n_children = node->n_children;
  guide->children = children;
  guide->keys = keys;
  guide->same = same;
  guide->required = required;
}

static void
compile (WabiGuide *guide, const WabiGuideNode *node)
{
  const WabiGuideNode *first = node;

  guide->node = node;
  guide->is_loop = node->elements == NULL;
  if (guide->is_loop)
    {
      compile_children (guide, node);
      first = node->n_children > 0 && node->children[0].elements != NULL ? &node->children[0] : NULL;
    }
  else
    parse_words (node->elements, strlen (node->elements), ' ', &guide->words, &guide->n_words);
  // The loop of transaction sets has no children of its own.
  guide->key = first != NULL ? wabi_guide_key (first->id, strlen (first->id))
                             : wabi_guide_key (node->id, strlen (node->id));
  guide->qualifier_element = first != NULL ? get_qualifier_element (first->id) : 0;
  if (guide->qualifier_element > 0)
    {
      const WabiGuide *own = guide->is_loop ? &guide->children[0] : guide;
      const WabiGuideWord *word = &own->words[guide->qualifier_element - 1];

      guide->qualifier = word->n_parts > 0 ? &word->parts[0] : word;
      if (guide->qualifier->kind != '=')
        guide->qualifier_element = 0;
    }
}

const WabiGuide *
wabi_guide_get (const WabiGuideNode *node)
{
  static GMutex lock;
  static GHashTable *made; // never freed: the tables are for the life of the program
  WabiGuide *guide;

  g_mutex_lock (&lock);
  if (made == NULL)
    made = g_hash_table_new (NULL, NULL);
  guide = g_hash_table_lookup (made, node);
  if (guide == NULL)
    {
      guide = g_new0 (WabiGuide, 1);
      compile (guide, node);
      g_hash_table_insert (made, (gpointer)node, guide);
    }
  g_mutex_unlock (&lock);
  return guide;
}

static gboolean
is_in_text (const WabiGuideWord *word, WabiX12Span span)
{
  for (const char *p = word->codes_text; p < word->codes_text + word->codes_length;)
    {
      gsize n = MIN (strcspn (p, "|"), (gsize)(word->codes_text + word->codes_length - p));

      if (n == span.length && memcmp (p, span.text, n) == 0)
        return TRUE;
      p += n + 1;
    }
  return FALSE;
}

gboolean
wabi_guide_word_has_code (const WabiGuideWord *word, WabiX12Span span)
{
  guint64 code;

  if (word->codes == NULL)
    return is_in_text (word, span);
  if (span.length > sizeof code)
    return FALSE;
  code = pack (span.text, span.length);
  for (guint i = 0; i < word->n_codes; i++)
    if (word->codes[i] == code)
      return TRUE;
  return FALSE;
}
