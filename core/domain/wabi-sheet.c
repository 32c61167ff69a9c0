// SPDX-License-Identifier: AGPL-3.0-or-later
// Sheets, and the two languages that they are written in.

#include "wabi-sheet.h"

#include "wabi-text.h"

#include <string.h>

#define MOST_VALUES 4

static JsonArray *
add_part (JsonArray *sheet, const char *kind)
{
  JsonObject *part = json_object_new ();
  JsonArray *texts = json_array_new ();

  json_object_set_string_member (part, "k", kind);
  json_object_set_array_member (part, "t", texts);
  json_array_add_object_element (sheet, part);
  return texts;
}

void
wabi_sheet_add (JsonArray *sheet, const char *kind, const char *text)
{
  JsonArray *texts = add_part (sheet, kind);

  if (text != NULL)
    json_array_add_string_element (texts, text);
}

void
wabi_sheet_add_row (JsonArray *sheet, gboolean strong, const int *shares, const char *const *cells, guint n)
{
  JsonArray *texts = add_part (sheet, strong ? "head" : "row"), *widths = json_array_new ();

  for (guint i = 0; i < n; i++)
    {
      json_array_add_string_element (texts, cells[i] != NULL ? cells[i] : "");
      json_array_add_int_element (widths, shares[i]);
    }
  json_object_set_array_member (json_array_get_object_element (sheet, json_array_get_length (sheet) - 1), "s", widths);
}

char *
wabi_sheet_to_text (JsonArray *sheet)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (sheet); i++)
    {
      JsonArray *cells = json_object_get_array_member (json_array_get_object_element (sheet, i), "t");

      for (guint j = 0; j < json_array_get_length (cells); j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " | " : "", json_array_get_string_element (cells, j));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* --- Two languages --- */

WabiTongue
wabi_tongue_from (const char *language)
{
  return g_strcmp0 (language, "es") == 0 ? WABI_TONGUE_ES : WABI_TONGUE_EN;
}

const char *
wabi_tongue_of (const char *spoken)
{
  g_autofree char *folded = spoken != NULL ? wabi_text_fold (spoken) : NULL;

  return folded != NULL && (g_str_has_prefix (folded, "es") || g_str_has_prefix (folded, "spanish")) ? "es" : "en";
}

const char *
wabi_tongue_pick (WabiTongue tongue, const char *english, const char *spanish)
{
  return tongue == WABI_TONGUE_ES ? spanish : english;
}

char *
wabi_tongue_say (WabiTongue tongue, const char *english, const char *spanish, ...)
{
  const char *values[MOST_VALUES] = { NULL }, *value;
  GString *text = g_string_new (NULL);
  va_list list;
  guint n = 0;

  va_start (list, spanish);
  while (n < MOST_VALUES && (value = va_arg (list, const char *)) != NULL)
    values[n++] = value;
  va_end (list);
  for (const char *at = wabi_tongue_pick (tongue, english, spanish); *at != '\0'; at++)
    if (at[0] == '{' && at[1] >= '1' && at[1] < '1' + (int) n && at[2] == '}')
      {
        g_string_append (text, values[at[1] - '1']);
        at += 2;
      }
    else
      g_string_append_c (text, *at);
  return g_string_free (text, FALSE);
}

static const char *const english_months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" };
static const char *const spanish_months[] = { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre" };

char *
wabi_tongue_date (WabiTongue tongue, WabiDay day)
{
  int year, month, number;

  if (day == WABI_DAY_NONE)
    return g_strdup ("");
  wabi_day_to_ymd (day, &year, &month, &number);
  if (tongue == WABI_TONGUE_ES)
    return g_strdup_printf ("%d de %s de %d", number, spanish_months[month - 1], year);
  return g_strdup_printf ("%s %d, %d", english_months[month - 1], number, year);
}

char *
wabi_tongue_short_date (WabiTongue tongue, WabiDay day)
{
  int year, month, number;

  if (day == WABI_DAY_NONE)
    return g_strdup ("");
  wabi_day_to_ymd (day, &year, &month, &number);
  /* The months of both languages are told apart by three letters. */
  if (tongue == WABI_TONGUE_ES)
    return g_strdup_printf ("%d %.3s. %d", number, spanish_months[month - 1], year);
  return g_strdup_printf ("%.3s %d, %d", english_months[month - 1], number, year);
}

/* In our own words, for somebody who does not know the codes. */
static const struct { const char *code, *english, *spanish; } services[] = {
  { "97151", "Assessment and plan", "Evaluación y plan" },
  { "97152", "Help with the assessment", "Apoyo a la evaluación" },
  { "97153", "Therapy session", "Sesión de terapia" },
  { "97154", "Therapy in a group", "Terapia en grupo" },
  { "97155", "Session with the analyst", "Sesión con el analista" },
  { "97156", "Guidance for the family", "Orientación a la familia" },
  { "97157", "Guidance for families in a group", "Orientación a familias en grupo" },
  { "97158", "Group with the analyst", "Grupo con el analista" },
  { "0362T", "Assessment with several people", "Evaluación con varias personas" },
  { "0373T", "Therapy with several people", "Terapia con varias personas" },
};

const char *
wabi_tongue_service (WabiTongue tongue, const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_strcmp0 (services[i].code, code) == 0)
      return wabi_tongue_pick (tongue, services[i].english, services[i].spanish);
  return NULL;
}
