// SPDX-License-Identifier: AGPL-3.0-or-later
// At most so many hours: of a person's work, or of a service that a client receives, in a day, a week or a month.

#include "wabi-hours-limit.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
wabi_limit_period_from_name (const char *name, WabiLimitPeriod *out)
{
  static const char *const names[] = { "day", "week", "month" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *out = (WabiLimitPeriod) i;
        return TRUE;
      }
  return FALSE;
}

void
wabi_limit_range (WabiLimitPeriod per, WabiDay day, WabiDay *first, WabiDay *last)
{
  *first = *last = day;
  if (per == WABI_LIMIT_PER_WEEK)
    {
      *first = wabi_day_week_start (day, 1);
      *last = *first + 6;
    }
  else if (per == WABI_LIMIT_PER_MONTH)
    {
      *first = wabi_day_month_start (day);
      *last = wabi_day_add_months (*first, 1) - 1;
    }
}

static gboolean
fits (const char *wanted, const char *is)
{
  return wanted == NULL || g_strcmp0 (wanted, is) == 0;
}

gboolean
wabi_limit_applies (const WabiHoursLimit *limit, const WabiWork *work)
{
  return fits (limit->staff_id, work->staff_id) && fits (limit->credential, work->credential) && fits (limit->code, work->code)
         && (!limit->of_client || work->client_id != NULL);
}

/* Minutes of [start, end) within the days. */
static int
count_within (const char *zone, gint64 start, gint64 end, WabiDay first, WabiDay last)
{
  gint64 from = MAX (start, wabi_zone_day_start (zone, first)), to = MIN (end, wabi_zone_day_start (zone, last + 1));

  return to > from ? (int) ((to - from) / WABI_MINUTE) : 0;
}

int
wabi_limit_count (const WabiHoursLimit *limit, const char *zone, const WabiWork *work, WabiDay day, const WabiWork *all, gsize n_all)
{
  WabiDay first, last;
  int minutes = 0;

  wabi_limit_range (limit->per, day, &first, &last);
  for (gsize i = 0; i < n_all; i++)
    if (wabi_limit_applies (limit, &all[i]) && (work->visit_id == NULL || g_strcmp0 (work->visit_id, all[i].visit_id) != 0)
        && (limit->of_client ? g_strcmp0 (all[i].client_id, work->client_id) == 0 : g_strcmp0 (all[i].staff_id, work->staff_id) == 0))
      minutes += count_within (zone, all[i].start_at, all[i].end_at, first, last);
  return minutes;
}

static char *
say_hours (int minutes)
{
  if (minutes % 60 == 0)
    return g_strdup_printf (_ ("%d h"), minutes / 60);
  return minutes < 60 ? g_strdup_printf (_ ("%d min"), minutes) : g_strdup_printf (_ ("%d h %02d min"), minutes / 60, minutes % 60);
}

static const char *
say_period (WabiLimitPeriod per)
{
  return per == WABI_LIMIT_PER_DAY ? _ ("a day") : per == WABI_LIMIT_PER_WEEK ? _ ("a week") : _ ("a month");
}

char *
wabi_limit_words (const WabiHoursLimit *limit, const char *staff_name)
{
  GString *words = g_string_new (limit->code != NULL ? limit->code : _ ("All work"));
  g_autofree char *hours = say_hours (limit->minutes);

  if (limit->credential != NULL)
    g_string_append_printf (words, _ (" by %s"), limit->credential);
  if (limit->staff_id != NULL)
    g_string_append_printf (words, _ (" by %s"), staff_name != NULL ? staff_name : _ ("one person"));
  g_string_append_printf (words, ": %s %s %s", hours, limit->of_client ? _ ("for each client") : _ ("for each person"),
                          say_period (limit->per));
  return g_string_free (words, FALSE);
}

typedef struct
{
  const WabiOccurrence *date;
  int before, own; /* minutes */
} Sum;

