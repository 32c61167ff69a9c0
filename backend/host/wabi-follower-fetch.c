// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetching another service's feeds: heads, pages, and its keys when it is auth.

#include "wabi-follower-private.h"

#include "wabi-json.h"
#include "wabi-keys.h"

#include <string.h>

#define PAGE 1000
#define LONGEST_ANSWER ((gsize) 32 * 1024 * 1024)
#define RENEW (60 * G_USEC_PER_SEC)
#define MOST_RESTARTS 4
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

void
wabi_peer_line_init (WabiPeerLine *line, const WabiFollowerOptions *options, GCancellable *cancellable, guint timeout)
{
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (GError) error = NULL;

  memset (line, 0, sizeof *line);
  line->options = options;
  line->cancellable = cancellable;
  line->session = soup_session_new_with_options ("timeout", timeout, "idle-timeout", timeout, "max-conns", 4, "max-conns-per-host", 4,
                                                 "user-agent", "wabi-server", NULL);
  if (options->ca_file == NULL)
    return;
  authorities = g_tls_file_database_new (options->ca_file, &error);
  if (authorities == NULL)
    g_warning ("the authority in %s cannot be read: %s", options->ca_file, error->message);
  /* Without it nobody is trusted: the calls fail, and are tried again. */
  soup_session_set_tls_database (line->session, authorities);
}

void
wabi_peer_line_clear (WabiPeerLine *line)
{
  if (line->session != NULL)
    soup_session_abort (line->session);
  g_clear_object (&line->session);
  g_clear_pointer (&line->token, g_free);
}

static gboolean
renew_token (WabiPeerLine *line, GError **error)
{
  gint64 now = wabi_clock_now (line->options->clock);

  if (line->token != NULL && now < line->token_ends - RENEW)
    return TRUE;
  g_free (line->token);
  line->token = wabi_service_token_make (line->options->key, line->options->identity, line->options->clock, error);
  line->token_ends = now + WABI_SERVICE_TOKEN_LIFE * G_USEC_PER_SEC;
  return line->token != NULL;
}

SoupMessage *
wabi_peer_line_new_message (WabiPeerLine *line, const char *url, const char *path, GError **error)
{
  g_autofree char *address = g_strconcat (url, path, NULL);
  g_autofree char *bearer = NULL;
  SoupMessage *message;

  if (!renew_token (line, error))
    return NULL;
  message = soup_message_new ("GET", address);
  if (message == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is no address of a service.", url);
      return NULL;
    }
  bearer = g_strconcat ("Bearer ", line->token, NULL);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  return message;
}

static void
read_retry_after (SoupMessage *message, guint *out)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds = 0;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 3600, &seconds, NULL))
    *out = (guint) seconds;
}

/* The answer to a GET with status 200 or 410; NULL with error. */
static char *
ask (WabiPeerFeed *peer, WabiPeerLine *line, const char *path, guint *status, guint *retry_after, GError **error)
{
  g_autoptr (SoupMessage) message = wabi_peer_line_new_message (line, peer->url, path, error);
  g_autoptr (GBytes) bytes = NULL;

  if (message == NULL)
    return NULL;
  bytes = soup_session_send_and_read (line->session, message, line->cancellable, error);
  if (bytes == NULL)
    return NULL;
  *status = soup_message_get_status (message);
  if (*status == 200 || *status == 410)
    return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  read_retry_after (message, retry_after);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s answered %u", peer->service, *status);
  return NULL;
}

static JsonObject *
ask_object (WabiPeerFeed *peer, WabiPeerLine *line, const char *path, guint *status, guint *retry_after, GError **error)
{
  const WabiJsonLimits limits = { .max_bytes = LONGEST_ANSWER, .max_depth = 64 };
  g_autofree char *text = ask (peer, line, path, status, retry_after, error);

  return text != NULL ? wabi_json_parse_object (text, -1, &limits, error) : NULL;
}

/* ---- a page ---- */

