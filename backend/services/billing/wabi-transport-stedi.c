// SPDX-License-Identifier: AGPL-3.0-or-later
// Stedi over HTTPS, as its published pages say (docs/clearinghouses.md): claims and questions go as X12 within JSON, and what comes is asked for page by
// page and fetched as the X12 that the payer wrote.

#include "wabi-https-line.h"

#include <string.h>

#include "wabi-partner-words.h"
#include "wabi-stedi-answers.h"

#define BASE "https://healthcare.us.stedi.com/2024-04-01"
#define ANSWERS "https://core.us.stedi.com/2023-08-01"
#define CLAIMS "/change/medicalnetwork/professionalclaims/v3/raw-x12-submission"
#define ELIGIBILITY "/change/medicalnetwork/eligibility/v3/raw-x12"
#define STATUS "/change/medicalnetwork/claimstatus/v2/raw-x12"

/* It keeps keys for 24 hours; an hour is left for clocks and for what is on its way. */
#define SAFE_SECONDS (23 * 3600)
/* A payer may take a minute. */
#define ASK_SECONDS 120
#define MOST_PAGES 40
/* What came before the first look, and when a token does not hold any more. */
#define BACK_SECONDS (30 * 86400)

typedef struct
{
  WabiTransport parent;
  WabiHttpsLine line;
  char *base, *answers;
} Stedi;

static void
close_stedi (WabiTransport *transport)
{
  Stedi *self = (Stedi *) transport;

  wabi_https_line_clear (&self->line);
  g_free (self->base);
  g_free (self->answers);
  g_free (self);
}

static WabiTransport *
open_stedi (WabiTransportPlace *place, GError **error)
{
  Stedi *self = g_new0 (Stedi, 1);

  self->base = wabi_https_dup_base (place->partner, "base_url", BASE);
  self->answers = wabi_https_dup_base (place->partner, "answers_url", ANSWERS);
  self->line.place = place;
  if (wabi_https_check_host (&self->line, self->base, error) && wabi_https_check_host (&self->line, self->answers, error)
      && wabi_https_line_init (&self->line, place, error))
    return &self->parent;
  close_stedi (&self->parent);
  return NULL;
}

static SoupMessage *
new_message (Stedi *self, const char *method, const char *base, const char *path, GError **error)
{
  SoupMessage *message = wabi_https_new_message (&self->line, method, base, path, error);

  if (message != NULL)
    {
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", self->line.secret);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
    }
  return message;
}

/* What is refused, in its words as far as they tell nothing of a person. */
static gboolean
refuse_in_words (const WabiHttpsAnswer *answer, const char *x12, GError **error)
{
  g_autofree char *said = answer->text != NULL ? wabi_stedi_read_words (answer->text, answer->length) : NULL;
  g_autofree char *words = wabi_partner_words_clean (said, x12);

  g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED, *words != '\0' ? "Stedi refuses it (%u): %s" : "Stedi refuses it (%u) and does not say why.%s",
               answer->status, words);
  return FALSE;
}

/* Something was said, even if not what was hoped for; else only a part of it came. */
static gboolean
has_words (const WabiHttpsAnswer *answer)
{
  g_autofree char *words = wabi_stedi_read_words (answer->text, answer->length);

  return words != NULL;
}

/* ---- sending ---- */

static gboolean
submit (Stedi *self, const char *path, const WabiParcel *parcel, gboolean keyed, guint seconds, WabiHttpsAnswer *answer, GError **error)
{
  g_autoptr (SoupMessage) message = new_message (self, "POST", self->base, path, error);
  g_autofree char *body = wabi_stedi_make_request (parcel->content);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  if (message == NULL)
    return FALSE;
  if (keyed)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", parcel->key);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return wabi_https_send (&self->line, message, seconds, answer, error);
}

/* GS01. */
static gboolean
is_group (const char *content, const char *group)
{
  g_autofree char *start = strlen (content) > 3 ? g_strdup_printf ("GS%c%s%c", content[3], group, content[3]) : NULL;
  const char *at = strlen (content) > 106 ? content + 106 : "";

  while (g_ascii_isspace (*at))
    at++;
  return start != NULL && g_str_has_prefix (at, start);
}

