// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a recurrence rule: read by the letter of RFC 5545, so that a person hears what is wrong instead of getting other dates.

#include "wabi-recur.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT 2000
#define MAX_COUNT 100000
#define MAX_INTERVAL 10000

static const char *const freq_names[] = { "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char *const day_names[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* The numbers that a list takes; negative ones count from the end. */
static const struct
{
  const char *name;
  int from, to;
  gboolean negative;
} list_rows[WABI_RECUR_N_LISTS] = {
  [WABI_RECUR_BYSECOND] = { "BYSECOND", 0, 60, FALSE },     [WABI_RECUR_BYMINUTE] = { "BYMINUTE", 0, 59, FALSE },
  [WABI_RECUR_BYHOUR] = { "BYHOUR", 0, 23, FALSE },         [WABI_RECUR_BYMONTHDAY] = { "BYMONTHDAY", 1, 31, TRUE },
  [WABI_RECUR_BYYEARDAY] = { "BYYEARDAY", 1, 366, TRUE },   [WABI_RECUR_BYWEEKNO] = { "BYWEEKNO", 1, 53, TRUE },
  [WABI_RECUR_BYMONTH] = { "BYMONTH", 1, 12, FALSE },       [WABI_RECUR_BYSETPOS] = { "BYSETPOS", 1, 366, TRUE },
};

G_DEFINE_QUARK (wabi-recur-error-quark, wabi_recur_error)

static gboolean refuse (GError **error, WabiRecurError why, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError **error, WabiRecurError why, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, WABI_RECUR_ERROR, (int) why, message);
  return FALSE;
}

/* A part of what was typed, short enough and safe to be shown. */
static const char *
show (const char *text, char buffer[40])
{
  gsize n = 0;

  for (const char *c = text; *c != '\0' && n < 36; c++)
    buffer[n++] = g_ascii_isprint (*c) ? *c : '?';
  buffer[n] = '\0';
  return buffer;
}

static gboolean
read_number (const char *text, gboolean sign, int *number)
{
  const char *digits = sign && (*text == '-' || *text == '+') ? text + 1 : text;
  gsize n = strlen (digits);

  if (n == 0 || n > 6 || strspn (digits, "0123456789") != n)
    return FALSE;
  *number = (int) g_ascii_strtoll (digits, NULL, 10);
  if (*text == '-')
    *number = -*number;
  return TRUE;
}

static gboolean
read_positive (const char *name, const char *value, int most, int *out, GError **error)
{
  char shown[40];

  if (!read_number (value, FALSE, out) || *out < 1 || *out > most)
    return refuse (error, WABI_RECUR_ERROR_RANGE, _("%s in the rule must be a number from 1 to %d, not “%s”."), name, most, show (value, shown));
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  int x = *(const int *) a, y = *(const int *) b;

  return (x > y) - (x < y);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const WabiRecurDay *x = a, *y = b;

  return x->position != y->position ? (x->position > y->position) - (x->position < y->position)
                                    : (x->weekday > y->weekday) - (x->weekday < y->weekday);
}

static void
sort_once (GArray *array, gsize size, GCompareFunc compare)
{
  g_array_sort (array, compare);
  for (guint i = array->len; i > 1; i--)
    if (compare (array->data + (i - 1) * size, array->data + (i - 2) * size) == 0)
      g_array_remove_index (array, i - 1);
}

static gboolean
read_list (WabiRecur *recur, WabiRecurList which, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  char shown[40];

  for (guint i = 0; words[i] != NULL; i++)
    {
      int number;
      int size;

      if (!read_number (words[i], list_rows[which].negative, &number))
        return refuse (error, WABI_RECUR_ERROR_SYNTAX, _("%s in the rule takes numbers, not “%s”."), list_rows[which].name,
                       show (words[i], shown));
      size = list_rows[which].negative ? ABS (number) : number;
      if (size < list_rows[which].from || size > list_rows[which].to)
        return refuse (error, WABI_RECUR_ERROR_RANGE, _("%s in the rule goes from %d to %d, not to %d."), list_rows[which].name,
                       list_rows[which].from, list_rows[which].to, number);
      g_array_append_val (recur->lists[which], number);
    }
  sort_once (recur->lists[which], sizeof (int), compare_numbers);
  return TRUE;
}

