// SPDX-License-Identifier: AGPL-3.0-or-later
// Hours of a week as people write them: "Mon–Fri 8 am – 4:30 pm; Sat 9 – 12".

#include "wabi-weekly.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NOON 720

static int
compare_windows (gconstpointer a, gconstpointer b)
{
  const WabiWeekly *x = a, *y = b;

  if (x->weekday != y->weekday)
    return x->weekday - y->weekday;
  return x->start_minute - y->start_minute;
}

void
wabi_weekly_join (GArray *windows)
{
  guint kept = 0;

  g_array_sort (windows, compare_windows);
  for (guint i = 0; i < windows->len; i++)
    {
      WabiWeekly *last = kept > 0 ? &g_array_index (windows, WabiWeekly, kept - 1) : NULL;
      WabiWeekly now = g_array_index (windows, WabiWeekly, i);

      if (last != NULL && last->weekday == now.weekday && last->end_minute >= now.start_minute)
        last->end_minute = MAX (last->end_minute, now.end_minute);
      else
        g_array_index (windows, WabiWeekly, kept++) = now;
    }
  g_array_set_size (windows, kept);
}

int
wabi_weekly_minutes (const GArray *windows)
{
  int minutes = 0;

  for (guint i = 0; i < windows->len; i++)
    minutes += g_array_index (windows, WabiWeekly, i).end_minute - g_array_index (windows, WabiWeekly, i).start_minute;
  return minutes;
}

/* ---- Writing ---- */

static char *
say_hours (const GArray *windows, int weekday)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < windows->len; i++)
    {
      const WabiWeekly *one = &g_array_index (windows, WabiWeekly, i);
      g_autofree char *range = one->weekday == weekday ? wabi_words_minute_range (one->start_minute, one->end_minute) : NULL;

      if (range != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", range);
    }
  return g_string_free (words, FALSE);
}

/* The first three letters: no two days of English, Spanish, French or German agree in them. */
static char *
say_day (int weekday)
{
  g_autofree char *whole = wabi_words_weekday (weekday);

  return g_utf8_strlen (whole, -1) <= 3 ? g_steal_pointer (&whole) : g_utf8_substring (whole, 0, 3);
}

char *
wabi_weekly_to_text (const GArray *windows)
{
  GString *text = g_string_new (NULL);
  int weekday = 1;

  while (weekday <= 7)
    {
      g_autofree char *hours = say_hours (windows, weekday), *first = say_day (weekday), *last = NULL;
      int end = weekday;

      while (end < 7)
        {
          g_autofree char *next = say_hours (windows, end + 1);

          if (strcmp (next, hours) != 0)
            break;
          end++;
        }
      last = say_day (end);
      if (*hours != '\0')
        g_string_append_printf (text, "%s%s%s%s %s", text->len > 0 ? "; " : "", first, end > weekday ? "–" : "", end > weekday ? last : "", hours);
      weekday = end + 1;
    }
  return g_string_free (text, FALSE);
}

/* ---- Reading ---- */

typedef struct
{
  const char *at;
} Reader;

static void
skip_blanks (Reader *reader)
{
  while (g_unichar_isspace (g_utf8_get_char (reader->at)))
    reader->at = g_utf8_next_char (reader->at);
}

static gboolean
take_dash (Reader *reader)
{
  static const char *const dashes[] = { "–", "—", "-" };

  skip_blanks (reader);
  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (reader->at, dashes[i]))
      {
        reader->at += strlen (dashes[i]);
        skip_blanks (reader);
        return TRUE;
      }
  return FALSE;
}

static char *
take_word (Reader *reader)
{
  const char *start;

  skip_blanks (reader);
  start = reader->at;
  while (g_unichar_isalpha (g_utf8_get_char (reader->at)))
    reader->at = g_utf8_next_char (reader->at);
  return g_strndup (start, (gsize) (reader->at - start));
}

