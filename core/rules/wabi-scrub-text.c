// SPDX-License-Identifier: AGPL-3.0-or-later
// What the scrubber asks of a text.

#include <string.h>

#include "wabi-codes.h"
#include "wabi-scrub-private.h"

#define STATES                                                                                                                       \
  "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN " \
  "TX UT VT VA WA WV WI WY AS GU MP PR VI FM MH PW AA AE AP"

gboolean
wabi_scrub_is (const char *text, const char *other)
{
  return g_strcmp0 (text, other) == 0;
}

gboolean
wabi_scrub_is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

gboolean
wabi_scrub_in (const char *words, const char *word)
{
  gsize length = word != NULL ? strlen (word) : 0;

  for (const char *at = length > 0 ? strstr (words, word) : NULL; at != NULL; at = strstr (at + 1, word))
    if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return TRUE;
  return FALSE;
}

gboolean
wabi_scrub_list_has (const char *const *list, const char *word)
{
  return list != NULL && word != NULL && g_strv_contains (list, word);
}

guint
wabi_scrub_list_count (const char *const *list)
{
  return list != NULL ? g_strv_length ((char **) list) : 0;
}

gboolean
wabi_scrub_is_filled (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is_blank (text) && strspn (text, " ") < strlen (text);
}

gboolean
wabi_scrub_is_npi (const WabiScrubFacts *facts, const char *text)
{
  return wabi_codes_is_npi (text);
}

/* Digits in the ways in which people write numbers; G_MAXUINT where there is anything else. */
static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      n++;
    else if (strchr ("-() +.", *text) == NULL)
      return G_MAXUINT;
  return n;
}

gboolean
wabi_scrub_is_nine_digits (const WabiScrubFacts *facts, const char *text)
{
  return count_digits (text) == 9;
}

gboolean
wabi_scrub_is_ten_digits (const WabiScrubFacts *facts, const char *text)
{
  return count_digits (text) == 10;
}

gboolean
wabi_scrub_is_not_repeated (const WabiScrubFacts *facts, const char *text)
{
  return strlen (text) < 4 || strspn (text, (const char[]){ text[0], '\0' }) != strlen (text);
}

gboolean
wabi_scrub_is_taxonomy (const WabiScrubFacts *facts, const char *text)
{
  for (gsize i = 0; text[i] != '\0'; i++)
    if (!g_ascii_isdigit (text[i]) && !g_ascii_isupper (text[i]))
      return FALSE;
  return strlen (text) == 10 && text[9] == 'X';
}

gboolean
wabi_scrub_is_state (const WabiScrubFacts *facts, const char *text)
{
  return strlen (text) == 2 && wabi_scrub_in (STATES, text);
}

gboolean
wabi_scrub_is_zip (const WabiScrubFacts *facts, const char *text)
{
  guint n = count_digits (text);

  return n == 5 || n == 9;
}

gboolean
wabi_scrub_is_zip_9 (const WabiScrubFacts *facts, const char *text)
{
  return count_digits (text) == 9;
}

gboolean
wabi_scrub_is_no_box (const WabiScrubFacts *facts, const char *text)
{
  g_autofree char *upper = g_ascii_strup (text, -1);

  return !g_regex_match_simple ("\\b(P[. ]*O[. ]*BOX|POST OFFICE BOX|POB)\\b|^ *BOX +[0-9]", upper, 0, 0);
}

gboolean
wabi_scrub_is_date (const WabiScrubFacts *facts, const char *text)
{
  WabiDay day;

  return wabi_day_parse (text, &day);
}

/* What is left when accents are taken off has to have a letter: a claim carries no others. */
gboolean
wabi_scrub_has_latin (const WabiScrubFacts *facts, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *plain = g_str_to_ascii (valid, "C");

  for (const char *p = plain; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      return TRUE;
  return FALSE;
}

gboolean
wabi_scrub_has_no_digits (const WabiScrubFacts *facts, const char *text)
{
  return strcspn (text, "0123456789") == strlen (text);
}

gboolean
wabi_scrub_is_sendable (const WabiScrubFacts *facts, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-./ ", *p) == NULL)
      return FALSE;
  return text[0] != ' ' && text[strlen (text) - 1] != ' ';
}

gboolean
wabi_scrub_is_real (const WabiScrubFacts *facts, const char *text)
{
  g_autofree char *upper = g_ascii_strup (text, -1);

  return !wabi_scrub_in ("UNKNOWN PENDING NONE N/A NA T" "BD TEST ?", upper);
}

static gboolean
fits (const char *text, glong max)
{
  return g_utf8_strlen (text, -1) <= max;
}

gboolean
wabi_scrub_fits_60 (const WabiScrubFacts *facts, const char *text)
{
  return fits (text, 60);
}

gboolean
wabi_scrub_fits_55 (const WabiScrubFacts *facts, const char *text)
{
  return fits (text, 55);
}

gboolean
wabi_scrub_fits_35 (const WabiScrubFacts *facts, const char *text)
{
  return fits (text, 35);
}

gboolean
wabi_scrub_fits_30 (const WabiScrubFacts *facts, const char *text)
{
  return fits (text, 30);
}

gboolean
wabi_scrub_fits_15 (const WabiScrubFacts *facts, const char *text)
{
  return fits (text, 15);
}

gboolean
wabi_scrub_is_two_or_more (const WabiScrubFacts *facts, const char *text)
{
  return strlen (text) >= 2;
}