static int
find_weekday (const char *text)
{
  for (int i = 1; i <= 7; i++)
    if (g_ascii_strcasecmp (text, day_names[i]) == 0)
      return i;
  return 0;
}

static gboolean
read_days (WabiRecur *recur, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  char shown[40];

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);
      WabiRecurDay day = { 0, n >= 2 ? find_weekday (words[i] + n - 2) : 0 };
      g_autofree char *position = n > 2 ? g_strndup (words[i], n - 2) : NULL;

      if (day.weekday == 0 || (position != NULL && !read_number (position, TRUE, &day.position)))
        return refuse (error, WABI_RECUR_ERROR_SYNTAX, _("“%s” is no weekday of a rule. Use MO, TU, WE, TH, FR, SA, SU, or 2MO for the second Monday."),
                       show (words[i], shown));
      if (position != NULL && (day.position == 0 || ABS (day.position) > 53))
        return refuse (error, WABI_RECUR_ERROR_RANGE, _("“%s” in the rule: there is no such weekday in a month or year."), show (words[i], shown));
      g_array_append_val (recur->days, day);
    }
  sort_once (recur->days, sizeof (WabiRecurDay), compare_days);
  return TRUE;
}

/* 20260630, 20260630T235959, 20260630T235959Z */
static gboolean
read_until (WabiRecur *recur, const char *value, GError **error)
{
  gsize n = strlen (value);
  char digits[15] = "", shown[40];
  int date = 0, time = 0;
  gboolean is_date = n == 8, is_time = (n == 15 || (n == 16 && g_ascii_toupper (value[15]) == 'Z')) && g_ascii_toupper (value[8]) == 'T';

  if (is_date || is_time)
    {
      memcpy (digits, value, 8);
      if (is_time)
        memcpy (digits + 8, value + 9, 6);
    }
  if ((!is_date && !is_time) || strspn (digits, "0123456789") != strlen (digits))
    return refuse (error, WABI_RECUR_ERROR_SYNTAX, _("“%s” is no last date of a rule. Write it like 20260630."), show (value, shown));
  for (guint i = 0; i < 8; i++)
    date = date * 10 + digits[i] - '0';
  for (guint i = 8; is_time && i < 14; i++)
    time = time * 10 + digits[i] - '0';
  recur->until_day = wabi_day_from_ymd (date / 10000, date / 100 % 100, date % 100);
  recur->until_second = is_date ? 86399 : time / 10000 * 3600 + time / 100 % 100 * 60 + time % 100;
  recur->until = is_date ? WABI_RECUR_UNTIL_DATE : n == 16 ? WABI_RECUR_UNTIL_INSTANT : WABI_RECUR_UNTIL_WALL;
  if (recur->until_day == WABI_DAY_NONE || time / 10000 > 23 || time / 100 % 100 > 59 || time % 100 > 60)
    return refuse (error, WABI_RECUR_ERROR_RANGE, _("“%s” in the rule is a date that does not exist."), show (value, shown));
  recur->until_second = MIN (recur->until_second, 86399);
  return TRUE;
}

static gboolean
read_freq (WabiRecur *recur, const char *value, GError **error)
{
  char shown[40];

  for (guint i = 0; i < G_N_ELEMENTS (freq_names); i++)
    if (g_ascii_strcasecmp (value, freq_names[i]) == 0)
      {
        recur->freq = (WabiRecurFreq) i;
        return TRUE;
      }
  return refuse (error, WABI_RECUR_ERROR_SYNTAX, _("“%s” is no period of a rule. Use DAILY, WEEKLY, MONTHLY or YEARLY."), show (value, shown));
}

