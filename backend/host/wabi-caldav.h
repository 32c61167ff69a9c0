// SPDX-License-Identifier: AGPL-3.0-or-later
// One calendar on another server, as CalDAV keeps it (RFC 4791): an event is a file in a collection.

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WabiCaldavOptions:
 * @servers: names of the servers that may be written to, with commas between, each with ":PORT" where it is not 443; "any" for all
 * @ca: (nullable): file of the authority that their certificates must come from; %NULL for those of the system
 * @every: (nullable): seconds between two looks at what changed; %NULL for 60
 * @retry: (nullable): seconds until the first try after a failure, each next one twice as long, up to an hour; %NULL for 60
 * @check: (nullable): seconds between two looks at whether somebody else changed our events; %NULL for 3600
 *
 * The group [calendars] of the configuration file. Nothing is written where there is no @servers: which companies get the schedule is for whoever
 * runs the server to decide, and it must not be led to machines that only it can reach.
 */
typedef struct
{
  char *servers, *ca, *every, *retry, *check;
} WabiCaldavOptions;

/**
 * WabiCaldavResult:
 * @WABI_CALDAV_DONE: it is as it was wanted
 * @WABI_CALDAV_CHANGED: it is not what the given tag names: somebody else changed it, or it is there already
 * @WABI_CALDAV_GONE: it is not there
 * @WABI_CALDAV_AWAY: the server does not answer, or is busy
 * @WABI_CALDAV_PASSWORD: name or password are not taken, or may not write there
 * @WABI_CALDAV_CERTIFICATE: the server does not prove who it is
 * @WABI_CALDAV_MISSING: there is no calendar under the address
 * @WABI_CALDAV_FULL: there is no room
 * @WABI_CALDAV_REFUSED: anything else
 *
 * What came of a call.
 */
typedef enum
{
  WABI_CALDAV_DONE,
  WABI_CALDAV_CHANGED,
  WABI_CALDAV_GONE,
  WABI_CALDAV_AWAY,
  WABI_CALDAV_PASSWORD,
  WABI_CALDAV_CERTIFICATE,
  WABI_CALDAV_MISSING,
  WABI_CALDAV_FULL,
  WABI_CALDAV_REFUSED,
} WabiCaldavResult;

/** wabi_caldav_result_word: Returns: the word by which records know it: "away", "password" …; %NULL for what is no problem. */
const char *wabi_caldav_result_word (WabiCaldavResult result);

/** wabi_caldav_check: Returns: whether the group of the configuration file can be used; else @error says what is wrong with it. */
gboolean wabi_caldav_check (const WabiCaldavOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_caldav_allows:
 * @options: (nullable): the group; %NULL allows nothing
 * @url: (nullable): address of a calendar
 * @error: where to put why not, for a person
 *
 * Returns: whether it is an https address, without name, password or question, on a server that may be written to
 */
gboolean wabi_caldav_allows (const WabiCaldavOptions *options, const char *url, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiCaldav:
 *
 * A connection to one calendar, for one thread; its calls block, for some seconds at most. It is never led elsewhere by a redirection.
 */
typedef struct _WabiCaldav WabiCaldav;

/**
 * wabi_caldav_new:
 * @options: the group
 * @url: address that wabi_caldav_allows() allows
 * @user: name there
 * @password: password there; Basic, since all is encrypted
 * @cancellable: (nullable): ends the call at hand, which is then %WABI_CALDAV_AWAY
 *
 * Returns: (transfer full): a connection
 */
WabiCaldav *wabi_caldav_new (const WabiCaldavOptions *options, const char *url, const char *user, const char *password,
                             GCancellable *cancellable);

/** wabi_caldav_free: closes it and wipes the password; %NULL is allowed. */
void wabi_caldav_free (WabiCaldav *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiCaldav, wabi_caldav_free)

/** wabi_caldav_get_status: Returns: the HTTP status of the last call, 0 where there was no answer. */
guint wabi_caldav_get_status (const WabiCaldav *self);

/** wabi_caldav_probe: Returns: %WABI_CALDAV_DONE where there is a calendar that takes name and password. */
WabiCaldavResult wabi_caldav_probe (WabiCaldav *self);

/**
 * wabi_caldav_list:
 * @self: a connection
 * @tags: (out) (transfer full) (nullable) (element-type utf8 utf8): file name → entity tag, of all that is in the calendar
 *
 * Returns: what came of it; @tags is set with %WABI_CALDAV_DONE only
 */
WabiCaldavResult wabi_caldav_list (WabiCaldav *self, GHashTable **tags);

/**
 * wabi_caldav_put:
 * @self: a connection
 * @name: file name of the event
 * @text: the event as a calendar of its own
 * @tag: (nullable): what it must still be; %NULL: it must not be there yet
 * @made: (out) (transfer full) (nullable): its tag now, where the server tells it
 *
 * Returns: what came of it
 */
WabiCaldavResult wabi_caldav_put (WabiCaldav *self, const char *name, const char *text, const char *tag, char **made);

/** wabi_caldav_delete: removes the event @name, where @tag (nullable) still names it; Returns: what came of it. */
WabiCaldavResult wabi_caldav_delete (WabiCaldav *self, const char *name, const char *tag);

/** wabi_caldav_find: asks what the event @name is; Returns: %WABI_CALDAV_DONE with its @tag (nullable), %WABI_CALDAV_GONE, or why it cannot be told. */
WabiCaldavResult wabi_caldav_find (WabiCaldav *self, const char *name, char **tag);

/**
 * WabiCaldavListing:
 * @tags: (element-type utf8 utf8): file name → entity tag
 * @is_calendar: whether one of the resources is a calendar
 *
 * An answer to PROPFIND.
 */
typedef struct
{
  GHashTable *tags;
  gboolean is_calendar;
} WabiCaldavListing;

/**
 * wabi_caldav_read_listing:
 * @text: (array length=length): bytes from outside
 * @length: how many
 * @listing: (out caller-allocates): what they say; @tags is to be freed by the caller
 *
 * Returns: whether they are an answer to PROPFIND
 */
gboolean wabi_caldav_read_listing (const char *text, gsize length, WabiCaldavListing *listing) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
