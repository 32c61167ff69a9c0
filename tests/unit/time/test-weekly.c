// SPDX-License-Identifier: AGPL-3.0-or-later
// Hours of a week: what is written is read again, what people type is understood or asked about.

#include "wabi-weekly.h"

static const struct
{
  const char *typed;
  const char *written; /* NULL: refused */
} rows[] = {
  { "", "" },
  { "Mon–Fri 8 am – 4:30 pm", "Mon–Fri 8:00 am – 4:30 pm" },
  { "mon-fri 8-16:30", "Mon–Fri 8:00 am – 4:30 pm" },
  { "Mon-Fri 8 - 4:30 pm; Sat 9 - 12", "Mon–Fri 8:00 am – 4:30 pm; Sat 9:00 am – 12:00 pm" },
  { "Mon, Wed 1 – 5 pm", "Mon 1:00 – 5:00 pm; Wed 1:00 – 5:00 pm" },
  { "Tue Thu: 9am-12pm, 1pm-5pm", "Tue 9:00 am – 12:00 pm, 1:00 – 5:00 pm; Thu 9:00 am – 12:00 pm, 1:00 – 5:00 pm" },
  { "Mon 8 am – 12 pm, 12 pm – 5 pm", "Mon 8:00 am – 5:00 pm" },
  { "Mon 8 am – 12 pm; Mon 10 am - 2 pm", "Mon 8:00 am – 2:00 pm" },
  { "Sat-Mon 9:00-10:00", "Mon 9:00 – 10:00 am; Sat–Sun 9:00 – 10:00 am" },
  { "Fri 8 pm - 12 am", "Fri 8:00 pm – 12:00 am" },
  { "Fri 9 - 5", "Fri 9:00 am – 5:00 pm" },
  { "Fri 11 - 1 pm", "Fri 11:00 am – 1:00 pm" },
  { "Fri 12 - 1 pm", "Fri 12:00 – 1:00 pm" },
  { "Fri 1 - 5", NULL },
  { "Fri 5 pm - 4 pm", NULL },
  { "Fri 25:00 - 26:00", NULL },
  { "Fri 8:75 - 9", NULL },
  { "Fri 8", NULL },
  { "T 8 - 9", NULL },
  { "Someday 8 - 9", NULL },
  { "8 am - 9 am", NULL },
  { "Mon 8 am - 9 am Tue 8 am - 9 am", NULL },
  { "Mon–", NULL },
  { "\xff\xfe", NULL },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *wrong = NULL, *written = NULL, *again_wrong = NULL;
      g_autoptr (GArray) windows = wabi_weekly_parse (rows[i].typed, &wrong), again = NULL;

      g_test_message ("row %u", i);
      g_assert_cmpint (windows == NULL, ==, rows[i].written == NULL);
      g_assert_cmpint (wrong != NULL, ==, rows[i].written == NULL);
      if (windows == NULL)
        continue;
      written = wabi_weekly_to_text (windows);
      g_assert_cmpstr (written, ==, rows[i].written);
      again = wabi_weekly_parse (written, &again_wrong);
      g_assert_nonnull (again);
      g_assert_cmpuint (again->len, ==, windows->len);
      g_assert_cmpmem (again->data, again->len * sizeof (WabiWeekly), windows->data, windows->len * sizeof (WabiWeekly));
    }
}

/* Whatever hours there are, they are written so that they can be read. */
static void
test_round_trip (void)
{
  GRand *random = g_rand_new_with_seed (4711);

  for (int round = 0; round < 2000; round++)
    {
      g_autoptr (GArray) windows = g_array_new (FALSE, TRUE, sizeof (WabiWeekly)), again = NULL;
      g_autofree char *text = NULL, *wrong = NULL;
      int n = g_rand_int_range (random, 0, 9);

      for (int i = 0; i < n; i++)
        {
          int start = g_rand_int_range (random, 0, 287) * 5;
          WabiWeekly one = { g_rand_int_range (random, 1, 8), start, g_rand_int_range (random, start / 5 + 1, 289) * 5 };

          g_array_append_val (windows, one);
        }
      wabi_weekly_join (windows);
      text = wabi_weekly_to_text (windows);
      g_test_message ("%s", text);
      again = wabi_weekly_parse (text, &wrong);
      g_assert_cmpstr (wrong, ==, NULL);
      g_assert_cmpuint (again->len, ==, windows->len);
      g_assert_cmpint (wabi_weekly_minutes (again), ==, wabi_weekly_minutes (windows));
    }
  g_rand_free (random);
}

static void
test_minutes (void)
{
  int minute = 0;

  g_assert_true (wabi_weekly_parse_minute (" 3:30 pm ", &minute));
  g_assert_cmpint (minute, ==, 930);
  g_assert_true (wabi_weekly_parse_minute ("12 am", &minute));
  g_assert_cmpint (minute, ==, 0);
  g_assert_true (wabi_weekly_parse_minute ("24:00", &minute));
  g_assert_cmpint (minute, ==, 1440);
  g_assert_false (wabi_weekly_parse_minute ("3 pm x", &minute));
  g_assert_false (wabi_weekly_parse_minute ("", &minute));
  g_assert_false (wabi_weekly_parse_minute ("13 pm", &minute));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weekly/rows", test_rows);
  g_test_add_func ("/weekly/round-trip", test_round_trip);
  g_test_add_func ("/weekly/minutes", test_minutes);
  return g_test_run ();
}
