// SPDX-License-Identifier: AGPL-3.0-or-later
// Ids, clocks and text.

#include <string.h>

#include "wabi-id.h"
#include "wabi-text.h"

static void
test_ids_sort_by_birth (void)
{
  WabiFakeClock fake;
  g_autoptr (WabiIdSource) source = NULL;
  g_autofree char *last = NULL;

  wabi_fake_clock_init (&fake, G_GINT64_CONSTANT (1767600000000000), 137);
  source = wabi_id_source_new (&fake.clock);
  for (int i = 0; i < 20000; i++)
    {
      char *id = wabi_id_new (source);

      g_assert_true (wabi_id_is_valid (id));
      g_assert_cmpint (id[14], ==, '7');
      if (last != NULL)
        g_assert_cmpstr (last, <, id);
      /* A clock that is set back must not break the order. */
      if (i == 9000)
        fake.at -= (gint64) G_USEC_PER_SEC * 3600;
      g_free (last);
      last = id;
    }
}

static void
test_seeded_ids_repeat (void)
{
  g_autofree char *first = NULL;

  for (int round = 0; round < 2; round++)
    {
      WabiFakeClock fake;
      g_autoptr (WabiIdSource) source = NULL;
      g_autofree char *id = NULL;

      wabi_fake_clock_init (&fake, 1000000, 0);
      source = wabi_id_source_new_seeded (&fake.clock, 7);
      id = wabi_id_new (source);
      if (first != NULL)
        g_assert_cmpstr (first, ==, id);
      else
        first = g_steal_pointer (&id);
    }
}

static void
test_id_forms (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
  } rows[] = {
    { "0199a3f2-7c00-7abc-8def-0123456789ab", TRUE },  { "0199A3F2-7c00-7abc-8def-0123456789ab", FALSE },
    { "0199a3f2-7c00-7abc-8def-0123456789a", FALSE },  { "0199a3f2-7c00-7abc-8def-0123456789abc", FALSE },
    { "0199a3f2x7c00-7abc-8def-0123456789ab", FALSE }, { "", FALSE },
    { "' OR 1=1 --                         ", FALSE }, { NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (wabi_id_is_valid (rows[i].text), ==, rows[i].valid);
}

static void
test_text (void)
{
  g_autofree char *folded = wabi_text_fold ("Zoë Núñez-ÁLVAREZ");
  g_autofree char *hash = wabi_text_hash_hex ("abc", -1);

  g_assert_cmpstr (folded, ==, "zoe nunez-alvarez");
  g_assert_cmpstr (hash, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_true (wabi_text_is_blank (" \t\n\xc2\xa0"));
  g_assert_true (wabi_text_is_blank (NULL));
  g_assert_false (wabi_text_is_blank (" x "));
  g_assert_true (wabi_text_list_has ("week month day", "month"));
  g_assert_true (wabi_text_list_has ("week", "week"));
  g_assert_false (wabi_text_list_has ("weekly month", "week"));
  g_assert_false (wabi_text_list_has ("a b", ""));
  g_assert_true (wabi_text_equal_secret ("s3cret", "s3cret"));
  g_assert_false (wabi_text_equal_secret ("s3cret", "s3cres"));
  g_assert_false (wabi_text_equal_secret ("s3cret", "s3cret1"));
  g_assert_false (wabi_text_equal_secret ("s3cret", ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/ids-sort-by-birth", test_ids_sort_by_birth);
  g_test_add_func ("/base/seeded-ids-repeat", test_seeded_ids_repeat);
  g_test_add_func ("/base/id-forms", test_id_forms);
  g_test_add_func ("/base/text", test_text);
  return g_test_run ();
}
