// SPDX-License-Identifier: AGPL-3.0-or-later
// Claim.MD over HTTPS, as its published samples say (docs/clearinghouses.md): forms go, XML comes. The account's key stands in the form, and nowhere else.

#include "wabi-https-line.h"

#include <string.h>

#include "wabi-claimmd-answers.h"
#include "wabi-partner-words.h"

#define BASE "https://svc.claim.md/services"
#define ASK_SECONDS 120
#define MOST_PAGES 20
#define UPLOADS_PAGE 500
#define ERAS_PAGE 100
#define DAY_SECONDS 86400

typedef struct
{
  WabiTransport parent;
  WabiHttpsLine line;
  char *base;
  char *told; /* (nullable): what is told of claims, since it was listed */
  char *told_mark;
} Claimmd;

static void
close_claimmd (WabiTransport *transport)
{
  Claimmd *self = (Claimmd *) transport;

  wabi_https_line_clear (&self->line);
  g_free (self->base);
  g_free (self->told);
  g_free (self->told_mark);
  g_free (self);
}

static WabiTransport *
open_claimmd (WabiTransportPlace *place, GError **error)
{
  Claimmd *self = g_new0 (Claimmd, 1);

  self->base = wabi_https_dup_base (place->partner, "base_url", BASE);
  self->line.place = place;
  if (wabi_https_check_host (&self->line, self->base, error) && wabi_https_line_init (&self->line, place, error))
    return &self->parent;
  close_claimmd (&self->parent);
  return NULL;
}

/* ---- calls ---- */

/* It has no codes for these that are published: its words tell. */
static const char *const key_signs[] = { "accountkey", "account key", "account_key", "api key", "not authorized", "unauthorized", "access denied", "authentication", NULL };
static const char *const pause_signs[] = { "too many", "rate limit", "try again", "temporarily", NULL };

static gboolean
has_sign (const char *words, const char *const *signs)
{
  g_autofree char *lower = g_ascii_strdown (words, -1);

  for (; *signs != NULL; signs++)
    if (strstr (lower, *signs) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
refuse_in_words (const char *said, const char *x12, GError **error)
{
  g_autofree char *words = NULL;

  if (has_sign (said, pause_signs))
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "Claim.MD asks for a pause. It is tried again after it.");
  if (has_sign (said, key_signs))
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_SECRET, "Claim.MD does not take this account key. It is not tried again until you give it anew.");
  words = wabi_partner_words_clean (said, x12);
  g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED, *words != '\0' ? "Claim.MD refuses it: %s" : "Claim.MD refuses it, and does not say why.%s", words);
  return FALSE;
}

/* An answer of 200, read; what Claim.MD calls an error is one. */
static WabiClaimmdAnswer *
call (Claimmd *self, SoupMessage *message, guint seconds, const char *x12, GError **error)
{
  g_auto (WabiHttpsAnswer) answer = { 0 };
  g_autoptr (WabiClaimmdAnswer) read = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/xml");
  if (!wabi_https_send (&self->line, message, seconds, &answer, error))
    return NULL;
  read = wabi_claimmd_read (answer.text, answer.length);
  if (answer.status >= 300 && answer.status < 400)
    wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "What answers at the partner’s address points elsewhere. Check the address in the partner’s details.");
  else if (answer.status >= 400 || (read != NULL && read->error != NULL))
    refuse_in_words (read != NULL && read->error != NULL ? read->error : "", x12, error);
  else if (read == NULL)
    wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "Claim.MD’s answer came only in part, or cannot be understood. It is tried again.");
  else
    return g_steal_pointer (&read);
  return NULL;
}

/* @name and @value, and more of them, up to NULL. */
static WabiClaimmdAnswer *
post_form (Claimmd *self, const char *path, const char *const *pairs, GError **error)
{
  g_autoptr (SoupMessage) message = wabi_https_new_message (&self->line, "POST", self->base, path, error);
  g_autoptr (GString) form = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (message == NULL)
    return NULL;
  g_string_append (form, "AccountKey=");
  g_string_append_uri_escaped (form, self->line.secret, NULL, FALSE);
  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      g_string_append_printf (form, "&%s=", pairs[i]);
      g_string_append_uri_escaped (form, pairs[i + 1], NULL, FALSE);
    }
  bytes = g_bytes_new (form->str, form->len);
  memset (form->str, 0, form->len);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
  return call (self, message, 0, NULL, error);
}

static WabiClaimmdAnswer *
post_file (Claimmd *self, const char *path, const char *name, const char *content, guint seconds, GError **error)
{
  g_autoptr (SoupMessage) message = wabi_https_new_message (&self->line, "POST", self->base, path, error);
  g_autoptr (SoupMultipart) form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  g_autoptr (GBytes) file = g_bytes_new (content, strlen (content)), body = NULL;
  g_autofree char *type = NULL;

  if (message == NULL)
    return NULL;
  soup_multipart_append_form_string (form, "AccountKey", self->line.secret);
  soup_multipart_append_form_file (form, "File", name, "application/edi-x12", file);
  soup_multipart_to_message (form, soup_message_get_request_headers (message), &body);
  /* With the boundary. */
  type = g_strdup (soup_message_headers_get_one (soup_message_get_request_headers (message), "Content-Type"));
  soup_message_set_request_body_from_bytes (message, type, body);
  return call (self, message, seconds, content, error);
}