/* ISO weekday of a word that begins the name of one day and no other; 0 when it does not. */
static int
find_weekday (const char *word)
{
  static const char *const english[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
  g_autofree char *folded = g_utf8_casefold (word, -1);
  int found = 0;

  if (g_utf8_strlen (word, -1) < 2)
    return 0;
  for (int own = 1; own >= 0 && found == 0; own--)
    for (int day = 1; day <= 7; day++)
      {
        g_autofree char *name = own ? wabi_words_weekday (day) : g_strdup (english[day - 1]);
        g_autofree char *name_folded = g_utf8_casefold (name, -1);

        if (!g_str_has_prefix (name_folded, folded))
          continue;
        if (found != 0)
          return 0;
        found = day;
      }
  return found;
}

/* Minute of the day, and which half was said: 'a', 'p', or 0. */
static gboolean
take_minute (Reader *reader, int *minute, char *half)
{
  int hour = 0, rest = 0, digits = 0;
  const char *before;

  skip_blanks (reader);
  for (; g_ascii_isdigit (*reader->at) && digits < 2; reader->at++, digits++)
    hour = hour * 10 + (*reader->at - '0');
  if (digits == 0 || g_ascii_isdigit (*reader->at))
    return FALSE;
  if (*reader->at == ':' || *reader->at == '.')
    {
      if (!g_ascii_isdigit (reader->at[1]) || !g_ascii_isdigit (reader->at[2]) || g_ascii_isdigit (reader->at[3]))
        return FALSE;
      rest = (reader->at[1] - '0') * 10 + (reader->at[2] - '0');
      reader->at += 3;
    }
  before = reader->at;
  skip_blanks (reader);
  *half = (char) g_ascii_tolower (*reader->at);
  if (*half == 'a' || *half == 'p')
    {
      reader->at++;
      while (*reader->at == '.' || g_ascii_tolower (*reader->at) == 'm')
        reader->at++;
    }
  else
    {
      *half = '\0';
      reader->at = before;
    }
  if (rest > 59 || hour > 24 || (*half != '\0' && (hour < 1 || hour > 12)))
    return FALSE;
  if (*half != '\0')
    hour = hour % 12 + (*half == 'p' ? 12 : 0);
  *minute = hour * 60 + rest;
  return *minute <= WABI_DAY_MINUTES;
}

gboolean
wabi_weekly_parse_minute (const char *text, int *minute)
{
  Reader reader = { text };
  char half;

  if (!g_utf8_validate (text, -1, NULL) || !take_minute (&reader, minute, &half))
    return FALSE;
  skip_blanks (&reader);
  return *reader.at == '\0';
}

/* The half of the day that was not said follows from the other end: "8 – 4:30 pm" is from the morning, "1 – 5 pm" is not. */
static gboolean
take_range (Reader *reader, int *start, int *end, char **wrong)
{
  char first = '\0', second = '\0';

  if (!take_minute (reader, start, &first) || !take_dash (reader) || !take_minute (reader, end, &second))
    {
      *wrong = g_strdup (_ ("Write hours like “8 am – 4:30 pm”."));
      return FALSE;
    }
  if (first == '\0' && second == 'p' && *start < NOON && *start + NOON < *end)
    *start += NOON;
  else if (first == '\0' && second == 'a' && *start >= NOON && *start < NOON + 60)
    *start -= NOON;
  if (first != '\0' && second == '\0' && *end <= *start && *end <= NOON)
    *end += NOON;
  if (first == '\0' && second == '\0' && *start < 7 * 60 && *end <= NOON)
    {
      *wrong = g_strdup (_ ("Say am or pm: “1 – 5 pm”, or “13:00 – 17:00”."));
      return FALSE;
    }
  if (first == '\0' && second == '\0' && *end <= *start && *end <= 7 * 60)
    *end += NOON;
  if (second == 'a' && *end == 0)
    *end = WABI_DAY_MINUTES;
  if (*end <= *start)
    {
      *wrong = g_strdup (_ ("The hours end before they begin."));
      return FALSE;
    }
  return TRUE;
}

/* "Mon–Thu", "Mon, Wed" or "Mon Wed": bits of the days. */
static gboolean
take_days (Reader *reader, guint *days, char **wrong)
{
  *days = 0;
  while (TRUE)
    {
      g_autofree char *word = take_word (reader), *other = NULL;
      int from, to;

      if (*word == '\0')
        break;
      from = to = find_weekday (word);
      if (from != 0 && take_dash (reader))
        {
          other = take_word (reader);
          to = find_weekday (other);
        }
      if (from == 0 || to == 0)
        {
          *wrong = g_strdup_printf (_ ("“%s” is no day of the week. Write “Mon” or “Mon–Fri”."), from == 0 ? word : other);
          return FALSE;
        }
      for (int day = from;; day = day % 7 + 1)
        {
          *days |= 1u << day;
          if (day == to)
            break;
        }
      skip_blanks (reader);
      if (*reader->at == ',' || *reader->at == ':')
        reader->at++;
    }
  if (*days == 0)
    *wrong = g_strdup (_ ("Begin with the days: “Mon–Fri 8 am – 4:30 pm”."));
  return *days != 0;
}

static gboolean
take_group (Reader *reader, GArray *windows, char **wrong)
{
  guint days;

  if (!take_days (reader, &days, wrong))
    return FALSE;
  do
    {
      int start, end;

      if (*reader->at == ',')
        reader->at++;
      if (!take_range (reader, &start, &end, wrong))
        return FALSE;
      for (int day = 1; day <= 7; day++)
        if (days & (1u << day))
          {
            WabiWeekly window = { day, start, end };

            g_array_append_val (windows, window);
          }
      skip_blanks (reader);
    }
  while (*reader->at == ',');
  return TRUE;
}

GArray *
wabi_weekly_parse (const char *text, char **wrong)
{
  g_autoptr (GArray) windows = g_array_new (FALSE, TRUE, sizeof (WabiWeekly));
  Reader reader = { text };

  *wrong = NULL;
  if (!g_utf8_validate (text, -1, NULL))
    {
      *wrong = g_strdup (_ ("Begin with the days: “Mon–Fri 8 am – 4:30 pm”."));
      return NULL;
    }
  skip_blanks (&reader);
  while (*reader.at != '\0')
    {
      if (!take_group (&reader, windows, wrong))
        return NULL;
      skip_blanks (&reader);
      if (*reader.at != ';' && *reader.at != '\0')
        {
          *wrong = g_strdup (_ ("Put “;” before the next days."));
          return NULL;
        }
      if (*reader.at == ';')
        reader.at++;
      skip_blanks (&reader);
    }
  wabi_weekly_join (windows);
  return g_steal_pointer (&windows);
}