/* A claim that Stedi's own edits reject is answered by an X12 277CA, as one that is taken: the file was read, and the claim hears why. */
static gboolean
deliver (WabiTransport *transport, const WabiParcel *parcel, char **x12, GError **error)
{
  Stedi *self = (Stedi *) transport;
  g_auto (WabiHttpsAnswer) answer = { 0 };

  if (!is_group (parcel->content, "HC"))
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_REFUSED, "Stedi takes claims, eligibility and status requests this way, and no other files.");
  if (!submit (self, CLAIMS, parcel, TRUE, 0, &answer, error))
    return FALSE;
  if (answer.status >= 300 && answer.status < 400)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "What answers at the partner’s address points elsewhere. Check the address in the partner’s details.");
  *x12 = wabi_stedi_read_x12 (answer.text, answer.length);
  if (*x12 != NULL || (answer.status < 300 && wabi_stedi_is_taken (answer.text, answer.length)))
    return TRUE;
  /* An answer that nobody understands: it is sent again under its key. */
  if (answer.status < 300 && !has_words (&answer))
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "Stedi’s answer came only in part, or cannot be understood. It is tried again.");
  return refuse_in_words (&answer, parcel->content, error);
}

static char *
ask (WabiTransport *transport, const WabiParcel *parcel, GError **error)
{
  Stedi *self = (Stedi *) transport;
  g_auto (WabiHttpsAnswer) answer = { 0 };
  char *x12;

  if (!submit (self, is_group (parcel->content, "HS") ? ELIGIBILITY : STATUS, parcel, FALSE, ASK_SECONDS, &answer, error))
    return NULL;
  x12 = answer.status < 300 || answer.status >= 400 ? wabi_stedi_read_x12 (answer.text, answer.length) : NULL;
  if (x12 == NULL && answer.status < 300 && !has_words (&answer))
    wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "Stedi’s answer came only in part, or cannot be understood. It is tried again.");
  else if (x12 == NULL)
    refuse_in_words (&answer, parcel->content, error);
  return x12;
}

/* ---- pages ---- */

static char *
make_path (const char *token, gint64 since)
{
  g_autofree char *escaped = token != NULL ? g_uri_escape_string (token, NULL, FALSE) : NULL;
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (since);
  g_autofree char *time = g_date_time_format (start, "%Y-%m-%dT%H:%M:%SZ");

  return g_strdup_printf ("/polling/transactions?pageSize=100&%s=%s", token != NULL ? "pageToken" : "startDateTime", token != NULL ? escaped : time);
}

static WabiStediPage *
get_page (Stedi *self, const char *token, gint64 since, GError **error)
{
  g_autofree char *path = make_path (token, since);
  g_autoptr (SoupMessage) message = new_message (self, "GET", self->answers, path, error);
  g_auto (WabiHttpsAnswer) answer = { 0 };
  WabiStediPage *page;

  if (message == NULL || !wabi_https_send (&self->line, message, 0, &answer, error))
    return NULL;
  /* A token that does not hold any more: what is known already does not come twice. */
  if (token != NULL && (answer.status == 400 || answer.status == 404 || answer.status == 422))
    return get_page (self, NULL, since, error);
  if (answer.status >= 300)
    {
      refuse_in_words (&answer, NULL, error);
      return NULL;
    }
  page = wabi_stedi_read_page (answer.text, answer.length);
  if (page == NULL)
    wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "Stedi’s answer came only in part, or cannot be understood. It is tried again.");
  return page;
}

static gboolean
is_wanted (const WabiStediItem *item)
{
  static const char *const sets[] = { "835", "999", "277", "271", "TA1", NULL };

  return item->inbound && item->is_x12 && item->set != NULL && g_strv_contains (sets, item->set);
}

static void
add_items (GPtrArray *files, const WabiStediPage *page)
{
  WabiRemoteFile *last = NULL;

  for (guint i = 0; i < page->items->len; i++)
    {
      const WabiStediItem *item = g_ptr_array_index (page->items, i);
      g_autofree char *mark = g_strconcat ("stedi/", item->id, NULL), *name = g_strdup_printf ("%s.%s", item->id, item->set);

      if (!is_wanted (item))
        continue;
      last = wabi_remote_file_new_numbered (name, mark, item->at, NULL);
      g_ptr_array_add (files, last);
    }
  if (last != NULL)
    last->cursor = g_strdup (page->next);
}

static GPtrArray *
list (WabiTransport *transport, const char *cursor, char **after, GError **error)
{
  Stedi *self = (Stedi *) transport;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_remote_file_free);
  g_autofree char *token = g_strdup (cursor);
  gint64 since = self->line.place->now / G_USEC_PER_SEC - BACK_SECONDS;
  gboolean more = TRUE;

  for (guint i = 0; more && i < MOST_PAGES; i++)
    {
      g_autoptr (WabiStediPage) page = get_page (self, token, since, error);

      if (page == NULL)
        return NULL;
      add_items (files, page);
      more = page->items->len > 0 && page->next != NULL && g_strcmp0 (page->next, token) != 0;
      if (page->next != NULL)
        {
          g_free (token);
          token = g_strdup (page->next);
        }
    }
  *after = g_steal_pointer (&token);
  return g_steal_pointer (&files);
}

