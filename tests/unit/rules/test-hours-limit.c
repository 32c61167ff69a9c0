// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits of hours: which work counts, in which days, and where a sum goes over.

#include "wabi-hours-limit.h"

#define ZONE "America/New_York"

static gint64
at (const char *day, int hour)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text (day), hour * 60);
}

static WabiWork
work (const char *id, const char *staff, const char *client, const char *code, const char *credential, const char *day, int from, int to)
{
  return (WabiWork){ id, staff, client, code, credential, at (day, from), at (day, to) };
}

static WabiOccurrence
on (const char *day, int from, int to)
{
  return (WabiOccurrence){ at (day, from), at (day, to), wabi_day_from_text (day), from * 60, to * 60, 0 };
}

typedef struct
{
  const char *name;
  WabiHoursLimit limit;
  int minutes; /* of what is booked */
} Count;

/* Of what the week of Mar 9 holds, for Jordan, an RBT, giving Eli 97153 on Thursday, Mar 12. */
static const Count counts[] = {
  { "all work of the day", { "l", NULL, NULL, NULL, FALSE, WABI_LIMIT_PER_DAY, 0, FALSE }, 120 + 60 },
  { "all work of the week", { "l", NULL, NULL, NULL, FALSE, WABI_LIMIT_PER_WEEK, 0, FALSE }, 120 + 60 + 240 },
  { "all work of the month", { "l", NULL, NULL, NULL, FALSE, WABI_LIMIT_PER_MONTH, 0, FALSE }, 120 + 60 + 240 + 180 + 300 },
  { "one service of the week", { "l", NULL, NULL, "97153", FALSE, WABI_LIMIT_PER_WEEK, 0, FALSE }, 120 + 240 },
  { "a client's service of the day", { "l", NULL, NULL, "97153", TRUE, WABI_LIMIT_PER_DAY, 0, FALSE }, 120 + 180 },
  { "a client's service by certificate", { "l", NULL, "RBT", "97153", TRUE, WABI_LIMIT_PER_DAY, 0, FALSE }, 120 },
  { "all that a client receives in a week", { "l", NULL, NULL, NULL, TRUE, WABI_LIMIT_PER_WEEK, 0, FALSE }, 120 + 180 },
};

static void
test_counts (void)
{
  const WabiWork all[] = {
    work ("1", "jordan", "eli", "97153", "RBT", "2026-03-12", 8, 10), work ("2", "jordan", NULL, NULL, "RBT", "2026-03-12", 12, 13),
    work ("3", "jordan", "mila", "97153", "RBT", "2026-03-09", 8, 12), work ("4", "jordan", "mila", "97153", "RBT", "2026-03-08", 8, 11),
    work ("5", "jordan", "eli", "97153", "RBT", "2026-03-31", 8, 13), work ("6", "jordan", "eli", "97153", "RBT", "2026-04-01", 8, 13),
    work ("7", "amin", "eli", "97153", "BCBA", "2026-03-12", 14, 17), work ("new", "jordan", "eli", "97153", "RBT", "2026-03-12", 8, 20),
  };
  WabiWork judged = work ("new", "jordan", "eli", "97153", "RBT", "2026-03-12", 17, 18);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_test_message ("%s", counts[i].name);
      g_assert_cmpint (wabi_limit_count (&counts[i].limit, ZONE, &judged, wabi_day_from_text ("2026-03-12"), all, G_N_ELEMENTS (all)), ==,
                       counts[i].minutes);
    }
}

static void
test_midnight_and_clock (void)
{
  const WabiHoursLimit day = { "l", NULL, NULL, NULL, FALSE, WABI_LIMIT_PER_DAY, 0, FALSE };
  /* From 10 pm to 2 am; and the night of the change of the clock, midnight to 4 am, is three hours long. */
  const WabiWork all[] = { { "1", "jordan", "eli", NULL, NULL, at ("2026-03-12", 22), at ("2026-03-13", 2) },
                           { "2", "jordan", "eli", NULL, NULL, at ("2026-03-08", 0), at ("2026-03-08", 4) } };
  WabiWork judged = work (NULL, "jordan", "eli", NULL, NULL, "2026-03-12", 8, 9);

  g_assert_cmpint (wabi_limit_count (&day, ZONE, &judged, wabi_day_from_text ("2026-03-12"), all, 2), ==, 120);
  g_assert_cmpint (wabi_limit_count (&day, ZONE, &judged, wabi_day_from_text ("2026-03-13"), all, 2), ==, 120);
  g_assert_cmpint (wabi_limit_count (&day, ZONE, &judged, wabi_day_from_text ("2026-03-08"), all, 2), ==, 180);
}

