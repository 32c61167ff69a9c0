// SPDX-License-Identifier: AGPL-3.0-or-later
// Two edits of one text: what merges, what is kept twice, and the laws that hold for any texts.

#include "wabi-text-diff.h"

#include <glib.h>
#include <string.h>

static void
test_split (void)
{
  static const char *const texts[]
      = { "", "One.", "One. Two.\nThree", "A\n\n\nB\n", " lead. trail. ", "3.5 trials, 80%. “No.” she said… then!", "Niño saltó.\tSí.",
          "no end" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int unit = WABI_TEXT_SENTENCES; unit <= WABI_TEXT_WORDS; unit++)
      {
        g_auto (GStrv) pieces = wabi_text_split (texts[i], (WabiTextUnit) unit);
        g_autofree char *joined = g_strjoinv ("", pieces);

        g_assert_cmpstr (joined, ==, texts[i]);
      }
}

static void
test_merge (void)
{
  static const struct
  {
    const char *base, *mine, *theirs, *merged;
  } rows[] = {
    /* different lines, different sentences of one paragraph */
    { "1\n2\n3\n4", "1\n2\n3\nX", "Y\n2\n3\n4", "Y\n2\n3\nX" },
    { "He sat. He ate. He left.", "He sat down. He ate. He left.", "He sat. He ate. He ran.", "He sat down. He ate. He ran." },
    /* one adds at the end, the other at the beginning */
    { "He ate.", "He ate. He left.", "He sat. He ate.", "He sat. He ate. He left." },
    /* one takes a sentence out, the other adds one elsewhere */
    { "A. B. C. D.", "A. C. D.", "A. B. C. D. E.", "A. C. D. E." },
    /* both the same */
    { "A. B.", "A. X.", "A. X.", "A. X." },
    { "A. B. C. D.", "X. B. C. D.", "X. B. C. Y.", "X. B. C. Y." },
    /* the same sentence: never mixed, since nobody wrote what would come out */
    { "He did not hit anyone.", "He did hit once.", "He did not hit anyone today.", NULL },
    { "A. B.", "A. X.", "A. Y.", NULL },
    /* both at the same place */
    { "A.", "A. X.", "A. Y.", NULL },
    { "", "X.", "Y.", NULL },
    /* one takes out what the other changed */
    { "A. B. C.", "A. C.", "A. B, rather. C.", NULL },
    { "A. B. C.", "", "A. B. C, rather.", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *one = wabi_text_merge (rows[i].base, rows[i].mine, rows[i].theirs);
      g_autofree char *other = wabi_text_merge (rows[i].base, rows[i].theirs, rows[i].mine);

      g_assert_cmpstr (one, ==, rows[i].merged);
      g_assert_cmpstr (other, ==, rows[i].merged);
    }
}

static char *
make_text (GRand *rand, guint n)
{
  static const char *const words[] = { "He", "sat", "ate", "red", "tacted", "ñandú", "3", "no" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      g_string_append (text, g_rand_int_range (rand, 0, 3) == 0 ? (g_rand_boolean (rand) ? ".\n" : ". ") : " ");
    }
  return g_string_free (text, FALSE);
}

/* Some sentences out, some changed, some new; what is new is marked so that it can be found again. */
static char *
edit_text (GRand *rand, const char *base, const char *mark, GPtrArray *added)
{
  g_auto (GStrv) pieces = wabi_text_split (base, WABI_TEXT_SENTENCES);
  GString *text = g_string_new (NULL);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      int what = g_rand_int_range (rand, 0, 12);

      if (what == 0)
        continue;
      if (what == 1)
        {
          char *fresh = g_strdup_printf ("%s%u-%u.", mark, i, g_rand_int (rand));

          g_ptr_array_add (added, fresh);
          g_string_append_printf (text, " %s ", fresh);
        }
      g_string_append (text, pieces[i]);
    }
  return g_string_free (text, FALSE);
}

static void
assert_all_there (const char *merged, GPtrArray *added)
{
  for (guint i = 0; i < added->len; i++)
    g_assert_nonnull (strstr (merged, g_ptr_array_index (added, i)));
}

static void
test_laws (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint merged_count = 0, kept_count = 0;

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *base = make_text (rand, (guint) g_rand_int_range (rand, 0, 60));
      g_autofree char *mine = edit_text (rand, base, "m", added), *theirs = edit_text (rand, base, "t", added);
      g_autofree char *same = wabi_text_merge (base, mine, mine), *left = wabi_text_merge (base, mine, base),
                      *right = wabi_text_merge (base, base, mine), *one = wabi_text_merge (base, mine, theirs),
                      *other = wabi_text_merge (base, theirs, mine);

      g_assert_cmpstr (same, ==, mine);
      g_assert_cmpstr (left, ==, mine);
      g_assert_cmpstr (right, ==, mine);
      g_assert_cmpstr (one, ==, other);
      if (one != NULL)
        assert_all_there (one, added);
      merged_count += one != NULL;
      kept_count += one == NULL;
    }
  /* The law would hold of a merge that never merges, too. */
  g_assert_cmpuint (merged_count, >, 300);
  g_assert_cmpuint (kept_count, >, 300);
}

/* What a person is shown: the words that differ, and no others. */
static void
test_words (void)
{
  g_auto (GStrv) a = wabi_text_split ("He sat for 5 minutes.", WABI_TEXT_WORDS), b = wabi_text_split ("He sat for 15 long minutes.", WABI_TEXT_WORDS);
  g_autoptr (GArray) hunks = wabi_text_diff ((const char *const *) a, (const char *const *) b);
  const WabiTextHunk *hunk = &g_array_index (hunks, WabiTextHunk, 0);

  g_assert_cmpuint (hunks->len, >=, 1);
  g_assert_cmpstr (a[hunk->a_from], ==, "5");
  g_assert_cmpstr (b[hunk->b_from], ==, "15");
}

/* A hundred thousand bytes of something else cost no more than a look. */
static void
test_large (void)
{
  GString *a = g_string_new (NULL), *b = g_string_new (NULL);
  g_autofree char *merged = NULL;

  for (int i = 0; i < 25000; i++)
    {
      g_string_append (a, "a.\n");
      g_string_append_printf (b, "%d.\n", i);
    }
  merged = wabi_text_merge (a->str, b->str, "short.");
  g_assert_null (merged);
  g_string_free (a, TRUE);
  g_string_free (b, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-diff/split", test_split);
  g_test_add_func ("/text-diff/merge", test_merge);
  g_test_add_func ("/text-diff/laws", test_laws);
  g_test_add_func ("/text-diff/words", test_words);
  g_test_add_func ("/text-diff/large", test_large);
  return g_test_run ();
}
