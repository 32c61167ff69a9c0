// SPDX-License-Identifier: AGPL-3.0-or-later
// From an entry of the waiting list to open hours: working hours less what is booked, in the client's hours, proved.

#include "wabi-need-match.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-openings.h"
#include "wabi-text.h"

#define WEEKS 4
#define WEEKS_WITHOUT_END 12

static const char *const day_names[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

void
wabi_need_match_free (WabiNeedMatch *match)
{
  if (match == NULL)
    return;
  g_free (match->staff);
  g_free (match->authorization);
  wabi_fill_verdict_clear (&match->verdict);
  g_clear_pointer (&match->findings, g_ptr_array_unref);
  g_free (match);
}

static WabiDay
get_first_day (WabiProofContext *context)
{
  return wabi_zone_day (wabi_proof_context_get_zone (context), wabi_proof_context_get_now (context)) + 1;
}

/* ---- Openings ---- */

static void
add_opening (GArray *openings, int weekday, int start, int end)
{
  WabiOpening one = { weekday, start, end };

  if (end > start)
    g_array_append_val (openings, one);
}

/* Those that hold during all of the next weeks: hours that end before are no place for a series. */
static GArray *
read_hours (WabiProofContext *context, const WabiKind *kind, const char *field, const char *id, gboolean *any)
{
  GPtrArray *hours = wabi_proof_context_list (context, kind, field, id);
  GArray *openings = g_array_new (FALSE, FALSE, sizeof (WabiOpening));
  WabiDay first = get_first_day (context);

  *any = hours->len > 0;
  for (guint i = 0; i < hours->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (hours, i);
      WabiDay from = wabi_lookup_day (one, "valid_from"), to = wabi_lookup_day (one, "valid_to");

      if (wabi_day_in_range (first + 7, from, to) && wabi_day_in_range (first + WEEKS * 7, from, to))
        add_opening (openings, (int) wabi_record_get_int (one, "weekday"), (int) wabi_record_get_int (one, "start_minute"),
                     (int) wabi_record_get_int (one, "end_minute"));
    }
  return openings;
}

static GArray *
read_wanted (WabiRecord *need)
{
  GArray *openings = g_array_new (FALSE, FALSE, sizeof (WabiOpening));
  g_auto (GStrv) days = wabi_lookup_strv (need, "weekdays");
  int earliest = (int) wabi_record_get_int (need, "earliest_minute");
  int latest = wabi_record_has (need, "latest_minute") ? (int) wabi_record_get_int (need, "latest_minute") : 1440;

  for (int day = 1; day <= 7; day++)
    {
      char text[2] = { (char) ('0' + day), '\0' };

      if (days == NULL || *days == NULL || g_strv_contains ((const char *const *) days, text))
        add_opening (openings, day, earliest, latest);
    }
  return openings;
}

/* Over midnight it takes the rest of the next day too. */
static void
cut_time (GArray *openings, const char *zone, gint64 start_at, gint64 end_at)
{
  WabiLocal start = wabi_zone_to_local (zone, start_at);
  WabiDay last = wabi_zone_day (zone, end_at - 1);

  for (WabiDay day = start.day; day <= MIN (last, start.day + 40); day++)
    wabi_openings_cut (openings, wabi_day_weekday (day), day == start.day ? start.minute : 0,
                       day == last && wabi_zone_day (zone, end_at) == last ? wabi_zone_to_local (zone, end_at).minute : 1440);
}

static void
cut_book (WabiProofContext *context, GArray *openings, const char *field, const char *id, gint64 from, gint64 to)
{
  const GArray *book = wabi_proof_context_get_book (context, FALSE, field, id, from, to);

  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      if (entry->visit.start_at < to && entry->visit.end_at > from)
        cut_time (openings, wabi_proof_context_get_zone (context), entry->visit.start_at, entry->visit.end_at);
    }
}

/* Days off are left to the proof of each date: one week away is no reason against a series. */
static void
cut_blocks (WabiProofContext *context, GArray *openings, const char *staff, gint64 from, gint64 to)
{
  GPtrArray *blocks = wabi_proof_context_list (context, &wabi_kind_staff_block, "staff", staff);

  for (guint i = 0; i < blocks->len; i++)
    {
      WabiRecord *block = g_ptr_array_index (blocks, i);

      if (!wabi_record_is (block, "status", "withdrawn") && wabi_record_get_int (block, "starts_at") < to && wabi_record_get_int (block, "ends_at") > from)
        cut_time (openings, wabi_proof_context_get_zone (context), wabi_record_get_int (block, "starts_at"), wabi_record_get_int (block, "ends_at"));
    }
}