/* ---- sending ---- */

/* The key stands in the name there, so that what is found is this file. */
static char *
name_there (const WabiParcel *parcel)
{
  const char *dot = strrchr (parcel->name, '.');
  char *name = g_strdup_printf ("%.*s-%.23s%s", (int) MIN (dot != NULL ? (gsize) (dot - parcel->name) : strlen (parcel->name), 100), parcel->name, parcel->key,
                                dot != NULL ? dot : ".837");

  return g_strcanon (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", '_');
}

static gboolean
is_group (const char *content, const char *group)
{
  g_autofree char *start = strlen (content) > 106 ? g_strdup_printf ("GS%c%s%c", content[3], group, content[3]) : NULL;
  const char *at = start != NULL ? content + 106 : "";

  while (g_ascii_isspace (*at))
    at++;
  return start != NULL && g_str_has_prefix (at, start);
}

/* What it says of each claim at once it says again among the responses, from where it is taken in. */
static gboolean
deliver (WabiTransport *transport, const WabiParcel *parcel, char **x12, GError **error)
{
  Claimmd *self = (Claimmd *) transport;
  g_autofree char *name = name_there (parcel);
  g_autoptr (WabiClaimmdAnswer) answer = NULL;

  if (!is_group (parcel->content, "HC"))
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_REFUSED, "Claim.MD takes claims and eligibility requests this way, and no other files.");
  answer = post_file (self, "/upload/", name, parcel->content, ASK_SECONDS, error);
  return answer != NULL;
}

/* Uploads of a day; TRUE with @found, or FALSE with @error. */
static gboolean
find_on (Claimmd *self, const char *name, gint64 day, WabiRemoteFound *found, GError **error)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (day);
  g_autofree char *date = g_date_time_format (at, "%Y-%m-%d");
  guint n = UPLOADS_PAGE;

  for (guint page = 1; n >= UPLOADS_PAGE && page <= MOST_PAGES && *found == WABI_REMOTE_NOTHING; page++)
    {
      g_autofree char *number = g_strdup_printf ("%u", page);
      g_autoptr (WabiClaimmdAnswer) answer = post_form (self, "/uploadlist/", (const char *[]){ "UploadDate", date, "Page", number, NULL }, error);

      if (answer == NULL)
        return FALSE;
      n = answer->files->len;
      if (g_ptr_array_find_with_equal_func (answer->files, name, g_str_equal, NULL))
        *found = WABI_REMOTE_THERE;
    }
  return TRUE;
}

/* Its days are those of some zone: the day before and the one after are looked at too. */
static gboolean
find (WabiTransport *transport, const WabiParcel *parcel, WabiRemoteFound *found, GError **error)
{
  Claimmd *self = (Claimmd *) transport;
  g_autofree char *name = name_there (parcel);
  gint64 last = self->line.place->now / G_USEC_PER_SEC + DAY_SECONDS, first = parcel->begun / G_USEC_PER_SEC - DAY_SECONDS;

  *found = WABI_REMOTE_NOTHING;
  for (gint64 day = MAX (first, last - 90 * DAY_SECONDS); day < last + DAY_SECONDS && *found == WABI_REMOTE_NOTHING; day += DAY_SECONDS)
    if (!find_on (self, name, day, found, error))
      return FALSE;
  return TRUE;
}

static char *
ask (WabiTransport *transport, const WabiParcel *parcel, GError **error)
{
  Claimmd *self = (Claimmd *) transport;
  g_autofree char *name = name_there (parcel);
  g_autoptr (WabiClaimmdAnswer) answer = post_file (self, "/elig/", name, parcel->content, ASK_SECONDS, error);

  if (answer == NULL)
    return NULL;
  if (answer->data == NULL || !g_str_has_prefix (answer->data, "ISA"))
    {
      wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_REFUSED, "Claim.MD answers without the payer’s answer. Ask the payer another way.");
      return NULL;
    }
  return g_steal_pointer (&answer->data);
}

/* ---- what came ---- */

/* "R12;E34": told of claims up to 12, of remittances up to 34. */
static void
read_cursor (const char *cursor, gint64 *response, gint64 *era)
{
  g_auto (GStrv) parts = g_strsplit (cursor != NULL ? cursor : "", ";", 2);
  guint64 number = 0;

  *response = *era = 0;
  for (char **part = parts; *part != NULL; part++)
    if ((**part == 'R' || **part == 'E') && g_ascii_string_to_unsigned (*part + 1, 10, 0, G_MAXINT64, &number, NULL))
      *(**part == 'R' ? response : era) = (gint64) number;
}

