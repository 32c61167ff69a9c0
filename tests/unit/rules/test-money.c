// SPDX-License-Identifier: AGPL-3.0-or-later
// Money: what is read and what is refused, both ways of writing it, and the edges of 64 bits.

#include "wabi-money.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
    gint64 cents;
  } cases[] = {
    { "1,204.50", TRUE, 120450 },
    { "$1,204.50", TRUE, 120450 },
    { "-$3", TRUE, -300 },
    { "0.05", TRUE, 5 },
    { "12.5", TRUE, 1250 },
    { " 12 ", TRUE, 1200 },
    { "+7", TRUE, 700 },
    { "1234567", TRUE, 123456700 },
    { "1,234,567.89", TRUE, 123456789 },
    { "", FALSE, 0 },
    { "-", FALSE, 0 },
    { ".5", FALSE, 0 },
    { "5.", FALSE, 0 },
    { "1.234", FALSE, 0 },
    { "12,34", FALSE, 0 },
    { "1,2345", FALSE, 0 },
    { "1234,567", FALSE, 0 },
    { ",123", FALSE, 0 },
    { "1,,234", FALSE, 0 },
    { "1.2.3", FALSE, 0 },
    { "1e3", FALSE, 0 },
    { "--1", FALSE, 0 },
    { "1 2", FALSE, 0 },
    { "12,345,", FALSE, 0 },
    { "1.2,3", FALSE, 0 },
    { NULL, FALSE, 0 },
    { "92233720368547758.07", TRUE, G_MAXINT64 },
    { "92233720368547758.08", FALSE, 0 },
    { "99999999999999999999999", FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 cents = 77;

      g_test_message ("%s", cases[i].text != NULL ? cases[i].text : "(null)");
      g_assert_cmpint (wabi_money_parse (cases[i].text, &cents), ==, cases[i].good);
      g_assert_cmpint (cents, ==, cases[i].cents);
    }
}

static void
test_format (void)
{
  static const struct
  {
    gint64 cents;
    const char *words;
    const char *x12;
  } cases[] = { { 0, "$0.00", "0" },
                { 5, "$0.05", "0.05" },
                { 120450, "$1,204.50", "1204.5" },
                { 120400, "$1,204.00", "1204" },
                { -300, "-$3.00", "-3" },
                { -5, "-$0.05", "-0.05" },
                { 100000000, "$1,000,000.00", "1000000" },
                { G_MININT64, "-$92,233,720,368,547,758.08", "-92233720368547758.08" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = wabi_money_format (cases[i].cents);
      g_autofree char *x12 = wabi_money_format_x12 (cases[i].cents);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (x12, ==, cases[i].x12);
    }
}

static void
test_arithmetic (void)
{
  gint64 result = 1;

  g_assert_true (wabi_money_add (G_MAXINT64 - 1, 1, &result));
  g_assert_false (wabi_money_add (G_MAXINT64, 1, &result));
  g_assert_cmpint (result, ==, G_MAXINT64);
  g_assert_false (wabi_money_subtract (G_MININT64, 1, &result));
  g_assert_false (wabi_money_times (G_MAXINT64 / 2, 3, &result));
  g_assert_true (wabi_money_times (1700, 12, &result));
  g_assert_cmpint (result, ==, 20400);
  g_assert_true (wabi_money_times_tenths (1705, 121, &result)); // 206.305 dollars
  g_assert_cmpint (result, ==, 20631);
  g_assert_true (wabi_money_times_tenths (-1705, 121, &result));
  g_assert_cmpint (result, ==, -20631);
  g_assert_false (wabi_money_times_tenths (G_MAXINT64, 10, &result));
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      gint64 cents = ((gint64) g_test_rand_int () * 1048576) + g_test_rand_int ();
      gint64 back;
      g_autofree char *words = wabi_money_format (cents);
      g_autofree char *x12 = wabi_money_format_x12 (cents);

      g_assert_true (wabi_money_parse (words, &back));
      g_assert_cmpint (back, ==, cents);
      g_assert_true (wabi_money_parse (x12, &back));
      g_assert_cmpint (back, ==, cents);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/arithmetic", test_arithmetic);
  g_test_add_func ("/money/round-trip", test_round_trip);
  return g_test_run ();
}
