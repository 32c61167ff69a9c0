// SPDX-License-Identifier: AGPL-3.0-or-later
// Calendars from text that others wrote.

#include "wabi-ical-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_PROBLEMS 200
#define MOST_DATES 2000
#define LONGEST_UID 500
#define LONGEST_EVENT (G_GINT64_CONSTANT (400) * WABI_DAY_MINUTES * WABI_MINUTE)

typedef struct
{
  WabiIcalCalendar *calendar;
  icalcomponent *whole;
  const char *zone;
} Reading;

static void G_GNUC_PRINTF (2, 3)
tell (Reading *reading, const char *format, ...)
{
  va_list args;

  if (reading->calendar->problems->len >= MOST_PROBLEMS)
    return;
  va_start (args, format);
  g_ptr_array_add (reading->calendar->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
in_range (const struct icaltimetype *time)
{
  return !icaltime_is_null_time (*time) && wabi_day_from_ymd (time->year, time->month, time->day) != WABI_DAY_NONE && time->year >= 1900
         && time->year <= 2199 && time->hour >= 0 && time->hour <= 24 && time->minute >= 0 && time->minute < 60 && time->second >= 0
         && time->second <= 60;
}

/* By the file's own definition of a zone that has no name we know. */
static gboolean
read_by_definition (Reading *reading, const char *tzid, struct icaltimetype time, gint64 *at)
{
  icaltimezone *zone = icalcomponent_get_timezone (reading->whole, tzid);

  if (zone == NULL)
    return FALSE;
  time.zone = zone;
  *at = (gint64) icaltime_as_timet_with_zone (time, zone) * WABI_SECOND;
  return TRUE;
}

/* The instant of a property's time; *zone becomes the name of its zone, where it has one. */
static gboolean
read_time (Reading *reading, icalproperty *property, struct icaltimetype time, const char **zone, gint64 *at)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  const char *tzid = parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
  const char *known = wabi_ical_zone_find (tzid);

  if (!in_range (&time))
    return FALSE;
  *zone = known != NULL ? known : reading->zone;
  if (!time.is_date && (time.zone == icaltimezone_get_utc_timezone () || icaltime_is_utc (time)))
    known = *zone = "UTC";
  else if (!time.is_date && tzid != NULL && known == NULL)
    {
      if (read_by_definition (reading, tzid, time, at))
        return TRUE;
      tell (reading, _("The time zone “%.60s” is not known. Its times were taken as those of %s: check them."), tzid, reading->zone);
    }
  *at = wabi_zone_from_local (*zone, wabi_day_from_ymd (time.year, time.month, time.day), time.is_date ? 0 : time.hour * 60 + time.minute)
        + (time.is_date ? 0 : time.second) * WABI_SECOND;
  return TRUE;
}

static gboolean
read_end (Reading *reading, icalcomponent *component, WabiIcalEvent *event)
{
  icalproperty *end = icalcomponent_get_first_property (component, ICAL_DTEND_PROPERTY);
  icalproperty *duration = icalcomponent_get_first_property (component, ICAL_DURATION_PROPERTY);
  const char *zone;

  event->ends_at = event->starts_at;
  if (end != NULL)
    {
      if (!read_time (reading, end, icalproperty_get_dtend (end), &zone, &event->ends_at))
        return FALSE;
    }
  else if (duration != NULL)
    {
      struct icaldurationtype length = icalproperty_get_duration (duration);
      gint64 seconds = ((gint64) length.weeks * 7 + length.days) * 86400 + (gint64) length.hours * 3600 + (gint64) length.minutes * 60
                       + length.seconds;

      event->ends_at += (length.is_neg ? -1 : 1) * CLAMP (seconds, 0, G_GINT64_CONSTANT (4000000000)) * WABI_SECOND;
    }
  else if (event->all_day)
    event->ends_at = wabi_zone_add_days (event->zone, event->starts_at, 1);
  return event->ends_at >= event->starts_at && event->ends_at - event->starts_at <= LONGEST_EVENT;
}

static GArray *
read_dates (Reading *reading, icalcomponent *component, icalproperty_kind kind)
{
  GArray *dates = NULL;

  for (icalproperty *property = icalcomponent_get_first_property (component, kind); property != NULL;
       property = icalcomponent_get_next_property (component, kind))
    {
      struct icaltimetype time
          = kind == ICAL_RDATE_PROPERTY ? icalproperty_get_rdate (property).time : icalproperty_get_exdate (property);
      const char *zone;
      gint64 at;

      if (dates == NULL)
        dates = g_array_new (FALSE, FALSE, sizeof (gint64));
      if (!read_time (reading, property, time, &zone, &at) || dates->len >= MOST_DATES)
        tell (reading, _("A date that is added to or left out of a repeating event could not be read."));
      else
        g_array_append_val (dates, at);
    }
  return dates;
}

static void
read_rule (Reading *reading, icalcomponent *component, WabiIcalEvent *event)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_RRULE_PROPERTY);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecur) recur = NULL;
  char *text;

  event->exdates = read_dates (reading, component, ICAL_EXDATE_PROPERTY);
  event->rdates = read_dates (reading, component, ICAL_RDATE_PROPERTY);
  if (property == NULL)
    return;
  text = icalproperty_get_value_as_string_r (property);
  recur = wabi_recur_parse (text, &error);
  if (recur != NULL && wabi_recur_check_days (recur, &error))
    event->rule = wabi_recur_dup_text (recur);
  else
    tell (reading, _("“%s” repeats in a way that cannot be read (%s). Only its first time is shown."),
          event->summary != NULL ? event->summary : event->uid, error->message);
  if (icalcomponent_count_properties (component, ICAL_RRULE_PROPERTY) > 1)
    tell (reading, _("“%s” repeats by several rules. Only the first is shown."), event->summary != NULL ? event->summary : event->uid);
  icalmemory_free_buffer (text);
}