static GArray *
find_openings (WabiProofContext *context, WabiRecord *need, const char *staff, const char **why)
{
  const char *zone = wabi_proof_context_get_zone (context), *client = wabi_record_get_text (need, "client");
  gint64 from = wabi_zone_day_start (zone, get_first_day (context)), to = wabi_zone_day_start (zone, get_first_day (context) + WEEKS * 7);
  gboolean works, has_hours;
  g_autoptr (GArray) hours = read_hours (context, &wabi_kind_staff_hours, "staff", staff, &works);
  g_autoptr (GArray) client_hours = read_hours (context, &wabi_kind_client_hours, "client", client, &has_hours);
  g_autoptr (GArray) wanted = read_wanted (need), in_hours = wabi_openings_meet (hours, wanted);
  GArray *openings = has_hours ? wabi_openings_meet (in_hours, client_hours) : wabi_openings_meet (in_hours, in_hours);

  *why = !works ? _("No working hours are recorded") : _("Does not work in the hours that are wanted");
  if (openings->len == 0)
    return openings;
  *why = _("Has no hours left that the client could use");
  cut_book (context, openings, "staff", staff, from, to);
  cut_book (context, openings, "client", client, from, to);
  cut_blocks (context, openings, staff, from, to);
  return openings;
}

/* ---- The match ---- */

static gboolean
is_holiday (WabiProofContext *context, WabiDay day)
{
  GPtrArray *holidays = wabi_proof_context_list (context, &wabi_kind_holiday, NULL, NULL);

  for (guint i = 0; i < holidays->len; i++)
    if (wabi_lookup_day (g_ptr_array_index (holidays, i), "date") == day)
      return TRUE;
  return FALSE;
}

/* Not on a holiday, which the series leaves out; a practice that closes for longer than its openings reach is told by the proof. */
static WabiDay
find_first (WabiProofContext *context, guint days)
{
  WabiDay first = get_first_day (context), day = first;

  while ((days & (1u << wabi_day_weekday (day))) == 0 || (is_holiday (context, day) && day < first + WEEKS * 7))
    day++;
  return day;
}

static const char *
get_place (WabiProofContext *context, WabiRecord *need)
{
  WabiRecord *client = wabi_proof_context_get (context, &wabi_kind_client, wabi_record_get_text (need, "client"));
  const char *place = client != NULL ? wabi_record_get_text (client, "place") : NULL;

  return place != NULL ? place : "11";
}

static WabiRecord *
make_trial (WabiProofContext *context, WabiRecord *need, const WabiNeedMatch *match)
{
  const char *zone = wabi_proof_context_get_zone (context);
  gint64 start = wabi_zone_from_local (zone, match->first, match->start);
  WabiRecord *visit = wabi_record_new (&wabi_kind_appointment, wabi_record_get_id (need));

  wabi_record_set_text (visit, "client", wabi_record_get_text (need, "client"));
  wabi_record_set_text (visit, "staff", match->staff);
  wabi_record_set_int (visit, "starts_at", start);
  wabi_record_set_int (visit, "ends_at", start + match->minutes * WABI_MINUTE);
  wabi_record_set_text (visit, "zone", zone);
  wabi_record_set_text (visit, "service_code", wabi_record_get_text (need, "service_code"));
  wabi_record_set_text (visit, "place", get_place (context, need));
  wabi_record_set_text (visit, "status", "scheduled");
  return visit;
}

static void
prove (WabiProofContext *context, WabiRecord *need, WabiNeedMatch *match, WabiFillFacts *facts)
{
  g_autoptr (WabiRecord) trial = make_trial (context, need, match);
  g_autoptr (WabiProof) proof = wabi_proof_new_in (context, trial);

  match->findings = wabi_proof_check_booking (proof);
  match->authorization = g_strdup (wabi_proof_pick_authorization (proof));
  if (wabi_findings_worst (match->findings) != WABI_FINDING_BLOCKED)
    wabi_fill_gather (context, trial, match->authorization, facts);
  facts->findings = match->findings;
}

