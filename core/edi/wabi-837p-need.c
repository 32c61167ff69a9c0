// SPDX-License-Identifier: AGPL-3.0-or-later
// What a claim needs, asked in small questions that answer in words.

#include "wabi-837p-need-private.h"

#include "wabi-edi-private.h"
#include "wabi-npi.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
wabi_need_refuse (const WabiNeed *need, WabiX12Error code, const char *format, ...)
{
  g_autofree char *message = NULL;
  const char *number
      = need->claim != NULL && need->claim->control_number != NULL ? need->claim->control_number : "?";
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (need->claim == NULL)
    g_set_error_literal (need->error, WABI_X12_ERROR, code, message);
  else if (need->line == 0)
    g_set_error (need->error, WABI_X12_ERROR, code, _ ("Claim %s: %s"), number, message);
  else
    g_set_error (need->error, WABI_X12_ERROR, code, _ ("Claim %s, line %u: %s"), number, need->line, message);
  return FALSE;
}

static gboolean
has_letter_or_digit (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      return TRUE;
  return FALSE;
}

// Something has to be left of a name once it is in the character set; question marks stand for what has no
// letter in it.
gboolean
wabi_need_text (const WabiNeed *need, const char *what, const char *text)
{
  g_autofree char *clean = wabi_x12_clean (text, NULL, WABI_X12_CHARSET_BASIC);

  if (has_letter_or_digit (clean))
    return TRUE;
  if (text == NULL || *text == '\0')
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s is missing."), what);
  return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                           _ ("%s, “%s”, has no Latin letters, and a claim can carry no others."), what,
                           text);
}

// An identifier comes back in answers, so it must not change on its way into the file.
gboolean
wabi_need_id_or_none (const WabiNeed *need, const char *what, const char *text, guint max)
{
  g_autofree char *clean = wabi_x12_clean (text, NULL, WABI_X12_CHARSET_BASIC);
  g_autofree char *upper = g_ascii_strup (text != NULL ? text : "", -1);

  if (strlen (upper) > max)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s, “%s”, is longer than %u characters."), what,
                             text, max);
  return g_strcmp0 (clean, upper) == 0
         || wabi_need_refuse (
             need, WABI_X12_ERROR_VALUE,
             _ ("%s, “%s”, has characters that a claim file cannot carry. Use letters, digits and dashes."),
             what, text);
}

gboolean
wabi_need_id (const WabiNeed *need, const char *what, const char *text, guint max)
{
  return wabi_need_text (need, what, text) && wabi_need_id_or_none (need, what, text, max);
}

static gboolean
is_alnum (const char *text, guint min, guint max)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]))
      return FALSE;
  return length >= min && length <= max;
}

guint
wabi_need_count_digits (const char *text)
{
  guint n = 0;

  for (; text != NULL && *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      n++;
    else if (strchr ("-() +.", *text) == NULL)
      return G_MAXUINT;
  return n;
}

gboolean
wabi_need_is_set (const char *text)
{
  return text != NULL && text[0] != '\0';
}

gboolean
wabi_need_place (const WabiNeed *need, const char *text)
{
  if (is_alnum (text, 2, 2) && wabi_need_count_digits (text) == 2 && strcmp (text, "00") != 0)
    return TRUE;
  return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                           _ ("The place of service, “%s”, should be two digits."), text != NULL ? text : "");
}

gboolean
wabi_need_code (const WabiNeed *need, const char *what, const char *text, guint min, guint max)
{
  return is_alnum (text, min, max)
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                              _ ("%s, “%s”, should be %u to %u letters or digits."), what,
                              text != NULL ? text : "", min, max);
}

gboolean
wabi_need_letter (const WabiNeed *need, const char *what, char letter, const char *allowed)
{
  return (letter != '\0' && strchr (allowed, letter) != NULL)
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s should be one of %s."), what, allowed);
}

gboolean
wabi_need_one_of (const WabiNeed *need, const char *what, const char *text, const char *allowed)
{
  g_auto (GStrv) codes = g_strsplit (allowed, " ", -1);

  return (text != NULL && g_strv_contains ((const char *const *)codes, text))
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s is “%s” and should be one of %s."), what,
                              text != NULL ? text : "", allowed);
}

gboolean
wabi_need_date (const WabiNeed *need, const char *what, const char *text)
{
  return wabi_edi_is_date (text)
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s, “%s”, is not a date."), what,
                              text != NULL ? text : "");
}

gboolean
wabi_need_npi_or_none (const WabiNeed *need, const char *whose, const char *npi)
{
  return !wabi_need_is_set (npi) || wabi_npi_is_valid (npi)
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                              _ ("The NPI %s of %s fails its check digit. Look it up in NPPES."), npi, whose);
}

gboolean
wabi_need_has_address (const WabiClaimAddress *address)
{
  return wabi_need_is_set (address->street1) || wabi_need_is_set (address->city);
}

gboolean
wabi_need_address (const WabiNeed *need, const char *whose, const WabiClaimAddress *address)
{
  guint n_zip = wabi_need_count_digits (address->zip);
  g_autofree char *street = g_strdup_printf (_ ("The street of %s"), whose);
  g_autofree char *city = g_strdup_printf (_ ("The city of %s"), whose);
  g_autofree char *state = g_strdup_printf (_ ("The state of %s"), whose);

  if (!wabi_need_text (need, street, address->street1) || !wabi_need_text (need, city, address->city)
      || !wabi_need_code (need, state, address->state, 2, 2))
    return FALSE;
  if (!g_ascii_isalpha (address->state[0]) || !g_ascii_isalpha (address->state[1]))
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s should be two letters."), state);
  return n_zip == 5 || n_zip == 9
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                              _ ("The ZIP code of %s should have five or nine digits."), whose);
}
