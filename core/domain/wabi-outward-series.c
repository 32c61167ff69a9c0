// SPDX-License-Identifier: AGPL-3.0-or-later
// A series as one event that repeats, for calendars of others: what its rule gives, what was left out, what stands by itself.

#include "wabi-outward-private.h"

#include "wabi-lookup.h"
#include "wabi-series.h"

/* A series and those of its visits that a calendar shows. */
typedef struct
{
  const WabiView *view;
  WabiOutwardFlags flags;
  WabiRecord *series;
  GPtrArray *visits;     /* of WabiRecord, by the date that the rule gave */
  GHashTable *by_day;    /* WabiDay → WabiRecord, of @visits */
  WabiIcalEvent *master;
  GArray *days;          /* of WabiDay: what the rule gives from the first to the last of them */
  gint64 length;
  int minute;
  const char *zone;
} Weave;

static WabiDay
get_day (WabiRecord *visit)
{
  return wabi_lookup_day (visit, "series_date");
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return get_day (*(WabiRecord *const *) a) - get_day (*(WabiRecord *const *) b);
}

static guint
count_numbers (const WabiRecur *recur)
{
  guint n = 0;

  for (guint i = 0; i < WABI_RECUR_N_LISTS; i++)
    n += recur->lists[i] != NULL && i != WABI_RECUR_BYMONTHDAY ? recur->lists[i]->len : 0;
  return n;
}

/* What every program repeats in the same way: the templates of MS-OXCICAL, section 2.1.3.2.2, without those that need BYSETPOS. */
static gboolean
is_common (const WabiRecur *recur)
{
  guint n_month_days = recur->lists[WABI_RECUR_BYMONTHDAY] != NULL ? recur->lists[WABI_RECUR_BYMONTHDAY]->len : 0;
  guint n_days = recur->days != NULL ? recur->days->len : 0, n_placed = 0;

  for (guint i = 0; i < n_days; i++)
    n_placed += g_array_index (recur->days, WabiRecurDay, i).position != 0;
  if (count_numbers (recur) > 0)
    return FALSE;
  if (recur->freq == WABI_RECUR_DAILY)
    return n_days == 0 && n_month_days == 0;
  if (recur->freq == WABI_RECUR_WEEKLY)
    return n_placed == 0 && n_month_days == 0;
  return recur->freq == WABI_RECUR_MONTHLY && n_days + n_month_days == 1 && n_placed == n_days;
}

static gint64
start_on (const Weave *weave, WabiDay day)
{
  return wabi_zone_from_local (weave->zone, day, weave->minute);
}

/* Whether the visit is at the hour that the series has; where its own length or words differ it is still an occurrence. */
static gboolean
is_on_rule (const Weave *weave, WabiRecord *visit)
{
  return wabi_record_get_int (visit, "starts_at") == start_on (weave, get_day (visit)) && !wabi_record_get_bool (visit, "detached")
         && !wabi_outward_is_canceled (visit);
}

/* The latest one says what the series is now. */
static WabiRecord *
find_model (const Weave *weave)
{
  for (guint i = weave->visits->len; i-- > 0;)
    if (is_on_rule (weave, g_ptr_array_index (weave->visits, i)))
      return g_ptr_array_index (weave->visits, i);
  return NULL;
}

static gboolean
has_day (const GArray *days, WabiDay day)
{
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, WabiDay, i) == day)
      return TRUE;
  return FALSE;
}

static WabiRecord *
find_visit (const Weave *weave, WabiDay day)
{
  return g_hash_table_lookup (weave->by_day, GINT_TO_POINTER (day));
}

/* The rule, begun at the first of the visits that it gives and ended at the last. */
static WabiRecur *
read_rule (Weave *weave, WabiDay *first)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (wabi_record_get_text (weave->series, "rule"), NULL);
  WabiRecurDays range = { .start = wabi_lookup_day (weave->series, "start_date"), .minute = weave->minute, .zone = weave->zone, .most = WABI_SERIES_MOST,
                          .last = get_day (g_ptr_array_index (weave->visits, weave->visits->len - 1)) };
  g_autoptr (GArray) all = NULL;
  WabiDay last = WABI_DAY_NONE;

  if (recur == NULL || !wabi_recur_check_days (recur, NULL) || !is_common (recur) || range.start == WABI_DAY_NONE)
    return NULL;
  all = wabi_recur_list_days (recur, &range, NULL);
  *first = WABI_DAY_NONE;
  for (guint i = 0; i < weave->visits->len; i++)
    {
      WabiDay day = get_day (g_ptr_array_index (weave->visits, i));

      if (!has_day (all, day))
        continue;
      last = day;
      *first = *first == WABI_DAY_NONE ? day : *first;
    }
  if (last == WABI_DAY_NONE)
    return NULL;
  wabi_recur_end_on (recur, last);
  range.start = *first;
  range.last = last;
  weave->days = wabi_recur_list_days (recur, &range, NULL);
  /* Begun later, a rule may give other dates: every second week of another year. Then it is not this one. */
  for (guint i = 0; i < all->len; i++)
    {
      WabiDay day = g_array_index (all, WabiDay, i);

      if (wabi_day_in_range (day, *first, last) && !has_day (weave->days, day))
        return NULL;
    }
  return g_steal_pointer (&recur);
}