WabiNeedMatch *
wabi_need_match_consider (WabiProofContext *context, WabiRecord *need, const char *staff)
{
  WabiNeedMatch *match = g_new0 (WabiNeedMatch, 1);
  int wanted = MAX ((int) wabi_record_get_int (need, "sessions_per_week"), 1);
  WabiFillFacts facts = { .waiting_days = -1 };
  g_autoptr (GArray) openings = NULL;
  const char *why;

  match->staff = g_strdup (staff);
  match->minutes = (int) wabi_record_get_int (need, "minutes_per_week") / wanted / 15 * 15;
  openings = find_openings (context, need, staff, &why);
  match->days = wabi_openings_choose (openings, match->minutes, wanted, &match->start);
  for (int day = 1; day <= 7; day++)
    match->sessions += (match->days & (1u << day)) != 0;
  if (match->days == 0)
    facts.passed_over = why;
  else
    {
      match->first = find_first (context, match->days);
      prove (context, need, match, &facts);
    }
  wabi_fill_judge (&facts, &match->verdict);
  return match;
}

WabiRecord *
wabi_need_match_make_series (WabiProofContext *context, WabiRecord *need, const WabiNeedMatch *match, const char *id)
{
  WabiRecord *series = wabi_record_new (&wabi_kind_series, id);
  g_autoptr (GString) rule = g_string_new ("FREQ=WEEKLY;BYDAY=");
  char text[WABI_DAY_TEXT_SIZE];
  gboolean comma = FALSE;

  for (int day = 1; day <= 7; day++)
    if (match->days & (1u << day))
      {
        g_string_append_printf (rule, "%s%s", comma ? "," : "", day_names[day]);
        comma = TRUE;
      }
  if (match->authorization == NULL)
    {
      int year, month, day;

      wabi_day_to_ymd (match->first + WEEKS_WITHOUT_END * 7 - 1, &year, &month, &day);
      g_string_append_printf (rule, ";UNTIL=%04d%02d%02d", year, month, day);
    }
  wabi_record_set_text (series, "client", wabi_record_get_text (need, "client"));
  wabi_record_set_text (series, "staff", match->staff);
  wabi_record_set_text (series, "rule", rule->str);
  wabi_record_set_text (series, "start_date", wabi_day_format (match->first, text));
  wabi_record_set_int (series, "start_minute", match->start);
  wabi_record_set_int (series, "minutes", match->minutes);
  wabi_record_set_text (series, "zone", wabi_proof_context_get_zone (context));
  wabi_record_set_text (series, "service_code", wabi_record_get_text (need, "service_code"));
  wabi_record_set_text (series, "authorization", match->authorization);
  wabi_record_set_text (series, "place", get_place (context, need));
  wabi_record_set_bool (series, "ends_with_authorization", match->authorization != NULL);
  wabi_record_set_bool (series, "skip_holidays", TRUE);
  return series;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const WabiNeedMatch *x = *(WabiNeedMatch *const *) a, *y = *(WabiNeedMatch *const *) b;
  int order;

  if ((x->verdict.passed_over == NULL) == (y->verdict.passed_over == NULL) && x->sessions != y->sessions)
    return y->sessions - x->sessions;
  order = wabi_fill_compare (&x->verdict, &y->verdict);
  return order != 0 ? order : strcmp (x->staff, y->staff);
}

void
wabi_need_match_sort (GPtrArray *matches)
{
  g_ptr_array_sort (matches, compare_matches);
}

static int
compare_needs (gconstpointer a, gconstpointer b)
{
  WabiRecord *x = *(WabiRecord *const *) a, *y = *(WabiRecord *const *) b;
  gint64 x_first = wabi_record_get_int (x, "priority"), y_first = wabi_record_get_int (y, "priority");
  int order = (y_first > x_first) - (y_first < x_first);

  if (order == 0)
    order = g_strcmp0 (wabi_record_get_text (x, "since"), wabi_record_get_text (y, "since"));
  return order != 0 ? order : strcmp (wabi_record_get_id (x), wabi_record_get_id (y));
}

GPtrArray *
wabi_need_list (const WabiView *view)
{
  GPtrArray *needs = wabi_lookup_by (view, &wabi_kind_need, "status", "waiting");

  g_ptr_array_sort (needs, compare_needs);
  return needs;
}
