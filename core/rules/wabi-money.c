// SPDX-License-Identifier: AGPL-3.0-or-later
// Money in integer cents, with no silent overflow.

#include "wabi-money.h"

#include <string.h>

// Whole digits with a comma before each third place, or with none at all.
static gboolean
parse_whole (const char *text, gsize length, guint64 *value)
{
  gsize since_comma = 0, commas = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == ',')
        {
          if (commas == 0 ? since_comma < 1 || since_comma > 3 : since_comma != 3)
            return FALSE;
          commas++;
          since_comma = 0;
          continue;
        }
      if (!g_ascii_isdigit (text[i]) || *value > (G_MAXUINT64 - 9) / 10)
        return FALSE;
      *value = *value * 10 + (guint64)(text[i] - '0');
      since_comma++;
    }
  return since_comma > 0 && (commas == 0 || since_comma == 3);
}

static gboolean
parse_digits (const char *text, gsize length, guint64 *cents)
{
  const char *point = memchr (text, '.', length);
  gsize whole = point != NULL ? (gsize)(point - text) : length;
  gsize decimals = point != NULL ? length - whole - 1 : 0;
  guint64 value = 0, part = 0;

  if (point != NULL && (decimals < 1 || decimals > 2))
    return FALSE;
  for (gsize i = 0; i < decimals; i++)
    {
      if (!g_ascii_isdigit (point[1 + i]))
        return FALSE;
      part = part * 10 + (guint64)(point[1 + i] - '0');
    }
  if (!parse_whole (text, whole, &value) || !g_uint64_checked_mul (&value, value, 100))
    return FALSE;
  return g_uint64_checked_add (cents, value, decimals == 1 ? part * 10 : part);
}

static guint64
get_magnitude (gint64 cents)
{
  return cents < 0 ? (guint64)(-(cents + 1)) + 1 : (guint64)cents;
}

gboolean
wabi_money_add (gint64 a, gint64 b, gint64 *sum)
{
  gint64 result;

  if (__builtin_add_overflow (a, b, &result))
    return FALSE;
  *sum = result;
  return TRUE;
}

gboolean
wabi_money_subtract (gint64 a, gint64 b, gint64 *difference)
{
  gint64 result;

  if (__builtin_sub_overflow (a, b, &result))
    return FALSE;
  *difference = result;
  return TRUE;
}

gboolean
wabi_money_times (gint64 cents, gint64 count, gint64 *product)
{
  gint64 result;

  if (__builtin_mul_overflow (cents, count, &result))
    return FALSE;
  *product = result;
  return TRUE;
}

gboolean
wabi_money_times_tenths (gint64 cents, gint64 tenths, gint64 *product)
{
  gint64 result;

  if (__builtin_mul_overflow (cents, tenths, &result))
    return FALSE;
  *product = result / 10 + (result % 10 >= 5) - (result % 10 <= -5);
  return TRUE;
}

gboolean
wabi_money_parse (const char *text, gint64 *cents)
{
  gboolean negative = FALSE;
  guint64 value;
  gsize length;

  *cents = 0;
  if (text == NULL)
    return FALSE;
  while (*text == ' ')
    text++;
  if (*text == '-' || *text == '+')
    negative = *text++ == '-';
  if (*text == '$')
    text++;
  length = strlen (text);
  while (length > 0 && text[length - 1] == ' ')
    length--;
  if (!parse_digits (text, length, &value) || value > G_MAXINT64)
    return FALSE;
  *cents = negative ? -(gint64)value : (gint64)value;
  return TRUE;
}

char *
wabi_money_format (gint64 cents)
{
  guint64 magnitude = get_magnitude (cents);
  g_autofree char *whole = g_strdup_printf ("%" G_GUINT64_FORMAT, magnitude / 100);
  GString *text = g_string_new (cents < 0 ? "-$" : "$");
  gsize length = strlen (whole);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, whole[i]);
    }
  g_string_append_printf (text, ".%02u", (unsigned)(magnitude % 100));
  return g_string_free (text, FALSE);
}

char *
wabi_money_format_x12 (gint64 cents)
{
  guint64 magnitude = get_magnitude (cents);
  const char *sign = cents < 0 ? "-" : "";
  unsigned rest = magnitude % 100;

  // Type R: no zeros at the end of the decimals, no point without decimals (billing-facts section 1).
  if (rest == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, magnitude / 100);
  if (rest % 10 == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%u", sign, magnitude / 100, rest / 10);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", sign, magnitude / 100, rest);
}