static void
read_status (icalcomponent *component, WabiIcalEvent *event)
{
  icalproperty *status = icalcomponent_get_first_property (component, ICAL_STATUS_PROPERTY);
  icalproperty *transp = icalcomponent_get_first_property (component, ICAL_TRANSP_PROPERTY);
  icalproperty *sequence = icalcomponent_get_first_property (component, ICAL_SEQUENCE_PROPERTY);
  icalproperty_status is = status != NULL ? icalproperty_get_status (status) : ICAL_STATUS_CONFIRMED;

  event->status = is == ICAL_STATUS_CANCELLED ? WABI_ICAL_CANCELLED : is == ICAL_STATUS_TENTATIVE ? WABI_ICAL_TENTATIVE : WABI_ICAL_CONFIRMED;
  event->free = transp != NULL && icalproperty_get_transp (transp) == ICAL_TRANSP_TRANSPARENT;
  event->sequence = sequence != NULL ? MAX (icalproperty_get_sequence (sequence), 0) : 0;
}

/* An event without a UID, which some programs write, is named by what it says. */
static char *
read_uid (icalcomponent *component, const WabiIcalEvent *event)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_UID_PROPERTY);
  char *uid = wabi_ical_clean (property != NULL ? icalproperty_get_uid (property) : NULL, LONGEST_UID);

  return uid != NULL ? uid : g_strdup_printf ("no-uid-%" G_GINT64_FORMAT "-%u", event->starts_at,
                                              event->summary != NULL ? g_str_hash (event->summary) : 0);
}

static void
read_texts (icalcomponent *component, WabiIcalEvent *event)
{
  icalproperty *summary = icalcomponent_get_first_property (component, ICAL_SUMMARY_PROPERTY);
  icalproperty *location = icalcomponent_get_first_property (component, ICAL_LOCATION_PROPERTY);
  icalproperty *description = icalcomponent_get_first_property (component, ICAL_DESCRIPTION_PROPERTY);

  event->summary = wabi_ical_clean (summary != NULL ? icalproperty_get_summary (summary) : NULL, 500);
  event->location = wabi_ical_clean (location != NULL ? icalproperty_get_location (location) : NULL, 500);
  event->description = wabi_ical_clean (description != NULL ? icalproperty_get_description (description) : NULL, 5000);
}

static void
read_event (Reading *reading, icalcomponent *component)
{
  g_autoptr (WabiIcalEvent) event = wabi_ical_event_new ();
  icalproperty *start = icalcomponent_get_first_property (component, ICAL_DTSTART_PROPERTY);
  icalproperty *replaces = icalcomponent_get_first_property (component, ICAL_RECURRENCEID_PROPERTY);
  const char *zone = reading->zone;

  read_texts (component, event);
  if (start == NULL || !read_time (reading, start, icalproperty_get_dtstart (start), &zone, &event->starts_at))
    {
      tell (reading, _("“%s” has no start that can be read. It was left out."), event->summary != NULL ? event->summary : _("An event"));
      return;
    }
  event->zone = g_strdup (zone);
  event->all_day = icalproperty_get_dtstart (start).is_date != 0;
  event->uid = read_uid (component, event);
  if (!read_end (reading, component, event))
    {
      tell (reading, _("“%s” has no end that can be read, or is longer than a year. It was left out."),
            event->summary != NULL ? event->summary : event->uid);
      return;
    }
  read_status (component, event);
  if (replaces != NULL && !read_time (reading, replaces, icalproperty_get_recurrenceid (replaces), &zone, &event->replaces))
    {
      tell (reading, _("A changed occurrence of “%s” does not say which. It was left out."), event->summary != NULL ? event->summary : event->uid);
      return;
    }
  if (replaces == NULL)
    read_rule (reading, component, event);
  g_ptr_array_add (reading->calendar->events, g_steal_pointer (&event));
}

