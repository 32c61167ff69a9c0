// SPDX-License-Identifier: AGPL-3.0-or-later
// How long it takes from one visit to the next, and whether there is time for it.

#include "wabi-travel.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define EARTH_MILES 3958.8
#define ROADS 1.3 /* roads are longer than the straight way */
#define MILES_PER_HOUR 25.0
#define IN_AND_OUT 5
#define STEP 5
#define SAME_ZIP 10
#define SAME_CENTER 25
#define OTHER_CENTER 45

static double
radians (gint64 micro_degrees)
{
  return (double) micro_degrees / 1e6 * G_PI / 180.0;
}

/* Great circle (haversine), in miles. */
static double
measure (const WabiTravelPlace *from, const WabiTravelPlace *to)
{
  double up = sin ((radians (to->latitude) - radians (from->latitude)) / 2);
  double side = sin ((radians (to->longitude) - radians (from->longitude)) / 2);
  double h = up * up + cos (radians (from->latitude)) * cos (radians (to->latitude)) * side * side;

  return 2 * EARTH_MILES * asin (MIN (1.0, sqrt (h)));
}

static gboolean
has_zip (const WabiTravelPlace *place)
{
  return place->zip != NULL && strlen (place->zip) >= 5;
}

WabiTravel
wabi_travel_estimate (const WabiTravelPlace *from, const WabiTravelPlace *to)
{
  WabiTravel way = { 0, 0, WABI_TRAVEL_UNKNOWN };

  if (from->id != NULL && g_strcmp0 (from->id, to->id) == 0)
    way.source = WABI_TRAVEL_NONE;
  else if (from->has_position && to->has_position)
    {
      double miles = measure (from, to) * ROADS;

      way.source = WABI_TRAVEL_BY_DISTANCE;
      way.miles_tenths = (int) lround (miles * 10);
      way.minutes = (int) ceil ((miles / MILES_PER_HOUR * 60 + IN_AND_OUT) / STEP) * STEP;
    }
  else if (has_zip (from) && has_zip (to))
    {
      way.source = WABI_TRAVEL_BY_ZIP;
      way.minutes = strncmp (from->zip, to->zip, 5) == 0   ? SAME_ZIP
                    : strncmp (from->zip, to->zip, 3) == 0 ? SAME_CENTER
                                                           : OTHER_CENTER;
    }
  return way;
}

const char *
wabi_travel_source_words (WabiTravelSource source)
{
  switch (source)
    {
    case WABI_TRAVEL_RECORDED:
      return _ ("recorded");
    case WABI_TRAVEL_BY_DISTANCE:
      return _ ("estimated from the distance");
    case WABI_TRAVEL_BY_ZIP:
      return _ ("guessed from ZIP codes");
    case WABI_TRAVEL_NONE:
      return _ ("no way to go");
    case WABI_TRAVEL_UNKNOWN:
    default:
      return _ ("not known");
    }
}

static int
count_gap (const WabiTravelLeg *leg, gint64 start_at, gint64 end_at)
{
  return (int) ((leg->before ? start_at - leg->other_at : leg->other_at - end_at) / WABI_MINUTE);
}

/* "Ends 12:00 pm at Clinic, starts 12:20 pm at Eli’s home: 20 min between, 35 min needed (recorded, 12.4 miles)" */
static char *
describe (const char *zone, const WabiTravelLeg *leg, gint64 start_at, gint64 end_at, const char *place_name)
{
  WabiLocal end = wabi_zone_to_local (zone, leg->before ? leg->other_at : end_at);
  WabiLocal start = wabi_zone_to_local (zone, leg->before ? start_at : leg->other_at);
  g_autofree char *from = wabi_words_minute (end.minute), *to = wabi_words_minute (start.minute);
  const char *here = place_name != NULL ? place_name : _ ("this session");
  GString *words = g_string_new (NULL);

  /* Translators: one ends, the next starts: "Ends 12:00 pm at Clinic, next 12:20 pm at Home: 20 min between, 35 min needed" */
  g_string_append_printf (words, _ ("Ends %s at %s, next %s at %s: %d min between, %d min needed"), from,
                          leg->before ? leg->other_name : here, to, leg->before ? here : leg->other_name,
                          MAX (0, count_gap (leg, start_at, end_at)), leg->way.minutes);
  g_string_append_printf (words, " (%s", wabi_travel_source_words (leg->way.source));
  if (leg->way.miles_tenths > 0)
    g_string_append_printf (words, _ (", %d.%d miles"), leg->way.miles_tenths / 10, leg->way.miles_tenths % 10);
  g_string_append_c (words, ')');
  return g_string_free (words, FALSE);
}

void
wabi_travel_check (const char *zone, gint64 start_at, gint64 end_at, const char *place_name, const WabiTravelLeg *legs,
                   gsize n_legs, GPtrArray *findings)
{
  const WabiTravelLeg *tight = NULL;
  gboolean enough = TRUE;
  WabiFinding *finding;

  for (gsize i = 0; i < n_legs; i++)
    {
      int gap = count_gap (&legs[i], start_at, end_at);

      if (legs[i].way.source < WABI_TRAVEL_RECORDED || legs[i].way.minutes == 0)
        continue;
      if (tight == NULL || gap - legs[i].way.minutes < count_gap (tight, start_at, end_at) - tight->way.minutes)
        tight = &legs[i];
      if (gap >= legs[i].way.minutes)
        continue;
      enough = FALSE;
      finding = wabi_findings_add (findings,
                                   legs[i].way.source == WABI_TRAVEL_RECORDED ? WABI_FINDING_BLOCKED : WABI_FINDING_WARNING,
                                   "travel-too-short",
                                   g_strdup (legs[i].before ? _ ("Too little time to get here") : _ ("Too little time to get to the next session")),
                                   describe (zone, &legs[i], start_at, end_at, place_name));
      wabi_finding_point (finding, _ ("Travel time"), "start_at", "schedule", legs[i].visit_id);
    }
  if (tight == NULL || !enough)
    return;
  finding = wabi_findings_add (findings, WABI_FINDING_PASSED, "travel-enough", g_strdup (_ ("Time enough for the way")),
                               describe (zone, tight, start_at, end_at, place_name));
  wabi_finding_point (finding, _ ("Travel time"), "start_at", NULL, tight->visit_id);
}
