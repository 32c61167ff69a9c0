// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown, in words and figures: the days, and how many hours are booked, open and canceled.

#include "wabi-schedule-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-day-map.h"
#include "wabi-format.h"
#include "wabi-visit-words.h"

static char *
format_day (WabiDay day, const char *format)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, day_of_month;

  wabi_day_to_ymd (day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

char *
wabi_schedule_dup_weekday (WabiDay day)
{
  return format_day (day, "%a");
}

/* The year goes without saying in the year that is. */
static char *
dup_day (WabiScheduleModel *self, WabiDay day)
{
  int year, this_year;

  wabi_day_to_ymd (day, &year, NULL, NULL);
  wabi_day_to_ymd (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)), &this_year, NULL, NULL);
  return year == this_year ? format_day (day, _("%A, %B %-d")) : wabi_format_day_long (day);
}

char *
wabi_schedule_model_dup_title (WabiScheduleModel *self)
{
  WabiDay from, to;
  g_autofree char *start = NULL, *end = NULL;
  int year, month, other_year, other_month;

  wabi_schedule_model_get_days (self, &from, &to);
  if (from == to)
    return dup_day (self, from);
  if (self->choice.view == WABI_SCHEDULE_MONTH)
    /* Translators: a month and its year; strftime */
    return format_day (self->choice.day, _("%B %Y"));
  if (self->layout == WABI_SCHEDULE_COLUMNS && self->columns->len > 0)
    to = ((const WabiScheduleColumn *) g_ptr_array_index (self->columns, self->columns->len - 1))->day;
  wabi_day_to_ymd (from, &year, &month, NULL);
  wabi_day_to_ymd (to, &other_year, &other_month, NULL);
  /* Two months are said shortly, so that the head bar of a small screen does not cut the last day. */
  /* Translators: the first day of days that end in another year, in another month, in the same month; strftime */
  start = format_day (from, year != other_year ? _("%b %-d, %Y") : month != other_month ? C_ ("date", "%b %-d") : _("%B %-d"));
  /* Translators: the last day of a week, first for one in the same month, then for one in another; strftime */
  end = format_day (to, month == other_month ? _("%-d, %Y") : _("%b %-d, %Y"));
  /* Translators: the days of a week: March 9 – 14, 2026 */
  return g_strdup_printf (_("%s – %s"), start, end);
}

static void
mark_visit (WabiScheduleModel *self, WabiRecord *visit, guint8 *busy)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  int length = wabi_day_axis_length (&self->axis);
  g_autoptr (GArray) parts = wabi_day_map_cut (zone, wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"));

  for (guint i = 0; i < parts->len; i++)
    {
      const WabiDaySegment *part = &g_array_index (parts, WabiDaySegment, i);
      int column = wabi_schedule_model_find_column (self, part->day, wabi_schedule_model_get_who (self, visit));
      int start = wabi_day_axis_place (&self->axis, zone, part->day, part->start_at, FALSE);
      int end = wabi_day_axis_place (&self->axis, zone, part->day, part->end_at, TRUE);

      if (column >= 0 && end > start)
        memset (busy + column * length + start, 1, (gsize) (end - start));
    }
}

/* Minutes of working hours in which nothing is booked; -1 where hours are not known. */
static int
count_open (WabiScheduleModel *self)
{
  int length = wabi_day_axis_length (&self->axis), minutes = 0;
  g_autofree guint8 *busy = NULL;
  gboolean known = FALSE;

  if (wabi_schedule_choice_has_filter (&self->choice) || self->layout != WABI_SCHEDULE_COLUMNS
      || (self->choice.view == WABI_SCHEDULE_WEEK && self->choice.staff == NULL))
    return -1;
  busy = g_malloc0 ((gsize) length * (self->columns->len + 1));
  for (guint i = 0; i < self->visits->len; i++)
    if (wabi_visit_takes_place (g_ptr_array_index (self->visits, i)))
      mark_visit (self, g_ptr_array_index (self->visits, i), busy);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const WabiScheduleColumn *column = g_ptr_array_index (self->columns, i);

      for (guint j = 0; column->open != NULL && j < column->open->len; j++)
        {
          const WabiMinuteRange *range = &g_array_index (column->open, WabiMinuteRange, j);

          for (int minute = range->start; minute < range->end; minute++)
            minutes += !busy[(int) i * length + minute];
        }
      known |= column->open != NULL;
    }
  return known ? minutes : -1;
}

/* The figures are those of the columns that are shown. */
static gboolean
is_counted (WabiScheduleModel *self, WabiRecord *visit)
{
  WabiDay day;

  if (self->hidden_columns == 0)
    return TRUE;
  day = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_record_get_int (visit, "starts_at"));
  return wabi_schedule_model_find_column (self, day, wabi_schedule_model_get_who (self, visit)) >= 0;
}

char *
wabi_schedule_model_dup_summary (WabiScheduleModel *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int open = count_open (self);
  gint64 booked = 0;
  guint canceled = 0;

  for (guint i = 0; i < self->visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (self->visits, i);

      if (!is_counted (self, visit))
        continue;
      if (wabi_visit_takes_place (visit))
        booked += (wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE;
      canceled += wabi_record_is (visit, "status", "cancelled");
    }
  g_string_append_printf (text, _("%.5g h booked"), (double) (booked * 10 / 60) / 10);
  if (open >= 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("%.4g h open"), (double) (open * 10 / 60) / 10);
    }
  if (canceled > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u canceled", "%u canceled", canceled), canceled);
    }
  if (self->hidden_columns > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("%u of %u staff shown"), self->columns->len, self->columns->len + self->hidden_columns);
    }
  return g_strdup (text->str);
}

char *
wabi_schedule_dup_zone_name (const char *zone, gint64 at)
{
  g_autoptr (GTimeZone) found = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  int interval = found != NULL ? g_time_zone_find_interval (found, G_TIME_TYPE_UNIVERSAL, at / WABI_SECOND) : -1;

  return g_strdup (interval >= 0 ? g_time_zone_get_abbreviation (found, interval) : "UTC");
}