static char *
write_cursor (gint64 response, gint64 era)
{
  return g_strdup_printf ("R%" G_GINT64_FORMAT ";E%" G_GINT64_FORMAT, response, era);
}

/* What is told of claims after @response becomes one file; @response then is where to go on. */
static gboolean
list_told (Claimmd *self, gint64 *response, gint64 era, GPtrArray *files, GError **error)
{
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, *response), *name = NULL, *cursor = NULL, *date = NULL;
  g_autoptr (WabiClaimmdAnswer) answer = post_form (self, "/response/", (const char *[]){ "ResponseID", from, NULL }, error);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->line.place->now / G_USEC_PER_SEC);

  if (answer == NULL)
    return FALSE;
  if (answer->claims->len == 0 || answer->last_response <= *response)
    return TRUE;
  date = g_date_time_format (now, "%Y-%m-%d");
  g_free (self->told);
  g_free (self->told_mark);
  self->told = wabi_claimmd_make_277ca (answer->claims, answer->last_response, date);
  self->told_mark = g_strdup_printf ("claimmd/told/%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, *response, answer->last_response);
  *response = answer->last_response;
  cursor = write_cursor (*response, era);
  name = g_strdup_printf ("claimmd-%" G_GINT64_FORMAT ".277", *response);
  g_ptr_array_add (files, wabi_remote_file_new_numbered (name, self->told_mark, 0, cursor));
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

static WabiRemoteFile *
new_era (gint64 id, const char *cursor)
{
  g_autofree char *mark = g_strdup_printf ("claimmd/era/%" G_GINT64_FORMAT, id), *name = g_strdup_printf ("claimmd-%" G_GINT64_FORMAT ".835", id);

  return wabi_remote_file_new_numbered (name, mark, 0, cursor);
}

/* All pages first: in which order they come is not said, and the cursor passes over none. */
static gboolean
list_eras (Claimmd *self, gint64 response, gint64 *era, GPtrArray *files, GError **error)
{
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, *era);
  g_autoptr (GArray) eras = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = ERAS_PAGE;

  for (guint page = 1; n >= ERAS_PAGE && page <= MOST_PAGES * 10; page++)
    {
      g_autofree char *number = g_strdup_printf ("%u", page);
      g_autoptr (WabiClaimmdAnswer) answer = post_form (self, "/eralist/", (const char *[]){ "ERAID", from, "NewOnly", "0", "Page", number, NULL }, error);

      if (answer == NULL)
        return FALSE;
      n = answer->eras->len;
      g_array_append_vals (eras, answer->eras->data, n);
    }
  g_array_sort (eras, compare_numbers);
  for (guint i = 0; i < eras->len; i++)
    {
      gint64 id = g_array_index (eras, gint64, i);
      g_autofree char *cursor = write_cursor (response, MAX (id, *era));

      if (id <= *era)
        continue;
      *era = id;
      g_ptr_array_add (files, new_era (id, cursor));
    }
  return TRUE;
}

static GPtrArray *
list (WabiTransport *transport, const char *cursor, char **after, GError **error)
{
  Claimmd *self = (Claimmd *) transport;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_remote_file_free);
  gint64 response, era;

  read_cursor (cursor, &response, &era);
  if (!list_told (self, &response, era, files, error) || !list_eras (self, response, &era, files, error))
    return NULL;
  *after = write_cursor (response, era);
  return g_steal_pointer (&files);
}

static WabiRemoteFile *
again (WabiTransport *transport, const char *mark)
{
  guint64 id = 0;

  if (!g_str_has_prefix (mark, "claimmd/era/") || !g_ascii_string_to_unsigned (mark + strlen ("claimmd/era/"), 10, 0, G_MAXINT64, &id, NULL))
    return NULL;
  return new_era ((gint64) id, NULL);
}

static char *
fetch (WabiTransport *transport, const WabiRemoteFile *file, gsize *length, GError **error)
{
  Claimmd *self = (Claimmd *) transport;
  g_autoptr (WabiClaimmdAnswer) answer = NULL;
  char *text;

  if (g_strcmp0 (file->mark, self->told_mark) == 0)
    text = g_steal_pointer (&self->told);
  else
    {
      answer = post_form (self, "/era835/", (const char *[]){ "eraid", file->mark + strlen ("claimmd/era/"), NULL }, error);
      if (answer == NULL)
        {
          /* One remittance that it does not give keeps the others from nothing. */
          if (error != NULL && g_error_matches (*error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED))
            (*error)->code = WABI_TRANSPORT_ERROR_UNUSABLE;
          return NULL;
        }
      text = answer->data != NULL ? g_steal_pointer (&answer->data) : g_strdup ("");
    }
  *length = strlen (text);
  return text;
}

const WabiTransportInfo wabi_transport_claimmd = {
  .type = "claimmd",
  .host = "svc.claim.md",
  .keyed = TRUE,
  .asks = "HS",
  .open = open_claimmd,
  .close = close_claimmd,
  .deliver = deliver,
  .find = find,
  .ask = ask,
  .list = list,
  .again = again,
  .fetch = fetch,
};