static WabiRemoteFile *
again (WabiTransport *transport, const char *mark)
{
  const char *id = g_str_has_prefix (mark, "stedi/") ? mark + strlen ("stedi/") : NULL;

  return wabi_stedi_is_id (id) ? wabi_remote_file_new_numbered (id, mark, 0, NULL) : NULL;
}

/* ---- a file that was sent long ago ---- */

static char *
dup_reference (const char *content)
{
  g_autofree char *start = strlen (content) > 106 ? g_strdup_printf ("BHT%c", content[3]) : NULL;
  const char *segment = start != NULL ? strstr (content, start) : NULL;
  g_auto (GStrv) elements = NULL;
  g_autofree char *text = NULL, *separator = NULL;

  if (segment == NULL)
    return NULL;
  text = g_strndup (segment, strcspn (segment, (char[]){ content[105], '\0' }));
  separator = g_strndup (content + 3, 1);
  elements = g_strsplit (text, separator, 5);
  return g_strv_length (elements) > 3 && *elements[3] != '\0' ? g_strdup (elements[3]) : NULL;
}

/* Transactions that we sent are listed too, by the number of their batch (BHT03). That one is not there proves nothing. */
static gboolean
find (WabiTransport *transport, const WabiParcel *parcel, WabiRemoteFound *found, GError **error)
{
  Stedi *self = (Stedi *) transport;
  g_autofree char *reference = dup_reference (parcel->content), *token = NULL;
  gboolean more = reference != NULL;

  *found = WABI_REMOTE_NOTHING;
  for (guint i = 0; more && i < MOST_PAGES; i++)
    {
      g_autoptr (WabiStediPage) page = get_page (self, token, parcel->begun / G_USEC_PER_SEC - 600, error);

      if (page == NULL)
        return FALSE;
      for (guint j = 0; j < page->items->len; j++)
        {
          const WabiStediItem *item = g_ptr_array_index (page->items, j);

          if (!item->inbound && g_strcmp0 (item->set, "837") == 0 && g_strcmp0 (item->reference, reference) == 0)
            *found = WABI_REMOTE_THERE;
        }
      more = *found == WABI_REMOTE_NOTHING && page->items->len > 0 && page->next != NULL;
      g_free (token);
      token = g_strdup (page->next);
    }
  return TRUE;
}

/* ---- fetching ---- */

/* A document lies at an address of its own, which opens it without the key: it gets none. */
static char *
download (Stedi *self, const char *url, gsize *length, GError **error)
{
  g_autoptr (SoupMessage) message = url != NULL ? wabi_https_new_message (&self->line, "GET", url, "", error) : NULL;
  g_auto (WabiHttpsAnswer) answer = { 0 };
  g_autoptr (GError) inner = NULL;

  if (url == NULL)
    wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "Stedi’s answer came only in part, or cannot be understood. It is tried again.");
  if (message == NULL)
    return NULL;
  /* The key is not the reason: this address has none. */
  if (!wabi_https_send (&self->line, message, 0, &answer, &inner) && !g_error_matches (inner, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_SECRET))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (inner != NULL || answer.status >= 300)
    {
      wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "A document could not be fetched from where Stedi says that it lies. It is tried again.");
      return NULL;
    }
  *length = answer.length;
  return g_steal_pointer (&answer.text);
}

static char *
fetch (WabiTransport *transport, const WabiRemoteFile *file, gsize *length, GError **error)
{
  Stedi *self = (Stedi *) transport;
  g_autofree char *path = g_strdup_printf ("/transactions/%s/input", file->mark + strlen ("stedi/")), *url = NULL;
  g_autoptr (SoupMessage) message = new_message (self, "GET", self->answers, path, error);
  g_auto (WabiHttpsAnswer) answer = { 0 };

  if (message == NULL || !wabi_https_send (&self->line, message, 0, &answer, error))
    return NULL;
  if (answer.status >= 400)
    {
      wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_UNUSABLE, "Stedi has no X12 file of this transaction. Look at it in Stedi’s portal.");
      return NULL;
    }
  if (answer.status < 300 && !g_str_has_prefix (answer.text, "{"))
    {
      *length = answer.length;
      return g_steal_pointer (&answer.text);
    }
  url = wabi_stedi_read_download (answer.text, answer.length);
  return download (self, url != NULL ? url : answer.location, length, error);
}

const WabiTransportInfo wabi_transport_stedi = {
  .type = "stedi",
  .host = "healthcare.us.stedi.com",
  .safe_seconds = SAFE_SECONDS,
  .keyed = TRUE,
  .asks = "HS HR",
  .open = open_stedi,
  .close = close_stedi,
  .deliver = deliver,
  .find = find,
  .ask = ask,
  .list = list,
  .again = again,
  .fetch = fetch,
};
