// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and times of day as people type them.

#include "wabi-when.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "wabi-text.h"

#define HALF_A_YEAR 183

/* Names are known by their first three letters, in English and in the locale's language. */
static gboolean
is_name (const char *word, const char *english, const char *local)
{
  g_autofree char *folded = wabi_text_fold (local);

  if (g_utf8_strlen (word, -1) < 3)
    return FALSE;
  return g_str_has_prefix (english, word) || g_str_has_prefix (folded, word);
}

static int
find_month (const char *word)
{
  static const char *const english[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
                                         "october", "november", "december" };

  for (int month = 1; month <= 12; month++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2026, month, 1, 0, 0, 0);
      g_autofree char *local = g_date_time_format (date, "%OB");

      if (is_name (word, english[month - 1], local != NULL ? local : ""))
        return month;
    }
  return 0;
}

static int
find_weekday (const char *word)
{
  static const char *const english[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      /* 2026-06-01 is a Monday. */
      g_autoptr (GDateTime) date = g_date_time_new_utc (2026, 6, weekday, 0, 0, 0);
      g_autofree char *local = g_date_time_format (date, "%A");

      if (is_name (word, english[weekday - 1], local != NULL ? local : ""))
        return weekday;
    }
  return 0;
}

static gboolean
read_number (const char *word, int *number)
{
  char *end;
  long value = strtol (word, &end, 10);

  if (end == word || *end != '\0' || !g_ascii_isdigit (*word) || value > 9999)
    return FALSE;
  *number = (int) value;
  return TRUE;
}

static WabiDay
make_day (WabiDay today, int year, int month, int day_of_month)
{
  int this_year;
  WabiDay day;

  wabi_day_to_ymd (today, &this_year, NULL, NULL);
  if (year >= 0)
    return wabi_day_from_ymd (year < 100 ? 2000 + year : year, month, day_of_month);
  day = wabi_day_from_ymd (this_year, month, day_of_month);
  if (day != WABI_DAY_NONE && day < today - HALF_A_YEAR)
    day = wabi_day_from_ymd (this_year + 1, month, day_of_month);
  else if (day != WABI_DAY_NONE && day > today + HALF_A_YEAR)
    day = wabi_day_from_ymd (this_year - 1, month, day_of_month);
  return day;
}

typedef struct
{
  int month, weekday;
  int numbers[3];
  guint n;
} Words;

static gboolean
read_word (const char *word, Words *words)
{
  if (words->n < 3 && read_number (word, &words->numbers[words->n]))
    {
      words->n++;
      return TRUE;
    }
  if (words->month == 0 && (words->month = find_month (word)) != 0)
    return TRUE;
  return words->weekday == 0 && (words->weekday = find_weekday (word)) != 0;
}

static WabiDay
understand (const Words *words, WabiDay today)
{
  if (words->month > 0 && (words->n == 1 || words->n == 2))
    return make_day (today, words->n == 2 ? words->numbers[1] : -1, words->month, words->numbers[0]);
  if (words->month > 0)
    return WABI_DAY_NONE;
  /* The order of a date in numbers is that of the United States. */
  if (words->n >= 2)
    return make_day (today, words->n == 3 ? words->numbers[2] : -1, words->numbers[0], words->numbers[1]);
  if (words->n == 0 && words->weekday > 0)
    return today + 1 + (words->weekday - wabi_day_weekday (today + 1) + 7) % 7;
  return WABI_DAY_NONE;
}

gboolean
wabi_when_parse_day (const char *text, WabiDay today, WabiDay *day)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *folded = wabi_text_fold (trimmed);
  g_auto (GStrv) parts = g_strsplit_set (folded, " ,/.", -1);
  Words words = { 0 };

  if (wabi_day_parse (trimmed, day))
    return TRUE;
  *day = WABI_DAY_NONE;
  if (strcmp (folded, "today") == 0 || g_utf8_collate (trimmed, _("today")) == 0)
    *day = today;
  else if (strcmp (folded, "tomorrow") == 0 || g_utf8_collate (trimmed, _("tomorrow")) == 0)
    *day = today + 1;
  if (*day != WABI_DAY_NONE)
    return TRUE;
  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0' && !read_word (*part, &words))
      return FALSE;
  *day = understand (&words, today);
  return *day != WABI_DAY_NONE;
}

static gboolean
is_half (const char *rest, char letter)
{
  return rest[0] == letter && (rest[1] == '\0' || (rest[1] == 'm' && rest[2] == '\0'));
}

gboolean
wabi_when_parse_minute (const char *text, int *minute)
{
  g_autofree char *folded = wabi_text_fold (text != NULL ? text : "");
  g_autoptr (GString) kept = g_string_new (NULL);
  const char *rest;
  int digits = 0, hour, past = 0;

  /* "1 p.m." is "1pm" */
  for (const char *c = folded; *c != '\0'; c++)
    if (*c != ' ' && *c != '.' && *c != '\t')
      g_string_append_c (kept, *c);
  rest = kept->str;
  *minute = 0;
  while (g_ascii_isdigit (rest[digits]) && digits < 5)
    digits++;
  if (digits == 0 || digits > 4)
    return FALSE;
  hour = atoi (rest);
  if (digits > 2)
    {
      past = hour % 100;
      hour /= 100;
    }
  rest += digits;
  if (*rest == ':' && digits <= 2)
    {
      if (!g_ascii_isdigit (rest[1]) || !g_ascii_isdigit (rest[2]))
        return FALSE;
      past = (rest[1] - '0') * 10 + rest[2] - '0';
      rest += 3;
    }
  if (past > 59 || hour > 24 || (hour == 24 && past > 0))
    return FALSE;
  if (is_half (rest, 'p') && hour >= 1 && hour <= 12)
    hour = hour % 12 + 12;
  else if (is_half (rest, 'a') && hour >= 1 && hour <= 12)
    hour = hour % 12;
  else if (*rest != '\0')
    return FALSE;
  else if (hour >= 1 && hour <= 6 && kept->str[0] != '0')
    hour += 12;
  *minute = hour * 60 + past;
  return TRUE;
}
