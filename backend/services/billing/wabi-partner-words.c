// SPDX-License-Identifier: AGPL-3.0-or-later
// What a partner says about a file, without what it says about a person.

#include "wabi-partner-words.h"

#include <string.h>

#define LONGEST 200
#define LONGEST_READ 4000
#define LONG_NUMBER 5
#define SHORTEST 2
#define ISA_BYTES 106

/* Segments that tell of people, and from which element on. Who sends, receives and pays is no person. */
static const struct
{
  const char *segment;
  guint from, to;
} personal[] = { { "NM1", 3, 9 }, { "N3", 1, 2 }, { "N4", 1, 1 }, { "N4", 3, 3 }, { "DMG", 2, 2 }, { "CLM", 1, 1 }, { "REF", 2, 2 }, { "HI", 1, 12 }, { "TRN", 2, 2 }, { "PER", 2, 8 } };

static gboolean
is_company (const char *entity)
{
  static const char *const entities[] = { "PR", "40", "41", "85", "77", "1P", NULL };

  return entity != NULL && g_strv_contains (entities, entity);
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* The next word of @text; NULL at its end. */
static char *
next_word (const char **text)
{
  const char *from;

  while (**text != '\0' && !is_word_byte (**text))
    (*text)++;
  from = *text;
  while (is_word_byte (**text))
    (*text)++;
  return *text > from ? g_strndup (from, (gsize) (*text - from)) : NULL;
}

static void
add_words (GHashTable *known, const char *element)
{
  char *word;

  while ((word = next_word (&element)) != NULL)
    {
      if (strlen (word) >= SHORTEST)
        g_hash_table_add (known, g_ascii_strup (word, -1));
      g_free (word);
    }
}

static void
add_segment (GHashTable *known, char **elements)
{
  guint n = g_strv_length (elements);

  if (n < 2 || (strcmp (elements[0], "NM1") == 0 && is_company (elements[1])))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    for (guint j = personal[i].from; strcmp (elements[0], personal[i].segment) == 0 && j <= personal[i].to && j < n; j++)
      add_words (known, elements[j]);
}

static GHashTable *
find_people (const char *x12)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char separator[2] = { 0 }, terminator[2] = { 0 };
  g_auto (GStrv) segments = NULL;

  if (x12 == NULL || strlen (x12) <= ISA_BYTES)
    return known;
  separator[0] = x12[3];
  terminator[0] = x12[ISA_BYTES - 1];
  segments = g_strsplit (x12 + ISA_BYTES, terminator, -1);
  for (char **segment = segments; *segment != NULL; segment++)
    {
      g_auto (GStrv) elements = g_strsplit (g_strstrip (*segment), separator, 40);

      if (elements[0] != NULL)
        add_segment (known, elements);
    }
  return known;
}

static gboolean
tells (GHashTable *known, const char *word)
{
  g_autofree char *upper = g_ascii_strup (word, -1);
  guint digits = 0;

  for (const char *at = word; *at != '\0'; at++)
    digits += g_ascii_isdigit (*at) ? 1 : 0;
  return digits >= LONG_NUMBER || g_hash_table_contains (known, upper);
}

/* One line, and no dates or numbers in parts. */
static char *
make_line (const char *words)
{
  g_autofree char *line = g_utf8_make_valid (words != NULL ? words : "", -1);
  g_autoptr (GRegex) parts = g_regex_new ("[0-9]+(?:[-/.][0-9]+)+", 0, 0, NULL);

  if (strlen (line) > LONGEST_READ)
    *g_utf8_find_prev_char (line, line + LONGEST_READ) = '\0';
  for (char *at = line; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_regex_replace_literal (parts, g_strstrip (line), -1, 0, "…", 0, NULL);
}

char *
wabi_partner_words_clean (const char *words, const char *x12)
{
  g_autofree char *line = make_line (words);
  g_autoptr (GHashTable) known = find_people (x12);
  GString *clean = g_string_new (NULL);
  const char *at = line;

  while (*at != '\0' && g_utf8_strlen (clean->str, -1) < LONGEST)
    {
      g_autofree char *word = NULL;

      if (!is_word_byte (*at))
        {
          if (*at != ' ' || (clean->len > 0 && clean->str[clean->len - 1] != ' '))
            g_string_append_c (clean, *at);
          at++;
          continue;
        }
      word = next_word (&at);
      g_string_append (clean, tells (known, word) ? "…" : word);
    }
  if (g_utf8_strlen (clean->str, -1) > LONGEST)
    {
      g_autofree char *cut = g_utf8_substring (clean->str, 0, LONGEST);

      g_string_assign (clean, cut);
    }
  return g_string_free (clean, FALSE);
}