/* The date on which the sum is highest: what is booked, and all dates of the series in the same period. */
static Sum
find_worst (const WabiHoursLimit *limit, const char *zone, const WabiWork *work, const WabiWork *all, gsize n_all,
            const WabiOccurrence *dates, gsize n_dates)
{
  Sum worst = { NULL, 0, 0 };

  for (gsize i = 0; i < n_dates; i++)
    {
      WabiDay first, last;
      Sum sum = { &dates[i], wabi_limit_count (limit, zone, work, dates[i].day, all, n_all), 0 };

      wabi_limit_range (limit->per, dates[i].day, &first, &last);
      for (gsize j = 0; j < n_dates; j++)
        sum.own += count_within (zone, dates[j].start_at, dates[j].end_at, first, last);
      if (worst.date == NULL || sum.before + sum.own > worst.before + worst.own)
        worst = sum;
    }
  return worst;
}

/* "38 h booked + 3 h = 41 h in the week of Mar 9, 40 h allowed" */
static char *
describe (const WabiHoursLimit *limit, const Sum *sum)
{
  g_autofree char *before = say_hours (sum->before), *own = say_hours (sum->own), *both = say_hours (sum->before + sum->own);
  g_autofree char *most = say_hours (limit->minutes), *day = NULL;
  WabiDay first, last;

  wabi_limit_range (limit->per, sum->date->day, &first, &last);
  day = wabi_words_day (first);
  /* Translators: "38 h booked + 3 h = 41 h on Mar 9, 40 h allowed"; and so for a week that begins then, and for a month */
  if (limit->per == WABI_LIMIT_PER_DAY)
    return g_strdup_printf (_ ("%s booked + %s = %s on %s, %s allowed"), before, own, both, day, most);
  if (limit->per == WABI_LIMIT_PER_WEEK)
    return g_strdup_printf (_ ("%s booked + %s = %s in the week of %s, %s allowed"), before, own, both, day, most);
  return g_strdup_printf (_ ("%s booked + %s = %s in the month from %s, %s allowed"), before, own, both, day, most);
}

static char *
make_title (const WabiHoursLimit *limit, const char *staff_name, const char *client_name)
{
  const char *who = limit->of_client ? client_name : staff_name;
  const char *what = limit->code != NULL ? limit->code : _ ("work");

  if (who == NULL)
    who = limit->of_client ? _ ("The client") : _ ("The staff member");
  /* Translators: "Too many hours a week for Jordan (97153)" */
  return g_strdup_printf (_ ("Too many hours %s for %s (%s)"), say_period (limit->per), who, what);
}

void
wabi_limits_check (const char *zone, const WabiWork *work, const char *staff_name, const char *client_name,
                   const WabiHoursLimit *limits, gsize n_limits, const WabiWork *all, gsize n_all,
                   const WabiOccurrence *dates, gsize n_dates, GPtrArray *findings)
{
  const WabiHoursLimit *tightest = NULL;
  Sum tight = { NULL, 0, 0 };
  gboolean holds = TRUE;

  for (gsize i = 0; i < n_limits && n_dates > 0; i++)
    {
      g_autofree char *source = NULL;
      WabiFinding *finding;
      Sum sum;

      if (!wabi_limit_applies (&limits[i], work))
        continue;
      sum = find_worst (&limits[i], zone, work, all, n_all, dates, n_dates);
      if (tightest == NULL || limits[i].minutes - sum.before - sum.own < tightest->minutes - tight.before - tight.own)
        {
          tightest = &limits[i];
          tight = sum;
        }
      if (sum.before + sum.own <= limits[i].minutes)
        continue;
      holds = FALSE;
      source = wabi_limit_words (&limits[i], staff_name);
      finding = wabi_findings_add (findings, limits[i].warns ? WABI_FINDING_WARNING : WABI_FINDING_BLOCKED, "hours-limit-exceeded",
                                   make_title (&limits[i], staff_name, client_name), describe (&limits[i], &sum));
      wabi_finding_point (finding, source, "start_at", "limits", limits[i].id);
    }
  if (tightest != NULL && holds)
    {
      g_autofree char *source = wabi_limit_words (tightest, staff_name);
      WabiFinding *finding = wabi_findings_add (findings, WABI_FINDING_PASSED, "hours-limit", g_strdup (_ ("Within the limits of hours")),
                                                describe (tightest, &tight));

      wabi_finding_point (finding, source, "start_at", NULL, tightest->id);
    }
}
