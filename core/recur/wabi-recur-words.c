// SPDX-License-Identifier: AGPL-3.0-or-later
// A rule as a person says it: "Every 2 weeks on Monday and Wednesday until Jun 30, 2026".

#include "wabi-recur.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-words.h"

static char *
join (GPtrArray *words)
{
  GString *text = g_string_new (words->len > 0 ? g_ptr_array_index (words, 0) : "");

  for (guint i = 1; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (i + 1 < words->len)
        // Translators: between the members of a list that goes on: "Monday, Wednesday and Friday"
        g_string_append (text, C_ ("list", ", "));
      else
        // Translators: before the last member of a list
        g_string_append (text, C_ ("list", " and "));
      g_string_append (text, word);
    }
  return g_string_free (text, FALSE);
}

static char *
say_place (int position)
{
  static const char *const places[] = { NC_ ("place in a row", "first"), NC_ ("place in a row", "second"), NC_ ("place in a row", "third"),
                                        NC_ ("place in a row", "fourth"), NC_ ("place in a row", "fifth") };

  if (position == -1)
    return g_strdup (C_ ("place in a row", "last"));
  if (position == -2)
    return g_strdup (C_ ("place in a row", "next to last"));
  if (position >= 1 && position <= (int) G_N_ELEMENTS (places))
    return g_strdup (g_dpgettext2 (NULL, "place in a row", places[position - 1]));
  if (position < 0)
    // Translators: a place counted from the end: "no. 3 from the end"
    return g_strdup_printf (_("no. %d from the end"), -position);
  // Translators: a place in a row: "no. 20"
  return g_strdup_printf (_("no. %d"), position);
}

static char *
say_month (int month)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2001, month, 1, 0, 0, 0);

  return g_date_time_format (time, "%B");
}

static char *
say_month_day (int day)
{
  if (day == -1)
    return g_strdup (_("the last day"));
  if (day < 0)
    // Translators: a day of the month counted from its end
    return g_strdup_printf (_("day %d from the end"), -day);
  // Translators: a day of the month: "day 15"
  return g_strdup_printf (_("day %d"), day);
}

static char *
say_number (int number)
{
  return g_strdup_printf ("%d", number);
}

static char *
join_list (const GArray *list, char *(*say) (int))
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (words, say (g_array_index (list, int, i)));
  return join (words);
}

static char *
say_weekday (const WabiRecurDay *day)
{
  g_autofree char *name = wabi_words_weekday (day->weekday);
  g_autofree char *place = NULL;

  if (day->position == 0)
    return g_steal_pointer (&name);
  place = say_place (day->position);
  // Translators: "the second Tuesday"
  return g_strdup_printf (_("the %s %s"), place, name);
}

static gboolean
is_working_week (const WabiRecur *recur)
{
  if (recur->days->len != 5)
    return FALSE;
  for (int i = 0; i < 5; i++)
    {
      const WabiRecurDay *day = &g_array_index (recur->days, WabiRecurDay, i);

      if (day->position != 0 || day->weekday != i + 1)
        return FALSE;
    }
  return TRUE;
}

static char *
say_weekdays (const WabiRecur *recur)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (is_working_week (recur))
    return g_strdup (_("weekdays"));
  for (guint i = 0; i < recur->days->len; i++)
    g_ptr_array_add (words, say_weekday (&g_array_index (recur->days, WabiRecurDay, i)));
  return join (words);
}

static char *
say_every (const WabiRecur *recur)
{
  guint n = (guint) recur->interval;

  switch (recur->freq)
    {
    case WABI_RECUR_SECONDLY:
      return g_strdup_printf (ngettext ("Every second", "Every %u seconds", n), n);
    case WABI_RECUR_MINUTELY:
      return g_strdup_printf (ngettext ("Every minute", "Every %u minutes", n), n);
    case WABI_RECUR_HOURLY:
      return g_strdup_printf (ngettext ("Every hour", "Every %u hours", n), n);
    case WABI_RECUR_DAILY:
      return g_strdup_printf (ngettext ("Every day", "Every %u days", n), n);
    case WABI_RECUR_WEEKLY:
      return g_strdup_printf (ngettext ("Every week", "Every %u weeks", n), n);
    case WABI_RECUR_MONTHLY:
      return g_strdup_printf (ngettext ("Every month", "Every %u months", n), n);
    case WABI_RECUR_YEARLY:
    default:
      return g_strdup_printf (ngettext ("Every year", "Every %u years", n), n);
    }
}

static void
add (GString *text, const char *format, char *take_words)
{
  g_autofree char *words = take_words;
  const char *place = strstr (format, "%s");

  g_string_append_c (text, ' ');
  g_string_append_len (text, format, place != NULL ? place - format : (gssize) strlen (format));
  if (place != NULL)
    {
      g_string_append (text, words);
      g_string_append (text, place + 2);
    }
}

static void
add_parts (const WabiRecur *recur, GString *text)
{
  GArray *const *lists = recur->lists;

  if (recur->days->len > 0)
    // Translators: "Every week on Monday and Wednesday"
    add (text, _("on %s"), say_weekdays (recur));
  if (lists[WABI_RECUR_BYMONTHDAY]->len > 0)
    add (text, recur->days->len > 0 ? _("if it is %s") : _("on %s"), join_list (lists[WABI_RECUR_BYMONTHDAY], say_month_day));
  if (lists[WABI_RECUR_BYYEARDAY]->len > 0)
    // Translators: days of the year, by number
    add (text, _("on day %s of the year"), join_list (lists[WABI_RECUR_BYYEARDAY], say_number));
  if (lists[WABI_RECUR_BYWEEKNO]->len > 0)
    // Translators: weeks of the year, by number
    add (text, _("in week %s of the year"), join_list (lists[WABI_RECUR_BYWEEKNO], say_number));
  if (lists[WABI_RECUR_BYMONTH]->len > 0)
    // Translators: "in March and June"
    add (text, _("in %s"), join_list (lists[WABI_RECUR_BYMONTH], say_month));
  if (lists[WABI_RECUR_BYHOUR]->len > 0)
    add (text, _("at hour %s"), join_list (lists[WABI_RECUR_BYHOUR], say_number));
  if (lists[WABI_RECUR_BYMINUTE]->len > 0)
    add (text, _("at minute %s"), join_list (lists[WABI_RECUR_BYMINUTE], say_number));
  if (lists[WABI_RECUR_BYSECOND]->len > 0)
    add (text, _("at second %s"), join_list (lists[WABI_RECUR_BYSECOND], say_number));
  if (lists[WABI_RECUR_BYSETPOS]->len > 0)
    // Translators: of the dates said before, those at these places: "(only the first and last of these)"
    add (text, _("(only the %s of these)"), join_list (lists[WABI_RECUR_BYSETPOS], say_place));
}

char *
wabi_recur_dup_words (const WabiRecur *recur)
{
  g_autofree char *every = say_every (recur);
  GString *text = g_string_new (every);

  add_parts (recur, text);
  if (recur->until != WABI_RECUR_UNTIL_NONE)
    // Translators: the last date of a rule: "Every week until Jun 30, 2026"
    add (text, _("until %s"), wabi_words_day_year (recur->until_day));
  if (recur->count > 0)
    add (text, "%s", g_strdup_printf (ngettext ("once", "%d times", (gulong) recur->count), recur->count));
  return g_string_free (text, FALSE);
}

char *
wabi_recur_dup_words_of (const char *text)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (text, NULL);

  return recur != NULL ? wabi_recur_dup_words (recur) : g_strdup (text != NULL ? text : "");
}