static gboolean
read_part (WabiRecur *recur, const char *name, const char *value, GError **error)
{
  char shown[40];

  if (strcmp (name, "FREQ") == 0)
    return read_freq (recur, value, error);
  if (strcmp (name, "INTERVAL") == 0)
    return read_positive (name, value, MAX_INTERVAL, &recur->interval, error);
  if (strcmp (name, "COUNT") == 0)
    return read_positive (name, value, MAX_COUNT, &recur->count, error);
  if (strcmp (name, "UNTIL") == 0)
    return read_until (recur, value, error);
  if (strcmp (name, "BYDAY") == 0)
    return read_days (recur, value, error);
  if (strcmp (name, "WKST") == 0)
    {
      recur->week_start = find_weekday (value);
      return recur->week_start != 0
             || refuse (error, WABI_RECUR_ERROR_SYNTAX, _("WKST in the rule is a weekday such as MO, not “%s”."), show (value, shown));
    }
  for (guint i = 0; i < WABI_RECUR_N_LISTS; i++)
    if (strcmp (name, list_rows[i].name) == 0)
      return read_list (recur, (WabiRecurList) i, value, error);
  if (strcmp (name, "RSCALE") == 0 || strcmp (name, "SKIP") == 0)
    return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("Rules of other calendars (RSCALE, SKIP) are not understood."));
  return refuse (error, WABI_RECUR_ERROR_SYNTAX, _("The rule has a part “%s” that is not known."), show (name, shown));
}

static gboolean
read_named (WabiRecur *recur, const char *part, const char *value, GHashTable *seen, GError **error)
{
  char shown[40];
  char *name;

  if (value == NULL || value == part || value[1] == '\0')
    return refuse (error, WABI_RECUR_ERROR_SYNTAX, _("“%s” in the rule is not of the form NAME=VALUE."), show (part, shown));
  name = g_ascii_strup (part, value - part);
  if (!g_hash_table_add (seen, name))
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("The rule says “%s” twice."), show (name, shown));
  return read_part (recur, name, value + 1, error);
}

static gboolean
read_parts (WabiRecur *recur, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      if (i > 0 && *parts[i] == '\0' && parts[i + 1] == NULL)
        break; /* a semicolon at the end is not in the grammar, and often written */

      if (!read_named (recur, parts[i], value, seen, error))
        return FALSE;
    }
  if (!g_hash_table_contains (seen, "FREQ"))
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("The rule does not say how often it repeats (FREQ)."));
  return TRUE;
}

static gboolean
has (const WabiRecur *recur, WabiRecurList which)
{
  return recur->lists[which]->len > 0;
}

/* What RFC 5545 section 3.3.10 says MUST NOT stand together. */
static gboolean
check_together (WabiRecur *recur, GError **error)
{
  const char *freq = freq_names[recur->freq];
  gboolean other = recur->days->len > 0, ordinal = FALSE;

  for (guint i = 0; i < recur->days->len; i++)
    ordinal |= g_array_index (recur->days, WabiRecurDay, i).position != 0;
  for (guint i = 0; i < WABI_RECUR_BYSETPOS; i++)
    other |= has (recur, (WabiRecurList) i);
  if (recur->count > 0 && recur->until != WABI_RECUR_UNTIL_NONE)
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("The rule ends twice: by COUNT and by UNTIL. Keep one of them."));
  if (has (recur, WABI_RECUR_BYWEEKNO) && recur->freq != WABI_RECUR_YEARLY)
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("BYWEEKNO does not go with %s."), freq);
  if (has (recur, WABI_RECUR_BYYEARDAY) && recur->freq >= WABI_RECUR_DAILY && recur->freq != WABI_RECUR_YEARLY)
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("BYYEARDAY does not go with %s."), freq);
  if (has (recur, WABI_RECUR_BYMONTHDAY) && recur->freq == WABI_RECUR_WEEKLY)
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("BYMONTHDAY does not go with %s."), freq);
  if (ordinal && recur->freq < WABI_RECUR_MONTHLY)
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("A numbered weekday such as 2MO does not go with %s."), freq);
  if (ordinal && has (recur, WABI_RECUR_BYWEEKNO))
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("A numbered weekday such as 2MO does not go with BYWEEKNO."));
  if (has (recur, WABI_RECUR_BYSETPOS) && !other)
    return refuse (error, WABI_RECUR_ERROR_PARTS, _("BYSETPOS needs another part from which it chooses."));
  if (has (recur, WABI_RECUR_BYSETPOS) && recur->freq == WABI_RECUR_WEEKLY && (has (recur, WABI_RECUR_BYMONTH) || recur->days->len == 0))
    return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("BYSETPOS in a weekly rule chooses among its weekdays (BYDAY), and does not go with BYMONTH."));
  return TRUE;
}

