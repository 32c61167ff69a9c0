// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim file reaches its partner once. Giving it its name is what sends it: before that it is not sent, after that it is.

#include "wabi-carry.h"

#include <string.h>

#include "wabi-domain.h"
#include "wabi-lookup.h"

/* So many first pauses long what is not found with a partner may still show there. */
#define SETTLE 5

typedef struct
{
  const char *practice, *name;
  JsonObject *args;
  char **code;
} Run;

static gboolean
run (WabiStoreTx *tx, gpointer data, GError **error)
{
  Run *self = data;

  return wabi_store_tx_run (tx, self->practice, self->name, self->args, self->code, error);
}

gboolean
wabi_visit_run (WabiVisit *visit, const char *name, JsonObject *args, char **code, GError **error)
{
  g_autoptr (JsonObject) mine = args;
  Run given = { visit->practice, name, mine, code };

  return wabi_store_write_in (visit->store, visit->practice, run, &given, error);
}

/* ---- one file ---- */

typedef struct
{
  WabiRecord *transmission;
  WabiRecord *file;
} Reading;

static gboolean
read_file (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->file = wabi_lookup_get (view, &wabi_kind_claim_file, wabi_record_get_text (reading->transmission, "file"));
  return TRUE;
}

static gboolean
tell (WabiVisit *visit, WabiRecord *transmission, const char *state, const char *trouble, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", wabi_record_get_id (transmission));
  json_object_set_string_member (args, "state", state);
  if (trouble != NULL)
    json_object_set_string_member (args, "trouble", trouble);
  return wabi_visit_run (visit, "transmission.tell", args, NULL, error);
}

static gboolean
note (WabiVisit *visit, WabiRecord *transmission, const char *name, char **code, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", wabi_record_get_id (transmission));
  return wabi_visit_run (visit, name, args, code, error);
}

/* What the partner answers at once is kept before it is told that the file is sent: in between it would be sent once more, and answered the same. */
static gboolean
put (WabiVisit *visit, WabiRecord *transmission, const WabiParcel *parcel, WabiRemoteFound found, GError **error)
{
  const WabiTransportInfo *info = visit->line->info;
  gboolean whole = wabi_record_get_bool (transmission, "written") && found == WABI_REMOTE_PART;
  g_autofree char *answer = NULL;

  if (wabi_visit_asks (info, parcel->content))
    return wabi_visit_ask (visit, transmission, parcel, error) && tell (visit, transmission, "sent", NULL, error);
  if (info->write != NULL && !whole
      && (!info->write (visit->line, parcel, error) || !note (visit, transmission, "transmission.written", NULL, error)))
    return FALSE;
  return info->deliver (visit->line, parcel, &answer, error) && (answer == NULL || wabi_visit_take_answer (visit, transmission, 1, answer, error))
         && tell (visit, transmission, "sent", NULL, error);
}

/* What was being sent when the connection or this program ended: it was sent when it has its name, or when it lay there whole and is gone. */
static gboolean
was_sent (WabiRecord *transmission, WabiRemoteFound found)
{
  return wabi_record_is (transmission, "state", "sending")
         && (found == WABI_REMOTE_THERE || (found == WABI_REMOTE_NOTHING && wabi_record_get_bool (transmission, "written")));
}

/* Whether one must look there before it is sent: always in folders, where a name may be taken; else after a try of which the end is not known. */
static gboolean
must_look (const WabiTransportInfo *info, WabiRecord *transmission, const WabiParcel *parcel, gint64 now)
{
  gboolean tried = wabi_record_is (transmission, "state", "sending");

  if (info->find == NULL || wabi_visit_asks (info, parcel->content))
    return FALSE;
  if (info->safe_seconds > 0)
    return tried && now - parcel->begun > info->safe_seconds * G_USEC_PER_SEC;
  return tried || !info->keyed;
}

/* What became of a file that was begun before: TRUE when nothing is left to be done now; @done then says whether that could be written down. */
static gboolean
settle (WabiVisit *visit, WabiRecord *transmission, const WabiParcel *parcel, WabiRemoteFound *found, gboolean *done, GError **error)
{
  const WabiTransportInfo *info = visit->line->info;

  *done = TRUE;
  if (!must_look (info, transmission, parcel, visit->now))
    return FALSE;
  if (!info->find (visit->line, parcel, found, error))
    *done = FALSE;
  else if (was_sent (transmission, *found) || (info->keyed && *found == WABI_REMOTE_THERE))
    *done = tell (visit, transmission, "sent", NULL, error);
  else if (info->safe_seconds > 0)
    *done = tell (visit, transmission, "failed",
                  "Whether the partner has this file is not known, and it cannot be sent again safely any more. Look for its number with the partner; send it "
                  "again only if it is not there.", error);
  else if (*found == WABI_REMOTE_THERE)
    *done = tell (visit, transmission, "failed", "Another file of this name lies with the partner already. Change the name of sent files.", error);
  else
    /* It may have come there, and be listed only later. */
    return info->keyed && visit->now - wabi_record_get_int (transmission, "tried_at") < SETTLE * visit->retry;
  return TRUE;
}

static gboolean
send_content (WabiVisit *visit, WabiRecord *transmission, const char *content, GError **error)
{
  g_autofree char *envelope = g_strdup_printf ("%s/%s", wabi_record_get_text (transmission, "envelope"), wabi_record_get_text (transmission, "hash"));
  g_autofree char *key = wabi_id_derive (envelope), *code = NULL;
  gint64 begun = wabi_record_has (transmission, "begun_at") ? wabi_record_get_int (transmission, "begun_at") : visit->now;
  const WabiParcel parcel = { wabi_record_get_text (transmission, "name"), content, key, begun };
  g_autoptr (GError) refusal = NULL;
  WabiRemoteFound found = WABI_REMOTE_NOTHING;
  gboolean done;

  if (settle (visit, transmission, &parcel, &found, &done, error))
    return done;
  if (!note (visit, transmission, "transmission.begin", &code, &refusal))
    return code == NULL ? (g_propagate_error (error, g_steal_pointer (&refusal)), FALSE)
                        : tell (visit, transmission, "failed", refusal->message, error);
  return put (visit, transmission, &parcel, found, error);
}

static gboolean
send_one (WabiVisit *visit, WabiRecord *transmission, GError **error)
{
  Reading reading = { transmission, NULL };
  g_autoptr (WabiRecord) file = NULL;

  if (!wabi_store_read (visit->store, visit->practice, read_file, &reading, error))
    return FALSE;
  file = reading.file;
  return file != NULL ? send_content (visit, transmission, wabi_record_get_text (file, "content"), error)
                      : tell (visit, transmission, "failed", "The claim file is not there any more.", error);
}

gboolean
wabi_visit_send (WabiVisit *visit, GError **error)
{
  for (guint i = 0; i < visit->out->len; i++)
    {
      WabiRecord *transmission = g_ptr_array_index (visit->out, i);
      g_autoptr (GError) inner = NULL;

      if (g_cancellable_set_error_if_cancelled (visit->place.cancellable, error))
        return FALSE;
      if (send_one (visit, transmission, &inner))
        continue;
      /* This file is not wanted; the others may be. */
      if ((g_error_matches (inner, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED)
           || g_error_matches (inner, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_UNUSABLE))
          && tell (visit, transmission, "failed", inner->message, error))
        continue;
      if (error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  return TRUE;
}
