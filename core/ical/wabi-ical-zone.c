// SPDX-License-Identifier: AGPL-3.0-or-later
// Zones in calendars: defined by when their clocks change (RFC 5545, section 3.6.5), and known by the names that other programs give them.

#include "wabi-ical-private.h"

#include <string.h>

/* A change of the clock. @day and @second are on the wall clock before it. */
typedef struct
{
  WabiDay day;
  int second;
  int from, to;
} Change;

static int
offset_at (const char *zone, gint64 at)
{
  return wabi_zone_to_local (zone, at).offset;
}

static Change
find_change (const char *zone, gint64 before, gint64 after)
{
  int from = offset_at (zone, before);
  gint64 local;

  while (after - before > WABI_SECOND)
    {
      gint64 middle = before + (after - before) / (2 * WABI_SECOND) * WABI_SECOND;

      if (middle == before)
        middle = before + WABI_SECOND;
      if (middle >= after)
        break;
      if (offset_at (zone, middle) == from)
        before = middle;
      else
        after = middle;
    }
  local = after / WABI_SECOND + from;
  return (Change){ .day = (WabiDay) (local / 86400), .second = (int) (local % 86400), .from = from, .to = offset_at (zone, after) };
}

static GArray *
list_changes (const char *zone, WabiDay first, WabiDay last)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  for (WabiDay day = first; day < last; day++)
    {
      gint64 before = (gint64) day * 86400 * WABI_SECOND, after = before + 86400 * WABI_SECOND;

      if (offset_at (zone, before) != offset_at (zone, after))
        {
          Change change = find_change (zone, before, after);

          g_array_append_val (changes, change);
        }
    }
  return changes;
}

static int
nth_of_month (WabiDay day)
{
  int day_of_month;

  wabi_day_to_ymd (day, NULL, NULL, &day_of_month);
  return (day_of_month - 1) / 7 + 1;
}

static gboolean
is_last_of_month (WabiDay day)
{
  return wabi_day_month_start (day) != wabi_day_month_start (day + 7);
}

static int
month_of (WabiDay day)
{
  int month;

  wabi_day_to_ymd (day, NULL, &month, NULL);
  return month;
}

/* The rule by which every second change from @index on comes, or NULL where there is none. */
static char *
find_rule (GArray *changes, guint index)
{
  static const char *const names[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  const Change *first = &g_array_index (changes, Change, index);
  gboolean nth = TRUE, last = TRUE;

  for (guint i = index; i < changes->len; i += 2)
    {
      const Change *change = &g_array_index (changes, Change, i);

      if (month_of (change->day) != month_of (first->day) || wabi_day_weekday (change->day) != wabi_day_weekday (first->day)
          || change->second != first->second || change->from != first->from || change->to != first->to)
        return NULL;
      nth = nth && nth_of_month (change->day) == nth_of_month (first->day);
      last = last && is_last_of_month (change->day);
    }
  if (!nth && !last)
    return NULL;
  return g_strdup_printf ("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", month_of (first->day), last ? -1 : nth_of_month (first->day),
                          names[wabi_day_weekday (first->day)]);
}

static void
add_part (icalcomponent *component, const Change *change, const char *rule)
{
  icalcomponent *part = icalcomponent_new (change->to > change->from ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);
  struct icaltimetype start = icaltime_null_time ();

  wabi_day_to_ymd (change->day, &start.year, &start.month, &start.day);
  start.hour = change->second / 3600;
  start.minute = change->second / 60 % 60;
  start.second = change->second % 60;
  icalcomponent_add_property (part, icalproperty_new_dtstart (start));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetfrom (change->from));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetto (change->to));
  if (rule != NULL)
    icalcomponent_add_property (part, icalproperty_new_rrule (icalrecurrencetype_from_string (rule)));
  icalcomponent_add_component (component, part);
}

static void
add_changes (icalcomponent *component, GArray *changes, int years)
{
  g_autofree char *one = (int) changes->len == 2 * years ? find_rule (changes, 0) : NULL;
  g_autofree char *other = one != NULL ? find_rule (changes, 1) : NULL;

  if (other != NULL)
    {
      add_part (component, &g_array_index (changes, Change, 0), one);
      add_part (component, &g_array_index (changes, Change, 1), other);
      return;
    }
  for (guint i = 0; i < changes->len; i++)
    add_part (component, &g_array_index (changes, Change, i), NULL);
}

icalcomponent *
wabi_ical_zone_new (const char *zone, gint64 from, gint64 to)
{
  icalcomponent *component = icalcomponent_new_vtimezone ();
  g_autoptr (GArray) changes = NULL;
  int first, last;
  Change begin;

  wabi_day_to_ymd (wabi_zone_day (zone, from), &first, NULL, NULL);
  wabi_day_to_ymd (wabi_zone_day (zone, to), &last, NULL, NULL);
  /* Events that repeat go on for years: the rule is tried on some more. */
  first--;
  last = CLAMP (last + 2, first + 3, first + 60);
  changes = list_changes (zone, wabi_day_from_ymd (first, 1, 1), wabi_day_from_ymd (last, 12, 31));
  icalcomponent_add_property (component, icalproperty_new_tzid (zone));
  begin.day = wabi_day_from_ymd (first - 1, 1, 1);
  begin.second = 0;
  begin.from = begin.to = offset_at (zone, (gint64) wabi_day_from_ymd (first, 1, 1) * 86400 * WABI_SECOND);
  /* Outlook takes two parts with rules at once; the one that says what was before them would only be in its way. */
  add_changes (component, changes, last - first + 1);
  if (changes->len == 0 || icalcomponent_count_components (component, ICAL_ANY_COMPONENT) > 2)
    add_part (component, &begin, NULL);
  return component;
}

/* Unicode CLDR, supplemental data "windowsZones", those of the United States and some more. */
static const char *const WINDOWS[][2] = {
  { "Eastern Standard Time", "America/New_York" },     { "US Eastern Standard Time", "America/Indiana/Indianapolis" },
  { "Central Standard Time", "America/Chicago" },      { "Mountain Standard Time", "America/Denver" },
  { "US Mountain Standard Time", "America/Phoenix" },  { "Pacific Standard Time", "America/Los_Angeles" },
  { "Alaskan Standard Time", "America/Anchorage" },    { "Hawaiian Standard Time", "Pacific/Honolulu" },
  { "Aleutian Standard Time", "America/Adak" },        { "Atlantic Standard Time", "America/Halifax" },
  { "SA Western Standard Time", "America/Puerto_Rico" }, { "West Pacific Standard Time", "Pacific/Guam" },
  { "Central Standard Time (Mexico)", "America/Mexico_City" }, { "Canada Central Standard Time", "America/Regina" },
  { "Newfoundland Standard Time", "America/St_Johns" }, { "GMT Standard Time", "Europe/London" },
  { "W. Europe Standard Time", "Europe/Berlin" },      { "Romance Standard Time", "Europe/Paris" },
  { "UTC", "Etc/UTC" },
};

const char *
wabi_ical_zone_find (const char *tzid)
{
  if (tzid == NULL || *tzid == '\0')
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (WINDOWS); i++)
    if (strcmp (WINDOWS[i][0], tzid) == 0)
      return WINDOWS[i][1];
  if (*tzid != '/')
    return wabi_zone_is_known (tzid) ? tzid : NULL;
  /* "/freeassociation.sourceforge.net/America/Chicago" */
  for (const char *at = tzid + 1; (at = strchr (at, '/')) != NULL;)
    {
      at++;
      if (strchr (at, '/') != NULL && wabi_zone_is_known (at))
        return at;
    }
  return NULL;
}