WabiRecur *
wabi_recur_parse (const char *text, GError **error)
{
  g_autoptr (WabiRecur) recur = g_new0 (WabiRecur, 1);

  recur->interval = recur->week_start = 1;
  recur->until_day = WABI_DAY_NONE;
  recur->days = g_array_new (FALSE, TRUE, sizeof (WabiRecurDay));
  for (guint i = 0; i < WABI_RECUR_N_LISTS; i++)
    recur->lists[i] = g_array_new (FALSE, TRUE, sizeof (int));
  if (text == NULL || *text == '\0' || strlen (text) > MAX_TEXT)
    {
      refuse (error, WABI_RECUR_ERROR_SYNTAX, _("The rule is empty or too long."));
      return NULL;
    }
  return read_parts (recur, text, error) && check_together (recur, error) ? g_steal_pointer (&recur) : NULL;
}

void
wabi_recur_free (WabiRecur *recur)
{
  if (recur == NULL)
    return;
  g_array_unref (recur->days);
  for (guint i = 0; i < WABI_RECUR_N_LISTS; i++)
    g_array_unref (recur->lists[i]);
  g_free (recur);
}

static gboolean
has_negative (const GArray *list)
{
  return list->len > 0 && g_array_index (list, int, 0) < 0; /* it is sorted */
}

static gboolean
has_positive (const GArray *list)
{
  return list->len > 0 && g_array_index (list, int, list->len - 1) > 0;
}

/* Numbered weekdays that a month does not have, or that must fall on a date too: mostly never, and long searched for. */
static gboolean
check_numbered (const WabiRecur *recur, GError **error)
{
  gboolean in_month = recur->freq == WABI_RECUR_MONTHLY || has (recur, WABI_RECUR_BYMONTH);

  for (guint i = 0; i < recur->days->len; i++)
    {
      int position = ABS (g_array_index (recur->days, WabiRecurDay, i).position);

      if (position != 0 && has (recur, WABI_RECUR_BYMONTHDAY))
        return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("A numbered weekday such as 2MO does not go with days of the month. Take one of them."));
      if (position > 5 && in_month)
        return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("A month has at most five of each weekday."));
    }
  return TRUE;
}

gboolean
wabi_recur_check_days (const WabiRecur *recur, GError **error)
{
  const GArray *dates = recur->lists[WABI_RECUR_BYMONTHDAY];

  if (recur->freq < WABI_RECUR_DAILY)
    return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("Sessions repeat by days, weeks, months or years, not %s."), freq_names[recur->freq]);
  for (guint i = WABI_RECUR_BYSECOND; i <= WABI_RECUR_BYHOUR; i++)
    if (has (recur, (WabiRecurList) i))
      return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("A series has one start time. Take %s out of the rule, and book another series for another time."),
                     list_rows[i].name);
  /* Calendars, and releases of libical, do not agree on the dates of these: a visit must not depend on which one is installed. */
  if (has (recur, WABI_RECUR_BYWEEKNO) || has (recur, WABI_RECUR_BYYEARDAY))
    return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("Sessions do not repeat by numbered weeks or days of the year. Use months, weekdays or days of the month."));
  if (recur->freq == WABI_RECUR_YEARLY && dates->len > 0 && !has (recur, WABI_RECUR_BYMONTH))
    return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("Days of the month in a yearly rule need the months too (BYMONTH)."));
  if (recur->freq == WABI_RECUR_DAILY && recur->interval > 1 && has_negative (dates))
    return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("Days counted from the end of the month go with a monthly rule."));
  if (has (recur, WABI_RECUR_BYSETPOS) && has_negative (dates) && has_positive (dates))
    return refuse (error, WABI_RECUR_ERROR_UNSUPPORTED, _("BYSETPOS does not go with days counted from both ends of the month."));
  return check_numbered (recur, error);
}

