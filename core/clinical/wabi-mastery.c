// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a target is mastered, and if not, what is missing, in words.

#include "wabi-mastery.h"

#include "wabi-measures.h"
#include "wabi-words.h"

#include <glib/gi18n-lib.h>

#define STALL_WINDOW 3

static WabiMasteryCriterion
fill_defaults (const WabiMasteryCriterion *criterion)
{
  WabiMasteryCriterion filled = criterion != NULL ? *criterion : (WabiMasteryCriterion){ 0 };

  if (filled.percent <= 0)
    filled.percent = 90;
  if (filled.sessions <= 0)
    filled.sessions = 3;
  if (filled.minimum_trials <= 0)
    filled.minimum_trials = 1;
  return filled;
}

static gboolean
counts (const WabiMasteryCriterion *criterion, const WabiSessionPoint *point)
{
  return point->trials >= criterion->minimum_trials;
}

static gboolean
reaches (const WabiMasteryCriterion *criterion, const WabiSessionPoint *point)
{
  return (gint64)point->correct * 100 >= (gint64)criterion->percent * point->trials;
}

static gboolean
is_better (const WabiSessionPoint *a, const WabiSessionPoint *b)
{
  return (gint64)a->correct * b->trials > (gint64)b->correct * a->trials;
}

// The last three sessions that count are no better, on average, than the three before.
static gboolean
is_stalled (const WabiMasteryCriterion *criterion, const WabiSessionPoint *points, gsize n_points)
{
  double late = 0, early = 0;
  int found = 0;

  for (gsize i = n_points; i-- > 0 && found < 2 * STALL_WINDOW;)
    {
      if (!counts (criterion, &points[i]))
        continue;
      if (found == 0 && reaches (criterion, &points[i]))
        return FALSE;
      *(found < STALL_WINDOW ? &late : &early) += (double)points[i].correct / points[i].trials;
      found++;
    }
  return found == 2 * STALL_WINDOW && late <= early + 1e-9; // sums of fractions
}

WabiMastery
wabi_mastery_evaluate (const WabiMasteryCriterion *criterion, const WabiSessionPoint *points, gsize n_points)
{
  WabiMasteryCriterion filled = fill_defaults (criterion);
  WabiMastery mastery = { .mastered_at = -1, .best_index = -1, .best_percent = -1 };

  for (gsize i = 0; i < n_points; i++)
    {
      if (!counts (&filled, &points[i]))
        {
          mastery.left_out++;
          continue;
        }
      mastery.counted++;
      mastery.run = reaches (&filled, &points[i]) ? mastery.run + 1 : 0;
      if (mastery.run >= filled.sessions && mastery.mastered_at < 0)
        mastery.mastered_at = i;
      if (mastery.best_index < 0 || is_better (&points[i], &points[mastery.best_index]))
        mastery.best_index = i;
    }
  if (mastery.best_index >= 0)
    mastery.best_percent
        = wabi_percent (points[mastery.best_index].correct, points[mastery.best_index].trials);
  if (mastery.mastered_at >= 0)
    mastery.state = WABI_MASTERY_MASTERED;
  else if (mastery.counted == 0)
    mastery.state = WABI_MASTERY_NOT_STARTED;
  else
    mastery.state = is_stalled (&filled, points, n_points) ? WABI_MASTERY_STALLED : WABI_MASTERY_ACQUISITION;
  return mastery;
}

static char *
explain_progress (const WabiMasteryCriterion *criterion, const WabiMastery *mastery,
                  const WabiSessionPoint *points)
{
  g_autofree char *needs = g_strdup_printf (
      ngettext ("needs %d %% in %d session", "needs %d %% in %d sessions in a row", criterion->sessions),
      criterion->percent, criterion->sessions);
  g_autofree char *day = wabi_words_day (points[mastery->best_index].day);

  if (mastery->run > 0)
    return g_strdup_printf (ngettext ("Not mastered yet: %s; %d session so far.",
                                      "Not mastered yet: %s; %d sessions so far.", mastery->run),
                            needs, mastery->run);
  return g_strdup_printf (_ ("Not mastered yet: %s; best so far %d %% on %s."), needs, mastery->best_percent,
                          day);
}

char *
wabi_mastery_explain (const WabiMasteryCriterion *criterion, const WabiSessionPoint *points, gsize n_points)
{
  WabiMasteryCriterion filled = fill_defaults (criterion);
  WabiMastery mastery = wabi_mastery_evaluate (criterion, points, n_points);
  g_autofree char *progress = NULL;

  if (mastery.mastered_at >= 0)
    {
      g_autofree char *day = wabi_words_day_year (points[mastery.mastered_at].day);

      return g_strdup_printf (ngettext ("Mastered on %s: %d %% in %d session.",
                                        "Mastered on %s: %d %% in %d sessions in a row.", filled.sessions),
                              day, filled.percent, filled.sessions);
    }
  if (mastery.counted == 0 && mastery.left_out > 0)
    return g_strdup_printf (ngettext ("Not mastered yet: no session has %d trial.",
                                      "Not mastered yet: no session has %d trials.", filled.minimum_trials),
                            filled.minimum_trials);
  if (mastery.counted == 0)
    return g_strdup (_ ("Not started: no trials yet."));
  progress = explain_progress (&filled, &mastery, points);
  if (mastery.left_out == 0)
    return g_steal_pointer (&progress);
  return g_strdup_printf (ngettext ("%s %d session with fewer than %d trials does not count.",
                                    "%s %d sessions with fewer than %d trials do not count.",
                                    mastery.left_out),
                          progress, mastery.left_out, filled.minimum_trials);
}

const char *
wabi_mastery_state_words (WabiMasteryState state)
{
  switch (state)
    {
    case WABI_MASTERY_NOT_STARTED:
      return C_ ("mastery", "Not started");
    case WABI_MASTERY_ACQUISITION:
      return C_ ("mastery", "Learning");
    case WABI_MASTERY_STALLED:
      return C_ ("mastery", "Stalled");
    case WABI_MASTERY_MASTERED:
    default:
      return C_ ("mastery", "Mastered");
    }
}

const char *
wabi_mastery_state_name (WabiMasteryState state)
{
  static const char *const names[] = { "not-started", "acquisition", "stalled", "mastered" };

  return state < G_N_ELEMENTS (names) ? names[state] : "";
}