/* ABA Matrix's example: 97151 by a technician, at most two hours for a client a day. */
static void
test_findings (void)
{
  WabiHoursLimit limits[] = { { "matrix", NULL, "RBT", "97151", TRUE, WABI_LIMIT_PER_DAY, 120, FALSE },
                              { "forty", NULL, NULL, NULL, FALSE, WABI_LIMIT_PER_WEEK, 2400, TRUE },
                              { "other", "amin", NULL, NULL, FALSE, WABI_LIMIT_PER_DAY, 0, FALSE } };
  const WabiWork all[] = { work ("1", "jordan", "eli", "97151", "RBT", "2026-03-12", 8, 9) };
  WabiWork judged = work ("new", "jordan", "eli", "97151", "RBT", "2026-03-12", 10, 12);
  WabiOccurrence dates[] = { on ("2026-03-12", 10, 12), on ("2026-03-12", 13, 14) };
  g_autoptr (GPtrArray) blocked = wabi_findings_new (), passed = wabi_findings_new (), series = wabi_findings_new ();
  const WabiFinding *finding;

  wabi_limits_check (ZONE, &judged, "Jordan", "Eli", limits, 3, all, 1, dates, 1, blocked);
  g_assert_cmpuint (blocked->len, ==, 1);
  finding = g_ptr_array_index (blocked, 0);
  g_assert_cmpstr (finding->id, ==, "hours-limit-exceeded");
  g_assert_cmpint (finding->level, ==, WABI_FINDING_BLOCKED);
  g_assert_cmpstr (finding->title, ==, "Too many hours a day for Eli (97151)");
  g_assert_cmpstr (finding->detail, ==, "1 h booked + 2 h = 3 h on Mar 12, 2 h allowed");
  g_assert_cmpstr (finding->source, ==, "97151 by RBT: 2 h for each client a day");

  limits[0].minutes = 180;
  wabi_limits_check (ZONE, &judged, "Jordan", "Eli", limits, 3, all, 1, dates, 1, passed);
  g_assert_cmpuint (passed->len, ==, 1);
  g_assert_cmpstr (((WabiFinding *) g_ptr_array_index (passed, 0))->id, ==, "hours-limit");
  g_assert_cmpstr (((WabiFinding *) g_ptr_array_index (passed, 0))->subject, ==, "matrix");

  /* Both dates of a series on one day count together; a limit that warns lets pass. */
  limits[0].minutes = 230;
  limits[1].minutes = 200;
  wabi_limits_check (ZONE, &judged, "Jordan", "Eli", limits, 3, all, 1, dates, 2, series);
  g_assert_cmpuint (series->len, ==, 2);
  g_assert_cmpstr (((WabiFinding *) g_ptr_array_index (series, 0))->detail, ==, "1 h booked + 3 h = 4 h on Mar 12, 3 h 50 min allowed");
  g_assert_cmpint (((WabiFinding *) g_ptr_array_index (series, 1))->level, ==, WABI_FINDING_WARNING);
}

static void
test_nothing_applies (void)
{
  const WabiHoursLimit limits[] = { { "l", NULL, "BCBA", NULL, FALSE, WABI_LIMIT_PER_DAY, 0, FALSE }, { "c", NULL, NULL, NULL, TRUE, WABI_LIMIT_PER_DAY, 0, FALSE } };
  WabiWork meeting = work (NULL, "jordan", NULL, NULL, "RBT", "2026-03-12", 8, 9);
  WabiOccurrence date = on ("2026-03-12", 8, 9);
  g_autoptr (GPtrArray) findings = wabi_findings_new ();

  wabi_limits_check (ZONE, &meeting, "Jordan", NULL, limits, 2, NULL, 0, &date, 1, findings);
  g_assert_cmpuint (findings->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hours-limit/counts", test_counts);
  g_test_add_func ("/hours-limit/midnight-and-clock", test_midnight_and_clock);
  g_test_add_func ("/hours-limit/findings", test_findings);
  g_test_add_func ("/hours-limit/nothing-applies", test_nothing_applies);
  return g_test_run ();
}
