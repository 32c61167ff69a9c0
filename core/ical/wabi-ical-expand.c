// SPDX-License-Identifier: AGPL-3.0-or-later
// When events take place: repeating ones taken apart.

#include "wabi-ical-private.h"

#include <string.h>

/* The rule's days that are looked at, however far in the past it began. */
#define MOST_DAYS 4000

typedef struct
{
  const WabiIcalCalendar *calendar;
  GHashTable *changed; /* "uid\nstart" of occurrences that stand by themselves */
  gint64 from, to;
  guint most;
  gboolean more;
  GArray *times;
} Listing;

static char *
make_key (const char *uid, gint64 start)
{
  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT, uid, start);
}

static void
add_time (Listing *listing, const WabiIcalEvent *event, gint64 start, gint64 end)
{
  const WabiIcalTime time = { event, start, end };

  if (start >= listing->to || (end <= listing->from && start < listing->from))
    return;
  if (listing->times->len >= listing->most)
    listing->more = TRUE;
  else
    g_array_append_val (listing->times, time);
}

static gboolean
has_start (GArray *starts, gint64 start)
{
  for (guint i = 0; starts != NULL && i < starts->len; i++)
    if (g_array_index (starts, gint64, i) == start)
      return TRUE;
  return FALSE;
}

/* A rule's occurrence, unless it is left out or stands by itself. */
static void
add_occurrence (Listing *listing, const WabiIcalEvent *event, gint64 start)
{
  g_autofree char *key = make_key (event->uid, start);

  if (!has_start (event->exdates, start) && !g_hash_table_contains (listing->changed, key))
    add_time (listing, event, start, start + (event->ends_at - event->starts_at));
}

static void
add_repeated (Listing *listing, const WabiIcalEvent *event)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (event->rule, NULL);
  WabiLocal local = wabi_zone_to_local (event->zone, event->starts_at);
  g_autoptr (GArray) days = NULL;
  gboolean first = FALSE, more = FALSE;

  if (recur == NULL)
    {
      add_occurrence (listing, event, event->starts_at);
      return;
    }
  days = wabi_recur_list_days (recur,
                               &(WabiRecurDays){ .start = local.day, .minute = local.minute, .zone = event->zone,
                                                 .last = wabi_zone_day (event->zone, listing->to), .most = MOST_DAYS },
                               &more);
  listing->more |= more;
  for (guint i = 0; i < days->len; i++)
    {
      gint64 start = wabi_zone_from_local (event->zone, g_array_index (days, WabiDay, i), local.minute) + local.second * WABI_SECOND;

      first |= start == event->starts_at;
      add_occurrence (listing, event, start);
    }
  /* The start counts though the rule does not give it (RFC 5545, section 3.8.5.3). */
  if (!first)
    add_occurrence (listing, event, event->starts_at);
}

static void
add_event (Listing *listing, const WabiIcalEvent *event)
{
  if (event->replaces != 0)
    add_time (listing, event, event->starts_at, event->ends_at);
  else if (event->rule != NULL)
    add_repeated (listing, event);
  else
    add_occurrence (listing, event, event->starts_at);
  for (guint i = 0; event->rdates != NULL && i < event->rdates->len; i++)
    if (g_array_index (event->rdates, gint64, i) != event->starts_at)
      add_occurrence (listing, event, g_array_index (event->rdates, gint64, i));
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const WabiIcalTime *left = a, *right = b;

  if (left->starts_at != right->starts_at)
    return left->starts_at < right->starts_at ? -1 : 1;
  return strcmp (left->event->uid, right->event->uid);
}

GArray *
wabi_ical_list_times (const WabiIcalCalendar *calendar, gint64 from, gint64 to, guint most, gboolean *more)
{
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Listing listing = { .calendar = calendar, .changed = changed, .from = from, .to = to, .most = most };

  listing.times = g_array_new (FALSE, FALSE, sizeof (WabiIcalTime));
  for (guint i = 0; i < calendar->events->len; i++)
    {
      const WabiIcalEvent *event = g_ptr_array_index (calendar->events, i);

      if (event->replaces != 0)
        g_hash_table_add (changed, make_key (event->uid, event->replaces));
    }
  for (guint i = 0; i < calendar->events->len; i++)
    add_event (&listing, g_ptr_array_index (calendar->events, i));
  g_array_sort (listing.times, compare_times);
  if (more != NULL)
    *more = listing.more;
  return listing.times;
}
