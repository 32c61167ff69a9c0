// SPDX-License-Identifier: AGPL-3.0-or-later
// Calendars to text.

#include "wabi-ical-private.h"

#include <string.h>

#define PRODUCT "-//Wabi Care//Wabi Care//EN"

static struct icaltimetype
to_utc (gint64 at)
{
  WabiLocal local = wabi_zone_to_local ("UTC", at);
  struct icaltimetype time = icaltime_null_time ();

  wabi_day_to_ymd (local.day, &time.year, &time.month, &time.day);
  time.hour = local.minute / 60;
  time.minute = local.minute % 60;
  time.second = local.second;
  time.zone = icaltimezone_get_utc_timezone ();
  return time;
}

/* Whether the wall clock alone tells which instant is meant. */
static gboolean
is_plain (const char *zone, gint64 at)
{
  WabiLocal local = wabi_zone_to_local (zone, at);

  return wabi_zone_from_local (zone, local.day, local.minute) + local.second * WABI_SECOND == at;
}

static gboolean
is_utc (const char *zone)
{
  return zone == NULL || !wabi_zone_is_known (zone) || strcmp (zone, "UTC") == 0 || strcmp (zone, "Etc/UTC") == 0;
}

/* With a property's kind that takes a time; gives it a zone or makes it a date. */
static void
add_time (icalcomponent *component, icalproperty_kind kind, const WabiIcalEvent *event, gint64 at)
{
  icalproperty *property = icalproperty_new (kind);
  WabiLocal local = wabi_zone_to_local (event->zone, at);
  struct icaltimetype time = icaltime_null_time ();
  struct icaldatetimeperiodtype both = { .period = icalperiodtype_null_period () };
  gboolean zoned = !event->all_day && !is_utc (event->zone) && is_plain (event->zone, at);

  if (!event->all_day && !zoned)
    time = to_utc (at);
  else
    {
      wabi_day_to_ymd (local.day, &time.year, &time.month, &time.day);
      time.is_date = event->all_day;
      if (!event->all_day)
        {
          time.hour = local.minute / 60;
          time.minute = local.minute % 60;
          time.second = local.second;
        }
    }
  both.time = time;
  icalproperty_set_value (property, kind == ICAL_RDATE_PROPERTY  ? icalvalue_new_datetimeperiod (both)
                                    : event->all_day             ? icalvalue_new_date (time)
                                                                 : icalvalue_new_datetime (time));
  if (event->all_day)
    icalproperty_add_parameter (property, icalparameter_new_value (ICAL_VALUE_DATE));
  if (zoned)
    icalproperty_add_parameter (property, icalparameter_new_tzid (event->zone));
  icalcomponent_add_property (component, property);
}

static void
add_text (icalcomponent *component, icalproperty *(*make) (const char *), const char *text)
{
  g_autofree char *clean = wabi_ical_clean (text, 20000);

  if (clean != NULL)
    icalcomponent_add_property (component, make (clean));
}

static void
add_rule (icalcomponent *component, const WabiIcalEvent *event)
{
  g_autoptr (WabiRecur) recur = event->rule != NULL ? wabi_recur_parse (event->rule, NULL) : NULL;
  g_autofree char *text = recur == NULL ? NULL : event->all_day ? wabi_recur_dup_text (recur) : wabi_recur_dup_text_utc (recur, event->zone);

  if (text != NULL)
    icalcomponent_add_property (component, icalproperty_new_rrule (icalrecurrencetype_from_string (text)));
  for (guint i = 0; event->exdates != NULL && i < event->exdates->len; i++)
    add_time (component, ICAL_EXDATE_PROPERTY, event, g_array_index (event->exdates, gint64, i));
  for (guint i = 0; event->rdates != NULL && i < event->rdates->len; i++)
    add_time (component, ICAL_RDATE_PROPERTY, event, g_array_index (event->rdates, gint64, i));
}

static icalproperty_status
get_status (const WabiIcalEvent *event)
{
  if (event->status == WABI_ICAL_CANCELLED)
    return ICAL_STATUS_CANCELLED;
  return event->status == WABI_ICAL_TENTATIVE ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CONFIRMED;
}

