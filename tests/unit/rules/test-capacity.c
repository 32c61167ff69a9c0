// SPDX-License-Identifier: AGPL-3.0-or-later
// Rooms and equipment: peaks of use, and what is said when there is no place left.

#include "wabi-capacity.h"

#define ZONE "America/New_York"
#define DAY "2026-03-12"

static gint64
at (int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text (DAY), minute);
}

typedef struct
{
  const char *name;
  int spans[4][2]; /* minutes; 0, 0 ends */
  int start, end, peak;
} Peak;

static const Peak peaks[] = {
  { "nobody", { { 0, 0 } }, 600, 660, 0 },
  { "one over it", { { 540, 720 } }, 600, 660, 1 },
  { "ends as it starts", { { 540, 600 } }, 600, 660, 0 },
  { "starts as it ends", { { 660, 720 } }, 600, 660, 0 },
  { "two, one after the other", { { 600, 630 }, { 630, 660 } }, 600, 660, 1 },
  { "two at once", { { 600, 640 }, { 630, 660 } }, 600, 660, 2 },
  { "three, two at once", { { 540, 620 }, { 610, 640 }, { 630, 700 } }, 600, 660, 2 },
  { "all at once at the very start", { { 500, 601 }, { 540, 610 }, { 600, 605 } }, 600, 660, 3 },
};

static void
test_peaks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (peaks); i++)
    {
      WabiHolding holdings[4];
      WabiResourceUse use = { .id = "r", .name = "Room 1", .capacity = 1, .holdings = holdings };

      for (; use.n_holdings < 4 && peaks[i].spans[use.n_holdings][1] > 0; use.n_holdings++)
        holdings[use.n_holdings] = (WabiHolding){ "v", at (peaks[i].spans[use.n_holdings][0]), at (peaks[i].spans[use.n_holdings][1]), NULL };
      g_test_message ("%s", peaks[i].name);
      g_assert_cmpint (wabi_capacity_peak (&use, NULL, at (peaks[i].start), at (peaks[i].end)), ==, peaks[i].peak);
      g_assert_cmpint (wabi_capacity_peak (&use, "v", at (peaks[i].start), at (peaks[i].end)), ==, 0);
    }
}

static GPtrArray *
check (const WabiResourceUse *use, const char *visit)
{
  GPtrArray *findings = wabi_findings_new ();
  WabiOccurrence date = { at (600), at (660), wabi_day_from_text (DAY), 600, 660, 4 };

  wabi_capacity_check (ZONE, visit, use, 1, &date, 1, findings);
  return findings;
}

static void
test_findings (void)
{
  const WabiHolding holdings[] = { { "a", at (570), at (630), "Jordan Reyes" }, { "b", at (615), at (700), "Priya Shah" } };
  WabiResourceUse use = { .id = "r", .name = "Gym", .capacity = 1, .holdings = holdings, .n_holdings = 2 };
  g_autoptr (GPtrArray) taken = check (&use, "new");
  const WabiFinding *finding = wabi_findings_find (taken, "room-double-booked");

  g_assert_nonnull (finding);
  g_assert_cmpint (finding->level, ==, WABI_FINDING_BLOCKED);
  g_assert_cmpstr (finding->title, ==, "Gym is already booked");
  g_assert_cmpstr (finding->detail, ==, "Mar 12, 9:30 – 10:30 am, Jordan Reyes");
  g_assert_cmpstr (finding->subject, ==, "a");
  g_assert_cmpstr (finding->field, ==, "room");

  use.capacity = 3;
  {
    g_autoptr (GPtrArray) free = check (&use, "new");

    g_assert_cmpuint (free->len, ==, 1);
    g_assert_nonnull (wabi_findings_find (free, "resources-free"));
  }
  use.capacity = 2;
  {
    g_autoptr (GPtrArray) full = check (&use, "new");
    g_autoptr (GPtrArray) moved = check (&use, "b");

    g_assert_cmpstr (wabi_findings_find (full, "room-double-booked")->title, ==, "Gym is full: 2 at once");
    g_assert_nonnull (wabi_findings_find (moved, "resources-free"));
  }
}

static void
test_closed_and_elsewhere (void)
{
  WabiResourceUse use = { .id = "t", .name = "Tablet 4", .equipment = TRUE, .capacity = 1, .elsewhere = "East clinic" };
  g_autoptr (GPtrArray) elsewhere = check (&use, NULL);
  g_autoptr (GPtrArray) closed = NULL;

  g_assert_cmpint (wabi_findings_find (elsewhere, "resource-elsewhere")->level, ==, WABI_FINDING_WARNING);
  g_assert_null (wabi_findings_find (elsewhere, "resources-free"));
  use.closed = TRUE;
  closed = check (&use, NULL);
  g_assert_cmpint (wabi_findings_find (closed, "resource-closed")->level, ==, WABI_FINDING_BLOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capacity/peaks", test_peaks);
  g_test_add_func ("/capacity/findings", test_findings);
  g_test_add_func ("/capacity/closed-and-elsewhere", test_closed_and_elsewhere);
  return g_test_run ();
}
