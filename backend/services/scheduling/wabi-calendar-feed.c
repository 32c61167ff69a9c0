// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's schedule for calendar programs, under a link that is all that they have to show.

#include "wabi-calendar-feed.h"

#include <string.h>

#include "wabi-lookup.h"
#include "wabi-outward.h"
#include "wabi-rate-limit.h"
#include "wabi-store.h"
#include "wabi-text.h"

#define SUFFIX ".ics"
#define HEX "0123456789abcdef"
#define ID_DIGITS 32
#define SECRET_DIGITS 64
#define PAST_DAYS 60
#define AHEAD_DAYS 400
#define REFRESH_MINUTES 30
/* Several people of one house mistype a link now and then; guessing 256 bits is hopeless at any rate. */
#define TRIES_OF_ADDRESS 30

struct _WabiCalendarFeed
{
  WabiStore *store;
  const WabiClock *clock;
  WabiRateLimit *by_address;
};

typedef struct
{
  WabiCalendarFeed *feed;
  const char *hash;
  char *link; /* (nullable): id of the link, when there is one */
  char *staff;
  WabiIcalCalendar *calendar;
} Reading;

WabiCalendarFeed *
wabi_calendar_feed_new (WabiStore *store, const WabiClock *clock)
{
  WabiCalendarFeed *feed = g_new0 (WabiCalendarFeed, 1);

  feed->store = store;
  feed->clock = clock;
  feed->by_address = wabi_rate_limit_new (TRIES_OF_ADDRESS, clock);
  return feed;
}

void
wabi_calendar_feed_free (WabiCalendarFeed *feed)
{
  if (feed == NULL)
    return;
  wabi_rate_limit_free (feed->by_address);
  g_free (feed);
}

/* The practice's id stands before the secret, so that one practice is looked into; NULL when it is no link. */
static char *
read_practice (const char *token)
{
  gsize length = strlen (token);

  if (length != ID_DIGITS + SECRET_DIGITS || strspn (token, HEX) != length)
    return NULL;
  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", token, token + 8, token + 12, token + 16, token + 20);
}

/* A person who left the practice takes no calendar along. */
static gboolean
is_on (const WabiView *view, WabiRecord *link, WabiRecord **staff)
{
  if (!wabi_record_is (link, "status", "on"))
    return FALSE;
  *staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (link, "staff"));
  return *staff != NULL && (!wabi_record_has (*staff, "active") || wabi_record_get_bool (*staff, "active"));
}

static gboolean
read_person (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (GPtrArray) links = wabi_lookup_by (view, &wabi_kind_calendar_link, "token_hash", reading->hash);

  for (guint i = 0; i < links->len; i++)
    {
      WabiRecord *link = g_ptr_array_index (links, i);
      gint64 now = wabi_clock_now (reading->feed->clock);
      g_autoptr (WabiRecord) staff = NULL;

      if (!wabi_text_equal_secret (wabi_record_get_text (link, "token_hash"), reading->hash) || !is_on (view, link, &staff))
        continue;
      reading->link = g_strdup (wabi_record_get_id (link));
      reading->staff = g_strdup (wabi_record_get_id (staff));
      reading->calendar->name = wabi_lookup_full_name (staff);
      wabi_outward_add_person (reading->calendar, view, wabi_record_get_id (staff), wabi_record_get_bool (link, "show_names") ? WABI_OUTWARD_NAMES : 0,
                               now - PAST_DAYS * WABI_DAY_MINUTES * WABI_MINUTE, now + AHEAD_DAYS * WABI_DAY_MINUTES * WABI_MINUTE);
      break;
    }
  return TRUE;
}

/* The tag is of what the calendar says: the time at which it was written is not part of it. */
static void
answer_calendar (WabiRequest *request, WabiCalendarFeed *feed, const Reading *reading, const char *practice)
{
  const WabiCaller caller = { .practice = practice, .user = reading->staff };
  WabiIcalCalendar *calendar = reading->calendar;
  g_autofree char *said = wabi_ical_write (calendar);
  g_autofree char *tag = wabi_text_hash_hex (said, -1);
  char *text;

  wabi_request_set_header (request, "Cache-Control", "private, no-cache");
  wabi_request_set_header (request, "Referrer-Policy", "no-referrer");
  if (wabi_request_set_entity_tag (request, tag))
    return;
  /* What went out is in the audit, as every other reading. */
  wabi_store_note_read (feed->store, &caller, &wabi_kind_calendar_link, reading->link);
  calendar->stamp = wabi_clock_now (feed->clock);
  text = wabi_ical_write (calendar);
  wabi_request_answer (request, 200, "text/calendar; charset=utf-8", text, strlen (text));
}

/* The same for a link that never was, one that was revoked, and one of a person who left. */
static void
answer_nothing (WabiRequest *request)
{
  wabi_request_answer_error (request, 404, "not_found", NULL, "There is no calendar under this link. Make a new one in Wabi Care.");
}

void
wabi_calendar_feed_handle (WabiCalendarFeed *feed, WabiRequest *request)
{
  g_autofree char *name = g_strdup (wabi_request_get_path (request, 0));
  const char *address = wabi_request_get_address (request);
  guint seconds = wabi_rate_limit_take (feed->by_address, address);
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new ();
  Reading reading = { .feed = feed, .calendar = calendar };
  g_autofree char *practice = NULL, *hash = NULL;
  g_autoptr (GError) error = NULL;

  if (seconds > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", seconds);

      wabi_request_set_header (request, "Retry-After", text);
      wabi_request_answer_error (request, 429, "too_many_tries", NULL, "Too many links were wrong. Wait a little, then try again.");
      return;
    }
  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  practice = read_practice (name);
  reading.hash = hash = wabi_text_hash_hex (name, -1);
  calendar->method = g_strdup ("PUBLISH");
  calendar->refresh_minutes = REFRESH_MINUTES;
  if (practice != NULL && !wabi_store_read (feed->store, practice, read_person, &reading, &error))
    wabi_request_answer_gerror (request, error);
  else if (reading.link == NULL)
    answer_nothing (request);
  else
    {
      wabi_rate_limit_succeed (feed->by_address, address);
      answer_calendar (request, feed, &reading, practice);
    }
  g_free (reading.link);
  g_free (reading.staff);
}