static icalcomponent *
make_event (const WabiIcalEvent *event, gint64 stamp)
{
  icalcomponent *component = icalcomponent_new_vevent ();
  gboolean free = event->free || event->status == WABI_ICAL_CANCELLED;

  icalcomponent_add_property (component, icalproperty_new_uid (event->uid));
  icalcomponent_add_property (component, icalproperty_new_dtstamp (to_utc (stamp)));
  icalcomponent_add_property (component, icalproperty_new_sequence ((int) CLAMP (event->sequence, 0, G_MAXINT)));
  add_time (component, ICAL_DTSTART_PROPERTY, event, event->starts_at);
  add_time (component, ICAL_DTEND_PROPERTY, event, event->ends_at);
  if (event->replaces != 0)
    add_time (component, ICAL_RECURRENCEID_PROPERTY, event, event->replaces);
  else
    add_rule (component, event);
  add_text (component, icalproperty_new_summary, event->summary);
  add_text (component, icalproperty_new_location, event->location);
  add_text (component, icalproperty_new_description, event->description);
  add_text (component, icalproperty_new_relatedto, event->parent);
  icalcomponent_add_property (component, icalproperty_new_status (get_status (event)));
  icalcomponent_add_property (component, icalproperty_new_transp (free ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
  icalcomponent_add_property (component, icalproperty_new_class (ICAL_CLASS_PRIVATE));
  return component;
}

/* The end of the last time: a rule that nothing ends goes on as the zone does. */
static gint64
find_last (const WabiIcalEvent *event)
{
  g_autoptr (WabiRecur) recur = event->rule != NULL ? wabi_recur_parse (event->rule, NULL) : NULL;

  if (recur == NULL || recur->until == WABI_RECUR_UNTIL_NONE)
    return event->ends_at;
  return MAX (event->ends_at, wabi_zone_day_start (event->zone, recur->until_day + 1));
}

/* Each zone once, over all the time that events need it for. */
static void
add_zones (icalcomponent *whole, GPtrArray *events)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      const WabiIcalEvent *event = g_ptr_array_index (events, i);
      gint64 from = event->starts_at, to = find_last (event);

      if (event->all_day || is_utc (event->zone) || !g_hash_table_add (done, event->zone))
        continue;
      for (guint j = i + 1; j < events->len; j++)
        {
          const WabiIcalEvent *other = g_ptr_array_index (events, j);

          if (g_strcmp0 (other->zone, event->zone) != 0)
            continue;
          from = MIN (from, other->starts_at);
          to = MAX (to, find_last (other));
        }
      icalcomponent_add_component (whole, wabi_ical_zone_new (event->zone, from, to));
    }
}

static void
add_x (icalcomponent *whole, const char *name, const char *value)
{
  icalproperty *property = icalproperty_new_x (value);

  icalproperty_set_x_name (property, name);
  icalcomponent_add_property (whole, property);
}

char *
wabi_ical_write (const WabiIcalCalendar *calendar)
{
  icalcomponent *whole = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  g_autofree char *name = wabi_ical_clean (calendar->name, 200);
  char *text, *copy;

  g_return_val_if_fail (calendar != NULL, NULL);
  icalcomponent_add_property (whole, icalproperty_new_prodid (PRODUCT));
  icalcomponent_add_property (whole, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (whole, icalproperty_new_calscale ("GREGORIAN"));
  if (calendar->method != NULL)
    icalcomponent_add_property (whole, icalproperty_new_method (icalproperty_string_to_method (calendar->method)));
  if (name != NULL)
    add_x (whole, "X-WR-CALNAME", name);
  if (calendar->refresh_minutes > 0)
    {
      g_autofree char *each = g_strdup_printf ("PT%dM", calendar->refresh_minutes);

      add_x (whole, "X-PUBLISHED-TTL", each);
    }
  add_zones (whole, calendar->events);
  for (guint i = 0; i < calendar->events->len; i++)
    icalcomponent_add_component (whole, make_event (g_ptr_array_index (calendar->events, i), calendar->stamp));
  text = icalcomponent_as_ical_string_r (whole);
  copy = g_strdup (text);
  icalmemory_free_buffer (text);
  icalcomponent_free (whole);
  return copy;
}
