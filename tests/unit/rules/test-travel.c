// SPDX-License-Identifier: AGPL-3.0-or-later
// Travel: estimates say what they are, and too little time blocks only where the time is written down.

#include "wabi-travel.h"

#define ZONE "America/New_York"

/* Two places in New York whose straight distance is known: City Hall and Grand Central, 3.1 miles. */
static const WabiTravelPlace hall = { "hall", "City Hall", TRUE, 40712800, -74006000, "10007" };
static const WabiTravelPlace central = { "central", "Grand Central", TRUE, 40752700, -73977200, "10017" };

typedef struct
{
  const char *name;
  WabiTravelPlace from, to;
  WabiTravelSource source;
  int minutes, miles_tenths;
} Case;

static const Case cases[] = {
  { "the same place", { "a", "A", FALSE, 0, 0, "10001" }, { "a", "A", FALSE, 0, 0, "10001" }, WABI_TRAVEL_NONE, 0, 0 },
  { "one ZIP code", { "a", "A", FALSE, 0, 0, "10001" }, { "b", "B", FALSE, 0, 0, "10001-2345" }, WABI_TRAVEL_BY_ZIP, 10, 0 },
  { "one sorting center", { "a", "A", FALSE, 0, 0, "10001" }, { "b", "B", FALSE, 0, 0, "10099" }, WABI_TRAVEL_BY_ZIP, 25, 0 },
  { "two sorting centers", { "a", "A", FALSE, 0, 0, "10001" }, { "b", "B", FALSE, 0, 0, "11201" }, WABI_TRAVEL_BY_ZIP, 45, 0 },
  { "one position only", { "a", "A", TRUE, 1, 1, NULL }, { "b", "B", FALSE, 0, 0, "11201" }, WABI_TRAVEL_UNKNOWN, 0, 0 },
  { "nothing", { "a", "A", FALSE, 0, 0, NULL }, { "b", "B", FALSE, 0, 0, "11" }, WABI_TRAVEL_UNKNOWN, 0, 0 },
  { "the same spot", { "a", "A", TRUE, 40712800, -74006000, NULL }, { "b", "B", TRUE, 40712800, -74006000, NULL }, WABI_TRAVEL_BY_DISTANCE, 5, 0 },
};

static void
test_estimates (void)
{
  WabiTravel way = wabi_travel_estimate (&hall, &central), back = wabi_travel_estimate (&central, &hall);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiTravel got = wabi_travel_estimate (&cases[i].from, &cases[i].to);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (got.source, ==, cases[i].source);
      g_assert_cmpint (got.minutes, ==, cases[i].minutes);
      g_assert_cmpint (got.miles_tenths, ==, cases[i].miles_tenths);
    }
  /* 3.14 miles × 1.3 = 4.1; 9.8 + 5 min, in steps of 5. */
  g_assert_cmpint (way.source, ==, WABI_TRAVEL_BY_DISTANCE);
  g_assert_cmpint (way.miles_tenths, ==, 41);
  g_assert_cmpint (way.minutes, ==, 15);
  g_assert_cmpint (back.minutes, ==, way.minutes);
}

static gint64
at (int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), minute);
}

static GPtrArray *
check (const WabiTravelLeg *legs, gsize n)
{
  GPtrArray *findings = wabi_findings_new ();

  wabi_travel_check (ZONE, at (740), at (840), "Eli’s home", legs, n, findings);
  return findings;
}

static void
test_findings (void)
{
  WabiTravelLeg legs[] = {
    { "before", TRUE, at (720), "Clinic", { 35, 124, WABI_TRAVEL_RECORDED } },
    { "after", FALSE, at (900), "School", { 25, 0, WABI_TRAVEL_BY_ZIP } },
  };
  g_autoptr (GPtrArray) blocked = check (legs, 2);
  const WabiFinding *finding = wabi_findings_find (blocked, "travel-too-short");

  g_assert_cmpuint (blocked->len, ==, 1);
  g_assert_cmpint (finding->level, ==, WABI_FINDING_BLOCKED);
  g_assert_cmpstr (finding->detail, ==,
                   "Ends 12:00 pm at Clinic, next 12:20 pm at Eli’s home: 20 min between, 35 min needed (recorded, 12.4 miles)");
  g_assert_cmpstr (finding->subject, ==, "before");

  legs[0].way.source = WABI_TRAVEL_BY_DISTANCE;
  {
    g_autoptr (GPtrArray) warned = check (legs, 2);

    g_assert_cmpint (wabi_findings_find (warned, "travel-too-short")->level, ==, WABI_FINDING_WARNING);
  }
  legs[0].way.minutes = 20;
  {
    g_autoptr (GPtrArray) enough = check (legs, 2);

    g_assert_cmpuint (enough->len, ==, 1);
    g_assert_cmpstr (wabi_findings_find (enough, "travel-enough")->subject, ==, "before");
  }
  legs[1].other_at = at (850);
  {
    g_autoptr (GPtrArray) next = check (legs, 2);

    g_assert_cmpstr (wabi_findings_find (next, "travel-too-short")->detail, ==,
                     "Ends 2:00 pm at Eli’s home, next 2:10 pm at School: 10 min between, 25 min needed (guessed from ZIP codes)");
  }
}

static void
test_no_way (void)
{
  const WabiTravelLeg legs[] = { { "a", TRUE, at (740), "Clinic", { 0, 0, WABI_TRAVEL_NONE } }, { "b", FALSE, at (840), "?", { 0, 0, WABI_TRAVEL_UNKNOWN } } };
  g_autoptr (GPtrArray) findings = check (legs, 2);

  g_assert_cmpuint (findings->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/travel/estimates", test_estimates);
  g_test_add_func ("/travel/findings", test_findings);
  g_test_add_func ("/travel/no-way", test_no_way);
  return g_test_run ();
}
