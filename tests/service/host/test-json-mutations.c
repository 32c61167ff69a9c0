// SPDX-License-Identifier: AGPL-3.0-or-later
// The fuzz target of the JSON scan, on seeded changes of sound texts: an ordinary test that finds what a slip breaks.

#include "../../fuzz/fuzz.h"

#include <glib.h>
#include <string.h>

#define ROUNDS 40000

static const char *const SOUND[] = {
  "{\"a\":[1,-2,3.5e-7,true,false,null,\"x\\u00e9\\ud83d\\ude00\\n\"],\"b\":{\"c\":{}},\"d\":[]}",
  "{\"device\":\"d\",\"service\":\"patients\",\"from_n\":1,\"commands\":[{\"n\":1,\"id\":\"i\",\"args\":{\"s\":\"ñandú\"}}]}",
  "[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]",
  "9007199254740991",
  " \"\\\\\\\"\\/\\b\\f\\n\\r\\t\" ",
};
static const char SPECIAL[] = "{}[]\",:\\u0-+.eE \t\n\"9truefalsn\x80\xc3\xff\x00/";

static void
mutate (GRand *rand, GByteArray *text)
{
  for (int n = g_rand_int_range (rand, 1, 5); n > 0 && text->len > 0; n--)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) text->len);
      guint8 byte = (guint8) SPECIAL[g_rand_int_range (rand, 0, (gint32) sizeof SPECIAL)];

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          text->data[at] = byte;
          break;
        case 1:
          g_byte_array_remove_index (text, at);
          break;
        case 2:
          g_byte_array_set_size (text, at);
          break;
        default:
          g_byte_array_append (text, &byte, 1);
          text->data[text->len - 1] = text->data[at];
          text->data[at] = byte;
          break;
        }
    }
}

static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260);

  for (int i = 0; i < ROUNDS; i++)
    {
      const char *seed = SOUND[i % (int) G_N_ELEMENTS (SOUND)];
      g_autoptr (GByteArray) text = g_byte_array_new ();

      g_byte_array_append (text, (const guint8 *) seed, (guint) strlen (seed));
      mutate (rand, text);
      LLVMFuzzerTestOneInput (text->data, text->len);
    }
}

static void
test_sound (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SOUND); i++)
    LLVMFuzzerTestOneInput ((const uint8_t *) SOUND[i], strlen (SOUND[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/sound", test_sound);
  g_test_add_func ("/json/mutations", test_mutations);
  return g_test_run ();
}