static void
read_head (Reading *reading, icalcomponent *component)
{
  icalproperty *method = icalcomponent_get_first_property (component, ICAL_METHOD_PROPERTY);

  if (method != NULL && reading->calendar->method == NULL)
    reading->calendar->method = g_strdup (icalproperty_method_to_string (icalproperty_get_method (method)));
  for (icalproperty *property = icalcomponent_get_first_property (component, ICAL_X_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (component, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (property), "X-WR-CALNAME") == 0 && reading->calendar->name == NULL)
      reading->calendar->name = wabi_ical_clean (icalproperty_get_x (property), 200);
}

static void
read_calendar (Reading *reading, icalcomponent *calendar)
{
  guint others = 0;

  reading->whole = calendar;
  read_head (reading, calendar);
  for (icalcomponent *part = icalcomponent_get_first_component (calendar, ICAL_ANY_COMPONENT); part != NULL;
       part = icalcomponent_get_next_component (calendar, ICAL_ANY_COMPONENT))
    {
      if (icalcomponent_isa (part) == ICAL_VTIMEZONE_COMPONENT)
        continue;
      if (icalcomponent_isa (part) != ICAL_VEVENT_COMPONENT)
        others++;
      else if (reading->calendar->events->len < WABI_ICAL_MAX_EVENTS)
        read_event (reading, part);
      else
        {
          tell (reading, _("There are more than %d events. The rest was left out: export a shorter time."), WABI_ICAL_MAX_EVENTS);
          break;
        }
    }
  if (others > 0)
    tell (reading, ngettext ("%u entry is a task, a note or the like and was left out.", "%u entries are tasks, notes or the like and were left out.", others),
          others);
  if (icalcomponent_count_errors (calendar) > 0)
    tell (reading, ngettext ("%d line could not be read.", "%d lines could not be read.", (gulong) icalcomponent_count_errors (calendar)),
          icalcomponent_count_errors (calendar));
}

static gboolean
check_text (const char *text, gsize length, GError **error)
{
  if (length > WABI_ICAL_MAX_BYTES)
    {
      g_set_error (error, WABI_ICAL_ERROR, WABI_ICAL_ERROR_LARGE, _("The file is larger than %d MB. Export a shorter time from the other program."),
                   WABI_ICAL_MAX_BYTES / 1024 / 1024);
      return FALSE;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error_literal (error, WABI_ICAL_ERROR, WABI_ICAL_ERROR_SYNTAX,
                           _("This is not a calendar file, or it is not written in UTF-8. Export it again from the other program as iCalendar (.ics)."));
      return FALSE;
    }
  return TRUE;
}

WabiIcalCalendar *
wabi_ical_read (const char *text, gsize length, const char *zone, GError **error)
{
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new ();
  g_autofree char *copy = NULL;
  Reading reading = { .calendar = calendar, .zone = zone };
  icalcomponent *root;
  guint found = 0;

  g_return_val_if_fail (text != NULL && zone != NULL, NULL);
  if (!check_text (text, length, error))
    return NULL;
  copy = g_strndup (text, length);
  /* A byte order mark, as Outlook writes it. */
  root = icalparser_parse_string (g_str_has_prefix (copy, "\xEF\xBB\xBF") ? copy + 3 : copy);
  if (root != NULL && icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    {
      read_calendar (&reading, root);
      found = 1;
    }
  else if (root != NULL)
    for (icalcomponent *part = icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT); part != NULL;
         part = icalcomponent_get_next_component (root, ICAL_VCALENDAR_COMPONENT), found++)
      read_calendar (&reading, part);
  if (root != NULL)
    icalcomponent_free (root);
  if (found == 0)
    {
      g_set_error_literal (error, WABI_ICAL_ERROR, WABI_ICAL_ERROR_SYNTAX,
                           _("There is no calendar in this file. Export it again from the other program as iCalendar (.ics)."));
      return NULL;
    }
  return g_steal_pointer (&calendar);
}