/* Every hour of the series must be there once, and few dates may be missing: else single events say it better. */
static gboolean
is_regular (const Weave *weave)
{
  guint there = 0;

  for (guint i = 0; i < weave->days->len; i++)
    {
      WabiDay day = g_array_index (weave->days, WabiDay, i);
      WabiLocal local = wabi_zone_to_local (weave->zone, start_on (weave, day));

      if (local.day != day || local.minute != weave->minute)
        return FALSE;
      there += find_visit (weave, day) != NULL;
    }
  return there >= 2 && there * 2 > weave->days->len;
}

/* Programs refuse an occurrence that was moved over its neighbor, or onto its day (MS-OXCICAL on RECURRENCE-ID). */
static gboolean
stays_in_place (const Weave *weave, guint at, gint64 start)
{
  WabiDay day = wabi_zone_day (weave->zone, start);

  return (at == 0 || day > g_array_index (weave->days, WabiDay, at - 1))
         && (at + 1 >= weave->days->len || day < g_array_index (weave->days, WabiDay, at + 1));
}

static gboolean
is_same (const Weave *weave, const WabiIcalEvent *event, gint64 start)
{
  return event->starts_at == start && event->ends_at == start + weave->length && event->status == weave->master->status
         && g_strcmp0 (event->zone, weave->zone) == 0 && g_strcmp0 (event->summary, weave->master->summary) == 0
         && g_strcmp0 (event->location, weave->master->location) == 0;
}

static void
leave_out (Weave *weave, gint64 start)
{
  if (weave->master->exdates == NULL)
    weave->master->exdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (weave->master->exdates, start);
}

/* What becomes of the rule's date @at: nothing to say, an exception, or an event that stands by itself. */
static void
weave_date (Weave *weave, guint at, GPtrArray *events, GHashTable *woven)
{
  WabiDay day = g_array_index (weave->days, WabiDay, at);
  gint64 start = start_on (weave, day);
  WabiRecord *visit = find_visit (weave, day);
  g_autoptr (WabiIcalEvent) event = visit != NULL ? wabi_outward_event_for (weave->view, visit, weave->flags) : NULL;

  if (event == NULL || !stays_in_place (weave, at, event->starts_at))
    {
      leave_out (weave, start);
      return;
    }
  g_hash_table_add (woven, visit);
  if (is_same (weave, event, start))
    return;
  g_free (event->uid);
  event->uid = g_strdup (weave->master->uid);
  event->sequence = weave->master->sequence;
  event->replaces = start;
  g_ptr_array_add (events, g_steal_pointer (&event));
}

static gint64
find_sequence (const Weave *weave)
{
  gint64 highest = MAX (wabi_record_get_seq (weave->series), wabi_record_get_version (weave->series));

  /* Of the feed and not of the record: a visit that leaves the series takes its versions along. */
  for (guint i = 0; i < weave->visits->len; i++)
    highest = MAX (highest, wabi_record_get_seq (g_ptr_array_index (weave->visits, i)));
  return highest;
}

static gboolean
make_master (Weave *weave)
{
  WabiRecord *model = find_model (weave);
  g_autoptr (WabiRecur) recur = NULL;
  WabiDay first;

  recur = model != NULL ? read_rule (weave, &first) : NULL;
  if (recur == NULL || !is_regular (weave))
    return FALSE;
  weave->master = wabi_outward_event_for (weave->view, model, weave->flags);
  weave->length = weave->master->ends_at - weave->master->starts_at;
  weave->master->starts_at = start_on (weave, first);
  weave->master->ends_at = weave->master->starts_at + weave->length;
  weave->master->sequence = find_sequence (weave);
  weave->master->rule = wabi_recur_dup_text (recur);
  g_free (weave->master->uid);
  weave->master->uid = g_strconcat (wabi_record_get_id (weave->series), WABI_OUTWARD_UID, NULL);
  return g_strcmp0 (weave->master->zone, weave->zone) == 0;
}

gboolean
wabi_outward_weave (const WabiView *view, const char *id, GPtrArray *visits, WabiOutwardFlags flags, GPtrArray *events, GHashTable *woven)
{
  g_autoptr (WabiRecord) series = wabi_lookup_get (view, &wabi_kind_series, id);
  Weave weave = { .view = view, .flags = flags, .series = series, .visits = visits };
  gboolean done;

  if (series == NULL || visits->len < 2)
    return FALSE;
  weave.minute = (int) wabi_record_get_int (series, "start_minute");
  weave.zone = wabi_record_get_text (series, "zone");
  g_ptr_array_sort (visits, compare_days);
  weave.by_day = g_hash_table_new (NULL, NULL);
  for (guint i = visits->len; i-- > 0;)
    g_hash_table_insert (weave.by_day, GINT_TO_POINTER (get_day (g_ptr_array_index (visits, i))), g_ptr_array_index (visits, i));
  done = make_master (&weave);
  if (done)
    {
      g_ptr_array_add (events, weave.master);
      for (guint i = 0; i < weave.days->len; i++)
        weave_date (&weave, i, events, woven);
    }
  else
    wabi_ical_event_free (weave.master);
  g_clear_pointer (&weave.days, g_array_unref);
  g_hash_table_unref (weave.by_day);
  return done;
}
