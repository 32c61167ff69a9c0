// SPDX-License-Identifier: AGPL-3.0-or-later
// The fuzz target as an ordinary test: samples, mutated by a seed.

#include "../../fuzz/fuzz.h"
#include "edi-fixtures.h"

#include <string.h>

#define ROUNDS_ON_OURS 1500
#define ROUNDS_ON_SAMPLE 25
#define MAX_SAMPLE (256 * 1024)

static void
change_byte (GRand *rand, GByteArray *bytes)
{
  static const char delimiters[] = "*~:^|>\n\r";
  guint at = g_rand_int_range (rand, 0, bytes->len);

  bytes->data[at]
      = g_rand_boolean (rand) ? (guint8)delimiters[g_rand_int_range (rand, 0, 8)] : (guint8)g_rand_int (rand);
}

static void
remove_part (GRand *rand, GByteArray *bytes)
{
  guint at = g_rand_int_range (rand, 0, bytes->len);

  g_byte_array_remove_range (bytes, at, g_rand_int_range (rand, 0, MIN (bytes->len - at, 200) + 1));
}

// One segment somewhere else, as it is: the order of the guide breaks while the syntax stays.
static void
move_segment (GRand *rand, GByteArray *bytes)
{
  guint8 *from = bytes->data + g_rand_int_range (rand, 0, bytes->len);
  guint8 *start = memchr (from, '~', bytes->data + bytes->len - from);
  guint8 *end = start != NULL ? memchr (start + 1, '~', bytes->data + bytes->len - start - 1) : NULL;

  if (end == NULL)
    return;
  {
    g_autofree guint8 *copy = g_memdup2 (start, end - start);

    g_byte_array_append (bytes, copy, end - start);
  }
}

static void
cut_end (GRand *rand, GByteArray *bytes)
{
  g_byte_array_set_size (bytes, g_rand_int_range (rand, 0, bytes->len + 1));
}

static void
mutate (guint32 seed, const char *text, gsize length)
{
  static void (*const ways[]) (GRand *, GByteArray *)
      = { change_byte, change_byte, change_byte, remove_part, move_segment, move_segment, cut_end };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (length);
  guint n = g_rand_int_range (rand, 1, 9);
  g_autofree guint8 *exact = NULL;

  g_byte_array_append (bytes, (const guint8 *)text, length);
  for (guint i = 0; i < n && bytes->len > 0; i++)
    ways[g_rand_int_range (rand, 0, i == 0 ? 7 : 6)](rand, bytes);
  exact = g_memdup2 (bytes->data, bytes->len);
  LLVMFuzzerTestOneInput (exact, bytes->len);
}

static void
test_ours (void)
{
  const char *const texts[] = { edi_primary_text, edi_replacement_text, edi_secondary_text };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint32 seed = 0; seed < ROUNDS_ON_OURS; seed++)
      mutate (seed, texts[i], strlen (texts[i]));
}

static void
mutate_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        mutate_folder (path);
      else if (g_file_get_contents (path, &text, &length, NULL) && length > 0)
        for (guint32 seed = 0; seed < ROUNDS_ON_SAMPLE; seed++)
          mutate (seed, text, MIN (length, MAX_SAMPLE));
    }
}

static void
test_samples (void)
{
  const char *source = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *folder
      = g_build_filename (source != NULL ? source : ".", "..", "shared", "samples", "x12", NULL);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the sample files are not beside this repository");
      return;
    }
  mutate_folder (folder);
}

// Long stretches of nothing but separators must not take more than a moment.
static void
test_dense (void)
{
  const char *const fillers[] = { "~",
                                  "*",
                                  ":",
                                  "^",
                                  "A",
                                  "HL*1**20*1~",
                                  "HL*1*1*22*1~",
                                  "HL*1*1*23*0~",
                                  "LX*1~",
                                  "CAS*CO*1*1~",
                                  "SV1*::::::~",
                                  "CLM*1*1~",
                                  "SBR*P~",
                                  "SVD*1*1~" };
  const char *const openers[] = { "", "SV1*", "SV1*HC:97153*1*UN*1***1", "HI*ABK", "REF*" };

  for (guint i = 0; i < G_N_ELEMENTS (fillers) * G_N_ELEMENTS (openers); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const char *filler = fillers[i / G_N_ELEMENTS (openers)];

      g_string_append_len (text, edi_secondary_text,
                           strstr (edi_secondary_text, "SV1*") - edi_secondary_text);
      g_string_append (text, openers[i % G_N_ELEMENTS (openers)]);
      for (gsize n = 0; n < 100 * 1024; n += strlen (filler))
        g_string_append (text, filler);
      LLVMFuzzerTestOneInput ((const uint8_t *)text->str, text->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/x12-fuzz/ours", test_ours);
  g_test_add_func ("/x12-fuzz/samples", test_samples);
  g_test_add_func ("/x12-fuzz/dense", test_dense);
  return g_test_run ();
}