static void
append_until (const WabiRecur *recur, const char *zone, GString *text)
{
  WabiDay day = recur->until_day;
  int second = recur->until_second, y, m, d;
  gboolean instant = recur->until == WABI_RECUR_UNTIL_INSTANT;

  if (zone != NULL && !instant)
    {
      gint64 at = wabi_zone_from_local (zone, day, second / 60) + second % 60 * WABI_SECOND;
      WabiLocal utc = wabi_zone_to_local ("UTC", at);

      day = utc.day;
      second = utc.minute * 60 + utc.second;
      instant = TRUE;
    }
  wabi_day_to_ymd (day, &y, &m, &d);
  g_string_append_printf (text, ";UNTIL=%04d%02d%02d", y, m, d);
  if (instant || recur->until == WABI_RECUR_UNTIL_WALL)
    g_string_append_printf (text, "T%02d%02d%02d%s", second / 3600, second / 60 % 60, second % 60, instant ? "Z" : "");
}

static char *
write_text (const WabiRecur *recur, const char *zone)
{
  g_autoptr (GString) text = g_string_new ("FREQ=");

  g_string_append (text, freq_names[recur->freq]);
  if (recur->interval > 1)
    g_string_append_printf (text, ";INTERVAL=%d", recur->interval);
  if (recur->until != WABI_RECUR_UNTIL_NONE)
    append_until (recur, zone, text);
  if (recur->count > 0)
    g_string_append_printf (text, ";COUNT=%d", recur->count);
  for (guint i = 0; i < WABI_RECUR_N_LISTS; i++)
    {
      for (guint j = 0; j < recur->lists[i]->len; j++)
        {
          g_string_append_printf (text, "%s%s%s", j == 0 ? ";" : ",", j == 0 ? list_rows[i].name : "", j == 0 ? "=" : "");
          g_string_append_printf (text, "%d", g_array_index (recur->lists[i], int, j));
        }
      if (i != WABI_RECUR_BYHOUR)
        continue;
      for (guint j = 0; j < recur->days->len; j++)
        {
          const WabiRecurDay *day = &g_array_index (recur->days, WabiRecurDay, j);

          g_string_append (text, j == 0 ? ";BYDAY=" : ",");
          if (day->position != 0)
            g_string_append_printf (text, "%d", day->position);
          g_string_append (text, day_names[day->weekday]);
        }
    }
  if (recur->week_start != 1)
    g_string_append_printf (text, ";WKST=%s", day_names[recur->week_start]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
wabi_recur_dup_text (const WabiRecur *recur)
{
  return write_text (recur, NULL);
}

char *
wabi_recur_dup_text_utc (const WabiRecur *recur, const char *zone)
{
  return write_text (recur, zone);
}

void
wabi_recur_end_on (WabiRecur *recur, WabiDay day)
{
  recur->count = 0;
  recur->until = WABI_RECUR_UNTIL_DATE;
  recur->until_day = day;
  recur->until_second = 86399;
}

void
wabi_recur_end_after (WabiRecur *recur, int count)
{
  recur->count = count;
  recur->until = WABI_RECUR_UNTIL_NONE;
  recur->until_day = WABI_DAY_NONE;
}

gboolean
wabi_recur_is_endless (const WabiRecur *recur)
{
  return recur->count == 0 && recur->until == WABI_RECUR_UNTIL_NONE;
}
