// SPDX-License-Identifier: AGPL-3.0-or-later
// Who should get hours that have become free: each reason counts, and is told.

#include "wabi-fill.h"

#include <glib/gi18n-lib.h>

#define MOST_MAKEUP 40
#define MOST_PACE 25
#define MOST_WAITING 20
#define MOST_TRAVEL 20
#define MOST_WARNINGS 15

typedef struct
{
  int points;
  char *words;
} Reason;

static void
add_reason (GArray *reasons, int points, char *take_words)
{
  Reason reason = { points, take_words };

  g_array_append_val (reasons, reason);
}

static char *
say_hours (int minutes)
{
  if (minutes % 60 == 0)
    /* Translators: hours */
    return g_strdup_printf (_("%d h"), minutes / 60);
  if (minutes < 60)
    /* Translators: minutes */
    return g_strdup_printf (_("%d min"), minutes);
  /* Translators: hours and minutes */
  return g_strdup_printf (_("%d h %d min"), minutes / 60, minutes % 60);
}

static void
weigh_need (const WabiFillFacts *facts, GArray *reasons)
{
  g_autofree char *owed = say_hours (MAX (facts->makeup_minutes, 0)), *unused = say_hours (MAX (facts->unused_minutes, 0));

  if (facts->makeup_minutes > 0)
    add_reason (reasons, facts->minutes > 0 ? MIN (MOST_MAKEUP, MOST_MAKEUP * facts->makeup_minutes / facts->minutes) : MOST_MAKEUP,
                g_strdup_printf (_("%s to make up"), owed));
  if (facts->behind_percent > 0)
    add_reason (reasons, MIN (MOST_PACE, facts->behind_percent / 2), g_strdup_printf (_("%d%% behind the authorization"), facts->behind_percent));
  if (facts->waiting_days >= 0)
    add_reason (reasons, MIN (MOST_WAITING, 6 + facts->waiting_days / 7),
                g_strdup_printf (ngettext ("Has waited for %d day", "Has waited for %d days", (gulong) facts->waiting_days), facts->waiting_days));
  if (facts->unused_minutes >= 0)
    add_reason (reasons, 0, g_strdup_printf (_("%s authorized and not booked"), unused));
}

static void
weigh_continuity (const WabiFillFacts *facts, GArray *reasons)
{
  int known = MIN (10, MAX (facts->known_visits, 0));

  if (facts->supervisor)
    add_reason (reasons, 15 + known, g_strdup (_("The client’s own analyst")));
  else if (facts->on_team)
    add_reason (reasons, 15 + known, g_strdup (_("On the care team")));
  else if (facts->known_visits > 0)
    add_reason (reasons, known, g_strdup_printf (ngettext ("%d session together in two months", "%d sessions together in two months",
                                                              (gulong) facts->known_visits), facts->known_visits));
  else
    add_reason (reasons, 0, g_strdup (_("They do not know each other yet")));
}

static void
weigh_cost (const WabiFillFacts *facts, GArray *reasons)
{
  int warnings = 0;

  if (facts->travel_minutes > 0)
    add_reason (reasons, -MIN (MOST_TRAVEL, facts->travel_minutes / 3),
                g_strdup_printf (ngettext ("%d minute of travel", "%d minutes of travel", (gulong) facts->travel_minutes), facts->travel_minutes));
  for (guint i = 0; facts->findings != NULL && i < facts->findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (facts->findings, i);

      if (finding->level != WABI_FINDING_WARNING)
        continue;
      add_reason (reasons, warnings < MOST_WARNINGS ? -5 : 0, g_strdup (finding->title));
      warnings += 5;
    }
}

/* The weightiest first, for or against; what weighs nothing keeps its order at the end. */
static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  return ABS (((const Reason *) b)->points) - ABS (((const Reason *) a)->points);
}

static char *
find_block (const WabiFillFacts *facts)
{
  if (facts->passed_over != NULL)
    return g_strdup (facts->passed_over);
  for (guint i = 0; facts->findings != NULL && i < facts->findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (facts->findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        return g_strdup (finding->title);
    }
  return NULL;
}

void
wabi_fill_judge (const WabiFillFacts *facts, WabiFillVerdict *verdict)
{
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (Reason));
  int score = MOST_TRAVEL + MOST_WARNINGS;

  g_return_if_fail (facts != NULL && verdict != NULL);

  *verdict = (WabiFillVerdict){ 0, g_ptr_array_new_with_free_func (g_free), find_block (facts) };
  if (verdict->passed_over != NULL)
    return;
  weigh_need (facts, reasons);
  weigh_continuity (facts, reasons);
  weigh_cost (facts, reasons);
  g_array_sort (reasons, compare_reasons);
  for (guint i = 0; i < reasons->len; i++)
    {
      score += g_array_index (reasons, Reason, i).points;
      g_ptr_array_add (verdict->reasons, g_array_index (reasons, Reason, i).words);
    }
  /* Of what could be had at most, so that a person can compare two of them. */
  verdict->score = CLAMP (score * 100 / (MOST_TRAVEL + MOST_WARNINGS + MOST_MAKEUP + MOST_PACE + MOST_WAITING + 25), 0, 100);
}

void
wabi_fill_verdict_clear (WabiFillVerdict *verdict)
{
  g_clear_pointer (&verdict->reasons, g_ptr_array_unref);
  g_clear_pointer (&verdict->passed_over, g_free);
}

int
wabi_fill_compare (const WabiFillVerdict *a, const WabiFillVerdict *b)
{
  if ((a->passed_over == NULL) != (b->passed_over == NULL))
    return a->passed_over == NULL ? -1 : 1;
  return (b->score > a->score) - (b->score < a->score);
}
