// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim file reaches its partner once. Giving it its name is what sends it: before that it is not sent, after that it is.

#include "wabi-carry.h"

#include <string.h>

#include "wabi-domain.h"
#include "wabi-lookup.h"

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

static gboolean
put (WabiVisit *visit, WabiRecord *transmission, const char *content, WabiRemoteFound found, GError **error)
{
  const WabiTransportInfo *info = visit->line->info;
  const char *name = wabi_record_get_text (transmission, "name");
  gboolean whole = wabi_record_get_bool (transmission, "written") && found == WABI_REMOTE_PART;

  if (info->write != NULL && !whole
      && (!info->write (visit->line, name, content, error) || !note (visit, transmission, "transmission.written", NULL, error)))
    return FALSE;
  return info->deliver (visit->line, name, content, wabi_record_get_id (transmission), error) && tell (visit, transmission, "sent", NULL, error);
}

/* What was being sent when the connection or this program ended: it was sent when it has its name, or when it lay there whole and is gone. */
static gboolean
was_sent (WabiRecord *transmission, WabiRemoteFound found)
{
  return wabi_record_is (transmission, "state", "sending")
         && (found == WABI_REMOTE_THERE || (found == WABI_REMOTE_NOTHING && wabi_record_get_bool (transmission, "written")));
}

static gboolean
send_one (WabiVisit *visit, WabiRecord *transmission, GError **error)
{
  const WabiTransportInfo *info = visit->line->info;
  Reading reading = { transmission, NULL };
  g_autoptr (WabiRecord) file = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) refusal = NULL;
  WabiRemoteFound found = WABI_REMOTE_NOTHING;

  if (!wabi_store_read (visit->store, visit->practice, read_file, &reading, error))
    return FALSE;
  file = reading.file;
  if (file == NULL)
    return tell (visit, transmission, "failed", "The claim file is not there any more.", error);
  if (info->find != NULL && !info->find (visit->line, wabi_record_get_text (transmission, "name"), &found, error))
    return FALSE;
  if (was_sent (transmission, found))
    return tell (visit, transmission, "sent", NULL, error);
  if (found == WABI_REMOTE_THERE)
    return tell (visit, transmission, "failed", "Another file of this name lies with the partner already. Change the name of sent files.", error);
  if (!note (visit, transmission, "transmission.begin", &code, &refusal))
    return code == NULL ? (g_propagate_error (error, g_steal_pointer (&refusal)), FALSE)
                        : tell (visit, transmission, "failed", refusal->message, error);
  return put (visit, transmission, wabi_record_get_text (file, "content"), found, error);
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
      if (g_error_matches (inner, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED) && tell (visit, transmission, "failed", inner->message, error))
        continue;
      if (error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  return TRUE;
}