static gboolean
is_true (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static WabiRecord *
read_change (JsonObject *change, GError **error)
{
  const WabiKind *kind = wabi_domain_find_kind (wabi_json_peek_text (change, "kind"));
  const char *id = wabi_json_peek_text (change, "id");
  JsonNode *body = json_object_get_member (change, "body");
  g_autofree char *text = NULL;
  WabiRecord *record;

  if (kind == NULL || id == NULL || body == NULL || !JSON_NODE_HOLDS_OBJECT (body))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "A change of the feed is not whole.");
      return NULL;
    }
  text = wabi_json_object_to_canonical (json_node_get_object (body));
  record = wabi_record_new_from_body (kind, id, text, error);
  if (record != NULL)
    wabi_record_set_stamp (record, wabi_json_peek_int (change, "version", 0), wabi_json_peek_int (change, "seq", 0),
                           is_true (change, "deleted"));
  return record;
}

static GPtrArray *
read_changes (JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *changes = NULL;

  if (!wabi_json_take_array (answer, "changes", TRUE, WABI_STORE_MAX_FEED, &changes, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonNode *node = json_array_get_element (changes, i);
      WabiRecord *record;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "A change of the feed is no object.");
          return NULL;
        }
      record = read_change (json_node_get_object (node), error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

static gboolean
apply_answer (WabiPeerFeed *peer, const char *practice, gint64 since, JsonObject *answer, gboolean *more, GError **error)
{
  WabiFollowPage page = { .practice = practice, .service = peer->service, .since = since };
  g_autoptr (GPtrArray) records = read_changes (answer, error);

  if (records == NULL || !wabi_json_take_text (answer, "epoch", TRUE, 64, &page.epoch, error)
      || !wabi_json_take_int (answer, "next", TRUE, since, WABI_JSON_MAX_INT, &page.next, error))
    return FALSE;
  page.more = is_true (answer, "more");
  page.records = records;
  *more = page.more && page.next > since;
  return wabi_store_follow_apply (wabi_follower_get_options (peer->follower)->store, &page, error);
}

/* Tombstones of before the reading began are nothing to it; also when it is broken off and goes on with a later call, or it would begin anew
 * each time that a page is lost. */
static gint64 *
find_base (WabiPeerFeed *peer, const char *practice)
{
  gint64 *base = g_hash_table_lookup (peer->bases, practice);

  if (base == NULL)
    {
      base = g_new0 (gint64, 1);
      g_hash_table_insert (peer->bases, g_strdup (practice), base);
    }
  return base;
}

static gboolean
fetch_page (WabiPeerFeed *peer, WabiPeerLine *line, const char *practice, const WabiFollowPlace *place, gboolean *resync,
            gboolean *more, guint *retry_after, GError **error)
{
  gint64 *base = find_base (peer, practice);
  g_autofree char *path = g_strdup_printf ("/v1/sync?service=%s&practice=%s&kinds=%s&since=%" G_GINT64_FORMAT
                                           "&limit=%d&epoch=%s&base=%" G_GINT64_FORMAT,
                                           peer->service, practice, peer->kinds, place->cursor, PAGE, place->epoch,
                                           *base);
  guint status = 0;
  g_autoptr (JsonObject) answer = ask_object (peer, line, path, &status, retry_after, error);

  if (answer == NULL)
    return FALSE;
  *resync = status == 410;
  if (place->cursor == 0 && !*resync)
    *base = wabi_json_peek_int (answer, "head", 0);
  return *resync || apply_answer (peer, practice, place->cursor, answer, more, error);
}

/* ---- a feed ---- */

/* Histories do not change each minute: what asks to begin anew again and again is broken, and is told. */
static gboolean
may_restart (WabiPeerFeed *peer, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (now - peer->restarts_since > HOUR)
    {
      peer->restarts = 0;
      peer->restarts_since = now;
    }
  if (++peer->restarts <= MOST_RESTARTS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s wants everything to be read anew again and again", peer->service);
  return FALSE;
}

static gboolean
restart (WabiPeerFeed *peer, const char *practice, const char *epoch, GError **error)
{
  WabiStore *store = wabi_follower_get_options (peer->follower)->store;

  if (!may_restart (peer, error))
    return FALSE;
  g_message ("the feed of %s has another history now: it is read anew", peer->service);
  return wabi_store_follow_restart (store, practice, peer->service, epoch, error);
}

/* @again: set when the owner has another history than it told, and has to be asked what it is */
static gboolean
fetch_feed (WabiPeerFeed *peer, WabiPeerLine *line, const char *practice, const char *epoch, gint64 head, gboolean *again,
            guint *retry_after, GError **error)
{
  WabiStore *store = wabi_follower_get_options (peer->follower)->store;

  for (gboolean more = TRUE; more && !g_cancellable_is_cancelled (line->cancellable);)
    {
      g_autofree char *place_epoch = NULL;
      gboolean resync = FALSE;
      WabiFollowPlace place;

      wabi_store_follow_find (store, practice, peer->service, &place);
      place_epoch = place.epoch;
      if (place.epoch[0] != '\0' && strcmp (place.epoch, epoch) != 0)
        {
          if (!restart (peer, practice, epoch, error))
            return FALSE;
          continue;
        }
      if (place.cursor >= head && place.epoch[0] != '\0' && !place.sweeping)
        return TRUE;
      more = FALSE;
      if (!fetch_page (peer, line, practice, &place, &resync, &more, retry_after, error)
          || (resync && !restart (peer, practice, epoch, error)))
        return FALSE;
      *again |= resync;
    }
  return TRUE;
}

static gboolean
take_feed (WabiPeerFeed *peer, WabiPeerLine *line, JsonObject *feed, gboolean *again, guint *retry_after, GError **error)
{
  const WabiFollowerOptions *options = wabi_follower_get_options (peer->follower);
  const char *service, *practice, *epoch;
  gint64 head;

  if (!wabi_json_take_text (feed, "service", TRUE, 40, &service, error) || !wabi_json_take_text (feed, "practice", TRUE, 64, &practice, error)
      || !wabi_json_take_text (feed, "epoch", TRUE, 64, &epoch, error)
      || !wabi_json_take_int (feed, "head", TRUE, 0, WABI_JSON_MAX_INT, &head, error))
    return FALSE;
  if (strcmp (service, peer->service) != 0)
    return TRUE;
  if (options->events != NULL)
    wabi_events_tell (options->events, practice, service, head);
  return peer->kinds == NULL || fetch_feed (peer, line, practice, epoch, head, again, retry_after, error);
}

static gboolean
fetch_keys (WabiPeerFeed *peer, WabiPeerLine *line, guint *retry_after, GError **error)
{
  guint status = 0;
  g_autofree char *text = ask (peer, line, "/v1/auth/keys", &status, retry_after, error);

  return text != NULL && wabi_keys_read (wabi_tokens_get_user_keys (wabi_follower_get_options (peer->follower)->tokens), text, error);
}

static gboolean
fetch_feeds (WabiPeerFeed *peer, WabiPeerLine *line, gboolean *again, guint *retry_after, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/feeds?service=%s", peer->service);
  guint status = 0;
  g_autoptr (JsonObject) answer = ask_object (peer, line, path, &status, retry_after, error);
  JsonArray *feeds = NULL;

  *again = FALSE;
  if (answer == NULL || !wabi_json_take_array (answer, "feeds", TRUE, 1000000, &feeds, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (feeds); i++)
    {
      JsonNode *node = json_array_get_element (feeds, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && !take_feed (peer, line, json_node_get_object (node), again, retry_after, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wabi_peer_feed_fetch (WabiPeerFeed *peer, WabiPeerLine *line, guint *retry_after, GError **error)
{
  gboolean again = TRUE;

  if (g_str_equal (peer->service, "auth") && !fetch_keys (peer, line, retry_after, error))
    return FALSE;
  while (again && !g_cancellable_is_cancelled (line->cancellable))
    if (!fetch_feeds (peer, line, &again, retry_after, error))
      return FALSE;
  return !g_cancellable_set_error_if_cancelled (line->cancellable, error);
}
